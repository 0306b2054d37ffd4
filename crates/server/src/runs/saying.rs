//! The words to say at a node: in the language of whom one speaks with, with the names filled in.

use super::act::Loaded;
use super::beside;
use crate::access::Viewer;
use crate::app::App;
use crate::employers;
use crate::failure::Failure;
use crate::papers::filling::{Beside, of_job};
use crate::record::Held;
use domain::flows::Node;
use domain::flows::paper::filled;
use domain::words::Language;

/// Words to say.
pub(super) struct Saying {
    pub text: String,
    /// Of whom one speaks with, and not of whoever reads it out.
    pub language: Language,
}

/// What the viewer says at a node, where the flow gives them words.
///
/// Made where it is shown: the run that was loaded may have moved on since.
///
/// # Errors
///
/// What the database says.
pub(super) async fn of(
    app: &App,
    held: &mut impl Held,
    viewer: &Viewer,
    (loaded, node): (&Loaded, &Node),
) -> Result<Option<Saying>, Failure> {
    let Some(say) = &node.say else { return Ok(None) };
    let job = loaded.kept.placement;
    let language = match beside::is_of_employer(node) {
        true => employers::store::contact(held, &job).await?.map(|contact| contact.language),
        false => None,
    };
    let language = language.unwrap_or(loaded.file.kept.person.language);
    let beside = Beside { adviser: &viewer.name, ..Beside::default() };
    let filling = of_job(app, held, (&loaded.file, &job), (language, &beside)).await?;
    Ok(Some(Saying { text: filled(say.in_language(language), &filling), language }))
}
