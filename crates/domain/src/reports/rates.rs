//! How many of those who were asked answered, by channel.
//!
//! Each checkpoint that was asked counts once, in one channel and with one outcome, so that rows
//! and columns add up. The credit for an answer goes to the link that the person came by, or to
//! how staff took it down; without an answer it stays with the channel of the last asking.

use super::suppress::{Seen, grid};
use super::{Tally, Who};
use crate::messaging::Channel;
use crate::surveys::Decimal;
use std::collections::BTreeMap;

/// The channel that a checkpoint counts in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Way {
    Email,
    Sms,
    Link,
    Print,
    Phone,
    /// Answered at a desk, without having been asked in another way.
    InPerson,
}

impl Way {
    pub const ALL: [Self; 6] =
        [Self::Email, Self::Sms, Self::Link, Self::Print, Self::Phone, Self::InPerson];

    /// The word of addresses and files.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Email => "email",
            Self::Sms => "sms",
            Self::Link => "link",
            Self::Print => "print",
            Self::Phone => "phone",
            Self::InPerson => "in_person",
        }
    }

    /// The channel of this word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|way| way.word() == word)
    }
}

impl From<Channel> for Way {
    fn from(channel: Channel) -> Self {
        match channel {
            Channel::Email => Self::Email,
            Channel::Sms => Self::Sms,
            Channel::Link => Self::Link,
            Channel::Print => Self::Print,
            Channel::Phone => Self::Phone,
        }
    }
}

/// What came back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reached {
    /// At least one message may have arrived, or was handed over.
    Perhaps,
    /// Each was refused, given up, or its fate is unknown.
    Nobody,
}

/// What became of a checkpoint that was asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Outcome {
    Answered,
    Refused,
    /// Begun and not sent.
    Partial,
    /// No message is known to have arrived.
    Unreached,
    Waiting,
}

impl Outcome {
    pub const ALL: [Self; 5] =
        [Self::Answered, Self::Refused, Self::Partial, Self::Unreached, Self::Waiting];

    /// The word of files and of keys.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Answered => "answered",
            Self::Refused => "refused",
            Self::Partial => "partial",
            Self::Unreached => "unreached",
            Self::Waiting => "waiting",
        }
    }
}

/// A checkpoint that was asked, as far as figures need it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Asked {
    /// The channel of the link by which the answer came, where it came by one that is known.
    pub came_by: Option<Way>,
    /// How staff say that they were told, where the client did not answer by themselves.
    pub told_by: Option<Way>,
    pub last_asked_by: Option<Way>,
    pub reached: Reached,
    pub given: Given,
}

/// What the client gave.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Given {
    Nothing,
    Part,
    Answers,
    Refusal,
}

/// The channel that a checkpoint counts in.
#[must_use]
pub fn credited(asked: &Asked) -> Way {
    let came = asked.told_by.or(asked.came_by).or(asked.last_asked_by);
    let way = match asked.given {
        Given::Answers | Given::Refusal | Given::Part => came,
        Given::Nothing => asked.last_asked_by.or(came),
    };
    way.unwrap_or(Way::Link)
}

/// What became of it.
#[must_use]
pub fn outcome(asked: &Asked) -> Outcome {
    match (asked.given, asked.reached) {
        (Given::Answers, _) => Outcome::Answered,
        (Given::Refusal, _) => Outcome::Refused,
        (Given::Part, _) => Outcome::Partial,
        (Given::Nothing, Reached::Nobody) => Outcome::Unreached,
        (Given::Nothing, Reached::Perhaps) => Outcome::Waiting,
    }
}

/// Response rates while they are counted.
#[derive(Debug, Clone, Default)]
pub struct Rating {
    by_way: BTreeMap<Way, Group>,
}

#[derive(Debug, Clone, Default)]
struct Group {
    ways: Vec<Way>,
    cells: [Tally; 5],
    /// Tenths of days until the answers came.
    days: Vec<i64>,
}

/// Response rates as they are shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rates {
    /// The outcomes of each column. Those that are too small stand together in the last one.
    pub columns: Vec<Vec<Outcome>>,
    /// Empty where the channels may not be told apart.
    pub rows: Vec<RateRow>,
    pub total: RateRow,
}

/// One channel, or some that are too small to stand alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RateRow {
    pub ways: Vec<Way>,
    pub asked: u64,
    /// One for each column.
    pub cells: Vec<Seen>,
    pub median_days: Option<Decimal>,
}

impl Rates {
    /// The answers of a row, where their column stands alone and they are shown.
    #[must_use]
    pub fn answered(&self, row: &RateRow) -> Option<u64> {
        let own = self.columns.iter().position(|column| column == &[Outcome::Answered])?;
        row.cells.get(own).and_then(|seen| seen.count())
    }
}

impl Rating {
    /// Counts one checkpoint; `tenths` of days passed until its answer.
    pub fn add(&mut self, (way, outcome): (Way, Outcome), who: Who, tenths: Option<i64>) {
        let group = self.by_way.entry(way).or_default();
        group.cells[place(outcome)].add(who);
        group.days.extend(tenths);
    }

    /// What may be shown; none where fewer people than a group were asked.
    #[must_use]
    pub fn rates(self) -> Option<Rates> {
        let named = self.by_way.into_iter().map(|(way, group)| Group { ways: vec![way], ..group });
        let groups = large(named.collect());
        let whole = groups.iter().cloned().reduce(Group::with)?;
        if Tally::sum(&whole.cells).is_small() {
            return None;
        }
        let columns = columns(&whole);
        let sums = |group: &Group| columns.iter().map(|own| group.sum(own)).collect::<Vec<_>>();
        let cells: Vec<Vec<Tally>> = groups.iter().map(sums).collect();
        let all = sums(&whole).iter().map(|cell| Seen::Count(cell.count)).collect();
        let shown = grid(&cells).filter(|_| groups.len() > 1).unwrap_or_default();
        let rows = groups.into_iter().zip(shown).map(|(group, seen)| group.row(&columns, seen));
        let rows = rows.collect();
        Some(Rates { total: whole.row(&columns, all), rows, columns })
    }
}

impl Group {
    fn with(mut self, other: Self) -> Self {
        self.ways.extend(other.ways);
        self.ways.sort_unstable();
        for (own, other) in self.cells.iter_mut().zip(&other.cells) {
            own.join(other);
        }
        self.days.extend(other.days);
        self
    }

    fn asked(&self) -> Tally {
        Tally::sum(&self.cells)
    }

    fn sum(&self, outcomes: &[Outcome]) -> Tally {
        Tally::sum(outcomes.iter().map(|outcome| &self.cells[place(*outcome)]))
    }

    fn row(mut self, columns: &[Vec<Outcome>], cells: Vec<Seen>) -> RateRow {
        let own = columns.iter().position(|column| column == &[Outcome::Answered]);
        let seen = own.and_then(|own| cells.get(own)).and_then(|seen| seen.count());
        let answered = &self.cells[place(Outcome::Answered)];
        let is_shown = seen.is_some_and(|count| count > 0) && !answered.is_small();
        self.days.sort_unstable();
        let asked = self.asked().count;
        let median_days = if is_shown { median(&self.days) } else { None };
        RateRow { ways: self.ways, asked, cells, median_days }
    }
}

/// The middle of sorted tenths of days, in tenths.
fn median(tenths: &[i64]) -> Option<Decimal> {
    let last = tenths.len().checked_sub(1)?;
    let (low, high) = (tenths[last / 2], tenths[last.div_ceil(2)]);
    Some(Decimal::from_hundredths((low + high + 1).div_euclid(2) * 10))
}

/// Puts channels by which fewer people than a group were asked together, until they are one. A
/// single small one takes another with it, or the total would give it away.
fn large(groups: Vec<Group>) -> Vec<Group> {
    let (mut small, mut large): (Vec<Group>, Vec<Group>) =
        groups.into_iter().partition(|group| group.asked().is_small());
    loop {
        let count: u64 = small.iter().map(|group| group.asked().count).sum();
        let joined = small.iter().cloned().reduce(Group::with);
        let Some(joined) = joined else { return large };
        let is_clear = small.len() == 1 || count == small.len() as u64;
        if !is_clear && !joined.asked().is_small() {
            large.push(joined);
            return large;
        }
        match large.pop() {
            Some(next) => small.push(next),
            None => return vec![joined],
        }
    }
}

/// The columns: each outcome, those too small together with what is left of the rest.
fn columns(whole: &Group) -> Vec<Vec<Outcome>> {
    let is_small = |outcome: &Outcome| whole.cells[place(*outcome)].is_small();
    let (mut rest, mut alone): (Vec<Outcome>, Vec<Outcome>) =
        Outcome::ALL.into_iter().partition(|one| *one == Outcome::Waiting || is_small(one));
    while is_told(whole, &rest) {
        let Some(next) = alone.pop() else { break };
        rest.push(next);
    }
    rest.sort_unstable();
    let mut columns: Vec<Vec<Outcome>> = alone.into_iter().map(|outcome| vec![outcome]).collect();
    columns.push(rest);
    columns
}

/// Whether the outcomes that stand together would still tell of a small one.
fn is_told(whole: &Group, rest: &[Outcome]) -> bool {
    let sum = whole.sum(rest);
    let parts = rest.iter().map(|one| whole.cells[place(*one)]).filter(|cell| cell.count > 0);
    let parts: Vec<Tally> = parts.collect();
    let has_small = parts.iter().any(Tally::is_small);
    sum.is_small() || (has_small && parts.iter().all(|cell| cell.count == 1))
}

fn place(outcome: Outcome) -> usize {
    match outcome {
        Outcome::Answered => 0,
        Outcome::Refused => 1,
        Outcome::Partial => 2,
        Outcome::Unreached => 3,
        Outcome::Waiting => 4,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(given: Given, [came, told, last]: [Option<Way>; 3], reached: Reached) -> Asked {
        Asked { came_by: came, told_by: told, last_asked_by: last, reached, given }
    }

    #[test]
    fn the_credit_goes_to_what_brought_the_answer() {
        use Reached::{Nobody, Perhaps};
        use Way::{Email, Link, Phone, Sms};
        for (given, ways, reached, expected) in [
            // Asked by e-mail, reminded by text, answered by the link of the e-mail.
            (Given::Answers, [Some(Email), None, Some(Sms)], Perhaps, (Email, Outcome::Answered)),
            // The same, told on the telephone.
            (Given::Answers, [None, Some(Phone), Some(Sms)], Nobody, (Phone, Outcome::Answered)),
            // A link that is forgotten: the last asking has the credit.
            (Given::Refusal, [None, None, Some(Sms)], Perhaps, (Sms, Outcome::Refused)),
            (Given::Part, [Some(Email), None, Some(Sms)], Perhaps, (Email, Outcome::Partial)),
            // Opened by e-mail, never answered: the last asking stands.
            (Given::Nothing, [Some(Email), None, Some(Sms)], Perhaps, (Sms, Outcome::Waiting)),
            (Given::Nothing, [None, None, Some(Email)], Nobody, (Email, Outcome::Unreached)),
            (Given::Answers, [None, None, None], Perhaps, (Link, Outcome::Answered)),
        ] {
            let one = asked(given, ways, reached);
            assert_eq!((credited(&one), outcome(&one)), expected, "{one:?}");
        }
    }

    /// So many of each outcome by each channel, each another person.
    fn rated(rows: &[(Way, [u64; 5])]) -> Option<Rates> {
        let mut rating = Rating::default();
        let mut who = 0;
        for (way, counts) in rows {
            for (outcome, count) in Outcome::ALL.into_iter().zip(counts) {
                for tenths in 0..*count {
                    let days = (outcome == Outcome::Answered).then_some(tenths as i64 * 10);
                    rating.add((*way, outcome), who, days);
                    who += 1;
                }
            }
        }
        rating.rates()
    }

    #[test]
    fn rows_and_columns_add_up() {
        let rates = rated(&[(Way::Email, [20, 5, 5, 0, 10]), (Way::Sms, [9, 6, 6, 5, 8])]);
        let rates = rates.expect("rates");
        assert_eq!(rates.columns.len(), 5);
        assert_eq!((rates.rows[0].asked, rates.rows[1].asked, rates.total.asked), (40, 34, 74));
        assert_eq!(rates.answered(&rates.total), Some(29));
        assert_eq!(rates.rows[0].median_days, Some(Decimal::from_hundredths(950)));
        assert_eq!(rates.rows[0].cells[3], Seen::Count(0));
    }

    #[test]
    fn what_is_too_small_stands_together_with_others() {
        // Two refusals in all: they stand with those who did not answer.
        let rates = rated(&[(Way::Email, [20, 1, 6, 6, 10]), (Way::Sms, [9, 1, 7, 6, 8])]);
        let rates = rates.expect("rates");
        assert_eq!(rates.columns.last(), Some(&vec![Outcome::Refused, Outcome::Waiting]));
        assert_eq!(rates.total.cells.last(), Some(&Seen::Count(20)));
        // Three by print and two by telephone are one row.
        let row = [3, 0, 0, 0, 0];
        let rows =
            [(Way::Email, [20, 0, 0, 0, 20]), (Way::Print, row), (Way::Phone, [1, 0, 0, 0, 1])];
        let rates = rated(&rows).expect("rates");
        assert_eq!(rates.rows[1].ways, [Way::Print, Way::Phone]);
        // Three by print alone take the e-mails with them: nothing is told apart.
        let rates = rated(&rows[..2]).expect("rates");
        assert!(rates.rows.is_empty());
        assert_eq!(rates.total.asked, 43);
        assert_eq!(rated(&[(Way::Email, [4, 0, 0, 0, 0])]), None);
    }

    #[test]
    fn a_small_cell_hides_with_others_and_its_days_with_it() {
        let rates = rated(&[(Way::Email, [20, 0, 0, 0, 30]), (Way::Sms, [3, 0, 0, 0, 30])]);
        let rates = rates.expect("rates");
        let seen: Vec<Option<u64>> =
            rates.rows.iter().flat_map(|row| row.cells.iter().map(|seen| seen.count())).collect();
        let (none, zero) = (None, Some(0));
        assert_eq!(seen, [none, zero, zero, zero, none, none, zero, zero, zero, none]);
        assert!(rates.rows.iter().all(|row| row.median_days.is_none()));
        assert_eq!(rates.answered(&rates.total), Some(23));
    }
}
