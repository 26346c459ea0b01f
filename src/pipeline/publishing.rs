//! A site without errors on its way to the published folder: what has something new to read is made, the rest taken over.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Arc, LazyLock};

use rayon::prelude::*;

use super::incremental::{Incremental, Work};
use super::looked::Looked;
use super::prepared::{Prepared, template_problem};
use super::{Options, Report, unchanged};
use crate::content::Extra;
use crate::diagnostic::{Code, Diagnostic, Say};
use crate::observer::Step;
use crate::publish::{BuildMeta, PublishError, Published, Staging};
use crate::reads::{Fingerprint, Printer};
use crate::record::{Draft, Record};
use crate::search::Index;
use crate::site::{self, OfflineLists, Parts, Site};
use crate::world::World;

/// What becomes of what the build before made from the same parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Before {
    /// It is taken over from the published site.
    Taken,
    /// It is left: everything is made anew.
    Left,
}

/// What is kept of a site that was made.
pub(super) struct MadeSite {
    pub(super) work: Work,
    pub(super) index: Index,
    /// That on which every output depends.
    pub(super) ground: Fingerprint,
    /// The commit that it says it is of.
    pub(super) commit: Option<String>,
}

/// A published site and the record of how it was made.
pub(super) struct PublishedSite {
    work: Work,
    /// Of a site that is kept.
    index: Option<Index>,
    ground: Fingerprint,
    commit: Option<String>,
    /// None where it could not be written, of a site that nobody builds again, and of one that is kept, whose record has time.
    record: Option<Draft>,
    published: Published,
}

impl PublishedSite {
    /// Writes down beside it what it was made from. Without that the next build makes everything anew, which is slower and
    /// not wrong.
    pub(super) fn write_down(self, report: &Report, inputs: Fingerprint, commit: Option<String>, out: &Path) {
        drop(self.record.map(Draft::publish));
        let files = self.work.files().chain(&self.published.manifest);
        unchanged::keep(report, inputs, files, commit, out);
    }

    /// What is kept of it in memory, where it is.
    pub(super) fn into_kept(self) -> Option<MadeSite> {
        Some(MadeSite { work: self.work, index: self.index?, ground: self.ground, commit: self.commit })
    }
}

/// Renders a site without errors and publishes it; what is found on the way is added to the report, and with an error among
/// it nothing is published.
pub(super) fn publish(
    world: &Looked<'_>,
    options: &Options,
    prepared: &Prepared,
    report: &mut Report,
    out: &Path,
    before: Before,
    kept: bool,
) -> Result<Option<PublishedSite>, PublishError> {
    let records = prepared.records(world);
    let Some(site) = prepared.site(&records) else { return Ok(None) };
    let parts = Parts::new(&site);
    let ground = ground(world, options, &site);
    let compress = options.compress && site.settings.has(Extra::Compressed);
    let options = &Options { compress, ..options.clone() };
    let staging = Staging::begin(out)?;
    let record = if before == Before::Taken { Record::read(out) } else { None };
    let record = record.filter(|record| record.ground == ground.to_hex());
    let observing = &options.observing;
    let maker = Incremental::new(&staging, &parts, record.as_ref(), options);
    let problems = observing.step(Step::Render, || site::render(&site, &maker));
    let index = observing.step(Step::Index, || {
        if kept {
            return Some(site::kept_index(&site, &maker));
        }
        site::index(&site, &maker);
        None
    });
    report.add(problems.into_iter().map(template_problem));
    report.add(observing.step(Step::Publish, || {
        let unread = copy_assets(world, &prepared.content.assets, &|path, bytes| maker.write(path, &bytes));
        write_offline_lists(&site, &staging, &|path, bytes| maker.write(path, &bytes));
        unread
    }));
    let mut work = maker.finish()?;
    // A large one, which need not be there beside the new one.
    drop(record);
    if report.errors() > 0 {
        return Ok(None);
    }
    let meta = BuildMeta { today: world.today(), commit: world.commit(), content: world.content() };
    let published = observing.step(Step::Publish, || staging.finish(&meta, options.signer.as_deref()))?;
    (report.files, report.changed, report.made) = (published.files, published.changed, std::mem::take(&mut work.ran));
    let draft = if before == Before::Taken && !kept { work.record(ground, &site, &parts, out) } else { None };
    Ok(Some(PublishedSite { record: draft, work, index, ground, commit: meta.commit, published }))
}

/// What every output depends on: the program, the settings with the site's own synonyms, the words and styles of the theme.
fn ground(world: &dyn World, options: &Options, site: &Site<'_>) -> Fingerprint {
    let settings = world.read("content/site.yaml").unwrap_or_default();
    let printer = Printer::default().add(program()).add(settings).add(site.theme.rest());
    // Every page leads to the ledger, if there is one.
    printer.add(options.of_pages()).add(site.settings.has_ledger()).add(format!("{:?}", site.settings.synonyms)).finish()
}

/// The fingerprint of the program itself: one of another day may make other bytes.
pub(super) fn program() -> Fingerprint {
    static PROGRAM: LazyLock<Fingerprint> = LazyLock::new(|| {
        let own = std::env::current_exe().and_then(std::fs::read).unwrap_or_default();
        Printer::default().add(own).finish()
    });
    *PROGRAM
}

/// Writes what can be read offline, from what was written.
fn write_offline_lists(site: &Site<'_>, staging: &Staging, emit: &(dyn Fn(&str, Vec<u8>) + Sync)) {
    let Some(mut lists) = OfflineLists::new(site) else { return };
    staging.written().iter().for_each(|(path, entry)| lists.put(path, &entry.blake3.to_string(), entry.bytes));
    lists.files(site).into_iter().for_each(|(path, bytes)| emit(&path, bytes));
}

/// Copies attachments; one that cannot be read is a problem like any other.
fn copy_assets(world: &dyn World, assets: &BTreeMap<String, String>, emit: &(dyn Fn(&str, Vec<u8>) + Sync)) -> Vec<Diagnostic> {
    let unread = |(output, file): (&String, &String)| match world.read(file) {
        Ok(bytes) => {
            emit(output, bytes);
            None
        }
        Err(error) => {
            let message = Say::new(format!("không đọc được tệp: {error}"), format!("cannot read the file: {error}"));
            Some(Diagnostic::new(Code::Unreadable, message).in_file(&Arc::from(file.as_str())))
        }
    };
    assets.par_iter().filter_map(unread).collect()
}
