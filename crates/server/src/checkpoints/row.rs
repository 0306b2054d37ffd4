//! One line of a list of work: when, who, stones, what and why, one verb.

use super::desk::{File, OnFile};
use super::list::Class;
use super::list::store::Line;
use super::tab::row::news;
use super::{say, view};
use crate::access::Viewer;
use crate::page::{StoneView, Words};
use domain::access::Right;
use domain::checkpoints::{AnswerState, Next, ReviewState};
use domain::ids::PersonId;
use std::collections::HashMap;

/// A line as it is shown.
#[derive(Debug, Clone)]
pub struct WorkRow {
    pub icon: &'static str,
    pub when: String,
    pub is_late: bool,
    pub who: String,
    pub address: String,
    pub stones: Vec<StoneView>,
    pub what: String,
    pub why: String,
    pub verb: String,
    pub act: String,
    /// What is chosen by a tick, and what the tick is called; none where nothing is chosen.
    pub tick: Option<(String, String)>,
}

/// The lines of a list, in its order. What left between two statements is left out.
#[must_use]
pub fn rows(
    words: Words,
    viewer: &Viewer,
    lines: &[Line],
    files: &HashMap<PersonId, File>,
) -> Vec<WorkRow> {
    let mut rows = Vec::with_capacity(lines.len());
    for line in lines {
        let Some(file) = files.get(&line.person) else { continue };
        let Ok(one) = file.checkpoint(&line.id) else { continue };
        rows.push(row(words, viewer, line, (file, one)));
    }
    rows
}

/// The same lines with a tick each, so that several can be chosen.
#[must_use]
pub fn ticked(
    words: Words,
    viewer: &Viewer,
    lines: &[Line],
    files: &HashMap<PersonId, File>,
) -> Vec<WorkRow> {
    let mut rows = Vec::with_capacity(lines.len());
    for line in lines {
        for mut row in self::rows(words, viewer, &[*line], files) {
            let name = format!("{}, {}", row.who, row.what);
            let said = words.with("act-choose", &[("name", name.into())]);
            row.tick = Some((line.id.to_string(), said));
            rows.push(row);
        }
    }
    rows
}

fn row(words: Words, viewer: &Viewer, line: &Line, (file, one): (&File, &OnFile)) -> WorkRow {
    let person = &file.kept.person;
    let id = one.kept.checkpoint.id;
    let address = format!("/people/{}?tab=checkpoints&open={id}#{id}", person.id);
    let (verb, act) = match verb_of(viewer, line.class, one) {
        Verb::Review => ("checkpoints-verb-review", address.clone()),
        Verb::Read => ("checkpoints-verb-read", address.clone()),
        Verb::Ask => ("checkpoints-verb-ask", format!("/checkpoints/{id}/follow-up")),
        Verb::Open => ("checkpoints-verb-open", address.clone()),
    };
    WorkRow {
        icon: icon_of(line.class),
        when: when_said(words, line.class, (file, one)),
        is_late: line.class == Class::Overdue,
        who: format!("{} {}", person.given_name, person.family_name),
        stones: view::rail(words, file, &view::beside(file, one)),
        what: view::name_of(words, one),
        why: why(words, (file, one)),
        verb: words.say(verb),
        act,
        address,
        tick: None,
    }
}

/// What is new, and what happens by itself after it. What waits for staff is the row's button.
fn why(words: Words, (file, one): (&File, &OnFile)) -> String {
    let news = news(words, file, one);
    let next = match file.next(one) {
        Next::Will(act) if act.when <= file.now => return news,
        Next::Will(act) => {
            let (what, when) = (say::what(words, act.what), say::moment(words, file, act.when));
            let args = [("what", what.into()), ("when", when.into())];
            words.with("checkpoints-row-then", &args)
        }
        Next::Nothing(_) => view::next_line(words, file, one),
    };
    words.with("checkpoints-row-news", &[("news", news.into()), ("next", next.into())])
}

/// The one thing to do from a list.
enum Verb {
    Review,
    Read,
    Ask,
    Open,
}

fn verb_of(viewer: &Viewer, class: Class, one: &OnFile) -> Verb {
    let answered = match one.kept.checkpoint.answer {
        AnswerState::Submitted { .. } | AnswerState::Refused { .. } => true,
        AnswerState::None | AnswerState::Partial { .. } => false,
    };
    if class == Class::ToRead {
        let may = viewer.role.holds(Right::Review);
        return if may { Verb::Read } else { Verb::Open };
    }
    if answered {
        let may = viewer.role.holds(Right::Review);
        return if may { Verb::Review } else { Verb::Open };
    }
    let is_ripe = match class {
        Class::Overdue | Class::Due | Class::Closing | Class::Open => true,
        Class::Review | Class::ToRead | Class::DueAsked | Class::Waiting | Class::Upcoming => false,
    };
    let asked = one.kept.asked_at.is_some();
    if is_ripe && !asked && viewer.role.holds(Right::Ask) { Verb::Ask } else { Verb::Open }
}

const fn icon_of(class: Class) -> &'static str {
    match class {
        Class::Overdue | Class::Due => "stones",
        Class::Review | Class::ToRead => "note",
        Class::DueAsked | Class::Waiting => "clock",
        Class::Closing => "flag",
        Class::Open | Class::Upcoming => "calendar",
    }
}

fn when_said(words: Words, class: Class, (file, one): (&File, &OnFile)) -> String {
    let (today, checkpoint) = (file.today(), &one.kept.checkpoint);
    let on = |key: &str, day| words.with(key, &[("on", words.date_near(day, today).into())]);
    match class {
        Class::Overdue => view::days_over(words, file, one),
        Class::ToRead => match checkpoint.review {
            ReviewState::ToRead { at } => {
                let day = at.to_zoned(file.kept.office_zone.clone()).date();
                on("checkpoints-when-submitted", day)
            }
            ReviewState::None
            | ReviewState::Draft
            | ReviewState::Reviewed { .. }
            | ReviewState::Returned => String::new(),
        },
        Class::Review => {
            let at = match checkpoint.answer {
                AnswerState::Submitted { at } | AnswerState::Refused { at } => at,
                AnswerState::None | AnswerState::Partial { .. } => file.now,
            };
            on("checkpoints-when-answered", at.to_zoned(file.kept.office_zone.clone()).date())
        }
        Class::DueAsked | Class::Waiting => {
            let at = one.kept.asked_at.unwrap_or(file.now);
            on("checkpoints-when-asked", at.to_zoned(file.kept.office_zone.clone()).date())
        }
        Class::Due => words.say("checkpoints-when-due-today"),
        Class::Closing => on("checkpoints-when-closes", checkpoint.closes_on),
        Class::Open => on("checkpoints-when-due", checkpoint.due_on()),
        Class::Upcoming => on("checkpoints-when-opens", checkpoint.opens_on),
    }
}
