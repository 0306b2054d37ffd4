//! One client's way through a survey: the screens that these answers lead over, and how far.

use crate::app::App;
use crate::surveys::definition::Definition;
use crate::surveys::store::Response;
use crate::surveys::store::links::Link;
use crate::surveys::wire::answers_from_store;
use domain::surveys::{
    Answer, Answers, CHECK_SCREEN, Face, Gate, Journey, Kind, Known, Question, Questionnaire,
    Screen, journey,
};
use serde_json::Value;

/// Rounds of guessing at the length of the way. Each goes past one more fork.
const GUESSES_MAX: usize = 5;

/// What is known on a client's pages. What we know of the person is shown only behind a gate.
#[must_use]
pub fn known(app: &App, link: &Link, questionnaire: &Questionnaire) -> Known {
    Known {
        today: app.clock.today(&link.office_zone),
        due_on: link.due_on,
        point: link.code.clone(),
        job: link.job.clone(),
        may_show: has_gate(link, questionnaire),
        release_on_file: false,
        on_assistance_at_intake: None,
    }
}

/// Whether the client has to show who they are, before anything that we know is shown.
#[must_use]
pub fn has_gate(link: &Link, questionnaire: &Questionnaire) -> bool {
    match questionnaire.gate {
        Some(Gate::YearOfBirth) => link.year_of_birth.is_some(),
        None => false,
    }
}

/// What answers are read with. Without a gate a refused date must not tell when the job began.
#[must_use]
pub fn known_to_reader(known: &Known) -> Known {
    let job = known.job.clone().filter(|_| known.may_show);
    Known { job, ..known.clone() }
}

/// The client's answers so far.
#[must_use]
pub fn answers_of(response: Option<&Response>, definition: &Definition) -> Answers {
    let text = response.and_then(|response| response.client_answers.as_ref());
    let json = text.map(|text| serde_json::from_str(text.stored()).unwrap_or(Value::Null));
    json.map(|json| answers_from_store(definition.questionnaire(), &json).0).unwrap_or_default()
}

/// The way that answers take.
pub struct Way<'a> {
    pub questionnaire: &'a Questionnaire,
    pub answers: &'a Answers,
    pub journey: Journey,
}

impl<'a> Way<'a> {
    #[must_use]
    pub fn of(questionnaire: &'a Questionnaire, answers: &'a Answers, known: &Known) -> Self {
        let mut journey = journey(questionnaire, answers, Face::Client, known);
        // Nobody is led to an empty page.
        journey.screens.retain(|screen| {
            screen.code == CHECK_SCREEN || !asked(questionnaire, screen).is_empty()
        });
        Self { questionnaire, answers, journey }
    }

    /// The questions of a screen that a client can fill in.
    #[must_use]
    pub fn questions(&self, screen: &Screen) -> Vec<&'a Question> {
        asked(self.questionnaire, screen)
    }

    /// Those of them that are answered in the fields of a form: files are kept by themselves.
    #[must_use]
    pub fn typed(&self, screen: &Screen) -> Vec<&'a Question> {
        let mut questions = self.questions(screen);
        questions.retain(|question| !matches!(question.kind, Kind::Files { .. }));
        questions
    }

    /// The screen with this code, unless something that has to be answered comes before it.
    #[must_use]
    pub fn screen(&self, code: &str) -> Option<&Screen> {
        let place = self.journey.screens.iter().position(|screen| screen.code == code)?;
        let lacking = self.first_lacking().unwrap_or(usize::MAX);
        self.journey.screens.get(place).filter(|_| place <= lacking)
    }

    /// The code of the screen that comes next: the first that lacks what has to be answered, or
    /// the one after the last that was answered.
    #[must_use]
    pub fn next(&self) -> &str {
        let is_answered = |screen: &Screen| {
            screen.questions.iter().any(|one| one.on_route && self.answers.contains_key(&one.id))
        };
        let screens = &self.journey.screens;
        let reached = screens.iter().rposition(is_answered).map_or(0, |last| last + 1);
        let place = self.first_lacking().map_or(reached, |lacking| lacking.min(reached));
        screens.get(place).or(screens.last()).map_or(CHECK_SCREEN, |screen| &screen.code)
    }

    fn first_lacking(&self) -> Option<usize> {
        let lacks = |screen: &Screen| {
            screen.questions.iter().any(|one| self.journey.lacking.contains(&one.id))
        };
        self.journey.screens.iter().position(lacks)
    }
}

fn asked<'a>(questionnaire: &'a Questionnaire, screen: &Screen) -> Vec<&'a Question> {
    let questions = screen.questions.iter().filter_map(|one| questionnaire.question(&one.id));
    questions.filter(|question| can_be_filled_in(question)).collect()
}

fn can_be_filled_in(question: &Question) -> bool {
    match question.kind {
        Kind::Files { .. }
        | Kind::Single(_)
        | Kind::Multi { .. }
        | Kind::Text { .. }
        | Kind::LongText { .. }
        | Kind::Number { .. }
        | Kind::Money { .. }
        | Kind::Date { .. }
        | Kind::Scale { .. }
        | Kind::Repeat { .. }
        | Kind::Declaration
        | Kind::Contact
        | Kind::OccupationCode
        | Kind::Outcome(_)
        | Kind::DocumentTypes(_) => true,
    }
}

/// About how many questions there are for somebody with these answers: the usual answer is taken
/// where none was given.
#[must_use]
pub fn about(questionnaire: &Questionnaire, answers: &Answers, known: &Known) -> usize {
    let mut answers = answers.clone();
    let mut count = 0;
    for _ in 0..GUESSES_MAX {
        let way = Way::of(questionnaire, &answers, known);
        count = way.journey.screens.iter().filter(|one| one.code != CHECK_SCREEN).count();
        let open = way.journey.taken.iter().filter_map(|id| questionnaire.question(id));
        let guessed: Vec<(String, Answer)> = open
            .filter(|question| !answers.contains_key(&question.id))
            .filter_map(|question| Some((question.id.clone(), usual(question)?)))
            .collect();
        if guessed.is_empty() {
            break;
        }
        answers.extend(guessed);
    }
    count
}

fn usual(question: &Question) -> Option<Answer> {
    let Kind::Single(choices) = &question.kind else { return None };
    let goes_on = |code: &str| question.ends.iter().all(|ending| ending.choice != code);
    let first = choices.iter().find(|choice| goes_on(&choice.code))?;
    Some(Answer::Choice(first.code.clone()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::programmes::{read_programme, shipped};
    use domain::surveys::{Decimal, KnownJob};
    use jiff::civil::date;

    /// Screens that somebody meets, the gate among them, at most.
    const SCREENS_MAX: usize = 8;

    fn known_at(point: &str) -> Known {
        Known {
            today: date(2026, 4, 2),
            due_on: date(2026, 3, 31),
            point: point.to_owned(),
            job: Some(KnownJob {
                employer: "Mill".to_owned(),
                job_title: "Baker".to_owned(),
                started_on: date(2026, 2, 28),
            }),
            may_show: true,
            release_on_file: false,
            on_assistance_at_intake: None,
        }
    }

    /// What somebody answers whose job is as it was: the first of the choices, a usual week.
    fn unchanged(question: &Question) -> Option<Answer> {
        match &question.kind {
            Kind::Single(_) => usual(question),
            Kind::Number { .. } => Some(Answer::Number(Decimal::whole(30))),
            Kind::Money { .. } => Some(Answer::Number(Decimal::whole(18))),
            Kind::Declaration => Some(Answer::Declared { name: "Ada".to_owned() }),
            Kind::Multi { choices, note_max: _ } => {
                let chosen = choices.first().map(|choice| choice.code.clone());
                Some(Answer::Many { chosen: chosen.into_iter().collect(), note: None })
            }
            Kind::Text { .. }
            | Kind::LongText { .. }
            | Kind::Date { .. }
            | Kind::Scale { .. }
            | Kind::Repeat { .. }
            | Kind::Contact
            | Kind::Files { .. }
            | Kind::OccupationCode
            | Kind::Outcome(_)
            | Kind::DocumentTypes(_) => None,
        }
    }

    #[test]
    fn whose_job_has_not_changed_meets_eight_screens_at_most_in_every_pack() {
        for pack in shipped() {
            let programme = read_programme(pack.text, pack.code).expect("a shipped pack");
            for point in &programme.checkpoints {
                let questionnaire = programme.questionnaire(&point.questionnaire);
                let questionnaire = questionnaire.expect("is there");
                let known = known_at(&point.code);
                let mut answers = Answers::new();
                let mut met = usize::from(questionnaire.gate.is_some());
                let first = Way::of(questionnaire, &answers, &known).next().to_owned();
                let mut at = Some(first);
                while let Some(code) = at {
                    let way = Way::of(questionnaire, &answers, &known);
                    let screen = way.screen(&code).expect("is reached");
                    let asked = way.questions(screen);
                    met += 1;
                    let given: Vec<_> = asked
                        .into_iter()
                        .filter_map(|one| Some((one.id.clone(), unchanged(one)?)))
                        .collect();
                    answers.extend(given);
                    let after = Way::of(questionnaire, &answers, &known);
                    at = after.journey.after(&code).map(|screen| screen.code.clone());
                }
                let place = format!("{} {}", pack.code, point.code);
                assert!(met <= SCREENS_MAX, "{place}: {met} screens");
                let way = Way::of(questionnaire, &answers, &known);
                assert!(way.journey.is_complete(), "{place}: {:?}", way.journey.lacking);
                assert!(questionnaire.quick.is_some(), "{place}: two taps");
            }
        }
    }
}
