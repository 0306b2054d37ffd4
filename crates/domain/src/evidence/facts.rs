//! What the jobs on file say about a due date: who worked, how much, with which gaps.

use crate::calendar::days_between;
use jiff::civil::Date;

/// A job, with its hours over time.
#[derive(Debug, Clone, PartialEq)]
pub struct Job {
    pub started_on: Date,
    /// The last day worked; none while it lasts.
    pub ended_on: Option<Date>,
    /// In order of the day from which they hold.
    pub terms: Vec<Terms>,
}

/// Hours in a usual week, from a day on.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Terms {
    pub from_on: Date,
    pub hours_per_week: f64,
}

impl Job {
    fn covers(&self, day: Date) -> bool {
        self.started_on <= day && self.ended_on.is_none_or(|ended_on| day <= ended_on)
    }

    /// The hours in force on a day: the last that began by then, or the first.
    fn hours_on(&self, day: Date) -> Option<f64> {
        let begun = self.terms.iter().rev().find(|terms| terms.from_on <= day);
        begun.or_else(|| self.terms.first()).map(|terms| terms.hours_per_week)
    }
}

/// What the jobs say.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct AroundDue {
    pub is_working: bool,
    /// Hours in a usual week of the jobs that cover the due date, together.
    pub hours_week: Option<f64>,
    /// Hours of the four weeks that end on the due date, together.
    pub hours_four_weeks: Option<f64>,
    /// The longest run of days without a job from `counts_from` to the due date.
    pub gap_days_longest: Option<u32>,
}

/// Days of the four weeks.
const FOUR_WEEKS: i64 = 28;

/// Reads the jobs on file around a due date. `counts_from` is the day from which the programme
/// counts; no gap is known without it.
#[must_use]
pub fn around_due(jobs: &[Job], counts_from: Option<Date>, due_on: Date) -> AroundDue {
    let hours = |day: Date| -> Option<f64> {
        let own = jobs.iter().filter(|job| job.covers(day)).filter_map(|job| job.hours_on(day));
        own.fold(None, |sum, hours| Some(sum.unwrap_or(0.0) + hours))
    };
    let first = due_on.saturating_sub(jiff::Span::new().days(FOUR_WEEKS - 1));
    let four_weeks = days(first, due_on)
        .filter_map(hours)
        .fold(None, |sum: Option<f64>, hours| Some(sum.unwrap_or(0.0) + hours / 7.0));
    AroundDue {
        is_working: jobs.iter().any(|job| job.covers(due_on)),
        hours_week: hours(due_on),
        hours_four_weeks: four_weeks.map(|sum| (sum * 100.0).round() / 100.0),
        gap_days_longest: counts_from.map(|from| longest_gap(jobs, from, due_on)),
    }
}

fn days(from: Date, to: Date) -> impl Iterator<Item = Date> {
    let count = days_between(from, to).max(-1) + 1;
    (0..count).map(move |days| from.saturating_add(jiff::Span::new().days(days)))
}

/// By the jobs' own ends, not by the day: a programme may count over years.
fn longest_gap(jobs: &[Job], from: Date, to: Date) -> u32 {
    let mut spells: Vec<(Date, Date)> = jobs
        .iter()
        .map(|job| (job.started_on.max(from), job.ended_on.unwrap_or(to).min(to)))
        .filter(|(first, last)| first <= last)
        .collect();
    spells.sort_unstable();
    let (mut longest, mut free_from) = (0, from);
    for (first, last) in spells {
        longest = longest.max(days_between(free_from, first));
        if last >= free_from {
            free_from = last.saturating_add(jiff::Span::new().days(1));
        }
    }
    longest = longest.max(days_between(free_from, to) + 1);
    u32::try_from(longest.max(0)).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    const START: Date = date(2026, 1, 5);
    const DUE: Date = date(2026, 4, 5);

    fn job(started_on: Date, ended_on: Option<Date>, hours: f64) -> Job {
        let terms = vec![Terms { from_on: started_on, hours_per_week: hours }];
        Job { started_on, ended_on, terms }
    }

    #[test]
    fn hours_of_several_jobs_count_together_by_the_terms_of_each_day() {
        let mut first = job(START, None, 20.0);
        first.terms.push(Terms { from_on: date(2026, 3, 23), hours_per_week: 34.0 });
        let second = job(date(2026, 3, 30), None, 7.0);
        let found = around_due(&[first, second], Some(START), DUE);
        assert!(found.is_working);
        assert_eq!(found.hours_week, Some(41.0));
        // 14 days at 20, 14 days at 34, 7 days at 7 hours a week.
        assert_eq!(found.hours_four_weeks, Some(40.0 + 68.0 + 7.0));
        assert_eq!(found.gap_days_longest, Some(0));
    }

    #[test]
    fn gaps_are_counted_in_days_without_any_job() {
        let rows = [
            (vec![job(START, Some(date(2026, 2, 1)), 30.0)], Some(63), false),
            (vec![job(START, Some(DUE), 30.0)], Some(0), true),
            (vec![job(date(2026, 1, 8), None, 30.0)], Some(3), true),
            (
                vec![
                    job(START, Some(date(2026, 2, 1)), 30.0),
                    job(date(2026, 2, 12), None, 30.0),
                    job(date(2026, 1, 20), Some(date(2026, 2, 4)), 5.0),
                ],
                Some(7),
                true,
            ),
            (vec![], Some(91), false),
        ];
        for (jobs, gap, is_working) in rows {
            let found = around_due(&jobs, Some(START), DUE);
            assert_eq!((found.gap_days_longest, found.is_working), (gap, is_working), "{jobs:?}");
        }
        assert_eq!(around_due(&[], None, DUE), AroundDue::default());
    }

    proptest! {
        /// Against counting day by day.
        #[test]
        fn the_longest_gap_is_the_one_that_days_show(
            spells in proptest::collection::vec((0_i64..120, 0_i64..60, any::<bool>()), 0..5),
        ) {
            let day = |days: i64| START.saturating_add(jiff::Span::new().days(days));
            let jobs: Vec<Job> = spells
                .iter()
                .map(|(from, length, lasts)| {
                    job(day(*from), (!lasts).then(|| day(from + length)), 10.0)
                })
                .collect();
            let (mut longest, mut run) = (0_u32, 0_u32);
            for one in days(START, DUE) {
                run = if jobs.iter().any(|job| job.covers(one)) { 0 } else { run + 1 };
                longest = longest.max(run);
            }
            prop_assert_eq!(around_due(&jobs, Some(START), DUE).gap_days_longest, Some(longest));
        }
    }
}
