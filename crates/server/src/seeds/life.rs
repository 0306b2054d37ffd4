//! One person's months: entered, placed, asked, answering or not, reviewed; up to now.

use super::cast::{Member, Story, Ways};
use super::said::goes_on;
use super::staff::House;
use crate::access::Viewer;
use crate::app::App;
use crate::checkpoints::{self, desk};
use crate::failure::Failure;
use crate::people::{self, act::Change, act::Entry};
use crate::placements;
use crate::record::{Actor, Deed};
use crate::surveys::act as review;
use crate::surveys::reading::{self, Reasons};
use crate::surveys::source::Source;
use crate::surveys::store::{self as responses, ClientState};
use crate::surveys::wire::answers_from_json;
use domain::checkpoints::{AnswerState, ReviewState};
use domain::ids::{CheckpointId, PersonId};
use domain::people::PersonAsk;
use domain::placements::Place;
use domain::surveys::Answers;
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};
use serde_json::{Value, json};

/// Steps of one life, so that a mistake in a story ends.
const STEPS_MAX: usize = 400;

/// What happens to somebody, or what they do, at a moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Event {
    Answer(CheckpointId),
    Begin(CheckpointId),
    Refuse(CheckpointId),
    Call(CheckpointId),
    Review(CheckpointId),
    Turn,
}

/// Lets a member of the cast live up to now.
///
/// # Errors
///
/// What a decision refuses, which is a mistake in the story.
pub async fn live(
    app: &App,
    house: &House,
    member: &Member,
    now: Timestamp,
) -> Result<(), Failure> {
    let viewer = house.at(member.desk);
    let today = now.to_zoned(viewer.zone.clone()).date();
    let began = today.saturating_sub(i64::from(member.began).days());
    app.clock.set(moment(viewer, began, 9));
    let person = enter(app, viewer, member).await?;
    place(app, viewer, (member, &person), (member.job, began)).await?;
    let mut life = Life { app, viewer, member, person, events: Vec::new(), seen: Vec::new() };
    if let Some(days) = turn_of(member.story) {
        let on = began.saturating_add(i64::from(days).days());
        life.events.push((moment(viewer, on, 11), Event::Turn));
    }
    life.until(now).await?;
    app.clock.set(now);
    Ok(())
}

fn turn_of(story: Story) -> Option<i32> {
    match story {
        Story::LostJob(days)
        | Story::NewJob(days)
        | Story::Withdrew(days)
        | Story::Died(days)
        | Story::LeftAlone(days) => Some(days),
        Story::Waived => Some(25),
        Story::Steady
        | Story::ToReview
        | Story::Begun
        | Story::FellSilent
        | Story::Silent
        | Story::Refuses
        | Story::ByPhone
        | Story::Corrected => None,
    }
}

fn moment(viewer: &Viewer, on: Date, hour: i8) -> Timestamp {
    let zoned = on.at(hour, 0, 0, 0).to_zoned(viewer.zone.clone());
    zoned.map_or(Timestamp::UNIX_EPOCH, |zoned| zoned.timestamp())
}

async fn enter(app: &App, viewer: &Viewer, member: &Member) -> Result<PersonId, Failure> {
    let plain: String =
        domain::people::folded(&format!("{}.{}", member.name.0, member.name.1)).replace(' ', ".");
    let email = || vec![format!("{plain}@mail.example")];
    let number = (u32::from_str_radix(&crate::keys::sha256_hex(plain.as_bytes())[..4], 16))
        .unwrap_or_default();
    let phone = || vec![format!("+1905555{:04}", 100 + number % 100)];
    let (phones, emails) = match member.ways {
        Ways::Both | Ways::SaidNo => (phone(), email()),
        Ways::Email => (Vec::new(), email()),
        Ways::Phone => (phone(), Vec::new()),
        Ways::Neither => (Vec::new(), Vec::new()),
    };
    let said = (member.ways == Ways::SaidNo).then_some(false);
    let entry = Entry {
        ask: PersonAsk {
            given_name: member.name.0.to_owned(),
            family_name: member.name.1.to_owned(),
            language: member.language.to_owned(),
            year_of_birth: member.born,
            reference: None,
        },
        phones,
        emails,
        consent_email: said,
        consent_sms: said,
        ..Entry::default()
    };
    let (writer, id) = people::act::enter(app, viewer, &entry).await?;
    writer.commit().await?;
    Ok(id)
}

async fn place(
    app: &App,
    viewer: &Viewer,
    (member, person): (&Member, &PersonId),
    ((title, employer), began): ((&str, &str), Date),
) -> Result<(), Failure> {
    let kept = {
        let mut reader = app.reader(viewer).await?;
        people::store::find(&mut reader, person).await?.ok_or(Failure::NotFound)?
    };
    let ask = Place {
        employer: employer.to_owned(),
        job_title: title.to_owned(),
        started_on: Some(began),
        hours_per_week: Some(member.hours),
        pay_cents: Some(member.pay),
        pay_period: Some("hour".to_owned()),
    };
    let job = (member.programme, &ask);
    let (writer, _) = placements::act::place_person(app, viewer, &kept, job).await?;
    writer.commit().await?;
    Ok(())
}

struct Life<'a> {
    app: &'a App,
    viewer: &'a Viewer,
    member: &'a Member,
    person: PersonId,
    events: Vec<(Timestamp, Event)>,
    /// Checkpoints whose asking was taken notice of.
    seen: Vec<CheckpointId>,
}

impl Life<'_> {
    async fn until(&mut self, now: Timestamp) -> Result<(), Failure> {
        for _ in 0..STEPS_MAX {
            let file = self.file().await?;
            self.take_notice(&file, now);
            let due = file.checkpoints.iter().filter_map(|one| one.kept.look_again_at).min();
            let next = self.events.iter().map(|(at, _)| *at).min();
            let Some(at) = [due, next].into_iter().flatten().min().filter(|at| *at <= now) else {
                return Ok(());
            };
            self.app.clock.set(at);
            if due == Some(at) {
                checkpoints::jobs::run_due(self.app).await?;
                crate::messaging::jobs::run_until_idle(self.app).await?;
                continue;
            }
            let Some(place) = self.events.iter().position(|(own, _)| *own == at) else {
                return Ok(());
            };
            let (_, event) = self.events.swap_remove(place);
            self.happen(event).await?;
            crate::messaging::jobs::run_until_idle(self.app).await?;
        }
        Ok(())
    }

    async fn file(&self) -> Result<desk::File, Failure> {
        let mut reader = self.app.reader(self.viewer).await?;
        desk::load(self.app, &mut reader, &self.person).await
    }

    /// Plans what follows from each asking, by the story.
    fn take_notice(&mut self, file: &desk::File, now: Timestamp) {
        for one in &file.checkpoints {
            let checkpoint = &one.kept.checkpoint;
            let by_phone = self.member.story == Story::ByPhone;
            let due = moment(self.viewer, checkpoint.due_on(), 14);
            let asked = checkpoint.asked.iter().filter(|asked| asked.counts());
            let asked =
                asked.map(|asked| asked.at).min().or((by_phone && due <= now).then_some(due));
            let Some(asked) = asked.filter(|_| !self.seen.contains(&checkpoint.id)) else {
                continue;
            };
            self.seen.push(checkpoint.id);
            let is_last = asked + 40.hours() + (24 * 26).hours() > now;
            let (answers, reviews) = (asked + 32.hours(), asked + 49.hours());
            let event = |event| (answers, event);
            match self.member.story {
                Story::Silent => {}
                Story::FellSilent if is_last => {}
                Story::Begun if is_last => self.events.push(event(Event::Begin(checkpoint.id))),
                Story::Refuses => self.events.push(event(Event::Refuse(checkpoint.id))),
                Story::ByPhone => self.events.push(event(Event::Call(checkpoint.id))),
                Story::ToReview if is_last => {
                    let answers = answers.min(now - 3.hours());
                    self.events.push((answers, Event::Answer(checkpoint.id)));
                }
                Story::Steady
                | Story::ToReview
                | Story::Begun
                | Story::FellSilent
                | Story::LostJob(_)
                | Story::NewJob(_)
                | Story::Withdrew(_)
                | Story::Died(_)
                | Story::LeftAlone(_)
                | Story::Corrected
                | Story::Waived => {
                    self.events.push(event(Event::Answer(checkpoint.id)));
                    self.events.push((reviews, Event::Review(checkpoint.id)));
                }
            }
        }
    }

    async fn happen(&mut self, event: Event) -> Result<(), Failure> {
        match event {
            Event::Answer(id) => self.answer(&id, ClientState::Submitted).await,
            Event::Begin(id) => self.answer(&id, ClientState::Partial).await,
            Event::Refuse(id) => self.answer(&id, ClientState::Refused).await,
            Event::Call(id) => self.review(&id, Source::ClientPhone).await,
            Event::Review(id) => self.review(&id, Source::ClientWeb).await,
            Event::Turn => self.turn().await,
        }
    }

    fn said(&self, state: ClientState) -> Value {
        let member = self.member;
        let name = format!("{} {}", member.name.0, member.name.1);
        let declare = json!({"agreed": true, "name": name});
        match (state, member.story) {
            (ClientState::Refused, _) => json!({"agree": "no"}),
            (ClientState::Partial, _) => json!({"agree": "yes", "work_status": "same_job"}),
            (_, Story::LostJob(_)) => json!({
                "agree": "yes", "work_status": "looking", "job_end_reason": "laid_off",
                "need_help": "yes", "help_kind": ["job_search"], "income_now": ["ei"],
                "comment": "The shop closed early.", "svc_sat": 4, "declare": declare,
            }),
            (_, _) => goes_on(member, self.seen.len()),
        }
    }

    /// The client answers through their link.
    async fn answer(&self, id: &CheckpointId, state: ClientState) -> Result<(), Failure> {
        let actor = Actor::client(self.viewer.agency);
        let person = self.person;
        let deed = Deed {
            action: "answer survey",
            person: Some(person),
            subject: id.as_str(),
            detail: "",
        };
        let mut writer = self.app.writer(actor, deed).await?;
        let file = desk::load(self.app, &mut writer, &person).await?;
        let one = file.checkpoint(id)?;
        if one.kept.checkpoint.ending.is_some() {
            return Ok(());
        }
        let reading = reading::load(self.app, &mut writer, (&file, one)).await?;
        let answers = self.fitting(&reading, self.said(state));
        let at = writer.at();
        let mut response = reading.response.clone();
        response.client_answers = Some(reading.seal(&answers));
        response.client = state;
        response.client_started_at = Some(at - 4.minutes());
        response.client_saved_at = Some(at);
        let answer = match state {
            ClientState::Partial | ClientState::None => AnswerState::Partial { at },
            ClientState::Submitted => AnswerState::Submitted { at },
            ClientState::Refused => AnswerState::Refused { at },
        };
        if !matches!(answer, AnswerState::Partial { .. }) {
            response.client_submitted_at = Some(at);
            response.source = Some(Source::ClientWeb);
        }
        responses::record(&mut writer, (id, &person), &response).await?;
        checkpoints::store::record_response(&mut writer, id, answer, ReviewState::None).await?;
        desk::settle(self.app, &mut writer, &person).await?;
        Ok(writer.commit().await?)
    }

    /// The answers of a story that the questionnaire asks for.
    fn fitting(&self, reading: &reading::Reading, said: Value) -> Answers {
        let mut fitting = serde_json::Map::new();
        for (key, value) in said.as_object().into_iter().flatten() {
            if reading.questionnaire().question(key).is_some() {
                fitting.insert(key.clone(), value.clone());
            }
        }
        answers_from_json(reading.questionnaire(), &Value::Object(fitting), &reading.known).0
    }

    /// The adviser fills what is left for staff and submits.
    async fn review(&self, id: &CheckpointId, source: Source) -> Result<(), Failure> {
        let file = self.file().await?;
        let one = file.checkpoint(id)?;
        if one.kept.checkpoint.ending.is_some() {
            return Ok(());
        }
        let reading = {
            let mut reader = self.app.reader(self.viewer).await?;
            reading::load(self.app, &mut reader, (&file, one)).await?
        };
        let works = !matches!(self.member.story, Story::LostJob(_));
        let mut said = json!({
            "noc_code": "65201", "subsidised": "no",
            "outcome_code": if works { "emp_full_time" } else { "une_looking" },
            "hours_verified": self.member.hours, "verify_method": ["pay_stub"],
            "job_end_date": null, "weeks_without": if works { json!(0) } else { json!(1) },
        });
        let mut reasons = Reasons::new();
        if source == Source::ClientPhone {
            for (key, value) in self.said(ClientState::Submitted).as_object().into_iter().flatten()
            {
                said[key] = value.clone();
            }
        }
        if self.member.story == Story::Corrected {
            said["hours_week"] = json!(self.member.hours - 2.0);
            let reason = "The pay stub shows two hours less each week.".to_owned();
            reasons.insert("hours_week".to_owned(), reason);
        }
        let answers = self.fitting(&reading, said);
        let overlay = answers.into_iter().map(|(key, answer)| (key, Some(answer))).collect();
        let entry = review::Entry::submitting(overlay, reasons, source);
        match review::save(self.app, self.viewer, (id, &self.person), &entry).await {
            Ok(writer) => Ok(writer.commit().await?),
            // What is still missing stays for somebody to do: that, too, is a stage.
            Err(Failure::Missing(_)) => Ok(()),
            Err(failure) => Err(failure),
        }
    }

    async fn turn(&self) -> Result<(), Failure> {
        let today = self.app.clock.today(&self.viewer.zone);
        let because = |reason: &str| Some(reason.to_owned());
        let mut change = Change::default();
        match self.member.story {
            Story::LostJob(_) => return self.end_job(today, "laid off").await,
            Story::NewJob(_) => {
                self.end_job(today, "went to a better job").await?;
                let job = (self.member.job.0, "Second Start Staffing");
                return place(self.app, self.viewer, (self.member, &self.person), (job, today))
                    .await;
            }
            Story::Withdrew(_) => {
                change.withdrawn_on = Some(Some(today));
                change.reason = because("Moved to another province and asked to leave.");
            }
            Story::Died(_) => {
                change.died_on = Some(Some(today));
                change.reason = because("A relative called.");
            }
            Story::LeftAlone(_) => {
                change.do_not_contact = Some(true);
                change.reason = because("Asked by telephone to be left alone.");
            }
            Story::Waived => return self.waive().await,
            Story::Steady
            | Story::ToReview
            | Story::Begun
            | Story::FellSilent
            | Story::Silent
            | Story::Refuses
            | Story::ByPhone
            | Story::Corrected => return Ok(()),
        }
        let writer = people::act::change(self.app, self.viewer, &self.person, &change).await?;
        Ok(writer.commit().await?)
    }

    async fn end_job(&self, on: Date, reason: &str) -> Result<(), Failure> {
        let file = self.file().await?;
        let Some(kept) = file.placements.first() else {
            return Ok(());
        };
        let change = placements::act::Change {
            ended_on: Some(Some(on)),
            reason: Some(reason.to_owned()),
            ..placements::act::Change::default()
        };
        let id = kept.placement.id;
        let writer = placements::act::change(self.app, self.viewer, (&id, &change)).await?;
        Ok(writer.commit().await?)
    }

    async fn waive(&self) -> Result<(), Failure> {
        let file = self.file().await?;
        let Some(first) = file.checkpoints.first() else {
            return Ok(());
        };
        let id = first.kept.checkpoint.id;
        let deal = checkpoints::act::Deal::Waive;
        let reason = "The funder agreed in writing: the office was closed by the flood.";
        let asked = (deal, reason, None);
        let writer = checkpoints::act::change(self.app, self.viewer, &id, asked).await?;
        Ok(writer.commit().await?)
    }
}
