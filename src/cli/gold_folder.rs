//! A gold standard on disk: its texts, their marks, and predictions that were kept.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::cited_lines;
use crate::accuracy::{self, GoldDocument, Marked};
use crate::diagnostic::Say;

/// A gold standard as it was read.
pub(super) struct GoldFolder {
    /// The folder's own name.
    pub(super) name: String,
    /// The hash of all its texts, marks and descriptions.
    pub(super) hash: String,
    /// Its documents with the file of each text, in order of names.
    pub(super) documents: Vec<(PathBuf, GoldDocument)>,
}

/// What the file system or a file's content refuses, with the file.
#[derive(Debug)]
pub(super) struct GoldError {
    pub(super) file: PathBuf,
    pub(super) message: Say,
}

impl GoldFolder {
    /// Reads every `<id>.txt` with its `<id>.jsonl` and, where there is one, its `<id>.meta.json`.
    ///
    /// Errors: a file that cannot be read, marks that are not those of their text, a folder without texts: its figures
    /// would be perfect.
    pub(super) fn read(folder: &Path) -> Result<Self, GoldError> {
        let mut files: BTreeMap<String, Vec<u8>> = BTreeMap::new();
        let mut documents = Vec::new();
        for text in texts(folder).map_err(|error| of_file(folder, &error))? {
            documents.push((text.clone(), document(&text, &mut files)?));
        }
        if documents.is_empty() {
            return Err(GoldError {
                file: folder.to_owned(),
                message: Say::new("không có tệp .txt nào", "there is no .txt file"),
            });
        }
        let absolute = fs::canonicalize(folder).map_err(|error| of_file(folder, &error))?;
        let name = absolute.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let hash = accuracy::hash(files.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())));
        Ok(Self { name, hash, documents })
    }
}

/// The predictions kept for a document; a missing file says that nothing was predicted.
pub(super) fn predictions(folder: &Path, id: &str) -> Result<Vec<Marked>, GoldError> {
    let file = folder.join(format!("{id}.jsonl"));
    let text = match fs::read_to_string(&file) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => String::new(),
        Err(error) => return Err(of_file(&file, &error)),
    };
    accuracy::read_lines(&text).map_err(|message| of_line(&file, &message))
}

/// The texts of a folder, sorted by name; hidden files are none.
fn texts(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut texts = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let hidden = path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
        if !hidden && path.extension().is_some_and(|ending| ending == "txt") {
            texts.push(path);
        }
    }
    texts.sort();
    Ok(texts)
}

fn document(text: &Path, files: &mut BTreeMap<String, Vec<u8>>) -> Result<GoldDocument, GoldError> {
    let id = text.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    let mut beside = |ending: &str| -> Result<Option<String>, GoldError> {
        let name = format!("{id}.{ending}");
        let file = text.with_file_name(&name);
        let bytes = match fs::read(&file) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(of_file(&file, &error)),
        };
        let content = String::from_utf8(bytes.clone()).map_err(|error| of_file(&file, &error))?;
        files.insert(name, bytes);
        Ok(Some(content))
    };
    beside("txt")?;
    let (marks, meta) = (beside("jsonl")?.unwrap_or_default(), beside("meta.json")?);
    let content = cited_lines::read(text).map_err(|error| of_file(text, &error))?;
    GoldDocument::new(&id, content, &marks, meta.as_deref()).map_err(|message| of_line(&text.with_extension("jsonl"), &message))
}

/// A system's error with the file it is about.
pub(super) fn of_file(file: &Path, error: &dyn std::error::Error) -> GoldError {
    of_line(file, &error.to_string())
}

/// What is wrong with a file's lines, in words that need no translation.
pub(super) fn of_line(file: &Path, message: &str) -> GoldError {
    GoldError { file: file.to_owned(), message: Say::new(message, message) }
}
