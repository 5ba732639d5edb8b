//! Markdown to wiki markup: headings, lists, tables, code, quotes.

use crate::exchange::jira::wiki::rows::table;
use crate::exchange::jira::wiki::words::words;

/// How deep lists and quotes may lie in each other.
const DEEPEST: usize = 8;

/// Returns the text as Jira's wiki markup. Ticked boxes become `(/)`; open ones are plain items, as `(x)` would look refused.
#[must_use]
pub fn wiki(markdown: &str) -> String {
    wiki_and_numbers(markdown).0
}

/// The same, and the first numbers of lists that Jira's markup cannot carry: its lists count from 1. A list without anything
/// below its items keeps its numbers, as lines.
#[must_use]
pub fn wiki_and_numbers(markdown: &str) -> (String, Vec<u32>) {
    let lines: Vec<&str> = markdown.lines().collect();
    let mut out = String::with_capacity(markdown.len() + 64);
    let mut blocks = Blocks::default();
    blocks.write(&lines, &mut out, 0);
    (out.trim_matches('\n').to_owned(), blocks.lost)
}

/// What is open while lines are read.
#[derive(Default)]
struct Blocks {
    /// The open lists, from the outermost.
    lists: Vec<List>,
    /// Whether empty lines came since the last line of the open list: they end a list there.
    gap: bool,
    /// The numbers with which lists begin that begin with 1 there.
    lost: Vec<u32>,
}

/// A list that is open.
struct List {
    /// How far its items are indented.
    indent: usize,
    /// The column in which what stands in its last item begins.
    column: usize,
    mark: char,
}

/// A paragraph in an item of wiki markup, which an empty line would end.
const PARAGRAPH: &str = " \\\\ \\\\ ";

impl Blocks {
    fn write(&mut self, lines: &[&str], out: &mut String, depth: usize) {
        let mut at = 0;
        while let Some(line) = lines.get(at) {
            let rest = &lines[at..];
            let mut block = String::new();
            at += if let Some(read) = code(rest, &mut block) {
                if !self.is_in_item(line) {
                    self.end_lists(out);
                }
                self.gap = false;
                read
            } else if let Some(read) =
                quote(rest, &mut block, depth, &mut self.lost).or_else(|| table(rest, &mut block))
            {
                self.end_lists(out);
                read
            } else if let Some(read) = self.numbered(rest, &mut block) {
                read
            } else {
                self.line(line, out);
                1
            };
            out.push_str(&block);
        }
    }

    fn line(&mut self, line: &str, out: &mut String) {
        let trimmed = line.trim();
        if trimmed.is_empty() {
            if self.lists.is_empty() {
                out.push('\n');
            } else {
                self.gap = true;
            }
            return;
        }
        let text = if let Some((level, text)) = heading(trimmed) {
            self.end_lists(out);
            format!("h{level}. {}", words(text))
        } else if is_rule(trimmed) {
            self.end_lists(out);
            "----".to_owned()
        } else if let Some((mark, text)) = item(trimmed) {
            let indent = indent(line);
            let column = indent + trimmed.len() - text.len();
            self.gap = false;
            let begins = self.list(List {
                indent,
                column,
                mark,
            });
            self.lost
                .extend(number(trimmed).filter(|number| begins && *number != 1));
            let marks: String = self.lists.iter().map(|list| list.mark).collect();
            format!("{marks} {}", boxed(text))
        } else if self.gap && self.is_in_item(line) {
            self.gap = false;
            // Below code a line of its own goes on with the item.
            if !["{code}\n", "{noformat}\n"]
                .iter()
                .any(|end| out.ends_with(end))
            {
                out.truncate(out.trim_end_matches('\n').len());
                out.push_str(PARAGRAPH);
            }
            plain(trimmed)
        } else {
            if self.gap {
                self.end_lists(out);
            }
            plain(trimmed)
        };
        out.push_str(&text);
        out.push('\n');
    }

    /// Whether a line behind empty ones stands in the innermost item: what stands in another one has no place there.
    fn is_in_item(&self, line: &str) -> bool {
        let list = self.lists.last();
        list.is_some_and(|list| list.column <= indent(line))
    }

    /// Ends the open lists with an empty line, without which what follows would go on with the last item.
    fn end_lists(&mut self, out: &mut String) {
        if !self.lists.is_empty() {
            out.push('\n');
        }
        self.lists.clear();
        self.gap = false;
    }

    /// A list that begins with another number than 1, as lines that begin with their numbers: where nothing lies below its items.
    /// Says how many lines it has.
    fn numbered(&self, lines: &[&str], out: &mut String) -> Option<usize> {
        let first = *lines.first()?;
        if !self.lists.is_empty() || matches!(number(first.trim())?, 1) {
            return None;
        }
        let is_item = |line: &str| {
            let text = item(line.trim()).map_or("", |(_, text)| text);
            let is_box = ["[ ] ", "[x] ", "[X] "]
                .iter()
                .any(|sign| text.starts_with(sign));
            number(line.trim()).is_some() && indent(line) == indent(first) && !is_box
        };
        let mut read = 0;
        while let Some(line) = lines.get(read) {
            let text = line.trim();
            if text.is_empty() {
                // Items may stand apart; what is indented below one lies in it.
                match lines[read..].iter().find(|line| !line.trim().is_empty()) {
                    Some(next) if is_item(next) => {}
                    Some(next) if indent(next) > indent(first) => return None,
                    _ => break,
                }
            } else if !is_item(line) {
                let begins = |mark: &str| text.starts_with(mark);
                let is_block = item(text).is_some()
                    || heading(text).is_some()
                    || is_rule(text)
                    || [">", "|", "```", "~~~"].into_iter().any(begins);
                if is_block {
                    return None;
                }
            }
            read += 1;
        }
        for line in &lines[..read] {
            let text = line.trim();
            match item(text) {
                Some((_, words_of_item)) => {
                    let mark =
                        text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
                    out.push_str(&format!("{} {}", &text[..=mark], words(words_of_item)));
                }
                None => out.push_str(&plain(text)),
            }
            out.push('\n');
        }
        Some(read)
    }

    /// Opens and closes lists so that the innermost is that of an item. Says whether a list begins with it.
    fn list(&mut self, new: List) -> bool {
        while self.lists.last().is_some_and(|own| own.indent > new.indent) {
            self.lists.pop();
        }
        let deep = self.lists.len() == DEEPEST;
        match self.lists.last_mut() {
            Some(own) if deep || new.indent < own.indent + 2 => {
                let begins = own.mark != new.mark;
                (own.mark, own.column) = (new.mark, new.column);
                begins
            }
            _ => {
                self.lists.push(new);
                true
            }
        }
    }
}

/// The column in which the words of a line begin.
fn indent(line: &str) -> usize {
    let space = line.chars().take_while(|c| c.is_whitespace());
    space.fold(0, |column, c| match c {
        '\t' => column + 4 - column % 4,
        _ => column + 1,
    })
}

/// A fenced block of code; says how many lines it has.
fn code(lines: &[&str], out: &mut String) -> Option<usize> {
    let first = lines.first()?;
    let open = first.trim_start();
    let letter = open.chars().next().filter(|c| matches!(c, '`' | '~'))?;
    let info = open.trim_start_matches(letter);
    let width = open.len() - info.len();
    if width < 3 || (letter == '`' && info.contains('`')) {
        return None;
    }
    let indent = first.len() - open.len();
    let closes = |line: &&str| {
        let line = line.trim();
        line.len() >= width && line.chars().all(|c| c == letter)
    };
    let length = lines[1..].iter().position(closes);
    let inner = &lines[1..=length.unwrap_or(lines.len() - 1)];
    let language: String = info
        .trim()
        .chars()
        .take_while(|c| c.is_ascii_alphanumeric())
        .collect();
    let mut rest = inner;
    loop {
        // A line with the mark that ends one kind of block needs the other kind; a text with both takes several.
        let (until_code, until_other) = (until(rest, "{code}"), until(rest, "{noformat}"));
        let (begin, end, length) = if until_code == rest.len() || until_code > until_other {
            let begin = match language.is_empty() {
                true => "{code}".to_owned(),
                false => format!("{{code:{language}}}"),
            };
            (begin, "{code}", until_code)
        } else {
            ("{noformat}".to_owned(), "{noformat}", until_other.max(1))
        };
        let (block, more) = rest.split_at(length.min(rest.len()));
        out.push_str(&begin);
        out.push('\n');
        for line in block {
            let own = line.len() - line.trim_start_matches(' ').len();
            out.push_str(&line[own.min(indent)..]);
            out.push('\n');
        }
        out.push_str(end);
        out.push('\n');
        rest = more;
        if rest.is_empty() {
            break;
        }
    }
    Some(inner.len() + 1 + usize::from(length.is_some()))
}

/// How many lines come before the first with a mark.
fn until(lines: &[&str], mark: &str) -> usize {
    let place = lines.iter().position(|line| line.contains(mark));
    place.unwrap_or(lines.len())
}

/// Lines that are quoted; says how many.
fn quote(lines: &[&str], out: &mut String, depth: usize, lost: &mut Vec<u32>) -> Option<usize> {
    let strip = |line: &&'_ str| -> Option<String> {
        let rest = line.trim_start().strip_prefix('>')?;
        Some(rest.strip_prefix(' ').unwrap_or(rest).to_owned())
    };
    let inner: Vec<String> = lines.iter().map_while(strip).collect();
    if inner.is_empty() || depth == DEEPEST {
        return None;
    }
    let borrowed: Vec<&str> = inner.iter().map(String::as_str).collect();
    out.push_str("{quote}\n");
    // Jira knows no quote in a quote.
    if depth == 0 {
        let mut blocks = Blocks::default();
        blocks.write(&borrowed, out, depth + 1);
        lost.extend(blocks.lost);
    } else {
        borrowed
            .iter()
            .for_each(|line| out.push_str(&format!("{}\n", plain(line.trim()))));
    }
    out.push_str("{quote}\n");
    Some(inner.len())
}

/// `## Words ##`.
fn heading(line: &str) -> Option<(usize, &str)> {
    let text = line.trim_start_matches('#');
    let level = line.len() - text.len();
    if !(1..=6).contains(&level) || !text.starts_with(' ') {
        return None;
    }
    Some((level, text.trim().trim_end_matches('#').trim()))
}

fn is_rule(line: &str) -> bool {
    let plain: String = line.chars().filter(|c| !c.is_whitespace()).collect();
    plain.len() >= 3
        && ['-', '*', '_']
            .iter()
            .any(|mark| plain.chars().all(|c| c == *mark))
}

/// The mark and the words of a list item.
fn item(line: &str) -> Option<(char, &str)> {
    if let Some(rest) = line.strip_prefix(['-', '*', '+']) {
        return rest.starts_with([' ', '\t']).then(|| ('*', rest.trim()));
    }
    let rest = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let digits = line.len() - rest.len();
    let text = rest.strip_prefix(['.', ')'])?;
    ((1..=9).contains(&digits) && text.starts_with([' ', '\t'])).then(|| ('#', text.trim()))
}

/// The number of a list item; none where it has none.
fn number(line: &str) -> Option<u32> {
    let (mark, _) = item(line)?;
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    line[..digits].parse().ok().filter(|_| mark == '#')
}

/// The words of an item, with its tick.
fn boxed(text: &str) -> String {
    let done = text
        .strip_prefix("[x] ")
        .or_else(|| text.strip_prefix("[X] "));
    match (done, text.strip_prefix("[ ] ")) {
        (Some(text), _) => format!("(/) {}", words(text.trim())),
        (None, Some(text)) => words(text.trim()),
        (None, None) => words(text),
    }
}

/// A line of a paragraph; one that begins as a heading or quote of wiki markup is not one.
fn plain(line: &str) -> String {
    let bytes = line.as_bytes();
    let heading = matches!(bytes, [b'h', b'1'..=b'6', b'.', b' ', ..]);
    match (heading, line.strip_prefix("bq. ")) {
        (true, _) => format!("{}\\.{}", &line[..2], words(&line[3..])),
        (_, Some(rest)) => format!("bq\\. {}", words(rest)),
        _ => words(line),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{any, prop_assert_eq, proptest};

    use super::{wiki, wiki_and_numbers};
    use crate::exchange::jira::wiki::markdown;

    #[test]
    fn blocks_become_wiki_markup_and_come_back() {
        for (text, expected) in [
            ("## Goal\n\ntext", "h2. Goal\n\ntext"),
            ("- a\n  - b\n    - c\n- d", "* a\n** b\n*** c\n* d"),
            ("1. a\n   - b\n2. c", "# a\n#* b\n# c"),
            ("```java\nint *a*;\n```", "{code:java}\nint *a*;\n{code}"),
            ("> **a**\n\nb", "{quote}\n*a*\n{quote}\n\nb"),
            (
                "| a | b |\n| --- | --- |\n| 1 | [x](https://a.example) |",
                "||a||b||\n|1|[x|https://a.example]|",
            ),
            ("a\n\n---\n\nb", "a\n\n----\n\nb"),
            ("- [x] done\n- open", "* (/) done\n* open"),
            ("- a\n  goes on\n- b", "* a\ngoes on\n* b"),
            (
                "- a\n\n  b\n\n  ```sh\n  c\n  ```\n\n  d\n  - e\n- f",
                "* a \\\\ \\\\ b\n{code:sh}\nc\n{code}\nd\n** e\n* f",
            ),
            ("- a\n\nb\n\n- c", "* a\n\nb\n\n* c"),
            ("- a\n\n```\nb\n```", "* a\n\n{code}\nb\n{code}"),
            (
                "| a |\n| --- |\n| b \\| c |\n\n![a b.png](<a b.png>)",
                "||a||\n|b \\| c|\n\n!a b.png!",
            ),
        ] {
            assert_eq!(wiki(text), expected, "{text}");
            assert_eq!(markdown(expected), text, "{expected}");
        }
        assert_eq!(wiki("- [ ] open"), "* open");
        for text in [
            "5. a_b\n6. **c**",
            "text\n\n3) a\ngoes on\n\n4) b\n\nafter",
            "0. a",
        ] {
            assert_eq!(markdown(&wiki(text)), text, "{text}");
            assert!(wiki_and_numbers(text).1.is_empty(), "{text}");
        }
        for (text, expected, lost) in [
            ("5. a\n   - b\n6. c", "# a\n#* b\n# c", &[5][..]),
            ("- a\n  3. b\n  4. c", "* a\n*# b\n*# c", &[3]),
            ("> 2. a\n>    1. b", "{quote}\n# a\n## b\n{quote}", &[2]),
            ("7. a\n\n   b", "# a \\\\ \\\\ b", &[7]),
            ("1. a\n5. b", "# a\n# b", &[]),
        ] {
            let (wiki, numbers) = wiki_and_numbers(text);
            assert_eq!((&*wiki, &*numbers), (expected, lost), "{text}");
        }
        assert_eq!(wiki("- a\n\t- b"), "* a\n** b");
        assert_eq!(wiki("- a\n  - b\n\n  c\n- d"), "* a\n** b\n\nc\n* d");
        assert_eq!(
            wiki("h2. no heading\nbq. none"),
            "h2\\. no heading\nbq\\. none"
        );
        assert_eq!(wiki("~~~\nopen"), "{code}\nopen\n{code}");
        assert_eq!(
            wiki("```\n{code}\na\n{noformat}\nb\n```"),
            "{noformat}\n{code}\na\n{noformat}\n{code}\n{noformat}\nb\n{code}"
        );
    }

    #[test]
    fn long_texts_take_linear_time() {
        for piece in ["> ", "- ", "```\n", "| a |\n", "#", "  - a\n", "**\n", "`a"] {
            let _ = wiki(&piece.repeat(50_000));
        }
    }

    proptest! {
        #[test]
        fn what_means_nothing_stays_as_it_is(
            words in proptest::collection::vec(
                "[a-z]{1,3}(_{1,3}[a-z]{1,3}){0,2}|_{3,6}|\\*{3,4}|-{2}|\\[[a-z]{1,3}(_[a-z]{1,3}){0,2}\\]\\(https://a\\.example/[a-z_]{1,4}\\)",
                1..6,
            ),
            number in 2..40_u32,
        ) {
            let line = format!("x {}", words.join(" "));
            prop_assert_eq!(markdown(&wiki(&line)), line.as_str());
            let list = format!("{line}\n\n{number}. {line}\n{}. y\n\n{line}", number + 1);
            prop_assert_eq!(markdown(&wiki(&list)), list.as_str());
        }

        #[test]
        fn any_text_is_converted(text in any::<String>()) {
            let _ = wiki(&text);
        }

        #[test]
        fn any_markup_is_converted(text in "[*_`|!\\[\\]()~<>#+ a\\n\\\\é-]{0,60}") {
            let _ = wiki(&text);
        }
    }
}
