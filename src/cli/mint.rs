//! New ids: one more than the largest number that was ever seen.

use crate::cli::desk::Desk;
use crate::cli::error::{CommandResult, Failure};
use crate::cli::progress::Progress;
use crate::git::Ids;
use crate::model::{At, Diagnostic, StoryId};
use crate::store::{INVALID_CONFIG_VALUE, Store};
use crate::text::typed;

impl Desk<'_> {
    /// Returns the next `count` ids. Called under the store's lock, they are nobody else's. Where `marked`, the commits that
    /// were walked for it are marked as seen; else nothing is written.
    ///
    /// # Errors
    /// When the branches cannot be read, or the numbers are used up.
    pub fn mint(&self, store: &Store, count: u64, marked: bool) -> CommandResult<Vec<StoryId>> {
        self.mint_beside(store, &store.names(), count, marked)
    }

    /// As [`Self::mint`], where the names were listed under the lock already.
    ///
    /// # Errors
    /// As [`Self::mint`].
    pub fn mint_beside(
        &self,
        store: &Store,
        names: &[(Option<StoryId>, String)],
        count: u64,
        marked: bool,
    ) -> CommandResult<Vec<StoryId>> {
        if let Some(problem) = store
            .config_problems()
            .iter()
            .find(|problem| is_prefix(problem))
        {
            // A guessed prefix would be in the names of files for good.
            return Err(self.failure(problem));
        }
        let prefix = self.config().minting_prefix();
        let ids = Ids::new(self.repository.as_ref(), store.root(), store.private());
        let ids = if marked { ids } else { ids.looked_at() };
        let _progress = Progress::begin("looking for ids in the git history");
        let highest = ids.highest(prefix, names.iter().filter_map(|(id, _)| id.as_ref()))?;
        (1..=count)
            .map(|step| StoryId::new(prefix, highest.saturating_add(step)))
            .collect::<Result<_, _>>()
            .map_err(|error| {
                let failure = Failure::invalid(error);
                let failure = failure.hint("another prefix in po.yaml begins to count anew");
                match StoryId::new(prefix, highest) {
                    Ok(last) => failure.hints(self.where_it_stands(&last, names, ids)),
                    Err(_) => failure,
                }
            })
    }

    /// Where the number stands that leaves none free, and what to do there.
    fn where_it_stands(
        &self,
        last: &StoryId,
        names: &[(Option<StoryId>, String)],
        ids: Ids<'_>,
    ) -> Option<String> {
        if let Some((_, path)) = names.iter().find(|(id, _)| id.as_ref() == Some(last)) {
            let path = typed(&self.shown(path));
            return Some(format!("`{last}` is {path}: give it another number"));
        }
        if let Some(path) = ids.in_sibling(last) {
            let path = typed(&path.display().to_string());
            return Some(format!(
                "`{last}` is {path}, in another worktree: give it another number there"
            ));
        }
        match self.repository.as_ref().map(|it| it.branch_with(last)) {
            Some(Ok(Some((branch, path)))) => {
                return Some(format!(
                    "`{last}` is {} on the branch {}: it needs another number there, in all of its commits",
                    typed(&path),
                    typed(&branch)
                ));
            }
            Some(Err(_)) => return None,
            Some(Ok(None)) | None => {}
        }
        let counted = ids.afresh().highest(last.prefix(), []);
        Some(match counted.is_ok_and(|number| number == last.number()) {
            true => format!(
                "`{last}` stands in older commits: git log --all --oneline -- '*/{last}*' names them, and a number that was given once is not given again"
            ),
            false => format!(
                "no commit has `{last}`: remove {}, and po counts what is there",
                typed(&ids.mark_file().display().to_string())
            ),
        })
    }

    /// Remembers an id that is given to an item now, so that it is not handed out again when its file is deleted before a
    /// commit. Asked for last of all: what is refused must not use a number up.
    pub fn remember(&self, store: &Store, id: &StoryId) {
        // Only a shortcut is lost where the mark cannot be written.
        let _ = Ids::new(self.repository.as_ref(), store.root(), store.private()).minted(id);
    }
}

/// Whether a problem in `po.yaml` leaves open what ids begin with.
fn is_prefix(problem: &Diagnostic) -> bool {
    let (At::Key(key) | At::Value(key) | At::Item(key, _)) = &problem.place.at else {
        return false;
    };
    problem.rule == INVALID_CONFIG_VALUE && key == "prefix"
}
