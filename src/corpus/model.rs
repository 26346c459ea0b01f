//! What the corpus knows once every page is read: works, relations, citations and who cites whom.

use std::ops::Range;

use jiff::civil::Date;

use super::places::{Places, Standing};
use super::registry::Registry;
use super::versions::Versions;
use crate::citation::{Form, Mention, Path, Recognizer};
use crate::content::{Evidence, FrontMatter, Page, Relation};

/// Index of a work in [`Corpus::works`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct WorkId(pub u32);

/// Index of a page in [`Corpus::pages`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PageId(pub u32);

/// A legal document, published here or only known of.
#[derive(Debug)]
pub struct Work {
    /// The page's slug, or one formed from kind, number and year; unique, used as anchor on the list of further works.
    pub slug: String,
    /// Its page here, if it has one; the facts are then the page's.
    pub page: Option<PageId>,
    /// The facts of a work of `works.yaml`; for a work with a page see [`Corpus::facts`].
    pub known: Option<FrontMatter>,
}

/// Everything the site is made from, resolved; nothing here knows of HTML.
#[derive(Debug)]
pub struct Corpus {
    /// All pages, sorted by path.
    pub(super) pages: Vec<Page>,
    /// All works: those with a page in page order, then those of `works.yaml` in file order.
    pub(super) works: Vec<Work>,
    /// The work of each page (plain pages have none).
    pub(super) work_of_page: Vec<Option<WorkId>>,
    /// Relations, each fact once, in canonical order.
    pub(super) edges: Vec<Edge>,
    /// For each work, the indices of the edges that touch it.
    pub(super) edges_of: Vec<Vec<usize>>,
    /// For each work that has other versions, these.
    pub(super) versions: Versions,
    /// The slugs of all works, sorted, for suggestions.
    pub(super) slugs: Vec<String>,
    /// Citations of each page in reading order (indexed by page).
    pub(super) citations: Vec<Vec<CitationUse>>,
    /// Relation statements that name no known work.
    pub(super) broken_relations: Vec<BrokenRelation>,
    /// For each work, the citations of it by other pages: (citing page, index into its citations), in page order.
    pub(super) cited_by: Vec<Vec<(PageId, usize)>>,
    /// For each page, the citations that name one of its units, by unit (index into its units) and then in page order.
    pub(super) cited_at: Vec<Vec<CitedAt>>,
    /// The date validity is computed for.
    pub(super) today: Date,
    /// For citations of texts that are no page of the site.
    pub(super) registry: Registry,
    pub(super) recognizer: Recognizer,
    pub(super) places: Vec<Places>,
}

/// A citation of a place on a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct CitedAt {
    /// The place (index into the units of the cited page).
    pub unit: usize,
    /// The page that cites.
    pub page: PageId,
    /// Index into its citations.
    pub citation: usize,
}

/// A relation between two works, stored from the acting side (see [`Relation::is_forward`]).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edge {
    /// The acting work: the one that details, amends, replaces …
    pub subject: WorkId,
    /// What it does.
    pub relation: Relation,
    /// The work acted upon.
    pub object: WorkId,
    /// How sure it is, by the most certain statement.
    pub evidence: Option<Evidence>,
    /// Remarks for readers, one per statement that has one.
    pub notes: Vec<String>,
}

/// A relation statement that names no known work: whose it is and which of its statements.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BrokenRelation {
    /// The work whose front matter states it.
    pub work: WorkId,
    /// Index into that front matter's relations.
    pub statement: usize,
    /// Whether it names the work itself.
    pub itself: bool,
}

/// A citation in a page's text and what it points at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CitationUse {
    /// The block (index into the page's blocks).
    pub block: usize,
    /// Which inline of the block (the cell of a table, else 0).
    pub inline: usize,
    /// The bytes of the inline's text.
    pub span: Range<usize>,
    /// What shows the work.
    pub form: Form,
    /// What the words say of the work; nothing for the document's own provisions and pointers.
    pub mention: Option<Box<Mention>>,
    /// Whether it stands in text quoted to amend another document.
    pub quoted: bool,
    /// What it points at.
    pub resolution: Resolution,
    /// What differs between the citation and the work it was linked to.
    pub difference: Option<Difference>,
    /// The provisions it names, in the order of the text.
    pub places: Vec<CitedPlace>,
}

impl CitationUse {
    /// The other work that it leads to.
    pub(crate) fn work(&self) -> Option<WorkId> {
        if let Resolution::Work(work, _) = self.resolution { Some(work) } else { None }
    }
}

/// A provision that a citation names, and where it stands on the work's page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CitedPlace {
    /// The bytes of the inline's text that lead there; a member that a range implies has none.
    pub span: Option<Range<usize>>,
    /// The provision.
    pub path: Path,
    /// The unit that the link goes to (index into the units of the work's page).
    pub unit: Option<usize>,
    /// Whether that is the provision itself.
    pub standing: Standing,
}

/// How a citation differs from the work it was linked to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Difference {
    /// Another date.
    Date {
        /// The date in the citation.
        cited: Date,
        /// The work's date of issue.
        issued: Date,
    },
    /// The number in another shape (`26/CT-UBND` for `26-CT/UBND`).
    Shape,
    /// Another number; name and date agree.
    Number,
    /// Another name; number and date agree.
    Name,
}

/// What a citation was found to point at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Resolution {
    /// The document it stands in.
    This,
    /// One work; `Certainty` says how it was found.
    Work(WorkId, Certainty),
    /// Several works fit; no link is made.
    Ambiguous(Vec<WorkId>),
    /// No known work; plain text.
    Unknown,
}

/// How sure a resolution is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Certainty {
    /// Everything the citation says agrees with the work.
    Exact,
    /// One work remained although something differs or is missing; reported.
    Inferred,
}

impl Corpus {
    /// The word for how sure a citation's target is: `exact`, `inferred`, `ambiguous`, `external` or `unknown`.
    pub fn certainty(&self, one: &CitationUse) -> &'static str {
        match &one.resolution {
            Resolution::This => "exact",
            Resolution::Work(work, _) if self.works[work.0 as usize].page.is_none() => "external",
            Resolution::Work(_, Certainty::Exact) => "exact",
            Resolution::Work(_, Certainty::Inferred) => "inferred",
            Resolution::Ambiguous(_) => "ambiguous",
            Resolution::Unknown => "unknown",
        }
    }
}

/// Whether a work binds on a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Validity {
    /// Còn hiệu lực.
    InForce,
    /// Chưa có hiệu lực.
    NotYet,
    /// Hết hiệu lực một phần.
    Partly,
    /// Hết hiệu lực.
    Expired,
    /// Bị đình chỉ.
    Suspended,
    /// Chưa xác minh.
    Unknown,
}
