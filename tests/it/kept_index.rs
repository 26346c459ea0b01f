//! A kept index = an index from nothing: whatever is edited, in whatever order, its files are the same to the byte, and
//! an update names just the files that are others.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Mutex;

use congkhai::content::Settings;
use congkhai::corpus::{Corpus, PageId};
use congkhai::pipeline::{self, Options};
use congkhai::search::{self, Changes, Index};
use congkhai::world::MemoryWorld;
use jiff::civil::Date;
use proptest::prelude::*;

/// Words with and without marks, of one fold and of several, numbers, everyday words with the words of the law for them.
const WORDS: [&str; 40] = [
    "đất", "dat", "đạt", "dật", "luật", "luat", "hòa", "hoà", "hoa", "giải", "giai", "ủy", "uỷ", "ban", "bàn", "bán", "nhân",
    "dân", "dần", "chủ", "12", "2023", "nđ", "cp", "x7y", "hưởng", "một", "lần", "rút", "cục", "sổ", "đỏ", "giấy", "chứng",
    "nhận", "quyền", "sử", "dụng", "m³", "nghiêng",
];

/// A word for any number: the common ones above, rarer ones made of two parts.
fn word(number: u16) -> String {
    let (first, second) =
        (["b", "ch", "d", "đ", "kh", "l", "m", "ng", "th", "tr"], ["a", "á", "ơn", "ên", "oan", "ường", "ì", "uy"]);
    match usize::from(number) {
        common @ 0..400 => WORDS[common % WORDS.len()].to_owned(),
        rarer @ 400..900 => format!("{}{}", first[rarer % 10], second[rarer / 10 % 8]),
        number => number.to_string(),
    }
}

fn words(numbers: &[u16]) -> String {
    numbers.iter().map(|number| word(*number)).collect::<Vec<_>>().join(" ")
}

/// A page as its edits change it.
#[derive(Debug, Clone)]
struct Source {
    title: Vec<u16>,
    aliases: Vec<u16>,
    subject: u8,
    number: u8,
    is_expired: bool,
    /// The page whose document it replaces, which is no longer in force then.
    replaces: Option<u8>,
    intro: Vec<u16>,
    articles: Vec<Vec<u16>>,
}

#[derive(Debug, Clone)]
enum Edit {
    Title(Vec<u16>),
    Aliases(Vec<u16>),
    Subject(u8),
    Number(u8),
    Expired(bool),
    Replaces(Option<u8>),
    Intro(Vec<u16>),
    Add(u8, Vec<u16>),
    Cut(u8),
    Insert(u8, u8, Vec<u16>),
    Drop(u8, u8, u8),
}

impl Source {
    fn page(&self, id: usize) -> String {
        if id == 0 {
            return format!("---\ntitle: Trang đầu\n---\n\n{}\n", words(&self.intro));
        }
        let mut page = format!("---\nkind: Quyết định\nnumber: {}/QĐ-UBND\ntitle: \"{}\"\n", self.number, words(&self.title));
        page += &format!("issued: 2024-02-01\nissuer: Ủy ban {}\nsubjects: [Chủ đề {}]\n", self.subject % 3, self.subject);
        page += &format!(
            "aliases: [{}]\n",
            self.aliases.iter().map(|alias| format!("\"{alias}/QĐ-UB\"")).collect::<Vec<_>>().join(", ")
        );
        page += "effective: 2024-03-01\n";
        if self.is_expired {
            page += "expires: 2025-01-01\n";
        }
        if let Some(other) = self.replaces {
            page += &format!("relations:\n  - {{type: replaces, target: vb-{other:02}}}\n");
        }
        page += &format!("---\n\n{}\n", words(&self.intro));
        for (nth, article) in self.articles.iter().enumerate() {
            page += &format!("\nĐiều {}. {}\n\n{}\n", nth + 1, words(&article[..article.len().min(3)]), words(article));
        }
        page
    }

    fn edit(&mut self, edit: Edit) {
        let count = self.articles.len();
        match edit {
            Edit::Title(title) => self.title = title,
            Edit::Aliases(aliases) => self.aliases = aliases,
            Edit::Subject(subject) => self.subject = subject,
            Edit::Number(number) => self.number = number,
            Edit::Expired(is) => self.is_expired = is,
            Edit::Replaces(other) => self.replaces = other,
            Edit::Intro(intro) => self.intro = intro,
            Edit::Add(at, article) => self.articles.insert(usize::from(at) % (count + 1), article),
            Edit::Cut(_) | Edit::Insert(..) | Edit::Drop(..) if count == 0 => {}
            Edit::Cut(at) => drop(self.articles.remove(usize::from(at) % count)),
            Edit::Insert(article, at, new) => {
                let article = &mut self.articles[usize::from(article) % count];
                let at = usize::from(at) % (article.len() + 1);
                article.splice(at..at, new);
            }
            Edit::Drop(article, from, length) => {
                let article = &mut self.articles[usize::from(article) % count];
                let from = usize::from(from) % (article.len() + 1);
                let to = (from + usize::from(length)).min(article.len());
                article.drain(from..to);
            }
        }
    }
}

fn corpus(sources: &[Source]) -> Corpus {
    let mut files = BTreeMap::from([("content/site.yaml".to_owned(), b"title: Trang\nagency: UBND\n".to_vec())]);
    for (id, source) in sources.iter().enumerate() {
        files.insert(path(id), source.page(id).into_bytes());
    }
    pipeline::corpus(&MemoryWorld { files, today: Date::constant(2025, 5, 28) }, &Options::default()).0
}

fn path(id: usize) -> String {
    if id == 0 { "content/index.md".to_owned() } else { format!("content/van-ban/vb-{id:02}.md") }
}

type Files = BTreeMap<String, Vec<u8>>;

fn gathered(make: impl FnOnce(&(dyn Fn(&str, Vec<u8>) + Sync))) -> Files {
    let files: Mutex<Files> = Mutex::default();
    make(&|path, bytes| assert!(files.lock().expect("whole").insert(path.to_owned(), bytes).is_none(), "{path} twice"));
    files.into_inner().expect("whole")
}

fn anew(corpus: &Corpus) -> Files {
    gathered(|emit| search::index(corpus, &Settings::default(), emit))
}

/// A site with its index, as a session keeps both.
struct Session {
    sources: Vec<Source>,
    corpus: Corpus,
    index: Index,
    files: Files,
}

impl Session {
    fn new(sources: Vec<Source>) -> Self {
        let corpus = corpus(&sources);
        let mut index = None;
        let files = gathered(|emit| index = Some(Index::new(&corpus, &Settings::default(), emit)));
        assert!(files == anew(&corpus), "an index that is kept is made like another");
        Self { sources, corpus, index: index.expect("made"), files }
    }

    /// Edits pages at once; an error tells what is wrong with the index then.
    fn edit(&mut self, edits: Vec<(u8, Edit)>) -> Result<(), String> {
        let mut changed = BTreeSet::new();
        for (of, edit) in edits {
            let at = usize::from(of) % self.sources.len();
            let source = &mut self.sources[at];
            changed.extend(source.replaces);
            source.edit(edit);
            changed.extend(source.replaces);
            changed.insert(at as u8);
        }
        let new = corpus(&self.sources);
        let id = |at: u8| new.pages().iter().position(|page| *page.source.path == path(usize::from(at)));
        let changed: Vec<PageId> = changed.into_iter().filter_map(id).map(|at| PageId(at as u32)).collect();
        let before: Vec<_> = changed.iter().map(|id| (*id, self.corpus.page(*id))).collect();
        let changes = self.index.update(&new, &Settings::default(), &before).ok_or("no update")?;
        self.corpus = new;
        self.take(changes)?;
        let expected = anew(&self.corpus);
        let differs = |path: &&String| self.files.get(*path) != expected.get(*path);
        match self.files.keys().chain(expected.keys()).find(differs) {
            None => Ok(()),
            Some(path) => {
                let text = |files: &Files| files.get(path).map(|bytes| String::from_utf8_lossy(bytes).into_owned());
                Err(format!("{path}: {:?} instead of {:?}", text(&self.files), text(&expected)))
            }
        }
    }

    fn take(&mut self, changes: Changes) -> Result<(), String> {
        for path in changes.removed {
            self.files.remove(&path).ok_or_else(|| format!("{path} was not there"))?;
        }
        for (path, bytes) in changes.written {
            let before = self.files.insert(path.clone(), bytes);
            if before.as_ref() == self.files.get(&path) {
                return Err(format!("{path} is as it was"));
            }
        }
        Ok(())
    }
}

fn some_words(length: std::ops::Range<usize>) -> impl Strategy<Value = Vec<u16>> {
    // Most are common, some rare, a few are of this place alone.
    prop::collection::vec(prop_oneof![6 => 0..400_u16, 3 => 400..900_u16, 1 => 900..1_200_u16], length)
}

fn source() -> impl Strategy<Value = Source> {
    (some_words(1..6), any::<u8>(), some_words(0..9), prop::collection::vec(some_words(4..60), 0..8)).prop_map(
        |(title, seed, intro, articles)| Source {
            title,
            aliases: Vec::new(),
            subject: seed % 5,
            number: seed,
            is_expired: false,
            replaces: None,
            intro,
            articles,
        },
    )
}

fn edit() -> impl Strategy<Value = Edit> {
    prop_oneof![
        1 => some_words(1..6).prop_map(Edit::Title),
        1 => prop::collection::vec(0..300_u16, 0..3).prop_map(Edit::Aliases),
        1 => (0..6_u8).prop_map(Edit::Subject),
        1 => any::<u8>().prop_map(Edit::Number),
        1 => any::<bool>().prop_map(Edit::Expired),
        1 => prop::option::of(1..6_u8).prop_map(Edit::Replaces),
        1 => some_words(0..20).prop_map(Edit::Intro),
        1 => (any::<u8>(), some_words(4..400)).prop_map(|(at, article)| Edit::Add(at, article)),
        1 => any::<u8>().prop_map(Edit::Cut),
        4 => (any::<u8>(), any::<u8>(), some_words(1..20)).prop_map(|(article, at, new)| Edit::Insert(article, at, new)),
        3 => (any::<u8>(), any::<u8>(), 1..20_u8).prop_map(|(article, at, length)| Edit::Drop(article, at, length)),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn whatever_is_edited_a_kept_index_is_one_from_nothing(
        sources in prop::collection::vec(source(), 6..14),
        edits in prop::collection::vec(prop::collection::vec((any::<u8>(), edit()), 1..4), 1..8),
    ) {
        let mut session = Session::new(sources);
        for edits in edits {
            let told = format!("{edits:?}");
            if let Err(problem) = session.edit(edits) {
                return Err(TestCaseError::fail(format!("{told}: {problem}")));
            }
        }
    }
}

/// Of terms that are too common for the first tier the second one holds the rest, and a text of many parts has parts that go.
#[test]
fn common_terms_and_long_texts_are_brought_up_to_date_too() {
    let article = |at: u16| (0..12).map(|nth| (at * 7 + nth * nth * 31) % 900).chain([4, 16, 17]).collect::<Vec<u16>>();
    let source = |id: u16| Source {
        title: vec![id, id + 1],
        aliases: Vec::new(),
        subject: 0,
        number: id as u8,
        is_expired: false,
        replaces: None,
        intro: vec![id],
        articles: (0..if id == 3 { 150 } else { 90 }).map(|at| article(id * 90 + at)).collect(),
    };
    let mut session = Session::new((0..26).map(source).collect());
    assert!(session.files.keys().filter(|path| path.starts_with("chi-muc/s/")).count() > 0, "the second tier is there");
    let long = |seed: u16| (0..900).map(|nth| (seed + nth * 13) % 950).collect::<Vec<u16>>();
    let steps: Vec<Vec<(u8, Edit)>> = vec![
        vec![(5, Edit::Insert(3, 2, vec![4, 16, 16, 16, 16, 640]))],
        vec![(5, Edit::Drop(3, 0, 200))],
        vec![(3, Edit::Insert(20, 0, long(1)))],
        vec![(3, Edit::Insert(2, 0, long(2))), (7, Edit::Cut(0)), (8, Edit::Add(0, long(3)))],
        vec![(3, Edit::Drop(2, 0, 255)), (3, Edit::Drop(2, 0, 255)), (3, Edit::Drop(20, 0, 255))],
        (0..80).map(|_| (3, Edit::Cut(60))).collect(),
        (0..90).map(|_| (9, Edit::Cut(0))).collect(),
        (0..20).map(|_| (9, Edit::Add(0, vec![4, 5, 6, 17]))).collect(),
        (0..90).map(|at| (11, Edit::Drop(at, 0, 255))).collect(),
    ];
    for (nth, step) in steps.into_iter().enumerate() {
        session.edit(step).unwrap_or_else(|problem| panic!("step {nth}: {}", &problem[..problem.len().min(2_000)]));
    }
}

/// A page that outgrows its room, or pages that are others, call for a new index.
#[test]
fn what_an_update_cannot_do_it_says() {
    let source = Source {
        title: vec![1],
        aliases: Vec::new(),
        subject: 0,
        number: 1,
        is_expired: false,
        replaces: None,
        intro: vec![2],
        articles: vec![vec![1, 2, 3]; 4],
    };
    let mut session = Session::new(vec![source.clone(), source.clone(), source.clone()]);
    let grown = (0..20).map(|_| (1, Edit::Add(0, vec![5, 6]))).collect();
    assert_eq!(session.edit(grown), Err("no update".to_owned()));
    let mut session = Session::new(vec![source.clone(), source.clone()]);
    session.sources.push(source);
    assert_eq!(session.edit(vec![(1, Edit::Subject(2))]), Err("no update".to_owned()));
}
