//! An object identifier as a field of another structure.

use std::ffi::{CStr, c_int};
use std::sync::Arc;

use crate::objects::{self, ASN1_OBJECT};

/// An identifier of the library's table, or one that its holders share.
#[derive(Clone, Debug)]
pub enum Object {
    /// Lives for ever.
    Known(&'static ASN1_OBJECT),
    /// Lives as long as its holders.
    Held(Arc<ASN1_OBJECT>),
}

impl Object {
    /// The identifier with these DER content octets. `None` when they are none.
    pub fn from_oid(oid: &[u8]) -> Option<Self> {
        match objects::by_content(oid) {
            Some(known) => Some(Self::Known(known)),
            None => Some(Self::Held(Arc::new(ASN1_OBJECT::from_content(oid)?))),
        }
    }

    /// The identifier with number `nid`.
    pub fn from_nid(nid: c_int) -> Option<Self> {
        objects::by_nid(nid).map(Self::Known)
    }

    /// What the text means: a name, or numbers and dots.
    pub fn from_text(text: &str) -> Option<Self> {
        match objects::by_name(text) {
            Some(known) => Some(Self::Known(known)),
            None => Self::from_oid(&objects::content_from_dotted(text)?),
        }
    }

    /// The same identifier as `object`, independent of it.
    pub fn copy_of(object: &ASN1_OBJECT) -> Self {
        Self::from_oid(object.content())
            .unwrap_or_else(|| Self::Held(Arc::new(object.to_owned_object())))
    }

    /// The object.
    pub fn get(&self) -> &ASN1_OBJECT {
        match self {
            Self::Known(object) => object,
            Self::Held(object) => object,
        }
    }

    /// The address for C, which must not free it.
    pub fn as_c(&self) -> *mut ASN1_OBJECT {
        std::ptr::from_ref(self.get()).cast_mut()
    }

    /// The number; 0 when it has none.
    pub fn nid(&self) -> c_int {
        self.get().nid()
    }

    /// The DER content octets.
    pub fn oid(&self) -> &[u8] {
        self.get().content()
    }

    /// The numbers with dots.
    pub fn dotted(&self) -> String {
        objects::dotted(self.oid())
    }

    /// The short name, where the identifier has a number.
    pub fn short_name(&self) -> Option<&'static CStr> {
        objects::short_name(self.nid()).filter(|_| self.nid() != 0)
    }

    /// The long name, where the identifier has a number.
    pub fn long_name(&self) -> Option<&'static CStr> {
        objects::long_name(self.nid()).filter(|_| self.nid() != 0)
    }

    /// The long name, or the numbers with dots (`i2a_ASN1_OBJECT`).
    pub fn text(&self) -> String {
        self.get().text(false)
    }
}

impl PartialEq for Object {
    fn eq(&self, other: &Self) -> bool {
        self.oid() == other.oid()
    }
}
