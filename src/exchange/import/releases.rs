//! Releases of the source become release files, once.

use std::collections::HashSet;

use crate::exchange::draft::DraftRelease;
use crate::exchange::import::known::KnownBacklog;
use crate::exchange::import::new_files::{KnownFile, NewRelease};
use crate::exchange::report::Remark;
use crate::model::Value;
use crate::text::slug;

/// What the source says of releases that are here.
#[must_use]
pub fn known_releases(drafts: &[DraftRelease], backlog: &KnownBacklog) -> Vec<KnownFile> {
    let here = drafts.iter().filter_map(|draft| {
        let name = draft.name.to_lowercase();
        let mut releases = backlog.releases.iter();
        let release = releases.find(|release| release.name.to_lowercase() == name)?;
        Some(KnownFile {
            path: release.path.clone(),
            called: format!("release {}", release.name),
            fields: vec![("due", Value::Plain(draft.due?.to_string()))],
        })
    });
    here.collect()
}

/// Returns the files to create, and what became none: a release that exists, or a name that occurs twice.
#[must_use]
pub fn new_releases(
    drafts: &[DraftRelease],
    backlog: &KnownBacklog,
) -> (Vec<NewRelease>, Vec<Remark>) {
    let mut names: HashSet<String> = HashSet::new();
    let mut paths: HashSet<String> = HashSet::new();
    for release in &backlog.releases {
        names.insert(release.name.to_lowercase());
        paths.insert(release.path.to_lowercase());
    }
    let mut made = Vec::new();
    let mut reported = Vec::new();
    for draft in drafts {
        if !names.insert(draft.name.to_lowercase()) {
            let reason = format!("there is a release `{}` already", draft.name);
            reported.push(Remark::new(draft.origin.clone(), reason));
            continue;
        }
        let mut fields = vec![("release", Value::Text(draft.name.clone()))];
        fields.push(match draft.due {
            Some(due) => ("due", Value::Plain(due.to_string())),
            None => ("due", Value::Empty),
        });
        made.push(NewRelease {
            path: free_path(&draft.name, &mut paths),
            name: draft.name.clone(),
            fields,
            extra: draft.extra.clone(),
            body: draft.body.clone(),
            crlf: draft.crlf,
        });
    }
    (made, reported)
}

fn free_path(name: &str, used: &mut HashSet<String>) -> String {
    let stem = match slug(name) {
        slug if slug.is_empty() => "release".to_owned(),
        slug => slug,
    };
    let mut path = format!("releases/{stem}.md");
    let mut number = 1_u64;
    while !used.insert(path.to_lowercase()) {
        number += 1;
        path = format!("releases/{stem}-{number}.md");
    }
    path
}
