//! Tries that are entered by hand, on the page and by programs.

use super::placed;
use crate::harness::both;
use serde_json::json;

/// A page asks to choose from its lists; a program is told the words.
#[tokio::test]
async fn a_try_without_an_outcome_is_asked_for_one_in_words() {
    both(|app| async move {
        let zoe = placed(&app, "Zoë", "2026-02-20").await;
        app.sign_in("ada").await;
        let page = format!("/people/{}/attempts/new", zoe.person);
        let form = [
            ("party", "client"),
            ("channel", "phone"),
            ("direction", "out"),
            ("note", "rang twice"),
        ];
        let told = app.post_form(&page, &form).await.is(422).text;
        assert!(told.contains("Choose what came of it.") && told.contains("rang twice"), "{told}");
        assert!(!told.contains("Say one of"), "{told}");
        let told = app.post_form(&page, &[("party", "nobody"), ("channel", "pigeon")]).await;
        let told = told.is(422).text;
        for wanted in ["Choose whom you tried.", "Choose how.", "Choose who tried whom."] {
            assert!(told.contains(wanted), "{wanted}: {told}");
        }
        app.post_form("/language", &[("language", "fr"), ("back", "/")]).await.is(303);
        let told = app.post_form(&page, &form).await.is(422).text;
        assert!(told.contains("Choisissez ce qui en est sorti."), "{told}");
        let door = format!("/api/v1/people/{}/attempts", zoe.person);
        let shrug = json!({ "party": "client", "channel": "phone", "outcome": "shrug" });
        let told = app.api("theo").post_json(&door, shrug).await.is(422);
        assert_eq!(told.json()["errors"][0]["field"], "outcome");
        assert!(told.text.contains("no_answer") && told.text.contains("busy"), "{}", told.text);
        assert_eq!(app.count("SELECT COUNT(*) AS many FROM contact_attempts").await, 0);
    })
    .await;
}
