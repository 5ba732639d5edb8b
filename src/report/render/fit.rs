//! A document for a channel with limits: plain lines, and where they do not fit, fewer items with a line that says so.

use crate::report::chart;
use crate::report::{Align, Block, Document, Line, Row, Span, Style, Table};
use crate::text;

/// The longest line, in characters.
pub(super) const LINE: usize = 500;
/// More lines and parts than these fit into no channel, so nobody needs to try.
const MOST: usize = 2_000;

/// Returns the document as `render` makes it of headings, texts and items alone. Where that gives nothing, each list is
/// cut at an item, as late as possible, and ends with how many more `more`, a command, shows; where not even that is
/// enough, the document ends early with such a line. Next steps are left out: they are not for those who get it.
///
/// Lines come without hidden characters, runs of blanks or line breaks, and have at most [`LINE`] characters. `render`
/// must take a document of a single line of that length.
pub(super) fn fit(
    document: &Document,
    more: &str,
    render: impl Fn(&Document) -> Option<String>,
) -> String {
    let whole = simple(document);
    let more = clipped_words(&one_line(more), LINE - 40);
    let longest = whole.blocks.iter().map(entries).max().unwrap_or(0);
    if whole.blocks.len() <= MOST
        && longest <= MOST
        && let Some(all) = render(&whole)
    {
        return all;
    }
    if whole.blocks.len() <= MOST
        && let Some(fewer) = most(longest.min(MOST), |items| {
            render(&with_items(&whole, items, &more))
        })
    {
        return fewer;
    }
    let short = with_items(&whole, 0, &more);
    let begun = most(short.blocks.len().min(MOST), |blocks| {
        let left: usize = whole.blocks[blocks..].iter().map(told).sum();
        let mut begun = Document {
            blocks: short.blocks[..blocks].to_vec(),
        };
        begun.text(rest(left, &more));
        render(&begun)
    });
    begun.unwrap_or_default()
}

/// What the largest number up to `longest` gives that gives something.
fn most(longest: usize, give: impl Fn(usize) -> Option<String>) -> Option<String> {
    let mut found = give(0)?;
    let (mut fits, mut fails) = (0, longest + 1);
    while fails - fits > 1 {
        let middle = fits + (fails - fits) / 2;
        match give(middle) {
            Some(given) => (found, fits) = (given, middle),
            None => fails = middle,
        }
    }
    Some(found)
}

fn entries(block: &Block) -> usize {
    match block {
        Block::Items(lines) => lines.len(),
        _ => 1,
    }
}

/// How many entries a block tells of: a list that ends with `140 more` has these too, and that line is none of them.
fn told(block: &Block) -> usize {
    let own = match block {
        Block::Items(lines) => lines.last().and_then(more_of),
        _ => None,
    };
    own.map_or(entries(block), |own| {
        (entries(block) - 1).saturating_add(own)
    })
}

/// The number in a line that says `140 more` or `… 140 more`, and nothing else.
fn more_of(line: &Line) -> Option<usize> {
    let words = line.words();
    let number = words.strip_suffix(" more")?;
    let number = number.strip_prefix('…').unwrap_or(number).trim_start();
    number.parse().ok().filter(|number| *number > 0)
}

fn with_items(document: &Document, items: usize, more: &str) -> Document {
    let cut = |block: &Block| match block {
        Block::Items(lines) if lines.len() > items => {
            let mut kept = lines[..items].to_vec();
            kept.push(rest(told(block) - items, more));
            Block::Items(kept)
        }
        block => block.clone(),
    };
    Document {
        blocks: document.blocks.iter().map(cut).collect(),
    }
}

fn rest(left: usize, more: &str) -> Line {
    Line::plain(format!("… {left} more: ")).with(more, Style::Code)
}

/// Headings, texts and items alone, each line clipped.
fn simple(document: &Document) -> Document {
    let mut simple = Document::new();
    for block in &document.blocks {
        match block {
            Block::Heading(level, line) => simple.heading(*level, clipped(line)),
            Block::Text(line) => simple.text(clipped(line)),
            Block::Items(lines) => {
                let lines = lines.iter().filter(|line| !line.is_below);
                simple.items(lines.map(clipped).collect());
            }
            Block::Table(table) => simple.items(rows(table)),
            Block::Chart(days) => simple.items(rows(&chart::table(days))),
            Block::Markdown(body) => {
                let lines = body.lines().filter(|line| !line.trim().is_empty());
                for line in lines.take(MOST) {
                    simple.text(clipped(&Line::plain(line)));
                }
            }
            Block::Gap | Block::Hint(_) => {}
        }
    }
    let is_empty = |line: &Line| line.spans.is_empty();
    simple.blocks.retain(|block| match block {
        Block::Heading(_, line) | Block::Text(line) => !is_empty(line),
        Block::Items(lines) => !lines.is_empty(),
        _ => false,
    });
    // A title under which nobody wrote yet says nothing to those who cannot write there.
    let mut next = 1;
    for at in (1..simple.blocks.len()).rev() {
        match &simple.blocks[at] {
            Block::Heading(level, _) if *level > 1 && next >= 1 && *level >= next => {
                simple.blocks.remove(at);
            }
            Block::Heading(level, _) => next = *level,
            _ => next = 0,
        }
    }
    simple
}

/// A line a row: words first, then each figure with its column's title.
fn rows(table: &Table) -> Vec<Line> {
    let line = |row: &Row| match row {
        Row::Divider(words) => clipped(&Line::styled(words.clone(), Style::Strong)),
        Row::Cells(cells) => {
            let mut line = Line::new();
            let mut named = false;
            for (at, cell) in cells.iter().enumerate() {
                if cell.words().trim().is_empty() {
                    continue;
                }
                let column = table.columns.get(at);
                let title = column.map_or("", |column| column.title.as_str());
                let is_figure = column.is_some_and(|column| column.align == Align::Right);
                let apart = at > 1 && !title.is_empty() || is_figure;
                if !line.spans.is_empty() {
                    line = line.and(if apart || named { " · " } else { " " });
                }
                if apart && !title.is_empty() {
                    line = line.and(format!("{title}: "));
                }
                named = apart;
                line.spans.extend(cell.spans.iter().cloned());
            }
            clipped(&line)
        }
    };
    table.rows.iter().map(line).collect()
}

fn clipped(line: &Line) -> Line {
    let mut room = LINE;
    let mut clipped = Line::new();
    for span in &line.spans {
        let words = one_line(&span.text);
        let length = words.chars().count();
        let words = clipped_words(&words, room);
        let text = match clipped.spans.last() {
            // Blanks are not doubled where two pieces meet, and none stand at the beginning.
            Some(Span { text, .. }) if text.ends_with(' ') => words.trim_start().to_owned(),
            None => words.trim_start().to_owned(),
            _ => words,
        };
        clipped = clipped.with(text, span.style);
        if length > room {
            break;
        }
        room -= length;
    }
    if let Some(last) = clipped.spans.last_mut() {
        last.text.truncate(last.text.trim_end().len());
        if last.text.is_empty() {
            clipped.spans.pop();
        }
    }
    clipped
}

/// Words on one line, single blanks between, hidden characters shown.
pub(super) fn one_line(words: &str) -> String {
    let mut line = String::with_capacity(words.len());
    for c in words.chars() {
        let c = if c.is_whitespace() { ' ' } else { c };
        if c != ' ' || !line.ends_with(' ') {
            line.push(c);
        }
    }
    text::escape_terminal(&line).into_owned()
}

/// At most `room` characters, the last of them `…` where something is left out; what belongs to one letter stays together.
pub(super) fn clipped_words(words: &str, room: usize) -> String {
    let Some((mut end, _)) = words.char_indices().nth(room) else {
        return words.to_owned();
    };
    // Room for the dots; then no letter loses its accent, and no emoji is taken apart.
    let mut kept = room;
    while let Some((before, c)) = words[..end].char_indices().next_back() {
        let joins =
            |c: char| c == '\u{200d}' || text::display_width(c.encode_utf8(&mut [0; 4])) == 0;
        let next = words[end..].chars().next();
        if kept < room && !next.is_some_and(joins) && c != '\u{200d}' {
            break;
        }
        (end, kept) = (before, kept - 1);
    }
    match room {
        0 => String::new(),
        _ => format!("{}…", &words[..end]),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{any, prop_assert, proptest};

    use super::{LINE, clipped_words, fit, simple};
    use crate::report::{Block, Column, Document, Line, Row, Style, Table};

    fn words(document: &Document) -> String {
        let mut out = String::new();
        for block in &document.blocks {
            match block {
                Block::Heading(_, line) | Block::Text(line) => {
                    out += &format!("{}\n", line.words())
                }
                Block::Items(lines) => {
                    for line in lines {
                        out += &format!("- {}\n", line.words());
                    }
                }
                _ => unreachable!("simple"),
            }
        }
        out
    }

    #[test]
    fn lists_are_cut_alike_and_say_so() {
        let mut document = Document::new();
        let lines = |word: &str, count: usize| {
            (1..=count)
                .map(|n| Line::plain(format!("{word} {n}")))
                .collect()
        };
        document.heading(1, "Head");
        document.items(lines("long", 9));
        document.text("Between");
        document.items(lines("short", 2));
        let to = |most: usize| {
            fit(&document, "po review 8", |document| {
                let words = words(document);
                (words.lines().count() <= most).then_some(words)
            })
        };
        assert_eq!(to(20).lines().count(), 13);
        assert_eq!(
            to(8),
            "Head\n- long 1\n- long 2\n- long 3\n- … 6 more: po review 8\nBetween\n- short 1\n- short 2\n"
        );
        assert_eq!(to(2), "Head\n… 12 more: po review 8\n");
        assert_eq!(to(1), "… 13 more: po review 8\n");
    }

    #[test]
    fn what_a_list_left_out_itself_is_counted_when_it_is_cut() {
        for last in ["140 more", "… 140 more"] {
            let mut document = Document::new();
            let mut lines: Vec<Line> = (1..=9).map(|n| Line::plain(format!("{n}"))).collect();
            lines.push(last.into());
            document.items(lines);
            let to = |most: usize| {
                fit(&document, "po review 8", |document| {
                    let words = words(document);
                    (words.lines().count() <= most).then_some(words)
                })
            };
            assert!(to(10).ends_with(&format!("- 9\n- {last}\n")), "{last}");
            assert_eq!(to(3), "- 1\n- 2\n- … 147 more: po review 8\n");
            assert_eq!(to(1), "- … 149 more: po review 8\n");
            document.text("Between");
            let to_one = fit(&document, "po review 8", |document| {
                let words = words(document);
                (words.lines().count() <= 1).then_some(words)
            });
            assert_eq!(to_one, "… 150 more: po review 8\n");
        }
        for other in ["140 more cards", "more", "0 more", "-1 more", "1.5 more"] {
            let told = super::told(&Block::Items(vec!["a".into(), other.into()]));
            assert_eq!(told, 2, "{other}");
        }
        let huge = format!("{} more", usize::MAX);
        let told = super::told(&Block::Items(vec!["a".into(), Line::plain(huge)]));
        assert_eq!(told, usize::MAX);
    }

    #[test]
    fn a_row_is_a_line() {
        let mut document = Document::new();
        document.table(Table {
            columns: ["ID", "Epic", "For", ""]
                .map(Column::left)
                .into_iter()
                .chain([Column::right("Done")])
                .collect(),
            rows: vec![
                Row::Cells(vec![
                    "US-1".into(),
                    "Check\n out".into(),
                    "O1".into(),
                    "".into(),
                    "1 of 2".into(),
                ]),
                Row::Divider("end".to_owned()),
            ],
            indent: 0,
        });
        document.hint("po rank");
        assert_eq!(
            words(&simple(&document)),
            "- US-1 Check out · For: O1 · Done: 1 of 2\n- end\n"
        );
    }

    #[test]
    fn titles_without_words_are_left_out() {
        let mut document = Document::new();
        document.heading(1, "Review");
        for (level, title) in [(2, "Empty"), (2, "Kept"), (3, "Empty"), (3, "Kept too")] {
            document.heading(level, title);
        }
        document.text("words");
        document.heading(2, "Decisions");
        document.heading(3, "Empty");
        assert_eq!(words(&simple(&document)), "Review\nKept\nKept too\nwords\n");
    }

    #[test]
    fn no_letter_is_taken_apart() {
        assert_eq!(clipped_words("abcdef", 6), "abcdef");
        assert_eq!(clipped_words("abcdef", 4), "abc…");
        assert_eq!(clipped_words("abe\u{301}def", 4), "ab…");
        assert_eq!(clipped_words("a\u{1f469}\u{200d}\u{1f4bb}bcd", 4), "a…");
        assert_eq!(clipped_words("e\u{301}\u{301}\u{301}", 3), "…");
        assert_eq!(clipped_words("ab", 0), "");
    }

    proptest! {
        #[test]
        fn lines_are_short(text in any::<String>(), many in 0_usize..3_000) {
            let mut document = Document::new();
            document.text(Line::styled(text.clone(), Style::Strong).and("x".repeat(many)).and(text));
            for block in simple(&document).blocks {
                let Block::Text(line) = block else { unreachable!("a text") };
                let words = line.words();
                prop_assert!(words.chars().count() <= LINE + 1, "{}", words.chars().count());
                prop_assert!(!words.contains(['\n', '\r']));
            }
        }
    }
}
