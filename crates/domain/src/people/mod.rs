//! A person: the client whom the agency follows after they found work.
//!
//! A person has names, a language, ways to be reached (each with its consent) and, where they
//! apply, three dates that stop what should stop: the day they died, the day they withdrew, the
//! day they asked not to be contacted. Nothing here deletes a person.

mod contact;
mod register;

pub use contact::{Consent, ContactKind, ContactPoint, Reach, Unreachable, reach};
pub(crate) use register::is_direction_override;
pub use register::{
    NAME_LENGTH_MAX, PersonAsk, PersonProblem, PersonRead, PersonRefused, TextRefused,
    YEAR_OF_BIRTH_MIN, folded, line, read_person,
};

use crate::ids::PersonId;
use crate::words::Language;
use jiff::civil::Date;

/// What stands in the way of contact, or ends the follow-up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Standing {
    pub died_on: Option<Date>,
    pub withdrawn_on: Option<Date>,
    /// The office's day on which the person asked not to be contacted.
    pub do_not_contact_on: Option<Date>,
}

impl Standing {
    /// Whether nobody calls or writes to them any more.
    #[must_use]
    pub fn bars_contact(&self) -> bool {
        self.ends_follow_up() || self.do_not_contact_on.is_some()
    }

    /// Whether nothing is asked about them any more, of them or of others.
    #[must_use]
    pub fn ends_follow_up(&self) -> bool {
        self.died_on.or(self.withdrawn_on).is_some()
    }
}

/// A person as decisions read them.
#[derive(Debug, Clone, PartialEq)]
pub struct Person {
    pub id: PersonId,
    pub given_name: String,
    pub family_name: String,
    pub language: Language,
    pub year_of_birth: Option<i16>,
    pub standing: Standing,
    pub contact_points: Vec<ContactPoint>,
}
