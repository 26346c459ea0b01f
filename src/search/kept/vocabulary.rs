//! The table of syllables brought up to date: what each number stands for stays, what the numbers say may change.

use std::collections::{BTreeMap, BTreeSet};

use super::super::syllable::{Exact, FORMS, Folded, PAIRED, Syllables, band_of, rarest_listed};
use super::super::tokens;

/// How many units more or fewer have a token.
pub(super) type Differences = BTreeMap<String, i32>;

/// What became of the table.
#[derive(Debug, Default)]
pub(super) struct Shift {
    /// The bands that syllables had which have another now.
    pub(super) bands: BTreeMap<u32, u8>,
    /// Exact forms that were not there.
    pub(super) new: Vec<String>,
}

impl Syllables {
    /// Takes in that units have other tokens, and that there are so many units now.
    ///
    /// None where numbers would have to change, which calls for a new index:
    /// - forms of a syllable that has more than 32 of them change places around the last number (in Vietnamese a folded
    ///   syllable has at most 36, such as `do` with `đo`, so that this waits for a typing error in the right place);
    /// - which syllables stand in pairs changes, on a site with more than 32,767 of them: a number or a code comes or
    ///   goes that is just as rare as the rarest of those;
    /// - so many new syllables came since the index was made that there is no number left.
    pub(super) fn take_in(&mut self, differences: &Differences, units: usize) -> Option<Shift> {
        let mut touched = BTreeSet::new();
        let mut shift = Shift::default();
        let first_new = self.folded.len() as u32;
        for (token, by) in differences.iter().filter(|(_, by)| **by != 0) {
            let nth = match self.nth(token) {
                Some(nth) => nth,
                None => {
                    shift.new.push(token.clone());
                    self.append(token)
                }
            };
            let count = &mut self.folded[nth.0 as usize].counts[nth.1];
            *count = count.checked_add_signed(*by)?;
            touched.insert(nth.0);
        }
        if !touched.iter().all(|id| self.folded[*id as usize].has_its_numbers()) || !self.pair(first_new) {
            return None;
        }
        let listed = rarest_listed(units);
        if listed != self.rarest_listed {
            self.rarest_listed = listed;
            touched.extend(0..self.folded.len() as u32);
        }
        for id in touched {
            let folded = &mut self.folded[id as usize];
            let band = band_of(&folded.text, folded.total(), listed);
            if band != folded.band {
                shift.bands.insert(id, std::mem::replace(&mut folded.band, band));
            }
        }
        Some(shift)
    }

    /// The syllable of a token and the place of its form there, also of one that shares the last number.
    fn nth(&self, token: &str) -> Option<(u32, usize)> {
        let (id, form) = self.exact(token)?;
        let forms = &self.folded[id as usize].forms;
        let nth = usize::from(form) + forms[usize::from(form)..].iter().position(|form| form == token)?;
        Some((id, nth))
    }

    /// Gives a token a number behind all others.
    fn append(&mut self, token: &str) -> (u32, usize) {
        let text = tokens::folded(token);
        let id = self.of_folded(&text).unwrap_or_else(|| self.append_folded(text));
        let folded = &mut self.folded[id as usize];
        let nth = folded.forms.len();
        folded.forms.push(token.to_owned());
        folded.counts.push(0);
        let exact: Exact = (id, nth.min(FORMS) as u8);
        self.ids.insert(token.to_owned(), exact);
        (id, nth)
    }

    fn of_folded(&self, text: &str) -> Option<u32> {
        self.folded.iter().position(|folded| folded.text == text).map(|at| at as u32)
    }

    fn append_folded(&mut self, text: String) -> u32 {
        let rank = self.folded.iter().filter(|folded| folded.text < text).count() as u32;
        self.folded.iter_mut().filter(|folded| folded.rank >= rank).for_each(|folded| folded.rank += 1);
        let new = Folded { text, forms: Vec::new(), counts: Vec::new(), is_everyday: false, pair: None, band: 0, rank };
        self.folded.push(new);
        self.folded.len() as u32 - 1
    }

    /// Gives every syllable from a number on that stands in pairs its number there; `false` where others change too.
    fn pair(&mut self, first_new: u32) -> bool {
        let is_there = |folded: &Folded| folded.is_everyday || folded.total() > 0;
        let mut totals: Vec<u32> = self.folded.iter().filter(|folded| is_there(folded)).map(Folded::total).collect();
        let rarest = if totals.len() < PAIRED { 0 } else { *totals.select_nth_unstable_by(PAIRED - 1, |a, b| b.cmp(a)).1 };
        let mut order: Vec<u32> = (0..self.folded.len() as u32).collect();
        if rarest > 0 {
            order.sort_by_key(|id| self.folded[*id as usize].rank);
        }
        let mut in_pairs = 0;
        for id in order {
            let folded = &mut self.folded[id as usize];
            if !is_there(folded) {
                continue;
            }
            let stands = folded.total() >= rarest && in_pairs < PAIRED;
            in_pairs += usize::from(stands);
            if id >= first_new && stands && self.paired.len() < PAIRED {
                folded.pair = Some(self.paired.len() as u32);
                self.paired.push(id);
            }
            if stands != folded.pair.is_some() {
                return false;
            }
        }
        true
    }
}

impl Folded {
    /// Whether its forms have the numbers that a new table gives them, but for their order.
    fn has_its_numbers(&self) -> bool {
        if self.forms.len() <= FORMS + 1 {
            return true;
        }
        let mut ranked: Vec<usize> = (0..self.forms.len()).collect();
        ranked.sort_by(|a, b| self.counts[*b].cmp(&self.counts[*a]).then_with(|| self.forms[*a].cmp(&self.forms[*b])));
        // A form that no text has any more may or may not be one of a new table.
        self.counts[ranked[FORMS]] > 0 && ranked[FORMS] == FORMS && ranked[..FORMS].iter().all(|nth| *nth < FORMS)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap as Map, HashMap};

    use super::*;

    fn table(counts: &[(&str, u32)], units: usize) -> Syllables {
        let counts: HashMap<String, u32> = counts.iter().map(|(token, count)| ((*token).to_owned(), *count)).collect();
        Syllables::new(counts, units, &Map::new())
    }

    fn by(differences: &[(&str, i32)]) -> Differences {
        differences.iter().map(|(token, by)| ((*token).to_owned(), *by)).collect()
    }

    #[test]
    fn numbers_stay_and_bands_are_those_of_a_new_table() {
        let mut kept = table(&[("đất", 8), ("dat", 1), ("luật", 2), ("xã", 3)], 40);
        let before = kept.exact("đất");
        let shift = kept.take_in(&by(&[("dân", 4), ("đất", 2), ("xã", -3), ("đạt", 1)]), 41).expect("no new index");
        let anew = table(&[("đất", 10), ("dat", 1), ("đạt", 1), ("luật", 2), ("dân", 4)], 41);
        assert_eq!(kept.exact("đất"), before);
        assert!(kept.listed().eq(anew.listed()) && !shift.new.is_empty());
        let id = |token: &str| kept.exact(token).expect("there").0;
        assert_eq!(shift.bands.keys().copied().collect::<BTreeSet<u32>>(), BTreeSet::from([id("dân"), id("đất"), id("xã")]));
        assert!(kept.is_rarer(id("luật"), id("dân")) && kept.is_rarer(id("dân"), id("đất")));
    }

    #[test]
    fn more_units_move_the_bound_from_which_on_syllables_are_listed() {
        let counts = [("đất", 2), ("luật", 3), ("dân", 40)];
        let mut kept = table(&counts, 29_999);
        let shift = kept.take_in(&Differences::new(), 30_000).expect("no new index");
        assert_eq!(shift.bands.len(), 1, "that of two units");
        assert!(kept.listed().eq(table(&counts, 30_000).listed()));
    }

    #[test]
    fn a_syllable_between_others_is_between_them_in_the_order_of_bytes() {
        let mut kept = table(&[("an", 1), ("em", 1)], 2);
        kept.take_in(&by(&[("ban", 1), ("am", 1)]), 2).expect("no new index");
        let id = |token: &str| kept.exact(token).expect("there").0;
        let order = ["am", "an", "ban", "em"].map(id);
        assert!(order.is_sorted_by(|a, b| kept.is_rarer(*a, *b) && !kept.is_rarer(*b, *a)));
    }

    #[test]
    fn forms_behind_the_last_number_call_for_a_new_index_where_they_change_places() {
        let marks = ["a", "à", "á", "ả", "ã", "ạ", "ă", "ằ", "ắ", "ẳ", "ẵ", "ặ", "â", "ầ", "ấ", "ẩ", "ẫ", "ậ"];
        let forms: Vec<String> = ["d", "đ"].iter().flat_map(|d| marks.map(|a| format!("{d}{a}"))).collect();
        let counts: Vec<(&str, u32)> = forms.iter().zip(100..).map(|(form, count)| (&**form, count)).collect();
        let mut kept = table(&counts, 5_000);
        assert_eq!(kept.exact("da"), kept.exact("dà"));
        assert!(kept.take_in(&by(&[("đậ", 5), ("da", 1)]), 5_000).is_some(), "the order before and behind is nothing");
        assert!(kept.take_in(&by(&[("da", 40)]), 5_000).is_none());
    }
}
