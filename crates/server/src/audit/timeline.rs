//! A person's timeline: everything that was done, newest first, in words.

use super::detail;
use super::store::{self, Line};
use crate::access::{Viewer, open_file};
use crate::api::{At, LIMIT_MAX, Listed, query};
use crate::app::App;
use crate::failure::Failure;
use crate::page::Words;
use crate::people;
use crate::record::Held;
use crate::runs;
use axum::Json;
use axum::extract::State;
use axum::http::Uri;
use domain::access::Right;
use domain::ids::PersonId;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// The doors of this noun.
#[must_use]
pub fn doors() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(index))
}

/// One thing that was done or seen.
#[derive(Debug, Serialize, ToSchema)]
pub struct Happened {
    #[schema(value_type = String, format = DateTime)]
    pub at: Timestamp,
    /// `change`, `view` or `refused`.
    pub kind: String,
    /// A name, `client`, or the name of a job.
    pub by: String,
    pub text: String,
    /// The id of what it was done to.
    pub subject: String,
}

/// What the steps of calls are called, by the place in the chain of the line that left each.
pub type Steps = HashMap<i64, String>;

/// Puts lines of the audit into words.
#[must_use]
pub fn said(lines: Vec<Line>, words: Words, steps: &Steps) -> Vec<Happened> {
    let happened = |line: Line| {
        let text = line_said(&line, words, steps);
        Happened {
            at: line.at,
            kind: line.kind,
            by: line.actor_name.unwrap_or(line.actor),
            text,
            subject: line.subject,
        }
    };
    lines.into_iter().map(happened).collect()
}

/// A line in words, such as `opened a task (call back)`.
#[must_use]
pub fn line_said(line: &Line, words: Words, steps: &Steps) -> String {
    let key = format!("audit-action-{}", line.action.replace([' ', '_'], "-"));
    let action = if words.has(&key) { words.say(&key) } else { line.action.clone() };
    let step = || steps.get(&line.seq).cloned();
    let detail = match line.action.as_str() {
        ANSWER => step().unwrap_or_default(),
        action => detail::said(words, action, &line.detail),
    };
    if detail.is_empty() { action } else { format!("{action} ({detail})") }
}

/// What a line says of whoever left a step of a call, and of whoever went back to the one before.
pub const ANSWER: &str = "answer run";
pub const BACK: &str = "go back in run";
const SAVE: &str = "save run";

/// A line of the timeline, or what somebody did in one sitting of a call, as one.
#[derive(Debug)]
pub struct Entry {
    /// What says most of it.
    pub line: Line,
    /// When the first and the last of it were done.
    pub from: Timestamp,
    pub until: Timestamp,
    /// How many lines come before its latest one, and before its first.
    place: usize,
    first: usize,
    answered: usize,
    gone_back: usize,
}

impl Entry {
    fn new(place: usize, line: Line) -> Self {
        let (answered, gone_back) = counted(&line);
        Self { from: line.at, until: line.at, place, first: place, answered, gone_back, line }
    }

    fn takes(&mut self, (place, earlier): (usize, Line)) {
        let (answered, gone_back) = counted(&earlier);
        self.answered += answered;
        self.gone_back += gone_back;
        (self.from, self.first) = (earlier.at, place);
        // What was answered says more than that somebody typed or went back.
        if self.line.action != ANSWER && earlier.action == ANSWER {
            self.line = earlier;
        }
    }

    /// In words. Who went back to a step and answered it again went through it once.
    #[must_use]
    pub fn said(&self, words: Words, steps: &Steps) -> String {
        match self.answered.saturating_sub(self.gone_back) {
            0 | 1 => line_said(&self.line, words, steps),
            many => words.with("audit-steps", &[("steps", many.into())]),
        }
    }
}

fn counted(line: &Line) -> (usize, usize) {
    (usize::from(line.action == ANSWER), usize::from(line.action == BACK))
}

/// Lines, the newest first, with what one person did in one sitting of a call as one entry in the
/// place of its latest line. What others did meanwhile stands where it stood.
#[must_use]
pub fn by_sitting(lines: Vec<Line>) -> Vec<Entry> {
    let mut entries: Vec<Entry> = Vec::new();
    // Where the sittings stand that may begin earlier still, by their calls.
    let mut sittings: HashMap<String, usize> = HashMap::new();
    for (place, line) in lines.into_iter().enumerate() {
        if !line.action.ends_with(" run") && line.action != FINISH {
            entries.push(Entry::new(place, line));
            continue;
        }
        let is_step = [ANSWER, BACK, SAVE].contains(&line.action.as_str());
        let own = sittings.get(&line.subject).and_then(|at| entries.get_mut(*at));
        match own.filter(|own| is_step && own.line.actor == line.actor) {
            Some(own) => own.takes((place, line)),
            None => {
                // The call began here, its sitting ended, or somebody else took it over.
                sittings.remove(&line.subject);
                if is_step {
                    sittings.insert(line.subject.clone(), entries.len());
                }
                entries.push(Entry::new(place, line));
            }
        }
    }
    entries
}

/// Keeps the entries of one page: those of the first lines, and what stands among the lines of a
/// sitting that began before them, so that every sitting is whole. Gives how many lines that are.
pub fn cut(entries: &mut Vec<Entry>, lines: usize) -> usize {
    let mut end = lines;
    entries.retain(|one| {
        let is_shown = one.place < end;
        if is_shown {
            end = end.max(one.first + 1);
        }
        is_shown
    });
    end
}

const FINISH: &str = "finish sitting";

/// Puts the words of texts that came in behind their entries, which hold ids alone.
#[must_use]
pub fn with_texts(mut items: Vec<Happened>, texts: &HashMap<String, String>) -> Vec<Happened> {
    for one in &mut items {
        one.text = with_text(std::mem::take(&mut one.text), texts.get(&one.subject));
    }
    items
}

/// The same for one text.
#[must_use]
pub fn with_text(said: String, words: Option<&String>) -> String {
    match words {
        Some(words) => format!("{said}: “{words}”"),
        None => said,
    }
}

#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct TimelineQuery {
    /// Rows wanted, from 1 to 200.
    limit: Option<i64>,
    /// The `next` of the page before.
    after: Option<i64>,
    access_reason: Option<String>,
}

/// Everything about a person, newest first.
#[utoipa::path(get, path = "/people/{id}/timeline", tag = "people", params(TimelineQuery),
    responses((status = 200, body = Listed<Happened>)))]
async fn index(
    State(app): State<App>,
    viewer: Viewer,
    At(id): At<PersonId>,
    uri: Uri,
) -> Result<Json<Listed<Happened>>, Failure> {
    viewer.may(Right::SeePeople)?;
    let words = Words { locale: viewer.language.into() };
    let asked: TimelineQuery = query(&uri)?;
    let limit = asked.limit.unwrap_or(LIMIT_MAX).clamp(1, LIMIT_MAX);
    let mut reader = app.reader(&viewer).await?;
    let kept = people::store::find(&mut reader, &id).await?.ok_or(Failure::NotFound)?;
    drop(reader);
    open_file(&app, &viewer, kept.file(), asked.access_reason.as_deref()).await?;
    let mut reader = app.reader(&viewer).await?;
    let place = (&viewer.agency, &id);
    let mut lines = store::timeline(reader.conn(), place, asked.after, limit + 1).await?;
    let more = lines.len() as i64 > limit;
    lines.truncate(usize::try_from(limit).unwrap_or_default());
    let next = lines.last().filter(|_| more).map(|line| line.seq.to_string());
    let texts = people::store::texts::words(&mut reader, &id, LIMIT_MAX).await?;
    let steps = runs::steps::of(&app, &mut reader, &lines, words).await?;
    Ok(Json(Listed { items: with_texts(said(lines, words, &steps), &texts), next }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line((minute, actor): (i64, &str), action: &str, subject: &str) -> Line {
        Line {
            at: Timestamp::from_second(minute * 60).expect("a moment"),
            seq: minute,
            kind: "change".to_owned(),
            actor: actor.to_owned(),
            actor_name: None,
            action: action.to_owned(),
            subject: subject.to_owned(),
            detail: String::new(),
        }
    }

    /// The entries of lines that are given from the first to the last, the newest first.
    fn entries(lines: Vec<Line>, steps: &Steps) -> Vec<(String, i64, i64)> {
        let all = by_sitting(lines.into_iter().rev().collect());
        let minute = |at: Timestamp| at.as_second() / 60;
        all.iter()
            .map(|one| (one.said(Words::default(), steps), minute(one.from), minute(one.until)))
            .collect()
    }

    #[test]
    fn a_sitting_is_one_entry_and_what_others_did_meanwhile_stays() {
        let said = |text: &str, from: i64, until: i64| (text.to_owned(), from, until);
        let lines = vec![
            line((1, "ada"), "begin run", "run_a"),
            line((2, "ada"), ANSWER, "run_a"),
            line((3, "ada"), ANSWER, "run_a"),
            line((4, "bob"), "open file", "per_a"),
            line((5, "ada"), BACK, "run_a"),
            line((6, "ada"), ANSWER, "run_a"),
            line((7, "ada"), SAVE, "run_a"),
            line((8, "ada"), ANSWER, "run_a"),
            line((9, "ada"), "finish sitting", "run_a"),
            // The next sitting, in which somebody else takes it over, beside another call.
            line((10, "system"), "wake run", "run_a"),
            line((11, "ada"), ANSWER, "run_a"),
            line((12, "bob"), ANSWER, "run_b"),
            line((13, "bob"), ANSWER, "run_a"),
            line((14, "bob"), ANSWER, "run_b"),
        ];
        assert_eq!(
            entries(lines, &Steps::new()),
            [
                said("went through 2 steps of a call", 12, 14),
                said("answered a step of a call", 13, 13),
                said("answered a step of a call", 11, 11),
                said("a call goes on", 10, 10),
                said("ended a sitting of a call", 9, 9),
                said("went through 3 steps of a call", 2, 8),
                said("opened the file", 4, 4),
                said("began a guided call", 1, 1),
            ]
        );
    }

    #[test]
    fn one_step_says_which_and_typing_alone_is_no_step() {
        let lines = || {
            vec![
                line((2, "ada"), ANSWER, "run_a"),
                line((3, "ada"), SAVE, "run_a"),
                line((4, "ada"), SAVE, "run_a"),
            ]
        };
        let steps = Steps::from([(2, "Offer support".to_owned())]);
        assert_eq!(
            said(lines(), Words::default(), &steps)[0].text,
            "answered a step of a call (Offer support)"
        );
        let told = entries(lines(), &steps);
        assert_eq!(told, [("answered a step of a call (Offer support)".to_owned(), 2, 4)]);
        let typed = lines().split_off(1);
        let told = entries(typed, &steps);
        assert_eq!(told, [("kept what was typed in a call".to_owned(), 3, 4)]);
    }

    #[test]
    fn a_page_ends_where_its_sittings_began_and_holds_what_stands_among_them() {
        // The newest first: who did it, and in which call.
        let lines = || {
            let all = [
                line((9, "ada"), "open file", "per_a"),
                line((8, "ada"), ANSWER, "run_a"),
                line((7, "bob"), ANSWER, "run_b"),
                line((6, "ada"), ANSWER, "run_a"),
                line((5, "bob"), ANSWER, "run_b"),
                line((4, "ada"), "begin run", "run_a"),
                line((3, "bob"), "begin run", "run_b"),
            ];
            all.to_vec()
        };
        // Lines that a page has at least, lines that it has, and where its entries began.
        let cases: [(usize, usize, &[i64]); 5] = [
            (1, 1, &[9]),
            (2, 5, &[9, 6, 5]),
            (5, 5, &[9, 6, 5]),
            (6, 6, &[9, 6, 5, 4]),
            (8, 8, &[9, 6, 5, 4, 3]),
        ];
        for (least, end, begun) in cases {
            let mut entries = by_sitting(lines());
            assert_eq!(cut(&mut entries, least), end, "at least {least}");
            let own: Vec<i64> = entries.iter().map(|one| one.from.as_second() / 60).collect();
            assert_eq!(own, begun, "at least {least}");
        }
    }
}
