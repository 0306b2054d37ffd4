//! Settings of flows: of a flow itself, and of a programme in its stead.

use crate::words::Words;

/// A number or a word that an office sets for itself, or its programme for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Setting {
    pub name: String,
    pub value: SettingValue,
    /// Why it is what it is: where the value comes from, or that it is a guess.
    pub because: Option<Words>,
}

/// What a setting holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SettingValue {
    Count(u16),
    WorkingDays(u16),
    Weeks(u16),
    Word(String),
}
