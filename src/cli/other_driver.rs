//! Lines of `.gitattributes` that keep git from merging stories field by field.

use crate::cli::desk::Desk;
use crate::git::from_top;
use crate::store::STORIES;

impl Desk<'_> {
    /// Says on stderr that git merges stories otherwise than the backlog asks for, where a line of `.gitattributes` wins over its own.
    /// Returns the program that does it then, where it is none of git's own ways.
    pub fn warn_other_driver(&self, stories: impl IntoIterator<Item = String>) -> Option<String> {
        let repository = self.repository.as_ref()?;
        let folder = repository.path_from_top(self.store.root())?;
        // An item to come, too.
        let all = stories.into_iter().chain([format!("{STORIES}/US-1.md")]);
        let mut files: Vec<String> = all.map(|path| from_top(&folder, &path)).collect();
        files.sort();
        let (file, by) = repository.merged_otherwise(self.store.root(), &files)?;
        let why = match &by {
            Some(by) => format!("`{by}` in .gitattributes wins over `merge=po`"),
            None => "no line of .gitattributes gives it `merge=po`".to_owned(),
        };
        self.context.out.warn(&format!(
            "git does not merge `{file}` field by field: {why}"
        ));
        self.context
            .out
            .hint("git check-attr merge FILE: what holds; a line nearer to the file, or further down, wins");
        repository.merging_program(by?.strip_prefix("merge=")?)
    }
}
