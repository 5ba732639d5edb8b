//! Names that items had before they were renamed by hand, and that a commit of a few files leaves in the last commit.

use std::collections::HashMap;

use crate::cli::desk::Desk;
use crate::git::from_top;
use crate::model::StoryId;
use crate::store::id_in_name;
use crate::text::typed;

impl Desk<'_> {
    /// Hints at files that the last commit still has besides `changed` ones of the same id, and that are gone from disk: what was
    /// committed was these files alone.
    pub(super) fn hint_at_old_names<'p>(&self, changed: impl Iterator<Item = &'p str>) {
        let Ok((repository, folder)) = self.in_repository("--commit") else {
            return;
        };
        let Ok(names) = repository.names_at("HEAD", &folder) else {
            return;
        };
        let changed: HashMap<StoryId, &str> = changed
            .filter_map(|path| Some((id_in_name(path)?, path)))
            .collect();
        let left_out = self.store.left_out();
        let is_old = |path: &&str| {
            let own = id_in_name(path).and_then(|id| changed.get(&id));
            own.is_some_and(|own| own != path) && !left_out.iter().any(|file| file.path == *path)
        };
        let mut old: Vec<&str> = names.names().filter(is_old).collect();
        if !old.is_empty() {
            let here = self.store.names();
            old.retain(|path| !here.iter().any(|(_, own)| own == path));
        }
        for path in old {
            let path = typed(&from_top(&folder, path));
            self.context.out.hint(&format!(
                "git commit -m renamed :/{path}: takes its old name out; the last commit has both"
            ));
        }
    }
}
