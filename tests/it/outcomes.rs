//! What was hoped of an item against what was measured, and links with their kinds.

use crate::sandbox::Sandbox;

/// A backlog with an item that is Done and hopes for more sign-ups, whose figures are there for forty days.
fn hoping() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.ok(&["add", "Pay with a saved card"]);
    let day = |n: i64| {
        let day = jiff::civil::date(2026, 10, 11).saturating_add(jiff::Span::new().days(n));
        format!("{day},{}\n", if n < 30 { "3.10%" } else { "3.72%" })
    };
    let rows: String = (0..40).map(day).collect();
    std::fs::write(sandbox.dir().join("x.csv"), format!("date,value\n{rows}")).unwrap();
    sandbox.ok(&["import", "x.csv", "--metric", "signup_conversion"]);
    sandbox.ok(&[
        "set",
        "1",
        "outcome.metric=signup_conversion",
        "outcome.baseline=3.1%",
        "outcome.target=4%",
        "outcome.by=2026-12-31",
    ]);
    sandbox
}

fn story(sandbox: &Sandbox) -> String {
    let path = "backlog/stories/US-1-pay-with-a-saved-card.md";
    std::fs::read_to_string(sandbox.dir().join(path)).unwrap()
}

#[test]
fn parts_are_set_one_by_one_and_the_rest_stays() {
    let sandbox = hoping();
    let line = "outcome: {metric: signup_conversion, baseline: 3.1%, target: 4%, by: 2026-12-31}\n";
    assert!(story(&sandbox).contains(line), "{}", story(&sandbox));
    sandbox.ok(&["set", "1", "outcome=more people sign up"]);
    let verdict = ", by: 2026-12-31, verdict: more people sign up}\n";
    assert!(story(&sandbox).contains(verdict), "{}", story(&sandbox));
    sandbox.ok(&["set", "1", "outcome.by="]);
    assert!(
        story(&sandbox).contains("by: , verdict"),
        "{}",
        story(&sandbox)
    );
    for (word, said) in [
        ("outcome.metrik=x", "did you mean `outcome.metric`?"),
        ("outcome.target=soon", "is not a figure"),
        ("outcome.by=tomorrow", "is not a date"),
        ("outcome.metric=../x", "cannot name a metric"),
        ("outcome.metric+=x", "holds one value"),
    ] {
        let run = sandbox.run(&["set", "1", word]);
        assert!(
            run.code == 2 && run.stderr.contains(said),
            "{word}: {}",
            run.stderr
        );
    }
    let run = sandbox.run(&["set", "1", "outcome.metric=signup_convertion"]);
    assert!(
        run.stderr.contains("did you mean `signup_conversion`?"),
        "{}",
        run.stderr
    );
    let check = sandbox.run(&["check"]);
    assert!(check.stdout.contains("unknown-metric"), "{}", check.stdout);
}

#[test]
fn a_whole_outcome_is_said_in_one_line() {
    let sandbox = Sandbox::new();
    let whole = "{metric: signup_conversion, target: 4%}";
    sandbox.ok(&["add", "Pay with a saved card", "--outcome", whole]);
    let line = format!("outcome: {whole}\n");
    assert!(story(&sandbox).contains(&line), "{}", story(&sandbox));
    sandbox.ok(&["set", "1", "outcome=more people sign up"]);
    sandbox.ok(&["set", "1", "outcome={metric: nps, target: 40}"]);
    assert!(
        story(&sandbox)
            .contains("outcome: {metric: nps, target: 40, verdict: more people sign up}\n"),
        "{}",
        story(&sandbox)
    );
}

#[test]
fn a_plain_text_stays_valid_and_becomes_the_verdict_of_a_mapping() {
    let sandbox = Sandbox::new();
    sandbox.ok(&["add", "Pay with a saved card"]);
    sandbox.ok(&["set", "1", "outcome=41 s → 34 s"]);
    assert!(story(&sandbox).contains("outcome: 41 s → 34 s\n"));
    assert!(
        sandbox
            .ok(&["report", "outcomes"])
            .contains("US-1 Pay with a saved card: 41 s → 34 s")
    );
    sandbox.ok(&[
        "set",
        "1",
        "outcome.metric=checkout_time",
        "outcome.target=30",
    ]);
    assert!(
        story(&sandbox)
            .contains("outcome: {metric: checkout_time, verdict: 41 s → 34 s, target: 30}\n"),
        "{}",
        story(&sandbox)
    );
    assert!(
        sandbox
            .ok(&["list", "-q", "metric:checkout_time"])
            .contains("US-1")
    );
}

#[test]
fn what_was_hoped_stands_against_what_was_measured() {
    let sandbox = hoping();
    sandbox.ok(&["set", "1", "done=2026-11-10", "status=done"]);
    let told = sandbox.ok(&["report", "outcomes", "1"]);
    for words in [
        "Outcome of US-1 Pay with a saved card",
        "Hoped: signup conversion 3.1 % → 4 %, by 31 Dec 2026",
        "Measured: 3.72 %, mean of 7 days from 13 Nov 2026 to 19 Nov 2026; it rose 20 %",
        "Item: Done 10 Nov 2026",
        "Target: not yet, 40 days left",
        "A figure says that it moved, and not why.",
    ] {
        assert!(told.contains(words), "{words}: {told}");
    }
    assert!(!told.to_lowercase().contains("because"));
    let list = sandbox.ok(&["report", "outcomes"]);
    assert!(
        list.contains("3.1 % → 4 %") && list.contains("+20 %"),
        "{list}"
    );
    let json: serde_json::Value =
        serde_json::from_str(&sandbox.ok(&["report", "outcomes", "--format", "json", "--explain"]))
            .unwrap();
    let own = &json["outcomes"][0];
    assert_eq!(own["reached"], "not yet");
    assert_eq!(own["figure"]["text"], "3.72 %");
    assert_eq!(own["change_percent"], 20.0);
    assert_eq!(own["explain"].as_array().unwrap().len(), 7);
    let csv = sandbox.ok(&["report", "outcomes", "--format", "csv"]);
    assert!(
        csv.contains("US-1,Pay with a saved card,signup_conversion,3.1 %,4 %,2026-12-31,3.72 %"),
        "{csv}"
    );
    let svg = sandbox.ok(&["report", "outcomes", "1", "--format", "svg"]);
    assert!(
        svg.contains("Done 10 Nov") && svg.contains("per cent at the end of each day"),
        "{svg}"
    );
    for format in ["md", "html"] {
        assert!(
            sandbox
                .ok(&["report", "outcomes", "--format", format])
                .contains("signup conversion")
        );
    }
}

#[test]
fn what_was_known_at_a_commit_is_told_with_the_figures_of_then() {
    let sandbox = hoping();
    sandbox.git(&["init", "-q", "-b", "main"]);
    sandbox.git(&["add", "backlog"]);
    sandbox.git(&["commit", "-qm", "hoped"]);
    std::fs::write(sandbox.dir().join("x.csv"), "date,value\n2026-11-20,9%\n").unwrap();
    sandbox.ok(&["import", "x.csv", "--metric", "signup_conversion"]);
    sandbox.ok(&["set", "1", "outcome.target=9%"]);
    let now = sandbox.ok(&["report", "outcomes", "1"]);
    assert!(now.contains("9% on 20 Nov 2026"), "{now}");
    let then = sandbox.ok(&["report", "outcomes", "1", "--at", "HEAD"]);
    for words in ["3.72% on 19 Nov 2026", "3.1 % → 4 %"] {
        assert!(then.contains(words), "{words}: {then}");
    }
    let said = sandbox.fails(2, &["report", "outcomes", "--at", "nowhere"]);
    assert!(said.contains("nowhere"), "{said}");
}

#[test]
fn empty_states_say_what_to_do() {
    let sandbox = Sandbox::new();
    let run = sandbox.run(&["report", "outcomes"]);
    assert_eq!(run.code, 0);
    assert!(
        run.stdout
            .contains("No item says what it should do to a metric."),
        "{}",
        run.stdout
    );
    sandbox.ok(&["add", "Pay with a saved card"]);
    sandbox.ok(&["set", "1", "outcome.metric=nps", "outcome.target=40"]);
    let told = sandbox.ok(&["report", "outcomes", "1"]);
    assert!(told.contains("no figures"), "{told}");
    sandbox.ok(&[
        "set",
        "1",
        "status=done",
        "done=2026-11-20",
        "outcome.by=2026-11-01",
    ]);
    let told = sandbox.ok(&["report", "outcomes", "1"]);
    let late = "Done after the day hoped for, 1 Nov 2026";
    assert!(told.contains(late), "{told}");
    let run = sandbox.run(&["report", "outcomes", "--explain", "--format", "csv"]);
    assert_eq!(run.code, 2);
    sandbox.ok(&["add", "Second"]);
    sandbox.ok(&["set", "2", "outcome.metric=nps"]);
    let run = sandbox.run(&["report", "outcomes", "--format", "svg"]);
    assert!(
        run.code == 2 && run.stderr.contains("a picture shows one item"),
        "{}",
        run.stderr
    );
}

#[test]
fn links_are_shown_with_what_they_lead_to() {
    let sandbox = Sandbox::new();
    sandbox.ok(&["add", "Pay with a saved card"]);
    sandbox.ok(&[
        "set",
        "1",
        "link+=Mock-up: https://www.figma.com/design/a",
        "link+=https://acme.atlassian.net/wiki/x",
        "link+=javascript:alert(1)",
    ]);
    let told = sandbox.ok(&["show", "1"]);
    for line in [
        "figma: Mock-up https://www.figma.com/design/a",
        "confluence: https://acme.atlassian.net/wiki/x",
        "link: javascript:alert(1)",
    ] {
        assert!(told.contains(line), "{line}: {told}");
    }
    let json: serde_json::Value =
        serde_json::from_str(&sandbox.ok(&["show", "1", "--format", "json"])).unwrap();
    let links = &json["stories"][0]["story"]["link_details"];
    assert_eq!(
        (&links[0]["kind"], &links[0]["text"]),
        (&"figma".into(), &"Mock-up".into())
    );
    assert_eq!(links[2]["url"], serde_json::Value::Null);
}
