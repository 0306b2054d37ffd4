//! Claims, and what proves them.

use super::{Done, With, day, detail, text};
use crate::claims::act::{due_of, pass_in, prepare_in, submit_in};
use crate::claims::store::{self, Passed};
use crate::employers;
use crate::employers::act::Answers;
use crate::evidence;
use crate::failure::Failure;
use crate::record::Writer;
use crate::runs;
use crate::runs::store::Effect;
use crate::tasks;
use crate::tasks::store::Kept as Task;
use domain::claims::{Kind, State, period};
use domain::evidence::{How, Verbal};
use domain::flows::What;
use domain::flows::due::Due;
use domain::tasks::{Kind as TaskKind, State as TaskState};
use serde_json::{Map, Value as Json};

/// Tasks of a person among which a visit is looked for, at most.
const VISITS_MAX: i64 = 200;
/// The task of arranging a visit, as flows ask for it.
const VISIT: &str = "arrange_site_visit";

/// What is claimed in this sitting, where nothing is due by the programme.
fn wanted(with: &With<'_>) -> Kind {
    let submits = with.all.iter().find(|due| due.what == What::ClaimSubmit);
    let kind = submits.and_then(|due| due.effect.word("kind")).and_then(Kind::of_word);
    kind.unwrap_or(Kind::JobOutcome)
}

pub(super) async fn prepare(with: &With<'_>, writer: &mut Writer) -> Result<Done, Failure> {
    let place = (&with.file, with.placement());
    let id = prepare_in(with.app, writer, place, (wanted(with), with.words)).await?;
    Ok(Done::made(id))
}

pub(super) async fn pass_on(with: &With<'_>, writer: &mut Writer) -> Result<Done, Failure> {
    let by = (with.placement(), with.viewer.user);
    Ok(Done::made(pass_in(writer, by, with.words).await?))
}

/// Passes the claim on; one that nobody prepared is prepared first.
pub(super) async fn submit(
    with: &With<'_>,
    writer: &mut Writer,
    due: &Due<'_>,
) -> Result<Done, Failure> {
    let kind = due.effect.word("kind").and_then(Kind::of_word).unwrap_or(Kind::JobOutcome);
    let latest = store::latest_of(writer, with.placement()).await?;
    let place = (&with.file, with.placement());
    if latest.as_ref().is_some_and(|kept| kept.claim.state == State::Submitted)
        && due_of(writer, place).await?.is_none()
    {
        return Ok(Done::nothing("submitted_already"));
    }
    if latest.is_none_or(|kept| kept.claim.state == State::Submitted) {
        prepare_in(with.app, writer, place, (kind, with.words)).await?;
    }
    let wanted = || Failure::field("from", with.words.say("claims-period-wanted"));
    let period = period(day(due, "from"), day(due, "to")).ok_or_else(wanted)?;
    let passed =
        Passed { via: due.effect.word("via").unwrap_or_default(), period, line: text(due, "line") };
    let by = (with.placement(), with.viewer.user);
    Ok(Done::made(submit_in(writer, by, (kind, &passed), with.words).await?))
}

/// What is due is read from the record whenever it is asked for: the days that the job lasted
/// count as they stand now.
pub(super) async fn recompute(with: &With<'_>, writer: &mut Writer) -> Result<Done, Failure> {
    match due_of(writer, (&with.file, with.placement())).await? {
        Some((_, checkpoint)) => Ok(Done::made(checkpoint)),
        None => Ok(Done::nothing("nothing_due")),
    }
}

/// What the employer confirmed, as evidence at the checkpoint that it may prove.
pub(super) async fn evidence(
    with: &With<'_>,
    writer: &mut Writer,
    due: &Due<'_>,
) -> Result<Done, Failure> {
    let asked = with.all.iter().find(|due| due.what == What::EmployerAsk);
    let last = employers::store::last_ask(writer, with.placement()).await?;
    if let Some(answers) = last.and_then(|ask| ask.answers).filter(|_| asked.is_none()) {
        // Their answer by the link is the evidence, where it is one.
        let works = serde_json::from_str::<Answers>(&answers).is_ok_and(|said| said.still_works);
        return Ok(Done::nothing(if works { "proved_already" } else { "said_otherwise" }));
    }
    let how = heard_by(&before(with, writer, due).await?);
    let visited = if how == How::SiteVisit { visit(with, writer).await? } else { None };
    // The record does not know what they said.
    let said = said(with, due).or_else(|| Some(visited.as_ref()?.note.as_ref()?.said(with.words)));
    let Some(said) = said else { return Ok(Done::nothing("nothing_said")) };
    let by = text(due, "by").map(str::to_owned);
    let contact = employers::store::contact(writer, with.placement()).await?.unwrap_or_default();
    let job = with.file.placements.iter().find(|job| job.placement.id == *with.placement());
    let told = Verbal {
        on: with.file.today(),
        firm: job.map(|job| job.employer.clone()).unwrap_or_default(),
        phone: contact.phone.or(contact.email).unwrap_or_else(|| "—".to_owned()),
        person: by.or(contact.name).unwrap_or_else(|| "—".to_owned()),
        said,
        // Whoever was there heard it.
        heard_by: visited
            .and_then(|task| task.closed_by_name)
            .unwrap_or_else(|| with.viewer.name.clone()),
    };
    let place = (&with.file, with.placement());
    match evidence::act::confirmed_in(with.app, writer, place, (&told, how)).await? {
        Some(id) => Ok(Done::made(id)),
        None => Ok(Done::nothing("no_checkpoint")),
    }
}

/// What they said, as it was written down last in this sitting.
fn said(with: &With<'_>, due: &Due<'_>) -> Option<String> {
    let is_of_employer = |one: &&Due<'_>| match one.what {
        What::EmployerAsk => true,
        What::DiaryLog => one.effect.word("type").is_some_and(|kind| kind.starts_with("employer_")),
        _ => false,
    };
    let before = with.all.iter().rev().filter(|one| one.visit <= due.visit);
    let said = before.filter(is_of_employer).find_map(|one| text(one, "note"));
    said.map(str::trim).filter(|said| !said.is_empty()).map(str::to_owned)
}

/// The visit to the employer that this call asked for, or that was asked for before it and not made
/// yet, once it was made; the latest.
async fn visit(with: &With<'_>, writer: &mut Writer) -> Result<Option<Task>, Failure> {
    let (person, state) = (Some(with.person()), Some(TaskState::Done));
    let filter = tasks::store::Filter { owner: None, person, state };
    let all = tasks::store::list(writer, &filter, None, VISITS_MAX).await?;
    let did = runs::store::effects(writer, with.run()).await?;
    let asks = |one: &&Effect| one.what == What::TaskCreate.word() && one.detail.contains(VISIT);
    let Some(asked) = did.iter().filter(asks).filter_map(|one| one.done_at).min() else {
        return Ok(None);
    };
    let is_meant = |task: &Task| {
        task.placement.as_ref() == Some(with.placement())
            && task.task.kind == TaskKind::ArrangeSiteVisit
            && task.closed_at.is_some_and(|at| at >= asked)
    };
    Ok(all.into_iter().filter(is_meant).max_by_key(|task| task.closed_at))
}

type Did = (String, Map<String, Json>);

/// What the run did up to an effect, in its order, with what it was done with.
async fn before(with: &With<'_>, writer: &mut Writer, due: &Due<'_>) -> Result<Vec<Did>, Failure> {
    let done = runs::store::effects(writer, with.run()).await?.into_iter();
    let read = |one: Effect| (one.what, serde_json::from_str(&one.detail).unwrap_or_default());
    let mut all: Vec<Did> = done.map(read).collect();
    let now = with.all.iter().filter(|one| one.visit < due.visit);
    all.extend(now.map(|one| (one.what.word().to_owned(), detail(one))));
    Ok(all)
}

/// By which way the employer was heard last: a visit that was asked for, a call, or the way of the
/// question.
fn heard_by(did: &[Did]) -> How {
    let way = |(what, detail): &Did| {
        let word = |name: &str| detail.get(name).and_then(Json::as_str);
        match (What::of_word(what)?, word("type"), word("channel")) {
            (What::EmployerAsk, _, Some("email")) => Some(How::Email),
            (What::EmployerAsk, _, Some("fax")) => Some(How::Post),
            (What::EmployerAsk, _, _) => Some(How::Phone),
            (What::TaskCreate, Some(VISIT), _) => Some(How::SiteVisit),
            (What::DiaryLog, Some("employer_contact"), _) if word("outcome").is_none() => {
                Some(How::Phone)
            }
            (_, _, _) => None,
        }
    };
    did.iter().rev().find_map(way).unwrap_or(How::Phone)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn evidence_says_by_which_way_the_employer_was_heard() {
        let did = |what: &str, detail: Json| {
            (what.to_owned(), detail.as_object().cloned().unwrap_or_default())
        };
        let asked = |channel: &str| did("employer.ask", json!({ "channel": channel }));
        let logged = did("diary.log", json!({ "type": "employer_contact", "outcome": "email" }));
        let called = did("diary.log", json!({ "type": "employer_contact" }));
        let visited = did("task.create", json!({ "type": "arrange_site_visit" }));
        let other = did("task.create", json!({ "type": "book_rapid_response" }));
        for (all, how) in [
            (vec![], How::Phone),
            (vec![logged.clone(), asked("email")], How::Email),
            (vec![asked("fax"), other.clone()], How::Post),
            (vec![asked("email"), called.clone()], How::Phone),
            (vec![asked("email"), called, visited, other], How::SiteVisit),
        ] {
            assert_eq!(heard_by(&all), how, "{all:?}");
        }
    }
}
