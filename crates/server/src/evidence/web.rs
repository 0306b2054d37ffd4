//! Pages of evidence and milestones. New files come by the form of the archive.

use super::act::{self, Ask, Of};
use super::page::{self, About, Typed, Which};
use super::{say, store};
use crate::access::{Viewer, open_file};
use crate::api::{At, Day, Posted};
use crate::app::App;
use crate::checkpoints::desk::{self, File};
use crate::checkpoints::web::problems_of;
use crate::failure::Failure;
use crate::page::{Problems, Words};
use crate::people::web::Asked;
use crate::people::web::head::Part;
use crate::record::Writer;
use crate::routes::Routes;
use crate::work::frame::{question, shown};
use axum::extract::State;
use axum::http::Uri;
use axum::response::{IntoResponse, Redirect, Response};
use domain::access::Right;
use domain::evidence::{How, VerbalTyped, read_verbal};
use domain::ids::{CheckpointId, DocumentId, EvidenceId};
use jiff::civil::Date;

/// Documents chosen at once, at most.
const CHOSEN_MAX: usize = 20;
/// Characters that are searched for, at most.
const FIND_LENGTH_MAX: usize = 120;

/// The addresses of this noun.
#[must_use]
pub fn pages() -> Routes {
    Routes::new()
        .get("/checkpoints/{id}/evidence", show)
        .post("/checkpoints/{id}/evidence", choose)
        .post("/checkpoints/{id}/evidence/verbal", tell)
        .post("/evidence/{id}/removal", remove)
        .post("/checkpoints/{id}/evidence-waiver", waive)
        .post("/checkpoints/{id}/evidence-waiver/removal", end_waiver)
        .post("/checkpoints/{id}/milestone", tick)
        .post("/checkpoints/{id}/milestone/removal", untick)
}

type Made = Result<Response, Failure>;

async fn opened(app: &App, viewer: &Viewer, id: &CheckpointId) -> Result<File, Failure> {
    viewer.may(Right::SeePeople)?;
    let mut reader = app.reader(viewer).await?;
    let file = desk::load_by_checkpoint(app, &mut reader, id).await?;
    drop(reader);
    open_file(app, viewer, file.kept.file(), None).await?;
    Ok(file)
}

/// `GET /checkpoints/{id}/evidence`
async fn show(viewer: Viewer, State(app): State<App>, At(id): At<CheckpointId>, uri: Uri) -> Made {
    let file = opened(&app, &viewer, &id).await?;
    drawn(&app, &viewer, (file, id), (&uri, None)).await
}

async fn drawn(
    app: &App,
    viewer: &Viewer,
    (file, checkpoint): (File, CheckpointId),
    (uri, typed): (&Uri, Option<Typed>),
) -> Made {
    let around = Asked::around(app, viewer, file, (Some(Part::Checkpoints), uri)).await?;
    let asked = question(uri);
    let find: String = asked.text("find").trim().chars().take(FIND_LENGTH_MAX).collect();
    let about = About { checkpoint: &checkpoint, find: &find, typed: typed.as_ref() };
    shown(&page::page(app, viewer, around, about).await?, typed.is_some())
}

/// What follows a form: the page again with what was typed, or what is there now.
///
/// # Errors
///
/// What the database says.
pub async fn after(
    app: &App,
    viewer: &Viewer,
    (file, checkpoint): (File, CheckpointId),
    (uri, typed): (&Uri, Option<Typed>),
) -> Made {
    if typed.is_some() {
        return drawn(app, viewer, (file, checkpoint), (uri, typed)).await;
    }
    app.nudge.notify_one();
    let to = format!("/checkpoints/{checkpoint}/evidence?done=evidence");
    Ok(Redirect::to(&to).into_response())
}

/// Commits what was done, or shows the form again.
async fn ended(
    app: &App,
    viewer: &Viewer,
    whose: (File, CheckpointId),
    (uri, which, form): (&Uri, Which, Posted),
    done: Result<Writer, Failure>,
) -> Made {
    let problems = match done {
        Ok(writer) => {
            writer.commit().await?;
            return after(app, viewer, whose, (uri, None)).await;
        }
        Err(failure) => problems_of(failure)?,
    };
    after(app, viewer, whose, (uri, Some(Typed::Posted { which, form, problems }))).await
}

fn read_on(form: &Posted, words: Words, problems: &mut Problems) -> Option<Date> {
    let on = form.text("obtained_on").parse::<Day>().ok().map(|day| day.0);
    if on.is_none() {
        problems.add("obtained_on", words.say("people-day-wanted"));
    }
    on
}

/// `POST /checkpoints/{id}/evidence`: documents of the archive.
async fn choose(
    viewer: Viewer,
    State(app): State<App>,
    At(id): At<CheckpointId>,
    uri: Uri,
    form: Posted,
) -> Made {
    viewer.may(Right::RecordPeople)?;
    let file = opened(&app, &viewer, &id).await?;
    let words = Words { locale: viewer.language.into() };
    let mut problems = Problems::new();
    let chosen: Vec<DocumentId> =
        form.all("document").filter_map(|id| id.parse().ok()).take(CHOSEN_MAX).collect();
    if chosen.is_empty() {
        problems.add("document", words.say("evidence-document-wanted"));
    }
    let type_code = form.text("type").to_owned();
    if say::check_type(file.checkpoint(&id)?, &type_code, words).is_err() {
        problems.add("type", words.say("documents-type-choose"));
    }
    let how = How::of_word(form.text("obtained_how"));
    if how.is_none() {
        problems.add("obtained_how", words.say("evidence-how-choose"));
    }
    let on = read_on(&form, words, &mut problems);
    let which = Which::Existing;
    let (true, Some(how), Some(on)) = (problems.is_empty(), how, on) else {
        let typed = Typed::Posted { which, form, problems };
        return after(&app, &viewer, (file, id), (&uri, Some(typed))).await;
    };
    for document in chosen {
        let of = Of::Document(document);
        let ask = Ask { type_code: type_code.clone(), obtained_on: on, how, of };
        match act::add(&app, &viewer, &id, &ask).await {
            Ok((writer, _)) => writer.commit().await?,
            Err(failure) => {
                let done = Err(failure);
                return ended(&app, &viewer, (file, id), (&uri, which, form), done).await;
            }
        };
    }
    after(&app, &viewer, (file, id), (&uri, None)).await
}

/// `POST /checkpoints/{id}/evidence/verbal`
async fn tell(
    viewer: Viewer,
    State(app): State<App>,
    At(id): At<CheckpointId>,
    uri: Uri,
    form: Posted,
) -> Made {
    viewer.may(Right::RecordPeople)?;
    let file = opened(&app, &viewer, &id).await?;
    let words = Words { locale: viewer.language.into() };
    let type_code = form.text("type").to_owned();
    let mut problems = Problems::new();
    if say::check_type(file.checkpoint(&id)?, &type_code, words).is_err() {
        problems.add("type", words.say("documents-type-choose"));
    }
    let typed = VerbalTyped {
        on: form.text("obtained_on").parse::<Day>().ok().map(|day| day.0),
        firm: form.text("firm"),
        phone: form.text("phone"),
        person: form.text("person"),
        said: form.text("said"),
        heard_by: &viewer.name,
    };
    let read = read_verbal(&typed, file.today());
    for problem in read.as_ref().err().map(|lacks| say::verbal(words, lacks)).iter().flatten() {
        problems.add(problem.field.as_str(), problem.sentence.as_str());
    }
    let which = Which::Verbal;
    let (true, Ok(told)) = (problems.is_empty(), read) else {
        let typed = Typed::Posted { which, form, problems };
        return after(&app, &viewer, (file, id), (&uri, Some(typed))).await;
    };
    let ask = Ask { type_code, obtained_on: told.on, how: How::Phone, of: Of::Verbal(told) };
    let done = act::add(&app, &viewer, &id, &ask).await.map(|(writer, _)| writer);
    ended(&app, &viewer, (file, id), (&uri, which, form), done).await
}

/// `POST /evidence/{id}/removal`
async fn remove(
    viewer: Viewer,
    State(app): State<App>,
    At(id): At<EvidenceId>,
    uri: Uri,
    form: Posted,
) -> Made {
    viewer.may(Right::RecordPeople)?;
    let mut reader = app.reader(&viewer).await?;
    let kept = store::find(&mut reader, &id).await?.ok_or(Failure::NotFound)?;
    drop(reader);
    let file = opened(&app, &viewer, &kept.checkpoint).await?;
    let done = act::remove(&app, &viewer, &kept, form.text("reason")).await;
    let whose = (file, kept.checkpoint);
    ended(&app, &viewer, whose, (&uri, Which::Removal(id), form), done).await
}

/// `POST /checkpoints/{id}/evidence-waiver`
async fn waive(
    viewer: Viewer,
    State(app): State<App>,
    At(id): At<CheckpointId>,
    uri: Uri,
    form: Posted,
) -> Made {
    viewer.may(Right::WaiveEvidence)?;
    let file = opened(&app, &viewer, &id).await?;
    let done = act::waive(&app, &viewer, &id, form.text("reason")).await;
    ended(&app, &viewer, (file, id), (&uri, Which::Waiver, form), done).await
}

/// `POST /checkpoints/{id}/evidence-waiver/removal`
async fn end_waiver(
    viewer: Viewer,
    State(app): State<App>,
    At(id): At<CheckpointId>,
    uri: Uri,
    form: Posted,
) -> Made {
    viewer.may(Right::WaiveEvidence)?;
    let file = opened(&app, &viewer, &id).await?;
    let done = act::end_waiver(&app, &viewer, &id).await;
    ended(&app, &viewer, (file, id), (&uri, Which::Waiver, form), done).await
}

/// `POST /checkpoints/{id}/milestone`
async fn tick(
    viewer: Viewer,
    State(app): State<App>,
    At(id): At<CheckpointId>,
    uri: Uri,
    form: Posted,
) -> Made {
    viewer.may(Right::Review)?;
    let file = opened(&app, &viewer, &id).await?;
    let words = Words { locale: viewer.language.into() };
    let mut problems = Problems::new();
    if form.text("tick") != "yes" {
        problems.add("tick", words.say("evidence-tick-wanted"));
    }
    let on = form.text("achieved_on").parse::<Day>().ok();
    if on.is_none() {
        problems.add("achieved_on", words.say("people-day-wanted"));
    }
    let which = Which::Tick;
    let (true, Some(on)) = (problems.is_empty(), on) else {
        let typed = Typed::Posted { which, form, problems };
        return after(&app, &viewer, (file, id), (&uri, Some(typed))).await;
    };
    match act::tick(&app, &viewer, &id, on.0).await {
        Ok(None) => after(&app, &viewer, (file, id), (&uri, None)).await,
        Ok(Some(writer)) => ended(&app, &viewer, (file, id), (&uri, which, form), Ok(writer)).await,
        Err(failure) => ended(&app, &viewer, (file, id), (&uri, which, form), Err(failure)).await,
    }
}

/// `POST /checkpoints/{id}/milestone/removal`
async fn untick(
    viewer: Viewer,
    State(app): State<App>,
    At(id): At<CheckpointId>,
    uri: Uri,
    form: Posted,
) -> Made {
    viewer.may(Right::Review)?;
    let file = opened(&app, &viewer, &id).await?;
    let done = act::untick(&app, &viewer, &id, form.text("reason")).await;
    ended(&app, &viewer, (file, id), (&uri, Which::Untick, form), done).await
}
