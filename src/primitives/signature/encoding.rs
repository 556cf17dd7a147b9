//! Identifiers and outer structures of encoded keys (RFC 5280, 5480, 5958, 8017, 8410).

use super::pss::PssLimits;
use super::{Curve, KeyError, KeyKind};
use crate::der::{Encoded, Reader, bit_string, element, sequence, tag, unsigned};

const RSA: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01];
const RSA_PSS: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x0a];
const EC: &[u8] = &[0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01];
const ED25519: &[u8] = &[0x2b, 0x65, 0x70];
const P256: &[u8] = &[0x2a, 0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07];
const P384: &[u8] = &[0x2b, 0x81, 0x04, 0x00, 0x22];
const P521: &[u8] = &[0x2b, 0x81, 0x04, 0x00, 0x23];

impl Curve {
    /// The content octets of the curve's object identifier.
    pub const fn oid(self) -> &'static [u8] {
        match self {
            Self::P256 => P256,
            Self::P384 => P384,
            Self::P521 => P521,
        }
    }

    /// The curve with this object identifier.
    pub fn from_oid(oid: &[u8]) -> Option<Self> {
        [Self::P256, Self::P384, Self::P521]
            .into_iter()
            .find(|curve| curve.oid() == oid)
    }
}

/// Reads an AlgorithmIdentifier of a key.
fn read_algorithm(reader: &mut Reader<'_>) -> Result<(KeyKind, Option<PssLimits>), KeyError> {
    let mut algorithm = reader.sequence()?;
    let mut limits = None;
    let kind = match algorithm.expect(tag::OBJECT)? {
        RSA => {
            algorithm.optional(tag::NULL)?;
            KeyKind::Rsa
        }
        RSA_PSS => {
            // RFC 4055, 3.1: a key without parameters is not limited.
            let parameters = algorithm.optional(tag::SEQUENCE)?;
            limits = parameters.map(PssLimits::read).transpose()?;
            KeyKind::RsaPss
        }
        EC => KeyKind::Ec(Curve::from_oid(algorithm.expect(tag::OBJECT)?).ok_or(KeyError)?),
        ED25519 => KeyKind::Ed25519,
        _ => return Err(KeyError),
    };
    algorithm.finish()?;
    Ok((kind, limits))
}

fn write_algorithm(kind: KeyKind, limits: Option<&PssLimits>) -> Encoded {
    let oid = |oid: &[u8]| element(tag::OBJECT, &[oid]);
    match kind {
        KeyKind::Rsa => sequence(&[&oid(RSA), &element(tag::NULL, &[])]),
        KeyKind::RsaPss => match limits {
            None => sequence(&[&oid(RSA_PSS)]),
            Some(limits) => {
                sequence(&[&oid(RSA_PSS), &element(tag::SEQUENCE, &[limits.content()])])
            }
        },
        KeyKind::Ec(curve) => sequence(&[&oid(EC), &oid(curve.oid())]),
        KeyKind::Ed25519 => sequence(&[&oid(ED25519)]),
    }
}

/// A SubjectPublicKeyInfo around the key's own encoding.
pub fn write_spki(kind: KeyKind, limits: Option<&PssLimits>, key: &[u8]) -> Encoded {
    sequence(&[&write_algorithm(kind, limits), &bit_string(key)])
}

/// Splits a SubjectPublicKeyInfo.
pub fn read_spki(der: &[u8]) -> Result<(KeyKind, Option<PssLimits>, &[u8]), KeyError> {
    let mut outer = Reader::new(der);
    let mut spki = outer.sequence()?;
    outer.finish()?;
    let (kind, limits) = read_algorithm(&mut spki)?;
    let key = spki.bit_string()?;
    spki.finish()?;
    Ok((kind, limits, key))
}

/// A PKCS#8 PrivateKeyInfo around the key's own encoding.
pub fn write_pkcs8(kind: KeyKind, limits: Option<&PssLimits>, key: &[u8]) -> Encoded {
    sequence(&[
        &unsigned(&[]),
        &write_algorithm(kind, limits),
        &element(tag::OCTET_STRING, &[key]),
    ])
}

/// Splits a PKCS#8 PrivateKeyInfo (version 0), or a OneAsymmetricKey (version 1).
pub fn read_pkcs8(der: &[u8]) -> Result<(KeyKind, Option<PssLimits>, &[u8]), KeyError> {
    let mut outer = Reader::new(der);
    let mut info = outer.sequence()?;
    outer.finish()?;
    if info.small()? > 1 {
        return Err(KeyError);
    }
    let (kind, limits) = read_algorithm(&mut info)?;
    let key = info.expect(tag::OCTET_STRING)?;
    info.optional(tag::context(0))?;
    info.optional(0x81)?;
    info.finish()?;
    Ok((kind, limits, key))
}

/// A SEC 1 ECPrivateKey (RFC 5915); the curve is named unless an outer structure does it.
pub fn write_sec1(curve: Curve, scalar: &[u8], point: &[u8], name_curve: bool) -> Encoded {
    let curve = element(tag::context(0), &[&element(tag::OBJECT, &[curve.oid()])]);
    sequence(&[
        &unsigned(&[1]),
        &element(tag::OCTET_STRING, &[scalar]),
        if name_curve { &curve } else { &[] },
        &element(tag::context(1), &[&bit_string(point)]),
    ])
}

/// Splits an ECPrivateKey into its curve, if it names one, its private value and its point, if it
/// has one.
#[allow(clippy::type_complexity)]
pub fn read_sec1(der: &[u8]) -> Result<(Option<Curve>, &[u8], Option<&[u8]>), KeyError> {
    let mut outer = Reader::new(der);
    let mut key = outer.sequence()?;
    outer.finish()?;
    if key.small()? != 1 {
        return Err(KeyError);
    }
    let scalar = key.expect(tag::OCTET_STRING)?;
    let curve = match key.optional(tag::context(0))? {
        None => None,
        Some(named) => {
            let oid = Reader::new(named).expect(tag::OBJECT)?;
            Some(Curve::from_oid(oid).ok_or(KeyError)?)
        }
    };
    let point = match key.optional(tag::context(1))? {
        None => None,
        Some(point) => Some(Reader::new(point).bit_string()?),
    };
    key.finish()?;
    Ok((curve, scalar, point))
}
