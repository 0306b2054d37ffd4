//! The agencies of the demo and who works there.

use super::cast::Desk;
use crate::access::store::{self, NewAgency, NewOffice, NewUser};
use crate::access::{DEMO_PASSWORD, Viewer, password};
use crate::app::App;
use crate::failure::Failure;
use crate::keys::{new_number, sha256_hex};
use domain::access::Role;
use domain::ids::{AgencyId, OfficeId, UserId};
use domain::words::Language;
use jiff::Timestamp;
use jiff::ToSpan;

/// Who enters what happened.
pub struct House {
    pub ada: Viewer,
    pub bruno: Viewer,
    pub max: Viewer,
    pub chloe: Viewer,
    pub dev: Viewer,
}

impl House {
    pub fn at(&self, desk: Desk) -> &Viewer {
        match desk {
            Desk::Ada => &self.ada,
            Desk::Bruno => &self.bruno,
            Desk::Max => &self.max,
            Desk::Chloe => &self.chloe,
            Desk::Dev => &self.dev,
        }
    }
}

struct Hired {
    agency: AgencyId,
    office: OfficeId,
    name: &'static str,
    email: &'static str,
    role: Role,
    language: Language,
    token: Option<&'static str>,
}

/// Makes the agencies, their offices and their staff.
///
/// # Errors
///
/// What the database says.
pub async fn hire(app: &App, now: Timestamp) -> Result<House, Failure> {
    let since = now - (24 * 500).hours();
    let hash = password::hash(DEMO_PASSWORD)
        .map_err(|error| Failure::fault("hashing the demo's password", &error))?;
    let number = |place: i64| new_number(since + place.milliseconds());
    let stonebridge = AgencyId::from_number(number(1));
    let fraser = AgencyId::from_number(number(2));
    let hamilton = OfficeId::from_number(number(3));
    let ottawa = OfficeId::from_number(number(4));
    let surrey = OfficeId::from_number(number(5));
    let mut writer = app.db.writer().await?;
    for agency in [
        NewAgency {
            id: stonebridge,
            name: "Stonebridge Employment",
            name_fr: "Stonebridge Emploi",
            address: "18 Wharf Row, Hamilton",
            phone: "905 555 0100",
            at: since,
        },
        NewAgency {
            id: fraser,
            name: "Fraser Valley Works",
            name_fr: "Fraser Valley Emploi",
            address: "204 King Road, Surrey",
            phone: "604 555 0100",
            at: since,
        },
    ] {
        store::record_agency(&mut writer, &agency).await?;
    }
    for (agency, id, name, time_zone) in [
        (stonebridge, hamilton, "Hamilton", "America/Toronto"),
        (stonebridge, ottawa, "Ottawa", "America/Toronto"),
        (fraser, surrey, "Surrey", "America/Vancouver"),
    ] {
        let office = NewOffice { agency, id, name, time_zone, at: since };
        store::record_office(&mut writer, &office).await?;
    }
    let mut users = Vec::new();
    for (place, hired) in staff(stonebridge, fraser, [hamilton, ottawa, surrey]).iter().enumerate()
    {
        let id = UserId::from_number(number(10 + place as i64));
        let user = NewUser {
            agency: hired.agency,
            id,
            office: hired.office,
            name: hired.name,
            email: hired.email,
            role: hired.role,
            language: hired.language,
            password_hash: Some(&hash),
            at: since,
        };
        store::record_user(&mut writer, &user).await?;
        if let Some(token) = hired.token {
            let hash = sha256_hex(token.as_bytes());
            store::record_token(&mut writer, &hash, "demo", (&hired.agency, &id), since).await?;
        }
        users.push((hired.email, hired.agency, id));
    }
    writer.commit().await?;
    at_work(app, &users).await
}

fn staff(
    stonebridge: AgencyId,
    fraser: AgencyId,
    [hamilton, ottawa, surrey]: [OfficeId; 3],
) -> Vec<Hired> {
    let english = Language::English;
    let hired = |name, email, role, office, token| Hired {
        agency: stonebridge,
        office,
        name,
        email,
        role,
        language: english,
        token,
    };
    vec![
        hired("Ada Lindqvist", "ada@demo.example", Role::Adviser, hamilton, Some("demo-token-ada")),
        hired(
            "Theo Marchand",
            "theo@demo.example",
            Role::TeamLeader,
            hamilton,
            Some("demo-token-theo"),
        ),
        hired(
            "Rita Kowalski",
            "rita@demo.example",
            Role::RecordsLead,
            hamilton,
            Some("demo-token-rita"),
        ),
        hired(
            "Sam Okafor",
            "sam@demo.example",
            Role::ClaimsOfficer,
            hamilton,
            Some("demo-token-sam"),
        ),
        hired("Max Haller", "max@demo.example", Role::Administrator, hamilton, Some("demo-token")),
        hired(
            "Ines Ferreira",
            "ines@demo.example",
            Role::Auditor,
            hamilton,
            Some("demo-token-ines"),
        ),
        hired("Bruno Costa", "bruno@demo.example", Role::Adviser, hamilton, None),
        Hired {
            language: Language::French,
            ..hired("Chloé Girard", "chloe@demo.example", Role::Adviser, ottawa, None)
        },
        Hired {
            agency: fraser,
            ..hired("Dev Malhotra", "dev@demo.example", Role::Adviser, surrey, None)
        },
    ]
}

async fn at_work(app: &App, users: &[(&str, AgencyId, UserId)]) -> Result<House, Failure> {
    let mut reader = app.db.reader().await?;
    let mut viewers = Vec::new();
    for (email, agency, id) in users {
        let viewer = store::find_user(&mut reader, agency, id).await?;
        viewers.push((*email, viewer.ok_or(Failure::NotFound)?));
    }
    let find = |email: &str| {
        let found = viewers.iter().find(|(own, _)| *own == email);
        found.map(|(_, viewer)| viewer.clone()).ok_or(Failure::NotFound)
    };
    Ok(House {
        ada: find("ada@demo.example")?,
        bruno: find("bruno@demo.example")?,
        max: find("max@demo.example")?,
        chloe: find("chloe@demo.example")?,
        dev: find("dev@demo.example")?,
    })
}
