//! Works that are named by what they issued: `Điều 5 Quy chế làm việc ban hành kèm theo Quyết định số …`.

use super::lex::{Class, Token, Word};
use super::provision::{self, Raw};
use super::scan::{RawCitation, Scanner};
use super::work::Found;
use crate::content::structure::Level;
use crate::text::slug;

impl Scanner<'_> {
    /// The work behind the title of an annex or an annexed text.
    ///
    /// `điểm 26 Phụ lục II về danh mục quy hoạch của Luật Quy hoạch`, `Điều 5 Quy chế làm việc ban hành kèm theo …`.
    pub(super) fn titled(self, groups: &provision::Groups) -> Option<Found> {
        const LONGEST: usize = 40;
        let title = groups.end;
        if self.reader.opens_other_name(self.after_into(title)) {
            return self.issuing_act(title);
        }
        let dash = self.tokens.get(title).is_some_and(|token| token.is_mark('-') || token.is_mark('–'));
        if groups.outermost() != Level::Annex || !(dash || self.is(title, Word::Ve)) {
            return None;
        }
        if let Some(found) = self.issuing_act(title + 1) {
            return Some(found);
        }
        let limit = self.tokens.len().min(title + LONGEST);
        let plain = |token: &Token| token.class == Class::Word || token.is_mark(',');
        let clause = self.tokens[title + 1..limit].iter().take_while(|token| plain(token)).count();
        (title + 1..title + 1 + clause).filter(|at| self.is(*at, Word::Cua)).find_map(|at| self.reader.read(at + 1))
    }

    /// The work after `ban hành kèm theo` in the same clause.
    fn issuing_act(self, at: usize) -> Option<Found> {
        const LONGEST: usize = 50;
        let limit = self.tokens.len().min(at + LONGEST);
        let plain = |token: &Token| token.class == Class::Word || token.is_mark(',') || token.is_mark('-') || token.is_mark('–');
        let clause = self.tokens[at..limit].iter().take_while(|token| plain(token)).count();
        let kem = (at..at + clause).find(|at| self.is(*at, Word::Kem))?;
        let begin = match () {
            () if kem >= at + 2 && self.is(kem - 1, Word::Hanh) => kem - 2,
            () if kem > at && self.is(kem - 1, Word::Dinhkem) => kem - 1,
            () => kem,
        };
        self.reader.read(self.after_annexed(begin)?)
    }

    /// The token after `(được) ban hành kèm theo`, `đính kèm`, `ban hành tại`.
    fn after_annexed(self, at: usize) -> Option<usize> {
        let mut next = at + usize::from(self.is(at, Word::Duoc));
        let issued = self.is(next, Word::Ban) && self.is(next + 1, Word::Hanh);
        next += if issued { 2 } else { usize::from(self.is(next, Word::Dinhkem)) };
        if self.is(next, Word::Kem) {
            return Some(next + 1 + usize::from(self.is(next + 1, Word::Theo)));
        }
        (issued && (self.is(next, Word::Theo) || self.is(next, Word::Tai))).then_some(next + 1)
    }

    /// `Phụ lục ban hành kèm theo Nghị định này`: the one annex of a work.
    pub(super) fn whole_annex(self, at: usize) -> Option<RawCitation> {
        if !(self.is(at, Word::Phu) && self.is(at + 1, Word::Luc)) {
            return None;
        }
        let found = self.reader.read(self.after_annexed(at + 2)?)?;
        let span = self.tokens[at].start..found.byte;
        let steps = vec![provision::Step { level: Level::Annex, piece: "phu-luc".to_owned() }];
        let provisions = vec![Raw { here: None, steps, span: Some(span.clone()) }];
        Some(RawCitation { span, named: Some(found.named), provisions, back: false })
    }

    /// The annexed text that is named between provisions and the act that issued it, as a step: `quy-che` of
    /// `Điều 5 Quy chế làm việc ban hành kèm theo Quyết định số …`.
    pub(super) fn annexed_text(self, end: usize) -> Option<provision::Step> {
        let kind = self.after_into(end);
        let after = self.reader.after_annexed_kind(kind)?;
        let issued = self.after_annexed(after).is_some() || self.issuing_act(after).is_some();
        let words = &self.text[self.tokens[kind].start..self.tokens[after - 1].end];
        issued.then(|| provision::Step { level: Level::Annex, piece: slug(words) })
    }

    /// The work that follows provisions: `của Luật này`, `, Quy định này`, `ban hành kèm theo Nghị định số …`.
    pub(super) fn work_after(self, end: usize) -> Option<Found> {
        let comma = self.tokens.get(end).is_some_and(|token| token.is_mark(','));
        let at = self.after_into(end);
        if let Some(annexed) = self.after_annexed(at) {
            return self.reader.read(annexed);
        }
        if comma { self.reader.read(at) } else { self.reader.read_after_provisions(at) }.or_else(|| {
            // `Quy định ban hành kèm theo …`: the kind of the annexed text alone.
            let annexed = self.reader.after_kind(at).and_then(|after| self.after_annexed(after))?;
            self.reader.read(annexed)
        })
    }
}
