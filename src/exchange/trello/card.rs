//! A card becomes a draft.

use jiff::Timestamp;
use serde_json::Value;

use crate::exchange::assembly::{Assembly, Finished, Known, Take};
use crate::exchange::draft::{Extra, SourceOrder};
use crate::exchange::json_parts::{scalar, texts};
use crate::exchange::report::Origin;
use crate::exchange::state_kind::supposed_kind;
use crate::exchange::trello::board::Board;
use crate::exchange::trello::fields;
use crate::exchange::trello::reader::Found;
use crate::model::{Hundredths, StateKind};
use crate::text::one_line;

/// The most points that stand before a title: `(2024) report` has none.
const MOST_POINTS: i64 = 999;

/// The moment at which a card was marked complete, whatever list it is in.
const COMPLETED: &str = "dateCompleted";

/// The key of a list that says what it means, in what `po` writes.
pub const STATE_KIND: &str = "stateKind";

/// A card that is being read.
struct Filling<'f> {
    assembly: Assembly,
    known: &'f Known<'f>,
    found: Found<'f>,
}

impl Filling<'_> {
    fn take(&mut self, take: Take, name: &str, values: Vec<String>) {
        if !values.is_empty() {
            self.found.count(name, take);
            self.assembly.take(take, name, &values, self.known);
        }
    }
}

/// The draft of a card, with what to know about it; `place` is its place in the order of the board.
///
/// # Errors
/// A remark when the card has neither a name nor an id.
pub fn draft(
    origin: Origin,
    board: &Board,
    card: &Value,
    place: usize,
    known: &Known<'_>,
    found: Found<'_>,
) -> Finished {
    let mut card_is = Filling {
        assembly: Assembly::new(origin, "trello"),
        known,
        found,
    };
    let key = scalar(&card["shortLink"]).or(scalar(&card["id"]));
    card_is.take(Take::Key, "shortLink", key.into_iter().collect());
    let url = scalar(&card["shortUrl"]).or(scalar(&card["url"]));
    card_is.take(Take::Url, "url", url.into_iter().collect());
    card_is.take(Take::Description, "desc", texts(&card["desc"]));
    if let Some(created) = created(card) {
        card_is.take(Take::Created, "created (from the id)", vec![created]);
    }
    state(&mut card_is, board, card);
    let labels = labels(board, card);
    card_is.take(Take::Labels(&[]), "labels", labels);
    let members = members(board, card);
    card_is.take(Take::Assignee, "members", members);
    card_is.take(Take::Started, "start", texts(&card["start"]));
    let id = card["id"].as_str().unwrap_or_default();
    for (name, values) in fields::values(card, &board.custom_fields) {
        let as_what = fields::take_of(&name, known.map);
        if as_what == Take::Keep {
            card_is.found.count(&name, as_what);
            for value in values {
                card_is.assembly.keep_more_of(&name, value);
            }
        } else {
            card_is.found.count(&name, as_what);
            card_is.assembly.take(as_what, &name, &values, known);
        }
    }
    for checklist in checklists(board, card) {
        card_is.found.count("checklists", Take::Criteria);
        if let Some(text) = criteria(&checklist) {
            card_is.assembly.criteria(text);
        }
    }
    for attachment in card["attachments"].as_array().into_iter().flatten() {
        let (name, url) = (scalar(&attachment["name"]), scalar(&attachment["url"]));
        let name = one_line(&name.unwrap_or_default());
        let Some(link) = url.or_else(|| Some(name.clone()).filter(|name| !name.is_empty())) else {
            continue;
        };
        card_is.found.count("attachments", Take::Link);
        // Trello calls a link by its address until somebody names it.
        let is_named = !name.is_empty() && name.trim_end_matches('/') != link.trim_end_matches('/');
        if !link.starts_with("http") || link.contains(char::is_whitespace) {
            let called = if is_named {
                format!("{name}: {link}")
            } else {
                link
            };
            card_is.assembly.keep_more_of("attachments", called);
        } else if name.contains("://") {
            // Before the address, another one in its name would be the link.
            card_is.assembly.link(&link);
            if is_named {
                let called = format!("{name}: {link}");
                card_is.assembly.keep_more_of("attachments", called);
            }
        } else {
            card_is.assembly.named_link(&name, &link);
        }
    }
    for (name, value) in [
        ("due", &card["due"]),
        ("location", &card["locationName"]),
        ("address", &card["address"]),
    ] {
        if let Some(value) = scalar(value) {
            card_is.found.count(name, Take::Keep);
            card_is.assembly.keep_more_of(name, value);
        }
    }
    if let Some(voters) = card["idMembersVoted"]
        .as_array()
        .filter(|list| !list.is_empty())
    {
        card_is.found.count("votes", Take::Keep);
        card_is
            .assembly
            .keep_more_of("votes", voters.len().to_string());
    }
    if let Some(powered) = card["pluginData"]
        .as_array()
        .filter(|list| !list.is_empty())
    {
        card_is.found.count(
            "pluginData",
            Take::Drop("what Power-Ups stored for themselves"),
        );
        card_is.assembly.note(format!(
            "{} values that Power-Ups stored at the card are not imported",
            powered.len()
        ));
    }
    let comments = board
        .actions
        .comments
        .get(id)
        .map_or(&[][..], Vec::as_slice);
    for comment in comments {
        card_is.found.count("comments", Take::Comment);
        card_is
            .assembly
            .comment_at(Some(&comment.date), comment.text.clone(), known);
    }
    let said = card["badges"]["comments"].as_u64().unwrap_or_default();
    if said > comments.len() as u64 {
        card_is.assembly.cut_comments();
        card_is.assembly.note(format!(
            "Trello counts {said} comments on the card, and the file has {}",
            comments.len()
        ));
    }
    let name = one_line(card["name"].as_str().unwrap_or_default());
    let (points, title) = title_points(&name);
    card_is.take(
        Take::Title,
        "name",
        scalar(&Value::from(title)).into_iter().collect(),
    );
    let (mut draft, notes) = card_is.assembly.finish(known)?;
    match (points, draft.points) {
        (Some(points), None) => draft.points = Some(points),
        (Some(points), Some(other)) if points != other => draft.title = name,
        _ => {}
    }
    if let (None, Some(completed)) = (draft.done, scalar(&card[COMPLETED])) {
        draft.extra.push(Extra::texts(COMPLETED, &[completed]));
    }
    // Another name would help nobody: the key stands in the address, and letters' case counts in it.
    draft.aliases.clear();
    draft.order = Some(SourceOrder::Number(place as f64));
    Ok((draft, notes))
}

/// When a card was made: its id begins with the second, in hexadecimal digits.
fn created(card: &Value) -> Option<String> {
    let id = card["id"].as_str()?;
    if id.len() != 24 || !id.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return None;
    }
    let second = i64::from_str_radix(&id[..8], 16).ok()?;
    Timestamp::from_second(second)
        .ok()
        .map(|moment| moment.to_string())
}

fn is_true(value: &Value) -> bool {
    value == true || value == "true"
}

/// The state is the list's name; what is archived and not Done is declined.
fn state(card_is: &mut Filling<'_>, board: &Board, card: &Value) {
    let list_id = card["idList"].as_str().unwrap_or_default();
    let list = board
        .lists
        .iter()
        .find(|list| list["id"] == list_id && !list_id.is_empty());
    let name = list.and_then(|list| scalar(&list["name"]));
    let said = name
        .as_deref()
        .and_then(|name| card_is.known.map.state(name));
    let told = list.and_then(|list| list[STATE_KIND].as_str()?.parse().ok());
    let kind = told.or_else(|| name.as_deref().and_then(supposed_kind));
    let is_over = is_true(&card["dueComplete"]) || kind == Some(StateKind::Done);
    let archived_list = list.is_some_and(|list| is_true(&list["closed"]));
    if is_true(&card["closed"]) || archived_list {
        let word = if archived_list {
            "its list is archived"
        } else {
            "it is archived"
        };
        let was = name.clone().unwrap_or_default();
        if is_over {
            card_is
                .assembly
                .note(format!("{word} (`{was}`); it is done here"));
        } else {
            card_is
                .assembly
                .note(format!("{word} (`{was}`); it is declined here"));
        }
        if let Some(name) = name.clone() {
            card_is.assembly.keep_more_of("archived in", name);
        }
        let state = match (is_over, kind, name) {
            (true, Some(StateKind::Done), Some(name)) => name,
            (true, _, _) => "Done".to_owned(),
            (false, Some(StateKind::Declined), Some(name)) if !archived_list => name,
            (false, _, _) => "Archived".to_owned(),
        };
        card_is.take(Take::Status, "list", vec![state]);
        card_is.assembly.state_means(match is_over {
            true => StateKind::Done,
            false => StateKind::Declined,
        });
    } else if let Some(name) = name {
        card_is.take(Take::Status, "list", vec![name]);
        if let Some(told) = told {
            card_is.assembly.state_means(told);
        }
        // The list says the state, and this mark says another one.
        if is_over && kind != Some(StateKind::Done) {
            card_is.found.count("dueComplete", Take::Keep);
            card_is
                .assembly
                .keep_more_of("dueComplete", "true".to_owned());
        }
    } else {
        card_is
            .assembly
            .note(format!("its list `{list_id}` is not in the file"));
        if !list_id.is_empty() {
            card_is.assembly.keep_more_of("list", list_id.to_owned());
        }
    }
    let id = card["id"].as_str().unwrap_or_default();
    let moved = || {
        let (list, date) = board.actions.moves.get(id)?;
        (list == list_id && !date.is_empty()).then(|| date.clone())
    };
    // A card that is still worked on began when it came into its list, and not when somebody marked it.
    let is_archived = is_true(&card["closed"]) || archived_list;
    let is_begun = said.or(kind) == Some(StateKind::Started) && !is_archived;
    let completed = scalar(&card[COMPLETED]);
    match (completed, moved()) {
        (Some(completed), _) if !is_begun => {
            card_is.take(Take::Changed, COMPLETED, vec![completed]);
        }
        (completed, moved) => {
            if completed.is_some() {
                card_is.found.count(COMPLETED, Take::Changed);
            }
            card_is.take(Take::Changed, "moved", moved.into_iter().collect());
        }
    }
}

fn labels(board: &Board, card: &Value) -> Vec<String> {
    let own = card["labels"]
        .as_array()
        .into_iter()
        .flatten()
        .filter(|label| label.is_object());
    let mut found: Vec<&Value> = own.collect();
    for id in card["idLabels"].as_array().into_iter().flatten() {
        let known = found.iter().any(|label| label["id"] == *id);
        if !known {
            found.extend(board.labels.iter().find(|label| label["id"] == *id));
        }
    }
    let name = |label: &Value| scalar(&label["name"]).or(scalar(&label["color"]));
    found.into_iter().filter_map(name).collect()
}

fn members(board: &Board, card: &Value) -> Vec<String> {
    let name = |id: &Value| {
        let member = board.members.iter().find(|member| member["id"] == *id);
        member
            .and_then(|member| scalar(&member["fullName"]).or(scalar(&member["username"])))
            .or_else(|| scalar(id))
    };
    let ids = card["idMembers"].as_array().into_iter().flatten();
    ids.filter_map(name).collect()
}

/// The card's checklists in their order, from the board or from the card itself.
fn checklists(board: &Board, card: &Value) -> Vec<Value> {
    let of_board = board
        .checklists
        .iter()
        .filter(|list| list["idCard"] == card["id"] && list["idCard"].is_string());
    let mut found: Vec<Value> = of_board.cloned().collect();
    for own in card["checklists"].as_array().into_iter().flatten() {
        if own.is_object() && !found.iter().any(|other| other["id"] == own["id"]) {
            found.push(own.clone());
        }
    }
    sort_by_position(&mut found);
    found
}

/// Sorts by position; what has none or the same keeps its place.
pub fn sort_by_position(list: &mut [Value]) {
    list.sort_by(|a, b| position(a).total_cmp(&position(b)));
}

/// Where something stands; what has no position comes last.
pub fn position(value: &Value) -> f64 {
    let number = match &value["pos"] {
        Value::String(text) => text.parse().ok(),
        other => other.as_f64(),
    };
    number
        .filter(|number: &f64| number.is_finite())
        .unwrap_or(f64::MAX)
}

/// A checklist as a list with ticks; its name stands above it where it says something.
fn criteria(checklist: &Value) -> Option<String> {
    let mut items = checklist["checkItems"]
        .as_array()
        .cloned()
        .unwrap_or_default();
    sort_by_position(&mut items);
    let lines: Vec<String> = items
        .iter()
        .filter_map(|item| {
            let tick = if item["state"] == "complete" {
                'x'
            } else {
                ' '
            };
            let name = one_line(&scalar(&item["name"])?);
            let due = item["due"].as_str().and_then(|due| due.get(..10));
            let due = due.map(|due| format!(" (due {due})")).unwrap_or_default();
            Some(format!("- [{tick}] {name}{due}"))
        })
        .collect();
    if lines.is_empty() {
        return None;
    }
    let name = one_line(&scalar(&checklist["name"]).unwrap_or_default());
    let plain = ["", "checklist", "acceptance criteria", "checkliste"];
    let heading = if plain.contains(&name.to_lowercase().as_str()) {
        String::new()
    } else {
        format!("### {name}\n\n")
    };
    Some(heading + &lines.join("\n"))
}

/// The points before a title, `(5) Pay by card`, and the title without them.
fn title_points(name: &str) -> (Option<Hundredths>, &str) {
    let inner = name.strip_prefix('(').and_then(|rest| rest.split_once(')'));
    let Some((number, rest)) = inner else {
        return (None, name);
    };
    let number = number.trim();
    let plain = number.replace(',', ".");
    let whole = plain.split('.').next().unwrap_or_default();
    let small = whole
        .parse::<i64>()
        .is_ok_and(|whole| (0..=MOST_POINTS).contains(&whole));
    match plain.parse::<Hundredths>() {
        Ok(points) if (small || number == "½") && !rest.trim().is_empty() => {
            (Some(points), rest.trim())
        }
        _ => (None, name),
    }
}
