//! Conditions of packs, written in CEL over a closed set of variables.
//!
//! CEL has no loops without end and no side effects, so a pack cannot harm the server that reads
//! it. A condition that cannot be evaluated is a fault of the pack: the static check finds the
//! names that do not exist before a pack is used, and evaluation says `Err` rather than guess.

use cel::{Context, Env, Program, Value};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::{Arc, LazyLock};

/// Characters of a condition, at most.
pub const CONDITION_LENGTH_MAX: usize = 2_000;

/// A condition, compiled once.
#[derive(Clone)]
pub struct Condition {
    source: String,
    program: Arc<Program>,
}

/// The functions of CEL, made once: making them costs ten times what a condition does.
static FUNCTIONS: LazyLock<Arc<Env>> = LazyLock::new(|| Arc::new(Env::stdlib()));

/// What a variable of a condition may hold.
#[derive(Debug, Clone, PartialEq)]
pub enum Fact {
    Nothing,
    Yes(bool),
    Number(f64),
    Text(String),
    List(Vec<String>),
}

/// The variables that a condition is asked with.
pub type Facts = BTreeMap<String, Fact>;

/// Why a text is not a condition, or a condition has no answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConditionFault(pub String);

impl fmt::Display for ConditionFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for ConditionFault {}

impl Condition {
    /// Compiles a CEL text.
    ///
    /// # Errors
    ///
    /// Says where the text stops being CEL, or that it is too long.
    pub fn compile(source: &str) -> Result<Self, ConditionFault> {
        if source.chars().count() > CONDITION_LENGTH_MAX {
            let limit = CONDITION_LENGTH_MAX;
            return Err(ConditionFault(format!("a condition has at most {limit} characters")));
        }
        if let Some(name) = macro_of(source) {
            return Err(ConditionFault(format!(
                "a condition goes through no lists: write `in` instead of `{name}`"
            )));
        }
        let program = Program::compile(source).map_err(|problems| {
            ConditionFault(format!("this is not a CEL condition: {problems}"))
        })?;
        Ok(Self { source: source.to_owned(), program: Arc::new(program) })
    }

    /// The text as written.
    #[must_use]
    pub fn source(&self) -> &str {
        &self.source
    }

    /// The variables it asks for.
    #[must_use]
    pub fn variables(&self) -> BTreeSet<String> {
        self.program.references().variables().into_iter().map(str::to_owned).collect()
    }

    /// Whether it holds for these facts.
    ///
    /// # Errors
    ///
    /// When a variable is missing, types do not fit or the answer is not true or false.
    pub fn holds(&self, facts: &Facts) -> Result<bool, ConditionFault> {
        let mut context = Context::with_env(Arc::clone(&FUNCTIONS));
        for (name, fact) in facts {
            context.add_variable_from_value(name.as_str(), value(fact));
        }
        match self.program.execute(&context) {
            Ok(Value::Bool(answer)) => Ok(answer),
            Ok(_) => Err(self.fault("it gives neither true nor false")),
            Err(problem) => Err(self.fault(&problem.to_string())),
        }
    }

    fn fault(&self, why: &str) -> ConditionFault {
        ConditionFault(format!("the condition `{}` has no answer: {why}", self.source))
    }
}

/// The first of CEL's macros that a text calls, outside quoted texts. They nest, and each level
/// multiplies the work: a few hundred characters could hold a server for hours.
fn macro_of(source: &str) -> Option<&'static str> {
    let mut bare = String::with_capacity(source.len());
    let mut quote = None;
    let mut escaped = false;
    for c in source.chars() {
        match quote {
            Some(_) if escaped => escaped = false,
            Some(_) if c == '\\' => escaped = true,
            Some(open) if c == open => quote = None,
            Some(_) => {}
            None if c == '"' || c == '\'' => quote = Some(c),
            None if c.is_whitespace() => {}
            None => bare.push(c),
        }
    }
    let macros = ["all", "exists", "exists_one", "map", "filter"];
    macros.into_iter().find(|name| bare.contains(&format!(".{name}(")))
}

fn value(fact: &Fact) -> Value {
    match fact {
        Fact::Nothing => Value::Null,
        Fact::Yes(yes) => Value::Bool(*yes),
        Fact::Number(number) => Value::Float(*number),
        Fact::Text(text) => Value::String(Arc::new(text.clone())),
        Fact::List(texts) => Value::List(Arc::new(
            texts.iter().map(|text| Value::String(Arc::new(text.clone()))).collect(),
        )),
    }
}

impl PartialEq for Condition {
    fn eq(&self, other: &Self) -> bool {
        self.source == other.source
    }
}

impl fmt::Debug for Condition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Condition({})", self.source)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn holds(source: &str, facts: &[(&str, Fact)]) -> Result<bool, ConditionFault> {
        let facts = facts.iter().map(|(name, fact)| ((*name).to_owned(), fact.clone())).collect();
        Condition::compile(source)?.holds(&facts)
    }

    #[test]
    fn conditions_of_packs_are_answered() {
        let status = |code: &str| ("work_status", Fact::Text(code.to_owned()));
        let changes = ("job_changes", Fact::List(vec!["pay".into(), "title".into()]));
        let rows = [
            ("work_status == 'same_job'", status("same_job"), true),
            ("work_status in ['new_job', 'multiple_jobs']", status("same_job"), false),
            ("'title' in job_changes", changes.clone(), true),
            ("'hours' in job_changes", changes, false),
            ("hours != null && hours > 60.0", ("hours", Fact::Number(61.0)), true),
            ("hours != null && hours > 60.0", ("hours", Fact::Nothing), false),
            ("hours >= 20", ("hours", Fact::Number(20.0)), true),
            ("work_status == ''", status(""), true),
            ("hours == null", ("hours", Fact::Nothing), true),
            ("hours == 'prefer_not'", ("hours", Fact::Number(3.0)), false),
        ];
        for (source, fact, expected) in rows {
            assert_eq!(holds(source, &[fact]), Ok(expected), "{source}");
        }
    }

    #[test]
    fn what_is_not_a_condition_says_so() {
        assert!(Condition::compile("work_status = 'x'").is_err());
        assert!(holds("nobody == 'x'", &[]).is_err());
        assert!(holds("1 + 1", &[]).is_err());
        assert!(Condition::compile("[1, 2] . all (x, x > 0)").is_err());
        assert!(Condition::compile("a == '.all('").is_ok());
        assert!(Condition::compile(&"a".repeat(CONDITION_LENGTH_MAX + 1)).is_err());
    }

    #[test]
    fn variables_are_named() {
        let condition = Condition::compile("a == 'x' && 'b' in c").expect("is CEL");
        assert_eq!(condition.variables().into_iter().collect::<Vec<_>>(), ["a", "c"]);
    }
}
