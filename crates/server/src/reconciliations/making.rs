//! The lines of a comparison, made from an extract and from what we submitted. No IO.

use super::extract::Read;
use super::store::{NewRow, Standing, Taken, Value};
use crate::failure::Failure;
use crate::submissions::payload::Payload;
use crate::submissions::sheet::plain;
use domain::ids::{OfficeId, PersonId, SubmissionId};
use domain::programmes::Programme;
use domain::programmes::submission::{Extract, Mapped, SubmissionRule};
use domain::reconciliations::{Compared, Kind, Ours, Row, compare, nature};
use jiff::civil::Date;
use std::collections::HashMap;
use std::sync::Arc;

/// What is compared with an extract.
pub struct Against {
    pub programme: Arc<Programme>,
    /// Only checkpoints due in between; both days are included.
    pub due: (Option<Date>, Option<Date>),
    /// Of whom lines are kept; none for the whole agency.
    pub office: Option<OfficeId>,
}

/// A programme's way to the funder and its extract; none where it has no extract.
#[must_use]
pub fn rules(programme: &Programme) -> Option<(&SubmissionRule, &Extract)> {
    let rule = programme.submission.as_ref()?;
    Some((rule, rule.extract.as_ref()?))
}

/// The funder's versions that stand, by submission and field.
pub type Versions = HashMap<SubmissionId, HashMap<String, String>>;

/// The versions that stand, of those that were taken one after the other.
#[must_use]
pub fn versions(taken: Vec<Taken>) -> Versions {
    let mut all = Versions::new();
    for one in taken {
        let values = all.entry(one.submission).or_default();
        values.extend(one.told.into_iter().map(|value| (value.name, value.theirs)));
    }
    all
}

/// Submissions of ours on their way into a comparison.
pub struct Gathered {
    against: Against,
    read: Read,
    fields: Vec<Mapped>,
    versions: Versions,
    ours: Vec<Ours>,
    whose: Vec<(SubmissionId, PersonId, OfficeId)>,
}

impl Gathered {
    #[must_use]
    pub fn new(against: Against, read: Read, versions: Versions) -> Self {
        let rule = against.programme.submission.as_ref();
        let all: Vec<&Mapped> = rule.into_iter().flat_map(SubmissionRule::fields).collect();
        let of = |at: &usize| all.get(*at).map(|field| (*field).clone());
        let fields = read.fields.iter().filter_map(of).collect();
        Self { against, read, fields, versions, ours: Vec::new(), whose: Vec::new() }
    }

    /// Adds what of a submission is compared.
    ///
    /// # Errors
    ///
    /// A fault when its payload is none of ours.
    pub fn add(&mut self, one: Standing) -> Result<(), Failure> {
        let payload = Payload::thaw(&one.payload.open())?;
        let (from, until) = self.against.due;
        let due_on = payload.checkpoint.due_on;
        if from.is_some_and(|from| due_on < from) || until.is_some_and(|until| due_on > until) {
            return Ok(());
        }
        let version = self.versions.get(&one.id);
        let entries = payload.sections.iter().flat_map(|part| &part.fields);
        let sent: HashMap<&str, String> =
            entries.map(|entry| (entry.name.as_str(), plain(&entry.value))).collect();
        let value = |field: &Mapped| {
            let taken = version.and_then(|version| version.get(&field.name));
            taken.or_else(|| sent.get(field.name.as_str())).cloned().unwrap_or_default()
        };
        let values = self.fields.iter().map(value).collect();
        self.ours.push(Ours { values, is_expected: one.state.is_with_funder() });
        self.whose.push((one.id, one.person, one.office));
        Ok(())
    }

    /// Compares, and gives the lines that are kept, numbered from 1.
    #[must_use]
    pub fn beside(&self) -> Vec<NewRow> {
        let Against { programme, office, .. } = &self.against;
        let Some((_, extract)) = rules(programme) else { return Vec::new() };
        let key = |name: &String| self.fields.iter().position(|field| field.name == *name);
        let compared = Compared {
            natures: self.fields.iter().map(|field| nature(programme, &field.source)).collect(),
            key: extract.matched_by.iter().filter_map(key).collect(),
            order: extract.days,
        };
        let is_seen = |row: &Row| match (office, row.ours) {
            (Some(office), Some(at)) => self.whose[at].2 == *office,
            (_, _) => true,
        };
        let rows = compare(&compared, &self.ours, &self.read.rows).into_iter().filter(is_seen);
        rows.zip(1..).map(|(row, number)| self.line(row, number)).collect()
    }

    fn line(&self, row: Row, number: i64) -> NewRow {
        let read = &self.read;
        let line = row.theirs.map(|at| i64::try_from(read.lines[at]).unwrap_or(i64::MAX));
        let about = row.ours.map(|at| (self.whose[at].0, self.whose[at].1));
        let value = |at: &usize| Value {
            name: self.fields[*at].name.clone(),
            ours: row.ours.map(|ours| self.ours[ours].values[*at].clone()).unwrap_or_default(),
            theirs: row.theirs.map(|theirs| read.rows[theirs][*at].clone()).unwrap_or_default(),
        };
        let all: Vec<usize> = (0..self.fields.len()).collect();
        let told = match row.kind {
            Kind::Differs => row.differs.iter().map(value).collect(),
            Kind::OnlyTheirs | Kind::Twice => {
                all.iter().map(value).filter(|value| !value.theirs.is_empty()).collect()
            }
            Kind::OnlyOurs | Kind::Agrees => Vec::new(),
        };
        NewRow { number, kind: row.kind, line, about, told }
    }
}
