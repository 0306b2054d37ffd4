//! Submissions in words.

use super::store::{Event, Kept};
use crate::page::Words;
use domain::programmes::submission::Connector;
use domain::submissions::{Lacks, Refused, State};

fn key(prefix: &str, word: &str) -> String {
    format!("submissions-{prefix}-{}", word.replace('_', "-"))
}

/// What is to be done before a checkpoint goes to the funder.
#[must_use]
pub fn lacks(words: Words, lacks: Lacks) -> String {
    words.say(&key("lacks", lacks.word()))
}

/// Why an ask is refused, and what would be right.
#[must_use]
pub fn refused(words: Words, why: Refused) -> String {
    words.say(match why {
        Refused::OwnWork => "submissions-refused-own-work",
        Refused::NothingToApprove => "submissions-refused-nothing-to-approve",
        Refused::NothingToRetry => "submissions-refused-nothing-to-retry",
        Refused::WithFunder => "submissions-refused-with-funder",
        Refused::NotApproved => "submissions-refused-not-approved",
        Refused::NotInFile => "submissions-refused-not-in-file",
        Refused::AnswersByItself => "submissions-refused-answers-by-itself",
        Refused::Removed => "submissions-refused-removed",
        Refused::Confirmed => "submissions-refused-confirmed",
        Refused::Rejected => "submissions-refused-rejected",
    })
}

/// Where a submission stands.
#[must_use]
pub fn state(words: Words, kept: &Kept) -> String {
    if kept.paid_on.is_some() && kept.state == State::Confirmed {
        return words.say("submissions-state-paid");
    }
    words.say(&key("state", kept.state.word()))
}

/// The way to the funder.
#[must_use]
pub fn connector(words: Words, connector: Connector) -> String {
    words.say(&key("connector", connector.word()))
}

/// What happened, by whom.
#[must_use]
pub fn event(words: Words, event: &Event) -> String {
    let by = event.by_name.clone().unwrap_or_else(|| event.by.clone());
    let detail = match event.kind {
        super::store::EventKind::Tried => words.say(&key("heard", &event.detail)),
        _ => event.detail.clone(),
    };
    let args = [("by", by.into()), ("detail", detail.into())];
    words.with(&key("event", event.kind.word()), &args)
}
