//! What the document is: its own number and kind, the texts it annexes, whether it has articles.

use super::kind::{Kind, Kinds};
use super::passage::Passage;
use super::provision::Path;
use super::work::Named;
use super::{DocumentNumber, Mention};
use crate::content::structure::Level;
use crate::text::slug;

/// What the document is, as far as the walk has got.
#[derive(Debug, Default)]
pub(super) struct Own {
    number: Option<DocumentNumber>,
    /// What it may be, as far as its number or title shows.
    kinds: Vec<Kind>,
    /// Annexed texts met so far, by their piece: `quy-che`.
    annexed: Vec<String>,
    /// Whether it has articles, outside its annexes.
    articles: bool,
    /// The annexes that have articles.
    articled: Vec<String>,
    /// Whether it is addressed to someone: `Kính gửi`.
    addressed: bool,
    /// Whether it says `Nghị định này` and the like more often than `Luật này`.
    below_laws: bool,
    count: Count,
}

/// The articles of a document, as far as it has been looked through.
#[derive(Debug, Default)]
struct Count {
    first: u32,
    highest: u32,
    last: String,
    /// Whether articles are left out, as in an excerpt.
    gaps: bool,
    /// Whether the last article closes the document.
    closing: bool,
}

impl Count {
    fn follow(&mut self, piece: &str) {
        if self.last != piece {
            let number = article_number(piece);
            piece.clone_into(&mut self.last);
            self.gaps |= self.first > 0 && number > self.highest + 1;
            self.first = if self.first == 0 { number } else { self.first };
            self.highest = self.highest.max(number);
        }
    }
}

/// Whether the last article of a document says when it takes effect or who carries it out.
fn closes(passages: &[Passage<'_>], last: &str) -> bool {
    const CLOSING: &[&str] = &[
        "hiệu lực thi hành",
        "Hiệu lực thi hành",
        "có hiệu lực từ",
        "có hiệu lực kể từ",
        "trách nhiệm thi hành",
        "Tổ chức thực hiện",
        "Điều khoản thi hành",
    ];
    let own = passages.iter().rev().filter(|passage| !passage.quoted);
    let placed = own.filter_map(|passage| Some((passage.text, &passage.place.step(Level::Article)?.piece)));
    let mut texts = placed.skip_while(|(_, article)| *article != last).take_while(|(_, article)| *article == last);
    texts.any(|(text, _)| CLOSING.iter().any(|words| text.contains(words)))
}

/// 46 of `dieu-46a`.
fn article_number(piece: &str) -> u32 {
    let figures = piece.trim_start_matches("dieu-");
    figures.trim_end_matches(char::is_alphabetic).parse().unwrap_or(0)
}

impl Own {
    /// A document whose number is known already.
    pub(super) fn new(number: Option<&DocumentNumber>, kinds: &Kinds) -> Self {
        let own_kinds = number.map(|number| kinds_of(number, kinds)).unwrap_or_default();
        Self { number: number.cloned(), kinds: own_kinds, ..Self::default() }
    }

    /// Looks for the document's articles before the walk begins.
    ///
    /// A letter may show an article of the law it quotes; its own would count from 1.
    pub(super) fn survey(&mut self, passages: &[Passage<'_>]) {
        self.addressed = passages.iter().take(super::document::HEADER).any(|one| one.text.trim_start().starts_with("Kính gửi"));
        self.below_laws = says_below_laws(passages);
        for passage in passages.iter().filter(|passage| !passage.quoted) {
            let Some(article) = passage.place.step(Level::Article) else { continue };
            if self.addressed && article.piece != "dieu-1" {
                continue;
            }
            self.count.follow(&article.piece);
            match passage.place.step(Level::Annex) {
                None => self.articles = true,
                Some(annex) if self.articled.contains(&annex.piece) => {}
                Some(annex) => self.articled.push(annex.piece.clone()),
            }
        }
        self.count.closing = closes(passages, &self.count.last);
    }

    /// Whether an article is beyond the last one of a document that is here as a whole.
    pub(super) fn ends_before(&self, article: &str) -> bool {
        self.count.first == 1 && self.count.closing && !self.count.gaps && article_number(article) > self.count.highest
    }

    /// Follows the walk into a passage.
    pub(super) fn enter(&mut self, passage: &Passage<'_>) {
        if let Some(annex) = passage.place.step(Level::Annex)
            && !self.annexed.contains(&annex.piece)
        {
            self.annexed.push(annex.piece.clone());
        }
    }

    /// Whether a line gives the document's own number.
    pub(super) fn states_number(&mut self, text: &str, kinds: &Kinds) -> bool {
        let number = own_number(text, self.number.is_none());
        let is_own = number.is_some();
        if let Some(number) = number.filter(|_| self.number.is_none()) {
            self.kinds.extend(kinds_of(&number, kinds));
            self.number = Some(number);
        }
        is_own
    }

    /// Whether a line is the kind of the document alone, in capitals: `NGHỊ ĐỊNH`.
    pub(super) fn is_title(&mut self, text: &str, kinds: &Kinds) -> bool {
        const LONGEST: usize = 60;
        let text = text.trim();
        if text.len() > LONGEST || text.chars().any(char::is_lowercase) {
            return false;
        }
        let kind = kinds.from_name(text);
        self.kinds.extend(kind);
        kind.is_some()
    }

    /// Whether `Luật này` names a kind that the document is not: a letter that has just quoted a law says it of that law.
    pub(super) fn is_other_kind(&self, kind: Kind) -> bool {
        let own = |one: &Kind| *one == kind || one.is_cited_by_name() && kind.is_cited_by_name();
        let untold = || self.has_no_articles(&Path::default()) || self.below_laws && kind.is_cited_by_name();
        let told = if self.kinds.is_empty() { untold() } else { !self.kinds.iter().any(own) };
        told && !self.annexed.contains(&slug(kind.name()))
    }

    /// Whether the document is known to be of a kind.
    pub(super) fn is_of_kind(&self, kind: Kind) -> bool {
        let by_name = kind.is_cited_by_name();
        self.kinds.iter().any(|own| *own == kind || by_name && own.is_cited_by_name())
            || self.annexed.contains(&slug(kind.name()))
    }

    /// Whether articles without a work cannot be the document's own: none is counted in it, and it is no excerpt of a law,
    /// decree or circular that may leave out its headings.
    pub(super) fn has_no_articles(&self, place: &Path) -> bool {
        const WITH: &[&str] = &["Nghị định", "Thông tư", "Thông tư liên tịch", "Quy chế", "Quy định"];
        let annex = place.step(Level::Annex).is_some_and(|annex| self.articled.contains(&annex.piece));
        let counted = |kind: &Kind| kind.is_cited_by_name() || WITH.contains(&kind.name());
        let excerpt = !self.kinds.is_empty() && self.kinds.iter().all(counted);
        !self.articles && !annex && !excerpt
    }

    /// Whether nothing shows what the document is.
    pub(super) fn is_unknown(&self) -> bool {
        self.kinds.is_empty() && !self.addressed
    }

    /// Whether a citation names this document by its number.
    pub(super) fn is_named_by(&self, mention: &Mention) -> bool {
        let number = mention.number.as_ref().map(DocumentNumber::strict_key);
        number.is_some() && number == self.number.as_ref().map(DocumentNumber::strict_key)
    }

    /// The text that `Quy chế này` means: an annexed one of that kind, else the document itself.
    pub(super) fn scope(&self, named: Option<&Named>, place: &Path) -> Path {
        let Some(Named::This(Some(kind))) = named else { return place.above(Level::Part) };
        let piece = slug(kind.name());
        let inside = place.step(Level::Annex).filter(|annex| annex.piece == piece);
        let annex = inside.map(|annex| annex.piece.clone()).or_else(|| self.annexed.contains(&piece).then_some(piece));
        annex.map_or_else(Path::default, |piece| Path::parse(&piece))
    }
}

/// Whether an excerpt without a head speaks of itself as something below a law.
fn says_below_laws(passages: &[Passage<'_>]) -> bool {
    const LAWS: &[&str] = &["Luật ", "luật ", "Pháp lệnh ", "Hiến pháp "];
    const BELOW: &[&str] =
        &["Nghị định ", "Thông tư ", "Quyết định ", "Quy định ", "Quy chế ", "Nghị quyết ", "Thông tư liên tịch "];
    let (mut laws, mut below) = (0, 0);
    for passage in passages.iter().filter(|passage| !passage.quoted) {
        for (at, _) in passage.text.match_indices("này") {
            let before = &passage.text[..at];
            laws += usize::from(LAWS.iter().any(|word| before.ends_with(word)));
            below += usize::from(BELOW.iter().any(|word| before.ends_with(word)));
        }
    }
    below > laws
}

/// The kinds that a document with this number may have: a công văn has no letters for its kind, nor has a law.
fn kinds_of(own: &DocumentNumber, kinds: &Kinds) -> Vec<Kind> {
    let letters = own.kind_letters(kinds);
    let fits = |kind: &Kind| match letters {
        Some(letters) => kind.abbreviations().contains(&letters),
        None if own.assembly_term().is_some() => kind.is_cited_by_name() || kind.name() == "Nghị quyết",
        // Letters that nobody knows may be those of a kind that is in no table.
        None => own.issuer().is_some() && kind.name() == "Công văn",
    };
    kinds.all().filter(fits).collect()
}

/// The document's own number, where a line of its head gives it.
///
/// `Số: 59/2023/NĐ-CP`, `Luật số: 10/2022/QH15`, and without a colon where only capitals stand before it:
/// `BAN TỔ CHỨC * Số 26-HD/BTCTW`. What follows is nothing, another cell, or place and date. Courts write their kind
/// before it, `Bản án số: 19/2021/HS-ST`, in a line of its own; such a line counts only while no number is known.
fn own_number(text: &str, first: bool) -> Option<DocumentNumber> {
    const LONGEST: usize = 300;
    const KINDS: &[&str] = &["Luật", "Bộ luật", "Pháp lệnh", "Nghị quyết"];
    const COURTS: &[&str] = &["Bản án", "Cáo trạng", "Quyết định", "Thông báo", "Bản cáo trạng"];
    let (before, after) = ["Số", "SỐ", "số"].iter().find_map(|word| text.split_once(word))?;
    let before = before.trim_matches(['|', ' ', '*']);
    let rest = after.trim_start();
    let number = rest.strip_prefix(':').unwrap_or(rest).trim_start();
    let capitals = before.chars().all(|c| !c.is_lowercase() && !c.is_ascii_digit()) && !text.trim_start().starts_with("số");
    let head = if rest.starts_with(':') { capitals || KINDS.contains(&before) } else { capitals && text.contains("Số") };
    let court = first && (rest.starts_with(':') && COURTS.contains(&before) || before == "Bản án");
    if before.len() > LONGEST || !(head || court) {
        return None;
    }
    let (own, end) = super::number::scan(number, 0)?;
    let behind = number[end..].trim();
    if court {
        return behind.is_empty().then_some(own);
    }
    (behind.is_empty() || behind.starts_with('|') || behind.contains("ngày")).then_some(own)
}
