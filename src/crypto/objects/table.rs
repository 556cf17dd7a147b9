//! The objects that are known: those of `nids.tsv`, read once, and those that programs create.

use std::cmp::Ordering;
use std::ffi::{CStr, CString, c_int};
use std::sync::{LazyLock, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

use super::{ASN1_OBJECT, NID_UNDEF, content_from_dotted};

/// The object with number `nid`.
pub fn by_nid(nid: c_int) -> Option<&'static ASN1_OBJECT> {
    read().by_nid.find(|object| object.nid.cmp(&nid))
}

/// The object with these DER content octets.
pub fn by_content(content: &[u8]) -> Option<&'static ASN1_OBJECT> {
    read().by_content(content)
}

/// The object with this short name.
pub fn by_short_name(name: &str) -> Option<&'static ASN1_OBJECT> {
    read().by_short_name(name.as_bytes())
}

/// The object with this long name.
pub fn by_long_name(name: &str) -> Option<&'static ASN1_OBJECT> {
    read().by_long_name(name.as_bytes())
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
    let taken = (!content.is_empty() && table.by_content(content).is_some())
        || short_name.is_some_and(|name| table.by_short_name(name.to_bytes()).is_some())
        || long_name.is_some_and(|name| table.by_long_name(name.to_bytes()).is_some());
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
    by_nid: Index,
    by_content: Index,
    by_short_name: Index,
    by_long_name: Index,
    /// The rows of the file. Kept here, by their first byte, so that leak checkers see them.
    _known: &'static [ASN1_OBJECT],
}

impl Table {
    fn read_known() -> Self {
        let known: Vec<ASN1_OBJECT> = KNOWN
            .lines()
            .filter(|line| !line.starts_with('#'))
            .filter_map(parse_row)
            .collect();
        let known: &'static [ASN1_OBJECT] = Vec::leak(known);
        type Wanted = fn(&ASN1_OBJECT) -> bool;
        type Order = fn(&&'static ASN1_OBJECT, &&'static ASN1_OBJECT) -> Ordering;
        let index = |wanted: Wanted, order: Order| {
            let mut all: Vec<_> = known.iter().filter(|object| wanted(object)).collect();
            // Stable: of several objects with one name or identifier the first one is found.
            all.sort_by(order);
            Index(all)
        };
        Self {
            next: FIRST_FREE,
            by_nid: index(|_| true, |a, b| a.nid.cmp(&b.nid)),
            by_content: index(
                |object| !object.content.is_empty(),
                |a, b| a.content.cmp(&b.content),
            ),
            by_short_name: index(
                |object| object.short_name.is_some(),
                |a, b| a.short_name.cmp(&b.short_name),
            ),
            by_long_name: index(
                |object| object.long_name.is_some(),
                |a, b| a.long_name.cmp(&b.long_name),
            ),
            _known: known,
        }
    }

    fn insert(&mut self, object: &'static ASN1_OBJECT) {
        self.by_nid
            .insert(object, |other| other.nid.cmp(&object.nid));
        if !object.content.is_empty() {
            self.by_content
                .insert(object, |other| other.content.cmp(&object.content));
        }
        self.by_short_name
            .insert(object, |other| other.short_name.cmp(&object.short_name));
        self.by_long_name
            .insert(object, |other| other.long_name.cmp(&object.long_name));
    }

    fn by_content(&self, content: &[u8]) -> Option<&'static ASN1_OBJECT> {
        self.by_content
            .find(|object| object.content[..].cmp(content))
    }

    fn by_short_name(&self, name: &[u8]) -> Option<&'static ASN1_OBJECT> {
        self.by_short_name
            .find(|object| bytes_of(&object.short_name).cmp(name))
    }

    fn by_long_name(&self, name: &[u8]) -> Option<&'static ASN1_OBJECT> {
        self.by_long_name
            .find(|object| bytes_of(&object.long_name).cmp(name))
    }
}

fn bytes_of(name: &Option<CString>) -> &[u8] {
    name.as_ref().map_or(&[], |name| name.to_bytes())
}

/// Objects in the order of one of their parts.
struct Index(Vec<&'static ASN1_OBJECT>);

impl Index {
    /// The first object that is `Equal`.
    fn find(&self, order: impl Fn(&ASN1_OBJECT) -> Ordering) -> Option<&'static ASN1_OBJECT> {
        let at = self.0.partition_point(|object| order(object).is_lt());
        let found = self.0.get(at).copied();
        found.filter(|object| order(object).is_eq())
    }

    /// Adds an object behind those that are `Less` or `Equal`.
    fn insert(&mut self, object: &'static ASN1_OBJECT, order: impl Fn(&ASN1_OBJECT) -> Ordering) {
        let at = self.0.partition_point(|other| order(other).is_le());
        self.0.insert(at, object);
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
