//! Texts with placeholders, and how many text messages they make.

use std::fmt;

/// What may stand between `{{` and `}}`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Placeholder {
    GivenName,
    Agency,
    Adviser,
    /// The address of the survey.
    Link,
    /// The last day on which the survey can be answered.
    LastDay,
}

impl Placeholder {
    pub const ALL: [Self; 5] =
        [Self::GivenName, Self::Agency, Self::Adviser, Self::Link, Self::LastDay];

    /// As it stands in a text, without the braces.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::GivenName => "given_name",
            Self::Agency => "agency",
            Self::Adviser => "adviser",
            Self::Link => "link",
            Self::LastDay => "last_day",
        }
    }
}

/// What the placeholders of one message become.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Filling<'a> {
    pub given_name: &'a str,
    pub agency: &'a str,
    pub adviser: &'a str,
    pub link: &'a str,
    /// Written out in the language of the message.
    pub last_day: &'a str,
}

impl Filling<'_> {
    fn of(&self, placeholder: Placeholder) -> &str {
        match placeholder {
            Placeholder::GivenName => self.given_name,
            Placeholder::Agency => self.agency,
            Placeholder::Adviser => self.adviser,
            Placeholder::Link => self.link,
            Placeholder::LastDay => self.last_day,
        }
    }
}

/// A part of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Piece<'t> {
    Text(&'t str),
    Placeholder(Placeholder),
}

/// Why a text cannot be filled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PlaceholderFault {
    /// Not of the closed list.
    Unknown(String),
    /// `{{` without `}}`.
    NotClosed,
}

impl fmt::Display for PlaceholderFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let known = Placeholder::ALL.map(|one| format!("{{{{{}}}}}", one.name())).join(", ");
        match self {
            Self::Unknown(name) => {
                write!(f, "`{{{{{name}}}}}` is not a placeholder: there are {known}")
            }
            Self::NotClosed => write!(f, "`{{{{` is not closed with `}}}}`: there are {known}"),
        }
    }
}

impl std::error::Error for PlaceholderFault {}

/// Takes a text apart. Spaces inside the braces do not count.
///
/// # Errors
///
/// Refuses a placeholder that is not of the closed list, or is not closed.
pub fn pieces(text: &str) -> Result<Vec<Piece<'_>>, PlaceholderFault> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("{{") {
        let (name, next) = after.split_once("}}").ok_or(PlaceholderFault::NotClosed)?;
        let name = name.trim();
        let placeholder = Placeholder::ALL.into_iter().find(|one| one.name() == name);
        let Some(placeholder) = placeholder else {
            return Err(PlaceholderFault::Unknown(name.to_owned()));
        };
        found.extend([Piece::Text(before), Piece::Placeholder(placeholder)]);
        rest = next;
    }
    found.push(Piece::Text(rest));
    found.retain(|piece| *piece != Piece::Text(""));
    Ok(found)
}

/// Whether a text holds this placeholder. A text that cannot be filled holds none.
#[must_use]
pub fn holds(text: &str, placeholder: Placeholder) -> bool {
    pieces(text).is_ok_and(|pieces| pieces.contains(&Piece::Placeholder(placeholder)))
}

/// Fills a text. What is filled in is not looked at again, so a name with braces stays a name.
///
/// # Errors
///
/// As `pieces`.
pub fn fill(text: &str, filling: &Filling<'_>) -> Result<String, PlaceholderFault> {
    let filled = pieces(text)?.into_iter().map(|piece| match piece {
        Piece::Text(text) => text,
        Piece::Placeholder(placeholder) => filling.of(placeholder),
    });
    Ok(filled.collect())
}

/// How large a text message is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SmsSize {
    /// What the provider charges for: messages of the network.
    pub segments: usize,
    /// Whether every letter is of the GSM 7-bit alphabet. One that is not (ê, ô, ç) makes all
    /// letters twice as large, so that 70 instead of 160 fit one segment.
    pub gsm7: bool,
}

/// Letters of one place in the GSM 7-bit alphabet (3GPP TS 23.038).
const GSM7: &str = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?\
    ¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
/// Letters of two places.
const GSM7_TWO: &str = "^{}\\[~]|€";

/// Places that a letter takes in the GSM 7-bit alphabet; none where it is not of it.
#[must_use]
pub fn gsm7_places(letter: char) -> Option<usize> {
    match letter {
        letter if GSM7.contains(letter) => Some(1),
        letter if GSM7_TWO.contains(letter) => Some(2),
        _ => None,
    }
}

/// Places of a message of the network that stands alone, and of each that is joined to others.
pub const GSM7_PLACES: (usize, usize) = (160, 153);
pub const UCS2_PLACES: (usize, usize) = (70, 67);

/// How many segments a text message takes.
///
/// Source: 3GPP TS 23.038 (alphabet) and 23.040 (joined messages: 153 or 67 places each).
#[must_use]
pub fn sms_size(text: &str) -> SmsSize {
    match text.chars().map(gsm7_places).collect::<Option<Vec<usize>>>() {
        Some(widths) => SmsSize { segments: joined(&widths, GSM7_PLACES).0, gsm7: true },
        None => {
            let widths: Vec<usize> = text.chars().map(char::len_utf16).collect();
            SmsSize { segments: joined(&widths, UCS2_PLACES).0, gsm7: false }
        }
    }
}

/// Segments for letters of these widths, and the places left in the last one: a letter is never
/// cut in two.
#[must_use]
pub fn joined(widths: &[usize], (alone, each): (usize, usize)) -> (usize, usize) {
    let whole = widths.iter().sum::<usize>();
    if whole <= alone {
        return (1, alone - whole);
    }
    let (mut segments, mut used) = (1, 0);
    for width in widths {
        if used + width > each {
            segments += 1;
            used = 0;
        }
        used += width;
    }
    (segments, each - used)
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILLING: Filling<'_> = Filling {
        given_name: "{{link}}",
        agency: "Agency",
        adviser: "Ada",
        link: "https://x.example/s/1",
        last_day: "1 May",
    };

    #[test]
    fn texts_are_filled_once() {
        let rows = [
            ("Hi {{given_name}}: {{ link }}", Ok("Hi {{link}}: https://x.example/s/1")),
            ("{{agency}}{{adviser}}", Ok("AgencyAda")),
            ("until {{last_day}}.", Ok("until 1 May.")),
            ("no braces } here {", Ok("no braces } here {")),
            ("", Ok("")),
            ("{{wage}}", Err(PlaceholderFault::Unknown("wage".to_owned()))),
            ("{{link", Err(PlaceholderFault::NotClosed)),
        ];
        for (text, expected) in rows {
            assert_eq!(fill(text, &FILLING), expected.map(str::to_owned), "{text}");
        }
        assert!(holds("{{ link}}", Placeholder::Link));
        assert!(!holds("{{link}} {{nope}}", Placeholder::Link));
        assert!(PlaceholderFault::NotClosed.to_string().contains("{{given_name}}"));
    }

    #[test]
    fn segments_are_counted_as_the_network_does() {
        let rows = [
            (String::new(), 1, true),
            ("a".repeat(160), 1, true),
            ("a".repeat(161), 2, true),
            ("a".repeat(306), 2, true),
            ("a".repeat(307), 3, true),
            ("é".repeat(160), 1, true),
            ("€".repeat(80), 1, true),
            ("€".repeat(81), 2, true),
            // 76 of two places fill 152 of 153: the next begins a segment.
            ("€".repeat(153), 3, true),
            ("ê".repeat(70), 1, false),
            ("ç".repeat(71), 2, false),
            ("ô".repeat(134), 2, false),
            ("ô".repeat(135), 3, false),
            ("😀".repeat(35), 1, false),
            ("😀".repeat(36), 2, false),
        ];
        for (text, segments, gsm7) in rows {
            assert_eq!(sms_size(&text), SmsSize { segments, gsm7 }, "{text}");
        }
    }
}
