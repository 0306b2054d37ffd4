//! How large the program is that an office downloads.

use anyhow::Result;

use super::scene::Scene;
use super::table::{Figure, Section};

pub fn binary(scene: &Scene) -> Result<Section> {
    let bytes = std::fs::metadata(scene.cairn()?)?.len();
    Ok(Section {
        title: "Size",
        words: "What an office downloads: one file with pages, words, packs and time zones in it.",
        figures: vec![Figure::of("program", bytes as f64 / 1e6, "megabytes")],
    })
}
