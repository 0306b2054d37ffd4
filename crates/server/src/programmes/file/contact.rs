//! The section `contact`: when, how and how often people may be contacted.

use super::node::{Node, Place};
use super::problems::{Fields, Problems};
use super::scalars;
use super::settings::read_settings;
use super::templates::Named;
use domain::programmes::{
    AskChannel, ContactPolicy, Purpose, ReminderRule, Shift, Span, TemplateChannel,
};
use jiff::civil::{Time, date};

const REMINDERS_MAX: usize = 10;
const ATTEMPTS_MAX: i64 = 20;
const MESSAGES_PER_DAY_MAX: i64 = 10;

const CHANNELS: [(&str, AskChannel); 2] = [("email", AskChannel::Email), ("sms", AskChannel::Sms)];

const KEYS: [&str; 11] = [
    "asks_by_itself",
    "ask_after",
    "ask_at",
    "channels",
    "reminders",
    "reminders_shift",
    "quiet",
    "messages_per_day",
    "attempts",
    "consent_by_notice",
    "calls",
];

pub(super) fn read(node: &Node, templates: &Named, check: &mut Problems) -> Option<ContactPolicy> {
    let fields = check.fields(node, "the contact policy", &KEYS)?;
    let asks_by_itself = fields.required("asks_by_itself", check);
    let asks_by_itself = asks_by_itself.and_then(|node| check.yes(node));
    let ask_after = fields.optional("ask_after");
    let ask_after = ask_after.map_or(Some(Span::Days(0)), |node| scalars::span(node, check));
    let ask_at_node = fields.required("ask_at", check);
    let ask_at = ask_at_node.and_then(|node| scalars::time(node, check));
    let channels = fields.required("channels", check);
    let channels = channels.map(|node| channels_in(node, asks_by_itself, templates, check));
    let reminders_node = fields.optional("reminders");
    let reminders = reminders_node.map_or(Vec::new(), |node| {
        reminders_in(node, channels.as_deref().unwrap_or_default(), templates, check)
    });
    let shift = fields.optional("reminders_shift");
    let shift = shift.map_or(Some(Shift::Stay), |node| scalars::shift(node, check));
    let quiet = fields.required("quiet", check).and_then(|node| quiet(node, check));
    if let (Some(ask_at), Some((from, until)), Some(node)) = (ask_at, quiet, ask_at_node)
        && is_quiet(ask_at, from, until)
    {
        let sentence = format!(
            "`ask_at` lies in the quiet hours, so nothing would ever be sent then: choose a time \
             from {} to {}",
            until.strftime("%H:%M"),
            from.strftime("%H:%M"),
        );
        check.add(node.place, sentence);
    }
    let per_day = fields.required("messages_per_day", check);
    let per_day = per_day.and_then(|node| check.whole(node, 1, MESSAGES_PER_DAY_MAX));
    let attempts = attempts(&fields, reminders.len(), check);
    let consent = fields.required("consent_by_notice", check);
    let consent = consent.and_then(|node| check.yes(node));
    let calls = fields.optional("calls").map(|node| read_settings(node, check));
    let (quiet_from, quiet_until) = quiet?;
    Some(ContactPolicy {
        asks_by_itself: asks_by_itself?,
        ask_after: ask_after?,
        ask_at: ask_at?,
        channels: channels?,
        reminders,
        reminders_shift: shift?,
        quiet_from,
        quiet_until,
        messages_per_day_max: u8::try_from(per_day?).ok()?,
        attempts_max: attempts?,
        consent_by_notice: consent?,
        calls: calls.unwrap_or_default(),
    })
}

fn attempts(fields: &Fields<'_>, reminders: usize, check: &mut Problems) -> Option<u8> {
    let node = fields.required("attempts", check)?;
    let attempts = u8::try_from(check.whole(node, 1, ATTEMPTS_MAX)?).ok()?;
    if usize::from(attempts) <= reminders {
        let sentence = format!(
            "the first asking and {reminders} reminders are {} attempts: allow as many, or remind \
             less",
            reminders + 1,
        );
        check.add(node.place, sentence);
    }
    Some(attempts)
}

fn channels_in(
    node: &Node,
    asks_by_itself: Option<bool>,
    templates: &Named,
    check: &mut Problems,
) -> Vec<AskChannel> {
    let nodes = check.list(node, "channels", CHANNELS.len());
    if nodes.is_empty() && asks_by_itself == Some(true) {
        let sentence = "a pack that asks by itself needs a channel: `email`, `sms` or both";
        check.add(node.place, sentence);
    }
    let mut found = Vec::new();
    for node in nodes {
        let Some(channel) = check.one_of(node, &CHANNELS) else { continue };
        if found.contains(&channel) {
            check.add(node.place, "this channel is named already: keep one".to_owned());
            continue;
        }
        wants_template(channel, Purpose::Survey, templates, node.place, check);
        found.push(channel);
    }
    found
}

fn wants_template(
    channel: AskChannel,
    purpose: Purpose,
    templates: &Named,
    place: Place,
    check: &mut Problems,
) {
    let (name, wanted) = match channel {
        AskChannel::Email => ("email", TemplateChannel::Email),
        AskChannel::Sms => ("sms", TemplateChannel::Sms),
    };
    let purpose_name = match purpose {
        Purpose::Survey => "survey",
        Purpose::Reminder => "reminder",
    };
    if !templates.contains(&(wanted, purpose)) {
        let sentence = format!(
            "there is no template with `channel: {name}` and `purpose: {purpose_name}`: add one, \
             or leave the channel out",
        );
        check.add(place, sentence);
    }
}

fn reminders_in(
    node: &Node,
    channels: &[AskChannel],
    templates: &Named,
    check: &mut Problems,
) -> Vec<ReminderRule> {
    let mut found: Vec<ReminderRule> = Vec::new();
    for node in check.list(node, "reminders", REMINDERS_MAX) {
        let Some(fields) = check.fields(node, "a reminder", &["after", "channel"]) else {
            continue;
        };
        let after = fields.required("after", check);
        let after = after.and_then(|node| scalars::span(node, check));
        let channel_node = fields.optional("channel");
        let channel = channel_node.and_then(|node| check.one_of(node, &CHANNELS));
        if let (Some(channel), Some(node)) = (channel, channel_node)
            && !channels.contains(&channel)
        {
            let sentence = "this is not among the `channels` of the policy: add it there";
            check.add(node.place, sentence);
        }
        for channel in channels.iter().filter(|one| channel.is_none_or(|only| only == **one)) {
            wants_template(*channel, Purpose::Reminder, templates, node.place, check);
        }
        let Some(after) = after else { continue };
        let previous = found.last().map_or(Span::Days(0), |last| last.after);
        if !is_longer(after, previous) {
            let sentence = "this reminder comes no later than what was sent before it: write \
                 reminders in order, each later, counted from the first asking";
            check.add(node.place, sentence);
        }
        found.push(ReminderRule { after, channel });
    }
    found
}

fn is_longer(this: Span, that: Span) -> bool {
    let from = date(2026, 2, 1);
    this.after(from).ok() > that.after(from).ok()
}

fn quiet(node: &Node, check: &mut Problems) -> Option<(Time, Time)> {
    let fields = check.fields(node, "the quiet hours", &["from", "until"])?;
    let from = fields.required("from", check).and_then(|node| scalars::time(node, check));
    let until = fields.required("until", check).and_then(|node| scalars::time(node, check));
    let (from, until) = (from?, until?);
    if from <= until {
        let sentence = "quiet hours run from the evening over midnight into the morning: \
             `{from: \"21:00\", until: \"08:30\"}`";
        check.add(node.place, sentence);
        return None;
    }
    Some((from, until))
}

/// From `from` in the evening (included) to `until` in the morning (not included).
fn is_quiet(at: Time, from: Time, until: Time) -> bool {
    at >= from || at < until
}
