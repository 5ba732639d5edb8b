//! Reads boards, card by card in the order of the board, and says what became no item.

use std::collections::{HashMap, HashSet};

use serde_json::Value;

use crate::exchange::assembly::{Gathered, Known, Take, Tally};
use crate::exchange::dates::DateReader;
use crate::exchange::draft::{Draft, Extra};
use crate::exchange::format::{ReadError, ReadReport};
use crate::exchange::line_ends::line_feeds;
use crate::exchange::options::ReadOptions;
use crate::exchange::report::{Origin, Remark};
use crate::exchange::source::Source;
use crate::exchange::trello::board::{Board, boards};
use crate::exchange::trello::card::{draft, position};
use crate::exchange::trello::lone_card::{is_lone_card, lone_cards};

/// Trello's export holds so many actions at most.
const MOST_ACTIONS: usize = 1000;

/// Counts what a card has.
#[derive(Debug)]
pub struct Found<'t> {
    tally: &'t mut Tally,
    counted: HashSet<String>,
}

impl Found<'_> {
    /// Counts something that the card has, once.
    pub fn count(&mut self, name: &str, take: Take) {
        let place = self.tally.add(name, take);
        if self.counted.insert(name.to_owned()) {
            self.tally.count(place);
        }
    }
}

/// Reads files, one after the other.
pub struct BoardReader<'a> {
    options: &'a ReadOptions,
    dates: DateReader,
    gathered: Gathered,
    /// Whether each card keeps the name of its board, because there are several.
    several: bool,
}

impl<'a> BoardReader<'a> {
    /// Begins with no file read.
    #[must_use]
    pub fn new(options: &'a ReadOptions, several: bool) -> Self {
        Self {
            options,
            dates: options.dates(),
            gathered: Gathered::default(),
            several,
        }
    }

    /// Reads the boards of a file.
    ///
    /// # Errors
    /// [`ReadError`] when it cannot be read to its end.
    pub fn read(
        &mut self,
        source: &dyn Source,
        path: &str,
        each: &mut dyn FnMut(Draft),
    ) -> Result<(), ReadError> {
        let boards = match is_lone_card(source, path) {
            true => vec![lone_cards(source, path)?],
            false => boards(source, path)?,
        };
        self.several |= boards.len() > 1;
        let mut number = 0;
        for board in boards {
            self.board(path, &board, number, each);
            number += board.cards.len();
        }
        Ok(())
    }

    fn board(&mut self, path: &str, board: &Board, before: usize, each: &mut dyn FnMut(Draft)) {
        let file = Origin::file(path);
        if board.actions.count >= MOST_ACTIONS {
            let reason = format!(
                "the file holds {} actions; Trello exports the newest {MOST_ACTIONS}, and older comments are not in it",
                board.actions.count
            );
            self.gathered.note([Remark::new(file.clone(), reason)]);
        }
        self.strays(&file, board);
        let mut lists: Vec<&Value> = board.lists.iter().collect();
        lists.sort_by(|a, b| position(a).total_cmp(&position(b)));
        let places: HashMap<&str, usize> = lists
            .iter()
            .enumerate()
            .filter_map(|(place, list)| Some((list["id"].as_str()?, place)))
            .collect();
        for list in lists {
            let name = list["name"].as_str().unwrap_or_default();
            let empty = !board.cards.iter().any(|card| card["idList"] == list["id"]);
            if empty && !name.is_empty() {
                let text = format!("the list `{name}` has no cards");
                self.gathered.note([Remark::new(file.clone(), text)]);
            }
        }
        let mut cards: Vec<(usize, &Value)> = board.cards.iter().enumerate().collect();
        let list_of = |card: &Value| {
            let list = card["idList"].as_str();
            list.and_then(|list| places.get(list))
                .copied()
                .unwrap_or(usize::MAX)
        };
        // Cards at the same place keep the order of the file.
        cards.sort_by(|(_, a), (_, b)| {
            list_of(a)
                .cmp(&list_of(b))
                .then(position(a).total_cmp(&position(b)))
        });
        for (place, (index, card)) in cards.into_iter().enumerate() {
            let origin = Origin::line(path, before + index + 1);
            self.card(origin, board, card, before + place, each);
        }
    }

    /// What hangs at cards that are not in the file.
    fn strays(&mut self, file: &Origin, board: &Board) {
        let ids: HashSet<&str> = board
            .cards
            .iter()
            .filter_map(|card| card["id"].as_str())
            .collect();
        let lost = |id: Option<&str>| id.is_none_or(|id| !ids.contains(id));
        let comments: usize = board
            .actions
            .comments
            .iter()
            .filter(|(card, _)| lost(Some(card)))
            .map(|(_, comments)| comments.len())
            .sum();
        let checklists = board
            .checklists
            .iter()
            .filter(|list| lost(list["idCard"].as_str()))
            .count();
        for (count, what) in [(comments, "comments"), (checklists, "checklists")] {
            if count > 0 {
                let text = format!("{count} {what} belong to cards that are not in the file");
                self.gathered.refuse(file.clone(), text);
            }
        }
    }

    fn card(
        &mut self,
        origin: Origin,
        board: &Board,
        card: &Value,
        place: usize,
        each: &mut dyn FnMut(Draft),
    ) {
        let refused = if !card.is_object() {
            Some("it is no card")
        } else if card["isTemplate"] == true {
            Some("the card is a template for others")
        } else if card["cardRole"] == "separator" {
            Some("the card is a line between others")
        } else {
            None
        };
        if let Some(reason) = refused {
            self.gathered.refuse(origin, reason);
            return;
        }
        let known = Known::new(&self.dates, &self.options.map, line_feeds);
        let found = Found {
            tally: &mut self.gathered.tally,
            counted: HashSet::new(),
        };
        let finished = draft(origin, board, card, place, &known, found);
        let Some(mut draft) = self.gathered.admit(finished) else {
            return;
        };
        if self.several && !board.name.is_empty() {
            let name = std::slice::from_ref(&board.name);
            draft.extra.push(Extra::texts("board of Trello", name));
        }
        each(draft);
    }

    /// What was found in all files.
    #[must_use]
    pub fn report(self) -> ReadReport {
        self.gathered.report()
    }
}
