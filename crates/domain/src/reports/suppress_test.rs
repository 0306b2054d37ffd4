use super::*;
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// Said by as many people.
fn said(count: u64) -> Tally {
    let mut tally = Tally::default();
    (0..u32::try_from(count).expect("small")).for_each(|who| tally.add(who));
    tally
}

/// Said by other people than those of other cells.
fn apart(counts: &[u64]) -> Vec<Tally> {
    let mut next = 0;
    let mut cell = |count: &u64| {
        let mut tally = Tally::default();
        for _ in 0..*count {
            tally.add(next);
            next += 1;
        }
        tally
    };
    counts.iter().map(&mut cell).collect()
}

fn shown(counts: &[u64]) -> Option<Vec<Option<u64>>> {
    line(&apart(counts)).map(|line| line.into_iter().map(Seen::count).collect())
}

#[test]
fn a_small_count_takes_a_neighbour_with_it() {
    for (counts, expected) in [
        // Nobody and enough people are shown.
        (&[9, 0, 7][..], Some(vec![Some(9), Some(0), Some(7)])),
        // One small count would be what is missing from the total.
        (&[9, 3, 7], Some(vec![Some(9), None, None])),
        (&[9, 7, 3], Some(vec![None, Some(7), None])),
        // Nobody is no neighbour to hide behind.
        (&[9, 3, 0, 7], Some(vec![Some(9), None, Some(0), None])),
        // Two small ones hide each other, unless each must be one.
        (&[9, 3, 2, 7], Some(vec![Some(9), None, None, Some(7)])),
        (&[9, 1, 1, 7], Some(vec![Some(9), None, None, None])),
        // Too few altogether, nobody at all, and no way to hide.
        (&[1, 3], None),
        (&[0, 0], None),
        (&[1, 1, 1, 1, 1], None),
    ] {
        assert_eq!(shown(counts), expected, "{counts:?}");
    }
}

#[test]
fn many_answers_of_few_people_are_small() {
    let mut often = Tally::default();
    (0..30).for_each(|time| often.add(time % 4));
    let line = line(&[often, said(9), said(8)]).expect("a line");
    assert_eq!(line, [Seen::Hidden, Seen::Hidden, Seen::Count(8)]);
}

#[test]
fn a_tick_hides_with_its_other_side() {
    let seen = ticks(&[
        (said(9), said(11)),
        (said(3), said(17)),
        (said(18), said(2)),
        (said(0), said(20)),
    ]);
    assert_eq!(seen, [Seen::Count(9), Seen::Hidden, Seen::Hidden, Seen::Count(0)]);
}

/// A sum with what is shown of its counts.
type Shown = (u64, Vec<Option<u64>>);

/// Every table there is of four counts up to nine, with what is shown of it. Whoever knows the
/// rule sorts them by what is shown: of each hidden count at least two values must be left.
#[test]
fn whoever_knows_the_rule_cannot_work_a_hidden_count_out() {
    let mut by_shown: BTreeMap<Shown, Vec<BTreeSet<u64>>> = BTreeMap::new();
    for number in 0..10_u64.pow(4) {
        let counts: Vec<u64> = (0..4).map(|at| number / 10_u64.pow(at) % 10).collect();
        let Some(shown) = shown(&counts) else { continue };
        let values =
            by_shown.entry((counts.iter().sum(), shown)).or_insert(vec![BTreeSet::new(); 4]);
        for (known, count) in values.iter_mut().zip(&counts) {
            known.insert(*count);
        }
    }
    // Near the largest counts some tables that look alike have a larger one and were not made.
    let whole = by_shown.iter().filter(|((total, _), _)| *total <= 9);
    let mut looked_at = 0;
    for ((total, shown), values) in whole {
        for (place, _) in shown.iter().enumerate().filter(|(_, one)| one.is_none()) {
            looked_at += 1;
            assert!(values[place].len() > 1, "{total} {shown:?}: {:?}", values[place]);
        }
    }
    assert!(looked_at > 100, "there was something to look at: {looked_at}");
}

/// What each hidden count may be, when all sums and all shown counts are known and every hidden
/// one is of somebody: by trying everything.
fn possible(rows: &[Vec<u64>], seen: &[Vec<Seen>]) -> Vec<BTreeSet<u64>> {
    let hidden: Vec<(usize, usize)> = (0..rows.len())
        .flat_map(|row| (0..rows[row].len()).map(move |column| (row, column)))
        .filter(|(row, column)| seen[*row][*column] == Seen::Hidden)
        .collect();
    let mut found = vec![BTreeSet::new(); hidden.len()];
    let mut table = rows.to_vec();
    for (row, column) in &hidden {
        table[*row][*column] = 0;
    }
    try_all(rows, &mut table, (&hidden, 0), &mut found);
    found
}

fn try_all(
    rows: &[Vec<u64>],
    table: &mut Vec<Vec<u64>>,
    (hidden, at): (&[(usize, usize)], usize),
    found: &mut [BTreeSet<u64>],
) {
    let across = |table: &[Vec<u64>], row: usize| table[row].iter().sum::<u64>();
    let down = |table: &[Vec<u64>], column: usize| table.iter().map(|row| row[column]).sum::<u64>();
    let Some((row, column)) = hidden.get(at).copied() else {
        let fits = (0..rows.len()).all(|row| across(table, row) == across(rows, row))
            && (0..rows[0].len()).all(|column| down(table, column) == down(rows, column));
        if fits {
            for (known, (row, column)) in found.iter_mut().zip(hidden) {
                known.insert(table[*row][*column]);
            }
        }
        return;
    };
    let room = across(rows, row).saturating_sub(across(table, row));
    let room = room.min(down(rows, column).saturating_sub(down(table, column)));
    for count in 1..=room {
        table[row][column] = count;
        try_all(rows, table, (hidden, at + 1), found);
    }
    table[row][column] = 0;
}

proptest! {
    #[test]
    fn no_hidden_count_follows_from_the_sums(
        flat in proptest::collection::vec(prop_oneof![Just(0_u64), 1..5_u64, 5..9_u64], 9),
    ) {
        let rows: Vec<Vec<u64>> = flat.chunks(3).map(<[u64]>::to_vec).collect();
        let cells: Vec<Vec<Tally>> = rows.iter().map(|row| apart(row)).collect();
        let Some(seen) = grid(&cells) else { return Ok(()) };
        for (row, line) in rows.iter().zip(&seen) {
            for (count, one) in row.iter().zip(line) {
                prop_assert!(*one == Seen::Hidden || *one == Seen::Count(*count));
                prop_assert!(!(1..5).contains(count) || *one == Seen::Hidden, "{rows:?} {seen:?}");
            }
        }
        for values in possible(&rows, &seen) {
            prop_assert!(values.len() > 1, "{rows:?} {seen:?} {values:?}");
        }
    }

    #[test]
    fn a_line_without_small_counts_is_shown_whole(
        counts in proptest::collection::vec(prop_oneof![Just(0_u64), 5..40_u64], 1..8),
    ) {
        let expected: Vec<Option<u64>> = counts.iter().copied().map(Some).collect();
        let total: u64 = counts.iter().sum();
        prop_assert_eq!(shown(&counts), (total > 0).then_some(expected));
    }
}
