//! Attempts to reach somebody about a job: who was tried, how, and what came of it.
//!
//! Attempts are counted in *rounds*. A round ends when the person is reached, or when it is given
//! up for now and the next call lies weeks ahead; rounds that were given up one after another are
//! its *cycle*. What was entered is a record and never changes.

use crate::calendar::days_between;
use crate::diary;
use jiff::Timestamp;
use jiff::civil::{Date, Time};

/// Characters of a note, at most.
pub const NOTE_LENGTH_MAX: usize = 4_000;
/// Days after an attempt within which it may still be entered.
pub const BEHIND_DAYS_MAX: i64 = 30;

macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$own:meta])* $one:ident $word:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$own])* $one),+ }

        impl $name {
            pub const ALL: &'static [Self] = &[$(Self::$one),+];

            /// The word of rows and programs.
            #[must_use]
            pub fn word(self) -> &'static str {
                match self { $(Self::$one => $word),+ }
            }

            /// Reads its word.
            #[must_use]
            pub fn of_word(word: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|one| one.word() == word)
            }
        }
    };
}

words! {
    /// Whom one tried to reach.
    Party {
        Client "client",
        Employer "employer",
        /// Whoever knows whether a benefit claim is closed.
        Benefits "benefits",
    }
}

words! {
    /// By what.
    Channel {
        Phone "phone",
        Text "text",
        Email "email",
        Post "post",
        Fax "fax",
        Visit "visit",
    }
}

words! {
    /// From whom it came.
    Direction {
        Out "out",
        In "in",
    }
}

words! {
    /// What came of it.
    Outcome {
        Reached "reached",
        NoAnswer "no_answer",
        Busy "busy",
        /// An answering machine; a message was left.
        AnswerMachine "answer_machine",
        SomeoneElse "someone_else",
        /// The number or address does not work.
        NumberUnusable "number_unusable",
        Refused "refused",
        /// They cannot speak with us in a language that we share.
        Language "language",
        /// It left, and nothing has come back yet.
        Sent "sent",
        /// It came back.
        Returned "returned",
    }
}

impl Outcome {
    /// What came of a call that an entry of the diary says was made, where it is a try to reach
    /// them. A call to a number that does not work is one that uses up no attempt, and what was not
    /// held is none.
    #[must_use]
    pub fn of_entry(outcome: diary::Outcome) -> Option<Self> {
        match outcome {
            diary::Outcome::Reached => Some(Self::Reached),
            diary::Outcome::NoAnswer => Some(Self::NoAnswer),
            diary::Outcome::AnswerMachine => Some(Self::AnswerMachine),
            diary::Outcome::SomeoneElse => Some(Self::SomeoneElse),
            diary::Outcome::Refused => Some(Self::Refused),
            diary::Outcome::NumberUnusable => Some(Self::NumberUnusable),
            diary::Outcome::NotAttended | diary::Outcome::Done => None,
            diary::Outcome::Cancelled | diary::Outcome::Replaced => None,
        }
    }

    /// The disposition of AAPOR's *Standard Definitions* that comes nearest, for reports that are
    /// compared with others.
    #[must_use]
    pub fn aapor(self) -> &'static str {
        match self {
            Self::Reached => "1.10",
            Self::Refused => "2.112",
            Self::SomeoneElse => "2.21",
            Self::AnswerMachine => "2.22",
            Self::Language => "2.33",
            Self::Busy => "3.12",
            Self::NoAnswer => "3.13",
            Self::Sent => "3.19",
            Self::Returned => "4.30",
            Self::NumberUnusable => "4.32",
        }
    }

    /// Whether it uses up one of the attempts of a round: a number that does not work tries nobody.
    #[must_use]
    pub fn is_attempt(self) -> bool {
        match self {
            Self::NoAnswer | Self::Busy | Self::AnswerMachine | Self::SomeoneElse => true,
            Self::Reached | Self::Refused | Self::Language => true,
            Self::NumberUnusable | Self::Returned | Self::Sent => false,
        }
    }
}

/// The round of attempts that is under way for one job.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Round {
    /// Counted from 1 for the job.
    pub number: i64,
    /// Rounds without contact that ended before this one, since the person was last reached.
    pub cycle: i64,
    /// Attempts made in it since they were last reached.
    pub attempts: i64,
    /// Attempts made in it in all.
    pub made: i64,
}

impl Round {
    /// Nobody was tried yet.
    pub const FIRST: Self = Self { number: 1, cycle: 0, attempts: 0, made: 0 };

    /// Which attempt a call that is made now would be, from 1.
    #[must_use]
    pub fn attempt(self) -> i64 {
        self.attempts + 1
    }

    /// The round after they were reached; the same one where nothing is to be forgotten.
    #[must_use]
    pub fn reached(self) -> Self {
        match (self.cycle, self.made) {
            (0, 0) => self,
            (_, _) => Self { number: self.number + 1, cycle: 0, ..Self::FIRST },
        }
    }

    /// The round after this one was given up.
    #[must_use]
    pub fn given_up(self) -> Self {
        Self { number: self.number + 1, cycle: self.cycle + 1, ..Self::FIRST }
    }
}

/// Why an attempt cannot have been made at a moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WhenRefused {
    /// It is still to come.
    Ahead,
    /// It is more than [`BEHIND_DAYS_MAX`] days ago.
    LongPast,
}

/// Whether an attempt that is entered now may have been made at a moment; each with its day where
/// the office is.
///
/// # Errors
///
/// `Ahead`, `LongPast`.
pub fn may_have_been(
    (at, on): (Timestamp, Date),
    (now, today): (Timestamp, Date),
) -> Result<(), WhenRefused> {
    if at > now {
        return Err(WhenRefused::Ahead);
    }
    if days_between(on, today) > BEHIND_DAYS_MAX {
        return Err(WhenRefused::LongPast);
    }
    Ok(())
}

/// An attempt to reach the client that was made after one that is only now entered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Later {
    pub is_same_job: bool,
    pub is_same_number: bool,
}

/// What an attempt that is entered afterwards still says: whatever came after it is known better.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Belated {
    /// Whether it says whether its number works.
    pub says_of_number: bool,
    /// Whether rounds are counted from nought where the client was reached by it.
    pub begins_anew: bool,
}

/// What an attempt says beside those that came after it.
#[must_use]
pub fn belated(later: &[Later]) -> Belated {
    Belated {
        says_of_number: !later.iter().any(|one| one.is_same_number),
        begins_anew: !later.iter().any(|one| one.is_same_job),
    }
}

/// A part of the day: people who were out in the morning may be in by the evening.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Band {
    Morning,
    Afternoon,
    Evening,
}

impl Band {
    pub const ALL: [Self; 3] = [Self::Morning, Self::Afternoon, Self::Evening];

    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Morning => "morning",
            Self::Afternoon => "afternoon",
            Self::Evening => "evening",
        }
    }

    /// The part of the day of a time where the person lives.
    #[must_use]
    pub fn of(time: Time) -> Self {
        match time.hour() {
            0..=11 => Self::Morning,
            12..=16 => Self::Afternoon,
            _ => Self::Evening,
        }
    }
}

/// A call that was made, as far as the next one depends on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tried {
    pub number: Option<String>,
    pub band: Band,
    pub outcome: Outcome,
    /// Whether they were reached since, by whichever way: it was not in vain.
    pub is_behind: bool,
}

/// What to try next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    /// None where no number works.
    pub number: Option<String>,
    /// What is tried where that one does not work.
    pub other: Option<String>,
    pub band: Band,
    /// Calls in vain since they were last reached. What the programme allows forbids nothing here:
    /// whoever calls decides, and is told.
    pub in_vain: usize,
}

impl Proposal {
    /// Whether as many attempts were made as a programme allows.
    #[must_use]
    pub fn is_used_up(&self, attempts_max: u8) -> bool {
        self.in_vain >= usize::from(attempts_max)
    }
}

/// Proposes another number and another part of the day than those that were in vain: the number
/// that answered before, else the one tried least; the part of the day in which they were reached,
/// else the one tried least. `numbers` are those that work, in the order in which they are to be
/// used.
#[must_use]
pub fn propose(tried: &[Tried], numbers: &[String]) -> Proposal {
    // Those that answered first, then those that were in vain the least.
    let rank = |own: &[&Tried]| {
        let answered = own.iter().any(|one| one.outcome == Outcome::Reached);
        (!answered, own.iter().filter(|one| one.outcome != Outcome::Reached).count())
    };
    let of_number = |number: &String| -> Vec<&Tried> {
        tried.iter().filter(|one| one.number.as_ref() == Some(number)).collect()
    };
    let mut ranked: Vec<&String> = numbers.iter().collect();
    ranked.sort_by_key(|number| rank(&of_number(number)));
    let mut ranked = ranked.into_iter().cloned();
    // A dead number says nothing of the time of day.
    let of_band = |band: Band| -> Vec<&Tried> {
        tried.iter().filter(|one| one.band == band && one.outcome.is_attempt()).collect()
    };
    let band = Band::ALL.into_iter().min_by_key(|band| rank(&of_band(*band)));
    let (number, other) = (ranked.next(), ranked.next());
    let is_in_vain = |one: &&Tried| {
        !one.is_behind && one.outcome != Outcome::Reached && one.outcome.is_attempt()
    };
    let in_vain = tried.iter().filter(is_in_vain).count();
    Proposal { number, other, band: band.unwrap_or(Band::Morning), in_vain }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn tried(number: &str, band: Band, outcome: Outcome) -> Tried {
        Tried { number: Some(number.to_owned()), band, outcome, is_behind: false }
    }

    #[test]
    fn rounds_begin_anew_when_somebody_was_reached_and_count_on_when_nobody_was() {
        let after = |round: Round, attempts: i64| Round { attempts, made: attempts, ..round };
        let first = after(Round::FIRST, 3);
        assert_eq!(first.attempt(), 4);
        let second = first.given_up();
        assert_eq!(second, Round { number: 2, cycle: 1, attempts: 0, made: 0 });
        assert_eq!(after(second, 2).given_up().cycle, 2);
        assert_eq!(second.reached(), Round { number: 3, cycle: 0, attempts: 0, made: 0 });
        // Reached, which was entered afterwards: the next time they are, there is a round to end.
        let reached_before = Round { attempts: 0, made: 2, ..Round::FIRST };
        assert_eq!((reached_before.attempt(), reached_before.reached().number), (1, 2));
        assert_eq!(Round::FIRST.reached(), Round::FIRST, "nothing to be forgotten");
    }

    #[test]
    fn another_number_and_another_time_of_day_are_proposed() {
        let numbers = ["a".to_owned(), "b".to_owned()];
        let check = |calls: &[Tried], ranked: [&str; 2], band: Band| {
            let [number, other] = ranked.map(|number| Some(number.to_owned()));
            let found = propose(calls, &numbers);
            assert_eq!((found.number, found.other, found.band), (number, other, band), "{calls:?}");
        };
        let (morning, noon) = (Band::Morning, Band::Afternoon);
        check(&[], ["a", "b"], morning);
        check(&[tried("a", morning, Outcome::NoAnswer)], ["b", "a"], noon);
        check(&[tried("b", noon, Outcome::Reached)], ["b", "a"], noon);
        // Given again, it is tried again.
        check(&[tried("a", noon, Outcome::NumberUnusable)], ["b", "a"], morning);
        // Nobody was tried in the morning by a number that does not work.
        check(&[tried("a", morning, Outcome::NumberUnusable)], ["b", "a"], morning);
        let none = Proposal { number: None, other: None, band: morning, in_vain: 0 };
        assert_eq!(propose(&[], &[]), none);
    }

    #[test]
    fn attempts_in_vain_are_counted_since_they_were_last_reached() {
        use Outcome::{AnswerMachine, Busy, NoAnswer, NumberUnusable, Reached};
        let calls = |outcomes: &[Outcome]| -> Vec<Tried> {
            outcomes.iter().map(|outcome| tried("a", Band::Morning, *outcome)).collect()
        };
        for (outcomes, behind, in_vain) in [
            (&[][..], 0, 0),
            (&[NoAnswer, Busy, AnswerMachine], 0, 3),
            (&[NoAnswer, Reached], 2, 0),
            (&[NoAnswer, Reached, Busy], 2, 1),
            // They rang back, or were met.
            (&[NoAnswer, NoAnswer, Busy], 2, 1),
            (&[NoAnswer, NumberUnusable, NoAnswer], 0, 2),
        ] {
            let mut calls = calls(outcomes);
            calls.iter_mut().take(behind).for_each(|one| one.is_behind = true);
            assert_eq!(propose(&calls, &[]).in_vain, in_vain, "{outcomes:?}");
        }
        let five = propose(&calls(&[NoAnswer; 5]), &[]);
        assert!(five.is_used_up(5) && !five.is_used_up(6));
    }

    #[test]
    fn an_attempt_was_made_by_now_and_not_long_ago() {
        let at = |text: &str| -> (Timestamp, Date) {
            (text.parse().expect("a moment"), text[..10].parse().expect("a day"))
        };
        let now = at("2026-03-04T15:00:00Z");
        let check = |text: &str, said| assert_eq!(may_have_been(at(text), now), said, "{text}");
        check("2026-03-04T15:00:00Z", Ok(()));
        check("2026-03-04T15:01:00Z", Err(WhenRefused::Ahead));
        check("2026-03-05T09:00:00Z", Err(WhenRefused::Ahead));
        check("2026-02-02T00:00:00Z", Ok(()));
        check("2026-02-01T23:59:00Z", Err(WhenRefused::LongPast));
    }

    #[test]
    fn what_came_later_is_known_better() {
        let later = |is_same_job, is_same_number| Later { is_same_job, is_same_number };
        let check = |all: &[Later], says_of_number, begins_anew| {
            let said = Belated { says_of_number, begins_anew };
            assert_eq!(belated(all), said, "{all:?}");
        };
        check(&[], true, true);
        check(&[later(false, false)], true, true);
        check(&[later(false, true)], false, true);
        check(&[later(true, false), later(true, true)], false, false);
    }

    #[test]
    fn what_the_diary_says_of_a_call_is_a_try_where_it_was_one() {
        use diary::Outcome as Entry;
        let tries: Vec<_> = Entry::ALL.into_iter().filter_map(Outcome::of_entry).collect();
        let (counted, others): (Vec<Outcome>, Vec<Outcome>) =
            tries.into_iter().partition(|came| came.is_attempt());
        let answered =
            [Outcome::Reached, Outcome::NoAnswer, Outcome::AnswerMachine, Outcome::SomeoneElse];
        assert_eq!(counted[..4], answered);
        assert_eq!(counted[4..], [Outcome::Refused], "and nothing else uses up a try");
        assert_eq!(others, [Outcome::NumberUnusable]);
    }

    #[test]
    fn words_lead_back_and_each_outcome_has_a_code_of_its_own() {
        let mut codes: Vec<&str> = Outcome::ALL.iter().map(|one| one.aapor()).collect();
        codes.sort_unstable();
        codes.dedup();
        assert_eq!(codes.len(), Outcome::ALL.len());
        for one in Outcome::ALL {
            assert_eq!(Outcome::of_word(one.word()), Some(*one));
        }
        for one in Channel::ALL {
            assert_eq!(Channel::of_word(one.word()), Some(*one));
        }
    }

    proptest! {
        #[test]
        fn what_is_proposed_is_one_of_the_numbers(
            picks in proptest::collection::vec((0..3_usize, 0..3_usize, 0..10_usize), 0..20),
        ) {
            let numbers: Vec<String> = (0..3).map(|n| n.to_string()).collect();
            let calls: Vec<Tried> = picks
                .into_iter()
                .map(|(number, band, outcome)| {
                    tried(&numbers[number], Band::ALL[band], Outcome::ALL[outcome])
                })
                .collect();
            let found = propose(&calls, &numbers);
            prop_assert!(found.number.is_none_or(|number| numbers.contains(&number)));
        }
    }
}
