use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::*;
use crate::digest::HashAlgorithm::{self, *};
use crate::random::{SecureRandom, SystemRandom};

const HASHES: [(HashAlgorithm, &str); 5] = [
    (Sha1, "sha1"),
    (Sha224, "sha224"),
    (Sha256, "sha256"),
    (Sha384, "sha384"),
    (Sha512, "sha512"),
];

fn vector(name: &str) -> Option<Vec<u8>> {
    let digit = |byte: u8| char::from(byte).to_digit(16).unwrap() as u8;
    let line = include_str!("vectors.txt")
        .lines()
        .find(|line| line.split(' ').next() == Some(name))?;
    let hex = line.split(' ').nth(1).unwrap();
    let pairs = hex.as_bytes().chunks(2);
    Some(
        pairs
            .map(|pair| digit(pair[0]) << 4 | digit(pair[1]))
            .collect(),
    )
}

fn private(name: &str) -> PrivateKey {
    PrivateKey::from_pkcs8(&vector(&format!("{name}.pk8")).unwrap()).unwrap()
}

fn public(name: &str) -> PublicKey {
    PublicKey::from_spki(&vector(&format!("{name}.spki")).unwrap()).unwrap()
}

/// Every name of a signature in the vectors, with its scheme.
fn signatures() -> Vec<(&'static str, String, Scheme)> {
    let mut all = Vec::new();
    for (hash, name) in HASHES {
        for key in ["rsa-1024", "rsa-2048"] {
            all.push((key, format!("{key}.{name}.sig"), Scheme::RsaPkcs1(hash)));
            all.push((key, format!("{key}.{name}.pss.sig"), Scheme::pss(hash)));
        }
        for key in ["ec-P-256", "ec-P-384", "ec-P-521"] {
            all.push((key, format!("{key}.{name}.sig"), Scheme::Ecdsa(hash)));
        }
    }
    for key in ["rsa-1024", "rsa-2048"] {
        let scheme = Scheme::RsaPkcs1(Md5Sha1);
        all.push((key, format!("{key}.md5sha1.sig"), scheme));
        let scheme = Scheme::RsaPss {
            hash: Sha256,
            mgf1: Sha256,
            salt: SaltLen::Bytes(20),
        };
        all.push((key, format!("{key}.salt20.pss.sig"), scheme));
    }
    all.push(("ed25519", String::from("ed25519.sig"), Scheme::Ed25519));
    all.retain(|(_, name, _)| vector(name).is_some());
    all
}

#[test]
fn openssl_signatures_verify_and_changed_ones_do_not() {
    let message = vector("message").unwrap();
    let all = signatures();
    assert_eq!(all.len(), 34);
    for (key, name, scheme) in all {
        let key = public(key);
        let mut signature = vector(&name).unwrap();
        assert_eq!(key.verify(scheme, &message, &signature), Ok(()), "{name}");
        assert!(key.verify(scheme, &message[1..], &signature).is_err());
        assert!(key.verify(scheme, &message, &signature[1..]).is_err());
        let last = signature.len() - 1;
        signature[last] ^= 1;
        assert!(key.verify(scheme, &message, &signature).is_err(), "{name}");
        assert!(key.verify(scheme, &message, &[]).is_err());
    }
}

#[test]
fn own_signatures_verify() {
    for (key, name, scheme) in signatures() {
        let signature = private(key).sign(scheme, b"message").unwrap();
        assert!(signature.len() <= public(key).max_signature_len());
        assert_eq!(
            public(key).verify(scheme, b"message", &signature),
            Ok(()),
            "{name}"
        );
        let deterministic = matches!(scheme, Scheme::RsaPkcs1(_) | Scheme::Ed25519);
        if deterministic {
            let message = vector("message").unwrap();
            let signature = private(key).sign(scheme, &message).unwrap();
            assert_eq!(Some(signature), vector(&name), "{name}");
        }
    }
}

#[test]
fn any_salt_is_found_and_a_wrong_length_is_not() {
    let scheme = |salt| Scheme::RsaPss {
        hash: Sha256,
        mgf1: Sha256,
        salt,
    };
    for name in ["rsa-1024", "rsa-2048"] {
        let (private, public) = (private(name), public(name));
        for salt in [0, 20, 32] {
            let signature = private.sign(scheme(SaltLen::Bytes(salt)), b"m").unwrap();
            let verify = |salt| public.verify(scheme(salt), b"m", &signature);
            assert_eq!(verify(SaltLen::Any), Ok(()));
            assert_eq!(verify(SaltLen::Bytes(salt)), Ok(()));
            assert_eq!(verify(SaltLen::Bytes(33)), Err(SignatureError));
            assert_eq!(verify(SaltLen::Digest).is_ok(), salt == 32);
        }
        let longest = private.sign(scheme(SaltLen::Any), b"m").unwrap();
        assert!(public.verify(scheme(SaltLen::Any), b"m", &longest).is_ok());
    }
}

#[test]
fn schemes_and_keys_must_fit() {
    let (ec, rsa, ed) = (private("ec-P-256"), private("rsa-2048"), private("ed25519"));
    assert!(ec.sign(Scheme::Ed25519, b"m").is_err());
    assert!(ec.sign(Scheme::RsaPkcs1(Sha256), b"m").is_err());
    assert!(rsa.sign(Scheme::Ecdsa(Sha256), b"m").is_err());
    assert!(ed.sign(Scheme::Ecdsa(Sha256), b"m").is_err());
    let signature = ec.sign(Scheme::Ecdsa(Sha256), b"m").unwrap();
    assert!(
        rsa.public_key()
            .verify(Scheme::Ecdsa(Sha256), b"m", &signature)
            .is_err()
    );
}

#[test]
fn encodings_round_trip() {
    for name in [
        "ec-P-256", "ec-P-384", "ec-P-521", "ed25519", "rsa-1024", "rsa-2048",
    ] {
        let key = private(name);
        assert_eq!(
            Some(key.to_pkcs8().to_vec()),
            vector(&format!("{name}.pk8")),
            "{name}"
        );
        assert_eq!(Some(key.spki_der()), vector(&format!("{name}.spki")));
        assert_eq!(key.public_key(), &public(name));
        if let Some(traditional) = key.to_traditional() {
            let again = PrivateKey::from_der(&traditional).unwrap();
            assert_eq!(again.to_pkcs8(), key.to_pkcs8());
        }
    }
    let traditional = private("rsa-2048").to_traditional().unwrap().to_vec();
    assert_eq!(Some(traditional), vector("rsa-2048.pkcs1"));
    let traditional = private("ec-P-256").to_traditional().unwrap().to_vec();
    assert_eq!(Some(traditional), vector("ec-P-256.sec1"));
}

#[test]
fn damaged_keys_are_refused() {
    for name in ["ec-P-256", "ed25519", "rsa-1024", "rsa-2048"] {
        let der = vector(&format!("{name}.pk8")).unwrap();
        for cut in 0..der.len() {
            assert!(PrivateKey::from_der(&der[..cut]).is_err(), "{name} {cut}");
        }
        let spki = vector(&format!("{name}.spki")).unwrap();
        for cut in 0..spki.len() {
            assert!(PublicKey::from_spki(&spki[..cut]).is_err());
        }
    }
    // A point off the curve, and an RSA key whose numbers do not belong together.
    let mut spki = vector("ec-P-256.spki").unwrap();
    let last = spki.len() - 1;
    spki[last] ^= 1;
    assert!(PublicKey::from_spki(&spki).is_err());
    for name in ["rsa-1024", "rsa-2048"] {
        let mut parts = private(name).rsa_parts().unwrap().clone();
        parts.public.n[5] ^= 1;
        assert!(PrivateKey::from_rsa(parts).is_err(), "{name}");
    }
}

#[test]
fn generated_keys_work() {
    let keys = [
        PrivateKey::generate_ec(Curve::P256),
        PrivateKey::generate_ec(Curve::P384),
        PrivateKey::generate_ec(Curve::P521),
        PrivateKey::generate_ed25519(),
        PrivateKey::generate_rsa(1024, &[1, 0, 1]),
        PrivateKey::generate_rsa(2048, &[1, 0, 1]),
    ];
    for key in keys {
        let key = key.unwrap();
        let scheme = match key.kind() {
            KeyKind::Rsa | KeyKind::RsaPss => Scheme::pss(Sha256),
            KeyKind::Ec(_) => Scheme::Ecdsa(Sha256),
            KeyKind::Ed25519 => Scheme::Ed25519,
        };
        let signature = key.sign(scheme, b"message").unwrap();
        let again = PrivateKey::from_der(&key.to_pkcs8()).unwrap();
        assert_eq!(
            again.public_key().verify(scheme, b"message", &signature),
            Ok(())
        );
    }
    assert!(PrivateKey::generate_rsa(1, &[1, 0, 1]).is_err());
}

#[test]
fn encryption_padding_round_trips_and_hides_failures() {
    let key = private("rsa-1024");
    let public = key.public_key().rsa_parts().unwrap().clone();
    let random = SystemRandom::new();
    let block = pkcs1_encryption_pad(b"premaster", 128, &random).unwrap();
    let sealed = public.raw(&block).unwrap();
    let secret = key.to_pkcs8();
    let open =
        |sealed: &[u8]| pkcs1_encryption_unpad(&key.rsa_raw(sealed).unwrap(), &secret, sealed);
    assert_eq!(open(&sealed).as_slice(), b"premaster");
    let mut wrong = block.to_vec();
    wrong[1] = 1;
    let sealed = public.raw(&wrong).unwrap();
    let rejected = open(&sealed);
    assert_ne!(rejected.as_slice(), b"premaster");
    assert_eq!(rejected, open(&sealed));
    assert!(pkcs1_encryption_pad(&[0; 118], 128, &random).is_err());
}

/// Every byte of a block that matters, changed alone, gives the stand-in.
#[test]
fn a_premaster_secret_that_is_wrong_anywhere_is_replaced() {
    let secret: [u8; PREMASTER_LEN] = core::array::from_fn(|at| at as u8 + 0x80);
    let (versions, stand_in) = ([0xfefd, 0x8081], [7; PREMASTER_LEN]);
    let random = SystemRandom::new();
    let good = pkcs1_encryption_pad(&secret, 128, &random).unwrap();
    let open = |block: &[u8]| *pkcs1_premaster_unpad(block, &stand_in, &versions);
    assert_eq!(open(&good), secret);
    let start = 128 - PREMASTER_LEN;
    for at in 0..start + 2 {
        let mut wrong = good.to_vec();
        wrong[at] = if at == start - 1 { 1 } else { wrong[at] ^ 1 };
        if (2..start - 1).contains(&at) {
            wrong[at] = 0;
        }
        assert_eq!(open(&wrong), stand_in, "byte {at}");
    }
    for length in [0, 47, 49, 60] {
        let other = pkcs1_encryption_pad(&[0x80; 60][..length], 128, &random).unwrap();
        assert_eq!(open(&other), stand_in, "{length} bytes");
    }
    assert_eq!(open(&[]), stand_in);
    assert_eq!(open(&good[69..]), stand_in);
}

#[test]
fn encryption_to_a_public_key() {
    let system = SystemRandom::new();
    struct Fixed;
    impl SecureRandom for Fixed {
        fn fill(&self, out: &mut [u8]) -> Result<(), crate::random::RandomError> {
            out.fill(0x55);
            Ok(())
        }
    }
    for name in ["rsa-1024", "rsa-2048"] {
        let key = private(name);
        let secret = key.to_pkcs8();
        for random in [&system as &dyn SecureRandom, &Fixed] {
            let sealed = key
                .public_key()
                .encrypt_pkcs1(b"premaster", random)
                .unwrap();
            let block = key.rsa_raw(&sealed).unwrap();
            let opened = pkcs1_encryption_unpad(&block, &secret, &sealed);
            assert_eq!(opened.as_slice(), b"premaster");
        }
        let public = key.public_key();
        let fixed = |_| public.encrypt_pkcs1(b"premaster", &Fixed).unwrap();
        assert_eq!(fixed(1), fixed(2));
        assert!(public.encrypt_pkcs1(&[0; 256], &system).is_err());
    }
    let other = PrivateKey::generate_ed25519().unwrap();
    assert!(
        other
            .public_key()
            .encrypt_pkcs1(b"premaster", &system)
            .is_err()
    );
}

#[test]
fn primes_are_recovered() {
    for name in ["rsa-1024", "rsa-2048"] {
        let key = private(name);
        let parts = key.rsa_parts().unwrap();
        let found = RsaPrivateParts::recover(parts.public.clone(), &parts.d).unwrap();
        assert_eq!(
            PrivateKey::from_rsa(found).unwrap().public_key(),
            key.public_key()
        );
    }
}

#[test]
fn wire_numbers() {
    assert_eq!(Scheme::from_wire(0x0403), Some(Scheme::Ecdsa(Sha256)));
    assert_eq!(Scheme::from_wire(0x0804), Some(Scheme::pss(Sha256)));
    assert_eq!(Scheme::from_wire(0x0101), None);
    assert_eq!(Scheme::from_wire(0), None);
}
