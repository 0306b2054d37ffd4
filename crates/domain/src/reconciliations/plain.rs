//! When do two values say the same?

use crate::programmes::Programme;
use crate::programmes::submission::{DayOrder, Fact, Source};
use crate::surveys;
use jiff::civil::Date;

/// What stands in a field: it says how two values of it are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Nature {
    Words,
    Day,
    Number,
    /// Several codes, in whatever order.
    Codes,
}

/// What stands in a field of the funder.
#[must_use]
pub fn nature(programme: &Programme, source: &Source) -> Nature {
    match source {
        Source::Of(fact) => of_fact(*fact),
        Source::Answer(id) => {
            let mut questions = programme.questionnaires.iter().filter_map(|one| one.question(id));
            questions.next().map_or(Nature::Words, |question| of_answer(&question.kind))
        }
    }
}

fn of_fact(fact: Fact) -> Nature {
    match fact {
        Fact::StartedOn | Fact::EndedOn | Fact::DueOn | Fact::AchievedOn | Fact::ReviewedOn => {
            Nature::Day
        }
        Fact::YearOfBirth | Fact::HoursPerWeek => Nature::Number,
        Fact::EvidenceTypes => Nature::Codes,
        Fact::GivenName | Fact::FamilyName | Fact::Reference | Fact::Employer => Nature::Words,
        Fact::JobTitle | Fact::Checkpoint | Fact::AnsweredBy => Nature::Words,
    }
}

fn of_answer(kind: &surveys::Kind) -> Nature {
    use surveys::Kind;
    match kind {
        Kind::Number { .. } | Kind::Money { .. } | Kind::Scale { .. } => Nature::Number,
        Kind::Date { .. } => Nature::Day,
        Kind::Multi { .. } | Kind::DocumentTypes(_) | Kind::Files { .. } => Nature::Codes,
        Kind::Single(_) | Kind::Text { .. } | Kind::LongText { .. } => Nature::Words,
        Kind::Repeat { .. } | Kind::Declaration | Kind::Contact => Nature::Words,
        Kind::OccupationCode | Kind::Outcome(_) => Nature::Words,
    }
}

/// A value in the form in which two that say the same are equal: capitals and spaces tell nothing
/// apart, nor how a day or a number is written. What is none is compared as words.
#[must_use]
pub fn fold(nature: Nature, order: DayOrder, text: &str) -> String {
    let text = unguarded(text);
    let words = || text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    match nature {
        Nature::Words => words(),
        Nature::Day => day(order, text).map_or_else(words, |day| day.to_string()),
        Nature::Number => number(text).unwrap_or_else(words),
        Nature::Codes => {
            let mut codes: Vec<String> = text
                .split([';', ',', '|'])
                .map(|code| unguarded(code.trim()).to_lowercase())
                .filter(|code| !code.is_empty())
                .collect();
            codes.sort_unstable();
            codes.dedup();
            codes.join("; ")
        }
    }
}

/// Without the apostrophe that keeps a spreadsheet from running a text as a formula.
fn unguarded(text: &str) -> &str {
    let bare = text.trim_start().strip_prefix('\'');
    bare.filter(|bare| bare.starts_with(['=', '+', '-', '@'])).unwrap_or(text)
}

/// A day as the funder writes it; one with its year first is read whatever is usual there. A time
/// behind it is left out.
fn day(order: DayOrder, text: &str) -> Option<Date> {
    let text = text.trim();
    let text = text.split_once([' ', 'T']).map_or(text, |(day, _)| day);
    let parts: Vec<&str> = text.split(['-', '/', '.']).collect();
    let [a, b, c] = parts.as_slice() else { return None };
    let is_year_first = a.len() == 4;
    let (year, month, day) = match order {
        _ if is_year_first => (a, b, c),
        DayOrder::YearFirst => return None,
        DayOrder::DayFirst => (c, b, a),
        DayOrder::MonthFirst => (c, a, b),
    };
    let is_year = year.len() == 4;
    let (year, month, day) = (year.parse().ok()?, month.parse().ok()?, day.parse().ok()?);
    is_year.then(|| Date::new(year, month, day).ok()).flatten()
}

/// A number without what is only written for the eye: currency, groups of thousands, the comma of
/// French, noughts at the end.
fn number(text: &str) -> Option<String> {
    let kept: String = text.chars().filter(|sign| !sign.is_whitespace() && *sign != '$').collect();
    let plain = match (kept.rfind(','), kept.rfind('.')) {
        (Some(comma), Some(point)) if comma < point => kept.replace(',', ""),
        (Some(_), Some(_)) => kept.replace('.', "").replace(',', "."),
        (Some(_), None) => kept.replace(',', "."),
        (None, _) => kept,
    };
    let (sign, digits) = match plain.strip_prefix('-') {
        Some(rest) => ("-", rest),
        None => ("", plain.as_str()),
    };
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    let all_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.len() + part.len() == 0 || !all_digits(whole) || !all_digits(part) {
        return None;
    }
    let (whole, part) = (whole.trim_start_matches('0'), part.trim_end_matches('0'));
    let whole = if whole.is_empty() { "0" } else { whole };
    Some(match part {
        "" if whole == "0" => whole.to_owned(),
        "" => format!("{sign}{whole}"),
        part => format!("{sign}{whole}.{part}"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_says_the_same_is_the_same() {
        use DayOrder::{DayFirst, MonthFirst, YearFirst};
        use Nature::{Codes, Day, Number, Words};
        let rows = [
            (Words, YearFirst, "Boulangerie  Côté", " BOULANGERIE CÔTÉ ", true),
            (Words, YearFirst, "0012", "12", false),
            (Words, YearFirst, "=SUM(A1)", "'=SUM(A1)", true),
            (Words, YearFirst, "'tis", "tis", false),
            (Day, YearFirst, "2026-03-04", "2026/3/4", true),
            (Day, YearFirst, "2026-03-04", "2026-03-04 00:00:00", true),
            (Day, DayFirst, "2026-03-04", "04/03/2026", true),
            (Day, MonthFirst, "2026-03-04", "3/4/2026", true),
            (Day, MonthFirst, "2026-03-04", "2026-03-04T09:30:00Z", true),
            (Day, DayFirst, "2026-03-04", "03/04/2026", false),
            (Day, YearFirst, "2026-03-04", "04/03/2026", false),
            (Day, DayFirst, "2026-02-28", "30/02/2026", false),
            (Number, YearFirst, "17.5", "$17.50", true),
            (Number, YearFirst, "17.5", "17,50", true),
            (Number, YearFirst, "1234.5", "1,234.50", true),
            (Number, YearFirst, "1234.5", "1.234,5", true),
            (Number, YearFirst, "1234.5", "1 234,5", true),
            (Number, YearFirst, "0", "-0.00", true),
            (Number, YearFirst, "32", "23", false),
            (Number, YearFirst, "32", "n/a", false),
            (Codes, YearFirst, "pay_stub; letter", "LETTER,pay_stub", true),
            (Codes, YearFirst, "pay_stub", "letter", false),
        ];
        for (nature, order, ours, theirs, same) in rows {
            let (a, b) = (fold(nature, order, ours), fold(nature, order, theirs));
            assert_eq!(a == b, same, "{nature:?} {order:?}: {ours} and {theirs}: {a} and {b}");
        }
    }

    #[test]
    fn a_code_is_guarded_wherever_it_stands() {
        let codes = |text: &str| fold(Nature::Codes, DayOrder::DayFirst, text);
        assert_eq!(codes("b; '=A"), "=a; b");
        assert_eq!(codes("'=A; b"), codes("b; =a"));
    }

    proptest! {
        /// Folding what is folded changes nothing, and nothing makes it panic.
        #[test]
        fn folding_twice_is_folding_once(text in "\\PC{0,40}", at in 0..4_usize) {
            let nature = [Nature::Words, Nature::Day, Nature::Number, Nature::Codes][at];
            let once = fold(nature, DayOrder::DayFirst, &text);
            prop_assert_eq!(fold(nature, DayOrder::DayFirst, &once), once.clone());
        }
    }
}
