//! Forms of support: how often one keeps in touch, what was agreed, a dated note.

use super::act::{self, Agreed, Change};
use super::api::own_job;
use super::store;
use super::tab::need_said;
use crate::access::Viewer;
use crate::api::{At, Once, Posted};
use crate::app::App;
use crate::checkpoints::desk::File;
use crate::checkpoints::web::problems_of;
use crate::failure::Failure;
use crate::page::{Choice, Field, Frame, Problems, Words};
use crate::people::web::form::read_day;
use crate::people::web::head::Head;
use crate::people::web::{Asked, open};
use crate::placements::store::Kept;
use crate::record::Writer;
use crate::routes::Routes;
use crate::work::frame::{question, shown};
use askama::Template;
use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;
use domain::access::Right;
use domain::ids::PersonId;
use domain::support::{Assessed, Entry, NOTE_LENGTH_MAX, Risk, standing};

/// What is offered as needed; flows may name others.
pub const NEEDS: [&str; 6] = ["travel", "childcare", "health", "skills", "money", "workplace"];

/// The addresses of this noun.
#[must_use]
pub fn pages() -> Routes {
    Routes::new()
        .get("/people/{id}/support/frequency", frequency)
        .post("/people/{id}/support/frequency", change_frequency)
        .get("/people/{id}/support/agreement", agreement)
        .post("/people/{id}/support/agreement", agree)
        .get("/people/{id}/notes/new", note)
        .post("/people/{id}/notes/new", write_note)
}

/// A form of this noun: fields one below the other, and one button.
#[derive(Template)]
#[template(path = "support/form.html")]
struct FormPage {
    frame: Frame,
    head: Head,
    problems: Problems,
    title: String,
    hint: String,
    action: String,
    back: String,
    once: String,
    /// What stood when the form was opened, by its name.
    kept: Vec<(&'static str, String)>,
    selects: Vec<Field>,
    lines: Vec<Field>,
    days: Vec<Field>,
    ticks: Option<Field>,
    texts: Vec<Field>,
    press: String,
}

/// Which of the forms.
#[derive(Debug, Clone, Copy)]
enum Form {
    Frequency,
    Agreement,
    Note,
}

impl Form {
    fn path(self) -> &'static str {
        match self {
            Self::Frequency => "/support/frequency",
            Self::Agreement => "/support/agreement",
            Self::Note => "/notes/new",
        }
    }

    fn tab(self) -> &'static str {
        match self {
            Self::Frequency | Self::Agreement => "support",
            Self::Note => "summary",
        }
    }

    fn word(self) -> &'static str {
        match self {
            Self::Frequency => "frequency",
            Self::Agreement => "agreement",
            Self::Note => "note",
        }
    }
}

async fn frequency(
    viewer: Viewer,
    State(app): State<App>,
    At(id): At<PersonId>,
    uri: Uri,
) -> Result<Response, Failure> {
    show(&app, &viewer, (Form::Frequency, &id, &uri)).await
}

async fn change_frequency(
    viewer: Viewer,
    State(app): State<App>,
    At(id): At<PersonId>,
    uri: Uri,
    form: Posted,
) -> Result<Response, Failure> {
    post(&app, &viewer, (Form::Frequency, &id, &uri), &form).await
}

async fn agreement(
    viewer: Viewer,
    State(app): State<App>,
    At(id): At<PersonId>,
    uri: Uri,
) -> Result<Response, Failure> {
    show(&app, &viewer, (Form::Agreement, &id, &uri)).await
}

async fn agree(
    viewer: Viewer,
    State(app): State<App>,
    At(id): At<PersonId>,
    uri: Uri,
    form: Posted,
) -> Result<Response, Failure> {
    post(&app, &viewer, (Form::Agreement, &id, &uri), &form).await
}

async fn note(
    viewer: Viewer,
    State(app): State<App>,
    At(id): At<PersonId>,
    uri: Uri,
) -> Result<Response, Failure> {
    show(&app, &viewer, (Form::Note, &id, &uri)).await
}

async fn write_note(
    viewer: Viewer,
    State(app): State<App>,
    At(id): At<PersonId>,
    uri: Uri,
    form: Posted,
) -> Result<Response, Failure> {
    post(&app, &viewer, (Form::Note, &id, &uri), &form).await
}

async fn show(
    app: &App,
    viewer: &Viewer,
    (form, id, uri): (Form, &PersonId, &Uri),
) -> Result<Response, Failure> {
    viewer.may(Right::Track)?;
    let file = open(app, viewer, id).await?;
    let named =
        question(uri).given("placement").map(|job| ("placement".to_owned(), job.to_owned()));
    let typed = Posted::from_fields(named.into_iter().collect());
    page(app, viewer, (form, file, uri), (&typed, Problems::new())).await
}

async fn post(
    app: &App,
    viewer: &Viewer,
    (form, id, uri): (Form, &PersonId, &Uri),
    typed: &Posted,
) -> Result<Response, Failure> {
    viewer.may(Right::Track)?;
    let file = open(app, viewer, id).await?;
    let once = Once::of_form(typed, uri.path());
    if let Some(done) = once.kept(app, viewer).await? {
        return Ok(done);
    }
    match act(app, viewer, (form, &file), typed).await {
        Ok(writer) => {
            let location = format!("/people/{id}?tab={}&done={}", form.tab(), form.word());
            once.commit_form(app, viewer, writer, location).await
        }
        Err(failure) => {
            let problems = problems_of(failure)?;
            page(app, viewer, (form, file, uri), (typed, problems)).await
        }
    }
}

async fn act(
    app: &App,
    viewer: &Viewer,
    (form, file): (Form, &File),
    typed: &Posted,
) -> Result<Writer, Failure> {
    let words = Words { locale: viewer.language.into() };
    let id = &file.kept.person.id;
    let mut problems = Problems::new();
    let (field, reason) = match form {
        Form::Frequency => ("from", typed.given("reason").map(str::to_owned)),
        Form::Agreement => ("agreed_on", typed.given("note").map(str::to_owned)),
        Form::Note => ("dated_on", None),
    };
    let day = read_day(typed, field, words, &mut problems);
    if day.is_none() && problems.is_empty() {
        problems.add(field, words.say("people-day-wanted"));
    }
    let Some(day) = day.filter(|_| problems.is_empty()) else {
        return Err(Failure::Refused(problems));
    };
    match form {
        Form::Frequency => {
            let assessed = read_assessed(typed.text("risk"), weeks_of(typed), words)?;
            let entry = Entry { from_on: day, assessed };
            let placement = own_job(file, typed.given("placement"), words)?;
            let change = Change { placement, entry, reason };
            act::change_frequency(app, viewer, id, &change).await
        }
        Form::Agreement => {
            let is_accepted = match typed.text("accepted") {
                "yes" => true,
                "no" => false,
                _ => return Err(Failure::field("accepted", words.say("support-answer-wanted"))),
            };
            let needs = typed.all("needs").map(str::to_owned).collect();
            let agreed = Agreed { is_accepted, needs, note: reason, agreed_on: day };
            act::agree(app, viewer, id, &agreed).await
        }
        Form::Note => act::note(app, viewer, id, (day, typed.text("text"))).await,
    }
}

/// Reads a risk, with the weeks that go with it where no others are given.
///
/// # Errors
///
/// `Refused` at its field.
pub fn read_assessed(risk: &str, weeks: Option<&str>, words: Words) -> Result<Assessed, Failure> {
    if risk == "none" {
        return Ok(Assessed::Removed);
    }
    let wanted = || Failure::field("risk", words.say("support-risk-wanted"));
    let risk = Risk::of_word(risk).ok_or_else(wanted)?;
    let weeks = match weeks.map(str::trim).filter(|text| !text.is_empty()) {
        // What is no number is none that fits.
        Some(text) => text.parse().unwrap_or(0),
        None => risk.weeks(),
    };
    Ok(Assessed::Stands { risk, weeks })
}

/// About which job, where several go on.
fn job_field(words: Words, file: &File, (typed, problems): (&Posted, &Problems)) -> Option<Field> {
    let jobs = file.open_jobs();
    let usual = jobs.first().filter(|_| jobs.len() > 1)?.placement.id.to_string();
    let choice = |job: &&Kept| {
        let args =
            [("title", job.job_title.as_str().into()), ("employer", job.employer.as_str().into())];
        Choice::new(job.placement.id.to_string(), words.with("people-job", &args))
    };
    let value = typed.given("placement").unwrap_or(&usual);
    let field = Field::new(words, "placement", "support-job").value(value).problem(problems);
    Some(field.choices(jobs.iter().map(choice).collect()))
}

/// The risk that stood for a job when the form was opened, and the weeks where they are others than
/// the risk says: whoever changes the one keeps the other.
async fn present(
    app: &App,
    viewer: &Viewer,
    (file, typed): (&File, &Posted),
) -> Result<(String, String), Failure> {
    if typed.has("was_risk") {
        return Ok((typed.text("was_risk").to_owned(), typed.text("was_weeks").to_owned()));
    }
    let words = Words { locale: viewer.language.into() };
    let mut reader = app.reader(viewer).await?;
    let all = store::assessments(&mut reader, &file.kept.person.id).await?;
    let named = own_job(file, typed.given("placement"), words).ok().flatten();
    let job = named.or_else(|| file.latest_job());
    Ok(match standing(&act::entries_of(&all, job.as_ref()), file.today()) {
        Some((risk, weeks)) if weeks == risk.weeks() => (risk.word().to_owned(), String::new()),
        Some((risk, weeks)) => (risk.word().to_owned(), weeks.to_string()),
        None => Default::default(),
    })
}

/// The weeks that were typed. Those that stood beside the risk before are not those of another
/// risk: where only the risk was changed, its own weeks go with it.
fn weeks_of(typed: &Posted) -> Option<&str> {
    let is_other = typed.given("was_risk").is_some_and(|was| was != typed.text("risk"));
    let weeks = typed.given("weeks")?;
    let is_carried = is_other && typed.given("was_weeks") == Some(weeks);
    (!is_carried).then_some(weeks)
}

fn risks(words: Words) -> Vec<Choice> {
    let mut risks = vec![Choice::new("", words.say("field-choose"))];
    risks.extend(Risk::ALL.map(|risk| {
        let key = format!("support-interval-{}", risk.word());
        let said = words.with(&key, &[("weeks", i64::from(risk.weeks()).into())]);
        Choice::new(risk.word(), said)
    }));
    risks.push(Choice::new("none", words.say("support-no-assessment")));
    risks
}

async fn page(
    app: &App,
    viewer: &Viewer,
    (form, file, uri): (Form, File, &Uri),
    (typed, problems): (&Posted, Problems),
) -> Result<Response, Failure> {
    let words = Words { locale: viewer.language.into() };
    let today = file.today().to_string();
    let field = |name: &str, key: &str, usual: &str| {
        let value = typed.given(name).unwrap_or(usual);
        Field::new(words, name, key).value(value).problem(&problems)
    };
    let (mut selects, mut lines, mut days) = (Vec::new(), Vec::new(), Vec::new());
    let (mut ticks, mut texts, mut kept) = (None, Vec::new(), Vec::new());
    match form {
        Form::Frequency => {
            selects.extend(job_field(words, &file, (typed, &problems)));
            let (risk, weeks) = present(app, viewer, (&file, typed)).await?;
            kept = vec![("was_risk", risk.clone()), ("was_weeks", weeks.clone())];
            // What was taken away stays away while the form is put right.
            let weeks = if typed.has("weeks") { String::new() } else { weeks };
            selects.push(field("risk", "support-assessment", &risk).choices(risks(words)));
            let weeks = field("weeks", "support-weeks", &weeks).hint("support-weeks-hint");
            lines.push(weeks.keyboard("numeric").width("short").optional());
            days.push(field("from", "support-from", &today));
            texts.push(field("reason", "support-reason", "").rows(2).length_max(NOTE_LENGTH_MAX));
        }
        Form::Agreement => {
            let answers = vec![
                Choice::new("", words.say("field-choose")),
                Choice::new("yes", words.say("support-accepted")),
                Choice::new("no", words.say("support-refused")),
            ];
            selects.push(field("accepted", "support-answer", "").choices(answers));
            days.push(field("agreed_on", "support-on", &today));
            let needs = NEEDS.map(|need| Choice::new(need, need_said(words, need))).to_vec();
            let chosen: Vec<String> = typed.all("needs").map(str::to_owned).collect();
            ticks = Some(field("needs", "support-needs", "").choices(needs).chosen(&chosen));
            let note = field("note", "support-note", "").rows(3).length_max(NOTE_LENGTH_MAX);
            texts.push(note.optional());
        }
        Form::Note => {
            days.push(field("dated_on", "support-dated-on", &today));
            texts.push(field("text", "support-note", "").rows(4).length_max(NOTE_LENGTH_MAX));
        }
    }
    let title = format!("support-{}-title", form.word());
    let around = Asked::around(app, viewer, file, (None, uri)).await?;
    let Asked { frame, head, .. } = around.titled(&title);
    let page = FormPage {
        title: words.say(&title),
        hint: words.say(&format!("support-{}-hint", form.word())),
        action: head.to(form.path()),
        back: head.to(&format!("?tab={}", form.tab())),
        once: Once::field(typed),
        kept,
        press: words.say(&format!("support-{}-press", form.word())),
        selects,
        lines,
        days,
        ticks,
        texts,
        head,
        frame: frame.refused(&problems),
        problems,
    };
    shown(&page, !page.problems.is_empty())
}
