//! Cases with a known optimum, random graphs against trying all, large ones against the bound.

use proptest::collection::vec;
use proptest::prelude::{Strategy, prop_assert, prop_assert_eq, proptest};
use proptest::test_runner::Config;

use super::{Cost, Job, cost_of, value_order};
use crate::model::Hundredths;
use crate::scrum::chance::Chance;

fn job(weight: i64, size: i64) -> Job {
    Job {
        weight: Hundredths::whole(weight),
        size: Hundredths::whole(size),
    }
}

fn jobs(sizes: &[i64], weights: &[i64]) -> Vec<Job> {
    let pairs = sizes.iter().zip(weights);
    pairs.map(|(&size, &weight)| job(weight, size)).collect()
}

/// `("AC", "B")`: A before C, nothing before B.
fn needs(count: usize, edges: &[&str]) -> Vec<Vec<usize>> {
    let mut needs = vec![Vec::new(); count];
    for edge in edges {
        let [from, to] = edge.as_bytes() else {
            panic!("two letters")
        };
        needs[usize::from(to - b'A')].push(usize::from(from - b'A'));
    }
    needs
}

fn letters(order: &[usize]) -> String {
    let letter = |&at: &usize| char::from(b'A' + u8::try_from(at).unwrap());
    order.iter().map(letter).collect()
}

#[test]
fn the_cases_with_a_known_optimum_reach_it() {
    for (sizes, weights, edges, cost, order) in [
        (&[3, 1, 2][..], &[3, 4, 1][..], &[][..], 22, "BAC"),
        (&[1, 1, 1], &[1, 100, 10], &["AB"], 231, "ABC"),
        (&[1, 1, 100], &[0, 100, 1], &["AB"], 302, "ABC"),
        (
            &[3, 1, 2, 5],
            &[1, 2, 9, 8],
            &["AC", "AD", "BD"],
            148,
            "BACD",
        ),
        (
            &[5, 5, 1, 1, 2],
            &[1, 1, 40, 10, 6],
            &["AC", "BC", "BD"],
            640,
            "BDACE",
        ),
        (
            &[2, 3, 1, 1],
            &[1, 5, 4, 30],
            &["AB", "AC", "BD", "CD"],
            254,
            "ACBD",
        ),
    ] {
        let jobs = jobs(sizes, weights);
        let found = value_order(&jobs, &needs(jobs.len(), edges)).unwrap();
        assert_eq!(
            (letters(&found.order).as_str(), found.cost.to_string()),
            (order, cost.to_string())
        );
        assert!(found.is_optimal());
    }
}

/// The least cost, by all sets and without any of the code above.
fn least(jobs: &[Job], needs: &[Vec<usize>]) -> i128 {
    let count = jobs.len();
    let mut least = vec![i128::MAX; 1 << count];
    least[0] = 0;
    for done in 0..1usize << count {
        if least[done] == i128::MAX {
            continue;
        }
        let sizes = (0..count).filter(|j| done >> j & 1 == 1);
        let time: i64 = sizes.map(|j| jobs[j].size.hundredths()).sum();
        for j in (0..count).filter(|j| done >> j & 1 == 0) {
            if needs[j].iter().all(|other| done >> other & 1 == 1) {
                let end = i128::from(time + jobs[j].size.hundredths());
                let cost = least[done] + i128::from(jobs[j].weight.hundredths()) * end;
                let next = &mut least[done | 1 << j];
                *next = cost.min(*next);
            }
        }
    }
    least[(1 << count) - 1]
}

/// Up to ten jobs, with dependencies on earlier ones only, then shuffled by `turn`.
fn graphs() -> impl Strategy<Value = (Vec<Job>, Vec<Vec<usize>>)> {
    let item = (0i64..30, 0i64..13, vec(0usize..10, 0..4));
    (vec(item, 1..=10), 0usize..10).prop_map(|(items, turn)| {
        let count = items.len();
        let place = |at: usize| (at + turn) * if count == 7 { 1 } else { 7 } % count;
        let is_one_to_one = (0..count)
            .map(place)
            .collect::<std::collections::HashSet<_>>()
            .len()
            == count;
        let place = |at: usize| if is_one_to_one { place(at) } else { at };
        let mut jobs = vec![Job::default(); count];
        let mut needs = vec![Vec::new(); count];
        for (at, (weight, size, before)) in items.into_iter().enumerate() {
            jobs[place(at)] = job(weight, size.max(1));
            let before = before.into_iter().filter(|other| *other < at);
            needs[place(at)] = before.map(place).collect();
        }
        (jobs, needs)
    })
}

fn heeds(order: &[usize], needs: &[Vec<usize>]) -> bool {
    let mut place = vec![usize::MAX; needs.len()];
    for (at, &job) in order.iter().enumerate() {
        place[job] = at;
    }
    let sorted = place.iter().all(|&at| at != usize::MAX) && order.len() == needs.len();
    sorted
        && needs
            .iter()
            .enumerate()
            .all(|(job, before)| before.iter().all(|&other| place[other] < place[job]))
}

proptest! {
    #![proptest_config(Config::with_cases(1_000))]

    #[test]
    fn no_small_graph_has_a_cheaper_order((jobs, needs) in graphs()) {
        let found = value_order(&jobs, &needs).unwrap();
        prop_assert!(heeds(&found.order, &needs));
        prop_assert_eq!(found.cost, cost_of(&jobs, &found.order));
        let least = 2 * least(&jobs, &needs);
        prop_assert!(found.lower_bound.doubled() <= least, "{:?} > {}", found.lower_bound, least);
        // None above 1.001 × the optimum is asked for; blocks of ten are solved exactly.
        prop_assert_eq!(found.cost.doubled(), least);
        prop_assert!(found.is_optimal());
    }

    #[test]
    fn an_order_that_costs_no_more_is_kept((jobs, needs) in graphs()) {
        let found = value_order(&jobs, &needs).unwrap();
        let place = |job: &usize| found.order.iter().position(|other| other == job).unwrap();
        let jobs: Vec<Job> = found.order.iter().map(|&job| jobs[job]).collect();
        let needs: Vec<Vec<usize>> = found
            .order
            .iter()
            .map(|&job| needs[job].iter().map(place).collect())
            .collect();
        let again = value_order(&jobs, &needs).unwrap();
        prop_assert_eq!(again.order, (0..jobs.len()).collect::<Vec<_>>());
    }
}

/// Jobs as teams write them, and dependencies between random ones.
fn random(seed: u64, count: usize, edges: usize) -> (Vec<Job>, Vec<Vec<usize>>) {
    let mut chance = Chance::new(seed);
    let mut below = |limit: usize| chance.index(limit);
    let deck = [1, 2, 3, 5, 8, 13];
    let jobs = (0..count)
        .map(|_| job(i64::try_from(below(60)).unwrap(), deck[below(6)]))
        .collect();
    // Who needs whom goes by a shuffled order, so that today's order breaks half of them.
    let mut place: Vec<usize> = (0..count).collect();
    for at in (1..count).rev() {
        place.swap(at, below(at + 1));
    }
    let mut needs = vec![Vec::new(); count];
    for _ in 0..edges {
        let (a, b) = (below(count), below(count));
        if place[a] < place[b] {
            needs[b].push(a);
        } else if place[a] > place[b] {
            needs[a].push(b);
        }
    }
    (jobs, needs)
}

#[test]
fn ten_thousand_jobs_come_within_a_twentieth_of_a_percent() {
    for (seed, edges) in [(1, 3_000), (2, 10_000), (3, 10_000), (4, 20_000)] {
        let (jobs, needs) = random(seed, 10_000, edges);
        let found = value_order(&jobs, &needs).unwrap();
        assert!(heeds(&found.order, &needs));
        let gap = found.cost.gap(found.lower_bound).unwrap();
        assert!(
            gap <= 5,
            "{edges} dependencies: {gap} hundredths of a percent"
        );
    }
}

#[test]
fn large_numbers_do_not_overflow() {
    let largest: Hundredths = "10000000000.99".parse().unwrap();
    let (mut jobs, needs) = random(5, 2_000, 3_000);
    for job in jobs.iter_mut().step_by(2) {
        // Three parts of a cost of delay add up.
        job.weight = largest + largest + largest;
        job.size = largest;
    }
    let found = value_order(&jobs, &needs).unwrap();
    assert!(found.cost >= found.lower_bound && found.lower_bound > Cost::default());
    assert!(heeds(&found.order, &needs));
}

#[test]
fn long_chains_need_neither_depth_nor_time() {
    let count = 100_000;
    let rising: Vec<Job> = (0..count).map(|at| job(at % 97, 1 + at % 5)).collect();
    let mut needs: Vec<Vec<usize>> = (0..rising.len())
        .map(|at| at.checked_sub(1).into_iter().collect())
        .collect();
    let found = value_order(&rising, &needs).unwrap();
    assert!(found.is_optimal());
    assert!(found.order.iter().copied().eq(0..rising.len()));
    // Backwards, so that today's order is wrong everywhere.
    needs = (1..=rising.len())
        .map(|at| (at < rising.len()).then_some(at).into_iter().collect())
        .collect();
    assert!(value_order(&rising, &needs).unwrap().is_optimal());
    needs[rising.len() - 1] = vec![0];
    assert_eq!(
        value_order(&rising, &needs).unwrap_err().len(),
        rising.len()
    );
}

#[test]
fn a_ladder_of_dependencies_ends_in_time_with_a_bound_that_holds() {
    // Two long rows, each step of the one needing that of the other: the worst kind for flows.
    let rungs = 20_000;
    let jobs: Vec<Job> = (0..2 * rungs)
        .map(|at| {
            job(
                i64::from(at < rungs) * 3 + i64::from(at % 7),
                1 + i64::from(at % 3),
            )
        })
        .collect();
    let rungs = usize::try_from(rungs).unwrap();
    let needs: Vec<Vec<usize>> = (0..2 * rungs)
        .map(|at| {
            let mut before: Vec<usize> = Vec::new();
            before.extend((at % rungs > 0).then(|| at - 1));
            before.extend((at < rungs).then_some(at + rungs));
            before
        })
        .collect();
    let found = value_order(&jobs, &needs).unwrap();
    assert!(heeds(&found.order, &needs));
    assert!(found.cost >= found.lower_bound);
}

#[test]
fn who_waits_for_each_other_is_said() {
    let jobs = jobs(&[1, 1, 1, 1], &[1, 1, 1, 1]);
    let found = value_order(&jobs, &needs(4, &["AB", "BC", "CB", "CD"])).unwrap_err();
    assert_eq!(letters(&found), "BC");
    assert_eq!(
        value_order(&jobs, &[vec![0], vec![], vec![], vec![]]),
        Err(vec![0])
    );
}

#[test]
fn what_only_passes_dependencies_on_costs_nothing_and_ties_stay() {
    // C needs D by way of B, which is no job of its own.
    let mut list = jobs(&[1, 1, 1, 1], &[5, 5, 5, 5]);
    list[1] = Job::default();
    let found = value_order(&list, &needs(4, &["BC", "DB"])).unwrap();
    assert_eq!(letters(&found.order), "ADC");
    let equal = value_order(&jobs(&[2, 1, 4], &[2, 1, 4]), &needs(3, &[])).unwrap();
    assert_eq!(letters(&equal.order), "ABC");
}
