//! What a certificate's extensions say about its use, worked out once.

use std::ffi::{c_int, c_long};

use super::akid::AuthorityKeyId;
use super::general_name::general_names;
use super::name_constraints::NameConstraints;
use crate::asn1::der::{DerError, Reader, bit_string, tag};
use crate::asn1::integer::{is_negative, to_i64};
use crate::asn1::string::kinds::from_contents;
use crate::objects::nid_of_content;
use crate::x509::X509;
use crate::x509_vfy::errors as error;

/// `EXFLAG_*` of `x509v3.h`, which `X509_get_extension_flags` returns.
pub mod flag {
    #![allow(missing_docs)]
    pub const BCONS: u32 = 0x1;
    pub const KUSAGE: u32 = 0x2;
    pub const XKUSAGE: u32 = 0x4;
    pub const NSCERT: u32 = 0x8;
    pub const CA: u32 = 0x10;
    pub const SI: u32 = 0x20;
    pub const V1: u32 = 0x40;
    pub const INVALID: u32 = 0x80;
    pub const SET: u32 = 0x100;
    pub const CRITICAL: u32 = 0x200;
    pub const PROXY: u32 = 0x400;
    pub const FRESHEST: u32 = 0x1000;
    pub const SS: u32 = 0x2000;
    pub const BCONS_CRITICAL: u32 = 0x1_0000;
    pub const AKID_CRITICAL: u32 = 0x2_0000;
    pub const SKID_CRITICAL: u32 = 0x4_0000;
    pub const SAN_CRITICAL: u32 = 0x8_0000;
}

/// `KU_*`: keyUsage, first byte low.
pub mod usage {
    #![allow(missing_docs)]
    pub const DIGITAL_SIGNATURE: u32 = 0x80;
    pub const NON_REPUDIATION: u32 = 0x40;
    pub const KEY_ENCIPHERMENT: u32 = 0x20;
    pub const KEY_AGREEMENT: u32 = 0x08;
    pub const KEY_CERT_SIGN: u32 = 0x04;
    pub const CRL_SIGN: u32 = 0x02;
}

/// `XKU_*`: extended key usages.
pub mod extended {
    #![allow(missing_docs)]
    pub const SSL_SERVER: u32 = 0x1;
    pub const SSL_CLIENT: u32 = 0x2;
    pub const SMIME: u32 = 0x4;
    pub const CODE_SIGN: u32 = 0x8;
    pub const SGC: u32 = 0x10;
    pub const OCSP_SIGN: u32 = 0x20;
    pub const TIMESTAMP: u32 = 0x40;
    pub const DVCS: u32 = 0x80;
    pub const ANY: u32 = 0x100;
}

/// Numbers of the extensions (`NID_*`).
pub mod nid {
    #![allow(missing_docs)]
    pub const NETSCAPE_CERT_TYPE: i32 = 71;
    pub const SUBJECT_KEY_ID: i32 = 82;
    pub const KEY_USAGE: i32 = 83;
    pub const SUBJECT_ALT_NAME: i32 = 85;
    pub const ISSUER_ALT_NAME: i32 = 86;
    pub const BASIC_CONSTRAINTS: i32 = 87;
    pub const CERTIFICATE_POLICIES: i32 = 89;
    pub const AUTHORITY_KEY_ID: i32 = 90;
    pub const CRL_DISTRIBUTION_POINTS: i32 = 103;
    pub const EXT_KEY_USAGE: i32 = 126;
    pub const POLICY_CONSTRAINTS: i32 = 401;
    pub const PROXY_CERT_INFO: i32 = 663;
    pub const NAME_CONSTRAINTS: i32 = 666;
    pub const POLICY_MAPPINGS: i32 = 747;
    pub const INHIBIT_ANY_POLICY: i32 = 748;
    pub const FRESHEST_CRL: i32 = 857;
}

/// What follows from a certificate's extensions.
pub struct Facts {
    /// [`flag`]s.
    pub flags: u32,
    /// [`usage`]s; all bits without the extension.
    pub key_usage: u32,
    /// [`extended`] usages.
    pub extended_usage: u32,
    /// The Netscape certificate type's bits.
    pub netscape_type: u32,
    /// pathLenConstraint, -1 without.
    pub path_length: c_long,
    /// subjectKeyIdentifier.
    pub subject_key_id: Option<Vec<u8>>,
    /// authorityKeyIdentifier.
    pub authority_key_id: Option<AuthorityKeyId>,
    /// The DER of subjectAltName.
    pub alt_names: Option<Vec<u8>>,
    /// The DER of CRLDistributionPoints.
    pub crl_points: Option<Vec<u8>>,
    /// nameConstraints.
    pub name_constraints: Option<NameConstraints>,
}

impl Facts {
    /// Works them out.
    pub fn of(certificate: &X509) -> Self {
        let mut facts = Self {
            flags: flag::SET,
            key_usage: u32::MAX,
            extended_usage: 0,
            netscape_type: 0,
            path_length: -1,
            subject_key_id: None,
            authority_key_id: None,
            alt_names: None,
            crl_points: None,
            name_constraints: None,
        };
        if *certificate.version.get() == 0 {
            facts.flags |= flag::V1;
        }
        facts.read_usages(certificate);
        facts.read_names(certificate);
        for extension in certificate.extensions.get().iter() {
            let number = extension.object().nid();
            if number == nid::FRESHEST_CRL {
                facts.flags |= flag::FRESHEST;
            }
            if extension.is_critical() {
                if !is_supported(number) {
                    // As with OpenSSL, which looks no further.
                    facts.flags |= flag::CRITICAL;
                    break;
                }
                facts.flags |= critical_flag(number);
            }
        }
        facts.find_self_signed(certificate);
        facts
    }

    /// True when all the flags are set.
    pub fn has(&self, flags: u32) -> bool {
        self.flags & flags == flags
    }

    /// True when there is a keyUsage extension with one of `usages`.
    pub fn names_usage(&self, usages: u32) -> bool {
        self.has(flag::KUSAGE) && self.key_usage & usages != 0
    }

    /// True when there is a keyUsage extension without any of `usages`.
    pub fn forbids_usage(&self, usages: u32) -> bool {
        self.has(flag::KUSAGE) && self.key_usage & usages == 0
    }

    /// True when there is an extendedKeyUsage extension without any of `usages`.
    pub fn forbids_extended(&self, usages: u32) -> bool {
        self.has(flag::XKUSAGE) && self.extended_usage & usages == 0
    }

    fn read_usages(&mut self, certificate: &X509) {
        if let Some((ca, path_length)) =
            self.extension(certificate, nid::BASIC_CONSTRAINTS, read_basic_constraints)
        {
            self.flags |= flag::BCONS;
            if ca {
                self.flags |= flag::CA;
            }
            match path_length {
                PathLength::None => {}
                PathLength::Of(length) => self.path_length = length,
                PathLength::Negative => self.flags |= flag::INVALID,
            }
        }
        if self.extension(certificate, nid::PROXY_CERT_INFO, |der| {
            Reader::only(der, tag::SEQUENCE).map(drop)
        }) == Some(())
        {
            self.flags |= flag::PROXY;
            let extensions = certificate.extensions.get();
            let has = |number| !matches!(extensions.only(number), Ok(None));
            if self.has(flag::CA) || has(nid::SUBJECT_ALT_NAME) || has(nid::ISSUER_ALT_NAME) {
                self.flags |= flag::INVALID;
            }
        }
        if let Some(bits) = self.extension(certificate, nid::KEY_USAGE, read_bits) {
            self.flags |= flag::KUSAGE;
            self.key_usage = bits;
            if bits == 0 {
                self.flags |= flag::INVALID;
            }
        }
        if let Some(usages) = self.extension(certificate, nid::EXT_KEY_USAGE, read_extended) {
            self.flags |= flag::XKUSAGE;
            self.extended_usage = usages;
        }
        if let Some(bits) = self.extension(certificate, nid::NETSCAPE_CERT_TYPE, read_bits) {
            self.flags |= flag::NSCERT;
            self.netscape_type = bits & 0xff;
        }
    }

    fn read_names(&mut self, certificate: &X509) {
        self.subject_key_id = self.extension(certificate, nid::SUBJECT_KEY_ID, |der| {
            Reader::only(der, tag::OCTET_STRING).map(|inside| inside.rest().to_vec())
        });
        self.authority_key_id =
            self.extension(certificate, nid::AUTHORITY_KEY_ID, AuthorityKeyId::from_der);
        self.alt_names = self.extension(certificate, nid::SUBJECT_ALT_NAME, |der| {
            general_names(der).map(|_| der.to_vec())
        });
        self.name_constraints = self.extension(
            certificate,
            nid::NAME_CONSTRAINTS,
            NameConstraints::from_der,
        );
        self.crl_points = self.extension(certificate, nid::CRL_DISTRIBUTION_POINTS, |der| {
            Reader::only(der, tag::SEQUENCE).map(|_| der.to_vec())
        });
    }

    /// The value of extension `number`. An extension that is there twice or cannot be read makes
    /// the certificate invalid.
    fn extension<T>(
        &mut self,
        certificate: &X509,
        number: c_int,
        read: impl FnOnce(&[u8]) -> Result<T, DerError>,
    ) -> Option<T> {
        let found = match certificate.extensions.get().only(number) {
            Ok(found) => found?,
            Err(_) => {
                self.flags |= flag::INVALID;
                return None;
            }
        };
        let value = read(found.der_value()).ok();
        if value.is_none() {
            self.flags |= flag::INVALID;
        }
        value
    }

    fn find_self_signed(&mut self, certificate: &X509) {
        if certificate.subject.get().canonical() != certificate.issuer.get().canonical() {
            return;
        }
        self.flags |= flag::SI;
        let own_key_id = match (&self.authority_key_id, &self.subject_key_id) {
            (Some(authority), own) => authority.matches_own(certificate, own.as_deref()),
            (None, _) => true,
        };
        if own_key_id && crate::x509::keys::algorithm_fits(certificate, certificate) == error::OK {
            self.flags |= flag::SS;
        }
    }
}

impl AuthorityKeyId {
    /// As [`AuthorityKeyId::check`] of a certificate with itself, whose facts are not known yet.
    fn matches_own(&self, certificate: &X509, own_key_id: Option<&[u8]>) -> bool {
        let key = match (&self.key_id, own_key_id) {
            (Some(wanted), Some(own)) => wanted == own,
            _ => true,
        };
        let serial = self.serial.as_ref();
        let serial =
            serial.is_none_or(|serial| super::akid::same_number(serial, certificate.serial.get()));
        let issuer = self.issuer_name();
        let issuer =
            issuer.is_none_or(|name| name.canonical() == certificate.issuer.get().canonical());
        key && serial && issuer
    }
}

/// What is remembered of a critical extension that is known.
fn critical_flag(number: c_int) -> u32 {
    match number {
        nid::BASIC_CONSTRAINTS => flag::BCONS_CRITICAL,
        nid::SUBJECT_ALT_NAME => flag::SAN_CRITICAL,
        _ => 0,
    }
}

/// The extensions that may be critical (`X509_supported_extension`).
pub fn is_supported(number: c_int) -> bool {
    matches!(
        number,
        nid::NETSCAPE_CERT_TYPE
            | nid::KEY_USAGE
            | nid::SUBJECT_ALT_NAME
            | nid::BASIC_CONSTRAINTS
            | nid::CERTIFICATE_POLICIES
            | nid::CRL_DISTRIBUTION_POINTS
            | nid::EXT_KEY_USAGE
            | nid::POLICY_CONSTRAINTS
            | nid::PROXY_CERT_INFO
            | nid::NAME_CONSTRAINTS
            | nid::POLICY_MAPPINGS
            | nid::INHIBIT_ANY_POLICY
    )
}

enum PathLength {
    None,
    Of(c_long),
    Negative,
}

fn read_basic_constraints(der: &[u8]) -> Result<(bool, PathLength), DerError> {
    let mut inside = Reader::only(der, tag::SEQUENCE)?;
    let ca = inside.boolean_or(false)?;
    let path_length = match inside.optional(tag::INTEGER)? {
        None => PathLength::None,
        Some(element) => {
            let number = from_contents(2, element.contents)?;
            if is_negative(&number) {
                PathLength::Negative
            } else {
                PathLength::Of(to_i64(&number).unwrap_or(-1))
            }
        }
    };
    inside.finish()?;
    Ok((ca, path_length))
}

/// The first two bytes of a BIT STRING, the first one low.
pub(crate) fn read_bits(der: &[u8]) -> Result<u32, DerError> {
    read_bit_string(Reader::only(der, tag::BIT_STRING)?.rest())
}

/// The same of the contents of one.
pub(crate) fn read_bit_string(contents: &[u8]) -> Result<u32, DerError> {
    let (_, bytes) = bit_string(contents)?;
    let byte = |at: usize| bytes.get(at).copied().map_or(0, u32::from);
    Ok(byte(0) | byte(1) << 8)
}

fn read_extended(der: &[u8]) -> Result<u32, DerError> {
    let mut inside = Reader::only(der, tag::SEQUENCE)?;
    let mut usages = 0;
    while !inside.is_empty() {
        usages |= match nid_of_content(inside.contents(tag::OID)?) {
            129 => extended::SSL_SERVER,
            130 => extended::SSL_CLIENT,
            131 => extended::CODE_SIGN,
            132 => extended::SMIME,
            133 => extended::TIMESTAMP,
            137 | 139 => extended::SGC,
            180 => extended::OCSP_SIGN,
            297 => extended::DVCS,
            910 => extended::ANY,
            _ => 0,
        };
    }
    Ok(usages)
}
