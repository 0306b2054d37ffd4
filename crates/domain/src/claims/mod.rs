//! A claim to the funder while it is put together: prepared, countersigned by somebody else, and
//! passed on. What is due is read from the programme's checkpoints: the first of a job is its job
//! outcome, those after it are sustainments.

use crate::ids::{CheckpointId, UserId};
use jiff::civil::Date;

/// Characters of a reason, at most.
pub const REASON_LENGTH_MAX: usize = 500;

/// What is claimed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    JobOutcome,
    Sustainment,
}

impl Kind {
    pub const ALL: [Self; 2] = [Self::JobOutcome, Self::Sustainment];

    /// The word of rows, flows and programs.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::JobOutcome => "job_outcome",
            Self::Sustainment => "sustainment",
        }
    }

    /// Reads [`Kind::word`].
    #[must_use]
    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }
}

/// Where a claim stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum State {
    Prepared,
    /// With whoever countersigns.
    Passed,
    Countersigned,
    /// It came back from them, with a reason.
    Returned,
    Submitted,
}

impl State {
    pub const ALL: [Self; 5] =
        [Self::Prepared, Self::Passed, Self::Countersigned, Self::Returned, Self::Submitted];

    /// The word of rows and programs.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Prepared => "prepared",
            Self::Passed => "awaiting_countersignature",
            Self::Countersigned => "countersigned",
            Self::Returned => "returned",
            Self::Submitted => "submitted",
        }
    }

    /// Whether it is with those who countersign, or who pass it on.
    #[must_use]
    pub fn is_with_others(self) -> bool {
        matches!(self, Self::Passed | Self::Countersigned)
    }

    /// Reads [`State::word`].
    #[must_use]
    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.word() == word)
    }
}

/// What somebody who looks at claims does with them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// Countersigns them, and passes them on.
    Countersigns,
    /// Puts them together.
    Prepares,
}

impl Part {
    /// Where claims wait for whoever has this part, then where others see to them.
    fn order(self) -> [State; 5] {
        use State::{Countersigned, Passed, Prepared, Returned, Submitted};
        match self {
            Self::Countersigns => [Passed, Countersigned, Returned, Prepared, Submitted],
            Self::Prepares => [Returned, Prepared, Passed, Countersigned, Submitted],
        }
    }
}

/// The list with which claims open: the first that has something for whoever looks. `counts` leave
/// out what is not theirs to do.
#[must_use]
pub fn opens_on(part: Part, counts: &[(State, i64)]) -> State {
    let has = |state: &State| counts.iter().any(|(one, many)| one == state && *many > 0);
    part.order().into_iter().find(has).unwrap_or(State::Passed)
}

/// A checkpoint of a job, as far as a claim depends on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Point {
    pub checkpoint: CheckpointId,
    pub due_on: Date,
    /// It was missed, waived, or the job ended before it.
    pub is_ended: bool,
    /// A claim or a submission for it was passed on.
    pub is_claimed: bool,
}

/// What is due to be claimed on a day: the first point of the job that is due, not ended and not
/// claimed. `points` stand in the order of their days.
#[must_use]
pub fn due(points: &[Point], today: Date) -> Option<(Kind, CheckpointId)> {
    let is_due = |point: &Point| point.due_on <= today && !point.is_ended && !point.is_claimed;
    let (at, point) = points.iter().enumerate().find(|(_, point)| is_due(point))?;
    let kind = if at == 0 { Kind::JobOutcome } else { Kind::Sustainment };
    Some((kind, point.checkpoint))
}

/// Days from which to which something is claimed.
pub type Period = (Date, Date);

/// The period of a claim: both days, the first not after the last, or none. None of it where the
/// days make no period.
#[must_use]
pub fn period(from: Option<Date>, to: Option<Date>) -> Option<Option<Period>> {
    match (from, to) {
        (None, None) => Some(None),
        (Some(from), Some(to)) if from <= to => Some(Some((from, to))),
        (_, _) => None,
    }
}

/// A claim as decisions read it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Claim {
    pub kind: Kind,
    pub state: State,
    pub prepared_by: UserId,
}

/// What whoever countersigns a claim knows of its forms.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Forms {
    /// All are complete.
    Complete,
    /// Some are open, and whoever countersigns was told.
    OpenAndTold { has_reason: bool },
    /// Some are open, and whoever countersigns was not told: programs send the countersignature by
    /// itself.
    OpenUntold,
}

/// What is wanted of a claim.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ask {
    PassOn,
    Countersign(Forms),
    Return {
        reason: Option<String>,
    },
    /// As what whoever submits it calls it.
    Submit(Kind),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AskRefused {
    /// It does not stand where this is done.
    Stands(State),
    /// Whoever prepared it does not countersign it.
    OwnWork,
    ReasonWanted,
    /// Whoever countersigns with a form open says why.
    FormOpen,
    /// A job outcome is countersigned before it is claimed.
    NotCountersigned,
    /// Others have looked at it, or do: it stays the kind that it is.
    IsOfKind(Kind),
}

/// Decides what becomes of a claim.
///
/// # Errors
///
/// Why nothing does.
pub fn change(claim: Claim, ask: &Ask, by: UserId) -> Result<State, AskRefused> {
    let stands = Err(AskRefused::Stands(claim.state));
    match (ask, claim.state) {
        (Ask::PassOn, State::Prepared | State::Returned) => Ok(State::Passed),
        (Ask::PassOn, _) => stands,
        (Ask::Countersign(_) | Ask::Return { .. }, State::Passed) if claim.prepared_by == by => {
            Err(AskRefused::OwnWork)
        }
        (Ask::Countersign(Forms::OpenAndTold { has_reason: false }), State::Passed) => {
            Err(AskRefused::FormOpen)
        }
        (Ask::Countersign(_), State::Passed) => Ok(State::Countersigned),
        (Ask::Return { reason: None }, State::Passed) => Err(AskRefused::ReasonWanted),
        (Ask::Return { reason: Some(_) }, State::Passed) => Ok(State::Returned),
        (Ask::Countersign(_) | Ask::Return { .. }, _) => stands,
        (Ask::Submit(_), State::Submitted) => stands,
        (Ask::Submit(kind), State::Passed | State::Countersigned | State::Returned)
            if *kind != claim.kind =>
        {
            Err(AskRefused::IsOfKind(claim.kind))
        }
        (Ask::Submit(_), State::Countersigned) => Ok(State::Submitted),
        (Ask::Submit(kind), State::Prepared | State::Passed | State::Returned) => match kind {
            Kind::JobOutcome => Err(AskRefused::NotCountersigned),
            Kind::Sustainment => Ok(State::Submitted),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn user(number: u128) -> UserId {
        UserId::from_number(number)
    }

    #[test]
    fn a_period_has_both_days_in_their_order_or_neither() {
        let (first, last) = (date(2026, 1, 1), date(2026, 2, 1));
        assert_eq!(period(None, None), Some(None));
        assert_eq!(period(Some(first), Some(last)), Some(Some((first, last))));
        assert_eq!(period(Some(first), Some(first)), Some(Some((first, first))));
        for (from, to) in [(Some(last), Some(first)), (Some(first), None), (None, Some(last))] {
            assert_eq!(period(from, to), None, "{from:?} {to:?}");
        }
    }

    #[test]
    fn the_first_point_of_a_job_is_its_job_outcome() {
        let id = CheckpointId::from_number;
        let point = |number, due_on, is_ended, is_claimed| Point {
            checkpoint: id(number),
            due_on,
            is_ended,
            is_claimed,
        };
        let (m1, m3) = (date(2026, 2, 1), date(2026, 4, 1));
        let check = |ended: bool, claimed: bool, today: Date, said: Option<(Kind, u128)>| {
            let points = [point(1, m1, ended, claimed), point(2, m3, false, false)];
            let said = said.map(|(kind, number)| (kind, id(number)));
            assert_eq!(due(&points, today), said, "{ended} {claimed} {today}");
        };
        check(false, false, date(2026, 1, 31), None);
        check(false, false, m1, Some((Kind::JobOutcome, 1)));
        check(false, false, m3, Some((Kind::JobOutcome, 1)));
        check(false, true, m1, None);
        check(false, true, m3, Some((Kind::Sustainment, 2)));
        check(true, false, m3, Some((Kind::Sustainment, 2)));
        assert_eq!(due(&[], m3), None);
    }

    #[test]
    fn whoever_prepares_a_claim_does_not_countersign_it() {
        let reason = || Ask::Return { reason: Some("no pay stub".to_owned()) };
        let check = |kind, state, ask: Ask, by: u128, said: Result<State, AskRefused>| {
            let claim = Claim { kind, state, prepared_by: user(1) };
            assert_eq!(change(claim, &ask, user(by)), said, "{kind:?} {state:?} {ask:?}");
        };
        let job = Kind::JobOutcome;
        check(job, State::Prepared, Ask::PassOn, 1, Ok(State::Passed));
        check(job, State::Returned, Ask::PassOn, 1, Ok(State::Passed));
        check(job, State::Passed, Ask::PassOn, 1, Err(AskRefused::Stands(State::Passed)));
        let bare = Ask::Countersign(Forms::Complete);
        check(job, State::Passed, bare.clone(), 1, Err(AskRefused::OwnWork));
        check(job, State::Passed, bare.clone(), 2, Ok(State::Countersigned));
        check(job, State::Passed, reason(), 2, Ok(State::Returned));
        check(job, State::Passed, reason(), 1, Err(AskRefused::OwnWork));
        let silent = Ask::Return { reason: None };
        check(job, State::Passed, silent, 2, Err(AskRefused::ReasonWanted));
        let (outcome, other) = (Ask::Submit(job), Ask::Submit(Kind::Sustainment));
        check(job, State::Prepared, outcome.clone(), 2, Err(AskRefused::NotCountersigned));
        check(job, State::Countersigned, outcome.clone(), 1, Ok(State::Submitted));
        check(Kind::Sustainment, State::Prepared, other.clone(), 1, Ok(State::Submitted));
        let stays = Err(AskRefused::IsOfKind(job));
        for state in [State::Passed, State::Countersigned, State::Returned] {
            check(job, state, other.clone(), 1, stays);
        }
        check(job, State::Prepared, other, 1, Ok(State::Submitted));
        let gone = Err(AskRefused::Stands(State::Submitted));
        for ask in [Ask::PassOn, bare, reason(), outcome] {
            check(Kind::Sustainment, State::Submitted, ask, 2, gone);
        }
    }

    #[test]
    fn whoever_is_told_of_an_open_form_says_why_they_countersign() {
        let told = |has_reason| Forms::OpenAndTold { has_reason };
        for (forms, by, said) in [
            (Forms::Complete, 2, Ok(State::Countersigned)),
            (told(true), 2, Ok(State::Countersigned)),
            (told(false), 2, Err(AskRefused::FormOpen)),
            (told(false), 1, Err(AskRefused::OwnWork)),
            (Forms::OpenUntold, 2, Ok(State::Countersigned)),
        ] {
            let (kind, state) = (Kind::JobOutcome, State::Passed);
            let claim = Claim { kind, state, prepared_by: user(1) };
            assert_eq!(change(claim, &Ask::Countersign(forms), user(by)), said, "{forms:?} {by}");
        }
    }

    #[test]
    fn claims_open_where_something_waits_for_whoever_looks() {
        use State::{Countersigned, Passed, Prepared, Returned, Submitted};
        for (there, countersigns, prepares) in [
            (&[Passed, Returned, Submitted][..], Passed, Returned),
            (&[Countersigned, Returned][..], Countersigned, Returned),
            (&[Prepared, Submitted][..], Prepared, Prepared),
            (&[Passed, Submitted][..], Passed, Passed),
            (&[Submitted][..], Submitted, Submitted),
            (&[][..], Passed, Passed),
        ] {
            let counts = State::ALL.map(|one| (one, i64::from(there.contains(&one))));
            let found = [Part::Countersigns, Part::Prepares].map(|part| opens_on(part, &counts));
            assert_eq!(found, [countersigns, prepares], "{there:?}");
        }
    }

    #[test]
    fn words_lead_back() {
        for kind in Kind::ALL {
            assert_eq!(Kind::of_word(kind.word()), Some(kind));
        }
        for state in State::ALL {
            assert_eq!(State::of_word(state.word()), Some(state));
        }
    }
}
