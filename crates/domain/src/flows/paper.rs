//! What a flow writes: letters and e-mails.

use crate::forms::Source;
use crate::words::Words;
use std::collections::BTreeMap;

/// Templates of one flow, at most.
pub const TEMPLATES_MAX: usize = 30;
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
