//! Numbers as people type them: exact, with at most two decimals.

use std::fmt;

/// A number with at most two decimals, kept exactly: 37.5 is 3,750 hundredths.
///
/// Answers are compared, counted and paid by, so they never pass through a binary fraction.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Decimal(i64);

/// Why a text is not such a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotADecimal {
    /// Not a number at all.
    Unreadable,
    /// More than two decimals.
    TooFine,
}

/// Characters of a number, at most. More digits than this are a mistake or an attack.
const LENGTH_MAX: usize = 24;
const WHOLE_DIGITS_MAX: usize = 15;

impl Decimal {
    #[must_use]
    pub const fn whole(number: i64) -> Self {
        Self(number.saturating_mul(100))
    }

    #[must_use]
    pub const fn from_hundredths(hundredths: i64) -> Self {
        Self(hundredths)
    }

    /// Of an amount in dollars, these are its cents.
    #[must_use]
    pub const fn hundredths(self) -> i64 {
        self.0
    }

    /// For conditions, which calculate in floating point.
    #[must_use]
    pub fn as_f64(self) -> f64 {
        // Answers are bounded far below 2^53 hundredths, so nothing is lost.
        self.0 as f64 / 100.0
    }

    /// Whether it is a whole number of steps. Every number is on a step of nothing.
    #[must_use]
    pub fn is_on_step(self, step: Self) -> bool {
        step.0 == 0 || self.0 % step.0 == 0
    }

    /// Reads a number as typed: a comma or a point before the decimals, spaces or the other sign
    /// between thousands. A lone comma before exactly three digits parts thousands, since nobody
    /// here has three decimals.
    ///
    /// # Errors
    ///
    /// When it is no number, or has more than two decimals that count.
    pub fn read(typed: &str) -> Result<Self, NotADecimal> {
        let text: String = typed.chars().filter(|sign| !sign.is_whitespace()).collect();
        if text.len() > LENGTH_MAX {
            return Err(NotADecimal::Unreadable);
        }
        let (negative, digits) = match text.strip_prefix(['-', '\u{2212}']) {
            Some(rest) => (true, rest),
            None => (false, text.as_str()),
        };
        let (whole, decimals) = split(digits)?;
        let hundredths = hundredths(&whole, decimals)?;
        Ok(Self(if negative { -hundredths } else { hundredths }))
    }
}

/// Parts a number at its decimal sign and takes the signs between thousands out.
fn split(digits: &str) -> Result<(String, &str), NotADecimal> {
    let last = digits.rfind([',', '.']);
    let Some(at) = last else { return Ok((digits.to_owned(), "")) };
    let (before, after) = (&digits[..at], &digits[at + 1..]);
    let sign = digits.as_bytes()[at];
    let repeated = before.as_bytes().contains(&sign);
    let thousands = sign == b','
        && after.len() == 3
        && !before.is_empty()
        && !before.starts_with('0')
        && !before.contains('.');
    if repeated || thousands {
        return Ok((without_thousands(digits, char::from(sign))?, ""));
    }
    let other = if sign == b',' { '.' } else { ',' };
    Ok((without_thousands(before, other)?, after))
}

/// Takes out the sign between groups of three digits; refuses groups of any other size.
fn without_thousands(digits: &str, sign: char) -> Result<String, NotADecimal> {
    let groups: Vec<&str> = digits.split(sign).collect();
    let even = groups.iter().skip(1).all(|group| group.len() == 3)
        && (groups.len() == 1 || (1..=3).contains(&groups[0].len()));
    if even { Ok(groups.concat()) } else { Err(NotADecimal::Unreadable) }
}

fn hundredths(whole: &str, decimals: &str) -> Result<i64, NotADecimal> {
    let all_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if (whole.is_empty() && decimals.is_empty()) || !all_digits(whole) || !all_digits(decimals) {
        return Err(NotADecimal::Unreadable);
    }
    let kept = decimals.trim_end_matches('0');
    if kept.len() > 2 {
        return Err(NotADecimal::TooFine);
    }
    if whole.len() > WHOLE_DIGITS_MAX {
        return Err(NotADecimal::Unreadable);
    }
    format!("{whole}{kept:0<2}").parse().map_err(|_| NotADecimal::Unreadable)
}

impl fmt::Display for Decimal {
    /// With a point and without decimals that say nothing: `32`, `37.5`, `18.05`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let (whole, rest) = (self.0.unsigned_abs() / 100, self.0.unsigned_abs() % 100);
        match (rest, rest % 10) {
            (0, _) => write!(f, "{sign}{whole}"),
            (_, 0) => write!(f, "{sign}{whole}.{}", rest / 10),
            (_, _) => write!(f, "{sign}{whole}.{rest:02}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn numbers_are_read_as_people_type_them() {
        let rows = [
            ("37,5", Ok(3_750)),
            ("37.50", Ok(3_750)),
            ("1 200.50", Ok(120_050)),
            ("1\u{202f}200,50", Ok(120_050)),
            ("1,200.50", Ok(120_050)),
            ("1.200,50", Ok(120_050)),
            ("1,200", Ok(120_000)),
            ("1,200,000", Ok(120_000_000)),
            ("0,125", Err(NotADecimal::TooFine)),
            ("18.005", Err(NotADecimal::TooFine)),
            ("18.500", Ok(1_850)),
            ("-3", Ok(-300)),
            ("\u{2212}3", Ok(-300)),
            (".5", Ok(50)),
            ("12.", Ok(1_200)),
            ("", Err(NotADecimal::Unreadable)),
            (".", Err(NotADecimal::Unreadable)),
            ("1,2,3", Err(NotADecimal::Unreadable)),
            ("NaN", Err(NotADecimal::Unreadable)),
            ("inf", Err(NotADecimal::Unreadable)),
            ("1e3", Err(NotADecimal::Unreadable)),
            ("٣", Err(NotADecimal::Unreadable)),
            ("99999999999999999999", Err(NotADecimal::Unreadable)),
        ];
        for (typed, expected) in rows {
            assert_eq!(Decimal::read(typed).map(Decimal::hundredths), expected, "{typed}");
        }
    }

    proptest! {
        #[test]
        fn what_is_shown_is_read_again(hundredths in -10_000_000_000_i64..10_000_000_000) {
            let number = Decimal::from_hundredths(hundredths);
            prop_assert_eq!(Decimal::read(&number.to_string()), Ok(number));
        }

        #[test]
        fn nothing_makes_it_fall_over(text in "\\PC{0,30}") {
            let _ = Decimal::read(&text);
        }
    }
}
