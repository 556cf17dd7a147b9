//! OpenSSL's trusted certificates: a certificate with trust settings behind it
//! (`d2i_X509_AUX(3)`).

use crate::asn1::der::{DerError, Reader, Writer, tag};
use crate::x509::X509;
use crate::x509::cert::Aux;

/// Reads a certificate and, where they are there, its settings.
pub fn read_trusted(reader: &mut Reader<'_>) -> Result<X509, DerError> {
    let mut certificate = X509::read(reader)?;
    if !reader.is_empty() {
        *certificate.aux.get_mut() = Some(Aux::read(reader)?);
    }
    Ok(certificate)
}

/// A certificate and, where there are any, its settings.
pub fn write_trusted(certificate: &X509) -> Vec<u8> {
    let mut der = certificate.der().into_owned();
    if let Some(aux) = certificate.aux.get() {
        der.extend_from_slice(&aux.to_der());
    }
    der
}

impl Aux {
    fn read(reader: &mut Reader<'_>) -> Result<Self, DerError> {
        let mut inside = reader.inside(tag::SEQUENCE)?;
        let trust = match inside.optional(tag::SEQUENCE)? {
            Some(element) => Some(read_oids(element.contents)?),
            None => None,
        };
        let reject = match inside.optional(tag::context_constructed(0))? {
            Some(element) => Some(read_oids(element.contents)?),
            None => None,
        };
        let alias = inside
            .optional(tag::UTF8_STRING)?
            .map(|element| element.contents.to_vec());
        let key_id = inside
            .optional(tag::OCTET_STRING)?
            .map(|element| element.contents.to_vec());
        Ok(Self {
            trust,
            reject,
            alias,
            key_id,
            other: inside.rest().to_vec(),
        })
    }

    /// The settings' DER.
    pub fn to_der(&self) -> Vec<u8> {
        let mut writer = Writer::new();
        writer.nested(tag::SEQUENCE, |inside| {
            let lists = [
                (tag::SEQUENCE, &self.trust),
                (tag::context_constructed(0), &self.reject),
            ];
            for (tag_byte, list) in lists {
                if let Some(list) = list {
                    inside.nested(tag_byte, |oids| {
                        for oid in list {
                            oids.element(tag::OID, oid);
                        }
                    });
                }
            }
            if let Some(alias) = &self.alias {
                inside.element(tag::UTF8_STRING, alias);
            }
            if let Some(key_id) = &self.key_id {
                inside.element(tag::OCTET_STRING, key_id);
            }
            inside.raw(&self.other);
        });
        writer.into_bytes()
    }
}

fn read_oids(contents: &[u8]) -> Result<Vec<Vec<u8>>, DerError> {
    let mut reader = Reader::new(contents);
    let mut oids = Vec::new();
    while !reader.is_empty() {
        oids.push(reader.contents(tag::OID)?.to_vec());
    }
    Ok(oids)
}
