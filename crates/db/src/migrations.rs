//! Bringing a database's schema up to this program's.
//!
//! Each migration is one transaction, so a kill in the middle leaves either the
//! whole of it or nothing, and the next start goes on from there. Two programs
//! that start at once take turns: SQLite's only writer, or a lock on PostgreSQL.
//! Migrations hold no `DEFERRABLE` constraint: on SQLite such a one would show
//! only when a whole batch of units commits, and fail all of it.

use std::collections::HashMap;

use sha2::{Digest, Sha256};

use crate::{Conn, Database, DbError, Dialect, Engine, Writer};

/// One change of the schema.
#[derive(Debug, Clone, Copy)]
pub struct Migration {
    /// Unique, as `0001_people`.
    pub name: &'static str,
    /// Statements in the portable subset, separated by semicolons.
    pub sql: &'static str,
}

/// The number is Cairn's own, any one will do.
const TAKE_TURNS: &str = "
    SET LOCAL lock_timeout = '60s';
    SELECT pg_advisory_xact_lock(7217452);
    SET LOCAL lock_timeout = '5s';
    SET LOCAL statement_timeout = 0;
";

const LEDGER: &str = "
    CREATE TABLE IF NOT EXISTS schema_migrations (
        name TEXT PRIMARY KEY,
        sha256 TEXT NOT NULL,
        applied_at BIGINT NOT NULL
    )
";

/// The moment is the database's own: no clock is handed to this crate.
const RECORD: Dialect = Dialect {
    sqlite: "INSERT INTO schema_migrations (name, sha256, applied_at) VALUES ($1, $2,
        CAST((julianday('now') - 2440587.5) * 86400000 AS BIGINT))",
    postgres: "INSERT INTO schema_migrations (name, sha256, applied_at) VALUES ($1, $2,
        CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000 AS BIGINT))",
};

const HAS_LEDGER: Dialect = Dialect {
    sqlite: "SELECT COUNT(*) AS tables FROM sqlite_master
        WHERE type = 'table' AND name = 'schema_migrations'",
    postgres: "SELECT COUNT(*) AS tables FROM information_schema.tables
        WHERE table_schema = current_schema() AND table_name = 'schema_migrations'",
};

pub(crate) async fn migrate(
    db: &Database,
    migrations: &[Migration],
) -> Result<Vec<&'static str>, DbError> {
    refuse_doubles(migrations)?;
    if is_up_to_date(db, migrations).await? {
        return Ok(Vec::new());
    }
    let mut writer = begin(db).await?;
    writer.run_script(LEDGER).await?;
    let applied = applied(&mut writer).await?;
    refuse_unknown(migrations, &applied)?;
    refuse_changed(migrations, &applied)?;
    writer.commit().await?;

    let mut done = Vec::new();
    for migration in migrations.iter().filter(|wanted| !applied.contains_key(wanted.name)) {
        if apply(db, migration).await? {
            tracing::info!(migration = migration.name, "schema changed");
            done.push(migration.name);
        }
    }
    Ok(done)
}

/// Whether there is nothing to do, found without writing: lists of a database that cannot be
/// written are still to be read.
async fn is_up_to_date(db: &Database, migrations: &[Migration]) -> Result<bool, DbError> {
    let mut reader = db.reader().await?;
    let row = reader.one(HAS_LEDGER.text(db.engine()), Vec::new()).await?;
    let tables: i64 = row.map_or(Ok(0), |row| row.get("tables"))?;
    if tables == 0 {
        return Ok(false);
    }
    let applied = applied(&mut reader).await?;
    refuse_unknown(migrations, &applied)?;
    refuse_changed(migrations, &applied)?;
    Ok(migrations.iter().all(|wanted| applied.contains_key(wanted.name)))
}

/// Applies one, unless another program did so since we looked.
async fn apply(db: &Database, migration: &Migration) -> Result<bool, DbError> {
    let mut writer = begin(db).await?;
    if applied(&mut writer).await?.contains_key(migration.name) {
        return Ok(false);
    }
    let named = |error: DbError| {
        tracing::error!(migration = migration.name, %error, "a migration failed; nothing of it stays");
        error
    };
    writer.run_script(migration.sql).await.map_err(named)?;
    let record = RECORD.text(writer.engine());
    writer.run(record, crate::binds![migration.name, &checksum(migration.sql)]).await?;
    writer.commit().await.map_err(named)?;
    Ok(true)
}

async fn begin(db: &Database) -> Result<Writer, DbError> {
    let mut writer = db.writer().await?;
    if db.engine() == Engine::Postgres {
        writer.run_script(TAKE_TURNS).await?;
    }
    Ok(writer)
}

async fn applied(conn: &mut Conn) -> Result<HashMap<String, String>, DbError> {
    let rows = conn.all("SELECT name, sha256 FROM schema_migrations", Vec::new()).await?;
    rows.iter().map(|row| Ok((row.get("name")?, row.get("sha256")?))).collect()
}

fn refuse_doubles(migrations: &[Migration]) -> Result<(), DbError> {
    for (at, migration) in migrations.iter().enumerate() {
        if migrations[..at].iter().any(|earlier| earlier.name == migration.name) {
            let refused = format!("There are two migrations named {}.", migration.name);
            return Err(DbError::Refused(refused));
        }
    }
    Ok(())
}

fn refuse_unknown(
    migrations: &[Migration],
    applied: &HashMap<String, String>,
) -> Result<(), DbError> {
    let mut unknown: Vec<&str> = applied
        .keys()
        .map(String::as_str)
        .filter(|name| migrations.iter().all(|known| known.name != *name))
        .collect();
    unknown.sort_unstable();
    let Some(first) = unknown.first() else { return Ok(()) };
    Err(DbError::Refused(format!(
        "This database was used by a newer version of this program: it has the migration {first}, \
         which this version does not know. Use the newer version."
    )))
}

fn refuse_changed(
    migrations: &[Migration],
    applied: &HashMap<String, String>,
) -> Result<(), DbError> {
    for migration in migrations {
        let then = applied.get(migration.name);
        if then.is_some_and(|then| *then != checksum(migration.sql)) {
            return Err(DbError::Refused(format!(
                "The migration {} was changed after it had been applied to this database. \
                 Undo the change, and make it in a new migration.",
                migration.name
            )));
        }
    }
    Ok(())
}

/// Line ends are left out: a checkout on Windows is no change.
fn checksum(sql: &str) -> String {
    let digest = Sha256::digest(sql.replace('\r', ""));
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}
