//! The submission centre on its pages.

use super::{Ready, achieved, act, approved, prepare, submission};
use crate::harness::{TestApp, both};
use crate::surveys::text;
use serde_json::json;

async fn tab(app: &TestApp, ready: &Ready) -> String {
    let path = format!("/people/{}?tab=checkpoints&open={}", ready.person, ready.checkpoint);
    app.get(&path).await.is(200).text
}

#[tokio::test]
async fn an_adviser_submits_a_leader_approves_and_the_number_is_noted() {
    both(|app| async move {
        let ready = achieved(&app).await;
        app.sign_in("ada").await;
        let row = tab(&app, &ready).await;
        assert!(row.contains("Submit to the funder"), "{row}");
        let made =
            app.post_form(&format!("/checkpoints/{}/submission", ready.checkpoint), &[]).await;
        let place = made.is(303).location().to_owned();
        let page = app.get(&place).await.is(200).text;
        for said in ["Prepared, and frozen", "Family name", "full-time", "to approve"] {
            assert!(page.contains(said), "{said}: {page}");
        }
        assert!(!page.contains("Note the confirmation"), "not before it is approved");
        assert!(!page.contains("/approval\""), "never by the one who prepared it");
        let id =
            place.trim_start_matches("/submissions/").split('?').next().expect("an id").to_owned();
        // Pressed twice: the row says what stands there.
        let twice =
            app.post_form(&format!("/checkpoints/{}/submission", ready.checkpoint), &[]).await;
        assert!(twice.is(303).location().starts_with("/people/"));

        let sheet = app.get(&format!("/submissions/{id}/sheet.pdf")).await.is(200);
        assert_eq!(sheet.header("content-type"), "application/pdf");
        assert!(sheet.bytes.starts_with(b"%PDF") && sheet.bytes.len() > 2_000, "a sheet");

        app.sign_in("theo").await;
        let board = app.get("/submissions").await.is(200).text;
        let at = |lane: &str| board.find(&format!("id=\"lane-{lane}\"")).expect("a lane");
        let card = board.find("Zoë O’Brien").expect("the card");
        assert!(at("to_approve") < card && card < at("to_send"), "{board}");
        let done =
            app.post_form(&format!("/submissions/{id}/approval"), &[("from", "board")]).await;
        assert_eq!(done.is(303).location(), "/submissions?done=approved");
        let again = app.post_form(&format!("/submissions/{id}/approval"), &[]).await.is(422).text;
        assert!(again.contains("Nothing waits for approval"), "{again}");

        app.sign_in("ada").await;
        let long = "x".repeat(121);
        let path = format!("/submissions/{id}/confirmation");
        let refused = app.post_form(&path, &[("reference", &long)]).await.is(422).text;
        assert!(refused.contains(&long) && refused.contains("at most 120"), "{refused}");
        app.post_form(&path, &[("reference", "CaMS 77")]).await.is(303);
        assert_eq!(submission(&app, &id).await["receipt"], "CaMS 77");
        let row = tab(&app, &ready).await;
        assert!(row.contains("confirmed") && row.contains("number CaMS 77"), "{row}");
    })
    .await;
}

#[tokio::test]
async fn what_was_refused_leads_back_to_the_checkpoint() {
    both(|app| async move {
        let ready = achieved(&app).await;
        let id = approved(&app, &ready).await;
        act(&app, "ada", &id, "rejection", json!({"reason": "hours missing"})).await.is(200);
        app.sign_in("ada").await;
        let board = app.get("/submissions?lane=needs_you").await.is(200).text;
        let correct = format!("?tab=checkpoints&#38;open={0}#{0}", ready.checkpoint);
        assert!(board.contains("hours missing") && board.contains(&correct), "{board}");
        let row = tab(&app, &ready).await;
        assert!(row.contains("hours missing") && row.contains("Submit to the funder"), "{row}");
        let removed = app.post_form(&format!("/submissions/{id}/removal"), &[("reason", "")]).await;
        assert!(removed.is(422).text.contains("reason"));
    })
    .await;
}

#[tokio::test]
async fn another_office_sees_nothing_of_it() {
    both(|app| async move {
        let ready = achieved(&app).await;
        let made = prepare(&app, "ada", &ready).await.is(202).json();
        let page = format!("/submissions/{}", text(&made["id"]));
        app.sign_in("chloe").await;
        app.get(&page).await.is(404);
        app.get(&format!("{page}/payload")).await.is(404);
        assert!(!app.get("/submissions").await.is(200).text.contains("O’Brien"));
        app.sign_in("bob").await;
        app.get(&page).await.is(303);
        app.api("bob").get(&format!("/api/v1{page}")).await.is(403);
    })
    .await;
}
