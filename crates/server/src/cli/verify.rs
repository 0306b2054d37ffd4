//! `cairn verify`: database and audit are whole, or what is wrong with them.

use super::{Ended, Which, open};
use crate::audit::verify::{Verified, verify};
use crate::config::Settings;
use crate::keys::Keys;
use db::Database;
use serde_json::json;

pub(super) async fn run(which: &Which, json: bool) -> super::Result {
    let settings = open::settings(which)?;
    let db = open::existing(&settings).await?;
    let keys = existing_keys(&settings)?;
    let (database, audit) = look(&db, &keys).await?;
    db.close().await;
    let is_whole = database.is_empty() && audit.problems.is_empty();
    if json {
        let answer = json!({
            "ok": is_whole,
            "database": { "problems": database },
            "audit": audit,
        });
        println!("{answer}");
    } else if is_whole {
        println!(
            "All is whole: the database, {} audit entries in {} chains, {} seals.",
            audit.entries, audit.chains, audit.seals
        );
    } else {
        for problem in database.iter().chain(&audit.problems) {
            println!("{problem}");
        }
    }
    Ok(if is_whole { Ended::Done } else { Ended::No })
}

/// The secret, which is never made here: a new one would call every seal wrong.
fn existing_keys(settings: &Settings) -> Result<Keys, super::Sentence> {
    if !settings.secret_file.exists() {
        let file = settings.secret_file.display();
        let sentence = format!("The secret {file} is missing; without it no seal can be proved.");
        return Err(super::Sentence::failed(sentence));
    }
    open::keys(settings)
}

/// The problems of the database, and what the audit says.
pub(super) async fn look(
    db: &Database,
    keys: &Keys,
) -> Result<(Vec<String>, Verified), super::Sentence> {
    let problems = db.check().await?;
    let mut reader = db.reader().await?;
    // People go on working: entries and ends have to be of the same moment.
    reader.stand_still().await?;
    let audit = verify(&mut reader, keys).await;
    reader.go_on().await?;
    let audit = audit?;
    Ok((problems, audit))
}
