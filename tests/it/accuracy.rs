//! How right the rules are on labelled sets: the figures in `src/check/measured.tsv` are measured again where `PO_SAMPLES` names
//! the folder of the sets. `PO_BLESS=1` writes them anew.

use std::collections::{BTreeMap, HashSet};
use std::path::{Path, PathBuf};

use backlog::check::{
    Accuracy, Check, Choice, Labels, LineKind, Lines, RULES, Settings, measured_table,
};
use backlog::cli::decode_text;
use backlog::store::Locator;

const STORIES: &str = include_str!("labels/stories.tsv");
const CRITERIA: &str = include_str!("labels/criteria.tsv");

fn samples() -> Option<PathBuf> {
    std::env::var_os("PO_SAMPLES").map(PathBuf::from)
}

fn text(path: &Path) -> String {
    decode_text(&std::fs::read(path).unwrap_or_else(|error| panic!("{}: {error}", path.display())))
}

/// What the rules report in a set, as rule and line.
fn reported(text: &str, kind: LineKind) -> HashSet<(&'static str, usize)> {
    let lines = Lines::new(text, kind);
    let choice = Choice {
        select: vec!["all".to_owned()],
        ..Choice::default()
    };
    let settings = Settings::new(&lines.backlog.config, &choice).unwrap();
    let check = Check::new(&lines.backlog, settings);
    let parts = [
        check.stories(0..lines.backlog.stories().len()),
        check.whole(),
    ];
    let report = check.finish(Vec::new(), parts);
    let locator = Locator::new(text.as_bytes());
    report
        .findings
        .into_iter()
        .filter_map(|finding| {
            let rule = RULES.iter().find(|rule| rule.name == finding.rule)?;
            let finding = lines.in_file(finding, "set")?;
            Some((rule.name, locator.locate(&finding.place.at).line))
        })
        .collect()
}

/// The text of a file with only the lines that are list items, without their marks: everything else is blank.
fn criteria_lines(text: &str) -> String {
    let words = |line: &str| {
        let line = line.trim_start();
        let item = ["- ", "* ", "+ "]
            .iter()
            .find_map(|mark| line.strip_prefix(mark))?;
        let item = ["[ ] ", "[x] ", "[X] "]
            .iter()
            .find_map(|mark| item.strip_prefix(mark))
            .unwrap_or(item);
        let number = item.strip_prefix('#').and_then(|rest| rest.split_once(' '));
        Some(match number {
            Some((digits, words)) if digits.bytes().all(|b| b.is_ascii_digit()) => words.to_owned(),
            _ => item.to_owned(),
        })
    };
    let lines: Vec<String> = text
        .lines()
        .map(|line| words(line).unwrap_or_default())
        .collect();
    lines.join("\n")
}

fn measure(folder: &Path) -> BTreeMap<(&'static str, &'static str), Accuracy> {
    let mut found: BTreeMap<(&'static str, &'static str), Accuracy> = BTreeMap::new();
    let stories = Labels::parse(STORIES).unwrap();
    let criteria = Labels::parse(CRITERIA).unwrap();
    let mut add = |labels: &Labels, set: &str, name, lines: &HashSet<(&str, usize)>| {
        for (rule, of) in labels.judge(set, lines) {
            found.entry((rule, name)).or_default().add(of);
        }
    };
    for set in stories.sets() {
        let text = text(&folder.join("stories").join(set));
        add(&stories, set, "stories", &reported(&text, LineKind::Story));
    }
    for set in criteria.sets() {
        let text = criteria_lines(&text(&folder.join(set)));
        add(
            &criteria,
            set,
            "criteria",
            &reported(&text, LineKind::Criterion),
        );
    }
    found
}

#[test]
fn the_figures_of_the_rules_are_current() {
    let Some(folder) = samples() else { return };
    let table = measured_table(&measure(&folder));
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/check/measured.tsv");
    if std::env::var_os("PO_BLESS").is_some() {
        std::fs::write(&path, &table).unwrap();
    }
    let written = std::fs::read_to_string(&path).unwrap();
    assert_eq!(
        written, table,
        "PO_BLESS=1 cargo test --test it -- accuracy writes them"
    );
}
