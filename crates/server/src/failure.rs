//! What a handler gives when it cannot give what was asked for.
//!
//! The only error type that becomes a response. Programs get a problem document (RFC 9457),
//! people a page in their language with one sentence that says what would be right. A fault of
//! ours gets a reference number, logged once here, and never a stack trace.

use crate::access::{Again, Viewer};
use crate::app::App;
use crate::page::{FailurePage, Frame, Problems, Words};
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{Html, IntoResponse, Redirect, Response};
use domain::ids::{FaultId, PersonId};
use serde_json::{Value, json};

/// Why a request was not done.
#[derive(Debug, Clone)]
pub enum Failure {
    SignInFirst,
    /// Not there, or not yours: the same.
    NotFound,
    Forbidden,
    /// Not for this person, with the sentence that says for whom.
    NotForYou(String),
    /// The form is not of this session, or was sent from another site.
    Expired,
    /// Outside the caseload: the file opens once a reason is given.
    ReasonWanted {
        person: PersonId,
    },
    /// The address cannot be read at all.
    NotReadable,
    /// The body cannot be read at all.
    Malformed(String),
    /// Another content type than the one that is taken.
    WrongKind {
        wanted: &'static str,
    },
    TooLarge {
        bytes_max: usize,
    },
    TooOften {
        retry_after_s: u64,
    },
    /// What was given is wrong, by field.
    Refused(Problems),
    /// Something is missing before this can be done.
    Missing(Vec<Lacking>),
    /// Changed under you, or already done. With the current state where it helps.
    Conflict {
        sentence: String,
        current: Option<Box<Value>>,
    },
    ReadOnly,
    DiskFull,
    /// The bucket of the documents does not answer.
    StoreAway,
    Busy,
    MethodNotAllowed,
    Fault {
        reference: FaultId,
    },
}

/// One thing that is missing before an act.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
pub struct Lacking {
    /// A question's id, or a word such as `consent`.
    pub code: String,
    /// A sentence that says what would be right.
    pub message: String,
}

impl Lacking {
    #[must_use]
    pub fn new(code: impl Into<String>, message: impl Into<String>) -> Self {
        Self { code: code.into(), message: message.into() }
    }
}

impl Failure {
    /// A conflict without more to show than its sentence.
    #[must_use]
    pub fn conflict(sentence: impl Into<String>) -> Self {
        Self::Conflict { sentence: sentence.into(), current: None }
    }

    /// One field that is wrong.
    #[must_use]
    pub fn field(field: &str, sentence: impl Into<String>) -> Self {
        let mut problems = Problems::new();
        problems.add(field, sentence);
        Self::Refused(problems)
    }

    /// A mistake of ours: logged here with the reference that is shown.
    #[must_use]
    pub fn fault(during: &str, cause: &dyn std::fmt::Display) -> Self {
        let clock = crate::clock::Clock::real();
        let reference = FaultId::from_number(crate::keys::new_number(clock.real_now()));
        tracing::error!(%reference, during, %cause, "a request failed");
        Self::Fault { reference }
    }

    /// One sentence for whoever reads a terminal.
    #[must_use]
    pub fn in_english(&self) -> String {
        self.sentence(Words::default())
    }

    fn status(&self) -> StatusCode {
        match self {
            Self::SignInFirst => StatusCode::UNAUTHORIZED,
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::Forbidden | Self::NotForYou(_) | Self::Expired | Self::ReasonWanted { .. } => {
                StatusCode::FORBIDDEN
            }
            Self::Malformed(_) | Self::NotReadable => StatusCode::BAD_REQUEST,
            Self::WrongKind { .. } => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::TooLarge { .. } => StatusCode::PAYLOAD_TOO_LARGE,
            Self::TooOften { .. } => StatusCode::TOO_MANY_REQUESTS,
            Self::Refused(_) | Self::Missing(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Self::Conflict { .. } => StatusCode::CONFLICT,
            Self::ReadOnly | Self::Busy | Self::StoreAway => StatusCode::SERVICE_UNAVAILABLE,
            Self::DiskFull => StatusCode::INSUFFICIENT_STORAGE,
            Self::MethodNotAllowed => StatusCode::METHOD_NOT_ALLOWED,
            Self::Fault { .. } => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// When trying again makes sense, where that is known.
    fn retry_after_s(&self) -> Option<u64> {
        match self {
            Self::TooOften { retry_after_s } => Some(*retry_after_s),
            Self::Busy | Self::ReadOnly => Some(5),
            Self::StoreAway => Some(60),
            _ => None,
        }
    }

    /// The words of this kind of failure: `failure-<kind>-title` and `failure-<kind>`.
    fn kind(&self) -> &'static str {
        match self {
            Self::SignInFirst => "sign-in",
            Self::NotFound => "not-found",
            Self::Forbidden | Self::NotForYou(_) => "forbidden",
            Self::Expired => "expired",
            Self::ReasonWanted { .. } => "reason",
            Self::Malformed(_) | Self::NotReadable => "malformed",
            Self::WrongKind { .. } => "wrong-kind",
            Self::TooLarge { .. } => "too-large",
            Self::TooOften { .. } => "too-often",
            Self::Refused(_) => "refused",
            Self::Missing(_) => "missing",
            Self::Conflict { .. } => "conflict",
            Self::ReadOnly => "read-only",
            Self::DiskFull => "disk-full",
            Self::StoreAway => "store-away",
            Self::Busy => "busy",
            Self::MethodNotAllowed => "method",
            Self::Fault { .. } => "fault",
        }
    }

    /// The heading: not every conflict is one of two who wrote at the same time.
    fn title(&self, words: Words) -> String {
        match self {
            Self::Conflict { sentence, current: None } if !sentence.is_empty() => {
                words.say("failure-settled-title")
            }
            other => words.say(&format!("failure-{}-title", other.kind())),
        }
    }

    pub(crate) fn sentence(&self, words: Words) -> String {
        match self {
            Self::Conflict { sentence, .. } if sentence.is_empty() => words.say("failure-conflict"),
            Self::Malformed(sentence)
            | Self::NotForYou(sentence)
            | Self::Conflict { sentence, .. } => sentence.clone(),
            Self::WrongKind { wanted } => {
                words.with("failure-wrong-kind", &[("wanted", (*wanted).into())])
            }
            Self::TooLarge { bytes_max } => {
                let size = words.size(*bytes_max as u64);
                words.with("failure-too-large", &[("size", size.into())])
            }
            Self::Refused(problems) => {
                let said: Vec<&str> = problems.iter().map(|one| one.sentence.as_str()).collect();
                said.join(" ")
            }
            Self::Missing(lacking) => {
                let said: Vec<&str> = lacking.iter().map(|one| one.message.as_str()).collect();
                said.join(" ")
            }
            Self::SignInFirst => words.say("failure-sign-in-first"),
            Self::NotFound
            | Self::NotReadable
            | Self::Forbidden
            | Self::Expired
            | Self::ReasonWanted { .. }
            | Self::TooOften { .. }
            | Self::ReadOnly
            | Self::DiskFull
            | Self::StoreAway
            | Self::Busy
            | Self::MethodNotAllowed
            | Self::Fault { .. } => words.say(&format!("failure-{}", self.kind())),
        }
    }

    fn problem_document(&self, words: Words) -> Response {
        let kind = self.kind();
        let mut document = json!({
            "type": format!("urn:cairn:problem:{kind}"),
            "title": self.title(words),
            "status": self.status().as_u16(),
            "detail": self.sentence(words),
        });
        match self {
            Self::Refused(problems) => {
                let errors = problems.iter();
                document["errors"] = errors
                    .map(|one| json!({"field": one.field, "message": one.sentence}))
                    .collect();
            }
            Self::Missing(lacking) => document["missing"] = json!(lacking),
            Self::Conflict { current: Some(current), .. } => {
                document["current"] = (**current).clone();
            }
            Self::Fault { reference } => document["reference"] = json!(reference.as_str()),
            Self::SignInFirst
            | Self::NotFound
            | Self::NotReadable
            | Self::Forbidden
            | Self::NotForYou(_)
            | Self::Expired
            | Self::ReasonWanted { .. }
            | Self::Malformed(_)
            | Self::WrongKind { .. }
            | Self::TooLarge { .. }
            | Self::TooOften { .. }
            | Self::Conflict { current: None, .. }
            | Self::ReadOnly
            | Self::DiskFull
            | Self::StoreAway
            | Self::MethodNotAllowed
            | Self::Busy => {}
        }
        let kind = [(header::CONTENT_TYPE, "application/problem+json")];
        (self.status(), kind, document.to_string()).into_response()
    }

    fn page(&self, frame: Frame, again: Option<Again>) -> Response {
        let words = frame.words;
        let mut page = FailurePage::of(frame, self.kind());
        page.sentence = self.sentence(words);
        page.frame.title = self.title(words);
        page = page.again(again);
        if let Self::Fault { reference } = self {
            page = page.reference(reference.as_str());
        }
        match page.page() {
            Ok(page) => (self.status(), Html(page)).into_response(),
            Err(_) => self.status().into_response(),
        }
    }
}

impl From<askama::Error> for Failure {
    fn from(error: askama::Error) -> Self {
        Self::fault("writing a page", &error)
    }
}

/// A failure on its way through the layers, not yet in anybody's language.
#[derive(Clone)]
struct Unsaid(Failure);

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        response.extensions_mut().insert(Unsaid(self));
        response
    }
}

/// Says failures to whoever asked: a document for programs, a page for people.
pub async fn say(State(app): State<App>, request: Request, next: Next) -> Response {
    let asked = Asked::of(&request);
    let mut response = next.run(request).await;
    let viewer = response.extensions_mut().remove::<Viewer>();
    let again = response.extensions_mut().remove::<Again>();
    let Some(failure) = failure_of(&mut response) else {
        return response;
    };
    let words = crate::access::words_of(&asked.headers, viewer.as_ref());
    let mut said = if asked.is_program {
        failure.problem_document(words)
    } else {
        match (&failure, asked.is_read) {
            (Failure::SignInFirst, true) => {
                Redirect::to(&crate::access::sign_in_address(&asked.address)).into_response()
            }
            (Failure::ReasonWanted { person }, true) => {
                let wanted = crate::access::reason_address(person, &asked.address);
                Redirect::to(&wanted).into_response()
            }
            (_, _) => failure.page(app.frame_for(viewer.as_ref(), words, &asked.address), again),
        }
    };
    if let Some(wait_s) = failure.retry_after_s() {
        said.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(wait_s));
    }
    if said.status() == StatusCode::UNAUTHORIZED {
        let bearer = HeaderValue::from_static("Bearer");
        said.headers_mut().insert(header::WWW_AUTHENTICATE, bearer);
    }
    if let Some(allowed) = response.headers_mut().remove(header::ALLOW) {
        said.headers_mut().insert(header::ALLOW, allowed);
    }
    said
}

/// Who asked, as far as the answer's form depends on it.
struct Asked {
    headers: HeaderMap,
    address: String,
    is_read: bool,
    is_program: bool,
}

impl Asked {
    fn of(request: &Request) -> Self {
        let headers = request.headers();
        let whole = request.uri().path_and_query().map_or("/", |whole| whole.as_str());
        let begins = |name: header::HeaderName, text: &str| {
            let value = headers.get(name).and_then(|value| value.to_str().ok());
            value.is_some_and(|value| value.starts_with(text))
        };
        // A browser asks for pages by address or form; it never brings a token, puts or patches.
        let is_form_method = request.method().is_safe() || request.method() == Method::POST;
        let is_program = whole.starts_with("/api/")
            || headers.contains_key(header::AUTHORIZATION)
            || begins(header::ACCEPT, "application/json")
            || begins(header::CONTENT_TYPE, "application/json")
            || !is_form_method;
        Self {
            is_read: request.method().is_safe(),
            address: whole.to_owned(),
            is_program,
            headers: headers.clone(),
        }
    }
}

/// The failure that a response carries, or that the router's own bare answers mean.
fn failure_of(response: &mut Response<Body>) -> Option<Failure> {
    if let Some(Unsaid(failure)) = response.extensions_mut().remove::<Unsaid>() {
        return Some(failure);
    }
    let kind = response.headers().get(header::CONTENT_TYPE);
    let bare = kind.is_none();
    let is_text = kind.is_some_and(|kind| kind.as_bytes().starts_with(b"text/plain"));
    match response.status() {
        StatusCode::NOT_FOUND if bare => Some(Failure::NotFound),
        StatusCode::METHOD_NOT_ALLOWED if bare => Some(Failure::MethodNotAllowed),
        // Axum's own extractors answer in plain English text, which no handler of ours does.
        StatusCode::BAD_REQUEST if is_text => Some(Failure::NotReadable),
        _ => None,
    }
}
