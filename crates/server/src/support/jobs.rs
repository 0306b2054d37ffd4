//! The jobs on a person's Support tab: of each, how often one keeps in touch, whom one may ask, and
//! the guided calls about it.

use super::act::entries_of;
use super::store::Assessment;
use super::tab::interval_said;
use crate::checkpoints::desk::File;
use crate::contacts;
use crate::employers::act::Answers;
use crate::employers::store::{asks, contact};
use crate::employers::view::{answers_said, basis_said};
use crate::failure::Failure;
use crate::keys::random_secret;
use crate::page::Words;
use crate::people::web::Asked;
use crate::people::web::head::phone_said;
use crate::placements::store::Kept;
use crate::record::Reader;
use crate::runs::view::RunLine;
use domain::contacts::Round;
use domain::ids::PlacementId;
use domain::support::standing;
use jiff::Timestamp;

/// A job, with the support that goes with it.
pub(super) struct JobView {
    /// Of the job, for addresses and forms; empty where there is none.
    pub id: String,
    /// The title and the employer; empty where there is no job.
    pub title: String,
    pub employer: String,
    /// `low`, `medium`, `high`, or nothing where no assessment stands.
    pub risk: &'static str,
    pub interval: String,
    pub round: String,
    /// Whom one may ask at the employer, and why.
    pub contact: Vec<(String, String)>,
    pub runs: Vec<RunLine>,
    /// Makes the call about it begin once.
    pub once: String,
}

/// The jobs that go on; where none does, the latest; where there is none, what holds without one.
/// Calls about other jobs are given beside them.
///
/// # Errors
///
/// What the database says.
pub(super) async fn views(
    around: &mut Asked,
    (assessments, runs): (&[Assessment], Vec<RunLine>),
) -> Result<(Vec<JobView>, Vec<RunLine>), Failure> {
    let Asked { file, frame, reader, .. } = around;
    let words = frame.words;
    let mut jobs: Vec<Option<&Kept>> = file.open_jobs().into_iter().map(Some).collect();
    if jobs.is_empty() {
        jobs.push(file.placements.first());
    }
    let mut about = runs;
    let mut views = Vec::new();
    for job in jobs {
        let placement = job.map(|job| job.placement.id);
        let (own, others): (Vec<_>, Vec<_>) =
            about.into_iter().partition(|run| Some(run.placement) == placement);
        about = others;
        let stands = standing(&entries_of(assessments, placement.as_ref()), file.today());
        let round = match &placement {
            Some(placement) => contacts::store::round(reader, placement).await?,
            None => Round::FIRST,
        };
        let title = |job: &Kept| {
            let employer = job.employer.as_str();
            let args = [("title", job.job_title.as_str().into()), ("employer", employer.into())];
            words.with("people-job", &args)
        };
        views.push(JobView {
            id: placement.map(|id| id.to_string()).unwrap_or_default(),
            title: job.map(title).unwrap_or_default(),
            employer: job.map(|job| job.employer.clone()).unwrap_or_default(),
            risk: stands.map_or("", |(risk, _)| risk.word()),
            interval: interval_said(words, stands),
            round: round_said(words, round),
            contact: contact_facts(reader, words, placement.as_ref()).await?,
            once: random_secret(),
            runs: own,
        });
    }
    Ok((views, about))
}

fn round_said(words: Words, round: Round) -> String {
    let args = [("attempts", round.attempts.into()), ("cycle", round.cycle.into())];
    words.with("support-round", &args)
}

async fn contact_facts(
    reader: &mut Reader,
    words: Words,
    placement: Option<&PlacementId>,
) -> Result<Vec<(String, String)>, Failure> {
    let Some(placement) = placement else { return Ok(Vec::new()) };
    let Some(contact) = contact(reader, placement).await? else { return Ok(Vec::new()) };
    let basis = basis_said(words, contact.basis);
    let basis = match contact.basis_note {
        Some(note) => {
            words.with("support-with-reason", &[("said", basis.into()), ("reason", note.into())])
        }
        None => basis,
    };
    let lines = [
        ("employers-basis", Some(basis)),
        ("employers-name", contact.name),
        ("employers-email", contact.email),
        ("employers-phone", contact.phone.as_deref().map(phone_said)),
        ("employers-fax", contact.fax.as_deref().map(phone_said)),
    ];
    Ok(lines.into_iter().filter_map(|(key, value)| Some((words.say(key), value?))).collect())
}

/// What employers were asked about a person, and what they answered, the latest first.
///
/// # Errors
///
/// What the database says.
pub(super) async fn asked_facts(
    reader: &mut Reader,
    (file, words): (&File, Words),
) -> Result<Vec<(String, String)>, Failure> {
    let at = |at: Timestamp| {
        words.moment_near(&at.to_zoned(file.kept.office_zone.clone()), file.today())
    };
    let mut facts = Vec::new();
    for asked in asks(reader, &file.kept.person.id).await? {
        let answers = asked.answers.as_deref();
        let answers = answers.and_then(|text| serde_json::from_str::<Answers>(text).ok());
        let said = match answers.zip(asked.answered_at) {
            Some((answers, answered)) => {
                format!("{} ({}, {})", answers_said(words, &answers), answers.by, at(answered))
            }
            None => words.say("employers-no-answer"),
        };
        facts.push((at(asked.asked_at), said));
    }
    Ok(facts)
}
