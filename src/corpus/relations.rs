//! Typed relations: statements of either side become one edge each.

use std::collections::BTreeMap;

use super::model::{BrokenRelation, Edge, WorkId};
use super::registry::Registry;
use crate::content::{Evidence, FrontMatter, Relation};

/// Merges all statements; what resolves to nothing is returned beside the edges.
pub(super) fn edges<'a>(
    works: usize,
    registry: &Registry,
    facts: impl Fn(WorkId) -> &'a FrontMatter + Copy,
) -> (Vec<Edge>, Vec<BrokenRelation>) {
    let mut merged: BTreeMap<(WorkId, Relation, WorkId), Edge> = BTreeMap::new();
    let mut broken = Vec::new();
    for work in (0..works as u32).map(WorkId) {
        for (statement, stated) in facts(work).relations.iter().enumerate() {
            let other = match registry.target(&stated.target.value, facts) {
                Some(other) if other != work => other,
                other => {
                    broken.push(BrokenRelation { work, statement, itself: other.is_some() });
                    continue;
                }
            };
            let (subject, relation, object) = canonical(work, stated.relation, other);
            let edge = merged.entry((subject, relation, object)).or_insert_with(|| Edge {
                subject,
                relation,
                object,
                evidence: None,
                notes: Vec::new(),
            });
            edge.evidence = surest(edge.evidence, stated.evidence);
            if let Some(note) = stated.note.as_ref().filter(|note| !edge.notes.contains(note)) {
                edge.notes.push(note.clone());
            }
        }
    }
    (merged.into_values().collect(), broken)
}

/// One form for both statements of a fact: the acting side first; `related` by the order of works.
fn canonical(work: WorkId, relation: Relation, other: WorkId) -> (WorkId, Relation, WorkId) {
    if relation == Relation::Related {
        return (work.min(other), relation, work.max(other));
    }
    if relation.is_forward() { (work, relation, other) } else { (other, relation.inverse(), work) }
}

fn surest(a: Option<Evidence>, b: Option<Evidence>) -> Option<Evidence> {
    match (a, b) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (one, other) => one.or(other),
    }
}
