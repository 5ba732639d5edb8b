//! Documents for tests of output formats: a usual one, and huge ones of words that want to be markup.

use proptest::collection::vec;
use proptest::prelude::{Just, Strategy, any, prop_oneof};

use crate::report::{Block, Column, Document, Line, Row, Style, Table};

const WORDS: [&str; 14] = [
    "Pay with a saved card",
    "<!channel> <@U012> <!here|x>",
    "</ac:structured-macro><script>",
    "]]>",
    "\"quotes\" & 'ticks'",
    "\u{202e}\u{5e9}\u{5dc}\u{5d5}\u{5dd} \u{645}\u{631}\u{62d}\u{628}\u{627}",
    "*a* _b_ ~c~ `d` [e](http://f) <at>g</at>",
    "\u{1b}[31m\u{0}\r\n\t",
    "\u{1f469}\u{200d}\u{1f4bb}e\u{301}\u{fffe}",
    "\\u0000 %s {{ x }} {% y %}",
    "- 1. # > |",
    "",
    " ",
    "&amp;lt;",
];

const STYLES: [Style; 8] = [
    Style::Plain,
    Style::Strong,
    Style::Dim,
    Style::Id,
    Style::Code,
    Style::Good,
    Style::Warn,
    Style::Bad,
];

/// A small review.
pub(super) fn sample() -> Document {
    let mut document = Document::new();
    document.heading(1, "Sprint 8 Review");
    document.text(
        Line::styled("Sprint Goal:", Style::Strong)
            .and(" Guests <!channel> can pay. ")
            .with("Met?", Style::Strong)
            .and(" yes"),
    );
    document.heading(2, "Done: 8 points, 2 items, by value");
    document.items(vec![
        Line::styled("US-12 Pay with a saved_card", Style::Strong).and(" (value 8) accepted 2 Dec"),
        Line::styled("US-9 </ac:rich-text-body> ]]>", Style::Strong).and(" not accepted yet"),
    ]);
    document.heading(2, "Outlook");
    document.table(Table {
        columns: vec![
            Column::left("ID"),
            Column::left("Epic"),
            Column::right("Points Done"),
        ],
        rows: vec![
            Row::Cells(vec![
                Line::styled("US-3", Style::Id),
                "Checkout & more".into(),
                "8 of 21".into(),
            ]),
            Row::Divider("Sprint 9".to_owned()),
        ],
        indent: 0,
    });
    document.text(Line::plain("say it: ").with("po sprint close 8 --goal-met …", Style::Code));
    document.gap();
    document.hint("po rank");
    document
}

/// Any document, often too large for every channel.
pub(super) fn documents() -> impl Strategy<Value = Document> {
    let words = prop_oneof![
        6 => (0..WORDS.len()).prop_map(|at| WORDS[at].to_owned()),
        2 => any::<String>(),
        1 => (0..WORDS.len(), 100_usize..12_000).prop_map(|(at, many)| {
            WORDS[at].repeat(many / WORDS[at].len().max(1))
        }),
        1 => Just("&".repeat(10_000)),
    ];
    let span = (words.clone(), 0..STYLES.len());
    let line = vec(span, 0..5).prop_map(|spans| {
        let with = |line: Line, (words, at): (String, usize)| line.with(words, STYLES[at]);
        spans.into_iter().fold(Line::new(), with)
    });
    let table = vec(vec(line.clone(), 3), 0..30).prop_map(|rows| {
        let columns = vec![
            Column::left("ID"),
            Column::left(""),
            Column::right("Points & more"),
        ];
        let rows = rows.into_iter().map(Row::Cells).collect();
        Block::Table(Table {
            columns,
            rows,
            indent: 0,
        })
    });
    let short = (0..WORDS.len()).prop_map(|at| Line::plain(WORDS[at]));
    let many = (short, 0_usize..3_000).prop_map(|(line, many)| Block::Items(vec![line; many]));
    let block = prop_oneof![
        (1_u8..5, line.clone()).prop_map(|(level, line)| Block::Heading(level, line)),
        line.clone().prop_map(Block::Text),
        vec(line.clone(), 0..60).prop_map(Block::Items),
        many,
        table,
        words.prop_map(Block::Markdown),
        Just(Block::Gap),
        line.prop_map(Block::Hint),
    ];
    prop_oneof![
        4 => vec(block.clone(), 0..12).prop_map(|blocks| Document { blocks }),
        1 => (block, 50_usize..300).prop_map(|(block, many)| Document { blocks: vec![block; many.min(60)] }),
        1 => Just(Document { blocks: vec![Block::Text("x".into()); 4_000] }),
    ]
}

/// The same document with words that nobody could take for markup.
pub(super) fn harmless(document: &Document) -> Document {
    let words = |line: &Line| {
        let spans = line.spans.iter();
        spans.fold(Line::new(), |line, span| line.with("a", span.style))
    };
    let row = |row: &Row| match row {
        Row::Cells(cells) => Row::Cells(cells.iter().map(words).collect()),
        Row::Divider(_) => Row::Divider("a".to_owned()),
    };
    let block = |block: &Block| match block {
        Block::Heading(level, line) => Block::Heading(*level, words(line)),
        Block::Text(line) => Block::Text(words(line)),
        Block::Items(lines) => Block::Items(lines.iter().map(words).collect()),
        Block::Table(table) => Block::Table(Table {
            columns: table.columns.clone(),
            rows: table.rows.iter().map(row).collect(),
            indent: 0,
        }),
        Block::Markdown(_) => Block::Markdown("a".to_owned()),
        other => other.clone(),
    };
    Document {
        blocks: document.blocks.iter().map(block).collect(),
    }
}
