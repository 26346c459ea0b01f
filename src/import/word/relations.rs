//! `_rels/….rels`: which part of a package is which, and where links lead.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::super::refusal::Refusal;
use super::package::Package;
use super::xml::Xml;

/// The relations of one part.
#[derive(Debug, Default)]
pub(super) struct Relations {
    /// Name of the part by the last word of its type: `styles`.
    parts: BTreeMap<String, String>,
    /// Address by id.
    links: BTreeMap<String, Arc<str>>,
}

impl Relations {
    /// The relations of a part; of the package itself for an empty name. A part without any has an empty list.
    pub(super) fn of(package: &mut Package<'_>, part: &str) -> Result<Self, Refusal> {
        let (folder, name) = part.rsplit_once('/').map_or(("", part), |(folder, name)| (folder, name));
        let file = if folder.is_empty() { format!("_rels/{name}.rels") } else { format!("{folder}/_rels/{name}.rels") };
        match package.text(&file)? {
            Some(text) => Self::read(&text, folder),
            None => Ok(Self::default()),
        }
    }

    fn read(text: &str, folder: &str) -> Result<Self, Refusal> {
        let mut relations = Self::default();
        let mut xml = Xml::new(text, "rels");
        xml.child()?;
        while let Some(element) = xml.child()? {
            let get = |name: &str| element.get(name).unwrap_or_default();
            let kind = get("Type").rsplit('/').next().unwrap_or_default();
            if get("TargetMode") == "External" {
                relations.links.insert(get("Id").to_owned(), get("Target").into());
            } else {
                relations.parts.entry(kind.to_owned()).or_insert_with(|| resolve(folder, get("Target")));
            }
            xml.skip()?;
        }
        Ok(relations)
    }

    /// The name of the part of a type.
    pub(super) fn part(&self, kind: &str) -> Option<&str> {
        self.parts.get(kind).map(String::as_str)
    }

    /// Where a link leads.
    pub(super) fn link(&self, id: &str) -> Option<Arc<str>> {
        self.links.get(id).cloned()
    }
}

/// A target beside a part, or from the root of the package; `..` goes up.
fn resolve(folder: &str, target: &str) -> String {
    let whole = if target.starts_with('/') { target.to_owned() } else { format!("{folder}/{target}") };
    let mut parts: Vec<&str> = Vec::new();
    for part in whole.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    parts.join("/")
}
