//! The import of a real Backlog.md project: nothing is lost, and a second import changes nothing.
//!
//! The project lies outside of this one: `PO_SAMPLES` names the folder that holds `backlog-md`; without it nothing is tested.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Read;
use std::path::{Path, PathBuf};

use backlog::exchange::{
    ConfigAddition, Draft, FORMATS, Fate, Format, ImportPlan, Likeness, NewStory, PlanOptions,
    ReadOptions, ReadReport, Source, SourceEntry, SourceError, plan,
};
use backlog::model::{Backlog, Config, External, Rank, Story, Value};

struct Folder(PathBuf);

impl Source for Folder {
    fn list(&self, folder: &str) -> Result<Vec<SourceEntry>, SourceError> {
        let entries = std::fs::read_dir(self.0.join(folder))
            .map_err(|error| SourceError::Unreadable(error.to_string()))?;
        let mut entries: Vec<SourceEntry> = entries
            .map(|entry| {
                let entry = entry.unwrap();
                SourceEntry {
                    name: entry.file_name().into_string().unwrap(),
                    folder: entry.file_type().unwrap().is_dir(),
                }
            })
            .collect();
        entries.sort();
        Ok(entries)
    }

    fn open(&self, path: &str) -> Result<Box<dyn Read + '_>, SourceError> {
        let file = std::fs::File::open(self.0.join(path))
            .map_err(|error| SourceError::Unreadable(error.to_string()))?;
        Ok(Box::new(file))
    }
}

fn samples() -> Option<PathBuf> {
    let folder = PathBuf::from(std::env::var_os("PO_SAMPLES")?).join("backlog-md");
    folder.is_dir().then_some(folder)
}

fn format() -> &'static Format {
    FORMATS
        .iter()
        .find(|format| format.name == "backlog-md")
        .unwrap()
}

fn read(folder: &Path) -> (Vec<Draft>, ReadReport) {
    let source = Folder(folder.to_owned());
    assert_eq!((format().detect)(&source), Likeness::Sure);
    let mut drafts = Vec::new();
    let report = (format().read)(&source, &ReadOptions::default(), &mut |draft| {
        drafts.push(draft)
    })
    .unwrap();
    (drafts, report)
}

fn run(folder: &Path, backlog: &Backlog) -> ImportPlan {
    let (drafts, report) = read(folder);
    let mut ranks = |n: usize| -> Vec<Rank> {
        (0..n)
            .map(|i| format!("i{i:05}").parse().unwrap())
            .collect()
    };
    let mut options = PlanOptions {
        first_number: 1,
        ranks: &mut ranks,
        folder: "",
    };
    plan(&drafts, &report, backlog, &mut options)
}

fn empty() -> Backlog {
    Backlog::new(Config::default(), Vec::new(), Vec::new())
}

/// Every file below a folder, by its path in it.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut left = vec![folder.to_owned()];
    while let Some(at) = left.pop() {
        for entry in std::fs::read_dir(at).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                left.push(path);
            } else {
                let name = path
                    .strip_prefix(folder)
                    .unwrap()
                    .to_str()
                    .unwrap()
                    .replace('\\', "/");
                found.insert(name, std::fs::read(&path).unwrap());
            }
        }
    }
    found
}

fn texts(new: &NewStory, key: &str) -> Vec<String> {
    match new.value(key) {
        Some(Value::Text(text) | Value::Plain(text)) => vec![text.clone()],
        Some(Value::List(items)) => items.clone(),
        Some(Value::Map(items)) => items.iter().map(|(_, value)| value.clone()).collect(),
        Some(Value::Empty) | None => Vec::new(),
    }
}

/// The backlog that a plan makes of an empty one.
fn after(plan: &ImportPlan) -> Backlog {
    let mut config = Config::default();
    for addition in &plan.config {
        match addition {
            ConfigAddition::Prefix(prefix) => config.prefixes.push(prefix.clone()),
            ConfigAddition::State(state) => config.states.push(state.clone()),
            ConfigAddition::Type(name) => config.types.push(name.clone()),
        }
    }
    let story = |new: &NewStory| {
        let one = |key: &str| texts(new, key).into_iter().next();
        let mut story = Story::new(new.id.clone(), new.path.clone());
        story.title = one("title").unwrap();
        story.status = one("status").unwrap();
        story.created = one("created").map(|text| text.parse().unwrap());
        story.rank = one("rank").map(|text| text.parse().unwrap());
        story.aliases = texts(new, "aliases");
        story.depends_on = texts(new, "depends_on");
        story.epic = one("epic");
        let external = texts(new, "external");
        story.external = Some(External {
            system: external[0].clone(),
            key: external[1].clone(),
            id: None,
            url: None,
        });
        story
    };
    let mut backlog = Backlog::new(config, plan.stories.iter().map(story).collect(), Vec::new());
    backlog.releases = plan
        .releases
        .iter()
        .map(|new| backlog::model::Release {
            name: new.name.clone(),
            path: new.path.clone(),
            ..Default::default()
        })
        .collect();
    backlog
}

/// Front matter and body, found in the simplest way.
fn split(text: &str) -> (&str, &str) {
    let inner = text.strip_prefix("---\n").unwrap();
    let end = inner.find("\n---\n").unwrap();
    (&inner[..=end], &inner[end + 5..])
}

/// The id of an item's file, found in the simplest way; `None` for milestones, decisions and documents.
fn item_id(bytes: &[u8]) -> Option<String> {
    let text = std::str::from_utf8(bytes).ok()?;
    let id = text.strip_prefix("---\nid: ")?.lines().next()?;
    (id.starts_with("BACK-") || id.starts_with("DRAFT-")).then(|| id.to_owned())
}

#[test]
fn each_file_is_an_item_a_release_or_is_listed() {
    let Some(folder) = samples() else { return };
    let folder = folder.join("backlog");
    let all = files(&folder);
    let (drafts, report) = read(&folder);
    let mut seen: Vec<&str> = drafts
        .iter()
        .map(|draft| draft.origin.path.as_str())
        .collect();
    seen.extend(
        report
            .releases
            .iter()
            .map(|release| release.origin.path.as_str()),
    );
    seen.extend(report.reported.iter().map(|remark| remark.at.path.as_str()));
    seen.sort_unstable();
    assert_eq!(seen, all.keys().map(String::as_str).collect::<Vec<_>>());
    assert!(
        report
            .reported
            .iter()
            .all(|remark| !remark.reason.is_empty())
    );
    let items = [
        "tasks/",
        "completed/",
        "drafts/",
        "archive/tasks/",
        "archive/drafts/",
    ];
    for path in all
        .keys()
        .filter(|path| items.iter().any(|folder| path.starts_with(folder)))
    {
        let made = drafts.iter().any(|draft| draft.origin.path == *path);
        assert_eq!(made, !path.ends_with("/readme.md"), "{path}");
    }
}

#[test]
fn nothing_of_an_item_is_lost() {
    let Some(folder) = samples() else { return };
    let folder = folder.join("backlog");
    let all = files(&folder);
    let (drafts, _) = read(&folder);
    let plan = run(&folder, &empty());
    assert_eq!(plan.stories.len(), drafts.len());
    for (draft, story) in drafts.iter().zip(&plan.stories) {
        let source = std::str::from_utf8(&all[&draft.origin.path]).unwrap();
        let (header, body) = split(source);
        assert_eq!(story.body, body, "{}", draft.origin);
        let extra = story.extra_yaml();
        let mut kept = false;
        for line in header.lines() {
            let key = line.split(':').next().unwrap();
            if !line.starts_with([' ', '#']) {
                let known = format().columns.iter().find(|(name, _)| *name == key);
                kept = known.is_none_or(|(_, fate)| *fate == Fate::Kept) && !line.ends_with("[]");
            }
            assert!(
                !kept || extra.contains(&format!("  {line}\n")),
                "{}: {line}",
                draft.origin
            );
        }
        // What is taken can be found again as text.
        for key in ["labels", "assignee", "references"] {
            let items = header
                .split_once(&format!("\n{key}:\n"))
                .map_or("", |(_, rest)| rest);
            for item in items.lines().map_while(|line| line.strip_prefix("  - ")) {
                let item = item.trim_matches(['\'', '"']);
                if item.starts_with('>') {
                    continue; // It goes on in the next line.
                }
                let field = if key == "references" { "links" } else { key };
                let found =
                    texts(story, field).iter().any(|text| text == item) || extra.contains(item);
                assert!(found, "{}: {key} {item}", draft.origin);
            }
        }
        let ordinal = header.contains("\nordinal:");
        assert_eq!(story.value("rank").is_some(), ordinal, "{}", draft.origin);
    }
}

#[test]
fn ids_are_unique_and_references_lead_somewhere_or_are_noted() {
    let Some(folder) = samples() else { return };
    let plan = run(&folder, &empty());
    let ids: BTreeSet<String> = plan
        .stories
        .iter()
        .map(|story| story.id.to_string())
        .collect();
    assert_eq!(ids.len(), plan.stories.len());
    let keys: BTreeSet<String> = plan
        .stories
        .iter()
        .map(|story| texts(story, "external")[1].clone())
        .collect();
    assert_eq!(keys.len(), plan.stories.len());
    let again = keys.iter().filter(|key| key.contains('#')).count();
    let written: BTreeSet<String> = keys
        .iter()
        .map(|key| key.split('#').next().unwrap().to_owned())
        .collect();
    let expected: Vec<String> = files(&folder)
        .into_values()
        .filter_map(|bytes| item_id(&bytes))
        .collect();
    assert_eq!(written, expected.iter().cloned().collect::<BTreeSet<_>>());
    assert_eq!(again, expected.len() - written.len());
    for story in &plan.stories {
        let key = &texts(story, "external")[1];
        let dotted = key.contains('.');
        assert_eq!(
            story.id.prefix() == "US",
            dotted || key.contains('#'),
            "{key}"
        );
        assert_eq!(texts(story, "aliases").contains(key), dotted, "{key}");
    }
    let backlog = after(&plan);
    for story in backlog.stories() {
        for reference in story.depends_on.iter().chain(&story.epic) {
            let noted = plan.report.notes.iter().any(|note| {
                note.reason
                    .contains(&format!("`{reference}`, which is not here"))
            });
            assert!(
                noted != backlog.find(reference).is_some(),
                "{}: {reference}",
                story.id
            );
        }
    }
    // `task-24.1` was written before the prefix changed.
    assert!(backlog.stories().iter().any(|story| story.epic.is_some()));
    for column in &plan.report.columns {
        assert!(!matches!(column.fate, Fate::Dropped(_)), "{column:?}");
    }
}

#[test]
fn a_second_import_changes_nothing() {
    let Some(folder) = samples() else { return };
    let first = run(&folder, &empty());
    let again = run(&folder, &after(&first));
    assert!(
        again.stories.is_empty() && again.releases.is_empty() && again.config.is_empty(),
        "{:?}",
        again
            .stories
            .iter()
            .map(|story| &story.path)
            .collect::<Vec<_>>()
    );
    assert_eq!(again.report.already.len(), first.stories.len());
    let releases = first.releases.len();
    assert_eq!(
        again.report.reported.len(),
        first.report.reported.len() + releases
    );
}

#[test]
fn the_root_the_folder_and_the_tasks_are_the_same_project() {
    let Some(folder) = samples() else { return };
    let keys = |folder: &Path| -> Vec<String> {
        read(folder).0.into_iter().map(|draft| draft.key).collect()
    };
    let root = keys(&folder);
    assert_eq!(root, keys(&folder.join("backlog")));
    let tasks = keys(&folder.join("backlog").join("tasks"));
    assert_eq!(root[..tasks.len()], tasks);
}
