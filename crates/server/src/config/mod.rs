//! Settings: from `cairn.toml`, each also as `CAIRN_…` in the environment, which wins.
//!
//! `limits.idle_s` in the file is `CAIRN_LIMITS_IDLE_S` in the environment. What is not known is
//! refused together with the nearest name that is: a setting that is misspelt and silently
//! ignored shows only when it is needed.

mod given;
mod stores;

use given::Given;
use std::net::{IpAddr, SocketAddr};
use std::path::{Path, PathBuf};
pub use stores::{Clamav, ClamavAddress, DocumentKey, S3};

/// Where somebody looks first.
pub const FILE: &str = "cairn.toml";

/// What the program runs for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// A seeded cast, a clock that moves, nothing that leaves.
    Demo,
    /// The real thing.
    Serve,
}

/// Everything that can be set.
#[derive(Clone)]
pub struct Settings {
    pub mode: Mode,
    pub listen: SocketAddr,
    /// The address people type, without a slash at its end; links in messages begin with it.
    pub public_url: Option<String>,
    /// `sqlite:PATH` or `postgres://…`.
    pub database_url: String,
    /// Holds the installation's secret; made at the first start.
    pub secret_file: PathBuf,
    /// The folder in which documents are kept, sealed, unless `s3` says another place.
    pub documents: PathBuf,
    /// A bucket in the place of the folder.
    pub s3: Option<S3>,
    /// What documents are sealed with.
    pub document_key: DocumentKey,
    /// Without it documents are not scanned, and pages say so.
    pub clamav: Option<Clamav>,
    /// Without it no e-mail leaves, and pages that would send one say so.
    pub smtp: Option<Smtp>,
    /// Without it no text message leaves, and pages that would send one say so.
    pub sms: Option<Sms>,
    pub funder: Option<Funder>,
    /// This program itself, for what is done in a process of its own; none where it is found by
    /// its own path.
    pub program: Option<PathBuf>,
    /// Listening beyond loopback without TLS was asked for.
    pub insecure_listen: bool,
    /// Whether this process does the background work too.
    pub workers: bool,
    pub limits: Limits,
}

/// How e-mail leaves. Never shown with `Debug`: it holds a password.
#[derive(Clone)]
pub struct Smtp {
    pub host: String,
    pub port: u16,
    pub tls: Tls,
    pub user: Option<String>,
    pub password: Option<String>,
    /// `Name <address>` or an address.
    pub from: String,
    pub timeout_s: u64,
}

/// How a connection to a mail server is protected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tls {
    /// Not at all: a mail server on the same machine.
    None,
    /// Begins in clear and must turn to TLS.
    Starttls,
    Tls,
}

/// How text messages leave. Never shown with `Debug`: it holds a token.
#[derive(Clone)]
pub struct Sms {
    pub url: String,
    pub token: Option<String>,
    pub from: String,
    /// The provider promises to send once for each idempotency key.
    pub idempotent: bool,
    pub timeout_s: u64,
    /// What the provider signs texts with that come in. Without it none are taken.
    pub inbound_secret: Option<String>,
}

/// The funder's program that takes submissions by HTTP.
#[derive(Debug, Clone)]
pub struct Funder {
    pub url: String,
    /// Shared with the funder: every request is signed with it.
    pub secret: String,
    pub timeout_s: u64,
}

/// What one connection, and all of them, may take.
#[derive(Debug, Clone)]
pub struct Limits {
    /// Connections at once; more wait a little, then are closed.
    pub connections_max: usize,
    /// From a connection's or request's first moment to the end of its headers, in seconds.
    pub header_s: u64,
    /// For the whole of a request's body, in seconds.
    pub body_s: u64,
    /// Between two requests of a connection, in seconds.
    pub idle_s: u64,
    /// Without a byte of the answer being taken, in seconds.
    pub write_s: u64,
    /// For what runs when the program is told to stop, in seconds.
    pub stop_s: u64,
    /// A proxy before us, whose `X-Forwarded-For` is believed.
    pub forwarded_by: Option<IpAddr>,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connections_max: 2_048,
            header_s: 10,
            body_s: 25,
            idle_s: 25,
            write_s: 25,
            stop_s: 20,
            forwarded_by: None,
        }
    }
}

impl Settings {
    /// A demo at an address, with its database in a folder.
    #[must_use]
    pub fn demo(listen: SocketAddr, folder: &Path) -> Self {
        Self {
            mode: Mode::Demo,
            listen,
            public_url: None,
            database_url: format!("sqlite:{}", folder.join("cairn-demo.db").display()),
            secret_file: folder.join("cairn-demo.secret"),
            documents: folder.join("cairn-demo.documents"),
            s3: None,
            document_key: DocumentKey::File(folder.join("cairn-demo.document-keys")),
            clamav: None,
            smtp: None,
            sms: None,
            funder: None,
            program: None,
            insecure_listen: false,
            workers: true,
            limits: Limits::default(),
        }
    }

    /// Reads a file (the usual one may be missing) and the environment.
    ///
    /// # Errors
    ///
    /// Every problem as a sentence that says what would be right.
    pub fn read(
        file: Option<&Path>,
        environment: impl Iterator<Item = (String, String)>,
    ) -> Result<Self, Vec<String>> {
        let path = file.unwrap_or(Path::new(FILE));
        let text = match std::fs::read_to_string(path) {
            Ok(text) => text,
            Err(error) if file.is_none() && error.kind() == std::io::ErrorKind::NotFound => {
                String::new()
            }
            Err(error) => return Err(vec![format!("{}: {error}.", path.display())]),
        };
        Self::from_text(&text, environment)
    }

    /// As [`Settings::read`], from a file's text.
    ///
    /// # Errors
    ///
    /// Every problem as a sentence that says what would be right.
    pub fn from_text(
        text: &str,
        environment: impl Iterator<Item = (String, String)>,
    ) -> Result<Self, Vec<String>> {
        let (settings, mut problems) = Given::read(text, environment).settings();
        problems.extend(settings.problems());
        if problems.is_empty() { Ok(settings) } else { Err(problems) }
    }

    /// The folder `documents` beside a SQLite database; else in the present one.
    pub(super) fn documents_beside(database_url: &str) -> PathBuf {
        let file = database_url.strip_prefix("sqlite:").unwrap_or_default();
        Path::new(file.strip_prefix("//").unwrap_or(file)).with_file_name("documents")
    }

    #[must_use]
    pub fn is_demo(&self) -> bool {
        self.mode == Mode::Demo
    }

    /// Whether browsers reach us without TLS: then cookies cannot be `Secure`.
    #[must_use]
    pub fn is_plain_http(&self) -> bool {
        match &self.public_url {
            Some(url) => !url.starts_with("https://"),
            None => self.is_demo() || self.listen.ip().is_loopback(),
        }
    }

    /// What links in messages begin with, without a slash at its end.
    #[must_use]
    pub fn base_url(&self) -> String {
        self.public_url.clone().unwrap_or_else(|| format!("http://{}", self.listen))
    }

    /// What does not go together.
    fn problems(&self) -> Vec<String> {
        let mut problems = Vec::new();
        let is_near = self.listen.ip().is_loopback();
        match &self.public_url {
            Some(url) if !url.starts_with("https://") && !url.starts_with("http://") => {
                problems.push("public_url should begin with https://.".to_owned());
            }
            Some(url) if url.starts_with("http://") && !is_near && !self.insecure_listen => {
                problems.push(
                    "public_url should begin with https://, since passwords travel over it. \
                     insecure_listen = true allows http all the same."
                        .to_owned(),
                );
            }
            None if !is_near => problems.push(
                "public_url should be the address that people type, such as \
                 https://cairn.example.org: links in messages begin with it."
                    .to_owned(),
            ),
            Some(_) | None => {}
        }
        let known = ["sqlite:", "postgres://", "postgresql://"];
        if !known.iter().any(|scheme| self.database_url.starts_with(scheme)) {
            problems.push("database_url should begin with sqlite: or postgres://.".to_owned());
        }
        problems
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, environment: &[(&str, &str)]) -> Result<Settings, Vec<String>> {
        let pairs = environment.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned()));
        Settings::from_text(text, pairs)
    }

    #[test]
    fn nothing_given_serves_this_machine_only() {
        let settings = read("", &[]).unwrap_or_else(|problems| panic!("{problems:?}"));
        assert!(settings.listen.ip().is_loopback() && settings.is_plain_http());
        assert!(settings.smtp.is_none() && settings.sms.is_none() && !settings.is_demo());
        assert_eq!(settings.base_url(), "http://127.0.0.1:8080");
    }

    #[test]
    fn the_environment_wins_over_the_file() {
        let file = "listen = \"0.0.0.0:80\"\npublic_url = \"https://a.example/\"\n\
                    [limits]\nidle_s = 9\n[smtp]\nhost = \"m\"\nfrom = \"a@b.example\"\n";
        let settings = read(file, &[("CAIRN_LIMITS_IDLE_S", "8"), ("CAIRN_SMTP_TLS", "none")]);
        let settings = settings.unwrap_or_else(|problems| panic!("{problems:?}"));
        assert_eq!(
            (settings.limits.idle_s, settings.base_url().as_str()),
            (8, "https://a.example")
        );
        assert!(!settings.is_plain_http());
        let smtp = settings.smtp.map(|smtp| (smtp.port, smtp.tls));
        assert_eq!(smtp, Some((25, Tls::None)));
    }

    #[test]
    fn every_wrong_thing_is_said_with_what_would_be_right() {
        let check = |text: &str, environment: &[(&str, &str)], said: &str| {
            let problems = read(text, environment).err().unwrap_or_default();
            assert!(problems.iter().any(|one| one.contains(said)), "{problems:?} lacks {said}");
        };
        check("lisen = \"x\"", &[], "nearest one is listen");
        check("[smtp]\nhots = \"x\"", &[], "nearest one is smtp.host");
        check("", &[("CAIRN_DATABSE_URL", "x")], "nearest one is CAIRN_DATABASE_URL");
        check("listen = \"here\"", &[], "listen should be an address");
        check("listen = \"0.0.0.0:80\"", &[], "public_url should be the address that people type");
        check("[sms]\nfrom = \"1\"", &[], "sms.url should be set too");
        check("[limits]\nidle_s = 0", &[], "limits.idle_s should be from 1");
        check("a = ", &[], "Line 1 cannot be read as TOML");
        check("[s3]\nregion = \"x\"", &[], "s3.bucket should be set too");
        check("[s3]\nbucket = \"x\"\nurl = \"x\"", &[], "s3.url should begin with https");
        check("[documents]\nkey = \"x\"", &[], "documents.key should be 64 hexadecimal");
        check("[documents]\nold_keys = \"x\"", &[], "documents.old_keys should be 64");
        check("[clamav]\naddress = \"here\"", &[], "clamav.address should be unix:");
        check("database_url = \"mysql:x\"", &[], "database_url should begin with");
    }

    #[test]
    fn what_a_cluster_says_of_a_service_is_no_setting() {
        assert!(read("", &[("CAIRN_SERVICE_HOST", "x"), ("CAIRN_PORT", "tcp://x")]).is_ok());
    }
}
