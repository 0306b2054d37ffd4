//! How many text messages of the network a text makes.

use crate::programmes::template::{GSM7_PLACES, UCS2_PLACES, gsm7_places, joined};

/// How the network writes the letters of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// The 7-bit alphabet: 160 places.
    Gsm7,
    /// Sixteen bits a letter, because one is not of the 7-bit alphabet: 70 places.
    Ucs2,
}

impl Encoding {
    /// Its name, as providers write it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Gsm7 => "GSM-7",
            Self::Ucs2 => "UCS-2",
        }
    }
}

/// What a text takes to send.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Segments {
    pub encoding: Encoding,
    /// Messages of the network: what the provider charges for.
    pub count: usize,
    pub characters: usize,
    /// Places left in the last segment.
    pub left: usize,
    /// The letters that make all others twice as large, each once; none in the 7-bit alphabet.
    pub advice: Option<Vec<char>>,
}

/// Counts the segments of a text.
///
/// Source: 3GPP TS 23.038 (alphabet) and 23.040 (joined messages).
#[must_use]
pub fn segments(text: &str) -> Segments {
    let mut large: Vec<char> = Vec::new();
    for letter in text.chars().filter(|letter| gsm7_places(*letter).is_none()) {
        if !large.contains(&letter) {
            large.push(letter);
        }
    }
    let characters = text.chars().count();
    if large.is_empty() {
        let widths: Vec<usize> = text.chars().filter_map(gsm7_places).collect();
        let (count, left) = joined(&widths, GSM7_PLACES);
        return Segments { encoding: Encoding::Gsm7, count, characters, left, advice: None };
    }
    let widths: Vec<usize> = text.chars().map(char::len_utf16).collect();
    let (count, left) = joined(&widths, UCS2_PLACES);
    Segments { encoding: Encoding::Ucs2, count, characters, left, advice: Some(large) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::programmes::template::sms_size;
    use proptest::prelude::*;

    #[test]
    fn segments_are_counted_with_what_is_left() {
        use Encoding::{Gsm7, Ucs2};
        let rows: [(String, Encoding, usize, usize, usize); 12] = [
            (String::new(), Gsm7, 1, 0, 160),
            ("Hello".to_owned(), Gsm7, 1, 5, 155),
            ("a".repeat(160), Gsm7, 1, 160, 0),
            ("a".repeat(161), Gsm7, 2, 161, 145),
            ("a".repeat(306), Gsm7, 2, 306, 0),
            ("a".repeat(307), Gsm7, 3, 307, 152),
            ("€".repeat(80), Gsm7, 1, 80, 0),
            // 76 of two places fill 152 of 153: the next begins a segment.
            ("€".repeat(81), Gsm7, 2, 81, 143),
            ("àéèùìò".to_owned(), Gsm7, 1, 6, 154),
            ("ê".repeat(70), Ucs2, 1, 70, 0),
            ("ê".repeat(71), Ucs2, 2, 71, 63),
            ("😀".repeat(36), Ucs2, 2, 36, 61),
        ];
        for (text, encoding, count, characters, left) in rows {
            let told = segments(&text);
            let found = (told.encoding, told.count, told.characters, told.left);
            assert_eq!(found, (encoding, count, characters, left), "{text}");
        }
    }

    #[test]
    fn the_letters_that_cost_are_named_once() {
        assert_eq!(segments("Forêt, fenêtre, ça").advice, Some(vec!['ê', 'ç']));
        assert_eq!(segments("Ça va").advice, None, "the capital is of the alphabet");
        assert_eq!(segments("It’s “fine”").advice, Some(vec!['’', '“', '”']));
    }

    proptest! {
        #[test]
        fn it_agrees_with_the_check_of_packs(text in "\\PC{0,400}") {
            let (told, size) = (segments(&text), sms_size(&text));
            prop_assert_eq!(told.count, size.segments);
            prop_assert_eq!(told.encoding == Encoding::Gsm7, size.gsm7);
        }
    }
}
