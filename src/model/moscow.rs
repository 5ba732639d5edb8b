//! MoSCoW (Clegg 1994, DSDM): what must be there, should, could, and will not be this time.

/// A class; the strongest is the least.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Moscow {
    /// Without it the release is worth nothing.
    Must,
    /// Important, and there is a way around.
    Should,
    /// Wanted, and little is lost without.
    Could,
    /// Not this time.
    Wont,
}

impl Moscow {
    /// Every class, the strongest first.
    pub const ALL: [Self; 4] = [Self::Must, Self::Should, Self::Could, Self::Wont];

    /// As it is written in files.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Must => "must",
            Self::Should => "should",
            Self::Could => "could",
            Self::Wont => "wont",
        }
    }

    /// The class that a value or a label means, in the forms that people use: `must`, `Must have`, `moscow:must`, `won't`.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        // Most labels are no class, and every label of a backlog is asked.
        if text.len() > 40 {
            return None;
        }
        let text = text.to_lowercase();
        let letters: String = text.chars().filter(|c| c.is_alphanumeric()).collect();
        let word = letters.strip_prefix("moscow").unwrap_or(&letters);
        let word = word.strip_suffix("have").unwrap_or(word);
        match word {
            "must" => Some(Self::Must),
            "should" => Some(Self::Should),
            "could" => Some(Self::Could),
            "wont" | "wonot" | "willnot" => Some(Self::Wont),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Moscow;

    #[test]
    fn labels_are_read_as_people_write_them() {
        for label in [
            "must",
            "MUST",
            "Must have",
            "must-have",
            "moscow:must",
            "MoSCoW/Must",
        ] {
            assert_eq!(Moscow::read(label), Some(Moscow::Must), "{label}");
        }
        for label in ["wont", "won't", "Won\u{2019}t have", "will not"] {
            assert_eq!(Moscow::read(label), Some(Moscow::Wont), "{label}");
        }
        for label in ["m", "have", "musthave2", "cloud", "moscow"] {
            assert_eq!(Moscow::read(label), None, "{label}");
        }
        for class in Moscow::ALL {
            assert_eq!(Moscow::read(class.name()), Some(class));
        }
    }
}
