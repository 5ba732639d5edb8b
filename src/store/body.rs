//! The body of a file with front matter: what follows the second `---`.

use crate::model::Diagnostic;
use crate::store::decode::decode;
use crate::store::front_matter::{explain, split_front_matter};

/// Returns the body of the file at `path` (relative to the backlog directory), as splices count its bytes.
///
/// # Errors
/// What makes the file unreadable.
pub fn body_of<'t>(path: &str, bytes: &'t [u8]) -> Result<&'t str, Diagnostic> {
    let text = decode(path, bytes)?;
    let parts = split_front_matter(text).map_err(|problem| explain(path, text, &problem))?;
    Ok(&text[parts.body])
}

#[cfg(test)]
mod tests {
    use super::body_of;

    #[test]
    fn is_what_follows_the_front_matter() {
        let body = |text: &str| body_of("sprints/sprint-8.md", text.as_bytes()).map(str::to_owned);
        assert_eq!(
            body("---\nsprint: 8\n---\n\nWords\n").as_deref(),
            Ok("\nWords\n")
        );
        assert_eq!(body("---\nsprint: 8\n---").as_deref(), Ok(""));
        assert!(body("Words\n").is_err());
    }
}
