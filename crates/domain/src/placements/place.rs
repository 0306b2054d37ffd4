//! Placing a person into Outcomes.

use crate::people::{TextRefused, line};
use crate::programmes::{Anchors, Programme, ScheduledCheckpoint, schedule};
use jiff::civil::Date;

/// Characters of an employer's name or of a job title, at most.
pub const EMPLOYER_LENGTH_MAX: usize = 120;
/// Hours a week, at most: what the questionnaire allows too.
pub const HOURS_MAX: f64 = 100.0;
/// How far back a start may lie, in years: further back is a slip of the pen.
pub const START_YEARS_BACK_MAX: i16 = 10;
/// Minor units of one amount of pay, at most.
pub const PAY_CENTS_MAX: i64 = 100_000_000;

/// What was typed about a job.
#[derive(Debug, Clone, Default)]
pub struct Place {
    pub employer: String,
    pub job_title: String,
    pub started_on: Option<Date>,
    pub hours_per_week: Option<f64>,
    pub pay_cents: Option<i64>,
    pub pay_period: Option<String>,
}

/// A job with its checkpoints, ready to be recorded.
#[derive(Debug, Clone, PartialEq)]
pub struct Placed {
    pub employer: String,
    pub job_title: String,
    pub started_on: Date,
    pub hours_per_week: f64,
    pub pay: Option<Pay>,
    /// Empty where the programme counts from the exit or the end of service.
    pub checkpoints: Vec<ScheduledCheckpoint>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pay {
    pub cents: i64,
    pub period: PayPeriod,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PayPeriod {
    Hour,
    Week,
    TwoWeeks,
    Month,
    Year,
    PerJob,
}

impl PayPeriod {
    pub const ALL: [Self; 6] =
        [Self::Hour, Self::Week, Self::TwoWeeks, Self::Month, Self::Year, Self::PerJob];

    /// The word that is stored and spoken in the interface.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Hour => "hour",
            Self::Week => "week",
            Self::TwoWeeks => "two_weeks",
            Self::Month => "month",
            Self::Year => "year",
            Self::PerJob => "per_job",
        }
    }

    /// The period with this word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|period| period.word() == word)
    }
}

/// Everything that is wrong with what was typed about a job.
#[derive(Debug, Clone, PartialEq)]
pub struct PlaceRefused(pub Vec<PlaceProblem>);

#[derive(Debug, Clone, PartialEq)]
pub enum PlaceProblem {
    Employer(TextRefused),
    JobTitle(TextRefused),
    StartMissing,
    /// A job is entered once it has begun.
    StartInFuture {
        today: Date,
    },
    StartTooLongAgo {
        earliest: Date,
    },
    /// Above 0 and at most [`HOURS_MAX`], in steps of a quarter of an hour.
    Hours,
    /// A whole number of minor units from 0 to [`PAY_CENTS_MAX`].
    Pay,
    /// One of [`PayPeriod::ALL`].
    PayPeriod,
    /// An amount needs its period and a period its amount.
    PayIncomplete,
    /// The calendar ends before the last checkpoint.
    BeyondCalendar,
}

/// Decides whether a person may be placed, and which checkpoints that makes.
///
/// # Errors
///
/// Names every field that cannot be recorded, all at once.
pub fn place(ask: &Place, programme: &Programme, today: Date) -> Result<Placed, PlaceRefused> {
    let mut problems = Vec::new();
    let employer = line(&ask.employer, EMPLOYER_LENGTH_MAX)
        .map_err(|why| problems.push(PlaceProblem::Employer(why)));
    let job_title = line(&ask.job_title, EMPLOYER_LENGTH_MAX)
        .map_err(|why| problems.push(PlaceProblem::JobTitle(why)));
    let started_on = read_start(ask.started_on, today).map_err(|why| problems.push(why));
    let terms = read_terms(ask.hours_per_week, ask.pay_cents, ask.pay_period.as_deref())
        .map_err(|mut more| problems.append(&mut more));
    let (Ok(employer), Ok(job_title), Ok(started_on), Ok((hours_per_week, pay))) =
        (employer, job_title, started_on, terms)
    else {
        return Err(PlaceRefused(problems));
    };
    let anchors = Anchors { placement_start: Some(started_on), ..Anchors::default() };
    let checkpoints = schedule(programme, &anchors)
        .map_err(|_| PlaceRefused(vec![PlaceProblem::BeyondCalendar]))?;
    Ok(Placed { employer, job_title, started_on, hours_per_week, pay, checkpoints })
}

/// Reads a first day of work.
///
/// # Errors
///
/// Refuses a missing day, one after today and one further back than anybody would enter.
pub fn read_start(started_on: Option<Date>, today: Date) -> Result<Date, PlaceProblem> {
    let Some(started_on) = started_on else {
        return Err(PlaceProblem::StartMissing);
    };
    if started_on > today {
        return Err(PlaceProblem::StartInFuture { today });
    }
    let earliest = Date::new(today.year() - START_YEARS_BACK_MAX, 1, 1).unwrap_or(Date::MIN);
    if started_on < earliest {
        return Err(PlaceProblem::StartTooLongAgo { earliest });
    }
    Ok(started_on)
}

/// Reads hours and pay.
///
/// # Errors
///
/// Names every part that cannot be recorded.
pub fn read_terms(
    hours_per_week: Option<f64>,
    pay_cents: Option<i64>,
    pay_period: Option<&str>,
) -> Result<(f64, Option<Pay>), Vec<PlaceProblem>> {
    let mut problems = Vec::new();
    let hours = match hours_per_week {
        Some(hours) if is_hours(hours) => hours,
        Some(_) | None => {
            problems.push(PlaceProblem::Hours);
            0.0
        }
    };
    let pay = match (pay_cents, pay_period) {
        (None, None) => None,
        (Some(cents), Some(word)) => {
            let period = PayPeriod::from_word(word);
            if period.is_none() {
                problems.push(PlaceProblem::PayPeriod);
            }
            if !(0..=PAY_CENTS_MAX).contains(&cents) {
                problems.push(PlaceProblem::Pay);
            }
            period.map(|period| Pay { cents, period })
        }
        (Some(_), None) | (None, Some(_)) => {
            problems.push(PlaceProblem::PayIncomplete);
            None
        }
    };
    if problems.is_empty() { Ok((hours, pay)) } else { Err(problems) }
}

fn is_hours(hours: f64) -> bool {
    let in_range = hours > 0.0 && hours <= HOURS_MAX;
    in_range && ((hours * 4.0).round() - hours * 4.0).abs() < 1e-9
}
