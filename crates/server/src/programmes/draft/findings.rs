//! The check of a draft: everything that keeps it from being published, and what to look at twice.

use super::Desk;
use super::change::asked_in;
use super::wording::{fault_said, shortened};
use crate::checkpoints::view::language;
use crate::page::Words;
use crate::programmes::file::Blank;
use domain::programmes::Programme;
use domain::surveys::{Alteration, Doubt, alterations, doubts};

/// Whether a draft with this can be published.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Weight {
    Error,
    Warning,
}

/// One thing to be put right, or to be looked at twice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    pub weight: Weight,
    /// The questionnaire where it is put right; empty for the pack.
    pub questionnaire: String,
    /// The question's id; empty for the questionnaire.
    pub question: String,
    /// The field of the question's form.
    pub field: String,
    /// The question as people read it.
    pub subject: String,
    pub sentence: String,
}

/// Everything to be said of a draft, errors first. `base` is the version that it began with.
#[must_use]
pub fn findings(words: Words, desk: &Desk, base: Option<&Programme>) -> Vec<Finding> {
    let looking = Looking { words, desk };
    let mut found: Vec<Finding> =
        desk.reading.blanks.iter().map(|blank| looking.blank(blank)).collect();
    for at in &desk.reading.faults {
        let (sentence, field) = fault_said(words, &at.fault.kind);
        let question = at.fault.question.as_deref().unwrap_or_default();
        found.push(looking.at((&at.questionnaire, question), field, sentence));
    }
    for questionnaire in &desk.programme().questionnaires {
        for doubt in doubts(questionnaire, &desk.points()) {
            let code = questionnaire.code.as_str();
            found.push(match doubt {
                Doubt::UnknownCode { question, condition: _, code: gone } => {
                    let code_gone = [("code", gone.into())];
                    let sentence = words.with("programmes-fault-code-gone", &code_gone);
                    looking.at((code, &question), "when", sentence)
                }
                Doubt::EveryAnswerEnds { question } => {
                    let sentence = words.say("programmes-fault-no-end");
                    looking.at((code, &question), "need", sentence)
                }
            });
        }
    }
    for problem in &desk.reading.others {
        found.push(looking.at(("", ""), "", problem.sentence.clone()));
    }
    found.extend(base.into_iter().flat_map(|base| looking.renamed(base)));
    let mut kept: Vec<Finding> = Vec::new();
    for finding in found {
        // A question of the bank is told once, however many questionnaires ask it.
        let is_told = kept.iter().any(|one| {
            !finding.question.is_empty()
                && one.question == finding.question
                && one.sentence == finding.sentence
        });
        if !is_told {
            kept.push(finding);
        }
    }
    kept.sort_by_key(|finding| finding.weight);
    kept
}

struct Looking<'a> {
    words: Words,
    desk: &'a Desk,
}

impl Looking<'_> {
    fn at(&self, (code, id): (&str, &str), field: &str, sentence: String) -> Finding {
        let questionnaire = self.desk.programme().questionnaire(code);
        let is_asked = questionnaire.is_some_and(|one| one.question(id).is_some());
        Finding {
            weight: Weight::Error,
            questionnaire: code.to_owned(),
            // What is not asked there any more has no form there: the list puts it back.
            question: if is_asked { id.to_owned() } else { String::new() },
            field: field.to_owned(),
            subject: self.subject(code, id),
            sentence,
        }
    }

    fn subject(&self, code: &str, id: &str) -> String {
        let questionnaire = self.desk.programme().questionnaire(code);
        let Some(questionnaire) = questionnaire else { return id.to_owned() };
        let language = language(self.words);
        match questionnaire.question(id) {
            Some(question) => shortened(question.text.in_language(language)),
            None if id.is_empty() => questionnaire.title.in_language(language).to_owned(),
            None => id.to_owned(),
        }
    }

    fn blank(&self, blank: &Blank) -> Finding {
        let code = asked_in(&self.desk.reading.tree, &blank.question);
        let code = code.first().map(String::as_str).unwrap_or_default();
        let field = format!("{}-{}", blank.field, blank.language);
        let sentence = self.words.say(&format!("programmes-blank-{}", blank.language));
        self.at((code, &blank.question), &field, sentence)
    }

    /// Codes that now stand for other words than in the version before.
    fn renamed(&self, base: &Programme) -> Vec<Finding> {
        let mut found = Vec::new();
        let language = language(self.words);
        for now in &self.desk.programme().questionnaires {
            let Some(was) = base.questionnaire(&now.code) else { continue };
            for alteration in alterations(was, now) {
                let Alteration::Renamed { question, code: _, was, now: label } = alteration else {
                    continue;
                };
                let args = [
                    ("was", was.in_language(language).into()),
                    ("now", label.in_language(language).into()),
                ];
                let sentence = self.words.with("programmes-warn-renamed", &args);
                let mut finding = self.at((&now.code, &question), "choice-1-en", sentence);
                finding.weight = Weight::Warning;
                found.push(finding);
            }
        }
        found
    }
}
