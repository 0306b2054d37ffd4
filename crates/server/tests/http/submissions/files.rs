//! Files for the funder.

use super::{act, approved, out_of_work, prepare, submission};
use crate::harness::{TestApp, both};
use serde_json::{Value, json};

async fn make(app: &TestApp) {
    let fields = [("pack", "bc-workbc"), ("version", "1")];
    app.post_form("/submissions/files", &fields).await.is(303);
}

async fn links(app: &TestApp) -> Vec<String> {
    let page = app.get("/submissions/files").await.is(200).text;
    let all = page.split("href=\"/submissions/files/").skip(1);
    all.map(|rest| format!("/submissions/files/{}", rest.split('"').next().expect("an end")))
        .collect()
}

#[tokio::test]
async fn a_file_is_the_same_byte_for_byte_whenever_it_is_made_again() {
    both(|app| async move {
        let first = out_of_work(&app, "bc-workbc", "First").await;
        let second = out_of_work(&app, "bc-workbc", "Second").await;
        let waiting = out_of_work(&app, "bc-workbc", "Waiting").await;
        let ids = [approved(&app, &first).await, approved(&app, &second).await];
        prepare(&app, "ada", &waiting).await.is(202);
        app.sign_in("sam").await;
        let board = app.get("/submissions").await.is(200).text;
        assert!(board.contains("2 submissions of WorkBC"), "{board}");
        make(&app).await;
        let all = links(&app).await;
        assert_eq!(all.len(), 3, "CSV, XLSX and JSON of one file: {all:?}");
        let mut before = Vec::new();
        for link in &all {
            before.push(app.get(link).await.is(200).bytes);
        }
        // Whatever happens afterwards: answers, other submissions, another day.
        act(&app, "sam", &ids[0], "confirmation", json!({"reference": "BC-1"})).await.is(202);
        let path = format!("/api/v1/people/{}", first.person);
        app.api("ada").patch_json(&path, json!({"family_name": "Renamed"})).await.is(200);
        app.at("2026-06-01T14:00:00Z");
        for (link, bytes) in all.iter().zip(&before) {
            assert_eq!(app.get(link).await.is(200).bytes, *bytes, "{link}");
        }
        let csv = String::from_utf8(before[0].clone()).expect("UTF-8");
        let mut lines = csv.lines();
        let head = lines.next().expect("a head");
        assert!(
            head.starts_with("\u{feff}submission,checkpoint_code,payload_sha256,client_reference")
        );
        assert_eq!(lines.clone().count(), 2, "what waits for approval stays out: {csv}");
        assert!(csv.contains("'=cmd|"), "nothing runs in a spreadsheet: {csv}");
        let json: Value = serde_json::from_slice(&before[2]).expect("JSON");
        let inside: Vec<&Value> = json["submissions"]
            .as_array()
            .expect("a list")
            .iter()
            .map(|one| &one["submission"])
            .collect();
        assert_eq!(inside.len(), 2);
        assert!(ids.iter().all(|id| inside.iter().any(|one| *one == id)));
        assert_eq!(submission(&app, &ids[1]).await["state"], "sent");

        let taken =
            "SELECT COUNT(*) AS many FROM audit_entries WHERE action = 'take submission file'";
        assert_eq!(app.count(taken).await, 6, "each is recorded");

        // None of it goes into a second file, and an adviser makes none.
        app.post_form("/submissions/files", &[("pack", "bc-workbc"), ("version", "1")])
            .await
            .is(409);
        act(&app, "ada", &ids[1], "removal", json!({"reason": "x"})).await.is(409);
        app.sign_in("ada").await;
        app.get(&all[0]).await.is(403);
        app.post_form("/submissions/files", &[("pack", "bc-workbc"), ("version", "1")])
            .await
            .is(403);
        // Whoever does not see all that is in it sees none of it.
        app.sign_in("theo").await;
        app.get(&all[0]).await.is(200);
        app.get(&all[0].replace("csv", "exe")).await.is(404);
    })
    .await;
}

#[tokio::test]
async fn two_files_made_at_once_share_nothing() {
    both(|app| async move {
        for name in ["A", "B", "C"] {
            let ready = out_of_work(&app, "bc-workbc", name).await;
            approved(&app, &ready).await;
        }
        app.sign_in("sam").await;
        let fields = [("pack", "bc-workbc"), ("version", "1")];
        let all = (0..6).map(|_| app.post_form("/submissions/files", &fields));
        let all = futures_util::future::join_all(all).await;
        let made = all.iter().filter(|answer| answer.status == 303).count();
        assert_eq!(made, 1, "{:?}", all.iter().map(|one| one.status).collect::<Vec<_>>());
        let shared = "SELECT COUNT(*) AS many FROM submissions WHERE file_id IS NULL";
        let files = "SELECT COUNT(*) AS many FROM submission_files";
        assert_eq!((app.count(shared).await, app.count(files).await), (0, 1));
        let states = app.get("/submissions?lane=sent").await.is(200).text;
        assert_eq!(states.matches(">with the funder").count(), 3, "{states}");
    })
    .await;
}
