//! Walks that are stored with a flow: what it is for, in examples that are gone through whenever it
//! changes.

use super::due::due;
use super::effect::What;
use super::filling::default_of;
use super::run::{Given, Run, State};
use super::step::{self, Around, Refused};
use super::{FACTS, FactKind, Flow, Kind};
use crate::calendar::Region;
use crate::expression::{Fact, Facts};
use crate::forms::{Choice, Field, FieldKind, Value, Values};
use crate::words::Language;
use jiff::civil::Date;

/// A stored walk.
#[derive(Debug, Clone, PartialEq)]
pub struct Walk {
    pub id: String,
    /// Facts of the record that differ from the usual ones.
    pub facts: Facts,
    pub steps: Vec<Step>,
    pub does: Vec<What>,
    pub does_not: Vec<What>,
    /// Words that have to be seen on the way, in English.
    pub shows: Vec<String>,
}

/// One line of a walk.
#[derive(Debug, Clone, PartialEq)]
pub enum Step {
    /// The node where the run stands, left with these fields and whatever else it needs.
    At(String, Values),
    /// The question where the run stands, and the answer that it is given.
    Answer(String, String),
    /// The sitting ends, and this event wakes the run.
    Event(String),
}

/// Where a walk and its flow part.
#[derive(Debug, Clone, PartialEq)]
pub enum Parted {
    /// The run stands somewhere else than the walk says.
    Elsewhere {
        step: usize,
        wanted: String,
        stands: String,
    },
    Refused {
        step: usize,
        why: Refused,
    },
    /// An effect that the walk wants was not done, or one that it excludes was.
    Effect {
        what: What,
        is_wanted: bool,
    },
    NotShown(String),
}

/// The day on which walks are gone through.
fn today() -> Date {
    Date::constant(2026, 3, 2)
}

/// The record with which walks begin: a job that is tracked every two weeks, and nothing due.
#[must_use]
pub fn usual() -> Facts {
    let mut facts = Facts::new();
    for (name, kind) in FACTS {
        let fact = match (name, kind) {
            ("sra_interval_weeks", _) => Fact::Number(2.0),
            ("attempt_no", _) => Fact::Number(1.0),
            ("no_contact_cycles", _) => Fact::Number(0.0),
            ("employer_contact_basis", _) => Fact::Text("consent".to_owned()),
            (_, FactKind::Yes) => Fact::Yes(false),
            (_, FactKind::Number | FactKind::Text) => Fact::Nothing,
            (_, FactKind::Word(words)) => {
                Fact::Text(words.first().copied().unwrap_or_default().to_owned())
            }
        };
        facts.insert(name.to_owned(), fact);
    }
    facts
}

/// Goes through a flow as a walk does.
///
/// # Errors
///
/// Where the two part.
pub fn walk(flow: &Flow, walk: &Walk) -> Result<Run, Parted> {
    let mut facts = usual();
    facts.extend(walk.facts.clone());
    let roles: Vec<String> = flow.roles.iter().map(|role| role.code.clone()).collect();
    let language = Language::English;
    let around = Around {
        facts: &facts,
        today: today(),
        first_day: None,
        region: Region::WeekendsOnly,
        roles: &roles,
        language,
        settings: &[],
    };
    let mut going =
        Going { flow, around, run: None, passed: 0, did: Vec::new(), shown: String::new() };
    for (step, one) in walk.steps.iter().enumerate() {
        going.goes(one).map_err(|parted| match parted {
            Ok(why) => Parted::Refused { step, why },
            Err((wanted, stands)) => Parted::Elsewhere { step, wanted, stands },
        })?;
    }
    let refused = |why| Parted::Refused { step: walk.steps.len(), why };
    going.gathers().map_err(refused)?;
    let (did, shown) = (going.did, going.shown);
    let wanted = walk.does.iter().map(|what| (*what, true));
    for (what, is_wanted) in wanted.chain(walk.does_not.iter().map(|what| (*what, false))) {
        if did.contains(&what) != is_wanted {
            return Err(Parted::Effect { what, is_wanted });
        }
    }
    if let Some(missing) = walk.shows.iter().find(|words| !shown.contains(words.as_str())) {
        return Err(Parted::NotShown(missing.clone()));
    }
    going.run.ok_or(refused(Refused::NotOpen))
}

struct Going<'f> {
    flow: &'f Flow,
    around: Around<'f>,
    run: Option<Run>,
    /// Visits of the run that the walk has named.
    passed: usize,
    did: Vec<What>,
    shown: String,
}

type Went = Result<(), Result<Refused, (String, String)>>;

impl Going<'_> {
    fn goes(&mut self, step: &Step) -> Went {
        let (id, given) = match step {
            Step::Event(event) => return self.wakes(event).map_err(Ok),
            Step::At(id, fields) => (id, Given { fields: fields.clone(), ..Given::default() }),
            Step::Answer(id, answer) => {
                (id, Given { answer: Some(answer.clone()), ..Given::default() })
            }
        };
        let run = match self.run.take() {
            Some(run) => run,
            None => step::begin_at(self.flow, self.around, id).map_err(Ok)?,
        };
        let stands = run.path.get(self.passed).cloned();
        let (Some(visit), Some(node)) = (stands, self.flow.node(id)) else {
            let stands = run.here().map(|here| here.node.clone()).unwrap_or_default();
            return Err(Err((id.clone(), stands)));
        };
        if visit.node != *id {
            return Err(Err((id.clone(), visit.node)));
        }
        self.passed += 1;
        let answer = node.answers().iter().find(|one| given.answer.as_ref() == Some(&one.id));
        let texts = node.warnings.iter().chain(answer.iter().flat_map(|one| &one.warnings));
        for text in texts {
            self.shown.push_str(&text.en);
        }
        if visit.is_skipped {
            self.run = Some(run);
            return Ok(());
        }
        let given = with_needed((self.flow, &node.fields), given, &run, self.around);
        let next = match node.kind {
            Kind::End { .. } => step::save(self.flow, run, self.passed, given),
            Kind::Instruction { .. } | Kind::Question { .. } => {
                step::answer(self.flow, run.clone(), self.around, (None, given.clone())).or_else(
                    |why| match why {
                        // The record says otherwise: whoever walks there gives a reason.
                        Refused::ReasonWanted(_) => {
                            let override_reason = Some("the walk says so".to_owned());
                            let given = Given { override_reason, ..given };
                            step::answer(self.flow, run, self.around, (None, given))
                        }
                        why => Err(why),
                    },
                )
            }
        };
        self.run = Some(next.map_err(Ok)?);
        Ok(())
    }

    fn wakes(&mut self, event: &str) -> Result<(), Refused> {
        self.gathers()?;
        let run = self.run.take().ok_or(Refused::NotOpen)?;
        let run = step::finish(self.flow, run, self.around, (None, Given::default()))?;
        self.run = Some(step::wake(self.flow, run, self.around, event)?);
        Ok(())
    }

    /// Notes what the present sitting does.
    fn gathers(&mut self) -> Result<(), Refused> {
        if let Some(run) = self.run.as_ref().filter(|run| run.state == State::Open) {
            let due = due(self.flow, run, self.around)?;
            self.did.extend(due.iter().map(|one| one.what));
        }
        Ok(())
    }
}

/// What a walk gives, and some value for each field that is needed and that it does not name.
fn with_needed(
    (flow, fields): (&Flow, &[Field]),
    mut given: Given,
    run: &Run,
    around: Around<'_>,
) -> Given {
    for field in fields.iter().filter(|field| field.is_required) {
        let has = given.fields.contains_key(&field.id)
            || default_of((flow, field), run, around).is_some();
        if !has {
            given.fields.insert(field.id.clone(), some(&field.kind, around.today));
        }
    }
    given
}

/// Some value that fits a field.
#[must_use]
pub fn some(kind: &FieldKind, today: Date) -> Value {
    let first = |choices: &[Choice]| choices.first().map(|one| one.id.clone());
    match kind {
        FieldKind::Text | FieldKind::LongText => Value::Text("as was said".to_owned()),
        FieldKind::Phone => Value::Text("+14165550123".to_owned()),
        FieldKind::Day => Value::Day(today),
        FieldKind::Days => Value::Days(vec![today]),
        FieldKind::Yes => Value::Yes(true),
        FieldKind::Whole { least, .. } => Value::Whole(*least),
        FieldKind::Choice(choices) => Value::Text(first(choices).unwrap_or_default()),
        FieldKind::Several(choices) => Value::Several(first(choices).into_iter().collect()),
    }
}
