//! What to know on a guided call: how often one keeps in touch and what was agreed, the last
//! contact attempt, and what an employer said where the flow asks whether they did.

use super::act::Loaded;
use super::view;
use crate::claims;
use crate::contacts;
use crate::employers;
use crate::employers::act::Answers;
use crate::failure::Failure;
use crate::page::Words;
use crate::record::{Held, Reader};
use crate::support;
use domain::claims::State as ClaimState;
use domain::flows::{AutoBy, Effect, Kind, Node, State, What};

/// What an employer answered, as conditions of flows name it.
const REPLY: &str = "employer_reply";
/// What was decided on the claim of a job, as conditions of flows name it.
const COUNTERSIGNATURE: &str = "countersignature";

/// What stands beside a node.
pub(super) struct Known {
    /// What to know of the person, while one speaks with them.
    pub facts: Vec<(String, String)>,
    /// What the employer answered, where it is asked whether they did.
    pub employer_said: String,
    /// Why the claim came back, where it is asked about or passed on once more.
    pub returned: String,
    /// Where the call stands; of one that waits, for what and until when.
    pub standing: String,
    /// The entry of the diary on which a waiting call goes on; empty where there is none.
    pub entry: String,
}

/// Reads what is known beside a node.
pub(super) async fn of(
    reader: &mut Reader,
    words: Words,
    (loaded, node): (&Loaded, &Node),
) -> Result<Known, Failure> {
    let entry = view::waits_until(reader, &loaded.kept).await?;
    Ok(Known {
        facts: match loaded.run.state {
            State::Open => of_person(reader, words, loaded).await?,
            State::Waiting | State::Closed => Vec::new(),
        },
        employer_said: employer_said(reader, words, (loaded, node)).await?,
        returned: returned(reader, words, (loaded, node)).await?,
        standing: view::waiting_said(words, (&loaded.flow, &loaded.kept), entry.as_ref()),
        entry: entry.map(|entry| format!("/diary/{}", entry.id)).unwrap_or_default(),
    })
}

/// What is known of the person before one speaks with them.
async fn of_person(
    reader: &mut Reader,
    words: Words,
    loaded: &Loaded,
) -> Result<Vec<(String, String)>, Failure> {
    let mut facts = support::tab::brief(reader, (&loaded.file, words)).await?;
    let tries = contacts::store::of_person(reader, &loaded.file.kept.person.id, 1).await?;
    if let Some(last) = tries.first() {
        let line = contacts::view::line(words, &loaded.file, last);
        let args = [("field", line.when.into()), ("said", line.said.into())];
        facts.push((words.say("runs-last-try"), words.with("runs-field-said", &args)));
    }
    Ok(facts)
}

/// What the employer answered by their link, where the record answers a question from it; empty
/// anywhere else, and where they have not answered.
async fn employer_said(
    held: &mut impl Held,
    words: Words,
    (loaded, node): (&Loaded, &Node),
) -> Result<String, Failure> {
    if !asks(node, REPLY) {
        return Ok(String::new());
    }
    let asked = employers::store::last_ask(held, &loaded.kept.placement).await?;
    let Some((answers, at)) = asked.and_then(|asked| asked.answers.zip(asked.answered_at)) else {
        return Ok(String::new());
    };
    let Ok(answers) = serde_json::from_str::<Answers>(&answers) else {
        return Ok(String::new());
    };
    let at = at.to_zoned(loaded.file.kept.office_zone.clone());
    let args = [
        ("said", employers::view::answers_said(words, &answers).into()),
        ("by", answers.by.into()),
        ("when", words.moment_near(&at, loaded.file.today()).into()),
    ];
    Ok(words.with("runs-employer-said", &args))
}

/// Why the claim of the job came back, where the call is about that; empty anywhere else.
async fn returned(
    held: &mut impl Held,
    words: Words,
    (loaded, node): (&Loaded, &Node),
) -> Result<String, Failure> {
    let passes_on =
        |effect: &Effect| matches!(effect.what, What::ClaimPrepare | What::ApprovalRequest);
    let is_about = asks(node, COUNTERSIGNATURE) || node.effects.iter().any(passes_on);
    if !is_about || loaded.run.state != State::Open {
        return Ok(String::new());
    }
    let claim = claims::store::latest_of(held, &loaded.kept.placement).await?;
    let Some(claim) = claim.filter(|kept| kept.claim.state == ClaimState::Returned) else {
        return Ok(String::new());
    };
    let at = claim.stands_at.to_zoned(loaded.file.kept.office_zone.clone());
    let args = [
        ("by", claim.decided_by_name.unwrap_or_default().into()),
        ("when", words.moment_near(&at, loaded.file.today()).into()),
        ("reason", claim.reason.unwrap_or_default().into()),
    ];
    Ok(words.with("runs-returned", &args))
}

/// Whether the record answers a question from such a fact.
fn asks(node: &Node, fact: &str) -> bool {
    let Kind::Question { auto: Some(auto), .. } = &node.kind else { return false };
    match &auto.by {
        AutoBy::First(all) => all.iter().any(|(when, _)| when.variables().contains(fact)),
        AutoBy::Fact(one) => one == fact,
    }
}
