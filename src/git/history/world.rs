//! A made-up team at work: commits, branches, merges, squashes, moved folders and wrong clocks, with the truth beside.

use std::collections::BTreeMap;

use fastrand::Rng;

use super::fast_import::{Commit, Stream};
use super::invented::{Fake, Said};

/// What is true at the end of a commit.
#[derive(Debug, Clone)]
pub(super) struct Truth {
    /// The second in which the commit must count.
    pub date: i64,
    /// What is known of each story that appeared so far (by its place), whether it is there, and whether it is readable.
    pub stories: Vec<(Said, bool, bool)>,
}

/// The first commit's second: 2026-01-01.
const BEGIN: i64 = 1_767_225_600;
const DAY: i64 = 86_400;

/// A branch that somebody works on.
struct Side {
    tip: usize,
    /// What its stories became there.
    work: Vec<(usize, Fake)>,
}

/// The team.
pub(super) struct World {
    pub stream: Stream,
    /// What is true after each commit of the line.
    pub truth: Vec<Truth>,
    /// The marks of the line.
    pub line: Vec<usize>,
    stories: Vec<Fake>,
    random: Rng,
    clock: i64,
    numbers: usize,
    /// The backlog's folder with a slash.
    folder: &'static str,
    side: Option<Side>,
}

impl World {
    /// Returns a team that has done nothing yet.
    pub fn new(seed: u64) -> Self {
        Self {
            stream: Stream::default(),
            truth: Vec::new(),
            line: Vec::new(),
            stories: Vec::new(),
            random: Rng::with_seed(seed),
            clock: BEGIN,
            numbers: 0,
            folder: "docs/plan/",
            side: None,
        }
    }

    /// Does so many commits on `main`. The backlog's folder moves to `backlog/` halfway.
    pub fn work(&mut self, commits: usize) {
        let begin = self.line.len();
        for step in begin..begin + commits {
            self.clock += self.random.i64(0..6) * 3_600;
            let begun = !self.line.is_empty();
            let before = if begun { self.files() } else { BTreeMap::new() };
            if step == begin + commits / 2 {
                self.folder = "backlog/";
            }
            let merged = self.step(step);
            let files = changes(&before, &self.files());
            // Far from both ends, so that there is no doubt about who is right.
            let wrong = step > 400 && step + 400 < begin + commits && step % 40 == 7;
            let off = if self.random.bool() {
                90 * DAY
            } else {
                -90 * DAY
            };
            let date = if wrong { self.clock + off } else { self.clock };
            let mut parents: Vec<usize> = self.line.last().copied().into_iter().collect();
            parents.extend(merged);
            let commit = Commit {
                branch: "main",
                parents: &parents,
                date,
                author: ["Ada", "Ben"][step % 2],
                message: "Work",
            };
            self.line.push(self.stream.commit(&commit, &files));
            let before = self.truth.last().map(|truth| truth.date);
            self.stories.iter_mut().for_each(Fake::landed);
            let told = |story: &Fake| (story.said(), story.is_there, !story.is_broken);
            self.truth.push(Truth {
                date: before.filter(|_| wrong).unwrap_or(date),
                stories: self.stories.iter().map(told).collect(),
            });
        }
    }

    /// One commit on `main`; returns the tip of a branch that it merges.
    fn step(&mut self, step: usize) -> Option<usize> {
        if self.stories.len() < 5 || self.random.u8(0..30) == 0 {
            self.add();
            return None;
        }
        match self.random.u8(0..40) {
            0 => self.begin_side(),
            1..=3 if self.side.is_some() => return self.end_side(),
            4 => {
                let at = self.free();
                self.numbers += 1;
                let number = self.numbers;
                if let Some(story) = at.map(|at| &mut self.stories[at]) {
                    story.renumber(number);
                }
            }
            5 | 6 => {
                let at = self.random.usize(0..self.stories.len());
                let story = &mut self.stories[at];
                // A broken file is mended before it goes.
                if !story.is_taken && !story.is_broken {
                    story.is_there = !story.is_there;
                }
            }
            7 => self.twin(),
            8 => {} // Somebody else's files only.
            _ => {
                for _ in 0..self.random.u8(1..4) {
                    if let Some(at) = self.free() {
                        self.stories[at].live(&mut self.random, step);
                    }
                }
            }
        }
        None
    }

    fn add(&mut self) {
        self.numbers += 1;
        let story = Fake::new(self.numbers, &mut self.random);
        self.stories.push(story);
    }

    /// Two offline clones mint the same number: two files of one id stand side by side.
    fn twin(&mut self) {
        let Some(at) = self.free() else { return };
        let (id, dated) = (
            self.stories[at].id.clone(),
            self.stories[at].created.is_some(),
        );
        let twins = self.stories.iter().filter(|story| story.id == id).count();
        if !dated || twins > 1 || self.stories[at].fields.contains_key("aliases") {
            return;
        }
        self.numbers += 1;
        let mut twin = Fake::new(self.numbers, &mut self.random);
        let second = self.numbers % 60;
        let minute = self.numbers / 60 % 60;
        twin.created = Some(format!("2026-01-02T00:{minute:02}:{second:02}Z"));
        twin.path = format!("stories/{id}-twin-{}.md", self.numbers);
        twin.id = id;
        self.stories.push(twin);
    }

    /// A story whose file is there and that no branch works on.
    fn free(&mut self) -> Option<usize> {
        let free = |story: &Fake| story.is_there && !story.is_taken;
        let places: Vec<usize> = (0..self.stories.len())
            .filter(|&at| free(&self.stories[at]))
            .collect();
        (!places.is_empty()).then(|| places[self.random.usize(0..places.len())])
    }

    /// Somebody takes a few stories to a branch and works there, today; nothing of it is on `main` yet.
    fn begin_side(&mut self) {
        if self.side.is_some() {
            return;
        }
        let Some(mut tip) = self.line.last().copied() else {
            return;
        };
        let mut work = Vec::new();
        for _ in 0..3 {
            let Some(at) = self.free() else { break };
            self.stories[at].is_taken = true;
            let mut story = self.stories[at].clone();
            for step in 0..3 {
                let before = BTreeMap::from([(self.place(&story), story.text())]);
                story.live(&mut self.random, 1_000_000 + tip * 10 + step);
                let after = BTreeMap::from([(self.place(&story), story.text())]);
                let commit = Commit {
                    branch: "side",
                    parents: &[tip],
                    date: self.clock + 60 * i64::try_from(step).unwrap_or(0),
                    author: "Cleo",
                    message: "Side work",
                };
                tip = self.stream.commit(&commit, &changes(&before, &after));
            }
            work.push((at, story));
        }
        self.side = Some(Side { tip, work });
    }

    /// The branch lands, days later: as a merge (its tip is returned) or squashed.
    fn end_side(&mut self) -> Option<usize> {
        let side = self.side.take()?;
        self.clock += 3 * DAY;
        for (at, mut story) in side.work {
            story.is_taken = false;
            self.stories[at] = story;
        }
        self.random.bool().then_some(side.tip)
    }

    fn place(&self, story: &Fake) -> String {
        format!("{}{}", self.folder, story.path)
    }

    /// Every file of the line.
    fn files(&self) -> BTreeMap<String, String> {
        let there = self.stories.iter().filter(|story| story.is_there);
        let mut files: BTreeMap<String, String> = there
            .map(|story| (self.place(story), story.text()))
            .collect();
        files.insert(format!("{}po.yaml", self.folder), "format: 1\n".to_owned());
        files.insert("src/main.rs".to_owned(), self.line.len().to_string());
        files
    }
}

/// What a commit must write to come from one state of all files to another.
fn changes(
    before: &BTreeMap<String, String>,
    after: &BTreeMap<String, String>,
) -> Vec<(String, Option<String>)> {
    let gone = before.keys().filter(|path| !after.contains_key(*path));
    let gone = gone.map(|path| (path.clone(), None));
    let new = after
        .iter()
        .filter(|(path, text)| before.get(*path) != Some(text));
    let new = new.map(|(path, text)| (path.clone(), Some(text.clone())));
    gone.chain(new).collect()
}
