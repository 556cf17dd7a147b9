//! A list of extensions that C may look at as a stack.

pub mod abi;

pub use abi::ExtensionList;

use super::X509_EXTENSION;
use crate::asn1::der::{DerError, Reader, Writer, tag};

impl ExtensionList {
    /// Reads Extensions; at least one, as RFC 5280 demands, is not insisted on.
    pub fn read(reader: &mut Reader<'_>) -> Result<Self, DerError> {
        let mut inside = reader.inside(tag::SEQUENCE)?;
        let mut list = Self::default();
        while !inside.is_empty() {
            list.insert(Box::new(X509_EXTENSION::read(&mut inside)?), -1);
        }
        Ok(list)
    }

    /// Extensions as DER.
    pub fn to_der(&self) -> Vec<u8> {
        let mut writer = Writer::new();
        writer.nested(tag::SEQUENCE, |inside| {
            for extension in self.iter() {
                inside.raw(&extension.to_der());
            }
        });
        writer.into_bytes()
    }

    /// The position of the first extension after `last` (-1: from the start) that `is` takes.
    pub fn position(&self, last: i32, is: impl Fn(&X509_EXTENSION) -> bool) -> Option<i32> {
        let from = usize::try_from(last).map_or(0, |last| last.saturating_add(1));
        let found = self.iter().skip(from).position(is)?;
        i32::try_from(found + from).ok()
    }

    /// The extension with this number; `Err` when there is more than one.
    pub fn only(&self, nid: i32) -> Result<Option<&X509_EXTENSION>, Duplicate> {
        let mut found = self
            .iter()
            .filter(|extension| extension.object().nid() == nid);
        let first = found.next();
        if found.next().is_some() {
            Err(Duplicate)
        } else {
            Ok(first)
        }
    }
}

/// An extension is there more than once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Duplicate;
