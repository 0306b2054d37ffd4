//! What is asked of an entry at once.

use super::{Ask, Bounds, ChangeRefused, Entry, may_book};

/// Whether what is asked of an entry at once goes together: what is moved to another day and gets
/// its outcome was held by then. What was booked for a later day may end early where it stands.
///
/// # Errors
///
/// As [`may_book`], `NotYetHeld` above all.
pub fn go_together(entry: &Entry, asks: &[Ask], bounds: Bounds) -> Result<(), ChangeRefused> {
    let (mut moved, mut closed) = (None, None);
    for ask in asks {
        match ask {
            Ask::Move(to) if *to != entry.due_at => moved = Some(*to),
            Ask::Close { outcome, .. } => closed = Some(*outcome),
            Ask::Move(_) | Ask::HandTo(_) => {}
        }
    }
    match (moved, closed) {
        (Some(to), Some(outcome)) => may_book(to, bounds, Some(outcome)),
        (_, _) => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diary::{Note, Outcome};
    use crate::ids::UserId;
    use jiff::{SignedDuration, Timestamp};

    #[test]
    fn what_is_moved_and_closed_at_once_was_held_by_then() {
        let today = Timestamp::UNIX_EPOCH + SignedDuration::from_hours(24 * 400);
        let hours = |hours| today + SignedDuration::from_hours(hours);
        let bounds = Bounds { from: today, until: hours(24 * 700) };
        let entry = Entry { owner: UserId::from_number(1), due_at: hours(48), outcome: None };
        let done = Ask::Close { outcome: Outcome::Done, note: Note::Further(None) };
        let refused = Err(ChangeRefused::NotYetHeld);
        for (asks, said) in [
            (vec![Ask::Move(hours(72)), done.clone()], refused),
            (vec![done.clone(), Ask::Move(hours(72))], refused),
            (vec![Ask::Move(hours(9)), done.clone()], Ok(())),
            (vec![Ask::Move(hours(72))], Ok(())),
            // It need not be held, or was held early: it ends where it stands.
            (vec![done.clone()], Ok(())),
            (vec![Ask::Move(entry.due_at), done], Ok(())),
        ] {
            assert_eq!(go_together(&entry, &asks, bounds), said, "{asks:?}");
        }
    }
}
