//! Letters, forms and e-mails in words.

use super::store::{self, Filled, Forms, Notice, Standing};
use crate::app::App;
use crate::checkpoints::desk::File;
use crate::failure::Failure;
use crate::flows;
use crate::page::Words;
use crate::record::Held;
use domain::flows::paper::Form;
use jiff::Timestamp;

/// A paper as a line.
#[derive(Debug, Clone)]
pub struct PaperLine {
    pub icon: &'static str,
    pub title: String,
    pub address: String,
    pub standing: String,
    pub tone: &'static str,
}

/// The form that a filled one is of, in the version of the flow that began it.
///
/// # Errors
///
/// `NotFound` where the flow has no such form any more, which a version never does.
pub async fn form_of(app: &App, held: &mut impl Held, kept: &Filled) -> Result<Form, Failure> {
    let flow = flows::store::pinned(app, held, (&kept.flow.0, kept.flow.1)).await?;
    flow.form(&kept.form).cloned().ok_or(Failure::NotFound)
}

/// The letters, forms and e-mails about a person, the latest first.
///
/// # Errors
///
/// What the database says.
pub async fn of_person(
    app: &App,
    held: &mut impl Held,
    (file, words): (&File, Words),
) -> Result<Vec<PaperLine>, Failure> {
    let person = &file.kept.person.id;
    let language = words.locale.into();
    let mut all: Vec<(Timestamp, PaperLine)> = Vec::new();
    let when = |at: Timestamp| {
        words.moment_near(&at.to_zoned(file.kept.office_zone.clone()), file.today())
    };
    for letter in store::letters(held, (None, Some(person))).await? {
        let line = PaperLine {
            icon: "mail",
            title: letter.subject,
            address: format!("/letters/{}", letter.id),
            standing: when(letter.made_at),
            tone: "",
        };
        all.push((letter.made_at, line));
    }
    for kept in store::forms(held, Forms { person: Some(person), ..Forms::default() }).await? {
        let form = form_of(app, held, &kept).await?;
        let (key, tone) = match kept.completed_at {
            Some(_) => ("papers-complete", "good"),
            None => ("papers-to-complete", "wait"),
        };
        let line = PaperLine {
            icon: "paper",
            title: form.title.in_language(language).to_owned(),
            address: format!("/forms/{}", kept.id),
            standing: words.say(key),
            tone,
        };
        all.push((kept.made_at, line));
    }
    for notice in store::notices(held, person).await? {
        all.push((notice.made_at, notice_line(words, &notice)));
    }
    all.sort_by_key(|(at, _)| std::cmp::Reverse(*at));
    Ok(all.into_iter().map(|(_, line)| line).collect())
}

fn notice_line(words: Words, notice: &Notice) -> PaperLine {
    let (key, tone) = match notice.standing {
        Standing::Held => ("papers-held", "wait"),
        Standing::Waiting => ("papers-waiting", "wait"),
        Standing::Sent => ("papers-sent", "good"),
        Standing::Failed => ("papers-failed", "bad"),
    };
    PaperLine {
        icon: "send",
        title: notice.subject.clone(),
        address: match notice.forms.first() {
            Some(form) => format!("/forms/{form}"),
            None => format!("/people/{}?tab=support", notice.person),
        },
        standing: words.say(key),
        tone,
    }
}
