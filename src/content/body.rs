//! Where the texts of pages are while a site is at work: all of them in memory, or as many as a budget allows, the others
//! parsed again from the compressed source when somebody asks.

use std::collections::VecDeque;
use std::mem::size_of;
use std::ops::Deref;
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError, Weak};

use super::front_matter::Extent;
use super::page::{Block, BlockKind, Inline, Mark, MarkKind, Segment};
use super::read_page;
use super::source::SourceFile;

/// The blocks of a page, shared by whoever reads them at the moment.
pub type Blocks = Arc<[Block]>;

/// How much memory the texts of pages may take; without a limit all are kept as they were read.
#[derive(Debug, Clone, Default)]
pub struct Memory(Option<Arc<Shelf>>);

impl Memory {
    /// About so many bytes for texts that were parsed; sources are kept compressed.
    pub fn limited(bytes: usize) -> Self {
        Self(Some(Arc::new(Shelf { budget: bytes, lately: Mutex::default() })))
    }

    pub(super) fn shelf(&self) -> Option<&Arc<Shelf>> {
        self.0.as_ref()
    }
}

/// The texts that were parsed lately, as far as the budget goes.
#[derive(Debug)]
pub(super) struct Shelf {
    budget: usize,
    lately: Mutex<Lately>,
}

#[derive(Debug, Default)]
struct Lately {
    /// In the order in which they were parsed, each with its bytes; the first goes first.
    texts: VecDeque<(Weak<Filed>, usize)>,
    bytes: usize,
}

impl Shelf {
    /// Takes note of a text that was parsed, and has the oldest ones forgotten that are too much by that.
    fn add(&self, text: &Arc<Filed>, bytes: usize) {
        let mut gone = Vec::new();
        let mut lately = lock(&self.lately);
        lately.texts.push_back((Arc::downgrade(text), bytes));
        lately.bytes += bytes;
        while lately.bytes > self.budget
            && let Some((oldest, bytes)) = lately.texts.pop_front()
        {
            lately.bytes -= bytes;
            gone.push(oldest);
        }
        // Nobody waits for two locks at once.
        drop(lately);
        for text in gone.iter().filter_map(Weak::upgrade) {
            lock(&text.parsed).take();
        }
    }
}

/// The text of a page.
#[derive(Debug, Clone)]
pub(super) enum Body {
    /// In memory.
    Here(Blocks),
    /// On demand.
    Filed(Arc<Filed>),
}

/// A text that is parsed when it is asked for.
#[derive(Debug)]
pub(super) struct Filed {
    shelf: Arc<Shelf>,
    source: SourceFile,
    /// How much of the document the text is; none of a plain page.
    extent: Option<Extent>,
    /// How many blocks it has.
    count: usize,
    /// The addresses of its images, which are asked of every page after every edit.
    images: Box<[String]>,
    /// The blocks that other pages show, which are always there.
    cited: OnceLock<Box<[(usize, Block)]>>,
    parsed: Mutex<Option<Blocks>>,
}

impl Body {
    pub(super) fn new(blocks: Vec<Block>) -> Self {
        Self::Here(blocks.into())
    }

    /// The same text, in memory only as long as there is room.
    pub(super) fn filed(self, shelf: &Arc<Shelf>, source: SourceFile, extent: Option<Extent>) -> Self {
        let blocks = self.blocks();
        let (count, bytes, images) = (blocks.len(), weight(&blocks), images(&blocks).into());
        let (cited, parsed) = (OnceLock::new(), Mutex::new(Some(blocks)));
        let filed = Arc::new(Filed { shelf: shelf.clone(), source, extent, count, images, cited, parsed });
        shelf.add(&filed, bytes);
        Self::Filed(filed)
    }

    pub(super) fn count(&self) -> usize {
        match self {
            Self::Here(blocks) => blocks.len(),
            Self::Filed(filed) => filed.count,
        }
    }

    pub(super) fn images(&self) -> Vec<String> {
        match self {
            Self::Here(blocks) => images(blocks),
            Self::Filed(filed) => filed.images.to_vec(),
        }
    }

    pub(super) fn blocks(&self) -> Blocks {
        match self {
            Self::Here(blocks) => blocks.clone(),
            Self::Filed(filed) => filed.blocks(),
        }
    }

    pub(super) fn block(&self, at: usize) -> BlockOf<'_> {
        let filed = match self {
            Self::Here(blocks) => return BlockOf::Here(&blocks[at]),
            Self::Filed(filed) => filed,
        };
        let cited = filed.cited.get().map_or(&[][..], |cited| cited);
        match cited.binary_search_by_key(&at, |(at, _)| *at) {
            Ok(found) => BlockOf::Here(&cited[found].1),
            Err(_) => BlockOf::Of(filed.blocks(), at),
        }
    }

    /// Has some blocks stay in memory, whatever becomes of the text; they are given in order.
    pub(super) fn hold(&self, cited: impl Iterator<Item = usize>) {
        if let Self::Filed(filed) = self {
            filed.cited.get_or_init(|| {
                let mut cited = cited.peekable();
                // A text that nobody cites from is not parsed for it.
                let blocks = cited.peek().is_some().then(|| filed.blocks());
                let mut held: Vec<(usize, Block)> = Vec::new();
                for at in cited {
                    if held.last().is_none_or(|(last, _)| *last < at) {
                        held.extend(blocks.iter().map(|blocks| (at, blocks[at].clone())));
                    }
                }
                held.into_boxed_slice()
            });
        }
    }
}

impl Filed {
    fn blocks(self: &Arc<Self>) -> Blocks {
        let mut parsed = lock(&self.parsed);
        if let Some(blocks) = &*parsed {
            return blocks.clone();
        }
        let blocks: Blocks = read_page::blocks(&self.source.open(), self.extent).into();
        *parsed = Some(blocks.clone());
        drop(parsed);
        self.shelf.add(self, weight(&blocks));
        blocks
    }
}

/// A block of a text.
#[derive(Debug)]
pub enum BlockOf<'a> {
    /// One that is in memory.
    Here(&'a Block),
    /// One of a text that was parsed for it.
    Of(Blocks, usize),
}

impl Deref for BlockOf<'_> {
    type Target = Block;

    fn deref(&self) -> &Block {
        match self {
            Self::Here(block) => block,
            Self::Of(blocks, at) => &blocks[*at],
        }
    }
}

fn images(blocks: &[Block]) -> Vec<String> {
    let marks = blocks.iter().flat_map(|block| &block.inlines).flat_map(|inline| &inline.marks);
    let image = |mark: &Mark| if let MarkKind::Image { src } = &mark.kind { Some(src.clone()) } else { None };
    marks.filter_map(image).collect()
}

/// About how many bytes of memory blocks take.
fn weight(blocks: &[Block]) -> usize {
    /// What an allocation costs beside its bytes.
    const EACH: usize = 16;
    let inline = |inline: &Inline| {
        let marks = inline.marks.len() * size_of::<Mark>();
        size_of::<Inline>() + inline.text.len() + inline.segments.len() * size_of::<Segment>() + marks + 2 * EACH
    };
    let block = |block: &Block| {
        let label = if let BlockKind::Footnote(label) = &block.kind { label.len() + EACH } else { 0 };
        let id = block.id.as_ref().map_or(0, |id| id.len() + EACH);
        size_of::<Block>() + EACH + label + id + block.inlines.iter().map(inline).sum::<usize>()
    };
    blocks.iter().map(block).sum()
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use proptest::prelude::*;

    use super::super::load::read_bytes;
    use super::super::page::Page;
    use super::{Memory, lock};
    use crate::content::Settings;

    fn read(text: &str, memory: &Memory) -> Page {
        read_bytes("content/x.md", text.as_bytes().to_vec(), &Settings::default(), memory).page.expect("a page")
    }

    proptest! {
        #[test]
        fn a_text_that_is_parsed_again_is_the_same(
            kind in prop::sample::select(vec!["", "kind: Luật\n", "kind: Kế hoạch\ntext: outline\n"]),
            lines in prop::collection::vec(prop::sample::select(vec![
                "# Tiêu đề", "Điều 1. Tên", "Điều 1. Tên", "1. Khoản", "a) Điểm *nhấn* và `mã`", "đ) Điểm", "- gạch", "> trích", "![h](h.png) ![](b%20c.png)", "“Điều 5. Mới",
                "| a | b |\n|---|---|\n| c | d |", "", "", "***", "[^1]", "[^1]: chú", "    thụt", "Phụ lục I", "I. PHẦN", "Ðiều 2. Ð\r", "```\nmã\n```",
            ]), 0..20),
        ) {
            let text = format!("---\ntitle: X\n{kind}---\n\n{}\n", lines.join("\n"));
            let (kept, filed) = (read(&text, &Memory::default()), read(&text, &Memory::limited(0)));
            prop_assert_eq!(kept.blocks(), filed.blocks());
            prop_assert_eq!(kept.has_text(), filed.has_text());
            prop_assert_eq!(kept.images(), filed.images());
            prop_assert_eq!(kept.units(), filed.units());
            prop_assert_eq!(kept.original(), filed.original());
            filed.hold(0..kept.blocks().len());
            for at in 0..kept.blocks().len() {
                prop_assert_eq!(&*kept.block(at), &*filed.block(at));
            }
        }
    }

    #[test]
    fn what_fits_is_not_parsed_again_and_no_more_is_kept_than_fits() {
        let text = format!("---\ntitle: X\n---\n\n{}", "Một đoạn.\n\n".repeat(100));
        let large = Memory::limited(1 << 20);
        let page = read(&text, &large);
        assert!(Arc::ptr_eq(&page.blocks(), &page.blocks()));
        let one = lock(&large.shelf().expect("a limit").lately).bytes;
        let small = Memory::limited(2 * one);
        let pages: Vec<Page> = (0..5).map(|_| read(&text, &small)).collect();
        let at_once = |pages: &[Page]| pages.iter().all(|page| Arc::ptr_eq(&page.blocks(), &page.blocks()));
        assert!(at_once(&pages));
        let lately = lock(&small.shelf().expect("a limit").lately);
        assert_eq!((lately.texts.len(), lately.bytes), (2, 2 * one));
    }
}
