//! Answers as JSON: in the interface, and as they are stored.
//!
//! | kind of question | JSON |
//! | --- | --- |
//! | one choice, text, occupation, outcome | a text: `"same_job"` |
//! | several choices, document types | a list of codes, or `{"chosen":[…],"note":"…"}` |
//! | number, amount, scale | a number in the unit that the page shows: `18.5` dollars |
//! | date | `"2026-03-31"` |
//! | repeated questions | a list of objects |
//! | declaration | `{"agreed":true,"name":"…"}` |
//! | contact | `{"phone":"…","email":"…"}`, either or both |
//! | files | a list of documents' identifiers |
//!
//! Everywhere `"prefer_not"` and `"unknown"` where the question offers them; null and `""` mean
//! that nothing was answered.

use domain::surveys::{
    Answer, AnswerRefused, Answers, Decimal, Given, Kind, Known, NOT_KNOWN, PREFER_NOT, Question,
    Questionnaire, Wanted, read_answer, read_stored_answer,
};
use serde_json::{Map, Number, Value};

/// What is wrong with one field: its name (`hours_week`, `other_jobs.1.job_start`), and why.
pub type FieldRefused = (String, AnswerRefused);

/// Reads the answers that a program sends. What can be read is returned beside what is refused.
#[must_use]
pub fn answers_from_json(
    questionnaire: &Questionnaire,
    json: &Value,
    known: &Known,
) -> (Answers, Vec<FieldRefused>) {
    read_all(questionnaire, json, |question, given| read_answer(question, given, known))
}

/// Reads answers that were accepted once, as [`answers_to_json`] wrote them. Nothing is measured
/// against today again.
#[must_use]
pub fn answers_from_store(
    questionnaire: &Questionnaire,
    json: &Value,
) -> (Answers, Vec<FieldRefused>) {
    read_all(questionnaire, json, read_stored_answer)
}

fn read_all(
    questionnaire: &Questionnaire,
    json: &Value,
    read: impl Fn(&Question, &Given) -> Result<Option<Answer>, AnswerRefused>,
) -> (Answers, Vec<FieldRefused>) {
    let mut answers = Answers::new();
    let mut refused = Vec::new();
    let Value::Object(fields) = json else {
        let wanted = Wanted::Answers;
        return (answers, vec![("answers".to_owned(), AnswerRefused::Unfit { wanted })]);
    };
    for (id, value) in fields {
        let read = match questionnaire.question(id) {
            Some(question) => read(question, &given(value)),
            None => Err(AnswerRefused::UnknownQuestion),
        };
        match read {
            Ok(Some(answer)) => {
                answers.insert(id.clone(), answer);
            }
            Ok(None) => {}
            Err(why) => refused.push(at_its_field(id, why)),
        }
    }
    (answers, refused)
}

/// Names the part of a row that is wrong, rather than the whole of its question.
pub(super) fn at_its_field(id: &str, refused: AnswerRefused) -> FieldRefused {
    match refused {
        AnswerRefused::InRow { row, question, refused } => {
            (format!("{id}.{row}.{question}"), *refused)
        }
        other => (id.to_owned(), other),
    }
}

fn given(value: &Value) -> Given {
    match value {
        Value::Null => Given::Nothing,
        Value::Bool(yes) => Given::Yes(*yes),
        Value::Number(number) => Given::Number(number.to_string()),
        Value::String(text) => Given::Text(text.clone()),
        Value::Array(values) => Given::Several(values.iter().map(given).collect()),
        Value::Object(parts) => {
            Given::Parts(parts.iter().map(|(name, part)| (name.clone(), given(part))).collect())
        }
    }
}

/// Writes answers in the order of the questions; those of no question follow by name. The same
/// answers always give the same text.
#[must_use]
pub fn answers_to_json(questionnaire: &Questionnaire, answers: &Answers) -> Value {
    Value::Object(in_order(&questionnaire.questions, answers))
}

fn in_order(questions: &[Question], answers: &Answers) -> Map<String, Value> {
    let mut fields = Map::new();
    for question in questions {
        if let Some(answer) = answers.get(&question.id) {
            fields.insert(question.id.clone(), answer_to_json(question, answer));
        }
    }
    for (id, answer) in answers {
        if !fields.contains_key(id) {
            fields.insert(id.clone(), value(answer, &[]));
        }
    }
    fields
}

/// Writes one answer, for a list of changes.
#[must_use]
pub fn answer_to_json(question: &Question, answer: &Answer) -> Value {
    let Kind::Repeat { questions, times_max: _ } = &question.kind else {
        return value(answer, &[]);
    };
    value(answer, questions)
}

fn value(answer: &Answer, row: &[Question]) -> Value {
    let texts = |texts: &[String]| Value::from(texts.to_vec());
    match answer {
        Answer::Choice(text) | Answer::Text(text) => Value::from(text.as_str()),
        Answer::Number(decimal) => number(*decimal),
        Answer::Date(day) => Value::from(day.to_string()),
        Answer::Many { chosen, note: None } => texts(chosen),
        Answer::Many { chosen, note: Some(note) } => {
            object([("chosen", texts(chosen)), ("note", Value::from(note.as_str()))])
        }
        Answer::Rows(rows) => {
            rows.iter().map(|answers| Value::Object(in_order(row, answers))).collect()
        }
        Answer::Declared { name } => {
            object([("agreed", Value::Bool(true)), ("name", Value::from(name.as_str()))])
        }
        Answer::Contact { phone, email } => {
            let given =
                [("phone", phone), ("email", email)].into_iter().filter_map(|(name, text)| {
                    text.as_ref().map(|text| (name, Value::from(text.as_str())))
                });
            object(given)
        }
        Answer::Files(ids) => texts(ids),
        Answer::PreferNot => Value::from(PREFER_NOT),
        Answer::NotKnown => Value::from(NOT_KNOWN),
    }
}

fn object<'a>(fields: impl IntoIterator<Item = (&'a str, Value)>) -> Value {
    Value::Object(fields.into_iter().map(|(name, value)| (name.to_owned(), value)).collect())
}

/// `32`, not `32.0`; `18.5` as the shortest text that reads back the same.
fn number(decimal: Decimal) -> Value {
    if decimal.hundredths() % 100 == 0 {
        return Value::from(decimal.hundredths() / 100);
    }
    Number::from_f64(decimal.as_f64()).map_or(Value::Null, Value::Number)
}

#[cfg(test)]
#[path = "wire_test.rs"]
mod tests;
