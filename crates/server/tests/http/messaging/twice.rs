//! Never twice: whatever is asked, whenever a process dies, and whatever a provider answers.

use super::texts::{Gateway, by};
use super::{Placed, ask, deliver_by, placed};
use crate::harness::TestApp;
use domain::programmes::AskChannel;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use queue::Lease;
use serde_json::json;
use server::messaging::deliver::Post;
use server::messaging::jobs::SMS;
use server::messaging::leave::{Errand, begin};
use std::sync::Arc;

/// One thing that happens.
#[derive(Debug, Clone, Copy)]
enum Step {
    Ask,
    Tick,
    /// A worker dies after it marked the message and before it sent it.
    DieBefore,
    /// A worker dies after the provider's yes and before it wrote it down.
    DieAfter,
    /// The next call is taken, and its answer lost.
    AnswerLost,
    /// The next call is not taken.
    Away,
    HoursPass(i64),
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = prop_oneof![
        3 => Just(Step::Ask),
        4 => Just(Step::Tick),
        2 => Just(Step::DieBefore),
        2 => Just(Step::DieAfter),
        1 => Just(Step::AnswerLost),
        1 => Just(Step::Away),
        2 => (1..30_i64).prop_map(Step::HoursPass),
    ];
    prop::collection::vec(step, 1..14)
}

/// Takes a job as a worker does whose lease is over at once, goes so far, and dies.
async fn die(app: &TestApp, post: &Post, sends: bool) {
    let now_ms = app.clock.now().as_millisecond();
    let real_now_ms = app.clock.real_now().as_millisecond() - 1;
    let lease = Lease { holder: "mortal", real_now_ms, length_ms: 0 };
    let claimed = queue::claim(&app.db, &[SMS], now_ms, lease, 1).await.expect("claims");
    let Some(job) = claimed.first() else {
        return;
    };
    let errand = Errand::read(job).expect("an errand");
    let lane = post.lane(AskChannel::Sms);
    let begun = begin(app, &errand, (AskChannel::Sms, lane.repeat()), job).await;
    if let Ok(Some(begun)) = begun
        && sends
    {
        lane.send(&begun.parcel, &app.clock).await;
    }
}

async fn happen(app: &TestApp, gateway: &Gateway, (one, step): (&Placed, Step)) {
    // A new post each time: what it remembers of the provider is not what is tried here.
    let post = Arc::new(Post::of(&app.settings));
    match step {
        Step::Ask => {
            let status = ask(app, "ada", one, json!({"channel": "sms"})).await.status;
            assert!(matches!(status, 201 | 409 | 422), "{status}");
        }
        Step::Tick => deliver_by(app, &post).await,
        Step::DieBefore => die(app, &post, false).await,
        Step::DieAfter => die(app, &post, true).await,
        Step::AnswerLost => tell(gateway, "reset_taken").await,
        Step::Away => tell(gateway, "unavailable").await,
        Step::HoursPass(hours) => {
            let now = app.clock.now();
            app.clock.set(now + jiff::SignedDuration::from_hours(hours));
        }
    }
}

async fn tell(gateway: &Gateway, fault: &str) {
    gateway.behave(json!({"faults": [fault], "times": 1})).await;
}

/// For each of a row of lives: at the end no telephone shows more messages than there are rows,
/// each row one at most, and each row is another attempt.
fn never_twice(idempotent: bool) {
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let (app, gateway) = runtime.block_on(async {
        let gateway = Gateway::start().await;
        (by(&gateway, idempotent).await, gateway)
    });
    let mut runner = TestRunner::new(Config { cases: 24, ..Config::default() });
    let told = runner.run(&steps(), |steps| {
        runtime.block_on(async {
            app.at(crate::harness::NOW);
            gateway.behave(json!({})).await;
            let one = placed(&app, "ada").await;
            for step in &steps {
                happen(&app, &gateway, (&one, *step)).await;
            }
            for _ in 0..8 {
                happen(&app, &gateway, (&one, Step::HoursPass(5))).await;
                happen(&app, &gateway, (&one, Step::Tick)).await;
            }
            let rows = super::messages(&app, &one).await;
            let shown = gateway.keys_of(&one.phone).await;
            for row in &rows {
                let id = super::text(&row["id"]);
                let many = shown.iter().filter(|key| **key == id).count();
                prop_assert!(many <= 1, "{id} shows {many} times after {steps:?}");
                match super::text(&row["state"]).as_str() {
                    "sent" => prop_assert_eq!(many, 1, "{} after {:?}", row, &steps),
                    "failed" | "withheld" => prop_assert_eq!(many, 0, "{} {:?}", row, &steps),
                    "unknown" => {}
                    other => prop_assert!(false, "{other} is no end after {steps:?}"),
                }
            }
            prop_assert!(shown.iter().all(|key| rows.iter().any(|row| row["id"] == **key)));
            Ok(())
        })
    });
    told.unwrap_or_else(|error| panic!("{error}"));
}

#[test]
fn never_twice_by_a_provider_that_knows_its_keys() {
    never_twice(true);
}

#[test]
fn never_twice_by_a_provider_that_knows_none() {
    never_twice(false);
}
