//! Employers in words.

use super::act::Answers;
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
