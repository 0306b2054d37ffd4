//! A page of a PDF as a picture.

use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_syntax::Pdf;
use hayro::hayro_syntax::page::Page;
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::{PixmapSettings, RenderCache, RenderSettings, render};

/// How wide a page is drawn, in picture elements: sharp on a screen, and small on its way.
const WIDTH: f32 = 1_240.0;
/// The longest side, and the most that a small page is enlarged.
const SIDE_MAX: f32 = 3_000.0;
const SCALE_MAX: f32 = 8.0;

/// The number of pages, then the page as a PNG, which page 0 has none of; none where it cannot be
/// drawn.
pub fn page(file: Vec<u8>, number: u32) -> Option<Vec<u8>> {
    let pdf = Pdf::new(file).ok()?;
    let pages = pdf.pages();
    let many = u32::try_from(pages.len()).ok()?;
    if number == 0 {
        return Some(many.to_be_bytes().to_vec());
    }
    let page = pages.get(usize::try_from(number.checked_sub(1)?).ok()?)?;
    let mut answer = many.to_be_bytes().to_vec();
    answer.extend(drawn(page, WIDTH)?);
    Some(answer)
}

/// The first page as a PNG of a width.
pub fn first(file: Vec<u8>, width: f32) -> Option<Vec<u8>> {
    let pdf = Pdf::new(file).ok()?;
    drawn(pdf.pages().first()?, width)
}

fn drawn(page: &Page<'_>, wide: f32) -> Option<Vec<u8>> {
    let (width, height) = page.render_dimensions();
    let is_some = width.is_finite() && height.is_finite() && width >= 1.0 && height >= 1.0;
    if !is_some {
        return None;
    }
    let scale = (wide / width).min(SIDE_MAX / height).min(SIDE_MAX / width).min(SCALE_MAX);
    let size = PixmapSettings { x_scale: scale, y_scale: scale, bg_color: WHITE };
    let cache = RenderCache::new();
    let settings = InterpreterSettings::default();
    let drawn = render(page, &cache, &settings, &RenderSettings::default(), &size);
    drawn.into_png().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::pdf::{Block, written};

    #[test]
    fn a_page_is_drawn_and_one_that_is_not_there_is_not() {
        let long: Vec<Block> =
            (0..90).map(|at| Block::Fact(format!("Line {at}"), "Zoë".to_owned())).collect();
        let file = written("A sheet", "en", &long).expect("is written");
        let first = page(file.clone(), 1).expect("is drawn");
        let many = u32::from_be_bytes(first[..4].try_into().expect("four bytes"));
        assert!(many > 1 && first[4..].starts_with(b"\x89PNG"), "{many}");
        let last = page(file.clone(), many).expect("is drawn");
        assert!(last[4..] != first[4..], "another page");
        assert_eq!(page(file.clone(), 0).expect("is counted"), many.to_be_bytes());
        assert!(page(file, many + 1).is_none());
        assert!(page(b"%PDF-1.7\ntrailer <<>>\n%%EOF\n".to_vec(), 1).is_none());
        assert!(page(b"MZ".to_vec(), 1).is_none());
    }
}
