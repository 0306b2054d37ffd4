//! The page that is shown instead: what is not possible, what would be, where to go.

use askama::Template;

use super::Frame;
use crate::access::Again;

/// A failure inside the staff frame (somebody is signed in) or alone on the page.
#[derive(Clone, Debug, Template)]
#[template(path = "page/failure.html")]
pub struct FailurePage {
    /// Its title is the heading.
    pub frame: Frame,
    /// One sentence that says what would be right.
    pub sentence: String,
    /// Where to go next: words and address.
    pub next: Option<(String, String)>,
    /// The number under which the log knows it.
    pub reference: Option<String>,
    /// What was typed before the session ended, to be sent once more.
    pub again: Option<Again>,
}

/// The same, alone on the page: for clients, and before anybody is signed in.
#[derive(Clone, Debug, Template)]
#[template(path = "page/failure_bare.html")]
pub struct BareFailurePage {
    pub frame: Frame,
    pub sentence: String,
    pub next: Option<(String, String)>,
    pub reference: Option<String>,
    pub again: Option<Again>,
}

impl FailurePage {
    /// A failure with the words `failure-<kind>-title` and `failure-<kind>`.
    ///
    /// Kinds: `not-found`, `forbidden`, `conflict`, `fault`, `too-often`, `expired`, `link`.
    /// Signed-in people are led back to their day.
    pub fn of(frame: Frame, kind: &str) -> FailurePage {
        let words = frame.words;
        let title = words.say(&format!("failure-{kind}-title"));
        let home = frame.signed_in.is_some();
        FailurePage {
            frame: Frame { title, ..frame },
            sentence: words.say(&format!("failure-{kind}")),
            next: home.then(|| (words.say("failure-home"), "/".to_owned())),
            reference: None,
            again: None,
        }
    }

    #[must_use]
    pub fn reference(self, reference: impl Into<String>) -> FailurePage {
        FailurePage { reference: Some(reference.into()), ..self }
    }

    /// With what was typed before the session ended.
    #[must_use]
    pub fn again(self, again: Option<Again>) -> FailurePage {
        match again {
            Some(_) => FailurePage { sentence: self.frame.say("failure-again"), again, ..self },
            None => self,
        }
    }

    #[must_use]
    pub fn next(self, said: impl Into<String>, address: impl Into<String>) -> FailurePage {
        FailurePage { next: Some((said.into(), address.into())), ..self }
    }

    /// The page: framed when somebody is signed in, else bare.
    ///
    /// # Errors
    ///
    /// Only when the template cannot be written.
    pub fn page(self) -> askama::Result<String> {
        if self.frame.signed_in.is_some() {
            return self.render();
        }
        let FailurePage { frame, sentence, next, reference, again } = self;
        BareFailurePage { frame, sentence, next, reference, again }.render()
    }
}
