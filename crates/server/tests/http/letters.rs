//! Letters on paper: to whom they go, and that somebody posts them.

use crate::harness::{TestApp, both};
use crate::runs::{Placed, Walk, placed};
use db::{IntoBind, binds};
use domain::people::Standing;
use futures_util::future::join_all;
use jiff::civil::{Date, date};
use serde_json::json;
use server::people::store::MAY_BE_CONTACTED;

/// Somebody whom nobody could reach, and the letter that was written to them.
async fn written(app: &TestApp, name: &str) -> (Placed, String) {
    let one = placed(app, name, "2026-02-20").await;
    let mut walk = Walk::begin(app, &one).await;
    walk.passes(&["open_diary", "call_client"]).await.says("q_answered", "no_answer").await;
    walk.passes(&["log_no_answer", "send_iws_letter"]).await.at("q_attempts_left", json!({})).await;
    walk.ends("end_retry_next_day").await;
    let letter = walk.effect("letter.send")["subject"].as_str().expect("a letter").to_owned();
    (one, letter)
}

async fn page(app: &TestApp, who: &str, path: &str) -> String {
    app.sign_in(who).await;
    app.get(path).await.is(200).text
}

#[tokio::test]
async fn a_letter_waits_until_somebody_posts_it_once() {
    both(|app| async move {
        let (mina, letter) = written(&app, "Mina").await;
        let address = format!("/letters/{letter}");
        app.at("2026-03-06T15:00:00Z");
        let list = page(&app, "ada", "/letters").await;
        assert!(list.contains(&address) && list.contains("for 2 days"), "{list}");
        assert!(list.contains("Mina Dubois") && list.contains("Hamilton"), "{list}");
        let day = page(&app, "ada", "/?whose=mine").await;
        let group = day.split("id=\"g-letters\"").nth(1).unwrap_or_default();
        assert!(group.contains(&address) && group.contains("/letters?whose=mine"), "{day}");
        // It is Ada's, and the office's; another office has none.
        assert!(!page(&app, "bob", "/letters").await.contains(&address));
        assert!(page(&app, "theo", "/letters").await.contains(&address));
        assert!(page(&app, "theo", "/desk").await.contains("href=\"/letters?whose=team\""));
        assert!(!page(&app, "chloe", "/letters?whose=team").await.contains(&address));
        let shown = page(&app, "ada", &address).await;
        let paper = shown.split("<article").nth(1).and_then(|it| it.split("</article>").next());
        let paper = paper.expect("the letter");
        assert!(paper.contains("<p>Mina Dubois</p>"), "{paper}");
        assert!(!paper.contains("by hand") && shown.contains("Write the address on the envelope"));
        let told = app.post_form(&address, &[("button", "burnt")]).await.is(422).text;
        assert!(told.contains("Note that it is posted” once the letter is in the post"), "{told}");
        let posted = [("button", "posted")];
        let done = app.post_form(&address, &posted).await.is(303).location().to_owned();
        let shown = app.get(&done).await.is(200).text;
        assert!(shown.contains("<dt>Posted</dt><dd>ada, "), "{shown}");
        assert!(!shown.contains("value=\"posted\""), "{shown}");
        app.post_form(&address, &posted).await.is(422);
        app.sign_in("ines").await;
        app.post_form(&address, &posted).await.is(403);
        assert!(!page(&app, "theo", "/letters").await.contains(&address));
        assert!(!page(&app, "ada", "/?whose=mine").await.contains("id=\"g-letters\""));
        let told = format!("/api/v1/people/{}/timeline", mina.person);
        let told = app.api("ada").get(&told).await.is(200).text;
        assert_eq!(told.matches("noted that a letter was posted").count(), 1, "{told}");
        let papers = page(&app, "ada", &format!("/people/{}?tab=support", mina.person)).await;
        assert!(papers.contains(&address) && papers.contains(">posted<"), "{papers}");
    })
    .await;
}

#[tokio::test]
async fn nobody_posts_a_letter_to_whoever_withdrew() {
    both(|app| async move {
        let (zoe, letter) = written(&app, "Zoë").await;
        let address = format!("/letters/{letter}");
        assert!(page(&app, "ada", "/letters").await.contains(&address));
        let person = format!("/api/v1/people/{}", zoe.person);
        let left = json!({ "withdrawn_on": "2026-03-04", "reason": "moved away" });
        app.api("ada").patch_json(&person, left).await.is(200);
        assert!(!page(&app, "ada", "/letters").await.contains(&address));
        assert!(page(&app, "ada", &address).await.contains("Withdrew on"));
    })
    .await;
}

#[tokio::test]
async fn whoever_posts_from_the_list_goes_on_with_the_next_letter() {
    both(|app| async move {
        let (_, first) = written(&app, "Mina").await;
        app.at("2026-03-04T16:00:00Z");
        let (_, second) = written(&app, "Zoë").await;
        let list = page(&app, "ada", "/letters").await;
        let from = |letter: &str| format!("/letters/{letter}?from=mine");
        assert!(list.contains(&format!("href=\"{}\"", from(&first))), "{list}");
        assert!(list.contains("<td data-said=\"Written\">today</td>"), "{list}");
        let shown = app.get(&from(&first)).await.is(200).text;
        assert!(shown.contains("<a href=\"/letters?whose=mine\">Letters to post</a>"), "{shown}");
        assert!(shown.contains(&format!("action=\"{}\"", from(&first))), "{shown}");
        let posted = [("button", "posted")];
        let next = app.post_form(&from(&first), &posted).await.is(303).location().to_owned();
        assert_eq!(next, format!("{}&done=posted-next", from(&second)));
        let told = app.get(&next).await.is(200).text;
        assert!(told.contains("Posted. This is the next letter."), "{told}");
        let done = app.post_form(&from(&second), &posted).await.is(303).location().to_owned();
        assert_eq!(done, "/letters?whose=mine&done=posted");
        let told = app.get(&done).await.is(200).text;
        assert!(told.contains("Posted.") && told.contains("No letter is to be posted"), "{told}");
    })
    .await;
}

#[tokio::test]
async fn a_letter_that_is_noted_twenty_times_was_posted_once() {
    both(|app| async move {
        let (_, letter) = written(&app, "Mina").await;
        let address = format!("/letters/{letter}");
        app.sign_in("ada").await;
        let posted = [("button", "posted")];
        let answers = join_all((0..20).map(|_| app.post_form(&address, &posted))).await;
        let count = |status| answers.iter().filter(|answer| answer.status == status).count();
        assert_eq!((count(303), count(422)), (1, 19));
        let noted = "SELECT COUNT(*) AS many FROM audit_entries WHERE action = 'post letter'";
        assert_eq!(app.count(noted).await, 1);
    })
    .await;
}

/// The rule of who is contacted stands in a decision and in a text of SQL: both say the same.
#[tokio::test]
async fn who_may_be_contacted_is_the_same_in_rows() {
    both(|app| async move {
        let day = |is_given: bool| is_given.then(|| date(2026, 3, 2));
        let mut all = Vec::new();
        for bits in 0..8 {
            let standing = Standing {
                died_on: day(bits & 1 != 0),
                withdrawn_on: day(bits & 2 != 0),
                do_not_contact_on: day(bits & 4 != 0),
            };
            let one = placed(&app, &format!("Zoë {bits}"), "2026-02-20").await;
            let on = |day: Option<Date>| day.into_bind();
            let mut values = binds![&one.person];
            let Standing { died_on, withdrawn_on, do_not_contact_on } = standing;
            values.extend([on(died_on), on(withdrawn_on), on(do_not_contact_on)]);
            let mut writer = app.db.writer().await.expect("writes");
            let sql = "UPDATE people SET died_on = $2, withdrawn_on = $3, do_not_contact_on = $4
                WHERE id = $1";
            writer.run(sql, values).await.expect("a row");
            writer.commit().await.expect("commits");
            all.push((one.person, standing));
        }
        let mut reader = app.db.reader().await.expect("reads");
        let sql = format!("SELECT p.id FROM people p WHERE {MAY_BE_CONTACTED}");
        // Assembled: a constant of a store.
        let rows = reader.all_assembled(sql, Vec::new()).await.expect("rows");
        let found: Vec<String> = rows.iter().map(|row| row.get("id").expect("an id")).collect();
        for (person, standing) in all {
            assert_eq!(found.contains(&person), !standing.bars_contact(), "{standing:?}");
        }
    })
    .await;
}

#[tokio::test]
async fn whoever_posts_is_told_what_the_pdf_does_not_hold() {
    both(|app| async move {
        let told = "The PDF shows a square in place of: ";
        let (_, plain) = written(&app, "Œuvrée-Łucja").await;
        let shown = page(&app, "ada", &format!("/letters/{plain}")).await;
        assert!(!shown.contains(told), "{shown}");
        let (_, other) = written(&app, "Mei 美玲").await;
        let shown = page(&app, "ada", &format!("/letters/{other}")).await;
        assert!(shown.contains(&format!("{told}美 玲.")), "{shown}");
        app.post_form("/language", &[("language", "fr"), ("back", "/")]).await.is(303);
        let shown = app.get(&format!("/letters/{other}")).await.is(200).text;
        assert!(shown.contains("Le PDF montre un carré"), "{shown}");
    })
    .await;
}
