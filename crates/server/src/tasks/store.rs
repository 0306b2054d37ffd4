//! Tasks as rows.

use crate::record::{Held, Writer};
use crate::remark::Remark;
use crate::sealed::Sealed;
use db::{DbError, Row, binds};
use domain::access::Role;
use domain::ids::{CheckpointId, PersonId, PlacementId, RunId, TaskId, UserId};
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
    /// The answer that asks for it; none where a flow does.
    pub asked_at: Option<(CheckpointId, String)>,
    /// The job that a flow asks about.
    pub placement: Option<PlacementId>,
    pub run: Option<RunId>,
    /// Anybody of this role may take it.
    pub role: Option<Role>,
    pub owner_name: Option<String>,
    pub due_on: Date,
    pub made_by: String,
    pub made_at: Timestamp,
    pub closed_by: Option<String>,
    pub closed_by_name: Option<String>,
    pub closed_at: Option<Timestamp>,
    pub note: Option<Remark>,
    pub version: i64,
}

/// A task to be recorded.
#[derive(Debug)]
pub struct NewTask<'a> {
    pub id: TaskId,
    pub person: PersonId,
    pub code: &'a str,
    pub by: Raised<'a>,
    pub due_on: Date,
}

/// What asks for a task.
#[derive(Debug, Clone, Copy)]
pub enum Raised<'a> {
    /// An answer: it belongs to whoever looks after the person.
    Answer { checkpoint: CheckpointId, question: &'a str, owner: UserId },
    /// A flow: it belongs to whoever of the role takes it.
    Flow { placement: PlacementId, run: RunId, role: Role, once_key: &'a str },
}

/// Which tasks; all of them within what the actor sees where nothing is said.
#[derive(Debug, Clone, Copy, Default)]
pub struct Filter {
    /// Those of this member of staff, and those that wait for anybody of their role.
    pub owner: Option<(UserId, Role)>,
    pub person: Option<PersonId>,
    pub state: Option<State>,
}

/// Behind which task a page begins.
pub type After = (Date, TaskId);

/// Opens a task. Gives whether it was not asked for yet.
pub async fn record_new(writer: &mut Writer, new: &NewTask<'_>) -> Result<bool, DbError> {
    let (agency, by, at) = (writer.agency(), writer.actor().name.clone(), writer.at());
    let (mut checkpoint, mut question, mut owner) = (None, None, None);
    let (mut placement, mut run, mut role, mut once_key) = (None, None, None, None);
    match &new.by {
        Raised::Answer { checkpoint: at, question: asked, owner: to } => {
            (checkpoint, question, owner) = (Some(at), Some(*asked), Some(to));
        }
        Raised::Flow { placement: job, run: by, role: to, once_key: key } => {
            (placement, run, role) = (Some(job), Some(by), Some(to.word()));
            once_key = Some(*key);
        }
    }
    let made = writer
        .conn()
        .run(
            "INSERT INTO tasks (agency_id, id, person_id, checkpoint_id, question, placement_id,
                 run_id, once_key, kind, role, owner_id, due_on, state, made_by, made_at, version)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 'open', $13, $14, 1)
             ON CONFLICT DO NOTHING",
            binds![
                &agency,
                &new.id,
                &new.person,
                checkpoint,
                question,
                placement,
                run,
                once_key,
                new.code,
                role,
                owner,
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
            binds![&agency, id, changed.state.word(), changed.owner.as_ref(), note, by, at],
        )
        .await?;
    Ok(())
}

/// Gives what is open about a person from one colleague to another.
pub async fn record_owner(
    writer: &mut Writer,
    person: &PersonId,
    (from, to): (&UserId, &UserId),
) -> Result<(), DbError> {
    let agency = writer.agency();
    let sql = "UPDATE tasks SET owner_id = $4, version = version + 1
               WHERE agency_id = $1 AND person_id = $2 AND owner_id = $3 AND state = 'open'";
    writer.conn().run(sql, binds![&agency, person, from, to]).await?;
    Ok(())
}

/// The task, within what the actor sees.
pub async fn find(held: &mut impl Held, id: &TaskId) -> Result<Option<Kept>, DbError> {
    let (agency, office) = (held.agency(), held.actor().office);
    let row = held
        .conn()
        .one(
            "SELECT t.id, t.person_id, t.checkpoint_id, t.question, t.placement_id, t.run_id,
                 t.kind, t.role, t.owner_id, t.due_on, t.state, t.made_by, t.made_at, t.closed_by,
                 t.closed_at, t.note, t.version, u.name AS owner_name, b.name AS closed_by_name
             FROM tasks t
             JOIN people p ON p.agency_id = t.agency_id AND p.id = t.person_id
             LEFT JOIN users u ON u.agency_id = t.agency_id AND u.id = t.owner_id
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
                filter.owner.as_ref().map(|(user, _)| user),
                filter.owner.map(|(_, role)| role.word()),
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
                 AND ($3 IS NULL OR t.owner_id = $3
                     OR (t.owner_id IS NULL AND t.role = $4))
                 AND ($5 IS NULL OR t.person_id = $5) AND ($6 IS NULL OR t.state = $6)",
            binds![
                &agency,
                office.as_ref(),
                filter.owner.as_ref().map(|(user, _)| user),
                filter.owner.map(|(_, role)| role.word()),
                filter.person.as_ref(),
                filter.state.map(State::word)
            ],
        )
        .await?;
    row.map_or(Ok(0), |row| row.get("many"))
}

/// Open tasks of one keeper: of a member of staff, or of whoever has a role.
#[derive(Debug, Clone, Copy)]
pub struct KeptBy {
    pub owner: Option<UserId>,
    pub role: Option<Role>,
    pub many: i64,
}

/// How many tasks are open within what the actor sees, by who keeps them.
pub async fn open_by_keeper(held: &mut impl Held) -> Result<Vec<KeptBy>, DbError> {
    let (agency, office) = (held.agency(), held.actor().office);
    let sql = "SELECT t.owner_id, t.role, CAST(COUNT(*) AS BIGINT) AS many FROM tasks t
               JOIN people p ON p.agency_id = t.agency_id AND p.id = t.person_id
               WHERE t.agency_id = $1 AND ($2 IS NULL OR p.office_id = $2) AND t.state = 'open'
               GROUP BY t.owner_id, t.role";
    let rows = held.conn().all(sql, binds![&agency, office.as_ref()]).await?;
    let read = |row: &Row| {
        let (owner, role) = (row.parse_opt("owner_id")?, row.parse_opt("role")?);
        Ok(KeptBy { owner, role, many: row.get("many")? })
    };
    rows.iter().map(read).collect()
}

fn read(row: &Row) -> Result<Kept, DbError> {
    let code: String = row.get("kind")?;
    let state = State::from_word(&row.get::<String>("state")?).unwrap_or(State::Open);
    let note: Option<String> = row.get("note")?;
    let checkpoint: Option<CheckpointId> = row.parse_opt("checkpoint_id")?;
    let question: Option<String> = row.get("question")?;
    Ok(Kept {
        id: row.parse("id")?,
        task: Task { kind: Kind::of(&code), state, owner: row.parse_opt("owner_id")? },
        code,
        person: row.parse("person_id")?,
        asked_at: checkpoint.zip(question),
        placement: row.parse_opt("placement_id")?,
        run: row.parse_opt("run_id")?,
        role: row.parse_opt("role")?,
        owner_name: row.get("owner_name")?,
        due_on: row.get("due_on")?,
        made_by: row.get("made_by")?,
        made_at: row.get("made_at")?,
        closed_by: row.get("closed_by")?,
        closed_by_name: row.get("closed_by_name")?,
        closed_at: row.get("closed_at")?,
        note: note.map(|note| Remark::from_stored(Sealed::from_stored(note).open())),
        version: row.get("version")?,
    })
}
