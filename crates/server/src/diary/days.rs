//! Days on which nobody works: asked about before something is put on one; holidays are said at
//! their head.

use super::act::{bounds, moment_at, region_of};
use super::store;
use crate::api::{Day, Posted};
use crate::app::App;
use crate::checkpoints::desk::File;
use crate::failure::Failure;
use crate::page::{Field, Locale, Problems, Words};
use crate::programmes;
use crate::record::Held;
use domain::calendar::{Closed, Holiday, Region, closed, next_working_day};
use domain::diary::{USUAL_TIME, may_stand};
use domain::ids::{PlacementId, UserId};
use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

/// Whether somebody works on the day: by the holidays of the job's programme, and weekends.
///
/// # Errors
///
/// `Refused` with the next day on which somebody does.
pub(super) async fn is_worked(
    app: &App,
    held: &mut impl Held,
    (file, placement): (&File, Option<&PlacementId>),
    (day, words): (Date, Words),
) -> Result<(), Failure> {
    let Some(next) = next_instead(app, held, (file, placement), day).await? else { return Ok(()) };
    let args = [("day", words.date(day).into()), ("next", words.date(next).into())];
    Err(Failure::field("due_at", words.with("diary-nobody-works", &args)))
}

/// The next day on which somebody works, where nobody does on this one.
async fn next_instead(
    app: &App,
    held: &mut impl Held,
    place: (&File, Option<&PlacementId>),
    day: Date,
) -> Result<Option<Date>, Failure> {
    let region = region_of(app, held, place).await?;
    let next = next_working_day(day, region);
    let next = next.map_err(|fault| Failure::fault("a working day", &fault))?;
    Ok((next != day).then_some(next))
}

/// The tick that says that a day is meant on which nobody works; none where no such day was typed.
///
/// # Errors
///
/// What the database says.
pub async fn meant(
    app: &App,
    held: &mut impl Held,
    (file, placement): (&File, Option<&PlacementId>),
    (typed, problems): (&Posted, &Problems),
    field: Field,
) -> Result<Option<Field>, Failure> {
    let is_meant = is_any_day(typed);
    let was_asked = is_meant || problems.of("due_at").is_some();
    let day = typed.text("due_at").trim().parse::<Day>().ok();
    let Some(Day(day)) = day.filter(|_| was_asked && !problems.is_empty()) else {
        return Ok(None);
    };
    let at = moment_at(&file.kept.office_zone, day, USUAL_TIME);
    if may_stand(at, bounds(file)).is_err() {
        return Ok(None);
    }
    let next = next_instead(app, held, (file, placement), day).await?;
    Ok(next.map(|_| field.ticked(is_meant)))
}

/// Whether it was ticked.
#[must_use]
pub fn is_any_day(form: &Posted) -> bool {
    form.text("anyway") == "yes"
}

/// The regions whose holidays count in a diary: those of the programmes of whom somebody looks
/// after, else of all that the agency has somebody in.
///
/// # Errors
///
/// What the database says.
pub(super) async fn regions(
    app: &App,
    held: &mut impl Held,
    owner: Option<&UserId>,
) -> Result<Vec<Region>, Failure> {
    let mut packs = match owner {
        Some(owner) => store::packs_of(held, owner).await?,
        None => Vec::new(),
    };
    if packs.is_empty() {
        packs = store::packs(held).await?;
    }
    let mut regions = Vec::new();
    for (pack, version) in &packs {
        let programme = programmes::store::pinned(app, held, (pack, *version)).await?;
        let region = programme.holidays_of();
        if !regions.contains(&region) {
            regions.push(region);
        }
    }
    Ok(regions)
}

/// Monday to Sunday around a day.
#[must_use]
pub(super) fn week_of(day: Date) -> Vec<Date> {
    let monday = match day.weekday() {
        Weekday::Monday => day,
        _ => day.nth_weekday(-1, Weekday::Monday).unwrap_or(day),
    };
    (0..7).filter_map(|at| monday.checked_add(i64::days(at)).ok()).collect()
}

/// Which holidays a day is, in a few words; empty where it is none.
#[must_use]
pub(super) fn closed_said(words: Words, day: Date, regions: &[Region]) -> String {
    let Some(Closed { named, in_all }) = closed(day, regions) else { return String::new() };
    let names: Vec<String> = named.iter().map(|one| name_said(words, one)).collect();
    let key = if in_all { "diary-holiday" } else { "diary-holiday-some" };
    words.with(key, &[("names", words.list(&names).into())])
}

fn name_said(words: Words, holiday: &Holiday) -> String {
    let name = match words.locale {
        Locale::En => holiday.name_en,
        Locale::Fr => holiday.name_fr,
    };
    if holiday.in_lieu {
        return words.with("diary-holiday-lieu", &[("name", name.into())]);
    }
    name.to_owned()
}
