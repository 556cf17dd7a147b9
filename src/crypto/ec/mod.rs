//! Keys on elliptic curves (`EC_KEY_new(3)`), on P-256, P-384 and P-521.

pub mod abi;
pub mod group;

use std::ffi::c_int;
use std::sync::{Arc, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

use primitives::signature::{Curve, KeyKind, PrivateKey, PublicKey};

use crate::bn::BIGNUM;
use crate::evp::pkey::Key;

/// The curve is written by its name.
pub const OPENSSL_EC_NAMED_CURVE: c_int = 1;
/// Points are written with both coordinates.
pub const POINT_CONVERSION_UNCOMPRESSED: c_int = 4;

/// A curve with the way it is written.
#[derive(Clone, Debug)]
pub struct EC_GROUP {
    /// The curve.
    pub curve: Curve,
    /// [`OPENSSL_EC_NAMED_CURVE`], or 0 for explicit parameters.
    pub asn1_flag: c_int,
    /// How points are written.
    pub form: c_int,
}

impl EC_GROUP {
    /// The curve, written by its name.
    pub fn new(curve: Curve) -> Self {
        Self {
            curve,
            asn1_flag: OPENSSL_EC_NAMED_CURVE,
            form: POINT_CONVERSION_UNCOMPRESSED,
        }
    }
}

/// A point of a curve.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EC_POINT {
    /// The curve.
    pub curve: Curve,
    /// The uncompressed encoding; empty for the point at infinity.
    pub bytes: Vec<u8>,
}

/// A key on a curve that is filled part by part, or made from one that was read.
#[derive(Default)]
pub struct EC_KEY {
    state: RwLock<State>,
}

impl ffi::SharedHandle for EC_KEY {}

/// The parts of a key. C holds pointers to them, so each has a place of its own.
#[derive(Default, Clone)]
pub struct Parts {
    /// The curve.
    pub group: Option<Box<EC_GROUP>>,
    /// The public half.
    pub public: Option<Box<EC_POINT>>,
    /// The private half.
    pub private: Option<Box<BIGNUM>>,
}

#[derive(Default)]
struct State {
    parts: Parts,
    key: Option<Key>,
}

impl EC_KEY {
    /// A key with a curve and nothing else.
    pub fn on(curve: Curve) -> Arc<Self> {
        let key = Self::default();
        key.write().parts.group = Some(Box::new(EC_GROUP::new(curve)));
        Arc::new(key)
    }

    /// The low-level form of `key`; without a curve unless it is on one.
    pub fn of(key: &Key) -> Arc<Self> {
        let ec = Self::default();
        ec.replace(key);
        Arc::new(ec)
    }

    /// Makes this the low-level form of `key`.
    pub fn replace(&self, key: &Key) -> bool {
        let KeyKind::Ec(curve) = key.kind() else {
            return false;
        };
        let scalar = key.private.as_ref().and_then(|key| key.secret_bytes());
        let mut state = self.write();
        let group = state.parts.group.take();
        let group = group.filter(|group| group.curve == curve);
        state.parts = Parts {
            group: group.or_else(|| Some(Box::new(EC_GROUP::new(curve)))),
            public: Some(Box::new(EC_POINT {
                curve,
                bytes: key.public.key_bytes(),
            })),
            private: scalar.map(|scalar| Box::new(BIGNUM::from_be(scalar))),
        };
        state.key = Some(key.clone());
        true
    }

    /// The key that the parts make; `None` while they do not, or do not belong together.
    pub fn key(&self) -> Option<Key> {
        if let Some(key) = &self.read().key {
            return Some(key.clone());
        }
        let mut state = self.write();
        let curve = state.parts.group.as_ref()?.curve;
        let point = state.parts.public.as_ref().map(|point| &point.bytes[..]);
        let key = match &state.parts.private {
            Some(scalar) => {
                Key::from_private(PrivateKey::from_scalar(curve, scalar.to_be(), point).ok()?)
            }
            None => Key::from_public(PublicKey::from_point(curve, point?).ok()?),
        };
        state.key = Some(key.clone());
        Some(key)
    }

    /// The curve.
    pub fn curve(&self) -> Option<Curve> {
        Some(self.read().parts.group.as_ref()?.curve)
    }

    /// Reads the parts.
    pub fn with_parts<R>(&self, body: impl FnOnce(&Parts) -> R) -> R {
        body(&self.read().parts)
    }

    /// Changes the parts.
    pub fn change(&self, body: impl FnOnce(&mut Parts) -> bool) -> bool {
        let mut state = self.write();
        let changed = body(&mut state.parts);
        if changed {
            state.key = None;
        }
        changed
    }

    /// Changes how the curve is written, which changes nothing about the key.
    pub fn adjust(&self, body: impl FnOnce(&mut EC_GROUP)) {
        if let Some(group) = &mut self.write().parts.group {
            body(group);
        }
    }

    fn read(&self) -> RwLockReadGuard<'_, State> {
        self.state.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn write(&self) -> RwLockWriteGuard<'_, State> {
        self.state.write().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The number of a curve's object.
pub fn nid_of(curve: Curve) -> c_int {
    match curve {
        Curve::P256 => 415,
        Curve::P384 => 715,
        Curve::P521 => 716,
    }
}

/// The curve with this number.
pub fn curve_of(nid: c_int) -> Option<Curve> {
    [Curve::P256, Curve::P384, Curve::P521]
        .into_iter()
        .find(|curve| nid_of(*curve) == nid)
}

/// The names of a curve: SEC's (as OpenSSL spells it), NIST's, and another of SEC's.
pub fn names_of(curve: Curve) -> &'static [&'static str] {
    match curve {
        Curve::P256 => &["prime256v1", "P-256", "secp256r1"],
        Curve::P384 => &["secp384r1", "P-384"],
        Curve::P521 => &["secp521r1", "P-521"],
    }
}

/// The curve with this name, in any case.
pub fn curve_by_name(name: &str) -> Option<Curve> {
    [Curve::P256, Curve::P384, Curve::P521]
        .into_iter()
        .find(|curve| {
            names_of(*curve)
                .iter()
                .any(|known| known.eq_ignore_ascii_case(name))
        })
}
