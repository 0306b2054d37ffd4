//! The conditions of a form in words: who answers a question, and where a box leads.

use crate::page::Words;
use crate::surveys::wording::in_locale;
use domain::surveys::{
    Jump, Kind, Line, NOT_KNOWN, Only, PREFER_NOT, Question, Questionnaire, Says, Term,
};

/// Who has to answer a question; empty where everybody does.
#[must_use]
pub fn only(line: &Line, questionnaire: &Questionnaire, words: Words) -> String {
    let parts = |terms: &[Term]| -> Vec<String> {
        terms.iter().map(|term| part(term, questionnaire, words)).collect()
    };
    let said = match &line.only {
        None => return String::new(),
        Some(Only::IfItApplies) => return words.say("paper-if-it-applies"),
        Some(Only::All(terms)) => parts(terms).join(&words.say("paper-and")),
        Some(Only::Any(terms)) => parts(terms).join(&words.say("paper-or")),
    };
    words.with("paper-only", &[("parts", said.into())])
}

fn part(term: &Term, questionnaire: &Questionnaire, words: Words) -> String {
    let question = questionnaire.question(&term.question);
    let answers = |codes: &[String]| {
        let quoted = codes.iter().map(|code| {
            let label = question.map_or_else(|| code.clone(), |one| box_label(one, code, words));
            words.with("paper-quoted", &[("answer", label.into())])
        });
        either(&quoted.collect::<Vec<_>>(), words)
    };
    let number = || ("number", term.number.into());
    match &term.says {
        Says::Chose(codes) => {
            words.with("paper-chose", &[number(), ("answers", answers(codes).into())])
        }
        Says::DidNotChoose(codes) => {
            words.with("paper-did-not-choose", &[number(), ("answers", answers(codes).into())])
        }
        Says::Answered { or } if or.is_empty() => words.with("paper-answered", &[number()]),
        Says::Answered { or } => {
            words.with("paper-answered-or", &[number(), ("answers", answers(or).into())])
        }
    }
}

/// `A`, `A or B`, `A, B or C`.
fn either(parts: &[String], words: Words) -> String {
    match parts {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{}{}{last}", first.join(", "), words.say("paper-or")),
    }
}

/// The words beside a box.
#[must_use]
pub fn box_label(question: &Question, code: &str, words: Words) -> String {
    if let Some(choice) = question.kind.choices().iter().find(|choice| choice.code == code) {
        return in_locale(&choice.label, words.locale).to_owned();
    }
    if let Kind::Scale { from, words: names, .. } = &question.kind {
        let place = code.parse::<i64>().ok().and_then(|step| usize::try_from(step - from).ok());
        let name = place.and_then(|place| names.get(place));
        return name.map_or_else(|| code.to_owned(), |one| in_locale(one, words.locale).to_owned());
    }
    match (code, &question.not_known) {
        (NOT_KNOWN, Some(texts)) => in_locale(texts, words.locale).to_owned(),
        (PREFER_NOT, _) => words.say("surveys-prefer-not"),
        (other, _) => other.to_owned(),
    }
}

/// Where a box leads; empty where it leads to the next question.
#[must_use]
pub fn leads(line: &Line, code: &str, words: Words) -> String {
    match line.jumps.iter().find(|jump| jump.choice == code) {
        None => String::new(),
        Some(Jump { to: Some(to), .. }) => words.with("paper-go-to", &[("number", (*to).into())]),
        Some(Jump { to: None, .. }) => words.say("paper-go-to-end"),
    }
}
