//! Reading a JSON body, with a sentence for everything that can be wrong with it.

use super::Once;
use super::day::{DAY, MOMENT};
use crate::access::Viewer;
use crate::failure::Failure;
use crate::page::Words;
use axum::body::Bytes;
use axum::extract::{FromRequest, Query, Request};
use axum::http::{HeaderMap, Uri, header};
use http_body_util::{BodyExt, LengthLimitError, Limited};
use serde::de::{DeserializeOwned, IgnoredAny};

/// Bytes of a JSON body, at most (1 MiB).
pub const BODY_BYTES_MAX: usize = 1 << 20;

/// What a program asked for, and the key that makes it count once.
pub struct Asked<T> {
    pub ask: T,
    pub once: Once,
}

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Asked<T> {
    type Rejection = Failure;

    async fn from_request(request: Request, _: &S) -> Result<Self, Failure> {
        let (parts, body) = request.into_parts();
        // Who may not ask is told so before what they sent is read.
        let viewer = parts.extensions.get::<Viewer>().cloned().ok_or(Failure::SignInFirst)?;
        let words = crate::access::words_of(&parts.headers, Some(&viewer));
        if !is_json(&parts.headers) {
            return Err(Failure::WrongKind { wanted: "application/json" });
        }
        let bytes = read(axum::body::Body::new(body), BODY_BYTES_MAX).await?;
        let target = format!("{} {}", parts.method, parts.uri);
        let once = Once::read(&parts.headers, &target, &bytes, words)?;
        Ok(Self { ask: parse(&bytes, words)?, once })
    }
}

fn is_json(headers: &HeaderMap) -> bool {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let essence = kind.unwrap_or_default().split(';').next().unwrap_or_default().trim();
    essence.eq_ignore_ascii_case("application/json")
}

/// Reads a body up to a limit.
pub(super) async fn read(body: axum::body::Body, bytes_max: usize) -> Result<Bytes, Failure> {
    match Limited::new(body, bytes_max).collect().await {
        Ok(collected) => Ok(collected.to_bytes()),
        Err(error) if error.downcast_ref::<LengthLimitError>().is_some() => {
            Err(Failure::TooLarge { bytes_max })
        }
        // Cut off by the sender, or by us because it trickled.
        Err(_) => Err(Failure::NotReadable),
    }
}

fn parse<T: DeserializeOwned>(bytes: &[u8], words: Words) -> Result<T, Failure> {
    // What is not JSON at all is another mistake than JSON that does not fit, wherever it stands.
    if let Err(error) = serde_json::from_slice::<IgnoredAny>(bytes) {
        return Err(not_json(&error, words));
    }
    // A list would be read as the fields in their order.
    if bytes.iter().find(|byte| !byte.is_ascii_whitespace()) != Some(&b'{') {
        return Err(Failure::field("", words.say("api-wants-object")));
    }
    let mut reader = serde_json::Deserializer::from_slice(bytes);
    serde_path_to_error::deserialize::<_, T>(&mut reader).map_err(|error| {
        let field = error.path().to_string();
        let inner = error.into_inner();
        if !inner.is_data() {
            return not_json(&inner, words);
        }
        let (field, sentence) = data_problem(&field, &inner.to_string(), words);
        Failure::field(&field, sentence)
    })
}

fn not_json(error: &serde_json::Error, words: Words) -> Failure {
    let place = format!("{}:{}", error.line(), error.column());
    Failure::Malformed(words.with("api-not-json", &[("place", place.into())]))
}

/// The field and the sentence of what a reader said of well-formed JSON that does not fit.
fn data_problem(path: &str, said: &str, words: Words) -> (String, String) {
    let said = said.rsplit_once(" at line ").map_or(said, |(said, _)| said);
    let quoted = said.split('`').nth(1).unwrap_or_default();
    let path = if path == "." { "" } else { path };
    let joined = |name: &str| {
        let outer = path.strip_suffix(name).map_or(path, |rest| rest.trim_end_matches('.'));
        if outer.is_empty() { name.to_owned() } else { format!("{outer}.{name}") }
    };
    if said.starts_with("unknown field") {
        return (joined(quoted), unknown_field(said, words));
    }
    if said.starts_with("missing field") {
        return (joined(quoted), words.say("api-missing-field"));
    }
    if said.starts_with("duplicate field") {
        return (joined(quoted), words.say("api-twice"));
    }
    let wanted = said.rsplit_once("expected ").map_or("", |(_, wanted)| wanted);
    (path.to_owned(), words.say(wanted_key(wanted)))
}

/// The sentence for a name that is not known, with those that are.
fn unknown_field(said: &str, words: Words) -> String {
    let known = said.rsplit_once("expected ").map_or("", |(_, known)| known);
    let known = known.strip_prefix("one of ").unwrap_or(known).replace('`', "");
    words.with("api-unknown-field", &[("known", known.into())])
}

/// The sentence that says what would be right, by what a reader wanted.
fn wanted_key(wanted: &str) -> &'static str {
    match wanted {
        DAY => "api-wants-day",
        MOMENT => "api-wants-moment",
        "a string" => "api-wants-text",
        "a boolean" => "api-wants-yes-or-no",
        "a sequence" => "api-wants-list",
        "f32" | "f64" => "api-wants-number",
        "i8" | "i16" | "i32" | "i64" | "u8" | "u16" | "u32" | "u64" => "api-wants-whole",
        other if other == "a map" || other.starts_with("struct ") => "api-wants-object",
        _ => "api-wants-other",
    }
}

/// Reads the address's question, refusing names that are not known. `access_reason` may stand
/// beside any question, whether or not the door has a use for it.
///
/// # Errors
///
/// `Refused` with the sentence of what was wrong.
pub fn query<T: DeserializeOwned + Default>(uri: &Uri) -> Result<T, Failure> {
    let asked = uri.query().unwrap_or_default();
    question(asked).or_else(|_| {
        let given = form_urlencoded::parse(asked.as_bytes());
        let mut without = form_urlencoded::Serializer::new(String::new());
        without.extend_pairs(given.filter(|(name, _)| name != "access_reason"));
        question(&without.finish())
    })
}

fn question<T: DeserializeOwned>(asked: &str) -> Result<T, Failure> {
    let uri = format!("/?{asked}").parse::<Uri>().map_err(|_| Failure::NotReadable)?;
    let read = Query::<T>::try_from_uri(&uri);
    read.map(|Query(asked)| asked).map_err(|rejection| {
        let words = Words::default();
        let said = rejection.body_text();
        if said.contains("unknown field") {
            let field = said.split('`').nth(1).unwrap_or_default();
            return Failure::field(field, unknown_field(&said, words));
        }
        if said.contains("duplicate field") {
            let field = said.split('`').nth(1).unwrap_or_default();
            return Failure::field(field, words.say("api-twice"));
        }
        // As `Failed to deserialize query string: limit: invalid digit found in string`.
        let field = said.split(": ").nth(1).unwrap_or_default();
        let is_choice = said.contains("`true` or `false`");
        let key = if is_choice { "api-wants-yes-or-no" } else { "api-wants-whole" };
        Failure::field(field, words.say(key))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::Page;

    fn refused(uri: &'static str) -> String {
        match query::<Page>(&Uri::from_static(uri)) {
            Err(Failure::Refused(problems)) => {
                problems.iter().map(|one| format!("{}: {}", one.field, one.sentence)).collect()
            }
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_question_is_read_and_what_is_wrong_is_named() {
        let page = query::<Page>(&Uri::from_static("/people?limit=7&access_reason=x%20y"));
        assert_eq!(page.map(|page| page.limit).ok().flatten(), Some(7));
        assert!(refused("/people?limt=7").starts_with("limt: There is no such field."));
        assert_eq!(refused("/people?limit=many"), "limit: Give a whole number, without quotes.");
        assert_eq!(refused("/people?limit=1&limit=2"), "limit: Give this field once.");
    }

    #[test]
    fn what_is_wrong_with_a_body_is_named_by_its_path() {
        #[derive(serde::Deserialize, Debug)]
        #[serde(deny_unknown_fields)]
        struct Inner {
            #[expect(dead_code, reason = "only its type is read")]
            hours: i64,
        }
        #[derive(serde::Deserialize, Debug)]
        #[serde(deny_unknown_fields)]
        struct Outer {
            #[expect(dead_code, reason = "only its type is read")]
            jobs: Vec<Inner>,
        }
        let fields = |text: &str| match parse::<Outer>(text.as_bytes(), Words::default()) {
            Err(Failure::Refused(problems)) => {
                problems.iter().map(|one| one.field.clone()).collect()
            }
            Err(Failure::Malformed(_)) => "malformed".to_owned(),
            other => panic!("{other:?}"),
        };
        assert_eq!(fields(r#"{"jobs":[{"hours":1},{"hours":"x"}]}"#), "jobs[1].hours");
        assert_eq!(fields(r#"{"jobs":[{"hours":1,"pay":2}]}"#), "jobs[0].pay");
        assert_eq!(fields(r#"{"jobs":[{}]}"#), "jobs[0].hours");
        assert_eq!(fields(r"{}"), "jobs");
        assert_eq!(fields(r#"{"jobs":[],"jobs":[]}"#), "jobs");
        assert_eq!(fields(r#"[[]]"#), "", "a list is no object, whatever its order");
        assert_eq!(fields(r#"{"jobs":[{"hours":"x"}]"#), "malformed", "before what does not fit");
        assert_eq!(fields(r#"{"jobs":[]"#), "malformed");
        assert_eq!(fields(r#"{"jobs":[]} x"#), "malformed");
    }
    #[test]
    fn the_sentence_says_what_would_be_right() {
        #[derive(serde::Deserialize, Debug)]
        #[serde(deny_unknown_fields)]
        struct Ask {
            #[expect(dead_code, reason = "only its type is read")]
            on: Option<crate::api::Day>,
            #[expect(dead_code, reason = "only its type is read")]
            at: Option<crate::api::Moment>,
            #[expect(dead_code, reason = "only its type is read")]
            hours: Option<f64>,
            #[expect(dead_code, reason = "only its type is read")]
            yes: Option<bool>,
        }
        let said = |text: &str| -> String {
            match parse::<Ask>(text.as_bytes(), Words::default()) {
                Err(Failure::Refused(problems)) => {
                    problems.iter().map(|one| one.sentence.clone()).collect()
                }
                other => panic!("{other:?}"),
            }
        };
        for on in [r#""2026-02-30""#, r#""20260301""#, "5", "[]", r#""a at line 1 expected i64""#] {
            let text = said(&format!(r#"{{"on":{on}}}"#));
            assert_eq!(text, "Give a day of the calendar as YYYY-MM-DD, such as 2026-02-28.");
        }
        assert!(said(r#"{"at":"2026-03-01"}"#).starts_with("Give a moment with its offset"));
        assert_eq!(said(r#"{"hours":"35h"}"#), "Give a number, without quotes.");
        assert_eq!(said(r#"{"yes":"no"}"#), "Give true or false, without quotes.");
        assert_eq!(said("null"), "Give a JSON object.");
        assert_eq!(said(r#"{"yes":true,"yes":true}"#), "Give this field once.");
    }
}
