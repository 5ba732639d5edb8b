//! Whole processes in a repository of their own: run and timed, and the stream that makes such a repository.

use std::path::Path;
use std::process::{ChildStdin, Command, Stdio};
use std::time::Instant;

/// The middle one of some figures.
pub fn median(figures: impl Iterator<Item = f64>) -> f64 {
    let mut figures: Vec<f64> = figures.collect();
    figures.sort_by(f64::total_cmp);
    figures[figures.len() / 2]
}

/// Runs a program and returns milliseconds; doing nothing is always fast, so it must say more than `least` bytes.
pub fn run(top: &Path, program: &str, arguments: &[&str], least: usize) -> f64 {
    let begin = Instant::now();
    let output = cleared(top, program)
        .args(arguments)
        .output()
        .expect("it starts");
    let time = begin.elapsed().as_secs_f64() * 1_000.0;
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(
        matches!(output.status.code(), Some(0 | 1)),
        "{program} {arguments:?}: {said}"
    );
    assert!(
        output.stdout.len() > least,
        "{program} {arguments:?} prints nothing: {said}"
    );
    time
}

/// Runs git, which must succeed.
pub fn git(top: &Path, arguments: &[&str]) {
    let status = cleared(top, "git").args(arguments).status();
    assert!(status.expect("git is there").success(), "git {arguments:?}");
}

/// Makes a repository of what `write` writes into a `git fast-import`; packed as git does it.
pub fn imported(top: &Path, write: impl FnOnce(ChildStdin)) {
    std::fs::create_dir_all(top).expect("a folder");
    git(top, &["init", "--quiet", "--initial-branch", "main"]);
    let mut import = cleared(top, "git")
        .args(["fast-import", "--quiet"])
        .stdin(Stdio::piped())
        .spawn()
        .expect("git is there");
    write(import.stdin.take().expect("a pipe"));
    assert!(import.wait().expect("an end").success());
    git(top, &["gc", "--quiet"]);
    git(top, &["reset", "--quiet", "--hard"]);
}

fn cleared(top: &Path, program: &str) -> Command {
    let mut command = Command::new(program);
    command
        .current_dir(top)
        .env_clear()
        .env("PATH", std::env::var_os("PATH").unwrap_or_default())
        .env("HOME", top)
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .stdin(Stdio::null());
    command
}
