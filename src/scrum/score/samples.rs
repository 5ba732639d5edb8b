//! What the models say of small backlogs, and what dependencies force.

use super::{Proposal, ProposalError, ScoreModel, propose};
use crate::model::{Backlog, Config, Formula, Hundredths, Moscow, Story};

fn item(number: u64, change: impl FnOnce(&mut Story)) -> Story {
    let id = format!("US-{number}");
    let mut story = Story::new(id.parse().unwrap(), format!("stories/{id}.md"));
    change(&mut story);
    story
}

/// Value and points.
fn valued(number: u64, value: i64, points: i64, waits_for: &[&str]) -> Story {
    item(number, |story| {
        story.value = Some(Hundredths::whole(value));
        story.points = Some(Hundredths::whole(points));
        story.depends_on = waits_for.iter().map(|&id| id.to_owned()).collect();
    })
}

/// An item with those numbers.
fn with(number: u64, factors: &[(&str, &str)]) -> Story {
    item(number, |story| {
        for (key, amount) in factors {
            story
                .factors
                .push(((*key).to_owned(), amount.parse().unwrap()));
        }
    })
}

fn classed(number: u64, class: Moscow, points: i64, waits_for: &[&str]) -> Story {
    let mut story = valued(number, 0, points, waits_for);
    story.value = None;
    story.moscow = Some(class);
    story
}

fn backlog(stories: impl IntoIterator<Item = Story>) -> Backlog {
    Backlog::new(Config::default(), stories.into_iter().collect(), Vec::new())
}

fn by<'a>(backlog: &'a Backlog, model: &ScoreModel) -> Proposal<'a> {
    propose(backlog, model, &|_| true).unwrap()
}

fn order(proposal: &Proposal<'_>) -> Vec<u64> {
    let items = proposal.items.iter();
    items.map(|item| item.story.id.number()).collect()
}

fn whole(proposal: &Proposal<'_>) -> Vec<u64> {
    proposal
        .whole
        .iter()
        .map(|story| story.id.number())
        .collect()
}

fn missing(proposal: &Proposal<'_>) -> Vec<String> {
    let items = proposal.unordered.iter();
    items
        .map(|item| format!("{} {}", item.story.id, item.missing.join(",")))
        .collect()
}

fn scores(proposal: &Proposal<'_>) -> Vec<String> {
    let items = proposal.items.iter();
    items.map(|item| item.score.value.to_string()).collect()
}

fn weighted(text: &str) -> ScoreModel {
    ScoreModel::Weighted {
        name: String::new(),
        formula: Formula::read(text).unwrap(),
    }
}

#[test]
fn what_costs_most_by_its_size_comes_first_and_needs_come_before() {
    // 3 is worth most and waits for 1.
    let backlog = backlog([
        valued(1, 1, 1, &[]),
        valued(2, 10, 1, &[]),
        valued(3, 100, 1, &["US-1"]),
    ]);
    let found = by(&backlog, &ScoreModel::Wsjf);
    assert_eq!(order(&found), [1, 3, 2]);
    assert_eq!(found.cost.unwrap().to_string(), "231");
    assert!(found.is_optimal());
    let held: Vec<usize> = found.items.iter().map(|item| item.held_by.len()).collect();
    assert_eq!(held, [0, 1, 0]);
    let pulled = found.items[0].pulled_for.map(|story| story.id.number());
    assert_eq!(pulled, Some(3));
}

#[test]
fn nothing_is_data_and_what_is_missing_is_said() {
    let mut no_size = valued(4, 5, 0, &[]);
    let mut money = valued(6, 9, 2, &[]);
    money.cost_of_delay = Some(Hundredths::ZERO);
    let mut unsized_item = valued(5, 5, 3, &[]);
    (no_size.urgency, unsized_item.points) = (Some(Hundredths::whole(1)), None);
    let backlog = backlog([
        valued(1, 0, 3, &[]),
        item(2, |story| story.points = Some(Hundredths::whole(3))),
        item(3, |_| {}),
        no_size,
        unsized_item,
        money,
        valued(7, 1, 1, &[]),
    ]);
    let found = by(&backlog, &ScoreModel::Wsjf);
    // A size of 0 is never infinitely good, and no size is no default.
    assert_eq!(order(&found), [7, 1, 6]);
    assert_eq!(scores(&found), ["1", "0", "0"]);
    assert_eq!(
        missing(&found),
        [
            "US-2 value",
            "US-3 value,points",
            "US-4 points",
            "US-5 points"
        ]
    );
    // They stay where they are.
    assert_eq!(whole(&found), [7, 2, 3, 4, 5, 1, 6]);
}

#[test]
fn money_and_relative_values_are_not_compared_in_silence() {
    let mut money = valued(2, 5, 1, &[]);
    money.cost_of_delay = Some(Hundredths::whole(900));
    let mixed = backlog([valued(1, 5, 1, &[]), money, valued(3, 5, 1, &[])]);
    assert_eq!(
        by(&mixed, &ScoreModel::Wsjf).notes,
        ["US-2 has money a week, the others relative values: these cannot be compared"]
    );
    let mut free = valued(2, 5, 1, &[]);
    free.cost_of_delay = Some(Hundredths::ZERO);
    let same = backlog([valued(1, 5, 1, &[]), free]);
    assert!(by(&same, &ScoreModel::Wsjf).notes.is_empty());
}

#[test]
fn ties_keep_the_order_of_today() {
    let backlog = backlog([
        valued(3, 4, 2, &[]),
        valued(1, 2, 1, &[]),
        valued(2, 8, 4, &[]),
    ]);
    for model in [ScoreModel::Wsjf, weighted("value / points")] {
        let found = by(&backlog, &model);
        assert_eq!(order(&found), whole(&found));
        assert!(found.items.iter().all(|item| item.position == item.today));
    }
}

#[test]
fn what_is_done_holds_nothing_up_and_what_lacks_data_goes_before() {
    let mut done = valued(1, 0, 1, &[]);
    done.status = "done".to_owned();
    let backlog = backlog([
        done,
        valued(2, 1, 1, &[]),
        valued(3, 9, 1, &["US-1", "US-4", "US-99"]),
        item(4, |story| story.depends_on = vec!["US-5".to_owned()]),
        item(5, |_| {}),
    ]);
    let found = by(&backlog, &ScoreModel::Wsjf);
    assert_eq!(order(&found), [3, 2]);
    assert_eq!(whole(&found), [5, 4, 3, 2]);
    let also = found.also_moved.iter().map(|item| {
        let before = item.before.map(|story| story.id.number());
        (item.story.id.number(), item.today, item.position, before)
    });
    assert_eq!(
        also.collect::<Vec<_>>(),
        [(5, 4, 1, Some(4)), (4, 3, 2, Some(3))]
    );
    let held = found.items[0].held_by.iter().map(|story| story.id.number());
    assert_eq!(held.collect::<Vec<_>>(), [4]);
}

#[test]
fn what_stays_does_not_slip_before_what_it_waits_for() {
    // 2 has no data and waits for 1, which goes down.
    let backlog = backlog([
        valued(1, 1, 5, &[]),
        item(2, |story| story.depends_on = vec!["US-1".to_owned()]),
        valued(3, 9, 1, &[]),
        valued(4, 8, 1, &[]),
    ]);
    let found = by(&backlog, &ScoreModel::Wsjf);
    assert_eq!(whole(&found), [3, 4, 1, 2]);
    let after = found.also_moved[0].after.map(|story| story.id.number());
    assert_eq!((found.also_moved[0].position, after), (4, Some(1)));
}

#[test]
fn an_epic_is_what_its_children_are() {
    let child = |number: u64, epic: &str, value: i64| {
        let mut story = valued(number, value, 1, &[]);
        story.epic = Some(epic.to_owned());
        story
    };
    let epic = |number: u64, waits_for: &[&str]| {
        item(number, |story| {
            story.depends_on = waits_for.iter().map(|&id| id.to_owned()).collect();
        })
    };
    let list = || {
        vec![
            epic(1, &[]),
            epic(2, &["US-1"]),
            child(3, "US-1", 1),
            child(4, "US-2", 9),
            child(5, "US-1", 2),
            valued(6, 3, 1, &[]),
        ]
    };
    // 4 waits for all of epic 1; 6 does not.
    assert_eq!(
        order(&by(&backlog(list()), &ScoreModel::Wsjf)),
        [5, 3, 4, 6]
    );
    assert_eq!(
        order(&by(&backlog(list()), &weighted("value"))),
        [5, 3, 4, 6]
    );
    // With a circle among epics only, what epics wait for is left out, and said.
    let mut circle = list();
    circle[2].depends_on = vec!["US-4".to_owned()];
    let backlog = backlog(circle);
    let found = by(&backlog, &ScoreModel::Wsjf);
    assert_eq!(order(&found), [4, 6, 5, 3]);
    assert_eq!(
        found.notes,
        [
            "what epics wait for was left out: with it, items would wait for each other; so nothing is proved of this order"
        ]
    );
    assert_eq!((found.lower_bound, found.is_optimal()), (None, false));
}

#[test]
fn items_that_wait_for_each_other_are_refused() {
    let backlog = backlog([
        valued(1, 1, 1, &["US-3"]),
        valued(2, 1, 1, &[]),
        valued(3, 1, 1, &["US-2", "US-1"]),
    ]);
    let error = propose(&backlog, &ScoreModel::Rice, &|_| true).unwrap_err();
    let ProposalError::Circle(circle) = error else {
        panic!("{error}")
    };
    assert_eq!(
        circle.steps,
        [
            ("stories/US-1.md".to_owned(), 0),
            ("stories/US-3.md".to_owned(), 1)
        ]
    );
}

#[test]
fn rice_counts_as_its_author_does() {
    let rice = |number, reach, impact, confidence, effort| {
        with(
            number,
            &[
                ("reach", reach),
                ("impact", impact),
                ("confidence", confidence),
                ("effort", effort),
            ],
        )
    };
    let backlog = backlog([
        rice(1, "500", "2", "80", "4"),
        rice(2, "500", "2", "0.8", "4"),
        rice(3, "1000", "3", "20", "1"),
        rice(4, "100", "1", "100", "0.2"),
        rice(5, "100", "1", "100", "0"),
        with(6, &[("reach", "5"), ("effort", "2")]),
        rice(7, "0", "1.5", "100", "2"),
    ]);
    let found = by(&backlog, &ScoreModel::Rice);
    assert_eq!(order(&found), [3, 1, 2, 4, 7]);
    assert_eq!(scores(&found), ["600", "200", "200", "200", "0"]);
    let flags: Vec<&str> = found
        .items
        .iter()
        .flat_map(|item| item.score.flags.iter().map(String::as_str))
        .collect();
    assert_eq!(
        flags,
        [
            "moonshot: confidence 20 %",
            "effort 0.2 counts as 0.5",
            "impact 1.5 is none of 3, 2, 1, 0.5, 0.25"
        ]
    );
    assert_eq!(missing(&found), ["US-5 effort", "US-6 impact,confidence"]);
    assert_eq!(found.cost, None);
}

#[test]
fn moscow_leaves_out_what_will_not_be_and_warns() {
    let mut labelled = classed(5, Moscow::Must, 8, &["US-2"]);
    (labelled.moscow, labelled.labels) = (None, vec!["Must have".to_owned()]);
    let backlog = backlog([
        classed(1, Moscow::Wont, 5, &[]),
        classed(2, Moscow::Could, 2, &[]),
        classed(3, Moscow::Should, 2, &[]),
        item(4, |_| {}),
        labelled,
        classed(6, Moscow::Must, 1, &[]),
    ]);
    let found = by(&backlog, &ScoreModel::Moscow);
    // 2 could be left out, and yet goes before what waits for it.
    assert_eq!(order(&found), [2, 5, 6, 3]);
    assert_eq!(missing(&found), ["US-1 ", "US-4 moscow"]);
    assert_eq!(
        found.notes,
        [
            "must is 69 % of the points (9 of 13): above 60 % nothing is left to give way",
            "US-5 is must and waits for US-2, which is could: who leaves that out leaves this out too",
            "not this time: US-1",
        ]
    );
    let even = [
        classed(1, Moscow::Must, 6, &[]),
        classed(2, Moscow::Could, 4, &[]),
    ];
    let even = Backlog::new(Config::default(), even.to_vec(), Vec::new());
    assert!(by(&even, &ScoreModel::Moscow).notes.is_empty());
}

#[test]
fn formulas_count_shares_and_divide_by_nothing_never() {
    let rated = |number, benefit, penalty, effort, risk| {
        with(
            number,
            &[
                ("benefit", benefit),
                ("penalty", penalty),
                ("effort", effort),
                ("risk", risk),
            ],
        )
    };
    let backlog = backlog([
        rated(1, "3", "1", "5", "5"),
        rated(2, "6", "3", "5", "5"),
        // It lacks a risk, and so has no part in the sums.
        with(3, &[("benefit", "90"), ("penalty", "90"), ("effort", "9")]),
        rated(4, "1", "0", "0", "0"),
    ]);
    let wiegers = "(share(benefit) + share(penalty)) / (share(effort) + share(risk))";
    let found = by(&backlog, &weighted(wiegers));
    // (60 + 75) ÷ (50 + 50), (30 + 25) ÷ 100, and 10 ÷ 0.
    assert_eq!(order(&found), [2, 1]);
    assert_eq!(scores(&found), ["1.35", "0.55"]);
    assert_eq!(missing(&found), ["US-3 risk", "US-4 penalty,effort,risk"]);
    assert_eq!(found.notes, ["shares move when items are added or change"]);

    let found = by(&backlog, &weighted("benefit / first(points, effort)"));
    assert_eq!(order(&found), [3, 2, 1]);
    assert_eq!(missing(&found), ["US-4 effort"]);
    let found = by(&backlog, &weighted("benefit / first(points, value)"));
    assert_eq!(missing(&found)[0], "US-1 points or value");
}

#[test]
fn numbers_beyond_all_bounds_are_an_error() {
    let large = [("reach", "10000000000"), ("impact", "10000000000")];
    let backlog = backlog([with(1, &large)]);
    let product = ["reach * impact"; 3].join(" * ");
    let error = propose(&backlog, &weighted(&product), &|_| true).unwrap_err();
    assert_eq!(
        error.to_string(),
        "the score of `US-1` is too large to be worked out"
    );
}

#[test]
fn only_what_is_meant_moves() {
    let backlog = backlog([
        valued(1, 1, 1, &[]),
        valued(2, 2, 1, &[]),
        valued(3, 3, 1, &[]),
        valued(4, 4, 1, &[]),
    ]);
    let found = propose(&backlog, &ScoreModel::Wsjf, &|story| {
        story.id.number() % 2 == 0
    })
    .unwrap();
    assert_eq!(order(&found), [4, 2]);
    assert_eq!(whole(&found), [1, 4, 3, 2]);
}

#[test]
fn a_long_chain_of_items_is_ordered_by_every_model() {
    let stories = (1..=30_000).map(|number| {
        let waits_for = format!("US-{}", number + 1);
        let mut story = valued(number, (number % 7) as i64, 1 + (number % 3) as i64, &[]);
        story.depends_on = vec![waits_for];
        story
    });
    let backlog = backlog(stories);
    for model in [ScoreModel::Wsjf, weighted("value")] {
        let found = by(&backlog, &model);
        assert!(order(&found).is_sorted_by(|a, b| a > b));
    }
}

#[test]
fn what_stays_between_ordered_items_counts_and_may_forbid_the_move() {
    let list = [
        valued(1, 1, 1, &[]),
        valued(2, 1000, 1, &[]),
        valued(3, 20, 13, &[]),
    ];
    let list = backlog(list);
    let odd = |story: &Story| story.id.number() % 2 == 1;
    let found = propose(&list, &ScoreModel::Wsjf, &odd).unwrap();
    // 3 before 1 would make 2 wait 13 instead of 1.
    assert_eq!(whole(&found), [1, 2, 3]);
    let shown = |cost: Option<crate::scrum::Cost>| cost.map(|cost| cost.to_string());
    assert_eq!(shown(found.cost), Some("2301".to_owned()));
    assert_eq!(found.cost, found.cost_today);
    assert_eq!(shown(found.lower_bound), Some("1295".to_owned()));
    assert_eq!(shown(found.withheld), Some("11974".to_owned()));
    assert!(!found.is_optimal());
    // Who asks for an order by another model gets it, and its cost.
    let found = propose(&list, &weighted("value"), &odd).unwrap();
    assert_eq!(whole(&found), [3, 2, 1]);
    assert_eq!(shown(found.cost), Some("14275".to_owned()));
    assert_eq!(found.withheld, None);
    // What today's order breaks is mended, whatever it costs.
    let broken = backlog([valued(1, 9, 1, &["US-2"]), valued(2, 1, 5, &[])]);
    let found = by(&broken, &ScoreModel::Wsjf);
    assert_eq!(whole(&found), [2, 1]);
    assert!(found.is_optimal() && found.cost > found.cost_today);
}
