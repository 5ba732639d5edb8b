//! An invented team whose past is known: commits, branches, merges, squashes, moved files and wrong clocks, by fast-import.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::sandbox::Sandbox;

/// 2026-11-02, a Monday, at nine.
const BEGIN: i64 = 1_793_610_000;
const HOUR: i64 = 3_600;
const DAY: i64 = 86_400;

pub const STATES: [&str; 5] = ["new", "ready", "in-progress", "done", "declined"];

/// An item as a commit has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    number: u32,
    pub status: &'static str,
    pub points: Option<u32>,
    pub in_sprint: bool,
    pub in_release: bool,
    path: String,
    /// Somebody works on it in a branch.
    is_taken: bool,
}

/// What is true from a moment on.
#[derive(Debug, Clone)]
pub struct Truth {
    /// The second in which the commit must count.
    pub when: i64,
    pub items: Vec<Item>,
}

/// A branch that will be merged.
struct Side {
    tip: usize,
    items: Vec<Item>,
    /// The step in which it lands.
    lands: usize,
}

/// The team.
pub struct Team {
    stream: String,
    marks: usize,
    /// The marks of `main`, the oldest first.
    line: Vec<usize>,
    /// What is true after each commit of the line.
    pub truth: Vec<Truth>,
    items: Vec<Item>,
    random: fastrand::Rng,
    clock: i64,
    numbers: u32,
    side: Option<Side>,
    fixed: BTreeMap<String, String>,
    branch: &'static str,
}

impl Item {
    fn text(&self) -> String {
        let number = self.number;
        let points = self.points.map_or_else(String::new, |p| p.to_string());
        let sprint = if self.in_sprint { "8" } else { "" };
        let release = if self.in_release { "\"1.2\"" } else { "" };
        format!(
            "---\ntitle: Story {number}\nid: US-{number}\ncreated: 2026-11-01T00:{:02}:{:02}Z\nstatus: {}\ntype: story\n\
             sprint: {sprint}\npoints: {points}\nrelease: {release}\n---\n\nAs a guest, I want to pay.\n",
            number / 60,
            number % 60,
            self.status
        )
    }

    fn live(&mut self, random: &mut fastrand::Rng, step: usize) {
        match random.u8(0..14) {
            0..=5 => self.status = STATES[random.usize(0..STATES.len())],
            6 | 7 => self.points = (random.u8(0..5) > 0).then(|| random.u32(1..14)),
            8 | 9 => self.in_sprint = !self.in_sprint,
            10 => self.in_release = !self.in_release,
            11 => self.path = format!("stories/US-{}-renamed-in-{step}.md", self.number),
            _ => {
                let folder = ["", "2026/", "2026/q4/", "later/"][random.usize(0..4)];
                let name = self.path.rsplit('/').next().unwrap_or_default();
                self.path = format!("stories/{folder}{name}");
            }
        }
    }
}

impl Team {
    /// A team that has done nothing yet; `fixed` are the files that nobody changes.
    pub fn new(seed: u64, fixed: BTreeMap<String, String>) -> Self {
        Self {
            stream: String::new(),
            marks: 0,
            line: Vec::new(),
            truth: Vec::new(),
            items: Vec::new(),
            random: fastrand::Rng::with_seed(seed),
            clock: BEGIN,
            numbers: 0,
            side: None,
            fixed,
            branch: "main",
        }
    }

    /// Does so many commits, evenly over the days that are left, none after the 27th at 22:00.
    pub fn work(&mut self, commits: usize) {
        let begin = self.line.len();
        let end = BEGIN + 25 * DAY + 13 * HOUR;
        let step_by = (end - self.clock) / i64::try_from(commits).expect("a number");
        for step in begin..begin + commits {
            self.clock = (self.clock + self.random.i64(0..=2 * step_by)).min(end);
            let before = self.files();
            let merged = self.step(step);
            // Far from both ends, so that there is no doubt about whose clock is wrong.
            let is_wrong = step > begin + 40 && step + 40 < begin + commits && step % 17 == 5;
            let off = if self.random.bool() {
                90 * DAY
            } else {
                -90 * DAY
            };
            let date = self.clock + if is_wrong { off } else { 0 };
            let mut parents: Vec<usize> = self.line.last().copied().into_iter().collect();
            parents.extend(merged);
            let changed = changes(&before, &self.files(), parents.is_empty());
            let branch = self.branch;
            let mark = self.commit(branch, &parents, date, &changed);
            self.line.push(mark);
            let last = self.truth.last().map(|truth| truth.when);
            self.truth.push(Truth {
                when: last.filter(|_| is_wrong).unwrap_or(date),
                items: self.items.clone(),
            });
        }
    }

    /// Goes back to a commit of the line and on from there, as a rebase does.
    pub fn rewrite_from(&mut self, commit: usize, seed: u64) {
        self.line.truncate(commit + 1);
        self.truth.truncate(commit + 1);
        let truth = self.truth.last().expect("a commit");
        (self.items, self.clock) = (truth.items.clone(), truth.when);
        self.items.iter_mut().for_each(|item| item.is_taken = false);
        self.side = None;
        self.random = fastrand::Rng::with_seed(seed);
        self.branch = "rewritten";
    }

    /// One commit on `main`; returns the tip of a branch that it merges.
    fn step(&mut self, step: usize) -> Option<usize> {
        if self.side.as_ref().is_some_and(|side| side.lands <= step) {
            return self.end_side();
        }
        if self.items.len() < 6 || self.random.u8(0..12) == 0 {
            self.numbers += 1;
            let number = self.numbers;
            self.items.push(Item {
                number,
                status: "new",
                points: self.random.bool().then(|| self.random.u32(1..9)),
                in_sprint: self.random.bool(),
                in_release: self.random.bool(),
                path: format!("stories/US-{number}-story.md"),
                is_taken: false,
            });
            return None;
        }
        match self.random.u8(0..20) {
            0 | 1 if self.side.is_none() => self.begin_side(step),
            2 => {
                let at = self.random.usize(0..self.items.len());
                if !self.items[at].is_taken {
                    self.items.remove(at);
                }
            }
            _ => {
                for _ in 0..self.random.u8(1..4) {
                    let at = self.random.usize(0..self.items.len());
                    if !self.items[at].is_taken {
                        let mut item = self.items[at].clone();
                        item.live(&mut self.random, step);
                        self.items[at] = item;
                    }
                }
            }
        }
        None
    }

    /// Somebody does items in a branch, now; it lands days later.
    fn begin_side(&mut self, step: usize) {
        let Some(mut tip) = self.line.last().copied() else {
            return;
        };
        let mut done = Vec::new();
        for _ in 0..2 {
            let at = self.random.usize(0..self.items.len());
            if self.items[at].is_taken {
                continue;
            }
            self.items[at].is_taken = true;
            let mut item = self.items[at].clone();
            for status in ["in-progress", "done"] {
                item.status = status;
                let file = (item.path.clone(), Some(item.text()));
                tip = self.commit("side", &[tip], self.clock + 60, &[file]);
            }
            done.push(item);
        }
        self.side = Some(Side {
            tip,
            items: done,
            lands: step + self.random.usize(3..12),
        });
    }

    /// The branch lands, as a merge (its tip is returned) or squashed.
    fn end_side(&mut self) -> Option<usize> {
        let side = self.side.take()?;
        for mut item in side.items {
            item.is_taken = false;
            let place = self.items.iter().position(|own| own.number == item.number);
            self.items[place.expect("nobody deletes what is taken")] = item;
        }
        self.random.bool().then_some(side.tip)
    }

    fn files(&self) -> BTreeMap<String, String> {
        let mut files = self.fixed.clone();
        if self.line.is_empty() && self.items.is_empty() {
            files.clear();
        }
        files.extend(
            self.items
                .iter()
                .map(|item| (item.path.clone(), item.text())),
        );
        files
    }

    fn commit(
        &mut self,
        branch: &str,
        parents: &[usize],
        date: i64,
        files: &[(String, Option<String>)],
    ) -> usize {
        self.marks += 1;
        let (mark, to) = (self.marks, &mut self.stream);
        let _ = write!(
            to,
            "commit refs/heads/{branch}\nmark :{mark}\nauthor Ada <a@example.org> {date} +0000\n\
             committer Ada <a@example.org> {date} +0000\ndata 4\nWork\n"
        );
        for (nth, parent) in parents.iter().enumerate() {
            let word = if nth == 0 { "from" } else { "merge" };
            let _ = writeln!(to, "{word} :{parent}");
        }
        for (path, text) in files {
            let _ = match text {
                Some(text) => writeln!(
                    to,
                    "M 100644 inline backlog/{path}\ndata {}\n{text}",
                    text.len()
                ),
                None => writeln!(to, "D backlog/{path}"),
            };
        }
        to.push('\n');
        mark
    }

    /// Writes everything into the sandbox's repository and checks `branch` out as `main`.
    pub fn import(&self, sandbox: &Sandbox, branch: &str) {
        let file = sandbox.dir().join("stream");
        std::fs::write(&file, &self.stream).expect("a stream");
        let input = std::fs::File::open(&file).expect("a stream");
        let mut git = sandbox.command("git");
        let run = git.args(["fast-import", "--quiet", "--force"]).stdin(input);
        let run = sandbox.run_command(run);
        assert_eq!(run.code, 0, "{}", run.stderr);
        std::fs::remove_file(file).expect("it was there");
        if branch != "main" {
            sandbox.git(&[
                "update-ref",
                "refs/heads/main",
                &format!("refs/heads/{branch}"),
            ]);
        }
        sandbox.git(&["reset", "--quiet", "--hard", "main"]);
        sandbox.git(&["clean", "--quiet", "-fd", "backlog"]);
    }

    /// What was true at the end of a day of November, in UTC.
    pub fn at_end_of(&self, day: i64) -> Option<&Truth> {
        // 2026-11-01 was 33 hours before the beginning.
        let midnight = BEGIN - 33 * HOUR + day * DAY;
        self.truth.iter().rev().find(|truth| truth.when < midnight)
    }
}

/// What a commit must write to come from one state of all files to another.
fn changes(
    before: &BTreeMap<String, String>,
    after: &BTreeMap<String, String>,
    is_first: bool,
) -> Vec<(String, Option<String>)> {
    let gone = before.keys().filter(|path| !after.contains_key(*path));
    let new = after
        .iter()
        .filter(|(path, text)| is_first || before.get(*path) != Some(text));
    gone.map(|path| (path.clone(), None))
        .chain(new.map(|(path, text)| (path.clone(), Some(text.clone()))))
        .collect()
}
