//! A board as Trello writes it, without what is of no use here, so that a board with a long past fits.

use std::collections::HashMap;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::Value;

use crate::exchange::format::ReadError;
use crate::exchange::json_parts::broken_json;
use crate::exchange::json_text::open_json;
use crate::exchange::source::Source;

/// What somebody wrote about a card.
#[derive(Debug, Clone)]
pub struct Comment {
    /// When.
    pub date: String,
    /// Who and what.
    pub text: String,
}

/// What happened on a board, as far as it is of use.
#[derive(Debug, Default)]
pub struct Actions {
    /// How many there are.
    pub count: usize,
    /// What was written about each card, by its id.
    pub comments: HashMap<String, Vec<Comment>>,
    /// When each card came into which list last.
    pub moves: HashMap<String, (String, String)>,
}

/// A board. Lists that an old export lacks are empty.
#[derive(Debug, Default)]
pub struct Board {
    /// Its name.
    pub name: String,
    /// Its cards.
    pub cards: Vec<Value>,
    /// Its lists.
    pub lists: Vec<Value>,
    /// The checklists of all cards.
    pub checklists: Vec<Value>,
    /// What its custom fields are called.
    pub custom_fields: Vec<Value>,
    /// Its labels.
    pub labels: Vec<Value>,
    /// Who works on it.
    pub members: Vec<Value>,
    /// What happened.
    pub actions: Actions,
}

/// Reads the boards of a file: one, or a list of them.
///
/// # Errors
/// [`ReadError`] when it cannot be opened or is no JSON to its end.
pub fn boards(source: &dyn Source, path: &str) -> Result<Vec<Board>, ReadError> {
    let mut json = serde_json::Deserializer::from_reader(open_json(source, path)?);
    Boards
        .deserialize(&mut json)
        .and_then(|boards| json.end().map(|()| boards))
        .map_err(|error| broken_json(source, path, &error))
}

struct Boards;

impl<'de> DeserializeSeed<'de> for Boards {
    type Value = Vec<Board>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Boards {
    type Value = Vec<Board>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a board of Trello's")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Self::Value, A::Error> {
        let mut boards = Vec::new();
        while let Some(more) = list.next_element_seed(Boards)? {
            boards.extend(more);
        }
        Ok(boards)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut board = Board::default();
        while let Some(key) = map.next_key::<String>()? {
            let place = match key.as_str() {
                "cards" => &mut board.cards,
                "lists" => &mut board.lists,
                "checklists" => &mut board.checklists,
                "customFields" => &mut board.custom_fields,
                "labels" => &mut board.labels,
                "members" => &mut board.members,
                "actions" => {
                    map.next_value_seed(&mut board.actions)?;
                    continue;
                }
                "name" => {
                    if let Value::String(name) = map.next_value()? {
                        board.name = name;
                    }
                    continue;
                }
                _ => {
                    map.next_value::<IgnoredAny>()?;
                    continue;
                }
            };
            match map.next_value()? {
                Value::Array(list) => place.extend(list),
                Value::Null => {}
                other => place.push(other),
            }
        }
        Ok(vec![board])
    }
}

impl<'de> DeserializeSeed<'de> for &mut Actions {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for &mut Actions {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of actions")
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        while let Some(action) = list.next_element::<Value>()? {
            self.count += 1;
            self.see(&action);
        }
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(())
    }
}

impl Actions {
    /// Sees something that happened.
    pub fn see(&mut self, action: &Value) {
        let data = &action["data"];
        let (Some(card), Some(kind)) = (data["card"]["id"].as_str(), action["type"].as_str())
        else {
            return;
        };
        let date = action["date"].as_str().unwrap_or_default();
        if matches!(kind, "commentCard" | "copyCommentCard") {
            let text = data["text"].as_str().unwrap_or_default();
            let who = &action["memberCreator"];
            let who = who["fullName"].as_str().or(who["username"].as_str());
            let text = match who {
                Some(who) if !who.trim().is_empty() => format!("{}: {text}", who.trim()),
                _ => text.to_owned(),
            };
            let date = date.to_owned();
            let comments = self.comments.entry(card.to_owned()).or_default();
            comments.push(Comment { date, text });
            return;
        }
        let list = match kind {
            "updateCard" => &data["listAfter"]["id"],
            "createCard" | "copyCard" | "moveCardToBoard" | "convertToCardFromCheckItem" => {
                &data["list"]["id"]
            }
            _ => return,
        };
        let Some(list) = list.as_str() else { return };
        let known = self.moves.get(card);
        if known.is_none_or(|(_, other)| other.as_str() < date) {
            let entry = (list.to_owned(), date.to_owned());
            self.moves.insert(card.to_owned(), entry);
        }
    }
}
