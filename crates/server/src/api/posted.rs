//! Reading a form that a page posted.

use super::body::read;
use crate::access::Viewer;
use crate::app::App;
use crate::failure::Failure;
use axum::body::Body;
use axum::extract::{FromRequest, Request};
use axum::http::header;

/// Bytes of a posted form, at most (256 KiB).
pub const FORM_BYTES_MAX: usize = 256 * 1024;
/// Fields of a posted form, at most.
const FIELDS_MAX: usize = 2_000;

/// A form as it was posted, in its order; what was typed is kept to be shown again.
///
/// Reading it checks that the form was given out to the viewer.
#[derive(Debug, Clone, Default)]
pub struct Posted {
    fields: Vec<(String, String)>,
}

impl Posted {
    /// The first field of this name, as typed; empty when there is none.
    #[must_use]
    pub fn text(&self, name: &str) -> &str {
        self.fields.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value)
    }

    /// The first field of this name, trimmed; none when it is empty.
    #[must_use]
    pub fn given(&self, name: &str) -> Option<&str> {
        Some(self.text(name).trim()).filter(|text| !text.is_empty())
    }

    /// Every value of this name (tick boxes).
    pub fn all(&self, name: &str) -> impl Iterator<Item = &str> {
        self.fields.iter().filter(move |(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// Whether a field of this name was posted at all.
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        self.fields.iter().any(|(key, _)| key == name)
    }

    /// All fields, in their order.
    #[must_use]
    pub fn fields(&self) -> &[(String, String)] {
        &self.fields
    }

    /// A form made by hand, for tests and for doors that read another shape.
    #[must_use]
    pub fn from_fields(fields: Vec<(String, String)>) -> Self {
        Self { fields }
    }

    /// Reads a form whose sender knows no session: sign-in, client pages.
    ///
    /// # Errors
    ///
    /// When it is too large or no form.
    pub async fn read(body: Body) -> Result<Self, Failure> {
        let bytes = read(body, FORM_BYTES_MAX).await?;
        let mut fields = Vec::new();
        for (name, value) in form_urlencoded::parse(&bytes) {
            if fields.len() == FIELDS_MAX {
                return Err(Failure::TooLarge { bytes_max: FORM_BYTES_MAX });
            }
            fields.push((name.into_owned(), value.into_owned()));
        }
        Ok(Self { fields })
    }
}

impl FromRequest<App> for Posted {
    type Rejection = Failure;

    async fn from_request(request: Request, app: &App) -> Result<Self, Failure> {
        let viewer = request.extensions().get::<Viewer>().cloned();
        let posted = read_form(request).await?;
        if let Some(viewer) = viewer
            && !viewer.posted_back(&app.keys, posted.text("csrf"))
        {
            return Err(Failure::Expired);
        }
        Ok(posted)
    }
}

/// A form that need not come from a viewer's session: signing in, choosing a language.
///
/// The layer `same_site` has refused what browsers say comes from another site.
pub struct PostedByAnybody(pub Posted);

impl<S: Send + Sync> FromRequest<S> for PostedByAnybody {
    type Rejection = Failure;

    async fn from_request(request: Request, _: &S) -> Result<Self, Failure> {
        read_form(request).await.map(Self)
    }
}

async fn read_form(request: Request) -> Result<Posted, Failure> {
    let kind = request.headers().get(header::CONTENT_TYPE);
    let is_form = kind
        .and_then(|value| value.to_str().ok())
        .is_some_and(|kind| kind.starts_with("application/x-www-form-urlencoded"));
    if !is_form {
        return Err(Failure::WrongKind { wanted: "application/x-www-form-urlencoded" });
    }
    Posted::read(request.into_body()).await
}
