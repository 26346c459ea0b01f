//! What keeps content from becoming mark-up.

/// Escapes text for element content and quoted attribute values.
pub(in crate::site) fn escape(out: &mut String, text: &str) {
    let mut rest = text;
    while let Some(at) = rest.find(['&', '<', '>', '"', '\'']) {
        out.push_str(&rest[..at]);
        out.push_str(match rest.as_bytes()[at] {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' => "&quot;",
            _ => "&#39;",
        });
        rest = &rest[at + 1..];
    }
    out.push_str(rest);
}

#[cfg(test)]
mod tests {
    use super::escape;

    #[test]
    fn what_could_end_an_attribute_or_text_is_escaped() {
        let mut out = String::from("=");
        escape(&mut out, "<a b='c\"&amp;'>Điều 5</a>");
        assert_eq!(out, "=&lt;a b=&#39;c&quot;&amp;amp;&#39;&gt;Điều 5&lt;/a&gt;");
    }
}
