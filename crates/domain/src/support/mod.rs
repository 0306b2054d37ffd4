//! In-work support: what was agreed with the person (IWS), and the sustainability risk assessment
//! (SRA) of a job, which says how often one keeps in touch.
//!
//! An assessment is a series of entries, each in force from a day on; the last that is in force
//! stands. Taking it away is an entry too. Nothing is ever changed backwards.

use crate::calendar::{BeyondTheCalendar, add_days};
use crate::ids::PlacementId;
use jiff::Timestamp;
use jiff::civil::Date;

/// Weeks between two calls, at least and at most.
pub const WEEKS: std::ops::RangeInclusive<u8> = 1..=26;
/// Weeks between two calls where no assessment says otherwise.
pub const USUAL_WEEKS: u8 = 2;
/// Characters of a reason or a note, at most.
pub const NOTE_LENGTH_MAX: usize = 500;
/// How far ahead a change may begin, in days.
pub const AHEAD_DAYS_MAX: i32 = 92;

/// How likely it is that the job does not hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Risk {
    Low,
    Medium,
    High,
}

impl Risk {
    pub const ALL: [Self; 3] = [Self::Low, Self::Medium, Self::High];

    /// The word of rows and programs.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Low => "low",
            Self::Medium => "medium",
            Self::High => "high",
        }
    }

    /// Reads [`Risk::word`].
    #[must_use]
    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|risk| risk.word() == word)
    }

    /// Weeks between two calls at this risk: the flowchart's “1 week, 2 weeks or 3 weeks”.
    #[must_use]
    pub fn weeks(self) -> u8 {
        match self {
            Self::Low => 3,
            Self::Medium => 2,
            Self::High => 1,
        }
    }

    /// The risk that goes with an interval.
    #[must_use]
    pub fn of_weeks(weeks: u8) -> Self {
        match weeks {
            0 | 1 => Self::High,
            2 => Self::Medium,
            _ => Self::Low,
        }
    }
}

/// What became of an assessment on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Assessed {
    Stands { risk: Risk, weeks: u8 },
    Removed,
}

/// One entry, in the order in which they were made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry {
    pub from_on: Date,
    pub assessed: Assessed,
}

/// What stands on a day: the last entry made of those that are in force by then.
#[must_use]
pub fn standing(entries: &[Entry], on: Date) -> Option<(Risk, u8)> {
    let last = entries.iter().rev().find(|one| one.from_on <= on)?;
    match last.assessed {
        Assessed::Stands { risk, weeks } => Some((risk, weeks)),
        Assessed::Removed => None,
    }
}

/// What stood before the last entry where that removed it with the job, which was over on a day: it
/// stands again where the loss is taken back. What was removed before then was removed for another
/// reason.
#[must_use]
pub fn before_removal(entries: &[Entry], lost_on: Date) -> Option<(Risk, u8)> {
    let (last, earlier) = entries.split_last()?;
    let is_removed = last.assessed == Assessed::Removed && last.from_on >= lost_on;
    is_removed.then(|| standing(earlier, last.from_on)).flatten()
}

/// Letters of the word of a need, at most.
pub const NEED_LENGTH_MAX: usize = 40;
/// Days back to which what is entered by hand may be dated.
const BEHIND_DAYS_MAX: i32 = 3_660;

/// Whether this is the word of a need, such as `travel`: as a programme or a flow names it.
#[must_use]
pub fn is_need(word: &str) -> bool {
    let is_letter = |c: u8| c.is_ascii_lowercase() || c == b'_';
    !word.is_empty() && word.len() <= NEED_LENGTH_MAX && word.bytes().all(is_letter)
}

/// Whether a note may be dated on a day: it is never changed, so a slip would stand for ever.
#[must_use]
pub fn may_date(on: Date, today: Date) -> bool {
    let bound = |days| add_days(today, days).ok();
    bound(-BEHIND_DAYS_MAX).is_none_or(|first| on >= first)
        && bound(AHEAD_DAYS_MAX).is_none_or(|last| on <= last)
}

/// Weeks between two calls on a day.
#[must_use]
pub fn interval_weeks(entries: &[Entry], on: Date) -> u8 {
    standing(entries, on).map_or(USUAL_WEEKS, |(_, weeks)| weeks)
}

/// A job, as far as an assessment that was made for the next one depends on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Job {
    pub placement: PlacementId,
    /// When it was entered.
    pub made_at: Timestamp,
}

/// The job that an assessment for the next one counts for: the first that was entered after it,
/// and no other. None until there is one.
///
/// The first day of the job says nothing: it may lie before the call in which one heard of the
/// job, and it may be corrected later.
#[must_use]
pub fn next_job(assessed_at: Timestamp, jobs: &[Job]) -> Option<PlacementId> {
    let later = jobs.iter().filter(|job| job.made_at > assessed_at);
    later.min_by_key(|job| (job.made_at, job.placement)).map(|job| job.placement)
}

/// When somebody asked about a benefit claim and was told nothing: an entry of the diary says that
/// one asked, and nothing was heard in the same unit of work. Both in the order given.
#[must_use]
pub fn unanswered(asked: &[Timestamp], heard: &[Timestamp]) -> Vec<Timestamp> {
    asked.iter().filter(|at| !heard.contains(at)).copied().collect()
}

/// Why an assessment is not entered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AssessRefused {
    Weeks,
    /// Before the first day of the job.
    BeforeTheJob(Date),
    TooFar,
    /// It says what stands already from that day on.
    NothingNew,
    NothingStands,
}

/// Decides on an entry. `first_day` is the job's, where it is about a job.
///
/// # Errors
///
/// Why it is not entered.
pub fn assess(
    entries: &[Entry],
    entry: Entry,
    (first_day, today): (Option<Date>, Date),
) -> Result<Entry, AssessRefused> {
    if let Some(first) = first_day.filter(|first| entry.from_on < *first) {
        return Err(AssessRefused::BeforeTheJob(first));
    }
    let last_day = add_days(today, AHEAD_DAYS_MAX).map_err(|_| AssessRefused::TooFar)?;
    if entry.from_on > last_day {
        return Err(AssessRefused::TooFar);
    }
    let now = standing(entries, entry.from_on);
    match entry.assessed {
        Assessed::Stands { weeks, .. } if !WEEKS.contains(&weeks) => Err(AssessRefused::Weeks),
        Assessed::Stands { risk, weeks } if now == Some((risk, weeks)) => {
            Err(AssessRefused::NothingNew)
        }
        Assessed::Removed if now.is_none() => Err(AssessRefused::NothingStands),
        Assessed::Stands { .. } | Assessed::Removed => Ok(entry),
    }
}

/// The next call, as it is booked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Booked {
    pub on: Date,
    /// The first try of a round is 1.
    pub attempt: i64,
}

/// A change of how often one keeps in touch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Change {
    pub from_on: Date,
    /// Weeks between two calls until then, and from then on.
    pub weeks: (u8, u8),
}

/// The day to which a change moves the next call: so many weeks after it begins, not in the past,
/// and never later than it stands where one keeps in touch more often. None where it stays: before
/// the change begins one keeps in touch as before; what is overdue stays at the top, and another
/// try to reach somebody where it is.
///
/// # Errors
///
/// Refuses a day after the calendar.
pub fn next_call(
    booked: Booked,
    change: Change,
    today: Date,
) -> Result<Option<Date>, BeyondTheCalendar> {
    if booked.on < change.from_on || booked.on < today || booked.attempt > 1 {
        return Ok(None);
    }
    let (before, after) = change.weeks;
    let moved = add_days(change.from_on, i32::from(after) * 7)?.max(today);
    let is_later = after < before && moved > booked.on;
    Ok((!is_later && moved != booked.on).then_some(moved))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    const TODAY: Date = date(2026, 3, 2);

    fn stands(from_on: Date, weeks: u8) -> Entry {
        Entry { from_on, assessed: Assessed::Stands { risk: Risk::of_weeks(weeks), weeks } }
    }

    #[test]
    fn the_last_entry_that_is_in_force_stands() {
        let removed = Entry { from_on: date(2026, 5, 1), assessed: Assessed::Removed };
        let all = [stands(date(2026, 1, 5), 1), stands(date(2026, 3, 9), 4), removed];
        for (on, weeks) in [
            (date(2026, 1, 4), USUAL_WEEKS),
            (date(2026, 1, 5), 1),
            (date(2026, 3, 8), 1),
            (date(2026, 3, 9), 4),
            (date(2026, 5, 1), USUAL_WEEKS),
        ] {
            assert_eq!(interval_weeks(&all, on), weeks, "{on}");
        }
        // What was made later stands, also where it begins earlier.
        let corrected = [stands(date(2026, 3, 9), 4), stands(date(2026, 3, 2), 3)];
        assert_eq!(interval_weeks(&corrected, date(2026, 4, 1)), 3);
    }

    #[test]
    fn what_may_be_entered() {
        let first = date(2026, 1, 5);
        let there = [stands(first, 2)];
        let check = |entry: Entry, said: Result<(), AssessRefused>| {
            let found = assess(&there, entry, (Some(first), TODAY)).map(|_| ());
            assert_eq!(found, said, "{entry:?}");
        };
        check(stands(TODAY, 4), Ok(()));
        check(stands(TODAY, 2), Err(AssessRefused::NothingNew));
        check(stands(TODAY, 0), Err(AssessRefused::Weeks));
        check(stands(TODAY, 27), Err(AssessRefused::Weeks));
        check(stands(date(2026, 1, 4), 3), Err(AssessRefused::BeforeTheJob(first)));
        check(stands(date(2026, 6, 2), 3), Ok(()));
        check(stands(date(2026, 6, 3), 3), Err(AssessRefused::TooFar));
        check(Entry { from_on: TODAY, assessed: Assessed::Removed }, Ok(()));
        let nothing = Entry { from_on: TODAY, assessed: Assessed::Removed };
        let found = assess(&[], nothing, (None, TODAY));
        assert_eq!(found, Err(AssessRefused::NothingStands));
    }

    #[test]
    fn an_assessment_for_the_next_job_counts_for_the_first_that_follows() {
        let job = |number: u128, minute: i64| Job {
            placement: PlacementId::from_number(number),
            made_at: Timestamp::from_second(minute * 60).expect("a moment"),
        };
        let at = |minute: i64| Timestamp::from_second(minute * 60).expect("a moment");
        // The one that was lost, the next one, and one after that.
        let (lost, next, after) = (job(1, 10), job(2, 30), job(3, 50));
        let all = [after, lost, next];
        for (assessed, jobs, counts_for) in [
            (at(20), &all[..], Some(next)),
            (at(30), &all[..], Some(after)),
            (at(9), &all[..], Some(lost)),
            (at(50), &all[..], None),
            (at(20), &[lost][..], None),
            (at(20), &[][..], None),
        ] {
            let found = next_job(assessed, jobs);
            assert_eq!(found, counts_for.map(|job| job.placement), "{assessed}");
        }
        // What is entered later does not take it away.
        assert_eq!(next_job(at(20), &[lost, next]), next_job(at(20), &all));
    }

    #[test]
    fn whoever_asked_and_heard_nothing_is_told_apart() {
        let at = |minute: i64| Timestamp::from_second(minute * 60).expect("a moment");
        for (asked, heard, left) in [
            (vec![at(1)], vec![], vec![at(1)]),
            (vec![at(1)], vec![at(1)], vec![]),
            (vec![at(3), at(2), at(1)], vec![at(2)], vec![at(3), at(1)]),
            // By hand, without an entry of the diary.
            (vec![], vec![at(2)], vec![]),
        ] {
            assert_eq!(unanswered(&asked, &heard), left, "{asked:?} {heard:?}");
        }
    }

    proptest! {
        #[test]
        fn who_is_called_more_often_is_never_called_later(
            stands in 0..400_i32, from in -30..60_i32, before in 1..27_u8, after in 1..27_u8,
        ) {
            let day = |ahead| add_days(TODAY, ahead).expect("a day");
            let booked = Booked { on: day(stands), attempt: 1 };
            let change = |weeks| Change { from_on: day(from), weeks };
            let moved = |weeks| {
                let found = next_call(booked, change(weeks), TODAY).expect("a day");
                found.unwrap_or(booked.on)
            };
            let now = moved((before, after));
            prop_assert!(now >= TODAY);
            prop_assert!(after >= before || now <= booked.on);
            prop_assert!(now <= moved((before, after + 1)));
            if stands < from {
                prop_assert_eq!(now, booked.on, "until a change begins it stays");
            }
        }
    }

    #[test]
    fn what_is_dated_lies_within_reach() {
        let on = |days| add_days(TODAY, days).expect("a day");
        for (days, may) in [
            (0, true),
            (AHEAD_DAYS_MAX, true),
            (AHEAD_DAYS_MAX + 1, false),
            (-BEHIND_DAYS_MAX, true),
            (-BEHIND_DAYS_MAX - 1, false),
        ] {
            assert_eq!(may_date(on(days), TODAY), may, "{days}");
        }
        for (word, is_one) in
            [("travel", true), ("child_care", true), ("", false), ("no car", false)]
        {
            assert_eq!(is_need(word), is_one, "{word}");
        }
        assert!(!is_need(&"x".repeat(NEED_LENGTH_MAX + 1)));
    }

    #[test]
    fn which_calls_a_change_moves() {
        let day = |day| date(2026, 3, day);
        let check = |on, attempt, from_on, weeks, moved: Option<Date>| {
            let found = next_call(Booked { on, attempt }, Change { from_on, weeks }, TODAY);
            assert_eq!(found, Ok(moved), "{on} {attempt} {from_on} {weeks:?}");
        };
        check(day(16), 1, day(2), (2, 4), Some(day(30)));
        check(day(30), 1, day(2), (4, 1), Some(day(9)));
        check(day(5), 1, day(2), (2, 1), None);
        check(day(9), 1, day(2), (2, 1), None);
        // Overdue, another try, and before the change begins.
        check(day(1), 1, day(1), (2, 4), None);
        check(day(16), 2, day(2), (2, 4), None);
        check(day(16), 1, day(17), (2, 4), None);
    }

    #[test]
    fn what_was_removed_with_a_job_stands_again() {
        let removed = |on| Entry { from_on: on, assessed: Assessed::Removed };
        let (first, last) = (date(2026, 1, 5), date(2026, 3, 2));
        let weekly = Some((Risk::High, 1));
        let earlier = last.yesterday().expect("a day");
        for (entries, stood) in [
            (vec![], None),
            (vec![stands(first, 1)], None),
            (vec![stands(first, 1), removed(earlier)], None),
            (vec![stands(first, 1), removed(last)], weekly),
            (vec![removed(last)], None),
            (vec![stands(first, 1), removed(last), stands(last, 2)], None),
        ] {
            assert_eq!(before_removal(&entries, last), stood, "{entries:?}");
        }
    }
}
