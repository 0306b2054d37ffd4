//! Documents in words: their types, and why a file did not come in.

use crate::checkpoints::desk::File;
use crate::checkpoints::view::language;
use crate::page::Words;
use crate::programmes::{read_programme, shipped};
use domain::documents::{Bringer, FileRefused};
use domain::programmes::DocumentType;
use std::sync::LazyLock;

/// The type of what fits no other.
pub const OTHER: &str = "other";

/// A type of document that may be chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Type {
    pub code: String,
    pub label: String,
}

/// Types of every pack inside the program, for people who are in no programme yet.
static SHIPPED: LazyLock<Vec<DocumentType>> = LazyLock::new(|| {
    let packs = shipped().iter();
    let read = packs.filter_map(|pack| read_programme(pack.text, pack.code).ok());
    read.flat_map(|programme| programme.document_types).collect()
});

/// The types that a person's programmes know; those of every pack where there is none.
#[must_use]
pub fn types_of(file: &File, words: Words) -> Vec<Type> {
    let programmes = file.checkpoints.iter().flat_map(|one| &one.programme.document_types);
    let mut types = listed(programmes, words);
    if types.is_empty() {
        types = listed(SHIPPED.iter(), words);
    }
    types.push(Type { code: OTHER.to_owned(), label: words.say("documents-type-other") });
    types
}

fn listed<'a>(all: impl Iterator<Item = &'a DocumentType>, words: Words) -> Vec<Type> {
    let mut types: Vec<Type> = Vec::new();
    for one in all {
        if one.code != OTHER && types.iter().all(|known| known.code != one.code) {
            let label = one.label.in_language(language(words)).to_owned();
            types.push(Type { code: one.code.clone(), label });
        }
    }
    types
}

/// A type as people read it.
#[must_use]
pub fn type_said(types: &[Type], code: &str) -> String {
    types.iter().find(|one| one.code == code).map_or(code, |one| one.label.as_str()).to_owned()
}

/// The sentence for a file that did not come in: it says what would.
#[must_use]
pub fn refused(why: FileRefused, by: Bringer, words: Words) -> String {
    let key = match why {
        FileRefused::Empty => "documents-refused-empty",
        FileRefused::Program => "documents-refused-program",
        FileRefused::Script => "documents-refused-script",
        FileRefused::WebPage => "documents-refused-web-page",
        FileRefused::Archive => "documents-refused-archive",
        FileRefused::OfficeFile => "documents-refused-office",
        FileRefused::OtherPicture => "documents-refused-picture",
        FileRefused::TwoInOne => "documents-refused-two",
        FileRefused::Damaged => "documents-refused-damaged",
        FileRefused::Unknown => match by {
            Bringer::Staff => "documents-refused-unknown",
            Bringer::Client => "documents-refused-unknown-client",
        },
        FileRefused::TooManyPixels { width, height } => {
            let number = |number: u32| words.number(i64::from(number)).into();
            let args = [("width", number(width)), ("height", number(height))];
            return words.with("documents-refused-pixels", &args);
        }
    };
    words.say(key)
}

/// The sentence for a file that is larger than one may be.
#[must_use]
pub fn too_large(by: Bringer, words: Words) -> String {
    let size = words.size(by.bytes_max());
    words.with("documents-refused-large", &[("size", size.into())])
}
