//! An edit and what follows from it: a published site brought up to date page by page.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::ScopedJoinHandle;

use rayon::prelude::*;

use super::inputs::{Edited, Inputs};
use super::output::Output;
use super::prepared::{Prepared, context, template_problem};
use super::publishing::MadeSite;
use super::tasks::{Tasks, When};
use super::{Options, Report};
use crate::content::{Page, ReadPage, read_bytes};
use crate::corpus::{PageId, WorkId};
use crate::observer::Step;
use crate::publish::{BuildMeta, Fresh, PublishError};
use crate::reads::{Fingerprint, Read};
use crate::record::{self, Draft, Recorded};
use crate::search;
use crate::site::{self, Parts, part_name};
use crate::world::{Head, Suspects, World};

/// What is made for people is not stopped.
static GOES_ON: AtomicBool = AtomicBool::new(false);

/// A published site with all that was worked out for it.
pub(super) struct Kept {
    inputs: Inputs,
    prepared: Prepared,
    tasks: Tasks,
    output: Output,
    /// That on which every output depends, as it was when they were made.
    ground: Fingerprint,
    /// The commit that the published site says it is of.
    commit: Option<String>,
    /// Whether the sources have mistakes, so that the published site is one from before.
    is_refused: bool,
    /// The parts that are others than in the published site.
    changed: BTreeSet<Read>,
    /// The pages that are others than in the published site, as they are there.
    before: BTreeMap<PageId, Page>,
    /// The parts that are others than in what late tasks made of it.
    late: BTreeSet<Read>,
}

/// What came of an edit.
pub(super) enum Followed {
    /// It was followed.
    Done(Box<Kept>, Report),
    /// It has mistakes that make the site of no use for what follows.
    Refused(Inputs, Report),
    /// There is more to it: the site is to be built as a whole.
    TooMuch,
}

/// Where the sources stand in their past, which somebody is finding out.
type Asked<'s> = ScopedJoinHandle<'s, Head>;

/// A page whose file is another by now.
struct Reread {
    id: PageId,
    edited: Edited,
    read: ReadPage,
}

impl Kept {
    /// That of a site that was just published; none where there is nothing to go by.
    pub(super) fn new(world: &dyn World, inputs: Inputs, prepared: Prepared, made: MadeSite, out: &Path) -> Option<Self> {
        let MadeSite { work, index, ground, commit } = made;
        let records = prepared.records(world);
        let output = prepared.site(&records).and_then(|site| Output::new(&site, &work, index, out).ok())?;
        let tasks = Tasks::new(work.tasks);
        let (changed, before, late) = (BTreeSet::new(), BTreeMap::new(), BTreeSet::new());
        Some(Self { inputs, prepared, tasks, output, ground, commit, is_refused: false, changed, before, late })
    }

    /// What it was made from.
    pub(super) fn into_inputs(self) -> Inputs {
        self.inputs
    }

    /// Does what the next edit needs done; whether that could be done.
    pub(super) fn rest(&mut self) -> bool {
        self.output.rest()
    }

    /// Whether the published site has files of the whole site that tell of the one before.
    pub(super) fn is_behind(&self) -> bool {
        !self.late.is_empty()
    }

    /// Whether the sources as they were last looked at have mistakes, so that the published site is one from before.
    pub(super) fn is_refused(&self) -> bool {
        self.is_refused
    }

    /// Publishes what late tasks make of the site as it is published, unless it is stopped; `false` where it is to be built as a
    /// whole next.
    ///
    /// Where sources have mistakes, or another day or commit has come, it is left: the next build sees to it.
    pub(super) fn catch_up(&mut self, world: &dyn World, stop: &AtomicBool) -> bool {
        if self.late.is_empty() || self.is_refused {
            return true;
        }
        let head = world.head();
        if world.today() != self.inputs.today || head.tip != self.inputs.tip {
            return true;
        }
        let records = self.prepared.records(world);
        let Some(site) = self.prepared.site(&records) else { return false };
        let outcome = self.tasks.run(&site, &self.late, When::Later, stop);
        if outcome.is_stopped {
            return true;
        }
        if outcome.is_new || !outcome.problems.is_empty() {
            return false;
        }
        self.commit.clone_from(&head.commit);
        let meta = BuildMeta { today: world.today(), commit: head.commit, content: self.inputs.content() };
        let is_published = matches!(self.output.publish(&site, outcome.written, outcome.removed, &meta), Ok(Some(_)));
        if is_published {
            self.late.clear();
        }
        is_published
    }

    /// Writes down beside it what each of its pages was made from, unless it is stopped; whether that is done with. Without it the
    /// next process makes more anew.
    pub(super) fn write_down(&mut self, world: &dyn World, out: &Path, stop: &AtomicBool) -> bool {
        if self.is_refused || self.is_behind() {
            return false;
        }
        let records = self.prepared.records(world);
        let Some(site) = self.prepared.site(&records) else { return true };
        let (files, parts) = (self.output.files(), Parts::new(&site));
        let of_index = || self.output.of_index().cloned().collect();
        let index = std::iter::once_with(|| Recorded { name: search::FOLDER, reads: &[Read::Everything], outputs: of_index() });
        let tasks = self.tasks.recorded(files).chain(index);
        let part = |read| (part_name(&site, read), parts.print(read));
        let draft = record::draft(out, self.ground, tasks, &part, stop);
        draft.and_then(Draft::publish).is_ok() || !stop.load(Ordering::Relaxed)
    }

    /// Whether the published folder is that of this process, as no other build has exchanged it.
    pub(super) fn is_own(&self) -> bool {
        self.output.is_own()
    }

    /// Whether the published site is as it was made.
    pub(super) fn is_whole(&self) -> bool {
        self.output.is_whole()
    }

    /// Whether everything is as it was when it was last looked at.
    pub(super) fn is_current(&mut self, world: &dyn World) -> bool {
        self.inputs.is_current(world)
    }

    /// Brings the site up to date. Errors: what the file system refuses.
    pub(super) fn follow(
        mut self: Box<Self>,
        world: &dyn World,
        suspects: &Suspects,
        options: &Options,
    ) -> Result<Followed, PublishError> {
        let observing = &options.observing;
        let read =
            observing.step(Step::Read, || self.inputs.edited(world, suspects).and_then(|edited| self.reread(edited, options)));
        let Some(pages) = read else { return Ok(Followed::TooMuch) };
        // Git takes as long as much of the rest, and nobody needs its word until all is made. It is asked when everything is read:
        // what is edited later is edited for git or found the next time.
        std::thread::scope(|scope| self.follow_pages(scope.spawn(|| world.head()), world, options, pages))
    }

    fn follow_pages(
        mut self: Box<Self>,
        head: Asked<'_>,
        world: &dyn World,
        options: &Options,
        pages: Vec<Reread>,
    ) -> Result<Followed, PublishError> {
        let observing = &options.observing;
        let Some((changed, pages)) = observing.step(Step::Resolve, || self.take_in(world, options, pages)) else {
            return Ok(Followed::TooMuch);
        };
        let report = observing.step(Step::Check, || {
            let Prepared { content, corpus, generated, checked, .. } = &mut self.prepared;
            checked.update(&context(content, corpus, generated), &changed, &pages);
            self.prepared.report(true)
        });
        self.changed.extend(changed);
        self.is_refused = report.errors() > 0;
        if self.is_refused {
            // A commit with a mistake is one to be looked at as a whole, or each look would find it again.
            let is_here = head.join().is_ok_and(|head| head.tip == self.inputs.tip);
            return Ok(if is_here { Followed::Done(self, report) } else { Followed::TooMuch });
        }
        self.publish(head, world, options, report)
    }

    /// Reads the edited files; none where one of them is no page, or one that is no longer what it was.
    fn reread(&self, edited: Vec<Edited>, options: &Options) -> Option<Vec<Reread>> {
        let Prepared { content, corpus, memory, .. } = &self.prepared;
        let reread = |mut edited: Edited| {
            let path = &self.inputs.listing.files[edited.at];
            let id = corpus.page_at(path)?;
            let read = read_bytes(path, std::mem::take(&mut edited.bytes), &content.settings, memory);
            let stays = |page: &Page| !page.front.internal && (options.drafts || !page.front.draft) && corpus.can_replace(page);
            read.page.as_ref().is_none_or(stays).then_some(Reread { id, edited, read })
        };
        edited.into_iter().map(reread).collect()
    }

    /// Takes pages in; which parts of the site are others by that, and which pages. None where there is more to it.
    fn take_in(
        &mut self,
        world: &dyn World,
        options: &Options,
        pages: Vec<Reread>,
    ) -> Option<(BTreeSet<Read>, BTreeSet<PageId>)> {
        let mut ids = BTreeSet::new();
        let mut changed = BTreeSet::new();
        for Reread { id, edited, read: ReadPage { source, page, problems } } in pages {
            let Prepared { content, checked, opened, .. } = &mut self.prepared;
            opened.remove(&source.path);
            checked.reread(&content.settings, id, problems, page.is_some());
            self.inputs.see(&edited);
            let Some(page) = page else {
                self.prepared.content.sources.insert(source.path.clone(), source.open());
                continue;
            };
            self.prepared.content.sources.remove(&source.path);
            let replaced = self.prepared.corpus.replace(id, page);
            changed.extend(replaced.changed);
            self.before.entry(id).or_insert(replaced.page);
            ids.insert(id);
        }
        let Prepared { content, corpus, past, documents, theme, layout, generated, .. } = &mut self.prepared;
        let looks = |id: &&PageId| documents.update(world, past, corpus, &content.settings, **id, options.drafts);
        changed.extend(ids.iter().filter(looks).map(|id| Read::Past(id.0)).collect::<Vec<_>>());
        let mut laid = layout.update(corpus, &content.settings, theme.as_ref(), &changed)?;
        if laid.contains(&Read::Generated) {
            let paths = site::generated_paths(corpus, &content.settings, &content.register, theme.as_ref(), layout);
            // A name that is another one hardly ever makes other paths.
            if *generated == paths {
                laid.remove(&Read::Generated);
            } else {
                *generated = paths;
            }
        }
        changed.extend(laid);
        Some((changed, ids))
    }

    /// Makes and publishes what reads anything that changed.
    fn publish(
        mut self: Box<Self>,
        head: Asked<'_>,
        world: &dyn World,
        options: &Options,
        mut report: Report,
    ) -> Result<Followed, PublishError> {
        let (changed, before) = (std::mem::take(&mut self.changed), std::mem::take(&mut self.before));
        let tip = self.inputs.tip.clone();
        let here = move || head.join().ok().filter(|head| head.tip == tip);
        if changed.is_empty() {
            report.files = self.output.count();
            let is_as_told = here().is_some_and(|head| head.commit == self.commit);
            return Ok(if is_as_told { Followed::Done(self, report) } else { Followed::TooMuch });
        }
        let Self { inputs, prepared, tasks, output, commit: told, late, .. } = &mut *self;
        let records = prepared.records(world);
        let Some(site) = prepared.site(&records) else { return Ok(Followed::TooMuch) };
        let found = found_otherwise(&site, &changed, &before);
        let render = || tasks.run(&site, &changed, When::Now, &GOES_ON);
        // Where it comes to nothing, nothing of this is kept.
        let (outcome, of_index) =
            options.observing.step(Step::Render, || rayon::join(render, || output.update_index(&site, &found)));
        if outcome.is_new {
            return Ok(Followed::TooMuch);
        }
        if !outcome.problems.is_empty() {
            report.add(outcome.problems.into_iter().map(template_problem));
            return Ok(Followed::Refused(self.into_inputs(), report));
        }
        let Some(Head { commit, .. }) = here() else { return Ok(Followed::TooMuch) };
        told.clone_from(&commit);
        let meta = BuildMeta { today: world.today(), commit, content: inputs.content() };
        report.made = outcome.ran.iter().map(|(task, part)| (task.clone(), Some(part_name(&site, *part)))).collect();
        let (mut written, mut removed) = (outcome.written, outcome.removed);
        written.par_extend(of_index.written.into_par_iter().map(|(path, bytes)| Fresh::new(path, bytes)));
        removed.extend(of_index.removed);
        let published = options.observing.step(Step::Publish, || output.publish(&site, written, removed, &meta))?;
        let Some(published) = published else { return Ok(Followed::TooMuch) };
        (report.files, report.changed) = (published.files, published.changed);
        late.extend(changed);
        Ok(Followed::Done(self, report))
    }
}

/// The pages that a search finds otherwise than before, each as it was: the edited ones, and those whose state is another.
fn found_otherwise<'a>(
    site: &site::Site<'a>,
    changed: &BTreeSet<Read>,
    before: &'a BTreeMap<PageId, Page>,
) -> BTreeMap<PageId, &'a Page> {
    let states = changed.iter().filter_map(|part| match part {
        Read::Validity(work) => site.corpus.work(WorkId(*work)).page,
        _ => None,
    });
    let mut found: BTreeMap<PageId, &Page> = states.map(|id| (id, site.corpus.page(id))).collect();
    found.extend(before.iter().map(|(id, page)| (*id, page)));
    found
}
