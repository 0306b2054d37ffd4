//! The size of a picture, read from its first bytes. Nothing is unpacked.

/// Width and height in picture elements.
pub type Size = (u32, u32);

/// A PNG says its size in its first block.
pub fn png(head: &[u8]) -> Option<Size> {
    let is_first = head.get(12..16) == Some(b"IHDR".as_slice());
    let size = (long(head, 16)?, long(head, 20)?);
    (is_first && is_some_size(size)).then_some(size)
}

/// A JPEG says it in the frame's header, behind what the camera remarks.
pub fn jpeg(head: &[u8]) -> Option<Size> {
    let mut at = 2;
    loop {
        if *head.get(at)? != 0xFF {
            return None;
        }
        let marker = *head.get(at + 1)?;
        match marker {
            // Filling between two parts.
            0xFF => at += 1,
            // Parts without a length of their own.
            0x01 | 0xD0..=0xD7 => at += 2,
            0xC0..=0xC3 | 0xC5..=0xC7 | 0xC9..=0xCB | 0xCD..=0xCF => {
                let size = (u32::from(short(head, at + 7)?), u32::from(short(head, at + 5)?));
                return is_some_size(size).then_some(size);
            }
            // The picture itself, or its end, before any frame.
            0xD8..=0xDA => return None,
            _ => {
                let length = usize::from(short(head, at + 2)?);
                if length < 2 {
                    return None;
                }
                at += 2 + length;
            }
        }
    }
}

/// A HEIC names the sizes of its parts in boxes called `ispe`; the picture is the largest.
pub fn heic(head: &[u8]) -> Option<Size> {
    let places = head.windows(4).enumerate().filter(|(_, word)| *word == b"ispe");
    let sizes = places.filter_map(|(at, _)| Some((long(head, at + 8)?, long(head, at + 12)?)));
    sizes.filter(|size| is_some_size(*size)).max_by_key(|size| pixels(*size))
}

/// Picture elements of a size.
pub fn pixels((width, height): Size) -> u64 {
    u64::from(width) * u64::from(height)
}

fn is_some_size(size: Size) -> bool {
    pixels(size) > 0
}

fn long(head: &[u8], at: usize) -> Option<u32> {
    let bytes = head.get(at..at.checked_add(4)?)?;
    bytes.try_into().ok().map(u32::from_be_bytes)
}

fn short(head: &[u8], at: usize) -> Option<u16> {
    let bytes = head.get(at..at.checked_add(2)?)?;
    bytes.try_into().ok().map(u16::from_be_bytes)
}
