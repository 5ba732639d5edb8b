//! Cards that were exported one by one, from their own menus: a board of these cards and of what they tell of it.

use serde_json::{Value, json};

use crate::exchange::format::ReadError;
use crate::exchange::json_parts::{broken_json, top_keys};
use crate::exchange::json_text::open_json;
use crate::exchange::source::Source;
use crate::exchange::trello::board::Board;

/// Whether a file is a card, or a list of cards.
#[must_use]
pub fn is_lone_card(source: &dyn Source, path: &str) -> bool {
    let keys = top_keys(source, path, &["cards", "lists", "boardId"]);
    let has = |key: &str| keys.iter().any(|other| other == key);
    has("idList") && has("name") && (has("shortLink") || has("idShort"))
}

/// Reads the cards of a file.
///
/// # Errors
/// [`ReadError`] when it cannot be opened or is no JSON to its end.
pub fn lone_cards(source: &dyn Source, path: &str) -> Result<Board, ReadError> {
    let read: Value = serde_json::from_reader(open_json(source, path)?)
        .map_err(|error| broken_json(source, path, &error))?;
    let mut board = Board {
        cards: match read {
            Value::Array(cards) => cards,
            card => vec![card],
        },
        ..Board::default()
    };
    for card in &board.cards {
        let part = |name: &str| card[name].as_array().into_iter().flatten();
        part("actions").for_each(|action| board.actions.see(action));
        board.members.extend(part("members").cloned());
        board.custom_fields.extend(part("customFields").cloned());
        let known = board.lists.iter().any(|list| list["id"] == card["idList"]);
        if let Some(list) = list_of(card).filter(|_| !known) {
            board.lists.push(list);
        }
        let name = card["board"]["name"].as_str();
        let told = || part("actions").find_map(|action| action["data"]["board"]["name"].as_str());
        if let Some(name) = name.or_else(told) {
            name.clone_into(&mut board.name);
        }
    }
    Ok(board)
}

/// The list that a card lies in: as it tells itself, or as what happened to it last names it.
fn list_of(card: &Value) -> Option<Value> {
    let id = card["idList"].as_str()?;
    if card["list"]["name"].is_string() {
        return Some(json!({"id": id, "name": card["list"]["name"]}));
    }
    let actions = card["actions"].as_array()?.iter();
    let mut lists = actions.flat_map(|action| {
        let data = &action["data"];
        [&data["listAfter"], &data["list"], &data["listBefore"]]
    });
    let named = lists.find(|list| list["id"] == id && list["name"].is_string())?;
    Some(json!({"id": id, "name": named["name"]}))
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use crate::exchange::draft::{Draft, DraftStatus};
    use crate::exchange::format::{Likeness, ReadReport};
    use crate::exchange::memory_source::MemorySource;
    use crate::exchange::options::ReadOptions;
    use crate::exchange::trello::FORMAT;
    use crate::model::StateKind;

    fn read(json: &Value) -> (Vec<Draft>, ReadReport) {
        let text = json.to_string();
        let source = MemorySource::new([("card.json", text.as_str())]);
        assert_eq!((FORMAT.detect)(&source), Likeness::sure(true));
        let mut drafts = Vec::new();
        let mut each = |draft| drafts.push(draft);
        let report = (FORMAT.read)(&source, &ReadOptions::default(), &mut each).unwrap();
        (drafts, report)
    }

    #[test]
    fn a_card_is_a_board_of_one_card() {
        let card = json!({
            "id": "5f0000000000000000000001", "idShort": 7, "shortLink": "abcd1234", "name": "(5) Pay by card",
            "desc": "Text", "idList": "l2", "idBoard": "b", "pos": 1, "closed": false,
            "email": "secret@boards.trello.example", "idMembers": ["m"],
            "members": [{"id": "m", "fullName": "Ann"}], "labels": [{"id": "x", "name": "web"}],
            "checklists": [{"id": "c", "idCard": "5f0000000000000000000001", "name": "Acceptance criteria",
                "checkItems": [{"name": "a", "state": "complete", "pos": 1}]}],
            "actions": [
                {"type": "commentCard", "date": "2026-01-03T00:00:00Z", "memberCreator": {"fullName": "Bob"},
                 "data": {"text": "why", "card": {"id": "5f0000000000000000000001"}, "list": {"id": "l2", "name": "Doing"}}},
                {"type": "updateCard", "date": "2026-01-02T00:00:00Z",
                 "data": {"card": {"id": "5f0000000000000000000001"}, "listAfter": {"id": "l2", "name": "Doing"},
                          "listBefore": {"id": "l1", "name": "To Do"}}},
            ],
        });
        let (drafts, report) = read(&card);
        assert_eq!(report.reported, []);
        let [draft] = &drafts[..] else {
            panic!("{drafts:?}");
        };
        assert_eq!(
            (draft.key.as_str(), draft.title.as_str()),
            ("abcd1234", "Pay by card")
        );
        let doing = DraftStatus {
            name: "Doing".into(),
            kind: Some(StateKind::Started),
        };
        assert_eq!(draft.status, Some(doing));
        assert_eq!(
            (&*draft.assignee, &*draft.labels),
            (&["Ann".to_owned()][..], &["web".to_owned()][..])
        );
        assert!(
            draft.body.contains("- [x] a") && draft.body.contains("2026-01-03 Bob: why"),
            "{}",
            draft.body
        );
        assert!(!format!("{draft:?}").contains("secret"));
    }

    #[test]
    fn cards_in_a_list_are_read_as_well() {
        let card = |name: &str, list: &Value| json!({"shortLink": name, "name": name, "idList": "l", "pos": 1, "list": list});
        let done = json!({"id": "l", "name": "Done"});
        let (drafts, report) = read(&json!([card("a", &Value::Null), card("b", &done)]));
        let kinds = drafts.iter().map(|draft| draft.status.as_ref()?.kind);
        assert_eq!(kinds.collect::<Vec<_>>(), [Some(StateKind::Done); 2]);
        // A card that says nothing of its list begins where new ones do, and that is told.
        assert_eq!(report.notes, []);
        let (drafts, report) = read(&card("c", &Value::Null));
        assert_eq!((drafts[0].status.as_ref(), report.notes.len()), (None, 1));
    }
}
