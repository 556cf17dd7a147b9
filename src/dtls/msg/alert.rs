//! Alerts (RFC 5246 section 7.2).

use super::wire::{AlertDescription, AlertLevel};
use crate::codec::{Codec, DecodeError, Reader, Writer};

/// The content of an alert record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Alert {
    /// Not trusted: in DTLS 1.3 the description alone decides (RFC 8446 section 6).
    pub level: AlertLevel,
    /// What happened.
    pub description: AlertDescription,
}

impl Alert {
    /// Length in bytes of an encoded alert.
    pub const LEN: usize = 2;

    /// An alert that ends the connection.
    pub const fn fatal(description: AlertDescription) -> Self {
        Self {
            level: AlertLevel::FATAL,
            description,
        }
    }

    /// An alert that does not.
    pub const fn warning(description: AlertDescription) -> Self {
        Self {
            level: AlertLevel::WARNING,
            description,
        }
    }
}

impl Codec for Alert {
    fn read(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        let [level, description] = reader.array()?;
        Ok(Self {
            level: AlertLevel(level),
            description: AlertDescription(description),
        })
    }

    fn encode(&self, writer: &mut Writer) {
        self.level.encode(writer);
        self.description.encode(writer);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::codec::testing::check;

    #[test]
    fn codec() {
        assert_eq!(
            check(&Alert::fatal(AlertDescription::HANDSHAKE_FAILURE)),
            [2, 40]
        );
        assert_eq!(
            check(&Alert::warning(AlertDescription::CLOSE_NOTIFY)),
            [1, 0]
        );
    }
}
