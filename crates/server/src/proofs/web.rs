//! Taking a proof pack: of a person, a checkpoint, a submission, or a sample.

use super::gather::{self, PEOPLE_MAX, Wanted};
use super::manifest::public_key;
use super::sample::{Sample, draw};
use crate::access::{AccessReason, Viewer};
use crate::api::{At, Day};
use crate::app::App;
use crate::failure::Failure;
use crate::page::{Field, Frame, Problems, Section, Words};
use crate::routes::Routes;
use crate::submissions;
use crate::work::frame::{address_of, question, shown, staff_frame};
use askama::Template;
use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::{Uri, header};
use axum::response::{IntoResponse, Response};
use domain::access::Right;
use domain::ids::{CheckpointId, PersonId, SubmissionId};
use std::fs::File;
use std::io;
use tokio::io::AsyncReadExt;

/// Bytes that are read from a pack at a time.
const PORTION_BYTES: usize = 64 * 1024;
/// Characters of a seed, at most.
const SEED_LENGTH_MAX: usize = 60;
const MANY_USUAL: usize = 10;

/// The addresses of this noun.
#[must_use]
pub fn pages() -> Routes {
    Routes::new()
        .get("/proofs", index)
        .get("/proofs/sample.zip", sample)
        .get("/people/{id}/proof.zip", of_person)
        .get("/checkpoints/{id}/proof.zip", of_checkpoint)
        .get("/submissions/{id}/proof.zip", of_submission)
}

type Made = Result<Response, Failure>;

#[derive(Template)]
#[template(path = "proofs/index.html")]
struct IndexPage {
    frame: Frame,
    problems: Problems,
    key: String,
    seed: Field,
    many: Field,
    from: Field,
    until: Field,
}

/// `GET /proofs`
async fn index(viewer: Viewer, State(app): State<App>, uri: Uri) -> Made {
    viewer.may(Right::TakeProofs)?;
    drawn(&app, &viewer, &uri, Problems::new()).await
}

async fn drawn(app: &App, viewer: &Viewer, uri: &Uri, problems: Problems) -> Made {
    let words = Words { locale: viewer.language.into() };
    let asked = question(uri);
    let mut reader = app.reader(viewer).await?;
    let (title, section) = (words.say("proofs-title"), Section::Reports);
    let frame = staff_frame(app, &mut reader, viewer, title, section, address_of(uri)).await?;
    let today = app.clock.now().to_zoned(viewer.zone.clone()).date();
    let field = |name: &str, key: &str, usual: String| {
        let value = asked.given(name).map_or(usual, str::to_owned);
        Field::new(words, name, key).value(value).problem(&problems)
    };
    let page = IndexPage {
        key: public_key(&app.keys.proof_seed()),
        seed: field("seed", "proofs-seed", today.to_string())
            .hint("proofs-seed-hint")
            .length_max(SEED_LENGTH_MAX),
        many: field("many", "proofs-many", MANY_USUAL.to_string()).width("short"),
        from: field("from", "proofs-from", today.first_of_month().to_string()),
        until: field("until", "proofs-until", today.to_string()),
        frame: frame.refused(&problems),
        problems,
    };
    let is_refused = !page.problems.is_empty();
    shown(&page, is_refused)
}

/// `GET /proofs/sample.zip`
async fn sample(viewer: Viewer, State(app): State<App>, reason: AccessReason, uri: Uri) -> Made {
    viewer.may(Right::TakeProofs)?;
    let words = Words { locale: viewer.language.into() };
    let (sample, problems) = read(words, &uri);
    let Some(sample) = sample.filter(|_| problems.is_empty()) else {
        return drawn(&app, &viewer, &uri, problems).await;
    };
    let mut reader = app.reader(&viewer).await?;
    let people = draw(&mut reader, &sample).await?;
    drop(reader);
    if people.is_empty() {
        let nobody = Problems::on_page(words.say("proofs-nothing-to-draw"));
        return drawn(&app, &viewer, &uri, nobody).await;
    }
    let Sample { seed, many, from, until } = &sample;
    let about = format!("sample of {many} confirmed from {from} until {until}, seed {seed}");
    handed(&app, &viewer, (Wanted { about, people }, reason.text()), "sample").await
}

fn read(words: Words, uri: &Uri) -> (Option<Sample>, Problems) {
    let asked = question(uri);
    let mut problems = Problems::new();
    let seed = asked.text("seed").trim().to_owned();
    let fits = !seed.is_empty() && seed.chars().count() <= SEED_LENGTH_MAX;
    if !fits || seed.chars().any(char::is_control) {
        problems.add("seed", words.say("proofs-seed-wanted"));
    }
    let many =
        asked.text("many").trim().parse().ok().filter(|many| (1..=PEOPLE_MAX).contains(many));
    if many.is_none() {
        let most = [("most", PEOPLE_MAX.into())];
        problems.add("many", words.with("proofs-many-wanted", &most));
    }
    let mut day = |name: &str| {
        let read = asked.text(name).parse::<Day>().ok().map(|day| day.0);
        if read.is_none() {
            problems.add(name, words.say("people-day-wanted"));
        }
        read
    };
    let (from, until) = (day("from"), day("until"));
    let sample = many.zip(from.zip(until));
    (sample.map(|(many, (from, until))| Sample { seed, many, from, until }), problems)
}

/// `GET /people/{id}/proof.zip`
async fn of_person(
    viewer: Viewer,
    State(app): State<App>,
    At(id): At<PersonId>,
    reason: AccessReason,
) -> Made {
    viewer.may(Right::TakeProofs)?;
    let wanted = Wanted { about: format!("person {id}"), people: vec![(id, None)] };
    handed(&app, &viewer, (wanted, reason.text()), id.as_str()).await
}

/// `GET /checkpoints/{id}/proof.zip`
async fn of_checkpoint(
    viewer: Viewer,
    State(app): State<App>,
    At(id): At<CheckpointId>,
    reason: AccessReason,
) -> Made {
    viewer.may(Right::TakeProofs)?;
    let mut reader = app.reader(&viewer).await?;
    let person = crate::checkpoints::store::person_of(&mut reader, &id).await?;
    drop(reader);
    let people = vec![(person.ok_or(Failure::NotFound)?, Some(id))];
    let wanted = Wanted { about: format!("checkpoint {id}"), people };
    handed(&app, &viewer, (wanted, reason.text()), id.as_str()).await
}

/// `GET /submissions/{id}/proof.zip`
async fn of_submission(
    viewer: Viewer,
    State(app): State<App>,
    At(id): At<SubmissionId>,
    reason: AccessReason,
) -> Made {
    viewer.may(Right::TakeProofs)?;
    let mut reader = app.reader(&viewer).await?;
    let kept = submissions::store::find(&mut reader, &id).await?.ok_or(Failure::NotFound)?;
    drop(reader);
    let people = vec![(kept.person, Some(kept.checkpoint))];
    let wanted = Wanted { about: format!("submission {id}"), people };
    handed(&app, &viewer, (wanted, reason.text()), id.as_str()).await
}

async fn handed(
    app: &App,
    viewer: &Viewer,
    (wanted, reason): (Wanted, Option<&str>),
    name: &str,
) -> Made {
    let file = gather::write(app, viewer, (&wanted, reason)).await?;
    let length = file.metadata().map_err(|error| Failure::fault("measuring a pack", &error))?.len();
    let headers = [
        (header::CONTENT_TYPE, "application/zip".to_owned()),
        (header::CONTENT_LENGTH, length.to_string()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"proof-{name}.zip\"")),
    ];
    Ok((headers, Body::from_stream(portions(file))).into_response())
}

/// A file in portions, never whole in memory.
fn portions(file: File) -> impl futures_util::Stream<Item = io::Result<Bytes>> + Send {
    let file = tokio::fs::File::from_std(file);
    futures_util::stream::try_unfold(file, |mut file| async move {
        let mut portion = vec![0; PORTION_BYTES];
        let read = file.read(&mut portion).await?;
        portion.truncate(read);
        Ok((read > 0).then(|| (Bytes::from(portion), file)))
    })
}
