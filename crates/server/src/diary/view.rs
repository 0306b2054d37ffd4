//! Entries in words, and as lines of a list of work.

use super::store::Kept;
use crate::access::{Viewer, in_caseload};
use crate::app::App;
use crate::checkpoints::desk::{self, File, OnFile};
use crate::checkpoints::row::WorkRow;
use crate::checkpoints::view;
use crate::contacts;
use crate::failure::Failure;
use crate::page::{Choice, StoneView, Words};
use crate::people::web::head::phone_said;
use crate::placements;
use crate::record::Held;
use domain::access::Right;
use domain::diary::{Kind, Outcome, is_call_due};
use domain::ids::PersonId;
use domain::people::ContactKind;
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

/// The employer where the person has several jobs, its outcome where it has one, and its reason.
fn why_said(words: Words, kept: &Kept, file: Option<&File>) -> String {
    let employer = file.filter(|file| file.placements.len() > 1).and_then(|file| job(file, kept));
    let employer = employer.map(|job| job.employer.clone());
    let outcome = kept.entry.outcome.map(|outcome| outcome_said(words, outcome));
    let is_plain = outcome.is_none() && kept.reason.is_none();
    let open = is_plain.then(|| words.say("diary-open"));
    let reason = kept.reason.as_ref().map(|reason| reason.said(words));
    let said = employer.into_iter().chain(outcome).chain(reason).chain(open);
    said.collect::<Vec<_>>().join(", ")
}

fn job<'a>(file: &'a File, kept: &Kept) -> Option<&'a placements::store::Kept> {
    let placement = kept.placement?;
    file.placements.iter().find(|job| job.placement.id == placement)
}

/// An entry as a line of a list.
#[derive(Debug, Clone)]
pub struct EntryLine {
    pub row: WorkRow,
    /// Where its call begins or goes on; empty where none is to be made by now.
    pub call: String,
    /// What a day on paper says besides: the job, and the number for whoever may call it.
    pub paper: String,
}

/// Whether it should have had its outcome by now.
#[must_use]
pub fn is_late(kept: &Kept, today: Date) -> bool {
    kept.entry.outcome.is_none() && kept.due_on < today
}

/// Entries as lines of a list, in their order, each with the stones of its job.
///
/// # Errors
///
/// What the database says.
pub async fn lines(
    app: &App,
    held: &mut impl Held,
    viewer: &Viewer,
    (all, zone): (&[Kept], &TimeZone),
) -> Result<Vec<EntryLine>, Failure> {
    let words = Words { locale: viewer.language.into() };
    let today = app.clock.today(zone);
    let mut people: Vec<PersonId> = all.iter().map(|kept| kept.person).collect();
    people.sort_unstable();
    people.dedup();
    let files: HashMap<PersonId, File> = desk::load_many(app, held, &people).await?;
    let dead = contacts::store::unusable_of(held, &people).await?;
    let line = |kept: &Kept| {
        let file = files.get(&kept.person);
        EntryLine {
            row: row(words, viewer, (kept, file), (today, zone)),
            call: file.map(|file| call(viewer, (kept, file), today)).unwrap_or_default(),
            paper: file.map(|file| paper_said(viewer, (kept, file), &dead)).unwrap_or_default(),
        }
    };
    Ok(all.iter().map(line).collect())
}

/// Where a call of today or before is made, by whoever may make it to somebody who may be called.
fn call(viewer: &Viewer, (kept, file): (&Kept, &File), today: Date) -> String {
    let is_due = is_call_due((kept.kind, kept.entry.outcome), kept.due_on, today);
    let is_barred = file.kept.person.standing.bars_contact();
    // Whoever needs a reason to open the file gives it on the way there.
    let is_due = is_due && in_caseload(viewer, &file.kept.file());
    if is_due && !is_barred && kept.placement.is_some() && viewer.role.holds(Right::Track) {
        return format!("/diary/{}/call", kept.id);
    }
    String::new()
}

/// The job and the first telephone number that works. Numbers stand in the file: whoever needs a
/// reason to open it does not read them in a list, and nobody is called who is not to be.
fn paper_said(
    viewer: &Viewer,
    (kept, file): (&Kept, &File),
    dead: &[(PersonId, String)],
) -> String {
    let person = &file.kept.person;
    let may_call = in_caseload(viewer, &file.kept.file()) && !person.standing.bars_contact();
    let works = |number: &str| !dead.iter().any(|(of, it)| *of == person.id && it == number);
    let phones = person.contact_points.iter().filter(|one| one.kind == ContactKind::Phone);
    let phones = phones.filter(|one| works(&one.value));
    let phone = phones.min_by_key(|one| one.position).filter(|_| may_call);
    let job = job(file, kept).map(|job| format!("{}, {}", job.job_title, job.employer));
    let said = job.into_iter().chain(phone.map(|one| phone_said(&one.value)));
    said.collect::<Vec<_>>().join(" · ")
}

fn stones(words: Words, file: &File, kept: &Kept) -> Vec<StoneView> {
    let is_own = |one: &&OnFile| kept.placement.is_some() && one.kept.placement == kept.placement;
    let own = file.checkpoints.iter().find(is_own);
    own.map(|one| view::rail(words, file, &view::beside(file, one))).unwrap_or_default()
}

fn row(
    words: Words,
    viewer: &Viewer,
    (kept, file): (&Kept, Option<&File>),
    (today, zone): (Date, &TimeZone),
) -> WorkRow {
    let at = kept.entry.due_at.to_zoned(zone.clone());
    let when = if kept.due_on == today { words.time(&at) } else { words.moment_near(&at, today) };
    let may_close = kept.entry.outcome.is_none() && viewer.role.holds(Right::Track);
    let owner = if kept.entry.owner == viewer.user { "" } else { kept.owner_name.as_str() };
    let why = why_said(words, kept, file);
    WorkRow {
        icon: icon_of(kept.kind),
        when,
        is_late: is_late(kept, today),
        who: kept.person_name.clone(),
        address: format!("/people/{}?tab=diary", kept.person),
        stones: file.map(|file| stones(words, file, kept)).unwrap_or_default(),
        what: what_said(words, kept),
        why: if owner.is_empty() { why } else { format!("{why}, {owner}") },
        verb: words.say(if may_close { "diary-verb-close" } else { "checkpoints-verb-open" }),
        act: format!("/diary/{}", kept.id),
        tick: None,
    }
}
