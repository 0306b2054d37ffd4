//! What the pages say, in English and in French.
//!
//! Every noun keeps its sentences beside its pages, in `words.en.ftl` and `words.fr.ftl`
//! (Fluent). This file lists them, so a new noun adds one line to [`SOURCES`]. Keys begin
//! with their noun (`people-title`). What is stored is always a code; only a page that is
//! about to be shown asks for words.

use std::collections::HashSet;
use std::fmt;
use std::str::FromStr;
use std::sync::{LazyLock, Mutex, PoisonError};

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

/// The words of one noun: its folder's name, its English file, its French file.
type Source = (&'static str, &'static str, &'static str);

/// Lists the two files of a noun's folder.
macro_rules! words_of {
    ($folder:literal) => {
        (
            $folder,
            include_str!(concat!("../", $folder, "/words.en.ftl")),
            include_str!(concat!("../", $folder, "/words.fr.ftl")),
        )
    };
}

/// One line for each noun that has words.
#[rustfmt::skip]
pub(super) const SOURCES: &[Source] = &[
    words_of!("page"),
    words_of!("access"),
    words_of!("api"),
    words_of!("audit"),
    words_of!("demo"),
    words_of!("documents"),
    words_of!("evidence"),
    words_of!("submissions"),
    words_of!("reconciliations"),
    words_of!("proofs"),
    words_of!("messaging"),
    words_of!("mailings"),
    words_of!("surveys"),
    words_of!("surveys/phone"),
    words_of!("surveys/paper"),
    words_of!("checkpoints"),
    words_of!("placements"),
    words_of!("people"),
    words_of!("programmes"),
    words_of!("tasks"),
    words_of!("diary"),
    words_of!("contacts"),
    words_of!("support"),
    words_of!("employers"),
    words_of!("papers"),
    words_of!("claims"),
    words_of!("flows"),
    words_of!("runs"),
    words_of!("reports"),
    words_of!("work"),
];

/// A language the pages speak.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Locale {
    #[default]
    En,
    Fr,
}

impl Locale {
    /// Reads a language tag; regions are ignored (`fr-CA` is French). `None` for other languages.
    pub fn from_tag(tag: &str) -> Option<Locale> {
        match tag.split(['-', '_']).next()?.trim().to_ascii_lowercase().as_str() {
            "en" => Some(Locale::En),
            "fr" => Some(Locale::Fr),
            _ => None,
        }
    }

    /// The first language of an `Accept-Language` header that we speak, else English.
    ///
    /// Weights are not read: browsers already send the list best first.
    pub fn from_accepted(header: &str) -> Locale {
        let mut tags = header.split(',').filter_map(|entry| entry.split(';').next());
        tags.find_map(|tag| Locale::from_tag(tag.trim())).unwrap_or_default()
    }

    /// `en` or `fr`: for `lang` attributes, cookies and columns.
    pub const fn as_tag(self) -> &'static str {
        match self {
            Locale::En => "en",
            Locale::Fr => "fr",
        }
    }

    /// The one that is not spoken now, for the language switch.
    pub const fn other(self) -> Locale {
        match self {
            Locale::En => Locale::Fr,
            Locale::Fr => Locale::En,
        }
    }

    /// Its name in its own language.
    pub const fn own_name(self) -> &'static str {
        match self {
            Locale::En => "English",
            Locale::Fr => "Français",
        }
    }
}

impl fmt::Display for Locale {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.as_tag())
    }
}

impl FromStr for Locale {
    type Err = UnknownLocale;

    fn from_str(tag: &str) -> Result<Locale, UnknownLocale> {
        Locale::from_tag(tag).ok_or(UnknownLocale)
    }
}

/// The tag names a language that the pages do not speak.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the language must be en or fr")]
pub struct UnknownLocale;

/// A value put into a sentence. Counts decide the plural, so give them as numbers.
#[derive(Clone, Debug)]
pub enum Arg {
    Text(String),
    Count(i64),
}

macro_rules! arg_from_text {
    ($($text:ty),*) => { $(impl From<$text> for Arg {
        fn from(text: $text) -> Arg {
            Arg::Text(text.to_string())
        }
    })* };
}
macro_rules! arg_from_count {
    ($($count:ty),*) => { $(impl From<$count> for Arg {
        /// Beyond what fits into an `i64` the largest one is said.
        fn from(count: $count) -> Arg {
            Arg::Count(i64::try_from(count).unwrap_or(i64::MAX))
        }
    })* };
}
arg_from_text!(&str, String, &String, &&str, &&String);
arg_from_count!(i64, i32, u32, u64, usize);

/// The words of one reader. Copy it freely; the bundles behind it are loaded once.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Words {
    pub locale: Locale,
}

impl Words {
    pub const fn new(locale: Locale) -> Words {
        Words { locale }
    }

    /// The sentence of `key`. A missing key is said as itself, marked in debug builds.
    pub fn say(&self, key: &str) -> String {
        self.with(key, &[])
    }

    /// The sentence of `key` with its variables filled in.
    ///
    /// ```
    /// # use server::page::words::{Locale, Words};
    /// let words = Words::new(Locale::En);
    /// assert_eq!(words.with("days-ahead", &[("days", 3.into())]), "in 3 days");
    /// ```
    pub fn with(&self, key: &str, args: &[(&str, Arg)]) -> String {
        let bundle = bundle(self.locale);
        let Some(pattern) = bundle.get_message(key).and_then(|message| message.value()) else {
            return missing(self.locale, key);
        };
        let mut given = FluentArgs::with_capacity(args.len());
        for (name, arg) in args {
            let value = match arg {
                Arg::Text(text) => FluentValue::from(text.as_str()),
                Arg::Count(count) => FluentValue::from(*count),
            };
            given.set(*name, value);
        }
        let mut problems = Vec::new();
        let said = bundle.format_pattern(pattern, Some(&given), &mut problems);
        for problem in &problems {
            tracing::error!(%key, locale = %self.locale, %problem, "a sentence lacks a variable");
        }
        // Marked like a key without words, so that whoever looks at the page sees it.
        if cfg!(debug_assertions) && !problems.is_empty() {
            return format!("⟦{key}: {said}⟧");
        }
        said.into_owned()
    }

    /// Whether `key` has a sentence in this language.
    pub fn has(&self, key: &str) -> bool {
        bundle(self.locale).has_message(key)
    }
}

type Bundle = FluentBundle<FluentResource>;

fn bundle(locale: Locale) -> &'static Bundle {
    static ENGLISH: LazyLock<Bundle> = LazyLock::new(|| load(Locale::En));
    static FRENCH: LazyLock<Bundle> = LazyLock::new(|| load(Locale::Fr));
    match locale {
        Locale::En => &ENGLISH,
        Locale::Fr => &FRENCH,
    }
}

fn load(locale: Locale) -> Bundle {
    // The tag decides the plurals; a region would change nothing in them.
    let tag: LanguageIdentifier = locale.as_tag().parse().unwrap_or_default();
    let mut bundle = FluentBundle::new_concurrent(vec![tag]);
    bundle.set_use_isolating(false);
    for (noun, english, french) in SOURCES {
        let text = match locale {
            Locale::En => english,
            Locale::Fr => french,
        };
        let resource =
            FluentResource::try_new((*text).to_owned()).unwrap_or_else(|(rest, faults)| {
                tracing::error!(noun, %locale, ?faults, "words that cannot be read are left out");
                rest
            });
        if let Err(faults) = bundle.add_resource(resource) {
            tracing::error!(noun, %locale, ?faults, "words that stand twice are left out");
        }
    }
    bundle
}

fn missing(locale: Locale, key: &str) -> String {
    static TOLD: LazyLock<Mutex<HashSet<(Locale, String)>>> = LazyLock::new(Mutex::default);
    let mut told = TOLD.lock().unwrap_or_else(PoisonError::into_inner);
    if told.insert((locale, key.to_owned())) {
        tracing::error!(%locale, key, "a key without words");
    }
    if cfg!(debug_assertions) { format!("⟦{key}⟧") } else { key.to_owned() }
}

#[cfg(test)]
#[path = "words_test.rs"]
mod test;
