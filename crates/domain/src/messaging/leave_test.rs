use super::super::samples::{Facts, moment, noon, open, point};
use super::*;
use crate::checkpoints::{AnswerState, EndingKind, Stop};
use crate::people::ContactKind;
use jiff::civil::{date, datetime};

const RECIPIENT: &str = "zoe@mail.example";

fn leaving(before: Before) -> Leaving<'static> {
    Leaving {
        channel: AskChannel::Email,
        recipient: RECIPIENT,
        before,
        link_ends_on: date(2025, 10, 30),
        left_today: 0,
    }
}

fn check(facts: &Facts, before: Before, expected: Leave) {
    assert_eq!(may_leave(&facts.case(), &leaving(before), noon()), expected, "{facts:?}");
}

fn now(n: u128, value: &str) -> Leave {
    let point = crate::ids::ContactPointId::from_number(n);
    Leave::Now { to: Recipient { point, value: value.to_owned() } }
}

#[test]
fn what_may_still_leave_leaves() {
    check(&open(), Before::NotTaken, now(1, RECIPIENT));
    check(&open(), Before::MayBeTaken, now(1, RECIPIENT));
}

#[test]
fn what_changed_meanwhile_keeps_a_message_from_leaving() {
    let on = date(2025, 9, 30);
    let rows = [
        (open().with(|f| f.standing.withdrawn_on = Some(on)), AskRefused::Withdrawn { on }),
        (open().with(|f| f.standing.died_on = Some(on)), AskRefused::Died { on }),
        (open().with(|f| f.standing.do_not_contact_on = Some(on)), AskRefused::DoNotContact),
        (open().with(|f| f.points[0].consent = Consent::Withdrawn), AskRefused::ConsentWithdrawn),
        (open().with(|f| f.points.clear()), AskRefused::NoAddress),
        (
            open().with(|f| f.checkpoint.answer = AnswerState::Submitted { at: noon() }),
            AskRefused::Answered,
        ),
        (open().ended(EndingKind::Stopped(Stop::PlacementEnded { on })), AskRefused::Ended { on }),
    ];
    for (facts, why) in rows {
        let why = Withheld::Refused(why);
        check(&facts, Before::NotTaken, Leave::Withhold(why.clone()));
        check(&facts, Before::MayBeTaken, Leave::Unknown(why));
    }
}

#[test]
fn a_link_that_has_ended_is_not_sent() {
    let ended = Leaving { link_ends_on: date(2025, 9, 29), ..leaving(Before::NotTaken) };
    let closed = Withheld::Closed { on: date(2025, 9, 29) };
    assert_eq!(may_leave(&open().case(), &ended, noon()), Leave::Withhold(closed));
}

#[test]
fn a_corrected_address_is_used_until_an_earlier_try_may_have_arrived() {
    let corrected = open().with(|facts| {
        facts.points = vec![point(7, ContactKind::Email, "zoe@other.example", Consent::Given)];
    });
    check(&corrected, Before::NotTaken, now(7, "zoe@other.example"));
    check(&corrected, Before::MayBeTaken, Leave::Unknown(Withheld::Moved));
}

#[test]
fn quiet_hours_and_a_full_day_let_it_wait() {
    let night = moment(datetime(2025, 9, 30, 21, 0, 0, 0));
    let at = moment(datetime(2025, 10, 1, 8, 30, 0, 0));
    let found = may_leave(&open().case(), &leaving(Before::NotTaken), night);
    assert_eq!(found, Leave::Later { at });

    let full = Leaving { left_today: 2, ..leaving(Before::NotTaken) };
    let at = moment(datetime(2025, 10, 1, 10, 0, 0, 0));
    assert_eq!(may_leave(&open().case(), &full, noon()), Leave::Later { at });
}
