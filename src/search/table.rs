//! Tables of words that come with the program and that a site may add to: what is typed, and what it stands for.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::text::key;

/// What is typed, and each wording that it stands for; all in normal form.
pub(super) type Table = BTreeMap<String, Vec<String>>;

/// What people write for longer words; applied to queries.
static ABBREVIATIONS: LazyLock<Table> = LazyLock::new(|| builtin(include_str!("abbreviations.yaml")));

/// Everyday words and the words of the law for the same thing; applied to texts.
static SYNONYMS: LazyLock<Table> = LazyLock::new(|| builtin(include_str!("synonyms.yaml")));

/// The abbreviations, those of the site in the place of ours.
pub(super) fn abbreviations(site: &Table) -> Table {
    with(&ABBREVIATIONS, site)
}

/// The everyday words, those of the site in the place of ours.
pub(super) fn synonyms(site: &Table) -> Table {
    with(&SYNONYMS, site)
}

fn builtin(text: &str) -> Table {
    // A test reads both tables, so that they cannot be wrong here.
    let builtin: Table = serde_yaml::from_str(text).unwrap_or_default();
    builtin.into_iter().map(|(typed, wordings)| (key(&typed).text, wordings)).collect()
}

fn with(builtin: &Table, site: &Table) -> Table {
    let mut all = builtin.clone();
    all.extend(site.iter().map(|(typed, wordings)| (typed.clone(), wordings.clone())));
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tables_can_be_read_and_a_site_has_the_last_word() {
        assert!(ABBREVIATIONS.len() > 100);
        assert!(SYNONYMS.len() > 800);
        let own =
            Table::from([("ubnd".to_owned(), vec!["ủy ban".to_owned()]), ("sngv".to_owned(), vec!["sở ngoại vụ".to_owned()])]);
        let all = abbreviations(&own);
        assert_eq!(all["ubnd"], ["ủy ban"]);
        assert_eq!(all["sngv"], ["sở ngoại vụ"]);
        assert_eq!(all["hđnd"], ["hội đồng nhân dân"]);
    }
}
