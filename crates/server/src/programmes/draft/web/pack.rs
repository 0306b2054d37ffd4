//! A pack with its versions: which is in force, what hangs on each, and the draft of the next one.

use super::{draft_path, frame, pack_path};
use crate::access::Viewer;
use crate::api::Posted;
use crate::app::App;
use crate::checkpoints::view::language;
use crate::failure::Failure;
use crate::keys::sha256_hex;
use crate::page::{Frame, Words};
use crate::programmes::draft::act::{self, SHIPPED, shipped_programme};
use crate::programmes::store::{self, Draft, Version};
use crate::programmes::{find_shipped, read_programme};
use crate::work::frame::shown;
use askama::Template;
use axum::extract::{Path, State};
use axum::http::Uri;
use axum::response::{IntoResponse, Redirect, Response};
use domain::access::Right;
use domain::programmes::Programme;
use jiff::Timestamp;

#[derive(Template)]
#[template(path = "programmes/draft/web/pack.html")]
struct PackPage {
    frame: Frame,
    path: String,
    title: String,
    code: String,
    versions: Vec<VersionView>,
    draft: Option<DraftView>,
    /// What a draft can begin with: value, words. Empty where the viewer changes nothing.
    bases: Vec<(String, String)>,
    may_change: &'static str,
    notice: Option<String>,
    questionnaires: Vec<[String; 3]>,
}

struct VersionView {
    number: String,
    from: String,
    is_in_force: &'static str,
    enrolments: String,
    out: String,
}

struct DraftView {
    said: String,
    address: String,
    version: String,
}

/// `GET /setup/programmes/{code}`: for everybody who signs in, as the setup itself is.
pub(super) async fn show(
    viewer: Viewer,
    State(app): State<App>,
    Path(code): Path<String>,
    uri: Uri,
) -> Result<Response, Failure> {
    viewer.may(Right::SeePeople)?;
    let words = Words { locale: viewer.language.into() };
    let mut reader = app.reader(&viewer).await?;
    let shipped = shipped_programme(&code)?;
    let versions = store::versions(&mut reader, &code).await?;
    let own = versions.iter().find(|one| one.published.is_some());
    let in_force = match own {
        Some(own) => {
            let source = store::source_of(&mut reader, (&code, own.version)).await?;
            read_programme(&source.unwrap_or_default(), &code).ok()
        }
        None => shipped.clone(),
    };
    let programme = in_force.ok_or(Failure::NotFound)?;
    let draft = store::find_draft(&mut reader, &code).await?;
    let title = programme.title.in_language(language(words)).to_owned();
    let frame = frame(&app, &mut reader, &viewer, (title.clone(), &uri)).await?;
    let may_change = if viewer.role.holds(Right::SetUp) { "yes" } else { "" };
    let page = PackPage {
        frame,
        path: pack_path(&code),
        title,
        versions: views(words, &viewer, shipped.as_ref(), &versions, &programme),
        draft: draft.map(|draft| draft_view(words, &viewer, &draft)),
        bases: bases(words, shipped.as_ref(), &versions, &programme),
        may_change,
        notice: notice(words, &code, shipped.as_ref(), own),
        questionnaires: questionnaires(words, &programme),
        code,
    };
    shown(&page, false)
}

fn views(
    words: Words,
    viewer: &Viewer,
    shipped: Option<&Programme>,
    versions: &[Version],
    in_force: &Programme,
) -> Vec<VersionView> {
    let number = |version: i64| words.with("programmes-version", &[("version", version.into())]);
    let is_in_force =
        |version: i64| if version == i64::from(in_force.version) { "yes" } else { "" };
    let mut views: Vec<VersionView> = Vec::new();
    let shipped = shipped.map(|shipped| i64::from(shipped.version));
    if let Some(version) = shipped.filter(|it| versions.iter().all(|one| one.version != *it)) {
        views.push(VersionView {
            number: number(version),
            from: words.say("programmes-from-program"),
            is_in_force: is_in_force(version),
            enrolments: words.number(0),
            out: words.number(0),
        });
    }
    views.extend(versions.iter().map(|one| VersionView {
        number: number(one.version),
        from: match &one.published {
            None => words.say("programmes-from-program"),
            Some(published) => words.with(
                "programmes-from-own",
                &[
                    ("by", (&published.by).into()),
                    ("when", moment(words, viewer, published.at).into()),
                    ("version", published.based_on.into()),
                ],
            ),
        },
        is_in_force: is_in_force(one.version),
        enrolments: words.number(one.enrolments),
        out: words.number(one.out),
    }));
    views
}

pub(super) fn moment(words: Words, viewer: &Viewer, at: Timestamp) -> String {
    words.moment(&at.to_zoned(viewer.zone.clone()))
}

fn draft_view(words: Words, viewer: &Viewer, draft: &Draft) -> DraftView {
    let said = words.with(
        "programmes-draft-said",
        &[
            ("version", draft.based_on.into()),
            ("by", (&draft.changed_by).into()),
            ("when", moment(words, viewer, draft.changed_at).into()),
        ],
    );
    DraftView { said, address: draft_path(&draft.pack), version: draft.version.to_string() }
}

/// What a draft can begin with, the version in force first.
fn bases(
    words: Words,
    shipped: Option<&Programme>,
    versions: &[Version],
    in_force: &Programme,
) -> Vec<(String, String)> {
    let own = versions.iter().filter(|one| one.published.is_some()).map(|one| {
        let said = words.with("programmes-base-own", &[("version", one.version.into())]);
        (one.version.to_string(), said)
    });
    let shipped = shipped.map(|shipped| {
        let said = words.with("programmes-base-shipped", &[("version", shipped.version.into())]);
        (SHIPPED.to_owned(), said)
    });
    let mut bases: Vec<(String, String)> = own.chain(shipped).collect();
    bases.sort_by_key(|(value, _)| *value != in_force.version.to_string());
    bases
}

/// That the program brings another text than the one that the agency's own version began with.
fn notice(
    words: Words,
    code: &str,
    shipped: Option<&Programme>,
    own: Option<&Version>,
) -> Option<String> {
    let published = own?.published.as_ref()?;
    let text = find_shipped(code)?.text;
    if sha256_hex(text.as_bytes()) == published.shipped_sha256 {
        return None;
    }
    let args = [("shipped", shipped?.version.into()), ("own", own?.version.into())];
    Some(words.with("programmes-shipped-differs", &args))
}

fn questionnaires(words: Words, programme: &Programme) -> Vec<[String; 3]> {
    let used = |code: &str| {
        let points = programme.checkpoints.iter().filter(|rule| rule.questionnaire == code);
        let labels: Vec<String> =
            points.map(|rule| rule.label.in_language(language(words)).to_owned()).collect();
        words.list(&labels)
    };
    let view = |one: &domain::surveys::Questionnaire| {
        let count = [("count", one.questions.len().into())];
        [
            one.title.in_language(language(words)).to_owned(),
            words.with("programmes-questions", &count),
            used(&one.code),
        ]
    };
    programme.questionnaires.iter().map(view).collect()
}

/// `POST /setup/programmes/{code}/draft`
pub(super) async fn begin(
    viewer: Viewer,
    State(app): State<App>,
    Path(code): Path<String>,
    form: Posted,
) -> Result<Response, Failure> {
    let from = form.given("from").unwrap_or(SHIPPED);
    act::begin(&app, &viewer, (&code, from)).await?;
    Ok(Redirect::to(&draft_path(&code)).into_response())
}

/// `POST /setup/programmes/{code}/draft/removal`
pub(super) async fn throw_away(
    viewer: Viewer,
    State(app): State<App>,
    Path(code): Path<String>,
    form: Posted,
) -> Result<Response, Failure> {
    let seen: i64 = form.text("version").parse().unwrap_or(0);
    act::throw_away(&app, &viewer, (&code, seen)).await?;
    Ok(Redirect::to(&format!("{}?done=thrown-away", pack_path(&code))).into_response())
}
