//! The table of the base line with its one statement, and the rows of a large installation.

use std::time::{Duration, Instant};

use anyhow::Result;
use db::{Conn, Database, DbError, Migration, Settings, binds};
use jiff::civil::Date;

use super::load::since_us;

pub const TABLE: Migration = Migration {
    name: "0001_lines",
    sql: "CREATE TABLE lines (agency_id TEXT NOT NULL, id BIGINT NOT NULL, text TEXT NOT NULL,
          PRIMARY KEY (agency_id, id))",
};

pub async fn record_line(writer: &mut Conn, id: i64) -> Result<u64, DbError> {
    let text = "a line of an ordinary length, about so long";
    let sql = "INSERT INTO lines (agency_id, id, text) VALUES ('agy_1', $1, $2)";
    writer.run(sql, binds![id, text]).await
}

/// How often everybody is copied, and into how many offices.
pub struct Wanted {
    pub copies: i64,
    pub offices: i64,
    pub today: Date,
}

/// Copies everybody of a closed installation many times; see `lists.sql`.
#[tokio::main(flavor = "current_thread")]
pub async fn fill(url: &str, wanted: Wanted) -> Result<()> {
    let database = Database::open(&Settings::new(url)).await?;
    let (begin, copies) = include_str!("lists.sql").split_once("-- Then:").unwrap_or_default();
    run_each(&database, begin).await?;
    let mut writer = database.writer().await?;
    let sql = "INSERT INTO bench_wanted (copies, offices, today) VALUES ($1, $2, $3)";
    writer.run(sql, binds![wanted.copies, wanted.offices, wanted.today]).await?;
    writer.commit().await?;
    run_each(&database, copies).await?;
    database.close().await;
    Ok(())
}

async fn run_each(database: &Database, statements: &'static str) -> Result<()> {
    for statement in statements.split(';').filter(|statement| !statement.trim().is_empty()) {
        let mut writer = database.writer().await?;
        writer.run(statement, Vec::new()).await?;
        writer.commit().await?;
    }
    Ok(())
}

/// Books four entries for each job: one ahead, three that were held. Gives how many.
#[tokio::main(flavor = "current_thread")]
pub async fn fill_diary(url: &str) -> Result<u64> {
    let database = Database::open(&Settings::new(url)).await?;
    let mut writer = database.writer().await?;
    let many = writer.run(include_str!("diary.sql"), Vec::new()).await?;
    writer.commit().await?;
    let mut writer = database.writer().await?;
    writer.run("ANALYZE", Vec::new()).await?;
    writer.commit().await?;
    database.close().await;
    Ok(many)
}

/// Reads the first adviser's rows of today again and again; microseconds of each, sorted.
#[tokio::main(flavor = "current_thread")]
pub async fn day_of_diary(url: &str, length: Duration) -> Result<Vec<u64>> {
    let database = Database::open(&Settings::new(url)).await?;
    let mut reader = database.reader().await?;
    let sql = "SELECT id, person_id, due_at, reason, outcome FROM diary_entries
         WHERE agency_id = (SELECT id FROM agencies) AND owner_id =
             (SELECT id FROM users WHERE email = 'adviser@bench.example')
             AND due_on = date('now') ORDER BY due_at, id LIMIT 200";
    let (mut took_us, end) = (Vec::new(), Instant::now() + length);
    while Instant::now() < end {
        let asked = Instant::now();
        reader.all(sql, Vec::new()).await?;
        took_us.push(since_us(asked));
    }
    drop(reader);
    database.close().await;
    took_us.sort_unstable();
    Ok(took_us)
}
