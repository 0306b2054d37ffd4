//! `cairn verify`: database and audit are whole, or what is wrong with them.

use super::{Ended, Which, open};
use crate::audit::verify::{Verified, verify};
use crate::config::Settings;
use crate::documents::archive::Archive;
use crate::documents::verify::Documents;
use crate::keys::Keys;
use db::Database;
use serde_json::json;
use std::path::Path;

pub(super) async fn run(which: &Which, json: bool) -> super::Result {
    let settings = open::settings(which)?;
    let db = open::existing(&settings).await?;
    let keys = existing_keys(&settings)?;
    let (database, audit) = look(&db, &keys).await?;
    let documents = documents(&db, &settings, &keys).await?;
    db.close().await;
    let is_whole =
        database.is_empty() && audit.problems.is_empty() && documents.problems.is_empty();
    if json {
        let answer = json!({
            "ok": is_whole,
            "database": { "problems": database },
            "audit": audit,
            "documents": documents,
        });
        println!("{answer}");
    } else if is_whole {
        println!(
            "All is whole: the database, {} audit entries in {} chains, {} seals, {} documents.",
            audit.entries, audit.chains, audit.seals, documents.documents
        );
    } else {
        for problem in database.iter().chain(&audit.problems).chain(&documents.problems) {
            println!("{problem}");
        }
    }
    Ok(if is_whole { Ended::Done } else { Ended::No })
}

/// Proves a pack with nothing but the file.
pub(super) fn pack(path: &Path, key: Option<&str>, json: bool) -> super::Result {
    let unreadable = |error: std::io::Error| {
        super::Sentence::failed(format!("{} cannot be read: {error}.", path.display()))
    };
    let file = std::fs::File::open(path).map_err(unreadable)?;
    let proved = crate::proofs::verify::verify(file, key).map_err(unreadable)?;
    let is_whole = proved.problems.is_empty();
    if json {
        println!("{}", json!({ "ok": is_whole, "pack": proved }));
    } else if is_whole {
        println!(
            "All is whole: {}, {} files, {} audit entries, signed with the key {}.",
            proved.about, proved.files, proved.audit_entries, proved.key
        );
    } else {
        for problem in &proved.problems {
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

/// What is wrong with the documents, each of which is opened. A database of before there were any
/// has none.
pub(super) async fn documents(
    db: &Database,
    settings: &Settings,
    keys: &Keys,
) -> Result<Documents, super::Sentence> {
    let mut reader = db.reader().await?;
    let steps = crate::serve::store::schema_steps(&mut reader).await?;
    drop(reader);
    if !steps.iter().any(|step| step == "0017_documents") {
        return Ok(Documents::default());
    }
    let archive = Archive::new(settings, keys);
    let found = crate::documents::verify::verify(db, &archive).await;
    found.map_err(|failure| super::Sentence::failed(failure.in_english()))
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
