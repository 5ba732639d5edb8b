//! A name as a person types it in a shell, for hints that can be copied.

/// Returns `name`, in quotes where a shell would part it or take it for something else.
#[must_use]
pub fn typed(name: &str) -> String {
    let is_plain = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-' | '_' | '@' | '/');
    if !name.is_empty() && name.chars().all(is_plain) {
        return name.to_owned();
    }
    format!("'{}'", name.replace('\'', "'\\''"))
}

#[cfg(test)]
mod tests {
    use super::typed;

    #[test]
    fn what_a_shell_would_part_stands_in_quotes() {
        assert_eq!(typed("1.2"), "1.2");
        assert_eq!(typed("Black Friday"), "'Black Friday'");
        assert_eq!(typed("it's; rm"), "'it'\\''s; rm'");
    }
}
