//! Checkpoints as pages show them: in series by job, as stones, with their next act in words.

use super::desk::{File, OnFile};
use super::say;
use crate::page::{PathStep, StoneView, Words, stones};
use crate::placements::store::Kept as Job;
use domain::checkpoints::{Next, State};
use domain::words::Language;

/// The checkpoints that hang from one job, or from one enrolment where the programme counts from
/// its days. In the order of the programme.
pub struct Series<'a> {
    pub job: Option<&'a Job>,
    pub checkpoints: Vec<&'a OnFile>,
}

/// Every series of a file that has checkpoints: jobs that last first, the latest first.
#[must_use]
pub fn series_of(file: &File) -> Vec<Series<'_>> {
    let mut jobs: Vec<Option<&Job>> = file.placements.iter().map(Some).collect();
    jobs.sort_by_key(|job| job.is_some_and(|job| job.placement.ended_on.is_some()));
    let mut all = Vec::new();
    for job in jobs {
        let id = job.map(|job| job.placement.id);
        let own: Vec<_> = file.checkpoints.iter().filter(|one| one.kept.placement == id).collect();
        all.push(Series { job, checkpoints: own });
    }
    let mut free: Vec<_> =
        file.checkpoints.iter().filter(|one| one.kept.placement.is_none()).collect();
    while let Some(first) = free.first() {
        let enrolment = first.kept.enrolment;
        let (own, rest) = free.into_iter().partition(|one| one.kept.enrolment == enrolment);
        all.push(Series { job: None, checkpoints: own });
        free = rest;
    }
    all.retain(|series| !series.checkpoints.is_empty());
    for series in &mut all {
        series.checkpoints.sort_by_key(|one| one.kept.position);
    }
    all
}

/// The checkpoints beside which one stands, itself among them.
#[must_use]
pub fn beside<'a>(file: &'a File, one: &OnFile) -> Vec<&'a OnFile> {
    let place = (one.kept.enrolment, one.kept.placement);
    let fits = |other: &&OnFile| (other.kept.enrolment, other.kept.placement) == place;
    let mut own: Vec<_> = file.checkpoints.iter().filter(fits).collect();
    own.sort_by_key(|one| one.kept.position);
    own
}

/// What a checkpoint is called: `1 month`.
#[must_use]
pub fn name_of(words: Words, one: &OnFile) -> String {
    let rule = one.programme.checkpoint(&one.kept.checkpoint.code);
    let label = rule.map(|rule| rule.label.in_language(language(words)));
    label.unwrap_or(&one.kept.checkpoint.code).to_owned()
}

/// The language of packs for the language of a page.
#[must_use]
pub fn language(words: Words) -> Language {
    words.locale.into()
}

/// A row of stones.
#[must_use]
pub fn rail(words: Words, file: &File, own: &[&OnFile]) -> Vec<StoneView> {
    (1_u8..).zip(own).map(|(position, one)| stone(words, file, (position, one))).collect()
}

/// One stone, by its place in its row.
#[must_use]
pub fn stone(words: Words, file: &File, (position, one): (u8, &OnFile)) -> StoneView {
    let state = file.state(one).word();
    StoneView::new(words, position, state, file.is_overdue(one), &name_of(words, one))
}

/// The path of stones of a person's page; `address` gives where each leads.
#[must_use]
pub fn path(
    words: Words,
    file: &File,
    own: &[&OnFile],
    address: impl Fn(&OnFile) -> String,
) -> Vec<PathStep> {
    let now_at = current(file, own);
    let steps = (1_u8..).zip(own).enumerate().map(|(at, (position, one))| {
        let is_over = is_behind(file.state(one));
        let place = match now_at {
            Some(now_at) if now_at == at => "is-now",
            Some(_) | None if is_over => "is-behind",
            Some(_) | None => "",
        };
        PathStep {
            stone: stone(words, file, (position, one)),
            name: name_of(words, one),
            address: address(one),
            state: state_said(words, file, one),
            when: words.date_near(one.kept.checkpoint.due_on(), file.today()),
            place,
        }
    });
    steps.collect()
}

/// The checkpoint that is looked at first: the first that is not settled and has begun; else the
/// first that is not settled.
#[must_use]
pub fn current(file: &File, own: &[&OnFile]) -> Option<usize> {
    let begun = own.iter().position(|one| {
        let state = file.state(one);
        !is_settled(state) && state != State::Scheduled
    });
    begun.or_else(|| own.iter().position(|one| !is_settled(file.state(one))))
}

/// Whether nothing more is wanted of a checkpoint by staff.
fn is_settled(state: State) -> bool {
    match state {
        State::Scheduled | State::Open | State::Asked | State::Answered => false,
        State::Reviewed
        | State::Achieved
        | State::Submitted
        | State::Confirmed
        | State::Missed
        | State::Waived
        | State::Stopped => true,
    }
}

/// Whether a checkpoint is behind somebody as done; missed, waived or stopped, it was left out.
fn is_behind(state: State) -> bool {
    match state {
        State::Reviewed | State::Achieved | State::Submitted | State::Confirmed => true,
        State::Scheduled | State::Open | State::Asked | State::Answered => false,
        State::Missed | State::Waived | State::Stopped => false,
    }
}

/// Whether a window that nobody used lies behind: nobody says of it that it is open.
#[must_use]
pub fn has_closed(file: &File, one: &OnFile) -> bool {
    file.state(one) == State::Open && one.kept.checkpoint.closes_on < file.today()
}

/// A state with how far it is over: `asked, waiting, 3 days over`.
#[must_use]
pub fn state_said(words: Words, file: &File, one: &OnFile) -> String {
    let said = match has_closed(file, one) {
        true => words.say("checkpoints-window-closed"),
        false => stones::state_said(words, file.state(one).word(), false),
    };
    if !file.is_overdue(one) {
        return said;
    }
    let args = [("state", said.into()), ("over", days_over(words, file, one).into())];
    words.with("checkpoints-state-over", &args)
}

/// `3 days over`.
#[must_use]
pub fn days_over(words: Words, file: &File, one: &OnFile) -> String {
    let days = domain::calendar::days_between(one.kept.checkpoint.due_on(), file.today());
    words.with("checkpoints-days-over", &[("days", days.into())])
}

/// What happens next at a checkpoint, in one line. A moment that has passed is not said: it is
/// for staff to do, and waits.
#[must_use]
pub fn next_line(words: Words, file: &File, one: &OnFile) -> String {
    match file.next(one) {
        Next::Will(act) => {
            let why = say::because(words, &act.why);
            let args = [("what", say::what(words, act.what).into()), ("why", why.into())];
            if act.when <= file.now {
                return words.with("checkpoints-next-now", &args);
            }
            let [what, why] = args;
            let when = say::moment(words, file, act.when);
            words.with("checkpoints-next-then", &[what, why, ("when", when.into())])
        }
        Next::Nothing(why) => {
            let why = say::because(words, &why);
            words.with("checkpoints-next-none", &[("why", why.into())])
        }
    }
}
