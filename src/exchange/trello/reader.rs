//! Reads boards, card by card in the order of the board, and says what became no item.

use std::collections::{HashMap, HashSet};

use serde_json::Value;

use crate::exchange::assembly::{Known, Take, Tally};
use crate::exchange::dates::DateReader;
use crate::exchange::draft::{Draft, DraftStatus, Extra};
use crate::exchange::format::{ReadError, ReadReport};
use crate::exchange::options::ReadOptions;
use crate::exchange::report::{Origin, Remark};
use crate::exchange::source::Source;
use crate::exchange::trello::board::{Board, boards};
use crate::exchange::trello::card::{draft, position};
use crate::exchange::trello::list_kind::list_kind;
use crate::model::StateKind;

/// Trello's export holds so many actions at most.
const MOST_ACTIONS: usize = 1000;

/// Counts what the cards have.
#[derive(Debug, Default)]
pub struct Found {
    tally: Tally,
    counted: HashSet<String>,
}

impl Found {
    /// Counts something that the card at hand has, once a card.
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
    found: Found,
    keys: HashMap<String, String>,
    report: ReadReport,
    /// Whether each card keeps the name of its board, because there are several.
    several: bool,
}

impl<'a> BoardReader<'a> {
    /// Begins with no file read.
    #[must_use]
    pub fn new(options: &'a ReadOptions, several: bool) -> Self {
        Self {
            options,
            dates: DateReader {
                order: options.date_order,
                zone: options.time_zone.clone(),
            },
            found: Found::default(),
            keys: HashMap::new(),
            report: ReadReport::default(),
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
        let boards = boards(source, path)?;
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
            self.report.notes.push(Remark::new(
                file.clone(),
                format!(
                    "the file holds {} actions; Trello exports the newest {MOST_ACTIONS}, and older comments are not in it",
                    board.actions.count
                ),
            ));
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
                self.report.notes.push(Remark::new(file.clone(), text));
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
                self.report.reported.push(Remark::new(file.clone(), text));
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
            self.report.reported.push(Remark::new(origin, reason));
            return;
        }
        let known = Known {
            dates: &self.dates,
            map: &self.options.map,
            markdown: plain,
            comment: |text| (None, text),
        };
        self.found.counted.clear();
        match draft(origin.clone(), board, card, place, &known, &mut self.found) {
            Ok((mut draft, notes)) => {
                if let Some(first) = self.keys.get(&draft.key) {
                    let reason = format!("`{}` stands in {first} already", draft.key);
                    self.report.reported.push(Remark::new(origin, reason));
                    return;
                }
                self.keys.insert(draft.key.clone(), origin.to_string());
                self.status(&mut draft);
                if self.several && !board.name.is_empty() {
                    let name = std::slice::from_ref(&board.name);
                    draft.extra.push(Extra::texts("board of Trello", name));
                }
                self.report.notes.extend(notes);
                each(draft);
            }
            Err(remark) => self.report.reported.push(remark),
        }
    }

    /// Kinds that a category cannot say.
    fn status(&self, draft: &mut Draft) {
        let Some(DraftStatus { name, kind }) = &mut draft.status else {
            return;
        };
        if self.options.map.state(name).is_some() {
            return;
        }
        if name == "Archived" {
            *kind = Some(StateKind::Declined);
        } else if kind.is_none() {
            *kind = list_kind(name);
        }
    }

    /// What was found in all files.
    #[must_use]
    pub fn report(self) -> ReadReport {
        ReadReport {
            columns: self.found.tally.columns(),
            ..self.report
        }
    }
}

/// Trello's texts are Markdown; line endings become LF.
fn plain(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n")
}
