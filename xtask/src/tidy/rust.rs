//! Rust source as the rules need it: code without strings and comments, and the strings apart.
//!
//! Not a parser. It knows where strings, characters and comments begin and end, and where a
//! function does; that is enough, and it works on code that does not compile yet.

/// A source text taken apart. `code` has the length and the lines of the original.
pub struct Rust {
    pub code: String,
    pub strings: Vec<Literal>,
}

pub struct Literal {
    /// Byte where its opening quote (or prefix) stands.
    pub start: usize,
    pub text: String,
}

pub struct Function<'a> {
    pub name: &'a str,
    pub line: usize,
    pub lines: usize,
}

impl Rust {
    pub fn read(text: &str) -> Rust {
        let bytes = text.as_bytes();
        let mut code = Vec::with_capacity(bytes.len());
        let mut strings = Vec::new();
        let mut at = 0;
        while at < bytes.len() {
            let end = token_end(bytes, at);
            let is_string = end > at + 1 && bytes[end - 1] != b'\n' && is_string(bytes, at);
            if is_string {
                strings.push(Literal { start: at, text: text[at..end].to_owned() });
            }
            if end == at + 1 {
                code.push(bytes[at]);
            } else {
                for (index, byte) in bytes[at..end].iter().enumerate() {
                    let is_edge = is_string && (index == 0 || index == end - at - 1);
                    code.push(match byte {
                        b'\n' => b'\n',
                        _ if is_edge => b'"',
                        _ => b' ',
                    });
                }
            }
            at = end;
        }
        Rust { code: String::from_utf8(code).unwrap_or_default(), strings }
    }

    pub fn line_of(&self, at: usize) -> usize {
        self.code.as_bytes()[..at].iter().filter(|byte| **byte == b'\n').count() + 1
    }

    /// The line where the tests inside the file begin.
    pub fn first_test_line(&self) -> Option<usize> {
        let lines: Vec<&str> = self.code.lines().map(str::trim).collect();
        let opens_tests = |index: &usize| {
            let after = lines[index + 1..].iter().find(|line| !line.starts_with("#["));
            lines[*index] == "#[cfg(test)]" && after.is_some_and(|line| line.contains("mod "))
        };
        (0..lines.len()).find(opens_tests).map(|index| index + 1)
    }

    pub fn functions(&self) -> Vec<Function<'_>> {
        let mut functions = Vec::new();
        for at in self.places_of("fn") {
            let after = self.code[at + 2..].trim_start();
            let name = identifier(after);
            // `fn(u32)` is a type, and a function without a body has no length.
            if name.is_empty() {
                continue;
            }
            if let Some(end) = body_end(self.code.as_bytes(), at) {
                let line = self.line_of(at);
                functions.push(Function { name, line, lines: self.line_of(end) - line + 1 });
            }
        }
        functions
    }

    /// Where `word` stands as a whole word in the code.
    pub fn places_of(&self, word: &str) -> Vec<usize> {
        let bytes = self.code.as_bytes();
        let is_part = |byte: Option<&u8>| byte.is_some_and(|byte| is_identifier(*byte));
        let starts_word = word.bytes().next().is_some_and(is_identifier);
        let ends_word = word.bytes().last().is_some_and(is_identifier);
        self.code
            .match_indices(word)
            .map(|(at, _)| at)
            .filter(|at| !(starts_word && is_part(at.checked_sub(1).and_then(|at| bytes.get(at)))))
            .filter(|at| !(ends_word && is_part(bytes.get(at + word.len()))))
            .collect()
    }
}

/// The identifier at the beginning of `code`; empty if there is none.
pub fn identifier(code: &str) -> &str {
    let end = code.bytes().position(|byte| !is_identifier(byte)).unwrap_or(code.len());
    &code[..end]
}

fn is_identifier(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || byte >= 0x80
}

/// Where the string, character or comment at `at` ends; `at + 1` for anything else.
fn token_end(bytes: &[u8], at: usize) -> usize {
    let rest = &bytes[at..];
    if rest.starts_with(b"//") {
        return at + rest.iter().position(|byte| *byte == b'\n').unwrap_or(rest.len());
    }
    if rest.starts_with(b"/*") {
        return comment_end(bytes, at);
    }
    if is_string(bytes, at) {
        return string_end(bytes, at);
    }
    if rest[0] == b'\'' {
        return character_end(bytes, at);
    }
    at + 1
}

fn comment_end(bytes: &[u8], start: usize) -> usize {
    let (mut at, mut depth) = (start, 0);
    while at < bytes.len() {
        if bytes[at..].starts_with(b"/*") {
            depth += 1;
            at += 2;
        } else if bytes[at..].starts_with(b"*/") {
            depth -= 1;
            at += 2;
            if depth == 0 {
                return at;
            }
        } else {
            at += 1;
        }
    }
    bytes.len()
}

/// Whether a string begins here, with its prefix: `"`, `b"`, `c"`, `r"`, `br#"`…
fn is_string(bytes: &[u8], at: usize) -> bool {
    let is_inside_word = at > 0 && is_identifier(bytes[at - 1]);
    bytes[at] == b'"' || (!is_inside_word && prefix(bytes, at).is_some())
}

/// Of a prefix: whether it is raw, its length with the hashes, and how many these are.
fn prefix(bytes: &[u8], at: usize) -> Option<(bool, usize, usize)> {
    let letters = ["br", "cr", "b", "c", "r", ""]
        .into_iter()
        .find(|letters| bytes[at..].starts_with(letters.as_bytes()))?;
    let is_raw = letters.ends_with('r');
    let after = &bytes[at + letters.len()..];
    let hashes = if is_raw { after.iter().take_while(|byte| **byte == b'#').count() } else { 0 };
    (after.get(hashes) == Some(&b'"')).then_some((is_raw, letters.len() + hashes, hashes))
}

fn string_end(bytes: &[u8], start: usize) -> usize {
    let (is_raw, length, hashes) = prefix(bytes, start).unwrap_or((false, 0, 0));
    let mut at = start + length + 1;
    while at < bytes.len() {
        if bytes[at] == b'\\' && !is_raw {
            at += 2;
            continue;
        }
        let closing = bytes[at + 1..].iter().take(hashes).filter(|byte| **byte == b'#').count();
        if bytes[at] == b'"' && closing == hashes {
            return at + 1 + hashes;
        }
        at += 1;
    }
    bytes.len()
}

/// A character, or one byte for the tick of a lifetime.
fn character_end(bytes: &[u8], at: usize) -> usize {
    let Some(next) = bytes.get(at + 1) else { return at + 1 };
    if *next == b'\\' {
        let close = bytes.iter().skip(at + 3).position(|byte| *byte == b'\'');
        return close.map_or(bytes.len(), |close| at + 3 + close + 1);
    }
    let width = match next {
        0..0x80 => 1,
        0x80..0xe0 => 2,
        0xe0..0xf0 => 3,
        _ => 4,
    };
    if bytes.get(at + 1 + width) == Some(&b'\'') { at + width + 2 } else { at + 1 }
}

/// Where the body of the function that starts here ends; none if it has no body.
fn body_end(code: &[u8], start: usize) -> Option<usize> {
    let (mut parentheses, mut braces) = (0_i32, 0_i32);
    for (at, byte) in code.iter().enumerate().skip(start) {
        match byte {
            b'(' | b'[' => parentheses += 1,
            b')' | b']' => parentheses -= 1,
            b';' if braces == 0 && parentheses == 0 => return None,
            b'{' => braces += 1,
            b'}' => {
                braces -= 1;
                if braces == 0 {
                    return Some(at);
                }
            }
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_and_comments_are_taken_out() {
        let text = r##"let a = "fn x() {"; // fn y() {
/* fn /* z */ */ let b = r#"raw "quoted" "#; let c = '"'; let d: &'a str = b"bytes\"";
"##;
        let rust = Rust::read(text);
        assert_eq!(rust.code.len(), text.len());
        assert!(!rust.code.contains("fn"));
        assert!(rust.code.contains("let d: &'a str"));
        let strings: Vec<&str> = rust.strings.iter().map(|string| string.text.as_str()).collect();
        assert_eq!(strings, ["\"fn x() {\"", "r#\"raw \"quoted\" \"#", "b\"bytes\\\"\""]);
    }

    #[test]
    fn functions_are_measured() {
        let rust = Rust::read("trait T { fn none(a: [u8; 4]); }\nfn one() {\n  if a {\n  }\n}\n");
        let functions = rust.functions();
        assert_eq!(functions.len(), 1);
        assert_eq!((functions[0].name, functions[0].line, functions[0].lines), ("one", 2, 4));
    }

    #[test]
    fn tests_begin_at_their_module() {
        let text = "#[cfg(test)]\nuse a;\nfn f() {}\n#[cfg(test)]\n#[path = \"t.rs\"]\nmod t;\n";
        assert_eq!(Rust::read(text).first_test_line(), Some(4));
        assert_eq!(Rust::read("mod tests {}").first_test_line(), None);
    }
}
