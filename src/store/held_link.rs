//! Links of a backlog that does not lie in its folder, as in a commit: what the walk would say of them on disk.

use std::collections::HashMap;

use crate::model::Unreadable;
use crate::store::contain;
use crate::store::error::StoreError;
use crate::store::layout::is_markdown;
use crate::store::left::Left;
use crate::store::metric_files::is_metric;
use crate::store::walk::{is_found, unreadable_for};

/// More links than these are not followed from one to the next, as by systems.
const MOST_LINKS: usize = 40;

/// What stands at a path; `F` is by what a file is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stands<'p, F> {
    /// A file.
    File(F),
    /// A folder.
    Folder,
    /// A link, and where it leads, as it is written.
    Link(&'p str),
}

/// What a link comes to.
#[derive(Debug, Clone, PartialEq)]
pub enum HeldLink<F> {
    /// This file, under the name of the link.
    File(F),
    /// Nothing that anybody reads.
    Passed,
    /// Something that cannot be read.
    Left(Box<Unreadable>),
}

/// Follows the link at `path` (from the backlog directory, parted by `/`) to `target`, as it is written. `stands` holds what is at
/// paths from the backlog directory, `beyond` tells of a link and its target, which leaves it, whether that is a folder.
#[must_use]
pub fn held_link<F: Copy>(
    path: &str,
    target: &str,
    stands: &HashMap<&str, Stands<'_, F>>,
    beyond: impl FnOnce(&str, &str) -> bool,
) -> HeldLink<F> {
    let left = |why| {
        let refused = StoreError::refused(path, why);
        HeldLink::Left(Box::new(unreadable_for(path.to_owned(), &refused)))
    };
    let is_read = is_markdown(path) || is_metric(path);
    let (mut from, mut target) = (path.to_owned(), target);
    for _ in 0..MOST_LINKS {
        let Some(inner) = within(&from, target) else {
            return match is_read {
                true => left(Left::LinkOut),
                false if beyond(&from, target) => left(Left::LinkedFolder),
                false => HeldLink::Passed,
            };
        };
        let folder = path.split('/').next().unwrap_or_default();
        return match (is_read, stands.get(&*inner)) {
            (_, Some(Stands::Link(next))) => {
                (from, target) = (inner, next);
                continue;
            }
            (false, Some(Stands::Folder)) => left(Left::LinkedFolder),
            (false, _) => HeldLink::Passed,
            (true, _) if contain::check(&inner).is_err() => left(Left::LinkPrivate),
            // A second name of a file that is found anyway would look like a second story.
            (true, Some(Stands::File(_))) if is_found(folder, &inner) => HeldLink::Passed,
            (true, Some(Stands::File(file))) => HeldLink::File(*file),
            (true, Some(Stands::Folder)) => left(Left::LinkIrregular),
            (true, None) => left(Left::LinkNowhere),
        };
    }
    match is_read {
        true => left(Left::LinkNowhere),
        false => HeldLink::Passed,
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
    use std::collections::HashMap;

    use super::{HeldLink, Stands, held_link, unnamed};

    fn said(path: &str, target: &str) -> String {
        let stands = HashMap::from([
            ("notes/pay.md", Stands::File("pay")),
            ("po.yaml", Stands::File("config")),
            ("stories/US-5.md", Stands::File("five")),
            ("stories", Stands::Folder),
            ("stories/old", Stands::Folder),
            ("", Stands::Folder),
            ("notes/other.md", Stands::Link("pay.md")),
            ("notes/a.md", Stands::Link("b.md")),
            ("notes/b.md", Stands::Link("a.md")),
        ]);
        match held_link(path, target, &stands, |_, target| {
            target.ends_with("folder")
        }) {
            HeldLink::File(file) => file.to_owned(),
            HeldLink::Passed => "passed".to_owned(),
            HeldLink::Left(file) => {
                assert_eq!(file.path, path);
                file.problem.message
            }
        }
    }

    #[test]
    fn a_link_comes_to_what_it_would_on_disk() {
        assert_eq!(said("stories/US-1.md", "../notes/./pay.md"), "pay");
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
        assert_eq!(said("stories/US-1.md", "US-5.md"), "passed");
        assert_eq!(said("stories/US-1.md", "../notes/other.md"), "pay");
        let nowhere = "it is a link that leads nowhere";
        assert_eq!(said("stories/US-1.md", "../notes/a.md"), nowhere);
        assert_eq!(said("stories/pay.png", "../po.yaml"), "passed");
    }

    #[test]
    fn a_name_that_is_no_text_is_told_where_it_would_be_an_item() {
        let file = unnamed("stories/US-1-\u{fffd}.md".to_owned()).unwrap();
        assert_eq!(file.problem.message, "the file's name is not UTF-8");
        assert_eq!(unnamed("stories/\u{fffd}.png".to_owned()), None);
    }
}
