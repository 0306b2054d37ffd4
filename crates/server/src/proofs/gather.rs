//! What goes into a pack: loaded as the actor sees it, written as it is loaded.

use super::manifest::{FORMAT, Manifest, public_key};
use super::summary::{self, Told};
use super::zipped::Zipped;
use crate::access::{Viewer, open_file};
use crate::app::App;
use crate::audit;
use crate::checkpoints::api::{CheckpointAnswer, answers};
use crate::checkpoints::desk::{self, File as OfPerson, OnFile};
use crate::documents;
use crate::documents::handing::checked;
use crate::evidence::store::{self as evidence, What};
use crate::failure::Failure;
use crate::messaging::api::MessageAnswer;
use crate::page::Words;
use crate::page::pdf::{self, Block};
use crate::people::api::{PersonAnswer, person_answer};
use crate::record::{Deed, Held, Reader};
use crate::submissions::api::{SubmissionAnswer, answer};
use crate::submissions::store as submissions;
use crate::surveys::api::{ResponseAnswer, response_answer};
use crate::surveys::{phone, reading};
use crate::{messaging, surveys};
use domain::documents::State;
use domain::ids::{CheckpointId, DocumentId, PersonId};
use futures_util::StreamExt;
use jiff::civil::Date;
use serde::Serialize;
use std::collections::BTreeSet;
use std::fs::File;
use std::io::{self, Seek, SeekFrom};

/// People in one pack, at most.
pub const PEOPLE_MAX: usize = 200;
/// Bytes of the documents of one pack, at most: 2 GiB.
const BYTES_MAX: usize = 2 * 1024 * 1024 * 1024;

/// What a pack is about.
#[derive(Debug, Clone)]
pub struct Wanted {
    pub about: String,
    /// Each with the one checkpoint that is asked for; all of theirs where none is.
    pub people: Vec<(PersonId, Option<CheckpointId>)>,
}

/// A checkpoint with all that stands behind it.
#[derive(Serialize)]
struct Behind {
    checkpoint: CheckpointAnswer,
    response: ResponseAnswer,
    submissions: Vec<SubmissionAnswer>,
}

/// Who was asked, when, by which way and in which words; and who was called.
#[derive(Serialize)]
struct Contacts {
    messages: Vec<MessageAnswer>,
    calls: Vec<CallLine>,
}

#[derive(Serialize)]
struct CallLine {
    at: String,
    by: Option<String>,
    outcome: Option<&'static str>,
}

/// A person with their jobs.
#[derive(Serialize)]
struct Whose {
    person: PersonAnswer,
    placements: Vec<Job>,
}

#[derive(Serialize)]
struct Job {
    id: String,
    programme: String,
    employer: String,
    job_title: String,
    started_on: Date,
    ended_on: Option<Date>,
    hours: Vec<(Date, f64)>,
}

fn failed(error: io::Error) -> Failure {
    Failure::fault("writing a proof pack", &error)
}

/// Writes a pack and gives it from its beginning.
///
/// # Errors
///
/// `NotFound` or `ReasonWanted` for whom the viewer may not open; `TooLarge` over the limits.
pub async fn write(
    app: &App,
    viewer: &Viewer,
    (wanted, reason): (&Wanted, Option<&str>),
) -> Result<File, Failure> {
    let words = Words { locale: viewer.language.into() };
    let mut zipped = Zipped::new(tempfile::tempfile().map_err(failed)?);
    let mut bytes = 0;
    let mut blocks = head(app, viewer, words, wanted);
    for (person, checkpoint) in &wanted.people {
        let file = {
            let mut reader = app.reader(viewer).await?;
            desk::load(app, &mut reader, person).await?
        };
        open_file(app, viewer, file.kept.file(), reason).await?;
        // Before the chain is read, so that the pack holds its own making.
        let subject = checkpoint.map_or_else(|| person.to_string(), |id| id.to_string());
        let deed = Deed {
            action: "make proof pack",
            person: Some(*person),
            subject: &subject,
            detail: "",
        };
        app.writer(viewer, deed).await?.commit().await?;
        let one = One { app, viewer, file: &file, only: checkpoint.as_ref() };
        blocks.extend(one.write(&mut zipped, &mut bytes).await?);
    }
    let title = words.say("proofs-pdf-title");
    let pdf = pdf::written(&title, words.locale.as_tag(), &blocks);
    let pdf = pdf.map_err(|why| Failure::fault("writing the sheet of a pack", &why))?;
    zipped.file("summary.pdf", &pdf).map_err(failed)?;
    let seed = app.keys.proof_seed();
    let manifest = Manifest {
        format: FORMAT.to_owned(),
        about: wanted.about.clone(),
        agency: viewer.agency_name.clone(),
        made_by: viewer.name.clone(),
        made_at: app.clock.now().to_string(),
        files: Vec::new(),
        key: public_key(&seed),
    };
    let mut done = zipped.finish(&seed, manifest).map_err(failed)?;
    done.seek(SeekFrom::Start(0)).map_err(failed)?;
    Ok(done)
}

/// What stands first on the sheet.
fn head(app: &App, viewer: &Viewer, words: Words, wanted: &Wanted) -> Vec<Block> {
    let fact = |key: &str, value: String| Block::Fact(words.say(key), value);
    let made = words.moment(&app.clock.now().to_zoned(viewer.zone.clone()));
    vec![
        Block::Heading(1, words.say("proofs-pdf-title")),
        Block::Text(words.say("proofs-pdf-how")),
        fact("proofs-pdf-about", wanted.about.clone()),
        fact("proofs-pdf-made", made),
        fact("proofs-pdf-by", format!("{}, {}", viewer.name, viewer.agency_name)),
    ]
}

/// One person of a pack.
struct One<'a> {
    app: &'a App,
    viewer: &'a Viewer,
    file: &'a OfPerson,
    only: Option<&'a CheckpointId>,
}

impl One<'_> {
    fn fits(&self, one: &OnFile) -> bool {
        self.only.is_none_or(|id| one.kept.checkpoint.id == *id)
    }

    /// Writes the person's files; gives their part of the sheet.
    async fn write(
        &self,
        zipped: &mut Zipped<File>,
        bytes: &mut u64,
    ) -> Result<Vec<Block>, Failure> {
        let words = Words { locale: self.viewer.language.into() };
        let mut blocks = summary::person(words, self.file);
        let mut reader = self.app.reader(self.viewer).await?;
        let folder = format!("people/{}", self.file.kept.person.id);
        put(zipped, &format!("{folder}/person.json"), &self.whose())?;
        let proofs = crate::evidence::proof::of_file(self.app, &mut reader, self.file).await?;
        for one in self.file.checkpoints.iter().filter(|one| self.fits(one)) {
            let id = one.kept.checkpoint.id;
            let read = reading::load(self.app, &mut reader, (self.file, one)).await?;
            let changes = surveys::store::changes(&mut reader, &id).await?;
            let sent = submissions::of_checkpoint(&mut reader, &id).await?;
            let behind = Behind {
                checkpoint: self.checkpoint(&mut reader, &id).await?,
                response: response_answer(&read, &changes),
                submissions: sent.iter().map(answer).collect(),
            };
            let own = format!("{folder}/checkpoints/{}-{id}", one.kept.checkpoint.code);
            put(zipped, &format!("{own}/answers.json"), &behind)?;
            let contacts = self.contacts(&mut reader, &id).await?;
            put(zipped, &format!("{own}/contacts.json"), &contacts)?;
            for kept in &sent {
                let path = format!("{own}/submissions/{}.json", kept.id);
                zipped.file(&path, kept.payload.clone().open().as_bytes()).map_err(failed)?;
            }
            let told = Told {
                one,
                reading: &read,
                changes: &changes,
                proof: proofs.get(&id),
                submissions: &sent,
                messages: &contacts.messages,
            };
            blocks.extend(summary::checkpoint(words, self.file, &told));
        }
        let agency = self.viewer.agency;
        let chain = self.file.kept.person.id;
        let lines = audit::store::chain(reader.conn(), &agency, chain.as_str()).await?;
        put(zipped, &format!("{folder}/audit.json"), &lines)?;
        let papers = self.papers(&mut reader).await?;
        drop(reader);
        for id in papers {
            self.document(zipped, (&folder, &id), bytes).await?;
        }
        Ok(blocks)
    }

    fn whose(&self) -> Whose {
        let placements = self.file.placements.iter().map(|kept| Job {
            id: kept.placement.id.to_string(),
            programme: self
                .file
                .enrolments
                .iter()
                .find(|enrolment| enrolment.id == kept.enrolment)
                .map(|enrolment| enrolment.pack.clone())
                .unwrap_or_default(),
            employer: kept.employer.clone(),
            job_title: kept.job_title.clone(),
            started_on: kept.placement.started_on,
            ended_on: kept.placement.ended_on,
            hours: kept.terms.iter().map(|one| (one.from_on, one.hours_per_week)).collect(),
        });
        Whose { person: person_answer(&self.file.kept), placements: placements.collect() }
    }

    async fn checkpoint(
        &self,
        reader: &mut Reader,
        id: &CheckpointId,
    ) -> Result<CheckpointAnswer, Failure> {
        let fits = |other: &OnFile| other.kept.checkpoint.id == *id;
        let found = answers(self.app, reader, self.file, fits).await?.pop();
        found.ok_or(Failure::NotFound)
    }

    async fn contacts(&self, reader: &mut Reader, id: &CheckpointId) -> Result<Contacts, Failure> {
        let calls = phone::store::of_checkpoint(reader, id).await?;
        let calls = calls.into_iter().map(|call| CallLine {
            at: call.at.to_string(),
            by: call.by_name,
            outcome: call.outcome.map(|outcome| outcome.word()),
        });
        Ok(Contacts {
            // Links open surveys: they stay in the house.
            messages: messaging::api::without_links(self.app, reader, id).await?,
            calls: calls.collect(),
        })
    }

    /// The documents that the evidence stands on, each once.
    async fn papers(&self, reader: &mut Reader) -> Result<BTreeSet<DocumentId>, Failure> {
        let all = evidence::of_person(reader, &self.file.kept.person.id).await?;
        let own = all.iter().filter(|kept| self.only.is_none_or(|id| kept.checkpoint == *id));
        let papers = own.filter_map(|kept| match &kept.what {
            What::Document(paper) => Some(paper.id),
            What::Verbal(_) => None,
        });
        Ok(papers.collect())
    }

    async fn document(
        &self,
        zipped: &mut Zipped<File>,
        (folder, id): (&str, &DocumentId),
        bytes: &mut u64,
    ) -> Result<(), Failure> {
        let mut reader = self.app.reader(self.viewer).await?;
        let found = documents::store::find(&mut reader, id).await?;
        drop(reader);
        let Some(kept) = found.filter(|kept| kept.state == State::Clean) else { return Ok(()) };
        *bytes += kept.bytes;
        if *bytes > BYTES_MAX as u64 {
            return Err(Failure::TooLarge { bytes_max: BYTES_MAX });
        }
        let ending = kept.kind.endings().first().copied().unwrap_or("bin");
        zipped.begin(&format!("{folder}/documents/{id}.{ending}"), kept.bytes).map_err(failed)?;
        let stream = self.app.archive().read(&self.viewer.agency, id).await?;
        let mut stream = Box::pin(checked(stream, kept.sha256.clone()));
        while let Some(portion) = stream.next().await.transpose()? {
            zipped.push(&portion).map_err(failed)?;
        }
        Ok(())
    }
}

fn put(zipped: &mut Zipped<File>, path: &str, what: &impl Serialize) -> Result<(), Failure> {
    let text = serde_json::to_vec_pretty(what).map_err(|error| failed(error.into()))?;
    zipped.file(path, &text).map_err(failed)
}
