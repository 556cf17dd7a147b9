//! Key-exchange groups by name, number on the wire, and libcrypto's NID.

use std::ffi::{CStr, c_int};

use dtls::msg::NamedGroup;

use crate::sys::error;
use crate::sys::key::Key;

use super::session::der;

/// A group as the C API names it.
pub struct Group {
    pub group: NamedGroup,
    pub nid: c_int,
    /// The strength that security levels count.
    pub bits: c_int,
    pub name: &'static CStr,
    /// Other names.
    aliases: &'static [&'static str],
}

/// Marks a group's wire number where a NID is expected (`TLSEXT_nid_unknown`).
pub const NID_UNKNOWN: c_int = 0x0100_0000;

/// The groups when the application says nothing, best first: OpenSSL's order.
pub const DEFAULTS: &[NamedGroup] = &[
    NamedGroup::X25519,
    NamedGroup::SECP256R1,
    NamedGroup::SECP521R1,
    NamedGroup::SECP384R1,
];

const fn group(
    group: NamedGroup,
    nid: c_int,
    bits: c_int,
    name: &'static CStr,
    aliases: &'static [&'static str],
) -> Group {
    Group {
        group,
        nid,
        bits,
        name,
        aliases,
    }
}

/// All groups that may stand in a list, also those that the engine has not and leaves out: a list that was written for a
/// library with more curves holds here too.
#[rustfmt::skip]
static GROUPS: [Group; 35] = [
    group(NamedGroup::X25519, 1034, 128, c"x25519", &["X25519"]),
    group(NamedGroup::SECP256R1, 415, 128, c"secp256r1", &["P-256", "prime256v1"]),
    group(NamedGroup::SECP384R1, 715, 192, c"secp384r1", &["P-384"]),
    group(NamedGroup::SECP521R1, 716, 256, c"secp521r1", &["P-521"]),
    group(NamedGroup::X448, 1035, 224, c"x448", &["X448"]),
    group(NamedGroup::FFDHE2048, 1126, 112, c"ffdhe2048", &[]),
    group(NamedGroup::FFDHE3072, 1127, 128, c"ffdhe3072", &[]),
    group(NamedGroup::FFDHE4096, 1128, 128, c"ffdhe4096", &[]),
    group(NamedGroup::FFDHE6144, 1129, 128, c"ffdhe6144", &[]),
    group(NamedGroup::FFDHE8192, 1130, 192, c"ffdhe8192", &[]),
    // Curves by their numbers of RFC 8422, 5.1.1, and RFC 7027, 2.
    group(NamedGroup(0x01), 721, 80, c"sect163k1", &["K-163"]),
    group(NamedGroup(0x02), 722, 80, c"sect163r1", &[]),
    group(NamedGroup(0x03), 723, 80, c"sect163r2", &["B-163"]),
    group(NamedGroup(0x04), 724, 80, c"sect193r1", &[]),
    group(NamedGroup(0x05), 725, 80, c"sect193r2", &[]),
    group(NamedGroup(0x06), 726, 112, c"sect233k1", &["K-233"]),
    group(NamedGroup(0x07), 727, 112, c"sect233r1", &["B-233"]),
    group(NamedGroup(0x08), 728, 112, c"sect239k1", &[]),
    group(NamedGroup(0x09), 729, 128, c"sect283k1", &["K-283"]),
    group(NamedGroup(0x0a), 730, 128, c"sect283r1", &["B-283"]),
    group(NamedGroup(0x0b), 731, 192, c"sect409k1", &["K-409"]),
    group(NamedGroup(0x0c), 732, 192, c"sect409r1", &["B-409"]),
    group(NamedGroup(0x0d), 733, 256, c"sect571k1", &["K-571"]),
    group(NamedGroup(0x0e), 734, 256, c"sect571r1", &["B-571"]),
    group(NamedGroup(0x0f), 708, 80, c"secp160k1", &[]),
    group(NamedGroup(0x10), 709, 80, c"secp160r1", &[]),
    group(NamedGroup(0x11), 710, 80, c"secp160r2", &[]),
    group(NamedGroup(0x12), 711, 80, c"secp192k1", &[]),
    group(NamedGroup(0x13), 409, 80, c"secp192r1", &["prime192v1", "P-192"]),
    group(NamedGroup(0x14), 712, 112, c"secp224k1", &[]),
    group(NamedGroup(0x15), 713, 112, c"secp224r1", &["P-224"]),
    group(NamedGroup(0x16), 714, 128, c"secp256k1", &[]),
    group(NamedGroup(0x1a), 927, 128, c"brainpoolP256r1", &[]),
    group(NamedGroup(0x1b), 931, 192, c"brainpoolP384r1", &[]),
    group(NamedGroup(0x1c), 933, 256, c"brainpoolP512r1", &[]),
];

/// The group with this number on the wire.
pub fn by_number(number: NamedGroup) -> Option<&'static Group> {
    GROUPS.iter().find(|g| g.group == number)
}

/// The group with this NID, or with a marked number on the wire.
pub fn by_any(id: c_int) -> Option<&'static Group> {
    match id & NID_UNKNOWN {
        0 => by_nid(id),
        _ => by_number(NamedGroup(u16::try_from(id & !NID_UNKNOWN).ok()?)),
    }
}

fn by_nid(nid: c_int) -> Option<&'static Group> {
    GROUPS.iter().find(|g| g.nid == nid)
}

/// The group of a curve, by any of its names.
pub fn by_name(name: &str) -> Option<&'static Group> {
    GROUPS
        .iter()
        .find(|g| g.name.to_bytes() == name.as_bytes() || g.aliases.contains(&name))
}

/// Why a list is not accepted.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Fault {
    Unknown,
    /// A group twice, or nothing where there should be one.
    Malformed,
}

/// Reads names separated by colons.
pub fn parse(list: &str) -> Result<Vec<NamedGroup>, Fault> {
    collect(list.split(':').map(str::trim_ascii).map(|name| {
        let unknown = match name {
            "" => Fault::Malformed,
            _ => Fault::Unknown,
        };
        by_name(name).ok_or(unknown)
    }))
}

/// Reads a list of NIDs.
pub fn from_nids(nids: &[c_int]) -> Option<Vec<NamedGroup>> {
    collect(nids.iter().map(|nid| by_nid(*nid).ok_or(Fault::Unknown))).ok()
}

fn collect(
    groups: impl Iterator<Item = Result<&'static Group, Fault>>,
) -> Result<Vec<NamedGroup>, Fault> {
    let mut chosen = Vec::new();
    for group in groups {
        let group = group?.group;
        if chosen.contains(&group) {
            return Err(Fault::Malformed);
        }
        chosen.push(group);
    }
    match chosen.is_empty() {
        true => Err(Fault::Malformed),
        false => Ok(chosen),
    }
}

/// The NID of a group, or its marked number when libcrypto has none.
pub fn nid(number: NamedGroup) -> c_int {
    by_number(number).map_or(NID_UNKNOWN | c_int::from(number.0), |g| g.nid)
}

/// A public value of a group for key exchange as a key object; `None` when libcrypto knows no such
/// keys.
pub fn public_key(group: NamedGroup, value: &[u8]) -> Option<Key> {
    // AlgorithmIdentifiers (RFC 5480, 2.1.1; RFC 8410, 3), each with its tag and length.
    let algorithm: &[u8] = match group {
        NamedGroup::X25519 => b"\x30\x05\x06\x03\x2b\x65\x6e",
        NamedGroup::SECP256R1 => {
            b"\x30\x13\x06\x07\x2a\x86\x48\xce\x3d\x02\x01\x06\x08\x2a\x86\x48\xce\x3d\x03\x01\x07"
        }
        NamedGroup::SECP384R1 => {
            b"\x30\x10\x06\x07\x2a\x86\x48\xce\x3d\x02\x01\x06\x05\x2b\x81\x04\x00\x22"
        }
        NamedGroup::SECP521R1 => {
            b"\x30\x10\x06\x07\x2a\x86\x48\xce\x3d\x02\x01\x06\x05\x2b\x81\x04\x00\x23"
        }
        _ => return None,
    };
    let mut bits = vec![0];
    bits.extend_from_slice(value);
    let mut body = algorithm.to_vec();
    der::put(&mut body, 0x03, &bits);
    let mut info = Vec::new();
    der::put(&mut info, 0x30, &body);
    error::quietly(|| Key::from_public_info(&info))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists() {
        assert_eq!(
            parse("X25519: P-256 "),
            Ok(vec![NamedGroup::X25519, NamedGroup::SECP256R1])
        );
        assert_eq!(parse("prime256v1"), Ok(vec![NamedGroup::SECP256R1]));
        assert_eq!(
            parse("brainpoolP384r1:K-163:P-192"),
            Ok(vec![NamedGroup(27), NamedGroup(1), NamedGroup(19)])
        );
        assert_eq!(parse("P-256:secp256r1"), Err(Fault::Malformed));
        assert_eq!(parse("P-256::P-384"), Err(Fault::Malformed));
        assert_eq!(parse("P-255"), Err(Fault::Unknown));
        assert_eq!(
            from_nids(&[715, 1034]),
            Some(vec![NamedGroup::SECP384R1, NamedGroup::X25519])
        );
        assert_eq!(from_nids(&[715, 23]), None);
    }

    #[test]
    fn numbers_are_marked() {
        let name = |id| by_any(id).map(|group| group.name);
        assert_eq!(name(415), Some(c"secp256r1"));
        assert_eq!(name(NID_UNKNOWN | 23), Some(c"secp256r1"));
        assert_eq!(name(23), None);
    }
}
