//! One form: filled in on a page until it is complete, then read and printed.

use super::act;
use super::store::{self, Filled, Forms};
use super::view::form_of;
use super::web::as_pdf;
use crate::access::{AccessReason, Viewer, open_file};
use crate::api::{At, Posted};
use crate::app::App;
use crate::checkpoints::desk::{self, File};
use crate::checkpoints::web::problems_of;
use crate::failure::Failure;
use crate::flows::controls::{Control, control, said, wanted};
use crate::flows::wire;
use crate::page::pdf::Block;
use crate::page::{Frame, Problems, Section, Words};
use crate::people::web::head::full_name;
use crate::people::web::titled;
use crate::record::Held;
use crate::work::frame::{address_of, flash_of, question, shown, staff_frame};
use askama::Template;
use axum::extract::State;
use axum::http::Uri;
use axum::response::{IntoResponse, Redirect, Response};
use domain::access::Right;
use domain::forms::{Form, FormField, Value, Values};
use domain::ids::FormId;

#[derive(Template)]
#[template(path = "papers/form.html")]
struct FormPage {
    frame: Frame,
    /// The name of the form.
    what: String,
    crumb: Vec<(String, String)>,
    problems: Problems,
    action: String,
    version: String,
    back: String,
    pdf: String,
    /// What is filled in, while it is open to be.
    controls: Vec<Control>,
    /// Addresses of the forms that hold back an e-mail which this one holds back no more, each
    /// with its title.
    others: Vec<(String, String)>,
    /// What stands in it, once it is complete.
    facts: Vec<(String, String)>,
    is_complete: bool,
}

/// A form that the viewer may see, with the file that it belongs to.
pub(super) struct Opened {
    pub kept: Filled,
    pub form: Form,
    pub file: File,
}

pub(super) async fn opened(
    app: &App,
    viewer: &Viewer,
    (id, reason): (&FormId, Option<&str>),
) -> Result<Opened, Failure> {
    viewer.may(Right::SeePeople)?;
    let mut reader = app.reader(viewer).await?;
    let kept = store::forms(&mut reader, Forms { id: Some(id), ..Forms::default() }).await?.pop();
    let kept = kept.ok_or(Failure::NotFound)?;
    let form = form_of(app, &mut reader, &kept).await?;
    let file = desk::load(app, &mut reader, &kept.person).await?;
    drop(reader);
    open_file(app, viewer, file.kept.file(), reason).await?;
    Ok(Opened { kept, form, file })
}

/// `GET /forms/{id}`
pub(super) async fn show(
    viewer: Viewer,
    State(app): State<App>,
    At(id): At<FormId>,
    reason: AccessReason,
    uri: Uri,
) -> Result<Response, Failure> {
    let opened = opened(&app, &viewer, (&id, reason.text())).await?;
    page(&app, &viewer, (&opened, &uri), (None, Problems::new())).await
}

/// `POST /forms/{id}`: keeps what was typed, or says that it is complete.
pub(super) async fn update(
    viewer: Viewer,
    State(app): State<App>,
    At(id): At<FormId>,
    reason: AccessReason,
    uri: Uri,
    posted: Posted,
) -> Result<Response, Failure> {
    viewer.may(Right::Track)?;
    let words = Words { locale: viewer.language.into() };
    let opened = opened(&app, &viewer, (&id, reason.text())).await?;
    let version = posted.text("version").parse().unwrap_or(-1);
    let is_complete = posted.text("button") == "complete";
    let done = match read(&opened.form, &posted, words) {
        Ok(values) => {
            let (whole, told) = ((&opened.kept, &opened.form), (values, is_complete));
            act::fill_form(&app, &viewer, whole, told, version).await
        }
        Err(failure) => Err(failure),
    };
    match done {
        Ok(writer) => {
            writer.commit().await?;
            app.nudge.notify_one();
            let word = if is_complete { "complete" } else { "kept" };
            Ok(Redirect::to(&format!("/forms/{id}?done={word}")).into_response())
        }
        Err(failure) => {
            let problems = problems_of(failure)?;
            page(&app, &viewer, (&opened, &uri), (Some(&posted), problems)).await
        }
    }
}

fn read(form: &Form, posted: &Posted, words: Words) -> Result<Values, Failure> {
    let (mut values, mut problems) = (Values::new(), Problems::new());
    for one in &form.fields {
        let sent: Vec<&str> = posted.all(&one.field.id).collect();
        match wire::typed(&one.field.kind, &sent) {
            Some(Value::Text(text)) if text.is_empty() => {}
            Some(value) => {
                values.insert(one.field.id.clone(), value);
            }
            None => problems.add(one.field.id.as_str(), wanted(words, &one.field.kind)),
        }
    }
    if problems.is_empty() { Ok(values) } else { Err(Failure::Refused(problems)) }
}

async fn page(
    app: &App,
    viewer: &Viewer,
    (opened, uri): (&Opened, &Uri),
    (posted, problems): (Option<&Posted>, Problems),
) -> Result<Response, Failure> {
    let words = Words { locale: viewer.language.into() };
    let Opened { kept, form, file } = opened;
    let mut reader = app.reader(viewer).await?;
    let what = form.title.in_language(words.locale.into()).to_owned();
    let title = titled(words, &what, &full_name(file));
    let section = Section::People;
    let mut frame = staff_frame(app, &mut reader, viewer, title, section, address_of(uri)).await?;
    let others = others(app, &mut reader, kept, words).await?;
    let asked = question(uri);
    let word = match asked.given("done") {
        Some("complete") if has_let_go(&mut reader, kept).await? => Some("complete-mail"),
        word => word,
    };
    frame.flash = flash_of(words, "papers", word);
    let values = act::values_of(kept, form);
    let control = |one: &FormField| {
        let value = values.get(&one.field.id).map(wire::shown).unwrap_or_default();
        control(words, &one.field, (value, posted), &problems)
    };
    let is_complete = kept.completed_at.is_some();
    let back = format!("/people/{}?tab=support", kept.person);
    let page = FormPage {
        what,
        crumb: vec![
            (words.say("page-nav-people"), "/people".to_owned()),
            (full_name(file), back.clone()),
        ],
        action: format!("/forms/{}", kept.id),
        version: kept.version.to_string(),
        pdf: format!("/forms/{}/print.pdf", kept.id),
        controls: form.fields.iter().map(control).collect(),
        others,
        facts: facts(words, (kept, form), file),
        is_complete: is_complete || !viewer.role.holds(Right::Track),
        back,
        frame: frame.refused(&problems),
        problems,
    };
    let is_refused = !page.problems.is_empty();
    shown(&page, is_refused)
}

/// Whether an e-mail that goes with a complete form is on its way or has left.
async fn has_let_go(held: &mut impl Held, kept: &Filled) -> Result<bool, Failure> {
    let is_complete = kept.completed_at.is_some();
    Ok(is_complete && store::has_let_go(held, (&kept.person, &kept.id)).await?)
}

/// What else has to be complete before the e-mails that go with a complete form leave.
async fn others(
    app: &App,
    held: &mut impl Held,
    kept: &Filled,
    words: Words,
) -> Result<Vec<(String, String)>, Failure> {
    let mut others = Vec::new();
    if kept.completed_at.is_none() {
        return Ok(others);
    }
    let mails = store::held_for(held, (&kept.person, &kept.id)).await?;
    let waits = |id: &FormId| mails.iter().any(|mail| mail.forms.contains(id));
    let of = Forms { run: Some(&kept.run), ..Forms::default() };
    for other in store::forms(held, of).await? {
        if other.completed_at.is_none() && waits(&other.id) {
            let title = form_of(app, held, &other).await?.title;
            let title = title.in_language(words.locale.into()).to_owned();
            others.push((format!("/forms/{}", other.id), title));
        }
    }
    Ok(others)
}

fn facts(words: Words, (kept, form): (&Filled, &Form), file: &File) -> Vec<(String, String)> {
    let values = act::values_of(kept, form);
    let language = words.locale.into();
    let mut facts: Vec<(String, String)> = form
        .fields
        .iter()
        .map(|one| {
            let value = values.get(&one.field.id);
            let value = value.map(|value| said(words, &one.field, value)).unwrap_or_default();
            (one.field.label.in_language(language).to_owned(), value)
        })
        .collect();
    if let (Some(at), Some(by)) = (kept.completed_at, &kept.completed_by_name) {
        let at = words.moment_near(&at.to_zoned(file.kept.office_zone.clone()), file.today());
        facts.push((words.say("papers-completed"), format!("{by}, {at}")));
    }
    facts
}

/// `GET /forms/{id}/print.pdf`
pub(super) async fn print(
    viewer: Viewer,
    State(app): State<App>,
    At(id): At<FormId>,
    reason: AccessReason,
) -> Result<Response, Failure> {
    let Opened { kept, form, file } = opened(&app, &viewer, (&id, reason.text())).await?;
    let words = Words { locale: viewer.language.into() };
    let title = form.title.in_language(words.locale.into()).to_owned();
    let mut blocks = vec![Block::Heading(1, title.clone())];
    let all = facts(words, (&kept, &form), &file);
    blocks.extend(all.into_iter().map(|(name, value)| Block::Fact(name, value)));
    as_pdf(words, (id.as_str(), &title), &blocks)
}
