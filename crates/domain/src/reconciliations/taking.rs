//! May the funder's version of a section be taken?

use crate::ids::ReconciliationId;
use crate::submissions::State;

/// A section of a line of a comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Taken<'a> {
    pub extract: ReconciliationId,
    /// The line's number within its comparison.
    pub line: i64,
    pub section: &'a str,
}

/// What is known when it is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Asked<'a> {
    pub what: Taken<'a>,
    /// Fields of the section in which the two differ.
    pub differing: usize,
    /// The submission, as it stands.
    pub state: State,
    /// Another submission of the same checkpoint stands in its stead.
    pub is_replaced: bool,
}

/// What is to be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Taking {
    Now,
    /// It was taken from this line before.
    Already,
}

/// Why it is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotTaken {
    /// The two differ in nothing of this section.
    Nothing,
    /// The submission is not there any more.
    NotStanding,
    /// A later extract has said something else.
    Later,
}

/// Decides. Numbers of comparisons begin with their moment, so the greater one is the later.
///
/// # Errors
///
/// Why it is not taken.
pub fn take<'a>(
    asked: &Asked<'_>,
    earlier: impl IntoIterator<Item = Taken<'a>>,
) -> Result<Taking, NotTaken> {
    if asked.differing == 0 {
        return Err(NotTaken::Nothing);
    }
    if asked.is_replaced || asked.state == State::Removed {
        return Err(NotTaken::NotStanding);
    }
    let mut taking = Taking::Now;
    for one in earlier.into_iter().filter(|one| one.section == asked.what.section) {
        if one.extract.as_str() > asked.what.extract.as_str() {
            return Err(NotTaken::Later);
        }
        if (one.extract, one.line) == (asked.what.extract, asked.what.line) {
            taking = Taking::Already;
        }
    }
    Ok(taking)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn taken(extract: u128, line: i64, section: &str) -> Taken<'_> {
        Taken { extract: ReconciliationId::from_number(extract), line, section }
    }

    #[test]
    fn a_section_is_taken_once_and_only_where_nothing_later_stands() {
        let usual = Asked {
            what: taken(5, 2, "job"),
            differing: 1,
            state: State::Confirmed,
            is_replaced: false,
        };
        let check = |asked: Asked<'_>, earlier: &[Taken<'_>], said: Result<Taking, NotTaken>| {
            assert_eq!(take(&asked, earlier.iter().copied()), said, "{asked:?} after {earlier:?}");
        };
        check(usual, &[], Ok(Taking::Now));
        check(Asked { state: State::Sent, ..usual }, &[], Ok(Taking::Now));
        check(Asked { differing: 0, ..usual }, &[], Err(NotTaken::Nothing));
        check(Asked { state: State::Removed, ..usual }, &[], Err(NotTaken::NotStanding));
        check(Asked { is_replaced: true, ..usual }, &[], Err(NotTaken::NotStanding));
        check(usual, &[taken(5, 2, "job")], Ok(Taking::Already));
        check(usual, &[taken(5, 2, "person")], Ok(Taking::Now));
        // Another line of the same extract, and an extract before it.
        check(usual, &[taken(5, 3, "job")], Ok(Taking::Now));
        check(usual, &[taken(4, 2, "job")], Ok(Taking::Now));
        check(usual, &[taken(6, 1, "job")], Err(NotTaken::Later));
        check(usual, &[taken(6, 1, "person")], Ok(Taking::Now));
        check(usual, &[taken(5, 2, "job"), taken(6, 1, "job")], Err(NotTaken::Later));
        check(usual, &[taken(6, 1, "job"), taken(5, 2, "job")], Err(NotTaken::Later));
    }
}
