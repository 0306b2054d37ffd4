//! Units of work: whole or not at all, whoever else is at it.

use std::collections::HashSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use db::testing::{both, postgres};
use db::{Database, DbError, Settings, binds};

use crate::{add_person, count_people, prepare};

#[tokio::test]
async fn a_unit_that_is_dropped_never_was() {
    both(|db| async move {
        prepare(&db).await;
        let mut writer = db.writer().await.unwrap();
        add_person(&mut writer, "per_1").await.unwrap();
        drop(writer);
        // The next writer comes after the undoing, on SQLite as in any case.
        let mut writer = db.writer().await.unwrap();
        add_person(&mut writer, "per_1").await.unwrap();
        writer.commit().await.unwrap();
        assert_eq!(count_people(&db).await, 1);
    })
    .await;
}

#[tokio::test]
async fn after_a_failed_statement_a_unit_is_over() {
    both(|db| async move {
        prepare(&db).await;
        let mut writer = db.writer().await.unwrap();
        add_person(&mut writer, "per_1").await.unwrap();
        add_person(&mut writer, "per_1").await.unwrap_err();
        let more = add_person(&mut writer, "per_2").await;
        assert!(matches!(more, Err(DbError::Unique(_))));
        assert!(matches!(writer.commit().await, Err(DbError::Unique(_))));
        assert_eq!(count_people(&db).await, 0);
    })
    .await;
}

#[tokio::test]
async fn a_statement_cut_off_half_way_is_not_committed_over() {
    both(|db| async move {
        prepare(&db).await;
        let mut writer = db.writer().await.unwrap();
        add_person(&mut writer, "per_1").await.unwrap();
        let polled_once = tokio::time::timeout(Duration::ZERO, add_person(&mut writer, "per_2"));
        if polled_once.await.is_err() {
            assert!(matches!(writer.commit().await, Err(DbError::Busy(_))));
            assert_eq!(count_people(&db).await, 0);
        }
    })
    .await;
}

#[tokio::test]
async fn a_unit_that_fails_leaves_its_neighbours() {
    both(|db| async move {
        prepare(&db).await;
        let units = (0..60).map(|n| {
            let db = db.clone();
            tokio::spawn(async move {
                let mut writer = db.writer().await?;
                add_person(&mut writer, &format!("per_{n}")).await?;
                match n % 3 {
                    0 => writer.commit().await,
                    // Fails; and is dropped, or asks for a commit it cannot have.
                    1 => add_person(&mut writer, &format!("per_{n}")).await.map(drop),
                    _ => {
                        drop(writer);
                        Ok(())
                    }
                }
            })
        });
        for (n, unit) in units.collect::<Vec<_>>().into_iter().enumerate() {
            let ended = unit.await.unwrap();
            assert_eq!(ended.is_err(), n % 3 == 1, "{n}: {ended:?}");
        }
        assert_eq!(count_people(&db).await, 20);
    })
    .await;
}

/// Adds one visit, by reading and then writing, and tries again when told to.
async fn visit(db: &Database) -> Result<(), DbError> {
    let mut writer = db.writer().await?;
    writer.lock_row("people", "agy_1", "per_1").await?;
    let row = writer.one("SELECT visits FROM people WHERE id = 'per_1'", binds![]).await?;
    let visits: i64 = row.unwrap().get("visits")?;
    let sql = "UPDATE people SET visits = $1 WHERE id = 'per_1'";
    writer.run(sql, binds![visits + 1]).await?;
    writer.commit().await
}

#[tokio::test]
async fn four_hundred_at_once_lose_nothing() {
    both(|db| async move {
        prepare(&db).await;
        let mut writer = db.writer().await.unwrap();
        add_person(&mut writer, "per_1").await.unwrap();
        writer.commit().await.unwrap();
        let visits = (0..400).map(|_| {
            let db = db.clone();
            tokio::spawn(async move { visit(&db).await })
        });
        for visited in visits.collect::<Vec<_>>() {
            visited.await.unwrap().unwrap();
        }
        let mut reader = db.reader().await.unwrap();
        let row = reader.one("SELECT visits FROM people", binds![]).await.unwrap().unwrap();
        assert_eq!(row.get::<i64>("visits").unwrap(), 400);
    })
    .await;
}

/// Clients hang up at every point of a unit: nothing is half done, nobody who
/// was told "done" loses it, and the line moves on.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn clients_who_hang_up_wedge_nothing() {
    both(|db| async move {
        prepare(&db).await;
        let mut acknowledged = Vec::new();
        for round in 0..25 {
            let steps = Arc::new(AtomicUsize::new(0));
            let units: Vec<_> = (0..16)
                .map(|n| tokio::spawn(pair(db.clone(), format!("{round}_{n}"), steps.clone())))
                .collect();
            // Later each round: in line, at work, waiting for the disk.
            while steps.load(Ordering::SeqCst) < round * 2 {
                tokio::task::yield_now().await;
            }
            for unit in units.iter().skip(round % 2).step_by(2) {
                unit.abort();
            }
            for unit in units {
                let ended = tokio::time::timeout(Duration::from_secs(30), unit).await;
                acknowledged.extend(ended.expect("the line moves on").ok());
            }
        }
        // A writer comes after all that is still being undone or committed.
        let mut writer = db.writer().await.unwrap();
        let rows = writer.all("SELECT id FROM people", binds![]).await.unwrap();
        let there: HashSet<String> = rows.iter().map(|row| row.get("id").unwrap()).collect();
        for id in &acknowledged {
            assert!(there.contains(&format!("a_{id}")), "{id} was acknowledged");
        }
        for id in &there {
            let (half, rest) = id.split_at(1);
            let other = if half == "a" { "b" } else { "a" };
            assert!(there.contains(&format!("{other}{rest}")), "{id} is half a unit");
        }
    })
    .await;
}

/// Writes two rows in one unit, and counts the steps it gets to.
async fn pair(db: Database, id: String, steps: Arc<AtomicUsize>) -> String {
    let mut writer = db.writer().await.unwrap();
    for half in ["a", "b"] {
        add_person(&mut writer, &format!("{half}_{id}")).await.unwrap();
        steps.fetch_add(1, Ordering::SeqCst);
    }
    steps.fetch_add(1, Ordering::SeqCst);
    writer.commit().await.unwrap();
    steps.fetch_add(1, Ordering::SeqCst);
    id
}

#[tokio::test]
async fn a_lock_that_is_not_given_is_busy() {
    let scratch = postgres().await;
    prepare(&scratch).await;
    let settings = Settings { lock_ms_max: 50, ..scratch.settings() };
    let hasty = Database::open(&settings).await.unwrap();
    let mut first = scratch.writer().await.unwrap();
    add_person(&mut first, "per_1").await.unwrap();
    let mut second = hasty.writer().await.unwrap();
    let error = add_person(&mut second, "per_1").await.unwrap_err();
    assert!(matches!(error, DbError::Busy(_)), "{error:?}");
    assert!(error.is_retryable());
}

#[tokio::test]
async fn who_waits_too_long_for_a_connection_is_told_busy() {
    for scratch in [db::testing::sqlite().await, postgres().await] {
        let settings = Settings { writers_max: 1, wait_ms_max: 50, ..scratch.settings() };
        let db = Database::open(&settings).await.unwrap();
        let held = db.writer().await.unwrap();
        assert!(matches!(db.writer().await, Err(DbError::Busy(_))));
        drop(held);
        db.writer().await.unwrap();
    }
}
