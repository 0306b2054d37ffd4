//! Reading what was typed on the forms of people and their jobs.

use crate::api::Posted;
use crate::page::{Choice, Field, Problems, Words};
use crate::people::act::POINTS_MAX;
use domain::people::NAME_LENGTH_MAX;
use jiff::civil::Date;

/// Zones that are offered; any other that is in force is offered besides.
const ZONES: [&str; 14] = [
    "America/St_Johns",
    "America/Halifax",
    "America/Toronto",
    "America/Winnipeg",
    "America/Regina",
    "America/Edmonton",
    "America/Vancouver",
    "America/Whitehorse",
    "America/New_York",
    "America/Chicago",
    "America/Denver",
    "America/Los_Angeles",
    "Europe/London",
    "Australia/Sydney",
];

/// Reads a day; none where nothing was typed. What is no day is a problem of its field.
pub fn read_day(form: &Posted, field: &str, words: Words, problems: &mut Problems) -> Option<Date> {
    let typed = form.given(field)?;
    match typed.parse::<Date>() {
        Ok(day) if typed.len() == 10 => Some(day),
        Ok(_) | Err(_) => {
            problems.add(field, words.say("people-day-wanted"));
            None
        }
    }
}

/// Reads a number typed with a point or a comma; none where it is no number.
#[must_use]
pub fn read_number(typed: &str) -> Option<f64> {
    let plain = typed.trim().replace(',', ".");
    plain.parse::<f64>().ok().filter(|number| number.is_finite())
}

/// Reads an amount of money as whole cents: `18.50`, `18,5`, `1 250`.
#[must_use]
pub fn read_cents(typed: &str) -> Option<i64> {
    let plain: String =
        typed.chars().filter(|c| !c.is_whitespace() && *c != '$' && *c != '£').collect();
    let plain = plain.replace(',', ".");
    let (whole, part) = plain.split_once('.').unwrap_or((&plain, ""));
    let all_digits = |text: &str| text.bytes().all(|c| c.is_ascii_digit());
    if whole.is_empty() || part.len() > 2 || !all_digits(whole) || !all_digits(part) {
        return None;
    }
    let cents: i64 = format!("{part:0<2}").parse().ok()?;
    whole.parse::<i64>().ok()?.checked_mul(100)?.checked_add(cents)
}

/// A year of birth: none where nothing was typed, and a number that is refused where it is none.
#[must_use]
pub fn read_year(typed: Option<&str>) -> Option<i64> {
    typed.map(|text| text.parse().unwrap_or(0))
}

/// The fields of a person, on the form for a new one and on the form that corrects.
#[derive(Debug, Clone)]
pub struct PersonFields {
    pub given_name: Field,
    pub family_name: Field,
    pub language: Field,
    pub phones: Vec<Field>,
    pub emails: Vec<Field>,
    pub year_of_birth: Field,
    pub reference: Field,
    pub time_zone: Field,
    pub consent_email: Field,
    pub consent_sms: Field,
}

impl PersonFields {
    /// The fields with what was typed, or is known, and what is wrong with it.
    ///
    /// `consents` are the answers to both questions about consent.
    #[must_use]
    pub fn of(
        words: Words,
        typed: &Posted,
        problems: &Problems,
        consents: impl Fn(&str) -> Vec<Choice>,
    ) -> Self {
        let field = |name: &str, key: &str| {
            Field::new(words, name, key).value(typed.text(name)).problem(problems)
        };
        let languages =
            ["en", "fr"].map(|tag| Choice::new(tag, words.say(&format!("people-language-{tag}"))));
        Self {
            given_name: field("given_name", "people-given-name")
                .length_max(NAME_LENGTH_MAX)
                .autocomplete("off"),
            family_name: field("family_name", "people-family-name")
                .length_max(NAME_LENGTH_MAX)
                .autocomplete("off"),
            language: field("language", "people-language").choices(languages.to_vec()),
            phones: points(words, typed, problems, ("phones", "people-phone")),
            emails: points(words, typed, problems, ("emails", "people-email")),
            year_of_birth: field("year_of_birth", "people-year-of-birth")
                .hint("people-year-hint")
                .optional()
                .keyboard("numeric")
                .width("short"),
            reference: field("reference", "people-reference")
                .hint("people-reference-hint")
                .optional(),
            time_zone: field("time_zone", "people-time-zone")
                .hint("people-time-zone-hint")
                .choices(zones(typed.text("time_zone"))),
            consent_email: field("consent_email", "people-consent-email")
                .hint("people-consent-email-hint")
                .choices(consents("email")),
            consent_sms: field("consent_sms", "people-consent-sms")
                .hint("people-consent-sms-hint")
                .choices(consents("sms")),
        }
    }
}

/// One line for each way to reach somebody that was typed, and an empty one while there is room.
fn points(
    words: Words,
    typed: &Posted,
    problems: &Problems,
    (name, key): (&str, &str),
) -> Vec<Field> {
    let mut values: Vec<&str> = typed.all(name).filter(|text| !text.trim().is_empty()).collect();
    if values.len() < POINTS_MAX {
        values.push("");
    }
    let line = |(place, value): (usize, &&str)| {
        let id = format!("{name}[{place}]");
        let key = if place == 0 { key.to_owned() } else { format!("{key}-more") };
        let mut field = Field::new(words, name, &key).value(*value).id(id.clone());
        field.optional = place > 0;
        let own = problems.of(&id).or_else(|| problems.of(name).filter(|_| place == 0));
        field.error = own.unwrap_or_default().to_owned();
        field
    };
    values.iter().enumerate().map(line).collect()
}

fn zones(present: &str) -> Vec<Choice> {
    let mut names: Vec<&str> = ZONES.to_vec();
    if !present.is_empty() && !names.contains(&present) {
        names.insert(0, present);
    }
    names.into_iter().map(|name| Choice::new(name, name.replace('_', " "))).collect()
}

/// What was typed in every field of this name, without the empty ones.
#[must_use]
pub fn all_given(form: &Posted, name: &str) -> Vec<String> {
    let given = form.all(name).map(str::trim).filter(|text| !text.is_empty());
    given.map(str::to_owned).collect()
}

/// An answer of `yes`, `no`, or nothing said.
#[must_use]
pub fn yes_or_no(form: &Posted, name: &str) -> Option<bool> {
    match form.text(name) {
        "yes" => Some(true),
        "no" => Some(false),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_read_as_people_type_them() {
        for (typed, cents) in [
            ("18.50", Some(1850)),
            ("18,5", Some(1850)),
            ("$1 250", Some(125_000)),
            ("0", Some(0)),
            ("18.505", None),
            ("-3", None),
            ("ten", None),
            ("", None),
            ("99999999999999999999", None),
        ] {
            assert_eq!(read_cents(typed), cents, "{typed}");
        }
    }

    #[test]
    fn impossible_days_are_problems_of_their_field() {
        let words = Words::default();
        for (typed, is_day) in [("2025-09-30", true), ("2025-02-30", false), ("soon", false)] {
            let form = Posted::from_fields(vec![("on".to_owned(), typed.to_owned())]);
            let mut problems = Problems::new();
            assert_eq!(read_day(&form, "on", words, &mut problems).is_some(), is_day, "{typed}");
            assert_eq!(problems.of("on").is_none(), is_day, "{typed}");
        }
    }
}
