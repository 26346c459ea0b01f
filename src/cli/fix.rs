//! `congkhai check --fix`: makes the changes that cannot be meant otherwise, and checks again.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::output::Output;
use super::replace::replaced;
use crate::content::SitePath;
use crate::diagnostic::{Diagnostic, Fix, Replacement, Say, fixed};
use crate::pipeline::{self, Options, Report};
use crate::world::DiskWorld;

/// Most times the site is checked again: what one fix uncovers the next round fixes.
const ROUNDS: usize = 5;

/// Applies the safe fixes of a report; what is left is in the report it gives back.
pub(super) fn fix(world: &DiskWorld, options: &Options, report: Report, output: Output) -> Report {
    let mut report = report;
    let mut made = 0;
    for _ in 0..ROUNDS {
        let now = round(world, &report, output);
        if now == 0 {
            break;
        }
        made += now;
        report = pipeline::check(world, options);
    }
    output.say(&Say::new(format!("đã sửa {made} chỗ."), format!("fixed {made}.")));
    report
}

/// Fixes each file once; how many fixes were made.
fn round(world: &DiskWorld, report: &Report, output: Output) -> usize {
    let mut by_file: BTreeMap<&SitePath, Vec<(&Diagnostic, &Fix)>> = BTreeMap::new();
    for diagnostic in &report.diagnostics {
        if let (Some(file), Some(fix)) = (&diagnostic.file, &diagnostic.fix)
            && fix.safe
        {
            by_file.entry(file).or_default().push((diagnostic, fix));
        }
    }
    by_file.into_iter().map(|(file, found)| file_fixed(world, report, output, file, &found)).sum()
}

fn file_fixed(world: &DiskWorld, report: &Report, output: Output, file: &SitePath, found: &[(&Diagnostic, &Fix)]) -> usize {
    let Some(source) = report.sources.get(file) else { return 0 };
    let text = source.original();
    let fixes: Vec<Cow<'_, [Replacement]>> = found.iter().map(|(_, fix)| fix.edits(source)).collect();
    let (now, applied) = fixed(text, &fixes);
    if now == text || !replaced(&world.root().join(&**file), text.as_bytes(), now.as_bytes(), output) {
        return 0;
    }
    for index in &applied {
        output.say(&said(file, text, found[*index].0, &fixes[*index]));
    }
    applied.len()
}

/// `content/x.md:5: `efective` → `effective` (unknown-key)`.
fn said(file: &str, text: &str, diagnostic: &Diagnostic, edits: &[Replacement]) -> Say {
    let code = diagnostic.code.id();
    let Some(first) = edits.first() else { return diagnostic.message.clone() };
    let line = text[..first.bytes.start].matches('\n').count() + 1;
    if let [only] = edits {
        let was = &text[only.bytes.clone()];
        let change = format!("{file}:{line}: `{was}` → `{}` ({code})", only.text);
        return Say::new(change.clone(), change);
    }
    let places = edits.len();
    Say::new(
        format!("{file}: sửa {places} chỗ, từ dòng {line} ({code})"),
        format!("{file}: {places} places, from line {line} on ({code})"),
    )
}
