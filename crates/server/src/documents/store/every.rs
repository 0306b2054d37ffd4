//! Every document there is, of all agencies: what proves or renews them goes through them all.

use db::{Conn, Database, DbError, binds};
use domain::ids::{AgencyId, DocumentId};
use futures_util::{Stream, TryStreamExt};

/// Rows that are read at once.
const AT_ONCE: i64 = 200;

/// A document as its bytes are proved.
#[derive(Debug, Clone)]
pub struct Proved {
    pub agency: AgencyId,
    pub id: DocumentId,
    pub bytes: u64,
    pub sha256: String,
}

/// All of them by their id, removed ones too. Between two portions no reader is held, so that
/// whoever takes long over a document keeps nobody waiting.
pub fn every(db: &Database) -> impl Stream<Item = Result<Proved, DbError>> {
    let portions = futures_util::stream::try_unfold(Some(None), move |from| async move {
        let Some(after) = from else { return Ok(None) };
        let rows = portion(&mut *db.reader().await?, after.as_ref()).await?;
        let next = rows.last().filter(|_| rows.len() as i64 == AT_ONCE).map(|last| Some(last.id));
        let some = futures_util::stream::iter(rows.into_iter().map(Ok));
        Ok::<_, DbError>(Some((some, next)))
    });
    portions.try_flatten()
}

async fn portion(conn: &mut Conn, after: Option<&DocumentId>) -> Result<Vec<Proved>, DbError> {
    let rows = conn
        .all(
            "SELECT agency_id, id, bytes, sha256 FROM documents
             WHERE $1 IS NULL OR id > $1 ORDER BY id LIMIT $2",
            binds![after, AT_ONCE],
        )
        .await?;
    rows.iter()
        .map(|row| {
            Ok(Proved {
                agency: row.parse("agency_id")?,
                id: row.parse("id")?,
                bytes: u64::try_from(row.get::<i64>("bytes")?).unwrap_or_default(),
                sha256: row.get("sha256")?,
            })
        })
        .collect()
}
