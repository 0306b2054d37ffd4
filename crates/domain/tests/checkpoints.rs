//! What happens next at a checkpoint, as tables and as laws.

use domain::calendar::Region;
use domain::checkpoints::{
    AnswerState, Asked, AskedBy, Because, Case, Checkpoint, Circumstances, Ending, EndingKind,
    Fate, Next, ReviewState, State, Stop, SubmissionState, What, due_by, is_overdue, is_touched,
    look_again_at, move_untouched, next, next_attempt, plan, state, stop_for,
};
use domain::ids::{CheckpointId, ContactPointId};
use domain::people::{Consent, ContactKind, ContactPoint, Standing, Unreachable};
use domain::programmes::{
    AskChannel, ContactPolicy, Purpose, ReminderRule, ScheduledCheckpoint, Shift, Span,
};
use jiff::civil::{Date, date, time};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};
use proptest::prelude::*;

fn toronto() -> TimeZone {
    TimeZone::get("America/Toronto").expect("is bundled")
}

fn at(on: Date, hour: i8, minute: i8) -> Timestamp {
    on.at(hour, minute, 0, 0).to_zoned(toronto()).expect("exists").timestamp()
}

fn policy() -> ContactPolicy {
    ContactPolicy {
        asks_by_itself: true,
        ask_after: Span::Days(0),
        ask_at: time(10, 0, 0, 0),
        channels: vec![AskChannel::Email, AskChannel::Sms],
        reminders: vec![
            ReminderRule { after: Span::Days(3), channel: Some(AskChannel::Sms) },
            ReminderRule { after: Span::Days(7), channel: Some(AskChannel::Email) },
        ],
        reminders_shift: Shift::NextWorkingDay,
        quiet_from: time(21, 0, 0, 0),
        quiet_until: time(8, 30, 0, 0),
        messages_per_day_max: 2,
        attempts_max: 5,
        consent_by_notice: true,
        calls: Vec::new(),
    }
}

fn point(kind: ContactKind, consent: Consent) -> ContactPoint {
    ContactPoint {
        id: ContactPointId::from_number(kind as u128),
        kind,
        value: "somewhere".to_owned(),
        consent,
        position: 0,
    }
}

fn both_ways() -> Vec<ContactPoint> {
    vec![point(ContactKind::Email, Consent::Given), point(ContactKind::Phone, Consent::Given)]
}

const DUE: Date = date(2025, 9, 30);

fn fresh() -> Checkpoint {
    Checkpoint {
        id: CheckpointId::from_number(1),
        code: "m1".to_owned(),
        expected_on: DUE,
        pinned_on: None,
        opens_on: date(2025, 9, 23),
        closes_on: date(2025, 10, 30),
        made_on: date(2025, 8, 31),
        ending: None,
        asked: Vec::new(),
        answer: AnswerState::None,
        review: ReviewState::None,
        achieved_on: None,
        submission: SubmissionState::None,
    }
}

fn asked(purpose: Purpose, attempt: u32, by: AskedBy, when: Timestamp, fate: Fate) -> Asked {
    Asked { purpose, attempt, by, at: when, fate }
}

fn asked_on_due() -> Checkpoint {
    let email = AskedBy::Message(AskChannel::Email);
    let first = asked(Purpose::Survey, 1, email, at(DUE, 10, 0), Fate::Sent);
    Checkpoint { asked: vec![first], ..fresh() }
}

struct Desk {
    checkpoint: Checkpoint,
    standing: Standing,
    points: Vec<ContactPoint>,
    policy: ContactPolicy,
    sent_today: u32,
}

impl Desk {
    fn of(checkpoint: Checkpoint) -> Self {
        let standing = Standing::default();
        Self { checkpoint, standing, points: both_ways(), policy: policy(), sent_today: 0 }
    }

    fn ask<T>(&self, question: impl Fn(&Case<'_>) -> T) -> T {
        let zone = toronto();
        question(&Case {
            checkpoint: &self.checkpoint,
            standing: &self.standing,
            points: &self.points,
            policy: &self.policy,
            region: Region::of("CA-ON"),
            office_zone: &zone,
            person_zone: &zone,
            sent_today: self.sent_today,
        })
    }

    fn next(&self, now: Timestamp) -> Next {
        self.ask(|case| next(case, now))
    }
}

fn will(next: &Next) -> Option<(What, Timestamp)> {
    match next {
        Next::Will(act) => Some((act.what, act.when)),
        Next::Nothing(_) => None,
    }
}

#[test]
fn the_survey_leaves_on_the_due_date_at_ten() {
    let desk = Desk::of(fresh());
    let survey = What::SendSurvey { channel: Some(AskChannel::Email), attempt: 1 };
    for now in [at(date(2025, 9, 1), 9, 0), at(DUE, 9, 59), at(DUE, 15, 0)] {
        assert_eq!(will(&desk.next(now)), Some((survey, at(DUE, 10, 0))), "{now}");
    }
    assert_eq!(desk.ask(|case| due_by(case, at(DUE, 9, 59))), None);
    assert!(desk.ask(|case| due_by(case, at(DUE, 10, 0))).is_some());
}

#[test]
fn quiet_hours_are_waited_out() {
    let desk = Desk::of(fresh());
    let morning = at(date(2025, 10, 1), 8, 30);
    for now in [at(DUE, 21, 0), at(DUE, 23, 59), at(date(2025, 10, 1), 3, 0)] {
        assert_eq!(will(&desk.next(now)).map(|(_, when)| when), Some(morning), "{now}");
        assert_eq!(desk.ask(|case| due_by(case, now)), None, "{now}");
    }
}

#[test]
fn reminders_count_from_the_asking_and_keep_to_working_days() {
    let desk = Desk::of(asked_on_due());
    let now = at(DUE, 12, 0);
    let sms = Some(AskChannel::Sms);
    let first = What::SendReminder { channel: sms, attempt: 1, n: 1 };
    assert_eq!(will(&desk.next(now)), Some((first, at(date(2025, 10, 3), 10, 0))));
    // Asked on Thursday 2 October: three days on is a Sunday, so it is Monday.
    let mut later = asked_on_due();
    later.asked[0].at = at(date(2025, 10, 2), 10, 0);
    let monday = at(date(2025, 10, 6), 10, 0);
    let next = Desk::of(later).next(at(date(2025, 10, 2), 12, 0));
    assert_eq!(will(&next).map(|(_, when)| when), Some(monday));
}

#[test]
fn a_channel_that_is_closed_is_gone_around() {
    let mut desk = Desk::of(fresh());
    desk.points = vec![
        point(ContactKind::Email, Consent::Withdrawn),
        point(ContactKind::Phone, Consent::Given),
    ];
    let what = will(&desk.next(at(DUE, 9, 0))).map(|(what, _)| what);
    assert_eq!(what, Some(What::SendSurvey { channel: Some(AskChannel::Sms), attempt: 1 }));

    let bounced = AskedBy::Message(AskChannel::Email);
    let failed = asked(Purpose::Survey, 1, bounced, at(DUE, 10, 0), Fate::Undeliverable);
    let desk = Desk::of(Checkpoint { asked: vec![failed], ..fresh() });
    let what = will(&desk.next(at(DUE, 11, 0))).map(|(what, _)| what);
    assert_eq!(what, Some(What::SendSurvey { channel: Some(AskChannel::Sms), attempt: 2 }));
}

#[test]
fn nothing_is_sent_and_it_says_why() {
    let day = Some(date(2025, 9, 1));
    let stop = |kind| Some(Ending { kind, reason: "so".to_owned() });
    let ended = |kind| Desk::of(Checkpoint { ending: stop(kind), ..fresh() });
    let on = date(2025, 9, 1);
    let mut no_consent = Desk::of(fresh());
    no_consent.points = vec![point(ContactKind::Email, Consent::NotGiven)];
    let mut no_address = Desk::of(fresh());
    no_address.points = Vec::new();
    let mut quiet = Desk::of(fresh());
    quiet.standing.do_not_contact_on = day;
    let mut used_up = Desk::of(fresh());
    used_up.policy.attempts_max = 0;
    let reviewed = ReviewState::Reviewed { at: at(DUE, 9, 0) };
    let rows = [
        (ended(EndingKind::Stopped(Stop::Died { on })), Because::Died { on }),
        (ended(EndingKind::Stopped(Stop::Withdrawn { on })), Because::Withdrawn { on }),
        (ended(EndingKind::Stopped(Stop::PlacementEnded { on })), Because::PlacementEnded { on }),
        (ended(EndingKind::Waived), Because::Waived { reason: "so".to_owned() }),
        (ended(EndingKind::Missed), Because::Missed { reason: "so".to_owned() }),
        (no_consent, Because::NoChannel(Unreachable::ConsentNotGiven)),
        (no_address, Because::NoChannel(Unreachable::NoAddress)),
        (quiet, Because::NoChannel(Unreachable::DoNotContact)),
        (used_up, Because::AttemptsUsedUp { attempts_max: 0 }),
        (Desk::of(Checkpoint { review: reviewed, ..fresh() }), Because::Reviewed),
        (Desk::of(Checkpoint { achieved_on: day, ..fresh() }), Because::Achieved),
    ];
    let now = at(DUE, 12, 0);
    for (desk, expected) in rows {
        assert_eq!(desk.next(now), Next::Nothing(expected.clone()), "{expected:?}");
        let sends = |what| matches!(what, What::SendSurvey { .. } | What::SendReminder { .. });
        let planned = desk.ask(|case| plan(case, now));
        assert!(planned.iter().all(|one| !one.will || !sends(one.what)), "{expected:?}");
        let worker = desk.ask(|case| due_by(case, now));
        assert_eq!(worker, None, "{expected:?}");
    }
}

#[test]
fn an_answer_is_reviewed_and_nobody_is_reminded() {
    let answer = AnswerState::Submitted { at: at(DUE, 18, 0) };
    let desk = Desk::of(Checkpoint { answer, ..asked_on_due() });
    let now = at(date(2025, 10, 20), 12, 0);
    assert_eq!(will(&desk.next(now)), Some((What::Review, at(DUE, 18, 0))));
    assert_eq!(desk.ask(|case| due_by(case, now)), None);
}

#[test]
fn a_full_day_is_waited_out() {
    let mut desk = Desk::of(fresh());
    desk.sent_today = 2;
    let next = desk.next(at(DUE, 11, 0));
    let Next::Will(act) = next else { panic!("it waits, it does not stop") };
    assert_eq!(act.when, at(date(2025, 10, 1), 10, 0));
    assert_eq!(act.why, Because::DailyLimit { messages_max: 2 });
}

#[test]
fn the_window_closes_once_and_only_if_it_was_open_after_entry() {
    let desk = Desk::of(fresh());
    let closing = at(date(2025, 10, 31), 0, 0);
    let before = desk.ask(|case| due_by(case, closing - 1.minute()));
    assert!(before.is_none_or(|act| act.what != What::Close));
    let due = desk.ask(|case| due_by(case, closing)).map(|act| act.what);
    assert_eq!(due, Some(What::Close));

    let late = Checkpoint { made_on: date(2025, 11, 5), ..fresh() };
    let desk = Desk::of(late);
    let now = at(date(2025, 11, 6), 9, 0);
    assert_eq!(will(&desk.next(now)).map(|(what, _)| what), Some(What::AskByHand));
    assert_eq!(desk.ask(|case| due_by(case, now)), None);
    assert_eq!(desk.ask(|case| look_again_at(case, now)), None);
}

#[test]
fn nobody_is_sent_messages_about_the_past_by_itself() {
    let desk = Desk::of(Checkpoint { made_on: date(2025, 10, 5), ..fresh() });
    let now = at(date(2025, 10, 5), 12, 0);
    let Next::Will(act) = desk.next(now) else { panic!("staff ask") };
    assert_eq!(act.what, What::AskByHand);
    assert_eq!(act.why, Because::EnteredLate { due_on: DUE });
    assert_eq!(desk.ask(|case| due_by(case, now)), None);
}

#[test]
fn one_word_for_each_checkpoint() {
    let now = at(DUE, 12, 0);
    let waived = Ending { kind: EndingKind::Waived, reason: String::new() };
    let died = EndingKind::Stopped(Stop::Died { on: DUE });
    let stopped = Ending { kind: died, reason: String::new() };
    let answered = AnswerState::Submitted { at: now };
    let reviewed = ReviewState::Reviewed { at: now };
    let early = date(2025, 9, 1);
    let rows: Vec<(Checkpoint, Date, State, bool)> = vec![
        (fresh(), early, State::Scheduled, false),
        (fresh(), date(2025, 9, 23), State::Open, false),
        (fresh(), DUE, State::Open, false),
        (fresh(), date(2025, 10, 1), State::Open, true),
        (fresh(), date(2025, 12, 1), State::Open, true),
        (asked_on_due(), DUE, State::Asked, false),
        (asked_on_due(), date(2025, 10, 1), State::Asked, true),
        (Checkpoint { answer: answered, ..asked_on_due() }, DUE, State::Answered, false),
        (
            Checkpoint { answer: answered, ..asked_on_due() },
            date(2025, 10, 9),
            State::Answered,
            true,
        ),
        (
            Checkpoint { answer: answered, review: reviewed, ..fresh() },
            date(2025, 10, 9),
            State::Reviewed,
            false,
        ),
        (
            Checkpoint { ending: Some(waived), ..asked_on_due() },
            date(2025, 10, 9),
            State::Waived,
            false,
        ),
        (
            Checkpoint { ending: Some(stopped), review: reviewed, ..fresh() },
            date(2025, 10, 9),
            State::Reviewed,
            false,
        ),
        (
            Checkpoint { submission: SubmissionState::Confirmed, ..fresh() },
            date(2025, 10, 9),
            State::Confirmed,
            false,
        ),
    ];
    for (checkpoint, today, expected, overdue) in rows {
        assert_eq!(state(&checkpoint, today), expected, "{checkpoint:?} on {today}");
        assert_eq!(is_overdue(&checkpoint, today), overdue, "{checkpoint:?} on {today}");
    }
}

#[test]
fn what_stops_a_checkpoint() {
    let day = date(2025, 9, 29);
    let with = |standing, ended| Circumstances { standing, placement_ended_on: ended };
    let died = Standing { died_on: Some(day), ..Standing::default() };
    let left = Standing { withdrawn_on: Some(day), ..Standing::default() };
    let answered = AnswerState::Submitted { at: at(DUE, 9, 0) };
    let rows = [
        (fresh(), with(died, None), Some(Stop::Died { on: day })),
        (fresh(), with(left, None), Some(Stop::Withdrawn { on: day })),
        (fresh(), with(Standing::default(), Some(day)), Some(Stop::PlacementEnded { on: day })),
        // Due on the last day worked: it still asks about a day on which the person worked.
        (fresh(), with(Standing::default(), Some(DUE)), None),
        (Checkpoint { answer: answered, ..fresh() }, with(died, Some(day)), None),
    ];
    for (checkpoint, circumstances, expected) in rows {
        assert_eq!(stop_for(&checkpoint, &circumstances), expected, "{circumstances:?}");
    }
}

prop_compose! {
    fn any_checkpoint()(
        touched in 0..7_u8,
        due in 0..400_i32,
        number in 0..u128::MAX,
    ) -> Checkpoint {
        let expected_on = date(2025, 1, 1).saturating_add(i64::from(due).days());
        let mut checkpoint = Checkpoint {
            id: CheckpointId::from_number(number),
            expected_on,
            opens_on: expected_on.saturating_sub(7.days()),
            closes_on: expected_on.saturating_add(30.days()),
            ..fresh()
        };
        let now = at(expected_on, 10, 0);
        match touched {
            1 => checkpoint.pinned_on = Some(expected_on),
            2 => checkpoint.asked = asked_on_due().asked,
            3 => checkpoint.answer = AnswerState::Partial { at: now },
            4 => checkpoint.review = ReviewState::Draft,
            5 => checkpoint.ending =
                Some(Ending { kind: EndingKind::Waived, reason: String::new() }),
            6 => checkpoint.achieved_on = Some(expected_on),
            _ => {}
        }
        checkpoint
    }
}

proptest! {
    #[test]
    fn only_untouched_things_move(
        checkpoints in prop::collection::vec(any_checkpoint(), 0..8),
        by in -60..60_i32,
    ) {
        let schedule: Vec<ScheduledCheckpoint> = checkpoints
            .iter()
            .map(|one| ScheduledCheckpoint {
                code: one.code.clone(),
                expected_on: one.expected_on.saturating_add(i64::from(by).days()),
                opens_on: one.opens_on.saturating_add(i64::from(by).days()),
                closes_on: one.closes_on.saturating_add(i64::from(by).days()),
            })
            .collect();
        let moved = move_untouched(&checkpoints, &schedule);
        for checkpoint in &checkpoints {
            let moves = moved.iter().any(|one| one.checkpoint == checkpoint.id);
            if is_touched(checkpoint) {
                prop_assert!(!moves);
            }
        }
    }

    /// What is kept on the way through a survey need not put anything else in step: whether a
    /// client has begun changes no act, no moment, no stop and no word.
    #[test]
    fn a_part_of_an_answer_changes_nothing_that_follows(
        checkpoint in any_checkpoint(),
        hours in -400_i64..1_600,
        said_hours_before in 0_i64..100,
    ) {
        let now = at(checkpoint.expected_on, 10, 0) + hours.hours();
        let said = now - said_hours_before.hours();
        let today = now.to_zoned(toronto()).date();
        let open = Checkpoint { answer: AnswerState::None, ..checkpoint };
        let begun = Checkpoint { answer: AnswerState::Partial { at: said }, ..open.clone() };
        let around = Circumstances { standing: Standing::default(), placement_ended_on: None };
        let seen = |one: &Checkpoint| {
            let desk = Desk::of(one.clone());
            (
                desk.ask(|case| plan(case, now)),
                desk.ask(|case| look_again_at(case, now)),
                desk.ask(|case| due_by(case, now)),
                (stop_for(one, &around), state(one, today), is_overdue(one, today)),
            )
        };
        prop_assert_eq!(seen(&open), seen(&begun));
    }

    /// However often and whenever the worker looks, and whatever becomes of what it sends: no
    /// purpose has an attempt twice, nothing leaves in quiet hours, after the answer, or more
    /// often than a day or the programme allows.
    #[test]
    fn never_twice(
        looks in prop::collection::vec((0..30_u32, 0..4_u8), 1..60),
        answered_at_look in 0..60_usize,
    ) {
        let mut desk = Desk::of(fresh());
        let mut now = at(date(2025, 9, 20), 0, 0);
        for (number, (hours, fate)) in looks.into_iter().enumerate() {
            now += i64::from(hours).hours();
            if number == answered_at_look {
                desk.checkpoint.answer = AnswerState::Submitted { at: now };
            }
            let today = now.to_zoned(toronto()).date();
            let of_today = |one: &&Asked| {
                one.counts() && one.at.to_zoned(toronto()).date() == today
            };
            desk.sent_today = desk.checkpoint.asked.iter().filter(of_today).count() as u32;
            let Some(act) = desk.ask(|case| due_by(case, now)) else { continue };
            let (purpose, attempt, channel) = match act.what {
                What::SendSurvey { channel, attempt } => (Purpose::Survey, attempt, channel),
                What::SendReminder { channel, attempt, .. } => {
                    (Purpose::Reminder, attempt, channel)
                }
                What::Close | What::AskByHand | What::Review | What::SecondReading => continue,
            };
            prop_assert!(desk.checkpoint.answer == AnswerState::None);
            prop_assert!(desk.sent_today < 2);
            let local = now.to_zoned(toronto()).time();
            prop_assert!(local >= time(8, 30, 0, 0) && local < time(21, 0, 0, 0));
            prop_assert_eq!(attempt, next_attempt(&desk.checkpoint, purpose));
            let fate = match fate {
                0 => Fate::Undeliverable,
                1 => Fate::Unknown,
                2 => Fate::Withheld,
                _ => Fate::Sent,
            };
            let by = AskedBy::Message(channel.expect("a message has a channel"));
            desk.checkpoint.asked.push(asked(purpose, attempt, by, now, fate));
        }
        let asked = &desk.checkpoint.asked;
        prop_assert!(asked.len() <= usize::from(policy().attempts_max));
        for (place, one) in asked.iter().enumerate() {
            let twin = |other: &Asked| (other.purpose, other.attempt) == (one.purpose, one.attempt);
            prop_assert!(!asked[place + 1..].iter().any(twin));
        }
    }
}
