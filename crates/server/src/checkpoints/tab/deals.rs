//! The forms of a checkpoint: pin its date, waive it, call it missed, open it again.

use super::Typed;
use crate::access::Viewer;
use crate::api::Posted;
use crate::checkpoints::act::Deal;
use crate::checkpoints::desk::OnFile;
use crate::page::{Field, Problems, Words};
use crate::people::act::REASON_LENGTH_MAX;
use crate::people::web::form::read_day;
use domain::access::Right;
use domain::checkpoints::{EndingKind, SubmissionState};

/// Which of the forms.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Pin,
    Unpin,
    Waive,
    Miss,
    Reopen,
}

impl Kind {
    /// The noun of its address.
    const fn noun(self) -> &'static str {
        match self {
            Self::Pin => "pin",
            Self::Unpin => "pin-removal",
            Self::Waive => "waiver",
            Self::Miss => "missed",
            Self::Reopen => "reopening",
        }
    }

    /// What is asked for, read from its form.
    ///
    /// # Errors
    ///
    /// Problems where the day to pin is none.
    pub fn read(self, form: &Posted, words: Words) -> Result<Deal, Problems> {
        match self {
            Self::Pin => {
                let mut problems = Problems::new();
                match read_day(form, "pinned_on", words, &mut problems) {
                    Some(on) => Ok(Deal::Pin(on)),
                    None => {
                        if problems.is_empty() {
                            problems.add("pinned_on", words.say("people-day-wanted"));
                        }
                        Err(problems)
                    }
                }
            }
            Self::Unpin => Ok(Deal::Unpin),
            Self::Waive => Ok(Deal::Waive),
            Self::Miss => Ok(Deal::Miss),
            Self::Reopen => Ok(Deal::Reopen),
        }
    }
}

/// A form as it is shown.
pub struct DealForm {
    pub action: String,
    pub title: String,
    pub hint: String,
    pub button: String,
    /// The day to pin; only on that form.
    pub on: Option<Field>,
    pub reason: Field,
    pub version: String,
    pub is_open: bool,
}

/// The forms that make sense now, for a viewer who may use them.
pub fn forms(words: Words, viewer: &Viewer, one: &OnFile, typed: Option<&Typed>) -> Vec<DealForm> {
    if !viewer.role.holds(Right::Review) {
        return Vec::new();
    }
    offered(one).into_iter().map(|kind| form(words, one, kind, typed)).collect()
}

fn offered(one: &OnFile) -> Vec<Kind> {
    let checkpoint = &one.kept.checkpoint;
    let finished = checkpoint.review.is_submitted()
        || checkpoint.achieved_on.is_some()
        || checkpoint.submission != SubmissionState::None;
    if finished {
        return Vec::new();
    }
    match checkpoint.ending.as_ref().map(|ending| ending.kind) {
        Some(EndingKind::Missed | EndingKind::MissedByClosing | EndingKind::Waived) => {
            vec![Kind::Reopen]
        }
        Some(EndingKind::Stopped(_)) => Vec::new(),
        None if checkpoint.pinned_on.is_some() => {
            vec![Kind::Pin, Kind::Unpin, Kind::Waive, Kind::Miss]
        }
        None => vec![Kind::Pin, Kind::Waive, Kind::Miss],
    }
}

fn form(words: Words, one: &OnFile, kind: Kind, typed: Option<&Typed>) -> DealForm {
    let typed = typed.filter(|typed| typed.kind == kind);
    let (id, noun) = (one.kept.checkpoint.id, kind.noun());
    let none = Problems::new();
    let problems = typed.map_or(&none, |typed| &typed.problems);
    // The form that was refused has the ids that the summary of problems leads to.
    let own_id = |name: &str| match typed {
        Some(_) => name.to_owned(),
        None => format!("{id}-{noun}-{name}"),
    };
    let field = |name: &str, key: &str, known: String| {
        let value = typed.map_or(known, |typed| typed.form.text(name).to_owned());
        Field::new(words, name, key).id(own_id(name)).value(value).problem(problems)
    };
    let on = (kind == Kind::Pin).then(|| {
        let known = one.kept.checkpoint.due_on().to_string();
        field("pinned_on", "checkpoints-deal-on", known)
    });
    // After a refusal the version that was seen stays, so that what changed meanwhile is noticed;
    // a problem of the whole page said that it has changed.
    let is_told = problems.iter().any(|problem| problem.field.is_empty());
    let seen = typed.and_then(|typed| typed.form.given("version")).filter(|_| !is_told);
    let say = |part: &str| words.say(&format!("checkpoints-deal-{noun}{part}"));
    DealForm {
        action: format!("/checkpoints/{id}/{noun}"),
        title: say(""),
        hint: say("-hint"),
        button: say("-button"),
        on,
        reason: field("reason", "checkpoints-deal-reason", String::new())
            .length_max(REASON_LENGTH_MAX)
            .width("wide"),
        version: seen.map_or_else(|| one.kept.version.to_string(), str::to_owned),
        is_open: typed.is_some(),
    }
}
