//! `congkhai hook`: puts hooks into a git repository, and does what they are for.

use std::fs;
use std::io::{self, Read, Write};
use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};

use super::commands::{DONE, FAILED, is_inside_inputs, told};
use super::hook_arguments::{HookCheck, HookCommand, HookInstall, HookPublish};
use super::output::Output;
use super::progress::Progress;
use crate::diagnostic::{Code, Diagnostic, Lang, Say};
use crate::hook::Hook;
use crate::pipeline::{self, Options};
use crate::world::{DiskWorld, Repository, StagedWorld};

pub(super) fn hook(command: &HookCommand, lang: Lang) -> u8 {
    let output = Output { lang };
    let done = match command {
        HookCommand::Install(arguments) => install(arguments, output),
        HookCommand::Check(arguments) => check(arguments, output),
        HookCommand::Publish(arguments) => publish(arguments, output),
    };
    match done {
        Ok(true) => DONE,
        Ok(false) => FAILED,
        Err(say) => {
            output.error(&say);
            FAILED
        }
    }
}

/// Puts the script where git looks for it. Errors: there is a hook already, or what git and the file system said.
fn install(arguments: &HookInstall, output: Output) -> Result<bool, Say> {
    let repository = Repository::of(&arguments.site).map_err(|words| git_said(&words))?;
    let (hook, words) = match &arguments.publish {
        Some(out) => (Hook::PostReceive, publishing(arguments, &repository, out)?),
        None => (Hook::PreCommit, checking(arguments, &repository)?),
    };
    let program = std::env::current_exe().unwrap_or_else(|_| PathBuf::from("congkhai"));
    let script = hook.script(&program, &words);
    let path = repository.hooks.join(hook.name());
    let shown = path.display();
    match fs::read(&path) {
        Ok(there) if there == script.as_bytes() => {
            output.say(&Say::new(format!("`{shown}` đã có sẵn đúng như vậy"), format!("`{shown}` is there already")));
            return Ok(true);
        }
        Ok(_) if !arguments.force => {
            return Err(Say::new(
                format!("`{shown}` đã có nên không ghi đè; thêm `--force` để thay, bản cũ được giữ thành `{shown}.cu`"),
                format!("`{shown}` is there and is left alone; `--force` replaces it and keeps the old one as `{shown}.cu`"),
            ));
        }
        Ok(there) if Hook::is_ours(&there) => {}
        Ok(there) => {
            // Beside what an earlier `--force` kept.
            let kept = (1..).map(|n| if n == 1 { "cu".to_owned() } else { format!("cu{n}") });
            let free = kept.map(|ending| path.with_extension(ending)).find(|path| fs::symlink_metadata(path).is_err());
            put(&free.unwrap_or_default(), &there, 0o644).map_err(|error| not_written(&path, &error))?;
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound && fs::symlink_metadata(&path).is_err() => {}
        Err(_) if arguments.force => {}
        Err(error) => return Err(not_written(&path, &error)),
    }
    put(&path, script.as_bytes(), 0o755).map_err(|error| not_written(&path, &error))?;
    output.say(&Say::new(format!("đã cài `{shown}`"), format!("installed `{shown}`")));
    Ok(true)
}

/// Writes a file beside its place first, so that git never runs half of one.
fn put(path: &Path, bytes: &[u8], mode: u32) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    let beside = path.with_extension(format!("moi-{}", std::process::id()));
    let mut file = fs::OpenOptions::new().write(true).create_new(true).mode(mode).open(&beside)?;
    let written = file.write_all(bytes).and_then(|()| fs::set_permissions(&beside, fs::Permissions::from_mode(mode)));
    written.and_then(|()| fs::rename(&beside, path)).inspect_err(|_| drop(fs::remove_file(&beside)))
}

/// The arguments of the script before a commit: the site as it lies in the repository.
fn checking(arguments: &HookInstall, repository: &Repository) -> Result<Vec<String>, Say> {
    if repository.is_bare {
        return Err(Say::new(
            "kho này không có cây làm việc; trên máy chủ thì thêm `--publish <thư mục đích>`",
            "this repository has no working tree; on a server add `--publish <folder>`",
        ));
    }
    let unreadable = |error: io::Error| not_written(&arguments.site, &error);
    let (site, top) = (arguments.site.canonicalize().map_err(unreadable)?, repository.top.canonicalize().map_err(unreadable)?);
    let inside = site.strip_prefix(&top).unwrap_or(Path::new("")).display().to_string();
    let site = if inside.is_empty() { ".".to_owned() } else { inside };
    Ok(["hook", "check", "--site", &site].map(str::to_owned).to_vec())
}

/// The arguments of the script after a push.
fn publishing(arguments: &HookInstall, repository: &Repository, out: &Path) -> Result<Vec<String>, Say> {
    let out = std::path::absolute(out).map_err(|error| not_written(out, &error))?;
    if out.starts_with(&repository.hooks) || repository.hooks.starts_with(&out) {
        return Err(Say::new("thư mục đích chứa chính kho git", "the target holds the repository itself"));
    }
    let mut words = ["hook", "publish", "--out"].map(str::to_owned).to_vec();
    words.push(out.display().to_string());
    let folder = arguments.folder.as_ref().map(|folder| folder.display().to_string());
    for (name, value) in [("--folder", &folder), ("--branch", &arguments.branch), ("--base-url", &arguments.base_url)] {
        words.extend(value.iter().flat_map(|value| [name.to_owned(), value.clone()]));
    }
    Ok(words)
}

/// Checks what is staged; only what is wrong in files of the commit stops it.
fn check(arguments: &HookCheck, output: Output) -> Result<bool, Say> {
    let world = StagedWorld::open(&arguments.site, arguments.today).map_err(|words| git_said(&words))?;
    if world.changed().is_empty() {
        return Ok(true);
    }
    let progress = Progress::new(output);
    let mut report = pipeline::check(&world, &Options::default());
    // A page that went is in no file of the commit, and its line in the register only in the file that it did not touch.
    let of_commit = |one: &Diagnostic| {
        one.code == Code::LostAddress || one.file.as_ref().is_none_or(|file| world.changed().contains(&**file))
    };
    let (own, others): (Vec<_>, Vec<_>) = std::mem::take(&mut report.diagnostics).into_iter().partition(of_commit);
    report.diagnostics = own;
    let elsewhere = others.iter().filter(|one| one.is_error()).count();
    output.diagnostics(&report, true);
    if elsewhere > 0 {
        output.say(&Say::new(
            format!("còn {elsewhere} lỗi ở tệp không thuộc lần ghi này; `congkhai check` in tất cả"),
            format!("{elsewhere} more errors are in files that this commit does not touch; `congkhai check` prints them all"),
        ));
    }
    if report.errors() > 0 {
        output.summary(&report, progress.finish(), None);
        output.say(&Say::new(
            "chưa ghi vào git: sửa các lỗi trên, `git add` lại rồi ghi; bỏ qua một lần: `git commit --no-verify`",
            "nothing was committed: correct the errors above, `git add` again and commit; `git commit --no-verify` skips the check once",
        ));
    }
    Ok(report.errors() == 0)
}

/// Builds and publishes the branch after a push to it; whatever is wrong, the published site stays.
fn publish(arguments: &HookPublish, output: Output) -> Result<bool, Say> {
    let repository = Repository::of(Path::new(".")).map_err(|words| git_said(&words))?;
    let Some(branch) = arguments.branch.clone().or_else(|| repository.branch()) else {
        return Err(Say::new("không rõ nhánh nào được đăng; thêm `--branch`", "no branch to publish; add `--branch`"));
    };
    let mut pushed = String::new();
    io::stdin().read_to_string(&mut pushed).map_err(|error| git_said(&error.to_string()))?;
    if !is_pushed(&pushed, &branch) {
        return Ok(true);
    }
    let progress = Progress::new(output);
    // The branch as it is now: two pushes at once are built in turn, and the later one publishes last.
    let checkout = repository.check_out(&branch).map_err(|words| git_said(&words))?;
    let site = arguments.folder.as_ref().map_or_else(|| checkout.folder().to_path_buf(), |folder| checkout.folder().join(folder));
    if is_inside_inputs(&arguments.out, &site, output) {
        return Ok(false);
    }
    let observing = progress.observing();
    let options = Options { base_url: arguments.base_url.clone(), compress: true, observing, ..Options::default() };
    let world = DiskWorld::new(site, arguments.today);
    let mut refused = pipeline::gate(&world, &Options { base_url: arguments.base_url.clone(), ..Options::default() });
    if refused.errors() > 0 {
        return Ok(told(Ok(refused), &progress, false, &arguments.out, output));
    }
    // What nobody registered could go unseen later: whoever pushes is told, and can still register it.
    refused.diagnostics.retain(|one| one.code == Code::UnregisteredAddress);
    output.diagnostics(&refused, true);
    let built = pipeline::build(&world, &options, &arguments.out);
    Ok(told(built, &progress, false, &arguments.out, output))
}

/// Whether a push brought something to the branch: lines `old new refs/heads/main`, a new of zeros where it was removed.
fn is_pushed(lines: &str, branch: &str) -> bool {
    lines.lines().any(|line| {
        let mut words = line.splitn(3, ' ').skip(1);
        let (new, name) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
        name.strip_prefix("refs/heads/") == Some(branch) && new.contains(|figure| figure != '0')
    })
}

fn git_said(words: &str) -> Say {
    Say::new(format!("git không làm được: {words}"), format!("git could not do it: {words}"))
}

fn not_written(path: &Path, error: &io::Error) -> Say {
    let path = path.display();
    Say::new(format!("không ghi được `{path}`: {error}"), format!("cannot write `{path}`: {error}"))
}

#[cfg(test)]
mod tests {
    use super::is_pushed;

    #[test]
    fn only_a_push_that_brings_the_branch_something_counts() {
        let (old, new, gone) = ("1".repeat(40), "2".repeat(40), "0".repeat(40));
        assert!(is_pushed(&format!("{old} {new} refs/heads/khác\n{gone} {new} refs/heads/main\n"), "main"));
        for lines in [
            String::new(),
            format!("{old} {gone} refs/heads/main\n"),
            format!("{old} {new} refs/heads/main2\n"),
            format!("{old} {new} refs/tags/main\n"),
            "refs/heads/main\n".to_owned(),
        ] {
            assert!(!is_pushed(&lines, "main"), "{lines}");
        }
    }
}
