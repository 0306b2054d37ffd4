//! What is wrong with an extract, in sentences that say what would be right.

use super::extract::Wrong;
use crate::failure::Failure;
use crate::page::Words;
use domain::reconciliations::{COLUMNS_MAX, NotTaken, ROWS_MAX, VALUE_LENGTH_MAX};

/// The sentence for an extract that cannot be compared.
#[must_use]
pub fn wrong(words: Words, wrong: &Wrong) -> String {
    let list = |names: &[String]| names.join(", ");
    match wrong {
        Wrong::Empty => words.say("reconciliations-wrong-empty"),
        Wrong::NoText => words.say("reconciliations-wrong-no-text"),
        Wrong::NoRows => words.say("reconciliations-wrong-no-rows"),
        Wrong::OpenQuote { line } => {
            words.with("reconciliations-wrong-open-quote", &[("line", line.to_string().into())])
        }
        Wrong::TooManyColumns => {
            words.with("reconciliations-wrong-columns", &[("most", COLUMNS_MAX.into())])
        }
        Wrong::NoColumn { missing, has } => {
            let args = [("missing", list(missing).into()), ("has", list(has).into())];
            words.with("reconciliations-wrong-no-column", &args)
        }
        Wrong::NothingToCompare { known } => {
            let args = [("known", list(known).into())];
            words.with("reconciliations-wrong-nothing", &args)
        }
        Wrong::ColumnTwice { column } => {
            words.with("reconciliations-wrong-twice", &[("column", column.as_str().into())])
        }
        Wrong::Ragged { lines, many, wanted } => {
            let named: Vec<String> =
                lines.iter().map(|(line, has)| format!("{line} ({has})")).collect();
            let more = many.saturating_sub(lines.len());
            let args = [
                ("lines", list(&named).into()),
                ("more", more.into()),
                ("wanted", (*wanted).into()),
            ];
            words.with("reconciliations-wrong-ragged", &args)
        }
        Wrong::TooLong { line } => {
            let args = [
                ("line", line.to_string().into()),
                ("most", words.number(VALUE_LENGTH_MAX as i64).into()),
            ];
            words.with("reconciliations-wrong-too-long", &args)
        }
        Wrong::TooManyRows => {
            let most = words.number(ROWS_MAX as i64);
            words.with("reconciliations-wrong-rows", &[("most", most.into())])
        }
    }
}

/// The refusal of a section that is not taken.
#[must_use]
pub fn not_taken(words: Words, why: NotTaken) -> Failure {
    Failure::conflict(words.say(match why {
        NotTaken::Nothing => "reconciliations-nothing-to-take",
        NotTaken::NotStanding => "reconciliations-not-standing",
        NotTaken::Later => "reconciliations-taken-later",
    }))
}
