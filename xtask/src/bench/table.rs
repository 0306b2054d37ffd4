//! Figures, and the page that shows them.

use std::fmt::Write;

use crate::system;

/// One measured number.
pub struct Figure {
    name: String,
    figure: f64,
    /// What the number counts, with its unit: `requests per second`.
    per: &'static str,
    /// The name of the figure that it is compared with.
    ratio_to: Option<String>,
    aim: Option<Aim>,
}

/// What we want of a number.
#[derive(Clone, Copy)]
pub enum Aim {
    AtMost(f64),
    /// Of the figure that it is compared with.
    RatioAtMost(f64),
    /// The same, where more is better.
    RatioAtLeast(f64),
}

/// Figures that belong together, with what they mean.
pub struct Section {
    pub title: &'static str,
    pub words: &'static str,
    pub figures: Vec<Figure>,
}

impl Figure {
    pub fn of(name: impl Into<String>, figure: f64, per: &'static str) -> Figure {
        Figure { name: name.into(), figure, per, ratio_to: None, aim: None }
    }

    pub fn to(mut self, base: impl Into<String>) -> Figure {
        self.ratio_to = Some(base.into());
        self
    }

    pub fn aim(mut self, aim: Aim) -> Figure {
        self.aim = Some(aim);
        self
    }

    fn ratio<'a>(&self, all: &'a [Section]) -> Option<(f64, &'a str)> {
        let wanted = self.ratio_to.as_ref()?;
        let mut figures = all.iter().flat_map(|section| &section.figures);
        let base = figures.find(|base| base.name == *wanted && base.figure > 0.0)?;
        Some((self.figure / base.figure, &base.name))
    }

    /// Whether the aim is met, where there is one and what it is compared with was measured.
    fn is_met(&self, all: &[Section]) -> Option<bool> {
        match self.aim? {
            Aim::AtMost(most) => Some(self.figure <= most),
            Aim::RatioAtMost(most) => self.ratio(all).map(|(ratio, _)| ratio <= most),
            Aim::RatioAtLeast(least) => self.ratio(all).map(|(ratio, _)| ratio >= least),
        }
    }
}

/// The figures as a page of Markdown, with the machine on which they were taken.
pub fn report(sections: &[Section]) -> String {
    let compiler = system::output_of("rustc", &["--version"]).unwrap_or_default();
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let mut page = format!(
        "# Benchmarks\n\nMade by `cargo xtask bench`; do not edit. Servers, databases and clients \
         share one machine, so compare ratios, not machines.\n\n\
         Taken on {cores} cores ({}), {:.0} gigabytes of memory, {compiler}.\n\n{}",
        processor(),
        memory_gigabytes(),
        aims(sections),
    );
    for section in sections {
        // Writing to a string cannot fail.
        let _ = writeln!(page, "\n## {}\n\n{}\n", section.title, section.words);
        page.push_str("| name | figure | per what | ratio to | aim |\n");
        page.push_str("| --- | ---: | --- | --- | --- |\n");
        for figure in &section.figures {
            let ratio = figure.ratio(sections);
            let ratio = ratio.map(|(ratio, base)| format!("{} of {base}", number(ratio)));
            let (name, number, per) = (&figure.name, number(figure.figure), figure.per);
            let (ratio, aim) = (ratio.unwrap_or_default(), aim(figure, sections));
            let _ = writeln!(page, "| {name} | {number} | {per} | {ratio} | {aim} |");
        }
    }
    page
}

/// What is missed comes first.
fn aims(sections: &[Section]) -> String {
    let figures = sections.iter().flat_map(|section| &section.figures);
    let missed: Vec<String> = figures
        .filter(|figure| figure.is_met(sections) == Some(false))
        .map(|figure| format!("- {}: {}\n", figure.name, aim(figure, sections)))
        .collect();
    if missed.is_empty() {
        return "Every aim is met.\n".to_owned();
    }
    format!("**Aims that are missed:**\n\n{}", missed.concat())
}

fn aim(figure: &Figure, sections: &[Section]) -> String {
    let Some(aim) = figure.aim else { return String::new() };
    let wanted = match aim {
        Aim::AtMost(most) => format!("at most {}", number(most)),
        Aim::RatioAtMost(most) => format!("ratio at most {}", number(most)),
        Aim::RatioAtLeast(least) => format!("ratio at least {}", number(least)),
    };
    match figure.is_met(sections) {
        Some(true) => format!("{wanted}: met"),
        Some(false) => match (aim, figure.ratio(sections)) {
            (Aim::RatioAtMost(_) | Aim::RatioAtLeast(_), Some((ratio, _))) => {
                format!("{wanted}: **missed**, it is {}", number(ratio))
            }
            _ => format!("{wanted}: **missed**, it is {}", number(figure.figure)),
        },
        None => wanted,
    }
}

/// Digits that matter, and thousands kept apart.
fn number(value: f64) -> String {
    if value > 0.0 && value < 0.1 {
        return format!("{value:.4}");
    }
    if value < 10.0 {
        return format!("{value:.2}");
    }
    if value < 100.0 {
        return format!("{value:.1}");
    }
    let digits = format!("{value:.0}");
    let mut grouped = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

fn processor() -> String {
    let said = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = said.lines().find_map(|line| line.strip_prefix("model name")?.split_once(": "));
    model.map_or_else(|| "unknown processor".to_owned(), |(_, model)| model.trim().to_owned())
}

fn memory_gigabytes() -> f64 {
    let said = std::fs::read_to_string("/proc/meminfo").unwrap_or_default();
    let total = said.lines().find_map(|line| line.strip_prefix("MemTotal:"));
    let kibibytes = total.and_then(|line| line.split_whitespace().next()?.parse::<f64>().ok());
    kibibytes.unwrap_or_default() * 1_024.0 / 1e9
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_is_compared() {
        let base = Figure::of("bare", 1_234_567.0, "a");
        let ours = Figure::of("ours", 12_345.0, "b").to("bare").aim(Aim::RatioAtMost(2.0));
        let half = Figure::of("half", 617_284.0, "c").to("bare").aim(Aim::RatioAtLeast(0.5));
        let page = report(&[Section { title: "t", words: "w", figures: vec![base, ours, half] }]);
        let half = "| half | 617,284 | c | 0.50 of bare | ratio at least 0.50: met |";
        assert!(page.contains(half), "{page}");
        assert!(page.contains("| bare | 1,234,567 | a |  |  |"), "{page}");
        let line = "| ours | 12,345 | b | 0.0100 of bare | ratio at most 2.00: met |";
        assert!(page.contains(line), "{page}");
        assert!(page.contains("Every aim is met."), "{page}");
    }

    #[test]
    fn a_missed_aim_is_said_first() {
        let late = Figure::of("start", 0.5, "seconds").aim(Aim::AtMost(0.1));
        let page = report(&[Section { title: "t", words: "w", figures: vec![late] }]);
        let line = "- start: at most 0.10: **missed**, it is 0.50";
        let at = page.find(line);
        assert!(at.is_some() && at < page.find("## t"), "{page}");
    }
}
