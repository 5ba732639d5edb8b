//! Words of a Markdown line as wiki markup: emphasis, code, links, and what wiki markup would take for a mark.

/// Emphasis deeper than this is left as it stands.
const DEEPEST: usize = 4;

/// So many marks in a row may begin something.
const LONGEST_ROW: usize = 16;

/// Markdown's marks and what wiki markup writes for them; longer ones first.
const MARKS: [(&str, char); 5] = [
    ("**", '*'),
    ("__", '*'),
    ("~~", '-'),
    ("*", '_'),
    ("_", '_'),
];

/// Marks of wiki markup that stand at the edges of words.
const EDGES: [char; 6] = ['*', '_', '-', '+', '^', '~'];

/// One line, or the words of a list item, heading or cell. Takes linear time.
pub(super) fn words(line: &str) -> String {
    let mut out = String::with_capacity(line.len() + 16);
    Words::of(line).write(&mut out, 0);
    out
}

/// A line, and what is known about the rest of it.
struct Words<'l> {
    line: &'l str,
    /// Marks of Markdown that close nowhere any more, by place in [`MARKS`].
    open: [bool; MARKS.len()],
    /// The last place at which each of [`EDGES`] could close something.
    last: [Option<usize>; EDGES.len()],
    last_bang: Option<usize>,
}

impl<'l> Words<'l> {
    fn of(line: &'l str) -> Self {
        let mut last = [None; EDGES.len()];
        let mut before: Option<char> = None;
        let mut letters = line.char_indices().peekable();
        while let Some((at, letter)) = letters.next() {
            let after = letters.peek().map(|(_, next)| *next);
            let closes = before.is_some_and(|c| !c.is_whitespace())
                && after.is_none_or(|c| !c.is_alphanumeric());
            if let Some(edge) = EDGES.iter().position(|edge| *edge == letter)
                && closes
            {
                last[edge] = Some(at);
            }
            before = Some(letter);
        }
        Self {
            line,
            open: [true; MARKS.len()],
            last,
            last_bang: line.rfind('!'),
        }
    }

    fn write(mut self, out: &mut String, depth: usize) {
        let line = self.line;
        let mut at = 0;
        while at < line.len() {
            let rest = &line[at..];
            let read = escaped(rest, out)
                .or_else(|| code(rest, out))
                .or_else(|| link(rest, out))
                .or_else(|| address(rest, out))
                .or_else(|| self.emphasis(at, out, depth));
            if let Some(read) = read {
                at += read;
                continue;
            }
            let letter = rest.chars().next().unwrap_or_default();
            if self.is_mark(at, letter) {
                out.push('\\');
            }
            out.push(letter);
            at += letter.len_utf8();
        }
    }

    /// Writes emphasis that begins here and says how much was read.
    fn emphasis(&mut self, at: usize, out: &mut String, depth: usize) -> Option<usize> {
        let rest = &self.line[at..];
        let place = MARKS.iter().position(|(mark, _)| rest.starts_with(mark))?;
        let (mark, wiki) = MARKS[place];
        let before = self.line[..at].chars().next_back();
        let inner = &rest[mark.len()..];
        // A row of marks before white space, or a very long one, begins nothing.
        let mut behind = inner.chars().take(LONGEST_ROW);
        let behind = behind.find(|c| !mark.contains(*c));
        let starts = behind.is_some_and(|c| !c.is_whitespace());
        // Within a row of underscores nothing begins: the first of them was asked.
        let in_word = mark.contains('_') && before.is_some_and(|c| c.is_alphanumeric() || c == '_');
        if !self.open[place] || !starts || in_word || depth == DEEPEST {
            return None;
        }
        let Some(end) = closing(inner, mark) else {
            self.open[place] = false;
            return None;
        };
        let after = inner[end + mark.len()..].chars().next();
        let apart = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
        let mark_there = if apart(before) && apart(after) {
            wiki.to_string()
        } else {
            format!("{{{wiki}}}")
        };
        out.push_str(&mark_there);
        Words::of(&inner[..end]).write(out, depth + 1);
        out.push_str(&mark_there);
        Some(mark.len() + end + mark.len())
    }

    /// Whether wiki markup would take a letter for a mark.
    fn is_mark(&self, at: usize, letter: char) -> bool {
        let rest = &self.line[at + letter.len_utf8()..];
        let before = self.line[..at].chars().next_back();
        // In a row of marks only the last may open something.
        let opens = before.is_none_or(|c| !c.is_alphanumeric())
            && rest.starts_with(|c: char| !c.is_whitespace() && c != letter);
        match letter {
            '{' | '}' => true,
            '[' => rest.starts_with(['~', '^', '#', '/']) || rest.starts_with("http"),
            '!' => opens && self.last_bang.is_some_and(|last| last > at + 1),
            '\\' => rest.starts_with(|c: char| c.is_ascii_punctuation()),
            _ => EDGES
                .iter()
                .position(|edge| *edge == letter)
                .and_then(|edge| self.last[edge])
                .is_some_and(|last| opens && last > at + 1),
        }
    }
}

/// Where a mark closes: after a letter, and not as a part of a longer mark.
fn closing(inner: &str, mark: &str) -> Option<usize> {
    let letter = mark.chars().next()?;
    let mut from = 1;
    while !inner.is_char_boundary(from) {
        from += 1;
    }
    loop {
        let at = from + inner.get(from..)?.find(mark)?;
        let before = inner[..at].chars().next_back();
        let after = inner[at + mark.len()..].chars().next();
        let part_of_longer = mark.len() == 1 && (after == Some(letter) || before == Some(letter));
        let in_word = letter == '_' && after.is_some_and(char::is_alphanumeric);
        if before.is_some_and(|c| !c.is_whitespace() && c != '\\') && !part_of_longer && !in_word {
            return Some(at);
        }
        from = at + mark.len();
    }
}

/// `\*`: a letter that is meant as it is.
fn escaped(rest: &str, out: &mut String) -> Option<usize> {
    let letter = rest.strip_prefix('\\')?.chars().next()?;
    if !letter.is_ascii_punctuation() {
        return None;
    }
    if EDGES.contains(&letter) || "{}[]!|?\\".contains(letter) {
        out.push('\\');
    }
    out.push(letter);
    Some(2)
}

/// A code span.
fn code(rest: &str, out: &mut String) -> Option<usize> {
    let inner = rest.trim_start_matches('`');
    let width = rest.len() - inner.len();
    if width == 0 {
        return None;
    }
    let fence = &rest[..width];
    let mut from = 0;
    let end = loop {
        let at = from + inner[from..].find(fence)?;
        let after = inner[at + width..].trim_start_matches('`');
        let run = inner[at..].len() - after.len();
        if run == width {
            break at;
        }
        from = at + run;
        if from > 2_000 {
            return None;
        }
    };
    let text = inner[..end].trim();
    if text.is_empty() || text.contains("}}") {
        return None;
    }
    out.push_str(&format!("{{{{{text}}}}}"));
    Some(width + end + width)
}

/// `[text](address)`, `![alt](address)` or `<address>`.
fn link(rest: &str, out: &mut String) -> Option<usize> {
    if let Some(inner) = rest.strip_prefix('<') {
        let end = near(inner, 2_000).find('>')?;
        let address = &inner[..end];
        if !is_address(address) {
            return None;
        }
        out.push_str(&format!("[{address}]"));
        return Some(end + 2);
    }
    let image = rest.starts_with("![");
    let inner = rest.strip_prefix("![").or_else(|| rest.strip_prefix('['))?;
    let end = near(inner, 500).find("](")?;
    let text = &inner[..end];
    let target = near(&inner[end + 2..], 2_000);
    let (address, close) = match target.strip_prefix('<') {
        Some(target) => {
            let end = target.find(">)")?;
            (&target[..end], end + 2)
        }
        None => {
            let close = target.find(')')?;
            let (address, title) = match target[..close].split_once(char::is_whitespace) {
                Some((address, title)) => (address, title.trim()),
                None => (&target[..close], ""),
            };
            if !title.is_empty() && !title.starts_with(['"', '\'']) {
                return None;
            }
            (address, close)
        }
    };
    if text.contains(['[', ']', '\n']) || address.is_empty() || address.contains(['|', ']', '!']) {
        return None;
    }
    if image {
        out.push_str(&format!("!{address}!"));
    } else if text == address && !is_address(address) {
        out.push_str(&format!("[^{address}]"));
    } else {
        out.push_str(&format!("[{}|{address}]", words_of_link(text)));
    }
    Some(rest.len() - inner.len() + end + 2 + close + 1)
}

/// The words of a link: their marks as those of a line, but no bar, which would part them from the address.
fn words_of_link(text: &str) -> String {
    let plain = text.replace("\\|", "").replace('|', "");
    words(plain.trim())
}

/// A bare web address, which wiki markup knows too.
fn address(rest: &str, out: &mut String) -> Option<usize> {
    if !rest.starts_with("http://") && !rest.starts_with("https://") {
        return None;
    }
    let end = rest
        .find(|c: char| c.is_whitespace() || matches!(c, '|' | ']' | '<' | '>' | '"' | ')' | '*'))
        .unwrap_or(rest.len());
    out.push_str(&rest[..end]);
    Some(end)
}

/// The beginning of a text, at most so many bytes.
fn near(text: &str, most: usize) -> &str {
    let mut end = text.len().min(most);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

fn is_address(text: &str) -> bool {
    ["http://", "https://", "mailto:"]
        .iter()
        .any(|start| text.starts_with(start))
        && !text.contains(char::is_whitespace)
}

#[cfg(test)]
mod tests {
    use super::words;

    #[test]
    fn words_become_wiki_markup() {
        for (markdown, wiki) in [
            ("a **bold** word", "a *bold* word"),
            ("_it_ and *it* and ~~gone~~", "_it_ and _it_ and -gone-"),
            ("**a _b_ c**", "*a _b_ c*"),
            ("un**believ**able", "un{*}believ{*}able"),
            ("`a_b*c` x", "{{a_b*c}} x"),
            (
                "[text](https://a.example/x_y)",
                "[text|https://a.example/x_y]",
            ),
            ("<https://a.example>", "[https://a.example]"),
            ("see https://a.example/a_b_c", "see https://a.example/a_b_c"),
            ("![shot](image-2.png)", "!image-2.png!"),
            ("![a b](<a b.png>)", "!a b.png!"),
            ("[a b.pdf](<a b.pdf>)", "[^a b.pdf]"),
            ("[a](https://a.example \"tip\")", "[a|https://a.example]"),
            ("![a](b c.png)", "![a](b c.png)"),
            (
                "[snake_case **b** {c}](https://a.example)",
                "[snake_case *b* \\{c\\}|https://a.example]",
            ),
            ("Name: ____ end", "Name: ____ end"),
            ("snake_case__x, a *** b", "snake_case__x, a *** b"),
            ("**** a **** _____", "**** a **** _____"),
            ("2 * 3 and snake_case_name", "2 * 3 and snake_case_name"),
            ("well-known up-to-date", "well-known up-to-date"),
            ("a -quoted- b", "a \\-quoted- b"),
            ("\\*plain\\* {x}", "\\*plain\\* \\{x\\}"),
            ("[ ] open [x]", "[ ] open [x]"),
            ("[~jane]", "\\[~jane]"),
            ("Wow! Really!", "Wow! Really!"),
            ("**never closed", "**never closed"),
            ("", ""),
        ] {
            assert_eq!(words(markdown), wiki, "{markdown}");
        }
    }

    #[test]
    fn long_lines_take_linear_time() {
        for piece in [
            "**a ", "[", "![a", "`", "_*", "\\", "{a", "<http://", "-a ", "~~a~",
        ] {
            assert!(!words(&piece.repeat(60_000)).is_empty());
        }
    }
}
