//! A row, or a page that is none, becomes a draft.

use crate::exchange::assembly::{Assembly, Finished, Known, Take};
use crate::exchange::draft::{Draft, Extra, SourceReference, TitledReference};
use crate::exchange::notion::columns::Meaning;
use crate::exchange::notion::dated::{ends, is_range};
use crate::exchange::notion::items::{Items, Named, name_of};
use crate::exchange::notion::links::{linked_text, page_address};
use crate::exchange::notion::names::is_id;
use crate::exchange::notion::relation::relations;
use crate::exchange::report::Origin;
use crate::exchange::ticked::ticked;
use crate::model::{StateKind, StoryId};

/// A draft that is being put together from properties.
pub struct RowDraft<'a> {
    /// What goes the way of all tables.
    pub assembly: Assembly,
    items: &'a Items,
    known: &'a Known<'a>,
    number: Option<(String, String)>,
    state: Option<String>,
    /// The column that says what a state means, and what it says.
    kind: Option<(String, String)>,
    parents: Vec<(u8, String, Named)>,
    depends_on: Vec<Named>,
    blocks: Vec<Named>,
    titled: Vec<TitledReference>,
    container: Option<Named>,
    typed: bool,
    has_text: bool,
}

impl<'a> RowDraft<'a> {
    /// Begins with a title.
    #[must_use]
    pub fn new(origin: Origin, title: &str, items: &'a Items, known: &'a Known<'a>) -> Self {
        let mut assembly = Assembly::new(origin, "notion");
        assembly.tells_only_what_it_says();
        let title = if title.trim().is_empty() {
            "Untitled"
        } else {
            title
        };
        assembly.take(Take::Title, "title", &[title.to_owned()], known);
        Self {
            assembly,
            items,
            known,
            number: None,
            state: None,
            kind: None,
            parents: Vec::new(),
            depends_on: Vec::new(),
            blocks: Vec::new(),
            titled: Vec::new(),
            container: None,
            typed: false,
            has_text: false,
        }
    }

    /// Says that there is a column of that meaning, whatever stands in it. What the parts of an item tell of it, only their rows
    /// tell.
    pub fn tells_of(&mut self, meaning: Meaning) {
        if meaning != Meaning::Children {
            self.assembly.tells_of(meaning.take());
        }
    }

    /// Takes a property that is not empty.
    pub fn take(&mut self, meaning: Meaning, name: &str, value: &str) {
        let one = [value.to_owned()];
        match meaning {
            Meaning::Plain(Take::Keep) | Meaning::Period => self.keep(name, value),
            Meaning::Plain(take) if take.is_date() => {
                let (from, to) = ends(value);
                let day = if take == Take::Done { to } else { from };
                self.assembly.take(take, name, &[day], self.known);
                if is_range(value) {
                    self.keep(name, value);
                }
            }
            Meaning::Plain(Take::Status) => self.state(name, value),
            Meaning::Plain(Take::Kind) => self.kind = Some((name.to_owned(), value.to_owned())),
            Meaning::Plain(take) => {
                self.typed |= take == Take::Type;
                self.assembly.take(take, name, &one, self.known);
            }
            Meaning::People(take) => {
                let people: Vec<String> = value.split(", ").map(str::to_owned).collect();
                self.assembly.take(take, name, &people, self.known);
            }
            Meaning::Number => match self.number {
                None => self.number = Some((name.to_owned(), value.to_owned())),
                Some(_) => self.keep(name, value),
            },
            Meaning::Part(_) | Meaning::DependsOn | Meaning::Blocks => {
                self.refer(meaning, name, value);
            }
            Meaning::Children => {
                let named = self.items.named(value).unwrap_or_default();
                let all_here = named.iter().all(|one| self.items.has(&one.key));
                if named.is_empty() || !all_here {
                    self.keep(name, value);
                }
            }
            Meaning::Sprint | Meaning::Release => {
                let names: Vec<String> = match relations(value) {
                    Some(related) => related.iter().map(name_of).collect(),
                    None => one.to_vec(),
                };
                self.assembly.take(meaning.take(), name, &names, self.known);
            }
            Meaning::Tick => match ticked(value) {
                Some(true) => {
                    let done = [StateKind::Done.name().to_owned()];
                    self.assembly.take(Take::Status, name, &done, self.known);
                }
                Some(false) => {}
                None => self.keep(name, value),
            },
        }
    }

    fn state(&mut self, name: &str, value: &str) {
        let one = [value.to_owned()];
        self.state.get_or_insert_with(|| value.to_owned());
        self.assembly.take(Take::Status, name, &one, self.known);
    }

    /// Says what the state means, as `Limbo: started` tells of an item in Limbo; one that was moved since is in another state.
    fn say_kind(&mut self) {
        let Some((name, value)) = self.kind.take() else {
            return;
        };
        let told = value.rsplit_once(": ");
        match told.map(|(state, kind)| (state, kind.parse::<StateKind>())) {
            Some((state, Ok(kind))) if self.state.as_deref() == Some(state) => {
                self.assembly.state_means(kind);
            }
            Some((_, Ok(_))) => {}
            _ => self.keep(&name, &value),
        }
    }

    /// Keeps a value as it was written; of relations the titles and ids, as their paths lead nowhere.
    fn keep(&mut self, name: &str, value: &str) {
        let values = match relations(value) {
            Some(related) => related
                .iter()
                .map(|one| format!("{} ({})", name_of(one), one.id))
                .collect(),
            None => vec![value.to_owned()],
        };
        self.assembly.take(Take::Keep, name, &values, self.known);
    }

    fn refer(&mut self, meaning: Meaning, name: &str, value: &str) {
        let Some(named) = self.items.named(value) else {
            let field = match meaning {
                Meaning::Part(_) => "epic",
                Meaning::DependsOn => "depends_on",
                _ => return self.keep(name, value),
            };
            self.assembly.tells_of(Take::Keep);
            self.titled.push(TitledReference {
                field,
                column: name.to_owned(),
                written: value.to_owned(),
            });
            return;
        };
        match meaning {
            Meaning::Part(number) => {
                let parents = named.into_iter().map(|one| (number, name.to_owned(), one));
                self.parents.extend(parents);
            }
            Meaning::DependsOn => self.depends_on.extend(named),
            _ => self.blocks.extend(named),
        }
    }

    /// Makes it a part of the page that holds it, where it names no parent itself.
    pub fn inside(&mut self, title: &str, key: &str) {
        self.container = Some(Named {
            title: title.to_owned(),
            key: key.to_owned(),
        });
    }

    /// Adds the text of its page.
    pub fn text(&mut self, text: &str) {
        let (text, files) = linked_text(&text.replace("\r\n", "\n"));
        self.assembly.description(text.trim());
        self.has_text = true;
        if files > 0 {
            let files = match files {
                1 => "a file".to_owned(),
                files => format!("{files} files"),
            };
            self.assembly.note(format!(
                "its text names {files} of the export; files are not imported"
            ));
        }
    }

    /// The draft, by its key.
    ///
    /// # Errors
    /// A remark when it is no item.
    pub fn finish(mut self, key: &str) -> Finished {
        if self.has_text {
            self.assembly.tasks_become_criteria();
        }
        self.say_kind();
        let (mut wanted, mut alias): (Option<StoryId>, Option<String>) = (None, None);
        if let Some((name, number)) = self.number.take() {
            wanted = number.parse().ok();
            if wanted.is_none() && number.contains(char::is_alphabetic) {
                alias = Some(number);
            } else if wanted.is_none() {
                self.keep(&name, &number);
            }
        }
        let (mut draft, notes) = self.assembly.finish(self.known)?;
        key.clone_into(&mut draft.key);
        draft.url = is_id(key).then(|| page_address(key));
        draft.wanted = wanted;
        draft.aliases = alias.into_iter().collect();
        let reference = |column: &'static str, one: &Named| SourceReference {
            column,
            written: one.title.clone(),
            keys: vec![one.key.clone()],
        };
        // The nearest that is here counts; the others are kept.
        self.parents.sort_by_key(|(number, _, _)| *number);
        let here = self
            .parents
            .iter()
            .find(|(_, _, one)| self.items.has(&one.key));
        let own = here.or(self.parents.first()).map(|(_, _, one)| one);
        let told = own.or_else(|| self.items.parents.get(key));
        let parent = told.cloned().or(self.container);
        draft.titled = self.titled;
        draft.parent = parent.as_ref().map(|one| reference("parent", one));
        for (_, column, one) in &self.parents {
            if Some(one) != parent.as_ref() {
                let text = format!("{} ({})", one.title, one.key);
                draft.extra.push(Extra::texts(column, &[text]));
            }
        }
        draft.depends_on = self
            .depends_on
            .iter()
            .map(|one| reference("depends_on", one))
            .collect();
        draft.blocks = self
            .blocks
            .iter()
            .map(|one| reference("blocks", one))
            .collect();
        if !self.typed && self.items.epics.contains(key) {
            draft.item_type = Some("epic".to_owned());
        }
        Ok((draft, notes))
    }
}

/// What the title of a database says about its rows.
#[must_use]
pub fn type_of_title(folded: &str) -> Option<&'static str> {
    Some(match folded {
        "epics" | "epic" | "epicdatabase" => "epic",
        "bugs" | "bugtracker" | "bugreports" => "bug",
        "tasks" | "task" | "todos" | "tasklist" | "tasktracker" | "aufgaben" | "tâches"
        | "tareas" | "tarefas" | "タスク" | "任务" => "task",
        "spikes" => "spike",
        "stories" | "userstories" | "story" | "userstory" => "story",
        _ => return None,
    })
}

/// Gives a draft that type, where it has none.
pub fn give_type(draft: &mut Draft, item_type: Option<&str>) {
    if draft.item_type.is_none() {
        draft.item_type = item_type.map(str::to_owned);
    }
}
