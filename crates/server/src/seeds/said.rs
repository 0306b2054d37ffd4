//! What those of the cast who go on working say: each in their own way, the same at every start.

use super::cast::Member;
use crate::keys::sha256_hex;
use serde_json::{Value, json};

const COMMENTS_EN: [&str; 10] = [
    "The help with my resume made the difference. Thank you.",
    "Getting there without a car is the hardest part, the bus comes once an hour.",
    "My manager is kind and the hours suit the school run.",
    "I would like more hours after the summer.",
    "The work boots voucher came just in time.",
    "It is going well. I was afraid of the first week, and it was fine.",
    "Please call in the evening, I cannot answer at work.",
    "The course in food safety got me a small raise.",
    "Shifts are posted late, so it is hard to plan child care.",
    "Everything is good.",
];
const COMMENTS_FR: [&str; 6] = [
    "L’équipe est accueillante, merci pour votre aide.",
    "Les horaires changent souvent, c’est difficile pour la garderie.",
    "L’autobus ne passe pas le dimanche matin.",
    "J’aimerais suivre une formation l’automne prochain.",
    "Tout va bien.",
    "Merci de m’écrire en français.",
];

/// The answers of a member to the survey of this number, from 1.
pub fn goes_on(member: &Member, survey: usize) -> Value {
    let name = format!("{} {}", member.name.0, member.name.1);
    let hash = sha256_hex(format!("{name} {survey}").as_bytes());
    // Another pair of digits for each question.
    let turn = |place: usize| {
        let digits = hash.get(place * 2..place * 2 + 2).unwrap_or("0");
        usize::from_str_radix(digits, 16).unwrap_or_default()
    };
    let pick = |place: usize, of: &[&'static str]| of[turn(place) % of.len()];
    let rate = |place: usize, of: &[u8]| of[turn(place) % of.len()];
    let mut said = json!({
        "agree": "yes", "work_status": "same_job", "job_confirm": "yes",
        "hours_week": member.hours, "wage_amount": (member.pay as f64) / 100.0,
        "wage_period": "hour", "need_help": "no", "weeks_without": 0,
        "hours_vary": pick(0, &["same", "same", "same", "vary_little", "vary_little", "vary_lot"]),
        "job_type": pick(1, &["permanent", "permanent", "permanent", "temporary"]),
        "job_fit": pick(2, &["yes", "yes", "partly", "no"]),
        "barriers": [pick(3, &["none", "none", "none", "transport", "transport", "childcare"])],
        "income_now": ["job"],
        "job_sat": rate(4, &[5, 4, 4, 4, 3, 5, 2]),
        "svc_sat": rate(5, &[5, 5, 4, 4, 3]),
        "declare": {"agreed": true, "name": name},
    });
    if turn(6) % 5 < 3 {
        let comment = if member.language == "fr" {
            COMMENTS_FR[turn(7) % COMMENTS_FR.len()]
        } else {
            COMMENTS_EN[turn(7) % COMMENTS_EN.len()]
        };
        said["comment"] = json!(comment);
    }
    said
}
