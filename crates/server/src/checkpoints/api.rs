//! Checkpoints for programs: each with its state, what happens next and why; the explanation.

use super::act::{self, Deal};
use super::desk::{self, File, OnFile};
use super::explain::{Explained, explained, moment_of};
use super::say;
use crate::access::{Viewer, open_file};
use crate::api::{Asked, At, Day, Listed, day_if_given, query};
use crate::app::App;
use crate::evidence;
use crate::evidence::proof::Proof;
use crate::evidence::wire::{EvidenceAnswer, MilestoneAnswer};
use crate::failure::{Failure, Lacking};
use crate::page::{Problems, Words};
use crate::people::api::Opening;
use crate::record::Held;
use crate::submissions;
use crate::submissions::api::SubmissionAnswer;
use crate::tasks;
use axum::Json;
use axum::extract::State;
use axum::http::Uri;
use domain::access::Right;
use domain::checkpoints::Next;
use domain::evidence::Milestone;
use domain::ids::{CheckpointId, PersonId};
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// The doors of this noun.
#[must_use]
pub fn doors() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(index))
        .routes(routes!(show, change))
        .routes(routes!(explain))
}

/// A checkpoint.
#[derive(Debug, Serialize, ToSchema)]
pub struct CheckpointAnswer {
    id: String,
    version: i64,
    person: String,
    enrolment: String,
    placement: Option<String>,
    programme: String,
    programme_version: i64,
    /// The rule's code in the pack, such as `m3`.
    checkpoint: String,
    #[schema(value_type = String, format = Date)]
    due_on: Date,
    #[schema(value_type = Option<String>, format = Date)]
    pinned_on: Option<Date>,
    /// First and last day of the window, both included.
    #[schema(value_type = String, format = Date)]
    opens_on: Date,
    #[schema(value_type = String, format = Date)]
    closes_on: Date,
    /// `scheduled`, `open`, `asked`, `answered`, `reviewed`, `achieved`, `submitted`,
    /// `confirmed`, `missed`, `waived` or `stopped`.
    state: &'static str,
    overdue: bool,
    next_act: Option<NextAct>,
    none_because: Option<String>,
    survey: Survey,
    /// What proves it, each piece with whether it counts.
    evidence: Vec<EvidenceAnswer>,
    /// What its milestone still lacks.
    missing: Vec<Lacking>,
    milestone: Option<MilestoneAnswer>,
    /// What is on its way to the funder, or was answered; null where nothing stands there.
    submission: Option<SubmissionAnswer>,
}

/// What happens next.
#[derive(Debug, Serialize, ToSchema)]
struct NextAct {
    /// `send_survey`, `send_reminder`, `ask_by_hand`, `review` or `close_unanswered`.
    what: &'static str,
    #[schema(value_type = String, format = DateTime)]
    when: Timestamp,
    why: String,
}

/// The questionnaire that is asked, as pinned.
#[derive(Debug, Serialize, ToSchema)]
struct Survey {
    questionnaire: String,
    version: u32,
}

/// A checkpoint as programs see it.
#[must_use]
pub fn answer(file: &File, one: &OnFile) -> CheckpointAnswer {
    let words = Words { locale: Default::default() };
    let (kept, checkpoint) = (&one.kept, &one.kept.checkpoint);
    let (next_act, none_because) = match file.next(one) {
        Next::Will(act) => {
            let why = say::because(words, &act.why);
            (Some(NextAct { what: act.what.word(), when: act.when, why }), None)
        }
        Next::Nothing(because) => (None, Some(say::because(words, &because))),
    };
    let questionnaire = one.programme.questionnaire(&kept.questionnaire);
    CheckpointAnswer {
        id: checkpoint.id.to_string(),
        version: kept.version,
        person: kept.person.to_string(),
        enrolment: kept.enrolment.to_string(),
        placement: kept.placement.map(|id| id.to_string()),
        programme: kept.pack.clone(),
        programme_version: kept.pack_version,
        checkpoint: checkpoint.code.clone(),
        due_on: checkpoint.due_on(),
        pinned_on: checkpoint.pinned_on,
        opens_on: checkpoint.opens_on,
        closes_on: checkpoint.closes_on,
        state: file.state(one).word(),
        overdue: file.is_overdue(one),
        next_act,
        none_because,
        survey: Survey {
            questionnaire: kept.questionnaire.clone(),
            version: questionnaire.map_or(0, |questionnaire| questionnaire.version),
        },
        evidence: Vec::new(),
        missing: Vec::new(),
        milestone: None,
        submission: None,
    }
}

/// A checkpoint with its evidence and its milestone.
fn with_proof(file: &File, one: &OnFile, proof: Option<&Proof>) -> CheckpointAnswer {
    let words = Words { locale: Default::default() };
    let answer = answer(file, one);
    let Some(proof) = proof else { return answer };
    let missing = match proof.milestone {
        Milestone::NotEligible | Milestone::Eligible | Milestone::Reversed => {
            evidence::act::lacking(one, proof, words)
        }
        Milestone::Achieved | Milestone::Claimed => Vec::new(),
        Milestone::Paid | Milestone::Rejected => Vec::new(),
    };
    let evidence = evidence::wire::pieces(one, proof);
    let milestone = Some(evidence::wire::milestone(proof));
    CheckpointAnswer { evidence, missing, milestone, ..answer }
}

/// The checkpoints of a file that fit.
///
/// # Errors
///
/// What the database says.
pub async fn answers(
    app: &App,
    held: &mut impl Held,
    file: &File,
    fits: impl Fn(&OnFile) -> bool,
) -> Result<Vec<CheckpointAnswer>, Failure> {
    let proofs = evidence::proof::of_file(app, held, file).await?;
    let submitted = submissions::store::of_person(held, &file.kept.person.id).await?;
    let own = file.checkpoints.iter().filter(|one| fits(one));
    let answer = |one: &OnFile| {
        let id = &one.kept.checkpoint.id;
        let submission = submitted.iter().find(|kept| kept.checkpoint == *id);
        let submission = submission.map(submissions::api::answer);
        CheckpointAnswer { submission, ..with_proof(file, one, proofs.get(id)) }
    };
    Ok(own.map(answer).collect())
}

/// One checkpoint as it now stands.
///
/// # Errors
///
/// `NotFound`, or what the database says.
pub async fn proved(
    app: &App,
    held: &mut impl Held,
    id: &CheckpointId,
) -> Result<CheckpointAnswer, Failure> {
    let file = desk::load_by_checkpoint(app, held, id).await?;
    let fits = |one: &OnFile| one.kept.checkpoint.id == *id;
    answers(app, held, &file, fits).await?.pop().ok_or(Failure::NotFound)
}

/// Lists a person's checkpoints, in order of falling due.
#[utoipa::path(get, path = "/people/{id}/checkpoints", tag = "checkpoints", params(Opening),
    responses((status = 200, body = Listed<CheckpointAnswer>)))]
async fn index(
    State(app): State<App>,
    viewer: Viewer,
    At(id): At<PersonId>,
    uri: Uri,
) -> Result<Json<Listed<CheckpointAnswer>>, Failure> {
    let file = open_person(&app, &viewer, &id, &uri).await?;
    let mut reader = app.reader(&viewer).await?;
    let items = answers(&app, &mut reader, &file, |_| true).await?;
    Ok(Json(Listed { items, next: None }))
}

async fn open_person(
    app: &App,
    viewer: &Viewer,
    id: &PersonId,
    uri: &Uri,
) -> Result<File, Failure> {
    viewer.may(Right::SeePeople)?;
    let opening: Opening = query(uri)?;
    let mut reader = app.reader(viewer).await?;
    let file = desk::load(app, &mut reader, id).await?;
    drop(reader);
    open_file(app, viewer, file.kept.file(), opening.access_reason.as_deref()).await?;
    Ok(file)
}

/// Loads the file of a checkpoint and opens it for a viewer.
///
/// # Errors
///
/// `NotFound`, or `ReasonWanted`.
pub async fn open_checkpoint(
    app: &App,
    viewer: &Viewer,
    id: &CheckpointId,
    reason: Option<&str>,
) -> Result<File, Failure> {
    let mut reader = app.reader(viewer).await?;
    let file = desk::load_by_checkpoint(app, &mut reader, id).await?;
    drop(reader);
    open_file(app, viewer, file.kept.file(), reason).await?;
    Ok(file)
}

/// Shows a checkpoint.
#[utoipa::path(get, path = "/checkpoints/{id}", tag = "checkpoints", params(Opening),
    responses((status = 200, body = CheckpointAnswer)))]
async fn show(
    State(app): State<App>,
    viewer: Viewer,
    At(id): At<CheckpointId>,
    uri: Uri,
) -> Result<Json<CheckpointAnswer>, Failure> {
    viewer.may(Right::SeePeople)?;
    let opening: Opening = query(&uri)?;
    open_checkpoint(&app, &viewer, &id, opening.access_reason.as_deref()).await?;
    let mut reader = app.reader(&viewer).await?;
    Ok(Json(proved(&app, &mut reader, &id).await?))
}

/// One decision about a checkpoint, with its reason: `pinned_on` (null takes it away), `waived`
/// or `missed` (false takes it back).
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct CheckpointChange {
    #[serde(default, deserialize_with = "day_if_given")]
    #[schema(value_type = Option<String>, format = Date)]
    pinned_on: Option<Option<Date>>,
    waived: Option<bool>,
    missed: Option<bool>,
    reason: Option<String>,
    version: Option<i64>,
}

impl CheckpointChange {
    fn deal(&self, words: Words) -> Result<Deal, Failure> {
        let deals = [
            self.pinned_on.map(|on| on.map_or(Deal::Unpin, Deal::Pin)),
            self.waived.map(|yes| if yes { Deal::Waive } else { Deal::Reopen }),
            self.missed.map(|yes| if yes { Deal::Miss } else { Deal::Reopen }),
        ];
        let mut given = deals.into_iter().flatten();
        match (given.next(), given.next()) {
            (Some(deal), None) => Ok(deal),
            (Some(_), Some(_)) | (None, _) => {
                Err(Failure::Refused(Problems::on_page(words.say("checkpoints-one-deal"))))
            }
        }
    }
}

/// Pins, waives or calls missed, each with a reason; or takes that back.
#[utoipa::path(patch, path = "/checkpoints/{id}", tag = "checkpoints", params(Opening),
    request_body = CheckpointChange, responses((status = 200, body = CheckpointAnswer)))]
async fn change(
    State(app): State<App>,
    viewer: Viewer,
    At(id): At<CheckpointId>,
    uri: Uri,
    asked: Asked<CheckpointChange>,
) -> Result<Json<CheckpointAnswer>, Failure> {
    viewer.may(Right::Review)?;
    let words = Words { locale: viewer.language.into() };
    let opening: Opening = query(&uri)?;
    open_checkpoint(&app, &viewer, &id, opening.access_reason.as_deref()).await?;
    let ask = asked.ask;
    let deal = ask.deal(words)?;
    let reason = ask.reason.as_deref().unwrap_or_default();
    let mut writer = act::change(&app, &viewer, &id, (deal, reason, ask.version)).await?;
    let answer = proved(&app, &mut writer, &id).await?;
    writer.commit().await?;
    app.nudge.notify_one();
    Ok(Json(answer))
}

#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct ExplainQuery {
    /// The day to look ahead to; today where left out.
    on: Option<String>,
    access_reason: Option<String>,
}

/// Explains every act that will, would or will not happen.
#[utoipa::path(get, path = "/people/{id}/explain", tag = "checkpoints", params(ExplainQuery),
    responses((status = 200, body = Listed<Explained>)))]
async fn explain(
    State(app): State<App>,
    viewer: Viewer,
    At(id): At<PersonId>,
    uri: Uri,
) -> Result<Json<Listed<Explained>>, Failure> {
    viewer.may(Right::SeePeople)?;
    let words = Words { locale: viewer.language.into() };
    let asked: ExplainQuery = query(&uri)?;
    let on: Option<Date> = match asked.on.as_deref().map(str::parse::<Day>) {
        None => None,
        Some(Ok(Day(on))) => Some(on),
        Some(Err(_)) => return Err(Failure::field("on", words.say("checkpoints-date-wanted"))),
    };
    let mut reader = app.reader(&viewer).await?;
    let file = desk::load(&app, &mut reader, &id).await?;
    drop(reader);
    open_file(&app, &viewer, file.kept.file(), asked.access_reason.as_deref()).await?;
    let moment = moment_of(&file, on);
    let mut reader = app.reader(&viewer).await?;
    let tasks = tasks::view::explained(&mut reader, words, &file).await?;
    let file = file.at(moment);
    let mut items = explained(&file, words);
    items.extend(tasks);
    Ok(Json(Listed { items, next: None }))
}
