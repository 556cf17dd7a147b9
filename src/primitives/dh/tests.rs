use alloc::vec::Vec;

use super::*;
use crate::random::SystemRandom;

fn pair(group: &Arc<DhGroup>) -> (DhKey, DhKey) {
    let random = SystemRandom::new();
    let key = || DhKey::generate(group.clone(), &random).unwrap();
    (key(), key())
}

#[test]
fn both_sides_agree() {
    for (family, bits) in [
        (Family::Modp, 1024),
        (Family::Modp, 2048),
        (Family::Ffdhe, 2048),
        (Family::Ffdhe, 3072),
    ] {
        let group = DhGroup::known(family, bits).unwrap();
        let (a, b) = pair(&group);
        let (public_a, public_b) = (a.public_key().to_vec(), b.public_key().to_vec());
        assert_eq!(public_a.len(), bits / 8);
        assert_ne!(public_a, public_b);
        let shared = a.agree(&public_b).unwrap();
        assert_eq!(shared.len(), bits / 8);
        // Leading zeros change nothing.
        let padded = [&[0, 0], &public_a[..]].concat();
        assert_eq!(*shared, *b.agree(&padded).unwrap());
    }
}

/// RFC 7919 section 5.1.
#[test]
fn values_out_of_range_are_refused() {
    let group = DhGroup::known(Family::Ffdhe, 2048).unwrap();
    let prime = group.prime().to_vec();
    let mut minus_one = prime.clone();
    *minus_one.last_mut().unwrap() -= 1;
    let mut minus_two = prime.clone();
    *minus_two.last_mut().unwrap() -= 2;
    let longer = [&[1], &prime[..]].concat();
    let agree = |peer: &[u8]| pair(&group).0.agree(peer).err();
    let bad: [&[u8]; 9] = [
        &[],
        &[0],
        &[0; 256],
        &[1],
        &[0, 1],
        &minus_one,
        &prime,
        &longer,
        &[0xff; 300],
    ];
    for peer in bad {
        assert_eq!(agree(peer), Some(DhError::InvalidPeer), "{peer:?}");
    }
    assert_eq!(agree(&[2]), None);
    assert_eq!(agree(&minus_two), None);
}

#[test]
fn groups_that_cannot_be() {
    let known = DhGroup::known(Family::Modp, 1024).unwrap();
    let prime = known.prime();
    let new = |prime: &[u8], generator: &[u8]| DhGroup::new(prime, generator, None).err();
    let invalid = Some(DhError::InvalidGroup);
    assert_eq!(new(prime, &[2]), None);
    assert_eq!(new(prime, &[5]), None);
    for generator in [&[][..], &[0], &[1], prime] {
        assert_eq!(new(prime, generator), invalid);
    }
    let mut even = prime.to_vec();
    *even.last_mut().unwrap() -= 1;
    assert_eq!(new(&even, &[2]), invalid);
    assert_eq!(new(&[], &[2]), invalid);
    assert_eq!(new(&prime[..63], &[2]), invalid);
    let mut long = alloc::vec![0xff; MAX_BITS / 8 + 1];
    assert_eq!(new(&long, &[2]), invalid);
    long.pop();
    assert_eq!(new(&long, &[2]), None);
}

#[test]
fn lengths_of_private_values() {
    let known = DhGroup::known(Family::Modp, 2048).unwrap();
    let bits = |prime: &[u8], generator: &[u8], private| {
        DhGroup::new(prime, generator, private)
            .unwrap()
            .private_bits()
    };
    assert_eq!(bits(known.prime(), &[2], None), 225);
    assert_eq!(bits(known.prime(), &[2], Some(256)), 256);
    assert_eq!(bits(known.prime(), &[2], Some(1)), 160);
    assert_eq!(bits(known.prime(), &[3], None), 2047);
    let long = DhGroup::known(Family::Ffdhe, 4096).unwrap();
    assert_eq!(bits(long.prime(), &[3], None), 2048);
    let mut other = known.prime().to_vec();
    other[100] ^= 1;
    assert_eq!(bits(&other, &[2], None), 2047);
}

#[test]
fn a_secret_of_a_small_subgroup_is_refused() {
    let known = DhGroup::known(Family::Modp, 1024).unwrap();
    // Any value to the power of 0 is 1.
    let key = DhKey {
        group: known.clone(),
        exponent: BoxedUint::zero_with_precision(known.exponent_bits),
        public: Vec::new(),
    };
    assert_eq!(key.agree(&[4]).err(), Some(DhError::InvalidPeer));
    let zero = DhKey::from_private(known.clone(), &[0]);
    assert_eq!(zero.err(), Some(DhError::InvalidPrivate));
    let long = DhKey::from_private(known, &[0xff; 64]);
    assert_eq!(long.err(), Some(DhError::InvalidPrivate));
}

/// A vector that `openssl pkeyutl -derive` made.
#[test]
fn vector() {
    let lines = include_str!("vectors.txt").lines();
    let numbers: Vec<Vec<u8>> = lines
        .filter(|line| !line.starts_with('#'))
        .map(|line| {
            let digit = |byte: u8| char::from(byte).to_digit(16).unwrap() as u8;
            let pairs = line.as_bytes().chunks(2);
            pairs
                .map(|pair| digit(pair[0]) << 4 | digit(pair[1]))
                .collect()
        })
        .collect();
    let [private, public, peer, shared] = &numbers[..] else {
        panic!("four numbers");
    };
    let group = DhGroup::known(Family::Ffdhe, 2048).unwrap();
    let key = DhKey::from_private(group, private).unwrap();
    assert_eq!(key.public_key(), *public);
    assert_eq!(*key.agree(peer).unwrap(), *shared);
}
