//! Word, HTML and plain text to pages: what an officer has becomes Markdown with front matter, as a draft.
//!
//! | part | owns |
//! |---|---|
//! | `word`, `html`, `plain` | one kind of file each: bytes in, a [`Document`] out |
//! | `encoding`, `legacy` | bytes to text; TCVN3 and VNI to Unicode |
//! | `layout` | tables and strokes that only arrange a page |
//! | `head`, `line`, `tail`, `letters`, `facts` | what head and end say of the document |
//! | `markdown`, `inline` | the text, to the letter |
//! | `basis` | căn cứ as relations |
//! | `page` | front matter and text as one file, named and compared with the site |
//!
//! Nothing is guessed silently: whatever was left out, changed or concluded is a [`Remark`] with its place. Bytes and a
//! corpus in, texts out; nothing here reads or writes files.

mod basis;
mod document;
mod encoding;
mod facts;
mod head;
mod html;
mod inline;
mod layout;
mod legacy;
mod letters;
mod line;
mod markdown;
mod page;
mod plain;
mod refusal;
mod tail;
mod word;

pub use document::{Block, Cell, Document, Paragraph, Remark, Run, Style, Table};
pub use legacy::{Font, guess, is_unicode, tcvn3, vni};
pub use page::{Imported, Input, Observation, Paper, Wanted, plan};
pub use refusal::{LARGEST, Refusal};

/// Reads a file of any kind; what it is its bytes tell, and its name only whether text is HTML.
///
/// Errors: a kind of file that has no text to read (PDF, `.doc`, images), or one that is broken or made to do harm.
pub fn read(name: &str, bytes: &[u8]) -> Result<Document, Refusal> {
    if bytes.len() as u64 > LARGEST {
        return Err(Refusal::TooLarge);
    }
    if let Some(refusal) = foreign(bytes) {
        return Err(refusal);
    }
    let mut document = if bytes.starts_with(b"PK") {
        word::read(bytes)?
    } else if is_html(name, bytes) {
        html::read(bytes)?
    } else {
        plain::read(bytes)?
    };
    legacy::settle(&mut document);
    layout::unfold(&mut document);
    if document.is_too_large() {
        return Err(Refusal::TooLarge);
    }
    if document.blocks.is_empty() {
        return Err(Refusal::Empty);
    }
    Ok(document)
}

/// Files that are known by their first bytes, and not read.
fn foreign(bytes: &[u8]) -> Option<Refusal> {
    const FIRST: &[(&[u8], Refusal)] = &[
        (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", Refusal::Ole),
        (b"%PDF", Refusal::Pdf),
        (b"\x89PNG", Refusal::Image),
        (b"\xFF\xD8\xFF", Refusal::Image),
        (b"GIF8", Refusal::Image),
        (b"II*\0", Refusal::Image),
        (b"MM\0*", Refusal::Image),
        (b"BM", Refusal::Image),
        (b"{\\rtf", Refusal::Other("RTF")),
        (b"MIME-Version:", Refusal::Other("MHTML")),
        (b"Rar!", Refusal::Other("RAR")),
        (b"7z\xBC\xAF", Refusal::Other("7z")),
        (b"\x1F\x8B", Refusal::Other("gzip")),
    ];
    let head = &bytes[..bytes.len().min(1024)];
    // A PDF may have a few bytes before its mark.
    if head.windows(5).any(|window| window == b"%PDF-") {
        return Some(Refusal::Pdf);
    }
    let known = FIRST.iter().find(|(mark, _)| bytes.starts_with(mark) && (*mark != b"BM" || bytes.contains(&0)));
    let word_xml = || head.starts_with(b"<?xml") && head.windows(13).any(|window| window == b"Word.Document");
    known.map(|(_, refusal)| refusal.clone()).or_else(|| word_xml().then_some(Refusal::Other("Word 2003 XML")))
}

/// Whether text is HTML: by its name, or because it says so.
fn is_html(name: &str, bytes: &[u8]) -> bool {
    let ending = name.rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
    let head: Vec<u8> = bytes.iter().take(512).filter(|byte| **byte != 0).copied().collect();
    let head = String::from_utf8_lossy(&head).to_ascii_lowercase();
    let head = head.trim_start_matches(|c: char| !c.is_ascii_graphic());
    matches!(ending.as_str(), "html" | "htm" | "xhtml")
        || ["<!doctype html", "<html", "<?xml"].iter().any(|start| head.starts_with(start)) && head.contains("<html")
        || head.starts_with("<!doctype html")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_cannot_be_read_is_refused_in_words() {
        for (bytes, refusal) in [
            (b"%PDF-1.7 ...".as_slice(), Refusal::Pdf),
            (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1....", Refusal::Ole),
            (b"\xFF\xD8\xFF\xE0", Refusal::Image),
            (b"{\\rtf1 abc}", Refusal::Other("RTF")),
            (b"  \n ", Refusal::Empty),
            (b"", Refusal::Empty),
        ] {
            let found = read("x.docx", bytes).expect_err("a refusal");
            assert_eq!(found, refusal);
            assert!(!found.say().vi.is_empty() && !found.say().en.is_empty());
        }
        assert!(matches!(read("x.docx", b"PK\x03\x04 no zip"), Err(Refusal::Broken(_))));
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..400), name in "x\\.(docx|html|txt)") {
            drop(read(&name, &bytes));
        }

        #[test]
        fn any_html_is_read(text in "(<(p|b|td|table|tr|li|ol|ul|div|br|font face=.VnTime|script|/p|/b|/td|/table|/li|/ol|/div)>|\\PC| ){0,60}") {
            drop(read("x.html", text.as_bytes()));
        }
    }
}
