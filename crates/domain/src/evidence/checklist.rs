//! Is there enough, and what is wrong with what is not counted?

use crate::programmes::{EvidenceRule, Strength};
use jiff::civil::Date;

/// Whether a document's bytes may be relied on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Usable {
    Yes,
    /// The scanner has not looked at it yet.
    Scanning,
    /// The scanner found something.
    Quarantined,
}

/// One piece of evidence, as the decision reads it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Piece {
    /// What its type proves by the programme's list; none for papers that prove nothing.
    pub strength: Option<Strength>,
    pub obtained_on: Date,
    /// The last day that it covers, where that was said.
    pub covers_to: Option<Date>,
    pub usable: Usable,
}

/// What becomes of one piece.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    Counts,
    /// Its type proves nothing about the job.
    ProvesNothing,
    /// Its grade is under the one that the programme wants.
    TooWeak {
        is: Strength,
        wanted: Strength,
    },
    /// What it covers, or the day on which it was obtained, lies before the window.
    TooOld {
        until: Date,
        opens_on: Date,
    },
    Scanning,
    Quarantined,
}

/// The pieces of a checkpoint held against the programme's rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checklist {
    /// One for each piece, in their order.
    pub verdicts: Vec<Verdict>,
    pub counted: usize,
    pub wanted: usize,
    pub strength_min: Strength,
    /// Somebody who may said that it goes without.
    pub is_waived: bool,
}

impl Checklist {
    /// Whether the rule is kept, or was waived.
    #[must_use]
    pub fn is_enough(&self) -> bool {
        self.is_waived || self.counted >= self.wanted
    }
}

/// Holds the pieces of a checkpoint against its rule. `opens_on` is the first day of its window.
#[must_use]
pub fn checklist(
    rule: EvidenceRule,
    opens_on: Date,
    pieces: &[Piece],
    is_waived: bool,
) -> Checklist {
    let verdicts: Vec<Verdict> = pieces.iter().map(|piece| judge(rule, opens_on, piece)).collect();
    let counted = verdicts.iter().filter(|verdict| **verdict == Verdict::Counts).count();
    Checklist {
        verdicts,
        counted,
        wanted: usize::from(rule.items_min),
        strength_min: rule.strength_min,
        is_waived,
    }
}

fn judge(rule: EvidenceRule, opens_on: Date, piece: &Piece) -> Verdict {
    match piece.usable {
        Usable::Yes => {}
        Usable::Scanning => return Verdict::Scanning,
        Usable::Quarantined => return Verdict::Quarantined,
    }
    let Some(is) = piece.strength else { return Verdict::ProvesNothing };
    if is < rule.strength_min {
        return Verdict::TooWeak { is, wanted: rule.strength_min };
    }
    let until = piece.covers_to.unwrap_or(piece.obtained_on);
    if until < opens_on {
        return Verdict::TooOld { until, opens_on };
    }
    Verdict::Counts
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    const OPENS: Date = date(2026, 9, 23);

    fn rule(items_min: u8) -> EvidenceRule {
        EvidenceRule { items_min, strength_min: Strength::B }
    }

    fn piece(strength: Option<Strength>, covers_to: Option<Date>) -> Piece {
        Piece { strength, obtained_on: date(2026, 10, 2), covers_to, usable: Usable::Yes }
    }

    #[test]
    fn each_piece_is_judged_by_grade_age_and_scan() {
        let good = piece(Some(Strength::A), Some(date(2026, 9, 28)));
        let on_the_day = piece(Some(Strength::B), Some(OPENS));
        let old = piece(Some(Strength::A), Some(date(2026, 9, 22)));
        let undated = piece(Some(Strength::B), None);
        let undated_old = Piece { obtained_on: date(2026, 9, 1), ..undated };
        let weak = piece(Some(Strength::C), None);
        let (until, opens_on) = (date(2026, 9, 22), OPENS);
        let rows = [
            (good, Verdict::Counts),
            (on_the_day, Verdict::Counts),
            (old, Verdict::TooOld { until, opens_on }),
            (undated, Verdict::Counts),
            (undated_old, Verdict::TooOld { until: date(2026, 9, 1), opens_on }),
            (weak, Verdict::TooWeak { is: Strength::C, wanted: Strength::B }),
            (piece(None, None), Verdict::ProvesNothing),
            (Piece { usable: Usable::Scanning, ..good }, Verdict::Scanning),
            (Piece { usable: Usable::Quarantined, ..good }, Verdict::Quarantined),
        ];
        for (piece, expected) in rows {
            let list = checklist(rule(1), OPENS, &[piece], false);
            assert_eq!(list.verdicts, [expected], "{piece:?}");
            assert_eq!(list.is_enough(), expected == Verdict::Counts, "{piece:?}");
        }
    }

    #[test]
    fn a_rule_that_wants_nothing_is_kept_and_a_waiver_stands_for_pieces() {
        assert!(checklist(rule(0), OPENS, &[], false).is_enough());
        assert!(!checklist(rule(1), OPENS, &[], false).is_enough());
        assert!(checklist(rule(1), OPENS, &[], true).is_enough());
    }

    fn any_piece() -> impl Strategy<Value = Piece> {
        let strength = proptest::option::of(prop_oneof![
            Just(Strength::A),
            Just(Strength::B),
            Just(Strength::C)
        ]);
        (strength, 0_i64..60, proptest::option::of(0_i64..60), 0_u8..3).prop_map(
            |(strength, obtained, covers, usable)| {
                let day = |days: i64| date(2026, 9, 1).saturating_add(jiff::Span::new().days(days));
                Piece {
                    strength,
                    obtained_on: day(obtained),
                    covers_to: covers.map(day),
                    usable: [Usable::Yes, Usable::Scanning, Usable::Quarantined]
                        [usize::from(usable)],
                }
            },
        )
    }

    proptest! {
        #[test]
        fn more_pieces_never_make_it_less(
            pieces in proptest::collection::vec(any_piece(), 0..6),
            one_more in any_piece(),
            wanted in 0_u8..4,
        ) {
            let before = checklist(rule(wanted), OPENS, &pieces, false);
            let mut more = pieces;
            more.push(one_more);
            let after = checklist(rule(wanted), OPENS, &more, false);
            prop_assert!(after.counted >= before.counted);
            prop_assert!(!before.is_enough() || after.is_enough());
            prop_assert_eq!(after.verdicts.len(), more.len());
        }
    }
}
