//! `--format` of reading commands.

use clap::ValueEnum;

/// For people, for pasting, for programs, for spreadsheets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum ListFormat {
    /// For people.
    #[default]
    Text,
    /// Markdown, to paste.
    Md,
    /// JSON with a stable shape.
    Json,
    /// A row an item.
    Csv,
}

/// For people, for pasting, for programs, for spreadsheets, for slides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum ChartFormat {
    /// For people: bars.
    #[default]
    Text,
    /// Markdown with a table, to paste.
    Md,
    /// A page of its own: picture and figures.
    Html,
    /// JSON with a stable shape.
    Json,
    /// The figures, a row a day, Sprint or item.
    Csv,
    /// A picture that follows light and dark.
    Svg,
    /// A picture in pixels, to a file or pipe.
    Png,
}

/// For people, for pasting, for whatever draws Mermaid, for programs, for those who do not use `po`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum RoadmapFormat {
    /// For people.
    #[default]
    Text,
    /// Markdown, to paste.
    Md,
    /// A Mermaid flowchart, which many forges and wikis draw.
    Mermaid,
    /// JSON with a stable shape.
    Json,
    /// One page that needs nothing else.
    Html,
    /// A Slack message: Block Kit JSON.
    Slack,
    /// A Teams message: an Adaptive Card.
    Teams,
    /// Confluence's storage format.
    Confluence,
}

/// For people, for pasting, for programs, for a channel.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum StatusFormat {
    /// For people.
    #[default]
    Text,
    /// Markdown, to paste.
    Md,
    /// JSON with a stable shape.
    Json,
    /// A Slack message: Block Kit JSON.
    Slack,
    /// A Teams message: an Adaptive Card.
    Teams,
}

/// For people, for pasting, for programs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum ShowFormat {
    /// For people.
    #[default]
    Text,
    /// Markdown, to paste.
    Md,
    /// JSON with a stable shape.
    Json,
}
