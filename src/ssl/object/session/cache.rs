//! A context's sessions by ID, in the order in which they expire.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

/// When a session expires, and which came first of those that expire together.
type Rank = (i64, u64);

/// The internal cache (SSL_CTX_set_session_cache_mode(3)) of sessions `S`.
pub struct Cache<S> {
    by_id: HashMap<Vec<u8>, (Rank, Arc<S>)>,
    order: BTreeMap<Rank, Vec<u8>>,
    inserted: u64,
}

/// What adding a session did.
pub struct Inserted<S> {
    /// It was not there before.
    pub fresh: bool,
    /// Another session with its ID, whose place it took.
    pub replaced: Option<Arc<S>>,
    /// Those that had to go because the cache was full.
    pub evicted: Vec<Arc<S>>,
}

impl<S> Default for Cache<S> {
    fn default() -> Self {
        Self {
            by_id: HashMap::new(),
            order: BTreeMap::new(),
            inserted: 0,
        }
    }
}

impl<S> Cache<S> {
    pub fn count(&self) -> usize {
        self.by_id.len()
    }

    pub fn get(&self, id: &[u8]) -> Option<Arc<S>> {
        self.by_id.get(id).map(|(_, session)| Arc::clone(session))
    }

    /// Adds a session by its ID and the time when it expires. Of the others those that expire first go when there would
    /// be more than `limit`; 0: no limit.
    pub fn insert(
        &mut self,
        session: &Arc<S>,
        (id, expiry): (Vec<u8>, i64),
        limit: usize,
    ) -> Inserted<S> {
        let before = self.remove(&id);
        let fresh = before
            .as_ref()
            .is_none_or(|before| !Arc::ptr_eq(before, session));
        let mut evicted = Vec::new();
        while fresh && limit > 0 && self.by_id.len() >= limit {
            let Some((_, id)) = self.order.pop_first() else {
                break;
            };
            evicted.extend(self.by_id.remove(&id).map(|(_, session)| session));
        }
        self.inserted += 1;
        let rank = (expiry, self.inserted);
        self.order.insert(rank, id.clone());
        self.by_id.insert(id, (rank, Arc::clone(session)));
        Inserted {
            fresh,
            replaced: before,
            evicted,
        }
    }

    pub fn remove(&mut self, id: &[u8]) -> Option<Arc<S>> {
        let (rank, session) = self.by_id.remove(id)?;
        self.order.remove(&rank);
        Some(session)
    }

    /// Takes out the sessions that have expired, the oldest first.
    pub fn flush(&mut self, expired: impl Fn(&S) -> bool) -> Vec<Arc<S>> {
        let ids: Vec<_> = self.order.values().cloned().collect();
        let mut gone = Vec::new();
        for id in ids {
            if self.get(&id).is_some_and(|session| expired(&session)) {
                gone.extend(self.remove(&id));
            }
        }
        gone
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Sessions whose ID and time of expiry are their value.
    fn insert(cache: &mut Cache<u8>, session: &Arc<u8>, limit: usize) -> Inserted<u8> {
        let name = (vec![**session], i64::from(**session / 10));
        cache.insert(session, name, limit)
    }

    #[test]
    fn what_expires_first_goes_first() {
        let mut cache = Cache::default();
        for session in [30, 15, 20, 11] {
            assert!(insert(&mut cache, &Arc::new(session), 0).fresh);
        }
        let newest = Arc::new(40);
        let inserted = insert(&mut cache, &newest, 3);
        let evicted: Vec<_> = inserted.evicted.iter().map(|gone| **gone).collect();
        assert_eq!(evicted, [15, 11]);
        assert!(!insert(&mut cache, &newest, 1).fresh);
        assert_eq!(cache.count(), 3);
        let gone: Vec<_> = cache.flush(|&s| s < 35).iter().map(|gone| **gone).collect();
        assert_eq!(gone, [20, 30]);
        assert!(cache.get(&[40]).is_some());
        assert_eq!(cache.flush(|_| true).len(), 1);
        assert_eq!(cache.count(), 0);
    }

    #[test]
    fn one_id_one_session() {
        let mut cache = Cache::default();
        let (first, second) = (Arc::new(1), Arc::new(1));
        insert(&mut cache, &first, 0);
        let inserted = insert(&mut cache, &second, 0);
        assert!(inserted.fresh);
        assert!(Arc::ptr_eq(&inserted.replaced.unwrap(), &first));
        assert_eq!(cache.count(), 1);
        assert!(Arc::ptr_eq(&cache.remove(&[1]).unwrap(), &second));
        assert!(cache.remove(&[1]).is_none());
    }
}
