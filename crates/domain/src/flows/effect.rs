//! What a node does beside leading on: an entry in the diary, a letter, a task.
//!
//! Effects are a closed list. What each needs stands in one table, by which files are read and
//! flows are checked; whoever carries them out matches [`What`] in full.

use crate::expression::Condition;
use std::collections::BTreeMap;

/// One effect of a node.
#[derive(Debug, Clone, PartialEq)]
pub struct Effect {
    pub what: What,
    pub params: BTreeMap<&'static str, Param>,
    pub once: Once,
    /// Where it does not hold, nothing is done.
    pub when: Option<Condition>,
}

/// A value of an effect as it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Param {
    /// Such as the kind of an entry, or a template.
    Word(String),
    Words(Vec<String>),
    /// A field of this node or of one before it.
    Field(String),
    Setting(String),
    Fact(String),
    Role(String),
    Yes(bool),
}

/// How often an effect is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Once {
    /// Each time the node is visited.
    Visit,
    /// Once in each round of trying to reach somebody.
    Round,
    /// Once for each job that was lost.
    JobLoss,
}

impl Once {
    pub const ALL: [Self; 3] = [Self::Visit, Self::Round, Self::JobLoss];

    /// As flows write it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Visit => "visit",
            Self::Round => "round",
            Self::JobLoss => "job_loss",
        }
    }
}

/// From whom the last day of a job comes.
pub const END_SOURCES: [&str; 4] = ["client", "employer", "documents", "record"];

/// What a value of an effect may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Takes {
    Word,
    Words,
    Field,
    /// A field, or the word itself.
    FieldOrWord,
    /// A length of time: a setting, a field with weeks, a fact with weeks, or a field with a day.
    When,
    Setting,
    Role,
    Yes,
}

/// One value of an effect: its name, what it may be, and whether it may be left out.
pub type Takeable = (&'static str, Takes, bool);

macro_rules! effects {
    ($($name:ident $word:literal
        [$(($param:literal, $takes:ident, $required:literal)),* $(,)?],)+) => {
        /// What is done.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum What { $($name),+ }

        impl What {
            pub const ALL: &'static [Self] = &[$(Self::$name),+];

            /// As flows, rows and programs write it.
            #[must_use]
            pub fn word(self) -> &'static str {
                match self { $(Self::$name => $word),+ }
            }

            /// The values that it takes.
            #[must_use]
            pub fn takes(self) -> &'static [Takeable] {
                match self { $(Self::$name => &[$(($param, Takes::$takes, $required)),*]),+ }
            }
        }
    };
}

effects! {
    // An entry of its own in the diary: what was done, and with what outcome.
    DiaryLog "diary.log" [("type", Word, true), ("outcome", FieldOrWord, false),
        ("note", Field, false), ("reason", Field, false)],
    // An appointment; it takes the place of one of its kind for the same job.
    DiarySchedule "diary.schedule" [("type", Word, true), ("in", When, true),
        ("attempt", Word, false), ("round", Word, false)],
    // The same, where none is booked.
    DiaryEnsure "diary.ensure" [("type", Word, true), ("in", When, true)],
    DiaryCancel "diary.cancel_future" [("type", Word, true)],
    ContactAttempt "contact.attempt" [("party", Word, true), ("channel", Word, true),
        ("result", Field, false), ("number", Field, false)],
    // Somebody was reached: tries and rounds are counted from nought.
    ContactReset "contact.reset" [("number", Field, false)],
    // A number is not used any more, or another was found.
    ContactPoint "contact.point" [("number", Field, false), ("unusable", Yes, false)],
    LetterSend "letter.send" [("template", Word, true)],
    EmailSend "email.send" [("template", Word, true), ("to", Role, true), ("forms", Words, false),
        ("dates", Field, false)],
    EmployerAsk "employer.ask" [("channel", Field, true), ("note", Field, false)],
    TaskCreate "task.create" [("type", Word, true), ("for", Role, true)],
    FormFill "form.fill" [("form", Word, true)],
    ApprovalRequest "approval.request" [("kind", Word, true), ("from", Role, true)],
    ClaimPrepare "claim.prepare" [],
    ClaimSubmit "claim.submit" [("kind", Word, true), ("via", Word, true), ("line", Field, false),
        ("from", Field, false), ("to", Field, false)],
    ClaimRecompute "claim.recompute" [],
    CaseTransfer "case.transfer" [("to", Role, true)],
    EmploymentEnd "employment.end" [("date", Field, true), ("source", Word, true),
        ("reason", Field, false)],
    // What was agreed on in-work support.
    IwsAgree "iws.agree" [("accepted", Field, true), ("needs", Field, false)],
    SraStart "sra.start" [],
    SraAmend "sra.amend" [("weeks", Field, true), ("from", Field, true), ("reason", Field, false)],
    SraRemove "sra.remove" [],
    StageChange "stage.change" [("to", Setting, true)],
    SummaryNote "summary.note" [("dated", Field, true), ("text", Field, false)],
    // What somebody at the employer said; nothing where nobody wrote it down.
    EvidenceAdd "evidence.add" [("type", Word, true), ("by", Field, false)],
    BenefitCheck "benefit_check.record" [("closed", Field, true), ("with", Field, false)],
    FactSet "fact.set" [("fact", Word, true), ("is", Yes, true)],
}

impl What {
    /// Reads [`What::word`].
    #[must_use]
    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|one| one.word() == word)
    }
}

impl Effect {
    /// A word that was written, where the effect takes one.
    #[must_use]
    pub fn word(&self, name: &str) -> Option<&str> {
        match self.params.get(name)? {
            Param::Word(word) | Param::Role(word) | Param::Setting(word) => Some(word),
            Param::Field(_) | Param::Fact(_) | Param::Words(_) | Param::Yes(_) => None,
        }
    }

    /// The fields that it asks for.
    pub fn fields(&self) -> impl Iterator<Item = &str> {
        self.params.values().filter_map(|param| match param {
            Param::Field(id) => Some(id.as_str()),
            Param::Word(_) | Param::Words(_) | Param::Setting(_) | Param::Fact(_) => None,
            Param::Role(_) | Param::Yes(_) => None,
        })
    }
}
