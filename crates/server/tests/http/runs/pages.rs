//! The page of a call: what it leads to, what is to be known, what it waits for.

use super::employers::{asked_by_mail, mailed, nonce_of};
use super::{Walk, left, lost, placed};
use crate::harness::both;
use serde_json::json;

#[tokio::test]
async fn a_call_leads_to_the_file_and_says_what_to_know() {
    both(|app| async move {
        let zoe = placed(&app, "Zoë", "2026-02-20").await;
        let door = format!("/api/v1/people/{}/attempts", zoe.person);
        let tried = json!({ "party": "client", "channel": "phone", "outcome": "no_answer" });
        app.api("ada").post_json(&door, tried).await.is(201);
        let mut walk = Walk::begin(&app, &zoe).await;
        app.sign_in("ada").await;
        let page = app.get(&format!("/runs/{}", walk.id())).await.is(200).text;
        assert!(page.contains(&format!("<a href=\"/people/{}\">Zoë Dubois</a>", zoe.person)));
        assert!(page.contains("Open the file") && page.contains("What to know"), "{page}");
        assert!(page.contains("<dt>Contact</dt>") && page.contains("telephone: no answer"));
        // Every answer bears its key, which is no part of its name.
        walk.passes(&["open_diary", "call_client"]).await;
        let page = app.get(&format!("/runs/{}", walk.id())).await.is(200).text;
        assert!(page.contains("<kbd aria-hidden=\"true\">1</kbd><span>Yes"), "{page}");
        // The heading is what is read first, and the drawing where it is open.
        let drawn = app.get(&format!("/runs/{}?map=yes", walk.id())).await.is(200).text;
        assert_eq!(drawn.matches(" autofocus").count(), 1, "{drawn}");
        assert!(drawn.contains("id=\"node\" tabindex=\"-1\">"), "{drawn}");
        assert!(page.contains("tabindex=\"-1\" autofocus>"), "{page}");
    })
    .await;
}

#[tokio::test]
async fn a_call_that_waits_says_for_what_and_until_when() {
    both(|app| async move {
        let zoe = placed(&app, "Zoë", "2026-02-20").await;
        let walk = asked_by_mail(&app, &zoe).await;
        app.sign_in("ada").await;
        let page = app.get(&format!("/runs/{}", walk.id())).await.is(200).text;
        assert!(page.contains("waits for: the employer’s reply, until Wed 11 Mar 2026"), "{page}");
        assert!(page.contains("Open it in the diary") && page.contains("href=\"/diary/dia_"));
        // Telephone and e-mail of the employer are told apart, and so is the tab.
        let tab = app.get(&format!("/people/{}?tab=support", zoe.person)).await.is(200).text;
        assert!(tab.contains("waits for: the employer’s reply, until Wed 11 Mar 2026"), "{tab}");
        assert!(tab.contains("<title>Support · Zoë Dubois · "), "{tab}");
        // Their answer stands where it is asked whether they gave one.
        let link = mailed(&app).await;
        let nonce = nonce_of(&app.get(&link).await.is(200).text);
        let answers =
            [("nonce", nonce.as_str()), ("still", "yes"), ("hours", "30"), ("by", "Mr Lee, owner")];
        app.post_form(&link, &answers).await.is(303);
        app.run_jobs().await;
        let page = app.get(&format!("/runs/{}", walk.id())).await.is(200).text;
        let said = "The employer answered: Still works there. 30 hours in a usual week. (Mr Lee";
        assert!(page.contains(said), "{page}");
    })
    .await;
}

#[tokio::test]
async fn a_call_that_is_over_says_so() {
    both(|app| async move {
        let zoe = placed(&app, "Zoë", "2026-02-20").await;
        let mut walk = Walk::begin(&app, &zoe).await;
        left(&mut walk, json!({ "end_date": "2026-03-02" })).await;
        lost(&mut walk).await;
        assert_eq!(walk.state(), "closed");
        app.sign_in("ada").await;
        let page = app.get(&format!("/runs/{}", walk.id())).await.is(200).text;
        assert!(page.contains("This call is over. What it did stands beside."), "{page}");
        assert!(!page.contains("What to know"), "{page}");
    })
    .await;
}

/// What will be done and what was done are told with their facts: which day, which number, which
/// stage.
#[tokio::test]
async fn a_sitting_tells_the_facts_of_what_it_does() {
    both(|app| async move {
        let zoe = placed(&app, "Zoë", "2026-01-30").await;
        let mut walk = Walk::begin(&app, &zoe).await;
        left(&mut walk, json!({ "end_date": "2026-03-02" })).await;
        app.sign_in("ada").await;
        let address = format!("/runs/{}", walk.id());
        let page = app.get(&address).await.is(200).text;
        let will = "<li>Enter the last day of the job: Mon 2 Mar 2026</li>";
        assert!(page.contains(will), "{page}");
        lost(&mut walk).await;
        let page = app.get(&address).await.is(200).text;
        assert!(page.contains("Entered the last day of the job: Mon 2 Mar 2026"), "{page}");
        assert!(page.contains(">Changed the stage: "), "{page}");
        app.post_form("/language", &[("language", "fr"), ("back", "/")]).await.is(303);
        let page = app.get(&address).await.is(200).text;
        assert!(page.contains("Dernier jour de l’emploi inscrit"), "{page}");
    })
    .await;
}

/// What the flow filled in and nobody changed is read in one's own language on the path as well.
#[tokio::test]
async fn what_the_flow_filled_in_is_read_in_ones_own_language() {
    both(|app| async move {
        let zoe = placed(&app, "Zoë", "2026-01-30").await;
        let mut walk = Walk::begin(&app, &zoe).await;
        walk.passes(&["open_diary", "call_client"]).await.says("q_answered", "no_answer").await;
        walk.passes(&["log_no_answer"]).await;
        app.sign_in("ada").await;
        let address = format!("/runs/{}", walk.id());
        assert!(app.get(&address).await.is(200).text.contains(": Offer IWS"));
        app.post_form("/language", &[("language", "fr"), ("back", "/")]).await.is(303);
        let page = app.get(&address).await.is(200).text;
        assert!(page.contains("Offrir le soutien en emploi") && !page.contains("Offer IWS"));
    })
    .await;
}
