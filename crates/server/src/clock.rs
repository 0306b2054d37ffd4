//! The clock, handed in everywhere. This is the one file that reads the machine's own.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

/// The time that the office lives by. In a demo it can be moved; in tests it stands still.
#[derive(Debug, Clone)]
pub struct Clock(Arc<Hands>);

#[derive(Debug)]
enum Hands {
    /// The machine's clock, moved by so many milliseconds.
    Running { shift_ms: AtomicI64 },
    /// Stands at so many milliseconds of Unix time until it is set.
    Still { at_ms: AtomicI64 },
}

impl Clock {
    /// The machine's clock.
    #[must_use]
    pub fn real() -> Self {
        Self(Arc::new(Hands::Running { shift_ms: AtomicI64::new(0) }))
    }

    /// A clock that stands still until it is set.
    #[must_use]
    pub fn still(at: Timestamp) -> Self {
        Self(Arc::new(Hands::Still { at_ms: AtomicI64::new(at.as_millisecond()) }))
    }

    /// The moment by the office's clock, in whole milliseconds.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        match &*self.0 {
            Hands::Running { shift_ms } => {
                let shift = SignedDuration::from_millis(shift_ms.load(Ordering::Relaxed));
                machine_now().checked_add(shift).unwrap_or(Timestamp::MAX)
            }
            Hands::Still { at_ms } => {
                Timestamp::from_millisecond(at_ms.load(Ordering::Relaxed)).unwrap_or_default()
            }
        }
    }

    /// The machine's moment: for sessions, lock-outs and leases, which nobody may move.
    #[must_use]
    pub fn real_now(&self) -> Timestamp {
        machine_now()
    }

    /// The day in a zone by the office's clock.
    #[must_use]
    pub fn today(&self, zone: &TimeZone) -> Date {
        self.now().to_zoned(zone.clone()).date()
    }

    /// Sets the clock. Returns the shift from the machine's clock, in milliseconds, to be kept.
    pub fn set(&self, now: Timestamp) -> i64 {
        let shift = now.as_millisecond() - machine_now().as_millisecond();
        match &*self.0 {
            Hands::Running { shift_ms } => shift_ms.store(shift, Ordering::Relaxed),
            Hands::Still { at_ms } => at_ms.store(now.as_millisecond(), Ordering::Relaxed),
        }
        shift
    }

    /// Moves a running clock by a shift that was kept.
    pub fn shift(&self, by_ms: i64) {
        if let Hands::Running { shift_ms } = &*self.0 {
            shift_ms.store(by_ms, Ordering::Relaxed);
        }
    }
}

#[expect(clippy::disallowed_methods, reason = "the one place where the machine's clock is read")]
fn machine_now() -> Timestamp {
    let now = Timestamp::now();
    Timestamp::from_millisecond(now.as_millisecond()).unwrap_or(now)
}
