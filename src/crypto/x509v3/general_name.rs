//! GeneralName (RFC 5280 section 4.2.1.6), borrowed from the DER.

use crate::asn1::der::{DerError, Reader, tag};

/// One GeneralName.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GeneralName<'a> {
    /// otherName: the type's OID contents, and the value's DER.
    Other {
        /// Contents of the OBJECT IDENTIFIER.
        type_: &'a [u8],
        /// The value, one element.
        value: &'a [u8],
    },
    /// rfc822Name.
    Email(&'a [u8]),
    /// dNSName.
    Dns(&'a [u8]),
    /// x400Address, the contents.
    X400(&'a [u8]),
    /// directoryName, the Name's DER.
    Directory(&'a [u8]),
    /// ediPartyName, the contents.
    EdiParty(&'a [u8]),
    /// uniformResourceIdentifier.
    Uri(&'a [u8]),
    /// iPAddress: 4 or 16 bytes, in name constraints 8 or 32.
    Ip(&'a [u8]),
    /// registeredID: contents of the OBJECT IDENTIFIER.
    RegisteredId(&'a [u8]),
}

impl<'a> GeneralName<'a> {
    /// Reads one GeneralName.
    pub fn read(reader: &mut Reader<'a>) -> Result<Self, DerError> {
        let element = reader.any()?;
        let contents = element.contents;
        Ok(match element.tag {
            0xa0 => {
                let mut inside = Reader::new(contents);
                let type_ = inside.contents(tag::OID)?;
                let value = inside.contents(tag::context_constructed(0))?;
                inside.finish()?;
                let mut explicit = Reader::new(value);
                explicit.any()?;
                explicit.finish()?;
                Self::Other { type_, value }
            }
            0x81 => Self::Email(contents),
            0x82 => Self::Dns(contents),
            0xa3 => Self::X400(contents),
            0xa4 => {
                Reader::only(contents, tag::SEQUENCE)?;
                Self::Directory(contents)
            }
            0xa5 => Self::EdiParty(contents),
            0x86 => Self::Uri(contents),
            0x87 => Self::Ip(contents),
            0x88 => Self::RegisteredId(contents),
            _ => return Err(DerError::WrongTag),
        })
    }

    /// Reads the names that are the contents of a GeneralNames.
    pub fn read_all(contents: &'a [u8]) -> Result<Vec<Self>, DerError> {
        let mut reader = Reader::new(contents);
        let mut names = Vec::new();
        while !reader.is_empty() {
            names.push(Self::read(&mut reader)?);
        }
        Ok(names)
    }

    /// The number of its choice, `GEN_OTHERNAME` to `GEN_RID`.
    pub fn kind(&self) -> i32 {
        match self {
            Self::Other { .. } => 0,
            Self::Email(_) => 1,
            Self::Dns(_) => 2,
            Self::X400(_) => 3,
            Self::Directory(_) => 4,
            Self::EdiParty(_) => 5,
            Self::Uri(_) => 6,
            Self::Ip(_) => 7,
            Self::RegisteredId(_) => 8,
        }
    }
}

/// The names of an extension's value, which is a GeneralNames.
pub fn general_names(der: &[u8]) -> Result<Vec<GeneralName<'_>>, DerError> {
    GeneralName::read_all(Reader::only(der, tag::SEQUENCE)?.rest())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_choice_is_read_and_nothing_else() {
        let der = [
            0x30, 0x0c, 0x82, 2, b'a', b'b', 0x87, 4, 127, 0, 0, 1, 0x88, 0,
        ];
        let names = general_names(&der).unwrap();
        assert_eq!(names[0], GeneralName::Dns(b"ab"));
        assert_eq!(names[1], GeneralName::Ip(&[127, 0, 0, 1]));
        assert_eq!(names[2].kind(), 8);
        assert_eq!(general_names(&[0x30, 2, 0x04, 0]), Err(DerError::WrongTag));
        assert_eq!(general_names(&[0x30, 2, 0xa4, 0]), Err(DerError::Truncated));
    }
}
