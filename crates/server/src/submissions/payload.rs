//! The exact bytes that go to a funder: made once from the file, read again for pages and files.

use crate::checkpoints::desk::{File, OnFile};
use crate::evidence::proof::Proof;
use crate::evidence::store::What;
use crate::failure::Failure;
use crate::keys::sha256_hex;
use crate::surveys::reading::Reading;
use crate::surveys::wire::answer_to_json;
use domain::checkpoints::ReviewState;
use domain::ids::SubmissionId;
use domain::programmes::submission::{Fact, Mapped, Source, SubmissionRule};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// The form of the payload; another one gets another name.
const FORMAT: &str = "cairn-submission-1";
/// Bytes of a payload, at most: 1 MiB.
const BYTES_MAX: usize = 1024 * 1024;

/// What is sent, in this order.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Payload {
    pub format: String,
    pub submission: String,
    pub programme: String,
    pub programme_version: i64,
    pub checkpoint: Point,
    pub sections: Vec<Part>,
    pub evidence: Vec<Piece>,
}

/// The checkpoint that it is about.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Point {
    pub id: String,
    pub code: String,
    pub due_on: Date,
    /// None where no milestone is claimed.
    pub achieved_on: Option<Date>,
}

/// A section of the funder's screen.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Part {
    pub code: String,
    pub fields: Vec<Entry>,
}

/// One field; null where we have nothing for it.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Entry {
    pub name: String,
    pub value: Value,
}

/// A piece of evidence that it stands on.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Piece {
    #[serde(rename = "type")]
    pub type_code: String,
    pub obtained_on: Date,
    pub obtained_how: String,
    /// Of the document's bytes; none for a confirmation by word of mouth.
    pub sha256: Option<String>,
}

/// A payload and what it hashes to.
#[derive(Debug, Clone)]
pub struct Frozen {
    pub text: String,
    pub sha256: String,
}

impl Payload {
    /// Gathers what a programme's mapping asks for.
    #[must_use]
    pub fn of(
        (id, rule): (&SubmissionId, &SubmissionRule),
        (file, one): (&File, &OnFile),
        (reading, proof): (&Reading, &Proof),
    ) -> Self {
        let checkpoint = &one.kept.checkpoint;
        let about = About { file, one, reading, proof };
        let sections = rule.sections.iter().map(|section| Part {
            code: section.code.clone(),
            fields: section.fields.iter().map(|field| about.entry(field)).collect(),
        });
        let counted = proof.pieces.iter().map(|kept| Piece {
            type_code: kept.type_code.clone(),
            obtained_on: kept.obtained_on,
            obtained_how: kept.how.word().to_owned(),
            sha256: match &kept.what {
                What::Document(paper) => Some(paper.sha256.clone()),
                What::Verbal(_) => None,
            },
        });
        Self {
            format: FORMAT.to_owned(),
            submission: id.to_string(),
            programme: one.kept.pack.clone(),
            programme_version: one.kept.pack_version,
            checkpoint: Point {
                id: checkpoint.id.to_string(),
                code: checkpoint.code.clone(),
                due_on: checkpoint.due_on(),
                achieved_on: checkpoint.achieved_on,
            },
            sections: sections.collect(),
            evidence: counted.collect(),
        }
    }

    /// The bytes and their hash.
    ///
    /// # Errors
    ///
    /// A fault when it cannot be written, or is larger than any funder takes.
    pub fn freeze(&self) -> Result<Frozen, Failure> {
        let during = "freezing a payload";
        let text = serde_json::to_string(self).map_err(|error| Failure::fault(during, &error))?;
        if text.len() > BYTES_MAX {
            return Err(Failure::fault(during, &"it is larger than any funder takes"));
        }
        let sha256 = sha256_hex(text.as_bytes());
        Ok(Frozen { text, sha256 })
    }

    /// Reads a frozen one.
    ///
    /// # Errors
    ///
    /// A fault when it is none of ours.
    pub fn thaw(text: &str) -> Result<Self, Failure> {
        serde_json::from_str(text)
            .map_err(|error| Failure::fault("reading a frozen payload", &error))
    }
}

struct About<'a> {
    file: &'a File,
    one: &'a OnFile,
    reading: &'a Reading,
    proof: &'a Proof,
}

impl About<'_> {
    fn entry(&self, field: &Mapped) -> Entry {
        let value = match &field.source {
            Source::Of(fact) => self.fact(*fact),
            Source::Answer(id) => self.answer(id),
        };
        Entry { name: field.name.clone(), value }
    }

    fn answer(&self, id: &str) -> Value {
        let standing = self.reading.standing();
        let question = self.reading.questionnaire().question(id);
        match question.zip(standing.get(id)) {
            Some((question, answer)) => answer_to_json(question, answer),
            None => Value::Null,
        }
    }

    fn fact(&self, fact: Fact) -> Value {
        let (person, checkpoint) = (&self.file.kept.person, &self.one.kept.checkpoint);
        let placement = self.file.placement_of(self.one);
        let day = |day: Option<Date>| day.map_or(Value::Null, |day| Value::from(day.to_string()));
        let text = |text: Option<&str>| text.map_or(Value::Null, Value::from);
        match fact {
            Fact::GivenName => Value::from(person.given_name.as_str()),
            Fact::FamilyName => Value::from(person.family_name.as_str()),
            Fact::Reference => text(self.file.kept.reference.as_deref()),
            Fact::YearOfBirth => person.year_of_birth.map_or(Value::Null, Value::from),
            Fact::Employer => text(placement.map(|kept| kept.employer.as_str())),
            Fact::JobTitle => text(placement.map(|kept| kept.job_title.as_str())),
            Fact::StartedOn => day(placement.map(|kept| kept.placement.started_on)),
            Fact::EndedOn => day(placement.and_then(|kept| kept.placement.ended_on)),
            Fact::HoursPerWeek => self.proof.facts.hours_week.map_or(Value::Null, Value::from),
            Fact::Checkpoint => Value::from(checkpoint.code.as_str()),
            Fact::DueOn => day(Some(checkpoint.due_on())),
            Fact::AchievedOn => day(checkpoint.achieved_on),
            Fact::ReviewedOn => match checkpoint.review {
                ReviewState::Reviewed { at } => {
                    day(Some(at.to_zoned(self.file.kept.office_zone.clone()).date()))
                }
                _ => Value::Null,
            },
            Fact::AnsweredBy => text(self.reading.response.source.map(|source| source.word())),
            Fact::EvidenceTypes => {
                let mut types: Vec<&str> =
                    self.proof.pieces.iter().map(|kept| kept.type_code.as_str()).collect();
                types.sort_unstable();
                types.dedup();
                Value::from(types)
            }
        }
    }
}
