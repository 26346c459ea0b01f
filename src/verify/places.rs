//! Where a published site lies: a folder, the ZIP that `pack` makes, or an address.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use walkdir::WalkDir;
use zip::ZipArchive;

use super::{Finding, Remote};
use crate::diagnostic::Say;
use crate::hash::Hash;
use crate::publish::{Manifest, SUMS};

/// Largest file that is read: what is larger was not made by us, and memory is not without end.
const LIMIT: u64 = 1 << 30;

/// What can be asked for files by their paths on the site.
pub trait Place: Sync {
    /// A file's bytes; none where there is no such file. Errors: it is there and cannot be read.
    fn read(&self, path: &str) -> io::Result<Option<Vec<u8>>>;

    /// A file's bytes, or more than `most` of them where it is larger, which need not be all.
    fn read_most(&self, path: &str, _most: u64) -> io::Result<Option<Vec<u8>>> {
        self.read(path)
    }

    /// Every file there is; none where that cannot be asked.
    fn list(&self) -> Option<Vec<String>>;

    /// How many files are to be asked for at once, where it is another number than there are processors.
    fn at_once(&self) -> Option<usize> {
        None
    }

    /// What is wrong with what lies around the site.
    fn problems(&self) -> Vec<Finding> {
        Vec::new()
    }
}

/// Why nothing could be looked at.
#[derive(Debug)]
pub enum PlaceProblem {
    /// It cannot be read.
    Io(PathBuf, io::Error),
    /// A file that is no ZIP.
    NotAnArchive(PathBuf, String),
    /// An address that nothing can be asked at: why.
    Address(String, Say),
}

impl PlaceProblem {
    /// The message for readers.
    pub fn say(&self) -> Say {
        match self {
            Self::Io(path, error) => Say::new(
                format!("không đọc được `{}`: {error}", path.display()),
                format!("cannot read `{}`: {error}", path.display()),
            ),
            Self::NotAnArchive(path, why) => Say::new(
                format!("`{}` không phải thư mục, cũng không đọc được như tệp ZIP ({why})", path.display()),
                format!("`{}` is no folder and cannot be read as a ZIP ({why})", path.display()),
            ),
            Self::Address(address, why) => Say::new(
                format!("không hỏi được địa chỉ `{address}`: {}", why.vi),
                format!("nothing can be asked at `{address}`: {}", why.en),
            ),
        }
    }
}

/// The site at a path or an http or https address. Errors: nothing there that can be read.
pub fn open(path: &Path) -> Result<Box<dyn Place>, PlaceProblem> {
    if let Some(address) = path.to_str().filter(|text| text.starts_with("https://") || text.starts_with("http://")) {
        let remote = Remote::new(address).map_err(|why| PlaceProblem::Address(without_password(address), why))?;
        return Ok(Box::new(remote));
    }
    let io = |error| PlaceProblem::Io(path.to_owned(), error);
    if fs::metadata(path).map_err(io)?.is_dir() {
        return Ok(Box::new(Folder(path.to_owned())));
    }
    let archive = ZipArchive::new(File::open(path).map_err(io)?);
    let archive = archive.map_err(|error| PlaceProblem::NotAnArchive(path.to_owned(), error.to_string()))?;
    Ok(Box::new(Zipped::new(archive)))
}

/// An address as it may be shown.
fn without_password(address: &str) -> String {
    match (address.split_once("://"), address.split_once('@')) {
        (Some((scheme, _)), Some((_, rest))) => format!("{scheme}://…@{rest}"),
        _ => address.to_owned(),
    }
}

/// A folder.
#[derive(Debug)]
pub struct Folder(pub PathBuf);

impl Place for Folder {
    fn read(&self, path: &str) -> io::Result<Option<Vec<u8>>> {
        let file = self.0.join(path);
        match fs::symlink_metadata(&file) {
            Err(error) if error.kind() == io::ErrorKind::NotFound || error.kind() == io::ErrorKind::NotADirectory => Ok(None),
            Err(error) => Err(error),
            // A link may lead elsewhere tomorrow.
            Ok(found) if !found.is_file() => Ok(None),
            Ok(found) if found.len() > LIMIT => Err(io::Error::from(io::ErrorKind::FileTooLarge)),
            Ok(_) => fs::read(&file).map(Some),
        }
    }

    fn list(&self) -> Option<Vec<String>> {
        let name = |entry: walkdir::DirEntry| {
            let path = entry.path().strip_prefix(&self.0).ok()?;
            let parts: Vec<_> = path.components().map(|part| part.as_os_str().to_string_lossy()).collect();
            (!entry.file_type().is_dir()).then(|| parts.join("/"))
        };
        Some(WalkDir::new(&self.0).into_iter().filter_map(Result::ok).filter_map(name).collect())
    }
}

/// A ZIP: of `pack`, or of the site's files themselves.
#[derive(Debug)]
pub struct Zipped {
    archive: Mutex<ZipArchive<File>>,
    /// The place of each of its files, by name.
    names: BTreeMap<String, usize>,
    /// What stands before the paths of the site.
    prefix: String,
}

impl Zipped {
    fn new(archive: ZipArchive<File>) -> Self {
        let named = |at: usize| Some((archive.name_for_index(at)?.ok()?.into_owned(), at));
        let names: BTreeMap<String, usize> =
            (0..archive.len()).filter_map(named).filter(|(name, _)| !name.ends_with('/')).collect();
        // The one nearest the top.
        let manifest = names.keys().filter(|name| *name == Manifest::FILE || name.ends_with(&format!("/{}", Manifest::FILE)));
        let manifest = manifest.min_by_key(|name| name.matches('/').count());
        let prefix = manifest.map_or("", |name| &name[..name.len() - Manifest::FILE.len()]).to_owned();
        Self { archive: Mutex::new(archive), names, prefix }
    }

    fn entry(&self, name: &str) -> io::Result<Option<Vec<u8>>> {
        let Some(at) = self.names.get(name) else { return Ok(None) };
        let mut archive = self.archive.lock().unwrap_or_else(PoisonError::into_inner);
        let file = archive.by_index(*at)?;
        let mut bytes = Vec::new();
        // What an entry says of its size is not believed.
        if file.take(LIMIT + 1).read_to_end(&mut bytes)? as u64 > LIMIT {
            return Err(io::Error::from(io::ErrorKind::FileTooLarge));
        }
        Ok(Some(bytes))
    }

    /// The hashes that `pack` lists, by names below its outer folder; none where the ZIP is of another kind.
    fn sums(&self) -> Option<(String, BTreeMap<String, Hash>)> {
        let outer = self.prefix.split_inclusive('/').next().filter(|_| self.prefix.matches('/').count() == 2)?;
        let text = String::from_utf8(self.entry(&format!("{outer}{SUMS}")).ok()??).ok()?;
        let sum = |line: &str| line.split_once("  ").and_then(|(hash, name)| Some((name.to_owned(), Hash::parse(hash)?)));
        Some((outer.to_owned(), text.lines().filter_map(sum).collect()))
    }
}

impl Place for Zipped {
    fn read(&self, path: &str) -> io::Result<Option<Vec<u8>>> {
        self.entry(&format!("{}{path}", self.prefix))
    }

    fn list(&self) -> Option<Vec<String>> {
        Some(self.names.keys().filter_map(|name| name.strip_prefix(&self.prefix)).map(str::to_owned).collect())
    }

    /// Of what lies beside the site, which is the guide and the list of hashes that `sha256sum` reads.
    fn problems(&self) -> Vec<Finding> {
        let beside = |name: &str| !name.starts_with(&self.prefix);
        let (outer, sums) = self.sums().unwrap_or_default();
        let listed: BTreeMap<String, Hash> =
            sums.into_iter().map(|(name, hash)| (format!("{outer}{name}"), hash)).filter(|(name, _)| beside(name)).collect();
        let is_known = |name: &String| listed.contains_key(name) || (!outer.is_empty() && *name == format!("{outer}{SUMS}"));
        let added = self.names.keys().filter(|name| beside(name) && !is_known(name));
        let added = added.map(|name| Finding::Added(name.clone()));
        added.chain(listed.iter().filter_map(|(name, hash)| self.compare(name, *hash))).collect()
    }
}

impl Zipped {
    /// What is wrong with a file of a known hash.
    fn compare(&self, name: &str, hash: Hash) -> Option<Finding> {
        let name = name.to_owned();
        match self.entry(&name) {
            Ok(Some(bytes)) => (Hash::sha256(&[&bytes]) != hash).then_some(Finding::Changed(name)),
            Ok(None) => Some(Finding::Missing(name)),
            Err(error) => Some(Finding::Unreadable(name, error.to_string())),
        }
    }
}
