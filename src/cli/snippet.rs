//! Draws a finding under its line of source, the way rustc does.

use annotate_snippets::renderer::{DEFAULT_EMPHASIS_STYLE, DEFAULT_LINE_NUM_STYLE};
use annotate_snippets::{AnnotationKind, Group, Level as Weight, Renderer, Snippet};
use anstyle::Style;

use crate::cli::excerpt::excerpt;
use crate::model::{Diagnostic, Level, Location};
use crate::text;

/// The narrowest column for line numbers, so that findings in short and in longer files stand alike.
const GUTTER: usize = 2;

/// Returns a finding as people read it, ended by a line feed: what is wrong, where, the source with the place underlined,
/// why it matters and what to do. Without `source`, for a file that cannot be shown, the underlined lines are left out.
///
/// `prefix` stands before the path, as in `backlog/`. Whatever a story holds, nothing of it moves the cursor or changes colours.
#[must_use]
pub fn draw(
    finding: &Diagnostic,
    source: Option<&[u8]>,
    location: &Location,
    prefix: &str,
    color: bool,
) -> String {
    let excerpt = source.map(|source| excerpt(source, location));
    let last_line = location.line
        + excerpt
            .as_ref()
            .map_or(0, |excerpt| excerpt.text.matches('\n').count());
    let digits = last_line.to_string().len();
    let gutter = digits.max(GUTTER);

    let level = match finding.level {
        Level::Error => Weight::ERROR,
        Level::Advice => Weight::WARNING.with_name("advice"),
    };
    let title = level
        .primary_title(text::escape_terminal(&finding.message))
        .id(finding.rule);
    let mut group = Group::with_title(title);
    if let Some(excerpt) = excerpt {
        let mut place = AnnotationKind::Primary.span(excerpt.span);
        if !finding.label.is_empty() {
            place = place.label(text::escape_terminal(&finding.label).into_owned());
        }
        group = group.element(
            Snippet::source(excerpt.text)
                .line_start(location.line)
                .annotation(place),
        );
    }
    let renderer = if color {
        Renderer::styled()
    } else {
        Renderer::plain()
    };
    // The excerpt is cropped already, around the place; the renderer crops without regard to it.
    let drawn = renderer.term_width(usize::from(u16::MAX)).render(&[group]);

    // The renderer would say where after cropping and escaping; the true line and column are known here.
    let mark = |style: Style, text: &str| {
        if color {
            format!("{style}{text}{style:#}")
        } else {
            text.to_owned()
        }
    };
    let mut lines = drawn.lines();
    let mut shown = lines.next().unwrap_or_default().to_owned();
    let path = format!("{prefix}{}", finding.place.path);
    shown.push_str(&format!(
        "\n{:gutter$}{} {}:{}:{}\n",
        "",
        mark(DEFAULT_LINE_NUM_STYLE, "-->"),
        text::escape_terminal(&path),
        location.line,
        location.column
    ));
    for line in lines {
        shown.push_str(&format!("{:1$}{line}\n", "", gutter - digits));
    }
    for (word, words) in [("why", &finding.why), ("fix", &finding.fix)] {
        if let Some(words) = words {
            shown.push_str(&format!(
                "{:gutter$} {} {}: {}\n",
                "",
                mark(DEFAULT_LINE_NUM_STYLE, "="),
                mark(DEFAULT_EMPHASIS_STYLE, word),
                text::escape_terminal(words)
            ));
        }
    }
    shown
}

#[cfg(test)]
mod tests {
    use insta::assert_snapshot;

    use super::draw;
    use crate::model::{Diagnostic, Location, Place};

    fn criteria() -> Diagnostic {
        Diagnostic::error(
            "missing-acceptance-criteria",
            Place::key("stories/US-15-guest-checkout.md", "status"),
            "US-15 is ready but has no acceptance criteria",
            "no item under \"Acceptance criteria\"",
        )
        .why("nobody can tell when it is done")
        .fix("po ac 15 add \"Given …, when …, then …\"")
    }

    /// Where `needle` stands in `source`, when the source begins on that line.
    fn find(source: &str, needle: &str, line: usize) -> Location {
        let start = source.find(needle).unwrap();
        let before = &source[..start];
        let column = before.rsplit('\n').next().unwrap().chars().count() + 1;
        Location {
            line: line + before.matches('\n').count(),
            column,
            start,
            end: start + needle.len(),
            ..Location::START
        }
    }

    fn drawn(finding: &Diagnostic, source: &str, needle: &str, line: usize) -> String {
        let location = find(source, needle, line);
        draw(
            finding,
            Some(source.as_bytes()),
            &location,
            "backlog/",
            false,
        )
    }

    fn advice(label: &str) -> Diagnostic {
        Diagnostic::advice(
            "vague-criterion",
            Place::file("stories/US-17.md"),
            "\"quickly\" cannot be tested",
            label,
        )
    }

    #[test]
    fn looks_as_promised() {
        let source =
            "---\ntitle: Guest checkout\nid: US-15\ncreated: 2026-11-21\nstatus: ready\n---\n";
        assert_snapshot!(drawn(&criteria(), source, "status: ready", 1), @r##"
error[missing-acceptance-criteria]: US-15 is ready but has no acceptance criteria
  --> backlog/stories/US-15-guest-checkout.md:5:1
   |
 5 | status: ready
   | ^^^^^^^^^^^^^ no item under "Acceptance criteria"
   = why: nobody can tell when it is done
   = fix: po ac 15 add "Given …, when …, then …"
"##);
    }

    #[test]
    fn looks_as_promised_on_a_line_of_two_digits() {
        let finding = Diagnostic::error(
            "dangling-reference",
            Place::item("stories/US-22-gift-cards.md", "depends_on", 0),
            "US-22 waits for an item that does not exist",
            "did you mean `US-31`?",
        );
        assert_snapshot!(drawn(&finding, "depends_on: [US-311]\r\n", "US-311", 13), @r##"
error[dangling-reference]: US-22 waits for an item that does not exist
  --> backlog/stories/US-22-gift-cards.md:13:14
   |
13 | depends_on: [US-311]
   |              ^^^^^^ did you mean `US-31`?
"##);
        assert_snapshot!(drawn(&finding, "depends_on: [US-311]\r\n", "US-311", 1300), @r##"
error[dangling-reference]: US-22 waits for an item that does not exist
    --> backlog/stories/US-22-gift-cards.md:1300:14
     |
1300 | depends_on: [US-311]
     |              ^^^^^^ did you mean `US-31`?
"##);
    }

    #[test]
    fn advice_says_so() {
        let source = "- [ ] The invoice arrives quickly";
        assert_snapshot!(drawn(&advice("say how fast: \"within 5 minutes\""), source, "quickly", 18), @r##"
advice[vague-criterion]: "quickly" cannot be tested
  --> backlog/stories/US-17.md:18:27
   |
18 | - [ ] The invoice arrives quickly
   |                           ^^^^^^^ say how fast: "within 5 minutes"
"##);
        assert_snapshot!(drawn(&advice(""), source, "quickly", 18), @r##"
advice[vague-criterion]: "quickly" cannot be tested
  --> backlog/stories/US-17.md:18:27
   |
18 | - [ ] The invoice arrives quickly
   |                           ^^^^^^^
"##);
    }

    #[test]
    fn a_file_that_cannot_be_shown_is_still_named() {
        let shown = draw(&criteria(), None, &Location::START, "", false);
        assert_snapshot!(shown, @r##"
error[missing-acceptance-criteria]: US-15 is ready but has no acceptance criteria
  --> stories/US-15-guest-checkout.md:1:1
   = why: nobody can tell when it is done
   = fix: po ac 15 add "Given …, when …, then …"
"##);
    }

    #[test]
    fn several_lines_are_shown_together() {
        let source = "a\n<<<<<<< HEAD\none\n>>>>>>> b\nc\n";
        let needle = "<<<<<<< HEAD\none\n>>>>>>> b\n";
        assert_snapshot!(drawn(&advice("all of this"), source, needle, 8), @r##"
advice[vague-criterion]: "quickly" cannot be tested
  --> backlog/stories/US-17.md:9:1
   |
 9 | / <<<<<<< HEAD
10 | | one
11 | | >>>>>>> b
   | |_________^ all of this
"##);
    }

    #[test]
    fn wide_and_right_to_left_letters_keep_the_carets_in_place() {
        assert_snapshot!(drawn(&advice("here"), "- 漢字 🎉 NEEDLE", "NEEDLE", 1), @r##"
advice[vague-criterion]: "quickly" cannot be tested
  --> backlog/stories/US-17.md:1:8
   |
 1 | - 漢字 🎉 NEEDLE
   |           ^^^^^^ here
"##);
        assert_snapshot!(drawn(&advice("here"), "- שלום NEEDLE", "NEEDLE", 1), @r##"
advice[vague-criterion]: "quickly" cannot be tested
  --> backlog/stories/US-17.md:1:8
   |
 1 | - שלום NEEDLE
   |        ^^^^^^ here
"##);
        assert_snapshot!(drawn(&advice("here"), "- \u{1f469}\u{200d}\u{1f4bb} \u{2764}\u{fe0f} NEEDLE", "NEEDLE", 1), @r##"
advice[vague-criterion]: "quickly" cannot be tested
  --> backlog/stories/US-17.md:1:10
   |
 1 | - 👩💻 ❤ NEEDLE
   |          ^^^^^^ here
"##);
        assert_snapshot!(drawn(&advice("here"), "- e\u{301}\tNEEDLE", "NEEDLE", 1), @r##"
advice[vague-criterion]: "quickly" cannot be tested
  --> backlog/stories/US-17.md:1:6
   |
 1 | - é    NEEDLE
   |        ^^^^^^ here
"##);
    }

    #[test]
    fn what_a_story_says_never_reaches_the_terminal_raw() {
        let finding = Diagnostic {
            fix: Some("\u{1b}[31mfix".into()),
            ..advice("\u{1b}[32mlabel")
        };
        assert_snapshot!(drawn(&finding, "\u{1b}[2J\u{202e}abc\u{7} NEEDLE", "NEEDLE", 1), @r##"
advice[vague-criterion]: "quickly" cannot be tested
  --> backlog/stories/US-17.md:1:11
   |
 1 | \u{1b}[2J\u{202e}abc\u{7} NEEDLE
   |                           ^^^^^^ \u{1b}[32mlabel
   = fix: \u{1b}[31mfix
"##);
    }

    #[test]
    fn the_end_of_a_line_and_an_empty_file_have_a_place() {
        let end = Location {
            line: 1,
            column: 4,
            start: 3,
            end: 3,
            ..Location::START
        };
        assert_snapshot!(draw(&advice("more?"), Some(b"abc"), &end, "", false), @r##"
advice[vague-criterion]: "quickly" cannot be tested
  --> stories/US-17.md:1:4
   |
 1 | abc
   |    ^ more?
"##);
        assert_snapshot!(draw(&advice("empty"), Some(b""), &Location::START, "", false), @r##"
advice[vague-criterion]: "quickly" cannot be tested
  --> stories/US-17.md:1:1
   |
 1 |
   | ^ empty
"##);
    }

    #[test]
    fn a_long_line_is_cropped_and_the_true_column_named() {
        let source = format!("{}NEEDLE{}", "ab ".repeat(200), " cd".repeat(200));
        assert_snapshot!(drawn(&advice("here"), &source, "NEEDLE", 1), @r##"
advice[vague-criterion]: "quickly" cannot be tested
  --> backlog/stories/US-17.md:1:601
   |
 1 | …b ab ab ab ab ab ab ab ab ab ab ab ab ab ab ab ab ab ab NEEDLE cd cd cd cd cd cd cd cd cd cd cd cd cd cd cd cd cd cd c…
   |                                                          ^^^^^^ here
"##);
    }

    #[test]
    fn colour_only_when_asked() {
        let plain = draw(
            &criteria(),
            Some(b"status: ready"),
            &Location::START,
            "",
            false,
        );
        let coloured = draw(
            &criteria(),
            Some(b"status: ready"),
            &Location::START,
            "",
            true,
        );
        assert!(!plain.contains('\u{1b}'));
        assert_eq!(anstream::adapter::strip_str(&coloured).to_string(), plain);
        assert_ne!(coloured, plain);
    }
}
