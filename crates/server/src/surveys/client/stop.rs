//! Stopping messages: for whoever holds a link, whether or not it was answered, without the gate.

use super::begin::{no_pass, other_link};
use super::door::{Found, Visit, frame, nonce, written};
use super::record::deed;
use super::views::{EndPage, StopPage};
use crate::api::PostedByAnybody;
use crate::app::App;
use crate::checkpoints::desk;
use crate::failure::Failure;
use crate::keys::same_secret;
use crate::people;
use crate::record::Actor;
use crate::surveys::store::links::Link;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use domain::people::{Consent, ContactKind};

/// `GET /s/stop`: asks whether messages should stop.
pub async fn show(State(app): State<App>, visit: Visit) -> Result<Response, Failure> {
    match visit.find(&app).await? {
        Found::Open(link) | Found::Over(link) => {
            let page = StopPage::new(frame(&app, visit.words(&link), &link), nonce(&app, &link));
            written(StatusCode::OK, &page)
        }
        other => visit.turn_away(&app, &other),
    }
}

/// `POST /s/stop`: no e-mail and no text message leaves any more. Twice is the same as once.
pub async fn stop(
    State(app): State<App>,
    visit: Visit,
    posted: Result<PostedByAnybody, Failure>,
) -> Result<Response, Failure> {
    let link = match visit.find(&app).await? {
        Found::Open(link) | Found::Over(link) => link,
        Found::NoPass => return no_pass(&app, &visit),
        other @ Found::Closed => return visit.turn_away(&app, &other),
    };
    let PostedByAnybody(posted) = posted?;
    if !same_secret(&nonce(&app, &link), posted.text("nonce")) {
        return other_link(&app, &visit, &link);
    }
    withdraw(&app, &link).await?;
    written(StatusCode::OK, &EndPage::messages_stopped(frame(&app, visit.words(&link), &link)))
}

async fn withdraw(app: &App, link: &Link) -> Result<(), Failure> {
    let mut writer = app.writer(Actor::client(link.agency), deed(link, "stop messages")).await?;
    people::act::lock(&mut writer, &link.person).await?;
    for kind in [ContactKind::Email, ContactKind::Phone] {
        let said = (Consent::Withdrawn, "client");
        people::store::record_consent(&mut writer, &link.person, kind, said).await?;
    }
    desk::settle(app, &mut writer, &link.person).await?;
    writer.commit().await?;
    app.nudge.notify_one();
    Ok(())
}
