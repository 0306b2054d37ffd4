//! The questionnaire of one checkpoint as staff see it: what the client said beside what goes to
//! the funder, with the reason for each change.
//!
//! # For whoever embeds it
//!
//! The section is a template of its own, with its own form (to `/checkpoints/{id}/response`), so
//! it must not stand inside another form. It needs `staff.css`, has a heading of level 3, and its
//! ids begin with the checkpoint's id, so that several may stand on one page.
//!
//! ```text
//! let looking = Looking { viewer: &viewer, words };
//! let questionnaire = surveys::section::section(&mut reader, &file, one, looking, None).await?;
//! // in the view struct of a row:   questionnaire: surveys::section::Section
//! // in the template of the row:    {{ row.questionnaire|safe }}
//! ```
//!
//! Five statements at most for each checkpoint; ask for it only where a row is opened. `None`
//! stands for what was typed and refused: only this folder's own page gives it. A draft or a
//! submission comes back to the row on the person's page, open.

mod asks;
pub mod before;
mod given;
mod rows;

use self::asks::{BackForm, OthersDraft, ReadingForm};
use self::before::Before;
use self::rows::Rows;
use super::act::{closed_because, lacking};
use super::copy;
use super::form::Form;
use super::merge::Both;
use super::reading::{self, Overlay, Reading, Reasons};
use super::sent::{Sent, sent};
use super::source::Source;
use super::store::links::{self, Came};
use super::store::{self, Change, ClientState, Flag, StaffState};
use super::wording::{answer_text, in_locale, question_text, warning_sentence};
use crate::access::Viewer;
use crate::app::App;
use crate::checkpoints::desk::{File, OnFile};
use crate::failure::{Failure, Lacking};
use crate::page::{Choice, Field, Problems, Words};
use crate::record::Held;
use askama::Template;
use domain::access::Right;
use domain::checkpoints::ReviewState;
use domain::programmes::SecondReader;
use domain::surveys::{Answers, MissingKind, missing_for_submission, warnings};
use domain::words::Language;
use jiff::Timestamp;

pub use self::given::{Given, given, lines_of};
pub use self::rows::{Line, QuestionRow, RowState};

/// Who looks at the questionnaire, in which words.
#[derive(Clone, Copy)]
pub struct Looking<'a> {
    pub viewer: &'a Viewer,
    pub words: Words,
}

/// What was typed and could not be kept.
pub struct Retyped {
    pub overlay: Overlay,
    pub reasons: Reasons,
    /// As [`super::typed`] reads them: by question, without the form's own beginning.
    pub fields: Vec<(String, String)>,
    /// By question or part of one, `reasons.<question>` or `source`.
    pub problems: Vec<(String, String)>,
    /// What somebody else wrote meanwhile beside it.
    pub both: Vec<Both>,
}

/// The questionnaire of one checkpoint, ready to be shown.
#[derive(Template)]
#[template(path = "surveys/questionnaire.html")]
pub struct Section {
    words: Words,
    csrf: String,
    checkpoint: String,
    title: String,
    client: String,
    /// When and how the answers came; empty while there are none.
    came: String,
    notices: Vec<Notice>,
    /// What seems odd about the answers and blocks nothing.
    warnings: Vec<String>,
    rows: Vec<QuestionRow>,
    staff_rows: Vec<QuestionRow>,
    /// Questions that another answer on this page would bring.
    further: Vec<QuestionRow>,
    /// Answers that are kept and not submitted.
    aside: Vec<Line>,
    files: Vec<Sent>,
    history: Vec<String>,
    source: Field,
    version: i64,
    missing: Problems,
    problems: Problems,
    /// Who kept it last, and when.
    saved: Option<String>,
    /// Why nothing may be entered; none where it may.
    closed: Option<String>,
    is_reviewed: bool,
    /// Two texts for one question, to choose from.
    both: Vec<Both>,
    /// That what was typed earlier is here again.
    restored: Option<String>,
    others: Vec<OthersDraft>,
    reading: Option<ReadingForm>,
    back: Option<BackForm>,
    /// Whoever submits may ask for a second reader.
    may_ask_reader: bool,
}

/// One sentence to be noticed.
struct Notice {
    tone: &'static str,
    sentence: String,
}

/// The questionnaire of a checkpoint for whoever looks at their open file.
///
/// # Errors
///
/// What the database says.
pub async fn section(
    app: &App,
    held: &mut impl Held,
    (file, one): (&File, &OnFile),
    looking: Looking<'_>,
    retyped: Option<&Retyped>,
) -> Result<Section, Failure> {
    let id = &one.kept.checkpoint.id;
    let reading = reading::load(app, held, (file, one)).await?;
    let changes = store::changes(held, id).await?;
    let came = links::came(held, id).await?;
    let files = sent(held, id).await?;
    let around = asks::around(held, looking, (id, &reading.response)).await?;
    let before = before::before(app, held, (file, one), looking.words).await?;
    let seen = Seen { file, one, reading: &reading, changes: &changes, came: &came };
    if let Some(retyped) = retyped {
        let made = made(seen, looking, Some(retyped), (&around, before.as_ref()));
        return Ok(Section { files, ..made });
    }
    let own = copy::restored(held, looking.viewer, id).await?;
    let own = own.filter(|_| closed(seen.one, looking).is_none());
    let retyped = own.as_ref().map(|own| {
        let form = Form::read(&own.posted, &reading, looking.words);
        Retyped { problems: Vec::new(), ..form.retyped(reading.response.version) }
    });
    let mut section = made(seen, looking, retyped.as_ref(), (&around, before.as_ref()));
    section.restored = own.map(|own| {
        let at = moment(seen, looking.words, own.saved_at);
        looking.words.with("surveys-restored", &[("at", at.into())])
    });
    section.files = files;
    Ok(section)
}

/// Everything that a section shows.
#[derive(Clone, Copy)]
struct Seen<'a> {
    file: &'a File,
    one: &'a OnFile,
    reading: &'a Reading,
    changes: &'a [Change],
    came: &'a Came,
}

fn made(
    seen: Seen<'_>,
    looking: Looking<'_>,
    retyped: Option<&Retyped>,
    (around, before): (&asks::Around, Option<&Before>),
) -> Section {
    let (reading, words) = (seen.reading, looking.words);
    let checkpoint = seen.one.kept.checkpoint.id.to_string();
    let answers = match retyped {
        Some(typed) => reading.with(&typed.overlay),
        None => reading.standing(),
    };
    let reasons = retyped.map_or(&reading.reasons, |typed| &typed.reasons);
    let mut problems = Problems::new();
    for (field, sentence) in retyped.iter().flat_map(|typed| &typed.problems) {
        problems.add(anchor(&checkpoint, field), sentence.as_str());
    }
    let since = before::said(before, reading, &answers, words);
    let rows =
        Rows { reading, words, checkpoint: &checkpoint, answers: &answers, reasons, since: &since };
    let fields = retyped.map(|typed| typed.fields.as_slice());
    let shown = rows.shown(fields, &problems);
    let closed = closed(seen.one, looking);
    Section {
        csrf: looking.viewer.csrf().to_owned(),
        title: in_locale(&reading.questionnaire().title, words.locale).to_owned(),
        client: seen.file.kept.person.given_name.clone(),
        came: came(seen, words),
        notices: notices(seen, words, &asks::told(seen, around, words)),
        warnings: odd(reading, &answers, words),
        rows: shown.client,
        staff_rows: shown.staff,
        further: shown.further,
        aside: rows.aside(),
        files: Vec::new(),
        history: history(seen, words),
        source: source(reading, words, (&checkpoint, fields), &problems),
        version: reading.response.version,
        missing: missing(reading, words, (&checkpoint, &answers), reasons),
        problems,
        saved: saved(seen, words),
        closed,
        both: retyped.map(|typed| typed.both.clone()).unwrap_or_default(),
        restored: None,
        others: asks::others(seen, around, words),
        reading: asks::reading_form(seen, around, looking),
        back: asks::back_form(seen, looking),
        may_ask_reader: reading.definition.programme().review.second_reader
            == SecondReader::Optional,
        is_reviewed: reading.response.staff == StaffState::Reviewed,
        checkpoint,
        words,
    }
}

/// The id of a field on the page.
fn anchor(checkpoint: &str, field: &str) -> String {
    format!("{checkpoint}-{}", field.replace('.', "-"))
}

fn closed(one: &OnFile, looking: Looking<'_>) -> Option<String> {
    if !looking.viewer.role.holds(Right::Review) {
        return Some(looking.words.say("surveys-may-not-review"));
    }
    if let ReviewState::ToRead { .. } = one.kept.checkpoint.review {
        return Some(looking.words.say("surveys-waits-for-reader"));
    }
    closed_because(&one.kept.checkpoint).map(|key| looking.words.say(key))
}

/// A moment as the office lives it.
fn moment(seen: Seen<'_>, words: Words, at: Timestamp) -> String {
    let file = seen.file;
    words.moment_near(&at.to_zoned(file.kept.office_zone.clone()), file.today())
}

/// When, how and in which language the client answered.
fn came(seen: Seen<'_>, words: Words) -> String {
    let response = &seen.reading.response;
    let (key, at) = match response.client {
        ClientState::None => return String::new(),
        ClientState::Partial => ("surveys-came-partial", response.client_saved_at),
        ClientState::Submitted => ("surveys-came-submitted", response.client_submitted_at),
        ClientState::Refused => ("surveys-came-refused", response.client_submitted_at),
    };
    let language = match response.language {
        Language::English => words.say("surveys-in-english"),
        Language::French => words.say("surveys-in-french"),
    };
    let is_tapped = response.source == Some(Source::ClientSms) && seen.came.channel.is_none();
    let channel = match seen.came.channel.as_deref() {
        None if is_tapped => words.say("surveys-by-taps"),
        Some("email") => words.say("surveys-by-email"),
        Some("sms") => words.say("surveys-by-sms"),
        Some("print") => words.say("surveys-by-print"),
        Some(_) | None => words.say("surveys-by-link"),
    };
    let at = moment(seen, words, at.unwrap_or_default());
    words.with(key, &[("at", at.into()), ("language", language.into()), ("how", channel.into())])
}

fn notices(seen: Seen<'_>, words: Words, told: &[String]) -> Vec<Notice> {
    let notice = |sentence| Notice { tone: "wait", sentence };
    let reading = seen.reading;
    let mut notices: Vec<Notice> = told.iter().cloned().map(notice).collect();
    for flag in &reading.response.flags {
        let key = match flag {
            Flag::Fast => "surveys-flag-fast",
            Flag::WrongPerson => "surveys-flag-wrong-person",
            Flag::AfterReview => "surveys-flag-after-review",
            Flag::Disowned => "surveys-flag-disowned",
            Flag::Returned => "surveys-flag-returned-now",
        };
        notices.push(notice(words.say(key)));
    }
    if let Some(at) = seen.came.locked_at.last() {
        let at = moment(seen, words, *at);
        notices.push(notice(words.with("surveys-link-locked", &[("at", at.into())])));
    }
    notices
}

/// What seems odd about these answers, in sentences. It blocks nothing.
pub fn odd(reading: &Reading, answers: &Answers, words: Words) -> Vec<String> {
    let lowest = reading.definition.programme().minimum_wage_cents;
    let found = warnings(reading.questionnaire(), answers, &reading.known, lowest);
    let currency = reading.definition.currency();
    found.iter().map(|warning| warning_sentence(warning, &words, currency)).collect()
}

/// Every change so far, oldest first.
fn history(seen: Seen<'_>, words: Words) -> Vec<String> {
    let reading = seen.reading;
    let mut lines = Vec::new();
    for change in seen.changes {
        let Some(question) = reading.questionnaire().question(&change.question) else { continue };
        let said = |text: &Option<crate::sealed::Sealed>| {
            let answer = text.as_ref().and_then(|text| reading.one(&change.question, text));
            answer.map_or_else(
                || words.say("surveys-unanswered"),
                |answer| answer_text(question, &answer, &words, reading.definition.currency()),
            )
        };
        let date = |day| words.date_long(day);
        let by = change.by_name.clone().unwrap_or_else(|| change.by.clone());
        let args = [
            ("question", question_text(question, &reading.known, words.locale, date).into()),
            ("was", said(&change.was).into()),
            ("now", said(&change.now).into()),
            ("by", by.into()),
            ("at", moment(seen, words, change.at).into()),
        ];
        let line = words.with("surveys-change-line", &args);
        let reason = change.reason.clone().map(crate::sealed::Sealed::open);
        lines.push(reason.map_or_else(|| line.clone(), |reason| format!("{line} {reason}")));
    }
    lines
}

fn source(
    reading: &Reading,
    words: Words,
    (checkpoint, fields): (&str, Option<&[(String, String)]>),
    problems: &Problems,
) -> Field {
    let choice = |source: Source| Choice::new(source.word(), words.say(source.key()));
    let mut choices = vec![Choice::new("", words.say("field-choose"))];
    choices.extend(Source::ALL.map(choice));
    let typed = fields.and_then(|fields| fields.iter().find(|(name, _)| name == "source"));
    let kept = reading.response.source.map_or("", Source::word);
    let id = anchor(checkpoint, "source");
    let error = problems.of(&id).unwrap_or_default().to_owned();
    let field = Field::new(words, "source", "surveys-source").choices(choices).id(id);
    Field { error, ..field }.value(typed.map_or(kept, |(_, typed)| typed))
}

/// What a submission still lacks, each with its place on the page.
fn missing(
    reading: &Reading,
    words: Words,
    (checkpoint, answers): (&str, &Answers),
    reasons: &Reasons,
) -> Problems {
    let is_known = reading.response.source.is_some();
    let client = reading.client.as_ref();
    let questionnaire = reading.questionnaire();
    let found =
        missing_for_submission(questionnaire, client, answers, reasons, is_known, &reading.known);
    let mut missing = Problems::new();
    for one in &found {
        let field = match one.kind {
            MissingKind::Reason => format!("reasons.{}", one.code),
            MissingKind::Answer | MissingKind::Source => one.code.clone(),
        };
        let Lacking { message, .. } = lacking(one, reading, words);
        missing.add(anchor(checkpoint, &field), message);
    }
    missing
}

fn saved(seen: Seen<'_>, words: Words) -> Option<String> {
    let response = &seen.reading.response;
    let key = match response.staff {
        StaffState::None => return None,
        StaffState::Draft => "surveys-saved-draft",
        StaffState::ToRead | StaffState::Reviewed => "surveys-saved-reviewed",
    };
    let at = moment(seen, words, response.staff_at?);
    Some(words.with(key, &[("at", at.into())]))
}
