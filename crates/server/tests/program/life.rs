//! How things are with somebody: what they would answer, by question; the rest is left open.

pub struct Life(pub &'static [(&'static str, &'static str)]);

/// In the same job as when they began. The declaration stands last, on a page of its own.
pub const STILL_WORKING: Life = Life(&[
    ("agree", "yes"),
    ("work_status", "same_job"),
    ("job_confirm", "yes"),
    ("hours_week", "32"),
    ("hours_vary", "same"),
    ("wage_amount", "19.50"),
    ("wage_period", "hour"),
    ("job_type", "permanent"),
    ("job_fit", "yes"),
    ("barriers", "none"),
    ("need_help", "no"),
    ("job_sat", "4"),
    ("comment", "Thank you for asking."),
]);
