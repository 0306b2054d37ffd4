//! Values on their way into a statement, and the little SQL that is assembled.

use std::fmt;

use jiff::Timestamp;
use jiff::civil::Date;

use crate::Engine;

/// The most values that one `IN` list may hold.
///
/// SQLite takes 32,766 variables a statement; this leaves room for the others
/// and keeps the number of distinct statement texts sensible.
pub const LIST_MAX: usize = 10_000;

/// One bound value. The type is part of a NULL: PostgreSQL asks for it.
#[derive(Clone, PartialEq, Eq)]
pub enum Bind {
    Text(Option<String>),
    Int(Option<i64>),
    Bytes(Option<Vec<u8>>),
}

/// Shows the type only: bound values are names, addresses and answers, and
/// those must not reach a log.
impl fmt::Debug for Bind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Bind::Text(Some(_)) => "Text",
            Bind::Int(Some(_)) => "Int",
            Bind::Bytes(Some(_)) => "Bytes",
            Bind::Text(None) => "Text NULL",
            Bind::Int(None) => "Int NULL",
            Bind::Bytes(None) => "Bytes NULL",
        })
    }
}

/// What may stand in [`binds!`](crate::binds).
///
/// Texts are borrowed (`&String`, `&str`, `&SomeId` through `AsRef<str>`),
/// scalars go by value. A [`Date`] is stored as `YYYY-MM-DD`, a [`Timestamp`]
/// as Unix milliseconds. A NUL inside a text becomes U+FFFD: PostgreSQL cannot
/// hold one, and what is searched for must not fail on one engine alone.
pub trait IntoBind {
    fn into_bind(self) -> Bind;
}

impl<T: AsRef<str> + ?Sized> IntoBind for &T {
    fn into_bind(self) -> Bind {
        Bind::Text(Some(storable(self.as_ref().to_owned())))
    }
}

impl<T: AsRef<str> + ?Sized> IntoBind for Option<&T> {
    fn into_bind(self) -> Bind {
        Bind::Text(self.map(|text| storable(text.as_ref().to_owned())))
    }
}

impl IntoBind for Bind {
    fn into_bind(self) -> Bind {
        self
    }
}

/// A value that can be bound, and its NULL of the same type.
macro_rules! scalar {
    ($type:ty, $bind:ident, $value:ident => $stored:expr) => {
        impl IntoBind for $type {
            fn into_bind(self) -> Bind {
                let $value = self;
                Bind::$bind(Some($stored))
            }
        }
        impl IntoBind for Option<$type> {
            fn into_bind(self) -> Bind {
                Bind::$bind(self.map(|$value| $stored))
            }
        }
    };
}

scalar!(String, Text, text => storable(text));
scalar!(i64, Int, number => number);
scalar!(Vec<u8>, Bytes, bytes => bytes);
scalar!(Date, Text, date => date.to_string());
scalar!(Timestamp, Int, moment => moment.as_millisecond());

fn storable(text: String) -> String {
    if text.contains('\0') { text.replace('\0', "\u{FFFD}") } else { text }
}

/// The values of a statement, in the order of its `$1`, `$2`, …
///
/// ```
/// let due_on = jiff::civil::date(2026, 6, 1);
/// let note: Option<String> = None;
/// let values = db::binds!["per_1", 5_i64, due_on, note.as_deref(), Some(7_i64)];
/// assert_eq!(values.len(), 5);
/// ```
#[macro_export]
macro_rules! binds {
    ($($value:expr),* $(,)?) => {
        ::std::vec![$($crate::IntoBind::into_bind($value)),*]
    };
}

/// The two texts of a statement that cannot be written once for both engines.
#[derive(Debug, Clone, Copy)]
pub struct Dialect {
    pub sqlite: &'static str,
    pub postgres: &'static str,
}

impl Dialect {
    pub fn text(&self, engine: Engine) -> &'static str {
        match engine {
            Engine::Sqlite => self.sqlite,
            Engine::Postgres => self.postgres,
        }
    }
}

/// The placeholders of an `IN` list: `list_of(3, 3)` is `$3,$4,$5`.
///
/// An empty list is `NULL`, which no row is in: `IN ()` is an error on
/// PostgreSQL.
///
/// # Panics
///
/// If `n` is above [`LIST_MAX`]. Cut the list before it comes here: SQLite
/// would leave the placeholders that are missing unbound, and find too little.
pub fn list_of(from: usize, n: usize) -> String {
    assert!(n <= LIST_MAX, "a list of {n} is longer than the {LIST_MAX} allowed");
    if n == 0 {
        return "NULL".to_owned();
    }
    let placeholders: Vec<String> = (from..from + n).map(|at| format!("${at}")).collect();
    placeholders.join(",")
}

#[cfg(test)]
mod tests {
    use super::*;

    struct SomeId(String);
    impl AsRef<str> for SomeId {
        fn as_ref(&self) -> &str {
            &self.0
        }
    }

    #[test]
    fn every_kind_of_value_is_bound_with_its_type() {
        let id = SomeId("per_1".to_owned());
        let name: Option<String> = None;
        let at = Timestamp::from_millisecond(1_500).unwrap();
        let on = jiff::civil::date(2026, 2, 3);
        let values = crate::binds![
            &id,
            "x",
            Some(&id),
            name.as_deref(),
            name,
            5_i64,
            None::<i64>,
            at,
            Some(on),
            None::<Timestamp>,
            vec![1_u8],
        ];
        let text = |value: &str| Bind::Text(Some(value.to_owned()));
        assert_eq!(
            values,
            [
                text("per_1"),
                text("x"),
                text("per_1"),
                Bind::Text(None),
                Bind::Text(None),
                Bind::Int(Some(5)),
                Bind::Int(None),
                Bind::Int(Some(1_500)),
                text("2026-02-03"),
                Bind::Int(None),
                Bind::Bytes(Some(vec![1])),
            ]
        );
    }

    #[test]
    fn a_list_counts_from_where_it_is_told() {
        assert_eq!(list_of(3, 3), "$3,$4,$5");
        assert_eq!(list_of(1, 0), "NULL");
    }

    #[test]
    fn a_value_never_shows_in_a_log() {
        assert_eq!(format!("{:?}", Bind::Text(Some("Ada".to_owned()))), "Text");
    }
}
