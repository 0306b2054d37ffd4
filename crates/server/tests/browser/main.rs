//! Journeys through the product in a real browser, each page held against WCAG 2.2 AA.
//!
//! A driver for each who takes part (`adviser`, `client`) speaks of what they do, so that a page
//! that changes is changed in one place here. `office` starts the program with its seeded cast and
//! moves its clock; `browser` presses and types; `eyes` looks at a page: accessibility, width,
//! console, and a picture for `target/pictures`.

mod administrator;
mod adviser;
mod browser;
mod call_keys;
mod calls;
mod client;
mod client_path;
mod client_ways;
mod diary;
mod documents;
mod evidence;
mod eyes;
mod faces;
mod french;
mod many;
mod office;
#[path = "../program/mod.rs"]
mod program;
mod reconciling;
mod reports;
mod reviews;
mod signed_out;
mod submissions;
mod whole_path;
