//! A mailing before it is sent: how, in which words, who gets what and who does not.

use super::act::{self, Asking, Sorted, Sorting};
use super::draft::{Base, Draft, field_of, written_picks};
use super::said;
use super::store::channel_word;
use crate::access::Viewer;
use crate::api::{Once, Posted};
use crate::app::App;
use crate::checkpoints::view::name_of;
use crate::failure::Failure;
use crate::messaging::compose::{self, Values};
use crate::messaging::view::{Chip, chips, size_of_sms};
use crate::page::{Choice, Field, Frame, Problems, Section, Words};
use crate::people;
use crate::people::store::Agency;
use crate::people::web::head::full_name;
use crate::record::Held;
use crate::work::frame::{address_of, shown, staff_frame};
use askama::Template;
use axum::http::Uri;
use axum::response::Response;
use domain::mailings::{Going, Way};
use domain::messaging::{
    Channel, EMAIL_LENGTH_MAX, SMS_LENGTH_MAX, SUBJECT_LENGTH_MAX, Text, fill,
};
use domain::programmes::{AskChannel, Purpose};
use domain::words::Language;

/// People who are named among those who are asked; the others are counted.
const NAMED_MAX: usize = 12;

#[derive(Template)]
#[template(path = "mailings/new.html")]
struct NewPage {
    frame: Frame,
    problems: Problems,
    aside: String,
    hidden: Vec<(&'static str, String)>,
    how: Field,
    base: Field,
    blocks: Vec<Block>,
    chips: Vec<Chip>,
    groups: Vec<Group>,
    named: Vec<Named>,
    /// How many more are asked than are named; empty where all are.
    others: String,
    left_out: Vec<Named>,
    left_out_title: String,
    going_title: String,
    /// The verbs of the buttons; empty where nobody is asked.
    button: String,
    button_now: String,
    back: String,
}

/// The words for one channel and language.
struct Block {
    title: String,
    language: &'static str,
    subject: Option<Field>,
    body: Field,
    hints: Vec<String>,
}

/// Those who get the same: a channel and a language, with the text as the first of them sees it.
struct Group {
    icon: &'static str,
    said: String,
    language: &'static str,
    name: String,
    subject: Option<String>,
    text: String,
}

/// One person of a list.
struct Named {
    who: String,
    address: String,
    what: String,
    why: String,
}

/// The page, with what was typed and what is wrong with it.
///
/// # Errors
///
/// As [`act::look`], and what the database says.
pub async fn page(
    app: &App,
    viewer: &Viewer,
    uri: &Uri,
    (draft, form, problems): (&Draft, &Posted, Problems),
) -> Result<Response, Failure> {
    let words = Words { locale: viewer.language.into() };
    let mut reader = app.reader(viewer).await?;
    // What was typed decides who has words: also where it cannot be sent yet.
    let asking = Asking { picks: draft.picks.clone(), way: draft.way, texts: draft.typed.clone() };
    let sorting = act::look(app, viewer, &mut reader, &asking).await?;
    let agency = people::store::agency(reader.conn(), &viewer.agency).await?;
    let agency = agency.ok_or(Failure::NotFound)?;
    let title = words.with("mailings-new", &[("count", sorting.rows.len().into())]);
    let frame =
        staff_frame(app, &mut reader, viewer, title, Section::Checkpoints, address_of(uri)).await?;
    let around = Around { app, words, agency: &agency, sorting: &sorting, draft };
    let is_refused = !problems.is_empty();
    let page = new_page(&around, frame.refused(&problems), form, problems);
    shown(&page, is_refused)
}

/// What the parts of the page are made from.
struct Around<'a> {
    app: &'a App,
    words: Words,
    agency: &'a Agency,
    sorting: &'a Sorting,
    draft: &'a Draft,
}

fn new_page(around: &Around<'_>, frame: Frame, form: &Posted, problems: Problems) -> NewPage {
    let Around { words, sorting, draft, .. } = *around;
    let going = sorting.going();
    let left_out = left_out(around);
    let (named, others) = named(around, going);
    let count = |key: &str, many: usize| words.with(key, &[("count", many.into())]);
    let button = |key: &str| if going == 0 { String::new() } else { count(key, going) };
    NewPage {
        aside: words.say("mailings-new-aside"),
        hidden: vec![
            ("chosen", written_picks(&sorting.rows)),
            ("shown", draft.shown()),
            ("back", draft.back.clone()),
            ("once", Once::field(form)),
        ],
        how: how(words, draft.way),
        base: base(words, draft.base),
        blocks: blocks(around, &problems),
        chips: sample_chips(around),
        groups: groups(around),
        named,
        others,
        left_out_title: count("mailings-left-out", left_out.len()),
        left_out,
        going_title: count("mailings-going", going),
        button: button("mailings-send"),
        button_now: button("mailings-send-now"),
        back: draft.back.clone(),
        frame,
        problems,
    }
}

fn how(words: Words, chosen: Way) -> Field {
    let choice = |way: Way| {
        let (icon, key) = match way {
            Way::Best => ("people", "mailings-by-best"),
            Way::Email => ("mail", "messaging-by-email"),
            Way::Sms => ("chat", "messaging-by-sms"),
        };
        Choice::new(way.word(), words.say(key)).icon(icon)
    };
    Field::new(words, "way", "messaging-how")
        .choices(Way::ALL.map(choice).into())
        .value(chosen.word())
}

fn base(words: Words, chosen: Base) -> Field {
    let choices = [Base::Own, Base::Of(Purpose::Survey), Base::Of(Purpose::Reminder)]
        .map(|base| Choice::new(base.word(), words.say(&format!("mailings-base-{}", base.word()))));
    Field::new(words, "base", "messaging-template-label")
        .hint("mailings-base-hint")
        .choices(choices.to_vec())
        .value(chosen.word())
}

/// Channels and languages that somebody is asked in, each with the first who is.
fn kinds<'a>(around: &Around<'a>) -> Vec<(AskChannel, Language, usize, &'a Sorted)> {
    let mut kinds = Vec::new();
    for channel in [AskChannel::Email, AskChannel::Sms] {
        for language in Language::ALL {
            let is_such = |row: &&'a Sorted| {
                let file = around.sorting.files.get(&row.person);
                let own = file.map(|file| file.kept.person.language);
                row.result.as_ref().is_ok_and(|going| going.channel == channel)
                    && own == Some(language)
            };
            let mut such = around.sorting.rows.iter().filter(is_such);
            if let Some(first) = such.next() {
                kinds.push((channel, language, such.count() + 1, first));
            }
        }
    }
    kinds
}

/// The words for one kind: what was typed, or those of the programme of its first person.
fn words_for(around: &Around<'_>, kind: (AskChannel, Language), row: &Sorted) -> Text {
    let (channel, language) = kind;
    let typed = around.draft.typed.iter().find(|one| (one.channel, one.language) == kind);
    if let Some(typed) = typed {
        return typed.text.clone();
    }
    let purpose = match around.draft.base {
        Base::Own => row.seen.purpose,
        Base::Of(purpose) => purpose,
    };
    let own = around.sorting.of(row).and_then(|(_, one)| {
        compose::own_text(&one.programme, (Channel::from(channel), purpose), language)
    });
    own.unwrap_or_else(|| Text { subject: None, body: String::new() })
}

fn blocks(around: &Around<'_>, problems: &Problems) -> Vec<Block> {
    if around.draft.base == Base::Own {
        return Vec::new();
    }
    let kinds = kinds(around);
    kinds
        .into_iter()
        .map(|(channel, language, _, row)| {
            let text = words_for(around, (channel, language), row);
            block(around, (channel, language), (&text, row), problems)
        })
        .collect()
}

fn block(
    around: &Around<'_>,
    (channel, language): (AskChannel, Language),
    (text, row): (&Text, &Sorted),
    problems: &Problems,
) -> Block {
    let words = around.words;
    let (length_max, rows) = match channel {
        AskChannel::Email => (EMAIL_LENGTH_MAX, 12),
        AskChannel::Sms => (SMS_LENGTH_MAX, 4),
    };
    let name = field_of("body", channel, language);
    let body = Field::new(words, &name, "messaging-text")
        .value(text.body.as_str())
        .length_max(length_max)
        .rows(rows)
        .problem(problems);
    let subject = match channel {
        AskChannel::Email => Some(
            Field::new(words, &field_of("subject", channel, language), "messaging-subject")
                .value(text.subject.clone().unwrap_or_default())
                .length_max(SUBJECT_LENGTH_MAX)
                .problem(problems),
        ),
        AskChannel::Sms => None,
    };
    let hints = match channel {
        AskChannel::Email => Vec::new(),
        AskChannel::Sms => size_of_sms(words, &filled(around, row, &text.body)),
    };
    let title = kind_said(words, channel, language);
    Block { title, language: language.tag(), subject, body, hints }
}

fn kind_said(words: Words, channel: AskChannel, language: Language) -> String {
    let channel = words.say(&format!("messaging-by-{}", channel_word(channel)));
    let language = words.say(&format!("messaging-in-{language}"));
    let args = [("channel", channel.into()), ("language", language.into())];
    words.with("mailings-kind", &args)
}

fn filled(around: &Around<'_>, row: &Sorted, text: &str) -> String {
    let Some((file, one)) = around.sorting.of(row) else {
        return text.to_owned();
    };
    let values = Values::of(file, one, around.agency, file.kept.person.language);
    let sample = compose::sample_address(around.app);
    fill(text, &values.with(&sample)).unwrap_or_else(|_| text.to_owned())
}

fn sample_chips(around: &Around<'_>) -> Vec<Chip> {
    let first = around.sorting.rows.iter().find(|row| row.result.is_ok());
    let around_first = first.and_then(|row| around.sorting.of(row));
    let Some((file, one)) = around_first.filter(|_| around.draft.base != Base::Own) else {
        return Vec::new();
    };
    let values = Values::of(file, one, around.agency, file.kept.person.language);
    chips(around.words, &values, &compose::sample_address(around.app))
}

fn groups(around: &Around<'_>) -> Vec<Group> {
    let words = around.words;
    let kinds = kinds(around).into_iter();
    kinds
        .map(|(channel, language, many, row)| {
            let text = words_for(around, (channel, language), row);
            let name = around.sorting.of(row).map(|(file, _)| full_name(file));
            let said = kind_said(words, channel, language);
            let args = [("kind", said.into()), ("count", many.into())];
            let name = name.unwrap_or_default();
            Group {
                icon: icon_of(channel),
                said: words.with("mailings-kind-many", &args),
                language: language.tag(),
                name: words.with("mailings-as-seen", &[("name", name.into())]),
                subject: text.subject.map(|subject| filled(around, row, &subject)),
                text: filled(around, row, &text.body),
            }
        })
        .collect()
}

fn icon_of(channel: AskChannel) -> &'static str {
    match channel {
        AskChannel::Email => "mail",
        AskChannel::Sms => "chat",
    }
}

fn named(around: &Around<'_>, going: usize) -> (Vec<Named>, String) {
    let words = around.words;
    let is_going = |row: &&Sorted| row.result.is_ok();
    let some = around.sorting.rows.iter().filter(is_going).take(NAMED_MAX);
    let named: Vec<Named> = some
        .filter_map(|row| {
            let to = row.result.as_ref().ok().map(to_said);
            person(around, row, to.unwrap_or_default())
        })
        .collect();
    let rest = going.saturating_sub(named.len());
    let others = if rest == 0 {
        String::new()
    } else {
        words.with("mailings-others", &[("count", rest.into())])
    };
    (named, others)
}

fn to_said(going: &Going) -> String {
    going.allowed.to.as_ref().map(|to| to.value.clone()).unwrap_or_default()
}

fn left_out(around: &Around<'_>) -> Vec<Named> {
    let out = around.sorting.rows.iter().filter_map(|row| {
        let why = row.result.as_ref().err()?;
        let why = said::left_out(around.words, around.sorting.of(row)?, why);
        person(around, row, why)
    });
    out.collect()
}

fn person(around: &Around<'_>, row: &Sorted, why: String) -> Option<Named> {
    let (file, one) = around.sorting.of(row)?;
    let id = row.checkpoint;
    let reason = match row.seen.purpose {
        Purpose::Survey => "mailings-first",
        Purpose::Reminder => "mailings-again",
    };
    let (name, reason) = (name_of(around.words, one), around.words.say(reason));
    let args = [("checkpoint", name.into()), ("reason", reason.into())];
    Some(Named {
        who: full_name(file),
        address: format!("/people/{}?tab=checkpoints&open={id}#{id}", row.person),
        what: around.words.with("mailings-what", &args),
        why,
    })
}
