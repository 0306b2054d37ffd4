//! The document that describes every door for programs (OpenAPI 3.1).

use crate::failure::Lacking;
use serde::Serialize;
use utoipa::openapi::path::{Operation, Parameter, ParameterBuilder, ParameterIn};
use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::openapi::{
    ContactBuilder, ContentBuilder, InfoBuilder, LicenseBuilder, ObjectBuilder,
    OpenApi as Document, Ref, RefOr, Required, ResponseBuilder, Type,
};
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

/// Adds what every door has: the parts of its address, the answer when something is wrong, and,
/// where it makes something, the key that makes it count once.
pub fn complete(document: &mut Document) {
    for (path, item) in &mut document.paths.paths {
        let parts: Vec<&str> =
            path.split('/').filter_map(|part| part.strip_prefix('{')?.strip_suffix('}')).collect();
        if let Some(post) = &mut item.post {
            let text =
                "The same key and body are done once and answered alike; 1 to 200 characters.";
            let key = parameter("Idempotency-Key", ParameterIn::Header, Required::False);
            add(post, key.description(Some(text)).build());
        }
        let doors = [
            ("get", &mut item.get),
            ("post", &mut item.post),
            ("put", &mut item.put),
            ("patch", &mut item.patch),
            ("delete", &mut item.delete),
        ];
        let doors = doors.into_iter().filter_map(|(method, door)| Some((method, door.as_mut()?)));
        for (method, door) in doors {
            door.operation_id = Some(name_of(method, path));
            describe(door);
            for part in &parts {
                add(door, parameter(part, ParameterIn::Path, Required::True).build());
            }
            let problem = ContentBuilder::new()
                .schema(Some(Ref::from_schema_name("ProblemDocument")))
                .build();
            let said = ResponseBuilder::new()
                .description("It was not done, and this says why and what would be right.")
                .content("application/problem+json", problem);
            door.responses.responses.insert("default".to_owned(), said.build().into());
        }
    }
}

/// A name that no other door has, such as `get_people_id_checkpoints`.
fn name_of(method: &str, path: &str) -> String {
    let path = path.strip_prefix(crate::routes::API).unwrap_or(path);
    let words = path.split(['/', '{', '}', '-']).filter(|word| !word.is_empty());
    std::iter::once(method).chain(words).collect::<Vec<_>>().join("_")
}

/// An answer needs a description: what the door does, said once above its handler.
fn describe(door: &mut Operation) {
    let summary = door.summary.clone().unwrap_or_default();
    for answer in door.responses.responses.values_mut() {
        if let RefOr::T(answer) = answer
            && answer.description.is_empty()
        {
            answer.description = format!("Done. {summary}").trim_end().to_owned();
        }
    }
}

fn parameter(name: &str, place: ParameterIn, required: Required) -> ParameterBuilder {
    let text = ObjectBuilder::new().schema_type(Type::String).build();
    ParameterBuilder::new().name(name).parameter_in(place).required(required).schema(Some(text))
}

/// Adds a parameter unless the door names it itself.
fn add(door: &mut Operation, parameter: Parameter) {
    let parameters = door.parameters.get_or_insert_default();
    let is_it = |one: &RefOr<Parameter>| matches!(one, RefOr::T(one) if one.name == parameter.name);
    if !parameters.iter().any(is_it) {
        parameters.push(RefOr::T(parameter));
    }
}
