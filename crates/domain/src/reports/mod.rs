//! Reports: what clients say, in figures that single nobody out.
//!
//! A report is computed when it is opened and never kept. Answers are counted one by one
//! (`tally`, `spread`), each checkpoint that was asked counts once, in one channel (`rates`), and
//! what is shown leaves out whatever would speak of fewer than [`GROUP_MIN`] people, or would let
//! somebody work that out from what stands beside it (`suppress`). Nothing here knows a name.

mod period;
mod rates;
mod spread;
mod suppress;
mod tally;

pub use period::{Period, PeriodRefused, Preset};
pub use rates::{Asked, Given, Outcome, RateRow, Rates, Rating, Reached, Way, credited, outcome};
pub use spread::{Bin, Quartiles, Spread, Spreading};
pub use suppress::{GROUP_MIN, Seen, grid, line, ticks};
pub use tally::{Few, Tally, Who};
