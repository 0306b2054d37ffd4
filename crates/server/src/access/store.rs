//! Users, sessions and tokens; wrong guesses and opened files in files of their own.

mod agencies;
mod guesses;
mod openings;
mod sessions;

pub use agencies::{
    CastMember, Named, NewAgency, NewOffice, WhoIs, all_agencies, count_offices, find_agency,
    find_office, list_cast, record_agency, record_office, sole_agency, who_is,
};
pub use guesses::{Counted, count_wrong, find_wrong, forget_wrong, take_back_wrong};
pub use openings::{Opened, find_file, last_opening, record_opening};
pub use sessions::{
    IDLE_MS_MAX, Kept, NewSession, SEEN_EVERY_MS, SESSION_MS_MAX, begin_session, end_session,
    end_sessions, find_by_session, list_sessions, note_seen,
};

use super::sign_in_name;
use super::viewer::{By, Viewer};
use db::{Conn, DbError, Row, binds};
use domain::access::{Right, Role, Scope};
use domain::ids::{AgencyId, OfficeId, UserId};
use domain::words::Language;
use jiff::Timestamp;
use jiff::tz::TimeZone;

/// A member of staff as signing in needs them.
pub struct SignInName {
    pub agency: AgencyId,
    pub user: UserId,
    pub password_hash: Option<String>,
    pub is_disabled: bool,
}

/// A new member of staff.
pub struct NewUser<'a> {
    pub agency: AgencyId,
    pub id: UserId,
    pub office: OfficeId,
    pub name: &'a str,
    pub email: &'a str,
    pub role: Role,
    pub language: Language,
    pub password_hash: Option<&'a str>,
    pub at: Timestamp,
}

/// Who has this e-mail address, across agencies.
pub async fn find_sign_in(conn: &mut Conn, email: &str) -> Result<Option<SignInName>, DbError> {
    let row = conn
        .one(
            "SELECT u.agency_id, u.id, u.password_hash, u.disabled_at
             FROM sign_in_names n
             JOIN users u ON u.agency_id = n.agency_id AND u.id = n.user_id
             WHERE n.email = $1",
            binds![&sign_in_name(email)],
        )
        .await?;
    row.map(|row| {
        Ok(SignInName {
            agency: row.parse("agency_id")?,
            user: row.parse("id")?,
            password_hash: row.get("password_hash")?,
            is_disabled: row.get::<Option<i64>>("disabled_at")?.is_some(),
        })
    })
    .transpose()
}

/// The viewer of a token that was not revoked.
pub async fn find_by_token(conn: &mut Conn, hash: &str) -> Result<Option<Viewer>, DbError> {
    let row = conn
        .one(
            "SELECT u.agency_id, u.id, u.office_id, u.name, u.role, u.language, u.keys_off_at,
                 o.name AS office_name, o.time_zone, a.name AS agency_name, a.name_fr
             FROM api_tokens t
             JOIN users u ON u.agency_id = t.agency_id AND u.id = t.user_id
             JOIN offices o ON o.agency_id = u.agency_id AND o.id = u.office_id
             JOIN agencies a ON a.agency_id = u.agency_id
             WHERE t.token_hash = $1 AND t.revoked_at IS NULL AND u.disabled_at IS NULL",
            binds![hash],
        )
        .await?;
    row.map(|row| viewer(&row, By::Token)).transpose()
}

/// The viewer that a user is, for work done in their name by seeds and tests.
pub async fn find_user(
    conn: &mut Conn,
    agency: &AgencyId,
    user: &UserId,
) -> Result<Option<Viewer>, DbError> {
    let row = conn
        .one(
            "SELECT u.agency_id, u.id, u.office_id, u.name, u.role, u.language, u.keys_off_at,
                 o.name AS office_name, o.time_zone, a.name AS agency_name, a.name_fr
             FROM users u
             JOIN offices o ON o.agency_id = u.agency_id AND o.id = u.office_id
             JOIN agencies a ON a.agency_id = u.agency_id
             WHERE u.agency_id = $1 AND u.id = $2 AND u.disabled_at IS NULL",
            binds![agency, user],
        )
        .await?;
    row.map(|row| viewer(&row, By::Token)).transpose()
}

/// Somebody who works in an office.
#[derive(Debug, Clone)]
pub struct Colleague {
    pub id: UserId,
    pub name: String,
    pub role: Role,
    pub office: OfficeId,
}

impl Colleague {
    /// The office whose files alone they see; none for whoever sees the whole agency.
    #[must_use]
    pub fn only_office(&self) -> Option<&OfficeId> {
        match self.role.sees() {
            Scope::Own | Scope::Office => Some(&self.office),
            Scope::Agency => None,
        }
    }
}

/// Those who may keep in touch with the people of an office, by name: who works there, and whose
/// role sees the whole agency. Without an office those of all.
pub async fn who_track(
    conn: &mut Conn,
    agency: &AgencyId,
    office: Option<&OfficeId>,
) -> Result<Vec<Colleague>, DbError> {
    let words = |is_meant: fn(&Role) -> bool| {
        let all = Role::ALL.into_iter().filter(is_meant).map(Role::word);
        all.map(|word| format!("'{word}'")).collect::<Vec<_>>().join(", ")
    };
    let (track, far) =
        (words(|role| role.holds(Right::Track)), words(|role| role.sees() == Scope::Agency));
    let text = format!(
        "SELECT id, name, role, office_id FROM users
         WHERE agency_id = $1 AND disabled_at IS NULL AND role IN ({track})
             AND ($2 IS NULL OR office_id = $2 OR role IN ({far}))
         ORDER BY name, id LIMIT 500"
    );
    // Assembled: only words of roles are put into the text.
    let rows = conn.all_assembled(text, binds![agency, office]).await?;
    rows.iter().map(colleague).collect()
}

/// Everybody who works in an office, by name.
pub async fn colleagues(
    conn: &mut Conn,
    agency: &AgencyId,
    office: &OfficeId,
) -> Result<Vec<Colleague>, DbError> {
    let rows = conn
        .all(
            "SELECT id, name, role, office_id FROM users
             WHERE agency_id = $1 AND office_id = $2 AND disabled_at IS NULL
             ORDER BY name, id LIMIT 500",
            binds![agency, office],
        )
        .await?;
    rows.iter().map(colleague).collect()
}

/// Those who hold a role for the files of an office, by name: in the office, or anywhere where the
/// role sees the whole agency.
pub async fn of_role(
    conn: &mut Conn,
    agency: &AgencyId,
    (role, office): (Role, &OfficeId),
) -> Result<Vec<Colleague>, DbError> {
    let office = match role.sees() {
        Scope::Own | Scope::Office => Some(office),
        Scope::Agency => None,
    };
    let rows = conn
        .all(
            "SELECT id, name, role, office_id FROM users
             WHERE agency_id = $1 AND role = $2 AND ($3 IS NULL OR office_id = $3)
                 AND disabled_at IS NULL
             ORDER BY name, id LIMIT 500",
            binds![agency, role.word(), office],
        )
        .await?;
    rows.iter().map(colleague).collect()
}

/// The roles that somebody holds for the files of an office.
pub async fn roles_held(
    conn: &mut Conn,
    agency: &AgencyId,
    office: &OfficeId,
) -> Result<Vec<Role>, DbError> {
    let rows = conn
        .all(
            "SELECT DISTINCT role, CASE WHEN office_id = $2 THEN 1 ELSE 0 END AS is_here
             FROM users WHERE agency_id = $1 AND disabled_at IS NULL",
            binds![agency, office],
        )
        .await?;
    let mut held = Vec::new();
    for row in rows {
        let role: Role = row.parse("role")?;
        let is_here = row.get::<i64>("is_here")? == 1;
        if (is_here || role.sees() == Scope::Agency) && !held.contains(&role) {
            held.push(role);
        }
    }
    Ok(held)
}

fn colleague(row: &Row) -> Result<Colleague, DbError> {
    Ok(Colleague {
        id: row.parse("id")?,
        name: row.get("name")?,
        role: row.parse("role")?,
        office: row.parse("office_id")?,
    })
}

pub(super) fn viewer(row: &Row, by: By) -> Result<Viewer, DbError> {
    let language = row.get::<String>("language")?.parse().unwrap_or(Language::English);
    let agency_name = match language {
        Language::English => "agency_name",
        Language::French => "name_fr",
    };
    Ok(Viewer {
        agency: row.parse("agency_id")?,
        user: row.parse("id")?,
        office: row.parse("office_id")?,
        role: row.parse("role")?,
        name: row.get("name")?,
        agency_name: row.get(agency_name)?,
        office_name: row.get("office_name")?,
        zone: TimeZone::get(&row.get::<String>("time_zone")?).unwrap_or(TimeZone::UTC),
        language,
        keys_on: row.get::<Option<i64>>("keys_off_at")?.is_none(),
        by,
    })
}

/// Records a member of staff who signs in by e-mail address.
pub async fn record_user(conn: &mut Conn, user: &NewUser<'_>) -> Result<(), DbError> {
    conn.run(
        "INSERT INTO users (agency_id, id, office_id, name, email, role, language, password_hash,
             made_at, version)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 1)",
        binds![
            &user.agency,
            &user.id,
            &user.office,
            user.name,
            user.email,
            user.role.word(),
            user.language.tag(),
            user.password_hash,
            user.at
        ],
    )
    .await?;
    let email = sign_in_name(user.email);
    conn.run(
        "INSERT INTO sign_in_names (email, agency_id, user_id) VALUES ($1, $2, $3)",
        binds![&email, &user.agency, &user.id],
    )
    .await?;
    Ok(())
}

/// Records an API token by its hash.
pub async fn record_token(
    conn: &mut Conn,
    hash: &str,
    label: &str,
    (agency, user): (&AgencyId, &UserId),
    at: Timestamp,
) -> Result<(), DbError> {
    conn.run(
        "INSERT INTO api_tokens (token_hash, agency_id, user_id, label, made_at)
         VALUES ($1, $2, $3, $4, $5)",
        binds![hash, agency, user, label, at],
    )
    .await?;
    Ok(())
}

/// The language a user wants their pages in.
pub async fn record_language(
    conn: &mut Conn,
    viewer: &Viewer,
    language: Language,
) -> Result<u64, DbError> {
    conn.run(
        "UPDATE users SET language = $3, version = version + 1
         WHERE agency_id = $1 AND id = $2",
        binds![&viewer.agency, &viewer.user, language.tag()],
    )
    .await
}

/// Whether the single-letter keys answer a user.
pub async fn record_keys(
    conn: &mut Conn,
    viewer: &Viewer,
    off_at: Option<Timestamp>,
) -> Result<u64, DbError> {
    conn.run(
        "UPDATE users SET keys_off_at = $3, version = version + 1
         WHERE agency_id = $1 AND id = $2",
        binds![&viewer.agency, &viewer.user, off_at],
    )
    .await
}
