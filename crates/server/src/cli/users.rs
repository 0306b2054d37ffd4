//! `cairn user add` and `cairn token add`.

use super::{Ended, Sentence, TokenAdd, UserAdd, open};
use crate::access::store::{self, Named, NewAgency, NewOffice, NewUser};
use crate::access::{password, sign_in_name};
use crate::audit::{self, Entry, Kind};
use crate::clock::Clock;
use crate::keys::{new_number, random_secret, sha256_hex};
use crate::migrations;
use db::{Conn, DbError};
use domain::access::Role;
use domain::ids::{AgencyId, OfficeId, UserId};
use domain::words::Language;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde_json::json;
use std::io::{self, BufRead, IsTerminal, Write};

/// Under which name the audit knows what an operator did on the machine.
const OPERATOR: &str = "operator";

pub(super) async fn add(call: &UserAdd) -> super::Result {
    let role: Role = call.role.parse().map_err(|_| {
        let words = Role::ALL.map(Role::word).join(", ");
        Sentence::wrong(format!("There is no role {}; roles are {words}.", call.role))
    })?;
    let language: Language =
        call.language.parse().map_err(|_| Sentence::wrong("The language should be en or fr."))?;
    if TimeZone::get(&call.time_zone).is_err() {
        let sentence = "The time zone should be an IANA name, such as America/Toronto.";
        return Err(Sentence::wrong(sentence));
    }
    let email = sign_in_name(&call.email);
    if !email.contains('@') || email.len() > 254 {
        return Err(Sentence::wrong("The e-mail should be like name@example.org."));
    }
    let settings = open::settings(&call.which)?;
    let db = open::database(&settings).await?;
    db.migrate(migrations::ALL).await?;
    let hash = password::hash(&read_password()?)
        .map_err(|error| Sentence::failed(format!("The password could not be hashed: {error}.")))?;
    let now = Clock::real().real_now();
    let mut writer = db.writer().await?;
    let agency = agency(&mut writer, call, now).await?;
    let office = office(&mut writer, &agency.id, call, now).await?;
    let id = UserId::from_number(new_number(now));
    let user = NewUser {
        agency: agency.id,
        id,
        office: office.id,
        name: call.name.trim(),
        email: &email,
        role,
        language,
        password_hash: Some(&hash),
        at: now,
    };
    store::record_user(&mut writer, &user).await.map_err(|error| match error {
        DbError::Unique(_) => Sentence::failed(format!("{email} signs in already.")),
        other => other.into(),
    })?;
    let entry = entry(&agency.id, "add user", id.as_str(), role.word(), now);
    audit::store::add(&mut writer, &agency.id, &entry).await?;
    writer.commit().await?;
    db.close().await;
    if call.json {
        let (agency, office) = (agency.id.to_string(), office.id.to_string());
        println!("{}", json!({"id": id.to_string(), "agency": agency, "office": office}));
    } else {
        println!("{email} can sign in as {role}: {}, {}.", agency.name, office.name);
    }
    Ok(Ended::Done)
}

/// What an operator did, for an agency's audit.
pub(super) fn entry<'a>(
    agency: &'a AgencyId,
    action: &'static str,
    subject: &'a str,
    detail: &'a str,
    at: Timestamp,
) -> Entry<'a> {
    let (chain, actor) = (agency.as_str(), OPERATOR);
    Entry { chain, at, kind: Kind::Change, actor, action, subject, detail }
}

async fn agency(
    conn: &mut Conn,
    call: &UserAdd,
    now: Timestamp,
) -> Result<Named<AgencyId>, Sentence> {
    let Some(wanted) = call.agency_name.as_deref().or(call.agency.as_deref()) else {
        let sole = store::sole_agency(conn).await?;
        let sole = sole.map(|(id, name, _)| Named { id, name });
        return sole.ok_or_else(|| {
            Sentence::wrong("Say which agency with --agency, or make one with --agency-name.")
        });
    };
    let found = store::find_agency(conn, wanted).await?;
    if let Some(found) = one_of(found, wanted)? {
        return Ok(found);
    }
    let Some(name) = call.agency_name.as_deref() else {
        let sentence = format!("There is no agency {wanted}; --agency-name makes it.");
        return Err(Sentence::wrong(sentence));
    };
    let id = AgencyId::from_number(new_number(now));
    let agency = NewAgency { id, name, name_fr: name, address: "", phone: "", at: now };
    store::record_agency(conn, &agency).await?;
    Ok(Named { id, name: name.to_owned() })
}

async fn office(
    conn: &mut Conn,
    agency: &AgencyId,
    call: &UserAdd,
    now: Timestamp,
) -> Result<Named<OfficeId>, Sentence> {
    let wanted = call.office_name.as_deref().or(call.office.as_deref());
    let found = store::find_office(conn, agency, wanted).await?;
    if found.len() > 1 && wanted.is_none() {
        return Err(Sentence::wrong("There are several offices; say which with --office."));
    }
    if let Some(found) = one_of(found, wanted.unwrap_or_default())? {
        return Ok(found);
    }
    if let Some(wanted) = &call.office {
        let sentence = format!("There is no office {wanted}; --office-name makes it.");
        return Err(Sentence::wrong(sentence));
    }
    let name = call.office_name.as_deref().unwrap_or("Main office");
    let id = OfficeId::from_number(new_number(now));
    let time_zone = &call.time_zone;
    let office = NewOffice { agency: *agency, id, name, time_zone, at: now };
    store::record_office(conn, &office).await?;
    Ok(Named { id, name: name.to_owned() })
}

fn one_of<T>(mut found: Vec<Named<T>>, wanted: &str) -> Result<Option<Named<T>>, Sentence> {
    if found.len() > 1 {
        let sentence = format!("There are several called {wanted}; say which by its id.");
        return Err(Sentence::wrong(sentence));
    }
    Ok(found.pop())
}

/// A line of standard input; from a keyboard without showing it.
fn read_password() -> Result<String, Sentence> {
    let stdin = io::stdin();
    let mut line = String::new();
    if stdin.is_terminal() {
        eprint!("Password (at least {} characters; 15 are better): ", password::LENGTH_MIN);
        io::stderr().flush()?;
        let _hidden = Hidden::begin();
        stdin.lock().read_line(&mut line)?;
        eprintln!();
    } else {
        stdin.lock().read_line(&mut line)?;
    }
    let text = line.trim_end_matches(['\r', '\n']).to_owned();
    let length = text.chars().count();
    if !(password::LENGTH_MIN..=password::LENGTH_MAX).contains(&length) {
        let (min, max) = (password::LENGTH_MIN, password::LENGTH_MAX);
        let sentence = format!("The password should have from {min} to {max} characters.");
        return Err(Sentence::wrong(sentence));
    }
    Ok(text)
}

/// What is typed does not show, until this is dropped.
struct Hidden(Option<rustix::termios::Termios>);

impl Hidden {
    fn begin() -> Self {
        use rustix::termios::{LocalModes, OptionalActions, tcgetattr, tcsetattr};
        let Ok(before) = tcgetattr(io::stdin()) else {
            return Self(None);
        };
        let mut hidden = before.clone();
        hidden.local_modes.remove(LocalModes::ECHO);
        tcsetattr(io::stdin(), OptionalActions::Now, &hidden).ok();
        Self(Some(before))
    }
}

impl Drop for Hidden {
    fn drop(&mut self) {
        use rustix::termios::{OptionalActions, tcsetattr};
        if let Some(before) = &self.0 {
            tcsetattr(io::stdin(), OptionalActions::Now, before).ok();
        }
    }
}

pub(super) async fn add_token(call: &TokenAdd) -> super::Result {
    let settings = open::settings(&call.which)?;
    let db = open::existing(&settings).await?;
    let now = Clock::real().real_now();
    let mut writer = db.writer().await?;
    let known = store::find_sign_in(&mut writer, &call.email).await?;
    let known = known.ok_or_else(|| {
        Sentence::wrong(format!("Nobody signs in as {}; add them first.", call.email))
    })?;
    let secret = random_secret();
    let hash = sha256_hex(secret.as_bytes());
    let whose = (&known.agency, &known.user);
    store::record_token(&mut writer, &hash, call.label.trim(), whose, now).await?;
    let entry = entry(&known.agency, "add token", known.user.as_str(), "", now);
    audit::store::add(&mut writer, &known.agency, &entry).await?;
    writer.commit().await?;
    db.close().await;
    if call.json {
        println!("{}", json!({ "token": secret }));
    } else {
        println!("{secret}");
        eprintln!("This is shown once; keep it where the program finds it and nobody else.");
    }
    Ok(Ended::Done)
}
