//! The signature of a site: of `build.json`, in the form of minisign (Ed25519), so that its own tool checks it too.
//!
//! The key is given where a site is published and never lies in it. A signature is another each time it is made; it stands in
//! a file of its own, so that all else is the same bytes.

use std::fmt;
use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use minisign::{KeyPair, PublicKey, SecretKey, SecretKeyBox, SignatureBox};

use super::manifest::{BuildMeta, GENERATOR, Manifest};
use super::{PublishError, at};
use crate::diagnostic::Say;

/// What stands above a signature; nothing vouches for it.
const COMMENT: &str = "signature of build.json";

/// Somebody who signs.
pub struct Signer {
    secret: SecretKey,
    public: String,
}

/// Why a key is of no use.
#[derive(Debug)]
pub enum KeyProblem {
    /// It cannot be read or written.
    Io(PathBuf, io::Error),
    /// Its file is there already.
    Exists(PathBuf),
    /// Nothing that minisign would take for a key, or another password than the one it was made with.
    NotAKey(PathBuf, String),
}

impl KeyProblem {
    /// The message for those who run the program.
    pub fn say(&self) -> Say {
        match self {
            Self::Io(path, error) => Say::new(
                format!("không đọc hay ghi được `{}`: {error}", path.display()),
                format!("cannot read or write `{}`: {error}", path.display()),
            ),
            Self::Exists(path) => Say::new(
                format!("`{}` đã có; khóa cũ không bị ghi đè, hãy chọn tên khác", path.display()),
                format!("`{}` is there already; an old key is never overwritten, choose another name", path.display()),
            ),
            Self::NotAKey(path, why) => Say::new(
                format!(
                    "`{}` không dùng được làm khóa ký ({why}); nếu khóa có mật khẩu thì đặt mật khẩu trong CONGKHAI_KEY_PASSWORD",
                    path.display()
                ),
                format!(
                    "`{}` is of no use as a key for signing ({why}); if it has a password, set CONGKHAI_KEY_PASSWORD",
                    path.display()
                ),
            ),
        }
    }
}

impl Signer {
    /// The one whose secret key lies in a file, as minisign writes it. Errors: no such file, no key, another password.
    pub fn read(path: &Path, password: Option<String>) -> Result<Self, KeyProblem> {
        let text = fs::read_to_string(path).map_err(|error| KeyProblem::Io(path.to_owned(), error))?;
        let wrong = |error: minisign::PError| KeyProblem::NotAKey(path.to_owned(), error.to_string());
        let boxed = || SecretKeyBox::from_string(&text);
        // Without a password nothing may be asked for: there need be nobody at a terminal.
        let secret = match password {
            Some(password) => boxed().and_then(|key| key.into_secret_key(Some(password))),
            None => boxed().and_then(SecretKeyBox::into_unencrypted_secret_key),
        };
        let secret = secret.map_err(wrong)?;
        let public = PublicKey::from_secret_key(&secret).map_err(wrong)?.to_base64();
        Ok(Self { secret, public })
    }

    /// The public key, as minisign writes it.
    pub fn public(&self) -> &str {
        &self.public
    }

    /// The file that goes beside `build.json`. Errors: the system has no random numbers.
    pub(super) fn sign(&self, manifest: &[u8], meta: &BuildMeta) -> Result<Vec<u8>, PublishError> {
        let trusted = format!("{GENERATOR}\ttoday:{}\tfile:{}", meta.today, Manifest::FILE);
        let refused = |error: minisign::PError| at(Path::new(Manifest::SIGNATURE))(io::Error::other(error.to_string()));
        let signature = minisign::sign(None, &self.secret, manifest, Some(&trusted), Some(COMMENT)).map_err(refused)?;
        Ok(signature.into_string().into_bytes())
    }
}

impl fmt::Debug for Signer {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Signer").field("public", &self.public).finish_non_exhaustive()
    }
}

/// Makes a pair of keys in `NAME.key` (for its owner's eyes) and `NAME.pub`; the public one.
///
/// Errors: files of these names, or what the file system refuses.
pub fn make_keys(name: &Path, password: Option<&str>) -> Result<String, KeyProblem> {
    let (secret, public) = (with_ending(name, "key"), with_ending(name, "pub"));
    let failed = |error: minisign::PError| KeyProblem::NotAKey(secret.clone(), error.to_string());
    let pair = match password {
        Some(password) => KeyPair::generate_encrypted_keypair(Some(password.to_owned())),
        None => KeyPair::generate_unencrypted_keypair(),
    };
    let pair = pair.map_err(failed)?;
    let boxes = (pair.sk.to_box(None), pair.pk.to_box());
    let (secret_text, public_text) = (boxes.0.map_err(failed)?.into_string(), boxes.1.map_err(failed)?.into_string());
    write_new(&secret, &secret_text, 0o600)?;
    write_new(&public, &public_text, 0o644)?;
    Ok(pair.pk.to_base64())
}

fn with_ending(name: &Path, ending: &str) -> PathBuf {
    let mut file = name.as_os_str().to_owned();
    file.push(".");
    file.push(ending);
    PathBuf::from(file)
}

fn write_new(path: &Path, text: &str, mode: u32) -> Result<(), KeyProblem> {
    let file = OpenOptions::new().write(true).create_new(true).mode(mode).open(path);
    let written = file.and_then(|mut file| file.write_all(text.as_bytes()));
    written.map_err(|error| match error.kind() {
        io::ErrorKind::AlreadyExists => KeyProblem::Exists(path.to_owned()),
        _ => KeyProblem::Io(path.to_owned(), error),
    })
}

/// Whether a signature is that of a manifest by whoever has the secret half of a key: the letters of a public key. One that is
/// written otherwise than minisign would is none, so that no byte of it can be another unseen.
pub fn signed_by(key: &str, manifest: &[u8], signature: &[u8]) -> bool {
    let Ok(text) = std::str::from_utf8(signature) else { return false };
    let (Ok(key), Ok(boxed)) = (PublicKey::from_base64(key), SignatureBox::from_string(text)) else { return false };
    let comment = boxed.untrusted_comment().is_ok_and(|comment| comment == COMMENT);
    let is_as_written = comment && boxed.to_string() == text;
    is_as_written && minisign::verify(&key, &boxed, io::Cursor::new(manifest), true, false, false).is_ok()
}
