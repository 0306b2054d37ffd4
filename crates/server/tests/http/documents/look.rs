//! Documents shown in the page, and photos without what the camera wrote.

use super::{pdf, person, png, send};
use crate::harness::{TestApp, both};
use server::page::pdf::{Block, written};

const SECRET: &[u8] = b"43.2557 N, 79.8711 W";

async fn add(app: &TestApp, person: &str, name: &str, bytes: &[u8]) -> String {
    let made = send(app, person, name, bytes).await.is(201).json();
    made["id"].as_str().expect("an id").to_owned()
}

/// A PDF of several pages, as this product writes them.
fn sheet() -> Vec<u8> {
    let lines = (0..90).map(|at| Block::Fact(format!("Line {at}"), "Zoë".to_owned()));
    written("A sheet", "en", &lines.collect::<Vec<_>>()).expect("is written")
}

/// A JPEG with one remark of a camera.
fn photo() -> Vec<u8> {
    let part = |marker: u8, contents: &[u8]| {
        let length = u16::try_from(contents.len() + 2).expect("is short").to_be_bytes();
        [&[0xFF, marker], &length[..], contents].concat()
    };
    let all = [
        vec![0xFF, 0xD8],
        part(0xE0, b"JFIF\0\x01\x02\0\0\x01\0\x01\0\0"),
        part(0xFE, SECRET),
        part(0xC0, &[8, 0, 2, 0, 3, 1, 1, 0x11, 0]),
        part(0xDA, &[1, 1, 0, 0, 63, 0]),
        b"the picture itself".to_vec(),
        vec![0xFF, 0xD9],
    ];
    all.concat()
}

#[tokio::test]
async fn a_pdf_is_shown_page_by_page_as_pictures() {
    both(|app| async move {
        let zoe = person(&app).await;
        let id = add(&app, &zoe, "sheet.pdf", &sheet()).await;
        app.sign_in("ada").await;
        let list = app.get(&format!("/people/{zoe}?tab=documents")).await.is(200).text;
        assert!(list.contains(&format!("/documents/{id}/look")), "{list}");
        let page = app.get(&format!("/documents/{id}/look")).await.is(200).text;
        assert!(page.contains("Page 1 of 3") && page.contains("Next page"), "{page}");
        assert!(page.contains(&format!("src=\"/documents/{id}/pages/1\"")), "{page}");
        let last = app.get(&format!("/documents/{id}/look?page=3")).await.is(200).text;
        assert!(last.contains("Previous page") && !last.contains("Next page"), "{last}");
        let far = app.get(&format!("/documents/{id}/look?page=99")).await.is(200).text;
        assert!(far.contains("Page 3 of 3"), "the last one: {far}");
        let first = app.get(&format!("/documents/{id}/pages/1")).await.is(200);
        assert_eq!(first.header("content-type"), "image/png");
        assert!(first.header("content-security-policy").contains("sandbox"));
        assert_eq!(first.header("x-content-type-options"), "nosniff");
        assert!(first.bytes.starts_with(b"\x89PNG"));
        let second = app.get(&format!("/documents/{id}/pages/2")).await.is(200);
        assert!(second.bytes != first.bytes, "another page");
        for nothing in ["0", "4", "x", "4294967295"] {
            app.get(&format!("/documents/{id}/pages/{nothing}")).await.is(404);
        }
        let picture = add(&app, &zoe, "a.png", &png(30, 20)).await;
        let page = app.get(&format!("/documents/{picture}/look")).await.is(200).text;
        assert!(page.contains(&format!("src=\"/documents/{picture}/content\"")), "{page}");
        app.get(&format!("/documents/{picture}/pages/1")).await.is(404);
        let drawn = add(&app, &zoe, "page.png", &second.bytes).await;
        for id in [&id, &drawn] {
            let small = app.get(&format!("/documents/{id}/small")).await.is(200);
            assert_eq!(small.header("content-type"), "image/png");
            assert!(small.header("content-security-policy").contains("sandbox"));
            assert!(small.bytes.starts_with(b"\x89PNG") && small.bytes.len() < first.bytes.len());
        }
        // What ends in its head, and what has no picture.
        let text = add(&app, &zoe, "a.txt", b"no picture\n").await;
        for id in [&picture, &text] {
            app.get(&format!("/documents/{id}/small")).await.is(404);
        }
        app.sign_in("fay").await;
        for rest in ["look", "pages/1", "small"] {
            app.get(&format!("/documents/{id}/{rest}")).await.is(404);
        }
    })
    .await;
}

#[tokio::test]
async fn whatever_a_pdf_holds_the_page_comes_and_says_so() {
    both(|app| async move {
        let zoe = person(&app).await;
        app.sign_in("ada").await;
        let deep = [b"%PDF-1.7\n".to_vec(), b"<<".repeat(400_000), b"\n%%EOF\n".to_vec()].concat();
        let loops = b"%PDF-1.7\n1 0 obj <</Type/Pages/Kids[1 0 R]/Count 1/Parent 1 0 R>> endobj\n\
            2 0 obj <</Type/Catalog/Pages 1 0 R>> endobj\ntrailer <</Root 2 0 R>>\n%%EOF\n";
        let vast = b"%PDF-1.7\n1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj\n\
            2 0 obj <</Type/Pages/Kids[3 0 R]/Count 1>> endobj\n\
            3 0 obj <</Type/Page/Parent 2 0 R/MediaBox[0 0 9e9 9e9]>> endobj\n\
            trailer <</Root 1 0 R>>\n%%EOF\n";
        let locked = b"%PDF-1.7\ntrailer <</Encrypt 1 0 R>>\n%%EOF\n";
        let files: [(&str, Vec<u8>); 5] = [
            ("nothing.pdf", pdf("nothing")),
            ("deep.pdf", deep),
            ("loops.pdf", loops.to_vec()),
            ("vast.pdf", vast.to_vec()),
            ("locked.pdf", locked.to_vec()),
        ];
        for (name, bytes) in &files {
            let id = add(&app, &zoe, name, bytes).await;
            let page = app.get(&format!("/documents/{id}/look")).await.is(200).text;
            assert!(page.contains("Download"), "{name}: {page}");
            let drawn = app.get(&format!("/documents/{id}/pages/1")).await;
            assert!([200, 404].contains(&drawn.status), "{name}: {}", drawn.status);
            if *name == "locked.pdf" {
                assert!(page.contains("asks for a password"), "{page}");
            }
        }
    })
    .await;
}

#[tokio::test]
async fn a_photo_is_copied_without_what_the_camera_wrote() {
    both(|app| async move {
        let zoe = person(&app).await;
        let id = add(&app, &zoe, "IMG_1.jpg", &photo()).await;
        app.sign_in("ada").await;
        let page = app.get(&format!("/documents/{id}/look")).await.is(200).text;
        assert!(page.contains("Make a copy without it"), "{page}");
        let bare = format!("/documents/{id}/bare-copy");
        let to = app.post_form(&bare, &[]).await.is(303).location().to_owned();
        let copy = to.split('/').nth(2).expect("an id").to_owned();
        assert_ne!(copy, id);
        let page = app.get(&to).await.is(200).text;
        assert!(page.contains("bare IMG_1.jpg") && page.contains("The copy is in"), "{page}");
        let bytes = app.get(&format!("/documents/{copy}/content")).await.is(200).bytes;
        let has = |wanted: &[u8]| bytes.windows(wanted.len()).any(|some| some == wanted);
        assert!(!has(SECRET) && has(b"the picture itself"));
        let before = app.get(&format!("/documents/{id}/content")).await.is(200).bytes;
        assert_eq!(before, photo(), "the one that came stays as it came");
        // Twice is once, and the bare one has nothing to take out.
        assert_eq!(app.post_form(&bare, &[]).await.is(303).location(), to);
        let again = app.post_form(&format!("/documents/{copy}/bare-copy"), &[]).await.is(303);
        assert!(again.location().ends_with("?done=bare-already"), "{}", again.location());
        assert_eq!(app.count("SELECT COUNT(*) AS many FROM documents").await, 2);
        let paper = add(&app, &zoe, "a.pdf", &pdf("no photo")).await;
        app.post_form(&format!("/documents/{paper}/bare-copy"), &[]).await.is(409);
        app.sign_in("sam").await;
        app.post_form(&bare, &[]).await.is(403);
    })
    .await;
}
