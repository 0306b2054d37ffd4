//! What the installation remembers of itself, and proof that it can be written.

use db::{Conn, DbError, binds};

/// A remembered value.
pub async fn find(conn: &mut Conn, key: &str) -> Result<Option<String>, DbError> {
    let row = conn.one("SELECT value FROM installation WHERE key = $1", binds![key]).await?;
    row.map(|row| row.get("value")).transpose()
}

/// Remembers a value in place of the one before.
pub async fn record(conn: &mut Conn, key: &str, value: &str) -> Result<(), DbError> {
    conn.run(
        "INSERT INTO installation (key, value) VALUES ($1, $2)
         ON CONFLICT (key) DO UPDATE SET value = EXCLUDED.value",
        binds![key, value],
    )
    .await?;
    Ok(())
}

/// The names of the schema's steps that were applied.
pub async fn schema_steps(conn: &mut Conn) -> Result<Vec<String>, DbError> {
    let rows = conn.all("SELECT name FROM schema_migrations ORDER BY name", binds![]).await?;
    rows.iter().map(|row| row.get("name")).collect()
}
