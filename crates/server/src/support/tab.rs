//! Support on a person's page: how often one keeps in touch and why, what was agreed, who was
//! tried, what was heard of benefits.

use super::act::entries_of;
use super::jobs::JobView;
use super::store::{self, Assessment};
use super::{benefits, jobs};
use crate::access::Viewer;
use crate::app::App;
use crate::checkpoints::desk::File;
use crate::contacts;
use crate::contacts::view::TryLine;
use crate::diary;
use crate::failure::Failure;
use crate::page::{Frame, Words};
use crate::papers;
use crate::papers::view::PaperLine;
use crate::people::web::Asked;
use crate::people::web::head::Head;
use crate::record::Reader;
use crate::runs;
use crate::runs::view::RunLine;
use askama::Template;
use domain::access::Right;
use domain::support::{Assessed, Risk, USUAL_WEEKS, standing};

/// Tries that are shown, at most: the latest.
const TRIES_MAX: i64 = 50;
/// Entries of the diary that a summary names, at most: the next ones.
const BOOKED_MAX: i64 = 3;

/// A person's support.
#[derive(Template)]
#[template(path = "support/tab.html")]
pub struct TabPage {
    frame: Frame,
    head: Head,
    may_track: bool,
    /// Whether a call about a job can be begun.
    may_call: bool,
    jobs: Vec<JobView>,
    proposal: String,
    caps: String,
    history: Vec<Entry>,
    agreements: Vec<Agreed>,
    checks: Vec<(String, String)>,
    tries: Vec<TryLine>,
    /// Calls about jobs that are over.
    runs: Vec<RunLine>,
    papers: Vec<PaperLine>,
    /// What employers were asked and answered.
    asked: Vec<(String, String)>,
}

struct Entry {
    from: String,
    job: String,
    said: String,
    why: String,
    by: String,
}

struct Agreed {
    on: String,
    said: String,
    note: String,
    by: String,
}

/// The page.
///
/// # Errors
///
/// What the database says.
pub async fn page(app: &App, viewer: &Viewer, mut around: Asked) -> Result<TabPage, Failure> {
    let words = around.frame.words;
    let person = around.file.kept.person.id;
    let (file, reader) = (&around.file, &mut around.reader);
    let assessments = store::assessments(reader, &person).await?;
    let agreements = store::agreements(reader, &person).await?;
    let checks = benefits::facts(reader, (file, words)).await?;
    let tries = contacts::store::of_person(reader, &person, TRIES_MAX).await?;
    let numbers = contacts::act::numbers(reader, file).await?;
    let runs = runs::view::of_person(app, reader, (file, words)).await?;
    let papers = papers::view::of_person(app, reader, (file, words)).await?;
    let asked = jobs::asked_facts(reader, (file, words)).await?;
    let (jobs, runs) = jobs::views(&mut around, (&assessments, runs)).await?;
    let Asked { file, frame, head, .. } = around;
    let may_track = viewer.role.holds(Right::Track);
    let is_barred = file.kept.person.standing.bars_contact();
    let proposal = contacts::view::proposal(&file, &tries, &numbers);
    Ok(TabPage {
        may_call: may_track && !is_barred && !file.placements.is_empty(),
        proposal: contacts::view::proposal_said(words, &file, &proposal),
        caps: contacts::view::caps_said(words, &file),
        history: assessments.iter().rev().map(|one| entry(words, &file, one)).collect(),
        agreements: agreements.iter().map(|one| agreed(words, one)).collect(),
        tries: tries.iter().map(|one| contacts::view::line(words, &file, one)).collect(),
        jobs,
        checks,
        runs,
        papers,
        asked,
        may_track,
        frame,
        head,
    })
}

/// What a summary says of it: how often one keeps in touch, what was agreed last, what is booked.
///
/// # Errors
///
/// What the database says.
pub async fn brief(
    reader: &mut Reader,
    (file, words): (&File, Words),
) -> Result<Vec<(String, String)>, Failure> {
    let person = file.kept.person.id;
    let assessments = store::assessments(reader, &person).await?;
    let stands = standing(&entries_of(&assessments, file.latest_job().as_ref()), file.today());
    let mut facts = vec![(words.say("support-contact"), interval_said(words, stands))];
    if let Some(last) = store::agreements(reader, &person).await?.first() {
        let last = agreed(words, last);
        facts.push((words.say("people-tab-support"), format!("{} ({})", last.said, last.on)));
    }
    let open = diary::store::Filter { person: Some(person), is_open: true, ..Default::default() };
    for kept in diary::store::list(reader, &open, None, BOOKED_MAX).await? {
        let said =
            format!("{}, {}", diary::view::kind_said(words, kept.kind), words.date(kept.due_on));
        facts.push((words.say("support-booked"), said));
    }
    Ok(facts)
}

/// How often one keeps in touch, and why.
#[must_use]
pub fn interval_said(words: Words, stands: Option<(Risk, u8)>) -> String {
    let (key, weeks) = match stands {
        Some((risk, weeks)) => (format!("support-interval-{}", risk.word()), weeks),
        None => ("support-interval-usual".to_owned(), USUAL_WEEKS),
    };
    words.with(&key, &[("weeks", i64::from(weeks).into())])
}

fn entry(words: Words, file: &File, one: &Assessment) -> Entry {
    let said = match one.entry.assessed {
        Assessed::Stands { risk, weeks } => interval_said(words, Some((risk, weeks))),
        Assessed::Removed => words.say("support-removed"),
    };
    let job = match one.placement {
        Some(id) => file.placements.iter().find(|job| job.placement.id == id),
        None => None,
    };
    let next = || words.say("support-next-job");
    let at = one.made_at.to_zoned(file.kept.office_zone.clone());
    let when = words.moment_near(&at, file.today());
    let by = one.made_by_name.clone().unwrap_or_default();
    Entry {
        from: words.date(one.entry.from_on),
        job: job.map_or_else(next, |job| job.employer.clone()),
        said,
        why: one.reason.clone().unwrap_or_default(),
        by: if by.is_empty() { when } else { format!("{by}, {when}") },
    }
}

fn agreed(words: Words, one: &store::Agreement) -> Agreed {
    let needs: Vec<String> = one.needs.iter().map(|need| need_said(words, need)).collect();
    let key = if one.is_accepted { "support-accepted" } else { "support-refused" };
    let said = words.say(key);
    Agreed {
        on: words.date(one.agreed_on),
        said: match needs.is_empty() {
            true => said,
            false => {
                let args = [("said", said.into()), ("needs", words.list(&needs).into())];
                words.with("support-agreed-said", &args)
            }
        },
        note: one.note.clone().unwrap_or_default(),
        by: one.made_by_name.clone().unwrap_or_default(),
    }
}

/// What is needed, in words; a word of a flow's own as it is.
#[must_use]
pub fn need_said(words: Words, need: &str) -> String {
    let key = format!("support-need-{}", need.replace('_', "-"));
    if words.has(&key) { words.say(&key) } else { need.replace('_', " ") }
}
