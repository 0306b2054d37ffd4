use super::super::samples::{Facts, moment, noon, open, point};
use super::*;
use crate::checkpoints::{ReviewState, SubmissionState};
use crate::people::{Consent, ContactKind};
use crate::programmes::AskChannel;
use jiff::civil::{date, datetime};

const BY_EMAIL: crate::checkpoints::AskedBy =
    crate::checkpoints::AskedBy::Message(AskChannel::Email);

fn check(facts: &Facts, channel: Channel, expected: Result<(Purpose, u32), AskRefused>) {
    let found = may_ask(&facts.case(), channel, noon());
    let found = found.map(|allowed| (allowed.purpose, allowed.attempt));
    assert_eq!(found, expected, "{channel:?} {facts:?}");
}

const FIRST: Result<(Purpose, u32), AskRefused> = Ok((Purpose::Survey, 1));

#[test]
fn everybody_reachable_may_be_asked_in_every_way() {
    for channel in Channel::ALL {
        check(&open(), channel, FIRST);
        assert_eq!(Channel::from_word(channel.word()), Some(channel));
    }
    let to = may_ask(&open().case(), Channel::Sms, noon()).expect("may be asked").to;
    assert_eq!(to.map(|to| to.value).as_deref(), Some("+14165550123"));
}

#[test]
fn what_is_over_is_not_asked_about_in_any_way() {
    let on = date(2025, 9, 20);
    let at = noon();
    let rows = [
        (open().with(|f| f.standing.died_on = Some(on)), AskRefused::Died { on }),
        (open().with(|f| f.standing.withdrawn_on = Some(on)), AskRefused::Withdrawn { on }),
        (open().with(|f| f.standing.do_not_contact_on = Some(on)), AskRefused::DoNotContact),
        (open().ended(EndingKind::Stopped(Stop::PlacementEnded { on })), AskRefused::Ended { on }),
        (open().ended(EndingKind::Stopped(Stop::Died { on })), AskRefused::Died { on }),
        (open().ended(EndingKind::Stopped(Stop::Withdrawn { on })), AskRefused::Withdrawn { on }),
        (open().ended(EndingKind::Waived), AskRefused::Waived),
        (open().ended(EndingKind::Missed), AskRefused::Missed),
        (open().ended(EndingKind::MissedByClosing), AskRefused::Missed),
        (
            open().with(|f| f.checkpoint.answer = AnswerState::Submitted { at }),
            AskRefused::Answered,
        ),
        (open().with(|f| f.checkpoint.answer = AnswerState::Refused { at }), AskRefused::Declined),
        (open().with(|f| f.checkpoint.review = ReviewState::Reviewed { at }), AskRefused::Reviewed),
        (open().with(|f| f.checkpoint.achieved_on = Some(on)), AskRefused::Achieved),
        (
            open().with(|f| f.checkpoint.submission = SubmissionState::OnItsWay),
            AskRefused::WithFunder,
        ),
    ];
    for (facts, why) in rows {
        for channel in Channel::ALL {
            check(&facts, channel, Err(why.clone()));
        }
    }
}

#[test]
fn a_half_given_answer_and_a_closed_window_do_not_stand_in_the_way() {
    check(
        &open().with(|f| f.checkpoint.answer = AnswerState::Partial { at: noon() }),
        Channel::Email,
        FIRST,
    );
    let late = open().with(|f| f.checkpoint.closes_on = date(2025, 9, 1));
    check(&late, Channel::Email, FIRST);
    assert_eq!(last_day(&late.checkpoint, date(2025, 9, 30)), date(2025, 10, 30));
    assert_eq!(last_day(&open().checkpoint, date(2025, 10, 30)), date(2025, 10, 30));
    assert_eq!(last_day(&open().checkpoint, date(2025, 10, 31)), date(2025, 11, 30));
}

#[test]
fn a_message_needs_an_address_and_its_consent() {
    let only =
        |kind, consent| open().with(|facts| facts.points = vec![point(1, kind, "x", consent)]);
    let rows = [
        (only(ContactKind::Phone, Consent::Given), Channel::Email, AskRefused::NoAddress),
        (only(ContactKind::Email, Consent::NotGiven), Channel::Email, AskRefused::ConsentNotGiven),
        (only(ContactKind::Phone, Consent::Withdrawn), Channel::Sms, AskRefused::ConsentWithdrawn),
    ];
    for (facts, channel, why) in rows {
        check(&facts, channel, Err(why));
        check(&facts, Channel::Link, FIRST);
        check(&facts, Channel::Phone, FIRST);
    }
}

#[test]
fn a_second_message_on_one_day_is_a_mistake_and_another_way_is_not() {
    let this_morning = datetime(2025, 9, 30, 9, 0, 0, 0);
    let facts = open().asked(BY_EMAIL, this_morning, Fate::Sent);
    check(&facts, Channel::Email, Err(AskRefused::AlreadyAsked { at: moment(this_morning) }));
    check(&facts, Channel::Sms, Ok((Purpose::Reminder, 1)));
    check(&facts, Channel::Link, Ok((Purpose::Reminder, 1)));

    let yesterday = datetime(2025, 9, 29, 23, 30, 0, 0);
    check(
        &open().asked(BY_EMAIL, yesterday, Fate::Sent),
        Channel::Email,
        Ok((Purpose::Reminder, 1)),
    );
    let waiting = open().asked(BY_EMAIL, yesterday, Fate::Waiting);
    check(&waiting, Channel::Email, Err(AskRefused::AlreadyAsked { at: moment(yesterday) }));

    // What did not reach anybody was no asking, and its number is not used again.
    check(
        &open().asked(BY_EMAIL, this_morning, Fate::Undeliverable),
        Channel::Email,
        Ok((Purpose::Survey, 2)),
    );
}

#[test]
fn there_is_a_ceiling_for_each_day_and_each_checkpoint() {
    let full = open().with(|facts| facts.sent_today = 2);
    check(&full, Channel::Sms, Err(AskRefused::DailyLimit { messages_max: 2 }));
    check(&full, Channel::Print, FIRST);
    let mut facts = open();
    for day in 1..=4 {
        let at = datetime(2025, 9, day, 10, 0, 0, 0);
        facts = facts.asked(BY_EMAIL, at, Fate::Sent);
    }
    check(&facts, Channel::Sms, Err(AskRefused::AttemptsUsedUp { attempts_max: 4 }));
    check(&facts, Channel::Phone, Ok((Purpose::Reminder, 1)));
}

#[test]
fn what_is_asked_in_the_night_leaves_in_the_morning() {
    let night = moment(datetime(2025, 9, 30, 22, 0, 0, 0));
    let morning = moment(datetime(2025, 10, 1, 8, 30, 0, 0));
    let leaves = |channel| may_ask(&open().case(), channel, night).expect("may be asked").leaves_at;
    assert_eq!((leaves(Channel::Email), leaves(Channel::Link)), (morning, night));
}
