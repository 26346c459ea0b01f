//! Articles of a long page as elements of their own, which browsers lay out when a reader comes near.

use super::block::{Writer, is_heading};
use crate::content::structure::Level;
use crate::content::{Block, Page};

/// Articles from which on a page is long.
const LONG: usize = 40;

pub(super) fn is_long(page: &Page) -> bool {
    page.units().iter().filter(|unit| unit.level == Level::Article).count() >= LONG
}

impl Writer<'_> {
    /// Puts each article of a long page into an element that says about how high it is.
    pub(super) fn wrap(&mut self, at: usize, block: &Block) {
        let level = block.opens.map(|unit| self.page.units()[unit].level).filter(|level| is_heading(*level));
        let (true, Some(level)) = (self.wraps && block.quote_depth == 0 && !block.quoted && block.list_depth == 0, level) else {
            return;
        };
        self.close_article();
        if level == Level::Article {
            self.out.push_str(&format!("<div class=\"dieu k{}\">\n", self.height(at)));
            self.wrapped = true;
        }
    }

    pub(super) fn close_article(&mut self) {
        if std::mem::take(&mut self.wrapped) {
            self.out.push_str("</div>\n");
        }
    }

    /// About how high the article at a block is: 2ⁿ lines of a phone.
    fn height(&self, at: usize) -> u32 {
        let is_next = |block: &&Block| block.opens.is_some_and(|unit| is_heading(self.page.units()[unit].level)) && !block.quoted;
        let blocks = self.all[at + 1..].iter().take_while(|block| !is_next(block));
        let letters = |block: &Block| block.inlines.iter().map(|inline| inline.text.chars().count()).sum::<usize>();
        // A line has some 36 letters; between two blocks there is about half a line.
        let halves: usize = blocks.map(|block| 1 + 2 * letters(block).div_ceil(36)).sum();
        (halves / 2 + 3).ilog2()
    }
}
