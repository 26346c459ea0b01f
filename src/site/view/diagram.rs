//! The diagram of a document's surroundings, and the same edges as rows of a table.

use serde::Serialize;

use super::common::{Link, Views};
use super::list::numbered_name;
use super::relations::verb;
use crate::content::Relation;
use crate::corpus::{Certainty, Connection, Tie, WorkId};
use crate::site::diagram::{Group, Item, surroundings, svg};
use crate::site::words;

/// Most documents drawn above the document at hand, and below it; the rest is counted.
const DRAWN: usize = 40;

/// Most rows of a table; the rest is counted.
const ROWS: usize = 200;

/// From so many edges on a drawing says more than the table.
const WORTH_DRAWING: usize = 2;

/// What ties a document to others.
#[derive(Debug, Serialize)]
pub(in crate::site) struct DiagramView {
    picture: Option<Picture>,
    caption: String,
    rows: Vec<EdgeRow>,
    /// Edges without a row.
    more: usize,
}

/// A drawing, ready to stand in a page.
#[derive(Debug, Serialize)]
pub(super) struct Picture {
    pub(super) svg: String,
    /// Whether something in it is not certain, which the page then explains.
    pub(super) uncertain: bool,
}

/// An edge as a sentence: subject, verb, object, how sure.
#[derive(Debug, Serialize)]
pub(super) struct EdgeRow {
    subject: Link,
    verb: String,
    object: Link,
    certainty: String,
}

/// The diagram of a work's page; none where nothing ties it to another.
pub(super) fn diagram(views: &Views<'_>, from: &str, work: WorkId) -> Option<DiagramView> {
    let connections = views.corpus().connections_of(work);
    if connections.is_empty() {
        return None;
    }
    let caption = format!("{} {}", views.word("diagram_of"), numbered_name(views, work));
    let side = |other: WorkId| {
        let mut link = named_link(views, from, other);
        if other == work {
            link.href = None;
        }
        link
    };
    let rows = connections.iter().take(ROWS).map(|one| row(views, one, side(one.subject), side(one.object))).collect();
    Some(DiagramView {
        picture: (connections.len() >= WORTH_DRAWING).then(|| picture(views, from, work, &connections, &caption)),
        caption,
        rows,
        more: connections.len().saturating_sub(ROWS),
    })
}

/// A link with a name that tells two laws of one title apart.
pub(super) fn named_link(views: &Views<'_>, from: &str, work: WorkId) -> Link {
    Link::to(numbered_name(views, work), views.address(from, work, ""))
}

/// An edge between two ends.
pub(super) fn row(views: &Views<'_>, one: &Connection, subject: Link, object: Link) -> EdgeRow {
    let certainty = match one.tie {
        Tie::Relation(_, evidence) => {
            views.evidence(evidence).map_or_else(|| views.word("diagram_unstated").to_owned(), |mark| mark.text)
        }
        Tie::Citation(Certainty::Exact) => views.word("diagram_exact").to_owned(),
        Tie::Citation(Certainty::Inferred) => views.word("evidence_inferred").to_owned(),
    };
    EdgeRow { subject, verb: views.locale().get(verb_key(one.tie)).to_owned(), object, certainty }
}

fn verb_key(tie: Tie) -> &'static str {
    match tie {
        Tie::Relation(relation, _) => verb(relation),
        Tie::Citation(_) => "verb_cites",
    }
}

fn picture(views: &Views<'_>, from: &str, work: WorkId, connections: &[Connection], title: &str) -> Picture {
    // What is related without a direction stands below, with what others do.
    let outward = |one: &&Connection| one.subject == work && direction(one.tie).is_some();
    let (above, below): (Vec<&Connection>, Vec<&Connection>) = connections.iter().partition(outward);
    let mut others: Vec<WorkId> = connections.iter().map(|one| other(one, work)).collect();
    others.sort_unstable();
    others.dedup();
    let groups = |side: &[&Connection]| groups(views, from, work, side);
    let drawing = surroundings(&numbered_name(views, work), &groups(&above), &groups(&below));
    let word = |key| views.word(key);
    let description = format!(
        "{} {} {} {}. {}",
        connections.len(),
        word("diagram_links"),
        others.len(),
        word("documents"),
        word("diagram_same")
    );
    Picture { svg: svg(&drawing, "_so-do", title, &description), uncertain: connections.iter().any(Connection::is_uncertain) }
}

/// Whether the arrow of a tie has a head.
fn direction(tie: Tie) -> Option<Tie> {
    (!matches!(tie, Tie::Relation(Relation::Related, _))).then_some(tie)
}

fn other(one: &Connection, work: WorkId) -> WorkId {
    if one.subject == work { one.object } else { one.subject }
}

/// The edges of one side by what they are, cut at so many as can be looked at.
fn groups(views: &Views<'_>, from: &str, work: WorkId, side: &[&Connection]) -> Vec<Group> {
    let mut room = DRAWN;
    let same = |a: &&Connection, b: &&Connection| verb_key(a.tie) == verb_key(b.tie);
    let chunks = side.chunk_by(same);
    let group = |chunk: &[&Connection]| {
        let drawn = chunk.len().min(room);
        room -= drawn;
        let rest = chunk.len() - drawn;
        Group {
            heading: heading(views, chunk[0], work),
            items: chunk[..drawn].iter().map(|one| item(views, from, one, work)).collect(),
            outward: direction(chunk[0].tie).map(|_| chunk[0].subject == work),
            rest: (rest > 0).then(|| format!("{} {rest} {}", views.word("and_more"), views.word("diagram_rest_above"))),
        }
    };
    chunks.map(group).collect()
}

/// `Căn cứ:`, `Được viện dẫn tại:`.
fn heading(views: &Views<'_>, one: &Connection, work: WorkId) -> String {
    let key = verb_key(one.tie);
    let passive = key.replacen("verb_", "passive_", 1);
    words::heading(views.locale().get(if one.subject == work { key } else { &passive }))
}

fn item(views: &Views<'_>, from: &str, one: &Connection, work: WorkId) -> Item {
    let Link { mut text, href, .. } = named_link(views, from, other(one, work));
    let uncertain = one.is_uncertain();
    if uncertain {
        let word = match one.tie {
            Tie::Relation(_, evidence) => views.evidence(evidence).map(|mark| mark.text),
            Tie::Citation(_) => Some(views.word("evidence_inferred").to_owned()),
        };
        text.push_str(&word.map(|word| format!(" ({word})")).unwrap_or_default());
    }
    Item { text, href, uncertain }
}
