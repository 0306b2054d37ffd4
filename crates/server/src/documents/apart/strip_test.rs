use super::*;
use proptest::prelude::*;

const SECRET: &[u8] = b"43.2557 N, 79.8711 W";

fn part(marker: u8, contents: &[u8]) -> Vec<u8> {
    let length = u16::try_from(contents.len() + 2).expect("is short").to_be_bytes();
    [&[0xFF, marker], &length[..], contents].concat()
}

/// An Exif block with the orientation and a text that nobody should see.
fn exif(turned: u8) -> Vec<u8> {
    let mut block = b"II*\0\x08\0\0\0\x02\0\x12\x01\x03\0\x01\0\0\0".to_vec();
    block.extend([turned, 0, 0, 0]);
    block.extend(b"\x0e\x01\x02\0");
    block.extend(u32::try_from(SECRET.len()).expect("is short").to_le_bytes());
    block.extend(38_u32.to_le_bytes());
    block.extend([0, 0, 0, 0]);
    block.extend(SECRET);
    block
}

/// As a telephone writes one: every kind of remark, and another file behind its end.
fn photo(turned: u8) -> Vec<u8> {
    let all = [
        vec![0xFF, 0xD8],
        part(0xE0, b"JFIF\0\x01\x02\0\0\x01\0\x01\0\0"),
        part(0xE1, &[b"Exif\0\0", exif(turned).as_slice()].concat()),
        part(0xE1, &[b"http://ns.adobe.com/xap/1.0/\0", SECRET].concat()),
        part(0xE2, b"ICC_PROFILE\0\x01\x01colours"),
        part(0xE2, &[b"MPF\0", SECRET].concat()),
        part(0xED, &[b"Photoshop 3.0\0", SECRET].concat()),
        part(0xEE, b"Adobe\0\x64\0\0\0\0\x01"),
        part(0xFE, SECRET),
        part(0xDB, &[1; 65]),
        part(0xC0, &[8, 0, 2, 0, 3, 1, 1, 0x11, 0]),
        part(0xDA, &[1, 1, 0, 0, 63, 0]),
        b"the picture itself \xFF\0 and more".to_vec(),
        part(0xFE, SECRET),
        part(0xDA, &[1, 1, 0, 1, 63, 0]),
        b"a second scan \xFF\xD0 that restarts".to_vec(),
        vec![0xFF, 0xD9],
        SECRET.to_vec(),
    ];
    all.concat()
}

fn has(file: &[u8], wanted: &[u8]) -> bool {
    file.windows(wanted.len()).any(|some| some == wanted)
}

#[test]
fn what_the_camera_wrote_goes_and_the_picture_stays() {
    for turned in [1, 3, 6, 8] {
        let before = photo(turned);
        let after = bare(before.clone(), FileKind::Jpeg).expect("a photo");
        assert!(has(&before, SECRET) && !has(&after, SECRET));
        for kept in [
            &b"JFIF"[..],
            b"ICC_PROFILE\0\x01\x01colours",
            b"Adobe",
            b"the picture itself \xFF\0 and more",
            b"a second scan \xFF\xD0 that restarts\xFF\xD9",
        ] {
            assert!(has(&after, kept), "{}", String::from_utf8_lossy(kept));
        }
        let turns = Jpeg::from_bytes(Bytes::from(after.clone())).expect("a photo").exif();
        assert_eq!(turns.and_then(|exif| orientation(&exif)), (turned > 1).then_some(turned));
        assert_eq!(bare(after.clone(), FileKind::Jpeg), Some(after), "twice is once");
    }
}

#[test]
fn a_png_loses_its_remarks_as_well() {
    let chunk = |kind: [u8; 4], bytes: &[u8]| {
        img_parts::png::PngChunk::new(kind, Bytes::copy_from_slice(bytes)).encoder().bytes()
    };
    let parts: [([u8; 4], &[u8]); 6] = [
        (*b"IHDR", b"\0\0\0\x01\0\0\0\x01\x08\0\0\0\0"),
        (*b"tEXt", SECRET),
        (*b"iTXt", SECRET),
        (*b"tIME", b"\x07\xea\x03\x04\x05\x06\x07"),
        (*b"IDAT", b"the picture itself"),
        (*b"IEND", b""),
    ];
    let mut file = b"\x89PNG\r\n\x1a\n".to_vec();
    for (kind, bytes) in parts {
        file.extend(chunk(kind, bytes));
    }
    file.extend(SECRET);
    let after = bare(file, FileKind::Png).expect("a picture");
    assert!(!has(&after, SECRET) && !has(&after, b"tIME") && has(&after, b"the picture itself"));
}

proptest! {
    #[test]
    fn no_bytes_break_it(
        bytes in proptest::collection::vec(any::<u8>(), 0..200),
        at in 0..400_usize,
    ) {
        let _ = bare(bytes.clone(), FileKind::Jpeg);
        let mut hurt = photo(6);
        let at = at.min(hurt.len());
        hurt.truncate(at);
        hurt.extend(bytes);
        let _ = bare(hurt.clone(), FileKind::Jpeg);
        let _ = bare(hurt, FileKind::Png);
    }
}
