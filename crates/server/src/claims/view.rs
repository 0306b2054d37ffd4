//! Claims in words.

use super::store::Kept;
use crate::page::Words;
use domain::claims::{Kind, State};
use jiff::civil::Date;
use jiff::tz::TimeZone;

/// What is claimed.
#[must_use]
pub fn kind_said(words: Words, kind: Kind) -> String {
    words.say(&format!("claims-kind-{}", kind.word().replace('_', "-")))
}

/// Where it stands.
#[must_use]
pub fn state_said(words: Words, state: State) -> String {
    words.say(&format!("claims-state-{}", state.word().replace('_', "-")))
}

/// The tone of a state.
#[must_use]
pub fn tone(state: State) -> &'static str {
    match state {
        State::Prepared | State::Passed => "wait",
        State::Returned => "bad",
        State::Countersigned | State::Submitted => "good",
    }
}

/// A claim as a line of a list.
#[derive(Debug, Clone)]
pub struct ClaimLine {
    pub address: String,
    pub who: String,
    pub what: String,
    pub state: String,
    pub tone: &'static str,
    pub by: String,
    /// Since when it stands there, and for how long.
    pub since: String,
}

/// A claim as a line, as it is read on a day in a zone.
#[must_use]
pub fn line(words: Words, kept: &Kept, (zone, today): (&TimeZone, Date)) -> ClaimLine {
    let since = kept.stands_at.to_zoned(zone.clone()).date();
    ClaimLine {
        since: words.since(today, since),
        address: format!("/claims/{}", kept.id),
        who: kept.person_name.clone(),
        what: format!("{}, {}", kind_said(words, kept.claim.kind), kept.employer),
        state: state_said(words, kept.claim.state),
        tone: tone(kept.claim.state),
        by: kept.prepared_by_name.clone(),
    }
}
