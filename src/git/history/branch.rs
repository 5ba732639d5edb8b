//! Which line of commits is the default branch.

use git2::Oid;

use crate::git::error::GitError;
use crate::git::repository::Repository;

/// The line that is read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::git) struct Branch {
    /// Its name, as in `origin/main`.
    pub name: String,
    /// Its last commit.
    pub tip: Oid,
}

/// The default branch: the one that `po.yaml` names, else origin/HEAD, else main, master, HEAD; and whether the one
/// that `po.yaml` names is missing. Each is taken as origin has it, where it is there: a clone that was not cloned knows no
/// origin/HEAD, and must come to the same result as the others.
///
/// # Errors
/// When the references cannot be read.
pub(in crate::git) fn default_branch(
    repository: &Repository,
    named: Option<&str>,
) -> Result<(Option<Branch>, bool), GitError> {
    let mut missing = false;
    if let Some(named) = named.map(str::trim).filter(|name| !name.is_empty()) {
        let short = named.strip_prefix("refs/").unwrap_or(named);
        let places = [
            format!("refs/remotes/origin/{named}"),
            format!("refs/heads/{named}"),
            format!("refs/remotes/{named}"),
            format!("refs/{short}"),
        ];
        for place in places {
            if let Some(branch) = find(repository, &place)? {
                return Ok((Some(branch), false));
            }
        }
        missing = true;
    }
    for place in [
        "refs/remotes/origin/HEAD",
        "refs/remotes/origin/main",
        "refs/heads/main",
        "refs/remotes/origin/master",
        "refs/heads/master",
        "HEAD",
    ] {
        if let Some(branch) = find(repository, place)? {
            return Ok((Some(branch), missing));
        }
    }
    Ok((None, missing))
}

/// The branch that a reference leads to; none where there is none, or one that leads nowhere.
fn find(repository: &Repository, name: &str) -> Result<Option<Branch>, GitError> {
    // A name from `po.yaml` may be no name at all.
    if !git2::Reference::is_valid_name(name) {
        return Ok(None);
    }
    let reference = match repository.inner.find_reference(name) {
        Ok(reference) => reference.resolve(),
        Err(error) => Err(error),
    };
    let reference = match reference {
        Ok(reference) => reference,
        Err(error)
            if matches!(
                error.code(),
                git2::ErrorCode::NotFound | git2::ErrorCode::InvalidSpec
            ) =>
        {
            return Ok(None);
        }
        Err(error) => return Err(error.into()),
    };
    let Ok(commit) = reference.peel_to_commit() else {
        return Ok(None);
    };
    let full = String::from_utf8_lossy(reference.name_bytes()).into_owned();
    let short = ["refs/heads/", "refs/remotes/", "refs/"]
        .iter()
        .find_map(|start| full.strip_prefix(start));
    Ok(Some(Branch {
        name: short.unwrap_or(&full).to_owned(),
        tip: commit.id(),
    }))
}

#[cfg(test)]
mod tests {
    use super::default_branch;
    use crate::git::testing::Sandbox;

    #[test]
    fn the_named_one_else_origin_else_main_else_head() {
        let sandbox = Sandbox::new();
        let repository = sandbox.repository();
        let found = |named: Option<&str>| {
            let (branch, missing) = default_branch(&repository, named).unwrap();
            (branch.map(|branch| branch.name), missing)
        };
        let name = |name: &str| Some(name.to_owned());
        assert_eq!(found(None), (None, false));
        sandbox.commit("other", &[("a", "1")], &[]);
        sandbox.git(&["symbolic-ref", "HEAD", "refs/heads/other"]);
        assert_eq!(found(None), (name("other"), false));
        sandbox.commit("master", &[("a", "2")], &[]);
        assert_eq!(found(None), (name("master"), false));
        sandbox.commit("main", &[("a", "3")], &[]);
        assert_eq!(found(None), (name("main"), false));
        assert_eq!(found(Some("other")), (name("other"), false));
        for nonsense in ["nope", "..", "a b~", "\u{0}"] {
            assert_eq!(found(Some(nonsense)), (name("main"), true), "{nonsense}");
        }
        sandbox.commit("refs/remotes/origin/main", &[("a", "5")], &[]);
        assert_eq!(found(None), (name("origin/main"), false));
        sandbox.git(&["update-ref", "-d", "refs/remotes/origin/main"]);
        sandbox.commit("refs/remotes/origin/trunk", &[("a", "4")], &[]);
        let head = ["symbolic-ref", "refs/remotes/origin/HEAD"];
        sandbox.git(&[head[0], head[1], "refs/remotes/origin/trunk"]);
        assert_eq!(found(None), (name("origin/trunk"), false));
        assert_eq!(found(Some("trunk")), (name("origin/trunk"), false));
        assert_eq!(found(Some("main")), (name("main"), false));
    }
}
