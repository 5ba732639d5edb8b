//! The errors of the other rooms, with the next step for each.

use crate::check::{LabelError, UnknownRuleError};
use crate::cli::error::{ErrorKind, Failure};
use crate::exchange::{ReadError, VotesError};
use crate::git::{CommitError, GitError};
use crate::scrum::{
    EstimationError, Missing, MoveError, QueryError, Refusal, ReleaseRefusal, ShareError,
    SprintRefusal,
};
use crate::store::StoreError;
use crate::text::typed;

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        let (kind, hint) = match &error {
            StoreError::NotABacklog(_) => (ErrorKind::NoBacklog, None),
            StoreError::Unreadable { .. } => (ErrorKind::UnreadableFile, None),
            StoreError::NewerFormat(_) => (ErrorKind::Refused, None),
            StoreError::Missing(_) => (ErrorKind::NotFound, None),
            StoreError::Exists { .. } | StoreError::Changed(_) | StoreError::Stuck { .. } => {
                (ErrorKind::Conflict, None)
            }
            StoreError::TouchedSince { .. } => (
                ErrorKind::Conflict,
                Some("po edit: put it right by hand; git diff shows what was changed"),
            ),
            StoreError::Edit { .. } => (
                ErrorKind::Refused,
                Some("po edit opens the file in your editor"),
            ),
            StoreError::Refused { why, .. } => (ErrorKind::Refused, why.fix()),
            StoreError::Busy(_) => (
                ErrorKind::Conflict,
                Some(
                    "let the hook change only files of its own repository, or none; then once more",
                ),
            ),
            StoreError::OwnLink(_) => (
                ErrorKind::Refused,
                Some("remove the link: po makes the folder again where it needs it"),
            ),
            StoreError::Outside { .. } => (
                ErrorKind::Refused,
                Some("put the folder itself in the place of the link"),
            ),
            StoreError::NotText { .. } => (ErrorKind::InvalidValue, None),
            StoreError::NothingToUndo => (
                ErrorKind::NotFound,
                Some("git restore, git revert: take back what was changed by hand, or by others"),
            ),
            _ => (ErrorKind::Io, None),
        };
        let place = match &error {
            StoreError::Unreadable { problem, at } => {
                Some((problem.place.path.clone(), *at, problem.fix.clone()))
            }
            _ => None,
        };
        let named = match &error {
            StoreError::Outside { leads, .. } => Some(format!(
                "po --backlog {leads}, or PO_BACKLOG: where you want to work there",
                leads = typed(&leads.display().to_string())
            )),
            _ => None,
        };
        let mut failure = Self::from_error(kind, error).hints(named);
        if let Some((path, at, fix)) = place {
            failure = failure.at(path, at.line, at.column).hints(fix);
        }
        match hint {
            Some(hint) => failure.hint(hint),
            None => failure,
        }
    }
}

/// What brings the contents that a partial clone left out: git applies the filter of the clone again unless it is told otherwise.
pub const FETCH_ALL: &str = "git fetch --refetch --no-filter: brings what a partial clone left out";

/// What to do about `main:backlog`.
pub const NO_PART: &str = "a commit is meant, and no file or folder of it: main, not main:backlog";

impl From<GitError> for Failure {
    fn from(error: GitError) -> Self {
        let hints: &[&str] = match &error {
            GitError::IndexForm => &[
                "git update-index --no-split-index",
                "git sparse-checkout reapply --no-sparse-index",
            ],
            GitError::IndexLocked(_) | GitError::ConfigLocked(_) => &[
                "another git is at work here: wait for it, then once more; where none is, one was killed: remove that file",
            ],
            GitError::NotHeld(_) => &[FETCH_ALL, "git fsck: whether a whole clone is damaged"],
            GitError::NotACommit { rev, .. } if rev.contains(':') => &[NO_PART],
            GitError::NotACommit { .. } => &["git log --oneline: the commits of this branch"],
            GitError::NoCommit => &["po sync --no-push: commits the backlog"],
            _ => &[],
        };
        let hints = hints.iter().map(|hint| (*hint).to_owned());
        Self::from_error(ErrorKind::Git, error).hints(hints)
    }
}

impl From<CommitError> for Failure {
    fn from(error: CommitError) -> Self {
        let hint = match &error {
            CommitError::PassedOver { path, option } => Some(format!(
                "git update-index {option} {}, from the top of the repository: git looks at it again",
                typed(path)
            )),
            CommitError::LeftInIndex { paths, .. } => {
                let paths: Vec<_> = paths.iter().map(|path| typed(path)).collect();
                Some(format!(
                    "git reset -- {}, from the top of the repository: takes that back once there is room",
                    paths.join(" ")
                ))
            }
            _ => None,
        };
        Self::from_error(ErrorKind::Git, error).hints(hint)
    }
}

impl From<EstimationError> for Failure {
    fn from(error: EstimationError) -> Self {
        let hint = match &error {
            EstimationError::OffTheDeck { around, .. } => match around {
                (Some(lower), Some(higher)) => format!("the next cards are {lower} and {higher}"),
                (Some(last), None) => format!("the highest card is {last}; split what is larger"),
                (None, Some(first)) => format!("the lowest card is {first}"),
                (None, None) => {
                    "`?` says that information is missing; `deck` in po.yaml names the cards"
                        .to_owned()
                }
            },
            EstimationError::NoVotes => "po estimate 12 --votes 5,8,8".to_owned(),
        };
        Self::from_error(ErrorKind::InvalidValue, error).hint(hint)
    }
}

impl From<ShareError> for Failure {
    fn from(error: ShareError) -> Self {
        let kind = match &error {
            ShareError::Unknown { .. } => ErrorKind::NotFound,
            _ => ErrorKind::Usage,
        };
        Self::from_error(kind, error)
            .hint("numbers of criteria, a slash between the parts: --ac 1,2 / 3")
    }
}

impl From<VotesError> for Failure {
    fn from(error: VotesError) -> Self {
        Self::from_error(ErrorKind::InvalidValue, error)
            .hint("a row a story, a vote or a round: `story, votes, estimate`")
    }
}

impl From<MoveError> for Failure {
    fn from(error: MoveError) -> Self {
        let (kind, hint) = match &error {
            MoveError::Unknown { .. } => (ErrorKind::NotFound, None),
            MoveError::Twice { .. } => (ErrorKind::Ambiguous, None),
            MoveError::HasChildren { .. } => (ErrorKind::Refused, Some("move its children")),
            MoveError::NotOpen { .. } => (ErrorKind::Refused, None),
            MoveError::Nothing | MoveError::ToItself(_) | MoveError::NoPosition { .. } => {
                (ErrorKind::Usage, None)
            }
        };
        let failure = Self::from_error(kind, error);
        match hint {
            Some(hint) => failure.hint(hint),
            None => failure,
        }
    }
}

impl From<UnknownRuleError> for Failure {
    fn from(error: UnknownRuleError) -> Self {
        Self::from_error(ErrorKind::NotFound, error).hint("po check --explain all: every rule")
    }
}

impl From<ReadError> for Failure {
    fn from(error: ReadError) -> Self {
        let hints = match &error {
            ReadError::DateOrder(_) => vec![
                "--date-format dd/MM/yyyy where the day comes first, --date-format MM/dd/yyyy where the month does, \
                 --date-format yy-MM-dd where the year does"
                    .to_owned(),
            ],
            ReadError::Columns { columns, .. } => vec![
                format!("the columns are: {}", columns.join(", ")),
                "--map map.yaml with a line such as `title: NAME OF THE COLUMN`".to_owned(),
            ],
            ReadError::Damaged(_) => {
                vec!["the file is not as it was written: export or download it again".to_owned()]
            }
            ReadError::NotThisFormat { .. } | ReadError::Source(_) | ReadError::Broken(_) => {
                Vec::new()
            },
        };
        Self::from_error(ErrorKind::InvalidValue, error).hints(hints)
    }
}

impl From<QueryError> for Failure {
    fn from(error: QueryError) -> Self {
        let hints = error.hints.clone();
        Self::from_error(ErrorKind::InvalidValue, error).hints(hints)
    }
}

impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Self {
        let hints: Vec<String> = match &refusal {
            Refusal::NotReady { id, missing } => {
                let number = id.number();
                let mut hints: Vec<String> = missing
                    .iter()
                    .map(|missing| match missing {
                        Missing::Criteria => {
                            format!("po ac {number} add \"Given …, when …, then …\"")
                        }
                        Missing::Field(name) => format!("po set {number} {name}=…"),
                    })
                    .collect();
                hints.push("--force goes on all the same".to_owned());
                hints
            }
            Refusal::OpenCriteria { id, open, .. } => {
                let mut hints: Vec<String> =
                    open.iter().map(|words| format!("open: {words}")).collect();
                hints.push(format!(
                    "po ac {}: their numbers, and po ac {} check N",
                    id.number(),
                    id.number()
                ));
                hints.push("--force goes on all the same".to_owned());
                hints
            }
            Refusal::NotDone { id, .. } => {
                vec![format!("po done {}: say that it is done", id.number())]
            }
            Refusal::Done { .. } | Refusal::Declined { .. } => Vec::new(),
        };
        Self::from_error(ErrorKind::Refused, refusal).hints(hints)
    }
}

impl From<SprintRefusal> for Failure {
    fn from(refusal: SprintRefusal) -> Self {
        let (kind, hint) = match &refusal {
            SprintRefusal::Exists { name } => (
                ErrorKind::Conflict,
                Some(format!(
                    "po sprint plan {}: change it while it waits",
                    typed(name)
                )),
            ),
            SprintRefusal::Name { .. } => (
                ErrorKind::InvalidValue,
                Some("a number, or words of letters and digits: po sprint new 8".to_owned()),
            ),
            SprintRefusal::EndsBeforeStart { .. } => (
                ErrorKind::InvalidValue,
                Some("--from and --to take days as 2026-11-23".to_owned()),
            ),
            SprintRefusal::Overlaps { .. } => (
                ErrorKind::InvalidValue,
                Some("po sprint list: every Sprint and its days".to_owned()),
            ),
            SprintRefusal::NoGoal { name } => (
                ErrorKind::Refused,
                Some(format!("po sprint start {} --goal \"…\"", typed(name))),
            ),
            SprintRefusal::Started { name, .. } => (
                ErrorKind::Refused,
                Some(format!(
                    "po sprint add {name} 12, po sprint remove {name} 12: change what is in it",
                    name = typed(name)
                )),
            ),
            SprintRefusal::Closed { .. } => (
                ErrorKind::Refused,
                Some("its facts stand; po undo takes the last change back".to_owned()),
            ),
            SprintRefusal::NotStarted { name } => (
                ErrorKind::Refused,
                Some(format!("po sprint start {}", typed(name))),
            ),
            SprintRefusal::Another { other, .. } => (
                ErrorKind::Refused,
                Some(format!(
                    "po sprint close {} --goal-met yes|no|partly",
                    typed(other)
                )),
            ),
            SprintRefusal::Future { .. } | SprintRefusal::ClosedBeforeStart { .. } => {
                (ErrorKind::InvalidValue, None)
            }
            SprintRefusal::StartedBeforeClose { name, closed, .. } => (
                ErrorKind::InvalidValue,
                Some(format!(
                    "po sprint start {} --on {closed}, or a later day",
                    typed(name)
                )),
            ),
            SprintRefusal::DoneAfterClose {
                name,
                id,
                done,
                ahead,
                ..
            } => (
                ErrorKind::InvalidValue,
                Some(if *ahead {
                    format!(
                        "that day has not come: po set {} done=DAY puts it right",
                        id.number()
                    )
                } else {
                    format!(
                        "po sprint close {} --on {done}, or a later day",
                        typed(name)
                    )
                }),
            ),
            SprintRefusal::CarryOver { .. } => (
                ErrorKind::Refused,
                Some("po sprint new: the Sprint to carry it over into".to_owned()),
            ),
            SprintRefusal::NotOpen { id, .. } => (
                ErrorKind::Refused,
                Some(format!("po why {}: when and why", id.number())),
            ),
            SprintRefusal::HasChildren { id } => (
                ErrorKind::Refused,
                Some(format!("po list --epic {}: its children", id.number())),
            ),
            SprintRefusal::NotIn { name, .. } => (
                ErrorKind::Refused,
                Some(format!("po list --sprint {}: what is in it", typed(name))),
            ),
            SprintRefusal::DoneIn { id, .. } => (
                ErrorKind::Refused,
                Some(format!(
                    "po reject {} --because \"…\": it was not done after all",
                    id.number()
                )),
            ),
        };
        Self::from_error(kind, refusal).hints(hint)
    }
}

impl From<ReleaseRefusal> for Failure {
    fn from(refusal: ReleaseRefusal) -> Self {
        let (kind, hint) = match &refusal {
            ReleaseRefusal::Exists { name } => (
                ErrorKind::Conflict,
                Some(format!("po edit release {}: change it", typed(name))),
            ),
            ReleaseRefusal::Name { .. } => (
                ErrorKind::InvalidValue,
                Some("a version or words: po release new 1.2".to_owned()),
            ),
            ReleaseRefusal::Shipped { name, .. } => (
                ErrorKind::Refused,
                Some(format!("po release notes {}: what was in it", typed(name))),
            ),
            ReleaseRefusal::Future { .. } => (ErrorKind::InvalidValue, None),
        };
        Self::from_error(kind, refusal).hints(hint)
    }
}

impl From<LabelError> for Failure {
    fn from(error: LabelError) -> Self {
        Self::from_error(ErrorKind::InvalidValue, error)
    }
}
