//! The list of extensions in hellos and in several messages of 1.3 (RFC 5246 section 7.4.1.4).

use alloc::vec::Vec;

use super::wire::ExtensionType;
use crate::codec::{Codec, DecodeError, Oversize, Reader, VectorLength, Writer};

/// The body of one extension. Extensions whose body differs by message have one type for each form.
pub trait ExtensionBody: Codec {
    /// The number of the extension.
    const TYPE: ExtensionType;
}

/// A list of extensions as it stands in a message: checked, but not copied.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ExtensionBlock<'a> {
    /// The entries, without the length in front of the list.
    entries: &'a [u8],
}

/// An owned list of extensions. Order and unknown extensions are kept; no type occurs twice.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Extensions {
    entries: Vec<u8>,
}

/// `Extension extensions<0..2^16-1>`
const LIST: VectorLength = VectorLength::u16(0, (1 << 16) - 1);

/// More extensions than this in one list are refused. The registry knows about sixty in all.
pub const MAX_EXTENSIONS: usize = 64;

impl<'a> ExtensionBlock<'a> {
    /// Reads a list that must be there.
    pub fn read(reader: &mut Reader<'a>) -> Result<Self, DecodeError> {
        let entries = reader.vector(LIST)?;
        let mut seen = [ExtensionType(0); MAX_EXTENSIONS];
        let mut count = 0;
        let mut list = Reader::new(entries);
        while !list.is_empty() {
            let kind = ExtensionType::read(&mut list)?;
            list.vec16()?;
            if seen[..count].contains(&kind) {
                return Err(DecodeError::DuplicateExtension(kind.0));
            }
            *seen.get_mut(count).ok_or(DecodeError::TooMany)? = kind;
            count += 1;
        }
        Ok(Self { entries })
    }

    /// Reads the list at the end of a hello, which may be missing altogether.
    pub fn read_optional(reader: &mut Reader<'a>) -> Result<Self, DecodeError> {
        match reader.is_empty() {
            true => Ok(Self::default()),
            false => Self::read(reader),
        }
    }

    /// The extensions in their order.
    pub fn iter(&self) -> impl Iterator<Item = (ExtensionType, &'a [u8])> + use<'a> {
        let mut list = Reader::new(self.entries);
        // `read` has checked that the list parses: the iterator ends at its end.
        core::iter::from_fn(move || {
            let kind = ExtensionType::read(&mut list).ok()?;
            Some((kind, list.vec16().ok()?))
        })
    }

    /// The body of the extension `kind`.
    pub fn raw(&self, kind: ExtensionType) -> Option<&'a [u8]> {
        self.iter()
            .find(|&(found, _)| found == kind)
            .map(|(_, body)| body)
    }

    /// The body of an extension, parsed; None when it is not in the list.
    pub fn get<E: ExtensionBody>(&self) -> Result<Option<E>, DecodeError> {
        let body = self.raw(E::TYPE).map(E::from_bytes).transpose();
        body.map_err(|error| match error {
            DecodeError::IllegalValue | DecodeError::DuplicateEntry => {
                DecodeError::ExtensionValue(E::TYPE.0)
            }
            _ => DecodeError::ExtensionLength(E::TYPE.0),
        })
    }

    /// Whether the extension `kind` is in the list.
    pub fn contains(&self, kind: ExtensionType) -> bool {
        self.raw(kind).is_some()
    }

    /// Whether there is no extension.
    pub const fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// An owned copy.
    pub fn to_owned(&self) -> Extensions {
        Extensions {
            entries: self.entries.to_vec(),
        }
    }
}

impl Extensions {
    /// An empty list.
    pub const fn new() -> Self {
        Self {
            entries: Vec::new(),
        }
    }

    /// The list, borrowed.
    pub fn block(&self) -> ExtensionBlock<'_> {
        ExtensionBlock {
            entries: &self.entries,
        }
    }

    /// The extensions in their order.
    pub fn iter(&self) -> impl Iterator<Item = (ExtensionType, &[u8])> {
        self.block().iter()
    }

    /// The body of the extension `kind`.
    pub fn raw(&self, kind: ExtensionType) -> Option<&[u8]> {
        self.block().raw(kind)
    }

    /// The body of an extension, parsed; None when it is not in the list.
    pub fn get<E: ExtensionBody>(&self) -> Result<Option<E>, DecodeError> {
        self.block().get()
    }

    /// Whether the extension `kind` is in the list.
    pub fn contains(&self, kind: ExtensionType) -> bool {
        self.block().contains(kind)
    }

    /// Whether there is no extension.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Appends an extension, in place of one of the same type.
    pub fn push<E: ExtensionBody>(&mut self, extension: &E) -> Result<(), Oversize> {
        self.push_raw(E::TYPE, &extension.to_bytes()?)
    }

    /// Appends an extension with an encoded body, in place of one of the same type.
    pub fn push_raw(&mut self, kind: ExtensionType, body: &[u8]) -> Result<(), Oversize> {
        self.remove(kind);
        let length = u16::try_from(body.len()).map_err(|_| Oversize)?;
        self.entries.extend_from_slice(&kind.0.to_be_bytes());
        self.entries.extend_from_slice(&length.to_be_bytes());
        self.entries.extend_from_slice(body);
        Ok(())
    }

    /// Takes the extension `kind` out of the list; false when it is not there.
    pub fn remove(&mut self, kind: ExtensionType) -> bool {
        let mut start = 0;
        let found = self.iter().find_map(|(found, body)| {
            let range = start..start + 4 + body.len();
            start = range.end;
            (found == kind).then_some(range)
        });
        found.map(|range| self.entries.drain(range)).is_some()
    }

    /// Writes the list as hellos of 1.0 and 1.2 have it: not at all when it is empty.
    pub fn encode_optional(&self, writer: &mut Writer) {
        if !self.is_empty() {
            self.encode(writer);
        }
    }
}

impl Codec for Extensions {
    fn read(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        ExtensionBlock::read(reader).map(|block| block.to_owned())
    }

    fn encode(&self, writer: &mut Writer) {
        writer.vector(LIST, &self.entries);
    }
}

#[cfg(test)]
mod tests {
    use alloc::vec;

    use super::*;
    use crate::codec::testing::check;
    use crate::msg::ext::{ExtendedMasterSecret, SupportedGroups};
    use crate::msg::wire::NamedGroup;

    fn list() -> Extensions {
        let mut list = Extensions::new();
        list.push_raw(ExtensionType(0x1234), &[1, 2, 3]).unwrap();
        list.push(&ExtendedMasterSecret).unwrap();
        list.push(&SupportedGroups(vec![NamedGroup::X25519]))
            .unwrap();
        list
    }

    #[test]
    fn codec() {
        let bytes = check(&list());
        let expected = [
            0, 19, 0x12, 0x34, 0, 3, 1, 2, 3, 0, 23, 0, 0, 0, 10, 0, 4, 0, 2, 0, 29,
        ];
        assert_eq!(bytes, expected);
        assert_eq!(check(&Extensions::new()), [0, 0]);
    }

    #[test]
    fn order_and_unknown_types_are_kept() {
        let list = Extensions::from_bytes(&list().to_bytes().unwrap()).unwrap();
        let kinds: Vec<_> = list.iter().map(|(kind, _)| kind.0).collect();
        assert_eq!(kinds, [0x1234, 23, 10]);
        assert_eq!(list.raw(ExtensionType(0x1234)), Some(&[1, 2, 3][..]));
        assert_eq!(list.get(), Ok(Some(ExtendedMasterSecret)));
        assert_eq!(
            list.get(),
            Ok(Some(SupportedGroups(vec![NamedGroup::X25519])))
        );
        assert!(!list.contains(ExtensionType::KEY_SHARE));
    }

    #[test]
    fn duplicates_are_refused() {
        let bytes = [0, 12, 0, 23, 0, 0, 0, 5, 0, 0, 0, 23, 0, 0];
        assert_eq!(
            Extensions::from_bytes(&bytes),
            Err(DecodeError::DuplicateExtension(23))
        );
    }

    #[test]
    fn the_number_of_extensions_is_limited() {
        let mut list = Extensions::new();
        for kind in 0..MAX_EXTENSIONS as u16 {
            list.push_raw(ExtensionType(kind), &[]).unwrap();
        }
        assert_eq!(
            Extensions::from_bytes(&list.to_bytes().unwrap()).as_ref(),
            Ok(&list)
        );
        list.push_raw(ExtensionType(1000), &[]).unwrap();
        let parsed = Extensions::from_bytes(&list.to_bytes().unwrap());
        assert_eq!(parsed, Err(DecodeError::TooMany));
    }

    #[test]
    fn a_body_must_be_consumed() {
        let mut list = Extensions::new();
        list.push_raw(ExtensionType::EXTENDED_MASTER_SECRET, &[0])
            .unwrap();
        assert_eq!(
            list.get::<ExtendedMasterSecret>(),
            Err(DecodeError::ExtensionLength(23))
        );
    }

    #[test]
    fn pushing_again_replaces() {
        let mut list = list();
        list.push(&SupportedGroups(vec![NamedGroup::SECP256R1]))
            .unwrap();
        list.push_raw(ExtensionType(0x1234), &[9]).unwrap();
        let kinds: Vec<_> = list.iter().map(|(kind, _)| kind.0).collect();
        assert_eq!(kinds, [23, 10, 0x1234]);
        assert!(list.remove(ExtensionType(23)));
        assert!(!list.remove(ExtensionType(23)));
        assert_eq!(
            check(&list),
            [0, 13, 0, 10, 0, 4, 0, 2, 0, 23, 0x12, 0x34, 0, 1, 9]
        );
    }

    #[test]
    fn bodies_too_long_are_refused() {
        let mut list = Extensions::new();
        assert_eq!(
            list.push_raw(ExtensionType(1), &vec![0; 65536]),
            Err(Oversize)
        );
        assert_eq!(list.push_raw(ExtensionType(1), &vec![0; 65535]), Ok(()));
        assert_eq!(list.to_bytes(), Err(Oversize));
    }
}
