//! A response read by its definition: what the client gave, what stands now, and what differs.

use super::definition::{Definition, known_to_staff};
use super::store::{self, Change, Response, StaffState};
use super::wire::{answers_from_store, answers_to_json};
use crate::app::App;
use crate::checkpoints::desk::{File, OnFile};
use crate::failure::Failure;
use crate::record::Held;
use crate::sealed::Sealed;
use domain::surveys::{
    Answer, Answers, Difference, Face, Journey, Known, Questionnaire, differences, journey,
};
use jiff::Timestamp;
use serde_json::Value;
use std::collections::BTreeMap;

/// What staff put over the client's answers: none where they took one out.
pub type Overlay = BTreeMap<String, Option<Answer>>;

/// A text for each question whose answer was changed.
pub type Reasons = BTreeMap<String, String>;

/// A response with everything that decisions about it need.
pub struct Reading {
    pub response: Response,
    pub definition: Definition,
    pub known: Known,
    /// As the client gave them, sent or not. None where the client gave nothing.
    pub client: Option<Answers>,
    /// What staff put over them; empty once reviewed, when all that counts stands by itself.
    pub overlay: Overlay,
    pub reasons: Reasons,
    reviewed: Option<Answers>,
}

/// A difference between what the client said and what stands now, with its record.
pub struct Changed {
    pub difference: Difference,
    pub reason: Option<String>,
    /// The user's id, and their name while we know it.
    pub by: String,
    pub by_name: Option<String>,
    pub at: Timestamp,
}

/// Reads the response of a checkpoint as it now stands; an empty one where there is none.
///
/// # Errors
///
/// What the database says, or a fault when the pinned definition is gone.
pub async fn load(
    app: &App,
    held: &mut impl Held,
    (file, one): (&File, &OnFile),
) -> Result<Reading, Failure> {
    let kept = &one.kept;
    let found = store::find(held, &kept.checkpoint.id).await?;
    let pinned = (kept.questionnaire.as_str(), kept.pack.as_str(), kept.pack_version);
    let response = found.unwrap_or_else(|| Response::empty(pinned, file.kept.person.language));
    let pinned = (response.questionnaire.as_str(), response.pack.as_str(), response.pack_version);
    let definition = Definition::find(app, held, pinned).await?;
    Ok(Reading::new(response, definition, known_to_staff(file, one)))
}

impl Reading {
    /// Reads a response by its definition.
    #[must_use]
    pub fn new(response: Response, definition: Definition, known: Known) -> Self {
        let questionnaire = definition.questionnaire();
        let client = response.client_answers.as_ref().map(|text| stored(questionnaire, text));
        let (mut overlay, mut reviewed) = (Overlay::new(), None);
        if let Some(text) = &response.staff_answers {
            match response.staff {
                StaffState::ToRead | StaffState::Reviewed => {
                    reviewed = Some(stored(questionnaire, text))
                }
                StaffState::Draft | StaffState::None => overlay = laid(questionnaire, text),
            }
        }
        let reasons = response.staff_reasons.as_ref().map(texts).unwrap_or_default();
        Self { client, overlay, reasons, reviewed, response, definition, known }
    }

    #[must_use]
    pub fn questionnaire(&self) -> &Questionnaire {
        self.definition.questionnaire()
    }

    /// The answers that stand now: reviewed, or the client's with what staff put over them.
    #[must_use]
    pub fn standing(&self) -> Answers {
        match &self.reviewed {
            Some(reviewed) => reviewed.clone(),
            None => self.with(&self.overlay),
        }
    }

    /// The client's answers with these over them. What only a client may say stays as it was said.
    #[must_use]
    pub fn with(&self, overlay: &Overlay) -> Answers {
        let mut answers = self.client.clone().unwrap_or_default();
        for (id, over) in overlay {
            let question = self.questionnaire().question(id);
            let is_own = question.is_some_and(|question| question.self_completed_only);
            if is_own && answers.contains_key(id) {
                continue;
            }
            match over {
                Some(answer) => answers.insert(id.clone(), answer.clone()),
                None => answers.remove(id),
            };
        }
        answers
    }

    /// What has to be laid over the client's answers to come to these.
    #[must_use]
    pub fn overlay_to(&self, answers: &Answers) -> Overlay {
        let none = Answers::new();
        let client = self.client.as_ref().unwrap_or(&none);
        let put = answers.iter().filter(|(id, answer)| client.get(*id) != Some(*answer));
        let mut overlay: Overlay =
            put.map(|(id, answer)| (id.clone(), Some(answer.clone()))).collect();
        let taken = client.keys().filter(|id| !answers.contains_key(*id));
        overlay.extend(taken.map(|id| (id.clone(), None)));
        overlay
    }

    /// Answers that were put down whole, such as those that were put by.
    #[must_use]
    pub fn answers_in(&self, text: &Sealed) -> Answers {
        stored(self.questionnaire(), text)
    }

    /// One answer as it was written down on its own, for a list of changes.
    #[must_use]
    pub fn one(&self, question: &str, text: &Sealed) -> Option<Answer> {
        let value: Value = serde_json::from_str(text.stored()).ok()?;
        let object = Value::Object([(question.to_owned(), value)].into_iter().collect());
        answers_from_store(self.questionnaire(), &object).0.remove(question)
    }

    /// The way that answers take on the staff side.
    #[must_use]
    pub fn journey(&self, answers: &Answers) -> Journey {
        journey(self.questionnaire(), answers, Face::Staff, &self.known)
    }

    /// What differs between the client's answers and these.
    #[must_use]
    pub fn differences(&self, answers: &Answers) -> Vec<Difference> {
        differences(self.questionnaire(), self.client.as_ref(), answers, &self.known)
    }

    /// What differs now, each with who, when and why.
    #[must_use]
    pub fn changed(&self, changes: &[Change]) -> Vec<Changed> {
        let (Some(by), Some(at)) = (&self.response.staff_by, self.response.staff_at) else {
            return Vec::new();
        };
        let with_record = |difference: Difference| {
            let last = changes.iter().rev().find(|one| one.question == difference.question);
            let reason = last.and_then(|one| one.reason.clone()).map(Sealed::open);
            Changed {
                reason: self.reasons.get(&difference.question).cloned().or(reason),
                by: last.map_or_else(|| by.clone(), |one| one.by.clone()),
                by_name: last.and_then(|one| one.by_name.clone()),
                at: last.map_or(at, |one| one.at),
                difference,
            }
        };
        self.differences(&self.standing()).into_iter().map(with_record).collect()
    }

    /// Answers as they are stored.
    #[must_use]
    pub fn seal(&self, answers: &Answers) -> Sealed {
        Sealed::new(answers_to_json(self.questionnaire(), answers).to_string())
    }

    /// A draft as it is stored: null for what was taken out.
    #[must_use]
    pub fn seal_overlay(&self, overlay: &Overlay) -> Sealed {
        let given = overlay.iter().filter_map(|(id, over)| Some((id.clone(), over.clone()?)));
        let mut json = answers_to_json(self.questionnaire(), &given.collect());
        for id in overlay.iter().filter(|(_, over)| over.is_none()).map(|(id, _)| id) {
            json[id] = Value::Null;
        }
        Sealed::new(json.to_string())
    }
}

/// Reasons as they are stored.
#[must_use]
pub fn seal_reasons(reasons: &Reasons) -> Sealed {
    let json: serde_json::Map<String, Value> =
        reasons.iter().map(|(id, text)| (id.clone(), Value::from(text.as_str()))).collect();
    Sealed::new(Value::Object(json).to_string())
}

fn json(text: &Sealed) -> Value {
    serde_json::from_str(text.stored()).unwrap_or_else(|error| {
        tracing::error!(%error, "a stored answer is no JSON");
        Value::Object(serde_json::Map::new())
    })
}

/// Answers as they were written down.
#[must_use]
pub fn stored(questionnaire: &Questionnaire, text: &Sealed) -> Answers {
    let (answers, refused) = answers_from_store(questionnaire, &json(text));
    for (field, _) in &refused {
        tracing::error!(field, "a stored answer fits its question no more");
    }
    answers
}

fn laid(questionnaire: &Questionnaire, text: &Sealed) -> Overlay {
    let json = json(text);
    let (answers, _) = answers_from_store(questionnaire, &json);
    let mut overlay: Overlay = answers.into_iter().map(|(id, one)| (id, Some(one))).collect();
    overlay.extend(taken_out(&json));
    overlay
}

/// The questions whose answer is null: taken out on purpose.
pub fn taken_out(json: &Value) -> impl Iterator<Item = (String, Option<Answer>)> {
    let fields = json.as_object().into_iter().flatten();
    let is_blank = |value: &Value| value.is_null() || value.as_str().is_some_and(str::is_empty);
    fields.filter(move |(_, value)| is_blank(value)).map(|(id, _)| (id.clone(), None))
}

fn texts(text: &Sealed) -> Reasons {
    let json = json(text);
    let fields = json.as_object().into_iter().flatten();
    fields.filter_map(|(id, one)| Some((id.clone(), one.as_str()?.to_owned()))).collect()
}
