//! Days and moments as programs write them.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::de::{Deserialize, Deserializer, Error, Unexpected, Visitor};
use std::fmt;
use std::str::FromStr;

/// What a reader of a day says that it wanted; the words for it stand in `body.rs`.
pub(super) const DAY: &str = "a day";
/// The same of a moment.
pub(super) const MOMENT: &str = "a moment";

/// A day of the calendar, written `YYYY-MM-DD` and in no other way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Day(pub Date);

/// What was given is no day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NoDay;

impl FromStr for Day {
    type Err = NoDay;

    fn from_str(text: &str) -> Result<Self, NoDay> {
        let fits = |(place, byte): (usize, u8)| match place {
            4 | 7 => byte == b'-',
            _ => byte.is_ascii_digit(),
        };
        if text.len() != 10 || !text.bytes().enumerate().all(fits) {
            return Err(NoDay);
        }
        text.parse().map(Self).map_err(|_| NoDay)
    }
}

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(Written(DAY, |text| text.parse().ok()))
    }
}

/// Reads a field that holds a day.
///
/// # Errors
///
/// When it holds anything else.
pub fn day<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Date, D::Error> {
    Day::deserialize(deserializer).map(|day| day.0)
}

/// Reads a field that holds a day or null; left out is null.
///
/// # Errors
///
/// When it holds anything else.
pub fn day_or_null<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Date>, D::Error> {
    Ok(Option::<Day>::deserialize(deserializer)?.map(|day| day.0))
}

/// The same, told from one that is left out.
///
/// # Errors
///
/// When it holds anything else.
pub fn day_if_given<'de, D>(deserializer: D) -> Result<Option<Option<Date>>, D::Error>
where
    D: Deserializer<'de>,
{
    day_or_null(deserializer).map(Some)
}

/// A moment with its offset, such as `2026-03-01T09:00:00-05:00`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moment(pub Timestamp);

impl<'de> Deserialize<'de> for Moment {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(Written(MOMENT, |text| text.parse().map(Self).ok()))
    }
}

/// Reads a text, and names what it wanted where the text is none.
struct Written<T>(&'static str, fn(&str) -> Option<T>);

impl<T> Visitor<'_> for Written<T> {
    type Value = T;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.0)
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<T, E> {
        (self.1)(text).ok_or_else(|| E::invalid_value(Unexpected::Other("a text"), &self))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_written_in_one_way() {
        assert_eq!("2024-02-29".parse(), Ok(Day(Date::constant(2024, 2, 29))));
        for text in [
            "2026-02-29",
            "2026-13-01",
            "20260301",
            "2026-3-1",
            "+002026-03-01",
            "2026-03-01T10:00",
            "01/03/2026",
            "2026-03-01 ",
            "",
            "soon",
            "٢٠٢٦-٠٣-٠١",
        ] {
            assert_eq!(text.parse::<Day>(), Err(NoDay), "{text}");
        }
    }
}
