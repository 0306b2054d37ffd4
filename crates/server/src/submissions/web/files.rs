//! Files for the funder on their pages: what is ready, those that were made, making and taking one.

use super::Made;
use crate::access::Viewer;
use crate::api::Posted;
use crate::app::App;
use crate::checkpoints::view::language;
use crate::failure::Failure;
use crate::page::{Frame, Section, Words};
use crate::record::{Actor, Held};
use crate::reports::export::{self, Seen};
use crate::submissions::act;
use crate::submissions::file::{self, Kind};
use crate::submissions::store;
use crate::work::frame::{address_of, flash_of, question, shown, staff_frame};
use askama::Template;
use axum::extract::{Path, State as Of};
use axum::http::{Uri, header};
use axum::response::{IntoResponse, Redirect, Response};
use domain::access::Right;
use domain::ids::SubmissionFileId;

/// What could go into one file now.
pub(super) struct Ready {
    pub pack: String,
    pub version: i64,
    pub title: String,
    pub many: i64,
}

/// What could go into files now, by programme.
pub(super) async fn ready(
    app: &App,
    held: &mut impl Held,
    viewer: &Viewer,
) -> Result<Vec<Ready>, Failure> {
    if !viewer.role.holds(Right::ApproveSubmissions) {
        return Ok(Vec::new());
    }
    let words = Words { locale: viewer.language.into() };
    let mut all = Vec::new();
    for (pack, version, many) in store::ready_for_files(held).await? {
        let own = (pack.as_str(), version);
        let programme = crate::programmes::store::pinned(app, held, own).await?;
        let title = programme.title.in_language(language(words)).to_owned();
        all.push(Ready { pack, version, title, many });
    }
    Ok(all)
}

#[derive(Template)]
#[template(path = "submissions/files.html")]
struct FilesPage {
    frame: Frame,
    rows: Vec<FileRow>,
}

struct FileRow {
    title: String,
    entries: i64,
    made: String,
    links: Vec<(String, String)>,
}

/// `GET /submissions/files`
pub(super) async fn files(viewer: Viewer, Of(app): Of<App>, uri: Uri) -> Made {
    viewer.may(Right::ApproveSubmissions)?;
    let words = Words { locale: viewer.language.into() };
    let mut reader = app.reader(&viewer).await?;
    let (title, section) = (words.say("submissions-files"), Section::Submissions);
    let mut frame =
        staff_frame(&app, &mut reader, &viewer, title, section, address_of(&uri)).await?;
    frame.flash = flash_of(words, "submissions", question(&uri).given("done"));
    let today = app.clock.now().to_zoned(viewer.zone.clone()).date();
    let mut rows = Vec::new();
    for one in store::files(&mut reader).await? {
        let pack = (one.pack.as_str(), one.pack_version);
        let programme = crate::programmes::store::pinned(&app, &mut reader, pack).await?;
        let at = words.moment_near(&one.made_at.to_zoned(viewer.zone.clone()), today);
        let by = one.made_by_name.unwrap_or(one.made_by);
        let link = |kind: Kind| {
            let address = format!("/submissions/files/{}/{}", one.id, kind.word());
            (kind.word().to_uppercase(), address)
        };
        rows.push(FileRow {
            title: programme.title.in_language(language(words)).to_owned(),
            entries: one.entries,
            made: format!("{at}, {by}"),
            links: Kind::ALL.map(link).to_vec(),
        });
    }
    shown(&FilesPage { frame, rows }, false)
}

/// `POST /submissions/files`
pub(super) async fn export(viewer: Viewer, Of(app): Of<App>, form: Posted) -> Made {
    viewer.may(Right::ApproveSubmissions)?;
    let version = form.text("version").parse().unwrap_or(-1);
    let (writer, _) = act::export(&app, &viewer, (form.text("pack"), version)).await?;
    writer.commit().await?;
    Ok(Redirect::to("/submissions/files?done=exported").into_response())
}

/// `GET /submissions/files/{id}/{kind}`: whoever does not see all that is in it sees none of it.
pub(super) async fn download(
    viewer: Viewer,
    Of(app): Of<App>,
    Path((id, kind)): Path<(String, String)>,
) -> Made {
    viewer.may(Right::ApproveSubmissions)?;
    let id: SubmissionFileId = id.parse().map_err(|_| Failure::NotFound)?;
    let kind = Kind::ALL.into_iter().find(|one| one.word() == kind).ok_or(Failure::NotFound)?;
    let mut reader = app.reader(&viewer).await?;
    let one = store::file(&mut reader, &id).await?.ok_or(Failure::NotFound)?;
    let inside = store::in_file(&mut reader, &id).await?;
    if inside.len() as i64 != one.entries {
        return Err(Failure::NotFound);
    }
    let pack = (one.pack.as_str(), one.pack_version);
    let programme = crate::programmes::store::pinned(&app, &mut reader, pack).await?;
    let rule = programme.submission.as_ref().ok_or(Failure::NotFound)?;
    let made_at = one.made_at.to_zoned(jiff::tz::TimeZone::UTC).datetime();
    drop(reader);
    let detail = format!("{} rows={}", kind.word(), one.entries);
    let seen = Seen { action: "take submission file", subject: id.as_str(), detail: &detail };
    export::record(&app, &Actor::from(&viewer), seen).await?;
    let bytes = file::written(kind, (rule, made_at), &inside)?;
    Ok(handed(&format!("{}.{}", one.id, kind.word()), kind, bytes))
}

/// Bytes to be kept, under a name of ours.
pub(super) fn handed(name: &str, kind: Kind, bytes: Vec<u8>) -> Response {
    let headers = [
        (header::CONTENT_TYPE, kind.content_type().to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
    ];
    (headers, bytes).into_response()
}
