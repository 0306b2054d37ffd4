use super::*;
use proptest::prelude::*;
use std::collections::BTreeSet;

fn compared() -> Compared {
    Compared {
        natures: vec![Nature::Words, Nature::Words, Nature::Number],
        key: vec![0, 1],
        order: DayOrder::YearFirst,
    }
}

fn values(text: &str) -> Vec<String> {
    text.split(' ').map(|value| value.replace('_', "")).collect()
}

fn ours(text: &str) -> Ours {
    Ours { values: values(text), is_expected: !text.starts_with('Q') }
}

type Told = (Kind, Option<usize>, Option<usize>, Vec<usize>);

fn told(mine: &[&str], yours: &[&str]) -> Vec<Told> {
    let mine: Vec<Ours> = mine.iter().map(|text| ours(text)).collect();
    let yours: Vec<Vec<String>> = yours.iter().map(|text| values(text)).collect();
    let rows = compare(&compared(), &mine, &yours).into_iter();
    rows.map(|row| (row.kind, row.theirs, row.ours, row.differs)).collect()
}

#[test]
fn each_row_says_what_it_is() {
    use Kind::{Agrees, Differs, OnlyOurs, OnlyTheirs, Twice};
    let check = |mine: &[&str], yours: &[&str], expected: &[Told]| {
        assert_eq!(told(mine, yours), expected, "{mine:?} beside {yours:?}");
    };
    check(&["R1 m1 32"], &["r1 M1 32.0"], &[(Agrees, Some(0), Some(0), vec![])]);
    check(&["R1 m1 32"], &["R1 m1 30"], &[(Differs, Some(0), Some(0), vec![2])]);
    check(&["R1 m1 32"], &["R1 m1 _"], &[(Differs, Some(0), Some(0), vec![2])]);
    check(&[], &["R1 m1 30"], &[(OnlyTheirs, Some(0), None, vec![])]);
    check(&["R1 m1 32"], &[], &[(OnlyOurs, None, Some(0), vec![])]);
    // What the funder never had to have is missed by nobody, and still compared.
    check(&["Q1 m1 32"], &[], &[]);
    check(&["Q1 m1 32"], &["Q1 m1 32"], &[(Agrees, Some(0), Some(0), vec![])]);
    // The same submission twice: what agrees stands beside ours.
    check(
        &["R1 m1 32"],
        &["R1 m1 30", "R1 m1 32"],
        &[(Twice, Some(0), None, vec![]), (Agrees, Some(1), Some(0), vec![])],
    );
    // Two jobs at one checkpoint: each beside the one that is most alike.
    check(
        &["R1 m1 32", "R1 m1 20"],
        &["R1 m1 20", "R1 m1 31"],
        &[(Agrees, Some(0), Some(1), vec![]), (Differs, Some(1), Some(0), vec![2])],
    );
    // Nobody is matched by nothing.
    check(
        &["_ m1 32"],
        &["_ m1 32"],
        &[(OnlyTheirs, Some(0), None, vec![]), (OnlyOurs, None, Some(0), vec![])],
    );
}

#[test]
fn a_key_that_stands_everywhere_is_paired_in_its_order() {
    let mine: Vec<Ours> = (0..60).map(|at| ours(&format!("R m {at}"))).collect();
    let yours: Vec<Vec<String>> = (0..60).map(|at| values(&format!("R m {at}"))).collect();
    let rows = compare(&compared(), &mine, &yours);
    assert_eq!(rows.len(), 60);
    assert!(rows.iter().all(|row| row.kind == Kind::Agrees));
}

fn some() -> impl Strategy<Value = Vec<Vec<String>>> {
    let value = prop_oneof![Just(""), Just("a"), Just("b"), Just("1"), Just("1.0")];
    let row = proptest::collection::vec(value.prop_map(str::to_owned), 3);
    proptest::collection::vec(row, 0..12)
}

proptest! {
    /// Every row of theirs once and in order, none of ours twice, and nothing that was expected
    /// is lost; what is said of a pair holds.
    #[test]
    fn nothing_is_lost_and_nothing_stands_twice(mine in some(), yours in some()) {
        let mine: Vec<Ours> =
            mine.into_iter().map(|values| Ours { values, is_expected: true }).collect();
        let rows = compare(&compared(), &mine, &yours);
        let theirs: Vec<usize> = rows.iter().filter_map(|row| row.theirs).collect();
        prop_assert_eq!(theirs, (0..yours.len()).collect::<Vec<_>>());
        let met: Vec<usize> = rows.iter().filter_map(|row| row.ours).collect();
        let once: BTreeSet<usize> = met.iter().copied().collect();
        prop_assert_eq!((met.len(), once.len()), (mine.len(), mine.len()));
        for row in &rows {
            prop_assert_eq!(row.kind == Kind::Differs, !row.differs.is_empty());
            prop_assert!(row.differs.iter().all(|at| !compared().key.contains(at)));
            let is_pair = row.theirs.is_some() && row.ours.is_some();
            prop_assert_eq!(is_pair, matches!(row.kind, Kind::Agrees | Kind::Differs));
        }
    }

    /// An extract that holds just what we sent agrees in every row, in whatever order it comes.
    #[test]
    fn what_we_sent_agrees(mine in some(), turned in 0..12_usize) {
        let mut yours: Vec<Vec<String>> =
            mine.into_iter().filter(|row| !row[0].is_empty() && !row[1].is_empty()).collect();
        let ours: Vec<Ours> = yours
            .iter()
            .map(|values| Ours { values: values.clone(), is_expected: true })
            .collect();
        let turn = turned.min(yours.len());
        yours.rotate_left(turn);
        let rows = compare(&compared(), &ours, &yours);
        prop_assert!(rows.iter().all(|row| row.kind == Kind::Agrees), "{:?}", rows);
    }
}
