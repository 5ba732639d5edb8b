//! Fenced code, line by line, by the rules of CommonMark 0.31 (4.5), whatever it is nested in.

/// Follows the lines of a text through fenced code.
#[derive(Debug, Clone, Copy, Default)]
pub struct Fences {
    /// The sign of the open fence, and how many there are.
    open: Option<(char, usize)>,
}

impl Fences {
    /// Goes on to the next line. Returns whether it is of fenced code, the fences themselves counted.
    pub fn hold(&mut self, line: &str) -> bool {
        let line = line.trim();
        let Some((sign, count)) = self.open else {
            let signs = fence_of(line);
            self.open = signs.and_then(|signs| Some((signs.chars().next()?, signs.len())));
            return self.open.is_some();
        };
        let is_end = line.len() >= count && line.chars().all(|c| c == sign);
        if is_end {
            self.open = None;
        }
        true
    }

    /// Whether the next line is of code.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.open.is_some()
    }
}

/// The signs by which a line begins code: three or more of a kind.
#[must_use]
pub fn fence_of(line: &str) -> Option<&str> {
    let sign = line.chars().next().filter(|c| matches!(c, '`' | '~'))?;
    let info = line.trim_start_matches(sign);
    let signs = &line[..line.len() - info.len()];
    // A span of code in a line begins none.
    (signs.len() >= 3 && !(sign == '`' && info.contains('`'))).then_some(signs)
}

#[cfg(test)]
mod tests {
    use super::Fences;

    #[test]
    fn code_ends_where_as_many_signs_stand_as_began_it() {
        let mut fences = Fences::default();
        let lines = [
            ("a", false),
            ("``` a`b", false),
            ("````md", true),
            ("```", true),
            ("~~~~", true),
            ("````` x", true),
            ("  `````", true),
            ("b", false),
            ("~~~ `", true),
        ];
        for (line, is_code) in lines {
            assert_eq!(fences.hold(line), is_code, "{line}");
        }
        assert!(fences.is_open());
    }
}
