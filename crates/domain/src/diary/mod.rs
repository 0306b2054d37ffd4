//! The diary: appointments and entries of those who look after people.
//!
//! An entry belongs to one person, and mostly to one job of theirs; somebody owns it, and it
//! stands on a moment. It is open until an outcome is put; what is overdue stays at the top until
//! then. It may be moved and handed over, and what is written on it mended. There is one open
//! tracking call for each job: booking another one replaces it, and what was replaced stays as a
//! record. What has an outcome never changes again.

mod note;
mod together;

pub use note::Note;
pub use together::go_together;

use crate::ids::{PlacementId, UserId};
use crate::placements::Placement;
use jiff::civil::{Date, Time};
use jiff::{SignedDuration, Timestamp};

/// Characters of a reason, at most.
pub const REASON_LENGTH_MAX: usize = 300;
/// Characters of a note, at most.
pub const NOTE_LENGTH_MAX: usize = 10_000;
/// How far ahead something may be booked, in days: two years.
pub const AHEAD_DAYS_MAX: i64 = 732;
/// How long afterwards something may be entered, in days: a year.
pub const BEHIND_DAYS_MAX: i64 = 366;
/// The time of day of what is booked for a day only.
pub const USUAL_TIME: Time = Time::constant(9, 0, 0, 0);

/// What an entry is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    TrackingCall,
    Appointment,
    RapidResponse,
    SiteVisit,
    EmployerContact,
    EmployerReplyDue,
    EndDateChase,
    BenefitCheck,
    /// What the employer said of the job.
    EmployerConfirmation,
    /// A colleague was asked to step in.
    Escalation,
    /// How often one keeps in touch was agreed anew.
    FrequencyChange,
    NewJob,
    Other,
}

impl Kind {
    pub const ALL: [Self; 13] = [
        Self::TrackingCall,
        Self::Appointment,
        Self::RapidResponse,
        Self::SiteVisit,
        Self::EmployerContact,
        Self::EmployerReplyDue,
        Self::EndDateChase,
        Self::BenefitCheck,
        Self::EmployerConfirmation,
        Self::Escalation,
        Self::FrequencyChange,
        Self::NewJob,
        Self::Other,
    ];

    /// The word of rows and programs.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::TrackingCall => "tracking_call",
            Self::Appointment => "appointment",
            Self::RapidResponse => "rapid_response",
            Self::SiteVisit => "site_visit",
            Self::EmployerContact => "employer_contact",
            Self::EmployerReplyDue => "employer_reply_due",
            Self::EndDateChase => "end_date_chase",
            Self::BenefitCheck => "benefit_check",
            Self::EmployerConfirmation => "employer_confirmation",
            Self::Escalation => "escalation",
            Self::FrequencyChange => "frequency_change",
            Self::NewJob => "new_job",
            Self::Other => "other",
        }
    }

    /// Reads [`Kind::word`].
    #[must_use]
    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }

    /// Whether there is one open at a time for each job, so that booking replaces.
    #[must_use]
    pub fn replaces(self) -> bool {
        match self {
            Self::TrackingCall | Self::EmployerReplyDue | Self::EndDateChase => true,
            Self::Appointment | Self::RapidResponse | Self::SiteVisit => false,
            Self::EmployerContact | Self::BenefitCheck | Self::Other => false,
            Self::EmployerConfirmation | Self::Escalation => false,
            Self::FrequencyChange | Self::NewJob => false,
        }
    }

    /// Whether it is held to hear whether a job goes on: for nobody once it is over, or once nobody
    /// is asked about them any more.
    #[must_use]
    pub fn asks_about_the_job(self) -> bool {
        match self {
            Self::TrackingCall | Self::EmployerReplyDue | Self::EndDateChase => true,
            Self::Appointment | Self::RapidResponse | Self::SiteVisit => false,
            Self::EmployerContact | Self::BenefitCheck | Self::Other => false,
            Self::EmployerConfirmation | Self::Escalation => false,
            Self::FrequencyChange | Self::NewJob => false,
        }
    }
}

/// How something went.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Outcome {
    /// It was held, or they were reached.
    Reached,
    NoAnswer,
    AnswerMachine,
    SomeoneElse,
    NumberUnusable,
    Refused,
    /// They did not come.
    NotAttended,
    /// It was done without them: a check, a letter, a note.
    Done,
    /// It need not be held any more.
    Cancelled,
    /// Another one was booked in its place; only ever put by booking.
    Replaced,
}

impl Outcome {
    pub const ALL: [Self; 10] = [
        Self::Reached,
        Self::NoAnswer,
        Self::AnswerMachine,
        Self::SomeoneElse,
        Self::NumberUnusable,
        Self::Refused,
        Self::NotAttended,
        Self::Done,
        Self::Cancelled,
        Self::Replaced,
    ];

    /// The word of rows and programs.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Reached => "reached",
            Self::NoAnswer => "no_answer",
            Self::AnswerMachine => "answer_machine",
            Self::SomeoneElse => "someone_else",
            Self::NumberUnusable => "number_unusable",
            Self::Refused => "refused",
            Self::NotAttended => "not_attended",
            Self::Done => "done",
            Self::Cancelled => "cancelled",
            Self::Replaced => "replaced",
        }
    }

    /// Reads [`Outcome::word`].
    #[must_use]
    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|outcome| outcome.word() == word)
    }

    /// Whether somebody may put it.
    #[must_use]
    pub fn may_be_put(self) -> bool {
        self != Self::Replaced
    }
}

/// An entry as decisions read it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry {
    pub owner: UserId,
    pub due_at: Timestamp,
    pub outcome: Option<Outcome>,
}

/// What somebody wants of an entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ask {
    /// How it went.
    Close { outcome: Outcome, note: Note },
    /// It stands on another moment.
    Move(Timestamp),
    /// Somebody else keeps it.
    HandTo(UserId),
}

/// An entry after an act.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Changed {
    pub owner: UserId,
    pub due_at: Timestamp,
    pub outcome: Option<Outcome>,
    pub note: Note,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChangeRefused {
    /// It has its outcome.
    Closed(Outcome),
    /// Nobody puts this outcome.
    NoOutcome,
    /// Before today: what is past has an outcome.
    Past,
    /// Chosen at a page before today, without how it went.
    PastAndOpen,
    /// Longer ago than anything may be entered afterwards.
    LongPast,
    /// How something went that is still to come.
    NotYetHeld,
    /// Beyond what may be booked ahead.
    TooFar,
    /// Not a colleague of the person's office who may do such work.
    NotAColleague,
}

/// The days between which something may be booked, as moments.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bounds {
    /// The beginning of today.
    pub from: Timestamp,
    /// The end of the last day.
    pub until: Timestamp,
}

/// Whether a day on which nobody works may be taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Days {
    /// Nobody has said so: somebody at a page is asked first.
    Worked,
    /// Somebody said so, or a program knows better.
    Any,
}

/// Whether something may stand on a moment.
///
/// # Errors
///
/// `Past`, `TooFar`.
pub fn may_stand(at: Timestamp, bounds: Bounds) -> Result<(), ChangeRefused> {
    if at < bounds.from {
        return Err(ChangeRefused::Past);
    }
    if at > bounds.until {
        return Err(ChangeRefused::TooFar);
    }
    Ok(())
}

/// Whether something may be booked on a moment, or be entered afterwards with its outcome.
///
/// # Errors
///
/// `LongPast`, `TooFar`; `NoOutcome` for one that nobody puts, `NotYetHeld` for one of a later day.
pub fn may_book(
    at: Timestamp,
    bounds: Bounds,
    outcome: Option<Outcome>,
) -> Result<(), ChangeRefused> {
    if outcome.is_some_and(|outcome| !outcome.may_be_put()) {
        return Err(ChangeRefused::NoOutcome);
    }
    // The longest day, on which clocks go back.
    if outcome.is_some() && at >= bounds.from + SignedDuration::from_hours(25) {
        return Err(ChangeRefused::NotYetHeld);
    }
    let from = bounds.from - SignedDuration::from_hours(24 * BEHIND_DAYS_MAX);
    may_stand(at, Bounds { from, ..bounds }).map_err(|why| match why {
        ChangeRefused::Past => ChangeRefused::LongPast,
        other => other,
    })
}

/// Whether somebody at a page may choose a moment. Programs enter what is overdue as well; whoever
/// sits at a page and chooses a day before today has mistyped it, or says how it went.
///
/// # Errors
///
/// `PastAndOpen`, `TooFar`.
pub fn may_choose(
    at: Timestamp,
    bounds: Bounds,
    outcome: Option<Outcome>,
) -> Result<(), ChangeRefused> {
    match (may_stand(at, bounds), outcome) {
        (Err(ChangeRefused::Past), None) => Err(ChangeRefused::PastAndOpen),
        (Err(ChangeRefused::Past), Some(_)) => Ok(()),
        (other, _) => other,
    }
}

/// Whether a call is to be made by now, so that making it is offered first.
#[must_use]
pub fn is_call_due((kind, outcome): (Kind, Option<Outcome>), due_on: Date, today: Date) -> bool {
    kind == Kind::TrackingCall && outcome.is_none() && due_on <= today
}

/// What is written on an entry while it is open; none where it is taken away.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Mending {
    Reason(Option<String>),
    Note(Option<String>),
}

/// Whether what is written on an entry may be mended.
///
/// # Errors
///
/// `Closed`: what has its outcome is a record.
pub fn may_mend(entry: &Entry) -> Result<(), ChangeRefused> {
    entry.outcome.map_or(Ok(()), |outcome| Err(ChangeRefused::Closed(outcome)))
}

/// The job that an entry belongs to: the one that is named, or the only one that goes on. `jobs`
/// are the person's.
///
/// # Errors
///
/// `JobWanted` for another's job, and where one of several has to be named.
pub fn job_of(
    (kind, named): (Kind, Option<PlacementId>),
    jobs: &[&Placement],
    today: Date,
) -> Result<Option<PlacementId>, JobWanted> {
    if let Some(named) = named {
        let is_theirs = jobs.iter().any(|job| job.id == named);
        return is_theirs.then_some(Some(named)).ok_or(JobWanted);
    }
    let open: Vec<PlacementId> =
        jobs.iter().filter(|job| job.goes_on(today)).map(|job| job.id).collect();
    match open.as_slice() {
        [only] => Ok(Some(*only)),
        [] | [_, ..] if kind.replaces() => Err(JobWanted),
        [] | [_, ..] => Ok(None),
    }
}

/// One of the person's jobs has to be named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct JobWanted;

/// Decides what becomes of an entry. Handing it to whom it belongs, and moving it where it stands,
/// change nothing and are no mistake.
///
/// # Errors
///
/// Refuses whatever is asked of a closed entry, a moment that does not fit, and strangers.
pub fn change(
    entry: &Entry,
    ask: &Ask,
    bounds: Bounds,
    colleagues: &[UserId],
) -> Result<Changed, ChangeRefused> {
    if let Some(outcome) = entry.outcome {
        return Err(ChangeRefused::Closed(outcome));
    }
    let note = Note::Further(None);
    let same = Changed { owner: entry.owner, due_at: entry.due_at, outcome: None, note };
    match ask {
        Ask::Close { outcome, .. } if !outcome.may_be_put() => Err(ChangeRefused::NoOutcome),
        Ask::Close { outcome, note } => {
            Ok(Changed { outcome: Some(*outcome), note: note.clone(), ..same })
        }
        Ask::Move(to) if *to == entry.due_at => Ok(same),
        Ask::Move(to) => {
            may_stand(*to, bounds)?;
            Ok(Changed { due_at: *to, ..same })
        }
        Ask::HandTo(to) if !colleagues.contains(to) => Err(ChangeRefused::NotAColleague),
        Ask::HandTo(to) => Ok(Changed { owner: *to, ..same }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn user(number: u128) -> UserId {
        UserId::from_number(number)
    }

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).expect("a moment")
    }

    #[test]
    fn what_may_become_of_an_entry() {
        let bounds = Bounds { from: at(1_000), until: at(9_000) };
        let open = Entry { owner: user(1), due_at: at(2_000), outcome: None };
        let check = |entry: Entry, ask: Ask, said: Result<(u128, i64), ChangeRefused>| {
            let found = change(&entry, &ask, bounds, &[user(1), user(2)]);
            let found = found.map(|changed| (changed.owner, changed.due_at));
            let said = said.map(|(owner, second)| (user(owner), at(second)));
            assert_eq!(found, said, "{entry:?} {ask:?}");
        };
        let close = |outcome| Ask::Close { outcome, note: Note::Further(None) };
        check(open, close(Outcome::NoAnswer), Ok((1, 2_000)));
        check(open, close(Outcome::Replaced), Err(ChangeRefused::NoOutcome));
        check(open, Ask::Move(at(3_000)), Ok((1, 3_000)));
        check(open, Ask::Move(at(999)), Err(ChangeRefused::Past));
        check(open, Ask::Move(at(9_001)), Err(ChangeRefused::TooFar));
        check(open, Ask::HandTo(user(2)), Ok((2, 2_000)));
        check(open, Ask::HandTo(user(3)), Err(ChangeRefused::NotAColleague));
        // What is overdue may stay where it stands.
        let late = Entry { due_at: at(500), ..open };
        check(late, Ask::Move(at(500)), Ok((1, 500)));
        for outcome in Outcome::ALL {
            let closed = Entry { outcome: Some(outcome), ..open };
            for ask in [close(Outcome::Done), Ask::Move(at(3_000)), Ask::HandTo(user(2))] {
                check(closed, ask, Err(ChangeRefused::Closed(outcome)));
            }
        }
    }

    #[test]
    fn what_was_held_may_be_entered_afterwards() {
        let day = 24 * 3_600;
        let bounds = Bounds { from: at(1_000 * day), until: at(1_732 * day) };
        let check = |days: i64, outcome: Option<Outcome>, said: Result<(), ChangeRefused>| {
            assert_eq!(may_book(at(days * day), bounds, outcome), said, "{days} {outcome:?}");
        };
        check(1_000, None, Ok(()));
        check(999, None, Ok(()));
        check(634, Some(Outcome::Reached), Ok(()));
        check(633, Some(Outcome::Reached), Err(ChangeRefused::LongPast));
        check(1_733, None, Err(ChangeRefused::TooFar));
        check(1_000 + 25 * 3_600, Some(Outcome::Reached), Err(ChangeRefused::NotYetHeld));
        check(999, Some(Outcome::Replaced), Err(ChangeRefused::NoOutcome));
    }

    #[test]
    fn whoever_chooses_a_past_day_says_how_it_went() {
        let bounds = Bounds { from: at(1_000), until: at(9_000) };
        let check = |second: i64, outcome: Option<Outcome>, said: Result<(), ChangeRefused>| {
            assert_eq!(may_choose(at(second), bounds, outcome), said, "{second} {outcome:?}");
        };
        check(1_000, None, Ok(()));
        check(999, None, Err(ChangeRefused::PastAndOpen));
        check(999, Some(Outcome::Reached), Ok(()));
        check(9_001, None, Err(ChangeRefused::TooFar));
        check(9_001, Some(Outcome::Reached), Err(ChangeRefused::TooFar));
    }

    #[test]
    fn a_call_of_today_or_before_is_to_be_made() {
        let day = |day| Date::constant(2026, 3, day);
        let check = |kind, outcome, due: i8, said: bool| {
            assert_eq!(is_call_due((kind, outcome), day(due), day(4)), said, "{kind:?} {due}");
        };
        check(Kind::TrackingCall, None, 4, true);
        check(Kind::TrackingCall, None, 3, true);
        check(Kind::TrackingCall, None, 5, false);
        check(Kind::TrackingCall, Some(Outcome::NoAnswer), 4, false);
        check(Kind::Appointment, None, 4, false);
        check(Kind::EmployerReplyDue, None, 4, false);
    }

    #[test]
    fn what_is_written_on_an_open_entry_stays_with_it() {
        let open = Entry { owner: user(1), due_at: at(1), outcome: None };
        assert_eq!(may_mend(&open), Ok(()));
        for outcome in Outcome::ALL {
            let closed = Entry { outcome: Some(outcome), ..open };
            assert_eq!(may_mend(&closed), Err(ChangeRefused::Closed(outcome)));
        }
    }

    #[test]
    fn an_entry_belongs_to_the_job_that_is_named_or_to_the_only_one() {
        let day = |day| Date::constant(2026, 3, day);
        let job = PlacementId::from_number;
        let check = |kind, named: Option<u128>, jobs: &[(u128, Option<Date>)], said| {
            let placement = |(id, ended_on): &(u128, Option<Date>)| Placement {
                id: job(*id),
                started_on: day(1),
                ended_on: *ended_on,
            };
            let jobs: Vec<Placement> = jobs.iter().map(placement).collect();
            let found = job_of((kind, named.map(job)), &jobs.iter().collect::<Vec<_>>(), day(4));
            let said: Result<Option<u128>, JobWanted> = said;
            assert_eq!(found, said.map(|id| id.map(job)), "{kind:?} {named:?} {jobs:?}");
        };
        let (call, other) = (Kind::TrackingCall, Kind::Other);
        check(call, None, &[(1, None)], Ok(Some(1)));
        check(call, None, &[(1, None), (2, Some(day(3)))], Ok(Some(1)));
        check(call, None, &[(1, Some(day(5)))], Ok(Some(1)));
        check(call, None, &[(1, None), (2, Some(day(4)))], Ok(Some(1)));
        check(call, None, &[(1, None), (2, None)], Err(JobWanted));
        check(call, None, &[], Err(JobWanted));
        check(call, Some(2), &[(1, None), (2, Some(day(1)))], Ok(Some(2)));
        check(call, Some(3), &[(1, None)], Err(JobWanted));
        check(other, None, &[(1, None), (2, None)], Ok(None));
        check(other, None, &[], Ok(None));
    }

    #[test]
    fn words_lead_back() {
        for kind in Kind::ALL {
            assert_eq!(Kind::of_word(kind.word()), Some(kind));
        }
        for outcome in Outcome::ALL {
            assert_eq!(Outcome::of_word(outcome.word()), Some(outcome));
        }
    }
}
