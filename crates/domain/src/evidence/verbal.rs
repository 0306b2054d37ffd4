//! A confirmation given by word of mouth. It is worth something only with all five: when, which
//! firm under which number, who spoke, what was said, and who heard it.

use crate::people::line;
use jiff::civil::Date;

/// Characters of each of its texts, at most.
pub const TEXT_LENGTH_MAX: usize = 300;
/// Characters of the number, at most.
pub const PHONE_LENGTH_MAX: usize = 40;

/// A confirmation with its five fields. Who heard it is whoever records it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verbal {
    pub on: Date,
    pub firm: String,
    /// The number that was called, or from which the call came.
    pub phone: String,
    /// Who spoke for the firm, with what they do there.
    pub person: String,
    pub said: String,
    /// The name of the member of staff who heard it.
    pub heard_by: String,
}

/// The fields as they were typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct VerbalTyped<'a> {
    pub on: Option<Date>,
    pub firm: &'a str,
    pub phone: &'a str,
    pub person: &'a str,
    pub said: &'a str,
    pub heard_by: &'a str,
}

/// A field that has to be put right.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum VerbalLacks {
    /// Left open, or not printable.
    Wanted {
        field: &'static str,
    },
    TooLong {
        field: &'static str,
        length_max: usize,
    },
    /// The day lies ahead.
    Ahead,
}

/// Reads a confirmation.
///
/// # Errors
///
/// Every field that has to be put right, in their order.
pub fn read_verbal(typed: &VerbalTyped<'_>, today: Date) -> Result<Verbal, Vec<VerbalLacks>> {
    let mut lacks = Vec::new();
    let mut text = |field: &'static str, typed: &str, length_max: usize| {
        use crate::people::TextRefused::{Empty, TooLong, Unprintable};
        // Words that were pasted with line breaks are one sentence here.
        let typed = typed.split_whitespace().collect::<Vec<_>>().join(" ");
        match line(&typed, length_max) {
            Ok(text) => text,
            Err(Empty | Unprintable) => {
                lacks.push(VerbalLacks::Wanted { field });
                String::new()
            }
            Err(TooLong { length_max }) => {
                lacks.push(VerbalLacks::TooLong { field, length_max });
                String::new()
            }
        }
    };
    let firm = text("firm", typed.firm, TEXT_LENGTH_MAX);
    let phone = text("phone", typed.phone, PHONE_LENGTH_MAX);
    let person = text("person", typed.person, TEXT_LENGTH_MAX);
    let said = text("said", typed.said, TEXT_LENGTH_MAX);
    let heard_by = text("heard_by", typed.heard_by, TEXT_LENGTH_MAX);
    match typed.on {
        None => lacks.insert(0, VerbalLacks::Wanted { field: "obtained_on" }),
        Some(on) if on > today => lacks.insert(0, VerbalLacks::Ahead),
        Some(on) if lacks.is_empty() => {
            return Ok(Verbal { on, firm, phone, person, said, heard_by });
        }
        Some(_) => {}
    }
    Err(lacks)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    const TODAY: Date = date(2026, 10, 2);

    fn whole() -> VerbalTyped<'static> {
        VerbalTyped {
            on: Some(TODAY),
            firm: "Harbour Bakery",
            phone: "905 555 0199",
            person: "Rosa Lim, shift manager",
            said: "Works\n30 hours, since August.",
            heard_by: "Ada Lindqvist",
        }
    }

    #[test]
    fn all_five_are_wanted() {
        let read = read_verbal(&whole(), TODAY).expect("is whole");
        assert_eq!(read.said, "Works 30 hours, since August.");
        let fields = ["obtained_on", "firm", "phone", "person", "said", "heard_by"];
        let wanted = fields.map(|field| VerbalLacks::Wanted { field });
        assert_eq!(read_verbal(&VerbalTyped::default(), TODAY), Err(wanted.to_vec()));
    }

    #[test]
    fn what_is_wrong_is_named() {
        let long = "x".repeat(PHONE_LENGTH_MAX + 1);
        let rows = [
            (
                VerbalTyped { phone: &long, ..whole() },
                VerbalLacks::TooLong { field: "phone", length_max: PHONE_LENGTH_MAX },
            ),
            (VerbalTyped { on: Some(date(2026, 10, 3)), ..whole() }, VerbalLacks::Ahead),
            (
                VerbalTyped { person: "\u{202e}", ..whole() },
                VerbalLacks::Wanted { field: "person" },
            ),
        ];
        for (typed, expected) in rows {
            assert_eq!(read_verbal(&typed, TODAY), Err(vec![expected]), "{typed:?}");
        }
    }
}
