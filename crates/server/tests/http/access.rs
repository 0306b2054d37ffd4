//! Every address of the product against every role, nobody, another office and another agency.

use crate::harness::{Answer, TestApp, both};
use axum::body::Body;
use axum::http::{Method, header};
use serde_json::{Value, json};
use server::config::Mode;
use server::routes::{API, Listed, listed};

/// Who asks, in the order of the columns. The file is Ada's; Bob sits beside her, Chloé in
/// another office, Fay and Fred with another agency.
const WHO: [&str; 11] =
    ["nobody", "ada", "bob", "theo", "rita", "sam", "max", "ines", "chloe", "fay", "fred"];

/// What each is answered.
///
/// 401 and 303 to the door: sign in first. 403: not with this role, or not without a reason.
/// 404: not yours and not there look the same. 422: let in, and told what is wrong with the body.
const EXPECTED: &str = include_str!("access.txt");

struct Subjects {
    person: String,
    enrolment: String,
    placement: String,
    checkpoint: String,
    message: String,
    task: String,
    mailing: String,
    submission: String,
    entry: String,
    called: Called,
}

impl Subjects {
    async fn of(app: &TestApp) -> Self {
        let ada = app.api("ada");
        let text = |value: &Value| value.as_str().expect("an id").to_owned();
        let person = json!({"given_name": "Zoë", "family_name": "O’Brien", "language": "en",
            "emails": ["zoe@mail.example"], "year_of_birth": 1990});
        let person = ada.post_json("/api/v1/people", person).await.is(201).json();
        let job = json!({"programme": "on-ies", "employer": "Bakery", "job_title": "Baker",
            "started_on": "2026-02-04", "hours_per_week": 30});
        let path = format!("/api/v1/people/{}/placements", text(&person["id"]));
        let placed = ada.post_json(&path, job).await.is(201).json();
        let checkpoint = text(&placed["checkpoints"][0]["id"]);
        let path = format!("/api/v1/checkpoints/{checkpoint}/invitations");
        let message = ada.post_json(&path, json!({"channel": "link"})).await.is(201).json();
        let call = json!({"person": text(&person["id"]), "type": "tracking_call",
            "due_at": "2026-03-05"});
        let entry = ada.post_json("/api/v1/diary", call).await.is(201).json();
        Self {
            entry: text(&entry["id"]),
            person: text(&person["id"]),
            enrolment: text(&placed["enrolment"]),
            placement: text(&placed["id"]),
            checkpoint,
            message: text(&message["id"]),
            task: crate::tasks::one(app).await,
            mailing: mailing(app).await,
            submission: submission(app).await,
            called: called(app).await,
        }
    }

    /// The address with the ids of Ada's file in it.
    fn fill(&self, path: &str) -> String {
        for (prefix, id) in [
            ("/people/{id}", &self.person),
            ("/enrolments/{id}", &self.enrolment),
            ("/placements/{id}", &self.placement),
            ("/checkpoints/{id}", &self.checkpoint),
            ("/messages/{id}", &self.message),
            ("/tasks/{id}", &self.task),
            ("/mailings/{id}", &self.mailing),
            ("/submissions/{id}", &self.submission),
            ("/diary/{id}", &self.entry),
            ("/runs/{id}", &self.called.run),
            ("/letters/{id}", &self.called.letter),
            ("/forms/{id}", &self.called.form),
            ("/claims/{id}", &self.called.claim),
            ("/flows/{id}", &"tracking-call".to_owned()),
        ] {
            if path.contains(prefix) {
                return path.replace("{id}", id);
            }
        }
        path.replace("{id}", "ses_00000000000000000000000000")
            .replace("{token}", "0123456789abcdefghijkl")
            .replace("{code}", "on-ies")
            .replace("{q}", "checkin-1m")
            .replace("{question}", "comment")
            .replace("{page}", "check")
            .replace("{name}", "mark.svg")
    }
}

/// What calls of Ada's have left: a run that is over, a letter, a form, a claim that is decided.
struct Called {
    run: String,
    letter: String,
    form: String,
    claim: String,
}

async fn called(app: &TestApp) -> Called {
    use crate::runs::{Walk, id, placed};
    let made = |walk: &Walk<'_>, what: &str| {
        walk.effect(what)["subject"].as_str().expect("an id").to_owned()
    };
    let one = placed(app, "Mina", "2026-02-20").await;
    let mut walk = Walk::begin(app, &one).await;
    walk.passes(&["open_diary", "call_client"]).await.says("q_answered", "no_answer").await;
    walk.passes(&["log_no_answer", "send_iws_letter"]).await.at("q_attempts_left", json!({})).await;
    walk.ends("end_retry_next_day").await;
    let letter = made(&walk, "letter.send");
    let body = json!({"person": one.person});
    let mut walk = Walk::of(app, "job-loss-call", body).await;
    walk.passes(&["call"]).await.says("q_reached", "reached").await;
    let ended = json!({"fields": {"last_day": "2026-02-27", "why": "quit"}});
    walk.at("when_it_ended", ended).await.at("q_day_known", json!({})).await;
    walk.says("q_next_job", "another_job").await.passes(&["next_job"]).await.ends("done").await;
    let ada = app.api("ada");
    let claim = ada.post_json("/api/v1/claims", json!({"placement": one.job})).await.is(201).json();
    let claim = id(&claim).to_owned();
    let door = format!("/api/v1/claims/{claim}/countersignature");
    app.api("sam").post_json(&door, json!({})).await.is(200);
    Called { run: walk.id().to_owned(), letter, form: made(&walk, "form.fill"), claim }
}

/// A mailing of Ada's that was taken back: whoever would do so again is told so.
async fn mailing(app: &TestApp) -> String {
    let ada = app.api("ada");
    let one = crate::messaging::placed(app, "ada").await;
    let asked = json!({"channel": "best", "checkpoints": [one.checkpoint]});
    let made = ada.post_json("/api/v1/mailings", asked).await.is(201).json();
    let id = made["id"].as_str().expect("an id").to_owned();
    ada.post_json(&format!("/api/v1/mailings/{id}/withdrawal"), json!({})).await.is(200);
    id
}

/// A submission of Ada's that the funder confirmed: nothing can be done with it any more.
async fn submission(app: &TestApp) -> String {
    use crate::submissions::{approved, out_of_work};
    let ready = out_of_work(app, "au-wa", "Confirmed").await;
    let id = approved(app, &ready).await;
    server::submissions::jobs::run_until_idle(app).await.expect("works");
    id
}

/// A body that can be read and asks for what nobody gets, so that those who are let in change
/// nothing for those who come after.
fn body(route: &Listed) -> Value {
    match (route.method, route.path.trim_start_matches(API)) {
        ("POST", "/people") => json!({"given_name": "", "family_name": "", "language": "en"}),
        ("PATCH", "/people/{id}") => json!({"year_of_birth": 1700}),
        ("POST", "/people/{id}/enrolments") => json!({"programme": "no-such"}),
        ("PATCH", "/enrolments/{id}") => json!({"started_on": "2031-01-01"}),
        ("POST", "/people/{id}/placements") => json!({"programme": "no-such", "employer": "Mill",
            "job_title": "Baker", "started_on": "2026-02-04", "hours_per_week": 30}),
        ("PATCH", "/placements/{id}") => json!({"ended_on": "2031-01-01"}),
        ("PATCH", "/checkpoints/{id}") => json!({"waived": true}),
        // She has no telephone.
        ("POST", "/checkpoints/{id}/invitations") => json!({"channel": "sms"}),
        ("POST", "/mailings") => json!({"channel": "pigeon"}),
        ("PUT", "/checkpoints/{id}/response") => json!({"answers": {"no_such": "yes"}}),
        // Nothing waits for a second reader, and nothing was sent that could go back.
        ("POST", "/checkpoints/{id}/second-reading") => json!({"agree": true}),
        ("POST", "/checkpoints/{id}/return") => json!({"reason": "look", "channel": "link"}),
        ("POST", "/checkpoints/{id}/evidence-waiver") => json!({"reason": ""}),
        ("PUT", "/checkpoints/{id}/milestone") => json!({"achieved_on": "2031-01-01"}),
        ("POST", "/submissions/{id}/confirmation") => json!({"reference": ""}),
        ("POST", "/submissions/{id}/rejection") => json!({"reason": ""}),
        ("POST", "/submissions/{id}/payment") => json!({"paid_on": "2031-01-01"}),
        ("POST", "/diary") => json!({"person": "per_0", "type": "dance", "due_at": "then"}),
        ("PATCH", "/diary/{id}") => json!({"outcome": "dance"}),
        ("POST", "/people/{id}/attempts") => {
            json!({"party": "cat", "channel": "pigeon", "outcome": "away"})
        }
        ("POST", "/people/{id}/assessments") => json!({"risk": "huge", "from": "2026-03-04"}),
        ("POST", "/people/{id}/agreements") => {
            json!({"accepted": true, "agreed_on": "2031-01-01"})
        }
        ("POST", "/people/{id}/notes") => json!({"dated_on": "2026-03-04", "text": ""}),
        ("POST", "/claims") => json!({"placement": "plc_0"}),
        ("POST", "/flows/{id}/runs") => json!({"person": "per_0"}),
        ("PUT", "/demo/clock") => json!({"now": "noon"}),
        _ => json!({}),
    }
}

async fn asked(app: &TestApp, who: &str, route: &Listed, path: &str) -> Answer {
    let method: Method = route.method.parse().expect("a method");
    let browser = app.another();
    if path.starts_with(API) || path.starts_with("/demo/") {
        let request = match who {
            "nobody" => browser.request(method.clone(), path),
            who => app.api(who).request(method.clone(), path),
        };
        let request = request.header(header::CONTENT_TYPE, "application/json");
        let is_question = method == Method::GET;
        let body = if is_question { Body::empty() } else { Body::from(body(route).to_string()) };
        return browser.send(request.body(body).expect("a request")).await;
    }
    if who != "nobody" {
        browser.sign_in(who).await;
    }
    match method {
        Method::GET => browser.get(path).await,
        _ => browser.post_form(path, &[("no_such_field", "1")]).await,
    }
}

#[tokio::test]
async fn every_address_for_everybody() {
    both(|app| async move {
        let subjects = Subjects::of(&app).await;
        let names = WHO.map(|who| format!("{who:<7}")).concat();
        let mut found = format!("{:<46}{}\n", "", names.trim_end());
        for route in listed(Mode::Demo) {
            let path = subjects.fill(&route.path);
            let mut line = format!("{:<6} {:<38} ", route.method, route.path);
            for who in WHO {
                let answer = asked(&app, who, &route, &path).await;
                line.push_str(&format!("{:<7}", answer.status));
            }
            found.push_str(line.trim_end());
            found.push('\n');
        }
        assert_eq!(found.trim(), EXPECTED.trim(), "{found}");
    })
    .await;
}
