//! Entering whom one may ask, asking them, and what they answer.

use super::store::{self, Contact, Found, NewAsk};
use super::view;
use crate::access::Viewer;
use crate::app::App;
use crate::checkpoints::desk::{self, File};
use crate::contacts::act::{Try, enter_in};
use crate::evidence;
use crate::failure::{Failure, Lacking};
use crate::keys::sha256_hex;
use crate::messaging::compose;
use crate::page::{Problems, Words};
use crate::papers::act::post_in;
use crate::papers::store::{Notice, Standing};
use crate::people;
use crate::people::contact::{read_email, read_phone};
use crate::record::{Actor, Deed, Writer};
use crate::runs;
use crate::support::act::read_line;
use domain::access::Right;
use domain::calendar::add_days;
use domain::contacts::{Channel, Direction, Outcome, Party};
use domain::evidence::{How, Verbal};
use domain::flows::record::Basis;
use domain::ids::{EmployerAskId, MessageId, PlacementId};
use domain::words::Language;
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// How long an employer's link can be used, in days.
pub const LINK_DAYS: i32 = 30;

/// A contact as it was typed.
#[derive(Debug, Clone, Default)]
pub struct Typed {
    pub name: Option<String>,
    pub email: Option<String>,
    pub phone: Option<String>,
    pub fax: Option<String>,
    pub language: String,
    pub basis: String,
    pub basis_note: Option<String>,
    pub version: i64,
}

/// Enters whom one may ask about a job. Without a basis the links that are out end at once.
///
/// # Errors
///
/// `Forbidden`, `NotFound`; `Refused` by field; `Conflict` for a stale version.
pub async fn enter_contact(
    app: &App,
    viewer: &Viewer,
    placement: &PlacementId,
    typed: &Typed,
) -> Result<Writer, Failure> {
    viewer.may(Right::Track)?;
    let words = Words { locale: viewer.language.into() };
    let person = {
        let mut reader = app.reader(viewer).await?;
        let kept = crate::placements::store::find(&mut reader, placement).await?;
        kept.ok_or(Failure::NotFound)?.person
    };
    let contact = read(typed, words)?;
    let (subject, detail) = (placement.as_str(), contact.basis.word());
    let deed = Deed { action: "enter employer contact", person: Some(person), subject, detail };
    let mut writer = app.writer(viewer, deed).await?;
    people::act::lock(&mut writer, &person).await?;
    let now = store::contact(&mut writer, placement).await?;
    if now.map_or(0, |now| now.version) != typed.version {
        return Err(Failure::conflict(words.say("employers-changed-meanwhile")));
    }
    store::record_contact(&mut writer, placement, &contact).await?;
    if !contact.basis.may_contact() {
        store::record_revoked(&mut writer, placement).await?;
    }
    Ok(writer)
}

fn read(typed: &Typed, words: Words) -> Result<Contact, Failure> {
    let mut problems = Problems::new();
    let mut line = |field: &str, text: Option<&str>| line_of(&mut problems, (field, text), words);
    let name = line("name", typed.name.as_deref());
    let basis_note = line("basis_note", typed.basis_note.as_deref());
    let given = |text: &Option<String>| text.clone().filter(|text| !text.trim().is_empty());
    let mut number = |field: &str, text: &Option<String>| {
        let read = given(text).map(|text| read_phone(&text));
        if read == Some(None) {
            problems.add(field, words.say("people-phone-wanted"));
        }
        read.flatten()
    };
    let phone = number("phone", &typed.phone);
    let fax = number("fax", &typed.fax);
    let email = given(&typed.email).map(|text| read_email(&text));
    if email == Some(None) {
        problems.add("email", words.say("people-email-wanted"));
    }
    let basis = Basis::of_word(&typed.basis);
    match basis {
        None => problems.add("basis", words.say("employers-basis-wanted")),
        Some(basis) if basis.may_contact() && basis_note.is_none() => {
            problems.add("basis_note", words.say("employers-basis-note-wanted"));
        }
        Some(_) => {}
    }
    let language = typed.language.parse().unwrap_or(Language::English);
    match basis {
        Some(basis) if problems.is_empty() => Ok(Contact {
            name,
            email: email.flatten(),
            phone,
            fax,
            language,
            basis,
            basis_note,
            version: typed.version,
        }),
        Some(_) | None => Err(Failure::Refused(problems)),
    }
}

/// Reads one line of a form that has more; what is wrong with it goes to what is wrong with all.
pub(super) fn line_of(
    problems: &mut Problems,
    (field, text): (&str, Option<&str>),
    words: Words,
) -> Option<String> {
    match read_line(field, text, words) {
        Ok(read) => read,
        Err(Failure::Refused(own)) => {
            own.iter().for_each(|one| problems.add(one.field.as_str(), one.sentence.as_str()));
            None
        }
        Err(_) => None,
    }
}

/// Why one may ask about a job today: nothing allows it once the person withdrew or died, whatever
/// was signed before.
#[must_use]
pub fn basis_of(file: &File, contact: Option<&Contact>) -> Basis {
    let standing = &file.kept.person.standing;
    match contact {
        Some(contact) if !standing.ends_follow_up() => contact.basis,
        Some(_) | None => Basis::default(),
    }
}

/// Ends the links about a person that are out.
///
/// # Errors
///
/// What the database says.
pub async fn revoke_links(writer: &mut Writer, file: &File) -> Result<(), Failure> {
    for job in &file.placements {
        store::record_revoked(writer, &job.placement.id).await?;
    }
    Ok(())
}

/// How an employer is asked.
#[derive(Debug, Clone)]
pub struct Ask<'a> {
    pub channel: &'a str,
    pub note: Option<String>,
    /// What came of it, where they were called.
    pub came: Outcome,
    pub at: Timestamp,
}

/// Asks an employer within a unit of work that does more: by e-mail with a link, by fax, or by
/// telephone, which is entered as a try.
///
/// # Errors
///
/// `Missing` without a basis, or without the address that the way needs.
pub async fn ask_in(
    app: &App,
    writer: &mut Writer,
    (file, placement): (&File, &PlacementId),
    ask: Ask<'_>,
    (words, adviser): (Words, &str),
) -> Result<EmployerAskId, Failure> {
    let Ask { channel, note, came, at } = ask;
    let contact = store::contact(writer, placement).await?.unwrap_or_default();
    let missing =
        |code: &str, key: &str| Failure::Missing(vec![Lacking::new(code, words.say(key))]);
    if !basis_of(file, Some(&contact)).may_contact() {
        return Err(missing("basis", "employers-no-basis"));
    }
    let (way, to) = match channel {
        "email" => (Channel::Email, contact.email.clone()),
        "fax" => (Channel::Fax, contact.fax.clone()),
        _ => (Channel::Phone, contact.phone.clone()),
    };
    if to.is_none() {
        return Err(match way {
            Channel::Email => missing("email", "employers-no-email"),
            Channel::Fax => missing("fax", "employers-no-fax"),
            _ => missing("phone", "employers-no-phone"),
        });
    }
    let (id, person) = (EmployerAskId::from_number(app.new_number()), file.kept.person.id);
    let token_hash = sha256_hex(app.keys.employer_secret(id).as_bytes());
    let ends_on = add_days(file.today(), LINK_DAYS)
        .map_err(|fault| Failure::fault("the end of a link", &fault))?;
    let (subject, detail) = (id.as_str(), way.word());
    writer.also(Deed { action: "ask employer", person: Some(person), subject, detail }).await?;
    let new = NewAsk {
        id,
        token_hash: &token_hash,
        person,
        placement: *placement,
        channel: way.word(),
        ends_on,
    };
    store::record_ask(writer, &new).await?;
    let outcome = if way == Channel::Phone { came } else { Outcome::Sent };
    let one = Try {
        placement: Some(*placement),
        party: Party::Employer,
        channel: way,
        direction: Direction::Out,
        outcome,
        number: to.clone(),
        note,
        at: Some(at),
    };
    enter_in(app, writer, &person, one).await?;
    if let (Channel::Email, Some(recipient)) = (way, to) {
        let mail = (recipient, contact.language, ends_on);
        mail_in(app, writer, (file, &id), mail, adviser).await?;
    }
    Ok(id)
}

/// Writes the e-mail with the link, in the employer's language.
async fn mail_in(
    app: &App,
    writer: &mut Writer,
    (file, ask): (&File, &EmployerAskId),
    (recipient, language, ends_on): (String, Language, Date),
    adviser: &str,
) -> Result<(), Failure> {
    let own = Words { locale: language.into() };
    let agency = view::agency_name(writer, language).await?;
    let name = people::web::head::full_name(file);
    let args = [
        ("name", name.into()),
        ("agency", agency.into()),
        ("adviser", adviser.into()),
        ("last", own.date(ends_on).into()),
        ("link", LINK.into()),
    ];
    let notice = Notice {
        id: MessageId::from_number(app.new_number()),
        person: file.kept.person.id,
        user: None,
        recipient,
        template: "employer_confirmation".to_owned(),
        subject: own.with("employers-mail-subject", &args),
        body: own.with("employers-mail-body", &args),
        ask: Some(*ask),
        forms: Vec::new(),
        standing: Standing::Waiting,
        made_at: writer.at(),
        left_at: None,
        is_settled: false,
    };
    post_in(writer, &notice).await
}

/// Where the link stands in a text that is kept: its secret is stored nowhere.
const LINK: &str = "{{link}}";

/// The address of a question's page.
#[must_use]
pub fn address(app: &App, id: &EmployerAskId) -> String {
    format!("{}/e/{}", compose::own_address(app), app.keys.employer_secret(*id))
}

/// A text with its link, exactly as it leaves.
#[must_use]
pub fn with_link(app: &App, id: &EmployerAskId, text: &str) -> String {
    text.replace(LINK, &address(app, id))
}

/// What an employer answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answers {
    pub still_works: bool,
    /// Where they do not: their last day, if it is known.
    pub last_day: Option<Date>,
    /// Where they do: hours in a usual week, if they are known.
    pub hours: Option<u8>,
    /// Who answers, and what they do there.
    pub by: String,
}

/// Keeps what an employer answered: once, as evidence, and the call that waits for it goes on.
/// Gives whether this was the first answer.
///
/// # Errors
///
/// What the database says.
pub async fn answer(app: &App, found: &Found, answers: &Answers) -> Result<bool, Failure> {
    let actor = Actor { name: "employer".to_owned(), ..Actor::client(found.agency) };
    let (person, subject) = (Some(found.person), found.id.as_str());
    let deed = Deed { action: "answer as employer", person, subject, detail: "" };
    let mut writer = app.writer(actor, deed).await?;
    people::act::lock(&mut writer, &found.person).await?;
    let text = serde_json::to_string(answers)
        .map_err(|error| Failure::fault("writing an employer's answer", &error))?;
    if !store::record_answers(&mut writer, &found.id, &text).await? {
        return Ok(false);
    }
    let file = desk::load(app, &mut writer, &found.person).await?;
    let one = Try {
        placement: Some(found.placement),
        party: Party::Employer,
        channel: Channel::Email,
        direction: Direction::In,
        outcome: Outcome::Reached,
        number: None,
        note: None,
        at: None,
    };
    enter_in(app, &mut writer, &found.person, one).await?;
    let words = Words { locale: found.language.into() };
    if answers.still_works {
        let told = Verbal {
            on: file.today(),
            firm: found.employer.clone(),
            phone: "—".to_owned(),
            person: answers.by.clone(),
            said: view::answers_said(words, answers),
            heard_by: words.say("employers-by-link"),
        };
        let place = (&file, &found.placement);
        evidence::act::confirmed_in(app, &mut writer, place, (&told, How::System)).await?;
    }
    let place = (&file, &found.placement);
    runs::wake::happened(app, &mut writer, place, "employer_reply_received").await?;
    writer.commit().await?;
    app.nudge.notify_one();
    Ok(true)
}
