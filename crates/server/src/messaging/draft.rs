//! What somebody is about to send to one person, as a form carries it.

use super::ask::{is_set_up, seen};
use super::compose;
use crate::api::Posted;
use crate::app::App;
use crate::checkpoints::desk::{File, OnFile};
use domain::messaging::{Channel, LINK, may_ask};
use domain::programmes::Template;
use domain::words::Language;

/// What somebody is about to send.
#[derive(Debug, Clone)]
pub struct Draft {
    pub channel: Channel,
    pub language: Language,
    /// The code of the template that the words come from; none where the programme has none.
    pub template: Option<String>,
    pub subject: Option<String>,
    pub body: String,
}

impl Draft {
    /// In the words of a template: the one that is wanted, if the programme has it for this way,
    /// else the one that fits what is asked now.
    #[must_use]
    pub fn fresh(
        one: &OnFile,
        (channel, language): (Channel, Language),
        wanted: Option<&str>,
    ) -> Self {
        let template = template_of(one, channel, wanted);
        let subject = match channel {
            Channel::Email => {
                let own = template.and_then(|own| own.subject.as_ref());
                Some(own.map_or_else(String::new, |own| own.in_language(language).to_owned()))
            }
            Channel::Sms | Channel::Link | Channel::Print | Channel::Phone => None,
        };
        let body = match channel.template() {
            Some(_) => template.map_or("", |own| own.body.in_language(language)),
            None => LINK,
        };
        let code = template.map(|own| own.code.clone());
        Self { channel, language, template: code, subject, body: body.to_owned() }
    }

    /// What names the words that were shown: other words are wanted for another way, language or
    /// template.
    #[must_use]
    pub fn shown(&self) -> String {
        let template = self.template.as_deref().unwrap_or_default();
        format!("{}/{}/{template}", self.channel.word(), self.language)
    }
}

fn template_of<'a>(
    one: &'a OnFile,
    channel: Channel,
    wanted: Option<&str>,
) -> Option<&'a Template> {
    let (purpose, _) = seen(&one.kept.checkpoint);
    let mut all = compose::templates(&one.programme, channel);
    let named = all.find(|own| Some(own.code.as_str()) == wanted);
    named.or_else(|| compose::usual(&one.programme, channel, purpose))
}

/// Reads the form. Also says whether the words in it are those of the way, the language and the
/// template that are chosen; where they are not, the programme's own stand in the draft.
#[must_use]
pub fn read(app: &App, file: &File, one: &OnFile, form: &Posted) -> (Draft, bool) {
    let wanted = Channel::from_word(form.text("channel"));
    // A way that closed while somebody was writing stays chosen, so that it can say why.
    let channel = wanted.unwrap_or_else(|| first_open(app, file, one, None));
    let language = form.text("language").parse().unwrap_or(file.kept.person.language);
    let mut draft = Draft::fresh(one, (channel, language), form.given("template"));
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
