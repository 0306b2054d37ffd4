//! Tasks as rows.

use crate::record::{Held, Writer};
use crate::sealed::Sealed;
use db::{DbError, Row, binds};
use domain::ids::{CheckpointId, PersonId, TaskId, UserId};
use domain::tasks::{Changed, Kind, State, Task};
use jiff::Timestamp;
use jiff::civil::Date;

/// A task with what the store knows besides.
#[derive(Debug, Clone)]
pub struct Kept {
    pub id: TaskId,
    pub task: Task,
    /// The code that the pack uses.
    pub code: String,
    pub person: PersonId,
    pub checkpoint: CheckpointId,
    pub question: String,
    pub owner_name: String,
    pub due_on: Date,
    pub made_by: String,
    pub made_at: Timestamp,
    pub closed_by: Option<String>,
    pub closed_by_name: Option<String>,
    pub closed_at: Option<Timestamp>,
    pub note: Option<String>,
    pub version: i64,
}

/// A task to be recorded.
#[derive(Debug)]
pub struct NewTask<'a> {
    pub id: TaskId,
    pub person: PersonId,
    pub checkpoint: CheckpointId,
    pub question: &'a str,
    pub code: &'a str,
    pub owner: UserId,
    pub due_on: Date,
}

/// Which tasks; all of them within what the actor sees where nothing is said.
#[derive(Debug, Clone, Copy, Default)]
pub struct Filter {
    pub owner: Option<UserId>,
    pub person: Option<PersonId>,
    pub state: Option<State>,
}

/// Behind which task a page begins.
pub type After = (Date, TaskId);

/// Opens a task. Gives whether there was none of its kind for this question yet.
pub async fn record_new(writer: &mut Writer, new: &NewTask<'_>) -> Result<bool, DbError> {
    let (agency, by, at) = (writer.agency(), writer.actor().name.clone(), writer.at());
    let made = writer
        .conn()
        .run(
            "INSERT INTO tasks (agency_id, id, person_id, checkpoint_id, question, kind, owner_id,
                 due_on, state, made_by, made_at, version)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'open', $9, $10, 1)
             ON CONFLICT (agency_id, checkpoint_id, question, kind) DO NOTHING",
            binds![
                &agency,
                &new.id,
                &new.person,
                &new.checkpoint,
                new.question,
                new.code,
                &new.owner,
                new.due_on,
                &by,
                at
            ],
        )
        .await?;
    Ok(made > 0)
}

/// Records what became of a task, counting its version up.
pub async fn record_change(
    writer: &mut Writer,
    id: &TaskId,
    changed: &Changed,
) -> Result<(), DbError> {
    let (agency, by, at) = (writer.agency(), writer.actor().name.clone(), writer.at());
    let closed = match changed.state {
        State::Open => None,
        State::Done | State::Cancelled => Some((by, at)),
    };
    let (by, at) = closed.unzip();
    let note = changed.note.as_deref().map(|note| Sealed::new(note).stored().to_owned());
    writer
        .conn()
        .run(
            "UPDATE tasks SET state = $3, owner_id = $4, note = $5, closed_by = $6,
                 closed_at = $7, version = version + 1
             WHERE agency_id = $1 AND id = $2",
            binds![&agency, id, changed.state.word(), &changed.owner, note, by, at],
        )
        .await?;
    Ok(())
}

/// The task, within what the actor sees.
pub async fn find(held: &mut impl Held, id: &TaskId) -> Result<Option<Kept>, DbError> {
    let (agency, office) = (held.agency(), held.actor().office);
    let row = held
        .conn()
        .one(
            "SELECT t.id, t.person_id, t.checkpoint_id, t.question, t.kind, t.owner_id, t.due_on,
                 t.state, t.made_by, t.made_at, t.closed_by, t.closed_at, t.note, t.version,
                 u.name AS owner_name, b.name AS closed_by_name
             FROM tasks t
             JOIN people p ON p.agency_id = t.agency_id AND p.id = t.person_id
             JOIN users u ON u.agency_id = t.agency_id AND u.id = t.owner_id
             LEFT JOIN users b ON b.agency_id = t.agency_id AND b.id = t.closed_by
             WHERE t.agency_id = $1 AND t.id = $2 AND ($3 IS NULL OR p.office_id = $3)",
            binds![&agency, id, office.as_ref()],
        )
        .await?;
    row.map(|row| read(&row)).transpose()
}

/// Tasks, those due first at the top.
pub async fn list(
    held: &mut impl Held,
    filter: &Filter,
    after: Option<&After>,
    limit: i64,
) -> Result<Vec<Kept>, DbError> {
    let (agency, office) = (held.agency(), held.actor().office);
    let rows = held
        .conn()
        .all(
            include_str!("list.sql"),
            binds![
                &agency,
                office.as_ref(),
                filter.owner.as_ref(),
                filter.person.as_ref(),
                filter.state.map(State::word),
                after.map(|after| after.0),
                after.map(|after| &after.1),
                limit
            ],
        )
        .await?;
    rows.iter().map(read).collect()
}

/// How many tasks fit.
pub async fn count(held: &mut impl Held, filter: &Filter) -> Result<i64, DbError> {
    let (agency, office) = (held.agency(), held.actor().office);
    let row = held
        .conn()
        .one(
            "SELECT COUNT(*) AS many
             FROM tasks t
             JOIN people p ON p.agency_id = t.agency_id AND p.id = t.person_id
             WHERE t.agency_id = $1 AND ($2 IS NULL OR p.office_id = $2)
                 AND ($3 IS NULL OR t.owner_id = $3) AND ($4 IS NULL OR t.person_id = $4)
                 AND ($5 IS NULL OR t.state = $5)",
            binds![
                &agency,
                office.as_ref(),
                filter.owner.as_ref(),
                filter.person.as_ref(),
                filter.state.map(State::word)
            ],
        )
        .await?;
    row.map_or(Ok(0), |row| row.get("many"))
}

fn read(row: &Row) -> Result<Kept, DbError> {
    let code: String = row.get("kind")?;
    let state = State::from_word(&row.get::<String>("state")?).unwrap_or(State::Open);
    let note: Option<String> = row.get("note")?;
    Ok(Kept {
        id: row.parse("id")?,
        task: Task { kind: Kind::of(&code), state, owner: row.parse("owner_id")? },
        code,
        person: row.parse("person_id")?,
        checkpoint: row.parse("checkpoint_id")?,
        question: row.get("question")?,
        owner_name: row.get("owner_name")?,
        due_on: row.get("due_on")?,
        made_by: row.get("made_by")?,
        made_at: row.get("made_at")?,
        closed_by: row.get("closed_by")?,
        closed_by_name: row.get("closed_by_name")?,
        closed_at: row.get("closed_at")?,
        note: note.map(|note| Sealed::from_stored(note).open()),
        version: row.get("version")?,
    })
}
