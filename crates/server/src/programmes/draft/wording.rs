//! Questions, conditions and what is wrong with them, in the words of the page.

use super::Desk;
use crate::checkpoints::view::language;
use crate::page::Words;
use domain::programmes::Programme;
use domain::surveys::{
    Clause, FaultKind, Joined, KNOWN_NAMES, NOT_KNOWN, PREFER_NOT, Questionnaire, Subject, Verb,
    read_clauses, subjects,
};

/// Characters of a question within a sentence, at most.
const QUOTED_LENGTH_MAX: usize = 60;

/// A kind of answer, by its word in the pack; nothing while none is chosen.
#[must_use]
pub fn kind_said(words: Words, kind: &str) -> String {
    match kind {
        "" => String::new(),
        kind => words.say(&format!("programmes-kind-{}", kind.replace('_', "-"))),
    }
}

/// One questionnaire with all that its conditions may speak of.
pub struct Speech<'a> {
    pub words: Words,
    pub programme: &'a Programme,
    pub questionnaire: &'a Questionnaire,
    pub subjects: Vec<Subject>,
}

impl<'a> Speech<'a> {
    /// What conditions say in one questionnaire of a draft.
    #[must_use]
    pub fn of(words: Words, desk: &'a Desk, questionnaire: &'a Questionnaire) -> Self {
        let subjects = subjects(&questionnaire.questions, &desk.points());
        Self { words, programme: desk.programme(), questionnaire, subjects }
    }

    /// What a row speaks of, as people call it.
    #[must_use]
    pub fn subject(&self, name: &str) -> String {
        if KNOWN_NAMES.contains(&name) {
            return self.words.say(&format!("programmes-known-{}", name.replace('_', "-")));
        }
        match self.questionnaire.question(name) {
            Some(question) => shortened(question.text.in_language(language(self.words))),
            None => name.to_owned(),
        }
    }

    /// A code of a subject, as people call it.
    #[must_use]
    pub fn value(&self, subject: &str, code: &str) -> String {
        match code {
            PREFER_NOT => return self.words.say("programmes-prefer-not"),
            NOT_KNOWN => return self.words.say("programmes-not-known"),
            _ => {}
        }
        let language = language(self.words);
        if subject == "point" {
            let rule = self.programme.checkpoint(code);
            return rule.map_or(code, |rule| rule.label.in_language(language)).to_owned();
        }
        let choices = self.questionnaire.question(subject).map(|question| question.kind.choices());
        let choice = choices.and_then(|all| all.iter().find(|choice| choice.code == code));
        match (choice, code) {
            (Some(choice), _) => choice.label.in_language(language).to_owned(),
            (None, "yes") => self.words.say("programmes-yes"),
            (None, "no") => self.words.say("programmes-no"),
            (None, other) => other.to_owned(),
        }
    }

    /// A condition in words; one that says more than rows can is shown as it is written.
    #[must_use]
    pub fn condition(&self, source: &str) -> String {
        let Some(clauses) = read_clauses(source, &self.subjects) else {
            return self.words.with("programmes-condition-text", &[("text", source.into())]);
        };
        let said: Vec<String> = clauses.rows.iter().map(|row| self.clause(row)).collect();
        let key = match clauses.joined {
            Joined::All => "programmes-and",
            Joined::Any => "programmes-or",
        };
        said.join(&format!(" {} ", self.words.say(key)))
    }

    fn clause(&self, clause: &Clause) -> String {
        let values: Vec<String> =
            clause.values.iter().map(|code| self.value(&clause.subject, code)).collect();
        let key = format!("programmes-clause-{}", clause.verb.word());
        let subject = ("subject", self.subject(&clause.subject).into());
        let value = values.join(&format!(" {} ", self.words.say("programmes-or")));
        self.words.with(&key, &[subject, ("value", value.into())])
    }

    /// A verb as the list of a row shows it.
    #[must_use]
    pub fn verb(&self, verb: Verb) -> String {
        self.words.say(&format!("programmes-verb-{}", verb.word()))
    }
}

/// The beginning of a text, for a sentence.
#[must_use]
pub fn shortened(text: &str) -> String {
    if text.chars().count() <= QUOTED_LENGTH_MAX {
        return text.to_owned();
    }
    let begun: String = text.chars().take(QUOTED_LENGTH_MAX - 1).collect();
    format!("{}…", begun.trim_end())
}

/// What is wrong with a question or a questionnaire, and what would be right; and the field of the
/// question's form where it can be put right.
#[must_use]
pub fn fault_said(words: Words, kind: &FaultKind) -> (String, &'static str) {
    let plain = |key: &str| words.say(key);
    let with = |key: &str, name: &str, value: &str| words.with(key, &[(name, value.into())]);
    match kind {
        FaultKind::NoQuestions => (plain("programmes-fault-empty"), ""),
        FaultKind::TooManyQuestions { questions_max } => {
            (words.with("programmes-full", &[("count", (*questions_max).into())]), "")
        }
        FaultKind::DuplicateQuestion => (plain("programmes-fault-twice"), ""),
        FaultKind::BadCode { code } => (with("programmes-fault-code", "code", code), "choice-1-en"),
        FaultKind::ReservedName { name } => (with("programmes-fault-reserved", "name", name), ""),
        FaultKind::MissingText { language } => {
            let key = format!("programmes-blank-{language}");
            (plain(&key), "text-en")
        }
        FaultKind::UnknownPlaceholder { name } => {
            let name = format!("{{{name}}}");
            (with("programmes-placeholder-unknown", "name", &name), "text-en")
        }
        FaultKind::SpeaksOfJob => (plain("programmes-fault-job"), "text-unknown-en"),
        FaultKind::NoChoices => (plain("programmes-choices-wanted"), "choice-add"),
        FaultKind::TooManyChoices { choices_max } => {
            let sentence =
                words.with("programmes-fault-choices", &[("count", (*choices_max).into())]);
            (sentence, "choice-add")
        }
        FaultKind::DuplicateChoice { code } => {
            (with("programmes-fault-choice-twice", "code", code), "choice-1-en")
        }
        FaultKind::BadBounds => (plain("programmes-fault-bounds"), "bounds"),
        FaultKind::UnknownName { condition: _, name } => {
            (with("programmes-fault-unknown", "name", name), "when")
        }
        FaultKind::LaterQuestion { condition: _, name } => {
            (with("programmes-fault-later", "name", name), "when")
        }
        FaultKind::ConditionFails { condition, why: _ } => {
            (with("programmes-fault-fails", "condition", condition), "when")
        }
        FaultKind::NeverShown { condition: _ } => (plain("programmes-fault-never"), "when"),
        FaultKind::UnknownChoice { code } => {
            (with("programmes-fault-unknown-choice", "code", code), "choice-1-en")
        }
        FaultKind::NobodyIsAsked => (plain("programmes-fault-nobody"), "need"),
        FaultKind::NotAlone => (plain("programmes-fault-quick"), ""),
        FaultKind::RequiredButFolded => (plain("programmes-fault-folded"), "screen"),
    }
}
