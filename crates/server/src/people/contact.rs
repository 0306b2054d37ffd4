//! Reading telephone numbers and e-mail addresses.

use phonenumber::Mode;
use phonenumber::country;

/// Characters of an e-mail address, at most (RFC 5321).
const EMAIL_LENGTH_MAX: usize = 254;

/// A telephone number as E.164, if it is one. Without a leading `+` it is taken as North American.
#[must_use]
pub fn read_phone(text: &str) -> Option<String> {
    if text.chars().count() > 40 {
        return None;
    }
    let text = text.trim();
    let country = (!text.starts_with('+')).then_some(country::CA);
    let number = phonenumber::parse(country, text).ok()?;
    // Invented numbers (555 01xx) are wanted in training; their length is right all the same.
    let digits = number.format().mode(Mode::E164).to_string();
    let length = digits.chars().filter(char::is_ascii_digit).count();
    let fits = if digits.starts_with("+1") { length == 11 } else { (8..=15).contains(&length) };
    let is_plausible = number.is_valid() || fits;
    is_plausible.then_some(digits)
}

/// An e-mail address with its domain in lower case, if it is one.
#[must_use]
pub fn read_email(text: &str) -> Option<String> {
    let text = text.trim();
    if text.len() > EMAIL_LENGTH_MAX || text.chars().any(|c| c.is_control() || c.is_whitespace()) {
        return None;
    }
    let address: lettre::Address = text.parse().ok()?;
    if !address.domain().contains('.') {
        return None;
    }
    Some(format!("{}@{}", address.user(), address.domain().to_lowercase()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_kept_in_one_form() {
        for (typed, kept) in [
            ("+1 416 555 0123", Some("+14165550123")),
            ("(905) 555-0176", Some("+19055550176")),
            ("+44 113 496 0000", Some("+441134960000")),
            ("416-555-01", None),
            ("call me", None),
            ("", None),
        ] {
            assert_eq!(read_phone(typed).as_deref(), kept, "{typed}");
        }
    }

    #[test]
    fn addresses_are_kept_in_one_form() {
        for (typed, kept) in [
            (" zoe.obrien@Mail.Example ", Some("zoe.obrien@mail.example")),
            ("zoe@localhost", None),
            ("zoe@mail.example\r\nBcc: x@y.example", None),
            ("zoe", None),
        ] {
            assert_eq!(read_email(typed).as_deref(), kept, "{typed}");
        }
    }
}
