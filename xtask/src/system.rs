//! Programs of the system that the tests need: found, installed if we may, or asked for.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

/// A program that the tests cannot bring themselves.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Need {
    Postgres,
    Chromium,
    Chromedriver,
    Clamd,
    Npm,
}

impl Need {
    /// Where the program is; for PostgreSQL the folder of its server programs.
    pub fn find(self) -> Option<PathBuf> {
        match self {
            Need::Postgres => postgres_folder(),
            Need::Chromium => ["chromium", "chromium-browser", "google-chrome"]
                .iter()
                .find_map(|name| on_path(name)),
            Need::Chromedriver => on_path("chromedriver"),
            Need::Clamd => on_path("clamd").or_else(|| {
                Some(PathBuf::from("/usr/sbin/clamd")).filter(|program| program.is_file())
            }),
            Need::Npm => on_path("node").and_then(|_| on_path("npm")),
        }
    }

    fn packages(self) -> &'static [&'static str] {
        match self {
            Need::Postgres => &["postgresql"],
            Need::Chromium => &["chromium"],
            Need::Chromedriver => &["chromium-driver"],
            Need::Clamd => &["clamav-daemon"],
            Need::Npm => &["nodejs", "npm"],
        }
    }

    fn described(self) -> &'static str {
        match self {
            Need::Postgres => "the PostgreSQL server programs (initdb, pg_ctl)",
            Need::Chromium => "Chromium",
            Need::Chromedriver => "chromedriver",
            Need::Clamd => "the scanner clamd",
            Need::Npm => "Node with npm",
        }
    }
}

/// Makes sure that all of `needs` are there, installing what is missing if we may.
///
/// # Errors
///
/// Says in a sentence what is missing and what to install, where we may not.
pub fn make_sure_of(needs: &[Need]) -> Result<()> {
    let missing = missing_of(needs);
    if missing.is_empty() {
        return Ok(());
    }
    let Some(rights) = rights_to_install() else { bail!(sentence(&missing)) };
    let packages: Vec<&str> = missing.iter().flat_map(|need| need.packages()).copied().collect();
    println!("installing {}", packages.join(", "));
    apt_get(rights, &["update", "-q"])?;
    let mut install = vec!["install", "-q", "-y", "--no-install-recommends"];
    install.extend(&packages);
    apt_get(rights, &install)?;
    match missing_of(needs) {
        still if still.is_empty() => Ok(()),
        still => bail!("installed {}, and yet: {}", packages.join(", "), sentence(&still)),
    }
}

fn missing_of(needs: &[Need]) -> Vec<Need> {
    needs.iter().copied().filter(|need| need.find().is_none()).collect()
}

fn sentence(missing: &[Need]) -> String {
    let described: Vec<&str> = missing.iter().map(|need| need.described()).collect();
    let packages: Vec<&str> = missing.iter().flat_map(|need| need.packages()).copied().collect();
    format!(
        "The tests need {}. Install the Debian packages {} (or what your system calls them), \
         or run this as root on a machine with apt-get.",
        described.join(", "),
        packages.join(", "),
    )
}

#[derive(Clone, Copy)]
enum Rights {
    Root,
    Sudo,
}

fn rights_to_install() -> Option<Rights> {
    on_path("apt-get")?;
    if is_root() {
        return Some(Rights::Root);
    }
    on_path("sudo")?;
    quietly("sudo", &["-n", "true"]).then_some(Rights::Sudo)
}

fn apt_get(rights: Rights, arguments: &[&str]) -> Result<()> {
    let mut command = match rights {
        Rights::Root => Command::new("env"),
        Rights::Sudo => {
            let mut sudo = Command::new("sudo");
            sudo.args(["-n", "env"]);
            sudo
        }
    };
    let status = command
        .args(["DEBIAN_FRONTEND=noninteractive", "apt-get"])
        .args(arguments)
        .stdin(Stdio::null())
        .status()
        .context("starting apt-get")?;
    if !status.success() {
        bail!("apt-get {} failed with {status}", arguments.join(" "));
    }
    Ok(())
}

/// Whether we run as the superuser, which PostgreSQL refuses to do.
pub fn is_root() -> bool {
    output_of("id", &["-u"]).is_some_and(|id| id == "0")
}

/// The path of a program, as the shell would find it.
pub fn on_path(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).map(|folder| folder.join(name)).find(|file| file.is_file())
}

fn postgres_folder() -> Option<PathBuf> {
    let told = output_of("pg_config", &["--bindir"]).map(PathBuf::from);
    told.filter(|folder| has_server(folder)).or_else(newest_of_debian)
}

fn newest_of_debian() -> Option<PathBuf> {
    let versions = std::fs::read_dir("/usr/lib/postgresql").ok()?;
    let mut folders: Vec<(u32, PathBuf)> = versions
        .flatten()
        .filter_map(|entry| {
            let version = entry.file_name().to_str()?.parse().ok()?;
            Some((version, entry.path().join("bin")))
        })
        .filter(|(_, folder)| has_server(folder))
        .collect();
    folders.sort();
    folders.pop().map(|(_, folder)| folder)
}

/// `pg_config` alone comes with the client library, so it proves nothing.
fn has_server(folder: &Path) -> bool {
    folder.join("initdb").is_file() && folder.join("pg_ctl").is_file()
}

/// What a program prints, trimmed; nothing if it is not there or fails.
pub fn output_of(program: &str, arguments: &[&str]) -> Option<String> {
    let output = Command::new(program).args(arguments).stderr(Stdio::null()).output().ok()?;
    if !output.status.success() {
        return None;
    }
    Some(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

fn quietly(program: &str, arguments: &[&str]) -> bool {
    output_of(program, arguments).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn says_what_to_install() {
        let said = sentence(&[Need::Postgres, Need::Npm]);
        assert!(said.contains("PostgreSQL server programs"));
        assert!(said.contains("postgresql, nodejs, npm"));
    }
}
