//! People for programs.

use super::act::{self, Change, Entry};
use super::store::{self, Kept};
use crate::access::{Viewer, open_file};
use crate::api::{Asked, Listed, Page, day_if_given, query};
use crate::app::App;
use crate::failure::Failure;
use crate::record::Reader;
use axum::Json;
use axum::extract::{Path, State};
use axum::http::{StatusCode, Uri};
use axum::response::Response;
use domain::access::Right;
use domain::ids::PersonId;
use domain::people::{Consent, ContactKind, PersonAsk, folded};
use jiff::civil::Date;
use serde::{Deserialize, Deserializer, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// The doors of this noun.
#[must_use]
pub fn doors() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(create, index)).routes(routes!(show, change))
}

/// A new person.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewPerson {
    given_name: String,
    family_name: String,
    /// `en` or `fr`.
    language: String,
    /// IANA name; the office's where left out.
    time_zone: Option<String>,
    /// E.164, or a North American number.
    #[serde(default)]
    phones: Vec<String>,
    #[serde(default)]
    emails: Vec<String>,
    year_of_birth: Option<i64>,
    reference: Option<String>,
    /// Left out: given by the programme's notice of collection where the pack says so.
    consent: Option<ConsentAsk>,
}

#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct ConsentAsk {
    email: Option<bool>,
    sms: Option<bool>,
}

/// What is to be changed; what is left out stays.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct PersonChange {
    #[serde(default, deserialize_with = "present")]
    given_name: Option<String>,
    #[serde(default, deserialize_with = "present")]
    family_name: Option<String>,
    #[serde(default, deserialize_with = "present")]
    language: Option<String>,
    #[serde(default, deserialize_with = "present")]
    time_zone: Option<String>,
    #[serde(default, deserialize_with = "present")]
    year_of_birth: Option<Option<i64>>,
    #[serde(default, deserialize_with = "present")]
    reference: Option<Option<String>>,
    #[serde(default, deserialize_with = "present")]
    phones: Option<Vec<String>>,
    #[serde(default, deserialize_with = "present")]
    emails: Option<Vec<String>>,
    consent: Option<ConsentAsk>,
    /// Null takes it back.
    #[serde(default, deserialize_with = "day_if_given")]
    #[schema(value_type = Option<String>, format = Date)]
    died_on: Option<Option<Date>>,
    #[serde(default, deserialize_with = "day_if_given")]
    #[schema(value_type = Option<String>, format = Date)]
    withdrawn_on: Option<Option<Date>>,
    #[serde(default, deserialize_with = "present")]
    do_not_contact: Option<bool>,
    reason: Option<String>,
    version: Option<i64>,
}

/// Tells a field that is null from one that is left out.
pub(crate) fn present<'de, T, D>(deserializer: D) -> Result<Option<T>, D::Error>
where
    T: Deserialize<'de>,
    D: Deserializer<'de>,
{
    T::deserialize(deserializer).map(Some)
}

/// A person.
#[derive(Debug, Serialize, ToSchema)]
pub struct PersonAnswer {
    id: String,
    version: i64,
    given_name: String,
    family_name: String,
    language: String,
    time_zone: String,
    phones: Vec<String>,
    emails: Vec<String>,
    /// Whether messages may be sent, by channel.
    consent: ConsentAnswer,
    year_of_birth: Option<i16>,
    reference: Option<String>,
    office: String,
    owner: String,
    #[schema(value_type = Option<String>, format = Date)]
    died_on: Option<Date>,
    #[schema(value_type = Option<String>, format = Date)]
    withdrawn_on: Option<Date>,
    do_not_contact: bool,
    reason: Option<String>,
}

/// `given`, `by_notice`, `not_given`, `withdrawn`; null where there is no address.
#[derive(Debug, Serialize, ToSchema)]
pub struct ConsentAnswer {
    email: Option<&'static str>,
    sms: Option<&'static str>,
}

/// A person as programs see them.
#[must_use]
pub fn person_answer(kept: &Kept) -> PersonAnswer {
    let person = &kept.person;
    let values = |kind| {
        let points = person.contact_points.iter().filter(move |point| point.kind == kind);
        points.map(|point| point.value.clone()).collect()
    };
    let consent = |kind| {
        let mut points = person.contact_points.iter().filter(|point| point.kind == kind);
        points.next().map(|point| consent_word(point.consent))
    };
    PersonAnswer {
        id: person.id.to_string(),
        version: kept.version,
        given_name: person.given_name.clone(),
        family_name: person.family_name.clone(),
        language: person.language.to_string(),
        time_zone: kept.person_zone.iana_name().unwrap_or("UTC").to_owned(),
        phones: values(ContactKind::Phone),
        emails: values(ContactKind::Email),
        consent: ConsentAnswer {
            email: consent(ContactKind::Email),
            sms: consent(ContactKind::Phone),
        },
        year_of_birth: person.year_of_birth,
        reference: kept.reference.clone(),
        office: kept.office.to_string(),
        owner: kept.owner.to_string(),
        died_on: person.standing.died_on,
        withdrawn_on: person.standing.withdrawn_on,
        do_not_contact: person.standing.do_not_contact_on.is_some(),
        reason: kept.standing_reason.clone(),
    }
}

fn consent_word(consent: Consent) -> &'static str {
    store::consent_word(consent)
}

/// Enters a person.
#[utoipa::path(post, path = "/people", tag = "people", request_body = NewPerson,
    responses((status = 201, body = PersonAnswer)))]
async fn create(
    State(app): State<App>,
    viewer: Viewer,
    asked: Asked<NewPerson>,
) -> Result<Response, Failure> {
    viewer.may(Right::RecordPeople)?;
    let Asked { ask, once } = asked;
    if let Some(kept) = once.kept(&app, &viewer).await? {
        return Ok(kept);
    }
    let consent = ask.consent.unwrap_or_default();
    let entry = Entry {
        ask: PersonAsk {
            given_name: ask.given_name,
            family_name: ask.family_name,
            language: ask.language,
            year_of_birth: ask.year_of_birth,
            reference: ask.reference,
        },
        time_zone: ask.time_zone,
        phones: ask.phones,
        emails: ask.emails,
        consent_email: consent.email,
        consent_sms: consent.sms,
    };
    let (mut writer, id) = act::enter(&app, &viewer, &entry).await?;
    let kept = store::find(&mut writer, &id).await?.ok_or(Failure::NotFound)?;
    once.commit(&app, &viewer, writer, (StatusCode::CREATED, &person_answer(&kept))).await
}

/// The reason for opening a file outside one's caseload.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct Opening {
    /// Why a file outside one's caseload is opened; holds for eight hours.
    pub access_reason: Option<String>,
}

/// Shows a person.
#[utoipa::path(get, path = "/people/{id}", tag = "people", params(Opening),
    responses((status = 200, body = PersonAnswer)))]
async fn show(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<String>,
    uri: Uri,
) -> Result<Json<PersonAnswer>, Failure> {
    viewer.may(Right::SeePeople)?;
    let opening: Opening = query(&uri)?;
    let kept = find_opened(&app, &viewer, &id, opening.access_reason.as_deref()).await?;
    Ok(Json(person_answer(&kept)))
}

/// Finds a person and opens their file.
///
/// # Errors
///
/// `NotFound`, or `ReasonWanted`.
pub async fn find_opened(
    app: &App,
    viewer: &Viewer,
    id: &str,
    reason: Option<&str>,
) -> Result<Kept, Failure> {
    let id: PersonId = id.parse().map_err(|_| Failure::NotFound)?;
    let mut reader: Reader = app.reader(viewer).await?;
    let kept = store::find(&mut reader, &id).await?.ok_or(Failure::NotFound)?;
    drop(reader);
    open_file(app, viewer, kept.file(), reason).await?;
    Ok(kept)
}

/// Changes a person.
#[utoipa::path(patch, path = "/people/{id}", tag = "people", request_body = PersonChange,
    params(Opening), responses((status = 200, body = PersonAnswer)))]
async fn change(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<String>,
    uri: Uri,
    asked: Asked<PersonChange>,
) -> Result<Json<PersonAnswer>, Failure> {
    viewer.may(Right::RecordPeople)?;
    let opening: Opening = query(&uri)?;
    let kept = find_opened(&app, &viewer, &id, opening.access_reason.as_deref()).await?;
    let ask = asked.ask;
    let consent = ask.consent.unwrap_or_default();
    let change = Change {
        given_name: ask.given_name,
        family_name: ask.family_name,
        language: ask.language,
        time_zone: ask.time_zone,
        year_of_birth: ask.year_of_birth,
        reference: ask.reference,
        phones: ask.phones,
        emails: ask.emails,
        consent_email: consent.email,
        consent_sms: consent.sms,
        died_on: ask.died_on,
        withdrawn_on: ask.withdrawn_on,
        do_not_contact: ask.do_not_contact,
        reason: ask.reason,
        version: ask.version,
    };
    let mut writer = act::change(&app, &viewer, &kept.person.id, &change).await?;
    let kept = store::find(&mut writer, &kept.person.id).await?.ok_or(Failure::NotFound)?;
    writer.commit().await?;
    Ok(Json(person_answer(&kept)))
}

/// A line of the list of people.
#[derive(Debug, Serialize, ToSchema)]
struct PersonLine {
    id: String,
    given_name: String,
    family_name: String,
    office: String,
    owner: String,
    employer: Option<String>,
    job_title: Option<String>,
}

#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct PeopleQuery {
    /// Words of a name or a reference, all of which must be there.
    q: Option<String>,
    /// Rows wanted, from 1 to 200.
    limit: Option<i64>,
    after: Option<String>,
}

/// Lists people by name.
#[utoipa::path(get, path = "/people", tag = "people", params(PeopleQuery),
    responses((status = 200, body = Listed<PersonLine>)))]
async fn index(
    State(app): State<App>,
    viewer: Viewer,
    uri: Uri,
) -> Result<Json<Listed<PersonLine>>, Failure> {
    viewer.may(Right::SeePeople)?;
    let asked: PeopleQuery = query(&uri)?;
    let page = Page { limit: asked.limit, after: asked.after };
    let folded = folded(asked.q.as_deref().unwrap_or_default());
    let words: Vec<String> =
        folded.split(' ').filter(|word| !word.is_empty()).map(String::from).take(3).collect();
    let after = page.place(|after| {
        let (id, key) = after.split_once('~').filter(|_| !after.contains(char::is_control))?;
        Some((key.to_owned(), id.parse::<PersonId>().ok()?))
    })?;
    let mut reader = app.reader(&viewer).await?;
    let place = after.as_ref().map(|(key, id)| (key.as_str(), id));
    let mut lines = store::list(&mut reader, &words, None, place, page.rows() + 1).await?;
    let more = lines.len() as i64 > page.rows();
    lines.truncate(usize::try_from(page.rows()).unwrap_or_default());
    let next = lines.last().filter(|_| more).map(|last| format!("{}~{}", last.id, last.sort_key));
    let items = lines
        .into_iter()
        .map(|line| PersonLine {
            id: line.id.to_string(),
            given_name: line.given_name,
            family_name: line.family_name,
            office: line.office_name,
            owner: line.owner_name,
            employer: line.employer,
            job_title: line.job_title,
        })
        .collect();
    Ok(Json(Listed { items, next }))
}
