//! File names of an export: a title, the id of 32 hexadecimal digits, an ending.

/// What a file of an export is, by its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A page as Markdown.
    Page,
    /// A table; `whole` where it is a database with all of its rows and columns, and not only a view of one.
    Table {
        /// Whether its name ends in `_all`.
        whole: bool,
    },
    /// A page of an export as HTML.
    Html,
    /// An archive in the export.
    Archive,
    /// Anything else: images and other files.
    Other,
}

/// The name of a file, taken apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FileName<'a> {
    /// The name without ending and `_all`, as folders repeat it.
    pub stem: &'a str,
    /// The stem without the id. Long titles are cut there.
    pub title: &'a str,
    /// The id, where there is one.
    pub id: Option<&'a str>,
    /// What the file is.
    pub kind: Kind,
}

/// Takes the last part of a path apart.
#[must_use]
pub fn file_name(path: &str) -> FileName<'_> {
    let name = path.rsplit('/').next().unwrap_or(path);
    let (stem, ending) = name.rsplit_once('.').unwrap_or((name, ""));
    let kind = match ending.to_ascii_lowercase().as_str() {
        "md" => Kind::Page,
        "csv" => Kind::Table {
            whole: stem.ends_with("_all"),
        },
        "html" | "htm" => Kind::Html,
        "zip" => Kind::Archive,
        _ => Kind::Other,
    };
    let stem = match kind {
        Kind::Table { whole: true } => &stem[..stem.len() - "_all".len()],
        _ => stem,
    };
    let (title, id) = match trailing_id(stem) {
        Some(id) => (stem[..stem.len() - id.len()].trim_end(), Some(id)),
        None => (stem, None),
    };
    FileName {
        stem,
        title,
        id,
        kind,
    }
}

/// The id that a name ends in: 32 hexadecimal digits that stand alone, or after a space or dash.
#[must_use]
pub fn trailing_id(name: &str) -> Option<&str> {
    let at = name.len().checked_sub(ID)?;
    let id = name.get(at..).filter(|id| is_id(id))?;
    let before = name[..at].chars().next_back();
    before
        .is_none_or(|c| c.is_whitespace() || c == '-')
        .then_some(id)
}

/// How many digits an id has.
pub const ID: usize = 32;

/// Whether a text is an id and nothing else.
#[must_use]
pub fn is_id(text: &str) -> bool {
    text.len() == ID && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// Whether an archive is a part of an export: `Export-…-Part-1.zip`.
#[must_use]
pub fn is_part(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    let name = name.to_ascii_lowercase();
    name.ends_with(".zip") && name.starts_with("export") && name.contains("-part-")
}

#[cfg(test)]
mod tests {
    use super::{Kind, file_name, is_part, trailing_id};

    const ID: &str = "152bb52ee2b5804da922efa8c3194444";

    #[test]
    fn names_are_taken_apart() {
        let whole = format!("a/Tasks, 1 {ID}_all.csv");
        let name = file_name(&whole);
        assert_eq!(
            (name.title, name.id, name.kind),
            ("Tasks, 1", Some(ID), Kind::Table { whole: true })
        );
        assert_eq!(name.stem, format!("Tasks, 1 {ID}"));
        let view = format!("Tasks {ID}.csv");
        assert_eq!(file_name(&view).kind, Kind::Table { whole: false });
        let bare = format!("{ID}.md");
        assert_eq!(
            (file_name(&bare).title, file_name(&bare).id),
            ("", Some(ID))
        );
        for (name, kind) in [
            ("a.png", Kind::Other),
            ("index.html", Kind::Html),
            ("readme.md", Kind::Page),
            ("x.ZIP", Kind::Archive),
            ("é", Kind::Other),
            ("", Kind::Other),
        ] {
            assert_eq!((file_name(name).kind, file_name(name).id), (kind, None));
        }
    }

    #[test]
    fn an_id_stands_alone() {
        assert_eq!(trailing_id(&format!("x{ID}")), None);
        assert_eq!(trailing_id(&format!("é{ID}")), None);
        assert_eq!(trailing_id(&format!("x-{ID}")), Some(ID));
        assert_eq!(trailing_id(&format!("x {}é", &ID[2..])), None);
        assert!(is_part("a/ExportBlock-b5af-Part-1.zip") && !is_part("a/b.zip"));
    }
}
