//! A mailing as an adviser makes it.

use super::{answers, four, hidden, later, opened, opts_out, post, three, write};
use crate::harness::{TestApp, both};
use crate::messaging::{deliver, messages, placed, state};

#[tokio::test]
async fn many_are_looked_at_and_asked_after_five_minutes() {
    both(|app| async move {
        let (people, silent) = four(&app).await;
        app.sign_in("ada").await;
        let list = app.get("/checkpoints?queue=due_today").await.is(200);
        assert!(list.text.contains("Send follow-up to all 4"), "{}", list.text);
        let tick = format!(r#"name="checkpoint" value="{}""#, people[0].checkpoint);
        assert!(list.text.contains(&tick), "rows can be ticked");

        let all: Vec<_> = people.iter().chain([&silent]).collect();
        let page = opened(&app, &all).await;
        assert!(page.text.contains("Send to 3 people"), "{}", page.text);
        assert!(page.text.contains("One person is left out"), "{}", page.text);
        assert!(page.text.contains("Noah has not agreed to"), "by name and reason");
        assert!(page.text.contains("E-mail, English: 2 people"), "{}", page.text);
        assert!(page.text.contains("E-mail, Français: one person"), "{}", page.text);
        assert!(page.text.contains("Bonjour Zoë"), "each in their language, filled");
        for one in &all {
            assert!(messages(&app, one).await.is_empty(), "looking sends nothing");
        }
        let sent = post(&app, &page, &[("do", "send")]).await.is(303);
        let place = sent.location().to_owned();
        write(&app).await;
        deliver(&app).await;
        for one in &people {
            assert_eq!(state(&app, one).await.0, "waiting", "nothing leaves for five minutes");
        }
        let told = app.get(&place).await.is(200);
        assert!(told.text.contains("3 messages wait until"), "{}", told.text);
        assert!(told.text.contains("Take back the 3 that have not left"), "{}", told.text);
        assert!(told.text.contains("left out"), "{}", told.text);
        later(&app, 6);
        deliver(&app).await;
        for one in &people {
            assert_eq!(state(&app, one).await.0, "sent");
        }
        let told = app.get(&place).await.is(200);
        assert!(told.text.contains("Done: 3 messages sent"), "{}", told.text);
        assert!(!told.text.contains("/withdrawal"), "nothing waits any more");
        let only = app.get(&format!("{place}?result=left_out")).await.is(200);
        assert!(only.text.contains("Noah") && !only.text.contains("Zoë"), "{}", only.text);
        let listed = app.get("/mailings").await.is(200);
        assert!(listed.text.contains(&place) && listed.text.contains("3 people"));
    })
    .await;
}

#[tokio::test]
async fn all_that_match_are_more_than_a_page() {
    let app = TestApp::sqlite().await;
    for _ in 0..57 {
        placed(&app, "ada").await;
    }
    app.sign_in("ada").await;
    let list = app.get("/checkpoints?queue=due_today").await.is(200);
    assert!(list.text.contains("Send follow-up to all 57"), "{}", list.text);
    let page = app.get("/mailings/new?queue=due_today&whose=mine&all=yes").await.is(200);
    assert!(page.text.contains("Send to 57 people") && page.text.contains("And 45 more people"));
    let sent = post(&app, &page, &[("do", "now")]).await.is(303);
    write(&app).await;
    deliver(&app).await;
    let told = app.get(sent.location()).await.is(200);
    assert!(told.text.contains("Done: 57 messages sent"), "{}", told.text);
    let sent = "SELECT COUNT(*) AS many FROM messages WHERE state = 'sent'";
    assert_eq!(app.count(sent).await, 57);
    let second = format!("{}?after=50&from=51", told_address(&told.text));
    let rest = app.get(&second).await.is(200);
    assert_eq!(rest.text.matches("data-row").count(), 7, "{}", rest.text);
}

/// The address of a mailing, from the links on its page.
fn told_address(page: &str) -> String {
    let id = page.split("/mailings/mlg_").nth(1).expect("an address");
    format!("/mailings/mlg_{}", &id[..26])
}

#[tokio::test]
async fn whoever_answered_since_it_was_looked_at_is_left_out_and_shown() {
    both(|app| async move {
        let people = three(&app).await;
        app.sign_in("ada").await;
        let all: Vec<_> = people.iter().collect();
        let page = opened(&app, &all).await;
        answers(&app, &people[0]).await;
        let sent = post(&app, &page, &[("do", "send")]).await.is(303);
        // After it was recorded and before it is written.
        opts_out(&app, &people[1]).await;
        write(&app).await;
        assert!(messages(&app, &people[0]).await.is_empty());
        assert!(messages(&app, &people[1]).await.is_empty());
        let told = app.get(sent.location()).await.is(200);
        assert!(told.text.contains("Reviewed already."), "{}", told.text);
        assert!(told.text.contains("asked not to be contacted"), "{}", told.text);
        // After it is written and before it leaves.
        answers(&app, &people[2]).await;
        later(&app, 6);
        deliver(&app).await;
        assert_eq!(state(&app, &people[2]).await, ("withheld".into(), Some("reviewed".into())));
        let told = app.get(sent.location()).await.is(200);
        assert!(told.text.contains("withheld") && told.text.contains("Nothing was sent"));
    })
    .await;
}

#[tokio::test]
async fn whoever_was_asked_meanwhile_is_not_asked_again() {
    let app = TestApp::sqlite().await;
    let people = three(&app).await;
    app.sign_in("ada").await;
    let page = opened(&app, &[&people[0], &people[1]]).await;
    let by_hand = serde_json::json!({"channel": "link"});
    crate::messaging::ask(&app, "ada", &people[0], by_hand).await.is(201);
    let sent = post(&app, &page, &[("do", "now")]).await.is(303);
    write(&app).await;
    deliver(&app).await;
    assert_eq!(messages(&app, &people[0]).await.len(), 1, "only the link");
    assert_eq!(state(&app, &people[1]).await.0, "sent");
    let told = app.get(sent.location()).await.is(200);
    assert!(told.text.contains("Asked already, since this was looked at"), "{}", told.text);
}

#[tokio::test]
async fn words_are_changed_for_each_way_and_language_and_seen_first() {
    both(|app| async move {
        let (people, _) = four(&app).await;
        app.sign_in("ada").await;
        let all: Vec<_> = people.iter().collect();
        let page = opened(&app, &all).await;
        let own = [("base", "reminder"), ("do", "send")];
        let seen = post(&app, &page, &own).await.is(422);
        assert!(seen.text.contains("Read them, then send"), "nobody sends what was not seen");
        assert!(seen.text.contains(r#"name="body-email-fr""#), "{}", seen.text);
        let typed = [
            ("base", "reminder"),
            ("subject-email-en", "A short question"),
            ("body-email-en", "Dear {{given_name}}, {{link}}"),
            ("subject-email-fr", "Une question"),
            ("body-email-fr", "Bonjour {{given_name}} : {{link}}"),
            ("do", "now"),
        ];
        post(&app, &seen, &typed).await.is(303);
        write(&app).await;
        deliver(&app).await;
        let french = &messages(&app, &people[1]).await[0];
        assert_eq!(french["subject"], "Une question");
        assert!(french["body"].as_str().is_some_and(|body| body.starts_with("Bonjour Zoë : http")));
        assert_eq!(messages(&app, &people[2]).await[0]["subject"], "A short question");
    })
    .await;
}

#[tokio::test]
async fn words_that_cannot_be_sent_are_kept_with_a_sentence() {
    let app = TestApp::sqlite().await;
    let people = three(&app).await;
    app.sign_in("ada").await;
    let page = opened(&app, &[&people[0], &people[1]]).await;
    let page = post(&app, &page, &[("base", "survey"), ("do", "preview")]).await.is(200);
    let long = format!("{{{{link}}}} {}", "x".repeat(10_001));
    let subject = "Bcc";
    let rows = [
        ("a\r\nBcc: all@mail.example", "{{link}}", "The subject should be one line"),
        ("a\u{2028}b", "{{link}}", "The subject should be one line"),
        (subject, "Hello", "The text needs {{link}}"),
        (subject, "{{link}} {{wage}}", "{{wage}} is not known"),
        (subject, "{{link}} {{given_name", "A placeholder is not closed"),
        (subject, &long, "at most 10000 fit"),
        (subject, "", "The text is empty"),
        ("", "{{link}}", "An e-mail needs a subject"),
    ];
    for (subject, body, sentence) in rows {
        let typed = [
            ("base", "survey"),
            ("subject-email-en", subject),
            ("body-email-en", body),
            ("do", "send"),
        ];
        let refused = post(&app, &page, &typed).await.is(422);
        let told = refused.text.replace("10,000", "10000");
        assert!(told.contains(sentence), "{sentence}: {told}");
        let start: String = body.chars().take(12).collect();
        assert!(told.contains(&start), "what was typed is kept");
    }
    // A megabyte is not taken in at all; nothing was made by any of it.
    let megabyte = "x".repeat(1 << 20);
    let typed = [("base", "survey"), ("body-email-en", megabyte.as_str()), ("do", "send")];
    post(&app, &page, &typed).await.is(413);
    assert_eq!(app.count("SELECT COUNT(*) AS many FROM mailings").await, 0);
    // Letters of any script are taken, and none turns the line round it.
    let typed = [
        ("base", "survey"),
        ("subject-email-en", "👋 שלום"),
        ("body-email-en", "\u{202e}مرحبا 👩‍👩‍👧 {{given_name}} {{link}}"),
        ("do", "now"),
    ];
    post(&app, &page, &typed).await.is(303);
    write(&app).await;
    deliver(&app).await;
    assert_eq!(state(&app, &people[0]).await.0, "sent");
}

#[tokio::test]
async fn nobody_is_asked_by_whom_they_are_not_looked_after() {
    both(|app| async move {
        let people = three(&app).await;
        app.sign_in("bob").await;
        let page = opened(&app, &[&people[0]]).await;
        assert!(page.text.contains("Not of your caseload"), "{}", page.text);
        assert!(page.text.contains("Nobody is asked"), "{}", page.text);
        let refused = post(&app, &page, &[("do", "send")]).await.is(422);
        assert!(refused.text.contains("Nobody of those chosen can be asked now"));
        app.sign_in("fay").await;
        let checkpoint = &people[0].checkpoint;
        app.get(&format!("/mailings/new?checkpoint={checkpoint}")).await.is(404);
        app.sign_in("ada").await;
        let nobody = app.get("/mailings/new?queue=due_today&whose=mine").await.is(303);
        let list = app.get(nobody.location()).await.is(200);
        assert!(list.text.contains("Nobody was chosen"), "{}", list.text);
        assert!(!hidden(&list.text, "queue").is_empty());
    })
    .await;
}
