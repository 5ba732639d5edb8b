//! Which addresses of other tools' texts may become links: none that could run something.

/// Schemes that only lead somewhere.
const HARMLESS: [&str; 5] = ["http", "https", "mailto", "ftp", "tel"];

/// Whether an address leads somewhere and runs nothing: no `javascript:`, `data:`, `vbscript:`, `file:`, however it is spelled,
/// and nothing that would end a Markdown link early, so that an element follows.
#[must_use]
pub fn is_safe_link(address: &str) -> bool {
    if address.contains(['<', '>']) {
        return false;
    }
    // Browsers pass over white space and control characters here.
    let plain: String = address
        .chars()
        .filter(|c| !c.is_control() && !c.is_whitespace())
        .take(32)
        .collect();
    let scheme = match plain.find([':', '/', '?', '#']) {
        Some(end) if plain[end..].starts_with(':') => &plain[..end],
        // An address of the same place.
        Some(_) => return true,
        None => return plain.len() < 32,
    };
    HARMLESS
        .iter()
        .any(|name| name.eq_ignore_ascii_case(scheme))
}

#[cfg(test)]
mod tests {
    use super::is_safe_link;

    #[test]
    fn only_what_leads_somewhere_is_a_link() {
        for address in [
            "https://a.example/x:y",
            "HTTP://a",
            "mailto:a@b.example",
            "/browse/A-1",
            "page.html",
            "#part",
            "?q=javascript:x",
            "",
        ] {
            assert!(is_safe_link(address), "{address}");
        }
        let long = format!("{}javascript:x", "a".repeat(40));
        for address in [
            "javascript:alert(1)",
            " JaVa\tScRiPt\n:alert(1)",
            "\u{1}javascript:x",
            "data:text/html,x",
            "vbscript:x",
            "file:///etc/passwd",
            "blob:x",
            "x-unknown:y",
            ":x",
            "y/><a href=javascript:x",
            &long,
        ] {
            assert!(!is_safe_link(address), "{address}");
        }
    }
}
