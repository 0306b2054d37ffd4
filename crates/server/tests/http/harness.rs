//! A whole app on a database of its own, with a still clock and a small cast.
//!
//! ```ignore
//! both(|app| async move {
//!     app.sign_in("ada").await;
//!     let page = app.get("/people").await;
//!     assert_eq!(page.status, 200);
//!     let made = app.api("ada").post_json("/api/v1/people", json!({…})).await;
//! })
//! .await;
//! ```
//!
//! The cast: Stonebridge has `ada` and `bob` (advisers), `theo`, `rita`, `sam`, `max` and `ines`
//! in Hamilton and `chloe` (adviser) in Ottawa; Fraser has `fay` (adviser), `finn` (team leader)
//! and `fred` (administrator) in Surrey. The password is [`PASSWORD`], tokens are `token-ada`.

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Method, Request, header};
use axum::response::Response;
use db::testing::Scratch;
use domain::access::Role;
use domain::ids::{AgencyId, OfficeId, UserId};
use domain::words::Language;
use http_body_util::BodyExt;
use jiff::Timestamp;
use serde_json::Value;
use server::access::Viewer;
use server::access::store::{self, NewAgency, NewOffice, NewSession, NewUser};
use server::app::App;
use server::clock::Clock;
use server::config::Settings;
use server::keys::{Keys, random_secret, sha256_hex};
use std::collections::BTreeMap;
use std::ops::Deref;
use std::path::Path;
use std::sync::{Arc, LazyLock, Mutex};
use tower::ServiceExt;

/// Everybody's password.
pub const PASSWORD: &str = "a-long-enough-password";
/// When the clock stands.
pub const NOW: &str = "2026-03-04T15:00:00Z";

static HASH: LazyLock<String> =
    LazyLock::new(|| server::access::password::hash(PASSWORD).expect("hashes"));

/// Who there is: name, role, agency and office by their places.
pub const CAST: [(&str, Role, usize, usize); 11] = [
    ("ada", Role::Adviser, 0, 0),
    ("bob", Role::Adviser, 0, 0),
    ("theo", Role::TeamLeader, 0, 0),
    ("rita", Role::RecordsLead, 0, 0),
    ("sam", Role::ClaimsOfficer, 0, 0),
    ("max", Role::Administrator, 0, 0),
    ("ines", Role::Auditor, 0, 0),
    ("chloe", Role::Adviser, 0, 1),
    ("fay", Role::Adviser, 1, 2),
    ("finn", Role::TeamLeader, 1, 2),
    ("fred", Role::Administrator, 1, 2),
];

/// An app with its router, and one browser.
pub struct TestApp {
    house: Arc<House>,
    browser: Mutex<Browser>,
}

struct House {
    app: App,
    router: Router,
    people: BTreeMap<&'static str, Viewer>,
    _scratch: Scratch,
}

impl Drop for House {
    fn drop(&mut self) {
        std::fs::remove_dir_all(&self.app.settings.documents).ok();
    }
}

#[derive(Default)]
struct Browser {
    cookies: BTreeMap<String, String>,
    csrf: String,
}

impl Deref for TestApp {
    type Target = App;

    fn deref(&self) -> &App {
        &self.house.app
    }
}

/// Runs a test on SQLite, then on PostgreSQL.
pub async fn both<F: Future<Output = ()>>(test: impl Fn(TestApp) -> F) {
    eprintln!("on SQLite:");
    test(TestApp::sqlite().await).await;
    eprintln!("on PostgreSQL:");
    test(TestApp::postgres().await).await;
}

/// As [`both`], with other settings.
pub async fn both_with<F: Future<Output = ()>>(
    change: impl Fn(&mut Settings),
    test: impl Fn(TestApp) -> F,
) {
    eprintln!("on SQLite:");
    test(TestApp::on(db::testing::sqlite().await, &change).await).await;
    eprintln!("on PostgreSQL:");
    test(TestApp::on(db::testing::postgres().await, &change).await).await;
}

impl TestApp {
    pub async fn sqlite() -> Self {
        Self::on(db::testing::sqlite().await, |_| {}).await
    }

    pub async fn postgres() -> Self {
        Self::on(db::testing::postgres().await, |_| {}).await
    }

    /// On SQLite, with other settings.
    pub async fn with(change: impl FnOnce(&mut Settings)) -> Self {
        Self::on(db::testing::sqlite().await, change).await
    }

    async fn on(scratch: Scratch, change: impl FnOnce(&mut Settings)) -> Self {
        scratch.migrate(server::migrations::ALL).await.expect("the schema is made");
        let listen = "127.0.0.1:8080".parse().expect("is an address");
        let mut settings = Settings::demo(listen, Path::new("."));
        settings.documents = std::env::temp_dir().join(format!("cairn-{}", random_secret()));
        settings.program = std::env::var_os("CAIRN_TEST_BIN").map(Into::into);
        change(&mut settings);
        let clock = Clock::still(NOW.parse().expect("is a moment"));
        let app = App::new((*scratch).clone(), clock, Keys::new([7; 32]), settings);
        let people = hire(&app).await;
        let router = server::routes::router(app.clone());
        let house = Arc::new(House { app, router, people, _scratch: scratch });
        Self { house, browser: Mutex::default() }
    }

    /// Another browser on the same app, in which nobody is signed in.
    pub fn another(&self) -> Self {
        Self { house: Arc::clone(&self.house), browser: Mutex::default() }
    }

    /// Sets the office's clock.
    pub fn at(&self, moment: &str) -> &Self {
        self.house.app.clock.set(moment.parse().expect("is a moment"));
        self
    }

    /// Who somebody of the cast is.
    pub fn viewer(&self, name: &str) -> &Viewer {
        self.house.people.get(name).unwrap_or_else(|| panic!("{name} is not of the cast"))
    }

    /// Gives this browser a session of somebody, without the page of signing in.
    pub async fn sign_in(&self, name: &str) {
        let viewer = self.viewer(name);
        let (secret, csrf) = (random_secret(), self.keys.form_secret(viewer.user));
        let session = NewSession {
            token_hash: &sha256_hex(secret.as_bytes()),
            agency: viewer.agency,
            user: viewer.user,
            csrf: &csrf,
            browser: "Firefox/Linux",
            at: self.clock.real_now(),
        };
        let mut writer = self.db.writer().await.expect("writes");
        store::begin_session(&mut writer, &session, None).await.expect("begins");
        writer.commit().await.expect("commits");
        let mut browser = self.browser.lock().expect("a browser");
        browser.cookies.insert(self.session_cookie().to_owned(), secret);
        browser.csrf = csrf;
    }

    pub fn cookie(&self, name: &str) -> Option<String> {
        self.browser.lock().expect("a browser").cookies.get(name).cloned()
    }

    pub fn set_cookie(&self, name: &str, value: &str) {
        let mut browser = self.browser.lock().expect("a browser");
        browser.cookies.insert(name.to_owned(), value.to_owned());
    }

    pub fn csrf(&self) -> String {
        self.browser.lock().expect("a browser").csrf.clone()
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.send(self.request(Method::GET, path).body(Body::empty()).expect("a request")).await
    }

    /// Posts a form with the value of this browser's session.
    pub async fn post_form(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let csrf = self.csrf();
        let mut fields = fields.to_vec();
        if !csrf.is_empty() {
            fields.push(("csrf", &csrf));
        }
        self.post_bare(path, &fields).await
    }

    /// Posts exactly these fields.
    pub async fn post_bare(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        let request = self
            .request(Method::POST, path)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.send(request.body(Body::from(body)).expect("a request")).await
    }

    /// A program with somebody's token.
    pub fn api(&self, name: &str) -> Api<'_> {
        Api { app: self, token: format!("token-{name}") }
    }

    /// A request with this browser's cookies.
    pub fn request(&self, method: Method, path: &str) -> axum::http::request::Builder {
        let browser = self.browser.lock().expect("a browser");
        let cookies: Vec<String> =
            browser.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let mut request = Request::builder().method(method).uri(path);
        request = request.header(header::HOST, "127.0.0.1:8080");
        if !cookies.is_empty() {
            request = request.header(header::COOKIE, cookies.join("; "));
        }
        request
    }

    pub async fn send(&self, request: Request<Body>) -> Answer {
        let response = self.house.router.clone().oneshot(request).await.expect("an answer");
        self.keep_cookies(&response);
        Answer::of(response).await
    }

    fn keep_cookies(&self, response: &Response) {
        let mut browser = self.browser.lock().expect("a browser");
        for value in response.headers().get_all(header::SET_COOKIE) {
            let value = value.to_str().expect("text");
            let (pair, rest) = value.split_once(';').unwrap_or((value, ""));
            let (name, value) = pair.split_once('=').expect("a cookie");
            if rest.contains("Max-Age=0") {
                browser.cookies.remove(name);
            } else {
                browser.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
    }

    /// Does all that is due by the clock, until nothing is.
    pub async fn run_jobs(&self) -> Vec<String> {
        let done = server::demo::tick(self).await.expect("works");
        done.into_iter().map(|done| format!("{} {}", done.what, done.subject)).collect()
    }

    /// How many rows a question counts: `SELECT COUNT(*) AS many FROM …`.
    pub async fn count(&self, sql: &'static str) -> i64 {
        let mut reader = self.db.reader().await.expect("reads");
        let row = reader.one(sql, db::binds![]).await.expect("answers").expect("a row");
        row.get("many").expect("a number")
    }
}

/// A program that acts as somebody.
pub struct Api<'a> {
    app: &'a TestApp,
    token: String,
}

impl Api<'_> {
    pub async fn get(&self, path: &str) -> Answer {
        self.ask(Method::GET, path, None).await
    }

    pub async fn post_json(&self, path: &str, body: Value) -> Answer {
        self.ask(Method::POST, path, Some(body)).await
    }

    pub async fn put_json(&self, path: &str, body: Value) -> Answer {
        self.ask(Method::PUT, path, Some(body)).await
    }

    pub async fn patch_json(&self, path: &str, body: Value) -> Answer {
        self.ask(Method::PATCH, path, Some(body)).await
    }

    pub async fn ask(&self, method: Method, path: &str, body: Option<Value>) -> Answer {
        let request = self.request(method, path);
        let request = match body {
            Some(body) => request
                .header(header::CONTENT_TYPE, "application/json")
                .body(Body::from(body.to_string())),
            None => request.body(Body::empty()),
        };
        self.app.send(request.expect("a request")).await
    }

    pub fn request(&self, method: Method, path: &str) -> axum::http::request::Builder {
        let bearer = format!("Bearer {}", self.token);
        Request::builder().method(method).uri(path).header(header::AUTHORIZATION, bearer)
    }
}

/// What came back.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub headers: HeaderMap,
    pub text: String,
    /// The body as it came, for files.
    pub bytes: Vec<u8>,
}

impl Answer {
    async fn of(response: Response) -> Self {
        let (parts, body) = response.into_parts();
        let bytes = body.collect().await.expect("a whole body").to_bytes();
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let (status, bytes) = (parts.status.as_u16(), bytes.to_vec());
        Self { status, headers: parts.headers, text, bytes }
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().expect("text"))
    }

    pub fn location(&self) -> &str {
        self.header("location")
    }

    /// The body, which has to be JSON.
    pub fn json(&self) -> Value {
        let parsed = serde_json::from_str(&self.text);
        parsed.unwrap_or_else(|error| panic!("{error}: {} {}", self.status, self.text))
    }

    /// Fails, showing the body, unless the status is this one.
    #[track_caller]
    pub fn is(self, status: u16) -> Self {
        assert_eq!(self.status, status, "{}", self.text);
        self
    }
}

async fn hire(app: &App) -> BTreeMap<&'static str, Viewer> {
    let at: Timestamp = "2025-01-06T14:00:00Z".parse().expect("is a moment");
    let agencies = [1, 2].map(AgencyId::from_number);
    let offices = [11, 12, 13].map(OfficeId::from_number);
    let mut writer = app.db.writer().await.expect("writes");
    for (id, name) in agencies.into_iter().zip(["Stonebridge Employment", "Fraser Valley Works"]) {
        let agency = NewAgency { id, name, name_fr: name, address: "18 Wharf Row", phone: "", at };
        store::record_agency(&mut writer, &agency).await.expect("an agency");
    }
    for (place, name, time_zone) in [
        (0, "Hamilton", "America/Toronto"),
        (1, "Ottawa", "America/Toronto"),
        (2, "Surrey", "America/Vancouver"),
    ] {
        let agency = agencies[usize::from(place == 2)];
        let office = NewOffice { agency, id: offices[place], name, time_zone, at };
        store::record_office(&mut writer, &office).await.expect("an office");
    }
    for (number, (name, role, agency, office)) in (100..).zip(CAST) {
        let id = UserId::from_number(number);
        let user = NewUser {
            agency: agencies[agency],
            id,
            office: offices[office],
            name,
            email: &format!("{name}@test.example"),
            role,
            language: Language::English,
            password_hash: Some(&HASH),
            at,
        };
        store::record_user(&mut writer, &user).await.expect("somebody");
        let hash = sha256_hex(format!("token-{name}").as_bytes());
        let whose = (&agencies[agency], &id);
        store::record_token(&mut writer, &hash, "test", whose, at).await.expect("a token");
    }
    writer.commit().await.expect("commits");
    let mut reader = app.db.reader().await.expect("reads");
    let mut people = BTreeMap::new();
    for (number, (name, _, agency, _)) in (100..).zip(CAST) {
        let id = UserId::from_number(number);
        let viewer = store::find_user(&mut reader, &agencies[agency], &id).await.expect("reads");
        people.insert(name, viewer.expect("is there"));
    }
    people
}
