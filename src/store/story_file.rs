//! A story file to a [`Story`].

use crate::model::{
    Config, Diagnostic, External, FIELDS, FieldKind, Hundredths, Moscow, Place, Rank, Story,
    StoryId, field, nearest,
};
use crate::store::decode::decode;
use crate::store::field_reader::{FieldReader, INVALID_VALUE, short};
use crate::store::file_name::id_in_name;
use crate::store::front_matter::{
    CONFLICT, CONFLICT_FIX, Content, Entry, Node, conflicts_in_body, explain, header,
};
use crate::store::outcome_field::outcome;

/// The rule for a story without an id.
pub const MISSING_ID: &str = "missing-id";

/// The rule for a story without a title.
pub const MISSING_TITLE: &str = "missing-title";

/// How much of a story file is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Depth {
    /// The front matter.
    Header,
    /// The body too.
    Body,
}

/// Reads the story at `path` (relative to the backlog directory) and says what is wrong in it.
///
/// An id that is missing or no id is taken from the file's name where that says one, and reported.
///
/// # Errors
/// What makes the file unreadable: its encoding, its front matter, or an id that stands nowhere.
pub fn read_story(
    path: &str,
    bytes: &[u8],
    config: &Config,
    depth: Depth,
) -> Result<(Story, Vec<Diagnostic>), Diagnostic> {
    let named = |finding: Diagnostic| match id_in_name(path) {
        Some(id) => finding.story(id),
        None => finding,
    };
    let text = decode(path, bytes).map_err(named)?;
    let (parts, header) = header(text).map_err(|problem| named(explain(path, text, &problem)))?;
    let mut reader = FieldReader::new(path, INVALID_VALUE);
    let id = id(path, header.entry("id"), &mut reader)?;
    let mut story = Story::new(id, path);
    for entry in &header.entries {
        read_field(&mut story, entry, config, &mut reader);
    }
    if story.title.is_empty() {
        let place = match header.entry("title") {
            Some(_) => Place::key(path, "title"),
            None => Place::file(path),
        };
        reader.diagnostics.push(
            Diagnostic::error(
                MISSING_TITLE,
                place,
                format!("{} has no title", story.id),
                "no title",
            )
            .fix(format!("po set {} title=\"…\"", story.id)),
        );
    }
    if depth == Depth::Body {
        let body = &text[parts.body];
        for (marker, range) in conflicts_in_body(body) {
            let message = format!("a merge was not finished here: `{marker}` is a conflict marker");
            reader.diagnostics.push(
                Diagnostic::error(
                    CONFLICT,
                    Place::body(path, range),
                    message,
                    "left behind by a merge",
                )
                .fix(CONFLICT_FIX),
            );
        }
        story.body = Some(body.to_owned());
        story.extra = header.entry("extra").map(texts_by_key).unwrap_or_default();
    }
    let mut diagnostics = reader.diagnostics;
    for finding in &mut diagnostics {
        finding.story = Some(story.id.to_string());
    }
    Ok((story, diagnostics))
}

/// The story's id: from its key, else from the file's name.
fn id(
    path: &str,
    entry: Option<&Entry<'_>>,
    reader: &mut FieldReader<'_>,
) -> Result<StoryId, Diagnostic> {
    let written = entry.and_then(|entry| entry.value.text());
    let finding = match written.map(str::parse::<StoryId>) {
        Some(Ok(id)) => return Ok(id),
        Some(Err(error)) => Diagnostic::error(
            INVALID_VALUE,
            Place::value(path, "id"),
            format!("`id`: {error}"),
            "not an id",
        ),
        None => {
            let place = entry.map_or_else(|| Place::file(path), |_| Place::key(path, "id"));
            Diagnostic::error(MISSING_ID, place, "the story has no id", "no id")
        }
    };
    match id_in_name(path) {
        Some(id) => {
            let finding = finding.fix(format!("write `id: {id}`, as the file's name says"));
            reader.diagnostics.push(finding);
            Ok(id)
        }
        None => Err(finding.fix("write a line `id: US-12` with a number that no other story has")),
    }
}

/// Reads one key into the story.
fn read_field(story: &mut Story, entry: &Entry<'_>, config: &Config, reader: &mut FieldReader<'_>) {
    match entry.key.as_ref() {
        "id" => {}
        "extra" => story.has_extra = !matches!(entry.value.content, Content::Null),
        "title" => story.title = reader.scalar(entry).map(one_line).unwrap_or_default(),
        "labels" => story.labels = reader.list(entry),
        "rank" => story.rank = rank(entry, reader),
        "created" => story.created = reader.timestamp(entry),
        "status" => status(story, entry, config, reader),
        "started" => story.started = reader.date(entry),
        "done" => story.done = reader.date(entry),
        "accepted" => story.accepted = reader.date(entry),
        "type" => item_type(story, entry, config, reader),
        "sprint" => story.sprint = reader.text(entry),
        "requested_by" => story.requested_by = reader.text(entry),
        "points" => story.points = reader.amount(entry),
        "epic" => story.epic = reader.text(entry),
        "value" => story.value = reader.amount(entry),
        "urgency" => story.urgency = reader.amount(entry),
        "risk_reduction" => story.risk_reduction = reader.amount(entry),
        "cost_of_delay" => story.cost_of_delay = reader.amount(entry),
        "release" => story.release = reader.text(entry),
        "objective" => story.objective = reader.text(entry),
        "depends_on" => story.depends_on = reader.list(entry),
        "blocked" => story.blocked = reader.text(entry),
        "assignee" => story.assignee = reader.list(entry),
        "links" => story.links = reader.list(entry),
        "outcome" => outcome(story, reader.path(), entry, reader),
        "aliases" => story.aliases = reader.list(entry),
        "external" => story.external = external(entry, reader),
        key if config.keys.iter().any(|own| own == key) => {
            own_number(story, entry, key, config, reader);
            if !matches!(entry.value.content, Content::Null) {
                story.unknown_keys.push(key.to_owned());
            }
        }
        "moscow" => story.moscow = moscow(entry, reader),
        key if field(key).is_some_and(|field| field.kind == FieldKind::Amount) => {
            let amount = factor(entry, reader);
            story
                .factors
                .extend(amount.map(|amount| (key.to_owned(), amount)));
        }
        key => {
            reader.near_key(
                key,
                FIELDS
                    .iter()
                    .map(|field| field.name)
                    .chain(FIELDS.iter().filter_map(|field| field.singular))
                    .chain(config.keys.iter().map(String::as_str)),
            );
            story.unknown_keys.push(key.to_owned());
        }
    }
}

/// What a mapping holds by its keys: texts, and lists of nothing but texts. Whatever is deeper is left out.
fn texts_by_key(entry: &Entry<'_>) -> Vec<(String, Vec<String>)> {
    let Content::Map { entries, .. } = &entry.value.content else {
        return Vec::new();
    };
    let texts = |entry: &Entry<'_>| -> Option<Vec<String>> {
        let text = |node: &Node<'_>| node.text().map(str::to_owned);
        match &entry.value.content {
            Content::List { items, .. } => items.iter().map(text).collect(),
            _ => Some(vec![text(&entry.value)?]),
        }
    };
    let kept = entries.iter();
    kept.filter_map(|entry| Some((entry.key.clone().into_owned(), texts(entry)?)))
        .filter(|(_, texts)| !texts.is_empty())
        .collect()
}

fn rank(entry: &Entry<'_>, reader: &mut FieldReader<'_>) -> Option<Rank> {
    let text = reader.scalar(entry)?.trim();
    match text.parse() {
        Ok(rank) => Some(rank),
        Err(error) => {
            let fix = "take the line away and place the story with `po rank`";
            reader.invalid(
                "rank",
                format!("`rank`: {error}"),
                "not a rank",
                fix.to_owned(),
            );
            None
        }
    }
}

fn status(story: &mut Story, entry: &Entry<'_>, config: &Config, reader: &mut FieldReader<'_>) {
    let Some(text) = reader.scalar(entry) else {
        return;
    };
    text.trim().clone_into(&mut story.status);
    let text = story.status.as_str();
    let exact = config.states.iter().any(|state| state.name == text);
    if !exact && config.state(text).is_none() {
        let names: Vec<&str> = config
            .states
            .iter()
            .map(|state| state.name.as_str())
            .collect();
        unknown_word(
            "status",
            ["state", "states", "`po.yaml`"],
            text,
            &names,
            reader,
        );
    }
}

fn item_type(story: &mut Story, entry: &Entry<'_>, config: &Config, reader: &mut FieldReader<'_>) {
    let Some(text) = reader.scalar(entry) else {
        return;
    };
    text.trim().clone_into(&mut story.item_type);
    let text = story.item_type.as_str();
    if config.item_type(text).is_none() {
        let names: Vec<&str> = config.types.iter().map(String::as_str).collect();
        unknown_word("type", ["type", "types", "`po.yaml`"], text, &names, reader);
    }
}

/// Reports a word that is none of those that a key takes. What these are is said for one, for all, and with where they are
/// known from.
fn unknown_word(
    key: &str,
    [what, all, of]: [&str; 3],
    word: &str,
    known: &[&str],
    reader: &mut FieldReader<'_>,
) {
    let label = nearest(word, known.iter().copied()).map_or_else(
        || format!("no {what} of {of}"),
        |meant| format!("did you mean `{meant}`?"),
    );
    let known = known.join(", ");
    let message = format!("unknown {what} `{}`", short(word));
    reader.invalid(key, message, &label, format!("the {all} are {known}"));
}

fn external(entry: &Entry<'_>, reader: &mut FieldReader<'_>) -> Option<External> {
    let Content::Map { entries, .. } = &entry.value.content else {
        if !entry.value.is_empty() {
            reader.invalid(
                "external",
                "`external` holds no keys and values",
                "`{system, key, url}` is expected",
                "write `external: {system: jira, key: ABC-1}`".to_owned(),
            );
        }
        return None;
    };
    let part = |key: &str| {
        let entry = entries.iter().find(|entry| entry.key == key)?;
        entry.value.text().map(|text| text.trim().to_owned())
    };
    Some(External {
        system: part("system").unwrap_or_default(),
        key: part("key").unwrap_or_default(),
        id: part("id").filter(|id| !id.is_empty()),
        url: part("url"),
    })
}

/// A number that a scoring model asks for. Confidence may be written as `80%`.
fn factor(entry: &Entry<'_>, reader: &mut FieldReader<'_>) -> Option<Hundredths> {
    let percent = || entry.value.text()?.trim().strip_suffix('%')?.parse().ok();
    match entry.key.as_ref() {
        "confidence" => percent().or_else(|| reader.amount(entry)),
        _ => reader.amount(entry),
    }
}

/// The number in a key of the team's own: asked for where a formula of `po.yaml` names it, else taken where there is one.
fn own_number(
    story: &mut Story,
    entry: &Entry<'_>,
    key: &str,
    config: &Config,
    reader: &mut FieldReader<'_>,
) {
    let is_asked_for = config.weighted.iter().any(|(_, formula)| formula.uses(key));
    let amount = if is_asked_for {
        factor(entry, reader)
    } else if field(key).is_some() {
        entry.value.text().and_then(|text| text.trim().parse().ok())
    } else {
        None
    };
    story
        .factors
        .extend(amount.map(|amount| (key.to_owned(), amount)));
    if key == "moscow" {
        story.moscow = entry.value.text().and_then(Moscow::read);
    }
}

fn moscow(entry: &Entry<'_>, reader: &mut FieldReader<'_>) -> Option<Moscow> {
    let text = reader.scalar(entry)?.trim();
    let class = Moscow::read(text);
    if class.is_none() {
        let names = Moscow::ALL.map(Moscow::name);
        unknown_word(
            "moscow",
            ["class", "classes", "MoSCoW"],
            text,
            &names,
            reader,
        );
    }
    class
}

/// A text with its lines joined by blanks.
fn one_line(text: &str) -> String {
    let text = text.trim();
    if text.contains(['\n', '\r']) {
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    } else {
        text.to_owned()
    }
}
