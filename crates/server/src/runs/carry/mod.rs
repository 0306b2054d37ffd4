//! Doing what a sitting has gathered: every effect for real, within the unit of work that ends the
//! sitting, and each once.
//!
//! An effect that finds nothing to be done (no assessment stands, nobody holds the role) says so
//! and is done; one that lacks what it needs (the employer's address) ends the whole unit, and
//! nothing was done.

mod claim;
mod diary;
pub(super) mod job;
mod people;
mod tell;

use super::act::Loaded;
use super::store::{self, Effect};
use crate::access::Viewer;
use crate::app::App;
use crate::checkpoints::desk::{self, File};
use crate::contacts;
use crate::failure::Failure;
use crate::flows::wire;
use crate::page::{Problems, Words};
use crate::record::{Held, Writer};
use domain::access::Role;
use domain::contacts::Round;
use domain::diary::BEHIND_DAYS_MAX;
use domain::flows::due::{Due, due};
use domain::flows::{Once, Param, What};
use domain::forms::Value;
use domain::ids::{PersonId, PlacementId, RunId};
use jiff::{SignedDuration, Timestamp};
use serde_json::{Map, Value as Json};

/// What became of an effect.
#[derive(Debug, Clone, Default)]
pub(super) struct Done {
    /// What it made or changed.
    subject: Option<String>,
    /// Why nothing was to be done.
    left_out: Option<&'static str>,
}

impl Done {
    fn made(subject: impl ToString) -> Self {
        Self { subject: Some(subject.to_string()), left_out: None }
    }

    fn nothing(left_out: &'static str) -> Self {
        Self { subject: None, left_out: Some(left_out) }
    }
}

/// What every effect is done with.
struct With<'a> {
    app: &'a App,
    loaded: &'a Loaded,
    viewer: &'a Viewer,
    words: Words,
    /// The person's file as the effects before have left it.
    file: File,
    /// All that is to be done in this sitting.
    all: &'a [Due<'a>],
    /// By which an effect that a role is asked for is known.
    once_key: String,
    /// Visits at which no task was opened for a role, since it has the same one still.
    asked_already: Vec<(usize, Role)>,
}

impl With<'_> {
    fn person(&self) -> PersonId {
        self.loaded.kept.person
    }

    fn placement(&self) -> &PlacementId {
        &self.loaded.kept.placement
    }

    fn run(&self) -> &RunId {
        &self.loaded.kept.id
    }

    /// When what an effect writes down took place: when its node was left. What lies longer ago
    /// than the diary reaches back stands where it begins.
    fn at(&self, due: &Due<'_>, writer: &Writer) -> Timestamp {
        let first = writer.at() - SignedDuration::from_hours(24 * (BEHIND_DAYS_MAX - 1));
        self.loaded.run.left_at(due.visit).unwrap_or(writer.at()).max(first)
    }

    async fn read_again(&mut self, writer: &mut Writer) -> Result<(), Failure> {
        self.file = desk::load(self.app, writer, &self.loaded.kept.person).await?;
        Ok(())
    }
}

/// Something that is to be done when the sitting ends.
pub(super) struct Pending<'l> {
    due: Due<'l>,
    once_key: String,
    /// By an earlier sitting, or another call about the same job.
    pub is_done: bool,
    /// What it is done with, as programs see it.
    pub detail: Map<String, Json>,
}

impl Pending<'_> {
    pub(super) fn what(&self) -> &'static str {
        self.due.what.word()
    }

    pub(super) fn node(&self) -> &str {
        self.due.node
    }
}

/// What is to be done when the sitting ends.
///
/// # Errors
///
/// What the database says.
pub(super) async fn pending<'l>(
    app: &App,
    held: &mut impl Held,
    (loaded, words): (&'l Loaded, Words),
) -> Result<Vec<Pending<'l>>, Failure> {
    let all = gathered(loaded, words)?;
    let round = contacts::store::round(held, &loaded.kept.placement).await?;
    let mut pending = Vec::new();
    for one in all {
        let key = once_key(loaded, round, &one);
        let is_done = store::is_done(held, &key).await?;
        let mut detail = detail(&one);
        if let What::DiarySchedule | What::DiaryEnsure = one.what {
            let day = diary::day_ahead(app, held, (loaded, words), &one).await?;
            detail.insert("on".to_owned(), Json::from(day.to_string()));
        }
        pending.push(Pending { due: one, once_key: key, is_done, detail });
    }
    Ok(pending)
}

fn gathered(loaded: &Loaded, words: Words) -> Result<Vec<Due<'_>>, Failure> {
    due(&loaded.flow, &loaded.run, loaded.around(words))
        .map_err(|why| super::say::refused(words, &loaded.flow, &why))
}

/// By which it is known whether an effect was done: within the run, the round or the job. An end
/// that was taken back was no loss: what comes after it is another one.
fn once_key(loaded: &Loaded, round: Round, due: &Due<'_>) -> String {
    let (run, placement) = (&loaded.kept.id, &loaded.kept.placement);
    let job = loaded.file.placements.iter().find(|job| job.placement.id == *placement);
    let loss = job.map_or(0, |job| job.reopened);
    match due.once {
        Once::Visit => format!("{run} {}", due.key),
        Once::Round => format!("{placement} round {} {}", round.number, due.key),
        Once::JobLoss if loss == 0 => format!("{placement} loss {}", due.key),
        Once::JobLoss => format!("{placement} loss {loss} {}", due.key),
    }
}

/// Does all that the sitting has gathered.
///
/// # Errors
///
/// `Refused` by the fields that do not fit, `Missing`, `Conflict`: then nothing was done.
pub(super) async fn out(
    app: &App,
    writer: &mut Writer,
    loaded: &Loaded,
    viewer: &Viewer,
) -> Result<(), Failure> {
    let words = Words { locale: viewer.language.into() };
    let pending = pending(app, writer, (loaded, words)).await?;
    let all: Vec<Due<'_>> = pending.iter().map(|one| one.due.clone()).collect();
    let mut position =
        i64::try_from(store::effects(writer, &loaded.kept.id).await?.len()).unwrap_or(i64::MAX);
    let file = desk::load(app, writer, &loaded.kept.person).await?;
    let once_key = String::new();
    let asked_already = Vec::new();
    let mut with = With { app, loaded, viewer, words, file, all: &all, once_key, asked_already };
    // They may call back in the same sitting: the round is given up when it ends.
    let mut is_given_up = false;
    for Pending { due, once_key, detail, .. } in pending.into_iter().filter(|one| !one.is_done) {
        with.once_key.clone_from(&once_key);
        let done = one(&mut with, writer, &due).await.map_err(|failure| at_field(failure, &due))?;
        is_given_up = match due.what {
            What::ContactReset => false,
            What::DiarySchedule if due.effect.word("round") == Some("next") => {
                done.left_out.is_none()
            }
            _ => is_given_up,
        };
        // Somebody may hold the role the next time.
        let once_key = match done.left_out {
            Some("nobody") => format!("{} {} {once_key}", loaded.kept.id, due.visit),
            Some(_) | None => once_key,
        };
        let effect = Effect {
            once_key,
            visit: i64::try_from(due.visit).unwrap_or_default(),
            node: due.node.to_owned(),
            what: due.what.word().to_owned(),
            detail: Json::Object(detail).to_string(),
            subject: done.subject,
            left_out: done.left_out.map(str::to_owned),
            done_at: None,
        };
        store::record_effect(writer, (&loaded.kept.id, position), &effect).await?;
        position += 1;
    }
    if is_given_up {
        contacts::act::given_up(writer, with.placement()).await?;
    }
    diary::dealt_with(&with, writer).await
}

/// What is wrong with a booking is said at the field from which its day comes.
fn at_field(failure: Failure, due: &Due<'_>) -> Failure {
    let params = &due.effect.params;
    let field = ["in", "date", "from"].iter().find_map(|name| match params.get(name) {
        Some(Param::Field(id)) => Some(id.clone()),
        Some(_) | None => None,
    });
    match (failure, field) {
        (Failure::Refused(problems), Some(field)) => {
            let mut moved = Problems::new();
            for one in problems.iter() {
                moved.add(field.as_str(), one.sentence.as_str());
            }
            Failure::Refused(moved)
        }
        (failure, _) => failure,
    }
}

fn detail(due: &Due<'_>) -> Map<String, Json> {
    let mut all = Map::new();
    for (name, param) in &due.effect.params {
        let value = match param {
            Param::Word(word) | Param::Setting(word) | Param::Fact(word) | Param::Role(word) => {
                Json::from(word.as_str())
            }
            Param::Words(words) => words.iter().map(String::as_str).collect(),
            Param::Yes(yes) => Json::from(*yes),
            Param::Field(_) => due.values.get(name).map_or(Json::Null, wire::json),
        };
        all.insert((*name).to_owned(), value);
    }
    all
}

async fn one(with: &mut With<'_>, writer: &mut Writer, due: &Due<'_>) -> Result<Done, Failure> {
    match due.what {
        What::DiaryLog => diary::log(with, writer, due).await,
        What::DiarySchedule => diary::schedule(with, writer, due).await,
        What::DiaryEnsure => diary::ensure(with, writer, due).await,
        What::DiaryCancel => diary::cancel(with, writer, due).await,
        What::ContactAttempt => people::attempt(with, writer, due).await,
        What::ContactReset => {
            diary::reached(with, writer, due).await?;
            people::reached(with, writer, due).await
        }
        What::ContactPoint => people::point(with, writer, due).await,
        What::CaseTransfer => people::transfer(with, writer, due).await,
        What::LetterSend => tell::letter(with, writer, due).await,
        What::EmailSend => tell::email(with, writer, due).await,
        What::EmployerAsk => tell::employer(with, writer, due).await,
        What::TaskCreate => tell::task(with, writer, due).await,
        What::FormFill => tell::form(with, writer, due).await,
        What::ApprovalRequest => claim::pass_on(with, writer).await,
        What::ClaimPrepare => claim::prepare(with, writer).await,
        What::ClaimSubmit => claim::submit(with, writer, due).await,
        What::ClaimRecompute => claim::recompute(with, writer).await,
        What::EvidenceAdd => claim::evidence(with, writer, due).await,
        What::EmploymentEnd => job::end(with, writer, due).await,
        What::IwsAgree => job::agree(with, writer, due).await,
        What::SraStart => job::start_assessment(with, writer).await,
        What::SraAmend => job::amend_assessment(with, writer, due).await,
        What::SraRemove => job::remove_assessment(with, writer).await,
        What::StageChange => job::stage(with, writer, due).await,
        What::SummaryNote => job::note(with, writer, due).await,
        What::BenefitCheck => job::benefit(with, writer, due).await,
        What::FactSet => job::fact(with, writer, due).await,
    }
}

/// The text of a field of an effect.
fn text<'d>(due: &'d Due<'_>, name: &str) -> Option<&'d str> {
    match due.values.get(name)? {
        Value::Text(text) if !text.is_empty() => Some(text),
        _ => None,
    }
}

/// The day of a field of an effect.
fn day(due: &Due<'_>, name: &str) -> Option<jiff::civil::Date> {
    match due.values.get(name)? {
        Value::Day(day) => Some(*day),
        _ => None,
    }
}
