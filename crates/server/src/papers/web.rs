//! The addresses of letters and forms, as pages and as PDF.

use super::{forms, letters, posting, unsent};
use crate::failure::Failure;
use crate::page::Words;
use crate::page::pdf::{self, Block};
use crate::routes::Routes;
use axum::http::header;
use axum::response::{IntoResponse, Response};

/// The addresses of this noun.
#[must_use]
pub fn pages() -> Routes {
    Routes::new()
        .get("/notices/{id}", unsent::show)
        .post("/notices/{id}", unsent::settle)
        .get("/letters", posting::index)
        .get("/letters/{id}", letters::show)
        .post("/letters/{id}", letters::update)
        .get("/letters/{id}/print.pdf", letters::print)
        .get("/forms/{id}", forms::show)
        .post("/forms/{id}", forms::update)
        .get("/forms/{id}/print.pdf", forms::print)
}

/// A document as a PDF to be kept.
///
/// # Errors
///
/// A fault when it cannot be written.
pub(super) fn as_pdf(
    words: Words,
    (name, title): (&str, &str),
    blocks: &[Block],
) -> Result<Response, Failure> {
    let written = pdf::written(title, words.locale.as_tag(), blocks);
    let bytes = written.map_err(|why| Failure::fault("writing a PDF", &why))?;
    let headers = [
        (header::CONTENT_TYPE, "application/pdf".to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}.pdf\"")),
    ];
    Ok((headers, bytes).into_response())
}
