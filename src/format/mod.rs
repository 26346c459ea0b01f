//! How a page's file is written: letters, blanks and lines in the normal form, keys in the order of the contract.
//!
//! Nothing a reader or a citation sees may change: every change is tried, and what would make the file another page is
//! left out. Text in, text out.
//!
//! | part | owns |
//! |---|---|
//! | `edits` | the changes to blanks, lines and tone marks, and what is kept to the byte |
//! | `order` | the keys of the front matter in their order |
//! | `reading` | what a file says, for comparison |

mod edits;
mod order;
mod reading;

use std::sync::Arc;

use crate::citation::{Kinds, Recognizer};
use crate::content::{Layout, SitePath, Source, layout, read_file};
use crate::diagnostic::Diagnostic;
use edits::{Edit, apply};
use reading::Reading;

/// Most times a file is gone over; what is not steady then is left as it came out last.
const ROUNDS: usize = 6;

/// Most trials of changes in one go over a file, and for how many bytes they suffice.
const TRIALS: usize = 200;
const TRIED: usize = 32 * 1024 * 1024;

/// Brings files of pages into their normal form.
#[derive(Debug)]
pub struct Formatter {
    kinds: Kinds,
    recognizer: Recognizer,
    tone: bool,
}

impl Formatter {
    /// A formatter for pages whose kinds are these; `tone` also moves tone marks to where [`canonical_tones`] has them
    /// (`hoà` → `hòa`).
    ///
    /// [`canonical_tones`]: crate::text::canonical_tones
    pub fn new(kinds: Kinds, tone: bool) -> Self {
        let recognizer = Recognizer::new(std::iter::empty(), kinds.clone());
        Self { kinds, recognizer, tone }
    }

    /// The file's text in its normal form.
    ///
    /// - the normal form of letters, spaces and line ends ([`normalize`](crate::text::normalize)), but not in code and
    ///   addresses;
    /// - no blanks at line ends (two where they break a line), one between words, at most one empty line, one line feed
    ///   at the end;
    /// - the keys of the front matter in the order of [`key_order`](crate::content::key_order), each with the comment
    ///   lines above it, values as typed.
    ///
    /// Formatting the result again changes nothing. Errors: what keeps the file from being read as a page.
    pub fn format(&self, path: &SitePath, text: &str) -> Result<String, Vec<Diagnostic>> {
        let source = Arc::new(Source::new(path.clone(), text.to_owned()));
        let (_, problems) = read_file(&source, &self.kinds);
        let errors: Vec<Diagnostic> = problems.into_iter().filter(Diagnostic::is_error).collect();
        if !errors.is_empty() {
            return Err(errors);
        }
        let Some(reading) = self.read(path, text) else { return Ok(text.to_owned()) };
        let mut now = text.to_owned();
        for _ in 0..ROUNDS {
            let next = self.once(path, &now, &reading);
            if next == now {
                break;
            }
            now = next;
        }
        Ok(now)
    }

    fn read(&self, path: &SitePath, text: &str) -> Option<Reading> {
        Reading::of(path, text, &self.kinds, &self.recognizer, self.tone)
    }

    fn once(&self, path: &SitePath, text: &str, reading: &Reading) -> String {
        let same = |other: &str| self.read(path, other).as_ref() == Some(reading);
        let source = Source::new(path.clone(), text.to_owned());
        let Ok(parts) = layout(&source) else { return text.to_owned() };
        let verbatim = edits::verbatim(&source.text, &parts);
        let kept = edits::restored(&source, &verbatim);
        let normal = apply(&source.text, &kept);
        if normal != text && !same(&normal) {
            return text.to_owned();
        }
        let mut wanted = edits::spacing(&source.text, &parts, &verbatim);
        if self.tone {
            wanted.extend(edits::tones(&source.text, &verbatim));
        }
        let edited = apply(&source.text, &accepted(&source.text, kept, wanted, &same));
        ordered(path, &edited).filter(|text| *text != edited && same(text)).unwrap_or(edited)
    }
}

fn ordered(path: &SitePath, text: &str) -> Option<String> {
    let source = Source::new(path.clone(), text.to_owned());
    let parts: Layout = layout(&source).ok()?;
    order::ordered(&source, &parts)
}

/// Of the wanted edits those under which the file says the same, tried together and then in ever smaller parts.
fn accepted(text: &str, kept: Vec<Edit>, wanted: Vec<Edit>, same: &dyn Fn(&str) -> bool) -> Vec<Edit> {
    let mut kept = kept;
    let mut parts = vec![wanted];
    let mut trials = 0;
    let most = (TRIED / text.len().max(1)).clamp(8, TRIALS);
    while let Some(mut part) = parts.pop().filter(|_| trials < most) {
        if part.is_empty() {
            continue;
        }
        trials += 1;
        let mut all: Vec<Edit> = kept.iter().chain(&part).cloned().collect();
        all.sort_by_key(|edit| (edit.range.start, edit.range.end));
        if same(&apply(text, &all)) {
            kept = all;
        } else if part.len() > 1 {
            let second = part.split_off(part.len() / 2);
            parts.push(second);
            parts.push(part);
        }
    }
    kept
}
