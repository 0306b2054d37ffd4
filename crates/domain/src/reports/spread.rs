//! Numbers and amounts: how they spread.

use super::{GROUP_MIN, Tally, Who};
use crate::surveys::Decimal;

/// Ranges of a histogram, at most, before those with few people are put together.
const RANGES_MAX: i64 = 12;
/// People from whom on each quarter is a group by itself.
const QUARTERS_FROM: u64 = 4 * GROUP_MIN as u64;

/// Numbers as they come in.
#[derive(Debug, Clone, Default)]
pub struct Spreading {
    values: Vec<(i64, Who)>,
}

/// Numbers as they are shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spread {
    pub count: u64,
    pub bins: Vec<Bin>,
    pub median: Decimal,
    /// Only where each quarter of the answers is a group.
    pub quartiles: Option<Quartiles>,
}

/// The answers from `from` up to, and without, `until`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bin {
    pub from: Decimal,
    pub until: Decimal,
    pub count: u64,
}

/// A quarter of the answers lies below `lower`, a quarter above `upper`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Quartiles {
    pub lower: Decimal,
    pub upper: Decimal,
}

impl Spreading {
    pub fn add(&mut self, value: Decimal, who: Who) {
        self.values.push((value.hundredths(), who));
    }

    /// What may be shown; none where they are of fewer people than a group.
    #[must_use]
    pub fn spread(mut self) -> Option<Spread> {
        let mut all = Tally::default();
        self.values.iter().for_each(|(_, who)| all.add(*who));
        if all.count == 0 || all.is_small() {
            return None;
        }
        self.values.sort_unstable();
        let quartiles = (all.count >= QUARTERS_FROM)
            .then(|| Quartiles { lower: self.at(1), upper: self.at(3) });
        Some(Spread { count: all.count, bins: self.bins(), median: self.at(2), quartiles })
    }

    /// The value at so many quarters: the middle of both where it falls between two.
    fn at(&self, quarters: usize) -> Decimal {
        let last = self.values.len().saturating_sub(1);
        let (whole, part) = (last * quarters / 4, (last * quarters % 4) as i64);
        let low = self.values.get(whole).map_or(0, |(value, _)| *value);
        let high = self.values.get(whole + 1).map_or(low, |(value, _)| *value);
        // Rounded once, half up.
        let between = ((high - low) * part * 2 + 4).div_euclid(8);
        Decimal::from_hundredths(low + between)
    }

    /// Ranges of one width, neighbours put together until each is of enough people.
    fn bins(&self) -> Vec<Bin> {
        let least = self.values.first().map_or(0, |(value, _)| *value);
        let most = self.values.last().map_or(0, |(value, _)| *value);
        let width = width(most - least);
        let floor = least.div_euclid(width) * width;
        let mut bins: Vec<(Bin, Tally)> = Vec::new();
        let mut next = self.values.iter().peekable();
        let (mut from, mut at, mut tally) = (floor, floor, Tally::default());
        while next.peek().is_some() {
            at += width;
            while let Some((_, who)) = next.next_if(|(value, _)| *value < at) {
                tally.add(*who);
            }
            if tally.count == 0 && bins.is_empty() {
                from = at;
            } else if !tally.is_small() {
                bins.push((bin(from, at, tally.count), tally));
                (from, tally) = (at, Tally::default());
            }
        }
        // What is left at the end goes to the range before it, over gaps as well.
        while tally.is_small() {
            let Some((last, own)) = bins.pop() else { break };
            from = last.from.hundredths();
            tally.join(&own);
        }
        if tally.count > 0 {
            bins.push((bin(from, at, tally.count), tally));
        }
        bins.into_iter().map(|(bin, _)| bin).collect()
    }
}

fn bin(from: i64, until: i64, count: u64) -> Bin {
    let (from, until) = (Decimal::from_hundredths(from), Decimal::from_hundredths(until));
    Bin { from, until, count }
}

/// A round width that needs at most [`RANGES_MAX`] ranges: 1, 2 or 5 of a power of ten, from one
/// on.
fn width(range: i64) -> i64 {
    let mut power = 100;
    loop {
        for step in [1, 2, 5] {
            let width = step * power;
            if range / width < RANGES_MAX {
                return width;
            }
        }
        power *= 10;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn of(values: &[i64]) -> Option<Spread> {
        let mut spreading = Spreading::default();
        for (who, value) in (0..).zip(values) {
            spreading.add(Decimal::whole(*value), who);
        }
        spreading.spread()
    }

    #[test]
    fn the_middle_and_the_quarters() {
        let spread = of(&[30, 20, 40, 10, 50]).expect("a spread");
        assert_eq!((spread.count, spread.median), (5, Decimal::whole(30)));
        assert_eq!(spread.quartiles, None, "a quarter of five is one person");
        assert_eq!(of(&[1, 2, 3, 4]), None);
        let spread = of(&(1..=20).collect::<Vec<i64>>()).expect("a spread");
        assert_eq!(spread.median, Decimal::from_hundredths(1_050));
        let quarters = spread.quartiles.expect("enough people");
        assert_eq!(quarters.lower, Decimal::from_hundredths(575));
        assert_eq!(quarters.upper, Decimal::from_hundredths(1_525));
    }

    #[test]
    fn few_are_put_together_with_their_neighbours() {
        let spread = of(&[20, 20, 20, 20, 20, 21, 40, 40, 40, 40, 40, 60]).expect("a spread");
        let counts: Vec<u64> = spread.bins.iter().map(|bin| bin.count).collect();
        assert_eq!(counts, [6, 0, 0, 0, 6]);
        assert_eq!(spread.bins[0].from, Decimal::whole(20));
        assert_eq!(spread.bins[4].until, Decimal::whole(65));
    }

    proptest! {
        #[test]
        fn every_range_is_a_group_and_none_is_lost(
            values in proptest::collection::vec(0..100_i64, 5..200),
        ) {
            let spread = of(&values).expect("enough people");
            prop_assert!(spread.bins.iter().all(|bin| !(1..5).contains(&bin.count)));
            let sum: u64 = spread.bins.iter().map(|bin| bin.count).sum();
            prop_assert_eq!(sum, values.len() as u64);
            for pair in spread.bins.windows(2) {
                prop_assert!(pair[0].until <= pair[1].from);
            }
            for bin in &spread.bins {
                let own = values.iter().filter(|value| {
                    let value = Decimal::whole(**value);
                    bin.from <= value && value < bin.until
                });
                prop_assert_eq!(own.count() as u64, bin.count);
            }
        }
    }
}
