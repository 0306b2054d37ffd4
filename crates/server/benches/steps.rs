//! Steps of guided calls a second, of the decisions alone, beside the conditions that they ask.
//!
//! `cargo bench -p server`. What a step takes over the interface is measured by `cargo xtask bench
//! calls`.

#![expect(clippy::unwrap_used, reason = "a bench fails by panicking")]
#![expect(clippy::disallowed_methods, reason = "a bench measures")]

use std::hint::black_box;
use std::time::{Duration, Instant};

use domain::expression::Condition;
use domain::flows::walk::{usual, walk};
use server::flows::{read_flow, shipped};

const RUN: Duration = Duration::from_secs(3);
/// As long as those of the tracking call.
const CONDITION: &str = "claim_due == 'none' && no_contact_cycles >= 1.0 && attempt_no < 3.0";

fn main() {
    let facts = usual();
    let condition = Condition::compile(CONDITION).unwrap();
    let base = per_second(|| {
        black_box(condition.holds(black_box(&facts)).unwrap());
        1
    });
    println!("{base:.0} conditions per second");
    for one in shipped() {
        let flow = read_flow(one.text, one.code).unwrap();
        let steps = per_second(|| {
            for one in &flow.walks {
                black_box(walk(&flow, one).unwrap());
            }
            flow.walks.iter().map(|one| one.steps.len()).sum()
        });
        println!(
            "{}: {steps:.0} steps per second, {:.3} of the conditions",
            one.code,
            steps / base
        );
    }
}

/// How many of what it does and counts there are in a second.
fn per_second(mut work: impl FnMut() -> usize) -> f64 {
    let began = Instant::now();
    let mut done = 0;
    while began.elapsed() < RUN {
        done += work();
    }
    done as f64 / began.elapsed().as_secs_f64()
}
