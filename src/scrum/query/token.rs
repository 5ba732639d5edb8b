//! The words of a query: terms with their values, negation, `or` and parentheses.

use std::ops::Range;

use super::error::QueryError;

/// How a term compares.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Operator {
    /// `:` or `=`.
    Is,
    /// `!=`.
    IsNot,
    /// `<`.
    Below,
    /// `<=`.
    AtMost,
    /// `>`.
    Above,
    /// `>=`.
    AtLeast,
}

impl Operator {
    /// As it is written.
    pub(super) fn symbol(self) -> &'static str {
        match self {
            Self::Is => ":",
            Self::IsNot => "!=",
            Self::Below => "<",
            Self::AtMost => "<=",
            Self::Above => ">",
            Self::AtLeast => ">=",
        }
    }
}

/// One of the alternatives that commas part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Value {
    pub(super) at: Range<usize>,
    pub(super) text: String,
}

/// What stands in a query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Kind {
    Open,
    Close,
    Or,
    And,
    Not,
    /// Text to look for.
    Words(String),
    /// `key:value,value`.
    Term {
        key: String,
        operator: Operator,
        values: Vec<Value>,
    },
}

/// A word of a query and its bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Token {
    pub(super) at: Range<usize>,
    pub(super) kind: Kind,
}

/// Cuts a query into its words.
pub(super) fn tokens(text: &str) -> Result<Vec<Token>, QueryError> {
    let mut scanner = Scanner { text, at: 0 };
    let mut tokens = Vec::new();
    while let Some(token) = scanner.next()? {
        tokens.push(token);
    }
    Ok(tokens)
}

struct Scanner<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Scanner<'a> {
    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    fn next(&mut self) -> Result<Option<Token>, QueryError> {
        self.at += self.rest().len() - self.rest().trim_start().len();
        let start = self.at;
        let Some(first) = self.rest().chars().next() else {
            return Ok(None);
        };
        let single = match first {
            '(' => Some(Kind::Open),
            ')' => Some(Kind::Close),
            '|' => Some(Kind::Or),
            // A dash on its own is a dash in some text.
            '-' if self.rest()[1..].starts_with(|c: char| !c.is_whitespace()) => Some(Kind::Not),
            _ => None,
        };
        let kind = match single {
            Some(kind) => {
                self.at += 1;
                kind
            }
            None => self.word()?,
        };
        let at = start..self.at;
        Ok(Some(Token { at, kind }))
    }

    fn word(&mut self) -> Result<Kind, QueryError> {
        let rest = self.rest();
        let letters = rest
            .find(|c: char| !c.is_ascii_alphabetic() && c != '_' && c != '-')
            .unwrap_or(rest.len());
        if let Some((operator, length)) = operator(&rest[letters..]).filter(|_| letters > 0) {
            let key = rest[..letters].to_owned();
            self.at += letters + length;
            let values = self.values(&key, operator)?;
            return Ok(Kind::Term {
                key,
                operator,
                values,
            });
        }
        let quoted = rest.starts_with(['"', '\'']);
        let words = self.value(false)?.text;
        Ok(match words.to_lowercase().as_str() {
            "or" if !quoted => Kind::Or,
            "and" if !quoted => Kind::And,
            "not" if !quoted => Kind::Not,
            _ => Kind::Words(words),
        })
    }

    fn values(&mut self, key: &str, operator: Operator) -> Result<Vec<Value>, QueryError> {
        let mut values = Vec::new();
        loop {
            let value = self.value(true)?;
            if value.text.trim().is_empty() {
                let written = format!("{key}{}", operator.symbol());
                let error =
                    QueryError::new(value.at, format!("a value is missing after `{written}`"));
                return Err(error.hint(format!("`missing:{key}` finds items without one")));
            }
            values.push(value);
            if !self.rest().starts_with(',') {
                return Ok(values);
            }
            self.at += 1;
        }
    }

    /// A quoted text, or all up to the next space, parenthesis, bar and, in a list, comma.
    fn value(&mut self, list: bool) -> Result<Value, QueryError> {
        let start = self.at;
        let rest = self.rest();
        if rest.starts_with('"') {
            return self.quoted();
        }
        if let Some(inner) = rest.strip_prefix('\'') {
            // An apostrophe opens a quotation only where another one closes it at the end of a word.
            let ends = |end: &usize| {
                let after = inner[end + 1..].chars().next();
                after.is_none_or(|c| c.is_whitespace() || matches!(c, ',' | ')' | '|'))
            };
            let close = inner.match_indices('\'').map(|(end, _)| end).find(ends);
            if let Some(end) = close {
                self.at += end + 2;
                let text = inner[..end].to_owned();
                return Ok(Value {
                    at: start..self.at,
                    text,
                });
            }
        }
        let length = rest
            .find(|c: char| c.is_whitespace() || matches!(c, '(' | ')' | '|') || (list && c == ','))
            .unwrap_or(rest.len());
        self.at += length;
        Ok(Value {
            at: start..self.at,
            text: rest[..length].to_owned(),
        })
    }

    fn quoted(&mut self) -> Result<Value, QueryError> {
        let start = self.at;
        let mut text = String::new();
        let mut characters = self.rest().char_indices().skip(1);
        while let Some((at, c)) = characters.next() {
            match c {
                '"' => {
                    self.at = start + at + 1;
                    return Ok(Value {
                        at: start..self.at,
                        text,
                    });
                }
                '\\' => text.extend(characters.next().map(|(_, escaped)| escaped)),
                c => text.push(c),
            }
        }
        let error = QueryError::new(start..self.text.len(), "a quotation is not closed");
        Err(error.hint("put a `\"` at its end"))
    }
}

/// The operator that a text begins with, and its length. `:` may stand before another one.
fn operator(text: &str) -> Option<(Operator, usize)> {
    const OPERATORS: [(&str, Operator); 7] = [
        ("!=", Operator::IsNot),
        (">=", Operator::AtLeast),
        ("<=", Operator::AtMost),
        (">", Operator::Above),
        ("<", Operator::Below),
        ("=", Operator::Is),
        (":", Operator::Is),
    ];
    let find = |text: &str| {
        OPERATORS
            .into_iter()
            .find(|(symbol, _)| text.starts_with(symbol))
            .map(|(symbol, operator)| (operator, symbol.len()))
    };
    let (operator, length) = find(text)?;
    if text.starts_with(':') {
        if let Some((inner, more)) = find(&text[1..]).filter(|_| !text[1..].starts_with(':')) {
            return Some((inner, 1 + more));
        }
    }
    Some((operator, length))
}

#[cfg(test)]
mod tests {
    use super::{Kind, Operator, tokens};

    fn term(text: &str) -> (String, Operator, Vec<String>) {
        match tokens(text).unwrap().remove(0).kind {
            Kind::Term {
                key,
                operator,
                values,
            } => (key, operator, values.into_iter().map(|v| v.text).collect()),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn reads_operators_and_alternatives() {
        assert_eq!(term("points>=3").1, Operator::AtLeast);
        assert_eq!(term("points:>3").1, Operator::Above);
        assert_eq!(term("points!=5").1, Operator::IsNot);
        assert_eq!(term("label:\"a b\",c,'d e'").2, ["a b", "c", "d e"]);
        assert_eq!(term("requested-by:o'brien").2, ["o'brien"]);
        assert_eq!(term(r#"text:"a \"b\" c""#).2, [r#"a "b" c"#]);
    }

    #[test]
    fn knows_words_from_signs() {
        let kinds: Vec<Kind> = tokens("a - b -c (d|e) OR not \"or\"")
            .unwrap()
            .into_iter()
            .map(|token| token.kind)
            .collect();
        let words = |text: &str| Kind::Words(text.into());
        assert_eq!(
            kinds,
            [
                words("a"),
                words("-"),
                words("b"),
                Kind::Not,
                words("c"),
                Kind::Open,
                words("d"),
                Kind::Or,
                words("e"),
                Kind::Close,
                Kind::Or,
                Kind::Not,
                words("or"),
            ]
        );
    }

    #[test]
    fn says_where_a_quotation_begins_or_a_value_is_missing() {
        assert_eq!(tokens("is:open \"saved").unwrap_err().at, 8..14);
        let error = tokens("sprint: points>3").unwrap_err();
        assert_eq!((error.at.clone(), error.hints.len()), (7..7, 1));
        assert!(tokens("label:a,").is_err());
    }
}
