//! Comparing an extract, and taking the funder's version of a section.

use super::extract::{self, Wrong};
use super::making::{Against, Gathered, rules, versions};
use super::say;
use super::store::{self, New, Take, Value};
use crate::access::Viewer;
use crate::app::App;
use crate::failure::Failure;
use crate::keys::sha256_hex;
use crate::page::Words;
use crate::people;
use crate::programmes;
use crate::record::{Deed, Held, Writer};
use crate::submissions;
use crate::submissions::store::EventKind;
use db::DbError;
use domain::access::Right;
use domain::ids::ReconciliationId;
use domain::programmes::Programme;
use domain::reconciliations::{Asked, NotTaken, Taking};
use jiff::SignedDuration;
use jiff::civil::Date;
use std::sync::Arc;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// Extracts that are compared at once: each then takes several times its size.
static ROOM: Semaphore = Semaphore::const_new(1);

/// Extracts that are held in memory at once, those among them that are still on their way in.
pub const HELD_MAX: usize = 3;

/// How long what only the funder has is kept.
const ONLY_THEIRS_FOR: SignedDuration = SignedDuration::from_hours(365 * 24);

/// What is asked for.
pub struct Ask<'a> {
    pub pack: &'a str,
    /// Checkpoints due in between only.
    pub due: (Option<Date>, Option<Date>),
    pub brought: Brought,
}

/// A file that was brought, held in memory until it is compared.
pub struct Brought {
    pub name: String,
    pub bytes: Vec<u8>,
    /// Its place among those that may be held.
    pub room: OwnedSemaphorePermit,
}

/// Why nothing was compared.
pub enum NotMade {
    /// The extract is wrong.
    Wrong(Wrong),
    /// Its programme has none.
    NoExtract,
    Failure(Failure),
}

impl<E: Into<Failure>> From<E> for NotMade {
    fn from(error: E) -> Self {
        Self::Failure(error.into())
    }
}

/// A programme's extract, as its newest text describes it.
///
/// # Errors
///
/// What the database says.
pub async fn programme_with_extract(
    app: &App,
    held: &mut impl Held,
    pack: &str,
) -> Result<Option<Arc<Programme>>, Failure> {
    let programme = programmes::store::newest(app, held, pack).await?;
    Ok(programme.filter(|programme| rules(programme).is_some()))
}

/// Compares an extract with what was submitted, within a unit of work that the caller commits.
///
/// # Errors
///
/// What is wrong with the extract; `Forbidden`.
pub async fn make(
    app: &App,
    viewer: &Viewer,
    ask: Ask<'_>,
) -> Result<(Writer, ReconciliationId), NotMade> {
    viewer.may(Right::ApproveSubmissions)?;
    let _room = ROOM.acquire().await.map_err(|_| NotMade::Failure(Failure::Busy))?;
    let mut reader = app.reader(viewer).await?;
    let programme = programme_with_extract(app, &mut reader, ask.pack).await?;
    let programme = programme.ok_or(NotMade::NoExtract)?;
    let Brought { name, bytes, room: _held_until_the_end } = ask.brought;
    let sha256 = sha256_hex(&bytes);
    let read = apart({
        let programme = Arc::clone(&programme);
        move || rules(&programme).map(|rules| extract::read(bytes, rules))
    });
    let read = read.await?.ok_or(NotMade::NoExtract)?.map_err(NotMade::Wrong)?;
    let (encoding, entries) = (read.encoding, read.rows.len());
    let taken = versions(store::of_pack(&mut reader, ask.pack).await?);
    let version = i64::from(programme.version);
    let against = Against { programme, due: ask.due, office: viewer.office_seen() };
    let mut gathered = Gathered::new(against, read, taken);
    let mut after = None;
    loop {
        let (some, is_more) = store::standing(&mut reader, ask.pack, after.as_ref()).await?;
        after = some.last().map(|one| one.id);
        for one in some {
            gathered.add(one)?;
        }
        if !is_more {
            break;
        }
    }
    drop(reader);
    let rows = apart(move || gathered.beside()).await?;
    let id = ReconciliationId::from_number(app.new_number());
    let deed =
        Deed { action: "compare extract", person: None, subject: id.as_str(), detail: ask.pack };
    let mut writer = app.writer(viewer, deed).await?;
    let new = New {
        id,
        pack: (ask.pack, version),
        name: &name,
        sha256: &sha256,
        encoding,
        due: ask.due,
        entries: i64::try_from(entries).unwrap_or(i64::MAX),
    };
    store::record_new(&mut writer, &new).await?;
    store::record_rows(&mut writer, &id, &rows).await?;
    Ok((writer, id))
}

/// Reads where it keeps nobody else waiting.
async fn apart<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, Failure> {
    let done = tokio::task::spawn_blocking(work).await;
    done.map_err(|error| Failure::fault("reading an extract", &error))
}

/// Takes the funder's version of a section of a line, within a unit of work that the caller
/// commits; none where it was taken from this line already.
///
/// # Errors
///
/// `Forbidden`; `NotFound`; `Conflict` where the section differs in nothing, the submission is not
/// there any more, or a later extract was taken already.
pub async fn take(
    app: &App,
    viewer: &Viewer,
    (id, number): (&ReconciliationId, i64),
    section: &str,
) -> Result<Option<Writer>, Failure> {
    viewer.may(Right::ApproveSubmissions)?;
    let refuse = |why: NotTaken| say::not_taken(Words { locale: viewer.language.into() }, why);
    let mut reader = app.reader(viewer).await?;
    let whole = store::find(&mut reader, id).await?.ok_or(Failure::NotFound)?;
    let row = store::find_row(&mut reader, (id, number)).await?.ok_or(Failure::NotFound)?;
    let programme = programme_with_extract(app, &mut reader, &whole.pack).await?;
    drop(reader);
    let (Some(submission), Some(person)) = (row.submission, row.person) else {
        return Err(refuse(NotTaken::Nothing));
    };
    let told = of_section(programme.as_deref(), section, &row.told);
    let deed = Deed {
        action: "take funder section",
        person: Some(person),
        subject: submission.as_str(),
        detail: section,
    };
    let mut writer = app.writer(viewer, deed).await?;
    people::act::lock(&mut writer, &person).await?;
    let kept = submissions::store::find(&mut writer, &submission).await?;
    let kept = kept.ok_or(Failure::NotFound)?;
    let earlier = store::of_submission(&mut writer, &submission).await?;
    let asked = Asked {
        what: domain::reconciliations::Taken { extract: *id, line: number, section },
        differing: told.len(),
        state: kept.state,
        is_replaced: kept.is_replaced,
    };
    let taking = domain::reconciliations::take(&asked, earlier.iter().map(store::Taken::as_asked));
    match taking.map_err(refuse)? {
        Taking::Already => return Ok(None),
        Taking::Now => {}
    }
    let take = Take { submission: &submission, row: (id, number), section, told: &told };
    if !store::record_take(&mut writer, &take).await? {
        return Ok(None);
    }
    submissions::store::record_event(&mut writer, &submission, EventKind::Taken, section).await?;
    Ok(Some(writer))
}

/// Forgets what only the funder has of comparisons over a year old: nobody of ours stands behind
/// it. Says how many lines.
///
/// # Errors
///
/// What the database says.
pub async fn forget_old(app: &App) -> Result<u64, DbError> {
    let before = app.clock.now() - ONLY_THEIRS_FOR;
    let mut writer = app.db.writer().await?;
    let forgotten = store::forget(&mut writer, before).await?;
    writer.commit().await?;
    Ok(forgotten)
}

/// What of a line's values belongs to a section.
#[must_use]
pub fn of_section(programme: Option<&Programme>, section: &str, told: &[Value]) -> Vec<Value> {
    let rule = programme.and_then(|programme| programme.submission.as_ref());
    let section = rule.and_then(|rule| rule.sections.iter().find(|one| one.code == section));
    let is_of = |value: &&Value| {
        section.is_some_and(|one| one.fields.iter().any(|field| field.name == value.name))
    };
    told.iter().filter(is_of).cloned().collect()
}
