//! Tasks in words, and as lines of a list of work.

use super::act::may_do;
use super::store::{self, Filter, Kept};
use crate::access::Viewer;
use crate::app::App;
use crate::checkpoints::desk::{self, File, OnFile};
use crate::checkpoints::explain::{Explained, moment_of};
use crate::checkpoints::row::WorkRow;
use crate::checkpoints::view::{self, name_of};
use crate::failure::Failure;
use crate::page::Words;
use crate::papers;
use crate::record::Held;
use crate::runs;
use domain::ids::PersonId;
use domain::tasks::{Kind, State};
use jiff::civil::Date;
use std::collections::HashMap;

/// Open tasks that are shown on a person's page, at most.
const ON_FILE_MAX: i64 = 50;

/// What a task is, in one verb and its object.
#[must_use]
pub fn kind_said(words: Words, kept: &Kept) -> String {
    match kept.task.kind {
        Kind::CallBack => words.say("tasks-kind-call-back"),
        Kind::JobLost => words.say("tasks-kind-job-lost"),
        Kind::ConfirmDoNotContact => words.say("tasks-kind-confirm-do-not-contact"),
        Kind::ApproveContact => words.say("tasks-kind-approve-contact"),
        Kind::ArrangeSiteVisit => words.say("tasks-kind-arrange-site-visit"),
        Kind::BookRapidResponse => words.say("tasks-kind-book-rapid-response"),
        Kind::AllocateAdviser => words.say("tasks-kind-allocate-adviser"),
        Kind::AdviceNoContact => words.say("tasks-kind-advice-no-contact"),
        Kind::UpdateEmploymentRecord => words.say("tasks-kind-update-employment-record"),
        Kind::EmployerContactBasis => words.say("tasks-kind-employer-contact-basis"),
        Kind::Other => {
            let code = kept.code.replace('_', " ");
            words.with("tasks-kind-other", &[("code", code.into())])
        }
    }
}

const fn icon_of(kind: Kind) -> &'static str {
    match kind {
        Kind::CallBack => "phone",
        Kind::JobLost => "flag",
        Kind::ConfirmDoNotContact => "cross",
        Kind::ApproveContact | Kind::AllocateAdviser => "people",
        Kind::ArrangeSiteVisit | Kind::EmployerContactBasis => "building",
        Kind::BookRapidResponse => "calendar",
        Kind::AdviceNoContact => "flag",
        Kind::UpdateEmploymentRecord | Kind::Other => "note",
    }
}

/// Where a task stands: when it is due, or how it was closed.
#[must_use]
pub fn standing_said(words: Words, kept: &Kept, today: Date) -> String {
    match kept.task.state {
        State::Open if kept.due_on < today => {
            let days = domain::calendar::days_between(kept.due_on, today);
            words.with("checkpoints-days-over", &[("days", days.into())])
        }
        State::Open => words.with("tasks-due", &[("due", words.due(today, kept.due_on).into())]),
        State::Done => words.say("tasks-state-done"),
        State::Cancelled => words.say("tasks-state-cancelled"),
    }
}

/// Why there is such a task: which answer at which checkpoint asks for it.
#[must_use]
pub fn why(words: Words, kept: &Kept, file: &File) -> String {
    let Some((checkpoint, _)) = &kept.asked_at else {
        let job = file.placements.iter().find(|job| Some(job.placement.id) == kept.placement);
        let employer = job.map(|job| job.employer.clone()).unwrap_or_default();
        return words.with("tasks-why-flow", &[("employer", employer.into())]);
    };
    let point = file.checkpoint(checkpoint).map(|one| name_of(words, one));
    let args = [("point", point.unwrap_or_default().into())];
    let key = match kept.task.kind {
        Kind::CallBack => "tasks-why-call-back",
        Kind::JobLost => "tasks-why-job-lost",
        Kind::ConfirmDoNotContact => "tasks-why-confirm-do-not-contact",
        Kind::ApproveContact => "tasks-why-approve-contact",
        Kind::ArrangeSiteVisit | Kind::BookRapidResponse | Kind::AllocateAdviser => {
            "tasks-why-other"
        }
        Kind::AdviceNoContact | Kind::UpdateEmploymentRecord | Kind::EmployerContactBasis => {
            "tasks-why-other"
        }
        Kind::Other => "tasks-why-other",
    };
    words.with(key, &args)
}

/// For how long it has been asked for.
fn age_said(words: Words, kept: &Kept, file: &File) -> String {
    let asked_on = kept.made_at.to_zoned(file.kept.office_zone.clone()).date();
    words.age(file.today(), asked_on)
}

/// Where something that a task is about stands.
pub struct Way {
    pub icon: &'static str,
    pub said: String,
    pub address: String,
}

/// The call that asks for a task, the forms that it began, and the record that it is about.
///
/// # Errors
///
/// What the database says.
pub async fn ways(
    app: &App,
    held: &mut impl Held,
    (kept, file): (&Kept, &File),
    words: Words,
) -> Result<Vec<Way>, Failure> {
    let mut ways = Vec::new();
    if let Some(id) = &kept.run {
        if let Some(run) = runs::store::find(held, id).await? {
            let at = run.made_at.to_zoned(file.kept.office_zone.clone());
            let args = [("when", words.moment(&at).into())];
            let (said, address) = (words.with("tasks-to-call", &args), format!("/runs/{id}"));
            ways.push(Way { icon: "phone", said, address });
        }
        let of = papers::store::Forms { run: Some(id), ..Default::default() };
        for form in papers::store::forms(held, of).await? {
            let title = papers::view::form_of(app, held, &form).await?.title;
            let said = title.in_language(words.locale.into()).to_owned();
            ways.push(Way { icon: "paper", said, address: format!("/forms/{}", form.id) });
        }
    }
    let employer = kept.placement.filter(|_| match kept.task.kind {
        Kind::ArrangeSiteVisit | Kind::EmployerContactBasis => true,
        Kind::CallBack | Kind::JobLost | Kind::ConfirmDoNotContact | Kind::ApproveContact => false,
        Kind::BookRapidResponse | Kind::AllocateAdviser | Kind::AdviceNoContact => false,
        Kind::UpdateEmploymentRecord | Kind::Other => false,
    });
    if let Some(placement) = employer {
        let said = words.say("tasks-to-employer");
        ways.push(Way {
            icon: "building",
            said,
            address: format!("/placements/{placement}/employer"),
        });
    }
    if kept.task.kind == Kind::UpdateEmploymentRecord {
        let address = format!("/people/{}?tab=summary#jobs", kept.person);
        ways.push(Way { icon: "people", said: words.say("tasks-to-jobs"), address });
    }
    Ok(ways)
}

/// One open task on a person's page.
pub struct TaskLine {
    pub icon: &'static str,
    pub said: String,
    pub address: String,
    pub standing: String,
    pub is_late: bool,
}

/// The open tasks of a person whose file is open.
///
/// # Errors
///
/// What the database says.
pub async fn of_person(
    held: &mut impl Held,
    words: Words,
    file: &File,
) -> Result<Vec<TaskLine>, Failure> {
    let person = Some(file.kept.person.id);
    let filter = Filter { person, state: Some(State::Open), ..Filter::default() };
    let tasks = store::list(held, &filter, None, ON_FILE_MAX).await?;
    let line = |kept: &Kept| TaskLine {
        icon: icon_of(kept.task.kind),
        said: kind_said(words, kept),
        address: format!("/tasks/{}", kept.id),
        standing: standing_said(words, kept, file.today()),
        is_late: kept.due_on < file.today(),
    };
    Ok(tasks.iter().map(line).collect())
}

/// What the open tasks of a person add to the explanation of what comes next.
///
/// # Errors
///
/// What the database says.
pub async fn explained(
    held: &mut impl Held,
    words: Words,
    file: &File,
) -> Result<Vec<Explained>, Failure> {
    let person = Some(file.kept.person.id);
    let filter = Filter { person, state: Some(State::Open), ..Filter::default() };
    let tasks = store::list(held, &filter, None, ON_FILE_MAX).await?;
    let line = |kept: &Kept| {
        let (checkpoint, question) = kept.asked_at.as_ref()?;
        let one = file.checkpoint(checkpoint).ok()?;
        Some(Explained {
            what: "task",
            subject: kept.id.to_string(),
            checkpoint: one.kept.checkpoint.code.clone(),
            when: Some(moment_of(file, Some(kept.due_on))),
            will: true,
            because: why(words, kept, file),
            rule: format!("{} v{} {}", one.kept.pack, one.kept.pack_version, question),
        })
    };
    Ok(tasks.iter().filter_map(line).collect())
}

/// Tasks as lines of a list of work, in their order.
///
/// # Errors
///
/// What the database says.
pub async fn rows(
    app: &App,
    held: &mut impl Held,
    viewer: &Viewer,
    tasks: &[Kept],
) -> Result<Vec<WorkRow>, Failure> {
    let words = Words { locale: viewer.language.into() };
    let mut people: Vec<PersonId> = tasks.iter().map(|one| one.person).collect();
    people.sort_unstable();
    people.dedup();
    let files: HashMap<PersonId, File> = desk::load_many(app, held, &people).await?;
    let row = |kept: &Kept| {
        let file = files.get(&kept.person)?;
        let person = &file.kept.person;
        let is_open = kept.task.state == State::Open && may_do(viewer, kept);
        let verb = if is_open { "tasks-verb-do" } else { "checkpoints-verb-open" };
        let asked_at = kept.asked_at.as_ref().map(|(checkpoint, _)| checkpoint);
        let of_job =
            |one: &&OnFile| kept.placement.is_some() && one.kept.placement == kept.placement;
        let one = match asked_at {
            Some(checkpoint) => file.checkpoint(checkpoint).ok(),
            None => file.checkpoints.iter().find(of_job),
        };
        let stones = one.map(|one| view::rail(words, file, &view::beside(file, one)));
        Some(WorkRow {
            icon: icon_of(kept.task.kind),
            when: standing_said(words, kept, file.today()),
            is_late: kept.task.state == State::Open && kept.due_on < file.today(),
            who: format!("{} {}", person.given_name, person.family_name),
            address: format!("/people/{}", person.id),
            stones: stones.unwrap_or_default(),
            what: kind_said(words, kept),
            why: format!("{}, {}", age_said(words, kept, file), why(words, kept, file)),
            verb: words.say(verb),
            act: format!("/tasks/{}", kept.id),
            tick: None,
        })
    };
    Ok(tasks.iter().filter_map(row).collect())
}
