//! The items of an RSS file as texts, one by one, so that a file of any size fits.

use std::io::{BufRead, Read};

use roxmltree::Document;
use serde_json::Map;

use crate::exchange::format::ReadError;
use crate::exchange::pages::Page;

/// No item has more bytes: its tree is held in memory.
const LARGEST_ITEM: usize = 16 * 1024 * 1024;

/// Cuts a file into its items; pages that were saved one after the other are one file. A document type is refused, and with it every entity of the file's own.
pub struct XmlItems<'p, R> {
    reader: R,
    path: &'p str,
    line: usize,
    /// The tag that everything lies in, where it was seen: it may say what prefixes of names mean.
    root: String,
    /// Whether the last document has ended.
    ended: bool,
    /// The documents that say how many issues there are.
    pub pages: Vec<Page>,
    /// Whether the document at hand is the last page.
    paged: bool,
    /// The first line behind a document that belongs to none.
    pub stray: Option<usize>,
}

/// An item: the line it begins in, and a document that holds it alone.
pub struct XmlItem {
    /// Its line, from 1.
    pub line: usize,
    /// The document.
    pub document: String,
}

impl<'p, R: BufRead> XmlItems<'p, R> {
    /// Begins at the beginning of a file.
    pub fn new(reader: R, path: &'p str) -> Self {
        Self {
            reader,
            path,
            line: 1,
            root: "<rss>".to_owned(),
            ended: false,
            pages: Vec::new(),
            paged: false,
            stray: None,
        }
    }

    /// The next item.
    ///
    /// # Errors
    /// [`ReadError`] when the file breaks off, declares a document type, or an item is too large.
    pub fn next_item(&mut self) -> Result<Option<XmlItem>, ReadError> {
        let mut item: Option<(usize, Vec<u8>)> = None;
        let mut depth = 0_usize;
        let mut piece = Vec::new();
        loop {
            let line = self.line;
            let Some(start) = self.piece(&mut piece)? else {
                if !self.ended {
                    return Err(self.broken("the file breaks off"));
                }
                self.pass_over(line, &piece);
                return Ok(None);
            };
            let tag = &piece[start..];
            if self.ended {
                self.ended = !is_tag(tag, b"<rss");
                self.paged &= self.ended;
                let counts = self.ended && !tag.starts_with(b"<!--") && !tag.starts_with(b"<?");
                self.pass_over(line, if counts { &piece } else { &piece[..start] });
                if self.ended {
                    continue;
                }
            }
            if is_tag(tag, b"<item") {
                let starts = line + lines(&piece[..start]);
                let (_, text) = item.get_or_insert_with(|| (starts, Vec::new()));
                text.extend_from_slice(if depth == 0 { tag } else { &piece });
                depth += usize::from(!tag.ends_with(b"/>"));
            } else if let Some((_, text)) = &mut item {
                text.extend_from_slice(&piece);
                depth -= usize::from(is_tag(tag, b"</item"));
            } else if is_tag(tag, b"<rss") {
                self.root = String::from_utf8_lossy(tag).into_owned();
            } else if is_tag(tag, b"</rss") {
                self.ended = true;
            } else if is_tag(tag, b"<issue") {
                let page = page(tag);
                self.paged = page.is_some();
                self.pages.extend(page);
            } else if tag.starts_with(b"<!DOCTYPE") {
                return Err(self.broken("it declares a document type, which no export does"));
            }
            if let Some((line, text)) =
                item.take_if(|(_, text)| depth == 0 || text.len() > LARGEST_ITEM)
            {
                if text.len() > LARGEST_ITEM {
                    return Err(self.too_large());
                }
                if let Some(page) = self.pages.last_mut().filter(|_| self.paged) {
                    page.records += 1;
                }
                let document = format!("{}{}</rss>", self.root, String::from_utf8_lossy(&text));
                return Ok(Some(XmlItem { line, document }));
            }
        }
    }

    /// Remembers what belongs to no document: all but white space and marks of byte order.
    fn pass_over(&mut self, line: usize, piece: &[u8]) {
        let text = String::from_utf8_lossy(piece);
        let blank = text.len()
            - text
                .trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}')
                .len();
        if blank < text.len() {
            self.stray
                .get_or_insert(line + lines(&text.as_bytes()[..blank]));
        }
    }

    /// Reads up to the end of the next tag, comment or the like; returns where in `piece` that begins, and none at the file's end.
    fn piece(&mut self, piece: &mut Vec<u8>) -> Result<Option<usize>, ReadError> {
        piece.clear();
        loop {
            let left = LARGEST_ITEM.saturating_sub(piece.len()) + 1;
            let before = piece.len();
            let read = (&mut self.reader)
                .take(left as u64)
                .read_until(b'>', piece)
                .map_err(|error| self.broken(&error.to_string()))?;
            self.line += lines(&piece[before..]);
            if read == 0 {
                return Ok(None);
            }
            if piece.len() > LARGEST_ITEM {
                return Err(self.too_large());
            }
            // A `>` may stand in a text too.
            let Some(start) = memchr::memchr(b'<', piece) else {
                continue;
            };
            let tag = &piece[start..];
            let end: &[u8] = if tag.starts_with(b"<![CDATA[") {
                b"]]>"
            } else if tag.starts_with(b"<!--") {
                b"-->"
            } else if tag.starts_with(b"<?") {
                b"?>"
            } else {
                b">"
            };
            // `<!-->` is no whole comment.
            if tag.ends_with(end) && tag.len() >= end.len() + 2 {
                return Ok(Some(start));
            }
        }
    }

    fn too_large(&self) -> ReadError {
        let most = LARGEST_ITEM / (1024 * 1024);
        self.broken(&format!("an item has more than {most} MiB"))
    }

    fn broken(&self, why: &str) -> ReadError {
        let (path, line) = (self.path, self.line);
        ReadError::Broken(format!("{path}:{line}: the XML cannot be read: {why}"))
    }
}

/// `<issue start="0" end="100" total="2802"/>`: a page of a search.
fn page(tag: &[u8]) -> Option<Page> {
    let tag = String::from_utf8_lossy(tag);
    let document = Document::parse(&tag).ok()?;
    let number = |name: &str| document.root_element().attribute(name)?.parse::<u64>().ok();
    let said = [("startAt", number("start")), ("total", number("total"))];
    let said = said
        .into_iter()
        .filter_map(|(key, number)| Some((key.to_owned(), number?.into())));
    Some(Page {
        records: 0,
        said: said.collect::<Map<_, _>>(),
    })
}

fn lines(bytes: &[u8]) -> usize {
    memchr::memchr_iter(b'\n', bytes).count()
}

/// Whether a tag has that name.
fn is_tag(tag: &[u8], name: &[u8]) -> bool {
    let rest = tag.strip_prefix(name);
    rest.is_some_and(|rest| {
        matches!(
            rest.first(),
            Some(b'>' | b'/' | b' ' | b'\t' | b'\r' | b'\n')
        )
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{any, proptest};

    use super::XmlItems;

    fn all(text: &str) -> (Vec<super::XmlItem>, XmlItems<'_, &[u8]>) {
        let mut items = XmlItems::new(text.as_bytes(), "f");
        let mut found = Vec::new();
        while let Some(item) = items.next_item().unwrap() {
            found.push(item);
        }
        (found, items)
    }

    fn items(text: &str) -> Result<Vec<(usize, String)>, String> {
        let mut items = XmlItems::new(text.as_bytes(), "f");
        let mut found = Vec::new();
        while let Some(item) = items.next_item().map_err(|error| error.to_string())? {
            found.push((item.line, item.document));
        }
        Ok(found)
    }

    #[test]
    fn items_are_cut_out_whole() {
        let text = "<?xml version=\"1.0\"?>\n<!-- <item> > -->\n<rss xmlns:a=\"u\">\n<channel>\n a > b \n<item>\n<a:t k=\"x>y\"/>\
                    <![CDATA[</item> > ]]></item>\n<items/><item key='1'/></channel></rss>\n";
        assert_eq!(
            items(text).unwrap(),
            [
                (
                    6,
                    "<rss xmlns:a=\"u\"><item>\n<a:t k=\"x>y\"/><![CDATA[</item> > ]]></item></rss>"
                        .to_owned()
                ),
                (8, "<rss xmlns:a=\"u\"><item key='1'/></rss>".to_owned()),
            ]
        );
    }

    #[test]
    fn what_breaks_off_or_declares_entities_is_refused() {
        for (text, why) in [
            ("<rss><item></item>", "breaks off"),
            ("<rss><item>", "breaks off"),
            ("<rss><!-- <item></item></rss>", "breaks off"),
            (
                "<!DOCTYPE x [<!ENTITY a \"b\">]><rss><item/></rss>",
                "document type",
            ),
            ("", "breaks off"),
        ] {
            let error = items(text).unwrap_err();
            assert!(error.contains(why), "{text}: {error}");
        }
        let large = format!("<rss><item>{}</item></rss>", "<a/>".repeat(5_000_000));
        assert!(items(&large).unwrap_err().contains("16 MiB"));
        let long = format!("<rss>{}</rss>", "a".repeat(20_000_000));
        assert!(items(&long).unwrap_err().contains("16 MiB"));
    }

    #[test]
    fn documents_one_after_the_other_are_read() {
        let page = |start: u32, key: &str| {
            format!(
                "<?xml?>\n<rss><issue start=\"{start}\" end=\"9\" total=\"9\"/><item k=\"{key}\"/></rss>\n"
            )
        };
        let text = format!("{}\u{feff}<!-- b -->\n{}", page(0, "a"), page(1, "b"));
        let (found, items) = all(&text);
        assert_eq!(found.len(), 2);
        assert_eq!((found[1].line, items.stray), (5, None));
        let said: Vec<(u64, Option<u64>)> = items
            .pages
            .iter()
            .map(|page| (page.records, page.total()))
            .collect();
        assert_eq!(said, [(1, Some(9)), (1, Some(9))]);

        for (behind, line) in [("x", 3), ("\n <html/>", 4), ("<item/>", 3)] {
            let text = format!("{}{behind}\n{}", page(0, "a"), page(1, "b"));
            let (found, items) = all(&text);
            assert_eq!((found.len(), items.stray), (2, Some(line)), "{behind}");
        }
        assert_eq!(all(&format!("{}x", page(0, "a"))).1.stray, Some(3));
        assert!(self::items(&format!("{}<rss>", page(0, "a"))).is_err());
    }

    proptest! {
        #[test]
        fn any_text_ends(text in any::<String>(), tags in "(</?(item|rss|a)( |/)?>|<!--|-->|x|\\]\\]>|<!\\[CDATA\\[){0,40}") {
            let _ = items(&text);
            let _ = items(&tags);
        }
    }
}
