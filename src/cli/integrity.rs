//! `key`, `verify`, and the key of `build --sign` and `pack --sign`.

use std::path::Path;
use std::sync::Arc;

use rayon::ThreadPoolBuilder;

use super::commands::{DONE, FAILED};
use super::integrity_arguments::{Key, Signing, Verify};
use super::output::Output;
use crate::diagnostic::{Lang, Say};
use crate::publish::{Signer, make_keys};
use crate::verify::{self, Place, Verdict, Vouched};

/// Where the password of a key is taken from: a command line is seen by others.
const PASSWORD: &str = "CONGKHAI_KEY_PASSWORD";

/// Findings that are told one by one; the others are counted.
const TOLD: usize = 1000;

fn password() -> Option<String> {
    std::env::var(PASSWORD).ok().filter(|password| !password.is_empty())
}

/// Who signs, if anybody is to; none where the key is of no use, which is told.
#[expect(clippy::option_option, reason = "nobody signs, and somebody was to sign and cannot, are different answers")]
pub(super) fn signer(signing: &Signing, output: Output) -> Option<Option<Arc<Signer>>> {
    let read = signing.key.as_deref().map(|path| Signer::read(path, password())).transpose();
    read.map(|signer| signer.map(Arc::new)).map_err(|problem| output.error(&problem.say())).ok()
}

pub(super) fn key(arguments: &Key, lang: Lang) -> u8 {
    let output = Output { lang };
    let password = password();
    if password.is_none() {
        output.say(&Say::new(
            format!("khóa không có mật khẩu: ai có tệp là ký được; đặt {PASSWORD} để khóa có mật khẩu"),
            format!("the key has no password: whoever has the file can sign; set {PASSWORD} for one that has"),
        ));
    }
    match make_keys(&arguments.name, password.as_deref()) {
        Ok(public) => {
            output.say(&Say::new(
                "giữ kín tệp .key, ngoài kho git; công bố khóa công khai dưới đây ở nơi khác ngoài trang:",
                "keep the .key file to yourself, outside the repository; make the public key below known elsewhere than on the site:",
            ));
            if output.text(&format!("{public}\n")) { DONE } else { FAILED }
        }
        Err(problem) => {
            output.error(&problem.say());
            FAILED
        }
    }
}

pub(super) fn verify(arguments: &Verify, lang: Lang) -> u8 {
    let output = Output { lang };
    let place = match verify::open(&arguments.target) {
        Ok(place) => place,
        Err(problem) => {
            output.error(&problem.say());
            return FAILED;
        }
    };
    let key = arguments.key.as_deref().map(public_key);
    let verdict = compared(place.as_ref(), key.as_deref());
    tell(&verdict, output);
    if verdict.findings.is_empty() { DONE } else { FAILED }
}

/// Compares, with as many questions at once as a place that is far away is to be asked.
fn compared(place: &dyn Place, key: Option<&str>) -> Verdict {
    let pool = place.at_once().and_then(|threads| ThreadPoolBuilder::new().num_threads(threads).build().ok());
    match pool {
        Some(pool) => pool.install(|| verify::verify(place, key)),
        None => verify::verify(place, key),
    }
}

/// A key itself, or the one in a file: of its lines the last, below the comment.
fn public_key(text: &str) -> String {
    let file = std::fs::read_to_string(Path::new(text)).ok();
    let line = file.as_deref().and_then(|file| file.lines().rfind(|line| !line.trim().is_empty()));
    line.unwrap_or(text).trim().to_owned()
}

fn tell(verdict: &Verdict, output: Output) {
    for finding in verdict.findings.iter().take(TOLD) {
        output.error(&finding.say());
    }
    let untold = verdict.findings.len().saturating_sub(TOLD);
    if untold > 0 {
        output.say(&Say::new(format!("… và {untold} điều nữa"), format!("… and {untold} more")));
    }
    if verdict.manifest.is_some() && !verdict.is_listed {
        output.say(&Say::new(
            "qua mạng không thấy được tệp thừa: máy chủ không kể nó có những tệp nào",
            "files that were added cannot be seen over the network: a server does not tell what it has",
        ));
    }
    if !verdict.of_server.is_empty() {
        let names = verdict.of_server.join(", ");
        output.say(&Say::new(
            format!("của máy chủ, không thuộc trang: {names}"),
            format!("of the server, not of the site: {names}"),
        ));
    }
    let Some(manifest) = &verdict.manifest else { return };
    let (files, wrong) = (manifest.files.len(), verdict.findings.len());
    output.say(&Say::new(
        format!("{files} tệp theo build.json, {wrong} điều sai; trang của ngày {}, mã băm gốc {}", manifest.today, manifest.root),
        format!("{files} files by build.json, {wrong} findings; a site of {}, root hash {}", manifest.today, manifest.root),
    ));
    output.say(&vouched(&verdict.vouched));
}

fn vouched(vouched: &Vouched) -> Say {
    match vouched {
        Vouched::Nobody => Say::new(
            "không có chữ ký nào xác nhận: ai sửa được tệp thì cũng viết lại được build.json; hãy so mã băm gốc với nơi cơ quan công bố",
            "no signature vouches for it: whoever can change files can write build.json anew; compare the root hash with what the agency made known",
        ),
        Vouched::Itself(key) => Say::new(
            format!(
                "chữ ký khớp với khóa ghi trong chính trang: {key}; hãy so khóa này với khóa cơ quan công bố ở nơi khác, hoặc dùng --key"
            ),
            format!(
                "the signature holds for the key that the site itself names: {key}; compare it with the one made known elsewhere, or use --key"
            ),
        ),
        Vouched::Key(key) => Say::new(format!("chữ ký khớp với khóa {key}"), format!("the signature is by key {key}")),
    }
}
