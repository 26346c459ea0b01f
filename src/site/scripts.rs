//! The scripts of the pages.

use super::parts;

/// The folder of service workers, which go out at the top of the site.
pub(super) const WORKERS: &str = "worker/";

/// The built-in scripts by their path below `theme/`.
pub(super) const BUILTIN: &[(&str, &str)] = &[
    ("search/parts.txt", include_str!("../../theme/search/parts.txt")),
    ("search/text.js", include_str!("../../theme/search/text.js")),
    ("search/format.js", include_str!("../../theme/search/format.js")),
    ("search/files.js", include_str!("../../theme/search/files.js")),
    ("search/documents.js", include_str!("../../theme/search/documents.js")),
    ("search/query.js", include_str!("../../theme/search/query.js")),
    ("search/numbers.js", include_str!("../../theme/search/numbers.js")),
    ("search/dictionary.js", include_str!("../../theme/search/dictionary.js")),
    ("search/terms.js", include_str!("../../theme/search/terms.js")),
    ("search/slips.js", include_str!("../../theme/search/slips.js")),
    ("search/ranking.js", include_str!("../../theme/search/ranking.js")),
    ("search/names.js", include_str!("../../theme/search/names.js")),
    ("search/second-look.js", include_str!("../../theme/search/second-look.js")),
    ("search/excerpt.js", include_str!("../../theme/search/excerpt.js")),
    ("search/search.js", include_str!("../../theme/search/search.js")),
    ("search-jump.js", include_str!("../../theme/search-jump.js")),
    ("search-suggest.js", include_str!("../../theme/search-suggest.js")),
    ("page/parts.txt", include_str!("../../theme/page/parts.txt")),
    ("page/ui.js", include_str!("../../theme/page/ui.js")),
    ("page/framed.js", include_str!("../../theme/page/framed.js")),
    ("page/status.js", include_str!("../../theme/page/status.js")),
    ("page/versions.js", include_str!("../../theme/page/versions.js")),
    ("page/place.js", include_str!("../../theme/page/place.js")),
    ("page/sheet.js", include_str!("../../theme/page/sheet.js")),
    ("page/search.js", include_str!("../../theme/page/search.js")),
    ("page/dialog.js", include_str!("../../theme/page/dialog.js")),
    ("page/contents.js", include_str!("../../theme/page/contents.js")),
    ("page/comeback.js", include_str!("../../theme/page/comeback.js")),
    ("page/onward.js", include_str!("../../theme/page/onward.js")),
    ("page/preview.js", include_str!("../../theme/page/preview.js")),
    ("page/copy.js", include_str!("../../theme/page/copy.js")),
    ("page/saved.js", include_str!("../../theme/page/saved.js")),
    ("page/comfort.js", include_str!("../../theme/page/comfort.js")),
    ("page/language.js", include_str!("../../theme/page/language.js")),
    ("english/parts.txt", include_str!("../../theme/english/parts.txt")),
    ("english/frame.js", include_str!("../../theme/english/frame.js")),
    ("moved.js", include_str!("../../theme/moved.js")),
    ("display.js", include_str!("../../theme/display.js")),
    ("words.txt", include_str!("../../theme/words.txt")),
    ("search-box.js", include_str!("../../theme/search-box.js")),
    ("search-page.js", include_str!("../../theme/search-page.js")),
    ("search-filters.js", include_str!("../../theme/search-filters.js")),
    ("plan.js", include_str!("../../theme/plan.js")),
    ("offline-save.js", include_str!("../../theme/offline-save.js")),
    ("offline-page.js", include_str!("../../theme/offline-page.js")),
    ("worker/answer.js", include_str!("../../theme/worker/answer.js")),
    ("worker/off.js", include_str!("../../theme/worker/off.js")),
];

/// Scripts that go out lean and under a hashed name; other scripts of a site go out as they are.
pub(super) fn is_ours(path: &str) -> bool {
    [parts::PAGE, parts::READER, parts::ENGLISH].contains(&path) || BUILTIN.iter().any(|(name, _)| *name == path)
}

/// A script without its lines of remarks and its indentation, which a phone need not load; the header stays, names too.
pub(super) fn lean(bytes: Vec<u8>) -> Vec<u8> {
    let Ok(text) = String::from_utf8(bytes.clone()) else { return bytes };
    let header = text.lines().take_while(|line| line.starts_with("//")).count();
    let is_code = |line: &str| !(line.is_empty() || line.starts_with("//") || (line.starts_with("/**") && line.ends_with("*/")));
    let lines = text.lines().enumerate().map(|(at, line)| (at < header, line.trim_start()));
    let kept = lines.filter(|(header, line)| *header || is_code(line)).map(|(_, line)| line);
    (kept.collect::<Vec<_>>().join("\n") + "\n").into_bytes()
}
