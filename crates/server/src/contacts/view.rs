//! Tries in words.

use super::store::Kept;
use crate::checkpoints::desk::File;
use crate::page::{Choice, Words};
use domain::contacts::{Band, Channel, Direction, Outcome, Party, Proposal, Tried, propose};
use domain::people::ContactKind;

/// One try as a line.
#[derive(Debug, Clone)]
pub struct TryLine {
    pub icon: &'static str,
    pub when: String,
    /// For programs: the moment as RFC 3339.
    pub at: String,
    pub said: String,
    pub note: String,
    pub by: String,
    /// The code of the standard list, for reports.
    pub code: &'static str,
}

/// How somebody is tried.
#[must_use]
pub fn channel_said(words: Words, channel: Channel) -> String {
    words.say(&format!("contacts-channel-{}", channel.word()))
}

/// What came of it.
#[must_use]
pub fn outcome_said(words: Words, outcome: Outcome) -> String {
    words.say(&format!("contacts-outcome-{}", outcome.word().replace('_', "-")))
}

/// Whom one tried.
#[must_use]
pub fn party_said(words: Words, party: Party) -> String {
    words.say(&format!("contacts-party-{}", party.word()))
}

/// The choices of a form.
#[must_use]
pub fn choices<T: Copy>(
    all: &[T],
    word: fn(T) -> &'static str,
    said: impl Fn(T) -> String,
) -> Vec<Choice> {
    all.iter().map(|one| Choice::new(word(*one), capital(&said(*one)))).collect()
}

/// A choice begins with a capital letter; the same words stand in the middle of sentences.
fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

fn icon(channel: Channel) -> &'static str {
    match channel {
        Channel::Phone => "phone",
        Channel::Text | Channel::Fax => "send",
        Channel::Email | Channel::Post => "mail",
        Channel::Visit => "building",
    }
}

/// A try as a line.
#[must_use]
pub fn line(words: Words, file: &File, kept: &Kept) -> TryLine {
    let at = kept.made_at.to_zoned(file.kept.office_zone.clone());
    let way = match kept.direction {
        Direction::Out => "contacts-said-out",
        Direction::In => "contacts-said-in",
    };
    let args = [
        ("party", party_said(words, kept.party).into()),
        ("channel", channel_said(words, kept.channel).into()),
        ("outcome", outcome_said(words, kept.outcome).into()),
    ];
    let number = kept.number.as_deref().map(crate::people::web::head::phone_said);
    let said = words.with(way, &args);
    TryLine {
        icon: icon(kept.channel),
        when: words.moment_near(&at, file.today()),
        at: kept.made_at.to_string(),
        said: number.map_or(said.clone(), |number| format!("{said}, {number}")),
        note: kept.note.clone().unwrap_or_default(),
        by: kept.made_by_name.clone().unwrap_or_default(),
        code: kept.outcome.aapor(),
    }
}

/// What to try next: another number, another time of day.
#[must_use]
pub fn proposal(file: &File, tries: &[Kept], numbers: &[String]) -> Proposal {
    let zone = &file.kept.person_zone;
    let is_call = |one: &&Kept| {
        one.party == Party::Client
            && one.channel == Channel::Phone
            && one.direction == Direction::Out
    };
    let is_reached = |one: &&Kept| one.party == Party::Client && one.outcome == Outcome::Reached;
    // Whoever rang back or was met was reached as well.
    let reached_at = tries.iter().filter(is_reached).map(|one| one.made_at).max();
    let tried: Vec<Tried> = tries
        .iter()
        .filter(is_call)
        .map(|one| Tried {
            number: one.number.clone().or_else(|| first_phone(file)),
            band: Band::of(one.made_at.to_zoned(zone.clone()).time()),
            outcome: one.outcome,
            is_behind: reached_at.is_some_and(|at| one.made_at <= at),
        })
        .collect();
    propose(&tried, numbers)
}

/// What the programme of the latest checkpoint allows, in a sentence; empty where nobody is placed.
#[must_use]
pub fn caps_said(words: Words, file: &File) -> String {
    let Some(one) = file.checkpoints.last() else { return String::new() };
    let policy = &one.programme.contact;
    let args = [
        ("messages", i64::from(policy.messages_per_day_max).into()),
        ("attempts", i64::from(policy.attempts_max).into()),
    ];
    words.with("contacts-caps", &args)
}

fn first_phone(file: &File) -> Option<String> {
    let mut points = file.kept.person.contact_points.iter();
    points.find(|point| point.kind == ContactKind::Phone).map(|point| point.value.clone())
}

/// The proposal in a sentence. Where as many attempts were in vain as the programme of the latest
/// checkpoint allows, it says so first: whoever calls decides.
#[must_use]
pub fn proposal_said(words: Words, file: &File, proposal: &Proposal) -> String {
    let next = next_said(words, proposal);
    let allowed = file.checkpoints.last().map(|one| one.programme.contact.attempts_max);
    match allowed.filter(|most| proposal.is_used_up(*most)) {
        Some(most) => {
            let made = i64::try_from(proposal.in_vain).unwrap_or(i64::MAX);
            let args =
                [("made", made.into()), ("most", i64::from(most).into()), ("next", next.into())];
            words.with("contacts-used-up", &args)
        }
        None => next,
    }
}

fn next_said(words: Words, proposal: &Proposal) -> String {
    let band = words.say(&format!("contacts-band-{}", proposal.band.word()));
    match &proposal.number {
        Some(number) => {
            let number = crate::people::web::head::phone_said(number);
            words.with("contacts-try-next", &[("number", number.into()), ("band", band.into())])
        }
        None => words.say("contacts-no-number"),
    }
}
