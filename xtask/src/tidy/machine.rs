//! No file names a folder of somebody's machine.

use std::path::Path;

use super::Found;
use super::tree::Tree;

/// In two halves, so that this file does not name them either.
const PERSONAL: [&str; 5] = [
    concat!("/ho", "me/"),
    concat!("/Us", "ers/"),
    concat!("/ro", "ot/"),
    concat!("/t", "mp/"),
    concat!("C:\\", "Users"),
];

pub fn paths(tree: &Tree, folders: &[String]) -> Vec<Found> {
    let mut found = Vec::new();
    for file in &tree.files {
        for (number, line) in file.lines() {
            let personal = PERSONAL.iter().copied();
            let named = personal
                .chain(folders.iter().map(String::as_str))
                .find(|folder| names(line, folder));
            if let Some(folder) = named {
                let what = format!("names `{folder}`, a folder of one machine");
                found.push(Found::new(&file.path, number, "machine-path", what));
            }
        }
    }
    found
}

/// The folder of the project and those beside it, here and now.
pub fn folders(root: &Path) -> Vec<String> {
    let mut folders = vec![root.display().to_string()];
    // What lies beside a folder of the top are the system's own.
    let parent = root.parent().filter(|parent| parent.parent().is_some());
    for entry in parent.and_then(|parent| parent.read_dir().ok()).into_iter().flatten().flatten() {
        folders.push(entry.path().display().to_string());
    }
    folders
}

/// Whether the line has the folder as a path from the top, not as the end of another.
fn names(line: &str, folder: &str) -> bool {
    line.match_indices(folder).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        let after = line[at + folder.len()..].chars().next();
        let is_longer = |side: Option<char>| {
            side.is_some_and(|side| side.is_alphanumeric() || "-_.}".contains(side))
        };
        !is_longer(before) && (folder.ends_with('/') || !is_longer(after))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_of_ours_is_found() {
        let home = concat!("see /ho", "me/ada/notes\n");
        let tree = Tree::of(&[
            ("a.md", home),
            ("b.md", "GET /api/place/builds\n"),
            ("c.md", "cd /place/build/x\n"),
        ]);
        let found = paths(&tree, &["/place/build".to_owned()]);
        let paths: Vec<&str> = found.iter().map(|found| found.path.as_str()).collect();
        assert_eq!(paths, ["a.md", "c.md"]);
    }
}
