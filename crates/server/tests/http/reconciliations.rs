//! The funder's extract beside what was submitted.

use crate::documents::{form, kind};
use crate::harness::{Answer, TestApp, both};
use crate::submissions::{Ready, approved, out_of_work};
use axum::body::Body;
use axum::http::{Method, header};
use futures_util::StreamExt;

const LIST: &str = "/submissions/reconciliations";
const HEAD: &str = "client_reference,checkpoint,family_name,started_on,hours_week,note";

/// Somebody whose submission stands in a file.
async fn sent(app: &TestApp, name: &str) -> (Ready, String) {
    let ready = out_of_work(app, "bc-workbc", name).await;
    let id = approved(app, &ready).await;
    (ready, id)
}

async fn bring(app: &TestApp, fields: &[(&str, &str)], name: &str, bytes: &[u8]) -> Answer {
    let csrf = app.csrf();
    let fields: Vec<(&str, &str)> =
        std::iter::once(("csrf", csrf.as_str())).chain(fields.iter().copied()).collect();
    let body = form(&fields, &[("file", name, bytes)]);
    let request = app.request(Method::POST, LIST).header(header::CONTENT_TYPE, kind());
    app.send(request.body(Body::from(body)).expect("a request")).await
}

/// Compares an extract; gives its address.
async fn compared(app: &TestApp, text: &str) -> String {
    let pack = [("pack", "bc-workbc")];
    bring(app, &pack, "extract.csv", text.as_bytes()).await.is(303).location().to_owned()
}

fn many(page: &str, kind: &str) -> usize {
    let tab = page.split(&format!("?show={kind}\"")).nth(1).expect("a tab");
    let count = tab.split("class=\"count\">").nth(1).expect("a count");
    count.split('<').next().expect("an end").trim().parse().expect("a number")
}

fn counts(page: &str) -> [usize; 5] {
    ["differs", "only_theirs", "twice", "only_ours", "agrees"].map(|kind| many(page, kind))
}

#[tokio::test]
async fn each_row_is_laid_beside_what_was_submitted() {
    both(|app| async move {
        for name in ["Same", "Other", "Lost"] {
            sent(&app, name).await;
        }
        let waiting = out_of_work(&app, "bc-workbc", "Waiting").await;
        crate::submissions::prepare(&app, "ada", &waiting).await.is(202);
        app.sign_in("sam").await;
        let make = [("pack", "bc-workbc"), ("version", "1")];
        app.post_form("/submissions/files", &make).await.is(303);
        let extract = format!(
            "{HEAD}\nREF-Same,W4,DUBOIS,2026/02/04,,x\nref-other,w4,Dubois,2026-02-11,,x\n\
             REF-Other,w4,Dupont,2026-02-04,,x\nREF-Nobody,w4,Nobody,2026-02-04,20,x\n"
        );
        let at = compared(&app, &extract).await;
        let page = app.get(&at).await.is(200).text;
        assert_eq!(counts(&page), [1, 1, 1, 1, 1], "{page}");
        assert!(page.contains("Line 3") && page.contains("2026-02-11"), "{page}");
        assert!(page.contains("Other Dubois") && !page.contains("Same Dubois"), "{page}");
        let theirs = app.get(&format!("{at}?show=only_theirs")).await.is(200).text;
        assert!(theirs.contains("REF-Nobody") && theirs.contains("Line 5"), "{theirs}");
        let twice = app.get(&format!("{at}?show=twice")).await.is(200).text;
        assert!(twice.contains("Dupont") && twice.contains("Line 4"), "{twice}");
        let ours = app.get(&format!("{at}?show=only_ours")).await.is(200).text;
        assert!(ours.contains("Lost Dubois") && !ours.contains("Waiting"), "{ours}");
        let agree = app.get(&format!("{at}?show=agrees")).await.is(200).text;
        assert!(agree.contains("Same Dubois") && agree.contains("Line 2"), "{agree}");

        // Only what was due within the extract's days is missed.
        let days = [("pack", "bc-workbc"), ("due_until", "2026-01-31")];
        let only = format!("{HEAD}\nREF-Nobody,w4,Nobody,2026-02-04,20,x\n");
        let at = bring(&app, &days, "early.csv", only.as_bytes()).await.is(303);
        let page = app.get(at.location()).await.is(200).text;
        assert_eq!(counts(&page), [0, 1, 0, 0, 0], "{page}");
        let seen = "SELECT COUNT(*) AS many FROM audit_entries WHERE action = 'see reconciliation'";
        assert_eq!(app.count(seen).await, 6, "each page that was looked at");
        // A year later nothing is left of whom only the funder has; ours stays.
        app.at("2027-03-02T15:00:00Z");
        assert_eq!(server::reconciliations::act::forget_old(&app).await.expect("forgets"), 0);
        app.at("2027-03-20T15:00:00Z");
        assert_eq!(server::reconciliations::act::forget_old(&app).await.expect("forgets"), 3);
        let left = "SELECT COUNT(*) AS many FROM reconciliation_rows WHERE submission_id IS NULL";
        assert_eq!(app.count(left).await, 0);
        let list = app.get(LIST).await.is(200).text;
        assert!(list.contains("extract.csv") && list.contains("early.csv"), "{list}");
    })
    .await;
}

#[tokio::test]
async fn the_funders_version_of_a_section_is_taken_once_and_stays_in_the_history() {
    both(|app| async move {
        let (_, id) = sent(&app, "Other").await;
        app.sign_in("sam").await;
        let make = [("pack", "bc-workbc"), ("version", "1")];
        app.post_form("/submissions/files", &make).await.is(303);
        let extract = format!("{HEAD}\nREF-Other,w4,Duboys,2026-02-11,,x\n");
        let at = compared(&app, &extract).await;
        let page = app.get(&at).await.is(200).text;
        assert_eq!(page.matches("name=\"section\"").count(), 2, "a person and a job: {page}");
        let take = format!("{at}/1");
        for _ in 0..3 {
            app.post_form(&take, &[("section", "job")]).await.is(303);
        }
        let all = (0..6).map(|_| app.post_form(&take, &[("section", "job")]));
        for answer in futures_util::future::join_all(all).await {
            answer.is(303);
        }
        assert_eq!(app.count("SELECT COUNT(*) AS many FROM sections_taken").await, 1);
        let events = "SELECT COUNT(*) AS many FROM submission_events WHERE kind = 'taken'";
        assert_eq!(app.count(events).await, 1);
        let deeds = "SELECT COUNT(*) AS many FROM audit_entries
             WHERE action = 'take funder section' AND detail = 'job'";
        assert_eq!(app.count(deeds).await, 1);
        let page = app.get(&at).await.is(200).text;
        assert!(page.contains("was taken by"), "{page}");
        assert_eq!(page.matches("name=\"section\"").count(), 1, "{page}");
        app.post_form(&take, &[("section", "nothing")]).await.is(422);

        let own = app.get(&format!("/submissions/{id}")).await.is(200).text;
        assert!(
            own.contains("Wednesday 11 February 2026") && own.contains("sent: Wednesday 4 Feb"),
            "{own}"
        );
        assert!(own.contains("version of “Job” taken by"), "{own}");
        let frozen = app.get(&format!("/submissions/{id}/payload")).await.is(200).text;
        assert!(frozen.contains("2026-02-04") && !frozen.contains("2026-02-11"), "{frozen}");

        // What was taken is what the next extract is laid beside.
        let later = compared(&app, &extract).await;
        let page = app.get(&later).await.is(200).text;
        assert!(page.contains("Duboys") && !page.contains("2026-02-11"), "{page}");
        app.post_form(&format!("{later}/1"), &[("section", "person")]).await.is(303);
        let whole = compared(&app, &extract).await;
        assert_eq!(counts(&app.get(&whole).await.is(200).text), [0, 0, 0, 0, 1]);
        // An older extract says no more than it did.
        let told = app.post_form(&take, &[("section", "person")]).await.is(422).text;
        assert!(told.contains("later extract"), "{told}");
    })
    .await;
}

#[tokio::test]
async fn an_extract_that_cannot_be_compared_leaves_nothing_behind() {
    both(|app| async move {
        sent(&app, "Somebody").await;
        app.sign_in("sam").await;
        let row = "REF-Somebody,w4,Dubois,2026-02-04,,x";
        let rows = format!("{HEAD}\n{}", format!("{row}\n").repeat(100_001));
        let cases: [(Vec<u8>, &str); 8] = [
            (b"\n".to_vec(), "The file is empty"),
            (b"PK\x03\x04\x14\x00workbook".to_vec(), "Save the table as"),
            (format!("{HEAD}\n").into(), "no row below it"),
            (format!("{HEAD}\n{row}\nREF,\"w4,x,,,\n").into(), "opens in line 3"),
            (format!("{HEAD}\nREF,w4\n{row}\n").into(), "line 2 (2)"),
            (b"checkpoint,family_name\nw4,Dubois\n".to_vec(), "client_reference: missing"),
            (b"client_reference,checkpoint\nREF,w4\n".to_vec(), "can be compared"),
            (rows.into(), "more than 100,000 rows"),
        ];
        for (bytes, said) in cases {
            let page = bring(&app, &[("pack", "bc-workbc")], "x.csv", &bytes).await.is(422).text;
            assert!(page.contains(said), "{said}: {page}");
        }
        let none = [("pack", "nothing"), ("due_from", "31/12"), ("due_until", "2026-01-01")];
        let page = bring(&app, &none, "x.csv", b"a\n").await.is(422).text;
        assert!(page.contains("value=\"2026-01-01\"") && page.contains("31/12"), "kept: {page}");
        let page = bring(&app, &[("pack", "us-wioa")], "x.csv", b"a,b\n1,2\n").await.is(422).text;
        assert!(page.contains("client_reference, checkpoint: missing"), "{page}");
        let large = vec![b'x'; 40_000_001];
        let page = bring(&app, &[("pack", "bc-workbc")], "x.csv", &large).await.is(422).text;
        assert!(page.contains("larger than"), "{page}");
        for table in [
            "SELECT COUNT(*) AS many FROM reconciliations",
            "SELECT COUNT(*) AS many FROM reconciliation_rows",
        ] {
            assert_eq!(app.count(table).await, 0);
        }
        // French and Windows: a table that Excel wrote.
        let windows = b"client_reference;checkpoint;family_name;employer\r\n\
            REF-Somebody;w4;Dubois;Caf\xE9\r\n";
        let at = bring(&app, &[("pack", "bc-workbc")], "été.csv", windows).await.is(303);
        let page = app.get(at.location()).await.is(200).text;
        assert!(page.contains("Café") && page.contains("windows-1252"), "{page}");
    })
    .await;
}

#[tokio::test]
async fn a_hundred_thousand_rows_are_compared() {
    both(|app| async move {
        sent(&app, "Somebody").await;
        app.sign_in("sam").await;
        let row = |at: usize| format!("REF-{at},w4,Dubois,2026-02-04,,x\n");
        let rows: String = (1..100_000).map(row).collect();
        let at =
            compared(&app, &format!("{HEAD}\n{rows}REF-Somebody,w4,Dubois,2026-02-04,,x\n")).await;
        let page = app.get(&at).await.is(200).text;
        assert_eq!(many(&page, "only_theirs"), 99_999);
        let stored = "SELECT COUNT(*) AS many FROM reconciliation_rows";
        assert_eq!(app.count(stored).await, 100_000);
        let far = app.get(&format!("{at}?show=only_theirs&after=99900&from=99901")).await.is(200);
        assert!(far.text.contains("REF-99950") && far.text.contains("after=99950"), "{}", far.text);
    })
    .await;
}

#[tokio::test]
async fn nobody_sees_the_people_of_another_office_nor_brings_what_they_may_not() {
    both(|app| async move {
        let (ready, _) = sent(&app, "Somebody").await;
        let other = app.viewer("chloe").office;
        app.sign_in("sam").await;
        let make = [("pack", "bc-workbc"), ("version", "1")];
        app.post_form("/submissions/files", &make).await.is(303);
        let differs =
            format!("{HEAD}\nREF-Somebody,w4,Other,2026-02-04,,x\nREF-X,w4,A,2026-02-04,,x\n");
        let at = compared(&app, &differs).await;
        for name in ["ada", "rita", "ines"] {
            app.sign_in(name).await;
            app.get(LIST).await.is(403);
            app.get(&at).await.is(403);
            app.post_form(&format!("{at}/1"), &[("section", "person")]).await.is(403);
        }
        app.sign_in("fred").await;
        app.get(&at).await.is(404);
        // A team leader sees their own office's people, and not what might be anybody's.
        app.sign_in("theo").await;
        assert_eq!(counts(&app.get(&at).await.is(200).text), [1, 0, 0, 0, 0]);
        let mut writer = app.db.writer().await.expect("writes");
        let values = db::binds![&other, &ready.person];
        let moved = writer.run("UPDATE people SET office_id = $1 WHERE id = $2", values).await;
        assert_eq!(moved.expect("moves"), 1);
        writer.commit().await.expect("commits");
        assert_eq!(counts(&app.get(&at).await.is(200).text), [0; 5]);
        app.post_form(&format!("{at}/1"), &[("section", "person")]).await.is(404);
        let own = compared(&app, &differs).await;
        assert_eq!(counts(&app.get(&own).await.is(200).text), [0, 1, 0, 0, 0]);
    })
    .await;
}

/// A form that holds a file whose end does not come before the sender is told.
fn held_back(app: &TestApp, text: &str) -> (tokio::sync::oneshot::Sender<()>, Body) {
    let csrf = app.csrf();
    let whole =
        form(&[("csrf", &csrf), ("pack", "bc-workbc")], &[("file", "slow.csv", text.as_bytes())]);
    let (head, tail) = whole.split_at(whole.len() - 40);
    let (head, tail) = (head.to_vec(), tail.to_vec());
    let (go, told) = tokio::sync::oneshot::channel();
    let rest = async move {
        told.await.ok();
        Ok::<_, std::io::Error>(tail)
    };
    let portions =
        futures_util::stream::once(async { Ok(head) }).chain(futures_util::stream::once(rest));
    (go, Body::from_stream(portions))
}

#[tokio::test]
async fn three_extracts_are_held_at_once_and_a_fourth_is_asked_to_wait() {
    both(|app| async move {
        sent(&app, "Somebody").await;
        app.sign_in("sam").await;
        let extract = format!("{HEAD}\nREF-Somebody,w4,Duboys,2026-02-11,,x\n");
        let (mut free, mut slow) = (Vec::new(), Vec::new());
        for _ in 0..3 {
            let (go, body) = held_back(&app, &extract);
            let request = app.request(Method::POST, LIST).header(header::CONTENT_TYPE, kind());
            let mut sending = Box::pin(app.send(request.body(body).expect("a request")));
            // As far as it gets.
            let soon = std::time::Duration::from_millis(300);
            assert!(tokio::time::timeout(soon, &mut sending).await.is_err(), "it is not all there");
            free.push(go);
            slow.push(sending);
        }
        let fields = [("pack", "bc-workbc"), ("due_from", "2026-01-31")];
        let page = bring(&app, &fields, "x.csv", extract.as_bytes()).await.is(422).text;
        assert!(page.contains("again in a minute") && page.contains("2026-01-31"), "{page}");
        assert_eq!(app.count("SELECT COUNT(*) AS many FROM reconciliations").await, 0);
        // Those that were there are compared at one instant, each whole.
        for go in free {
            go.send(()).expect("it waits");
        }
        for answer in futures_util::future::join_all(slow).await {
            let page = app.get(answer.is(303).location()).await.is(200).text;
            assert_eq!(counts(&page), [1, 0, 0, 0, 0], "{page}");
        }
        assert_eq!(app.count("SELECT COUNT(*) AS many FROM reconciliations").await, 3);
        bring(&app, &fields, "x.csv", extract.as_bytes()).await.is(303);
    })
    .await;
}
