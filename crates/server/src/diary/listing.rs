//! Which entries a list shows, how many there are, and where its next page begins.

use super::store::{self, After, Filter, Kept};
use crate::api::{self, read_place};
use crate::record::Held;
use db::DbError;
use domain::ids::UserId;
use jiff::civil::Date;

/// What comes before a place among what is overdue.
const LATE: &str = "late~";

/// Where the next page begins.
#[must_use]
pub fn place_of(kept: &Kept) -> String {
    api::place_of(kept.entry.due_at, &kept.id)
}

/// Behind which entry a page of a day begins. What is overdue comes before the day's own whatever
/// their moments are: offices of several zones have other days at one moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Behind {
    Late(After),
    OfDay(After),
}

/// Reads where a page of a day begins.
#[must_use]
pub fn read_behind(text: &str) -> Option<Behind> {
    match text.strip_prefix(LATE) {
        Some(place) => read_place(place).map(Behind::Late),
        None => read_place(text).map(Behind::OfDay),
    }
}

/// Where the next page of a day begins.
#[must_use]
pub fn place_in_day(kept: &Kept, on: Date) -> String {
    let place = place_of(kept);
    if kept.due_on < on { format!("{LATE}{place}") } else { place }
}

/// What is overdue on a day.
#[must_use]
pub fn late(today: Date, owner: Option<UserId>) -> Filter {
    Filter { owner, until: today.yesterday().ok(), is_open: true, ..Filter::default() }
}

/// What stands on a day.
#[must_use]
pub fn of_one(day: Date, owner: Option<UserId>) -> Filter {
    Filter { owner, from: Some(day), until: Some(day), ..Filter::default() }
}

/// The entries of a day; of today after whatever is overdue.
///
/// # Errors
///
/// What the database says.
pub async fn of_day(
    held: &mut impl Held,
    (on, today): (Date, Date),
    owner: Option<UserId>,
    (behind, limit): (Option<Behind>, i64),
) -> Result<Vec<Kept>, DbError> {
    let (after_late, after) = match behind {
        None => (None, None),
        Some(Behind::Late(after)) => (Some(after), None),
        Some(Behind::OfDay(after)) => (None, Some(after)),
    };
    let mut all = Vec::new();
    if on == today && after.is_none() {
        all = store::list(held, &late(today, owner), after_late.as_ref(), limit).await?;
    }
    let left = limit - i64::try_from(all.len()).unwrap_or(limit);
    if left > 0 {
        all.extend(store::list(held, &of_one(on, owner), after.as_ref(), left).await?);
    }
    Ok(all)
}

/// As much of a list as is shown.
#[derive(Debug, Default)]
pub struct Part {
    pub entries: Vec<Kept>,
    /// How many there are in all.
    pub count: usize,
    /// Behind which entry the rest is, where something is left out.
    pub next: Option<String>,
}

/// As many entries as are shown, from a place on.
///
/// # Errors
///
/// What the database says.
pub async fn part(
    held: &mut impl Held,
    filter: &Filter,
    (after, limit): (Option<&After>, usize),
) -> Result<Part, DbError> {
    let more = i64::try_from(limit + 1).unwrap_or(i64::MAX);
    let mut entries = store::list(held, filter, after, more).await?;
    let is_more = entries.len() > limit;
    entries.truncate(limit);
    let count = if is_more || after.is_some() {
        usize::try_from(store::count(held, filter).await?).unwrap_or_default()
    } else {
        entries.len()
    };
    let next = entries.last().filter(|_| is_more).map(place_of);
    Ok(Part { entries, count, next })
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::ids::DiaryEntryId;
    use jiff::Timestamp;

    #[test]
    fn a_place_leads_back() {
        let after = (Timestamp::UNIX_EPOCH, DiaryEntryId::from_number(7));
        let place = format!("0~{}", after.1);
        assert_eq!(read_place(&place), Some(after));
        assert_eq!(read_behind(&place), Some(Behind::OfDay(after)));
        assert_eq!(read_behind(&format!("late~{place}")), Some(Behind::Late(after)));
        for wrong in ["", "x", "late~", "0~x", "x~y", "late~late~0~x"] {
            assert_eq!((read_place(wrong), read_behind(wrong)), (None::<After>, None), "{wrong}");
        }
    }
}
