//! Opening tasks, and what becomes of them: what pages, doors and other nouns' acts do.

use super::asked::asked_already;
use super::store::{self, Kept, NewTask, Raised as By};
use crate::access::Viewer;
use crate::access::store::{Colleague, colleagues, of_role};
use crate::app::App;
use crate::checkpoints::desk::{self, File, OnFile};
use crate::diary;
use crate::diary::act::Booking;
use crate::failure::{Failure, Lacking};
use crate::page::Words;
use crate::people;
use crate::people::act::{Change, REASON_LENGTH_MAX, text_sentence};
use crate::record::{Deed, Held, Writer};
use crate::runs;
use crate::surveys::reading;
use domain::access::{Right, Role};
use domain::calendar::Region;
use domain::ids::{PersonId, TaskId, UserId};
use domain::people::{ContactKind, line};
use domain::surveys::{Answer, Raised};
use domain::tasks::{Ask, ChangeRefused, Kind, Lacks, State, Told, change, due_on};
use jiff::Timestamp;

/// Opens the tasks that answers ask for, within the unit of work that keeps the answers. What was
/// opened before is left as it is.
///
/// # Errors
///
/// What the database says.
pub async fn open_raised(
    app: &App,
    writer: &mut Writer,
    (file, one): (&File, &OnFile),
    raised: &[Raised],
) -> Result<(), Failure> {
    for raise in raised {
        let days = raise.working_days.unwrap_or_else(|| Kind::of(&raise.task).working_days());
        let due_on = due_on(file.today(), days, one.programme.holidays_of());
        let due_on = due_on.map_err(|fault| Failure::fault("dating a task", &fault))?;
        let new = NewTask {
            id: TaskId::from_number(app.new_number()),
            person: one.kept.person,
            code: &raise.task,
            by: By::Answer {
                checkpoint: one.kept.checkpoint.id,
                question: &raise.question,
                owner: file.kept.owner,
            },
            due_on,
        };
        if store::record_new(writer, &new).await? {
            let deed = Deed {
                action: "open task",
                person: Some(new.person),
                subject: new.id.as_str(),
                detail: &raise.task,
            };
            writer.also(deed).await?;
        }
    }
    Ok(())
}

/// Opens a task for a role, which a flow asks for by its own word for the role, within its unit of
/// work: once for its key, and not beside an open one that asks the same of the same role. Gives
/// the task, unless it was asked for before.
///
/// # Errors
///
/// What the database says.
pub async fn open_for_role(
    app: &App,
    writer: &mut Writer,
    (file, region): (&File, Region),
    (code, flow_role, by): (&str, &str, By<'_>),
) -> Result<Option<TaskId>, Failure> {
    let due_on = due_on(file.today(), Kind::of(code).working_days(), region);
    let due_on = due_on.map_err(|fault| Failure::fault("dating a task", &fault))?;
    let (id, person) = (TaskId::from_number(app.new_number()), file.kept.person.id);
    if let By::Flow { placement, role, .. } = &by
        && asked_already(writer, (&person, placement), (code, *role, flow_role)).await?.is_some()
    {
        return Ok(None);
    }
    let new = NewTask { id, person, code, by, due_on };
    if !store::record_new(writer, &new).await? {
        return Ok(None);
    }
    let subject = id.as_str();
    writer.also(Deed { action: "open task", person: Some(person), subject, detail: code }).await?;
    Ok(Some(id))
}

/// Whether a viewer may do a task: whoever reviews answers, and whoever has the role that is asked.
#[must_use]
pub fn may_do(viewer: &Viewer, kept: &Kept) -> bool {
    let leads = matches!(viewer.role, Role::TeamLeader | Role::Administrator);
    match kept.role {
        Some(role) => role == viewer.role || leads,
        None => viewer.role.holds(Right::Review),
    }
}

/// What doing a task makes beside being done.
#[derive(Debug, Default)]
pub struct Made {
    /// The appointment that was made.
    pub booking: Option<Booking>,
    /// Who looks after the person from now on.
    pub adviser: Option<UserId>,
}

/// Whether whoever says that an open task is done says enough, by one of the decisions of
/// `domain::tasks`. One that is closed says itself that it is.
///
/// # Errors
///
/// `Refused` at what is lacking.
pub fn is_told(
    (ask, kept): (&Ask, &Kept),
    made: &Made,
    decide: fn(Kind, Told) -> Result<(), Lacks>,
    words: Words,
) -> Result<(), Failure> {
    let Ask::Finish { note } = ask else { return Ok(()) };
    if kept.task.state != State::Open {
        return Ok(());
    }
    let told = Told {
        has_note: note.is_some(),
        has_day: made.booking.is_some(),
        has_adviser: made.adviser.is_some(),
    };
    decide(kept.task.kind, told).map_err(|lacks| match lacks {
        Lacks::Day => Failure::field("due_at", words.say("tasks-day-or-note")),
        Lacks::Adviser => Failure::field("adviser", words.say("tasks-adviser-or-note")),
    })
}

/// The appointment that doing a task books at a moment.
///
/// # Errors
///
/// `Refused` where it books none.
pub fn appointment(
    kept: &Kept,
    at: Option<Timestamp>,
    words: Words,
) -> Result<Option<Booking>, Failure> {
    let Some(due_at) = at else { return Ok(None) };
    let wanted = || Failure::field("book_at", words.say("tasks-books-nothing"));
    let kind = kept.task.kind.books().ok_or_else(wanted)?;
    Ok(Some(Booking {
        kind,
        placement: kept.placement,
        due_at,
        owner: None,
        reason: None,
        attempt: None,
        outcome: None,
        note: None,
        is_any_day: true,
    }))
}

/// Who may do a task of a person: those of the person's office who may review answers, and those
/// of the role that is asked.
///
/// # Errors
///
/// What the database says.
pub async fn able_to(
    held: &mut impl Held,
    (file, kept): (&File, &Kept),
) -> Result<Vec<Colleague>, Failure> {
    let mut all = colleagues_for(held, file).await?;
    if let Some(role) = kept.role {
        let agency = held.agency();
        let others = of_role(held.conn(), &agency, (role, &file.kept.office)).await?;
        all.extend(others.into_iter().filter(|one| one.role == role));
        all.sort_by(|a, b| (&a.name, a.id).cmp(&(&b.name, b.id)));
        all.dedup_by_key(|one| one.id);
    }
    Ok(all)
}

/// Who may do work for a person: those of the person's office who may review answers.
///
/// # Errors
///
/// What the database says.
pub async fn colleagues_for(held: &mut impl Held, file: &File) -> Result<Vec<Colleague>, Failure> {
    let agency = held.agency();
    let mut all = colleagues(held.conn(), &agency, &file.kept.office).await?;
    all.retain(|one| one.role.holds(Right::Review));
    Ok(all)
}

/// Reads a note or a reason: one line, none where it is blank.
///
/// # Errors
///
/// `Refused` at its field.
pub fn read_note(text: &str, words: Words) -> Result<Option<String>, Failure> {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.is_empty() {
        return Ok(None);
    }
    let read = line(&text, REASON_LENGTH_MAX);
    read.map(Some).map_err(|why| Failure::field("note", text_sentence(why, words)))
}

/// Changes a task within a unit of work that the caller commits. `made` counts where it is done.
///
/// # Errors
///
/// `NotFound`; `Conflict` for a stale version or a closed task; `Missing` without the reason of a
/// cancelling; `Refused` for a colleague who is none.
pub async fn settle(
    app: &App,
    viewer: &Viewer,
    (id, person): (&TaskId, &PersonId),
    (ask, version): (&Ask, Option<i64>),
    made: &Made,
) -> Result<Writer, Failure> {
    viewer.may(Right::Track)?;
    let words = Words { locale: viewer.language.into() };
    let mut writer = match ask {
        Ask::Apply => applied(app, viewer, (id, person), words).await?,
        Ask::Finish { .. } | Ask::Cancel { .. } | Ask::HandTo(_) => {
            let deed = Deed {
                action: action(ask),
                person: Some(*person),
                subject: id.as_str(),
                detail: "",
            };
            let mut writer = app.writer(viewer, deed).await?;
            people::act::lock(&mut writer, person).await?;
            writer
        }
    };
    let kept = store::find(&mut writer, id).await?.ok_or(Failure::NotFound)?;
    if version.is_some_and(|version| version != kept.version) {
        let current = serde_json::to_value(super::api::answer(&kept, words)).ok().map(Box::new);
        return Err(Failure::Conflict { sentence: words.say("tasks-changed-meanwhile"), current });
    }
    if !may_do(viewer, &kept) {
        return Err(Failure::Forbidden);
    }
    let file = desk::load(app, &mut writer, person).await?;
    let able: Vec<UserId> =
        able_to(&mut writer, (&file, &kept)).await?.into_iter().map(|one| one.id).collect();
    let changed = change(&kept.task, ask, &able).map_err(|why| refused(why, &kept, words))?;
    store::record_change(&mut writer, id, &changed).await?;
    if changed.state == State::Done {
        if let Some(booking) = &made.booking {
            diary::act::book_in(app, &mut writer, (&file, words), booking).await?;
        }
        if let Some(adviser) = &made.adviser {
            allocate(&mut writer, (&kept, &file), adviser, words).await?;
        }
    }
    // Also where it was cancelled: whoever waits for it is to know.
    if let Some(placement) = kept.placement.filter(|_| changed.state != State::Open) {
        let event = format!("task_done.{}", kept.code);
        runs::wake::happened(app, &mut writer, (&file, &placement), &event).await?;
    }
    Ok(writer)
}

/// Gives the person to whom the task of allocating them names.
async fn allocate(
    writer: &mut Writer,
    (kept, file): (&Kept, &File),
    adviser: &UserId,
    words: Words,
) -> Result<(), Failure> {
    if kept.task.kind != Kind::AllocateAdviser {
        return Err(Failure::field("adviser", words.say("tasks-allocates-nobody")));
    }
    let all = colleagues_for(writer, file).await?;
    if !all.iter().any(|one| one.id == *adviser) {
        return Err(Failure::field("adviser", words.say("tasks-colleague-wanted")));
    }
    if file.kept.owner != *adviser {
        people::hand::hand_over_in(writer, (&kept.person, &file.kept.owner), adviser).await?;
    }
    Ok(())
}

pub(super) fn action(ask: &Ask) -> &'static str {
    match ask {
        Ask::Finish { .. } | Ask::Apply => "finish task",
        Ask::Cancel { .. } => "cancel task",
        Ask::HandTo(_) => "hand over task",
    }
}

/// The sentence for what cannot be done with a task.
pub(super) fn refused(why: ChangeRefused, kept: &Kept, words: Words) -> Failure {
    match why {
        ChangeRefused::Closed(State::Cancelled) => {
            Failure::conflict(words.say("tasks-cancelled-already"))
        }
        ChangeRefused::Closed(State::Done | State::Open) => {
            let by = kept.closed_by_name.clone().unwrap_or_default();
            Failure::conflict(words.with("tasks-done-already", &[("by", by.into())]))
        }
        ChangeRefused::ReasonWanted => {
            Failure::Missing(vec![Lacking::new("note", words.say("tasks-reason-wanted"))])
        }
        ChangeRefused::NothingToApply => {
            Failure::field("apply", words.say("tasks-nothing-to-apply"))
        }
        ChangeRefused::NotAColleague => {
            Failure::field("owner", words.say("tasks-colleague-wanted"))
        }
    }
}

/// Records in the person's file what the answer asks for. The unit of work goes on with the task.
async fn applied(
    app: &App,
    viewer: &Viewer,
    (id, person): (&TaskId, &PersonId),
    words: Words,
) -> Result<Writer, Failure> {
    let wanted = {
        let mut reader = app.reader(viewer).await?;
        let kept = store::find(&mut reader, id).await?.ok_or(Failure::NotFound)?;
        let file = desk::load(app, &mut reader, person).await?;
        if kept.task.state != State::Open {
            return Err(refused(ChangeRefused::Closed(kept.task.state), &kept, words));
        }
        wanted(app, &mut reader, (&file, &kept), words).await?
    };
    let mut writer = people::act::change(app, viewer, person, &wanted).await?;
    let deed =
        Deed { action: "finish task", person: Some(*person), subject: id.as_str(), detail: "" };
    writer.also(deed).await?;
    Ok(writer)
}

/// What the answer changes in the file. The version of the file is held against what was read.
async fn wanted(
    app: &App,
    held: &mut impl Held,
    (file, kept): (&File, &Kept),
    words: Words,
) -> Result<Change, Failure> {
    let version = Some(file.kept.version);
    match kept.task.kind {
        Kind::ConfirmDoNotContact => Ok(Change {
            do_not_contact: Some(true),
            reason: Some(words.say("tasks-applied-reason")),
            version,
            ..Change::default()
        }),
        Kind::ApproveContact => {
            let (checkpoint, question) = kept.asked_at.as_ref().ok_or(Failure::NotFound)?;
            let one = file.checkpoint(checkpoint)?;
            let answers = reading::load(app, held, (file, one)).await?.standing();
            let Some(Answer::Contact { phone, email }) = answers.get(question) else {
                return Err(Failure::conflict(words.say("tasks-answer-gone")));
            };
            Ok(Change {
                phones: with(file, ContactKind::Phone, phone.as_deref()),
                emails: with(file, ContactKind::Email, email.as_deref()),
                version,
                ..Change::default()
            })
        }
        Kind::CallBack
        | Kind::JobLost
        | Kind::Other
        | Kind::ArrangeSiteVisit
        | Kind::BookRapidResponse
        | Kind::AllocateAdviser
        | Kind::AdviceNoContact
        | Kind::UpdateEmploymentRecord
        | Kind::EmployerContactBasis => Err(refused(ChangeRefused::NothingToApply, kept, words)),
    }
}

/// The new one in the place of the one that was used first; the others stay. It is covered by what
/// the person agreed to for the one before it.
fn with(file: &File, kind: ContactKind, new: Option<&str>) -> Option<Vec<String>> {
    let new = new?.to_owned();
    let points = file.kept.person.contact_points.iter().filter(|point| point.kind == kind);
    let others = points.skip(1).map(|point| point.value.clone()).filter(|value| *value != new);
    let mut all = vec![new.clone()];
    all.extend(others);
    Some(all)
}
