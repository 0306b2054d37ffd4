//! Letters, forms and e-mails in words.

use super::store::{self, Filled, Forms, Notice, Standing};
use crate::app::App;
use crate::checkpoints::desk::File;
use crate::failure::Failure;
use crate::flows;
use crate::page::Words;
use crate::programmes;
use crate::record::Held;
use domain::forms::Form;
use domain::ids::FormId;
use jiff::Timestamp;

/// A paper as a line.
#[derive(Debug, Clone)]
pub struct PaperLine {
    /// Which form it is, where it is one.
    pub form: Option<FormId>,
    pub icon: &'static str,
    pub title: String,
    pub address: String,
    pub standing: String,
    pub tone: &'static str,
}

/// The form that a filled one is of, in the version of the pack or the flow that began it.
///
/// # Errors
///
/// `NotFound` where the version has no such form any more, which a version never does.
pub async fn form_of(app: &App, held: &mut impl Held, kept: &Filled) -> Result<Form, Failure> {
    if let Some((pack, version)) = &kept.pack {
        let programme = programmes::store::pinned(app, held, (pack, *version)).await?;
        return programme.form(&kept.form).cloned().ok_or(Failure::NotFound);
    }
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
        let (key, tone) = match letter.posted_at {
            Some(_) => ("papers-letter-posted", "good"),
            None => ("papers-letter-to-post", "wait"),
        };
        let line = PaperLine {
            form: None,
            icon: "mail",
            title: format!("{}, {}", letter.subject, when(letter.made_at)),
            address: format!("/letters/{}", letter.id),
            standing: words.say(key),
            tone,
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
            form: Some(kept.id),
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

/// Of a person's papers, these forms: each with its address and title.
#[must_use]
pub fn forms_said(papers: &[PaperLine], ids: &[FormId]) -> Vec<(String, String)> {
    let is_one = |line: &&PaperLine| line.form.is_some_and(|form| ids.contains(&form));
    let all = papers.iter().filter(is_one);
    all.map(|line| (line.address.clone(), line.title.clone())).collect()
}

fn notice_line(words: Words, notice: &Notice) -> PaperLine {
    let (key, tone) = match notice.standing {
        Standing::Held => ("papers-held", "wait"),
        Standing::Waiting => ("papers-waiting", "wait"),
        Standing::Sent => ("papers-sent", "good"),
        Standing::Failed if notice.is_settled => ("papers-settled", ""),
        Standing::Failed => ("papers-failed", "bad"),
        Standing::Withheld => ("papers-withheld", ""),
    };
    PaperLine {
        form: None,
        icon: "send",
        title: notice.subject.clone(),
        address: match notice.forms.first() {
            _ if notice.standing == Standing::Failed => format!("/notices/{}", notice.id),
            Some(form) => format!("/forms/{form}"),
            None => format!("/people/{}?tab=support", notice.person),
        },
        standing: words.say(key),
        tone,
    }
}
