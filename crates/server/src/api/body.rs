//! Reading a JSON body, with a sentence for everything that can be wrong with it.

use super::Once;
use crate::access::Viewer;
use crate::failure::Failure;
use crate::page::{Problems, Words};
use axum::body::Bytes;
use axum::extract::{FromRequest, Query, Request};
use axum::http::{HeaderMap, Uri, header};
use http_body_util::{BodyExt, LengthLimitError, Limited};
use serde::de::DeserializeOwned;

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
    let mut reader = serde_json::Deserializer::from_slice(bytes);
    let parsed = serde_path_to_error::deserialize::<_, T>(&mut reader);
    let ended = parsed.and_then(|value| {
        reader.end().map(|()| value).map_err(|error| {
            serde_path_to_error::Error::new(serde_path_to_error::Track::new().path(), error)
        })
    });
    ended.map_err(|error| {
        let field = error.path().to_string();
        let inner = error.into_inner();
        if inner.is_data() {
            let mut problems = Problems::new();
            let (field, sentence) = data_problem(&field, &inner.to_string(), words);
            problems.add(field, sentence);
            return Failure::Refused(problems);
        }
        let place = format!("{}:{}", inner.line(), inner.column());
        Failure::Malformed(words.with("api-not-json", &[("place", place.into())]))
    })
}

/// The field and the sentence of what a reader said of well-formed JSON that does not fit.
fn data_problem(path: &str, said: &str, words: Words) -> (String, String) {
    let said = said.split(" at line ").next().unwrap_or(said);
    let quoted = said.split('`').nth(1).unwrap_or_default();
    let path = if path == "." { "" } else { path };
    let joined = |name: &str| {
        let outer = path.strip_suffix(name).map_or(path, |rest| rest.trim_end_matches('.'));
        if outer.is_empty() { name.to_owned() } else { format!("{outer}.{name}") }
    };
    if said.starts_with("unknown field") {
        let known = said.split_once("expected ").map_or("", |(_, known)| known);
        let known = known.replace('`', "");
        return (joined(quoted), words.with("api-unknown-field", &[("known", known.into())]));
    }
    if said.starts_with("missing field") {
        return (joined(quoted), words.say("api-missing-field"));
    }
    let wanted = said.split_once("expected ").map_or(said, |(_, wanted)| wanted);
    let wanted = wanted.replace('`', "");
    (path.to_owned(), words.with("api-wrong-type", &[("wanted", wanted.into())]))
}

/// Reads the address's question, refusing names that are not known. `access_reason` may stand
/// beside any question, and is read by its own extractor.
///
/// # Errors
///
/// `Refused` with the sentence of what was wrong.
pub fn query<T: DeserializeOwned + Default>(uri: &Uri) -> Result<T, Failure> {
    let given = form_urlencoded::parse(uri.query().unwrap_or_default().as_bytes());
    let asked = form_urlencoded::Serializer::new("/?".to_owned())
        .extend_pairs(given.filter(|(name, _)| name != "access_reason"))
        .finish();
    let asked = asked.parse::<Uri>().map_err(|_| Failure::NotReadable)?;
    let read = Query::<T>::try_from_uri(&asked);
    read.map(|Query(asked)| asked).map_err(|rejection| {
        let words = Words::default();
        let said = rejection.body_text();
        if let Some((before, known)) = said.split_once("expected ")
            && before.contains("unknown field")
        {
            let field = said.split('`').nth(1).unwrap_or_default();
            let known = known.replace('`', "");
            let sentence = words.with("api-unknown-field", &[("known", known.into())]);
            return Failure::field(field, sentence);
        }
        // As `Failed to deserialize query string: limit: invalid digit found in string`.
        let mut parts = said.splitn(3, ": ").skip(1);
        let (field, fault) = (parts.next().unwrap_or_default(), parts.next());
        let fault = fault.unwrap_or(field).to_owned();
        Failure::field(field, words.with("api-not-readable", &[("said", fault.into())]))
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
        assert!(refused("/people?limit=many").starts_with("limit: "));
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
        assert_eq!(fields(r#"{"jobs":[]"#), "malformed");
        assert_eq!(fields(r#"{"jobs":[]} x"#), "malformed");
    }
}
