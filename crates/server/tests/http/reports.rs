//! Reports: figures of a set whose counts are known, files that are read back, who sees what.

use crate::harness::{TestApp, both};
use calamine::{Data, Reader, Xlsx};
use domain::checkpoints::{AnswerState, ReviewState};
use domain::ids::{CheckpointId, PersonId};
use domain::words::Language;
use jiff::ToSpan;
use serde_json::{Value, json};
use server::record::{Actor, Deed};
use server::sealed::Sealed;
use server::surveys::source::Source;
use server::surveys::store::{self, ClientState, Response, StaffState};
use std::io::Cursor;

const FEEDBACK: &str = "/reports/feedback?from=2026-03-01&until=2026-03-31";

fn text(value: &Value) -> String {
    value.as_str().expect("a text").to_owned()
}

/// What the person of a number answers to the first check-in; from 20 on nobody answers.
fn answers(n: usize) -> Option<Value> {
    let mut said = match n {
        0..12 => json!({"agree": "yes", "work_status": "same_job", "hours_week": 20 + n,
            "svc_sat": 4 + n % 2, "barriers": if n < 6 { ["transport"] } else { ["none"] }}),
        12..18 => json!({"agree": "yes", "work_status": "looking", "svc_sat": 4}),
        18..20 => json!({"agree": "yes", "work_status": "on_leave", "svc_sat": 5}),
        _ => return None,
    };
    if n < 6 {
        let comments =
            ["=1+1 the bus is late", "Très bien, merci", "Late shifts", "Good", "Ok", "Bus"];
        said["comment"] = json!(comments[n]);
    }
    Some(said)
}

/// So many people of somebody, asked by a link or on paper, who answer two days later.
async fn asked_and_answered(app: &TestApp, by: &str, many: usize) -> Vec<(String, String)> {
    let mut made = Vec::new();
    app.at("2026-03-04T15:00:00Z");
    for n in 0..many {
        let person = json!({"given_name": format!("Person{n}"), "family_name": "Secretname",
            "language": "en", "year_of_birth": 1990});
        let person = app.api(by).post_json("/api/v1/people", person).await.is(201).json();
        let job = json!({"programme": "on-ies", "employer": "Bakery", "job_title": "Baker",
            "started_on": "2026-02-04", "hours_per_week": 30});
        let path = format!("/api/v1/people/{}/placements", text(&person["id"]));
        let placed = app.api(by).post_json(&path, job).await.is(201).json();
        let checkpoint = text(&placed["checkpoints"][0]["id"]);
        let channel = if n % 2 == 1 && n < 20 { "print" } else { "link" };
        let path = format!("/api/v1/checkpoints/{checkpoint}/invitations");
        app.api(by).post_json(&path, json!({"channel": channel})).await.is(201);
        made.push((text(&person["id"]), checkpoint));
    }
    app.at("2026-03-06T15:00:00Z");
    for (n, (person, checkpoint)) in made.iter().enumerate() {
        if let Some(said) = answers(n) {
            give(app, by, (person, checkpoint), &said).await;
        }
    }
    made
}

/// Records what a client sent.
async fn give(app: &TestApp, by: &str, (person, checkpoint): (&str, &str), said: &Value) {
    let person: PersonId = person.parse().expect("an id");
    let checkpoint: CheckpointId = checkpoint.parse().expect("an id");
    let deed = Deed {
        action: "answer survey",
        person: Some(person),
        subject: checkpoint.as_str(),
        detail: "",
    };
    let actor = Actor::client(app.viewer(by).agency);
    let mut writer = app.writer(actor, deed).await.expect("writes");
    let at = writer.at();
    let mut response = Response::empty(("checkin-1m", "on-ies", 1), Language::English);
    response.client_answers = Some(Sealed::new(said.to_string()));
    response.client = ClientState::Submitted;
    response.client_started_at = Some(at - 4.minutes());
    response.client_saved_at = Some(at);
    response.client_submitted_at = Some(at);
    response.source = Some(Source::ClientWeb);
    store::record(&mut writer, (&checkpoint, &person), &response).await.expect("is kept");
    let answer = AnswerState::Submitted { at };
    server::checkpoints::store::record_response(
        &mut writer,
        &checkpoint,
        answer,
        ReviewState::None,
    )
    .await
    .expect("is kept");
    writer.commit().await.expect("commits");
}

/// The rows of a CSV behind its mark.
fn rows(bytes: &[u8]) -> Vec<Vec<String>> {
    assert_eq!(&bytes[..3], b"\xef\xbb\xbf");
    let mut read = csv::ReaderBuilder::new().has_headers(false).from_reader(&bytes[3..]);
    let own = |row: csv::StringRecord| row.iter().map(str::to_owned).collect();
    read.records().map(|row| own(row.expect("a row"))).collect()
}

/// Count and share of an answer in a report's CSV.
fn figure(rows: &[Vec<String>], question: &str, answer: &str) -> (String, String) {
    let is_it = |row: &&Vec<String>| row[2].contains(question) && row[3] == answer;
    let found = rows.iter().find(is_it);
    let row = found.unwrap_or_else(|| panic!("no {question}: {answer} in {rows:?}"));
    (row[4].clone(), row[5].clone())
}

#[tokio::test]
async fn the_figures_are_those_of_the_answers() {
    both(|app| async move {
        asked_and_answered(&app, "ada", 26).await;
        app.sign_in("ada").await;
        let page = app.get(FEEDBACK).await.is(200).text;
        // 10 of 16 by link, 10 of 10 on paper.
        for said in [
            "77% (20 of 26)",
            "63% (10 of 16)",
            "100% (10 of 10)",
            "12 (60%)",
            "The middle answer is 25.5\u{a0}hours.",
            "20\u{a0}hours to under 25\u{a0}hours",
        ] {
            assert!(page.contains(said), "{said}: {page}");
        }
        assert!(!page.contains("Secretname") && !page.contains("Person3"), "nobody is named");
        let file = app.get(&FEEDBACK.replace("feedback?", "feedback.csv?")).await.is(200);
        assert_eq!(file.header("content-type"), "text/csv; charset=utf-8");
        let name = "attachment; filename=\"feedback-2026-03-31.csv\"";
        assert_eq!(file.header("content-disposition"), name);
        let rows = rows(&file.bytes);
        let shown = |count: &str, share: &str| (count.to_owned(), share.to_owned());
        let status = "describes your situation";
        assert_eq!(figure(&rows, status, "I work in the same job"), shown("12", "0.6"));
        assert_eq!(figure(&rows, status, "I work in a new job"), shown("0", "0"));
        // Two on leave are hidden, and those who look for work with them.
        let leave = "I have a job, but I am on leave";
        assert_eq!(figure(&rows, status, leave), shown("", ""));
        let looking = "I am not working and I am looking for work";
        assert_eq!(figure(&rows, status, looking), shown("", ""));
        let hours = "how many hours";
        let range = |from: u8, to: u8| format!("{from}\u{a0}hours to under {to}\u{a0}hours");
        assert_eq!(figure(&rows, hours, &range(20, 25)).0, "5");
        assert_eq!(figure(&rows, hours, &range(25, 32)).0, "7");
        assert_eq!(figure(&rows, "Print", "Answered"), shown("10", "1"));
        assert_eq!(figure(&rows, "Link", "Answered"), shown("10", "0.625"));
        let median = rows.iter().find(|row| row[2] == "Print" && row[3] == "Median days");
        assert_eq!(median.expect("days")[6], "2");
        assert!(rows.iter().any(|row| row[3] == "'=1+1 the bus is late"), "{rows:?}");
    })
    .await;
}

#[tokio::test]
async fn a_book_holds_real_numbers_and_leaves_the_same_out() {
    both(|app| async move {
        asked_and_answered(&app, "ada", 26).await;
        app.sign_in("ada").await;
        let file = app.get(&FEEDBACK.replace("feedback?", "feedback.xlsx?")).await.is(200);
        assert!(file.header("content-type").contains("spreadsheetml"));
        let opened = calamine::open_workbook_from_rs(Cursor::new(file.bytes));
        let mut book: Xlsx<_> = opened.expect("opens");
        let names = ["About", "Response rate by channel", "Answers", "Comments"];
        assert_eq!(book.sheet_names(), names);
        let answers = book.worksheet_range("Answers").expect("a sheet");
        let find = |answer: &str| {
            let row = answers.rows().find(|row| row[1] == Data::String(answer.to_owned()));
            row.unwrap_or_else(|| panic!("no {answer}"))[2].clone()
        };
        assert_eq!(find("I work in the same job"), Data::Float(12.0));
        assert_eq!(find("I have a job, but I am on leave"), Data::Empty);
        let comments = book.worksheet_range("Comments").expect("a sheet");
        assert_eq!(comments.height(), 7);
        let said: Vec<&Data> = comments.rows().map(|row| &row[1]).collect();
        assert!(said.contains(&&Data::String("=1+1 the bus is late".to_owned())));
        assert!(comments.rows().skip(1).all(|row| matches!(row[2], Data::DateTime(_))));
        assert!(book.worksheet_formula("Comments").expect("formulas").is_empty());
    })
    .await;
}

#[tokio::test]
async fn comments_are_read_searched_and_kept_back_when_few() {
    both(|app| async move {
        let made = asked_and_answered(&app, "ada", 26).await;
        app.sign_in("ada").await;
        let path = "/reports/feedback/comments?from=2026-03-01&question=on-ies.comment";
        let page = app.get(path).await.is(200).text;
        assert!(page.contains("6 comments") && page.contains("the bus is late"));
        assert!(
            page.contains(&format!("/people/{}?tab=checkpoints", made[2].0)),
            "leads to the file"
        );
        assert!(!page.contains("Secretname"));
        let page = app.get(&format!("{path}&q=TRES")).await.is(200).text;
        assert!(page.contains("One comment") && page.contains("Très bien"));
        assert!(!page.contains("Late shifts"));
        let page = app.get(&format!("{path}&q=nothing+of+it")).await.is(200).text;
        assert!(page.contains("No comment holds these words."));
        // Three of them came on paper: too few to read.
        let page = app.get(&format!("{path}&channel=print")).await.is(200).text;
        assert!(page.contains("Fewer than 5 people: not shown."), "{page}");
        assert!(!page.contains("Très bien"));
        let file = app.get("/reports/feedback.csv?from=2026-03-01&channel=print").await.is(200);
        assert!(!file.text.contains("Très bien"));
        app.get("/reports/feedback/comments?question=no-such.comment").await.is(404);
        app.get("/reports/feedback/comments?question=nothing").await.is(404);
    })
    .await;
}

#[tokio::test]
async fn each_sees_their_own_office_and_what_is_wrong_is_said() {
    both(|app| async move {
        asked_and_answered(&app, "ada", 26).await;
        let csv = FEEDBACK.replace("feedback?", "feedback.csv?");
        for (name, sees) in [
            ("bob", true),
            ("theo", true),
            ("max", true),
            ("ines", true),
            ("chloe", false),
            ("fay", false),
            ("fred", false),
        ] {
            let browser = app.another();
            browser.sign_in(name).await;
            let page = browser.get(FEEDBACK).await.is(200).text;
            assert_eq!(page.contains("77% (20 of 26)"), sees, "{name}");
            assert_eq!(
                browser.get(&csv).await.is(200).text.contains("the bus is late"),
                sees,
                "{name}"
            );
        }
        // Hamilton's adviser cannot choose Ottawa; the administrator can.
        let ottawa = app.viewer("chloe").office;
        let path = format!("{FEEDBACK}&office={ottawa}");
        app.sign_in("ada").await;
        let page = app.get(&path).await.is(422).text;
        assert!(page.contains("Choose one of these: Hamilton."), "{page}");
        app.sign_in("max").await;
        let page = app.get(&path).await.is(200).text;
        assert!(page.contains("Nobody answered in this period"));
        for (wrong, sentence) in [
            ("from=yesterday", "Write a day as 2026-03-31."),
            ("from=2026-03-05&until=2026-03-01", "The last day should be Thu 5 Mar 2026 or later."),
            ("from=2027-01-01", "or earlier: later there is nothing to report yet."),
            ("channel=pigeon", "Choose one of these: email, sms"),
            ("programme=x", "Choose one of these: on-ies."),
            ("checkpoint=x", "Choose one of these: m1"),
            ("answers=x", "Choose one of these: said and reviewed."),
        ] {
            let page = app.get(&format!("/reports/feedback?{wrong}")).await.is(422).text;
            assert!(page.contains(sentence), "{wrong}: {page}");
            app.get(&format!("/reports/feedback.csv?{wrong}")).await.is(422);
        }
        let typed = app.get("/reports/feedback?from=yesterday").await.text;
        assert!(typed.contains(r#"value="yesterday""#), "what was typed stays");
        app.post_form("/language", &[("language", "fr"), ("back", "/")]).await.is(303);
        let page = app.get(FEEDBACK).await.is(200).text;
        assert!(page.contains("Ce que disent") || page.contains("Qui répond"), "{page}");
        assert!(page.contains("77\u{a0}% (20 sur 26)"), "{page}");
    })
    .await;
}

#[tokio::test]
async fn lists_are_files_row_by_row_and_recorded() {
    both(|app| async move {
        asked_and_answered(&app, "ada", 3).await;
        let odd = json!({"given_name": "=Zoë", "family_name": "O’Brien", "language": "en"});
        app.api("ada").post_json("/api/v1/people", odd).await.is(201);
        app.sign_in("ada").await;
        let page = app.get("/people").await.is(200).text;
        assert!(page.contains(r#"href="/people.csv?q=&#38;whose=mine""#), "{page}");
        let file = app.get("/people.csv?q=&whose=mine").await.is(200);
        assert_eq!(
            file.header("content-disposition"),
            "attachment; filename=\"people-2026-03-06.csv\""
        );
        let people = rows(&file.bytes);
        assert_eq!(people[0][0], "Name");
        assert_eq!(people.len(), 5);
        assert!(people[1..].iter().all(|row| row[9].starts_with("per_")), "{people:?}");
        assert!(people.iter().any(|row| row[0] == "'=Zoë O’Brien"), "{people:?}");
        let one = rows(&app.get("/people.csv?q=person1&whose=team").await.is(200).bytes);
        assert_eq!(one.len(), 2);
        let path = "/checkpoints.xlsx?queue=to_review&whose=mine";
        let file = app.get(path).await.is(200);
        let mut book: Xlsx<_> =
            calamine::open_workbook_from_rs(Cursor::new(file.bytes)).expect("opens");
        let sheet = book.worksheet_range("Checkpoints").expect("a sheet");
        let overdue =
            rows(&app.get("/checkpoints.csv?queue=overdue&whose=mine").await.is(200).bytes);
        assert_eq!(sheet.height() + overdue.len(), 5, "each of the three is somewhere, once");
        // Nothing of another office, nothing of another agency.
        for name in ["chloe", "fred"] {
            let browser = app.another();
            browser.sign_in(name).await;
            let file = browser.get("/people.csv?whose=team").await.is(200);
            assert_eq!(rows(&file.bytes).len(), 1, "{name}");
        }
        let many = "SELECT COUNT(*) AS many FROM audit_entries WHERE action = 'export list'";
        assert_eq!(app.count(many).await, 6);
        let ends = "SELECT COUNT(*) AS many FROM audit_entries
            WHERE action = 'end export' AND detail = 'rows=4 whole'";
        assert_eq!(app.count(ends).await, 1);
        app.get(FEEDBACK).await.is(200);
        let opened = "SELECT COUNT(*) AS many FROM audit_entries
            WHERE kind = 'view' AND action = 'open report' AND subject = 'feedback'
                AND detail LIKE 'from=2026-03-01 until=2026-03-31%'";
        assert_eq!(app.count(opened).await, 1);
    })
    .await;
}

/// What staff took down on the telephone is what the client said; what an employer told is not.
#[tokio::test]
async fn an_answer_on_the_telephone_counts_for_the_telephone() {
    both(|app| async move {
        let made = asked_and_answered(&app, "ada", 36).await;
        for (n, (person, checkpoint)) in made.iter().enumerate().skip(20) {
            let source = if n < 28 { Source::ClientPhone } else { Source::Employer };
            take_down(&app, source, (person, checkpoint)).await;
        }
        app.sign_in("ada").await;
        let csv = FEEDBACK.replace("feedback?", "feedback.csv?");
        let said = rows(&app.get(&csv).await.is(200).bytes);
        let shown = |count: &str, share: &str| (count.to_owned(), share.to_owned());
        // Eight on the telephone; eight of whom an employer told have not answered.
        assert_eq!(figure(&said, "Telephone", "Answered"), shown("8", "1"));
        assert_eq!(figure(&said, "Link", "No answer yet"), shown("8", "0.4444"));
        let status = "describes your situation";
        assert_eq!(figure(&said, status, "I work in the same job").0, "20");
        let reviewed = rows(&app.get(&format!("{csv}&answers=reviewed")).await.is(200).bytes);
        assert_eq!(figure(&reviewed, status, "I work in the same job"), shown("16", "1"));
        let by_phone = rows(&app.get(&format!("{csv}&channel=phone")).await.is(200).bytes);
        assert_eq!(figure(&by_phone, status, "I work in the same job"), shown("8", "1"));
    })
    .await;
}

/// Records what staff were told, reviewed.
async fn take_down(app: &TestApp, source: Source, (person, checkpoint): (&str, &str)) {
    let person: PersonId = person.parse().expect("an id");
    let checkpoint: CheckpointId = checkpoint.parse().expect("an id");
    let deed = Deed {
        action: "submit review",
        person: Some(person),
        subject: checkpoint.as_str(),
        detail: "",
    };
    let mut writer = app.writer(app.viewer("ada"), deed).await.expect("writes");
    let mut response = Response::empty(("checkin-1m", "on-ies", 1), Language::English);
    response.staff_answers = Some(Sealed::new(json!({"work_status": "same_job"}).to_string()));
    response.staff = StaffState::Reviewed;
    response.staff_at = Some(writer.at());
    response.source = Some(source);
    store::record(&mut writer, (&checkpoint, &person), &response).await.expect("is kept");
    writer.commit().await.expect("commits");
}
