//! How text in HTML looks: by its elements and by the few declarations of style that mean something here.

use std::sync::Arc;

use super::super::document::Style;
use super::super::legacy::Font;

/// Elements whose text nobody reads.
const UNREAD: &[&str] = &["script", "style", "head", "title", "template", "noscript", "svg", "object", "select", "textarea"];

/// How the text of an element looks, and whether anyone reads it.
#[derive(Debug, Clone, Default)]
pub(super) struct Look {
    pub(super) style: Style,
    pub(super) font: Font,
    pub(super) link: Option<Arc<str>>,
    pub(super) raised: bool,
    pub(super) unread: bool,
    /// Whether white space is kept.
    pub(super) kept: bool,
}

/// The look inside an element.
pub(super) fn restyle(look: &mut Look, name: &str, get: &impl Fn(&str) -> Option<String>) {
    match name {
        "b" | "strong" | "th" => look.style.bold = true,
        "i" | "em" => look.style.italic = true,
        "s" | "strike" | "del" => look.style.struck = true,
        "sup" => look.raised = true,
        "pre" => look.kept = true,
        "font" => look.font = get("face").map_or(look.font, |face| Font::named(first(&face))),
        "a" => look.link = get("href").filter(|href| !href.starts_with('#')).map(Arc::from),
        name if UNREAD.contains(&name) => look.unread = true,
        _ => {}
    }
    let Some(css) = get("style") else { return };
    for declaration in css.split(';') {
        let Some((property, value)) = declaration.split_once(':') else { continue };
        let value = value.trim().to_lowercase();
        match property.trim().to_lowercase().as_str() {
            "font-family" => {
                let family = declaration.split_once(':').map_or("", |(_, family)| family);
                look.font = Font::named(first(family));
            }
            "font-weight" => look.style.bold = value == "bold" || value.parse::<u32>().is_ok_and(|weight| weight >= 600),
            "font-style" => look.style.italic = value == "italic",
            "display" if value == "none" => look.unread = true,
            _ => {}
        }
    }
}

/// The first font of a list of them.
fn first(families: &str) -> &str {
    families.split(',').next().unwrap_or_default()
}
