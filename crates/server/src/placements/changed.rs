//! What a change makes of a placement: its end, the reason, its hours and pay.

use super::act::Change;
use super::say::place_problem;
use super::store::{Kept, Terms};
use crate::page::{Problems, Words};
use crate::people;
use crate::people::act::text_sentence;
use crate::remark::Remark;
use domain::people::line;
use domain::placements::{EndRefused, end, read_terms};
use jiff::civil::Date;

pub(super) fn apply_end(
    kept: &mut Kept,
    change: &Change,
    today: Date,
    words: Words,
    problems: &mut Problems,
) {
    match change.ended_on {
        None => {}
        Some(None) => {
            if kept.placement.ended_on.take().is_some() {
                kept.reopened += 1;
            }
            kept.end_reason = None;
            kept.end_source = None;
        }
        Some(Some(on)) => match end(&kept.placement, on, today) {
            Ok(ended) => {
                // Whoever mends the reason says nothing about where the day came from.
                if kept.placement.ended_on != Some(ended.on) || change.end_source.is_some() {
                    kept.end_source.clone_from(&change.end_source);
                }
                kept.placement.ended_on = Some(ended.on);
            }
            Err(EndRefused::BeforeItStarted { started_on }) => {
                let first = words.date(started_on);
                let sentence = words.with("placements-not-before", &[("first", first.into())]);
                problems.add("ended_on", sentence);
            }
            Err(EndRefused::InTheFuture { today }) => {
                let today = words.date(today);
                let sentence = words.with("people-date-in-future", &[("today", today.into())]);
                problems.add("ended_on", sentence);
            }
        },
    }
}

pub(super) fn apply_reason(
    kept: &mut Kept,
    change: &Change,
    words: Words,
    problems: &mut Problems,
) {
    let Some(reason) = change.reason.as_deref().filter(|reason| !reason.trim().is_empty()) else {
        return;
    };
    let known = kept.end_reason.as_ref().map(|known| known.said(words));
    let stands = |reason: &String| known.as_ref() == Some(reason);
    match line(reason, people::act::REASON_LENGTH_MAX) {
        // Of a job that goes on there is no end to give a reason for.
        Ok(_) if kept.placement.ended_on.is_none() => {}
        // What stands already, in whatever language, was not typed anew.
        Ok(reason) if change.ended_on.is_none() || stands(&reason) => {}
        Ok(reason) => kept.end_reason = Some(Remark::typed(&reason)),
        Err(why) => problems.add("reason", text_sentence(why, words)),
    }
}

/// The hours and pay after a change: what is left out stays as it was on that day.
pub(super) fn terms_after(
    kept: &Kept,
    change: &Change,
    today: Date,
    words: Words,
    problems: &mut Problems,
) -> Option<Terms> {
    let given = change.hours_per_week.is_some()
        || change.pay_cents.is_some()
        || change.pay_period.is_some();
    if !given {
        return None;
    }
    let started_on = kept.placement.started_on;
    let from_on = change.from.unwrap_or_else(|| today.max(started_on));
    if from_on < started_on || from_on > today {
        let (first, today) = (words.date(started_on), words.date(today));
        let args = [("first", first.into()), ("last", today.into())];
        problems.add("from", words.with("placements-from-between", &args));
    }
    let before = kept.terms_on(from_on);
    let hours = change.hours_per_week.or_else(|| before.map(|terms| terms.hours_per_week));
    let pay = before.and_then(|terms| terms.pay);
    let cents = change.pay_cents.or_else(|| pay.map(|pay| pay.cents));
    let period = change.pay_period.clone();
    let period = period.or_else(|| pay.map(|pay| pay.period.word().to_owned()));
    match read_terms(hours, cents, period.as_deref()) {
        Ok((hours_per_week, pay)) => Some(Terms { from_on, hours_per_week, pay }),
        Err(refused) => {
            for problem in refused {
                let (field, sentence) = place_problem(&problem, words);
                problems.add(field, sentence);
            }
            None
        }
    }
}
