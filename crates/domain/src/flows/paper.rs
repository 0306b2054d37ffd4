//! What a flow writes: letters and e-mails, and the forms that go with them.

use super::Field;
use super::run::Values;
use crate::words::Words;
use std::collections::BTreeMap;

/// Templates of one flow, at most.
pub const TEMPLATES_MAX: usize = 30;
/// Forms of one flow, at most.
pub const FORMS_MAX: usize = 20;
/// Fields of one form, at most.
pub const FORM_FIELDS_MAX: usize = 60;

/// How a text leaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    /// On paper, to the person.
    Letter,
    /// To those of a role.
    Email,
}

/// A text with places to be filled, such as `{{given_name}}`.
#[derive(Debug, Clone, PartialEq)]
pub struct Template {
    pub code: String,
    pub by: By,
    /// The heading of a letter, the subject of an e-mail.
    pub subject: Words,
    pub body: Words,
}

/// A form: fields that are complete before it goes.
#[derive(Debug, Clone, PartialEq)]
pub struct Form {
    pub code: String,
    pub title: Words,
    pub fields: Vec<FormField>,
}

/// A field of a form, and what of the record stands in it until somebody writes something else.
#[derive(Debug, Clone, PartialEq)]
pub struct FormField {
    pub field: Field,
    pub from: Option<Source>,
}

macro_rules! sources {
    ($($name:ident $word:literal,)+) => {
        /// What of the record may be filled in.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Source { $($name),+ }

        impl Source {
            pub const ALL: &'static [Self] = &[$(Self::$name),+];

            /// As flows write it, also within `{{` and `}}`.
            #[must_use]
            pub fn word(self) -> &'static str {
                match self { $(Self::$name => $word),+ }
            }
        }
    };
}

sources! {
    GivenName "given_name",
    FamilyName "family_name",
    Reference "reference",
    Agency "agency",
    Office "office",
    Adviser "adviser",
    Today "today",
    Employer "employer",
    JobTitle "job_title",
    StartedOn "started_on",
    EndedOn "ended_on",
    Hours "hours",
    // Days that the effect names.
    Dates "dates",
    // Where the file, or the form, is.
    Link "link",
}

impl Source {
    /// Reads [`Source::word`].
    #[must_use]
    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|one| one.word() == word)
    }
}

/// What is filled in, by source.
pub type Filling = BTreeMap<Source, String>;

/// The places of a text, in their order, as they are written.
#[must_use]
pub fn places(text: &str) -> Vec<&str> {
    let parts = text.split("{{").skip(1);
    parts.filter_map(|part| part.split_once("}}").map(|(name, _)| name.trim())).collect()
}

/// A text with its places filled; what is not known is a line to be written on.
#[must_use]
pub fn filled(text: &str, filling: &Filling) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("{{") {
        let Some((name, behind)) = after.split_once("}}") else { break };
        out.push_str(before);
        let value = Source::of_word(name.trim()).and_then(|source| filling.get(&source));
        out.push_str(value.map_or("________", String::as_str));
        rest = behind;
    }
    out.push_str(rest);
    out
}

impl Form {
    #[must_use]
    pub fn field(&self, id: &str) -> Option<&FormField> {
        self.fields.iter().find(|one| one.field.id == id)
    }

    /// The fields that are needed and are not there.
    #[must_use]
    pub fn missing(&self, values: &Values) -> Vec<&FormField> {
        let is_missing =
            |one: &&FormField| one.field.is_required && !values.contains_key(&one.field.id);
        self.fields.iter().filter(is_missing).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_filled_and_what_is_not_known_is_a_line() {
        let mut filling = Filling::new();
        filling.insert(Source::GivenName, "Zoë {{link}}".to_owned());
        let text = "Dear {{given_name}}, call {{ adviser }}. {{";
        assert_eq!(places(text), ["given_name", "adviser"]);
        // What stands in a value is never a place.
        assert_eq!(filled(text, &filling), "Dear Zoë {{link}}, call ________. {{");
        for source in Source::ALL {
            assert_eq!(Source::of_word(source.word()), Some(*source));
        }
    }
}
