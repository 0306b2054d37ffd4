//! Two who write at once: whose answer to a question counts.
//!
//! A page posts for each question the mark of the answer that stood on it. Held against what
//! stands there now and against what was typed, it tells who of the two changed something.

use super::reading::Reading;
use super::wire::answer_to_json;
use super::wording::{answer_text, question_text};
use crate::api::Posted;
use crate::keys::sha256_hex;
use crate::page::Words;
use domain::surveys::{Answer, Answers, Question};

/// Whose answer counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    Theirs,
    Mine,
}

/// One question on which what stands there and what was written are not the same.
#[derive(Debug, Clone)]
pub struct Both {
    pub id: String,
    pub question: String,
    pub there: String,
    pub written: String,
    pub is_theirs: bool,
}

/// The mark of an answer: the same for the same answer, and nothing else.
#[must_use]
pub fn mark(question: &Question, answer: Option<&Answer>) -> String {
    let text = answer.map(|answer| answer_to_json(question, answer).to_string());
    sha256_hex(text.unwrap_or_default().as_bytes()).chars().take(16).collect()
}

/// Decides whose answer to a question counts: as it was chosen, else of whoever changed it. Where
/// both did, what was written stands until somebody chooses.
#[must_use]
pub fn side(posted: &Posted, question: &Question, (there, mine): Pair<'_>) -> Side {
    let id = &question.id;
    match posted.text(&format!("m.{id}")) {
        "theirs" => return Side::Theirs,
        "mine" | "edit" => return Side::Mine,
        _ => {}
    }
    let seen = posted.all("was").find_map(|was| was.strip_prefix(&format!("{id}:")));
    let is_mine_as_seen = seen.is_some_and(|seen| seen == mark(question, mine));
    let is_there_as_seen = seen.is_none_or(|seen| seen == mark(question, there));
    if is_mine_as_seen && !is_there_as_seen { Side::Theirs } else { Side::Mine }
}

/// What stands there, and what was written.
pub type Pair<'a> = (Option<&'a Answer>, Option<&'a Answer>);

/// The questions on which the two differ, each with both texts.
#[must_use]
pub fn both(
    reading: &Reading,
    posted: &Posted,
    (there, written): (&Answers, &Answers),
    words: Words,
) -> Vec<Both> {
    let said = |question: &Question, answer: Option<&Answer>| {
        let currency = reading.definition.currency();
        answer.map_or_else(
            || words.say("surveys-unanswered"),
            |answer| answer_text(question, answer, &words, currency),
        )
    };
    let pair = |question: &Question| {
        let id = &question.id;
        (there.get(id).cloned(), written.get(id).cloned())
    };
    let mut all = Vec::new();
    for question in &reading.questionnaire().questions {
        let (there, written) = pair(question);
        if there == written {
            continue;
        }
        let date = |day| words.date_long(day);
        let whose = side(posted, question, (there.as_ref(), written.as_ref()));
        all.push(Both {
            id: question.id.clone(),
            question: question_text(question, &reading.known, words.locale, date),
            there: said(question, there.as_ref()),
            written: said(question, written.as_ref()),
            is_theirs: whose == Side::Theirs,
        });
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::programmes::{find_shipped, read_programme};

    #[test]
    fn whoever_changed_an_answer_is_heard() {
        let pack = find_shipped("on-ies").expect("is shipped");
        let programme = read_programme(pack.text, "on-ies").expect("reads");
        let question = programme.questionnaires[0].question("need_help").expect("is asked");
        let yes = Answer::Choice("yes".to_owned());
        let no = Answer::Choice("no".to_owned());
        let check = |seen: Option<&Answer>, pair: Pair<'_>, chosen: &str, expected: Side| {
            let was = format!("need_help:{}", mark(question, seen));
            let fields =
                vec![("was".to_owned(), was), ("m.need_help".to_owned(), chosen.to_owned())];
            let posted = Posted::from_fields(fields);
            assert_eq!(side(&posted, question, pair), expected, "{seen:?} {pair:?} {chosen}");
        };
        check(None, (None, Some(&yes)), "", Side::Mine);
        check(None, (Some(&yes), None), "", Side::Theirs);
        check(Some(&no), (Some(&yes), Some(&no)), "", Side::Theirs);
        check(Some(&no), (Some(&no), Some(&yes)), "", Side::Mine);
        // Both changed it: what was written is kept until somebody chooses.
        check(None, (Some(&yes), Some(&no)), "", Side::Mine);
        check(None, (Some(&yes), Some(&no)), "theirs", Side::Theirs);
        check(Some(&no), (Some(&yes), Some(&no)), "mine", Side::Mine);
        check(Some(&no), (Some(&yes), Some(&no)), "edit", Side::Mine);
    }
}
