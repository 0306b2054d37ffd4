//! A small picture, by which one finds a document among others.

use super::draw;
use domain::documents::FileKind;
use image::codecs::{jpeg::JpegDecoder, png::PngDecoder};
use image::{DynamicImage, ImageDecoder, ImageFormat, Limits};
use std::io::Cursor;

/// The longest side, in picture elements: sharp where it is shown half as large.
const SIDE: u32 = 200;
/// The longest side of a picture that is drawn small, in picture elements.
const FROM_SIDE_MAX: u32 = 30_000;
/// Bytes that one may take while it is read.
const READ_BYTES_MAX: u64 = 400_000_000;

/// The picture; none where it cannot be drawn.
pub fn small(file: Vec<u8>, kind: FileKind) -> Option<Vec<u8>> {
    match kind {
        // Its first page, which may be a long strip like any photo.
        FileKind::Pdf => small(draw::first(file, SIDE as f32)?, FileKind::Png),
        FileKind::Jpeg => drawn(JpegDecoder::new(Cursor::new(file)).ok()?),
        FileKind::Png => drawn(PngDecoder::new(Cursor::new(file)).ok()?),
        FileKind::Heic | FileKind::Text => None,
    }
}

fn drawn(mut from: impl ImageDecoder) -> Option<Vec<u8>> {
    let mut limits = Limits::default();
    limits.max_image_width = Some(FROM_SIDE_MAX);
    limits.max_image_height = Some(FROM_SIDE_MAX);
    limits.max_alloc = Some(READ_BYTES_MAX);
    limits.reserve(from.total_bytes()).ok()?;
    from.set_limits(limits).ok()?;
    let up = from.orientation().ok()?;
    let mut picture = DynamicImage::from_decoder(from).ok()?;
    if picture.width() > SIDE || picture.height() > SIDE {
        picture = picture.thumbnail(SIDE, SIDE);
    }
    picture.apply_orientation(up);
    let mut answer = Cursor::new(Vec::new());
    DynamicImage::ImageRgba8(picture.into_rgba8()).write_to(&mut answer, ImageFormat::Png).ok()?;
    Some(answer.into_inner())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::pdf::{Block, written};
    use image::{GenericImageView, Rgb, RgbImage};

    fn of(width: u32, height: u32, format: ImageFormat) -> Vec<u8> {
        let mut picture = RgbImage::from_pixel(width, height, Rgb([255, 255, 255]));
        for x in 0..width {
            picture.put_pixel(x, 0, Rgb([200, 0, 0]));
        }
        let mut bytes = Cursor::new(Vec::new());
        DynamicImage::ImageRgb8(picture).write_to(&mut bytes, format).expect("is written");
        bytes.into_inner()
    }

    fn size(picture: Option<Vec<u8>>) -> Option<(u32, u32)> {
        picture.map(|bytes| image::load_from_memory(&bytes).expect("a picture").dimensions())
    }

    #[test]
    fn whatever_can_be_drawn_is_drawn_small() {
        let sheet = written("A sheet", "en", &[Block::Fact("Line".to_owned(), "Zoë".to_owned())]);
        let sheet = sheet.expect("is written");
        let check = |file: Vec<u8>, kind: FileKind, wanted: Option<(u32, u32)>| {
            assert_eq!(size(small(file, kind)), wanted, "{kind:?}");
        };
        check(of(1600, 800, ImageFormat::Jpeg), FileKind::Jpeg, Some((200, 100)));
        check(of(800, 1600, ImageFormat::Png), FileKind::Png, Some((100, 200)));
        check(of(30, 20, ImageFormat::Png), FileKind::Png, Some((30, 20)));
        check(sheet.clone(), FileKind::Pdf, Some((155, 200)));
        check(sheet, FileKind::Text, None);
        check(of(30, 20, ImageFormat::Png), FileKind::Jpeg, None);
        check(b"MZ".to_vec(), FileKind::Pdf, None);
        check(of(30, 20, ImageFormat::Png)[..40].to_vec(), FileKind::Png, None);
    }

    #[test]
    fn a_picture_of_a_billion_elements_is_not_begun() {
        let mut bytes = of(2, 2, ImageFormat::Jpeg);
        let frame = bytes.windows(2).position(|two| two == [0xFF, 0xC0]).expect("a frame");
        for side in [29_000_u16, 65_000] {
            bytes[frame + 5..frame + 7].copy_from_slice(&side.to_be_bytes());
            bytes[frame + 7..frame + 9].copy_from_slice(&side.to_be_bytes());
            assert!(small(bytes.clone(), FileKind::Jpeg).is_none());
        }
    }

    #[test]
    fn a_photo_that_was_taken_lying_stands() {
        let mut bytes = of(400, 200, ImageFormat::Jpeg);
        let exif = b"Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\0\0\0\0";
        let length = u16::try_from(exif.len() + 2).expect("is short").to_be_bytes();
        let part = [&[0xFF, 0xE1][..], &length, exif].concat();
        bytes.splice(2..2, part);
        assert_eq!(size(small(bytes, FileKind::Jpeg)), Some((100, 200)));
    }
}
