//! Passwords: argon2id, at most a few at once, off the request threads.

use crate::failure::Failure;
use argon2::Argon2;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use std::sync::LazyLock;
use tokio::sync::Semaphore;

/// Characters of a password, at least.
pub const LENGTH_MIN: usize = 8;
/// Characters of a password, at most: more is somebody's file.
pub const LENGTH_MAX: usize = 256;
/// Hashes computed at once: each takes 19 MiB and a core.
const AT_ONCE: usize = 2;

static TURN: Semaphore = Semaphore::const_new(AT_ONCE);

/// A hash that no password has, checked when the address is unknown so that both take as long.
static NOBODY: LazyLock<String> =
    LazyLock::new(|| hash(&crate::keys::random_secret()).unwrap_or_default());

/// Hashes a password.
///
/// # Errors
///
/// When the hash cannot be computed, which is a fault of the machine.
pub fn hash(password: &str) -> Result<String, argon2::password_hash::Error> {
    Ok(Argon2::default().hash_password(password.as_bytes())?.to_string())
}

/// Whether a password is the one that was hashed. Without a hash it takes as long and says no.
///
/// # Errors
///
/// `Busy` when the server is shutting down.
pub async fn matches(password: String, kept: Option<String>) -> Result<bool, Failure> {
    let _turn = TURN.acquire().await.map_err(|_| Failure::Busy)?;
    let checked = tokio::task::spawn_blocking(move || {
        let known = kept.is_some();
        let kept = kept.unwrap_or_else(|| NOBODY.clone());
        let Ok(parsed) = PasswordHash::new(&kept) else {
            return false;
        };
        Argon2::default().verify_password(password.as_bytes(), &parsed).is_ok() && known
    });
    checked.await.map_err(|error| Failure::fault("checking a password", &error))
}
