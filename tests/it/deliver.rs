//! A site on its way to object storage: whatever interrupts it, readers have whole pages, and the next run ends it.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::fs;
use std::path::Path;
use std::sync::atomic::{AtomicI64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use congkhai::deliver::{Delivered, Delivering, Forms, Problem, State, deliver};
use congkhai::observer::Observing;
use congkhai::publish::{Encoding, Manifest};
use futures_util::stream::{BoxStream, StreamExt, TryStreamExt};
use object_store::memory::InMemory;
use object_store::path::Path as Name;
use object_store::{
    Attribute, CopyOptions, Error, GetOptions, GetResult, ListResult, MultipartUpload, ObjectMeta, ObjectStore, ObjectStoreExt,
    PutMultipartOptions, PutOptions, PutPayload, PutResult,
};
use proptest::prelude::*;

use crate::common::{TestSite, files};

/// A store whose answers end after so many changes to it: before the change, or after it, when the answer is lost.
#[derive(Debug, Clone)]
struct Failing {
    inner: Arc<InMemory>,
    /// Changes until then.
    left: Arc<AtomicI64>,
    /// Whether the last one is made.
    is_made: bool,
    /// Paths that were put, in order.
    put: Arc<Mutex<Vec<String>>>,
    changes: Arc<AtomicUsize>,
}

impl Failing {
    fn new(inner: Arc<InMemory>, left: i64, is_made: bool) -> Self {
        Self { inner, left: Arc::new(AtomicI64::new(left)), is_made, put: Arc::default(), changes: Arc::default() }
    }

    fn ended() -> Error {
        Error::Generic { store: "test", source: "the line is cut".into() }
    }

    /// Whether a change is made, and whether that is told.
    fn next(&self) -> (bool, bool) {
        let left = self.left.fetch_sub(1, Ordering::SeqCst);
        self.changes.fetch_add(usize::from(left > 0), Ordering::SeqCst);
        (left > 0 || (left == 0 && self.is_made), left > 0)
    }

    fn is_over(&self) -> bool {
        self.left.load(Ordering::SeqCst) < 0
    }

    /// Files of the site that were put.
    fn sent(&self) -> Vec<String> {
        let put = self.put.lock().expect("no panic");
        put.iter().filter(|path| !path.starts_with(".congkhai/")).cloned().collect()
    }
}

impl fmt::Display for Failing {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a store that fails")
    }
}

#[async_trait]
impl ObjectStore for Failing {
    async fn put_opts(&self, name: &Name, bytes: PutPayload, options: PutOptions) -> Result<PutResult, Error> {
        let (is_made, is_told) = self.next();
        if !is_made {
            return Err(Self::ended());
        }
        let put = self.inner.put_opts(name, bytes, options).await?;
        self.put.lock().expect("no panic").push(name.to_string());
        if is_told { Ok(put) } else { Err(Self::ended()) }
    }

    async fn put_multipart_opts(&self, _: &Name, _: PutMultipartOptions) -> Result<Box<dyn MultipartUpload>, Error> {
        Err(Self::ended())
    }

    async fn get_opts(&self, name: &Name, options: GetOptions) -> Result<GetResult, Error> {
        if self.is_over() { Err(Self::ended()) } else { self.inner.get_opts(name, options).await }
    }

    fn delete_stream(&self, names: BoxStream<'static, Result<Name, Error>>) -> BoxStream<'static, Result<Name, Error>> {
        let own = self.clone();
        let delete = move |name: Result<Name, Error>| {
            let own = own.clone();
            async move {
                let name = name?;
                let (is_made, is_told) = own.next();
                if is_made {
                    own.inner.delete(&name).await?;
                }
                if is_told { Ok(name) } else { Err(Self::ended()) }
            }
        };
        names.then(delete).boxed()
    }

    fn list(&self, prefix: Option<&Name>) -> BoxStream<'static, Result<ObjectMeta, Error>> {
        self.inner.list(prefix)
    }

    async fn list_with_delimiter(&self, _: Option<&Name>) -> Result<ListResult, Error> {
        Err(Self::ended())
    }

    async fn copy_opts(&self, _: &Name, _: &Name, _: CopyOptions) -> Result<(), Error> {
        Err(Self::ended())
    }
}

/// Runs something that waits.
fn wait<T>(work: impl Future<Output = T>) -> T {
    tokio_runtime().block_on(work)
}

fn tokio_runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime")
}

#[derive(Clone, Copy)]
struct How {
    now: i64,
    grace: i64,
    at_once: usize,
    encoding: Option<Encoding>,
    all: bool,
    break_lock: bool,
}

const HOW: How = How { now: 1_000_000, grace: 1_000, at_once: 1, encoding: None, all: false, break_lock: false };

fn run(store: &dyn ObjectStore, folder: &Path, how: How) -> Result<Delivered, Problem> {
    let forms = Forms::new(None, 5, "html");
    let observing = Observing::default();
    let how = Delivering {
        now: &|| how.now,
        grace: how.grace,
        encoding: how.encoding,
        forms: &forms,
        page: "html",
        all: how.all,
        break_lock: how.break_lock,
        dry_run: false,
        at_once: how.at_once,
        observing: &observing,
    };
    wait(deliver(store, folder, &how))
}

/// What readers can ask a store for.
fn objects(store: &dyn ObjectStore) -> BTreeMap<String, Vec<u8>> {
    wait(async {
        let all: Vec<ObjectMeta> = store.list(None).try_collect().await.expect("listed");
        let mut objects = BTreeMap::new();
        for meta in all {
            let bytes = store.get(&meta.location).await.expect("it is there").bytes().await.expect("read");
            objects.insert(meta.location.to_string(), bytes.to_vec());
        }
        objects.retain(|path, _| !path.starts_with(".congkhai/"));
        objects
    })
}

/// A folder with files and the list of them.
fn site(all: &BTreeMap<String, Vec<u8>>) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a scratch folder");
    let entries: BTreeMap<&String, serde_json::Value> = all
        .iter()
        .map(|(path, bytes)| {
            let sha256 = congkhai::hash::Hash::sha256(&[bytes]).to_string();
            (path, serde_json::json!({"sha256": sha256, "blake3": blake3::hash(bytes).to_hex().as_str(), "bytes": bytes.len()}))
        })
        .collect();
    let json = serde_json::json!({"generator": "congkhai thử", "today": "2026-11-24", "files": entries}).to_string();
    let list = Manifest::parse(json.as_bytes()).expect("a list").to_text();
    for (path, bytes) in all.iter().chain([(&"build.json".to_owned(), &list)]) {
        let place = folder.path().join(path);
        fs::create_dir_all(place.parent().expect("a folder")).expect("made");
        fs::write(place, bytes).expect("written");
    }
    folder
}

/// Where the links of a page lead to on the site, and what it needs to be shown: styles, scripts, pictures.
fn links(path: &str, html: &str) -> (BTreeSet<String>, BTreeSet<String>) {
    let (mut links, mut needs) = (BTreeSet::new(), BTreeSet::new());
    for tag in html.split('<').skip(1) {
        let tag = tag.split('>').next().unwrap_or_default();
        let name = tag.split_whitespace().next().unwrap_or_default();
        for attribute in ["href=\"", "src=\""] {
            let Some((_, rest)) = tag.split_once(attribute) else { continue };
            let address = rest.split('"').next().unwrap_or_default().replace("&amp;", "&").replace("&#x2f;", "/");
            let address = address.split(['#', '?']).next().unwrap_or_default();
            if address.is_empty() || address.contains(':') || address.starts_with('/') {
                continue;
            }
            let mut parts: Vec<&str> = path.split('/').collect();
            parts.pop();
            for part in address.split('/') {
                match part {
                    ".." => drop(parts.pop()),
                    "." => {}
                    part => parts.push(part),
                }
            }
            let target = percent_encoding::percent_decode_str(&parts.join("/")).decode_utf8().expect("UTF-8").into_owned();
            let is_needed = attribute == "src=\"" || (name == "link" && tag.contains("stylesheet"));
            if is_needed {
                needs.insert(target)
            } else {
                links.insert(target)
            };
        }
    }
    (links, needs)
}

/// What holds for readers at every moment; `generations` are the sites that may be there.
fn assert_readable(objects: &BTreeMap<String, Vec<u8>>, generations: &[&BTreeMap<String, Vec<u8>>], when: &str) {
    for (path, bytes) in objects {
        let known = generations.iter().any(|site| site.get(path) == Some(bytes));
        assert!(known, "{when}: {path} is of no generation");
    }
    let pages = |path: &str| crate::common::is_html(path);
    let text = |path: &str| String::from_utf8_lossy(&objects[path]).into_owned();
    for path in objects.keys().filter(|path| pages(path)) {
        for needed in links(path, &text(path)).1 {
            assert!(objects.contains_key(&needed), "{when}: {path} needs {needed}");
        }
    }
    let (mut seen, mut ahead) = (BTreeSet::new(), vec!["index.html".to_owned()]);
    while let Some(path) = ahead.pop() {
        assert!(objects.contains_key(&path), "{when}: {path} is not there, and links lead to it");
        if seen.insert(path.clone()) && pages(&path) {
            ahead.extend(links(&path, &text(&path)).0);
        }
    }
    let list = Manifest::parse(&objects["build.json"]).expect("a list");
    for path in list.files.keys() {
        assert!(objects.contains_key(path), "{when}: the list names {path}");
    }
}

/// The real site in two generations: everything differs, pages come and go, styles have other names.
fn generations() -> [(TestSite, BTreeMap<String, Vec<u8>>); 2] {
    ["A", "B"].map(|name| {
        let site = TestSite::real();
        let settings = fs::read_to_string(site.path().join("content/site.yaml")).expect("settings");
        let title = settings.lines().find(|line| line.starts_with("title:")).expect("a title").to_owned();
        site.write("content/site.yaml", settings.replace(&title, &format!("title: Thế hệ {name}")));
        site.write("theme/style.css", format!("body {{ content: \"{name}\" }}\n"));
        let page =
            format!("---\nkind: Quyết định\nnumber: 7{name}/QĐ-UBND\ntitle: Riêng {name}\nissued: 2025-01-02\n---\n\nLời.\n");
        site.write(&format!("content/van-ban/rieng-{}.md", name.to_lowercase()), page);
        let built = site.run("build", &["--plain"]);
        assert!(built.status.success(), "{}", String::from_utf8_lossy(&built.stderr));
        let all = files(&site.public());
        (site, all)
    })
}

fn store_with(folder: &Path) -> Arc<InMemory> {
    let store = Arc::new(InMemory::new());
    run(store.as_ref(), folder, HOW).expect("delivered");
    store
}

/// The site of a store without what stays of earlier ones.
fn without_old(objects: BTreeMap<String, Vec<u8>>, site: &BTreeMap<String, Vec<u8>>) -> BTreeMap<String, Vec<u8>> {
    objects.into_iter().filter(|(path, _)| site.contains_key(path)).collect()
}

#[test]
fn interrupted_at_any_step_readers_have_whole_pages_and_the_next_run_sends_only_what_is_missing() {
    const KILLS: i64 = 50;
    let [(a_site, a), (b_site, b)] = generations();
    assert!(a.keys().any(|path| !b.contains_key(path)) && b.keys().any(|path| !a.contains_key(path)));
    let whole = Failing::new(Arc::new(store_with(&a_site.public()).fork()), i64::MAX, false);
    run(&whole, &b_site.public(), HOW).expect("delivered");
    let (all, changes) = (whole.sent(), i64::try_from(whole.changes.load(Ordering::SeqCst)).expect("few"));
    assert!(all.len() > 150 && all.last().is_some_and(|path| path == "build.json"), "{}", all.len());
    let start = store_with(&a_site.public());
    let mut resumed_short = 0;
    for kill in 0..KILLS {
        let at = kill * changes / KILLS;
        let store = Arc::new(start.fork());
        // One at a time, then several; the change made, then not.
        let how = How { at_once: if kill % 2 == 0 { 1 } else { 8 }, ..HOW };
        let cut = Failing::new(store.clone(), at, kill % 3 == 0);
        assert!(run(&cut, &b_site.public(), how).is_err(), "cut at {at}");
        let when = format!("cut at {at} of {changes}");
        assert_readable(&objects(store.as_ref()), &[&a, &b], &when);
        // The lock of one that was killed has ended by then.
        let again = Failing::new(store.clone(), i64::MAX, false);
        let delivered = run(&again, &b_site.public(), How { now: HOW.now + 500, ..how }).expect("resumed");
        let done: BTreeSet<String> = cut.sent().into_iter().collect();
        let resumed: BTreeSet<String> = again.sent().into_iter().collect();
        let list = BTreeSet::from(["build.json".to_owned()]);
        assert!(done.intersection(&resumed).all(|path| list.contains(path)), "{when}: sent twice");
        assert_eq!(done.union(&resumed).count(), all.len(), "{when}: all was sent in the two");
        assert_eq!(delivered.there + delivered.sent, all.len(), "{when}");
        resumed_short += usize::from(resumed.len() < all.len());
        let now = objects(store.as_ref());
        assert_readable(&now, &[&a, &b], &format!("{when}, resumed"));
        assert_eq!(without_old(now, &b), b, "{when}: the new site is there to the byte");
    }
    assert!(resumed_short > 40, "most had something left to go on from");
}

#[test]
fn what_has_left_is_there_for_its_time_and_then_gone_also_if_that_is_interrupted() {
    let [(a_site, a), (b_site, b)] = generations();
    let store = store_with(&a_site.public());
    run(store.as_ref(), &b_site.public(), HOW).expect("delivered");
    let old: Vec<&String> = a.keys().filter(|path| !b.contains_key(*path)).collect();
    assert!(old.iter().all(|path| objects(store.as_ref()).contains_key(*path)), "pages that readers have open go on");
    let early = run(store.as_ref(), &b_site.public(), How { now: HOW.now + 999, ..HOW }).expect("delivered");
    assert_eq!((early.sent, early.removed), (0, 0));
    let late = How { now: HOW.now + 1_000, ..HOW };
    for kill in 0..old.len() + 3 {
        let store = Arc::new(store.fork());
        let cut = Failing::new(store.clone(), i64::try_from(kill).expect("few"), kill % 2 == 0);
        drop(run(&cut, &b_site.public(), late));
        assert_readable(&objects(store.as_ref()), &[&a, &b], &format!("removal cut at {kill}"));
        run(store.as_ref(), &b_site.public(), How { now: late.now + 500, ..late }).expect("resumed");
        assert_eq!(objects(store.as_ref()), b, "cut at {kill}");
    }
    // The file of a document that was withdrawn is to go at once.
    let store = store_with(&a_site.public());
    let now = run(store.as_ref(), &b_site.public(), How { grace: 0, ..HOW }).expect("delivered");
    assert_eq!(now.removed, old.len());
    assert_eq!(objects(store.as_ref()), b);
}

#[test]
fn objects_have_their_types_and_headers() {
    let site = TestSite::real();
    assert!(site.run("build", &["--plain"]).status.success());
    let store = store_with(&site.public());
    let attribute = |path: &str, attribute: &Attribute| {
        let found = wait(store.get(&Name::from(path))).expect("it is there");
        found.attributes.get(attribute).map(|value| value.to_string())
    };
    let style = files(&site.public()).into_keys().find(|path| congkhai::media::ending(path) == "css").expect("a style");
    for (path, kind, cache) in [
        ("index.html", "text/html; charset=utf-8", "no-cache"),
        ("index.md", "text/markdown; charset=utf-8", "no-cache"),
        ("sw.js", "text/javascript; charset=utf-8", "no-cache"),
        ("build.json", "application/json", "no-cache"),
        ("chi-muc/w.js", "text/javascript; charset=utf-8", "no-cache"),
        ("theme/embed.js", "text/javascript; charset=utf-8", "public, max-age=86400"),
        (style.as_str(), "text/css; charset=utf-8", "public, max-age=31536000, immutable"),
        ("manifest.webmanifest", "application/manifest+json", "no-cache"),
        ("van-ban/luat-10-2022-qh15.akn.xml", "application/xml; charset=utf-8", "no-cache"),
        ("data/citations.jsonl", "application/x-ndjson", "no-cache"),
    ] {
        assert_eq!(attribute(path, &Attribute::ContentType).as_deref(), Some(kind), "{path}");
        assert_eq!(attribute(path, &Attribute::CacheControl).as_deref(), Some(cache), "{path}");
        assert_eq!(attribute(path, &Attribute::ContentEncoding), None, "{path}");
    }
    // With other headers everything is sent anew, once.
    let how = How { encoding: Some(Encoding::Gzip), now: HOW.now + 500, ..HOW };
    let again = run(store.as_ref(), &site.public(), how).expect("delivered");
    assert!(again.sent > 100, "{}", again.sent);
    assert_eq!(attribute("van-ban/luat-10-2022-qh15.html", &Attribute::ContentEncoding).as_deref(), Some("gzip"));
    assert_eq!(attribute("build.json", &Attribute::ContentEncoding), None);
    let bytes = objects(store.as_ref()).remove("van-ban/luat-10-2022-qh15.html").expect("it is there");
    let plain = Encoding::Gzip.decode(&bytes, 1 << 30).expect("gzip");
    assert_eq!(plain, fs::read(site.public().join("van-ban/luat-10-2022-qh15.html")).expect("a page"));
    let third = run(store.as_ref(), &site.public(), How { now: HOW.now + 1_000, ..how }).expect("delivered");
    assert_eq!((third.sent, third.there), (0, 0), "nothing to do");
}

#[test]
fn one_publisher_at_a_time_and_one_that_was_killed_keeps_nobody_out_for_long() {
    let pages = BTreeMap::from([("index.html".to_owned(), b"<p>a".to_vec())]);
    let folder = site(&pages);
    let store = Arc::new(InMemory::new());
    // Killed with the lock in hand: nothing after it is answered.
    let cut = Failing::new(store.clone(), 2, false);
    assert!(run(&cut, folder.path(), HOW).is_err());
    let busy = run(store.as_ref(), folder.path(), How { now: HOW.now + 60, ..HOW });
    assert!(matches!(busy, Err(Problem::Busy(until)) if until == HOW.now + 120), "{busy:?}");
    run(store.as_ref(), folder.path(), How { now: HOW.now + 60, break_lock: true, ..HOW }).expect("taken by force");
    let cut = Failing::new(store.clone(), 2, false);
    let changed = site(&BTreeMap::from([("index.html".to_owned(), b"<p>b".to_vec())]));
    assert!(run(&cut, changed.path(), HOW).is_err());
    run(store.as_ref(), changed.path(), How { now: HOW.now + 121, ..HOW }).expect("the lock has ended");
    assert!(wait(store.get(&Name::from(".congkhai/lock"))).is_err(), "and is given back");
}

#[test]
fn a_place_that_holds_something_else_is_left_alone_and_so_are_files_of_others_in_ours() {
    let folder = site(&BTreeMap::from([("index.html".to_owned(), b"<p>a".to_vec())]));
    let store = Arc::new(InMemory::new());
    let put = |path: &str| wait(store.put(&Name::from(path), PutPayload::from("của người khác"))).map(drop).expect("put");
    put("bao-cao.pdf");
    assert!(matches!(run(store.as_ref(), folder.path(), HOW), Err(Problem::Foreign)));
    assert_eq!(objects(store.as_ref()).len(), 1);
    wait(store.delete(&Name::from("bao-cao.pdf"))).expect("removed");
    run(store.as_ref(), folder.path(), HOW).expect("delivered");
    put("bao-cao.pdf");
    run(store.as_ref(), folder.path(), How { grace: 0, now: HOW.now + 5_000, ..HOW }).expect("delivered");
    assert!(objects(store.as_ref()).contains_key("bao-cao.pdf"));
}

#[test]
fn what_somebody_removed_or_cut_in_the_store_is_mended() {
    let all = BTreeMap::from([("index.html".to_owned(), b"<p>abc".to_vec()), ("x.md".to_owned(), b"# x".to_vec())]);
    let folder = site(&all);
    let store = store_with(folder.path());
    wait(store.delete(&Name::from("x.md"))).expect("removed");
    wait(store.put(&Name::from("index.html"), PutPayload::from("<p>"))).expect("put");
    let mended = run(store.as_ref(), folder.path(), How { now: HOW.now + 5, ..HOW }).expect("delivered");
    assert_eq!(mended.sent, 2);
    assert_eq!(without_old(objects(store.as_ref()), &all), all);
    // Other bytes of the same length are seen by `verify` alone, and mended by sending everything.
    wait(store.put(&Name::from("x.md"), PutPayload::from("# y"))).expect("put");
    assert_eq!(run(store.as_ref(), folder.path(), How { now: HOW.now + 10, ..HOW }).expect("delivered").sent, 0);
    run(store.as_ref(), folder.path(), How { now: HOW.now + 20, all: true, ..HOW }).expect("delivered");
    assert_eq!(without_old(objects(store.as_ref()), &all), all);
    // A state that cannot be read: everything is looked at, nothing is lost.
    wait(store.put(&Name::from(State::FILE), PutPayload::from("{"))).expect("put");
    let looked = run(store.as_ref(), folder.path(), How { now: HOW.now + 30, ..HOW }).expect("delivered");
    assert_eq!(looked.there, 2);
}

/// A small site: pages that link to each other, a style by content, tables of an index, a worker.
fn small(choice: [u8; 6]) -> BTreeMap<String, Vec<u8>> {
    let mut all = BTreeMap::new();
    let style = format!("theme/style.{:08x}.css", choice[0] % 3);
    all.insert(style.clone(), format!("p {{ order: {} }}", choice[0] % 3).into_bytes());
    let names: Vec<String> = (1..4).filter(|nth| !choice[*nth].is_multiple_of(3)).map(|nth| format!("a/p{nth}.html")).collect();
    let linked = |up: &str| names.iter().map(|to| ["<a href=\"", up, to, "\">x</a>"].concat()).collect::<String>();
    for (nth, name) in (1..4_usize).map(|nth| (nth, format!("a/p{nth}.html"))).filter(|(_, name)| names.contains(name)) {
        let links = linked("../");
        all.insert(name, format!("<link rel=\"stylesheet\" href=\"../{style}\">{links}{}", choice[nth]).into_bytes());
    }
    let links = linked("");
    let index = format!("<link rel=\"stylesheet\" href=\"{style}\">{links}<script src=\"chi-muc/w.js\"></script>{}", choice[4]);
    all.insert("index.html".to_owned(), index.into_bytes());
    all.insert("chi-muc/w.js".to_owned(), vec![choice[5]]);
    all.insert("chi-muc/d/0.js".to_owned(), vec![choice[5], 1]);
    all.insert("sw.js".to_owned(), vec![choice[5] % 2]);
    all
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn after_any_sites_and_interruptions_the_store_ends_as_the_site_is(
        sites in proptest::collection::vec((any::<[u8; 6]>(), proptest::option::of(0_i64..24), any::<bool>(), 1_usize..5, 0_i64..900), 1..7),
    ) {
        let store = Arc::new(InMemory::new());
        let mut now = HOW.now;
        let mut known = Vec::new();
        for (choice, cut, is_made, at_once, passed) in &sites {
            let all = small(*choice);
            let folder = site(&all);
            known.push(files(folder.path()));
            now += 121 + passed;
            let failing = Failing::new(store.clone(), cut.unwrap_or(i64::MAX), *is_made);
            let done = run(&failing, folder.path(), How { now, grace: 600, at_once: *at_once, ..HOW });
            prop_assert!(cut.is_some() || done.is_ok(), "{done:?}");
            let now = objects(store.as_ref());
            if now.contains_key("build.json") {
                assert_readable(&now, &known.iter().collect::<Vec<_>>(), "in between");
            }
        }
        let last = site(&small(sites[sites.len() - 1].0));
        run(store.as_ref(), last.path(), How { now: now + 500, grace: 0, ..HOW }).expect("delivered");
        prop_assert_eq!(objects(store.as_ref()), files(last.path()));
        let nothing = run(store.as_ref(), last.path(), How { now: now + 1_000, grace: 0, ..HOW }).expect("delivered");
        prop_assert!(nothing.plan.steps.is_empty());
    }
}
