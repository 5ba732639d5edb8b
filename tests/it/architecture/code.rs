//! Rust source with comments and the inside of literals blanked, so that only code is looked at.

/// Returns the source with every comment, and the inside of every text and character literal, turned into spaces. Bytes and
/// lines stay where they were.
pub(crate) fn code(source: &str) -> String {
    let bytes = source.as_bytes();
    let mut blanked = bytes.to_vec();
    let mut blank = |from: usize, to: usize| {
        for byte in &mut blanked[from..to.min(bytes.len())] {
            if *byte != b'\n' {
                *byte = b' ';
            }
        }
    };
    let mut at = 0;
    while at < bytes.len() {
        let rest = &bytes[at..];
        let end = if rest.starts_with(b"//") {
            let end = at + rest.iter().position(|b| *b == b'\n').unwrap_or(rest.len());
            blank(at, end);
            end
        } else if rest.starts_with(b"/*") {
            let end = at + block_comment(rest);
            blank(at, end);
            end
        } else if let Some(hashes) = raw_text(bytes, at) {
            let start = at + 2 + hashes;
            let close = [b"\"".as_slice(), &vec![b'#'; hashes]].concat();
            let length = find(&bytes[start..], &close);
            blank(start, start + length);
            start + length + close.len()
        } else if rest[0] == b'"' {
            let end = at + 1 + quoted(&rest[1..], b'"');
            blank(at + 1, end);
            end + 1
        } else if rest[0] == b'\'' && is_character(rest) {
            let end = at + 1 + quoted(&rest[1..], b'\'');
            blank(at + 1, end);
            end + 1
        } else {
            at + 1
        };
        at = end;
    }
    String::from_utf8(blanked).unwrap_or_else(|_| source.to_owned())
}

/// Returns code without what is compiled for tests only: items under `#[cfg(test)]`.
pub(crate) fn shipped(code: &str) -> String {
    let mut shipped = code.to_owned();
    let mut from = 0;
    while let Some(found) = shipped[from..].find("#[cfg(test)]") {
        let start = from + found;
        let end = item_end(&shipped, start);
        let blank: String = shipped[start..end]
            .chars()
            .map(|c| if c == '\n' { '\n' } else { ' ' })
            .collect();
        shipped.replace_range(start..end, &blank);
        from = start;
    }
    shipped
}

/// Where the item that begins there ends: at its semicolon or its closing brace.
fn item_end(code: &str, start: usize) -> usize {
    let mut depth = 0usize;
    for (at, byte) in code.bytes().enumerate().skip(start) {
        match byte {
            b'{' => depth += 1,
            b'}' => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return at + 1;
                }
            }
            b';' if depth == 0 => return at + 1,
            _ => {}
        }
    }
    code.len()
}

/// How many bytes a block comment takes, nested ones included.
fn block_comment(bytes: &[u8]) -> usize {
    let (mut at, mut depth) = (0, 0usize);
    while at < bytes.len() {
        if bytes[at..].starts_with(b"/*") {
            depth += 1;
            at += 2;
        } else if bytes[at..].starts_with(b"*/") {
            depth -= 1;
            at += 2;
            if depth == 0 {
                return at;
            }
        } else {
            at += 1;
        }
    }
    at
}

/// How many hashes a raw text literal that begins here has: `r"`, `r#"`, also after `b` or `c`.
fn raw_text(bytes: &[u8], at: usize) -> Option<usize> {
    if bytes[at] != b'r' {
        return None;
    }
    let before = at.checked_sub(1).map(|before| bytes[before]);
    let is_name = |b: u8| b.is_ascii_alphanumeric() || b == b'_';
    let begins = match before {
        Some(b'b' | b'c') => at < 2 || !is_name(bytes[at - 2]),
        Some(other) => !is_name(other),
        None => true,
    };
    let hashes = bytes[at + 1..].iter().take_while(|b| **b == b'#').count();
    (begins && bytes.get(at + 1 + hashes) == Some(&b'"')).then_some(hashes)
}

/// How many bytes come before the closing quote.
fn quoted(bytes: &[u8], quote: u8) -> usize {
    let mut at = 0;
    while at < bytes.len() && bytes[at] != quote {
        at += if bytes[at] == b'\\' { 2 } else { 1 };
    }
    at.min(bytes.len())
}

/// Whether a quote begins a character and not a lifetime.
fn is_character(bytes: &[u8]) -> bool {
    match bytes.get(1) {
        Some(b'\\') => true,
        Some(byte) if byte.is_ascii() => bytes.get(2) == Some(&b'\''),
        Some(_) => true,
        None => false,
    }
}

fn find(bytes: &[u8], what: &[u8]) -> usize {
    bytes
        .windows(what.len())
        .position(|window| window == what)
        .unwrap_or(bytes.len())
}

#[cfg(test)]
mod tests {
    use super::{code, shipped};

    #[test]
    fn comments_and_literals_are_blank() {
        for (source, left) in [
            ("a // x::y\nb", "a        \nb"),
            ("a /* x /* y */ z */ b", "a                   b"),
            ("a(\"// \\\" crate::x\")b", "a(\"              \")b"),
            ("r#\"a \" b\"# c", "r#\"     \"# c"),
            ("br\"\\\" c", "br\" \" c"),
            ("for x in 'a'..='\\'' {}", "for x in ' '..='  ' {}"),
            ("fn f<'a>(x: &'a str) {}", "fn f<'a>(x: &'a str) {}"),
            ("'é' 'b: loop {}", "'  ' 'b: loop {}"),
            ("\"open", "\"    "),
            ("/* open", "       "),
        ] {
            assert_eq!(code(source), left, "{source}");
        }
    }

    #[test]
    fn tests_are_not_shipped() {
        let source = "use a;\n#[cfg(test)]\nuse b;\nfn c() {}\n#[cfg(test)]\nmod tests {\n fn d() { {} }\n}\nfn e() {}";
        let left = shipped(source);
        assert!(left.contains("use a;") && left.contains("fn c()") && left.contains("fn e()"));
        assert!(!left.contains("use b") && !left.contains("fn d"));
        assert_eq!(left.lines().count(), source.lines().count());
    }
}
