//! The form that is printed with a letter.

use super::said::{box_label, leads, only};
use crate::page::Words;
use crate::surveys::wording::{in_locale, question_text};
use askama::Template;
use domain::ids::CheckpointId;
use domain::surveys::{
    Kind, Known, Line, NOT_KNOWN, PREFER_NOT, Question, Questionnaire, paper_form,
};

/// Letters of the reference, at the end of the checkpoint's id.
const REFERENCE_LENGTH: usize = 8;
/// Characters that a hand writes on one ruled line.
const CHARACTERS_A_LINE: u32 = 60;
const LINES_MAX: u32 = 5;
/// Rows of repeated questions, as the page has room for.
const ROWS_MAX: u32 = 3;

/// The form, ready to be shown within a letter.
#[derive(Debug, Template)]
#[template(path = "surveys/paper/form.html")]
pub struct PaperForm {
    words: Words,
    title: String,
    reference: String,
    /// Where it goes back to: the agency, its street, its telephone.
    back_to: Vec<String>,
    lines: Vec<PrintLine>,
}

/// One question as it is printed.
#[derive(Debug)]
struct PrintLine {
    number: usize,
    text: String,
    hint: String,
    only: String,
    boxes: Vec<TickBox>,
    ruled: Ruled,
    /// Boxes beside what is written: “I do not know”, “prefer not to say”.
    instead: Vec<String>,
}

#[derive(Debug)]
struct TickBox {
    label: String,
    leads: String,
}

/// What is written on.
#[derive(Debug)]
enum Ruled {
    Nothing,
    Lines(u32),
    Figures { unit: String },
    Amount { sign: &'static str },
    Day,
    Table { heads: Vec<String>, rows: u32 },
    Contact,
    Signature,
}

impl PaperForm {
    /// The form of a checkpoint. `words` are the person's; a letter may be opened by others, so
    /// nothing that we know stands on it.
    #[must_use]
    pub fn new(
        questionnaire: &Questionnaire,
        known: &Known,
        words: Words,
        (checkpoint, currency, back_to): (&CheckpointId, &str, Vec<String>),
    ) -> Self {
        let known = Known { may_show: false, ..known.clone() };
        let form = paper_form(questionnaire, &known);
        let line = |line: &Line| {
            let question = questionnaire.question(&line.question)?;
            Some(print_line((line, question), questionnaire, (words, &known), currency))
        };
        Self {
            words,
            title: in_locale(&questionnaire.title, words.locale).to_owned(),
            reference: reference(checkpoint),
            back_to,
            lines: form.lines.iter().filter_map(line).collect(),
        }
    }
}

/// A short code that finds the checkpoint and opens nothing.
#[must_use]
pub fn reference(checkpoint: &CheckpointId) -> String {
    let id = checkpoint.as_str();
    let end = id.get(id.len().saturating_sub(REFERENCE_LENGTH)..).unwrap_or(id);
    let (first, last) = end.split_at(end.len() / 2);
    format!("{first}-{last}")
}

fn print_line(
    (line, question): (&Line, &Question),
    questionnaire: &Questionnaire,
    (words, known): (Words, &Known),
    currency: &str,
) -> PrintLine {
    let hint = question.hint.as_ref().map(|hint| in_locale(hint, words.locale).to_owned());
    let is_several = matches!(question.kind, Kind::Multi { .. } | Kind::DocumentTypes(_));
    let own_hint = is_several.then(|| words.say("paper-all-that-apply"));
    let tick = |code: &str| TickBox {
        label: box_label(question, code, words),
        leads: leads(line, code, words),
    };
    let mut boxes: Vec<TickBox> =
        question.kind.choices().iter().map(|choice| tick(&choice.code)).collect();
    if let Kind::Scale { from, to, .. } = &question.kind {
        boxes.extend((*from..=*to).map(|step| tick(&step.to_string())));
    }
    let mut instead = Vec::new();
    let stand_ins = [(NOT_KNOWN, question.not_known.is_some()), (PREFER_NOT, question.prefer_not)];
    for (code, _) in stand_ins.into_iter().filter(|(_, offered)| *offered) {
        if boxes.is_empty() {
            instead.push(box_label(question, code, words));
        } else {
            boxes.push(tick(code));
        }
    }
    PrintLine {
        number: line.number,
        text: question_text(question, known, words.locale, |day| words.date_long(day)),
        hint: hint.or(own_hint).unwrap_or_default(),
        only: only(line, questionnaire, words),
        boxes,
        ruled: ruled(&question.kind, words, currency),
        instead,
    }
}

fn ruled(kind: &Kind, words: Words, currency: &str) -> Ruled {
    let lines =
        |length_max: u32| Ruled::Lines((length_max / CHARACTERS_A_LINE).clamp(1, LINES_MAX));
    match kind {
        Kind::Multi { note_max: Some(length_max), .. } => lines((*length_max).min(120)),
        Kind::Single(_)
        | Kind::Multi { note_max: None, .. }
        | Kind::Outcome(_)
        | Kind::DocumentTypes(_)
        | Kind::Scale { .. }
        | Kind::Files { .. } => Ruled::Nothing,
        Kind::Text { .. } => Ruled::Lines(1),
        Kind::LongText { length_max } => lines(*length_max),
        Kind::Number { unit, .. } => {
            let unit = unit.as_ref().map(|unit| in_locale(unit, words.locale).to_owned());
            Ruled::Figures { unit: unit.unwrap_or_default() }
        }
        Kind::OccupationCode => Ruled::Figures { unit: String::new() },
        Kind::Money { .. } => Ruled::Amount { sign: sign(currency) },
        Kind::Date { .. } => Ruled::Day,
        Kind::Repeat { times_max, questions } => Ruled::Table {
            heads: questions.iter().map(|one| head(one, words)).collect(),
            rows: (*times_max).min(ROWS_MAX),
        },
        Kind::Contact => Ruled::Contact,
        Kind::Declaration => Ruled::Signature,
    }
}

/// The head of a column; a date says how it is written.
fn head(question: &Question, words: Words) -> String {
    let text = in_locale(&question.text, words.locale);
    if matches!(question.kind, Kind::Date { .. }) {
        return format!("{text} ({})", words.say("paper-day-shape"));
    }
    text.to_owned()
}

fn sign(currency: &str) -> &'static str {
    match currency {
        "CAD" | "USD" | "AUD" => "$",
        "GBP" => "£",
        "EUR" => "€",
        _ => "",
    }
}

#[cfg(test)]
#[path = "form_test.rs"]
mod tests;
