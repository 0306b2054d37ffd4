//! Public holidays by rule, and the working days between them.

use super::{BeyondTheCalendar, add_days, regions};
use jiff::civil::{Date, Weekday};

/// Where public holidays are taken from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Region {
    Ontario,
    BritishColumbia,
    Alberta,
    Quebec,
    /// Federal holidays.
    UnitedStates,
    WesternAustralia,
    /// Wales has the same days.
    England,
    Scotland,
    NorthernIreland,
    /// A region whose holidays are not known here: only Saturdays and Sundays are free.
    WeekendsOnly,
}

impl Region {
    /// Every region whose holidays are known, with the code that packs use (ISO 3166-2).
    pub const KNOWN: [(&'static str, Self); 10] = [
        ("CA-ON", Self::Ontario),
        ("CA-BC", Self::BritishColumbia),
        ("CA-AB", Self::Alberta),
        ("CA-QC", Self::Quebec),
        ("US", Self::UnitedStates),
        ("AU-WA", Self::WesternAustralia),
        ("GB-ENG", Self::England),
        ("GB-WLS", Self::England),
        ("GB-SCT", Self::Scotland),
        ("GB-NIR", Self::NorthernIreland),
    ];

    /// The region with this code, if its holidays are known.
    #[must_use]
    pub fn known(code: &str) -> Option<Self> {
        Self::KNOWN.iter().find(|(known, _)| *known == code).map(|(_, region)| *region)
    }

    /// The region with this code; `WeekendsOnly` if its holidays are not known.
    #[must_use]
    pub fn of(code: &str) -> Self {
        Self::known(code).unwrap_or(Self::WeekendsOnly)
    }
}

/// One public holiday.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Holiday {
    pub on: Date,
    pub name_en: &'static str,
    pub name_fr: &'static str,
    /// The day off in place of a holiday that falls on a weekend.
    pub in_lieu: bool,
}

/// A yearly holiday of a region.
pub(super) struct Rule {
    pub day: DayRule,
    pub moves: Moves,
    pub name: (&'static str, &'static str),
    /// The first year in which it is kept.
    pub since: i16,
}

/// On which day of a year a holiday falls.
#[derive(Clone, Copy)]
pub(super) enum DayRule {
    /// Month and day.
    Fixed(i8, i8),
    /// Days after Easter Sunday.
    Easter(i32),
    /// The nth such weekday of a month; -1 is the last.
    Nth(i8, Weekday, i8),
    /// The last Monday on or before a day.
    MondayBy(i8, i8),
}

/// The day off for a holiday that falls on a weekend.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Moves {
    Stays,
    /// A Saturday and a Sunday are taken on the Monday after.
    ToMonday,
    /// Only a Sunday is taken on the Monday after.
    SundayToMonday,
    /// Saturday is taken on the Friday before, Sunday on the Monday after.
    ToNearest,
    /// The next weekday that is not itself a holiday.
    ToNextFree,
}

/// A day that was proclaimed once, or a yearly holiday that was moved once.
pub(super) struct Proclaimed {
    pub on: (i16, i8, i8),
    pub name: (&'static str, &'static str),
    /// The English name of the yearly holiday that this day replaces that year.
    pub replaces: Option<&'static str>,
}

/// The public holidays of a region in a year, in order, with the days off in lieu.
///
/// Rules, not proclamations: a holiday that a government adds for one year is here only if it was
/// known when this was written (2026).
#[must_use]
pub fn holidays(region: Region, year: i16) -> Vec<Holiday> {
    // New Year's Day may be taken on the last day of the year before.
    let mut found: Vec<Holiday> = (year.saturating_sub(1)..=year.saturating_add(1))
        .flat_map(|near| of_year(region, near))
        .filter(|holiday| holiday.on.year() == year)
        .collect();
    found.sort_by_key(|holiday| holiday.on);
    found
}

/// Whether people work on this day: not a Saturday, a Sunday or a public holiday.
#[must_use]
pub fn is_working_day(date: Date, region: Region) -> bool {
    !is_weekend(date) && holidays(region, date.year()).iter().all(|holiday| holiday.on != date)
}

/// The day itself if it is a working day, otherwise the first working day after it.
///
/// # Errors
///
/// Refuses a result after the calendar.
pub fn next_working_day(date: Date, region: Region) -> Result<Date, BeyondTheCalendar> {
    walk(date, region, 1)
}

/// The day that lies so many working days after another; the day itself where none.
///
/// # Errors
///
/// Refuses a result after the calendar.
pub fn working_days_after(
    date: Date,
    working_days: u16,
    region: Region,
) -> Result<Date, BeyondTheCalendar> {
    let mut day = date;
    for _ in 0..working_days {
        day = next_working_day(add_days(day, 1)?, region)?;
    }
    Ok(day)
}

/// The day itself if it is a working day, otherwise the last working day before it.
///
/// # Errors
///
/// Refuses a result before the calendar.
pub fn previous_working_day(date: Date, region: Region) -> Result<Date, BeyondTheCalendar> {
    walk(date, region, -1)
}

fn walk(date: Date, region: Region, step: i32) -> Result<Date, BeyondTheCalendar> {
    let mut day = date;
    while !is_working_day(day, region) {
        day = add_days(day, step)?;
    }
    Ok(day)
}

fn is_weekend(date: Date) -> bool {
    matches!(date.weekday(), Weekday::Saturday | Weekday::Sunday)
}

fn of_year(region: Region, year: i16) -> Vec<Holiday> {
    let (rules, proclaimed) = regions::of(region);
    let mut found = Vec::new();
    let mut to_move = Vec::new();
    for rule in rules {
        let replaced =
            proclaimed.iter().any(|one| one.on.0 == year && one.replaces == Some(rule.name.0));
        if replaced || year < rule.since {
            continue;
        }
        let Some(on) = rule.day.in_year(year) else { continue };
        found.push(named(on, rule.name, false));
        if is_weekend(on) {
            to_move.push((on, rule));
        }
    }
    for one in proclaimed.iter().filter(|one| one.on.0 == year) {
        let on = Date::new(one.on.0, one.on.1, one.on.2).ok();
        found.extend(on.map(|on| named(on, one.name, false)));
    }
    // After all others are known, so that "the next free day" is free.
    for (on, rule) in to_move {
        let lieu = day_in_lieu(on, rule.moves, &found);
        found.extend(lieu.map(|lieu| named(lieu, rule.name, true)));
    }
    found
}

fn named(on: Date, name: (&'static str, &'static str), in_lieu: bool) -> Holiday {
    Holiday { on, name_en: name.0, name_fr: name.1, in_lieu }
}

fn day_in_lieu(on: Date, moves: Moves, found: &[Holiday]) -> Option<Date> {
    let saturday = on.weekday() == Weekday::Saturday;
    let monday = add_days(on, if saturday { 2 } else { 1 });
    match moves {
        Moves::Stays => None,
        Moves::ToMonday => monday.ok(),
        Moves::SundayToMonday if saturday => None,
        Moves::SundayToMonday => monday.ok(),
        Moves::ToNearest if saturday => add_days(on, -1).ok(),
        Moves::ToNearest => monday.ok(),
        Moves::ToNextFree => {
            let mut day = monday.ok()?;
            while is_weekend(day) || found.iter().any(|holiday| holiday.on == day) {
                day = add_days(day, 1).ok()?;
            }
            Some(day)
        }
    }
}

impl DayRule {
    fn in_year(self, year: i16) -> Option<Date> {
        match self {
            Self::Fixed(month, day) => Date::new(year, month, day).ok(),
            Self::Easter(after) => add_days(easter(year)?, after).ok(),
            Self::Nth(nth, weekday, month) => {
                Date::new(year, month, 1).ok()?.nth_weekday_of_month(nth, weekday).ok()
            }
            Self::MondayBy(month, day) => {
                let by = Date::new(year, month, day).ok()?;
                let back = i32::from(by.weekday().to_monday_zero_offset());
                add_days(by, -back).ok()
            }
        }
    }
}

/// Easter Sunday of the Gregorian calendar (the "anonymous" computus of 1876).
fn easter(year: i16) -> Option<Date> {
    let y = i32::from(year);
    let (golden, century, of_century) = (y.rem_euclid(19), y.div_euclid(100), y.rem_euclid(100));
    let moon_drift = (century + 8) / 25;
    let moon_skip = (century - moon_drift + 1) / 3;
    let epact = (19 * golden + century - century / 4 - moon_skip + 15).rem_euclid(30);
    let weekday =
        (32 + 2 * (century % 4) + 2 * (of_century / 4) - epact - of_century % 4).rem_euclid(7);
    let late = (golden + 11 * epact + 22 * weekday) / 451;
    let count = epact + weekday - 7 * late + 114;
    let (month, day) = (count / 31, count % 31 + 1);
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    /// Weekdays on which nobody works, as `MM-DD`.
    fn free_weekdays(code: &str, year: i16) -> String {
        let mut days: Vec<String> = holidays(Region::of(code), year)
            .iter()
            .filter(|holiday| !is_weekend(holiday.on))
            .map(|holiday| holiday.on.strftime("%m-%d").to_string())
            .collect();
        days.dedup();
        days.join(" ")
    }

    #[test]
    fn working_days_are_counted_from_the_day_itself() {
        let region = Region::of("CA-ON");
        // A Saturday, the Thursday before Good Friday, and a day that stays.
        for (day, working_days, then) in [
            (date(2026, 3, 7), 1, date(2026, 3, 9)),
            (date(2026, 4, 2), 1, date(2026, 4, 6)),
            (date(2026, 4, 2), 5, date(2026, 4, 10)),
            (date(2026, 3, 7), 0, date(2026, 3, 7)),
        ] {
            assert_eq!(working_days_after(day, working_days, region), Ok(then), "{day}");
        }
    }

    #[test]
    fn weekdays_off_are_those_of_the_reference() {
        let rows = [
            ("CA-ON", 2021, "01-01 02-15 04-02 05-24 07-01 09-06 10-11 12-27 12-28"),
            ("CA-ON", 2022, "01-03 02-21 04-15 05-23 07-01 09-05 10-10 12-26"),
            ("CA-ON", 2026, "01-01 02-16 04-03 05-18 07-01 09-07 10-12 12-25 12-28"),
            ("CA-BC", 2023, "01-02 02-20 04-07 05-22 08-07 09-04 10-02 10-09 12-25"),
            ("CA-BC", 2022, "01-03 02-21 04-15 05-23 07-01 08-01 09-05 09-19 10-10 11-11 12-26"),
            ("CA-AB", 2023, "01-02 02-20 04-07 05-22 09-04 10-09 11-13 12-25"),
            ("CA-QC", 2029, "01-01 03-30 05-21 06-25 07-02 09-03 10-08 12-25"),
            ("US", 2021, "01-01 01-18 02-15 05-31 06-18 07-05 09-06 10-11 11-11 11-25 12-24 12-31"),
            ("US", 2020, "01-01 01-20 02-17 05-25 07-03 09-07 10-12 11-11 11-26 12-25"),
            ("AU-WA", 2024, "01-01 01-26 03-04 03-29 04-01 04-25 06-03 09-23 12-25 12-26"),
            ("AU-WA", 2027, "01-01 01-26 03-01 03-26 03-29 04-26 06-07 09-27 12-27 12-28"),
            ("GB-ENG", 2022, "01-03 04-15 04-18 05-02 06-02 06-03 08-29 09-19 12-26 12-27"),
            ("GB-WLS", 2020, "01-01 04-10 04-13 05-08 05-25 08-31 12-25 12-28"),
            ("GB-SCT", 2023, "01-02 01-03 04-07 05-01 05-08 05-29 08-07 11-30 12-25 12-26"),
            ("GB-SCT", 2021, "01-01 01-04 04-02 05-03 05-31 08-02 11-30 12-27 12-28"),
            ("GB-NIR", 2025, "01-01 03-17 04-18 04-21 05-05 05-26 07-14 08-25 12-25 12-26"),
            ("XX-YY", 2026, ""),
        ];
        for (code, year, expected) in rows {
            assert_eq!(free_weekdays(code, year), expected, "{code} {year}");
        }
    }

    #[test]
    fn easter_is_where_the_tables_have_it() {
        let rows = [
            (1818, 3, 22),
            (1943, 4, 25),
            (2000, 4, 23),
            (2008, 3, 23),
            (2024, 3, 31),
            (2025, 4, 20),
            (2026, 4, 5),
            (2027, 3, 28),
            (2038, 4, 25),
            (2285, 3, 22),
        ];
        for (year, month, day) in rows {
            assert_eq!(easter(year), Some(date(year, month, day)), "{year}");
        }
    }

    #[test]
    fn working_days_are_found_on_both_sides() {
        let on = Region::Ontario;
        assert!(is_working_day(date(2026, 4, 2), on));
        assert!(!is_working_day(date(2026, 4, 3), on), "Good Friday");
        assert!(is_working_day(date(2026, 4, 3), Region::WeekendsOnly));
        assert_eq!(next_working_day(date(2026, 4, 3), on), Ok(date(2026, 4, 6)));
        assert_eq!(next_working_day(date(2026, 4, 6), on), Ok(date(2026, 4, 6)));
        assert_eq!(previous_working_day(date(2026, 4, 5), on), Ok(date(2026, 4, 2)));
        assert_eq!(next_working_day(date(2021, 12, 25), on), Ok(date(2021, 12, 29)));
        assert_eq!(
            previous_working_day(date(2022, 1, 1), Region::UnitedStates),
            Ok(date(2021, 12, 30)),
            "New Year's Day of 2022 was taken on 31 December"
        );
        let last_friday = date(9999, 12, 31);
        assert_eq!(next_working_day(last_friday, on), Ok(last_friday));
        assert_eq!(next_working_day(date(9999, 12, 25), on), Ok(date(9999, 12, 29)));
        assert_eq!(previous_working_day(date(1, 1, 1), on), Err(BeyondTheCalendar));
    }

    #[test]
    fn every_holiday_has_both_names_and_codes_are_known() {
        for (code, region) in Region::KNOWN {
            assert_eq!(Region::known(code), Some(region));
            for holiday in holidays(region, 2026) {
                assert!(!holiday.name_en.is_empty() && !holiday.name_fr.is_empty());
            }
        }
        assert_eq!(Region::known("CA-XX"), None);
        assert_eq!(Region::of("CA-XX"), Region::WeekendsOnly);
    }
}
