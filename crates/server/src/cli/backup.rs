//! `cairn backup` and `cairn restore`.

use super::{Ended, Sentence, Which, open};
use crate::config::{DocumentKey, Settings};
use crate::documents::archive::Archive;
use crate::documents::copying;
use crate::failure::Failure;
use std::ffi::OsString;
use std::fs::{DirBuilder, File, OpenOptions};
use std::io::{self, Read, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

const DATABASE_HEAD: &[u8] = b"SQLite format 3\0";

/// Writes a copy of the database and, beside it, of the secret without which its seals cannot be
/// proved and its links cannot be made again.
pub(super) async fn write(file: &Path, which: &Which) -> super::Result {
    let settings = open::settings(which)?;
    let db = open::existing(&settings).await?;
    db.backup_into(file).await?;
    db.close().await;
    let secret = secret_of(file);
    if settings.secret_file.exists() {
        copy_secret(&settings.secret_file, &secret)?;
    }
    // After the database: whatever it names is on the disk by now, and is never changed there.
    let documents = documents_of(file);
    let copied = match &settings.s3 {
        None => copy_documents(&settings.documents, &documents)?,
        Some(_) => copying::out(&archive(&settings)?, &documents).await.map_err(Failure::from)?,
    };
    if let Some(there) = key_file(&settings) {
        copy_secret(there, &beside(file, ".document-keys"))?;
    }
    sync_folder(file)?;
    println!(
        "Wrote {}, {copied} documents in {} and {}. Keep the last apart from the others: it opens \
         the documents.",
        file.display(),
        documents.display(),
        secret.display()
    );
    Ok(Ended::Done)
}

/// Puts a backup in the place of a database that is not there yet, and proves it.
pub(super) async fn restore(file: &Path, which: &Which) -> super::Result {
    let settings = open::settings(which)?;
    let target = place_for(&settings)?;
    if !file.is_file() {
        return Err(Sentence::wrong(format!("There is no backup at {}.", file.display())));
    }
    if !is_database(file)? {
        let sentence = format!("{} is not what `cairn backup` writes.", file.display());
        return Err(Sentence::wrong(sentence));
    }
    let documents = documents_of(file);
    let is_used =
        std::fs::read_dir(&settings.documents).is_ok_and(|mut folder| folder.next().is_some());
    if settings.s3.is_none() && documents.is_dir() && is_used {
        let there = settings.documents.display();
        let sentence = format!("There are documents in {there}; they are not overwritten.");
        return Err(Sentence::wrong(sentence));
    }
    if let Some(folder) = target.parent() {
        DirBuilder::new().recursive(true).mode(0o700).create(folder)?;
    }
    copy_new(file, &target)?;
    let secret = secret_of(file);
    if secret.is_file() && !settings.secret_file.exists() {
        copy_secret(&secret, &settings.secret_file)?;
    }
    let ring = beside(file, ".document-keys");
    if let (DocumentKey::File(to), true) = (&settings.document_key, ring.is_file())
        && !to.exists()
    {
        copy_secret(&ring, to)?;
    }
    match &settings.s3 {
        None => copy_documents(&documents, &settings.documents)?,
        Some(_) => copying::back(&archive(&settings)?, &documents).await.map_err(Failure::from)?,
    };
    sync_folder(&target)?;
    let db = open::database(&settings).await?;
    let keys = open::keys(&settings)?;
    let (database, audit) = super::verify::look(&db, &keys).await?;
    let found = super::verify::documents(&db, &settings, &keys).await?;
    db.close().await;
    for problem in database.iter().chain(&audit.problems).chain(&found.problems) {
        println!("{problem}");
    }
    if database.is_empty() && audit.problems.is_empty() && found.problems.is_empty() {
        println!(
            "Restored {} and {} documents; database, audit and documents are whole.",
            target.display(),
            found.documents
        );
        return Ok(Ended::Done);
    }
    Ok(Ended::No)
}

/// Where the database will be. Nothing that is there is ever overwritten.
fn place_for(settings: &Settings) -> Result<PathBuf, Sentence> {
    let Some(target) = open::file_of(settings) else {
        let sentence = "A PostgreSQL database is restored with pg_restore, not from here.";
        return Err(Sentence::wrong(sentence));
    };
    let mut wal = target.clone().into_os_string();
    wal.push("-wal");
    for there in [target.clone(), PathBuf::from(wal)] {
        if there.exists() {
            let sentence = format!("{} is there; it is not overwritten.", there.display());
            return Err(Sentence::wrong(sentence));
        }
    }
    Ok(target)
}

/// Whether a file begins as every SQLite database does, so that nothing else is put in its place.
fn is_database(file: &Path) -> io::Result<bool> {
    let mut head = Vec::new();
    File::open(file)?.take(DATABASE_HEAD.len() as u64).read_to_end(&mut head)?;
    Ok(head == DATABASE_HEAD)
}

/// What belongs to a backup stands beside it, under its name with an ending of its own.
fn beside(file: &Path, ending: &str) -> PathBuf {
    let mut name = OsString::from(file);
    name.push(ending);
    PathBuf::from(name)
}

fn secret_of(file: &Path) -> PathBuf {
    beside(file, ".secret")
}

/// The documents of a backup, sealed as they are.
fn documents_of(file: &Path) -> PathBuf {
    beside(file, ".documents")
}

/// The file of keys, once there has been a rotation.
fn key_file(settings: &Settings) -> Option<&Path> {
    match &settings.document_key {
        DocumentKey::File(path) if path.exists() => Some(path),
        DocumentKey::File(_) | DocumentKey::Given { .. } => None,
    }
}

fn archive(settings: &Settings) -> Result<Archive, Sentence> {
    Ok(Archive::new(settings, &open::keys(settings)?))
}

/// Copies every whole document, and says how many there were. What is half-written belongs to no
/// row.
fn copy_documents(from: &Path, to: &Path) -> io::Result<u64> {
    let mut copied = 0;
    if !from.is_dir() {
        return Ok(copied);
    }
    let make = |folder: &Path| DirBuilder::new().recursive(true).mode(0o700).create(folder);
    make(to)?;
    for shelf in std::fs::read_dir(from)? {
        let shelf = shelf?;
        if !shelf.file_type()?.is_dir() {
            continue;
        }
        let there = to.join(shelf.file_name());
        make(&there)?;
        for file in std::fs::read_dir(shelf.path())? {
            let file = file?;
            if !file.file_name().to_string_lossy().contains('#') {
                copy_new(&file.path(), &there.join(file.file_name()))?;
                copied += 1;
            }
        }
        File::open(&there)?.sync_all()?;
    }
    File::open(to)?.sync_all()?;
    Ok(copied)
}

fn copy_secret(from: &Path, to: &Path) -> io::Result<()> {
    let text = std::fs::read(from)?;
    let mut options = OpenOptions::new();
    let mut file = options.write(true).create_new(true).mode(0o600).open(to)?;
    file.write_all(&text)?;
    file.sync_all()
}

fn copy_new(from: &Path, to: &Path) -> io::Result<()> {
    let mut options = OpenOptions::new();
    let mut file = options.write(true).create_new(true).mode(0o600).open(to)?;
    io::copy(&mut File::open(from)?, &mut file)?;
    file.sync_all()
}

/// A new file is there after a power cut only once its folder says so.
fn sync_folder(file: &Path) -> io::Result<()> {
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty());
    File::open(folder.unwrap_or(Path::new(".")))?.sync_all()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_backup_goes_into_a_folder_that_is_made_for_it_and_nothing_else_does() {
        let root = std::env::temp_dir().join(crate::keys::random_secret());
        std::fs::create_dir(&root).expect("makes a folder");
        let which = |name: &str| Which { data: Some(root.join(name)), ..Which::default() };
        std::fs::create_dir(root.join("office")).expect("makes a folder");
        let settings = open::settings(&which("office")).expect("settings");
        let house = open::house(settings).await.expect("a house");
        house.db.clone().close().await;
        drop(house);

        let file = root.join("copy.db");
        assert_eq!(write(&file, &which("office")).await.expect("is written"), Ended::Done);
        let elsewhere = restore(&file, &which("new/place")).await;
        assert_eq!(elsewhere.expect("is restored"), Ended::Done);

        std::fs::write(root.join("letter.txt"), "Dear Zoë").expect("writes");
        let refused = restore(&root.join("letter.txt"), &which("other")).await;
        let Sentence(ended, sentence) = refused.expect_err("is no backup");
        assert_eq!(ended, Ended::WrongCall);
        assert!(sentence.contains("is not what `cairn backup` writes"), "{sentence}");
        assert!(!root.join("other").exists());
        std::fs::remove_dir_all(&root).expect("is tidied away");
    }
}
