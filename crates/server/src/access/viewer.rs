//! The viewer of a request.

use crate::failure::Failure;
use crate::page::Words;
use axum::extract::{FromRequestParts, OptionalFromRequestParts};
use axum::http::request::Parts;
use domain::access::{Right, Role, Scope};
use domain::ids::{AgencyId, OfficeId, UserId};
use domain::words::Language;
use jiff::tz::TimeZone;
use std::convert::Infallible;

/// Who asks.
#[derive(Debug, Clone)]
pub struct Viewer {
    pub agency: AgencyId,
    pub user: UserId,
    pub office: OfficeId,
    pub role: Role,
    pub name: String,
    /// In the viewer's language.
    pub agency_name: String,
    pub office_name: String,
    /// The office's: its days are the viewer's days.
    pub zone: TimeZone,
    pub language: Language,
    pub keys_on: bool,
    pub by: By,
}

/// How the viewer proved who they are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum By {
    /// A browser's session, with the value that its forms must post back.
    Session {
        token_hash: String,
        csrf: String,
    },
    Token,
}

impl Viewer {
    /// Refuses unless the viewer's role holds the right.
    ///
    /// # Errors
    ///
    /// `NotForYou`, with the roles that hold it.
    pub fn may(&self, right: Right) -> Result<(), Failure> {
        if self.role.holds(right) { Ok(()) } else { Err(self.is_for_others(right)) }
    }

    /// Not for the viewer's role, with the roles for which it is.
    fn is_for_others(&self, right: Right) -> Failure {
        let words = Words { locale: self.language.into() };
        let said =
            |role: Role| words.say(&format!("access-role-{}", role.word().replace('_', "-")));
        let roles = Role::ALL.into_iter().filter(|role| role.holds(right));
        let roles: Vec<String> = roles.map(said).collect();
        let roles = words.list(&roles);
        Failure::NotForYou(words.with("failure-not-your-right", &[("roles", roles.into())]))
    }

    /// The value that this viewer's forms must post back.
    #[must_use]
    pub fn csrf(&self) -> &str {
        match &self.by {
            By::Session { csrf, .. } => csrf,
            By::Token => "",
        }
    }

    /// The office to which a list is narrowed, if it is: bound as `$n IS NULL OR office_id = $n`.
    #[must_use]
    pub fn office_seen(&self) -> Option<OfficeId> {
        match self.role.sees() {
            Scope::Own | Scope::Office => Some(self.office),
            Scope::Agency => None,
        }
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Viewer {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Failure> {
        parts.extensions.get::<Self>().cloned().ok_or(Failure::SignInFirst)
    }
}

impl<S: Send + Sync> OptionalFromRequestParts<S> for Viewer {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Option<Self>, Infallible> {
        Ok(parts.extensions.get::<Self>().cloned())
    }
}

/// The viewer, where there is one.
pub type MaybeViewer = Option<Viewer>;
