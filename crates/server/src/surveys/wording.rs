//! Questions, answers and refusals as sentences.

use crate::page::words::{Arg, Locale, Words};
use domain::surveys::{
    Answer, AnswerRefused, Decimal, Kind, Known, MissingKind, Question, Wanted, Warning,
};
use domain::words::Words as Texts;
use jiff::civil::Date;

/// The text of a question, with what is known filled in where it may be shown.
///
/// The due date of the checkpoint is no secret: it says of which day we ask. The job is one, and
/// without the gate `text_unknown` stands instead. `date` writes a day out.
#[must_use]
pub fn question_text(
    question: &Question,
    known: &Known,
    locale: Locale,
    date: impl Fn(Date) -> String,
) -> String {
    let job = known.job.as_ref().filter(|_| known.may_show);
    let text = in_locale(&question.text, locale);
    let texts = match (&question.text_unknown, job) {
        (Some(unknown), None) => in_locale(unknown, locale),
        (Some(_), Some(_)) | (None, _) => text,
    };
    fill(texts, |name| match (name, job) {
        ("due_date", _) => Some(date(known.due_on)),
        ("job_title", Some(job)) => Some(job.job_title.clone()),
        ("employer", Some(job)) => Some(job.employer.clone()),
        ("start", Some(job)) => Some(date(job.started_on)),
        _ => None,
    })
}

/// A text of the pack in the reader's language.
#[must_use]
pub fn in_locale(texts: &Texts, locale: Locale) -> &str {
    match locale {
        Locale::En => &texts.en,
        Locale::Fr => &texts.fr,
    }
}

/// Puts values for `{name}`, in one pass: braces in a value stay what they are. Names without a
/// value vanish, so that nothing half-filled is ever shown.
fn fill(text: &str, value: impl Fn(&str) -> Option<String>) -> String {
    let mut filled = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        let Some((name, behind)) = after.split_once('}') else {
            filled.push('{');
            rest = after;
            continue;
        };
        filled.push_str(&value(name).unwrap_or_default());
        rest = behind;
    }
    filled.push_str(rest);
    filled
}

/// An answer as people read it: labels for codes, days written out. `currency` is the programme's.
#[must_use]
pub fn answer_text(question: &Question, answer: &Answer, words: &Words, currency: &str) -> String {
    let label = |code: &str| label(question, code, words.locale);
    match answer {
        Answer::Choice(code) => label(code),
        Answer::Text(text) => text.clone(),
        Answer::Number(number) => number_text(question, *number, words, currency),
        Answer::Date(day) => words.date_long(*day),
        Answer::Many { chosen, note } => {
            let mut parts: Vec<String> = chosen.iter().map(|code| label(code)).collect();
            parts.extend(note.clone());
            parts.join(" · ")
        }
        Answer::Rows(rows) => {
            let Kind::Repeat { questions, times_max: _ } = &question.kind else {
                return String::new();
            };
            let row = |row: &domain::surveys::Answers| {
                let parts = questions.iter().filter_map(|inner| {
                    row.get(&inner.id).map(|answer| answer_text(inner, answer, words, currency))
                });
                parts.collect::<Vec<_>>().join(", ")
            };
            rows.iter().map(row).collect::<Vec<_>>().join("\n")
        }
        Answer::Declared { name } => words.with("surveys-declared", &[("name", name.into())]),
        Answer::Contact { phone, email } => {
            phone.iter().chain(email).cloned().collect::<Vec<_>>().join(" · ")
        }
        Answer::Files(ids) => words.with("surveys-files", &[("count", ids.len().into())]),
        Answer::PreferNot => words.say("surveys-prefer-not"),
        Answer::NotKnown => match &question.not_known {
            Some(texts) => in_locale(texts, words.locale).to_owned(),
            None => words.say("surveys-not-known"),
        },
    }
}

fn label(question: &Question, code: &str, locale: Locale) -> String {
    let choice = question.kind.choices().iter().find(|choice| choice.code == code);
    choice.map_or(code, |choice| in_locale(&choice.label, locale)).to_owned()
}

fn number_text(question: &Question, number: Decimal, words: &Words, currency: &str) -> String {
    let kind = &question.kind;
    if let Kind::Money { max: _ } = kind {
        return words.money(number.hundredths(), currency);
    }
    if let Kind::Number { unit: Some(unit), .. } = kind {
        let unit = in_locale(unit, words.locale);
        return format!("{}\u{a0}{unit}", words.decimal(number.as_f64()));
    }
    if let Kind::Scale { from, to: _, words: names } = kind {
        let step = number.hundredths() / 100;
        let name = usize::try_from(step - from).ok().and_then(|at| names.get(at));
        let name = name.map(|name| in_locale(name, words.locale).to_owned());
        return name.unwrap_or_else(|| words.number(step));
    }
    words.decimal(number.as_f64())
}

/// The sentence for an answer that cannot be one: it says what would be.
#[must_use]
pub fn sentence(refused: &AnswerRefused, words: &Words) -> String {
    let say = |key: &str| words.say(key);
    let count = |key: &str, count: u32| words.with(key, &[("count", count.into())]);
    let day = |key: &str, date: Date| words.with(key, &[("date", words.date_long(date).into())]);
    match refused {
        AnswerRefused::Unfit { wanted } => say(unfit(*wanted)),
        AnswerRefused::TooLong { length_max } => count("surveys-too-long", *length_max),
        AnswerRefused::ControlCharacters => say("surveys-control-characters"),
        AnswerRefused::SeveralLines => say("surveys-several-lines"),
        AnswerRefused::NotANumber => say("surveys-not-a-number"),
        AnswerRefused::OutOfRange { min, max } => {
            let number = |number: &Decimal| Arg::from(words.decimal(number.as_f64()));
            words.with("surveys-out-of-range", &[("min", number(min)), ("max", number(max))])
        }
        AnswerRefused::NotOnStep { step } => on_step(*step, words),
        AnswerRefused::NotADate => say("surveys-not-a-date"),
        AnswerRefused::DateIncomplete => say("surveys-date-incomplete"),
        AnswerRefused::NoSuchDay { year, month, day } => {
            // As it was written: there is no such date to be written out.
            let written = format!("{year:04}-{month:02}-{day:02}");
            words.with("surveys-no-such-day", &[("date", written.into())])
        }
        AnswerRefused::TooEarly { earliest } => day("surveys-too-early", *earliest),
        AnswerRefused::TooLate { latest } => day("surveys-too-late", *latest),
        AnswerRefused::InTheFuture { today } => day("surveys-in-the-future", *today),
        AnswerRefused::NotAChoice => say("surveys-not-a-choice"),
        AnswerRefused::AloneWithOthers { .. } => say("surveys-alone-with-others"),
        AnswerRefused::TooManyRows { times_max } => count("surveys-too-many-rows", *times_max),
        AnswerRefused::InRow { row, question: _, refused } => {
            let said = sentence(refused, words);
            words.with("surveys-in-row", &[("row", (*row).into()), ("sentence", said.into())])
        }
        AnswerRefused::NotTicked => say("surveys-not-ticked"),
        AnswerRefused::NameMissing => say("surveys-name-missing"),
        AnswerRefused::NotAPhone => say("surveys-not-a-phone"),
        AnswerRefused::NotAnEmail => say("surveys-not-an-email"),
        AnswerRefused::TooManyFiles { files_max } => count("surveys-too-many-files", *files_max),
        AnswerRefused::NotAFile => say("surveys-not-a-file"),
        AnswerRefused::NotAnOccupation => say("surveys-not-an-occupation"),
        AnswerRefused::MayNotPreferNot => say("surveys-may-not-prefer-not"),
        AnswerRefused::MayNotBeUnknown => say("surveys-may-not-be-unknown"),
        AnswerRefused::UnknownPart { part } => {
            words.with("surveys-unknown-part", &[("part", part.into())])
        }
        AnswerRefused::UnknownQuestion => say("surveys-unknown-question"),
    }
}

fn on_step(step: Decimal, words: &Words) -> String {
    match step.hundredths() {
        1 => words.say("surveys-step-cents"),
        50 => words.say("surveys-step-halves"),
        100 => words.say("surveys-step-whole"),
        _ => words.with("surveys-step", &[("step", words.decimal(step.as_f64()).into())]),
    }
}

fn unfit(wanted: Wanted) -> &'static str {
    match wanted {
        Wanted::Text => "surveys-unfit-text",
        Wanted::Number => "surveys-unfit-number",
        Wanted::Choice => "surveys-unfit-choice",
        Wanted::Choices => "surveys-unfit-choices",
        Wanted::Date => "surveys-not-a-date",
        Wanted::Rows => "surveys-unfit-rows",
        Wanted::Declaration => "surveys-unfit-declaration",
        Wanted::Contact => "surveys-unfit-contact",
        Wanted::Files => "surveys-unfit-files",
        Wanted::Answers => "surveys-unfit-answers",
    }
}

/// The sentence for what is missing before submission. `question` is the question's text.
#[must_use]
pub fn missing_sentence(kind: MissingKind, question: &str, words: &Words) -> String {
    let key = match kind {
        MissingKind::Answer => "surveys-missing-answer",
        MissingKind::Reason => "surveys-missing-reason",
        MissingKind::Source => "surveys-missing-source",
    };
    words.with(key, &[("question", question.into())])
}

/// The sentence for what is worth a second look. `currency` is the programme's.
#[must_use]
pub fn warning_sentence(warning: &Warning, words: &Words, currency: &str) -> String {
    let date = |day: &Date| Arg::from(words.date_long(*day));
    let hours = |hours: &Decimal| Arg::from(words.decimal(hours.as_f64()));
    match warning {
        Warning::ManyHours { hours: many, usual_max } => words
            .with("surveys-warning-hours", &[("hours", hours(many)), ("usual", hours(usual_max))]),
        Warning::PayBelowMinimum { per_hour_cents, minimum_cents } => words.with(
            "surveys-warning-pay",
            &[
                ("pay", words.money(*per_hour_cents, currency).into()),
                ("minimum", words.money(*minimum_cents, currency).into()),
            ],
        ),
        Warning::JobsOverlap { ended_on, started_on } => words.with(
            "surveys-warning-overlap",
            &[("ended", date(ended_on)), ("started", date(started_on))],
        ),
        Warning::GapUnexplained { ended_on, started_on } => words.with(
            "surveys-warning-gap",
            &[("ended", date(ended_on)), ("started", date(started_on))],
        ),
        Warning::IncomeWithoutJob => words.say("surveys-warning-income"),
        Warning::StartAfterDue { started_on, due_on } => words
            .with("surveys-warning-start", &[("started", date(started_on)), ("due", date(due_on))]),
    }
}

#[cfg(test)]
#[path = "wording_test.rs"]
mod tests;
