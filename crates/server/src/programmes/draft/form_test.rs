use super::super::change::{asked_in, bank, entry, line};
use super::*;
use crate::page::{Locale, Words};
use crate::programmes::file::read_draft;
use crate::programmes::{find_shipped, shipped};
use domain::surveys::subjects;

fn nothing() -> Node {
    Node::new(Value::Map(Vec::new()))
}

fn posted(form: &Form) -> Posted {
    let mut fields: Vec<(String, String)> =
        form.plain.iter().map(|(name, value)| (name.clone(), value.clone())).collect();
    fields.push(("kind".to_owned(), form.kind.clone()));
    fields.push(("id".to_owned(), form.id.clone()));
    for (at, row) in form.choices.iter().enumerate() {
        for (part, value) in
            [("code", &row.code), ("en", &row.en), ("fr", &row.fr), ("alone", &row.alone)]
        {
            fields.push((format!("choice-{}-{part}", at + 1), value.clone()));
        }
    }
    for (at, [id, en, fr]) in form.inner.iter().enumerate() {
        for (part, value) in [("id", id), ("text-en", en), ("text-fr", fr)] {
            fields.push((format!("inner-{}-{part}", at + 1), value.clone()));
        }
    }
    let is_text = form.when.is_text == IsText::Text;
    fields.push(("when-mode".to_owned(), if is_text { "text" } else { "rows" }.to_owned()));
    fields.push(("when-joined".to_owned(), form.when.joined.clone()));
    fields.push(("when-text".to_owned(), form.when.text.clone()));
    for (at, row) in form.when.rows.iter().enumerate() {
        fields.push((format!("when-{}-subject", at + 1), row.subject.clone()));
        fields.push((format!("when-{}-verb", at + 1), row.verb.clone()));
        for value in &row.values {
            fields.push((format!("when-{}-value", at + 1), value.clone()));
        }
    }
    Posted::from_fields(fields)
}

/// Opening any question of any shipped pack and saving it as it is changes nothing.
#[test]
fn a_form_that_is_saved_unchanged_changes_nothing() {
    for pack in shipped() {
        let reading = read_draft(pack.text, pack.code).expect("is YAML");
        let programme = reading.programme.as_ref().expect("is read");
        for question in bank(&reading.tree) {
            let id = question.text_at("id");
            let code = &asked_in(&reading.tree, id)[0];
            let line = line(&reading.tree, code, id).expect("is asked");
            let asked = &programme.questionnaire(code).expect("is there").questions;
            let at = asked.iter().position(|one| one.id == id).expect("is asked");
            let subjects = subjects(&asked[..at], &["m1".to_owned()]);
            let form = Form::of_nodes(question, line, &subjects);
            let typed = Form::of_posted(&posted(&form));
            let around = Around {
                words: Words::default(),
                subjects: &subjects,
                entry: question,
                line,
                is_taken: None,
            };
            let saved = typed.save(around).unwrap_or_else(|problems| panic!("{id}: {problems:?}"));
            let written = |node: &Node| crate::programmes::file::write(node);
            assert_eq!(written(&saved.entry), written(question), "{} {id}", pack.code);
            assert_eq!(written(&saved.line), written(line), "{} {id}", pack.code);
        }
    }
}

fn new_form(fields: &[(&str, &str)]) -> Result<Saved, crate::page::Problems> {
    let pack = find_shipped("on-ies").expect("is shipped");
    let tree = Node::read(pack.text, pack.code).expect("is YAML");
    let is_taken = |id: &str| entry(&tree, id).is_some();
    let fields = fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
    let mut fields: Vec<(String, String)> = fields.collect();
    fields.push(("need".to_owned(), "O".to_owned()));
    let around = Around {
        words: Words { locale: Locale::En },
        subjects: &subjects(&[], &["m1".to_owned()]),
        entry: &nothing(),
        line: &nothing(),
        is_taken: Some(&is_taken),
    };
    Form::of_posted(&Posted::from_fields(fields)).save(around)
}

#[test]
fn a_new_question_gets_an_id_and_codes_from_its_words() {
    let saved = new_form(&[
        ("kind", "single"),
        ("text-en", " Do you  like <b>the</b> work? "),
        ("choice-1-code", ""),
        ("choice-1-en", "Very much"),
        ("choice-1-fr", "Beaucoup"),
        ("choice-2-en", "Very much"),
        ("choice-2-fr", ""),
        ("when-1-subject", "point"),
        ("when-1-verb", "one-of"),
        ("when-1-value", "m1"),
    ])
    .expect("is right");
    assert_eq!(saved.entry.text_at("id"), "like_b_b_work");
    assert_eq!(
        saved.entry.get("text").map(|text| text.text_at("en")),
        Some("Do you like <b>the</b> work?")
    );
    let choices = saved.entry.get("choices").map(Node::members).unwrap_or_default();
    let codes: Vec<&str> = choices.iter().map(|choice| choice.text_at("code")).collect();
    assert_eq!(codes, ["very_much", "very_much_2"]);
    assert_eq!(saved.entry.text_at("shown_when"), "point in ['m1']");
    assert_eq!(saved.line.text_at("need"), "O");
}

#[test]
fn what_is_wrong_is_told_at_its_field() {
    let long = "x".repeat(401);
    let cases: [(&[(&str, &str)], &str); 14] = [
        (&[("kind", "text")], "text-en"),
        (&[("kind", "text"), ("text-en", &long)], "text-en"),
        (&[("kind", "text"), ("text-en", "x \u{202e} y")], "text-en"),
        (&[("kind", "text"), ("text-fr", "Bonjour {prenom}")], "text-fr"),
        (&[("kind", "text"), ("text-en", "x"), ("id", "comment")], "id"),
        (&[("kind", "text"), ("text-en", "x"), ("id", "today")], "id"),
        (&[("kind", "text"), ("text-en", "x"), ("id", "Ünique")], "id"),
        (&[("kind", "text"), ("text-en", "x"), ("length", "5000")], "length"),
        (&[("kind", "number"), ("text-en", "x"), ("min", "5"), ("max", "5")], "max"),
        (&[("kind", "number"), ("text-en", "x"), ("min", "many"), ("max", "5")], "min"),
        (&[("kind", "single"), ("text-en", "x")], "choice-add"),
        (&[("kind", "single"), ("text-en", "x"), ("choice-1-en", " ")], "choice-1-en"),
        (
            &[
                ("kind", "text"),
                ("text-en", "x"),
                ("when-1-subject", "point"),
                ("when-1-verb", "is"),
            ],
            "when-1-value",
        ),
        (
            &[("kind", "text"), ("text-en", "x"), ("when-mode", "text"), ("when-text", "a = b")],
            "when-text",
        ),
    ];
    for (fields, field) in cases {
        let problems = new_form(fields).expect_err(field);
        assert!(problems.of(field).is_some(), "{field}: {problems:?}");
    }
}

#[test]
fn buttons_change_the_form_and_lose_nothing() {
    let mut form = Form::of_posted(&Posted::from_fields(
        [
            ("choice-1-en", "one"),
            ("choice-2-en", "two"),
            ("when-1-subject", "point"),
            ("when-1-verb", "is"),
            ("when-1-value", "m1"),
        ]
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .to_vec(),
    ));
    let subjects = subjects(&[], &["m1".to_owned()]);
    let said =
        |form: &Form| -> Vec<String> { form.choices.iter().map(|row| row.en.clone()).collect() };
    form.press(Press::ChoiceUp(2), &subjects);
    assert_eq!(said(&form), ["two", "one"]);
    for press in
        [Press::ChoiceUp(1), Press::ChoiceDown(2), Press::ChoiceRemove(9), Press::ChoiceUp(0)]
    {
        form.press(press, &subjects);
        assert_eq!(said(&form), ["two", "one"]);
    }
    form.press(Press::ChoiceAdd, &subjects);
    form.press(Press::ChoiceRemove(1), &subjects);
    assert_eq!(said(&form), ["one", ""]);
    form.press(Press::WhenAsText, &subjects);
    assert_eq!((form.when.is_text, form.when.text.as_str()), (IsText::Text, "point == 'm1'"));
    form.press(Press::WhenAsRows, &subjects);
    assert_eq!(form.when.rows.len(), 1);
    for _ in 0..CLAUSES_MAX + 5 {
        form.press(Press::WhenAdd, &subjects);
    }
    assert_eq!(form.when.rows.len(), CLAUSES_MAX);
}
