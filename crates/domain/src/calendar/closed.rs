//! The holidays of a day, where several regions count.

use super::{Holiday, Region, holidays};
use jiff::civil::Date;

/// The public holidays of a day, each named once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Closed {
    pub named: Vec<Holiday>,
    /// Whether every region keeps one.
    pub in_all: bool,
}

/// Which holidays a day is; none where it is no holiday anywhere. That a Saturday is none on which
/// somebody works needs no saying.
#[must_use]
pub fn closed(day: Date, regions: &[Region]) -> Option<Closed> {
    let (mut named, mut in_all): (Vec<Holiday>, bool) = (Vec::new(), true);
    for region in regions {
        let of_day: Vec<Holiday> =
            holidays(*region, day.year()).into_iter().filter(|one| one.on == day).collect();
        in_all &= !of_day.is_empty();
        for one in of_day {
            let is_named =
                |other: &Holiday| (other.name_en, other.in_lieu) == (one.name_en, one.in_lieu);
            if !named.iter().any(is_named) {
                named.push(one);
            }
        }
    }
    (!named.is_empty()).then_some(Closed { named, in_all })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_says_which_holidays_it_is() {
        let ontario = Region::of("CA-ON");
        let check = |day: &str, regions: &[Region], said: &str| {
            let found = match closed(day.parse().expect("a day"), regions) {
                None => String::new(),
                Some(Closed { named, in_all }) => {
                    let lieu = |one: &Holiday| if one.in_lieu { " in lieu" } else { "" };
                    let named: Vec<_> =
                        named.iter().map(|one| format!("{}{}", one.name_en, lieu(one))).collect();
                    format!("{}{}", named.join(", "), if in_all { "" } else { ", for some" })
                }
            };
            assert_eq!(found, said, "{day} {regions:?}");
        };
        check("2029-12-24", &[ontario], "");
        check("2029-12-25", &[ontario], "Christmas Day");
        check("2029-12-25", &[ontario, Region::of("GB-ENG")], "Christmas Day");
        check("2029-12-25", &[ontario, Region::WeekendsOnly], "Christmas Day, for some");
        check("2029-12-25", &[], "");
        check("2026-12-28", &[ontario], "Boxing Day in lieu");
        // Boxing Day of 2026 is a Saturday.
        check("2026-12-26", &[ontario], "Boxing Day");
        check("2026-12-19", &[ontario], "");
        check("2026-12-20", &[], "");
        check("2026-04-06", &[ontario, Region::of("GB-ENG")], "Easter Monday, for some");
    }
}
