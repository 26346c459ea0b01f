//! A drawing as SVG that stands in a page: no style of its own, short names, the style sheet does the rest.

use super::LEADING;
use super::WIDTH;
use super::drawing::{Drawing, Look, TextBox};
use crate::site::html::escape;

/// Writes a drawing. `id` begins the ids of its title and description, one drawing on a page each.
///
/// It is a group and no image: an image has no links inside for those who do not see it.
pub(in crate::site) fn svg(drawing: &Drawing, id: &str, title: &str, description: &str) -> String {
    let mut out = format!(
        "<svg class=\"sd\" viewBox=\"0 0 {WIDTH} {}\" role=\"group\" aria-labelledby=\"{id}-t\" aria-describedby=\"{id}-d\"><title id=\"{id}-t\">",
        drawing.height
    );
    escape(&mut out, title);
    out.push_str(&format!("</title><desc id=\"{id}-d\">"));
    escape(&mut out, description);
    out.push_str("</desc>");
    for (class, path) in [("", &drawing.solid), ("u", &drawing.dashed), ("h", &drawing.heads), ("j", &drawing.joints)] {
        if !path.is_empty() {
            let class = if class.is_empty() { String::new() } else { format!(" class=\"{class}\"") };
            out.push_str(&format!("<path{class} d=\"{path}\"/>"));
        }
    }
    // What is read comes in the order in which it is seen.
    let mut captions = drawing.captions.iter().peekable();
    for one in &drawing.boxes {
        while let Some(caption) = captions.next_if(|caption| caption.y < one.y) {
            text(&mut out, (caption.x, caption.y), &caption.lines);
        }
        text_box(&mut out, one);
    }
    for caption in captions {
        text(&mut out, (caption.x, caption.y), &caption.lines);
    }
    out.push_str("</svg>");
    out
}

fn text_box(out: &mut String, one: &TextBox) {
    if let Some(href) = &one.href {
        out.push_str("<a href=\"");
        escape(out, href);
        out.push_str("\">");
    }
    let class = match one.look {
        Look::Plain => "",
        Look::Uncertain => " class=\"u\"",
        Look::Own => " class=\"o\"",
    };
    let TextBox { x, y, width, height, .. } = one;
    out.push_str(&format!("<rect{class} x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" rx=\"3\"/>"));
    text(out, one.origin(), &one.lines);
    if one.href.is_some() {
        out.push_str("</a>");
    }
}

fn text(out: &mut String, (x, y): (u32, u32), lines: &[String]) {
    out.push_str(&format!("<text x=\"{x}\" y=\"{y}\">"));
    for (index, line) in lines.iter().enumerate() {
        if index == 0 {
            escape(out, line);
        } else {
            out.push_str(&format!("<tspan x=\"{x}\" dy=\"{LEADING}\">"));
            escape(out, line);
            out.push_str("</tspan>");
        }
    }
    out.push_str("</text>\n");
}
