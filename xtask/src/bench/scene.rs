//! What scenarios share: how long to measure, the program as released, a folder.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::time::Duration;

use anyhow::{Result, bail};

use crate::{cargo, root};

pub struct Scene {
    pub length: Duration,
    cairn: OnceLock<PathBuf>,
}

impl Scene {
    pub fn new(seconds: u64, program: Option<PathBuf>) -> Scene {
        let cairn = program.map_or_else(OnceLock::new, OnceLock::from);
        Scene { length: Duration::from_secs(seconds.max(1)), cairn }
    }

    /// The program: the one that was named, or one built for release when first asked for.
    pub fn cairn(&self) -> Result<&Path> {
        if let Some(cairn) = self.cairn.get() {
            return Ok(cairn);
        }
        let status = cargo().args(["build", "--release", "--bin", "cairn"]).status()?;
        if !status.success() {
            bail!("cargo build --release failed with {status}");
        }
        Ok(self.cairn.get_or_init(|| target().join("release").join("cairn")))
    }
}

/// An empty folder on the disk of the build, since a folder in memory would sync for nothing.
/// It is removed when dropped.
pub struct Folder(pub PathBuf);

impl Folder {
    pub fn new(name: &str) -> Result<Folder> {
        let path = target().join("bench").join(format!("{name}-{}", std::process::id()));
        std::fs::create_dir_all(&path)?;
        Ok(Folder(path))
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        if let Err(error) = std::fs::remove_dir_all(&self.0) {
            eprintln!("{} stays behind: {error}", self.0.display());
        }
    }
}

fn target() -> PathBuf {
    let told = std::env::var_os("CARGO_TARGET_DIR").map(PathBuf::from);
    told.unwrap_or_else(|| root().join("target"))
}
