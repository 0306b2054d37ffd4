//! A programme: a funder's rules as data, in a *pack*.
//!
//! A pack says from which day checkpoints are counted, when they fall due, how long their window
//! is open, what is asked, what proves an answer, when and how people may be contacted, and in
//! which words. Packs are files; an agency's enrolments are pinned to one version of one pack, and
//! what is pinned never changes. This module holds the values; the file format is read in the
//! server. `if programme == …` has no place anywhere: programmes differ by what stands in here.

pub mod milestone;
#[cfg(test)]
pub(crate) mod samples;
mod schedule;
pub mod submission;
pub mod template;

pub use schedule::{Anchors, ScheduledCheckpoint, Window, schedule, shifted, window_of};

use crate::calendar::Region;
use crate::expression::Condition;
use crate::forms::Form;
use crate::settings::Setting;
use crate::surveys::Questionnaire;
use crate::words::Words;
use jiff::civil::Time;

/// A funder's rules, as read from a pack.
#[derive(Debug, Clone, PartialEq)]
pub struct Programme {
    /// The pack's name, such as `on-ies`.
    pub code: String,
    /// Counts up from 1; a version that was published never changes.
    pub version: u32,
    pub title: Words,
    /// Whether these facts were confirmed by the funder, or are an example to confirm.
    pub status: Standing,
    /// The IANA zone used where an office names none.
    pub time_zone: String,
    /// ISO 3166-2 code whose public holidays count, such as `CA-ON`.
    pub region: String,
    /// ISO 4217 code of every amount.
    pub currency: String,
    /// From which day checkpoints are counted.
    pub anchor: Anchor,
    /// In order of falling due. Codes are unique within the pack.
    pub checkpoints: Vec<CheckpointRule>,
    pub questionnaires: Vec<Questionnaire>,
    pub document_types: Vec<DocumentType>,
    pub outcomes: Vec<OutcomeCode>,
    pub stages: Vec<Stage>,
    pub templates: Vec<Template>,
    pub contact: ContactPolicy,
    /// The funder’s forms, which stand in for a flow’s with the same code.
    pub forms: Vec<Form>,
    /// Who checks a review before it counts.
    pub review: ReviewRule,
    /// How what was reviewed gets to the funder. None where Cairn is not the way.
    pub submission: Option<submission::SubmissionRule>,
    /// Facts of the pack, each with its source and standing, shown to administrators.
    pub facts: Vec<Fact>,
    /// Lowest lawful hourly pay in minor units, for a warning only. None where not stated.
    pub minimum_wage_cents: Option<i64>,
}

/// Who checks a review before it counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReviewRule {
    pub second_reader: SecondReader,
    /// Of a hundred reviews, so many are read where a second reader is required.
    pub sample_percent: u8,
}

impl ReviewRule {
    /// Nobody reads after whoever submits.
    pub const NONE: Self = Self { second_reader: SecondReader::None, sample_percent: 100 };
}

/// Whether a second person reads a review, who is never the one that made it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SecondReader {
    None,
    /// Where whoever submits asks for one.
    Optional,
    Required,
}

/// How sure we are of a fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Found in a public source that is named.
    Confirmed,
    /// A sensible example: confirm it with the funder before relying on it.
    ConfirmWithFunder,
}

/// One statement of the pack, where it comes from, and how sure we are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    pub says: Words,
    pub standing: Standing,
    pub source: Option<String>,
    /// The edition or the day on which the source said so, as written there.
    pub as_of: Option<String>,
}

/// The day from which a programme counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Anchor {
    /// The first day of the job.
    PlacementStart,
    /// The day on which the person left the programme.
    Exit,
    /// The day on which the service ended.
    ServiceEnd,
}

/// One point of the schedule.
#[derive(Debug, Clone, PartialEq)]
pub struct CheckpointRule {
    /// Such as `m1` or `w4`. Unique in the pack, stable over versions.
    pub code: String,
    pub label: Words,
    pub due: Offset,
    /// Days before the due date on which the window opens (0: on the due date).
    pub opens_before: Span,
    /// How long after the due date the window stays open, last day included.
    pub closes_after: Span,
    /// What becomes of a due date that is not a working day. Only where the pack says so.
    pub shift: Shift,
    /// Code of the questionnaire that is asked.
    pub questionnaire: String,
    /// What must be there before the milestone can be ticked.
    pub evidence: EvidenceRule,
    /// CEL over the closed list of `milestone::VARIABLES`: may the milestone be ticked? None where
    /// the evidence alone decides.
    pub milestone_when: Option<Condition>,
}

/// How far from the anchor. Months clamp to the last day of the month and are always counted from
/// the anchor itself, never from the previous checkpoint. Never negative.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Offset {
    Months(u16),
    Weeks(u16),
    Days(u16),
    /// The nth calendar quarter after the one that holds the anchor (which is quarter 0). The due
    /// date is the quarter's last day; its window is the quarter itself, widened by the spans.
    Quarter(u16),
}

/// A length of time in whole days, weeks or months. Never negative, so that a window always holds
/// its due date; `before` and `after` count from a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Span {
    Days(u16),
    Weeks(u16),
    Months(u16),
}

/// What becomes of a date that falls on a weekend or a public holiday.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shift {
    /// It stays. The usual rule for due dates.
    Stay,
    /// The next working day.
    NextWorkingDay,
    /// The last working day before.
    PreviousWorkingDay,
}

/// What proves a checkpoint.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EvidenceRule {
    /// How many pieces.
    pub items_min: u8,
    /// The weakest grade that counts.
    pub strength_min: Strength,
}

/// How much a document proves: A documentary, B third party or verbal, C the person's own word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Strength {
    C,
    B,
    A,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DocumentType {
    pub code: String,
    pub label: Words,
    /// None for papers that prove nothing about the job (consents, a résumé).
    pub strength: Option<Strength>,
    /// What the person who adds it should look at, such as hiding the SIN.
    pub advice: Option<Words>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutcomeCode {
    pub code: String,
    pub group: String,
    pub label: Words,
    /// Whether a checkpoint with this outcome counts for the funder.
    pub counts: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stage {
    pub code: String,
    pub label: Words,
}

/// A text with placeholders from a closed list: `{{given_name}}`, `{{agency}}`, `{{adviser}}`,
/// `{{link}}`, `{{last_day}}`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Template {
    pub code: String,
    pub channel: TemplateChannel,
    pub purpose: Purpose,
    pub label: Words,
    /// E-mail only.
    pub subject: Option<Words>,
    pub body: Words,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TemplateChannel {
    Email,
    Sms,
    Letter,
    PhoneScript,
}

/// Why a message is sent. One row for each person, checkpoint, purpose and attempt.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Purpose {
    /// The first asking of a checkpoint's survey.
    Survey,
    /// Asking again, because there was no answer.
    Reminder,
}

/// When, how and how often people may be contacted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContactPolicy {
    /// Whether Cairn asks by itself when a checkpoint falls due. Staff can always ask by hand.
    pub asks_by_itself: bool,
    /// Days after the due date on which the survey is sent (0: on the due date).
    pub ask_after: Span,
    /// Time of day in the person's zone.
    pub ask_at: Time,
    /// Order in which ways of asking are tried.
    pub channels: Vec<AskChannel>,
    /// Days after the first asking, in order.
    pub reminders: Vec<ReminderRule>,
    /// Whether reminders move to the next working day.
    pub reminders_shift: Shift,
    /// No message leaves from `quiet_from` in the evening to `quiet_until` in the morning, in the
    /// person's zone.
    pub quiet_from: Time,
    pub quiet_until: Time,
    /// Messages to one person in one day, at most. Then a human is told.
    pub messages_per_day_max: u8,
    /// Contact attempts for one checkpoint, at most.
    pub attempts_max: u8,
    /// Whether consent to follow-up messages is given by the programme's notice of collection
    /// when nothing was said on entry.
    pub consent_by_notice: bool,
    /// What guided calls about the programme's jobs keep to, in place of the settings of the same
    /// name in their flows: how often one tries, how long one waits.
    pub calls: Vec<Setting>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReminderRule {
    pub after: Span,
    /// The way to ask, if the person can be reached by it; otherwise the policy's order.
    pub channel: Option<AskChannel>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AskChannel {
    Email,
    Sms,
}

impl Programme {
    /// The questionnaire with this code, if the pack has one.
    #[must_use]
    pub fn questionnaire(&self, code: &str) -> Option<&Questionnaire> {
        self.questionnaires.iter().find(|questionnaire| questionnaire.code == code)
    }

    /// The rule of the checkpoint with this code.
    #[must_use]
    pub fn checkpoint(&self, code: &str) -> Option<&CheckpointRule> {
        self.checkpoints.iter().find(|rule| rule.code == code)
    }

    /// The form with this code, if the funder has one of its own.
    #[must_use]
    pub fn form(&self, code: &str) -> Option<&Form> {
        self.forms.iter().find(|form| form.code == code)
    }

    /// Where its public holidays are taken from.
    #[must_use]
    pub fn holidays_of(&self) -> Region {
        Region::of(&self.region)
    }

    /// The template for a way and a reason of asking.
    #[must_use]
    pub fn template(&self, channel: TemplateChannel, purpose: Purpose) -> Option<&Template> {
        self.templates.iter().find(|one| one.channel == channel && one.purpose == purpose)
    }
}
