//! The questionnaire's form, as it was posted or kept as a working copy.

use super::act::{Entry, Step};
use super::api::read_reasons;
use super::merge::{Both, Side, both, side};
use super::reading::Reading;
use super::section::Retyped;
use super::source::Source;
use super::typed::{put_into, read_form};
use super::wording::sentence;
use crate::api::Posted;
use crate::page::{Problems, Words};
use domain::checkpoints::second::Wish;
use domain::surveys::{Kind, Question};

/// What a form of the questionnaire says.
pub struct Form {
    pub entry: Entry,
    pub fields: Vec<(String, String)>,
    pub problems: Vec<(String, String)>,
    /// Where what stands there now is another answer than what was written.
    pub both: Vec<Both>,
}

impl Form {
    /// Reads a form against what stands now.
    #[must_use]
    pub fn read(posted: &Posted, reading: &Reading, words: Words) -> Self {
        let fields = posted.fields().iter();
        let mut fields: Vec<(String, String)> = fields
            .filter_map(|(name, typed)| Some((name.strip_prefix("a.")?.to_owned(), typed.clone())))
            .collect();
        let questions: Vec<&Question> = posted
            .all("shown")
            .filter_map(|id| reading.questionnaire().question(id))
            .filter(|question| !matches!(question.kind, Kind::Files { .. }))
            .collect();
        let typed = read_form(questions.iter().copied(), &fields, &reading.known);
        let mut problems: Vec<(String, String)> = Vec::new();
        for (field, why) in &typed.refused {
            problems.push((field.clone(), sentence(why, &words)));
        }
        let there = reading.standing();
        let mut written = there.clone();
        put_into(&mut written, &typed, questions.iter().copied());
        let both = both(reading, posted, (&there, &written), words);
        let mut after = written;
        for question in &questions {
            let id = &question.id;
            if side(posted, question, (there.get(id), after.get(id))) == Side::Theirs {
                match there.get(id) {
                    Some(answer) => after.insert(id.clone(), answer.clone()),
                    None => after.remove(id),
                };
            }
        }
        let mut refused = Problems::new();
        let reasons = posted.fields().iter();
        let reasons = reasons
            .filter_map(|(name, typed)| Some((name.strip_prefix("r.")?.to_owned(), typed.clone())));
        let reasons = read_reasons(reasons, (reading, words), &mut refused);
        let refused = refused.iter();
        problems.extend(refused.map(|one| (one.field.clone(), one.sentence.clone())));
        let source = posted.given("source").map(str::parse::<Source>);
        if let Some(Err(_)) = source {
            problems.push(("source".to_owned(), words.say("surveys-source-wanted")));
        }
        fields.push(("source".to_owned(), posted.text("source").to_owned()));
        let entry = Entry {
            overlay: reading.overlay_to(&after),
            reasons,
            source: source.and_then(Result::ok),
            step: if posted.text("button") == "submit" { Step::Submit } else { Step::Draft },
            wish: match posted.given("reader") {
                Some(_) => Wish::SecondReader,
                None => Wish::AsTheProgrammeSays,
            },
            version: posted.given("version").and_then(|version| version.parse().ok()),
        };
        Self { entry, fields, problems, both }
    }

    /// The same to be shown again. Both texts stand only where somebody else wrote meanwhile.
    #[must_use]
    pub fn retyped(self, present: i64) -> Retyped {
        let Entry { overlay, reasons, version, .. } = self.entry;
        let is_stale = version.is_some_and(|version| version != present);
        let both = if is_stale { self.both } else { Vec::new() };
        let Self { fields, problems, .. } = self;
        Retyped { overlay, reasons, fields, problems, both }
    }
}
