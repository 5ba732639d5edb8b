//! Two clones around a bare repository, for what people do together.

use std::path::PathBuf;

use crate::sandbox::{Run, Sandbox};

/// Two clones of a bare repository with a backlog of three items.
pub struct Team {
    pub sandbox: Sandbox,
}

impl Team {
    pub fn new() -> Self {
        let sandbox = Sandbox::new();
        for (number, title, rank) in [(1, "Pay", "b"), (2, "Refund", "d"), (3, "Search", "f")] {
            let fields = format!(
                "rank: {rank}\ncreated: 2026-11-0{number}T10:00:00Z\nstatus: new\ntype: story\nsprint:\nrequested_by:\npoints: 3\nepic:\nvalue:\n"
            );
            sandbox.story(number, title, &fields, "As a guest, I want to pay.\n");
        }
        sandbox.write(
            ".gitattributes",
            "stories/**/*.md merge=po\nmetrics/*.csv merge=union\n",
        );
        sandbox.git(&["init", "-q", "-b", "main"]);
        sandbox.git(&["init", "-q", "--bare", "-b", "main", "../origin.git"]);
        sandbox.git(&["add", "."]);
        sandbox.git(&["commit", "-q", "-m", "the backlog"]);
        sandbox.git(&["remote", "add", "origin", "../origin.git"]);
        sandbox.git(&["push", "-q", "-u", "origin", "main"]);
        sandbox.git(&["clone", "-q", "../origin.git", "../a"]);
        sandbox.git(&["clone", "-q", "../origin.git", "../b"]);
        Self { sandbox }
    }

    /// Both clones changed another item; `b` has pushed.
    pub fn apart() -> Self {
        let team = Self::new();
        team.ok("b", &["note", "2", "theirs"]);
        team.ok("b", &["sync"]);
        team.ok("a", &["note", "3", "ours"]);
        team
    }

    pub fn dir(&self, clone: &str) -> PathBuf {
        self.sandbox.dir().join("..").join(clone)
    }

    pub fn run(&self, clone: &str, args: &[&str]) -> Run {
        let mut command = self.sandbox.command(env!("CARGO_BIN_EXE_po"));
        self.sandbox
            .run_command(command.args(args).current_dir(self.dir(clone)))
    }

    /// Runs `po` on a terminal, and types an answer when a question stands there; none where there is no program that makes one.
    #[cfg(target_os = "linux")]
    pub fn asked(&self, clone: &str, command: &str, question: &str, answer: &[u8]) -> Option<Run> {
        use std::io::{Read as _, Write as _};
        let po = env!("CARGO_BIN_EXE_po");
        let mut script = self.sandbox.command("script");
        script.args(["-qec", &format!("'{po}' {command}"), "/dev/null"]);
        script.env("TERM", "xterm").current_dir(self.dir(clone));
        let pipe = std::process::Stdio::piped;
        let mut child = script.stdin(pipe()).stdout(pipe()).spawn().ok()?;
        let mut typing = child.stdin.take();
        let mut screen = child.stdout.take()?;
        let mut shown = Vec::new();
        let mut some = [0; 4_096];
        while let Ok(count @ 1..) = screen.read(&mut some) {
            shown.extend(&some[..count]);
            if String::from_utf8_lossy(&shown).contains(question)
                && let Some(mut terminal) = typing.take()
            {
                terminal.write_all(answer).expect("a terminal");
            }
        }
        let code = child.wait().expect("an end").code().unwrap_or(-1);
        Some(Run {
            code,
            stdout: String::from_utf8_lossy(&shown).into_owned(),
            stderr: String::new(),
        })
    }

    /// Runs `po` on a terminal, typing an answer to each question; none where there is no program that makes one.
    #[cfg(target_os = "linux")]
    pub fn on_terminal(&self, clone: &str, command: &str, answers: &str) -> Option<Run> {
        let file = self.sandbox.dir().join("../typed");
        std::fs::write(&file, answers).expect("a file");
        let input = std::fs::File::open(&file).expect("a file");
        let po = env!("CARGO_BIN_EXE_po");
        let mut script = self.sandbox.command("script");
        script.args(["-qec", &format!("'{po}' {command}"), "/dev/null"]);
        script.stdin(input).env("TERM", "xterm");
        script.current_dir(self.dir(clone));
        let there = script.get_program().to_owned();
        let version = std::process::Command::new(there).arg("--version").output();
        version.ok()?;
        Some(self.sandbox.run_command(&mut script))
    }

    #[track_caller]
    pub fn ok(&self, clone: &str, args: &[&str]) -> String {
        let run = self.run(clone, args);
        assert_eq!(run.code, 0, "po {args:?}\n{}\n{}", run.stdout, run.stderr);
        run.stdout
    }

    /// Runs `po sync`, which is refused; all of `says` is said. Returns what was.
    #[track_caller]
    pub fn refused(&self, clone: &str, says: &[&str]) -> String {
        let run = self.run(clone, &["sync"]);
        assert_eq!(run.code, 2, "{}{}", run.stdout, run.stderr);
        for says in says {
            assert!(run.stderr.contains(says), "{says}: {}", run.stderr);
        }
        run.stderr
    }

    #[track_caller]
    pub fn git(&self, clone: &str, args: &[&str]) -> String {
        let mut command = self.sandbox.command("git");
        let run = self
            .sandbox
            .run_command(command.args(args).current_dir(self.dir(clone)));
        assert_eq!(run.code, 0, "git {args:?}\n{}\n{}", run.stdout, run.stderr);
        run.stdout
    }

    pub fn read(&self, clone: &str, path: &str) -> String {
        std::fs::read_to_string(self.dir(clone).join("backlog").join(path)).unwrap()
    }

    pub fn write(&self, clone: &str, path: &str, text: &str) {
        let path = self.dir(clone).join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }

    /// A hook of the bare repository, or of a clone.
    pub fn hook(&self, repository: &str, name: &str, text: &str) {
        let path = self.dir(repository).join("hooks").join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, text).unwrap();
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o755)).unwrap();
        }
    }
}
