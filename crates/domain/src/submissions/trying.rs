//! What is heard of a try by HTTP, and what may follow.
//!
//! A funder that took something whose answer was lost must not get it again before it was asked:
//! the submission stays *sending*, and the next try asks first. One that is away for days is waited
//! for; only what it says itself, or two weeks of silence, ends the trying.

use super::State;

/// Tries, at most, however short they follow each other.
pub const TRIES_MAX: i64 = 3_000;
/// How long a funder may be away before a person is asked, in milliseconds: two weeks.
pub const GIVE_UP_AFTER_MS: i64 = 14 * 24 * 3_600_000;
/// After so long on its way a submission is shown as stuck, in milliseconds: a day.
pub const STUCK_AFTER_MS: i64 = 24 * 3_600_000;

/// One reason of a funder's refusal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reason {
    pub code: String,
    pub message: String,
}

/// What a funder answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// It has it, and will say more later.
    Accepted {
        receipt: Option<String>,
    },
    Confirmed {
        receipt: Option<String>,
    },
    Rejected {
        receipt: Option<String>,
        reasons: Vec<Reason>,
    },
}

/// What was heard of one try.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Heard {
    Answered(Answer),
    /// Asked first, the funder does not know it: it may be sent.
    Unknown,
    /// Surely not taken: no connection, told to wait, their fault before they read it.
    NotTaken,
    /// Our key or our address is wrong: no try will change that.
    Unusable,
    /// The request may have arrived, its answer did not.
    Lost,
}

/// What became of the tries before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Before {
    NotTaken,
    /// Ask before anything is sent.
    MayBeTaken,
}

/// What follows a try.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Next {
    Ends { state: State, receipt: Option<String>, reasons: Vec<Reason> },
    Again { before: Before },
    GivenUp { before: Before },
}

/// What follows from what was heard. `waited_ms`: since it was ready to go.
#[must_use]
pub fn after_try(heard: Heard, before: Before, (tries, waited_ms): (i64, i64)) -> Next {
    let again = |before: Before| {
        if tries >= TRIES_MAX || waited_ms >= GIVE_UP_AFTER_MS {
            Next::GivenUp { before }
        } else {
            Next::Again { before }
        }
    };
    match heard {
        Heard::Answered(answer) => after_answer(answer),
        Heard::Unknown => again(Before::NotTaken),
        Heard::NotTaken => again(before),
        Heard::Unusable => Next::GivenUp { before },
        Heard::Lost => again(Before::MayBeTaken),
    }
}

/// What a funder's answer makes of a submission.
fn after_answer(answer: Answer) -> Next {
    match answer {
        Answer::Accepted { receipt } => {
            Next::Ends { state: State::Sent, receipt, reasons: Vec::new() }
        }
        Answer::Confirmed { receipt } => {
            Next::Ends { state: State::Confirmed, receipt, reasons: Vec::new() }
        }
        Answer::Rejected { receipt, reasons } => {
            Next::Ends { state: State::Rejected, receipt, reasons }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const EARLY: (i64, i64) = (1, 0);

    #[test]
    fn what_may_have_arrived_is_asked_about_first() {
        use Before::{MayBeTaken, NotTaken};
        let again = |before| Next::Again { before };
        let rows = [
            (Heard::NotTaken, NotTaken, again(NotTaken)),
            (Heard::NotTaken, MayBeTaken, again(MayBeTaken)),
            (Heard::Lost, NotTaken, again(MayBeTaken)),
            (Heard::Unknown, MayBeTaken, again(NotTaken)),
            (Heard::Unusable, MayBeTaken, Next::GivenUp { before: MayBeTaken }),
        ];
        for (heard, before, expected) in rows {
            assert_eq!(after_try(heard.clone(), before, EARLY), expected, "{heard:?} {before:?}");
        }
    }

    #[test]
    fn three_days_of_silence_give_nothing_up_and_two_weeks_ask_a_person() {
        let three_days = 3 * 24 * 3_600_000;
        let after = |waited_ms| after_try(Heard::NotTaken, Before::NotTaken, (500, waited_ms));
        assert_eq!(after(three_days), Next::Again { before: Before::NotTaken });
        assert_eq!(after(GIVE_UP_AFTER_MS), Next::GivenUp { before: Before::NotTaken });
    }

    #[test]
    fn the_funders_word_ends_it() {
        let receipt = Some("R-1".to_owned());
        let reasons = vec![Reason { code: "hours".into(), message: "hours missing".into() }];
        let rows = [
            (Answer::Accepted { receipt: receipt.clone() }, State::Sent),
            (Answer::Confirmed { receipt: receipt.clone() }, State::Confirmed),
            (Answer::Rejected { receipt, reasons }, State::Rejected),
        ];
        for (answer, expected) in rows {
            let heard = Heard::Answered(answer);
            let late = (TRIES_MAX, GIVE_UP_AFTER_MS);
            let next = after_try(heard, Before::MayBeTaken, late);
            assert!(matches!(next, Next::Ends { state, .. } if state == expected), "{next:?}");
        }
    }

    fn heard() -> impl Strategy<Value = Heard> {
        prop_oneof![Just(Heard::NotTaken), Just(Heard::Lost), Just(Heard::Unknown)]
    }

    proptest! {
        /// After an answer was lost nothing is sent until the funder said that it has none.
        #[test]
        fn nothing_is_sent_in_doubt(all in proptest::collection::vec(heard(), 1..20)) {
            let (mut before, mut in_doubt) = (Before::NotTaken, false);
            for one in all {
                let sends = before == Before::NotTaken;
                prop_assert!(!(sends && in_doubt));
                // Only who asks hears that it is unknown.
                if sends && one == Heard::Unknown {
                    continue;
                }
                in_doubt = (in_doubt || one == Heard::Lost) && one != Heard::Unknown;
                match after_try(one, before, EARLY) {
                    Next::Again { before: then } => before = then,
                    Next::Ends { .. } | Next::GivenUp { .. } => prop_assert!(false),
                }
            }
        }
    }
}
