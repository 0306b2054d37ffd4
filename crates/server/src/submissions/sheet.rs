//! A frozen payload as people read it: laid out as the funder's own screen, for typing into it.

use super::payload::{Entry, Payload};
use super::store::Kept;
use crate::checkpoints::view::language;
use crate::failure::Failure;
use crate::page::Words;
use crate::surveys::source::Source as AnsweredBy;
use crate::surveys::wire::answers_from_store;
use crate::surveys::wording::answer_text;
use domain::programmes::submission::{Fact, Mapped, Source};
use domain::programmes::{CheckpointRule, Programme};
use domain::surveys::Questionnaire;
use jiff::civil::Date;
use serde_json::{Value, json};
use std::collections::HashMap;

/// A section with its fields.
pub struct SheetPart {
    pub title: String,
    pub lines: Vec<Line>,
}

/// One field: its label, what stands in it, and the funder's own name of it.
pub struct Line {
    pub label: String,
    pub said: String,
    pub name: String,
    /// The code behind the words, where there is one.
    pub code: String,
    /// Where the funder's version stands: what was sent.
    pub sent: Option<String>,
}

/// The funder's values that stand, by the funder's names.
pub type Version = HashMap<String, String>;

/// Reads a submission's payload for people, with the funder's version where it was taken.
///
/// # Errors
///
/// A fault when it is none of ours.
pub fn sheet(
    words: Words,
    programme: &Programme,
    (kept, version): (&Kept, &Version),
) -> Result<Vec<SheetPart>, Failure> {
    let payload = Payload::thaw(&kept.payload.clone().open())?;
    let Some(rule) = &programme.submission else { return Ok(Vec::new()) };
    let about = About { words, programme, code: &payload.checkpoint.code, version };
    let parts = rule.sections.iter().zip(&payload.sections).map(|(section, part)| SheetPart {
        title: section.title.in_language(language(words)).to_owned(),
        lines: section.fields.iter().zip(&part.fields).map(|pair| about.line(pair)).collect(),
    });
    Ok(parts.collect())
}

struct About<'a> {
    words: Words,
    programme: &'a Programme,
    code: &'a str,
    version: &'a Version,
}

impl About<'_> {
    fn rule(&self) -> Option<&CheckpointRule> {
        self.programme.checkpoint(self.code)
    }

    fn questionnaire(&self) -> Option<&Questionnaire> {
        self.programme.questionnaire(&self.rule()?.questionnaire)
    }

    fn line(&self, (field, entry): (&Mapped, &Entry)) -> Line {
        let label = field.label.in_language(language(self.words)).to_owned();
        let (sent, name) = (self.said(field, &entry.value), field.name.clone());
        match self.version.get(&name) {
            Some(theirs) => {
                let said = self.said(field, &Value::from(theirs.as_str()));
                Line { label, name, said, code: String::new(), sent: Some(sent) }
            }
            None => {
                let plain = plain(&entry.value);
                let code = if sent == plain { String::new() } else { plain };
                Line { label, name, said: sent, code, sent: None }
            }
        }
    }

    fn said(&self, field: &Mapped, value: &Value) -> String {
        match &field.source {
            _ if value.is_null() => String::new(),
            Source::Answer(id) => self.answer(id, value),
            Source::Of(fact) => self.fact(*fact, value),
        }
    }

    fn answer(&self, id: &str, value: &Value) -> String {
        let said = self.questionnaire().and_then(|questionnaire| {
            let (answers, _) = answers_from_store(questionnaire, &json!({ id: value }));
            let question = questionnaire.question(id)?;
            let currency = &self.programme.currency;
            Some(answer_text(question, answers.get(id)?, &self.words, currency))
        });
        said.unwrap_or_else(|| plain(value))
    }

    fn fact(&self, fact: Fact, value: &Value) -> String {
        let (words, said) = (self.words, plain(value));
        match fact {
            Fact::StartedOn | Fact::EndedOn | Fact::DueOn | Fact::AchievedOn | Fact::ReviewedOn => {
                said.parse::<Date>().map_or(said, |day| words.date_long(day))
            }
            Fact::Checkpoint => {
                let label = self.rule().map(|rule| rule.label.in_language(language(words)));
                label.map_or(said, str::to_owned)
            }
            Fact::AnsweredBy => {
                let source = said.parse::<AnsweredBy>();
                source.map_or(said, |source| words.say(source.key()))
            }
            Fact::EvidenceTypes => {
                let codes = value.as_array().map_or(&[][..], Vec::as_slice);
                let labels = codes.iter().filter_map(Value::as_str).map(|code| self.label(code));
                labels.collect::<Vec<_>>().join(", ")
            }
            Fact::GivenName | Fact::FamilyName | Fact::Reference | Fact::YearOfBirth => said,
            Fact::Employer | Fact::JobTitle | Fact::HoursPerWeek => said,
        }
    }

    fn label(&self, code: &str) -> String {
        let types = &self.programme.document_types;
        let found = types.iter().find(|one| one.code == code);
        let label = found.map(|one| one.label.in_language(language(self.words)));
        label.unwrap_or(code).to_owned()
    }
}

/// A value in one cell or line, as it is sent.
#[must_use]
pub fn plain(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Array(values) => values.iter().map(plain).collect::<Vec<_>>().join("; "),
        Value::Bool(_) | Value::Number(_) | Value::Object(_) => value.to_string(),
    }
}
