//! The objects that are known: those of `nids.tsv`, read once, and those that programs create.

use std::collections::HashMap;
use std::ffi::{CStr, CString, c_int};
use std::sync::{LazyLock, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

use super::{ASN1_OBJECT, NID_UNDEF, content_from_dotted};

/// The object with number `nid`.
pub fn by_nid(nid: c_int) -> Option<&'static ASN1_OBJECT> {
    read().by_nid.get(&nid).copied()
}

/// The object with these DER content octets.
pub fn by_content(content: &[u8]) -> Option<&'static ASN1_OBJECT> {
    read().by_content.get(content).copied()
}

/// The object with this short name.
pub fn by_short_name(name: &str) -> Option<&'static ASN1_OBJECT> {
    read().by_short_name.get(name.as_bytes()).copied()
}

/// The object with this long name.
pub fn by_long_name(name: &str) -> Option<&'static ASN1_OBJECT> {
    read().by_long_name.get(name.as_bytes()).copied()
}

/// The object with this short name, else the one with this long name.
pub fn by_name(name: &str) -> Option<&'static ASN1_OBJECT> {
    by_short_name(name).or_else(|| by_long_name(name))
}

/// The number of the identifier with these content octets.
pub fn nid_of_content(content: &[u8]) -> c_int {
    by_content(content).map_or(NID_UNDEF, |object| object.nid)
}

/// The short name of number `nid`.
pub fn short_name(nid: c_int) -> Option<&'static CStr> {
    by_nid(nid)?.short_name.as_deref()
}

/// The long name of number `nid`.
pub fn long_name(nid: c_int) -> Option<&'static CStr> {
    by_nid(nid)?.long_name.as_deref()
}

/// Adds an object for the rest of the process. `None` when one of its names or its identifier is
/// taken, or when there is neither.
pub fn create(
    content: &[u8],
    short_name: Option<&CStr>,
    long_name: Option<&CStr>,
) -> Option<&'static ASN1_OBJECT> {
    let mut table = write();
    let taken = (!content.is_empty() && table.by_content.contains_key(content))
        || short_name.is_some_and(|name| table.by_short_name.contains_key(name.to_bytes()))
        || long_name.is_some_and(|name| table.by_long_name.contains_key(name.to_bytes()));
    if taken || (content.is_empty() && short_name.is_none() && long_name.is_none()) {
        return None;
    }
    let nid = table.next;
    table.next += 1;
    let object = Box::leak(Box::new(ASN1_OBJECT {
        nid,
        content: content.into(),
        short_name: short_name.or(long_name).map(CStr::to_owned),
        long_name: long_name.or(short_name).map(CStr::to_owned),
        shared: true,
    }));
    table.insert(object);
    Some(object)
}

/// Keeps `count` numbers for the caller and gives the first (`OBJ_new_nid`).
pub fn reserve(count: c_int) -> c_int {
    let mut table = write();
    let first = table.next;
    table.next += count.max(0);
    first
}

struct Table {
    next: c_int,
    by_nid: HashMap<c_int, &'static ASN1_OBJECT>,
    by_content: HashMap<&'static [u8], &'static ASN1_OBJECT>,
    by_short_name: HashMap<&'static [u8], &'static ASN1_OBJECT>,
    by_long_name: HashMap<&'static [u8], &'static ASN1_OBJECT>,
}

impl Table {
    fn read_known() -> Self {
        let mut table = Self {
            next: FIRST_FREE,
            by_nid: HashMap::new(),
            by_content: HashMap::new(),
            by_short_name: HashMap::new(),
            by_long_name: HashMap::new(),
        };
        let known: Vec<ASN1_OBJECT> = KNOWN
            .lines()
            .filter(|line| !line.starts_with('#'))
            .filter_map(parse_row)
            .collect();
        Vec::leak(known)
            .iter()
            .for_each(|object| table.insert(object));
        table
    }

    /// The first of several objects with one name or identifier is the one that is found.
    fn insert(&mut self, object: &'static ASN1_OBJECT) {
        self.by_nid.insert(object.nid, object);
        if !object.content.is_empty() {
            self.by_content.entry(&object.content).or_insert(object);
        }
        if let Some(name) = &object.short_name {
            self.by_short_name.entry(name.to_bytes()).or_insert(object);
        }
        if let Some(name) = &object.long_name {
            self.by_long_name.entry(name.to_bytes()).or_insert(object);
        }
    }
}

fn parse_row(row: &str) -> Option<ASN1_OBJECT> {
    let mut columns = row.split('\t');
    let nid = columns.next()?.parse().ok()?;
    let _macro_name = columns.next()?;
    let mut name = || {
        let name = columns.next().filter(|name| !name.is_empty())?;
        CString::new(name).ok()
    };
    let (short_name, long_name) = (name(), name());
    let content = content_from_dotted(columns.next()?).unwrap_or_default();
    Some(ASN1_OBJECT {
        nid,
        content: content.into(),
        short_name,
        long_name,
        shared: true,
    })
}

fn read() -> RwLockReadGuard<'static, Table> {
    TABLE.read().unwrap_or_else(PoisonError::into_inner)
}

fn write() -> RwLockWriteGuard<'static, Table> {
    TABLE.write().unwrap_or_else(PoisonError::into_inner)
}

static TABLE: LazyLock<RwLock<Table>> = LazyLock::new(|| RwLock::new(Table::read_known()));

const KNOWN: &str = include_str!("nids.tsv");

/// The number after the last one OpenSSL 3.0 gives to an object of its own (`NUM_NID`).
const FIRST_FREE: c_int = 1248;
