//! What an entry says besides its action, in words: a kind, how something went, a day.
//!
//! Entries hold ids, codes and dates. Ids help the auditor alone, who reads the entries
//! themselves, and codes of packs and flows have their titles where what they name is shown:
//! neither is said.

use crate::page::Words;
use jiff::civil::Date;

/// By whose words a part is said, the first that has it.
fn nouns(action: &str) -> &'static [&'static str] {
    match action {
        "enter attempt" | "ask employer" => &["contacts-channel", "contacts-outcome"],
        "book entry" | "log entry" | "replace entry" | "close entry" => {
            &["diary-kind", "diary-outcome"]
        }
        "open task" | "finish task" | "cancel task" | "hand over task" => {
            &["audit-detail", "tasks-kind"]
        }
        "wake run" => &["diary-kind", "tasks-kind", "audit-detail"],
        "prepare claim" | "submit claim" => &["claims-kind"],
        "check benefit" => &["audit-benefit"],
        "enter employer contact" => &["audit-basis"],
        "change placement" => &["audit-source", "audit-detail"],
        "record submission try" => &["audit-try"],
        "begin run"
        | "enrol person"
        | "place into outcomes"
        | "change stage"
        | "write letter"
        | "begin form"
        | "fill form"
        | "complete form"
        | "write email"
        | "take funder section" => &[],
        _ => &["audit-detail"],
    }
}

/// The detail of an entry, such as `email reminder 2`, as it stands within a sentence; empty
/// where there is nothing to say.
pub(super) fn said(words: Words, action: &str, detail: &str) -> String {
    let nouns = nouns(action);
    if let Some(said) = known(words, nouns, detail) {
        return said;
    }
    let mut parts = Vec::new();
    for clause in detail.split(", ") {
        // An event: what is due, or was done.
        let clause = clause.rsplit_once('.').map_or(clause, |(_, last)| last);
        match known(words, nouns, clause) {
            Some(said) => parts.push(said),
            None => clause_said(words, (action, nouns), clause, &mut parts),
        }
    }
    parts.join(", ")
}

fn clause_said(
    words: Words,
    (action, nouns): (&str, &[&str]),
    clause: &str,
    parts: &mut Vec<String>,
) {
    let mut before = if action == "type in paper" { "received" } else { "" };
    for token in clause.split_whitespace() {
        let said = known(words, nouns, token);
        match (token.parse::<Date>(), said) {
            (Ok(on), _) => {
                let on = words.date(on);
                let key = format!("audit-on-{before}");
                let said = words.has(&key).then(|| words.with(&key, &[("on", on.clone().into())]));
                parts.push(said.unwrap_or(on));
            }
            (Err(_), Some(said)) => parts.push(said),
            // The how-manieth of what stands before it.
            (Err(_), None) if token.bytes().all(|byte| byte.is_ascii_digit()) => {
                if let Some(last) = parts.last_mut() {
                    *last = format!("{last} {token}");
                }
            }
            (Err(_), None) => {}
        }
        before = token;
    }
}

/// A word of ours as it stands within a sentence.
fn known(words: Words, nouns: &[&str], word: &str) -> Option<String> {
    let word = word.replace([' ', '_', ','], "-");
    let mut keys = nouns.iter().map(|noun| format!("{noun}-{word}"));
    keys.find(|key| words.has(key)).map(|key| small(&words.say(&key)))
}

/// The same words with a small letter at their beginning, unless they begin with an abbreviation.
fn small(text: &str) -> String {
    let mut letters = text.chars();
    match (letters.next(), letters.clone().next()) {
        (Some(_), Some(second)) if second.is_uppercase() => text.to_owned(),
        (Some(first), _) => first.to_lowercase().chain(letters).collect(),
        (None, _) => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::Locale;

    /// The action, the detail, and how each language says it; no French where it is not compared.
    const CASES: &[(&str, &str, &str, &str)] = &[
        ("write message", "email reminder 2", "e-mail, reminder 2", "courriel, rappel 2"),
        (
            "record sending",
            "told to wait",
            "the provider asked to wait",
            "le fournisseur demande d’attendre",
        ),
        ("begin survey", "lnk_01M82GRRKBFMVTSE0M0K96Z71C", "", ""),
        ("wake run", "diary_due.tracking_call", "tracking call", "appel de suivi"),
        ("wake run", "task_done.arrange_site_visit", "arrange a site visit", ""),
        ("wake run", "employer_reply_received", "the employer answered", "l’employeur a répondu"),
        ("wake run", "approval.decided", "the claim was decided", ""),
        ("open task", "book_rapid_response", "book a rapid response session", ""),
        ("open task", "job_lost", "lost job", "perte d’emploi"),
        ("open task", "own_kind", "", ""),
        ("enter attempt", "phone reached", "telephone, reached", ""),
        ("enter attempt", "phone refused", "telephone, refused to speak", ""),
        ("enter attempt", "phone answer_machine", "telephone, answer machine, message left", ""),
        ("log entry", "tracking_call reached", "tracking call, reached, held", ""),
        ("close entry", "refused", "refused", "refus"),
        ("record sending", "refused", "it was refused for good", "refusé pour de bon"),
        (
            "change placement",
            "ended 2026-11-20 client",
            "ended on Fri 20 Nov 2026, said by the client",
            "fin le ven. 20 nov. 2026, selon la personne",
        ),
        (
            "change placement",
            "started 2026-11-20, hours or pay",
            "started on Fri 20 Nov 2026, hours or pay",
            "début le ven. 20 nov. 2026, heures ou salaire",
        ),
        ("change placement", "end taken back", "the end was taken back", ""),
        (
            "change person",
            "withdrawn 2026-10-28, do not contact on",
            "withdrawn on Wed 28 Oct 2026, no contact any more",
            "retrait le mer. 28 oct. 2026, ne plus contacter",
        ),
        ("change person", "died taken back", "death taken back", "décès annulé"),
        ("pin checkpoint", "2026-10-28", "Wed 28 Oct 2026", "mer. 28 oct. 2026"),
        ("type in paper", "2026-10-28", "received on Wed 28 Oct 2026", "reçu le mer. 28 oct. 2026"),
        ("check benefit", "closed", "the claim is closed", "la demande est fermée"),
        ("check benefit", "open", "the claim is open again", "la demande est rouverte"),
        ("enrol person", "on-ies", "", ""),
        ("complete form", "wp07", "", ""),
        ("change stage", "job_search", "", ""),
        ("prepare claim", "job_outcome", "job outcome", ""),
        ("record submission try", "not_taken", "it was not taken", ""),
        ("end run", "job over", "the job is over", "l’emploi est terminé"),
        ("end run", "next call", "the next call was begun", ""),
        ("countersign claim", "form open", "though a form is not complete", ""),
        ("enter employer contact", "designation_order", "by a law or an order", ""),
        (
            "open file",
            "outside the caseload, with a reason",
            "outside the caseload, with a reason",
            "hors de la charge de cas, avec un motif",
        ),
    ];

    #[test]
    fn details_are_said_as_a_sentence_says_them() {
        let (en, fr) = (Words::new(Locale::En), Words::new(Locale::Fr));
        for (action, detail, english, french) in CASES {
            assert_eq!(said(en, action, detail), *english, "{action}: {detail}");
            let there = said(fr, action, detail);
            assert_eq!(there.is_empty(), english.is_empty(), "{action}: {detail}");
            assert!(french.is_empty() || there == *french, "{action}: {detail} is {there}");
        }
    }
}
