//! What an editor states about a document, typed (the contract's front matter).

use std::collections::BTreeMap;
use std::ops::Range;

use jiff::civil::Date;

use crate::citation::{DocumentNumber, Kind};

/// A value and where it stands in the normalised text of its file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field<T> {
    /// The value.
    pub value: T,
    /// Its bytes in the file.
    pub span: Range<usize>,
}

/// The front matter of a page, or an entry of `works.yaml`.
#[derive(Debug, Clone, Default)]
pub struct FrontMatter {
    /// Loại văn bản; absent on a plain page.
    pub kind: Option<Field<Kind>>,
    /// Số, ký hiệu as it stands on the document.
    pub number: Option<Field<Number>>,
    /// Trích yếu: what the document is about, without its kind; the full name for luật, bộ luật, pháp lệnh, hiến pháp.
    pub title: Option<Field<String>>,
    /// Other names and forms of the number that text may use.
    pub aliases: Vec<Field<String>>,
    /// Cơ quan ban hành.
    pub issuer: Option<Field<String>>,
    /// Người ký, with the office in parentheses.
    pub signer: Option<Field<String>>,
    /// Ngày ban hành.
    pub issued: Option<Field<Date>>,
    /// First and last possible day of issue, when only an interval is known.
    pub issued_between: Option<Field<(Date, Date)>>,
    /// Ngày có hiệu lực.
    pub effective: Option<Field<Date>>,
    /// Ngày hết hiệu lực: the first day it no longer binds.
    pub expires: Option<Field<Date>>,
    /// Tình trạng hiệu lực, only what dates and relations do not show.
    pub status: Option<Field<Status>>,
    /// When it was last compared with the official source.
    pub checked: Option<Field<Date>>,
    /// Chủ đề.
    pub subjects: Vec<Field<String>>,
    /// Whether the page holds the document's text.
    pub text: Extent,
    /// Relations stated here.
    pub relations: Vec<RelationStatement>,
    /// How sure each field is, by the field's key.
    pub evidence: BTreeMap<String, Evidence>,
    /// How sure fields without an entry of their own are.
    pub evidence_default: Option<Evidence>,
    /// The date of issue as a citing document gives it, where that differs.
    pub cited_issued: Option<Field<Date>>,
    /// Where the facts come from.
    pub sources: Vec<SourceReference>,
    /// Known differences from the official source.
    pub corrections: Vec<Correction>,
    /// Editor's notes at places of the text.
    pub notes: Vec<Note>,
    /// Hạn: dates by which something is due.
    pub deadlines: Vec<Deadline>,
    /// Nhiệm vụ.
    pub tasks: Vec<Task>,
    /// Chỉ tiêu.
    pub targets: Vec<Target>,
    /// Who discloses it, how and when.
    pub disclosure: Option<Disclosure>,
    /// Whether it may be published at all.
    pub internal: bool,
    /// When and why it was withdrawn.
    pub withdrawn: Option<Withdrawal>,
    /// The slug of the document this is an older text, consolidation or translation of.
    pub version_of: Option<Field<String>>,
    /// The name of this version.
    pub version: Option<String>,
    /// One or two sentences of our own.
    pub summary: Option<String>,
    /// Language of the text; Vietnamese when absent.
    pub lang: Option<String>,
    /// Not published unless drafts are asked for.
    pub draft: bool,
    /// Addresses this page answered at before.
    pub redirect_from: Vec<Field<String>>,
    /// Ids that places had before, each with the id that the place has now.
    pub old_ids: Vec<(Field<String>, Field<String>)>,
}

impl FrontMatter {
    /// How sure a field is: its own entry, else the default, else nothing is said.
    pub fn evidence_of(&self, field: &str) -> Option<Evidence> {
        self.evidence.get(field).copied().or(self.evidence_default)
    }

    /// The first and last day on which the document may have been issued; `None` where nothing is known.
    pub fn issued_range(&self) -> Option<(Date, Date)> {
        let issued = self.issued.as_ref().map(|field| (field.value, field.value));
        issued.or_else(|| self.issued_between.as_ref().map(|field| field.value))
    }
}

/// Số, ký hiệu as written, and read where its shape is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Number {
    /// As it stands on the document.
    pub text: String,
    /// Its parts; absent for a shape nobody knows, which is reported.
    pub parsed: Option<DocumentNumber>,
}

/// How sure a statement is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Evidence {
    /// Compared with a primary source.
    Confirmed,
    /// From a secondary source only.
    Secondary,
    /// Only as a citing document has it (theo Kế hoạch).
    AsCited,
    /// Concluded by the editor.
    Inferred,
    /// Sources disagree.
    Disputed,
    /// Not known (chưa xác minh).
    Unknown,
}

/// Tình trạng hiệu lực as an editor states it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// Còn hiệu lực.
    InForce,
    /// Hết hiệu lực một phần.
    Partly,
    /// Hết hiệu lực.
    Expired,
    /// Bị đình chỉ.
    Suspended,
    /// Chưa xác minh.
    Unknown,
}

/// How much of a document its page holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Extent {
    /// The whole text.
    #[default]
    Full,
    /// Facts and outline only.
    Outline,
}

/// A relation as one side states it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RelationStatement {
    /// Which relation, seen from this document.
    pub relation: Relation,
    /// The other document.
    pub target: Field<RelationTarget>,
    /// How sure it is.
    pub evidence: Option<Evidence>,
    /// A remark for readers.
    pub note: Option<String>,
}

/// The other end of a relation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RelationTarget {
    /// A page's slug.
    Slug(String),
    /// A work of `works.yaml`, or a page, by its identity.
    Work {
        /// Its kind.
        kind: Kind,
        /// Its number as written.
        number: Option<String>,
        /// Its date of issue.
        date: Option<Date>,
    },
}

macro_rules! relations {
    ($($forward:ident $forward_key:literal, $backward:ident $backward_key:literal;)*) => {
        /// A typed relation between two works, seen from one of them.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        #[expect(missing_docs, reason = "each name is its key in the contract's table of relations")]
        pub enum Relation { $($forward, $backward,)* Related }

        impl Relation {
            /// Every relation with its key in front matter.
            pub const ALL: &[(Self, &str)] = &[$((Self::$forward, $forward_key), (Self::$backward, $backward_key),)* (Self::Related, "related")];

            /// The same fact seen from the other side.
            pub fn inverse(self) -> Self {
                match self { $(Self::$forward => Self::$backward, Self::$backward => Self::$forward,)* Self::Related => Self::Related }
            }

            /// Whether this is the side on which edges are stored (the acting document's).
            pub fn is_forward(self) -> bool {
                matches!(self, $(Self::$forward)|* | Self::Related)
            }
        }
    };
}

relations! {
    BasedOn "based_on", BasisOf "basis_of";
    Details "details", DetailedBy "detailed_by";
    Guides "guides", GuidedBy "guided_by";
    Implements "implements", ImplementedBy "implemented_by";
    Amends "amends", AmendedBy "amended_by";
    Replaces "replaces", ReplacedBy "replaced_by";
    Repeals "repeals", RepealedBy "repealed_by";
    Suspends "suspends", SuspendedBy "suspended_by";
    Corrects "corrects", CorrectedBy "corrected_by";
    Consolidates "consolidates", ConsolidatedBy "consolidated_by";
    Follows "follows", FollowedBy "followed_by";
}

impl Relation {
    /// The key in front matter and in data outputs: `detailed_by`.
    pub fn key(self) -> &'static str {
        Self::ALL.iter().find(|(relation, _)| *relation == self).map_or("related", |(_, key)| key)
    }
}

/// Where a fact comes from: an address, or words that name a source without one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceReference {
    /// What the source is called.
    pub title: Option<String>,
    /// Its address, http or https.
    pub url: Option<Field<String>>,
    /// The source in words.
    pub reference: Option<String>,
    /// The place in it (an id of a page, or words).
    pub place: Option<String>,
    /// When it was read.
    pub accessed: Option<Date>,
}

/// A known difference between the text here and the official source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Correction {
    /// The words of the text concerned, or an id.
    pub at: Field<String>,
    /// What the official source has.
    pub note: String,
    /// Where that is known from.
    pub source: Option<String>,
    /// The day the page was corrected.
    pub date: Option<Date>,
}

/// An editor's note at a place of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// The id of the place.
    pub at: Field<String>,
    /// The note.
    pub note: String,
}

/// A date by which something is due.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deadline {
    /// The last day (or the day before which, as the title says).
    pub date: Date,
    /// What is due.
    pub title: String,
    /// Who is responsible.
    pub unit: Option<String>,
    /// Whether it was done, where an editor says so.
    pub done: Option<bool>,
    /// The ids of the places that say so.
    pub at: Vec<Field<String>>,
}

/// Something a unit has to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Task {
    /// What is to be done.
    pub title: String,
    /// Who does it.
    pub unit: Option<String>,
    /// The ids of the places that say so.
    pub at: Vec<Field<String>>,
}

/// A figure the plan wants reached.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    /// What is measured.
    pub title: String,
    /// The figure, in words or numbers.
    pub value: Option<String>,
    /// The ids of the places that say so.
    pub at: Vec<Field<String>>,
}

/// Who discloses a document, how and when; only dates that are known.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Disclosure {
    /// The responsible unit.
    pub unit: Option<String>,
    /// The day the information came into being.
    pub created: Option<Field<Date>>,
    /// The day it was first published.
    pub published: Option<Field<Date>>,
    /// In what form.
    pub form: Option<String>,
}

/// When and why a document was withdrawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Withdrawal {
    /// The day.
    pub date: Option<Date>,
    /// The reason.
    pub reason: Option<String>,
}
