//! Reading a CEL text as rows, where it says no more than rows can.

use super::{Clause, Clauses, Joined, Subject, SubjectKind, Verb};
use crate::surveys::Decimal;

/// How deep brackets may stand in one another.
const DEPTH_MAX: usize = 16;

#[derive(Debug, Clone, PartialEq)]
enum Token {
    Name(String),
    Text(String),
    Number(String),
    Sign(&'static str),
}

/// As much of CEL as rows are made of.
#[derive(Debug, Clone, PartialEq)]
enum Expression {
    Or(Vec<Self>),
    And(Vec<Self>),
    Not(Box<Self>),
    /// In brackets: what stands together stays together.
    Group(Box<Self>),
    Compared(&'static str, Box<Self>, Box<Self>),
    In(Box<Self>, Box<Self>),
    Name(String),
    Size(String),
    Text(String),
    Number(String),
    List(Vec<Self>),
    Truth(&'static str),
    Null,
}

/// The rows that say the same as a CEL text. None where it says more, or speaks of what is none of
/// the subjects.
#[must_use]
pub fn read_clauses(source: &str, subjects: &[Subject]) -> Option<Clauses> {
    let mut reader = Reader { tokens: tokens(source)?, at: 0 };
    let expression = reader.or(0)?;
    if reader.at != reader.tokens.len() {
        return None;
    }
    let one = |expression: &Expression| clause(expression, subjects);
    let (joined, rows) = match &expression {
        Expression::Or(parts) => (Joined::Any, parts.iter().map(one).collect::<Option<_>>()?),
        Expression::And(parts) => (Joined::All, all(parts, subjects)?),
        other => (Joined::All, vec![one(other)?]),
    };
    Some(Clauses::new(joined, rows))
}

/// Parts that all hold. A question that must be there before it is compared makes one row with
/// its comparison.
fn all(parts: &[Expression], subjects: &[Subject]) -> Option<Vec<Clause>> {
    let mut rows: Vec<Clause> = Vec::new();
    let mut at = 0;
    while at < parts.len() {
        let begins = |length: &usize| guarded(&parts[at..at + length], subjects).is_some();
        let longest = (2..=parts.len() - at).rev().find(begins);
        let length = longest.unwrap_or(1);
        rows.push(match longest {
            Some(length) => guarded(&parts[at..at + length], subjects)?,
            None => clause(&parts[at], subjects)?,
        });
        at += length;
    }
    Some(rows)
}

/// `x != null && x != 'prefer_not' && x > 5.0`, and the like of days.
fn guarded(parts: &[Expression], subjects: &[Subject]) -> Option<Clause> {
    let (last, guards) = parts.split_last()?;
    let Expression::Compared(sign, left, right) = last else { return None };
    let verb = match *sign {
        ">" => Verb::MoreThan,
        "<" => Verb::LessThan,
        ">=" => Verb::AtLeast,
        "<=" => Verb::AtMost,
        _ => return None,
    };
    let Expression::Name(name) = left.as_ref() else { return None };
    let subject = subjects.iter().find(|one| one.name == *name)?;
    let (nothing, value) = match (subject.kind, right.as_ref()) {
        (SubjectKind::Number, Expression::Number(number)) => (Expression::Null, plain(number)?),
        (SubjectKind::Day, Expression::Text(day)) => {
            day.parse::<jiff::civil::Date>().ok()?;
            (Expression::Text(String::new()), day.clone())
        }
        (
            SubjectKind::Choice
            | SubjectKind::Several
            | SubjectKind::Words
            | SubjectKind::Day
            | SubjectKind::Number
            | SubjectKind::Truth,
            _,
        ) => return None,
    };
    let mut asks_first = false;
    for guard in guards {
        let Expression::Compared("!=", left, right) = guard else { return None };
        let is_same = matches!(left.as_ref(), Expression::Name(other) if other == name);
        let is_stand_in = matches!(right.as_ref(), Expression::Text(code)
            if subject.stand_ins.contains(&code.as_str()));
        asks_first |= **right == nothing;
        if !is_same || (**right != nothing && !is_stand_in) {
            return None;
        }
    }
    asks_first.then(|| Clause { subject: name.clone(), verb, values: vec![value] })
}

fn clause(expression: &Expression, subjects: &[Subject]) -> Option<Clause> {
    let row = |name: &str, verb: Verb, values: Vec<String>| {
        let subject = subjects.iter().find(|one| one.name == name)?;
        let fits = subject.kind.verbs().contains(&verb);
        fits.then(|| Clause { subject: name.to_owned(), verb, values })
    };
    match expression {
        Expression::Name(name) => truth(name, "yes", subjects),
        Expression::Not(inner) => match inner.as_ref() {
            Expression::Name(name) => truth(name, "no", subjects),
            Expression::Group(inner) => {
                let inner = held(inner, subjects)?;
                row(&inner.subject, Verb::NoneOf, inner.values)
            }
            _ => None,
        },
        Expression::Group(inner) => match inner.as_ref() {
            Expression::And(parts) => guarded(parts, subjects),
            other => held(other, subjects),
        },
        Expression::In(_, _) => held(expression, subjects),
        Expression::Compared(sign, left, right) => {
            let (name, verb, values) = compared(sign, left, right, subjects)?;
            row(name, verb, values)
        }
        Expression::Or(_)
        | Expression::And(_)
        | Expression::Size(_)
        | Expression::Text(_)
        | Expression::Number(_)
        | Expression::List(_)
        | Expression::Truth(_)
        | Expression::Null => None,
    }
}

fn truth(name: &str, value: &str, subjects: &[Subject]) -> Option<Clause> {
    let subject = subjects.iter().find(|one| one.name == name)?;
    let is_truth = subject.kind == SubjectKind::Truth;
    let values = vec![value.to_owned()];
    is_truth.then(|| Clause { subject: name.to_owned(), verb: Verb::Is, values })
}

/// `x in ['a', 'b']`, or `'a' in x || 'b' in x` of one question that takes several.
fn held(expression: &Expression, subjects: &[Subject]) -> Option<Clause> {
    let parts = match expression {
        Expression::Or(parts) => parts.as_slice(),
        other => std::slice::from_ref(other),
    };
    let mut held: Option<Clause> = None;
    for part in parts {
        let Expression::In(what, within) = part else { return None };
        let (name, kind, values) = match (what.as_ref(), within.as_ref()) {
            (Expression::Name(name), Expression::List(codes)) if parts.len() == 1 => {
                (name, SubjectKind::Choice, codes.iter().map(text).collect::<Option<Vec<_>>>()?)
            }
            (Expression::Text(code), Expression::Name(name)) => {
                (name, SubjectKind::Several, vec![code.clone()])
            }
            _ => return None,
        };
        let subject = subjects.iter().find(|one| one.name == *name)?;
        let is_other = held.as_ref().is_some_and(|held| held.subject != *name);
        if subject.kind != kind || values.is_empty() || is_other {
            return None;
        }
        match &mut held {
            Some(held) => held.values.extend(values),
            None => {
                held = Some(Clause { subject: name.clone(), verb: Verb::OneOf, values });
            }
        }
    }
    held
}

fn text(expression: &Expression) -> Option<String> {
    match expression {
        Expression::Text(text) => Some(text.clone()),
        _ => None,
    }
}

/// A number as people write it: `20`, `37.5`.
fn plain(number: &str) -> Option<String> {
    let number = number.strip_suffix(".0").unwrap_or(number);
    Decimal::read(number).ok().map(|number| number.to_string())
}

fn compared<'a>(
    sign: &str,
    left: &'a Expression,
    right: &Expression,
    subjects: &[Subject],
) -> Option<(&'a str, Verb, Vec<String>)> {
    if let Expression::Size(name) = left {
        let subject = subjects.iter().find(|one| one.name == *name)?;
        let Expression::Number(zero) = right else { return None };
        let verb = match (sign, zero.as_str(), subject.kind) {
            (">" | "!=", "0", SubjectKind::Several) => Verb::Answered,
            ("==", "0", SubjectKind::Several) => Verb::Unanswered,
            _ => return None,
        };
        return Some((name, verb, Vec::new()));
    }
    let Expression::Name(name) = left else { return None };
    let subject = subjects.iter().find(|one| one.name == *name)?;
    let (is, answered) = match sign {
        "==" => (Verb::Is, Verb::Unanswered),
        "!=" => (Verb::IsNot, Verb::Answered),
        _ => return None,
    };
    let is_stand_in = |code: &str| subject.stand_ins.contains(&code);
    match (subject.kind, right) {
        (SubjectKind::Number, Expression::Null) => Some((name, answered, Vec::new())),
        (SubjectKind::Number, Expression::Number(number)) => Some((name, is, vec![plain(number)?])),
        (SubjectKind::Number, Expression::Text(code)) if is_stand_in(code) => {
            Some((name, is, vec![code.clone()]))
        }
        (SubjectKind::Choice | SubjectKind::Words | SubjectKind::Day, Expression::Text(text)) => {
            if text.is_empty() {
                return Some((name, answered, Vec::new()));
            }
            Some((name, is, vec![text.clone()]))
        }
        (SubjectKind::Truth, Expression::Truth(value)) => {
            Some((name, is, vec![(*value).to_owned()]))
        }
        _ => None,
    }
}

struct Reader {
    tokens: Vec<Token>,
    at: usize,
}

impl Reader {
    fn takes(&mut self, sign: &str) -> bool {
        let is_next = matches!(self.tokens.get(self.at), Some(Token::Sign(next)) if *next == sign);
        self.at += usize::from(is_next);
        is_next
    }

    fn or(&mut self, depth: usize) -> Option<Expression> {
        let mut parts = vec![self.and(depth)?];
        while self.takes("||") {
            parts.push(self.and(depth)?);
        }
        Some(if parts.len() == 1 { parts.remove(0) } else { Expression::Or(parts) })
    }

    fn and(&mut self, depth: usize) -> Option<Expression> {
        let mut parts = vec![self.relation(depth)?];
        while self.takes("&&") {
            parts.push(self.relation(depth)?);
        }
        Some(if parts.len() == 1 { parts.remove(0) } else { Expression::And(parts) })
    }

    fn relation(&mut self, depth: usize) -> Option<Expression> {
        let left = self.primary(depth)?;
        for sign in ["==", "!=", ">=", "<=", ">", "<"] {
            if self.takes(sign) {
                let right = self.primary(depth)?;
                return Some(Expression::Compared(sign, Box::new(left), Box::new(right)));
            }
        }
        if self.tokens.get(self.at) == Some(&Token::Name("in".to_owned())) {
            self.at += 1;
            return Some(Expression::In(Box::new(left), Box::new(self.primary(depth)?)));
        }
        Some(left)
    }

    fn primary(&mut self, depth: usize) -> Option<Expression> {
        if depth > DEPTH_MAX {
            return None;
        }
        if self.takes("!") {
            return Some(Expression::Not(Box::new(self.primary(depth + 1)?)));
        }
        if self.takes("(") {
            let inner = self.or(depth + 1)?;
            return self.takes(")").then(|| Expression::Group(Box::new(inner)));
        }
        if self.takes("[") {
            return self.list(depth);
        }
        let token = self.tokens.get(self.at)?.clone();
        self.at += 1;
        match token {
            Token::Text(text) => Some(Expression::Text(text)),
            Token::Number(number) => Some(Expression::Number(number)),
            Token::Name(name) => match name.as_str() {
                "true" => Some(Expression::Truth("yes")),
                "false" => Some(Expression::Truth("no")),
                "null" => Some(Expression::Null),
                "in" => None,
                "size" if self.takes("(") => {
                    let Token::Name(name) = self.tokens.get(self.at)?.clone() else { return None };
                    self.at += 1;
                    self.takes(")").then_some(Expression::Size(name))
                }
                _ => Some(Expression::Name(name)),
            },
            Token::Sign(_) => None,
        }
    }

    fn list(&mut self, depth: usize) -> Option<Expression> {
        let mut members = Vec::new();
        while !self.takes("]") {
            members.push(self.primary(depth + 1)?);
            if !self.takes(",") {
                return self.takes("]").then_some(Expression::List(members));
            }
        }
        Some(Expression::List(members))
    }
}

const SIGNS: [&str; 14] =
    ["&&", "||", "==", "!=", ">=", "<=", ">", "<", "!", "(", ")", "[", "]", ","];

fn tokens(source: &str) -> Option<Vec<Token>> {
    let mut tokens = Vec::new();
    let mut rest = source.trim_start();
    while let Some(first) = rest.chars().next() {
        let behind = if first == '\'' || first == '"' {
            let (text, behind) = quoted(rest, first)?;
            tokens.push(Token::Text(text));
            behind
        } else if first.is_ascii_digit() || first == '-' {
            let is_part = |(at, sign): (usize, char)| {
                !(sign.is_ascii_digit() || sign == '.' || (at == 0 && sign == '-'))
            };
            let end = rest.char_indices().find(|part| is_part(*part)).map_or(rest.len(), |it| it.0);
            tokens.push(Token::Number(rest[..end].to_owned()));
            &rest[end..]
        } else if first.is_ascii_alphabetic() || first == '_' {
            let is_part = |sign: char| sign.is_ascii_alphanumeric() || sign == '_';
            let end = rest.find(|sign| !is_part(sign)).unwrap_or(rest.len());
            tokens.push(Token::Name(rest[..end].to_owned()));
            &rest[end..]
        } else {
            let sign = SIGNS.into_iter().find(|sign| rest.starts_with(sign))?;
            tokens.push(Token::Sign(sign));
            &rest[sign.len()..]
        };
        rest = behind.trim_start();
    }
    Some(tokens)
}

/// A text in quotes, and what stands behind it. Only quotes and backslashes are escaped in ours.
fn quoted(source: &str, quote: char) -> Option<(String, &str)> {
    let mut text = String::new();
    let mut signs = source.char_indices().skip(1);
    while let Some((at, sign)) = signs.next() {
        if sign == quote {
            return Some((text, &source[at + sign.len_utf8()..]));
        }
        if sign == '\\' {
            let (_, escaped) = signs.next().filter(|(_, sign)| "\\'\"".contains(*sign))?;
            text.push(escaped);
        } else {
            text.push(sign);
        }
    }
    None
}
