//! How what was reviewed gets to a programme's funder: by which way, approved by whom, and which of
//! our facts stands in which of the funder's fields.

use crate::words::Words;

/// The way to a funder.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Connector {
    /// Somebody types it into the funder's own screen and notes the confirmation number.
    Transcribe,
    /// It is put into a file with others, which somebody brings to the funder.
    File,
    Http,
}

impl Connector {
    pub const ALL: [Self; 3] = [Self::Transcribe, Self::File, Self::Http];

    /// The word of packs, rows and programs.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Transcribe => "transcribe",
            Self::File => "file",
            Self::Http => "http",
        }
    }

    #[must_use]
    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.word() == word)
    }
}

/// Whether somebody else has to approve what is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Approval {
    None,
    /// By a second person, never the one who prepared it.
    SecondPerson,
}

/// How a programme's checkpoints are submitted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SubmissionRule {
    pub connector: Connector,
    pub approval: Approval,
    /// In the order of the funder's screen or file. Codes and names are unique within the rule.
    pub sections: Vec<Section>,
    /// How the funder's extract is read; none where there is no extract.
    pub extract: Option<Extract>,
}

/// The table that the funder's system gives out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Extract {
    /// Names of the fields that together tell which submission a row is about; at least one.
    pub matched_by: Vec<String>,
    /// Columns that do not bear the name of their field: the field's name and the column's.
    pub columns: Vec<(String, String)>,
    pub days: DayOrder,
}

impl Extract {
    /// The column in which a field stands.
    #[must_use]
    pub fn column_of<'a>(&'a self, field: &'a str) -> &'a str {
        let other = self.columns.iter().find(|(name, _)| name == field);
        other.map_or(field, |(_, column)| column)
    }
}

/// How an extract writes days. One with its year first is always read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DayOrder {
    YearFirst,
    DayFirst,
    MonthFirst,
}

impl SubmissionRule {
    /// Every field, in order.
    pub fn fields(&self) -> impl Iterator<Item = &Mapped> {
        self.sections.iter().flat_map(|section| &section.fields)
    }
}

/// A part of the funder's screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    pub code: String,
    pub title: Words,
    pub fields: Vec<Mapped>,
}

/// One field of the funder, and what stands in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mapped {
    /// The funder's own name of it: a column, a key.
    pub name: String,
    pub label: Words,
    pub source: Source,
}

/// One of our facts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    Of(Fact),
    /// The reviewed answer to a question, by its id.
    Answer(String),
}

/// A fact that is no answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fact {
    GivenName,
    FamilyName,
    Reference,
    YearOfBirth,
    Employer,
    JobTitle,
    StartedOn,
    EndedOn,
    HoursPerWeek,
    Checkpoint,
    DueOn,
    AchievedOn,
    ReviewedOn,
    /// Who answered and how, by its code.
    AnsweredBy,
    /// The types of the evidence, by their codes.
    EvidenceTypes,
}

impl Fact {
    pub const ALL: [Self; 15] = [
        Self::GivenName,
        Self::FamilyName,
        Self::Reference,
        Self::YearOfBirth,
        Self::Employer,
        Self::JobTitle,
        Self::StartedOn,
        Self::EndedOn,
        Self::HoursPerWeek,
        Self::Checkpoint,
        Self::DueOn,
        Self::AchievedOn,
        Self::ReviewedOn,
        Self::AnsweredBy,
        Self::EvidenceTypes,
    ];

    /// As packs write it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::GivenName => "person.given_name",
            Self::FamilyName => "person.family_name",
            Self::Reference => "person.reference",
            Self::YearOfBirth => "person.year_of_birth",
            Self::Employer => "placement.employer",
            Self::JobTitle => "placement.job_title",
            Self::StartedOn => "placement.started_on",
            Self::EndedOn => "placement.ended_on",
            Self::HoursPerWeek => "placement.hours_per_week",
            Self::Checkpoint => "checkpoint.code",
            Self::DueOn => "checkpoint.due_on",
            Self::AchievedOn => "milestone.achieved_on",
            Self::ReviewedOn => "review.on",
            Self::AnsweredBy => "review.source",
            Self::EvidenceTypes => "evidence.types",
        }
    }

    #[must_use]
    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.word() == word)
    }
}
