//! Which work provisions without one belong to: the document itself, what stands before their bracket, or what a text
//! without articles of its own speaks of.

use super::document::{ISSUER, Walk, kinds_of};
use super::here::Here;
use super::place::Meant;
use super::provision::Path;
use super::scan::RawCitation;
use super::topic::Naming;
use super::{Cited, Mention, Provision, text_boundary};
use crate::content::structure::Level;

/// Where provisions without a work lie.
pub(super) enum Origin {
    /// In the document itself, or in the work that it amends here.
    Here,
    /// In the work of an earlier citation, at this place of it.
    Work(usize, Path),
    /// Nobody can tell.
    Unknown,
}

impl Walk<'_> {
    /// Where provisions without a work lie: what is named right before them, what a text without articles speaks of.
    pub(super) fn origin(&self, here: &Here<'_>, raw: &RawCitation) -> Origin {
        if let Some((index, base)) = self.bracketed(here, raw) {
            return Origin::Work(index, base);
        }
        let outermost = raw.provisions.first().and_then(|first| first.steps.first()).map(|step| step.level);
        let counted = matches!(outermost, Some(Level::Article | Level::Chapter));
        let amends = here.instruction && self.amendments.work().is_some();
        let foreign = counted && raw.provisions.iter().all(|one| one.here.is_none());
        let beyond = || raw.provisions.iter().all(|one| one.steps.first().is_some_and(|step| self.own.ends_before(&step.piece)));
        if !foreign || amends {
            return Origin::Here;
        }
        let known = raw.provisions.iter().find_map(|one| self.topic.of_article(one.steps.first()?));
        if !self.own.has_no_articles(&here.passage.place) {
            // An abridged text may leave out articles of its own, too.
            let known = known.filter(|_| beyond());
            return known.map_or(Origin::Here, |index| Origin::Work(index, Path::default()));
        }
        if self.speaks_of_draft(here, raw) {
            return Origin::Unknown;
        }
        let above = is_above(&here.passage.text[raw.span.end..]);
        match known.filter(|_| above).or_else(|| self.topic.here()).or(known).or_else(|| self.topic.before()) {
            Some(index) => Origin::Work(index, Path::default()),
            None if self.own.is_unknown() && self.last.is_empty() => Origin::Here,
            None => Origin::Unknown,
        }
    }

    /// Whether `khoản 2 Điều này` stands where there is no article, after one of another work.
    pub(super) fn points_elsewhere(&self, here: &Here<'_>, raw: &RawCitation) -> bool {
        let article = raw.provisions.iter().any(|one| one.here == Some(Level::Article));
        let last = || self.found.last().is_some_and(|last| last.passage == here.at && !matches!(last.work, Cited::This));
        article && here.passage.place.step(Level::Article).is_none() && last()
    }

    /// Whether a draft was spoken of since the last work was named: its articles are no work's yet.
    fn speaks_of_draft(&self, here: &Here<'_>, raw: &RawCitation) -> bool {
        const REACH: usize = 300;
        let from = self.found.last().filter(|last| last.passage == here.at).map_or(0, |last| last.span.end);
        let near = text_boundary(here.passage.text, raw.span.start.saturating_sub(REACH));
        let between = &here.passage.text[from.max(near).min(raw.span.start)..raw.span.start];
        let draft = ["dự thảo", "Dự thảo"].iter().any(|word| between.contains(word));
        draft || self.topic.is_draft() && self.topic.here().is_none()
    }

    /// Follows what the text speaks of.
    pub(super) fn speak(&mut self, here: &Here<'_>, raw: &RawCitation, meant: &Meant, provisions: &[Provision]) {
        let kinds = |mention: &Mention| kinds_of(mention, &self.recognizer.kinds);
        let (index, key, kinds) = match &meant.work {
            Cited::Work(mention) => (self.found.len(), mention.work_key(), kinds(mention)),
            Cited::Earlier(earlier) => {
                let mention = self.found[*earlier].mention();
                (*earlier, mention.map(Mention::work_key).unwrap_or_default(), mention.map(kinds).unwrap_or_default())
            }
            Cited::This | Cited::Unnamed => return,
        };
        let articles = provisions.iter().filter_map(|one| one.path.step(Level::Article));
        self.topic.place(articles, index, &key);
        if raw.named.is_none() {
            self.topic.hold(index, key, &kinds);
        } else {
            let before = &here.passage.text[..raw.span.start];
            self.topic.name(Naming { index, key, kinds: &kinds, placed: !provisions.is_empty(), before });
        }
    }

    /// The work whose provisions follow it in brackets, and where in it: `Nghị định số 15/2020/NĐ-CP (khoản 1 Điều 80)`,
    /// `Phụ lục 4 Thông tư số 39/2014/TT-BTC (điểm 2.4)`.
    fn bracketed(&self, here: &Here<'_>, raw: &RawCitation) -> Option<(usize, Path)> {
        let last = self.found.last().filter(|last| last.passage == here.at)?;
        if !matches!(last.work, Cited::Work(_) | Cited::Earlier(_)) || raw.provisions.iter().any(|one| one.here.is_some()) {
            return None;
        }
        let between = here.passage.text.get(last.span.end..raw.span.start)?.trim_end();
        let between = ["tại", "theo", "các"].iter().find_map(|word| between.strip_suffix(word)).unwrap_or(between).trim_end();
        let issuer = between.strip_suffix('(')?.trim();
        let short = issuer.is_empty() || (issuer.starts_with("của ") && issuer.len() <= ISSUER);
        if !short || issuer.contains([',', ';', '.', '(', ')', ':']) {
            return None;
        }
        let first = raw.provisions.first()?.steps.first()?;
        // A list of papers names the form of each in brackets: `Giấy xác nhận theo Quyết định số … (Mẫu số 04)`.
        if first.piece.starts_with("mau") {
            return None;
        }
        let outermost = first.level;
        let base = last.provisions.last().map(|last| last.path.above(outermost)).unwrap_or_default();
        let fits = last.provisions.is_empty() || outermost >= Level::Article;
        let base = if outermost == Level::Article { Path::default() } else { base };
        fits.then_some((self.found.len() - 1, base))
    }
}

/// Whether what follows tells of an article that was named before: `nêu trên`, `được sửa đổi tại …`.
fn is_above(text: &str) -> bool {
    const WORDS: &[&str] = &["nêu trên", "nói trên", "đã nêu", "trên đây", "đã dẫn", "được sửa đổi", "được bổ sung", "được thay"];
    WORDS.iter().any(|words| text.trim_start().starts_with(words))
}
