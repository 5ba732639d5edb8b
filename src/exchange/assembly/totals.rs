//! Rows below a table that add up those above them.

use crate::exchange::assembly::names::plain_name;
use crate::exchange::table::Row;

/// What such a row begins with, as names are compared.
const WORDS: [&str; 30] = [
    "total",
    "totals",
    "grandtotal",
    "subtotal",
    "totalpoints",
    "totalstorypoints",
    "totalsp",
    "totaleffort",
    "totalestimate",
    "sum",
    "sums",
    "summe",
    "summen",
    "gesamt",
    "gesamtsumme",
    "zwischensumme",
    "somme",
    "totaux",
    "suma",
    "soma",
    "somma",
    "totale",
    "totaal",
    "razem",
    "итого",
    "всего",
    "合計",
    "合计",
    "总计",
    "합계",
];

/// Whether a row says nothing but sums: such a word first, and figures behind it.
///
/// A row that has but the word, of a table of `columns`, has lost its figures.
pub(super) fn is_total(row: &Row, columns: usize) -> bool {
    let mut cells = row.cells();
    let first = cells.next();
    let is_figure = |(_, cell): (usize, &str)| {
        cell.contains(|c: char| c.is_ascii_digit())
            && cell.chars().filter(|c| c.is_alphabetic()).count() <= 3
    };
    let begins = |(_, cell): (usize, &str)| cell.len() <= 40 && WORDS.contains(&&*plain_name(cell));
    // Most rows tell a title, and are no sums by that.
    let has_more = cells.clone().next().is_some() || columns > 1;
    has_more && cells.all(is_figure) && first.is_some_and(begins)
}
