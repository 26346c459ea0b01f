//! Words for people, in the languages that editors read.

/// A message in the two languages that editors read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Say {
    /// Vietnamese, the default.
    pub vi: String,
    /// English, with `--lang en`.
    pub en: String,
}

impl Say {
    /// Both wordings of one message, side by side where they are written so that they stay true together.
    pub fn new(vi: impl Into<String>, en: impl Into<String>) -> Self {
        Self { vi: vi.into(), en: en.into() }
    }

    /// The wording in one language.
    pub fn get(&self, lang: Lang) -> &str {
        match lang {
            Lang::Vi => &self.vi,
            Lang::En => &self.en,
        }
    }
}

/// The language of messages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Lang {
    /// Tiếng Việt.
    #[default]
    Vi,
    /// English.
    En,
}

impl Lang {
    /// Its tag (BCP 47).
    pub fn id(self) -> &'static str {
        match self {
            Self::Vi => "vi",
            Self::En => "en",
        }
    }

    /// The word before a further fact.
    pub(super) fn note(self) -> &'static str {
        match self {
            Self::Vi => "ghi chú",
            Self::En => "note",
        }
    }

    /// The word before what to do.
    pub(super) fn help(self) -> &'static str {
        match self {
            Self::Vi => "cách sửa",
            Self::En => "help",
        }
    }
}
