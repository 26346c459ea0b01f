//! From files to pages: front matter, Markdown, structure.

mod address;
mod anchors;
mod body;
mod decode;
mod disclosure;
mod disclosure_forms;
mod ending;
mod form;
mod forms;
pub(crate) mod front_matter;
mod ids;
mod layout;
mod load;
mod markdown;
mod near;
pub(crate) mod page;
mod read_disclosure;
mod read_front_matter;
mod read_page;
mod read_text;
mod register;
mod schema;
mod settings;
mod shape;
mod source;
mod stretches;
pub mod structure;
mod words;
mod write_front_matter;
mod yaml;

pub(crate) use anchors::is_site_path;
pub use body::{BlockOf, Blocks, Memory};
pub use disclosure::{DayOff, DayWorked, DisclosureRule, DisclosureTables, HolidayYear};
pub use ending::Ending;
pub use front_matter::{
    Correction, Deadline, Disclosure, Evidence, Extent, Field, FrontMatter, Note, Number, Relation, RelationStatement,
    RelationTarget, SourceReference, Status, Target, Task, Withdrawal,
};
pub use ids::{pack, unpack};
pub use layout::{Layout, key_order, layout, read_file};
pub use load::{Content, Draft, KnownWork, load, load_kinds, load_settings_only, load_within};
pub(crate) use load::{ReadPage, read_bytes};
pub(crate) use near::{near_kind, nearest};
pub use page::{Alignment, Block, BlockKind, Inline, Mark, MarkKind, Page, Segment};
pub use read_page::{Standing, read_version, standing};
pub use read_text::read_text;
pub use register::{Gone, Register, Registered};
pub use schema::SchemaOf;
pub use settings::{Exception, Extra, Settings, normal_base_url};
pub use source::{SitePath, Source, SourceFile};
pub(crate) use write_front_matter::one_line;
pub use write_front_matter::{write_draft, write_page};
