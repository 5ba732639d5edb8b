//! Items of Jira's RSS views: each names an issue, or a comment on one, and has no fields.

use std::collections::HashMap;

use roxmltree::Node;

use crate::exchange::assembly::{Assembly, Gathered, Known, Take};
use crate::exchange::draft::Draft;
use crate::exchange::jira::xml::text_of;
use crate::exchange::key::leading_key;
use crate::exchange::report::{Origin, Remark};

/// No more bytes of comments are held until the end of a file, where all of an issue are known.
const MOST_HELD: usize = 64 * 1024 * 1024;

/// What such a view does not say.
const MISSING: &str = "Jira's RSS view has no fields: states, types, points, parents and all else are missing; the view `XML` of \
                       the same search has them";

/// An item of such a view.
pub(super) struct RssItem {
    key: String,
    summary: String,
    /// The address of the issue.
    url: String,
    author: String,
    date: String,
    /// HTML: the issue as a page, or the words of a comment.
    text: String,
    is_comment: bool,
}

impl RssItem {
    /// Reads `<title>[A-1] Pay</title>` and what stands beside it; none where the item is one of the view with fields.
    pub(super) fn of(item: Node<'_, '_>) -> Option<Self> {
        let child = |name: &str| {
            let mut children = item.children();
            children.find(|node| node.tag_name().name() == name)
        };
        if child("key").is_some() || child("summary").is_some() {
            return None;
        }
        let text = |name: &str| child(name).map(text_of).unwrap_or_default();
        let (title, link) = (text("title"), text("link"));
        let answers = ["RE:", "Re:"].iter().find_map(|re| title.strip_prefix(re));
        let named = answers.unwrap_or(&title).trim_start();
        let (key, summary) = named.strip_prefix('[')?.split_once(']')?;
        leading_key(key).filter(|(_, _, rest)| rest.is_empty())?;
        let url = link.split(['?', '#']).next().unwrap_or_default();
        let author = match text("author") {
            author if author.is_empty() => text("creator"),
            author => author,
        };
        Some(Self {
            key: key.trim().to_owned(),
            summary: summary.trim().to_owned(),
            url: url.to_owned(),
            author,
            date: text("pubDate"),
            text: text("description"),
            is_comment: answers.is_some()
                || link.contains("focusedCommentId=")
                || link.contains("#comment-"),
        })
    }
}

/// The items of one file.
#[derive(Default)]
pub(super) struct RssItems {
    /// Where the first of them stands.
    first: Option<Origin>,
    /// The issues that comments name, in their order, each with its comments.
    issues: Vec<(Origin, Vec<RssItem>)>,
    places: HashMap<String, usize>,
    held: usize,
}

impl RssItems {
    /// Takes an item: an issue is handed over at once, a comment is held.
    pub(super) fn add(
        &mut self,
        origin: Origin,
        item: RssItem,
        (gathered, known): (&mut Gathered, &Known<'_>),
        each: &mut dyn FnMut(Draft),
    ) {
        self.first.get_or_insert_with(|| origin.clone());
        if !item.is_comment {
            issue(origin, &[item], (gathered, known), each);
            return;
        }
        self.held += item.text.len();
        if self.held > MOST_HELD {
            gathered.refuse(origin, "the comments of the file are more than 64 MiB");
            return;
        }
        let place = *self.places.entry(item.key.clone()).or_insert_with(|| {
            self.issues.push((origin, Vec::new()));
            self.issues.len() - 1
        });
        self.issues[place].1.push(item);
    }

    /// Hands over the issues that were commented on, and says what the file does not.
    pub(super) fn finish(
        self,
        (gathered, known): (&mut Gathered, &Known<'_>),
        each: &mut dyn FnMut(Draft),
    ) {
        for (origin, items) in self.issues {
            issue(origin, &items, (gathered, known), each);
        }
        gathered.note(
            self.first
                .map(|first| Remark::new(Origin::file(first.path), MISSING)),
        );
    }
}

/// An issue that was told as a page, or by its comments.
fn issue(
    origin: Origin,
    items: &[RssItem],
    (gathered, known): (&mut Gathered, &Known<'_>),
    each: &mut dyn FnMut(Draft),
) {
    let mut assembly = Assembly::new(origin, "jira");
    assembly.tells_only_what_it_says();
    let Some(first) = items.first() else {
        return;
    };
    let mut take = |take: Take, name: &str, text: &str| {
        if !text.is_empty() {
            gathered.count(name, take);
            assembly.take(take, name, &[text.to_owned()], known);
        }
    };
    take(Take::Key, "title", &first.key);
    take(Take::Title, "title", &first.summary);
    take(Take::Url, "link", &first.url);
    if !first.is_comment {
        take(Take::Description, "description", &first.text);
        // Which day and whose name a view puts there is not the same everywhere.
        take(Take::Keep, "author", &first.author);
        take(Take::Keep, "pubDate", &first.date);
    }
    for comment in items.iter().filter(|item| item.is_comment) {
        gathered.count("description", Take::Comment);
        let text = (known.markdown)(&comment.text);
        assembly.comment_by(Some(&comment.date), Some(&comment.author), text, known);
    }
    assembly.has_no_status();
    if let Some(draft) = gathered.admit(assembly.finish(known)) {
        each(draft);
    }
}

#[cfg(test)]
mod tests {
    use crate::exchange::jira::FORMAT;
    use crate::exchange::memory_source::MemorySource;

    #[test]
    fn issues_of_the_rss_view_are_items() {
        let rss = "<rss version='2.0'><channel><title>Jira</title>\
                   <item><title>[A-1] Pay [now]</title><link>https://j.example/browse/A-1</link>\
                   <description>&lt;p&gt;By &lt;b&gt;card&lt;/b&gt;&lt;/p&gt;</description>\
                   <author>Ann</author><pubDate>Mon, 2 Mar 2026 10:00:00 +0000</pubDate></item>\
                   <item><title>no issue</title></item></channel></rss>";
        let (drafts, report) = MemorySource::new([("1.xml", rss)]).drafts(&FORMAT).unwrap();
        assert_eq!((drafts.len(), report.reported.len()), (1, 1));
        assert_eq!((&*drafts[0].key, &*drafts[0].title), ("A-1", "Pay [now]"));
        assert_eq!(
            drafts[0].url.as_deref(),
            Some("https://j.example/browse/A-1")
        );
        assert_eq!(drafts[0].body, "\nBy **card**\n");
        assert_eq!(report.notes.len(), 1, "{:?}", report.notes);
        let said = &report.notes[0];
        assert!(said.at.line.is_none() && said.reason.contains("the view `XML`"));
    }

    #[test]
    fn comments_of_the_rss_view_stand_with_their_issue() {
        let comment = |key: &str, day: u8, text: &str| {
            format!(
                "<item><title>RE: [{key}] Title of {key}</title>\
                 <link>https://j.example/browse/{key}?focusedCommentId={day}#comment-{day}</link>\
                 <pubDate>Mon, {day} Mar 2026 10:00:00 +0000</pubDate><author>Ann</author>\
                 <description>&lt;p&gt;{text}&lt;/p&gt;</description></item>"
            )
        };
        let items =
            comment("A-2", 9, "last") + &comment("A-1", 3, "other") + &comment("A-2", 2, "first");
        let rss = format!("<rss version='2.0'><channel>{items}</channel></rss>");
        let (drafts, _) = MemorySource::new([("1.xml", rss)]).drafts(&FORMAT).unwrap();
        let told: Vec<(&str, &str)> = drafts
            .iter()
            .map(|draft| (&*draft.title, &*draft.body))
            .collect();
        let notes = "\n## Notes\n\n- 2026-03-02 Ann: first\n- 2026-03-09 Ann: last\n";
        assert_eq!(
            told,
            [
                ("Title of A-2", notes),
                ("Title of A-1", "\n## Notes\n\n- 2026-03-03 Ann: other\n"),
            ]
        );
        assert_eq!(
            drafts[0].url.as_deref(),
            Some("https://j.example/browse/A-2")
        );
    }
}
