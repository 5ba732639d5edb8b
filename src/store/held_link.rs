//! Links of a backlog that does not lie in its folder, as in a commit: what the walk would say of them on disk.

use std::collections::HashMap;

use crate::model::{BASELINE_FILE, Unreadable};
use crate::store::config_file::CONFIG_FILE;
use crate::store::contain;
use crate::store::error::StoreError;
use crate::store::layout::{RELEASES, SPRINTS, STORIES, is_markdown};
use crate::store::left::Left;
use crate::store::metric_files::{METRICS, is_metric};
use crate::store::walk::{is_found, unreadable_for};

/// More links than these are not followed from one to the next, as by systems.
pub const MOST_LINKS: usize = 40;

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

/// Follows the link at `path` (from the backlog directory, parted by `/`) to `target`, as it is written. `backlog` is that
/// directory from the top of the repository, `stands` holds what is at paths from it, `beyond` tells of a link and its target,
/// which leaves the backlog, whether that is a folder.
#[must_use]
pub fn held_link<F: Copy>(
    backlog: &str,
    (path, target): (&str, &str),
    stands: &HashMap<&str, Stands<'_, F>>,
    beyond: impl FnOnce(&str, &str) -> bool,
) -> HeldLink<F> {
    let left = |why| {
        let refused = StoreError::refused(path, why);
        HeldLink::Left(Box::new(unreadable_for(path.to_owned(), &refused)))
    };
    // Whatever is there: the walk begins at none.
    if [STORIES, SPRINTS, RELEASES, METRICS].contains(&path) {
        return left(Left::LinkedFolder);
    }
    let is_read = is_read(path);
    let end = end_of(backlog, (path, target), stands);
    let (inner, there) = match (is_read, end) {
        (true, End::Nowhere) => return left(Left::LinkNowhere),
        (true, End::Beyond) => return left(Left::LinkOut),
        (false, End::Beyond) if beyond(path, target) => return left(Left::LinkedFolder),
        (false, End::Folder) => return left(Left::LinkedFolder),
        (false, _) => return HeldLink::Passed,
        (true, End::Folder) => return left(Left::LinkIrregular),
        (true, End::File(inner, there)) => (inner, there),
    };
    let folder = path.split('/').next().unwrap_or_default();
    match contain::check(&inner) {
        Err(_) => left(Left::LinkPrivate),
        // A second name of a file that is found anyway would look like a second story.
        Ok(()) if is_found(folder, &inner) => HeldLink::Passed,
        Ok(()) => HeldLink::File(there),
    }
}

/// The file of the backlog in which a link ends, by its path from the backlog directory; none where it ends in none. All as in
/// [`held_link`].
#[must_use]
pub fn linked_file<F: Copy>(
    backlog: &str,
    link: (&str, &str),
    stands: &HashMap<&str, Stands<'_, F>>,
) -> Option<(String, F)> {
    match end_of(backlog, link, stands) {
        End::File(path, file) => Some((path, file)),
        End::Folder | End::Nowhere | End::Beyond => None,
    }
}

/// Whether what lies there in a backlog is read.
fn is_read(path: &str) -> bool {
    is_markdown(path) || is_metric(path) || [CONFIG_FILE, BASELINE_FILE].contains(&path)
}

/// What is at the end of a link.
enum End<F> {
    /// A file, by its path from the backlog directory.
    File(String, F),
    /// A folder of the backlog.
    Folder,
    /// Nothing, or nothing that an end can be: below a file, in a circle.
    Nowhere,
    /// Something that is not of the backlog.
    Beyond,
}

/// Follows a link from folder to folder, as systems do: where it leads out of the backlog and comes back, it is in it, and
/// nothing is below a file. What lies beside the backlog is taken for folders.
fn end_of<F: Copy>(
    backlog: &str,
    (path, target): (&str, &str),
    stands: &HashMap<&str, Stands<'_, F>>,
) -> End<F> {
    let backlog: Vec<&str> = backlog.split('/').filter(|part| !part.is_empty()).collect();
    let mut here = [backlog.clone(), path.split('/').collect()].concat();
    here.pop();
    // The last one is taken first.
    let mut waiting = Vec::new();
    let mut next = target;
    for _ in 0..MOST_LINKS {
        // It names a place on one machine.
        if next.starts_with('/') {
            return End::Beyond;
        }
        waiting.extend(next.split('/').rev());
        next = loop {
            match waiting.pop() {
                None => {
                    return match here.starts_with(&backlog) {
                        true => End::Folder,
                        false => End::Beyond,
                    };
                }
                Some("" | ".") => {}
                Some("..") if here.pop().is_none() => return End::Beyond,
                Some("..") => {}
                Some(part) => {
                    here.push(part);
                    let Some(inner) = here.strip_prefix(backlog.as_slice()) else {
                        continue;
                    };
                    let inner = inner.join("/");
                    match stands.get(inner.as_str()) {
                        None => return End::Nowhere,
                        Some(Stands::Folder) => {}
                        Some(Stands::File(file)) if waiting.is_empty() => {
                            return End::File(inner, *file);
                        }
                        Some(Stands::File(_)) => return End::Nowhere,
                        Some(Stands::Link(target)) => {
                            here.pop();
                            break target;
                        }
                    }
                }
            }
        };
    }
    End::Nowhere
}

/// What is at a path whose name is not UTF-8, as it is shown; none where nobody reads it anyway.
#[must_use]
pub fn unnamed(path: String) -> Option<Unreadable> {
    let refused = StoreError::refused(&path, Left::Name);
    is_markdown(&path).then(|| unreadable_for(path, &refused))
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
            ("notes", Stands::Folder),
            ("notes/other.md", Stands::Link("pay.md")),
            ("notes/there", Stands::Link("../notes")),
            (".git", Stands::Folder),
            (".git/config", Stands::File("private")),
            ("p.yaml", Stands::File("other config")),
            ("notes/a.md", Stands::Link("b.md")),
            ("notes/b.md", Stands::Link("a.md")),
        ]);
        match held_link("teams/backlog", (path, target), &stands, |_, target| {
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
        assert_eq!(said("releases", "nowhere"), folder);
        assert_eq!(said("metrics/a.csv", "/a.csv"), out);
        assert_eq!(said("stories/pay.png", "/pay.png"), "passed");
        assert_eq!(said("stories/US-1.md", "US-5.md"), "passed");
        assert_eq!(said("stories/US-1.md", "../notes/other.md"), "pay");
        let nowhere = "it is a link that leads nowhere";
        assert_eq!(said("stories/US-1.md", "../notes/a.md"), nowhere);
        assert_eq!(said("stories/pay.png", "../po.yaml"), "passed");
        assert_eq!(said("po.yaml", "p.yaml"), "other config");
        assert_eq!(said("po.yaml", "../p.yaml"), out);
        // From folder to folder, and nothing is below a file.
        assert_eq!(said("stories/US-1.md", "../notes/there/pay.md"), "pay");
        let again = "../../../teams/./backlog/notes/pay.md";
        assert_eq!(said("stories/US-1.md", again), "pay");
        assert_eq!(said("stories/US-1.md", "../../beside/x.md"), out);
        assert_eq!(said("stories/US-1.md", "../notes/pay.md/"), nowhere);
        assert_eq!(
            said("stories/US-1.md", "US-5.md/../../notes/pay.md"),
            nowhere
        );
        assert_eq!(said("stories/US-1.md", "none/../../notes/pay.md"), nowhere);
    }

    #[test]
    fn a_name_that_is_no_text_is_told_where_it_would_be_an_item() {
        let file = unnamed("stories/US-1-\u{fffd}.md".to_owned()).unwrap();
        assert_eq!(file.problem.message, "the file's name is not UTF-8");
        assert_eq!(unnamed("stories/\u{fffd}.png".to_owned()), None);
    }
}
