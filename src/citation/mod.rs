//! Viện dẫn: text in, citations with spans out. Nothing here writes HTML or knows which works exist.
//!
//! | part | owns |
//! |---|---|
//! | `kind`, `issuer`, `number`, `date` | what documents are called: the one table of kinds and of issuers |
//! | `lex` | words, figures and marks of a text |
//! | `provision` | `điểm a khoản 2 Điều 46`, lists and ranges of them |
//! | `work`, `law_name` | which work is named: number, name, `Luật này`, `Nghị định nêu trên` |
//! | `scan`, `annexed` | the grammar over one text; works named by what they issued |
//! | `document`, `here`, `origin`, `own`, `place` | what depends on where the words stand: `Điều này`, aliases, amending and quoted text |
//! | `topic` | what a text without articles speaks of: `Điều 5` in a letter |
//! | `passage` | a page as the texts that citations may stand in |

mod alias;
mod amend;
mod annexed;
mod date;
mod document;
mod here;
mod issuer;
mod kind;
mod law_name;
mod lex;
mod number;
mod origin;
mod own;
mod passage;
mod place;
mod provision;
mod scan;
mod topic;
mod work;

use std::ops::Range;

use jiff::civil::Date;

pub(crate) use date::scan as scan_date;
pub use document::Recognizer;
pub use issuer::{Body, Issuer, Shape, assembly_term_years};
pub use kind::{Kind, Kinds};
pub use number::DocumentNumber;
pub use passage::{Passage, passages};
pub use provision::{Path, Step};

use crate::text::key;

/// A citation and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Citation {
    /// The passage it stands in.
    pub passage: usize,
    /// Its bytes in the passage's text: provisions, kind, `số`, number or name, and the date that follows directly.
    pub span: Range<usize>,
    /// What shows the work.
    pub form: Form,
    /// The work it means, as far as the document itself tells.
    pub work: Cited,
    /// The places it names in that work; none for the work as a whole.
    pub provisions: Vec<Provision>,
    /// Whether it stands in text quoted to amend another document.
    pub quoted: bool,
}

impl Citation {
    /// What it says of its work, where it names one.
    fn mention(&self) -> Option<&Mention> {
        match &self.work {
            Cited::Work(mention) => Some(mention),
            Cited::This | Cited::Earlier(_) | Cited::Unnamed => None,
        }
    }
}

/// What shows the work.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Form {
    /// Its number.
    Number,
    /// Its name.
    Name,
    /// `Luật này`.
    This,
    /// Nothing: provisions of the document they stand in.
    Internal,
    /// A pointer back, an alias, or the instruction of an amending text.
    Previous,
}

impl Form {
    /// The word of the gold standard.
    pub fn id(self) -> &'static str {
        match self {
            Self::Number => "number",
            Self::Name => "name",
            Self::This => "self",
            Self::Internal => "internal",
            Self::Previous => "previous",
        }
    }
}

/// The work a citation means, as far as the document itself tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cited {
    /// A number or a name.
    Work(Box<Mention>),
    /// The document the citation stands in.
    This,
    /// The work of an earlier citation of the same document (index into the document's citations).
    Earlier(usize),
    /// A work that is amended here and named nowhere.
    Unnamed,
}

/// A place that a citation names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Provision {
    /// Where it lies in the work.
    pub path: Path,
    /// The bytes of the passage's text that a reader touches to go there; a member that a range implies has none.
    pub span: Option<Range<usize>>,
}

/// What a citation says of the work it means; at least one of `number` and `name` is there.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Mention {
    /// The kind, where it is written.
    pub kind: Option<Kind>,
    /// The number.
    pub number: Option<DocumentNumber>,
    /// The date of issue.
    pub date: Option<Date>,
    /// The name.
    pub name: Option<Name>,
    /// The words after `của` that follow the citation: the issuer, if anything.
    pub issuer: Option<String>,
}

/// The name of a work as a citation has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    /// The name: `Luật Đất đai`.
    pub words: String,
    /// The name with its year: `Luật Đất đai năm 2013`.
    pub written: String,
    /// The year.
    pub year: Option<i16>,
}

impl Mention {
    /// The key of the gold standard: the number in its official form, else the name in small letters.
    pub fn work_key(&self) -> String {
        match (&self.number, &self.name) {
            (Some(number), _) => number.official(),
            (None, Some(name)) => key(&name.written).text,
            (None, None) => String::new(),
        }
    }
}

/// The nearest border of letters at or before a byte.
fn text_boundary(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}
