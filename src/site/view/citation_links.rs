//! The citations of a page as links: each member of a list to its own place, the words untouched.

use std::collections::BTreeMap;
use std::ops::Range;

use super::common::Views;
use super::shown::Shown;
use crate::corpus::{
    Certainty, CitationUse, CitedPlace, Difference, PageId, Resolution, Standing, WorkId, official_date, provision_name,
};
use crate::site::html::CitationLink;

/// The links of a text by block and inline, in order, none overlapping another.
pub(super) fn citation_links(views: &Views<'_>, shown: &Shown<'_>) -> BTreeMap<(usize, usize), Vec<CitationLink>> {
    let mut links: BTreeMap<(usize, usize), Vec<CitationLink>> = BTreeMap::new();
    for one in views.corpus().citations(shown.id).iter().filter(|one| shown.blocks.contains(&one.block)) {
        let made = match one.resolution {
            Resolution::This => own(views, shown, one),
            Resolution::Work(work, certainty) => to_work(views, shown, one, work, certainty),
            Resolution::Ambiguous(_) | Resolution::Unknown => continue,
        };
        links.entry((one.block, one.inline)).or_default().extend(made);
    }
    links
}

/// Where a citation is touched and what is reached there: the whole of it, or each member of a list.
fn pieces(one: &CitationUse) -> Vec<(Range<usize>, Option<&CitedPlace>)> {
    let touched: Vec<&CitedPlace> = one.places.iter().filter(|place| place.span.is_some()).collect();
    if touched.len() < 2 {
        return vec![(one.span.clone(), touched.first().copied().or(one.places.first()))];
    }
    let mut end = one.span.start;
    let mut pieces = Vec::with_capacity(touched.len());
    for place in touched {
        let Some(span) = place.span.clone().filter(|span| span.start >= end && span.end <= one.span.end) else { continue };
        end = span.end;
        pieces.push((span, Some(place)));
    }
    pieces
}

/// Links inside the page; a place that the text does not have and nothing above it is no link.
fn own(views: &Views<'_>, shown: &Shown<'_>, one: &CitationUse) -> Vec<CitationLink> {
    let Shown { id, page, output, .. } = *shown;
    let pieces = pieces(one);
    let is_list = pieces.len() > 1;
    let block = page.block_in_file(one.block);
    let text = &block.inlines[one.inline].text;
    let link = |(span, place): (Range<usize>, Option<&CitedPlace>)| {
        let place = place?;
        let unit = &page.units()[place.unit?];
        // `b` of `điểm a và b khoản 2 Điều này` says nothing alone.
        let is_bare = is_list && !text[span.clone()].contains(' ');
        let name = || if is_bare { provision_name(&place.path) } else { String::new() };
        Some(CitationLink {
            span,
            href: views.place(output, page, unit.id()),
            title: remark(views, id, place).unwrap_or_else(name),
            class: class(Certainty::Exact, place.standing),
            external: false,
            slot: views.slot(page),
        })
    };
    pieces.into_iter().filter_map(link).collect()
}

fn to_work(views: &Views<'_>, shown: &Shown<'_>, one: &CitationUse, work: WorkId, certainty: Certainty) -> Vec<CitationLink> {
    let corpus = views.corpus();
    let from = shown.output;
    let name = name(views, one, work, certainty);
    let Some(target_id) = corpus.work(work).page else {
        let official = views.source_address(work);
        let title = format!("{name} – {}", views.word(if official.is_some() { "leaves_site" } else { "no_page" }));
        let external = official.is_some();
        let href = official.unwrap_or_else(|| views.address(from, work, ""));
        let class = if external { "vd vd-ngoai vd-roi" } else { "vd vd-ngoai" };
        return vec![CitationLink { span: one.span.clone(), href, title, class, external, slot: None }];
    };
    let target = corpus.page(target_id);
    let pieces = pieces(one);
    let is_list = pieces.len() > 1;
    let link = |(span, place): (Range<usize>, Option<&CitedPlace>)| {
        let unit = place.and_then(|place| place.unit).map(|unit| &target.units()[unit]);
        let remark = place.and_then(|place| remark(views, target_id, place));
        let member = place.filter(|_| is_list).map(|place| format!("{} – ", provision_name(&place.path))).unwrap_or_default();
        CitationLink {
            span,
            href: views.place(from, target, unit.map_or("", |unit| unit.id())),
            title: remark.map_or_else(|| format!("{member}{name}"), |remark| format!("{name} – {remark}")),
            class: class(certainty, place.map_or(Standing::Found, |place| place.standing)),
            external: false,
            slot: views.slot(target),
        }
    };
    pieces.into_iter().map(link).collect()
}

/// The full name of the work, and what makes it less than certain.
fn name(views: &Views<'_>, one: &CitationUse, work: WorkId, certainty: Certainty) -> String {
    let mut name = views.corpus().full_name(work);
    if let Some(Difference::Date { issued, .. }) = one.difference {
        name.push_str(&format!(" ({} {})", views.word("known_date"), official_date(issued)));
    } else if certainty == Certainty::Inferred {
        name.push_str(&format!(" ({})", views.word("evidence_inferred")));
    }
    name
}

/// What is said of a place that is not there, or cannot be shown, and where the link goes instead.
fn remark(views: &Views<'_>, target: PageId, place: &CitedPlace) -> Option<String> {
    let words = match place.standing {
        Standing::Found => return None,
        Standing::NotCheckable => views.word("not_checkable"),
        Standing::Missing => views.word("no_such_place"),
    };
    let reached = place.unit.map(|unit| format!("; {} {}", views.word("leads_to"), views.corpus().place_name(target, unit)));
    Some(format!("{words} {}{}", provision_name(&place.path), reached.unwrap_or_default()))
}

fn class(certainty: Certainty, standing: Standing) -> &'static str {
    match (certainty, standing) {
        (_, Standing::Missing) | (Certainty::Inferred, _) => "vd vd-suy",
        (Certainty::Exact, _) => "vd",
    }
}
