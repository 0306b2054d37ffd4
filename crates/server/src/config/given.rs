//! Reading settings from a file and the environment, with a sentence for everything wrong.

use super::{Funder, Limits, Mode, Settings, Sms, Smtp, Tls};
use std::collections::BTreeMap;
use std::net::{Ipv4Addr, SocketAddr};

/// Every setting there is.
const KEYS: [&str; 47] = [
    "listen",
    "public_url",
    "database_url",
    "secret_file",
    "documents.folder",
    "documents.key",
    "documents.key_file",
    "documents.old_keys",
    "s3.bucket",
    "s3.url",
    "s3.region",
    "s3.prefix",
    "s3.access_key",
    "s3.secret_key",
    "s3.secret_key_file",
    "s3.timeout_s",
    "clamav.address",
    "clamav.timeout_s",
    "insecure_listen",
    "workers",
    "smtp.host",
    "smtp.port",
    "smtp.tls",
    "smtp.user",
    "smtp.password",
    "smtp.password_file",
    "smtp.from",
    "smtp.timeout_s",
    "sms.url",
    "sms.token",
    "sms.token_file",
    "sms.from",
    "sms.idempotent",
    "sms.timeout_s",
    "sms.inbound_secret",
    "sms.inbound_secret_file",
    "funder.url",
    "funder.secret",
    "funder.secret_file",
    "funder.timeout_s",
    "limits.connections_max",
    "limits.header_s",
    "limits.body_s",
    "limits.idle_s",
    "limits.write_s",
    "limits.stop_s",
    "limits.forwarded_by",
];

/// What begins like a setting in the environment and is none: tests, the log, and what a cluster
/// tells every program about a service called `cairn`.
const NOT_SETTINGS: [&str; 5] =
    ["CAIRN_TEST_", "CAIRN_LOG", "CAIRN_CONFIG", "CAIRN_SERVICE_", "CAIRN_PORT"];

/// What was given, by key, and what is wrong with it.
#[derive(Default)]
pub(super) struct Given {
    texts: BTreeMap<String, String>,
    pub(super) problems: Vec<String>,
}

impl Given {
    /// What a file's text and the environment say.
    pub(super) fn read(text: &str, environment: impl Iterator<Item = (String, String)>) -> Self {
        let mut given = Self::default();
        given.read_file(text);
        given.read_environment(environment);
        given
    }

    fn read_file(&mut self, text: &str) {
        match text.parse::<toml::Table>() {
            Ok(table) => self.read_table("", &table),
            Err(error) => {
                let line = error.span().map_or(1, |span| text[..span.start].lines().count().max(1));
                let said = error.message().trim_end_matches('.').to_owned();
                self.problems.push(format!("Line {line} cannot be read as TOML: {said}."));
            }
        }
    }

    fn read_table(&mut self, prefix: &str, table: &toml::Table) {
        for (name, value) in table {
            let key = format!("{prefix}{name}");
            let text = match value {
                toml::Value::Table(inner) if prefix.is_empty() => {
                    self.read_table(&format!("{key}."), inner);
                    continue;
                }
                toml::Value::String(text) => text.clone(),
                toml::Value::Integer(number) => number.to_string(),
                toml::Value::Boolean(flag) => flag.to_string(),
                _ => {
                    self.problems.push(format!("{key} should be a text, a number or true/false."));
                    continue;
                }
            };
            if KEYS.contains(&key.as_str()) {
                self.texts.insert(key, text);
            } else {
                self.unknown(&key, KEYS.iter().map(|key| (*key).to_owned()));
            }
        }
    }

    fn read_environment(&mut self, environment: impl Iterator<Item = (String, String)>) {
        for (name, value) in environment.filter(|(name, _)| name.starts_with("CAIRN_")) {
            let key = KEYS.iter().find(|key| variable(key) == name);
            if let Some(key) = key {
                self.texts.insert((*key).to_owned(), value);
            } else if !NOT_SETTINGS.iter().any(|known| name.starts_with(known)) {
                self.unknown(&name, KEYS.iter().map(|key| variable(key)));
            }
        }
    }

    fn unknown(&mut self, name: &str, known: impl Iterator<Item = String>) {
        let nearest = known.min_by_key(|key| distance(name, key)).unwrap_or_default();
        self.problems.push(format!("{name} is not a setting; the nearest one is {nearest}."));
    }

    /// The settings, and every problem met on the way.
    pub(super) fn settings(mut self) -> (Settings, Vec<String>) {
        let settings = self.all();
        (settings, self.problems)
    }

    fn all(&mut self) -> Settings {
        let usual = Limits::default();
        let loopback = SocketAddr::from((Ipv4Addr::LOCALHOST, 8080));
        let public_url = self.text("public_url");
        let database_url = self.text("database_url").unwrap_or("sqlite:cairn.db".to_owned());
        let documents = self.text("documents.folder").map(Into::into);
        Settings {
            mode: Mode::Serve,
            listen: self.parsed("listen", "an address such as 127.0.0.1:8080", loopback),
            public_url: public_url.map(|url| url.trim_end_matches('/').to_owned()),
            documents: documents.unwrap_or_else(|| Settings::documents_beside(&database_url)),
            s3: self.s3(),
            document_key: self.document_key(),
            clamav: self.clamav(),
            database_url,
            secret_file: self.text("secret_file").unwrap_or("cairn.secret".to_owned()).into(),
            smtp: self.smtp(),
            sms: self.sms(),
            funder: self.funder(),
            program: None,
            insecure_listen: self.flag("insecure_listen", false),
            workers: self.flag("workers", true),
            limits: Limits {
                connections_max: self.number("limits.connections_max", usual.connections_max),
                header_s: self.seconds("limits.header_s", usual.header_s),
                body_s: self.seconds("limits.body_s", usual.body_s),
                idle_s: self.seconds("limits.idle_s", usual.idle_s),
                write_s: self.seconds("limits.write_s", usual.write_s),
                stop_s: self.seconds("limits.stop_s", usual.stop_s),
                forwarded_by: self.text("limits.forwarded_by").and_then(|text| {
                    let parsed = text.parse().ok();
                    if parsed.is_none() {
                        let wrong = "limits.forwarded_by should be an address such as 127.0.0.1.";
                        self.problems.push(wrong.to_owned());
                    }
                    parsed
                }),
            },
        }
    }

    fn smtp(&mut self) -> Option<Smtp> {
        let Some(host) = self.text("smtp.host") else {
            self.wanted_by("smtp.", "smtp.host");
            return None;
        };
        let tls = match self.text("smtp.tls").as_deref() {
            None | Some("starttls") => Tls::Starttls,
            Some("tls") => Tls::Tls,
            Some("none") => Tls::None,
            Some(_) => {
                self.problems.push("smtp.tls should be none, starttls or tls.".to_owned());
                Tls::Tls
            }
        };
        let usual = match tls {
            Tls::None => 25,
            Tls::Starttls => 587,
            Tls::Tls => 465,
        };
        let password = self.secret("smtp.password", "smtp.password_file");
        Some(Smtp {
            host,
            port: self.number("smtp.port", usual),
            tls,
            user: self.text("smtp.user"),
            password,
            from: self.needed("smtp.from", "the address that e-mail comes from"),
            timeout_s: self.seconds("smtp.timeout_s", 20),
        })
    }

    fn sms(&mut self) -> Option<Sms> {
        let Some(url) = self.text("sms.url") else {
            self.wanted_by("sms.", "sms.url");
            return None;
        };
        Some(Sms {
            url,
            token: self.secret("sms.token", "sms.token_file"),
            from: self.needed("sms.from", "the number or name that texts come from"),
            idempotent: self.flag("sms.idempotent", false),
            timeout_s: self.seconds("sms.timeout_s", 20),
            inbound_secret: self.secret("sms.inbound_secret", "sms.inbound_secret_file"),
        })
    }

    fn funder(&mut self) -> Option<Funder> {
        let Some(url) = self.text("funder.url") else {
            self.wanted_by("funder.", "funder.url");
            return None;
        };
        let secret = self.secret("funder.secret", "funder.secret_file").unwrap_or_default();
        if secret.is_empty() {
            let wanted = "funder.secret should be the key that submissions are signed with.";
            self.problems.push(wanted.to_owned());
        }
        Some(Funder { url, secret, timeout_s: self.seconds("funder.timeout_s", 20) })
    }

    /// Half a channel is a mistake; none is a choice.
    pub(super) fn wanted_by(&mut self, prefix: &str, key: &str) {
        if self.texts.keys().any(|given| given.starts_with(prefix)) {
            self.problems.push(format!("{key} should be set too, or nothing that begins {prefix}"));
        }
    }

    pub(super) fn text(&self, key: &str) -> Option<String> {
        self.texts.get(key).map(|text| text.trim().to_owned()).filter(|text| !text.is_empty())
    }

    pub(super) fn needed(&mut self, key: &str, what: &str) -> String {
        let text = self.text(key);
        if text.is_none() {
            self.problems.push(format!("{key} should be {what}."));
        }
        text.unwrap_or_default()
    }

    /// A secret, itself or in a file of its own.
    pub(super) fn secret(&mut self, key: &str, file_key: &str) -> Option<String> {
        let Some(file) = self.text(file_key) else {
            return self.text(key);
        };
        match std::fs::read_to_string(&file) {
            Ok(text) => Some(text.trim().to_owned()),
            Err(error) => {
                self.problems.push(format!("{file_key}: {file} cannot be read: {error}."));
                None
            }
        }
    }

    fn parsed<T: std::str::FromStr>(&mut self, key: &str, wanted: &str, usual: T) -> T {
        match self.text(key).map(|text| text.parse()) {
            None => usual,
            Some(Ok(value)) => value,
            Some(Err(_)) => {
                self.problems.push(format!("{key} should be {wanted}."));
                usual
            }
        }
    }

    fn flag(&mut self, key: &str, usual: bool) -> bool {
        self.parsed(key, "true or false", usual)
    }

    fn number<T: std::str::FromStr>(&mut self, key: &str, usual: T) -> T {
        self.parsed(key, "a whole number in range", usual)
    }

    /// At least one second, at most an hour.
    pub(super) fn seconds(&mut self, key: &str, usual: u64) -> u64 {
        let given = self.number(key, usual);
        if !(1..=3_600).contains(&given) {
            self.problems.push(format!("{key} should be from 1 to 3600 seconds."));
        }
        given
    }
}

/// The environment's name of a key.
fn variable(key: &str) -> String {
    format!("CAIRN_{}", key.replace('.', "_").to_ascii_uppercase())
}

/// How many letters differ (Levenshtein), ignoring case.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.to_lowercase().chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, left) in a.to_lowercase().chars().enumerate() {
        let mut diagonal = std::mem::replace(&mut row[0], i + 1);
        for (j, right) in b.iter().enumerate() {
            let changed = diagonal + usize::from(left != *right);
            diagonal = row[j + 1];
            row[j + 1] = changed.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[b.len()]
}
