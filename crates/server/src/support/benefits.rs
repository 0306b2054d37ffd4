//! What was heard of a person's benefit claim, on their Support tab; also that one asked and heard
//! nothing.

use super::store::{self, BenefitCheck};
use crate::checkpoints::desk::File;
use crate::diary;
use crate::failure::Failure;
use crate::page::Words;
use crate::record::Reader;
use domain::diary::{Kind, Outcome};
use domain::support::unanswered;
use jiff::Timestamp;

/// Entries of the diary that are looked through, at most: the latest.
const ENTRIES_MAX: i64 = 200;

/// When one asked, and what was heard; the latest first.
///
/// # Errors
///
/// What the database says.
pub(super) async fn facts(
    reader: &mut Reader,
    (file, words): (&File, Words),
) -> Result<Vec<(String, String)>, Failure> {
    let person = file.kept.person.id;
    let checks = store::benefit_checks(reader, &person).await?;
    let entries = diary::store::latest(reader, &person, ENTRIES_MAX).await?;
    let asked: Vec<(Timestamp, Option<String>)> = entries
        .iter()
        .filter(|kept| kept.kind == Kind::BenefitCheck && was_held(kept.entry.outcome))
        .filter_map(|kept| {
            let note = kept.note.as_ref().map(|note| note.said(words));
            Some((kept.closed_at?, note))
        })
        .collect();
    let moments: Vec<Timestamp> = asked.iter().map(|(at, _)| *at).collect();
    let heard: Vec<Timestamp> = checks.iter().map(|one| one.made_at).collect();
    let left = unanswered(&moments, &heard);
    let mut all: Vec<(Timestamp, String)> =
        checks.iter().map(|one| (one.made_at, heard_said(words, one))).collect();
    let nothing = asked.into_iter().filter(|(at, _)| left.contains(at));
    let said = words.say("support-could-not-say");
    all.extend(nothing.map(|(at, of)| (at, with_whom(said.clone(), of.as_deref()))));
    all.sort_by_key(|(at, _)| std::cmp::Reverse(*at));
    let when = |at: Timestamp| {
        let at = at.to_zoned(file.kept.office_zone.clone());
        words.with("support-asked", &[("when", words.moment_near(&at, file.today()).into())])
    };
    Ok(all.into_iter().map(|(at, said)| (when(at), said)).collect())
}

/// Whether somebody was asked, whatever they said.
fn was_held(outcome: Option<Outcome>) -> bool {
    matches!(outcome, Some(Outcome::Done | Outcome::Reached))
}

fn heard_said(words: Words, one: &BenefitCheck) -> String {
    let key = if one.is_closed { "support-claim-closed" } else { "support-claim-open" };
    with_whom(words.say(key), one.asked_of.as_deref())
}

fn with_whom(said: String, asked: Option<&str>) -> String {
    match asked {
        Some(name) => format!("{said} ({name})"),
        None => said,
    }
}
