use super::*;
use crate::checkpoints::{AnswerState, AskedBy, EndingKind, Fate};
use crate::messaging::samples::{Facts, noon, open, point};
use crate::people::{Consent, ContactKind};
use jiff::civil::date;
use proptest::prelude::*;

const BOTH: &[AskChannel] = &[AskChannel::Email, AskChannel::Sms];

type Told<'a> = (&'a Facts, Way, &'a [AskChannel], Result<AskChannel, &'a str>);

/// Where one person is sorted to: the channel, or the code of the reason.
fn told(facts: &Facts, way: Way, ready: &[AskChannel]) -> Result<AskChannel, &'static str> {
    let sorted = sort_out(&[facts.case()], (way, ready), noon());
    match &sorted[0] {
        Ok(going) => Ok(going.channel),
        Err(left_out) => Err(left_out.code()),
    }
}

#[test]
fn each_is_asked_by_a_way_or_left_out_with_the_reason() {
    use AskChannel::{Email, Sms};
    let open = open();
    let consent = |email, sms| {
        open.with(|facts| {
            facts.points = vec![
                point(1, ContactKind::Email, "zoe@mail.example", email),
                point(2, ContactKind::Phone, "+14165550123", sms),
            ];
        })
    };
    let phone_only = open.with(|facts| facts.points.truncate(1));
    let (given, not, gone) = (Consent::Given, Consent::NotGiven, Consent::Withdrawn);
    let day = jiff::civil::datetime(2025, 9, 30, 9, 0, 0, 0);
    let asked = open.asked(AskedBy::Message(Email), day, Fate::Sent);
    let waits = open.asked(AskedBy::Message(Sms), day, Fate::Waiting);
    let recalled = open.asked(AskedBy::Message(Email), day, Fate::Recalled);
    let answered = open.with(|facts| {
        facts.checkpoint.answer = AnswerState::Submitted { at: noon() };
    });
    let died = open.with(|facts| facts.standing.died_on = Some(date(2025, 9, 1)));
    let full = open.with(|facts| facts.sent_today = 2);
    let rows: [Told<'_>; 18] = [
        (&open, Way::Best, BOTH, Ok(Email)),
        (&open, Way::Sms, BOTH, Ok(Sms)),
        (&open, Way::Best, &[Sms], Ok(Sms)),
        (&open, Way::Email, &[Sms], Err("not_set_up")),
        (&open, Way::Best, &[], Err("not_set_up")),
        (&consent(not, given), Way::Best, BOTH, Ok(Sms)),
        (&consent(not, given), Way::Email, BOTH, Err("consent")),
        (&consent(gone, gone), Way::Best, BOTH, Err("consent")),
        (&phone_only, Way::Sms, BOTH, Err("no_address")),
        // Who was asked by e-mail today gets no text besides, whatever way is the best.
        (&asked, Way::Best, BOTH, Err("already_asked")),
        (&waits, Way::Sms, BOTH, Err("already_asked")),
        // What was taken back before it left is as if it had never been.
        (&recalled, Way::Best, BOTH, Ok(Email)),
        (&answered, Way::Best, BOTH, Err("answered")),
        (&died, Way::Best, BOTH, Err("died")),
        (&full, Way::Best, BOTH, Err("daily_limit")),
        (&open.ended(EndingKind::Waived), Way::Best, BOTH, Err("waived")),
        (&open.ended(EndingKind::Missed), Way::Email, BOTH, Err("missed")),
        (&open.with(|facts| facts.points.clear()), Way::Best, BOTH, Err("no_address")),
    ];
    for (place, (facts, way, ready, expected)) in rows.into_iter().enumerate() {
        assert_eq!(told(facts, way, ready), expected, "row {place}, {way:?}");
    }
}

#[test]
fn what_was_taken_back_uses_up_no_attempt() {
    let day = jiff::civil::datetime(2025, 9, 29, 9, 0, 0, 0);
    let mut facts = open();
    for _ in 0..9 {
        facts = facts.asked(AskedBy::Message(AskChannel::Email), day, Fate::Recalled);
    }
    assert_eq!(told(&facts, Way::Best, BOTH), Ok(AskChannel::Email));
    assert_eq!(Seen::of(&facts.checkpoint), Seen { purpose: Purpose::Survey, attempt: 10 });
    assert!(!is_as_seen(&facts.checkpoint, Seen { purpose: Purpose::Survey, attempt: 9 }));
}

#[test]
fn every_word_is_read_back() {
    for way in Way::ALL {
        assert_eq!(Way::from_word(way.word()), Some(way));
    }
    assert_eq!(Way::from_word("print"), None);
}

proptest! {
    /// However many checkpoints somebody has, a day holds no more messages than it may, and
    /// nobody is asked in a mailing who would be refused alone.
    #[test]
    fn a_mailing_asks_nobody_whom_one_asking_would_not(
        sent in 0_u32..4,
        many in 0_usize..6,
        consents in prop::collection::vec(any::<bool>(), 2),
        way in prop::sample::select(Way::ALL.to_vec()),
    ) {
        let consent = |given| if given { Consent::Given } else { Consent::NotGiven };
        let facts = open().with(|facts| {
            facts.sent_today = sent;
            facts.points[0].consent = consent(consents[0]);
            facts.points[1].consent = consent(consents[1]);
        });
        let cases: Vec<Case<'_>> = (0..many).map(|_| facts.case()).collect();
        let sorted = sort_out(&cases, (way, BOTH), noon());
        prop_assert_eq!(sorted.len(), many);
        let going = sorted.iter().flatten().count() as u32;
        prop_assert!(going == 0 || sent + going <= 2);
        for going in sorted.iter().flatten() {
            prop_assert!(way.channels().contains(&going.channel));
            prop_assert!(may_ask(&facts.case(), going.channel.into(), noon()).is_ok());
        }
    }
}
