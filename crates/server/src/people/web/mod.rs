//! Pages of people: finding them, entering them, and everything about one of them.

mod calling;
mod change;
mod entry;
pub mod form;
pub mod head;
mod list;
mod show;
mod standing;
mod store;
mod summary;
mod timeline;

use crate::routes::Routes;

pub use show::{Asked, open, titled};

/// The addresses of this noun.
pub fn pages() -> Routes {
    Routes::new()
        .get("/people", list::index)
        .get("/people/new", entry::new)
        .post("/people/new", entry::create)
        .get("/people/{id}", show::show)
        .get("/people/{id}/edit", change::edit)
        .post("/people/{id}/edit", change::update)
        .get("/people/{id}/standing", standing::edit)
        .post("/people/{id}/standing", standing::update)
}
