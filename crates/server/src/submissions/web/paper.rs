//! The sheet on paper: what is typed into the funder's own screen, with room for its number.

use super::Made;
use crate::access::{AccessReason, Viewer};
use crate::api::At;
use crate::app::App;
use crate::failure::Failure;
use crate::page::Words;
use crate::page::pdf::{self, Block};
use crate::submissions::act::programme_of;
use crate::submissions::api::open_submission;
use crate::submissions::say;
use crate::submissions::sheet::sheet;
use crate::submissions::view::version_of;
use axum::extract::State as Of;
use axum::http::header;
use axum::response::IntoResponse;
use domain::access::Right;
use domain::ids::SubmissionId;

/// Where somebody writes what the funder's screen shows.
const ROOM: &str = "______________________________";

/// `GET /submissions/{id}/sheet.pdf`
pub(super) async fn sheet_pdf(
    viewer: Viewer,
    Of(app): Of<App>,
    At(id): At<SubmissionId>,
    reason: AccessReason,
) -> Made {
    viewer.may(Right::SeePeople)?;
    let words = Words { locale: viewer.language.into() };
    let (kept, file) = open_submission(&app, &viewer, &id, reason.text()).await?;
    let mut reader = app.reader(&viewer).await?;
    let programme = programme_of(&app, &mut reader, &kept).await?;
    let version = version_of(&mut reader, &kept).await?;
    drop(reader);
    let person = &file.kept.person;
    let who = format!("{} {}", person.given_name, person.family_name);
    let title = words.with("submissions-of", &[("who", who.into())]);
    let fact = |key: &str, value: String| Block::Fact(words.say(key), value);
    let mut blocks = vec![
        Block::Heading(1, title.clone()),
        fact("submissions-fact-state", say::state(words, &kept)),
        fact("submissions-fact-hash", kept.payload_sha256.clone()),
    ];
    for part in sheet(words, &programme, (&kept, &version))? {
        blocks.push(Block::Heading(2, part.title));
        for line in part.lines {
            let code = if line.code.is_empty() { line.code } else { format!(" [{}]", line.code) };
            let sent = line.sent.map(|sent| {
                let said = words.with("submissions-sent-as", &[("value", sent.into())]);
                format!(" ({said})")
            });
            let said = format!("{}{code}{}", line.said, sent.unwrap_or_default());
            blocks.push(Block::Fact(line.label, said));
        }
    }
    let number = kept.receipt.clone().unwrap_or_else(|| ROOM.to_owned());
    blocks.push(Block::Heading(2, words.say("submissions-reference")));
    blocks.push(fact("submissions-fact-receipt", number));
    let written = pdf::written(&title, words.locale.as_tag(), &blocks);
    let bytes = written.map_err(|why| Failure::fault("writing a sheet", &why))?;
    let headers = [
        (header::CONTENT_TYPE, "application/pdf".to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{}.pdf\"", kept.id)),
    ];
    Ok((headers, bytes).into_response())
}
