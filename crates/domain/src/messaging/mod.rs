//! A message: asking a person by e-mail or text, or a link, a letter or a telephone script that
//! is handed over.
//!
//! There is one message for each checkpoint, purpose and attempt. An e-mail or a text waits until
//! it leaves; when its minute comes it is decided again (`may_leave`), and what was answered,
//! withdrawn or opted out meanwhile does not leave. It ends in exactly one of `sent`,
//! `undeliverable`, `withheld`, `failed` or `unknown`; what is handed over is `handed_over` at
//! once. What a provider's answer means is decided here too (`after`), and so is when a provider
//! that fails is left alone (`Line`). A message never says why somebody is asked.

mod after;
mod ask;
mod inbound;
mod leave;
mod line;
#[cfg(test)]
pub(crate) mod samples;
mod segments;
mod settle;
mod text;

pub use after::{After, Before, Fault, GIVE_UP_AFTER_MS, Heard, Repeat, TRIES_MAX, Trying, after};
pub use ask::{Allowed, AskRefused, Recipient, last_day, may_ask, purpose_now};
pub use inbound::{Follows, Meaning, Talk, follows, meaning};
pub use leave::{Leave, Leaving, Withheld, may_leave};
pub use line::{Call, FAILURES_MAX, Line, REST_MS, Told};
pub use segments::{Encoding, Segments, segments};
pub use settle::{SettleRefused, Settling, needs_somebody, settle};
pub use text::{
    EMAIL_LENGTH_MAX, Fields, FillRefused, LINK, SMS_LENGTH_MAX, SUBJECT_LENGTH_MAX, Text,
    TextProblem, TextRefused, fill, fill_but_link, read_text, with_link,
};

use crate::checkpoints::AskedBy;
use crate::people::ContactKind;
use crate::programmes::{AskChannel, TemplateChannel};

/// The way in which somebody is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Channel {
    Email,
    Sms,
    /// An address that staff hand over themselves.
    Link,
    /// A letter that staff print.
    Print,
    /// A script that staff read out.
    Phone,
}

impl Channel {
    pub const ALL: [Self; 5] = [Self::Email, Self::Sms, Self::Link, Self::Print, Self::Phone];

    /// The word that is stored, and that of the interface.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Email => "email",
            Self::Sms => "sms",
            Self::Link => "link",
            Self::Print => "print",
            Self::Phone => "phone",
        }
    }

    /// The channel of this word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|channel| channel.word() == word)
    }

    /// By what a message leaves; none for what is handed over.
    #[must_use]
    pub fn leaves_by(self) -> Option<AskChannel> {
        match self {
            Self::Email => Some(AskChannel::Email),
            Self::Sms => Some(AskChannel::Sms),
            Self::Link | Self::Print | Self::Phone => None,
        }
    }

    /// How it stands in the list of askings of a checkpoint.
    #[must_use]
    pub fn asked_by(self) -> AskedBy {
        match self {
            Self::Email => AskedBy::Message(AskChannel::Email),
            Self::Sms => AskedBy::Message(AskChannel::Sms),
            Self::Link => AskedBy::Link,
            Self::Print => AskedBy::Print,
            Self::Phone => AskedBy::Phone,
        }
    }

    /// The kind of template that it takes its words from; a bare link has none.
    #[must_use]
    pub fn template(self) -> Option<TemplateChannel> {
        match self {
            Self::Email => Some(TemplateChannel::Email),
            Self::Sms => Some(TemplateChannel::Sms),
            Self::Print => Some(TemplateChannel::Letter),
            Self::Phone => Some(TemplateChannel::PhoneScript),
            Self::Link => None,
        }
    }

    /// The kind of contact point that a message goes to; none for what is handed over.
    #[must_use]
    pub fn contact_kind(self) -> Option<ContactKind> {
        match self {
            Self::Email => Some(ContactKind::Email),
            Self::Sms => Some(ContactKind::Phone),
            Self::Link | Self::Print | Self::Phone => None,
        }
    }

    /// Whether its text must hold the link: without it nobody could answer.
    #[must_use]
    pub fn needs_link(self) -> bool {
        match self {
            Self::Email | Self::Sms | Self::Link => true,
            Self::Print | Self::Phone => false,
        }
    }
}

impl From<AskChannel> for Channel {
    fn from(channel: AskChannel) -> Self {
        match channel {
            AskChannel::Email => Self::Email,
            AskChannel::Sms => Self::Sms,
        }
    }
}
