//! What people may do with a submission, and what the funder's word does.

use super::State;
use crate::programmes::submission::Connector;

/// Characters of a funder's reference, at most.
pub const REFERENCE_LENGTH_MAX: usize = 120;

/// What somebody asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ask {
    Approve {
        by_preparer: bool,
    },
    /// Send again what was given up.
    Retry,
    Remove,
    /// The funder gave a confirmation number.
    Confirm,
    /// The funder refused it, as somebody was told.
    Reject,
    /// It goes into a file.
    Export,
}

/// Why it may not be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refused {
    /// Whoever prepared it never approves it.
    OwnWork,
    NothingToApprove,
    /// Only what was given up is tried again.
    NothingToRetry,
    /// It is with the funder, or may be.
    WithFunder,
    /// Nobody has approved it yet.
    NotApproved,
    /// The funder never had it: it stands in no file yet.
    NotInFile,
    /// The funder confirms it by itself.
    AnswersByItself,
    Removed,
    Confirmed,
    Rejected,
}

/// The state that an ask leads to.
///
/// # Errors
///
/// Why it may not be asked now.
pub fn decide(state: State, connector: Connector, ask: Ask) -> Result<State, Refused> {
    match state {
        State::Removed => return Err(Refused::Removed),
        State::Confirmed => return Err(Refused::Confirmed),
        State::AwaitingApproval | State::Queued | State::Approved | State::Sending => {}
        State::Sent | State::Failed | State::Rejected => {}
    }
    match ask {
        Ask::Approve { by_preparer } => match state {
            State::AwaitingApproval if by_preparer => Err(Refused::OwnWork),
            State::AwaitingApproval => Ok(State::Approved),
            _ => Err(Refused::NothingToApprove),
        },
        Ask::Retry => match state {
            // It may have arrived, so it is on its way again, and nobody takes it out.
            State::Failed => Ok(State::Sending),
            _ => Err(Refused::NothingToRetry),
        },
        // What was tried may have arrived: only the funder's own word says that it did not.
        Ask::Remove => match state {
            State::AwaitingApproval | State::Queued | State::Approved | State::Rejected => {
                Ok(State::Removed)
            }
            State::Sending | State::Sent | State::Failed => Err(Refused::WithFunder),
            State::Confirmed | State::Removed => Err(Refused::Removed),
        },
        Ask::Confirm | Ask::Reject => by_hand(state, connector, ask),
        Ask::Export => match (connector, state) {
            (Connector::File, State::Queued | State::Approved) => Ok(State::Sent),
            (Connector::File, State::AwaitingApproval) => Err(Refused::NotApproved),
            (Connector::File, State::Rejected) => Err(Refused::Rejected),
            _ => Err(Refused::WithFunder),
        },
    }
}

fn by_hand(state: State, connector: Connector, ask: Ask) -> Result<State, Refused> {
    let to = if ask == Ask::Confirm { State::Confirmed } else { State::Rejected };
    match (state, connector) {
        (State::AwaitingApproval, _) => Err(Refused::NotApproved),
        (State::Rejected, _) => Err(Refused::Rejected),
        (State::Queued | State::Approved, Connector::Transcribe) => Ok(to),
        (State::Queued | State::Approved, Connector::File) => Err(Refused::NotInFile),
        // What was given up may have arrived all the same: somebody has asked the funder.
        (State::Sent | State::Failed, _) => Ok(to),
        (State::Queued | State::Approved | State::Sending, _) => Err(Refused::AnswersByItself),
        (State::Confirmed | State::Removed, _) => Err(Refused::Confirmed),
    }
}

/// A confirmation number as people copy it: printable, one line.
#[must_use]
pub fn read_reference(text: &str) -> Option<String> {
    let trimmed = text.trim();
    let fits = !trimmed.is_empty() && trimmed.chars().count() <= REFERENCE_LENGTH_MAX;
    (fits && !trimmed.chars().any(char::is_control)).then(|| trimmed.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const APPROVE: Ask = Ask::Approve { by_preparer: false };

    #[test]
    fn each_state_takes_its_own_asks() {
        use Connector::{File, Http, Transcribe};
        let own = Ask::Approve { by_preparer: true };
        type Case = (State, Connector, Ask, Result<State, Refused>);
        let rows: [Case; 24] = [
            (State::AwaitingApproval, Http, APPROVE, Ok(State::Approved)),
            (State::AwaitingApproval, Http, own, Err(Refused::OwnWork)),
            (State::Queued, Http, APPROVE, Err(Refused::NothingToApprove)),
            (State::Confirmed, Http, APPROVE, Err(Refused::Confirmed)),
            (State::Failed, Http, Ask::Retry, Ok(State::Sending)),
            (State::Sending, Http, Ask::Retry, Err(Refused::NothingToRetry)),
            (State::Rejected, Http, Ask::Retry, Err(Refused::NothingToRetry)),
            (State::AwaitingApproval, Http, Ask::Remove, Ok(State::Removed)),
            (State::Queued, Http, Ask::Remove, Ok(State::Removed)),
            (State::Rejected, Http, Ask::Remove, Ok(State::Removed)),
            (State::Sending, Http, Ask::Remove, Err(Refused::WithFunder)),
            (State::Sent, File, Ask::Remove, Err(Refused::WithFunder)),
            (State::Failed, Http, Ask::Remove, Err(Refused::WithFunder)),
            (State::Removed, Http, Ask::Remove, Err(Refused::Removed)),
            (State::AwaitingApproval, Transcribe, Ask::Confirm, Err(Refused::NotApproved)),
            (State::Approved, Transcribe, Ask::Confirm, Ok(State::Confirmed)),
            (State::Queued, Transcribe, Ask::Reject, Ok(State::Rejected)),
            (State::Queued, Http, Ask::Confirm, Err(Refused::AnswersByItself)),
            (State::Sending, Http, Ask::Reject, Err(Refused::AnswersByItself)),
            (State::Sent, Http, Ask::Confirm, Ok(State::Confirmed)),
            (State::Failed, Http, Ask::Reject, Ok(State::Rejected)),
            (State::Approved, File, Ask::Confirm, Err(Refused::NotInFile)),
            (State::Approved, File, Ask::Export, Ok(State::Sent)),
            (State::AwaitingApproval, File, Ask::Export, Err(Refused::NotApproved)),
        ];
        for (state, connector, ask, expected) in rows {
            assert_eq!(decide(state, connector, ask), expected, "{state:?} {connector:?} {ask:?}");
        }
    }

    #[test]
    fn a_reference_is_one_printable_line() {
        assert_eq!(read_reference("  CaMS-2026/00 17 "), Some("CaMS-2026/00 17".to_owned()));
        assert_eq!(read_reference(" \t"), None);
        assert_eq!(read_reference("one\ntwo"), None);
        assert_eq!(read_reference(&"x".repeat(REFERENCE_LENGTH_MAX)).map(|it| it.len()), Some(120));
        assert_eq!(read_reference(&"x".repeat(REFERENCE_LENGTH_MAX + 1)), None);
    }

    fn asks() -> impl Strategy<Value = Ask> {
        prop_oneof![
            any::<bool>().prop_map(|by_preparer| Ask::Approve { by_preparer }),
            Just(Ask::Retry),
            Just(Ask::Remove),
            Just(Ask::Confirm),
            Just(Ask::Reject),
            Just(Ask::Export),
        ]
    }

    proptest! {
        /// Whatever people ask in whatever order: nothing that waits for approval leaves without
        /// a second person's, and what the funder confirmed or somebody removed stays so.
        #[test]
        fn nothing_leaves_unapproved_and_what_ended_stays(
            asked in proptest::collection::vec(asks(), 0..12),
            connector in proptest::sample::select(Connector::ALL.to_vec()),
        ) {
            let (mut state, mut approved) = (State::AwaitingApproval, false);
            for ask in asked {
                let before = state;
                let Ok(after) = decide(state, connector, ask) else { continue };
                approved |= ask == APPROVE;
                prop_assert!(!matches!(before, State::Confirmed | State::Removed));
                prop_assert!(approved || after == State::Removed, "{before:?} {ask:?} {after:?}");
                state = after;
            }
        }
    }
}
