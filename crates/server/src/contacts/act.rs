//! Entering tries: what pages, doors and flows do.

use super::store::{self, New};
use crate::access::Viewer;
use crate::app::App;
use crate::checkpoints::desk::{self, File};
use crate::failure::Failure;
use crate::page::{Problems, Words};
use crate::people;
use crate::people::contact::read_phone;
use crate::record::{Deed, Held, Writer};
use domain::access::Right;
use domain::contacts::{
    BEHIND_DAYS_MAX, Belated, Channel, Direction, Later, NOTE_LENGTH_MAX, Outcome, Party,
    WhenRefused, belated, may_have_been,
};
use domain::ids::{AttemptId, PersonId, PlacementId};
use domain::people::line;
use jiff::Timestamp;

/// A try as it was given.
#[derive(Debug, Clone, Default)]
pub struct Given {
    pub placement: Option<String>,
    pub party: String,
    pub channel: String,
    pub direction: String,
    pub outcome: String,
    pub number: Option<String>,
    pub note: Option<String>,
    /// When it was; none for now.
    pub at: Option<Timestamp>,
}

/// A try as it is entered.
#[derive(Debug, Clone)]
pub struct Try {
    pub placement: Option<PlacementId>,
    pub party: Party,
    pub channel: Channel,
    pub direction: Direction,
    pub outcome: Outcome,
    pub number: Option<String>,
    pub note: Option<String>,
    /// When it was; none for now.
    pub at: Option<Timestamp>,
}

impl Try {
    /// A call to the person that is written down after it was made.
    #[must_use]
    pub fn of_call(placement: PlacementId, outcome: Outcome) -> Self {
        Self {
            placement: Some(placement),
            party: Party::Client,
            channel: Channel::Phone,
            direction: Direction::Out,
            outcome,
            number: None,
            note: None,
            at: None,
        }
    }
}

/// Reads a try of a person.
///
/// # Errors
///
/// `Refused` with every field that cannot be entered.
pub fn read(given: &Given, file: &File, (words, now): (Words, Timestamp)) -> Result<Try, Failure> {
    let mut problems = Problems::new();
    let at = given.at;
    if let Some(sentence) = at.and_then(|at| never_then(at, file, (words, now))) {
        problems.add("at", sentence);
    }
    let party = Party::of_word(&given.party);
    let channel = Channel::of_word(&given.channel);
    let direction = Direction::of_word(&given.direction);
    let outcome = Outcome::of_word(&given.outcome);
    let chosen = [
        ("party", party.is_some()),
        ("channel", channel.is_some()),
        ("direction", direction.is_some()),
        ("outcome", outcome.is_some()),
    ];
    for (field, _) in chosen.into_iter().filter(|(_, is_known)| !is_known) {
        problems.add(field, words.say(&format!("contacts-{field}-wanted")));
    }
    let placement = job(given.placement.as_deref(), file, words, &mut problems);
    let number = match given.number.as_deref().map(str::trim).filter(|text| !text.is_empty()) {
        Some(text) if matches!(channel, Some(Channel::Phone | Channel::Text)) => {
            let read = read_phone(text);
            if read.is_none() {
                problems.add("number", words.say("people-phone-wanted"));
            }
            read
        }
        other => other.map(|text| text.chars().take(300).collect()),
    };
    let note = given.note.as_deref().map(one_line).filter(|text| !text.is_empty());
    if note.as_ref().is_some_and(|text| line(text, NOTE_LENGTH_MAX).is_err()) {
        let most = words.number(i64::try_from(NOTE_LENGTH_MAX).unwrap_or_default());
        problems.add("note", words.with("contacts-note-long", &[("most", most.into())]));
    }
    match (party, channel, direction, outcome) {
        (Some(party), Some(channel), Some(direction), Some(outcome)) if problems.is_empty() => {
            Ok(Try { placement, party, channel, direction, outcome, number, note, at })
        }
        (_, _, _, _) => Err(Failure::Refused(problems)),
    }
}

/// Why it cannot have been then, in a sentence.
fn never_then(at: Timestamp, file: &File, (words, now): (Words, Timestamp)) -> Option<String> {
    let on = at.to_zoned(file.kept.office_zone.clone()).date();
    match may_have_been((at, on), (now, file.today())).err()? {
        WhenRefused::Ahead => Some(words.say("contacts-ahead")),
        WhenRefused::LongPast => {
            Some(words.with("contacts-long-past", &[("days", BEHIND_DAYS_MAX.into())]))
        }
    }
}

/// The job that is named; else the latest one that goes on, and the latest where none does.
fn job(
    named: Option<&str>,
    file: &File,
    words: Words,
    problems: &mut Problems,
) -> Option<PlacementId> {
    match named.filter(|text| !text.is_empty()) {
        Some(named) => {
            let own = file.placements.iter().map(|job| job.placement.id);
            let found = own.into_iter().find(|id| id.as_str() == named);
            if found.is_none() {
                problems.add("placement", words.say("diary-job-wanted"));
            }
            found
        }
        None => file.latest_job(),
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Enters a try within a unit of work that the caller commits.
///
/// # Errors
///
/// `Forbidden`, `NotFound`, `Refused`.
pub async fn enter(
    app: &App,
    viewer: &Viewer,
    person: &PersonId,
    given: &Given,
) -> Result<(Writer, AttemptId), Failure> {
    viewer.may(Right::Track)?;
    let words = Words { locale: viewer.language.into() };
    let id = AttemptId::from_number(app.new_number());
    let detail = format!("{} {}", given.channel, given.outcome);
    let deed = Deed {
        action: "enter attempt",
        person: Some(*person),
        subject: id.as_str(),
        detail: &detail,
    };
    let mut writer = app.writer(viewer, deed).await?;
    people::act::lock(&mut writer, person).await?;
    let file = desk::load(app, &mut writer, person).await?;
    let one = read(given, &file, (words, writer.at()))?;
    let later = later(&mut writer, person, &one).await?;
    put(&mut writer, (person, id), one, belated(&later)).await?;
    Ok((writer, id))
}

/// As [`enter`], within a unit of work that does more.
///
/// # Errors
///
/// What the database says.
pub async fn enter_in(
    app: &App,
    writer: &mut Writer,
    person: &PersonId,
    one: Try,
) -> Result<AttemptId, Failure> {
    let id = AttemptId::from_number(app.new_number());
    let detail = format!("{} {}", one.channel.word(), one.outcome.word());
    let (subject, detail) = (id.as_str(), detail.as_str());
    writer.also(Deed { action: "enter attempt", person: Some(*person), subject, detail }).await?;
    let later = later(writer, person, &one).await?;
    put(writer, (person, id), one, belated(&later)).await?;
    Ok(id)
}

/// The tries of the client that were made after one that is only now entered.
async fn later(writer: &mut Writer, person: &PersonId, one: &Try) -> Result<Vec<Later>, Failure> {
    let Some(at) = one.at else { return Ok(Vec::new()) };
    let all = store::of_client_since(writer, person, at).await?;
    let later = |kept: &store::Kept| Later {
        is_same_job: kept.placement == one.placement,
        is_same_number: kept.number.is_some() && kept.number == one.number,
    };
    Ok(all.iter().map(later).collect())
}

async fn put(
    writer: &mut Writer,
    (person, id): (&PersonId, AttemptId),
    one: Try,
    says: Belated,
) -> Result<(), Failure> {
    let at = one.at.unwrap_or(writer.at());
    let round = match &one.placement {
        Some(placement) => Some(store::round_at(writer, placement, at).await?),
        None => None,
    };
    let number = one.number.as_deref().filter(|_| says.says_of_number);
    if let (Party::Client, Outcome::NumberUnusable, Some(number)) = (one.party, one.outcome, number)
    {
        store::record_unusable(writer, person, number).await?;
    }
    let is_reached = one.party == Party::Client && one.outcome == Outcome::Reached;
    if let (true, Some(number)) = (is_reached, number) {
        store::remove_unusable(writer, person, number).await?;
    }
    let placement = one.placement;
    let new = New {
        id,
        person: *person,
        placement,
        round,
        party: one.party,
        channel: one.channel,
        direction: one.direction,
        outcome: one.outcome,
        number: one.number,
        note: one.note,
        at,
    };
    store::record_new(writer, &new).await?;
    if is_reached
        && says.begins_anew
        && let Some(placement) = placement
    {
        reached(writer, &placement, at).await?;
    }
    Ok(())
}

/// They were reached at a moment: tries and rounds of a job are counted from nought.
async fn reached(
    writer: &mut Writer,
    placement: &PlacementId,
    at: Timestamp,
) -> Result<(), Failure> {
    let round = store::round(writer, placement).await?;
    let next = round.reached();
    if next.number != round.number {
        store::record_round(writer, placement, (next, at)).await?;
    }
    Ok(())
}

/// The round is given up for now.
///
/// # Errors
///
/// What the database says.
pub async fn given_up(writer: &mut Writer, placement: &PlacementId) -> Result<(), Failure> {
    let round = store::round(writer, placement).await?;
    let next = (round.given_up(), writer.at());
    store::record_round(writer, placement, next).await?;
    Ok(())
}

/// The numbers of a person that may be tried, in their order.
///
/// # Errors
///
/// What the database says.
pub async fn numbers(held: &mut impl Held, file: &File) -> Result<Vec<String>, Failure> {
    let unusable = store::unusable(held, &file.kept.person.id).await?;
    let points = file.kept.person.contact_points.iter();
    let phones = points.filter(|point| point.kind == domain::people::ContactKind::Phone);
    let usable = phones.map(|point| point.value.clone());
    Ok(usable.filter(|number| !unusable.contains(number)).collect())
}
