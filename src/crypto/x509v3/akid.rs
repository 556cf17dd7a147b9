//! AuthorityKeyIdentifier (RFC 5280 section 4.2.1.1).

use std::ffi::c_int;

use super::general_name::GeneralName;
use crate::asn1::der::{DerError, Reader, tag};
use crate::asn1::string::ASN1_STRING;
use crate::asn1::string::kinds::from_contents;
use crate::x509::{X509, X509_NAME};
use crate::x509_vfy::errors as error;

/// Which key signed.
pub struct AuthorityKeyId {
    /// keyIdentifier.
    pub key_id: Option<Vec<u8>>,
    /// The contents of authorityCertIssuer, GeneralNames.
    pub issuer: Option<Vec<u8>>,
    /// authorityCertSerialNumber.
    pub serial: Option<ASN1_STRING>,
}

impl AuthorityKeyId {
    /// Reads the extension's value.
    pub fn from_der(der: &[u8]) -> Result<Self, DerError> {
        let mut inside = Reader::only(der, tag::SEQUENCE)?;
        let key_id = inside
            .optional(tag::context(0))?
            .map(|element| element.contents.to_vec());
        let issuer = inside
            .optional(tag::context_constructed(1))?
            .map(|element| element.contents);
        if let Some(issuer) = issuer {
            GeneralName::read_all(issuer)?;
        }
        let serial = match inside.optional(tag::context(2))? {
            Some(element) => Some(from_contents(2, element.contents)?),
            None => None,
        };
        inside.finish()?;
        Ok(Self {
            key_id,
            issuer: issuer.map(<[u8]>::to_vec),
            serial,
        })
    }

    /// `X509_V_OK` when this can name `issuer`'s key, else why not.
    pub fn check(&self, issuer: &X509) -> c_int {
        if let (Some(wanted), Some(found)) = (&self.key_id, &issuer.facts().subject_key_id)
            && wanted != found
        {
            return error::AKID_SKID_MISMATCH;
        }
        if let Some(serial) = &self.serial
            && !same_number(serial, issuer.serial.get())
        {
            return error::AKID_ISSUER_SERIAL_MISMATCH;
        }
        if let Some(name) = self.issuer_name()
            && name.canonical() != issuer.issuer.get().canonical()
        {
            return error::AKID_ISSUER_SERIAL_MISMATCH;
        }
        error::OK
    }

    /// The first directoryName of authorityCertIssuer.
    pub fn issuer_name(&self) -> Option<X509_NAME> {
        let names = GeneralName::read_all(self.issuer.as_deref()?).ok()?;
        names.iter().find_map(|name| match name {
            GeneralName::Directory(der) => X509_NAME::read(&mut Reader::new(der)).ok(),
            _ => None,
        })
    }
}

/// True when two INTEGERs are equal.
pub fn same_number(a: &ASN1_STRING, b: &ASN1_STRING) -> bool {
    a.type_() == b.type_() && a.bytes() == b.bytes()
}
