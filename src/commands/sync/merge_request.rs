//! How to open a merge request for a branch, by the address of its remote.

/// Returns what to do: the page that opens one, where the forge is known by its address.
pub(super) fn merge_request(url: Option<&str>, branch: &str, into: &str) -> String {
    let Some((host, path)) = url.and_then(place) else {
        return format!("open a merge request from `{branch}` into `{into}`");
    };
    let name = encoded(branch);
    let page = match host.as_str() {
        host if host == "github.com" || host.starts_with("github.") => {
            format!(
                "https://{host}/{path}/compare/{}...{name}?expand=1",
                encoded(into)
            )
        }
        host if host.contains("gitlab") => format!(
            "https://{host}/{path}/-/merge_requests/new?merge_request%5Bsource_branch%5D={name}&merge_request%5Btarget_branch%5D={}",
            encoded(into)
        ),
        host if host.contains("bitbucket") => {
            format!(
                "https://{host}/{path}/pull-requests/new?source={name}&dest={}",
                encoded(into)
            )
        }
        host if host.contains("codeberg") || host.contains("gitea") || host.contains("forgejo") => {
            format!("https://{host}/{path}/compare/{}...{name}", encoded(into))
        }
        host => {
            return format!(
                "open a merge request from `{branch}` into `{into}` at https://{host}/{path}"
            );
        }
    };
    format!("open a merge request: {page}")
}

/// Host and path of an address, without names, passwords, ports and `.git`; none for a folder.
fn place(url: &str) -> Option<(String, String)> {
    let (host, path) = match url.split_once("://") {
        Some(("https" | "http" | "ssh" | "git", rest)) => rest.split_once('/')?,
        Some(_) => return None,
        // `git@host:owner/name.git`; a letter and a colon begin a folder of Windows.
        None => url
            .split_once(':')
            .filter(|(host, _)| host.len() > 1 && !host.contains('/'))?,
    };
    let host = host.rsplit_once('@').map_or(host, |(_, host)| host);
    let host = host.split(':').next().unwrap_or(host).to_lowercase();
    let path = path.trim_matches('/');
    let path = path.strip_suffix(".git").unwrap_or(path);
    let is_plain = |text: &str| {
        let allowed =
            |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | '/' | '~');
        !text.is_empty() && text.chars().all(allowed)
    };
    (is_plain(&host) && is_plain(path)).then(|| (host, path.to_owned()))
}

/// A branch as a part of an address.
fn encoded(branch: &str) -> String {
    let mut out = String::new();
    for byte in branch.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'/' => {
                out.push(char::from(byte));
            }
            byte => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::merge_request;

    #[test]
    fn leads_to_the_page_of_the_forge() {
        let said = |url: &str| merge_request(Some(url), "backlog/2026-11-22", "main");
        assert_eq!(
            said("git@github.com:acme/shop.git"),
            "open a merge request: https://github.com/acme/shop/compare/main...backlog/2026-11-22?expand=1"
        );
        assert!(said("https://me:secret@gitlab.example.org:8443/a/b/c.git").starts_with(
            "open a merge request: https://gitlab.example.org/a/b/c/-/merge_requests/new?merge_request%5Bsource_branch%5D=backlog/2026-11-22"
        ));
        assert!(said("ssh://git@bitbucket.org/a/b").contains("pull-requests/new"));
        assert!(said("https://git.acme.com/a/b").ends_with("at https://git.acme.com/a/b"));
        for folder in [
            "/srv/shop.git",
            "../shop",
            "C:\\shop",
            "file:///srv/x",
            "ext::sh -c x",
        ] {
            assert_eq!(
                said(folder),
                "open a merge request from `backlog/2026-11-22` into `main`"
            );
        }
        assert!(!said("https://github.com/a/b\u{1b}[31m").contains('\u{1b}'));
    }
}
