//! `cairn rotate-key`: a new key for documents, and everything sealed with it.

use super::{Ended, Sentence, Which, open, users};
use crate::access::store::all_agencies;
use crate::audit;
use crate::clock::Clock;
use crate::documents::archive::Archive;
use crate::documents::keyring::Renewed;
use crate::documents::renewal::{self, Renewed as Done};
use db::Database;
use jiff::Timestamp;

/// Makes a key and seals with it, or forgets the keys that nothing needs any more.
pub(super) async fn run(which: &Which, forget: bool) -> super::Result {
    let settings = open::settings(which)?;
    let db = open::existing(&settings).await?;
    let keys = open::keys(&settings)?;
    let archive = Archive::new(&settings, &keys);
    let now = Clock::real().real_now();
    if !forget {
        match archive.ring().renew(now)? {
            Renewed::Made(file) => println!("A new key stands in {}.", file.display()),
            Renewed::Given => println!("Sealing with documents.key of the settings."),
        }
    }
    let done = renewal::renew(&db, &archive).await;
    let done = done.map_err(|failure| Sentence::failed(failure.in_english()))?;
    record(&db, &done, now).await?;
    db.close().await;
    println!("{} documents sealed anew; {} bore the key already.", done.sealed, done.already);
    for problem in &done.problems {
        println!("{problem}");
    }
    if !done.problems.is_empty() {
        println!("No key is forgotten until these are whole.");
        return Ok(Ended::No);
    }
    if forget {
        let used: Vec<_> = done.used.iter().copied().collect();
        println!("{} old keys forgotten.", archive.ring().forget(&used, now)?);
    } else {
        println!("Older keys still open what an upload under way seals: forget them in a day,");
        println!("with `cairn rotate-key --forget`, and keep the file of keys with the backups.");
    }
    Ok(Ended::Done)
}

/// Every agency's audit says that its documents were sealed anew.
async fn record(db: &Database, done: &Done, now: Timestamp) -> Result<(), Sentence> {
    let mut writer = db.writer().await?;
    let detail = format!("sealed={} already={}", done.sealed, done.already);
    for agency in all_agencies(&mut writer).await? {
        let subject = agency.as_str();
        let entry = users::entry(&agency, "rotate document key", subject, &detail, now);
        audit::store::add(&mut writer, &agency, &entry).await?;
    }
    writer.commit().await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_rotation_makes_a_key_and_is_written_down() {
        let root = std::env::temp_dir().join(crate::keys::random_secret());
        std::fs::create_dir(&root).expect("makes a folder");
        let which = Which { data: Some(root.clone()), ..Which::default() };
        let settings = open::settings(&which).expect("settings");
        let house = open::house(settings.clone()).await.expect("a house");
        house.db.clone().close().await;
        let keys = |count: usize| {
            let text = std::fs::read_to_string(root.join("cairn-demo.document-keys"));
            assert_eq!(text.expect("a file of keys").lines().count(), count);
        };
        for count in [1, 2] {
            assert_eq!(run(&which, false).await.expect("rotates"), Ended::Done);
            keys(count);
        }
        // Nothing is sealed with the first; it was replaced only now.
        assert_eq!(run(&which, true).await.expect("forgets"), Ended::Done);
        keys(2);
        let copy = root.join("copy.db");
        let backed = crate::cli::backup::write(&copy, &which).await.expect("is written");
        assert_eq!(backed, Ended::Done);
        assert!(root.join("copy.db.document-keys").is_file(), "the keys are in the backup");
        std::fs::remove_dir_all(&root).expect("is tidied away");
    }
}
