//! Ready files for the CI of GitLab and GitHub: check what is proposed, build and publish what is accepted.
//!
//! How the program comes to the machine is for the agency to say: it is there already, as on a runner of its own, or the
//! variables `CONGKHAI_SOURCE` and `CONGKHAI_REV` name the git repository and the commit that it is built from. No address
//! is written into the files, for none would be true everywhere.

/// The files by their paths from the site's folder, which is the top of the repository.
pub fn files() -> [(&'static str, &'static [u8]); 2] {
    [(".gitlab-ci.yml", include_bytes!("gitlab.yml")), (".github/workflows/congkhai.yml", include_bytes!("github.yml"))]
}
