//! The submission centre and one submission, as their pages show them.

use super::row::{said, tone};
use super::say;
use super::sheet::{SheetPart, Version, sheet};
use super::store::{self, Kept};
use crate::access::Viewer;
use crate::app::App;
use crate::checkpoints::desk::{self, File};
use crate::checkpoints::view::{self, name_of};
use crate::failure::Failure;
use crate::page::stones::StoneView;
use crate::page::{Field, Words};
use crate::people::act::REASON_LENGTH_MAX;
use crate::reconciliations;
use crate::record::Held;
use domain::access::Right;
use domain::ids::PersonId;
use domain::programmes::Programme;
use domain::programmes::submission::Connector;
use domain::submissions::{Ask, REFERENCE_LENGTH_MAX, STUCK_AFTER_MS, State, decide};
use std::collections::HashMap;

/// One submission on the board.
pub struct Card {
    pub who: String,
    pub person: String,
    pub stones: Vec<StoneView>,
    /// Its checkpoint and its job.
    pub what: String,
    pub state: String,
    pub tone: &'static str,
    pub said: String,
    /// The funder's reasons, or why it is stuck.
    pub lines: Vec<String>,
    pub address: String,
    /// Where to correct what was refused.
    pub correct: String,
    pub acts: Acts,
}

/// What this viewer may do with it now.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Acts {
    pub approve: bool,
    pub retry: bool,
    pub remove: bool,
    pub confirm: bool,
    pub reject: bool,
    pub pay: bool,
}

impl Acts {
    /// What a viewer may do.
    #[must_use]
    pub fn of(viewer: &Viewer, kept: &Kept) -> Self {
        let by_preparer = kept.prepared_by == viewer.user.to_string();
        let submits = viewer.role.holds(Right::Submit);
        let approves = viewer.role.holds(Right::ApproveSubmissions);
        let may = |ask: Ask| !kept.is_replaced && decide(kept.state, kept.connector, ask).is_ok();
        Self {
            approve: approves && may(Ask::Approve { by_preparer }),
            retry: submits && may(Ask::Retry),
            remove: submits && may(Ask::Remove),
            confirm: submits && may(Ask::Confirm),
            reject: submits && may(Ask::Reject),
            pay: approves && kept.state == State::Confirmed && kept.paid_on.is_none(),
        }
    }
}

/// Cards in their order.
///
/// # Errors
///
/// What the database says.
pub async fn cards(
    app: &App,
    held: &mut impl Held,
    viewer: &Viewer,
    all: &[Kept],
) -> Result<Vec<Card>, Failure> {
    let words = Words { locale: viewer.language.into() };
    let mut people: Vec<PersonId> = all.iter().map(|kept| kept.person).collect();
    people.sort_unstable();
    people.dedup();
    let files: HashMap<PersonId, File> = desk::load_many(app, held, &people).await?;
    let card = |kept: &Kept| {
        let file = files.get(&kept.person)?;
        Some(card(app, viewer, words, (file, kept)))
    };
    Ok(all.iter().filter_map(card).collect())
}

fn card(app: &App, viewer: &Viewer, words: Words, (file, kept): (&File, &Kept)) -> Card {
    let person = &file.kept.person;
    let one = file.checkpoint(&kept.checkpoint).ok();
    let job = one.and_then(|one| file.placement_of(one));
    let mut what = one.map(|one| name_of(words, one)).unwrap_or_default();
    if let Some(job) = job {
        what = format!("{what} · {}", job.employer);
    }
    let mut lines: Vec<String> = Vec::new();
    if kept.state == State::Rejected {
        lines.extend(kept.reasons.iter().map(|reason| reason.message.clone()));
    }
    let waits_ms = app.clock.now().as_millisecond() - kept.state_at.as_millisecond();
    if kept.state == State::Sending && waits_ms >= STUCK_AFTER_MS {
        lines.push(words.say("submissions-stuck"));
    }
    let at = kept.checkpoint.to_string();
    let person_address = format!("/people/{}", person.id);
    let correct = format!("{person_address}?tab=checkpoints&open={at}#{at}");
    Card {
        who: format!("{} {}", person.given_name, person.family_name),
        stones: one
            .map(|one| view::rail(words, file, &view::beside(file, one)))
            .unwrap_or_default(),
        what,
        state: say::state(words, kept),
        tone: tone(kept.state),
        said: said(words, file, kept),
        lines,
        address: format!("/submissions/{}", kept.id),
        correct: if kept.state == State::Rejected { correct } else { String::new() },
        acts: Acts::of(viewer, kept),
        person: person_address,
    }
}

/// One submission in full.
pub struct Whole {
    pub card: Card,
    pub facts: Vec<(String, String)>,
    pub sheet: Vec<SheetPart>,
    pub history: Vec<(String, String)>,
    pub is_transcribed: bool,
    /// May take its proof pack.
    pub may_prove: bool,
    pub reference: Field,
    pub because: Field,
    pub reason: Field,
    pub paid_on: Field,
}

/// Everything of one submission; `typed` gives what stands in a field of a refused form.
///
/// # Errors
///
/// What the database says.
pub async fn whole(
    app: &App,
    held: &mut impl Held,
    viewer: &Viewer,
    (file, kept): (&File, &Kept),
    typed: impl Fn(Field) -> Field,
) -> Result<Whole, Failure> {
    let words = Words { locale: viewer.language.into() };
    let programme = super::act::programme_of(app, held, kept).await?;
    let moment = |at: jiff::Timestamp| {
        words.moment_near(&at.to_zoned(file.kept.office_zone.clone()), file.today())
    };
    let events = store::events(held, &kept.id).await?;
    let said = |event: &store::Event| {
        let mut event = event.clone();
        if event.kind == store::EventKind::Taken {
            event.detail = section_said(words, &programme, &event.detail);
        }
        say::event(words, &event)
    };
    let history = events.iter().map(|event| (said(event), moment(event.at)));
    let version = version_of(held, kept).await?;
    let field = |name: &str, key: &str| Field::new(words, name, key);
    Ok(Whole {
        card: card(app, viewer, words, (file, kept)),
        facts: facts(words, kept, moment),
        sheet: sheet(words, &programme, (kept, &version))?,
        history: history.collect(),
        is_transcribed: kept.connector == Connector::Transcribe,
        may_prove: viewer.role.holds(Right::TakeProofs),
        reference: typed(
            field("reference", "submissions-reference")
                .hint("submissions-reference-hint")
                .length_max(REFERENCE_LENGTH_MAX),
        ),
        because: typed(field("because", "submissions-because").length_max(REASON_LENGTH_MAX)),
        reason: typed(field("reason", "submissions-reason").length_max(REASON_LENGTH_MAX)),
        paid_on: typed(field("paid_on", "submissions-paid-on").value(file.today().to_string())),
    })
}

/// What stands of the funder's version of a submission.
///
/// # Errors
///
/// What the database says.
pub async fn version_of(held: &mut impl Held, kept: &Kept) -> Result<Version, Failure> {
    let taken = reconciliations::store::of_submission(held, &kept.id).await?;
    let values = taken.into_iter().flat_map(|one| one.told);
    Ok(values.map(|value| (value.name, value.theirs)).collect())
}

fn section_said(words: Words, programme: &Programme, code: &str) -> String {
    let rule = programme.submission.as_ref();
    let section = rule.and_then(|rule| rule.sections.iter().find(|one| one.code == code));
    section.map_or(code, |one| one.title.in_language(view::language(words))).to_owned()
}

fn facts(
    words: Words,
    kept: &Kept,
    moment: impl Fn(jiff::Timestamp) -> String,
) -> Vec<(String, String)> {
    let fact = |key: &str, value: String| (words.say(key), value);
    let by = |name: &Option<String>, id: &str| name.clone().unwrap_or_else(|| id.to_owned());
    let prepared = by(&kept.prepared_by_name, &kept.prepared_by);
    let mut facts = vec![
        fact("submissions-fact-way", say::connector(words, kept.connector)),
        fact("submissions-fact-prepared", format!("{prepared}, {}", moment(kept.prepared_at))),
    ];
    if let (Some(approver), Some(at)) = (&kept.approved_by, kept.approved_at) {
        let approver = by(&kept.approved_by_name, approver);
        facts.push(fact("submissions-fact-approved", format!("{approver}, {}", moment(at))));
    }
    if let Some(receipt) = &kept.receipt {
        facts.push(fact("submissions-fact-receipt", receipt.clone()));
    }
    if let Some(on) = kept.paid_on {
        facts.push(fact("submissions-fact-paid", words.date(on)));
    }
    if kept.tries > 0 {
        facts.push(fact("submissions-fact-tries", kept.tries.to_string()));
    }
    facts.push(fact("submissions-fact-hash", kept.payload_sha256.clone()));
    facts
}
