//! *Send follow-up* as it is shown: how, in which words, and what the person will see.

use super::ask::{is_set_up, seen};
use super::compose::{self, Values};
use super::refused::{not_set_up_sentence, refusal_sentence};
use super::store::purpose_word;
use crate::access::Viewer;
use crate::api::Posted;
use crate::app::App;
use crate::checkpoints::desk::{File, OnFile};
use crate::checkpoints::{say, view::name_of};
use crate::failure::Failure;
use crate::page::{Choice, Field, Frame, Problems, Words};
use crate::people;
use crate::people::web::Asked;
use crate::people::web::head::Head;
use crate::record::Held;
use crate::work::frame::shown;
use askama::Template;
use axum::http::Uri;
use axum::response::Response;
use domain::ids::CheckpointId;
use domain::messaging::{
    Allowed, Channel, EMAIL_LENGTH_MAX, LINK, SMS_LENGTH_MAX, SUBJECT_LENGTH_MAX, fill, last_day,
    may_ask, segments,
};
use domain::programmes::template::Placeholder;
use domain::words::Language;

/// What somebody is about to send.
#[derive(Debug, Clone)]
pub struct Draft {
    pub channel: Channel,
    pub language: Language,
    pub subject: Option<String>,
    pub body: String,
}

impl Draft {
    /// In the programme's own words.
    #[must_use]
    pub fn fresh(one: &OnFile, channel: Channel, language: Language) -> Self {
        let (purpose, _) = seen(&one.kept.checkpoint);
        let own = compose::own_text(&one.programme, (channel, purpose), language);
        let (subject, body) = own.map_or((None, String::new()), |own| (own.subject, own.body));
        let subject = match channel {
            Channel::Email => Some(subject.unwrap_or_default()),
            Channel::Sms | Channel::Link | Channel::Print | Channel::Phone => None,
        };
        Self { channel, language, subject, body }
    }

    /// What names the words that were shown: other words are wanted for another way or language.
    fn shown(&self) -> String {
        format!("{}/{}", self.channel.word(), self.language)
    }
}

/// Reads the form. Also says whether the words in it are those of the way and the language that
/// are chosen; where they are not, the programme's own stand in the draft.
#[must_use]
pub fn read(app: &App, file: &File, one: &OnFile, form: &Posted) -> (Draft, bool) {
    let wanted = Channel::from_word(form.text("channel"));
    // A way that closed while somebody was writing stays chosen, so that it can say why.
    let channel = wanted.unwrap_or_else(|| first_open(app, file, one, None));
    let language = form.text("language").parse().unwrap_or(file.kept.person.language);
    let mut draft = Draft::fresh(one, channel, language);
    let is_seen = form.text("shown") == draft.shown();
    if is_seen {
        let newlines = |text: &str| text.replace("\r\n", "\n");
        if draft.channel.template().is_some() {
            draft.body = newlines(form.text("body"));
        }
        draft.subject = draft.subject.map(|_| form.text("subject").to_owned());
    }
    (draft, is_seen)
}

/// The way that is wanted, if it is open; else the first that is, or the wanted one.
#[must_use]
pub fn first_open(app: &App, file: &File, one: &OnFile, wanted: Option<Channel>) -> Channel {
    let is_open = |channel: &Channel| {
        is_set_up(app, *channel) && may_ask(&file.case(one), *channel, file.now).is_ok()
    };
    let mut order: Vec<Channel> = wanted.into_iter().collect();
    order.extend(Channel::ALL);
    let open = order.iter().copied().find(is_open);
    open.or(wanted).unwrap_or(Channel::Email)
}

#[derive(Template)]
#[template(path = "messaging/follow_up.html")]
struct FollowUpPage {
    frame: Frame,
    head: Head,
    problems: Problems,
    title: String,
    aside: String,
    action: String,
    /// Where closing leads.
    back: String,
    how: Field,
    /// Each way that is closed, with its reason.
    closed: Vec<String>,
    language: Field,
    subject: Option<Field>,
    /// None for a bare link.
    body: Option<Field>,
    chips: Vec<Chip>,
    hidden: Vec<(&'static str, String)>,
    /// The template that the words come from, and how large they are.
    hints: Vec<String>,
    preview: Preview,
    /// The verb of the button; empty where nothing may be sent.
    button: String,
    /// When it leaves, and how many messages there were today.
    foot: Vec<String>,
}

/// A placeholder, with what becomes of it for this person.
#[derive(Debug, Clone)]
struct Chip {
    name: &'static str,
    said: String,
    value: String,
}

/// The message as this person will see it.
#[derive(Debug, Clone)]
struct Preview {
    heading: String,
    agency: String,
    to: String,
    subject: Option<String>,
    text: String,
}

/// What one way of asking may do.
struct Way {
    channel: Channel,
    allowed: Result<Allowed, String>,
}

/// The page, with what was typed and what is wrong with it.
///
/// # Errors
///
/// What the database says.
pub async fn page(
    app: &App,
    viewer: &Viewer,
    (file, uri): (File, &Uri),
    (id, draft, problems): (CheckpointId, Draft, Problems),
) -> Result<Response, Failure> {
    let words = Words { locale: viewer.language.into() };
    let Asked { file, mut frame, head, mut reader } =
        Asked::around(app, viewer, file, (None, uri)).await?;
    let agency = people::store::agency(reader.conn(), &viewer.agency).await?;
    let agency = agency.ok_or(Failure::NotFound)?;
    let one = file.checkpoint(&id)?;
    let ways = ways(app, words, &file, one);
    let chosen = ways.iter().find(|way| way.channel == draft.channel);
    let allowed = chosen.and_then(|way| way.allowed.as_ref().ok());
    let values = Values::of(&file, one, &agency, draft.language);
    let sample = compose::sample_address(app);
    let fields = values.with(&sample);
    let text = fill(&draft.body, &fields).unwrap_or_else(|_| draft.body.clone());
    let name = file.kept.person.given_name.clone();
    let title = words.with("messaging-follow-up", &[("name", name.as_str().into())]);
    frame.title.clone_from(&title);
    let preview = Preview {
        heading: words.with("messaging-as-seen", &[("name", name.into())]),
        agency: agency.name_in(draft.language).to_owned(),
        to: allowed
            .and_then(|allowed| allowed.to.as_ref())
            .map(|to| to.value.clone())
            .unwrap_or_default(),
        subject: draft
            .subject
            .as_ref()
            .map(|subject| fill(subject, &fields).unwrap_or_else(|_| subject.clone())),
        text: text.clone(),
    };
    let (purpose, attempt) = seen(&one.kept.checkpoint);
    let back = format!("{}?tab=checkpoints&open={id}#{id}", head.address);
    let is_refused = !problems.is_empty();
    let page = FollowUpPage {
        frame: frame.refused(&problems),
        head,
        title,
        aside: aside(words, &file, one),
        action: format!("/checkpoints/{id}/follow-up"),
        back,
        how: how(words, &ways, draft.channel),
        closed: closed(words, &ways),
        language: languages(words, draft.language),
        subject: draft.subject.as_ref().map(|subject| {
            Field::new(words, "subject", "messaging-subject")
                .value(subject.as_str())
                .length_max(SUBJECT_LENGTH_MAX)
                .problem(&problems)
        }),
        body: body(words, &draft, &problems),
        chips: chips(words, &values, &sample),
        hidden: vec![
            ("shown", draft.shown()),
            ("purpose", purpose_word(purpose).to_owned()),
            ("attempt", attempt.to_string()),
        ],
        hints: hints(words, one, &draft, &text),
        preview,
        button: allowed.map(|_| words.say(button_key(draft.channel))).unwrap_or_default(),
        foot: foot(words, &file, one, &draft, allowed),
        problems,
    };
    shown(&page, is_refused)
}

fn ways(app: &App, words: Words, file: &File, one: &OnFile) -> Vec<Way> {
    let way = |channel: Channel| {
        let allowed = may_ask(&file.case(one), channel, file.now)
            .map_err(|why| refusal_sentence(words, (file, one), channel, &why));
        let allowed = match allowed {
            Ok(_) if !is_set_up(app, channel) => Err(not_set_up_sentence(words, channel)),
            other => other,
        };
        Way { channel, allowed }
    };
    Channel::ALL.map(way).into()
}

fn how(words: Words, ways: &[Way], chosen: Channel) -> Field {
    let choices = ways.iter().map(|way| {
        let (icon, key) = match way.channel {
            Channel::Email => ("mail", "messaging-by-email"),
            Channel::Sms => ("chat", "messaging-by-sms"),
            Channel::Link => ("link", "messaging-by-link"),
            Channel::Print => ("print", "messaging-by-print"),
            Channel::Phone => ("phone", "messaging-by-phone"),
        };
        let choice = Choice::new(way.channel.word(), words.say(key)).icon(icon);
        if way.allowed.is_ok() { choice } else { choice.closed() }
    });
    Field::new(words, "channel", "messaging-how").choices(choices.collect()).value(chosen.word())
}

/// Why each closed way is closed; one sentence where it is the same for several.
fn closed(words: Words, ways: &[Way]) -> Vec<String> {
    let mut said: Vec<String> = Vec::new();
    for way in ways {
        if let Err(sentence) = &way.allowed
            && !said.contains(sentence)
        {
            said.push(sentence.clone());
        }
    }
    let all_closed = ways.iter().all(|way| way.allowed.is_err());
    if all_closed && said.len() > 1 {
        said.push(words.say("messaging-all-closed"));
    }
    said
}

fn languages(words: Words, chosen: Language) -> Field {
    let choices =
        Language::ALL.map(|one| Choice::new(one.tag(), words.say(&format!("messaging-in-{one}"))));
    Field::new(words, "language", "messaging-language")
        .choices(choices.to_vec())
        .value(chosen.tag())
}

fn body(words: Words, draft: &Draft, problems: &Problems) -> Option<Field> {
    draft.channel.template()?;
    let length_max = match draft.channel {
        Channel::Sms => SMS_LENGTH_MAX,
        Channel::Email | Channel::Link | Channel::Print | Channel::Phone => EMAIL_LENGTH_MAX,
    };
    let rows = match draft.channel {
        Channel::Sms => 4,
        Channel::Email | Channel::Link | Channel::Print | Channel::Phone => 14,
    };
    let field = Field::new(words, "body", "messaging-text")
        .value(draft.body.as_str())
        .length_max(length_max)
        .rows(rows)
        .problem(problems);
    Some(field)
}

fn chips(words: Words, values: &Values, sample: &str) -> Vec<Chip> {
    let chip = |placeholder: Placeholder| {
        let (key, value) = match placeholder {
            Placeholder::GivenName => ("messaging-chip-given-name", values.given_name.as_str()),
            Placeholder::Agency => ("messaging-chip-agency", values.agency.as_str()),
            Placeholder::Adviser => ("messaging-chip-adviser", values.adviser.as_str()),
            Placeholder::Link => ("messaging-chip-link", sample),
            Placeholder::LastDay => ("messaging-chip-last-day", values.last_day.as_str()),
        };
        Chip { name: placeholder.name(), said: words.say(key), value: value.to_owned() }
    };
    Placeholder::ALL.map(chip).into()
}

/// Where the words come from; how large a text is; and that nothing in it may say why.
fn hints(words: Words, one: &OnFile, draft: &Draft, text: &str) -> Vec<String> {
    let mut hints = Vec::new();
    let (purpose, _) = seen(&one.kept.checkpoint);
    let template = draft.channel.template().and_then(|kind| {
        let of = |purpose| one.programme.template(kind, purpose);
        of(purpose).or_else(|| of(domain::programmes::Purpose::Survey))
    });
    match (draft.channel, template) {
        (Channel::Link, _) => hints.push(words.say("messaging-link-hint")),
        (_, Some(template)) => {
            let label = template.label.in_language(words.locale.into());
            let version = one.programme.version;
            let args = [("label", label.into()), ("version", version.into())];
            hints.push(words.with("messaging-template", &args));
        }
        (_, None) => hints.push(words.say("messaging-no-template")),
    }
    match draft.channel {
        Channel::Sms => hints.extend(size_of_sms(words, text)),
        Channel::Email => hints.push(words.say("messaging-says-nothing")),
        Channel::Link | Channel::Print | Channel::Phone => {}
    }
    hints
}

fn size_of_sms(words: Words, text: &str) -> Vec<String> {
    let size = segments(text);
    let args = [
        ("count", size.count.into()),
        ("characters", size.characters.into()),
        ("left", size.left.into()),
        ("encoding", size.encoding.name().into()),
    ];
    let mut said = vec![words.with("messaging-segments", &args)];
    if let Some(letters) = size.advice {
        let letters: Vec<String> = letters.iter().map(char::to_string).collect();
        said.push(
            words.with("messaging-segments-advice", &[("letters", letters.join(" ").into())]),
        );
    }
    said
}

fn button_key(channel: Channel) -> &'static str {
    match channel {
        Channel::Email | Channel::Sms => "messaging-send",
        Channel::Link => "messaging-make-link",
        Channel::Print => "messaging-make-letter",
        Channel::Phone => "messaging-make-script",
    }
}

fn aside(words: Words, file: &File, one: &OnFile) -> String {
    let today = file.today();
    let checkpoint = &one.kept.checkpoint;
    let due = words.date_near(checkpoint.due_on(), today);
    let last = words.date_near(last_day(checkpoint, today), today);
    let job = file.placement_of(one).map(|kept| kept.employer.clone()).unwrap_or_default();
    let name = name_of(words, one);
    let args = [
        ("checkpoint", name.into()),
        ("job", job.as_str().into()),
        ("due", due.into()),
        ("last", last.into()),
    ];
    let key = if job.is_empty() { "messaging-about" } else { "messaging-about-job" };
    words.with(key, &args)
}

/// When it leaves, if not at once; how many messages there were today; what else is planned.
fn foot(
    words: Words,
    file: &File,
    one: &OnFile,
    draft: &Draft,
    allowed: Option<&Allowed>,
) -> Vec<String> {
    let mut said = Vec::new();
    let is_message = draft.channel.leaves_by().is_some();
    if let Some(allowed) = allowed.filter(|allowed| is_message && allowed.leaves_at > file.now) {
        let when = say::moment(words, file, allowed.leaves_at);
        said.push(words.with("messaging-leaves-later", &[("when", when.into())]));
    }
    if is_message {
        let case = file.case(one);
        let args = [
            ("sent", case.sent_today.into()),
            ("most", u32::from(case.policy.messages_per_day_max).into()),
        ];
        said.push(words.with("messaging-today", &args));
    }
    said
}

/// What a chip puts into a text.
impl Chip {
    fn typed(&self) -> String {
        if self.name == "link" { LINK.to_owned() } else { format!("{{{{{}}}}}", self.name) }
    }
}

#[cfg(test)]
#[path = "view_test.rs"]
mod tests;
