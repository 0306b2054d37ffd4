//! The words of a message: a programme's own, what staff made of them, and what leaves.

use super::store::Kept;
use crate::app::App;
use crate::checkpoints::desk::{File, OnFile};
use crate::failure::Failure;
use crate::page::{Problems, Words};
use crate::people::store::Agency;
use domain::ids::LinkId;
use domain::messaging::{
    Channel, Fields, FillRefused, LINK, Text, TextProblem, TextRefused, last_day, with_link,
};
use domain::programmes::template::Placeholder;
use domain::programmes::{Programme, Purpose, Template};
use domain::words::Language;

/// The templates that a programme has for a way; none for a bare link.
pub fn templates(programme: &Programme, channel: Channel) -> impl Iterator<Item = &Template> {
    let kind = channel.template();
    programme.templates.iter().filter(move |one| Some(one.channel) == kind)
}

/// The template that is used where none is chosen; a reminder without words of its own is asked
/// in those of the first asking.
#[must_use]
pub fn usual(programme: &Programme, channel: Channel, purpose: Purpose) -> Option<&Template> {
    let kind = channel.template()?;
    programme.template(kind, purpose).or_else(|| programme.template(kind, Purpose::Survey))
}

/// The words that a programme has for a way and a reason of asking; a reminder without words of
/// its own is asked in those of the first asking. A bare link has only itself.
#[must_use]
pub fn own_text(
    programme: &Programme,
    (channel, purpose): (Channel, Purpose),
    language: Language,
) -> Option<Text> {
    if channel.template().is_none() {
        return Some(Text { subject: None, body: LINK.to_owned() });
    }
    let template = usual(programme, channel, purpose)?;
    let subject = template.subject.as_ref();
    Some(Text {
        subject: subject.map(|words| words.in_language(language).to_owned()),
        body: template.body.in_language(language).to_owned(),
    })
}

/// What the placeholders of one message become, all but the link.
#[derive(Debug, Clone)]
pub struct Values {
    pub given_name: String,
    pub agency: String,
    pub adviser: String,
    pub last_day: String,
}

impl Values {
    /// For a person and a checkpoint, in the language of the message.
    #[must_use]
    pub fn of(file: &File, one: &OnFile, agency: &Agency, language: Language) -> Self {
        let adviser = file.kept.owner_name.split_whitespace().next().unwrap_or_default();
        let on = last_day(&one.kept.checkpoint, file.today());
        Self {
            given_name: file.kept.person.given_name.clone(),
            agency: agency.name_in(language).to_owned(),
            adviser: adviser.to_owned(),
            last_day: Words { locale: language.into() }.date_long(on),
        }
    }

    /// With a link, or with what stands for one.
    #[must_use]
    pub fn with<'a>(&'a self, link: &'a str) -> Fields<'a> {
        Fields {
            given_name: &self.given_name,
            agency: &self.agency,
            adviser: &self.adviser,
            link,
            last_day: &self.last_day,
        }
    }
}

/// The path of a link in a preview or a test: as long as those that are made, and it leads to a
/// page that says so.
pub const SAMPLE: &str = "/s/xxxxxxxxxxxxxxxxxxxxxx";

/// Where clients reach this server: links in messages begin with it.
#[must_use]
pub fn own_address(app: &App) -> String {
    match &app.settings.public_url {
        Some(url) => url.clone(),
        None => format!("http://{}", app.settings.listen),
    }
}

/// The address of a survey. Its secret is made again from the key each time.
#[must_use]
pub fn link_address(app: &App, link: LinkId) -> String {
    format!("{}/s/{}", own_address(app), app.keys.link_secret(link))
}

/// An address as long as those that are made, for counting and for looking at.
#[must_use]
pub fn sample_address(app: &App) -> String {
    format!("{}{SAMPLE}", own_address(app))
}

/// A message exactly as it left, or would leave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exact {
    pub subject: Option<String>,
    pub body: String,
    pub address: Option<String>,
}

/// Makes the link of a message again and puts it where it belongs.
#[must_use]
pub fn exact(app: &App, message: &Kept) -> Exact {
    let address = message.link.map(|link| link_address(app, link));
    let body = match &address {
        Some(address) => with_link(&message.body, address),
        None => message.body.clone(),
    };
    Exact { subject: message.subject.clone(), body, address }
}

/// What is wrong with a text, by field.
#[must_use]
pub fn problems_of(refused: &TextRefused, words: Words) -> Problems {
    let mut problems = Problems::new();
    for problem in &refused.0 {
        problems.add(problem.field(), sentence(problem, words));
    }
    problems
}

/// The failure of a text that cannot be sent.
#[must_use]
pub fn failure_of(refused: &TextRefused, words: Words) -> Failure {
    Failure::Refused(problems_of(refused, words))
}

fn sentence(problem: &TextProblem, words: Words) -> String {
    let long = |key: &str, length: &usize, length_max: &usize| {
        words.with(key, &[("length", (*length).into()), ("most", (*length_max).into())])
    };
    match problem {
        TextProblem::SubjectWanted => words.say("messaging-subject-wanted"),
        TextProblem::SubjectNotWanted => words.say("messaging-subject-not-wanted"),
        TextProblem::SubjectNotOneLine => words.say("messaging-subject-one-line"),
        TextProblem::SubjectHoldsLink => words.say("messaging-subject-link"),
        TextProblem::SubjectTooLong { length, length_max } => {
            long("messaging-subject-long", length, length_max)
        }
        TextProblem::BodyWanted => words.say("messaging-body-wanted"),
        TextProblem::BodyTooLong { length, length_max } => {
            long("messaging-body-long", length, length_max)
        }
        TextProblem::BodyUnprintable => words.say("messaging-body-unprintable"),
        TextProblem::LinkWanted => words.with("messaging-link-wanted", &[("link", LINK.into())]),
        TextProblem::SubjectPlaceholder(fault) | TextProblem::BodyPlaceholder(fault) => {
            placeholder_sentence(fault, words)
        }
    }
}

/// What would be right in place of a placeholder that is none.
#[must_use]
pub fn placeholder_sentence(fault: &FillRefused, words: Words) -> String {
    let known = Placeholder::ALL.map(|one| format!("{{{{{}}}}}", one.name()));
    let known = words.list(&known);
    match fault {
        FillRefused::Unknown(name) => {
            let name = format!("{{{{{name}}}}}");
            let args = [("name", name.into()), ("known", known.into())];
            words.with("messaging-placeholder-unknown", &args)
        }
        FillRefused::NotClosed => {
            words.with("messaging-placeholder-open", &[("known", known.into())])
        }
    }
}
