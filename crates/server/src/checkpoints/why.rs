//! The explanation: every act that will or will not happen, its reason, the facts and the rules.

use super::desk::{File, OnFile};
use super::explain::moment_of;
use super::{say, view};
use crate::access::Viewer;
use crate::api::{At, Posted};
use crate::app::App;
use crate::failure::Failure;
use crate::page::{Field, Frame, Problems, Words};
use crate::people::web::head::{Head, standing_said};
use crate::people::web::{Asked, form::read_day, open};
use crate::work::frame::{question, shown};
use askama::Template;
use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;
use domain::checkpoints::Planned;
use domain::ids::PersonId;
use jiff::Timestamp;

#[derive(Template)]
#[template(path = "checkpoints/why.html")]
struct WhyPage {
    frame: Frame,
    head: Head,
    problems: Problems,
    on: Field,
    will: Vec<ActView>,
    not: Vec<ActView>,
    facts: Vec<(String, String)>,
    /// The rule, and where it stands in which pack.
    rules: Vec<(String, String)>,
    changes: Vec<String>,
}

/// One act of the explanation.
struct ActView {
    /// How far off; empty where it has no moment.
    far: String,
    exact: String,
    what: String,
    why: String,
}

/// `GET /people/{id}/why`
pub(super) async fn show(
    viewer: Viewer,
    State(app): State<App>,
    At(id): At<PersonId>,
    uri: Uri,
) -> Result<Response, Failure> {
    let words = Words { locale: viewer.language.into() };
    let file = open(&app, &viewer, &id).await?;
    let asked = question(&uri);
    let mut problems = Problems::new();
    let day = read_day(&asked, "on", words, &mut problems);
    let moment = moment_of(&file, day);
    let file = file.at(moment);
    let on = on_field(words, &asked, &file, &problems);
    let (will, not) = acts(words, &file);
    let (facts, rules) = (facts(words, &file), rules(words, &file));
    let changes = ["answer", "start", "waive", "consent"]
        .map(|what| words.say(&format!("checkpoints-why-change-{what}")))
        .to_vec();
    let around = Asked::around(&app, &viewer, file, (None, &uri)).await?;
    let Asked { frame, head, .. } = around.titled("checkpoints-why-title");
    let is_refused = !problems.is_empty();
    let frame = frame.refused(&problems);
    let page = WhyPage { frame, head, problems, on, will, not, facts, rules, changes };
    shown(&page, is_refused)
}

fn on_field(words: Words, asked: &Posted, file: &File, problems: &Problems) -> Field {
    let typed = asked.given("on").map_or_else(|| file.today().to_string(), str::to_owned);
    Field::new(words, "on", "checkpoints-why-on").value(typed).problem(problems)
}

/// What will happen, the earliest first, and what will not, said once for each reason.
fn acts(words: Words, file: &File) -> (Vec<ActView>, Vec<ActView>) {
    let mut will: Vec<(Timestamp, ActView)> = Vec::new();
    let mut not = Vec::new();
    for one in &file.checkpoints {
        let plan = file.plan(one);
        let (coming, others): (Vec<Planned>, Vec<Planned>) =
            plan.into_iter().partition(|planned| planned.will);
        for planned in coming {
            let when = planned.when.unwrap_or(Timestamp::MAX);
            will.push((when, act_view(words, (file, one), &planned)));
        }
        not.extend(not_views(words, one, &others));
    }
    will.sort_by_key(|(when, _)| *when);
    (will.into_iter().map(|(_, view)| view).collect(), not)
}

fn act_view(words: Words, (file, one): (&File, &OnFile), planned: &Planned) -> ActView {
    let (far, exact) = match planned.when {
        None => (String::new(), String::new()),
        Some(when) if when <= file.now => (words.say("checkpoints-why-now"), String::new()),
        Some(when) => {
            let zone = file.kept.person_zone.clone();
            let day = when.to_zoned(zone).date();
            (words.days_from(file.today(), day), say::moment(words, file, when))
        }
    };
    ActView {
        far,
        exact,
        what: named(words, one, say::what(words, planned.what)),
        why: sentence(&say::because(words, &planned.because)),
    }
}

/// Acts of one checkpoint that will not happen, those with the same reason together.
fn not_views(words: Words, one: &OnFile, planned: &[Planned]) -> Vec<ActView> {
    let mut reasons: Vec<(String, Vec<String>)> = Vec::new();
    for each in planned {
        let why = sentence(&say::because(words, &each.because));
        let what = say::what(words, each.what);
        match reasons.iter_mut().find(|(known, _)| *known == why) {
            Some((_, whats)) => whats.push(what),
            None => reasons.push((why, vec![what])),
        }
    }
    let view = |(why, whats): (String, Vec<String>)| ActView {
        far: view::name_of(words, one),
        exact: String::new(),
        what: sentence(&words.list(&whats)),
        why,
    };
    reasons.into_iter().map(view).collect()
}

fn named(words: Words, one: &OnFile, what: String) -> String {
    let name = view::name_of(words, one);
    let args = [("name", name.into()), ("what", what.into())];
    words.with("checkpoints-named-act", &args)
}

/// The same words with a capital letter at their beginning.
fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => String::new(),
    }
}

fn facts(words: Words, file: &File) -> Vec<(String, String)> {
    let mut facts = Vec::new();
    for job in &file.placements {
        let day = words.date(job.placement.started_on);
        facts.push((words.with("checkpoints-why-began", &[("job", (&job.job_title).into())]), day));
        if let Some(on) = job.placement.ended_on {
            let args = [("job", (&job.job_title).into())];
            facts.push((words.with("checkpoints-why-ended", &args), words.date(on)));
        }
    }
    for one in &file.checkpoints {
        let checkpoint = &one.kept.checkpoint;
        let name = view::name_of(words, one);
        facts.push((name.clone(), words.date(checkpoint.due_on())));
        let asked = checkpoint.asked.iter().filter(|asked| asked.counts());
        let asked: Vec<String> = asked.map(|asked| say::moment(words, file, asked.at)).collect();
        if !asked.is_empty() {
            let said = words.with("checkpoints-why-asked", &[("name", name.into())]);
            facts.push((said, words.list(&asked)));
        }
    }
    for sentence in standing_said(words, file) {
        facts.push((words.say("checkpoints-why-standing"), sentence));
    }
    let zone = file.kept.person_zone.iana_name().unwrap_or("UTC").replace('_', " ");
    facts.push((words.say("checkpoints-why-zone"), zone));
    facts
}

/// Each rule that was asked, once, with its pack and the place in it.
fn rules(words: Words, file: &File) -> Vec<(String, String)> {
    let mut rules: Vec<(String, String)> = Vec::new();
    for one in &file.checkpoints {
        for planned in file.plan(one) {
            let place = planned.what.rule();
            let said = words.say(&format!("checkpoints-rule-{}", place.replace('.', "-")));
            let title = one.programme.title.in_language(view::language(words));
            let args = [
                ("title", title.into()),
                ("version", one.kept.pack_version.into()),
                ("place", place.into()),
            ];
            let rule = (said, words.with("checkpoints-why-rule", &args));
            if !rules.contains(&rule) {
                rules.push(rule);
            }
        }
    }
    rules
}
