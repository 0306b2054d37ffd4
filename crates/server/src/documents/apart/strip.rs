//! A photo without what the camera wrote beside it: where, when and with what it was taken, and
//! whatever programs added. How it is to be turned stays, and its colours.

use domain::documents::FileKind;
use exif::{In, Reader, Tag};
use img_parts::jpeg::Jpeg;
use img_parts::png::Png;
use img_parts::{Bytes, ImageEXIF};

/// Parts of a JPEG: `APP0` to `APP15`, and remarks.
const APPS: std::ops::RangeInclusive<u8> = 0xE0..=0xEF;
const REMARK: u8 = 0xFE;
/// What a picture cannot be drawn rightly without: its frame, its colours, how they were encoded.
const JFIF: u8 = 0xE0;
const COLOURS: u8 = 0xE2;
const ADOBE: u8 = 0xEE;
/// Parts of a PNG that say something of its making.
const REMARKS: [[u8; 4]; 5] = [*b"tEXt", *b"zTXt", *b"iTXt", *b"eXIf", *b"tIME"];

/// The photo without it; none where it is none.
pub fn bare(file: Vec<u8>, kind: FileKind) -> Option<Vec<u8>> {
    let file = Bytes::from(file);
    match kind {
        FileKind::Jpeg => jpeg(file),
        FileKind::Png => png(file),
        FileKind::Pdf | FileKind::Heic | FileKind::Text => None,
    }
}

fn jpeg(file: Bytes) -> Option<Vec<u8>> {
    let mut photo = Jpeg::from_bytes(file).ok()?;
    let turned = photo.exif().and_then(|exif| orientation(&exif));
    photo.segments_mut().retain(|part| match part.marker() {
        JFIF | ADOBE => true,
        COLOURS => part.contents().starts_with(b"ICC_PROFILE\0"),
        REMARK => false,
        marker => !APPS.contains(&marker),
    });
    photo.set_exif(turned.map(only));
    drawn(&photo.encoder().bytes())
}

/// What of a JPEG is drawn: up to its end, since telephones put films and second photos behind it,
/// and without what stands between two scans and draws nothing.
fn drawn(file: &[u8]) -> Option<Vec<u8>> {
    let mut kept = Vec::with_capacity(file.len());
    let (mut from, mut at) = (0, 2);
    loop {
        // In what a scan holds, this sign stands only before a nought or where a scan restarts.
        let marker = *file.get(at + 1)?;
        match (file[at], marker) {
            (0xFF, 0xD9) => {
                kept.extend_from_slice(&file[from..at + 2]);
                return Some(kept);
            }
            (0xFF, 0xFF) => at += 1,
            (0xFF, 0x00 | 0x01 | 0xD0..=0xD7) => at += 2,
            (0xFF, _) => {
                let length = [*file.get(at + 2)?, *file.get(at + 3)?];
                let next = at + 2 + usize::from(u16::from_be_bytes(length));
                if marker == REMARK {
                    kept.extend_from_slice(&file[from..at]);
                    from = next;
                    file.get(from)?;
                }
                at = next;
            }
            (_, _) => at += 1,
        }
    }
}

fn png(file: Bytes) -> Option<Vec<u8>> {
    let mut photo = Png::from_bytes(file).ok()?;
    let turned = photo.exif().and_then(|exif| orientation(&exif));
    photo.chunks_mut().retain(|part| !REMARKS.contains(&part.kind()));
    photo.set_exif(turned.map(only));
    Some(photo.encoder().bytes().to_vec())
}

/// How a photo is to be turned, where it is not upright: 2 to 8.
fn orientation(exif: &[u8]) -> Option<u8> {
    let read = Reader::new().read_raw(exif.to_vec()).ok()?;
    let field = read.get_field(Tag::Orientation, In::PRIMARY)?;
    let turned = u8::try_from(field.value.get_uint(0)?).ok()?;
    (2..=8).contains(&turned).then_some(turned)
}

/// An Exif block (TIFF 6.0, little-endian) that says how to turn the photo, and nothing else.
fn only(turned: u8) -> Bytes {
    let mut block = b"II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0".to_vec();
    block.extend([turned, 0, 0, 0, 0, 0, 0, 0]);
    Bytes::from(block)
}

#[cfg(test)]
#[path = "strip_test.rs"]
mod tests;
