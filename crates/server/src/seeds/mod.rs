//! The demo's cast, made by calling the decisions at the moments at which they would have been
//! called, so that every history is a lawful one. Tests and training share it.
//!
//! `cast` says who there is, `staff` makes the agencies and who works there, `life` lets each
//! person live through their months: the worker asks, they answer or do not, an adviser reviews.

mod cast;
mod life;
mod said;
mod staff;

use crate::app::App;
use crate::clock::Clock;
use crate::failure::Failure;

/// Makes the whole demo, up to the app's present moment.
///
/// # Errors
///
/// What the database says.
pub async fn demo(app: &App) -> Result<(), Failure> {
    let now = app.clock.now();
    let past = App::new(app.db.clone(), Clock::still(now), app.keys.clone(), app.settings.clone());
    let house = staff::hire(&past, now).await?;
    for member in cast::CAST {
        life::live(&past, &house, member, now).await?;
    }
    crate::audit::seal::seal_all(&app.db, &app.keys, now).await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Settings;
    use crate::keys::Keys;
    use crate::record::Actor;
    use std::collections::BTreeSet;

    /// Every stage is somewhere in the cast, so that every page has something to show.
    #[tokio::test]
    async fn the_cast_stands_at_every_stage() {
        let scratch = db::testing::sqlite().await;
        scratch.migrate(crate::migrations::ALL).await.expect("the schema is made");
        let clock = Clock::still("2026-03-04T15:00:00Z".parse().expect("is a moment"));
        let listen = "127.0.0.1:8080".parse().expect("is an address");
        let settings = Settings::demo(listen, std::path::Path::new("."));
        let app = App::new((*scratch).clone(), clock, Keys::new([7; 32]), settings);
        demo(&app).await.expect("the cast lives");

        let mut reader = app.db.reader().await.expect("reads");
        let people = reader
            .all("SELECT agency_id, id FROM people", db::binds![])
            .await
            .expect("lists everybody");
        assert!(people.len() >= 40, "{} people", people.len());
        drop(reader);
        let mut states = BTreeSet::new();
        for row in &people {
            let actor = Actor::system(row.parse("agency_id").expect("an agency"), "test");
            let mut reader = app.reader(actor).await.expect("reads");
            let person = row.parse("id").expect("a person");
            let file = crate::checkpoints::desk::load(&app, &mut reader, &person).await;
            let file = file.expect("loads");
            states.extend(file.checkpoints.iter().map(|one| file.state(one).word()));
        }
        let wanted = ["answered", "asked", "missed", "open", "reviewed", "scheduled", "stopped"];
        for state in wanted.into_iter().chain(["waived"]) {
            assert!(states.contains(state), "nobody is {state}: {states:?}");
        }
        let mut reader = app.db.reader().await.expect("reads");
        let verified = crate::audit::verify::verify(&mut reader, &app.keys).await.expect("reads");
        assert!(verified.problems.is_empty(), "{:?}", verified.problems);
    }
}
