//! Pages of documents: adding files on a person's page, opening, correcting and removing one.

use super::act::{self, Added, Correction, Said};
use super::handing;
use super::intake::{self, Arrived, Taken};
use super::look;
use super::say::{self, Type, types_of};
use super::store::Kept;
use super::tab::{self, DocumentRow, Typed};
use crate::access::Viewer;
use crate::api::{At, Day, Posted};
use crate::app::App;
use crate::checkpoints::desk::File;
use crate::checkpoints::web::problems_of;
use crate::evidence;
use crate::failure::Failure;
use crate::page::{Field, Frame, Problems, Words};
use crate::people::act::REASON_LENGTH_MAX;
use crate::people::web::head::{Head, Part};
use crate::people::web::{Asked, open};
use crate::routes::Routes;
use crate::work::frame::shown;
use askama::Template;
use axum::extract::{Multipart, Request, State};
use axum::http::Uri;
use axum::response::{IntoResponse, Redirect, Response};
use domain::access::Right;
use domain::documents::{Bringer, NAME_LENGTH_MAX};
use domain::evidence::How;
use domain::ids::{CheckpointId, DocumentId, PersonId};
use jiff::civil::Date;

/// Files of one form, at most.
const FILES_MAX: u64 = 10;

/// The addresses of this noun.
#[must_use]
pub fn pages() -> Routes {
    Routes::new()
        .post("/people/{id}/documents", create)
        .get("/documents/{id}", edit)
        .post("/documents/{id}", update)
        .get("/documents/{id}/content", content)
        .get("/documents/{id}/look", look::show)
        .get("/documents/{id}/pages/{number}", look::page)
        .get("/documents/{id}/small", look::small)
        .post("/documents/{id}/bare-copy", look::copy_bare)
        .post("/documents/{id}/removal", remove)
}

/// `GET /documents/{id}/content`
async fn content(
    viewer: Viewer,
    State(app): State<App>,
    At(id): At<DocumentId>,
) -> Result<Response, Failure> {
    let kept = handing::opened(&app, &viewer, &id, None).await?;
    handing::hand(&app, &viewer, &kept).await
}

/// What a form brought, file by file.
#[derive(Default)]
struct Brought {
    typed: Typed,
    added: usize,
    again: usize,
}

/// `POST /people/{id}/documents`: each file is kept or refused for itself.
async fn create(
    viewer: Viewer,
    State(app): State<App>,
    At(id): At<PersonId>,
    uri: Uri,
    request: Request,
) -> Result<Response, Failure> {
    viewer.may(Right::RecordPeople)?;
    let file = open(&app, &viewer, &id).await?;
    let mut form = intake::form(request, Bringer::Staff, FILES_MAX).await?;
    let brought = receive(&app, &viewer, &file, &mut form).await?;
    let proves = brought.typed.proves.checkpoint.parse::<CheckpointId>();
    if let Ok(checkpoint) = proves {
        let typed = (!brought.typed.problems.is_empty()).then_some(brought.typed);
        let typed = typed.map(evidence::page::Typed::Files);
        return evidence::web::after(&app, &viewer, (file, checkpoint), (&uri, typed)).await;
    }
    if brought.typed.problems.is_empty() {
        let done = if brought.added == 0 { "document-again" } else { "document" };
        let to = format!("/people/{id}?tab=documents&done={done}");
        return Ok(Redirect::to(&to).into_response());
    }
    let around = Asked::around(&app, &viewer, file, (Some(Part::Documents), &uri)).await?;
    shown(&tab::page(&viewer, around, &brought.typed).await?, true)
}

async fn receive(
    app: &App,
    viewer: &Viewer,
    file: &File,
    form: &mut Multipart,
) -> Result<Brought, Failure> {
    let by = Bringer::Staff;
    let words = Words { locale: viewer.language.into() };
    let types = types_of(file, words);
    let mut brought = Brought::default();
    let mut said: Option<(Said, Option<Proof>)> = None;
    let (mut csrf, mut files) = (String::new(), 0);
    while let Some(field) = intake::next(form, by).await? {
        let typed = &mut brought.typed;
        match field.name().unwrap_or_default() {
            "csrf" => csrf = intake::text(field, by).await?,
            "type" => typed.type_code = intake::text(field, by).await?,
            "covers_from" => typed.covers_from = intake::text(field, by).await?,
            "covers_to" => typed.covers_to = intake::text(field, by).await?,
            "checkpoint" => typed.proves.checkpoint = intake::text(field, by).await?,
            "obtained_on" => typed.proves.obtained_on = intake::text(field, by).await?,
            "obtained_how" => typed.proves.obtained_how = intake::text(field, by).await?,
            "file" if field.file_name().is_some_and(|name| !name.is_empty()) => {
                files += 1;
                if !viewer.posted_back(&app.keys, &csrf) {
                    return Err(Failure::Expired);
                }
                // What is said of the files stands before them: were it wrong, none is taken.
                let read = match said.take() {
                    Some(read) => Some(read),
                    None => read_whole(&types, typed, words),
                };
                let Some(read) = read else { return Ok(brought) };
                let name = field.file_name().unwrap_or_default().to_owned();
                let taken = intake::take(app, &viewer.agency, by, field).await?;
                match taken {
                    Taken::In(arrived) => {
                        keep(app, viewer, file, (arrived, &read), &mut brought).await?;
                    }
                    Taken::Refused(why) => {
                        wrong(typed, words, (&name, say::refused(why, by, words)))
                    }
                    Taken::TooLarge => {
                        wrong(typed, words, (&name, say::too_large(by, words)));
                        return Ok(brought);
                    }
                }
                said = Some(read);
            }
            _ => {}
        }
    }
    if !viewer.posted_back(&app.keys, &csrf) {
        return Err(Failure::Expired);
    }
    if files == 0 {
        read_whole(&types, &mut brought.typed, words);
        brought.typed.problems.add("file", words.say("documents-file-wanted"));
    }
    Ok(brought)
}

/// What the files prove beside being in the archive.
type Proof = (CheckpointId, Date, How);

fn read_whole(types: &[Type], typed: &mut Typed, words: Words) -> Option<(Said, Option<Proof>)> {
    let said = read_said(types, typed, words);
    let Ok(checkpoint) = typed.proves.checkpoint.parse::<CheckpointId>() else {
        return said.map(|said| (said, None));
    };
    let on = typed.proves.obtained_on.parse::<Day>();
    if on.is_err() {
        typed.problems.add("obtained_on", words.say("people-day-wanted"));
    }
    let how = How::of_word(&typed.proves.obtained_how);
    if how.is_none() {
        typed.problems.add("obtained_how", words.say("evidence-how-choose"));
    }
    let (on, how) = (on.ok()?, how?);
    said.map(|said| (said, Some((checkpoint, on.0, how))))
}

fn read_said(types: &[Type], typed: &mut Typed, words: Words) -> Option<Said> {
    let given = (typed.type_code.as_str(), typed.covers_from.as_str(), typed.covers_to.as_str());
    match act::read(types, given, words) {
        Ok(said) => Some(said),
        Err(problems) => {
            for problem in &problems {
                let is_type = problem.field == "type";
                let sentence = if is_type {
                    words.say("documents-type-choose")
                } else {
                    problem.sentence.clone()
                };
                typed.problems.add(problem.field.as_str(), sentence);
            }
            None
        }
    }
}

/// Says which of several files it was.
fn wrong(typed: &mut Typed, words: Words, (name, sentence): (&str, String)) {
    let name = domain::documents::clean_name(name, domain::documents::FileKind::Pdf);
    let name = name.trim_end_matches(".pdf").to_owned();
    let args = [("name", name.into()), ("sentence", sentence.into())];
    typed.problems.add("file", words.with("documents-of-file", &args));
}

async fn keep(
    app: &App,
    viewer: &Viewer,
    file: &File,
    (mut arrived, (said, proves)): (Box<Arrived>, &(Said, Option<Proof>)),
    brought: &mut Brought,
) -> Result<(), Failure> {
    let person = &file.kept.person.id;
    if let Some((checkpoint, on, how)) = proves {
        let what = (&mut *arrived, said);
        let added = evidence::act::add_file(app, viewer, (file, checkpoint), what, (*on, *how));
        let writer = match added.await {
            Ok((writer, _)) => writer,
            Err(failure) => {
                for problem in problems_of(failure)?.iter() {
                    brought.typed.problems.add(problem.field.as_str(), problem.sentence.as_str());
                }
                return Ok(());
            }
        };
        writer.commit().await?;
        brought.added += 1;
        return Ok(());
    }
    let (writer, added) = act::add(app, viewer, person, (&mut *arrived, said)).await?;
    writer.commit().await?;
    match added {
        Added::New(_) => brought.added += 1,
        Added::Again(_) => brought.again += 1,
    }
    Ok(())
}

#[derive(Template)]
#[template(path = "documents/change.html")]
struct ChangePage {
    frame: Frame,
    head: Head,
    problems: Problems,
    row: DocumentRow,
    version: String,
    back: String,
    name: Field,
    type_field: Field,
    covers_from: Field,
    covers_to: Field,
    reason: Field,
}

/// A document with its person's file, opened for the viewer.
async fn opened(app: &App, viewer: &Viewer, id: &DocumentId) -> Result<(Kept, File), Failure> {
    viewer.may(Right::RecordPeople)?;
    let kept = handing::opened(app, viewer, id, None).await?;
    let file = open(app, viewer, &kept.person).await?;
    Ok((kept, file))
}

/// `GET /documents/{id}`
async fn edit(
    viewer: Viewer,
    State(app): State<App>,
    At(id): At<DocumentId>,
    uri: Uri,
) -> Result<Response, Failure> {
    let (kept, file) = opened(&app, &viewer, &id).await?;
    show(&app, &viewer, (kept, file, &uri), (None, Problems::new())).await
}

/// `POST /documents/{id}`
async fn update(
    viewer: Viewer,
    State(app): State<App>,
    At(id): At<DocumentId>,
    uri: Uri,
    form: Posted,
) -> Result<Response, Failure> {
    let (kept, file) = opened(&app, &viewer, &id).await?;
    let words = Words { locale: viewer.language.into() };
    let types = types_of(&file, words);
    let given = (form.text("type"), form.text("covers_from"), form.text("covers_to"));
    let said = match act::read(&types, given, words) {
        Ok(said) => said,
        Err(problems) => {
            return show(&app, &viewer, (kept, file, &uri), (Some(&form), problems)).await;
        }
    };
    let version = form.text("version").parse().unwrap_or(-1);
    let correction = Correction { name: form.text("name").to_owned(), said, version };
    let done = act::correct(&app, &viewer, &kept, &correction).await;
    after(&app, &viewer, (kept, file, &uri), (&form, done, "document-changed")).await
}

/// `POST /documents/{id}/removal`
async fn remove(
    viewer: Viewer,
    State(app): State<App>,
    At(id): At<DocumentId>,
    uri: Uri,
    form: Posted,
) -> Result<Response, Failure> {
    let (kept, file) = opened(&app, &viewer, &id).await?;
    let done = act::remove(&app, &viewer, &kept, form.text("reason")).await;
    after(&app, &viewer, (kept, file, &uri), (&form, done, "document-removed")).await
}

async fn after(
    app: &App,
    viewer: &Viewer,
    (kept, file, uri): (Kept, File, &Uri),
    (form, done, word): (&Posted, Result<(), Failure>, &str),
) -> Result<Response, Failure> {
    let problems = match done {
        Ok(()) => {
            let to = format!("/people/{}?tab=documents&done={word}", kept.person);
            return Ok(Redirect::to(&to).into_response());
        }
        Err(Failure::Refused(problems)) => problems,
        Err(Failure::Conflict { sentence, .. }) => Problems::on_page(sentence),
        Err(failure) => return Err(failure),
    };
    show(app, viewer, (kept, file, uri), (Some(form), problems)).await
}

async fn show(
    app: &App,
    viewer: &Viewer,
    (kept, file, uri): (Kept, File, &Uri),
    (typed, problems): (Option<&Posted>, Problems),
) -> Result<Response, Failure> {
    let words = Words { locale: viewer.language.into() };
    let types = types_of(&file, words);
    let row = tab::row(words, (&file, &types), &kept);
    let back = format!("/people/{}?tab=documents", kept.person);
    let day = |day: Option<jiff::civil::Date>| day.map(|day| day.to_string()).unwrap_or_default();
    let value = |name: &str, now: String| match typed {
        Some(form) if form.has(name) => form.text(name).to_owned(),
        Some(_) | None => now,
    };
    let field = |name: &str, key: &str, now: String| {
        Field::new(words, name, key).value(value(name, now)).problem(&problems)
    };
    let is_told = problems.iter().any(|problem| problem.field.is_empty());
    let version = match typed {
        Some(form) if form.has("version") && !is_told => form.text("version").to_owned(),
        Some(_) | None => kept.version.to_string(),
    };
    let chosen = value("type", kept.type_code.clone());
    let fields = [
        field("name", "documents-name", kept.name.clone()).length_max(NAME_LENGTH_MAX),
        tab::type_field(words, &types, &chosen).problem(&problems),
        field("covers_from", "documents-covers-from", day(kept.covers_from)).optional(),
        field("covers_to", "documents-covers-to", day(kept.covers_to)).optional(),
        field("reason", "documents-remove-why", String::new()).length_max(REASON_LENGTH_MAX),
    ];
    let [name, type_field, covers_from, covers_to, reason] = fields;
    let Asked { frame, head, .. } = Asked::around(app, viewer, file, (None, uri)).await?;
    let is_refused = !problems.is_empty();
    let frame = frame.refused(&problems);
    let page = ChangePage {
        frame,
        head,
        problems,
        row,
        version,
        back,
        name,
        type_field,
        covers_from,
        covers_to,
        reason,
    };
    shown(&page, is_refused)
}
