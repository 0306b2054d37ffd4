//! What the steps of calls are called, for whoever reads who did what when.

use super::{store, walk};
use crate::app::App;
use crate::audit::timeline::Steps;
use crate::failure::Failure;
use crate::flows;
use crate::page::Words;
use crate::record::Held;
use domain::ids::RunId;

/// The titles of the steps that some calls went through, by the call and when each was left.
///
/// # Errors
///
/// What the database says.
pub async fn of(
    app: &App,
    held: &mut impl Held,
    runs: &[RunId],
    words: Words,
) -> Result<Steps, Failure> {
    let mut steps = Steps::new();
    for id in runs {
        let Some(kept) = store::find(held, id).await? else { continue };
        let flow = flows::store::pinned(app, held, (&kept.flow, kept.flow_version)).await?;
        let Some(run) = walk::read(&flow, kept.state, &kept.walk) else { continue };
        for visit in run.path.iter().filter(|visit| !visit.is_skipped) {
            let title = flow.node(&visit.node).map(|node| &node.title);
            if let Some((at, title)) = visit.given.at.zip(title) {
                let title = title.in_language(words.locale.into()).to_owned();
                // What follows by itself is left at the same moment as what was answered.
                steps.entry((id.to_string(), at)).or_insert(title);
            }
        }
    }
    Ok(steps)
}
