//! What stands beside the node of a guided call: whom one speaks with, the path so far, and what
//! was typed at a node that the call has left meanwhile.

use super::act::Loaded;
use super::facts::next_try;
use crate::api::Posted;
use crate::contacts;
use crate::contacts::view::proposal_said;
use crate::employers;
use crate::failure::Failure;
use crate::flows::controls::said as value_said;
use crate::page::Words;
use crate::people::web::head::phone_said;
use crate::record::Held;
use domain::flows::{Effect, Node, Visit, What};
use domain::forms::Default;
use jiff::civil::Date;

/// Steps of the path that are shown, at most: the latest.
const PATH_MAX: usize = 60;
/// Characters of what was said at a step that are shown there.
const SAID_MAX: usize = 80;

/// Whom one speaks with.
pub(super) struct Who {
    /// Their job, or the name at the employer.
    pub said: Vec<String>,
    /// Numbers as people read them, with their links.
    pub numbers: Vec<(String, String)>,
    /// What to try next, where one is about to call.
    pub next: String,
}

/// One step of the path.
pub(super) struct StepView {
    pub title: String,
    pub said: Vec<String>,
    pub is_skipped: bool,
}

/// Whom one speaks with at a node: the employer where it asks them something, else the person.
pub(super) async fn who(
    held: &mut impl Held,
    words: Words,
    (loaded, node): (&Loaded, &Node),
) -> Result<Who, Failure> {
    let job = loaded.file.placements.iter().find(|job| job.placement.id == loaded.kept.placement);
    let mut said: Vec<String> =
        job.map(|job| format!("{}, {}", job.job_title, job.employer)).into_iter().collect();
    let link = |number: String| (phone_said(&number), format!("tel:{number}"));
    if is_of_employer(node) {
        let contact = employers::store::contact(held, &loaded.kept.placement).await?;
        let contact = contact.unwrap_or_default();
        said.extend(contact.name);
        let mut numbers: Vec<_> = contact.phone.map(link).into_iter().collect();
        numbers.extend(contact.email.map(|email| (email.clone(), format!("mailto:{email}"))));
        said.extend(contact.fax.map(|fax| {
            let fax = phone_said(&fax);
            words.with("runs-fax", &[("number", fax.into())])
        }));
        return Ok(Who { said, numbers, next: String::new() });
    }
    let numbers = contacts::act::numbers(held, &loaded.file).await?;
    let calls = |default: &Default| *default == Default::Fact("number_to_call".to_owned());
    let is_about_to = node.fields.iter().any(|field| field.default.as_ref().is_some_and(calls));
    let next = match is_about_to {
        true => {
            let next = next_try(held, &loaded.file).await?;
            proposal_said(words, &loaded.file, &next)
        }
        false => String::new(),
    };
    Ok(Who { said, numbers: numbers.into_iter().map(link).collect(), next })
}

/// Whether one speaks with the employer at a node.
pub(super) fn is_of_employer(node: &Node) -> bool {
    let asks = |effect: &Effect| {
        effect.what == What::EmployerAsk || effect.word("party") == Some("employer")
    };
    node.effects.iter().any(asks)
}

/// Whether a form was sent from a page of another node than the present one.
pub(super) fn is_stale(loaded: &Loaded, form: &Posted) -> bool {
    let here = loaded.run.here().map(|here| here.node.as_str());
    form.given("visit").is_some_and(|visit| visit != loaded.run.visit().to_string())
        || form.given("node").is_some_and(|node| Some(node) != here)
}

/// What was typed into such a form, with the names of its fields: nobody types it twice.
pub(super) fn lost(words: Words, loaded: &Loaded, form: Option<&Posted>) -> Vec<(String, String)> {
    let Some(form) = form.filter(|form| is_stale(loaded, form)) else { return Vec::new() };
    let language = words.locale.into();
    let of_form = |(name, value): &(String, String)| {
        let field = loaded.flow.nodes.iter().find_map(|node| node.field(name));
        let label = field.map(|field| field.label.in_language(language).to_owned())?;
        (!value.trim().is_empty()).then(|| (label, value.clone()))
    };
    form.fields().iter().filter_map(of_form).collect()
}

/// The path so far: the steps of earlier sittings, each with its day, and those of this one.
pub(super) fn path(words: Words, loaded: &Loaded) -> (Vec<StepView>, Vec<StepView>) {
    let all = &loaded.run.path;
    let from = loaded.run.sitting_from;
    let last = all.len().saturating_sub(1);
    let view = |visits: &[Visit], is_earlier: bool| -> Vec<StepView> {
        let shown = visits.len().saturating_sub(PATH_MAX);
        let steps = visits.iter().skip(shown);
        steps.filter_map(|visit| step(words, loaded, (visit, is_earlier))).collect()
    };
    let (earlier, present) = all[..last].split_at(from.min(last));
    (view(earlier, true), view(present, false))
}

fn step(words: Words, loaded: &Loaded, (visit, is_earlier): (&Visit, bool)) -> Option<StepView> {
    let language = words.locale.into();
    let node = loaded.flow.node(&visit.node)?;
    let zone = &loaded.file.kept.office_zone;
    let on: Option<Date> = visit.given.at.map(|at| at.to_zoned(zone.clone()).date());
    let mut said: Vec<String> =
        on.filter(|_| is_earlier).map(|on| words.date(on)).into_iter().collect();
    let answer = node.answers().iter().find(|one| Some(&one.id) == visit.given.answer.as_ref());
    said.extend(answer.map(|one| one.label.in_language(language).to_owned()));
    said.extend(node.fields.iter().filter_map(|field| {
        let value = visit.given.fields.get(&field.id)?;
        let label = field.label.in_language(language);
        let said = shortened(&value_said(words, field, value));
        Some(words.with("runs-field-said", &[("field", label.into()), ("said", said.into())]))
    }));
    let title = node.title.in_language(language).to_owned();
    Some(StepView { title, said, is_skipped: visit.is_skipped })
}

fn shortened(text: &str) -> String {
    match text.char_indices().nth(SAID_MAX) {
        Some((at, _)) => format!("{}…", text[..at].trim_end()),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::shortened;

    #[test]
    fn what_is_longer_says_that_it_goes_on() {
        assert_eq!(shortened("short"), "short");
        let long = shortened(&"é".repeat(200));
        assert!(long.ends_with('…') && long.chars().count() == 81, "{long}");
    }
}
