//! The dates of a programme's checkpoints.
//!
//! A due date is counted from the anchor, never from the checkpoint before it. The window is then
//! counted from the due date that is kept: when a pack moves due dates off weekends and holidays,
//! the window moves with them, so that "open 14 days before" is true of the date that people see,
//! and pinning a date by hand gives the same window as the schedule would. A quarter is the
//! exception: its window is the whole calendar quarter, and it does not move.

use super::{Anchor, CheckpointRule, Offset, Programme, Shift, Span};
use crate::calendar::{
    BeyondTheCalendar, Quarter, Region, add_days, add_months_clamped, add_weeks, next_working_day,
    previous_working_day,
};
use jiff::civil::Date;

/// The days from which programmes count, as far as they are known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Anchors {
    /// The first day of the job.
    pub placement_start: Option<Date>,
    /// The day on which the person left the programme.
    pub exit: Option<Date>,
    /// The day on which the service ended.
    pub service_end: Option<Date>,
}

impl Anchors {
    /// Only this day is known, and it is the one that the programme counts from.
    #[must_use]
    pub fn only(anchor: Anchor, on: Date) -> Self {
        match anchor {
            Anchor::PlacementStart => Self { placement_start: Some(on), ..Self::default() },
            Anchor::Exit => Self { exit: Some(on), ..Self::default() },
            Anchor::ServiceEnd => Self { service_end: Some(on), ..Self::default() },
        }
    }

    /// The day that a programme counts from, if it is known.
    #[must_use]
    pub fn on(&self, anchor: Anchor) -> Option<Date> {
        match anchor {
            Anchor::PlacementStart => self.placement_start,
            Anchor::Exit => self.exit,
            Anchor::ServiceEnd => self.service_end,
        }
    }
}

/// One checkpoint of the schedule, with its window.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScheduledCheckpoint {
    /// The rule's code in the pack, such as `m3`.
    pub code: String,
    /// The due date that the programme gives.
    pub expected_on: Date,
    /// First day of the window.
    pub opens_on: Date,
    /// Last day of the window, included.
    pub closes_on: Date,
}

/// When a checkpoint may be recorded: first and last day included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    pub opens_on: Date,
    pub closes_on: Date,
}

/// The checkpoints of a programme with their dates, in the order of the pack. None while the day
/// that the programme counts from is not known.
///
/// # Errors
///
/// When a date would lie outside the calendar (years 1 to 9999).
pub fn schedule(
    programme: &Programme,
    anchors: &Anchors,
) -> Result<Vec<ScheduledCheckpoint>, BeyondTheCalendar> {
    let Some(anchor) = anchors.on(programme.anchor) else { return Ok(Vec::new()) };
    let region = programme.holidays_of();
    programme.checkpoints.iter().map(|rule| scheduled(rule, anchor, region)).collect()
}

fn scheduled(
    rule: &CheckpointRule,
    anchor: Date,
    region: Region,
) -> Result<ScheduledCheckpoint, BeyondTheCalendar> {
    let counted_on = rule.due.from(anchor)?;
    let expected_on = shifted(counted_on, rule.shift, region)?;
    let window = match rule.due {
        // Shifted out of its quarter, the date would open the quarter after.
        Offset::Quarter(_) => window_of(rule, counted_on)?.holding(expected_on),
        Offset::Months(_) | Offset::Weeks(_) | Offset::Days(_) => window_of(rule, expected_on)?,
    };
    let Window { opens_on, closes_on } = window;
    Ok(ScheduledCheckpoint { code: rule.code.clone(), expected_on, opens_on, closes_on })
}

/// The window of a due date, computed or pinned by hand. For a quarter: the quarter that holds the
/// date, widened by the rule's spans.
///
/// # Errors
///
/// When the window would reach outside the calendar.
pub fn window_of(rule: &CheckpointRule, due_on: Date) -> Result<Window, BeyondTheCalendar> {
    let (first, last) = match rule.due {
        Offset::Quarter(_) => {
            let quarter = Quarter::of(due_on)?;
            (quarter.first_day(), quarter.last_day())
        }
        Offset::Months(_) | Offset::Weeks(_) | Offset::Days(_) => (due_on, due_on),
    };
    let opens_on = rule.opens_before.before(first)?;
    let closes_on = rule.closes_after.after(last)?;
    debug_assert!(opens_on <= due_on && due_on <= closes_on, "a window holds its due date");
    Ok(Window { opens_on, closes_on })
}

/// A date after the rule of days that are not worked.
///
/// # Errors
///
/// When the next working day would lie outside the calendar.
pub fn shifted(date: Date, shift: Shift, region: Region) -> Result<Date, BeyondTheCalendar> {
    match shift {
        Shift::Stay => Ok(date),
        Shift::NextWorkingDay => next_working_day(date, region),
        Shift::PreviousWorkingDay => previous_working_day(date, region),
    }
}

impl Window {
    fn holding(self, date: Date) -> Self {
        Self { opens_on: self.opens_on.min(date), closes_on: self.closes_on.max(date) }
    }
}

impl Offset {
    /// The day that lies so far after the anchor, before any shift.
    ///
    /// # Errors
    ///
    /// When it would lie outside the calendar.
    pub fn from(self, anchor: Date) -> Result<Date, BeyondTheCalendar> {
        match self {
            Self::Months(count) => add_months_clamped(anchor, i32::from(count)),
            Self::Weeks(count) => add_weeks(anchor, i32::from(count)),
            Self::Days(count) => add_days(anchor, i32::from(count)),
            Self::Quarter(nth) => {
                Quarter::of(anchor)?.nth_after(i32::from(nth)).map(Quarter::last_day)
            }
        }
    }
}

impl Span {
    /// The day that lies this long after a date.
    ///
    /// # Errors
    ///
    /// When it would lie outside the calendar.
    pub fn after(self, date: Date) -> Result<Date, BeyondTheCalendar> {
        match self {
            Self::Days(count) => add_days(date, i32::from(count)),
            Self::Weeks(count) => add_weeks(date, i32::from(count)),
            Self::Months(count) => add_months_clamped(date, i32::from(count)),
        }
    }

    /// The day that lies this long before a date.
    ///
    /// # Errors
    ///
    /// When it would lie outside the calendar.
    pub fn before(self, date: Date) -> Result<Date, BeyondTheCalendar> {
        match self {
            Self::Days(count) => add_days(date, -i32::from(count)),
            Self::Weeks(count) => add_weeks(date, -i32::from(count)),
            Self::Months(count) => add_months_clamped(date, -i32::from(count)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::programmes::samples::{programme, rule};
    use crate::programmes::{EvidenceRule, Strength};
    use jiff::civil::date;
    use proptest::prelude::*;

    /// Anchor, offset (months, weeks, days or quarters), opens before and closes after; then due,
    /// opens and closes, or that there is no such day.
    const ROWS: &str = "
        2026-01-15 M1   D7   D30  2026-02-15 2026-02-08 2026-03-17
        2026-01-15 M3   D14  D30  2026-04-15 2026-04-01 2026-05-15
        2026-01-15 M6   D14  D30  2026-07-15 2026-07-01 2026-08-14
        2026-01-15 M12  D14  D45  2027-01-15 2027-01-01 2027-03-01
        2026-01-28 M1   D0   D0   2026-02-28 2026-02-28 2026-02-28
        2026-01-29 M1   D0   D0   2026-02-28 2026-02-28 2026-02-28
        2026-01-30 M1   D0   D0   2026-02-28 2026-02-28 2026-02-28
        2026-01-31 M1   D7   D30  2026-02-28 2026-02-21 2026-03-30
        2026-01-31 M2   D0   D0   2026-03-31 2026-03-31 2026-03-31
        2026-01-31 M3   D14  D30  2026-04-30 2026-04-16 2026-05-30
        2026-01-31 M6   D14  D30  2026-07-31 2026-07-17 2026-08-30
        2026-01-31 M12  D14  D45  2027-01-31 2027-01-17 2027-03-17
        2024-01-31 M1   D7   D30  2024-02-29 2024-02-22 2024-03-30
        2024-01-30 M1   D1   D1   2024-02-29 2024-02-28 2024-03-01
        2024-02-29 M1   D0   D0   2024-03-29 2024-03-29 2024-03-29
        2024-02-29 M6   D0   D0   2024-08-29 2024-08-29 2024-08-29
        2024-02-29 M12  D14  D45  2025-02-28 2025-02-14 2025-04-14
        2024-02-29 M48  D0   D0   2028-02-29 2028-02-29 2028-02-29
        2096-02-29 M48  D0   D0   2100-02-28 2100-02-28 2100-02-28
        2025-08-31 M6   D0   D0   2026-02-28 2026-02-28 2026-02-28
        2023-08-31 M6   D0   D0   2024-02-29 2024-02-29 2024-02-29
        2025-11-30 M3   D0   D0   2026-02-28 2026-02-28 2026-02-28
        2026-12-31 M1   D31  D0   2027-01-31 2026-12-31 2027-01-31
        2026-05-31 M0   D0   D30  2026-05-31 2026-05-31 2026-06-30
        2026-03-31 M1   M1   M1   2026-04-30 2026-03-30 2026-05-30
        2026-01-31 M1   W1   W4   2026-02-28 2026-02-21 2026-03-28
        2026-01-01 W4   D7   D28  2026-01-29 2026-01-22 2026-02-26
        2026-01-01 W12  D7   D28  2026-03-26 2026-03-19 2026-04-23
        2026-01-01 W24  D0   D0   2026-06-18 2026-06-18 2026-06-18
        2026-01-01 W26  D0   D0   2026-07-02 2026-07-02 2026-07-02
        2026-01-01 W52  D0   D0   2026-12-31 2026-12-31 2026-12-31
        2024-02-01 W4   D0   D0   2024-02-29 2024-02-29 2024-02-29
        2026-10-04 D90  D14  D30  2027-01-02 2026-12-19 2027-02-01
        2024-01-01 D59  D0   D1   2024-02-29 2024-02-29 2024-03-01
        2026-03-29 D0   D0   D0   2026-03-29 2026-03-29 2026-03-29
        2026-02-14 Q0   D0   D0   2026-03-31 2026-01-01 2026-03-31
        2026-02-14 Q1   D0   D0   2026-06-30 2026-04-01 2026-06-30
        2026-02-14 Q2   D0   D30  2026-09-30 2026-07-01 2026-10-30
        2026-03-31 Q1   D0   D0   2026-06-30 2026-04-01 2026-06-30
        2026-04-01 Q1   D0   D0   2026-09-30 2026-07-01 2026-09-30
        2026-12-31 Q1   D0   D0   2027-03-31 2027-01-01 2027-03-31
        2026-12-31 Q4   D7   D0   2027-12-31 2027-09-24 2027-12-31
        2024-02-29 Q4   D0   D0   2025-03-31 2025-01-01 2025-03-31
        9999-12-01 M1   D0   D0   beyond
        9999-12-31 Q1   D0   D0   beyond
        9999-11-30 M1   D0   D2   beyond
        0001-01-03 D0   D3   D0   beyond
    ";

    fn count(text: &str) -> (&str, u16) {
        let (unit, count) = text.split_at(1);
        (unit, count.parse().expect("is a count"))
    }

    fn offset(text: &str) -> Offset {
        match count(text) {
            ("M", months) => Offset::Months(months),
            ("W", weeks) => Offset::Weeks(weeks),
            ("D", days) => Offset::Days(days),
            ("Q", nth) => Offset::Quarter(nth),
            _ => panic!("{text} is no offset"),
        }
    }

    fn span(text: &str) -> Span {
        match count(text) {
            ("M", months) => Span::Months(months),
            ("W", weeks) => Span::Weeks(weeks),
            ("D", days) => Span::Days(days),
            _ => panic!("{text} is no span"),
        }
    }

    fn dates(due: &str, anchor: &str, opens: &str, closes: &str) -> Option<String> {
        let mut one = programme();
        let (opens_before, closes_after) = (span(opens), span(closes));
        let due = rule("x", offset(due));
        one.checkpoints = vec![CheckpointRule { opens_before, closes_after, ..due }];
        let anchor = anchor.parse().expect("is a day");
        let points = schedule(&one, &Anchors::only(one.anchor, anchor)).ok()?;
        let ScheduledCheckpoint { expected_on, opens_on, closes_on, .. } = &points[0];
        Some(format!("{expected_on} {opens_on} {closes_on}"))
    }

    #[test]
    fn dates_are_as_people_mean_them() {
        let rows: Vec<&str> = ROWS.lines().map(str::trim).filter(|row| !row.is_empty()).collect();
        for row in &rows {
            let words: Vec<&str> = row.split_whitespace().collect();
            let (asked, expected) = words.split_at(4);
            let got = dates(asked[1], asked[0], asked[2], asked[3]);
            assert_eq!(got.as_deref().unwrap_or("beyond"), expected.join(" "), "{row}");
        }
        assert_eq!(rows.len(), 47);
    }

    #[test]
    fn shifted_dates_take_their_window_along() {
        // 2026-04-03 is Good Friday in Ontario; Easter Monday is worked there.
        let rows = [
            (Offset::Days(33), Shift::Stay, ["2026-04-03", "2026-03-27", "2026-05-03"]),
            (Offset::Days(33), Shift::NextWorkingDay, ["2026-04-06", "2026-03-30", "2026-05-06"]),
            (
                Offset::Days(33),
                Shift::PreviousWorkingDay,
                ["2026-04-02", "2026-03-26", "2026-05-02"],
            ),
            // The last day of the second quarter of 2027 is a Wednesday, of the third a Thursday,
            // of the first of 2028 a Friday; of the fourth of 2028 a Sunday.
            (
                Offset::Quarter(11),
                Shift::PreviousWorkingDay,
                ["2028-12-29", "2028-09-24", "2029-01-30"],
            ),
            (
                Offset::Quarter(11),
                Shift::NextWorkingDay,
                ["2029-01-02", "2028-09-24", "2029-01-30"],
            ),
        ];
        for (due, shift, expected) in rows {
            let mut one = programme();
            one.checkpoints = vec![CheckpointRule { shift, ..rule("x", due) }];
            let points = schedule(&one, &Anchors::only(one.anchor, date(2026, 3, 1)));
            let point = &points.expect("lies in the calendar")[0];
            let got = [point.expected_on, point.opens_on, point.closes_on];
            assert_eq!(got.map(|date| date.to_string()), expected, "{due:?} {shift:?}");
        }
    }

    #[test]
    fn without_its_anchor_nothing_is_scheduled() {
        let one = programme();
        assert_eq!(schedule(&one, &Anchors::default()), Ok(Vec::new()));
        let other = Anchors::only(Anchor::Exit, date(2026, 1, 1));
        assert_eq!(schedule(&one, &other), Ok(Vec::new()));
        let both = Anchors { placement_start: Some(date(2026, 5, 1)), ..other };
        let points = schedule(&one, &both).expect("lies in the calendar");
        let codes: Vec<&str> = points.iter().map(|point| point.code.as_str()).collect();
        assert_eq!(codes, ["m1", "m3", "m6", "m12"]);
        assert_eq!(points[0].expected_on, date(2026, 6, 1));
    }

    #[test]
    fn a_pinned_date_has_the_window_of_its_own() {
        let monthly = rule("m1", Offset::Months(1));
        let window = window_of(&monthly, date(2026, 3, 10)).expect("lies in the calendar");
        assert_eq!((window.opens_on, window.closes_on), (date(2026, 3, 3), date(2026, 4, 9)));
        let quarterly =
            CheckpointRule { opens_before: Span::Days(0), ..rule("q1", Offset::Quarter(1)) };
        let window = window_of(&quarterly, date(2026, 5, 10)).expect("lies in the calendar");
        assert_eq!((window.opens_on, window.closes_on), (date(2026, 4, 1), date(2026, 7, 30)));
        assert_eq!(window_of(&monthly, date(9999, 12, 31)), Err(BeyondTheCalendar));
        assert_eq!(window_of(&monthly, date(1, 1, 3)), Err(BeyondTheCalendar));
    }

    fn a_day() -> impl Strategy<Value = Date> {
        (1901i16..=2199, 1i8..=12, 1i8..=31).prop_map(|(year, month, day)| {
            date(year, month, day.min(date(year, month, 1).days_in_month()))
        })
    }

    fn an_offset() -> impl Strategy<Value = Offset> {
        prop_oneof![
            (0u16..60).prop_map(Offset::Months),
            (0u16..120).prop_map(Offset::Weeks),
            (0u16..800).prop_map(Offset::Days),
            (0u16..20).prop_map(Offset::Quarter),
        ]
    }

    fn a_shift() -> impl Strategy<Value = Shift> {
        use Shift::{NextWorkingDay, PreviousWorkingDay, Stay};
        prop_oneof![Just(Stay), Just(NextWorkingDay), Just(PreviousWorkingDay)]
    }

    fn a_rule() -> impl Strategy<Value = CheckpointRule> {
        let spans = (0u16..90, 0u16..90);
        (an_offset(), a_shift(), spans).prop_map(|(due, shift, (before, after))| CheckpointRule {
            opens_before: Span::Days(before),
            closes_after: Span::Days(after),
            shift,
            evidence: EvidenceRule { items_min: 0, strength_min: Strength::C },
            ..rule("x", due)
        })
    }

    fn point(rule: &CheckpointRule, anchor: Date) -> ScheduledCheckpoint {
        scheduled(rule, anchor, Region::Ontario).expect("lies in the calendar")
    }

    proptest! {
        #[test]
        fn the_window_holds_the_due_date(rule in a_rule(), anchor in a_day()) {
            let point = point(&rule, anchor);
            prop_assert!(point.opens_on <= point.expected_on);
            prop_assert!(point.expected_on <= point.closes_on);
        }

        #[test]
        fn a_later_anchor_never_gives_an_earlier_date(
            rule in a_rule(), anchor in a_day(), later in 0i32..900,
        ) {
            let first = point(&rule, anchor);
            let second = point(&rule, add_days(anchor, later).expect("lies in the calendar"));
            prop_assert!(first.expected_on <= second.expected_on);
            prop_assert!(first.opens_on <= second.opens_on);
            prop_assert!(first.closes_on <= second.closes_on);
        }

        #[test]
        fn months_count_from_the_anchor(anchor in a_day(), months in 1u16..60) {
            let due = point(&rule("x", Offset::Months(months)), anchor).expected_on;
            prop_assert_eq!(Ok(due), add_months_clamped(anchor, i32::from(months)));
            let clamped = due.day() < anchor.day() && due == due.last_of_month();
            prop_assert!(due.day() == anchor.day() || clamped);
        }

        #[test]
        fn pinning_the_expected_date_changes_nothing(rule in a_rule(), anchor in a_day()) {
            prop_assume!(!matches!(rule.due, Offset::Quarter(_)));
            let point = point(&rule, anchor);
            let window = window_of(&rule, point.expected_on).expect("lies in the calendar");
            prop_assert_eq!((window.opens_on, window.closes_on), (point.opens_on, point.closes_on));
        }
    }
}
