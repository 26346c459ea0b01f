//! The words of the frame, from `theme/locale/*.yaml`, and the languages that they are in.

use std::collections::BTreeMap;

/// A language of the frame. Documents stand once, in the frame of the first; home, lists, search and help are there in each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Language {
    Vietnamese,
    English,
}

impl Language {
    pub(super) const ALL: [Self; 2] = [Self::Vietnamese, Self::English];

    /// As `lang` has it (BCP 47).
    pub(super) fn code(self) -> &'static str {
        match self {
            Self::Vietnamese => "vi",
            Self::English => "en",
        }
    }

    /// The file of its words.
    pub(super) fn file(self) -> &'static str {
        match self {
            Self::Vietnamese => "locale/vi.yaml",
            Self::English => "locale/en.yaml",
        }
    }

    /// What stands before the path of a page that is there in each language.
    pub(super) fn folder(self) -> &'static str {
        match self {
            Self::Vietnamese => "",
            Self::English => "en/",
        }
    }

    pub(super) fn other(self) -> Self {
        match self {
            Self::Vietnamese => Self::English,
            Self::English => Self::Vietnamese,
        }
    }
}

/// Words by key; a key that is missing shows itself, so that a gap is seen and nothing breaks.
#[derive(Debug, Clone, Default)]
pub(super) struct Locale {
    words: BTreeMap<String, String>,
}

impl Locale {
    /// Reads `key: words` pairs over the ones that are there. Errors: the YAML reader's message.
    pub(super) fn merge(&mut self, yaml: &str) -> Result<(), String> {
        let words: BTreeMap<String, String> =
            serde_yaml::from_str(yaml).map_err(|error| error.to_string().lines().next().unwrap_or_default().to_owned())?;
        self.words.extend(words);
        Ok(())
    }

    pub(super) fn get<'a>(&'a self, key: &'a str) -> &'a str {
        self.words.get(key).map_or(key, String::as_str)
    }

    pub(super) fn words(&self) -> &BTreeMap<String, String> {
        &self.words
    }
}

#[cfg(test)]
mod tests {
    use super::Locale;

    #[test]
    fn every_word_has_its_english() {
        let words = |yaml: &str| {
            let mut locale = Locale::default();
            locale.merge(yaml).expect("the built-in words are flat YAML");
            locale.words().keys().cloned().collect::<Vec<_>>()
        };
        let vietnamese = words(include_str!("../../theme/locale/vi.yaml"));
        assert_eq!(words(include_str!("../../theme/locale/en.yaml")), vietnamese);
    }
}
