//! A job's record as flows ask for it.

use crate::checkpoints::desk::File;
use crate::claims;
use crate::contacts;
use crate::diary;
use crate::employers;
use crate::employers::act::Answers;
use crate::failure::Failure;
use crate::record::Held;
use crate::remark::Remark;
use crate::support;
use crate::support::store::BenefitCheck;
use domain::claims::State as ClaimState;
use domain::contacts::Proposal;
use domain::flows::record::{Call, Countersignature, EmployerReply, Record};
use domain::ids::{DiaryEntryId, PlacementId};

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
    let answers = asked.and_then(|ask| ask.answers);
    let answers = answers.and_then(|text| serde_json::from_str::<Answers>(&text).ok());
    let tried_at = contacts::store::employer_tried_at(held, placement).await?;
    let zone = file.kept.office_zone.clone();
    let checks = support::store::benefit_checks(held, person).await?;
    let said = store::fact(held, placement, "benefit_reclaimed").await?;
    // What was heard after another job was lost says nothing about this one, and nothing does that
    // was heard before its end was taken back.
    let is_own = |check: &&BenefitCheck| {
        check.placement.is_none_or(|of| of == *placement)
            && said.is_none_or(|(_, at)| check.made_at > at)
    };
    let check = checks.iter().find(is_own);
    let agreement = support::store::agreements(held, person).await?.into_iter().next();
    let claim = claims::store::latest_of(held, placement).await?;
    let round = contacts::store::round(held, placement).await?;
    let job = file.placements.iter().find(|job| job.placement.id == *placement);
    Ok(Record {
        claim_due: due.map(|(kind, _)| kind),
        interval_weeks: support::act::interval_of(held, (file, placement)).await?,
        is_letter_sent: store::is_letter_sent(held, (placement, round.number)).await?,
        last_day: job.and_then(|job| job.placement.ended_on),
        has_other_job: file.open_jobs().iter().any(|job| job.placement.id != *placement),
        round,
        employer_asked_on: tried_at.map(|at| at.to_zoned(zone).date()),
        is_reclaimed: said.is_some_and(|(is_so, _)| is_so)
            || check.is_some_and(|check| !check.is_closed),
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

/// What fills the fields of a call: the number that the tries so far propose, and what its entry
/// of the diary was booked for.
///
/// # Errors
///
/// What the database says.
pub(super) async fn call(
    held: &mut impl Held,
    file: &File,
    entry: Option<&DiaryEntryId>,
) -> Result<Call, Failure> {
    let kept = match entry {
        Some(id) => diary::store::find(held, id).await?,
        None => None,
    };
    // The flow's own words are its field's anyway, in the language of whoever calls.
    let reason = kept.and_then(|kept| kept.reason).filter(Remark::is_typed);
    let reason = reason.map(|reason| reason.stored().to_owned());
    let Proposal { number, other, .. } = next_try(held, file).await?;
    Ok(Call { number, other_number: other, reason })
}

/// Which number to call when, by the tries so far.
///
/// # Errors
///
/// What the database says.
pub(super) async fn next_try(held: &mut impl Held, file: &File) -> Result<Proposal, Failure> {
    let numbers = contacts::act::numbers(held, file).await?;
    let tries = contacts::store::of_person(held, &file.kept.person.id, TRIES_MAX).await?;
    Ok(contacts::view::proposal(file, &tries, &numbers))
}
