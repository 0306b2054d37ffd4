//! How a question of a draft is drawn: the fields of its kind, and of both texts where two wrote.

use crate::page::{Choice, Field, Frame, Problems, Words};
use crate::programmes::draft::Desk;
use crate::programmes::draft::form::{Form, IsText, KINDS};
use crate::programmes::draft::wording::{Speech, kind_said};
use askama::Template;
use domain::surveys::{Place, Questionnaire, Subject, SubjectKind, Verb};

/// Characters of a text; the reader of packs takes no more.
const TEXT_LENGTH_MAX: usize = 400;

/// Everything that a form is drawn with.
pub struct Drawing<'a> {
    pub words: Words,
    pub desk: &'a Desk,
    pub questionnaire: &'a Questionnaire,
    pub subjects: &'a [Subject],
    pub form: &'a Form,
    pub problems: &'a Problems,
}

#[derive(Template)]
#[template(path = "programmes/draft/web/question.html")]
pub struct QuestionPage {
    frame: Frame,
    pack: (String, String),
    draft: String,
    sheet: (String, String),
    action: String,
    seen: String,
    problems: Problems,
    /// Empty while the kind is to be chosen.
    kind: String,
    kind_said: String,
    kinds: Field,
    id: Option<Field>,
    after: Option<Field>,
    also: Option<String>,
    text: [Field; 2],
    hint: [Field; 2],
    text_unknown: [Field; 2],
    has_unknown: &'static str,
    limits: Vec<Limit>,
    has_choices: &'static str,
    choices: Vec<ChoiceView>,
    choices_error: String,
    inner: Vec<(String, String, [Field; 2])>,
    need: Field,
    screen: Field,
    ticks: Vec<Field>,
    not_known: [Field; 2],
    when: WhenView,
    more: Vec<Field>,
}

/// One limit of a kind; its macro.
pub struct Limit {
    pub field: Field,
    is_select: &'static str,
}

struct ChoiceView {
    row: String,
    code_name: String,
    code: String,
    code_said: String,
    texts: [Field; 2],
    alone: Option<Field>,
}

struct WhenView {
    is_text: &'static str,
    text: Field,
    joined: Field,
    rows: Vec<WhenRowView>,
}

struct WhenRowView {
    row: String,
    subject: Field,
    verb: Option<Field>,
    ticks: Option<Field>,
    typed: Option<Field>,
}

impl Drawing<'_> {
    fn field(&self, name: &str, key: &str) -> Field {
        self.labelled(name, self.words.say(key))
    }

    fn labelled(&self, name: &str, label: String) -> Field {
        Field::labelled(self.words, name, label).value(self.form.text(name)).problem(self.problems)
    }

    /// A text in both languages.
    pub(super) fn pair(&self, name: &str) -> [Field; 2] {
        ["en", "fr"].map(|language| {
            let key = format!("programmes-{name}-{language}");
            self.field(&format!("{name}-{language}"), &key).length_max(TEXT_LENGTH_MAX).rows(2)
        })
    }

    pub(super) fn limits(&self) -> Vec<Limit> {
        let short = |name: &str, key: &str| Limit {
            field: self.field(name, key).width("short").keyboard("decimal"),
            is_select: "",
        };
        let day = |name: &str, key: &str| {
            let bounds = ["today", "due", "job_start"].map(|bound| {
                let key = format!("programmes-bound-{}", bound.replace('_', "-"));
                Choice::new(bound, self.words.say(&key))
            });
            let none = Choice::new("", self.words.say("programmes-bound-none"));
            let choices = std::iter::once(none).chain(bounds).collect();
            Limit { field: self.field(name, key).choices(choices), is_select: "yes" }
        };
        let unit = |language: &str| Limit {
            field: self
                .field(&format!("unit-{language}"), &format!("programmes-unit-{language}"))
                .length_max(60),
            is_select: "",
        };
        match self.form.kind.as_str() {
            "text" | "long_text" => vec![short("length", "programmes-length-max")],
            "multi" => vec![short("note", "programmes-note-max")],
            "number" => vec![
                short("min", "programmes-min"),
                short("max", "programmes-max"),
                short("step", "programmes-step"),
                unit("en"),
                unit("fr"),
            ],
            "money" => vec![short("max", "programmes-max")],
            "date" => {
                vec![day("earliest", "programmes-earliest"), day("latest", "programmes-latest")]
            }
            "scale" => vec![short("from", "programmes-from"), short("to", "programmes-to")],
            "repeat" => vec![short("times", "programmes-times")],
            "files" => vec![short("files", "programmes-files")],
            _ => Vec::new(),
        }
    }

    fn choices(&self) -> Vec<ChoiceView> {
        let is_multi = self.form.kind == "multi";
        let row = |(at, choice): (usize, &crate::programmes::draft::form::ChoiceRow)| {
            let row = (at + 1).to_string();
            let numbered = [("row", row.as_str().into())];
            let text = |language: &str, value: &str| {
                let label = self.words.with(&format!("programmes-choice-{language}"), &numbered);
                Field::labelled(self.words, &format!("choice-{row}-{language}"), label)
                    .value(value)
                    .length_max(TEXT_LENGTH_MAX)
                    .problem(self.problems)
            };
            let alone = is_multi.then(|| {
                let label = self.words.with("programmes-choice-alone", &numbered);
                let name = format!("choice-{row}-alone");
                Field::labelled(self.words, &name, label).ticked(choice.alone == "yes")
            });
            let code = [("code", choice.code.as_str().into())];
            let code_said = match choice.code.is_empty() {
                true => String::new(),
                false => self.words.with("programmes-choice-code", &code),
            };
            let texts = [text("en", &choice.en), text("fr", &choice.fr)];
            ChoiceView {
                code_name: format!("choice-{row}-code"),
                code: choice.code.clone(),
                code_said,
                texts,
                alone,
                row,
            }
        };
        self.form.choices.iter().enumerate().map(row).collect()
    }

    fn inner(&self) -> Vec<(String, String, [Field; 2])> {
        let row = |(at, [id, en, fr]): (usize, &[String; 3])| {
            let row = (at + 1).to_string();
            let text = |language: &str, value: &str| {
                let args = [("row", row.as_str().into())];
                let label = self.words.with(&format!("programmes-inner-{language}"), &args);
                Field::labelled(self.words, &format!("inner-{row}-text-{language}"), label)
                    .value(value)
                    .length_max(TEXT_LENGTH_MAX)
                    .problem(self.problems)
            };
            (format!("inner-{row}-id"), id.clone(), [text("en", en), text("fr", fr)])
        };
        self.form.inner.iter().enumerate().map(row).collect()
    }

    pub(super) fn screen(&self) -> Field {
        let mut choices = vec![Choice::new("", self.words.say("programmes-screen-usual"))];
        for name in ["own", "last", "more", "check"] {
            let said = self.words.say(&format!("programmes-screen-{name}"));
            choices.push(Choice::new(name, said));
        }
        let mut shared: Vec<&str> = Vec::new();
        for question in &self.questionnaire.questions {
            if let Place::With(name) = &question.place {
                shared.push(name);
            }
        }
        shared.sort_unstable();
        shared.dedup();
        for name in shared {
            let said = self.words.with("programmes-screen-shared", &[("name", name.into())]);
            choices.push(Choice::new(name, said));
        }
        self.field("screen", "programmes-screen").choices(choices)
    }

    pub(super) fn need(&self) -> Field {
        let choices = [("R", "r"), ("S", "s"), ("O", "o")].map(|(code, word)| {
            Choice::new(code, self.words.say(&format!("programmes-who-{word}")))
        });
        self.field("need", "programmes-who").choices(choices.to_vec())
    }

    fn when(&self) -> WhenView {
        let when = &self.form.when;
        let joined = ["all", "any"]
            .map(|word| Choice::new(word, self.words.say(&format!("programmes-when-{word}"))));
        let chosen = if when.joined == "any" { "any" } else { "all" };
        WhenView {
            is_text: if when.is_text == IsText::Text { "yes" } else { "" },
            text: Field::new(self.words, "when-text", "programmes-when-text")
                .hint("programmes-when-text-hint")
                .value(when.text.as_str())
                .problem(self.problems),
            joined: Field::new(self.words, "when-joined", "programmes-when-joined")
                .choices(joined.to_vec())
                .value(chosen),
            rows: self.when_rows(),
        }
    }

    fn when_rows(&self) -> Vec<WhenRowView> {
        let speech = self.speech();
        let mut subjects = vec![Choice::new("", self.words.say("field-choose"))];
        subjects.extend(
            self.subjects
                .iter()
                .map(|subject| Choice::new(subject.name.as_str(), speech.subject(&subject.name))),
        );
        let mut views = Vec::new();
        for (at, row) in self.form.when.rows.iter().enumerate() {
            let number = (at + 1).to_string();
            let field = |part: &str, key: &str| {
                Field::new(self.words, &format!("when-{number}-{part}"), key).problem(self.problems)
            };
            let subject = self.subjects.iter().find(|one| one.name == row.subject);
            let verbs = subject.map(|one| one.kind.verbs()).unwrap_or_default();
            let verbs = verbs.iter().map(|verb| Choice::new(verb.word(), speech.verb(*verb)));
            let codes = subject.map(|one| one.codes.as_slice()).unwrap_or_default();
            let ticked = codes
                .iter()
                .map(|code| Choice::new(code.as_str(), speech.value(&row.subject, code)));
            let is_typed = subject.is_some_and(|one| match one.kind {
                SubjectKind::Words | SubjectKind::Day | SubjectKind::Number => true,
                SubjectKind::Choice | SubjectKind::Several | SubjectKind::Truth => false,
            });
            let value = row.values.first().map(String::as_str).unwrap_or_default();
            let takes_value = Verb::of(&row.verb).is_none_or(Verb::takes_value);
            let ticks = field("value", "programmes-when-what").choices(ticked.collect());
            views.push(WhenRowView {
                subject: field("subject", "programmes-when-question")
                    .choices(subjects.clone())
                    .value(row.subject.as_str()),
                verb: subject.map(|_| {
                    field("verb", "programmes-when-how")
                        .choices(verbs.collect())
                        .value(row.verb.as_str())
                }),
                ticks: (subject.is_some() && !is_typed && takes_value)
                    .then(|| ticks.chosen(&row.values)),
                typed: (is_typed && takes_value)
                    .then(|| field("value", "programmes-when-what").value(value)),
                row: number,
            });
        }
        views
    }

    pub(super) fn speech(&self) -> Speech<'_> {
        Speech::of(self.words, self.desk, self.questionnaire)
    }

    fn more(&self) -> Vec<Field> {
        let mut more = vec![self.field("column", "programmes-column").optional()];
        for name in ["required-when", "raises-when"] {
            if !self.form.text(name).is_empty() || self.problems.of(name).is_some() {
                more.push(self.field(name, &format!("programmes-{name}")));
            }
        }
        more
    }
}

impl QuestionPage {
    /// `ways`: the pack's title and address, the draft's, the questionnaire's. `seen` is empty for
    /// a new question; `others` are the other questionnaires that ask it.
    #[must_use]
    pub fn new(
        frame: Frame,
        drawing: &Drawing<'_>,
        ways: (String, String, String, String),
        (action, seen, others): (String, String, Vec<String>),
    ) -> Self {
        let (words, form) = (drawing.words, drawing.form);
        let (pack, pack_path, draft, sheet) = ways;
        let is_new = seen.is_empty();
        let kinds = KINDS.map(|kind| Choice::new(kind, kind_said(words, kind)));
        let kinds = Field::new(words, "kind", "programmes-kind").choices(kinds.to_vec());
        let also = (!others.is_empty()).then(|| {
            let titles = others.iter().map(|code| title_of(drawing, code)).collect::<Vec<_>>();
            words.with("programmes-also-in", &[("names", words.list(&titles).into())])
        });
        let id = is_new.then(|| {
            Field::new(words, "id", "programmes-id")
                .hint("programmes-id-hint")
                .optional()
                .value(form.id.as_str())
                .length_max(40)
                .problem(drawing.problems)
        });
        let has_unknown = ["text-unknown-en", "text-unknown-fr"]
            .iter()
            .any(|name| !form.text(name).is_empty() || drawing.problems.of(name).is_some())
            || ["text-en", "text-fr"].iter().any(|name| form.text(name).contains('{'));
        let ticks = [("prefer_not", "programmes-prefer-not-tick"), ("staff", "programmes-staff")];
        let ticks =
            ticks.map(|(name, key)| Field::new(words, name, key).ticked(form.text(name) == "yes"));
        let [not_known_en, not_known_fr] = drawing.pair("not-known");
        let is_chosen = ["single", "multi", "scale"].contains(&form.kind.as_str());
        Self {
            kind_said: kind_said(words, &form.kind),
            kind: form.kind.clone(),
            kinds,
            id,
            after: is_new.then(|| after(drawing)),
            also,
            text: drawing.pair("text"),
            hint: drawing.pair("hint").map(Field::optional),
            text_unknown: drawing.pair("text-unknown"),
            has_unknown: if has_unknown { "yes" } else { "" },
            limits: drawing.limits(),
            has_choices: if is_chosen { "yes" } else { "" },
            choices: drawing.choices(),
            choices_error: drawing.problems.of("choice-add").unwrap_or_default().to_owned(),
            inner: drawing.inner(),
            need: drawing.need(),
            screen: drawing.screen(),
            ticks: ticks.to_vec(),
            not_known: [
                not_known_en.hint("programmes-not-known-hint").optional(),
                not_known_fr.optional(),
            ],
            when: drawing.when(),
            more: drawing.more(),
            frame: frame.refused(drawing.problems),
            pack: (pack, pack_path),
            draft,
            sheet: (title_of(drawing, &drawing.questionnaire.code), sheet),
            action,
            seen,
            problems: drawing.problems.clone(),
        }
    }
}

/// Behind which question a new one goes: behind the last that staff and client both meet in order.
fn after(drawing: &Drawing<'_>) -> Field {
    let mut choices = vec![Choice::new("", drawing.words.say("programmes-bank-last"))];
    let speech = drawing.speech();
    choices.extend(
        drawing
            .questionnaire
            .questions
            .iter()
            .map(|question| Choice::new(question.id.as_str(), speech.subject(&question.id))),
    );
    Field::new(drawing.words, "after", "programmes-bank-after").choices(choices)
}

fn title_of(drawing: &Drawing<'_>, code: &str) -> String {
    let found = drawing.desk.programme().questionnaire(code);
    let language = crate::checkpoints::view::language(drawing.words);
    found.map_or(code, |one| one.title.in_language(language)).to_owned()
}
