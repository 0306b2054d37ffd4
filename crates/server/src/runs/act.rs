//! Answering, going back, ending a sitting: what pages and doors both do.

use super::store::{self, Kept, Written};
use super::{carry, facts, say, walk};
use crate::access::Viewer;
use crate::access::store::roles_held;
use crate::app::App;
use crate::checkpoints::desk::{self, File};
use crate::failure::Failure;
use crate::flows;
use crate::flows::roles::taken_on;
use crate::page::Words;
use crate::people;
use crate::programmes;
use crate::record::{Deed, Held, Writer};
use domain::access::{Right, Role};
use domain::calendar::Region;
use domain::expression::Facts;
use domain::flows::record::facts as facts_of;
use domain::flows::step::{self, Around, Refused};
use domain::flows::{Flow, Given, Kind, Run, Setting, State};
use domain::ids::{DiaryEntryId, PersonId, PlacementId, RunId, UserId};
use domain::programmes::Programme;
use jiff::civil::Date;
use std::sync::Arc;

/// A run with everything that a step of it depends on.
pub struct Loaded {
    pub kept: Kept,
    pub flow: Arc<Flow>,
    pub run: Run,
    pub file: File,
    pub facts: Facts,
    /// The flow's roles that the viewer takes on.
    pub roles: Vec<String>,
    /// The roles of staff that somebody holds.
    pub held: Vec<Role>,
    /// The programme of the job.
    pub programme: Option<Arc<Programme>>,
}

impl Loaded {
    /// What is known beside the run.
    #[must_use]
    pub fn around(&self, words: Words) -> Around<'_> {
        Around {
            facts: &self.facts,
            today: self.file.today(),
            first_day: first_day(&self.file, &self.kept.placement),
            region: region(self.programme.as_deref()),
            roles: &self.roles,
            language: words.locale.into(),
            settings: settings(self.programme.as_deref()),
        }
    }
}

/// What a programme sets in place of flows.
pub(super) fn settings(programme: Option<&Programme>) -> &[Setting] {
    programme.map_or(&[], |programme| &programme.contact.calls)
}

/// Whose holidays count for a job of a programme.
pub(super) fn region(programme: Option<&Programme>) -> Region {
    programme.map_or(Region::WeekendsOnly, Programme::holidays_of)
}

/// On which day a job began.
pub(super) fn first_day(file: &File, placement: &PlacementId) -> Option<Date> {
    let job = file.placements.iter().find(|kept| kept.placement.id == *placement)?;
    Some(job.placement.started_on)
}

/// Loads a run for whoever sits with it; `role` is theirs.
///
/// # Errors
///
/// `NotFound`.
pub async fn load(
    app: &App,
    held: &mut impl Held,
    (id, role): (&RunId, Role),
) -> Result<Loaded, Failure> {
    let kept = store::find(held, id).await?.ok_or(Failure::NotFound)?;
    let flow = flows::store::pinned(app, held, (&kept.flow, kept.flow_version)).await?;
    let run = walk::read(&flow, kept.state.clone(), &kept.walk);
    let run = run.ok_or_else(|| Failure::fault("reading a run", &kept.id))?;
    let file = desk::load(app, held, &kept.person).await?;
    let call = (&file, &kept.placement, kept.entry.as_ref());
    let Surroundings { facts, roles, held, programme } =
        surroundings(app, held, call, (&flow, role)).await?;
    Ok(Loaded { kept, flow, run, file, facts, roles, held, programme })
}

/// What is known beside a run, as [`Loaded`] holds it.
pub(super) struct Surroundings {
    pub(super) facts: Facts,
    pub(super) roles: Vec<String>,
    pub(super) held: Vec<Role>,
    pub(super) programme: Option<Arc<Programme>>,
}

pub(super) async fn surroundings(
    app: &App,
    held: &mut impl Held,
    (file, placement, entry): (&File, &PlacementId, Option<&DiaryEntryId>),
    (flow, role): (&Flow, Role),
) -> Result<Surroundings, Failure> {
    let record = facts::record(held, (file, placement)).await?;
    let call = facts::call(held, file, entry).await?;
    let agency = held.agency();
    let staff = roles_held(held.conn(), &agency, &file.kept.office).await?;
    let roles = taken_on(flow, role, |one| staff.contains(&one));
    let programme = match file.enrolment_of(placement) {
        Some(enrolment) => {
            let pack = (enrolment.pack.as_str(), enrolment.pack_version);
            Some(programmes::store::pinned(app, held, pack).await?)
        }
        None => None,
    };
    let facts = facts_of(&record, &call, file.today());
    Ok(Surroundings { facts, roles, held: staff, programme })
}

/// A run as its row holds it.
pub(super) struct Form {
    node: String,
    waits_for: String,
    walk: String,
}

impl Form {
    pub(super) fn of(flow: &Flow, run: &Run) -> Self {
        let node = run.here().map(|here| here.node.clone()).unwrap_or_default();
        let waits_for = match (&run.state, flow.node(&node)) {
            (State::Waiting, Some(at)) => match &at.kind {
                Kind::End { wakes } => {
                    wakes.iter().map(|wake| format!("{};", wake.event)).collect()
                }
                Kind::Instruction { .. } | Kind::Question { .. } => {
                    format!("role:{};", at.actor.as_deref().unwrap_or_default())
                }
            },
            // Whose turn it is, for the lists of calls that need somebody.
            (State::Open, Some(at)) => {
                at.actor.as_ref().map(|role| format!("role:{role};")).unwrap_or_default()
            }
            (State::Open | State::Waiting, None) | (State::Closed, _) => String::new(),
        };
        Self { node, waits_for, walk: walk::write(run) }
    }

    pub(super) fn row<'a>(
        &'a self,
        (run, entry): (&'a Run, Option<&'a DiaryEntryId>),
        sitting_by: Option<&'a UserId>,
    ) -> Written<'a> {
        Written {
            state: &run.state,
            node: &self.node,
            waits_for: &self.waits_for,
            walk: &self.walk,
            entry,
            sitting_by,
        }
    }
}

/// What somebody does with a run.
#[derive(Debug, Clone)]
pub enum Ask {
    /// Keep what was typed, and stay.
    Save {
        visit: usize,
        given: Given,
    },
    Answer {
        visit: Option<usize>,
        given: Given,
    },
    Back {
        visit: Option<usize>,
    },
    Finish {
        visit: Option<usize>,
        given: Given,
    },
    /// Sit down with a run that waits for one's role.
    TakeOver,
}

impl Ask {
    fn action(&self) -> &'static str {
        match self {
            Self::Save { .. } => "save run",
            Self::Answer { .. } => "answer run",
            Self::Back { .. } => "go back in run",
            Self::Finish { .. } => "finish sitting",
            Self::TakeOver => "take over run",
        }
    }
}

/// Does a step of a run within a unit of work that the caller commits. A run that waits for the
/// viewer's role is taken over by it. What a sitting does is done when it ends, all or nothing.
///
/// # Errors
///
/// `Forbidden`, `NotFound`; `Conflict` for another visit than the present one, with the run as it
/// stands; `Refused` by field; `Missing` where an effect lacks something.
pub async fn settle(
    app: &App,
    viewer: &Viewer,
    (id, person): (&RunId, &PersonId),
    ask: Ask,
) -> Result<(Writer, Loaded), Failure> {
    viewer.may(Right::Track)?;
    let words = Words { locale: viewer.language.into() };
    let subject = id.as_str();
    let deed = Deed { action: ask.action(), person: Some(*person), subject, detail: "" };
    let mut writer = app.writer(viewer, deed).await?;
    people::act::lock(&mut writer, person).await?;
    let mut loaded = load(app, &mut writer, (id, viewer.role)).await?;
    let mut sitting_by = None;
    let waits_for_role = loaded.kept.waits_for_role();
    if waits_for_role && !matches!(ask, Ask::Back { .. } | Ask::Save { .. }) {
        let run = loaded.run.clone();
        let taken = step::take_over(&loaded.flow, run, loaded.around(words));
        match taken {
            Ok(run) => loaded.run = run,
            Err(why) => return Err(refusal(app, &mut writer, viewer, (&loaded, &why)).await?),
        }
        sitting_by = Some(viewer.user);
    }
    let run = loaded.run.clone();
    let (flow, around) = (&loaded.flow, loaded.around(words));
    let stepped = match ask.clone() {
        Ask::Save { visit, given } => step::save(flow, run, visit, given),
        Ask::Answer { visit, given } => step::answer(flow, run, around, (visit, given)),
        Ask::Back { visit } => step::back(flow, run, around, visit),
        Ask::Finish { visit, given } => step::finish(flow, run, around, (visit, given)),
        Ask::TakeOver if waits_for_role => Ok(run),
        Ask::TakeOver => Err(Refused::NotWaiting),
    };
    loaded.run = match stepped {
        Ok(run) => run,
        Err(why) => return Err(refusal(app, &mut writer, viewer, (&loaded, &why)).await?),
    };
    loaded.run.stamp(writer.at());
    if matches!(ask, Ask::Finish { .. }) {
        carry::out(app, &mut writer, &loaded, viewer).await?;
    }
    let written = Form::of(&loaded.flow, &loaded.run);
    let entry = loaded.kept.entry;
    let row = written.row((&loaded.run, entry.as_ref()), sitting_by.as_ref());
    store::record_step(&mut writer, id, &row).await?;
    loaded.kept = store::find(&mut writer, id).await?.ok_or(Failure::NotFound)?;
    Ok((writer, loaded))
}

/// Why a step was not done, with the run as it stands where another visit is the present one.
async fn refusal(
    app: &App,
    writer: &mut Writer,
    viewer: &Viewer,
    (loaded, why): (&Loaded, &Refused),
) -> Result<Failure, Failure> {
    let words = Words { locale: viewer.language.into() };
    let sentence = match why {
        Refused::Stale => words.say("runs-stale"),
        Refused::NotOpen | Refused::NotWaiting => match loaded.run.state {
            State::Closed => words.say("runs-closed"),
            State::Open | State::Waiting => words.say("runs-not-open"),
        },
        other => return Ok(say::refused(words, &loaded.flow, other)),
    };
    let current = super::answer::answer(app, writer, viewer, loaded).await?;
    let current = serde_json::to_value(current).ok().map(Box::new);
    Ok(Failure::Conflict { sentence, current })
}
