//! Paths of iterations become names of Sprints: the last part, and as much before it as tells it from others.

use std::collections::{BTreeMap, BTreeSet};

/// All paths of a source, looked through before the first item is read.
#[derive(Debug, Default)]
pub struct Iterations {
    paths: BTreeSet<Vec<String>>,
    /// What paths begin with: projects.
    roots: BTreeSet<String>,
    names: BTreeMap<Vec<String>, String>,
}

impl Iterations {
    /// Looks at a path of an iteration.
    pub fn see(&mut self, path: &str) {
        let parts = parts(path);
        if parts.len() > 1 {
            self.roots.insert(parts[0].clone());
        }
        if !parts.is_empty() {
            self.paths.insert(parts);
        }
    }

    /// Looks at something that begins with a project: the path of an area, or a project's name.
    pub fn see_project(&mut self, path: &str) {
        self.roots.extend(parts(path).into_iter().next());
    }

    /// Gives the names, when all paths are seen.
    pub fn settle(&mut self) {
        // Where nothing else names the project, one word that all items share is its name, unless it looks like a Sprint's.
        if self.roots.is_empty()
            && let Some(only) = self.paths.first().filter(|_| self.paths.len() == 1)
            && !only[0].contains(|c: char| c.is_ascii_digit())
        {
            self.roots.insert(only[0].clone());
        }
        let sprints: Vec<&Vec<String>> = self
            .paths
            .iter()
            .filter(|path| path.len() > 1 || !self.roots.contains(&path[0]))
            .collect();
        let longest = sprints.iter().map(|path| path.len()).max().unwrap_or(0);
        let mut names = BTreeMap::new();
        let mut left = sprints;
        for length in 1..=longest {
            let mut by_name: BTreeMap<String, Vec<&Vec<String>>> = BTreeMap::new();
            for &path in &left {
                by_name
                    .entry(tail(path, length).to_lowercase())
                    .or_default()
                    .push(path);
            }
            left = Vec::new();
            for same in by_name.into_values() {
                match same.as_slice() {
                    [one] => {
                        names.insert((*one).clone(), tail(one, length));
                    }
                    _ => left.extend(same),
                }
            }
        }
        for path in left {
            names.insert(path.clone(), path.join("\\"));
        }
        self.names = names;
    }

    /// The Sprint that a path leads to; none for a project's top, where what is in no Sprint stands.
    #[must_use]
    pub fn name(&self, path: &str) -> Option<&str> {
        self.names.get(&parts(path)).map(String::as_str)
    }
}

/// The parts of a path: `Shop\2026\Sprint 3`.
#[must_use]
pub fn parts(path: &str) -> Vec<String> {
    let parts = path.split('\\').map(crate::text::one_line);
    parts.filter(|part| !part.is_empty()).take(64).collect()
}

fn tail(path: &[String], length: usize) -> String {
    path[path.len().saturating_sub(length)..].join(" ")
}

#[cfg(test)]
mod tests {
    use super::Iterations;

    fn names(paths: &[&str]) -> Vec<Option<String>> {
        let mut iterations = Iterations::default();
        for path in paths {
            iterations.see(path);
        }
        iterations.settle();
        let name = |path: &&str| iterations.name(path).map(str::to_owned);
        paths.iter().map(name).collect()
    }

    #[test]
    fn the_last_part_names_a_sprint() {
        let some = |text: &str| Some(text.to_owned());
        assert_eq!(
            names(&["Shop", r"Shop\2026\Sprint 3", r"\Shop\Sprint 4"]),
            [None, some("Sprint 3"), some("Sprint 4")]
        );
        assert_eq!(
            names(&[
                r"Shop\Ant\Sprint 1",
                r"Shop\Bee\Sprint 1",
                r"Shop\Bee\Sprint 2"
            ]),
            [some("Ant Sprint 1"), some("Bee Sprint 1"), some("Sprint 2")]
        );
        assert_eq!(
            names(&[r"A\Sprint 1", r"B\Sprint 1"]),
            [some("A Sprint 1"), some("B Sprint 1")]
        );
        assert_eq!(names(&["Sprint 9"]), [some("Sprint 9")]);
        assert_eq!(names(&["Shop"]), [None]);
        assert_eq!(
            names(&["", "Backlog", "Sprint"]),
            [None, some("Backlog"), some("Sprint")]
        );
        assert_eq!(names(&[r"P\A B\C", r"P\A\B C", r"P\A B C"])[0], some("C"));
    }
}
