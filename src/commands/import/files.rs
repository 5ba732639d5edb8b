//! The files that an import makes.

use crate::cli::{CommandResult, Failure};
use crate::exchange::{ConfigAddition, Decisions, NewStory, extra_yaml};
use crate::model::{Change, ChangeKind};
use crate::store::{
    CONFIG_FILE, ConfigEdit, Store, StoreError, edit_config, new_file_header, new_story_header,
};

/// What `po.yaml` must know first, releases and Sprints.
///
/// # Errors
/// When `po.yaml` cannot be edited.
pub fn changes(store: &Store, decisions: &Decisions) -> CommandResult<Vec<Change>> {
    let mut changes = Vec::new();
    changes.extend(config(store, &decisions.config)?);
    for release in &decisions.releases {
        let header = new_file_header(&release.fields);
        let extra = extra_yaml(&release.extra);
        let text = whole(&header, &extra, &release.body, release.crlf);
        changes.push(Change::create(&*release.path, text));
    }
    for sprint in &decisions.sprints {
        let header = new_file_header(&sprint.fields);
        changes.push(Change::create(&*sprint.path, header));
    }
    Ok(changes)
}

/// The file of a story.
#[must_use]
pub fn story_change(story: &NewStory) -> Change {
    let header = new_story_header(&story.fields);
    let extra = extra_yaml(&story.extra);
    let text = whole(&header, &extra, &story.body, story.crlf);
    Change::create(&*story.path, text)
}

fn config(store: &Store, additions: &[ConfigAddition]) -> CommandResult<Option<Change>> {
    if additions.is_empty() {
        return Ok(None);
    }
    let additions: Vec<ConfigEdit> = additions
        .iter()
        .map(|addition| match addition {
            ConfigAddition::Prefix(prefix) => ConfigEdit::AddPrefix(prefix.clone()),
            ConfigAddition::State(state) => ConfigEdit::AddState(state.clone()),
            ConfigAddition::Type(name) => ConfigEdit::AddType(name.clone()),
        })
        .collect();
    let old = store.read(CONFIG_FILE)?;
    let new = edit_config(&old, &additions).map_err(|error| {
        let missing: Vec<String> = additions.iter().map(ToString::to_string).collect();
        Failure::invalid(format!(
            "`{CONFIG_FILE}` cannot take what the import needs: {error}"
        ))
        .hint(format!(
            "add it by hand, then import again: {}",
            missing.join(", ")
        ))
    })?;
    Ok(Some(Change {
        path: CONFIG_FILE.to_owned(),
        kind: ChangeKind::Replace { old, new },
    }))
}

/// A file: its front matter with `extra` as the last key, then its text, byte for byte.
fn whole(header: &str, extra: &str, body: &str, crlf: bool) -> String {
    let open = header.strip_suffix("---\n").unwrap_or(header);
    let front = format!("{open}{extra}---\n");
    let front = if crlf {
        front.replace('\n', "\r\n")
    } else {
        front
    };
    front + body
}

/// The change after which a file holds that text; none where it does.
///
/// # Errors
/// When the file is there and cannot be read.
pub fn put(store: &Store, path: &str, text: &str) -> CommandResult<Option<Change>> {
    Ok(match file(store, path)? {
        None => Some(Change::create(path, text)),
        Some(old) if old == text.as_bytes() => None,
        Some(old) => {
            let new = text.as_bytes().to_vec();
            Some(Change {
                path: path.to_owned(),
                kind: ChangeKind::Replace { old, new },
            })
        }
    })
}

/// The bytes of a file; none where it is not there.
///
/// # Errors
/// When it is there and cannot be read.
pub fn file(store: &Store, path: &str) -> CommandResult<Option<Vec<u8>>> {
    match store.read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(StoreError::Missing(_)) => Ok(None),
        Err(error) => Err(error.into()),
    }
}
