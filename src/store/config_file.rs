//! `po.yaml` to a [`Config`].

use jiff::tz::{TimeZone, db};

use crate::model::{
    Config, Diagnostic, FIELDS, Place, State, StateKind, StoryId, field_or_singular, nearest,
};
use crate::store::config_check::check;
use crate::store::config_cost::cost;
use crate::store::config_deck::deck;
use crate::store::config_metrics::metrics;
use crate::store::config_ready::definition_of_ready;
use crate::store::config_weighted::weighted;
use crate::store::decode::decode;
use crate::store::field_reader::{FieldReader, short};
use crate::store::front_matter::{Content, Entry, Node, explain, header_of_whole};
use crate::text::criteria_headings;

/// The file's path, relative to the backlog directory.
pub const CONFIG_FILE: &str = "po.yaml";

/// The rule for a key that `po.yaml` does not know.
pub const UNKNOWN_CONFIG_KEY: &str = "unknown-config-key";

/// The rule for a value in `po.yaml` that is not what its key holds.
pub const INVALID_CONFIG_VALUE: &str = "invalid-config-value";

/// The rule for a `po.yaml` of a newer format.
pub const NEWER_FORMAT: &str = "newer-format";

/// The keys of `po.yaml`, in the order in which a new one holds them.
pub const CONFIG_KEYS: &[&str] = &[
    "format",
    "product",
    "prefix",
    "language",
    "time_zone",
    "sprint",
    "cost",
    "states",
    "types",
    "criteria",
    "required",
    "definition_of_ready",
    "deck",
    "weighted",
    "keys",
    "metrics",
    "check",
    "git",
    "branch",
    "merge",
];

/// The days a Sprint may start on.
const DAYS: [&str; 7] = [
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
];

/// Reads `po.yaml` and says what is wrong in it; a key that is missing or wrong keeps its default.
///
/// # Errors
/// What makes the whole file unreadable: its encoding, or text that is not YAML.
pub fn read_config(bytes: &[u8]) -> Result<(Config, Vec<Diagnostic>), Diagnostic> {
    let text = decode(CONFIG_FILE, bytes)?;
    let (_, header) =
        header_of_whole(text).map_err(|problem| explain(CONFIG_FILE, text, &problem))?;
    let mut config = Config::default();
    config.criteria.headings.clear();
    let mut reader = FieldReader::new(CONFIG_FILE, INVALID_CONFIG_VALUE);
    for entry in &header.entries {
        read_key(&mut config, entry, &mut reader);
    }
    // The language may stand after the criteria. What means acceptance criteria in a language means them in every backlog, for
    // one may mix languages; the team's own headings come first, and the very first is written for new stories.
    for heading in criteria_headings(&config.language) {
        if !config.criteria.headings.contains(&heading) {
            config.criteria.headings.push(heading);
        }
    }
    required_fields(&mut config, header.entry("required"), &mut reader);
    weighted(&mut config, header.entry("weighted"), &mut reader);
    Ok((config, reader.diagnostics))
}

/// Reads one key into the configuration.
fn read_key(config: &mut Config, entry: &Entry<'_>, reader: &mut FieldReader<'_>) {
    match entry.key.as_ref() {
        "format" => format(config, entry, reader),
        "product" => config.product = reader.text(entry).unwrap_or_default(),
        "prefix" => prefixes(config, entry, reader),
        "language" => language(config, entry, reader),
        "time_zone" => time_zone(config, entry, reader),
        "sprint" => sprint(config, entry, reader),
        "cost" => config.cost = cost(entry, reader),
        "states" => states(config, entry, reader),
        "types" => {
            let types = reader.list(entry);
            if !types.is_empty() {
                config.types = types;
            }
        }
        "criteria" => criteria(config, entry, reader),
        "required" | "weighted" => {}
        "definition_of_ready" => config.definition_of_ready = definition_of_ready(entry, reader),
        "deck" => {
            if let Some(deck) = deck(entry, reader) {
                config.deck = deck;
            }
        }
        "keys" => config.keys = reader.list(entry),
        "metrics" => config.metrics = metrics(entry, reader),
        "check" => config.check = check(entry, reader),
        "git" => git(config, entry, reader),
        "branch" => config.git.branch = reader.text(entry),
        "merge" => merge(config, entry, reader),
        _ => unknown(entry, "`po.yaml`", CONFIG_KEYS, reader),
    }
}

fn format(config: &mut Config, entry: &Entry<'_>, reader: &mut FieldReader<'_>) {
    let Some(text) = reader.scalar(entry) else {
        return;
    };
    let digits = text.trim();
    let is_number = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    // A number beyond all numbers is still a newer format, not a wrong one that could be written to.
    let format = is_number.then(|| digits.parse().unwrap_or(u32::MAX));
    match format {
        Some(format) if format > 0 => {
            config.format = format;
            if format > Config::FORMAT {
                let message = format!(
                    "these files are of format {format}; this `po` writes format {} and only reads newer ones",
                    Config::FORMAT
                );
                reader.diagnostics.push(
                    Diagnostic::advice(
                        NEWER_FORMAT,
                        Place::value(CONFIG_FILE, "format"),
                        message,
                        "newer than this `po`",
                    )
                    .fix("install a newer `po` to change anything"),
                );
            }
        }
        _ => reader.invalid(
            "format",
            format!("`format`: `{}` is not a format", short(text)),
            "a whole number is expected",
            format!("write `format: {}`", Config::FORMAT),
        ),
    }
}

fn prefixes(config: &mut Config, entry: &Entry<'_>, reader: &mut FieldReader<'_>) {
    let mut prefixes = Vec::new();
    for text in reader.list(entry) {
        match StoryId::new(&text, 1) {
            Ok(id) if !prefixes.iter().any(|known| known == id.prefix()) => {
                prefixes.push(id.prefix().to_owned())
            }
            Ok(_) => {}
            Err(_) => reader.invalid(
                "prefix",
                format!(
                    "`prefix`: `{}` cannot stand before the number of an id",
                    short(&text)
                ),
                "a letter, then letters, digits or `_`",
                "write a prefix such as `prefix: US`".to_owned(),
            ),
        }
    }
    if !prefixes.is_empty() {
        config.prefixes = prefixes;
    }
}

fn language(config: &mut Config, entry: &Entry<'_>, reader: &mut FieldReader<'_>) {
    let Some(text) = reader.scalar(entry) else {
        return;
    };
    let code = text.trim().to_ascii_lowercase();
    if code.len() == 2 && code.bytes().all(|byte| byte.is_ascii_lowercase()) {
        config.language = code;
    } else {
        reader.invalid(
            "language",
            format!("`language`: `{}` is not a code of two letters", short(text)),
            "a code such as `en` is expected",
            "write the ISO 639-1 code, such as `language: en`".to_owned(),
        );
    }
}

fn time_zone(config: &mut Config, entry: &Entry<'_>, reader: &mut FieldReader<'_>) {
    let Some(text) = reader.scalar(entry).map(str::trim) else {
        return;
    };
    // The default needs no look at the system's zones, which are listed for that: some hundred folders and files.
    if text == "UTC" {
        config.time_zone = TimeZone::UTC;
        return;
    }
    if let Ok(zone) = TimeZone::get(text) {
        config.time_zone = zone;
        return;
    }
    let names: Vec<String> = db().available().map(|name| name.to_string()).collect();
    let label = nearest(text, names.iter().map(String::as_str)).map_or_else(
        || "a name such as `Europe/Paris` is expected".to_owned(),
        |meant| format!("did you mean `{meant}`?"),
    );
    reader.invalid(
        "time_zone",
        format!("`time_zone`: `{}` is not a time zone", short(text)),
        &label,
        "write an IANA name, such as `time_zone: Europe/Paris`".to_owned(),
    );
}

fn sprint(config: &mut Config, entry: &Entry<'_>, reader: &mut FieldReader<'_>) {
    for part in parts(entry, "{weeks: 2, start: monday}", reader) {
        let text = part.value.text().unwrap_or_default().trim();
        match part.key.as_ref() {
            "weeks" => match text.parse::<u8>() {
                Ok(weeks @ 1..=12) => config.sprint.weeks = weeks,
                _ => reader.invalid_node(
                    &part.value,
                    format!("`{}` is not a number of weeks from 1 to 12", short(text)),
                    "write `sprint: {weeks: 2, start: monday}`".to_owned(),
                ),
            },
            "start" => match DAYS.iter().find(|day| day.eq_ignore_ascii_case(text)) {
                Some(day) => config.sprint.start = (*day).to_owned(),
                None => reader.invalid_node(
                    &part.value,
                    format!(
                        "`{}` is not a day of the week{}",
                        short(text),
                        did_you_mean(text, &DAYS)
                    ),
                    format!("the days are {}", DAYS.join(", ")),
                ),
            },
            _ => unknown(part, "`sprint`", &["weeks", "start"], reader),
        }
    }
}

fn states(config: &mut Config, entry: &Entry<'_>, reader: &mut FieldReader<'_>) {
    let kinds = StateKind::ALL.map(StateKind::name);
    let mut states: Vec<State> = Vec::new();
    let mut wrong = false;
    for part in parts(
        entry,
        "{new: new, ready: ready, in-progress: started, done: done, declined: declined}",
        reader,
    ) {
        let word = part.value.text().unwrap_or_default().trim();
        let name = part.key.trim().to_owned();
        match word.to_lowercase().parse::<StateKind>() {
            Ok(kind) if !name.is_empty() && !states.iter().any(|state| state.is_named(&name)) => {
                states.push(State { name, kind });
            }
            Ok(_) => {
                wrong = true;
                reader.invalid_node(
                    &part.value,
                    format!("the state `{}` stands twice, or has no name", short(&name)),
                    "give each state a name of its own; case, blanks and dashes do not count"
                        .to_owned(),
                );
            }
            Err(()) => {
                wrong = true;
                reader.invalid_node(
                    &part.value,
                    format!(
                        "`{}` is not a kind of state{}",
                        short(word),
                        did_you_mean(word, &kinds)
                    ),
                    format!("write `{}: ` and one of {}", short(&name), kinds.join(", ")),
                );
            }
        }
    }
    let missing: Vec<&str> = StateKind::ALL
        .into_iter()
        .filter(|kind| !states.iter().any(|state| state.kind == *kind))
        .map(StateKind::name)
        .collect();
    if missing.is_empty() {
        config.states = states;
    } else if !entry.value.is_empty()
        && !wrong
        && matches!(entry.value.content, Content::Map { .. })
    {
        reader.invalid(
            "states",
            format!("`states` has no state of the kind {}", missing.join(", ")),
            "each kind needs a state",
            format!("add a state of each kind: {}", kinds.join(", ")),
        );
    }
}

fn criteria(config: &mut Config, entry: &Entry<'_>, reader: &mut FieldReader<'_>) {
    for part in parts(
        entry,
        "{headings: [Acceptance criteria], required_from: ready}",
        reader,
    ) {
        match part.key.as_ref() {
            "headings" => {
                let headings = texts(&part.value);
                if headings.is_empty() {
                    reader.invalid_node(
                        &part.value,
                        "`headings` names no heading",
                        "write `headings: [Acceptance criteria]`".to_owned(),
                    );
                } else {
                    config.criteria.headings = headings;
                }
            }
            "required_from" => {
                let word = part.value.text().unwrap_or_default().trim();
                let kinds = StateKind::ALL.map(StateKind::name);
                match word.to_lowercase().parse() {
                    Ok(kind) => config.criteria.required_from = kind,
                    Err(()) => reader.invalid_node(
                        &part.value,
                        format!(
                            "`{}` is not a kind of state{}",
                            short(word),
                            did_you_mean(word, &kinds)
                        ),
                        format!("the kinds are {}", kinds.join(", ")),
                    ),
                }
            }
            _ => unknown(part, "`criteria`", &["headings", "required_from"], reader),
        }
    }
}

/// Reads `required`, when `keys` is known: fields of `po` or of the team.
fn required_fields(config: &mut Config, entry: Option<&Entry<'_>>, reader: &mut FieldReader<'_>) {
    let Some(entry) = entry else {
        return;
    };
    for name in reader.list(entry) {
        let known = field_or_singular(&name).map(|field| field.name.to_owned());
        let own = || config.keys.iter().find(|key| **key == name).cloned();
        if let Some(name) = known.or_else(own) {
            config.required.push(name);
            continue;
        }
        let names: Vec<&str> = FIELDS
            .iter()
            .map(|field| field.name)
            .chain(config.keys.iter().map(String::as_str))
            .collect();
        let hint = did_you_mean(&name, &names);
        reader.invalid(
            "required",
            format!("`required`: `{}` is not a field{hint}", short(&name)),
            "not a field",
            "name fields of a story, such as `required: [points, value]`; list your own under `keys`".to_owned(),
        );
    }
}

fn git(config: &mut Config, entry: &Entry<'_>, reader: &mut FieldReader<'_>) {
    for part in parts(entry, "{commit: never}", reader) {
        match part.key.as_ref() {
            "commit" => match part.value.text().unwrap_or_default().trim() {
                "always" => config.git.commit = true,
                "never" => config.git.commit = false,
                other => reader.invalid_node(
                    &part.value,
                    format!("`{}` is neither `always` nor `never`", short(other)),
                    "write `git: {commit: always}` or `git: {commit: never}`".to_owned(),
                ),
            },
            "message" => config.git.message = reader.text(part),
            _ => unknown(part, "`git`", &["commit", "message"], reader),
        }
    }
}

fn merge(config: &mut Config, entry: &Entry<'_>, reader: &mut FieldReader<'_>) {
    match reader.scalar(entry).map(str::trim) {
        None | Some("conflict") => config.git.later_state = false,
        Some("later-state") => config.git.later_state = true,
        Some(other) => reader.invalid_node(
            &entry.value,
            format!("`{}` is neither `later-state` nor `conflict`", short(other)),
            "write `merge: later-state` or `merge: conflict`".to_owned(),
        ),
    }
}

/// The keys and values of a mapping; anything else that is set is reported with an example.
pub(super) fn parts<'n, 'a>(
    entry: &'n Entry<'a>,
    example: &str,
    reader: &mut FieldReader<'_>,
) -> &'n [Entry<'a>] {
    match &entry.value.content {
        Content::Map { entries, .. } => entries,
        _ if entry.value.is_empty() => &[],
        _ => {
            let key = &entry.key;
            reader.invalid_node(
                &entry.value,
                format!("`{key}` holds no keys and values"),
                format!("write `{key}: {example}`"),
            );
            &[]
        }
    }
}

/// The texts of a list, or one text.
pub(super) fn texts(node: &Node<'_>) -> Vec<String> {
    let own = |node: &Node<'_>| node.text().map(|text| text.trim().to_owned());
    match &node.content {
        Content::List { items, .. } => items.iter().filter_map(own).collect(),
        _ => own(node).into_iter().collect(),
    }
}

/// Reports a key that does not belong there.
pub(super) fn unknown(
    entry: &Entry<'_>,
    place: &str,
    known: &[&str],
    reader: &mut FieldReader<'_>,
) {
    let key = short(&entry.key);
    let meant = nearest(&entry.key, known.iter().copied());
    let label = meant.map_or_else(
        || "not a known key".to_owned(),
        |meant| format!("did you mean `{meant}`?"),
    );
    let fix = match meant {
        Some(meant) => format!("write `{meant}:`"),
        None => format!("take it out; the known keys are {}", known.join(", ")),
    };
    reader.diagnostics.push(
        Diagnostic::error(
            UNKNOWN_CONFIG_KEY,
            Place::bytes(CONFIG_FILE, entry.key_range.clone()),
            format!("unknown key `{key}` in {place}"),
            label,
        )
        .fix(fix),
    );
}

/// `; did you mean …?`, where some word is near.
pub(super) fn did_you_mean(word: &str, known: &[&str]) -> String {
    meant_words(nearest(word, known.iter().copied()))
}

/// `; did you mean …?`, where something is known to be meant.
pub(super) fn meant_words(meant: Option<&str>) -> String {
    meant
        .map(|meant| format!("; did you mean `{meant}`?"))
        .unwrap_or_default()
}
