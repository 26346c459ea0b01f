//! The past of the site's pages, from one `git log`.

use std::collections::BTreeMap;
use std::path::Path;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::Offset;

use super::git::{Refusal, answer, git};

/// What git knows of the past of the pages. One value: equal values give equal pages, since a text is named by its hash.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Past {
    /// The revisions of each page in `content/` by its path today, newest first.
    pub files: BTreeMap<String, Vec<Revision>>,
    /// Why nothing is known although there is a repository; none where there is no repository at all.
    pub missing: Option<MissingPast>,
}

/// One change of a page on the way to the commit that is checked out, as seen along first parents: a branch that was merged
/// is one change, on the day of the merge, for what stood on it before was not published.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Revision {
    /// The commit, in hexadecimal figures.
    pub commit: String,
    /// The author's day, in Việt Nam; none where the commit has no day that a calendar has.
    pub date: Option<Date>,
    /// The first line of the commit's message, as it is written.
    pub subject: String,
    /// The id of the text, for [`super::World::old_text`].
    pub text: String,
}

/// Why the past of a repository is not known.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum MissingPast {
    /// The copy has only the last commits.
    Shallow,
    /// The copy leaves old texts to the server it came from.
    Partial,
    /// The program `git` is not there.
    NoProgram,
    /// What git said.
    Refused(String),
}

/// Asks git for the past of the pages of a site.
pub(super) fn past(root: &Path) -> Past {
    match ask(root) {
        Ok(log) => Past { files: parse(&log), missing: None },
        Err(missing) => Past { files: BTreeMap::new(), missing },
    }
}

/// The log; `Err(None)` where there is nothing to be told about: no repository, or one without commits.
fn ask(root: &Path) -> Result<Vec<u8>, Option<MissingPast>> {
    let shallow = answer(git(root).args(["rev-parse", "--is-shallow-repository"])).map_err(|refusal| match refusal {
        Refusal::NotStarted(_) => has_repository(root).then_some(MissingPast::NoProgram),
        Refusal::Said(words) if words.contains("not a git repository") && !has_repository(root) => None,
        Refusal::Said(words) => Some(MissingPast::Refused(words)),
    })?;
    if shallow.trim_ascii() == b"true" {
        return Err(Some(MissingPast::Shallow));
    }
    if answer(git(root).args(["config", "--get-regexp", PROMISED])).is_ok() {
        return Err(Some(MissingPast::Partial));
    }
    answer(git(root).args(LOG)).map_err(|refusal| match refusal {
        Refusal::NotStarted(error) => Some(MissingPast::Refused(error.to_string())),
        Refusal::Said(words) if words.contains("bad revision 'HEAD'") => None,
        Refusal::Said(words) => Some(MissingPast::Refused(words)),
    })
}

/// Settings of a copy whose texts are in part only promised.
const PROMISED: &str = r"^(extensions\.partialclone|remote\..*\.(promisor|partialclonefilter))$";

/// Commits from the newest on, each with the texts that it changed in `content/`. A limit of its own for the search for renames,
/// for that of the person's settings would make pages differ between machines.
const LOG: &[&str] = &[
    "log",
    "--first-parent",
    "--diff-merges=first-parent",
    "--raw",
    "-z",
    "--no-abbrev",
    "--find-renames=50%",
    "-l1000",
    "--relative",
    "--no-color",
    "--no-show-signature",
    "--no-ext-diff",
    "--no-textconv",
    "--encoding=UTF-8",
    "--format=tformat:%x01%H%x00%at%x00%s",
    "HEAD",
    "--",
    "content",
];

fn has_repository(root: &Path) -> bool {
    let root = std::path::absolute(root).unwrap_or_else(|_| root.to_path_buf());
    root.ancestors().any(|folder| folder.join(".git").exists())
}

/// A commit as the log has it.
struct Commit<'a> {
    id: &'a [u8],
    seconds: &'a [u8],
    subject: &'a [u8],
    changes: Vec<Change<'a>>,
}

/// What became of one file.
struct Change<'a> {
    /// The id of the new text; none where there is no file any more, or no regular one.
    text: Option<&'a [u8]>,
    path: &'a [u8],
    /// The name before, where that was another.
    before: Option<&'a [u8]>,
}

/// Reads the log: fields end in a zero byte, and what stands where says what it is, whatever bytes are in it.
fn parse(log: &[u8]) -> BTreeMap<String, Vec<Revision>> {
    let mut names = Names::default();
    let mut files: BTreeMap<String, Vec<Revision>> = BTreeMap::new();
    let mut fields = log.split(|byte| *byte == 0).peekable();
    while let Some(head) = fields.next() {
        let Some(id) = head.strip_prefix(b"\x01") else { continue };
        let (Some(seconds), Some(subject)) = (fields.next(), fields.next()) else { break };
        let mut commit = Commit { id, seconds, subject, changes: Vec::new() };
        while let Some(change) = fields.peek().and_then(|field| field.trim_ascii_start().strip_prefix(b":")) {
            fields.next();
            commit.changes.extend(read_change(change, &mut fields));
        }
        for (path, text) in names.go_back(&commit.changes) {
            files.entry(path).or_default().push(revision(&commit, text));
        }
    }
    files
}

/// `100644 100644 <old> <new> M`, then the path; of a rename the path before and the path after.
fn read_change<'a>(head: &'a [u8], fields: &mut impl Iterator<Item = &'a [u8]>) -> Option<Change<'a>> {
    let mut words = head.split(|byte| *byte == b' ').skip(1);
    let (mode, _, text, status) = (words.next()?, words.next()?, words.next()?, words.next()?);
    let first = fields.next()?;
    let (path, before) = match status.first() {
        Some(b'R') => (fields.next()?, Some(first)),
        Some(b'C') => (fields.next()?, None),
        _ => (first, None),
    };
    // A link or a module of another repository is no page.
    Some(Change { text: Some(text).filter(|_| mode.starts_with(b"100")), path, before })
}

fn revision(commit: &Commit<'_>, text: &[u8]) -> Revision {
    let words = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let seconds = std::str::from_utf8(commit.seconds).ok().and_then(|seconds| seconds.parse().ok());
    let moment = seconds.and_then(|seconds| Timestamp::from_second(seconds).ok());
    Revision {
        commit: words(commit.id),
        date: moment.map(|moment| Offset::constant(7).to_datetime(moment).date()),
        subject: words(commit.subject),
        text: words(text),
    }
}

/// What files are called today, by what they were called at the commit that is being read.
#[derive(Default)]
struct Names<'a>(BTreeMap<&'a [u8], Option<&'a [u8]>>);

impl<'a> Names<'a> {
    /// The pages that a commit changed, by their names today; from then on names are those before it.
    fn go_back(&mut self, changes: &[Change<'a>]) -> Vec<(String, &'a [u8])> {
        let today: Vec<Option<&'a [u8]>> =
            changes.iter().map(|change| self.0.get(change.path).copied().unwrap_or(Some(change.path))).collect();
        let renames = || changes.iter().zip(&today).filter_map(|(change, today)| Some((change.path, change.before?, *today)));
        // All new names are gone before it, and then all old ones are there: two files may have changed names.
        self.0.extend(renames().map(|(path, ..)| (path, None)));
        self.0.extend(renames().map(|(_, before, today)| (before, today)));
        let page = |(change, today): (&Change<'a>, Option<&'a [u8]>)| {
            let name = std::str::from_utf8(today?.strip_suffix(b".md")?).ok()?;
            Some((format!("{name}.md"), change.text?))
        };
        changes.iter().zip(today).filter_map(page).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn log(commits: &[(&str, &[&str])]) -> BTreeMap<String, Vec<String>> {
        let mut bytes = Vec::new();
        for (subject, changes) in commits {
            bytes.extend(format!("\u{1}abc\0{}\0{subject}\0\n", 86_400 * 365).into_bytes());
            for change in *changes {
                let (status, paths) = change.split_once(' ').expect("a status and paths");
                bytes.extend(format!(":100644 100644 1 2 {status}\0{}\0", paths.replace(' ', "\0")).into_bytes());
            }
        }
        let files = parse(&bytes);
        files.into_iter().map(|(path, revisions)| (path, revisions.into_iter().map(|one| one.subject).collect())).collect()
    }

    #[test]
    fn a_file_keeps_its_past_under_other_names() {
        let found = log(&[
            ("5", &["M content/c.md"]),
            ("4", &["R080 content/b.md content/c.md"]),
            ("3", &["M content/b.md", "A content/x.md"]),
            ("2", &["R100 content/a.md content/b.md"]),
            ("1", &["A content/a.md"]),
        ]);
        assert_eq!(found["content/c.md"], ["5", "4", "3", "2", "1"]);
        assert_eq!(found["content/x.md"], ["3"]);
        assert_eq!(found.len(), 2);
    }

    #[test]
    fn two_files_may_change_names_and_a_name_may_be_taken_again() {
        let found = log(&[
            ("3", &["R090 content/a.md content/b.md", "R090 content/b.md content/a.md"]),
            ("2", &["M content/a.md"]),
            ("1", &["A content/a.md", "A content/b.md"]),
        ]);
        assert_eq!(found["content/b.md"], ["3", "2", "1"]);
        assert_eq!(found["content/a.md"], ["3", "1"]);
        let found = log(&[("3", &["A content/a.md"]), ("2", &["R100 content/a.md content/b.md"]), ("1", &["A content/a.md"])]);
        assert_eq!(found["content/b.md"], ["2", "1"]);
        assert_eq!(found["content/a.md"], ["3"], "what was there before has another name today");
    }

    #[test]
    fn what_a_message_holds_is_never_read_as_a_change() {
        let found = log(&[("\u{1}:100644 M", &["M content/:x.md"]), ("", &["A content/:x.md"])]);
        assert_eq!(found["content/:x.md"], ["\u{1}:100644 M", ""]);
        assert!(parse(b"\x01abc\x00").is_empty() && parse(b"").is_empty() && parse(b"\x01a\0b\0c\0:100644").is_empty());
    }

    #[test]
    fn bytes_that_are_no_text_are_shown_as_far_as_they_can_be_and_name_no_page() {
        let files = parse(b"\x01a\x001\0x\xff\0\n:1 100644 1 2 A\0content/\xff.md\0:1 100644 1 2 A\0content/a.md\0:1 160000 1 2 M\0content/b.md\0");
        assert_eq!(files.keys().collect::<Vec<_>>(), ["content/a.md"]);
        assert_eq!(files["content/a.md"][0].subject, "x\u{fffd}");
    }

    #[test]
    fn the_day_is_that_of_viet_nam() {
        let day = |seconds: &str| {
            let commit = Commit { id: b"a", seconds: seconds.as_bytes(), subject: b"", changes: Vec::new() };
            revision(&commit, b"1").date
        };
        // 2026-01-01T16:59:59Z and a second later.
        assert_eq!(day("1767286799"), Some(jiff::civil::date(2026, 1, 1)));
        assert_eq!(day("1767286800"), Some(jiff::civil::date(2026, 1, 2)));
        for odd in ["", "x", "99999999999999999", "-99999999999999999"] {
            assert_eq!(day(odd), None, "{odd}");
        }
    }
}
