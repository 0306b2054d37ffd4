//! One letter: a page to be read and printed, and a PDF.

use super::act;
use super::store::{self, Letter};
use super::web::as_pdf;
use crate::access::{AccessReason, Viewer, open_file};
use crate::api::{At, Posted};
use crate::app::App;
use crate::checkpoints::desk::{self, File};
use crate::checkpoints::list::Whose;
use crate::checkpoints::web::problems_of;
use crate::failure::Failure;
use crate::page::pdf::{self, Block};
use crate::page::{Frame, Problems, Section, Words};
use crate::people;
use crate::people::web::head::{full_name, standing_said};
use crate::record::Held;
use crate::work::frame::{address_of, flash_of, question, shown, staff_frame};
use askama::Template;
use axum::extract::State;
use axum::http::Uri;
use axum::response::{IntoResponse, Redirect, Response};
use domain::access::Right;
use domain::ids::LetterId;
use jiff::Timestamp;

#[derive(Template)]
#[template(path = "papers/letter.html")]
struct LetterPage {
    frame: Frame,
    crumb: Vec<(String, String)>,
    problems: Problems,
    facts: Vec<(String, String)>,
    /// Why nobody writes to the person any more, where nobody does.
    standing: Vec<String>,
    /// That its PDF does not hold every letter of it; empty where it does.
    unprinted: String,
    /// Whether it is still to be noted that it was posted.
    may_post: bool,
    /// The list that one came from, else the person.
    back: String,
    action: String,
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
    /// To whom it goes; a file holds no postal address.
    recipient: String,
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
        recipient: full_name(file),
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
    let whole = opened(&app, &viewer, (&id, reason.text())).await?;
    page(&app, &viewer, (whole, &uri), Problems::new()).await
}

/// `POST /letters/{id}`: notes that it went into the post.
pub(super) async fn update(
    viewer: Viewer,
    State(app): State<App>,
    At(id): At<LetterId>,
    reason: AccessReason,
    uri: Uri,
    posted: Posted,
) -> Result<Response, Failure> {
    viewer.may(Right::Track)?;
    let words = Words { locale: viewer.language.into() };
    let (letter, file) = opened(&app, &viewer, (&id, reason.text())).await?;
    let done = match posted.text("button") {
        "posted" => act::note_posted(&app, &viewer, (&id, &letter.person)).await,
        _ => Err(Failure::Refused(Problems::on_page(words.say("papers-posted-wanted")))),
    };
    match done {
        Ok(writer) => {
            writer.commit().await?;
            let to = after_posting(&app, &viewer, &letter, from(&viewer, &uri)).await?;
            Ok(Redirect::to(&to).into_response())
        }
        Err(failure) => {
            let problems = problems_of(failure)?;
            page(&app, &viewer, ((letter, file), &uri), problems).await
        }
    }
}

/// Whose letters to post one came from: none where one came from elsewhere.
fn from(viewer: &Viewer, uri: &Uri) -> Option<Whose> {
    let asked = question(uri);
    asked.given("from").map(|whose| Whose::read(Some(whose), viewer))
}

/// Where one goes on once a letter is posted: from the list, to the next letter of it; where none
/// is left, back to the list.
async fn after_posting(
    app: &App,
    viewer: &Viewer,
    letter: &Letter,
    from: Option<Whose>,
) -> Result<String, Failure> {
    let Some(whose) = from else { return Ok(format!("/letters/{}?done=posted", letter.id)) };
    let (owner, behind) = (whose.owner(viewer), Some((letter.made_at, letter.id)));
    let mut reader = app.reader(viewer).await?;
    for after in [behind, None] {
        let next = store::to_post(&mut reader, owner.as_ref(), (after, 1)).await?;
        if let Some(next) = next.first() {
            return Ok(format!("/letters/{}?from={}&done=posted-next", next.id, whose.word()));
        }
    }
    Ok(format!("/letters?whose={}&done=posted", whose.word()))
}

async fn page(
    app: &App,
    viewer: &Viewer,
    ((letter, file), uri): ((Letter, File), &Uri),
    problems: Problems,
) -> Result<Response, Failure> {
    let words = Words { locale: viewer.language.into() };
    let mut reader = app.reader(viewer).await?;
    let args = [("name", file.kept.person.given_name.clone().into())];
    let (title, section) = (words.with("papers-letter-to", &args), Section::People);
    let mut frame = staff_frame(app, &mut reader, viewer, title, section, address_of(uri)).await?;
    frame.flash = flash_of(words, "papers", question(uri).given("done"));
    let person = format!("/people/{}?tab=support", letter.person);
    let from = from(viewer, uri);
    let list = from.map(|whose| format!("/letters?whose={}", whose.word()));
    let above = match &list {
        Some(list) => (words.say("papers-to-post"), list.clone()),
        None => (words.say("page-nav-people"), "/people".to_owned()),
    };
    let address = format!("/letters/{}", letter.id);
    let head = head(&mut reader, (&letter, &file)).await?;
    let page = LetterPage {
        unprinted: unprinted(words, &blocks(&head, &letter)),
        head,
        crumb: vec![above, (full_name(&file), person.clone())],
        back: list.unwrap_or(person),
        facts: facts(words, &letter, &file),
        standing: standing_said(words, &file),
        may_post: letter.posted_at.is_none() && viewer.role.holds(Right::Track),
        pdf: format!("{address}/print.pdf"),
        action: match from {
            Some(whose) => format!("{address}?from={}", whose.word()),
            None => address,
        },
        language: letter.language.tag(),
        subject: letter.subject,
        text: letter.body,
        frame: frame.refused(&problems),
        problems,
    };
    let is_refused = !page.problems.is_empty();
    shown(&page, is_refused)
}

/// The letter as its PDF has it.
fn blocks(head: &Head, letter: &Letter) -> Vec<Block> {
    let mut blocks = vec![
        Block::Text(format!("{}\n{}\n{}", head.agency, head.address, head.phone)),
        Block::Text(head.day.clone()),
        Block::Text(head.recipient.clone()),
        Block::Heading(1, letter.subject.clone()),
    ];
    blocks.extend(letter.body.split("\n\n").map(|part| Block::Text(part.to_owned())));
    blocks
}

fn unprinted(words: Words, blocks: &[Block]) -> String {
    let squares: Vec<String> = pdf::squares(blocks).iter().map(char::to_string).collect();
    if squares.is_empty() {
        return String::new();
    }
    words.with("papers-unprinted", &[("letters", squares.join(" ").into())])
}

fn facts(words: Words, letter: &Letter, file: &File) -> Vec<(String, String)> {
    let moment = |at: Timestamp| {
        words.moment_near(&at.to_zoned(file.kept.office_zone.clone()), file.today())
    };
    let mut facts = vec![(words.say("papers-written"), moment(letter.made_at))];
    facts.extend(letter.made_by_name.clone().map(|by| (words.say("support-by"), by)));
    if let Some(at) = letter.posted_at {
        let by = letter.posted_by_name.clone().unwrap_or_default();
        facts.push((words.say("papers-posted"), format!("{by}, {}", moment(at))));
    }
    facts
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
    as_pdf(own, (id.as_str(), &letter.subject), &blocks(&head, &letter))
}
