//! Citations of a whole document: what `Điều này`, `Luật này`, an alias or an amending instruction means depends on
//! where it stands.

use std::ops::Range;

use super::alias::{Aliases, definitions};
use super::amend::{Amendments, inline_quotations, is_instruction, quoted_label};
use super::kind::{Kind, Kinds};
use super::law_name::Names;
use super::lex::{Class, Token, Vocabulary, mark};
use super::passage::Passage;
use super::provision::{Path, Raw};
use super::scan::{Grammar, RawCitation, scan};
use super::work::{Heads, Named};
use super::{Citation, Cited, DocumentNumber, Form, Mention, Provision};
use crate::content::structure::Level;
use crate::text::slug;

/// Longest stretch after `của` that is looked at for the issuer, in bytes.
const ISSUER: usize = 120;

/// Passages in which a document's own number may stand before it begins.
const HEADER: usize = 40;

/// Finds citations; one serves all texts of a build.
#[derive(Debug, Clone)]
pub struct Recognizer {
    vocabulary: Vocabulary,
    heads: Heads,
    names: Names,
    kinds: Kinds,
}

impl Recognizer {
    /// A recogniser that knows these names of works beside those that laws have borne, and these kinds.
    pub fn new<'a>(names: impl Iterator<Item = &'a str>, kinds: Kinds) -> Self {
        let mut vocabulary = Vocabulary::default();
        let heads = Heads::new(&kinds, &mut vocabulary);
        let names = Names::new(names, &kinds, &mut vocabulary);
        Self { vocabulary, heads, names, kinds }
    }

    /// The citations of a document in reading order: spans inside their passages, none overlapping another.
    ///
    /// `own` is the document's own number, which is no citation of another. Time is linear in the text; no text makes
    /// it panic.
    pub fn cite<'a>(&self, passages: impl Iterator<Item = Passage<'a>>, own: Option<&DocumentNumber>) -> Vec<Citation> {
        let mut walk = Walk {
            recognizer: self,
            own: own.cloned(),
            found: Vec::new(),
            aliases: Aliases::default(),
            amendments: Amendments::default(),
            annexed: Vec::new(),
            own_kinds: own.map(|own| self.kinds_of(own)).unwrap_or_default(),
            has_articles: false,
        };
        for (at, passage) in passages.enumerate() {
            walk.passage(at, &passage);
        }
        walk.found
    }

    /// The kinds that a document with this number may have: a công văn has no letters for its kind, nor has a law.
    fn kinds_of(&self, own: &DocumentNumber) -> Vec<Kind> {
        let letters = own.kind_letters(&self.kinds);
        let fits = |kind: &Kind| match letters {
            Some(letters) => kind.abbreviations().contains(&letters),
            None if own.assembly_term().is_some() => kind.is_cited_by_name() || kind.name() == "Nghị quyết",
            None => kind.name() == "Công văn",
        };
        self.kinds.all().filter(fits).collect()
    }

    fn tokens(&self, passage: &Passage<'_>) -> Vec<Token> {
        let mut tokens = self.vocabulary.lex(passage.text);
        let label = if passage.quoted { quoted_label(passage.text) } else { passage.label };
        let closed = |token: &Token| {
            token.start < label || passage.closed.iter().any(|range| token.start < range.end && range.start < token.end)
        };
        for token in tokens.iter_mut().filter(|token| closed(token)) {
            (token.symbol, token.class) = (mark('\0'), Class::Mark);
        }
        tokens
    }
}

/// What is known of the passage being read.
struct Here<'a> {
    at: usize,
    passage: &'a Passage<'a>,
    /// Whether it tells how another work is amended.
    instruction: bool,
    /// Text quoted inside the instruction.
    quotations: Vec<Range<usize>>,
    /// Names that the passage gives to works, where it gives them.
    defined: Vec<Range<usize>>,
    /// The article that an instruction names last, for clauses that stand before it alone.
    later: Option<Path>,
    /// The work that an instruction names last, for places that stand before it: `Bãi bỏ Điều 105 và sửa đổi Luật …`.
    later_work: Option<Mention>,
}

impl<'a> Here<'a> {
    fn new(at: usize, passage: &'a Passage<'a>) -> Self {
        let instruction = !passage.quoted && is_instruction(&passage.text[passage.label..]);
        let quotations = if instruction { inline_quotations(passage.text) } else { Vec::new() };
        Self { at, passage, instruction, quotations, defined: Vec::new(), later: None, later_work: None }
    }

    /// Whether nothing that overlaps these bytes is a citation.
    fn is_closed(&self, span: &Range<usize>) -> bool {
        let overlaps = |range: &Range<usize>| span.start < range.end && range.start < span.end;
        self.passage.closed.iter().any(overlaps) || self.defined.iter().any(overlaps)
    }
}

struct Walk<'a> {
    recognizer: &'a Recognizer,
    own: Option<DocumentNumber>,
    found: Vec<Citation>,
    aliases: Aliases,
    amendments: Amendments,
    /// Annexed texts met so far, by their piece: `quy-che`.
    annexed: Vec<String>,
    /// What the document is, as far as its own number or title shows.
    own_kinds: Vec<Kind>,
    /// Whether an article of its own was met.
    has_articles: bool,
}

impl Walk<'_> {
    fn passage(&mut self, at: usize, passage: &Passage<'_>) {
        if at < HEADER && (self.own_number(passage.text) || self.own_title(passage.text)) {
            return;
        }
        self.has_articles |= passage.place.step(Level::Article).is_some();
        if let Some(annex) = passage.place.step(Level::Annex)
            && !self.annexed.contains(&annex.piece)
        {
            self.annexed.push(annex.piece.clone());
        }
        let tokens = self.recognizer.tokens(passage);
        self.amendments.enter(passage);
        let mut here = Here::new(at, passage);
        let first = self.found.len();
        let mut rest = self.scan(passage.text, &tokens).into_iter().peekable();
        let definitions = definitions(passage.text, &self.recognizer.kinds);
        here.defined = definitions.iter().map(|definition| definition.range.clone()).collect();
        for definition in definitions {
            while let Some(citation) = rest.next_if(|citation| citation.span.start < definition.at) {
                self.citation(&here, citation);
            }
            if self.aliases.define(&definition, &self.found[first..], first) {
                // The alias is used in the rest of the very passage that defines it.
                let after = tokens.partition_point(|token| token.start <= definition.at);
                rest = self.scan(passage.text, &tokens[after..]).into_iter().peekable();
            }
        }
        let rest: Vec<RawCitation> = rest.collect();
        here.later = later_article(&here, &rest);
        here.later_work = later_work(&here, &rest);
        rest.into_iter().for_each(|citation| self.citation(&here, citation));
        if here.instruction {
            self.amendments.instruct(&passage.place, &self.found[first..], first);
        }
    }

    fn scan(&self, text: &str, tokens: &[Token]) -> Vec<RawCitation> {
        let Recognizer { heads, names, kinds, .. } = self.recognizer;
        scan(text, tokens, Grammar { heads, names, kinds, aliases: &self.aliases })
    }

    /// Whether a line gives the document's own number.
    fn own_number(&mut self, text: &str) -> bool {
        let number = own_number(text);
        let is_own = number.is_some();
        if let Some(number) = number.filter(|_| self.own.is_none()) {
            self.own_kinds.extend(self.recognizer.kinds_of(&number));
            self.own = Some(number);
        }
        is_own
    }

    /// Whether a line is the kind of the document alone, in capitals: `NGHỊ ĐỊNH`.
    fn own_title(&mut self, text: &str) -> bool {
        const LONGEST: usize = 60;
        let text = text.trim();
        if text.len() > LONGEST || text.chars().any(char::is_lowercase) {
            return false;
        }
        let kind = self.recognizer.kinds.from_name(text);
        self.own_kinds.extend(kind);
        kind.is_some()
    }

    /// Whether `Luật này` names a kind that the document is not: a letter that has just quoted a law says it of that law.
    fn is_other_kind(&self, kind: Kind) -> bool {
        let own = |one: &Kind| *one == kind || one.is_cited_by_name() && kind.is_cited_by_name();
        !self.own_kinds.is_empty() && !self.own_kinds.iter().any(own) && !self.annexed.contains(&slug(kind.name()))
    }

    /// Whether articles without a work cannot be the document's own: it is of a kind that has none, and has shown none.
    fn has_no_articles(&self) -> bool {
        const WITHOUT: &[&str] =
            &["Công văn", "Báo cáo", "Tờ trình", "Thông báo", "Kết luận", "Biên bản", "Công điện", "Bản án", "Kế hoạch"];
        let without = |kind: &Kind| WITHOUT.contains(&kind.name());
        !self.has_articles && !self.own_kinds.is_empty() && self.own_kinds.iter().all(without)
    }

    fn citation(&mut self, here: &Here<'_>, raw: RawCitation) {
        if here.is_closed(&raw.span) {
            return;
        }
        let quoted = here.passage.quoted || here.quotations.iter().any(|range| range.contains(&raw.span.start));
        let Some(meant) = self.meant(here, &raw, quoted) else { return };
        let division = &here.passage.division;
        let provision = |one: &Raw| Some(Provision { path: absolute(one, &meant, division)?, span: one.span.clone() });
        let provisions: Vec<Provision> = raw.provisions.iter().filter_map(provision).collect();
        if !raw.provisions.is_empty() && provisions.is_empty() {
            return;
        }
        let Meant { form, work, .. } = meant;
        let mut citation = Citation { passage: here.at, span: raw.span, form, work, provisions, quoted };
        if let Cited::Work(mention) = &mut citation.work {
            mention.issuer = issuer(here.passage.text, citation.span.end);
        }
        self.found.push(citation);
    }

    /// What a citation means where it stands; `None` where the words are none after all.
    fn meant(&self, here: &Here<'_>, raw: &RawCitation, quoted: bool) -> Option<Meant> {
        let place = if quoted { self.amendments.quoted_place() } else { here.passage.place.clone() };
        if raw.back {
            let (index, article) = self.last_article()?;
            let own = matches!(self.found[index].work, Cited::This);
            let (form, work) = if own { (Form::Internal, Cited::This) } else { (Form::Previous, Cited::Earlier(index)) };
            return Some(Meant { form, work, elsewhere: false, base: article.clone(), place: article });
        }
        if let Some(index) = self.before(here, raw).filter(|_| raw.named.is_none() && !quoted) {
            return Some(Meant {
                form: Form::Previous,
                work: Cited::Earlier(index),
                elsewhere: true,
                base: Path::default(),
                place,
            });
        }
        let (form, work) = self.work(raw, quoted, here)?;
        let elsewhere = match &raw.named {
            None => false,
            Some(Named::This(_)) => !quoted && matches!(work, Cited::Earlier(_)),
            Some(_) => true,
        };
        let base = match form {
            Form::Previous if !elsewhere && !quoted => self.amended_place(here),
            Form::This if !quoted => self.scope(raw.named.as_ref(), &place),
            _ => place.clone(),
        };
        Some(Meant { form, work, elsewhere, base, place })
    }

    /// Where provisions of an instruction begin: the place that the instructions around name, else the one named later.
    fn amended_place(&self, here: &Here<'_>) -> Path {
        let place = self.amendments.place();
        if place.is_empty() { here.later.clone().unwrap_or_default() } else { place }
    }

    /// The work before these words that provisions without one belong to.
    fn before(&self, here: &Here<'_>, raw: &RawCitation) -> Option<usize> {
        if let Some(index) = self.bracketed(here, raw.span.start) {
            return Some(index);
        }
        let outermost = raw.provisions.first()?.steps.first()?.level;
        let foreign = outermost == Level::Article && !raw.back && self.has_no_articles();
        let of_passage = |one: &Citation| one.passage == here.at && matches!(one.work, Cited::Work(_) | Cited::Earlier(_));
        if foreign { self.found.iter().rposition(of_passage) } else { None }
    }

    /// The article that was cited last, and the citation.
    fn last_article(&self) -> Option<(usize, Path)> {
        let article = |one: &Citation| one.provisions.last().and_then(|last| last.path.down_to(Level::Article));
        self.found.iter().enumerate().rev().take(20).find_map(|(index, one)| Some((index, article(one)?)))
    }

    /// The work whose provisions follow it in brackets: `Nghị định số 15/2020/NĐ-CP (khoản 1 Điều 80)`.
    fn bracketed(&self, here: &Here<'_>, at: usize) -> Option<usize> {
        let last = self.found.last().filter(|last| last.passage == here.at && last.provisions.is_empty())?;
        if !matches!(last.work, Cited::Work(_) | Cited::Earlier(_)) {
            return None;
        }
        let between = here.passage.text.get(last.span.end..at)?.trim_end();
        let between = ["tại", "theo", "các"].iter().find_map(|word| between.strip_suffix(word)).unwrap_or(between).trim_end();
        let issuer = between.strip_suffix('(')?.trim();
        let short = issuer.is_empty() || (issuer.starts_with("của ") && issuer.len() <= ISSUER);
        (short && !issuer.contains([',', ';', '.', '(', ')', ':'])).then_some(self.found.len() - 1)
    }

    /// What shows the work, and which it is; `None` where the words are no citation after all.
    fn work(&self, raw: &RawCitation, quoted: bool, here: &Here<'_>) -> Option<(Form, Cited)> {
        let amended = || self.amendments.work().map_or(Cited::Unnamed, Cited::Earlier);
        match &raw.named {
            Some(Named::Work(mention)) => {
                let form = if mention.number.is_some() { Form::Number } else { Form::Name };
                let own = raw.provisions.is_empty() && !quoted && self.is_own(mention);
                (!own).then(|| (form, Cited::Work(Box::new(mention.clone()))))
            }
            Some(Named::Alias(index)) => Some((Form::Previous, Cited::Earlier(*index))),
            Some(Named::This(_)) if quoted => Some((Form::This, amended())),
            Some(Named::This(Some(kind))) if self.is_other_kind(*kind) => match self.issued_text(here, *kind) {
                Some(index) => Some((Form::Previous, Cited::Earlier(index))),
                None => Some((Form::This, Cited::This)),
            },
            Some(Named::This(_)) => Some((Form::This, Cited::This)),
            Some(Named::Pointer { kind, .. }) => Some((Form::Previous, Cited::Earlier(self.antecedent(*kind)?))),
            None if quoted => Some((Form::Internal, amended())),
            None if here.instruction && self.amendments.work().is_some() => Some((Form::Previous, amended())),
            None => Some(match here.later_work.as_ref().filter(|_| raw.provisions.iter().all(|one| one.here.is_none())) {
                Some(mention) => (Form::Previous, Cited::Work(Box::new(mention.clone()))),
                None => (Form::Internal, Cited::This),
            }),
        }
    }

    fn is_own(&self, mention: &Mention) -> bool {
        let number = mention.number.as_ref().map(DocumentNumber::strict_key);
        number.is_some() && number == self.own.as_ref().map(DocumentNumber::strict_key)
    }

    /// The work of a kind that the document is not: one cited before, or one whose text was issued with a text of that
    /// kind, `Quy chế phối hợp ban hành kèm theo Quyết định số …`.
    fn issued_text(&self, here: &Here<'_>, kind: Kind) -> Option<usize> {
        let issued = |one: &Citation| {
            let before = one.passage == here.at && matches!(one.work, Cited::Work(_));
            let text = here.passage.text.get(..one.span.start).filter(|_| before).unwrap_or_default();
            text.trim_end().ends_with("kèm theo") && text.contains(kind.name())
        };
        self.antecedent(Some(kind)).or_else(|| self.found.iter().rposition(issued))
    }

    /// The last work cited by number or name, of this kind where one is asked for.
    fn antecedent(&self, kind: Option<Kind>) -> Option<usize> {
        let fits = |citation: &Citation| match &citation.work {
            Cited::Work(mention) => kind.is_none() || mention.kind == kind,
            _ => false,
        };
        self.found.iter().rposition(fits)
    }

    /// The text that `Quy chế này` means: an annexed one of that kind, else the document itself.
    fn scope(&self, named: Option<&Named>, place: &Path) -> Path {
        let Some(Named::This(Some(kind))) = named else { return place.above(Level::Part) };
        let piece = slug(kind.name());
        let inside = place.step(Level::Annex).filter(|annex| annex.piece == piece);
        let annex = inside.map(|annex| annex.piece.clone()).or_else(|| self.annexed.contains(&piece).then_some(piece));
        annex.map_or_else(Path::default, |piece| Path::parse(&piece))
    }
}

/// The article of an instruction's last citation: `Sửa đổi khoản 4 và bổ sung khoản 5 vào sau khoản 4 Điều 194`.
fn later_article(here: &Here<'_>, rest: &[RawCitation]) -> Option<Path> {
    let outside = |raw: &&RawCitation| !here.quotations.iter().any(|range| range.contains(&raw.span.start));
    let own = rest.iter().rev().filter(outside).find(|raw| raw.named.is_none()).filter(|_| here.instruction)?;
    let step = own.provisions.first()?.steps.first().filter(|step| step.level == Level::Article)?;
    Some(Path { steps: vec![step.clone()] })
}

/// The work of an instruction's last part: `Bãi bỏ Điều 105 và sửa đổi, bổ sung một số điều của Luật …`.
fn later_work(here: &Here<'_>, rest: &[RawCitation]) -> Option<Mention> {
    let of = |raw: &&RawCitation| here.instruction && here.passage.text[..raw.span.start].trim_end().ends_with("của");
    rest.iter().filter(of).find_map(|raw| match &raw.named {
        Some(Named::Work(mention)) => Some(mention.clone()),
        _ => None,
    })
}

/// The document's own number, where a line of its head gives it.
///
/// `Số: 59/2023/NĐ-CP`, `Luật số: 10/2022/QH15`, and without a colon where only capitals stand before it:
/// `BAN TỔ CHỨC * Số 26-HD/BTCTW`. What follows is nothing, another cell, or place and date.
fn own_number(text: &str) -> Option<DocumentNumber> {
    const LONGEST: usize = 300;
    const KINDS: &[&str] = &["Luật", "Bộ luật", "Pháp lệnh", "Nghị quyết"];
    let (before, after) = ["Số", "SỐ", "số"].iter().find_map(|word| text.split_once(word))?;
    let before = before.trim_matches(['|', ' ', '*']);
    let rest = after.trim_start();
    let number = rest.strip_prefix(':').unwrap_or(rest).trim_start();
    let capitals = before.chars().all(|c| !c.is_lowercase() && !c.is_ascii_digit()) && !text.trim_start().starts_with("số");
    let head = if rest.starts_with(':') { capitals || KINDS.contains(&before) } else { capitals && text.contains("Số") };
    if before.len() > LONGEST || !head {
        return None;
    }
    let (own, end) = super::number::scan(number, 0)?;
    let behind = number[end..].trim();
    (behind.is_empty() || behind.starts_with('|') || behind.contains("ngày")).then_some(own)
}

/// What a citation means where it stands.
struct Meant {
    form: Form,
    work: Cited,
    /// Whether the work is another one, whose places do not depend on where the words stand.
    elsewhere: bool,
    /// Where places without an outermost level begin.
    base: Path,
    /// What `này` means.
    place: Path,
}

/// The path of a provision from where its words stand.
fn absolute(raw: &Raw, meant: &Meant, division: &Path) -> Option<Path> {
    let Meant { form, elsewhere, base, place, .. } = meant;
    let here = match raw.here {
        Some(level) if level >= Level::Article => Some(place.down_to(level)?),
        Some(level) => Some(division.down_to(level)?),
        None => None,
    };
    if let Some(here) = here {
        return Some(here.join(&raw.steps));
    }
    let outermost = raw.steps.first()?.level;
    if *elsewhere || (*form == Form::This && outermost > Level::Chapter && outermost != Level::Article) {
        return Some(Path { steps: raw.steps.clone() });
    }
    let annex = annex_of(base);
    match outermost {
        Level::Part | Level::Chapter | Level::Article => Some(annex.join(&raw.steps)),
        Level::Section | Level::Subsection if *form == Form::Internal => Some(division.above(outermost).join(&raw.steps)),
        Level::Clause => base.down_to(Level::Article).map(|article| article.join(&raw.steps)),
        Level::Point => {
            let outer = base.down_to(Level::Clause).or_else(|| base.down_to(Level::Article))?;
            Some(outer.join(&raw.steps))
        }
        Level::Subpoint => base.down_to(Level::Point).map(|point| point.join(&raw.steps)),
        _ => Some(Path { steps: raw.steps.clone() }),
    }
}

/// The annex that places without one lie in: one that has articles of its own, or a text with a title of its own.
fn annex_of(base: &Path) -> Path {
    let own = base.step(Level::Article).is_some() || base.step(Level::Chapter).is_some();
    let titled = |annex: &super::Step| !annex.piece.starts_with("phu-luc") && !annex.piece.starts_with("mau");
    let annex = base.step(Level::Annex).filter(|annex| own || titled(annex));
    Path { steps: annex.cloned().into_iter().collect() }
}

/// The words after `của` that follow a citation, up to the next mark.
fn issuer(text: &str, at: usize) -> Option<String> {
    let rest = text[at..].trim_start_matches([' ', ',']).strip_prefix("của ")?;
    let limit = text_boundary(rest, ISSUER.min(rest.len()));
    let end = rest[..limit].find([',', ';', '.', ':', '(', ')', '“', '”', '\n']).unwrap_or(limit);
    (end > 0).then(|| rest[..end].to_owned())
}

fn text_boundary(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}
