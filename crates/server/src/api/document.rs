//! The document that describes every door for programs (OpenAPI 3.1).

use crate::failure::Lacking;
use serde::Serialize;
use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::openapi::{ContactBuilder, InfoBuilder, LicenseBuilder, OpenApi as Document};
use utoipa::{Modify, OpenApi, ToSchema};

/// What a program is told when its request was not done (RFC 9457).
#[derive(Debug, Serialize, ToSchema)]
pub struct ProblemDocument {
    /// As `urn:cairn:problem:conflict`: names the kind, is not an address.
    #[schema(rename = "type")]
    pub r#type: String,
    pub title: String,
    pub status: u16,
    /// One sentence that says what would be right.
    pub detail: String,
    /// 422: what is wrong, by field.
    pub errors: Option<Vec<FieldProblem>>,
    /// 422: what is missing before this can be done.
    pub missing: Option<Vec<Lacking>>,
    /// 409: what stands there now.
    pub current: Option<serde_json::Value>,
    /// 500: the number under which our log knows it.
    pub reference: Option<String>,
}

/// One field that is wrong.
#[derive(Debug, Serialize, ToSchema)]
pub struct FieldProblem {
    pub field: String,
    pub message: String,
}

#[derive(OpenApi)]
#[openapi(
    components(schemas(ProblemDocument, FieldProblem, Lacking)),
    security(("token" = [])),
    modifiers(&Token)
)]
struct Described;

struct Token;

impl Modify for Token {
    fn modify(&self, document: &mut Document) {
        let scheme = HttpBuilder::new().scheme(HttpAuthScheme::Bearer).build();
        let components = document.components.get_or_insert_default();
        components.add_security_scheme("token", SecurityScheme::Http(scheme));
    }
}

/// The document without any door: title, token, and the shape of problems.
#[must_use]
pub fn document() -> Document {
    let mut document = Described::openapi();
    document.info = InfoBuilder::new()
        .title("Cairn")
        .version(env!("CARGO_PKG_VERSION"))
        .description(Some(
            "Follow-up of people who found work. Every POST takes `Idempotency-Key`; what is \
             wrong comes back as a problem document; dates are `YYYY-MM-DD`, instants RFC 3339, \
             money whole minor units.",
        ))
        .license(Some(LicenseBuilder::new().name("Apache-2.0").build()))
        .contact(Some(ContactBuilder::new().name(Some("The operator of this server")).build()))
        .build();
    document
}
