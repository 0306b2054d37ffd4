//! The page of a drawn flow: the picture, what its signs mean, and its steps in words.

use crate::harness::both;

#[tokio::test]
async fn a_drawn_flow_stands_there_in_words_too() {
    both(|app| async move {
        app.sign_in("ada").await;
        let page = app.get("/flows/tracking-call").await.is(200).text;
        let steps: Vec<&str> = page.split("<li id=\"step-").skip(1).collect();
        let id = |step: &&str| step.split('"').next().unwrap_or_default().to_owned();
        let ids: Vec<String> = steps.iter().map(id).collect();
        assert!(ids.len() > 30 && ids.len() == page.matches("<g id=\"flow-").count());
        for link in page.split("href=\"#step-").skip(1) {
            assert!(ids.contains(&id(&link)), "leads nowhere: {link}");
        }
        let asked = steps.iter().find(|step| id(step) == "q_attempts_left").expect("a step");
        assert!(asked.contains("question that the record answers where it can"), "{asked}");
        for (answer, to) in
            [("Fewer than three", "end_retry_next_day"), ("Three attempts", "schedule_backoff")]
        {
            let way = asked.split("<li>").find(|way| way.contains(answer)).expect("an answer");
            assert!(way.contains(&format!("href=\"#step-{to}\"")), "{way}");
        }
        let first = steps.iter().find(|step| step.contains("the first step"));
        assert_eq!(first.map(id).as_deref(), Some("open_diary"));
        // The whole of it at a glance, and back to a step, without script.
        let look = page.split("flow-look").nth(1).expect("how large it is");
        let look = look.split("</p>").next().unwrap_or_default();
        assert!(look.contains("type=\"checkbox\"") && look.contains("href=\"#flow-open_diary\""));
        // The signs: five kinds of boxes, those that were added, and two kinds of lines.
        assert!(page.contains("What the signs mean"), "{page}");
        assert_eq!(page.matches("class=\"flow-sign\"").count(), 8);
        app.post_form("/language", &[("language", "fr"), ("back", "/")]).await.is(303);
        let page = app.get("/flows/tracking-call").await.is(200).text;
        assert!(page.contains("Ce que signifient les signes"), "{page}");
        assert!(page.contains("Moins de trois tentatives"));
        assert!(page.contains("Les étapes en mots") && page.contains("attente : l’appel reprend"));
    })
    .await;
}
