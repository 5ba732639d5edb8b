//! Words within a line: emphasis, links, images, mentions.

use crate::exchange::jira::wiki::links::{image, link};

/// Marks and what they are in Markdown.
const MARKS: [(u8, &str); 7] = [
    (b'*', "**"),
    (b'_', "_"),
    (b'-', "~~"),
    (b'+', ""),
    (b'^', ""),
    (b'~', ""),
    (b'?', "_"),
];

/// Entities and what they stand for; `&lt;` and its kin mean the same in Markdown.
pub(super) const ENTITIES: [(&str, &str); 4] = [
    ("&nbsp;", " "),
    ("&quot;", "\""),
    ("&#39;", "'"),
    ("&apos;", "'"),
];

/// Returns a line of wiki markup as Markdown.
pub(super) fn inline(line: &str) -> String {
    let mut out = String::with_capacity(line.len() + 16);
    let closings = Closings::of(line);
    let bytes = line.as_bytes();
    // Marks that are open: which, where it closes.
    let mut open: Vec<(usize, usize)> = Vec::new();
    let mut at = 0;
    while at < line.len() {
        let byte = bytes[at];
        // What would have closed within a link or an address closes right after it.
        while let Some((mark, _)) = open.pop_if(|(_, end)| *end < at) {
            out.push_str(MARKS[mark].1);
        }
        if let Some(&(mark, end)) = open.last()
            && end == at
        {
            open.pop();
            out.push_str(MARKS[mark].1);
            at += width(mark);
            continue;
        }
        let rest = &line[at..];
        match byte {
            b'\\' => {
                at += match plain_row(line, at, &mut out) {
                    0 => escape(rest, &mut out),
                    read => read,
                };
                continue;
            }
            b'{' => {
                if let Some(read) = braces(rest, &mut out) {
                    at += read;
                    continue;
                }
            }
            b'[' => {
                if let Some(read) = link(rest, &mut out) {
                    at += read;
                    continue;
                }
            }
            b'!' => {
                if let Some(read) = image(rest, &mut out) {
                    at += read;
                    continue;
                }
            }
            b'h' if rest.starts_with("http://") || rest.starts_with("https://") => {
                let end = rest
                    .find(|c: char| c.is_whitespace() || matches!(c, '|' | ']' | '<' | '>' | '"'))
                    .unwrap_or(rest.len());
                // The mark that closes here is no part of the address.
                let end = match open.last() {
                    Some(&(_, close))
                        if (at..at + end).contains(&close)
                            && line[close..at + end].chars().all(|c| !c.is_alphanumeric()) =>
                    {
                        close - at
                    }
                    _ => end,
                };
                out.push_str(&rest[..end]);
                at += end;
                continue;
            }
            b'&' => {
                let known = ENTITIES.iter().find(|(name, _)| rest.starts_with(name));
                if let Some((name, text)) = known {
                    out.push_str(text);
                    at += name.len();
                    continue;
                }
            }
            b'<' if rest[1..]
                .starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?')) =>
            {
                out.push_str("\\<");
                at += 1;
                continue;
            }
            _ => {
                if let Some(mark) = mark_of(byte)
                    && let Some((width, end)) = closings.opens(mark, line, at)
                    && open.last().is_none_or(|(_, outer)| end < *outer)
                    && open.iter().all(|(other, _)| *other != mark)
                {
                    out.push_str(MARKS[mark].1);
                    open.push((mark, end));
                    at += width;
                    continue;
                }
                if byte == b'*' {
                    // A row of stars between spaces means nothing in Markdown either.
                    let alone = row_alone(line, at);
                    out.push_str(if alone == 0 {
                        "\\*"
                    } else {
                        &line[at..at + alone]
                    });
                    at += alone.max(1);
                    continue;
                }
            }
        }
        // This letter, and all after it that mean nothing by themselves.
        let length = rest.chars().next().map_or(1, char::len_utf8);
        let plain = rest.as_bytes()[length..].iter();
        let length = length + plain.take_while(|&&byte| !is_special(byte)).count();
        out.push_str(&rest[..length]);
        at += length;
    }
    // What was opened and swallowed by a link is closed, so that nothing after it changes.
    for (mark, _) in open.into_iter().rev() {
        out.push_str(MARKS[mark].1);
    }
    out
}

/// What a byte is that means nothing by itself, and one that does without being a mark; else the number of a mark.
const PLAIN: u8 = u8::MAX;
const SIGN: u8 = u8::MAX - 1;

/// What each byte is: all of a line are looked up.
const KINDS: [u8; 256] = {
    let mut kinds = [PLAIN; 256];
    let signs = b"\\{[!h&<";
    let mut at = 0;
    while at < signs.len() {
        kinds[signs[at] as usize] = SIGN;
        at += 1;
    }
    let mut mark = 0;
    while mark < MARKS.len() {
        kinds[MARKS[mark].0 as usize] = mark as u8;
        mark += 1;
    }
    kinds
};

/// Whether a byte may begin something else than a letter: a mark, or what [`inline`] looks at.
fn is_special(byte: u8) -> bool {
    KINDS[usize::from(byte)] != PLAIN
}

/// The number of the mark that a byte is.
fn mark_of(byte: u8) -> Option<usize> {
    let kind = KINDS[usize::from(byte)];
    (kind < SIGN).then_some(usize::from(kind))
}

/// Where each mark can close, in order: found once a line, so that no opening mark looks through the line again.
struct Closings {
    places: [Vec<usize>; MARKS.len()],
}

impl Closings {
    fn of(line: &str) -> Self {
        let mut places: [Vec<usize>; MARKS.len()] = Default::default();
        let bytes = line.as_bytes();
        for (at, byte) in bytes.iter().enumerate() {
            let Some(mark) = mark_of(*byte) else {
                continue;
            };
            let width = if *byte == b'?' { 2 } else { 1 };
            if width == 2 && bytes.get(at + 1) != Some(&b'?') {
                continue;
            }
            let braced = at > 0 && bytes[at - 1] == b'{' && bytes.get(at + width) == Some(&b'}');
            let before = line[..at].chars().next_back();
            let after = line[at + width..].chars().next();
            let closes = before.is_some_and(|c| !c.is_whitespace())
                && after.is_none_or(|c| !c.is_alphanumeric() && c as u32 != u32::from(*byte));
            if closes || braced {
                places[mark].push(at);
            }
        }
        Self { places }
    }

    /// Whether a mark opens at a place: how wide it is, and where it closes.
    fn opens(&self, mark: usize, line: &str, at: usize) -> Option<(usize, usize)> {
        let byte = MARKS[mark].0;
        let bytes = line.as_bytes();
        let width = if byte == b'?' { 2 } else { 1 };
        if width == 2 && bytes.get(at + 1) != Some(&b'?') {
            return None;
        }
        let before = line[..at].chars().next_back();
        let after = line.get(at + width..)?.chars().next()?;
        if before.is_some_and(|c| c.is_alphanumeric() || c as u32 == u32::from(byte))
            || after.is_whitespace()
            || after as u32 == u32::from(byte)
        {
            return None;
        }
        let places = &self.places[mark];
        let next = places.partition_point(|place| *place <= at + width);
        Some((width, *places.get(next)?))
    }
}

/// How many letters a mark has.
fn width(mark: usize) -> usize {
    if MARKS[mark].0 == b'?' { 2 } else { 1 }
}

/// How many stars or underscores stand in a row from here, where white space is around them and they do not begin the line: 0
/// where that is not so.
fn row_alone(line: &str, at: usize) -> usize {
    let before = line[..at].chars().next_back();
    if !before.is_some_and(char::is_whitespace) {
        return 0;
    }
    let mark = line.as_bytes()[at];
    let row = line.as_bytes()[at..].iter();
    let length = row.take_while(|byte| **byte == mark).count();
    let after = line[at + length..].chars().next();
    if after.is_none_or(char::is_whitespace) {
        length
    } else {
        0
    }
}

/// Writes a row of underscores that are guarded or not and that mean nothing in Markdown, within a word or between spaces: as they
/// are. Says how much was read.
fn plain_row(line: &str, at: usize, out: &mut String) -> usize {
    let mut end = at;
    let mut count = 0;
    loop {
        let rest = &line[end..];
        let read = if rest.starts_with("\\_") {
            2
        } else if rest.starts_with('_') {
            1
        } else {
            break;
        };
        end += read;
        count += 1;
    }
    let before = out.trim_end_matches('_');
    let own = out.len() - before.len();
    let before = before.chars().next_back();
    let after = line[end..].chars().next();
    let is_word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let is_space = |c: Option<char>| c.is_none_or(char::is_whitespace);
    let is_plain = (is_word(before) && is_word(after))
        || (is_space(before) && is_space(after) && (own + count < 3 || !out.trim().is_empty()));
    if count == 0 || !is_plain {
        return 0;
    }
    out.push_str(&"_".repeat(count));
    end - at
}

/// `\\` is a line break, `\*` a star.
fn escape(rest: &str, out: &mut String) -> usize {
    let Some(next) = rest[1..].chars().next() else {
        out.push('\\');
        return 1;
    };
    if next == '\\' {
        out.push_str("\\\n");
        // A break swallows the space after it.
        return 2 + usize::from(rest[2..].starts_with(' '));
    }
    if next.is_ascii_punctuation() {
        if matches!(next, '*' | '_' | '[' | ']' | '`' | '#' | '<' | '\\') {
            out.push('\\');
        }
        out.push(next);
        2
    } else {
        // A path such as C:\temp.
        out.push('\\');
        1
    }
}

/// `{{code}}`, `{*}bold{*}`, `{color:red}`.
fn braces(rest: &str, out: &mut String) -> Option<usize> {
    if let Some(inner) = rest.strip_prefix("{{") {
        let end = within(inner, "}}")?;
        let code = inner[..end].trim();
        // A longer fence where the code has backticks itself.
        let longest = code.split(|c| c != '`').map(str::len).max().unwrap_or(0);
        let fence = "`".repeat(longest + 1);
        let pad = if code.starts_with('`') || code.ends_with('`') {
            " "
        } else {
            ""
        };
        if !code.is_empty() {
            out.push_str(&format!("{fence}{pad}{code}{pad}{fence}"));
        }
        return Some(end + 4);
    }
    let end = within(rest, "}")?;
    let name = &rest[1..end];
    for (mark, text) in MARKS {
        if name.len() == 1 && name.as_bytes()[0] == mark {
            out.push_str(text);
            return Some(end + 1);
        }
    }
    let word = name.split(':').next().unwrap_or_default();
    matches!(
        word,
        "color" | "anchor" | "toc" | "adf" | "span" | "div" | "nobr"
    )
    .then_some(end + 1)
}

/// Where `mark` stands in a text, not too far away.
pub(super) fn within(text: &str, mark: &str) -> Option<usize> {
    let mut most = text.len().min(2_000);
    while !text.is_char_boundary(most) {
        most -= 1;
    }
    text[..most].find(mark)
}

#[cfg(test)]
mod tests {
    use super::inline;

    #[test]
    fn every_mark_is_special() {
        assert!(
            super::MARKS
                .iter()
                .all(|(mark, _)| super::is_special(*mark))
        );
    }

    #[test]
    fn converts_words() {
        for (wiki, markdown) in [
            ("a *bold* word", "a **bold** word"),
            ("*Acceptance Criteria:*", "**Acceptance Criteria:**"),
            ("_it_ and -gone- and +new+", "_it_ and ~~gone~~ and new"),
            ("*a _b_ c*", "**a _b_ c**"),
            ("2*3*4 and snake_case_name", "2\\*3\\*4 and snake_case_name"),
            ("well-known up-to-date", "well-known up-to-date"),
            ("* not closed", "\\* not closed"),
            ("{{a_b*c}} x", "`a_b*c` x"),
            ("{*}new{*} {color:red}hot{color}", "**new** hot"),
            (
                "[text|https://a.example/x_y_z]",
                "[text](https://a.example/x_y_z)",
            ),
            ("[https://a.example]", "<https://a.example>"),
            (
                "[https://a.example/](https://a.example/) [b](https://b.example)",
                "<https://a.example/> [b](https://b.example)",
            ),
            (
                "[https://a.example] (x) [c](d)",
                "<https://a.example> (x) [c](d)",
            ),
            (
                "[the &quot;Main&quot; page|https://a.example/o]",
                "[the \"Main\" page](https://a.example/o)",
            ),
            (
                "[https://a.example|https://a.example|smart-link]",
                "<https://a.example>",
            ),
            ("[x|https://a.example|smart-link]", "[x](https://a.example)"),
            ("[~accountid:712020:00] hi", "@712020:00 hi"),
            (
                "[Shop | Orders|https://a.example/o]",
                "[Shop | Orders](https://a.example/o)",
            ),
            (
                "[Shop | Orders|https://a.example/o|smart-link]",
                "[Shop | Orders](https://a.example/o)",
            ),
            (
                "[{color:#666666}a.example{color}|https://a.example]",
                "[a.example](https://a.example)",
            ),
            (
                "[text|https://a.example|a tip]",
                "[text](https://a.example)",
            ),
            (
                "the &quot;Main&quot; page &amp; R&D",
                "the \"Main\" page &amp; R&D",
            ),
            ("[~jane] hi", "@jane hi"),
            ("[^notes.pdf]", "[notes.pdf](notes.pdf)"),
            ("[ ] open", "[ ] open"),
            (
                "!image-2.png|width=80,height=3,alt=\"x\"!",
                "![image-2.png](image-2.png)",
            ),
            ("Wow! Really!", "Wow! Really!"),
            (
                "*see https://a.example/x*, ok",
                "**see https://a.example/x**, ok",
            ),
            ("*see https://a.example/x*", "**see https://a.example/x**"),
            (
                "*a [b|https://a.example/*] c",
                "**a [b](https://a.example/*)** c",
            ),
            (
                "https://a.example/a_b_c is _it_",
                "https://a.example/a_b_c is _it_",
            ),
            ("\\*plain\\* C:\\temp", "\\*plain\\* C:\\temp"),
            ("a\\\\b", "a\\\nb"),
            ("x <b>y</b> 1 < 2", "x \\<b>y\\</b> 1 < 2"),
            ("??cited?? H~2~O x^2^", "_cited_ H~2~O x^2^"),
            ("é*ü* *ü*", "é\\*ü\\* **ü**"),
            ("a&nbsp;b", "a b"),
            ("2 * 3 ** 4", "2 * 3 ** 4"),
            ("snake\\_case_\\_x and \\_x", "snake_case__x and \\_x"),
            ("Name: \\_\\___ end", "Name: ____ end"),
            (
                "[snake_case *x* \\{y\\}|https://a.example]",
                "[snake_case **x** {y}](https://a.example)",
            ),
            (
                "[!a.png!|https://a.example]",
                "[![a.png](a.png)](https://a.example)",
            ),
            ("[a * b|https://a.example]", "[a * b](https://a.example)"),
        ] {
            assert_eq!(inline(wiki), markdown, "{wiki}");
        }
    }

    #[test]
    fn long_lines_take_linear_time() {
        for piece in ["*a ", "[", "!a", "{{", "_*", "\\", "{a", "http://"] {
            let long = inline(&piece.repeat(60_000));
            assert!(!long.is_empty());
        }
    }
}
