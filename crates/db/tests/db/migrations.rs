//! The schema moves forward whole steps at a time, or not at all.

use db::testing::{both, postgres, sqlite};
use db::{Database, DbError, Migration, binds};

const FIRST: Migration =
    Migration { name: "0001_a", sql: "CREATE TABLE a (id TEXT); CREATE TABLE b (id TEXT);" };
const SECOND: Migration = Migration { name: "0002_c", sql: "CREATE TABLE c (id TEXT)" };

#[tokio::test]
async fn a_migration_is_applied_once() {
    both(|db| async move {
        assert_eq!(db.migrate(&[FIRST]).await.unwrap(), ["0001_a"]);
        assert_eq!(db.migrate(&[FIRST, SECOND]).await.unwrap(), ["0002_c"]);
        assert!(db.migrate(&[FIRST, SECOND]).await.unwrap().is_empty());
        let mut reader = db.reader().await.unwrap();
        let sql = "SELECT name, applied_at FROM schema_migrations ORDER BY name";
        let rows = reader.all(sql, binds![]).await.unwrap();
        assert_eq!(rows.len(), 2);
        let at: jiff::Timestamp = rows[0].get("applied_at").unwrap();
        assert!(at.to_string().as_str() > "2026", "{at}");
        reader.all("SELECT id FROM b", binds![]).await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn a_newer_database_and_a_changed_text_are_refused_plainly() {
    both(|db| async move {
        db.migrate(&[FIRST, SECOND]).await.unwrap();
        let newer = db.migrate(&[FIRST]).await.unwrap_err();
        assert!(matches!(newer, DbError::Refused(_)));
        assert!(newer.to_string().contains("0002_c"), "{newer}");
        let changed = Migration { sql: "CREATE TABLE c (id TEXT, x TEXT)", ..SECOND };
        let third = Migration { name: "0003_d", sql: "CREATE TABLE d (id TEXT)" };
        let refused = db.migrate(&[FIRST, changed, third]).await.unwrap_err();
        assert!(refused.to_string().contains("0002_c was changed"), "{refused}");
        let windows = Migration { sql: "CREATE TABLE c (id TEXT)\r", ..SECOND };
        assert_eq!(db.migrate(&[FIRST, windows, third]).await.unwrap(), ["0003_d"]);
        assert!(db.migrate(&[third, third]).await.is_err());
    })
    .await;
}

#[tokio::test]
async fn a_migration_that_fails_leaves_nothing_and_the_next_start_goes_on() {
    both(|db| async move {
        let broken = Migration { sql: "CREATE TABLE c (id TEXT); SELEKT 1;", ..SECOND };
        db.migrate(&[FIRST, broken]).await.unwrap_err();
        assert_eq!(db.migrate(&[FIRST, SECOND]).await.unwrap(), ["0002_c"]);
    })
    .await;
}

#[tokio::test]
async fn two_programs_that_start_at_once_take_turns() {
    for scratch in [sqlite().await, postgres().await] {
        let other = Database::open(&scratch.settings()).await.unwrap();
        let all = [FIRST, SECOND];
        let (ours, theirs) = tokio::join!(scratch.migrate(&all), other.migrate(&all));
        assert_eq!(ours.unwrap().len() + theirs.unwrap().len(), 2);
    }
}
