//! Addresses that belong to an item: what each leads to, told from its host.

/// What a link leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LinkKind {
    /// An Azure DevOps item or page.
    AzureDevops,
    /// A page of Confluence.
    Confluence,
    /// A design in Figma.
    Figma,
    /// Something on GitHub.
    Github,
    /// Something on GitLab.
    Gitlab,
    /// A document in Google Docs or Drive.
    GoogleDocs,
    /// An issue of Jira.
    Jira,
    /// An issue of Linear.
    Linear,
    /// A board of Miro.
    Miro,
    /// A page of Notion.
    Notion,
    /// A message in Slack.
    Slack,
    /// A card of Trello.
    Trello,
    /// Any other page.
    Web,
    /// No address that may be followed.
    Text,
}

impl LinkKind {
    /// Its name, as JSON has it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::AzureDevops => "azure-devops",
            Self::Confluence => "confluence",
            Self::Figma => "figma",
            Self::Github => "github",
            Self::Gitlab => "gitlab",
            Self::GoogleDocs => "google-docs",
            Self::Jira => "jira",
            Self::Linear => "linear",
            Self::Miro => "miro",
            Self::Notion => "notion",
            Self::Slack => "slack",
            Self::Trello => "trello",
            Self::Web => "web",
            Self::Text => "text",
        }
    }
}

/// A link of an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Link<'t> {
    /// What it leads to.
    pub kind: LinkKind,
    /// The address, where it may be followed: http or https.
    pub url: Option<&'t str>,
    /// The words beside the address; empty where there are none.
    pub words: &'t str,
}

/// Takes an entry of `links` apart: an address, `Mock-up: https://…`, `https://… Mock-up` or `[Mock-up](https://…)`.
#[must_use]
pub fn link(entry: &str) -> Link<'_> {
    let entry = entry.trim();
    let is_end =
        |c: char| c.is_whitespace() || c.is_control() || matches!(c, '<' | '>' | '"' | ')');
    let lower = entry.to_ascii_lowercase();
    let starts = ["https://", "http://"];
    let start = starts.iter().filter_map(|scheme| lower.find(scheme)).min();
    let found = start.and_then(|start| {
        let rest = &entry[start..];
        let in_brackets = entry[..start].ends_with(['(', '<', '"']);
        let end = rest.find(|c: char| match c {
            ')' => in_brackets,
            c => is_end(c),
        });
        let url = &rest[..end.unwrap_or(rest.len())];
        let host = host(url)?;
        Some((start, url, kind(&host, url)))
    });
    let Some((start, url, kind)) = found else {
        return Link {
            kind: LinkKind::Text,
            url: None,
            words: entry,
        };
    };
    let is_mark =
        |c: char| c.is_whitespace() || matches!(c, '[' | ']' | '(' | ')' | '<' | '>' | ':' | '"');
    let before = entry[..start].trim_matches(is_mark);
    let after = entry[start + url.len()..].trim_matches(is_mark);
    Link {
        kind,
        url: Some(url),
        words: if before.is_empty() { after } else { before },
    }
}

/// The host of an address, in small letters; none where it has none.
fn host(url: &str) -> Option<String> {
    let (_, rest) = url.split_once("://")?;
    let rest = rest.split(['/', '?', '#', '\\']).next()?;
    // What stands before `@` is a user's name, and deceives.
    let host = rest.rsplit('@').next()?.split(':').next()?;
    let host = host.trim_end_matches('.').to_ascii_lowercase();
    (!host.is_empty()).then_some(host)
}

fn kind(host: &str, url: &str) -> LinkKind {
    let is_at = |domain: &str| {
        host == domain
            || host
                .strip_suffix(domain)
                .is_some_and(|rest| rest.ends_with('.'))
    };
    let path = url.splitn(4, '/').nth(3).unwrap_or_default();
    let first = host.split('.').next().unwrap_or_default();
    match () {
        () if is_at("figma.com") => LinkKind::Figma,
        () if is_at("miro.com") => LinkKind::Miro,
        () if is_at("notion.so") || is_at("notion.site") || is_at("notion.com") => LinkKind::Notion,
        () if is_at("atlassian.net") && path.starts_with("wiki") => LinkKind::Confluence,
        () if is_at("atlassian.net") || first == "jira" => LinkKind::Jira,
        () if first == "confluence" => LinkKind::Confluence,
        () if is_at("github.com") => LinkKind::Github,
        () if is_at("gitlab.com") || first == "gitlab" => LinkKind::Gitlab,
        () if is_at("linear.app") => LinkKind::Linear,
        () if is_at("trello.com") => LinkKind::Trello,
        () if is_at("dev.azure.com") || is_at("visualstudio.com") => LinkKind::AzureDevops,
        () if is_at("docs.google.com") || is_at("drive.google.com") => LinkKind::GoogleDocs,
        () if is_at("slack.com") => LinkKind::Slack,
        () => LinkKind::Web,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{prop_assert, proptest};

    use super::{LinkKind, link};

    #[test]
    fn the_host_says_what_it_is() {
        for (entry, name) in [
            (
                "https://www.figma.com/design/abc/Checkout?node-id=1-2",
                "figma",
            ),
            ("https://miro.com/app/board/uXjV=/", "miro"),
            (
                "https://acme.atlassian.net/wiki/spaces/A/pages/1",
                "confluence",
            ),
            ("https://acme.atlassian.net/browse/A-1", "jira"),
            ("https://jira.acme.example/browse/A-1", "jira"),
            ("https://confluence.acme.example/x/1", "confluence"),
            ("https://www.notion.so/acme/Page-1", "notion"),
            ("HTTPS://GitHub.com/acme/shop/issues/1", "github"),
            ("https://gitlab.acme.example/a/b", "gitlab"),
            ("https://dev.azure.com/acme", "azure-devops"),
            ("https://docs.google.com/document/d/1", "google-docs"),
            ("https://linear.app/acme/issue/A-1", "linear"),
            ("https://trello.com/c/abc", "trello"),
            ("https://acme.slack.com/archives/C1", "slack"),
            ("http://example.org", "web"),
            ("https://figma.com.evil.example/", "web"),
            ("https://figma.com@evil.example/", "web"),
            ("https://notfigma.com", "web"),
            ("javascript:alert(1)", "text"),
            ("ftp://figma.com/x", "text"),
            ("https://", "text"),
            ("docs/spec.md", "text"),
            ("", "text"),
        ] {
            assert_eq!(link(entry).kind.name(), name, "{entry}");
        }
    }

    #[test]
    fn words_beside_an_address_are_kept() {
        for entry in [
            "Mock-up: https://figma.com/file/a",
            "https://figma.com/file/a Mock-up",
            "[Mock-up](https://figma.com/file/a)",
            "Mock-up <https://figma.com/file/a>",
        ] {
            let found = link(entry);
            assert_eq!(
                (found.url, found.words),
                (Some("https://figma.com/file/a"), "Mock-up"),
                "{entry}"
            );
        }
        let plain = link(" https://en.example.org/wiki/A_(b) ");
        assert_eq!(
            (plain.url, plain.words),
            (Some("https://en.example.org/wiki/A_(b)"), "")
        );
        assert_eq!(link("see the wall").words, "see the wall");
        assert_eq!(link("see the wall").kind, LinkKind::Text);
    }

    proptest! {
        #[test]
        fn any_text_is_taken_apart(entry in "\\PC{0,60}|.{0,10}https?://.{0,30}") {
            let found = link(&entry);
            if let Some(url) = found.url {
                prop_assert!(url.to_ascii_lowercase().starts_with("http") && !url.contains(char::is_whitespace));
            }
        }
    }
}
