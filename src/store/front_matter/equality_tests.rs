//! The fast scanner and the YAML parser agree wherever the scanner is sure.

use proptest::prelude::{Just, Strategy, any, prop_assert_eq, prop_oneof, proptest};

use super::scan::scan;
use super::yaml::parse_yaml;

/// Values and fragments of values, plain and wicked.
fn value() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => "[a-zA-Z0-9 .,_/:#@'\"\\-\\[\\]{}&*!|>%?=<~+()é→’\u{a0}\u{2028}]{0,12}",
        2 => proptest::collection::vec("[a-z0-9 .:#'\"\\-]{0,5}", 0..4).prop_map(|items| format!("[{}]", items.join(", "))),
        1 => proptest::sample::select(vec![
            "no", "1.10", "~", "null", "07", "'it''s'", "\"a\\tb\"", "[ a, b ]", "[]", "[ ]", "[a,b]", "https://a.b/c#d",
            "2026-11-21T20:31:07Z", "-1", "- a", "|", ">-", "&a b", "*a", "!t a", "{a: b}", "a # c", "'a' # c", "[a] # c",
            "\u{feff}", "a\u{85}b", "a\tb", "@a", "a: b", "\"a\"b", "[a]b", "[a, ]", "[,]", "...", "--- a", "a\rb", "[a\u{feff}]",
        ]).prop_map(str::to_owned),
        1 => any::<String>().prop_map(|text| text.replace('\n', " ").chars().take(8).collect()),
    ]
}

fn document() -> impl Strategy<Value = String> {
    let line = prop_oneof![
        12 => ("[a-z_][a-z0-9_-]{0,4}", "(: {1,2}|:|:\t| : )", value(), "( {0,2}| # [a-z]{0,3}|\t)")
            .prop_map(|(key, colon, value, tail)| format!("{key}{colon}{value}{tail}")),
        1 => "#[a-z :#]{0,6}",
        1 => " {0,3}",
        1 => value(),
        1 => value().prop_map(|value| format!("  {value}")),
        2 => ("( {0,2})-( {0,2})", value()).prop_map(|(dash, value)| format!("{dash}{value}")),
        2 => ("[a-z]{1,3}:", "( {0,2})- {1,2}", "[a-z]{1,3}( # [a-z])?", 1..4usize)
            .prop_map(|(key, dash, item, times)| format!("{key}{}", format!("\n{dash}{item}").repeat(times))),
    ];
    let ending = prop_oneof![9 => Just("\n"), 1 => Just("\r\n")];
    proptest::collection::vec((line, ending), 0..5).prop_map(|lines| {
        lines
            .into_iter()
            .map(|(line, ending)| line + ending)
            .collect()
    })
}

proptest! {
    #![proptest_config(proptest::test_runner::Config::with_cases(4000))]
    #[test]
    fn the_scanner_reads_what_the_parser_reads(text in document()) {
        if let Some(entries) = scan(&text, 0..text.len()) {
            let header = parse_yaml(&text, 0..text.len());
            prop_assert_eq!(header.map(|header| header.entries), Ok(entries));
        }
    }
}
