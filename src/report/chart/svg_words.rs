//! Words in a picture: escaped, and cut or broken where they would run over its edge.

use crate::report::render::escape_markup as escaped;
use crate::text::{display_width, escape_terminal, truncate};

/// Words of at most `width` columns, escaped.
pub(super) fn cut(words: &str, width: usize) -> String {
    escaped(&truncate(&escape_terminal(words), width))
}

/// Words as lines of at most `width` columns, escaped; a longer word is cut.
pub(super) fn broken(words: &str, width: usize) -> Vec<String> {
    let shown = escape_terminal(words);
    let mut lines: Vec<String> = Vec::new();
    for word in shown.split(' ') {
        match lines.last_mut() {
            Some(line) if display_width(line) + 1 + display_width(word) <= width => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(truncate(word, width)),
        }
    }
    lines.iter().map(|line| escaped(line)).collect()
}

#[cfg(test)]
mod tests {
    use super::{broken, cut, escaped};

    #[test]
    fn words_are_words() {
        assert_eq!(
            escaped("<script>\"R&D's\"\u{1b}"),
            "&lt;script&gt;&quot;R&amp;D&#39;s&quot;\\u{1b}"
        );
        assert_eq!(cut("a <long> goal", 8), "a &lt;long…");
        assert_eq!(broken("one two three", 8), ["one two", "three"]);
    }
}
