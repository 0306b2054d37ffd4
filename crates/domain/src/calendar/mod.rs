//! Civil days: months that clamp, working days, public holidays, calendar quarters.
//!
//! A day here is a day on a wall calendar, without a time or a zone. Everything that is counted
//! is counted from the day that was given, never from the last result, so that 31 January plus
//! three months is 30 April and not 28 April. No function here panics: a day before the year 1 or
//! after the year 9999 is an error value, since the database stores days as `YYYY-MM-DD`.

mod closed;
mod holidays;
mod regions;

pub use closed::{Closed, closed};
pub use holidays::{Holiday, Region, holidays, is_working_day};
pub use holidays::{next_working_day, previous_working_day, working_days_after};

use jiff::civil::Date;
use std::fmt;

/// The result would lie before 0001-01-01 or after 9999-12-31.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BeyondTheCalendar;

impl fmt::Display for BeyondTheCalendar {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the calendar holds days from 0001-01-01 to 9999-12-31")
    }
}

impl std::error::Error for BeyondTheCalendar {}

/// The day `months` months later (earlier, if negative). Where the month is too short, its last
/// day: 31 January plus one month is 28 or 29 February.
///
/// # Errors
///
/// Refuses a result outside the calendar.
pub fn add_months_clamped(anchor: Date, months: i32) -> Result<Date, BeyondTheCalendar> {
    let count = i64::from(anchor.year()) * 12 + i64::from(anchor.month()) - 1 + i64::from(months);
    let (year, month) = (count.div_euclid(12), count.rem_euclid(12) + 1);
    let year = i16::try_from(year).map_err(|_| BeyondTheCalendar)?;
    let month = i8::try_from(month).map_err(|_| BeyondTheCalendar)?;
    let first = in_calendar(Date::new(year, month, 1).map_err(|_| BeyondTheCalendar)?)?;
    let day = anchor.day().min(first.days_in_month());
    Date::new(year, month, day).map_err(|_| BeyondTheCalendar)
}

/// The day `weeks` times seven days later (earlier, if negative).
///
/// # Errors
///
/// Refuses a result outside the calendar.
pub fn add_weeks(anchor: Date, weeks: i32) -> Result<Date, BeyondTheCalendar> {
    add_days(anchor, weeks.checked_mul(7).ok_or(BeyondTheCalendar)?)
}

/// The day `days` days later (earlier, if negative).
///
/// # Errors
///
/// Refuses a result outside the calendar.
pub fn add_days(anchor: Date, days: i32) -> Result<Date, BeyondTheCalendar> {
    let span = jiff::Span::new().try_days(days).map_err(|_| BeyondTheCalendar)?;
    in_calendar(anchor.checked_add(span).map_err(|_| BeyondTheCalendar)?)
}

fn in_calendar(date: Date) -> Result<Date, BeyondTheCalendar> {
    if date.year() < 1 { Err(BeyondTheCalendar) } else { Ok(date) }
}

/// Days from `from` to `to`: 0 for the same day, negative if `to` is earlier.
#[must_use]
pub fn days_between(from: Date, to: Date) -> i64 {
    // Both ends lie within the calendar, whose length in days fits 32 bits.
    from.until(to).map_or(0, |span| i64::from(span.get_days()))
}

/// A calendar quarter, such as January to March 2026.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Quarter {
    first_day: Date,
    last_day: Date,
}

impl Quarter {
    /// The quarter that holds a day.
    ///
    /// # Errors
    ///
    /// Refuses a day outside the calendar.
    pub fn of(date: Date) -> Result<Self, BeyondTheCalendar> {
        in_calendar(date)?;
        let first_month = (date.month() - 1) / 3 * 3 + 1;
        let day = |month| Date::new(date.year(), month, 1).map_err(|_| BeyondTheCalendar);
        Ok(Self { first_day: day(first_month)?, last_day: day(first_month + 2)?.last_of_month() })
    }

    /// The quarter `n` quarters later (earlier, if negative).
    ///
    /// # Errors
    ///
    /// Refuses a quarter outside the calendar.
    pub fn nth_after(self, n: i32) -> Result<Self, BeyondTheCalendar> {
        let months = n.checked_mul(3).ok_or(BeyondTheCalendar)?;
        Self::of(add_months_clamped(self.first_day, months)?)
    }

    #[must_use]
    pub fn first_day(self) -> Date {
        self.first_day
    }

    /// Included.
    #[must_use]
    pub fn last_day(self) -> Date {
        self.last_day
    }

    /// 1 for January to March, 4 for October to December.
    #[must_use]
    pub fn number(self) -> i8 {
        (self.first_day.month() - 1) / 3 + 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    #[test]
    fn months_clamp_to_the_last_day() {
        let rows = [
            ("2026-01-15", 1, Some("2026-02-15")),
            ("2026-01-31", 1, Some("2026-02-28")),
            ("2024-01-31", 1, Some("2024-02-29")),
            ("2026-01-31", 3, Some("2026-04-30")),
            ("2026-08-31", 6, Some("2027-02-28")),
            ("2024-02-29", 12, Some("2025-02-28")),
            ("2024-02-29", 48, Some("2028-02-29")),
            ("2024-02-29", -12, Some("2023-02-28")),
            ("2026-03-31", -1, Some("2026-02-28")),
            ("2026-12-31", 2, Some("2027-02-28")),
            ("2026-05-10", 0, Some("2026-05-10")),
            ("1900-01-31", 1, Some("1900-02-28")),
            ("2000-01-31", 1, Some("2000-02-29")),
            ("9999-12-01", 1, None),
            ("0001-01-31", -1, None),
            ("2026-01-01", i32::MAX, None),
            ("2026-01-01", i32::MIN, None),
        ];
        for (anchor, months, expected) in rows {
            let anchor: Date = anchor.parse().expect("is a day");
            let got = add_months_clamped(anchor, months).ok().map(|date| date.to_string());
            assert_eq!(got.as_deref(), expected, "{anchor} + {months} months");
        }
    }

    #[test]
    fn weeks_and_days_stop_at_the_ends_of_the_calendar() {
        let day = date(2026, 3, 1);
        assert_eq!(add_weeks(day, 4), Ok(date(2026, 3, 29)));
        assert_eq!(add_weeks(day, -4), Ok(date(2026, 2, 1)));
        assert_eq!(add_days(day, 0), Ok(day));
        for days in [i32::MAX, i32::MIN, 4_000_000, -4_000_000, 7_304_484, 7_304_485] {
            assert_eq!(add_days(day, days), Err(BeyondTheCalendar), "{days} days");
            assert_eq!(add_weeks(day, days), Err(BeyondTheCalendar), "{days} weeks");
        }
        assert_eq!(add_days(date(1, 1, 1), -1), Err(BeyondTheCalendar));
        assert_eq!(add_days(date(9999, 12, 31), 1), Err(BeyondTheCalendar));
        assert_eq!(days_between(date(1, 1, 1), date(9999, 12, 31)), 3_652_058);
        assert_eq!(days_between(date(2026, 3, 1), date(2026, 2, 1)), -28);
    }

    #[test]
    fn quarters_have_first_and_last_days() {
        let q1 = Quarter::of(date(2026, 2, 14)).expect("lies in the calendar");
        assert_eq!((q1.first_day(), q1.last_day()), (date(2026, 1, 1), date(2026, 3, 31)));
        assert_eq!(q1.number(), 1);
        let later = q1.nth_after(4).expect("lies in the calendar");
        assert_eq!((later.first_day(), later.last_day()), (date(2027, 1, 1), date(2027, 3, 31)));
        assert_eq!(q1.nth_after(-1).map(Quarter::last_day), Ok(date(2025, 12, 31)));
        let last = Quarter::of(date(9999, 12, 31)).expect("lies in the calendar");
        assert_eq!(last.number(), 4);
        assert_eq!(last.nth_after(1), Err(BeyondTheCalendar));
        assert_eq!(q1.nth_after(i32::MAX), Err(BeyondTheCalendar));
        assert_eq!(Quarter::of(date(0, 5, 1)), Err(BeyondTheCalendar));
    }

    fn a_day() -> impl Strategy<Value = Date> {
        (1i16..=9999, 1i8..=12, 1i8..=31).prop_map(|(year, month, day)| {
            let first = date(year, month, 1);
            date(year, month, day.min(first.days_in_month()))
        })
    }

    proptest! {
        #[test]
        fn a_month_later_is_the_same_day_or_the_last(anchor in a_day(), n in -400i32..400) {
            let Ok(later) = add_months_clamped(anchor, n) else { return Ok(()) };
            let clamped = later.day() < anchor.day() && later == later.last_of_month();
            prop_assert!(later.day() == anchor.day() || clamped);
        }

        #[test]
        fn nothing_panics(anchor in a_day(), n: i32) {
            let _ = add_months_clamped(anchor, n);
            let _ = add_weeks(anchor, n);
            let _ = add_days(anchor, n);
            let _ = Quarter::of(anchor).and_then(|quarter| quarter.nth_after(n));
        }

        #[test]
        fn a_quarter_holds_its_day(day in a_day()) {
            let quarter = Quarter::of(day).expect("lies in the calendar");
            prop_assert!(quarter.first_day() <= day && day <= quarter.last_day());
        }
    }
}
