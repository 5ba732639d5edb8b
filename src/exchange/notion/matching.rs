//! Which page belongs to which row: by folder and title, and where titles repeat, by what both say.

use std::collections::{BTreeMap, HashMap};

use crate::exchange::assembly::fold_name;
use crate::exchange::notion::database::{Database, folded_title, folded_value};
use crate::exchange::notion::layout::{PageFile, TableFile};
use crate::exchange::notion::page::row_page;
use crate::exchange::report::{Origin, Remark};
use crate::exchange::source::{LARGEST_FILE, Source, SourceError};
use crate::exchange::text_file::whole_text;
use crate::exchange::walk::join;

/// A page, before its text is needed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// Its file.
    pub file: PageFile,
    /// The database in whose folder it lies, as a place in the list.
    pub database: Option<usize>,
    /// Its title.
    pub title: String,
    /// Its properties for comparing.
    properties: Vec<(String, String)>,
    /// Whether it is the page of a row.
    pub taken: bool,
    /// Why it cannot be read.
    pub problem: Option<SourceError>,
}

/// How many pairs of rows and pages of one title are compared; beyond it their order decides.
const MOST_PAIRS: usize = 40_000;

/// Reads the heads of all pages.
#[must_use]
pub fn heads(source: &dyn Source, files: Vec<PageFile>, databases: &[Database]) -> Vec<Head> {
    let folders = Folders::of(databases.iter().map(|database| &database.file));
    let head = |file: PageFile| {
        let database = folders.database_of(&file.folder);
        let mut head = Head {
            title: file.title.clone(),
            properties: Vec::new(),
            taken: false,
            problem: None,
            database,
            file,
        };
        match whole_text(source, &head.file.path, LARGEST_FILE) {
            Ok(text) => {
                let columns = database.map_or(&[][..], |place| &databases[place].headers);
                let page = row_page(&text, columns, &|_| None);
                head.title = page.title.unwrap_or(head.title);
                head.properties = folded(page.properties);
            }
            Err(error) => head.problem = Some(error),
        }
        head
    };
    files.into_iter().map(head).collect()
}

fn folded(properties: Vec<(String, String)>) -> Vec<(String, String)> {
    properties
        .into_iter()
        .map(|(name, value)| (name, folded_value(&value)))
        .collect()
}

/// The folders that hold pages of databases.
#[derive(Debug)]
pub struct Folders {
    places: HashMap<String, Option<usize>>,
}

impl Folders {
    /// A folder is called as its table is; in newer exports without the id.
    #[must_use]
    pub fn of<'t>(tables: impl Iterator<Item = &'t TableFile>) -> Self {
        let mut places = HashMap::new();
        let mut short: HashMap<String, Option<usize>> = HashMap::new();
        for (place, table) in tables.enumerate() {
            places.insert(join(&table.folder, &table.stem), Some(place));
            // Of two tables of one title, none has the folder without an id.
            short
                .entry(join(&table.folder, &table.title))
                .and_modify(|other| *other = None)
                .or_insert(Some(place));
        }
        for (folder, place) in short {
            places.entry(folder).or_insert(place);
        }
        Self { places }
    }

    /// The database whose pages lie in a folder.
    #[must_use]
    pub fn database_of(&self, folder: &str) -> Option<usize> {
        self.places.get(folder).copied().flatten()
    }
}

/// Gives each row its page; what to know about pages that could be of several rows is said.
pub fn match_pages(
    source: &dyn Source,
    databases: &mut [Database],
    heads: &mut [Head],
) -> Vec<Remark> {
    let mut said = Vec::new();
    for (place, database) in databases.iter_mut().enumerate() {
        in_folder(place, database, heads, &mut said);
    }
    let mut loose: HashMap<String, Vec<usize>> = HashMap::new();
    for (number, head) in heads.iter().enumerate() {
        if head.database.is_none() && !head.taken {
            loose
                .entry(folded_title(&head.title))
                .or_default()
                .push(number);
        }
    }
    for database in databases.iter_mut() {
        anywhere(source, database, heads, &loose);
    }
    said
}

/// Rows and pages in the database's folder.
fn in_folder(place: usize, database: &mut Database, heads: &mut [Head], said: &mut Vec<Remark>) {
    let mut pages: HashMap<String, Vec<usize>> = HashMap::new();
    for (number, head) in heads.iter().enumerate() {
        if head.database == Some(place) {
            pages
                .entry(folded_title(&head.title))
                .or_default()
                .push(number);
        }
    }
    if pages.is_empty() {
        return;
    }
    let mut rows: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (number, row) in database.rows.iter().enumerate() {
        rows.entry(folded_title(database.title_of(row)))
            .or_default()
            .push(number);
    }
    for (title, rows) in &rows {
        let Some(pages) = pages.get(title) else {
            continue;
        };
        let (pairs, sure) = pair(database, rows, heads, pages);
        if !sure && !rows.iter().all(|row| database.rows[*row].is_empty()) {
            let first = database.origin(&database.rows[rows[0]]);
            let reason = format!(
                "several rows are called `{title}` and say the same; which page is whose is told by their order"
            );
            said.push(Remark::new(first, reason));
        }
        for (row, page) in pairs {
            database.rows[row].page = Some(page);
            heads[page].taken = true;
        }
    }
    by_letters(place, database, heads);
}

/// Titles that are written in two ways (`[Pay](…)`), where only one row and one page have these letters.
fn by_letters(place: usize, database: &mut Database, heads: &mut [Head]) {
    let letters = |title: &str| Some(fold_name(title)).filter(|letters| !letters.is_empty());
    let mut rows: HashMap<String, Vec<usize>> = HashMap::new();
    for (number, row) in database.rows.iter().enumerate() {
        if row.page.is_none()
            && let Some(letters) = letters(database.title_of(row))
        {
            rows.entry(letters).or_default().push(number);
        }
    }
    let mut pages: HashMap<String, Vec<usize>> = HashMap::new();
    for (number, head) in heads.iter().enumerate() {
        if head.database == Some(place)
            && !head.taken
            && let Some(letters) = letters(&head.title)
        {
            pages.entry(letters).or_default().push(number);
        }
    }
    for (letters, rows) in rows {
        if let (&[row], Some(&[page])) = (rows.as_slice(), pages.get(&letters).map(Vec::as_slice)) {
            database.rows[row].page = Some(page);
            heads[page].taken = true;
        }
    }
}

/// Pairs rows and pages of one title; false where nothing but their order tells them apart.
fn pair(
    database: &Database,
    rows: &[usize],
    heads: &[Head],
    pages: &[usize],
) -> (Vec<(usize, usize)>, bool) {
    if let (&[row], &[page]) = (rows, pages) {
        return (vec![(row, page)], true);
    }
    if rows.len().saturating_mul(pages.len()) > MOST_PAIRS {
        let pairs = rows.iter().copied().zip(pages.iter().copied());
        return (pairs.collect(), false);
    }
    let mut scored: Vec<(i64, usize, usize)> = Vec::new();
    for &row in rows {
        let cells: HashMap<&str, String> = database
            .values(&database.rows[row])
            .map(|(column, cell)| (database.headers[column].as_str(), folded_value(cell)))
            .collect();
        for &page in pages {
            scored.push((score(&cells, &heads[page].properties), row, page));
        }
    }
    scored.sort_by_key(|&(score, row, page)| (-score, row, page));
    let mut sure = true;
    let mut pairs: Vec<(usize, usize)> = Vec::new();
    for (number, &(best, row, page)) in scored.iter().enumerate() {
        if pairs
            .iter()
            .any(|&(other, taken)| other == row || taken == page)
        {
            continue;
        }
        // Another row that fits this page as well, and has no better one.
        sure &= !scored[number + 1..].iter().any(|&(other, same, there)| {
            other == best && there == page && same != row && !pairs.iter().any(|&(r, _)| r == same)
        });
        pairs.push((row, page));
    }
    (pairs, sure)
}

/// How well a page's properties fit a row: what both say alike, less what they say otherwise.
fn score(cells: &HashMap<&str, String>, properties: &[(String, String)]) -> i64 {
    let fits = |(name, value): &(String, String)| match cells.get(name.as_str()) {
        Some(cell) if cell.starts_with(value.as_str()) => 1,
        _ => -1,
    };
    properties.iter().map(fits).sum()
}

/// Rows without a page, and pages that lie in no database's folder, as in exports without folders.
fn anywhere(
    source: &dyn Source,
    database: &mut Database,
    heads: &mut [Head],
    loose: &HashMap<String, Vec<usize>>,
) {
    let mut found: Vec<(usize, usize)> = Vec::new();
    let mut titles: HashMap<String, usize> = HashMap::new();
    let titled: Vec<(usize, String)> = database
        .rows
        .iter()
        .enumerate()
        .filter(|(_, row)| row.page.is_none() && !row.is_empty())
        .map(|(number, row)| (number, folded_title(database.title_of(row))))
        .collect();
    for (_, title) in &titled {
        *titles.entry(title.clone()).or_default() += 1;
    }
    for (number, title) in titled {
        let Some(pages) = loose.get(&title).filter(|_| titles[&title] == 1) else {
            continue;
        };
        let row = &database.rows[number];
        let cells: HashMap<&str, String> = database
            .values(row)
            .map(|(column, cell)| (database.headers[column].as_str(), folded_value(cell)))
            .collect();
        let fits = |page: &&usize| {
            let head = &heads[**page];
            if head.taken || found.iter().any(|(_, taken)| taken == *page) {
                return false;
            }
            let text = whole_text(source, &head.file.path, LARGEST_FILE).unwrap_or_default();
            let page = row_page(&text, &database.headers, &|_| None);
            let properties = folded(page.properties);
            let all = i64::try_from(properties.len()).unwrap_or(0);
            all > 0 && score(&cells, &properties) == all
        };
        let mut fitting = pages.iter().take(MOST_LOOSE).filter(fits);
        if let (Some(&page), None) = (fitting.next(), fitting.next()) {
            found.push((number, page));
        }
    }
    for (row, page) in found {
        database.rows[row].page = Some(page);
        heads[page].taken = true;
    }
}

/// How many pages of one title are looked at for a row.
const MOST_LOOSE: usize = 20;

/// Where a page stands.
#[must_use]
pub fn origin(head: &Head) -> Origin {
    Origin::file(head.file.path.as_str())
}
