use super::*;
use alloc::vec;
use alloc::vec::Vec;

const ALL: [AeadAlgorithm; 7] = [
    AeadAlgorithm::Aes128Gcm,
    AeadAlgorithm::Aes256Gcm,
    AeadAlgorithm::ChaCha20Poly1305,
    AeadAlgorithm::Aes128Ccm,
    AeadAlgorithm::Aes256Ccm,
    AeadAlgorithm::Aes128Ccm8,
    AeadAlgorithm::Aes256Ccm8,
];

fn unhex(text: &str) -> Vec<u8> {
    (0..text.len() / 2)
        .map(|i| u8::from_str_radix(&text[2 * i..2 * i + 2], 16).unwrap())
        .collect()
}

/// Seals `plain`, compares with `sealed` (ciphertext, then tag) and opens again.
fn check(algorithm: AeadAlgorithm, key: &str, nonce: &str, aad: &str, plain: &[u8], sealed: &str) {
    let key = AeadKey::new(algorithm, &unhex(key)).unwrap();
    let nonce: [u8; 12] = unhex(nonce).try_into().unwrap();
    let aad = unhex(aad);
    let mut data = plain.to_vec();
    data.resize(plain.len() + algorithm.tag_len(), 0);
    let (body, tag) = data.split_at_mut(plain.len());
    key.seal_in_place(&nonce, &aad, body, tag).unwrap();
    assert_eq!(data, unhex(sealed), "{algorithm:?}");
    assert_eq!(key.open_in_place(&nonce, &aad, &mut data), Ok(plain.len()));
    assert_eq!(&data[..plain.len()], plain);
}

/// Test cases 4 and 16 of the GCM specification (McGrew and Viega).
#[test]
fn gcm_known_answers() {
    let plain = unhex(
        "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c9595680953\
         2fcf0e2449a6b525b16aedf5aa0de657ba637b39",
    );
    let aad = "feedfacedeadbeeffeedfacedeadbeefabaddad2";
    check(
        AeadAlgorithm::Aes128Gcm,
        "feffe9928665731c6d6a8f9467308308",
        "cafebabefacedbaddecaf888",
        aad,
        &plain,
        "42831ec2217774244b7221b784d0d49ce3aa212f2c02a4e035c17e2329aca12e21d514b25466931c\
         7d8f6a5aac84aa051ba30b396a0aac973d58e0915bc94fbc3221a5db94fae95ae7121a47",
    );
    check(
        AeadAlgorithm::Aes256Gcm,
        "feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308",
        "cafebabefacedbaddecaf888",
        aad,
        &plain,
        "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa8cb08e48590dbb3d\
         a7b08b1056828838c5f61e6393ba7a0abcc9f66276fc6ece0f4e1768cddf8853bb2d551b",
    );
}

/// RFC 8439 2.8.2.
#[test]
fn chacha_known_answer() {
    check(
        AeadAlgorithm::ChaCha20Poly1305,
        "808182838485868788898a8b8c8d8e8f909192939495969798999a9b9c9d9e9f",
        "070000004041424344454647",
        "50515253c0c1c2c3c4c5c6c7",
        b"Ladies and Gentlemen of the class of '99: If I could offer you only one tip for the \
          future, sunscreen would be it.",
        "d31a8d34648e60db7b86afbc53ef7ec2a4aded51296e08fea9e2b5a736ee62d63dbea45e8ca96712\
         82fafb69da92728b1a71de0a9e060b2905d6a5b67ecd3b3692ddbd7f2d778b8c9803aee328091b58\
         fab324e4fad675945585808b4831d7bc3ff4def08e4b7a9de576d26586cec64b61161ae10b594f09\
         e26a7e902ecbd0600691",
    );
}

/// NIST SP 800-38C, example 3: the CCM of the standard with a nonce of 12 bytes and a tag of 8.
#[test]
fn ccm_known_answer() {
    let aad = "000102030405060708090a0b0c0d0e0f10111213";
    let plain: Vec<u8> = (0x20..0x38).collect();
    check(
        AeadAlgorithm::Aes128Ccm8,
        "404142434445464748494a4b4c4d4e4f",
        "101112131415161718191a1b",
        aad,
        &plain,
        "e3b201a9f5b71a7a9b1ceaeccd97e70b6176aad9a4428aa5484392fbc1b09951",
    );
}

#[test]
fn every_length_opens_and_every_changed_bit_does_not() {
    for algorithm in ALL {
        let key = AeadKey::new(algorithm, &vec![7; algorithm.key_len()]).unwrap();
        assert_eq!(key.algorithm(), algorithm);
        let tag_len = algorithm.tag_len();
        for len in 0..80 {
            let plain: Vec<u8> = (0..len as u8).collect();
            let mut data = plain.clone();
            data.resize(len + tag_len, 0);
            let (body, tag) = data.split_at_mut(len);
            key.seal_in_place(&[len as u8; 12], b"aad", body, tag)
                .unwrap();
            let position = len * 7 % data.len();
            let mut forged = data.clone();
            forged[position] ^= 1 << (len % 8);
            assert_eq!(
                key.open_in_place(&[len as u8; 12], b"aad", &mut forged),
                Err(AeadError::Unauthentic)
            );
            assert_eq!(
                key.open_in_place(&[len as u8; 12], b"aaD", &mut data.clone()),
                Err(AeadError::Unauthentic)
            );
            assert_eq!(
                key.open_in_place(&[len as u8; 12], b"aad", &mut data),
                Ok(len)
            );
            assert_eq!(&data[..len], plain);
        }
    }
}

#[test]
fn short_inputs_and_wrong_lengths_are_errors() {
    for algorithm in ALL {
        assert_eq!(
            AeadKey::new(algorithm, &[0; 31]).unwrap_err(),
            AeadError::KeyLength
        );
        let key = AeadKey::new(algorithm, &vec![0; algorithm.key_len()]).unwrap();
        for len in 0..64 {
            let mut data = [0; 64];
            assert_eq!(
                key.open_in_place(&[0; 12], &[], &mut data[..len]),
                Err(AeadError::Unauthentic)
            );
        }
        assert_eq!(
            key.seal_in_place(&[0; 12], &[], &mut [], &mut [0; 15]),
            Err(AeadError::TagLength)
        );
    }
}

/// Every length of data and associated data around the blocks, against another implementation.
#[test]
fn ccm_agrees_with_another_implementation() {
    use ::ccm::Ccm;
    use ::ccm::aead::consts::{U8, U12, U16};
    use ::ccm::aead::{AeadInOut, KeyInit};
    use aes::{Aes128, Aes256};

    fn tag<A: KeyInit + AeadInOut<NonceSize = U12>>(
        key: &[u8],
        aad: &[u8],
        data: &mut [u8],
    ) -> Vec<u8> {
        let cipher = A::new_from_slice(key).unwrap();
        let nonce = [6; 12];
        let tag = cipher.encrypt_inout_detached((&nonce).into(), aad, data.into());
        tag.unwrap().to_vec()
    }

    let bytes: Vec<u8> = (0..1400).map(|n| n as u8).collect();
    for algorithm in &ALL[3..] {
        let key = AeadKey::new(*algorithm, &bytes[..algorithm.key_len()]).unwrap();
        let theirs = match algorithm {
            AeadAlgorithm::Aes128Ccm => tag::<Ccm<Aes128, U16, U12>>,
            AeadAlgorithm::Aes256Ccm => tag::<Ccm<Aes256, U16, U12>>,
            AeadAlgorithm::Aes128Ccm8 => tag::<Ccm<Aes128, U8, U12>>,
            _ => tag::<Ccm<Aes256, U8, U12>>,
        };
        for aad_len in [0, 1, 13, 14, 15, 30, 31, 300] {
            for len in (0..50).chain([511, 512, 513, 527, 1200, 1300]) {
                let aad = &bytes[..aad_len];
                let mut ours = bytes[..len + algorithm.tag_len()].to_vec();
                let mut other = bytes[..len].to_vec();
                let (data, tag) = ours.split_at_mut(len);
                key.seal_in_place(&[6; 12], aad, data, tag).unwrap();
                let expected = theirs(&bytes[..algorithm.key_len()], aad, &mut other);
                assert_eq!((&*data, &*tag), (&other[..], &expected[..]));
                let opened = key.open_in_place(&[6; 12], aad, &mut ours);
                assert_eq!(opened, Ok(len));
                assert_eq!(ours[..len], bytes[..len]);
            }
        }
    }
}
