use super::*;
use crate::msg::{ContentType, ProtocolVersion};
use crate::record::{Epoch, RecordNumber};
use alloc::vec;
use alloc::vec::Vec;

const AEADS: [AeadAlgorithm; 7] = [
    AeadAlgorithm::Aes128Gcm,
    AeadAlgorithm::Aes256Gcm,
    AeadAlgorithm::ChaCha20Poly1305,
    AeadAlgorithm::Aes128Ccm,
    AeadAlgorithm::Aes256Ccm,
    AeadAlgorithm::Aes128Ccm8,
    AeadAlgorithm::Aes256Ccm8,
];

const HASHES: [HashAlgorithm; 3] = [
    HashAlgorithm::Sha1,
    HashAlgorithm::Sha256,
    HashAlgorithm::Sha384,
];

fn cbc(algorithm: CbcAlgorithm, hash: HashAlgorithm, encrypt_then_mac: bool) -> Protection {
    let key = vec![3; algorithm.key_len()];
    let mac_key = vec![4; hash.output_len()];
    Protection::cbc(algorithm, &key, hash, &mac_key, encrypt_then_mac).unwrap()
}

/// One of each kind, with every algorithm.
pub(in crate::record) fn all() -> Vec<Protection> {
    let mut all = vec![Protection::null()];
    for algorithm in AEADS {
        let iv = vec![2; Protection::fixed_iv_len(algorithm)];
        let key = vec![1; algorithm.key_len()];
        all.push(Protection::aead12(algorithm, &key, &iv).unwrap());
    }
    for algorithm in [CbcAlgorithm::Aes128, CbcAlgorithm::Aes256] {
        for hash in HASHES {
            all.push(cbc(algorithm, hash, false));
            all.push(cbc(algorithm, hash, true));
        }
    }
    all
}

fn header(sequence: u64, body_len: usize) -> Header {
    Header {
        content_type: ContentType::APPLICATION_DATA,
        version: ProtocolVersion::DTLS1_2,
        number: RecordNumber {
            epoch: Epoch(1),
            sequence,
        },
        body_len,
    }
}

fn sealed(protection: &Protection, sequence: u64, plaintext: &[u8]) -> Vec<u8> {
    let mut body = vec![0; protection.body_len(plaintext.len())];
    let start = protection.prefix_len();
    body[start..start + plaintext.len()].copy_from_slice(plaintext);
    let header = header(sequence, body.len());
    protection
        .seal(&header, &mut body, plaintext.len())
        .unwrap();
    body
}

fn opened(protection: &Protection, sequence: u64, body: &[u8]) -> Result<Vec<u8>, DropReason> {
    let mut body = body.to_vec();
    let range = protection.open(&header(sequence, body.len()), &mut body)?;
    Ok(body[range].to_vec())
}

fn unhex(text: &str) -> Vec<u8> {
    (0..text.len() / 2)
        .map(|i| u8::from_str_radix(&text[2 * i..2 * i + 2], 16).unwrap())
        .collect()
}

#[test]
fn every_length_goes_through_every_protection() {
    let data: Vec<u8> = (0..=255).cycle().take(600).collect();
    for protection in all() {
        for len in (0..280).chain([511, 512, 513, 600]) {
            let body = sealed(&protection, 7, &data[..len]);
            assert_eq!(
                opened(&protection, 7, &body).as_deref(),
                Ok(&data[..len]),
                "{protection:?} {len}"
            );
        }
    }
}

/// Records shorter than IV, nonce, tag or MAC are dropped, whatever is in them (CVE-2012-2333).
#[test]
fn short_and_random_bodies_are_dropped() {
    for protection in &all()[1..] {
        for len in 0..=64 {
            for fill in [0, 1, 15, 16, 255] {
                assert_eq!(
                    opened(protection, 0, &vec![fill; len]),
                    Err(DropReason::BadRecord),
                    "{protection:?} {len}"
                );
            }
        }
    }
}

#[test]
fn every_changed_byte_is_noticed() {
    for protection in &all()[1..] {
        for len in [0, 1, 15, 40] {
            let body = sealed(protection, 9, &vec![5; len]);
            for position in 0..body.len() {
                for change in [1, 0x80] {
                    let mut forged = body.clone();
                    forged[position] ^= change;
                    assert_eq!(
                        opened(protection, 9, &forged),
                        Err(DropReason::BadRecord),
                        "{protection:?} {len} {position}"
                    );
                }
            }
            for cut in 0..body.len() {
                let result = opened(protection, 9, &body[..cut]);
                assert_eq!(result, Err(DropReason::BadRecord), "{protection:?}");
            }
            let other_number = opened(protection, 10, &body);
            assert_eq!(other_number, Err(DropReason::BadRecord), "{protection:?}");
        }
    }
}

#[test]
fn the_most_that_fits_is_exact() {
    for protection in all() {
        for body_len in 0..700 {
            match protection.max_plaintext(body_len) {
                Some(len) => {
                    assert!(protection.body_len(len) <= body_len);
                    assert!(protection.body_len(len + 1) > body_len);
                }
                None => assert!(protection.body_len(0) > body_len),
            }
        }
        assert_eq!(protection.max_plaintext(1 << 16), Some(MAX_PLAINTEXT_LEN));
    }
}

/// What a peer with other padding, or with a padding oracle's forgeries, sends: CBC by hand.
mod cbc_by_hand {
    use super::*;
    use primitives::cbc::CbcKey;
    use primitives::hmac;

    /// Encrypts `data`, whole blocks, for the key of [`cbc`] with AES-128.
    fn encrypt(data: &[u8]) -> Vec<u8> {
        let key = CbcKey::new(CbcAlgorithm::Aes128, &[3; 16]).unwrap();
        let mut body = vec![0x77; 16];
        body.extend_from_slice(data);
        key.encrypt_in_place(&[0x77; 16], &mut body[16..]).unwrap();
        body
    }

    fn code(hash: HashAlgorithm, len: usize, data: &[u8]) -> hmac::Tag {
        let key = hmac::Key::new(hash, &vec![4; hash.output_len()]);
        let mut input = header(0, 0).additional_data(len).to_vec();
        input.extend_from_slice(data);
        hmac::sign(&key, &input)
    }

    fn mac_then_encrypt(hash: HashAlgorithm, plaintext: &[u8], padding: usize) -> Vec<u8> {
        let mut data = plaintext.to_vec();
        data.extend_from_slice(code(hash, plaintext.len(), plaintext).as_ref());
        data.resize(data.len() + padding + 1, padding as u8);
        data
    }

    /// All paddings that a peer may choose (RFC 5246 section 6.2.3.2: up to 255 bytes).
    #[test]
    fn every_padding_is_accepted() {
        for hash in HASHES {
            let protection = cbc(CbcAlgorithm::Aes128, hash, false);
            let mut accepted = 0;
            for len in 0..40 {
                let plaintext: Vec<u8> = (0..len).collect();
                for padding in 0..256 {
                    let data = mac_then_encrypt(hash, &plaintext, padding);
                    if data.len().is_multiple_of(16) {
                        let result = opened(&protection, 0, &encrypt(&data));
                        assert_eq!(result.as_ref(), Ok(&plaintext), "{hash:?} {padding}");
                        accepted += 1;
                    }
                }
            }
            assert_eq!(accepted, 40 * 16);
        }
    }

    /// The shortest paddings, where a wrong length byte leaves the MAC in its place, the longest, and
    /// some between.
    #[test]
    fn each_byte_of_padding_and_code_counts() {
        for hash in HASHES {
            let protection = cbc(CbcAlgorithm::Aes128, hash, false);
            let mut tried = 0;
            for (len, padding) in (0..16).flat_map(|len| [0, 1, 37, 254, 255].map(|p| (len, p))) {
                let data = mac_then_encrypt(hash, &b"attack at dawn.."[..len], padding);
                if !data.len().is_multiple_of(16) {
                    continue;
                }
                tried += 1;
                for position in 0..data.len() {
                    let mut forged = data.clone();
                    forged[position] ^= 1;
                    assert_eq!(
                        opened(&protection, 0, &encrypt(&forged)),
                        Err(DropReason::BadRecord),
                        "{hash:?} {padding} {position}"
                    );
                }
            }
            assert_eq!(tried, 5);
        }
    }

    /// Padding that reaches into the MAC, or beyond the record.
    #[test]
    fn padding_longer_than_the_record_is_dropped() {
        for hash in HASHES {
            let protection = cbc(CbcAlgorithm::Aes128, hash, false);
            for blocks in 1..24 {
                for padding in 0..=255 {
                    let body = encrypt(&vec![padding; 16 * blocks]);
                    assert_eq!(
                        opened(&protection, 0, &body),
                        Err(DropReason::BadRecord),
                        "{hash:?} {blocks} {padding}"
                    );
                }
            }
        }
    }

    /// RFC 7366: the MAC covers the ciphertext, and padding of any length is fine behind it.
    #[test]
    fn encrypt_then_mac_takes_every_padding() {
        for hash in HASHES {
            let protection = cbc(CbcAlgorithm::Aes128, hash, true);
            for padding in 0..256usize {
                let mut data = b"meet at noon.".to_vec();
                data.resize(data.len() + padding + 1, padding as u8);
                if !data.len().is_multiple_of(16) {
                    continue;
                }
                let mut body = encrypt(&data);
                let mac = code(hash, body.len(), &body);
                body.extend_from_slice(mac.as_ref());
                let result = opened(&protection, 0, &body);
                assert_eq!(result.as_deref(), Ok(&b"meet at noon."[..]));
            }
            let mut body = encrypt(&[200; 32]);
            let mac = code(hash, body.len(), &body);
            body.extend_from_slice(mac.as_ref());
            let result = opened(&protection, 0, &body);
            assert_eq!(result, Err(DropReason::BadRecord), "authentic, bad padding");
        }
    }
}

/// The layout of RFC 5288 section 3, against the AEAD called by hand.
#[test]
fn aes_gcm_nonce_is_epoch_and_sequence() {
    use primitives::aead::AeadKey;
    let algorithm = AeadAlgorithm::Aes128Gcm;
    let protection = Protection::aead12(algorithm, &[1; 16], &[9, 8, 7, 6]).unwrap();
    let body = sealed(&protection, 0x0102_0304_0506, b"plaintext");
    let explicit = unhex("0001010203040506");
    assert_eq!(body[..8], explicit);
    let mut nonce = [9, 8, 7, 6, 0, 0, 0, 0, 0, 0, 0, 0];
    nonce[4..].copy_from_slice(&explicit);
    let aad = unhex("000101020304050617fefd0009");
    let mut rest = body[8..].to_vec();
    let key = AeadKey::new(algorithm, &[1; 16]).unwrap();
    let len = key.open_in_place(&nonce, &aad, &mut rest).unwrap();
    assert_eq!(&rest[..len], b"plaintext");
}

/// RFC 7905 section 2: the padded record number is added to the IV, and nothing travels.
#[test]
fn chacha_nonce_is_the_iv_and_the_number() {
    use primitives::aead::AeadKey;
    let algorithm = AeadAlgorithm::ChaCha20Poly1305;
    let protection = Protection::aead12(algorithm, &[1; 32], &[0xff; 12]).unwrap();
    let body = sealed(&protection, 0x0102_0304_0506, b"plaintext");
    assert_eq!(body.len(), 9 + 16);
    let nonce: [u8; 12] = unhex("fffffffffffefefdfcfbfaf9").try_into().unwrap();
    let aad = unhex("000101020304050617fefd0009");
    let mut rest = body;
    let key = AeadKey::new(algorithm, &[1; 32]).unwrap();
    assert_eq!(key.open_in_place(&nonce, &aad, &mut rest), Ok(9));
}

/// A nonce of the peer's own making opens: it travels (RFC 5288 section 3).
#[test]
fn a_foreign_explicit_nonce_opens() {
    use primitives::aead::AeadKey;
    let algorithm = AeadAlgorithm::Aes128Gcm;
    let protection = Protection::aead12(algorithm, &[1; 16], &[0; 4]).unwrap();
    let key = AeadKey::new(algorithm, &[1; 16]).unwrap();
    let mut body = vec![0xee; 8];
    body.extend_from_slice(b"hi");
    body.resize(26, 0);
    let mut nonce = [0xee; 12];
    nonce[..4].fill(0);
    let aad = header(5, 0).additional_data(2);
    let (data, tag) = body[8..].split_at_mut(2);
    key.seal_in_place(&nonce, &aad, data, tag).unwrap();
    assert_eq!(opened(&protection, 5, &body).as_deref(), Ok(&b"hi"[..]));
}

#[test]
fn cbc_ivs_never_repeat_and_differ_by_key() {
    let one = cbc(CbcAlgorithm::Aes128, HashAlgorithm::Sha1, true);
    let other = cbc(CbcAlgorithm::Aes128, HashAlgorithm::Sha256, true);
    let mut ivs = alloc::collections::BTreeSet::new();
    for sequence in 0..2000 {
        assert!(ivs.insert(sealed(&one, sequence, b"x")[..16].to_vec()));
        assert!(ivs.insert(sealed(&other, sequence, b"x")[..16].to_vec()));
    }
    let ones: u32 = ivs.iter().flatten().map(|byte| byte.count_ones()).sum();
    let bits = 4000 * 128;
    assert!(ones.abs_diff(bits / 2) < bits / 100, "{ones} of {bits}");
}

#[test]
fn wrong_key_lengths_are_errors() {
    let aead = Protection::aead12(AeadAlgorithm::Aes128Gcm, &[0; 32], &[0; 4]);
    assert!(aead.is_err());
    let aead = Protection::aead12(AeadAlgorithm::ChaCha20Poly1305, &[0; 32], &[0; 4]);
    assert!(aead.is_err());
    let md5 = Protection::cbc(
        CbcAlgorithm::Aes128,
        &[0; 16],
        HashAlgorithm::Md5,
        &[0; 16],
        false,
    );
    assert!(md5.is_err());
}
