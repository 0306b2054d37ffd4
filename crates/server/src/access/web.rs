//! The pages of this noun: signing in and out, one's sessions, language and keys, and the reason
//! for opening a file.

use super::guard::LANGUAGE_COOKIE;
use super::{MaybeViewer, own_path, reason, sessions, sign_in, store};
use crate::api::PostedByAnybody;
use crate::app::App;
use crate::failure::Failure;
use crate::page::Locale;
use crate::record::{Deed, Held};
use crate::routes::Routes;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Redirect, Response};

/// How long a browser keeps the language of somebody who is not signed in, in seconds (a year).
const LANGUAGE_S: i64 = 365 * 86_400;

/// Every page of this noun.
#[must_use]
pub fn pages() -> Routes {
    Routes::new()
        .get("/sign-in", sign_in::show)
        .post("/sign-in", sign_in::create)
        .post("/sign-out", sign_in::end)
        .get("/sessions", sessions::show)
        .post("/sessions/ending", sessions::end_all)
        .post("/sessions/{id}/ending", sessions::end_one)
        .post("/keys", sessions::set_keys)
        .post("/language", set_language)
        .get("/people/{id}/reason", reason::show)
        .post("/people/{id}/reason", reason::create)
}

/// `POST /language`: kept with the viewer; for anybody else in a cookie.
async fn set_language(
    viewer: MaybeViewer,
    State(app): State<App>,
    PostedByAnybody(form): PostedByAnybody,
) -> Result<Response, Failure> {
    let back = Redirect::to(own_path(form.text("back")));
    let Ok(locale) = form.text("language").parse::<Locale>() else {
        return Ok(back.into_response());
    };
    // A client's page posts here too, perhaps from a browser in which somebody is signed in.
    let csrf = form.text("csrf");
    if let Some(viewer) = viewer.filter(|viewer| viewer.posted_back(&app.keys, csrf)) {
        let deed = Deed {
            action: "choose language",
            person: None,
            subject: viewer.user.as_str(),
            detail: locale.as_tag(),
        };
        let mut writer = app.writer(&viewer, deed).await?;
        store::record_language(writer.conn(), &viewer, locale.into()).await?;
        writer.commit().await?;
        return Ok(back.into_response());
    }
    let name = if app.settings.is_plain_http() {
        LANGUAGE_COOKIE.to_owned()
    } else {
        format!("__Host-{LANGUAGE_COOKIE}")
    };
    let cookie = app.cookie(&name, locale.as_tag(), LANGUAGE_S);
    Ok(([(header::SET_COOKIE, cookie)], back).into_response())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::Words;
    use crate::page::html_check::check;

    #[test]
    fn every_page_reads_well_in_both_languages() {
        for locale in [Locale::En, Locale::Fr] {
            let words = Words::new(locale);
            let pages = [sign_in::samples(words), sessions::samples(words), reason::samples(words)];
            for page in pages.concat() {
                let faults = check(&page);
                assert!(faults.is_empty(), "{faults:?}\n{page}");
                assert!(!page.contains('⟦'), "{page}");
            }
        }
    }
}
