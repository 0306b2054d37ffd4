//! The rows of a questionnaire: each question with what the client said, what stands, and why.

use super::anchor;
use crate::page::{Field, Problems, Words};
use crate::surveys::controls::{Control, Drawing, Style, spread};
use crate::surveys::merge::mark;
use crate::surveys::reading::{Reading, Reasons};
use crate::surveys::wording::{answer_text, question_text};
use domain::surveys::{Answer, Answers, Face, Kind, Placed, Question, REVIEW_SCREEN, journey};
use std::collections::BTreeMap;

/// One question of the table.
pub struct QuestionRow {
    /// The question's own id, posted so that a box without a tick is told from no box.
    pub question: String,
    /// The id of the row's heading.
    pub heading: String,
    pub text: String,
    /// What the client said, line by line; none where they did not answer or were not asked.
    pub said: Vec<String>,
    pub is_asked_of_client: bool,
    /// What stands, line by line.
    pub standing: Vec<String>,
    pub control: Control,
    pub reason: Field,
    pub state: RowState,
    pub is_required: bool,
    pub is_wrong: bool,
    /// What it was at the checkpoint before; empty where it is the same or was not asked.
    pub since: String,
    /// Which answer stood here, so that it is seen whether somebody else changed it meanwhile.
    pub was: String,
}

/// How a row's answer stands to what the client said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowState {
    /// Nothing was said; staff enter it.
    Open,
    AsSaid,
    Changed,
}

/// A question and its answer, to be read only.
pub struct Line {
    pub text: String,
    pub said: Vec<String>,
    /// What it was at the checkpoint before; empty where it is the same or was not asked.
    pub since: String,
}

/// What rows are made of.
pub struct Rows<'a> {
    pub reading: &'a Reading,
    pub words: Words,
    pub checkpoint: &'a str,
    /// The answers that stand, or would.
    pub answers: &'a Answers,
    pub reasons: &'a Reasons,
    /// By question, what it was at the checkpoint before.
    pub since: &'a BTreeMap<String, String>,
}

/// The rows by where they stand.
pub struct Shown {
    pub client: Vec<QuestionRow>,
    pub staff: Vec<QuestionRow>,
    pub further: Vec<QuestionRow>,
}

impl Rows<'_> {
    /// Every row, filled with what was typed where something was.
    pub fn shown(&self, fields: Option<&[(String, String)]>, problems: &Problems) -> Shown {
        let route = self.reading.journey(self.answers);
        let placed = route.screen(REVIEW_SCREEN).map(|screen| screen.questions.as_slice());
        let said = self.said();
        let ids = format!("{}-", self.checkpoint);
        let filled = match fields {
            Some(fields) => fields.to_vec(),
            None => self.spread(),
        };
        let drawing = Drawing {
            words: self.words,
            style: Style::Staff,
            filled: &filled,
            problems,
            ids: &ids,
            names: "a.",
            currency: self.reading.definition.currency(),
        };
        let mut shown = Shown { client: Vec::new(), staff: Vec::new(), further: Vec::new() };
        for placed in placed.unwrap_or_default() {
            let Some(question) = self.reading.questionnaire().question(&placed.id) else {
                continue;
            };
            // Papers are not entered here; they are named where some came.
            let is_papers = matches!(question.kind, Kind::Files { .. });
            if is_papers && !self.answers.contains_key(&question.id) {
                continue;
            }
            let row = self.row((question, placed), &said, &drawing);
            match (placed.on_route, question.staff_only) {
                (true, false) => shown.client.push(row),
                (true, true) => shown.staff.push(row),
                (false, _) => shown.further.push(row),
            }
        }
        shown
    }

    fn spread(&self) -> Vec<(String, String)> {
        let questionnaire = self.reading.questionnaire();
        let one = |(id, answer): (&String, &Answer)| {
            let question = questionnaire.question(id)?;
            Some(spread(question, id, answer, self.words.locale))
        };
        self.answers.iter().filter_map(one).flatten().collect()
    }

    /// What the client said on their own way.
    fn said(&self) -> Answers {
        let Some(client) = &self.reading.client else { return Answers::new() };
        let known = &self.reading.known;
        let way = journey(self.reading.questionnaire(), client, Face::Client, known);
        let on_way = client.iter().filter(|(id, _)| way.is_on_route(id));
        on_way.map(|(id, answer)| (id.clone(), answer.clone())).collect()
    }

    fn row(
        &self,
        (question, placed): (&Question, &Placed),
        said: &Answers,
        drawing: &Drawing<'_>,
    ) -> QuestionRow {
        let id = question.id.as_str();
        let (was, now) = (said.get(id), self.answers.get(id));
        let text = self.text(question);
        let state = match was {
            None => RowState::Open,
            Some(_) if was == now => RowState::AsSaid,
            Some(_) => RowState::Changed,
        };
        let begins = anchor(self.checkpoint, id);
        let inner = format!("{begins}-");
        let reason = self.reason(question, (&text, drawing.problems));
        let is_here = |field: &str| field == begins || field.starts_with(&inner);
        QuestionRow {
            question: id.to_owned(),
            heading: format!("{begins}-q"),
            said: self.lines(question, was),
            is_asked_of_client: !question.staff_only,
            standing: self.lines(question, now),
            is_wrong: reason.is_wrong()
                || drawing.problems.iter().any(|problem| is_here(&problem.field)),
            reason,
            state,
            since: self.since(id),
            was: format!("{id}:{}", mark(question, self.reading.standing().get(id))),
            is_required: placed.required,
            control: drawing.control(question, text.clone()),
            text,
        }
    }

    fn reason(&self, question: &Question, (text, problems): (&str, &Problems)) -> Field {
        let id = anchor(self.checkpoint, &format!("reasons.{}", question.id));
        let label = self.words.with("surveys-reason-for", &[("question", text.into())]);
        let error = problems.of(&id).unwrap_or_default().to_owned();
        let kept = self.reasons.get(&question.id).map_or("", String::as_str);
        let field = Field::labelled(self.words, &format!("r.{}", question.id), label);
        Field { error, ..field }.id(id).value(kept).length_max(500).rows(1)
    }

    fn since(&self, id: &str) -> String {
        self.since.get(id).cloned().unwrap_or_default()
    }

    fn text(&self, question: &Question) -> String {
        let date = |day| self.words.date_long_near(day, self.reading.known.today);
        question_text(question, &self.reading.known, self.words.locale, date)
    }

    fn lines(&self, question: &Question, answer: Option<&Answer>) -> Vec<String> {
        let currency = self.reading.definition.currency();
        let said = answer.map(|answer| answer_text(question, answer, &self.words, currency));
        said.iter().flat_map(|said| said.lines()).map(str::to_owned).collect()
    }

    /// What the client answered on their way, and what they left behind by another.
    pub fn given(&self) -> (Vec<Line>, Vec<Line>) {
        let said = self.said();
        let line = |question: &Question| {
            let answer = self.answers.get(&question.id)?;
            let said = self.lines(question, Some(answer));
            Some(Line { text: self.text(question), said, since: self.since(&question.id) })
        };
        let questions = self.reading.questionnaire().questions.iter();
        let (on_way, left): (Vec<&Question>, Vec<&Question>) =
            questions.partition(|question| said.contains_key(&question.id));
        let lines =
            |questions: Vec<&Question>| questions.into_iter().filter_map(line).collect::<Vec<_>>();
        (lines(on_way), lines(left))
    }

    /// Every answer, in the order of the questions.
    pub fn every(&self) -> Vec<Line> {
        let line = |question: &Question| {
            let said = self.lines(question, Some(self.answers.get(&question.id)?));
            Some(Line { text: self.text(question), said, since: String::new() })
        };
        self.reading.questionnaire().questions.iter().filter_map(line).collect()
    }

    /// Answers that are kept and not submitted.
    pub fn aside(&self) -> Vec<Line> {
        let route = self.reading.journey(self.answers);
        let line = |id: &String| {
            let question = self.reading.questionnaire().question(id)?;
            let said = self.lines(question, self.answers.get(id));
            Some(Line { text: self.text(question), said, since: String::new() })
        };
        route.set_aside.iter().filter_map(line).collect()
    }
}
