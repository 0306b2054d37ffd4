//! Proving a pack with nothing but the file.

use super::manifest::{FORMAT, MANIFEST, Manifest, SIGNATURE, is_signed};
use super::zipped::Zipped;
use crate::audit::told::{AuditLine, chain_problems};
use crate::keys::hex;
use serde::Serialize;
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;
use std::fs::File;
use std::io::{self, BufReader, Read, Seek, SeekFrom, Write};
use zip::ZipArchive;

/// Problems told, at most.
const PROBLEMS_MAX: usize = 100;
/// Bytes of a manifest or a chain that are read into memory, at most: 64 MiB.
const TEXT_BYTES_MAX: u64 = 64 * 1024 * 1024;

/// What was looked at, and what is wrong.
#[derive(Debug, Default, PartialEq, Eq, Serialize)]
pub struct Proved {
    pub about: String,
    pub files: u64,
    pub audit_entries: u64,
    /// The key that signed it.
    pub key: String,
    pub problems: Vec<String>,
}

impl Proved {
    fn problem(&mut self, sentence: impl Into<String>) {
        if self.problems.len() < PROBLEMS_MAX {
            self.problems.push(sentence.into());
        }
    }
}

/// Looks at everything in a pack. `key` is the one that the office is known by; without it the
/// pack's own is taken, and whoever reads the answer compares.
///
/// # Errors
///
/// When the file cannot be read at all; what is wrong with it is no error but what was asked for.
pub fn verify(file: File, key: Option<&str>) -> io::Result<Proved> {
    let mut proved = Proved::default();
    let mut archive = match ZipArchive::new(BufReader::new(file.try_clone()?)) {
        Ok(archive) => archive,
        Err(error) => {
            proved.problem(format!("It is no whole ZIP: {error}."));
            return Ok(proved);
        }
    };
    let (manifest, signature) = (text(&mut archive, MANIFEST), text(&mut archive, SIGNATURE));
    let (manifest, signature) = match (manifest, signature) {
        (Ok(manifest), Ok(signature)) => (manifest, signature),
        (Err(why), _) => {
            proved.problem(format!("{MANIFEST}: {why}."));
            return Ok(proved);
        }
        (_, Err(why)) => {
            proved.problem(format!("{SIGNATURE}: {why}."));
            return Ok(proved);
        }
    };
    let Ok(said) = serde_json::from_slice::<Manifest>(&manifest) else {
        proved.problem(format!("{MANIFEST}: it cannot be read."));
        return Ok(proved);
    };
    proved.about.clone_from(&said.about);
    proved.key.clone_from(&said.key);
    if said.format != FORMAT {
        proved.problem(format!("{MANIFEST}: its form `{}` is not known here.", said.format));
    }
    if key.is_some_and(|key| !key.eq_ignore_ascii_case(&said.key)) {
        proved.problem(format!("{MANIFEST}: it was signed with another key, {}.", said.key));
    }
    let signature = String::from_utf8_lossy(&signature);
    if !is_signed(&said.key, &manifest, &signature) {
        proved.problem(format!("{SIGNATURE}: it is not the signature of {MANIFEST}."));
    }
    contents(&mut archive, &said, &mut proved);
    // What hides between the files, or in what the ZIP says of them.
    if proved.problems.is_empty()
        && let Some(place) = differs(file, &mut archive)?
    {
        proved.problem(format!("{place}: what the ZIP says of it was changed."));
    }
    Ok(proved)
}

/// Every file against the manifest, and each chain against itself.
fn contents(archive: &mut ZipArchive<BufReader<File>>, said: &Manifest, proved: &mut Proved) {
    let named: BTreeSet<&str> = said.files.iter().map(|file| file.path.as_str()).collect();
    let own = [MANIFEST, SIGNATURE];
    let there: Vec<String> = archive
        .file_names()
        .map(|name| name.map_or_else(|error| error.to_string(), |name| name.into_owned()))
        .collect();
    for path in there.iter().filter(|path| !own.contains(&path.as_str())) {
        if !named.contains(path.as_str()) {
            proved.problem(format!("{path}: the manifest does not name it."));
        }
    }
    for file in &said.files {
        proved.files += 1;
        match hashed(archive, &file.path) {
            Ok((bytes, sha256)) if (bytes, &sha256) == (file.bytes, &file.sha256) => {}
            Ok(_) => proved.problem(format!("{}: it was changed.", file.path)),
            Err(why) => proved.problem(format!("{}: {why}.", file.path)),
        }
        if file.path.ends_with("/audit.json") {
            chain(archive, &file.path, proved);
        }
    }
}

fn chain(archive: &mut ZipArchive<BufReader<File>>, path: &str, proved: &mut Proved) {
    let lines = text(archive, path).and_then(|bytes| {
        serde_json::from_slice::<Vec<AuditLine>>(&bytes).map_err(|e| e.to_string())
    });
    match lines {
        Ok(lines) => {
            proved.audit_entries += lines.len() as u64;
            for problem in chain_problems(&lines) {
                proved.problem(format!("{path}: {problem}."));
            }
        }
        Err(why) => proved.problem(format!("{path}: {why}.")),
    }
}

fn text(archive: &mut ZipArchive<BufReader<File>>, path: &str) -> Result<Vec<u8>, String> {
    let entry = archive.by_name(path).map_err(|error| error.to_string())?;
    if entry.size() > TEXT_BYTES_MAX {
        return Err("it is too large".to_owned());
    }
    let mut bytes = Vec::new();
    let read = entry.take(TEXT_BYTES_MAX).read_to_end(&mut bytes);
    read.map_err(|error| format!("it is damaged: {error}"))?;
    Ok(bytes)
}

fn hashed(archive: &mut ZipArchive<BufReader<File>>, path: &str) -> Result<(u64, String), String> {
    let mut entry = archive.by_name(path).map_err(|error| error.to_string())?;
    let (mut hash, mut bytes) = (Sha256::new(), 0);
    let mut portion = vec![0; 64 * 1024];
    loop {
        match entry.read(&mut portion) {
            Ok(0) => return Ok((bytes, hex(&hash.finalize()))),
            Ok(length) => {
                bytes += length as u64;
                hash.update(&portion[..length]);
            }
            Err(error) => return Err(format!("it is damaged: {error}")),
        }
    }
}

/// Writes the ZIP anew beside itself, and gives the file where the two first differ.
fn differs(file: File, archive: &mut ZipArchive<BufReader<File>>) -> io::Result<Option<String>> {
    let length = file.metadata()?.len();
    let mut places: Vec<(u64, String)> = Vec::new();
    let mut copy = Zipped::new(tempfile::tempfile()?);
    for index in 0..archive.len() {
        let mut entry = archive.by_index_raw(index)?;
        let path = entry.name()?.into_owned();
        places.push((entry.header_start(), path.clone()));
        copy.begin(&path, entry.size())?;
        let mut portion = vec![0; 64 * 1024];
        loop {
            let read = entry.read(&mut portion)?;
            if read == 0 {
                break;
            }
            copy.push(&portion[..read])?;
        }
    }
    let mut copy = copy.close()?;
    copy.flush()?;
    let at = first_difference(file, copy, length)?;
    places.sort();
    let name = |at: u64| {
        let before = places.iter().rev().find(|(start, _)| *start <= at);
        before.map_or_else(|| "the beginning".to_owned(), |(_, path)| path.clone())
    };
    Ok(at.map(name))
}

fn first_difference(mut one: File, mut other: File, length: u64) -> io::Result<Option<u64>> {
    one.seek(SeekFrom::Start(0))?;
    let other_length = other.seek(SeekFrom::End(0))?;
    other.seek(SeekFrom::Start(0))?;
    let (mut one, mut other) = (BufReader::new(one), BufReader::new(other));
    let (mut a, mut b) = (vec![0; 64 * 1024], vec![0; 64 * 1024]);
    let mut at = 0;
    while at < length.min(other_length) {
        let portion = usize::try_from((length.min(other_length) - at).min(64 * 1024)).unwrap_or(0);
        one.read_exact(&mut a[..portion])?;
        other.read_exact(&mut b[..portion])?;
        let pairs = a[..portion].iter().zip(&b[..portion]);
        if let Some(place) = pairs.into_iter().position(|(one, other)| one != other) {
            return Ok(Some(at + place as u64));
        }
        at += portion as u64;
    }
    Ok((length != other_length).then_some(at))
}

#[cfg(test)]
#[path = "verify_test.rs"]
mod tests;
