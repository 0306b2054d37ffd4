//! Employers: asked only with a basis, by a link without an account; their answer is evidence and
//! the call goes on.

use super::{Placed, Walk, diary, lost, placed};
use crate::harness::{TestApp, both};
use serde_json::json;

async fn allowed(app: &TestApp, placed: &Placed, basis: &str) {
    app.sign_in("ada").await;
    let form = [
        ("basis", basis),
        ("basis_note", "signed on 2 March"),
        ("name", "Mr Lee, owner"),
        ("email", "lee@bakery.example"),
        ("phone", "+14165550188"),
        ("fax", "+14165550189"),
        ("language", "en"),
        ("version", "0"),
    ];
    let door = format!("/placements/{}/employer", placed.job);
    app.post_form(&door, &form).await.is(303);
}

/// To where the employer is asked.
async fn to_the_employer(walk: &mut Walk<'_>) {
    walk.passes(&["open_diary", "call_client"]).await.says("q_answered", "no_answer").await;
    walk.passes(&["log_no_answer", "send_iws_letter"]).await.says("q_attempts_left", "yes").await;
    walk.passes(&["schedule_backoff"]).await.says("q_any_answer", "no").await;
    walk.at("q_advice_needed", json!({})).await;
    walk.at("call_provider_direct", json!({ "fields": { "claim_closed": true } })).await;
    walk.at("q_reclaim", json!({})).await.at("q_employer_recently_asked", json!({})).await;
    assert_eq!(walk.node(), "contact_employer");
}

/// A call that waits for the employer, who was asked by e-mail.
pub async fn asked_by_mail<'a>(app: &'a TestApp, placed: &Placed) -> Walk<'a> {
    allowed(app, placed, "consent").await;
    let mut walk = Walk::begin(app, placed).await;
    to_the_employer(&mut walk).await;
    walk.at("contact_employer", json!({ "fields": { "channel": "email" } })).await;
    walk.says("q_employer_confirmed", "no").await.ends("end_wait_employer").await;
    walk
}

/// What the form of a link carries along.
pub fn nonce_of(page: &str) -> String {
    let nonce = page.split("name=\"nonce\" value=\"").nth(1).and_then(|it| it.split('"').next());
    nonce.expect("a nonce").to_owned()
}

/// The link in the mail to the employer, made again as the mail is.
pub async fn mailed(app: &TestApp) -> String {
    let mut reader = app.db.reader().await.expect("a reader");
    let rows = reader
        .all("SELECT id FROM employer_asks ORDER BY made_at DESC", Vec::new())
        .await
        .expect("rows");
    let ask = rows[0].parse("id").expect("an id");
    let address = server::employers::act::address(app, &ask);
    address[address.find("/e/").expect("a link")..].to_owned()
}

#[tokio::test]
async fn an_employer_answers_by_a_link_and_the_call_goes_on() {
    both(|app| async move {
        let zoe = placed(&app, "Zoë", "2026-02-02").await;
        let mut walk = asked_by_mail(&app, &zoe).await;
        assert_eq!(walk.state(), "waiting");
        app.run_jobs().await;
        let sent =
            "SELECT COUNT(*) AS many FROM notices WHERE state = 'sent' AND ask_id IS NOT NULL
            AND body LIKE '%{{link}}%'";
        assert_eq!(app.count(sent).await, 1, "the secret is nowhere in the database");
        let due = diary(&app, "2026-03-11").await;
        assert_eq!(due[0]["type"], "employer_reply_due", "five working days");
        let link = mailed(&app).await;
        let anybody = app.another();
        for _ in 0..5 {
            let page = anybody.get(&link).await.is(200).text;
            assert!(page.contains("Does Zoë Dubois still work for you?"), "{page}");
        }
        let answered = "SELECT COUNT(*) AS many FROM employer_asks WHERE answered_at IS NOT NULL";
        assert_eq!(app.count(answered).await, 0, "reading answers nothing");
        let page = anybody.get(&format!("{link}?language=fr")).await.is(200).text;
        assert!(page.contains("Quatre courtes questions"), "{page}");
        let nonce = nonce_of(&page);
        let told = anybody
            .post_bare(&link, &[("nonce", &nonce), ("still", "yes"), ("hours", "many")])
            .await;
        let told = told.is(422).text;
        assert!(told.contains("whole hours") && told.contains("Say who you are"), "{told}");
        let early = [
            ("nonce", nonce.as_str()),
            ("still", "no"),
            ("last_day", "2000-01-01"),
            ("by", "Mr Lee"),
        ];
        let told = anybody.post_bare(&link, &early).await.is(422).text;
        assert!(told.contains("when the job began"), "{told}");
        let answer =
            [("nonce", nonce.as_str()), ("still", "yes"), ("hours", "30"), ("by", "Mr Lee, owner")];
        // Once: a second press leads to the same thanks.
        for _ in 0..2 {
            assert_eq!(anybody.post_bare(&link, &answer).await.is(303).location(), link);
        }
        assert_eq!(app.count(answered).await, 1);
        let evidence = "SELECT COUNT(*) AS many FROM evidence WHERE obtained_how = 'system'";
        assert_eq!(app.count(evidence).await, 1);
        let due = diary(&app, "2026-03-11").await;
        assert_eq!(due[0]["outcome"], "done", "nobody has to wait for it any more");
        walk.look().await;
        assert_eq!((walk.state(), walk.node()), ("open", "q_employer_replied"));
        walk.says("q_employer_replied", "yes")
            .await
            .says("q_employer_confirmed", "yes_working")
            .await;
        walk.passes(&["log_and_wait"]).await.at("q_claim_due_no_contact", json!({})).await;
        app.sign_in("ada").await;
        let tab = app.get(&format!("/people/{}?tab=support", zoe.person)).await.is(200).text;
        assert!(tab.contains("30 hours in a usual week") && tab.contains("Mr Lee"), "{tab}");
        // The gap: the employer is left alone the next time.
        walk.send("finish", json!({})).await;
    })
    .await;
}

/// Before the first checkpoint opens, what the employer says stands at that one: whoever completes
/// it needs it.
#[tokio::test]
async fn what_an_employer_says_early_is_evidence_of_the_first_checkpoint() {
    both(|app| async move {
        let zoe = placed(&app, "Zoë", "2026-03-02").await;
        let early = "SELECT COUNT(*) AS many FROM checkpoints WHERE opens_on <= '2026-03-04'";
        assert_eq!(app.count(early).await, 0);
        asked_by_mail(&app, &zoe).await;
        let (link, anybody) = (mailed(&app).await, app.another());
        let nonce = nonce_of(&anybody.get(&link).await.is(200).text);
        let answer = [("nonce", nonce.as_str()), ("still", "yes"), ("by", "Mr Lee")];
        anybody.post_bare(&link, &answer).await.is(303);
        let first = "SELECT COUNT(*) AS many FROM evidence e JOIN checkpoints c
            ON c.agency_id = e.agency_id AND c.id = e.checkpoint_id
            WHERE c.due_on = (SELECT MIN(due_on) FROM checkpoints)";
        assert_eq!(app.count(first).await, 1);
        assert_eq!(app.count("SELECT COUNT(*) AS many FROM evidence").await, 1);
    })
    .await;
}

#[tokio::test]
async fn nobody_is_asked_without_a_basis() {
    both(|app| async move {
        let zoe = placed(&app, "Zoë", "2026-02-20").await;
        let mut walk = Walk::begin(&app, &zoe).await;
        walk.passes(&["open_diary", "call_client"]).await.says("q_answered", "yes").await;
        walk.says("q_still_working", "no").await.at("ask_end_date", json!({})).await;
        walk.at("q_knows_end_date", json!({})).await;
        assert_eq!(walk.node(), "end_date_from_papers", "{}", walk.now["path"]);
        let path = walk.now["path"].as_array().expect("a path");
        assert_eq!(path.last().expect("a step")["instead_of"], "ask_employer_end_date");
        // Allowed, asked, and not allowed any more: the link ends at once.
        asked_by_mail(&app, &zoe).await;
        app.run_jobs().await;
        let link = mailed(&app).await;
        app.another().get(&link).await.is(200);
        let form = [("basis", "none"), ("language", "en"), ("version", "1")];
        app.post_form(&format!("/placements/{}/employer", zoe.job), &form).await.is(303);
        app.another().get(&link).await.is(404);
        // One that nobody made looks the same, and is counted.
        let strange = format!("/e/{}", "x".repeat(22));
        for _ in 0..30 {
            app.another().get(&strange).await;
        }
        app.another().get(&strange).await.is(429);
    })
    .await;
}

/// A silent employer: five working days, a call, a site visit, whose end asks again.
/// Programs enter whom one may ask as well as the page does.
#[tokio::test]
async fn a_program_enters_whom_one_may_ask() {
    both(|app| async move {
        let zoe = placed(&app, "Zoë", "2026-02-02").await;
        let door = format!("/api/v1/placements/{}/employer", zoe.job);
        let ada = app.api("ada");
        let none = ada.get(&door).await.is(200).json();
        assert_eq!((&none["basis"], &none["version"]), (&json!("none"), &json!(0)));
        let ask = json!({ "basis": "consent", "basis_note": "signed on 2 March",
            "name": "Mr Lee", "email": "lee@bakery.example",
            "phone": "416 555 0188", "version": 0 });
        let kept = ada.put_json(&door, ask.clone()).await.is(200).json();
        assert_eq!((&kept["basis"], &kept["phone"]), (&json!("consent"), &json!("+14165550188")));
        ada.put_json(&door, ask).await.is(409);
        let wrong = ada.put_json(&door, json!({ "basis": "hearsay" })).await.is(422).json();
        assert_eq!(wrong["errors"][0]["field"], "basis");
        ada.put_json(&door, json!({ "basis": "consent", "colour": "red" })).await.is(422);
        app.api("ines").put_json(&door, json!({ "basis": "none" })).await.is(403);
        let mut walk = Walk::begin(&app, &zoe).await;
        to_the_employer(&mut walk).await;
    })
    .await;
}

/// An awaited entry that is closed by hand, and a task that is given up, lead the call on.
#[tokio::test]
async fn what_a_call_waits_for_may_be_closed_by_hand() {
    both(|app| async move {
        let zoe = placed(&app, "Zoë", "2026-02-02").await;
        let mut walk = asked_by_mail(&app, &zoe).await;
        let due = diary(&app, "2026-03-11").await;
        let door = format!("/api/v1/diary/{}", super::id(&due[0]));
        app.api("ada").patch_json(&door, json!({ "outcome": "done" })).await.is(200);
        walk.look().await;
        walk.says("q_employer_replied", "no").await.passes(&["call_employer"]).await;
        walk.says("q_employer_call", "no").await.passes(&["request_site_visit"]).await;
        walk.ends("end_wait_site_visit").await;
        let task = walk.effect("task.create")["subject"].as_str().expect("a task").to_owned();
        let given_up = json!({ "state": "cancelled", "note": "too far" });
        app.api("theo").patch_json(&format!("/api/v1/tasks/{task}"), given_up).await.is(200);
        walk.look().await;
        assert_eq!(walk.node(), "q_employer_confirmed");
    })
    .await;
}

/// What was put on its way leaves only while something allows it.
#[tokio::test]
async fn a_mail_to_an_employer_does_not_leave_when_nothing_allows_it_any_more() {
    both(|app| async move {
        let zoe = placed(&app, "Zoë", "2026-02-02").await;
        let mut walk = asked_by_mail(&app, &zoe).await;
        let form = [("basis", "none"), ("language", "en"), ("version", "1")];
        app.post_form(&format!("/placements/{}/employer", zoe.job), &form).await.is(303);
        app.run_jobs().await;
        let sent =
            "SELECT COUNT(*) AS many FROM notices WHERE state = 'sent' AND ask_id IS NOT NULL";
        assert_eq!(app.count(sent).await, 0);
        let kept = "SELECT COUNT(*) AS many FROM notices WHERE state = 'withheld'";
        assert_eq!(app.count(kept).await, 1);
        // Nor are they called when the five days are over.
        app.at("2026-03-11T15:00:00Z");
        app.run_jobs().await;
        walk.look().await;
        walk.says("q_employer_replied", "no").await;
        assert_eq!(walk.node(), "employer_not_allowed");
    })
    .await;
}

#[tokio::test]
async fn a_silent_employer_is_visited() {
    both(|app| async move {
        let zoe = placed(&app, "Zoë", "2026-02-20").await;
        let mut walk = Walk::begin(&app, &zoe).await;
        allowed(&app, &zoe, "designation_order").await;
        to_the_employer(&mut walk).await;
        let talk = json!({ "fields": { "channel": "fax", "employer_said": "sent the form" } });
        walk.at("contact_employer", talk).await;
        walk.says("q_employer_confirmed", "no").await.ends("end_wait_employer").await;
        app.at("2026-03-11T15:00:00Z");
        app.run_jobs().await;
        walk.look().await;
        assert_eq!(walk.node(), "q_employer_replied");
        walk.says("q_employer_replied", "no").await.passes(&["call_employer"]).await;
        walk.says("q_employer_call", "no").await.passes(&["request_site_visit"]).await;
        walk.ends("end_wait_site_visit").await;
        let waits_for = json!(["task_done.arrange_site_visit", "employer_reply_received"]);
        assert_eq!(walk.now["waits_for"], waits_for);
        let task = walk.effect("task.create")["subject"].as_str().expect("a task").to_owned();
        app.run_jobs().await;
        let mail = "SELECT COUNT(*) AS many FROM notices WHERE template = 'site_visit_request'";
        assert_eq!(app.count(mail).await, 1);
        // By its page: done, with the day of the visit.
        app.sign_in("theo").await;
        let form = [
            ("version", "1"),
            ("button", "finish"),
            ("note", "they confirm"),
            ("due_at", "2026-03-12"),
            ("time", "10:00"),
        ];
        app.post_form(&format!("/tasks/{task}"), &form).await.is(303);
        walk.look().await;
        assert_eq!((walk.state(), walk.node()), ("open", "q_employer_confirmed"));
        let visit = diary(&app, "2026-03-12").await;
        assert_eq!(visit[0]["type"], "site_visit");
        // They say that the job is over: the day is asked for, and stands there with its source.
        walk.says("q_employer_confirmed", "yes_left").await;
        let told = json!({ "fields": { "end_date": "2026-03-05",
            "conversation": "left on the fifth" } });
        walk.at("ask_employer_end_date", told).await.at("q_end_date_complete", json!({})).await;
        lost(&mut walk).await;
        let ended = "SELECT COUNT(*) AS many FROM placements
            WHERE ended_on = '2026-03-05' AND end_source = 'employer'";
        assert_eq!(app.count(ended).await, 1);
    })
    .await;
}

#[tokio::test]
async fn nobody_is_asked_about_whoever_withdrew() {
    both(|app| async move {
        let (zoe, mina) =
            (placed(&app, "Zoë", "2026-02-02").await, placed(&app, "Mina", "2026-02-02").await);
        asked_by_mail(&app, &zoe).await;
        allowed(&app, &mina, "consent").await;
        let link = mailed(&app).await;
        let anybody = app.another();
        anybody.get(&link).await.is(200);
        // A call that was under way finds that the employer may not be asked any more.
        let mut other = Walk::begin(&app, &mina).await;
        other.passes(&["open_diary", "call_client"]).await.says("q_answered", "no_answer").await;
        for one in [&zoe, &mina] {
            let gone = json!({ "withdrawn_on": "2026-03-03", "reason": "wants no follow-up" });
            let door = format!("/api/v1/people/{}", one.person);
            app.api("ada").patch_json(&door, gone).await.is(200);
        }
        anybody.get(&link).await.is(404);
        other.passes(&["log_no_answer", "send_iws_letter"]).await;
        other.says("q_attempts_left", "yes").await.passes(&["schedule_backoff"]).await;
        other.says("q_any_answer", "no").await.at("q_advice_needed", json!({})).await;
        other.at("call_provider_direct", json!({ "fields": { "claim_closed": true } })).await;
        other.at("q_reclaim", json!({})).await.at("q_employer_recently_asked", json!({})).await;
        assert_eq!(other.node(), "employer_not_allowed");
    })
    .await;
}

/// A call to the employer is a try of its own with its result, to the employer's number, and the
/// employer is left alone for as long as after an e-mail.
#[tokio::test]
async fn a_call_to_the_employer_is_a_try_with_its_result() {
    both(|app| async move {
        let zoe = placed(&app, "Zoë", "2026-02-20").await;
        let contact = json!({ "name": "Mr Lee", "phone": "+14165550199", "basis": "consent",
            "basis_note": "signed", "language": "en" });
        let door = format!("/api/v1/placements/{}/employer", zoe.job);
        app.api("ada").put_json(&door, contact).await.is(200);
        let mut walk = Walk::begin(&app, &zoe).await;
        to_the_employer(&mut walk).await;
        walk.at("contact_employer", json!({ "fields": { "channel": "phone" } })).await;
        walk.says("q_employer_confirmed", "no").await.ends("end_wait_employer").await;
        app.at("2026-03-11T20:00:00Z");
        app.run_jobs().await;
        walk.look().await;
        walk.says("q_employer_replied", "no").await;
        app.sign_in("ada").await;
        let page = app.get(&format!("/runs/{}", walk.id())).await.is(200).text;
        assert!(page.contains("Mr Lee") && page.contains("tel:+14165550199"), "{page}");
        assert!(!page.contains("tel:+14165550123"), "the client is not called now");
        let machine = json!({ "fields": { "call_result": "answer_machine" } });
        walk.at("call_employer", machine).await;
        assert_eq!(walk.now["node"]["auto"]["answer"], "no", "by what came of the call");
        walk.at("q_employer_call", json!({})).await;
        walk.passes(&["request_site_visit"]).await.ends("end_wait_site_visit").await;
        let door = format!("/api/v1/people/{}/attempts", zoe.person);
        let tries = app.api("ada").get(&door).await.is(200).json();
        let of_employer = tries["items"].as_array().expect("a list").iter();
        let came: Vec<_> = of_employer
            .filter(|one| one["party"] == "employer")
            .map(|one| (one["outcome"].clone(), one["number"].clone()))
            .collect();
        let number = json!("+14165550199");
        let wanted = [(json!("answer_machine"), number.clone()), (json!("no_answer"), number)];
        assert_eq!(came, wanted);
        // Asked a week ago, and nothing is due: left alone.
        app.at("2026-03-18T15:00:00Z");
        let facts = app.api("ada").get(&format!("/api/v1/runs/{}", walk.id())).await.is(200);
        assert_eq!(facts.json()["state"], "waiting");
        let mut again = Walk::begin(&app, &zoe).await;
        again.passes(&["open_diary", "call_client"]).await.says("q_answered", "no_answer").await;
        again.passes(&["log_no_answer"]).await;
        if again.node() == "send_iws_letter" {
            again.passes(&["send_iws_letter"]).await;
        }
        again.says("q_attempts_left", "yes").await.passes(&["schedule_backoff"]).await;
        again.says("q_any_answer", "no").await;
        let advice = again.now["node"]["auto"]["answer"].clone();
        again.at("q_advice_needed", json!({})).await;
        if advice == "yes" {
            again.passes(&["seek_advice"]).await;
        }
        again.at("call_provider_direct", json!({ "fields": { "claim_closed": true } })).await;
        again.at("q_reclaim", json!({})).await;
        assert_eq!(again.now["node"]["auto"]["answer"], "yes", "asked on the eleventh");
    })
    .await;
}

/// A call waits for the employer, and the next one hears that the job is over: nobody waits any
/// more, and nobody calls the employer.
#[tokio::test]
async fn nobody_waits_for_an_employer_about_a_job_that_is_over() {
    both(|app| async move {
        let zoe = placed(&app, "Zoë", "2026-02-02").await;
        let mut waiting = asked_by_mail(&app, &zoe).await;
        let mut walk = Walk::begin(&app, &zoe).await;
        super::left(&mut walk, json!({ "end_date": "2026-02-27" })).await;
        lost(&mut walk).await;
        assert_eq!(waiting.look().await["state"], "closed");
        let open = "SELECT COUNT(*) AS many FROM diary_entries WHERE outcome IS NULL";
        assert_eq!(app.count(open).await, 0, "nor is a reply due");
    })
    .await;
}

/// On one day the employer's reply is due and the client is to be called again: whoever presses
/// *Call* calls the client.
#[tokio::test]
async fn the_client_is_called_while_the_employer_is_silent() {
    both(|app| async move {
        let zoe = placed(&app, "Zoë", "2026-02-02").await;
        let mut walk = asked_by_mail(&app, &zoe).await;
        let booked = diary(&app, "2026-03-18").await;
        let call = booked.iter().find(|one| one["type"] == "tracking_call").expect("a call");
        app.at("2026-03-18T20:00:00Z");
        app.run_jobs().await;
        walk.look().await;
        assert_eq!((walk.state(), walk.node()), ("open", "q_employer_replied"));
        app.sign_in("ada").await;
        let door = format!("/diary/{}/call", super::id(call));
        let first = app.post_form(&door, &[]).await.is(303).location().to_owned();
        assert!(!first.contains(walk.id()), "{first}");
        let page = app.get(&first).await.is(200).text;
        assert!(page.contains("name=\"node\" value=\"open_diary\""), "{page}");
        assert_eq!(app.post_form(&door, &[]).await.is(303).location(), first, "once");
    })
    .await;
}

/// Two press *Call* at the same instant: one call.
#[tokio::test]
async fn a_call_that_two_begin_at_once_is_one() {
    both(|app| async move {
        let zoe = placed(&app, "Zoë", "2026-02-02").await;
        app.sign_in("ada").await;
        let page = format!("/people/{}/runs/new", zoe.person);
        let forms: Vec<_> = (0..20).map(|at| format!("once-{at}")).collect();
        let at_once = forms.iter().map(|once| {
            let page = page.clone();
            let app = &app;
            async move {
                let form = [("flow", "tracking-call"), ("once", once.as_str())];
                app.post_form(&page, &form).await.is(303).location().to_owned()
            }
        });
        let led = futures_util::future::join_all(at_once).await;
        assert!(led.iter().all(|one| *one == led[0]), "{led:?}");
        assert_eq!(app.count("SELECT COUNT(*) AS many FROM runs").await, 1);
    })
    .await;
}

/// What the employer said of a job, as evidence: its words, who said them, who heard them.
async fn proved(app: &TestApp) -> Vec<(String, String, String)> {
    let mut reader = app.db.reader().await.expect("a reader");
    let sql = "SELECT verbal FROM evidence WHERE verbal IS NOT NULL ORDER BY added_at";
    let rows = reader.all(sql, Vec::new()).await.expect("rows");
    let told = rows.iter().map(|row| {
        let told = row.get::<String>("verbal").expect("a text");
        let told: serde_json::Value = serde_json::from_str(&told).expect("JSON");
        let word = |name: &str| told[name].as_str().unwrap_or_default().to_owned();
        (word("said"), word("person"), word("heard_by"))
    });
    told.collect()
}

/// Evidence holds what was said and by whom; where nobody wrote it down there is none.
#[tokio::test]
async fn what_nobody_said_is_no_evidence() {
    both(|app| async move {
        for (name, said, kept) in [
            ("Ann", json!({}), None),
            (
                "Ben",
                json!({ "confirmed_note": "Yes, full time", "confirmed_by": "Mary, payroll" }),
                Some(("Yes, full time", "Mary, payroll")),
            ),
            (
                "Cem",
                json!({ "confirmed_note": "Still here" }),
                Some(("Still here", "Mr Lee, owner")),
            ),
        ] {
            let one = placed(&app, name, "2026-02-02").await;
            allowed(&app, &one, "consent").await;
            let mut walk = Walk::begin(&app, &one).await;
            to_the_employer(&mut walk).await;
            walk.at("contact_employer", json!({ "fields": { "channel": "phone" } })).await;
            walk.says("q_employer_confirmed", "yes_working").await;
            walk.at("log_and_wait", json!({ "fields": said })).await;
            walk.says("q_claim_due_no_contact", "none").await.ends("end_wait_next_call").await;
            let done = walk.effect("evidence.add");
            match kept {
                None => assert_eq!(done["left_out"], "nothing_said", "{done}"),
                Some((said, by)) => {
                    let last = proved(&app).await.pop().expect("evidence");
                    assert_eq!(last, (said.to_owned(), by.to_owned(), "ada".to_owned()));
                }
            }
        }
        assert_eq!(proved(&app).await.len(), 2);
    })
    .await;
}

/// Whoever made the visit heard it.
#[tokio::test]
async fn what_was_heard_on_a_visit_was_heard_by_whoever_made_it() {
    both(|app| async move {
        let zoe = placed(&app, "Zoë", "2026-02-02").await;
        allowed(&app, &zoe, "consent").await;
        let mut walk = Walk::begin(&app, &zoe).await;
        to_the_employer(&mut walk).await;
        walk.at("contact_employer", json!({ "fields": { "channel": "phone" } })).await;
        walk.says("q_employer_confirmed", "refused").await.passes(&["request_site_visit"]).await;
        walk.ends("end_wait_site_visit").await;
        let task = walk.effect("task.create")["subject"].as_str().expect("a task").to_owned();
        let done = json!({ "state": "done", "note": "The owner says that she bakes" });
        app.api("theo").patch_json(&format!("/api/v1/tasks/{task}"), done).await.is(200);
        walk.look().await;
        walk.says("q_employer_confirmed", "yes_working").await.passes(&["log_and_wait"]).await;
        walk.says("q_claim_due_no_contact", "none").await.ends("end_wait_next_call").await;
        let words = ("The owner says that she bakes", "Mr Lee, owner", "theo");
        let words = (words.0.to_owned(), words.1.to_owned(), words.2.to_owned());
        assert_eq!(proved(&app).await, [words]);
    })
    .await;
}

/// The client does not know the day: the employer is asked, the visit is asked for, and asked
/// again when it was made or five working days have passed.
#[tokio::test]
async fn an_employer_is_asked_for_the_last_day_until_it_is_known() {
    both(|app| async move {
        let zoe = placed(&app, "Zoë", "2026-02-02").await;
        allowed(&app, &zoe, "consent").await;
        let mut walk = Walk::begin(&app, &zoe).await;
        walk.passes(&["open_diary", "call_client"]).await.says("q_answered", "yes").await;
        walk.says("q_still_working", "no").await.at("ask_end_date", json!({})).await;
        walk.at("q_knows_end_date", json!({})).await;
        let told = json!({ "conversation": "Nobody picked up", "call_result": "no_answer" });
        walk.at("ask_employer_end_date", json!({ "fields": told })).await;
        assert_eq!(walk.now["node"]["auto"]["answer"], "no");
        walk.at("q_end_date_complete", json!({})).await;
        walk.passes(&["request_site_visit_end_date"]).await.ends("end_wait_end_date").await;
        let events = json!(["task_done.arrange_site_visit", "diary_due.end_date_chase"]);
        assert_eq!(walk.now["waits_for"], events);
        let logged = diary(&app, "2026-03-04").await;
        let call = logged.iter().find(|one| one["type"] == "employer_contact").expect("the call");
        assert_eq!(call["note"], "Nobody picked up");
        app.run_jobs().await;
        let mail = "SELECT COUNT(*) AS many FROM notices
            WHERE template = 'site_visit_request' AND state = 'sent'";
        assert_eq!(app.count(mail).await, 1, "to the team leader");
        assert_eq!(diary(&app, "2026-03-11").await[0]["type"], "end_date_chase");
        app.at("2026-03-11T15:00:00Z");
        app.run_jobs().await;
        walk.look().await;
        assert_eq!((walk.state(), walk.node()), ("open", "ask_employer_end_date"));
        let told = json!({ "end_date": "2026-02-27", "conversation": "Left on the 27th" });
        walk.at("ask_employer_end_date", json!({ "fields": told })).await;
        walk.at("q_end_date_complete", json!({})).await;
        lost(&mut walk).await;
        let ended = "SELECT COUNT(*) AS many FROM placements
            WHERE ended_on = '2026-02-27' AND end_source = 'employer'";
        assert_eq!(app.count(ended).await, 1);
    })
    .await;
}

/// An e-mail that was not taken is on the day of whoever looks after the person until somebody
/// has told its reader in another way.
#[tokio::test]
async fn an_e_mail_that_was_not_taken_waits_for_somebody() {
    both(|app| async move {
        let zoe = placed(&app, "Zoë", "2026-02-02").await;
        asked_by_mail(&app, &zoe).await;
        let mut writer = app.db.writer().await.expect("writes");
        let refused = "UPDATE notices SET state = 'failed', left_at = made_at";
        writer.run(refused, db::binds![]).await.expect("a row");
        writer.commit().await.expect("commits");
        let page_of = |text: &str| {
            let link = text.split("href=\"/notices/").nth(1).and_then(|it| it.split('"').next());
            link.map(|id| format!("/notices/{id}"))
        };
        app.sign_in("bob").await;
        assert_eq!(page_of(&app.get("/").await.is(200).text), None, "not his");
        app.sign_in("ada").await;
        let day = app.get("/").await.is(200).text;
        let page = page_of(&day).unwrap_or_else(|| panic!("no e-mail: {day}"));
        let shown = app.get(&page).await.is(200).text;
        let told = ["lee@bakery.example", "Four short questions about", "Note that they were told"];
        for said in told {
            assert!(shown.contains(said), "no {said}: {shown}");
        }
        for _ in 0..2 {
            app.post_form(&page, &[]).await.is(303);
        }
        let noted = "SELECT COUNT(*) AS many FROM audit_entries WHERE action = 'settle notice'";
        assert_eq!(app.count(noted).await, 1, "once");
        assert_eq!(page_of(&app.get("/").await.is(200).text), None);
        let tab = app.get(&format!("/people/{}?tab=support", zoe.person)).await.is(200).text;
        assert!(tab.contains("not taken, told otherwise"), "{tab}");
        app.sign_in("ines").await;
        app.get(&page).await.is(403);
    })
    .await;
}
