//! The limits of a question, from its form into the tree.

use super::save::Saving;
use crate::programmes::file::{Node, Value};
use domain::surveys::Decimal;

impl Saving<'_> {
    pub fn bounds(&mut self) {
        match self.form.kind.as_str() {
            "text" | "long_text" => self.whole("length", (1, 4_000), Wanted::Perhaps),
            "multi" => self.whole("note", (1, 4_000), Wanted::Perhaps),
            "files" => self.whole("files", (1, 10), Wanted::Surely),
            "repeat" => self.whole("times", (1, 10), Wanted::Surely),
            "scale" => {
                self.whole("from", (-100, 100), Wanted::Surely);
                self.whole("to", (-100, 100), Wanted::Surely);
                self.in_order("from", "to");
            }
            "number" => {
                self.decimal("min", Wanted::Surely);
                self.decimal("max", Wanted::Surely);
                self.decimal("step", Wanted::Perhaps);
                self.in_order("min", "max");
            }
            "money" => self.decimal("max", Wanted::Surely),
            "date" => {
                for name in ["earliest", "latest"] {
                    match self.form.text(name) {
                        bound @ ("today" | "due" | "job_start") => {
                            self.entry.set(name, Node::text(bound));
                        }
                        _ => self.entry.remove(name),
                    }
                }
            }
            _ => {}
        }
        let column = self.form.text("column").to_owned();
        let column = self.line_of("column", &column);
        match column.is_empty() {
            true => self.entry.remove("column"),
            false => self.entry.set("column", Node::text(column)),
        }
    }

    fn whole(&mut self, name: &str, (least, most): (i64, i64), wanted: Wanted) {
        let typed = self.form.text(name).trim();
        match (typed.is_empty(), wanted, typed.parse::<i64>()) {
            (true, Wanted::Perhaps, _) => self.entry.remove(name),
            (false, _, Ok(number)) if (least..=most).contains(&number) => {
                self.entry.set(name, Node::new(Value::Whole(number)));
            }
            (_, _, _) => {
                let between = [("least", least.into()), ("most", most.into())];
                let sentence = self.around.words.with("programmes-whole-wanted", &between);
                self.problems.add(name, sentence);
            }
        }
    }

    fn decimal(&mut self, name: &str, wanted: Wanted) {
        let typed = self.form.text(name).trim().to_owned();
        if typed.is_empty() && wanted == Wanted::Perhaps {
            self.entry.remove(name);
            return;
        }
        let Ok(number) = Decimal::read(&typed) else {
            return self.wrong(name, "programmes-number-wanted");
        };
        let value = match number.hundredths() % 100 {
            0 => Value::Whole(number.hundredths() / 100),
            _ => Value::Number(number.as_f64()),
        };
        self.entry.set(name, Node::new(value));
    }

    /// The upper bound lies above the lower one.
    fn in_order(&mut self, low: &str, high: &str) {
        let read = |name: &str| Decimal::read(self.form.text(name)).ok();
        if let (Some(from), Some(to)) = (read(low), read(high))
            && from >= to
        {
            self.wrong(high, "programmes-bounds-wrong");
        }
    }
}

/// Whether a bound has to be there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Wanted {
    Surely,
    Perhaps,
}
