//! Ending a job.

use super::Placement;
use jiff::civil::Date;

/// An ended job.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ended {
    /// The last day worked.
    pub on: Date,
}

/// Why a job cannot end on that day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EndRefused {
    BeforeItStarted { started_on: Date },
    InTheFuture { today: Date },
}

/// Decides whether a job may have ended on the day given, the last day worked.
///
/// A second, different day corrects the first: what the first one stopped is decided again.
///
/// # Errors
///
/// Refuses a day before the start and one after `today`, the office's calendar day.
pub fn end(placement: &Placement, on: Date, today: Date) -> Result<Ended, EndRefused> {
    if on < placement.started_on {
        return Err(EndRefused::BeforeItStarted { started_on: placement.started_on });
    }
    if today < on {
        return Err(EndRefused::InTheFuture { today });
    }
    Ok(Ended { on })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::PlacementId;
    use jiff::civil::date;

    #[test]
    fn a_job_ends_between_its_start_and_today() {
        let placement = Placement {
            id: PlacementId::from_number(1),
            started_on: date(2025, 3, 3),
            ended_on: None,
        };
        let today = date(2025, 9, 30);
        let rows = [
            (date(2025, 3, 2), Err(EndRefused::BeforeItStarted { started_on: date(2025, 3, 3) })),
            (date(2025, 3, 3), Ok(Ended { on: date(2025, 3, 3) })),
            (today, Ok(Ended { on: today })),
            (date(2025, 10, 1), Err(EndRefused::InTheFuture { today })),
        ];
        for (on, expected) in rows {
            assert_eq!(end(&placement, on, today), expected, "{on}");
        }
    }
}
