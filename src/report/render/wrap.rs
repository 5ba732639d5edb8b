//! Breaks long lines between words, never within one.

use crate::report::{Line, Span, Style};
use crate::text;

/// A word with the space before it; its pieces may differ in style.
#[derive(Debug, Default)]
struct Word {
    space: String,
    pieces: Vec<Span>,
}

impl Word {
    fn width(&self) -> usize {
        let width = |piece: &Span| text::display_width(&text::escape_terminal(&piece.text));
        self.pieces.iter().map(width).sum()
    }
}

/// Returns `line` as lines of at most `width` columns (`None`: as long as it is), the first indented by `first` and the
/// others by `others`. A word that is wider stays whole.
pub(super) fn wrap(line: &Line, width: Option<usize>, first: usize, others: usize) -> Vec<Line> {
    let indented = |by: usize| Line::plain(" ".repeat(by));
    let whole = || {
        let mut whole = indented(first);
        whole.spans.extend(line.spans.iter().cloned());
        whole
    };
    let Some(width) = width.filter(|width| {
        first + text::display_width(&text::escape_terminal(&line.words())) > *width
    }) else {
        return vec![whole()];
    };
    let mut lines = Vec::new();
    let mut current = indented(first);
    let mut used = first;
    let mut fresh = true;
    for word in words(line) {
        let (space, own) = (word.space.chars().count(), word.width());
        if !fresh && used + space + own > width {
            lines.push(std::mem::replace(&mut current, indented(others)));
            used = others;
            fresh = true;
        }
        if !fresh || lines.is_empty() {
            current = current.and(word.space);
            used += space;
        }
        current.spans.extend(word.pieces);
        used += own;
        fresh = false;
    }
    lines.push(current);
    lines
}

fn words(line: &Line) -> Vec<Word> {
    let mut words = vec![Word::default()];
    for span in &line.spans {
        for run in runs(&span.text) {
            let last = words.len() - 1;
            if run.starts_with(' ') {
                if words[last].pieces.is_empty() {
                    words[last].space.push_str(run);
                } else {
                    words.push(Word {
                        space: run.to_owned(),
                        pieces: Vec::new(),
                    });
                }
            } else {
                words[last].pieces.push(Span {
                    text: run.to_owned(),
                    style: span.style,
                });
            }
        }
    }
    words.retain(|word| !word.pieces.is_empty());
    words
}

/// Runs of spaces and of anything else, in turn.
fn runs(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let space = rest.starts_with(' ');
        let end = rest.find(|c| (c == ' ') != space).unwrap_or(rest.len());
        let (run, after) = rest.split_at(end);
        rest = after;
        (!run.is_empty()).then_some(run)
    })
}

/// Returns the lines of Markdown with their style, broken at `width`; code and tables stay as they are.
pub(super) fn wrap_markdown(body: &str, width: Option<usize>) -> Vec<(String, Style)> {
    let shown = text::escape_terminal_lines(body);
    let mut fences = text::Fences::default();
    let mut lines = Vec::new();
    for line in shown.split('\n') {
        let start = line.trim_start();
        if fences.hold(line) || start.starts_with('|') {
            lines.push((line.to_owned(), Style::Plain));
        } else if start.starts_with('#') {
            lines.push((line.to_owned(), Style::Strong));
        } else {
            let indent = line.len() - start.len();
            let hang = indent + marker(start);
            lines.extend(
                wrap(&Line::plain(start), width, indent, hang)
                    .iter()
                    .map(|line| (line.words().into_owned(), Style::Plain)),
            );
        }
    }
    lines
}

/// How wide the mark of a list item is, with its box.
fn marker(line: &str) -> usize {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let rest = &line[digits..];
    let bullet = match rest.as_bytes() {
        [b'-' | b'*' | b'+' | b'>', b' ', ..] if digits == 0 => 2,
        [b'.' | b')', b' ', ..] if digits > 0 => digits + 2,
        _ => return 0,
    };
    let rest = &line[bullet..];
    if ["[ ] ", "[x] ", "[X] "]
        .iter()
        .any(|mark| rest.starts_with(mark))
    {
        bullet + 4
    } else {
        bullet
    }
}

#[cfg(test)]
mod tests {
    use super::{wrap, wrap_markdown};
    use crate::report::{Line, Style};

    fn lines(line: &Line, width: usize) -> Vec<String> {
        let wrapped = wrap(line, Some(width), 2, 4);
        wrapped
            .iter()
            .map(|line| line.words().into_owned())
            .collect()
    }

    #[test]
    fn breaks_between_words_and_keeps_styles() {
        let line = Line::plain("story · ")
            .with("epic US-3", Style::Id)
            .and("!  end");
        assert_eq!(lines(&line, 80), ["  story · epic US-3!  end"]);
        assert_eq!(lines(&line, 16), ["  story · epic", "    US-3!  end"]);
        let wrapped = wrap(&line, Some(16), 2, 4);
        assert_eq!(wrapped[1].spans[1].style, Style::Id);
        assert_eq!(
            lines(&Line::plain("averyverylongword is"), 8),
            ["  averyverylongword", "    is"]
        );
    }

    #[test]
    fn list_items_hang_and_code_stays() {
        let body = "- [ ] one two three\n```\none two three four\n```\n12. a b c d e f g h";
        let wrapped: Vec<String> = wrap_markdown(body, Some(14))
            .into_iter()
            .map(|(line, _)| line)
            .collect();
        assert_eq!(
            wrapped,
            [
                "- [ ] one two",
                "      three",
                "```",
                "one two three four",
                "```",
                "12. a b c d e",
                "    f g h"
            ]
        );
        assert_eq!(wrap_markdown("a  b", None)[0].0, "a  b");
    }
}
