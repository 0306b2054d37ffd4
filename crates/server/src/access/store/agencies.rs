//! Agencies and their offices, as signing in and the operator's commands need them.

use db::{Conn, DbError, binds};
use domain::ids::{AgencyId, OfficeId};
use jiff::Timestamp;

/// A new agency: the tenant.
pub struct NewAgency<'a> {
    pub id: AgencyId,
    pub name: &'a str,
    pub name_fr: &'a str,
    pub address: &'a str,
    pub phone: &'a str,
    pub at: Timestamp,
}

/// A new office of an agency.
pub struct NewOffice<'a> {
    pub agency: AgencyId,
    pub id: OfficeId,
    pub name: &'a str,
    /// An IANA name, such as `America/Toronto`.
    pub time_zone: &'a str,
    pub at: Timestamp,
}

/// Something with a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named<T> {
    pub id: T,
    pub name: String,
}

/// Somebody who can sign in to the demo.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CastMember {
    pub name: String,
    pub email: String,
    pub role: String,
}

/// Records an agency.
pub async fn record_agency(conn: &mut Conn, agency: &NewAgency<'_>) -> Result<(), DbError> {
    conn.run(
        "INSERT INTO agencies (agency_id, name, name_fr, address, phone, made_at)
         VALUES ($1, $2, $3, $4, $5, $6)",
        binds![&agency.id, agency.name, agency.name_fr, agency.address, agency.phone, agency.at],
    )
    .await?;
    Ok(())
}

/// Records an office.
pub async fn record_office(conn: &mut Conn, office: &NewOffice<'_>) -> Result<(), DbError> {
    conn.run(
        "INSERT INTO offices (agency_id, id, name, time_zone, made_at)
         VALUES ($1, $2, $3, $4, $5)",
        binds![&office.agency, &office.id, office.name, office.time_zone, office.at],
    )
    .await?;
    Ok(())
}

/// The agencies of this id or name: none, one, or several of one name.
pub async fn find_agency(
    conn: &mut Conn,
    id_or_name: &str,
) -> Result<Vec<Named<AgencyId>>, DbError> {
    let rows = conn
        .all(
            "SELECT agency_id, name FROM agencies
             WHERE agency_id = $1 OR name = $1 OR name_fr = $1 LIMIT 10",
            binds![id_or_name],
        )
        .await?;
    let read = |row: &db::Row| Ok(Named { id: row.parse("agency_id")?, name: row.get("name")? });
    rows.iter().map(read).collect()
}

/// The installation's agency, where there is exactly one: its id, English and French name.
pub async fn sole_agency(conn: &mut Conn) -> Result<Option<(AgencyId, String, String)>, DbError> {
    let rows = conn.all("SELECT agency_id, name, name_fr FROM agencies LIMIT 2", binds![]).await?;
    let [row] = rows.as_slice() else {
        return Ok(None);
    };
    Ok(Some((row.parse("agency_id")?, row.get("name")?, row.get("name_fr")?)))
}

/// Every agency.
pub async fn all_agencies(conn: &mut Conn) -> Result<Vec<AgencyId>, DbError> {
    let rows = conn.all("SELECT agency_id FROM agencies ORDER BY agency_id", binds![]).await?;
    rows.iter().map(|row| row.parse("agency_id")).collect()
}

/// The offices of an agency with this id or name; all of them where none is given.
pub async fn find_office(
    conn: &mut Conn,
    agency: &AgencyId,
    id_or_name: Option<&str>,
) -> Result<Vec<Named<OfficeId>>, DbError> {
    let rows = conn
        .all(
            "SELECT id, name FROM offices
             WHERE agency_id = $1 AND ($2 IS NULL OR id = $2 OR name = $2)
             ORDER BY made_at, id LIMIT 100",
            binds![agency, id_or_name],
        )
        .await?;
    let read = |row: &db::Row| Ok(Named { id: row.parse("id")?, name: row.get("name")? });
    rows.iter().map(read).collect()
}

/// Who can sign in to the demo, in the order in which they were made.
pub async fn list_cast(conn: &mut Conn) -> Result<Vec<CastMember>, DbError> {
    let rows = conn
        .all(
            "SELECT u.name, n.email, u.role FROM sign_in_names n
             JOIN users u ON u.agency_id = n.agency_id AND u.id = n.user_id
             WHERE n.email LIKE '%@demo.example' AND u.disabled_at IS NULL
             ORDER BY u.made_at, u.id LIMIT 20",
            binds![],
        )
        .await?;
    let read = |row: &db::Row| {
        Ok(CastMember { name: row.get("name")?, email: row.get("email")?, role: row.get("role")? })
    };
    rows.iter().map(read).collect()
}

/// How many offices there are, all agencies together: none means a database without anybody.
pub async fn count_offices(conn: &mut Conn) -> Result<i64, DbError> {
    let row = conn.one("SELECT COUNT(*) AS offices FROM offices", binds![]).await?;
    row.map_or(Ok(0), |row| row.get("offices"))
}

/// Who an agency is, as it tells whoever asks.
#[derive(Debug)]
pub struct WhoIs {
    pub name: String,
    pub name_fr: String,
    pub phone: String,
}

/// Who an agency is.
pub async fn who_is(conn: &mut Conn, agency: &AgencyId) -> Result<Option<WhoIs>, DbError> {
    let sql = "SELECT name, name_fr, phone FROM agencies WHERE agency_id = $1";
    let row = conn.one(sql, binds![agency]).await?;
    let who = |row: db::Row| {
        let (name, name_fr) = (row.get("name")?, row.get("name_fr")?);
        Ok(WhoIs { name, name_fr, phone: row.get("phone")? })
    };
    row.map(who).transpose()
}
