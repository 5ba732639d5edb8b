//! Any number of invented stories, to measure with: valid, of some 1.2 KB each, the same for a seed on every machine.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::file_name::file_name;
use super::front_matter::{Values, front_matter};
use super::random::Random;
use super::words::{
    ASKERS, BENEFITS, GIVEN, LABELS, PLACES, REMARKS, ROLES, THEN, THINGS, VERBS, WHEN,
};

/// Every so many stories one is an epic, whose children the next ones may be.
const EPIC_EVERY: u64 = 40;
/// When the first story was added: 5 January 2026, 08:00 UTC.
const BEGIN: i64 = 1_767_600_000;
/// Stories are added within so many seconds: 40 weeks.
const SPAN: u64 = 40 * 7 * 24 * 3600;
/// Different stories draw from sequences far apart.
const STRIDE: u64 = 0xD1B5_4A32_D192_ED03;

/// `po.yaml` of a generated backlog.
const CONFIG: &str = "format: 1\nproduct: Generated shop\nprefix: US\nlanguage: en\ntime_zone: UTC\n\
                      sprint: {weeks: 2, start: monday}\n";
/// `product.md` of a generated backlog.
const PRODUCT: &str = "# Generated shop\n\n## Product Goal\n\nShow what a large backlog costs\n\n\
                       ## Vision\n\nNobody waits for a tool.\n\n## Objectives\n\n### O1 Every command under a second (2026-Q4)\n\n\
                       ## Definition of Done\n\n- Every acceptance criterion is met\n- It runs in production\n";

/// The files of a generated backlog, one after the other.
#[derive(Debug, Clone)]
pub struct Generated {
    seed: u64,
    count: u64,
    next: u64,
}

/// Returns the files of a backlog of `count` stories: paths relative to the backlog directory, and texts. `po.yaml` and
/// `product.md` come first, then US-1 and so on.
///
/// One story in ten has what a hand-written one may have: comments, a folded text, a block list, a quoted title. Items
/// are in all states, six in ten open ones are ranked, one in ten waits for others; no reference dangles or runs in a
/// circle. The first stories are the same however many there are.
#[must_use]
pub fn generate(count: u64, seed: u64) -> Generated {
    Generated {
        seed,
        count,
        next: 0,
    }
}

impl Iterator for Generated {
    type Item = (String, String);

    fn next(&mut self) -> Option<(String, String)> {
        let place = self.next;
        self.next = place.checked_add(1)?;
        match place {
            0 => Some(("po.yaml".to_owned(), CONFIG.to_owned())),
            1 => Some(("product.md".to_owned(), PRODUCT.to_owned())),
            place if place - 1 <= self.count => Some(story(self.seed, place - 1)),
            _ => None,
        }
    }
}

/// The random numbers of one story, and its state, which others ask for too.
fn begin(seed: u64, id: u64) -> (Random, &'static str) {
    let mut random = Random::new(seed ^ id.wrapping_mul(STRIDE));
    let status = match random.below(100) {
        0..55 => "done",
        55..60 => "declined",
        60..63 => "in-progress",
        63..76 => "ready",
        _ => "new",
    };
    (random, if is_epic(id) { "new" } else { status })
}

fn is_epic(id: u64) -> bool {
    id % EPIC_EVERY == 1
}

fn story(seed: u64, id: u64) -> (String, String) {
    let (mut random, status) = begin(seed, id);
    let verb = random.pick(&VERBS);
    let thing = random.pick(&THINGS);
    let place = random.pick(&PLACES);
    let area = 1 + random.below(60);
    let title = format!("{verb} {thing} {place}, area {area}");
    let created = BEGIN + i64::try_from(random.below(SPAN)).unwrap_or(0);
    let kind = match random.below(10) {
        _ if is_epic(id) => "epic",
        0 => "bug",
        1 => "task",
        _ => "story",
    };

    let mut values = Values::from([
        ("title", title.clone()),
        ("id", format!("US-{id}")),
        ("created", time(created).to_string()),
        ("status", status.to_owned()),
        ("type", kind.to_owned()),
    ]);
    if random.chance(50) {
        let first = random.pick(&LABELS);
        let second = random.pick(&LABELS);
        let labels = if first == second {
            format!("[{first}]")
        } else {
            format!("[{first}, {second}]")
        };
        values.insert("labels", labels);
    }
    if random.chance(if status == "done" { 20 } else { 60 }) {
        values.insert("rank", rank(id));
    }
    if random.chance(40) {
        values.insert("requested_by", random.pick(&ASKERS).to_owned());
    }
    if kind != "epic" {
        work(&mut values, &mut random, seed, id, status, created);
    }
    if random.chance(10) {
        by_hand(&mut values, &mut random, &title);
    }
    let mut text = front_matter(&values);
    let want = format!("{verb} {thing} {place} in area {area}");
    body(&mut text, &mut random, kind, status, &want, created);
    (file_name(id, &title), text)
}

/// What only an item that is worked on has.
fn work(values: &mut Values, random: &mut Random, seed: u64, id: u64, status: &str, created: i64) {
    let day =
        |after: u64| date(created + i64::try_from(after * 24 * 3600).unwrap_or(0)).to_string();
    let started = 3 + random.below(20);
    let done = started + 1 + random.below(9);
    if matches!(status, "in-progress" | "done") {
        values.insert("started", day(started));
    }
    if status == "done" {
        values.insert("done", day(done));
        if random.chance(80) {
            values.insert("accepted", day(done + random.below(4)));
        }
    }
    if status != "new" || random.chance(30) {
        values.insert(
            "points",
            random
                .pick(&["1", "2", "3", "5", "5", "8", "13"])
                .to_owned(),
        );
    }
    // Work that a Sprint may take was compared with other work.
    if random.chance(70) || matches!(status, "ready" | "in-progress") {
        values.insert(
            "value",
            random.pick(&["1", "2", "3", "5", "8", "13"]).to_owned(),
        );
    }
    if random.chance(60) {
        values.insert("epic", format!("US-{}", id - (id - 1) % EPIC_EVERY));
    }
    if random.chance(10) {
        let before = 1 + random.below(30.min(id - 1));
        let other = id.saturating_sub(before);
        let fits = other > 0
            && !is_epic(other)
            && match begin(seed, other).1 {
                "done" => true,
                "declined" => false,
                _ => status == "new",
            };
        if fits {
            values.insert("depends_on", format!("[US-{other}]"));
        }
    }
}

/// One of the things that people write and tools do not.
fn by_hand(values: &mut Values, random: &mut Random, title: &str) {
    match random.below(4) {
        0 => {
            values.insert("title", format!("\"{title}: part 2\""));
        }
        1 => {
            values.insert("labels", "\n  - by-hand\n  - upkeep".to_owned());
        }
        2 => {
            values.insert("requested_by", ">-\n  Sales\n  and Support".to_owned());
        }
        _ => {
            if let Some(kind) = values.get_mut("type") {
                kind.push_str("   # as agreed with Sales\n# what follows is for planning");
            }
        }
    }
}

fn body(
    text: &mut String,
    random: &mut Random,
    kind: &str,
    status: &str,
    want: &str,
    created: i64,
) {
    let role = random.pick(&ROLES);
    let article = if role.starts_with(['a', 'e', 'i', 'o', 'u']) {
        "an"
    } else {
        "a"
    };
    let want = want.to_ascii_lowercase();
    let benefit = random.pick(&BENEFITS);
    text.push_str(&format!(
        "\nAs {article} {role}, I want to {want} so that {benefit}.\n"
    ));
    let remark = random.below(REMARKS.len() as u64);
    for nth in 0..4 {
        let remark = usize::try_from(remark + nth * 5).unwrap_or(0) % REMARKS.len();
        text.push_str(&format!(
            "{}{}\n",
            if nth == 0 { "\n" } else { "" },
            REMARKS[remark]
        ));
    }
    if kind == "epic" {
        return;
    }
    text.push_str("\n## Acceptance criteria\n\n");
    // Neighbours in a list of results differ, so that no criterion stands twice.
    let first = random.below(THEN.len() as u64);
    for nth in 0..2 + random.below(5) {
        let done = status == "done" || (status == "in-progress" && random.chance(40));
        let then = THEN[usize::try_from(first + nth).unwrap_or(0) % THEN.len()];
        text.push_str(&format!(
            "- [{}] Given {}, when {}, then {then}\n",
            if done { 'x' } else { ' ' },
            random.pick(&GIVEN),
            random.pick(&WHEN),
        ));
    }
    text.push_str("\n## Notes\n\n");
    for nth in 0..1 + random.below(3) {
        let day = date(created + i64::try_from(nth * 90_000).unwrap_or(0));
        text.push_str(&format!("- {day} {}\n", random.pick(&REMARKS)));
    }
}

fn time(second: i64) -> Timestamp {
    Timestamp::from_second(second).unwrap_or(Timestamp::UNIX_EPOCH)
}

fn date(second: i64) -> Date {
    time(second).to_zoned(TimeZone::UTC).date()
}

/// A rank that no other story has: ids are spread over all integers of five digits by a factor without common divisor.
fn rank(id: u64) -> String {
    let mut rest = id.wrapping_mul(23_456_791) % 36u64.pow(5);
    let mut digits = [b'0'; 5];
    for digit in digits.iter_mut().rev() {
        *digit = b"0123456789abcdefghijklmnopqrstuvwxyz"[usize::try_from(rest % 36).unwrap_or(0)];
        rest /= 36;
    }
    format!("m{}k", digits.map(char::from).iter().collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::{by_hand, generate};
    use crate::demo::front_matter::Values;
    use crate::demo::random::Random;
    use std::collections::HashSet;

    fn value<'a>(text: &'a str, key: &str) -> Option<&'a str> {
        text.lines()
            .find_map(|line| line.strip_prefix(key)?.strip_prefix(": "))
    }

    #[test]
    fn the_same_for_a_seed() {
        let files = |count, seed| generate(count, seed).collect::<Vec<_>>();
        assert_eq!(files(50, 7), files(50, 7));
        assert_ne!(files(50, 7), files(50, 8));
        assert_eq!(files(50, 7), files(90, 7)[..52]);
        assert_eq!(files(0, 7).len(), 2);
        insta::assert_snapshot!(files(12, 1).pop().unwrap().1);
    }

    #[test]
    fn many_are_valid_and_different() {
        let (mut ids, mut ranks, mut states) = (HashSet::new(), HashSet::new(), HashSet::new());
        let (mut bytes, mut criteria, mut waiting, mut comments) = (0, 0, 0, 0);
        for (path, text) in generate(5_000, 3).skip(2) {
            let id = value(&text, "id").unwrap();
            assert!(
                path.starts_with(&format!("stories/{id}-")) && path.len() < 90,
                "{path}"
            );
            let number: u64 = id[3..].parse().unwrap();
            if let Some(rank) = value(&text, "rank") {
                assert!(ranks.insert(rank.to_owned()), "{rank}");
            }
            for reference in [value(&text, "epic"), value(&text, "depends_on")] {
                let other = reference.map(|r| r.trim_matches(['[', ']'])[3..].parse::<u64>());
                assert!(other.is_none_or(|other| other.unwrap() < number), "{id}");
            }
            let boxes: HashSet<_> = text
                .lines()
                .filter(|line| line.starts_with("- ["))
                .collect();
            let status = value(&text, "status").unwrap();
            assert!(
                value(&text, "type").unwrap().starts_with("epic") || boxes.len() >= 2,
                "{id}"
            );
            assert!(status != "done" || !text.contains("- [ ]"), "{id}");
            criteria += boxes.len();
            bytes += text.len();
            waiting += usize::from(text.contains("\ndepends_on: "));
            comments += usize::from(text.contains("\n# what follows"));
            states.insert(status.to_owned());
            assert!(ids.insert(number));
        }
        assert_eq!((ids.len(), states.len()), (5_000, 5));
        assert!(
            (1_100..1_300).contains(&(bytes / 5_000)),
            "{}",
            bytes / 5_000
        );
        assert!((18_000..21_000).contains(&criteria), "{criteria}");
        assert!(waiting > 200 && comments > 80, "{waiting} {comments}");
    }

    #[test]
    fn four_ways_to_write_by_hand() {
        let mut random = Random::new(1);
        let texts: HashSet<String> = (0..40)
            .map(|_| {
                let mut values = Values::from([("type", "story".to_owned())]);
                by_hand(&mut values, &mut random, "A title");
                format!("{values:?}")
            })
            .collect();
        assert_eq!(texts.len(), 4);
    }
}
