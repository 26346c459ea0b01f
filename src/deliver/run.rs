//! Does what a plan says, against any store.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use futures_util::TryStreamExt;
use futures_util::stream::{self, StreamExt};
use object_store::path::Path as Name;
use object_store::{Attribute, Attributes, Error, GetOptions, ObjectStore, ObjectStoreExt, PutOptions};

use super::OWN;
use super::forms::Forms;
use super::lock::Lock;
use super::plan::{Action, Plan, Remote, Site, Step, Terms, plan};
use super::problem::Problem;
use super::state::State;
use crate::hash::Hash;
use crate::media::{self, Keep};
use crate::observer::Observing;
use crate::publish::{Encoding, Entry, Manifest};

/// The name of the tag of an object, among its metadata.
const TAG: &str = "congkhai";

/// How a site is delivered.
pub struct Delivering<'a> {
    /// The second since 1970, asked for again and again.
    pub now: &'a (dyn Fn() -> i64 + Sync),
    /// Seconds that what has left stays.
    pub grace: i64,
    /// How text is compressed in the store, which sends it to every reader so; none for as it is.
    pub encoding: Option<Encoding>,
    /// Compressed forms.
    pub forms: &'a Forms,
    /// What pages end in.
    pub page: &'a str,
    /// Whether everything is sent, whatever is there.
    pub all: bool,
    /// Whether the lock is taken from whoever holds it.
    pub break_lock: bool,
    /// Whether nothing is done but to say what would be.
    pub dry_run: bool,
    /// Objects that are asked for or sent at once.
    pub at_once: usize,
    /// Who is told of each file.
    pub observing: &'a Observing,
}

/// What came of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Delivered {
    /// What was to be done.
    pub plan: Plan,
    /// Files of the site, its list and the signature of that among them.
    pub files: usize,
    /// Files that were sent.
    pub sent: usize,
    /// Their bytes.
    pub bytes: u64,
    /// Files that were there already, from a run that was interrupted.
    pub there: usize,
    /// Objects that were removed.
    pub removed: usize,
    /// Whether the store knows locks.
    pub is_locked: bool,
}

/// Takes the site of a folder into a store. What the store has at any moment stands above, in the room's own words.
///
/// Errors: what [`Problem`] lists; what was done until then stays, and the next run goes on from there.
pub async fn deliver(store: &dyn ObjectStore, folder: &Path, how: &Delivering<'_>) -> Result<Delivered, Problem> {
    let local = Local::read(folder)?;
    let run = Run { store, folder, how };
    if how.dry_run {
        let plan = run.plan(&local, &run.remote().await?);
        return Ok(Delivered { plan, files: local.count(), ..Delivered::default() });
    }
    let mut lock = Lock::take(store, (how.now)(), how.break_lock).await?;
    let delivered = run.go(&local, &mut lock).await;
    lock.give_back(store).await;
    delivered
}

/// The site in the folder.
struct Local {
    json: Vec<u8>,
    manifest: Manifest,
}

impl Local {
    fn count(&self) -> usize {
        self.manifest.files.len() + 1 + usize::from(self.manifest.key.is_some())
    }

    fn read(folder: &Path) -> Result<Self, Problem> {
        let not_a_site = || Problem::NotASite(folder.to_owned());
        let json = fs::read(folder.join(Manifest::FILE)).map_err(|_| not_a_site())?;
        let manifest = Manifest::parse(&json).ok_or_else(not_a_site)?;
        let refused = |path: &&String| path.starts_with(OWN) || Name::parse(path.as_str()).is_err();
        match manifest.files.keys().find(refused) {
            Some(path) => Err(Problem::BadPath(path.clone())),
            None => Ok(Self { json, manifest }),
        }
    }
}

/// One run.
struct Run<'a> {
    store: &'a dyn ObjectStore,
    folder: &'a Path,
    how: &'a Delivering<'a>,
}

/// What a step came to.
enum Done {
    Sent(u64),
    There,
    Removed,
}

impl Run<'_> {
    async fn go(&self, local: &Local, lock: &mut Lock) -> Result<Delivered, Problem> {
        let remote = self.remote().await?;
        let plan = self.plan(local, &remote);
        let mut delivered = Delivered { is_locked: lock.is_held(), files: local.count(), ..Delivered::default() };
        if !plan.is_done(&remote) {
            self.note(&plan.before).await?;
            for steps in plan.steps.chunk_by(|a, b| a.phase == b.phase) {
                let work = steps.iter().map(|step| self.step(local, step));
                let mut done = stream::iter(work).buffer_unordered(self.how.at_once.max(1));
                while let Some(one) = done.next().await {
                    match one? {
                        Done::Sent(bytes) => {
                            delivered.sent += 1;
                            delivered.bytes += bytes;
                        }
                        Done::There => delivered.there += 1,
                        Done::Removed => delivered.removed += 1,
                    }
                    self.how.observing.advance();
                    lock.keep(self.store, (self.how.now)()).await?;
                }
            }
            self.note(&plan.after).await?;
        }
        delivered.plan = plan;
        Ok(delivered)
    }

    /// What the store has. Errors: it holds files, and no site of ours.
    async fn remote(&self) -> Result<Remote, Problem> {
        let manifest = self.read(Manifest::FILE).await?;
        let state = self.read(State::FILE).await?;
        let listed = self.store.list(None).map_ok(|meta| (meta.location.to_string(), meta.size));
        let objects: BTreeMap<String, u64> = listed.try_collect().await.map_err(Problem::store("/"))?;
        let is_ours = state.is_some() || manifest.as_deref().and_then(Manifest::parse).is_some();
        if !is_ours && objects.keys().any(|path| !path.starts_with('.')) {
            return Err(Problem::Foreign);
        }
        let objects = objects.into_iter().filter(|(path, _)| !path.starts_with(OWN)).collect();
        // Of a state that cannot be read nothing is known: every file is looked at.
        let state = state.map(|bytes| State::parse(&bytes).unwrap_or_default());
        Ok(Remote { manifest, state, objects })
    }

    fn plan(&self, local: &Local, remote: &Remote) -> Plan {
        let Local { json, manifest } = local;
        let site = Site { files: &manifest.files, manifest: json, is_signed: manifest.key.is_some(), page: self.how.page };
        let is_encoded = self.how.encoding.is_some();
        let terms = Terms { now: (self.how.now)(), grace: self.how.grace, form: self.form(), is_encoded, all: self.how.all };
        plan(site, remote, &terms)
    }

    /// What makes the headers of all objects others.
    fn form(&self) -> String {
        let keeps: Vec<(&str, &str)> = Keep::ALL.iter().map(|keep| (keep.pattern(), keep.cache_control())).collect();
        let text = format!("{:?}", (media::KINDS, keeps, self.how.encoding, self.how.page));
        Hash::blake3(text.as_bytes()).to_string()[..16].to_owned()
    }

    async fn read(&self, path: &str) -> Result<Option<Vec<u8>>, Problem> {
        match self.store.get(&Name::from(path)).await {
            Err(Error::NotFound { .. }) => Ok(None),
            Err(error) => Err(Problem::store(path)(error)),
            // An object that is sent compressed is still the list that it is.
            Ok(found) => {
                let encoding = found.attributes.get(&Attribute::ContentEncoding).and_then(|value| Encoding::of_token(value));
                let bytes = found.bytes().await.map_err(Problem::store(path))?.to_vec();
                Ok(Some(encoding.and_then(|encoding| encoding.decode(&bytes, u64::from(u32::MAX))).unwrap_or(bytes)))
            }
        }
    }

    /// Has the store note what it knows of itself.
    async fn note(&self, state: &State) -> Result<(), Problem> {
        let mut attributes = Attributes::new();
        attributes.insert(Attribute::ContentType, media::content_type(State::FILE, "").into());
        attributes.insert(Attribute::CacheControl, Keep::Ask.cache_control().into());
        let options = PutOptions { attributes, ..PutOptions::default() };
        let put = self.store.put_opts(&Name::from(State::FILE), state.text().into(), options).await;
        put.map(|_| ()).map_err(Problem::store(State::FILE))
    }

    async fn step(&self, local: &Local, step: &Step) -> Result<Done, Problem> {
        let path = step.path.as_str();
        let name = Name::parse(path).map_err(|_| Problem::BadPath(path.to_owned()))?;
        if step.action == Action::Delete {
            return match self.store.delete(&name).await {
                Ok(()) | Err(Error::NotFound { .. }) => Ok(Done::Removed),
                Err(error) => Err(Problem::store(path)(error)),
            };
        }
        let bytes = self.bytes(local, path)?;
        let encoded = match self.how.encoding {
            // The list and its signature are what people compare by hand.
            Some(encoding) if ![Manifest::FILE, Manifest::SIGNATURE].contains(&path) => self.how.forms.of(path, &bytes, encoding),
            _ => None,
        };
        let attributes = self.attributes(path, &bytes, encoded.is_some());
        if step.action == Action::PutUnlessThere && self.has(&name, &attributes).await.map_err(Problem::store(path))? {
            return Ok(Done::There);
        }
        let bytes = encoded.unwrap_or(bytes);
        let length = bytes.len() as u64;
        let options = PutOptions { attributes, ..PutOptions::default() };
        self.store.put_opts(&name, bytes.into(), options).await.map_err(Problem::store(path))?;
        Ok(Done::Sent(length))
    }

    /// A file of the site as its list has it. Errors: it is another by now.
    fn bytes(&self, local: &Local, path: &str) -> Result<Vec<u8>, Problem> {
        let place = self.folder.join(path);
        let bytes = fs::read(&place).map_err(|error| Problem::Io(place, error))?;
        let is_as_listed = match local.manifest.files.get(path) {
            Some(entry) => Entry::of(&bytes) == *entry,
            None => path != Manifest::FILE || bytes == local.json,
        };
        if is_as_listed { Ok(bytes) } else { Err(Problem::NotASite(self.folder.to_owned())) }
    }

    /// The headers of an object, and its tag, which is over them too.
    fn attributes(&self, path: &str, bytes: &[u8], is_encoded: bool) -> Attributes {
        let content_type = media::content_type(path, self.how.page);
        let cache_control = Keep::of(path).cache_control();
        let encoding = self.how.encoding.filter(|_| is_encoded).map(Encoding::token);
        let tag = format!("{} {content_type} {cache_control} {encoding:?}", Hash::sha256(&[bytes]));
        let mut attributes = Attributes::new();
        attributes.insert(Attribute::ContentType, content_type.into());
        attributes.insert(Attribute::CacheControl, cache_control.into());
        if let Some(encoding) = encoding {
            attributes.insert(Attribute::ContentEncoding, encoding.into());
        }
        attributes.insert(Attribute::Metadata(TAG.into()), Hash::blake3(tag.as_bytes()).to_string().into());
        attributes
    }

    /// Whether the object that is there has the tag.
    async fn has(&self, name: &Name, attributes: &Attributes) -> Result<bool, Error> {
        let tag = Attribute::Metadata(TAG.into());
        match self.store.get_opts(name, GetOptions::new().with_head(true)).await {
            Ok(found) => Ok(found.attributes.get(&tag) == attributes.get(&tag)),
            Err(Error::NotFound { .. }) => Ok(false),
            Err(error) => Err(error),
        }
    }
}
