//! How the allocator of Linux gives memory back, for commands that stay.
//!
//! glibc takes what was once large for the usual size and keeps the place of it for the next; between what stays that is
//! hundreds of megabytes after the first build of a large site. It is told otherwise by variables that it reads when a process
//! begins, and only there without unsafe code.

/// Begins the process anew with an allocator that gives large pieces back at once, where it is not told anything yet. Where
/// that cannot be done the process goes on as it is.
#[cfg(target_os = "linux")]
pub(super) fn give_back() {
    use std::os::unix::process::CommandExt;

    /// From how many bytes on a piece is one of the system's own.
    const LARGE: (&str, &str) = ("MALLOC_MMAP_THRESHOLD_", "131072");
    let mut arguments = std::env::args_os();
    let (Ok(program), Some(name)) = (std::env::current_exe(), arguments.next()) else { return };
    if std::env::var_os(LARGE.0).is_none() {
        // Returns only where it failed.
        drop(std::process::Command::new(program).arg0(name).args(arguments).env(LARGE.0, LARGE.1).exec());
    }
}

#[cfg(not(target_os = "linux"))]
pub(super) fn give_back() {}
