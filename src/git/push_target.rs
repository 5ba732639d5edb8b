//! Where `git push` puts a branch, as the settings say.

use git2::{Config, Direction};

use super::error::GitError;
use super::repository::Repository;
use super::standing::Upstream;

const BRANCHES: &str = "refs/heads/";

/// Where a push goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PushTarget {
    /// To that branch.
    Branch(Upstream),
    /// To that branch, of another name, for which nobody asked.
    OtherName(Upstream),
    /// Where `remote.NAME.push` says, which is no branch: `refs/for/main`; none where it passes the branch over.
    Elsewhere(Upstream, Option<String>),
}

impl PushTarget {
    /// The branch; of a push that goes elsewhere, the one at which others look.
    #[must_use]
    pub fn branch(&self) -> &Upstream {
        match self {
            Self::Branch(to) | Self::OtherName(to) | Self::Elsewhere(to, _) => to,
        }
    }
}

impl Repository {
    /// Where `git push` puts a branch: where `remote.NAME.push` says; else at the remote that is set for pushing under its own
    /// name; else at its upstream, under its own name where `push.default` says so.
    ///
    /// # Errors
    /// What libgit2 says of a damaged repository.
    pub fn push_target(&self, branch: &str, upstream: &Upstream) -> Result<PushTarget, GitError> {
        let config = self.inner.config()?.snapshot()?;
        let to = self.push_branch(&config, branch, upstream)?;
        if let Some(there) = self.sent_to(branch, &to.remote)? {
            return Ok(
                match there.as_deref().and_then(|it| it.strip_prefix(BRANCHES)) {
                    Some(name) => PushTarget::Branch(branch_at(to.remote, name)),
                    None => PushTarget::Elsewhere(to, there),
                },
            );
        }
        let how = config.get_string("push.default").ok();
        let is_upstream = matches!(how.as_deref(), Some("upstream" | "tracking"));
        Ok(match branch == to.branch || is_upstream {
            true => PushTarget::Branch(to),
            false => PushTarget::OtherName(to),
        })
    }

    /// The branch for a push that no refspec sends elsewhere.
    fn push_branch(
        &self,
        config: &Config,
        branch: &str,
        upstream: &Upstream,
    ) -> Result<Upstream, GitError> {
        let get = |key: &str| config.get_string(key).ok();
        let own = get(&format!("branch.{branch}.pushremote"));
        let named = own.or_else(|| get("remote.pushdefault"));
        let remotes = self.remotes()?;
        Ok(match named {
            Some(remote) if remote != upstream.remote && remotes.contains(&remote) => {
                branch_at(remote, branch)
            }
            _ => match get("push.default").as_deref() {
                Some("current" | "matching") if upstream.is_set => {
                    branch_at(upstream.remote.clone(), branch)
                }
                _ => upstream.clone(),
            },
        })
    }

    /// Where the refspecs of `remote.NAME.push` send a branch; none without any, and nowhere where they do not name it.
    fn sent_to(&self, branch: &str, remote: &str) -> Result<Option<Option<String>>, GitError> {
        let remote = self.inner.find_remote(remote)?;
        let mut specs = remote
            .refspecs()
            .filter(|spec| spec.direction() == Direction::Push)
            .peekable();
        if specs.peek().is_none() {
            return Ok(None);
        }
        let full = format!("{BRANCHES}{branch}");
        for spec in specs {
            let src = spec.src().unwrap_or_default();
            let dst = spec.dst().unwrap_or_default();
            if spec.src_matches(&full) && src.contains('*') && !dst.is_empty() {
                let there = spec.transform(&full)?;
                return Ok(Some(Some(there.as_str().unwrap_or_default().to_owned())));
            }
            // `:` is each branch that is there under its own name; a name alone goes under that name.
            let is_it = [full.as_str(), branch, "HEAD", "@", ""].contains(&src);
            if is_it || spec.src_matches(&full) {
                return Ok(Some(Some(match dst {
                    "" | "HEAD" | "@" => full,
                    there if there.starts_with("refs/") => there.to_owned(),
                    there => format!("{BRANCHES}{there}"),
                })));
            }
        }
        Ok(Some(None))
    }
}

/// A branch of a remote.
fn branch_at(remote: String, branch: &str) -> Upstream {
    Upstream {
        tracking: format!("refs/remotes/{remote}/{branch}"),
        branch: branch.to_owned(),
        remote,
        is_set: true,
    }
}
