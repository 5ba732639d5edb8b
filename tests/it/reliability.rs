//! The real binary, killed, crowded and out of space: no file torn, no batch half done, no id minted twice.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// How long a run may take before it counts as blocked.
const BLOCKED: Duration = Duration::from_secs(60);
/// The items of a batch: US-1 to US-12.
const BATCH: u64 = 12;

/// A backlog outside git with the items US-1 to US-13, and `po` in a bare environment.
struct Yard {
    // Dropped first: a folder with something mounted in it cannot be removed.
    _disk: Option<Tiny>,
    home: tempfile::TempDir,
    root: PathBuf,
}

impl Yard {
    fn new() -> Self {
        let home = tempfile::tempdir().unwrap();
        let root = home.path().join("backlog");
        Self::at(home, root, None)
    }

    fn at(home: tempfile::TempDir, root: PathBuf, disk: Option<Tiny>) -> Self {
        std::fs::create_dir_all(root.join("stories")).unwrap();
        std::fs::write(root.join("po.yaml"), "format: 1\nprefix: US\n").unwrap();
        for n in 1..=BATCH + 1 {
            std::fs::write(root.join(story(n)), content(n, "0")).unwrap();
        }
        Self {
            _disk: disk,
            home,
            root,
        }
    }

    fn po(&self, arguments: &[String]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_po"));
        command
            .env_clear()
            .env("HOME", self.home.path())
            .env("PO_BACKLOG", &self.root)
            .env("GIT_CEILING_DIRECTORIES", self.home.path())
            .current_dir(&self.root)
            .args(arguments)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::piped());
        for kept in ["PATH", "SystemRoot", "TMPDIR", "TEMP", "TMP"] {
            if let Some(value) = std::env::var_os(kept) {
                command.env(kept, value);
            }
        }
        command
    }

    /// `po set 1 2 … 12 points=N`.
    fn set_batch(&self, points: u64) -> Command {
        let mut arguments = vec!["set".to_owned()];
        arguments.extend((1..=BATCH).map(|n| n.to_string()));
        arguments.push(format!("points={points}"));
        self.po(&arguments)
    }

    /// Every file of the stories, temporary ones too.
    fn files(&self) -> BTreeMap<String, String> {
        std::fs::read_dir(self.root.join("stories"))
            .unwrap()
            .map(|entry| {
                let path = entry.unwrap().path();
                let name = path.file_name().unwrap().to_str().unwrap().to_owned();
                (name, std::fs::read_to_string(&path).unwrap())
            })
            .collect()
    }

    /// The points of US-1 to US-12, after making sure that each file is whole: one value where the batch is whole.
    fn points_of_batch(&self) -> BTreeSet<String> {
        (1..=BATCH)
            .map(|n| {
                let text = std::fs::read_to_string(self.root.join(story(n))).unwrap();
                let points = value(&text, "points");
                assert_eq!(text, content(n, &points), "US-{n} is torn");
                points
            })
            .collect()
    }
}

fn story(n: u64) -> String {
    format!("stories/US-{n}.md")
}

fn content(n: u64, points: &str) -> String {
    format!(
        "---\ntitle: Story {n}\nid: US-{n}\nstatus: ready\npoints: {points}\nlabels: []\n---\n\n{}\n## Acceptance criteria\n\n- [ ] The last line of {n} is here\n",
        "Words that must all survive.\n".repeat(60)
    )
}

/// The value of a key in front matter of one line a key.
fn value(text: &str, key: &str) -> String {
    text.lines()
        .find_map(|line| line.strip_prefix(key)?.strip_prefix(':'))
        .unwrap_or_else(|| panic!("no `{key}` in {text:?}"))
        .trim()
        .trim_matches('"')
        .to_owned()
}

/// Numbers that look random and are the same on every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % limit.max(1)
    }
}

/// Waits for a run to end, and fails where it seems blocked.
fn finish(mut child: Child) -> Output {
    let start = Instant::now();
    while child.try_wait().unwrap().is_none() {
        if start.elapsed() > BLOCKED {
            child.kill().unwrap();
            panic!("`po` is blocked");
        }
        std::thread::sleep(Duration::from_millis(1));
    }
    child.wait_with_output().unwrap()
}

fn run(command: &mut Command) -> Output {
    finish(command.spawn().unwrap())
}

fn run_well(command: &mut Command) {
    let output = run(command);
    assert!(
        output.status.success(),
        "{command:?}: {}",
        String::from_utf8_lossy(&output.stderr)
    );
}

fn words(line: &str) -> Vec<String> {
    line.split(' ').map(str::to_owned).collect()
}

#[test]
fn killed_at_random_moments_no_file_is_torn_and_every_batch_is_whole() {
    let yard = Yard::new();
    let start = Instant::now();
    run_well(&mut yard.set_batch(1));
    let usual = u64::try_from(start.elapsed().as_micros()).unwrap();
    let points = AtomicU64::new(2);
    let (killed, survived) = (AtomicU64::new(0), AtomicU64::new(0));
    let mut seen = BTreeSet::new();
    for round in 0..30u64 {
        std::thread::scope(|scope| {
            for worker in 0..3u64 {
                let (yard, points, killed, survived) = (&yard, &points, &killed, &survived);
                scope.spawn(move || {
                    let mut dice = Dice(round * 3 + worker + 1);
                    for turn in 0..4u64 {
                        let points = points.fetch_add(1, Ordering::SeqCst);
                        let mut command = if turn == 3 {
                            yard.po(&["add".to_owned(), format!("Added {points}")])
                        } else {
                            yard.set_batch(points)
                        };
                        let mut child = command.spawn().unwrap();
                        // Three wait for each other, so a run takes up to three times as long as one alone.
                        std::thread::sleep(Duration::from_micros(dice.below(usual * 5)));
                        if child.try_wait().unwrap().is_none() {
                            child.kill().unwrap();
                            child.wait().unwrap();
                            killed.fetch_add(1, Ordering::SeqCst);
                        } else {
                            survived.fetch_add(1, Ordering::SeqCst);
                        }
                    }
                });
            }
        });
        for (name, text) in yard.files() {
            if name.ends_with(".md") && !name.starts_with('.') {
                assert!(
                    text.starts_with("---\n") && text.contains("\nid: US-"),
                    "`{name}` is torn: {text:?}"
                );
            }
        }
        // The next writer is not blocked, and finishes what the dead ones began.
        run_well(&mut yard.po(&words(&format!("set 13 points={}", round + 1))));
        let now = yard.points_of_batch();
        assert_eq!(now.len(), 1, "half a batch: {now:?}");
        seen.extend(now);
        let leavings: Vec<String> = yard
            .files()
            .into_keys()
            .filter(|name| name.ends_with(".tmp"))
            .collect();
        assert!(leavings.is_empty(), "{leavings:?}");
    }
    let ids: Vec<String> = yard
        .files()
        .values()
        .map(|text| value(text, "id"))
        .collect();
    assert_eq!(
        ids.iter().collect::<BTreeSet<_>>().len(),
        ids.len(),
        "an id stands twice: {ids:?}"
    );
    let (killed, survived) = (killed.into_inner(), survived.into_inner());
    println!(
        "{killed} runs killed, {survived} not, {} batches seen whole",
        seen.len()
    );
    assert!(killed > 30 && seen.len() > 1, "{killed} killed, {seen:?}");
}

#[test]
fn eight_processes_lose_no_edit_and_mint_no_id_twice() {
    let yard = Yard::new();
    let each = 10;
    std::thread::scope(|scope| {
        for worker in 0..8 {
            let yard = &yard;
            scope.spawn(move || {
                for turn in 0..each {
                    run_well(
                        &mut yard.po(&["add".to_owned(), format!("Story of {worker} and {turn}")]),
                    );
                    run_well(&mut yard.po(&words(&format!("set 1 label+=w{worker}t{turn}"))));
                    run_well(&mut yard.po(&words(&format!("set 2 {} points={turn}", worker + 3))));
                }
            });
        }
    });
    let files = yard.files();
    let ids: BTreeSet<String> = files.values().map(|text| value(text, "id")).collect();
    let all = usize::try_from(BATCH).unwrap() + 1 + 8 * each;
    assert_eq!((files.len(), ids.len()), (all, all));
    for worker in 0..8 {
        for turn in 0..each {
            let title = format!("Story of {worker} and {turn}");
            let found = files
                .values()
                .filter(|text| value(text, "title") == title)
                .count();
            assert_eq!(found, 1, "{title}");
            let label = format!("w{worker}t{turn}");
            assert!(
                value(&files["US-1.md"], "labels")
                    .split(['[', ',', ']', ' '])
                    .any(|known| known == label),
                "lost `{label}`: {}",
                files["US-1.md"]
            );
        }
    }
    assert!(
        ids.contains(&format!("US-{all}")),
        "a number was left out: {ids:?}"
    );
}

/// A file system of 512 KiB, for as long as it lives.
struct Tiny(PathBuf);

impl Tiny {
    fn mount(at: &Path) -> Result<Self, String> {
        let output = Command::new("mount")
            .args(["-t", "tmpfs", "-o", "size=512k", "tmpfs"])
            .arg(at)
            .output()
            .map_err(|error| error.to_string())?;
        if output.status.success() {
            Ok(Self(at.to_path_buf()))
        } else {
            Err(String::from_utf8_lossy(&output.stderr).trim().to_owned())
        }
    }
}

impl Drop for Tiny {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg(&self.0).status();
    }
}

#[test]
fn a_full_file_system_leaves_the_old_files_whole() {
    let home = tempfile::tempdir().unwrap();
    let disk = home.path().join("disk");
    std::fs::create_dir(&disk).unwrap();
    let tiny = match Tiny::mount(&disk) {
        Ok(tiny) => tiny,
        Err(why) => {
            println!("skipped: no small file system can be mounted here ({why})");
            return;
        }
    };
    let root = disk.join("backlog");
    let yard = Yard::at(home, root, Some(tiny));
    let filler = disk.join("filler");
    let (mut refused, mut done) = (0, 0);
    for (turn, room) in (0..200u64).step_by(8).enumerate() {
        let before = yard.points_of_batch();
        fill(&filler, room << 10);
        let output = run(&mut yard.set_batch(turn as u64 + 100));
        let now = yard.points_of_batch();
        assert_eq!(now.len(), 1, "half a batch with {room} KiB left: {now:?}");
        let message = String::from_utf8_lossy(&output.stderr).into_owned();
        if output.status.success() {
            assert_ne!(now, before);
            done += 1;
        } else {
            assert_eq!(output.status.code(), Some(2), "{message}");
            assert!(message.contains("disk is full"), "{message}");
            assert_eq!(now, before);
            refused += 1;
        }
        std::fs::remove_file(&filler).unwrap();
        let leavings: Vec<String> = yard
            .files()
            .into_keys()
            .filter(|name| name.ends_with(".tmp"))
            .collect();
        assert!(leavings.is_empty(), "{leavings:?}");
    }
    assert!(refused > 0 && done > 0, "{refused} refused, {done} done");
    run_well(&mut yard.set_batch(5));
    assert_eq!(yard.points_of_batch(), BTreeSet::from(["5".to_owned()]));
}

/// Fills the file system but for `room` bytes.
fn fill(filler: &Path, room: u64) {
    use std::io::Write;
    let mut file = std::fs::File::create(filler).unwrap();
    let block = [b'x'; 4096];
    while file.write_all(&block).is_ok() {}
    let length = file.metadata().unwrap().len();
    file.set_len(length.saturating_sub(room)).unwrap();
}

#[cfg(unix)]
#[test]
fn a_limit_on_the_size_of_files_leaves_the_old_file_whole() {
    let yard = Yard::new();
    let path = yard.root.join(story(1));
    let large = content(1, "0") + &"One line of a long story.\n".repeat(20_000);
    std::fs::write(&path, &large).unwrap();
    let command = yard.po(&words("set 1 points=3"));
    let mut limited = Command::new("sh");
    limited
        .args(["-c", "ulimit -f 64 && exec \"$@\"", "sh"])
        .arg(command.get_program())
        .args(command.get_args())
        .env_clear()
        .envs(
            command
                .get_envs()
                .filter_map(|(key, value)| Some((key, value?))),
        )
        .current_dir(&yard.root)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::piped());
    let output = run(&mut limited);
    assert!(
        !output.status.success(),
        "a file of 500 KB was written in spite of the limit"
    );
    assert_eq!(std::fs::read_to_string(&path).unwrap(), large);
    run_well(&mut yard.po(&words("set 1 points=5")));
    assert_eq!(
        std::fs::read_to_string(&path).unwrap(),
        large.replacen("points: 0", "points: 5", 1)
    );
    assert!(yard.files().keys().all(|name| !name.ends_with(".tmp")));
}
