//! Who may do what. A role is a set of rights and a scope: whose files may be seen at all, and
//! whose may be opened without saying why.

use std::fmt;
use std::str::FromStr;

/// What a member of staff is here for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    Adviser,
    TeamLeader,
    RecordsLead,
    ClaimsOfficer,
    Administrator,
    Auditor,
}

/// One thing that may be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Right {
    SeePeople,
    /// Enter a person, correct their record, record a death or a withdrawal.
    RecordPeople,
    /// Keep in touch: the diary, tries to reach somebody, support, walks through flows.
    Track,
    /// Enrol, place into Outcomes, correct and end placements.
    Place,
    /// Send a survey, hand over a link.
    Ask,
    /// Enter, correct and submit answers; pin, waive, call missed.
    Review,
    /// Let a checkpoint go without the evidence that its programme wants.
    WaiveEvidence,
    /// Prepare what goes to the funder, note its answers, take it out, send it again.
    Submit,
    /// Approve what somebody else prepared, make files, note payments.
    ApproveSubmissions,
    /// Lead a team: see to its desk, hand a caseload over.
    HandOver,
    /// Take proof packs.
    TakeProofs,
    /// Programmes, offices, people who sign in.
    SetUp,
    ReadAudit,
}

/// Whose files.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scope {
    Own,
    Office,
    Agency,
}

impl Role {
    pub const ALL: [Self; 6] = [
        Self::Adviser,
        Self::TeamLeader,
        Self::RecordsLead,
        Self::ClaimsOfficer,
        Self::Administrator,
        Self::Auditor,
    ];

    /// The word that is stored.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Adviser => "adviser",
            Self::TeamLeader => "team_leader",
            Self::RecordsLead => "records_lead",
            Self::ClaimsOfficer => "claims_officer",
            Self::Administrator => "administrator",
            Self::Auditor => "auditor",
        }
    }

    /// Whether this role holds a right.
    #[must_use]
    pub fn holds(self, right: Right) -> bool {
        use Right::{
            ApproveSubmissions, Ask, HandOver, Place, ReadAudit, RecordPeople, Review, SeePeople,
            SetUp, Submit, TakeProofs, Track, WaiveEvidence,
        };
        match self {
            Self::Adviser => {
                matches!(right, SeePeople | RecordPeople | Track | Place | Ask | Review | Submit)
            }
            Self::TeamLeader => match right {
                SeePeople | RecordPeople | Track | Place | Ask | Review => true,
                WaiveEvidence | Submit | ApproveSubmissions | HandOver | TakeProofs => true,
                SetUp | ReadAudit => false,
            },
            Self::RecordsLead => matches!(right, SeePeople | RecordPeople | Track | Place),
            Self::ClaimsOfficer => {
                matches!(right, SeePeople | Track | Submit | ApproveSubmissions | TakeProofs)
            }
            Self::Administrator => match right {
                SeePeople | RecordPeople | Track | Place | Ask | Review => true,
                WaiveEvidence | Submit | ApproveSubmissions | HandOver | TakeProofs => true,
                SetUp | ReadAudit => true,
            },
            Self::Auditor => matches!(right, SeePeople | ReadAudit | TakeProofs),
        }
    }

    /// Whose files exist for this role: others look as if they were not there.
    #[must_use]
    pub fn sees(self) -> Scope {
        match self {
            Self::Adviser | Self::TeamLeader => Scope::Office,
            Self::RecordsLead | Self::ClaimsOfficer | Self::Administrator | Self::Auditor => {
                Scope::Agency
            }
        }
    }

    /// Whose files are opened without giving a reason: the caseload.
    #[must_use]
    pub fn caseload(self) -> Scope {
        match self {
            Self::Adviser | Self::Administrator | Self::Auditor => Scope::Own,
            Self::TeamLeader => Scope::Office,
            Self::RecordsLead | Self::ClaimsOfficer => Scope::Agency,
        }
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

/// A word that names no role.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UnknownRole;

impl FromStr for Role {
    type Err = UnknownRole;

    fn from_str(word: &str) -> Result<Self, UnknownRole> {
        Self::ALL.into_iter().find(|role| role.word() == word).ok_or(UnknownRole)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_auditor_changes_nothing() {
        for right in [
            Right::RecordPeople,
            Right::Track,
            Right::Place,
            Right::Ask,
            Right::Review,
            Right::Submit,
            Right::ApproveSubmissions,
            Right::SetUp,
        ] {
            assert!(!Role::Auditor.holds(right), "{right:?}");
        }
    }

    #[test]
    fn the_caseload_is_never_wider_than_what_is_seen() {
        for role in Role::ALL {
            assert!(role.caseload() <= role.sees(), "{role}");
            assert_eq!(role.word().parse(), Ok(role));
        }
    }
}
