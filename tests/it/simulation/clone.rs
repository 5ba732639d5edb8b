//! A clone of the simulation: real git, with or without the driver.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use fastrand::Rng;

use super::edits::{Files, number};
use super::facts::{GONE, facts};
use super::judge::Stories;
use crate::shop::path_with_po;

/// A clone in a folder.
pub struct Clone {
    /// The top of its working tree.
    pub dir: PathBuf,
    with_driver: bool,
    /// Whether git turns the line endings of what is added into those of Unix.
    pub adds_lf: bool,
    repository: Option<git2::Repository>,
}

/// What git said.
pub struct Said {
    /// Whether it succeeded.
    pub ok: bool,
    /// Its stdout and stderr.
    pub text: String,
}

/// The conflicts of a merge that a person settled.
#[derive(Debug, Default, Clone)]
pub struct Settled {
    /// Files with markers.
    pub files: usize,
    /// Places between markers.
    pub places: usize,
    /// The names of all files that git asked about.
    pub names: BTreeSet<String>,
}

impl Clone {
    /// Clones a repository, or makes the first one of it. People set their clones up as they like, each another way.
    pub fn new(dir: PathBuf, origin: &Path, with_driver: bool, number: usize) -> Self {
        let mut clone = Self {
            dir,
            with_driver,
            adds_lf: number % 4 == 3,
            repository: None,
        };
        fs::create_dir_all(&clone.dir).expect("a folder");
        let windows = format!("core.autocrlf={}", clone.adds_lf);
        let style = ["merge", "diff3", "zdiff3"][number % 3];
        let style = format!("merge.conflictStyle={style}");
        let origin = origin.display().to_string();
        clone.ok(&["clone", "-q", "-c", &windows, "-c", &style, &origin, "."]);
        clone.repository = Some(git2::Repository::open(&clone.dir).expect("a repository"));
        if with_driver {
            let po = Command::new(env!("CARGO_BIN_EXE_po"))
                .args(["git", "setup"])
                .current_dir(&clone.dir)
                .output()
                .expect("po starts");
            assert!(
                po.status.success(),
                "{}",
                String::from_utf8_lossy(&po.stderr)
            );
        }
        clone
    }

    /// Runs git here.
    pub fn git(&self, args: &[&str]) -> Said {
        let mut command = Command::new("git");
        command.env_clear().current_dir(&self.dir);
        if self.with_driver {
            command.env("PATH", path_with_po());
        } else {
            command.env("PATH", std::env::var_os("PATH").unwrap_or_default());
        }
        for (name, value) in [
            ("HOME", self.dir.as_os_str()),
            ("GIT_CONFIG_GLOBAL", "/dev/null".as_ref()),
            ("GIT_CONFIG_NOSYSTEM", "1".as_ref()),
            ("GIT_EDITOR", "true".as_ref()),
            ("LC_ALL", "C".as_ref()),
        ] {
            command.env(name, value);
        }
        for who in ["AUTHOR", "COMMITTER"] {
            command.env(format!("GIT_{who}_NAME"), "Ada");
            command.env(format!("GIT_{who}_EMAIL"), "ada@example.org");
            // A seed always comes to the same commits.
            command.env(format!("GIT_{who}_DATE"), "2026-03-02T09:00:00Z");
        }
        let output = command
            .args(["-c", "gc.auto=0"])
            .args(args)
            .output()
            .expect("git starts");
        let text = [output.stdout, output.stderr]
            .map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
        Said {
            ok: output.status.success(),
            text: text.concat(),
        }
    }

    /// Runs git, which must succeed.
    #[track_caller]
    pub fn ok(&self, args: &[&str]) -> String {
        let said = self.git(args);
        assert!(said.ok, "git {args:?}: {}", said.text);
        said.text
    }

    fn stories_dir(&self) -> PathBuf {
        self.dir.join("backlog/stories")
    }

    /// The story files at hand.
    pub fn files(&self) -> Files {
        let entries = fs::read_dir(self.stories_dir())
            .into_iter()
            .flatten()
            .flatten();
        let read = |entry: fs::DirEntry| {
            let text = fs::read_to_string(entry.path()).expect("a file");
            (entry.file_name().to_string_lossy().into_owned(), text)
        };
        entries.map(read).collect()
    }

    /// Writes what differs, and commits it.
    pub fn commit(&self, before: &Files, after: &Files) {
        fs::create_dir_all(self.stories_dir()).expect("a folder");
        for path in before.keys().filter(|path| !after.contains_key(*path)) {
            fs::remove_file(self.stories_dir().join(path)).expect("it goes");
        }
        for (path, text) in after {
            if before.get(path) != Some(text) {
                fs::write(self.stories_dir().join(path), text).expect("a file");
            }
        }
        // Of new files, git must be told.
        if after.keys().any(|path| !before.contains_key(path)) {
            self.ok(&["add", "--all"]);
        }
        self.ok(&["commit", "-q", "-a", "--allow-empty", "-m", "work"]);
    }

    fn repository(&self) -> &git2::Repository {
        self.repository.as_ref().expect("a repository")
    }

    /// The stories of a commit.
    ///
    /// # Errors
    /// The first file that is not as any edit writes it.
    pub fn stories(&self, commit: git2::Oid, known: &mut Known) -> Result<Stories, String> {
        let repository = self.repository();
        let tree = repository
            .find_commit(commit)
            .expect("a commit")
            .tree()
            .expect("a tree");
        let mut stories = Stories::new();
        let Ok(folder) = tree.get_path(Path::new("backlog/stories")) else {
            return Ok(stories);
        };
        let folder = repository.find_tree(folder.id()).expect("a tree");
        for entry in &folder {
            let name = entry.name().expect("a name").to_owned();
            let blob = entry.id();
            let read = known.entry((blob, name.clone())).or_insert_with(|| {
                let blob = repository.find_blob(blob).expect("a blob");
                let text =
                    std::str::from_utf8(blob.content()).map_err(|error| error.to_string())?;
                facts(&name, text).map_err(|error| format!("{name}: {error}\n{text}"))
            });
            let (story, facts) = read.clone()?;
            // A second file of one story is known by its name too; the judge says whether it may be there.
            let twice = stories.contains_key(&story);
            stories.insert(
                if twice {
                    format!("{story} at {name}")
                } else {
                    story
                },
                facts,
            );
        }
        Ok(stories)
    }

    /// The commit at a name.
    pub fn at(&self, name: &str) -> git2::Oid {
        let found = self.repository().revparse_single(name);
        found.unwrap_or_else(|error| panic!("{name}: {error}")).id()
    }

    /// The commits of ours that a base does not have, the newest first.
    pub fn since(&self, base: git2::Oid, ours: git2::Oid) -> Vec<git2::Commit<'_>> {
        let mut walk = self.repository().revwalk().expect("commits");
        walk.set_sorting(git2::Sort::TOPOLOGICAL).expect("an order");
        walk.push(ours).expect("a commit");
        walk.hide(base).expect("a commit");
        let commits = walk.map(|id| self.repository().find_commit(id.expect("a commit")));
        commits.map(|commit| commit.expect("a commit")).collect()
    }

    /// All commits that two come from.
    pub fn bases(&self, one: git2::Oid, other: git2::Oid) -> Vec<git2::Oid> {
        let bases = self
            .repository()
            .merge_bases(one, other)
            .expect("a common commit");
        bases.to_vec()
    }

    /// The facts that commits of ours touched since a base, and [`GONE`] of each item that one of them took out.
    pub fn touched(
        &self,
        base: git2::Oid,
        ours: git2::Oid,
        known: &mut Known,
    ) -> BTreeSet<(String, String)> {
        let mut touched = BTreeSet::new();
        for commit in self.since(base, ours) {
            let (parent, commit) = (commit.parent_id(0).expect("a parent"), commit.id());
            let (Ok(old), Ok(new)) = (self.stories(parent, known), self.stories(commit, known))
            else {
                continue;
            };
            let none = BTreeMap::new();
            for story in old.keys().chain(new.keys()) {
                let (old, new) = (
                    old.get(story).unwrap_or(&none),
                    new.get(story).unwrap_or(&none),
                );
                let names = old
                    .keys()
                    .chain(new.keys())
                    .filter(|name| old.get(*name) != new.get(*name));
                touched.extend(names.map(|name| (story.clone(), name.clone())));
                if new.is_empty() {
                    touched.insert((story.clone(), GONE.to_owned()));
                }
            }
        }
        touched
    }

    /// Settles every conflict as a person would who takes one side of each file, and goes on.
    pub fn settle(&self, random: &mut Rng) -> Settled {
        let listed = self.ok(&["ls-files", "-u", "-z"]);
        let mut stages: BTreeMap<String, BTreeSet<char>> = BTreeMap::new();
        for entry in listed.split_terminator('\0') {
            let (head, path) = entry.split_once('\t').expect("a path");
            stages
                .entry(path.to_owned())
                .or_default()
                .extend(head.chars().last());
        }
        let mut settled = Settled::default();
        let ours: BTreeSet<Option<u64>> = stages
            .iter()
            .filter(|(_, stages)| stages.contains(&'2') && !stages.contains(&'1'))
            .map(|(path, _)| number(path.rsplit('/').next().unwrap_or_default()))
            .collect();
        for (path, stages) in &stages {
            let file = self.dir.join(path);
            if self.with_driver && stages.len() == 2 && stages.contains(&'1') {
                // One side deleted it, as far as git sees; where it has it under another name, po does.
                let side = ["--ours", "--theirs"][usize::from(random.bool())];
                if let Some(name) = self.resolved_under_another_name(path, side) {
                    settled.names.insert(name);
                    continue;
                }
            }
            let Ok(text) = fs::read_to_string(&file) else {
                self.ok(&["rm", "-q", "--cached", "--", path]);
                continue;
            };
            let name = path.rsplit('/').next().unwrap_or_default();
            settled.names.insert(name.to_owned());
            // Both renamed it: ours stays.
            if stages.len() == 1 && stages.contains(&'3') && ours.contains(&number(name)) {
                self.ok(&["rm", "-q", "-f", "--", path]);
                continue;
            }
            let places = text
                .lines()
                .filter(|line| line.starts_with("<<<<<<<"))
                .count();
            settled.files += usize::from(places > 0);
            settled.places += places;
            let side = random.bool();
            let id = format!("\nid: US-{}\n", number(name).unwrap_or(0));
            let chosen = [side, !side].map(|side| one_side(&text, side));
            // Nobody leaves another item's text under this name.
            let text = chosen
                .iter()
                .find(|text| text.replace("\r\n", "\n").contains(&id))
                .unwrap_or(&chosen[0]);
            fs::write(&file, text).expect("a file");
            self.ok(&["add", "--", path]);
        }
        settled
    }

    /// Lets `po resolve` merge a file that one side deleted with what that side has of the item under another name, and returns that;
    /// none where there is no such file.
    fn resolved_under_another_name(&self, path: &str, side: &str) -> Option<String> {
        let made = |text: &str| {
            let mut lines = text.lines();
            Some(lines.find(|line| line.starts_with("created: "))?.to_owned())
        };
        let name = path.rsplit('/').next().unwrap_or_default();
        let own = made(&fs::read_to_string(self.dir.join(path)).ok()?)?;
        let files = self.files();
        let mut others = files
            .iter()
            .filter(|(other, text)| !other.ends_with(name) && made(text).as_ref() == Some(&own));
        let (other, _) = others.next().filter(|_| others.next().is_none())?;
        let po = Command::new(env!("CARGO_BIN_EXE_po"))
            .args(["resolve", path, side, "all"])
            .current_dir(&self.dir)
            .output();
        let po = po.expect("po starts");
        assert!(
            po.status.success(),
            "{}",
            String::from_utf8_lossy(&po.stderr)
        );
        Some(other.rsplit('/').next().unwrap_or_default().to_owned())
    }
}

/// Stories that were read before.
pub type Known =
    std::collections::HashMap<(git2::Oid, String), Result<(String, super::facts::Facts), String>>;

/// The text with one side of each conflict.
fn one_side(text: &str, theirs: bool) -> String {
    let mut kept = String::new();
    let mut at = ' ';
    for line in text.split_inclusive('\n') {
        let marker = |mark: &str| {
            let rest = line.strip_prefix(mark);
            let longer = mark.chars().next().unwrap_or_default();
            rest.is_some_and(|rest| {
                let rest = rest.trim_start_matches(longer);
                rest.trim_end().is_empty() || rest.starts_with(' ')
            })
        };
        if marker("<<<<<<<") {
            at = '<';
        } else if at == '<' && marker("|||||||") {
            at = '|';
        } else if at != ' ' && marker("=======") {
            at = '=';
        } else if at != ' ' && marker(">>>>>>>") {
            at = ' ';
        } else if at == ' ' || at == if theirs { '=' } else { '<' } {
            kept.push_str(line);
        }
    }
    kept
}
