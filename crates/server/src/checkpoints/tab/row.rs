//! The words of one row of a person's checkpoints.

use super::store::Message;
use crate::access::Viewer;
use crate::checkpoints::desk::{File, OnFile};
use crate::checkpoints::list::ahead_of;
use crate::checkpoints::{say, view};
use crate::page::{Step, Words};
use domain::access::Right;
use domain::calendar::days_between;
use domain::checkpoints::{AnswerState, Fate, Next, Planned, ReviewState, State, What};

/// One method of sending the survey.
pub struct Send {
    pub icon: &'static str,
    pub said: String,
    pub address: String,
}

/// A message as it is shown.
pub struct MessageView {
    pub icon: &'static str,
    pub said: String,
    pub when: String,
    pub state: String,
    /// `good`, `wait`, `bad` or nothing.
    pub tone: &'static str,
    pub subject: String,
    pub body: String,
    /// Somebody has to say what became of it.
    pub settle: Option<Settle>,
}

/// The two answers to "what became of it?".
pub struct Settle {
    pub action: String,
    pub may_have_arrived: bool,
}

/// `due Tue 30 Sep`; how far off where it is a day at most: `due today, Tue 30 Sep`.
pub fn due_said(words: Words, file: &File, one: &OnFile) -> String {
    let (today, on) = (file.today(), one.kept.checkpoint.due_on());
    let is_near = days_between(today, on).abs() <= 1;
    let due = if is_near { words.due(today, on) } else { words.date_near(on, today) };
    words.with("checkpoints-due", &[("due", due.into())])
}

/// `window 23 Sep to 30 Oct`.
pub fn window(words: Words, file: &File, one: &OnFile) -> String {
    let day = |on| words.date_near(on, file.today());
    let checkpoint = &one.kept.checkpoint;
    let (from, to) = (day(checkpoint.opens_on), day(checkpoint.closes_on));
    words.with("checkpoints-window", &[("from", from.into()), ("to", to.into())])
}

/// Whether the client sent something, even if it was given back since.
pub fn has_answers(one: &OnFile) -> bool {
    match one.kept.checkpoint.answer {
        AnswerState::Submitted { .. } | AnswerState::Refused { .. } => true,
        AnswerState::None | AnswerState::Partial { .. } => {
            one.kept.checkpoint.review == ReviewState::Returned
        }
    }
}

/// What is new at a checkpoint, by its state; and that nobody knows whether its last message
/// arrived, or that it did not, while an answer is still waited for.
pub fn news(words: Words, file: &File, one: &OnFile) -> String {
    let news = news_of_state(words, file, one);
    let doubt = match one.kept.checkpoint.asked.last().map(|asked| asked.fate) {
        Some(Fate::Unknown) => "checkpoints-news-unknown",
        Some(Fate::Undeliverable | Fate::Failed) => "checkpoints-news-not-arrived",
        Some(Fate::Waiting | Fate::Sent | Fate::Withheld | Fate::Recalled) | None => return news,
    };
    if awaits_answer(file, one) { words.with(doubt, &[("news", news.into())]) } else { news }
}

/// Whether the client may still be asked: nothing was answered, missed, waived or stopped.
fn awaits_answer(file: &File, one: &OnFile) -> bool {
    match file.state(one) {
        State::Open | State::Asked => true,
        State::Scheduled
        | State::Answered
        | State::Reviewed
        | State::Achieved
        | State::Submitted
        | State::Confirmed
        | State::Missed
        | State::Waived
        | State::Stopped => false,
    }
}

fn news_of_state(words: Words, file: &File, one: &OnFile) -> String {
    let checkpoint = &one.kept.checkpoint;
    let at =
        |key: &str, moment| words.with(key, &[("when", say::moment(words, file, moment).into())]);
    match checkpoint.review {
        ReviewState::ToRead { at: when } => return at("checkpoints-news-to-read", when),
        ReviewState::Returned => return words.say("checkpoints-news-returned"),
        ReviewState::None | ReviewState::Draft | ReviewState::Reviewed { .. } => {}
    }
    match file.state(one) {
        State::Scheduled => {
            let opens = words.date_near(checkpoint.opens_on, file.today());
            words.with("checkpoints-news-scheduled", &[("on", opens.into())])
        }
        State::Answered => match checkpoint.answer {
            AnswerState::Submitted { at: when } => at("checkpoints-news-answered", when),
            AnswerState::Refused { at: when } => at("checkpoints-news-refused", when),
            AnswerState::None | AnswerState::Partial { .. } => String::new(),
        },
        State::Asked => {
            let often = checkpoint.asked.iter().filter(|asked| asked.counts()).count();
            let when = one.kept.asked_at.unwrap_or(file.now);
            let when = say::moment(words, file, when);
            let args = [("when", when.into()), ("times", often.into())];
            words.with("checkpoints-news-asked", &args)
        }
        State::Open => match checkpoint.answer {
            AnswerState::Partial { at: when } => at("checkpoints-news-begun", when),
            AnswerState::None | AnswerState::Submitted { .. } | AnswerState::Refused { .. } => {
                if view::has_closed(file, one) {
                    let closed = words.date_near(checkpoint.closes_on, file.today());
                    return words.with("checkpoints-news-closed", &[("on", closed.into())]);
                }
                words.say("checkpoints-news-open")
            }
        },
        State::Reviewed
        | State::Achieved
        | State::Submitted
        | State::Confirmed
        | State::Missed
        | State::Waived
        | State::Stopped => match file.next(one) {
            Next::Nothing(why) => say::because(words, &why).trim_end_matches('.').to_owned(),
            Next::Will(_) => view::next_line(words, file, one),
        },
    }
}

/// What stands at the end of a row: how far it is over, when its window closes, how far off it is.
pub fn tag(words: Words, file: &File, one: &OnFile) -> (&'static str, String) {
    let (today, checkpoint) = (file.today(), &one.kept.checkpoint);
    if file.is_overdue(one) {
        return ("bad", view::days_over(words, file, one));
    }
    match file.state(one) {
        State::Open | State::Asked | State::Answered if checkpoint.closes_on <= ahead_of(today) => {
            let closes = words.days_from(today, checkpoint.closes_on);
            ("wait", words.with("checkpoints-closes", &[("when", closes.into())]))
        }
        State::Scheduled => ("", words.days_from(today, checkpoint.due_on())),
        State::Open
        | State::Asked
        | State::Answered
        | State::Reviewed
        | State::Achieved
        | State::Submitted
        | State::Confirmed
        | State::Missed
        | State::Waived
        | State::Stopped => ("", String::new()),
    }
}

/// Why the date is not the programme's own; empty where it is.
pub fn pinned(words: Words, one: &OnFile) -> String {
    let checkpoint = &one.kept.checkpoint;
    let Some(on) = checkpoint.pinned_on else {
        return String::new();
    };
    let reason = one.kept.pinned_reason.as_deref().unwrap_or_default();
    let args = [
        ("on", words.date(on).into()),
        ("expected", words.date(checkpoint.expected_on).into()),
        ("reason", reason.into()),
    ];
    words.with("checkpoints-pinned", &args)
}

/// The five methods of sending a survey, and typing in what came back on paper, where this viewer
/// may and there is something to ask.
pub fn send(words: Words, viewer: &Viewer, file: &File, one: &OnFile) -> Vec<Send> {
    let is_asked_about = match file.state(one) {
        State::Scheduled | State::Open | State::Asked => true,
        State::Answered
        | State::Reviewed
        | State::Achieved
        | State::Submitted
        | State::Confirmed
        | State::Missed
        | State::Waived
        | State::Stopped => false,
    };
    if !is_asked_about || !viewer.role.holds(Right::Ask) {
        return Vec::new();
    }
    let id = one.kept.checkpoint.id;
    let methods = [
        ("email", "mail"),
        ("sms", "chat"),
        ("link", "link"),
        ("print", "print"),
        ("phone", "phone"),
        // What came back from the last way but one.
        ("paper", "paper"),
    ];
    let method = |(channel, icon): (&str, &'static str)| Send {
        icon,
        said: words.say(&format!("checkpoints-send-{channel}")),
        address: match channel {
            "phone" => format!("/checkpoints/{id}/call"),
            "paper" => format!("/checkpoints/{id}/paper"),
            _ => format!("/checkpoints/{id}/follow-up?channel={channel}"),
        },
    };
    methods.map(method).into()
}

pub fn message(words: Words, file: &File, one: &Message) -> MessageView {
    let (icon, channel) = match one.channel.as_str() {
        "email" => ("mail", "email"),
        "sms" => ("chat", "sms"),
        "print" => ("print", "print"),
        "phone" => ("phone", "phone"),
        _ => ("link", "link"),
    };
    let tone = match one.state.as_str() {
        "sent" => "good",
        "undeliverable" | "failed" => "bad",
        "withheld" | "unknown" => "wait",
        _ => "",
    };
    let purpose = if one.purpose == "reminder" { "reminder" } else { "survey" };
    let who = one.recipient.clone().unwrap_or_default();
    let key = format!("checkpoints-message-{purpose}-{channel}");
    let by = one.by_name.clone().unwrap_or_else(|| words.say("people-did-cairn"));
    let when = say::moment(words, file, one.at);
    MessageView {
        icon,
        said: words.with(&key, &[("who", who.into())]),
        when: words.with("checkpoints-message-when", &[("when", when.into()), ("by", by.into())]),
        state: words.say(&state_key(&one.state)),
        tone,
        subject: one.subject.clone().unwrap_or_default(),
        body: one.body.replace("{{link}}", &words.say("checkpoints-message-link")),
        settle: None,
    }
}

/// Whether staff are to say what became of the last message of a checkpoint that is still open.
pub fn settle(viewer: &Viewer, file: &File, one: &OnFile, last: &Message) -> Option<Settle> {
    let needs = ["unknown", "failed", "undeliverable"].contains(&last.state.as_str());
    let may = viewer.role.holds(Right::Ask);
    (awaits_answer(file, one) && needs && may && !last.is_settled).then(|| Settle {
        action: format!("/messages/{}/settling", last.id),
        may_have_arrived: last.state == "unknown",
    })
}

fn state_key(state: &str) -> String {
    let known = ["waiting", "leaving", "sent", "undeliverable", "withheld", "unknown", "failed"];
    let word = if known.contains(&state) { state } else { "sent" };
    format!("checkpoints-message-is-{word}")
}

/// What will and what will not happen, each with its moment and its reason.
pub fn plan(words: Words, file: &File, one: &OnFile) -> Vec<Step> {
    let step = |planned: &Planned| {
        let why = say::because(words, &planned.because);
        let what = say::what(words, planned.what);
        if !planned.will {
            let said = words.with("checkpoints-plan-not", &[("what", what.into())]);
            return Step::ahead("cross", said, because(words, why));
        }
        let icon = match planned.what {
            What::SendSurvey { .. } | What::SendReminder { .. } => "send",
            What::AskByHand => "phone",
            What::Review | What::SecondReading => "note",
            What::Close => "clock",
        };
        match planned.when.filter(|when| *when > file.now) {
            Some(when) => {
                let when = say::moment(words, file, when);
                let args = [("when", when.into()), ("why", why.into())];
                Step::ahead(icon, what, words.with("checkpoints-plan-when", &args))
            }
            None => Step::here(icon, what, because(words, why)),
        }
    };
    file.plan(one).iter().map(step).collect()
}

fn because(words: Words, why: String) -> String {
    words.with("checkpoints-plan-because", &[("why", why.into())])
}
