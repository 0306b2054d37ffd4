//! Once: whoever presses how often, whenever a process dies, however the clock jumps.

use super::{counts, fields, later, made, opened, opts_out, three, write};
use crate::harness::{Answer, TestApp, both};
use crate::messaging::{deliver, messages, state, text};
use domain::programmes::AskChannel;
use futures_util::future::join_all;
use queue::Lease;
use serde_json::json;
use server::mailings::jobs::{WITHDRAW, WRITE, run};
use server::messaging::deliver::Post;
use server::messaging::leave::{Errand, begin};
use std::future::Future;
use std::pin::pin;
use std::task::Poll;

#[tokio::test]
async fn sent_twenty_times_at_once_is_one_mailing() {
    both(|app| async move {
        let people = three(&app).await;
        app.sign_in("ada").await;
        let all: Vec<_> = people.iter().collect();
        let page = opened(&app, &all).await;
        let typed = fields(&page, &[("do", "now")]);
        let answers: Vec<Answer> =
            join_all((0..20).map(|_| app.post_form("/mailings", &typed))).await;
        for answer in &answers {
            assert_eq!((answer.status, answer.location()), (303, answers[0].location()));
        }
        assert_eq!(app.count("SELECT COUNT(*) AS many FROM mailings").await, 1);
        // Several workers at once write each message once.
        join_all((0..4).map(|_| write(&app))).await;
        deliver(&app).await;
        for one in &people {
            assert_eq!(messages(&app, one).await.len(), 1);
            assert_eq!(state(&app, one).await.0, "sent");
        }
    })
    .await;
}

#[tokio::test]
async fn two_mailings_to_the_same_people_at_once_ask_each_once() {
    both(|app| async move {
        let people = three(&app).await;
        let all: Vec<_> = people.iter().collect();
        join_all((0..4).map(|_| made(&app, &all, json!({"now": true})))).await;
        join_all((0..4).map(|_| write(&app))).await;
        deliver(&app).await;
        for one in &people {
            assert_eq!(messages(&app, one).await.len(), 1, "one row, whoever wrote it");
        }
        let left_out = "SELECT COUNT(*) AS many FROM mailing_lines WHERE outcome = 'left_out'";
        assert_eq!(app.count(left_out).await, 9, "the other nine say so");
    })
    .await;
}

#[tokio::test]
async fn undone_twenty_times_by_two_people_it_is_undone_once() {
    both(|app| async move {
        let people = three(&app).await;
        let all: Vec<_> = people.iter().collect();
        let id = text(&made(&app, &all, json!({})).await["id"]);
        write(&app).await;
        assert_eq!(counts(&app, &id).await, json!({"waiting": 3}));
        let path = format!("/api/v1/mailings/{id}/withdrawal");
        let undo = |n: usize| {
            let (app, path) = (&app, &path);
            async move {
                let who = if n.is_multiple_of(2) { "ada" } else { "theo" };
                app.api(who).post_json(path, json!({})).await
            }
        };
        let undone = join_all((0..20).map(undo)).await;
        let done = undone.iter().filter(|answer| answer.status == 200).count();
        let late = undone.iter().filter(|answer| answer.status == 409).count();
        assert_eq!((done, late), (1, 19));
        let once = "SELECT COUNT(*) AS many FROM audit_entries WHERE action = 'withdraw mailing'";
        assert_eq!(app.count(once).await, 1);
        join_all((0..4).map(|_| write(&app))).await;
        later(&app, 60);
        deliver(&app).await;
        let each = "SELECT COUNT(*) AS many FROM audit_entries WHERE action = 'take message back'";
        assert_eq!(app.count(each).await, 3, "each is recorded in their own file");
        for one in &people {
            assert_eq!(state(&app, one).await, ("withheld".into(), Some("recalled".into())));
            let path = format!("/api/v1/checkpoints/{}", one.checkpoint);
            let checkpoint = app.api("ada").get(&path).await.is(200).json();
            assert_ne!(checkpoint["state"], "asked", "as if it had never been");
        }
        assert_eq!(counts(&app, &id).await, json!({"withdrawn": 3}));
        // And they can be asked.
        let again = text(&made(&app, &all, json!({"now": true})).await["id"]);
        write(&app).await;
        deliver(&app).await;
        assert_eq!(counts(&app, &again).await, json!({"sent": 3}));
    })
    .await;
}

#[tokio::test]
async fn what_left_before_it_was_undone_stays_sent_and_says_so() {
    both(|app| async move {
        let people = three(&app).await;
        let all: Vec<_> = people.iter().collect();
        let id = text(&made(&app, &all, json!({"now": true})).await["id"]);
        write(&app).await;
        // One has left; the others' jobs have not begun.
        let post = Post::of(&app.settings);
        let job = claim(&app, server::messaging::jobs::EMAIL, 60_000).await.expect("a job");
        let sent = server::messaging::jobs::send(&app, &post, AskChannel::Email, &job).await;
        assert_eq!(sent, Ok(()));
        app.sign_in("theo").await;
        for (done, flash) in [
            ("withdrawn", "nothing more of this mailing leaves"),
            ("not-withdrawn", "There was nothing to take back any more"),
        ] {
            let path = format!("/mailings/{id}/withdrawal");
            let undone = app.post_form(&path, &[]).await.is(303);
            assert_eq!(undone.location(), format!("/mailings/{id}?done={done}"));
            let told = app.get(undone.location()).await.is(200);
            assert!(told.text.contains(flash), "{}", told.text);
            assert!(told.text.contains("One message had left before"), "{}", told.text);
            assert!(told.text.contains("by theo"), "{}", told.text);
        }
        write(&app).await;
        deliver(&app).await;
        assert_eq!(counts(&app, &id).await, json!({"sent": 1, "withdrawn": 2}));
    })
    .await;
}

#[tokio::test]
async fn undone_before_anything_is_written_nothing_is() {
    both(|app| async move {
        let people = three(&app).await;
        let all: Vec<_> = people.iter().collect();
        let id = text(&made(&app, &all, json!({"now": true})).await["id"]);
        let undo = app.api("ada");
        let path = format!("/api/v1/mailings/{id}/withdrawal");
        // The undoing meets four workers.
        let (undone, _) =
            tokio::join!(undo.post_json(&path, json!({})), join_all((0..4).map(|_| write(&app))));
        write(&app).await;
        deliver(&app).await;
        let counted = counts(&app, &id).await;
        let of = |word: &str| counted[word].as_i64().unwrap_or_default();
        assert_eq!(undone.is(200).status, 200);
        assert_eq!(of("withdrawn") + of("sent"), 3, "{counted}");
        assert_eq!(of("sent"), 0, "nothing had left when it was undone: {counted}");
    })
    .await;
}

#[tokio::test]
async fn whoever_opts_out_between_claim_and_sending_gets_nothing() {
    both(|app| async move {
        let people = three(&app).await;
        let all: Vec<_> = people.iter().collect();
        made(&app, &all, json!({"now": true})).await;
        write(&app).await;
        let job = claim(&app, server::messaging::jobs::EMAIL, 60_000).await.expect("a job");
        for one in &people {
            opts_out(&app, one).await;
        }
        let post = Post::of(&app.settings);
        let lane = post.lane(AskChannel::Email);
        let errand = Errand::read(&job).expect("an errand");
        let begun = begin(&app, &errand, (AskChannel::Email, lane.repeat()), &job).await;
        assert!(matches!(begun, Ok(None)), "decided again after it was taken: {begun:?}");
        deliver(&app).await;
        for one in &people {
            let expected = ("withheld".into(), Some("do_not_contact".into()));
            assert_eq!(state(&app, one).await, expected);
        }
    })
    .await;
}

async fn claim(app: &TestApp, kind: &str, length_ms: i64) -> Option<queue::Claimed> {
    let now_ms = app.clock.now().as_millisecond();
    let real_now_ms = app.clock.real_now().as_millisecond() - 1;
    let lease = Lease { holder: "mortal", real_now_ms, length_ms };
    let claimed = queue::claim(&app.db, &[kind], now_ms, lease, 1).await.expect("claims");
    claimed.into_iter().next()
}

/// Polls some work so often, and then drops it, as a process that is killed does.
async fn killed_after<T>(polls: u32, work: impl Future<Output = T>) -> Option<T> {
    let mut work = pin!(work);
    let mut polled = 0;
    std::future::poll_fn(move |context| {
        polled += 1;
        match work.as_mut().poll(context) {
            Poll::Ready(done) => Poll::Ready(Some(done)),
            Poll::Pending if polled >= polls => Poll::Ready(None),
            Poll::Pending => Poll::Pending,
        }
    })
    .await
}

/// Kills the writing, and then the taking back, after every step; what is left is done by the
/// next process, and nobody is asked or taken back twice.
#[tokio::test]
async fn killed_anywhere_a_mailing_goes_on_where_it_stopped() {
    both(|app| async move {
        for polls in (1..40).step_by(3) {
            let people = three(&app).await;
            let all: Vec<_> = people.iter().collect();
            let id = text(&made(&app, &all, json!({})).await["id"]);
            while let Some(job) = claim(&app, WRITE, 0).await {
                if killed_after(polls, run(&app, &job, WRITE)).await.is_some() {
                    break;
                }
                if killed_after(polls * 5, run(&app, &job, WRITE)).await.is_some() {
                    break;
                }
                write(&app).await;
            }
            write(&app).await;
            assert_eq!(counts(&app, &id).await, json!({"waiting": 3}), "after {polls}");
            for one in &people {
                assert_eq!(messages(&app, one).await.len(), 1, "after {polls}");
            }
            let path = format!("/api/v1/mailings/{id}/withdrawal");
            app.api("ada").post_json(&path, json!({})).await.is(200);
            if let Some(job) = claim(&app, WITHDRAW, 0).await {
                killed_after(polls, run(&app, &job, WITHDRAW)).await;
            }
            write(&app).await;
            assert_eq!(counts(&app, &id).await, json!({"withdrawn": 3}), "after {polls}");
            let left = "SELECT COUNT(*) AS many FROM mailing_lines
                WHERE outcome IN ('waiting', 'withdrawing')";
            assert_eq!(app.count(left).await, 0, "after {polls}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_clock_that_jumps_sends_nothing_twice() {
    both(|app| async move {
        let people = three(&app).await;
        let all: Vec<_> = people.iter().collect();
        let id = text(&made(&app, &all, json!({})).await["id"]);
        write(&app).await;
        for moment in [
            "2026-03-04T15:06:00Z",
            "2026-03-04T14:00:00Z",
            "2026-03-05T15:00:00Z",
            "2026-03-04T15:00:00Z",
            "2026-03-20T15:00:00Z",
        ] {
            app.at(moment);
            write(&app).await;
            deliver(&app).await;
        }
        assert_eq!(counts(&app, &id).await, json!({"sent": 3}));
        let left = "SELECT COUNT(*) AS many FROM messages WHERE state = 'sent'";
        assert_eq!(app.count(left).await, 3);
    })
    .await;
}
