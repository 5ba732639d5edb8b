//! A task file becomes a draft.

use jiff::tz::TimeZone;

use crate::exchange::backlog_md::comments::comments_within;
use crate::exchange::backlog_md::dates::{day_in, timestamp};
use crate::exchange::backlog_md::entries::{Entry, Header};
use crate::exchange::backlog_md::fences::Parts;
use crate::exchange::backlog_md::layout::Kind;
use crate::exchange::backlog_md::milestone::{Milestones, push_comment};
use crate::exchange::backlog_md::settings::Settings;
use crate::exchange::draft::{Draft, DraftStatus, Extra, SourceOrder, SourceReference};
use crate::exchange::key::{fold_key, leading_key};
use crate::exchange::report::{Origin, Remark};
use crate::model::StateKind;
use crate::text::one_line;

/// The system's name in `external:`.
pub const SYSTEM: &str = "backlog-md";

/// What is known of the whole project when a task is read.
#[derive(Debug)]
pub struct Project {
    /// Its settings.
    pub settings: Settings,
    /// The prefixes of its tasks, the one of new ids first.
    pub prefixes: Vec<String>,
    /// Its milestones.
    pub milestones: Milestones,
    /// The zone of the days of the backlog that they come to.
    pub zone: TimeZone,
}

impl Project {
    /// Nothing is known yet but in which zone days begin and end.
    #[must_use]
    pub fn of(zone: TimeZone) -> Self {
        Self {
            settings: Settings::default(),
            prefixes: Vec::new(),
            milestones: Milestones::default(),
            zone,
        }
    }
}

/// Why an entry was not taken; its lines are then kept.
enum Kept {
    /// Because it has no field.
    NoField,
    /// Because it could not be understood.
    Because(String),
}

/// Makes a draft of a task.
///
/// # Errors
/// A remark when it has neither an id nor a file name that says one, or no title.
pub fn draft(
    project: &Project,
    path: &str,
    kind: Kind,
    parts: Parts<'_>,
    header: &Header,
    notes: &mut Vec<Remark>,
) -> Result<Draft, Remark> {
    let file = path.rsplit('/').next().unwrap_or(path);
    let text = |key: &str| {
        header
            .entries
            .iter()
            .find(|entry| entry.key == key)
            .and_then(|entry| entry.text().ok().flatten())
            .map(|text| one_line(&text))
    };
    let refuse = |reason: &str| Remark::new(Origin::line(path, 1), reason);
    let mut note = |line: usize, reason: String| {
        notes.push(Remark::new(Origin::line(path, line + 1), reason));
    };

    let key = match (text("id"), leading_key(file)) {
        (Some(id), _) => id,
        (None, Some((prefix, number, _))) => {
            let id = format!("{}-{number}", prefix.to_uppercase());
            note(
                0,
                format!("there is no `id`; `{id}` is taken from the file name"),
            );
            id
        }
        (None, None) => return Err(refuse("there is no `id`, and the file name says none")),
    };
    let title = match (text("title"), title_of_file(file)) {
        (Some(title), _) => title,
        (None, Some(title)) => {
            note(
                0,
                format!("there is no `title`; `{title}` is taken from the file name"),
            );
            title
        }
        (None, None) => return Err(refuse("there is no `title`, and the file name says none")),
    };
    for repair in &header.repairs {
        let reason = format!(
            "the value of `{}` was no valid YAML; it is taken as text",
            repair.key
        );
        note(repair.line, reason);
    }

    let mut draft = Draft::new(Origin::file(path), SYSTEM, key);
    draft.title = title;
    draft.wanted = draft.key.parse().ok();
    if draft.wanted.is_none() {
        draft.aliases.push(draft.key.clone());
    }
    for entry in &header.entries {
        let kept = take(project, kind, entry, &mut draft);
        let within = match &kept {
            Ok(()) => comments_within(entry),
            Err(_) => String::new(),
        };
        push_comment(&mut draft.extra, &format!("{}{within}", entry.comments));
        if let Err(kept) = kept {
            draft.extra.push(Extra {
                key: entry.key.clone(),
                yaml: entry.yaml.clone(),
            });
            if let Kept::Because(reason) = kept {
                note(
                    entry.line,
                    format!("`{}` {reason}; kept under `extra`", entry.key),
                );
            }
        }
    }
    push_comment(&mut draft.extra, &header.comments);
    if draft.done.is_some() && !ended(draft.status.as_ref()) {
        // A date of completion is a fact about done items alone.
        draft.done = None;
        if let Some(entry) = header
            .entries
            .iter()
            .find(|entry| entry.key == "completed_date")
        {
            draft.extra.push(Extra {
                key: entry.key.clone(),
                yaml: entry.yaml.clone(),
            });
            note(
                entry.line,
                "`completed_date` of a task that is not done; kept under `extra`".into(),
            );
        }
    }
    let more: &[&str] = match kind {
        Kind::Archived => &["archived"],
        Kind::Draft => &["draft"],
        Kind::ArchivedDraft => &["draft", "archived"],
        _ => &[],
    };
    for label in more {
        // One in other letters says the same.
        let _known = draft.add_label(label);
    }
    draft.body = parts.body.to_owned();
    draft.crlf = parts.crlf;
    Ok(draft)
}

/// Takes one key into the draft.
fn take(project: &Project, kind: Kind, entry: &Entry, draft: &mut Draft) -> Result<(), Kept> {
    let text = || {
        let text = entry
            .text()
            .map_err(|()| Kept::Because("is no text".into()))?;
        Ok(text.map(|text| one_line(&text)))
    };
    let list = || {
        let items = entry
            .list()
            .map_err(|()| Kept::Because("is no list of texts".into()))?;
        Ok(items.iter().map(|item| one_line(item)).collect::<Vec<_>>())
    };
    let reference = |column, written: String| SourceReference {
        column,
        keys: keys_meant(&written, &project.prefixes),
        written,
    };
    match entry.key.as_str() {
        "id" | "title" => {
            text()?;
        }
        "status" => {
            if let Some(name) = text()? {
                draft.status = status(&project.settings, kind, &name)?;
            }
        }
        "type" => draft.item_type = text()?,
        "assignee" => draft.assignee = list()?,
        "reporter" => draft.requested_by = text()?,
        "labels" => {
            let same: Vec<String> = list()?
                .iter()
                .filter_map(|label| Some((label, draft.add_label(label).err()?)))
                .map(|(label, known)| format!("`{label}`, which is `{known}` here"))
                .collect();
            if !same.is_empty() {
                return Err(Kept::Because(format!("holds {}", same.join(", "))));
            }
        }
        "milestone" => draft.release = text()?.map(|text| project.milestones.name(&text)),
        "created_date" => {
            draft.created = text()?
                .map(|text| timestamp(&text).ok_or_else(not_a_date))
                .transpose()?;
        }
        "completed_date" => {
            draft.done = text()?
                .map(|text| day_in(&text, &project.zone).ok_or_else(not_a_date))
                .transpose()?;
        }
        "ordinal" => {
            draft.order = text()?
                .map(|text| {
                    text.parse::<f64>()
                        .ok()
                        .filter(|number| number.is_finite())
                        .map(SourceOrder::Number)
                        .ok_or_else(|| Kept::Because("is no number".into()))
                })
                .transpose()?;
        }
        "dependencies" => {
            draft.depends_on = list()?
                .into_iter()
                .map(|written| reference("dependencies", written))
                .collect();
        }
        "parent_task_id" => {
            draft.parent = text()?.map(|written| reference("parent_task_id", written));
        }
        "references" | "documentation" => {
            let items = list()?;
            let (links, others): (Vec<_>, Vec<_>) =
                items.into_iter().partition(|item| is_address(item));
            for link in links {
                if !draft.links.contains(&link) {
                    draft.links.push(link);
                }
            }
            if !others.is_empty() {
                return Err(Kept::NoField);
            }
        }
        "due_date" | "modified_files" | "onStatusChange" | "priority" | "project" | "subtasks"
        | "updated_date"
            if matches!(entry.list(), Ok(items) if items.is_empty()) => {}
        _ => return Err(Kept::NoField),
    }
    Ok(())
}

/// A draft is new whatever its status says; that is kept where it says something else.
fn status(settings: &Settings, kind: Kind, name: &str) -> Result<Option<DraftStatus>, Kept> {
    let name = settings.spelling(name);
    let state = settings.kind(&name);
    if matches!(kind, Kind::Draft | Kind::ArchivedDraft) {
        if name.eq_ignore_ascii_case("draft") {
            return Ok(None);
        }
        if state != Some(StateKind::New) {
            return Err(Kept::Because(format!(
                "is `{name}` although this is a draft, so it is new here"
            )));
        }
    }
    Ok(Some(DraftStatus { name, kind: state }))
}

fn ended(status: Option<&DraftStatus>) -> bool {
    status.is_some_and(|status| matches!(status.kind, None | Some(StateKind::Done)))
}

fn not_a_date() -> Kept {
    Kept::Because("is no date".into())
}

fn is_address(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    (lower.starts_with("https://") || lower.starts_with("http://"))
        && !text.contains(char::is_whitespace)
}

/// The prefix that tasks have where nobody chose another one.
const USUAL_PREFIX: &str = "task";

/// The keys that a reference may mean. Backlog.md keeps working when a project changes its prefix, so the usual prefix stands
/// for every other one where no task has it, and so does none at all. Any other prefix is a name of something else: `epic-11`.
fn keys_meant(written: &str, prefixes: &[String]) -> Vec<String> {
    let mut keys = vec![written.to_owned()];
    let number = match leading_key(written) {
        Some((prefix, number, "")) => {
            let known = |other: &str| other.eq_ignore_ascii_case(prefix);
            if !known(USUAL_PREFIX) || prefixes.iter().any(|other| known(other)) {
                return keys;
            }
            number
        }
        _ if written.starts_with(|c: char| c.is_ascii_digit())
            && written.bytes().all(|b| b.is_ascii_digit() || b == b'.') =>
        {
            written
        }
        _ => return keys,
    };
    for prefix in prefixes {
        let key = format!("{prefix}-{number}");
        if fold_key(&key) != fold_key(written) {
            keys.push(key);
        }
    }
    keys
}

/// The title that a file name like `back-12 - Save-a-draft.md` says.
fn title_of_file(file: &str) -> Option<String> {
    let (_, _, rest) = leading_key(file)?;
    let stem = rest.rsplit_once('.').map_or(rest, |(stem, _)| stem);
    let title = one_line(&stem.trim_start_matches([' ', '-']).replace('-', " "));
    (!title.is_empty()).then_some(title)
}

#[cfg(test)]
mod tests {
    use super::{keys_meant, title_of_file};

    #[test]
    fn an_old_prefix_means_the_new_one() {
        let prefixes = ["BACK".to_owned(), "WEB".to_owned()];
        let keys = |written: &str| keys_meant(written, &prefixes);
        assert_eq!(keys("task-24.1"), ["task-24.1", "BACK-24.1", "WEB-24.1"]);
        assert_eq!(keys("back-7"), ["back-7"]);
        assert_eq!(keys("DRAFT-7"), ["DRAFT-7"]);
        assert_eq!(keys("epic-24"), ["epic-24"]);
        assert_eq!(keys("7.2"), ["7.2", "BACK-7.2", "WEB-7.2"]);
        assert_eq!(keys("the other one"), ["the other one"]);
    }

    #[test]
    fn a_file_name_says_a_title() {
        assert_eq!(
            title_of_file("back-12 - Save-a-draft.md").as_deref(),
            Some("Save a draft")
        );
        assert_eq!(title_of_file("back-12.md"), None);
    }
}
