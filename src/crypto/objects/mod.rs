//! Object identifiers: names, numbers and encodings (`OBJ_nid2obj(3)`).
//!
//! `nids.tsv` is the single source of what is known; the constants of `obj_mac.h` are the same
//! facts (a test compares them). Programs add their own with `OBJ_create`.

pub mod abi;
mod oid;
mod sigid;
mod table;

pub use oid::{content_from_dotted, dotted};
pub use sigid::{SignatureIds, find_by_algorithms, find_by_signature};
pub use table::{
    by_content, by_long_name, by_name, by_nid, by_short_name, create, long_name, nid_of_content,
    reserve, short_name,
};

use std::ffi::{CStr, CString, c_int};

/// The number of nothing.
pub const NID_UNDEF: c_int = 0;

/// An object identifier, possibly with a number and names of the library.
///
/// Those of the table live for ever and are shared; all others have one owner.
#[derive(Debug, Clone)]
pub struct ASN1_OBJECT {
    nid: c_int,
    content: Box<[u8]>,
    short_name: Option<CString>,
    long_name: Option<CString>,
    shared: bool,
}

impl ASN1_OBJECT {
    /// The object whose DER content octets (without tag and length) are `content`. `None` when
    /// they are not minimal base-128 numbers.
    pub fn from_content(content: &[u8]) -> Option<Self> {
        if !oid::is_valid(content) {
            return None;
        }
        Some(match table::by_content(content) {
            Some(known) => known.to_owned_object(),
            None => Self {
                nid: NID_UNDEF,
                content: content.into(),
                short_name: None,
                long_name: None,
                shared: false,
            },
        })
    }

    /// What `text` means: a short name, a long name or dotted numbers; only the latter with
    /// `numeric_only`.
    pub fn from_text(text: &str, numeric_only: bool) -> Option<Self> {
        if !numeric_only && let Some(known) = table::by_name(text) {
            return Some(known.to_owned_object());
        }
        Self::from_content(&content_from_dotted(text)?)
    }

    /// The number, [`NID_UNDEF`] when the identifier is not in the table.
    pub fn nid(&self) -> c_int {
        if self.nid != NID_UNDEF {
            return self.nid;
        }
        table::nid_of_content(&self.content)
    }

    /// The DER content octets.
    pub fn content(&self) -> &[u8] {
        &self.content
    }

    /// Whether the object belongs to the table, so that freeing it does nothing.
    pub fn is_shared(&self) -> bool {
        self.shared
    }

    /// The long name, the short name, or the dotted numbers; always the latter with
    /// `numeric_only`.
    pub fn text(&self, numeric_only: bool) -> String {
        let name = || {
            let known = table::by_nid(self.nid())?;
            if known.nid == NID_UNDEF {
                return None;
            }
            known.long_name.as_deref().or(known.short_name.as_deref())
        };
        if !numeric_only && let Some(name) = name().or(self.long_name.as_deref()) {
            return name.to_string_lossy().into_owned();
        }
        dotted(&self.content)
    }

    /// The short name.
    pub fn short_name(&self) -> Option<&CStr> {
        self.short_name.as_deref()
    }

    /// A copy that its holder owns.
    pub fn to_owned_object(&self) -> Self {
        Self {
            shared: false,
            ..self.clone()
        }
    }
}

impl PartialEq for ASN1_OBJECT {
    fn eq(&self, other: &Self) -> bool {
        self.content == other.content
    }
}

impl Eq for ASN1_OBJECT {}

#[cfg(test)]
mod tests;
