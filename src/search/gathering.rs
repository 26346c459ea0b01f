//! All postings of a site, gathered and given as terms one bucket of syllables after the other.

use std::ops::Range;

use rayon::prelude::*;

use super::kept::{Block, in_block};
use super::page::Placed;
use super::place::Places;
use super::posting::{BEHIND_OTHER, Builder, FIRST_BITS, Occurrence, Packed, Term, Words, each_posting};
use super::syllable::Syllables;
use super::unit;
use crate::corpus::Corpus;

/// Gives every term of a site in the order of its bytes; returns, where they are kept, the postings of each syllable.
///
/// A term is given as soon as those before it are: there are millions, and all at once would be most of what an index needs.
/// Pages come in the order of their slots; a pair keeps `pair_cap` postings, a syllable twice as many.
pub(super) fn terms(
    corpus: &Corpus,
    pages: &[Placed],
    places: &Places,
    words: &Words<'_>,
    (pair_cap, keeping): (usize, bool),
    give: &mut dyn FnMut(Term),
) -> Vec<Block> {
    let syllables = words.syllables;
    let numbered: Vec<(usize, &Placed)> = pages.iter().enumerate().collect();
    let builder = Builder { syllables, places, pair_cap };
    let of_bucket = |(bucket, parts): Parts| {
        let mut all: Vec<Packed> = Vec::with_capacity(parts.iter().map(Vec::len).sum());
        // Each part is gone as soon as it is taken in: at no time do all postings lie there twice.
        for part in parts {
            all.extend(part);
        }
        all.sort_unstable();
        let (first, shift) = ((bucket as u32) << FIRST_BITS, 64 - FIRST_BITS);
        let of_syllable = |term: &[Packed]| first | (term[0] >> shift) as u32;
        let terms: Vec<Term> = all
            .chunk_by(|a, b| a >> BEHIND_OTHER == b >> BEHIND_OTHER)
            .map(|term| builder.term(of_syllable(term), term))
            .collect();
        let mut blocks: Vec<Block> = Vec::new();
        if keeping {
            let count = (syllables.folded.len() - first as usize).min(1 << FIRST_BITS);
            blocks.resize_with(count, Block::default);
            for of_one in all.chunk_by(|a, b| a >> shift == b >> shift) {
                blocks[(of_syllable(of_one) - first) as usize] = Block::new(of_one.iter().map(|packed| in_block(*packed)));
            }
        }
        (terms, blocks)
    };
    let mut all_blocks = Vec::new();
    for round in rounds(syllables, if keeping { ROUNDS } else { 1 }) {
        let gathered = numbered.par_chunks(64).map(|pages| gather(corpus, pages, places, words, round.clone())).collect();
        let mut of_round = by_bucket(gathered, round).into_iter();
        while of_round.len() > 0 {
            let some: Vec<Parts> = of_round.by_ref().take(rayon::current_num_threads()).collect();
            let made: Vec<(Vec<Term>, Vec<Block>)> = some.into_par_iter().map(of_bucket).collect();
            for (terms, blocks) in made {
                terms.into_iter().for_each(&mut *give);
                all_blocks.extend(blocks);
            }
        }
    }
    all_blocks
}

/// How often a kept index goes through the pages: the postings of a large site are four hundred megabytes, and who keeps an
/// index has little room for what is gone a moment later.
const ROUNDS: usize = 2;

/// The buckets in at most so many rounds of about as many postings: those of common syllables hold most.
fn rounds(syllables: &Syllables, count: usize) -> Vec<Range<usize>> {
    let mut of_buckets = vec![0; (syllables.folded.len() >> FIRST_BITS) + 1];
    (0..).zip(&syllables.folded).for_each(|(id, folded): (usize, _)| of_buckets[id >> FIRST_BITS] += u64::from(folded.total()));
    let of_round = of_buckets.iter().sum::<u64>().div_ceil(count as u64);
    let (mut rounds, mut first, mut postings) = (Vec::new(), 0, 0);
    for (bucket, of_bucket) in (0..).zip(&of_buckets) {
        // The bucket goes to where half of it belongs.
        if postings + of_bucket / 2 > of_round * (rounds.len() as u64 + 1) && bucket > first {
            rounds.push(first..bucket);
            first = bucket;
        }
        postings += of_bucket;
    }
    rounds.push(first..of_buckets.len());
    rounds
}

/// The number of a bucket, and its postings by where they come from.
type Parts = (usize, Vec<Vec<Packed>>);

fn by_bucket(gathered: Vec<Vec<Vec<Packed>>>, buckets: Range<usize>) -> Vec<Parts> {
    let mut of_buckets: Vec<Parts> = buckets.map(|bucket| (bucket, Vec::with_capacity(gathered.len()))).collect();
    for chunk in gathered {
        chunk.into_iter().zip(&mut of_buckets).for_each(|(part, (_, parts))| parts.push(part));
    }
    of_buckets
}

/// The postings of some pages in some buckets, by bucket.
fn gather(
    corpus: &Corpus,
    pages: &[(usize, &Placed)],
    places: &Places,
    words: &Words<'_>,
    buckets: Range<usize>,
) -> Vec<Vec<Packed>> {
    let mut out = vec![Vec::new(); buckets.len()];
    let mut found: Vec<Occurrence> = Vec::new();
    for (at, placed) in pages {
        let blocks = corpus.page(placed.page).blocks();
        let document = unit::document(corpus, placed.page, &blocks);
        let names = super::names(&document);
        for (nth, unit) in document.units.iter().enumerate() {
            let names = (nth == 0).then_some(names.as_slice());
            each_posting(unit, names, words, &mut found, |head, worth| {
                let low = u64::from(head & ((1 << FIRST_BITS) - 1));
                let packed = low << (64 - FIRST_BITS) | worth | u64::from(places.first(*at) + nth as u32);
                let bucket = ((head >> FIRST_BITS) as usize).checked_sub(buckets.start);
                if let Some(out) = bucket.and_then(|bucket| out.get_mut(bucket)) {
                    out.push(packed);
                }
            });
        }
    }
    out.iter_mut().for_each(Vec::shrink_to_fit);
    out
}

#[cfg(test)]
mod tests {
    use super::super::syllable::Counts;
    use super::super::table::Table;
    use super::*;

    fn syllables(counts: impl Iterator<Item = u32>) -> Syllables {
        let counts: Counts = counts.enumerate().map(|(nth, count)| (format!("s{nth:05}"), count)).collect();
        Syllables::new(counts, 1000, &Table::default())
    }

    #[test]
    fn rounds_have_every_bucket_once_and_as_many_postings_each() {
        // Numbers come before words, and there are few postings of each.
        let skewed = syllables((0..20_000).map(|nth| if nth < 12_000 { 1 } else { 50 }));
        let of_round = |round: &Range<usize>| -> u64 {
            let of = |bucket: usize| skewed.folded.iter().skip(bucket << FIRST_BITS).take(1 << FIRST_BITS);
            round.clone().flat_map(of).map(|folded| u64::from(folded.total())).sum()
        };
        let all: u64 = skewed.folded.iter().map(|folded| u64::from(folded.total())).sum();
        for count in 1..5 {
            let rounds = rounds(&skewed, count);
            assert!(rounds.len() <= count);
            assert!(rounds.windows(2).all(|two| two[0].end == two[1].start), "{rounds:?}");
            assert_eq!((rounds[0].start, rounds[rounds.len() - 1].end), (0, (20_000 >> FIRST_BITS) + 1));
            // As many and a bucket.
            assert!(rounds.iter().all(|round| of_round(round) <= all / count as u64 + 512 * 50), "{rounds:?}");
        }
        // The first round may be short of its share by more than the last bucket has.
        let uneven = syllables((0..2000).map(|nth| [250, 120, 220, 10][nth / 512]));
        assert_eq!(rounds(&uneven, 2).len(), 2);
        for few in [0_u16, 1, 512, 513] {
            assert_eq!(
                rounds(&syllables((0..few).map(|_| 1)), 2).last().map(|last| last.end),
                Some((usize::from(few) >> FIRST_BITS) + 1)
            );
        }
    }
}
