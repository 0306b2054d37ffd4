//! Correcting what is known of a person.

use super::form::{PersonFields, all_given, read_year, yes_or_no};
use super::head::Head;
use super::show::{Asked, open};
use crate::access::Viewer;
use crate::api::{At, Posted};
use crate::app::App;
use crate::checkpoints::desk::File;
use crate::failure::Failure;
use crate::page::{Change as Row, Choice, Frame, Problems, Words};
use crate::people::act::{self, Change};
use crate::work::frame::shown;
use askama::Template;
use axum::extract::State;
use axum::http::Uri;
use axum::response::{IntoResponse, Redirect, Response};
use domain::access::Right;
use domain::ids::PersonId;
use domain::people::{Consent, ContactKind};

#[derive(Template)]
#[template(path = "people/change.html")]
pub(super) struct ChangePage {
    pub frame: Frame,
    pub head: Head,
    pub problems: Problems,
    pub fields: PersonFields,
    pub version: String,
    /// What somebody else wrote meanwhile beside what was typed here; empty when nobody did.
    pub meanwhile: Vec<Row>,
}

/// `GET /people/{id}/edit`
pub(super) async fn edit(
    viewer: Viewer,
    State(app): State<App>,
    At(id): At<PersonId>,
    uri: Uri,
) -> Result<Response, Failure> {
    viewer.may(Right::RecordPeople)?;
    let file = open(&app, &viewer, &id).await?;
    let known = Posted::from_fields(known(&file));
    show(&app, &viewer, (file, &uri), (&known, Problems::new(), false)).await
}

/// `POST /people/{id}/edit`
pub(super) async fn update(
    viewer: Viewer,
    State(app): State<App>,
    At(id): At<PersonId>,
    uri: Uri,
    form: Posted,
) -> Result<Response, Failure> {
    viewer.may(Right::RecordPeople)?;
    let file = open(&app, &viewer, &id).await?;
    match act::change(&app, &viewer, &id, &change(&form)).await {
        Ok(writer) => {
            writer.commit().await?;
            app.nudge.notify_one();
            Ok(Redirect::to(&format!("/people/{id}?tab=summary&done=changed")).into_response())
        }
        Err(Failure::Refused(problems)) => {
            show(&app, &viewer, (file, &uri), (&form, problems, false)).await
        }
        Err(Failure::Conflict { sentence, .. }) => {
            let problems = Problems::on_page(sentence);
            show(&app, &viewer, (file, &uri), (&form, problems, true)).await
        }
        Err(failure) => Err(failure),
    }
}

fn change(form: &Posted) -> Change {
    Change {
        given_name: Some(form.text("given_name").to_owned()),
        family_name: Some(form.text("family_name").to_owned()),
        language: Some(form.text("language").to_owned()),
        time_zone: form.given("time_zone").map(str::to_owned),
        year_of_birth: Some(read_year(form.given("year_of_birth"))),
        reference: Some(form.given("reference").map(str::to_owned)),
        phones: Some(all_given(form, "phones")),
        emails: Some(all_given(form, "emails")),
        consent_email: yes_or_no(form, "consent_email"),
        consent_sms: yes_or_no(form, "consent_sms"),
        // A version that cannot be read is none that anybody saw.
        version: Some(form.text("version").parse().unwrap_or(-1)),
        ..Change::default()
    }
}

/// What is known, under the names of the form.
fn known(file: &File) -> Vec<(String, String)> {
    let (kept, person) = (&file.kept, &file.kept.person);
    let mut fields = vec![
        ("given_name", person.given_name.clone()),
        ("family_name", person.family_name.clone()),
        ("language", person.language.to_string()),
        ("time_zone", kept.person_zone.iana_name().unwrap_or("UTC").to_owned()),
        ("reference", kept.reference.clone().unwrap_or_default()),
        ("year_of_birth", person.year_of_birth.map(|year| year.to_string()).unwrap_or_default()),
    ];
    for point in &person.contact_points {
        let name = match point.kind {
            ContactKind::Phone => "phones",
            ContactKind::Email => "emails",
        };
        fields.push((name, point.value.clone()));
    }
    fields.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

/// The fields whose present value is not what was typed.
fn meanwhile(words: Words, file: &File, typed: &Posted) -> Vec<Row> {
    let present = Posted::from_fields(known(file));
    let names = [
        ("given_name", "people-given-name"),
        ("family_name", "people-family-name"),
        ("language", "people-language"),
        ("phones", "people-phone"),
        ("emails", "people-email"),
        ("year_of_birth", "people-year-of-birth"),
        ("reference", "people-reference"),
        ("time_zone", "people-time-zone"),
    ];
    let row = |(name, key): (&str, &str)| Row {
        what: words.say(key),
        now: all_given(&present, name).join(", "),
        then: all_given(typed, name).join(", "),
        why: String::new(),
    };
    names.map(row).into_iter().filter(Row::differs).collect()
}

async fn show(
    app: &App,
    viewer: &Viewer,
    (file, uri): (File, &Uri),
    (typed, problems, is_stale): (&Posted, Problems, bool),
) -> Result<Response, Failure> {
    let words = Words { locale: viewer.language.into() };
    let fields = PersonFields::of(words, typed, &problems, |kind| consents(words, &file, kind));
    let meanwhile = if is_stale { meanwhile(words, &file, typed) } else { Vec::new() };
    // Shown again after a conflict, the form is about what stands there now.
    let seen = if is_stale { None } else { typed.given("version") };
    let version = seen.map_or_else(|| file.kept.version.to_string(), str::to_owned);
    let around = Asked::around(app, viewer, file, (None, uri)).await?;
    let Asked { frame, head, .. } = around.titled("people-edit-of");
    let is_refused = !problems.is_empty();
    let frame = frame.refused(&problems);
    shown(&ChangePage { frame, head, problems, fields, version, meanwhile }, is_refused)
}

/// What may be said about consent of somebody who is known.
fn consents(words: Words, file: &File, kind: &str) -> Vec<Choice> {
    let kind = if kind == "email" { ContactKind::Email } else { ContactKind::Phone };
    let mut points = file.kept.person.contact_points.iter().filter(|point| point.kind == kind);
    let present = points.next().map(|point| match point.consent {
        Consent::Given => "people-consent-given",
        Consent::ByNotice => "people-consent-by-notice",
        Consent::NotGiven => "people-consent-not-given",
        Consent::Withdrawn => "people-consent-withdrawn",
    });
    let hint = present.map(|key| words.say(key)).unwrap_or_default();
    vec![
        Choice::new("", words.say("people-consent-as-is")).hint(hint),
        Choice::new("yes", words.say("people-consent-yes")),
        Choice::new("no", words.say("people-consent-stop")),
    ]
}
