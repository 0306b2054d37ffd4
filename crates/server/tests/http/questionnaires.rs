//! Questionnaires in versions: copied, changed, checked, tried out, published; what is out stays.

use crate::forms::forms;
use crate::harness::{Answer, TestApp, both};
use crate::surveys::{Phone, asked, hidden, link, text};
use futures_util::future::join_all;
use serde_json::json;

const PACK: &str = "/setup/programmes/on-ies";
const DRAFT: &str = "/setup/programmes/on-ies/draft";
const MONTH: &str = "/setup/programmes/on-ies/draft/q/checkin-1m";
const WORDS: &str = "Anything more to say about the work?";

fn comment() -> String {
    format!("{MONTH}/questions/comment")
}

async fn begun(app: &TestApp) {
    app.sign_in("max").await;
    let made = app.post_form(DRAFT, &[("from", "shipped")]).await.is(303);
    assert_eq!(made.location(), DRAFT);
}

/// What the form of a question holds, read from its page.
fn fields(page: &str) -> Vec<(String, String)> {
    let form = forms(page).into_iter().find(|form| form.is_kept).expect("the form of a question");
    let given = form.fields.into_iter().filter(|one| one.name != "csrf" && one.name != "act");
    given.map(|one| (one.name, one.value)).collect()
}

/// Opens the form of a question, types into some of its fields and sends it.
async fn saves(app: &TestApp, path: &str, typed: &[(&str, &str)]) -> Answer {
    let form = fields(&app.get(path).await.is(200).text);
    sends(app, path, form, typed).await
}

async fn sends(
    app: &TestApp,
    path: &str,
    mut form: Vec<(String, String)>,
    typed: &[(&str, &str)],
) -> Answer {
    for (name, value) in typed {
        form.retain(|(known, _)| known != name);
        form.push(((*name).to_owned(), (*value).to_owned()));
    }
    let form: Vec<(&str, &str)> =
        form.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    app.post_form(path, &form).await
}

async fn source(app: &TestApp, sql: &'static str) -> String {
    let mut reader = app.db.reader().await.expect("reads");
    let row = reader.one(sql, db::binds![]).await.expect("answers").expect("a row");
    row.get("source").expect("a text")
}

async fn draft_source(app: &TestApp) -> String {
    source(app, "SELECT source FROM pack_drafts").await
}

async fn publishes(app: &TestApp) -> Answer {
    let page = app.get(&format!("{DRAFT}/publication")).await.is(200);
    let version = hidden(&page.text, "version");
    app.post_form(&format!("{DRAFT}/publication"), &[("version", &version)]).await
}

#[tokio::test]
async fn new_enrolments_follow_what_is_published_and_what_is_out_stays() {
    both(|app| async move {
        let before = asked(&app).await;
        let half = asked(&app).await;
        let mut begun_phone = Phone::begin(&app, &half.token, "1990").await;
        begun_phone.press(&[("agree", "yes")]).await;
        begun(&app).await;
        saves(
            &app,
            &format!("{MONTH}/questions/work_status"),
            &[("text-en", "How is it going on {due_date}, really?")],
        )
        .await
        .is(303);
        saves(&app, &comment(), &[("text-en", WORDS), ("text-fr", "Autre chose à dire ?")])
            .await
            .is(303);
        let preview = app.get(&format!("{DRAFT}/publication")).await.is(200);
        assert!(preview.text.contains("2 enrolments stay with version 1."), "{}", preview.text);
        assert!(preview.text.contains("2 surveys that are out stay with version 1"));
        let published = publishes(&app).await.is(303);
        assert_eq!(published.location(), format!("{PACK}?done=published"));
        let versions = app.get(PACK).await.is(200).text;
        assert!(versions.contains("version 2") && versions.contains("Published by max"));
        // Sent before, begun or not: the old words.
        assert!(begun_phone.says("best describes"), "{}", begun_phone.page.text);
        begun_phone.press(&[("work_status", "in_training")]).await;
        let mut opened = Phone::begin(&app, &before.token, "1990").await;
        opened.press(&[("agree", "yes")]).await;
        assert!(opened.says("best describes") && !opened.says("really?"));
        // A checkpoint of an old enrolment that is asked only now: the old words too.
        let again = link(&app, &before.checkpoint).await;
        let mut late = Phone::begin(&app, &again, "1990").await;
        late.go("/s/q/work_status").await;
        assert!(late.says("best describes"), "{}", late.page.text);
        // Whoever comes now is asked in the new words.
        let after = asked(&app).await;
        let mut phone = Phone::begin(&app, &after.token, "1990").await;
        phone.press(&[("agree", "yes")]).await;
        assert!(phone.says("really?"), "{}", phone.page.text);
        let door = app.api("ada").get(&format!("/api/v1/checkpoints/{}", after.checkpoint)).await;
        assert_eq!(door.json()["survey"], json!({"questionnaire": "checkin-1m", "version": 2}));
        let door = app.api("ada").get(&format!("/api/v1/checkpoints/{}", before.checkpoint)).await;
        assert_eq!(door.json()["survey"]["version"], 1);
    })
    .await;
}

#[tokio::test]
async fn the_second_of_two_who_reword_a_question_sees_both_texts() {
    both(|app| async move {
        begun(&app).await;
        let path = comment();
        let stale = fields(&app.get(&path).await.is(200).text);
        let other = fields(&app.get(&format!("{MONTH}/questions/noc_code")).await.is(200).text);
        saves(&app, &path, &[("text-en", "Theirs")]).await.is(303);
        // Another question is no conflict.
        let noc = format!("{MONTH}/questions/noc_code");
        sends(&app, &noc, other, &[("hint-en", "Five digits")]).await.is(303);
        let conflict =
            sends(&app, &path, stale, &[("text-en", "Mine & only <mine>")]).await.is(409);
        assert!(conflict.text.contains("Theirs"), "{}", conflict.text);
        assert!(conflict.text.contains("Mine &#38; only &#60;mine&#62;"), "{}", conflict.text);
        assert!(draft_source(&app).await.contains("Theirs"), "nothing is overwritten");
        // Saving mine after all is one press.
        let seen = hidden(&conflict.text, "seen");
        saves(&app, &path, &[("text-en", "Mine"), ("seen", &seen)]).await.is(303);
        let kept = draft_source(&app).await;
        assert!(kept.contains("Mine") && !kept.contains("Theirs"));
    })
    .await;
}

#[tokio::test]
async fn twenty_who_publish_at_once_publish_once() {
    both(|app| async move {
        begun(&app).await;
        saves(&app, &comment(), &[("text-en", WORDS)]).await.is(303);
        let page = app.get(&format!("{DRAFT}/publication")).await.is(200);
        let version = hidden(&page.text, "version");
        let path = format!("{DRAFT}/publication");
        let fields = [("version", version.as_str())];
        let answers = join_all((0..20).map(|_| app.post_form(&path, &fields))).await;
        for answer in answers {
            assert_eq!(answer.status, 303, "{}", answer.text);
        }
        assert_eq!(app.count("SELECT COUNT(*) AS many FROM pack_publications").await, 1);
        assert_eq!(app.count("SELECT COUNT(*) AS many FROM pack_drafts").await, 0);
        let entries = "SELECT COUNT(*) AS many FROM audit_entries WHERE action = 'publish pack'";
        assert_eq!(app.count(entries).await, 1);
        let copies = join_all((0..20).map(|_| app.post_form(DRAFT, &[("from", "2")]))).await;
        assert!(copies.iter().all(|answer| answer.status == 303));
        assert_eq!(app.count("SELECT COUNT(*) AS many FROM pack_drafts").await, 1);
        let copied = draft_source(&app).await;
        assert!(copied.contains("version: 3") && copied.contains(WORDS));
    })
    .await;
}

#[tokio::test]
async fn what_was_changed_after_the_look_is_not_published() {
    both(|app| async move {
        begun(&app).await;
        let page = app.get(&format!("{DRAFT}/publication")).await.is(200);
        let version = hidden(&page.text, "version");
        app.post_form(&format!("{MONTH}/order"), &[("id", "comment"), ("way", "up")]).await.is(303);
        let path = format!("{DRAFT}/publication");
        let answer = app.post_form(&path, &[("version", &version)]).await.is(409);
        assert!(answer.text.contains("Somebody changed this draft meanwhile"));
        let removal = format!("{DRAFT}/removal");
        app.post_form(&removal, &[("version", &version)]).await.is(409);
        assert_eq!(app.count("SELECT COUNT(*) AS many FROM pack_publications").await, 0);
        assert_eq!(app.count("SELECT COUNT(*) AS many FROM pack_drafts").await, 1);
    })
    .await;
}

#[tokio::test]
async fn the_check_names_what_is_wrong_and_nothing_wrong_is_published() {
    both(|app| async move {
        begun(&app).await;
        // A question on which others hang, moved behind them and then taken out.
        app.post_form(&format!("{MONTH}/removal"), &[("id", "work_status")]).await.is(303);
        saves(&app, &comment(), &[("text-fr", "")]).await.is(303);
        let page = app.get(&format!("{DRAFT}/publication")).await.is(200).text;
        assert!(page.contains("The French text is missing."), "{page}");
        assert!(page.contains("which this questionnaire does not ask"), "{page}");
        assert!(page.contains("/questions/comment#text-fr"), "a link to the field");
        let held = app.get(&comment()).await.is(200).text;
        assert!(held.contains("text-fr-wrong"), "told at the field as well");
        let version = draft_version(&app).await;
        let path = format!("{DRAFT}/publication");
        let answer = app.post_form(&path, &[("version", &version)]).await.is(409);
        assert!(answer.text.contains("cannot be published yet"));
        // Put back where it was, and translated: it may be published.
        let back = [("id", "work_status"), ("after", "agree")];
        app.post_form(&format!("{MONTH}/questions"), &back).await.is(303);
        let again = app.get(&format!("{MONTH}/questions/work_status")).await.is(200).text;
        let need = ("need".to_owned(), "R".to_owned());
        assert!(fields(&again).contains(&need), "needed as before: {again}");
        saves(&app, &comment(), &[("text-fr", "Autre chose ?")]).await.is(303);
        publishes(&app).await.is(303);
    })
    .await;
}

async fn draft_version(app: &TestApp) -> String {
    app.count("SELECT version AS many FROM pack_drafts").await.to_string()
}

#[tokio::test]
async fn a_question_is_added_with_a_condition_chosen_from_lists() {
    both(|app| async move {
        begun(&app).await;
        let path = format!("{MONTH}/new-question");
        let page = app.get(&format!("{path}?kind=single")).await.is(200).text;
        let form = fields(&page);
        let add = sends(&app, &path, form, &[("act", "when-add")]).await.is(200).text;
        let look = [("when-1-subject", "work_status"), ("act", "when-look")];
        let look = sends(&app, &path, fields(&add), &look).await.is(200).text;
        assert!(look.contains("when-1-value") && look.contains("I work in a new job"), "{look}");
        let typed = [
            ("text-en", "Is the way to work <b>long</b>?"),
            ("text-fr", "Le trajet est-il long ?"),
            ("choice-1-en", "Yes"),
            ("choice-1-fr", "Oui"),
            ("choice-2-en", "No"),
            ("choice-2-fr", "Non"),
            ("when-1-verb", "one-of"),
            ("when-1-value", "new_job"),
            ("need", "O"),
            ("screen", "own"),
            ("after", "work_status"),
        ];
        sends(&app, &path, fields(&look), &typed).await.is(303);
        let kept = draft_source(&app).await;
        assert!(kept.contains("shown_when: \"work_status in ['new_job']\""), "{kept}");
        let list = app.get(MONTH).await.is(200).text;
        assert!(list.contains("Is the way to work &#60;b&#62;long&#60;/b&#62;?"), "{list}");
        assert!(!list.contains("<b>long"));
        // The same id once more is told at its field.
        let again = [("text-en", "x"), ("id", "comment"), ("need", "O")];
        let again = sends(&app, &path, fields(&page), &again).await.is(422).text;
        assert!(again.contains("id-wrong"), "{again}");
        publishes(&app).await.is(303);
        let asked = asked(&app).await;
        let mut phone = Phone::begin(&app, &asked.token, "1990").await;
        phone.press(&[("agree", "yes")]).await;
        phone.press(&[("work_status", "new_job")]).await;
        assert!(phone.says("Is the way to work"), "{}", phone.page.text);
    })
    .await;
}

#[tokio::test]
async fn what_is_typed_wrongly_is_told_at_its_field_and_kept() {
    both(|app| async move {
        begun(&app).await;
        let long = "w".repeat(401);
        for (field, typed) in [
            ("text-en", ""),
            ("text-fr", long.as_str()),
            ("text-en", "turned \u{202e} round"),
            ("text-en", "Dear {first_name}"),
            ("length", "a lot"),
        ] {
            let typed_all = match field {
                "text-en" if typed.is_empty() => vec![("text-en", ""), ("text-fr", "")],
                _ => vec![(field, typed)],
            };
            let answer = saves(&app, &comment(), &typed_all).await.is(422).text;
            assert!(answer.contains(&format!("{field}-wrong")), "{field}: {answer}");
            assert!(typed.is_empty() || answer.contains(typed), "{field} is kept");
        }
        let huge = "x".repeat(1 << 20);
        saves(&app, &comment(), &[("text-en", &huge)]).await.is(413);
        saves(&app, &comment(), &[("when-mode", "text"), ("when-text", "a = b")]).await.is(422);
        // Four hundred new questions: the bank takes what it can, then says so.
        assert!(draft_source(&app).await.len() < 100_000, "nothing of this was kept");
    })
    .await;
}

#[tokio::test]
async fn a_questionnaire_takes_no_more_than_it_may() {
    let app = TestApp::sqlite().await;
    begun(&app).await;
    let path = format!("{MONTH}/new-question");
    let mut refused = None;
    for number in 0..400 {
        let text = format!("Question number {number}");
        let typed = [("kind", "text"), ("text-en", text.as_str()), ("text-fr", "x"), ("need", "O")];
        let answer = app.post_form(&path, &typed).await;
        if answer.status != 303 {
            refused = Some((number, answer));
            break;
        }
    }
    let (number, answer) = refused.expect("there is an end");
    assert_eq!(answer.status, 409, "{}", answer.text);
    assert!(answer.text.contains("at most 120 questions"), "{}", answer.text);
    assert!(number > 50, "{number}");
    app.get(MONTH).await.is(200);
}

#[tokio::test]
async fn a_draft_is_tried_out_in_both_languages_and_leaves_nothing() {
    both(|app| async move {
        begun(&app).await;
        saves(&app, &comment(), &[("text-en", WORDS), ("text-fr", "Autre chose à dire ?")])
            .await
            .is(303);
        let rows = "SELECT (SELECT COUNT(*) FROM responses) + (SELECT COUNT(*) FROM survey_links)
            + (SELECT COUNT(*) FROM audit_entries) AS many";
        let before = app.count(rows).await;
        let mut at = format!("{MONTH}/trial?at=begin&point=m1&job=yes&gate=yes&language=fr");
        let answers = [
            ("agree", "yes"),
            ("work_status", "same_job"),
            ("job_confirm", "yes"),
            ("hours_week", "32,5"),
            ("hours_vary", "same"),
            ("wage_amount", "18,50"),
            ("wage_period", "hour"),
            ("barriers", "transport"),
            ("need_help", "no"),
            ("declare-agreed", "yes"),
            ("declare-name", "Zoë"),
        ];
        let (mut seen, mut is_at_end) = (String::new(), false);
        for _ in 0..40 {
            let mut page = app.get(&at).await;
            while page.status == 303 {
                at = page.location().to_owned();
                page = app.get(&at).await;
            }
            let page = page.is(200).text;
            seen.push_str(&page);
            if at.contains("at=end") {
                is_at_end = true;
                break;
            }
            let is_here = |(name, _): &&(&str, &str)| page.contains(&format!(r#"name="{name}""#));
            let fields: Vec<(&str, &str)> = answers.iter().filter(is_here).copied().collect();
            at = app.post_form(&at, &fields).await.is(303).location().to_owned();
        }
        assert!(is_at_end, "the end is reached, at {at}");
        assert!(seen.contains("Autre chose à dire ?") && seen.contains("Essai"), "{seen}");
        assert!(seen.contains("Boulangerie Exemple"), "example facts are filled in");
        assert_eq!(app.count(rows).await, before, "nothing is kept");
        let routes = app.get(&format!("{MONTH}/routes?by=work_status")).await.is(200).text;
        assert!(routes.contains("is-always") && routes.contains("is-never"), "{routes}");
    })
    .await;
}

#[tokio::test]
async fn a_release_that_brings_another_text_replaces_nobodys_version() {
    both(|app| async move {
        begun(&app).await;
        saves(&app, &comment(), &[("text-en", WORDS)]).await.is(303);
        publishes(&app).await.is(303);
        assert!(!app.get(PACK).await.is(200).text.contains("Your version 2 stays in force"));
        // As if the program had brought another text when the draft was begun.
        let mut writer = app.db.writer().await.expect("writes");
        let sql = "UPDATE pack_publications SET shipped_sha256 = 'another'";
        writer.run(sql, db::binds![]).await.expect("changes");
        writer.commit().await.expect("commits");
        assert!(app.get(PACK).await.is(200).text.contains("Your version 2 stays in force"));
        let asked = asked(&app).await;
        let door = app.api("ada").get(&format!("/api/v1/checkpoints/{}", asked.checkpoint)).await;
        assert_eq!(text(&door.json()["programme"]), "on-ies");
        assert_eq!(door.json()["survey"]["version"], 2);
    })
    .await;
}
