//! The fields of a job: hours and pay, on three forms.

use crate::api::Posted;
use crate::page::{Choice, Field, Problems, Words};
use crate::people::web::form::{read_cents, read_number};
use crate::placements::view::period_key;
use domain::placements::PayPeriod;

/// Where the macro for money posts the period.
const PERIOD: &str = "pay_cents-period";

/// Hours and pay as they were typed.
pub struct TypedTerms {
    pub hours_per_week: Option<f64>,
    pub pay_cents: Option<i64>,
    pub pay_period: Option<String>,
}

/// Reads hours and pay. What is no number is a problem of its field here, since the act would
/// take it for left out.
pub fn read_terms(form: &Posted, words: Words, problems: &mut Problems) -> TypedTerms {
    let hours_per_week = form.given("hours_per_week").and_then(|typed| {
        let read = read_number(typed);
        if read.is_none() {
            problems.add("hours_per_week", words.say("placements-hours-wanted"));
        }
        read
    });
    let pay_cents = form.given("pay_cents").and_then(|typed| {
        let read = read_cents(typed);
        if read.is_none() {
            problems.add("pay_cents", words.say("placements-amount-wanted"));
        }
        read
    });
    let pay_period = form.given(PERIOD).map(str::to_owned);
    if form.given("pay_cents").is_some() != pay_period.is_some() {
        problems.add("pay_cents", words.say("placements-pay-incomplete"));
    }
    TypedTerms { hours_per_week, pay_cents, pay_period }
}

/// The fields for hours and pay.
pub fn terms_fields(
    words: Words,
    typed: &Posted,
    unit: &str,
    problems: &Problems,
) -> (Field, Field) {
    let hours = Field::new(words, "hours_per_week", "placements-hours")
        .hint("placements-hours-hint")
        .keyboard("decimal")
        .width("short")
        .unit(words.say("placements-hours-unit"))
        .value(typed.text("hours_per_week"))
        .problem(problems);
    let mut periods = vec![Choice::new("", words.say("field-choose"))];
    let period = |period: PayPeriod| Choice::new(period.word(), words.say(period_key(period)));
    periods.extend(PayPeriod::ALL.map(period));
    let mut pay = Field::new(words, "pay_cents", "placements-pay")
        .hint("placements-pay-hint")
        .optional()
        .choices(periods)
        .unit(unit)
        .value(typed.text("pay_cents"))
        .period(typed.text(PERIOD))
        .problem(problems);
    if pay.error.is_empty() {
        pay.error = problems.of("pay_period").unwrap_or_default().to_owned();
    }
    (hours, pay)
}

/// An amount as it is typed: `18.50`.
#[must_use]
pub fn amount_typed(cents: i64) -> String {
    format!("{}.{:02}", cents / 100, cents % 100)
}
