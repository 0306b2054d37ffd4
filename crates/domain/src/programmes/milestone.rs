//! May a milestone be ticked? The pack says when, over a closed list of variables.
//!
//! Cairn computes and says why; a person ticks. What evidence a checkpoint needs is a rule of its
//! own (`EvidenceRule`) and is not asked here.

use super::CheckpointRule;
use crate::expression::{ConditionFault, Fact, Facts};

/// The variables that `milestone_when` may ask for, each with what it holds. `null` stands for
/// "not known": a condition has to say what becomes of it.
pub const VARIABLES: [(&str, &str); 10] = [
    ("working_on_due", "true if a job on file covers the due date"),
    (
        "hours_week",
        "hours in a usual week, all jobs together: verified, else answered, else on \
      file; null if not known",
    ),
    ("hours_four_weeks", "hours of the last four weeks, all jobs together; null if not known"),
    (
        "gap_days_longest",
        "the longest run of days without a job between the day that the \
      programme counts from and the due date; 0 if there is none; null if not known",
    ),
    ("subsidised", "true if a wage subsidy is active on the due date; null if not known"),
    ("self_employed", "true if a job on the due date is the person's own business"),
    ("work_status", "the reviewed answer to the question `work_status`; '' if there is none"),
    ("outcome_code", "the code of the outcome that staff chose; '' if there is none"),
    ("outcome_group", "the group of that outcome; '' if there is none"),
    ("outcome_counts", "true if that outcome counts for the funder"),
];

/// What is known when a milestone is looked at.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct MilestoneFacts {
    pub working_on_due: bool,
    pub hours_week: Option<f64>,
    pub hours_four_weeks: Option<f64>,
    pub gap_days_longest: Option<u32>,
    pub subsidised: Option<bool>,
    pub self_employed: bool,
    pub work_status: String,
    pub outcome_code: String,
    pub outcome_group: String,
    pub outcome_counts: bool,
}

impl MilestoneFacts {
    /// The facts under the names of `VARIABLES`.
    #[must_use]
    pub fn facts(&self) -> Facts {
        let number = |known: Option<f64>| known.map_or(Fact::Nothing, Fact::Number);
        let named = [
            ("working_on_due", Fact::Yes(self.working_on_due)),
            ("hours_week", number(self.hours_week)),
            ("hours_four_weeks", number(self.hours_four_weeks)),
            ("gap_days_longest", number(self.gap_days_longest.map(f64::from))),
            ("subsidised", self.subsidised.map_or(Fact::Nothing, Fact::Yes)),
            ("self_employed", Fact::Yes(self.self_employed)),
            ("work_status", Fact::Text(self.work_status.clone())),
            ("outcome_code", Fact::Text(self.outcome_code.clone())),
            ("outcome_group", Fact::Text(self.outcome_group.clone())),
            ("outcome_counts", Fact::Yes(self.outcome_counts)),
        ];
        named.into_iter().map(|(name, fact)| (name.to_owned(), fact)).collect()
    }

    /// Facts that a condition has to have an answer for: nothing known, and all known.
    #[must_use]
    pub fn extremes() -> [Self; 3] {
        let known = Self {
            working_on_due: true,
            hours_week: Some(30.0),
            hours_four_weeks: Some(120.0),
            gap_days_longest: Some(0),
            subsidised: Some(false),
            self_employed: true,
            work_status: "same_job".to_owned(),
            outcome_code: "some_code".to_owned(),
            outcome_group: "some_group".to_owned(),
            outcome_counts: true,
        };
        // `&&` stops at the first false, so that "works, hours not known" is asked as well.
        let hours_unknown = Self {
            hours_week: None,
            hours_four_weeks: None,
            gap_days_longest: None,
            subsidised: None,
            ..known.clone()
        };
        [Self::default(), hours_unknown, known]
    }
}

/// Whether the pack's condition for a milestone holds. Where the pack has none, it does.
///
/// # Errors
///
/// When the condition has no answer for these facts: a fault of the pack.
pub fn condition_holds(
    rule: &CheckpointRule,
    facts: &MilestoneFacts,
) -> Result<bool, ConditionFault> {
    rule.milestone_when.as_ref().map_or(Ok(true), |condition| condition.holds(&facts.facts()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::expression::Condition;
    use crate::programmes::Offset;
    use crate::programmes::samples::rule;

    fn holds(condition: Option<&str>, facts: &MilestoneFacts) -> Result<bool, ConditionFault> {
        let mut one = rule("m1", Offset::Months(1));
        one.milestone_when =
            condition.map(|text| Condition::compile(text).expect("is a condition"));
        condition_holds(&one, facts)
    }

    #[test]
    fn conditions_are_asked_with_every_variable() {
        let twenty = "working_on_due && hours_week != null && hours_week >= 20";
        let works = |hours: Option<f64>| MilestoneFacts {
            working_on_due: true,
            hours_week: hours,
            ..MilestoneFacts::default()
        };
        let rows = [
            (Some(twenty), works(Some(20.0)), true),
            (Some(twenty), works(Some(19.5)), false),
            (Some(twenty), works(None), false),
            (Some(twenty), MilestoneFacts::default(), false),
            (Some("outcome_counts || gap_days_longest == 0"), works(None), false),
            (None, MilestoneFacts::default(), true),
        ];
        for (condition, facts, expected) in rows {
            assert_eq!(holds(condition, &facts), Ok(expected), "{condition:?} {facts:?}");
        }
    }

    #[test]
    fn the_closed_list_is_what_is_known() {
        let facts = MilestoneFacts::default().facts();
        let names: Vec<&str> = facts.keys().map(String::as_str).collect();
        let mut listed: Vec<&str> = VARIABLES.iter().map(|(name, _)| *name).collect();
        listed.sort_unstable();
        assert_eq!(names, listed);
    }

    #[test]
    fn a_condition_that_forgets_null_is_found_by_the_extremes() {
        let forgets = Some("working_on_due && hours_week >= 20");
        let answers = MilestoneFacts::extremes().map(|facts| holds(forgets, &facts));
        assert!(answers.iter().any(Result::is_err), "{answers:?}");
    }
}
