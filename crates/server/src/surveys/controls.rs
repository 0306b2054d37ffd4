//! Questions as fields of a form: what a client fills in on a page of its own, and what staff fill
//! in within a row of a table.
//!
//! A field is drawn from what its form would post, whether that was typed and refused or comes
//! from an answer that was kept ([`spread`]); so a page shown again is the page that was left.

use super::typed::Fields;
use super::wording::in_locale;
use crate::page::words::Locale;
use crate::page::{Choice, Field, Problems, Words};
use domain::surveys::{Answer, Decimal, Kind, NOT_KNOWN, PREFER_NOT, Question};

/// One question as it stands on a page.
#[derive(Debug, Clone)]
pub struct Control {
    pub shape: Shape,
    /// "Prefer not to say", "I do not know": boxes that stand for an answer. Choices that have a
    /// list of their own hold these in it.
    pub instead: Vec<Choice>,
    /// The name under which a box of `instead` is posted, and the beginning of its id.
    pub instead_name: String,
    pub instead_id: String,
}

/// What a question is filled in with.
#[derive(Debug, Clone)]
#[expect(clippy::large_enum_variant, reason = "a page holds a few dozen of them, once")]
pub enum Shape {
    /// One of a few, each in full width.
    Radios(Field),
    /// One of a list.
    Select(Field),
    /// Any of a few, with words to add where the question has room for them.
    Ticks {
        field: Field,
        note: Option<Field>,
    },
    Line(Field),
    Area(Field),
    /// A number or an amount, with its unit.
    Number(Field),
    /// An amount, and the question beside it that says for how long.
    Money {
        amount: Field,
        period: Option<Box<Field>>,
    },
    Date(Field),
    Contact {
        field: Field,
        phone: Field,
        email: Field,
    },
    Declaration {
        tick: Field,
        name: Field,
    },
    /// A few short questions, several times over; blocks that are empty are closed but the first.
    Rows {
        field: Field,
        rows: Vec<Row>,
    },
    /// Papers that came with the answers; they are not changed here.
    Papers(Field),
}

/// One block of a question that is asked several times over.
#[derive(Debug, Clone)]
pub struct Row {
    pub title: String,
    pub is_open: bool,
    pub controls: Vec<Control>,
}

/// For whom a field is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    Client,
    Staff,
}

/// Everything that fields are drawn with.
#[derive(Clone, Copy)]
pub struct Drawing<'a> {
    pub words: Words,
    pub style: Style,
    /// What was typed, or [`spread`] answers, by field name.
    pub filled: &'a Fields,
    pub problems: &'a Problems,
    /// What every id begins with, so that several forms may stand on one page.
    pub ids: &'a str,
    /// What every posted name begins with.
    pub names: &'a str,
    pub currency: &'a str,
}

impl Drawing<'_> {
    fn values(&self, name: &str) -> Vec<String> {
        let same = self.filled.iter().filter(|(field, _)| field == name);
        same.map(|(_, value)| value.clone()).collect()
    }

    fn value(&self, name: &str) -> String {
        self.values(name).into_iter().next().unwrap_or_default()
    }

    /// The field of a part of a form, filled and with what is wrong with it.
    fn field(&self, name: &str, label: String) -> Field {
        let mut field = Field::labelled(self.words, &self.named(name), label);
        field.error = self.problems.of(&self.wrong_at(name)).unwrap_or_default().to_owned();
        field.id(self.id(name)).value(self.value(name))
    }

    fn named(&self, name: &str) -> String {
        format!("{}{name}", self.names)
    }

    /// The id of a field, which is also where its problem leads to.
    #[must_use]
    pub fn id(&self, name: &str) -> String {
        format!("{}{}", self.ids, name.replace('.', "-"))
    }

    fn wrong_at(&self, name: &str) -> String {
        self.id(name)
    }

    /// Draws a question under its text.
    #[must_use]
    pub fn control(&self, question: &Question, text: String) -> Control {
        self.draw(question, &question.id, text)
    }

    fn draw(&self, question: &Question, name: &str, text: String) -> Control {
        let hint = question.hint.as_ref().map(|hint| in_locale(hint, self.words.locale));
        let field = self.field(name, text).hint_said(hint.unwrap_or_default());
        let instead_name = format!("{name}-choice");
        let holds_its_own = holds_stand_ins(&question.kind);
        let stand_ins = self.stand_ins(question);
        let chosen = self.value(&instead_name);
        let mut instead = if holds_its_own { Vec::new() } else { stand_ins.clone() };
        for choice in &mut instead {
            choice.chosen = choice.value == chosen;
        }
        let listed = if holds_its_own { stand_ins } else { Vec::new() };
        Control {
            shape: self.shape(question, name, (field, listed)),
            instead,
            instead_id: self.id(&instead_name),
            instead_name: self.named(&instead_name),
        }
    }

    fn stand_ins(&self, question: &Question) -> Vec<Choice> {
        let mut choices = Vec::new();
        if let Some(texts) = &question.not_known {
            choices.push(Choice::new(NOT_KNOWN, in_locale(texts, self.words.locale)));
        }
        if question.prefer_not {
            choices.push(Choice::new(PREFER_NOT, self.words.say("surveys-prefer-not")));
        }
        choices
    }

    fn shape(
        &self,
        question: &Question,
        name: &str,
        (field, listed): (Field, Vec<Choice>),
    ) -> Shape {
        match &question.kind {
            Kind::Single(choices) | Kind::Outcome(choices) => {
                self.one_of(field, self.labels(choices), listed)
            }
            Kind::Scale { from, to, words } => {
                let step = |(place, step): (usize, i64)| {
                    let said = words.get(place).map(|word| in_locale(word, self.words.locale));
                    let said = said.map_or_else(|| self.words.number(step), str::to_owned);
                    Choice::new(step.to_string(), said)
                };
                self.one_of(field, (*from..=*to).enumerate().map(step).collect(), listed)
            }
            Kind::Multi { choices, note_max } => self.any_of(field, choices, (name, *note_max)),
            Kind::DocumentTypes(choices) => self.any_of(field, choices, (name, None)),
            Kind::Text { length_max } => Shape::Line(field.length_max(*length_max as usize)),
            Kind::OccupationCode => {
                Shape::Line(field.length_max(5).keyboard("numeric").width("short"))
            }
            Kind::LongText { length_max } => {
                Shape::Area(field.length_max(*length_max as usize).rows(4))
            }
            Kind::Number { unit, .. } => {
                let unit = unit.as_ref().map(|unit| in_locale(unit, self.words.locale));
                let field = field.keyboard("decimal").width("short");
                Shape::Number(field.unit(unit.unwrap_or_default()))
            }
            Kind::Money { .. } => {
                let amount = field.keyboard("decimal").width("short").unit(self.sign());
                Shape::Money { amount, period: None }
            }
            Kind::Date { .. } => {
                let part = |part: &str| self.value(&format!("{name}-{part}"));
                let field = field.parts(&part("day"), &part("month"), &part("year"));
                match self.style {
                    Style::Client if field.hint.is_empty() => {
                        Shape::Date(field.hint("field-date-hint"))
                    }
                    Style::Client | Style::Staff => Shape::Date(field),
                }
            }
            Kind::Repeat { times_max, questions } => {
                self.rows(field, name, (*times_max, questions))
            }
            Kind::Declaration => self.declaration(field, name),
            Kind::Contact => self.contact(field, name),
            Kind::Files { .. } => Shape::Papers(field),
        }
    }

    fn one_of(&self, field: Field, mut choices: Vec<Choice>, listed: Vec<Choice>) -> Shape {
        choices.extend(listed);
        match self.style {
            Style::Client => Shape::Radios(field.choices(choices)),
            Style::Staff => {
                choices.insert(0, Choice::new("", self.words.say("surveys-unanswered")));
                Shape::Select(field.choices(choices))
            }
        }
    }

    fn any_of(
        &self,
        field: Field,
        choices: &[domain::surveys::Choice],
        (name, note_max): (&str, Option<u32>),
    ) -> Shape {
        let chosen = self.values(name);
        let field = field.choices(self.labels(choices)).chosen(&chosen);
        let note = note_max.map(|length_max| {
            let note = self.field(&format!("{name}-note"), self.words.say("surveys-note"));
            note.length_max(length_max as usize).optional()
        });
        Shape::Ticks { field, note }
    }

    fn labels(&self, choices: &[domain::surveys::Choice]) -> Vec<Choice> {
        let label = |choice: &domain::surveys::Choice| {
            Choice::new(choice.code.as_str(), in_locale(&choice.label, self.words.locale))
        };
        choices.iter().map(label).collect()
    }

    fn sign(&self) -> &'static str {
        match self.currency {
            "CAD" => "$",
            "GBP" => "£",
            "EUR" => "€",
            _ => "",
        }
    }

    fn rows(&self, field: Field, name: &str, (times_max, questions): (u32, &[Question])) -> Shape {
        let row = |row: u32| {
            let begins = format!("{name}-{row}-");
            let is_filled = |(field, value): &(String, String)| {
                field.starts_with(&begins) && !value.trim().is_empty()
            };
            let is_wrong = questions.iter().any(|one| {
                self.problems.of(&self.wrong_at(&format!("{begins}{}", one.id))).is_some()
            });
            let draw = |one: &Question| {
                let text = in_locale(&one.text, self.words.locale).to_owned();
                self.draw(one, &format!("{begins}{}", one.id), text)
            };
            Row {
                title: self.words.with("surveys-row", &[("row", row.to_string().into())]),
                is_open: row == 1 || is_wrong || self.filled.iter().any(is_filled),
                controls: questions.iter().map(draw).collect(),
            }
        };
        Shape::Rows { rows: (1..=times_max).map(row).collect(), field }
    }

    fn declaration(&self, field: Field, name: &str) -> Shape {
        let agreed = format!("{name}-agreed");
        let is_ticked = !self.value(&agreed).is_empty();
        let label = self.words.say("surveys-your-name");
        Shape::Declaration {
            // A problem leads to the tick, which stands first.
            tick: Field { name: self.named(&agreed), ..field.ticked(is_ticked) },
            name: self.field(&format!("{name}-name"), label).autocomplete("name"),
        }
    }

    fn contact(&self, field: Field, name: &str) -> Shape {
        let part =
            |part: &str, key: &str| self.field(&format!("{name}-{part}"), self.words.say(key));
        // A problem leads to the first of the parts.
        let phone = part("phone", "surveys-phone").autocomplete("tel").id(field.id.as_str());
        let email = part("email", "surveys-email").autocomplete("email");
        Shape::Contact { field, phone, email }
    }
}

impl Control {
    /// Makes the question the heading of its page.
    #[must_use]
    pub fn as_heading(mut self) -> Self {
        match &mut self.shape {
            Shape::Radios(field)
            | Shape::Select(field)
            | Shape::Ticks { field, note: _ }
            | Shape::Line(field)
            | Shape::Area(field)
            | Shape::Number(field)
            | Shape::Money { amount: field, period: _ }
            | Shape::Date(field)
            | Shape::Contact { field, phone: _, email: _ }
            | Shape::Declaration { tick: field, name: _ }
            | Shape::Rows { field, rows: _ }
            | Shape::Papers(field) => field.as_heading = true,
        }
        self
    }
}

/// Whether "prefer not to say" stands in the list of the question's own choices.
fn holds_stand_ins(kind: &Kind) -> bool {
    match kind {
        Kind::Single(_) | Kind::Outcome(_) | Kind::Scale { .. } => true,
        Kind::Multi { .. }
        | Kind::DocumentTypes(_)
        | Kind::Text { .. }
        | Kind::LongText { .. }
        | Kind::Number { .. }
        | Kind::Money { .. }
        | Kind::Date { .. }
        | Kind::Repeat { .. }
        | Kind::Declaration
        | Kind::Contact
        | Kind::Files { .. }
        | Kind::OccupationCode => false,
    }
}

/// An answer as its form would post it again.
pub fn spread(
    question: &Question,
    name: &str,
    answer: &Answer,
    locale: Locale,
) -> Vec<(String, String)> {
    let one = |part: &str, value: String| (format!("{name}{part}"), value);
    match answer {
        Answer::Choice(text) | Answer::Text(text) => vec![one("", text.clone())],
        Answer::Number(number) => vec![one("", typed(*number, locale))],
        Answer::Date(day) => vec![
            one("", day.to_string()),
            one("-day", day.day().to_string()),
            one("-month", day.month().to_string()),
            one("-year", day.year().to_string()),
        ],
        Answer::Many { chosen, note } => {
            let chosen = chosen.iter().map(|code| one("", code.clone()));
            chosen.chain(note.iter().map(|note| one("-note", note.clone()))).collect()
        }
        Answer::Rows(rows) => {
            let Kind::Repeat { questions, times_max: _ } = &question.kind else {
                return Vec::new();
            };
            let mut fields = Vec::new();
            for (place, row) in rows.iter().enumerate() {
                for inner in questions {
                    let Some(answer) = row.get(&inner.id) else { continue };
                    let name = format!("{name}-{}-{}", place + 1, inner.id);
                    fields.extend(spread(inner, &name, answer, locale));
                }
            }
            fields
        }
        Answer::Declared { name: typed } => {
            vec![one("-agreed", "yes".to_owned()), one("-name", typed.clone())]
        }
        Answer::Contact { phone, email } => {
            let phone = phone.iter().map(|phone| one("-phone", phone.clone()));
            phone.chain(email.iter().map(|email| one("-email", email.clone()))).collect()
        }
        Answer::Files(ids) => ids.iter().map(|id| one("", id.clone())).collect(),
        Answer::PreferNot | Answer::NotKnown => {
            let code = if *answer == Answer::PreferNot { PREFER_NOT } else { NOT_KNOWN };
            let part = if holds_stand_ins(&question.kind) { "" } else { "-choice" };
            vec![one(part, code.to_owned())]
        }
    }
}

/// A number as people of this language type it.
fn typed(number: Decimal, locale: Locale) -> String {
    match locale {
        Locale::En => number.to_string(),
        Locale::Fr => number.to_string().replace('.', ","),
    }
}
