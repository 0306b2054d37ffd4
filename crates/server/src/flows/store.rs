//! Flows as they are pinned by runs and published by agencies, and how often they were looked at.

use super::read_flow;
use super::shipped;
use crate::app::App;
use crate::failure::Failure;
use crate::keys::sha256_hex;
use crate::record::{Held, Writer};
use db::{DbError, Row, binds};
use domain::flows::Flow;
use domain::ids::AgencyId;
use jiff::Timestamp;
use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};

type Place = (AgencyId, String, i64);

/// Versions of flows that were read in this process: a pinned one never changes.
#[derive(Default)]
pub struct Shelf {
    pinned: RwLock<HashMap<Place, Arc<Flow>>>,
    /// Those inside the program, by their codes.
    shipped: RwLock<HashMap<&'static str, Arc<Flow>>>,
}

/// A flow inside the program, read once.
///
/// # Errors
///
/// A fault for one that cannot be read, which a test excludes.
pub fn shipped_flow(app: &App, code: &str) -> Result<Option<(Arc<Flow>, &'static str)>, Failure> {
    let Some(one) = shipped().iter().find(|one| one.code == code) else { return Ok(None) };
    let known = app.flows.shipped.read().unwrap_or_else(PoisonError::into_inner);
    if let Some(flow) = known.get(one.code) {
        return Ok(Some((Arc::clone(flow), one.text)));
    }
    drop(known);
    let flow = Arc::new(read(one.text, one.code)?);
    let mut shelf = app.flows.shipped.write().unwrap_or_else(PoisonError::into_inner);
    shelf.insert(one.code, Arc::clone(&flow));
    Ok(Some((flow, one.text)))
}

/// The version that a run is pinned to.
///
/// # Errors
///
/// A fault when the kept text cannot be read any more, which a newer release must never do.
pub async fn pinned(
    app: &App,
    held: &mut impl Held,
    (code, version): (&str, i64),
) -> Result<Arc<Flow>, Failure> {
    let agency = held.agency();
    let place = (agency, code.to_owned(), version);
    let known =
        app.flows.pinned.read().unwrap_or_else(PoisonError::into_inner).get(&place).cloned();
    if let Some(flow) = known {
        return Ok(flow);
    }
    let row = held
        .conn()
        .one(
            "SELECT source FROM flow_versions
             WHERE agency_id = $1 AND flow = $2 AND version = $3",
            binds![&agency, code, version],
        )
        .await?;
    let source: String = match row {
        Some(row) => row.get("source")?,
        None => return Err(Failure::fault("finding a pinned flow", &code)),
    };
    let flow = Arc::new(read(&source, code)?);
    let mut shelf = app.flows.pinned.write().unwrap_or_else(PoisonError::into_inner);
    shelf.insert(place, Arc::clone(&flow));
    Ok(flow)
}

fn read(source: &str, code: &str) -> Result<Flow, Failure> {
    read_flow(source, code).map_err(|problems| {
        let first = problems.first().map(ToString::to_string).unwrap_or_default();
        Failure::fault("reading a flow", &first)
    })
}

/// A flow in force, with its text.
#[derive(Debug, Clone)]
pub struct InForce {
    pub flow: Arc<Flow>,
    pub source: String,
    /// Since when, where the agency published it.
    pub published_at: Option<Timestamp>,
}

/// The newest version of a flow: what the agency published, else what the program brings.
///
/// # Errors
///
/// What the database says.
pub async fn in_force(
    app: &App,
    held: &mut impl Held,
    code: &str,
) -> Result<Option<InForce>, Failure> {
    let agency = held.agency();
    let row = held
        .conn()
        .one(
            "SELECT version, source, published_at FROM flow_versions
             WHERE agency_id = $1 AND flow = $2 AND published_at IS NOT NULL
             ORDER BY version DESC LIMIT 1",
            binds![&agency, code],
        )
        .await?;
    let own = match row {
        Some(row) => {
            Some((row.get::<i64>("version")?, row.get("source")?, row.get("published_at")?))
        }
        None => None,
    };
    let brought = shipped_flow(app, code)?;
    match (own, brought) {
        (Some((version, source, published_at)), brought)
            if brought.as_ref().is_none_or(|(flow, _)| i64::from(flow.version) <= version) =>
        {
            let flow = pinned(app, held, (code, version)).await?;
            Ok(Some(InForce { flow, source, published_at }))
        }
        (_, Some((flow, text))) => {
            Ok(Some(InForce { flow, source: text.to_owned(), published_at: None }))
        }
        (_, None) => Ok(None),
    }
}

/// Every flow in force: those of the program in their order, then the agency's own by their codes.
///
/// # Errors
///
/// What the database says.
pub async fn all_in_force(app: &App, held: &mut impl Held) -> Result<Vec<InForce>, Failure> {
    let agency = held.agency();
    let rows = held
        .conn()
        .all(
            "SELECT DISTINCT flow FROM flow_versions
             WHERE agency_id = $1 AND published_at IS NOT NULL ORDER BY flow LIMIT 200",
            binds![&agency],
        )
        .await?;
    let mut codes: Vec<String> = shipped().iter().map(|one| one.code.to_owned()).collect();
    for row in rows {
        let code: String = row.get("flow")?;
        if !codes.contains(&code) {
            codes.push(code);
        }
    }
    let mut all = Vec::new();
    for code in codes {
        all.extend(in_force(app, held, &code).await?);
    }
    Ok(all)
}

/// Pins a version, unless it is pinned already.
///
/// # Errors
///
/// What the database says.
pub async fn pin(writer: &mut Writer, flow: &Flow, source: &str) -> Result<(), DbError> {
    let (agency, at) = (writer.agency(), writer.at());
    writer
        .conn()
        .run(
            "INSERT INTO flow_versions (agency_id, flow, version, sha256, source, made_at)
             VALUES ($1, $2, $3, $4, $5, $6)
             ON CONFLICT (agency_id, flow, version) DO NOTHING",
            binds![
                &agency,
                &flow.code,
                i64::from(flow.version),
                sha256_hex(source.as_bytes()),
                source,
                at
            ],
        )
        .await?;
    Ok(())
}

/// Records that a version is in force from now on.
///
/// # Errors
///
/// What the database says; `Unique` for a version that is there already.
pub async fn record_published(
    writer: &mut Writer,
    flow: &Flow,
    source: &str,
) -> Result<(), DbError> {
    let (agency, by, at) = (writer.agency(), writer.actor().name.clone(), writer.at());
    writer
        .conn()
        .run(
            "INSERT INTO flow_versions (agency_id, flow, version, sha256, source, published_by,
                 published_at, made_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $7)",
            binds![
                &agency,
                &flow.code,
                i64::from(flow.version),
                sha256_hex(source.as_bytes()),
                source,
                by,
                at
            ],
        )
        .await?;
    Ok(())
}

/// A version that was published or pinned.
#[derive(Debug, Clone)]
pub struct Version {
    pub version: i64,
    pub published_at: Option<Timestamp>,
    pub published_by_name: Option<String>,
    pub runs: i64,
}

/// The versions of a flow that this agency published or used, the newest first.
pub async fn versions(held: &mut impl Held, code: &str) -> Result<Vec<Version>, DbError> {
    let agency = held.agency();
    let rows = held
        .conn()
        .all(
            "SELECT v.version, v.published_at, u.name AS published_by_name,
                 (SELECT COUNT(*) FROM runs r WHERE r.agency_id = v.agency_id AND r.flow = v.flow
                     AND r.flow_version = v.version) AS runs
             FROM flow_versions v
             LEFT JOIN users u ON u.agency_id = v.agency_id AND u.id = v.published_by
             WHERE v.agency_id = $1 AND v.flow = $2 ORDER BY v.version DESC LIMIT 100",
            binds![&agency, code],
        )
        .await?;
    let read = |row: &Row| {
        Ok(Version {
            version: row.get("version")?,
            published_at: row.get("published_at")?,
            published_by_name: row.get("published_by_name")?,
            runs: row.get("runs")?,
        })
    };
    rows.iter().map(read).collect()
}

/// How often a flow was looked at, and walked.
#[derive(Debug, Clone, Copy, Default)]
pub struct Uses {
    pub views: i64,
    pub runs: i64,
}

/// How often each flow was looked at and walked, by code.
pub async fn uses(held: &mut impl Held) -> Result<HashMap<String, Uses>, DbError> {
    let agency = held.agency();
    let mut all: HashMap<String, Uses> = HashMap::new();
    let text = "SELECT flow, views FROM flow_views WHERE agency_id = $1";
    for row in held.conn().all(text, binds![&agency]).await? {
        all.entry(row.get("flow")?).or_default().views = row.get("views")?;
    }
    let text = "SELECT flow, CAST(COUNT(*) AS BIGINT) AS runs FROM runs
                WHERE agency_id = $1 GROUP BY flow";
    for row in held.conn().all(text, binds![&agency]).await? {
        all.entry(row.get("flow")?).or_default().runs = row.get("runs")?;
    }
    Ok(all)
}

/// Counts that somebody looked at a flow.
pub async fn count_view(
    conn: &mut db::Conn,
    (agency, code): (&AgencyId, &str),
) -> Result<(), DbError> {
    conn.run(
        "INSERT INTO flow_views (agency_id, flow, views) VALUES ($1, $2, 1)
         ON CONFLICT (agency_id, flow) DO UPDATE SET views = flow_views.views + 1",
        binds![agency, code],
    )
    .await?;
    Ok(())
}
