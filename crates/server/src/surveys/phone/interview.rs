//! What every page of an interview is made of: the questions of the telephone, in order, with what
//! was answered.

use crate::access::Viewer;
use crate::api::Posted;
use crate::app::App;
use crate::checkpoints::api::open_checkpoint;
use crate::checkpoints::desk::{File, OnFile};
use crate::checkpoints::view::name_of;
use crate::failure::Failure;
use crate::page::{Locale, Words};
use crate::surveys::act::closed_because;
use crate::surveys::reading::{self, Reading};
use crate::surveys::store::StaffState;
use crate::surveys::wording::{answer_text, question_text};
use domain::access::Right;
use domain::ids::CheckpointId;
use domain::surveys::{Answers, Face, Journey, Kind, Question, journey};

/// A person's file and the response that the call is about.
pub struct Interview {
    pub id: CheckpointId,
    pub file: File,
    pub reading: Reading,
    /// The words of whoever calls.
    pub words: Words,
}

/// A question that this call comes to, and what was answered to it.
pub struct Asked<'a> {
    pub question: &'a Question,
    pub said: Vec<String>,
}

impl Interview {
    /// Opens the file of a checkpoint for whoever may call.
    ///
    /// # Errors
    ///
    /// `Forbidden`, `NotFound`, or `ReasonWanted`.
    pub async fn open(app: &App, viewer: &Viewer, id: CheckpointId) -> Result<Self, Failure> {
        viewer.may(Right::Ask)?;
        viewer.may(Right::Review)?;
        let words = Words { locale: viewer.language.into() };
        let file = open_checkpoint(app, viewer, &id, None).await?;
        let mut reader = app.reader(viewer).await?;
        let reading = reading::load(app, &mut reader, (&file, file.checkpoint(&id)?)).await?;
        drop(reader);
        Ok(Self { id, file, reading, words })
    }

    pub fn one(&self) -> Result<&OnFile, Failure> {
        self.file.checkpoint(&self.id)
    }

    /// Why nothing may be typed in any more, if so.
    pub fn closed(&self) -> Result<Option<String>, Failure> {
        let is_reviewed = self.reading.response.staff == StaffState::Reviewed;
        let reviewed = is_reviewed.then_some("surveys-reviewed-already");
        let key = closed_because(&self.one()?.kept.checkpoint).or(reviewed);
        Ok(key.map(|key| self.words.say(key)))
    }

    /// The language in which the questions are spoken: the one that is asked for, else the
    /// person's own.
    pub fn spoken(&self, asked: &Posted) -> Words {
        let own = self.file.kept.person.language.into();
        Words { locale: Locale::from_tag(asked.text("language")).unwrap_or(own) }
    }

    pub fn journey(&self, answers: &Answers) -> Journey {
        journey(self.reading.questionnaire(), answers, Face::Phone, &self.reading.known)
    }

    /// The questions that these answers come to, in order. Papers are not spoken.
    pub fn route<'a>(&'a self, answers: &Answers, own: Words) -> Vec<Asked<'a>> {
        let taken = self.journey(answers).taken;
        let questions = taken.iter().filter_map(|id| self.reading.questionnaire().question(id));
        let spoken = questions.filter(|one| !matches!(one.kind, Kind::Files { .. }));
        let asked =
            |question: &'a Question| Asked { said: self.said(question, answers, own), question };
        spoken.map(asked).collect()
    }

    /// An answer as people read it, line by line.
    pub fn said(&self, question: &Question, answers: &Answers, own: Words) -> Vec<String> {
        let currency = self.reading.definition.currency();
        let answer = answers.get(&question.id);
        let text = answer.map(|answer| answer_text(question, answer, &own, currency));
        text.iter().flat_map(|text| text.lines()).map(str::to_owned).collect()
    }

    pub fn text(&self, question: &Question, own: Words) -> String {
        let known = &self.reading.known;
        let date = |day| own.date_long_near(day, known.today);
        question_text(question, known, own.locale, date)
    }

    /// The code of the question to go on with: the first that lacks an answer which is wanted,
    /// or the one after the last that was answered. None when all were asked.
    pub fn next(&self, answers: &Answers) -> Option<String> {
        let journey = self.journey(answers);
        let is_spoken = |id: &&String| {
            let question = self.reading.questionnaire().question(id);
            question.is_some_and(|one| !matches!(one.kind, Kind::Files { .. }))
        };
        let from = journey.next?;
        let codes = journey.screens.iter().skip(from).map(|screen| &screen.code);
        codes.into_iter().find(is_spoken).cloned()
    }

    /// Where a question, or the end of all, is read out.
    pub fn address(&self, question: Option<&str>, own: Words) -> String {
        let (id, language) = (&self.id, own.locale.as_tag());
        match question {
            Some(question) => format!("/checkpoints/{id}/call/q/{question}?language={language}"),
            None => format!("/checkpoints/{id}/call/check?language={language}"),
        }
    }

    /// Where the checkpoint stands on the person's page.
    pub fn home(&self) -> String {
        let id = &self.id;
        format!("/people/{}?tab=checkpoints&open={id}#{id}", self.file.kept.person.id)
    }

    pub fn crumb(&self) -> Vec<(String, String)> {
        let person = &self.file.kept.person;
        let name = format!("{} {}", person.given_name, person.family_name);
        vec![(self.words.say("page-nav-people"), "/people".to_owned()), (name, self.home())]
    }

    /// What the checkpoint is called in its programme.
    pub fn point(&self) -> Result<String, Failure> {
        Ok(name_of(self.words, self.one()?))
    }
}
