//! What is known of a job from its record, as the facts that conditions ask for.

use super::FACTS;
use crate::claims::Kind;
use crate::contacts::Round;
use crate::expression::{Fact, Facts};
use jiff::civil::Date;

/// Why an employer may be contacted about a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Basis {
    /// The person allowed it.
    Consent,
    /// A law or an order allows it, such as the Designation Order for those who get a benefit.
    DesignationOrder,
    #[default]
    None,
}

impl Basis {
    pub const ALL: [Self; 3] = [Self::Consent, Self::DesignationOrder, Self::None];

    /// The word of rows, flows and programs.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Consent => "consent",
            Self::DesignationOrder => "designation_order",
            Self::None => "none",
        }
    }

    /// Reads [`Basis::word`].
    #[must_use]
    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|basis| basis.word() == word)
    }

    #[must_use]
    pub fn may_contact(self) -> bool {
        self != Self::None
    }
}

/// What was decided of the claim that was passed on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Countersignature {
    #[default]
    None,
    Given,
    Returned,
}

/// A job's record, as far as flows ask for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Record {
    pub claim_due: Option<Kind>,
    pub interval_weeks: u8,
    pub round: Round,
    pub employer_asked_on: Option<Date>,
    pub is_reclaimed: bool,
    pub basis: Basis,
    pub has_agreement: bool,
    pub countersignature: Countersignature,
    pub employer_reply: EmployerReply,
    /// A letter was written in this round.
    pub is_letter_sent: bool,
    /// None while the job goes on.
    pub last_day: Option<Date>,
    pub has_other_job: bool,
}

/// What an employer answered to the last question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum EmployerReply {
    #[default]
    None,
    Works,
    Left(Option<Date>),
}

/// What fills the fields of a call.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Call {
    /// The number that the tries so far propose.
    pub number: Option<String>,
    /// The one that they propose after it.
    pub other_number: Option<String>,
    /// The reason of the entry from which one calls.
    pub reason: Option<String>,
}

/// The facts of a record on a day, for a call: every one of [`FACTS`].
#[must_use]
pub fn facts(record: &Record, call: &Call, today: Date) -> Facts {
    let number = |it: i64| Fact::Number(it as f64);
    let word = |it: &str| Fact::Text(it.to_owned());
    let asked = record.employer_asked_on;
    let since = asked.map(|on| crate::calendar::days_between(on, today));
    let fact = |name: &str| match name {
        "claim_due" => word(record.claim_due.map_or("none", Kind::word)),
        "sra_interval_weeks" => number(i64::from(record.interval_weeks)),
        "attempt_no" => number(record.round.attempt()),
        "no_contact_cycles" => number(record.round.cycle),
        "days_since_employer_check" => since.map_or(Fact::Nothing, number),
        "benefit_reclaimed" => Fact::Yes(record.is_reclaimed),
        "employer_contact_basis" => word(record.basis.word()),
        "has_iws_agreement" => Fact::Yes(record.has_agreement),
        "countersignature" => word(match record.countersignature {
            Countersignature::None => "none",
            Countersignature::Given => "given",
            Countersignature::Returned => "returned",
        }),
        "employer_reply" => word(match record.employer_reply {
            EmployerReply::None => "none",
            EmployerReply::Works => "works",
            EmployerReply::Left(_) => "left",
        }),
        "number_to_call" => call.number.as_deref().map_or(Fact::Nothing, word),
        "other_number" => call.other_number.as_deref().map_or(Fact::Nothing, word),
        "letter_sent" => Fact::Yes(record.is_letter_sent),
        "last_day_worked" => {
            record.last_day.map_or(Fact::Nothing, |day| Fact::Text(day.to_string()))
        }
        "has_other_job" => Fact::Yes(record.has_other_job),
        "call_reason" => call.reason.as_deref().map_or(Fact::Nothing, word),
        "employer_last_day" => match record.employer_reply {
            EmployerReply::Left(Some(day)) => Fact::Text(day.to_string()),
            EmployerReply::None | EmployerReply::Works | EmployerReply::Left(None) => Fact::Nothing,
        },
        _ => Fact::Nothing,
    };
    FACTS.iter().map(|(name, _)| ((*name).to_owned(), fact(name))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::flows::FactKind;
    use jiff::civil::date;

    #[test]
    fn every_fact_is_known_and_of_its_kind() {
        let record = Record {
            claim_due: Some(Kind::Sustainment),
            interval_weeks: 3,
            round: Round { number: 4, cycle: 1, attempts: 2, made: 2 },
            employer_asked_on: Some(date(2026, 2, 10)),
            is_reclaimed: true,
            basis: Basis::Consent,
            has_agreement: false,
            countersignature: Countersignature::Returned,
            employer_reply: EmployerReply::Left(Some(date(2026, 2, 20))),
            is_letter_sent: true,
            last_day: Some(date(2026, 2, 20)),
            has_other_job: true,
        };
        let call = Call {
            number: Some("+14165550142".to_owned()),
            other_number: Some("+14165550143".to_owned()),
            reason: Some("Bus pass".to_owned()),
        };
        let all = facts(&record, &call, date(2026, 3, 2));
        assert_eq!(all.len(), FACTS.len());
        for (name, kind) in FACTS {
            let fits = match (kind, &all[name]) {
                (FactKind::Yes, Fact::Yes(_)) | (FactKind::Number, Fact::Number(_)) => true,
                (FactKind::Text, Fact::Text(text)) => {
                    ["2026-02-20", "+14165550142", "+14165550143", "Bus pass"]
                        .contains(&text.as_str())
                }
                (FactKind::Word(words), Fact::Text(word)) => words.contains(&word.as_str()),
                (_, _) => false,
            };
            assert!(fits, "{name}: {:?}", all[name]);
        }
        assert_eq!(all["attempt_no"], Fact::Number(3.0));
        assert_eq!(all["days_since_employer_check"], Fact::Number(20.0));
        let none = Record { employer_asked_on: None, ..record };
        let unknown = facts(&none, &Call::default(), date(2026, 3, 2));
        assert_eq!(unknown["number_to_call"], Fact::Nothing);
        assert_eq!(unknown["call_reason"], Fact::Nothing);
        assert_eq!(unknown["days_since_employer_check"], Fact::Nothing);
    }

    #[test]
    fn a_basis_is_read_again() {
        for basis in Basis::ALL {
            assert_eq!(Basis::of_word(basis.word()), Some(basis));
        }
        assert!(!Basis::default().may_contact(), "nobody is contacted without a basis");
    }
}
