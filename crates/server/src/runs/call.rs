//! The guided call: one node at a time, with what to say, what to answer, what to mind, the path
//! so far, what will be done, and the drawing with the place where one is.

use super::act::{self, Ask, Loaded, load};
use super::api::open_run;
use super::beside::{self, StepView, Who};
use super::known::{self, Known};
use super::{carry, effects, saying, sent, store, view};
use crate::access::{AccessReason, Viewer};
use crate::api::{At, Posted};
use crate::app::App;
use crate::checkpoints::web::problems_of;
use crate::failure::Failure;
use crate::flows::controls::{Control, control};
use crate::flows::steps::{Step, steps};
use crate::flows::{draw, wire};
use crate::page::{Field, Frame, Problems, Section, Words};
use crate::work::frame::{address_of, question, shown, staff_frame};
use askama::Template;
use axum::Json;
use axum::extract::State as Of;
use axum::http::{StatusCode, Uri};
use axum::response::{Html, IntoResponse, Redirect, Response};
use domain::access::Right;
use domain::flows::filling::default_of;
use domain::flows::step::{auto, hands_back};
use domain::flows::{Kind, Node, REASON_LENGTH_MAX, State, What};
use domain::ids::RunId;
use serde_json::json;

#[derive(Template)]
#[template(path = "runs/call.html")]
struct CallPage {
    frame: Frame,
    crumb: Vec<(String, String)>,
    problems: Problems,
    action: String,
    person: String,
    who: Who,
    /// What was typed at a node that the call has left meanwhile.
    lost: Vec<(String, String)>,
    state: &'static str,
    visit: usize,
    /// The node's id: another way back and on may have brought another one to the same place.
    at: String,
    node: NodeView,
    /// Words to say, with the language that they are in.
    say: Option<(String, &'static str)>,
    controls: Vec<Control>,
    reason: Option<Field>,
    auto: String,
    warnings: Vec<String>,
    known: Known,
    /// Steps of earlier sittings, then those of this one.
    earlier: Vec<StepView>,
    path: Vec<StepView>,
    will: Vec<String>,
    done: Vec<(String, String)>,
    turn: Turn,
    /// The sitting is at its end: what it will do is shown before it ends.
    is_end: bool,
    map: String,
    /// What the signs of the drawing mean, and its steps in words.
    signs: Vec<draw::Sign>,
    steps: Vec<Step>,
    is_map: bool,
}

/// Whose turn it is, and what the viewer may do about it.
struct Turn {
    may_track: bool,
    may_go_back: bool,
    /// The sitting has come somewhere: it can be ended.
    may_finish: bool,
    /// Whoever looks takes the run over by this press.
    may_take_over: bool,
    /// The node is another role's: the sitting ends here, and they go on.
    hands_over: String,
    /// It is another role's turn, which the viewer stands in for: whose.
    hands_back: String,
}

/// Where one is.
struct NodeView {
    title: String,
    text: String,
    answers: Vec<AnswerView>,
    is_question: bool,
}

/// One answer with its key.
struct AnswerView {
    key: usize,
    id: String,
    label: String,
    warnings: Vec<String>,
    /// It was given before one went back.
    is_given: bool,
    /// It is what the record says.
    is_auto: bool,
}

/// `GET /runs/{id}`
pub(super) async fn show(
    viewer: Viewer,
    Of(app): Of<App>,
    At(id): At<RunId>,
    reason: AccessReason,
    uri: Uri,
) -> Result<Response, Failure> {
    viewer.may(Right::SeePeople)?;
    open_run(&app, &viewer, &id, reason.text()).await?;
    page(&app, &viewer, (&id, &uri), (None, Problems::new())).await
}

/// `POST /runs/{id}`: an answer, a step back, the end of the sitting.
pub(super) async fn step(
    viewer: Viewer,
    Of(app): Of<App>,
    At(id): At<RunId>,
    reason: AccessReason,
    uri: Uri,
    form: Posted,
) -> Result<Response, Failure> {
    viewer.may(Right::Track)?;
    let person = open_run(&app, &viewer, &id, reason.text()).await?;
    let done = match sent::read(&app, &viewer, (&id, &form)).await {
        Ok((visit, given)) => {
            let visit = Some(visit);
            let ask = match form.text("button") {
                "back" => Ask::Back { visit },
                "finish" => Ask::Finish { visit, given },
                "take" => Ask::TakeOver,
                _ => Ask::Answer { visit, given },
            };
            act::settle(&app, &viewer, (&id, &person), ask).await
        }
        Err(failure) => Err(failure),
    };
    match done {
        Ok((writer, _)) => {
            writer.commit().await?;
            app.nudge.notify_one();
            Ok(Redirect::to(&format!("/runs/{id}")).into_response())
        }
        Err(failure) => {
            let problems = problems_of(failure)?;
            page(&app, &viewer, (&id, &uri), (Some(&form), problems)).await
        }
    }
}

/// `POST /runs/{id}/draft`: keeps what was typed.
pub(super) async fn draft(
    viewer: Viewer,
    Of(app): Of<App>,
    At(id): At<RunId>,
    reason: AccessReason,
    form: Posted,
) -> Result<Response, Failure> {
    viewer.may(Right::Track)?;
    let words = Words { locale: viewer.language.into() };
    let person = open_run(&app, &viewer, &id, reason.text()).await?;
    // What cannot be read yet is still being typed.
    let (visit, given) = sent::lenient(&app, &viewer, (&id, &form)).await?;
    let ask = Ask::Save { visit, given };
    let (writer, _) = act::settle(&app, &viewer, (&id, &person), ask).await?;
    writer.commit().await?;
    let at = app.clock.now().to_zoned(viewer.zone.clone());
    let told = words.with("runs-kept-at", &[("time", words.time(&at).into())]);
    Ok(Json(json!({ "told": told })).into_response())
}

async fn page(
    app: &App,
    viewer: &Viewer,
    (id, uri): (&RunId, &Uri),
    (posted, problems): (Option<&Posted>, Problems),
) -> Result<Response, Failure> {
    let words = Words { locale: viewer.language.into() };
    let mut reader = app.reader(viewer).await?;
    let loaded = load(app, &mut reader, (id, viewer.role)).await?;
    let node = loaded.run.here().and_then(|here| loaded.flow.node(&here.node));
    let node = node.ok_or(Failure::NotFound)?;
    let language = words.locale.into();
    let title = title(words, &loaded);
    let section = Section::Diary;
    let frame = staff_frame(app, &mut reader, viewer, title, section, address_of(uri)).await?;
    let done = store::effects(&mut reader, id).await?;
    let will = will(app, &mut reader, &loaded, words).await?;
    let known = known::of(&mut reader, words, (&loaded, node)).await?;
    let say = saying::of(app, &mut reader, viewer, (&loaded, node)).await?;
    let who = beside::who(&mut reader, words, (&loaded, node)).await?;
    let (earlier, path) = beside::path(words, &loaded);
    let lost = beside::lost(words, &loaded, posted);
    let found = auto(&loaded.flow, &loaded.run, loaded.around(words), node)
        .map_err(|why| super::say::refused(words, &loaded.flow, &why))?;
    let visited = visited(&loaded);
    let walked = draw::Walked { here: &node.id, visited: &visited };
    let page = CallPage {
        crumb: crumb(words, &loaded.kept),
        action: format!("/runs/{id}"),
        person: format!("/people/{}?tab=support", loaded.kept.person),
        who,
        state: loaded.run.state.word(),
        known,
        visit: loaded.run.visit(),
        at: node.id.clone(),
        controls: controls(words, &loaded, node, (posted, &problems)),
        reason: reason(words, (posted, &problems)),
        auto: auto_said(words, (node, found.as_deref())),
        node: node_view(words, &loaded, node, found.as_deref()),
        say: say.map(|one| (one.text, one.language.tag())),
        warnings: view::warnings(words, &loaded),
        lost,
        earlier,
        path,
        turn: turn(viewer, words, (&loaded, node), !will.is_empty()),
        will,
        done: done.iter().map(|effect| done_view(words, &loaded, effect)).collect(),
        is_end: node.is_end(),
        map: draw::in_page(&loaded.flow, language, Some(walked)),
        signs: draw::legend(words, Some(walked)),
        steps: steps(&loaded.flow, words, Some(walked)),
        is_map: question(uri).given("map").is_some(),
        frame: frame.refused(&problems),
        problems,
    };
    if posted.is_some_and(|form| beside::is_stale(&loaded, form)) {
        return Ok((StatusCode::CONFLICT, Html(page.render()?)).into_response());
    }
    let is_refused = !page.problems.is_empty();
    shown(&page, is_refused)
}

fn crumb(words: Words, kept: &store::Kept) -> Vec<(String, String)> {
    vec![
        (words.say("page-nav-diary"), "/diary".to_owned()),
        (kept.person_name.clone(), format!("/people/{}", kept.person)),
    ]
}

fn title(words: Words, loaded: &Loaded) -> String {
    let flow = loaded.flow.title.in_language(words.locale.into());
    let args = [("flow", flow.into()), ("name", loaded.kept.person_name.clone().into())];
    words.with("runs-call-of", &args)
}

/// Asked for where the answer is another than the record's.
fn reason(words: Words, (posted, problems): (Option<&Posted>, &Problems)) -> Option<Field> {
    let typed = posted.map(|form| form.text("override_reason")).unwrap_or_default();
    let is_asked = problems.of("override_reason").is_some() || !typed.is_empty();
    let field = || Field::new(words, "override_reason", "runs-override").value(typed);
    is_asked.then(|| field().length_max(REASON_LENGTH_MAX).problem(problems))
}

fn done_view(words: Words, loaded: &Loaded, effect: &store::Effect) -> (String, String) {
    let said = effects::done_said(words, loaded, effect);
    (said, effects::subject_address(&loaded.kept, effect).unwrap_or_default())
}

fn visited(loaded: &Loaded) -> Vec<&str> {
    loaded.run.path.iter().map(|visit| visit.node.as_str()).collect()
}

async fn will(
    app: &App,
    held: &mut impl crate::record::Held,
    loaded: &Loaded,
    words: Words,
) -> Result<Vec<String>, Failure> {
    if loaded.run.state != State::Open {
        return Ok(Vec::new());
    }
    let pending = carry::pending(app, held, (loaded, words)).await?;
    let mut will: Vec<String> = Vec::new();
    for due in &pending {
        let one = effects::will_be_said(words, loaded, (due.what(), &due.detail, due.is_done));
        // Two nodes may see to it that the same call is booked: it is booked once.
        if due.what() != What::DiaryEnsure.word() || !will.contains(&one) {
            will.push(one);
        }
    }
    Ok(will)
}

fn controls(
    words: Words,
    loaded: &Loaded,
    node: &Node,
    (posted, problems): (Option<&Posted>, &Problems),
) -> Vec<Control> {
    let here = loaded.run.here();
    let is_own = |form: &&Posted| !beside::is_stale(loaded, form);
    let one = |field: &domain::forms::Field| {
        let given = here.and_then(|here| here.given.fields.get(&field.id)).cloned();
        let value =
            given.or_else(|| default_of((&loaded.flow, field), &loaded.run, loaded.around(words)));
        let value = value.as_ref().map(wire::shown).unwrap_or_default();
        control(words, field, (value, posted.filter(is_own)), problems)
    };
    node.fields.iter().map(one).collect()
}

fn auto_said(words: Words, (node, found): (&Node, Option<&str>)) -> String {
    let language = words.locale.into();
    let (Kind::Question { auto: Some(auto), answers }, Some(found)) = (&node.kind, found) else {
        return String::new();
    };
    let label = answers.iter().find(|one| one.id == found);
    let label = label.map(|one| one.label.in_language(language)).unwrap_or(found);
    let because = auto.because.in_language(language);
    words.with("runs-auto", &[("answer", label.into()), ("because", because.into())])
}

fn node_view(words: Words, loaded: &Loaded, node: &Node, found: Option<&str>) -> NodeView {
    let language = words.locale.into();
    let told = |text: Option<&domain::words::Words>| {
        text.map(|text| text.in_language(language).to_owned()).unwrap_or_default()
    };
    let given = loaded.run.here().and_then(|here| here.given.answer.as_deref());
    let answers = node.answers().iter().enumerate().map(|(at, one)| AnswerView {
        key: at + 1,
        label: one.label.in_language(language).to_owned(),
        warnings: one.warnings.iter().map(|text| text.in_language(language).to_owned()).collect(),
        is_given: given == Some(one.id.as_str()),
        is_auto: found == Some(one.id.as_str()),
        id: one.id.clone(),
    });
    NodeView {
        title: node.title.in_language(language).to_owned(),
        text: told(node.text.as_ref()),
        answers: answers.collect(),
        is_question: matches!(node.kind, Kind::Question { .. }),
    }
}

fn turn(viewer: &Viewer, words: Words, (loaded, node): (&Loaded, &Node), does: bool) -> Turn {
    let is_mine = node.actor.as_ref().is_none_or(|role| loaded.roles.contains(role));
    let may_track = viewer.role.holds(Right::Track);
    let is_walked = loaded.run.path.len() > loaded.run.sitting_from + 1;
    let role_where = |holds: bool| match holds {
        true => role_said(words, loaded, node),
        false => String::new(),
    };
    Turn {
        may_track,
        may_go_back: loaded.run.state == State::Open && is_walked,
        may_finish: is_mine || is_walked || does,
        may_take_over: loaded.kept.waits_for_role() && is_mine && may_track,
        hands_over: role_where(!is_mine),
        hands_back: role_where(hands_back(&loaded.flow, &loaded.run, node)),
    }
}

fn role_said(words: Words, loaded: &Loaded, node: &Node) -> String {
    let code = node.actor.as_deref().unwrap_or_default();
    let label = loaded.flow.role(code).map(|role| role.label.in_language(words.locale.into()));
    label.unwrap_or(code).to_owned()
}
