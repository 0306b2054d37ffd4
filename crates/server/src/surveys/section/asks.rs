//! What else can be done with a questionnaire: a second reading, giving it back, taking a draft
//! over.

use super::{Looking, Seen, anchor, moment};
use crate::failure::Failure;
use crate::page::{Choice, Field, Words};
use crate::record::Held;
use crate::surveys::act::closed_because;
use crate::surveys::second::makers;
use crate::surveys::store::rounds::{self, Reading, Return};
use crate::surveys::store::{StaffState, copies};
use domain::access::Right;
use domain::checkpoints::second::{ReadRefused, Waiting, may_read};
use domain::checkpoints::{AnswerState, ReviewState};
use domain::ids::CheckpointId;

/// What is asked of the database for it.
#[derive(Default)]
pub struct Around {
    pub returns: Vec<Return>,
    pub readings: Vec<Reading>,
    others: Vec<copies::Others>,
    makers: Vec<String>,
}

/// Loads what stands around a questionnaire.
///
/// # Errors
///
/// What the database says.
pub async fn around(
    held: &mut impl Held,
    looking: Looking<'_>,
    (id, response): (&CheckpointId, &crate::surveys::store::Response),
) -> Result<Around, Failure> {
    Ok(Around {
        returns: rounds::returns(held, id).await?,
        readings: rounds::readings(held, id).await?,
        others: copies::of_others(held, id, &looking.viewer.user).await?,
        makers: makers(held, id, response).await?,
    })
}

/// The second reading, where a review waits for it.
pub struct ReadingForm {
    pub since: String,
    /// Why this viewer may not read; empty where they may.
    pub barred: String,
    pub reason: Field,
}

/// Giving a survey back to the client.
pub struct BackForm {
    pub reason: Field,
    pub channel: Field,
}

/// A colleague's unfinished draft.
pub struct OthersDraft {
    pub said: String,
    pub user: String,
}

/// The form of a second reading.
pub fn reading_form(seen: Seen<'_>, around: &Around, looking: Looking<'_>) -> Option<ReadingForm> {
    let words = looking.words;
    let review = seen.one.kept.checkpoint.review;
    let ReviewState::ToRead { at } = review else { return None };
    let reader = looking.viewer.user.to_string();
    let barred = match may_read(&Waiting { review, makers: &around.makers }, &reader) {
        Ok(()) if looking.viewer.role.holds(Right::Review) => String::new(),
        Ok(()) => words.say("surveys-may-not-review"),
        Err(ReadRefused::OwnWork) => words.say("surveys-own-work"),
        Err(ReadRefused::NotWaiting | ReadRefused::ReasonWanted) => {
            words.say("surveys-nothing-to-read")
        }
    };
    let by = seen.changes.last().and_then(|change| change.by_name.clone());
    let by = by.or_else(|| seen.reading.response.staff_by.clone()).unwrap_or_default();
    let by = if Some(&by) == seen.reading.response.staff_by.as_ref() {
        around_name(seen, &by)
    } else {
        by
    };
    let at = moment(seen, words, at);
    let reason = Field::new(words, "reason", "surveys-read-reason")
        .hint("surveys-read-reason-hint")
        .id(anchor(seen.one.kept.checkpoint.id.as_str(), "read-reason"))
        .length_max(500)
        .width("wide");
    let since = words.with("surveys-waiting-since", &[("at", at.into()), ("by", by.into())]);
    Some(ReadingForm { since, barred, reason })
}

/// The name of whoever submitted, where it is the owner of the file or one who changed an answer.
fn around_name(seen: Seen<'_>, user: &str) -> String {
    let kept = &seen.file.kept;
    if kept.owner.as_str() == user {
        return kept.owner_name.clone();
    }
    let change = seen.changes.iter().find(|change| change.by == user);
    change.and_then(|change| change.by_name.clone()).unwrap_or_else(|| user.to_owned())
}

/// The form that gives a survey back.
pub fn back_form(seen: Seen<'_>, looking: Looking<'_>) -> Option<BackForm> {
    let (words, checkpoint) = (looking.words, &seen.one.kept.checkpoint);
    let is_sent = match checkpoint.answer {
        AnswerState::Submitted { .. } => true,
        AnswerState::None | AnswerState::Partial { .. } | AnswerState::Refused { .. } => false,
    };
    let role = looking.viewer.role;
    let may = role.holds(Right::Review) && role.holds(Right::Ask);
    let is_over = closed_because(checkpoint).is_some() || checkpoint.review.is_submitted();
    if !is_sent || !may || is_over {
        return None;
    }
    let id = checkpoint.id.as_str();
    let reason = Field::new(words, "reason", "surveys-return-reason")
        .hint("surveys-return-reason-hint")
        .id(anchor(id, "return-reason"))
        .length_max(500)
        .width("wide");
    let ways = ["email", "sms", "link"];
    let choice = |way: &str| Choice::new(way, words.say(&format!("surveys-return-by-{way}")));
    let channel = Field::new(words, "channel", "surveys-return-channel")
        .choices(ways.map(choice).to_vec())
        .id(anchor(id, "return-channel"))
        .value(usual_way(seen));
    Some(BackForm { reason, channel })
}

/// The first way in which the client may be written to, else the link.
fn usual_way(seen: Seen<'_>) -> &'static str {
    use domain::people::{Reach, reach};
    use domain::programmes::AskChannel;
    let person = &seen.file.kept.person;
    for (way, channel) in [("email", AskChannel::Email), ("sms", AskChannel::Sms)] {
        if let Reach::At { .. } = reach(&person.standing, &person.contact_points, channel) {
            return way;
        }
    }
    "link"
}

/// What happened around the questionnaire, in sentences to be noticed.
pub fn told(seen: Seen<'_>, around: &Around, words: Words) -> Vec<String> {
    let mut told = Vec::new();
    let by = |name: &Option<String>| name.clone().unwrap_or_default();
    let response = &seen.reading.response;
    if let Some(last) = around.returns.first() {
        let args = [
            ("at", moment(seen, words, last.at).into()),
            ("by", by(&last.by_name).into()),
            ("reason", last.reason.as_str().into()),
        ];
        told.push(words.with("surveys-flag-returned", &args));
    }
    if let Some(last) = around.readings.first() {
        let reason = last.reason.clone().unwrap_or_default();
        let args = [
            ("at", moment(seen, words, last.at).into()),
            ("by", by(&last.by_name).into()),
            ("reason", reason.into()),
        ];
        match response.staff {
            StaffState::Draft if !last.agreed => told.push(words.with("surveys-sent-back", &args)),
            StaffState::Reviewed if last.agreed => told.push(words.with("surveys-agreed", &args)),
            StaffState::None | StaffState::Draft | StaffState::ToRead | StaffState::Reviewed => {}
        }
    }
    told
}

/// Unfinished drafts of colleagues, without what is in them.
pub fn others(seen: Seen<'_>, around: &Around, words: Words) -> Vec<OthersDraft> {
    let one = |other: &copies::Others| {
        let at = moment(seen, words, other.saved_at);
        let args = [("name", other.name.as_str().into()), ("at", at.into())];
        let said = words.with("surveys-others-draft", &args);
        OthersDraft { said, user: other.user.to_string() }
    };
    around.others.iter().map(one).collect()
}
