//! `broken-relation`: a relation's other end, and what a page is a version of, is a page or stands in `works.yaml`.

use super::Context;
use crate::content::{Field, RelationTarget};
use crate::corpus::WorkId;
use crate::diagnostic::{Code, Diagnostic, Fix, Say};

pub(super) fn check(context: &Context<'_>) -> Vec<Diagnostic> {
    let slugs: Vec<&str> = context.corpus.slugs().iter().map(String::as_str).collect();
    let mut problems = Vec::new();
    for broken in context.corpus.broken_relations() {
        let Some(file) = context.file_of(broken.work) else { continue };
        let Some(statement) = context.corpus.facts(broken.work).relations.get(broken.statement) else { continue };
        if is_unread(context, &statement.target.value) {
            continue;
        }
        let (message, help) = if broken.itself {
            (
                Say::new("văn bản có quan hệ với chính nó", "the document is related to itself"),
                Say::new("xóa quan hệ này", "remove this relation"),
            )
        } else {
            missing(&statement.target.value, &slugs)
        };
        let fix = (!broken.itself).then(|| proposal(context, broken.work, &statement.target, &slugs)).flatten();
        let mut problem = Diagnostic::new(Code::BrokenRelation, message).at(file, statement.target.span.clone()).fixed_by(fix);
        problem.help = Some(help);
        problems.push(problem);
    }
    problems.extend(versions(context, &slugs));
    problems
}

/// The slug that may have been meant, where the relation stands on a page.
fn proposal(context: &Context<'_>, work: WorkId, target: &Field<RelationTarget>, slugs: &[&str]) -> Option<Fix> {
    let RelationTarget::Slug(slug) = &target.value else { return None };
    let page = context.corpus.work(work).page?;
    let source = &context.corpus.page(page).source;
    crate::content::nearest(slug, slugs).map(|name| Fix::proposed(&source.open(), target.span.clone(), name))
}

/// A version of a work that is not there.
fn versions(context: &Context<'_>, slugs: &[&str]) -> Vec<Diagnostic> {
    let stated = context.works().filter_map(|(_, facts, file)| Some((facts.version_of.as_ref()?, file)));
    let broken = stated.filter(|(of, _)| {
        let target = RelationTarget::Slug(of.value.clone());
        !slugs.contains(&of.value.as_str()) && !is_unread(context, &target)
    });
    broken
        .map(|(of, file)| {
            let (message, help) = missing(&RelationTarget::Slug(of.value.clone()), slugs);
            let mut problem = Diagnostic::new(Code::BrokenRelation, message).at(file, of.span.clone());
            problem.help = Some(help);
            problem
        })
        .collect()
}

/// Whether the target is a page that is reported already for what keeps it from being read.
fn is_unread(context: &Context<'_>, target: &RelationTarget) -> bool {
    match target {
        RelationTarget::Slug(slug) => {
            let name = format!("{slug}.md");
            context.unread.iter().any(|path| path.rsplit('/').next() == Some(name.as_str()))
        }
        RelationTarget::Work { .. } => !context.unread.is_empty(),
    }
}

fn missing(target: &RelationTarget, slugs: &[&str]) -> (Say, Say) {
    match target {
        RelationTarget::Slug(slug) => {
            let message = Say::new(format!("không có văn bản `{slug}`"), format!("there is no work `{slug}`"));
            let help = match crate::content::nearest(slug, slugs) {
                Some(name) => Say::new(format!("có phải `{name}`?"), format!("did you mean `{name}`?")),
                None => Say::new(
                    "dùng tên tệp của một trang (không có .md), hoặc {kind, number, date}",
                    "use a page's file name without .md, or {kind, number, date}",
                ),
            };
            (message, help)
        }
        RelationTarget::Work { kind, number, date } => {
            let number = number.as_deref().unwrap_or("?");
            let date = date.map(|date| format!(" ({date})")).unwrap_or_default();
            let name = format!("{} {number}{date}", kind.name());
            (
                Say::new(
                    format!("`{name}` không có trang và không có trong works.yaml, hoặc có nhiều"),
                    format!("`{name}` has no page and no entry in works.yaml, or several"),
                ),
                Say::new(
                    "thêm vào `content/works.yaml` với cùng kind, number, issued",
                    "add it to `content/works.yaml` with the same kind, number, issued",
                ),
            )
        }
    }
}
