//! Commits a second, one after another and together.
//!
//! `cargo bench -p db`; PostgreSQL too if `CAIRN_TEST_POSTGRES` is set.

#![expect(clippy::unwrap_used, reason = "a bench fails by panicking")]
#![expect(clippy::disallowed_methods, reason = "a bench measures")]

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Duration, Instant};

use db::testing::{postgres, sqlite};
use db::{Database, Migration, Settings, binds};

const TABLE: Migration = Migration {
    name: "0001_entries",
    sql: "CREATE TABLE entries (agency_id TEXT, id BIGINT, text TEXT, PRIMARY KEY (agency_id, id))",
};
const RUN: Duration = Duration::from_secs(3);

fn main() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        let scratch = sqlite().await;
        measure("SQLite", scratch.settings()).await;
        if std::env::var("CAIRN_TEST_POSTGRES").is_ok() {
            let scratch = postgres().await;
            measure("PostgreSQL", scratch.settings()).await;
        }
    });
}

async fn measure(engine: &str, settings: Settings) {
    let settings = Settings { writers_max: 16, ..settings };
    let db = Database::open(&settings).await.unwrap();
    db.migrate(&[TABLE]).await.unwrap();
    let next = Arc::new(AtomicI64::new(0));
    for writers in [1, 8, 64, 256] {
        let before = next.load(Ordering::Relaxed);
        let began = Instant::now();
        let tasks: Vec<_> = (0..writers)
            .map(|_| tokio::spawn(write_until(db.clone(), Arc::clone(&next), began + RUN)))
            .collect();
        let mut slowest = Duration::ZERO;
        for task in tasks {
            slowest = slowest.max(task.await.unwrap());
        }
        let commits = (next.load(Ordering::Relaxed) - before) as f64;
        let a_second = commits / began.elapsed().as_secs_f64();
        println!("{engine}: {writers} writers, {a_second:.0} commits/s, slowest {slowest:?}");
    }
}

async fn write_until(db: Database, next: Arc<AtomicI64>, end: Instant) -> Duration {
    let mut slowest = Duration::ZERO;
    while Instant::now() < end {
        let began = Instant::now();
        let mut writer = db.writer().await.unwrap();
        let id = next.fetch_add(1, Ordering::Relaxed);
        let sql = "INSERT INTO entries (agency_id, id, text) VALUES ('agy_1', $1, $2)";
        writer.run(sql, binds![id, "an entry of an ordinary length, about so long"]).await.unwrap();
        writer.commit().await.unwrap();
        slowest = slowest.max(began.elapsed());
    }
    slowest
}
