//! Counting answers, and of how many people they are.

use super::GROUP_MIN;

/// A person within one report: a number that means nothing outside it.
pub type Who = u32;

/// Different people, as far as it matters: up to [`GROUP_MIN`], and no more are remembered.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Few {
    seen: [Who; GROUP_MIN],
    many: usize,
}

impl Few {
    /// Takes notice of a person.
    pub fn add(&mut self, who: Who) {
        if self.many < GROUP_MIN && !self.seen[..self.many].contains(&who) {
            self.seen[self.many] = who;
            self.many += 1;
        }
    }

    /// Whether they are enough for a group.
    #[must_use]
    pub fn is_group(&self) -> bool {
        self.many == GROUP_MIN
    }

    fn join(&mut self, other: &Self) {
        for who in &other.seen[..other.many] {
            self.add(*who);
        }
    }
}

/// How often something was said, and by how many people as far as it matters.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    pub count: u64,
    pub people: Few,
}

impl Tally {
    /// Counts once more.
    pub fn add(&mut self, who: Who) {
        self.count += 1;
        self.people.add(who);
    }

    /// Takes another count in.
    pub fn join(&mut self, other: &Self) {
        self.count += other.count;
        self.people.join(&other.people);
    }

    /// Whether it speaks of somebody, and of too few to be shown.
    #[must_use]
    pub fn is_small(&self) -> bool {
        self.count > 0 && !self.people.is_group()
    }

    /// The sum of several.
    #[must_use]
    pub fn sum<'a>(tallies: impl IntoIterator<Item = &'a Self>) -> Self {
        let mut sum = Self::default();
        for tally in tallies {
            sum.join(tally);
        }
        sum
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_person_who_says_it_often_is_no_group() {
        let mut tally = Tally::default();
        for _ in 0..20 {
            tally.add(7);
        }
        assert!(tally.is_small());
        for who in 0..4 {
            tally.add(who);
        }
        assert!(!tally.is_small());
        assert_eq!(tally.count, 24);
    }

    #[test]
    fn the_same_people_in_two_counts_are_one_group() {
        let (mut a, mut b) = (Tally::default(), Tally::default());
        for who in 0..4 {
            a.add(who);
            b.add(who);
        }
        assert!(Tally::sum([&a, &b]).is_small());
        b.add(9);
        assert!(!Tally::sum([&a, &b]).is_small());
    }
}
