//! A Rust file of the house: its place, its text, and its code without comments, literals and tests.

use std::collections::HashSet;
use std::path::Path;

use super::code::{code, shipped};

/// A Rust file.
pub(crate) struct Source {
    /// Its path within the package, parted by `/`.
    pub(crate) path: String,
    /// Its text.
    pub(crate) text: String,
    /// Its code, tests included.
    pub(crate) code: String,
    /// Its code, without what is compiled for tests only.
    pub(crate) shipped: String,
}

impl Source {
    /// Returns the file of that path and text.
    pub(crate) fn new(path: &str, text: &str) -> Self {
        let code = code(text);
        Self {
            path: path.to_owned(),
            text: text.to_owned(),
            shipped: shipped(&code),
            code,
        }
    }

    /// Its path below `src/`, without extension.
    pub(crate) fn place(&self) -> &str {
        let path = self.path.strip_prefix("src/").unwrap_or(&self.path);
        path.strip_suffix(".rs").unwrap_or(path)
    }

    /// The room it stands in.
    pub(crate) fn room(&self) -> &str {
        let place = self.place();
        place.split('/').next().unwrap_or(place)
    }

    /// Whether it stands in one of those rooms, folders or files.
    pub(crate) fn is_in(&self, places: &[&str]) -> bool {
        places.iter().any(|place| {
            self.place()
                .strip_prefix(place)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        })
    }
}

/// Reads every Rust file below a folder of the package, by path. A file that is only declared under `#[cfg(test)]` ships
/// nothing.
pub(crate) fn read_all(root: &Path, folder: &str) -> Vec<Source> {
    let mut paths = Vec::new();
    let mut waiting = vec![folder.to_owned()];
    while let Some(folder) = waiting.pop() {
        let Ok(entries) = std::fs::read_dir(root.join(&folder)) else {
            continue;
        };
        for entry in entries {
            let entry = entry.unwrap();
            let path = format!("{folder}/{}", entry.file_name().to_string_lossy());
            if entry.file_type().unwrap().is_dir() {
                waiting.push(path);
            } else if path.ends_with(".rs") {
                paths.push(path);
            }
        }
    }
    paths.sort();
    let mut sources: Vec<Source> = paths
        .iter()
        .map(|path| Source::new(path, &std::fs::read_to_string(root.join(path)).unwrap()))
        .collect();
    let for_tests: HashSet<String> = sources.iter().flat_map(files_for_tests).collect();
    for source in &mut sources {
        if for_tests.contains(&source.path) {
            source.shipped.clear();
        }
    }
    sources
}

/// The files that a file declares as modules under `#[cfg(test)]`, by their name or by a `#[path]`.
fn files_for_tests(source: &Source) -> Vec<String> {
    let (folder, file) = source.path.rsplit_once('/').unwrap_or(("", &source.path));
    let stem = file.strip_suffix(".rs").unwrap_or(file);
    let below = match stem {
        "mod" | "lib" | "main" => folder.to_owned(),
        _ => format!("{folder}/{stem}"),
    };
    let mut found = Vec::new();
    let mut lines = source.text.lines().map(str::trim);
    while let Some(line) = lines.next() {
        if line != "#[cfg(test)]" {
            continue;
        }
        let mut named = None;
        for line in lines.by_ref() {
            if let Some(path) = line.strip_prefix("#[path = \"") {
                named = path
                    .split('"')
                    .next()
                    .map(|path| format!("{folder}/{path}"));
            } else if !line.starts_with("#[") {
                let module = line.trim_start_matches("pub(crate) ").strip_prefix("mod ");
                if let Some(module) = module.and_then(|rest| rest.strip_suffix(';')) {
                    found.push(named.unwrap_or_else(|| format!("{below}/{module}.rs")));
                }
                break;
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::{Source, files_for_tests};

    #[test]
    fn a_file_knows_its_room() {
        let source = Source::new("src/git/command.rs", "");
        assert_eq!((source.room(), source.place()), ("git", "git/command"));
        assert!(source.is_in(&["git"]) && source.is_in(&["git/command"]));
        assert!(!source.is_in(&["git/com"]) && !source.is_in(&["gi"]));
        assert_eq!(Source::new("src/run.rs", "").room(), "run");
    }

    #[test]
    fn files_of_tests_are_known_by_their_declaration() {
        let text = "mod a;\n#[cfg(test)]\nmod sample;\n#[cfg(test)]\n#[path = \"ids_tests.rs\"]\nmod tests;\n#[cfg(test)]\nmod inner {\n}";
        assert_eq!(
            files_for_tests(&Source::new("src/git/mod.rs", text)),
            ["src/git/sample.rs", "src/git/ids_tests.rs"]
        );
        assert_eq!(
            files_for_tests(&Source::new("src/git/ids.rs", text)),
            ["src/git/ids/sample.rs", "src/git/ids_tests.rs"]
        );
    }
}
