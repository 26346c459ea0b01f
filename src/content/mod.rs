//! From files to pages: front matter, Markdown, structure.

pub(crate) mod decode;
mod ending;
pub(crate) mod front_matter;
mod layout;
mod load;
mod markdown;
pub(crate) mod page;
mod read_front_matter;
mod read_page;
mod read_text;
mod settings;
mod source;
pub mod structure;
mod words;
mod write_front_matter;
mod yaml;

pub(crate) use decode::nearest;
pub use ending::Ending;
pub use front_matter::{
    Correction, Deadline, Disclosure, Evidence, Extent, Field, FrontMatter, Note, Number, Relation, RelationStatement,
    RelationTarget, SourceReference, Status, Target, Task, Withdrawal,
};
pub use layout::{KEY_ORDER, Layout, layout, read_file};
pub use load::{Content, KnownWork, load, load_kinds};
pub use page::{Alignment, Block, BlockKind, Inline, Mark, MarkKind, Page, Segment};
pub use read_text::read_text;
pub use settings::{Exception, Settings, normal_base_url};
pub use source::{SitePath, Source};
pub(crate) use write_front_matter::one_line;
pub use write_front_matter::{write_draft, write_page};
