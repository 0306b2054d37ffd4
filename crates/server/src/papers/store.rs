//! Letters, forms and e-mails to colleagues and employers as rows.

mod held;
mod letters;
mod unsent;

pub use held::{has_let_go, held_for, release};
pub use letters::{Letter, ToPost, count_to_post, letters, record_letter, record_posted, to_post};
pub use unsent::{count_unsent, record_settled, unsent};

use crate::record::{Held, Writer};
use crate::sealed::Sealed;
use db::{Conn, DbError, Row, binds};
use domain::ids::{AgencyId, EmployerAskId, FormId, MessageId, PersonId, RunId, UserId};
use jiff::Timestamp;

/// Rows of one kind that are read of a person, at most.
const READ_MAX: i64 = 100;

fn sealed(text: &str) -> String {
    Sealed::new(text).stored().to_owned()
}

fn opened(text: String) -> String {
    Sealed::from_stored(text).open()
}

/// A form as it is filled in.
#[derive(Debug, Clone)]
pub struct Filled {
    pub id: FormId,
    pub person: PersonId,
    pub run: RunId,
    pub flow: (String, i64),
    /// The version of the pack that it is of; none where it is the flow's own.
    pub pack: Option<(String, i64)>,
    pub form: String,
    /// The values as JSON.
    pub answers: String,
    pub completed_at: Option<Timestamp>,
    pub completed_by_name: Option<String>,
    pub made_at: Timestamp,
    pub version: i64,
}

/// Records a form that is begun.
pub async fn record_form(writer: &mut Writer, new: &Filled) -> Result<(), DbError> {
    let (agency, by, at) = (writer.agency(), writer.actor().name.clone(), writer.at());
    writer
        .conn()
        .run(
            "INSERT INTO forms (agency_id, id, person_id, run_id, flow, flow_version, form,
                 answers, made_by, made_at, pack, pack_version, version)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 1)",
            binds![
                &agency,
                &new.id,
                &new.person,
                &new.run,
                &new.flow.0,
                new.flow.1,
                &new.form,
                sealed(&new.answers),
                by,
                at,
                new.pack.as_ref().map(|pack| pack.0.as_str()),
                new.pack.as_ref().map(|pack| pack.1)
            ],
        )
        .await?;
    Ok(())
}

/// Records what stands in a form now, and that it is complete where it is.
pub async fn record_answers(
    writer: &mut Writer,
    id: &FormId,
    (answers, is_complete): (&str, bool),
) -> Result<(), DbError> {
    let (agency, by, at) = (writer.agency(), writer.actor().name.clone(), writer.at());
    let (by, at) = if is_complete { (Some(by), Some(at)) } else { (None, None) };
    writer
        .conn()
        .run(
            "UPDATE forms SET answers = $3, completed_by = $4, completed_at = $5,
                 version = version + 1
             WHERE agency_id = $1 AND id = $2 AND completed_at IS NULL",
            binds![&agency, id, sealed(answers), by, at],
        )
        .await?;
    Ok(())
}

/// Opens a form again that was complete: what stands in it stays.
pub async fn record_reopened(writer: &mut Writer, id: &FormId) -> Result<(), DbError> {
    let agency = writer.agency();
    let sql = "UPDATE forms SET completed_by = NULL, completed_at = NULL, version = version + 1
               WHERE agency_id = $1 AND id = $2";
    writer.conn().run(sql, binds![&agency, id]).await?;
    Ok(())
}

/// Which forms.
#[derive(Debug, Clone, Copy, Default)]
pub struct Forms<'a> {
    pub id: Option<&'a FormId>,
    pub person: Option<&'a PersonId>,
    pub run: Option<&'a RunId>,
}

/// Forms within what the actor sees, the latest first.
pub async fn forms(held: &mut impl Held, of: Forms<'_>) -> Result<Vec<Filled>, DbError> {
    let (agency, office) = (held.agency(), held.actor().office);
    let rows = held
        .conn()
        .all(
            "SELECT f.id, f.person_id, f.run_id, f.flow, f.flow_version, f.pack, f.pack_version,
                 f.form, f.answers, f.completed_at, f.made_at, f.version,
                 u.name AS completed_by_name
             FROM forms f
             JOIN people p ON p.agency_id = f.agency_id AND p.id = f.person_id
             LEFT JOIN users u ON u.agency_id = f.agency_id AND u.id = f.completed_by
             WHERE f.agency_id = $1 AND ($2 IS NULL OR p.office_id = $2)
                 AND ($3 IS NULL OR f.id = $3) AND ($4 IS NULL OR f.person_id = $4)
                 AND ($5 IS NULL OR f.run_id = $5)
             ORDER BY f.made_at DESC, f.id DESC LIMIT $6",
            binds![&agency, office.as_ref(), of.id, of.person, of.run, READ_MAX],
        )
        .await?;
    rows.iter().map(read_form).collect()
}

fn read_form(row: &Row) -> Result<Filled, DbError> {
    Ok(Filled {
        id: row.parse("id")?,
        person: row.parse("person_id")?,
        run: row.parse("run_id")?,
        flow: (row.get("flow")?, row.get("flow_version")?),
        pack: row.get::<Option<_>>("pack")?.zip(row.get("pack_version")?),
        form: row.get("form")?,
        answers: opened(row.get("answers")?),
        completed_at: row.get("completed_at")?,
        completed_by_name: row.get("completed_by_name")?,
        made_at: row.get("made_at")?,
        version: row.get("version")?,
    })
}

/// A form that somebody has to complete.
#[derive(Debug, Clone)]
pub struct ToComplete {
    pub filled: Filled,
    /// Given name, then family name.
    pub person_name: String,
}

/// Forms that are not complete, of the files of one owner or of all that the actor sees; the
/// oldest first.
pub async fn to_complete(
    held: &mut impl Held,
    owner: Option<&UserId>,
    limit: i64,
) -> Result<Vec<ToComplete>, DbError> {
    let (agency, office) = (held.agency(), held.actor().office);
    let rows = held
        .conn()
        .all(
            "SELECT f.id, f.person_id, f.run_id, f.flow, f.flow_version, f.pack, f.pack_version,
                 f.form, f.answers, f.completed_at, f.made_at, f.version,
                 NULL AS completed_by_name, p.given_name, p.family_name
             FROM forms f
             JOIN people p ON p.agency_id = f.agency_id AND p.id = f.person_id
             WHERE f.agency_id = $1 AND ($2 IS NULL OR p.office_id = $2)
                 AND ($3 IS NULL OR p.owner_id = $3) AND f.completed_at IS NULL
             ORDER BY f.made_at, f.id LIMIT $4",
            binds![&agency, office.as_ref(), owner, limit],
        )
        .await?;
    let read = |row: &Row| {
        let (given, family): (String, String) = (row.get("given_name")?, row.get("family_name")?);
        Ok(ToComplete { filled: read_form(row)?, person_name: format!("{given} {family}") })
    };
    rows.iter().map(read).collect()
}

/// How many there are.
pub async fn count_to_complete(
    held: &mut impl Held,
    owner: Option<&UserId>,
) -> Result<i64, DbError> {
    let (agency, office) = (held.agency(), held.actor().office);
    let sql = "SELECT CAST(COUNT(*) AS BIGINT) AS many FROM forms f
               JOIN people p ON p.agency_id = f.agency_id AND p.id = f.person_id
               WHERE f.agency_id = $1 AND ($2 IS NULL OR p.office_id = $2)
                   AND ($3 IS NULL OR p.owner_id = $3) AND f.completed_at IS NULL";
    let row = held.conn().one(sql, binds![&agency, office.as_ref(), owner]).await?;
    row.map_or(Ok(0), |row| row.get("many"))
}

/// Where an e-mail stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Until its forms are complete.
    Held,
    Waiting,
    Sent,
    /// The provider refused it, or it was given up.
    Failed,
    /// Nothing allowed it any more when its turn came.
    Withheld,
}

impl Standing {
    const ALL: [Self; 5] = [Self::Held, Self::Waiting, Self::Sent, Self::Failed, Self::Withheld];

    /// The word of rows.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Held => "held",
            Self::Waiting => "waiting",
            Self::Sent => "sent",
            Self::Failed => "failed",
            Self::Withheld => "withheld",
        }
    }

    fn of_word(word: &str) -> Self {
        Self::ALL.into_iter().find(|one| one.word() == word).unwrap_or(Self::Failed)
    }
}

/// An e-mail to a colleague or an employer.
#[derive(Debug, Clone)]
pub struct Notice {
    pub id: MessageId,
    pub person: PersonId,
    /// The colleague; none for an employer.
    pub user: Option<UserId>,
    pub recipient: String,
    pub template: String,
    pub subject: String,
    pub body: String,
    /// The question whose link it carries.
    pub ask: Option<EmployerAskId>,
    /// Forms that have to be complete before it leaves.
    pub forms: Vec<FormId>,
    pub standing: Standing,
    pub made_at: Timestamp,
    pub left_at: Option<Timestamp>,
    /// Its reader was told in another way.
    pub is_settled: bool,
}

/// Records an e-mail.
pub async fn record_notice(writer: &mut Writer, new: &Notice) -> Result<(), DbError> {
    let (agency, by, at) = (writer.agency(), writer.actor().name.clone(), writer.at());
    let forms: Vec<&str> = new.forms.iter().map(FormId::as_str).collect();
    writer
        .conn()
        .run(
            "INSERT INTO notices (agency_id, id, person_id, user_id, recipient, template, subject,
                 body, ask_id, forms, state, made_by, made_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
            binds![
                &agency,
                &new.id,
                &new.person,
                new.user.as_ref(),
                sealed(&new.recipient),
                &new.template,
                sealed(&new.subject),
                sealed(&new.body),
                new.ask.as_ref(),
                forms.join(" "),
                new.standing.word(),
                by,
                at
            ],
        )
        .await?;
    Ok(())
}

/// Records how an e-mail left, or that it did not.
pub async fn record_left(
    conn: &mut Conn,
    (agency, id): (&AgencyId, &MessageId),
    (standing, at): (Standing, Timestamp),
) -> Result<(), DbError> {
    let sql = "UPDATE notices SET state = $3, left_at = $4
               WHERE agency_id = $1 AND id = $2 AND state = 'waiting'";
    conn.run(sql, binds![agency, id, standing.word(), at]).await?;
    Ok(())
}

const NOTICE: &str = "SELECT n.id, n.person_id, n.user_id, n.recipient, n.template, n.subject,
    n.body, n.ask_id, n.forms, n.state, n.made_at, n.left_at, n.settled_at FROM notices n";

/// One e-mail.
pub async fn notice(
    conn: &mut Conn,
    (agency, id): (&AgencyId, &MessageId),
) -> Result<Option<Notice>, DbError> {
    // Assembled: the columns of this file, and nothing that was typed.
    let row = conn
        .all_assembled(format!("{NOTICE} WHERE n.agency_id = $1 AND n.id = $2"), binds![agency, id])
        .await?;
    row.first().map(read_notice).transpose()
}

/// The e-mails about a person, the latest first.
pub async fn notices(held: &mut impl Held, person: &PersonId) -> Result<Vec<Notice>, DbError> {
    let (agency, office) = (held.agency(), held.actor().office);
    // Assembled: the columns of this file, and nothing that was typed.
    let rows = held
        .conn()
        .all_assembled(
            format!(
                "{NOTICE} JOIN people p ON p.agency_id = n.agency_id AND p.id = n.person_id
                 WHERE n.agency_id = $1 AND n.person_id = $2
                     AND ($3 IS NULL OR p.office_id = $3)
                 ORDER BY n.made_at DESC, n.id DESC LIMIT $4"
            ),
            binds![&agency, person, office.as_ref(), READ_MAX],
        )
        .await?;
    rows.iter().map(read_notice).collect()
}

/// What left, the latest first, over the whole agency: for the outbox of a demo.
pub async fn outbox(held: &mut impl Held, limit: i64) -> Result<Vec<Notice>, DbError> {
    let agency = held.agency();
    // Assembled: the columns of this file, and nothing that was typed.
    let rows = held
        .conn()
        .all_assembled(
            format!(
                "{NOTICE} WHERE n.agency_id = $1 AND n.state = 'sent'
                 ORDER BY n.left_at DESC, n.id DESC LIMIT $2"
            ),
            binds![&agency, limit],
        )
        .await?;
    rows.iter().map(read_notice).collect()
}

fn read_notice(row: &Row) -> Result<Notice, DbError> {
    let forms: String = row.get("forms")?;
    Ok(Notice {
        id: row.parse("id")?,
        person: row.parse("person_id")?,
        user: row.parse_opt("user_id")?,
        recipient: opened(row.get("recipient")?),
        template: row.get("template")?,
        subject: opened(row.get("subject")?),
        body: opened(row.get("body")?),
        ask: row.parse_opt("ask_id")?,
        forms: forms.split_whitespace().filter_map(|id| id.parse().ok()).collect(),
        standing: Standing::of_word(&row.get::<String>("state")?),
        made_at: row.get("made_at")?,
        left_at: row.get("left_at")?,
        is_settled: row.get::<Option<i64>>("settled_at")?.is_some(),
    })
}
