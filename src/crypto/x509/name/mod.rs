//! `X509_NAME`: a distinguished name (RFC 5280 section 4.1.2.4).

pub mod abi;
pub mod canonical;
pub mod entry;
pub mod print;

use std::ffi::c_int;

use primitives::digest::{HashAlgorithm, hash};

use crate::asn1::der::{DerError, Reader, Writer, tag};
use crate::asn1::object::Object;
use crate::asn1::string::ASN1_STRING;
use crate::asn1::string::kinds::{from_element, to_der};

/// One attribute of a name.
pub struct X509_NAME_ENTRY {
    object: Object,
    value: ASN1_STRING,
    /// Entries with equal numbers belong to one RelativeDistinguishedName.
    set: c_int,
}

/// A name: its attributes in order, its DER and the form in which names are compared.
pub struct X509_NAME {
    // C holds the entries' addresses, which moving the list must not change.
    #[allow(clippy::vec_box)]
    entries: Vec<Box<X509_NAME_ENTRY>>,
    der: Vec<u8>,
    canonical: Vec<u8>,
}

impl X509_NAME_ENTRY {
    /// An attribute of type `object`.
    pub fn new(object: Object, value: ASN1_STRING) -> Self {
        Self {
            object,
            value,
            set: 0,
        }
    }

    /// The attribute's type.
    pub fn object(&self) -> &Object {
        &self.object
    }

    /// The attribute's value.
    pub fn value(&self) -> &ASN1_STRING {
        &self.value
    }

    /// The number of its RelativeDistinguishedName.
    pub fn set(&self) -> c_int {
        self.set
    }

    /// Changes the attribute's type.
    pub fn set_object(&mut self, object: Object) {
        self.object = object;
    }

    /// Changes the attribute's value. False when there is no memory.
    pub fn set_value(&mut self, type_: c_int, bytes: &[u8]) -> bool {
        let done = self.value.set(bytes);
        if done {
            self.value.set_type(type_);
        }
        done
    }

    /// A copy. `None` when there is no memory.
    pub fn duplicate(&self) -> Option<Self> {
        Some(Self {
            object: self.object.clone(),
            value: self.value.duplicate()?,
            set: self.set,
        })
    }

    /// AttributeTypeAndValue.
    pub fn to_der(&self) -> Vec<u8> {
        self.der_with(&to_der(&self.value))
    }

    fn der_with(&self, value: &[u8]) -> Vec<u8> {
        let mut writer = Writer::new();
        writer.nested(tag::SEQUENCE, |inside| {
            inside.element(tag::OID, self.object.oid()).raw(value);
        });
        writer.into_bytes()
    }

    /// Reads one AttributeTypeAndValue.
    pub fn read(reader: &mut Reader<'_>) -> Result<Self, DerError> {
        let mut inside = reader.inside(tag::SEQUENCE)?;
        let object = Object::from_oid(inside.contents(tag::OID)?).ok_or(DerError::Value)?;
        let element = inside.any()?;
        inside.finish()?;
        // The types OpenSSL's ASN1_PRINTABLE takes.
        if !matches!(element.tag, 3 | 7..=15 | 18..=20 | 22 | 28..=30 | tag::SEQUENCE) {
            return Err(DerError::WrongTag);
        }
        Ok(Self::new(object, from_element(&element)?))
    }
}

impl Default for X509_NAME {
    fn default() -> Self {
        Self {
            entries: Vec::new(),
            der: vec![tag::SEQUENCE, 0],
            canonical: Vec::new(),
        }
    }
}

impl X509_NAME {
    /// Reads a Name at the start of `reader`.
    pub fn read(reader: &mut Reader<'_>) -> Result<Self, DerError> {
        let element = reader.element(tag::SEQUENCE)?;
        let mut sets = Reader::new(element.contents);
        let mut entries = Vec::new();
        let mut set = 0;
        while !sets.is_empty() {
            let mut inside = sets.inside(tag::SET)?;
            while !inside.is_empty() {
                let mut entry = X509_NAME_ENTRY::read(&mut inside)?;
                entry.set = set;
                entries.push(Box::new(entry));
            }
            set += 1;
        }
        let mut name = Self {
            entries,
            der: element.whole.to_vec(),
            canonical: Vec::new(),
        };
        name.canonical = name.canonical_form();
        Ok(name)
    }

    /// The attributes in order.
    pub fn entries(&self) -> &[Box<X509_NAME_ENTRY>] {
        &self.entries
    }

    /// The Name's DER: as it was received, until it is changed.
    pub fn der(&self) -> &[u8] {
        &self.der
    }

    /// What is compared and hashed: values in UTF-8, spaces and case folded (RFC 5280 section
    /// 7.1), without the outer header.
    pub fn canonical(&self) -> &[u8] {
        &self.canonical
    }

    /// The number directories of certificates name their files by (`X509_NAME_hash_ex`).
    pub fn hash(&self) -> u32 {
        first_bytes(HashAlgorithm::Sha1, &self.canonical)
    }

    /// The number of OpenSSL before 1.0.0 (`X509_NAME_hash_old`).
    pub fn hash_old(&self) -> u32 {
        first_bytes(HashAlgorithm::Md5, &self.der)
    }

    /// A copy. `None` when there is no memory.
    pub fn duplicate(&self) -> Option<Self> {
        let copies = self
            .entries
            .iter()
            .map(|entry| entry.duplicate().map(Box::new));
        Some(Self {
            entries: copies.collect::<Option<_>>()?,
            der: self.der.clone(),
            canonical: self.canonical.clone(),
        })
    }

    /// Puts an entry at `position` (the end when that is outside). `set` 0 makes a
    /// RelativeDistinguishedName of its own, -1 joins the one before, 1 the one at the position.
    pub fn insert(&mut self, mut entry: X509_NAME_ENTRY, position: c_int, set: c_int) {
        let count = self.entries.len();
        let position = usize::try_from(position).unwrap_or(count).min(count);
        let before = position.checked_sub(1).map(|index| self.entries[index].set);
        let (number, own) = match (set, before) {
            (-1, None) => (0, true),
            (-1, Some(before)) => (before, false),
            _ if position < count => (self.entries[position].set, set == 0),
            (_, before) => (before.map_or(0, |before| before + 1), set == 0),
        };
        entry.set = number;
        self.entries.insert(position, Box::new(entry));
        if own {
            for later in &mut self.entries[position + 1..] {
                later.set += 1;
            }
        }
        self.encode();
    }

    /// Takes the entry at `position` out. `None` when there is none.
    pub fn remove(&mut self, position: c_int) -> Option<Box<X509_NAME_ENTRY>> {
        let position = usize::try_from(position)
            .ok()
            .filter(|at| *at < self.entries.len())?;
        let removed = self.entries.remove(position);
        if let Some(next) = self.entries.get(position).map(|entry| entry.set) {
            let before = match position.checked_sub(1) {
                Some(index) => self.entries[index].set,
                None => removed.set - 1,
            };
            if before + 1 < next {
                for later in &mut self.entries[position..] {
                    later.set -= 1;
                }
            }
        }
        self.encode();
        Some(removed)
    }

    /// The position of the first entry with this OID after `last` (-1: from the start).
    pub fn position(&self, oid: &[u8], last: c_int) -> Option<c_int> {
        let from = usize::try_from(last).map_or(0, |last| last.saturating_add(1));
        let found = (from..self.entries.len()).find(|at| self.entries[*at].object.oid() == oid)?;
        c_int::try_from(found).ok()
    }

    fn encode(&mut self) {
        let sets = self.sets(X509_NAME_ENTRY::to_der);
        let mut writer = Writer::new();
        writer.element(tag::SEQUENCE, &sets);
        self.der = writer.into_bytes();
        self.canonical = self.canonical_form();
    }

    /// The RelativeDistinguishedNames, one after the other, in the form `entry_der` gives.
    fn sets(&self, entry_der: impl Fn(&X509_NAME_ENTRY) -> Vec<u8>) -> Vec<u8> {
        let mut writer = Writer::new();
        for group in self.entries.chunk_by(|a, b| a.set == b.set) {
            let mut members: Vec<_> = group.iter().map(|entry| entry_der(entry)).collect();
            // SET OF: X.690 section 11.6.
            members.sort();
            writer.element(tag::SET, &members.concat());
        }
        writer.into_bytes()
    }
}

/// The first four bytes of a digest, the first one low.
fn first_bytes(algorithm: HashAlgorithm, bytes: &[u8]) -> u32 {
    let digest = hash(algorithm, bytes);
    digest
        .iter()
        .take(4)
        .rev()
        .fold(0, |value, byte| value << 8 | u32::from(*byte))
}

#[cfg(test)]
mod tests;
