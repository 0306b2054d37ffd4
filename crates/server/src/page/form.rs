//! What a form page knows: its fields as shown, and what is wrong with them.
//!
//! A handler reads the form into an ask or into [`Problems`]; the page is then shown again
//! with the words that were typed. The macros of `fields.html` draw a [`Field`].

use super::words::Words;

/// What is wrong with a form, in the order of the fields.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Problems {
    found: Vec<Problem>,
}

/// One sentence that says what would be right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The field's name; empty when the whole page is meant.
    pub field: String,
    pub sentence: String,
}

impl Problems {
    pub fn new() -> Problems {
        Problems::default()
    }

    /// A refusal that belongs to no single field.
    pub fn on_page(sentence: impl Into<String>) -> Problems {
        let mut problems = Problems::new();
        problems.add("", sentence);
        problems
    }

    /// Adds what is wrong with a field. Call it in the order in which the fields stand.
    pub fn add(&mut self, field: impl Into<String>, sentence: impl Into<String>) {
        self.found.push(Problem { field: field.into(), sentence: sentence.into() });
    }

    pub fn is_empty(&self) -> bool {
        self.found.is_empty()
    }

    pub fn len(&self) -> usize {
        self.found.len()
    }

    /// What is wrong with this field, if anything; its first problem only.
    pub fn of(&self, field: &str) -> Option<&str> {
        let found = self.found.iter().find(|problem| problem.field == field);
        found.map(|problem| problem.sentence.as_str())
    }

    pub fn iter(&self) -> std::slice::Iter<'_, Problem> {
        self.found.iter()
    }
}

impl<'a> IntoIterator for &'a Problems {
    type Item = &'a Problem;
    type IntoIter = std::slice::Iter<'a, Problem>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

/// One answer of a select, of radio buttons or of segments.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choice {
    pub value: String,
    pub label: String,
    /// A second line under the label; may be empty.
    pub hint: String,
    /// An icon of the sprite without its `i-`; may be empty. Only segments draw it.
    pub icon: &'static str,
    pub chosen: bool,
    /// Shown, but not to be had; say why in the field's hint.
    pub closed: bool,
}

impl Choice {
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Choice {
        Choice { value: value.into(), label: label.into(), ..Choice::default() }
    }

    #[must_use]
    pub fn hint(self, hint: impl Into<String>) -> Choice {
        Choice { hint: hint.into(), ..self }
    }

    #[must_use]
    pub fn icon(self, icon: &'static str) -> Choice {
        Choice { icon, ..self }
    }

    #[must_use]
    pub fn closed(self) -> Choice {
        Choice { closed: true, ..self }
    }
}

/// A field as it is shown. Which control it gets is the macro's matter.
#[derive(Clone, Debug)]
pub struct Field {
    pub words: Words,
    /// The name it is posted under. The first control's `id` is [`Field::id`].
    pub name: String,
    /// The same as the name, unless two forms of a page have a field of that name.
    pub id: String,
    pub label: String,
    pub hint: String,
    /// What would be right; empty when nothing is wrong.
    pub error: String,
    /// What was typed or is known. For a date, `YYYY-MM-DD` where it could be read.
    pub value: String,
    /// Day, month and year as typed, for the date in three fields; also the money's period.
    pub parts: [String; 3],
    pub choices: Vec<Choice>,
    /// Values that are known, which a line offers to whoever types.
    pub known: Vec<String>,
    pub optional: bool,
    /// `autocomplete`, such as `given-name`; empty leaves it out.
    pub autocomplete: &'static str,
    /// `inputmode`, such as `decimal`; empty leaves it out.
    pub keyboard: &'static str,
    /// `short`, `date`, `wide` or nothing: see `.input` in the style sheets.
    pub width: &'static str,
    /// Said after the control, such as `hours`; may be empty.
    pub unit: String,
    /// The longest text taken, in characters; 0 leaves it out.
    pub length_max: usize,
    /// The rows of a text area.
    pub rows: usize,
    /// The label is the heading of a client's page.
    pub as_heading: bool,
    pub placeholder: String,
    pub autofocus: bool,
}

impl Field {
    /// A field posted as `name`, labelled with the words of `label_key`.
    pub fn new(words: Words, name: &str, label_key: &str) -> Field {
        Field::labelled(words, name, words.say(label_key))
    }

    /// As [`Field::new`], with a label that is already said (a question's text).
    pub fn labelled(words: Words, name: &str, label: impl Into<String>) -> Field {
        Field {
            words,
            name: name.to_owned(),
            id: name.to_owned(),
            label: label.into(),
            hint: String::new(),
            error: String::new(),
            value: String::new(),
            parts: Default::default(),
            choices: Vec::new(),
            known: Vec::new(),
            optional: false,
            autocomplete: "",
            keyboard: "",
            width: "",
            unit: String::new(),
            length_max: 0,
            rows: 3,
            as_heading: false,
            placeholder: String::new(),
            autofocus: false,
        }
    }

    /// The hint, by its key.
    #[must_use]
    pub fn hint(self, hint_key: &str) -> Field {
        let hint = self.words.say(hint_key);
        Field { hint, ..self }
    }

    /// Values that are known: the line offers them, and takes any other.
    #[must_use]
    pub fn known(self, known: Vec<String>) -> Field {
        Field { known, ..self }
    }

    #[must_use]
    pub fn hint_said(self, hint: impl Into<String>) -> Field {
        Field { hint: hint.into(), ..self }
    }

    #[must_use]
    pub fn value(self, value: impl Into<String>) -> Field {
        let mut field = Field { value: value.into(), ..self };
        field.mark_chosen();
        field
    }

    /// Day, month and year as they were typed.
    #[must_use]
    pub fn parts(self, day: &str, month: &str, year: &str) -> Field {
        Field { parts: [day.to_owned(), month.to_owned(), year.to_owned()], ..self }
    }

    /// Splits a known date over the three fields.
    #[must_use]
    pub fn date(self, date: Option<jiff::civil::Date>) -> Field {
        let Some(date) = date else { return self };
        let (day, month, year) = (date.day(), date.month(), date.year());
        let parts = [day.to_string(), month.to_string(), year.to_string()];
        Field { value: date.to_string(), parts, ..self }
    }

    /// The chosen period of an amount of money; its choices are the periods.
    #[must_use]
    pub fn period(mut self, period: &str) -> Field {
        for choice in &mut self.choices {
            choice.chosen = choice.value == period;
        }
        self
    }

    /// The answers to choose from; the one equal to the value is chosen.
    #[must_use]
    pub fn choices(mut self, choices: Vec<Choice>) -> Field {
        self.choices = choices;
        self.mark_chosen();
        self
    }

    /// Marks several answers (ticks) by their values.
    #[must_use]
    pub fn chosen(mut self, values: &[String]) -> Field {
        for choice in &mut self.choices {
            choice.chosen = values.contains(&choice.value);
        }
        self
    }

    /// A single tick is on.
    #[must_use]
    pub fn ticked(self, on: bool) -> Field {
        Field { value: if on { "yes".to_owned() } else { String::new() }, ..self }
    }

    /// Takes the field's own problem, if it has one.
    #[must_use]
    pub fn problem(self, problems: &Problems) -> Field {
        let error = problems.of(&self.name).unwrap_or_default().to_owned();
        Field { error, ..self }
    }

    #[must_use]
    pub fn optional(self) -> Field {
        Field { optional: true, ..self }
    }

    #[must_use]
    pub fn id(self, id: impl Into<String>) -> Field {
        Field { id: id.into(), ..self }
    }

    #[must_use]
    pub fn autocomplete(self, autocomplete: &'static str) -> Field {
        Field { autocomplete, ..self }
    }

    #[must_use]
    pub fn keyboard(self, keyboard: &'static str) -> Field {
        Field { keyboard, ..self }
    }

    #[must_use]
    pub fn width(self, width: &'static str) -> Field {
        Field { width, ..self }
    }

    #[must_use]
    pub fn unit(self, unit: impl Into<String>) -> Field {
        Field { unit: unit.into(), ..self }
    }

    #[must_use]
    pub fn length_max(self, length_max: usize) -> Field {
        Field { length_max, ..self }
    }

    #[must_use]
    pub fn rows(self, rows: usize) -> Field {
        Field { rows, ..self }
    }

    #[must_use]
    pub fn as_heading(self) -> Field {
        Field { as_heading: true, ..self }
    }

    #[must_use]
    pub fn placeholder(self, placeholder: impl Into<String>) -> Field {
        Field { placeholder: placeholder.into(), ..self }
    }

    #[must_use]
    pub fn autofocus(self) -> Field {
        Field { autofocus: true, ..self }
    }

    pub fn is_wrong(&self) -> bool {
        !self.error.is_empty()
    }

    /// The ids that describe the control: its hint, then what is wrong with it.
    pub fn described_by(&self) -> String {
        let hint = (!self.hint.is_empty()).then(|| format!("{}-hint", self.id));
        let wrong = self.is_wrong().then(|| format!("{}-wrong", self.id));
        hint.into_iter().chain(wrong).collect::<Vec<_>>().join(" ")
    }

    /// The id of the nth choice: the first is the field's own, so that a link finds it.
    pub fn choice_id(&self, at: &usize) -> String {
        if *at == 0 { self.id.clone() } else { format!("{}-{}", self.id, at + 1) }
    }

    fn mark_chosen(&mut self) {
        for choice in &mut self.choices {
            choice.chosen = choice.value == self.value;
        }
    }
}

#[cfg(test)]
mod test {
    use super::*;

    #[test]
    fn a_field_takes_its_own_problem_and_names_what_describes_it() {
        let mut problems = Problems::new();
        problems.add("hours", "Hours must be a number from 0 to 100");
        let words = Words::default();
        let hours = Field::labelled(words, "hours", "Hours").hint_said("A guess is fine");
        assert_eq!(hours.clone().problem(&problems).described_by(), "hours-hint hours-wrong");
        assert_eq!(hours.described_by(), "hours-hint");
        assert!(!Field::labelled(words, "pay", "Pay").problem(&problems).is_wrong());
    }

    #[test]
    fn the_chosen_answer_does_not_depend_on_the_order_of_the_calls() {
        let answers = || vec![Choice::new("a", "A"), Choice::new("b", "B")];
        let words = Words::default();
        let early = Field::labelled(words, "x", "X").value("b").choices(answers());
        let late = Field::labelled(words, "x", "X").choices(answers()).value("b");
        assert!(early.choices[1].chosen && late.choices[1].chosen);
    }
}
