//! Which lists lost an item or a text to another place of the body, or got it from there, so that it is to be found in no one list.

use std::collections::{BTreeSet, HashMap};

use super::three::Three;
use super::token::Tokens;
use super::whole_lists::{Run, headings, runs};
use crate::text::{ListKind, PieceKind, item_words};

/// How often items with some words, and lines, stand in a version.
type Counts = HashMap<String, usize>;

/// The lists of which an item or a line went out of their section on a side, or came into it: the list got another heading, or one
/// stands between its items. By items alone it would count as one that is gone and one that is new, and what the other side did to it
/// would be lost.
pub(super) fn cut_lists(
    tokens: &Tokens<'_>,
    numbers: &Three<Vec<usize>>,
    bodies: &Three<&str>,
) -> BTreeSet<ListKind> {
    let all = bodies.map(|body| counts(item_words(body).into_iter().chain(lines(body))));
    let runs = numbers.map(|numbers| runs(tokens, numbers));
    let all_numbers = [&numbers.base, &numbers.ours, &numbers.theirs];
    let kinds = all_numbers.into_iter().flatten();
    let kinds = kinds.filter_map(|&number| match tokens.get(number).kind {
        PieceKind::Heading(list) => Some(list),
        _ => None,
    });
    let mut kinds: BTreeSet<ListKind> = kinds.collect();
    kinds.retain(|kind| {
        // What stands below which of two headings nothing says, where a side has more of them or fewer.
        let count = numbers.map(|numbers| headings(tokens, numbers, *kind));
        if count.any(|count| *count > 1) && count.any(|other| *other != count.base) {
            return true;
        }
        let part = |numbers: &[usize], run: Option<&Run>| {
            let content = run.and_then(|run| run.content.clone());
            let content = numbers[content.unwrap_or_default()].iter();
            let content = content.map(|&number| tokens.get(number));
            counts(content.flat_map(|token| match &token.kind {
                PieceKind::Item { words, .. } => vec![words.clone()],
                _ => lines(token.text).collect(),
            }))
        };
        let base = (part(&numbers.base, runs.base.get(kind)), &all.base);
        let ours = (part(&numbers.ours, runs.ours.get(kind)), &all.ours);
        let theirs = (part(&numbers.theirs, runs.theirs.get(kind)), &all.theirs);
        [ours, theirs].iter().any(|side| is_cut(&base, side))
    });
    kinds
}

/// Whether of any words fewer stand in the list and more elsewhere, or the other way round. Each version has its list and all
/// its items.
fn is_cut(base: &(Counts, &Counts), side: &(Counts, &Counts)) -> bool {
    let count = |counts: &Counts, words: &str| counts.get(words).copied().unwrap_or_default();
    base.0.keys().chain(side.0.keys()).any(|words| {
        let [before, now] = [base, side].map(|(list, all)| {
            let here = count(list, words);
            (here, count(all, words).saturating_sub(here))
        });
        before.0 > now.0 && before.1 < now.1 || before.0 < now.0 && before.1 > now.1
    })
}

/// The lines of a text that say anything, each as no words of an item are.
fn lines(text: &str) -> impl Iterator<Item = String> {
    let lines = text.lines().map(str::trim_end);
    let lines = lines.filter(|line| !line.is_empty());
    lines.map(|line| format!("{line}\n"))
}

fn counts(words: impl IntoIterator<Item = String>) -> Counts {
    let mut counts = Counts::new();
    for words in words {
        *counts.entry(words).or_default() += 1;
    }
    counts
}
