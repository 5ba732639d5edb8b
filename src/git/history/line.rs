//! The first-parent line of a branch, down to its root, the edge of a shallow clone, or a commit that is known.

use std::collections::{HashMap, HashSet};

use git2::{Odb, Oid};

use crate::git::raw_tree::raw_commit;
use crate::git::repository::Repository;
use crate::model::Text;

/// A commit of the line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct LineCommit {
    /// Its name.
    pub oid: Oid,
    /// When it was committed, in seconds, as its clock had it.
    pub date: i64,
    /// The name of its author.
    pub author: Text,
}

/// Where a walk ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    /// At a commit without parents.
    Root,
    /// Where this clone knows no more.
    Shallow,
    /// At a known commit, with its place.
    Known(usize),
}

/// What a walk found, the oldest first.
pub(super) struct Walked {
    /// The commits, without the known one.
    pub commits: Vec<LineCommit>,
    /// Their root folders.
    pub trees: Vec<Oid>,
    /// Where it ended.
    pub end: End,
}

/// Walks down from `tip`, and tells `watch` of each commit.
pub(super) fn walk(
    odb: &Odb<'_>,
    tip: Oid,
    edge: &HashSet<Oid>,
    known: &HashMap<Oid, usize>,
    watch: &mut dyn FnMut(),
) -> Walked {
    let mut authors: HashSet<Text> = HashSet::new();
    let (mut commits, mut trees) = (Vec::new(), Vec::new());
    let mut next = Some(tip);
    let mut end = End::Root;
    while let Some(oid) = next {
        if let Some(&place) = known.get(&oid) {
            end = End::Known(place);
            break;
        }
        let object = odb.read(oid).ok();
        let object = object.filter(|object| object.kind() == git2::ObjectType::Commit);
        let read =
            object.and_then(|object| Some((raw_commit(object.data())?, author(object.data()))));
        let Some((commit, author)) = read else {
            end = End::Shallow;
            break;
        };
        let author: Text = match authors.get(author.as_str()) {
            Some(author) => author.clone(),
            None => {
                let author = Text::from(author);
                authors.insert(author.clone());
                author
            }
        };
        let date = commit.date;
        commits.push(LineCommit { oid, date, author });
        trees.push(commit.tree);
        watch();
        next = commit.parents.first().copied();
        if next.is_some() && edge.contains(&oid) {
            end = End::Shallow;
            break;
        }
    }
    commits.reverse();
    trees.reverse();
    Walked {
        commits,
        trees,
        end,
    }
}

/// The commits at the edge of a shallow clone: their parents are not here.
pub(super) fn edge(repository: &Repository) -> HashSet<Oid> {
    let file = repository.inner.commondir().join("shallow");
    let text = std::fs::read_to_string(file).unwrap_or_default();
    text.lines()
        .filter_map(|line| Oid::from_str(line.trim()).ok())
        .collect()
}

/// The name of a commit's author; empty where it has none.
fn author(data: &[u8]) -> String {
    let line = data
        .split(|&byte| byte == b'\n')
        .take_while(|line| !line.is_empty())
        .find_map(|line| line.strip_prefix(b"author "));
    let name = line.unwrap_or_default();
    let end = name.iter().position(|&byte| byte == b'<');
    String::from_utf8_lossy(&name[..end.unwrap_or(name.len())])
        .trim()
        .to_owned()
}

#[cfg(test)]
mod tests {
    use super::{End, author, walk};
    use crate::git::testing::Sandbox;
    use std::collections::{HashMap, HashSet};

    #[test]
    fn goes_down_the_first_parents() {
        let sandbox = Sandbox::new();
        let a = sandbox.commit("main", &[("a", "1")], &[]);
        let side = sandbox.commit("side", &[("a", "2")], &[a]);
        let b = sandbox.commit("main", &[("a", "3")], &[a]);
        let merge = sandbox.commit("main", &[("a", "4")], &[b, side]);
        let odb = sandbox.repo.odb().unwrap();
        let none = (HashSet::new(), HashMap::new());
        let mut steps = 0;
        let walked = walk(&odb, merge, &none.0, &none.1, &mut || steps += 1);
        let oids: Vec<_> = walked.commits.iter().map(|commit| commit.oid).collect();
        assert_eq!((oids, walked.end, steps), (vec![a, b, merge], End::Root, 3));
        assert_eq!(&*walked.commits[0].author, "Test");
        let known = HashMap::from([(a, 7)]);
        assert_eq!(
            walk(&odb, merge, &none.0, &known, &mut || {}).end,
            End::Known(7)
        );
        let edge = HashSet::from([b]);
        let walked = walk(&odb, merge, &edge, &none.1, &mut || {});
        assert_eq!((walked.commits.len(), walked.end), (2, End::Shallow));
        assert_eq!(
            walk(&odb, merge, &HashSet::from([a]), &none.1, &mut || {}).end,
            End::Root
        );
    }

    #[test]
    fn an_author_may_have_any_name() {
        assert_eq!(
            author(b"tree x\nauthor Ada Example <a@b> 1 +0000\n"),
            "Ada Example"
        );
        assert_eq!(author(b"tree x\n\nauthor No <a@b> 1 +0000\n"), "");
        assert_eq!(author(b"author <a@b>"), "");
        assert_eq!(author(b"author \xff"), "\u{fffd}");
    }
}
