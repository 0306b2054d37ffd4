//! Runs in words: where they stand, what they will do and did.

use super::act::Loaded;
use super::store::{self, Filter, Kept};
use crate::app::App;
use crate::checkpoints::desk::File;
use crate::diary;
use crate::failure::Failure;
use crate::flows;
use crate::page::Words;
use crate::record::Held;
use domain::flows::{Flow, State};
use domain::ids::PlacementId;

/// A run as a line.
#[derive(Debug, Clone)]
pub struct RunLine {
    /// The job that it is about.
    pub placement: PlacementId,
    pub title: String,
    pub address: String,
    pub standing: String,
    pub tone: &'static str,
}

/// The runs of a person, the latest first.
///
/// # Errors
///
/// What the database says.
pub async fn of_person(
    app: &App,
    held: &mut impl Held,
    (file, words): (&File, Words),
) -> Result<Vec<RunLine>, Failure> {
    let person = &file.kept.person.id;
    let all = store::list(held, Filter { person: Some(person), ..Filter::default() }).await?;
    let mut lines = Vec::new();
    for kept in &all {
        let flow = flows::store::pinned(app, held, (&kept.flow, kept.flow_version)).await?;
        let at = kept.made_at.to_zoned(file.kept.office_zone.clone());
        let title = flow.title.in_language(words.locale.into());
        lines.push(RunLine {
            placement: kept.placement,
            title: format!("{title}, {}", words.moment_near(&at, file.today())),
            address: format!("/runs/{}", kept.id),
            standing: waiting_said(words, (&flow, kept), waits_until(held, kept).await?.as_ref()),
            tone: match kept.state {
                State::Open => "accent",
                State::Waiting => "wait",
                State::Closed => "",
            },
        });
    }
    Ok(lines)
}

/// Where a run stands: at a node, waiting for something, or over.
#[must_use]
pub fn standing_said(words: Words, flow: &Flow, kept: &Kept) -> String {
    let language = words.locale.into();
    match kept.state {
        State::Open => {
            let node = flow.node(&kept.node).map(|node| node.title.in_language(language));
            words.with("runs-stands-at", &[("node", node.unwrap_or_default().into())])
        }
        State::Waiting => {
            let what = awaited(words, flow, kept);
            words.with("runs-waits-for", &[("what", what.into())])
        }
        State::Closed => words.say("runs-over"),
    }
}

/// What a run waits for. The entry of the diary on which one stops waiting for something is not
/// named beside it: the entry of a reply that is due is the same reply once more.
fn awaited(words: Words, flow: &Flow, kept: &Kept) -> String {
    let all = kept.waits_for.split(';').filter(|event| !event.is_empty());
    let (days, others): (Vec<&str>, Vec<&str>) = all.partition(|event| is_day(event));
    let named = if others.is_empty() { days } else { others };
    let said: Vec<String> = named.iter().map(|event| event_said(words, flow, event)).collect();
    words.list(&said)
}

fn is_day(event: &str) -> bool {
    event.starts_with("diary_due.")
}

/// The entry of the diary that ends the waiting of a run, where one is booked.
///
/// # Errors
///
/// What the database says.
pub async fn waits_until(
    held: &mut impl Held,
    kept: &Kept,
) -> Result<Option<diary::store::Kept>, Failure> {
    if kept.state != State::Waiting {
        return Ok(None);
    }
    let all = kept.waits_for.split(';').filter_map(|event| event.strip_prefix("diary_due."));
    for kind in all.filter_map(domain::diary::Kind::of_word) {
        let filter = diary::store::Filter {
            person: Some(kept.person),
            job: Some((kept.placement, kind)),
            is_open: true,
            ..Default::default()
        };
        if let Some(entry) = diary::store::list(held, &filter, None, 1).await?.pop() {
            return Ok(Some(entry));
        }
    }
    Ok(None)
}

/// Where a run stands; of one that waits, until which day.
#[must_use]
pub fn waiting_said(
    words: Words,
    (flow, kept): (&Flow, &Kept),
    entry: Option<&diary::store::Kept>,
) -> String {
    let Some(entry) = entry else { return standing_said(words, flow, kept) };
    let has_others = kept.waits_for.split(';').any(|event| !event.is_empty() && !is_day(event));
    let key = if has_others { "runs-waits-until" } else { "runs-waits-day" };
    let args =
        [("what", awaited(words, flow, kept).into()), ("day", words.date(entry.due_on).into())];
    words.with(key, &args)
}

/// Something that wakes a run, in words.
#[must_use]
pub fn event_said(words: Words, flow: &Flow, event: &str) -> String {
    if let Some(role) = event.strip_prefix("role:") {
        let label = flow.role(role).map(|role| role.label.in_language(words.locale.into()));
        return label.unwrap_or(role).to_owned();
    }
    if let Some(kind) = event.strip_prefix("diary_due.") {
        return words.say(&format!("diary-kind-{}", kind.replace('_', "-")));
    }
    if let Some(kind) = event.strip_prefix("task_done.") {
        let key = format!("tasks-kind-{}", kind.replace('_', "-"));
        return if words.has(&key) { words.say(&key) } else { kind.replace('_', " ") };
    }
    words.say(&format!("runs-event-{}", event.replace(['_', '.'], "-")))
}

/// The warnings of the present node, and of the answer that led here.
#[must_use]
pub fn warnings(words: Words, loaded: &Loaded) -> Vec<String> {
    let language = words.locale.into();
    let Some(here) = loaded.run.here() else { return Vec::new() };
    let mut all: Vec<String> = Vec::new();
    let mut put = |text: &domain::words::Words| {
        let text = text.in_language(language).to_owned();
        if !all.contains(&text) {
            all.push(text);
        }
    };
    // Why one stands here and not at the step that was meant.
    let meant = here.instead_of.as_ref().and_then(|meant| loaded.flow.node(meant));
    if let Some(requires) = meant.and_then(|meant| meant.requires.as_ref()) {
        put(&requires.because);
    }
    if let Some(node) = loaded.flow.node(&here.node) {
        node.warnings.iter().for_each(&mut put);
    }
    let before = loaded.run.path.iter().rev().skip(1).find(|visit| !visit.is_skipped);
    if let Some(visit) = before
        && let Some(node) = loaded.flow.node(&visit.node)
        && let Some(answer) =
            node.answers().iter().find(|one| Some(&one.id) == visit.given.answer.as_ref())
    {
        answer.warnings.iter().for_each(&mut put);
    }
    all
}
