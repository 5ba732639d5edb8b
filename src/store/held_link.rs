//! Links of a backlog that does not lie in its folder, as in a commit: what the walk would say of them on disk.

use crate::model::Unreadable;
use crate::store::contain;
use crate::store::error::StoreError;
use crate::store::layout::is_markdown;
use crate::store::left::Left;
use crate::store::metric_files::is_metric;
use crate::store::walk::{is_found, unreadable_for};

/// What stands at a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stands {
    /// A file.
    File,
    /// A folder.
    Folder,
    /// Neither.
    Nothing,
}

/// What a link comes to.
#[derive(Debug, Clone, PartialEq)]
pub enum HeldLink {
    /// The file at this path from the backlog directory, under the name of the link.
    File(String),
    /// Nothing that anybody reads.
    Passed,
    /// Something that cannot be read.
    Left(Box<Unreadable>),
}

/// Follows the link at `path` (from the backlog directory, parted by `/`) to `target`, as it is written. `stands` tells what is at
/// a path from the backlog directory, `beyond` whether a target that leaves it is a folder.
#[must_use]
pub fn held_link(
    path: &str,
    target: &str,
    stands: impl Fn(&str) -> Stands,
    beyond: impl FnOnce() -> bool,
) -> HeldLink {
    let left = |why| {
        let refused = StoreError::refused(path, why);
        HeldLink::Left(Box::new(unreadable_for(path.to_owned(), &refused)))
    };
    let is_read = is_markdown(path) || is_metric(path);
    let Some(inner) = within(path, target) else {
        return match is_read {
            true => left(Left::LinkOut),
            false if beyond() => left(Left::LinkedFolder),
            false => HeldLink::Passed,
        };
    };
    let folder = path.split('/').next().unwrap_or_default();
    match (is_read, stands(&inner)) {
        (false, Stands::Folder) => left(Left::LinkedFolder),
        (false, _) => HeldLink::Passed,
        (true, _) if contain::check(&inner).is_err() => left(Left::LinkPrivate),
        // A second name of a file that is found anyway would look like a second story.
        (true, Stands::File) if is_found(folder, &inner) => HeldLink::Passed,
        (true, Stands::File) => HeldLink::File(inner),
        (true, Stands::Folder) => left(Left::LinkIrregular),
        (true, Stands::Nothing) => left(Left::LinkNowhere),
    }
}

/// What is at a path whose name is not UTF-8, as it is shown; none where nobody reads it anyway.
#[must_use]
pub fn unnamed(path: String) -> Option<Unreadable> {
    let refused = StoreError::refused(&path, Left::Name);
    is_markdown(&path).then(|| unreadable_for(path, &refused))
}

/// Where a link leads, from the backlog directory; none where it leaves that.
fn within(path: &str, target: &str) -> Option<String> {
    if target.starts_with('/') {
        return None;
    }
    let mut parts: Vec<&str> = path.split('/').collect();
    parts.pop();
    for part in target.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()?),
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::{HeldLink, Stands, held_link, unnamed};

    fn said(path: &str, target: &str) -> String {
        let stands = |path: &str| match path {
            "notes/pay.md" | "po.yaml" => Stands::File,
            "stories" | "stories/old" | "" => Stands::Folder,
            _ => Stands::Nothing,
        };
        match held_link(path, target, stands, || target.ends_with("folder")) {
            HeldLink::File(path) => path,
            HeldLink::Passed => "passed".to_owned(),
            HeldLink::Left(file) => {
                assert_eq!(file.path, path);
                file.problem.message
            }
        }
    }

    #[test]
    fn a_link_comes_to_what_it_would_on_disk() {
        assert_eq!(said("stories/US-1.md", "../notes/./pay.md"), "notes/pay.md");
        let out = "it is a link that leaves the backlog";
        assert_eq!(said("stories/US-1.md", "/etc/passwd"), out);
        assert_eq!(said("stories/US-1.md", "../../pay.md"), out);
        assert_eq!(
            said("stories/US-1.md", "US-9.md"),
            "it is a link that leads nowhere"
        );
        assert_eq!(
            said("stories/US-1.md", "../.git/config"),
            "it is a link to a private file"
        );
        let irregular = "it is a link to something that is not a regular file";
        assert_eq!(said("stories/US-1.md", "old"), irregular);
        let folder = "it is a link to a folder, and links to folders are not followed";
        assert_eq!(said("stories/sub", "old"), folder);
        assert_eq!(said("stories/sub", "/a/folder"), folder);
        assert_eq!(said("metrics/a.csv", "/a.csv"), out);
        assert_eq!(said("stories/pay.png", "/pay.png"), "passed");
        assert_eq!(said("stories/pay.png", "../po.yaml"), "passed");
    }

    #[test]
    fn a_name_that_is_no_text_is_told_where_it_would_be_an_item() {
        let file = unnamed("stories/US-1-\u{fffd}.md".to_owned()).unwrap();
        assert_eq!(file.problem.message, "the file's name is not UTF-8");
        assert_eq!(unnamed("stories/\u{fffd}.png".to_owned()), None);
    }
}
