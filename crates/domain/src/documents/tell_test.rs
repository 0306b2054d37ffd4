use super::*;
use proptest::prelude::*;

fn png(width: u32, height: u32) -> Vec<u8> {
    let mut file = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec();
    file.extend(width.to_be_bytes());
    file.extend(height.to_be_bytes());
    file.extend(b"\x08\x02\0\0\0\0\0\0\0\0\0\0\0IEND\xaeB`\x82");
    file
}

fn jpeg(width: u16, height: u16) -> Vec<u8> {
    let mut file = vec![0xFF, 0xD8, 0xFF, 0xE0, 0, 16];
    file.extend([0; 14]);
    file.extend([0xFF, 0xC0, 0, 17, 8]);
    file.extend(height.to_be_bytes());
    file.extend(width.to_be_bytes());
    file.extend([3; 10]);
    file.extend([0xFF, 0xD9]);
    file
}

fn heic(width: u32, height: u32) -> Vec<u8> {
    let mut file = b"\0\0\0\x18ftypmif1\0\0\0\0mif1heic\0\0\0\x14ispe\0\0\0\0".to_vec();
    file.extend(width.to_be_bytes());
    file.extend(height.to_be_bytes());
    file
}

fn pdf() -> Vec<u8> {
    b"%PDF-1.7\n1 0 obj <<>> endobj\ntrailer <</Root 1 0 R>>\n%%EOF\n".to_vec()
}

const ZIP_END: &[u8] = b"PK\x05\x06\0\0\0\0\x01\0\x01\0\x2e\0\0\0\x2a\0\0\0\0\0";

fn told(file: &[u8], name: &str, by: Bringer) -> Result<FileKind, FileRefused> {
    tell(file, file, name, by).map(|told| told.kind)
}

#[test]
fn what_may_come_in_is_told_from_its_bytes() {
    let staff = |file: &[u8], name: &str, expected| {
        assert_eq!(told(file, name, Bringer::Staff), expected, "{name}");
    };
    use FileRefused::*;
    staff(&pdf(), "stub.pdf", Ok(FileKind::Pdf));
    staff(&pdf(), "stub.exe", Ok(FileKind::Pdf));
    staff(&png(640, 480), "x.png", Ok(FileKind::Png));
    staff(&jpeg(4032, 3024), "x.jpg", Ok(FileKind::Jpeg));
    staff(&heic(4032, 3024), "x.heic", Ok(FileKind::Heic));
    staff("Bonjour, voilà.\n".as_bytes(), "note.txt", Ok(FileKind::Text));
    staff(b"", "x.pdf", Err(Empty));
    staff(b"MZ\x90\0\x03", "stub.pdf", Err(Program));
    staff(b"\x7fELF\x02", "stub.pdf", Err(Program));
    staff(b"#!/bin/sh\n", "stub.txt", Err(Script));
    staff(b"@ECHO off\r\n", "stub.txt", Err(Script));
    staff(b"alert(1)", "stub.js", Err(Script));
    staff(b"  <!DOCTYPE html><html>", "stub.pdf", Err(WebPage));
    staff(b"\xef\xbb\xbf<svg onload='x'>", "stub.png", Err(WebPage));
    staff(b"PK\x03\x04abc", "stub.pdf", Err(Archive));
    staff(b"PK\x03\x04....[Content_Types].xml", "letter.docx", Err(OfficeFile));
    staff(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "letter.doc", Err(OfficeFile));
    staff(b"GIF89a", "x.gif", Err(OtherPicture));
    staff(b"\0\0\0\x18ftypavif\0\0\0\0avifmif1", "x.avif", Err(OtherPicture));
    staff(b"\0\0\0\x18ftypisom\0\0\0\0isommp41", "x.mp4", Err(Unknown));
    staff(b"a,b\n1,2\n", "list.csv", Err(Unknown));
    staff(b"a\0b", "list.txt", Err(Unknown));
    staff(b"%PDF-1.7\n1 0 obj", "cut.pdf", Err(Damaged));
    staff(&png(640, 480)[..30], "cut.png", Err(Damaged));
    staff(&png(0, 480), "flat.png", Err(Damaged));
    staff(&jpeg(1, 1)[..12], "cut.jpg", Err(Damaged));
}

#[test]
fn a_client_brings_papers_and_pictures_only() {
    assert_eq!(told(b"Hello", "note.txt", Bringer::Client), Err(FileRefused::Unknown));
    assert_eq!(told(&pdf(), "stub.pdf", Bringer::Client), Ok(FileKind::Pdf));
}

#[test]
fn a_picture_is_measured_without_being_opened() {
    let refused = |width, height| Err(FileRefused::TooManyPixels { width, height });
    let staff = |file: &[u8]| told(file, "x", Bringer::Staff);
    assert_eq!(staff(&png(50_000, 50_000)), refused(50_000, 50_000));
    assert_eq!(staff(&png(10_000, 5_000)), Ok(FileKind::Png), "exactly 50 megapixels");
    assert_eq!(staff(&png(10_000, 5_001)), refused(10_000, 5_001));
    assert_eq!(staff(&jpeg(60_000, 60_000)), refused(60_000, 60_000));
    assert_eq!(staff(&heic(50_000, 50_000)), refused(50_000, 50_000));
    assert_eq!(staff(&png(u32::MAX, u32::MAX)), refused(u32::MAX, u32::MAX));
}

#[test]
fn two_files_in_one_are_refused() {
    for mut file in [pdf(), png(1, 1), jpeg(1, 1)] {
        file.extend(ZIP_END);
        assert_eq!(told(&file, "x.pdf", Bringer::Staff), Err(FileRefused::TwoInOne));
    }
    let mut page = jpeg(1, 1);
    page.splice(6..6, *b"<ScRiPt>alert(1)</script>");
    assert_eq!(told(&page, "x.jpg", Bringer::Staff), Err(FileRefused::TwoInOne));
    let mut chance = png(1, 1);
    chance.splice(30..30, *b"PK\x05\x06\xff\xff");
    assert_eq!(told(&chance, "x.png", Bringer::Staff), Ok(FileKind::Png), "chance is no archive");
}

#[test]
fn a_pdf_that_asks_for_a_password_comes_in_and_says_so() {
    let file = b"%PDF-1.6\ntrailer <</Encrypt 5 0 R>>\n%%EOF".to_vec();
    let told = tell(&file, &file, "x.pdf", Bringer::Staff);
    assert_eq!(told.map(|told| told.remark), Ok(Some(Remark::Locked)));
}

proptest! {
    #[test]
    fn whatever_the_bytes_something_is_told(
        head in proptest::collection::vec(any::<u8>(), 0..400),
    ) {
        let starts: [&[u8]; 5] =
            [b"", b"%PDF-", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"\0\0\0\x18ftypheic"];
        for start in starts {
            let file = [start, &head[..]].concat();
            let told = tell(&file, &file, "x", Bringer::Staff);
            prop_assert_eq!(told.is_err_and(|why| why == FileRefused::Empty), file.is_empty());
        }
    }
}
