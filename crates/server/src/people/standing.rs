//! How a person stands: that they died, withdrew, or asked not to be contacted.

use super::act::{Change, REASON_LENGTH_MAX, text_sentence};
use super::store::Kept;
use crate::app::App;
use crate::checkpoints::desk;
use crate::diary;
use crate::employers;
use crate::failure::Failure;
use crate::page::{Problems, Words};
use crate::record::Writer;
use crate::runs;
use domain::diary::Kind;
use domain::flows::check::asks_about_the_job;
use domain::ids::PersonId;
use domain::people::{Standing, TextRefused, line};
use jiff::civil::Date;

/// What of a change is about how the person stands, for the audit.
pub(super) fn standing_detail(change: &Change) -> String {
    let mut words = Vec::new();
    for (name, date) in [("died", change.died_on), ("withdrawn", change.withdrawn_on)] {
        match date {
            Some(Some(on)) => words.push(format!("{name} {on}")),
            Some(None) => words.push(format!("{name} taken back")),
            None => {}
        }
    }
    if let Some(on) = change.do_not_contact {
        words.push(format!("do not contact {}", if on { "on" } else { "off" }));
    }
    words.join(", ")
}

/// Takes on how the person stands from now on.
pub(super) fn apply_standing(
    kept: &mut Kept,
    change: &Change,
    today: Date,
    words: Words,
    problems: &mut Problems,
) {
    let standing = &mut kept.person.standing;
    let dates = [
        ("died_on", change.died_on, &mut standing.died_on),
        ("withdrawn_on", change.withdrawn_on, &mut standing.withdrawn_on),
    ];
    for (field, asked, now) in dates {
        match asked {
            Some(Some(on)) if on > today => {
                let today = words.date(today);
                problems
                    .add(field, words.with("people-date-in-future", &[("today", today.into())]));
            }
            Some(on) => *now = on,
            None => {}
        }
    }
    match change.do_not_contact {
        Some(true) => {
            standing.do_not_contact_on.get_or_insert(today);
        }
        Some(false) => standing.do_not_contact_on = None,
        None => {}
    }
    match change.reason.as_deref().map(|reason| line(reason, REASON_LENGTH_MAX)) {
        Some(Ok(reason)) => kept.standing_reason = Some(reason),
        Some(Err(TextRefused::Empty)) | None => {}
        Some(Err(why)) => problems.add("reason", text_sentence(why, words)),
    }
}

/// What follows for calls and links that are out, from how the person stands now: whoever is not to
/// be called is called no more, and whoever is to be called again has their calls in the diary.
pub(super) async fn follow(
    app: &App,
    writer: &mut Writer,
    person: &PersonId,
    (before, words): (Standing, Words),
) -> Result<(), Failure> {
    let file = desk::load(app, writer, person).await?;
    let standing = file.kept.person.standing;
    if standing.ends_follow_up() {
        employers::act::revoke_links(writer, &file).await?;
        diary::within::cancel(writer, (&file, None), Kind::asks_about_the_job).await?;
        runs::wake::ask_no_more(writer, &file, asks_about_the_job).await?;
    } else if standing.bars_contact() {
        diary::within::cancel(writer, (&file, None), |kind| kind == Kind::TrackingCall).await?;
        runs::wake::ask_no_more(writer, &file, |event| event == runs::wake::CALL_DUE).await?;
    } else if before.bars_contact() {
        for job in file.open_jobs() {
            let place = (&file, &job.placement.id);
            runs::next_job::first_call(app, writer, place, words).await?;
        }
    }
    Ok(())
}
