//! Opening a person's file: recorded, and outside one's caseload only with a reason.

use super::{Viewer, store};
use crate::app::App;
use crate::audit::{self, Entry, Kind};
use crate::failure::Failure;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use domain::access::Scope;
use domain::ids::{OfficeId, PersonId, UserId};
use domain::people::line;
use std::convert::Infallible;

/// Characters of a reason, at most.
pub const REASON_LENGTH_MAX: usize = 300;

/// Whose file it is.
#[derive(Debug, Clone, Copy)]
pub struct FileOf {
    pub person: PersonId,
    pub office: OfficeId,
    pub owner: UserId,
}

/// Opens a file for a viewer: records the view before anything of it is shown.
///
/// # Errors
///
/// `NotFound` outside what the viewer sees, `ReasonWanted` outside their caseload without a
/// reason given now or in the last hours.
pub async fn open_file(
    app: &App,
    viewer: &Viewer,
    file: FileOf,
    reason: Option<&str>,
) -> Result<(), Failure> {
    let now = app.clock.real_now();
    let reason = reason.and_then(|text| line(text, REASON_LENGTH_MAX).ok());
    let mut reader = app.db.reader().await?;
    let opened = store::last_opening(&mut reader, viewer, &file.person, now).await?;
    drop(reader);
    let is_known = in_caseload(viewer, &file) || opened.reason_holds;
    if !is_known && reason.is_none() {
        return Err(Failure::ReasonWanted { person: file.person });
    }
    if opened.this_quarter && (reason.is_none() || opened.reason_holds) {
        return Ok(());
    }
    let mut writer = app.db.writer().await?;
    store::record_opening(&mut writer, viewer, &file.person, reason.as_deref(), now).await?;
    let entry = Entry {
        chain: file.person.as_str(),
        at: now,
        kind: Kind::View,
        actor: viewer.user.as_str(),
        action: "open file",
        subject: file.person.as_str(),
        detail: if reason.is_some() { "outside the caseload, with a reason" } else { "" },
    };
    audit::store::add(&mut writer, &viewer.agency, &entry).await?;
    writer.commit().await?;
    Ok(())
}

/// Whether a file is of the caseload that a viewer works on, so that no reason is asked for.
#[must_use]
pub fn in_caseload(viewer: &Viewer, file: &FileOf) -> bool {
    match viewer.role.caseload() {
        Scope::Own => file.owner == viewer.user,
        Scope::Office => file.office == viewer.office,
        Scope::Agency => true,
    }
}

/// The page that asks for a reason and leads on to where somebody wanted to go.
#[must_use]
pub fn reason_address(person: &PersonId, wanted: &str) -> String {
    format!("/people/{person}/reason?next={}", crate::api::encoded(wanted))
}

/// What the address says in `access_reason`: why somebody opens a file outside their caseload.
///
/// Handlers of a person's pages and doors take it and hand it to [`open_file`].
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AccessReason(pub Option<String>);

impl AccessReason {
    #[must_use]
    pub fn text(&self) -> Option<&str> {
        self.0.as_deref()
    }
}

impl<S: Send + Sync> FromRequestParts<S> for AccessReason {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        let question = parts.uri.query().unwrap_or_default();
        let mut pairs = form_urlencoded::parse(question.as_bytes());
        let given = pairs.find(|(name, _)| name == "access_reason");
        Ok(Self(given.map(|(_, text)| text.into_owned())))
    }
}
