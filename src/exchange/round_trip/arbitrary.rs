//! Any backlog, as far as people write such things.

use jiff::civil::Date;
use proptest::collection::vec;
use proptest::option::of;
use proptest::prelude::{Just, Strategy, any, prop_oneof};

use crate::model::{Backlog, Config, External, Hundredths, Moscow, Rank, State, StateKind, Story};

/// Words as they stand in a title, a name or a line of text: with quotes, commas, formulas, markup and any script.
fn words() -> impl Strategy<Value = String> {
    let plain = "[A-Za-z0-9]{1,8}( [a-z0-9äß\"'.,:;!?()%&#/*_<>|=+@-]{1,8}){0,4}";
    let formula = "[=+@'-][A-Z(]{1,4}[a-z0-9 ]{0,4}[a-z]";
    prop_oneof![8 => plain, 1 => formula, 1 => "[а-я漢🙂]{1,6}"]
        .prop_map(|text| text.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// A name: a label, a person, a Sprint, a release.
fn name() -> impl Strategy<Value = String> {
    "[A-Za-z][a-z0-9äß.-]{0,8}( [a-z0-9]{1,4})?"
}

fn day() -> impl Strategy<Value = Date> {
    (2020_i16..2030, 1_i8..=12, 1_i8..=28).prop_map(|(y, m, d)| jiff::civil::date(y, m, d))
}

fn amount() -> impl Strategy<Value = Hundredths> {
    prop_oneof!["[1-9][0-9]{0,2}", "0\\.5", "[0-9]\\.[1-9]", "0"]
        .prop_map(|text| text.parse().expect("an amount"))
}

/// A sentence. First words have at least three letters: an import takes `AC` alone for the heading of criteria.
fn sentence() -> impl Strategy<Value = String> {
    "[A-Z][a-z]{2,6}( [a-z0-9äß\",'()]{1,8}){1,5}"
}

fn list() -> impl Strategy<Value = String> {
    vec(sentence(), 1..3).prop_map(|items| format!("- {}", items.join("\n- ")))
}

fn code() -> impl Strategy<Value = String> {
    "[a-z]{1,4}( [a-z=]{1,3})?(\n\n?  [a-z]{1,4})?".prop_map(|lines| format!("```sh\n{lines}\n```"))
}

/// An item's words, and what stands in it below them: lines, paragraphs, code, at last a list.
fn item() -> impl Strategy<Value = String> {
    let line = sentence().prop_map(|line| format!("\n{line}"));
    let below = prop_oneof![sentence(), code()].prop_map(|block| format!("\n\n{block}"));
    let last = list().prop_map(|list| format!("\n\n{list}"));
    let parts = (
        sentence(),
        of(line),
        vec(below, 0..3),
        prop_oneof![3 => Just(None), 1 => last.prop_map(Some)],
        prop_oneof![2 => Just(false), 1 => Just(true)],
    );
    parts.prop_map(|(words, line, below, last, is_long)| {
        let more = [
            line.unwrap_or_default(),
            below.concat(),
            last.unwrap_or_default(),
        ];
        format!(
            "{words}{}",
            if is_long {
                more.concat()
            } else {
                String::new()
            }
        )
    })
}

/// A section of items that begin with a mark, and now and then prose beside them; nothing where there are no items.
fn section(
    heading: &'static str,
    items: impl Strategy<Value = Vec<(String, String)>>,
) -> impl Strategy<Value = String> {
    let prose = prop_oneof![4 => Just(None), 1 => (any::<bool>(), sentence()).prop_map(Some)];
    (items, prose).prop_map(move |(items, prose)| {
        if items.is_empty() {
            return String::new();
        }
        let lines = items.iter().map(|(mark, words)| {
            let words = words.replace('\n', "\n  ").replace("\n  \n", "\n\n");
            format!("- {mark} {words}\n")
        });
        let lines: String = lines.collect();
        let (before, after) = match prose {
            Some((true, words)) => (format!("{words}\n\n"), String::new()),
            Some((false, words)) => (String::new(), format!("\n{words}\n")),
            None => Default::default(),
        };
        format!("\n## {heading}\n\n{before}{lines}{after}")
    })
}

/// Sentences, lists and code, then criteria, then notes; each may be missing.
fn body() -> impl Strategy<Value = String> {
    let block = prop_oneof![
        4 => sentence(),
        1 => list(),
        1 => "## Design [a-z]{1,4}\n\n[A-Z][a-z ]{1,8}[a-z]",
        1 => "\\*\\*[a-z]{3,5}\\*\\* and `[a-z]{1,5}`",
    ];
    let mark = |done: bool| if done { "[x]" } else { "[ ]" }.to_owned();
    let criteria = vec((any::<bool>().prop_map(mark), item()), 0..4);
    let notes = vec((day().prop_map(|day| day.to_string()), item()), 0..3).prop_map(|mut notes| {
        notes.sort();
        notes
    });
    let criteria = section("Acceptance criteria", criteria);
    let notes = section("Notes", notes);
    (vec(block, 0..4), criteria, notes).prop_map(|(blocks, criteria, notes)| {
        let text: String = blocks.iter().map(|block| format!("\n{block}\n")).collect();
        text + &criteria + &notes
    })
}

/// Days fit the state, as an importer takes them for facts.
fn days() -> impl Strategy<Value = (StateKind, Option<Date>, Option<Date>)> {
    let kinds = prop_oneof![
        Just(StateKind::New),
        Just(StateKind::Ready),
        Just(StateKind::Started),
        Just(StateKind::Done),
        Just(StateKind::Declined),
    ];
    (kinds, of(day()), of(day())).prop_map(|(kind, one, other)| match (kind, one, other) {
        (StateKind::Done, Some(one), Some(other)) => {
            (kind, Some(one.min(other)), Some(one.max(other)))
        }
        (StateKind::Done, _, done) => (kind, None, done),
        (StateKind::Started, started, _) => (kind, started, None),
        _ => (kind, None, None),
    })
}

/// What no tool but one has a place for: a text or several by a key.
fn extra() -> impl Strategy<Value = Vec<(String, Vec<String>)>> {
    let keys = ["Severity", "Approved by", "Wave (of 2026)"];
    vec(vec(words(), 0..3), keys.len()).prop_map(move |texts| {
        let keys = keys.into_iter().map(str::to_owned);
        let kept = keys.zip(texts).filter(|(_, texts)| !texts.is_empty());
        kept.collect()
    })
}

/// The usual workflow, and a state of each kind and a type of the team's own, called what says nothing of it, or something else.
fn config() -> Config {
    let mut config = Config::default();
    let own = ["Shelf", "Review", "Amber", "Open vault", "Tray 7"];
    let own = own.into_iter().zip(StateKind::ALL);
    config.states.extend(own.map(|(name, kind)| State {
        name: name.into(),
        kind,
    }));
    config.types.push("chore".into());
    config
}

/// A story with the number `number`; what it refers to are places of other stories.
fn story() -> impl Strategy<Value = (Story, Option<usize>, Vec<usize>)> {
    let texts = (words(), of(name()), of(name()), of(name()), body());
    let lists = (vec(name(), 0..3), vec(name(), 0..4), any::<bool>(), extra());
    let amounts = (of(amount()), of(amount()));
    let facts = (
        days(),
        0_usize..6,
        1_577_836_800_i64..1_893_456_000,
        any::<bool>(),
    );
    let places = (of(0_usize..8), vec(0_usize..8, 0..3));
    let scores = (
        of(amount()),
        of(amount()),
        of(amount()),
        of(name()),
        of(name()),
    );
    (texts, lists, amounts, facts, places, scores).prop_map(
        |(texts, lists, amounts, facts, (epic, others), scores)| {
            let config = config();
            let mut story = Story::new("US-1".parse().expect("an id"), "");
            let (title, sprint, release, asker, body) = texts;
            let (mut labels, mut assignee, external, extra) = lists;
            let ((kind, started, done), item_type, created, is_own) = facts;
            assignee.sort();
            assignee.dedup();
            // Labels are compared in lower case.
            labels.sort_by_key(|label| label.to_lowercase());
            labels.dedup_by_key(|label| label.to_lowercase());
            story.title = title;
            (
                story.urgency,
                story.cost_of_delay,
                _,
                story.objective,
                story.blocked,
            ) = scores.clone();
            let reach = scores.2.map(|reach| ("reach".to_owned(), reach));
            story.factors = reach.into_iter().collect();
            story.accepted = facts.0.2;
            story.moscow = [None, Some(Moscow::Must), Some(Moscow::Wont)][facts.1 % 3];
            story.links = vec!["https://example.org/a".into()];
            (story.has_extra, story.extra) = (!extra.is_empty(), extra);
            story.labels = labels;
            story.assignee = assignee;
            (story.sprint, story.release) = (sprint, release);
            story.requested_by = asker;
            story.body = Some(body);
            (story.points, story.value) = amounts;
            (story.started, story.done) = (started, done);
            let mut states = config.states.iter().filter(|state| state.kind == kind);
            let state = if is_own {
                states.next_back()
            } else {
                states.next()
            };
            story.status = state.map(|state| state.name.clone()).unwrap_or_default();
            story.item_type.clone_from(&config.types[item_type]);
            story.created = jiff::Timestamp::from_second(created).ok();
            story.external = external.then(|| External {
                system: "other".into(),
                key: "X 1".into(),
                id: None,
                url: Some("https://example.org/1".into()),
            });
            (story, epic, others)
        },
    )
}

/// A backlog of up to seven items in any order. Titles are unique, so that items are found again by them; parents go round in
/// no circle.
pub(super) fn any_backlog() -> impl Strategy<Value = Backlog> {
    (vec(story(), 0..8), any::<u64>()).prop_map(|(drawn, shuffle)| {
        let count = drawn.len();
        let mut stories = Vec::new();
        for (place, (mut story, epic, others)) in drawn.into_iter().enumerate() {
            let id = |place: usize| format!("US-{}", place + 1);
            story.id = id(place).parse().expect("an id");
            story.path = format!("stories/{}.md", story.id);
            story.title = format!("{} {}", story.title, place + 1);
            let turned = (place * 5 + usize::try_from(shuffle % 7).unwrap_or(0)) % 8;
            let rank: Rank = format!("i{turned}i").parse().expect("a rank");
            story.rank = Some(rank);
            story.epic = epic.filter(|&epic| epic < place).map(id);
            let mut others: Vec<usize> = others
                .into_iter()
                .filter(|&other| other < count && other != place)
                .collect();
            others.sort_unstable();
            others.dedup();
            story.depends_on = others.into_iter().map(id).collect();
            stories.push(story);
        }
        Backlog::new(config(), stories, Vec::new())
    })
}
