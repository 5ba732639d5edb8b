//! Where `git push` puts a branch, as the settings say.

use std::collections::HashSet;

use git2::{Config, Direction, Refspec, Remote};

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
    /// To what is no remote of this clone, as the settings name it: an address, a folder.
    Unknown(Upstream, String),
}

impl PushTarget {
    /// The branch; of a push that goes elsewhere, the one at which others look.
    #[must_use]
    pub fn branch(&self) -> &Upstream {
        match self {
            Self::Branch(to)
            | Self::OtherName(to)
            | Self::Elsewhere(to, _)
            | Self::Unknown(to, _) => to,
        }
    }
}

/// What says which branches are pushed to a remote, and not only where.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PushRule {
    /// `push.default = matching`: those that the remote has.
    Matching,
    /// The refspec `:`, which says the same, perhaps among others.
    MatchingRefspec,
    /// Refspecs.
    Refspecs,
}

impl Repository {
    /// What says which branches are pushed to a remote; none where each is that is checked out.
    ///
    /// # Errors
    /// What libgit2 says of a damaged repository.
    pub fn push_rule(&self, remote: &str) -> Result<Option<PushRule>, GitError> {
        let remote = self.inner.find_remote(remote)?;
        let mut rule = None;
        for spec in push_specs(&remote) {
            if matches!(spec.str(), Ok(":" | "+:")) {
                return Ok(Some(PushRule::MatchingRefspec));
            }
            rule = Some(PushRule::Refspecs);
        }
        if rule.is_some() {
            return Ok(rule);
        }
        let config = self.inner.config()?.snapshot()?;
        let how = config.get_string("push.default");
        Ok(how
            .is_ok_and(|how| how == "matching")
            .then_some(PushRule::Matching))
    }

    /// Where `git push` puts a branch: where `remote.NAME.push` says; else at the remote that is set for pushing under its own
    /// name; else at its upstream, under its own name where `push.default` says so.
    ///
    /// # Errors
    /// What libgit2 says of a damaged repository.
    pub fn push_target(&self, branch: &str, upstream: &Upstream) -> Result<PushTarget, GitError> {
        let config = self.inner.config()?.snapshot()?;
        let how = config.get_string("push.default").ok();
        let named = named(&config, branch).filter(|remote| *remote != upstream.remote);
        let remotes = self.remotes()?;
        let to = match named {
            Some(remote) if !remotes.contains(&remote) => {
                return Ok(PushTarget::Unknown(upstream.clone(), remote));
            }
            Some(remote) => branch_at(remote, branch),
            None if upstream.is_set && matches!(how.as_deref(), Some("current" | "matching")) => {
                branch_at(upstream.remote.clone(), branch)
            }
            None => upstream.clone(),
        };
        if let Some(places) = self.sent_to(branch, &to.remote)? {
            let there = places.into_iter().next();
            return Ok(
                match there.as_deref().and_then(|it| it.strip_prefix(BRANCHES)) {
                    Some(name) => PushTarget::Branch(branch_at(to.remote, name)),
                    None => PushTarget::Elsewhere(to, there),
                },
            );
        }
        let is_upstream = matches!(how.as_deref(), Some("upstream" | "tracking"));
        Ok(match branch == to.branch || is_upstream {
            true => PushTarget::Branch(to),
            false => PushTarget::OtherName(to),
        })
    }

    /// Where the refspecs of `remote.NAME.push` send a branch besides the first place.
    ///
    /// # Errors
    /// What libgit2 says of a damaged repository.
    pub fn also_sent_to(&self, branch: &str, remote: &str) -> Result<Vec<String>, GitError> {
        let mut names = self.sent_to(branch, remote)?.unwrap_or_default();
        let mut seen = HashSet::new();
        names.retain(|name| seen.insert(name.clone()));
        names.drain(..names.len().min(1));
        Ok(names)
    }

    /// Where the refspecs of `remote.NAME.push` send a branch, branches first; none without any, and nowhere where they do not name
    /// it.
    fn sent_to(&self, branch: &str, remote: &str) -> Result<Option<Vec<String>>, GitError> {
        let remote = self.inner.find_remote(remote)?;
        let specs: Vec<_> = push_specs(&remote).collect();
        if specs.is_empty() {
            return Ok(None);
        }
        let full = format!("{BRANCHES}{branch}");
        let (barring, sending): (Vec<_>, Vec<_>) =
            specs.iter().partition(|spec| barred(spec).is_some());
        let barring: Vec<&str> = barring.into_iter().filter_map(barred).collect();
        let is_barred = |name: &str| barring.iter().any(|pattern| matches(pattern, name));
        if is_barred(&full) {
            return Ok(Some(Vec::new()));
        }
        let mut places = Vec::new();
        for spec in sending {
            let src = spec.src().unwrap_or_default();
            let dst = spec.dst().unwrap_or_default();
            if spec.src_matches(&full) && src.contains('*') && !dst.is_empty() {
                let there = spec.transform(&full)?;
                places.push(there.as_str().unwrap_or_default().to_owned());
                continue;
            }
            // `:` is each branch that is there under its own name, and a name alone goes under that name; what only has an end
            // removes that branch there.
            if src.is_empty() {
                places.extend(dst.is_empty().then(|| full.clone()));
                continue;
            }
            let names = [full.as_str(), &full["refs/".len()..], branch, "HEAD", "@"];
            if names.contains(&src) || spec.src_matches(&full) {
                places.push(match dst {
                    "" | "HEAD" | "@" => full.clone(),
                    // One name for both sides.
                    there if there == src => full.clone(),
                    there if there.starts_with("refs/") => there.to_owned(),
                    there => format!("{BRANCHES}{there}"),
                });
            }
        }
        // Git bars by the name that it has there too.
        places.retain(|there| !is_barred(there));
        // Others look at a branch, also where a review is named before it.
        places.sort_by_key(|there| !there.starts_with(BRANCHES));
        Ok(Some(places))
    }
}

/// The refspecs of a remote that say what is pushed.
fn push_specs<'r>(remote: &'r Remote<'_>) -> impl Iterator<Item = Refspec<'r>> {
    let specs = remote.refspecs();
    specs.filter(|spec| spec.direction() == Direction::Push)
}

/// What a refspec bars from being pushed; none where it sends something.
fn barred<'s>(spec: &'s Refspec<'_>) -> Option<&'s str> {
    spec.str().ok()?.strip_prefix('^')
}

/// The remote that is set for pushing a branch, or for all that is done with it.
fn named(config: &Config, branch: &str) -> Option<String> {
    let own = |key: &str| config.get_string(&format!("branch.{branch}.{key}"));
    own("pushremote")
        .or_else(|_| config.get_string("remote.pushdefault"))
        .or_else(|_| own("remote"))
        .ok()
}

/// Whether a pattern with one `*` at most is of that name.
fn matches(pattern: &str, name: &str) -> bool {
    match pattern.split_once('*') {
        None => pattern == name,
        Some((begin, end)) => {
            name.len() >= begin.len() + end.len() && name.starts_with(begin) && name.ends_with(end)
        }
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
