//! Git as a program: how it is started, so that no setting of a person or a hook around us changes what it says.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Output, Stdio};

/// Largest text read from the past, in bytes: the same as for a page of today.
const LARGEST: u64 = 16 * 1024 * 1024;

/// What a hook of git, or a person, may have set to lead it to another repository or to other words.
const FOREIGN: &[&str] = &[
    "GIT_DIR",
    "GIT_WORK_TREE",
    "GIT_INDEX_FILE",
    "GIT_COMMON_DIR",
    "GIT_OBJECT_DIRECTORY",
    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
    "GIT_NAMESPACE",
    "GIT_PREFIX",
    "GIT_IMPLICIT_WORK_TREE",
    "GIT_INTERNAL_SUPER_PREFIX",
    "GIT_GRAFT_FILE",
    "GIT_SHALLOW_FILE",
    "GIT_REPLACE_REF_BASE",
    "GIT_QUARANTINE_PATH",
    "GIT_EXTERNAL_DIFF",
    "GIT_DIFF_OPTS",
    "GIT_LITERAL_PATHSPECS",
    "GIT_GLOB_PATHSPECS",
    "GIT_NOGLOB_PATHSPECS",
    "GIT_ICASE_PATHSPECS",
    "GIT_TRACE",
    "GIT_TRACE_SETUP",
    "GIT_REDIRECT_STDERR",
    "GIT_REDIRECT_STDOUT",
];

/// Settings that run programs or change what is told.
const SETTINGS: &[&str] = &[
    "core.fsmonitor=false",
    "core.hooksPath=/dev/null",
    "core.quotePath=false",
    "status.relativePaths=true",
    "log.follow=false",
    "log.showRoot=true",
    "log.showSignature=false",
    "advice.graftFileDeprecated=false",
];

/// `git` in a folder, in English, without pager, hooks, replaced objects or a network.
pub(super) fn git(folder: &Path) -> Command {
    let mut command = Command::new("git");
    command.args(["--no-pager", "--no-replace-objects", "--literal-pathspecs", "-C"]).arg(folder);
    command.args(SETTINGS.iter().flat_map(|setting| ["-c", setting]));
    for name in FOREIGN {
        command.env_remove(name);
    }
    command.envs([("LC_ALL", "C"), ("GIT_OPTIONAL_LOCKS", "0"), ("GIT_NO_LAZY_FETCH", "1"), ("GIT_TERMINAL_PROMPT", "0")]);
    command.stdin(Stdio::null());
    command
}

/// What git answered; its own first line of complaint where it refused.
pub(super) fn answer(command: &mut Command) -> Result<Vec<u8>, Refusal> {
    let Output { status, stdout, stderr } = command.output().map_err(Refusal::NotStarted)?;
    if status.success() {
        return Ok(stdout);
    }
    let words = String::from_utf8_lossy(&stderr);
    let line = words.lines().find(|line| line.starts_with("fatal: ") || line.starts_with("error: "));
    Err(Refusal::Said(line.or(words.lines().next()).unwrap_or("git ended without a word").to_owned()))
}

/// Why git did not answer.
#[derive(Debug)]
pub(super) enum Refusal {
    /// The program could not be started.
    NotStarted(io::Error),
    /// What it said.
    Said(String),
}

/// A `git cat-file` that is asked for one text after another.
#[derive(Debug)]
pub(super) struct Texts {
    child: Child,
    /// Taken when it is told to end.
    questions: Option<ChildStdin>,
    answers: BufReader<ChildStdout>,
}

impl Texts {
    /// Starts it in a repository. Errors: git cannot be started.
    pub(super) fn start(mut git: Command) -> io::Result<Self> {
        let mut child =
            git.args(["cat-file", "--batch"]).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn()?;
        let questions = child.stdin.take();
        let answers = child.stdout.take().ok_or(io::ErrorKind::BrokenPipe)?;
        Ok(Self { child, questions, answers: BufReader::new(answers) })
    }

    /// Whether it has not ended.
    pub(super) fn is_running(&mut self) -> bool {
        matches!(self.child.try_wait(), Ok(None))
    }

    /// The bytes of a text by its id; none where the repository does not have it or it is too large.
    ///
    /// Errors: git has ended or answers what it should not.
    pub(super) fn read(&mut self, id: &str) -> io::Result<Option<Vec<u8>>> {
        if id.is_empty() || !id.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return Ok(None);
        }
        let questions = self.questions.as_mut().ok_or(io::ErrorKind::BrokenPipe)?;
        writeln!(questions, "{id}")?;
        questions.flush()?;
        let mut head = String::new();
        self.answers.read_line(&mut head)?;
        let mut words = head.split_whitespace().skip(1);
        let (Some(kind), size) = (words.next(), words.next()) else { return Err(io::ErrorKind::UnexpectedEof.into()) };
        let Some(size) = size.and_then(|size| size.parse::<u64>().ok()) else { return Ok(None) };
        let mut bytes = Vec::new();
        if kind == "blob" && size <= LARGEST {
            (&mut self.answers).take(size).read_to_end(&mut bytes)?;
        } else {
            io::copy(&mut (&mut self.answers).take(size), &mut io::sink())?;
        }
        self.answers.read_exact(&mut [0])?;
        Ok((kind == "blob" && bytes.len() as u64 == size).then_some(bytes))
    }
}

impl Drop for Texts {
    fn drop(&mut self) {
        // At the end of its questions it ends by itself.
        drop(self.questions.take());
        drop(self.child.wait());
    }
}
