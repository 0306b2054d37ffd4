//! Which of a person's jobs is meant.

use super::Placement;
use crate::ids::PlacementId;
use jiff::civil::Date;

impl Placement {
    /// Whether it goes on: on its last day it is known to end.
    #[must_use]
    pub fn goes_on(&self, today: Date) -> bool {
        self.ended_on.is_none_or(|last| last > today)
    }
}

/// The latest job that goes on, else the latest. `jobs` stand with the latest first.
#[must_use]
pub fn latest(jobs: &[&Placement], today: Date) -> Option<PlacementId> {
    let on = jobs.iter().find(|job| job.goes_on(today));
    on.or(jobs.first()).map(|job| job.id)
}

/// The job that a call is about which was booked about one: where that is over, the one that goes
/// on now. `jobs` stand with the latest first.
#[must_use]
pub fn present(
    jobs: &[&Placement],
    booked: Option<PlacementId>,
    today: Date,
) -> Option<PlacementId> {
    let on = |id: &PlacementId| jobs.iter().any(|job| job.id == *id && job.goes_on(today));
    let latest = latest(jobs, today);
    booked.filter(on).or_else(|| latest.filter(on)).or(booked).or(latest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_call_is_about_the_job_that_goes_on() {
        let day = |day| Date::constant(2026, 3, day);
        let job = |number, ended_on| Placement {
            id: PlacementId::from_number(number),
            started_on: day(1),
            ended_on,
        };
        let today = day(10);
        let ended = |number, last| job(number, Some(day(last)));
        let check = |jobs: &[Placement], booked: Option<u128>, is_latest, is_present| {
            let jobs: Vec<&Placement> = jobs.iter().collect();
            let id = |number: Option<u128>| number.map(PlacementId::from_number);
            assert_eq!(latest(&jobs, today), id(is_latest), "{jobs:?}");
            assert_eq!(present(&jobs, id(booked), today), id(is_present), "{jobs:?} {booked:?}");
        };
        check(&[], None, None, None);
        check(&[job(2, None), job(1, None)], Some(1), Some(2), Some(1));
        check(&[job(2, None), ended(1, 9)], Some(1), Some(2), Some(2));
        check(&[ended(2, 9), job(1, None)], None, Some(1), Some(1));
        check(&[ended(2, 9), ended(1, 8)], Some(1), Some(2), Some(1));
        check(&[ended(2, 9), ended(1, 8)], None, Some(2), Some(2));
        // Its last day is today: it is over for whoever plans.
        check(&[job(2, None), ended(1, 10)], Some(1), Some(2), Some(2));
        check(&[job(2, None), ended(1, 11)], Some(1), Some(2), Some(1));
    }
}
