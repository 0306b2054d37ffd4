//! What the client's pages are made of.

use super::files::Papers;
use crate::page::{Frame, Problems};
use crate::surveys::controls::{Control, Drawing, Shape, Style};
use askama::Template;
use domain::surveys::{MORE_SCREEN, Question};

/// What this is, whether it is you, begin.
#[derive(Debug, Template)]
#[template(path = "surveys/client/start.html")]
pub struct StartPage {
    frame: Frame,
    nonce: String,
    last_day: String,
    year: Option<crate::page::Field>,
    problems: Problems,
}

impl StartPage {
    /// `year` is what was typed at the gate; none where there is no gate.
    #[must_use]
    pub fn new(
        frame: Frame,
        (nonce, last_day): (String, String),
        year: Option<&str>,
        problems: &Problems,
    ) -> Self {
        let words = frame.words;
        let title = words.with("surveys-start-title", &[("agency", frame.agency.as_str().into())]);
        let field = |typed: &str| {
            crate::page::Field::new(words, "year", "surveys-year")
                .hint("surveys-year-hint")
                .keyboard("numeric")
                .autocomplete("bday-year")
                .width("short")
                .length_max(4)
                .value(typed)
                .problem(problems)
        };
        let year = year.map(field);
        Self { frame: Frame { title, ..frame }, nonce, last_day, year, problems: problems.clone() }
    }
}

/// One question with a few large buttons, for whoever came by a text message.
#[derive(Debug, Template)]
#[template(path = "surveys/client/quick.html")]
pub struct QuickPage {
    frame: Frame,
    nonce: String,
    last_day: String,
    /// What was tapped by this very request, as its button reads.
    taken: Option<String>,
    buttons: Vec<QuickButton>,
    problems: Problems,
}

/// One answer to tap.
#[derive(Debug)]
pub struct QuickButton {
    pub code: String,
    pub label: String,
}

impl QuickPage {
    #[must_use]
    pub fn new(
        frame: Frame,
        (nonce, last_day): (String, String),
        (asked, taken): (String, Option<String>),
        buttons: impl Iterator<Item = QuickButton>,
        problems: &Problems,
    ) -> Self {
        let title = if taken.is_some() { frame.say("surveys-quick-thanks") } else { asked };
        let frame = Frame { title, ..frame };
        let (buttons, problems) = (buttons.collect(), problems.clone());
        Self { frame, nonce, last_day, taken, buttons, problems }
    }
}

/// Whether messages should stop.
#[derive(Debug, Template)]
#[template(path = "surveys/client/stop.html")]
pub struct StopPage {
    frame: Frame,
    nonce: String,
}

impl StopPage {
    #[must_use]
    pub fn new(frame: Frame, nonce: String) -> Self {
        let agency = [("agency", frame.agency.as_str().into())];
        let title = frame.with("surveys-stop-title", &agency);
        Self { frame: Frame { title, address: "/s/stop".to_owned(), ..frame }, nonce }
    }
}

/// One screen of questions.
#[derive(Debug, Template)]
#[template(path = "surveys/client/question.html")]
pub struct QuestionPage {
    pub frame: Frame,
    pub action: String,
    pub nonce: String,
    pub comes_from_check: bool,
    pub has_back: bool,
    pub last_day: String,
    pub problems: Problems,
    /// The heading of a screen whose first question is not its heading.
    pub heading: Option<String>,
    pub controls: Vec<Control>,
    pub folded: Vec<Control>,
    pub is_unfolded: bool,
    /// The question with files, on its screen.
    pub papers: Option<Papers>,
}

impl QuestionPage {
    #[must_use]
    pub fn new(
        frame: Frame,
        (drawing, code): (&Drawing<'_>, &str),
        (plain, folded): (&[&Question], &[&Question]),
        text: impl Fn(&Question) -> String,
    ) -> Self {
        let mut controls = drawn(drawing, plain, &text);
        let folded_controls = drawn(drawing, folded, &text);
        let is_filled = |question: &&Question| {
            let (id, begins) = (question.id.as_str(), format!("{}-", question.id));
            let is_wrong = |field: &str| field == id || field.starts_with(&begins);
            drawing.filled.iter().any(|(name, value)| {
                (name == id || name.starts_with(&begins)) && !value.trim().is_empty()
            }) || drawing.problems.iter().any(|problem| is_wrong(&problem.field))
        };
        let heading = (code == MORE_SCREEN).then(|| frame.say("surveys-more-title"));
        if heading.is_none() && !controls.is_empty() {
            let first = controls.remove(0).as_heading();
            controls.insert(0, first);
        }
        Self {
            frame,
            action: String::new(),
            nonce: String::new(),
            comes_from_check: false,
            has_back: false,
            last_day: String::new(),
            problems: Problems::new(),
            heading,
            controls,
            papers: None,
            is_unfolded: folded.iter().any(is_filled),
            folded: folded_controls,
        }
    }
}

/// Draws questions; one of choices that stands behind an amount is drawn beside it.
fn drawn(
    drawing: &Drawing<'_>,
    questions: &[&Question],
    text: &impl Fn(&Question) -> String,
) -> Vec<Control> {
    let mut controls: Vec<Control> = Vec::new();
    for (place, question) in questions.iter().enumerate() {
        let before = place.checked_sub(1).and_then(|before| questions.get(before));
        if let Some(Control { shape: Shape::Money { amount: _, period }, .. }) = controls.last_mut()
            && period.is_none()
            && before.is_some_and(|amount| is_asked_with(question, amount))
        {
            let beside = Drawing { style: Style::Staff, ..*drawing };
            if let Shape::Select(mut field) = beside.control(question, text(question)).shape {
                if let Some(first) = field.choices.first_mut() {
                    first.label = drawing.words.say("field-choose");
                }
                *period = Some(Box::new(field));
                continue;
            }
        }
        controls.push(drawing.control(question, text(question)));
    }
    controls
}

/// Whether a question only makes sense beside an amount: how often that is paid.
fn is_asked_with(question: &Question, amount: &Question) -> bool {
    let is_choice = matches!(question.kind, domain::surveys::Kind::Single(_));
    let condition = question.shown_when.as_ref();
    is_choice && condition.is_some_and(|one| one.variables().iter().all(|name| *name == amount.id))
}

/// Every answer, and the declaration.
#[derive(Debug, Template)]
#[template(path = "surveys/client/check.html")]
pub struct CheckPage {
    pub frame: Frame,
    pub action: String,
    pub nonce: String,
    pub last_day: String,
    /// What staff asked to be looked at; empty where the survey was not given back.
    pub asked: String,
    pub rows: Vec<CheckRow>,
    pub controls: Vec<Control>,
    pub problems: Problems,
}

/// One answer, with the way back to it.
#[derive(Debug)]
pub struct CheckRow {
    pub question: String,
    /// None where it was left open.
    pub lines: Vec<String>,
    pub change: String,
}

/// A page that ends here: a receipt, or why there is nothing more.
#[derive(Debug, Template)]
#[template(path = "surveys/client/end.html")]
pub struct EndPage {
    frame: Frame,
    sentences: Vec<String>,
    /// Where to go next: words and address.
    next: Option<(String, String)>,
    may_stop: bool,
}

impl EndPage {
    fn new(frame: Frame, key: &str, sentences: Vec<String>) -> Self {
        let title = frame.say(key);
        Self { frame: Frame { title, ..frame }, sentences, next: None, may_stop: false }
    }

    /// Thanks, what happens next, and how to stop messages. The answers are not shown again.
    #[must_use]
    pub fn receipt(frame: Frame) -> Self {
        let agency = [("agency", frame.agency.as_str().into())];
        let sentences =
            vec![frame.with("surveys-thanks-next", &agency), frame.say("surveys-thanks-hidden")];
        Self { may_stop: true, ..Self::new(frame, "surveys-thanks-title", sentences) }
    }

    /// No message leaves any more.
    #[must_use]
    pub fn messages_stopped(frame: Frame) -> Self {
        let agency = [("agency", frame.agency.as_str().into())];
        let sentences = vec![frame.with("surveys-stop-done", &agency)];
        Self::new(frame, "surveys-stop-done-title", sentences)
    }

    /// The client does not want to answer, and that is that.
    #[must_use]
    pub fn refused(frame: Frame) -> Self {
        let agency = [("agency", frame.agency.as_str().into())];
        let sentences =
            vec![frame.with("surveys-refused-next", &agency), frame.say("surveys-refused-effect")];
        Self::new(frame, "surveys-refused-title", sentences)
    }

    /// Somebody else has this address or number now.
    #[must_use]
    pub fn wrong_person(frame: Frame) -> Self {
        let sentences = vec![frame.say("surveys-wrong-person-next")];
        Self::new(frame, "surveys-wrong-person-title", sentences)
    }

    /// The one page for every link that lets nobody in.
    #[must_use]
    pub fn closed(frame: Frame) -> Self {
        let sentences = vec![frame.say("surveys-closed")];
        Self::new(frame, "surveys-closed-title", sentences)
    }

    /// The browser holds no link.
    #[must_use]
    pub fn no_pass(frame: Frame) -> Self {
        let sentences = vec![frame.say("surveys-no-pass")];
        Self::new(frame, "surveys-no-pass-title", sentences)
    }

    /// A form of another link than the one opened last.
    #[must_use]
    pub fn other_link(frame: Frame) -> Self {
        let sentences = vec![frame.say("surveys-other-link")];
        Self::new(frame, "surveys-other-link-title", sentences)
    }

    /// More was sent than is taken. `back` is the page it came from.
    #[must_use]
    pub fn too_large(frame: Frame, back: String) -> Self {
        let next = Some((frame.say("act-back"), back));
        let sentences = vec![frame.say("surveys-too-large")];
        Self { next, ..Self::new(frame, "surveys-too-large-title", sentences) }
    }
}
