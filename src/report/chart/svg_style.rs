//! What a picture looks like: colours for light and dark that colour-blind people tell apart, and escaped words.

use crate::text::escape_terminal;

/// Colours by Okabe and Ito, on white and, brighter, on near black; lines also differ in strokes.
pub(super) const STYLE: &str = "\
    svg{--bg:#fff;--ink:#1f2328;--dim:#59636e;--grid:#d9dee3;--rest:#eef1f4;--main:#0072b2;--scope:#b34e00;\
--ideal:#6e7781}\n\
    @media (prefers-color-scheme:dark){svg{--bg:#14181d;--ink:#e6edf3;--dim:#9aa7b4;--grid:#30363d;--rest:#1e252d;\
--main:#56b4e9;--scope:#e69f00;--ideal:#9aa7b4}}\n\
    text{font:13px system-ui,sans-serif;fill:var(--dim)}\n\
    .title{font-size:18px;font-weight:600;fill:var(--ink)}\n\
    .bg{fill:var(--bg)}.rest{fill:var(--rest)}.grid{stroke:var(--grid)}.gap{fill:url(#unknown)}\n\
    .hatch{stroke:var(--grid);stroke-width:3}\n\
    .main,.scope,.ideal{fill:none;stroke-linejoin:round}\n\
    .main{stroke:var(--main);stroke-width:3}.dot{fill:var(--main);stroke:var(--bg);stroke-width:1.5}\n\
    .open{fill:var(--bg);stroke:var(--main);stroke-width:2.5}\n\
    .scope{stroke:var(--scope);stroke-width:2}.ideal{stroke:var(--ideal);stroke-width:2;stroke-dasharray:7 5}\n\
    .t-main{fill:var(--main);font-weight:600}.t-scope{fill:var(--scope);font-weight:600}\n\
    .end{text-anchor:end}.mid{text-anchor:middle}\n";

/// Words for XML: nothing in them is markup, and nothing is a character that XML does not have.
pub(in crate::report) fn escaped(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for c in escape_terminal(words).chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::escaped;

    #[test]
    fn words_are_words() {
        assert_eq!(
            escaped("<script>\"R&D's\"\u{1b}"),
            "&lt;script&gt;&quot;R&amp;D&#39;s&quot;\\u{1b}"
        );
    }
}
