//! How a page's file is laid out: where its keys stand, what of its text is kept to the byte, what is running text.
//!
//! For tools that change how a file is written and not what it says.

use std::ops::Range;
use std::sync::Arc;

use super::ending::Ending;
use super::form::Form;
use super::forms::Document;
use super::page::Page;
use super::source::Source;
use super::yaml::{self, Located, Node};
use super::{read_page, stretches};
use crate::citation::Kinds;
use crate::diagnostic::Diagnostic;

/// The keys of front matter in the order of the contract.
pub fn key_order() -> impl Iterator<Item = &'static str> {
    Document::ENTRIES.iter().map(|entry| entry.name)
}

/// The parts of a page's file, in bytes of its normalised text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Layout {
    /// The lines between the two `---`.
    pub front: Range<usize>,
    /// Where the text begins.
    pub body: usize,
    /// The keys of the front matter, where each begins, as they stand.
    pub keys: Vec<(String, usize)>,
    /// The front matter's values, the same for the same values whatever their order, spaces and comments.
    pub values: String,
    /// Code, addresses of links: what no tool may touch, in order.
    pub verbatim: Vec<Range<usize>>,
    /// Running text, in order.
    pub running: Vec<Range<usize>>,
    /// The line feeds of hard line breaks that two blanks make, in order.
    pub breaks: Vec<usize>,
}

/// Reads one file as a page, without a site around it; without usable front matter there is none, only problems.
pub fn read_file(source: &Arc<Source>, kinds: &Kinds) -> (Option<Page>, Vec<Diagnostic>) {
    read_page::read(source, kinds, &Ending::default())
}

/// The layout of a file that is a page. Errors: why it is none.
pub fn layout(source: &Source) -> Result<Layout, Box<Diagnostic>> {
    let (front, body) = read_page::front_matter(source)?;
    let root = yaml::parse(source, front.clone(), read_page::VALUES).map_err(Box::new)?;
    let keys = match &root.node {
        Node::Mapping(entries) => entries.iter().map(|(key, _)| (key.text.clone(), key.span.start)).collect(),
        _ => Vec::new(),
    };
    let mut values = String::new();
    write_root(&root, &mut values);
    let mut layout = Layout { front, body, keys, values, verbatim: Vec::new(), running: Vec::new(), breaks: Vec::new() };
    stretches::stretches(&source.text, &mut layout);
    Ok(layout)
}

/// The root's entries by key: their order says nothing.
fn write_root(root: &Located, out: &mut String) {
    let Node::Mapping(entries) = &root.node else { return write(root, out) };
    let mut entries: Vec<_> = entries.iter().collect();
    entries.sort_by(|(one, _), (other, _)| one.text.cmp(&other.text));
    for (key, value) in entries {
        out.push_str(&format!("{:?}=", key.text));
        write(value, out);
    }
}

fn write(value: &Located, out: &mut String) {
    match &value.node {
        Node::Null => out.push('~'),
        Node::Scalar(text) => out.push_str(&format!("{text:?};")),
        Node::Sequence(items) => {
            out.push('[');
            for item in items {
                write(item, out);
            }
            out.push(']');
        }
        Node::Mapping(entries) => {
            out.push('{');
            for (key, value) in entries {
                out.push_str(&format!("{:?}=", key.text));
                write(value, out);
            }
            out.push('}');
        }
    }
}
