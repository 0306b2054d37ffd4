//! Taking a mailing back.

use jiff::Timestamp;

/// How far a mailing is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Standing {
    /// When it was withdrawn, if it was.
    pub withdrawn_at: Option<Timestamp>,
    /// People whose message is not written yet, or waits to leave.
    pub waiting: u32,
    /// Messages that are on their way this moment, or have left, or may have.
    pub gone: u32,
}

/// What follows from a withdrawal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Withdrawn {
    /// So many are not asked after all.
    pub taken_back: u32,
    /// So many had left before, or may have: nothing brings them back.
    pub gone: u32,
}

/// Why nothing is taken back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WithdrawRefused {
    /// By whoever was faster.
    Already { at: Timestamp },
    /// Everything has left, or ended otherwise.
    NothingWaits,
}

/// Decides whether a mailing may be withdrawn: once, and as long as something of it waits.
///
/// # Errors
///
/// Refuses a second withdrawal, and one that would take nothing back.
pub fn withdraw(standing: &Standing) -> Result<Withdrawn, WithdrawRefused> {
    if let Some(at) = standing.withdrawn_at {
        return Err(WithdrawRefused::Already { at });
    }
    if standing.waiting == 0 {
        return Err(WithdrawRefused::NothingWaits);
    }
    Ok(Withdrawn { taken_back: standing.waiting, gone: standing.gone })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mailings::{GRACE, Leaves};
    use proptest::prelude::*;

    #[test]
    fn a_mailing_is_taken_back_once_and_while_something_waits() {
        let at = Timestamp::UNIX_EPOCH;
        let rows = [
            (None, 3, 0, Ok(Withdrawn { taken_back: 3, gone: 0 })),
            (None, 1, 7, Ok(Withdrawn { taken_back: 1, gone: 7 })),
            (None, 0, 7, Err(WithdrawRefused::NothingWaits)),
            (Some(at), 3, 0, Err(WithdrawRefused::Already { at })),
            (Some(at), 0, 0, Err(WithdrawRefused::Already { at })),
        ];
        for (withdrawn_at, waiting, gone, expected) in rows {
            let standing = Standing { withdrawn_at, waiting, gone };
            assert_eq!(withdraw(&standing), expected, "{standing:?}");
        }
    }

    #[test]
    fn a_mailing_waits_unless_told_to_leave_now() {
        let now = Timestamp::UNIX_EPOCH;
        assert_eq!(Leaves::Now.at(now), now);
        assert_eq!(Leaves::AfterGrace.at(now), now + GRACE);
        assert_eq!(Leaves::AfterGrace.at(Timestamp::MAX), Timestamp::MAX);
    }

    proptest! {
        /// Nobody is counted twice, and what is withdrawn is not withdrawn again.
        #[test]
        fn what_is_taken_back_is_what_waited(waiting in 0_u32..9, gone in 0_u32..9) {
            let standing = Standing { withdrawn_at: None, waiting, gone };
            if let Ok(withdrawn) = withdraw(&standing) {
                prop_assert_eq!(withdrawn.taken_back + withdrawn.gone, waiting + gone);
                let after = Standing {
                    withdrawn_at: Some(Timestamp::UNIX_EPOCH),
                    waiting: 0,
                    ..standing
                };
                prop_assert!(withdraw(&after).is_err());
            } else {
                prop_assert_eq!(waiting, 0);
            }
        }
    }
}
