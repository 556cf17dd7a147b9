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

static GROUPS: [Group; 7] = [
    group(
        NamedGroup::X25519,
        1034,
        128,
        c"x25519",
        &["X25519", "x25519"],
    ),
    group(
        NamedGroup::SECP256R1,
        415,
        128,
        c"secp256r1",
        &["P-256", "prime256v1", "secp256r1"],
    ),
    group(
        NamedGroup::SECP384R1,
        715,
        192,
        c"secp384r1",
        &["P-384", "secp384r1"],
    ),
    group(
        NamedGroup::SECP521R1,
        716,
        256,
        c"secp521r1",
        &["P-521", "secp521r1"],
    ),
    group(NamedGroup::X448, 1035, 224, c"x448", &["X448", "x448"]),
    group(
        NamedGroup::FFDHE2048,
        1126,
        112,
        c"ffdhe2048",
        &["ffdhe2048"],
    ),
    group(
        NamedGroup::FFDHE3072,
        1127,
        128,
        c"ffdhe3072",
        &["ffdhe3072"],
    ),
];

/// The group with this number on the wire.
pub fn by_number(number: NamedGroup) -> Option<&'static Group> {
    GROUPS.iter().find(|g| g.group == number)
}

/// The group with this number on the wire, marked or not, or this NID.
pub fn by_any(id: c_int) -> Option<&'static Group> {
    let number = u16::try_from(id & !NID_UNKNOWN).ok().map(NamedGroup);
    number
        .and_then(by_number)
        .or_else(|| GROUPS.iter().find(|g| g.nid == id))
}

/// The group of a curve, by any of its names.
pub fn by_name(name: &str) -> Option<&'static Group> {
    GROUPS.iter().find(|g| g.aliases.contains(&name))
}

/// Reads names separated by colons. `None`: unknown, doubled or none at all.
pub fn parse(list: &str) -> Option<Vec<NamedGroup>> {
    let names = list.split(':').map(str::trim_ascii);
    collect(names.map(|name| by_name(name).map(|g| g.group)))
}

/// Reads a list of NIDs.
pub fn from_nids(nids: &[c_int]) -> Option<Vec<NamedGroup>> {
    collect(
        nids.iter()
            .map(|nid| GROUPS.iter().find(|g| g.nid == *nid).map(|g| g.group)),
    )
}

fn collect(groups: impl Iterator<Item = Option<NamedGroup>>) -> Option<Vec<NamedGroup>> {
    let mut chosen = Vec::new();
    for group in groups {
        let group = group?;
        if chosen.contains(&group) {
            return None;
        }
        chosen.push(group);
    }
    (!chosen.is_empty()).then_some(chosen)
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
            parse("X25519:P-256"),
            Some(vec![NamedGroup::X25519, NamedGroup::SECP256R1])
        );
        assert_eq!(parse("prime256v1"), Some(vec![NamedGroup::SECP256R1]));
        assert_eq!(parse("P-256:secp256r1"), None);
        assert_eq!(parse("P-255"), None);
        assert_eq!(
            from_nids(&[715, 1034]),
            Some(vec![NamedGroup::SECP384R1, NamedGroup::X25519])
        );
    }
}
