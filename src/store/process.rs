//! A process of this machine: whether it still runs, and whether it is above this one.

use std::fmt;
use std::str::FromStr;

/// A process, told apart from a later one that has its number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Process {
    /// Its number.
    pub(crate) pid: u32,
    /// When it began, as the system counts; 0 where the system does not tell.
    began: u64,
}

impl Process {
    /// The process of that number as it is now.
    pub(crate) fn of(pid: u32) -> Self {
        let began = stat(pid).map_or(0, |stat| stat.began);
        Self { pid, began }
    }

    /// This one.
    pub(crate) fn own() -> Self {
        Self::of(std::process::id())
    }

    /// Whether it runs. False where the system does not tell.
    pub(crate) fn runs(self) -> bool {
        stat(self.pid).is_some_and(|stat| stat.began == self.began && !stat.is_over)
    }

    /// Whether it is this process, or one that began it, or began what did. None where the system does not tell.
    ///
    /// What a process leaves behind in the background is not below it: the system gives such a one to another parent.
    pub(crate) fn is_above(self) -> Option<bool> {
        let mut pid = std::process::id();
        stat(pid)?;
        while let Some(stat) = stat(pid) {
            if pid == self.pid && stat.began == self.began {
                return Some(true);
            }
            pid = stat.parent;
        }
        Some(false)
    }
}

/// As [`Process::from_str`] reads it.
impl fmt::Display for Process {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.pid, self.began)
    }
}

impl FromStr for Process {
    type Err = std::num::ParseIntError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (pid, began) = text.split_once(' ').unwrap_or((text, ""));
        Ok(Self {
            pid: pid.parse()?,
            began: began.parse()?,
        })
    }
}

/// What the system says of a process.
struct Stat {
    /// It has ended, and nobody has asked how.
    is_over: bool,
    parent: u32,
    began: u64,
}

/// Reads `/proc/PID/stat`, see proc_pid_stat(5). None where there is no such process, and on other systems than Linux.
fn stat(pid: u32) -> Option<Stat> {
    if !cfg!(target_os = "linux") {
        return None;
    }
    let text = std::fs::read(format!("/proc/{pid}/stat")).ok()?;
    let text = String::from_utf8_lossy(&text);
    // The name of its program stands in parentheses, and may hold any character.
    let (_, rest) = text.rsplit_once(')')?;
    let fields: Vec<&str> = rest.split_ascii_whitespace().collect();
    Some(Stat {
        is_over: matches!(*fields.first()?, "Z" | "X"),
        parent: fields.get(1)?.parse().ok()?,
        began: fields.get(19)?.parse().ok()?,
    })
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::{Process, stat};

    #[test]
    fn one_that_runs_and_those_above_it() {
        let own = Process::own();
        assert!(own.runs());
        assert_eq!(own.is_above(), Some(true));
        assert_eq!(own.to_string().parse(), Ok(own));
        let parent = Process::of(stat(own.pid).unwrap().parent);
        assert_eq!(parent.is_above(), Some(true));
    }

    #[test]
    fn a_later_one_of_that_number_is_another() {
        let own = Process::own();
        let earlier = Process {
            began: own.began - 1,
            ..own
        };
        assert!(!earlier.runs());
        assert_eq!(earlier.is_above(), Some(false));
        // No process has this number.
        let none = Process::of(0);
        assert!(!none.runs());
        assert_eq!(none.is_above(), Some(false));
        assert!("".parse::<Process>().is_err());
    }
}
