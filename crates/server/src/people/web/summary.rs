//! A person's summary: jobs, programmes, ways to reach them, what is known of them.

use super::head::{Head, phone_said};
use super::show::Asked;
use crate::access::Viewer;
use crate::app::App;
use crate::checkpoints::desk::File;
use crate::checkpoints::view;
use crate::failure::Failure;
use crate::page::{Frame, Words};
use crate::placements::store::Enrolment;
use crate::placements::view::{JobView, job};
use crate::programmes;
use crate::record::Reader;
use crate::support;
use crate::tasks;
use crate::tasks::view::TaskLine;
use askama::Template;
use domain::access::Right;
use domain::people::{Consent, ContactKind};
use domain::programmes::Programme;
use std::sync::Arc;

#[derive(Template)]
#[template(path = "people/summary.html")]
pub(super) struct SummaryPage {
    pub frame: Frame,
    pub head: Head,
    pub jobs: Vec<JobView>,
    pub enrolments: Vec<EnrolmentView>,
    pub points: Vec<PointView>,
    pub tasks: Vec<TaskLine>,
    /// How one keeps in touch.
    pub support: Vec<(String, String)>,
    pub notes: Vec<NoteView>,
    pub facts: Vec<(String, String)>,
    pub may_change: bool,
    pub may_track: bool,
    pub may_place: bool,
}

/// A way to reach the person, with whether it may be used.
pub(super) struct PointView {
    pub icon: &'static str,
    pub value: String,
    /// `good`, `wait` or nothing.
    pub tone: &'static str,
    pub consent: String,
}

/// A dated note.
pub(super) struct NoteView {
    pub on: String,
    pub body: String,
    pub by: String,
}

/// One programme that the person is in.
pub(super) struct EnrolmentView {
    pub title: String,
    pub facts: Vec<(String, String)>,
}

pub(super) async fn page(
    app: &App,
    viewer: &Viewer,
    around: Asked,
) -> Result<SummaryPage, Failure> {
    let Asked { file, frame, head, mut reader } = around;
    let words = frame.words;
    let language = view::language(words);
    let mut jobs = Vec::new();
    for kept in &file.placements {
        let pack = (kept.pack.as_str(), kept.pack_version);
        let programme = programmes::store::pinned(app, &mut reader, pack).await?;
        let of = (programme.title.in_language(language), programme.currency.as_str());
        jobs.push(job(words, kept, of, file.today()));
    }
    let mut enrolments = Vec::new();
    for one in &file.enrolments {
        let programme = programme_of(app, &mut reader, one).await?;
        enrolments.push(enrolment(words, one, &programme));
    }
    let notes = support::store::notes(&mut reader, &file.kept.person.id).await?;
    let note = |one: support::store::Note| NoteView {
        on: words.date(one.dated_on),
        body: one.body.said(words),
        by: one.made_by_name.unwrap_or_default(),
    };
    let support = support::tab::brief(&mut reader, (&file, words)).await?;
    Ok(SummaryPage {
        jobs,
        support,
        notes: notes.into_iter().map(note).collect(),
        enrolments,
        points: points(words, &file),
        tasks: tasks::view::of_person(&mut reader, words, &file).await?,
        facts: facts(words, &file),
        may_change: viewer.role.holds(Right::RecordPeople),
        may_track: viewer.role.holds(Right::Track),
        may_place: viewer.role.holds(Right::Place),
        frame,
        head,
    })
}

async fn programme_of(
    app: &App,
    reader: &mut Reader,
    one: &Enrolment,
) -> Result<Arc<Programme>, Failure> {
    programmes::store::pinned(app, reader, (&one.pack, one.pack_version)).await
}

fn enrolment(words: Words, one: &Enrolment, programme: &Programme) -> EnrolmentView {
    let language = view::language(words);
    let stage = programme.stages.iter().find(|stage| stage.code == one.stage);
    let stage = stage.map_or(one.stage.as_str(), |stage| stage.label.in_language(language));
    let days = [
        ("people-referred-on", one.referred_on),
        ("people-started-on", one.started_on),
        ("people-service-ended-on", one.service_ended_on),
        ("people-exited-on", one.exited_on),
    ];
    let mut facts = vec![(words.say("people-stage"), stage.to_owned())];
    facts.extend(days.into_iter().filter_map(|(key, on)| Some((words.say(key), words.date(on?)))));
    if let Some(group) = &one.group {
        facts.push((words.say("people-group"), group.clone()));
    }
    let title = programme.title.in_language(language);
    let args = [("title", title.into()), ("version", one.pack_version.into())];
    EnrolmentView { title: words.with("people-programme", &args), facts }
}

fn points(words: Words, file: &File) -> Vec<PointView> {
    let view = |point: &domain::people::ContactPoint| {
        let (tone, key) = match point.consent {
            Consent::Given => ("good", "people-consent-given"),
            Consent::ByNotice => ("good", "people-consent-by-notice"),
            Consent::NotGiven => ("wait", "people-consent-not-given"),
            Consent::Withdrawn => ("wait", "people-consent-withdrawn"),
        };
        let icon = match point.kind {
            ContactKind::Phone => "phone",
            ContactKind::Email => "mail",
        };
        PointView { icon, value: phone_said(&point.value), tone, consent: words.say(key) }
    };
    file.kept.person.contact_points.iter().map(view).collect()
}

fn facts(words: Words, file: &File) -> Vec<(String, String)> {
    let (kept, person) = (&file.kept, &file.kept.person);
    let fact = |key: &str, value: String| (words.say(key), value);
    let zone = kept.person_zone.iana_name().unwrap_or("UTC").replace('_', " ");
    let mut facts = vec![
        fact("people-language", words.say(&format!("people-language-{}", person.language))),
        fact("people-time-zone", zone),
    ];
    if let Some(year) = person.year_of_birth {
        facts.push(fact("people-year-of-birth", year.to_string()));
    }
    if let Some(reference) = &kept.reference {
        facts.push(fact("people-reference", reference.clone()));
    }
    let entered = kept.made_at.to_zoned(kept.office_zone.clone()).date();
    facts.push(fact("people-owner", kept.owner_name.clone()));
    facts.push(fact("people-office", kept.office_name.clone()));
    facts.push(fact("people-entered-on", words.date(entered)));
    facts
}
