//! Answers as a form posts them.
//!
//! A field bears the question's id. What has parts adds them behind a dash, as the page's fields
//! do: `job_start-day`, `-month`, `-year`; `help_kind-note`; `contact_new-phone`, `-email`;
//! `declare-agreed`, `declare-name`; `other_jobs-1-job_title`. A ticked `wage_amount-choice` of
//! `prefer_not` or `unknown` stands for the answer, whatever else was typed.

use super::wire::{FieldRefused, at_its_field};
use domain::surveys::{
    Answer, Answers, Given, Kind, Known, NOT_KNOWN, PREFER_NOT, Question, read_answer,
};
use std::collections::BTreeMap;

/// Fields in the order in which they came; a name may come several times.
pub type Fields = [(String, String)];

/// What a form says about the questions that stood on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Typed {
    /// Answered. Those of the screen that are not here were left blank: take them out.
    pub answers: Answers,
    pub refused: Vec<FieldRefused>,
}

/// Reads the questions of one screen; fields of other names are not looked at.
#[must_use]
pub fn read_form<'a>(
    questions: impl IntoIterator<Item = &'a Question>,
    fields: &Fields,
    known: &Known,
) -> Typed {
    let mut typed = Typed { answers: Answers::new(), refused: Vec::new() };
    for question in questions {
        match read_answer(question, &given(question, &question.id, fields), known) {
            Ok(Some(answer)) => {
                typed.answers.insert(question.id.clone(), answer);
            }
            Ok(None) => {}
            Err(why) => typed.refused.push(at_its_field(&question.id, why)),
        }
    }
    typed
}

/// Puts what was typed on one screen into the answers so far: what was left blank is taken out,
/// what was refused stays as it was.
pub fn put_into<'a>(
    answers: &mut Answers,
    typed: &Typed,
    questions: impl IntoIterator<Item = &'a Question>,
) {
    for question in questions {
        let refused = |(field, _): &FieldRefused| field.split('.').next() == Some(&question.id);
        match typed.answers.get(&question.id) {
            Some(answer) => {
                answers.insert(question.id.clone(), Answer::clone(answer));
            }
            None if typed.refused.iter().any(refused) => {}
            None => {
                answers.remove(&question.id);
            }
        }
    }
}

fn given(question: &Question, name: &str, fields: &Fields) -> Given {
    let part = |part: &str| one(&format!("{name}-{part}"), fields);
    if let Given::Text(code) = part("choice")
        && [PREFER_NOT, NOT_KNOWN].contains(&code.as_str())
    {
        return Given::Text(code);
    }
    match &question.kind {
        Kind::Multi { choices: _, note_max } => {
            let chosen = all(name, fields);
            match note_max {
                Some(_) => parts([("chosen", chosen), ("note", part("note"))]),
                None => chosen,
            }
        }
        Kind::DocumentTypes(_) | Kind::Files { .. } => all(name, fields),
        Kind::Date { .. } => day(name, fields),
        Kind::Declaration => parts([("agreed", part("agreed")), ("name", part("name"))]),
        Kind::Contact => parts([("phone", part("phone")), ("email", part("email"))]),
        Kind::Repeat { times_max, questions } => rows(name, *times_max, questions, fields),
        Kind::Single(_)
        | Kind::Outcome(_)
        | Kind::Text { .. }
        | Kind::LongText { .. }
        | Kind::Number { .. }
        | Kind::Money { .. }
        | Kind::Scale { .. }
        | Kind::OccupationCode => one(name, fields),
    }
}

fn one(name: &str, fields: &Fields) -> Given {
    match fields.iter().find(|(field, _)| field == name) {
        Some((_, typed)) => Given::Text(typed.clone()),
        None => Given::Nothing,
    }
}

fn all(name: &str, fields: &Fields) -> Given {
    let typed = fields.iter().filter(|(field, typed)| field == name && !typed.trim().is_empty());
    let several: Vec<Given> = typed.map(|(_, typed)| Given::Text(typed.clone())).collect();
    // One code alone may be "prefer not to say", which is no list.
    match several.as_slice() {
        [only] => only.clone(),
        [..] => Given::Several(several),
    }
}

/// A calendar's one field, or three.
fn day(name: &str, fields: &Fields) -> Given {
    let text = |part: &str| match one(&format!("{name}-{part}"), fields) {
        Given::Text(text) => text,
        Given::Nothing
        | Given::Number(_)
        | Given::Yes(_)
        | Given::Day { .. }
        | Given::Several(_)
        | Given::Parts(_) => String::new(),
    };
    match one(name, fields) {
        Given::Nothing => Given::Day { year: text("year"), month: text("month"), day: text("day") },
        single => single,
    }
}

fn rows(name: &str, times_max: u32, questions: &[Question], fields: &Fields) -> Given {
    let row = |row: u32| {
        let part = |question: &Question| {
            let field = format!("{name}-{row}-{}", question.id);
            (question.id.clone(), given(question, &field, fields))
        };
        Given::Parts(questions.iter().map(part).collect::<BTreeMap<_, _>>())
    };
    Given::Several((1..=times_max).map(row).collect())
}

fn parts<const N: usize>(parts: [(&str, Given); N]) -> Given {
    Given::Parts(parts.into_iter().map(|(name, part)| (name.to_owned(), part)).collect())
}

#[cfg(test)]
#[path = "typed_test.rs"]
mod tests;
