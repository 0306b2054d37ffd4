//! Entering and correcting people: what the page and the door for programs both do.

use super::contact::{read_email, read_phone};
use super::standing::{apply_standing, follow, standing_detail};
use super::store::{self, Kept, NewPerson, NewPoint};
use crate::access::Viewer;
use crate::app::App;
use crate::checkpoints::desk;
use crate::contacts;
use crate::failure::Failure;
use crate::page::{Problems, Words};
use crate::record::{Deed, Writer};
use crate::sealed::Sealed;
use domain::access::Right;
use domain::ids::{ContactPointId, PersonId};
use domain::people::{
    Consent, ContactKind, PersonAsk, PersonProblem, PersonRead, TextRefused, read_person,
};
use jiff::civil::Date;
use jiff::tz::TimeZone;

/// Ways of one kind to reach a person, at most.
pub const POINTS_MAX: usize = 5;
/// Characters of a reason, at most.
pub const REASON_LENGTH_MAX: usize = 500;

/// What was given about a new person.
#[derive(Debug, Clone, Default)]
pub struct Entry {
    pub ask: PersonAsk,
    /// The office's zone where none is given.
    pub time_zone: Option<String>,
    pub phones: Vec<String>,
    pub emails: Vec<String>,
    /// None where nothing was said about consent.
    pub consent_email: Option<bool>,
    pub consent_sms: Option<bool>,
}

/// What is to be changed; what is left out stays. `Some(None)` takes a date away.
#[derive(Debug, Clone, Default)]
pub struct Change {
    pub given_name: Option<String>,
    pub family_name: Option<String>,
    pub language: Option<String>,
    pub time_zone: Option<String>,
    pub year_of_birth: Option<Option<i64>>,
    pub reference: Option<Option<String>>,
    pub phones: Option<Vec<String>>,
    pub emails: Option<Vec<String>>,
    pub consent_email: Option<bool>,
    pub consent_sms: Option<bool>,
    pub died_on: Option<Option<Date>>,
    pub withdrawn_on: Option<Option<Date>>,
    pub do_not_contact: Option<bool>,
    pub reason: Option<String>,
    /// The version that was seen; left out, it is not checked.
    pub version: Option<i64>,
}

/// Enters a new person within a unit of work that the caller commits.
///
/// # Errors
///
/// `Refused` with every field that cannot be recorded.
pub async fn enter(
    app: &App,
    viewer: &Viewer,
    entry: &Entry,
) -> Result<(Writer, PersonId), Failure> {
    viewer.may(Right::RecordPeople)?;
    let words = Words { locale: viewer.language.into() };
    let office = {
        let mut reader = app.db.reader().await?;
        store::office(&mut reader, &viewer.agency, &viewer.office).await?
    };
    let (_, zone) = office.ok_or(Failure::Forbidden)?;
    let mut problems = Problems::new();
    let read = read_names(&entry.ask, app.clock.today(&zone), words, &mut problems);
    let time_zone = read_zone(entry.time_zone.as_deref(), words, &mut problems)
        .or_else(|| zone.iana_name().map(str::to_owned))
        .unwrap_or_else(|| "UTC".to_owned());
    let mut points = read_points(app, &entry.phones, ContactKind::Phone, words, &mut problems);
    points.extend(read_points(app, &entry.emails, ContactKind::Email, words, &mut problems));
    let Some(read) = read.filter(|_| problems.is_empty()) else {
        return Err(Failure::Refused(problems));
    };
    for (place, point) in points.iter_mut().enumerate() {
        point.position = place as i64;
        let said = match point.kind {
            ContactKind::Email => entry.consent_email,
            ContactKind::Phone => entry.consent_sms,
        };
        (point.consent, point.source) = consent_said(said);
    }
    let id = PersonId::from_number(app.new_number());
    let deed = Deed { action: "enter person", person: Some(id), subject: id.as_str(), detail: "" };
    let mut writer = app.writer(viewer, deed).await?;
    let new = NewPerson {
        id,
        office: viewer.office,
        owner: viewer.user,
        given_name: &read.given_name,
        family_name: &read.family_name,
        language: read.language,
        time_zone: &time_zone,
        year_of_birth: read.year_of_birth,
        reference: read.reference.as_deref(),
    };
    store::record_new(&mut writer, &new).await?;
    store::record_points(&mut writer, &id, &points).await?;
    Ok((writer, id))
}

/// A consent that was said, or that nothing was said and a programme's notice may give it.
fn consent_said(said: Option<bool>) -> (Consent, &'static str) {
    match said {
        Some(true) => (Consent::Given, "entry"),
        Some(false) => (Consent::NotGiven, "entry"),
        None => (Consent::NotGiven, "unsaid"),
    }
}

/// Changes what is known of a person within a unit of work that the caller commits. What stops
/// by it stops in the same unit.
///
/// # Errors
///
/// `NotFound`, `Refused` by field, `Conflict` when the version seen is not the present one.
pub async fn change(
    app: &App,
    viewer: &Viewer,
    id: &PersonId,
    change: &Change,
) -> Result<Writer, Failure> {
    viewer.may(Right::RecordPeople)?;
    let words = Words { locale: viewer.language.into() };
    let detail = standing_detail(change);
    let deed =
        Deed { action: "change person", person: Some(*id), subject: id.as_str(), detail: &detail };
    let mut writer = app.writer(viewer, deed).await?;
    lock(&mut writer, id).await?;
    let mut kept = store::find(&mut writer, id).await?.ok_or(Failure::NotFound)?;
    if change.version.is_some_and(|version| version != kept.version) {
        let current = super::api::person_answer(&kept);
        return Err(Failure::Conflict {
            sentence: words.say("people-changed-meanwhile"),
            current: serde_json::to_value(current).ok().map(Box::new),
        });
    }
    let today = app.clock.today(&kept.office_zone);
    let mut problems = Problems::new();
    let named = names_after(&kept, change);
    let read = read_names(&named, today, words, &mut problems);
    let zone = read_zone(change.time_zone.as_deref(), words, &mut problems);
    let before = kept.person.standing;
    apply_standing(&mut kept, change, today, words, &mut problems);
    let phones = change
        .phones
        .as_ref()
        .map(|typed| read_points(app, typed, ContactKind::Phone, words, &mut problems));
    let emails = change
        .emails
        .as_ref()
        .map(|typed| read_points(app, typed, ContactKind::Email, words, &mut problems));
    let Some(read) = read.filter(|_| problems.is_empty()) else {
        return Err(Failure::Refused(problems));
    };
    kept.person.given_name = read.given_name;
    kept.person.family_name = read.family_name;
    kept.person.language = read.language;
    kept.person.year_of_birth = read.year_of_birth;
    kept.reference = read.reference;
    let zone = zone.or_else(|| kept.person_zone.iana_name().map(str::to_owned));
    store::record_changes(&mut writer, &kept, zone.as_deref().unwrap_or("UTC")).await?;
    for points in [phones, emails].into_iter().flatten() {
        replace_points(&mut writer, &kept, points, change).await?;
    }
    record_consents(&mut writer, id, change).await?;
    desk::settle(app, &mut writer, id).await?;
    follow(app, &mut writer, id, (before, words)).await?;
    Ok(writer)
}

/// Takes the person's lock, so that two changes come one after the other.
///
/// # Errors
///
/// What the database says.
pub async fn lock(writer: &mut Writer, person: &PersonId) -> Result<(), Failure> {
    use crate::record::Held;
    let agency = writer.agency();
    writer.conn().lock_row("people", agency.as_str(), person.as_str()).await?;
    Ok(())
}

fn names_after(kept: &Kept, change: &Change) -> PersonAsk {
    let person = &kept.person;
    PersonAsk {
        given_name: change.given_name.clone().unwrap_or_else(|| person.given_name.clone()),
        family_name: change.family_name.clone().unwrap_or_else(|| person.family_name.clone()),
        language: change.language.clone().unwrap_or_else(|| person.language.to_string()),
        year_of_birth: change.year_of_birth.unwrap_or_else(|| person.year_of_birth.map(i64::from)),
        reference: change.reference.clone().unwrap_or_else(|| kept.reference.clone()),
    }
}

async fn replace_points(
    writer: &mut Writer,
    kept: &Kept,
    points: Vec<NewPoint>,
    change: &Change,
) -> Result<(), Failure> {
    let Some(kind) = points.first().map(|point| point.kind) else {
        return remove_points(writer, kept, change).await;
    };
    let present: Vec<_> =
        kept.person.contact_points.iter().filter(|point| point.kind == kind).collect();
    for old in &present {
        if !points.iter().any(|new| new.value.stored() == old.value) {
            store::remove_point(writer, &old.id).await?;
        }
    }
    let mut added = Vec::new();
    for (place, mut new) in points.into_iter().enumerate() {
        if present.iter().any(|old| old.value == new.value.stored()) {
            continue;
        }
        new.position = place as i64;
        let said = match kind {
            ContactKind::Email => change.consent_email,
            ContactKind::Phone => change.consent_sms,
        };
        (new.consent, new.source) = match (said, present.first()) {
            // A new number of somebody who agreed to messages is covered by what they agreed to.
            (None, Some(old)) => (old.consent, "entry"),
            (_, _) => consent_said(said),
        };
        // Given again, it is tried again.
        if kind == ContactKind::Phone {
            let number = new.value.clone().open();
            contacts::store::remove_unusable(writer, &kept.person.id, &number).await?;
        }
        added.push(new);
    }
    store::record_points(writer, &kept.person.id, &added).await?;
    Ok(())
}

async fn remove_points(writer: &mut Writer, kept: &Kept, change: &Change) -> Result<(), Failure> {
    for (given, kind) in
        [(&change.phones, ContactKind::Phone), (&change.emails, ContactKind::Email)]
    {
        if given.as_ref().is_some_and(Vec::is_empty) {
            for point in kept.person.contact_points.iter().filter(|point| point.kind == kind) {
                store::remove_point(writer, &point.id).await?;
            }
        }
    }
    Ok(())
}

async fn record_consents(
    writer: &mut Writer,
    id: &PersonId,
    change: &Change,
) -> Result<(), Failure> {
    let said =
        [(ContactKind::Email, change.consent_email), (ContactKind::Phone, change.consent_sms)];
    for (kind, said) in said {
        let consent = match said {
            Some(true) => Consent::Given,
            Some(false) => Consent::Withdrawn,
            None => continue,
        };
        store::record_consent(writer, id, kind, (consent, "entry")).await?;
    }
    Ok(())
}

fn read_names(
    ask: &PersonAsk,
    today: Date,
    words: Words,
    problems: &mut Problems,
) -> Option<PersonRead> {
    match read_person(ask, today) {
        Ok(read) => Some(read),
        Err(refused) => {
            for problem in refused.0 {
                let (field, sentence) = name_problem(&problem, words);
                problems.add(field, sentence);
            }
            None
        }
    }
}

fn name_problem(problem: &PersonProblem, words: Words) -> (&'static str, String) {
    match problem {
        PersonProblem::GivenName(why) => ("given_name", text_sentence(*why, words)),
        PersonProblem::FamilyName(why) => ("family_name", text_sentence(*why, words)),
        PersonProblem::Reference(why) => ("reference", text_sentence(*why, words)),
        PersonProblem::Language => ("language", words.say("people-language-wanted")),
        PersonProblem::YearOfBirth { latest } => (
            "year_of_birth",
            words.with("people-year-wanted", &[("latest", i64::from(*latest).to_string().into())]),
        ),
    }
}

/// What would be right for one line of text.
#[must_use]
pub fn text_sentence(why: TextRefused, words: Words) -> String {
    match why {
        TextRefused::Empty => words.say("people-text-empty"),
        TextRefused::TooLong { length_max } => {
            words.with("people-text-too-long", &[("most", length_max.into())])
        }
        TextRefused::Unprintable => words.say("people-text-unprintable"),
    }
}

fn read_zone(name: Option<&str>, words: Words, problems: &mut Problems) -> Option<String> {
    let name = name.map(str::trim).filter(|name| !name.is_empty())?;
    match TimeZone::get(name) {
        Ok(zone) => zone.iana_name().map(str::to_owned),
        Err(_) => {
            problems.add("time_zone", words.say("people-zone-wanted"));
            None
        }
    }
}

fn read_points(
    app: &App,
    typed: &[String],
    kind: ContactKind,
    words: Words,
    problems: &mut Problems,
) -> Vec<NewPoint> {
    let (field, key) = match kind {
        ContactKind::Phone => ("phones", "people-phone-wanted"),
        ContactKind::Email => ("emails", "people-email-wanted"),
    };
    if typed.len() > POINTS_MAX {
        problems.add(field, words.with("people-points-max", &[("most", POINTS_MAX.into())]));
    }
    let mut points: Vec<NewPoint> = Vec::new();
    for (place, text) in typed.iter().take(POINTS_MAX).enumerate() {
        let value = match kind {
            ContactKind::Phone => read_phone(text),
            ContactKind::Email => read_email(text),
        };
        let Some(value) = value else {
            problems.add(format!("{field}[{place}]"), words.say(key));
            continue;
        };
        if points.iter().any(|point| point.value.stored() == value) {
            continue;
        }
        points.push(NewPoint {
            id: ContactPointId::from_number(app.new_number()),
            kind,
            value: Sealed::new(value),
            position: place as i64,
            consent: Consent::NotGiven,
            source: "unsaid",
        });
    }
    points
}
