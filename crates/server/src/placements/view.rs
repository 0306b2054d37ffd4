//! Jobs as pages show them.

use super::store::{Kept, Terms};
use crate::page::Words;
use domain::placements::PayPeriod;
use jiff::civil::Date;

/// A job as it is shown.
#[derive(Debug, Clone)]
pub struct JobView {
    pub title: String,
    /// Employer, first day, last day with its reason, programme.
    pub facts: Vec<(String, String)>,
    /// Hours and pay with the day from which they hold, the latest first.
    pub terms: Vec<TermsView>,
    pub has_ended: bool,
    /// Where its forms are.
    pub address: String,
}

impl JobView {
    /// The address of one of its forms.
    #[must_use]
    pub fn to(&self, form: &str) -> String {
        format!("{}{form}", self.address)
    }
}

/// Hours and pay of some time.
#[derive(Debug, Clone)]
pub struct TermsView {
    pub from: String,
    pub said: String,
    /// In force today.
    pub is_present: bool,
}

/// The programme's name and its currency.
pub type Of<'a> = (&'a str, &'a str);

/// A job as it is shown on a day.
#[must_use]
pub fn job(words: Words, kept: &Kept, (programme, currency): Of<'_>, today: Date) -> JobView {
    let placement = &kept.placement;
    let fact = |key: &str, value: String| (words.say(key), value);
    let mut facts = vec![
        fact("placements-employer", kept.employer.clone()),
        fact("placements-started-on", words.date(placement.started_on)),
    ];
    if let Some(on) = placement.ended_on {
        facts.push(fact("placements-ended-on", words.date(on)));
        if let Some(reason) = &kept.end_reason {
            facts.push(fact("placements-end-reason", reason.said(words)));
        }
        if let Some(source) = &kept.end_source {
            let said = words.say(&format!("placements-end-source-{source}"));
            facts.push(fact("placements-end-source", said));
        }
    }
    let version = kept.pack_version.into();
    let args = [("title", programme.into()), ("version", version)];
    facts.push(fact("placements-programme", words.with("people-programme", &args)));
    let present = kept.terms_on(today).map(|terms| terms.from_on);
    let terms = kept.terms.iter().rev().map(|terms| TermsView {
        from: words.date(terms.from_on),
        said: terms_said(words, terms, currency),
        is_present: Some(terms.from_on) == present,
    });
    JobView {
        title: kept.job_title.clone(),
        facts,
        terms: terms.collect(),
        has_ended: placement.ended_on.is_some(),
        address: format!("/placements/{}", placement.id),
    }
}

/// `30 hours a week, $18.50 an hour`.
#[must_use]
pub fn terms_said(words: Words, terms: &Terms, currency: &str) -> String {
    let number = words.decimal(terms.hours_per_week);
    let hours = words.with("placements-hours-said", &[("hours", number.into())]);
    let Some(pay) = terms.pay else {
        return hours;
    };
    let amount = words.money(pay.cents, currency);
    let pay = words.with(per_key(pay.period), &[("amount", amount.into())]);
    words.with("placements-terms-said", &[("hours", hours.into()), ("pay", pay.into())])
}

fn per_key(period: PayPeriod) -> &'static str {
    match period {
        PayPeriod::Hour => "placements-per-hour",
        PayPeriod::Week => "placements-per-week",
        PayPeriod::TwoWeeks => "placements-per-two-weeks",
        PayPeriod::Month => "placements-per-month",
        PayPeriod::Year => "placements-per-year",
        PayPeriod::PerJob => "placements-per-job",
    }
}

/// The key of a period's name, as it is chosen.
#[must_use]
pub fn period_key(period: PayPeriod) -> &'static str {
    match period {
        PayPeriod::Hour => "placements-period-hour",
        PayPeriod::Week => "placements-period-week",
        PayPeriod::TwoWeeks => "placements-period-two-weeks",
        PayPeriod::Month => "placements-period-month",
        PayPeriod::Year => "placements-period-year",
        PayPeriod::PerJob => "placements-period-job",
    }
}
