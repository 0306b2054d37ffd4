//! Every act of a checkpoint: what will, would or will not happen.

use super::next::{Because, Case, Planned, What, next_attempt};
use super::{AnswerState, Asked, AskedBy, Checkpoint, EndingKind, Fate, ReviewState, Stop};
use crate::people::{Reach, Unreachable, reach};
use crate::programmes::{AskChannel, ContactPolicy, Purpose, ReminderRule, shifted};
use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};

/// Decides every act of a checkpoint, in the order in which they would come.
#[must_use]
pub fn plan(case: &Case<'_>, now: Timestamp) -> Vec<Planned> {
    if let Some(because) = over(case) {
        return nothing_more(case, &because);
    }
    if let ReviewState::ToRead { at } = case.checkpoint.review {
        let (what, because) = (What::SecondReading, Because::Submitted);
        let mut planned = vec![Planned { what, when: Some(at), will: true, because }];
        planned.extend(nothing_more(case, &Because::Answered));
        return planned;
    }
    if let Some(when) = answered_at(case.checkpoint) {
        let refused = matches!(case.checkpoint.answer, AnswerState::Refused { .. });
        let because = if refused { Because::Refused } else { Because::Answered };
        let review = Planned { what: What::Review, when: Some(when), will: true, because };
        let mut planned = vec![review];
        planned.extend(nothing_more(case, &Because::Answered));
        return planned;
    }
    let asking = plan_asking(case, now);
    let leaves = |one: &&Planned| one.will && one.what.is_automatic();
    let will_be_asked = asking.as_ref().filter(leaves).and_then(|one| one.when);
    let mut planned: Vec<Planned> = asking.into_iter().collect();
    for (place, (n, rule)) in reminders_left(case).into_iter().enumerate() {
        let attempt = next_attempt(case.checkpoint, Purpose::Reminder) + place as u32;
        planned.push(plan_reminder(case, now, will_be_asked, Reminder { n, attempt, rule }));
    }
    planned.push(plan_closing(case));
    planned
}

/// Why nothing more will come of this checkpoint, where that is so.
fn over(case: &Case<'_>) -> Option<Because> {
    let checkpoint = case.checkpoint;
    if checkpoint.submission.is_with_funder() {
        return Some(Because::WithFunder);
    }
    if checkpoint.achieved_on.is_some() {
        return Some(Because::Achieved);
    }
    if let ReviewState::Reviewed { .. } = checkpoint.review {
        return Some(Because::Reviewed);
    }
    let ending = checkpoint.ending.as_ref()?;
    Some(match ending.kind {
        EndingKind::Missed => Because::Missed { reason: ending.reason.clone() },
        EndingKind::MissedByClosing => Because::WindowClosed { on: checkpoint.closes_on },
        EndingKind::Waived => Because::Waived { reason: ending.reason.clone() },
        EndingKind::Stopped(Stop::Died { on }) => Because::Died { on },
        EndingKind::Stopped(Stop::Withdrawn { on }) => Because::Withdrawn { on },
        EndingKind::Stopped(Stop::PlacementEnded { on }) => Because::PlacementEnded { on },
    })
}

fn answered_at(checkpoint: &Checkpoint) -> Option<Timestamp> {
    match checkpoint.answer {
        AnswerState::Submitted { at } | AnswerState::Refused { at } => Some(at),
        AnswerState::None | AnswerState::Partial { .. } => None,
    }
}

/// The acts that would have come, each with the one reason why it will not.
fn nothing_more(case: &Case<'_>, because: &Because) -> Vec<Planned> {
    let not = |what, when| Planned { what, when, will: false, because: because.clone() };
    let mut planned = Vec::new();
    if first_asking(case.checkpoint).is_none() {
        planned.push(not(What::SendSurvey { channel: None, attempt: 1 }, planned_asking(case)));
    }
    for (n, _) in reminders_left(case) {
        planned.push(not(What::SendReminder { channel: None, attempt: n, n }, None));
    }
    planned.push(not(What::Close, closing(case)));
    planned
}

fn plan_asking(case: &Case<'_>, now: Timestamp) -> Option<Planned> {
    let checkpoint = case.checkpoint;
    if first_asking(checkpoint).is_some() {
        return None;
    }
    let due_on = checkpoint.due_on();
    let when = planned_asking(case);
    let by_hand =
        |because, when| Some(Planned { what: What::AskByHand, when, will: true, because });
    let attempt = next_attempt(checkpoint, Purpose::Survey);
    let not = |because| {
        let what = What::SendSurvey { channel: None, attempt };
        Some(Planned { what, when, will: false, because })
    };
    if case.standing.do_not_contact_on.is_some() {
        return not(Because::NoChannel(Unreachable::DoNotContact));
    }
    if is_closed(case, now) {
        let because = Because::WindowClosed { on: checkpoint.closes_on };
        return if entered_after_closing(checkpoint) {
            by_hand(because, closing(case))
        } else {
            not(because)
        };
    }
    if !case.policy.asks_by_itself {
        return by_hand(Because::ProgrammeAsksByHand, when);
    }
    if checkpoint.made_on > due_on {
        return by_hand(Because::EnteredLate { due_on }, when);
    }
    if let Some(because) = attempts_used_up(case) {
        return not(because);
    }
    match channel_for(case, None) {
        Ok(channel) => {
            let what = What::SendSurvey { channel: Some(channel), attempt };
            Some(send(case, now, what, when, Because::FallsDue { on: due_on }))
        }
        Err(because) => not(because),
    }
}

/// A reminder of the programme that was not used up.
struct Reminder<'a> {
    n: u32,
    attempt: u32,
    rule: &'a ReminderRule,
}

fn plan_reminder(
    case: &Case<'_>,
    now: Timestamp,
    will_be_asked: Option<Timestamp>,
    reminder: Reminder<'_>,
) -> Planned {
    let Reminder { n, attempt, rule } = reminder;
    let what = |channel| What::SendReminder { channel, attempt, n };
    let not = |when, because| Planned { what: what(None), when, will: false, because };
    let first = first_asking(case.checkpoint).map(|asked| asked.at);
    let Some(asked_at) = first.or(will_be_asked) else {
        return not(None, Because::NotAskedYet);
    };
    let asked_on = asked_at.to_zoned(case.person_zone.clone()).date();
    let when = (rule.after.after(asked_on).ok())
        .and_then(|on| shifted(on, case.policy.reminders_shift, case.region).ok())
        .and_then(|on| instant(on, case.policy.ask_at, case.person_zone));
    if is_closed(case, now) {
        return not(when, Because::WindowClosed { on: case.checkpoint.closes_on });
    }
    if let Some(because) = attempts_used_up(case) {
        return not(when, because);
    }
    match channel_for(case, rule.channel) {
        Ok(channel) => {
            send(case, now, what(Some(channel)), when, Because::NotAnswered { asked_on })
        }
        Err(because) => not(when, because),
    }
}

/// A window that had closed before the checkpoint was entered is not closed again by itself:
/// nobody could have asked in it. It stays overdue until staff record what came of it.
fn plan_closing(case: &Case<'_>) -> Planned {
    let on = case.checkpoint.closes_on;
    let entered_after = entered_after_closing(case.checkpoint);
    let because =
        if entered_after { Because::WindowClosed { on } } else { Because::WindowCloses { on } };
    Planned { what: What::Close, when: closing(case), will: !entered_after, because }
}

/// A message that will leave, moved out of quiet hours and past a full day, or not at all where
/// that would be after the window.
fn send(
    case: &Case<'_>,
    now: Timestamp,
    what: What,
    planned_at: Option<Timestamp>,
    why: Because,
) -> Planned {
    let policy = case.policy;
    let zone = case.person_zone;
    let day_of = |at: Timestamp| at.to_zoned(zone.clone()).date();
    let wanted = planned_at.map(|at| at.max(now));
    let mut when = wanted.and_then(|at| next_allowed(at, policy, zone));
    let mut because = why;
    let full = case.sent_today >= u32::from(policy.messages_per_day_max);
    if full && when.is_some_and(|at| day_of(at) == day_of(now)) {
        let tomorrow = day_of(now).tomorrow().ok();
        when = tomorrow.and_then(|on| instant(on, policy.ask_at, zone));
        because = Because::DailyLimit { messages_max: policy.messages_per_day_max };
    } else if when == Some(now) {
        when = planned_at;
    }
    if when >= closing(case) {
        because = Because::AfterWindow { closes_on: case.checkpoint.closes_on };
        return Planned { what, when, will: false, because };
    }
    Planned { what, when, will: when.is_some(), because }
}

/// The first moment from `at` on that is not in quiet hours.
#[must_use]
pub fn next_allowed(at: Timestamp, policy: &ContactPolicy, zone: &TimeZone) -> Option<Timestamp> {
    let local = at.to_zoned(zone.clone());
    let (from, until) = (policy.quiet_from, policy.quiet_until);
    let time = local.time();
    let over_midnight = from > until;
    let is_quiet =
        if over_midnight { time >= from || time < until } else { time >= from && time < until };
    if !is_quiet {
        return Some(at);
    }
    let next_day = over_midnight && time >= from;
    let day = if next_day { local.date().tomorrow().ok()? } else { local.date() };
    instant(day, until, zone)
}

/// The first open channel that has not failed here; or the reason that says most.
fn channel_for(case: &Case<'_>, preferred: Option<AskChannel>) -> Result<AskChannel, Because> {
    let mut order: Vec<AskChannel> = preferred.into_iter().collect();
    order.extend(case.policy.channels.iter().filter(|one| Some(**one) != preferred));
    let mut why = Because::NoChannel(Unreachable::NoAddress);
    for channel in order {
        match reach(case.standing, case.points, channel) {
            Reach::At { .. } if has_failed(case.checkpoint, channel) => {
                why = Because::Undeliverable
            }
            Reach::At { .. } => return Ok(channel),
            // A missing address says less than a consent that was not given.
            Reach::Not(reason) if why == Because::NoChannel(Unreachable::NoAddress) => {
                why = Because::NoChannel(reason);
            }
            Reach::Not(_) => {}
        }
    }
    Err(why)
}

fn has_failed(checkpoint: &Checkpoint, channel: AskChannel) -> bool {
    checkpoint.asked.iter().any(|asked| {
        let failed = match asked.fate {
            Fate::Undeliverable | Fate::Failed => true,
            Fate::Waiting | Fate::Sent | Fate::Withheld | Fate::Recalled | Fate::Unknown => false,
        };
        failed && asked.by == AskedBy::Message(channel)
    })
}

fn attempts_used_up(case: &Case<'_>) -> Option<Because> {
    let attempts_max = case.policy.attempts_max;
    let attempts = case.checkpoint.asked.iter().filter(|asked| asked.is_attempt()).count();
    let used = attempts >= usize::from(attempts_max);
    used.then_some(Because::AttemptsUsedUp { attempts_max })
}

fn first_asking(checkpoint: &Checkpoint) -> Option<&Asked> {
    checkpoint.asked.iter().filter(|asked| asked.counts()).min_by_key(|asked| asked.at)
}

/// The programme's reminders that were not used up, counted from 1.
fn reminders_left<'a>(case: &Case<'a>) -> Vec<(u32, &'a ReminderRule)> {
    let is_used = |asked: &&Asked| asked.purpose == Purpose::Reminder && asked.counts();
    let used = case.checkpoint.asked.iter().filter(is_used).count();
    let rules = case.policy.reminders.iter().enumerate().skip(used);
    rules.map(|(place, rule)| (place as u32 + 1, rule)).collect()
}

fn planned_asking(case: &Case<'_>) -> Option<Timestamp> {
    let on = case.policy.ask_after.after(case.checkpoint.due_on()).ok()?;
    instant(on, case.policy.ask_at, case.person_zone)
}

fn entered_after_closing(checkpoint: &Checkpoint) -> bool {
    checkpoint.made_on > checkpoint.closes_on
}

/// The first moment after the window's last day, in the office's zone.
fn closing(case: &Case<'_>) -> Option<Timestamp> {
    let on = case.checkpoint.closes_on.checked_add(1.day()).ok()?;
    instant(on, Time::midnight(), case.office_zone)
}

fn is_closed(case: &Case<'_>, now: Timestamp) -> bool {
    closing(case).is_some_and(|at| now >= at)
}

/// A civil day and time in a zone. A time that a clock change leaves out is the one after the gap.
fn instant(on: Date, at: Time, zone: &TimeZone) -> Option<Timestamp> {
    on.to_datetime(at).to_zoned(zone.clone()).ok().map(|zoned| zoned.timestamp())
}
