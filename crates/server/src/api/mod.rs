//! The manners of the doors for programs: reading bodies, keys that make a request count once,
//! pages of lists, and the document that describes it all.

mod at;
mod body;
mod day;
mod document;
mod once;
mod posted;
pub mod spreadsheet;
mod store;

pub use at::At;
pub use body::{Asked, BODY_BYTES_MAX, query};
pub use day::{Day, Moment, day, day_if_given, day_or_null};
pub use document::{FieldProblem, ProblemDocument, complete, document};
pub use once::{Once, forget_old};
pub use posted::{FORM_BYTES_MAX, Posted, PostedByAnybody};

use crate::failure::Failure;
use crate::page::Words;
use jiff::Timestamp;
use jiff::civil::Date;
use serde::Serialize;
use std::fmt::Display;
use std::str::FromStr;
use utoipa::ToSchema;

/// Rows of one page of a list, at most and when nothing is said.
pub const LIMIT_MAX: i64 = 200;
pub const LIMIT_USUAL: i64 = 50;

/// One page of a list.
#[derive(Debug, Serialize, ToSchema)]
pub struct Listed<T> {
    pub items: Vec<T>,
    /// What to give as `after` for the next page; null on the last.
    pub next: Option<String>,
}

/// `limit` and `after` of a list.
#[derive(Debug, Default, serde::Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct Page {
    /// Rows wanted, from 1 to 200.
    pub limit: Option<i64>,
    /// The `next` of the page before.
    pub after: Option<String>,
}

impl Page {
    /// The number of rows, within its limits.
    #[must_use]
    pub fn rows(&self) -> i64 {
        self.limit.unwrap_or(LIMIT_USUAL).clamp(1, LIMIT_MAX)
    }

    /// Where the page begins, as its own list reads it.
    ///
    /// # Errors
    ///
    /// `Refused` when it is none that the list gave.
    pub fn place<T>(&self, read: impl FnOnce(&str) -> Option<T>) -> Result<Option<T>, Failure> {
        let Some(after) = self.after.as_deref() else {
            return Ok(None);
        };
        let place = read(after).map(Some);
        place.ok_or_else(|| Failure::field("after", Words::default().say("api-after")))
    }
}

/// What a list goes by, as it stands in an address.
pub trait Position: Sized {
    fn said(self) -> String;
    fn read(text: &str) -> Option<Self>;
}

impl Position for Timestamp {
    fn said(self) -> String {
        self.as_millisecond().to_string()
    }

    fn read(text: &str) -> Option<Self> {
        Self::from_millisecond(text.parse().ok()?).ok()
    }
}

impl Position for Date {
    fn said(self) -> String {
        self.to_string()
    }

    fn read(text: &str) -> Option<Self> {
        text.parse().ok()
    }
}

/// Where a page begins in a list: behind this moment or day, and this row of it.
#[must_use]
pub fn place_of(at: impl Position, id: &impl Display) -> String {
    format!("{}~{id}", at.said())
}

/// Reads [`place_of`].
#[must_use]
pub fn read_place<P: Position, T: FromStr>(text: &str) -> Option<(P, T)> {
    let (at, id) = text.split_once('~')?;
    Some((P::read(at)?, id.parse().ok()?))
}

/// A text as it may stand in the value of an address.
#[must_use]
pub fn encoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' | b'/' => {
                out.push(char::from(byte));
            }
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}
