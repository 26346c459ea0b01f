//! XML as elements that open and close and text between them, within a depth.

use quick_xml::Reader;
use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};

use super::super::refusal::Refusal;

/// Deepest nesting that is read; Word's own deepest is below 60.
const DEPTH: usize = 200;

/// What comes next.
pub(super) enum Node {
    /// An element begins.
    Open(Element),
    /// The innermost open element ends.
    Close,
    /// Text, entities resolved.
    Text(String),
    /// The end of the part.
    End,
}

/// The beginning of an element: its name without the prefix, and its attributes.
pub(super) struct Element {
    pub(super) name: String,
    attributes: Vec<(String, String)>,
}

impl Element {
    /// The value of an attribute, whatever its prefix.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(one, _)| one == name).map(|(_, value)| value.as_str())
    }

    /// `w:val`.
    pub(super) fn value(&self) -> Option<&str> {
        self.get("val")
    }

    /// `w:val` as a number.
    pub(super) fn number<T: std::str::FromStr>(&self) -> Option<T> {
        self.value()?.parse().ok()
    }

    /// Whether a switch (`w:b`) is on: it is, unless its value says otherwise.
    pub(super) fn is_on(&self) -> bool {
        !matches!(self.value(), Some("0" | "false" | "off" | "none"))
    }
}

/// A part being read.
pub(super) struct Xml<'a> {
    reader: Reader<&'a [u8]>,
    part: &'a str,
    depth: usize,
}

impl<'a> Xml<'a> {
    pub(super) fn new(text: &'a str, part: &'a str) -> Self {
        let mut reader = Reader::from_str(text);
        reader.config_mut().expand_empty_elements = true;
        Self { reader, part, depth: 0 }
    }

    /// The next node; comments, instructions and declarations are passed over.
    pub(super) fn next(&mut self) -> Result<Node, Refusal> {
        loop {
            let event = self.reader.read_event().map_err(|error| self.broken(&error.to_string()))?;
            return Ok(match event {
                Event::Start(start) | Event::Empty(start) => {
                    self.depth += 1;
                    if self.depth > DEPTH {
                        return Err(Refusal::Bomb);
                    }
                    Node::Open(self.element(&start)?)
                }
                Event::End(_) => {
                    self.depth = self.depth.saturating_sub(1);
                    Node::Close
                }
                Event::Text(text) => Node::Text(text.xml_content(XmlVersion::Implicit1_0).into_owned()),
                Event::CData(text) => Node::Text(text.xml_content(XmlVersion::Implicit1_0).into_owned()),
                // `&amp;` and `&#272;` come apart from the text they stand in.
                Event::GeneralRef(reference) => {
                    let name = reference.xml_content(XmlVersion::Implicit1_0).into_owned();
                    let character = reference.resolve_char_ref().map_err(|error| self.broken(&error.to_string()))?;
                    Node::Text(character.map_or_else(|| entity(&name), String::from))
                }
                // Word writes none, and what it would define could be made to explode.
                Event::DocType(_) => return Err(self.broken("DOCTYPE")),
                Event::Eof if self.depth > 0 => return Err(self.broken("XML")),
                Event::Eof => Node::End,
                Event::Comment(_) | Event::Decl(_) | Event::PI(_) => continue,
            });
        }
    }

    /// The next element or end inside the element being read, text passed over; `None` at its end.
    pub(super) fn child(&mut self) -> Result<Option<Element>, Refusal> {
        loop {
            match self.next()? {
                Node::Open(element) => return Ok(Some(element)),
                Node::Close | Node::End => return Ok(None),
                Node::Text(_) => {}
            }
        }
    }

    /// Passes over the rest of the element being read.
    pub(super) fn skip(&mut self) -> Result<(), Refusal> {
        let outside = self.depth.saturating_sub(1);
        while self.depth > outside {
            if matches!(self.next()?, Node::End) {
                break;
            }
        }
        Ok(())
    }

    /// All text inside the element being read.
    pub(super) fn text(&mut self) -> Result<String, Refusal> {
        let outside = self.depth.saturating_sub(1);
        let mut text = String::new();
        while self.depth > outside {
            match self.next()? {
                Node::Text(more) => text.push_str(&more),
                Node::End => break,
                Node::Open(_) | Node::Close => {}
            }
        }
        Ok(text)
    }

    fn element(&self, start: &BytesStart<'_>) -> Result<Element, Refusal> {
        let mut attributes = Vec::new();
        // Looking for doubles would take the square of their number.
        for attribute in start.attributes().with_checks(false) {
            let attribute = attribute.map_err(|error| self.broken(&error.to_string()))?;
            let value = attribute
                .normalized_value(XmlVersion::Implicit1_0)
                .map_err(|error| self.broken(&error.to_string()))?
                .into_owned();
            attributes.push((local(attribute.key.as_ref()), value));
        }
        Ok(Element { name: local(start.name().as_ref()), attributes })
    }

    fn broken(&self, what: &str) -> Refusal {
        Refusal::Broken(format!("{}: {what}", self.part))
    }
}

/// A name without its prefix.
fn local(name: &str) -> String {
    name.rsplit(':').next().unwrap_or(name).to_owned()
}

/// The entities of XML; any other is kept as it is written.
fn entity(name: &str) -> String {
    match name {
        "amp" => "&".to_owned(),
        "lt" => "<".to_owned(),
        "gt" => ">".to_owned(),
        "quot" => "\"".to_owned(),
        "apos" => "'".to_owned(),
        _ => format!("&{name};"),
    }
}
