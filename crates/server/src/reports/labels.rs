//! What questions, answers and numbers of a report are called.

use super::questions::{Instead, Unit};
use crate::page::Words;
use domain::reports::Tally;
use domain::surveys::{Decimal, Kind, Question};

impl Instead {
    /// Only where they are groups by themselves.
    pub(super) fn said(&self, words: Words, question: &Question) -> Vec<(String, u64)> {
        let language = words.locale.into();
        let not_known = question.not_known.as_ref().map(|said| said.in_language(language));
        let pairs = [
            (Some(words.say("reports-prefer-not")), self.prefer_not),
            (not_known.map(str::to_owned), self.not_known),
        ];
        let is_shown = |tally: &Tally| tally.count > 0 && !tally.is_small();
        let shown = pairs.into_iter().filter(|(_, tally)| is_shown(tally));
        shown.filter_map(|(said, tally)| Some((said?, tally.count))).collect()
    }
}

/// The words of each cell, in order.
pub(super) fn labels(words: Words, question: &Question) -> Vec<String> {
    let language = words.locale.into();
    let mut labels: Vec<String> = match &question.kind {
        Kind::Scale { from, to, words: said } => (*from..=*to)
            .enumerate()
            .map(|(place, number)| match said.get(place) {
                Some(said) => format!("{number} · {}", said.in_language(language)),
                None => number.to_string(),
            })
            .collect(),
        other => {
            let choices = other.choices().iter();
            choices.map(|choice| choice.label.in_language(language).to_owned()).collect()
        }
    };
    if question.prefer_not {
        labels.push(words.say("reports-prefer-not"));
    }
    labels.extend(question.not_known.as_ref().map(|said| said.in_language(language).to_owned()));
    labels
}

pub(super) fn unit(words: Words, question: &Question, currency: &str) -> Unit {
    match &question.kind {
        Kind::Money { .. } => Unit::Money(currency.to_owned()),
        Kind::Number { unit: Some(unit), .. } => {
            Unit::Of(unit.in_language(words.locale.into()).to_owned())
        }
        _ => Unit::Of(String::new()),
    }
}

/// A question as it is asked of everybody: nobody's job and no day of theirs.
pub(super) fn title(words: Words, question: &Question) -> String {
    let text = question.text_unknown.as_ref().unwrap_or(&question.text);
    let mut said = text.in_language(words.locale.into()).to_owned();
    for name in ["due_date", "job_title", "employer", "start"] {
        let gap = format!("{{{name}}}");
        if said.contains(&gap) {
            let key = format!("reports-gap-{}", name.replace('_', "-"));
            said = said.replace(&gap, &words.say(&key));
        }
    }
    said
}

impl Unit {
    /// A number with what it is of.
    #[must_use]
    pub fn said(&self, words: Words, number: Decimal) -> String {
        match self {
            Self::Money(currency) => words.money(number.hundredths(), currency),
            Self::Of(unit) if unit.is_empty() => words.decimal(number.as_f64()),
            Self::Of(unit) => format!("{}\u{a0}{unit}", words.decimal(number.as_f64())),
        }
    }
}
