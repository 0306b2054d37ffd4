//! Why a run does not go on, in sentences that say what would be right.

use crate::failure::Failure;
use crate::flows::controls::{unprintable, wanted};
use crate::page::{Problems, Words};
use domain::flows::step::Refused;
use domain::flows::{Flow, VISITS_MAX};
use domain::forms::Fault;
use jiff::civil::Date;

/// The failure for a step that was refused.
#[must_use]
pub(super) fn refused(words: Words, flow: &Flow, why: &Refused) -> Failure {
    let language = words.locale.into();
    match why {
        Refused::Stale => Failure::conflict(words.say("runs-stale")),
        Refused::NotOpen | Refused::NotWaiting => Failure::conflict(words.say("runs-not-open")),
        Refused::AtEnd => Failure::conflict(words.say("runs-at-end")),
        Refused::NotAtEnd => Failure::conflict(words.say("runs-not-at-end")),
        Refused::AtBegin => Failure::conflict(words.say("runs-at-begin")),
        Refused::NotYours(code) => {
            let role = flow.role(code).map(|role| role.label.in_language(language));
            let args = [("role", role.unwrap_or(code).into())];
            Failure::NotForYou(words.with("runs-not-yours", &args))
        }
        Refused::Fields(faults) => {
            let mut problems = Problems::new();
            for (field, fault) in faults {
                problems.add(field.as_str(), fault_said(words, (flow, field), fault));
            }
            Failure::Refused(problems)
        }
        Refused::NoQuestion => Failure::field("answer", words.say("runs-no-question")),
        Refused::AnswerWanted | Refused::NoSuchAnswer => {
            Failure::field("answer", words.say("runs-answer-wanted"))
        }
        Refused::NotYet(sentence) => {
            Failure::field("answer", sentence.in_language(language).to_owned())
        }
        Refused::ReasonWanted(_) => {
            Failure::field("override_reason", words.say("runs-reason-wanted"))
        }
        Refused::TooLong => {
            let most = i64::try_from(VISITS_MAX).unwrap_or_default();
            Failure::conflict(words.with("runs-too-long", &[("most", most.into())]))
        }
        Refused::Broken(why) => Failure::fault("a step of a run", why),
    }
}

/// What is wrong with a value, in a sentence.
#[must_use]
fn fault_said(words: Words, (flow, id): (&Flow, &str), fault: &Fault) -> String {
    let many = |many: usize| i64::try_from(many).unwrap_or_default();
    let field = flow.nodes.iter().find_map(|node| node.field(id));
    match fault {
        Fault::NoField => words.say("runs-no-field"),
        Fault::Missing => {
            let label = field.map_or(id, |field| field.label.in_language(words.locale.into()));
            words.with("runs-field-missing", &[("field", label.into())])
        }
        Fault::WrongKind => field.map(|field| wanted(words, &field.kind)).unwrap_or_default(),
        Fault::TooLong(most) => {
            words.with("runs-too-many-letters", &[("most", many(*most).into())])
        }
        Fault::OutOfRange(least, most) => {
            words.with("runs-out-of-range", &[("least", (*least).into()), ("most", (*most).into())])
        }
        Fault::DayOutside { from, until } => {
            let key = match (from, until) {
                (_, None) => "runs-day-from",
                (None, Some(_)) => "runs-day-until",
                (Some(_), Some(_)) => "runs-day-outside",
            };
            let day = |day: &Option<Date>| day.map(|day| words.date(day)).unwrap_or_default();
            words.with(key, &[("from", day(from).into()), ("until", day(until).into())])
        }
        Fault::NoChoice => words.say("runs-no-choice"),
        Fault::Unprintable => unprintable(words, field.map(|field| &field.kind)),
        Fault::TooMany(most) => words.with("runs-too-many", &[("most", many(*most).into())]),
    }
}
