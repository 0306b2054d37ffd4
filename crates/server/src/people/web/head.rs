//! The head of a person's pages: who it is, what stops, the stones, what comes next.

use super::calling::Call;
use crate::access::Viewer;
use crate::checkpoints::desk::File;
use crate::checkpoints::view::{self, Series};
use crate::page::{PathStep, Tab, Words};
use domain::access::Right;
use domain::calendar::days_between;
use domain::people::{ContactKind, Standing};

/// What stands at the top of every page of a person.
#[derive(Debug, Clone)]
pub struct Head {
    pub name: String,
    /// Where the person's page is.
    pub address: String,
    /// The job, since when, the programme.
    pub lines: Vec<String>,
    pub phones: Vec<String>,
    pub emails: Vec<String>,
    pub language: String,
    /// What time it is where the person is; empty where it is the office's own time.
    pub local: String,
    /// Died, withdrew, not to be contacted: each with its day and the reason.
    pub standing: Vec<String>,
    pub path: Vec<PathStep>,
    /// What happens next; empty where there are no checkpoints.
    pub next: String,
    pub tabs: Vec<Tab>,
    /// Where *Ask* leads; none where nothing is to be asked by this viewer.
    pub ask: Option<String>,
    /// Where *Call* leads, by [`super::calling`]: the guided call.
    pub call: Option<Call>,
    /// Where *Survey by telephone* leads.
    pub survey: Option<String>,
    /// Whether *Place into Outcomes* is offered.
    pub may_place: bool,
}

/// The parts of a person's page, in their order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    Summary,
    Checkpoints,
    Diary,
    Support,
    Documents,
    Timeline,
}

impl Part {
    const ALL: [Self; 6] = [
        Self::Summary,
        Self::Checkpoints,
        Self::Diary,
        Self::Support,
        Self::Documents,
        Self::Timeline,
    ];

    pub(super) const fn word(self) -> &'static str {
        match self {
            Self::Summary => "summary",
            Self::Checkpoints => "checkpoints",
            Self::Diary => "diary",
            Self::Support => "support",
            Self::Documents => "documents",
            Self::Timeline => "timeline",
        }
    }

    /// The part that an address names; else the checkpoints where there are some.
    #[must_use]
    pub fn read(word: Option<&str>, file: &File) -> Self {
        let named = word.and_then(|word| Self::ALL.into_iter().find(|part| part.word() == word));
        let usual = if file.checkpoints.is_empty() { Self::Summary } else { Self::Checkpoints };
        named.unwrap_or(usual)
    }
}

impl Head {
    /// The head for one part of a person's pages; none is current on a form.
    #[must_use]
    pub fn of(words: Words, file: &File, viewer: &Viewer, here: Option<Part>) -> Self {
        let person = &file.kept.person;
        let address = format!("/people/{}", person.id);
        let all = view::series_of(file);
        let first = all.first();
        let values = |kind| {
            let points = person.contact_points.iter().filter(move |point| point.kind == kind);
            points.map(|point| phone_said(&point.value)).collect()
        };
        let own = first.map(|series| series.checkpoints.as_slice()).unwrap_or_default();
        let current = view::current(file, own).and_then(|at| own.get(at));
        let asked = current.filter(|_| viewer.role.holds(Right::Ask));
        let asked = asked.map(|one| one.kept.checkpoint.id);
        let tab = |part: Part| {
            let said = words.say(&format!("people-tab-{}", part.word()));
            let to = format!("{address}?tab={}", part.word());
            Tab::new(said, to).here(here == Some(part))
        };
        Self {
            name: full_name(file),
            lines: lines(words, file, first),
            phones: values(ContactKind::Phone),
            emails: values(ContactKind::Email),
            language: words.say(&format!("people-language-{}", person.language)),
            local: local_time(words, file),
            standing: standing_said(words, file),
            path: view::path(words, file, own, |one| {
                let id = &one.kept.checkpoint.id;
                format!("{address}?tab=checkpoints&open={id}#{id}")
            }),
            next: current.map(|one| next_said(words, file, one)).unwrap_or_default(),
            tabs: Part::ALL.into_iter().map(tab).collect(),
            ask: asked.map(|id| format!("/checkpoints/{id}/follow-up")),
            call: None,
            survey: asked.map(|id| format!("/checkpoints/{id}/call")),
            may_place: viewer.role.holds(Right::Place) && !is_over(&person.standing),
            address,
        }
    }
}

impl Head {
    /// The address of a page below the person's own.
    #[must_use]
    pub fn to(&self, below: &str) -> String {
        format!("{}{below}", self.address)
    }

    /// The page to which *Call* leads, where it leads to one.
    #[must_use]
    pub fn call_page(&self) -> Option<&str> {
        match &self.call {
            Some(Call::Page(address)) => Some(address),
            Some(Call::Entry(_)) | None => None,
        }
    }

    /// Where the form of *Call* is sent, where it is one.
    #[must_use]
    pub fn call_entry(&self) -> Option<&str> {
        match &self.call {
            Some(Call::Entry(address)) => Some(address),
            Some(Call::Page(_)) | None => None,
        }
    }
}

/// Given name, then family name.
#[must_use]
pub fn full_name(file: &File) -> String {
    let person = &file.kept.person;
    format!("{} {}", person.given_name, person.family_name)
}

fn next_said(words: Words, file: &File, one: &crate::checkpoints::desk::OnFile) -> String {
    let name = view::name_of(words, one);
    let next = view::next_line(words, file, one);
    words.with("people-next", &[("name", name.into()), ("next", next.into())])
}

fn is_over(standing: &Standing) -> bool {
    standing.died_on.is_some() || standing.withdrawn_on.is_some()
}

fn lines(words: Words, file: &File, first: Option<&Series<'_>>) -> Vec<String> {
    let mut lines = Vec::new();
    match first.and_then(|series| series.job).or(file.placements.first()) {
        Some(job) => {
            let args = [("title", (&job.job_title).into()), ("employer", (&job.employer).into())];
            lines.push(words.with("people-job", &args));
            let days = days_between(job.placement.started_on, file.today());
            match job.placement.ended_on {
                // Nobody says of the dead that they are in work.
                None if is_over(&file.kept.person.standing) => {}
                None => lines.push(words.with("people-in-work", &[("days", days.into())])),
                Some(on) => {
                    let on = words.date_near(on, file.today());
                    lines.push(words.with("people-job-ended", &[("on", on.into())]));
                }
            }
        }
        None => lines.push(words.say("people-no-job")),
    }
    let one = first.and_then(|series| series.checkpoints.first());
    if let Some(one) = one {
        let title = one.programme.title.in_language(view::language(words));
        let args = [("title", title.into()), ("version", one.kept.pack_version.into())];
        lines.push(words.with("people-programme", &args));
    }
    lines
}

/// What stands in the way, each as a sentence with its day, and the reason that was given.
#[must_use]
pub fn standing_said(words: Words, file: &File) -> Vec<String> {
    let standing = &file.kept.person.standing;
    let days = [
        ("people-standing-died", standing.died_on),
        ("people-standing-withdrawn", standing.withdrawn_on),
        ("people-standing-no-contact", standing.do_not_contact_on),
    ];
    let reason = file.kept.standing_reason.as_deref().unwrap_or_default();
    let said = days.into_iter().filter_map(|(key, on)| {
        let said = words.with(key, &[("on", words.date(on?).into())]);
        if reason.is_empty() {
            return Some(said);
        }
        let args = [("said", said.into()), ("reason", reason.into())];
        Some(words.with("people-standing-reason", &args))
    });
    said.collect()
}

fn local_time(words: Words, file: &File) -> String {
    let there = file.now.to_zoned(file.kept.person_zone.clone());
    let here = file.now.to_zoned(file.kept.office_zone.clone());
    if there.offset() == here.offset() {
        return String::new();
    }
    words.with("people-local-time", &[("time", words.time(&there).into())])
}

/// A telephone number as it is dialled here; other values as they are.
#[must_use]
pub fn phone_said(value: &str) -> String {
    match value.strip_prefix("+1") {
        Some(rest) if rest.len() == 10 && rest.is_ascii() => {
            format!("{} {} {}", &rest[..3], &rest[3..6], &rest[6..])
        }
        Some(_) | None => value.to_owned(),
    }
}
