//! Files sealed piece by piece, so that neither sealing nor opening holds a whole one.
//!
//! The STREAM construction (Hoang, Reyhanitabar, Rogaway, Vizár, "Online Authenticated-Encryption
//! and its Nonce-Reuse Misuse-Resistance", 2015) over XChaCha20-Poly1305:
//!
//! ```text
//! header  = "CAIRNDOC" · version 1 · key id (8 bytes) · prefix (19 random bytes)
//! piece i = XChaCha20-Poly1305(key, nonce = prefix · i (4 bytes, big-endian) · last, aad, bytes)
//! last    = 1 for the last piece, else 0;   aad = header · whose file it is
//! ```
//!
//! Every piece but the last holds 64 KiB. A piece that is changed, left out, put elsewhere or put
//! into another file does not open: its number stands in its nonce, the file in its `aad`. A file
//! that is cut off has no last piece; one that goes on behind its last has one too many.

use super::keyring::{Key, KeyId, Keyring};
use chacha20poly1305::aead::{Aead, Payload};
use chacha20poly1305::{KeyInit, XChaCha20Poly1305, XNonce};
use rand::Rng;

/// Plain bytes of a piece.
pub const PIECE_BYTES: usize = 64 * 1024;
const TAG_BYTES: usize = 16;
const MAGIC: &[u8; 8] = b"CAIRNDOC";
const VERSION: u8 = 1;
const PREFIX_BYTES: usize = 19;
/// Bytes before the first piece.
pub const HEADER_BYTES: usize = MAGIC.len() + 1 + 8 + PREFIX_BYTES;

/// What was read is not what was sealed, or not with this key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Broken {
    #[error("it is no sealed document")]
    NoDocument,
    #[error("it was sealed with another key")]
    OtherKey,
    #[error("it was changed since it was sealed")]
    Changed,
}

/// What sealing and opening share: key, prefix, and how many pieces there were.
struct Pieces {
    cipher: XChaCha20Poly1305,
    prefix: [u8; PREFIX_BYTES],
    aad: Vec<u8>,
    number: u32,
}

/// Whether a piece ends its file.
#[derive(Clone, Copy)]
enum Piece {
    Inner,
    Last,
}

impl Pieces {
    fn new(key: &Key, header: &[u8], prefix: [u8; PREFIX_BYTES], whose: &str) -> Self {
        let cipher = XChaCha20Poly1305::new(&key.bytes.into());
        Self { cipher, prefix, aad: [header, whose.as_bytes()].concat(), number: 0 }
    }

    /// The nonce of the next piece; none when there were as many as a file can hold.
    fn nonce(&mut self, piece: Piece) -> Option<XNonce> {
        let mut nonce = [0_u8; 24];
        nonce[..PREFIX_BYTES].copy_from_slice(&self.prefix);
        nonce[PREFIX_BYTES..23].copy_from_slice(&self.number.to_be_bytes());
        nonce[23] = match piece {
            Piece::Inner => 0,
            Piece::Last => 1,
        };
        self.number = self.number.checked_add(1)?;
        Some(nonce.into())
    }
}

/// Seals a file.
pub struct Sealer {
    pieces: Pieces,
    waiting: Vec<u8>,
}

impl Sealer {
    /// Begins a file, and gives its header. `whose` is not kept in it: who opens must know it.
    pub fn begin(key: &Key, whose: &str) -> (Self, Vec<u8>) {
        let mut prefix = [0_u8; PREFIX_BYTES];
        rand::rng().fill_bytes(&mut prefix);
        let header = [&MAGIC[..], &[VERSION], &key.id, &prefix].concat();
        let pieces = Pieces::new(key, &header, prefix, whose);
        (Self { pieces, waiting: Vec::with_capacity(2 * PIECE_BYTES) }, header)
    }

    /// Takes bytes and adds the pieces that are full. One is held back, since it may be the last.
    ///
    /// # Errors
    ///
    /// When there are more pieces than can be numbered (256 TiB).
    pub fn push(&mut self, bytes: &[u8], sealed: &mut Vec<u8>) -> Result<(), Broken> {
        self.waiting.extend_from_slice(bytes);
        let mut at = 0;
        while self.waiting.len() - at > PIECE_BYTES {
            seal(&mut self.pieces, Piece::Inner, &self.waiting[at..at + PIECE_BYTES], sealed)?;
            at += PIECE_BYTES;
        }
        self.waiting.drain(..at);
        Ok(())
    }

    /// Seals what is left as the last piece.
    ///
    /// # Errors
    ///
    /// As above.
    pub fn finish(mut self, sealed: &mut Vec<u8>) -> Result<(), Broken> {
        seal(&mut self.pieces, Piece::Last, &self.waiting, sealed)
    }
}

fn seal(
    pieces: &mut Pieces,
    piece: Piece,
    bytes: &[u8],
    sealed: &mut Vec<u8>,
) -> Result<(), Broken> {
    let nonce = pieces.nonce(piece).ok_or(Broken::Changed)?;
    let payload = Payload { msg: bytes, aad: &pieces.aad };
    let made = pieces.cipher.encrypt(&nonce, payload).map_err(|_| Broken::Changed)?;
    sealed.extend_from_slice(&made);
    Ok(())
}

/// Which key sealed a file, by its header.
///
/// # Errors
///
/// When it is no header of ours.
pub fn key_id(header: &[u8]) -> Result<KeyId, Broken> {
    let rest = header.strip_prefix(MAGIC).ok_or(Broken::NoDocument)?;
    match rest {
        [VERSION, rest @ ..] => rest.first_chunk::<8>().copied().ok_or(Broken::NoDocument),
        _ => Err(Broken::NoDocument),
    }
}

/// Opens a sealed file, in whatever portions it is read.
pub struct Opener {
    keys: Keyring,
    whose: String,
    pieces: Option<Pieces>,
    waiting: Vec<u8>,
}

impl Opener {
    pub fn new(keys: &Keyring, whose: &str) -> Self {
        Self { keys: keys.clone(), whose: whose.to_owned(), pieces: None, waiting: Vec::new() }
    }

    /// Takes sealed bytes and adds what they hold.
    ///
    /// # Errors
    ///
    /// When a piece is not as it was sealed; nothing of it is given.
    pub fn push(&mut self, bytes: &[u8], plain: &mut Vec<u8>) -> Result<(), Broken> {
        self.waiting.extend_from_slice(bytes);
        self.begin()?;
        let Some(pieces) = &mut self.pieces else { return Ok(()) };
        let whole = PIECE_BYTES + TAG_BYTES;
        let mut at = 0;
        while self.waiting.len() - at > whole {
            open(pieces, Piece::Inner, &self.waiting[at..at + whole], plain)?;
            at += whole;
        }
        self.waiting.drain(..at);
        Ok(())
    }

    /// Opens the last piece.
    ///
    /// # Errors
    ///
    /// When there is none: the file was cut off.
    pub fn finish(mut self, plain: &mut Vec<u8>) -> Result<(), Broken> {
        let waiting = std::mem::take(&mut self.waiting);
        let pieces = self.pieces.as_mut().ok_or(Broken::NoDocument)?;
        open(pieces, Piece::Last, &waiting, plain)
    }

    /// Reads the header, once it has come.
    fn begin(&mut self) -> Result<(), Broken> {
        if self.pieces.is_some() || self.waiting.len() < HEADER_BYTES {
            return Ok(());
        }
        let header: Vec<u8> = self.waiting.drain(..HEADER_BYTES).collect();
        let id = key_id(&header)?;
        let key = self.keys.of_id(&id).map_err(|_| Broken::OtherKey)?.ok_or(Broken::OtherKey)?;
        let prefix = &header[HEADER_BYTES - PREFIX_BYTES..];
        let prefix = prefix.try_into().map_err(|_| Broken::NoDocument)?;
        self.pieces = Some(Pieces::new(&key, &header, prefix, &self.whose));
        Ok(())
    }
}

fn open(
    pieces: &mut Pieces,
    piece: Piece,
    bytes: &[u8],
    plain: &mut Vec<u8>,
) -> Result<(), Broken> {
    let nonce = pieces.nonce(piece).ok_or(Broken::Changed)?;
    let payload = Payload { msg: bytes, aad: &pieces.aad };
    let opened = pieces.cipher.decrypt(&nonce, payload).map_err(|_| Broken::Changed)?;
    plain.extend_from_slice(&opened);
    Ok(())
}

#[cfg(test)]
#[path = "cipher_test.rs"]
mod tests;
