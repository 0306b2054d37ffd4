//! Guided calls at a desk and on a telephone: five walks of the drawn page, by buttons and by
//! keys, with the path, the summary, the map, and what they leave behind.

use crate::browser::{Browser, Screen};
use crate::office::Office;
use crate::submissions::in_french;
use serde_json::{Value, json};
use thirtyfour::By;

/// Somebody with a job that began so many days ago, and a call in the diary of today.
pub async fn booked(office: &Office, name: &str, days: i64) -> (String, String, String) {
    let person = json!({ "given_name": name, "family_name": "Calls", "language": "en",
        "reference": format!("R-{name}"), "phones": ["+14165550123"] });
    let person = office.ada.post("/api/v1/people", &person).await;
    let person = id(&person);
    let start = office.today.saturating_sub(jiff::Span::new().days(days)).to_string();
    let job = json!({ "programme": "on-ies", "employer": "Bakery", "job_title": "Baker",
        "started_on": start, "hours_per_week": 30 });
    let job = office.ada.post(&format!("/api/v1/people/{person}/placements"), &job).await;
    let entry = json!({ "person": person, "type": "tracking_call",
        "due_at": office.today.to_string(), "reason": "Offer support" });
    let entry = office.ada.post("/api/v1/diary", &entry).await;
    (person, id(&job), id(&entry))
}

fn id(value: &Value) -> String {
    value["id"].as_str().unwrap_or_else(|| panic!("no id: {value}")).to_owned()
}

/// From the diary into the call, to its first question.
pub async fn calls(browser: &Browser, entry: &str) {
    browser.opens(&format!("/diary/{entry}")).await;
    browser.presses("Call: go through it step by step").await;
    browser.presses("Go on").await;
    browser.presses("Go on").await;
    assert_eq!(node(browser).await, "Did the client answer?");
}

/// Answers by a key, and waits for what comes next.
pub async fn answers(browser: &Browser, key: &str, next: &str) {
    presses_key(browser, key).await;
    browser.comes_to_say(next).await;
}

/// Presses a key once the page listens to keys. By way of the browser's own tools: a driver that
/// meets the next page while it presses presses again.
pub async fn presses_key(browser: &Browser, key: &str) {
    browser.find("a page that listens", By::Css("[data-run='listens']")).await;
    for kind in ["rawKeyDown", "keyUp"] {
        browser.devtools("Input.dispatchKeyEvent", json!({ "type": kind, "key": key })).await;
    }
}

/// From the first question to the helpline: the number is dead, and there is no other.
async fn nobody_can_be_called(browser: &Browser) {
    browser.presses("Number wrong or not in service").await;
    browser.presses("Go on").await;
    browser.presses("Go on").await;
    browser.presses("No").await;
    browser.presses("Go on").await;
    browser.presses("First round of no contact").await;
    assert_eq!(node(browser).await, "Call Provider Direct");
}

const WORKING: &str = "Is the client still working?";
const OFFER: &str = "Offer in-work support and write up the conversation";
const OFTEN: &str = "Does the client want to change how often we contact them?";
const CLAIM: &str = "Is the client’s job outcome or sustainment due?";

pub async fn node(browser: &Browser) -> String {
    browser.find("the node", By::Id("node")).await.text().await.expect("a title")
}

/// Reached, and still working: W1, with the keys alone; back without loss.
#[tokio::test]
async fn a_call_is_answered_by_keys_and_written_up() {
    let office = Office::opens("calls-keys").await;
    let (person, _, entry) = booked(&office, "Keys", 10).await;
    let adviser = office.adviser(Screen::Desk).await;
    let browser = &adviser.browser;
    adviser.signs_in("ada").await;
    calls(browser, &entry).await;
    browser.looks("run-question").await;
    answers(browser, "1", WORKING).await;
    answers(browser, "1", OFFER).await;
    browser.types("conversation", "She likes it, the bus is late.").await;
    browser.comes_to_say("Kept at").await;
    browser.picks("iws_accepted", "yes").await;
    browser.looks("run-fields").await;
    // Another browser goes on where this one stood.
    let phone = office.adviser(Screen::Phone).await;
    phone.signs_in("ada").await;
    let run = browser.place().await;
    phone.browser.opens(&run).await;
    assert!(phone.browser.value("conversation").await.contains("the bus is late"));
    phone.browser.looks("run-fields").await;
    browser.presses("Go on").await;
    assert_eq!(node(browser).await, "Does the client want to change how often we contact them?");
    // Back by a key on nothing, and on again: what was typed stands there.
    answers(browser, "Backspace", "The conversation").await;
    assert!(browser.value("conversation").await.contains("the bus is late"));
    browser.presses("Go on").await;
    answers(browser, "2", "The record says: Nothing due.").await;
    answers(browser, "m", "Close the map").await;
    browser.find("you are here", By::Css("[data-map] .flow-here")).await;
    // The page opens at the drawing, and the key that opened it closes it.
    assert_eq!(browser.run("return document.activeElement.tagName;", vec![]).await, "FIGURE");
    browser.looks("run-map").await;
    presses_key(browser, "M").await;
    browser.find("it is closed", By::Css("[data-run-map][href$='?map=yes']")).await;
    answers(browser, "1", "What will be done").await;
    browser.looks("run-end").await;
    browser.presses("End the sitting and do this").await;
    assert!(browser.text().await.contains("What was done"));
    browser.looks("run-over").await;
    browser.opens(&format!("/people/{person}?tab=support")).await;
    assert!(browser.text().await.contains("Support was accepted"));
    browser.looks("support").await;
    let tab = format!("/people/{person}?tab=support");
    in_french(&office, "ada", &[("run-over-fr", &run), ("support-fr", &tab)]).await;
}

/// Someone else answers (W13), a number that does not work (W14): warnings, and no attempt.
#[tokio::test]
async fn someone_else_answers_and_a_number_is_dead() {
    let office = Office::opens("calls-else").await;
    let (person, _, entry) = booked(&office, "Else", 10).await;
    let phone = office.adviser(Screen::Phone).await;
    let browser = &phone.browser;
    phone.signs_in("ada").await;
    calls(browser, &entry).await;
    browser.looks("run-question").await;
    browser.presses("Someone else answered").await;
    assert!(browser.text().await.contains("say only that you will call again"));
    browser.looks("run-warning").await;
    browser.presses("Back").await;
    browser.presses("Number wrong or not in service").await;
    browser.presses("Go on").await;
    browser.types("new_number", "call me").await;
    browser.presses("Go on").await;
    browser.looks_at_refusal("run-number").await;
    assert_eq!(browser.value("new_number").await, "call me");
    browser.types("new_number", "416 555 0199").await;
    browser.presses("Go on").await;
    browser.presses("Yes, call it").await;
    assert_eq!(node(browser).await, "Call the client to offer in-work support");
    browser.presses("Go on").await;
    browser.presses("No answer").await;
    browser.presses("Go on").await;
    browser.presses("Go on").await;
    browser.presses("Fewer than three attempts").await;
    browser.presses("End the sitting and do this").await;
    assert!(browser.text().await.contains("waits for: Tracking call"));
    browser.looks("run-waits").await;
    browser.opens(&format!("/people/{person}?tab=support")).await;
    assert!(browser.text().await.contains("1 attempt in this round"));
    assert!(browser.text().await.contains("allows 2 messages to one person in a day"));
    browser.looks("support-tries").await;
    for (form, name) in [
        ("support/frequency", "support-frequency"),
        ("support/agreement", "support-agreement"),
        ("attempts/new", "attempt"),
        ("notes/new", "note"),
        ("runs/new", "run-begin"),
    ] {
        browser.opens(&format!("/people/{person}/{form}")).await;
        browser.looks(name).await;
    }
}

/// Nobody can be called: the letter is written, says who and when, and what was done leads to it.
#[tokio::test]
async fn a_letter_is_written_where_nobody_can_be_called() {
    let office = Office::opens("calls-letter").await;
    let (_, _, entry) = booked(&office, "Letter", 10).await;
    let adviser = office.adviser(Screen::Desk).await;
    let browser = &adviser.browser;
    adviser.signs_in("ada").await;
    calls(browser, &entry).await;
    nobody_can_be_called(browser).await;
    browser.looks("run-helpline").await;
    browser.picks("claim_closed", "yes").await;
    browser.presses("Go on").await;
    browser.presses("No, still closed").await;
    browser.presses("No").await;
    // Nothing allows the employer to be asked: the call goes another way by itself.
    assert_eq!(node(browser).await, "The employer may not be contacted");
    browser.presses("Go on").await;
    browser.presses("End the sitting and do this").await;
    let letter = browser.find("the letter", By::PartialLinkText("Wrote the letter")).await;
    browser.clicks(&letter, "the letter").await;
    browser.comes_to_say("Dear Letter").await;
    browser.looks("run-letter").await;
    let letter = browser.place().await;
    browser.opens("/letters").await;
    browser.looks("letters").await;
    browser.opens(&letter).await;
    browser.presses("Note that it is posted").await;
    assert!(browser.text().await.contains("Posted."));
}

/// The frequency changes (W2), in the three places from one act.
#[tokio::test]
async fn how_often_we_keep_in_touch_is_changed_in_a_call_and_by_hand() {
    let office = Office::opens("calls-often").await;
    let (person, _, entry) = booked(&office, "Often", 10).await;
    let adviser = office.adviser(Screen::Desk).await;
    let browser = &adviser.browser;
    adviser.signs_in("ada").await;
    calls(browser, &entry).await;
    answers(browser, "1", WORKING).await;
    answers(browser, "1", OFFER).await;
    browser.types("conversation", "Less often, please.").await;
    browser.presses("Go on").await;
    answers(browser, "1", "Record the change of contact frequency").await;
    browser.types("new_interval_weeks", "40").await;
    browser.presses("Go on").await;
    browser.looks_at_refusal("run-weeks").await;
    browser.types("new_interval_weeks", "4").await;
    browser.types("reason", "settled in").await;
    browser.presses("Go on").await;
    answers(browser, "1", "What will be done").await;
    browser.presses("End the sitting and do this").await;
    browser.opens(&format!("/people/{person}?tab=summary")).await;
    assert!(browser.text().await.contains("settled in"));
    browser.looks("summary-notes").await;
    browser.opens(&format!("/people/{person}/support/frequency")).await;
    browser.presses("Change it").await;
    browser.looks_at_refusal("support-frequency").await;
    browser.picks("risk", "high").await;
    browser.types("reason", "the bus strike").await;
    browser.presses("Change it").await;
    let text = browser.text().await;
    assert!(text.contains("High risk: every week") && text.contains("the bus strike"), "{text}");
    browser.looks("support-history").await;
}

/// Out of work with a new job (W10): forms complete before the mail goes; then a lost job (W8's
/// end) on the team leader's desk, where the session is booked and the caseload handed over.
#[tokio::test]
async fn a_new_job_has_its_forms_and_a_lost_one_its_tasks() {
    let office = Office::opens("calls-lost").await;
    let (_, _, entry) = booked(&office, "Newjob", 40).await;
    let (lost, _, other) = booked(&office, "Lost", 40).await;
    let adviser = office.adviser(Screen::Desk).await;
    let browser = &adviser.browser;
    adviser.signs_in("ada").await;
    let yesterday = office.today.yesterday().expect("a day").to_string();
    for (entry, has_job) in [(&entry, true), (&other, false)] {
        calls(browser, entry).await;
        answers(browser, "1", WORKING).await;
        answers(browser, "2", "Ask when the job ended").await;
        browser.types("end_date", &yesterday).await;
        browser.presses("Go on").await;
        answers(browser, "1", "Does the client have a new job?").await;
        browser.presses(if has_job { "Yes" } else { "No" }).await;
        if has_job {
            browser.presses("Go on").await;
            browser.looks("run-new-job").await;
        } else {
            for _ in 0..3 {
                browser.presses("Go on").await;
            }
        }
        browser.presses("End the sitting and do this").await;
        if has_job {
            browser.presses("Began the form: New job declaration").await;
            browser.presses("Complete the form").await;
            browser.looks_at_refusal("run-form").await;
            browser.types("employer", "Mill").await;
            browser.presses("Keep it for later").await;
            assert!(browser.text().await.contains("Kept as it stands"));
            browser.looks("run-form").await;
        }
    }
    let leader = office.adviser(Screen::Desk).await;
    leader.signs_in("theo").await;
    leader.browser.opens("/desk").await;
    assert!(leader.browser.text().await.contains("Book a rapid response session"));
    assert!(leader.browser.text().await.contains("since today"));
    leader.browser.looks("desk").await;
    leader.browser.presses("See what moves").await;
    leader.browser.looks_at_refusal("desk").await;
    let ada = office.ada.get(&format!("/api/v1/people/{lost}")).await["owner"].clone();
    leader.browser.picks("from", ada.as_str().expect("an id")).await;
    let others = "return [...document.querySelectorAll('select[name=to] option')]
        .map(it => it.value).find(it => it && it !== arguments[0])";
    let to = leader.browser.run(others, vec![ada]).await;
    leader.browser.picks("to", to.as_str().expect("a colleague")).await;
    leader.browser.presses("See what moves").await;
    assert!(leader.browser.text().await.contains("What moves"));
    leader.browser.looks("desk-handover").await;
    leader.browser.opens("/desk").await;
    let person = leader.browser.find("their task", By::LinkText("Lost Calls")).await;
    leader.browser.clicks(&person, "their task").await;
    assert!(leader.browser.place().await.contains(&lost));
}

/// A claim goes from hand to hand (W3), and an employer answers by their link.
#[tokio::test]
async fn a_claim_is_countersigned_and_an_employer_answers() {
    let office = Office::opens("calls-claim").await;
    let (_, job, entry) = booked(&office, "Claim", 35).await;
    let adviser = office.adviser(Screen::Desk).await;
    let browser = &adviser.browser;
    adviser.signs_in("ada").await;
    browser.opens(&format!("/placements/{job}/employer")).await;
    browser.picks("basis", "consent").await;
    browser.types("email", "lee@bakery.example").await;
    browser.presses("Save").await;
    browser.looks_at_refusal("employer").await;
    browser.types("basis_note", "signed on Monday").await;
    browser.presses("Save").await;
    browser.opens(&format!("/placements/{job}/employer")).await;
    browser.looks("employer").await;
    calls(browser, &entry).await;
    answers(browser, "1", WORKING).await;
    answers(browser, "1", OFFER).await;
    browser.types("conversation", "All is well.").await;
    browser.presses("Go on").await;
    assert_eq!(node(browser).await, OFTEN);
    answers(browser, "2", CLAIM).await;
    browser.presses("Job outcome due").await;
    browser.presses("Go on").await;
    browser.presses("Job outcome").await;
    browser.presses("Go on").await;
    browser.presses("End the sitting and do this").await;
    assert!(browser.text().await.contains("waits for: the countersignature"));
    let run = browser.place().await;
    let leader = office.adviser(Screen::Desk).await;
    leader.signs_in("theo").await;
    leader.browser.opens("/claims").await;
    leader.browser.looks("claims").await;
    leader.browser.presses("Claim Calls").await;
    leader.browser.looks("claim").await;
    leader.browser.presses("Countersign").await;
    leader.browser.looks_at_refusal("claim-form-open").await;
    leader.browser.types("reason", "The paper lies in the file.").await;
    leader.browser.presses("Countersign").await;
    leader.browser.opens("/").await;
    leader.browser.looks("day-calls").await;
    leader.browser.opens(&run).await;
    assert!(leader.browser.text().await.contains("The record says: Countersigned."));
    leader.browser.presses("Countersigned").await;
    leader.browser.presses("Go on").await;
    leader.browser.looks("run-hands-over").await;
    leader.browser.presses("End the sitting and do this").await;
    let records = office.adviser(Screen::Desk).await;
    records.signs_in("rita").await;
    records.browser.opens(&run).await;
    records.browser.looks("run-take-over").await;
    records.browser.presses("Take it over").await;
    records.browser.presses("Go on").await;
    records.browser.presses("End the sitting and do this").await;
    for (page, name) in [("/flows", "flows"), ("/flows/tracking-call", "flow")] {
        records.browser.opens(page).await;
        records.browser.looks(name).await;
    }
    the_drawing_begins_in_view(&records.browser).await;
}

/// On a telephone a drawn flow begins with its first step, not with an empty corner; its steps in
/// words are there to be unfolded, and lead to one another.
async fn the_drawing_begins_in_view(browser: &Browser) {
    browser.resize(Screen::Phone).await;
    browser.opens("/flows/tracking-call").await;
    let is_in_view = "const [at, box] = ['.flow-start', '.flow-drawing']
        .map((part) => document.querySelector(part).getBoundingClientRect());
        return at.left >= box.left && at.right <= box.right
            && at.top >= box.top && at.bottom <= box.bottom;";
    assert_eq!(browser.run(is_in_view, Vec::new()).await, true);
    browser.presses("The steps in words").await;
    browser.presses_in("step-log_no_answer", "Send the IWS letter").await;
    browser.find("the step it leads to", By::Css("#step-send_iws_letter:target")).await;
    browser.resize(browser.screen).await;
    browser.looks("flow-steps").await;
}

/// Four questions on an employer's telephone, in both languages; then the link is used, and the
/// call goes on with what was answered.
#[tokio::test]
async fn an_employer_answers_on_a_telephone() {
    let office = Office::opens("calls-employer").await;
    let (person, job, entry) = booked(&office, "Asked", 35).await;
    let adviser = office.adviser(Screen::Desk).await;
    let browser = &adviser.browser;
    adviser.signs_in("ada").await;
    browser.opens(&format!("/placements/{job}/employer")).await;
    browser.picks("basis", "consent").await;
    browser.types("basis_note", "signed on Monday").await;
    browser.types("email", "kim@bakery.example").await;
    browser.presses("Save").await;
    calls(browser, &entry).await;
    nobody_can_be_called(browser).await;
    browser.presses("Go on").await;
    browser.presses("Could not find out").await;
    browser.presses("No").await;
    browser.presses("Go on").await;
    browser.looks_at_refusal("run-employer").await;
    browser.picks("channel", "email").await;
    browser.presses("Go on").await;
    browser.presses("No reply yet").await;
    browser.presses("End the sitting and do this").await;
    let run = browser.place().await;
    office.ada.post("/demo/tick", &json!({})).await;
    let link = office.newest_link("kim@bakery.example").await;
    let phone = office.client(Screen::Phone).await.browser;
    phone.opens(&format!("{link}?language=fr")).await;
    phone.looks("employer-asked-fr").await;
    phone.opens(&format!("{link}?language=en")).await;
    phone.looks("employer-asked").await;
    phone.presses("Send").await;
    phone.looks_at_refusal("employer-asked").await;
    phone.chooses("still", "yes").await;
    phone.types("hours", "30").await;
    phone.types("by", "Kim, owner").await;
    phone.presses("Send").await;
    phone.looks("employer-thanked").await;
    phone.opens(&link).await;
    assert!(!phone.has("#survey").await, "the link is used");
    assert!(phone.text().await.contains("Your answer arrived on"));
    phone.opens(&format!("{link}?language=fr")).await;
    phone.looks("employer-thanked-fr").await;
    browser.opens(&run).await;
    assert_eq!(node(browser).await, "Did the employer reply within 5 days?");
    browser.opens(&format!("/people/{person}?tab=support")).await;
    assert!(browser.text().await.contains("Kim, owner"));
    browser.looks("support-employer").await;
}
