//! Answers that are possible but worth a second look. They never block.
//!
//! They speak of questions by these ids wherever a questionnaire has them: `work_status`,
//! `hours_week`, `wage_amount`, `wage_period`, `job_start`, `job_end_date`, `weeks_without`,
//! `income_now`. A questionnaire without them simply gets no such warning.

use super::journey::route_facts;
use super::{Answer, Answers, Decimal, Face, Known, Questionnaire};
use jiff::civil::Date;

/// Hours of a usual week above which somebody should ask again.
const HOURS_WEEK_USUAL_MAX: Decimal = Decimal::whole(60);
/// Days between two jobs that nobody calls weeks without work.
const DAYS_BETWEEN_JOBS_MAX: i32 = 7;

/// One thing worth a second look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Warning {
    ManyHours {
        hours: Decimal,
        usual_max: Decimal,
    },
    /// Pay for an hour, rounded to the nearest cent, is under the lowest that is lawful.
    PayBelowMinimum {
        per_hour_cents: i64,
        minimum_cents: i64,
    },
    /// The last job ended after the new one began, and no week was without work.
    JobsOverlap {
        ended_on: Date,
        started_on: Date,
    },
    /// More than a week lies between two jobs, but no week is said to be without work.
    GapUnexplained {
        ended_on: Date,
        started_on: Date,
    },
    /// Not working and not looking for work, yet with income from a job.
    IncomeWithoutJob,
    /// The job began after the day that the checkpoint asks about.
    StartAfterDue {
        started_on: Date,
        due_on: Date,
    },
}

/// What in these answers is worth a second look, by staff's route.
///
/// `minimum_wage_cents` is the pack's lowest lawful pay for an hour; None warns of no pay.
#[must_use]
pub fn warnings(
    questionnaire: &Questionnaire,
    reviewed: &Answers,
    known: &Known,
    minimum_wage_cents: Option<i64>,
) -> Vec<Warning> {
    let (taken, _) = route_facts(questionnaire, reviewed, Face::Staff, known);
    let read = OnRoute { answers: reviewed, is_taken: |id| taken.contains(id) };
    let mut warnings = Vec::new();
    let hours = read.number("hours_week");
    if let Some(hours) = hours.filter(|hours| *hours > HOURS_WEEK_USUAL_MAX) {
        warnings.push(Warning::ManyHours { hours, usual_max: HOURS_WEEK_USUAL_MAX });
    }
    let pay = read.number("wage_amount").zip(read.choice("wage_period"));
    let per_hour_cents = pay.and_then(|(pay, period)| per_hour_cents(pay, period, hours));
    if let Some((per_hour_cents, minimum_cents)) = per_hour_cents.zip(minimum_wage_cents)
        && per_hour_cents < minimum_cents
    {
        warnings.push(Warning::PayBelowMinimum { per_hour_cents, minimum_cents });
    }
    let started_on = read.date("job_start");
    if let Some((ended_on, started_on)) = read.date("job_end_date").zip(started_on) {
        let asked = (read.is_taken)("weeks_without");
        let weeks = read.number("weeks_without").is_some_and(|weeks| weeks > Decimal::whole(0));
        warnings.extend(between_jobs(ended_on, started_on, asked, weeks));
    }
    let income = read.many("income_now");
    let earned = income.iter().any(|code| code == "job" || code == "self_employed");
    if earned && read.choice("work_status") == Some("not_looking") {
        warnings.push(Warning::IncomeWithoutJob);
    }
    if let Some(started_on) = started_on.filter(|started_on| known.due_on < *started_on) {
        warnings.push(Warning::StartAfterDue { started_on, due_on: known.due_on });
    }
    warnings
}

fn between_jobs(ended_on: Date, started_on: Date, asked: bool, weeks: bool) -> Option<Warning> {
    if weeks {
        return None;
    }
    if started_on < ended_on {
        return Some(Warning::JobsOverlap { ended_on, started_on });
    }
    // Both dates lie in two hundred years, so their difference always exists.
    let days = ended_on.until(started_on).map_or(0, |span| span.get_days());
    let gap = asked && days > DAYS_BETWEEN_JOBS_MAX;
    gap.then_some(Warning::GapUnexplained { ended_on, started_on })
}

/// Pay for one hour, rounded half up to the cent. None where the period does not say how many
/// hours it pays for, or the hours are not known.
fn per_hour_cents(pay: Decimal, period: &str, hours: Option<Decimal>) -> Option<i64> {
    let pay_cents = i128::from(pay.hundredths());
    // Periods in a year, over the weeks of a year: the hours of one period are
    // hours a week * weeks / periods.
    let (weeks, periods) = match period {
        "hour" => return Some(pay.hundredths()),
        "week" => (1, 1),
        "two_weeks" => (2, 1),
        "month" => (52, 12),
        "year" => (52, 1),
        _ => return None,
    };
    let hours = hours.map(|hours| i128::from(hours.hundredths())).filter(|hours| *hours > 0)?;
    let (above, below) = (pay_cents * 100 * periods, hours * weeks);
    i64::try_from((2 * above + below) / (2 * below)).ok()
}

/// Answers that count: off the route there are none.
struct OnRoute<'a, F: Fn(&str) -> bool> {
    answers: &'a Answers,
    is_taken: F,
}

impl<'a, F: Fn(&str) -> bool> OnRoute<'a, F> {
    fn answer(&self, id: &str) -> Option<&'a Answer> {
        self.answers.get(id).filter(|_| (self.is_taken)(id))
    }

    fn number(&self, id: &str) -> Option<Decimal> {
        let Some(Answer::Number(number)) = self.answer(id) else { return None };
        Some(*number)
    }

    fn date(&self, id: &str) -> Option<Date> {
        let Some(Answer::Date(day)) = self.answer(id) else { return None };
        Some(*day)
    }

    fn choice(&self, id: &str) -> Option<&'a str> {
        let Some(Answer::Choice(code)) = self.answer(id) else { return None };
        Some(code)
    }

    fn many(&self, id: &str) -> &'a [String] {
        let Some(Answer::Many { chosen, note: _ }) = self.answer(id) else { return &[] };
        chosen
    }
}
