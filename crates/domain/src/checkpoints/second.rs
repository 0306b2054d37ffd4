//! The second reader: who checks a review before it counts, and who may.

use super::ReviewState;
use crate::ids::CheckpointId;
use crate::programmes::{ReviewRule, SecondReader};
use jiff::Timestamp;

/// Whether whoever submits a review wants a second reader, where they may choose.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wish {
    AsTheProgrammeSays,
    SecondReader,
}

/// Where a review stands once it is submitted: it counts, or it waits for a second reader.
///
/// The sample of a programme that has only some of its reviews read is taken by the checkpoint's
/// id, so that submitting again does not draw again.
#[must_use]
pub fn submitted(rule: ReviewRule, wish: Wish, id: &CheckpointId, at: Timestamp) -> ReviewState {
    let is_read = match (rule.second_reader, wish) {
        (SecondReader::None, _) | (SecondReader::Optional, Wish::AsTheProgrammeSays) => false,
        (SecondReader::Optional, Wish::SecondReader) => true,
        (SecondReader::Required, Wish::SecondReader) => true,
        (SecondReader::Required, Wish::AsTheProgrammeSays) => {
            draw(id) < u32::from(rule.sample_percent)
        }
    };
    if is_read { ReviewState::ToRead { at } } else { ReviewState::Reviewed { at } }
}

/// A number below a hundred that an id always gives.
fn draw(id: &CheckpointId) -> u32 {
    let mixed = id
        .as_str()
        .bytes()
        .fold(2_166_136_261_u32, |sum, byte| (sum ^ u32::from(byte)).wrapping_mul(16_777_619));
    (mixed >> 8) % 100
}

/// A review that may be waiting, with everybody who had a hand in it.
#[derive(Debug, Clone, Copy)]
pub struct Waiting<'a> {
    pub review: ReviewState,
    /// Whoever submitted it, and whoever changed an answer in it.
    pub makers: &'a [String],
}

/// What a second reader says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    Agree,
    /// Back to the adviser, with what is to be put right.
    SendBack {
        reason: Option<String>,
    },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReadRefused {
    /// Nothing waits for a second reader: nobody submitted it, or somebody has read it.
    NotWaiting,
    /// Whoever made a review does not check it, whoever they are.
    OwnWork,
    ReasonWanted,
}

/// Whether somebody may be the second reader of a review.
///
/// # Errors
///
/// As [`read`], but for the reason.
pub fn may_read(waiting: &Waiting<'_>, reader: &str) -> Result<(), ReadRefused> {
    match waiting.review {
        ReviewState::ToRead { .. } => {}
        ReviewState::None
        | ReviewState::Draft
        | ReviewState::Reviewed { .. }
        | ReviewState::Returned => return Err(ReadRefused::NotWaiting),
    }
    if waiting.makers.iter().any(|maker| maker == reader) {
        return Err(ReadRefused::OwnWork);
    }
    Ok(())
}

/// Decides where a review stands after a second reading.
///
/// # Errors
///
/// Refuses a review that does not wait, one's own work, and sending back without a reason.
pub fn read(
    waiting: &Waiting<'_>,
    reader: &str,
    verdict: &Verdict,
    at: Timestamp,
) -> Result<ReviewState, ReadRefused> {
    may_read(waiting, reader)?;
    match verdict {
        Verdict::Agree => Ok(ReviewState::Reviewed { at }),
        Verdict::SendBack { reason: None } => Err(ReadRefused::ReasonWanted),
        Verdict::SendBack { reason: Some(_) } => Ok(ReviewState::Draft),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const AT: Timestamp = Timestamp::UNIX_EPOCH;

    fn rule(second_reader: SecondReader, sample_percent: u8) -> ReviewRule {
        ReviewRule { second_reader, sample_percent }
    }

    #[test]
    fn who_is_read_by_whom() {
        let id = CheckpointId::from_number(7);
        let (read_first, counts) =
            (ReviewState::ToRead { at: AT }, ReviewState::Reviewed { at: AT });
        for (second_reader, percent, wish, expected) in [
            (SecondReader::None, 100, Wish::AsTheProgrammeSays, counts),
            (SecondReader::None, 100, Wish::SecondReader, counts),
            (SecondReader::Optional, 100, Wish::AsTheProgrammeSays, counts),
            (SecondReader::Optional, 100, Wish::SecondReader, read_first),
            (SecondReader::Required, 100, Wish::AsTheProgrammeSays, read_first),
            (SecondReader::Required, 0, Wish::AsTheProgrammeSays, counts),
            (SecondReader::Required, 0, Wish::SecondReader, read_first),
        ] {
            let found = submitted(rule(second_reader, percent), wish, &id, AT);
            assert_eq!(found, expected, "{second_reader:?} {percent} {wish:?}");
        }
    }

    #[test]
    fn a_maker_is_no_checker() {
        let makers = ["ada".to_owned(), "bob".to_owned()];
        let to_read = ReviewState::ToRead { at: AT };
        let back = |reason: Option<&str>| Verdict::SendBack { reason: reason.map(str::to_owned) };
        for (review, reader, verdict, expected) in [
            (to_read, "theo", Verdict::Agree, Ok(ReviewState::Reviewed { at: AT })),
            (to_read, "theo", back(Some("hours")), Ok(ReviewState::Draft)),
            (to_read, "theo", back(None), Err(ReadRefused::ReasonWanted)),
            (to_read, "ada", Verdict::Agree, Err(ReadRefused::OwnWork)),
            (to_read, "bob", back(Some("hours")), Err(ReadRefused::OwnWork)),
            (
                ReviewState::Reviewed { at: AT },
                "theo",
                Verdict::Agree,
                Err(ReadRefused::NotWaiting),
            ),
            (ReviewState::Draft, "theo", Verdict::Agree, Err(ReadRefused::NotWaiting)),
            (ReviewState::None, "theo", Verdict::Agree, Err(ReadRefused::NotWaiting)),
            (ReviewState::Returned, "theo", Verdict::Agree, Err(ReadRefused::NotWaiting)),
        ] {
            let waiting = Waiting { review, makers: &makers };
            let found = read(&waiting, reader, &verdict, AT);
            assert_eq!(found, expected, "{review:?} {reader} {verdict:?}");
        }
    }

    proptest! {
        #[test]
        fn a_sample_is_drawn_once_and_grows(n in any::<u128>(), percent in 0..100_u8) {
            let id = CheckpointId::from_number(n);
            let is_read = |percent| {
                let rule = rule(SecondReader::Required, percent);
                submitted(rule, Wish::AsTheProgrammeSays, &id, AT) == ReviewState::ToRead { at: AT }
            };
            prop_assert_eq!(is_read(percent), is_read(percent));
            prop_assert!(!is_read(percent) || is_read(percent + 1));
            prop_assert!(is_read(100) && !is_read(0));
        }
    }
}
