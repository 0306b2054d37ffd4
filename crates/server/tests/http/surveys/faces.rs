//! The telephone and the paper: each leads the same way, keeps everything, and says what is wrong.

use super::{Asked, Phone, SAME_JOB, asked, asked_as, hidden, response};
use crate::harness::{Answer, TestApp, both};
use serde_json::{Value, json};

/// An adviser on the telephone: the page that is open, and where.
struct Call<'a> {
    app: &'a TestApp,
    page: Answer,
    at: String,
}

impl<'a> Call<'a> {
    async fn open(app: &'a TestApp, asked: &Asked) -> Self {
        let at = format!("/checkpoints/{}/call", asked.checkpoint);
        let page = app.get(&at).await.is(200);
        Self { app, page, at }
    }

    async fn press(&mut self, fields: &[(&str, &str)]) {
        let mut all: Vec<(String, String)> = Vec::new();
        for name in ["was", "language", "purpose", "attempt"] {
            if self.page.text.contains(&format!(r#"name="{name}""#)) {
                all.push((name.to_owned(), hidden(&self.page.text, name)));
            }
        }
        all.extend(fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
        let all: Vec<(&str, &str)> =
            all.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        let to = self.at.split('?').next().expect("a path").to_owned();
        self.page = self.app.post_form(&to, &all).await;
        for _ in 0..5 {
            if self.page.status != 303 {
                return;
            }
            self.at = self.page.location().split('#').next().expect("a place").to_owned();
            self.page = self.app.get(&self.at).await;
        }
        panic!("led in circles to {}", self.at);
    }

    async fn speaks(&mut self) {
        self.press(&[("outcome", "speaking")]).await;
        assert!(self.at.contains("/call/q/"), "{} {}", self.at, self.page.text);
    }

    /// Answers what fits of these until everything is read back.
    async fn answers(&mut self, answers: &[(&str, &str)]) {
        for _ in 0..60 {
            if self.at.contains("/call/check") {
                return;
            }
            let named = |name: &str| format!("a.{name}");
            let here = answers.iter().filter(|(name, _)| {
                let field = format!(r#"name="{}""#, named(name));
                self.page.text.contains(&field)
            });
            let fields: Vec<(String, &str)> =
                here.map(|(name, value)| (named(name), *value)).collect();
            let mut fields: Vec<(&str, &str)> =
                fields.iter().map(|(name, value)| (name.as_str(), *value)).collect();
            fields.push(("do", "next"));
            let before = self.at.clone();
            self.press(&fields).await;
            assert_ne!(before, self.at, "{}", self.page.text);
        }
        panic!("no end of questions, at {}", self.at);
    }

    fn says(&self, text: &str) -> bool {
        self.page.text.contains(text)
    }
}

/// The answers without what only somebody alone is asked.
fn shared(answers: &Value) -> Value {
    let mut answers = answers.clone();
    let fields = answers.as_object_mut().expect("answers");
    fields.retain(|id, _| id != "agree" && id != "declare");
    answers
}

#[tokio::test]
async fn call_in_the_head_of_a_file_leads_to_the_interview() {
    both(|app| async move {
        let asked = asked(&app).await;
        app.sign_in("ada").await;
        let page = app.get(&format!("/people/{}", asked.person)).await.is(200);
        let call = format!("href=\"/checkpoints/{}/call\"", asked.checkpoint);
        assert!(page.text.contains(&call), "{}", page.text);
        Call::open(&app, &asked).await;
    })
    .await;
}

#[tokio::test]
async fn a_call_asks_one_question_after_the_other_and_keeps_each() {
    both(|app| async move {
        let asked = asked(&app).await;
        app.sign_in("ada").await;
        let mut call = Call::open(&app, &asked).await;
        assert!(call.says("If somebody else answers") && call.says("On file: 1990"));
        call.speaks().await;
        assert!(call.says("What best describes your situation"), "{}", call.page.text);
        assert!(!call.says("Do you agree"), "consent is for whoever answers alone");
        call.press(&[("a.work_status", "same_job"), ("do", "next")]).await;
        assert!(call.says("Our records: Baker at Concession Street Bakery"));
        let kept = response(&app, &asked).await;
        assert_eq!((&kept["state"], &kept["source"]), (&json!("draft"), &json!("client_phone")));
        assert_eq!(kept["answers"]["work_status"], "same_job");
        // Stopped, and come back another day: it goes on where it stopped, without another call.
        let mut call = Call::open(&app, &asked).await;
        assert!(call.says("Go on with the questions") && call.says("spoke with Zoë, by ada"));
        let to = call.page.text.split("/call/q/job_confirm").count();
        assert!(to > 1, "{}", call.page.text);
        call.at = format!("/checkpoints/{}/call/q/job_confirm", asked.checkpoint);
        call.page = app.get(&call.at).await.is(200);
        call.answers(&SAME_JOB).await;
        assert!(call.says("32.5\u{a0}hours") && call.says("$18.50"), "{}", call.page.text);
        let kept = response(&app, &asked).await;
        assert_eq!(kept["answers"]["comment"], "No bus before 6 on Sundays.");
        let calls = "SELECT COUNT(*) AS many FROM calls WHERE outcome = 'speaking'";
        assert_eq!(app.count(calls).await, 1);
        let path = format!("/api/v1/checkpoints/{}", asked.checkpoint);
        let checkpoint = app.api("ada").get(&path).await.is(200).json();
        assert_ne!(checkpoint["state"], "reviewed", "a call submits nothing");
    })
    .await;
}

#[tokio::test]
async fn skipping_going_back_and_what_is_wrong() {
    both(|app| async move {
        let asked = asked(&app).await;
        app.sign_in("ada").await;
        let mut call = Call::open(&app, &asked).await;
        call.press(&[]).await;
        assert_eq!(call.page.status, 422);
        assert!(call.says("Choose how the call went."), "{}", call.page.text);
        call.speaks().await;
        call.press(&[("do", "next")]).await;
        assert_eq!(call.page.status, 422, "the client has to answer this one");
        assert!(call.says("Answer this question to go on."), "{}", call.page.text);
        call.press(&[("a.work_status", "same_job"), ("do", "next")]).await;
        call.press(&[("do", "back")]).await;
        assert!(call.at.contains("/q/work_status"), "{}", call.at);
        call.press(&[("a.work_status", "new_job"), ("do", "next")]).await;
        assert!(call.at.contains("/q/employer_name"), "another answer, another way: {}", call.at);
        for _ in 0..12 {
            if call.at.contains("/q/hours_week") {
                break;
            }
            call.press(&[("a.employer_name", "Mill"), ("do", "next")]).await;
        }
        call.press(&[("a.hours_week", "forty"), ("do", "next")]).await;
        assert_eq!(call.page.status, 422);
        assert!(call.says("Write a number, such as 37.5.") && call.says(r#"value="forty""#));
        // The switch keeps what was typed, and nothing is kept by it.
        call.press(&[("a.hours_week", "37,5"), ("do", "switch")]).await;
        assert!(call.says("Environ combien d’heures") && call.says(r#"value="37,5""#));
        assert_eq!(response(&app, &asked).await["answers"].get("hours_week"), None);
        call.press(&[("a.hours_week", "37,5"), ("do", "next")]).await;
        assert!(call.at.contains("language=fr"), "{}", call.at);
        assert_eq!(response(&app, &asked).await["answers"]["hours_week"], json!(37.5));
    })
    .await;
}

#[tokio::test]
async fn every_call_is_one_asking_with_how_it_went() {
    both(|app| async move {
        let asked = asked(&app).await;
        app.sign_in("ada").await;
        let asks = "SELECT COUNT(*) AS many FROM messages WHERE channel = 'phone'";
        for (place, (outcome, said)) in [
            ("no_answer", "no answer"),
            ("message_left", "message left"),
            ("somebody_else", "somebody else answered"),
        ]
        .into_iter()
        .enumerate()
        {
            let mut call = Call::open(&app, &asked).await;
            let twice = [
                ("outcome".to_owned(), outcome.to_owned()),
                ("purpose".to_owned(), hidden(&call.page.text, "purpose")),
                ("attempt".to_owned(), hidden(&call.page.text, "attempt")),
            ];
            call.press(&[("outcome", outcome)]).await;
            assert!(call.says("The call is recorded."), "{}", call.page.text);
            assert_eq!(app.count(asks).await, i64::try_from(place).expect("is small") + 1);
            let twice: Vec<(&str, &str)> =
                twice.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
            let path = format!("/checkpoints/{}/call", asked.checkpoint);
            app.post_form(&path, &twice).await.is(409);
            let again = Call::open(&app, &asked).await;
            assert!(again.says(&format!("{said}, by ada")), "{}", again.page.text);
            let path = format!("/api/v1/people/{}/timeline", asked.person);
            let told = app.api("ada").get(&path).await.is(200).json();
            assert!(told.to_string().contains(&format!("called the client ({said})")), "{told}");
        }
        // A second person is told of the calls too, and a last one ends them all.
        let mut call = Call::open(&app, &asked).await;
        call.press(&[("outcome", "no_more_contact")]).await;
        assert_eq!(call.page.status, 422);
        assert!(call.says("Write why they do not want to be contacted"), "{}", call.page.text);
        let why = [("outcome", "no_more_contact"), ("reason", "“Please leave me alone.”")];
        call.press(&why).await;
        let path = format!("/api/v1/people/{}", asked.person);
        let person = app.api("ada").get(&path).await.is(200).json();
        assert_eq!(person["do_not_contact"], true, "{person}");
        assert_eq!(app.count(asks).await, 4);
        let closed = Call::open(&app, &asked).await;
        assert!(closed.says("asked not to be contacted") && !closed.says(r#"name="outcome""#));
    })
    .await;
}

#[tokio::test]
async fn two_who_call_at_once_lose_nothing() {
    both(|app| async move {
        let asked = asked(&app).await;
        app.sign_in("ada").await;
        let mut ada = Call::open(&app, &asked).await;
        ada.speaks().await;
        let other = app.another();
        other.sign_in("theo").await;
        let at = ada.at.clone();
        let mut theo = Call { app: &other, page: other.get(&at).await.is(200), at };
        ada.press(&[("a.work_status", "same_job"), ("do", "next")]).await;
        theo.press(&[("a.work_status", "looking"), ("do", "next")]).await;
        assert_eq!(theo.page.status, 409);
        assert!(theo.says("ada has given another answer"), "{}", theo.page.text);
        assert!(theo.says("I work in the same job") && theo.says("I am looking for work"));
        assert_eq!(response(&app, &asked).await["answers"]["work_status"], "same_job");
        // Ada goes on with another question meanwhile: that is no quarrel.
        ada.press(&[("a.job_confirm", "yes"), ("do", "next")]).await;
        theo.press(&[("a.work_status", "same_job"), ("do", "next")]).await;
        assert!(theo.at.contains("/q/job_confirm"), "{} {}", theo.at, theo.page.text);
        let kept = response(&app, &asked).await;
        assert_eq!(kept["answers"], json!({"work_status": "same_job", "job_confirm": "yes"}));
    })
    .await;
}

#[tokio::test]
async fn in_french_the_questions_hold_no_english() {
    both(|app| async move {
        let asked = asked_as(&app, json!({"language": "fr", "year_of_birth": 1990})).await;
        app.sign_in("ada").await;
        let mut call = Call::open(&app, &asked).await;
        assert!(call.says("Puis-je parler à"), "{}", call.page.text);
        call.speaks().await;
        let english =
            ["I work in", "Prefer not", "Choose all", "hours</", ">Yes<", "Our records", "⟦"];
        for _ in 0..40 {
            if call.at.contains("/call/check") {
                break;
            }
            let block = call.page.text.split(r#"spoken" lang="fr">"#).nth(1).expect("a question");
            let block = block.split(r#"class="button-row""#).next().expect("its end");
            for word in english {
                assert!(!block.contains(word), "{word}: {block}");
            }
            assert!(
                call.says("Skip<") || call.says("This one has to be answered"),
                "staff’s words"
            );
            let fields: Vec<(String, &str)> =
                SAME_JOB.iter().map(|(name, value)| (format!("a.{name}"), *value)).collect();
            let mut fields: Vec<(&str, &str)> =
                fields.iter().map(|(name, value)| (name.as_str(), *value)).collect();
            fields.push(("do", "next"));
            call.press(&fields).await;
        }
        assert!(call.at.contains("/call/check"), "{}", call.at);
        assert!(call.says("J’occupe le même emploi"), "{}", call.page.text);
    })
    .await;
}

fn paper(asked: &Asked) -> String {
    format!("/checkpoints/{}/paper", asked.checkpoint)
}

/// What is typed from a form, with the questions that stand on the page.
fn typed<'a>(page: &'a Answer, answers: &[(&'a str, &'a str)]) -> Vec<(String, String)> {
    let mut fields = vec![
        ("version".to_owned(), hidden(&page.text, "version")),
        ("language".to_owned(), "en".to_owned()),
        ("received_on".to_owned(), "2026-03-03".to_owned()),
    ];
    for part in page.text.split(r#"name="shown" value=""#).skip(1) {
        let id = part.split('"').next().expect("an id").to_owned();
        fields.push(("shown".to_owned(), id));
    }
    fields.extend(answers.iter().map(|(name, value)| (format!("a.{name}"), (*value).to_owned())));
    fields
}

async fn post(app: &TestApp, path: &str, fields: &[(String, String)]) -> Answer {
    let fields: Vec<(&str, &str)> =
        fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    app.post_form(path, &fields).await
}

#[tokio::test]
async fn a_form_is_typed_in_and_what_is_off_the_way_is_set_aside() {
    both(|app| async move {
        let asked = asked(&app).await;
        app.sign_in("ada").await;
        let page = app.get(&paper(&asked)).await.is(200);
        assert!(page.text.contains("Is it the same job"), "as it was printed");
        assert!(!page.text.contains(r#"name="a.noc_code""#), "staff’s own are not on paper");
        let more = [("train_kind", "college"), ("hours_4wk", "120")];
        let answers: Vec<(&str, &str)> = SAME_JOB.iter().copied().chain(more).collect();
        let done = post(&app, &paper(&asked), &typed(&page, &answers)).await.is(303);
        assert!(done.location().contains("done=paper"), "{}", done.location());
        let kept = response(&app, &asked).await;
        assert_eq!((&kept["state"], &kept["source"]), (&json!("draft"), &json!("client_paper")));
        assert_eq!(kept["answers"]["hours_week"], json!(32.5));
        let aside = json!({"hours_4wk": 120, "train_kind": "college"});
        assert_eq!(kept["set_aside"], aside);
        let again = app.get(&paper(&asked)).await.is(200);
        assert!(again.text.contains(r#"value="2026-03-03""#), "the day of receipt");
        assert!(again.text.contains(r#"value="120""#), "kept, and shown where it was typed");
        let off = again.text.split(r#"data-question="train_kind""#).next().expect("a row");
        assert!(off.ends_with(r#"is-off" "#), "{off:.80}");
        let received =
            "SELECT COUNT(*) AS many FROM paper_receipts WHERE received_on = '2026-03-03'";
        assert_eq!(app.count(received).await, 1);
    })
    .await;
}

#[tokio::test]
async fn what_cannot_be_kept_of_a_form_comes_back_as_typed() {
    both(|app| async move {
        let asked = asked(&app).await;
        app.sign_in("ada").await;
        let page = app.get(&paper(&asked)).await.is(200);
        let mut fields = typed(&page, &[("hours_week", "a lot"), ("comment", "<b>bus</b>")]);
        let refused = post(&app, &paper(&asked), &fields).await.is(422);
        assert!(refused.text.contains("Write a number") && refused.text.contains("a lot"));
        assert!(refused.text.contains("&#60;b&#62;bus"), "{}", refused.text);
        for (day, wanted) in [
            ("", "Write the day on which the paper came in"),
            ("2026-03-05", "The paper has come in today or before"),
            ("31 March", "Give a day as year, month and day"),
        ] {
            fields.retain(|(name, _)| name != "received_on" && name != "a.hours_week");
            fields.push(("received_on".to_owned(), day.to_owned()));
            let refused = post(&app, &paper(&asked), &fields).await.is(422);
            assert!(refused.text.contains(wanted), "{day}: {}", refused.text);
        }
        assert_eq!(response(&app, &asked).await["state"], "none");
        // Somebody else was faster: both are shown, and the form is there to be kept again.
        let page = app.get(&paper(&asked)).await.is(200);
        let door = asked.door();
        let other = json!({"answers": {"work_status": "same_job", "hours_week": 20}});
        app.api("theo").put_json(&door, other).await.is(200);
        let mine = typed(&page, &[("work_status", "same_job"), ("hours_week", "30")]);
        let told = post(&app, &paper(&asked), &mine).await.is(409);
        assert!(told.text.contains("20\u{a0}hours") && told.text.contains("30\u{a0}hours"));
        assert_eq!(response(&app, &asked).await["answers"]["hours_week"], 20);
        let mine = typed(&told, &[("work_status", "same_job"), ("hours_week", "30")]);
        post(&app, &paper(&asked), &mine).await.is(303);
        assert_eq!(response(&app, &asked).await["answers"]["hours_week"], 30);
    })
    .await;
}

#[tokio::test]
async fn four_ways_in_give_the_same_answers() {
    both(|app| async move {
        let by_client = asked(&app).await;
        let mut phone = Phone::begin(&app, &by_client.token, "1990").await;
        phone.answer(&SAME_JOB).await;
        phone.send().await;
        let client = response(&app, &by_client).await["answers"].clone();
        app.sign_in("ada").await;
        let by_phone = asked(&app).await;
        let mut call = Call::open(&app, &by_phone).await;
        call.speaks().await;
        call.answers(&SAME_JOB).await;
        let on_paper = asked(&app).await;
        let page = app.get(&paper(&on_paper)).await.is(200);
        post(&app, &paper(&on_paper), &typed(&page, &SAME_JOB)).await.is(303);
        let by_program = asked(&app).await;
        let program = json!({"answers": shared(&client)});
        app.api("ada").put_json(&by_program.door(), program).await.is(200);
        for other in [&by_phone, &on_paper, &by_program] {
            assert_eq!(response(&app, other).await["answers"], shared(&client));
        }
    })
    .await;
}

#[tokio::test]
async fn the_way_is_told_while_one_fills_in_and_nothing_is_kept() {
    both(|app| async move {
        let asked = asked(&app).await;
        app.sign_in("ada").await;
        let path = format!("/checkpoints/{}/route", asked.checkpoint);
        for (face, has_staff) in [("paper", false), ("staff", true)] {
            let fields = [
                ("face", face),
                ("shown", "work_status"),
                ("shown", "hours_week"),
                ("a.work_status", "same_job"),
                ("a.hours_week", "nonsense"),
            ];
            let way = app.post_form(&path, &fields).await.is(200).json();
            let taken = way["taken"].as_array().expect("a list");
            assert!(taken.contains(&json!("job_confirm")), "{way}");
            assert!(!taken.contains(&json!("train_kind")), "{way}");
            assert_eq!(taken.contains(&json!("noc_code")), has_staff, "{way}");
        }
        assert_eq!(response(&app, &asked).await["version"], 0);
    })
    .await;
}

#[tokio::test]
async fn answers_on_the_page_of_staff_bring_their_questions_without_script() {
    both(|app| async move {
        let asked = asked(&app).await;
        app.sign_in("ada").await;
        let path = format!("/checkpoints/{}/questionnaire", asked.checkpoint);
        let page = app.get(&path).await.is(200);
        let row = |page: &Answer, id: &str| {
            page.text.find(&format!(r#"name="shown" value="{id}""#)).expect("a row")
        };
        let further = |page: &Answer| page.text.find("data-further").unwrap_or(usize::MAX);
        assert!(row(&page, "job_confirm") > further(&page), "only another answer brings it");
        let fields = [
            ("version", "0"),
            ("shown", "work_status"),
            ("a.work_status", "same_job"),
            ("source", "client_in_person"),
            ("button", "draft"),
        ];
        let path_to = format!("/checkpoints/{}/response", asked.checkpoint);
        app.post_form(&path_to, &fields).await.is(303);
        let page = app.get(&path).await.is(200);
        assert!(row(&page, "job_confirm") < further(&page), "now it stands on the way");
    })
    .await;
}
