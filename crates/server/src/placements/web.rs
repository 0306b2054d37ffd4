//! Pages of jobs: placing into Outcomes, correcting the first day, ending, hours and pay.

mod ending;
mod form;
mod new;
mod start;
mod terms;

use crate::access::{Viewer, open_file};
use crate::app::App;
use crate::checkpoints::desk::{self, File};
use crate::failure::Failure;
use crate::page::Problems;
use crate::placements::store::{self, Kept};
use crate::routes::Routes;
use domain::access::Right;
use domain::ids::PlacementId;

/// The addresses of this noun.
pub fn pages() -> Routes {
    Routes::new()
        .get("/people/{id}/placements/new", new::show)
        .post("/people/{id}/placements/new", new::create)
        .get("/placements/{id}/start", start::edit)
        .post("/placements/{id}/start", start::update)
        .get("/placements/{id}/ending", ending::edit)
        .post("/placements/{id}/ending", ending::update)
        .get("/placements/{id}/terms", terms::edit)
        .post("/placements/{id}/terms", terms::update)
}

/// A job and its person's file, opened for a viewer who may change it.
async fn open_job(app: &App, viewer: &Viewer, id: &PlacementId) -> Result<(Kept, File), Failure> {
    viewer.may(Right::Place)?;
    let mut reader = app.reader(viewer).await?;
    let kept = store::find(&mut reader, id).await?.ok_or(Failure::NotFound)?;
    let file = desk::load(app, &mut reader, &kept.person).await?;
    drop(reader);
    open_file(app, viewer, file.kept.file(), None).await?;
    Ok((kept, file))
}

/// What is wrong with a form, where that is why it was not done. `is_stale` when somebody else
/// changed the job meanwhile.
fn problems_of(failure: Failure) -> Result<(Problems, bool), Failure> {
    match failure {
        Failure::Refused(problems) => Ok((problems, false)),
        Failure::Conflict { sentence, .. } => Ok((Problems::on_page(sentence), true)),
        other => Err(other),
    }
}
