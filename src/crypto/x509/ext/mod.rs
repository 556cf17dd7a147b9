//! `X509_EXTENSION` (RFC 5280 section 4.2).

pub mod abi;
pub mod list;

use crate::asn1::der::{DerError, Reader, Writer, tag};
use crate::asn1::object::Object;
use crate::asn1::string::ASN1_STRING;

/// One extension.
pub struct X509_EXTENSION {
    object: Object,
    critical: bool,
    value: ASN1_STRING,
}

impl X509_EXTENSION {
    /// An extension whose value is this DER. `None` when there is no memory.
    pub fn new(object: Object, critical: bool, der: &[u8]) -> Option<Self> {
        Some(Self {
            object,
            critical,
            value: ASN1_STRING::with(4, der)?,
        })
    }

    /// Which extension it is.
    pub fn object(&self) -> &Object {
        &self.object
    }

    /// The `critical` bit.
    pub fn is_critical(&self) -> bool {
        self.critical
    }

    /// The DER of its value.
    pub fn der_value(&self) -> &[u8] {
        self.value.bytes()
    }

    /// A copy. `None` when there is no memory.
    pub fn duplicate(&self) -> Option<Self> {
        Self::new(self.object.clone(), self.critical, self.value.bytes())
    }

    /// Reads one Extension.
    pub fn read(reader: &mut Reader<'_>) -> Result<Self, DerError> {
        let mut inside = reader.inside(tag::SEQUENCE)?;
        let object = Object::from_oid(inside.contents(tag::OID)?).ok_or(DerError::Value)?;
        let critical = inside.boolean_or(false)?;
        let value = inside.contents(tag::OCTET_STRING)?;
        inside.finish()?;
        Self::new(object, critical, value).ok_or(DerError::Value)
    }

    /// Its DER.
    pub fn to_der(&self) -> Vec<u8> {
        let mut writer = Writer::new();
        writer.nested(tag::SEQUENCE, |inside| {
            inside.element(tag::OID, self.object.oid());
            if self.critical {
                inside.element(tag::BOOLEAN, &[0xff]);
            }
            inside.element(tag::OCTET_STRING, self.value.bytes());
        });
        writer.into_bytes()
    }
}
