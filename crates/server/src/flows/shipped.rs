//! The flows inside the program.

use crate::programmes::ShippedPack;

static FLOWS: &[ShippedPack] = &[
    ShippedPack {
        code: "tracking-call",
        text: include_str!("../../../../flows/tracking-call.yaml"),
    },
    ShippedPack {
        code: "job-loss-call",
        text: include_str!("../../../../flows/job-loss-call.yaml"),
    },
];

/// Every flow inside the program, in the order in which they are listed.
#[must_use]
pub fn shipped() -> &'static [ShippedPack] {
    FLOWS
}
