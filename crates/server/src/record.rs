//! Reading and writing in a viewer's name.
//!
//! A `Reader` holds one connection for the request. A `Writer` is a unit of work whose first row
//! is its audit entry: a write without one does not compile, and dropping the writer undoes both.
//! While a writer is open, await nothing but the database.

use crate::access::Viewer;
use crate::app::App;
use crate::audit::{self, Entry, Kind};
use crate::failure::Failure;
use db::{Conn, DbError};
use domain::ids::{AgencyId, OfficeId, PersonId};
use jiff::Timestamp;

/// Who acts: a viewer, a client through their link, or a job.
#[derive(Debug, Clone)]
pub struct Actor {
    pub agency: AgencyId,
    /// A user's id, `client`, or a job's name.
    pub name: String,
    /// The office to which what is loaded is narrowed; none for the whole agency.
    pub office: Option<OfficeId>,
}

impl Actor {
    /// A job of ours, acting within one agency.
    #[must_use]
    pub fn system(agency: AgencyId, job: &'static str) -> Self {
        Self { agency, name: job.to_owned(), office: None }
    }

    /// The client, through the link that they were sent.
    #[must_use]
    pub fn client(agency: AgencyId) -> Self {
        Self { agency, name: "client".to_owned(), office: None }
    }
}

impl From<&Viewer> for Actor {
    fn from(viewer: &Viewer) -> Self {
        Self { agency: viewer.agency, name: viewer.user.to_string(), office: viewer.office_seen() }
    }
}

/// What a write is, for the audit.
#[derive(Debug, Clone, Copy)]
pub struct Deed<'a> {
    /// Such as `end placement`: a verb and a noun of ours.
    pub action: &'static str,
    /// The person whose chain it belongs to; none for what belongs to no person.
    pub person: Option<PersonId>,
    /// The id of what is changed.
    pub subject: &'a str,
    /// Ids, dates and words of ours only.
    pub detail: &'a str,
}

/// One connection, in somebody's name.
pub trait Held: Send {
    fn conn(&mut self) -> &mut Conn;
    fn actor(&self) -> &Actor;

    fn agency(&self) -> AgencyId {
        self.actor().agency
    }
}

pub struct Reader {
    conn: db::Reader,
    actor: Actor,
}

pub struct Writer {
    conn: db::Writer,
    actor: Actor,
    at: Timestamp,
}

impl Held for Reader {
    fn conn(&mut self) -> &mut Conn {
        &mut self.conn
    }

    fn actor(&self) -> &Actor {
        &self.actor
    }
}

impl Held for Writer {
    fn conn(&mut self) -> &mut Conn {
        &mut self.conn
    }

    fn actor(&self) -> &Actor {
        &self.actor
    }
}

impl Writer {
    /// The office's moment at which this unit of work began.
    #[must_use]
    pub fn at(&self) -> Timestamp {
        self.at
    }

    /// Adds a further audit entry for what this unit of work also does.
    ///
    /// # Errors
    ///
    /// What the database says.
    pub async fn also(&mut self, deed: Deed<'_>) -> Result<(), DbError> {
        add_entry(&mut self.conn, &self.actor, deed, self.at).await
    }

    /// Commits; returns once it is on the disk.
    ///
    /// # Errors
    ///
    /// What the database says; then nothing was kept.
    pub async fn commit(self) -> Result<(), DbError> {
        let began = tokio::time::Instant::now();
        let kept = self.conn.commit().await;
        crate::serve::metrics::count_commit(began.elapsed(), kept.is_ok());
        kept
    }
}

impl App {
    /// One connection to read with.
    ///
    /// # Errors
    ///
    /// `Busy` when none is free in time.
    pub async fn reader(&self, actor: impl Into<Actor>) -> Result<Reader, Failure> {
        Ok(Reader { conn: self.db.reader().await?, actor: actor.into() })
    }

    /// A unit of work that begins with its audit entry.
    ///
    /// # Errors
    ///
    /// What the database says: read-only, full, busy.
    pub async fn writer(&self, actor: impl Into<Actor>, deed: Deed<'_>) -> Result<Writer, Failure> {
        let actor = actor.into();
        let mut conn = self.db.writer().await?;
        let at = self.clock.now();
        add_entry(&mut conn, &actor, deed, at).await?;
        Ok(Writer { conn, actor, at })
    }
}

async fn add_entry(
    conn: &mut Conn,
    actor: &Actor,
    deed: Deed<'_>,
    at: Timestamp,
) -> Result<(), DbError> {
    let chain = match &deed.person {
        Some(person) => person.as_str(),
        None => actor.agency.as_str(),
    };
    let entry = Entry {
        chain,
        at,
        kind: Kind::Change,
        actor: &actor.name,
        action: deed.action,
        subject: deed.subject,
        detail: deed.detail,
    };
    audit::store::add(conn, &actor.agency, &entry).await
}

impl From<DbError> for Failure {
    fn from(error: DbError) -> Self {
        match error {
            // Said in the reader's words, which are not known here.
            DbError::Unique(_) => Self::conflict(""),
            DbError::ReadOnly(_) => Self::ReadOnly,
            DbError::Full(_) => Self::DiskFull,
            DbError::Busy(_) => Self::Busy,
            DbError::ForeignKey(_)
            | DbError::Check(_)
            | DbError::Corrupt(_)
            | DbError::Refused(_)
            | DbError::Other(_) => Self::fault("the database", &full_cause(&error)),
        }
    }
}

/// An error with what caused it, for the log. Bound values are never part of it.
fn full_cause(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(deeper) = cause {
        text.push_str(": ");
        text.push_str(&deeper.to_string());
        cause = deeper.source();
    }
    text
}
