//! The scripts that git runs: before a commit, and after a push to a server.
//!
//! They only call the program, which knows what to do (`congkhai hook check`, `congkhai hook publish`); a program that moved
//! is looked for among the commands of whoever runs git.

use std::path::Path;

/// What tells our hooks from those of others.
const MARK: &str = "Do `congkhai hook install` tạo ra";

/// Which hook of git.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hook {
    /// Before a commit: what is staged is checked.
    PreCommit,
    /// After a push, on the server: what was pushed is built and published.
    PostReceive,
}

impl Hook {
    /// The name git knows it by.
    pub fn name(self) -> &'static str {
        match self {
            Self::PreCommit => "pre-commit",
            Self::PostReceive => "post-receive",
        }
    }

    /// Whether a hook that is there is one of ours, from whatever version.
    pub fn is_ours(script: &[u8]) -> bool {
        script.windows(MARK.len()).any(|window| window == MARK.as_bytes())
    }

    /// The script; `program` is where the program lies today, `arguments` follow `congkhai`.
    pub fn script(self, program: &Path, arguments: &[String]) -> String {
        let what = match self {
            Self::PreCommit => "# Kiểm tra nội dung sắp ghi vào git; bỏ qua một lần: git commit --no-verify",
            Self::PostReceive => "# Dựng và đăng nội dung vừa được đẩy lên; nội dung sai thì trang đang đăng giữ nguyên.",
        };
        let arguments: Vec<String> = arguments.iter().map(|argument| quoted(argument)).collect();
        format!(
            "#!/bin/sh\n{what}\n# {MARK}; cài lại để đổi.\nprogram={}\n\
             [ -x \"$program\" ] || program=$(command -v congkhai) || {{\n\
             \x20 echo 'lỗi: không thấy chương trình congkhai; cài lại chương trình rồi chạy `congkhai hook install --force`' >&2\n\
             \x20 exit 1\n}}\nexec \"$program\" {}\n",
            quoted(&program.display().to_string()),
            arguments.join(" ")
        )
    }
}

/// A word as the shell takes it, whatever is in it.
fn quoted(word: &str) -> String {
    format!("'{}'", word.replace('\'', "'\\''"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_reach_the_program_as_they_are() {
        let odd = ["a b", "it's", "$HOME `x` \"y\" \\", "văn bản", ""];
        let line = odd.map(quoted).join(" ");
        let output = std::process::Command::new("sh").args(["-c", &format!("printf '%s\\n' {line}")]).output().expect("sh runs");
        assert_eq!(String::from_utf8_lossy(&output.stdout).lines().collect::<Vec<_>>(), odd);
    }
}
