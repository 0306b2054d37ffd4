//! Two texts of one question side by side, where two administrators wrote at once.

use super::draw::Drawing;
use crate::page::Frame;
use crate::programmes::draft::form::{ChoiceRow, IsText};
use askama::Template;

#[derive(Template)]
#[template(path = "programmes/draft/web/conflict.html")]
pub struct ConflictPage {
    frame: Frame,
    by: String,
    address: String,
    /// What I wrote, to be posted again on what stands there now.
    fields: Vec<(String, String)>,
    rows: Vec<[String; 3]>,
}

impl ConflictPage {
    #[must_use]
    pub fn new(
        frame: Frame,
        (theirs, mine): (&Drawing<'_>, &Drawing<'_>),
        (by, address, seen): (String, String, String),
        posted: &[(String, String)],
    ) -> Self {
        let rows = said(theirs).into_iter().zip(said(mine));
        let differ = rows.filter(|(theirs, mine)| theirs.1 != mine.1);
        let rows = differ.map(|((label, theirs), (_, mine))| [label, theirs, mine]).collect();
        let own = ["csrf", "seen", "act"];
        let kept = posted.iter().filter(|(name, _)| !own.contains(&name.as_str())).cloned();
        let mut fields: Vec<(String, String)> = kept.collect();
        fields.push(("seen".to_owned(), seen));
        Self { frame, by, address, fields, rows }
    }
}

/// A form as labels and values, to be laid beside another of the same question.
fn said(drawing: &Drawing<'_>) -> Vec<(String, String)> {
    let mut said = Vec::new();
    let pairs = [
        drawing.pair("text"),
        drawing.pair("hint"),
        drawing.pair("text-unknown"),
        drawing.pair("not-known"),
    ];
    said.extend(pairs.into_iter().flatten().map(|field| (field.label, field.value)));
    let choice = |language: fn(&ChoiceRow) -> &String| {
        let texts: Vec<String> =
            drawing.form.choices.iter().map(|row| language(row).clone()).collect();
        texts.join(" · ")
    };
    let words = drawing.words;
    said.push((format!("{} (EN)", words.say("programmes-choices")), choice(|row| &row.en)));
    said.push((format!("{} (FR)", words.say("programmes-choices")), choice(|row| &row.fr)));
    let when = &drawing.form.when;
    let text = match when.is_text {
        IsText::Text => when.text.clone(),
        IsText::Rows => {
            when.clauses().0.to_condition(drawing.subjects).ok().flatten().unwrap_or_default()
        }
    };
    let text = if text.is_empty() { text } else { drawing.speech().condition(&text) };
    said.push((words.say("programmes-when"), text));
    for field in [drawing.need(), drawing.screen()] {
        let chosen = field.choices.into_iter().find(|choice| choice.chosen);
        said.push((field.label, chosen.map(|choice| choice.label).unwrap_or_default()));
    }
    let limits = drawing.limits().into_iter().map(|limit| limit.field);
    said.extend(limits.map(|field| (field.label, field.value)));
    for (name, key) in [("prefer_not", "programmes-prefer-not-tick"), ("staff", "programmes-staff")]
    {
        let key_said =
            if drawing.form.text(name) == "yes" { "programmes-yes" } else { "programmes-no" };
        said.push((words.say(key), words.say(key_said)));
    }
    said
}
