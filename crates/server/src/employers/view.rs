//! Employers in words.

use super::act::Answers;
use super::store;
use crate::checkpoints::desk::File;
use crate::contacts::act::latest_job;
use crate::failure::Failure;
use crate::page::Words;
use crate::people;
use crate::record::Held;
use domain::flows::record::Basis;
use domain::words::Language;

/// Why one may ask.
#[must_use]
pub fn basis_said(words: Words, basis: Basis) -> String {
    words.say(&format!("employers-basis-{}", basis.word().replace('_', "-")))
}

/// What an employer answered, in sentences.
#[must_use]
pub fn answers_said(words: Words, answers: &Answers) -> String {
    let mut said = vec![match (answers.still_works, answers.last_day) {
        (true, _) => words.say("employers-still-works"),
        (false, None) => words.say("employers-works-no-more"),
        (false, Some(day)) => {
            words.with("employers-last-day-was", &[("day", words.date(day).into())])
        }
    }];
    said.extend(
        answers
            .hours
            .map(|hours| words.with("employers-hours-are", &[("hours", i64::from(hours).into())])),
    );
    said.join(" ")
}

/// The agency's name in a language.
///
/// # Errors
///
/// What the database says.
pub async fn agency_name(held: &mut impl Held, language: Language) -> Result<String, Failure> {
    let agency = held.agency();
    let agency = people::store::agency(held.conn(), &agency).await?.ok_or(Failure::NotFound)?;
    Ok(agency.name_in(language).to_owned())
}

/// Whom one may ask about a person's latest job, and what was asked and answered.
///
/// # Errors
///
/// What the database says.
pub async fn facts(
    held: &mut impl Held,
    (file, words): (&File, Words),
) -> Result<Vec<(String, String)>, Failure> {
    let Some(job) = latest_job(file) else { return Ok(Vec::new()) };
    let fact = |key: &str, value: String| (words.say(key), value);
    let mut facts = Vec::new();
    if let Some(contact) = store::contact(held, &job).await? {
        let basis = basis_said(words, contact.basis);
        let note = contact.basis_note.map(|note| format!("{basis}: {note}"));
        facts.push(fact("employers-basis", note.unwrap_or(basis)));
        let lines = [
            ("employers-name", contact.name),
            ("employers-email", contact.email),
            ("employers-phone", contact.phone),
            ("employers-fax", contact.fax),
        ];
        facts.extend(lines.into_iter().filter_map(|(key, value)| Some(fact(key, value?))));
    }
    for asked in store::asks(held, &file.kept.person.id).await? {
        let at = |at: jiff::Timestamp| {
            words.moment_near(&at.to_zoned(file.kept.office_zone.clone()), file.today())
        };
        let answers = asked.answers.as_deref().and_then(|text| serde_json::from_str(text).ok());
        let said = match (answers, asked.answered_at) {
            (Some(answers), Some(answered)) => {
                let answers: Answers = answers;
                let said = answers_said(words, &answers);
                format!("{said} ({}, {})", answers.by, at(answered))
            }
            (_, _) => words.say("employers-no-answer"),
        };
        facts.push((at(asked.asked_at), said));
    }
    Ok(facts)
}
