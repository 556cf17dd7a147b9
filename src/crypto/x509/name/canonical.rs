//! The form in which names are compared.

use super::{X509_NAME, X509_NAME_ENTRY};
use crate::asn1::der::{tag, tlv};
use crate::asn1::string::ASN1_STRING;
use crate::asn1::string::kinds::to_der;
use crate::asn1::string::text::{Width, decode, to_utf8};

impl X509_NAME {
    pub(super) fn canonical_form(&self) -> Vec<u8> {
        self.sets(|entry: &X509_NAME_ENTRY| entry.der_with(&canonical_value(entry.value())))
    }
}

/// Text as UTF8String in lower case (ASCII only), without outer spaces, inner spaces single; other
/// types unchanged.
fn canonical_value(value: &ASN1_STRING) -> Vec<u8> {
    let is_text = matches!(value.type_(), 12 | 19 | 20 | 22 | 26 | 28 | 30);
    let width = Width::of_type(value.type_()).filter(|_| is_text);
    let text = width
        .and_then(|width| decode(width, value.bytes()))
        .and_then(|characters| to_utf8(&characters));
    let Some(text) = text else {
        return to_der(value);
    };
    let words = text.split(is_space).filter(|word| !word.is_empty());
    let folded = words.collect::<Vec<_>>().join(" ").to_ascii_lowercase();
    tlv(tag::UTF8_STRING, folded.as_bytes())
}

fn is_space(character: char) -> bool {
    matches!(character, ' ' | '\t'..='\r')
}
