//! One questionnaire, four ways in: whatever is answered on the client's pages, on the telephone,
//! on paper or by a program, over every shipped questionnaire, is stored alike and leads alike.

use super::controls::spread;
use super::typed::{put_into, read_form};
use super::wire::{answer_to_json, answers_from_json, answers_to_json};
use crate::page::Locale;
use crate::programmes::{read_programme, shipped};
use domain::surveys::{
    Answer, Answers, CHECK_SCREEN, Decimal, Face, Kind, Known, KnownJob, Question, Questionnaire,
    Screen, journey,
};
use jiff::civil::date;
use proptest::prelude::*;
use std::sync::LazyLock;

/// Every questionnaire of a shipped pack with the points that ask it.
static ALL: LazyLock<Vec<(Questionnaire, String)>> = LazyLock::new(|| {
    let mut all = Vec::new();
    for pack in shipped() {
        let programme = read_programme(pack.text, pack.code).expect("a pack");
        for checkpoint in &programme.checkpoints {
            let questionnaire = programme.questionnaire(&checkpoint.questionnaire);
            all.push((questionnaire.expect("is there").clone(), checkpoint.code.clone()));
        }
    }
    all
});

fn known(point: &str) -> Known {
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

/// An answer that a question takes, by a number out of a hat. None leaves it open.
fn some_answer(question: &Question, hat: usize) -> Option<Answer> {
    let codes: Vec<&str> =
        question.kind.choices().iter().map(|choice| choice.code.as_str()).collect();
    let pick = || codes.get(hat % codes.len().max(1)).map(|code| (*code).to_owned());
    match hat % 11 {
        0 => return None,
        1 if question.prefer_not => return Some(Answer::PreferNot),
        2 if question.not_known.is_some() => return Some(Answer::NotKnown),
        _ => {}
    }
    Some(match &question.kind {
        Kind::Single(_) | Kind::Outcome(_) => Answer::Choice(pick()?),
        Kind::Multi { choices, note_max } => {
            let one = choices.get(hat % choices.len())?;
            let other = choices.iter().filter(|choice| !choice.alone).nth(hat % 3);
            let chosen = choices.iter().filter(|choice| {
                let is_other = !one.alone && other.is_some_and(|other| other == *choice);
                *choice == one || is_other
            });
            let chosen = chosen.map(|choice| choice.code.clone()).collect();
            let note = note_max.filter(|_| hat.is_multiple_of(2)).map(|_| "un mot".to_owned());
            Answer::Many { chosen, note }
        }
        Kind::DocumentTypes(_) => Answer::Many { chosen: vec![pick()?], note: None },
        Kind::Text { .. } => Answer::Text(format!("Zoë O’Brien {hat}")),
        Kind::LongText { .. } => Answer::Text("Two\nlines".to_owned()),
        Kind::OccupationCode => Answer::Text("63202".to_owned()),
        Kind::Number { min, max, step, .. } => {
            let steps = (max.hundredths() - min.hundredths()) / step.hundredths();
            let steps = i64::try_from(hat).expect("is small") % (steps + 1);
            let number = min.hundredths() + steps * step.hundredths();
            Answer::Number(Decimal::from_hundredths(number))
        }
        Kind::Money { .. } => {
            Answer::Number(Decimal::from_hundredths(i64::try_from(hat).expect("is small")))
        }
        Kind::Scale { from, to, .. } => {
            let step = from + i64::try_from(hat).expect("is small") % (to - from + 1);
            Answer::Number(Decimal::whole(step))
        }
        Kind::Date { .. } => Answer::Date(date(2026, 3, i8::try_from(1 + hat % 28).ok()?)),
        Kind::Repeat { questions, .. } => {
            let row: Answers = questions
                .iter()
                .filter_map(|one| Some((one.id.clone(), some_answer(one, hat + 3)?)))
                .collect();
            if row.is_empty() {
                return None;
            }
            Answer::Rows(vec![row])
        }
        Kind::Contact => Answer::Contact { phone: Some("416 555 0142".to_owned()), email: None },
        Kind::Declaration => Answer::Declared { name: "Zoë".to_owned() },
        Kind::Files { .. } => return None,
    })
}

/// What a form posts for one answer. Clients fill in a date in three fields, staff in one.
fn posted(
    question: &Question,
    answer: &Answer,
    (locale, face): (Locale, Face),
) -> Vec<(String, String)> {
    let mut fields = spread(question, &question.id, answer, locale);
    let is_part = |name: &str| ["-day", "-month", "-year"].iter().any(|part| name.ends_with(part));
    if let Answer::Date(_) = answer {
        match face {
            Face::Client | Face::Phone => fields.retain(|(name, _)| is_part(name)),
            Face::Staff | Face::Paper => fields.retain(|(name, _)| !is_part(name)),
        }
    }
    fields
}

/// Somebody who has an answer to everything, and says what they are asked.
struct Somebody<'a> {
    questionnaire: &'a Questionnaire,
    known: Known,
    knows: Answers,
    locale: Locale,
}

impl Somebody<'_> {
    fn read(&self, questions: &[&Question], face: Face, answers: &mut Answers) {
        let mut fields = Vec::new();
        for question in questions {
            let Some(answer) = self.knows.get(&question.id) else { continue };
            fields.extend(posted(question, answer, (self.locale, face)));
        }
        let typed = read_form(questions.iter().copied(), &fields, &self.known);
        assert_eq!(typed.refused, [], "{fields:?}");
        put_into(answers, &typed, questions.iter().copied());
    }

    fn questions(&self, screen: &Screen) -> Vec<&Question> {
        let placed = screen.questions.iter();
        placed.filter_map(|one| self.questionnaire.question(&one.id)).collect()
    }

    /// Screen by screen, as the client's pages and the telephone go.
    fn walk(&self, face: Face) -> Answers {
        let mut answers = Answers::new();
        let mut here = 0;
        loop {
            let way = journey(self.questionnaire, &answers, face, &self.known);
            let Some(screen) = way.screens.get(here) else { return answers };
            self.read(&self.questions(screen), face, &mut answers);
            let after = journey(self.questionnaire, &answers, face, &self.known);
            let place = after.screens.iter().position(|one| one.code == screen.code);
            here = place.expect("the screen stays") + 1;
            if screen.code == CHECK_SCREEN || after.ended.is_some() {
                return answers;
            }
        }
    }

    /// Everything at once, whether it stands on the route or not.
    fn all_at_once(&self, face: Face) -> Answers {
        let mut answers = Answers::new();
        let form = self.questionnaire.questions.iter();
        let form: Vec<&Question> =
            form.filter(|one| !one.staff_only && !one.self_completed_only).collect();
        self.read(&form, face, &mut answers);
        answers
    }

    fn by_program(&self) -> Answers {
        let mut json = serde_json::Map::new();
        for question in &self.questionnaire.questions {
            let is_asked = !question.staff_only && !question.self_completed_only;
            if let Some(answer) = self.knows.get(&question.id).filter(|_| is_asked) {
                json.insert(question.id.clone(), answer_to_json(question, answer));
            }
        }
        let json = serde_json::Value::Object(json);
        let (answers, refused) = answers_from_json(self.questionnaire, &json, &self.known);
        assert_eq!(refused, []);
        answers
    }

    /// What is stored of the questions that every face puts, on the route of staff.
    fn stored(&self, answers: &Answers, face: Face) -> (Vec<String>, String) {
        let way = journey(self.questionnaire, answers, face, &self.known);
        let shared = |id: &&String| {
            let question = self.questionnaire.question(id);
            question.is_some_and(|one| !one.staff_only && !one.self_completed_only)
        };
        let taken: Vec<String> = way.taken.iter().filter(shared).cloned().collect();
        let mut kept = answers.clone();
        kept.retain(|id, _| taken.contains(id));
        (taken, answers_to_json(self.questionnaire, &kept).to_string())
    }
}

proptest! {
    #[test]
    fn four_ways_in_store_the_same_answers_and_take_the_same_route(
        which in any::<prop::sample::Index>(),
        hats in prop::collection::vec(0_usize..10_000, 120),
        in_french in any::<bool>(),
    ) {
        let (questionnaire, point) = &ALL[which.index(ALL.len())];
        let mut knows = Answers::new();
        for (question, hat) in questionnaire.questions.iter().zip(&hats) {
            // Whoever answers alone agrees: that is what is assumed of the others.
            let answer = match (&question.assume, question.self_completed_only) {
                (Some(code), true) => Some(Answer::Choice(code.clone())),
                (None, true) => None,
                (_, false) => some_answer(question, *hat),
            };
            knows.extend(answer.map(|answer| (question.id.clone(), answer)));
        }
        let locale = if in_french { Locale::Fr } else { Locale::En };
        let somebody = Somebody { questionnaire, known: known(point), knows, locale };
        let client = somebody.stored(&somebody.walk(Face::Client), Face::Client);
        let phone = somebody.stored(&somebody.walk(Face::Phone), Face::Phone);
        prop_assert_eq!(&client, &phone);
        let typed_in = somebody.all_at_once(Face::Paper);
        let paper = somebody.stored(&typed_in, Face::Paper);
        prop_assert_eq!(&client, &paper);
        let by_program = somebody.by_program();
        prop_assert_eq!(&typed_in, &by_program, "paper and program give everything at once");
        prop_assert_eq!(&client, &somebody.stored(&by_program, Face::Staff));
        // What stands off the route is kept and set aside, on paper and by a program alike.
        let way = |face| journey(questionnaire, &typed_in, face, &somebody.known);
        for id in &way(Face::Paper).set_aside {
            prop_assert!(typed_in.contains_key(id) && way(Face::Staff).set_aside.contains(id));
        }
    }
}
