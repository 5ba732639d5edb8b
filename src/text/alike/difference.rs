//! How two requests differ, and whether they still ask the same.

use super::light_words::Weight;
use super::wordings::{FEWEST, Word, Wording};

/// Words that may stand between words that change places: "create and edit" is "edit and create", "CSV to XML" is not "XML to CSV".
const JOINING: [&str; 12] = [
    "a", "all", "also", "an", "and", "any", "both", "my", "or", "our", "the", "their",
];
/// Longer differences are shown as a whole.
const COMPARED: usize = 150;

/// How two requests that ask nearly the same differ.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// The words that differ, in order; none where only "I want" stands for "I can" and the like.
    pub exchanges: Vec<Exchange>,
    /// In which part of the request they differ.
    pub other: Part,
}

/// The part of a request in which it differs from another that asks nearly the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// The want is the same, and another role asks without a reason of its own.
    Role,
    /// Role and want are the same, and the benefit is another.
    Benefit,
    /// Small things anywhere.
    Words,
}

/// Words of one request in the place of words of another; one of the two may be empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exchange {
    /// In the earlier request, in lower case.
    pub first: String,
    /// In the later one.
    pub second: String,
}

/// Returns how two requests differ, where they still ask the same; nothing for parallel requests, such as exports into two formats.
pub(super) fn difference(words: &[Word], a: &Wording, b: &Wording) -> Option<Difference> {
    let said = |list: &[u32]| -> Vec<(u32, u32)> {
        let list = list.iter().map(|word| (*word, &words[*word as usize]));
        list.filter(|(_, word)| word.weight != Weight::Light)
            .map(|(number, word)| (word.stem, number))
            .collect()
    };
    let is_same_role = {
        let [mut a, mut b] = [a, b].map(|side| stems(&said(&side.words[..side.role])));
        let is_open = a.is_empty() || b.is_empty();
        a.sort_unstable();
        b.sort_unstable();
        a.dedup();
        b.dedup();
        is_open || a == b
    };
    let wants = [a, b].map(|side| stems(&said(&side.words[side.role..side.want])));
    let is_same_want = wants[0] == wants[1] && !wants[0].is_empty();
    let benefits = [a, b].map(|side| stems(&said(&side.words[side.want..])));
    if !is_same_role {
        // Who wants the same for the same reason asks for one thing; with a reason of its own it may be another.
        let is_same_benefit = benefits[0] == benefits[1] || benefits.iter().any(Vec::is_empty);
        if !is_same_want || wants[0].len() < FEWEST || !is_same_benefit {
            return None;
        }
    }
    if !is_same_want {
        let rest = [a, b].map(|side| said(&side.words[side.role..]));
        let all = [a, b].map(|side| stems(&said(&side.words)));
        let added = |here: usize, there: usize| -> Vec<u32> {
            let mine = rest[here]
                .iter()
                .filter(|(stem, _)| !all[there].contains(stem));
            mine.map(|(_, word)| *word).collect()
        };
        let (only_a, only_b) = (added(0, 1), added(1, 0));
        let is_decisive = |word: &u32| words[*word as usize].weight == Weight::Decisive;
        if !only_a.is_empty() && !only_b.is_empty()
            || only_a.iter().chain(&only_b).any(is_decisive)
            || !is_order_the_same(words, a, b, &rest, &all)
        {
            return None;
        }
    }
    Some(Difference {
        exchanges: exchanges(words, &a.words, &b.words),
        other: if !is_same_role {
            Part::Role
        } else if is_same_want && benefits[0] != benefits[1] {
            Part::Benefit
        } else {
            Part::Words
        },
    })
}

fn stems(said: &[(u32, u32)]) -> Vec<u32> {
    said.iter().map(|(stem, _)| *stem).collect()
}

/// Whether the words that both have come in the same order, or in one that says the same.
fn is_order_the_same(
    words: &[Word],
    a: &Wording,
    b: &Wording,
    rest: &[Vec<(u32, u32)>; 2],
    all: &[Vec<u32>; 2],
) -> bool {
    let common = |here: usize, there: usize| -> Vec<u32> {
        let stems = rest[here].iter().map(|(stem, _)| *stem);
        stems.filter(|stem| all[there].contains(stem)).collect()
    };
    let (left, right) = (common(0, 1), common(1, 0));
    if is_part(&left, &right) || is_part(&right, &left) {
        return true;
    }
    let (mut sorted_left, mut sorted_right) = (left, right);
    sorted_left.sort_unstable();
    sorted_right.sort_unstable();
    // What stands between the words that changed places must not say which is which.
    sorted_left == sorted_right
        && [(a, b), (b, a)].into_iter().all(|(side, other)| {
            let (from, to) = changed(&side.words[side.role..], &other.words[other.role..]);
            side.words[side.role + from..side.role + to]
                .iter()
                .map(|word| &words[*word as usize])
                .all(|word| word.weight != Weight::Light || JOINING.contains(&word.text.as_ref()))
        })
}

/// Whether all of `part` comes in `whole` in the same order.
fn is_part(part: &[u32], whole: &[u32]) -> bool {
    let mut rest = whole.iter();
    part.iter().all(|stem| rest.any(|other| other == stem))
}

/// The range of `side` without the beginning and the end that it shares with `other`.
fn changed(side: &[u32], other: &[u32]) -> (usize, usize) {
    let pairs = side.iter().zip(other);
    let start = pairs.take_while(|(a, b)| a == b).count();
    let pairs = side[start..].iter().rev().zip(other[start..].iter().rev());
    let end = pairs.take_while(|(a, b)| a == b).count();
    (start, side.len() - end)
}

/// The words that differ, by the longest common subsequence.
fn exchanges(words: &[Word], a: &[u32], b: &[u32]) -> Vec<Exchange> {
    let (start, end_a) = changed(a, b);
    let end_b = b.len() - (a.len() - end_a);
    let (a, b) = (&a[start..end_a], &b[start..end_b]);
    let spelled = |list: &[u32]| -> String {
        let list: Vec<&str> = list
            .iter()
            .map(|w| words[*w as usize].text.as_ref())
            .collect();
        list.join(" ")
    };
    let exchange = |a: &[u32], b: &[u32]| Exchange {
        first: spelled(a),
        second: spelled(b),
    };
    if a.is_empty() && b.is_empty() {
        return Vec::new();
    }
    if a.len() > COMPARED || b.len() > COMPARED {
        return vec![exchange(a, b)];
    }
    let lengths = common_lengths(a, b);
    let length = |i: usize, j: usize| lengths[i * (b.len() + 1) + j];
    let mut found = Vec::new();
    let (mut i, mut j) = (0, 0);
    let (mut from_i, mut from_j) = (0, 0);
    while i < a.len() && j < b.len() {
        if a[i] == b[j] {
            if from_i < i || from_j < j {
                found.push(exchange(&a[from_i..i], &b[from_j..j]));
            }
            (i, j) = (i + 1, j + 1);
            (from_i, from_j) = (i, j);
        } else if length(i + 1, j) >= length(i, j + 1) {
            i += 1;
        } else {
            j += 1;
        }
    }
    if from_i < a.len() || from_j < b.len() {
        found.push(exchange(&a[from_i..], &b[from_j..]));
    }
    found
}

/// For each place in both lists, how many words are common from there on: a table of rows, one longer than the lists.
fn common_lengths(a: &[u32], b: &[u32]) -> Vec<u32> {
    let width = b.len() + 1;
    let mut lengths = vec![0_u32; (a.len() + 1) * width];
    for i in (0..a.len()).rev() {
        for j in (0..b.len()).rev() {
            lengths[i * width + j] = if a[i] == b[j] {
                lengths[(i + 1) * width + j + 1] + 1
            } else {
                lengths[(i + 1) * width + j].max(lengths[i * width + j + 1])
            };
        }
    }
    lengths
}
