//! Word files (`.docx`, OOXML) to paragraphs and tables.
//!
//! | part | owns |
//! |---|---|
//! | `package` | the ZIP, within limits |
//! | `xml` | XML event by event, entities resolved |
//! | `styles`, `numbering`, `figure` | what styles say; the numbers that Word shows |
//! | `relations` | which part is which, and where links lead |
//! | `body`, `table`, `run`, `symbol` | paragraphs and tables; the text inside them |
//! | `tally` | what was left out |

mod body;
mod figure;
mod numbering;
mod package;
mod relations;
mod run;
mod styles;
mod symbol;
mod table;
mod tally;
mod xml;

use super::document::Document;
use super::refusal::Refusal;
use body::Reader;
pub(super) use figure::figure;
use numbering::Numbering;
use package::Package;
use relations::Relations;
pub(super) use run::superscript;
use styles::Styles;

/// Reads a Word file.
///
/// Errors: no package, none of Word, broken, or made to exhaust the machine.
pub(super) fn read(bytes: &[u8]) -> Result<Document, Refusal> {
    let mut package = Package::open(bytes)?;
    let Some((main, relations)) = main_part(&mut package)? else { return Err(Refusal::NotWord(kind(&package))) };
    let part = |package: &mut Package<'_>, name: Option<&str>| match name {
        Some(name) => package.text(name),
        None => Ok(None),
    };
    let styles = part(&mut package, relations.part("styles"))?;
    let numbering = part(&mut package, relations.part("numbering"))?;
    let footnotes = part(&mut package, relations.part("footnotes"))?;
    let endnotes = part(&mut package, relations.part("endnotes"))?;
    let notes = |name: &str, package: &mut Package<'_>| Relations::of(package, relations.part(name).unwrap_or_default());
    let (of_footnotes, of_endnotes) = (notes("footnotes", &mut package)?, notes("endnotes", &mut package)?);

    let mut reader = Reader::new(
        styles.as_deref().map(Styles::read).transpose()?.unwrap_or_default(),
        numbering.as_deref().map(Numbering::read).transpose()?.unwrap_or_default(),
        relations,
    );
    reader.document(&main)?;
    reader.notes(footnotes.as_deref(), of_footnotes, "footnote")?;
    reader.notes(endnotes.as_deref(), of_endnotes, "endnote")?;
    Ok(reader.finish())
}

/// The text of the main part and its relations, where the package has one of Word.
fn main_part(package: &mut Package<'_>) -> Result<Option<(String, Relations)>, Refusal> {
    let root = Relations::of(package, "")?;
    let named = root.part("officeDocument").unwrap_or("word/document.xml").to_owned();
    let name = if package.has(&named) { named } else { "word/document.xml".to_owned() };
    if ["xl/", "ppt/", "visio/"].iter().any(|folder| name.starts_with(folder)) {
        return Ok(None);
    }
    let Some(text) = package.text(&name)? else { return Ok(None) };
    Ok(Some((text, Relations::of(package, &name)?)))
}

/// What a package without a Word document is.
fn kind(package: &Package<'_>) -> &'static str {
    const KINDS: &[(&str, &str)] = &[
        ("xl/workbook.xml", "Excel"),
        ("ppt/presentation.xml", "PowerPoint"),
        ("META-INF/manifest.xml", "OpenDocument"),
        ("mimetype", "OpenDocument, EPUB"),
    ];
    KINDS.iter().find(|(entry, _)| package.has(entry)).map_or("ZIP", |(_, kind)| *kind)
}
