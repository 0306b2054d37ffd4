//! Slowing those who guess: passwords, gates of surveys, links.
//!
//! Counted in the database on the machine's clock, so that several nodes and a restart count
//! together and a moved clock opens nothing. A try is counted as wrong before it is looked at and
//! taken back when it was right: so a thousand tries at once count like a thousand in a row.

use super::store;
use db::{Conn, DbError};
use jiff::Timestamp;

/// How many wrong tries in which time, before one has to wait.
#[derive(Debug, Clone, Copy)]
pub struct Limit {
    pub wrong_max: i64,
    pub window_ms: i64,
}

/// Wrong passwords for one account: ten in a quarter of an hour.
pub const PASSWORD: Limit = Limit { wrong_max: 10, window_ms: 15 * 60_000 };
/// Wrong passwords from one address: fifty in a quarter of an hour.
pub const PASSWORD_FROM_ADDRESS: Limit = Limit { wrong_max: 50, window_ms: 15 * 60_000 };
/// Links that do not exist, from one address: thirty in ten minutes.
pub const LINKS_FROM_ADDRESS: Limit = Limit { wrong_max: 30, window_ms: 10 * 60_000 };

const DAY_MS: i64 = 86_400_000;

/// Seconds to wait before this bucket may be tried again; none if it may be now.
///
/// # Errors
///
/// What the database says.
pub async fn wait_s(
    conn: &mut Conn,
    bucket: &str,
    limit: Limit,
    now: Timestamp,
) -> Result<Option<u64>, DbError> {
    let counted = store::find_wrong(conn, bucket).await?;
    Ok(counted.and_then(|counted| wait_after(counted, limit, now)))
}

/// What became of counting a try.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Try {
    /// It is one too many: the unit of work is to be dropped, and its count with it.
    Wait { seconds: u64 },
    /// How many are left before one has to wait.
    Left(i64),
}

/// Counts one wrong try.
///
/// Counting comes before looking: of thirty at once, each sees those before it.
///
/// # Errors
///
/// What the database says.
pub async fn count_wrong(
    conn: &mut Conn,
    bucket: &str,
    limit: Limit,
    now: Timestamp,
) -> Result<Try, DbError> {
    let counted = store::count_wrong(conn, bucket, limit.window_ms, now).await?;
    let before = store::Counted { wrong: counted.wrong - 1, ..counted };
    Ok(match wait_after(before, limit, now) {
        Some(seconds) => Try::Wait { seconds },
        None => Try::Left((limit.wrong_max - counted.wrong).max(0)),
    })
}

/// Takes back a try that was counted before it turned out to be right.
///
/// # Errors
///
/// What the database says.
pub async fn take_back(conn: &mut Conn, bucket: &str) -> Result<(), DbError> {
    store::take_back_wrong(conn, bucket).await
}

/// Forgets a bucket after a right try, and those that nobody touched for a day.
///
/// # Errors
///
/// What the database says.
pub async fn forget(conn: &mut Conn, bucket: &str, now: Timestamp) -> Result<(), DbError> {
    store::forget_wrong(conn, bucket, now.as_millisecond() - DAY_MS).await
}

fn wait_after(counted: store::Counted, limit: Limit, now: Timestamp) -> Option<u64> {
    let left_ms = counted.since.as_millisecond() + limit.window_ms - now.as_millisecond();
    if counted.wrong < limit.wrong_max || left_ms <= 0 {
        return None;
    }
    Some(u64::try_from(left_ms / 1000 + 1).unwrap_or(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(ms: i64) -> Timestamp {
        Timestamp::from_millisecond(ms).unwrap()
    }

    #[test]
    fn one_waits_for_the_rest_of_the_window_and_no_longer() {
        let limit = Limit { wrong_max: 3, window_ms: 10_000 };
        let wait =
            |wrong, now| wait_after(store::Counted { wrong, since: at(1_000) }, limit, at(now));
        assert_eq!(wait(2, 1_500), None);
        assert_eq!(wait(3, 1_500), Some(10));
        assert_eq!(wait(90, 10_999), Some(1));
        assert_eq!(wait(90, 11_000), None);
    }
}
