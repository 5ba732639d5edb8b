//! Jira's XML export: an RSS file with an `item` an issue.

use roxmltree::{Document, Node, ParsingOptions};

use crate::exchange::assembly::{Assembly, Gathered, Known, Take};
use crate::exchange::dates::DateReader;
use crate::exchange::draft::Draft;
use crate::exchange::format::{ReadError, ReadReport};
use crate::exchange::html::html_to_markdown;
use crate::exchange::jira::headers::take;
use crate::exchange::jira::rss::{RssItem, RssItems};
use crate::exchange::jira::xml_items::{XmlItem, XmlItems};
use crate::exchange::options::ReadOptions;
use crate::exchange::pages::Page;
use crate::exchange::report::Origin;
use crate::exchange::source::Source;
use crate::exchange::text_file::{head_of, open_text};

/// No item has more elements and texts.
const MOST_NODES: u32 = 400_000;

/// Whether a file begins as an RSS file of Jira's does. Above it may stand the line by which a browser says that it shows XML.
#[must_use]
pub fn begins_as_xml(source: &dyn Source, path: &str) -> bool {
    head_of(source, path, 64 * 1024).is_some_and(|head| {
        let (above, xml) = head.split_at(head.find('<').unwrap_or(head.len()));
        above.trim().lines().count() <= 1
            && ["<?xml", "<!", "<rss"]
                .iter()
                .any(|start| xml.starts_with(start))
            && xml.contains("<rss")
            && xml.contains("<channel")
    })
}

/// Reads files of items, one after the other.
pub struct XmlReader<'a> {
    options: &'a ReadOptions,
    dates: DateReader,
    gathered: Gathered,
}

impl<'a> XmlReader<'a> {
    /// Begins with no file read, and with what other files gathered beside it.
    #[must_use]
    pub fn new(options: &'a ReadOptions, gathered: Gathered) -> Self {
        Self {
            options,
            dates: options.dates(),
            gathered,
        }
    }

    /// Reads a file. A document type is refused, and with it every entity of the file's own. Returns its pages.
    ///
    /// # Errors
    /// [`ReadError`] when it is no XML or breaks off.
    pub fn read(
        &mut self,
        source: &dyn Source,
        path: &str,
        each: &mut dyn FnMut(Draft),
    ) -> Result<Vec<Page>, ReadError> {
        let mut items = XmlItems::new(open_text(source, path)?, path);
        let mut rss = RssItems::default();
        let dates = self.dates.clone();
        let known = Known::new(&dates, &self.options.map, html_to_markdown);
        while let Some(XmlItem { line, document }) = items.next_item()? {
            let options = ParsingOptions {
                nodes_limit: MOST_NODES,
                ..ParsingOptions::default()
            };
            let document = Document::parse_with_options(&document, options).map_err(|error| {
                let reason = format!("{path}:{line}: the XML of an item cannot be read: {error}");
                ReadError::Broken(reason)
            })?;
            let item = document.root_element().first_element_child();
            let origin = Origin::line(path, line);
            match item.map(|item| (item, RssItem::of(item))) {
                Some((_, Some(item))) => {
                    rss.add(origin, item, (&mut self.gathered, &known), each);
                }
                Some((item, None)) => self.item(origin, item, &known, each),
                None => {}
            }
        }
        rss.finish((&mut self.gathered, &known), each);
        if let Some(line) = items.stray {
            let reason = "what stands behind the end of the document is not read";
            self.gathered.refuse(Origin::line(path, line), reason);
        }
        Ok(items.pages)
    }

    fn item(
        &mut self,
        origin: Origin,
        item: Node<'_, '_>,
        known: &Known<'_>,
        each: &mut dyn FnMut(Draft),
    ) {
        let mut assembly = Assembly::new(origin, "jira");
        assembly.tells_only_what_it_says();
        let mut values: Vec<(String, Take, Vec<String>)> = Vec::new();
        for child in item.children().filter(Node::is_element) {
            self.element(child, &mut assembly, &mut values, known);
        }
        for (name, take, texts) in &values {
            self.gathered.count(name, *take);
            assembly.take(*take, name, texts, known);
        }
        if let Some(draft) = self.gathered.admit(assembly.finish(known)) {
            each(draft);
        }
    }

    fn element(
        &mut self,
        child: Node<'_, '_>,
        assembly: &mut Assembly,
        values: &mut Vec<(String, Take, Vec<String>)>,
        known: &Known<'_>,
    ) {
        let name = child.tag_name().name();
        let text = text_of(child);
        let mut add = |name: &str, take: Take, text: String| {
            if text.is_empty() {
                return;
            }
            match values.iter_mut().find(|(other, _, _)| other == name) {
                Some((_, _, texts)) => texts.push(text),
                None => values.push((name.to_owned(), take, vec![text])),
            }
        };
        match name {
            "key" => {
                add("key", Take::Key, text);
                add(
                    "id",
                    Take::Number,
                    child.attribute("id").unwrap_or_default().to_owned(),
                );
            }
            "link" => add("link", Take::Url, text),
            "statusCategory" => {
                let key = child.attribute("key").unwrap_or_default();
                add("statusCategory", Take::Category, key.to_owned());
            }
            "resolution" if child.attribute("id") == Some("-1") => {}
            "assignee" if child.attribute("username") == Some("-1") => {}
            "type" => add("type", Take::Type, text),
            "labels" => {
                for label in child.children().filter(Node::is_element) {
                    add("labels", Take::Labels(&[' ']), text_of(label));
                }
            }
            "subtasks" if text.is_empty() => {}
            "subtasks" => {
                self.gathered
                    .count(name, Take::Drop("the parts name the item themselves"));
                let parts = child.children().filter(Node::is_element);
                let parts = parts.map(|part| (text_of(part), String::new())).collect();
                self.gathered.parts(assembly.origin().clone(), parts);
            }
            "component" => add("component", Take::Labels(&[]), text),
            "fixVersion" => add("fixVersion", Take::Release, text),
            "due" => add("due", Take::Keep, text),
            "parent" => {
                add("parent", Take::Parent(0), text);
                if let Some(id) = child.attribute("id") {
                    assembly.parent(1, id);
                }
            }
            "comments" => {
                let comments = child.children().filter(|node| node.has_tag_name("comment"));
                for comment in comments {
                    let markdown = html_to_markdown(&text_of(comment));
                    let (when, who) = (comment.attribute("created"), comment.attribute("author"));
                    assembly.comment_by(when, who, markdown, known);
                }
                self.gathered.count("comments", Take::Comment);
            }
            "issuelinks" => links(child, assembly, known),
            "customfields" => {
                for field in child.children().filter(Node::is_element) {
                    custom_field(field, &mut add);
                }
            }
            // The title repeats key and summary; the rest is about Jira itself.
            "title"
            | "project"
            | "watches"
            | "updated"
            | "timeoriginalestimate"
            | "timeestimate"
            | "timespent" => {
                let why = match name {
                    "title" => Take::Drop("key and summary say it"),
                    "project" => Take::Drop("about the project, not the item"),
                    "watches" => Take::Drop("who watches it"),
                    "updated" => Take::Drop("git knows when a file changed"),
                    _ => Take::Keep,
                };
                add(name, why, text);
            }
            "attachments" => {
                for file in child.children().filter(Node::is_element) {
                    add(
                        "attachments",
                        Take::Keep,
                        file.attribute("name").unwrap_or_default().to_owned(),
                    );
                }
            }
            other => add(other, take(other), text),
        }
    }

    /// What was found in all files.
    #[must_use]
    pub fn report(self) -> ReadReport {
        self.gathered.report()
    }
}

/// All text of an element, without white space around it.
pub(super) fn text_of(node: Node<'_, '_>) -> String {
    let text: String = node
        .descendants()
        .filter(Node::is_text)
        .filter_map(|node| node.text())
        .collect();
    text.trim().to_owned()
}

fn custom_field(field: Node<'_, '_>, add: &mut impl FnMut(&str, Take, String)) {
    let child = |name: &str| field.children().find(|node| node.has_tag_name(name));
    let name = child("customfieldname").map(text_of).unwrap_or_default();
    let key = field.attribute("key").unwrap_or_default();
    let meant = match key.rsplit(':').next().unwrap_or_default() {
        "gh-lexo-rank" => Take::Rank,
        "gh-sprint" => Take::Sprint,
        "gh-epic-link" => Take::Epic,
        "jsw-story-points" => Take::Points,
        _ => take(&format!("Custom field ({name})")),
    };
    let column = format!("Custom field ({name})");
    for value in child("customfieldvalues")
        .into_iter()
        .flat_map(|values| values.children())
    {
        if value.is_element() {
            let mut text = text_of(value);
            if meant == Take::Rank {
                // Some exports guard the bar.
                text = text.replace("\\|", "|");
            }
            add(&column, meant, text);
        }
    }
}

/// `<issuelinktype><name>Blocks</name><outwardlinks description="blocks">…<issuekey>A-2</issuekey>`.
fn links(node: Node<'_, '_>, assembly: &mut Assembly, known: &Known<'_>) {
    for kind in node.children().filter(Node::is_element) {
        let name = kind.children().find(|node| node.has_tag_name("name"));
        let blocks = name
            .map(text_of)
            .unwrap_or_default()
            .to_lowercase()
            .starts_with("block");
        for side in kind.children().filter(Node::is_element) {
            let take = match side.tag_name().name() {
                "outwardlinks" => Take::Blocks,
                "inwardlinks" => Take::DependsOn,
                _ => continue,
            };
            let word = side.attribute("description").unwrap_or("related");
            for key in side
                .descendants()
                .filter(|node| node.has_tag_name("issuekey"))
            {
                if blocks {
                    assembly.take(take, "issuelinks", &[text_of(key)], known);
                } else {
                    assembly.keep_more_of(&format!("link: {word}"), text_of(key));
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::exchange::format::Likeness;
    use crate::exchange::jira::FORMAT;
    use crate::exchange::memory_source::MemorySource;

    fn rss(item: &str) -> String {
        format!(
            "<!-- RSS generated by JIRA -->\n<rss><channel><title>Jira</title>{item}</channel></rss>"
        )
    }

    #[test]
    fn what_a_browser_shows_above_the_xml_is_passed_over() {
        let xml = rss("<item><key>A-1</key><summary>Pay</summary></item>");
        let shown = format!("This file has no style information. The tree is shown below.\n{xml}");
        let source = MemorySource::new([("1.xml", shown)]);
        assert_eq!((FORMAT.detect)(&source), Likeness::Sure);
        let (drafts, report) = source.drafts(&FORMAT).unwrap();
        assert_eq!((drafts.len(), report.reported.len()), (1, 0));
        assert_eq!(drafts[0].origin.line, Some(3));
        for text in [
            format!("# How to\n\nSave it:\n\n{xml}"),
            format!("Look at <b>this</b>: {xml}"),
        ] {
            let source = MemorySource::new([("a.txt", text)]);
            assert_eq!((FORMAT.detect)(&source), Likeness::No);
        }
    }

    #[test]
    fn sub_tasks_that_are_elsewhere_are_told() {
        let parts = "<subtasks><subtask id='2'>A-2</subtask><subtask id='3'>A-3</subtask>\
                     <subtask id='4'>A-4</subtask></subtasks>";
        let whole = rss(&format!(
            "<item><key>A-1</key><summary>Pay</summary>{parts}</item>\
             <item><key>A-3</key><summary>By card</summary><parent>A-1</parent></item>"
        ));
        let mut source = MemorySource::new([("1.xml", whole)]);
        let told = |source: &MemorySource| {
            let (_, report) = source.drafts(&FORMAT).unwrap();
            let notes = report.notes.into_iter().map(|note| note.reason);
            notes.collect::<Vec<_>>()
        };
        let said = "its sub-tasks `A-2`, `A-4` are not part of this import";
        assert_eq!(told(&source), [said]);
        source.insert("2.csv", "Issue key,Summary\nA-2,a\nA-4,b\n");
        assert!(told(&source).is_empty());
    }
}
