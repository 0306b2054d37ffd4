//! Messages that staff send to themselves, as rows.

use super::MessageState;
use crate::record::{Held, Writer};
use crate::sealed::Sealed;
use db::{Conn, DbError, binds};
use domain::ids::{AgencyId, MessageId, UserId};
use domain::messaging::{Channel, Text};
use jiff::Timestamp;

/// A test as it leaves, or left.
#[derive(Debug, Clone)]
pub struct Trial {
    pub id: MessageId,
    pub channel: Channel,
    pub to: String,
    pub text: Text,
    pub at: Timestamp,
}

/// The address with which somebody of the staff signs in.
pub async fn own_email(held: &mut impl Held, user: &UserId) -> Result<String, DbError> {
    let agency = held.agency();
    let sql = "SELECT email FROM users WHERE agency_id = $1 AND id = $2";
    let row = held.conn().one(sql, binds![&agency, user]).await?;
    row.map_or(Ok(String::new()), |row| row.get("email"))
}

/// The number to which somebody has test texts sent, if they gave one.
pub async fn own_phone(held: &mut impl Held, user: &UserId) -> Result<Option<String>, DbError> {
    let agency = held.agency();
    let sql = "SELECT phone FROM trial_phones WHERE agency_id = $1 AND user_id = $2";
    let row = held.conn().one(sql, binds![&agency, user]).await?;
    row.map(|row| Ok(Sealed::from_stored(row.get("phone")?).open())).transpose()
}

/// Remembers that number.
pub async fn record_phone(writer: &mut Writer, user: &UserId, phone: &str) -> Result<(), DbError> {
    let (agency, at) = (writer.agency(), writer.at());
    let phone = Sealed::new(phone.to_owned());
    writer
        .conn()
        .run(
            "INSERT INTO trial_phones (agency_id, user_id, phone, made_at)
             VALUES ($1, $2, $3, $4)
             ON CONFLICT (agency_id, user_id)
             DO UPDATE SET phone = excluded.phone, made_at = excluded.made_at",
            binds![&agency, user, phone.stored(), at],
        )
        .await?;
    Ok(())
}

/// How many tests somebody has sent since a moment.
pub async fn count_since(
    held: &mut impl Held,
    user: &UserId,
    since: Timestamp,
) -> Result<i64, DbError> {
    let agency = held.agency();
    let row = held
        .conn()
        .one(
            "SELECT CAST(COUNT(*) AS BIGINT) AS many FROM trials
             WHERE agency_id = $1 AND user_id = $2 AND made_at > $3",
            binds![&agency, user, since],
        )
        .await?;
    row.map_or(Ok(0), |row| row.get("many"))
}

/// Records a test that is to leave.
pub async fn record_new(writer: &mut Writer, user: &UserId, trial: &Trial) -> Result<(), DbError> {
    let agency = writer.agency();
    let (subject, body) =
        (trial.text.subject.clone().map(Sealed::new), Sealed::new(trial.text.body.clone()));
    writer
        .conn()
        .run(
            "INSERT INTO trials (agency_id, id, user_id, channel, recipient, subject, body,
                 state, made_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, 'waiting', $8)",
            binds![
                &agency,
                &trial.id,
                user,
                trial.channel.word(),
                Sealed::new(trial.to.clone()).stored(),
                subject.as_ref().map(Sealed::stored),
                body.stored(),
                trial.at
            ],
        )
        .await?;
    Ok(())
}

/// Takes a test to be sent; none where another try took it before.
pub async fn take(
    conn: &mut Conn,
    (agency, id): (&AgencyId, &MessageId),
) -> Result<Option<Trial>, DbError> {
    let row = conn
        .one(
            "UPDATE trials SET state = 'leaving'
             WHERE agency_id = $1 AND id = $2 AND state = 'waiting'
             RETURNING id, channel, recipient, subject, body, made_at",
            binds![agency, id],
        )
        .await?;
    row.map(|row| read(&row)).transpose()
}

fn read(row: &db::Row) -> Result<Trial, DbError> {
    let subject = row.get::<Option<String>>("subject")?;
    Ok(Trial {
        id: row.parse("id")?,
        channel: Channel::from_word(&row.get::<String>("channel")?).unwrap_or(Channel::Email),
        to: Sealed::from_stored(row.get("recipient")?).open(),
        text: Text {
            subject: subject.map(|text| Sealed::from_stored(text).open()),
            body: Sealed::from_stored(row.get("body")?).open(),
        },
        at: row.get("made_at")?,
    })
}

/// Records how a try of a test ended.
pub async fn record_ended(
    conn: &mut Conn,
    (agency, id): (&AgencyId, &MessageId),
    (state, at): (MessageState, Timestamp),
) -> Result<(), DbError> {
    conn.run(
        "UPDATE trials SET state = $3, left_at = $4
         WHERE agency_id = $1 AND id = $2 AND state = 'leaving'",
        binds![agency, id, state.word(), at],
    )
    .await?;
    Ok(())
}

/// Tests that left, the latest first, over the whole agency: for the outbox of a demo.
pub async fn outbox(held: &mut impl Held, limit: i64) -> Result<Vec<Trial>, DbError> {
    let agency = held.agency();
    let rows = held
        .conn()
        .all(
            "SELECT id, channel, recipient, subject, body, left_at AS made_at FROM trials
             WHERE agency_id = $1 AND state = 'sent' ORDER BY left_at DESC, id DESC LIMIT $2",
            binds![&agency, limit],
        )
        .await?;
    rows.iter().map(read).collect()
}

/// Forgets tests made before a moment, and says how many.
pub async fn forget(conn: &mut Conn, before: Timestamp) -> Result<u64, DbError> {
    conn.run("DELETE FROM trials WHERE made_at < $1", binds![before]).await
}
