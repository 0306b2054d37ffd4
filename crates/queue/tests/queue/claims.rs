//! Taking, fencing, ending, calling off.

use db::Database;
use db::testing::both;
use queue::{Claimed, Enqueued, Hold, Job, Lease};

use crate::{ask_for, dead, effect, effects, job, prepare};

const LEASE_MS: i64 = 60_000;

fn lease(holder: &str, real_now_ms: i64) -> Lease<'_> {
    Lease { holder, real_now_ms, length_ms: LEASE_MS }
}

async fn claim(db: &Database, now_ms: i64, lease: Lease<'_>) -> Vec<Claimed> {
    queue::claim(db, &["greet", "write"], now_ms, lease, 10).await.unwrap()
}

/// Runs one statement of the queue in a unit of its own.
macro_rules! in_unit {
    ($db:expr, $writer:ident => $ask:expr) => {{
        let mut $writer = $db.writer().await.unwrap();
        let answer = $ask.await.unwrap();
        $writer.commit().await.unwrap();
        answer
    }};
}

#[tokio::test]
async fn asking_twice_is_asking_once_for_each_agency_and_kind() {
    both(|db| async move {
        prepare(&db).await;
        assert_eq!(ask_for(&db, &job("a")).await, Enqueued::Now);
        assert_eq!(ask_for(&db, &job("a")).await, Enqueued::Already);
        let elsewhere = Job { agency: "agy_2".to_owned(), ..job("a") };
        assert_eq!(ask_for(&db, &elsewhere).await, Enqueued::Now);
        let other_kind = Job { kind: "write".to_owned(), ..job("a") };
        assert_eq!(ask_for(&db, &other_kind).await, Enqueued::Now);
        assert_eq!(claim(&db, 1_000, lease("w", 0)).await.len(), 3);

        // Done is done: its key stays taken until it is forgotten.
        let mut writer = db.writer().await.unwrap();
        assert_eq!(queue::enqueue(&mut writer, &job("b")).await.unwrap(), Enqueued::Now);
        drop(writer);
        assert_eq!(ask_for(&db, &job("b")).await, Enqueued::Now, "the first was undone");
        let taken = claim(&db, 1_000, lease("w", 0)).await;
        in_unit!(db, w => queue::finish(&mut w, &taken[0], 1_500));
        assert_eq!(ask_for(&db, &job("b")).await, Enqueued::Already);
        assert_eq!(in_unit!(db, w => queue::forget_ended(&mut w, "agy_1", 1_500)), 0);
        assert_eq!(in_unit!(db, w => queue::forget_ended(&mut w, "agy_1", 1_501)), 1);
        assert_eq!(ask_for(&db, &job("b")).await, Enqueued::Now);
    })
    .await;
}

#[tokio::test]
async fn a_job_is_taken_when_due_and_not_while_leased() {
    both(|db| async move {
        prepare(&db).await;
        for (key, due_at_ms) in [("late", 3_000), ("first", 1_000), ("second", 2_000)] {
            ask_for(&db, &Job { due_at_ms, ..job(key) }).await;
        }
        let oldest = queue::oldest_due(&mut db.reader().await.unwrap()).await.unwrap();
        assert_eq!(oldest, Some(1_000));
        assert!(claim(&db, 999, lease("w", 0)).await.is_empty());
        let other = queue::claim(&db, &["else"], 5_000, lease("w", 0), 10).await.unwrap();
        assert!(other.is_empty(), "not its kind");
        let one = queue::claim(&db, &["greet"], 5_000, lease("w", 0), 1).await.unwrap();
        assert_eq!(one[0].key, "first");
        let taken = claim(&db, 2_000, lease("w", 0)).await;
        assert_eq!(taken.len(), 1);
        assert_eq!((taken[0].key.as_str(), taken[0].tries), ("second", 1));
        assert_eq!(taken[0].body, "body of second");
        // The application's clock moves; leases do not care.
        let later = claim(&db, 9_000_000, lease("w", 1)).await;
        assert_eq!(later.len(), 1);
        assert_eq!(later[0].key, "late");
    })
    .await;
}

#[tokio::test]
async fn an_expired_lease_is_taken_over_and_the_late_worker_changes_nothing() {
    both(|db| async move {
        prepare(&db).await;
        ask_for(&db, &job("a")).await;
        let late = claim(&db, 1_000, lease("late", 0)).await.remove(0);
        assert!(claim(&db, 1_000, lease("eager", LEASE_MS - 1)).await.is_empty());
        let next = claim(&db, 1_000, lease("eager", LEASE_MS)).await.remove(0);
        assert!(next.fence > late.fence);
        assert_eq!(next.tries, 2);

        let mut writer = db.writer().await.unwrap();
        assert_eq!(late.hold(&mut writer).await.unwrap(), Hold::Lost);
        drop(writer);
        assert_eq!(in_unit!(db, w => queue::finish(&mut w, &late, 1_000)), Hold::Lost);
        assert_eq!(in_unit!(db, w => queue::again(&mut w, &late, "x", 1_000, 0)), Hold::Lost);
        assert_eq!(in_unit!(db, w => queue::never(&mut w, &late, "x", 1_000)), Hold::Lost);

        let mut writer = db.writer().await.unwrap();
        assert_eq!(next.hold(&mut writer).await.unwrap(), Hold::Kept);
        effect(&mut writer, "a", "eager").await.unwrap();
        assert_eq!(queue::finish(&mut writer, &next, 1_000).await.unwrap(), Hold::Kept);
        writer.commit().await.unwrap();
        // Said twice by the one who did it: the handler, and then the worker.
        assert_eq!(in_unit!(db, w => queue::finish(&mut w, &next, 1_000)), Hold::Kept);
        assert_eq!(effects(&db).await, ["a"]);
        assert!(claim(&db, 1_000, lease("w", 10 * LEASE_MS)).await.is_empty());
    })
    .await;
}

#[tokio::test]
async fn a_job_that_fails_waits_longer_each_time_and_dies_in_the_end() {
    both(|db| async move {
        prepare(&db).await;
        ask_for(&db, &job("a")).await;
        let mut now_ms = 1_000;
        for tries in 1..=3 {
            let taken = claim(&db, now_ms, lease("w", 0)).await.remove(0);
            assert_eq!(taken.tries, tries);
            let held = in_unit!(db, w => queue::again(&mut w, &taken, "No answer.", now_ms, 7));
            assert_eq!(held, Hold::Kept);
            assert!(claim(&db, now_ms, lease("w", 0)).await.is_empty(), "not at once");
            now_ms += queue::back_off_ms(tries, 7);
        }
        let died = dead(&db).await;
        assert_eq!(died.len(), 1);
        assert_eq!((died[0].tries, died[0].why.as_str()), (3, "No answer."));
        assert!(claim(&db, 1 << 50, lease("w", 0)).await.is_empty());

        assert!(in_unit!(db, w => queue::revive(&mut w, "agy_1", "greet", "a", now_ms)));
        assert!(!in_unit!(db, w => queue::revive(&mut w, "agy_1", "greet", "a", now_ms)));
        assert_eq!(claim(&db, now_ms, lease("w", 0)).await.remove(0).tries, 1);
        assert!(dead(&db).await.is_empty());
    })
    .await;
}

#[tokio::test]
async fn a_job_that_kills_its_worker_is_not_tried_for_ever() {
    both(|db| async move {
        prepare(&db).await;
        ask_for(&db, &Job { tries_max: 2, ..job("a") }).await;
        assert_eq!(claim(&db, 1_000, lease("w", 0)).await.len(), 1);
        let last = claim(&db, 1_000, lease("w", LEASE_MS)).await.remove(0);
        assert!(claim(&db, 1_000, lease("w", 2 * LEASE_MS)).await.is_empty());
        assert!(dead(&db).await[0].why.contains("went away"));
        assert_eq!(in_unit!(db, w => queue::finish(&mut w, &last, 1_000)), Hold::Lost);
    })
    .await;
}

#[tokio::test]
async fn a_cancelled_job_is_not_begun_and_one_begun_is_not_finished() {
    both(|db| async move {
        prepare(&db).await;
        ask_for(&db, &job("waiting")).await;
        ask_for(&db, &Job { due_at_ms: 0, ..job("begun") }).await;
        let begun = claim(&db, 0, lease("w", 0)).await.remove(0);
        for key in ["waiting", "begun"] {
            assert!(in_unit!(db, w => queue::cancel(&mut w, "agy_1", "greet", key, 1_000)));
        }
        assert!(!in_unit!(db, w => queue::cancel(&mut w, "agy_1", "greet", "none", 1_000)));
        assert!(claim(&db, 9_000, lease("w", 10 * LEASE_MS)).await.is_empty());
        let mut writer = db.writer().await.unwrap();
        assert_eq!(begun.hold(&mut writer).await.unwrap(), Hold::Lost);
        drop(writer);
        assert_eq!(in_unit!(db, w => queue::finish(&mut w, &begun, 9_000)), Hold::Lost);
        assert_eq!(ask_for(&db, &job("waiting")).await, Enqueued::Already);
    })
    .await;
}
