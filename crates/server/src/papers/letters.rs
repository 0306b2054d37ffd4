//! One letter: a page to be read and printed, and a PDF.

use super::store::{self, Letter};
use super::web::as_pdf;
use crate::access::{AccessReason, Viewer, open_file};
use crate::api::At;
use crate::app::App;
use crate::checkpoints::desk::{self, File};
use crate::failure::Failure;
use crate::page::pdf::Block;
use crate::page::{Frame, Section, Words};
use crate::people;
use crate::people::web::head::full_name;
use crate::record::Held;
use crate::work::frame::{address_of, shown, staff_frame};
use askama::Template;
use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;
use domain::access::Right;
use domain::ids::LetterId;

#[derive(Template)]
#[template(path = "papers/letter.html")]
struct LetterPage {
    frame: Frame,
    crumb: Vec<(String, String)>,
    facts: Vec<(String, String)>,
    back: String,
    pdf: String,
    language: &'static str,
    head: Head,
    subject: String,
    text: String,
}

/// What stands at the top of a letter.
struct Head {
    agency: String,
    address: String,
    phone: String,
    day: String,
}

async fn opened(
    app: &App,
    viewer: &Viewer,
    (id, reason): (&LetterId, Option<&str>),
) -> Result<(Letter, File), Failure> {
    viewer.may(Right::SeePeople)?;
    let mut reader = app.reader(viewer).await?;
    let letter = store::letters(&mut reader, (Some(id), None)).await?.pop();
    let letter = letter.ok_or(Failure::NotFound)?;
    let file = desk::load(app, &mut reader, &letter.person).await?;
    drop(reader);
    open_file(app, viewer, file.kept.file(), reason).await?;
    Ok((letter, file))
}

async fn head(held: &mut impl Held, (letter, file): (&Letter, &File)) -> Result<Head, Failure> {
    let own = Words { locale: letter.language.into() };
    let agency = held.agency();
    let agency = people::store::agency(held.conn(), &agency).await?.ok_or(Failure::NotFound)?;
    Ok(Head {
        agency: agency.name_in(letter.language).to_owned(),
        address: agency.address,
        phone: agency.phone,
        day: own.date_long(letter.made_at.to_zoned(file.kept.office_zone.clone()).date()),
    })
}

/// `GET /letters/{id}`
pub(super) async fn show(
    viewer: Viewer,
    State(app): State<App>,
    At(id): At<LetterId>,
    reason: AccessReason,
    uri: Uri,
) -> Result<Response, Failure> {
    let (letter, file) = opened(&app, &viewer, (&id, reason.text())).await?;
    let words = Words { locale: viewer.language.into() };
    let mut reader = app.reader(&viewer).await?;
    let args = [("name", file.kept.person.given_name.clone().into())];
    let title = words.with("papers-letter-to", &args);
    let section = Section::People;
    let frame = staff_frame(&app, &mut reader, &viewer, title, section, address_of(&uri)).await?;
    let at = letter.made_at.to_zoned(file.kept.office_zone.clone());
    let mut facts = vec![(words.say("papers-written"), words.moment_near(&at, file.today()))];
    facts.extend(letter.made_by_name.clone().map(|by| (words.say("support-by"), by)));
    let back = format!("/people/{}?tab=support", letter.person);
    let page = LetterPage {
        head: head(&mut reader, (&letter, &file)).await?,
        crumb: vec![
            (words.say("page-nav-people"), "/people".to_owned()),
            (full_name(&file), back.clone()),
        ],
        pdf: format!("/letters/{id}/print.pdf"),
        language: letter.language.tag(),
        subject: letter.subject,
        text: letter.body,
        facts,
        back,
        frame,
    };
    shown(&page, false)
}

/// `GET /letters/{id}/print.pdf`
pub(super) async fn print(
    viewer: Viewer,
    State(app): State<App>,
    At(id): At<LetterId>,
    reason: AccessReason,
) -> Result<Response, Failure> {
    let (letter, file) = opened(&app, &viewer, (&id, reason.text())).await?;
    let own = Words { locale: letter.language.into() };
    let mut reader = app.reader(&viewer).await?;
    let head = head(&mut reader, (&letter, &file)).await?;
    let mut blocks = vec![
        Block::Text(format!("{}\n{}\n{}", head.agency, head.address, head.phone)),
        Block::Text(head.day),
        Block::Heading(1, letter.subject.clone()),
    ];
    blocks.extend(letter.body.split("\n\n").map(|part| Block::Text(part.to_owned())));
    as_pdf(own, (id.as_str(), &letter.subject), &blocks)
}
