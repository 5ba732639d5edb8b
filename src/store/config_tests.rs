//! `po.yaml` is read to what it says, and what is wrong in it is named with its place.

use jiff::tz::TimeZone;

use crate::model::{Config, Diagnostic, Level, StateKind};
use crate::store::{default_config_text, locate, read_config};

fn read(text: &str) -> (Config, Vec<Diagnostic>) {
    read_config(text.as_bytes()).unwrap()
}

/// Rule, line, column and message of each finding.
fn findings(text: &str) -> Vec<(&'static str, usize, usize, String)> {
    read(text)
        .1
        .into_iter()
        .map(|finding| {
            let at = locate(text.as_bytes(), &finding.place.at);
            let words = format!("{} ({})", finding.message, finding.label);
            (finding.rule, at.line, at.column, words)
        })
        .collect()
}

#[test]
fn a_new_file_reads_back_without_findings() {
    let text = default_config_text("Größer: Shop", "PAY", "en", "Europe/Paris", 3, "tuesday");
    let (config, diagnostics) = read(&text);
    assert_eq!(diagnostics, []);
    assert_eq!(config.product, "Größer: Shop");
    assert_eq!(config.prefixes, ["PAY"]);
    assert_eq!(config.time_zone, TimeZone::get("Europe/Paris").unwrap());
    assert_eq!(
        (config.sprint.weeks, config.sprint.start.as_str()),
        (3, "tuesday")
    );
    let default = Config::default();
    assert_eq!(config.states, default.states);
    assert_eq!(config.types, default.types);
    assert_eq!(config.criteria, default.criteria);
    assert!(
        text.lines().count() <= 14
            && text
                .lines()
                .all(|line| line.contains('#') || line.contains('{'))
    );
    let columns: Vec<usize> = text
        .lines()
        .filter_map(|line| {
            line.find("  #")
                .map(|at| line[..at].chars().count() + line[at..].find('#').unwrap())
        })
        .collect();
    assert!(columns.iter().all(|column| *column == columns[0]), "{text}");
}

#[test]
fn a_wicked_product_name_survives() {
    for name in [
        "",
        "no",
        "1.10",
        "a # b",
        "[x]",
        "\"q\"",
        &"long ".repeat(40),
    ] {
        let (config, diagnostics) =
            read(&default_config_text(name, "US", "en", "UTC", 2, "monday"));
        assert_eq!(
            (config.product.as_str(), diagnostics),
            (name.trim_end(), Vec::new())
        );
    }
}

#[test]
fn everything_can_be_said() {
    let (config, diagnostics) = read(
        "---\nprefix: [shop, PAY]\nstates:\n  Idea: new\n  Refined: ready\n  Doing: started\n  In review: started\n  Done: done\n  No: declined\n\
         types: story\ncriteria:\n  headings: [Akzeptanzkriterien, AC]\n  required_from: started\nrequired: [points, label, team]\n\
         keys: [team]\nbranch: trunk\ngit: {commit: always}\n",
    );
    assert_eq!(diagnostics, []);
    assert_eq!(config.prefixes, ["SHOP", "PAY"]);
    assert_eq!(config.states[3].name, "In review");
    assert_eq!(config.kind_of("in-review"), StateKind::Started);
    assert_eq!(config.types, ["story"]);
    assert_eq!(config.criteria.headings[..2], ["Akzeptanzkriterien", "AC"]);
    assert!(config.criteria.headings.contains(&"Acceptance criteria".to_owned()));
    assert_eq!(config.criteria.required_from, StateKind::Started);
    assert_eq!(config.required, ["points", "labels", "team"]);
    assert_eq!(config.git.branch.as_deref(), Some("trunk"));
    assert!(config.git.commit);
    assert!(read("").1.is_empty() && read("# nothing\n").1.is_empty());
}

#[test]
fn unknown_keys_are_named_with_a_suggestion() {
    let found = findings("format: 1\nproduckt: Shop\nsprint: {week: 2}\nfavourite_colour: blue\n");
    let words: Vec<(&str, usize, usize, &str)> = found
        .iter()
        .map(|(rule, line, column, words)| (*rule, *line, *column, words.as_str()))
        .collect();
    assert_eq!(
        words,
        [
            (
                "unknown-config-key",
                2,
                1,
                "unknown key `produckt` in `po.yaml` (did you mean `product`?)"
            ),
            (
                "unknown-config-key",
                3,
                10,
                "unknown key `week` in `sprint` (did you mean `weeks`?)"
            ),
            (
                "unknown-config-key",
                4,
                1,
                "unknown key `favourite_colour` in `po.yaml` (not a known key)"
            ),
        ]
    );
    assert!(
        read("produckt: x\n")
            .1
            .iter()
            .all(|finding| finding.level == Level::Error)
    );
}

#[test]
fn invalid_values_keep_the_default() {
    for (text, line, words) in [
        ("format: one", 1, "not a format"),
        ("format: 0", 1, "not a format"),
        ("prefix: 1A", 1, "`1A` cannot stand before"),
        ("language: english", 1, "two letters"),
        (
            "time_zone: Europe/Pariss",
            1,
            "did you mean `Europe/Paris`?",
        ),
        ("sprint: 2", 1, "keys and values are expected"),
        ("sprint:\n  weeks: 0", 2, "from 1 to 12"),
        ("sprint:\n  start: mondey", 2, "did you mean `monday`?"),
        (
            "states: {new: new, done: done}",
            1,
            "no state of the kind ready, started, declined",
        ),
        ("states:\n  new: neu", 2, "did you mean `new`?"),
        ("states: [new, done]", 1, "keys and values are expected"),
        ("criteria: {headings: []}", 1, "names no heading"),
        (
            "criteria: {required_from: redy}",
            1,
            "did you mean `ready`?",
        ),
        ("required: [pionts]", 1, "did you mean `points`?"),
        ("git: {commit: yes}", 1, "neither `always` nor `never`"),
        ("types: {a: b}", 1, "a list is expected"),
    ] {
        let found = findings(text);
        assert_eq!(found.len(), 1, "{text}: {found:?}");
        let (rule, at, _, message) = &found[0];
        assert!(
            *rule == "invalid-config-value" && *at == line && message.contains(words),
            "{text}: {found:?}"
        );
        let config = read(text).0;
        assert_eq!(config.states, Config::default().states, "{text}");
        assert_eq!(config.prefixes, Config::default().prefixes, "{text}");
    }
}

#[test]
fn a_newer_format_is_read_with_a_notice() {
    let (config, diagnostics) = read("format: 2\n");
    assert_eq!(config.format, 2);
    assert!(diagnostics.len() == 1 && diagnostics[0].level == Level::Advice);
}

#[test]
fn what_is_no_yaml_is_refused_with_its_place() {
    let text = "format: 1\nproduct: Shop: the best\n";
    let finding = read_config(text.as_bytes()).unwrap_err();
    assert_eq!(locate(text.as_bytes(), &finding.place.at).line, 2);
    assert!(finding.fix.unwrap().contains("product: \"Shop: the best\""));
    assert!(
        read_config(b"just words\n").is_err()
            && read_config(b"- a\n").is_err()
            && read_config(b"\xff").is_err()
    );
}

#[test]
fn a_format_beyond_all_numbers_is_a_newer_one() {
    let (config, diagnostics) = read("format: 99999999999999999999\n");
    assert_eq!(config.format, u32::MAX);
    assert_eq!(diagnostics[0].rule, "newer-format");
}

#[test]
fn an_unfinished_merge_is_said_to_be_one() {
    let text = "format: 1\n<<<<<<< HEAD\nproduct: a\n=======\nproduct: b\n>>>>>>> x\n";
    let problem = read_config(text.as_bytes()).unwrap_err();
    assert_eq!(problem.rule, "merge-conflict-marker");
    assert_eq!(locate(text.as_bytes(), &problem.place.at).line, 2);
}
