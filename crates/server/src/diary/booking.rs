//! Booking an entry for a person.

use super::act::{self, Booking};
use super::api::{read_outcome, read_text};
use super::entry::moment;
use super::store::{self, Filter};
use super::{days, view};
use crate::access::Viewer;
use crate::api::{At, Once, Posted};
use crate::app::App;
use crate::checkpoints::desk::File;
use crate::checkpoints::web::problems_of;
use crate::failure::Failure;
use crate::page::{Choice, Field, Frame, Problems, Words};
use crate::people::hand::able_to_look_after;
use crate::people::web::head::Head;
use crate::people::web::{Asked, open};
use crate::record::Reader;
use crate::work::frame::{question, shown};
use askama::Template;
use axum::extract::State as Of;
use axum::http::Uri;
use axum::response::Response;
use domain::access::Right;
use domain::calendar::next_working_day;
use domain::diary::{Kind, NOTE_LENGTH_MAX, REASON_LENGTH_MAX, USUAL_TIME};
use domain::ids::{PersonId, PlacementId};

/// Open entries of a person that are looked through for those that would be replaced, at most.
const OPEN_MAX: i64 = 200;

#[derive(Template)]
#[template(path = "diary/book.html")]
struct BookPage {
    frame: Frame,
    head: Head,
    problems: Problems,
    action: String,
    back: String,
    once: String,
    kind: Field,
    job: Field,
    day: Field,
    time: Field,
    owner: Field,
    reason: Field,
    outcome: Field,
    note: Field,
    anyway: Option<Field>,
    /// What another one of its kind takes the place of, in sentences.
    replaces: Vec<String>,
}

/// `GET /people/{id}/diary/new`
pub(super) async fn new(
    viewer: Viewer,
    Of(app): Of<App>,
    At(id): At<PersonId>,
    uri: Uri,
) -> Result<Response, Failure> {
    viewer.may(Right::Track)?;
    let file = open(&app, &viewer, &id).await?;
    let asked = question(&uri);
    page(&app, &viewer, (file, &uri), (&asked, Problems::new())).await
}

/// `POST /people/{id}/diary/new`
pub(super) async fn create(
    viewer: Viewer,
    Of(app): Of<App>,
    At(id): At<PersonId>,
    uri: Uri,
    form: Posted,
) -> Result<Response, Failure> {
    viewer.may(Right::Track)?;
    let words = Words { locale: viewer.language.into() };
    let once = Once::of_form(&form, uri.path());
    if let Some(kept) = once.kept(&app, &viewer).await? {
        return Ok(kept);
    }
    let file = open(&app, &viewer, &id).await?;
    let booked = match read(&form, &file, words) {
        Ok(booking) => act::book(&app, &viewer, &id, &booking).await,
        Err(failure) => Err(failure),
    };
    match booked {
        Ok((writer, booked)) => {
            let done = if booked.replaced.is_some() { "booked-instead" } else { "booked" };
            let location = format!("/people/{id}?tab=diary&done={done}");
            once.commit_form(&app, &viewer, writer, location).await
        }
        Err(failure) => {
            let problems = problems_of(failure)?;
            page(&app, &viewer, (file, &uri), (&form, problems)).await
        }
    }
}

fn read(form: &Posted, file: &File, words: Words) -> Result<Booking, Failure> {
    let kind = Kind::of_word(form.text("type"));
    let kind = kind.ok_or_else(|| Failure::field("type", words.say("diary-type-choose")))?;
    let due_at = moment(form, &file.kept.office_zone, words)?;
    let wanted = |_| Failure::field("placement", words.say("diary-job-wanted"));
    let placement = form.given("placement").map(|id| id.parse().map_err(wanted)).transpose()?;
    let wanted = |_| Failure::field("owner", words.say("tasks-colleague-wanted"));
    let owner = form.given("owner").map(|id| id.parse().map_err(wanted)).transpose()?;
    let reason = read_text("reason", Some(form.text("reason")), REASON_LENGTH_MAX, words)?;
    let (outcome, note) = read_outcome((form.given("outcome"), form.given("note")), words)?;
    act::chosen((file, words), due_at, outcome)?;
    let attempt = None;
    // What was held was held, whatever day it was.
    let is_any_day = days::is_any_day(form) || outcome.is_some();
    Ok(Booking { kind, placement, due_at, owner, reason, attempt, outcome, note, is_any_day })
}

async fn page(
    app: &App,
    viewer: &Viewer,
    (file, uri): (File, &Uri),
    (typed, problems): (&Posted, Problems),
) -> Result<Response, Failure> {
    let around = Asked::around(app, viewer, file, (None, uri)).await?;
    let Asked { file, frame, head, mut reader } = around.titled("diary-book");
    let words = frame.words;
    let given = |name: &str, usual: String| typed.given(name).map_or(usual, str::to_owned);
    let field = |name: &str, key: &str, usual: String| {
        Field::new(words, name, key).value(given(name, usual)).problem(&problems)
    };
    let tomorrow = file.today().tomorrow().unwrap_or(file.today());
    let region = act::region_of(app, &mut reader, (&file, file.latest_job().as_ref())).await?;
    let next = next_working_day(tomorrow, region).unwrap_or(tomorrow);
    let kinds = Kind::ALL.map(|kind| Choice::new(kind.word(), view::kind_said(words, kind)));
    let mut outcomes = vec![Choice::new("", words.say("diary-not-yet"))];
    outcomes.extend(view::outcomes(words));
    let anyway = Field::new(words, "anyway", "diary-anyway");
    let job: Option<PlacementId> = typed.given("placement").and_then(|id| id.parse().ok());
    let place = (&file, job.as_ref());
    let anyway = days::meant(app, &mut reader, place, (typed, &problems), anyway).await?;
    let page = BookPage {
        action: head.to("/diary/new"),
        back: head.to("?tab=diary"),
        once: Once::field(typed),
        kind: field("type", "diary-type", Kind::TrackingCall.word().to_owned())
            .choices(kinds.to_vec()),
        job: field("placement", "diary-job", usual_job(&file))
            .choices(jobs(words, &file))
            .optional(),
        day: field("due_at", "diary-day", next.to_string()),
        time: field("time", "diary-time", USUAL_TIME.strftime("%H:%M").to_string()),
        owner: field("owner", "tasks-owner", String::new())
            .choices(owners(&mut reader, words, &file).await?)
            .optional(),
        reason: field("reason", "diary-reason", String::new())
            .length_max(REASON_LENGTH_MAX)
            .width("wide")
            .optional(),
        outcome: field("outcome", "diary-outcome", String::new())
            .choices(outcomes)
            .hint("diary-outcome-hint")
            .optional(),
        note: field("note", "diary-note", String::new())
            .rows(3)
            .length_max(NOTE_LENGTH_MAX)
            .optional(),
        anyway,
        replaces: replaces(&mut reader, words, &file).await?,
        frame: frame.refused(&problems),
        head,
        problems,
    };
    let is_refused = !page.problems.is_empty();
    shown(&page, is_refused)
}

/// What is open of kinds of which there is one for each job: another one takes its place.
async fn replaces(reader: &mut Reader, words: Words, file: &File) -> Result<Vec<String>, Failure> {
    let person = Some(file.kept.person.id);
    let open = Filter { person, is_open: true, ..Filter::default() };
    let open = store::list(reader, &open, None, OPEN_MAX).await?;
    let said = open.iter().filter(|kept| kept.kind.replaces()).filter_map(|kept| {
        let job = file.placements.iter().find(|job| Some(job.placement.id) == kept.placement)?;
        let at = kept.entry.due_at.to_zoned(file.kept.office_zone.clone());
        let day = words.date_near(at.date(), file.today());
        let args = [
            ("kind", view::kind_said(words, kept.kind).into()),
            ("job", format!("{}, {}", job.job_title, job.employer).into()),
            ("when", format!("{day}, {}", words.time(&at)).into()),
        ];
        let is_call = kept.kind == Kind::TrackingCall;
        Some(words.with(if is_call { "diary-replaces-call" } else { "diary-replaces" }, &args))
    });
    Ok(said.collect())
}

/// The job that is meant where nobody says.
fn usual_job(file: &File) -> String {
    file.latest_job().map(|id| id.to_string()).unwrap_or_default()
}

fn jobs(words: Words, file: &File) -> Vec<Choice> {
    let mut choices = vec![Choice::new("", words.say("field-choose"))];
    choices.extend(file.placements.iter().map(|job| {
        let said = format!("{}, {}", job.job_title, job.employer);
        Choice::new(job.placement.id.to_string(), said)
    }));
    choices
}

async fn owners(reader: &mut Reader, words: Words, file: &File) -> Result<Vec<Choice>, Failure> {
    let mut choices = vec![Choice::new("", words.say("diary-whoever"))];
    let able = able_to_look_after(reader, file).await?;
    choices.extend(able.iter().map(|one| Choice::new(one.id.to_string(), one.name.as_str())));
    Ok(choices)
}
