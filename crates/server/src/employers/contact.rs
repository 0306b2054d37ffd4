//! The form on which staff enter whom one may ask about a job, and why.

use super::act::{self, Typed};
use super::store::{self, Contact};
use super::view;
use crate::access::Viewer;
use crate::api::{At, Posted};
use crate::app::App;
use crate::checkpoints::desk::File;
use crate::checkpoints::web::problems_of;
use crate::failure::Failure;
use crate::page::{Choice, Field, Frame, Problems, Words};
use crate::people::web::head::{Head, phone_said};
use crate::people::web::{Asked, open};
use crate::placements;
use crate::work::frame::shown;
use askama::Template;
use axum::extract::State;
use axum::http::Uri;
use axum::response::{IntoResponse, Redirect, Response};
use domain::access::Right;
use domain::flows::record::Basis;
use domain::ids::PlacementId;

#[derive(Template)]
#[template(path = "employers/contact.html")]
struct ContactPage {
    frame: Frame,
    head: Head,
    problems: Problems,
    action: String,
    version: String,
    employer: String,
    basis: Field,
    basis_note: Field,
    name: Field,
    email: Field,
    phone: Field,
    fax: Field,
    language: Field,
}

async fn opened(
    app: &App,
    viewer: &Viewer,
    id: &PlacementId,
) -> Result<(File, Contact, String), Failure> {
    viewer.may(Right::Track)?;
    let mut reader = app.reader(viewer).await?;
    let kept = placements::store::find(&mut reader, id).await?.ok_or(Failure::NotFound)?;
    let contact = store::contact(&mut reader, id).await?.unwrap_or_default();
    drop(reader);
    let file = open(app, viewer, &kept.person).await?;
    Ok((file, contact, kept.employer))
}

/// `GET /placements/{id}/employer`
pub(super) async fn edit(
    viewer: Viewer,
    State(app): State<App>,
    At(id): At<PlacementId>,
    uri: Uri,
) -> Result<Response, Failure> {
    let whole = opened(&app, &viewer, &id).await?;
    page(&app, &viewer, (&id, whole, &uri), (None, Problems::new())).await
}

/// `POST /placements/{id}/employer`
pub(super) async fn update(
    viewer: Viewer,
    State(app): State<App>,
    At(id): At<PlacementId>,
    uri: Uri,
    form: Posted,
) -> Result<Response, Failure> {
    let whole = opened(&app, &viewer, &id).await?;
    let text = |name: &str| form.given(name).map(str::to_owned);
    let typed = Typed {
        name: text("name"),
        email: text("email"),
        phone: text("phone"),
        fax: text("fax"),
        language: form.text("language").to_owned(),
        basis: form.text("basis").to_owned(),
        basis_note: text("basis_note"),
        version: form.text("version").parse().unwrap_or(-1),
    };
    match act::enter_contact(&app, &viewer, &id, &typed).await {
        Ok(writer) => {
            writer.commit().await?;
            let person = whole.0.kept.person.id;
            let to = format!("/people/{person}?tab=support&done=employer");
            Ok(Redirect::to(&to).into_response())
        }
        Err(failure) => {
            let problems = problems_of(failure)?;
            page(&app, &viewer, (&id, whole, &uri), (Some(&form), problems)).await
        }
    }
}

async fn page(
    app: &App,
    viewer: &Viewer,
    (id, (file, contact, employer), uri): (&PlacementId, (File, Contact, String), &Uri),
    (typed, problems): (Option<&Posted>, Problems),
) -> Result<Response, Failure> {
    let words = Words { locale: viewer.language.into() };
    let field = |name: &str, key: &str, known: Option<&str>| {
        let value = match typed {
            Some(typed) => typed.text(name),
            None => known.unwrap_or_default(),
        };
        Field::new(words, name, key).value(value).problem(&problems)
    };
    let bases =
        Basis::ALL.map(|basis| Choice::new(basis.word(), view::basis_said(words, basis))).to_vec();
    let languages =
        ["en", "fr"].map(|tag| Choice::new(tag, words.say(&format!("people-language-{tag}"))));
    let read = |number: &Option<String>| number.as_deref().map(phone_said);
    let (phone, fax) = (read(&contact.phone), read(&contact.fax));
    let basis = field("basis", "employers-basis", Some(contact.basis.word())).choices(bases);
    let note = contact.basis_note.as_deref();
    let note = field("basis_note", "employers-basis-note", note).hint("employers-basis-note-hint");
    let email = field("email", "employers-email", contact.email.as_deref());
    let language = field("language", "people-language", Some(contact.language.tag()));
    let around = Asked::around(app, viewer, file, (None, uri)).await?;
    let Asked { frame, head, .. } = around.titled("employers-change");
    let page = ContactPage {
        action: format!("/placements/{id}/employer"),
        version: contact.version.to_string(),
        employer,
        basis: basis.hint("employers-basis-hint"),
        basis_note: note.optional(),
        name: field("name", "employers-name", contact.name.as_deref()).optional(),
        email: email.hint("employers-email-hint").optional(),
        phone: field("phone", "employers-phone", phone.as_deref()).optional(),
        fax: field("fax", "employers-fax", fax.as_deref()).optional(),
        language: language.choices(languages.to_vec()),
        head,
        frame: frame.refused(&problems),
        problems,
    };
    let is_refused = !page.problems.is_empty();
    shown(&page, is_refused)
}
