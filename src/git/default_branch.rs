//! The branch that others are compared with.

use super::repository::Repository;

/// Where remote-tracking branches of the usual remote stand.
const ORIGIN: &str = "refs/remotes/origin/";
const HEADS: &str = "refs/heads/";

impl Repository {
    /// Returns the full name of the default branch: `configured` (as in `po.yaml`), else what origin/HEAD leads to, else
    /// `main`, else `master`; of each rather the one of `origin` than the local one, which may be behind. None where there
    /// is none of these.
    #[must_use]
    pub fn default_branch(&self, configured: Option<&str>) -> Option<String> {
        if let Some(name) = configured {
            return self.branch(name);
        }
        let head = self.inner.find_reference(&format!("{ORIGIN}HEAD")).ok();
        let head = head.and_then(|head| Some(head.resolve().ok()?.name().ok()?.to_owned()));
        head.or_else(|| ["main", "master"].iter().find_map(|name| self.branch(name)))
    }

    /// Returns the full name of a branch: of `origin`, else a local one, else as it is written (`upstream/main`).
    fn branch(&self, name: &str) -> Option<String> {
        let names = [ORIGIN, HEADS, "refs/remotes/"].map(|place| format!("{place}{name}"));
        names
            .into_iter()
            .find(|name| self.inner.find_reference(name).is_ok())
    }

    /// Whether this clone ends before the beginning of the history.
    #[must_use]
    pub fn is_shallow(&self) -> bool {
        self.inner.is_shallow()
    }
}
