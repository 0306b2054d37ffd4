//! The loop: races, panics, nudges, slow neighbours.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicUsize, Ordering};
use std::time::Duration;

use db::Database;
use db::testing::both;
use queue::{Hold, Job, JobFailure, Limits, Outcome, Outside, Worker};
use tokio::sync::oneshot;

use crate::{ask_for, dead, effect, effects, job, prepare};

/// Clocks that stand still, and no chance.
fn outside() -> Outside {
    Outside { now_ms: Arc::new(|| 1_000), real_now_ms: Arc::new(|| 5), random: Arc::new(|| 0) }
}

fn worker(db: &Database, holder: &str) -> Worker {
    Worker::new(db.clone(), holder, outside(), Limits::default())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn twenty_workers_race_for_five_hundred_jobs() {
    both(|db| async move {
        prepare(&db).await;
        let mut writer = db.writer().await.unwrap();
        for n in 0..500 {
            queue::enqueue(&mut writer, &job(&format!("{n:03}"))).await.unwrap();
        }
        writer.commit().await.unwrap();

        let begun = Arc::new(AtomicUsize::new(0));
        let workers = (0..20).map(|n| {
            let (own_db, begun) = (db.clone(), Arc::clone(&begun));
            let worker = worker(&db, &format!("w{n}")).on("greet", move |job| {
                let (db, begun) = (own_db.clone(), Arc::clone(&begun));
                async move {
                    begun.fetch_add(1, Ordering::Relaxed);
                    let mut writer = db.writer().await?;
                    effect(&mut writer, &job.key, "somebody").await?;
                    writer.commit().await?;
                    Ok(())
                }
            });
            tokio::spawn(async move { worker.run_until_idle(1_000).await.unwrap() })
        });
        let mut done = 0;
        for worker in workers.collect::<Vec<_>>() {
            let ended = worker.await.unwrap();
            assert!(ended.iter().all(|one| one.outcome == Outcome::Done), "{ended:?}");
            done += ended.len();
        }
        assert_eq!((done, begun.load(Ordering::Relaxed)), (500, 500));
        let wanted: Vec<String> = (0..500).map(|n| format!("{n:03}")).collect();
        assert_eq!(effects(&db).await, wanted);
    })
    .await;
}

#[tokio::test]
async fn each_ending_is_recorded_as_the_handler_said() {
    both(|db| async move {
        prepare(&db).await;
        for key in ["fine", "again", "never", "panics", "slow"] {
            ask_for(&db, &job(key)).await;
        }
        let limits = Limits { handler_ms_max: 50, ..Limits::default() };
        let worker =
            Worker::new(db.clone(), "w", outside(), limits).on("greet", |job| async move {
                match job.key.as_str() {
                    "again" => Err(JobFailure::Again("No answer.".to_owned())),
                    "never" => Err(JobFailure::Never("No such address.".to_owned())),
                    "panics" => panic!("a fault of the program"),
                    "slow" => std::future::pending().await,
                    _ => Ok(()),
                }
            });
        let mut done = worker.run_until_idle(1_000).await.unwrap();
        done.sort_by(|a, b| a.key.cmp(&b.key));
        let outcomes: Vec<&Outcome> = done.iter().map(|one| &one.outcome).collect();
        let again = |why: &str| Outcome::Again(why.to_owned());
        assert_eq!(
            outcomes,
            [
                &again("No answer."),
                &Outcome::Done,
                &Outcome::Dead("No such address.".to_owned()),
                &again("The job stopped by a fault of the program."),
                &again("The job took longer than 50 ms."),
            ]
        );
        assert_eq!(dead(&db).await.len(), 1);
        assert_eq!(worker.run_until_idle(1_000).await.unwrap(), [], "not before they are due");
        assert_eq!(worker.run_until_idle(31_000).await.unwrap().len(), 3);
        assert_eq!(worker.run_until_idle(91_000).await.unwrap().len(), 3);
        assert_eq!(dead(&db).await.len(), 4, "after three tries");
    })
    .await;
}

#[tokio::test]
async fn jobs_that_ask_for_jobs_are_followed_to_the_end() {
    both(|db| async move {
        prepare(&db).await;
        ask_for(&db, &job("5")).await;
        let own_db = db.clone();
        let worker = worker(&db, "w").on("greet", move |done| {
            let db = own_db.clone();
            async move {
                let left: i64 = done.key.parse().unwrap_or(0);
                if left > 0 {
                    ask_for(&db, &job(&(left - 1).to_string())).await;
                }
                Ok(())
            }
        });
        assert_eq!(worker.run_until_idle(1_000).await.unwrap().len(), 6);
    })
    .await;
}

/// A process is stopped for longer than its lease and then goes on: what it does
/// in its own unit of work is refused, what its successor did stands.
#[tokio::test]
async fn a_worker_that_slept_through_its_lease_has_no_effect() {
    both(|db| async move {
        prepare(&db).await;
        ask_for(&db, &job("a")).await;
        let real_ms = Arc::new(AtomicI64::new(0));
        let (wake, sleeping) = oneshot::channel::<()>();
        let sleeping = Arc::new(tokio::sync::Mutex::new(Some(sleeping)));
        let build = |holder: &'static str| {
            let (db, sleeping, real_ms) = (db.clone(), Arc::clone(&sleeping), real_ms.clone());
            let real_now_ms = Arc::new(move || real_ms.load(Ordering::SeqCst));
            let outside = Outside { real_now_ms, ..outside() };
            Worker::new(db.clone(), holder, outside, Limits::default()).on("greet", move |job| {
                let (db, sleeping) = (db.clone(), Arc::clone(&sleeping));
                async move {
                    // Only the first handler sleeps.
                    let sleep = sleeping.lock().await.take();
                    if let Some(sleep) = sleep {
                        sleep.await.ok();
                    }
                    let mut writer = db.writer().await?;
                    if job.hold(&mut writer).await? == Hold::Lost {
                        return Ok(());
                    }
                    effect(&mut writer, &job.key, holder).await?;
                    writer.commit().await?;
                    Ok(())
                }
            })
        };
        let (late, eager) = (build("late"), build("eager"));
        let late = tokio::spawn(async move { late.run_until_idle(1_000).await.unwrap() });
        while sleeping.lock().await.is_some() {
            tokio::task::yield_now().await;
        }
        real_ms.store(60_001, Ordering::SeqCst);
        assert_eq!(eager.run_until_idle(1_000).await.unwrap()[0].outcome, Outcome::Done);
        wake.send(()).unwrap();
        assert_eq!(late.await.unwrap()[0].outcome, Outcome::LeaseLost);
        assert_eq!(effects(&db).await, ["a"]);
    })
    .await;
}

#[tokio::test]
async fn new_work_starts_at_once_beside_a_slow_job_and_shutdown_waits_for_both() {
    both(|db| async move {
        prepare(&db).await;
        ask_for(&db, &job("slow")).await;
        let (began, mut begun) = tokio::sync::mpsc::unbounded_channel();
        let release = Arc::new(tokio::sync::Notify::new());
        let gate = Arc::clone(&release);
        // Nobody looks by himself within the test: only the nudge tells.
        let limits = Limits { look_every_ms: 600_000, ..Limits::default() };
        let worker = Worker::new(db.clone(), "w", outside(), limits).on("greet", move |job| {
            let (began, gate) = (began.clone(), Arc::clone(&gate));
            async move {
                began.send(job.key.clone()).ok();
                if job.key == "slow" {
                    gate.notified().await;
                }
                Ok(())
            }
        });
        let nudge = worker.nudge();
        let (stop, stopped) = oneshot::channel::<()>();
        let running = tokio::spawn(async move {
            worker.run_forever(async { drop(stopped.await) }).await;
        });
        let patience = Duration::from_secs(20);
        let next = tokio::time::timeout(patience, begun.recv()).await.unwrap();
        assert_eq!(next.unwrap(), "slow");
        ask_for(&db, &Job { due_at_ms: 1_000, ..job("quick") }).await;
        nudge.notify_one();
        let next = tokio::time::timeout(patience, begun.recv()).await.unwrap();
        assert_eq!(next.unwrap(), "quick");

        stop.send(()).unwrap();
        release.notify_one();
        tokio::time::timeout(patience, running).await.unwrap().unwrap();
        let again = crate::workers::worker(&db, "w").on("greet", |_| async { Ok(()) });
        assert_eq!(again.run_until_idle(1 << 50).await.unwrap(), [], "both are done");
    })
    .await;
}
