//! *View*: the client's answers as they were given, in a dialog that can be printed.

use super::act::closed_because;
use super::disown;
use super::reading::Reading;
use super::reading::{self, stored};
use super::section::before::before;
use super::section::{self, Line, Looking};
use super::sent::{Sent, sent};
use super::store::links;
use super::store::{self, rounds, taps};
use super::web::home;
use crate::access::Viewer;
use crate::app::App;
use crate::checkpoints::desk::{File, OnFile};
use crate::failure::Failure;
use crate::page::Words;
use crate::record::Held;
use askama::Template;
use domain::access::Right;

/// The dialog.
#[derive(Template)]
#[template(path = "surveys/given.html")]
struct Given {
    words: Words,
    title: String,
    came: String,
    notices: Vec<String>,
    lines: Vec<Line>,
    files: Vec<Sent>,
    left: Vec<Line>,
    /// What was sent before it was given back, each time with its heading.
    earlier: Vec<(String, Vec<Line>)>,
    back: String,
    counted: String,
    csrf: String,
    /// What a form that puts the answers by posts, where they can be.
    disown: Option<Disown>,
    disowned: Vec<Put>,
}

/// The dialog, written.
///
/// # Errors
///
/// What the database says.
pub async fn dialog(
    app: &App,
    held: &mut impl Held,
    (file, one): (&File, &OnFile),
    looking: Looking<'_>,
) -> Result<String, Failure> {
    let words = looking.words;
    let id = &one.kept.checkpoint.id;
    let reading = reading::load(app, held, (file, one)).await?;
    let came = links::came(held, id).await?;
    let changes = store::changes(held, id).await?;
    let before = before(app, held, (file, one), words).await?;
    let given = section::given((file, one), (&reading, &changes, &came), before.as_ref(), words);
    let submitted = rounds::submissions(held, id).await?;
    let is_open = reading.response.client_submitted_at.is_none();
    // The last one is what stands above, unless it went back.
    let shown = if is_open { submitted.len() } else { submitted.len().saturating_sub(1) };
    let zone = &file.kept.office_zone;
    let earlier = submitted.iter().take(shown).rev().map(|one_sent| {
        let at = words.moment_near(&one_sent.submitted_at.to_zoned(zone.clone()), file.today());
        let answers = stored(reading.questionnaire(), &one_sent.answers);
        let lines = section::lines_of((id.as_str(), &reading), &answers, words);
        (words.with("surveys-answered-before", &[("at", at.into())]), lines)
    });
    let earlier: Vec<_> = earlier.collect();
    let client = file.kept.person.given_name.as_str();
    let dialog = Given {
        title: words.with("surveys-answers-title", &[("client", client.into())]),
        counted: words.with("surveys-answers-count", &[("count", given.lines.len().into())]),
        came: given.came,
        notices: given.notices,
        lines: given.lines,
        files: sent(held, id).await?,
        left: given.aside,
        earlier,
        back: home(one),
        csrf: looking.viewer.csrf().to_owned(),
        disown: disown_form(looking.viewer, one, &reading),
        disowned: put_by(held, (file, one), (&reading, words)).await?,
        words,
    };
    Ok(dialog.render()?)
}

/// How answers that are not the client's are put by.
struct Disown {
    action: String,
    version: i64,
}

/// Answers that were put by before.
struct Put {
    said: String,
    lines: Vec<Line>,
}

/// The form that puts the answers by, for whoever may and while they can be.
fn disown_form(viewer: &Viewer, one: &OnFile, reading: &Reading) -> Option<Disown> {
    let checkpoint = &one.kept.checkpoint;
    let response = &reading.response;
    let is_closed = closed_because(checkpoint).is_some()
        || disown::refused(response.client, response.staff).is_some();
    if is_closed || viewer.may(Right::Review).is_err() {
        return None;
    }
    let action = format!("/checkpoints/{}/disowning", checkpoint.id);
    Some(Disown { action, version: response.version })
}

/// Answers that were put by before, each with who and when.
async fn put_by(
    held: &mut impl Held,
    (file, one): (&File, &OnFile),
    (reading, words): (&Reading, Words),
) -> Result<Vec<Put>, Failure> {
    let mut put = Vec::new();
    for old in taps::disowned(held, &one.kept.checkpoint.id).await? {
        let at = words.moment(&old.at.to_zoned(file.kept.office_zone.clone()));
        let args = [("by", old.by.as_str().into()), ("at", at.into())];
        let said = words.with("surveys-disowned", &args);
        let answers = old.answers.as_ref().map(|text| reading.answers_in(text));
        let checkpoint = one.kept.checkpoint.id.as_str();
        let answers = answers.unwrap_or_default();
        let lines = section::lines_of((checkpoint, reading), &answers, words);
        put.push(Put { said, lines });
    }
    Ok(put)
}
