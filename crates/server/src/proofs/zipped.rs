//! A ZIP whose bytes follow from its contents alone.

use super::manifest::{MANIFEST, Manifest, Named, SIGNATURE, sign};
use crate::keys::hex;
use sha2::{Digest, Sha256};
use std::io::{self, Seek, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// What a file of the pack is written with: stored, of no time, for everybody to read.
fn options(bytes: u64) -> SimpleFileOptions {
    SimpleFileOptions::default()
        .compression_method(CompressionMethod::Stored)
        .last_modified_time(zip::DateTime::default())
        .unix_permissions(0o644)
        .large_file(bytes > u64::from(u32::MAX))
}

/// A pack while it is written.
pub struct Zipped<W: Write + Seek> {
    out: ZipWriter<W>,
    named: Vec<Named>,
    current: Option<(String, u64, Sha256)>,
}

impl<W: Write + Seek> Zipped<W> {
    pub fn new(to: W) -> Self {
        Self { out: ZipWriter::new(to), named: Vec::new(), current: None }
    }

    /// Begins a file whose length is known.
    ///
    /// # Errors
    ///
    /// What writing says.
    pub fn begin(&mut self, path: &str, bytes: u64) -> io::Result<()> {
        self.end();
        self.out.start_file(path, options(bytes))?;
        self.current = Some((path.to_owned(), 0, Sha256::new()));
        Ok(())
    }

    /// Writes some of the file that was begun.
    ///
    /// # Errors
    ///
    /// What writing says.
    pub fn push(&mut self, bytes: &[u8]) -> io::Result<()> {
        if let Some((_, length, hash)) = &mut self.current {
            *length += bytes.len() as u64;
            hash.update(bytes);
        }
        self.out.write_all(bytes)
    }

    /// A whole file at once.
    ///
    /// # Errors
    ///
    /// What writing says.
    pub fn file(&mut self, path: &str, bytes: &[u8]) -> io::Result<()> {
        self.begin(path, bytes.len() as u64)?;
        self.push(bytes)
    }

    fn end(&mut self) {
        if let Some((path, bytes, hash)) = self.current.take() {
            self.named.push(Named { path, bytes, sha256: hex(&hash.finalize()) });
        }
    }

    /// Writes the manifest and its signature last; returns what it was written to.
    ///
    /// # Errors
    ///
    /// What writing says.
    pub fn finish(mut self, seed: &[u8; 32], manifest: Manifest) -> io::Result<W> {
        self.end();
        let manifest = Manifest { files: std::mem::take(&mut self.named), ..manifest };
        let text = serde_json::to_vec_pretty(&manifest)?;
        let signature = sign(seed, &text);
        self.file(MANIFEST, &text)?;
        self.file(SIGNATURE, signature.as_bytes())?;
        Ok(self.out.finish()?)
    }

    /// The end of a ZIP that is written again, with nothing added.
    ///
    /// # Errors
    ///
    /// What writing says.
    pub fn close(self) -> io::Result<W> {
        Ok(self.out.finish()?)
    }
}
