//! Hours and pay from a day on.

use super::form::{amount_typed, read_terms, terms_fields};
use super::start::version_of;
use super::{open_job, problems_of};
use crate::access::Viewer;
use crate::api::{At, Posted};
use crate::app::App;
use crate::checkpoints::desk::File;
use crate::failure::Failure;
use crate::page::{Field, Frame, Problems, Words};
use crate::people::web::Asked;
use crate::people::web::form::read_day;
use crate::people::web::head::Head;
use crate::placements::act::{self, Change};
use crate::placements::store::Kept;
use crate::placements::view::terms_said;
use crate::work::frame::shown;
use askama::Template;
use axum::extract::State;
use axum::http::Uri;
use axum::response::{IntoResponse, Redirect, Response};
use domain::ids::PlacementId;

#[derive(Template)]
#[template(path = "placements/terms.html")]
struct TermsPage {
    frame: Frame,
    head: Head,
    problems: Problems,
    action: String,
    from: Field,
    hours: Field,
    pay: Field,
    version: String,
    /// What is in force now.
    present: String,
}

/// `GET /placements/{id}/terms`
pub(super) async fn edit(
    viewer: Viewer,
    State(app): State<App>,
    At(id): At<PlacementId>,
    uri: Uri,
) -> Result<Response, Failure> {
    let (kept, file) = open_job(&app, &viewer, &id).await?;
    let today = file.today();
    let present = kept.terms_on(today);
    let pay = present.and_then(|terms| terms.pay);
    let known = [
        ("from", today.max(kept.placement.started_on).to_string()),
        ("hours_per_week", present.map(|one| one.hours_per_week.to_string()).unwrap_or_default()),
        ("pay_cents", pay.map(|pay| amount_typed(pay.cents)).unwrap_or_default()),
        ("pay_cents-period", pay.map(|pay| pay.period.word().to_owned()).unwrap_or_default()),
    ];
    let known = known.map(|(name, value)| (name.to_owned(), value));
    let typed = Posted::from_fields(known.to_vec());
    page(&app, &viewer, (&kept, file, &uri), (&typed, Problems::new())).await
}

/// `POST /placements/{id}/terms`
pub(super) async fn update(
    viewer: Viewer,
    State(app): State<App>,
    At(id): At<PlacementId>,
    uri: Uri,
    form: Posted,
) -> Result<Response, Failure> {
    let (kept, file) = open_job(&app, &viewer, &id).await?;
    let words = Words { locale: viewer.language.into() };
    let mut problems = Problems::new();
    let from = read_day(&form, "from", words, &mut problems);
    let terms = read_terms(&form, words, &mut problems);
    if terms.hours_per_week.is_none() && problems.of("hours_per_week").is_none() {
        problems.add("hours_per_week", words.say("placements-hours-wanted"));
    }
    if !problems.is_empty() {
        return page(&app, &viewer, (&kept, file, &uri), (&form, problems)).await;
    }
    let change = Change {
        from,
        hours_per_week: terms.hours_per_week,
        pay_cents: terms.pay_cents,
        pay_period: terms.pay_period,
        ..version_of(&form)
    };
    match act::change(&app, &viewer, (&id, &change)).await {
        Ok(writer) => {
            writer.commit().await?;
            let to = format!("/people/{}?tab=summary&done=terms", kept.person);
            Ok(Redirect::to(&to).into_response())
        }
        Err(failure) => {
            let (problems, _) = problems_of(failure)?;
            page(&app, &viewer, (&kept, file, &uri), (&form, problems)).await
        }
    }
}

async fn page(
    app: &App,
    viewer: &Viewer,
    (kept, file, uri): (&Kept, File, &Uri),
    (typed, problems): (&Posted, Problems),
) -> Result<Response, Failure> {
    let words = Words { locale: viewer.language.into() };
    let from = Field::new(words, "from", "placements-from")
        .hint("placements-from-hint")
        .value(typed.text("from"))
        .problem(&problems);
    let today = file.today();
    let Asked { frame, head, mut reader, .. } =
        Asked::around(app, viewer, file, (None, uri)).await?;
    let programme = act::programme_of(app, &mut reader, kept).await?;
    let (hours, pay) = terms_fields(words, typed, &programme.currency, &problems);
    let present = kept.terms_on(today).map(|one| terms_said(words, one, &programme.currency));
    let is_refused = !problems.is_empty();
    let page = TermsPage {
        frame: frame.refused(&problems),
        head,
        problems,
        action: format!("/placements/{}/terms", kept.placement.id),
        from,
        hours,
        pay,
        version: kept.version.to_string(),
        present: present.unwrap_or_default(),
    };
    shown(&page, is_refused)
}
