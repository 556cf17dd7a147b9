//! What is in a block of PEM or in DER.

use zeroize::Zeroizing;

use super::info::Object;
use crate::asn1::der::{DerError, Reader};
use crate::evp::EVP_PKEY;
use crate::evp::pkey::Key;
use crate::keys_der::{private, rsa_public, spki};
use crate::pem::pkcs8;
use crate::x509::aux::read_trusted;
use crate::x509::{X509, X509_CRL};

/// Asks for the password of what is encrypted.
pub type Ask<'a> = &'a dyn Fn() -> Option<Zeroizing<Vec<u8>>>;

/// The object in a block called `name`. `None` when the name is not known or the content is broken.
pub fn from_block(name: &str, der: &[u8], ask: Ask<'_>) -> Option<Object> {
    let pkey = |key: (Key, usize)| EVP_PKEY::of(key.0);
    match name {
        "CERTIFICATE" | "X509 CERTIFICATE" => certificate(der, X509::read),
        "TRUSTED CERTIFICATE" => certificate(der, read_trusted),
        "X509 CRL" => list(der),
        "PUBLIC KEY" => spki(der).map(pkey).map(Object::Public),
        "RSA PUBLIC KEY" => rsa_public(der).map(pkey).map(Object::Public),
        "ENCRYPTED PRIVATE KEY" => encrypted(der, ask),
        "PRIVATE KEY" | "RSA PRIVATE KEY" | "EC PRIVATE KEY" => {
            private(der, None).map(pkey).map(Object::Private)
        }
        _ => None,
    }
}

/// The object that is all of `der`.
pub fn from_der(der: &[u8], ask: Ask<'_>) -> Option<Object> {
    let names = ["CERTIFICATE", "PRIVATE KEY", "PUBLIC KEY", "X509 CRL"];
    let plain = names.iter().find_map(|name| from_block(name, der, ask));
    plain.or_else(|| {
        // Only what looks like one is worth a question.
        let parts = Reader::new(der).inside(0x30).and_then(|mut info| {
            info.element(0x30)?;
            info.element(0x04)?;
            info.finish()
        });
        parts.ok().and_then(|()| encrypted(der, ask))
    })
}

fn encrypted(der: &[u8], ask: Ask<'_>) -> Option<Object> {
    let plain = pkcs8::decrypt(der, &ask()?).ok()?;
    private(&plain, None).map(|(key, _)| Object::Private(EVP_PKEY::of(key)))
}

fn certificate(
    der: &[u8],
    read: impl FnOnce(&mut Reader<'_>) -> Result<X509, DerError>,
) -> Option<Object> {
    let mut reader = Reader::new(der);
    let found = read(&mut reader).ok()?;
    reader.finish().ok()?;
    Some(Object::Certificate(found.into()))
}

fn list(der: &[u8]) -> Option<Object> {
    let mut reader = Reader::new(der);
    let found = X509_CRL::read(&mut reader).ok()?;
    reader.finish().ok()?;
    Some(Object::List(found.into()))
}
