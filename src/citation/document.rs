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
        };
        for (at, passage) in passages.enumerate() {
            walk.passage(at, &passage);
        }
        walk.found
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
}

impl<'a> Here<'a> {
    fn new(at: usize, passage: &'a Passage<'a>) -> Self {
        let instruction = !passage.quoted && is_instruction(&passage.text[passage.label..]);
        let quotations = if instruction { inline_quotations(passage.text) } else { Vec::new() };
        Self { at, passage, instruction, quotations }
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
}

impl Walk<'_> {
    fn passage(&mut self, at: usize, passage: &Passage<'_>) {
        if at < HEADER && self.own_number(passage.text) {
            return;
        }
        if let Some(annex) = passage.place.step(Level::Annex)
            && !self.annexed.contains(&annex.piece)
        {
            self.annexed.push(annex.piece.clone());
        }
        let tokens = self.recognizer.tokens(passage);
        self.amendments.enter(passage);
        let here = Here::new(at, passage);
        let first = self.found.len();
        let mut rest = self.scan(passage.text, &tokens).into_iter().peekable();
        for definition in definitions(passage.text, &self.recognizer.kinds) {
            while let Some(citation) = rest.next_if(|citation| citation.span.start < definition.at) {
                self.citation(&here, citation);
            }
            if self.aliases.define(&definition, &self.found[first..], first) {
                // The alias is used in the rest of the very passage that defines it.
                let after = tokens.partition_point(|token| token.start <= definition.at);
                rest = self.scan(passage.text, &tokens[after..]).into_iter().peekable();
            }
        }
        rest.for_each(|citation| self.citation(&here, citation));
        if here.instruction {
            self.amendments.instruct(&passage.place, &self.found[first..], first);
        }
    }

    fn scan(&self, text: &str, tokens: &[Token]) -> Vec<RawCitation> {
        let Recognizer { heads, names, kinds, .. } = self.recognizer;
        scan(text, tokens, Grammar { heads, names, kinds, aliases: &self.aliases })
    }

    /// Whether a line gives the document's own number: `Số: 59/2023/NĐ-CP`, `Luật số: 10/2022/QH15`.
    fn own_number(&mut self, text: &str) -> bool {
        let head = text.trim_start_matches(['|', ' ']);
        let Some((before, after)) = head.split_once(':') else { return false };
        let is_head = before.chars().count() <= 30 && before.to_lowercase().ends_with("số");
        let number = after.trim_start();
        let Some((number, _)) = super::number::scan(number, 0).filter(|_| is_head) else { return false };
        self.own.get_or_insert(number);
        true
    }

    fn citation(&mut self, here: &Here<'_>, raw: RawCitation) {
        let Here { passage, instruction, .. } = *here;
        if passage.closed.iter().any(|range| raw.span.start < range.end && range.start < raw.span.end) {
            return;
        }
        let quoted = passage.quoted || here.quotations.iter().any(|range| range.contains(&raw.span.start));
        let place = if quoted { self.amendments.quoted_place() } else { passage.place.clone() };
        let Some((form, work)) = self.work(&raw, quoted, instruction) else { return };
        let base = match form {
            Form::Previous if raw.named.is_none() && !quoted => self.amendments.place(),
            Form::This if !quoted => self.scope(raw.named.as_ref(), &place),
            _ => place.clone(),
        };
        let absolute = |one: &Raw| absolute(one, form, &base, &place, &passage.division);
        let provisions: Vec<Provision> =
            raw.provisions.iter().filter_map(|one| Some(Provision { path: absolute(one)?, span: one.span.clone() })).collect();
        if !raw.provisions.is_empty() && provisions.is_empty() {
            return;
        }
        let mut citation = Citation { passage: here.at, span: raw.span, form, work, provisions, quoted };
        if let Cited::Work(mention) = &mut citation.work {
            mention.issuer = issuer(passage.text, citation.span.end);
        }
        self.found.push(citation);
    }

    /// What shows the work, and which it is; `None` where the words are no citation after all.
    fn work(&self, raw: &RawCitation, quoted: bool, instruction: bool) -> Option<(Form, Cited)> {
        let amended = || self.amendments.work().map_or(Cited::Unnamed, Cited::Earlier);
        match &raw.named {
            Some(Named::Work(mention)) => {
                let form = if mention.number.is_some() { Form::Number } else { Form::Name };
                let own = raw.provisions.is_empty() && !quoted && self.is_own(mention);
                (!own).then(|| (form, Cited::Work(Box::new(mention.clone()))))
            }
            Some(Named::Alias(index)) => Some((Form::Previous, Cited::Earlier(*index))),
            Some(Named::This(_)) if quoted => Some((Form::This, amended())),
            Some(Named::This(_)) => Some((Form::This, Cited::This)),
            Some(Named::Pointer { kind, .. }) => Some((Form::Previous, Cited::Earlier(self.antecedent(*kind)?))),
            None if quoted => Some((Form::Internal, amended())),
            None if instruction && self.amendments.work().is_some() => Some((Form::Previous, amended())),
            None => Some((Form::Internal, Cited::This)),
        }
    }

    fn is_own(&self, mention: &Mention) -> bool {
        let number = mention.number.as_ref().map(DocumentNumber::strict_key);
        number.is_some() && number == self.own.as_ref().map(DocumentNumber::strict_key)
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

/// The path of a provision from where its words stand.
///
/// `base` is where places without an outermost level begin; `place` is what `này` means.
fn absolute(raw: &Raw, form: Form, base: &Path, place: &Path, division: &Path) -> Option<Path> {
    let here = match raw.here {
        Some(level) if level >= Level::Article => Some(place.down_to(level)?),
        Some(level) => Some(division.down_to(level)?),
        None => None,
    };
    if let Some(here) = here {
        return Some(here.join(&raw.steps));
    }
    let outermost = raw.steps.first()?.level;
    let annex = base.above(Level::Part);
    if matches!(form, Form::Number | Form::Name) || (form == Form::This && outermost != Level::Article) {
        return Some(Path { steps: raw.steps.clone() });
    }
    match outermost {
        Level::Article => Some(annex.join(&raw.steps)),
        Level::Section | Level::Subsection if form == Form::Internal => Some(division.above(outermost).join(&raw.steps)),
        Level::Clause => base.down_to(Level::Article).map(|article| article.join(&raw.steps)),
        Level::Point => {
            let outer = base.down_to(Level::Clause).or_else(|| base.down_to(Level::Article))?;
            Some(outer.join(&raw.steps))
        }
        Level::Subpoint => base.down_to(Level::Point).map(|point| point.join(&raw.steps)),
        _ => Some(Path { steps: raw.steps.clone() }),
    }
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
