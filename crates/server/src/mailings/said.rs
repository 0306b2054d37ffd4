//! Why somebody is left out, and what became of a message, in words.

use crate::checkpoints::desk::{File, OnFile};
use crate::messaging::refused::{not_set_up_sentence, refusal_sentence};
use crate::page::Words;
use domain::mailings::LeftOut;
use domain::messaging::Channel;

/// Every result of one person of a mailing, in the order in which pages count them.
pub const RESULTS: [&str; 9] = [
    "preparing",
    "waiting",
    "leaving",
    "sent",
    "unknown",
    "undeliverable",
    "failed",
    "withheld",
    "withdrawn",
];
/// The result of whoever was left out.
pub const LEFT_OUT: &str = "left_out";

/// Why somebody is not asked, in a sentence that says what would be right.
#[must_use]
pub fn left_out(words: Words, (file, one): (&File, &OnFile), why: &LeftOut) -> String {
    match why {
        LeftOut::Refused { channel, why } => {
            refusal_sentence(words, (file, one), Channel::from(*channel), why)
        }
        LeftOut::NotSetUp(channel) => not_set_up_sentence(words, Channel::from(*channel)),
        LeftOut::NoWords(_) => words.say("mailings-because-no-text"),
        LeftOut::NotYours => words.say("mailings-because-not-yours"),
        LeftOut::AskedMeanwhile => words.say("mailings-because-already-asked"),
    }
}

/// Why something did not leave or arrive, from the code that is kept.
#[must_use]
pub fn because(words: Words, code: &str) -> String {
    let key = format!("mailings-because-{}", code.replace('_', "-"));
    if words.has(&key) { words.say(&key) } else { words.say("mailings-because-other") }
}

/// The word for a result.
#[must_use]
pub fn result(words: Words, result: &str) -> String {
    words.say(&format!("mailings-is-{}", result.replace('_', "-")))
}

/// The tone of its tag.
#[must_use]
pub fn tone(result: &str) -> &'static str {
    match result {
        "sent" => "good",
        "unknown" | "withheld" | "withdrawn" | "left_out" => "wait",
        "undeliverable" | "failed" => "bad",
        _ => "",
    }
}
