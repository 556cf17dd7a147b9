//! What can go wrong, by culprit, with the alert for each fault; and why datagrams are dropped.

use core::fmt;

use crate::codec::{DecodeError, Oversize};
use crate::msg::AlertDescription;

/// An error that ends the connection, unless its kind is [`ErrorKind::ApiMisuse`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Error {
    /// Whose fault it is.
    pub kind: ErrorKind,
    /// The exact fault.
    pub reason: Reason,
    /// The fatal alert that tells the peer; None when the peer is told nothing.
    pub alert: Option<AlertDescription>,
}

/// Whose fault an [`Error`] is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ErrorKind {
    /// The peer's bytes do not parse.
    Decode,
    /// The peer broke the protocol.
    PeerMisbehaved,
    /// Both are right, and have nothing in common.
    PeerIncompatible,
    /// The caller asked for what the state forbids. The connection is unchanged.
    ApiMisuse,
    /// The peer ended the connection with an alert.
    AlertReceived,
    /// The peer's certificate was refused.
    Certificate,
    /// Something failed on this side.
    Internal,
}

/// Defines the reasons without data, each with its kind and its alert.
macro_rules! reasons {
    ($($kind:ident { $($(#[$doc:meta])* $reason:ident => $alert:expr,)* })*) => {
        /// The exact fault.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[non_exhaustive]
        pub enum Reason {
            /// Bytes that do not parse.
            Decode(DecodeError),
            /// The peer sent this fatal alert.
            AlertReceived(AlertDescription),
            /// The peer's certificate was refused with this alert.
            CertificateBad(AlertDescription),
            /// The application refused the handshake with this alert.
            Refused(AlertDescription),
            $($($(#[$doc])* $reason,)*)*
        }

        impl Reason {
            /// Whose fault it is.
            pub const fn kind(self) -> ErrorKind {
                match self {
                    Self::Decode(_) => ErrorKind::Decode,
                    Self::AlertReceived(_) => ErrorKind::AlertReceived,
                    Self::CertificateBad(_) => ErrorKind::Certificate,
                    Self::Refused(_) => ErrorKind::PeerIncompatible,
                    $($(Self::$reason => ErrorKind::$kind,)*)*
                }
            }

            /// The fatal alert that tells the peer; None when the peer is told nothing.
            pub const fn alert(self) -> Option<AlertDescription> {
                match self {
                    Self::Decode(error) => Some(decode_alert(error)),
                    Self::AlertReceived(_) => None,
                    Self::CertificateBad(alert) | Self::Refused(alert) => Some(alert),
                    $($(Self::$reason => $alert,)*)*
                }
            }
        }
    };
}

reasons! {
    PeerMisbehaved {
        /// A handshake message that the state does not allow.
        UnexpectedMessage => Some(AlertDescription::UNEXPECTED_MESSAGE),
        /// A record of a type that does not exist, or that the state does not allow.
        UnexpectedRecord => Some(AlertDescription::UNEXPECTED_MESSAGE),
        /// Handshake messages behind the Finished that ends the handshake.
        ExcessHandshakeData => Some(AlertDescription::UNEXPECTED_MESSAGE),
        /// A handshake record that does not hold whole fragments, or a fragment without content.
        BadFragment => Some(AlertDescription::DECODE_ERROR),
        /// A fragment that contradicts an earlier one of its message.
        InconsistentFragment => Some(AlertDescription::ILLEGAL_PARAMETER),
        /// A ChangeCipherSpec with another content than the one it has.
        BadChangeCipherSpec => Some(AlertDescription::ILLEGAL_PARAMETER),
        /// An alert that does not have two bytes.
        BadAlert => Some(AlertDescription::UNEXPECTED_MESSAGE),
        /// An alert that is neither a warning nor fatal.
        UnknownAlertLevel => Some(AlertDescription::ILLEGAL_PARAMETER),
        /// A Finished of a wrong length.
        BadFinishedLength => Some(AlertDescription::DECODE_ERROR),
        /// A record that authenticates and is longer than its plaintext may be.
        RecordOverflow => Some(AlertDescription::RECORD_OVERFLOW),
        /// A handshake message longer than the limit for its type.
        MessageTooLong => Some(AlertDescription::ILLEGAL_PARAMETER),
        /// More warning alerts in a row than are tolerated.
        TooManyWarnings => Some(AlertDescription::UNEXPECTED_MESSAGE),
        /// More key updates in a row than are tolerated.
        TooManyKeyUpdates => Some(AlertDescription::UNEXPECTED_MESSAGE),
        /// More data under new keys in front of a Finished than is kept, over a transport that loses none.
        TooMuchEarlyData => Some(AlertDescription::UNEXPECTED_MESSAGE),
        /// A Finished whose verify data is wrong.
        FinishedMismatch => Some(AlertDescription::DECRYPT_ERROR),
        /// A signature over the key exchange or the transcript that does not verify.
        BadSignature => Some(AlertDescription::DECRYPT_ERROR),
        /// A signature with a scheme that was not offered, or that does not fit the key.
        WrongSignatureScheme => Some(AlertDescription::ILLEGAL_PARAMETER),
        /// A certificate whose key does not fit the cipher suite.
        WrongCertificateType => Some(AlertDescription::ILLEGAL_PARAMETER),
        /// RSA key exchange with a certificate whose key usage excludes encryption.
        CertificateCannotEncrypt => Some(AlertDescription::ILLEGAL_PARAMETER),
        /// A signed key exchange with a certificate whose key usage excludes signatures.
        CertificateCannotSign => Some(AlertDescription::ILLEGAL_PARAMETER),
        /// A certificate or public key that does not parse.
        BadCertificate => Some(AlertDescription::BAD_CERTIFICATE),
        /// A server that must send a certificate and sent none.
        EmptyCertificateList => Some(AlertDescription::DECODE_ERROR),
        /// The server chose a version that was not offered.
        WrongVersion => Some(AlertDescription::PROTOCOL_VERSION),
        /// The server chose a suite that was not offered or that the version excludes.
        WrongCipherReturned => Some(AlertDescription::ILLEGAL_PARAMETER),
        /// The server chose a compression method other than null.
        WrongCompressionReturned => Some(AlertDescription::ILLEGAL_PARAMETER),
        /// The client offered no null compression.
        NoNullCompression => Some(AlertDescription::DECODE_ERROR),
        /// A group that was not offered.
        WrongGroup => Some(AlertDescription::ILLEGAL_PARAMETER),
        /// A public value that is no point of its group, or gives a zero secret.
        BadPublicValue => Some(AlertDescription::ILLEGAL_PARAMETER),
        /// Point formats without the uncompressed form (RFC 8422 section 5.1.2).
        BadPointFormats => Some(AlertDescription::ILLEGAL_PARAMETER),
        /// A Diffie-Hellman value out of range, or a group that cannot be one.
        BadDhValue => Some(AlertDescription::ILLEGAL_PARAMETER),
        /// Diffie-Hellman parameters below the least size accepted.
        DhKeyTooSmall => Some(AlertDescription::HANDSHAKE_FAILURE),
        /// An application protocol that was not offered.
        WrongApplicationProtocol => Some(AlertDescription::ILLEGAL_PARAMETER),
        /// An answer to an extension that was not sent.
        UnsolicitedExtension => Some(AlertDescription::UNSUPPORTED_EXTENSION),
        /// An extension that its value or the other choices exclude.
        BadExtension => Some(AlertDescription::ILLEGAL_PARAMETER),
        /// An extension that must be there.
        MissingExtension => Some(AlertDescription::MISSING_EXTENSION),
        /// An SRTP profile that was not offered, or a key identifier that differs.
        BadSrtpProfile => Some(AlertDescription::ILLEGAL_PARAMETER),
        /// `renegotiation_info` that does not continue the connection (RFC 5746).
        RenegotiationMismatch => Some(AlertDescription::HANDSHAKE_FAILURE),
        /// The signalling suite of RFC 5746 inside a renegotiation.
        ScsvInRenegotiation => Some(AlertDescription::HANDSHAKE_FAILURE),
        /// Extended master secret that came or went between a session and its resumption
        /// (RFC 7627 section 5.3).
        InconsistentExtendedMasterSecret => Some(AlertDescription::HANDSHAKE_FAILURE),
        /// A resumed session with another suite.
        ResumedCipherChanged => Some(AlertDescription::ILLEGAL_PARAMETER),
        /// A resumed session with another version.
        ResumedVersionChanged => Some(AlertDescription::ILLEGAL_PARAMETER),
        /// The second hello after a cookie or a retry changed what it may not.
        HelloChanged => Some(AlertDescription::ILLEGAL_PARAMETER),
        /// The client fell back although the server speaks a newer version (RFC 7507).
        InappropriateFallback => Some(AlertDescription::INAPPROPRIATE_FALLBACK),
        /// The sentinel in the server's random shows a forced downgrade (RFC 8446 section 4.1.3).
        DowngradeDetected => Some(AlertDescription::ILLEGAL_PARAMETER),
        /// The driver does not take what the server says of its certificate's status (RFC 6066 section 8).
        StatusBad => Some(AlertDescription::BAD_CERTIFICATE_STATUS_RESPONSE),
        /// A client that must authenticate sent no certificate.
        NoClientCertificate => Some(AlertDescription::HANDSHAKE_FAILURE),
        /// A client sent a certificate and no proof of its key.
        MissingCertificateVerify => Some(AlertDescription::UNEXPECTED_MESSAGE),
    }
    PeerIncompatible {
        /// No common version.
        UnsupportedVersion => Some(AlertDescription::PROTOCOL_VERSION),
        /// No common cipher suite.
        NoSharedCipher => Some(AlertDescription::HANDSHAKE_FAILURE),
        /// No common group.
        NoSharedGroup => Some(AlertDescription::HANDSHAKE_FAILURE),
        /// No common signature algorithm.
        NoSharedSignatureScheme => Some(AlertDescription::HANDSHAKE_FAILURE),
        /// No common application protocol.
        NoApplicationProtocol => Some(AlertDescription::NO_APPLICATION_PROTOCOL),
        /// A peer without RFC 5746 where it is demanded.
        UnsafeLegacyRenegotiation => Some(AlertDescription::HANDSHAKE_FAILURE),
        /// A peer without RFC 7627 where it is demanded.
        ExtendedMasterSecretRequired => Some(AlertDescription::HANDSHAKE_FAILURE),
        /// The peer refused a renegotiation that this side needs.
        RenegotiationRefused => Some(AlertDescription::HANDSHAKE_FAILURE),
        /// No common form of certificates (RFC 7250 section 4.2).
        NoCommonCertificateType => Some(AlertDescription::UNSUPPORTED_CERTIFICATE),
        /// A PSK identity that the application does not know.
        UnknownPskIdentity => Some(AlertDescription::UNKNOWN_PSK_IDENTITY),
    }
    ApiMisuse {
        /// The call does not fit the state of the connection.
        WrongState => None,
        /// The handshake is not done.
        HandshakeNotDone => None,
        /// This side has closed the connection.
        Closed => None,
        /// The connection has failed before.
        Failed => None,
        /// An answer that does not fit the open question, or no question is open.
        WrongAnswer => None,
        /// The buffer cannot hold the result.
        BufferTooSmall => None,
        /// More data than one record can carry.
        DataTooLong => None,
        /// An argument outside its range.
        BadArgument => None,
        /// A heartbeat of ours is in flight already.
        HeartbeatPending => None,
        /// The peer does not take heartbeat requests, or nothing was agreed about them (RFC 6520 section 2).
        HeartbeatNotAllowed => None,
        /// An exporter label that belongs to the protocol (RFC 5705 section 4).
        IllegalExporterLabel => None,
        /// The configuration leaves no version or no suite.
        NothingEnabled => None,
    }
    Internal {
        /// The random source failed.
        RandomFailed => Some(AlertDescription::INTERNAL_ERROR),
        /// The driver has no pre-shared key for this server.
        NoPskIdentity => Some(AlertDescription::HANDSHAKE_FAILURE),
        /// The driver could not judge the status of the server's certificate.
        StatusFailed => Some(AlertDescription::INTERNAL_ERROR),
        /// The driver could not say the status of our certificate.
        StapleFailed => Some(AlertDescription::INTERNAL_ERROR),
        /// The driver has no Diffie-Hellman group for this handshake.
        NoDhGroup => Some(AlertDescription::INTERNAL_ERROR),
        /// The signature could not be made.
        SignFailed => Some(AlertDescription::INTERNAL_ERROR),
        /// A cryptographic operation failed that cannot fail on good input.
        CryptoFailed => Some(AlertDescription::INTERNAL_ERROR),
        /// A message of this side does not fit its length fields.
        Oversize => Some(AlertDescription::INTERNAL_ERROR),
        /// No sequence number is left in the epoch.
        SequenceExhausted => Some(AlertDescription::INTERNAL_ERROR),
        /// The cookie could not be made.
        CookieFailed => Some(AlertDescription::INTERNAL_ERROR),
        /// The flight was sent as often as allowed without an answer.
        TimedOut => None,
        /// The engine is in a state it should not be in.
        Bug => Some(AlertDescription::INTERNAL_ERROR),
    }
}

/// Wrong lengths are `decode_error`, wrong values `illegal_parameter` (RFC 5246 section 7.2.2, RFC
/// 8446 section 6.2).
const fn decode_alert(error: DecodeError) -> AlertDescription {
    match error {
        DecodeError::IllegalValue
        | DecodeError::ExtensionValue(_)
        | DecodeError::DuplicateExtension(_)
        | DecodeError::DuplicateEntry => AlertDescription::ILLEGAL_PARAMETER,
        _ => AlertDescription::DECODE_ERROR,
    }
}

impl Error {
    /// The error with the reason's own kind and alert.
    pub const fn new(reason: Reason) -> Self {
        Self {
            kind: reason.kind(),
            reason,
            alert: reason.alert(),
        }
    }

    /// The same with another alert, where one fault has several by version or side.
    pub const fn with_alert(reason: Reason, alert: AlertDescription) -> Self {
        Self {
            kind: reason.kind(),
            reason,
            alert: Some(alert),
        }
    }

    /// Whether the connection can go on.
    pub fn is_fatal(&self) -> bool {
        self.kind != ErrorKind::ApiMisuse
    }
}

impl From<Reason> for Error {
    fn from(reason: Reason) -> Self {
        Self::new(reason)
    }
}

impl From<DecodeError> for Error {
    fn from(error: DecodeError) -> Self {
        Self::new(Reason::Decode(error))
    }
}

impl From<Oversize> for Error {
    fn from(_: Oversize) -> Self {
        Self::new(Reason::Oversize)
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.reason {
            Reason::Decode(error) => write!(f, "{error}"),
            reason => write!(f, "{reason:?}"),
        }
    }
}

impl core::error::Error for Error {}

/// Defines the reasons for dropping input, and a counter for each.
macro_rules! drop_reasons {
    ($($(#[$doc:meta])* $reason:ident,)*) => {
        /// Why a datagram, or a part of it, was dropped without an effect.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum DropReason {
            $($(#[$doc])* $reason,)*
        }

        impl DropReason {
            /// All reasons, in the order of the enum.
            pub const ALL: &[Self] = &[$(Self::$reason,)*];
        }
    };
}

drop_reasons! {
    /// Shorter than a record header, or than the length that the header names.
    Truncated,
    /// A content type that does not exist.
    UnknownContentType,
    /// A version that is not that of the connection.
    WrongVersion,
    /// A record longer than the protocol allows.
    RecordTooLong,
    /// A record without content where content is demanded.
    EmptyRecord,
    /// An epoch whose keys are gone or never came.
    UnknownEpoch,
    /// A record of a next epoch when as many are kept as the limit allows.
    EarlyRecordLimit,
    /// A sequence number seen before, or too old to tell.
    Replayed,
    /// A record that does not authenticate.
    BadRecord,
    /// A record without protection where protection is demanded.
    Unprotected,
    /// Application data before the handshake is done.
    EarlyData,
    /// An alert that does not parse, or that nobody can vouch for.
    BadAlert,
    /// A ChangeCipherSpec that does not parse or does not fit the state.
    BadChangeCipherSpec,
    /// A handshake header that does not parse.
    BadFragment,
    /// A fragment that contradicts an earlier one of its message.
    InconsistentFragment,
    /// A message longer than the limit.
    MessageTooLong,
    /// A message that was complete before.
    OldMessage,
    /// A message too far ahead to be kept.
    MessageTooFarAhead,
    /// More bytes out of order than the limit allows.
    ReassemblyLimit,
    /// A message that does not fit the state, and that nobody can vouch for.
    UnexpectedMessage,
    /// A first hello that does not parse.
    BadHello,
    /// A hello with a cookie that is not good.
    BadCookie,
    /// A heartbeat that does not parse (RFC 6520 section 4).
    BadHeartbeat,
    /// A heartbeat that was not agreed on, or that comes in a handshake or an older epoch (RFC 6520 sections 2 and 3).
    HeartbeatNotAllowed,
    /// A heartbeat request without an answer: one before it still waits for its own, or it would exceed a record.
    HeartbeatNotAnswered,
    /// An answer to no heartbeat of ours, or to an earlier one.
    UnexpectedHeartbeatResponse,
    /// An ACK that does not parse.
    BadAck,
    /// A connection ID that is not ours.
    WrongConnectionId,
    /// Input after the connection ended.
    Closed,
}

/// How often input was dropped, by reason. Counters stop at their greatest value.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Drops {
    counts: [u32; DropReason::ALL.len()],
}

impl Drops {
    /// All zero.
    pub const fn new() -> Self {
        Self {
            counts: [0; DropReason::ALL.len()],
        }
    }

    /// Counts one.
    pub fn add(&mut self, reason: DropReason) {
        let count = &mut self.counts[reason as usize];
        *count = count.saturating_add(1);
    }

    /// How often `reason` was counted.
    pub const fn count(&self, reason: DropReason) -> u32 {
        self.counts[reason as usize]
    }

    /// The sum over all reasons.
    pub fn total(&self) -> u64 {
        self.counts.iter().copied().map(u64::from).sum()
    }

    /// The reasons that were counted, with their counts.
    pub fn iter(&self) -> impl Iterator<Item = (DropReason, u32)> + '_ {
        let all = DropReason::ALL.iter().copied().zip(self.counts);
        all.filter(|&(_, count)| count > 0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_and_values_have_their_alerts() {
        let alert = |error: DecodeError| Error::from(error).alert;
        assert_eq!(
            alert(DecodeError::Truncated),
            Some(AlertDescription::DECODE_ERROR)
        );
        assert_eq!(
            alert(DecodeError::TrailingBytes),
            Some(AlertDescription::DECODE_ERROR)
        );
        assert_eq!(
            alert(DecodeError::IllegalValue),
            Some(AlertDescription::ILLEGAL_PARAMETER)
        );
        assert_eq!(
            alert(DecodeError::DuplicateExtension(5)),
            Some(AlertDescription::ILLEGAL_PARAMETER)
        );
    }

    #[test]
    fn kinds_follow_reasons() {
        let misuse = Error::new(Reason::WrongState);
        assert_eq!((misuse.kind, misuse.alert), (ErrorKind::ApiMisuse, None));
        assert!(!misuse.is_fatal());
        let refused = Error::new(Reason::CertificateBad(AlertDescription::UNKNOWN_CA));
        assert_eq!(refused.kind, ErrorKind::Certificate);
        assert_eq!(refused.alert, Some(AlertDescription::UNKNOWN_CA));
        assert!(refused.is_fatal());
        let received = Error::new(Reason::AlertReceived(AlertDescription::UNKNOWN_CA));
        assert_eq!(
            (received.kind, received.alert),
            (ErrorKind::AlertReceived, None)
        );
    }

    #[test]
    fn drops_are_counted_by_reason() {
        let mut drops = Drops::new();
        for (index, &reason) in DropReason::ALL.iter().enumerate() {
            assert_eq!(reason as usize, index);
        }
        drops.add(DropReason::Replayed);
        drops.add(DropReason::Replayed);
        drops.add(DropReason::Closed);
        assert_eq!(drops.count(DropReason::Replayed), 2);
        assert_eq!(drops.count(DropReason::BadRecord), 0);
        assert_eq!(drops.total(), 3);
        assert!(
            drops
                .iter()
                .eq([(DropReason::Replayed, 2), (DropReason::Closed, 1)])
        );
    }
}
