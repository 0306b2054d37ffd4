//! Writing letters, forms and e-mails: what flows do, and filling in forms.

use super::filling::{self, Beside};
use super::jobs;
use super::store::{self, Filled, Notice, Standing};
use crate::access::Viewer;
use crate::access::store::of_role;
use crate::app::App;
use crate::checkpoints::desk::File;
use crate::failure::Failure;
use crate::flows::controls::{unprintable, wanted};
use crate::flows::wire;
use crate::messaging::store::trials::own_email;
use crate::page::{Problems, Words};
use crate::people;
use crate::programmes;
use crate::record::{Deed, Held, Writer};
use domain::access::{Right, Role};
use domain::flows::Flow;
use domain::flows::paper::{Template, filled};
use domain::forms::{Fault, Form, Source, Value, Values, fault};
use domain::ids::{FormId, LetterId, MessageId, PersonId, PlacementId, RunId};
use domain::words::Language;
use serde_json::Value as Json;

/// Writes a letter to the person, in their language, within a unit of work that does more.
///
/// # Errors
///
/// What the database says.
pub async fn letter_in(
    app: &App,
    writer: &mut Writer,
    (file, placement): (&File, &PlacementId),
    (template, adviser): (&Template, &str),
) -> Result<LetterId, Failure> {
    let language = file.kept.person.language;
    let beside = Beside { adviser, ..Beside::default() };
    let filling = filling::of_job(app, writer, (file, placement), (language, &beside)).await?;
    let subject = filled(template.subject.in_language(language), &filling);
    let body = filled(template.body.in_language(language), &filling);
    let (id, person) = (LetterId::from_number(app.new_number()), file.kept.person.id);
    let (subject_id, detail) = (id.as_str(), template.code.as_str());
    let deed = Deed { action: "write letter", person: Some(person), subject: subject_id, detail };
    writer.also(deed).await?;
    let kind = (template.code.as_str(), language);
    store::record_letter(writer, (&id, &person), kind, (&subject, &body)).await?;
    Ok(id)
}

/// Notes that a letter went into the post.
///
/// # Errors
///
/// `Forbidden`; `Conflict` where somebody noted it before.
pub async fn note_posted(
    app: &App,
    viewer: &Viewer,
    (id, person): (&LetterId, &PersonId),
) -> Result<Writer, Failure> {
    viewer.may(Right::Track)?;
    let words = Words { locale: viewer.language.into() };
    let subject = id.as_str();
    let deed = Deed { action: "post letter", person: Some(*person), subject, detail: "" };
    let mut writer = app.writer(viewer, deed).await?;
    if !store::record_posted(&mut writer, id).await? {
        return Err(Failure::conflict(words.say("papers-posted-already")));
    }
    Ok(writer)
}

/// Notes that the reader of an e-mail which was not taken was told in another way. None of a unit
/// of work where it was noted before.
///
/// # Errors
///
/// `Forbidden`.
pub async fn note_told(
    app: &App,
    viewer: &Viewer,
    (id, person): (&MessageId, &PersonId),
) -> Result<Option<Writer>, Failure> {
    viewer.may(Right::Track)?;
    let subject = id.as_str();
    let deed = Deed { action: "settle notice", person: Some(*person), subject, detail: "" };
    let mut writer = app.writer(viewer, deed).await?;
    Ok(store::record_settled(&mut writer, id).await?.then_some(writer))
}

/// Begins a form of the programme, or of the flow where the programme has none, filled from the
/// record, within a unit of work that does more. One that was begun in the same run is that one,
/// open again.
///
/// # Errors
///
/// What the database says.
pub async fn form_in(
    app: &App,
    writer: &mut Writer,
    (file, placement): (&File, &PlacementId),
    (run, flow): (&RunId, &Flow),
    code: &str,
) -> Result<FormId, Failure> {
    let (person, of) = (file.kept.person.id, store::Forms { run: Some(run), ..Default::default() });
    let there = store::forms(writer, of).await?;
    if let Some(kept) = there.into_iter().find(|kept| kept.form == code) {
        // Asked for again, such as by a claim that was returned: it can be put right.
        if kept.completed_at.is_some() {
            let (person, subject) = (Some(person), kept.id.as_str());
            writer.also(Deed { action: "begin form", person, subject, detail: code }).await?;
            store::record_reopened(writer, &kept.id).await?;
        }
        return Ok(kept.id);
    }
    let (form, pack) = form_for(app, writer, (file, placement), (flow, code)).await?;
    let language = file.kept.person.language;
    let beside = Beside::default();
    let mut filling = filling::of_job(app, writer, (file, placement), (language, &beside)).await?;
    // A funder's form has the funder's reference, or none; ours says nothing to them.
    if file.kept.reference.is_none() {
        filling.remove(&Source::Reference);
    }
    let values: Values = form
        .fields
        .iter()
        .filter_map(|one| {
            let value = filling.get(&one.from?)?;
            Some((one.field.id.clone(), Value::Text(value.clone())))
        })
        .collect();
    let id = FormId::from_number(app.new_number());
    let new = Filled {
        id,
        person,
        run: *run,
        flow: (flow.code.clone(), flow.version.into()),
        pack,
        form: form.code.clone(),
        answers: Json::Object(wire::object(&values)).to_string(),
        completed_at: None,
        completed_by_name: None,
        made_at: writer.at(),
        version: 1,
    };
    let (subject, detail) = (id.as_str(), form.code.as_str());
    writer.also(Deed { action: "begin form", person: Some(person), subject, detail }).await?;
    store::record_form(writer, &new).await?;
    Ok(id)
}

/// The form with this code that the programme of the job has, with the version of its pack; or
/// else the flow's own.
async fn form_for(
    app: &App,
    held: &mut impl Held,
    (file, placement): (&File, &PlacementId),
    (flow, code): (&Flow, &str),
) -> Result<(Form, Option<(String, i64)>), Failure> {
    if let Some(enrolment) = file.enrolment_of(placement) {
        let pack = (enrolment.pack.as_str(), enrolment.pack_version);
        let programme = programmes::store::pinned(app, held, pack).await?;
        if let Some(form) = programme.form(code) {
            return Ok((form.clone(), Some((enrolment.pack.clone(), enrolment.pack_version))));
        }
    }
    Ok((flow.form(code).cloned().ok_or(Failure::NotFound)?, None))
}

/// What an e-mail to colleagues says.
#[derive(Debug, Clone, Copy)]
pub struct ToRole<'a> {
    pub template: &'a Template,
    pub role: Role,
    pub dates: &'a [jiff::civil::Date],
    /// Forms that go with it: it waits until they are complete, and leads to each.
    pub forms: &'a [FormId],
    pub adviser: &'a str,
}

/// Writes an e-mail to everybody of a role, each in their language, within a unit of work that
/// does more. Gives the e-mails.
///
/// # Errors
///
/// What the database says.
pub async fn email_in(
    app: &App,
    writer: &mut Writer,
    (file, placement): (&File, &PlacementId),
    mail: ToRole<'_>,
) -> Result<Vec<MessageId>, Failure> {
    let (agency, person) = (writer.agency(), file.kept.person.id);
    let all = of_role(writer.conn(), &agency, (mail.role, &file.kept.office)).await?;
    let mut links: Vec<String> = mail.forms.iter().map(|form| format!("/forms/{form}")).collect();
    if links.is_empty() {
        links.push(format!("/people/{person}"));
    }
    let is_held = !complete(writer, mail.forms).await?;
    let mut made = Vec::new();
    for colleague in all {
        let viewer = crate::access::store::find_user(writer.conn(), &agency, &colleague.id).await?;
        let language = viewer.map_or(Language::English, |viewer| viewer.language);
        let beside = Beside { adviser: mail.adviser, dates: mail.dates, links: &links };
        let whole = (language, &beside);
        let mut filling = filling::of_job(app, writer, (file, placement), whole).await?;
        // A name in a mailbox is one too many: the link leads to it.
        filling.remove(&Source::GivenName);
        filling.remove(&Source::FamilyName);
        let id = MessageId::from_number(app.new_number());
        let notice = Notice {
            id,
            person,
            user: Some(colleague.id),
            recipient: own_email(writer, &colleague.id).await?,
            template: mail.template.code.clone(),
            subject: filled(mail.template.subject.in_language(language), &filling),
            body: filled(mail.template.body.in_language(language), &filling),
            ask: None,
            forms: mail.forms.to_vec(),
            standing: if is_held { Standing::Held } else { Standing::Waiting },
            made_at: writer.at(),
            left_at: None,
            is_settled: false,
        };
        post_in(writer, &notice).await?;
        made.push(id);
    }
    Ok(made)
}

/// Puts an e-mail on its way, within a unit of work that does more.
///
/// # Errors
///
/// What the database says.
pub async fn post_in(writer: &mut Writer, notice: &Notice) -> Result<(), Failure> {
    let (person, subject) = (Some(notice.person), notice.id.as_str());
    let deed = Deed { action: "write email", person, subject, detail: &notice.template };
    writer.also(deed).await?;
    store::record_notice(writer, notice).await?;
    if notice.standing == Standing::Waiting {
        jobs::enqueue(writer, &notice.id).await?;
    }
    Ok(())
}

async fn complete(held: &mut impl Held, forms: &[FormId]) -> Result<bool, Failure> {
    for id in forms {
        let of = store::Forms { id: Some(id), ..Default::default() };
        let kept = store::forms(held, of).await?.pop();
        if kept.is_none_or(|kept| kept.completed_at.is_none()) {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Keeps what stands in a form; says that it is complete where that is asked. E-mails that waited
/// for it leave.
///
/// # Errors
///
/// `Forbidden`, `NotFound`; `Conflict` for a stale version or a form that is complete; `Refused`
/// by field where something is missing or does not fit.
pub async fn fill_form(
    app: &App,
    viewer: &Viewer,
    (kept, form): (&Filled, &Form),
    (values, is_complete): (Values, bool),
    version: i64,
) -> Result<Writer, Failure> {
    viewer.may(Right::Track)?;
    let words = Words { locale: viewer.language.into() };
    let subject = kept.id.as_str();
    let action = if is_complete { "complete form" } else { "fill form" };
    let deed = Deed { action, person: Some(kept.person), subject, detail: &form.code };
    let mut writer = app.writer(viewer, deed).await?;
    people::act::lock(&mut writer, &kept.person).await?;
    let of = store::Forms { id: Some(&kept.id), ..Default::default() };
    let now = store::forms(&mut writer, of).await?.pop().ok_or(Failure::NotFound)?;
    if now.completed_at.is_some() {
        return Err(Failure::conflict(words.say("papers-form-complete")));
    }
    if now.version != version {
        return Err(Failure::conflict(words.say("papers-form-changed")));
    }
    let mut problems = Problems::new();
    for one in &form.fields {
        let kind = &one.field.kind;
        let sentence = match values.get(&one.field.id).and_then(|value| fault(kind, value)) {
            None => continue,
            Some(Fault::Unprintable) => unprintable(words, Some(kind)),
            Some(_) => wanted(words, kind),
        };
        problems.add(one.field.id.as_str(), sentence);
    }
    if is_complete {
        for one in form.missing(&values) {
            let field = one.field.label.in_language(words.locale.into());
            let sentence = words.with("papers-field-missing", &[("field", field.into())]);
            problems.add(one.field.id.as_str(), sentence);
        }
    }
    if !problems.is_empty() {
        return Err(Failure::Refused(problems));
    }
    let answers = Json::Object(wire::object(&values)).to_string();
    store::record_answers(&mut writer, &kept.id, (&answers, is_complete)).await?;
    if is_complete {
        release(&mut writer, kept).await?;
    }
    Ok(writer)
}

/// Lets e-mails leave that waited for a form, where all their forms are complete now.
async fn release(writer: &mut Writer, kept: &Filled) -> Result<(), Failure> {
    for notice in store::held_for(writer, (&kept.person, &kept.id)).await? {
        if notice.forms.contains(&kept.id)
            && complete(writer, &notice.forms).await?
            && store::release(writer, &notice.id).await?
        {
            jobs::enqueue(writer, &notice.id).await?;
        }
    }
    Ok(())
}

/// The values that stand in a form. What cannot be read any more is left out.
#[must_use]
pub fn values_of(kept: &Filled, form: &Form) -> Values {
    let Ok(Json::Object(map)) = serde_json::from_str(&kept.answers) else { return Values::new() };
    let value = |(id, json): (&String, &Json)| {
        let field = form.field(id)?;
        Some((id.clone(), wire::read(&field.field.kind, json)?))
    };
    map.iter().filter_map(value).collect()
}
