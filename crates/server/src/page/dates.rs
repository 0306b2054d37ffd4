//! Days, times, money and numbers as people say them.

use jiff::Zoned;
use jiff::civil::Date;

use super::words::{Locale, Words};

/// Keeps a number and its unit on one line.
const NO_BREAK: char = '\u{a0}';

impl Words {
    /// `Tue 30 Sep 2025`, `mar. 30 sept. 2025`.
    pub fn date(&self, date: Date) -> String {
        self.with("date-with-year", &self.date_args(date, "short"))
    }

    /// As [`Words::date`], without the year when it is the year of `today`.
    pub fn date_near(&self, date: Date, today: Date) -> String {
        if date.year() == today.year() {
            self.with("date-in-year", &self.date_args(date, "short"))
        } else {
            self.date(date)
        }
    }

    /// `Tuesday 30 September 2025`, `mardi 30 septembre 2025`.
    pub fn date_long(&self, date: Date) -> String {
        self.with("date-with-year", &self.date_args(date, "long"))
    }

    /// As [`Words::date_long`], without the year when it is the year of `today`.
    pub fn date_long_near(&self, date: Date, today: Date) -> String {
        if date.year() == today.year() {
            self.with("date-in-year", &self.date_args(date, "long"))
        } else {
            self.date_long(date)
        }
    }

    /// `today`, `tomorrow`, `yesterday`, `in 3 days`, `3 days ago`.
    pub fn days_from(&self, today: Date, date: Date) -> String {
        match days_between(today, date) {
            0 => self.say("days-today"),
            1 => self.say("days-tomorrow"),
            -1 => self.say("days-yesterday"),
            days if days > 0 => self.with("days-ahead", &[("days", days.into())]),
            days => self.with("days-ago", &[("days", days.abs().into())]),
        }
    }

    /// `in 3 days, Tue 30 Sep`: how far, and the exact day beside it.
    pub fn due(&self, today: Date, date: Date) -> String {
        let (far, exact) = (self.days_from(today, date), self.date_near(date, today));
        self.with("days-and-date", &[("far", far.into()), ("date", exact.into())])
    }

    /// How long something waits that has waited since a day: `since today`, `for 3 days`.
    pub fn age(&self, today: Date, since: Date) -> String {
        self.with("tasks-age", &[("days", days_between(since, today).max(0).into())])
    }

    /// Since when something stands where it stands: `today`, `Mon 30 Nov, for 3 days`.
    pub fn since(&self, today: Date, since: Date) -> String {
        if since >= today {
            return self.say("date-today");
        }
        let args =
            [("when", self.date_near(since, today).into()), ("age", self.age(today, since).into())];
        self.with("date-since", &args)
    }

    /// `3 days`, `1 day`, `0 days`.
    pub fn days(&self, days: i64) -> String {
        self.with("days-count", &[("days", days.into())])
    }

    /// The clock on the wall where `moment` is read: `08:12`, `08 h 12`.
    pub fn time(&self, moment: &Zoned) -> String {
        let hour = format!("{:02}", moment.hour());
        let minute = format!("{:02}", moment.minute());
        self.with("time-of-day", &[("hour", hour.into()), ("minute", minute.into())])
    }

    /// `Tue 30 Sep 2025 at 08:12`.
    pub fn moment(&self, moment: &Zoned) -> String {
        self.at(self.date(moment.date()), moment)
    }

    /// As [`Words::moment`], but `today at 08:12` on the day itself and no year within the year.
    pub fn moment_near(&self, moment: &Zoned, today: Date) -> String {
        let day = match days_between(today, moment.date()) {
            -1..=1 => self.days_from(today, moment.date()),
            _ => self.date_near(moment.date(), today),
        };
        self.at(day, moment)
    }

    /// Whole cents of a currency (ISO 4217): `$18.50`, `18,50 $`, `£1,250.00`.
    ///
    /// Dollars are taken for Canadian ones; a currency without a sign is said by its code.
    pub fn money(&self, cents: i64, currency: &str) -> String {
        let amount = cents.unsigned_abs();
        let whole = self.grouped(amount / 100);
        let number = format!("{whole}{}{:02}", self.point(), amount % 100);
        let minus = if cents < 0 { "−" } else { "" };
        let sign = match currency {
            "CAD" => "$",
            "GBP" => "£",
            "EUR" => "€",
            other => return format!("{minus}{number}{NO_BREAK}{other}"),
        };
        match self.locale {
            Locale::En => format!("{minus}{sign}{number}"),
            Locale::Fr => format!("{minus}{number}{NO_BREAK}{sign}"),
        }
    }

    /// A number with at most two places and no idle zeros: `37.5`, `37,5`, `1,250`.
    ///
    /// Not for money, which is whole cents: see [`Words::money`].
    pub fn decimal(&self, value: impl Into<f64>) -> String {
        let value: f64 = value.into();
        let text = format!("{:.2}", value.abs());
        let (whole, part) = text.split_once('.').unwrap_or((&text, ""));
        let whole = whole.parse().map_or_else(|_| whole.to_owned(), |whole| self.grouped(whole));
        let part = part.trim_end_matches('0');
        let minus = if value < 0.0 && (whole != "0" || !part.is_empty()) { "−" } else { "" };
        if part.is_empty() {
            format!("{minus}{whole}")
        } else {
            format!("{minus}{whole}{}{part}", self.point())
        }
    }

    /// A whole number with its thousands apart: `1,250`, `1 250`.
    pub fn number(&self, value: i64) -> String {
        let minus = if value < 0 { "−" } else { "" };
        format!("{minus}{}", self.grouped(value.unsigned_abs()))
    }

    /// A size as people say it: `214 KB`, `1.2 MB`, `214 Ko`.
    pub fn size(&self, bytes: u64) -> String {
        #[expect(clippy::cast_precision_loss, reason = "a rounded size is all that is said")]
        let kilobytes = (bytes as f64 / 1000.0).ceil();
        if kilobytes < 1000.0 {
            self.with("size-kilobytes", &[("size", self.decimal(kilobytes).into())])
        } else {
            let megabytes = (kilobytes / 100.0).round() / 10.0;
            self.with("size-megabytes", &[("size", self.decimal(megabytes).into())])
        }
    }

    /// `a`, `a and b`, `a, b and c`.
    pub fn list(&self, parts: &[String]) -> String {
        match parts {
            [] => String::new(),
            [one] => one.clone(),
            [first @ .., last] => {
                let first = first.join(", ");
                self.with("list-end", &[("first", first.into()), ("last", last.into())])
            }
        }
    }

    fn at(&self, day: String, moment: &Zoned) -> String {
        let time = self.time(moment);
        self.with("moment-at", &[("day", day.into()), ("time", time.into())])
    }

    /// The parts of a date; `length` is `short` or `long`, as in the keys of the ftl files.
    fn date_args(&self, date: Date, length: &str) -> [(&'static str, super::words::Arg); 4] {
        let weekday = date.weekday().to_monday_one_offset();
        [
            ("weekday", self.say(&format!("weekday-{length}-{weekday}")).into()),
            ("day", self.day_of_month(date.day()).into()),
            ("month", self.say(&format!("month-{length}-{}", date.month())).into()),
            ("year", date.year().to_string().into()),
        ]
    }

    /// French counts the first of a month and only the first: `1er octobre`, `2 octobre`.
    fn day_of_month(&self, day: i8) -> String {
        match (self.locale, day) {
            (Locale::Fr, 1) => "1er".to_owned(),
            (Locale::En | Locale::Fr, day) => day.to_string(),
        }
    }

    const fn point(&self) -> char {
        match self.locale {
            Locale::En => '.',
            Locale::Fr => ',',
        }
    }

    fn grouped(&self, number: u64) -> String {
        let apart = match self.locale {
            Locale::En => ',',
            Locale::Fr => NO_BREAK,
        };
        let digits = number.to_string();
        let mut said = String::with_capacity(digits.len() + digits.len() / 3);
        for (at, digit) in digits.chars().enumerate() {
            if at > 0 && (digits.len() - at).is_multiple_of(3) {
                said.push(apart);
            }
            said.push(digit);
        }
        said
    }
}

/// Whole days from one day to another; negative when `to` is earlier.
fn days_between(from: Date, to: Date) -> i64 {
    from.until(to).map_or(0, |span| i64::from(span.get_days()))
}

#[cfg(test)]
#[path = "dates_test.rs"]
mod test;
