//! Which part of a body mostly holds its user story sentence: what stands above the second heading, or above the first one that comes
//! after words.
//!
//! A quick look at the lines, which gives up (and has all parsed) wherever the lines alone do not tell.

use memchr::memmem;

use super::criteria_window::{has_lone_return, heading_level, makes_unsure};
use super::lines::each_line;

/// Returns the beginning of `body`, up to and with the first heading that comes after words, where these lines parse to the same alone.
pub(crate) fn head(body: &str) -> Option<&str> {
    let mut has_words = false;
    let mut at = 0;
    for line in each_line(body) {
        at += line.len();
        if heading_level(line).is_some() {
            if has_words {
                let head = &body[..at];
                return (!has_lone_return(head) && !defines_links(body)).then_some(head);
            }
        } else if makes_unsure(line) {
            return None;
        } else {
            let line = line.trim_ascii_start();
            has_words |= !line.is_empty() && !line.starts_with('<');
        }
    }
    None
}

/// Whether a link may be defined anywhere: words in brackets above mean something else then.
fn defines_links(body: &str) -> bool {
    memmem::find(body.as_bytes(), b"]:").is_some()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{Strategy, prop_assert_eq, proptest};
    use proptest::sample::select;

    use super::head;
    use crate::text::user_story::{user_story, user_story_of_text};

    #[test]
    fn ends_with_the_heading_after_the_words() {
        let body = "\n# A\n<!-- b -->\nAs a guest\n## C\n\nd\n# E\n";
        assert_eq!(head(body), Some("\n# A\n<!-- b -->\nAs a guest\n## C\n"));
        for body in [
            "As a guest\n",
            "# A\n## B\n",
            "```\nAs a guest\n# B\n",
            "<!-- As\na guest\n# B\n",
            "As a\r<pre>\n# B\n",
            "As a [guest]\n# B\n\n[guest]: c\n",
        ] {
            assert_eq!(head(body), None, "{body}");
        }
    }

    const PIECES: [&str; 48] = [
        "As a guest, I want to pay ",
        "so that I go.\n",
        "As a [guest]\n",
        "I want a list\n",
        "**As a** clerk,\n",
        "Als Gast ",
        "möchte ich zahlen, ",
        "damit ich gehe.\n",
        "Words.\n",
        "In order to go, ",
        "[guest]: x\n",
        "[guest]:\n",
        "# A\n",
        "## I want more\n",
        "##\n",
        " # B\n",
        "> # C\n",
        "- # D\n",
        "# As a host, I want to cook\n",
        "---\n",
        "===\n",
        "- [ ] a\n",
        "- ",
        "1. ",
        "> ",
        "\n",
        "\n\n",
        "\r",
        "\r\n",
        "    ",
        "```\n",
        "~~~\n",
        "`",
        "<!--\n",
        "-->\n",
        "<!-- e -->\n",
        "<div>\n",
        "<pre>",
        "</pre>\n",
        "<br>",
        "a | b\n--|--\n",
        "| c | d |\n",
        "*",
        "**",
        "\\",
        "&amp;",
        "so I see\n",
        "because it is.\n",
    ];

    fn body() -> impl Strategy<Value = String> {
        proptest::collection::vec(select(&PIECES[..]), 0..16).prop_map(|pieces| pieces.concat())
    }

    proptest! {
        #[test]
        fn finds_what_a_parse_of_all_of_it_finds(body in body()) {
            prop_assert_eq!(user_story(&body), user_story_of_text(&body));
        }
    }
}
