//! What a file is, and whether it may come in.
//!
//! Told from its bytes alone: what it is called and what a browser says of it are anybody's claim.
//! Only what is known to be harmless comes in; what is refused is named, so that the sentence can
//! say what would be right.

use super::pictures::{self, Size};
use super::{Bringer, FileKind, PIXELS_MAX};

/// A file that may come in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Told {
    pub kind: FileKind,
    pub remark: Option<Remark>,
}

/// What staff should know of a file before they open it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Remark {
    /// A PDF that asks for a password.
    Locked,
}

/// Why a file does not come in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileRefused {
    Empty,
    /// Something that a machine would run.
    Program,
    Script,
    /// A page or a drawing with room for a program: HTML, SVG, XML.
    WebPage,
    Archive,
    /// Of a word processor or a spreadsheet: saved as a PDF it may come in.
    OfficeFile,
    /// A picture of a kind that is not taken.
    OtherPicture,
    /// A document and something else in one file.
    TwoInOne,
    TooManyPixels {
        width: u32,
        height: u32,
    },
    /// It begins as what it says, and is cut off or damaged.
    Damaged,
    Unknown,
}

/// Tells what a file is from its first and its last bytes ([`super::HEAD_BYTES`],
/// [`super::TAIL_BYTES`]; both overlap in a small one) and from what it is called.
///
/// The name decides only whether plain text is words or a script.
///
/// # Errors
///
/// Why it does not come in.
pub fn tell(head: &[u8], tail: &[u8], name: &str, by: Bringer) -> Result<Told, FileRefused> {
    if head.is_empty() {
        return Err(FileRefused::Empty);
    }
    let kind = match begins_as(head, name) {
        Ok(kind) if by.may_bring(kind) => kind,
        Ok(_) => return Err(FileRefused::Unknown),
        Err(refused) => return Err(refused),
    };
    if kind != FileKind::Text && (ends_as_archive(tail) || is_page_too(head)) {
        return Err(FileRefused::TwoInOne);
    }
    let remark = match kind {
        FileKind::Pdf => pdf(head, tail)?,
        FileKind::Png => {
            if !holds(tail, b"IEND") {
                return Err(FileRefused::Damaged);
            }
            sized(pictures::png(head))?
        }
        FileKind::Jpeg => sized(pictures::jpeg(head))?,
        FileKind::Heic => sized(pictures::heic(head))?,
        FileKind::Text => text(head, tail)?,
    };
    Ok(Told { kind, remark })
}

/// First bytes, and what begins with them.
const REFUSED: [(&[u8], FileRefused); 22] = [
    (b"MZ", FileRefused::Program),
    (b"\x7fELF", FileRefused::Program),
    (b"\xfe\xed\xfa\xce", FileRefused::Program),
    (b"\xfe\xed\xfa\xcf", FileRefused::Program),
    (b"\xce\xfa\xed\xfe", FileRefused::Program),
    (b"\xcf\xfa\xed\xfe", FileRefused::Program),
    (b"\xca\xfe\xba\xbe", FileRefused::Program),
    (b"dex\n", FileRefused::Program),
    (b"\0asm", FileRefused::Program),
    (b"#!", FileRefused::Script),
    (b"%!PS", FileRefused::Script),
    (b"Rar!", FileRefused::Archive),
    (b"7z\xbc\xaf\x27\x1c", FileRefused::Archive),
    (b"\x1f\x8b", FileRefused::Archive),
    (b"BZh", FileRefused::Archive),
    (b"\xfd7zXZ", FileRefused::Archive),
    (b"\x28\xb5\x2f\xfd", FileRefused::Archive),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", FileRefused::OfficeFile),
    (b"{\\rtf", FileRefused::OfficeFile),
    (b"GIF8", FileRefused::OtherPicture),
    (b"II*\0", FileRefused::OtherPicture),
    (b"MM\0*", FileRefused::OtherPicture),
];

/// Names within a packed file that make it one of an office program.
const OFFICE_MARKS: [&[u8]; 3] =
    [b"[Content_Types].xml", b"application/vnd.oasis", b"application/vnd.openxml"];

fn begins_as(head: &[u8], name: &str) -> Result<FileKind, FileRefused> {
    if head.starts_with(b"%PDF-") {
        return Ok(FileKind::Pdf);
    }
    if head.starts_with(&[0xFF, 0xD8, 0xFF]) {
        return Ok(FileKind::Jpeg);
    }
    if head.starts_with(b"\x89PNG\r\n\x1a\n") {
        return Ok(FileKind::Png);
    }
    if let Some(kind) = brand(head) {
        return kind;
    }
    if head.starts_with(b"RIFF") && head.get(8..12) == Some(b"WEBP".as_slice()) {
        return Err(FileRefused::OtherPicture);
    }
    if head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06") {
        let first = head.get(..4096).unwrap_or(head);
        let is_office = OFFICE_MARKS.iter().any(|mark| holds(first, mark));
        return Err(if is_office { FileRefused::OfficeFile } else { FileRefused::Archive });
    }
    if let Some((_, refused)) = REFUSED.iter().find(|(first, _)| head.starts_with(first)) {
        return Err(*refused);
    }
    words(head, name)
}

/// The family of files that name their kind behind `ftyp`: pictures of phones, and films.
fn brand(head: &[u8]) -> Option<Result<FileKind, FileRefused>> {
    if head.get(4..8) != Some(b"ftyp".as_slice()) {
        return None;
    }
    let length = u32::from_be_bytes(head.get(..4)?.try_into().ok()?);
    let until = usize::try_from(length).unwrap_or(usize::MAX).clamp(12, 256).min(head.len());
    let brands = head.get(8..until)?.chunks_exact(4);
    let known: [&[u8]; 6] = [b"heic", b"heix", b"heim", b"heis", b"hevc", b"mif1"];
    let is_heic = brands.clone().any(|brand| known.contains(&brand));
    let is_avif = brands.clone().any(|brand| brand == b"avif");
    Some(match (is_heic, is_avif) {
        (true, false) => Ok(FileKind::Heic),
        (_, true) => Err(FileRefused::OtherPicture),
        (false, false) => Err(FileRefused::Unknown),
    })
}

/// Text: words under the name of a text, or what a machine would run or draw.
fn words(head: &[u8], name: &str) -> Result<FileKind, FileRefused> {
    let plain = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head);
    let start = plain.trim_ascii_start();
    if start.first() == Some(&b'<') {
        return Err(FileRefused::WebPage);
    }
    if !is_text(plain) {
        return Err(FileRefused::Unknown);
    }
    let first = start.get(..64).unwrap_or(start).to_ascii_lowercase();
    let commands: [&[u8]; 4] = [b"@echo", b"#!", b"windows registry", b"$erroractionpreference"];
    if commands.iter().any(|command| first.starts_with(command)) {
        return Err(FileRefused::Script);
    }
    let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
    match ending.as_deref() {
        None | Some("txt") => Ok(FileKind::Text),
        Some(
            "bat" | "cmd" | "com" | "exe" | "js" | "jse" | "mjs" | "php" | "pl" | "ps1" | "py"
            | "rb" | "scr" | "sh" | "vbe" | "vbs" | "wsf" | "hta" | "reg",
        ) => Err(FileRefused::Script),
        Some("htm" | "html" | "xhtml" | "svg" | "xml") => Err(FileRefused::WebPage),
        Some(_) => Err(FileRefused::Unknown),
    }
}

/// UTF-8 without control characters; a letter that is cut off at the end of the piece is none.
fn is_text(piece: &[u8]) -> bool {
    let text = match std::str::from_utf8(piece) {
        Ok(text) => text,
        Err(error) if error.error_len().is_none() => {
            std::str::from_utf8(&piece[..error.valid_up_to()]).unwrap_or_default()
        }
        Err(_) => return false,
    };
    !text.chars().any(|sign| sign.is_control() && !matches!(sign, '\t' | '\n' | '\r' | '\u{c}'))
}

fn text(head: &[u8], tail: &[u8]) -> Result<Option<Remark>, FileRefused> {
    // The tail may begin within a letter.
    let begins = tail.iter().position(|byte| byte & 0xC0 != 0x80).unwrap_or(tail.len());
    if is_text(head) && is_text(&tail[begins..]) { Ok(None) } else { Err(FileRefused::Unknown) }
}

fn pdf(head: &[u8], tail: &[u8]) -> Result<Option<Remark>, FileRefused> {
    // Every reader finds its way from the end; without one the upload was cut off.
    if !holds(tail, b"%%EOF") {
        return Err(FileRefused::Damaged);
    }
    let is_locked = holds(tail, b"/Encrypt") || holds(head, b"/Encrypt");
    Ok(is_locked.then_some(Remark::Locked))
}

fn sized(size: Option<Size>) -> Result<Option<Remark>, FileRefused> {
    match size {
        None => Err(FileRefused::Damaged),
        Some((width, height)) if pictures::pixels((width, height)) > PIXELS_MAX => {
            Err(FileRefused::TooManyPixels { width, height })
        }
        Some(_) => Ok(None),
    }
}

/// Whether the end of a file is the end of a ZIP archive: programs that unpack look only there.
/// The mark has to be followed by a whole record, so that chance in a picture does not make one.
fn ends_as_archive(tail: &[u8]) -> bool {
    const RECORD: usize = 22;
    let places = tail.windows(4).enumerate().filter(|(_, word)| *word == b"PK\x05\x06");
    places.map(|(at, _)| at).any(|at| {
        let short = |from: usize| {
            let bytes = tail.get(at + from..at + from + 2)?;
            bytes.try_into().ok().map(u16::from_le_bytes)
        };
        let (Some(disk), Some(remark)) = (short(4), short(20)) else { return false };
        disk == 0 && at + RECORD + usize::from(remark) <= tail.len()
    })
}

/// Whether a picture or a PDF begins with a page's words as well.
fn is_page_too(head: &[u8]) -> bool {
    let first = head.get(..2048).unwrap_or(head).to_ascii_lowercase();
    let marks: [&[u8]; 5] = [b"<script", b"<html", b"<!doctype html", b"<svg", b"<?php"];
    marks.iter().any(|mark| holds(&first, mark))
}

fn holds(bytes: &[u8], wanted: &[u8]) -> bool {
    bytes.windows(wanted.len()).any(|window| window == wanted)
}

#[cfg(test)]
#[path = "tell_test.rs"]
mod tests;
