//! Keys with which documents are sealed: one at present, and those before it that still open what
//! they sealed.
//!
//! A key file holds one key in each line, the present one first: 64 hexadecimal digits and the
//! moment at which it was made. It is read whenever a document is sealed or opened, so that a
//! running server follows a rotation at once. Beneath all others lies the key that follows from
//! the installation's secret, which seals while there is no other.

use crate::config::DocumentKey;
use crate::keys::{Keys, hex, unhex};
use hmac::{Hmac, KeyInit, Mac};
use jiff::{SignedDuration, Timestamp};
use rand::Rng;
use sha2::Sha256;
use std::io::Write;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

/// How long a key that was replaced may still be used by an upload that had begun.
const STILL_USED_FOR: SignedDuration = SignedDuration::from_hours(24);

/// What tells keys apart, in the header of every sealed document.
pub type KeyId = [u8; 8];

/// A key and its id.
#[derive(Clone, PartialEq, Eq)]
pub struct Key {
    pub bytes: [u8; 32],
    pub id: KeyId,
}

impl Key {
    fn new(bytes: [u8; 32]) -> Self {
        let mut id = [0; 8];
        if let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(&bytes) {
            mac.update(b"document key id");
            id.copy_from_slice(&mac.finalize().into_bytes()[..8]);
        }
        Self { bytes, id }
    }
}

/// All keys of an installation. Cheap to clone.
#[derive(Clone)]
pub struct Keyring {
    derived: Key,
    source: DocumentKey,
}

/// A line of a key file.
struct Line {
    key: Key,
    made_at: Timestamp,
}

impl Keyring {
    #[must_use]
    pub fn new(keys: &Keys, source: &DocumentKey) -> Self {
        let derived = Key { bytes: keys.document_key(), id: keys.document_key_id() };
        Self { derived, source: source.clone() }
    }

    /// Every key, the present one first.
    ///
    /// # Errors
    ///
    /// When the key file cannot be read.
    pub fn all(&self) -> std::io::Result<Vec<Key>> {
        let mut all: Vec<Key> = match &self.source {
            DocumentKey::Given { present, older } => {
                std::iter::once(present).chain(older).map(|bytes| Key::new(*bytes)).collect()
            }
            DocumentKey::File(path) => lines(path)?.into_iter().map(|line| line.key).collect(),
        };
        all.push(self.derived.clone());
        Ok(all)
    }

    /// The key that seals now.
    ///
    /// # Errors
    ///
    /// When the key file cannot be read.
    pub fn present(&self) -> std::io::Result<Key> {
        Ok(self.all()?.swap_remove(0))
    }

    /// The key that sealed a document; none when it is not ours.
    ///
    /// # Errors
    ///
    /// When the key file cannot be read.
    pub fn of_id(&self, id: &[u8]) -> std::io::Result<Option<Key>> {
        Ok(self.all()?.into_iter().find(|key| key.id == id))
    }

    /// Makes a new key, which seals from now on.
    ///
    /// # Errors
    ///
    /// When the key file cannot be read or written.
    pub fn renew(&self, now: Timestamp) -> std::io::Result<Renewed> {
        let DocumentKey::File(path) = &self.source else { return Ok(Renewed::Given) };
        let mut bytes = [0; 32];
        rand::rng().fill_bytes(&mut bytes);
        let mut all = lines(path)?;
        all.insert(0, Line { key: Key::new(bytes), made_at: now });
        write(path, &all)?;
        Ok(Renewed::Made(path.clone()))
    }

    /// Forgets keys that were replaced a day ago or longer and seal nothing any more; gives how
    /// many. `used` are the ids of those that do.
    ///
    /// # Errors
    ///
    /// When the key file cannot be read or written.
    pub fn forget(&self, used: &[KeyId], now: Timestamp) -> std::io::Result<usize> {
        let DocumentKey::File(path) = &self.source else { return Ok(0) };
        let all = lines(path)?;
        let before = all.len();
        let mut replaced_at = None;
        let mut kept = Vec::new();
        for line in all {
            let made_at = line.made_at;
            let is_old = replaced_at.is_some_and(|at: Timestamp| at < now - STILL_USED_FOR);
            if !is_old || used.contains(&line.key.id) {
                kept.push(line);
            }
            replaced_at = Some(made_at);
        }
        if kept.len() < before {
            write(path, &kept)?;
        }
        Ok(before - kept.len())
    }
}

/// What came of asking for a new key.
pub enum Renewed {
    /// It stands in this file.
    Made(PathBuf),
    /// Keys are given by the settings: whoever sets them makes the new one.
    Given,
}

/// The keys of a file; none where there is no file.
fn lines(path: &Path) -> std::io::Result<Vec<Line>> {
    let text = match std::fs::read_to_string(path) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(error),
    };
    let wrong = |number: usize| {
        let sentence = format!(
            "{}, line {number}: 64 hexadecimal digits and a moment are wanted",
            path.display()
        );
        std::io::Error::new(std::io::ErrorKind::InvalidData, sentence)
    };
    let line = |(at, line): (usize, &str)| {
        let (digits, moment) = line.split_once(' ').ok_or_else(|| wrong(at + 1))?;
        let bytes = unhex(digits).ok_or_else(|| wrong(at + 1))?;
        let made_at = moment.trim().parse().map_err(|_| wrong(at + 1))?;
        Ok(Line { key: Key::new(bytes), made_at })
    };
    text.lines().enumerate().map(line).collect()
}

/// Writes the keys anew, in one step: whoever reads finds the old ones or the new.
fn write(path: &Path, all: &[Line]) -> std::io::Result<()> {
    let mut text = String::new();
    for line in all {
        text.push_str(&format!("{} {}\n", hex(&line.key.bytes), line.made_at));
    }
    let mut beside = path.as_os_str().to_owned();
    beside.push(".new");
    let beside = PathBuf::from(beside);
    let mut options = std::fs::OpenOptions::new();
    let mut file = options.write(true).create(true).truncate(true).mode(0o600).open(&beside)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()?;
    std::fs::rename(&beside, path)?;
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    std::fs::File::open(folder.unwrap_or(Path::new(".")))?.sync_all()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moment(text: &str) -> Timestamp {
        text.parse().expect("a moment")
    }

    #[test]
    fn a_new_key_seals_and_the_old_ones_open_until_nothing_needs_them() {
        let folder = std::env::temp_dir().join(crate::keys::random_secret());
        std::fs::create_dir(&folder).expect("a folder");
        let path = folder.join("keys");
        let ring = Keyring::new(&Keys::new([7; 32]), &DocumentKey::File(path.clone()));
        let first = ring.present().expect("reads");
        assert_eq!(first.bytes, Keys::new([7; 32]).document_key());
        let days = ["2026-11-01T10:00:00Z", "2026-11-10T10:00:00Z", "2026-11-20T10:00:00Z"];
        let mut made = Vec::new();
        for day in days {
            assert!(matches!(ring.renew(moment(day)), Ok(Renewed::Made(_))));
            made.push(ring.present().expect("reads"));
        }
        let mode = std::fs::metadata(&path).expect("is there");
        assert_eq!(std::os::unix::fs::MetadataExt::mode(&mode) & 0o077, 0, "nobody else reads it");
        for key in made.iter().chain([&first]) {
            assert!(ring.of_id(&key.id).expect("reads").as_ref() == Some(key));
        }
        assert!(ring.of_id(&[0; 8]).expect("reads").is_none());

        // The first is still used; the second was replaced an hour ago, then a day ago.
        let used = [made[0].id, made[2].id];
        assert_eq!(ring.forget(&used, moment("2026-11-20T11:00:00Z")).expect("writes"), 0);
        assert_eq!(ring.forget(&used, moment("2026-11-21T11:00:00Z")).expect("writes"), 1);
        assert!(ring.of_id(&made[1].id).expect("reads").is_none());
        assert_eq!(ring.forget(&[], moment("2026-12-21T11:00:00Z")).expect("writes"), 1);
        assert!(ring.present().expect("reads") == made[2], "the present one is never forgotten");

        std::fs::write(&path, "abc\n").expect("writes");
        let told = ring.present().err().expect("is wrong").to_string();
        assert!(told.contains("line 1: 64 hexadecimal digits"), "{told}");
        std::fs::remove_dir_all(&folder).expect("is tidied away");
    }
}
