//! Reads an export: its databases first, then the pages that belong to none.

use std::collections::{HashMap, HashSet};

use jiff::civil::Date;

use crate::exchange::assembly::{Finished, Gathered, Known, Take, fold_name};
use crate::exchange::dates::DateReader;
use crate::exchange::draft::Draft;
use crate::exchange::format::{ReadError, ReadReport};
use crate::exchange::line_ends::line_feeds;
use crate::exchange::notion::columns::{Meaning, meaning_of_name};
use crate::exchange::notion::database::{Database, Row, folded_title};
use crate::exchange::notion::dated::ends;
use crate::exchange::notion::items::{Items, Role, give_keys};
use crate::exchange::notion::layout::Layout;
use crate::exchange::notion::matching::{Folders, Head, heads, match_pages, origin};
use crate::exchange::notion::meaning::meanings;
use crate::exchange::notion::page::{Page, loose_page, row_page};
use crate::exchange::notion::row::{RowDraft, give_type, type_of_title};
use crate::exchange::notion::sprint_rows::{Days, add_release, add_sprint, take_of_sprint_column};
use crate::exchange::notion::views::leave_out;
use crate::exchange::options::ReadOptions;
use crate::exchange::order_finder::OrderFinder;
use crate::exchange::report::Remark;
use crate::exchange::source::{LARGEST_FILE, Source, SourceError};
use crate::exchange::text_file::whole_text;
use crate::exchange::walk::join;

/// An export, looked through.
struct Export<'a> {
    source: &'a dyn Source,
    databases: Vec<Database>,
    heads: Vec<Head>,
    items: Items,
    gathered: Gathered,
    /// The day of the import, where it is known.
    today: Option<Date>,
    is_update: bool,
}

/// Reads an export whose files are sorted.
///
/// # Errors
/// [`ReadError`] when a table cannot be read, or its dates cannot.
pub fn read_export(
    source: &dyn Source,
    layout: Layout,
    options: &ReadOptions,
    each: &mut dyn FnMut(Draft),
) -> Result<ReadReport, ReadError> {
    let mut gathered = Gathered::default();
    let mut used = 0;
    let mut databases = Vec::new();
    for file in layout.tables {
        databases.push(Database::load(source, file, &mut used)?);
    }
    let folders = Folders::of(databases.iter().map(|database| &database.file));
    let with_pages: HashSet<String> = layout
        .pages
        .iter()
        .filter_map(|page| folders.database_of(&page.folder))
        .map(|place| databases[place].file.path.clone())
        .collect();
    let views = leave_out(&mut databases, &with_pages);
    let mut heads = heads(source, layout.pages, &databases);
    for (place, database) in databases.iter_mut().enumerate() {
        database.title = title_column(place, database, &heads, options);
        database.meanings = meanings(database, &options.map);
        gathered.note(std::mem::take(&mut database.remarks));
    }
    gathered.note(match_pages(source, &mut databases, &mut heads));
    give_keys(&mut databases, &heads);
    let items = Items::of(&databases);
    let dates = dates(&databases, &items, options)?;
    for remark in layout.others.into_iter().chain(views) {
        gathered.refuse(remark.at, remark.reason);
    }
    let mut export = Export {
        source,
        items,
        databases,
        heads,
        gathered,
        today: options.today,
        is_update: options.is_update,
    };
    let known = Known::new(&dates, &options.map, line_feeds);
    for place in 0..export.databases.len() {
        export.database(place, &known, each);
    }
    export.pages(&known, each);
    Ok(export.gathered.report())
}

/// What the column with the titles is called in a new database, in the languages of Notion's interface, and by many people.
const TITLES: [&str; 17] = [
    "name",
    "title",
    "titel",
    "titre",
    "título",
    "titulo",
    "titolo",
    "tytuł",
    "naam",
    "nom",
    "nombre",
    "nome",
    "nazwa",
    "名前",
    "名称",
    "이름",
    "タイトル",
];

/// The column with the titles: as a person says; else the one that has the most titles of pages; else the one that is called so;
/// else the first.
fn title_column(place: usize, database: &Database, heads: &[Head], options: &ReadOptions) -> usize {
    let said = database
        .headers
        .iter()
        .enumerate()
        .find(|(column, header)| options.map.word(header, column + 1) == Some("title"));
    if let Some((column, _)) = said {
        return column;
    }
    let titles: HashSet<String> = heads
        .iter()
        .filter(|head| head.database == Some(place))
        .map(|head| folded_title(&head.title))
        .collect();
    let count = |column: usize| {
        let cells = database.rows.iter().filter_map(|row| row.cells.get(column));
        cells
            .filter(|cell| !cell.is_empty() && titles.contains(&folded_title(cell)))
            .count()
    };
    let counts: Vec<usize> = (0..database.headers.len()).map(count).collect();
    let most = counts.iter().copied().max().filter(|most| *most > 0);
    let with_most = most.and_then(|most| counts.iter().position(|count| *count == most));
    let is_called_so = |header: &String| TITLES.contains(&fold_name(header).as_str());
    with_most
        .or_else(|| database.headers.iter().position(is_called_so))
        .unwrap_or(0)
}

/// Looks through the dates of all tables, unless a person says how they are written.
fn dates(
    databases: &[Database],
    items: &Items,
    options: &ReadOptions,
) -> Result<DateReader, ReadError> {
    let said = options.dates();
    if said.order.is_some() {
        return Ok(said);
    }
    let mut finder = OrderFinder::default();
    for (database, role) in databases.iter().zip(&items.roles) {
        let days = Some(Days::of(database)).filter(|_| *role != Role::Items);
        for row in &database.rows {
            for (column, cell) in database.values(row) {
                let meaning = database.meanings[column];
                if meaning.take().is_date() || days.is_some_and(|days| days.has(column)) {
                    let (from, to) = ends(cell);
                    finder.see(&from);
                    finder.see(&to);
                }
            }
        }
    }
    let order = finder
        .order()
        .map_err(|why| ReadError::DateOrder(why.to_string()))?;
    Ok(DateReader { order, ..said })
}

impl Export<'_> {
    /// What a column is called in the report: with the name of its database, where there are several.
    fn column(&self, place: usize, header: &str) -> String {
        match self.databases.len() {
            1 => header.to_owned(),
            _ => format!("{}: {header}", self.databases[place].file.title),
        }
    }

    fn database(&mut self, place: usize, known: &Known<'_>, each: &mut dyn FnMut(Draft)) {
        let role = self.items.roles[place];
        let days = Days::of(&self.databases[place]);
        let takes: Vec<Take> = (0..self.databases[place].headers.len())
            .map(|column| match role {
                Role::Items => self.databases[place].meanings[column].take(),
                Role::Sprints => take_of_sprint_column(&self.databases[place], days, column),
                Role::Releases => Take::Release,
            })
            .collect();
        let tallied: Vec<usize> = takes
            .iter()
            .enumerate()
            .map(|(column, take)| {
                let header = &self.databases[place].headers[column];
                let name = match header.as_str() {
                    "" => format!("column {}", column + 1),
                    header => header.to_owned(),
                };
                let name = self.column(place, &name);
                self.gathered.tally.add(&name, *take)
            })
            .collect();
        for number in 0..self.databases[place].rows.len() {
            let database = &self.databases[place];
            let row = database.rows[number].clone();
            let has_text = |text: Option<String>| text.is_some_and(|text| !text.trim().is_empty());
            if row.is_empty() && !has_text(self.text_of(place, &row)) {
                let at = database.origin(&row);
                self.gathered.refuse(at, "the row is empty");
                continue;
            }
            for (column, cell) in row.cells.iter().enumerate() {
                if !cell.is_empty() {
                    self.gathered.tally.count(tallied[column]);
                }
            }
            match role {
                Role::Items => self.item(place, &row, known, each),
                Role::Sprints => {
                    add_sprint(database, &row, days, known.dates, &mut self.gathered);
                    let text = self.text_of(place, &row).unwrap_or_default();
                    if !text.trim().is_empty() {
                        let at = self.databases[place].origin(&row);
                        let reason = "a Sprint's file has no place for the text of its page; it is not imported";
                        self.gathered.note([Remark::new(at, reason)]);
                    }
                }
                Role::Releases => {
                    let text = self.text_of(place, &row).unwrap_or_default();
                    let database = &self.databases[place];
                    add_release(database, &row, days, known.dates, &text, &mut self.gathered);
                }
            }
        }
    }

    /// The page of a row.
    fn page_of(&self, place: usize, row: &Row) -> Option<Result<Page, SourceError>> {
        let head = self.heads.get(row.page?)?;
        let database = &self.databases[place];
        let read = whole_text(self.source, &head.file.path, LARGEST_FILE).map(|text| {
            let mut columns = database.headers.clone();
            if !database.file.whole {
                // A view may leave out columns that the page has.
                columns.extend(
                    loose_page(&text)
                        .properties
                        .into_iter()
                        .map(|(name, _)| name),
                );
            }
            row_page(&text, &columns, &|name| {
                database.cell(row, name).map(str::to_owned)
            })
        });
        Some(read)
    }

    fn text_of(&self, place: usize, row: &Row) -> Option<String> {
        Some(self.page_of(place, row)?.ok()?.text)
    }

    fn item(&mut self, place: usize, row: &Row, known: &Known<'_>, each: &mut dyn FnMut(Draft)) {
        let database = &self.databases[place];
        let title = database.title_of(row);
        let mut draft = RowDraft::new(database.origin(row), title, &self.items, known);
        for meaning in &database.meanings {
            draft.tells_of(*meaning);
        }
        for (column, cell) in database.values(row) {
            draft.take(database.meanings[column], &database.headers[column], cell);
        }
        let mut more = Vec::new();
        match self.page_of(place, row) {
            Some(Ok(page)) => {
                for (name, value) in page.properties {
                    if !value.trim().is_empty() && !database.headers.contains(&name) {
                        let meaning = meaning_of_name(&name).unwrap_or(Meaning::Plain(Take::Keep));
                        draft.tells_of(meaning);
                        draft.take(meaning, &name, &value);
                        more.push((self.column(place, &name), meaning.take()));
                    }
                }
                draft.text(&page.text);
            }
            Some(Err(error)) => {
                draft
                    .assembly
                    .note(format!("its page cannot be read: {error}"));
            }
            None => {}
        }
        if let Some(surplus) = &row.surplus {
            draft.assembly.keep("surplus", surplus);
        }
        let item_type = type_of_title(&fold_name(&database.file.title));
        // Beside a column of states a row without one has none, and an update of items that have states clears none.
        let tells_states = self.is_update
            || database
                .meanings
                .iter()
                .any(|meaning| matches!(meaning, Meaning::Tick | Meaning::Plain(Take::Status)));
        let end = (!tells_states)
            .then(|| draft.assembly.ends_by_its_day(self.today))
            .flatten();
        let finished = draft.finish(&row.key);
        if let Some(end) = end {
            let name = self.column(place, &end);
            let column = self.gathered.tally.add(&name, Take::Done);
            self.gathered.tally.ends(column);
        }
        for (name, take) in more {
            self.gathered.count(&name, take);
        }
        self.hand(finished, row.page.is_some(), item_type, each);
    }

    /// Hands an item over; an item without a page has a key that others may have too.
    fn hand(
        &mut self,
        finished: Finished,
        has_page: bool,
        item_type: Option<&str>,
        each: &mut dyn FnMut(Draft),
    ) {
        let place = |draft: &Draft| {
            let place = if has_page {
                draft.key.clone()
            } else {
                String::new()
            };
            (place, draft.title.clone())
        };
        if let Some(mut draft) = self.gathered.admit_as(finished, place) {
            give_type(&mut draft, item_type);
            each(draft);
        }
    }

    /// Pages that are the page of no row.
    fn pages(&mut self, known: &Known<'_>, each: &mut dyn FnMut(Draft)) {
        let mut rows = self.databases.iter().flat_map(|database| &database.rows);
        let none = rows.all(Row::is_empty);
        let containers: HashMap<String, usize> = self
            .heads
            .iter()
            .enumerate()
            .map(|(number, head)| (folder_of(head), number))
            .collect();
        for number in 0..self.heads.len() {
            let head = &self.heads[number];
            if head.taken {
                continue;
            }
            let at = origin(head);
            if let Some(error) = &head.problem {
                self.gathered.refuse(at, error.to_string());
                continue;
            }
            let container = containers
                .get(&head.file.folder)
                .map(|place| &self.heads[*place]);
            let hidden = head
                .database
                .filter(|place| !self.databases[*place].file.whole);
            let is_item = hidden.is_some() || (none && head.database.is_none());
            if !is_item {
                let reason = self.reason(head, container);
                self.gathered.refuse(at, reason);
                continue;
            }
            let text = whole_text(self.source, &head.file.path, LARGEST_FILE).unwrap_or_default();
            let page = loose_page(&text);
            let mut draft = RowDraft::new(at, &head.title, &self.items, known);
            let mut columns = Vec::new();
            for (name, value) in page.properties {
                let meaning = meaning_of_name(&name).unwrap_or(Meaning::Plain(Take::Keep));
                if !value.trim().is_empty() {
                    draft.tells_of(meaning);
                    draft.take(meaning, &name, &value);
                    columns.push((name, meaning.take()));
                }
            }
            draft.text(&page.text);
            if let Some(container) = container.filter(|_| none) {
                draft.inside(&container.title, &key_of(container));
            }
            let finished = draft.finish(&key_of(head));
            for (name, take) in columns {
                self.gathered.count(&name, take);
            }
            let item_type = hidden
                .and_then(|place| type_of_title(&fold_name(&self.databases[place].file.title)));
            self.hand(finished, true, item_type, each);
        }
    }

    /// Why a page is no item.
    fn reason(&self, head: &Head, container: Option<&Head>) -> String {
        let own = self.databases.iter().find(|database| {
            database.file.stem == head.file.stem && database.file.folder == head.file.folder
        });
        match (own, head.database, container) {
            (Some(_), _, _) => "the page of a database; its rows are items".to_owned(),
            (_, Some(place), _) => format!(
                "no row of `{}` has this title: a template of the database, or a page that was removed",
                self.databases[place].file.path
            ),
            (_, _, Some(container)) => format!(
                "a page inside of `{}`; where there are databases, their rows are the items",
                container.title
            ),
            _ => "a page of no database; where there are databases, their rows are the items"
                .to_owned(),
        }
    }
}

/// The folder that holds the pages inside of a page.
fn folder_of(head: &Head) -> String {
    join(&head.file.folder, &head.file.stem)
}

/// The key of a page that is no row.
fn key_of(head: &Head) -> String {
    match head.file.id.as_str() {
        "" => head.file.path.clone(),
        id => id.to_owned(),
    }
}
