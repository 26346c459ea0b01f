//! Shapes of addresses: of sources, of the site, for letters, and what pages end in.

use serde_json::{Value, json};

use super::decode::Decoder;
use super::ending::Ending;
use super::front_matter::Field;
use super::settings::normal_base_url;
use super::shape::Shape;
use super::yaml::Located;

/// A text that `parse` turns into a value; what it cannot is reported as not what is expected.
fn parsed<T>(
    decoder: &Decoder<'_>,
    key: &str,
    value: Located,
    parse: impl FnOnce(&str) -> Option<T>,
    expected: (&str, &str),
    example: &str,
) -> Option<T> {
    let field = decoder.text(key, value)?;
    let parsed = parse(&field.value);
    if parsed.is_none() {
        decoder.bad(&field.span, key, expected, example);
    }
    parsed
}

/// An http or https address.
pub(super) struct Address;

impl Shape for Address {
    type Value = Field<String>;

    // A bad one is reported and kept, so that the source is not reported as having none.
    fn read(decoder: &Decoder<'_>, key: &str, value: Located) -> Option<Field<String>> {
        let field = decoder.text(key, value)?;
        if !field.value.starts_with("https://") && !field.value.starts_with("http://") {
            let expected = ("địa chỉ http hoặc https", "an http or https address");
            decoder.bad(&field.span, key, expected, "https://vbpl.vn/");
        }
        Some(field)
    }

    fn schema() -> Value {
        json!({"type": "string", "pattern": r"^\s*https?://"})
    }
}

/// The whole address of a site.
pub(super) struct BaseUrl;

impl Shape for BaseUrl {
    type Value = String;

    fn read(decoder: &Decoder<'_>, key: &str, value: Located) -> Option<String> {
        let expected = ("địa chỉ http hoặc https đầy đủ", "a whole http or https address");
        parsed(decoder, key, value, normal_base_url, expected, "https://example.gov.vn/van-ban/")
    }

    fn schema() -> Value {
        json!({"type": "string", "pattern": r#"^\s*https?://[^/?#"<> ][^?#"<> ]*\s*$"#})
    }
}

/// A mail address as it stands in a link: a name and a host, with none of the letters that begin something else there.
pub(super) struct MailAddress;

impl Shape for MailAddress {
    type Value = String;

    fn read(decoder: &Decoder<'_>, key: &str, value: Located) -> Option<String> {
        let plain = |part: &str| !part.is_empty() && part.chars().all(|c| c.is_ascii_alphanumeric() || "._+-".contains(c));
        let parse = |text: &str| {
            let parts = text.split_once('@').filter(|(name, host)| plain(name) && plain(host) && host.contains('.'));
            parts.map(|_| text.to_owned())
        };
        parsed(decoder, key, value, parse, ("một địa chỉ thư điện tử", "a mail address"), "vanthu@example.gov.vn")
    }

    fn schema() -> Value {
        json!({"type": "string", "pattern": r"^\s*[A-Za-z0-9._+-]+@[A-Za-z0-9_+-]*\.[A-Za-z0-9._+-]*\s*$"})
    }
}

/// A public key as minisign writes it: 42 bytes in base64, which begin with the letters of the procedure.
pub(super) struct PublicKey;

impl Shape for PublicKey {
    type Value = String;

    fn read(decoder: &Decoder<'_>, key: &str, value: Located) -> Option<String> {
        let letter = |c: char| c.is_ascii_alphanumeric() || "+/".contains(c);
        let parse =
            |text: &str| (text.len() == 56 && text.starts_with("RW") && text.chars().all(letter)).then(|| text.to_owned());
        let wanted = (
            "một khóa công khai của minisign, 56 chữ bắt đầu bằng RW",
            "a public key of minisign, 56 letters that begin with RW",
        );
        parsed(decoder, key, value, parse, wanted, "RWQkffegJboY7pThRelclHy1W6aZi9twdRx092nKdcjO5PCl3QVptzGv")
    }

    fn schema() -> Value {
        json!({"type": "string", "pattern": r"^\s*RW[A-Za-z0-9+/]{54}\s*$"})
    }
}

/// Who may show the site in a frame: `none` alone, or `self` and the addresses of other sites without a path.
pub(super) struct Ancestors;

/// An ancestor as the policy has it.
fn ancestor(text: &str) -> Option<String> {
    match text {
        "self" | "none" => Some(format!("'{text}'")),
        _ => {
            let host = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"))?;
            let host = host.strip_suffix('/').unwrap_or(host);
            let first = host.strip_prefix("*.").unwrap_or(host);
            let letters = |c: char| c.is_ascii_alphanumeric() || ".-:".contains(c);
            let sound = first.starts_with(|c: char| c.is_ascii_alphanumeric()) && first.chars().all(letters);
            sound.then(|| text.trim_end_matches('/').to_owned())
        }
    }
}

impl Shape for Ancestors {
    type Value = Vec<String>;

    fn read(decoder: &Decoder<'_>, key: &str, value: Located) -> Option<Vec<String>> {
        let expected = (
            "`none` một mình, hoặc `self` và địa chỉ của cổng, không có đường dẫn",
            "`none` alone, or `self` and the addresses of portals, without a path",
        );
        let span = value.span.clone();
        let items = decoder.sequence(key, value);
        let read = |item| parsed(decoder, key, item, ancestor, expected, "https://portal.example.gov.vn");
        let ancestors: Vec<String> = items.into_iter().filter_map(read).collect();
        if ancestors.len() > 1 && ancestors.iter().any(|one| one == "'none'") {
            decoder.bad(&span, key, expected, "[self, https://portal.example.gov.vn]");
            return None;
        }
        Some(ancestors)
    }

    fn schema() -> Value {
        let other = r"^\s*(self|https?://(\*\.)?[A-Za-z0-9][A-Za-z0-9.:-]*/?)\s*$";
        let item = |pattern: &str| json!({"type": ["string", "null"], "pattern": pattern});
        let none = json!({"type": "array", "items": item(r"^\s*none\s*$"), "contains": {"type": "string"}, "maxContains": 1});
        json!({"anyOf": [{"type": "array", "items": item(other)}, none]})
    }
}

/// What the files of pages end in.
pub(super) struct EndingName;

impl Shape for EndingName {
    type Value = Ending;

    fn read(decoder: &Decoder<'_>, key: &str, value: Located) -> Option<Ending> {
        let expected = (
            "đuôi của tệp trang: 1 đến 8 chữ cái không dấu và chữ số, không phải đuôi của loại tệp khác",
            "the ending of pages: 1 to 8 letters and figures of ASCII, not one that other files have",
        );
        parsed(decoder, key, value, Ending::parse, expected, "aspx")
    }

    fn schema() -> Value {
        let taken: Vec<String> = Ending::taken().iter().map(|ending| any_case(ending)).collect();
        let pattern = format!(r"^\s*\.?(?!({})\s*$)[A-Za-z0-9]{{1,8}}\s*$", taken.join("|"));
        json!({"type": "string", "pattern": pattern})
    }
}

/// Letters of either case, for patterns, which know no flags.
fn any_case(word: &str) -> String {
    word.chars().flat_map(|c| ['[', c.to_ascii_lowercase(), c.to_ascii_uppercase(), ']']).collect()
}
