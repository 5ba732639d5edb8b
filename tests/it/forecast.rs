//! `po forecast`: dates and amounts by how sure they are, assumptions, and how often forecasts would have come true.

use serde::Deserialize;

use crate::sandbox::Sandbox;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Backtest {
    schema_version: u32,
    horizons: Vec<Horizon>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Horizon {
    sprints: u32,
    n: u64,
    hit: Levels<Option<f64>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Levels<T> {
    #[serde(rename = "50")]
    p50: T,
    #[serde(rename = "85")]
    p85: T,
    #[serde(rename = "95")]
    p95: T,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Forecast {
    schema_version: u32,
    date: String,
    unit: String,
    seed: u64,
    trials: u32,
    enough: bool,
    basis: Basis,
    assumption: Option<[f64; 2]>,
    targets: Vec<Target>,
    amount: Option<Amount>,
    looking_back: Vec<Horizon>,
    say: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Basis {
    rhythm: String,
    needed: usize,
    periods: Vec<Period>,
    unestimated_as: f64,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Period {
    name: String,
    to: Option<String>,
    done: f64,
}

#[derive(Deserialize, PartialEq, Debug)]
#[serde(deny_unknown_fields)]
struct End {
    date: String,
    sprint: Option<String>,
    number: usize,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Target {
    kind: String,
    id: Option<String>,
    title: Option<String>,
    last: Option<String>,
    position: usize,
    open: usize,
    items: usize,
    work: f64,
    unestimated: usize,
    waits_for: Vec<String>,
    growth: Option<f64>,
    added: Vec<Option<f64>>,
    when: Option<Levels<Option<End>>>,
    due: Option<String>,
    due_chance: Option<f64>,
    until_chance: Option<f64>,
    assumed: Option<Assumed>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Assumed {
    earliest: Option<End>,
    latest: Option<End>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Amount {
    until: String,
    ends: usize,
    at_least: Option<Levels<f64>>,
    assumed: Option<[f64; 2]>,
}

pub fn sprint(sandbox: &Sandbox, number: u32, from: &str, to: &str, done: Option<u32>) {
    let facts = done.map_or_else(String::new, |points| {
        format!("closed: {to}\ngoal_met: yes\ndone: {{points: {points}, items: 3}}\n")
    });
    sandbox.write(
        &format!("sprints/sprint-{number}.md"),
        format!("---\nsprint: {number}\ngoal: Pay\nfrom: {from}\nto: {to}\nstarted: {from}\n{facts}---\n"),
    );
}

/// Sprints of two weeks up to the 13th of November, so many of them closed, and one that runs until the 27th.
pub fn team(closed: &[u32]) -> Sandbox {
    let sandbox = Sandbox::new();
    let days = [
        ("2026-07-27", "2026-08-07"),
        ("2026-08-10", "2026-08-21"),
        ("2026-08-24", "2026-09-04"),
        ("2026-09-07", "2026-09-18"),
        ("2026-09-21", "2026-10-02"),
        ("2026-10-05", "2026-10-16"),
        ("2026-10-19", "2026-10-30"),
        ("2026-11-02", "2026-11-13"),
    ];
    let from = days.len() - closed.len();
    for (number, (done, (from, to))) in (1..).zip(closed.iter().zip(&days[from..])) {
        sprint(&sandbox, number, from, to, Some(*done));
    }
    let next = u32::try_from(closed.len()).unwrap() + 1;
    sprint(&sandbox, next, "2026-11-16", "2026-11-27", None);
    for (number, points, release) in [
        (11, "8", ""),
        (12, "13", "\"1.2\""),
        (13, "", ""),
        (14, "5", "\"1.2\""),
        (15, "20", ""),
        (16, "3", ""),
    ] {
        let fields = format!("status: ready\ntype: story\npoints: {points}\nrelease: {release}\n");
        sandbox.story(number, "Pay <now>", &fields, "");
    }
    sandbox.ok(&["release", "new", "1.2", "--due", "2026-12-18"]);
    sandbox
}

pub const USUAL: [u32; 8] = [18, 21, 24, 14, 26, 20, 22, 17];

fn json(sandbox: &Sandbox, args: &[&str]) -> Forecast {
    let mut all = vec!["forecast"];
    all.extend(args);
    all.extend(["--format", "json"]);
    serde_json::from_str(&sandbox.ok(&all)).expect("the published shape")
}

#[test]
fn says_when_by_how_sure_that_is() {
    let sandbox = team(&USUAL);
    insta::assert_snapshot!(sandbox.ok(&["forecast", "14"]));
    let found = json(&sandbox, &["14", "--until", "2026-12-31"]);
    assert_eq!(
        (found.schema_version, found.seed, found.trials),
        (1, 42, 100_000)
    );
    assert_eq!(
        (found.date.as_str(), found.unit.as_str(), found.enough),
        ("2026-11-21", "points", true)
    );
    assert_eq!(
        (found.basis.rhythm.as_str(), found.basis.needed),
        ("sprints", 5)
    );
    assert_eq!(found.basis.periods.len(), 8);
    assert_eq!(found.basis.periods[7].name, "8");
    assert_eq!(found.basis.periods[7].to.as_deref(), Some("2026-11-13"));
    assert!((found.basis.periods[7].done - 17.0).abs() < f64::EPSILON);
    assert!((found.basis.unestimated_as - 8.0).abs() < f64::EPSILON);
    let [target] = found.targets.as_slice() else {
        panic!("one target")
    };
    assert_eq!(
        (target.kind.as_str(), target.id.as_deref()),
        ("item", Some("US-14"))
    );
    assert_eq!(target.title.as_deref(), Some("Pay <now>"));
    assert_eq!(target.last.as_deref(), Some("US-14"));
    assert_eq!(
        (
            target.position,
            target.open,
            target.items,
            target.unestimated
        ),
        (4, 1, 4, 1)
    );
    assert!((target.work - 34.0).abs() < f64::EPSILON);
    assert!(target.waits_for.is_empty() && target.assumed.is_none());
    // Nothing is known without history: unknown, and not zero.
    assert_eq!(target.growth, None);
    assert_eq!(target.added, [None; 8]);
    let when = target.when.as_ref().unwrap();
    let p50 = when.p50.as_ref().unwrap();
    assert_eq!((p50.sprint.as_deref(), p50.number), (Some("10"), 2));
    assert!(when.p85.is_some() && when.p95.is_some());
    assert_eq!(target.due.as_deref(), Some("2026-12-18"));
    let chances = (target.due_chance.unwrap(), target.until_chance.unwrap());
    assert!(chances.0 > 0.5 && chances.0 <= chances.1 && chances.1 <= 1.0);
    let amount = found.amount.unwrap();
    assert_eq!((amount.until.as_str(), amount.ends), ("2026-12-31", 3));
    let least = amount.at_least.unwrap();
    assert!(least.p95 <= least.p85 && least.p85 <= least.p50);
    assert!(amount.assumed.is_none() && found.assumption.is_none());
    assert_eq!(found.looking_back[0].n, 3);
    assert!(
        found
            .say
            .unwrap()
            .ends_with("if nothing more goes before it.")
    );
}

#[test]
fn the_same_seed_says_the_same() {
    let sandbox = team(&USUAL);
    let say = |args: &[&str]| sandbox.ok(&[&["forecast", "16", "--format", "json"], args].concat());
    assert_eq!(say(&[]), say(&["--seed", "42"]));
    assert_ne!(say(&[]), say(&["--seed", "7"]));
    assert!(say(&["--trials", "1000"]).contains("\"trials\": 1000"));
}

#[test]
fn without_a_goal_the_releases_and_the_whole_order() {
    let sandbox = team(&USUAL);
    insta::assert_snapshot!(sandbox.ok(&["forecast", "--until", "2026-12-31"]));
    insta::assert_snapshot!(sandbox.ok(&["forecast", "--release", "1.2", "--format", "md"]));
}

#[test]
fn a_young_team_gets_no_forecast_and_a_range_that_says_what_it_is() {
    let sandbox = team(&[18, 22]);
    insta::assert_snapshot!(sandbox.ok(&["forecast", "14"]));
    insta::assert_snapshot!(sandbox.ok(&[
        "forecast",
        "14",
        "--assume",
        "15..25",
        "--until",
        "2026-12-31"
    ]));
    let found = json(&sandbox, &["14"]);
    assert!(!found.enough && found.say.is_none());
    assert!(found.targets[0].when.is_none() && found.targets[0].due_chance.is_none());
    let found = json(&sandbox, &["14", "--assume", "10..25"]);
    assert_eq!(found.assumption, Some([10.0, 25.0]));
    let assumed = found.targets[0].assumed.as_ref().unwrap();
    let dates = [&assumed.earliest, &assumed.latest].map(|end| &end.as_ref().unwrap().date);
    assert!(dates[0] < dates[1]);
}

#[test]
fn what_is_done_or_declined_or_unknown_is_said() {
    let sandbox = team(&USUAL);
    sandbox.ok(&["done", "11"]);
    assert!(
        sandbox
            .ok(&["forecast", "11"])
            .starts_with("US-11 Pay <now>: nothing is left to do")
    );
    sandbox.ok(&["decline", "12", "--because", "no demand"]);
    assert!(
        sandbox
            .fails(2, &["forecast", "12"])
            .contains("US-12 is declined")
    );
    for (args, words) in [
        (vec!["99"], "there is no item `US-99`"),
        (vec!["--release", "9"], "there is no release `9`"),
        (vec!["--epic", "14"], "no item has US-14 as its epic"),
        (vec!["14", "--until", "soon"], "`soon` is not a date"),
        (vec!["14", "--assume", "25..15"], "25 is more than 15"),
        (vec!["14", "--assume", "-5..15"], "is negative"),
        (vec!["14", "--assume", "0"], "nothing would ever be done"),
        (vec!["14", "--release", "1.2"], "cannot be used with"),
        (
            vec!["--backtest", "--until", "today"],
            "cannot be used with",
        ),
    ] {
        let told = sandbox.fails(2, &[&["forecast"], args.as_slice()].concat());
        assert!(told.contains(words), "{told}");
    }
    let past = sandbox.ok(&["forecast", "14", "--until", "2026-01-01"]);
    assert!(past.contains("1 Jan 2026 is over"), "{past}");
}

#[test]
fn a_due_date_in_the_past_is_over() {
    let mut sandbox = team(&USUAL);
    sandbox.at("2026-12-20T10:00:00Z");
    let told = sandbox.ok(&["forecast", "--release", "1.2"]);
    assert!(
        told.contains("Was due 18 Dec 2026: that day is over"),
        "{told}"
    );
    assert_eq!(
        json(&sandbox, &["--release", "1.2"]).targets[0].due_chance,
        None
    );
}

#[test]
fn growth_comes_from_what_landed() {
    let mut sandbox = team(&USUAL);
    sandbox.git(&["init", "--quiet", "--initial-branch", "main"]);
    let commit = |sandbox: &Sandbox| {
        sandbox.git(&["add", "--all"]);
        sandbox.git(&["commit", "--quiet", "--message", "Later"]);
    };
    sandbox.at("2026-10-30T17:00:00Z");
    commit(&sandbox);
    // Five points come to the top while Sprint 8 runs, and forty to the end of the order.
    sandbox.at("2026-11-05T17:00:00Z");
    sandbox.ok(&["add", "Crash", "--type", "bug", "--points", "5", "--top"]);
    sandbox.ok(&["add", "Later", "--points", "40"]);
    commit(&sandbox);
    sandbox.at("2026-11-21T20:31:07Z");
    let found = json(&sandbox, &["14"]);
    assert_eq!(found.targets[0].added.last(), Some(&Some(5.0)));
    assert!(found.targets[0].growth.is_some());
    let told = sandbox.ok(&["forecast", "14"]);
    assert!(told.contains("the work ahead grew"), "{told}");
}

#[test]
fn without_sprints_weeks_are_counted() {
    let sandbox = Sandbox::new();
    for (number, day) in (1..).zip([
        "10-01", "10-08", "10-15", "10-22", "10-29", "11-05", "11-12",
    ]) {
        let fields = format!("status: done\ndone: 2026-{day}\ntype: story\n");
        sandbox.story(number, "Pay", &fields, "");
    }
    sandbox.story(20, "Refund", "status: ready\ntype: story\n", "");
    insta::assert_snapshot!(sandbox.ok(&["forecast", "20"]));
    let found = json(&sandbox, &["20"]);
    assert_eq!(
        (found.unit.as_str(), found.basis.rhythm.as_str()),
        ("items", "weeks")
    );
}

#[test]
fn draws_a_picture() {
    let sandbox = team(&USUAL);
    let picture = sandbox.ok(&["forecast", "16", "--format", "svg"]);
    assert!(picture.starts_with("<svg ") && picture.contains("US-16 Pay &lt;now&gt;: forecast"));
    assert!(!picture.contains("Pay <now>"));
    let young = team(&[20]);
    let told = young.fails(2, &["forecast", "16", "--format", "svg"]);
    assert!(told.contains("there is no forecast to draw"), "{told}");
}

/// Boards of 20 Sprints that differ by a rule, unordered, as other tools leave them.
fn boards() -> String {
    let mut text = "\u{feff}Board,Sprint,Start,End,Committed,Done\r\n".to_owned();
    for board in 0..6u32 {
        for at in (0..20u32).rev() {
            let (month, day) = (1 + at / 2, 1 + 14 * (at % 2));
            let done = 12 + (board * 31 + at * at * 17 + at * 7) % 23;
            let line = format!("B{board},S,2026-{month:02}-{day:02},,20,{done}.0\r\n");
            text.push_str(&line);
        }
    }
    text
}

#[test]
fn looks_back_over_a_file_without_a_backlog() {
    let sandbox = Sandbox::empty();
    let csv =
        boards() + "B0,S,2027-01-01,,20,NaN\r\nB0,S,2027-01-02,,20,\r\nB0,S,2027-01-03,,20,-3\r\n";
    std::fs::write(sandbox.dir().join("past.csv"), csv).unwrap();
    let run = sandbox.run(&["forecast", "--backtest", "past.csv", "--format", "json"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert!(run.stderr.contains("`done` is negative"), "{}", run.stderr);
    let found: Backtest = serde_json::from_str(&run.stdout).expect("the agreed shape");
    assert_eq!(found.schema_version, 1);
    let horizons: Vec<(u32, u64)> = found.horizons.iter().map(|h| (h.sprints, h.n)).collect();
    assert_eq!(horizons, [(1, 90), (3, 78), (6, 60)]);
    for horizon in &found.horizons {
        let hit = [horizon.hit.p50, horizon.hit.p85, horizon.hit.p95].map(Option::unwrap);
        assert!(hit.is_sorted() && hit[0] >= 0.3 && hit[1] >= 0.7, "{hit:?}");
    }
    insta::assert_snapshot!(sandbox.ok(&["forecast", "--backtest", "past.csv"]));
    let told = sandbox.fails(2, &["forecast", "--backtest", "none.csv"]);
    assert!(told.contains("no file `none.csv`"), "{told}");
    std::fs::write(sandbox.dir().join("past.csv"), "id,title\n1,Pay\n").unwrap();
    let told = sandbox.fails(2, &["forecast", "--backtest", "past.csv"]);
    assert!(told.contains("line 1 names no column `done`"), "{told}");
}

#[test]
fn a_look_back_takes_as_many_trials_as_are_asked_for() {
    let sandbox = Sandbox::empty();
    std::fs::write(sandbox.dir().join("past.csv"), boards()).unwrap();
    let look = |trials: &str| {
        let args = ["forecast", "--backtest", "past.csv", "--format", "json"];
        sandbox.ok(&[args.as_slice(), &["--trials", trials]].concat())
    };
    assert_eq!(
        look("2000"),
        sandbox.ok(&["forecast", "--backtest", "past.csv", "--format", "json"])
    );
    assert_ne!(look("2000"), look("100"));
}

#[test]
fn looks_back_over_its_own_sprints() {
    let sandbox = team(&USUAL);
    insta::assert_snapshot!(sandbox.ok(&["forecast", "--backtest"]));
    let found: Backtest =
        serde_json::from_str(&sandbox.ok(&["forecast", "--backtest", "--format", "json"])).unwrap();
    assert_eq!(found.horizons[2].n, 0);
    assert_eq!(found.horizons[2].hit.p85, None);
}
