//! Keys and certificates for tests.

use std::sync::{Mutex, OnceLock};

use dtls::msg::{NamedGroup, SignatureScheme};
use dtls::{Credential, DecryptRequest, KeyKind, RsaPremaster, SignRequest};
use primitives::digest::HashAlgorithm;
use primitives::signature::{
    self, Curve, PREMASTER_LEN, PrivateKey, Scheme, pkcs1_premaster_unpad,
};

/// A private key with a certificate that no authority signed.
pub struct Identity {
    id: u64,
    kind: KeyKind,
    key: PrivateKey,
    certificate: Vec<u8>,
}

static LOADED: Mutex<Vec<&'static Identity>> = Mutex::new(vec![]);
const FIRST_LOADED: u64 = 100;

impl Identity {
    pub fn ecdsa_p256() -> &'static Self {
        static IDENTITY: OnceLock<Identity> = OnceLock::new();
        IDENTITY.get_or_init(|| {
            let key = PrivateKey::generate_ec(Curve::P256).unwrap();
            Self::new(0, KeyKind::Ecdsa(NamedGroup::SECP256R1), key)
        })
    }

    pub fn rsa() -> &'static Self {
        static IDENTITY: OnceLock<Identity> = OnceLock::new();
        IDENTITY.get_or_init(|| {
            let key = PrivateKey::generate_rsa(2048, &[1, 0, 1]).unwrap();
            Self::new(1, KeyKind::Rsa, key)
        })
    }

    pub fn ed25519() -> &'static Self {
        static IDENTITY: OnceLock<Identity> = OnceLock::new();
        IDENTITY.get_or_init(|| {
            let key = PrivateKey::generate_ed25519().unwrap();
            Self::new(2, KeyKind::Ed25519, key)
        })
    }

    pub fn ecdsa_p384() -> &'static Self {
        static IDENTITY: OnceLock<Identity> = OnceLock::new();
        IDENTITY.get_or_init(|| {
            let key = PrivateKey::generate_ec(Curve::P384).unwrap();
            Self::new(3, KeyKind::Ecdsa(NamedGroup::SECP384R1), key)
        })
    }

    /// A key (PKCS#8) with a certificate that others can read too.
    pub fn load(certificate: Vec<u8>, key: &[u8]) -> &'static Self {
        let key = PrivateKey::from_pkcs8(key).unwrap();
        let kind = match key.kind() {
            signature::KeyKind::Rsa => KeyKind::Rsa,
            signature::KeyKind::Ec(Curve::P256) => KeyKind::Ecdsa(NamedGroup::SECP256R1),
            signature::KeyKind::Ed25519 => KeyKind::Ed25519,
            kind => panic!("{kind:?}"),
        };
        let mut loaded = LOADED.lock().unwrap();
        let identity = Box::leak(Box::new(Self {
            id: FIRST_LOADED + loaded.len() as u64,
            kind,
            key,
            certificate,
        }));
        loaded.push(identity);
        identity
    }

    /// The SubjectPublicKeyInfo (DER) of the key.
    pub fn public_key_info(&self) -> Vec<u8> {
        self.key.spki_der()
    }

    /// The key without its certificate.
    pub fn raw_credential(&self) -> Credential {
        Credential {
            chain: [self.public_key_info()].into(),
            ..self.credential()
        }
    }

    pub fn credential(&self) -> Credential {
        Credential {
            id: self.id,
            chain: vec![self.certificate.clone()].into(),
            key: self.kind,
        }
    }

    pub fn certificate(&self) -> &[u8] {
        &self.certificate
    }

    /// Signs with the key that the request names.
    pub fn sign(request: &SignRequest) -> Vec<u8> {
        let identity = Self::of(&request.credential);
        let scheme = match request.scheme {
            SignatureScheme::RSA_PKCS1_MD5_SHA1 => Scheme::RsaPkcs1(HashAlgorithm::Md5Sha1),
            scheme => Scheme::from_wire(scheme.0).unwrap(),
        };
        identity.key.sign(scheme, &request.message).unwrap()
    }

    /// Decrypts with the key that the request names.
    pub fn decrypt(request: &DecryptRequest) -> Option<RsaPremaster> {
        let key = &Self::of(&request.credential).key;
        let block = key.rsa_raw(&request.ciphertext).ok()?;
        let versions = [request.offered.0, request.negotiated.0];
        let secret = pkcs1_premaster_unpad(&block, &[0x55; PREMASTER_LEN], &versions);
        Some(RsaPremaster::new(secret))
    }

    fn of(credential: &Credential) -> &'static Self {
        let all = [Self::ecdsa_p256, Self::rsa, Self::ed25519, Self::ecdsa_p384];
        match credential.id.checked_sub(FIRST_LOADED) {
            Some(index) => LOADED.lock().unwrap()[index as usize],
            None => all[credential.id as usize](),
        }
    }

    /// An RSA key whose certificate has this key usage: the first byte of its bits.
    pub fn rsa_for(usage: u8) -> &'static Self {
        let key = Self::rsa().key.to_pkcs8();
        let extension = [der(6, &[0x55, 0x1d, 0x0f]), der(4, &der(3, &[0, usage]))].concat();
        let extensions = der(0xa3, &der(0x30, &der(0x30, &extension)));
        let certificate = certificate(&Self::rsa().key.spki_der(), &extensions);
        Self::load(certificate, &key)
    }

    fn new(id: u64, kind: KeyKind, key: PrivateKey) -> Self {
        let certificate = certificate(&key.spki_der(), &[]);
        Self {
            id,
            kind,
            key,
            certificate,
        }
    }
}

/// The parts of a certificate that the engine looks at, and 300 bytes of name so that it has a usual size.
fn certificate(spki: &[u8], extensions: &[u8]) -> Vec<u8> {
    let version = der(0xa0, &der(2, &[2]));
    let serial = der(2, &[1]);
    let name = der(0x30, &der(0x31, &[b'n'; 300]));
    let algorithm = der(0x30, &der(6, &[0x2a, 3]));
    let validity = der(0x30, &[]);
    let parts = [
        &version[..],
        &serial,
        &algorithm,
        &name,
        &validity,
        &der(0x30, &[]),
        spki,
        extensions,
    ];
    let tbs = der(0x30, &parts.concat());
    der(0x30, &[&tbs[..], &algorithm, &der(3, &[0; 9])].concat())
}

fn der(tag: u8, content: &[u8]) -> Vec<u8> {
    let len = content.len();
    let mut out = match len {
        0..=0x7f => vec![tag, len as u8],
        0x80..=0xff => vec![tag, 0x81, len as u8],
        _ => vec![tag, 0x82, (len >> 8) as u8, len as u8],
    };
    out.extend(content);
    out
}
