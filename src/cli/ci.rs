//! What a CI system tells of the branch under test, in its documented variables.

/// A CI system whose way to fetch more history is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CiSystem {
    /// GitHub Actions: `GITHUB_ACTIONS`.
    GitHub,
    /// GitLab: `GITLAB_CI`.
    GitLab,
}

/// What a branch is compared with, as a CI system says it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CiBase {
    /// A revision: a hash, or the full name of a remote-tracking branch.
    pub rev: String,
    /// As people call it: `origin/main`.
    pub shown: String,
    /// The variable that says so.
    pub variable: &'static str,
}

/// What a CI system says; empty elsewhere.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Ci {
    /// Which system it is.
    pub system: Option<CiSystem>,
    /// What the branch is compared with.
    pub base: Option<CiBase>,
}

/// A variable and whether its value names a branch of origin rather than a commit.
type Source = (&'static str, bool);

/// GitLab's, the most exact first. In a pipeline for merged results, HEAD already holds the target branch, and only the
/// first of them tells which state of it. <https://docs.gitlab.com/ci/variables/predefined_variables/>
const GITLAB: &[Source] = &[
    ("CI_MERGE_REQUEST_TARGET_BRANCH_SHA", false),
    ("CI_MERGE_REQUEST_DIFF_BASE_SHA", false),
    ("CI_MERGE_REQUEST_TARGET_BRANCH_NAME", true),
    ("CI_DEFAULT_BRANCH", true),
];

/// GitHub's, set for pull requests only. <https://docs.github.com/en/actions/reference/workflows-and-actions/variables>
const GITHUB: &[Source] = &[("GITHUB_BASE_REF", true)];

impl Ci {
    /// Reads the variables, where `text` tells the value of one; none where it is unset or empty.
    pub(super) fn read(text: impl Fn(&str) -> Option<String>) -> Self {
        let (system, sources) = if text("GITLAB_CI").is_some() {
            (CiSystem::GitLab, GITLAB)
        } else if text("GITHUB_ACTIONS").is_some() {
            (CiSystem::GitHub, GITHUB)
        } else {
            return Self::default();
        };
        let base = sources.iter().find_map(|&(variable, is_branch)| {
            let value = text(variable)?;
            Some(match is_branch {
                true => CiBase {
                    rev: format!("refs/remotes/origin/{value}"),
                    shown: format!("origin/{value}"),
                    variable,
                },
                false => CiBase {
                    rev: value.clone(),
                    shown: value,
                    variable,
                },
            })
        });
        Self {
            system: Some(system),
            base,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Ci, CiSystem};

    fn read(variables: &[(&str, &str)]) -> Ci {
        Ci::read(|name| {
            let found = variables.iter().find(|(known, _)| *known == name);
            found.map(|(_, value)| (*value).to_owned())
        })
    }

    #[test]
    fn each_system_is_heard_in_its_own_words() {
        let base = |variables: &[(&str, &str)]| {
            let ci = read(variables);
            let base = ci.base.map(|base| (base.rev, base.variable));
            (ci.system, base)
        };
        assert_eq!(base(&[("GITHUB_BASE_REF", "main")]), (None, None));
        assert_eq!(
            base(&[("GITHUB_ACTIONS", "true")]),
            (Some(CiSystem::GitHub), None)
        );
        let on_github = [("GITHUB_ACTIONS", "true"), ("GITHUB_BASE_REF", "trunk")];
        assert_eq!(
            base(&on_github).1,
            Some(("refs/remotes/origin/trunk".into(), "GITHUB_BASE_REF"))
        );
        let mut on_gitlab = vec![("GITLAB_CI", "true"), ("CI_DEFAULT_BRANCH", "main")];
        for (variable, value, rev) in [
            ("CI_DEFAULT_BRANCH", "main", "refs/remotes/origin/main"),
            (
                "CI_MERGE_REQUEST_TARGET_BRANCH_NAME",
                "2.x",
                "refs/remotes/origin/2.x",
            ),
            ("CI_MERGE_REQUEST_DIFF_BASE_SHA", "abc", "abc"),
            ("CI_MERGE_REQUEST_TARGET_BRANCH_SHA", "def", "def"),
        ] {
            on_gitlab.push((variable, value));
            assert_eq!(base(&on_gitlab).1, Some((rev.to_owned(), variable)));
        }
    }
}
