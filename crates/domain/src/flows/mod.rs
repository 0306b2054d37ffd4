//! Flows: a drawn procedure as data, and one person's walk through it.
//!
//! A flow is a graph of nodes. An *instruction* says what to do and goes on; a *question* goes
//! where its answer leads; an *end* closes the sitting, and either waits for an event or is the
//! end of the run. Effects stand on nodes and are done when the sitting ends, once, however often
//! somebody went back on the way. A flow never changes once it is published: a run stays with its
//! version.
//!
//! - [`check`] finds what is wrong with a flow before it is used.
//! - [`Run`] is the record of a walk; [`step`] takes it from one node to the next.
//! - [`known`] is what conditions may ask for.
//! - [`filling`] says what fits into the fields of a node.
//! - [`due`] says which effects the sitting has gathered.
//! - [`record`] puts what is known of a job into the facts that conditions ask for.
//! - [`paper`] holds what a flow writes: letters and e-mails. Its forms are [`crate::forms`].
//! - [`walk`] goes through a flow as a stored walk does, and says where the two part.

pub mod check;
pub mod due;
pub mod effect;
mod entering;
pub mod filling;
pub mod known;
pub mod paper;
pub mod record;
pub mod run;
pub mod step;
pub mod walk;

pub use self::effect::{Effect, Once, Param, What};
pub use self::run::{Given, Run, State, Visit};
pub use crate::settings::{Setting, SettingValue};

use crate::expression::Condition;
use crate::forms::{Field, Form, Value};
use crate::words::Words;

/// Nodes of one flow, at most.
pub const NODES_MAX: usize = 300;
/// Answers of one question, at most: each has a key of the keyboard.
pub const ANSWERS_MAX: usize = 9;
/// Fields of one node, at most.
pub const FIELDS_MAX: usize = 20;
/// Effects of one node, at most.
pub const EFFECTS_MAX: usize = 20;
/// Characters of the reason for another answer than the record's, at most.
pub const REASON_LENGTH_MAX: usize = 300;
/// Nodes that one run visits, at most: years of tracking, and an end to whatever goes wrong.
pub const VISITS_MAX: usize = 5_000;

/// A published procedure.
#[derive(Debug, Clone, PartialEq)]
pub struct Flow {
    pub code: String,
    pub version: u32,
    pub title: Words,
    pub category: Words,
    pub author: String,
    /// When the procedure was first drawn, as its author says it: `2014-10`.
    pub created: String,
    pub description: Words,
    pub roles: Vec<Role>,
    pub settings: Vec<Setting>,
    /// The node at which a run begins.
    pub start: String,
    pub nodes: Vec<Node>,
    /// Letters and e-mails that it writes.
    pub templates: Vec<paper::Template>,
    /// Forms that go with them, for programmes that have none of their own with this code.
    pub forms: Vec<Form>,
    /// Walks that have to come out as they are written.
    pub walks: Vec<walk::Walk>,
}

impl Flow {
    #[must_use]
    pub fn node(&self, id: &str) -> Option<&Node> {
        self.nodes.iter().find(|node| node.id == id)
    }

    /// What stands in a field: what it was given when the present sitting last asked for it. What
    /// was said in an earlier call is not said again by a blank, unless the field is kept.
    #[must_use]
    pub fn value<'r>(&self, run: &'r Run, field: &str) -> Option<&'r Value> {
        self.value_by(run, run.visit(), field)
    }

    /// [`Flow::value`] as it was at a visit.
    #[must_use]
    pub fn value_by<'r>(&self, run: &'r Run, visit: usize, field: &str) -> Option<&'r Value> {
        let until = run.path.iter().take(visit);
        if self.nodes.iter().filter_map(|node| node.field(field)).any(|one| one.is_kept) {
            return until.rev().find_map(|visit| visit.given.fields.get(field));
        }
        let asks =
            |visit: &&Visit| self.node(&visit.node).is_some_and(|it| it.field(field).is_some());
        let asked = until.skip(run.sitting_from).filter(|visit| !visit.is_skipped).rfind(asks)?;
        asked.given.fields.get(field)
    }

    #[must_use]
    pub fn setting(&self, name: &str) -> Option<&Setting> {
        self.settings.iter().find(|setting| setting.name == name)
    }

    #[must_use]
    pub fn template(&self, code: &str) -> Option<&paper::Template> {
        self.templates.iter().find(|one| one.code == code)
    }

    #[must_use]
    pub fn form(&self, code: &str) -> Option<&Form> {
        self.forms.iter().find(|one| one.code == code)
    }

    #[must_use]
    pub fn role(&self, code: &str) -> Option<&Role> {
        self.roles.iter().find(|role| role.code == code)
    }
}

/// Who does something; never a person by name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Role {
    pub code: String,
    pub label: Words,
    /// Who takes what nobody of this role can.
    pub otherwise: Option<String>,
    /// Somebody outside who signs in nowhere.
    pub is_outside: bool,
}

/// One box of the drawing.
#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    pub id: String,
    pub title: Words,
    pub text: Option<Words>,
    /// A sentence to say, word for word.
    pub say: Option<Words>,
    pub warnings: Vec<Words>,
    /// The role that does it; whoever sits there, where none is named.
    pub actor: Option<String>,
    /// What has to hold for the node to be entered, and where one goes instead.
    pub requires: Option<Requires>,
    /// Where it holds, the node is passed over.
    pub skip_when: Option<Condition>,
    pub fields: Vec<Field>,
    pub effects: Vec<Effect>,
    pub kind: Kind,
    /// Sentences of the source that it carries.
    pub carries: Vec<String>,
    /// Why it is there although the source does not say it.
    pub added_because: Option<String>,
}

impl Node {
    #[must_use]
    pub fn field(&self, id: &str) -> Option<&Field> {
        self.fields.iter().find(|field| field.id == id)
    }

    /// The answers, of which only a question has any.
    #[must_use]
    pub fn answers(&self) -> &[Answer] {
        match &self.kind {
            Kind::Question { answers, .. } => answers,
            Kind::Instruction { .. } | Kind::End { .. } => &[],
        }
    }

    /// Whether a run can leave it only by the act of somebody.
    #[must_use]
    pub fn is_end(&self) -> bool {
        matches!(self.kind, Kind::End { .. })
    }
}

/// What a node asks for before it is entered.
#[derive(Debug, Clone, PartialEq)]
pub struct Requires {
    pub when: Condition,
    pub otherwise: String,
    pub because: Words,
}

/// What a node does.
#[derive(Debug, Clone, PartialEq)]
pub enum Kind {
    Instruction {
        next: String,
    },
    Question {
        answers: Vec<Answer>,
        auto: Option<Auto>,
    },
    End {
        /// What wakes the run again, and where it goes on; none where it is closed.
        wakes: Vec<Wake>,
    },
}

/// One answer of a question.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    pub id: String,
    pub label: Words,
    pub to: String,
    pub warnings: Vec<Words>,
    /// What has to hold for the answer to be given, and the sentence for where it does not.
    pub requires: Option<(Condition, Words)>,
}

/// A question that answers itself, where it can.
#[derive(Debug, Clone, PartialEq)]
pub struct Auto {
    pub by: AutoBy,
    /// The reason that is shown.
    pub because: Words,
}

/// By what it is answered.
#[derive(Debug, Clone, PartialEq)]
pub enum AutoBy {
    /// The answer of the first condition that holds; none where none does.
    First(Vec<(Condition, String)>),
    /// The answer that a fact names.
    Fact(String),
}

/// What wakes a run that waits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wake {
    pub event: String,
    pub at: String,
}

/// A fact of the record that conditions may ask for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FactKind {
    Yes,
    Number,
    /// A text that fills a field, such as `2026-03-02` or a number to call.
    Text,
    /// One of these words.
    Word(&'static [&'static str]),
}

/// What is known of a run from the record. A number that is not known is `null`.
pub const FACTS: [(&str, FactKind); 17] = [
    // What the programme pack says is due to be claimed.
    ("claim_due", FactKind::Word(&["none", "job_outcome", "sustainment"])),
    // The frequency of contact by the sustainability risk assessment and the agreement.
    ("sra_interval_weeks", FactKind::Number),
    // Which try of this round the current call is, from 1.
    ("attempt_no", FactKind::Number),
    // Rounds without contact that were closed before this one.
    ("no_contact_cycles", FactKind::Number),
    ("days_since_employer_check", FactKind::Number),
    ("benefit_reclaimed", FactKind::Yes),
    // Why the employer may be contacted, if at all.
    ("employer_contact_basis", FactKind::Word(&["designation_order", "consent", "none"])),
    ("has_iws_agreement", FactKind::Yes),
    // What the employer answered to the last question by its link.
    ("employer_reply", FactKind::Word(&["none", "works", "left"])),
    // The number that is to be tried next; `null` where there is none.
    ("number_to_call", FactKind::Text),
    // The one that is to be tried after it; `null` where there is none.
    ("other_number", FactKind::Text),
    // A letter was written in this round of tries.
    ("letter_sent", FactKind::Yes),
    // The last day of the job; `null` while it goes on.
    ("last_day_worked", FactKind::Text),
    // What the entry of the diary from which one calls was booked for.
    ("call_reason", FactKind::Text),
    // The last day that they gave; `null` where they gave none.
    ("employer_last_day", FactKind::Text),
    // Another job of theirs goes on.
    ("has_other_job", FactKind::Yes),
    // What became of the claim that was passed on for countersignature.
    ("countersignature", FactKind::Word(&["none", "given", "returned"])),
];
