//! Why somebody may not be asked, in words.

use crate::checkpoints::desk::{File, OnFile};
use crate::failure::{Failure, Lacking};
use crate::page::Words;
use domain::checkpoints::Fate;
use domain::messaging::{AskRefused, Channel};
use jiff::Timestamp;

/// The code under which a channel that the installation does not have is refused.
pub const NOT_SET_UP: &str = "not_set_up";

/// The failure of an asking that is not allowed.
#[must_use]
pub fn refusal(
    words: Words,
    (file, one): (&File, &OnFile),
    channel: Channel,
    why: &AskRefused,
) -> Failure {
    let sentence = refusal_sentence(words, (file, one), channel, why);
    if let AskRefused::AlreadyAsked { .. } = why {
        return Failure::conflict(sentence);
    }
    Failure::Missing(vec![Lacking::new(why.code(), sentence)])
}

/// The failure of a channel that the installation does not have.
#[must_use]
pub fn not_set_up(words: Words, channel: Channel) -> Failure {
    let sentence = not_set_up_sentence(words, channel);
    Failure::Missing(vec![Lacking::new(NOT_SET_UP, sentence)])
}

/// Why a channel that the installation does not have cannot be used.
#[must_use]
pub fn not_set_up_sentence(words: Words, channel: Channel) -> String {
    words.say(match channel {
        Channel::Sms => "messaging-no-sms-set-up",
        Channel::Email | Channel::Link | Channel::Print | Channel::Phone => {
            "messaging-no-email-set-up"
        }
    })
}

/// Why somebody may not be asked in a way, and what would be right.
#[must_use]
pub fn refusal_sentence(
    words: Words,
    (file, one): (&File, &OnFile),
    channel: Channel,
    why: &AskRefused,
) -> String {
    let name = || ("name", file.kept.person.given_name.as_str().into());
    let on = |key: &str, day| words.with(key, &[name(), ("on", words.date(day).into())]);
    let of_way = |sms: &str, email: &str| match channel {
        Channel::Sms => words.with(sms, &[name()]),
        Channel::Email | Channel::Link | Channel::Print | Channel::Phone => {
            words.with(email, &[name()])
        }
    };
    match why {
        AskRefused::Died { on: day } => on("messaging-not-died", *day),
        AskRefused::Withdrawn { on: day } => on("messaging-not-withdrawn", *day),
        AskRefused::Ended { on: day } => on("messaging-not-ended", *day),
        AskRefused::DoNotContact => words.with("messaging-not-do-not-contact", &[name()]),
        AskRefused::NoAddress => of_way("messaging-not-no-phone", "messaging-not-no-email"),
        AskRefused::ConsentNotGiven => {
            of_way("messaging-not-sms-consent", "messaging-not-email-consent")
        }
        AskRefused::ConsentWithdrawn => {
            of_way("messaging-not-sms-stopped", "messaging-not-email-stopped")
        }
        AskRefused::Waived => words.say("messaging-not-waived"),
        AskRefused::Missed => words.say("messaging-not-missed"),
        AskRefused::Answered => words.with("messaging-not-answered", &[name()]),
        AskRefused::Declined => words.with("messaging-not-declined", &[name()]),
        AskRefused::Reviewed => words.say("messaging-not-reviewed"),
        AskRefused::Achieved => words.say("messaging-not-achieved"),
        AskRefused::WithFunder => words.say("messaging-not-submitted"),
        AskRefused::AttemptsUsedUp { attempts_max } => {
            let most = u32::from(*attempts_max);
            words.with("messaging-not-attempts", &[name(), ("most", most.into())])
        }
        AskRefused::DailyLimit { messages_max } => {
            let most = u32::from(*messages_max);
            words.with("messaging-not-daily-limit", &[name(), ("most", most.into())])
        }
        AskRefused::AlreadyAsked { at } => already_sentence(words, (file, one), channel, *at),
    }
}

fn already_sentence(
    words: Words,
    (file, one): (&File, &OnFile),
    channel: Channel,
    at: Timestamp,
) -> String {
    let waits = one.kept.checkpoint.asked.iter().any(|asked| {
        asked.at == at && asked.by == channel.asked_by() && asked.fate == Fate::Waiting
    });
    let when = crate::checkpoints::say::moment(words, file, at);
    let args = [("name", file.kept.person.given_name.as_str().into()), ("when", when.into())];
    words.with(if waits { "messaging-not-waits" } else { "messaging-not-again-today" }, &args)
}
