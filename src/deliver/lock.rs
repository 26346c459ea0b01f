//! One publisher at a time.
//!
//! The lock is an object that is put on condition that there is none, which S3, Azure and Google decide in one place. It holds
//! for a while and is made longer while its holder works, so that one that was killed keeps nobody out for long. A store that
//! knows no conditions is published to without a lock, which is told: two at once then end in a mixture that the next run mends.

use std::hash::{BuildHasher, Hasher, RandomState};

use object_store::path::Path;
use object_store::{Error, ObjectStore, ObjectStoreExt, PutMode, PutOptions, UpdateVersion};
use serde::{Deserialize, Serialize};

use super::problem::Problem;

/// Seconds that it holds without being made longer.
pub(super) const HOLDS: i64 = 120;

/// Seconds after which it is made longer.
const RENEWED: i64 = 20;

/// What stands in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Holding {
    holder: String,
    /// The second since 1970 until which it holds.
    until: i64,
}

/// Held as long as it is renewed.
#[derive(Debug)]
pub(super) struct Lock {
    place: Path,
    holder: String,
    /// By which it is changed only if it is still ours; none where the store has no locks.
    version: Option<UpdateVersion>,
    renewed: i64,
}

impl Lock {
    /// Where it lies.
    const FILE: &'static str = ".congkhai/lock";

    /// Takes it, `forced` from whoever holds it. Errors: somebody holds it, or what the store says.
    pub(super) async fn take(store: &dyn ObjectStore, now: i64, forced: bool) -> Result<Self, Problem> {
        let place = Path::from(Self::FILE);
        let mut lock = Self { place, holder: name(), version: None, renewed: now };
        let first = if forced { PutMode::Overwrite } else { PutMode::Create };
        match lock.put(store, now, first).await {
            Err(Error::AlreadyExists { .. } | Error::Precondition { .. }) => {}
            Err(Error::NotImplemented { .. } | Error::NotSupported { .. }) => return Ok(lock),
            other => return other.map(|()| lock).map_err(Problem::store(Self::FILE)),
        }
        let Some((there, version)) = lock.there(store).await.map_err(Problem::store(Self::FILE))? else {
            // Given back meanwhile.
            return lock.again(store, now, PutMode::Create).await;
        };
        match there {
            Some(there) if there.until >= now => Err(Problem::Busy(there.until)),
            // Held by one that was killed, or nobody can say by whom.
            _ => lock.again(store, now, PutMode::Update(version)).await,
        }
    }

    async fn again(mut self, store: &dyn ObjectStore, now: i64, mode: PutMode) -> Result<Self, Problem> {
        match self.put(store, now, mode).await {
            Ok(()) => Ok(self),
            Err(Error::AlreadyExists { .. } | Error::Precondition { .. }) => Err(Problem::Busy(now + HOLDS)),
            Err(error) => Err(Problem::store(Self::FILE)(error)),
        }
    }

    /// Whether the store knows locks.
    pub(super) fn is_held(&self) -> bool {
        self.version.is_some()
    }

    /// Makes it longer where that is due. Errors: somebody took it, or what the store says.
    pub(super) async fn keep(&mut self, store: &dyn ObjectStore, now: i64) -> Result<(), Problem> {
        let Some(version) = self.version.clone().filter(|_| now - self.renewed >= RENEWED) else { return Ok(()) };
        self.renewed = now;
        match self.put(store, now, PutMode::Update(version)).await {
            Err(Error::Precondition { .. } | Error::NotFound { .. }) => Err(Problem::LockLost),
            other => other.map_err(Problem::store(Self::FILE)),
        }
    }

    /// Gives it back, if it is still ours; one that cannot be given back ends by itself.
    pub(super) async fn give_back(self, store: &dyn ObjectStore) {
        if let Ok(Some((Some(there), _))) = self.there(store).await
            && there.holder == self.holder
        {
            drop(store.delete(&self.place).await);
        }
    }

    async fn put(&mut self, store: &dyn ObjectStore, now: i64, mode: PutMode) -> Result<(), Error> {
        let holding = Holding { holder: self.holder.clone(), until: now + HOLDS };
        let text = serde_json::to_vec(&holding).unwrap_or_default();
        let options = PutOptions { mode, ..PutOptions::default() };
        let put = store.put_opts(&self.place, text.into(), options).await?;
        self.version = Some(UpdateVersion { e_tag: put.e_tag, version: put.version });
        Ok(())
    }

    /// Who holds it, if anybody does; what cannot be read is nobody's.
    async fn there(&self, store: &dyn ObjectStore) -> Result<Option<(Option<Holding>, UpdateVersion)>, Error> {
        let found = match store.get(&self.place).await {
            Err(Error::NotFound { .. }) => return Ok(None),
            other => other?,
        };
        let version = UpdateVersion { e_tag: found.meta.e_tag.clone(), version: found.meta.version.clone() };
        let bytes = found.bytes().await?;
        Ok(Some((serde_json::from_slice(&bytes).ok(), version)))
    }
}

/// What tells one run of the program from all others: by chance, so that nobody learns from it who publishes.
fn name() -> String {
    let chance = || RandomState::new().build_hasher().finish();
    format!("{:016x}{:016x}", chance(), chance())
}
