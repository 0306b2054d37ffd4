//! Migrations: numbered without gaps, and one text for both engines.

use super::Found;
use super::tree::{File, Tree};

/// Words that only one engine knows, or that mean something else on the other.
const NOT_PORTABLE: [(&str, &str); 21] = [
    ("BOOLEAN", "a state is a record: who, when, why"),
    ("BOOL", "a state is a record: who, when, why"),
    ("SERIAL", "ids are made in the program"),
    ("BIGSERIAL", "ids are made in the program"),
    ("AUTOINCREMENT", "ids are made in the program"),
    ("AUTO_INCREMENT", "ids are made in the program"),
    ("IDENTITY", "ids are made in the program"),
    ("UUID", "ids are TEXT"),
    ("JSON", "TEXT, or rows"),
    ("JSONB", "TEXT, or rows"),
    ("NOW(", "the clock is handed in"),
    ("CURRENT_TIMESTAMP", "the clock is handed in"),
    ("DATETIME", "BIGINT of UTC milliseconds"),
    ("TIMESTAMP", "BIGINT of UTC milliseconds"),
    ("TIMESTAMPTZ", "BIGINT of UTC milliseconds"),
    ("DATE", "TEXT of YYYY-MM-DD"),
    ("INTEGER", "BIGINT: PostgreSQL's INTEGER has four bytes"),
    ("INT", "BIGINT: PostgreSQL's INT has four bytes"),
    ("VARCHAR", "TEXT, with a limit in the program"),
    ("BLOB", "BYTEA, which both take"),
    ("WITHOUT", "only SQLite knows WITHOUT ROWID"),
];

pub fn in_order(tree: &Tree) -> Vec<Found> {
    let mut found = Vec::new();
    let mut expected = 1;
    for file in files(tree) {
        let name = file.name();
        let number = name.split('_').next().filter(|digits| digits.len() == 4);
        let number = number.and_then(|digits| digits.parse::<u32>().ok());
        let Some(number) = number else {
            let what = "is named NNNN_what_changed.sql";
            found.push(Found::new(&file.path, 1, "migration-number", what));
            continue;
        };
        if number != expected {
            let what = format!("should be number {expected:04}");
            found.push(Found::new(&file.path, 1, "migration-number", what));
        }
        expected = number + 1;
    }
    found
}

pub fn portable(tree: &Tree) -> Vec<Found> {
    let mut found = Vec::new();
    for file in files(tree) {
        let sql = statements(&file.text);
        for (index, line) in sql.lines().enumerate() {
            for (word, instead) in NOT_PORTABLE {
                for _ in 0..times(&line.to_ascii_uppercase(), word) {
                    let what = format!("{word}: {instead}");
                    found.push(Found::new(&file.path, index + 1, "portable-sql", what));
                }
            }
        }
    }
    found
}

/// The migrations, in the order in which they run.
pub fn files(tree: &Tree) -> impl Iterator<Item = &File> {
    tree.with_ending(".sql").filter(|file| file.path.starts_with("migrations/"))
}

/// SQL with its comments and strings blanked, line for line.
pub fn statements(text: &str) -> String {
    let mut sql = String::with_capacity(text.len());
    let (mut is_string, mut is_comment) = (false, false);
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '\n' => is_comment = false,
            '\'' if !is_comment => is_string = !is_string,
            '-' if !is_string && characters.peek() == Some(&'-') => is_comment = true,
            _ => {}
        }
        let is_blank = (is_string || is_comment) && character != '\n';
        sql.push(if is_blank { ' ' } else { character });
    }
    sql
}

/// How often `word` stands in the line as a whole word.
fn times(line: &str, word: &str) -> usize {
    let is_whole = |(at, _): &(usize, &str)| {
        let before = line[..*at].chars().next_back();
        let after = line[at + word.len()..].chars().next();
        !before.is_some_and(is_word) && (word.ends_with('(') || !after.is_some_and(is_word))
    };
    line.match_indices(word).filter(is_whole).count()
}

pub fn is_word(character: char) -> bool {
    character.is_alphanumeric() || character == '_'
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gaps_are_found() {
        let tree = Tree::of(&[
            ("migrations/0001_a.sql", ""),
            ("migrations/0003_b.sql", ""),
            ("migrations/0004_c.sql", ""),
            ("migrations/late.sql", ""),
        ]);
        let paths: Vec<String> = in_order(&tree).into_iter().map(|found| found.path).collect();
        assert_eq!(paths, ["migrations/0003_b.sql", "migrations/late.sql"]);
    }

    #[test]
    fn words_of_one_engine_are_found() {
        let sql = "CREATE TABLE a (\n  known_now BIGINT, now TEXT, -- no BOOLEAN\n  b boolean,\n  \
                   c TEXT DEFAULT 'JSON',\n  d DATETIME DEFAULT NOW()\n);\n";
        let lines: Vec<usize> = portable(&Tree::of(&[("migrations/0001_a.sql", sql)]))
            .into_iter()
            .map(|found| found.line)
            .collect();
        assert_eq!(lines, [3, 5, 5]);
    }
}
