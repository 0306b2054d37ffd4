//! Who stands at the door: which link a browser holds, and whether it may go in.
//!
//! A link that nobody made, one that has ended, was revoked, locked, used by another browser, or
//! whose person or checkpoint is past it: the same page, the same status, the same work done.

use super::cookie::Pass;
use super::views::EndPage;
use crate::access::guesses::{self, LINKS_FROM_ADDRESS};
use crate::access::{ClientAddress, language_chosen};
use crate::app::App;
use crate::failure::Failure;
use crate::page::{Frame, Locale, Words};
use crate::surveys::store::links::{self, Answered, Link};
use askama::Template;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{StatusCode, header};
use axum::response::{Html, IntoResponse, Redirect, Response};
use db::DbError;
use domain::words::Language;
use std::convert::Infallible;

/// The one address of a survey that stands in the address line.
pub const HOME: &str = "/s";
/// What the addresses of its screens begin with.
const SCREENS: &str = "/s/q/";

/// A browser at the door.
pub struct Visit {
    pub pass: Pass,
    address: ClientAddress,
    /// The language for whoever has chosen none and is not known.
    spoken: Locale,
    /// The language that the address asks for: the switch of a page without a form.
    asked: Option<Locale>,
    /// Where such a switch leads.
    home: String,
}

impl FromRequestParts<App> for Visit {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Infallible> {
        let address = ClientAddress::from_request_parts(parts, app).await?;
        let accepted = parts.headers.get(header::ACCEPT_LANGUAGE);
        let accepted = accepted.and_then(|value| value.to_str().ok()).map(Locale::from_accepted);
        let spoken = language_chosen(&parts.headers).or(accepted).unwrap_or_default();
        let query = parts.uri.query().unwrap_or_default();
        let mut pairs = form_urlencoded::parse(query.as_bytes());
        let asked = pairs.find(|(name, _)| name == "language");
        let asked = asked.and_then(|(_, tag)| tag.parse().ok());
        let mut pass = Pass::read(app, &parts.headers);
        pass.locale = asked.or(pass.locale);
        let path = parts.uri.path();
        let home = if path.starts_with(SCREENS) { HOME } else { path }.to_owned();
        Ok(Self { pass, address, spoken, asked, home })
    }
}

/// What a browser is let in to.
pub enum Found {
    /// The survey.
    Open(Box<Link>),
    /// Not the survey any more, but what became of it: only for a browser that was in it.
    Over(Box<Link>),
    /// Nothing, in the one wording for all reasons.
    Closed,
    /// The browser holds no link.
    NoPass,
}

impl Visit {
    /// Finds out what the browser is let in to.
    ///
    /// # Errors
    ///
    /// `TooOften` after too many links that nobody made.
    pub async fn find(&self, app: &App) -> Result<Found, Failure> {
        let Some(token_hash) = self.pass.token_hash() else {
            return Ok(Found::NoPass);
        };
        self.find_by(app, &token_hash).await
    }

    /// The same for a link that is not in the cookie yet.
    ///
    /// # Errors
    ///
    /// As above.
    pub async fn find_by(&self, app: &App, token_hash: &str) -> Result<Found, Failure> {
        let bucket = self.address.bucket(app, "link");
        let now = app.clock.real_now();
        let link = {
            let mut reader = app.db.reader().await?;
            let wait_s = guesses::wait_s(&mut reader, &bucket, LINKS_FROM_ADDRESS, now).await?;
            if let Some(retry_after_s) = wait_s {
                return Err(Failure::TooOften { retry_after_s });
            }
            let sitting_hash = self.pass.sitting_hash();
            links::find(&mut reader, token_hash, sitting_hash.as_deref()).await?
        };
        let was_made = link.is_some();
        match link.map(|link| let_in(app, link)) {
            Some(Found::Open(link)) => Ok(Found::Open(link)),
            Some(Found::Over(link)) => Ok(Found::Over(link)),
            Some(Found::Closed | Found::NoPass) | None => {
                self.count(app, was_made).await;
                Ok(Found::Closed)
            }
        }
    }

    /// Counts a link that nobody made against the address. One that was made costs the same work,
    /// in a bucket that nobody waits for, so that the time does not tell them apart.
    async fn count(&self, app: &App, was_made: bool) {
        let what = if was_made { "ended link" } else { "link" };
        let bucket = self.address.bucket(app, what);
        let now = app.clock.real_now();
        let counted = async {
            let mut writer = app.db.writer().await?;
            guesses::count_wrong(&mut writer, &bucket, LINKS_FROM_ADDRESS, now).await?;
            writer.commit().await
        };
        let counted: Result<(), DbError> = counted.await;
        // A disk that is full must not keep people from a page that needs nothing of it.
        if let Err(error) = counted {
            tracing::warn!(%error, "a wrong link was not counted");
        }
    }

    /// The words for a link: as chosen here, else as the person reads.
    #[must_use]
    pub fn words(&self, link: &Link) -> Words {
        Words { locale: self.pass.locale.unwrap_or(link.language.into()) }
    }

    /// The page for a browser that is not let in to the survey.
    ///
    /// # Errors
    ///
    /// When the page cannot be written.
    pub fn turn_away(&self, app: &App, found: &Found) -> Result<Response, Failure> {
        match found {
            Found::Open(_) => Ok(Redirect::to(HOME).into_response()),
            Found::Over(link) => {
                let words = self.words(link);
                let page = match link.answered {
                    Answered::Submitted => EndPage::receipt(frame(app, words, link)),
                    Answered::Refused => EndPage::refused(frame(app, words, link)),
                    Answered::WrongPerson | Answered::Open => {
                        EndPage::wrong_person(frame(app, words, link))
                    }
                };
                written(StatusCode::OK, &page)
            }
            Found::Closed => {
                let page = EndPage::closed(self.strange(app));
                Ok(self.spoken_to(app, written(StatusCode::NOT_FOUND, &page)?))
            }
            Found::NoPass => {
                let page = EndPage::no_pass(self.strange(app));
                Ok(self.spoken_to(app, written(StatusCode::OK, &page)?))
            }
        }
    }

    /// Remembers a language that was asked for in the address.
    #[must_use]
    pub fn spoken_to(&self, app: &App, response: Response) -> Response {
        if self.asked.is_some() { with_pass(app, &self.pass, response) } else { response }
    }

    /// Whether the address asks for a language.
    #[must_use]
    pub fn asks_language(&self) -> bool {
        self.asked.is_some()
    }

    /// The frame for a browser of which nothing is known.
    #[must_use]
    pub fn strange(&self, app: &App) -> Frame {
        let words = Words { locale: self.pass.locale.unwrap_or(self.spoken) };
        app.frame_for(None, words, &self.home)
    }
}

/// Whether a link may be used now, and by this browser.
#[must_use]
pub fn let_in(app: &App, link: Link) -> Found {
    let was_inside = link.sitting.is_some();
    match link.answered {
        Answered::Open => {}
        Answered::Submitted | Answered::Refused | Answered::WrongPerson if was_inside => {
            return Found::Over(Box::new(link));
        }
        Answered::Submitted | Answered::Refused | Answered::WrongPerson => return Found::Closed,
    }
    let has_ended = app.clock.today(&link.office_zone) > link.ends_on;
    if has_ended || link.is_over || link.is_locked || link.is_revoked {
        Found::Closed
    } else {
        Found::Open(Box::new(link))
    }
}

/// The frame of a link's pages.
#[must_use]
pub fn frame(app: &App, words: Words, link: &Link) -> Frame {
    let mut frame = app.frame_for(None, words, HOME);
    frame.agency = agency_name(link, words.locale.into()).to_owned();
    if app.settings.is_demo() {
        let now = app.clock.now().to_zoned(link.office_zone.clone());
        frame.demo_clock = Some(words.moment(&now));
    }
    frame
}

fn agency_name(link: &Link, language: Language) -> &str {
    let [english, french] = &link.agency_name;
    match language {
        Language::English => english,
        Language::French => french,
    }
}

/// The value that a form of this link and sitting posts back.
#[must_use]
pub fn nonce(app: &App, link: &Link) -> String {
    let sitting = link.sitting.as_ref().map_or("", |sitting| sitting.hash.as_str());
    app.keys.keyed_hash("survey form", format!("{}.{sitting}", link.token_hash).as_bytes())
}

/// A page as an answer.
///
/// # Errors
///
/// When it cannot be written.
pub fn written(status: StatusCode, page: &impl Template) -> Result<Response, Failure> {
    Ok((status, Html(page.render()?)).into_response())
}

/// An answer that also sets the cookie.
#[must_use]
pub fn with_pass(app: &App, pass: &Pass, mut response: Response) -> Response {
    if let Some(value) = pass.header(app) {
        response.headers_mut().append(header::SET_COOKIE, value);
    }
    response
}
