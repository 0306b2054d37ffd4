//! The days that a report is about.

use jiff::ToSpan;
use jiff::civil::{Date, date};

/// The first and the last day, both included; without a first day from the beginning.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Period {
    pub from: Option<Date>,
    pub until: Date,
}

/// Periods that people ask for by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Preset {
    ThisMonth,
    /// The last three months up to today, counted back from today.
    ThreeMonths,
    /// Since 1 April: the year of provincial funders.
    FiscalYear,
    All,
}

/// Why days are no period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PeriodRefused {
    /// The last day is before the first.
    Backwards { from: Date },
    /// The first day is after today.
    NotYet { today: Date },
}

impl Preset {
    pub const ALL: [Self; 4] = [Self::ThisMonth, Self::ThreeMonths, Self::FiscalYear, Self::All];

    /// The word of keys.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::ThisMonth => "this-month",
            Self::ThreeMonths => "three-months",
            Self::FiscalYear => "fiscal-year",
            Self::All => "all",
        }
    }

    /// Its days, seen from today.
    #[must_use]
    pub fn period(self, today: Date) -> Period {
        let from = match self {
            Self::ThisMonth => Some(today.first_of_month()),
            Self::ThreeMonths => {
                let back = today.saturating_sub(3.months());
                Some(back.tomorrow().unwrap_or(back))
            }
            Self::FiscalYear => {
                let year = if today.month() < 4 { today.year() - 1 } else { today.year() };
                Some(date(year.max(1), 4, 1))
            }
            Self::All => None,
        };
        Period { from, until: today }
    }
}

impl Period {
    /// Takes what was asked for; without a last day until today.
    ///
    /// # Errors
    ///
    /// Says which day would have to move.
    pub fn read(
        from: Option<Date>,
        until: Option<Date>,
        today: Date,
    ) -> Result<Self, PeriodRefused> {
        let until = until.unwrap_or(today);
        match from {
            Some(from) if from > today => Err(PeriodRefused::NotYet { today }),
            Some(from) if until < from => Err(PeriodRefused::Backwards { from }),
            from => Ok(Self { from, until }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn presets_by_the_day() {
        for (today, preset, from) in [
            (date(2026, 3, 31), Preset::ThisMonth, Some(date(2026, 3, 1))),
            (date(2026, 3, 31), Preset::FiscalYear, Some(date(2025, 4, 1))),
            (date(2026, 4, 1), Preset::FiscalYear, Some(date(2026, 4, 1))),
            (date(2026, 5, 31), Preset::ThreeMonths, Some(date(2026, 3, 1))),
            (date(2026, 3, 4), Preset::ThreeMonths, Some(date(2025, 12, 5))),
            (date(2026, 3, 4), Preset::All, None),
        ] {
            let period = preset.period(today);
            assert_eq!((period.from, period.until), (from, today), "{preset:?} {today}");
        }
    }

    #[test]
    fn days_that_are_no_period_are_refused() {
        let today = date(2026, 3, 4);
        let read = |from, until| Period::read(from, until, today);
        assert_eq!(read(None, None), Ok(Period { from: None, until: today }));
        let (early, late) = (date(2026, 1, 1), date(2026, 2, 1));
        assert_eq!(read(Some(early), Some(late)), Ok(Period { from: Some(early), until: late }));
        let backwards = PeriodRefused::Backwards { from: late };
        assert_eq!(read(Some(late), Some(early)), Err(backwards));
        let not_yet = PeriodRefused::NotYet { today };
        assert_eq!(read(Some(date(2026, 3, 5)), None), Err(not_yet));
    }
}
