//! What is to be done so that a store has a site: a function of the two and of the time.

use std::collections::{BTreeMap, BTreeSet};

use super::state::State;
use crate::media;
use crate::publish::{Entry, Manifest};

/// The steps in groups; each is done wholly before the next begins, and within one the order says nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Phase {
    /// Files whose names change with their content: the old site goes on with its own.
    Named,
    /// Files that are not there yet and are no pages: pages will ask for them.
    NewFiles,
    /// Pages that are not there yet: nothing leads to them.
    NewPages,
    /// Files that are replaced.
    Files,
    /// Pages that are replaced; whatever they lead to is there.
    Pages,
    /// Tables of the index that are replaced.
    Tables,
    /// The entry points of the index and the lists of what can be saved, which name the above.
    Entries,
    /// The service worker.
    Worker,
    /// The signature of the list of files.
    Signature,
    /// The list of files.
    Manifest,
    /// Pages that have left, their time of grace being over.
    GonePages,
    /// Other files that have left: no page is there any more that asks for them.
    GoneFiles,
}

/// What is done in a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Action {
    /// The file is sent.
    Put,
    /// The file is sent unless the object that is there has its tag already.
    PutUnlessThere,
    /// The object is removed.
    Delete,
}

/// One step.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Step {
    /// When.
    pub phase: Phase,
    /// Of what: the path on the site.
    pub path: String,
    /// What.
    pub action: Action,
}

/// What is to be in a store.
#[derive(Debug, Clone, Copy)]
pub struct Site<'a> {
    /// Every file but the list and its signature.
    pub files: &'a BTreeMap<String, Entry>,
    /// The list of files.
    pub manifest: &'a [u8],
    /// Whether it is signed.
    pub is_signed: bool,
    /// What pages end in.
    pub page: &'a str,
}

/// What is in it.
#[derive(Debug, Clone, Default)]
pub struct Remote {
    /// Its list of files, as it lies there.
    pub manifest: Option<Vec<u8>>,
    /// What it knows of itself; none where nothing was ever published there.
    pub state: Option<State>,
    /// Every object with its size, but those of [`super::OWN`].
    pub objects: BTreeMap<String, u64>,
}

/// On what terms.
#[derive(Debug, Clone, Default)]
pub struct Terms {
    /// The second since 1970.
    pub now: i64,
    /// Seconds that what has left stays.
    pub grace: i64,
    /// The fingerprint of the headers that objects are sent with.
    pub form: String,
    /// Whether objects are compressed, so that their sizes say nothing.
    pub is_encoded: bool,
    /// Whether everything is sent, whatever is there.
    pub all: bool,
}

/// What is to be done.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Plan {
    /// In order.
    pub steps: Vec<Step>,
    /// What the store is to know before the first step.
    pub before: State,
    /// What it is to know after the last.
    pub after: State,
    /// Files that need nothing done.
    pub unchanged: usize,
}

impl Plan {
    /// Whether there is nothing to do, not even to note.
    pub fn is_done(&self, remote: &Remote) -> bool {
        self.steps.is_empty() && remote.state.as_ref() == Some(&self.after)
    }
}

/// Works it out.
pub fn plan(site: Site<'_>, remote: &Remote, terms: &Terms) -> Plan {
    let known = remote.manifest.as_deref().and_then(Manifest::parse);
    let state = remote.state.clone().unwrap_or_default();
    let files = known.as_ref().map(|manifest| &manifest.files);
    let look = Look { site, remote, terms, files, state: &state };
    let mut steps: Vec<Step> = site.files.iter().filter_map(|(path, entry)| look.file(path, entry)).collect();
    let unchanged = site.files.len() - steps.len();
    let is_other = remote.manifest.as_deref() != Some(site.manifest);
    if is_other || terms.all || look.is_other_form() || state.touched.contains(Manifest::FILE) {
        let signature = (site.is_signed, Phase::Signature, Manifest::SIGNATURE);
        let own = [signature, (true, Phase::Manifest, Manifest::FILE)].into_iter().filter(|(is_there, ..)| *is_there);
        steps.extend(own.map(|(_, phase, path)| Step { phase, path: path.to_owned(), action: Action::Put }));
    }
    let mut touched = state.touched.clone();
    touched.extend(steps.iter().map(|step| step.path.clone()));
    // A page that comes back is what it was when it left, and goes with what it needs, until this run has sent it. Of other files
    // the time begins anew: pages that this run has sent may need them.
    let is_page = |path: &str| media::content_type(path, site.page) == media::PAGE;
    let comes_back = |path: &&String| is_page(path) && site.files.contains_key(*path) && remote.objects.contains_key(*path);
    let back = state.leaving.keys().filter(comes_back).map(|path| (path.clone(), state.leaving[path]));
    let (mut staying, mut leaving): (BTreeMap<String, i64>, _) = (back.collect(), BTreeMap::new());
    for (path, since) in look.left(known.as_ref()) {
        // What is still named by the list that is there leaves only now, and with it what nobody noted.
        let noted = state.leaving.contains_key(&path);
        if noted {
            staying.insert(path.clone(), since);
        } else {
            touched.insert(path.clone());
        }
        if terms.now.saturating_sub(since) >= terms.grace {
            let phase = if is_page(&path) { Phase::GonePages } else { Phase::GoneFiles };
            steps.push(Step { phase, path, action: Action::Delete });
        } else {
            leaving.insert(path, since);
        }
    }
    steps.sort();
    let form = if look.is_other_form() { None } else { state.form.clone() };
    let before = State { form, leaving: staying, touched };
    let after = State { form: Some(terms.form.clone()), leaving, touched: BTreeSet::new() };
    Plan { steps, before, after, unchanged }
}

struct Look<'a> {
    site: Site<'a>,
    remote: &'a Remote,
    terms: &'a Terms,
    files: Option<&'a BTreeMap<String, Entry>>,
    state: &'a State,
}

impl Look<'_> {
    fn is_other_form(&self) -> bool {
        self.state.form.as_deref() != Some(self.terms.form.as_str())
    }

    /// What is to be done about a file of the site, if anything.
    fn file(&self, path: &str, entry: &Entry) -> Option<Step> {
        let there = self.remote.objects.get(path);
        let fits = there.is_some_and(|size| self.terms.is_encoded || *size == entry.bytes);
        let recorded = self.files.and_then(|files| files.get(path));
        let is_sure = recorded.is_some() && !self.state.touched.contains(path) && !self.is_other_form();
        if fits && is_sure && recorded == Some(entry) && !self.terms.all {
            return None;
        }
        // Where it is known what is there, nothing need be asked.
        let action = if fits && !is_sure && !self.terms.all { Action::PutUnlessThere } else { Action::Put };
        Some(Step { phase: phase(path, self.site.page, there.is_some()), path: path.to_owned(), action })
    }

    /// What the store has of earlier sites and the site does not, with the second from which on.
    fn left(&self, known: Option<&Manifest>) -> BTreeMap<String, i64> {
        let named = known.into_iter().flat_map(|manifest| manifest.files.keys());
        let signature = known.filter(|manifest| manifest.key.is_some()).map(|_| Manifest::SIGNATURE.to_owned());
        let all = named.chain(self.state.leaving.keys()).chain(&self.state.touched).cloned().chain(signature);
        let is_own = |path: &str| path == Manifest::FILE || (path == Manifest::SIGNATURE && self.site.is_signed);
        let is_left =
            |path: &String| self.remote.objects.contains_key(path) && !self.site.files.contains_key(path) && !is_own(path);
        let since = |path: String| {
            let since = self.state.leaving.get(&path).copied().unwrap_or(self.terms.now);
            (path, since)
        };
        all.filter(is_left).map(since).collect()
    }
}

/// When a file is sent.
fn phase(path: &str, page: &str, is_there: bool) -> Phase {
    if media::is_named_by_content(path) {
        return Phase::Named;
    }
    match path.split_once('/') {
        None if path == "sw.js" => return Phase::Worker,
        Some(("chi-muc", name)) if !name.contains('/') => return Phase::Entries,
        Some(("chi-muc", _)) if is_there => return Phase::Tables,
        Some(("ngoai-tuyen", _)) => return Phase::Entries,
        _ => {}
    }
    match (media::content_type(path, page) == media::PAGE, is_there) {
        (false, false) => Phase::NewFiles,
        (true, false) => Phase::NewPages,
        (false, true) => Phase::Files,
        (true, true) => Phase::Pages,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files(all: &[(&str, &str)]) -> BTreeMap<String, Entry> {
        all.iter().map(|(path, text)| ((*path).to_owned(), Entry::of(text.as_bytes()))).collect()
    }

    fn manifest(files: &BTreeMap<String, Entry>) -> Vec<u8> {
        let empty = r#"{"generator": "congkhai x", "today": "2026-01-01", "files": {}}"#;
        let mut manifest = Manifest::parse(empty.as_bytes()).expect("a manifest");
        manifest.files.clone_from(files);
        manifest.to_text()
    }

    fn terms(now: i64) -> Terms {
        Terms { now, grace: 100, form: "f".to_owned(), ..Terms::default() }
    }

    fn site<'a>(files: &'a BTreeMap<String, Entry>, manifest: &'a [u8]) -> Site<'a> {
        Site { files, manifest, is_signed: false, page: "html" }
    }

    /// A store that has just a site.
    fn store(all: &BTreeMap<String, Entry>) -> Remote {
        let state = State { form: Some("f".to_owned()), ..State::default() };
        let mut objects: BTreeMap<String, u64> = all.iter().map(|(path, entry)| (path.clone(), entry.bytes)).collect();
        objects.insert(Manifest::FILE.to_owned(), 1);
        Remote { manifest: Some(manifest(all)), state: Some(state), objects }
    }

    fn told(plan: &Plan) -> Vec<String> {
        plan.steps.iter().map(|step| format!("{:?} {:?} {}", step.phase, step.action, step.path)).collect()
    }

    #[test]
    fn the_first_time_everything_is_sent_and_what_names_others_comes_after_them() {
        let all = files(&[
            ("index.html", "a"),
            ("a.json", "b"),
            ("theme/page.bbbf48cd.js", "c"),
            ("chi-muc/w.js", "d"),
            ("chi-muc/d/0.js", "e"),
            ("sw.js", "f"),
            ("ngoai-tuyen/ban.json", "g"),
        ]);
        let list = manifest(&all);
        let made = plan(site(&all, &list), &Remote::default(), &terms(5));
        assert_eq!(
            told(&made),
            [
                "Named Put theme/page.bbbf48cd.js",
                "NewFiles Put a.json",
                "NewFiles Put chi-muc/d/0.js",
                "NewPages Put index.html",
                "Entries Put chi-muc/w.js",
                "Entries Put ngoai-tuyen/ban.json",
                "Worker Put sw.js",
                "Manifest Put build.json",
            ]
        );
        assert_eq!(made.before.touched.len(), 8);
        assert_eq!(made.after, State { form: Some("f".to_owned()), ..State::default() });
        let again = plan(site(&all, &list), &store(&all), &terms(6));
        assert!(again.is_done(&store(&all)) && again.unchanged == 7, "{again:?}");
    }

    #[test]
    fn only_what_differs_is_sent_and_what_has_left_stays_for_its_time() {
        let (old, new) = (files(&[("a.html", "1"), ("b.html", "1"), ("x.md", "1")]), files(&[("a.html", "2"), ("x.md", "1")]));
        let list = manifest(&new);
        let first = plan(site(&new, &list), &store(&old), &terms(1000));
        assert_eq!(told(&first), ["Pages Put a.html", "Manifest Put build.json"]);
        assert_eq!(first.before.touched.iter().collect::<Vec<_>>(), ["a.html", "b.html", "build.json"]);
        assert_eq!(first.after.leaving, BTreeMap::from([("b.html".to_owned(), 1000)]));
        let mut later = store(&new);
        later.objects.insert("b.html".to_owned(), 1);
        later.state = Some(first.after);
        assert!(plan(site(&new, &list), &later, &terms(1099)).steps.is_empty());
        let over = plan(site(&new, &list), &later, &terms(1100));
        assert_eq!(told(&over), ["GonePages Delete b.html"]);
        assert_eq!(over.after.leaving, BTreeMap::new());
    }

    #[test]
    fn after_an_interruption_what_was_to_be_changed_is_looked_at_whatever_the_list_says() {
        let (a, b) = (files(&[("a.html", "1"), ("x.md", "1")]), files(&[("a.html", "2"), ("x.md", "1"), ("neu.html", "1")]));
        let list = manifest(&b);
        // The new site was being sent and was not ended; now the old one is sent again.
        let mut remote = store(&a);
        remote.state = Some(plan(site(&b, &list), &remote, &terms(10)).before);
        remote.objects.insert("neu.html".to_owned(), 1);
        let list = manifest(&a);
        let back = plan(site(&a, &list), &remote, &terms(20));
        assert_eq!(told(&back), ["Pages PutUnlessThere a.html", "Manifest Put build.json"]);
        assert_eq!(back.after.leaving, BTreeMap::from([("neu.html".to_owned(), 20)]));
    }

    #[test]
    fn a_page_that_was_to_come_back_and_did_not_leaves_with_what_it_needs() {
        let old = files(&[("a.html", "1"), ("b.html", "1"), ("theme/style.00000001.css", "1")]);
        let new = files(&[("a.html", "2"), ("theme/style.00000002.css", "2")]);
        let mut remote = store(&old);
        remote.objects.insert("theme/style.00000002.css".to_owned(), 1);
        remote.state = Some(plan(site(&new, &manifest(&new)), &remote, &terms(1000)).after);
        remote.manifest = Some(manifest(&new));
        // The page is to be there again; that run is broken off before it sends anything.
        let again = files(&[("a.html", "2"), ("b.html", "2"), ("theme/style.00000002.css", "2")]);
        remote.state = Some(plan(site(&again, &manifest(&again)), &remote, &terms(1050)).before);
        let over = plan(site(&new, &manifest(&new)), &remote, &terms(1100));
        let gone: Vec<&str> = over.steps.iter().filter(|step| step.action == Action::Delete).map(|step| &*step.path).collect();
        assert_eq!(gone, ["b.html", "theme/style.00000001.css"]);
    }

    #[test]
    fn a_style_that_was_to_come_back_stays_for_the_pages_that_were_sent_with_it() {
        let old = files(&[("a.html", "1"), ("theme/style.00000001.css", "1")]);
        let new = files(&[("a.html", "2"), ("theme/style.00000002.css", "2")]);
        let mut remote = store(&old);
        remote.objects.insert("theme/style.00000002.css".to_owned(), 1);
        remote.state = Some(plan(site(&new, &manifest(&new)), &remote, &terms(1000)).after);
        remote.manifest = Some(manifest(&new));
        // The style is used again; that run is broken off when it has sent a page with it.
        let again = files(&[("a.html", "1"), ("b.html", "1"), ("theme/style.00000001.css", "1")]);
        remote.state = Some(plan(site(&again, &manifest(&again)), &remote, &terms(1050)).before);
        remote.objects.insert("b.html".to_owned(), 1);
        let over = plan(site(&new, &manifest(&new)), &remote, &terms(1100));
        assert!(over.steps.iter().all(|step| step.action != Action::Delete), "{:?}", told(&over));
    }

    #[test]
    fn what_others_put_there_is_left_alone() {
        let all = files(&[("a.html", "1")]);
        let list = manifest(&all);
        let mut remote = store(&all);
        remote.objects.insert("cua-nguoi-khac.html".to_owned(), 1);
        let terms = Terms { grace: 0, ..terms(10) };
        assert!(plan(site(&all, &list), &remote, &terms).steps.is_empty());
    }

    #[test]
    fn what_is_missing_or_of_another_size_is_sent_again_and_with_other_headers_everything_is_looked_at() {
        let all = files(&[("a.html", "1"), ("b.html", "1"), ("c.html", "1")]);
        let list = manifest(&all);
        let mut remote = store(&all);
        remote.objects.remove("a.html");
        remote.objects.insert("b.html".to_owned(), 7);
        assert_eq!(told(&plan(site(&all, &list), &remote, &terms(1))), ["NewPages Put a.html", "Pages Put b.html"]);
        let other = Terms { form: "g".to_owned(), ..terms(1) };
        let made = plan(site(&all, &list), &store(&all), &other);
        assert_eq!(made.steps.len(), 4);
        assert_eq!((made.before.form, made.after.form), (None, Some("g".to_owned())));
        let every = Terms { all: true, ..terms(1) };
        let made = plan(site(&all, &list), &store(&all), &every);
        assert!(made.steps.len() == 4 && made.steps.iter().all(|step| step.action == Action::Put));
    }
}
