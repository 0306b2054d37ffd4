//! Jobs are done once, or said not to be; on both engines.

#![expect(clippy::unwrap_used, reason = "tests fail by panicking")]

mod claims;
mod workers;

use db::{Conn, Database, Migration, binds};
use queue::{Enqueued, Job};

const EFFECTS: Migration = Migration {
    name: "0002_effects",
    sql: "CREATE TABLE effects (agency_id TEXT, key TEXT, by_whom TEXT)",
};

async fn prepare(db: &Database) {
    db.migrate(&[queue::MIGRATION, EFFECTS]).await.unwrap();
}

fn job(key: &str) -> Job {
    Job {
        agency: "agy_1".to_owned(),
        kind: "greet".to_owned(),
        key: key.to_owned(),
        body: format!("body of {key}"),
        due_at_ms: 1_000,
        tries_max: 3,
    }
}

async fn ask_for(db: &Database, job: &Job) -> Enqueued {
    let mut writer = db.writer().await.unwrap();
    let enqueued = queue::enqueue(&mut writer, job).await.unwrap();
    writer.commit().await.unwrap();
    enqueued
}

async fn effect(conn: &mut Conn, key: &str, by_whom: &str) -> Result<u64, db::DbError> {
    let sql = "INSERT INTO effects (agency_id, key, by_whom) VALUES ('agy_1', $1, $2)";
    conn.run(sql, binds![key, by_whom]).await
}

/// The keys of all effects, sorted, each as often as it happened.
async fn effects(db: &Database) -> Vec<String> {
    let mut reader = db.reader().await.unwrap();
    let rows = reader.all("SELECT key FROM effects ORDER BY key", binds![]).await.unwrap();
    rows.iter().map(|row| row.get("key").unwrap()).collect()
}

async fn dead(db: &Database) -> Vec<queue::Dead> {
    queue::dead(&mut db.reader().await.unwrap(), "agy_1", 50).await.unwrap()
}
