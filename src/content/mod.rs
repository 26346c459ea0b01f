//! From files to pages: front matter, Markdown, structure.

mod front_matter;
mod page;
mod settings;
mod source;
pub mod structure;

pub use front_matter::{
    Correction, Deadline, Disclosure, Evidence, Extent, Field, FrontMatter, Note, Number, Relation, RelationStatement,
    RelationTarget, SourceReference, Status, Target, Task, Withdrawal,
};
pub use page::{Alignment, Block, BlockKind, Inline, Mark, MarkKind, Page, Segment};
pub use settings::Settings;
pub use source::{SitePath, Source};
