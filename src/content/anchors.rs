//! Shapes of addresses within the site: its paths, and the ids that places had before.

use serde_json::{Value, json};

use super::decode::Decoder;
use super::front_matter::Field;
use super::shape::{Described, Shape, Text};
use super::yaml::Located;

/// Whether a text is the path of a file of the site: relative, of whole names, and nothing of a URL but its path.
pub(crate) fn is_site_path(path: &str) -> bool {
    let whole = |part: &str| !part.is_empty() && part != "." && part != "..";
    path.split('/').all(whole) && !path.contains(['\\', '\0', '#', '?', ':']) && !path.chars().any(char::is_control)
}

/// The path of a file of the site.
pub(super) struct SitePathText;

impl Shape for SitePathText {
    type Value = Field<String>;

    fn read(decoder: &Decoder<'_>, key: &str, value: Located) -> Option<Field<String>> {
        let field = decoder.text(key, value)?;
        if !is_site_path(&field.value) {
            let expected = ("địa chỉ tính từ gốc của trang", "an address from the site's root");
            decoder.bad(&field.span, key, expected, "van-ban/ten.html");
            return None;
        }
        Some(field)
    }

    fn schema() -> Value {
        let part = r"(?!\.{1,2}(/|\s*$))[^/\\#?:\u0000-\u001f]+";
        json!({"type": ["string", "number", "boolean"], "pattern": format!(r"^\s*(?=\S){part}(/{part})*$")})
    }
}

/// Ids of a page: those that places had before, each with the id that the place has now.
pub(super) struct Anchors;

/// What an id may be: it stands in addresses as it is.
fn is_id(text: &str) -> bool {
    text.len() <= 200 && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_')
}

impl Shape for Anchors {
    type Value = Vec<(Field<String>, Field<String>)>;

    fn read(decoder: &Decoder<'_>, key: &str, value: Located) -> Option<Self::Value> {
        let mut all = Vec::new();
        for (old, value) in decoder.entries(key, value)? {
            if old.text.is_empty() || !is_id(&old.text) || old.text.starts_with('_') {
                let expected = ("địa chỉ của một chỗ, như `dieu-5`", "the id of a place, such as `dieu-5`");
                decoder.bad(&old.span, key, expected, "old_ids: {dieu-5: dieu-6}");
                continue;
            }
            all.extend(decoder.text(key, value).map(|now| (Field { value: old.text, span: old.span }, now)));
        }
        Some(all)
    }

    fn schema() -> Value {
        let names = json!({"pattern": "^[A-Za-z0-9-][A-Za-z0-9_-]{0,199}$"});
        json!({"type": "object", "propertyNames": names, "additionalProperties": Text::described()})
    }
}
