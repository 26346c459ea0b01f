//! What stands behind a block: notes for readers, and who cites the place.

use super::block::Writer;
use super::escape::escape;

/// The citations of one place, by the document they stand in.
pub(in crate::site) struct CitedHere {
    /// `Được viện dẫn 3 lần`
    pub(in crate::site) summary: String,
    pub(in crate::site) documents: Vec<CitingDocument>,
    /// Words for those that are not shown; empty where all are.
    pub(in crate::site) more: String,
}

/// A document with its places that cite: addresses and words.
pub(in crate::site) struct CitingDocument {
    /// Address (none for the page itself) and name.
    pub(in crate::site) document: (Option<String>, String),
    pub(in crate::site) places: Vec<(String, String)>,
}

impl Writer<'_> {
    /// What stands behind a block: notes for readers, and who cites the place.
    pub(super) fn behind(&mut self, at: usize) {
        self.notes(at);
        if let Some(cited) = self.extras.cited.get(&at) {
            self.cited(cited);
        }
    }

    fn cited(&mut self, cited: &CitedHere) {
        self.out.push_str("\n<aside class=\"dan-toi\"><details><summary>");
        escape(&mut self.out, &cited.summary);
        self.out.push_str("</summary>");
        // One is no list, and most places are cited by one.
        if let ([only], true) = (cited.documents.as_slice(), cited.more.is_empty()) {
            self.out.push_str("<p>");
            self.citing(only);
            self.out.push_str("</p></details></aside>");
            return;
        }
        self.out.push_str("<ul>");
        for document in &cited.documents {
            self.out.push_str("<li>");
            self.citing(document);
            self.out.push_str("</li>");
        }
        if !cited.more.is_empty() {
            self.out.push_str("<li>");
            escape(&mut self.out, &cited.more);
            self.out.push_str("</li>");
        }
        self.out.push_str("</ul></details></aside>");
    }

    /// A document with the places in which it cites.
    fn citing(&mut self, CitingDocument { document: (address, name), places }: &CitingDocument) {
        match address {
            Some(address) => self.link(address, name),
            None => escape(&mut self.out, name),
        }
        for (nth, (address, words)) in places.iter().enumerate() {
            self.out.push_str(if nth == 0 { ": " } else { "; " });
            self.link(address, words);
        }
    }

    fn link(&mut self, address: &str, words: &str) {
        self.out.push_str("<a href=\"");
        escape(&mut self.out, address);
        self.out.push_str("\">");
        escape(&mut self.out, words);
        self.out.push_str("</a>");
    }

    fn notes(&mut self, at: usize) {
        for (class, title, text) in self.extras.notes.get(&at).into_iter().flatten() {
            self.out.push_str("\n<aside class=\"");
            self.out.push_str(class);
            self.out.push_str("\"><strong>");
            escape(&mut self.out, title);
            self.out.push_str("</strong> ");
            escape(&mut self.out, text);
            self.out.push_str("</aside>");
        }
    }
}
