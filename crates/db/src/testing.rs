//! Databases made for one test and removed after it.
//!
//! ```no_run
//! # async fn example() {
//! db::testing::both(|db| async move {
//!     assert_eq!(db.check().await.unwrap(), Vec::<String>::new());
//! })
//! .await;
//! # }
//! ```
//!
//! PostgreSQL's address comes from `CAIRN_TEST_POSTGRES`, that of a superuser:
//! `postgres://postgres@127.0.0.1:5432/postgres`. `cargo xtask test` starts one.

use std::cell::Cell;
use std::hash::{BuildHasher, Hasher, RandomState};
use std::ops::Deref;
use std::path::PathBuf;

use sqlx::{AssertSqlSafe, Connection, PgConnection};

use crate::{Database, Settings};

/// A database of one test. Keep it alive while the database is used.
pub struct Scratch {
    db: Database,
    settings: Settings,
    remains: Remains,
}

enum Remains {
    Folder(PathBuf),
    Database { server: String, name: String },
}

impl Scratch {
    /// What it was opened with: to open it again, or with other limits.
    pub fn settings(&self) -> Settings {
        self.settings.clone()
    }
}

impl Deref for Scratch {
    type Target = Database;
    fn deref(&self) -> &Database {
        &self.db
    }
}

/// Runs the test on SQLite, then on PostgreSQL.
pub async fn both<F: Future<Output = ()>>(test: impl Fn(Database) -> F) {
    let scratch = sqlite().await;
    eprintln!("on SQLite:");
    test(scratch.db.clone()).await;
    let scratch = postgres().await;
    eprintln!("on PostgreSQL:");
    test(scratch.db.clone()).await;
}

/// An empty SQLite database in a folder of its own.
pub async fn sqlite() -> Scratch {
    let folder = std::env::temp_dir().join(unique_name());
    std::fs::create_dir_all(&folder).expect("a folder for the test's database");
    let path = folder.join("test.sqlite");
    let settings = test_settings(format!("sqlite:{}", path.display()));
    let db = Database::open(&settings).await.expect("a SQLite database for the test");
    Scratch { db, settings, remains: Remains::Folder(folder) }
}

/// An empty PostgreSQL database with a name of its own.
pub async fn postgres() -> Scratch {
    let server = std::env::var("CAIRN_TEST_POSTGRES")
        .unwrap_or_else(|_| panic!("run `cargo xtask test`, or set CAIRN_TEST_POSTGRES"));
    let name = unique_name();
    // Not template1: two of these at once would hinder each other there.
    let sql = format!("CREATE DATABASE {name} TEMPLATE template0");
    on_server(&server, sql).await.expect("a PostgreSQL database for the test");
    let settings = test_settings(address_of(&server, &name));
    let db = Database::open(&settings).await.expect("the test's PostgreSQL database");
    Scratch { db, settings, remains: Remains::Database { server, name } }
}

/// Few connections: many tests run at once against one PostgreSQL.
fn test_settings(url: String) -> Settings {
    Settings { readers_max: 4, writers_max: 4, wait_ms_max: 20_000, ..Settings::new(url) }
}

fn unique_name() -> String {
    let random = RandomState::new().build_hasher().finish();
    format!("cairn_test_{}_{random:016x}", std::process::id())
}

fn address_of(server: &str, name: &str) -> String {
    let (address, options) = match server.split_once('?') {
        Some((address, options)) => (address, format!("?{options}")),
        None => (server, String::new()),
    };
    let host_ends = address.find("://").map_or(0, |at| at + 3);
    let path_begins = address[host_ends..].find('/').map_or(address.len(), |at| host_ends + at);
    format!("{}/{name}{options}", &address[..path_begins])
}

async fn on_server(server: &str, sql: String) -> Result<(), sqlx::Error> {
    let mut connection = PgConnection::connect(server).await?;
    sqlx::query(AssertSqlSafe(sql)).execute(&mut connection).await?;
    connection.close().await
}

/// Removes what the test made, also when it panicked.
impl Drop for Scratch {
    fn drop(&mut self) {
        match &self.remains {
            Remains::Folder(folder) => {
                std::fs::remove_dir_all(folder).ok();
            }
            Remains::Database { server, name } => {
                let (server, name) = (server.clone(), name.clone());
                // A runtime of its own: the test's cannot be awaited in a drop.
                let dropping = std::thread::spawn(move || {
                    let runtime = tokio::runtime::Builder::new_current_thread()
                        .enable_all()
                        .build()
                        .expect("a runtime to tidy up with");
                    let sql = format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)");
                    runtime.block_on(on_server(&server, sql))
                });
                if let Ok(Err(error)) = dropping.join() {
                    eprintln!("a test's database stays behind: {error}");
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::address_of;

    #[test]
    fn the_database_in_an_address_is_replaced() {
        let named = |server| address_of(server, "x");
        assert_eq!(named("postgres://p@h:5/postgres"), "postgres://p@h:5/x");
        assert_eq!(named("postgres://p@h:5"), "postgres://p@h:5/x");
        assert_eq!(named("postgres://p@h/a?sslmode=off"), "postgres://p@h/x?sslmode=off");
    }
}

tokio::task_local! {
    static STATEMENTS: Cell<u64>;
}

/// Does some work, and says how many statements it put to a database.
pub async fn counting<T>(work: impl Future<Output = T>) -> (T, u64) {
    let counted = async {
        let done = work.await;
        (done, STATEMENTS.with(Cell::get))
    };
    STATEMENTS.scope(Cell::new(0), counted).await
}

/// Counts one statement of the work at hand, where that is counted.
pub(crate) fn count_statement() {
    // Most work is not counted.
    STATEMENTS.try_with(|many| many.set(many.get() + 1)).unwrap_or_default();
}
