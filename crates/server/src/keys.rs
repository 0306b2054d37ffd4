//! The installation's secret and what is derived from it; random secrets; hashes of secrets.

use domain::ids::{EmployerAskId, LinkId, UserId};
use hmac::{Hmac, KeyInit, Mac};
use rand::Rng;
use sha2::{Digest, Sha256};
use std::io::Write;
use std::path::Path;

/// Characters of a survey link's secret: 22 of base 62 hold 131 bits.
pub const LINK_SECRET_LENGTH: usize = 22;

const BASE62: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/// The installation's secret, 256 bits, kept beside the database and never in it.
#[derive(Clone)]
pub struct Keys {
    secret: [u8; 32],
}

impl Keys {
    #[must_use]
    pub fn new(secret: [u8; 32]) -> Self {
        Self { secret }
    }

    /// A secret of its own, for an installation that keeps nothing.
    #[must_use]
    pub fn fresh() -> Self {
        let mut secret = [0; 32];
        rand::rng().fill_bytes(&mut secret);
        Self { secret }
    }

    /// Reads the secret from a file of 64 hexadecimal digits; makes the file at the first start,
    /// readable by its owner only.
    ///
    /// # Errors
    ///
    /// When the file cannot be read, made, or does not hold such digits.
    pub fn from_file(path: &Path) -> anyhow::Result<Self> {
        if let Ok(text) = std::fs::read_to_string(path) {
            let secret = unhex(text.trim()).ok_or_else(|| {
                anyhow::anyhow!("{} should hold 64 hexadecimal digits", path.display())
            })?;
            return Ok(Self { secret });
        }
        let keys = Self::fresh();
        let mut options = std::fs::OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut file = options.open(path)?;
        writeln!(file, "{}", hex(&keys.secret))?;
        file.sync_all()?;
        Ok(keys)
    }

    /// The secret of a survey link, made again from the link's id whenever it is needed, so that
    /// it is stored nowhere.
    #[must_use]
    pub fn link_secret(&self, link: LinkId) -> String {
        self.secret_of("survey link", link.as_str())
    }

    /// The secret of an employer's link, made again likewise.
    #[must_use]
    pub fn employer_secret(&self, ask: EmployerAskId) -> String {
        self.secret_of("employer link", ask.as_str())
    }

    fn secret_of(&self, purpose: &str, id: &str) -> String {
        let mut number = self.mac(purpose, id.as_bytes());
        (0..LINK_SECRET_LENGTH).map(|_| char::from(BASE62[next_digit(&mut number)])).collect()
    }

    /// A keyed hash of some bytes for one purpose, in hexadecimal digits.
    #[must_use]
    pub fn keyed_hash(&self, purpose: &str, bytes: &[u8]) -> String {
        hex(&self.mac(purpose, bytes))
    }

    /// A new value for the forms of one user's session.
    #[must_use]
    pub fn form_secret(&self, user: UserId) -> String {
        let chance = random_secret();
        let tag = self.form_tag(user, &chance);
        format!("{chance}-{tag}")
    }

    /// Whether a value was given out for the forms of this user, in whichever session.
    #[must_use]
    pub fn is_form_secret(&self, user: UserId, given: &str) -> bool {
        let parts = given.split_once('-');
        parts.is_some_and(|(chance, tag)| same_secret(&self.form_tag(user, chance), tag))
    }

    fn form_tag(&self, user: UserId, chance: &str) -> String {
        self.keyed_hash("form", format!("{user} {chance}").as_bytes())
    }

    /// The key that documents are sealed with.
    #[must_use]
    pub fn document_key(&self) -> [u8; 32] {
        self.mac("document key", b"1")
    }

    /// What proof packs are signed with.
    #[must_use]
    pub fn proof_seed(&self) -> [u8; 32] {
        self.mac("proof pack key", b"1")
    }

    /// Which key that is, as it stands in the header of every sealed document.
    #[must_use]
    pub fn document_key_id(&self) -> [u8; 8] {
        let mut id = [0; 8];
        id.copy_from_slice(&self.mac("document key id", b"1")[..8]);
        id
    }

    fn mac(&self, purpose: &str, bytes: &[u8]) -> [u8; 32] {
        let mut mac = shared(&self.secret);
        mac.update(purpose.as_bytes());
        mac.update(&[0]);
        mac.update(bytes);
        mac.finalize().into_bytes().into()
    }
}

/// The signature of what goes to another's program, in hexadecimal digits: the HMAC-SHA256 of the
/// timestamp, a full stop and the bytes under a secret that both know.
#[must_use]
pub fn signature(secret: &str, stamp: &str, bytes: &[u8]) -> String {
    let mut mac = shared(secret.as_bytes());
    mac.update(stamp.as_bytes());
    mac.update(b".");
    mac.update(bytes);
    hex(&mac.finalize().into_bytes())
}

#[expect(clippy::expect_used, reason = "HMAC takes a key of any length")]
fn shared(secret: &[u8]) -> Hmac<Sha256> {
    Hmac::<Sha256>::new_from_slice(secret).expect("HMAC takes any length of key")
}

/// Divides a big-endian number by 62 in place and gives the remainder.
fn next_digit(number: &mut [u8; 32]) -> usize {
    let mut rest: u32 = 0;
    for byte in number.iter_mut() {
        let value = (rest << 8) | u32::from(*byte);
        *byte = (value / 62) as u8;
        rest = value % 62;
    }
    rest as usize
}

/// A new random secret of 192 bits, for sessions, tokens and forms.
#[must_use]
pub fn random_secret() -> String {
    let mut bytes = [0_u8; 24];
    rand::rng().fill_bytes(&mut bytes);
    hex(&bytes)
}

/// The number of a new identifier: time first, then chance (`UUIDv7`).
#[must_use]
pub fn new_number(now: jiff::Timestamp) -> u128 {
    let mut chance = [0_u8; 10];
    rand::rng().fill_bytes(&mut chance);
    let millis = u64::try_from(now.as_millisecond()).unwrap_or_default();
    uuid::Builder::from_unix_timestamp_millis(millis, &chance).into_uuid().as_u128()
}

/// SHA-256 in hexadecimal digits: how secrets are looked up, and how bytes are named.
#[must_use]
pub fn sha256_hex(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

/// Compares two texts in a time that does not tell where they differ.
#[must_use]
pub fn same_secret(a: &str, b: &str) -> bool {
    let (a, b) = (Sha256::digest(a.as_bytes()), Sha256::digest(b.as_bytes()));
    a.iter().zip(b.iter()).fold(0, |sum, (x, y)| sum | (x ^ y)) == 0
}

/// Bytes in hexadecimal digits.
#[must_use]
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The bytes of hexadecimal digits.
#[must_use]
pub fn unhex<const N: usize>(digits: &str) -> Option<[u8; N]> {
    if digits.len() != 2 * N || !digits.is_ascii() {
        return None;
    }
    let mut bytes = [0; N];
    for (place, byte) in bytes.iter_mut().enumerate() {
        *byte = u8::from_str_radix(digits.get(2 * place..2 * place + 2)?, 16).ok()?;
    }
    Some(bytes)
}
