//! Ways to reach a person, and whether one may be used.

use crate::ids::ContactPointId;
use crate::people::Standing;
use crate::programmes::AskChannel;

/// One way to reach a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContactPoint {
    pub id: ContactPointId,
    pub kind: ContactKind,
    /// E.164 for telephones, the address for e-mail.
    pub value: String,
    pub consent: Consent,
    /// The order in which the person prefers them, from 0.
    pub position: i64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ContactKind {
    Phone,
    Email,
}

/// Whether messages may go to a contact point.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Consent {
    /// Said by the person on entry.
    Given,
    /// Covered by the programme's notice of collection, nothing else having been said.
    ByNotice,
    NotGiven,
    /// The person stopped messages (STOP, or the link in a message).
    Withdrawn,
}

/// Where a message of one channel would go, or why none may go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reach {
    At { point: ContactPointId, value: String },
    Not(Unreachable),
}

/// Why no message may go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unreachable {
    Died,
    Withdrawn,
    DoNotContact,
    NoAddress,
    ConsentNotGiven,
    ConsentWithdrawn,
}

/// Decides where a message of this channel may go.
///
/// The person's own standing comes first: a death, a withdrawal or a wish not to be contacted
/// closes every channel. A withdrawn consent on any point of the kind closes only that point.
#[must_use]
pub fn reach(standing: &Standing, points: &[ContactPoint], channel: AskChannel) -> Reach {
    if standing.died_on.is_some() {
        return Reach::Not(Unreachable::Died);
    }
    if standing.withdrawn_on.is_some() {
        return Reach::Not(Unreachable::Withdrawn);
    }
    if standing.do_not_contact_on.is_some() {
        return Reach::Not(Unreachable::DoNotContact);
    }
    let kind = match channel {
        AskChannel::Email => ContactKind::Email,
        AskChannel::Sms => ContactKind::Phone,
    };
    let mut of_kind: Vec<&ContactPoint> = points.iter().filter(|one| one.kind == kind).collect();
    of_kind.sort_by_key(|point| point.position);
    let open = |point: &&&ContactPoint| match point.consent {
        Consent::Given | Consent::ByNotice => true,
        Consent::NotGiven | Consent::Withdrawn => false,
    };
    if let Some(point) = of_kind.iter().find(open) {
        return Reach::At { point: point.id, value: point.value.clone() };
    }
    Reach::Not(match of_kind.first().map(|point| point.consent) {
        None => Unreachable::NoAddress,
        Some(Consent::Withdrawn) => Unreachable::ConsentWithdrawn,
        Some(Consent::NotGiven | Consent::Given | Consent::ByNotice) => {
            Unreachable::ConsentNotGiven
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn point(kind: ContactKind, consent: Consent, position: i64) -> ContactPoint {
        let id = ContactPointId::from_number(position as u128);
        ContactPoint { id, kind, value: format!("v{position}"), consent, position }
    }

    #[test]
    fn a_channel_is_open_or_says_why_not() {
        use Consent::{ByNotice, Given, NotGiven, Withdrawn};
        use ContactKind::{Email, Phone};
        let free = Standing::default();
        let day = Some(date(2025, 5, 3));
        let at = |position: i64| Reach::At {
            point: ContactPointId::from_number(position as u128),
            value: format!("v{position}"),
        };
        let given = vec![point(Email, Given, 0), point(Phone, ByNotice, 1)];
        let rows: Vec<(Standing, Vec<ContactPoint>, AskChannel, Reach)> = vec![
            (free, given.clone(), AskChannel::Email, at(0)),
            (free, given.clone(), AskChannel::Sms, at(1)),
            (free, vec![], AskChannel::Sms, Reach::Not(Unreachable::NoAddress)),
            (
                free,
                vec![point(Phone, NotGiven, 0)],
                AskChannel::Sms,
                Reach::Not(Unreachable::ConsentNotGiven),
            ),
            (
                free,
                vec![point(Phone, Withdrawn, 0)],
                AskChannel::Sms,
                Reach::Not(Unreachable::ConsentWithdrawn),
            ),
            (
                free,
                vec![point(Phone, Withdrawn, 0), point(Phone, Given, 1)],
                AskChannel::Sms,
                at(1),
            ),
            (
                Standing { died_on: day, ..free },
                given.clone(),
                AskChannel::Email,
                Reach::Not(Unreachable::Died),
            ),
            (
                Standing { withdrawn_on: day, ..free },
                given.clone(),
                AskChannel::Email,
                Reach::Not(Unreachable::Withdrawn),
            ),
            (
                Standing { do_not_contact_on: day, ..free },
                given,
                AskChannel::Sms,
                Reach::Not(Unreachable::DoNotContact),
            ),
        ];
        for (standing, points, channel, expected) in rows {
            assert_eq!(reach(&standing, &points, channel), expected, "{points:?} {channel:?}");
        }
    }
}
