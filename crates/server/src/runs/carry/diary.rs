//! Entries of the diary.

use super::job::change_here;
use super::{Done, With, text};
use crate::app::App;
use crate::contacts;
use crate::diary::act::{Booking, book_in, moment_at, region_of};
use crate::diary::store;
use crate::diary::within::close_in;
use crate::failure::Failure;
use crate::flows::controls::said;
use crate::page::{Locale, Words};
use crate::record::{Held, Writer};
use crate::remark::{Meant, Remark};
use crate::runs::act::Loaded;
use domain::calendar::{add_days, next_working_day, working_days_after};
use domain::diary::{Kind, Mending, NOTE_LENGTH_MAX, Outcome, REASON_LENGTH_MAX, USUAL_TIME};
use domain::flows::due::{Ahead, Due, ahead};
use domain::flows::{Param, What};
use domain::ids::DiaryEntryId;
use jiff::Timestamp;
use jiff::civil::Date;

fn kind(due: &Due<'_>) -> Kind {
    due.effect.word("type").and_then(Kind::of_word).unwrap_or(Kind::Other)
}

/// How something went: as the field says; else they were spoken to, or it was done.
fn outcome(due: &Due<'_>, kind: Kind) -> Outcome {
    let said = text(due, "outcome").or(due.effect.word("outcome")).and_then(Outcome::of_word);
    let usual = if kind == Kind::TrackingCall { Outcome::Reached } else { Outcome::Done };
    said.filter(|outcome| outcome.may_be_put()).unwrap_or(usual)
}

/// One line of at most so many characters: what is longer stands whole in the run.
fn line(text: &str, most: usize) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(most) {
        Some((at, _)) => format!("{}…", &line[..line[..at].len().saturating_sub(4)].trim_end()),
        None => line,
    }
}

/// What stands in the field of an effect, as people read it: what was typed, else what the flow
/// calls it in each of its languages, each as `cut` leaves it.
pub(super) fn said_of(
    with: &With<'_>,
    due: &Due<'_>,
    (name, cut): (&str, fn(&str) -> String),
) -> Option<Remark> {
    let value = due.values.get(name)?;
    let id = match due.effect.params.get(name)? {
        Param::Field(id) => id,
        _ => return None,
    };
    let field = with.loaded.flow.nodes.iter().find_map(|node| node.field(id))?;
    let [en, fr] = [Locale::En, Locale::Fr].map(|one| cut(&said(Words::new(one), field, value)));
    match en.is_empty() {
        true => None,
        false if en == fr => Some(Remark::typed(&en)),
        false => Some(Remark::from(&Meant::Flow { en, fr, typed: None })),
    }
}

/// One line, as a reason is.
pub(super) fn as_reason(text: &str) -> String {
    line(text, REASON_LENGTH_MAX)
}

/// The whole of what was said, with its breaks.
fn as_note(text: &str) -> String {
    text.trim().chars().take(NOTE_LENGTH_MAX).collect()
}

/// An entry of its own for what was done; the tracking call that is written up is closed by it.
pub(super) async fn log(
    with: &With<'_>,
    writer: &mut Writer,
    due: &Due<'_>,
) -> Result<Done, Failure> {
    let (kind, outcome) = (kind(due), self::outcome(due, kind(due)));
    let change = if kind == Kind::FrequencyChange { change_here(with, due) } else { None };
    let note = change.as_ref().map(Remark::from).or_else(|| said_of(with, due, ("note", as_note)));
    let note = note.map(|note| note.stored().to_owned());
    // A choice that is no outcome, such as how an employer was asked, says what it was about.
    let chosen = text(due, "outcome").filter(|word| Outcome::of_word(word).is_none());
    let reason = said_of(with, due, ("reason", as_reason));
    let reason =
        reason.or_else(|| said_of(with, due, ("outcome", as_reason)).filter(|_| chosen.is_some()));
    let own = with.loaded.kept.entry.filter(|_| kind == Kind::TrackingCall);
    if let Some(id) = own
        && let Some(kept) = store::find(writer, &id).await?
        && kept.entry.outcome.is_none()
    {
        close_in(writer, &with.file, &kept, (outcome, note)).await?;
        // As it was said in the call, which began with the entry's own.
        if let Some(reason) = reason.filter(|reason| kept.reason.as_ref() != Some(reason)) {
            let reason = Some(reason.stored().to_owned());
            store::record_mending(writer, &id, &Mending::Reason(reason)).await?;
        }
        return Ok(Done::made(id));
    }
    let round = contacts::store::round(writer, with.placement()).await?;
    let booking = Booking {
        kind,
        placement: Some(*with.placement()),
        due_at: with.at(due, writer),
        owner: None,
        reason: reason.map(|reason| reason.stored().to_owned()),
        attempt: Some(if kind == Kind::TrackingCall { round.attempt() } else { 1 }),
        outcome: Some(outcome),
        note,
        is_any_day: true,
    };
    let id = book_in(with.app, writer, (&with.file, with.words), &booking).await?;
    Ok(Done::made(id))
}

/// The day that lies so far ahead, on which somebody works.
pub(super) async fn day_ahead(
    app: &App,
    held: &mut impl Held,
    (loaded, words): (&Loaded, Words),
    due: &Due<'_>,
) -> Result<Date, Failure> {
    let place = (&loaded.file, Some(&loaded.kept.placement));
    let region = region_of(app, held, place).await?;
    let today = loaded.file.today();
    let day = match ahead(&loaded.flow, &loaded.run, loaded.around(words), due) {
        Some(Ahead::WorkingDays(days)) => working_days_after(today, days, region),
        Some(Ahead::Weeks(weeks)) => {
            add_days(today, i32::from(weeks) * 7).and_then(|day| next_working_day(day, region))
        }
        Some(Ahead::On(day)) if day >= today => next_working_day(day, region),
        Some(Ahead::On(day)) => Ok(day),
        None => add_days(today, 7).and_then(|day| next_working_day(day, region)),
    };
    day.map_err(|fault| Failure::fault("a day ahead", &fault))
}

/// At the time of day of the call that is written up, else at the usual one.
async fn moment(with: &With<'_>, writer: &mut Writer, day: Date) -> Result<Timestamp, Failure> {
    let zone = &with.file.kept.office_zone;
    let entry = match &with.loaded.kept.entry {
        Some(id) => store::find(writer, id).await?,
        None => None,
    };
    let time = entry.map_or(USUAL_TIME, |kept| kept.entry.due_at.to_zoned(zone.clone()).time());
    Ok(moment_at(zone, day, time))
}

/// The call was answered: its entry says so, whatever became of the job afterwards, and where it
/// was not booked it has an entry of its own. Where the sitting writes the call up, that does it.
pub(super) async fn reached(
    with: &With<'_>,
    writer: &mut Writer,
    due: &Due<'_>,
) -> Result<(), Failure> {
    let writes_up = |due: &Due<'_>| due.what == What::DiaryLog && kind(due) == Kind::TrackingCall;
    if with.all.iter().any(writes_up) {
        return Ok(());
    }
    if with.loaded.kept.entry.is_some() {
        return close_own(with, writer, |kind| kind == Kind::TrackingCall, Outcome::Reached).await;
    }
    let round = contacts::store::round(writer, with.placement()).await?;
    let call = Booking {
        kind: Kind::TrackingCall,
        placement: Some(*with.placement()),
        due_at: with.at(due, writer),
        owner: None,
        reason: None,
        attempt: Some(round.attempt()),
        outcome: Some(Outcome::Reached),
        note: None,
        is_any_day: true,
    };
    book_in(with.app, writer, (&with.file, with.words), &call).await?;
    Ok(())
}

/// What one sat down with and is no call has been dealt with when the sitting ends.
pub(super) async fn dealt_with(with: &With<'_>, writer: &mut Writer) -> Result<(), Failure> {
    close_own(with, writer, |kind| kind != Kind::TrackingCall, Outcome::Done).await
}

async fn close_own(
    with: &With<'_>,
    writer: &mut Writer,
    is_meant: impl Fn(Kind) -> bool,
    outcome: Outcome,
) -> Result<(), Failure> {
    let Some(id) = with.loaded.kept.entry else { return Ok(()) };
    match store::find(writer, &id).await? {
        Some(kept) if kept.entry.outcome.is_none() && is_meant(kept.kind) => {
            close_in(writer, &with.file, &kept, (outcome, None)).await
        }
        Some(_) | None => Ok(()),
    }
}

/// Whether it would be a call to somebody whom nobody calls any more.
fn is_barred(with: &With<'_>, due: &Due<'_>) -> bool {
    kind(due) == Kind::TrackingCall && with.file.kept.person.standing.bars_contact()
}

/// Books an appointment; one of its kind for the same job is replaced.
pub(super) async fn schedule(
    with: &With<'_>,
    writer: &mut Writer,
    due: &Due<'_>,
) -> Result<Done, Failure> {
    if is_barred(with, due) {
        return Ok(Done::nothing("not_to_be_called"));
    }
    Ok(Done::made(book(with, writer, due).await?))
}

async fn book(
    with: &With<'_>,
    writer: &mut Writer,
    due: &Due<'_>,
) -> Result<DiaryEntryId, Failure> {
    let day = day_ahead(with.app, writer, (with.loaded, with.words), due).await?;
    if day < with.file.today() {
        return Err(Failure::field("due_at", with.words.say("runs-day-over")));
    }
    let due_at = moment(with, writer, day).await?;
    let attempt = match due.effect.word("attempt") {
        Some("next") => contacts::store::round(writer, with.placement()).await?.attempt(),
        Some(_) | None => 1,
    };
    let booking = Booking {
        kind: kind(due),
        placement: Some(*with.placement()),
        due_at,
        owner: None,
        reason: None,
        attempt: Some(attempt),
        outcome: None,
        note: None,
        is_any_day: true,
    };
    book_in(with.app, writer, (&with.file, with.words), &booking).await
}

/// The same, where none is booked.
pub(super) async fn ensure(
    with: &With<'_>,
    writer: &mut Writer,
    due: &Due<'_>,
) -> Result<Done, Failure> {
    if is_barred(with, due) {
        return Ok(Done::nothing("not_to_be_called"));
    }
    let job = with.file.placements.iter().find(|job| job.placement.id == *with.placement());
    if job.is_some_and(|job| !job.placement.goes_on(with.file.today())) {
        return Ok(Done::nothing("job_over"));
    }
    let open = store::open_of(writer, with.placement(), kind(due)).await?;
    // The call that is being written up is not the next one.
    let own = with.loaded.kept.entry;
    match open.filter(|kept| Some(kept.id) != own) {
        Some(_) => Ok(Done::nothing("booked_already")),
        None => Ok(Done::made(book(with, writer, due).await?)),
    }
}

/// Closes what is open of a kind for the job: it need not be held any more.
pub(super) async fn cancel(
    with: &With<'_>,
    writer: &mut Writer,
    due: &Due<'_>,
) -> Result<Done, Failure> {
    let Some(kept) = store::open_of(writer, with.placement(), kind(due)).await? else {
        return Ok(Done::nothing("none_booked"));
    };
    close_in(writer, &with.file, &kept, (Outcome::Cancelled, None)).await?;
    Ok(Done::made(kept.id))
}

#[cfg(test)]
mod tests {
    use super::line;

    #[test]
    fn a_long_conversation_is_one_line_that_says_that_it_goes_on() {
        assert_eq!(line("a\n b", 10), "a b");
        let long = line(&"é".repeat(50), 20);
        assert!(long.chars().count() <= 20 && long.ends_with('…'), "{long}");
    }
}
