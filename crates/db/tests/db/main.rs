//! Every behaviour on both engines, and what only SQLite has to prove.

#![expect(clippy::unwrap_used, reason = "tests fail by panicking")]

mod kinds;
mod migrations;
mod sqlite;
mod units;

use db::{Database, Migration, binds};

/// Two tables with every constraint that the kinds of errors tell apart.
pub const SCHEMA: Migration = Migration {
    name: "0001_test",
    sql: "
        CREATE TABLE people (
            agency_id TEXT NOT NULL,
            id TEXT NOT NULL,
            name TEXT NOT NULL,
            email TEXT,
            visits BIGINT CHECK (visits >= 0),
            picture %BYTES%,
            PRIMARY KEY (agency_id, id),
            UNIQUE (agency_id, email)
        );
        -- A semicolon in a comment; and one in a text.
        CREATE TABLE notes (
            agency_id TEXT NOT NULL,
            person_id TEXT NOT NULL,
            at BIGINT,
            on_day TEXT DEFAULT ';',
            FOREIGN KEY (agency_id, person_id) REFERENCES people (agency_id, id)
                ON DELETE RESTRICT
        );
    ",
};

/// The schema; bytes are the one type whose name differs.
pub async fn prepare(db: &Database) {
    let bytes = match db.engine() {
        db::Engine::Sqlite => "BLOB",
        db::Engine::Postgres => "BYTEA",
    };
    let sql: &'static str = SCHEMA.sql.replace("%BYTES%", bytes).leak();
    db.migrate(&[Migration { name: SCHEMA.name, sql }]).await.unwrap();
}

pub async fn add_person(conn: &mut db::Conn, id: &str) -> Result<u64, db::DbError> {
    conn.run(
        "INSERT INTO people (agency_id, id, name, visits) VALUES ('agy_1', $1, $2, 0)",
        binds![id, "Ada"],
    )
    .await
}

pub async fn count_people(db: &Database) -> i64 {
    let mut reader = db.reader().await.unwrap();
    let row = reader.one("SELECT COUNT(*) AS n FROM people", binds![]).await.unwrap();
    row.unwrap().get("n").unwrap()
}
