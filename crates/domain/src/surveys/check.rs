//! The static check of a questionnaire, before anybody is asked anything.

use super::facts::KNOWN_NAMES;
use super::journey::{CHECK_SCREEN, MORE_SCREEN, REVIEW_SCREEN};
use super::quick::{QUICK_CHOICES_MAX, can_stand_alone};
use super::reach::{fails, never_shown};
use super::{Choice, Kind, NOT_KNOWN, Need, PREFER_NOT, Place, Question, Questionnaire, SOURCE};
use super::{Quick, QuickChoice};
use crate::expression::Condition;
use crate::words::{Language, Words};
use std::collections::BTreeSet;

/// Limits of a questionnaire: more would be no follow-up.
const QUESTIONS_MAX: usize = 120;
const CHOICES_MAX: usize = 80;
const ROWS_MAX: u32 = 10;
const FILES_MAX: u32 = 10;
const LENGTH_MAX: u32 = 4_000;

/// One thing that is wrong with a questionnaire.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DefinitionFault {
    /// The question that it is about. None: the questionnaire.
    pub question: Option<String>,
    pub kind: FaultKind,
}

/// What is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FaultKind {
    NoQuestions,
    TooManyQuestions {
        questions_max: usize,
    },
    DuplicateQuestion,
    /// An id or code that is not small letters, digits and underscores behind a letter.
    BadCode {
        code: String,
    },
    /// A name that already means something in conditions or in the review.
    ReservedName {
        name: String,
    },
    /// A text that is not there in one of the languages.
    MissingText {
        language: Language,
    },
    /// A placeholder that nobody fills in.
    UnknownPlaceholder {
        name: String,
    },
    /// The text speaks of the job on file, and there is none for when it may not be shown; or
    /// that one speaks of it too.
    SpeaksOfJob,
    NoChoices,
    TooManyChoices {
        choices_max: usize,
    },
    DuplicateChoice {
        code: String,
    },
    /// Bounds the wrong way round, a step of nothing, or beyond what Cairn allows.
    BadBounds,
    /// A condition names what is neither a question nor known.
    UnknownName {
        condition: String,
        name: String,
    },
    /// A condition names this question itself or one that comes after it.
    LaterQuestion {
        condition: String,
        name: String,
    },
    /// A condition that cannot be answered for some answers.
    ConditionFails {
        condition: String,
        why: String,
    },
    /// No answers put it on the route.
    NeverShown {
        condition: String,
    },
    /// It ends on, or assumes, what is not one of its choices.
    UnknownChoice {
        code: String,
    },
    /// A client cannot be asked what only staff see, nor staff what only a client may say.
    NobodyIsAsked,
    /// What a client must answer stands in the part of the page that may stay closed.
    RequiredButFolded,
    /// The quick answer names no question, or one that cannot be asked alone and first.
    NotAlone,
}

/// Everything that is wrong with a questionnaire, in its order. Empty: it may be published.
#[must_use]
pub fn definition_faults(questionnaire: &Questionnaire) -> Vec<DefinitionFault> {
    let mut faults = Faults::default();
    let questions = &questionnaire.questions;
    faults.words(&questionnaire.title);
    if questions.is_empty() {
        faults.add(FaultKind::NoQuestions);
    }
    if questions.len() > QUESTIONS_MAX {
        faults.add(FaultKind::TooManyQuestions { questions_max: QUESTIONS_MAX });
        return faults.found;
    }
    let screens = shared_screens(questions);
    for (at, question) in questions.iter().enumerate() {
        faults.about = Some(question.id.clone());
        if questions[..at].iter().any(|before| before.id == question.id) {
            faults.add(FaultKind::DuplicateQuestion);
            continue;
        }
        let reserved = KNOWN_NAMES.contains(&question.id.as_str())
            || [SOURCE, MORE_SCREEN, CHECK_SCREEN, REVIEW_SCREEN].contains(&question.id.as_str())
            || screens.contains(question.id.as_str());
        if reserved {
            faults.add(FaultKind::ReservedName { name: question.id.clone() });
        }
        faults.question(question);
        faults.conditions(questions, at);
    }
    if let Some(quick) = &questionnaire.quick {
        faults.about = Some(quick.question.clone());
        faults.quick(quick, questions);
    }
    faults.found
}

/// Names of screens that questions share. A question by the same name would have the same address
/// unless it stands there itself.
fn shared_screens(questions: &[Question]) -> BTreeSet<&str> {
    let name = |question: &Question| match &question.place {
        Place::With(name) => Some(name.clone()),
        Place::Own | Place::Last | Place::More | Place::Check => None,
    };
    questions
        .iter()
        .filter(|question| question.place == Place::Own)
        .map(|question| question.id.as_str())
        .filter(|id| questions.iter().any(|other| name(other).as_deref() == Some(*id)))
        .collect()
}

#[derive(Default)]
struct Faults {
    about: Option<String>,
    found: Vec<DefinitionFault>,
}

impl Faults {
    fn add(&mut self, kind: FaultKind) {
        self.found.push(DefinitionFault { question: self.about.clone(), kind });
    }

    fn question(&mut self, question: &Question) {
        self.code(&question.id);
        self.words(&question.text);
        for words in question.text_unknown.iter().chain(&question.hint).chain(&question.not_known) {
            self.words(words);
        }
        self.placeholders(question);
        self.kind(&question.kind);
        if question.staff_only && (question.self_completed_only || question.need == Need::Client) {
            self.add(FaultKind::NobodyIsAsked);
        }
        if question.place == Place::More && question.need == Need::Client {
            self.add(FaultKind::RequiredButFolded);
        }
        let choices = question.kind.choices();
        let named = question.ends.iter().map(|ending| &ending.choice).chain(&question.assume);
        for code in named {
            if !choices.is_empty() && choices.iter().all(|choice| choice.code != *code) {
                self.add(FaultKind::UnknownChoice { code: code.clone() });
            }
        }
        if choices.is_empty() && !question.ends.is_empty() {
            self.add(FaultKind::NoChoices);
        }
        let taken = [(question.prefer_not, PREFER_NOT), (question.not_known.is_some(), NOT_KNOWN)];
        for (_, name) in taken.iter().filter(|(offered, _)| *offered) {
            if choices.iter().any(|choice| choice.code == *name) {
                self.add(FaultKind::DuplicateChoice { code: (*name).to_owned() });
            }
        }
    }

    fn kind(&mut self, kind: &Kind) {
        let fits = match kind {
            Kind::Single(choices) | Kind::Outcome(choices) | Kind::DocumentTypes(choices) => {
                self.choices(choices);
                true
            }
            Kind::Multi { choices, note_max } => {
                self.choices(choices);
                note_max.is_none_or(|length| (1..=LENGTH_MAX).contains(&length))
            }
            Kind::Text { length_max } | Kind::LongText { length_max } => {
                (1..=LENGTH_MAX).contains(length_max)
            }
            Kind::Number { min, max, step, unit } => {
                unit.iter().for_each(|unit| self.words(unit));
                min < max && step.hundredths() > 0
            }
            Kind::Money { max } => max.hundredths() > 0,
            Kind::Scale { from, to, words } => {
                words.iter().for_each(|word| self.words(word));
                let steps = to.checked_sub(*from).and_then(|steps| usize::try_from(steps).ok());
                from < to
                    && steps.is_some_and(|steps| {
                        steps < CHOICES_MAX && (words.is_empty() || words.len() == steps + 1)
                    })
            }
            Kind::Repeat { times_max, questions } => {
                self.row(questions);
                (1..=ROWS_MAX).contains(times_max) && !questions.is_empty()
            }
            Kind::Files { files_max } => (1..=FILES_MAX).contains(files_max),
            Kind::Date { .. } | Kind::Declaration | Kind::Contact | Kind::OccupationCode => true,
        };
        if !fits {
            self.add(FaultKind::BadBounds);
        }
    }

    /// The short questions of a row: plain ones only, since a row has no route of its own.
    fn row(&mut self, questions: &[Question]) {
        for (at, question) in questions.iter().enumerate() {
            if questions[..at].iter().any(|before| before.id == question.id) {
                self.add(FaultKind::DuplicateQuestion);
            }
            let nested = matches!(question.kind, Kind::Repeat { .. });
            if nested || question.shown_when.is_some() {
                self.add(FaultKind::BadBounds);
            } else {
                self.question(question);
            }
        }
    }

    fn choices(&mut self, choices: &[Choice]) {
        if choices.is_empty() {
            self.add(FaultKind::NoChoices);
        }
        if choices.len() > CHOICES_MAX {
            self.add(FaultKind::TooManyChoices { choices_max: CHOICES_MAX });
        }
        for (at, choice) in choices.iter().enumerate() {
            self.code(&choice.code);
            self.words(&choice.label);
            if choices[..at].iter().any(|before| before.code == choice.code) {
                self.add(FaultKind::DuplicateChoice { code: choice.code.clone() });
            }
        }
    }

    fn quick(&mut self, quick: &Quick, questions: &[Question]) {
        let asked = questions.iter().find(|one| one.id == quick.question);
        let Some(question) = asked.filter(|one| can_stand_alone(one, questions)) else {
            return self.add(FaultKind::NotAlone);
        };
        if quick.choices.is_empty() {
            self.add(FaultKind::NoChoices);
        }
        if quick.choices.len() > QUICK_CHOICES_MAX {
            self.add(FaultKind::TooManyChoices { choices_max: QUICK_CHOICES_MAX });
        }
        let ends = |code: &str| question.ends.iter().any(|ending| ending.choice == code);
        for (at, QuickChoice { code, label }) in quick.choices.iter().enumerate() {
            self.words(label);
            let is_there = question.kind.choices().iter().any(|choice| choice.code == *code);
            if !is_there || ends(code) {
                self.add(FaultKind::UnknownChoice { code: code.clone() });
            }
            if quick.choices[..at].iter().any(|before| before.code == *code) {
                self.add(FaultKind::DuplicateChoice { code: code.clone() });
            }
        }
    }

    fn code(&mut self, code: &str) {
        let fits = |sign: char| sign.is_ascii_lowercase() || sign.is_ascii_digit() || sign == '_';
        let starts = code.starts_with(|sign: char| sign.is_ascii_lowercase());
        if !starts || code.len() > 40 || !code.chars().all(fits) {
            self.add(FaultKind::BadCode { code: code.to_owned() });
        }
    }

    fn words(&mut self, words: &Words) {
        for language in Language::ALL {
            if words.in_language(language).trim().is_empty() {
                self.add(FaultKind::MissingText { language });
            }
        }
    }

    fn placeholders(&mut self, question: &Question) {
        let mut speaks_of_job = false;
        for language in Language::ALL {
            for name in placeholders(question.text.in_language(language)) {
                match name.as_str() {
                    "due_date" => {}
                    "job_title" | "employer" | "start" => speaks_of_job = true,
                    _ => self.add(FaultKind::UnknownPlaceholder { name }),
                }
            }
            let unknown = question.text_unknown.as_ref().map(|words| words.in_language(language));
            if placeholders(unknown.unwrap_or_default()).iter().any(|name| name != "due_date") {
                self.add(FaultKind::SpeaksOfJob);
            }
        }
        if speaks_of_job && question.text_unknown.is_none() {
            self.add(FaultKind::SpeaksOfJob);
        }
    }

    fn conditions(&mut self, questions: &[Question], at: usize) {
        let question = &questions[at];
        if let Some(condition) = &question.shown_when
            && self.names(condition, &questions[..at], &questions[at..])
            && self.answers(condition, questions)
            && never_shown(questions, at)
        {
            self.add(FaultKind::NeverShown { condition: condition.source().to_owned() });
        }
        // These two are asked at the end, when every answer is there.
        let raise = question.raises.as_ref().map(|raise| &raise.when);
        for condition in question.required_when.iter().chain(raise) {
            if self.names(condition, questions, &[]) {
                self.answers(condition, questions);
            }
        }
    }

    /// Whether a condition names only what it may.
    fn names(&mut self, condition: &Condition, may: &[Question], later: &[Question]) -> bool {
        let found = self.found.len();
        for name in condition.variables() {
            let is = |questions: &[Question]| questions.iter().any(|one| one.id == name);
            if KNOWN_NAMES.contains(&name.as_str()) || is(may) {
                continue;
            }
            let condition = condition.source().to_owned();
            self.add(if is(later) {
                FaultKind::LaterQuestion { condition, name }
            } else {
                FaultKind::UnknownName { condition, name }
            });
        }
        self.found.len() == found
    }

    /// Whether a condition has an answer whatever was answered.
    fn answers(&mut self, condition: &Condition, questions: &[Question]) -> bool {
        if let Some(fault) = fails(condition, questions) {
            let condition = condition.source().to_owned();
            self.add(FaultKind::ConditionFails { condition, why: fault.0 });
            return false;
        }
        true
    }
}

/// The names between braces of a text.
fn placeholders(text: &str) -> Vec<String> {
    let parts = text.split('{').skip(1);
    parts.map(|part| part.split('}').next().unwrap_or_default().to_owned()).collect()
}

#[cfg(test)]
#[path = "check_test.rs"]
mod tests;
