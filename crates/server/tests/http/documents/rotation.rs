//! A new key for documents, while people go on working.

use super::{pdf, person, send, stored, stored_in_the_end};
use crate::harness::{TestApp, both_with};
use server::config::{DocumentKey, Settings};
use server::documents::keyring::Renewed;
use server::documents::renewal::renew;

async fn add(app: &TestApp, person: &str, mark: &str) -> String {
    let made = send(app, person, "a.pdf", &pdf(mark)).await.is(201).json();
    made["id"].as_str().expect("an id").to_owned()
}

async fn opens(app: &TestApp, id: &str, mark: &str) {
    let path = format!("/api/v1/documents/{id}/content");
    assert_eq!(app.api("ada").get(&path).await.is(200).bytes, pdf(mark));
}

fn with_key_file(settings: &mut Settings) {
    let file = std::env::temp_dir().join(server::keys::random_secret());
    settings.document_key = DocumentKey::File(file);
}

#[tokio::test]
async fn every_document_is_sealed_anew_and_opens_before_during_and_after() {
    both_with(with_key_file, |app| async move {
        let zoe = person(&app).await;
        let before = add(&app, &zoe, "before").await;
        let archive = app.archive();
        let old = archive.ring().present().expect("a key").id;
        // The server that runs follows at once: what was sealed before still opens.
        let made = archive.ring().renew(app.clock.real_now()).expect("makes one");
        assert!(matches!(made, Renewed::Made(_)));
        let new = archive.ring().present().expect("a key").id;
        assert_ne!(old, new);
        opens(&app, &before, "before").await;
        let after = add(&app, &zoe, "after").await;

        let done = renew(&app.db, &archive).await.expect("seals");
        assert_eq!((done.sealed, done.already, done.problems.len()), (1, 1, 0));
        assert_eq!(done.used.iter().copied().collect::<Vec<_>>(), [new]);
        for (id, mark) in [(&before, "before"), (&after, "after")] {
            opens(&app, id, mark).await;
        }
        assert_eq!(stored(&app), 2, "each replaced in its place");
        let again = renew(&app.db, &archive).await.expect("seals");
        assert_eq!((again.sealed, again.already), (0, 2), "a second run changes nothing");
        let whole = server::documents::verify::verify(&app.db, &archive).await.expect("verifies");
        assert_eq!(whole.problems, Vec::<String>::new());
    })
    .await;
}

#[tokio::test]
async fn what_is_damaged_keeps_its_key_in_use() {
    both_with(with_key_file, |app| async move {
        let zoe = person(&app).await;
        add(&app, &zoe, "whole").await;
        let archive = app.archive();
        let old = archive.ring().present().expect("a key").id;
        let shelves = std::fs::read_dir(&app.settings.documents).expect("a folder").flatten();
        for shelf in shelves {
            for file in std::fs::read_dir(shelf.path()).expect("a shelf").flatten() {
                let mut kept = std::fs::read(file.path()).expect("reads");
                *kept.last_mut().expect("a byte") ^= 1;
                std::fs::write(file.path(), kept).expect("writes");
            }
        }
        archive.ring().renew(app.clock.real_now()).expect("makes one");
        let done = renew(&app.db, &archive).await.expect("ends");
        assert_eq!((done.sealed, done.problems.len()), (0, 1), "{:?}", done.problems);
        assert!(done.used.contains(&old), "its key is not forgotten");
        assert_eq!(stored_in_the_end(&app, 1).await, 1, "it was not replaced by less");
    })
    .await;
}

#[tokio::test]
async fn keys_of_the_environment_are_changed_by_who_sets_them() {
    let given = |present: u8, older: &[u8]| DocumentKey::Given {
        present: [present; 32],
        older: older.iter().map(|key| [*key; 32]).collect(),
    };
    both_with(
        |settings| settings.document_key = given(1, &[]),
        |app| async move {
            let zoe = person(&app).await;
            let id = add(&app, &zoe, "first").await;
            opens(&app, &id, "first").await;
            let mut settings = app.settings.clone();
            settings.document_key = given(2, &[1]);
            let archive = server::documents::archive::Archive::new(&settings, &app.keys);
            let made = archive.ring().renew(app.clock.real_now()).expect("is no fault");
            assert!(matches!(made, Renewed::Given));
            let done = renew(&app.db, &archive).await.expect("seals");
            assert_eq!((done.sealed, done.problems.len()), (1, 0));
            settings.document_key = given(2, &[]);
            let archive = server::documents::archive::Archive::new(&settings, &app.keys);
            let whole = server::documents::verify::verify(&app.db, &archive).await;
            assert_eq!(whole.expect("verifies").problems, Vec::<String>::new());
            // With another key alone it does not open, and is not called whole.
            settings.document_key = given(3, &[]);
            let archive = server::documents::archive::Archive::new(&settings, &app.keys);
            let found = server::documents::verify::verify(&app.db, &archive).await;
            assert!(found.expect("verifies").problems[0].contains("another key"));
        },
    )
    .await;
}
