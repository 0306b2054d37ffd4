//! Whatever is typed into any field of any form of staff: never a fault, and where it is refused,
//! a sentence and every letter still there.

use crate::forms::{Field, Form, decoded, forms};
use crate::harness::{Answer, TestApp, both};
use crate::surveys::asked;
use std::collections::BTreeSet;

/// What people paste, and what others try.
const TYPED: [&str; 12] = [
    "Zoë 👩🏽‍🍳 O\u{2019}Brien",
    "مخبز الحي \u{202e}gnp.exe",
    "Z\u{308}\u{301}\u{301}\u{301}\u{301}oe",
    "Monday\t8:00\t16:00\nTuesday\t8:00\t16:00",
    "<script>alert(1)</script>&\"'",
    "'; DROP TABLE people; --",
    "{{ link }} {{nobody}} ${x} %s",
    "2026-02-30",
    "-1e400",
    "９９",
    "NULL",
    "../../etc/passwd",
];

/// A form with something else in one of its fields.
fn filled<'a>(form: &'a Form, at: usize, typed: &'a str) -> Vec<(&'a str, &'a str)> {
    let own = |(position, field): (usize, &'a Field)| {
        (field.name.as_str(), if position == at { typed } else { field.value.as_str() })
    };
    form.fields.iter().enumerate().filter(|(_, one)| one.name != "csrf").map(own).collect()
}

/// Whether a page still shows what was typed, in a field of the same name.
fn keeps(page: &str, field: &Field, typed: &str) -> bool {
    // A field of one line cannot hold more than one.
    let lines = |text: &str| text.replace("\r\n", "\n").replace('\n', "").trim().to_owned();
    let is_same = |one: &Field| one.name == field.name && lines(&one.value) == lines(typed);
    forms(page).iter().flat_map(|form| &form.fields).any(is_same)
}

/// Sends a form with each text in each of its fields.
async fn type_into(app: &TestApp, from: &str, form: &Form, most: usize) -> Vec<String> {
    let mut wrong = Vec::new();
    // An address holds less than a form.
    let long = "é".repeat(if form.method == "post" { 20_000 } else { 2_000 });
    let control = "a\u{0}b\u{7}\u{1b}[2J";
    for (at, field) in form.fields.iter().enumerate() {
        if field.name == "csrf" || field.kind == "file" {
            continue;
        }
        // Nobody pastes into what is not typed: a few stand for what others try.
        let many = if field.is_typed() { most } else { 2 };
        let tried = TYPED.iter().copied().cycle().skip(4 + at * many).take(many);
        for typed in tried.chain([long.as_str(), control]) {
            let shown: String = typed.chars().take(30).collect();
            let said = format!("{from}: {} {} = {shown:?}", form.action, field.name);
            let answer = send(app, form, &filled(form, at, typed)).await;
            let is_lost = answer.status == 422
                && field.is_typed()
                && typed != control
                && !keeps(&answer.text, field, typed);
            if answer.status >= 500 || answer.text.contains("<script>alert") {
                wrong.push(format!("{said}: {}", answer.status));
            } else if is_lost {
                wrong.push(format!("{said} is lost"));
            }
        }
    }
    wrong
}

async fn send(app: &TestApp, form: &Form, fields: &[(&str, &str)]) -> Answer {
    if form.method == "post" {
        return app.post_form(&form.action, fields).await;
    }
    let mut address = form_urlencoded::Serializer::new(format!("{}?", form.action));
    app.get(&address.extend_pairs(fields).finish()).await
}

#[tokio::test]
async fn whatever_is_typed_is_kept_or_refused_with_a_sentence() {
    both(|app| async move {
        let one = asked(&app).await;
        let task = crate::tasks::one(&app).await;
        app.sign_in("ada").await;
        let person = format!("/people/{}", one.person);
        let kept = format!("/api/v1/checkpoints/{}", one.checkpoint);
        let kept = app.api("ada").get(&kept).await.is(200).json();
        let job = kept["placement"].as_str().expect("a job").to_owned();
        let point = format!("/checkpoints/{}", one.checkpoint);
        let pages = [
            "/people/new".to_owned(),
            format!("{person}/edit"),
            format!("{person}/standing"),
            format!("{person}/placements/new"),
            format!("/placements/{job}/start"),
            format!("/placements/{job}/ending"),
            format!("/placements/{job}/terms"),
            format!("{person}?tab=checkpoints&open={}", one.checkpoint),
            format!("{person}?tab=documents"),
            format!("{person}?tab=timeline"),
            format!("{point}/follow-up"),
            format!("{point}/call"),
            format!("{point}/paper"),
            format!("{point}/evidence"),
            format!("{point}/questionnaire"),
            format!("/mailings/new?checkpoint={}", one.checkpoint),
            format!("/tasks/{task}"),
            "/people".to_owned(),
            "/checkpoints".to_owned(),
            "/messages".to_owned(),
            "/reports/feedback".to_owned(),
            "/".to_owned(),
        ];
        walk(&app, &pages, (TYPED.len(), 200)).await;
    })
    .await;
}

#[tokio::test]
async fn whatever_is_typed_into_a_questionnaires_draft_is_kept_or_refused() {
    both(|app| async move {
        app.sign_in("max").await;
        let draft = "/setup/programmes/on-ies/draft";
        app.post_form(draft, &[("from", "shipped")]).await.is(303);
        let sheet = format!("{draft}/q/checkin-1m");
        let pages = [
            format!("{sheet}/questions/comment"),
            format!("{sheet}/questions/work_status"),
            format!("{sheet}/new-question"),
            sheet,
            format!("{draft}/publication"),
        ];
        // Every save reads a whole pack: each field is tried with some, all of them with all.
        walk(&app, &pages, (2, 40)).await;
    })
    .await;
}

/// Types so many of the texts at most into every field of these pages, which are so many at least.
async fn walk(app: &TestApp, pages: &[String], (most, fields_min): (usize, usize)) {
    let (mut sent, mut wrong, mut met) = (0, Vec::new(), BTreeSet::new());
    for from in pages {
        let page = app.get(from).await;
        assert!(page.status == 200, "{from}: {} {}", page.status, page.text);
        for form in forms(&page.text) {
            // Leaving, and what a later part of this walk needs, stays as it is.
            if ["/sign-out", "/language"].contains(&form.action.as_str()) {
                continue;
            }
            // What stands on every page is walked once.
            if !met.insert(form.action.clone()) {
                continue;
            }
            sent += form.fields.len();
            wrong.extend(type_into(app, from, &form, most).await);
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(sent > fields_min, "only {sent} fields were met");
}

#[test]
fn the_forms_of_a_page_are_read() {
    let page = r#"<form method="post" action="/a?b=1&#38;c=2"><input name="one" value="x &#34;y">
        <input type="radio" name="two" value="1"><input type="radio" name="two" value="2" checked>
        <textarea name="three">
a &#60;b</textarea><select name="four"><option value="p">P</option>
        <option value="q" selected>Q</option></select></form>"#;
    let read = forms(page);
    let fields: Vec<(&str, &str)> =
        read[0].fields.iter().map(|one| (one.name.as_str(), one.value.as_str())).collect();
    let expected = [("one", "x \"y"), ("two", "2"), ("three", "a <b"), ("four", "q")];
    assert_eq!((read.len(), read[0].action.as_str()), (1, "/a?b=1&c=2"));
    assert_eq!(fields, expected);
    assert_eq!(decoded("&#38;#34;"), "&#34;");
}
