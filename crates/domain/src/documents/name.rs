//! The name of a file as it is shown and handed back: never a path, never a trick.

use super::FileKind;
use unicode_normalization::UnicodeNormalization;

/// Characters of a name, at most, with its ending.
pub const NAME_LENGTH_MAX: usize = 120;

/// A name for display, from what a browser or a program called the file.
///
/// Only what stands behind the last slash counts. Control characters, marks that turn the
/// direction of writing, and marks without width are taken out: `fdp.exe` written backwards must
/// not read as `exe.pdf`. The ending is the one of what the file *is*.
#[must_use]
pub fn clean_name(typed: &str, kind: FileKind) -> String {
    let last = typed.rsplit(['/', '\\']).next().unwrap_or_default();
    let plain: String = last.nfc().filter(|sign| !is_hidden(*sign)).map(plain_sign).collect();
    let words: Vec<&str> = plain.split_whitespace().collect();
    let joined = words.join(" ");
    let stem = without_ending(joined.trim_matches(['.', ' ']), kind);
    let stem = stem.trim_matches(['.', ' ']);
    let usual = kind.endings().first().copied().unwrap_or("bin");
    let room = NAME_LENGTH_MAX - usual.len() - 1;
    let stem: String = stem.chars().take(room).collect();
    let stem = if stem.trim().is_empty() { "document" } else { stem.trim_end() };
    format!("{stem}.{usual}")
}

/// The name without the ending of its own kind, or of another kind of ours.
fn without_ending(name: &str, kind: FileKind) -> &str {
    let Some((stem, ending)) = name.rsplit_once('.') else { return name };
    let ending = ending.to_ascii_lowercase();
    let is_own = kind.endings().contains(&ending.as_str());
    let is_known = FileKind::ALL.iter().any(|one| one.endings().contains(&ending.as_str()));
    if is_own || is_known { stem } else { name }
}

fn is_hidden(sign: char) -> bool {
    sign.is_control()
        || matches!(sign,
            '\u{00AD}' | '\u{061C}' | '\u{180E}' | '\u{200B}'..='\u{200F}'
            | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}'
            | '\u{FFF9}'..='\u{FFFB}' | '\u{E0000}'..='\u{E007F}')
}

/// What a file system or a header would trip over becomes a line.
fn plain_sign(sign: char) -> char {
    match sign {
        '"' | '<' | '>' | ':' | '|' | '?' | '*' | ';' | '%' => '-',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(typed: &str, kind: FileKind, expected: &str) {
        assert_eq!(clean_name(typed, kind), expected, "{typed:?}");
    }

    #[test]
    fn names_lose_their_paths_and_their_tricks() {
        use FileKind::{Heic, Jpeg, Pdf, Png, Text};
        check("pay stub March.pdf", Pdf, "pay stub March.pdf");
        check("Talon de paie – août.PDF", Pdf, "Talon de paie – août.pdf");
        check("../../etc/passwd", Text, "passwd.txt");
        check("C:\\Users\\Zoe\\scan.jpeg", Jpeg, "scan.jpg");
        check("stub\u{202E}fdp.exe", Pdf, "stubfdp.exe.pdf");
        check("a\u{200B}b\r\nSet-Cookie: x.png", Png, "abSet-Cookie- x.png");
        check("IMG_0042.HEIF", Heic, "IMG_0042.heic");
        check("photo.jpg", Png, "photo.png");
        check("report.v2", Pdf, "report.v2.pdf");
        check(".htaccess", Text, "htaccess.txt");
        check("", Pdf, "document.pdf");
        check("...", Pdf, "document.pdf");
        check("\u{202E}", Pdf, "document.pdf");
        check("a\";b.pdf", Pdf, "a--b.pdf");
        check(&"é".repeat(300), Pdf, &format!("{}.pdf", "é".repeat(116)));
    }

    proptest! {
        #[test]
        fn any_name_is_a_plain_name_of_its_kind_and_stays_it(typed in ".{0,200}") {
            for kind in FileKind::ALL {
                let name = clean_name(&typed, kind);
                prop_assert!(name.chars().count() <= NAME_LENGTH_MAX);
                let has_tricks = name.contains(['/', '\\', '"', '\u{202E}']);
                prop_assert!(!has_tricks);
                prop_assert!(!name.starts_with('.') && !name.chars().any(char::is_control));
                let usual = kind.endings().first().copied().unwrap_or_default();
                let ending = format!(".{}", usual);
                prop_assert!(name.ends_with(&ending));
            }
        }
    }
}
