//! Claims, and what proves them.

use super::{Done, With, day, text};
use crate::claims::act::{due_of, pass_in, prepare_in, submit_in};
use crate::claims::store::{self, Passed};
use crate::employers;
use crate::evidence;
use crate::failure::Failure;
use crate::record::Writer;
use domain::claims::{Kind, State};
use domain::evidence::{How, Verbal};
use domain::flows::What;
use domain::flows::due::Due;

/// What is claimed in this sitting, where nothing is due by the programme.
fn wanted(with: &With<'_>) -> Kind {
    let submits = with.all.iter().find(|due| due.what == What::ClaimSubmit);
    let kind = submits.and_then(|due| due.effect.word("kind")).and_then(Kind::of_word);
    kind.unwrap_or(Kind::JobOutcome)
}

pub(super) async fn prepare(with: &With<'_>, writer: &mut Writer) -> Result<Done, Failure> {
    let place = (&with.file, with.placement());
    let id = prepare_in(with.app, writer, place, (wanted(with), with.words)).await?;
    Ok(Done::made(id))
}

pub(super) async fn pass_on(with: &With<'_>, writer: &mut Writer) -> Result<Done, Failure> {
    let by = (with.placement(), with.viewer.user);
    Ok(Done::made(pass_in(writer, by, with.words).await?))
}

/// Passes the claim on; one that nobody prepared is prepared first.
pub(super) async fn submit(
    with: &With<'_>,
    writer: &mut Writer,
    due: &Due<'_>,
) -> Result<Done, Failure> {
    let kind = due.effect.word("kind").and_then(Kind::of_word).unwrap_or(Kind::JobOutcome);
    let latest = store::latest_of(writer, with.placement()).await?;
    if latest.is_none_or(|kept| kept.claim.state == State::Submitted) {
        let place = (&with.file, with.placement());
        prepare_in(with.app, writer, place, (kind, with.words)).await?;
    }
    let passed = Passed {
        via: due.effect.word("via").unwrap_or_default(),
        period: day(due, "from").zip(day(due, "to")),
        line: text(due, "line"),
    };
    let by = (with.placement(), with.viewer.user);
    Ok(Done::made(submit_in(writer, by, (kind, &passed), with.words).await?))
}

/// What is due is read from the record whenever it is asked for: the days that the job lasted
/// count as they stand now.
pub(super) async fn recompute(with: &With<'_>, writer: &mut Writer) -> Result<Done, Failure> {
    match due_of(writer, (&with.file, with.placement())).await? {
        Some((_, checkpoint)) => Ok(Done::made(checkpoint)),
        None => Ok(Done::nothing("nothing_due")),
    }
}

/// What the employer confirmed, as evidence at the checkpoint that it may prove.
pub(super) async fn evidence(with: &With<'_>, writer: &mut Writer) -> Result<Done, Failure> {
    let asked = with.all.iter().find(|due| due.what == What::EmployerAsk);
    let channel = asked.and_then(|due| text(due, "channel"));
    let how = match channel {
        Some("email") => How::Email,
        Some("fax") => How::Post,
        Some(_) | None => How::Phone,
    };
    let contact = employers::store::contact(writer, with.placement()).await?.unwrap_or_default();
    let job = with.file.placements.iter().find(|job| job.placement.id == *with.placement());
    let said = asked.and_then(|due| text(due, "note")).map(str::to_owned);
    let usual = || with.words.say("employers-still-works");
    let told = Verbal {
        on: with.file.today(),
        firm: job.map(|job| job.employer.clone()).unwrap_or_default(),
        phone: contact.phone.or(contact.email).unwrap_or_else(|| "—".to_owned()),
        person: contact.name.unwrap_or_else(|| "—".to_owned()),
        said: said.unwrap_or_else(usual),
        heard_by: with.viewer.name.clone(),
    };
    let place = (&with.file, with.placement());
    match evidence::act::confirmed_in(with.app, writer, place, (&told, how)).await? {
        Some(id) => Ok(Done::made(id)),
        None => Ok(Done::nothing("no_checkpoint")),
    }
}
