//! *Send follow-up* as it is shown: how, in which words, and what the person will see.

use super::ask::{is_set_up, seen};
use super::compose::{self, Values};
use super::draft::Draft;
use super::refused::{not_set_up_sentence, refusal_sentence};
use super::store::purpose_word;
use super::trial;
use crate::access::Viewer;
use crate::app::App;
use crate::checkpoints::desk::{File, OnFile};
use crate::checkpoints::{say, view::name_of};
use crate::failure::Failure;
use crate::page::{Arg, Choice, Field, Frame, Problems, Words};
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
    /// The programme's templates for this way, where there are several.
    template: Option<Field>,
    /// How large a text is: as it is, and the words for a script to say it while one types.
    size: Option<Size>,
    /// Where the words come from.
    hints: Vec<String>,
    /// Where a test goes, and what is typed for it.
    test: Option<trial::Offer>,
    preview: Preview,
    /// The verb of the button; empty where nothing may be sent.
    button: String,
    /// When it leaves, and how many messages there were today.
    foot: Vec<String>,
}

/// A placeholder, with what becomes of it for this person.
#[derive(Debug, Clone)]
pub struct Chip {
    pub name: &'static str,
    pub said: String,
    pub value: String,
}

/// How many messages of the network a text makes, in words.
#[derive(Debug, Clone)]
struct Size {
    said: Vec<String>,
    /// The same sentences with `{count}`, `{characters}`, `{left}`, `{encoding}` and `{letters}`.
    one: String,
    many: String,
    advice: String,
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
    trial: trial::Told,
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
    frame.flash = trial.flash(words);
    let test = trial::offer(&mut reader, viewer, (draft.channel, &trial), &problems).await?;
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
        subject: subject(words, &draft, &problems),
        body: body(words, &draft, &problems),
        chips: chips(words, &values, &sample),
        hidden: vec![
            ("shown", draft.shown()),
            ("purpose", purpose_word(purpose).to_owned()),
            ("attempt", attempt.to_string()),
        ],
        template: template(words, one, &draft),
        size: (draft.channel == Channel::Sms).then(|| size(words, &text)),
        hints: hints(words, one, &draft),
        test,
        preview,
        button: allowed.map(|_| words.say(button_key(draft.channel))).unwrap_or_default(),
        foot: foot(words, &file, one, &draft, allowed),
        problems,
    };
    shown(&page, is_refused)
}

fn subject(words: Words, draft: &Draft, problems: &Problems) -> Option<Field> {
    let subject = draft.subject.as_ref()?;
    let field = Field::new(words, "subject", "messaging-subject").value(subject.as_str());
    Some(field.length_max(SUBJECT_LENGTH_MAX).problem(problems))
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

/// A chip for each placeholder.
#[must_use]
pub fn chips(words: Words, values: &Values, sample: &str) -> Vec<Chip> {
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

/// A choice of templates; none where the programme has one at most for this way.
fn template(words: Words, one: &OnFile, draft: &Draft) -> Option<Field> {
    let choices: Vec<Choice> = compose::templates(&one.programme, draft.channel)
        .map(|own| Choice::new(own.code.as_str(), own.label.in_language(words.locale.into())))
        .collect();
    let field = Field::new(words, "template", "messaging-template-label");
    let chosen = draft.template.clone().unwrap_or_default();
    (choices.len() > 1).then(|| field.choices(choices).value(chosen))
}

/// Where the words come from; and that nothing in them may say why.
fn hints(words: Words, one: &OnFile, draft: &Draft) -> Vec<String> {
    let mut hints = Vec::new();
    let mut all = compose::templates(&one.programme, draft.channel);
    let template = all.find(|own| Some(&own.code) == draft.template.as_ref());
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
    if draft.channel == Channel::Email {
        hints.push(words.say("messaging-says-nothing"));
    }
    hints
}

fn size(words: Words, text: &str) -> Size {
    let blank = |count: Arg| {
        let args = [
            ("count", count),
            ("characters", "{characters}".into()),
            ("left", "{left}".into()),
            ("encoding", "{encoding}".into()),
        ];
        words.with("messaging-segments", &args)
    };
    Size {
        said: size_of_sms(words, text),
        one: blank(1.into()),
        many: blank("{count}".into()),
        advice: words.with("messaging-segments-advice", &[("letters", "{letters}".into())]),
    }
}

/// How many messages of the network a text makes, and which letters make it so many.
#[must_use]
pub fn size_of_sms(words: Words, text: &str) -> Vec<String> {
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
    #[must_use]
    pub fn typed(&self) -> String {
        if self.name == "link" { LINK.to_owned() } else { format!("{{{{{}}}}}", self.name) }
    }
}

#[cfg(test)]
#[path = "view_test.rs"]
mod tests;
