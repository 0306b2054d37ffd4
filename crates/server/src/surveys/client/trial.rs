//! A survey that is only tried out: the client's pages without a client, a link or a record.

use super::files::{self, Papers};
use super::views::{CheckRow, QuestionPage};
use super::way::{Way, about, known_to_reader};
use crate::api::Posted;
use crate::failure::Failure;
use crate::page::{Frame, Problems, Words};
use crate::surveys::controls::{Control, Drawing, Style, spread};
use crate::surveys::typed::{Fields, put_into, read_form};
use crate::surveys::wire::{answers_from_store, answers_to_json};
use crate::surveys::wording::{answer_text, question_text, sentence};
use askama::Template;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};
use domain::surveys::{Answers, CHECK_SCREEN, Known, Question, Questionnaire, Screen};

/// The address of a screen: its code, a language, the answers so far.
pub type Here<'a> = &'a dyn Fn(&str, &str, &str) -> String;

/// A survey that is tried out.
pub struct Trial<'a> {
    pub words: Words,
    pub agency: String,
    pub questionnaire: &'a Questionnaire,
    pub currency: &'a str,
    pub known: Known,
    /// The answers so far, as the address carries them.
    pub answers: &'a str,
    /// Where the trial was begun.
    pub leave: String,
}

/// Where a step leads.
pub enum Stop {
    Page(Response),
    Next(String),
}

/// The client's page with a foot of its own.
#[derive(Template)]
#[template(path = "surveys/client/trial_question.html")]
struct TrialQuestion {
    frame: Frame,
    action: String,
    nonce: String,
    comes_from_check: bool,
    has_back: bool,
    problems: Problems,
    heading: Option<String>,
    controls: Vec<Control>,
    folded: Vec<Control>,
    is_unfolded: bool,
    /// What a try-out cannot send; it is only named.
    papers: Option<Papers>,
    leave: String,
}

#[derive(Template)]
#[template(path = "surveys/client/trial_check.html")]
struct TrialCheck {
    frame: Frame,
    /// Nothing is ever given back in a trial.
    asked: String,
    action: String,
    nonce: String,
    rows: Vec<CheckRow>,
    controls: Vec<Control>,
    problems: Problems,
    leave: String,
}

#[derive(Template)]
#[template(path = "surveys/client/trial_end.html")]
struct TrialEnd {
    frame: Frame,
    said: String,
    again: String,
    leave: String,
}

/// Where the end of a trial stands.
const END: &str = "end";

impl Trial<'_> {
    fn answers(&self) -> Answers {
        let json = serde_json::from_str(self.answers).unwrap_or_default();
        answers_from_store(self.questionnaire, &json).0
    }

    fn carried(&self, answers: &Answers) -> String {
        answers_to_json(self.questionnaire, answers).to_string()
    }

    /// Shows a screen, or leads to the first that is there.
    ///
    /// # Errors
    ///
    /// When a template cannot be written.
    pub fn show(&self, at: &str, here: Here<'_>) -> Result<Stop, Failure> {
        let answers = self.answers();
        let way = Way::of(self.questionnaire, &answers, &self.known);
        if at == END {
            return self.end(here, way.journey.ended.is_some());
        }
        let Some(screen) = way.screen(at) else {
            return Ok(Stop::Next(here(way.next(), self.words.locale.as_tag(), self.answers)));
        };
        let questions = way.questions(screen);
        let filled = questions.iter().filter_map(|question| {
            let answer = answers.get(&question.id)?;
            Some(spread(question, &question.id, answer, self.words.locale))
        });
        let filled: Vec<(String, String)> = filled.flatten().collect();
        self.page((&way, screen), (&filled, Problems::new()), here)
    }

    /// The same screen once more, with what was typed.
    ///
    /// # Errors
    ///
    /// When a template cannot be written.
    pub fn again(
        &self,
        at: &str,
        typed: &Fields,
        here: Here<'_>,
        problems: Problems,
    ) -> Result<Stop, Failure> {
        let answers = self.answers();
        let way = Way::of(self.questionnaire, &answers, &self.known);
        match way.screen(at) {
            Some(screen) => self.page((&way, screen), (typed, problems), here),
            None => Ok(Stop::Next(here(way.next(), self.words.locale.as_tag(), self.answers))),
        }
    }

    /// Reads a screen that was sent, and leads on.
    ///
    /// # Errors
    ///
    /// When a template cannot be written.
    pub fn answer(&self, at: &str, posted: &Posted, here: Here<'_>) -> Result<Stop, Failure> {
        let mut answers = self.answers();
        let before = answers.clone();
        let way = Way::of(self.questionnaire, &before, &self.known);
        let locale = self.words.locale.as_tag();
        let Some(screen) = way.screen(at) else {
            return Ok(Stop::Next(here(way.next(), locale, self.answers)));
        };
        let questions = way.typed(screen);
        let known = known_to_reader(&self.known);
        let typed = read_form(questions.iter().copied(), posted.fields(), &known);
        put_into(&mut answers, &typed, questions.iter().copied());
        let after = Way::of(self.questionnaire, &answers, &self.known);
        let goes_back = posted.has("back");
        let mut problems = Problems::new();
        for (field, why) in &typed.refused {
            problems.add(field.replace('.', "-"), sentence(why, &self.words));
        }
        for question in &questions {
            let is_lacking = after.journey.lacking.contains(&question.id);
            if is_lacking && problems.is_empty() {
                problems.add(question.id.as_str(), self.words.say("surveys-answer-wanted"));
            }
        }
        if !problems.is_empty() && !goes_back {
            return self.again(at, posted.fields(), here, problems);
        }
        let next = if goes_back {
            way.journey.before(at).map_or(at, |one| &one.code)
        } else if after.journey.ended.is_some() || at == CHECK_SCREEN {
            END
        } else {
            after.journey.after(at).map_or(CHECK_SCREEN, |one| &one.code)
        };
        Ok(Stop::Next(here(next, locale, &self.carried(&answers))))
    }

    fn frame(&self, title: String) -> Frame {
        let mut frame = Frame::new(self.words, &self.agency, title);
        let sentence = self.words.say("programmes-trial-bar");
        frame.flash = Some(crate::page::Flash { tone: "wait", sentence });
        frame
    }

    fn text(&self, question: &Question) -> String {
        let date = |day| self.words.date_long_near(day, self.known.today);
        question_text(question, &self.known, self.words.locale, date)
    }

    fn page(
        &self,
        (way, screen): (&Way<'_>, &Screen),
        (filled, problems): (&Fields, Problems),
        here: Here<'_>,
    ) -> Result<Stop, Failure> {
        let locale = self.words.locale.as_tag();
        let action = here(&screen.code, locale, self.answers);
        let drawing = Drawing {
            words: self.words,
            style: Style::Client,
            filled,
            problems: &problems,
            ids: "",
            names: "",
            currency: self.currency,
        };
        if screen.code == CHECK_SCREEN {
            let page = TrialCheck {
                frame: self.frame(self.words.say("surveys-check-title")),
                asked: String::new(),
                action,
                nonce: String::new(),
                rows: self.rows(way, here),
                controls: (way.questions(screen).iter())
                    .map(|question| drawing.control(question, self.text(question)))
                    .collect(),
                problems: problems.clone(),
                leave: self.leave.clone(),
            };
            return written(&page, &problems);
        }
        let screens = &way.journey.screens;
        let number = screens.iter().position(|one| one.code == screen.code).unwrap_or(0) + 1;
        let total = about(self.questionnaire, way.answers, &self.known).max(number);
        let progress = [("number", number.to_string().into()), ("total", total.to_string().into())];
        let is_folded = |question: &Question| {
            screen.questions.iter().any(|one| one.id == question.id && one.folded)
        };
        let (folded, plain): (Vec<&Question>, Vec<&Question>) =
            way.questions(screen).into_iter().partition(|question| is_folded(question));
        let frame = self.frame(self.words.with("surveys-progress", &progress));
        let drawn = QuestionPage::new(frame, (&drawing, &screen.code), (&plain, &folded), |one| {
            self.text(one)
        });
        // Files have no field in a try-out: their question is all that can be read there.
        let papers = files::asked(way, screen).map(|(question, _)| self.text(question));
        let page = TrialQuestion {
            frame: drawn.frame,
            action,
            nonce: String::new(),
            comes_from_check: false,
            has_back: number > 1,
            problems: problems.clone(),
            heading: papers.or(drawn.heading),
            controls: drawn.controls,
            folded: drawn.folded,
            is_unfolded: drawn.is_unfolded,
            papers: None,
            leave: self.leave.clone(),
        };
        written(&page, &problems)
    }

    /// Every answer on the route, with the way back to it.
    fn rows(&self, way: &Way<'_>, here: Here<'_>) -> Vec<CheckRow> {
        let locale = self.words.locale.as_tag();
        let mut rows = Vec::new();
        for screen in way.journey.screens.iter().filter(|one| one.code != CHECK_SCREEN) {
            for question in way.questions(screen) {
                if !way.journey.is_on_route(&question.id) {
                    continue;
                }
                let answer = way.answers.get(&question.id);
                let text = |answer| answer_text(question, answer, &self.words, self.currency);
                rows.push(CheckRow {
                    question: self.text(question),
                    lines: answer
                        .map(text)
                        .iter()
                        .flat_map(|text| text.lines())
                        .map(str::to_owned)
                        .collect(),
                    change: here(&screen.code, locale, self.answers),
                });
            }
        }
        rows
    }

    fn end(&self, here: Here<'_>, is_ended: bool) -> Result<Stop, Failure> {
        let key = if is_ended { "programmes-trial-ended" } else { "programmes-trial-end" };
        let page = TrialEnd {
            frame: self.frame(self.words.say("programmes-try")),
            said: self.words.say(key),
            again: here("begin", self.words.locale.as_tag(), ""),
            leave: self.leave.clone(),
        };
        written(&page, &Problems::new())
    }
}

fn written(page: &impl Template, problems: &Problems) -> Result<Stop, Failure> {
    let is_fine = problems.is_empty();
    let status = if is_fine { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Ok(Stop::Page((status, Html(page.render()?)).into_response()))
}
