//! A document: a file in a person's archive.
//!
//! It is added once, by staff or by the client, and its bytes never change; its name, its type and
//! the dates that it covers may. It is removed with a reason while nothing stands on it, and even
//! then its row stays. What may come in is decided here, from the first and the last bytes of a
//! file: nothing here opens a picture or unpacks an archive.

mod name;
mod pictures;
mod tell;

pub use name::{NAME_LENGTH_MAX, clean_name};
pub use tell::{FileRefused, Remark, Told, tell};

/// Bytes of one file that staff add, at most (25 MB).
pub const STAFF_BYTES_MAX: u64 = 25_000_000;
/// Bytes of one file that a client adds, at most (10 MB).
pub const CLIENT_BYTES_MAX: u64 = 10_000_000;
/// Files that a client may send by one link within an hour.
pub const UPLOADS_PER_HOUR_MAX: i64 = 10;
/// Bytes of all files of one agency, at most (200 GB).
pub const AGENCY_BYTES_MAX: u64 = 200_000_000_000;
/// Picture elements of one picture, at most (50 megapixels).
pub const PIXELS_MAX: u64 = 50_000_000;
/// What is looked at from the beginning of a file: a camera's own remarks stand before the size
/// of a picture.
pub const HEAD_BYTES: usize = 512 * 1024;
/// What is looked at from the end of a file: where an archive has its list.
pub const TAIL_BYTES: usize = 70 * 1024;

/// What a file is, told from its bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileKind {
    Pdf,
    Jpeg,
    Png,
    Heic,
    /// Plain words, in UTF-8.
    Text,
}

impl FileKind {
    pub const ALL: [Self; 5] = [Self::Pdf, Self::Jpeg, Self::Png, Self::Heic, Self::Text];

    /// The word that is stored.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Jpeg => "jpeg",
            Self::Png => "png",
            Self::Heic => "heic",
            Self::Text => "text",
        }
    }

    /// The kind of a stored word.
    #[must_use]
    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }

    /// As the network names it.
    #[must_use]
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf",
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::Heic => "image/heic",
            Self::Text => "text/plain; charset=utf-8",
        }
    }

    /// What its names end with; the first is the usual one.
    #[must_use]
    pub fn endings(self) -> &'static [&'static str] {
        match self {
            Self::Pdf => &["pdf"],
            Self::Jpeg => &["jpg", "jpeg", "jpe", "jfif"],
            Self::Png => &["png"],
            Self::Heic => &["heic", "heif"],
            Self::Text => &["txt"],
        }
    }

    /// Whether a browser may show it in its own window. A PDF is handed over as a file: the
    /// sandbox in which everything is served keeps browsers from drawing it.
    #[must_use]
    pub fn is_shown_inline(self) -> bool {
        match self {
            Self::Jpeg | Self::Png => true,
            Self::Pdf | Self::Heic | Self::Text => false,
        }
    }

    /// Whether a small picture of it can be drawn.
    #[must_use]
    pub fn has_thumbnail(self) -> bool {
        match self {
            Self::Pdf | Self::Jpeg | Self::Png => true,
            Self::Heic | Self::Text => false,
        }
    }
}

/// What a scanner has said of a document's bytes. Without a scanner they are `Clean` at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    Clean,
    /// Nobody is handed it, and it proves nothing, until the scanner has looked at it.
    Scanning,
    /// Something was found in it. It stays closed.
    Quarantined,
}

impl State {
    const ALL: [Self; 3] = [Self::Clean, Self::Scanning, Self::Quarantined];

    /// The word of rows and programs.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Clean => "clean",
            Self::Scanning => "scanning",
            Self::Quarantined => "quarantined",
        }
    }

    /// The state of a stored word. What is no word of ours stays closed.
    #[must_use]
    pub fn of_word(word: &str) -> Self {
        Self::ALL.into_iter().find(|state| state.word() == word).unwrap_or(Self::Quarantined)
    }
}

/// Who brings a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bringer {
    Staff,
    Client,
}

impl Bringer {
    /// Bytes of one file, at most.
    #[must_use]
    pub fn bytes_max(self) -> u64 {
        match self {
            Self::Staff => STAFF_BYTES_MAX,
            Self::Client => CLIENT_BYTES_MAX,
        }
    }

    /// What may come in.
    #[must_use]
    pub fn may_bring(self, kind: FileKind) -> bool {
        match (self, kind) {
            (Self::Staff, _) => true,
            (Self::Client, FileKind::Text) => false,
            (Self::Client, FileKind::Pdf | FileKind::Jpeg | FileKind::Png | FileKind::Heic) => true,
        }
    }
}
