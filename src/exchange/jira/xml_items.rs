//! The items of an RSS file as texts, one by one, so that a file of any size fits.

use std::io::{BufRead, Read};

use crate::exchange::format::ReadError;

/// No item has more bytes: its tree is held in memory.
const LARGEST_ITEM: usize = 16 * 1024 * 1024;

/// Cuts a file into its items. A document type is refused, and with it every entity of the file's own.
pub struct XmlItems<'p, R> {
    reader: R,
    path: &'p str,
    line: usize,
    /// The tag that everything lies in, where it was seen: it may say what prefixes of names mean.
    root: String,
    ended: bool,
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
        while !self.ended {
            let line = self.line;
            let Some(start) = self.piece(&mut piece)? else {
                return Err(self.broken("the file breaks off"));
            };
            let tag = &piece[start..];
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
            } else if tag.starts_with(b"<!DOCTYPE") {
                return Err(self.broken("it declares a document type, which no export does"));
            }
            if let Some((line, text)) =
                item.take_if(|(_, text)| depth == 0 || text.len() > LARGEST_ITEM)
            {
                if text.len() > LARGEST_ITEM {
                    return Err(self.too_large());
                }
                let document = format!("{}{}</rss>", self.root, String::from_utf8_lossy(&text));
                return Ok(Some(XmlItem { line, document }));
            }
        }
        Ok(None)
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

    proptest! {
        #[test]
        fn any_text_ends(text in any::<String>(), tags in "(</?(item|rss|a)( |/)?>|<!--|-->|x|\\]\\]>|<!\\[CDATA\\[){0,40}") {
            let _ = items(&text);
            let _ = items(&tags);
        }
    }
}
