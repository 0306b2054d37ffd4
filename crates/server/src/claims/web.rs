//! Pages of claims: what waits for a countersignature, and one claim.

use super::act;
use super::api::open_claim;
use super::store::{self, Filter, Kept, Order};
use super::view::{self, ClaimLine};
use crate::access::{AccessReason, Viewer};
use crate::api::{At, Posted, place_of, read_place};
use crate::app::App;
use crate::checkpoints::desk::File;
use crate::checkpoints::web::problems_of;
use crate::failure::Failure;
use crate::page::{Field, Frame, Pager, Problems, Section, Tab, Words};
use crate::papers;
use crate::papers::view::PaperLine;
use crate::record::Reader;
use crate::routes::Routes;
use crate::runs;
use crate::work::frame::{address_of, flash_of, question, shown, staff_frame};
use crate::work::pager::{ROWS, pager};
use askama::Template;
use axum::extract::State as Of;
use axum::http::Uri;
use axum::response::{IntoResponse, Redirect, Response};
use domain::access::Right;
use domain::claims::{Part, REASON_LENGTH_MAX, State, opens_on};
use domain::flows::State as RunState;
use domain::ids::ClaimId;
use domain::support::NOTE_LENGTH_MAX;

/// The addresses of this noun.
#[must_use]
pub fn pages() -> Routes {
    Routes::new().get("/claims", index).get("/claims/{id}", show).post("/claims/{id}", decide)
}

#[derive(Template)]
#[template(path = "claims/list.html")]
struct ListPage {
    frame: Frame,
    states: Vec<Tab>,
    lines: Vec<ClaimLine>,
    pager: Pager,
}

/// `GET /claims`
async fn index(viewer: Viewer, Of(app): Of<App>, uri: Uri) -> Result<Response, Failure> {
    viewer.may(Right::SeePeople)?;
    let words = Words { locale: viewer.language.into() };
    let asked = question(&uri);
    let mut reader = app.reader(&viewer).await?;
    let counts = counted(&mut reader).await?;
    let state = match asked.given("state").and_then(State::of_word) {
        Some(state) => state,
        None => usual(&mut reader, &viewer, counts).await?,
    };
    let (title, section) = (words.say("claims-title"), Section::Claims);
    let mut frame =
        staff_frame(&app, &mut reader, &viewer, title, section, address_of(&uri)).await?;
    frame.flash = flash_of(words, "claims", asked.given("done"));
    let mut states = Vec::new();
    for (one, many) in counts {
        let said = words.say(&format!("claims-tab-{}", one.word().replace('_', "-")));
        let tab = Tab::new(said, format!("/claims?state={}", one.word()));
        let many = usize::try_from(many).unwrap_or_default();
        states.push(tab.count(many).here(one == state));
    }
    // What waits for somebody has its oldest on top; what is passed on has its latest there.
    let order = if state == State::Submitted { Order::Latest } else { Order::Oldest };
    let filter = Filter { state: Some(state), ..Filter::default() };
    let place = (order, asked.given("after").and_then(read_place));
    let mut all = store::list(&mut reader, &filter, place, ROWS as i64 + 1).await?;
    let more = all.len() > ROWS;
    all.truncate(ROWS);
    let next = all.last().filter(|_| more).map(|last| place_of(order.moment(last), &last.id));
    let base = format!("/claims?state={}&", state.word());
    let here = (&viewer.zone, app.clock.today(&viewer.zone));
    let page = ListPage {
        pager: pager(&asked, &base, all.len(), next),
        lines: all.iter().map(|kept| view::line(words, kept, here)).collect(),
        states,
        frame,
    };
    shown(&page, false)
}

async fn counted(reader: &mut Reader) -> Result<[(State, i64); 5], Failure> {
    let mut counts = State::ALL.map(|one| (one, 0));
    for (one, many) in &mut counts {
        let filter = Filter { state: Some(*one), ..Filter::default() };
        *many = store::count(reader, &filter).await?;
    }
    Ok(counts)
}

/// The list that opens where none is named. What one prepared, one does not countersign.
async fn usual(
    reader: &mut Reader,
    viewer: &Viewer,
    mut counts: [(State, i64); 5],
) -> Result<State, Failure> {
    if !viewer.role.holds(Right::ApproveSubmissions) {
        return Ok(opens_on(Part::Prepares, &counts));
    }
    let filter = Filter::to_countersign(viewer.user);
    for (_, many) in counts.iter_mut().filter(|(one, _)| *one == State::Passed) {
        *many = store::count(reader, &filter).await?;
    }
    Ok(opens_on(Part::Countersigns, &counts))
}

#[derive(Template)]
#[template(path = "claims/claim.html")]
struct ClaimPage {
    frame: Frame,
    crumb: Vec<(String, String)>,
    problems: Problems,
    person: String,
    evidence: String,
    state: String,
    tone: &'static str,
    facts: Vec<(String, String)>,
    papers: Vec<PaperLine>,
    action: String,
    version: String,
    may_decide: bool,
    /// Why whoever countersigns does not countersign this one; empty where they may.
    own_work: String,
    /// Addresses of the forms that are not complete, each with its title.
    open_forms: Vec<(String, String)>,
    reason: Field,
    /// Whether it can be passed on again to whoever countersigns.
    may_pass: bool,
    /// Where the call about it goes on; empty where none is under way.
    call: String,
    /// What is said when it is passed on by hand; empty where it cannot be.
    passing: Option<Passing>,
}

struct Passing {
    line: Field,
    from: Field,
    to: Field,
}

/// `GET /claims/{id}`
async fn show(
    viewer: Viewer,
    Of(app): Of<App>,
    At(id): At<ClaimId>,
    reason: AccessReason,
    uri: Uri,
) -> Result<Response, Failure> {
    viewer.may(Right::SeePeople)?;
    let (kept, file) = open_claim(&app, &viewer, &id, reason.text()).await?;
    page(&app, &viewer, (&kept, &file, &uri), (&Posted::default(), Problems::new())).await
}

/// `POST /claims/{id}`
async fn decide(
    viewer: Viewer,
    Of(app): Of<App>,
    At(id): At<ClaimId>,
    reason: AccessReason,
    uri: Uri,
    form: Posted,
) -> Result<Response, Failure> {
    // Whoever puts claims together passes one on again; the rest is for who countersigns.
    let is_again = form.text("button") == "again";
    viewer.may(if is_again { Right::Track } else { Right::ApproveSubmissions })?;
    let (kept, file) = open_claim(&app, &viewer, &id, reason.text()).await?;
    let words = Words { locale: viewer.language.into() };
    let version = Some(form.text("version").parse().unwrap_or(-1));
    let decide = |is_given: bool| {
        let reason = form.given("reason");
        let told = act::Decision { is_given, reason, version, is_told_forms: true };
        act::decide(&app, &viewer, &id, told)
    };
    let done = match form.text("button") {
        "again" => {
            let again = act::prepare(&app, &viewer, (&kept.placement, kept.claim.kind)).await;
            again.map(|(writer, _)| (writer, "passed"))
        }
        "give" => decide(true).await.map(|writer| (writer, "countersigned")),
        "return" => decide(false).await.map(|writer| (writer, "returned")),
        "submit" => match submission(&form, version, words) {
            Ok(told) => act::submit(&app, &viewer, &id, told).await,
            Err(failure) => Err(failure),
        }
        .map(|writer| (writer, "submitted")),
        _ => Err(Failure::Refused(Problems::on_page(words.say("claims-decide")))),
    };
    match done {
        Ok((writer, word)) => {
            writer.commit().await?;
            app.nudge.notify_one();
            Ok(Redirect::to(&format!("/claims?done={word}")).into_response())
        }
        Err(failure) => {
            let problems = problems_of(failure)?;
            page(&app, &viewer, (&kept, &file, &uri), (&form, problems)).await
        }
    }
}

fn submission(
    form: &Posted,
    version: Option<i64>,
    words: Words,
) -> Result<act::Submission<'_>, Failure> {
    let day = |name: &str| match form.given(name).map(str::parse) {
        None => Ok(None),
        Some(Ok(day)) => Ok(Some(day)),
        Some(Err(_)) => Err(Failure::field(name, words.say("claims-period-wanted"))),
    };
    let period = (day("period_from")?, day("period_to")?);
    Ok(act::Submission { via: None, line: form.given("line"), period, version })
}

async fn page(
    app: &App,
    viewer: &Viewer,
    (kept, file, uri): (&Kept, &File, &Uri),
    (typed, problems): (&Posted, Problems),
) -> Result<Response, Failure> {
    let words = Words { locale: viewer.language.into() };
    let mut reader = app.reader(viewer).await?;
    let title = format!("{}, {}", view::kind_said(words, kept.claim.kind), kept.person_name);
    let section = Section::Claims;
    let frame = staff_frame(app, &mut reader, viewer, title, section, address_of(uri)).await?;
    let papers = papers::view::of_person(app, &mut reader, (file, words)).await?;
    let open_forms = store::open_forms(&mut reader, kept).await?;
    let open_forms = papers::view::forms_said(&papers, &open_forms);
    let person = format!("/people/{}", kept.person);
    let evidence = kept.checkpoint.map_or_else(
        || format!("{person}?tab=checkpoints"),
        |id| format!("{person}?tab=checkpoints&open={id}#{id}"),
    );
    let (placement, state) = (Some(&kept.placement), Some(&RunState::Open));
    let under_way = runs::store::Filter { placement, state, ..Default::default() };
    let call = runs::store::list(&mut reader, under_way).await?.pop();
    let is_back = matches!(kept.claim.state, State::Returned | State::Prepared);
    let is_back = is_back && viewer.role.holds(Right::Track);
    let is_own = kept.claim.prepared_by == viewer.user;
    let may_approve = viewer.role.holds(Right::ApproveSubmissions);
    let given = |name: &str, key: &str| {
        Field::new(words, name, key).value(typed.text(name)).optional().problem(&problems)
    };
    let is_own_work = kept.claim.state == State::Passed && is_own && may_approve;
    let passing = (kept.claim.state == State::Countersigned && may_approve).then(|| Passing {
        line: given("line", "claims-line").length_max(NOTE_LENGTH_MAX),
        from: given("period_from", "claims-period-from"),
        to: given("period_to", "claims-period-to"),
    });
    let reason = Field::new(words, "reason", "claims-reason").rows(3);
    let reason = if open_forms.is_empty() { reason.optional() } else { reason };
    let page = ClaimPage {
        crumb: vec![
            (words.say("claims-title"), "/claims".to_owned()),
            (kept.person_name.clone(), String::new()),
        ],
        evidence,
        state: view::state_said(words, kept.claim.state),
        tone: view::tone(kept.claim.state),
        facts: facts(words, kept, file),
        papers,
        open_forms,
        action: format!("/claims/{}", kept.id),
        version: kept.version.to_string(),
        own_work: if is_own_work { words.say("claims-own-work") } else { String::new() },
        may_decide: kept.claim.state == State::Passed && !is_own && may_approve,
        may_pass: is_back && call.is_none(),
        call: call.filter(|_| is_back).map(|run| format!("/runs/{}", run.id)).unwrap_or_default(),
        passing,
        reason: reason
            .value(typed.text("reason"))
            .length_max(REASON_LENGTH_MAX)
            .hint("claims-reason-hint")
            .problem(&problems),
        person,
        frame: frame.refused(&problems),
        problems,
    };
    let is_refused = !page.problems.is_empty();
    shown(&page, is_refused)
}

fn facts(words: Words, kept: &Kept, file: &File) -> Vec<(String, String)> {
    let fact = |key: &str, value: String| (words.say(key), value);
    let moment = |at: jiff::Timestamp| {
        words.moment_near(&at.to_zoned(file.kept.office_zone.clone()), file.today())
    };
    let mut facts = vec![
        fact("placements-employer", kept.employer.clone()),
        fact("claims-prepared-by", kept.prepared_by_name.clone()),
        fact("tasks-made-at", moment(kept.made_at)),
    ];
    let point = kept.checkpoint.and_then(|id| file.checkpoint(&id).ok());
    facts.extend(
        point.map(|one| fact("claims-checkpoint", crate::checkpoints::view::name_of(words, one))),
    );
    // What was decided of it before it was passed on again is no decision on it now.
    if !matches!(kept.claim.state, State::Prepared | State::Passed) {
        facts.extend(kept.decided_by_name.clone().map(|by| fact("claims-decided-by", by)));
        facts.extend(kept.decided_at.map(|at| fact("claims-decided-at", moment(at))));
    }
    facts.extend(kept.reason.clone().map(|reason| fact("claims-reason", reason)));
    facts.extend(kept.period.map(|(from, to)| {
        fact("claims-period", format!("{} – {}", words.date(from), words.date(to)))
    }));
    facts.extend(kept.line.clone().map(|line| fact("claims-line", line)));
    facts.extend(kept.submitted_at.map(|at| fact("claims-submitted-at", moment(at))));
    facts
}
