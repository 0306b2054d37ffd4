//! What becomes of claims: what pages, doors and flows do.

use super::store::{self, Kept, New, Passed};
use crate::access::Viewer;
use crate::app::App;
use crate::checkpoints::desk::{self, File};
use crate::failure::{Failure, Lacking};
use crate::page::Words;
use crate::people;
use crate::record::{Deed, Held, Writer};
use crate::runs;
use crate::support::act::read_line;
use domain::access::Right;
use domain::claims::{Ask, AskRefused, Forms, Kind, Point, State, change, due, period};
use domain::ids::{CheckpointId, ClaimId, PlacementId, UserId};
use jiff::civil::Date;

/// What is due to be claimed about a job today, by the programme's checkpoints: nothing while a
/// claim of it is with others.
///
/// # Errors
///
/// What the database says.
pub async fn due_of(
    held: &mut impl Held,
    (file, placement): (&File, &PlacementId),
) -> Result<Option<(Kind, CheckpointId)>, Failure> {
    let latest = store::latest_of(held, placement).await?;
    if latest.is_some_and(|kept| kept.claim.state.is_with_others()) {
        return Ok(None);
    }
    let claimed = store::claimed(held, &file.kept.person.id).await?;
    let own = file.checkpoints.iter().filter(|one| one.kept.placement == Some(*placement));
    let mut points: Vec<Point> = own
        .map(|one| {
            let checkpoint = &one.kept.checkpoint;
            Point {
                checkpoint: checkpoint.id,
                due_on: checkpoint.due_on(),
                is_ended: checkpoint.ending.is_some(),
                is_claimed: checkpoint.submission.is_with_funder()
                    || claimed.contains(&checkpoint.id),
            }
        })
        .collect();
    points.sort_by_key(|point| (point.due_on, point.checkpoint));
    Ok(due(&points, file.today()))
}

/// Prepares the claim of a job within a unit of work that does more: the one that is being put
/// together, or a new one. `wanted` is its kind where nothing is due.
///
/// # Errors
///
/// `Conflict` while it is with whoever countersigns, and for a second outcome of one job.
pub async fn prepare_in(
    app: &App,
    writer: &mut Writer,
    (file, placement): (&File, &PlacementId),
    (wanted, words): (Kind, Words),
) -> Result<ClaimId, Failure> {
    let due = due_of(writer, (file, placement)).await?;
    let (kind, checkpoint) = match due {
        Some((kind, checkpoint)) => (kind, Some(checkpoint)),
        None => (wanted, None),
    };
    if due.is_none() && kind == Kind::JobOutcome && store::has_outcome(writer, placement).await? {
        return Err(Failure::conflict(words.say("claims-outcome-claimed")));
    }
    let person = file.kept.person.id;
    let open = store::latest_of(writer, placement).await?;
    let open = open.filter(|kept| kept.claim.state != State::Submitted);
    let Some(kept) = open else {
        let id = ClaimId::from_number(app.new_number());
        let (subject, detail) = (id.as_str(), kind.word());
        let deed = Deed { action: "prepare claim", person: Some(person), subject, detail };
        writer.also(deed).await?;
        let new = New { id, person, placement: *placement, checkpoint, kind };
        store::record_new(writer, &new).await?;
        return Ok(id);
    };
    if kept.claim.state.is_with_others() {
        return Err(refused(words, AskRefused::Stands(kept.claim.state)));
    }
    let (subject, detail) = (kept.id.as_str(), kind.word());
    writer.also(Deed { action: "prepare claim", person: Some(person), subject, detail }).await?;
    store::record_prepared(writer, &kept.id, (kind, checkpoint.as_ref())).await?;
    Ok(kept.id)
}

/// The claim of a job that is being put together.
async fn open_of(writer: &mut Writer, placement: &PlacementId) -> Result<Kept, Failure> {
    let kept = store::latest_of(writer, placement).await?;
    kept.ok_or(Failure::NotFound)
}

/// Passes a job's claim on to whoever countersigns, within a unit of work that does more.
///
/// # Errors
///
/// `Conflict` where it stands elsewhere.
pub async fn pass_in(
    writer: &mut Writer,
    (placement, by): (&PlacementId, UserId),
    words: Words,
) -> Result<ClaimId, Failure> {
    let kept = open_of(writer, placement).await?;
    change(kept.claim, &Ask::PassOn, by).map_err(|why| refused(words, why))?;
    let subject = kept.id.as_str();
    let deed = Deed { action: "pass claim", person: Some(kept.person), subject, detail: "" };
    writer.also(deed).await?;
    store::record_passed(writer, &kept.id).await?;
    Ok(kept.id)
}

/// Passes a job's claim on to the funder's side, within a unit of work that does more. One that was
/// prepared as another kind is no claim of the checkpoint for which it was prepared.
///
/// # Errors
///
/// `Conflict` where it stands elsewhere, wants a countersignature first, or is of another kind and
/// others have looked at it.
pub async fn submit_in(
    writer: &mut Writer,
    (placement, by): (&PlacementId, UserId),
    (kind, passed): (Kind, &Passed<'_>),
    words: Words,
) -> Result<ClaimId, Failure> {
    let kept = open_of(writer, placement).await?;
    change(kept.claim, &Ask::Submit(kind), by).map_err(|why| refused(words, why))?;
    let (subject, detail) = (kept.id.as_str(), kind.word());
    let deed = Deed { action: "submit claim", person: Some(kept.person), subject, detail };
    writer.also(deed).await?;
    store::record_submitted(writer, (&kept.id, kind), passed).await?;
    Ok(kept.id)
}

/// What whoever countersigns decides.
#[derive(Debug, Clone, Copy)]
pub struct Decision<'a> {
    /// False returns the claim.
    pub is_given: bool,
    pub reason: Option<&'a str>,
    /// The version that was seen; none is not checked.
    pub version: Option<i64>,
    /// Whether whoever decides was told which forms are open.
    pub is_told_forms: bool,
}

async fn has_open_forms(held: &mut impl Held, kept: &Kept) -> Result<bool, Failure> {
    Ok(!store::open_forms(held, kept).await?.is_empty())
}

/// Countersigns a claim, or returns it with a reason; a run that waits for that goes on. That a
/// form of it was open stands in the log.
///
/// # Errors
///
/// `Forbidden`, `NotFound`; `Conflict` for a claim that stands elsewhere or is one's own, or where
/// a form of it was completed or begun meanwhile;
/// `Missing` without the reason of a return, or of countersigning with a form open.
pub async fn decide(
    app: &App,
    viewer: &Viewer,
    id: &ClaimId,
    decision: Decision<'_>,
) -> Result<Writer, Failure> {
    let Decision { is_given, reason, version, is_told_forms } = decision;
    viewer.may(Right::ApproveSubmissions)?;
    let words = Words { locale: viewer.language.into() };
    let reason = read_line("reason", reason, words)?;
    let (kept, is_open) = {
        let mut reader = app.reader(viewer).await?;
        let kept = store::find(&mut reader, id).await?.ok_or(Failure::NotFound)?;
        let is_open = has_open_forms(&mut reader, &kept).await?;
        (kept, is_open)
    };
    let forms = match (is_open, is_told_forms) {
        (false, _) => Forms::Complete,
        (true, true) => Forms::OpenAndTold { has_reason: reason.is_some() },
        (true, false) => Forms::OpenUntold,
    };
    let (action, ask) = match is_given {
        true => ("countersign claim", Ask::Countersign(forms)),
        false => ("return claim", Ask::Return { reason: reason.clone() }),
    };
    let detail = if is_given && is_open { "form open" } else { "" };
    let deed = Deed { action, person: Some(kept.person), subject: id.as_str(), detail };
    let mut writer = app.writer(viewer, deed).await?;
    people::act::lock(&mut writer, &kept.person).await?;
    let kept = store::find(&mut writer, id).await?.ok_or(Failure::NotFound)?;
    fresh(words, &kept, version)?;
    // The log has said already whether a form is open: it is to be true of this very moment.
    if is_given && has_open_forms(&mut writer, &kept).await? != is_open {
        return Err(changed_meanwhile(words, &kept));
    }
    let state = change(kept.claim, &ask, viewer.user).map_err(|why| refused(words, why))?;
    store::record_decision(&mut writer, id, (state, reason.as_deref())).await?;
    let file = desk::load(app, &mut writer, &kept.person).await?;
    let place = (&file, &kept.placement);
    runs::wake::happened(app, &mut writer, place, "approval.decided").await?;
    Ok(writer)
}

/// How a claim is passed on by hand.
#[derive(Debug, Clone, Copy, Default)]
pub struct Submission<'a> {
    /// By which way, in a few words.
    pub via: Option<&'a str>,
    /// The line of the order, or the funder's reference.
    pub line: Option<&'a str>,
    /// Both days, the first not after the last, or neither.
    pub period: (Option<Date>, Option<Date>),
    /// The version that was seen; none is not checked.
    pub version: Option<i64>,
}

/// Passes a claim on to the funder's side by hand, where no call does.
///
/// # Errors
///
/// `Forbidden`, `NotFound`; `Conflict` for a claim that stands elsewhere or wants a
/// countersignature first; `Refused` by field.
pub async fn submit(
    app: &App,
    viewer: &Viewer,
    id: &ClaimId,
    told: Submission<'_>,
) -> Result<Writer, Failure> {
    viewer.may(Right::ApproveSubmissions)?;
    let words = Words { locale: viewer.language.into() };
    let via = read_line("via", told.via, words)?;
    let line = read_line("line", told.line, words)?;
    let wanted = || Failure::field("period_to", words.say("claims-period-wanted"));
    let period = period(told.period.0, told.period.1).ok_or_else(wanted)?;
    let kept = {
        let mut reader = app.reader(viewer).await?;
        store::find(&mut reader, id).await?.ok_or(Failure::NotFound)?
    };
    let (person, subject) = (Some(kept.person), id.as_str());
    let detail = kept.claim.kind.word();
    let deed = Deed { action: "submit claim", person, subject, detail };
    let mut writer = app.writer(viewer, deed).await?;
    people::act::lock(&mut writer, &kept.person).await?;
    let kept = store::find(&mut writer, id).await?.ok_or(Failure::NotFound)?;
    fresh(words, &kept, told.version)?;
    change(kept.claim, &Ask::Submit(kept.claim.kind), viewer.user)
        .map_err(|why| refused(words, why))?;
    let passed = Passed { via: via.as_deref().unwrap_or("hand"), period, line: line.as_deref() };
    store::record_submitted(&mut writer, (id, kept.claim.kind), &passed).await?;
    Ok(writer)
}

/// Refuses whoever saw another version than the present one.
fn fresh(words: Words, kept: &Kept, version: Option<i64>) -> Result<(), Failure> {
    if version.is_none_or(|version| version == kept.version) {
        return Ok(());
    }
    Err(changed_meanwhile(words, kept))
}

fn changed_meanwhile(words: Words, kept: &Kept) -> Failure {
    let current = serde_json::to_value(super::api::answer(kept)).ok().map(Box::new);
    Failure::Conflict { sentence: words.say("claims-changed-meanwhile"), current }
}

/// Prepares a claim by hand.
///
/// # Errors
///
/// `Forbidden`, `NotFound`; `Conflict` while it is with whoever countersigns.
pub async fn prepare(
    app: &App,
    viewer: &Viewer,
    (placement, wanted): (&PlacementId, Kind),
) -> Result<(Writer, ClaimId), Failure> {
    viewer.may(Right::Track)?;
    let words = Words { locale: viewer.language.into() };
    let person = {
        let mut reader = app.reader(viewer).await?;
        let kept = crate::placements::store::find(&mut reader, placement).await?;
        kept.ok_or(Failure::NotFound)?.person
    };
    let subject = placement.as_str();
    let deed = Deed { action: "begin claim", person: Some(person), subject, detail: "" };
    let mut writer = app.writer(viewer, deed).await?;
    people::act::lock(&mut writer, &person).await?;
    let file = desk::load(app, &mut writer, &person).await?;
    let id = prepare_in(app, &mut writer, (&file, placement), (wanted, words)).await?;
    pass_in(&mut writer, (placement, viewer.user), words).await?;
    Ok((writer, id))
}

fn refused(words: Words, why: AskRefused) -> Failure {
    match why {
        AskRefused::Stands(state) => {
            let state = words.say(&format!("claims-state-{}", state.word().replace('_', "-")));
            Failure::conflict(words.with("claims-stands", &[("state", state.into())]))
        }
        AskRefused::OwnWork => Failure::conflict(words.say("claims-own-work")),
        AskRefused::ReasonWanted => {
            Failure::Missing(vec![Lacking::new("reason", words.say("claims-reason-wanted"))])
        }
        AskRefused::FormOpen => {
            Failure::Missing(vec![Lacking::new("reason", words.say("claims-form-open-wanted"))])
        }
        AskRefused::IsOfKind(kind) => {
            let kind = words.say(&format!("claims-kind-{}", kind.word().replace('_', "-")));
            Failure::conflict(words.with("claims-is-of-kind", &[("kind", kind.into())]))
        }
        AskRefused::NotCountersigned => Failure::conflict(words.say("claims-not-countersigned")),
    }
}
