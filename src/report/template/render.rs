//! Writes a template out: with limits, without files, and every word escaped.

use std::io;

use minijinja::syntax::SyntaxConfig;
use minijinja::{Environment, UndefinedBehavior};

use super::data::TemplateData;
use super::error::TemplateError;
use super::{filters, language};
use crate::text;

/// The largest template and the most that one writes, in bytes.
const SOURCE: usize = 64 * 1024;
const OUTPUT: usize = 1024 * 1024;
/// Steps of the engine: notes of a hundred items take some thousands.
const STEPS: u64 = 200_000;

/// Returns Markdown that a template makes, ended by a line feed. Words of the data are escaped, and mean nothing in
/// Markdown; hidden characters are shown.
///
/// # Errors
/// [`TemplateError`]: it cannot be read, asks for what is not there, runs too long or writes too much.
pub fn render_template(source: &str, data: &TemplateData) -> Result<String, TemplateError> {
    let source = source.strip_prefix('\u{feff}').unwrap_or(source);
    if source.len() > SOURCE {
        return Err(TemplateError::at(
            source,
            0,
            "the template is larger than 64 KiB",
        ));
    }
    let wrong = |error: &minijinja::Error| TemplateError::of(source, error);
    let mut builder = SyntaxConfig::builder();
    builder
        .trim_blocks(true)
        .lstrip_blocks(true)
        .keep_trailing_newline(true);
    let syntax = builder.build().map_err(|error| wrong(&error))?;
    language::check(source, &syntax)?;
    let mut environment = Environment::empty();
    environment.set_syntax(syntax);
    environment.set_debug(true);
    environment.set_fuel(Some(STEPS));
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_formatter(|out, _, value| {
        let words = filters::markdown(value)?;
        out.write_str(&words).map_err(minijinja::Error::from)
    });
    filters::add(&mut environment);
    let template = environment
        .template_from_str(source)
        .map_err(|error| wrong(&error))?;
    let mut out = Limited(Vec::new());
    template
        .render_captured_to(data.value(), &mut out)
        .map_err(|error| wrong(&error))?;
    let written = String::from_utf8_lossy(&out.0);
    let mut shown = text::escape_terminal_lines(&written).into_owned();
    if !shown.ends_with('\n') {
        shown.push('\n');
    }
    Ok(shown)
}

/// A text that grows only so far.
struct Limited(Vec<u8>);

impl io::Write for Limited {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.0.len() + bytes.len() > OUTPUT {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        self.0.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{ProptestConfig, Strategy, any, prop_assert, prop_oneof, proptest};
    use serde_json::json;

    use super::{TemplateData, render_template};

    fn data() -> TemplateData {
        let report = json!({
            "goal": "Guests <!channel> pay *now*",
            "met": null,
            "date": "2026-12-02",
            "points": 8.0,
            "half": 2.5,
            "done": [
                {"id": "US-12", "title": "# Pay [x](http://y)", "value": 8.0},
                {"id": "US-9", "title": "</script>\u{1b}\u{202e}", "value": null},
            ],
        });
        TemplateData::new(&report)
            .words("title", "Sprint 8")
            .markdown("parts", [("done", "- **US-12**\n".to_owned())])
    }

    fn render(source: &str) -> String {
        render_template(source, &data()).unwrap_or_else(|error| panic!("{error}: {source}"))
    }

    /// `line:column message`.
    fn fails(source: &str) -> String {
        let error = render_template(source, &data()).expect_err(source);
        format!("{}:{} {error}", error.line, error.column)
    }

    #[test]
    fn words_are_escaped_and_markdown_is_not() {
        assert_eq!(
            render(
                "# {{ title }}\n\n{{ goal }}{{ met }}, {{ points }} and {{ half }}\n{{ parts.done }}"
            ),
            "# Sprint 8\n\nGuests &lt;!channel&gt; pay \\*now\\*, 8 and 2.5\n- **US-12**\n"
        );
        assert_eq!(
            render(
                "{% for item in done %}\n- {{ item.id }} {{ item.title }}{% if item.value %} ({{ item.value }}){% endif %}\n\n{% endfor %}\n"
            ),
            "- US-12 \\# Pay \\[x\\](http://y) (8)\n- US-9 &lt;/script&gt;\\\\u{1b}\\\\u{202e}\n"
        );
        assert_eq!(
            render("{{ done | map(attribute='title') | join(' * ') }}"),
            "\\# Pay \\[x\\](http://y) \\* &lt;/script&gt;\\\\u{1b}\\\\u{202e}\n"
        );
        assert_eq!(
            render("{{ date | day }}, {{ date | long_day }}{{ met | day }}"),
            "2 Dec, 2 Dec 2026\n"
        );
        assert_eq!(
            render("{{ goal | upper | md }}"),
            "GUESTS &lt;!CHANNEL&gt; PAY \\*NOW\\*\n"
        );
        assert_eq!(render("{% set all = done | length %}{{ all + 1 }}"), "3\n");
        assert_eq!(
            render("{{ 'US-9' if done[1].id in ['US-9'] else '1. x' }}"),
            "US-9\n"
        );
        assert_eq!(render("\u{feff}a\u{1b}[31m\r\nb"), "a\\u{1b}[31m\nb\n");
        assert_eq!(render(""), "\n");
    }

    #[test]
    fn mistakes_have_a_place() {
        for (source, said) in [
            ("a\n  {{ goal", "2:6 unexpected end of input"),
            ("é{{ nothing }}", "1:5 `nothing` does not exist"),
            (
                "{% for item in done %}{{ item.titel }}{% endfor %}",
                "1:26 `item.titel` does not exist",
            ),
            ("\n{{ done }}", "2:4 this is not one value"),
            ("{{ goal | day }}", "1:11 this is not a date"),
            ("{{ goal | safe }}", "1:11 there is no filter `safe`"),
            ("{% include 'x' %}", "1:4 unknown statement include"),
            ("{% if goal %}", "1:12 unexpected end of input"),
            (
                "{{ 'a' ~ goal }}",
                "1:4 write `{{ a }}{{ b }}` instead of `~`",
            ),
            ("{{ 'a' * 1000000000 }}", "1:4 nothing can be multiplied"),
            ("{{ range(10) }}", "1:4 there are no functions"),
            ("{{ goal.a.b }}", "1:8 `a.b` does not exist"),
            ("{{ goal is url }}", "1:12 there is no test `url`"),
            ("{% set a %}x{% endset %}", "1:4 `set` takes a value"),
            (
                "{% autoescape false %}{{ goal }}{% endautoescape %}",
                "1:4 words are always escaped",
            ),
            (
                "{{ [goal, goal] }}",
                "1:4 a list holds only texts and numbers",
            ),
            ("{{ {'a': 1} }}", "1:4 a template makes no maps"),
        ] {
            let found = fails(source);
            assert!(found.starts_with(said), "{source}: {found}");
        }
    }

    #[test]
    fn nothing_runs_long_or_grows() {
        let loops = |body: &str| {
            let each = "{% for a in done %}{% for b in done %}".repeat(8);
            format!("{each}{body}{}", "{% endfor %}".repeat(16))
        };
        assert!(fails(&loops("{{ loop.index }}")).ends_with("the template runs too long"));
        let text = "x".repeat(2_000);
        assert!(
            fails(&loops(&text)).contains("too l"),
            "{}",
            fails(&loops(&text))
        );
        let grown = format!(
            "{{% set a = goal %}}{}",
            "{% set a = a | md | lower %}".repeat(200)
        );
        assert!(fails(&grown).ends_with("this makes too long a text"));
        assert!(fails(&"x".repeat(70_000)).ends_with("larger than 64 KiB"));
    }

    #[test]
    fn nothing_is_deep_enough_to_fall_through_the_stack() {
        let deep = |before: &str, inner: &str, after: &str, many: usize| {
            format!("{}{inner}{}", before.repeat(many), after.repeat(many))
        };
        for many in [40, 90, 149, 151, 4_000] {
            for source in [
                format!("{{{{ {} }}}}", deep("(", "1", ")", many)),
                format!("{{{{ {} }}}}", deep("not ", "1", "", many)),
                format!("{{{{ {} }}}}", deep("-", "1", "", many)),
                format!("{{{{ 1{} }}}}", "-1".repeat(many)),
                format!("{{{{ goal{} }}}}", "|trim".repeat(many)),
                format!("{{{{ goal{} }}}}", ".a".repeat(many)),
                format!("{{{{ goal{} }}}}", " if 1 else 2".repeat(many)),
                format!("{{{{ {} }}}}", deep("[", "1", "]", many)),
                deep("{% if 1 %}", "x", "{% endif %}", many),
                deep("{% for a in done %}", "x", "{% endfor %}", many),
                deep("{% with a = 1 %}", "x", "{% endwith %}", many),
                format!("{{% if 0 %}}{}{{% endif %}}", "{% elif 0 %}".repeat(many)),
            ] {
                let _ = render_template(&source, &data());
            }
        }
    }

    fn pieces() -> impl Strategy<Value = String> {
        let known = proptest::sample::select(vec![
            "{{",
            "}}",
            "{%",
            "%}",
            "{#",
            "#}",
            " for a in done ",
            " endfor ",
            " if ",
            " endif ",
            " elif 1 ",
            " set b = ",
            "done",
            "goal",
            "a",
            ".title",
            "|",
            "join",
            "md",
            "sort",
            "(",
            ")",
            "[",
            "]",
            "'",
            "\"",
            "0",
            "-",
            "+",
            ",",
            "\n",
            "=",
            "not ",
            "is ",
            "in ",
            "loop.index",
            "raw",
            "\u{202e}",
            "é",
        ]);
        prop_oneof![9 => known.prop_map(str::to_owned), 1 => any::<String>()]
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(400))]
        #[test]
        fn any_bytes_end_in_markdown_or_a_place(parts in proptest::collection::vec(pieces(), 0..40)) {
            let source = parts.concat();
            match render_template(&source, &data()) {
                Ok(written) => {
                    let is_raw = written.contains(['\u{1b}', '\u{202e}']);
                    prop_assert!(!is_raw);
                }
                Err(error) => prop_assert!(error.line >= 1 && error.column >= 1 && !error.message.is_empty()),
            }
        }
    }
}
