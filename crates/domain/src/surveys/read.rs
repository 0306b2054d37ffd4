//! Reading what was typed or sent, by the kind of its question.

use super::answer::Wanted;
use super::parts::{contact, declaration, files, occupation, only_parts, part};
use super::{
    Answer, AnswerRefused, Answers, Choice, DateBound, Decimal, Given, Kind, Known, NotADecimal,
    Question,
};
use jiff::civil::{Date, date};
use std::collections::BTreeMap;
use unicode_normalization::UnicodeNormalization;

/// Entries of a list that are looked at. No question has as many choices, files or rows.
const ENTRIES_MAX: usize = 200;

const EARLIEST: Date = date(1900, 1, 1);
const LATEST: Date = date(2100, 12, 31);
const CENT: Decimal = Decimal::from_hundredths(1);

pub(super) type Reading = Result<Option<Answer>, AnswerRefused>;

pub(super) fn by_kind(kind: &Kind, given: &Given, known: Option<&Known>) -> Reading {
    match kind {
        Kind::Single(choices) | Kind::Outcome(choices) => single(choices, given),
        Kind::Multi { choices, note_max } => multi(choices, *note_max, given),
        Kind::DocumentTypes(choices) => multi(choices, None, given),
        Kind::Text { length_max } => {
            Ok(line(&text(given, Wanted::Text)?, *length_max)?.map(Answer::Text))
        }
        Kind::LongText { length_max } => {
            Ok(words(&text(given, Wanted::Text)?, *length_max)?.map(Answer::Text))
        }
        Kind::Number { min, max, step, unit: _ } => number(given, *min, *max, *step),
        Kind::Money { max } => number(&without_dollar(given), Decimal::whole(0), *max, CENT),
        Kind::Scale { from, to, words: _ } => {
            number(given, Decimal::whole(*from), Decimal::whole(*to), Decimal::whole(1))
        }
        Kind::Date { earliest, latest } => day(given, *earliest, *latest, known),
        Kind::Repeat { times_max, questions } => rows(*times_max, questions, given, known),
        Kind::Declaration => declaration(given),
        Kind::Contact => contact(given),
        Kind::Files { files_max } => files(*files_max, given),
        Kind::OccupationCode => occupation(given),
    }
}

/// One text, or nothing; a number where the interface sent digits for a text is refused.
pub(super) fn text(given: &Given, wanted: Wanted) -> Result<String, AnswerRefused> {
    match given {
        Given::Nothing => Ok(String::new()),
        Given::Text(text) => Ok(text.clone()),
        Given::Several(several) => match several.as_slice() {
            [] => Ok(String::new()),
            [Given::Text(text)] => Ok(text.clone()),
            _ => Err(AnswerRefused::Unfit { wanted }),
        },
        Given::Number(_) | Given::Yes(_) | Given::Day { .. } | Given::Parts(_) => {
            Err(AnswerRefused::Unfit { wanted })
        }
    }
}

/// Several lines: composed characters, line feeds only, no blanks around. None when nothing is
/// left.
fn words(typed: &str, length_max: u32) -> Result<Option<String>, AnswerRefused> {
    // A pasted table has tabs between its columns.
    let text: String = typed.replace("\r\n", "\n").replace('\t', " ").trim().nfc().collect();
    if text.chars().any(|sign| sign.is_control() && sign != '\n') {
        return Err(AnswerRefused::ControlCharacters);
    }
    if text.chars().count() > length_max as usize {
        return Err(AnswerRefused::TooLong { length_max });
    }
    Ok(Some(text).filter(|text| !text.is_empty()))
}

pub(super) fn line(typed: &str, length_max: u32) -> Result<Option<String>, AnswerRefused> {
    let text = words(typed, length_max)?;
    if text.as_ref().is_some_and(|text| text.contains('\n')) {
        return Err(AnswerRefused::SeveralLines);
    }
    Ok(text)
}

fn single(choices: &[Choice], given: &Given) -> Reading {
    let code = text(given, Wanted::Choice)?;
    let code = code.trim();
    if code.is_empty() {
        return Ok(None);
    }
    let known = choices.iter().any(|choice| choice.code == code);
    if known { Ok(Some(Answer::Choice(code.to_owned()))) } else { Err(AnswerRefused::NotAChoice) }
}

fn multi(choices: &[Choice], note_max: Option<u32>, given: &Given) -> Reading {
    let (codes, note) = match given {
        Given::Parts(parts) => {
            only_parts(parts, &["chosen", "note"])?;
            let note = text(part(parts, "note"), Wanted::Text)?;
            (codes(part(parts, "chosen"))?, line_break_free(&note, note_max)?)
        }
        Given::Nothing
        | Given::Text(_)
        | Given::Number(_)
        | Given::Yes(_)
        | Given::Day { .. }
        | Given::Several(_) => (codes(given)?, None),
    };
    if codes.iter().any(|code| choices.iter().all(|choice| choice.code != **code)) {
        return Err(AnswerRefused::NotAChoice);
    }
    // In the order of the choices, once each: the same boxes always make the same answer.
    let chosen: Vec<&Choice> =
        choices.iter().filter(|choice| codes.contains(&choice.code)).collect();
    if let Some(alone) = chosen.iter().find(|choice| choice.alone)
        && (chosen.len() > 1)
    {
        return Err(AnswerRefused::AloneWithOthers { choice: alone.code.clone() });
    }
    if chosen.is_empty() && note.is_none() {
        return Ok(None);
    }
    let chosen = chosen.into_iter().map(|choice| choice.code.clone()).collect();
    Ok(Some(Answer::Many { chosen, note }))
}

fn line_break_free(note: &str, note_max: Option<u32>) -> Result<Option<String>, AnswerRefused> {
    match note_max {
        Some(length_max) => words(note, length_max),
        None if note.trim().is_empty() => Ok(None),
        None => Err(AnswerRefused::UnknownPart { part: "note".to_owned() }),
    }
}

fn codes(given: &Given) -> Result<Vec<String>, AnswerRefused> {
    let unfit = AnswerRefused::Unfit { wanted: Wanted::Choices };
    match given {
        Given::Nothing => Ok(Vec::new()),
        Given::Text(code) if code.trim().is_empty() => Ok(Vec::new()),
        Given::Text(code) => Ok(vec![code.trim().to_owned()]),
        Given::Several(several) if several.len() > ENTRIES_MAX => Err(AnswerRefused::NotAChoice),
        Given::Several(several) => {
            let code = |one: &Given| match one {
                Given::Text(code) => Ok(code.trim().to_owned()),
                Given::Nothing
                | Given::Number(_)
                | Given::Yes(_)
                | Given::Day { .. }
                | Given::Several(_)
                | Given::Parts(_) => Err(unfit.clone()),
            };
            several.iter().map(code).collect()
        }
        Given::Number(_) | Given::Yes(_) | Given::Day { .. } | Given::Parts(_) => Err(unfit),
    }
}

/// An amount may be typed with its dollar sign, before or after.
fn without_dollar(given: &Given) -> Given {
    match given {
        Given::Text(typed) => Given::Text(typed.trim().trim_matches('$').to_owned()),
        Given::Nothing
        | Given::Number(_)
        | Given::Yes(_)
        | Given::Day { .. }
        | Given::Several(_)
        | Given::Parts(_) => given.clone(),
    }
}

fn number(given: &Given, min: Decimal, max: Decimal, step: Decimal) -> Reading {
    let digits = match given {
        Given::Number(digits) => digits.clone(),
        Given::Nothing
        | Given::Text(_)
        | Given::Yes(_)
        | Given::Day { .. }
        | Given::Several(_)
        | Given::Parts(_) => text(given, Wanted::Number)?,
    };
    if digits.trim().is_empty() {
        return Ok(None);
    }
    let number = Decimal::read(&digits).map_err(|problem| match problem {
        NotADecimal::Unreadable => AnswerRefused::NotANumber,
        NotADecimal::TooFine => AnswerRefused::NotOnStep { step },
    })?;
    if number < min || max < number {
        return Err(AnswerRefused::OutOfRange { min, max });
    }
    if !number.is_on_step(step) {
        return Err(AnswerRefused::NotOnStep { step });
    }
    Ok(Some(Answer::Number(number)))
}

fn day(given: &Given, earliest: DateBound, latest: DateBound, known: Option<&Known>) -> Reading {
    let written = match given {
        Given::Day { year, month, day } => three_fields(year, month, day)?,
        Given::Nothing
        | Given::Text(_)
        | Given::Number(_)
        | Given::Yes(_)
        | Given::Several(_)
        | Given::Parts(_) => one_field(text(given, Wanted::Date)?.trim())?,
    };
    let Some((year, month, day)) = written else { return Ok(None) };
    let on =
        Date::new(year, month, day).map_err(|_| AnswerRefused::NoSuchDay { year, month, day })?;
    let first = bound(earliest, known).map_or(EARLIEST, |first| first.max(EARLIEST));
    let last = bound(latest, known).unwrap_or(LATEST);
    // The upper bound first: after it, a lower one would only confuse.
    if last < on {
        return Err(match latest {
            DateBound::Today => AnswerRefused::InTheFuture { today: last },
            DateBound::None | DateBound::Due | DateBound::JobStart => {
                AnswerRefused::TooLate { latest: last }
            }
        });
    }
    if on < first {
        return Err(AnswerRefused::TooEarly { earliest: first });
    }
    Ok(Some(Answer::Date(on)))
}

fn bound(bound: DateBound, known: Option<&Known>) -> Option<Date> {
    let known = known?;
    match bound {
        DateBound::None => None,
        DateBound::Today => Some(known.today),
        DateBound::Due => Some(known.due_on),
        DateBound::JobStart => known.job.as_ref().map(|job| job.started_on),
    }
}

type Written = Option<(i16, i8, i8)>;

fn three_fields(year: &str, month: &str, day: &str) -> Result<Written, AnswerRefused> {
    let [year, month, day] = [year.trim(), month.trim(), day.trim()];
    match [year, month, day].iter().filter(|field| field.is_empty()).count() {
        0 => numbers(year, month, day).map(Some),
        3 => Ok(None),
        _ => Err(AnswerRefused::DateIncomplete),
    }
}

fn one_field(text: &str) -> Result<Written, AnswerRefused> {
    if text.is_empty() {
        return Ok(None);
    }
    let [year, month, day] = text.split('-').collect::<Vec<_>>()[..] else {
        return Err(AnswerRefused::NotADate);
    };
    if (year.len(), month.len(), day.len()) != (4, 2, 2) {
        return Err(AnswerRefused::NotADate);
    }
    numbers(year, month, day).map(Some)
}

fn numbers(year: &str, month: &str, day: &str) -> Result<(i16, i8, i8), AnswerRefused> {
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if year.len() != 4 || !digits(year) || !digits(month) || !digits(day) {
        return Err(AnswerRefused::NotADate);
    }
    let refused = |_| AnswerRefused::NotADate;
    let year = year.parse::<i16>().map_err(refused)?;
    Ok((year, month.parse::<i8>().map_err(refused)?, day.parse::<i8>().map_err(refused)?))
}

fn rows(times_max: u32, questions: &[Question], given: &Given, known: Option<&Known>) -> Reading {
    let unfit = AnswerRefused::Unfit { wanted: Wanted::Rows };
    let several = match given {
        Given::Nothing => return Ok(None),
        Given::Several(several) => several,
        Given::Text(_) | Given::Number(_) | Given::Yes(_) | Given::Day { .. } | Given::Parts(_) => {
            return Err(unfit);
        }
    };
    if several.len() > times_max as usize {
        return Err(AnswerRefused::TooManyRows { times_max });
    }
    let mut rows = Vec::new();
    for (at, one) in several.iter().enumerate() {
        let Given::Parts(parts) = one else { return Err(unfit) };
        let row = row(at + 1, questions, parts, known)?;
        if !row.is_empty() {
            rows.push(row);
        }
    }
    Ok(Some(rows).filter(|rows| !rows.is_empty()).map(Answer::Rows))
}

fn row(
    row: usize,
    questions: &[Question],
    parts: &BTreeMap<String, Given>,
    known: Option<&Known>,
) -> Result<Answers, AnswerRefused> {
    let mut answers = Answers::new();
    for (id, given) in parts {
        let question = questions.iter().find(|question| question.id == *id);
        let read = match question {
            Some(question) => super::answer::read(question, given, known),
            None => Err(AnswerRefused::UnknownQuestion),
        };
        let answer = read.map_err(|refused| AnswerRefused::InRow {
            row,
            question: id.clone(),
            refused: Box::new(refused),
        })?;
        if let Some(answer) = answer {
            answers.insert(id.clone(), answer);
        }
    }
    Ok(answers)
}

#[cfg(test)]
#[path = "read_test.rs"]
mod tests;
