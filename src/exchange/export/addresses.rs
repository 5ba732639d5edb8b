//! Links of an item for tools that keep addresses.

use crate::exchange::export::report::ExportNote;
use crate::model::Story;
use crate::text::link;

/// The addresses of an item's links, each with what it is called (empty where it is called nothing). A link without an address
/// is noted.
pub fn named_addresses<'s>(
    story: &'s Story,
    notes: &mut Vec<ExportNote>,
) -> Vec<(&'s str, &'s str)> {
    let mut found = Vec::new();
    for entry in &story.links {
        let parts = link(entry);
        match parts.url {
            Some(url) => found.push((url, parts.words)),
            None => {
                let reason = format!("`links`: `{entry}` holds no web address; left out");
                notes.push(ExportNote::of(&story.id, reason));
            }
        }
    }
    found
}

/// The addresses of an item's links alone. What a link is called, and one without an address, is noted.
pub fn addresses<'s>(story: &'s Story, notes: &mut Vec<ExportNote>) -> Vec<&'s str> {
    let named = named_addresses(story, notes);
    for (url, words) in named.iter().filter(|(_, words)| !words.is_empty()) {
        let reason = format!("`links`: of `{words}` the address alone is carried, `{url}`");
        notes.push(ExportNote::of(&story.id, reason));
    }
    named.into_iter().map(|(url, _)| url).collect()
}

#[cfg(test)]
mod tests {
    use super::addresses;
    use crate::model::Story;

    #[test]
    fn addresses_are_bare_and_what_is_lost_is_said() {
        let mut story = Story::new("US-1".parse().unwrap(), "stories/US-1.md");
        story.links = ["https://a.example/x", "Mock: https://b.example", "drawer 7"]
            .map(str::to_owned)
            .to_vec();
        let mut notes = Vec::new();
        assert_eq!(
            addresses(&story, &mut notes),
            ["https://a.example/x", "https://b.example"]
        );
        let reasons: Vec<&str> = notes.iter().map(|note| note.reason.as_str()).collect();
        assert_eq!(
            reasons,
            [
                "`links`: `drawer 7` holds no web address; left out",
                "`links`: of `Mock` the address alone is carried, `https://b.example`",
            ]
        );
    }
}
