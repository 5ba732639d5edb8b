//! A document: what a report says, before any output format.

use std::borrow::Cow;

use crate::report::chart::Chart;

/// What a piece of text means; each output format shows it in its own way, or not at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Style {
    /// Nothing special.
    #[default]
    Plain,
    /// What the eye should find first.
    Strong,
    /// What may be overlooked.
    Dim,
    /// An id.
    Id,
    /// A command, to type as it stands.
    Code,
    /// Done, well.
    Good,
    /// Needs a look.
    Warn,
    /// Wrong.
    Bad,
}

/// A piece of text of one style, unescaped.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Span {
    /// The words.
    pub text: String,
    /// What they mean.
    pub style: Style,
}

/// A line of text.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Line {
    /// Its pieces, in order.
    pub spans: Vec<Span>,
    /// Whether it belongs to the item before it, in a list; a message to a channel leaves it out.
    pub is_below: bool,
}

impl Line {
    /// Returns an empty line.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Returns a line of plain text.
    #[must_use]
    pub fn plain(text: impl Into<String>) -> Self {
        Self::styled(text, Style::Plain)
    }

    /// Returns a line of one style.
    #[must_use]
    pub fn styled(text: impl Into<String>, style: Style) -> Self {
        Self::new().with(text, style)
    }

    /// Adds a piece.
    #[must_use]
    pub fn with(mut self, text: impl Into<String>, style: Style) -> Self {
        let text = text.into();
        if !text.is_empty() {
            self.spans.push(Span { text, style });
        }
        self
    }

    /// Adds plain text.
    #[must_use]
    pub fn and(self, text: impl Into<String>) -> Self {
        self.with(text, Style::Plain)
    }

    /// Puts it below the item before it.
    #[must_use]
    pub fn below(mut self) -> Self {
        self.is_below = true;
        self
    }

    /// The words without styles.
    #[must_use]
    pub fn words(&self) -> Cow<'_, str> {
        match self.spans.as_slice() {
            [] => Cow::Borrowed(""),
            [one] => Cow::Borrowed(&one.text),
            spans => spans.iter().map(|span| span.text.as_str()).collect(),
        }
    }
}

impl From<&str> for Line {
    fn from(text: &str) -> Self {
        Self::plain(text)
    }
}

impl From<String> for Line {
    fn from(text: String) -> Self {
        Self::plain(text)
    }
}

/// On which side a column's cells lie.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Align {
    /// Words.
    #[default]
    Left,
    /// Numbers.
    Right,
}

/// A column of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Its heading.
    pub title: String,
    /// On which side its cells lie.
    pub align: Align,
    /// Whether it gives way first when the screen is narrow.
    pub flexible: bool,
}

impl Column {
    /// Returns a column of words.
    #[must_use]
    pub fn left(title: &str) -> Self {
        Self {
            title: title.to_owned(),
            align: Align::Left,
            flexible: false,
        }
    }

    /// Returns a column of numbers.
    #[must_use]
    pub fn right(title: &str) -> Self {
        Self {
            align: Align::Right,
            ..Self::left(title)
        }
    }

    /// Makes it give way first when the screen is narrow.
    #[must_use]
    pub fn flexible(mut self) -> Self {
        self.flexible = true;
        self
    }
}

/// A row of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Row {
    /// A cell a column.
    Cells(Vec<Line>),
    /// A line across the table, with words in it.
    Divider(String),
}

/// A table.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Table {
    /// Its columns.
    pub columns: Vec<Column>,
    /// Its rows.
    pub rows: Vec<Row>,
    /// How far it stands from the left edge of a screen, in columns.
    pub indent: usize,
}

/// A part of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// A title; 1 is the highest level.
    Heading(u8, Line),
    /// A line of text.
    Text(Line),
    /// Indented lines.
    Items(Vec<Line>),
    /// A table.
    Table(Table),
    /// A chart of days: bars on a screen, a table elsewhere.
    Chart(Chart),
    /// Markdown of a story, passed through where the format is Markdown.
    Markdown(String),
    /// An empty line.
    Gap,
    /// A next step worth taking.
    Hint(Line),
}

/// What a report says.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Document {
    /// Its parts, in order.
    pub blocks: Vec<Block>,
}

impl Document {
    /// Returns an empty document.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a title.
    pub fn heading(&mut self, level: u8, line: impl Into<Line>) {
        self.blocks.push(Block::Heading(level, line.into()));
    }

    /// Adds a line of text.
    pub fn text(&mut self, line: impl Into<Line>) {
        self.blocks.push(Block::Text(line.into()));
    }

    /// Adds indented lines.
    pub fn items(&mut self, lines: Vec<Line>) {
        self.blocks.push(Block::Items(lines));
    }

    /// Adds a table.
    pub fn table(&mut self, table: Table) {
        self.blocks.push(Block::Table(table));
    }

    /// Adds an empty line.
    pub fn gap(&mut self) {
        self.blocks.push(Block::Gap);
    }

    /// Adds a next step.
    pub fn hint(&mut self, line: impl Into<Line>) {
        self.blocks.push(Block::Hint(line.into()));
    }
}
