//! Plain documents as PDF: headings, paragraphs and facts on letter paper, tagged for readers that
//! speak, in fonts that come with a crate. What a font does not hold is shown as a square; the
//! exact words are elsewhere (a page, a JSON file), never in a PDF alone.

use krilla::SerializeSettings;
use krilla::geom::Point;
use krilla::metadata::Metadata;
use krilla::page::PageSettings;
use krilla::tagging::{Artifact, ArtifactType, ContentTag, Identifier, Tag, TagGroup, TagTree};
use krilla::text::{Font, TextDirection};
use krilla::{Data, Document};
use skrifa::MetadataProvider;
use skrifa::instance::{LocationRef, Size};
use skrifa::string::StringId;
use std::num::NonZeroU16;
use std::sync::LazyLock;

/// US Letter, in points.
const PAGE: (f32, f32) = (612.0, 792.0);
const MARGIN: f32 = 54.0;
/// Where the values of facts begin, from the left margin.
const INDENT: f32 = 170.0;
const TEXT_SIZE: f32 = 10.0;
const LEADING: f32 = 1.35;
/// What stands in place of a letter that a font does not hold.
const SQUARE: char = '\u{25a1}';
/// Pages of one document, at most: more is a mistake of ours.
const PAGES_MAX: usize = 2_000;

/// A part of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// Level 1 is the title, 2 and 3 stand below it.
    Heading(u8, String),
    Text(String),
    /// What it is called, and what it is.
    Fact(String, String),
    /// Begins a page of its own.
    NewPage,
}

/// A font, and how wide its letters are.
struct Face {
    font: Font,
    bytes: &'static [u8],
}

impl Face {
    /// A font of the crate, by its family and whether it is bold.
    fn named(family: &str, style: &str) -> Option<Self> {
        let bytes = typst_assets::fonts().find(|bytes| {
            let Ok(font) = skrifa::FontRef::new(bytes) else { return false };
            let said = |id: StringId| {
                font.localized_strings(id).english_or_first().map(|name| name.to_string())
            };
            said(StringId::FAMILY_NAME).as_deref() == Some(family)
                && said(StringId::SUBFAMILY_NAME).as_deref() == Some(style)
        })?;
        Some(Self { font: Font::new(Data::from(bytes), 0)?, bytes })
    }

    fn width(&self, text: &str, size: f32) -> f32 {
        let Ok(font) = skrifa::FontRef::new(self.bytes) else { return 0.0 };
        let (letters, metrics) =
            (font.charmap(), font.glyph_metrics(Size::new(size), LocationRef::default()));
        let one = |letter: char| {
            let glyph = letters.map(letter).unwrap_or_default();
            metrics.advance_width(glyph).unwrap_or(size / 2.0)
        };
        text.chars().map(one).sum()
    }

    /// The text with a square for every letter that the font does not hold.
    fn shown(&self, text: &str) -> String {
        let Ok(font) = skrifa::FontRef::new(self.bytes) else { return String::new() };
        let letters = font.charmap();
        let one = |letter: char| match letters.map(letter) {
            Some(_) => letter,
            None if letter.is_whitespace() || letter.is_control() => ' ',
            None => SQUARE,
        };
        text.chars().map(one).collect()
    }

    /// Lines that fit a width; a word that does not is broken.
    fn lines(&self, text: &str, (size, width): (f32, f32)) -> Vec<String> {
        let mut lines = Vec::new();
        for paragraph in text.lines() {
            let mut line = String::new();
            for word in self.shown(paragraph).split_whitespace() {
                let longer =
                    if line.is_empty() { word.to_owned() } else { format!("{line} {word}") };
                if self.width(&longer, size) <= width {
                    line = longer;
                    continue;
                }
                if !line.is_empty() {
                    lines.push(std::mem::take(&mut line));
                }
                for letter in word.chars() {
                    line.push(letter);
                    if self.width(&line, size) > width && line.chars().count() > 1 {
                        line.pop();
                        lines.push(std::mem::replace(&mut line, letter.to_string()));
                    }
                }
            }
            lines.push(line);
        }
        lines
    }
}

struct Faces {
    regular: Face,
    bold: Face,
}

static FACES: LazyLock<Option<Faces>> = LazyLock::new(|| {
    let family = "Libertinus Serif";
    Some(Faces { regular: Face::named(family, "Regular")?, bold: Face::named(family, "Bold")? })
});

/// The letters of these blocks in place of which a square is shown, each once.
#[must_use]
pub fn squares(blocks: &[Block]) -> Vec<char> {
    let Some(faces) = FACES.as_ref() else { return Vec::new() };
    let texts = blocks.iter().flat_map(|block| match block {
        Block::Heading(_, text) => vec![(&faces.bold, text)],
        Block::Text(text) => vec![(&faces.regular, text)],
        Block::Fact(name, value) => vec![(&faces.regular, name), (&faces.bold, value)],
        Block::NewPage => Vec::new(),
    });
    let mut found = Vec::new();
    for (face, text) in texts {
        for (letter, shown) in text.chars().zip(face.shown(text).chars()) {
            if shown == SQUARE && letter != SQUARE && !found.contains(&letter) {
                found.push(letter);
            }
        }
    }
    found
}

/// A line that has its place.
struct Placed {
    x: f32,
    y: f32,
    size: f32,
    is_bold: bool,
    text: String,
}

/// A block on one page, with its lines.
struct Laid {
    page: usize,
    level: u8,
    lines: Vec<Placed>,
    /// Goes on what was begun on the page before.
    goes_on: bool,
}

/// Writes a document. `language` is a tag such as `en`.
///
/// # Errors
///
/// A sentence, when the fonts are not there or the document is too long.
pub fn written(title: &str, language: &str, blocks: &[Block]) -> Result<Vec<u8>, String> {
    let faces = FACES.as_ref().ok_or("the fonts of this program are missing")?;
    let laid = lay_out(faces, blocks);
    let pages = laid.last().map_or(1, |block| block.page + 1);
    if pages > PAGES_MAX {
        return Err(format!("{pages} pages are more than {PAGES_MAX}"));
    }
    let mut document = Document::new_with(SerializeSettings::default());
    let mut groups: Vec<(u8, TagGroup)> = Vec::new();
    for number in 0..pages {
        let settings = PageSettings::from_wh(PAGE.0, PAGE.1).ok_or("the paper has no size")?;
        let mut page = document.start_page_with(settings);
        let mut surface = page.surface();
        for block in laid.iter().filter(|block| block.page == number) {
            let tag = ContentTag::Other;
            let id: Identifier = surface.start_tagged(tag);
            for line in &block.lines {
                let face = if line.is_bold { &faces.bold } else { &faces.regular };
                let at = Point::from_xy(line.x, line.y);
                let way = TextDirection::Auto;
                surface.draw_text(at, face.font.clone(), line.size, &line.text, false, way);
            }
            surface.end_tagged();
            match groups.last_mut() {
                Some((_, group)) if block.goes_on => group.push(id),
                Some(_) | None => {
                    let mut group = group_of(block.level, &block.lines);
                    group.push(id);
                    groups.push((block.level, group));
                }
            }
        }
        let footer = Artifact::with_kind(ArtifactType::Footer);
        surface.start_tagged(ContentTag::Artifact(footer));
        let said = format!("{} / {pages}", number + 1);
        let x = PAGE.0 - MARGIN - faces.regular.width(&said, TEXT_SIZE);
        let at = Point::from_xy(x, PAGE.1 - MARGIN / 2.0);
        let font = faces.regular.font.clone();
        surface.draw_text(at, font, TEXT_SIZE, &said, false, TextDirection::Auto);
        surface.end_tagged();
        surface.finish();
        page.finish();
    }
    let mut tree = TagTree::new().with_lang(Some(language.to_owned()));
    for (_, group) in groups {
        tree.push(group);
    }
    document.set_tag_tree(tree);
    let metadata = Metadata::new().title(title.to_owned()).language(language.to_owned());
    document.set_metadata(metadata);
    document.finish().map_err(|error| format!("{error:?}"))
}

fn group_of(level: u8, lines: &[Placed]) -> TagGroup {
    match NonZeroU16::new(level.into()) {
        Some(level) => {
            let words: Vec<&str> = lines.iter().map(|line| line.text.as_str()).collect();
            TagGroup::new(Tag::Hn(level, Some(words.join(" "))))
        }
        None => TagGroup::new(Tag::P),
    }
}

fn lay_out(faces: &Faces, blocks: &[Block]) -> Vec<Laid> {
    let (width, bottom) = (PAGE.0 - 2.0 * MARGIN, PAGE.1 - MARGIN);
    let (mut page, mut y) = (0, MARGIN);
    let mut laid = Vec::new();
    for block in blocks {
        let (level, size, before) = match block {
            Block::NewPage => {
                if y > MARGIN {
                    (page, y) = (page + 1, MARGIN);
                }
                continue;
            }
            Block::Heading(1, _) => (1, 18.0, 0.0),
            Block::Heading(2, _) => (2, 14.0, 14.0),
            Block::Heading(level, _) => (*level, 11.5, 8.0),
            Block::Text(_) | Block::Fact(..) => (0, TEXT_SIZE, 3.0),
        };
        // A heading never stands alone at the foot of a page.
        let room = if level > 0 { 4.0 * TEXT_SIZE } else { 0.0 };
        y += if y > MARGIN { before } else { 0.0 };
        if y + room + size * LEADING > bottom {
            (page, y) = (page + 1, MARGIN);
        }
        let mut lines = Vec::new();
        let mut goes_on = false;
        for Line { left, right, is_bold } in columns(faces, block, (size, width)) {
            let height = size * LEADING;
            if y + height > bottom {
                if !lines.is_empty() {
                    let lines = std::mem::take(&mut lines);
                    laid.push(Laid { page, level, lines, goes_on });
                    goes_on = true;
                }
                (page, y) = (page + 1, MARGIN);
            }
            y += height;
            let place = |x: f32, is_bold: bool, text: String| Placed { x, y, size, is_bold, text };
            if !left.is_empty() {
                lines.push(place(MARGIN, is_bold, left));
            }
            if !right.is_empty() {
                lines.push(place(MARGIN + INDENT, true, right));
            }
        }
        if !lines.is_empty() {
            laid.push(Laid { page, level, lines, goes_on });
        }
    }
    laid
}

/// A line before it has its place: what stands left, and right of the indent.
struct Line {
    left: String,
    right: String,
    is_bold: bool,
}

fn columns(faces: &Faces, block: &Block, (size, width): (f32, f32)) -> Vec<Line> {
    let whole = |face: &Face, text: &str, is_bold: bool| -> Vec<Line> {
        let lines = face.lines(text, (size, width));
        lines.into_iter().map(|left| Line { left, right: String::new(), is_bold }).collect()
    };
    match block {
        Block::NewPage => Vec::new(),
        Block::Heading(_, text) => whole(&faces.bold, text, true),
        Block::Text(text) => whole(&faces.regular, text, false),
        Block::Fact(name, value) => {
            let left = faces.regular.lines(name, (size, INDENT - 8.0));
            let right = faces.bold.lines(value, (size, width - INDENT));
            let many = left.len().max(right.len());
            let at = |lines: &[String], place: usize| lines.get(place).cloned().unwrap_or_default();
            let line = |place: usize| Line {
                left: at(&left, place),
                right: at(&right, place),
                is_bold: false,
            };
            (0..many).map(line).collect()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pages(pdf: &[u8]) -> usize {
        let text = String::from_utf8_lossy(pdf);
        text.matches("/Type /Page\n").count() + text.matches("/Type/Page/").count()
    }

    #[test]
    fn a_document_is_tagged_and_the_same_whenever_it_is_written() {
        let blocks = [
            Block::Heading(1, "Preuve".to_owned()),
            Block::Fact("Prénom".to_owned(), "Zoë".to_owned()),
            Block::Text("Ça va : l’été à Sault-Sainte-Marie.".to_owned()),
        ];
        let pdf = written("Preuve", "fr", &blocks).expect("is written");
        assert!(pdf.starts_with(b"%PDF-"), "a document");
        let text = String::from_utf8_lossy(&pdf);
        assert!(text.contains("/StructTreeRoot") && text.contains("/Lang"), "tagged");
        assert_eq!(written("Preuve", "fr", &blocks).expect("again"), pdf);
    }

    #[test]
    fn long_texts_go_on_over_pages_and_long_words_are_broken() {
        let faces = FACES.as_ref().expect("fonts");
        let word = "x".repeat(400);
        let lines = faces.regular.lines(&word, (TEXT_SIZE, 100.0));
        assert!(lines.len() > 10 && lines.concat() == word, "nothing is lost");
        assert!(lines.iter().all(|line| faces.regular.width(line, TEXT_SIZE) <= 100.0));
        let blocks: Vec<Block> = (0..300)
            .map(|n| Block::Fact(format!("Question {n}"), "An answer.".to_owned()))
            .collect();
        let laid = lay_out(faces, &blocks);
        assert!(laid.last().is_some_and(|last| last.page >= 4), "several pages");
        let lowest = laid.iter().flat_map(|block| &block.lines).map(|line| line.y);
        assert!(lowest.fold(0.0, f32::max) <= PAGE.1 - MARGIN, "nothing hangs over the foot");
        assert!(pages(&written("Many", "en", &blocks).expect("is written")) <= 20);
    }

    #[test]
    fn what_the_font_does_not_hold_is_a_square() {
        let faces = FACES.as_ref().expect("fonts");
        assert_eq!(faces.regular.shown("Zoë \u{1f600}"), "Zoë \u{25a1}");
        let name = Block::Fact("Nom".to_owned(), "Œuvray-张 Łukasz 张\u{1f600}".to_owned());
        assert_eq!(squares(&[Block::NewPage, name]), ['张', '\u{1f600}']);
        assert!(written("Odd", "en", &[Block::Text("مرحبا \u{1f600} 张".to_owned())]).is_ok());
    }
}
