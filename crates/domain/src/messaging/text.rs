//! The text of a message: what may stand in it, and what its placeholders become.
//!
//! What is stored has everything filled in but the link, whose secret is made again from the key
//! whenever the text is shown or sent.

use super::Channel;
use crate::programmes::template::{self, Placeholder, holds, pieces};

pub use crate::programmes::template::{Filling as Fields, PlaceholderFault as FillRefused, fill};

/// Characters of an e-mail's subject, at most.
pub const SUBJECT_LENGTH_MAX: usize = 200;
/// Characters of an e-mail, a letter or a script, at most.
pub const EMAIL_LENGTH_MAX: usize = 10_000;
/// Characters of a text message, at most: three segments and a little.
pub const SMS_LENGTH_MAX: usize = 480;
/// What stands in a stored text where its link belongs.
pub const LINK: &str = "{{link}}";

/// A text that may be sent once it is filled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text {
    /// One line; e-mail only.
    pub subject: Option<String>,
    pub body: String,
}

/// Everything that is wrong with a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextRefused(pub Vec<TextProblem>);

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TextProblem {
    SubjectWanted,
    /// Only an e-mail has one.
    SubjectNotWanted,
    /// Line breaks and control characters: they could forge a header.
    SubjectNotOneLine,
    SubjectTooLong {
        length: usize,
        length_max: usize,
    },
    /// A link in a subject shows in every list of messages.
    SubjectHoldsLink,
    SubjectPlaceholder(FillRefused),
    BodyWanted,
    BodyTooLong {
        length: usize,
        length_max: usize,
    },
    BodyUnprintable,
    BodyPlaceholder(FillRefused),
    /// Without `{{link}}` nobody could answer.
    LinkWanted,
}

impl TextProblem {
    /// The field of the form and of the interface that it belongs to.
    #[must_use]
    pub fn field(&self) -> &'static str {
        match self {
            Self::SubjectWanted
            | Self::SubjectNotWanted
            | Self::SubjectNotOneLine
            | Self::SubjectTooLong { .. }
            | Self::SubjectHoldsLink
            | Self::SubjectPlaceholder(_) => "subject",
            Self::BodyWanted
            | Self::BodyTooLong { .. }
            | Self::BodyUnprintable
            | Self::BodyPlaceholder(_)
            | Self::LinkWanted => "body",
        }
    }
}

/// Reads a text as it was typed, before anything is filled in.
///
/// # Errors
///
/// Names everything that is wrong with it, all at once.
pub fn read_text(channel: Channel, subject: Option<&str>, body: &str) -> Result<Text, TextRefused> {
    let mut problems = Vec::new();
    let subject = read_subject(channel, subject, &mut problems);
    let body = read_body(channel, body, &mut problems);
    if problems.is_empty() { Ok(Text { subject, body }) } else { Err(TextRefused(problems)) }
}

fn read_subject(
    channel: Channel,
    typed: Option<&str>,
    problems: &mut Vec<TextProblem>,
) -> Option<String> {
    let typed = typed.map(str::trim).filter(|text| !text.is_empty());
    match (channel, typed) {
        (Channel::Email, None) => problems.push(TextProblem::SubjectWanted),
        (Channel::Email, Some(subject)) => {
            let length = subject.chars().count();
            if subject.chars().any(breaks_a_line) {
                problems.push(TextProblem::SubjectNotOneLine);
            } else if length > SUBJECT_LENGTH_MAX {
                let length_max = SUBJECT_LENGTH_MAX;
                problems.push(TextProblem::SubjectTooLong { length, length_max });
            }
            match pieces(subject) {
                Err(fault) => problems.push(TextProblem::SubjectPlaceholder(fault)),
                Ok(_) if holds(subject, Placeholder::Link) => {
                    problems.push(TextProblem::SubjectHoldsLink);
                }
                Ok(_) => {}
            }
        }
        (Channel::Sms | Channel::Link | Channel::Print | Channel::Phone, None) => {}
        (Channel::Sms | Channel::Link | Channel::Print | Channel::Phone, Some(_)) => {
            problems.push(TextProblem::SubjectNotWanted);
        }
    }
    typed.map(str::to_owned)
}

fn read_body(channel: Channel, typed: &str, problems: &mut Vec<TextProblem>) -> String {
    let body = typed.replace("\r\n", "\n").replace('\r', "\n").trim().to_owned();
    let length_max = match channel {
        Channel::Sms => SMS_LENGTH_MAX,
        Channel::Email | Channel::Link | Channel::Print | Channel::Phone => EMAIL_LENGTH_MAX,
    };
    let length = body.chars().count();
    if body.is_empty() {
        problems.push(TextProblem::BodyWanted);
        return body;
    }
    if body.chars().any(|letter| letter != '\n' && letter != '\t' && letter.is_control()) {
        problems.push(TextProblem::BodyUnprintable);
    }
    if length > length_max {
        problems.push(TextProblem::BodyTooLong { length, length_max });
    }
    match pieces(&body) {
        Err(fault) => problems.push(TextProblem::BodyPlaceholder(fault)),
        Ok(_) if channel.needs_link() && !holds(&body, Placeholder::Link) => {
            problems.push(TextProblem::LinkWanted);
        }
        Ok(_) => {}
    }
    body
}

fn breaks_a_line(letter: char) -> bool {
    letter.is_control() || matches!(letter, '\u{2028}' | '\u{2029}')
}

/// Fills everything but the link, as a text is stored.
///
/// A value cannot bring a link of its own along: braces in a name stand apart.
///
/// # Errors
///
/// Refuses a placeholder that is not of the closed list.
pub fn fill_but_link(text: &str, fields: &Fields<'_>) -> Result<String, FillRefused> {
    let apart = |value: &str| {
        let mut value = value.to_owned();
        while value.contains("{{") {
            value = value.replace("{{", "{ {");
        }
        value
    };
    let (given_name, agency) = (apart(fields.given_name), apart(fields.agency));
    let (adviser, last_day) = (apart(fields.adviser), apart(fields.last_day));
    let kept = Fields {
        given_name: &given_name,
        agency: &agency,
        adviser: &adviser,
        link: LINK,
        last_day: &last_day,
    };
    template::fill(text, &kept)
}

/// A stored text with its link, exactly as it leaves.
#[must_use]
pub fn with_link(stored: &str, address: &str) -> String {
    stored.replace(LINK, address)
}

#[cfg(test)]
mod tests {
    use super::TextProblem as P;
    use super::*;
    use proptest::prelude::*;

    fn check(channel: Channel, subject: Option<&str>, body: &str, expected: &[TextProblem]) {
        let found = read_text(channel, subject, body).err().map(|refused| refused.0);
        assert_eq!(found.unwrap_or_default(), expected, "{channel:?} {subject:?} {body}");
    }

    #[test]
    fn a_text_is_read_or_every_problem_is_named() {
        use Channel::{Email, Link, Phone, Print, Sms};
        let nope = || FillRefused::Unknown("wage".to_owned());
        check(Email, Some("Hello"), "Hi {{given_name}}\r\n{{link}}", &[]);
        check(Email, None, "{{link}}", &[P::SubjectWanted]);
        check(Email, Some(" "), "", &[P::SubjectWanted, P::BodyWanted]);
        check(Email, Some("a\r\nBcc: x@y.example"), "{{link}}", &[P::SubjectNotOneLine]);
        check(Email, Some("a\u{2028}b"), "{{link}}", &[P::SubjectNotOneLine]);
        check(Email, Some("see {{link}}"), "{{link}}", &[P::SubjectHoldsLink]);
        check(
            Email,
            Some("{{wage}}"),
            "{{link}} {{wage}}",
            &[P::SubjectPlaceholder(nope()), P::BodyPlaceholder(nope())],
        );
        check(Email, Some("a"), "no address", &[P::LinkWanted]);
        check(Email, Some("a"), "{{link}}\u{0}", &[P::BodyUnprintable]);
        let long = "x".repeat(SUBJECT_LENGTH_MAX + 1);
        let too_long = P::SubjectTooLong { length: 201, length_max: 200 };
        check(Email, Some(&long), "{{link}}", &[too_long]);
        let long = format!("{{{{link}}}}{}", "x".repeat(EMAIL_LENGTH_MAX));
        let too_long = P::BodyTooLong { length: 10_008, length_max: 10_000 };
        check(Email, Some("a"), &long, &[too_long]);
        check(Sms, None, "Hi {{given_name}}: {{ link }}", &[]);
        check(Sms, Some("a"), "{{link}}", &[P::SubjectNotWanted]);
        check(Sms, None, "Hi", &[P::LinkWanted]);
        let long = format!("{{{{link}}}}{}", "x".repeat(SMS_LENGTH_MAX));
        check(Sms, None, &long, &[P::BodyTooLong { length: 488, length_max: 480 }]);
        check(Link, None, "{{link}}", &[]);
        check(Print, None, "Dear {{given_name}}", &[]);
        check(Phone, None, "Say: {{given_name}}?", &[]);
        check(Phone, None, "{{given_name", &[P::BodyPlaceholder(FillRefused::NotClosed)]);
    }

    fn fields(given_name: &str) -> Fields<'_> {
        Fields { given_name, agency: "A", adviser: "Ada", link: "none", last_day: "1 May" }
    }

    #[test]
    fn what_is_stored_has_no_link_and_what_leaves_has() {
        let stored = fill_but_link("Hi {{given_name}}: {{ link }}", &fields("Zoë")).expect("fills");
        assert_eq!(stored, "Hi Zoë: {{link}}");
        assert_eq!(with_link(&stored, "https://x.example/s/1"), "Hi Zoë: https://x.example/s/1");
        let stored = fill_but_link("Hi {{given_name}}", &fields("{{link}}")).expect("fills");
        assert_eq!(with_link(&stored, "https://x.example/s/1"), "Hi { {link}}");
    }

    proptest! {
        #[test]
        fn a_name_never_brings_a_link_along(name in "[{}link a-z]{0,30}") {
            let stored = fill_but_link("Hi {{given_name}}.", &fields(&name)).expect("fills");
            prop_assert!(!stored.contains(LINK));
        }
    }
}
