//! Signing in with e-mail address and password, and signing out.

use super::address::{ClientAddress, own_path};
use super::guard::cookie;
use super::guesses::{self, PASSWORD, PASSWORD_FROM_ADDRESS, Try as Counting};
use super::store::{self, CastMember, NewSession, SESSION_MS_MAX, SignInName};
use super::{MaybeViewer, Viewer, password, words_of};
use crate::api::{Posted, PostedByAnybody};
use crate::app::App;
use crate::audit::{self, Entry, Kind};
use crate::failure::Failure;
use crate::keys::{random_secret, sha256_hex};
use crate::page::{Field, Flash, Frame, Problems, Words};
use crate::record::Deed;
use askama::Template;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse, Redirect, Response};
use jiff::Timestamp;

/// Characters of an e-mail address, at most (RFC 5321).
const EMAIL_LENGTH_MAX: usize = 254;
/// The password of everybody in a demo, which listens on this machine only.
pub const DEMO_PASSWORD: &str = "cairn-demo";

/// An e-mail address as it is looked up: case does not matter, nor do spaces around it.
#[must_use]
pub fn sign_in_name(email: &str) -> String {
    email.trim().to_lowercase()
}

/// The page that asks who somebody is.
#[derive(Template)]
#[template(path = "access/sign_in.html")]
pub(super) struct SignInPage {
    frame: Frame,
    problems: Problems,
    email: Field,
    password: Field,
    /// Where to go afterwards.
    next: String,
    /// Who can sign in, in a demo only.
    cast: Vec<(CastMember, String)>,
}

#[derive(serde::Deserialize)]
pub(super) struct Where {
    #[serde(default)]
    next: String,
    #[serde(default)]
    out: String,
}

/// What was typed, as it is shown again.
#[derive(Default)]
struct Typed {
    email: String,
    next: String,
}

impl Typed {
    fn address(&self) -> String {
        super::sign_in_address(own_path(&self.next))
    }
}

/// `GET /sign-in`
pub(super) async fn show(
    viewer: MaybeViewer,
    State(app): State<App>,
    Query(asked): Query<Where>,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    let typed = Typed { email: String::new(), next: asked.next };
    if viewer.is_some() {
        return Ok(Redirect::to(own_path(&typed.next)).into_response());
    }
    let words = words_of(&headers, None);
    let flash = (!asked.out.is_empty())
        .then(|| Flash { tone: "good", sentence: words.say("access-signed-out") });
    page(&app, words, typed, Problems::new(), flash).await
}

async fn page(
    app: &App,
    words: Words,
    typed: Typed,
    problems: Problems,
    flash: Option<Flash>,
) -> Result<Response, Failure> {
    let (place, cast) = {
        let mut reader = app.db.reader().await?;
        let place = store::sole_agency(&mut reader).await?;
        let is_demo = app.settings.is_demo();
        let cast = if is_demo { store::list_cast(&mut reader).await? } else { Vec::new() };
        (place, cast)
    };
    let mut frame = app.frame_for(None, words, &typed.address());
    frame.agency = match place {
        Some((_, english, french)) => match words.locale {
            crate::page::Locale::En => english,
            crate::page::Locale::Fr => french,
        },
        None => words.say("page-product"),
    };
    frame.title = words.with("access-sign-in-to", &[("place", (&frame.agency).into())]);
    frame.flash = flash;
    let is_wrong = frame.flash.as_ref().is_some_and(|flash| flash.tone == "bad");
    let mut frame = frame.refused(&problems);
    frame.wrong |= is_wrong;
    let cast = cast.into_iter().map(|member| {
        let role = words.say(&format!("access-role-{}", member.role.replace('_', "-")));
        let said = [("name", (&member.name).into()), ("role", role.into())];
        let said = words.with("access-cast-as", &said);
        (member, said)
    });
    let email = Field::new(words, "email", "access-email").autocomplete("username");
    let password = Field::new(words, "password", "access-password");
    let page = SignInPage {
        email: email.length_max(EMAIL_LENGTH_MAX).value(typed.email).problem(&problems),
        password: password.autocomplete("current-password").problem(&problems),
        next: own_path(&typed.next).to_owned(),
        cast: cast.collect(),
        frame,
        problems,
    };
    Ok(Html(page.render()?).into_response())
}

/// `POST /sign-in`
pub(super) async fn create(
    State(app): State<App>,
    client: ClientAddress,
    headers: HeaderMap,
    PostedByAnybody(form): PostedByAnybody,
) -> Result<Response, Failure> {
    let words = words_of(&headers, None);
    let typed = Typed { email: form.text("email").to_owned(), next: form.text("next").to_owned() };
    let problems = missing(&form, words);
    if !problems.is_empty() {
        let page = page(&app, words, typed, problems, None).await?;
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    }
    let now = app.clock.real_now();
    let (left, known) = match begin_try(&app, &typed.email, client, now).await? {
        Try::Wait { seconds } => return wait(&app, words, typed, seconds).await,
        Try::Left { left, known } => (left, known),
    };
    let hash = known.as_ref().and_then(|known| known.password_hash.clone());
    let is_right = password::matches(form.text("password").to_owned(), hash).await?;
    match known {
        Some(known) if is_right && !known.is_disabled => {
            begin(&app, &known, client, &headers, &typed, now).await
        }
        known => {
            record_refusal(&app, known.as_ref(), now).await?;
            let sentence = words.with("access-sign-in-wrong", &[("left", left.into())]);
            let flash = Flash { tone: "bad", sentence };
            let page = page(&app, words, typed, Problems::new(), Some(flash)).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
    }
}

fn missing(form: &Posted, words: Words) -> Problems {
    let mut problems = Problems::new();
    let email = form.given("email").filter(|email| email.len() <= EMAIL_LENGTH_MAX);
    if email.is_none() {
        problems.add("email", words.say("access-email-missing"));
    }
    if form.text("password").is_empty() {
        problems.add("password", words.say("access-password-missing"));
    }
    problems
}

/// What becomes of a try before the password is looked at.
enum Try {
    Wait { seconds: u64 },
    Left { left: i64, known: Option<SignInName> },
}

fn account_bucket(app: &App, email: &str) -> String {
    format!("account:{}", app.keys.keyed_hash("account", sign_in_name(email).as_bytes()))
}

/// Counts the try as wrong, whether or not there is such an account.
async fn begin_try(
    app: &App,
    email: &str,
    client: ClientAddress,
    now: Timestamp,
) -> Result<Try, Failure> {
    let account = account_bucket(app, email);
    let address = client.bucket(app, "sign in");
    let mut writer = app.db.writer().await?;
    let (by_account, by_address) = (
        guesses::count_wrong(&mut writer, &account, PASSWORD, now).await?,
        guesses::count_wrong(&mut writer, &address, PASSWORD_FROM_ADDRESS, now).await?,
    );
    let left = match (by_account, by_address) {
        (Counting::Left(left), Counting::Left(_)) => left,
        (Counting::Wait { seconds: one }, Counting::Wait { seconds: other }) => {
            return Ok(Try::Wait { seconds: one.max(other) });
        }
        (Counting::Wait { seconds }, _) | (_, Counting::Wait { seconds }) => {
            return Ok(Try::Wait { seconds });
        }
    };
    let known = store::find_sign_in(&mut writer, email).await?;
    writer.commit().await?;
    Ok(Try::Left { left, known })
}

async fn wait(app: &App, words: Words, typed: Typed, seconds: u64) -> Result<Response, Failure> {
    let minutes = seconds.div_ceil(60);
    let sentence = words.with("access-sign-in-wait", &[("minutes", minutes.into())]);
    let flash = Flash { tone: "bad", sentence };
    let page = page(app, words, typed, Problems::new(), Some(flash)).await?;
    let mut response = (StatusCode::TOO_MANY_REQUESTS, page).into_response();
    response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    tracing::warn!(seconds, "signing in was slowed");
    Ok(response)
}

/// Begins a new session, in place of the one this browser had.
async fn begin(
    app: &App,
    known: &SignInName,
    client: ClientAddress,
    headers: &HeaderMap,
    typed: &Typed,
    now: Timestamp,
) -> Result<Response, Failure> {
    let (secret, csrf) = (random_secret(), app.keys.form_secret(known.user));
    let hash = sha256_hex(secret.as_bytes());
    let before = cookie(headers, app.session_cookie()).map(|old| sha256_hex(old.as_bytes()));
    let session = NewSession {
        token_hash: &hash,
        agency: known.agency,
        user: known.user,
        csrf: &csrf,
        browser: &super::sessions::browser(headers),
        at: now,
    };
    let mut writer = app.db.writer().await?;
    guesses::forget(&mut writer, &account_bucket(app, &typed.email), now).await?;
    guesses::take_back(&mut writer, &client.bucket(app, "sign in")).await?;
    store::begin_session(&mut writer, &session, before.as_deref()).await?;
    audit::store::add(&mut writer, &known.agency, &entry(known, Kind::Change, now)).await?;
    writer.commit().await?;
    let cookie = app.cookie(app.session_cookie(), &secret, SESSION_MS_MAX / 1_000);
    let next = Redirect::to(own_path(&typed.next));
    Ok(([(header::SET_COOKIE, cookie)], next).into_response())
}

async fn record_refusal(
    app: &App,
    known: Option<&SignInName>,
    now: Timestamp,
) -> Result<(), Failure> {
    // An unknown address is nobody's, so it has no chain; the log counts it.
    let Some(known) = known else {
        tracing::warn!("somebody tried to sign in with an address that nobody has");
        return Ok(());
    };
    let mut writer = app.db.writer().await?;
    audit::store::add(&mut writer, &known.agency, &entry(known, Kind::Refused, now)).await?;
    writer.commit().await?;
    Ok(())
}

fn entry(known: &SignInName, kind: Kind, at: Timestamp) -> Entry<'_> {
    Entry {
        chain: known.agency.as_str(),
        at,
        kind,
        actor: known.user.as_str(),
        action: "sign in",
        subject: known.user.as_str(),
        detail: if known.is_disabled { "disabled" } else { "" },
    }
}

/// `POST /sign-out`
pub(super) async fn end(
    viewer: MaybeViewer,
    State(app): State<App>,
    _: Posted,
) -> Result<Response, Failure> {
    if let Some(viewer) = viewer {
        end_here(&app, &viewer).await?;
    }
    let cookie = app.cookie(app.session_cookie(), "", 0);
    Ok(([(header::SET_COOKIE, cookie)], Redirect::to("/sign-in?out=yes")).into_response())
}

async fn end_here(app: &App, viewer: &Viewer) -> Result<(), Failure> {
    let super::By::Session { token_hash, .. } = &viewer.by else {
        return Err(Failure::Forbidden);
    };
    let deed = Deed { action: "sign out", person: None, subject: viewer.user.as_str(), detail: "" };
    let mut writer = app.writer(viewer, deed).await?;
    store::end_session(crate::record::Held::conn(&mut writer), token_hash).await?;
    writer.commit().await?;
    Ok(())
}

#[cfg(test)]
pub(super) fn samples(words: Words) -> Vec<String> {
    let mut problems = Problems::new();
    problems.add("email", words.say("access-email-missing"));
    let member = CastMember {
        name: "Ada Lindqvist".to_owned(),
        email: "ada@demo.example".to_owned(),
        role: "adviser".to_owned(),
    };
    let page = SignInPage {
        frame: Frame::new(words, "Stonebridge", "Stonebridge").refused(&problems),
        email: Field::new(words, "email", "access-email").problem(&problems),
        password: Field::new(words, "password", "access-password"),
        next: "/people?q=a&b".to_owned(),
        cast: vec![(member, "Ada".to_owned())],
        problems,
    };
    vec![page.render().unwrap()]
}
