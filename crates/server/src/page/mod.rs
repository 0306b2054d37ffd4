//! What every page shares: its words, its frame, its fields and its pictures.
//!
//! A page is an askama struct with a field `frame: Frame` and a template that begins with
//! `{% extends "page/staff.html" %}` (or `client.html`, `door.html`). Parts that stand on
//! several pages are macros, each drawn once: `fields.html`, `parts.html`, `stones.html`.
//! Nothing in here knows a noun, reads a table or decides; it shows what it is given.

pub mod assets;
mod dates;
pub mod failure;
pub mod form;
pub mod pdf;
pub mod stones;
mod views;
pub mod words;

pub use assets::asset;
pub use failure::FailurePage;
pub use form::{Choice, Field, Problem, Problems};
pub use stones::{PathStep, StoneView};
pub use views::{Change, Pager, Step, Tab, downloads};
pub use words::{Arg, Locale, Words};

/// The places of the navigation, in its order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Section {
    MyDay,
    People,
    Checkpoints,
    Diary,
    Claims,
    Submissions,
    Reports,
    Setup,
    /// Only in a demo: the messages that did not leave.
    Outbox,
}

impl Section {
    pub const ALL: [Section; 9] = [
        Section::MyDay,
        Section::People,
        Section::Checkpoints,
        Section::Diary,
        Section::Claims,
        Section::Submissions,
        Section::Reports,
        Section::Setup,
        Section::Outbox,
    ];

    pub const fn address(self) -> &'static str {
        match self {
            Section::MyDay => "/",
            Section::People => "/people",
            Section::Checkpoints => "/checkpoints",
            Section::Diary => "/diary",
            Section::Claims => "/claims",
            Section::Submissions => "/submissions",
            Section::Reports => "/reports",
            Section::Setup => "/setup",
            Section::Outbox => "/demo/outbox",
        }
    }

    pub const fn icon(self) -> &'static str {
        match self {
            Section::MyDay => "sun",
            Section::People => "people",
            Section::Checkpoints => "stones",
            Section::Diary => "calendar",
            Section::Claims => "claim",
            Section::Submissions => "send",
            Section::Reports => "chart",
            Section::Setup => "gear",
            Section::Outbox => "mail",
        }
    }

    const fn key(self) -> &'static str {
        match self {
            Section::MyDay => "page-nav-my-day",
            Section::People => "page-nav-people",
            Section::Checkpoints => "page-nav-checkpoints",
            Section::Diary => "page-nav-diary",
            Section::Claims => "page-nav-claims",
            Section::Submissions => "page-nav-submissions",
            Section::Reports => "page-nav-reports",
            Section::Setup => "page-nav-setup",
            Section::Outbox => "page-nav-outbox",
        }
    }
}

/// Who is signed in, as the foot of the navigation says it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SignedIn {
    pub name: String,
    /// In the reader's words: `adviser`.
    pub role: String,
    /// In the reader's words: `Hamilton office`.
    pub office: String,
}

/// What the last act did, said once on the next page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flash {
    /// `good`, `wait` or `bad`.
    pub tone: &'static str,
    pub sentence: String,
}

/// What stands around a page. Build it with [`Frame::new`], then set what the page knows.
#[derive(Clone, Debug)]
pub struct Frame {
    pub words: Words,
    /// The page's own name, without the agency; the heading and the tab's title.
    pub title: String,
    pub agency: String,
    pub signed_in: Option<SignedIn>,
    pub section: Option<Section>,
    /// How much work waits behind a place; a place without an entry shows no number.
    pub counts: Vec<(Section, usize)>,
    /// Posted back as `csrf` by every form; empty leaves the hidden field out.
    pub csrf: String,
    pub flash: Option<Flash>,
    /// The training clock in words; `Some` only in a demo, which also shows the outbox.
    pub demo_clock: Option<String>,
    /// The page's own address with its query: where the language switch comes back to.
    pub address: String,
    /// What the search field holds.
    pub search: String,
    /// The single-letter keys answer; a person may switch them off.
    pub keys: bool,
    /// The form was refused: the tab's title says so first.
    pub wrong: bool,
    /// A scanner looks at every document.
    pub scans: bool,
}

impl Frame {
    /// A bare frame: nobody signed in, no place in the navigation, keys on.
    pub fn new(words: Words, agency: impl Into<String>, title: impl Into<String>) -> Frame {
        Frame {
            words,
            title: title.into(),
            agency: agency.into(),
            signed_in: None,
            section: None,
            counts: Vec::new(),
            csrf: String::new(),
            flash: None,
            demo_clock: None,
            address: "/".to_owned(),
            search: String::new(),
            keys: true,
            scans: false,
            wrong: false,
        }
    }

    /// The words of a key, for templates: `{{ frame.say("act-save") }}`.
    pub fn scanned(&self) -> String {
        self.say(if self.scans { "documents-are-scanned" } else { "documents-not-scanned" })
    }

    pub fn say(&self, key: &str) -> String {
        self.words.say(key)
    }

    /// The words of a key with its variables.
    pub fn with(&self, key: &str, args: &[(&str, Arg)]) -> String {
        self.words.with(key, args)
    }

    /// The tab's title: what is wrong first, then the page, then the agency.
    pub fn tab_title(&self) -> String {
        let mut title = self.title.clone();
        if self.wrong {
            title = self.with("page-title-wrong", &[("title", title.into())]);
        }
        if self.agency.is_empty() || self.agency == self.title {
            return title;
        }
        let place = self.agency.as_str().into();
        self.with("page-title-of", &[("title", title.into()), ("place", place)])
    }

    /// The places to show: the outbox only in a demo.
    pub fn sections(&self) -> impl Iterator<Item = &'static Section> {
        let demo = self.demo_clock.is_some();
        Section::ALL.iter().filter(move |section| demo || **section != Section::Outbox)
    }

    pub fn section_name(&self, section: &Section) -> String {
        self.say(section.key())
    }

    pub fn is_here(&self, section: &Section) -> bool {
        self.section == Some(*section)
    }

    /// How much waits behind a place, when that is worth showing.
    pub fn count(&self, section: &Section) -> Option<usize> {
        let known = self.counts.iter().find(|(place, _)| place == section);
        known.map(|(_, count)| *count).filter(|count| *count > 0)
    }

    /// Takes over that a form was refused, so that the tab's title says so.
    #[must_use]
    pub fn refused(self, problems: &Problems) -> Frame {
        Frame { wrong: !problems.is_empty(), ..self }
    }
}

#[cfg(test)]
pub mod html_check;
#[cfg(test)]
mod samples;
