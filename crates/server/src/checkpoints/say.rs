//! What was decided, in words: what happens next and why, or why nothing will.

use super::desk::{File, OnFile};
use crate::page::Words;
use domain::checkpoints::{Because, Next, What};
use domain::people::Unreachable;
use domain::programmes::AskChannel;
use jiff::Timestamp;

/// A moment as the person lives it: their own zone.
#[must_use]
pub fn moment(words: Words, file: &File, at: Timestamp) -> String {
    words.moment_near(&at.to_zoned(file.kept.person_zone.clone()), file.today())
}

/// What happens next at a checkpoint, with its moment and its reason, in one sentence.
#[must_use]
pub fn next_sentence(words: Words, file: &File, one: &OnFile) -> String {
    match file.next(one) {
        Next::Will(act) => {
            let args = [
                ("what", what(words, act.what).into()),
                ("when", moment(words, file, act.when).into()),
                ("why", because(words, &act.why).into()),
            ];
            words.with("checkpoints-next-will", &args)
        }
        Next::Nothing(why) => {
            let args = [("why", because(words, &why).into())];
            words.with("checkpoints-next-nothing", &args)
        }
    }
}

/// An act in words.
#[must_use]
pub fn what(words: Words, what: What) -> String {
    match what {
        What::SendSurvey { channel, .. } => match channel {
            Some(AskChannel::Email) => words.say("checkpoints-what-survey-email"),
            Some(AskChannel::Sms) => words.say("checkpoints-what-survey-sms"),
            None => words.say("checkpoints-what-survey"),
        },
        What::SendReminder { channel, n, .. } => {
            let n = [("n", n.into())];
            match channel {
                Some(AskChannel::Email) => words.with("checkpoints-what-reminder-email", &n),
                Some(AskChannel::Sms) => words.with("checkpoints-what-reminder-sms", &n),
                None => words.with("checkpoints-what-reminder", &n),
            }
        }
        What::AskByHand => words.say("checkpoints-what-ask-by-hand"),
        What::Review => words.say("checkpoints-what-review"),
        What::SecondReading => words.say("checkpoints-what-second-reading"),
        What::Close => words.say("checkpoints-what-close"),
    }
}

/// A reason in words.
#[must_use]
pub fn because(words: Words, because: &Because) -> String {
    let on = |key: &str, date| words.with(key, &[("on", words.date(date).into())]);
    match because {
        Because::FallsDue { on: date } => on("checkpoints-because-due", *date),
        Because::NotAnswered { asked_on } => on("checkpoints-because-not-answered", *asked_on),
        Because::WindowCloses { on: date } => on("checkpoints-because-window-closes", *date),
        Because::Answered => words.say("checkpoints-because-answered"),
        Because::Refused => words.say("checkpoints-because-refused"),
        Because::ProgrammeAsksByHand => words.say("checkpoints-because-by-hand"),
        Because::EnteredLate { due_on } => on("checkpoints-because-entered-late", *due_on),
        Because::DailyLimit { messages_max } => {
            let most = [("most", u32::from(*messages_max).into())];
            words.with("checkpoints-because-daily-limit", &most)
        }
        Because::NotAskedYet => words.say("checkpoints-because-not-asked"),
        Because::AttemptsUsedUp { attempts_max } => {
            let most = [("most", u32::from(*attempts_max).into())];
            words.with("checkpoints-because-attempts", &most)
        }
        Because::NoChannel(why) => unreachable_sentence(words, *why),
        Because::Undeliverable => words.say("checkpoints-because-undeliverable"),
        Because::WindowClosed { on: date } => on("checkpoints-because-window-closed", *date),
        Because::AfterWindow { closes_on } => on("checkpoints-because-after-window", *closes_on),
        Because::Submitted => words.say("checkpoints-because-submitted"),
        Because::Reviewed => words.say("checkpoints-because-reviewed"),
        Because::Achieved => words.say("checkpoints-because-achieved"),
        Because::WithFunder => words.say("checkpoints-because-with-funder"),
        Because::Missed { reason } => {
            words.with("checkpoints-because-missed", &[("reason", reason.into())])
        }
        Because::Waived { reason } => {
            words.with("checkpoints-because-waived", &[("reason", reason.into())])
        }
        Because::Died { on: date } => on("checkpoints-because-died", *date),
        Because::Withdrawn { on: date } => on("checkpoints-because-withdrawn", *date),
        Because::PlacementEnded { on: date } => on("checkpoints-because-placement-ended", *date),
    }
}

/// Why no message may go, in words.
#[must_use]
pub fn unreachable_sentence(words: Words, why: Unreachable) -> String {
    words.say(match why {
        Unreachable::Died => "checkpoints-because-person-died",
        Unreachable::Withdrawn => "checkpoints-because-person-withdrawn",
        Unreachable::DoNotContact => "checkpoints-because-do-not-contact",
        Unreachable::NoAddress => "checkpoints-because-no-address",
        Unreachable::ConsentNotGiven => "checkpoints-because-no-consent",
        Unreachable::ConsentWithdrawn => "checkpoints-because-consent-withdrawn",
    })
}
