//! The YAML parser, wrapped: the only file that names `granit_parser`.

use std::borrow::Cow;
use std::collections::{HashMap, hash_map};
use std::ops::Range;

use granit_parser::{ErrorKind, Event, Parser, ScalarStyle, ScanError, StrInput, StructureStyle};

use super::header::{Content, Entry, Header, Marks, Node, Style};
use super::problem::{Problem, Syntax};

/// How deep lists and mappings may stand in one another.
const MAX_DEPTH: usize = 64;

/// How many bytes anchors and aliases may multiply to.
const ALIAS_BUDGET: usize = 4 * 1024 * 1024;

/// Reads front matter with the YAML parser, whatever it holds.
///
/// # Errors
/// [`Problem`], with its place in the file.
pub fn parse_yaml(text: &str, yaml: Range<usize>) -> Result<Header<'_>, Problem> {
    let source = &text[yaml.clone()];
    let options = granit_parser::options! {
        disallow_directives: true,
        emit_comments: false,
        flow_nesting_limit: MAX_DEPTH,
        block_nesting_limit: MAX_DEPTH,
    };
    let mut builder = Builder {
        source,
        base: yaml.start,
        events: Parser::new_from_str_with_options(source, options),
        cursor: 0,
        anchors: HashMap::new(),
        used: Vec::new(),
        budget: ALIAS_BUDGET,
    };
    let mut root = None;
    while let Some((event, span)) = builder.next()? {
        match event {
            Event::DocumentStart(..) if root.is_some() => {
                return Err(Problem::NotAMapping {
                    at: builder.absolute(&span),
                });
            }
            Event::StreamStart
            | Event::StreamEnd
            | Event::DocumentStart(..)
            | Event::DocumentEnd => builder.cursor = span.end,
            event => root = Some(builder.node(event, span, 0)?),
        }
    }
    let (entries, flow) = match root {
        None => (Vec::new(), false),
        Some(node) => match node.content {
            Content::Null => (Vec::new(), false),
            Content::Map { entries, flow } => (entries, flow),
            _ => return Err(Problem::NotAMapping { at: node.range }),
        },
    };
    Ok(Header {
        entries,
        flow,
        used_anchors: builder.used,
    })
}

/// Builds nodes from the parser's events. Its own offsets are those of `source`; nodes carry bytes of the file.
struct Builder<'a> {
    source: &'a str,
    base: usize,
    events: Parser<'a, StrInput<'a>>,
    /// Where the last event ended.
    cursor: usize,
    anchors: HashMap<usize, Node<'a>>,
    used: Vec<usize>,
    budget: usize,
}

impl<'a> Builder<'a> {
    fn next(&mut self) -> Result<Option<(Event<'a>, Range<usize>)>, Problem> {
        match self.events.next() {
            None => Ok(None),
            Some(Ok((event, span))) => {
                let length = self.source.len();
                let range = span.byte_range().unwrap_or(self.cursor..self.cursor);
                let end = range.end.min(length);
                Ok(Some((event, range.start.min(end)..end)))
            }
            Some(Err(error)) => Err(self.problem(&error)),
        }
    }

    /// The next event inside a list or mapping.
    fn inner(&mut self) -> Result<(Event<'a>, Range<usize>), Problem> {
        self.next()?.ok_or_else(|| Problem::Syntax {
            kind: Syntax::Other("the end comes too early".to_owned()),
            at: self.absolute(&(self.source.len()..self.source.len())),
        })
    }

    fn absolute(&self, range: &Range<usize>) -> Range<usize> {
        range.start + self.base..range.end + self.base
    }

    fn node(
        &mut self,
        event: Event<'a>,
        span: Range<usize>,
        depth: usize,
    ) -> Result<Node<'a>, Problem> {
        if depth > MAX_DEPTH {
            return Err(Problem::TooDeep {
                limit: MAX_DEPTH,
                at: self.absolute(&span),
            });
        }
        let before = self.cursor;
        self.cursor = span.end.max(before);
        let (content, range, anchor, tagged) = match event {
            Event::Alias(id) => return self.alias(id, &span),
            Event::Scalar(text, style, anchor, tag) => {
                let (content, range) = self.scalar(text, style, before, span);
                (content, range, anchor, tag.is_some())
            }
            Event::SequenceStart(style, anchor, tag) => {
                let flow = style == StructureStyle::Flow;
                let mut start = span.start;
                if !flow {
                    // The parser's span of a list that is not indented begins after its first dash.
                    start = self.dash(before).map_or(start, |dash| dash.min(start));
                    self.cursor = start;
                }
                let (items, end) = self.items(flow, span.end, depth)?;
                (
                    Content::List { items, flow },
                    start..end,
                    anchor,
                    tag.is_some(),
                )
            }
            Event::MappingStart(style, anchor, tag) => {
                let flow = style == StructureStyle::Flow;
                let (entries, end) = self.map(flow, span.end, depth)?;
                let content = Content::Map { entries, flow };
                (content, span.start..end, anchor, tag.is_some())
            }
            _ => {
                return Err(Problem::KeyNotText {
                    at: self.absolute(&span),
                });
            }
        };
        let node = Node {
            content,
            range: self.absolute(&range),
            marks: Marks {
                anchor,
                alias: false,
                tagged,
            },
        };
        if anchor != 0 {
            self.spend(&node.content, &node.range)?;
            self.anchors.insert(anchor, node.clone());
        }
        Ok(node)
    }

    fn alias(&mut self, id: usize, span: &Range<usize>) -> Result<Node<'a>, Problem> {
        let at = self.absolute(span);
        let Some(target) = self.anchors.get(&id) else {
            return Err(Problem::Aliases { at });
        };
        let content = target.content.clone();
        self.spend(&content, &at)?;
        if !self.used.contains(&id) {
            self.used.push(id);
        }
        Ok(Node {
            content,
            range: at,
            marks: Marks {
                alias: true,
                ..Marks::default()
            },
        })
    }

    /// Pays for a copy.
    fn spend(&mut self, content: &Content<'_>, at: &Range<usize>) -> Result<(), Problem> {
        self.budget = self
            .budget
            .checked_sub(weight(content))
            .ok_or_else(|| Problem::Aliases { at: at.clone() })?;
        Ok(())
    }

    fn scalar(
        &self,
        text: Cow<'a, str>,
        style: ScalarStyle,
        before: usize,
        span: Range<usize>,
    ) -> (Content<'a>, Range<usize>) {
        let style = match style {
            ScalarStyle::SingleQuoted => Style::Single,
            ScalarStyle::DoubleQuoted => Style::Double,
            ScalarStyle::Literal => Style::Literal,
            ScalarStyle::Folded => Style::Folded,
            _ => Style::Plain,
        };
        let range = match style {
            Style::Plain if span.is_empty() => return (Content::Null, span),
            Style::Literal | Style::Folded => self.block_scalar(before, &span),
            _ => span,
        };
        (Content::Scalar { text, style }, range)
    }

    /// The bytes of a block scalar with its header, which the parser's span leaves out.
    fn block_scalar(&self, before: usize, span: &Range<usize>) -> Range<usize> {
        let bytes = self.source.as_bytes();
        let mut at = before;
        while at < span.end {
            at += match bytes[at] {
                b'|' | b'>' => break,
                b'#' => length_until(&bytes[at..], |byte| matches!(byte, b'\n' | b'\r')),
                b'&' | b'!' => length_until(&bytes[at..], |byte| byte.is_ascii_whitespace()),
                _ => 1,
            };
        }
        let start = at.min(span.end);
        let header = length_until(&bytes[start..], |byte| matches!(byte, b'\n' | b'\r' | b'#'));
        let whole = self.source.get(start..span.end).unwrap_or_default();
        let keeps = whole[..header.min(whole.len())].contains('+');
        let lines = if keeps {
            let lines = whole.trim_end_matches([' ', '\t']);
            let lines = lines.strip_suffix('\n').unwrap_or(lines);
            lines.strip_suffix('\r').unwrap_or(lines).len()
        } else {
            let text = whole.trim_end().len();
            text + length_until(&whole.as_bytes()[text..], |byte| {
                matches!(byte, b'\n' | b'\r')
            })
        };
        start..start + lines
    }

    /// The items of a list, and where it ends.
    fn items(
        &mut self,
        flow: bool,
        start: usize,
        depth: usize,
    ) -> Result<(Vec<Node<'a>>, usize), Problem> {
        let mut items: Vec<Node<'a>> = Vec::new();
        let mut end = start;
        loop {
            let (event, span) = self.inner()?;
            if event == Event::SequenceEnd {
                if flow {
                    (self.cursor, end) = (span.end.max(self.cursor), span.end);
                }
                return Ok((items, end));
            }
            if !flow {
                self.cursor = self.dash(self.cursor).map_or(self.cursor, |dash| dash + 1);
            }
            let after_dash = self.cursor + self.base;
            let mut item = self.node(event, span, depth + 1)?;
            if item.content == Content::Null && item.marks == Marks::default() && !flow {
                item.range = after_dash..after_dash;
            }
            end = (item.range.end - self.base).max(end);
            items.push(item);
        }
    }

    /// The next dash, when only blanks, comments, a colon, an anchor or a tag stand before it.
    fn dash(&self, from: usize) -> Option<usize> {
        let bytes = self.source.as_bytes();
        let mut at = from;
        loop {
            at += match bytes.get(at)? {
                b'-' => return Some(at),
                b'#' => length_until(&bytes[at..], |byte| matches!(byte, b'\n' | b'\r')),
                b'&' | b'!' => length_until(&bytes[at..], |byte| byte.is_ascii_whitespace()),
                byte if byte.is_ascii_whitespace() || *byte == b':' => 1,
                _ => return None,
            };
        }
    }

    /// The entries of a mapping, and where it ends.
    fn map(
        &mut self,
        flow: bool,
        start: usize,
        depth: usize,
    ) -> Result<(Vec<Entry<'a>>, usize), Problem> {
        let mut entries: Vec<Entry<'a>> = Vec::new();
        let mut seen: HashMap<Cow<'a, str>, Range<usize>> = HashMap::new();
        let mut end = start;
        loop {
            let (event, span) = self.inner()?;
            if event == Event::MappingEnd {
                if flow {
                    (self.cursor, end) = (span.end.max(self.cursor), span.end);
                }
                return Ok((entries, end));
            }
            let at = self.absolute(&span);
            if depth == 0 && !flow {
                self.indented_by_spaces(span.start)?;
            }
            let name = self.node(event, span, depth + 1)?;
            let Content::Scalar { text: key, .. } = name.content else {
                return Err(Problem::KeyNotText { at });
            };
            if name.marks.alias {
                return Err(Problem::KeyNotText { at });
            }
            match seen.entry(key.clone()) {
                hash_map::Entry::Vacant(free) => {
                    free.insert(name.range.clone());
                }
                hash_map::Entry::Occupied(first) => {
                    return Err(Problem::DuplicateKey {
                        key: key.into_owned(),
                        first: first.get().clone(),
                        second: name.range,
                    });
                }
            }
            let key_range = name.range;
            let colon = self.colon(key_range.end - self.base);
            let (event, span) = self.inner()?;
            let mut value = self.node(event, span, depth + 1)?;
            let after = colon.unwrap_or(key_range.end - self.base) + self.base;
            if value.content == Content::Null && value.range.start < after {
                value.range = after..after;
            }
            end = (value.range.end.max(after) - self.base).max(end);
            entries.push(Entry {
                key,
                key_range,
                colon: colon.map(|at| at + self.base),
                value,
            });
        }
    }

    /// The byte after the colon that follows a key on its line.
    fn colon(&self, key_end: usize) -> Option<usize> {
        let rest = self.source.get(key_end..)?;
        let blanks = rest.len() - rest.trim_start_matches([' ', '\t']).len();
        rest[blanks..]
            .starts_with(':')
            .then_some(key_end + blanks + 1)
    }

    /// The parser takes a tab before a first key; other readers do not, and nobody sees it.
    fn indented_by_spaces(&self, key: usize) -> Result<(), Problem> {
        let line = self.source[..key].rfind('\n').map_or(0, |end| end + 1);
        match self.source[line..key].find('\t') {
            None => Ok(()),
            Some(tab) => Err(Problem::Syntax {
                kind: Syntax::Tab,
                at: self.absolute(&(line + tab..line + tab + 1)),
            }),
        }
    }

    /// The parser's complaint in our words.
    fn problem(&self, error: &ScanError) -> Problem {
        let length = self.source.len();
        let mut start = error.marker().byte_offset().unwrap_or(length).min(length);
        while !self.source.is_char_boundary(start) {
            start -= 1;
        }
        let character = self.source[start..]
            .chars()
            .next()
            .map_or(0, char::len_utf8);
        let at = self.absolute(&(start..start + character));
        let kind = match error.kind() {
            ErrorKind::RecursionLimitExceeded => {
                return Problem::TooDeep {
                    limit: MAX_DEPTH,
                    at,
                };
            }
            ErrorKind::UnexpectedCharacter { character } => Syntax::Character(*character),
            ErrorKind::MappingValueNotAllowed | ErrorKind::InvalidColonPlacement => Syntax::Colon,
            ErrorKind::TabNotAllowed
            | ErrorKind::TabInBlockIndentation
            | ErrorKind::TabInIndentation
            | ErrorKind::TabInPlainScalar
            | ErrorKind::TabAtBlockScalarStart => Syntax::Tab,
            ErrorKind::UnclosedQuotedScalar
            | ErrorKind::InvalidQuotedScalarIndent
            | ErrorKind::DocumentIndicatorInQuotedScalar => Syntax::Quote,
            ErrorKind::InvalidTrailingSingleQuotedScalar
            | ErrorKind::InvalidTrailingDoubleQuotedScalar => Syntax::AfterQuote,
            ErrorKind::UnclosedFlowCollection { .. }
            | ErrorKind::MisplacedFlowCollectionEnd
            | ErrorKind::MismatchedFlowCollectionEnd { .. } => Syntax::Bracket,
            ErrorKind::UnknownAnchor => Syntax::Alias,
            ErrorKind::BlockSequenceEntryNotAllowed => Syntax::Dash,
            ErrorKind::UnknownQuotedScalarEscape => Syntax::Escape,
            ErrorKind::ExpectedBlockMappingKey | ErrorKind::SimpleKeyExpected => Syntax::Key,
            other => Syntax::Other(other.to_string()),
        };
        Problem::Syntax { kind, at }
    }
}

/// How many bytes come before the first that `stop` names.
fn length_until(bytes: &[u8], stop: impl Fn(u8) -> bool) -> usize {
    bytes
        .iter()
        .position(|&byte| stop(byte))
        .unwrap_or(bytes.len())
}

/// How much memory a copy of a value takes, roughly, in bytes. The depth is bounded, so this may recurse.
fn weight(content: &Content<'_>) -> usize {
    match content {
        Content::Null => 64,
        Content::Scalar { text, .. } => 64 + text.len(),
        Content::List { items, .. } => {
            64 + items
                .iter()
                .map(|item| weight(&item.content))
                .sum::<usize>()
        }
        Content::Map { entries, .. } => {
            64 + entries
                .iter()
                .map(|entry| 64 + entry.key.len() + weight(&entry.value.content))
                .sum::<usize>()
        }
    }
}
