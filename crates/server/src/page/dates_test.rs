use jiff::civil::{Date, date};
use jiff::tz::TimeZone;

use super::super::words::{Locale, Words};

const EN: Words = Words::new(Locale::En);
const FR: Words = Words::new(Locale::Fr);
const TODAY: Date = date(2025, 9, 30);

#[test]
fn dates_are_said_as_people_say_them() {
    assert_eq!(EN.date(TODAY), "Tue 30 Sep 2025");
    assert_eq!(FR.date(TODAY), "mar. 30 sept. 2025");
    assert_eq!(EN.date_near(TODAY, date(2025, 1, 1)), "Tue 30 Sep");
    assert_eq!(FR.date_near(date(2026, 2, 28), TODAY), "sam. 28 févr. 2026");
    assert_eq!(FR.date_near(date(2025, 10, 1), TODAY), "mer. 1er oct.");
    assert_eq!(EN.date_long(TODAY), "Tuesday 30 September 2025");
    assert_eq!(FR.date_long_near(TODAY, TODAY), "mardi 30 septembre");
}

#[test]
fn distances_are_said_in_days() {
    let said = |words: Words, to: Date| words.days_from(TODAY, to);
    assert_eq!(said(EN, TODAY), "today");
    assert_eq!(said(EN, date(2025, 10, 1)), "tomorrow");
    assert_eq!(said(EN, date(2025, 9, 29)), "yesterday");
    assert_eq!(said(EN, date(2025, 10, 3)), "in 3 days");
    assert_eq!(said(EN, date(2025, 9, 27)), "3 days ago");
    assert_eq!(said(FR, TODAY), "aujourd’hui");
    assert_eq!(said(FR, date(2025, 10, 3)), "dans 3 jours");
    assert_eq!(said(FR, date(2025, 9, 27)), "il y a 3 jours");
    assert_eq!(said(EN, date(2026, 9, 30)), "in 365 days");
    assert_eq!(EN.due(TODAY, date(2025, 10, 3)), "in 3 days, Fri 3 Oct");
}

#[test]
fn moments_are_said_by_their_own_clock() {
    let zone = TimeZone::get("America/Toronto").expect("a zone");
    let moment = date(2025, 9, 30).at(8, 12, 0, 0).to_zoned(zone).expect("a moment");
    assert_eq!(EN.time(&moment), "08:12");
    assert_eq!(FR.time(&moment), "08\u{a0}h\u{a0}12");
    assert_eq!(EN.moment(&moment), "Tue 30 Sep 2025 at 08:12");
    assert_eq!(EN.moment_near(&moment, TODAY), "today at 08:12");
    assert_eq!(EN.moment_near(&moment, date(2025, 10, 5)), "Tue 30 Sep at 08:12");
}

#[test]
fn money_is_whole_cents() {
    assert_eq!(EN.money(1850, "CAD"), "$18.50");
    assert_eq!(FR.money(1850, "CAD"), "18,50\u{a0}$");
    assert_eq!(EN.money(125_000_005, "GBP"), "£1,250,000.05");
    assert_eq!(FR.money(-125_000, "CAD"), "−1\u{a0}250,00\u{a0}$");
    assert_eq!(EN.money(i64::MIN, "CAD"), "−$92,233,720,368,547,758.08");
    assert_eq!(EN.money(5, "JPY"), "0.05\u{a0}JPY");
}

#[test]
fn numbers_lose_idle_zeros() {
    assert_eq!(EN.decimal(37.5), "37.5");
    assert_eq!(FR.decimal(37.5), "37,5");
    assert_eq!(EN.decimal(30), "30");
    assert_eq!(EN.decimal(-0.001), "0");
    assert_eq!(EN.decimal(1234.5), "1,234.5");
    assert_eq!(FR.number(61_000), "61\u{a0}000");
    assert_eq!(EN.size(213_400), "214\u{a0}KB");
    assert_eq!(FR.size(1_240_000), "1,2\u{a0}Mo");
}

#[test]
fn lists_end_with_and() {
    let parts = |count: usize| ["a", "b", "c"][..count].iter().map(|p| (*p).to_owned());
    let said = |count| EN.list(&parts(count).collect::<Vec<_>>());
    assert_eq!([said(0), said(1), said(2), said(3)], ["", "a", "a and b", "a, b and c"]);
}
