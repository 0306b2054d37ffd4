//! A task: work that an answer or a flow asks of somebody.
//!
//! An answer raises it (`surveys::raised`): a wish to be called, a lost job, a new number; or a
//! flow asks a role for it: a site visit, a place in a session, advice. What an answer raises
//! belongs to whoever looks after the person; what a role is asked for belongs to nobody until
//! one of them takes it. It falls due after some working days, and is open until somebody says
//! that it is done or cancels it with a reason. It may be handed to a colleague. One question of
//! one checkpoint makes one task of a kind, however often its answer is sent or corrected; what
//! is closed is never opened again by itself.

use crate::calendar::{BeyondTheCalendar, Region, next_working_day, working_days_after};
use crate::ids::UserId;
use jiff::civil::Date;

/// What is asked. Packs name kinds by their codes and may have some of their own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// The person wants to be called.
    CallBack,
    /// The person lost the job: see to the next one early.
    JobLost,
    /// The person wants no more messages or calls.
    ConfirmDoNotContact,
    /// The person gave a new telephone number or e-mail address.
    ApproveContact,
    /// A flow asks for a visit to the employer.
    ArrangeSiteVisit,
    /// A flow asks for a place in a rapid response session.
    BookRapidResponse,
    AllocateAdviser,
    /// Nobody could be reached for a while.
    AdviceNoContact,
    UpdateEmploymentRecord,
    /// Nothing allows the employer to be contacted.
    EmployerContactBasis,
    /// A kind of the pack's or the flow's own.
    Other,
}

impl Kind {
    pub const KNOWN: [(&'static str, Self); 10] = [
        ("call_back", Self::CallBack),
        ("job_lost", Self::JobLost),
        ("confirm_do_not_contact", Self::ConfirmDoNotContact),
        ("approve_contact", Self::ApproveContact),
        ("arrange_site_visit", Self::ArrangeSiteVisit),
        ("book_rapid_response", Self::BookRapidResponse),
        ("allocate_adviser", Self::AllocateAdviser),
        ("advice_no_contact", Self::AdviceNoContact),
        ("update_employment_record", Self::UpdateEmploymentRecord),
        ("employer_contact_basis", Self::EmployerContactBasis),
    ];

    /// The kind that a pack's code names.
    #[must_use]
    pub fn of(code: &str) -> Self {
        let known = Self::KNOWN.iter().find(|(known, _)| *known == code);
        known.map_or(Self::Other, |(_, kind)| *kind)
    }

    /// Working days until it is due where the pack does not say.
    #[must_use]
    pub fn working_days(self) -> u8 {
        match self {
            Self::ConfirmDoNotContact => 1,
            Self::CallBack | Self::JobLost => 2,
            Self::BookRapidResponse | Self::AllocateAdviser => 2,
            Self::AdviceNoContact | Self::EmployerContactBasis => 2,
            Self::ArrangeSiteVisit | Self::UpdateEmploymentRecord => 5,
            Self::ApproveContact | Self::Other => 5,
        }
    }

    /// Whether finishing it can also record in the person's file what they asked for.
    #[must_use]
    pub fn can_be_applied(self) -> bool {
        match self {
            Self::ConfirmDoNotContact | Self::ApproveContact => true,
            Self::CallBack | Self::JobLost | Self::Other => false,
            Self::BookRapidResponse | Self::AllocateAdviser | Self::ArrangeSiteVisit => false,
            Self::AdviceNoContact | Self::EmployerContactBasis => false,
            Self::UpdateEmploymentRecord => false,
        }
    }

    /// Whether it is asked for since a job was lost, so that nobody needs it where the job goes on
    /// after all.
    #[must_use]
    pub fn is_of_a_lost_job(self) -> bool {
        match self {
            Self::BookRapidResponse | Self::AllocateAdviser => true,
            Self::CallBack | Self::JobLost | Self::Other => false,
            Self::ConfirmDoNotContact | Self::ApproveContact => false,
            Self::ArrangeSiteVisit | Self::AdviceNoContact => false,
            Self::UpdateEmploymentRecord | Self::EmployerContactBasis => false,
        }
    }

    /// Whether it is asked for to hear whether a job goes on, or when it ended: nobody needs it
    /// once the last day is known.
    #[must_use]
    pub fn asks_about_the_job(self) -> bool {
        match self {
            Self::ArrangeSiteVisit => true,
            Self::BookRapidResponse | Self::AllocateAdviser => false,
            Self::CallBack | Self::JobLost | Self::Other => false,
            Self::ConfirmDoNotContact | Self::ApproveContact => false,
            Self::AdviceNoContact | Self::EmployerContactBasis => false,
            Self::UpdateEmploymentRecord => false,
        }
    }

    /// Whether a role that is asked again about a job while it still has the task has nothing more
    /// to do: it is the same question.
    #[must_use]
    pub fn is_one_while_open(self) -> bool {
        match self {
            Self::AdviceNoContact | Self::EmployerContactBasis | Self::ArrangeSiteVisit => true,
            // Asked for by another answer, or about another job.
            Self::BookRapidResponse | Self::AllocateAdviser => false,
            Self::CallBack | Self::JobLost | Self::Other => false,
            Self::ConfirmDoNotContact | Self::ApproveContact => false,
            Self::UpdateEmploymentRecord => false,
        }
    }

    /// The appointment that doing it books in the diary, where it books one.
    #[must_use]
    pub fn books(self) -> Option<crate::diary::Kind> {
        match self {
            Self::ArrangeSiteVisit => Some(crate::diary::Kind::SiteVisit),
            Self::BookRapidResponse => Some(crate::diary::Kind::RapidResponse),
            Self::AllocateAdviser | Self::AdviceNoContact => Some(crate::diary::Kind::Appointment),
            Self::CallBack | Self::JobLost | Self::Other => None,
            Self::ConfirmDoNotContact | Self::ApproveContact => None,
            Self::UpdateEmploymentRecord | Self::EmployerContactBasis => None,
        }
    }
}

/// The day on which a task that is raised on `today` falls due: so many working days later.
///
/// # Errors
///
/// Refuses a day after the calendar.
pub fn due_on(today: Date, working_days: u8, region: Region) -> Result<Date, BeyondTheCalendar> {
    working_days_after(next_working_day(today, region)?, working_days.into(), region)
}

/// Where a task stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum State {
    Open,
    Done,
    Cancelled,
}

impl State {
    pub const ALL: [Self; 3] = [Self::Open, Self::Done, Self::Cancelled];

    /// The word that is stored and shown to programs.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Done => "done",
            Self::Cancelled => "cancelled",
        }
    }

    /// The state with this word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.word() == word)
    }
}

/// A task as decisions read it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Task {
    pub kind: Kind,
    pub state: State,
    /// None while it waits for anybody of a role.
    pub owner: Option<UserId>,
}

/// What somebody wants of a task.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ask {
    /// It is done; `note` says how, where there is something to say.
    Finish { note: Option<String> },
    /// It is done by recording in the person's file what they asked for.
    Apply,
    /// It need not be done, and why.
    Cancel { reason: Option<String> },
    /// Somebody else is to do it.
    HandTo(UserId),
}

/// A task after an act.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Changed {
    pub state: State,
    pub owner: Option<UserId>,
    pub note: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChangeRefused {
    /// Somebody closed it before.
    Closed(State),
    /// Cancelling wants a reason.
    ReasonWanted,
    /// Nothing of this kind can be recorded in the file.
    NothingToApply,
    /// Not a colleague of the person's office who may do such work.
    NotAColleague,
}

/// What a form holds beside the word that a task is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Told {
    pub has_note: bool,
    /// A day on which something is booked.
    pub has_day: bool,
    /// Who looks after the person from now on.
    pub has_adviser: bool,
}

/// What a form lacks that says that a task is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lacks {
    /// The day of the appointment, or a note.
    Day,
    /// The new adviser, or a note.
    Adviser,
}

/// Decides whether a form may say that a task is done: what the task is there to make is made
/// with it, or a note says how it was done. A press by mistake would lose the task otherwise.
/// Programs that finish tasks know what they booked, and are asked only what stands nowhere else:
/// see [`done_by_program`].
///
/// # Errors
///
/// Gives what is lacking.
pub fn done_by_form(kind: Kind, told: Told) -> Result<(), Lacks> {
    match kind {
        _ if told.has_note => Ok(()),
        Kind::AllocateAdviser if !told.has_adviser => Err(Lacks::Adviser),
        Kind::BookRapidResponse | Kind::ArrangeSiteVisit | Kind::AdviceNoContact
            if !told.has_day =>
        {
            Err(Lacks::Day)
        }
        Kind::BookRapidResponse | Kind::ArrangeSiteVisit | Kind::AdviceNoContact => Ok(()),
        Kind::AllocateAdviser | Kind::CallBack | Kind::JobLost | Kind::Other => Ok(()),
        Kind::ConfirmDoNotContact | Kind::ApproveContact => Ok(()),
        Kind::UpdateEmploymentRecord | Kind::EmployerContactBasis => Ok(()),
    }
}

/// As [`done_by_form`], for a program: a session may be booked in another system, but who looks
/// after the person from now on stands only here.
///
/// # Errors
///
/// Gives what is lacking.
pub fn done_by_program(kind: Kind, told: Told) -> Result<(), Lacks> {
    match done_by_form(kind, told) {
        Err(Lacks::Adviser) => Err(Lacks::Adviser),
        Err(Lacks::Day) | Ok(()) => Ok(()),
    }
}

/// Decides what becomes of a task. `colleagues` are those of the person's office who may do it.
///
/// Handing it to whom it already belongs changes nothing and is no mistake.
///
/// # Errors
///
/// Refuses whatever is asked of a closed task, a cancelling without a reason, and strangers.
pub fn change(task: &Task, ask: &Ask, colleagues: &[UserId]) -> Result<Changed, ChangeRefused> {
    match task.state {
        State::Open => {}
        State::Done | State::Cancelled => return Err(ChangeRefused::Closed(task.state)),
    }
    let closed = |state, note| Ok(Changed { state, owner: task.owner, note });
    match ask {
        Ask::Finish { note } => closed(State::Done, note.clone()),
        Ask::Apply if !task.kind.can_be_applied() => Err(ChangeRefused::NothingToApply),
        Ask::Apply => closed(State::Done, None),
        Ask::Cancel { reason: None } => Err(ChangeRefused::ReasonWanted),
        Ask::Cancel { reason: Some(reason) } => closed(State::Cancelled, Some(reason.clone())),
        Ask::HandTo(to) if !colleagues.contains(to) => Err(ChangeRefused::NotAColleague),
        Ask::HandTo(to) => Ok(Changed { state: State::Open, owner: Some(*to), note: None }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::add_days;
    use jiff::civil::date;
    use proptest::prelude::*;

    fn user(n: u128) -> UserId {
        UserId::from_number(n)
    }

    fn check(task: (Kind, State), ask: &Ask, expected: Result<(State, u128), ChangeRefused>) {
        let task = Task { kind: task.0, state: task.1, owner: Some(user(1)) };
        let found = change(&task, ask, &[user(1), user(2)]);
        let found = found.map(|changed| (changed.state, changed.owner));
        assert_eq!(
            found,
            expected.map(|(state, owner)| (state, Some(user(owner)))),
            "{task:?} {ask:?}"
        );
    }

    #[test]
    fn what_may_become_of_a_task() {
        let reason = |text: &str| Some(text.to_owned());
        let finish = Ask::Finish { note: None };
        let cancel = Ask::Cancel { reason: reason("called already") };
        let call = (Kind::CallBack, State::Open);
        check(call, &finish, Ok((State::Done, 1)));
        check(call, &cancel, Ok((State::Cancelled, 1)));
        check(call, &Ask::Cancel { reason: None }, Err(ChangeRefused::ReasonWanted));
        check(call, &Ask::Apply, Err(ChangeRefused::NothingToApply));
        check((Kind::ApproveContact, State::Open), &Ask::Apply, Ok((State::Done, 1)));
        check((Kind::ConfirmDoNotContact, State::Open), &Ask::Apply, Ok((State::Done, 1)));
        check(call, &Ask::HandTo(user(2)), Ok((State::Open, 2)));
        check(call, &Ask::HandTo(user(1)), Ok((State::Open, 1)));
        check(call, &Ask::HandTo(user(3)), Err(ChangeRefused::NotAColleague));
        for state in [State::Done, State::Cancelled] {
            for ask in [&finish, &cancel, &Ask::Apply, &Ask::HandTo(user(2))] {
                check((Kind::JobLost, state), ask, Err(ChangeRefused::Closed(state)));
            }
        }
    }

    #[test]
    fn a_form_says_what_was_made_or_how_it_was_done() {
        let (nothing, note) = (Told::default(), Told { has_note: true, ..Told::default() });
        let day = Told { has_day: true, ..Told::default() };
        let adviser = Told { has_adviser: true, ..Told::default() };
        for kind in [Kind::BookRapidResponse, Kind::ArrangeSiteVisit, Kind::AdviceNoContact] {
            assert_eq!(done_by_form(kind, nothing), Err(Lacks::Day), "{kind:?}");
            assert_eq!(done_by_form(kind, adviser), Err(Lacks::Day), "{kind:?}");
            assert_eq!(done_by_form(kind, day), Ok(()), "{kind:?}");
            assert_eq!(done_by_form(kind, note), Ok(()), "{kind:?}");
        }
        let kind = Kind::AllocateAdviser;
        assert_eq!(done_by_form(kind, nothing), Err(Lacks::Adviser));
        // A talk with whoever looks after them now makes nobody look after them.
        assert_eq!(done_by_form(kind, day), Err(Lacks::Adviser));
        assert_eq!(done_by_form(kind, adviser), Ok(()));
        assert_eq!(done_by_form(kind, note), Ok(()));
        assert_eq!(done_by_program(kind, nothing), Err(Lacks::Adviser));
        assert_eq!(done_by_program(kind, note), Ok(()));
        assert_eq!(done_by_program(kind, adviser), Ok(()));
        assert_eq!(done_by_program(Kind::BookRapidResponse, nothing), Ok(()));
        for kind in [
            Kind::CallBack,
            Kind::JobLost,
            Kind::ConfirmDoNotContact,
            Kind::ApproveContact,
            Kind::UpdateEmploymentRecord,
            Kind::EmployerContactBasis,
            Kind::Other,
        ] {
            assert_eq!(done_by_form(kind, nothing), Ok(()), "{kind:?}");
        }
    }

    #[test]
    fn due_dates_skip_weekends_and_the_regions_holidays() {
        for (today, days, region, expected) in [
            (date(2026, 3, 4), 2, Region::Ontario, date(2026, 3, 6)),
            (date(2026, 3, 6), 2, Region::Ontario, date(2026, 3, 10)),
            // Good Friday; Alberta and Ontario rest, then the weekend.
            (date(2026, 4, 2), 2, Region::Ontario, date(2026, 4, 7)),
            // A Saturday counts from the Monday after it.
            (date(2026, 3, 7), 1, Region::Ontario, date(2026, 3, 10)),
            (date(2026, 3, 7), 0, Region::Ontario, date(2026, 3, 9)),
            // Family Day: the third Monday of February, not kept in the United States by that name.
            (date(2026, 2, 13), 1, Region::Ontario, date(2026, 2, 17)),
            (date(2026, 7, 2), 1, Region::UnitedStates, date(2026, 7, 6)),
        ] {
            assert_eq!(due_on(today, days, region), Ok(expected), "{today} {days} {region:?}");
        }
    }

    #[test]
    fn words_lead_back_to_their_states_and_kinds() {
        for state in State::ALL {
            assert_eq!(State::from_word(state.word()), Some(state));
        }
        for (code, kind) in Kind::KNOWN {
            assert_eq!(Kind::of(code), kind);
        }
        assert_eq!(Kind::of("water_plants"), Kind::Other);
    }

    proptest! {
        #[test]
        fn more_days_are_never_due_earlier(ordinal in 0..3_000_i32, days in 0..20_u8) {
            let today = add_days(date(2024, 1, 1), ordinal).expect("a day");
            let due = due_on(today, days, Region::Ontario).expect("a day");
            let later = due_on(today, days + 1, Region::Ontario).expect("a day");
            prop_assert!(today <= due && due < later);
            prop_assert!(crate::calendar::is_working_day(due, Region::Ontario));
        }
    }
}
