//! A certificate's DER.

use std::borrow::Cow;

use super::X509;
use crate::asn1::der::{Writer, tag};
use crate::asn1::integer::contents_of;
use crate::asn1::string::kinds::{to_der, to_der_as};

impl X509 {
    /// The Certificate's DER: what was received or signed, else made from the parts.
    pub fn der(&self) -> Cow<'_, [u8]> {
        match &self.encoding.get().der {
            Some(der) => Cow::Borrowed(der),
            None => Cow::Owned(self.assemble(&self.tbs_der())),
        }
    }

    /// The TBSCertificate's DER: what was received or signed, else made from the parts.
    pub fn tbs_der(&self) -> Cow<'_, [u8]> {
        match &self.encoding.get().tbs {
            Some(der) => Cow::Borrowed(der),
            None => Cow::Owned(self.encode_tbs()),
        }
    }

    /// A Certificate of this TBSCertificate and the algorithm and signature the object has.
    pub(crate) fn assemble(&self, tbs: &[u8]) -> Vec<u8> {
        let mut writer = Writer::new();
        writer.nested(tag::SEQUENCE, |outer| {
            outer
                .raw(tbs)
                .raw(&self.algorithm.get().to_der())
                .raw(&to_der(self.signature.get()));
        });
        writer.into_bytes()
    }

    /// The TBSCertificate made from the parts as they are now.
    pub(crate) fn encode_tbs(&self) -> Vec<u8> {
        let mut writer = Writer::new();
        writer.nested(tag::SEQUENCE, |tbs| {
            let version = *self.version.get();
            if version != 0 {
                let number = contents_of(&version.unsigned_abs().to_be_bytes(), version < 0);
                tbs.nested(tag::context_constructed(0), |explicit| {
                    explicit.element(tag::INTEGER, &number);
                });
            }
            tbs.raw(&to_der(self.serial.get()));
            tbs.raw(&self.tbs_algorithm.get().to_der());
            tbs.raw(self.issuer.get().der());
            tbs.nested(tag::SEQUENCE, |validity| {
                validity
                    .raw(&to_der(self.not_before.get()))
                    .raw(&to_der(self.not_after.get()));
            });
            tbs.raw(self.subject.get().der());
            tbs.raw(self.pubkey.get().der());
            for (number, uid) in [(1, &self.issuer_uid), (2, &self.subject_uid)] {
                if let Some(uid) = uid {
                    tbs.raw(&to_der_as(uid.get(), tag::context(number)));
                }
            }
            if !self.extensions.get().is_empty() {
                tbs.nested(tag::context_constructed(3), |explicit| {
                    explicit.raw(&self.extensions.get().to_der());
                });
            }
        });
        writer.into_bytes()
    }
}
