//! Where documents lie, what seals them and what scans them.

use super::given::Given;
use std::path::PathBuf;

/// A bucket that speaks S3. Never shown with `Debug`: it holds a key.
#[derive(Clone)]
pub struct S3 {
    pub bucket: String,
    /// Of a server other than Amazon's, such as `https://store.example.org`.
    pub url: Option<String>,
    pub region: String,
    /// What all names in the bucket begin with; may be empty.
    pub prefix: String,
    pub access_key: String,
    pub secret_key: String,
    /// For each request, in seconds.
    pub timeout_s: u64,
}

/// What documents are sealed with. Never shown with `Debug`: it holds keys.
#[derive(Clone)]
pub enum DocumentKey {
    /// A file of keys, the present one first; while there is none, a key that follows from the
    /// installation's secret.
    File(PathBuf),
    /// The present key, and older ones that still open what they sealed.
    Given { present: [u8; 32], older: Vec<[u8; 32]> },
}

/// A scanner. `unix:PATH` or `HOST:PORT`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clamav {
    pub address: ClamavAddress,
    /// For the scan of one document, in seconds.
    pub timeout_s: u64,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ClamavAddress {
    Socket(PathBuf),
    Tcp(String),
}

impl Given {
    pub(super) fn s3(&mut self) -> Option<S3> {
        let Some(bucket) = self.text("s3.bucket") else {
            self.wanted_by("s3.", "s3.bucket");
            return None;
        };
        let url = self.text("s3.url");
        let starts = |url: &String| url.starts_with("https://") || url.starts_with("http://");
        if url.as_ref().is_some_and(|url| !starts(url)) {
            self.problems.push("s3.url should begin with https:// or http://.".to_owned());
        }
        let secret_key = self.secret("s3.secret_key", "s3.secret_key_file");
        if secret_key.is_none() {
            self.problems.push("s3.secret_key should be the secret of s3.access_key.".to_owned());
        }
        Some(S3 {
            bucket,
            url: url.map(|url| url.trim_end_matches('/').to_owned()),
            region: self.text("s3.region").unwrap_or("us-east-1".to_owned()),
            prefix: self.text("s3.prefix").unwrap_or_default().trim_matches('/').to_owned(),
            access_key: self.needed("s3.access_key", "the name of a key of the bucket"),
            secret_key: secret_key.unwrap_or_default(),
            timeout_s: self.seconds("s3.timeout_s", 30),
        })
    }

    pub(super) fn document_key(&mut self) -> DocumentKey {
        let file = self.text("documents.key_file");
        let older = self.text("documents.old_keys").unwrap_or_default();
        let older: Vec<[u8; 32]> = older
            .split([',', ' '])
            .filter(|digits| !digits.is_empty())
            .filter_map(|digits| self.key("documents.old_keys", digits))
            .collect();
        let Some(digits) = self.text("documents.key") else {
            if !older.is_empty() {
                let wanted = "documents.key should be set too, or no documents.old_keys.";
                self.problems.push(wanted.to_owned());
            }
            return DocumentKey::File(file.unwrap_or("cairn.document-keys".to_owned()).into());
        };
        if file.is_some() {
            let both = "documents.key and documents.key_file should not both be set.";
            self.problems.push(both.to_owned());
        }
        let present = self.key("documents.key", &digits).unwrap_or_default();
        DocumentKey::Given { present, older }
    }

    fn key(&mut self, name: &str, digits: &str) -> Option<[u8; 32]> {
        let key = crate::keys::unhex(digits);
        if key.is_none() {
            self.problems.push(format!("{name} should be 64 hexadecimal digits."));
        }
        key
    }

    pub(super) fn clamav(&mut self) -> Option<Clamav> {
        let Some(text) = self.text("clamav.address") else {
            self.wanted_by("clamav.", "clamav.address");
            return None;
        };
        let address = match text.strip_prefix("unix:") {
            Some(path) => ClamavAddress::Socket(path.into()),
            None => ClamavAddress::Tcp(text.clone()),
        };
        let is_address = match &address {
            ClamavAddress::Socket(path) => path.is_absolute(),
            ClamavAddress::Tcp(text) => {
                text.rsplit_once(':').is_some_and(|(_, port)| port.parse::<u16>().is_ok())
            }
        };
        if !is_address {
            let wanted = "clamav.address should be unix: and a path, or a host, `:` and a port.";
            self.problems.push(wanted.to_owned());
        }
        Some(Clamav { address, timeout_s: self.seconds("clamav.timeout_s", 60) })
    }
}
