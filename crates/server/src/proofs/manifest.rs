//! The manifest of a proof pack, and its signature.

use crate::keys::{hex, unhex};
use ed25519_dalek::{Signature, Signer, SigningKey, Verifier, VerifyingKey};
use serde::{Deserialize, Serialize};

/// The form of a pack; another one gets another name.
pub const FORMAT: &str = "cairn-proof-1";
/// The names of the two files that are not named in the manifest.
pub const MANIFEST: &str = "manifest.json";
pub const SIGNATURE: &str = "manifest.sig";

/// What a pack says of itself.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Manifest {
    pub format: String,
    /// Such as `person per_…`, `checkpoint chk_…`, `submission sub_…` or a sample with its seed.
    pub about: String,
    pub agency: String,
    pub made_by: String,
    /// The office's clock.
    pub made_at: String,
    pub files: Vec<Named>,
    /// The key that signed it, in hexadecimal digits.
    pub key: String,
}

/// A file of the pack, in the pack's order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Named {
    pub path: String,
    pub bytes: u64,
    pub sha256: String,
}

/// The key by which packs of this office are known.
#[must_use]
pub fn public_key(seed: &[u8; 32]) -> String {
    hex(SigningKey::from_bytes(seed).verifying_key().as_bytes())
}

/// Signs a manifest's bytes.
#[must_use]
pub fn sign(seed: &[u8; 32], manifest: &[u8]) -> String {
    hex(&SigningKey::from_bytes(seed).sign(manifest).to_bytes())
}

/// Whether a signature is of these bytes by this key.
#[must_use]
pub fn is_signed(key: &str, manifest: &[u8], signature: &str) -> bool {
    let key = unhex::<32>(key).and_then(|bytes| VerifyingKey::from_bytes(&bytes).ok());
    let signature = unhex::<64>(signature.trim()).map(|bytes| Signature::from_bytes(&bytes));
    match key.zip(signature) {
        Some((key, signature)) => key.verify(manifest, &signature).is_ok(),
        None => false,
    }
}
