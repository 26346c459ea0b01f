//! From the places that words name to paths from the root of a work.

use super::provision::{Path, Raw};
use super::{Cited, Form};
use crate::content::structure::Level;

/// What a citation means where it stands.
pub(super) struct Meant {
    pub(super) form: Form,
    pub(super) work: Cited,
    /// Whether the work is another one, whose places do not depend on where the words stand.
    pub(super) elsewhere: bool,
    /// Where places without an outermost level begin.
    pub(super) base: Path,
    /// What `này` means.
    pub(super) place: Path,
}

/// The path of a provision from where its words stand.
pub(super) fn absolute(raw: &Raw, meant: &Meant, division: &Path) -> Option<Path> {
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
    if *elsewhere {
        return Some(base.join(&raw.steps));
    }
    if *form == Form::This && outermost > Level::Chapter && outermost != Level::Article {
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
    let annex = base.step(Level::Annex).filter(|annex| own || annex.is_annexed_text());
    Path { steps: annex.cloned().into_iter().collect() }
}
