//! What of the record is filled into letters, e-mails and forms.

use crate::app::App;
use crate::checkpoints::desk::File;
use crate::failure::Failure;
use crate::messaging::compose;
use crate::page::Words;
use crate::people;
use crate::record::Held;
use domain::flows::paper::Filling;
use domain::forms::Source;
use domain::ids::PlacementId;
use domain::words::Language;
use jiff::civil::Date;

/// What is put in beside the record.
#[derive(Debug, Clone, Default)]
pub struct Beside<'a> {
    /// Who writes.
    pub adviser: &'a str,
    pub dates: &'a [Date],
    /// The paths of pages of ours, each on a line of its own.
    pub links: &'a [String],
}

/// Everything that may be filled in about a job.
///
/// # Errors
///
/// What the database says.
pub async fn of_job(
    app: &App,
    held: &mut impl Held,
    (file, placement): (&File, &PlacementId),
    (language, beside): (Language, &Beside<'_>),
) -> Result<Filling, Failure> {
    let words = Words { locale: language.into() };
    let agency = held.agency();
    let agency = people::store::agency(held.conn(), &agency).await?.ok_or(Failure::NotFound)?;
    let person = &file.kept.person;
    let mut filling = Filling::new();
    let mut put = |source: Source, value: String| {
        if !value.is_empty() {
            filling.insert(source, value);
        }
    };
    put(Source::GivenName, person.given_name.clone());
    put(Source::FamilyName, person.family_name.clone());
    put(Source::Reference, file.kept.reference.clone().unwrap_or_else(|| person.id.to_string()));
    put(Source::Agency, agency.name_in(language).to_owned());
    put(Source::Office, file.kept.office_name.clone());
    put(Source::Adviser, beside.adviser.to_owned());
    put(Source::Today, words.date(file.today()));
    let dates: Vec<String> = beside.dates.iter().map(|day| words.date(*day)).collect();
    put(Source::Dates, words.list(&dates));
    let own = compose::own_address(app);
    let links: Vec<String> = beside.links.iter().map(|path| format!("{own}{path}")).collect();
    put(Source::Link, links.join("\n"));
    if let Some(job) = file.placements.iter().find(|job| job.placement.id == *placement) {
        put(Source::Employer, job.employer.clone());
        put(Source::JobTitle, job.job_title.clone());
        put(Source::StartedOn, words.date(job.placement.started_on));
        put(Source::EndedOn, job.placement.ended_on.map(|on| words.date(on)).unwrap_or_default());
        let terms = job.terms_on(file.today());
        put(Source::Hours, terms.map(|it| it.hours_per_week.to_string()).unwrap_or_default());
    }
    Ok(filling)
}
