use super::*;

const SMALL: &str = r#"
code: small
version: 1
title: {en: "Small", fr: "Petit"}
category: {en: "Advice", fr: "Conseils"}
author: Nobody
created: "2026"
description: {en: "A test", fr: "Un essai"}
roles:
  - {code: caller, label: {en: "the caller", fr: "qui appelle"}}
settings:
  - {name: tries, count: 3}
  - {name: wait, working_days: 2}
start: ask
nodes:
  - id: ask
    kind: question
    title: {en: "Did they answer?", fr: "Réponse?"}
    fields:
      - {id: note, label: {en: "Note", fr: "Note"}, type: text}
      - id: day
        label: {en: "Day", fr: "Jour"}
        type: date
        not_before: first_day
        not_after: P92D
    answers:
      - {id: "yes", label: {en: "Yes", fr: "Oui"}, to: closed}
      - {id: "no", label: {en: "No", fr: "Non"}, to: log}
  - id: log
    kind: instruction
    title: {en: "Log it", fr: "Consigner"}
    effects:
      - {do: diary.log, type: tracking_call, note: $note}
    next: enough
  - id: enough
    kind: question
    title: {en: "Enough tries?", fr: "Assez?"}
    auto:
      first:
        - {when: "attempt_no != null && attempt_no >= tries", answer: "yes"}
        - {when: "true", answer: "no"}
      because: {en: "By the tries.", fr: "D’après les tentatives."}
    answers:
      - {id: "yes", label: {en: "Yes", fr: "Oui"}, to: closed}
      - {id: "no", label: {en: "No", fr: "Non"}, to: again}
  - id: again
    kind: end
    title: {en: "Again", fr: "Encore"}
    effects:
      - {do: diary.schedule, type: tracking_call, in: wait, attempt: next}
    wakes:
      - {event: diary_due.tracking_call, at: ask}
  - id: closed
    kind: end
    title: {en: "Closed", fr: "Fermé"}
walks:
  - id: W1
    steps: [{ask: "no"}, log, {enough: "no"}, again]
    does: [diary.log, diary.schedule]
"#;

fn problems(from: &str, to: &str) -> Vec<String> {
    assert!(SMALL.contains(from), "{from}");
    match read_flow(&SMALL.replace(from, to), "small.yaml") {
        Ok(_) => Vec::new(),
        Err(problems) => problems.iter().map(ToString::to_string).collect(),
    }
}

#[test]
fn a_flow_without_problems_is_read() {
    let flow = read_flow(SMALL, "small.yaml").expect("is without problems");
    assert_eq!((flow.nodes.len(), flow.walks.len()), (5, 1));
    assert!(domain::flows::walk::walk(&flow, &flow.walks[0]).is_ok());
}

#[test]
fn what_is_wrong_is_told_with_its_place() {
    let check = |from: &str, to: &str, said: &str| {
        let told = problems(from, to);
        assert!(told.iter().any(|one| one.contains(said)), "{from} -> {to}: {told:#?}");
        assert!(told.iter().all(|one| one.starts_with("small.yaml:")), "{told:#?}");
    };
    check("next: enough", "next: enogh", "34:11: `log` leads to `enogh`, which does not exist");
    check("start: ask", "start: nothing", "there is no node `nothing`");
    check("to: again}", "to: closed}", "no way leads to `again` from `ask`");
    check("in: wait,", "in: weight,", "`weight` is no fact of the record that fits here");
    check("note: $note}", "note: $nothing}", "a field `nothing`");
    check("note: $note}", "note: note}", "`note` is no field");
    check("type: tracking_call, note", "note", "`type` is missing: this effect needs it");
    check("answer: \"no\"", "answer: \"maybe\"", "may answer itself with `maybe`");
    check("attempt_no >= tries\"", "attempt_no >= tris\"", "asks for `tris`");
    check("attempt_no != null && ", "", "has no answer");
    check("id: \"yes\"", "id: yes", "put it in quotes");
    check("{ask: \"no\"}", "{ask: no}", "put it in quotes");
    check("{ask: \"no\"}", "{asks: \"no\"}", "there is no node `asks`");
    let twice = "count: 3}\n  - {name: attempt_no, count: 1}";
    check("count: 3}", twice, "is the name of a setting or a fact already");
    check("id: note,", "id: tries,", "is the name of a setting or a fact already");
    check("    kind: instruction", "    kind: question", "`next` does not belong here");
    check("    kind: instruction", "    actor: nobody\n    kind: instruction", "no role `nobody`");
    let end = "    kind: end\n    title: {en: \"Closed\"";
    check(end, &format!("    actor: nobody\n{end}"), "`closed` is an end, which is nobody's turn");
    check(
        "do: diary.log, type: tracking_call",
        "do: diary.burn, type: tracking_call",
        "`diary.burn` is not known",
    );
    check("type: tracking_call, note", "type: calling, note", "`calling` is no `type`");
    check("diary_due.tracking_call", "diary_due.calling", "`diary_due.calling` never happens");
    let letter = "- {do: letter.send, template: hello}";
    check("- {do: diary.log, type: tracking_call, note: $note}", letter, "no template `hello`");
    let form = "- {do: form.fill, form: hello}";
    check("- {do: diary.log, type: tracking_call, note: $note}", form, "no form `hello`");
    let templates = "templates: [{code: a, by: letter, subject: {en: A, fr: A}, \
         body: {en: \"{{no_such}}\", fr: A}}]\nwalks:";
    check("walks:", templates, "`{{no_such}}` is never filled");
    let say = "say: {en: \"I am {{adviser}} {{nobody}}\", fr: A}\n    kind: instruction";
    check("    kind: instruction", &format!("    {say}"), "`{{nobody}}` is never filled");
    check("not_before: first_day", "not_before: yesterday", "`yesterday` bounds no day");
    check("type: date", "type: text", "only days are bounded");
    check("fr: \"Fermé\"", "fr: \"\"", "`fr` is empty");
}

#[test]
fn a_circle_needs_a_wait_or_somebody_who_decides() {
    // The question that answers itself leads back to what leads to it.
    let told = problems("to: again}", "to: log}");
    let circle = "`log`, `enough` lead round and round";
    assert!(told.iter().any(|one| one.contains(circle)), "{told:#?}");
    // Back to where a person answers: they break it.
    let told = problems("to: again}", "to: ask}");
    assert!(told.iter().all(|one| !one.contains("round and round")), "{told:#?}");
}

#[test]
fn a_question_without_an_answer_is_a_dead_end() {
    let cut = SMALL.split("    answers:\n      - {id: \"yes\", label: {en: \"Yes\"").next();
    let start = cut.expect("a beginning").to_owned();
    let text = format!("{start}    answers: []\n");
    let told: Vec<String> = read_flow(&text, "small.yaml")
        .expect_err("is wrong")
        .iter()
        .map(ToString::to_string)
        .collect();
    assert!(told.iter().any(|one| one.contains("`ask` has no answer")), "{told:#?}");
}
