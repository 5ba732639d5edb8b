//! Lines of `.gitattributes` that keep git from merging stories field by field.

use crate::cli::desk::Desk;
use crate::git::from_top;
use crate::store::STORIES;

impl Desk<'_> {
    /// Says on stderr that git merges stories otherwise than the backlog asks for, where a line of `.gitattributes` wins over its own.
    /// Returns why nothing should be merged that way, where that is so: by a program, or by keeping both wordings.
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
        let name = match &by {
            Some(by) => by.strip_prefix("merge=")?.to_owned(),
            None => repository.default_merge()?,
        };
        let program = repository.merging_program(&name);
        match program {
            Some(program) => Some(format!(
                "`{program}` would merge stories, and nobody knows what it keeps"
            )),
            None if name == "union" => Some(
                "`merge=union` would merge stories, and keeps both wordings of what one side changed".to_owned(),
            ),
            None => None,
        }
    }
}
