//! Texts that some YAML reader, old or new, takes for something else where they stand without quotes.

/// Whether some YAML reader takes an unquoted text for a number, date, boolean, nothing, a merge or a default.
#[must_use]
pub fn is_other_in_yaml(text: &str) -> bool {
    const WORDS: [&str; 14] = [
        "y", "n", "yes", "no", "on", "off", "true", "false", "null", "~", ".inf", ".nan", "<<", "=",
    ];
    if WORDS.iter().any(|word| text.eq_ignore_ascii_case(word)) {
        return true;
    }
    let unsigned = text.strip_prefix('+').unwrap_or(text);
    let number = |byte: u8| {
        byte.is_ascii_hexdigit() || matches!(byte, b'_' | b'.' | b':' | b'+' | b'-' | b'o' | b'O')
    };
    let prefixed = matches!(
        unsigned.as_bytes(),
        [b'0', b'x' | b'X' | b'b' | b'B' | b'o' | b'O', ..]
    );
    let digits = if prefixed { &unsigned[2..] } else { unsigned };
    let begins = unsigned.starts_with(|c: char| c.is_ascii_digit() || c == '.');
    let exponent = |byte: u8| matches!(byte, b'e' | b'E');
    let decimal = |byte: u8| number(byte) && (!byte.is_ascii_alphabetic() || exponent(byte));
    let numeric = begins
        && unsigned.bytes().any(|byte| byte.is_ascii_digit())
        && (unsigned.bytes().all(decimal) || (prefixed && digits.bytes().all(number)));
    let infinite = [".inf", ".nan"]
        .iter()
        .any(|word| unsigned.eq_ignore_ascii_case(word));
    numeric || infinite || is_time_in_yaml(text)
}

/// Whether a text begins like `2026-1` and holds nothing but what a YAML timestamp holds.
#[must_use]
pub fn is_time_in_yaml(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.len() > 5
        && bytes[..4].iter().all(u8::is_ascii_digit)
        && bytes[4] == b'-'
        && bytes.iter().all(|byte| {
            byte.is_ascii_digit()
                || matches!(byte, b'-' | b':' | b'.' | b'+' | b' ' | b'T' | b't' | b'Z')
        })
}

#[cfg(test)]
mod tests {
    use super::{is_other_in_yaml, is_time_in_yaml};

    #[test]
    fn what_yaml_takes_for_something_else_is_known() {
        for text in [
            "no",
            "Yes",
            "ON",
            "y",
            "~",
            "<<",
            "=",
            "1_000",
            "12:30",
            "+1",
            ".5",
            "0x1F",
            "0o17",
            "1e3",
            "2026-11-21",
            "190:20:30",
        ] {
            assert!(is_other_in_yaml(text), "{text}");
        }
        for text in ["nope", "v1", "1st", "a:b", "== a", "<", "2026 plan", ""] {
            assert!(!is_other_in_yaml(text), "{text}");
        }
        assert!(is_time_in_yaml("2026-11-21 20:31:07") && !is_time_in_yaml("12:30"));
    }
}
