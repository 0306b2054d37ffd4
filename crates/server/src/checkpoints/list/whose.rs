//! Whose work a list shows.

use crate::access::Viewer;
use domain::access::{Role, Scope};
use domain::ids::UserId;

/// One's own, or everything that one sees.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whose {
    Mine,
    Team,
}

impl Whose {
    pub const ALL: [Self; 2] = [Self::Mine, Self::Team];

    /// What a role looks at first: its own caseload where it has one.
    #[must_use]
    pub fn usual(role: Role) -> Self {
        match role {
            Role::Adviser => Self::Mine,
            Role::TeamLeader
            | Role::RecordsLead
            | Role::ClaimsOfficer
            | Role::Administrator
            | Role::Auditor => Self::Team,
        }
    }

    /// The word of addresses.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Mine => "mine",
            Self::Team => "team",
        }
    }

    /// What an address says, or what the viewer looks at first.
    #[must_use]
    pub fn read(word: Option<&str>, viewer: &Viewer) -> Self {
        let named = word.and_then(|word| Self::ALL.into_iter().find(|one| one.word() == word));
        named.unwrap_or_else(|| Self::usual(viewer.role))
    }

    /// Whose checkpoints or people to narrow to; none for all that is seen.
    #[must_use]
    pub fn owner(self, viewer: &Viewer) -> Option<UserId> {
        match self {
            Self::Mine => Some(viewer.user),
            Self::Team => None,
        }
    }

    /// Whose tasks: one's own, and those that wait for anybody of one's role.
    #[must_use]
    pub fn tasks(self, viewer: &Viewer) -> Option<(UserId, Role)> {
        self.owner(viewer).map(|user| (user, viewer.role))
    }

    /// The key of its name: an office's team, or the whole agency.
    #[must_use]
    pub fn key(self, viewer: &Viewer) -> &'static str {
        match (self, viewer.role.sees()) {
            (Self::Mine, _) => "checkpoints-whose-mine",
            (Self::Team, Scope::Own | Scope::Office) => "checkpoints-whose-office",
            (Self::Team, Scope::Agency) => "checkpoints-whose-agency",
        }
    }
}
