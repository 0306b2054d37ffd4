//! How large the program is that an office downloads.

use anyhow::Result;

use super::scene::Scene;
use super::table::Figure;

pub fn binary(scene: &Scene) -> Result<Vec<Figure>> {
    let bytes = std::fs::metadata(scene.cairn()?)?.len();
    let megabytes = bytes as f64 / 1_000_000.0;
    Ok(vec![Figure { name: "program", figure: megabytes, per: "megabytes", ratio_to: None }])
}
