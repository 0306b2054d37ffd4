//! Values of fields as JSON, and as forms send them.

use domain::forms::{FieldKind, Value, Values};
use jiff::civil::Date;
use serde_json::{Map, Value as Json};

/// A value as programs see it and as it is kept.
#[must_use]
pub fn json(value: &Value) -> Json {
    match value {
        Value::Text(text) => Json::from(text.as_str()),
        Value::Whole(number) => Json::from(*number),
        Value::Yes(yes) => Json::from(*yes),
        Value::Day(day) => Json::from(day.to_string()),
        Value::Days(days) => days.iter().map(ToString::to_string).collect(),
        Value::Several(words) => words.iter().map(String::as_str).collect(),
    }
}

/// Values by their fields.
#[must_use]
pub fn object(values: &Values) -> Map<String, Json> {
    values.iter().map(|(id, value)| (id.clone(), json(value))).collect()
}

/// Reads a value of a field; none where it is of another kind. Nothing takes back what stood there.
#[must_use]
pub fn read(kind: &FieldKind, json: &Json) -> Option<Value> {
    if json.is_null() {
        return Some(Value::Text(String::new()));
    }
    match kind {
        FieldKind::Text | FieldKind::LongText | FieldKind::Phone => {
            json.as_str().map(|text| Value::Text(text.to_owned()))
        }
        // Choices such as `2` weeks may come as numbers.
        FieldKind::Choice(_) => match json {
            Json::Number(number) => Some(Value::Text(number.to_string())),
            _ => json.as_str().map(|text| Value::Text(text.to_owned())),
        },
        FieldKind::Yes => json.as_bool().map(Value::Yes),
        FieldKind::Whole { .. } => json.as_i64().map(Value::Whole),
        FieldKind::Day => match json.as_str()? {
            "" => Some(Value::Text(String::new())),
            text => day(text).map(Value::Day),
        },
        FieldKind::Days => {
            let days: Option<Vec<Date>> =
                json.as_array()?.iter().map(|one| day(one.as_str()?)).collect();
            days.map(Value::Days)
        }
        FieldKind::Several(_) => {
            let words: Option<Vec<String>> =
                json.as_array()?.iter().map(|one| one.as_str().map(str::to_owned)).collect();
            words.map(Value::Several)
        }
    }
}

/// Reads what a form sent for a field; none where it cannot be read.
#[must_use]
pub fn typed(kind: &FieldKind, sent: &[&str]) -> Option<Value> {
    let first = sent.first().map(|text| text.trim()).unwrap_or_default();
    let nothing = || Some(Value::Text(String::new()));
    match kind {
        FieldKind::Several(_) => {
            let words: Vec<String> = sent
                .iter()
                .filter(|text| !text.is_empty())
                .map(|text| (*text).to_owned())
                .collect();
            if words.is_empty() { nothing() } else { Some(Value::Several(words)) }
        }
        _ if first.is_empty() => nothing(),
        FieldKind::Text | FieldKind::LongText | FieldKind::Phone | FieldKind::Choice(_) => {
            Some(Value::Text(first.to_owned()))
        }
        FieldKind::Yes => match first {
            "yes" => Some(Value::Yes(true)),
            "no" => Some(Value::Yes(false)),
            _ => None,
        },
        FieldKind::Whole { .. } => first.parse().ok().map(Value::Whole),
        FieldKind::Day => day(first).map(Value::Day),
        FieldKind::Days => {
            let parts = first.split([',', ';', ' ', '\n']).map(str::trim);
            let days: Option<Vec<Date>> = parts.filter(|part| !part.is_empty()).map(day).collect();
            days.map(Value::Days)
        }
    }
}

fn day(text: &str) -> Option<Date> {
    text.parse().ok().filter(|_| text.len() == 10)
}

/// A value as it stands in a control.
#[must_use]
pub fn shown(value: &Value) -> String {
    match value {
        Value::Text(text) => text.clone(),
        Value::Whole(number) => number.to_string(),
        Value::Yes(true) => "yes".to_owned(),
        Value::Yes(false) => "no".to_owned(),
        Value::Day(day) => day.to_string(),
        Value::Days(days) => days.iter().map(ToString::to_string).collect::<Vec<_>>().join(", "),
        Value::Several(words) => words.join(" "),
    }
}

/// The word of a kind of field.
#[must_use]
pub fn type_word(kind: &FieldKind) -> &'static str {
    match kind {
        FieldKind::Text => "text",
        FieldKind::LongText => "long_text",
        FieldKind::Phone => "phone",
        FieldKind::Day => "date",
        FieldKind::Days => "dates",
        FieldKind::Yes => "bool",
        FieldKind::Whole { .. } => "int",
        FieldKind::Choice(_) => "choice",
        FieldKind::Several(_) => "several",
    }
}

/// The ids to choose from; none where anything may be written.
#[must_use]
pub fn choices(kind: &FieldKind) -> Vec<String> {
    match kind {
        FieldKind::Choice(all) | FieldKind::Several(all) => {
            all.iter().map(|one| one.id.clone()).collect()
        }
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::flows::walk::some;
    use jiff::civil::date;

    #[test]
    fn what_is_written_is_read_again() {
        let choice = || {
            let label = domain::words::Words { en: "A".to_owned(), fr: "A".to_owned() };
            vec![domain::forms::Choice { id: "a".to_owned(), label }]
        };
        for kind in [
            FieldKind::Text,
            FieldKind::LongText,
            FieldKind::Phone,
            FieldKind::Day,
            FieldKind::Days,
            FieldKind::Yes,
            FieldKind::Whole { least: 1, most: 9 },
            FieldKind::Choice(choice()),
            FieldKind::Several(choice()),
        ] {
            let value = some(&kind, date(2026, 3, 2));
            assert_eq!(read(&kind, &json(&value)), Some(value.clone()), "{kind:?}");
            let sent = shown(&value);
            assert_eq!(typed(&kind, &[sent.as_str()]), Some(value), "{kind:?}");
            assert_eq!(typed(&kind, &[""]), Some(Value::Text(String::new())), "{kind:?}");
            assert_eq!(read(&kind, &Json::Null), Some(Value::Text(String::new())), "{kind:?}");
        }
        assert_eq!(typed(&FieldKind::Day, &["soon"]), None);
        assert_eq!(read(&FieldKind::Yes, &Json::from("yes")), None);
        let two = typed(&FieldKind::Days, &["2026-03-02, 2026-03-09"]);
        assert_eq!(two, Some(Value::Days(vec![date(2026, 3, 2), date(2026, 3, 9)])));
    }
}
