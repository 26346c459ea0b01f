//! Citations of a whole document: what `Điều này`, `Luật này`, an alias or an amending instruction means depends on
//! where it stands.

use std::collections::BTreeMap;

use super::alias::{Aliases, definitions};
use super::amend::{Amendments, quoted_label, quotes_article};
use super::here::{Here, Stretches};
use super::kind::{Kind, Kinds};
use super::law_name::Names;
use super::lex::{Class, Token, Vocabulary, mark};
use super::origin::Origin;
use super::own::Own;
use super::passage::Passage;
use super::place::{Meant, absolute};
use super::provision::{Path, Raw};
use super::scan::{Grammar, RawCitation, scan};
use super::topic::Topic;
use super::work::{Heads, Named};
use super::{Citation, Cited, DocumentNumber, Form, Mention, Provision, text_boundary};
use crate::content::structure::Level;

/// Longest stretch after `của` that is looked at for the issuer, in bytes.
pub(super) const ISSUER: usize = 120;

/// Passages in which a document's own number may stand before it begins.
pub(super) const HEADER: usize = 40;

/// Finds citations; one serves all texts of a build.
#[derive(Debug, Clone)]
pub struct Recognizer {
    vocabulary: Vocabulary,
    heads: Heads,
    names: Names,
    pub(super) kinds: Kinds,
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
            own: Own::new(own, &self.kinds),
            found: Vec::new(),
            aliases: Aliases::default(),
            amendments: Amendments::default(),
            last: BTreeMap::new(),
            issued: BTreeMap::new(),
            topic: Topic::default(),
        };
        let passages: Vec<Passage<'a>> = passages.collect();
        walk.own.survey(&passages);
        for (at, passage) in passages.iter().enumerate() {
            walk.passage(at, passage);
        }
        walk.found
    }

    fn tokens(&self, passage: &Passage<'_>) -> Vec<Token> {
        let mut tokens = self.vocabulary.lex(passage.text);
        let label = if passage.quoted || quotes_article(passage.text) { quoted_label(passage.text) } else { passage.label };
        if label == 0 && passage.closed.is_empty() {
            return tokens;
        }
        let stretches = Stretches::new(passage.closed.clone());
        let closed = |token: &Token| token.start < label || stretches.overlap(&token.range());
        for token in tokens.iter_mut().filter(|token| closed(token)) {
            (token.symbol, token.class) = (mark('\0'), Class::Mark);
        }
        tokens
    }
}

pub(super) struct Walk<'a> {
    pub(super) recognizer: &'a Recognizer,
    pub(super) own: Own,
    pub(super) found: Vec<Citation>,
    pub(super) aliases: Aliases,
    pub(super) amendments: Amendments,
    /// The last work of each kind, and of any.
    pub(super) last: BTreeMap<Option<Kind>, usize>,
    /// The act with which a text of a kind was issued.
    pub(super) issued: BTreeMap<Kind, usize>,
    pub(super) topic: Topic,
}

impl Walk<'_> {
    fn passage(&mut self, at: usize, passage: &Passage<'_>) {
        let kinds = &self.recognizer.kinds;
        if at < HEADER && (self.own.states_number(passage.text, kinds) || self.own.is_title(passage.text, kinds)) {
            return;
        }
        self.own.enter(passage);
        self.topic.enter(passage);
        let tokens = self.recognizer.tokens(passage);
        self.amendments.enter(passage);
        let mut here = Here::new(at, passage);
        let first = self.found.len();
        let mut rest = self.scan(passage.text, &tokens).into_iter().peekable();
        let definitions = definitions(passage.text, &self.recognizer.kinds);
        here.defined = Stretches::new(definitions.iter().map(|definition| definition.range.clone()).collect());
        for definition in definitions {
            while let Some(citation) = rest.next_if(|citation| citation.span.start < definition.at) {
                self.citation(&here, citation);
            }
            if self.aliases.define(&definition, passage.text, &self.found[first..], first) {
                // The alias is used in the rest of the very passage that defines it.
                let after = tokens.partition_point(|token| token.start <= definition.at);
                rest = self.scan(passage.text, &tokens[after..]).into_iter().peekable();
            }
        }
        let rest: Vec<RawCitation> = rest.collect();
        here.look_ahead(&rest);
        for citation in rest {
            self.citation(&here, citation);
        }
        if here.instruction {
            self.amendments.instruct(&passage.place, &self.found[first..], first);
        }
    }

    fn scan(&self, text: &str, tokens: &[Token]) -> Vec<RawCitation> {
        let Recognizer { heads, names, kinds, .. } = self.recognizer;
        scan(text, tokens, Grammar { heads, names, kinds, aliases: &self.aliases })
    }

    fn citation(&mut self, here: &Here<'_>, raw: RawCitation) {
        if here.is_closed(&raw.span) {
            return;
        }
        let quoted = here.passage.quoted || here.quotations.overlap(&raw.span);
        let Some(meant) = self.meant(here, &raw, quoted) else { return };
        let division = &here.passage.division;
        let provision = |one: &Raw| Some(Provision { path: absolute(one, &meant, division)?, span: one.span.clone() });
        let provisions: Vec<Provision> = raw.provisions.iter().filter_map(provision).collect();
        if !raw.provisions.is_empty() && provisions.is_empty() {
            return;
        }
        if !quoted {
            self.speak(here, &raw, &meant, &provisions);
        }
        let Meant { form, work, .. } = meant;
        let mut citation = Citation { passage: here.at, span: raw.span, form, work, provisions, quoted };
        if let Cited::Work(mention) = &mut citation.work {
            mention.issuer = issuer(here.passage.text, citation.span.end);
            self.remember(mention, here.passage.text, citation.span.start);
        }
        self.found.push(citation);
    }

    /// What a citation means where it stands; `None` where the words are none after all.
    fn meant(&self, here: &Here<'_>, raw: &RawCitation, quoted: bool) -> Option<Meant> {
        let place = if quoted { self.amendments.quoted_place() } else { here.passage.place.clone() };
        let foreign_here = || raw.named.is_none() && !quoted && self.points_elsewhere(here, raw);
        if raw.back || foreign_here() {
            let (index, article) = self.last_article()?;
            let own = matches!(self.found[index].work, Cited::This);
            let (form, work) = if own { (Form::Internal, Cited::This) } else { (Form::Previous, Cited::Earlier(index)) };
            return Some(Meant { form, work, elsewhere: false, base: article.clone(), place: article });
        }
        if raw.named.is_none() && !quoted {
            match self.origin(here, raw) {
                Origin::Here => {}
                Origin::Work(index, base) => {
                    let work = Cited::Earlier(index);
                    return Some(Meant { form: Form::Previous, work, elsewhere: true, base, place });
                }
                Origin::Unknown => return None,
            }
        }
        let (form, work) = self.work(raw, quoted, here)?;
        let elsewhere = match &raw.named {
            None => false,
            Some(Named::This(_)) => !quoted && matches!(work, Cited::Earlier(_)),
            Some(_) => true,
        };
        let base = match form {
            _ if elsewhere => Path::default(),
            Form::Previous if !elsewhere && !quoted => self.amended_place(here),
            Form::This if !quoted => self.own.scope(raw.named.as_ref(), &place),
            _ => place.clone(),
        };
        Some(Meant { form, work, elsewhere, base, place })
    }

    /// Where provisions of an instruction begin: the place that the instructions around name, else the one named later.
    fn amended_place(&self, here: &Here<'_>) -> Path {
        let place = self.amendments.place();
        if place.is_empty() { here.later.clone().unwrap_or_default() } else { place }
    }

    /// The article that was cited last, and the citation.
    fn last_article(&self) -> Option<(usize, Path)> {
        let article = |one: &Citation| one.provisions.last().and_then(|last| last.path.down_to(Level::Article));
        self.found.iter().enumerate().rev().take(20).find_map(|(index, one)| Some((index, article(one)?)))
    }

    /// What shows the work, and which it is; `None` where the words are no citation after all.
    fn work(&self, raw: &RawCitation, quoted: bool, here: &Here<'_>) -> Option<(Form, Cited)> {
        let amended = || self.amendments.work().map_or(Cited::Unnamed, Cited::Earlier);
        match &raw.named {
            Some(Named::Work(mention)) => {
                let form = if mention.number.is_some() { Form::Number } else { Form::Name };
                let own = raw.provisions.is_empty() && !quoted && self.own.is_named_by(mention);
                (!own).then(|| (form, Cited::Work(Box::new(mention.clone()))))
            }
            Some(Named::Alias(index)) => Some((Form::Previous, Cited::Earlier(*index))),
            Some(Named::This(_)) if quoted => Some((Form::This, amended())),
            Some(Named::This(Some(kind))) if self.own.is_other_kind(*kind) => {
                match self
                    .introducing(here, raw, *kind)
                    .or_else(|| self.topic.of_kind(*kind))
                    .or_else(|| self.antecedent(Some(*kind)))
                    .or_else(|| self.issued.get(kind).copied())
                {
                    Some(index) => Some((Form::Previous, Cited::Earlier(index))),
                    None => Some((Form::This, Cited::This)),
                }
            }
            Some(Named::This(_)) => Some((Form::This, Cited::This)),
            Some(Named::Pointer { kind, .. }) => Some((Form::Previous, Cited::Earlier(self.antecedent(*kind)?))),
            Some(Named::Short { kind, serial }) => Some((Form::Previous, Cited::Earlier(self.with_serial(*kind, serial)?))),
            Some(Named::Bare(_)) if quoted => Some((Form::This, amended())),
            Some(Named::Bare(kind)) if self.own.is_of_kind(*kind) => Some((Form::This, Cited::This)),
            Some(Named::Bare(kind)) => {
                let index = self.topic.of_kind(*kind).or_else(|| self.antecedent(Some(*kind)))?;
                Some((Form::Previous, Cited::Earlier(index)))
            }
            None if quoted => Some((Form::Internal, amended())),
            None if here.instruction && self.amendments.work().is_some() => Some((Form::Previous, amended())),
            None => Some(match here.later_work.as_ref().filter(|_| raw.provisions.iter().all(|one| one.here.is_none())) {
                Some(mention) => (Form::Previous, Cited::Work(Box::new(mention.clone()))),
                None => (Form::Internal, Cited::This),
            }),
        }
    }

    /// The work that introduces the quotation around a citation: `Nghị định số 120/2010/NĐ-CP quy định: “… Nghị định này …”`.
    fn introducing(&self, here: &Here<'_>, raw: &RawCitation, kind: Kind) -> Option<usize> {
        const NEAR: usize = 20;
        let start = here.speech.start_of(&raw.span)?;
        let end = self.found.partition_point(|one| one.passage < here.at || one.passage == here.at && one.span.end <= start);
        let near = self.found[..end].iter().enumerate().rev().take_while(|(_, one)| one.passage == here.at).take(NEAR);
        let (index, last) = near.into_iter().find(|(_, one)| {
            let work = match one.work {
                Cited::Earlier(index) => self.found[index].mention(),
                _ => one.mention(),
            };
            work.is_some_and(|mention| kinds_of(mention, &self.recognizer.kinds).contains(&kind))
        })?;
        Some(if let Cited::Earlier(index) = last.work { index } else { index })
    }

    /// The last work cited by number or name, of this kind where one is asked for.
    fn antecedent(&self, kind: Option<Kind>) -> Option<usize> {
        self.last.get(&kind).copied()
    }

    /// The last work of a kind with this serial number.
    fn with_serial(&self, kind: Kind, serial: &str) -> Option<usize> {
        const REACH: usize = 400;
        let same = |one: &Citation| {
            let Some(Mention { kind: Some(own), number: Some(number), .. }) = one.mention() else { return false };
            (*own == kind || own.shares_abbreviation(kind)) && number.serial().trim_start_matches('0') == serial
        };
        self.found.iter().enumerate().rev().take(REACH).find(|(_, one)| same(one)).map(|(index, _)| index)
    }

    /// Takes a work as the antecedent of pointers to come: by its kind, and by that of a text that was issued with it,
    /// `Quy chế phối hợp ban hành kèm theo Quyết định số …`.
    fn remember(&mut self, mention: &Mention, text: &str, start: usize) {
        const REACH: usize = 300;
        let index = self.found.len();
        self.last.insert(None, index);
        let kinds = kinds_of(mention, &self.recognizer.kinds);
        self.last.extend(kinds.into_iter().map(|kind| (Some(kind), index)));
        let before = text[..start].trim_end();
        if let Some(before) = before.strip_suffix("kèm theo") {
            let before = &before[text_boundary(before, before.len().saturating_sub(REACH))..];
            let named = |kind: &Kind| !kind.is_cited_by_name() && before.contains(kind.name());
            let issued: Vec<Kind> = self.recognizer.kinds.all().filter(named).collect();
            self.issued.extend(issued.into_iter().map(|kind| (kind, index)));
        }
    }
}

/// The kinds that a work may be of, as it is named.
pub(super) fn kinds_of(mention: &Mention, kinds: &Kinds) -> Vec<Kind> {
    let letters = mention.number.as_ref().and_then(|number| number.kind_letters(kinds));
    let same = |kind: &Kind| match mention.kind {
        Some(own) => own == *kind,
        None => letters.is_some_and(|letters| kind.abbreviations().contains(&letters)),
    };
    kinds.all().filter(same).collect()
}

/// The words after `của` that follow a citation, up to the next mark.
fn issuer(text: &str, at: usize) -> Option<String> {
    let rest = text[at..].trim_start_matches([' ', ',']).strip_prefix("của ")?;
    let limit = text_boundary(rest, ISSUER.min(rest.len()));
    let end = rest[..limit].find([',', ';', '.', ':', '(', ')', '“', '”', '\n']).unwrap_or(limit);
    (end > 0).then(|| rest[..end].to_owned())
}
