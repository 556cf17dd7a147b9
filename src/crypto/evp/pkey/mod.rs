//! Asymmetric keys (`EVP_PKEY_new(3)`).

pub mod abi;

use std::ffi::c_int;
use std::sync::{Arc, PoisonError, RwLock};

use primitives::signature::{Curve, KeyKind, PrivateKey, PublicKey};

use crate::dh::DH;
use crate::dh::pkey::EVP_PKEY_DH;
use crate::ec::EC_KEY;
use crate::rsa::RSA;

/// `EVP_PKEY_NONE`.
pub const EVP_PKEY_NONE: c_int = 0;
/// `EVP_PKEY_RSA`.
pub const EVP_PKEY_RSA: c_int = 6;
/// `EVP_PKEY_RSA_PSS`.
pub const EVP_PKEY_RSA_PSS: c_int = 912;
/// `EVP_PKEY_EC`.
pub const EVP_PKEY_EC: c_int = 408;
/// `EVP_PKEY_ED25519`.
pub const EVP_PKEY_ED25519: c_int = 1087;

/// A key: private with its public half, or public only, or nothing yet.
///
/// Many threads may use one; it changes only while it is being filled.
#[derive(Default)]
pub struct EVP_PKEY {
    state: RwLock<State>,
}

impl ffi::SharedHandle for EVP_PKEY {}

#[derive(Default, Clone)]
struct State {
    key: Option<Key>,
    /// A type that was set before there was a key (`EVP_PKEY_set_type`).
    declared: c_int,
    /// The low-level object that the key was made from or asked for.
    low_level: Option<LowLevel>,
}

/// The two parts of a key.
#[derive(Clone, Debug)]
pub struct Key {
    /// The private half, if it is here.
    pub private: Option<Arc<PrivateKey>>,
    /// The public half.
    pub public: Arc<PublicKey>,
}

impl Key {
    /// A private key.
    pub fn from_private(private: PrivateKey) -> Self {
        Self {
            public: Arc::new(private.public_key().clone()),
            private: Some(Arc::new(private)),
        }
    }

    /// A public key.
    pub fn from_public(public: PublicKey) -> Self {
        Self {
            private: None,
            public: Arc::new(public),
        }
    }

    /// What the key is.
    pub fn kind(&self) -> KeyKind {
        self.public.kind()
    }
}

/// An `RSA`, `EC_KEY` or `DH` that belongs to a key.
#[derive(Clone)]
pub enum LowLevel {
    /// `EVP_PKEY_RSA`.
    Rsa(Arc<RSA>),
    /// `EVP_PKEY_EC`.
    Ec(Arc<EC_KEY>),
    /// `EVP_PKEY_DH`: parameters, perhaps with values.
    Dh(Arc<DH>),
}

impl EVP_PKEY {
    /// A key to be filled.
    pub fn empty() -> Arc<Self> {
        Arc::default()
    }

    /// An object around `key`.
    pub fn of(key: Key) -> Arc<Self> {
        let pkey = Self::default();
        pkey.set(key);
        Arc::new(pkey)
    }

    /// A private key.
    pub fn from_private(private: PrivateKey) -> Arc<Self> {
        Self::of(Key::from_private(private))
    }

    /// A public key from its SubjectPublicKeyInfo. `None` when it cannot be read or is of a kind
    /// that is not supported.
    pub fn from_spki(der: &[u8]) -> Option<Arc<Self>> {
        let public = PublicKey::from_spki(der).ok()?;
        Some(Self::of(Key::from_public(public)))
    }

    /// The key, if there is one. An `RSA` that was filled after it was assigned counts.
    pub fn key(&self) -> Option<Key> {
        let state = self.read();
        match (&state.key, &state.low_level) {
            (Some(key), _) => Some(key.clone()),
            (None, Some(LowLevel::Rsa(rsa))) => rsa.key(),
            (None, Some(LowLevel::Ec(ec))) => ec.key(),
            (None, Some(LowLevel::Dh(_)) | None) => None,
        }
    }

    /// The private half.
    pub fn private(&self) -> Option<Arc<PrivateKey>> {
        self.key()?.private
    }

    /// The public half.
    pub fn public(&self) -> Option<Arc<PublicKey>> {
        Some(self.key()?.public)
    }

    /// The SubjectPublicKeyInfo.
    pub fn spki(&self) -> Option<Vec<u8>> {
        Some(self.public()?.spki_der())
    }

    /// Puts `key` in.
    pub fn set(&self, key: Key) {
        self.write(State {
            declared: id_of(key.kind()),
            key: Some(key),
            low_level: None,
        });
    }

    /// Puts a low-level key in, which stays reachable with `EVP_PKEY_get0_RSA` and its sisters.
    pub fn set_low_level(&self, low_level: LowLevel) {
        let (key, declared) = match &low_level {
            LowLevel::Rsa(rsa) => (rsa.key(), EVP_PKEY_RSA),
            LowLevel::Ec(ec) => (ec.key(), EVP_PKEY_EC),
            LowLevel::Dh(_) => (None, EVP_PKEY_DH),
        };
        self.write(State {
            key,
            declared,
            low_level: Some(low_level),
        });
    }

    /// The low-level form of the key, made when it is first asked for.
    pub fn low_level(&self) -> Option<LowLevel> {
        if let Some(low_level) = &self.read().low_level {
            return Some(low_level.clone());
        }
        let key = self.key()?;
        let made = match key.kind() {
            KeyKind::Rsa | KeyKind::RsaPss => LowLevel::Rsa(RSA::of(&key)?),
            KeyKind::Ec(_) => LowLevel::Ec(EC_KEY::of(&key)),
            KeyKind::Ed25519 => return None,
        };
        let mut state = self.state.write().unwrap_or_else(PoisonError::into_inner);
        // Another thread may have been first: what C was given stays.
        Some(state.low_level.get_or_insert(made).clone())
    }

    /// Puts in what `other` has.
    pub fn copy_from(&self, other: &Self) {
        let state = other.read().clone();
        self.write(state);
    }

    /// Says what will be put in. Forgets what was in.
    pub fn declare(&self, id: c_int) {
        self.write(State {
            declared: id,
            ..State::default()
        });
    }

    /// The number of the key's type, [`EVP_PKEY_NONE`] when there is none.
    pub fn id(&self) -> c_int {
        match self.key() {
            Some(key) => id_of(key.kind()),
            None => self.read().declared,
        }
    }

    /// The curve of an EC key.
    /// Also of one that has nothing but its curve yet.
    pub fn curve(&self) -> Option<Curve> {
        if let Some(LowLevel::Ec(ec)) = &self.read().low_level {
            return ec.curve();
        }
        match self.key()?.kind() {
            KeyKind::Ec(curve) => Some(curve),
            _ => None,
        }
    }

    /// The parameters of Diffie-Hellman.
    pub fn dh(&self) -> Option<Arc<DH>> {
        match &self.read().low_level {
            Some(LowLevel::Dh(dh)) => Some(Arc::clone(dh)),
            _ => None,
        }
    }

    fn read(&self) -> std::sync::RwLockReadGuard<'_, State> {
        self.state.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn write(&self, state: State) {
        let mut current = self.state.write().unwrap_or_else(PoisonError::into_inner);
        let old = std::mem::replace(&mut *current, state);
        drop(current);
        drop(old);
    }
}

impl std::fmt::Debug for EVP_PKEY {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("EVP_PKEY").field(&self.key()).finish()
    }
}

/// The number of a kind of key.
pub fn id_of(kind: KeyKind) -> c_int {
    match kind {
        KeyKind::Rsa => EVP_PKEY_RSA,
        KeyKind::RsaPss => EVP_PKEY_RSA_PSS,
        KeyKind::Ec(_) => EVP_PKEY_EC,
        KeyKind::Ed25519 => EVP_PKEY_ED25519,
    }
}

/// The names of a type of key, the one of providers first; empty for what is not supported.
pub fn names_of(id: c_int) -> &'static [&'static str] {
    match id {
        EVP_PKEY_RSA => &["RSA", "rsaEncryption", "1.2.840.113549.1.1.1"],
        EVP_PKEY_RSA_PSS => &[
            "RSA-PSS",
            "RSASSA-PSS",
            "rsassaPss",
            "1.2.840.113549.1.1.10",
        ],
        EVP_PKEY_EC => &["EC", "id-ecPublicKey", "1.2.840.10045.2.1"],
        EVP_PKEY_ED25519 => &["ED25519", "1.3.101.112"],
        _ => &[],
    }
}

/// The type with this name, in any case.
pub fn id_by_name(name: &str) -> Option<c_int> {
    [
        EVP_PKEY_RSA,
        EVP_PKEY_RSA_PSS,
        EVP_PKEY_EC,
        EVP_PKEY_ED25519,
    ]
    .into_iter()
    .find(|id| {
        names_of(*id)
            .iter()
            .any(|known| known.eq_ignore_ascii_case(name))
    })
}

/// The strength of a key in bits (SP 800-57 part 1, table 2; for RSA the values between the rows
/// by the formula of FIPS 140 IG 7.5, rounded down to a multiple of 8).
pub fn security_bits(kind: KeyKind, bits: usize) -> c_int {
    match kind {
        KeyKind::Rsa | KeyKind::RsaPss => rsa_security_bits(bits),
        KeyKind::Ec(_) => match bits {
            512.. => 256,
            384.. => 192,
            256.. => 128,
            224.. => 112,
            160.. => 80,
            _ => (bits / 2) as c_int,
        },
        KeyKind::Ed25519 => 128,
    }
}

fn rsa_security_bits(bits: usize) -> c_int {
    match bits {
        2048 => 112,
        3072 => 128,
        4096 => 152,
        6144 => 176,
        7680 => 192,
        8192 => 200,
        15360 => 256,
        0..8 => 0,
        _ => {
            let ln = bits as f64 * std::f64::consts::LN_2;
            let strength = (1.923 * (ln * ln.ln().powi(2)).cbrt() - 4.69) / std::f64::consts::LN_2;
            let cap = match bits {
                0..=7680 => 192,
                7681..=15360 => 256,
                _ => 1200,
            };
            ((strength as c_int + 4) & !7).min(cap)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strength_of_rsa_as_openssl_says() {
        for (bits, strength) in [
            (512, 56),
            (768, 72),
            (1000, 80),
            (1024, 80),
            (2000, 112),
            (2048, 112),
            (2560, 120),
            (5000, 160),
            (9000, 208),
            (16384, 272),
        ] {
            let ours = rsa_security_bits(bits);
            assert_eq!(ours, strength, "{bits}");
        }
    }
}
