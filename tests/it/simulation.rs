//! Many people, many branches, one backlog: random edits in clones of one repository, with random merges, rebases,
//! cherry-picks, reverts and pushes by real git. After every merge nothing is lost that only one side changed.

mod by_hand;
mod clone;
mod edits;
mod facts;
mod judge;

use std::collections::BTreeSet;
use std::process::Command;

use backlog::store::read_config;
use fastrand::Rng;
use jiff::ToSpan;
use jiff::civil::date;

use clone::{Clone, Known};
use edits::{Editor, load};
use facts::is_by_date;
use judge::{Stories, Versions, files_of_one, lost};

/// How much happens in one run.
#[derive(Debug, Clone, Copy)]
struct Size {
    clones: usize,
    steps: usize,
    stories: usize,
}

const SMALL: Size = Size {
    clones: 4,
    steps: 40,
    stories: 15,
};
const LARGE: Size = Size {
    clones: 8,
    steps: 400,
    stories: 40,
};

/// What happened in some runs.
#[derive(Debug, Default, Clone, Copy)]
struct Figures {
    edits: usize,
    merges: usize,
    rebases: usize,
    /// Cherry-picks and reverts.
    picks: usize,
    /// Merges, rebases and picks in which a person had to settle something.
    stopped: usize,
    /// Files with markers, and places in them.
    files: usize,
    places: usize,
    /// Merges that git called clean, after which something was lost or a file said a thing twice.
    wrong: usize,
    /// Facts that nobody contested and that were gone after a person took one side of each contested place.
    dragged: usize,
    /// Stories that git lost without a word where branches had met several times and called them by several names: no driver is asked
    /// there, and `po sync` takes such a merge back.
    vanished: usize,
    /// Stories that stood in two files at the end, which `po check` found and repaired.
    twice: usize,
}

/// Whether what was lost is an item that the versions which both sides come from have under several names.
fn is_vanished(what: &str, bases: &[Stories]) -> bool {
    let Some(story) = what.strip_suffix(": gone") else {
        return false;
    };
    let paths = bases.iter().filter_map(|base| base.get(story)?.get("path"));
    paths.collect::<BTreeSet<_>>().len() > 1
}

/// The errors that `po check` may find at the end: ids that collide, which it repairs, and what the edits themselves bring
/// about, as one that refers to an item that another one removed, or each side's taking out the criterion that the other keeps.
const MAY_BE_WRONG: [&str; 7] = [
    "duplicate-id",
    "dangling-reference",
    "dependency-cycle",
    "done-with-open-criteria",
    "epic-cycle",
    "missing-acceptance-criteria",
    "self-dependency",
];

struct World {
    folder: tempfile::TempDir,
    clones: Vec<Clone>,
    editor: Editor,
    known: Known,
    figures: Figures,
    strict: bool,
    seed: u64,
}

impl World {
    fn new(seed: u64, size: Size, with_driver: bool) -> Self {
        let folder = tempfile::Builder::new()
            .disable_cleanup(std::env::var_os("PO_SIM_KEEP").is_some())
            .tempdir()
            .expect("a folder");
        let origin = folder.path().join("origin.git");
        let bare = Command::new("git")
            .args(["init", "-q", "--bare", "-b", "main"])
            .arg(&origin)
            .status();
        assert!(bare.expect("git starts").success());
        let (config, _) = read_config(b"").expect("a configuration");
        let mut editor = Editor {
            random: Rng::with_seed(seed),
            words: 0,
            today: date(2026, 3, 2),
            config,
        };
        let first = Clone::new(folder.path().join("0"), &origin, false, 0);
        let none = edits::Files::new();
        let mut files = none.clone();
        for _ in 0..size.stories {
            editor.add(&mut files);
        }
        std::fs::create_dir_all(first.dir.join("backlog/stories")).expect("a folder");
        std::fs::write(first.dir.join("backlog/po.yaml"), "format: 1\nprefix: US\n")
            .expect("a file");
        if with_driver {
            std::fs::write(
                first.dir.join("backlog/.gitattributes"),
                "stories/**/*.md merge=po\nmetrics/*.csv merge=union\n",
            )
            .expect("a file");
        }
        first.commit(&none, &files);
        first.ok(&["push", "-q", "origin", "main"]);
        let clones = (1..=size.clones)
            .map(|number| (folder.path().join(number.to_string()), number))
            .map(|(dir, number)| Clone::new(dir, &origin, with_driver, number));
        Self {
            clones: clones.collect(),
            editor,
            known: Known::default(),
            figures: Figures::default(),
            strict: with_driver,
            seed,
            folder,
        }
    }

    fn step(&mut self) {
        let at = self.editor.random.usize(..self.clones.len());
        if self.editor.random.u8(..10) == 0 {
            self.editor.today = self.editor.today.saturating_add(1.day());
        }
        match self.editor.random.u8(..100) {
            0..66 => {
                let before = self.clones[at].files();
                let mut after = before.clone();
                for _ in 0..self.editor.random.usize(1..4) {
                    self.editor.edit(&mut after);
                    self.figures.edits += 1;
                }
                self.clones[at].commit(&before, &after);
            }
            roll @ 66..75 => {
                let other = self.editor.random.usize(..self.clones.len());
                let other = self.clones[other].dir.display().to_string();
                self.clones[at].ok(&["fetch", "-q", &other, "HEAD"]);
                match roll {
                    66..70 => self.bring(at, "FETCH_HEAD", true),
                    70..73 => self.pick(at, "FETCH_HEAD", false),
                    _ => self.pick(at, "HEAD", true),
                }
            }
            roll => {
                self.clones[at].ok(&["fetch", "-q", "origin"]);
                self.bring(at, "origin/main", roll < 90);
                self.clones[at].ok(&["push", "-q", "origin", "HEAD:main"]);
            }
        }
    }

    /// Merges, or rebases on another commit, and looks whether all is there.
    fn bring(&mut self, at: usize, name: &str, merge: bool) {
        let clone = &self.clones[at];
        let (ours, theirs) = (clone.at("HEAD"), clone.at(name));
        let bases = clone.bases(ours, theirs);
        // A rebase of merges would leave out what they settled.
        let merge = merge
            || bases.len() != 1
            || clone
                .since(bases[0], ours)
                .iter()
                .any(|commit| commit.parent_count() > 1);
        let mut touched = BTreeSet::new();
        let mut settled = BTreeSet::new();
        let mut clean = true;
        if merge {
            self.figures.merges += 1;
            if !clone
                .git(&["merge", "-q", "--no-edit", &theirs.to_string()])
                .ok
            {
                clean = false;
                settled = self.settle(at);
                self.clones[at].ok(&["commit", "-q", "--no-edit"]);
            }
        } else {
            self.figures.rebases += 1;
            touched = clone.touched(bases[0], ours, &mut self.known);
            // What both sides picked is made twice, for a side may have taken it back since.
            let onto = theirs.to_string();
            let rebase = [
                "rebase",
                "-q",
                "--reapply-cherry-picks",
                "--empty=keep",
                &onto,
            ];
            let mut said = clone.git(&rebase);
            while !said.ok {
                clean = false;
                settled.append(&mut self.settle(at));
                said = self.clones[at].git(&["rebase", "--continue"]);
            }
        }
        self.figures.stopped += usize::from(!clean);
        self.judge(at, (ours, theirs, &bases), (&touched, &settled), clean);
    }

    /// Settles what is in conflict as a person would, and names the files.
    fn settle(&mut self, at: usize) -> BTreeSet<String> {
        let settled = self.clones[at].settle(&mut self.editor.random);
        self.figures.files += settled.files;
        self.figures.places += settled.places;
        settled.names
    }

    /// Brings one of the last changes on the way to a commit, or takes it back.
    fn pick(&mut self, at: usize, name: &str, back: bool) {
        let clone = &self.clones[at];
        let last = ["rev-list", "--no-merges", "--min-parents=1", "-n5", name];
        let last = clone.ok(&last);
        let last: Vec<&str> = last.lines().collect();
        let Some(commit) = self.editor.random.choice(last) else {
            return;
        };
        let [old, new] = [clone.at(&format!("{commit}~")), clone.at(commit)];
        let (base, theirs) = if back { (new, old) } else { (old, new) };
        let ours = clone.at("HEAD");
        let verb = if back { "revert" } else { "cherry-pick" };
        let clean = clone.git(&[verb, "--no-commit", commit]).ok;
        let settled = if clean {
            BTreeSet::new()
        } else {
            self.settle(at)
        };
        self.clones[at].ok(&["commit", "-q", "--allow-empty", "-m", verb]);
        self.figures.picks += 1;
        self.figures.stopped += usize::from(!clean);
        self.judge(
            at,
            (ours, theirs, &[base]),
            (&BTreeSet::new(), &settled),
            clean,
        );
    }

    fn judge(
        &mut self,
        at: usize,
        (ours, theirs, bases): (git2::Oid, git2::Oid, &[git2::Oid]),
        (touched, settled): (&BTreeSet<(String, String)>, &BTreeSet<String>),
        clean: bool,
    ) {
        let clone = &self.clones[at];
        let known = &mut self.known;
        let mut read = |commit| clone.stories(commit, known);
        let bases: Result<Vec<_>, _> = bases.iter().map(|&base| read(base)).collect();
        let (Ok(bases), Ok(ours_read), Ok(theirs_read)) = (bases, read(ours), read(theirs)) else {
            // Only what plain git, or somebody who settled a rebase, made of a merge before leads here.
            let is_told = !self.strict || self.figures.dragged > 0;
            assert!(is_told, "seed {}", self.seed);
            return self.repair(at, ours);
        };
        let found = match read(clone.at("HEAD")) {
            Ok(merged) => {
                let versions = Versions {
                    bases: &bases,
                    ours: &ours_read,
                    theirs: &theirs_read,
                    touched,
                    settled,
                    adds_lf: clone.adds_lf,
                };
                let mut lost = lost(&versions, &merged, clean);
                let before = lost.len();
                lost.retain(|what| !is_vanished(what, &bases));
                self.figures.vanished += before - lost.len();
                lost
            }
            Err(error) => {
                // Of a rebase that somebody settled: who kept in one commit what the next one brings back has it twice.
                if self.strict && (clean || touched.is_empty()) {
                    panic!("seed {}, {clean}, {ours} {theirs}: {error}", self.seed);
                }
                self.figures.wrong += usize::from(clean);
                self.figures.dragged += usize::from(!clean);
                return self.repair(at, theirs);
            }
        };
        if self.strict {
            assert!(
                found.is_empty(),
                "seed {}, clean {clean}, {ours} and {theirs} in {}: {found:#?}",
                self.seed,
                clone.dir.display()
            );
            let files = clone.files();
            for (path, text) in &files {
                assert!(is_by_date(text), "seed {}: {path}\n{text}", self.seed);
            }
            load(&files, &self.editor.config);
        } else if clean {
            self.figures.wrong += usize::from(!found.is_empty());
        } else {
            self.figures.dragged += found.len();
        }
    }

    /// Takes the stories of a commit that can be read, so that a run of plain git can go on.
    fn repair(&self, at: usize, commit: git2::Oid) {
        let clone = &self.clones[at];
        clone.ok(&["rm", "-r", "-q", "--ignore-unmatch", "backlog/stories"]);
        clone.ok(&[
            "checkout",
            "-q",
            &commit.to_string(),
            "--",
            "backlog/stories",
        ]);
        clone.ok(&["commit", "-q", "--allow-empty", "-m", "repaired"]);
    }

    /// All clones come together, and then have the same order; what collides is found and repaired.
    fn converge(&mut self) {
        for _ in 0..2 {
            for at in 0..self.clones.len() {
                self.clones[at].ok(&["fetch", "-q", "origin"]);
                self.bring(at, "origin/main", true);
                self.clones[at].ok(&["push", "-q", "origin", "HEAD:main"]);
            }
        }
        let orders: Vec<Vec<String>> = self
            .clones
            .iter()
            .map(|clone| {
                let backlog = load(&clone.files(), &self.editor.config);
                backlog
                    .positioned()
                    .map(|story| story.path.clone())
                    .collect()
            })
            .collect();
        assert!(
            orders.windows(2).all(|pair| pair[0] == pair[1]),
            "seed {}",
            self.seed
        );
        let clone = &self.clones[0];
        let po = |args: &[&str]| {
            let output = Command::new(env!("CARGO_BIN_EXE_po"))
                .args(args)
                .current_dir(&clone.dir)
                .output();
            let output = output.expect("po starts");
            (
                output.status.code(),
                String::from_utf8_lossy(&output.stdout).into_owned()
                    + &String::from_utf8_lossy(&output.stderr),
            )
        };
        let (_, found) = po(&["check", "--format", "concise"]);
        for line in found.lines() {
            let rule = line
                .split_once(" error[")
                .and_then(|(_, rest)| rest.split_once(']'));
            let is_known = rule.is_none_or(|(rule, _)| MAY_BE_WRONG.contains(&rule));
            assert!(is_known, "seed {}: {line}", self.seed);
        }
        // A story in two files is never passed over.
        let stories = clone.stories(clone.at("HEAD"), &mut self.known);
        let stories = stories.unwrap_or_else(|error| panic!("seed {}: {error}", self.seed));
        let twice = files_of_one(&stories).count();
        self.figures.twice += twice;
        assert!(
            found.matches("duplicate-id").count() >= twice,
            "seed {}: {found}",
            self.seed
        );
        if found.contains("duplicate-id") {
            let (_, said) = po(&["check", "--fix", "--yes"]);
            let (_, found) = po(&["check", "--format", "concise"]);
            // No id stands twice any more. A story in two files, which say different things, has two ids now, and is still found.
            let left = found.lines().filter(|line| line.contains("[duplicate-id]"));
            let left: Vec<&str> = left.collect();
            let is_story = |line: &&str| line.contains(" once more: ");
            assert!(
                left.len() <= twice && left.iter().all(is_story),
                "seed {}: {said}\n{left:#?}",
                self.seed
            );
            // Both are still there, for a person to take out what is too much.
            assert_eq!(clone.files().len(), stories.len(), "seed {}", self.seed);
        }
        assert!(self.folder.path().exists());
    }
}

fn run(seed: u64, size: Size, with_driver: bool) -> Figures {
    let mut world = World::new(seed, size, with_driver);
    for _ in 0..size.steps {
        world.step();
    }
    if with_driver {
        world.converge();
    }
    world.figures
}

fn total(seeds: std::ops::Range<u64>, size: Size, with_driver: bool) -> Figures {
    seeds.fold(Figures::default(), |sum, seed| {
        let one = run(seed, size, with_driver);
        Figures {
            edits: sum.edits + one.edits,
            merges: sum.merges + one.merges,
            rebases: sum.rebases + one.rebases,
            picks: sum.picks + one.picks,
            stopped: sum.stopped + one.stopped,
            files: sum.files + one.files,
            places: sum.places + one.places,
            wrong: sum.wrong + one.wrong,
            dragged: sum.dragged + one.dragged,
            vanished: sum.vanished + one.vanished,
            twice: sum.twice + one.twice,
        }
    })
}

#[test]
fn nothing_is_lost_that_only_one_side_changed() {
    let figures = total(0..3, SMALL, true);
    assert!(figures.merges > 20 && figures.edits > 100, "{figures:?}");
}

/// `PO_SIM_SEEDS=100 cargo test --test it -- simulation --nocapture` prints what docs/collaboration.md says; the seeds begin
/// at `PO_SIM_FROM`, runs are small with `PO_SIM_SMALL`, have `PO_SIM_STEPS` steps, leave their clones in the folder for
/// temporary files with `PO_SIM_KEEP`, and are made with the driver only with `PO_SIM_DRIVER`.
#[test]
fn many_seeds_with_and_without_the_driver() {
    let number = |name: &str| {
        std::env::var(name)
            .ok()
            .and_then(|text| text.parse::<u64>().ok())
    };
    let Some(seeds) = number("PO_SIM_SEEDS") else {
        return;
    };
    let from = number("PO_SIM_FROM").unwrap_or(1000);
    let mut size = if std::env::var_os("PO_SIM_SMALL").is_some() {
        SMALL
    } else {
        LARGE
    };
    if let Some(steps) = number("PO_SIM_STEPS") {
        size.steps = usize::try_from(steps).expect("so many steps");
    }
    let both = std::env::var_os("PO_SIM_DRIVER").is_none();
    for with_driver in [true, false] {
        if !with_driver && !both {
            continue;
        }
        println!(
            "driver {with_driver}, seeds {from}..{}: {:?}",
            from + seeds,
            total(from..from + seeds, size, with_driver)
        );
    }
}
