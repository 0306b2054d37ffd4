//! A person's whole file on the desk: loaded in a fixed number of statements, decided on by the
//! functions of `domain`, and put back in step after every change.

use super::store::{self, Kept};
use crate::app::App;
use crate::failure::Failure;
use crate::people;
use crate::placements;
use crate::programmes;
use crate::record::{Held, Writer};
use domain::checkpoints::{
    AskedBy, Case, Checkpoint, Circumstances, Ending, EndingKind, Next, Planned, State, Stop,
    is_overdue, look_again_at, next, plan, state, stop_for,
};
use domain::ids::{CheckpointId, PersonId, PlacementId};
use domain::placements::Placement;
use domain::programmes::Programme;
use jiff::Timestamp;
use jiff::civil::Date;
use std::collections::HashMap;
use std::sync::Arc;

/// Everything that decisions about one person's checkpoints need.
pub struct File {
    pub kept: people::store::Kept,
    pub enrolments: Vec<placements::store::Enrolment>,
    pub placements: Vec<placements::store::Kept>,
    pub checkpoints: Vec<OnFile>,
    /// The office's moment for which it was loaded.
    pub now: Timestamp,
}

/// One checkpoint with the rules that it is pinned to.
pub struct OnFile {
    pub kept: Kept,
    pub programme: Arc<Programme>,
}

/// Loads a person's file, within what the actor sees.
///
/// # Errors
///
/// `NotFound` when there is no such person for this actor.
pub async fn load(app: &App, held: &mut impl Held, person: &PersonId) -> Result<File, Failure> {
    let kept = people::store::find(held, person).await?.ok_or(Failure::NotFound)?;
    let enrolments = placements::store::enrolments(held, person).await?;
    let placements = placements::store::list(held, person).await?;
    let mut checkpoints = Vec::new();
    for kept in store::of_person(held, person).await? {
        let pack = (kept.pack.as_str(), kept.pack_version);
        let programme = programmes::store::pinned(app, held, pack).await?;
        checkpoints.push(OnFile { kept, programme });
    }
    Ok(File { kept, enrolments, placements, checkpoints, now: app.clock.now() })
}

/// Loads the files of several people in a fixed number of statements, for lists. Enrolments are
/// left out: no sentence of a list needs them. Who is not seen by the actor is not there.
///
/// # Errors
///
/// What the database says.
pub async fn load_many(
    app: &App,
    held: &mut impl Held,
    people: &[PersonId],
) -> Result<HashMap<PersonId, File>, Failure> {
    let now = app.clock.now();
    let mut files = HashMap::new();
    for kept in people::store::find_many(held, people).await? {
        let (id, enrolments) = (kept.person.id, Vec::new());
        let (placements, checkpoints) = (Vec::new(), Vec::new());
        files.insert(id, File { kept, enrolments, placements, checkpoints, now });
    }
    for kept in placements::store::list_many(held, people).await? {
        if let Some(file) = files.get_mut(&kept.person) {
            file.placements.push(kept);
        }
    }
    for kept in store::of_people(held, people).await? {
        let pack = (kept.pack.as_str(), kept.pack_version);
        let programme = programmes::store::pinned(app, held, pack).await?;
        if let Some(file) = files.get_mut(&kept.person) {
            file.checkpoints.push(OnFile { kept, programme });
        }
    }
    Ok(files)
}

/// Loads the file that a checkpoint stands in.
///
/// # Errors
///
/// `NotFound` when there is no such checkpoint for this actor.
pub async fn load_by_checkpoint(
    app: &App,
    held: &mut impl Held,
    checkpoint: &CheckpointId,
) -> Result<File, Failure> {
    let person = store::person_of(held, checkpoint).await?.ok_or(Failure::NotFound)?;
    load(app, held, &person).await
}

impl File {
    /// The office's day.
    #[must_use]
    pub fn today(&self) -> Date {
        self.now.to_zoned(self.kept.office_zone.clone()).date()
    }

    /// The checkpoint with this id.
    ///
    /// # Errors
    ///
    /// `NotFound` when it stands in another file.
    pub fn checkpoint(&self, id: &CheckpointId) -> Result<&OnFile, Failure> {
        let mut all = self.checkpoints.iter();
        all.find(|one| one.kept.checkpoint.id == *id).ok_or(Failure::NotFound)
    }

    /// The jobs that go on, the latest first.
    #[must_use]
    pub fn open_jobs(&self) -> Vec<&placements::store::Kept> {
        let today = self.today();
        self.placements.iter().filter(|job| job.placement.goes_on(today)).collect()
    }

    /// The latest job that goes on, else the latest.
    #[must_use]
    pub fn latest_job(&self) -> Option<PlacementId> {
        domain::placements::latest(&self.jobs(), self.today())
    }

    /// The job that a call is about which was booked about one.
    #[must_use]
    pub fn present_job(&self, booked: Option<PlacementId>) -> Option<PlacementId> {
        domain::placements::present(&self.jobs(), booked, self.today())
    }

    /// All jobs as decisions read them, the latest first.
    #[must_use]
    pub fn jobs(&self) -> Vec<&Placement> {
        self.placements.iter().map(|job| &job.placement).collect()
    }

    /// The job that a checkpoint belongs to, where it belongs to one.
    #[must_use]
    pub fn placement_of(&self, one: &OnFile) -> Option<&placements::store::Kept> {
        let id = one.kept.placement?;
        self.placements.iter().find(|kept| kept.placement.id == id)
    }

    /// The enrolment that a job belongs to. None in files of lists, which leave enrolments out.
    #[must_use]
    pub fn enrolment_of(&self, placement: &PlacementId) -> Option<&placements::store::Enrolment> {
        let job = self.placements.iter().find(|kept| kept.placement.id == *placement)?;
        self.enrolments.iter().find(|one| one.id == job.enrolment)
    }

    /// What `domain` decides on, for one checkpoint.
    #[must_use]
    pub fn case<'a>(&'a self, one: &'a OnFile) -> Case<'a> {
        self.case_of(&one.kept.checkpoint, &one.programme)
    }

    fn case_of<'a>(&'a self, checkpoint: &'a Checkpoint, programme: &'a Programme) -> Case<'a> {
        Case {
            checkpoint,
            standing: &self.kept.person.standing,
            points: &self.kept.person.contact_points,
            policy: &programme.contact,
            region: programme.holidays_of(),
            office_zone: &self.kept.office_zone,
            person_zone: &self.kept.person_zone,
            sent_today: self.sent_today(),
        }
    }

    /// Messages that left, or are about to leave, on the person's present day.
    fn sent_today(&self) -> u32 {
        let zone = &self.kept.person_zone;
        let today = self.now.to_zoned(zone.clone()).date();
        let all = self.checkpoints.iter().flat_map(|one| one.kept.checkpoint.asked.iter());
        let of_today = all.filter(|asked| {
            let is_message = match asked.by {
                AskedBy::Message(_) => true,
                AskedBy::Link | AskedBy::Print | AskedBy::Phone => false,
            };
            is_message && asked.counts() && asked.at.to_zoned(zone.clone()).date() == today
        });
        u32::try_from(of_today.count()).unwrap_or(u32::MAX)
    }

    /// The one word for a checkpoint.
    #[must_use]
    pub fn state(&self, one: &OnFile) -> State {
        state(&one.kept.checkpoint, self.today())
    }

    /// The word that a checkpoint would have if its job had ended on this day, or had not.
    #[must_use]
    pub fn state_if_ended(&self, one: &OnFile, ended_on: Option<Date>) -> State {
        let mut checkpoint = one.kept.checkpoint.clone();
        let circumstances =
            Circumstances { standing: self.kept.person.standing, placement_ended_on: ended_on };
        if let Some(ending) = changed_ending(&checkpoint, &circumstances) {
            checkpoint.ending = ending;
        }
        state(&checkpoint, self.today())
    }

    /// Whether a checkpoint is overdue.
    #[must_use]
    pub fn is_overdue(&self, one: &OnFile) -> bool {
        is_overdue(&one.kept.checkpoint, self.today())
    }

    /// What happens next at a checkpoint.
    #[must_use]
    pub fn next(&self, one: &OnFile) -> Next {
        next(&self.case(one), self.now)
    }

    /// Every act of a checkpoint that will, would or will not happen.
    #[must_use]
    pub fn plan(&self, one: &OnFile) -> Vec<Planned> {
        plan(&self.case(one), self.now)
    }

    /// The same file as it would be read at another moment, for a look ahead.
    #[must_use]
    pub fn at(mut self, now: Timestamp) -> Self {
        self.now = now;
        self
    }

    fn circumstances(&self, one: &OnFile) -> Circumstances {
        Circumstances {
            standing: self.kept.person.standing,
            placement_ended_on: self.placement_of(one).and_then(|kept| kept.placement.ended_on),
        }
    }
}

/// The ending that a checkpoint should have after what happened to the person or the job; none
/// where the one it has stands.
fn changed_ending(checkpoint: &Checkpoint, around: &Circumstances) -> Option<Option<Ending>> {
    let current = checkpoint.ending.as_ref();
    let is_own = match current.map(|ending| ending.kind) {
        Some(EndingKind::Missed | EndingKind::MissedByClosing | EndingKind::Waived) => true,
        Some(EndingKind::Stopped(_)) | None => false,
    };
    if is_own {
        return None;
    }
    let stop = stop_for(checkpoint, around);
    let kind = stop.map(EndingKind::Stopped);
    if kind == current.map(|ending| ending.kind) {
        return None;
    }
    let reason = stop.map(stop_reason).unwrap_or_default();
    Some(kind.map(|kind| Ending { kind, reason: reason.to_owned() }))
}

/// The word under which a stop is kept; pages say it in their own words.
fn stop_reason(stop: Stop) -> &'static str {
    match stop {
        Stop::Died { .. } => "died",
        Stop::Withdrawn { .. } => "withdrawn",
        Stop::PlacementEnded { .. } => "placement ended",
    }
}

/// Puts a person's checkpoints in step with everything that was written in this unit of work, and
/// gives the file as it is afterwards.
///
/// # Errors
///
/// What the database says.
pub async fn settle(app: &App, writer: &mut Writer, person: &PersonId) -> Result<File, Failure> {
    let mut file = load(app, writer, person).await?;
    file.now = writer.at();
    let mut endings = Vec::new();
    for (place, one) in file.checkpoints.iter().enumerate() {
        if let Some(ending) = changed_ending(&one.kept.checkpoint, &file.circumstances(one)) {
            store::record_ending(writer, &one.kept.checkpoint.id, ending.as_ref()).await?;
            endings.push((place, ending));
        }
    }
    for (place, ending) in endings {
        let kept = &mut file.checkpoints[place].kept;
        kept.checkpoint.ending = ending;
        kept.version += 1;
    }
    for one in &file.checkpoints {
        let checkpoint = &one.kept.checkpoint;
        let asked = checkpoint.asked.iter().filter(|asked| asked.counts());
        let asked_at = asked.map(|asked| asked.at).min();
        let look = look_again_at(&file.case(one), file.now);
        if (asked_at, look) != (one.kept.asked_at, one.kept.look_again_at) {
            store::record_following(writer, &checkpoint.id, asked_at, look).await?;
        }
    }
    Ok(file)
}
