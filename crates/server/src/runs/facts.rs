//! A job's record as flows ask for it.

use crate::checkpoints::desk::File;
use crate::claims;
use crate::contacts;
use crate::employers;
use crate::employers::act::Answers;
use crate::failure::Failure;
use crate::record::Held;
use crate::support;
use domain::claims::State as ClaimState;
use domain::flows::record::{Countersignature, EmployerReply, Record};
use domain::ids::PlacementId;

use super::store;

/// Tries that are looked at for what to try next; the latest.
const TRIES_MAX: i64 = 50;

/// Reads what is known of a job.
///
/// # Errors
///
/// What the database says.
pub(super) async fn record(
    held: &mut impl Held,
    (file, placement): (&File, &PlacementId),
) -> Result<Record, Failure> {
    let person = &file.kept.person.id;
    let due = claims::act::due_of(held, (file, placement)).await?;
    let contact = employers::store::contact(held, placement).await?;
    let asked = employers::store::last_ask(held, placement).await?;
    let answers = asked.as_ref().and_then(|ask| ask.answers.as_deref());
    let answers = answers.and_then(|text| serde_json::from_str::<Answers>(text).ok());
    let zone = file.kept.office_zone.clone();
    let checks = support::store::benefit_checks(held, person).await?;
    let is_reclaimed = store::fact(held, placement, "benefit_reclaimed").await?;
    let agreement = support::store::agreements(held, person).await?.into_iter().next();
    let claim = claims::store::latest_of(held, placement).await?;
    Ok(Record {
        claim_due: due.map(|(kind, _)| kind),
        interval_weeks: support::act::interval_of(held, (file, placement)).await?,
        round: contacts::store::round(held, placement).await?,
        employer_asked_on: asked.map(|ask| ask.asked_at.to_zoned(zone).date()),
        is_reclaimed: is_reclaimed || checks.first().is_some_and(|check| !check.is_closed),
        basis: employers::act::basis_of(file, contact.as_ref()),
        employer_reply: match answers {
            Some(answers) if answers.still_works => EmployerReply::Works,
            Some(answers) => EmployerReply::Left(answers.last_day),
            None => EmployerReply::None,
        },
        has_agreement: agreement.is_some_and(|one| one.is_accepted),
        countersignature: match claim.map(|kept| kept.claim.state) {
            Some(ClaimState::Countersigned) => Countersignature::Given,
            Some(ClaimState::Returned) => Countersignature::Returned,
            Some(ClaimState::Prepared | ClaimState::Passed | ClaimState::Submitted) | None => {
                Countersignature::None
            }
        },
    })
}

/// The number that the tries so far propose; none where no number works.
///
/// # Errors
///
/// What the database says.
pub(super) async fn number_to_call(
    held: &mut impl Held,
    file: &File,
) -> Result<Option<String>, Failure> {
    let numbers = contacts::act::numbers(held, file).await?;
    if numbers.len() < 2 {
        return Ok(numbers.into_iter().next());
    }
    let tries = contacts::store::of_person(held, &file.kept.person.id, TRIES_MAX).await?;
    Ok(contacts::view::proposal(file, &tries, &numbers).number)
}
