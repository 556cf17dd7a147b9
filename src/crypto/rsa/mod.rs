//! RSA keys by the numbers (`RSA_new(3)`).

pub mod abi;

use std::sync::{Arc, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

use primitives::signature::{PrivateKey, PublicKey, RsaPrivateParts, RsaPublicParts};
use zeroize::Zeroizing;

use crate::bn::BIGNUM;
use crate::evp::pkey::Key;

/// An RSA key that is filled number by number, or made from one that was read.
#[derive(Default)]
pub struct RSA {
    state: RwLock<State>,
}

impl ffi::SharedHandle for RSA {}

/// The numbers of a key. C holds pointers to them, so each has a place of its own.
#[derive(Default)]
pub struct Numbers {
    /// Modulus.
    pub n: Option<Box<BIGNUM>>,
    /// Public exponent.
    pub e: Option<Box<BIGNUM>>,
    /// Private exponent.
    pub d: Option<Box<BIGNUM>>,
    /// First prime.
    pub p: Option<Box<BIGNUM>>,
    /// Second prime.
    pub q: Option<Box<BIGNUM>>,
    /// `d mod (p-1)`.
    pub dmp1: Option<Box<BIGNUM>>,
    /// `d mod (q-1)`.
    pub dmq1: Option<Box<BIGNUM>>,
    /// `q^-1 mod p`.
    pub iqmp: Option<Box<BIGNUM>>,
}

#[derive(Default)]
struct State {
    numbers: Numbers,
    key: Option<Key>,
}

impl RSA {
    /// The low-level form of `key`. `None` unless it is RSA.
    pub fn of(key: &Key) -> Option<Arc<Self>> {
        let number = |bytes: &[u8]| Some(Box::new(BIGNUM::from_be(bytes)));
        let public = key.public.rsa_parts()?;
        let mut numbers = Numbers {
            n: number(&public.n),
            e: number(&public.e),
            ..Numbers::default()
        };
        if let Some(private) = key.private.as_ref().and_then(|key| key.rsa_parts()) {
            numbers.d = number(&private.d);
            numbers.p = number(&private.p);
            numbers.q = number(&private.q);
            numbers.dmp1 = number(&private.dp);
            numbers.dmq1 = number(&private.dq);
            numbers.iqmp = number(&private.qi);
        }
        let state = RwLock::new(State {
            numbers,
            key: Some(key.clone()),
        });
        Some(Arc::new(Self { state }))
    }

    /// Makes this the low-level form of `key`, as [`Self::of`].
    pub fn replace(&self, key: &Key) -> bool {
        let Some(other) = Self::of(key).and_then(Arc::into_inner) else {
            return false;
        };
        *self.write() = other
            .state
            .into_inner()
            .unwrap_or_else(PoisonError::into_inner);
        true
    }

    /// The key that the numbers make, checked against each other; `None` while they do not. What
    /// only has the modulus and both exponents gets its primes computed.
    pub fn key(&self) -> Option<Key> {
        if let Some(key) = &self.read().key {
            return Some(key.clone());
        }
        let mut state = self.write();
        let key = make(&state.numbers)?;
        state.key = Some(key.clone());
        Some(key)
    }

    /// Reads the numbers.
    pub fn with_numbers<R>(&self, body: impl FnOnce(&Numbers) -> R) -> R {
        body(&self.read().numbers)
    }

    /// Changes the numbers.
    pub fn change(&self, body: impl FnOnce(&mut Numbers) -> bool) -> bool {
        let mut state = self.write();
        let changed = body(&mut state.numbers);
        if changed {
            state.key = None;
        }
        changed
    }

    fn read(&self) -> RwLockReadGuard<'_, State> {
        self.state.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn write(&self) -> RwLockWriteGuard<'_, State> {
        self.state.write().unwrap_or_else(PoisonError::into_inner)
    }
}

fn make(numbers: &Numbers) -> Option<Key> {
    let bytes = |number: &Option<Box<BIGNUM>>| {
        let number = number.as_ref()?;
        Some(Zeroizing::new(number.to_be().to_vec()))
    };
    let public = RsaPublicParts {
        n: bytes(&numbers.n)?.to_vec(),
        e: bytes(&numbers.e)?.to_vec(),
    };
    let Some(d) = bytes(&numbers.d) else {
        return Some(Key::from_public(PublicKey::from_rsa(public).ok()?));
    };
    let parts = match (bytes(&numbers.p), bytes(&numbers.q)) {
        (Some(p), Some(q)) => crt(public, d, p, q, numbers)?,
        _ => RsaPrivateParts::recover(public, &d).ok()?,
    };
    Some(Key::from_private(PrivateKey::from_rsa(parts).ok()?))
}

type Bytes = Zeroizing<Vec<u8>>;

/// Computes the numbers of the Chinese remainder theorem that were not given.
fn crt(
    public: RsaPublicParts,
    d: Bytes,
    p: Bytes,
    q: Bytes,
    numbers: &Numbers,
) -> Option<RsaPrivateParts> {
    let big = |bytes: &Bytes| BIGNUM::from_be(bytes).to_big();
    let bytes = |value| Zeroizing::new(BIGNUM::from_big(&value).to_be().to_vec());
    let given = |number: &Option<Box<BIGNUM>>| {
        let number = number.as_ref()?;
        Some(Zeroizing::new(number.to_be().to_vec()))
    };
    if big(&p) <= 1.into() || big(&q) <= 1.into() {
        return None;
    }
    let exponent = |prime: &Bytes| bytes(big(&d) % (big(prime) - 1));
    let dp = given(&numbers.dmp1).unwrap_or_else(|| exponent(&p));
    let dq = given(&numbers.dmq1).unwrap_or_else(|| exponent(&q));
    let qi = match given(&numbers.iqmp) {
        Some(qi) => qi,
        None => bytes(big(&q).modinv(&big(&p))?),
    };
    Some(RsaPrivateParts {
        public,
        d,
        p,
        q,
        dp,
        dq,
        qi,
    })
}
