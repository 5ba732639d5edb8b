//! The only reader of environment, clock and randomness.
#![expect(
    clippy::disallowed_methods,
    reason = "this is where environment, clock and processes come in"
)]

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::cli::ci::Ci;
use crate::cli::error::{CommandResult, Failure};
use crate::cli::webhook::{Secret, Webhooks};
use crate::git::sharing_mark;
use crate::store::HELD;

/// What the process was given besides its arguments.
#[derive(Debug, Clone)]
pub struct Env {
    /// Now: `PO_NOW` (RFC 3339), else the clock.
    pub now: Timestamp,
    /// `PO_SEED`, else something random.
    pub seed: u64,
    /// `PO_BACKLOG`.
    pub backlog: Option<PathBuf>,
    /// Where the process stands.
    pub current_dir: PathBuf,
    /// `VISUAL`, else `EDITOR`.
    pub editor: Option<String>,
    /// `COLUMNS`, where a test or a script sets it.
    pub columns: Option<usize>,
    /// The language of `LC_ALL`, `LC_MESSAGES` or `LANG`, as two letters.
    pub language: Option<String>,
    /// `GIT_INDEX_FILE`: what a commit under way takes its files from.
    pub git_index: Option<PathBuf>,
    /// `GIT_DIR`: the repository of a hook.
    pub git_dir: Option<PathBuf>,
    /// `PO_HELD`: whose locks are held for this process. See [`HELD`].
    pub held: Option<OsString>,
    /// This program, where the system tells.
    pub program: Option<PathBuf>,
    /// What a CI system says.
    pub ci: Ci,
    /// Where `--post` sends.
    pub webhooks: Webhooks,
}

impl Env {
    /// Reads the environment.
    ///
    /// # Errors
    /// When `PO_NOW` or `PO_SEED` cannot be read, or the current directory is gone.
    pub fn read() -> CommandResult<Self> {
        let text = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
        let now = match text("PO_NOW") {
            Some(value) => value.parse().map_err(|_| {
                Failure::usage(format!("`PO_NOW` is not an RFC 3339 time: `{value}`"))
            })?,
            None => Timestamp::now(),
        };
        let seed = match text("PO_SEED") {
            Some(value) => value.parse().map_err(|_| {
                Failure::usage(format!("`PO_SEED` is not a whole number: `{value}`"))
            })?,
            None => fastrand::u64(..),
        };
        let current_dir = std::env::current_dir().map_err(|error| {
            Failure::from(error)
                .hint("the current directory may have been removed: cd into one that exists")
        })?;
        let language = ["LC_ALL", "LC_MESSAGES", "LANG"]
            .into_iter()
            .find_map(text)
            .map(|locale| {
                locale
                    .chars()
                    .take_while(char::is_ascii_alphabetic)
                    .collect::<String>()
                    .to_lowercase()
            });
        let secret = |name: &str| text(name).map(|value| Secret::new(value.trim().to_owned()));
        let path = |name: &str| {
            std::env::var_os(name)
                .filter(|path| !path.is_empty())
                .map(PathBuf::from)
        };
        Ok(Self {
            now,
            seed,
            backlog: path("PO_BACKLOG"),
            current_dir,
            editor: text("VISUAL").or_else(|| text("EDITOR")),
            columns: text("COLUMNS").and_then(|value| value.parse().ok()),
            language,
            git_index: path("GIT_INDEX_FILE"),
            git_dir: path("GIT_DIR"),
            held: std::env::var_os(HELD),
            program: std::env::current_exe().ok(),
            ci: Ci::read(text),
            webhooks: Webhooks {
                slack: secret("PO_SLACK_WEBHOOK"),
                teams: secret("PO_TEAMS_WEBHOOK"),
                proxy: ["HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"]
                    .into_iter()
                    .find_map(secret),
            },
        })
    }

    /// The moment as a file keeps it: `2026-11-22T20:31:07Z`.
    #[must_use]
    pub fn timestamp(&self) -> String {
        self.now.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
    }

    /// Whether a step of `po sync` in a working tree waits for this process.
    #[must_use]
    pub fn is_shared_already(workdir: &Path) -> bool {
        std::env::var_os(sharing_mark(workdir)).is_some()
    }

    /// The zone this machine keeps, by its IANA name.
    #[must_use]
    pub fn time_zone_name() -> Option<String> {
        TimeZone::try_system()
            .ok()
            .and_then(|zone| zone.iana_name().map(str::to_owned))
    }
}
