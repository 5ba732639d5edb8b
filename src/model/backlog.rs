//! The Product Backlog: every item that could be read, those that could not, and what surrounds them.

use std::collections::{HashMap, HashSet};

use super::config::Config;
use super::diagnostic::Diagnostic;
use super::id_text::IdPattern;
use super::metric::Metric;
use super::product::Product;
use super::release::Release;
use super::sprint::{Sprint, SprintState};
use super::state::StateKind;
use super::story::Story;
use super::story_id::StoryId;

/// A story file that could not be read: listed, never hidden.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unreadable {
    /// The file, relative to the backlog directory.
    pub path: String,
    /// The id its name says, if it says one.
    pub id: Option<StoryId>,
    /// What is wrong and where.
    pub problem: Diagnostic,
}

/// A file of the backlog that is not on disk, though git has it: a sparse checkout left it out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftOut {
    /// The file, relative to the backlog directory.
    pub path: String,
    /// The id its name says, where it is an item's.
    pub id: Option<StoryId>,
}

/// What a reference or a typed id leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Resolved<'a> {
    /// Exactly one item.
    One(&'a Story),
    /// An id that stands in several files.
    Several(&'a Story, &'a Story),
    /// No id, and an alias of several items.
    Namesakes(&'a Story, &'a Story),
    /// The id of a file that the checkout left out.
    LeftOut(&'a LeftOut),
    /// Nothing.
    None,
}

/// Where the items stand that a text may mean.
enum Places<'a> {
    /// Those of the id that it is.
    Ids(&'a [usize]),
    /// The first that it is an alias of, and another one.
    Aliases(Option<&'a usize>, Option<&'a usize>),
}

/// Everything that was read of a backlog.
#[derive(Debug, Clone)]
pub struct Backlog {
    /// `po.yaml`.
    pub config: Config,
    /// `product.md`.
    pub product: Product,
    /// The items in the total order: by rank, then by id.
    stories: Vec<Story>,
    /// Files that could not be read: those of items, then those of Sprints, releases and the product.
    pub unreadable: Vec<Unreadable>,
    /// Files that were left out of the checkout, so that nothing is known of them but that they are there.
    pub left_out: Vec<LeftOut>,
    /// Sprints, by name.
    pub sprints: Vec<Sprint>,
    /// Releases, by name.
    pub releases: Vec<Release>,
    /// Figures of metrics, by name; read where bodies are read.
    pub metrics: Vec<Metric>,
    by_id: HashMap<StoryId, Vec<usize>>,
    /// By the alias in lower case: the first item that has it, and another one.
    by_alias: HashMap<String, (usize, Option<usize>)>,
    /// The place of each item's epic; none for an item that names itself.
    epics: Vec<Option<usize>>,
    /// By the id of the epic.
    children: HashMap<StoryId, Vec<usize>>,
}

impl Backlog {
    /// Returns the backlog of those stories, put in order.
    #[must_use]
    pub fn new(config: Config, mut stories: Vec<Story>, unreadable: Vec<Unreadable>) -> Self {
        sort(&mut stories);
        let mut by_id: HashMap<StoryId, Vec<usize>> = HashMap::with_capacity(stories.len());
        let mut by_alias: HashMap<String, (usize, Option<usize>)> = HashMap::new();
        for (index, story) in stories.iter().enumerate() {
            by_id.entry(story.id.clone()).or_default().push(index);
            for alias in &story.aliases {
                let named = by_alias
                    .entry(alias.to_lowercase())
                    .or_insert((index, None));
                if named.0 != index {
                    named.1.get_or_insert(index);
                }
            }
        }
        let mut backlog = Self {
            config,
            product: Product::default(),
            stories,
            unreadable,
            left_out: Vec::new(),
            sprints: Vec::new(),
            releases: Vec::new(),
            metrics: Vec::new(),
            by_id,
            by_alias,
            epics: Vec::new(),
            children: HashMap::new(),
        };
        let epic = |(index, story): (usize, &Story)| {
            let epic = backlog.index_of(story.epic.as_deref()?)?;
            (epic != index).then_some(epic)
        };
        let epics: Vec<Option<usize>> = backlog.stories.iter().enumerate().map(epic).collect();
        let mut children: HashMap<StoryId, Vec<usize>> = HashMap::new();
        for (index, epic) in epics.iter().enumerate() {
            if let Some(epic) = epic {
                let epic = backlog.stories[*epic].id.clone();
                children.entry(epic).or_default().push(index);
            }
        }
        backlog.epics = epics;
        backlog.children = children;
        backlog
    }

    /// Every item, in the total order.
    #[must_use]
    pub fn stories(&self) -> &[Story] {
        &self.stories
    }

    /// The items by their files, for whoever looks up many.
    #[must_use]
    pub fn by_path(&self) -> HashMap<&str, &Story> {
        let stories = self.stories.iter();
        stories.map(|story| (story.path.as_str(), story)).collect()
    }

    /// The figures of that metric, where there are any.
    #[must_use]
    pub fn metric(&self, name: &str) -> Option<&Metric> {
        self.metrics.iter().find(|metric| metric.name == name)
    }

    /// Gives the items away, in the total order.
    #[must_use]
    pub fn into_stories(self) -> Vec<Story> {
        self.stories
    }

    /// What an id as a person types it (`12`, `us-12`, an alias) or a reference in a file leads to.
    #[must_use]
    pub fn resolve(&self, text: &str) -> Resolved<'_> {
        let story = |index: usize| &self.stories[index];
        let places = self.places(text);
        if let (Places::Aliases(..), Some(file)) = (&places, self.left_out_as(text)) {
            return Resolved::LeftOut(file);
        }
        match places {
            Places::Ids([]) | Places::Aliases(None, _) => Resolved::None,
            Places::Ids([one]) | Places::Aliases(Some(one), None) => Resolved::One(story(*one)),
            Places::Ids([first, second, ..]) => Resolved::Several(story(*first), story(*second)),
            Places::Aliases(Some(first), Some(second)) => {
                Resolved::Namesakes(story(*first), story(*second))
            }
        }
    }

    /// The file of that id, where the checkout left it out.
    fn left_out_as(&self, text: &str) -> Option<&LeftOut> {
        let pattern = IdPattern::new(text, &self.config.prefixes);
        let is_it = |id: &StoryId| pattern.candidates.contains(id);
        let mut files = self.left_out.iter();
        files.find(|file| file.id.as_ref().is_some_and(is_it))
    }

    /// Where the items stand that a text may mean. An id beats an alias; of the ids that a number may be, the first counts,
    /// of the aliases each, since nobody gave them out in an order.
    fn places(&self, text: &str) -> Places<'_> {
        let pattern = IdPattern::new(text, &self.config.prefixes);
        let mut ids = pattern.candidates.iter();
        if let Some(found) = ids.find_map(|id| self.by_id.get(id)) {
            return Places::Ids(found);
        }
        if self.by_alias.is_empty() {
            return Places::Aliases(None, None);
        }
        let named = pattern.names().into_iter();
        let mut named = named
            .filter_map(|name| self.by_alias.get(&name))
            .flat_map(|(first, second)| std::iter::once(first).chain(second));
        let first = named.next();
        Places::Aliases(first, named.find(|other| Some(*other) != first))
    }

    /// The item a reference leads to: the first where the id stands twice.
    #[must_use]
    pub fn find(&self, text: &str) -> Option<&Story> {
        self.index_of(text).map(|index| &self.stories[index])
    }

    /// Where in [`Self::stories`] the item a reference leads to stands: the first where the id stands twice.
    #[must_use]
    pub fn index_of(&self, text: &str) -> Option<usize> {
        match self.places(text) {
            Places::Ids(found) => found.first().copied(),
            // Most references lead to an id or nowhere; only where an alias fits, one looks among what was left out.
            Places::Aliases(first, _) => {
                let first = first.copied()?;
                self.left_out_as(text).is_none().then_some(first)
            }
        }
    }

    /// Every item with that very id.
    pub fn with_id<'a>(&'a self, id: &StoryId) -> impl Iterator<Item = &'a Story> {
        self.by_id
            .get(id)
            .into_iter()
            .flatten()
            .map(|&index| &self.stories[index])
    }

    /// The items whose epic a story is, in the total order.
    pub fn children<'a>(&'a self, story: &Story) -> impl Iterator<Item = &'a Story> {
        self.children
            .get(&story.id)
            .into_iter()
            .flatten()
            .map(|&index| &self.stories[index])
    }

    /// The epics above an item: its own first, then that one's. Stops where they go in a circle.
    #[must_use]
    pub fn ancestors(&self, story: &Story) -> Vec<&Story> {
        let mut found = Vec::new();
        let mut known = HashSet::new();
        let mut next = story.epic.as_deref().and_then(|epic| self.index_of(epic));
        while let Some(index) = next {
            let epic = &self.stories[index];
            if epic.path == story.path || !known.insert(index) {
                break;
            }
            found.push(epic);
            next = self.epics[index];
        }
        found
    }

    /// Whether an item has children: it then has no position of its own.
    #[must_use]
    pub fn has_children(&self, story: &Story) -> bool {
        self.children.contains_key(&story.id)
    }

    /// The kind of a story's state.
    #[must_use]
    pub fn kind(&self, story: &Story) -> StateKind {
        self.config.kind_of(&story.status)
    }

    /// Whether a story is open: neither done nor declined.
    #[must_use]
    pub fn is_open(&self, story: &Story) -> bool {
        self.kind(story).is_open()
    }

    /// The items that have a position, in order: open, and no epics with children. The first has position 1.
    pub fn positioned(&self) -> impl Iterator<Item = &Story> {
        self.stories
            .iter()
            .filter(|story| self.is_open(story) && !self.has_children(story))
    }

    /// What a story waits for that is not done yet, in the order it names them. Unknown references wait too.
    #[must_use]
    pub fn waits_for<'a>(&'a self, story: &'a Story) -> Vec<&'a str> {
        let mut seen = HashSet::new();
        story
            .depends_on
            .iter()
            .map(String::as_str)
            .filter(|reference| match self.index_of(reference) {
                None => true,
                // One item may stand there under two of its names.
                Some(other) if !seen.insert(other) => false,
                Some(other) => self.kind(&self.stories[other]) != StateKind::Done,
            })
            .collect()
    }

    /// The Sprint that runs; the one that started last where several do.
    #[must_use]
    pub fn running_sprint(&self) -> Option<&Sprint> {
        self.sprints
            .iter()
            .filter(|sprint| sprint.state() == SprintState::Running)
            .max_by_key(|sprint| sprint.started)
    }

    /// The Sprint that `text` names: a name, a number, `current` (or `@`), `next`, `last`.
    #[must_use]
    pub fn sprint(&self, text: &str) -> Option<&Sprint> {
        match text.trim().to_lowercase().as_str() {
            "current" | "@" => self.running_sprint(),
            "next" => self
                .sprints
                .iter()
                .filter(|sprint| sprint.state() == SprintState::Planned)
                .min_by_key(|sprint| (sprint.from.is_none(), sprint.from)),
            "last" => self
                .sprints
                .iter()
                .filter(|sprint| sprint.state() == SprintState::Closed)
                .max_by_key(|sprint| sprint.closed),
            _ => self.sprints.iter().find(|sprint| sprint.is_named(text)),
        }
    }
}

/// Puts stories in the total order, by path where even the ids are equal.
///
/// Each is large, so that places are sorted and each story then moves once; and most keys differ in their beginnings,
/// which are numbers in one piece of memory.
fn sort(stories: &mut [Story]) {
    let heads = stories.iter().map(Story::rank_head).enumerate();
    let mut heads: Vec<(u128, usize)> = heads.map(|(at, head)| (head, at)).collect();
    heads.sort_unstable_by(|&(head_a, a), &(head_b, b)| {
        let (a, b) = (&stories[a], &stories[b]);
        let rest = || (a.rank_key(), &a.path).cmp(&(b.rank_key(), &b.path));
        head_a.cmp(&head_b).then_with(rest)
    });
    let mut places: Vec<usize> = heads.into_iter().map(|(_, at)| at).collect();
    for to in 0..places.len() {
        let mut from = places[to];
        // What stood there may have made room for an earlier one.
        while from < to {
            from = places[from];
        }
        places[to] = from;
        stories.swap(to, from);
    }
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::option;
    use proptest::prelude::{prop_assert_eq, proptest};

    use super::{Backlog, Resolved};
    use crate::model::{Config, Story};

    fn story(id: &str, change: impl FnOnce(&mut Story)) -> Story {
        let mut story = Story::new(id.parse().unwrap(), format!("stories/{id}.md"));
        change(&mut story);
        story
    }

    fn backlog() -> Backlog {
        let stories = vec![
            story("US-1", |s| s.item_type = "epic".into()),
            story("US-2", |s| s.epic = Some("us-1".into())),
            story("US-3", |s| {
                s.rank = Some("i1".parse().unwrap());
                s.depends_on = vec!["US-2".into(), "US-4".into(), "US-99".into()];
            }),
            story("US-4", |s| s.status = "done".into()),
            story("US-5", |s| {
                s.aliases = vec!["BACK-24.02".into(), "US-2".into()]
            }),
            story("US-5", |s| s.path = "stories/US-5-again.md".into()),
        ];
        Backlog::new(Config::default(), stories, Vec::new())
    }

    #[test]
    fn an_id_beats_an_alias_and_twice_is_said() {
        let backlog = backlog();
        assert_eq!(backlog.find("2").unwrap().id.to_string(), "US-2");
        assert_eq!(backlog.find("back-24.02").unwrap().id.to_string(), "US-5");
        assert!(matches!(backlog.resolve("US-5"), Resolved::Several(..)));
        assert_eq!(backlog.resolve("US-6"), Resolved::None);
    }

    #[test]
    fn a_number_finds_the_aliases_that_it_may_stand_for() {
        let named = |id: &str, aliases: &[&str]| {
            story(id, |s| {
                s.aliases = aliases.iter().map(|&a| a.into()).collect()
            })
        };
        let stories = vec![
            named("US-4", &["us-2", "US-02", "OLD-9"]),
            named("US-5", &["US-3", "US-8"]),
            named("US-6", &["PAY-3", "US-8"]),
            named("PAY-7", &["7", "US-7"]),
            story("US-8", |_| {}),
        ];
        let prefixes = vec!["US".to_owned(), "PAY".to_owned()];
        let config = Config {
            prefixes,
            ..Config::default()
        };
        let backlog = Backlog::new(config, stories, Vec::new());
        let found = |text: &str| backlog.find(text).map(|story| story.id.to_string());
        assert_eq!(found("2").as_deref(), Some("US-4"));
        assert_eq!(found("us-02").as_deref(), Some("US-4"));
        assert_eq!(found("9"), None);
        assert_eq!(found("7").as_deref(), Some("PAY-7"));
        assert_eq!(found("8").as_deref(), Some("US-8"));
        let Resolved::Namesakes(first, second) = backlog.resolve("3") else {
            panic!("{:?}", backlog.resolve("3"));
        };
        assert_eq!((first.id.number(), second.id.number()), (5, 6));
    }

    proptest! {
        #[test]
        fn the_order_is_that_of_whole_keys(
            items in vec((1..60u64, option::of("[az0]{1,3}|i{14,18}[ab]?"), "[ab]{1,2}"), 0..40)
        ) {
            let mut stories: Vec<Story> = items
                .into_iter()
                .map(|(number, rank, path)| {
                    story(&format!("US-{number}"), |s| {
                        s.rank = rank.map(|rank| rank.parse().unwrap());
                        s.path = path;
                    })
                })
                .collect();
            let sorted = Backlog::new(Config::default(), stories.clone(), Vec::new());
            stories.sort_by_key(|story| (story.rank_key(), story.path.clone()));
            let keys = |stories: &[Story]| -> Vec<_> {
                stories.iter().map(|s| (s.rank_key(), s.path.clone())).collect()
            };
            prop_assert_eq!(keys(sorted.stories()), keys(&stories));
        }
    }

    #[test]
    fn positions_count_open_items_without_parents() {
        let ids: Vec<String> = backlog().positioned().map(|s| s.id.to_string()).collect();
        assert_eq!(ids, ["US-3", "US-2", "US-5", "US-5"]);
    }

    #[test]
    fn waits_for_what_is_open_or_unknown() {
        let backlog = backlog();
        assert_eq!(
            backlog.waits_for(backlog.find("3").unwrap()),
            ["US-2", "US-99"]
        );
    }

    fn chain(epics: impl IntoIterator<Item = (u64, u64)>) -> Backlog {
        let below = |(id, epic): (u64, u64)| {
            story(&format!("US-{id}"), |s| s.epic = Some(format!("US-{epic}")))
        };
        let stories = epics.into_iter().map(below).collect();
        Backlog::new(Config::default(), stories, Vec::new())
    }

    #[test]
    fn ancestors_stop_at_a_circle() {
        let backlog = chain([(1, 2), (2, 3), (3, 2)]);
        let above = |id: &str| -> Vec<u64> {
            let found = backlog.ancestors(backlog.find(id).unwrap());
            found.iter().map(|epic| epic.id.number()).collect()
        };
        assert_eq!(above("1"), [2, 3]);
        assert_eq!(above("3"), [2]);
    }

    #[test]
    fn a_long_chain_of_epics_is_climbed_once() {
        let backlog = chain((1..=100_000).map(|id| (id, id + 1)));
        let first = backlog.find("1").unwrap();
        assert_eq!(backlog.ancestors(first).len(), 99_999);
    }
}
