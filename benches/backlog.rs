//! How long the parts of the daily loop take in the library, beside the floor: `cargo bench --bench backlog`.
#![expect(
    clippy::disallowed_methods,
    reason = "a benchmark measures files, processes and time"
)]

use std::hint::black_box;
use std::time::{Duration, Instant};

use backlog::check::{Check, Choice, Settings};
use backlog::git::{Discovered, Ids, Repository};
use backlog::model::{Backlog, Change, Edit, IdPattern, StoryId, Value};
use backlog::store::{Depth, Mode, Store, StoreError, new_story_header, story_path};
use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};

use crate::shared::floor;
use crate::shared::made::Made;

mod shared;

/// How many stories; 100,000 only when it is asked for.
fn sizes() -> Vec<u64> {
    let mut sizes = vec![1_000, 10_000];
    if std::env::var_os("PO_BENCH_LARGE").is_some() {
        sizes.push(100_000);
    }
    sizes
}

fn backlog(criterion: &mut Criterion) {
    for size in sizes() {
        let made = Made::new(size);
        let Ok(Discovered::Repository(repository)) = Repository::discover(&made.backlog()) else {
            panic!("the repository that was just made");
        };
        let private = repository.private_dir();
        let store = Store::open(&made.backlog(), private.clone()).expect("a backlog");
        let ids = Ids::new(Some(&repository), store.root(), &private);
        let mut group = criterion.benchmark_group("backlog");
        group.sample_size(if size > 10_000 { 10 } else { 30 });

        let id = |name: &str| BenchmarkId::new(name, size);
        let stories = made.backlog().join("stories");
        group.bench_function(id("floor"), |b| b.iter(|| floor::read_all(&stories)));
        group.bench_function(id("list names"), |b| b.iter(|| store.names()));
        group.bench_function(id("load headers"), |b| b.iter(|| store.load(Depth::Header)));
        group.bench_function(id("load bodies"), |b| b.iter(|| store.load(Depth::Body)));
        let loaded = store.load(Depth::Body).backlog;
        group.bench_function(id("same and near stories"), |b| {
            b.iter(|| same_and_near(&loaded));
        });
        let pattern = IdPattern::new(&(size / 2).to_string(), &store.config().prefixes);
        group.bench_function(id("show one"), |b| b.iter(|| store.search().open(&pattern)));
        group.bench_function(id("highest id"), |b| {
            b.iter(|| black_box(highest(&store, &ids)));
        });
        let mut turn = 0;
        group.bench_function(id("rank one"), |b| {
            b.iter(|| {
                turn += 1;
                rank_one(&store, size / 2, turn);
            });
        });
        group.bench_function(id("add one"), |b| {
            b.iter_custom(|rounds| (0..rounds).map(|_| add_one(&store, &ids)).sum());
        });
        group.finish();
    }
}

/// What the two rules find that compare every story with every other one, reading the sentences included, on one thread.
fn same_and_near(backlog: &Backlog) -> usize {
    let rules = ["duplicate-story", "near-duplicate-story"];
    let choice = Choice {
        select: rules.map(str::to_owned).to_vec(),
        ..Choice::default()
    };
    let settings = Settings::new(&backlog.config, &choice).expect("two rules");
    let check = Check::new(backlog, settings);
    let whole = check.whole();
    check.finish(Vec::new(), [whole]).findings.len()
}

/// What `po add` asks before it writes.
fn highest(store: &Store, ids: &Ids<'_>) -> u64 {
    let names = store.names();
    let here = names.iter().filter_map(|(id, _)| id.as_ref());
    ids.highest("US", here).expect("a number")
}

/// What `po rank` does: reads every front matter, writes one line.
fn rank_one(store: &Store, id: u64, turn: u64) {
    let moved = store.apply("rank", Mode::Write, |store| {
        let backlog = store.load(Depth::Header).backlog;
        let story = backlog.find(&id.to_string()).expect("the story");
        let key = format!("i{}k", turn % 10);
        let edit = Edit::set("rank", Value::Plain(key));
        Ok::<_, StoreError>((vec![Change::edit(story.path.clone(), vec![edit])], ()))
    });
    moved.expect("a move");
}

/// What `po add` does; the file goes away again outside the time that is measured.
fn add_one(store: &Store, ids: &Ids<'_>) -> Duration {
    let begin = Instant::now();
    let added = store.apply("add", Mode::Write, |store| {
        let id = StoryId::new("US", highest(store, ids) + 1).expect("an id");
        let header = new_story_header(&[
            ("title", Value::Text("Measured".to_owned())),
            ("id", Value::Plain(id.to_string())),
        ]);
        let path = story_path(&id, "measured");
        Ok::<_, StoreError>((vec![Change::create(path.clone(), header)], path))
    });
    let time = begin.elapsed();
    let (_, path) = added.expect("a new story");
    std::fs::remove_file(store.root().join(path)).expect("the new file");
    time
}

criterion_group!(benches, backlog);
criterion_main!(benches);
