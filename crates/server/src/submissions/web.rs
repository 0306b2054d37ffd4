//! The submission centre: the board, one submission with its sheet, and files for the funder.

mod files;
mod paper;

use self::files::{Ready, download, export, files, handed, ready};
use self::paper::sheet_pdf;
use super::act::{self, Said};
use super::api::open_submission;
use super::file::Kind;
use super::store::{self, Kept};
use super::view::{self, Card, Whole};
use crate::access::{AccessReason, Viewer};
use crate::api::{At, Day, Posted, place_of, read_place};
use crate::app::App;
use crate::checkpoints::api::open_checkpoint;
use crate::checkpoints::desk::File;
use crate::checkpoints::web::problems_of;
use crate::failure::Failure;
use crate::page::{Field, Frame, Pager, Problems, Section, Words};
use crate::record::Writer;
use crate::routes::Routes;
use crate::work::frame::{address_of, flash_of, question, shown, staff_frame};
use crate::work::pager::{ROWS, pager};
use askama::Template;
use axum::extract::State as Of;
use axum::http::Uri;
use axum::response::{IntoResponse, Redirect, Response};
use domain::access::Right;
use domain::ids::{CheckpointId, SubmissionId};
use domain::submissions::Lane;

/// Cards of one lane on the board; the lane's own list shows all.
const CARDS_MAX: i64 = 12;

/// The addresses of this noun.
#[must_use]
pub fn pages() -> Routes {
    Routes::new()
        .get("/submissions", index)
        .get("/submissions/files", files)
        .post("/submissions/files", export)
        .get("/submissions/files/{id}/{kind}", download)
        .get("/submissions/{id}", show)
        .get("/submissions/{id}/payload", payload)
        .get("/submissions/{id}/sheet.pdf", sheet_pdf)
        .post("/submissions/{id}/approval", approve)
        .post("/submissions/{id}/retry", retry)
        .post("/submissions/{id}/removal", remove)
        .post("/submissions/{id}/confirmation", confirm)
        .post("/submissions/{id}/rejection", reject)
        .post("/submissions/{id}/payment", pay)
        .post("/checkpoints/{id}/submission", create)
}

type Made = Result<Response, Failure>;

#[derive(Template)]
#[template(path = "submissions/board.html")]
struct BoardPage {
    frame: Frame,
    /// What goes into a file: a programme, its version, and how many are ready.
    ready: Vec<Ready>,
    lanes: Vec<LaneView>,
    pager: Pager,
    /// One lane alone.
    is_one: bool,
    may_reconcile: bool,
}

struct LaneView {
    word: &'static str,
    title: String,
    count: i64,
    cards: Vec<Card>,
    /// The lane's own list, where the board does not show all of it.
    more: String,
    hint: String,
}

/// `GET /submissions`
async fn index(viewer: Viewer, Of(app): Of<App>, uri: Uri) -> Made {
    viewer.may(Right::SeePeople)?;
    let words = Words { locale: viewer.language.into() };
    let asked = question(&uri);
    let one = asked.given("lane").and_then(Lane::of_word);
    let mut reader = app.reader(&viewer).await?;
    let (title, section) = (words.say("submissions-title"), Section::Submissions);
    let address = address_of(&uri);
    let mut frame = staff_frame(&app, &mut reader, &viewer, title, section, address).await?;
    frame.flash = flash_of(words, "submissions", asked.given("done"));
    let mut lanes = Vec::new();
    let mut around = Pager::default();
    for lane in Lane::ALL.into_iter().filter(|lane| one.is_none_or(|one| one == *lane)) {
        let (after, limit) = match one {
            Some(_) => (asked.given("after").and_then(read_place), ROWS as i64 + 1),
            None => (None, CARDS_MAX),
        };
        let mut all = store::list(&mut reader, lane, after.as_ref(), limit).await?;
        let count = store::count(&mut reader, lane).await?;
        let base = format!("/submissions?lane={}", lane.word());
        if one.is_some() {
            let next = (all.len() > ROWS).then(|| all.truncate(ROWS)).and(all.last());
            let next = next.map(|kept| place_of(kept.state_at, &kept.id));
            around = pager(&asked, &format!("{base}&"), all.len(), next);
        }
        let word = lane.word().replace('_', "-");
        let is_more = one.is_none() && count > all.len() as i64;
        lanes.push(LaneView {
            word: lane.word(),
            title: words.say(&format!("submissions-lane-{word}")),
            count,
            cards: view::cards(&app, &mut reader, &viewer, &all).await?,
            more: if is_more { base } else { String::new() },
            hint: words.say(&format!("submissions-none-{word}")),
        });
    }
    let ready = ready(&app, &mut reader, &viewer).await?;
    let may_reconcile = viewer.role.holds(Right::ApproveSubmissions);
    let is_one = one.is_some();
    let page = BoardPage { frame, ready, lanes, pager: around, is_one, may_reconcile };
    shown(&page, false)
}

#[derive(Template)]
#[template(path = "submissions/submission.html")]
struct SubmissionPage {
    frame: Frame,
    crumb: Vec<(String, String)>,
    problems: Problems,
    whole: Whole,
}

/// `GET /submissions/{id}`
async fn show(
    viewer: Viewer,
    Of(app): Of<App>,
    At(id): At<SubmissionId>,
    reason: AccessReason,
    uri: Uri,
) -> Made {
    viewer.may(Right::SeePeople)?;
    let whole = open_submission(&app, &viewer, &id, reason.text()).await?;
    drawn(&app, &viewer, (&whole.0, &whole.1, &uri), (&Posted::default(), Problems::new())).await
}

async fn drawn(
    app: &App,
    viewer: &Viewer,
    (kept, file, uri): (&Kept, &File, &Uri),
    (typed, problems): (&Posted, Problems),
) -> Made {
    let words = Words { locale: viewer.language.into() };
    let mut reader = app.reader(viewer).await?;
    let person = &file.kept.person;
    let who = format!("{} {}", person.given_name, person.family_name);
    let (title, section) =
        (words.with("submissions-of", &[("who", who.into())]), Section::Submissions);
    let mut frame = staff_frame(app, &mut reader, viewer, title, section, address_of(uri)).await?;
    frame.flash = flash_of(words, "submissions", question(uri).given("done"));
    let fill = |field: Field| {
        let name = field.name.clone();
        let field = match typed.given(&name) {
            Some(text) => field.value(text),
            None => field,
        };
        field.problem(&problems)
    };
    let whole = view::whole(app, &mut reader, viewer, (file, kept), fill).await?;
    let page = SubmissionPage {
        crumb: vec![
            (words.say("submissions-title"), "/submissions".to_owned()),
            (whole.card.who.clone(), whole.card.person.clone()),
        ],
        frame: frame.refused(&problems),
        problems,
        whole,
    };
    let is_refused = !page.problems.is_empty();
    shown(&page, is_refused)
}

/// What follows an act: the submission again, or its page with what was wrong.
async fn ended(
    app: &App,
    viewer: &Viewer,
    (kept, file, uri): (Kept, File, &Uri),
    (form, word): (Posted, &str),
    done: Result<Option<Writer>, Failure>,
) -> Made {
    match done {
        Ok(writer) => {
            if let Some(writer) = writer {
                writer.commit().await?;
            }
            app.nudge.notify_one();
            let to = match form.text("from") {
                "board" => format!("/submissions?done={word}"),
                _ => format!("/submissions/{}?done={word}", kept.id),
            };
            Ok(Redirect::to(&to).into_response())
        }
        Err(failure) => {
            let problems = problems_of(failure)?;
            drawn(app, viewer, (&kept, &file, uri), (&form, problems)).await
        }
    }
}

/// `POST /checkpoints/{id}/submission`
async fn create(
    viewer: Viewer,
    Of(app): Of<App>,
    At(id): At<CheckpointId>,
    reason: AccessReason,
) -> Made {
    viewer.may(Right::Submit)?;
    let file = open_checkpoint(&app, &viewer, &id, reason.text()).await?;
    let (writer, kept) = match act::prepare(&app, &viewer, &id).await {
        Ok(done) => done,
        // Somebody was quicker, or something changed: the row says what now stands.
        Err(Failure::Missing(_)) => {
            let person = file.kept.person.id;
            let to = format!("/people/{person}?tab=checkpoints&open={id}#{id}");
            return Ok(Redirect::to(&to).into_response());
        }
        Err(failure) => return Err(failure),
    };
    writer.commit().await?;
    app.nudge.notify_one();
    Ok(Redirect::to(&format!("/submissions/{}?done=prepared", kept.id)).into_response())
}

/// `POST /submissions/{id}/approval`
async fn approve(
    viewer: Viewer,
    Of(app): Of<App>,
    At(id): At<SubmissionId>,
    reason: AccessReason,
    uri: Uri,
    form: Posted,
) -> Made {
    viewer.may(Right::ApproveSubmissions)?;
    let (kept, file) = open_submission(&app, &viewer, &id, reason.text()).await?;
    let done = act::approve(&app, &viewer, &id).await.map(|(writer, _)| Some(writer));
    ended(&app, &viewer, (kept, file, &uri), (form, "approved"), done).await
}

/// `POST /submissions/{id}/retry`
async fn retry(
    viewer: Viewer,
    Of(app): Of<App>,
    At(id): At<SubmissionId>,
    reason: AccessReason,
    uri: Uri,
    form: Posted,
) -> Made {
    viewer.may(Right::Submit)?;
    let (kept, file) = open_submission(&app, &viewer, &id, reason.text()).await?;
    let done = act::retry(&app, &viewer, &id).await.map(|(writer, _)| Some(writer));
    ended(&app, &viewer, (kept, file, &uri), (form, "retried"), done).await
}

/// `POST /submissions/{id}/removal`
async fn remove(
    viewer: Viewer,
    Of(app): Of<App>,
    At(id): At<SubmissionId>,
    reason: AccessReason,
    uri: Uri,
    form: Posted,
) -> Made {
    viewer.may(Right::Submit)?;
    let (kept, file) = open_submission(&app, &viewer, &id, reason.text()).await?;
    let done = act::remove(&app, &viewer, &id, Some(form.text("reason"))).await;
    let done = done.map(|(writer, _)| Some(writer));
    ended(&app, &viewer, (kept, file, &uri), (form, "removed"), done).await
}

/// `POST /submissions/{id}/confirmation`
async fn confirm(
    viewer: Viewer,
    Of(app): Of<App>,
    At(id): At<SubmissionId>,
    reason: AccessReason,
    uri: Uri,
    form: Posted,
) -> Made {
    viewer.may(Right::Submit)?;
    let (kept, file) = open_submission(&app, &viewer, &id, reason.text()).await?;
    let said = Said::Confirmed { reference: Some(form.text("reference")) };
    let done = act::answer(&app, &viewer, &id, said).await.map(|(writer, _)| writer);
    ended(&app, &viewer, (kept, file, &uri), (form, "confirmed"), done).await
}

/// `POST /submissions/{id}/rejection`
async fn reject(
    viewer: Viewer,
    Of(app): Of<App>,
    At(id): At<SubmissionId>,
    reason: AccessReason,
    uri: Uri,
    form: Posted,
) -> Made {
    viewer.may(Right::Submit)?;
    let (kept, file) = open_submission(&app, &viewer, &id, reason.text()).await?;
    let said = Said::Rejected { because: form.text("because") };
    let done = act::answer(&app, &viewer, &id, said).await.map(|(writer, _)| writer);
    ended(&app, &viewer, (kept, file, &uri), (form, "rejected"), done).await
}

/// `POST /submissions/{id}/payment`
async fn pay(
    viewer: Viewer,
    Of(app): Of<App>,
    At(id): At<SubmissionId>,
    reason: AccessReason,
    uri: Uri,
    form: Posted,
) -> Made {
    viewer.may(Right::ApproveSubmissions)?;
    let words = Words { locale: viewer.language.into() };
    let (kept, file) = open_submission(&app, &viewer, &id, reason.text()).await?;
    let done = match form.text("paid_on").parse::<Day>() {
        Ok(on) => act::pay(&app, &viewer, &id, on.0).await.map(|(writer, _)| Some(writer)),
        Err(_) => Err(Failure::field("paid_on", words.say("people-day-wanted"))),
    };
    ended(&app, &viewer, (kept, file, &uri), (form, "paid"), done).await
}

/// `GET /submissions/{id}/payload`: the frozen bytes.
async fn payload(
    viewer: Viewer,
    Of(app): Of<App>,
    At(id): At<SubmissionId>,
    reason: AccessReason,
) -> Made {
    viewer.may(Right::SeePeople)?;
    let (kept, _) = open_submission(&app, &viewer, &id, reason.text()).await?;
    Ok(handed(&format!("{}.json", kept.id), Kind::Json, kept.payload.open().into_bytes()))
}
