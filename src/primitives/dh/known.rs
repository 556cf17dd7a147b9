//! The groups of the standards: safe primes, so that short private values do.

use alloc::boxed::Box;
use alloc::sync::Arc;
use alloc::vec::Vec;

use once_cell::race::OnceBox;

use super::DhGroup;

/// Who defined a group.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Family {
    /// RFC 2409 (1024 bits) and RFC 3526.
    Modp,
    /// RFC 7919.
    Ffdhe,
}

struct Known {
    family: Family,
    bits: usize,
    /// Twice the strength of the prime (RFC 7919, appendix A).
    exponent_bits: usize,
    group: OnceBox<Arc<DhGroup>>,
}

const fn row(family: Family, bits: usize, exponent_bits: usize) -> Known {
    Known {
        family,
        bits,
        exponent_bits,
        group: OnceBox::new(),
    }
}

/// In the order of `primes.txt`.
static KNOWN: [Known; 12] = [
    row(Family::Modp, 1024, 200),
    row(Family::Modp, 1536, 200),
    row(Family::Modp, 2048, 225),
    row(Family::Modp, 3072, 275),
    row(Family::Modp, 4096, 325),
    row(Family::Modp, 6144, 375),
    row(Family::Modp, 8192, 400),
    row(Family::Ffdhe, 2048, 225),
    row(Family::Ffdhe, 3072, 275),
    row(Family::Ffdhe, 4096, 325),
    row(Family::Ffdhe, 6144, 375),
    row(Family::Ffdhe, 8192, 400),
];

const PRIMES: &str = include_str!("primes.txt");

/// The group of a family and size.
pub(super) fn get(family: Family, bits: usize) -> Option<Arc<DhGroup>> {
    let index = KNOWN
        .iter()
        .position(|known| known.family == family && known.bits == bits)?;
    load(index)
}

/// The group with this prime.
pub(super) fn find(prime: &[u8]) -> Option<Arc<DhGroup>> {
    let index = lines().position(|hex| is_hex_of(hex, prime))?;
    load(index)
}

/// Made when it is first asked for, and then kept.
fn load(index: usize) -> Option<Arc<DhGroup>> {
    let known = KNOWN.get(index)?;
    let group = known.group.get_or_try_init(|| {
        let prime: Vec<u8> = lines()
            .nth(index)
            .ok_or(())?
            .as_bytes()
            .chunks_exact(2)
            .filter_map(|pair| Some(digit(pair[0])? << 4 | digit(pair[1])?))
            .collect();
        let group = DhGroup::build(&prime, &[2], known.exponent_bits).map_err(|_| ())?;
        Ok::<_, ()>(Box::new(Arc::new(group)))
    });
    group.ok().cloned()
}

fn lines() -> impl Iterator<Item = &'static str> {
    let rows = PRIMES.lines().filter(|line| !line.starts_with('#'));
    rows.filter_map(|line| line.rsplit(' ').next())
}

fn is_hex_of(hex: &str, bytes: &[u8]) -> bool {
    hex.len() == bytes.len() * 2
        && hex
            .as_bytes()
            .chunks_exact(2)
            .zip(bytes)
            .all(|(pair, byte)| {
                digit(pair[0]) == Some(byte >> 4) && digit(pair[1]) == Some(byte & 15)
            })
}

fn digit(byte: u8) -> Option<u8> {
    char::from(byte).to_digit(16).map(|digit| digit as u8)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_that_of_the_file() {
        let rows: Vec<_> = PRIMES.lines().filter(|l| !l.starts_with('#')).collect();
        assert_eq!(rows.len(), KNOWN.len());
        for (index, (row, known)) in rows.iter().zip(&KNOWN).enumerate() {
            let mut parts = row.split(' ');
            let family = match known.family {
                Family::Modp => "modp",
                Family::Ffdhe => "ffdhe",
            };
            assert_eq!(parts.next(), Some(family));
            assert_eq!(parts.next().unwrap().parse(), Ok(known.bits));
            let group = load(index).unwrap();
            assert_eq!(group.bits(), known.bits);
            assert_eq!(group.private_bits(), known.exponent_bits);
            assert!(Arc::ptr_eq(&group, &find(group.prime()).unwrap()));
            assert!(Arc::ptr_eq(&group, &get(known.family, known.bits).unwrap()));
            // All of them begin and end with 64 ones.
            let prime = group.prime();
            assert!(prime[..8] == [0xff; 8] && prime[prime.len() - 8..] == [0xff; 8]);
        }
        assert!(get(Family::Ffdhe, 1024).is_none());
        assert!(find(&[0xff; 256]).is_none());
    }
}
