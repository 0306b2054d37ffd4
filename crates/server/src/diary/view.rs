//! Entries in words, and as lines of a list of work.

use super::store::Kept;
use crate::access::Viewer;
use crate::app::App;
use crate::checkpoints::desk::{self, File, OnFile};
use crate::checkpoints::row::WorkRow;
use crate::checkpoints::view;
use crate::failure::Failure;
use crate::page::{Choice, StoneView, Words};
use crate::record::Held;
use domain::access::Right;
use domain::diary::{Kind, Outcome};
use domain::ids::PersonId;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use std::collections::HashMap;

/// What an entry is.
#[must_use]
pub fn kind_said(words: Words, kind: Kind) -> String {
    words.say(&format!("diary-kind-{}", kind.word().replace('_', "-")))
}

/// How something went.
#[must_use]
pub fn outcome_said(words: Words, outcome: Outcome) -> String {
    words.say(&format!("diary-outcome-{}", outcome.word().replace('_', "-")))
}

/// The outcomes that somebody may put.
#[must_use]
pub fn outcomes(words: Words) -> Vec<Choice> {
    let may_be_put = Outcome::ALL.into_iter().filter(|outcome| outcome.may_be_put());
    may_be_put.map(|outcome| Choice::new(outcome.word(), outcome_said(words, outcome))).collect()
}

fn icon_of(kind: Kind) -> &'static str {
    match kind {
        Kind::TrackingCall | Kind::EmployerContact => "phone",
        Kind::Appointment | Kind::RapidResponse => "people",
        Kind::SiteVisit => "building",
        Kind::EmployerReplyDue | Kind::EndDateChase => "clock",
        Kind::BenefitCheck | Kind::EmployerConfirmation => "check",
        Kind::Escalation => "flag",
        Kind::FrequencyChange => "calendar",
        Kind::NewJob | Kind::Other => "note",
    }
}

/// What an entry is, with its try where it is not the first.
#[must_use]
pub fn what_said(words: Words, kept: &Kept) -> String {
    let kind = kind_said(words, kept.kind);
    if kept.attempt <= 1 {
        return kind;
    }
    let args = [("kind", kind.into()), ("attempt", kept.attempt.into())];
    words.with("diary-what-attempt", &args)
}

/// Its reason, and its outcome where it has one.
fn why_said(words: Words, kept: &Kept) -> String {
    let outcome = kept.entry.outcome.map(|outcome| outcome_said(words, outcome));
    let said: Vec<String> = outcome.into_iter().chain(kept.reason.clone()).collect();
    if said.is_empty() { words.say("diary-open") } else { said.join(", ") }
}

/// Whether it should have had its outcome by now.
#[must_use]
pub fn is_late(kept: &Kept, today: Date) -> bool {
    kept.entry.outcome.is_none() && kept.due_on < today
}

/// Entries as lines of a list of work, in their order, each with the stones of its job.
///
/// # Errors
///
/// What the database says.
pub async fn rows(
    app: &App,
    held: &mut impl Held,
    viewer: &Viewer,
    (all, zone): (&[Kept], &TimeZone),
) -> Result<Vec<WorkRow>, Failure> {
    let words = Words { locale: viewer.language.into() };
    let today = app.clock.today(zone);
    let mut people: Vec<PersonId> = all.iter().map(|kept| kept.person).collect();
    people.sort_unstable();
    people.dedup();
    let files: HashMap<PersonId, File> = desk::load_many(app, held, &people).await?;
    let row = |kept: &Kept| {
        let stones = files.get(&kept.person).map(|file| stones(words, file, kept));
        let row = row(words, viewer, (kept, today), zone);
        WorkRow { stones: stones.unwrap_or_default(), ..row }
    };
    Ok(all.iter().map(row).collect())
}

fn stones(words: Words, file: &File, kept: &Kept) -> Vec<StoneView> {
    let is_own = |one: &&OnFile| kept.placement.is_some() && one.kept.placement == kept.placement;
    let own = file.checkpoints.iter().find(is_own);
    own.map(|one| view::rail(words, file, &view::beside(file, one))).unwrap_or_default()
}

/// An entry as a line of a list of work.
fn row(words: Words, viewer: &Viewer, (kept, today): (&Kept, Date), zone: &TimeZone) -> WorkRow {
    let at = kept.entry.due_at.to_zoned(zone.clone());
    let when = if kept.due_on == today { words.time(&at) } else { words.moment_near(&at, today) };
    let may_close = kept.entry.outcome.is_none() && viewer.role.holds(Right::Track);
    let owner = if kept.entry.owner == viewer.user { "" } else { kept.owner_name.as_str() };
    let why = why_said(words, kept);
    WorkRow {
        icon: icon_of(kept.kind),
        when,
        is_late: is_late(kept, today),
        who: kept.person_name.clone(),
        address: format!("/people/{}?tab=diary", kept.person),
        stones: Vec::new(),
        what: what_said(words, kept),
        why: if owner.is_empty() { why } else { format!("{why}, {owner}") },
        verb: words.say(if may_close { "diary-verb-close" } else { "checkpoints-verb-open" }),
        act: format!("/diary/{}", kept.id),
        tick: None,
    }
}
