//! Entering a person.

use super::form::{PersonFields, all_given, read_year, yes_or_no};
use super::store::{Alike, alike};
use crate::access::Viewer;
use crate::api::{Once, Posted};
use crate::app::App;
use crate::failure::Failure;
use crate::page::{Choice, Frame, Problems, Section, Words};
use crate::people::act::{self, Entry};
use crate::people::contact::read_phone;
use crate::work::frame::{address_of, shown, staff_frame};
use askama::Template;
use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;
use domain::access::Right;
use domain::people::PersonAsk;

#[derive(Template)]
#[template(path = "people/entry.html")]
pub(super) struct EntryPage {
    pub frame: Frame,
    pub problems: Problems,
    pub fields: PersonFields,
    pub once: String,
    /// People who may be the same one; shown before a second press enters all the same.
    pub alike: Vec<Alike>,
}

/// `GET /people/new`
pub(super) async fn new(
    viewer: Viewer,
    State(app): State<App>,
    uri: Uri,
) -> Result<Response, Failure> {
    viewer.may(Right::RecordPeople)?;
    let zone = viewer.zone.iana_name().unwrap_or("UTC");
    let blank = [("language", viewer.language.tag()), ("time_zone", zone)];
    let blank = blank.map(|(name, value)| (name.to_owned(), value.to_owned()));
    let typed = Posted::from_fields(blank.to_vec());
    show(&app, &viewer, &uri, (&typed, Problems::new(), Vec::new())).await
}

/// `POST /people/new`
pub(super) async fn create(
    viewer: Viewer,
    State(app): State<App>,
    uri: Uri,
    form: Posted,
) -> Result<Response, Failure> {
    viewer.may(Right::RecordPeople)?;
    let once = Once::of_form(&form, uri.path());
    if let Some(done) = once.kept(&app, &viewer).await? {
        return Ok(done);
    }
    if form.given("sure").is_none() {
        let phones: Vec<String> =
            all_given(&form, "phones").iter().filter_map(|text| read_phone(text)).collect();
        let names = (form.text("given_name"), form.text("family_name"));
        let mut reader = app.reader(&viewer).await?;
        let found = alike(&mut reader, names, &phones).await?;
        drop(reader);
        if !found.is_empty() {
            // Perhaps the same form, pressed twice, made them a moment ago.
            if let Some(done) = once.kept(&app, &viewer).await? {
                return Ok(done);
            }
            return show(&app, &viewer, &uri, (&form, Problems::new(), found)).await;
        }
    }
    match act::enter(&app, &viewer, &entry(&form)).await {
        Ok((writer, id)) => {
            let location = format!("/people/{id}?done=entered");
            once.commit_form(&app, &viewer, writer, location).await
        }
        Err(Failure::Refused(problems)) => {
            show(&app, &viewer, &uri, (&form, problems, Vec::new())).await
        }
        Err(failure) => Err(failure),
    }
}

fn entry(form: &Posted) -> Entry {
    Entry {
        ask: PersonAsk {
            given_name: form.text("given_name").to_owned(),
            family_name: form.text("family_name").to_owned(),
            language: form.text("language").to_owned(),
            year_of_birth: read_year(form.given("year_of_birth")),
            reference: form.given("reference").map(str::to_owned),
        },
        time_zone: form.given("time_zone").map(str::to_owned),
        phones: all_given(form, "phones"),
        emails: all_given(form, "emails"),
        consent_email: yes_or_no(form, "consent_email"),
        consent_sms: yes_or_no(form, "consent_sms"),
    }
}

async fn show(
    app: &App,
    viewer: &Viewer,
    uri: &Uri,
    (typed, problems, alike): (&Posted, Problems, Vec<Alike>),
) -> Result<Response, Failure> {
    let words = Words { locale: viewer.language.into() };
    let mut reader = app.reader(viewer).await?;
    let title = words.say("people-enter");
    let frame =
        staff_frame(app, &mut reader, viewer, title, Section::People, address_of(uri)).await?;
    let fields = PersonFields::of(words, typed, &problems, |_| consents(words));
    let is_refused = !problems.is_empty() || !alike.is_empty();
    let once = Once::field(typed);
    let page = EntryPage { frame: frame.refused(&problems), problems, fields, once, alike };
    shown(&page, is_refused)
}

/// What may be said about consent on entry.
fn consents(words: Words) -> Vec<Choice> {
    vec![
        Choice::new("", words.say("people-consent-unsaid"))
            .hint(words.say("people-consent-unsaid-hint")),
        Choice::new("yes", words.say("people-consent-yes")),
        Choice::new("no", words.say("people-consent-no")),
    ]
}
