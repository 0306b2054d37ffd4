//! Figures, and the page that shows them.

use std::fmt::Write;

use crate::system;

/// One measured number.
pub struct Figure {
    pub name: &'static str,
    pub figure: f64,
    /// What the number counts, with its unit: `requests per second`.
    pub per: &'static str,
    /// The name of the figure that it is compared with.
    pub ratio_to: Option<&'static str>,
}

/// The figures as a page of Markdown, with the machine on which they were taken.
pub fn report(figures: &[Figure]) -> String {
    let mut page = String::from(
        "# Benchmarks\n\nMade by `cargo xtask bench`. Compare ratios, not machines.\n\n",
    );
    let compiler = system::output_of("rustc", &["--version"]).unwrap_or_default();
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    // Writing to a string cannot fail.
    let _ = writeln!(page, "Taken on {cores} cores ({}), {compiler}.\n", processor());
    page.push_str("| name | figure | per what | ratio to |\n| --- | ---: | --- | --- |\n");
    for figure in figures {
        let number = number(figure.figure);
        let ratio = ratio(figure, figures);
        let _ = writeln!(page, "| {} | {number} | {} | {ratio} |", figure.name, figure.per);
    }
    page
}

fn ratio(figure: &Figure, figures: &[Figure]) -> String {
    let base = figure.ratio_to.and_then(|name| figures.iter().find(|base| base.name == name));
    match base {
        Some(base) if base.figure > 0.0 => {
            format!("{:.2} of {}", figure.figure / base.figure, base.name)
        }
        _ => String::new(),
    }
}

/// Three digits that matter, and thousands kept apart.
fn number(value: f64) -> String {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_is_compared() {
        let base = Figure { name: "bare", figure: 1_234_567.0, per: "a", ratio_to: None };
        let ours = Figure { name: "ours", figure: 12.34, per: "b", ratio_to: Some("bare") };
        let page = report(&[base, ours]);
        assert!(page.contains("| bare | 1,234,567 | a |  |"), "{page}");
        assert!(page.contains("| ours | 12.3 | b | 0.00 of bare |"), "{page}");
    }
}
