//! Who names an id that several items have, and which of them is meant as far as the history tells.

use std::collections::BTreeSet;

use crate::cli::desk::Desk;
use crate::cli::progress::Progress;
use crate::git::FirstWritten;
use crate::model::{At, Backlog, CommitId, Config, IdPattern, Sprint, Story, StoryId, after_id};
use crate::store::{Depth, Locator, read_sprint, read_story};

/// A field that names the id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference {
    /// The file, relative to the backlog directory.
    pub path: String,
    /// Where in it.
    pub at: At,
    /// The key.
    pub key: &'static str,
    /// What stands there: `US-12`, or `12`.
    pub text: String,
    /// Its line, from 1.
    pub line: usize,
    /// Which item is meant.
    pub meant: Meant,
}

/// Which of the items a reference means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Meant {
    /// The one in this file: where the reference was written, in this commit, only that one was there.
    Item(String, CommitId),
    /// Only a person can tell, and why: `both were there when it was written`.
    Unknown(&'static str),
}

impl Desk<'_> {
    /// Returns the fields that name an id which several items have.
    #[must_use]
    pub fn references_to(&self, backlog: &Backlog, id: &StoryId) -> Vec<Reference> {
        let _progress = Progress::begin("looking who wrote the references");
        let namesakes = ever_called(backlog, id);
        let config = self.config();
        let mut found = Vec::new();
        let stories = backlog.stories().iter();
        let stories = stories.map(|story| {
            let fields = fields_of_story(story, config, id);
            (&story.path, Some(story), fields)
        });
        let sprints = backlog.sprints.iter().map(|sprint| {
            let fields = fields_of_sprint(sprint, config, id);
            (&sprint.path, None, fields)
        });
        for (path, story, fields) in stories.chain(sprints) {
            if fields.is_empty() {
                continue;
            }
            let Ok(bytes) = self.read(path) else { continue };
            // An item that shares its own id, or did, is told from the others all along its past.
            let own = story.map_or_else(Own::default, |story| Own::of(backlog, story));
            let locator = Locator::new(&bytes);
            for (key, at, text) in fields {
                found.push(Reference {
                    path: path.clone(),
                    line: locator.locate(&at).line,
                    meant: self.meant(path, key, (id, &namesakes), &own),
                    at,
                    key,
                    text,
                });
            }
        }
        found.sort_by(|a, b| (&a.path, a.line, &a.at).cmp(&(&b.path, b.line, &b.at)));
        found
    }

    /// Which item a field means, by what was there in each commit that wrote it first.
    /// `namesakes` are the items that have that id, or had it.
    fn meant(
        &self,
        path: &str,
        key: &str,
        (id, namesakes): (&StoryId, &[&Story]),
        own: &Own<'_>,
    ) -> Meant {
        let Ok((repository, folder)) = self.in_repository("") else {
            return Meant::Unknown("there is no git history");
        };
        let config = self.config();
        let mut holds = |then: &str, bytes: &[u8]| {
            let fields = fields_naming(then, bytes, config, id);
            fields.iter().any(|(known, ..)| *known == key)
                && (own.namesakes.len() < 2 || is_of(path, &own.namesakes, then, bytes, config))
        };
        let commits = match repository.first_written(&folder, path, &own.former, &mut holds) {
            Ok(FirstWritten::In(commits)) => commits,
            Ok(FirstWritten::NotCommitted) => return Meant::Unknown("it is not committed yet"),
            Ok(FirstWritten::Unknown) | Err(_) => {
                return Meant::Unknown("this clone does not tell when it was written");
            }
        };
        let mut meant: Option<(String, CommitId)> = None;
        for commit in commits {
            let Ok(files) = repository.stories_named(commit, &folder, id) else {
                return Meant::Unknown("this clone does not tell when it was written");
            };
            let then: Vec<Story> = files
                .iter()
                .filter_map(|(path, bytes)| read_story(path, bytes, config, Depth::Header).ok())
                .map(|(story, _)| story)
                .filter(|story| story.id == *id)
                .collect();
            let known: Vec<Vec<&str>> = then.iter().map(|story| now_of(story, namesakes)).collect();
            // A third one that is gone may have been meant, too.
            let others = known.iter().any(Vec::is_empty);
            let there: BTreeSet<&str> = known.into_iter().flatten().collect();
            let mut there = there.into_iter();
            match (there.next(), there.next()) {
                _ if others => return Meant::Unknown("another item had this id then"),
                (Some(_), Some(_)) => {
                    return Meant::Unknown("both were there when it was written");
                }
                (None, _) => return Meant::Unknown("neither was there when it was written"),
                (Some(path), None) => match &meant {
                    Some((known, _)) if known != path => {
                        return Meant::Unknown("two people wrote it, each meaning another one");
                    }
                    Some(_) => {}
                    None => meant = Some((path.to_owned(), commit)),
                },
            }
        }
        meant.map_or(
            Meant::Unknown("this clone does not tell when it was written"),
            |(path, commit)| Meant::Item(path, commit),
        )
    }
}

/// Returns the lines of a file, from 1, that name an id, without those that give it to an item.
#[must_use]
pub fn lines_naming(bytes: &[u8], id: &StoryId) -> Vec<usize> {
    let text = String::from_utf8_lossy(bytes);
    let wanted = id.to_string();
    let is_own = |line: &str| ["id:", "aliases:"].iter().any(|key| line.starts_with(key));
    text.lines()
        .enumerate()
        .filter(|(_, line)| !is_own(line) && names(line, &wanted))
        .map(|(index, _)| index + 1)
        .collect()
}

/// What an item that has a field may have been called, and with whom it may be mixed up; nothing for a Sprint.
#[derive(Default)]
struct Own<'b> {
    /// The items that have, or had, any of its ids; itself among them.
    namesakes: Vec<&'b Story>,
    /// The ids that it had before.
    former: Vec<StoryId>,
}

impl<'b> Own<'b> {
    fn of(backlog: &'b Backlog, story: &Story) -> Self {
        let aliases = story.aliases.iter();
        let former: Vec<StoryId> = aliases.filter_map(|alias| alias.parse().ok()).collect();
        let ids = former.iter().chain([&story.id]);
        let mut namesakes: Vec<&Story> = ids.flat_map(|id| ever_called(backlog, id)).collect();
        namesakes.sort_by(|a, b| a.path.cmp(&b.path));
        namesakes.dedup_by(|a, b| a.path == b.path);
        Self { namesakes, former }
    }
}

/// The items that have an id, or had it before they got another number.
fn ever_called<'b>(backlog: &'b Backlog, id: &StoryId) -> Vec<&'b Story> {
    let is_it = |alias: &String| alias.parse::<StoryId>().is_ok_and(|alias| alias == *id);
    let stories = backlog.stories().iter();
    stories
        .filter(|story| story.id == *id || story.aliases.iter().any(is_it))
        .collect()
}

/// The paths of those items of today, all of which have or had one id, that an item of then may be. Where several were created
/// at the same time, it is the one at its path, else those whose files are called as its own but for the id.
fn now_of<'n>(then: &Story, namesakes: &[&'n Story]) -> Vec<&'n str> {
    let same = namesakes.iter().filter(|now| is_same(now, then));
    let same: Vec<&'n Story> = same.copied().collect();
    let words = |story: &'n Story| after_id(&story.path, &story.id.to_string());
    let own = after_id(&then.path, &then.id.to_string());
    let path = |story: &&'n Story| story.path.as_str();
    if let Some(one) = same.iter().find(|now| now.path == then.path) {
        return vec![path(one)];
    }
    let called_so: Vec<&str> = same
        .iter()
        .filter(|story| words(story) == own)
        .map(path)
        .collect();
    match called_so.is_empty() {
        true => same.iter().map(path).collect(),
        false => called_so,
    }
}

/// Whether a file of then held the item that is at `path` today, and not another one with its id.
fn is_of(path: &str, namesakes: &[&Story], then: &str, bytes: &[u8], config: &Config) -> bool {
    read_story(then, bytes, config, Depth::Header)
        .is_ok_and(|(story, _)| now_of(&story, namesakes).contains(&path))
}

/// Whether an item of today is one of then: `created` tells, and the path where nothing says when it was created.
fn is_same(now: &Story, then: &Story) -> bool {
    match (now.created, then.created) {
        (None, None) => now.path == then.path,
        (now, then) => now == then,
    }
}

/// A field that names an id: its key, place and words.
type Field = (&'static str, At, String);

/// The fields of a story or Sprint file that name an id.
fn fields_naming(path: &str, bytes: &[u8], config: &Config, id: &StoryId) -> Vec<Field> {
    if path.starts_with(crate::store::SPRINTS) {
        let sprint = read_sprint(path, bytes);
        return sprint.map_or_else(|_| Vec::new(), |(it, _)| fields_of_sprint(&it, config, id));
    }
    let story = read_story(path, bytes, config, Depth::Header);
    story.map_or_else(|_| Vec::new(), |(it, _)| fields_of_story(&it, config, id))
}

fn fields_of_story(story: &Story, config: &Config, id: &StoryId) -> Vec<Field> {
    let mut found = in_list("depends_on", &story.depends_on, config, id);
    let epic = story.epic.iter().filter(|epic| is_it(epic, config, id));
    found.extend(epic.map(|epic| ("epic", At::Value("epic".to_owned()), epic.clone())));
    found
}

fn fields_of_sprint(sprint: &Sprint, config: &Config, id: &StoryId) -> Vec<Field> {
    in_list("returned", &sprint.returned, config, id)
}

fn in_list(key: &'static str, list: &[String], config: &Config, id: &StoryId) -> Vec<Field> {
    let named = list.iter().enumerate();
    let named = named.filter(|(_, text)| is_it(text, config, id));
    named
        .map(|(index, text)| (key, At::Item(key.to_owned(), index), text.clone()))
        .collect()
}

/// Whether a reference as typed leads to an id.
fn is_it(text: &str, config: &Config, id: &StoryId) -> bool {
    IdPattern::new(text, &config.prefixes).candidates.first() == Some(id)
}

/// Whether a line names an id as a word of its own, in any case.
fn names(line: &str, id: &str) -> bool {
    let lower = line.to_ascii_lowercase();
    let id = id.to_ascii_lowercase();
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    lower.match_indices(&id).any(|(start, _)| {
        let before = lower[..start].chars().next_back();
        let after = lower[start + id.len()..].chars().next();
        !before.is_some_and(is_word) && !after.is_some_and(is_word)
    })
}

#[cfg(test)]
mod tests {
    use super::{fields_naming, names};
    use crate::model::Config;

    #[test]
    fn an_id_is_a_word() {
        for line in [
            "see US-1.",
            "us-1: pay",
            "(US-1)",
            "é US-1",
            "feature/us-1-pay",
        ] {
            assert!(names(line, "US-1"), "{line}");
        }
        for line in ["US-12", "FOCUS-1", "US-1a", "_US-1", "US 1", ""] {
            assert!(!names(line, "US-1"), "{line}");
        }
    }

    #[test]
    fn fields_are_found_with_their_places() {
        let id = "US-1".parse().unwrap();
        let found = |path: &str, text: &str| {
            let fields = fields_naming(path, text.as_bytes(), &Config::default(), &id);
            let said = fields
                .iter()
                .map(|(key, at, text)| format!("{key} {at:?} {text}"));
            said.collect::<Vec<_>>().join(", ")
        };
        let story = "---\nid: US-2\ntitle: US-1\ndepends_on: [US-3, us-1, 1]\nepic: 1\n---\nUS-1\n";
        assert_eq!(
            found("stories/US-2.md", story),
            "depends_on Item(\"depends_on\", 1) us-1, depends_on Item(\"depends_on\", 2) 1, epic Value(\"epic\") 1"
        );
        let sprint = "---\nreturned: [US-1, US-3]\n---\n";
        assert_eq!(
            found("sprints/sprint-1.md", sprint),
            "returned Item(\"returned\", 0) US-1"
        );
        assert_eq!(found("stories/US-2.md", "\u{0}"), "");
    }
}
