//! Numbers that the protocol gives names to.
//!
//! Each is a newtype over the integer, so that a value this implementation does not know survives
//! reading and writing.

use core::fmt;

use crate::codec::{Codec, DecodeError, Reader, Writer};

/// Defines newtypes over wire integers with named constants.
macro_rules! wire_type {
    ($(#[$doc:meta])* $name:ident($int:ident) {
        $($(#[$constant_doc:meta])* $constant:ident = $value:literal;)*
    }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub $int);

        impl $name {
            $($(#[$constant_doc])* pub const $constant: Self = Self($value);)*

            /// The name of the value, if it is one of the constants here.
            pub const fn name(self) -> Option<&'static str> {
                match self.0 {
                    $($value => Some(stringify!($constant)),)*
                    _ => None,
                }
            }
        }

        impl core::fmt::Debug for $name {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                match self.name() {
                    Some(name) => f.write_str(name),
                    None => write!(f, concat!(stringify!($name), "({:#x})"), self.0),
                }
            }
        }

        impl crate::codec::Codec for $name {
            fn read(
                reader: &mut crate::codec::Reader<'_>,
            ) -> Result<Self, crate::codec::DecodeError> {
                reader.$int().map(Self)
            }

            fn encode(&self, writer: &mut crate::codec::Writer) {
                writer.$int(self.0);
            }
        }
    };
}
pub(super) use wire_type;

/// A version as it stands in records and hellos. DTLS numbers are the ones' complement of the
/// version, so a newer version has the smaller number: compare with [`ProtocolVersion::is_at_least`],
/// never by number.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct ProtocolVersion(pub u16);

impl ProtocolVersion {
    /// DTLS 1.0 (RFC 4347).
    pub const DTLS1_0: Self = Self(0xfeff);
    /// DTLS 1.2 (RFC 6347).
    pub const DTLS1_2: Self = Self(0xfefd);
    /// DTLS 1.3 (RFC 9147).
    pub const DTLS1_3: Self = Self(0xfefc);

    /// Whether the number belongs to DTLS at all: a major version of 254.
    pub const fn is_dtls(self) -> bool {
        self.0 >> 8 == 0xfe
    }

    /// Whether this is `other` or newer. False when either is no DTLS version.
    pub const fn is_at_least(self, other: Self) -> bool {
        self.is_dtls() && other.is_dtls() && self.0 <= other.0
    }

    /// Whether this is older than `other`. False when either is no DTLS version.
    pub const fn is_before(self, other: Self) -> bool {
        self.is_dtls() && other.is_dtls() && self.0 > other.0
    }

    /// The newer of the two, both being DTLS versions.
    pub const fn newer(self, other: Self) -> Self {
        if self.is_at_least(other) { self } else { other }
    }

    /// The older of the two, both being DTLS versions.
    pub const fn older(self, other: Self) -> Self {
        if self.is_at_least(other) { other } else { self }
    }

    /// The newest version that exists and is not newer than this: what a server may answer to a
    /// `client_version` it does not know (RFC 6347 leaves 0xfefe unused, and versions count down, so
    /// another major version is a later one). None below DTLS 1.0, and for the numbers of TLS.
    pub const fn newest_known(self) -> Option<Self> {
        match self.0 {
            0x8000..=0xfefc => Some(Self::DTLS1_3),
            0xfefd => Some(Self::DTLS1_2),
            0xfefe..=0xfeff => Some(Self::DTLS1_0),
            _ => None,
        }
    }

    /// The name of the version, if this implementation knows it.
    pub const fn name(self) -> Option<&'static str> {
        match self {
            Self::DTLS1_0 => Some("DTLSv1"),
            Self::DTLS1_2 => Some("DTLSv1.2"),
            Self::DTLS1_3 => Some("DTLSv1.3"),
            _ => None,
        }
    }
}

impl fmt::Debug for ProtocolVersion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.name() {
            Some(name) => f.write_str(name),
            None => write!(f, "ProtocolVersion({:#06x})", self.0),
        }
    }
}

impl Codec for ProtocolVersion {
    fn read(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        reader.u16().map(Self)
    }

    fn encode(&self, writer: &mut Writer) {
        writer.u16(self.0);
    }
}

wire_type! {
    /// What a record carries (RFC 5246 section 6.2.1).
    ContentType(u8) {
        CHANGE_CIPHER_SPEC = 20;
        ALERT = 21;
        HANDSHAKE = 22;
        APPLICATION_DATA = 23;
        /// RFC 6520.
        HEARTBEAT = 24;
        /// A record with a connection ID (RFC 9146).
        TLS12_CID = 25;
        /// RFC 9147 section 7.
        ACK = 26;
        /// RFC 9853.
        RETURN_ROUTABILITY_CHECK = 27;
    }
}

wire_type! {
    /// RFC 5246 section 7.4 and its successors.
    HandshakeType(u8) {
        HELLO_REQUEST = 0;
        CLIENT_HELLO = 1;
        SERVER_HELLO = 2;
        HELLO_VERIFY_REQUEST = 3;
        NEW_SESSION_TICKET = 4;
        END_OF_EARLY_DATA = 5;
        ENCRYPTED_EXTENSIONS = 8;
        REQUEST_CONNECTION_ID = 9;
        NEW_CONNECTION_ID = 10;
        CERTIFICATE = 11;
        SERVER_KEY_EXCHANGE = 12;
        CERTIFICATE_REQUEST = 13;
        SERVER_HELLO_DONE = 14;
        CERTIFICATE_VERIFY = 15;
        CLIENT_KEY_EXCHANGE = 16;
        FINISHED = 20;
        CERTIFICATE_STATUS = 22;
        KEY_UPDATE = 24;
        /// Never sent: stands for the first hello in a 1.3 transcript after a retry.
        MESSAGE_HASH = 254;
    }
}

wire_type! {
    /// Groups for key exchange (RFC 8422, RFC 7919, the ECDHE-MLKEM draft).
    NamedGroup(u16) {
        SECP256R1 = 23;
        SECP384R1 = 24;
        SECP521R1 = 25;
        X25519 = 29;
        X448 = 30;
        FFDHE2048 = 256;
        FFDHE3072 = 257;
        FFDHE4096 = 258;
        FFDHE6144 = 259;
        FFDHE8192 = 260;
        SECP256R1MLKEM768 = 4587;
        X25519MLKEM768 = 4588;
    }
}

wire_type! {
    /// Signature algorithms of DTLS 1.2 and 1.3. In 1.2 the high byte is the hash and the low byte
    /// the signature (RFC 5246 section 7.4.1.4.1); the RFC 8446 section 4.2.3 names cover both.
    SignatureScheme(u16) {
        RSA_PKCS1_SHA1 = 0x0201;
        DSA_SHA1 = 0x0202;
        ECDSA_SHA1 = 0x0203;
        RSA_PKCS1_SHA224 = 0x0301;
        ECDSA_SHA224 = 0x0303;
        RSA_PKCS1_SHA256 = 0x0401;
        ECDSA_SECP256R1_SHA256 = 0x0403;
        RSA_PKCS1_SHA384 = 0x0501;
        ECDSA_SECP384R1_SHA384 = 0x0503;
        RSA_PKCS1_SHA512 = 0x0601;
        ECDSA_SECP521R1_SHA512 = 0x0603;
        RSA_PSS_RSAE_SHA256 = 0x0804;
        RSA_PSS_RSAE_SHA384 = 0x0805;
        RSA_PSS_RSAE_SHA512 = 0x0806;
        ED25519 = 0x0807;
        ED448 = 0x0808;
        RSA_PSS_PSS_SHA256 = 0x0809;
        RSA_PSS_PSS_SHA384 = 0x080a;
        RSA_PSS_PSS_SHA512 = 0x080b;
        /// Private use, never on the wire: MD5 and SHA-1 together, the RSA signature of DTLS 1.0
        /// (RFC 4346 section 7.4.3).
        RSA_PKCS1_MD5_SHA1 = 0xff01;
    }
}

wire_type! {
    /// Extension numbers of the IANA registry.
    ExtensionType(u16) {
        SERVER_NAME = 0;
        MAX_FRAGMENT_LENGTH = 1;
        STATUS_REQUEST = 5;
        SUPPORTED_GROUPS = 10;
        EC_POINT_FORMATS = 11;
        SIGNATURE_ALGORITHMS = 13;
        USE_SRTP = 14;
        HEARTBEAT = 15;
        APPLICATION_LAYER_PROTOCOL_NEGOTIATION = 16;
        SIGNED_CERTIFICATE_TIMESTAMP = 18;
        CLIENT_CERTIFICATE_TYPE = 19;
        SERVER_CERTIFICATE_TYPE = 20;
        PADDING = 21;
        ENCRYPT_THEN_MAC = 22;
        EXTENDED_MASTER_SECRET = 23;
        COMPRESS_CERTIFICATE = 27;
        RECORD_SIZE_LIMIT = 28;
        SESSION_TICKET = 35;
        PRE_SHARED_KEY = 41;
        EARLY_DATA = 42;
        SUPPORTED_VERSIONS = 43;
        COOKIE = 44;
        PSK_KEY_EXCHANGE_MODES = 45;
        CERTIFICATE_AUTHORITIES = 47;
        OID_FILTERS = 48;
        POST_HANDSHAKE_AUTH = 49;
        SIGNATURE_ALGORITHMS_CERT = 50;
        KEY_SHARE = 51;
        CONNECTION_ID = 54;
        RETURN_ROUTABILITY_CHECK = 61;
        RENEGOTIATION_INFO = 0xff01;
    }
}

wire_type! {
    /// RFC 5246 section 7.2.
    AlertLevel(u8) {
        WARNING = 1;
        FATAL = 2;
    }
}

wire_type! {
    /// Alert numbers of the IANA registry.
    AlertDescription(u8) {
        CLOSE_NOTIFY = 0;
        UNEXPECTED_MESSAGE = 10;
        BAD_RECORD_MAC = 20;
        DECRYPTION_FAILED = 21;
        RECORD_OVERFLOW = 22;
        DECOMPRESSION_FAILURE = 30;
        HANDSHAKE_FAILURE = 40;
        NO_CERTIFICATE = 41;
        BAD_CERTIFICATE = 42;
        UNSUPPORTED_CERTIFICATE = 43;
        CERTIFICATE_REVOKED = 44;
        CERTIFICATE_EXPIRED = 45;
        CERTIFICATE_UNKNOWN = 46;
        ILLEGAL_PARAMETER = 47;
        UNKNOWN_CA = 48;
        ACCESS_DENIED = 49;
        DECODE_ERROR = 50;
        DECRYPT_ERROR = 51;
        TOO_MANY_CIDS_REQUESTED = 52;
        EXPORT_RESTRICTION = 60;
        PROTOCOL_VERSION = 70;
        INSUFFICIENT_SECURITY = 71;
        INTERNAL_ERROR = 80;
        INAPPROPRIATE_FALLBACK = 86;
        USER_CANCELED = 90;
        NO_RENEGOTIATION = 100;
        MISSING_EXTENSION = 109;
        UNSUPPORTED_EXTENSION = 110;
        CERTIFICATE_UNOBTAINABLE = 111;
        UNRECOGNIZED_NAME = 112;
        BAD_CERTIFICATE_STATUS_RESPONSE = 113;
        BAD_CERTIFICATE_HASH_VALUE = 114;
        UNKNOWN_PSK_IDENTITY = 115;
        CERTIFICATE_REQUIRED = 116;
        NO_APPLICATION_PROTOCOL = 120;
    }
}

wire_type! {
    /// What a server accepts in a CertificateRequest (RFC 5246 section 7.4.4, RFC 8422 section 5.5).
    ClientCertificateType(u8) {
        RSA_SIGN = 1;
        DSS_SIGN = 2;
        RSA_FIXED_DH = 3;
        DSS_FIXED_DH = 4;
        ECDSA_SIGN = 64;
        RSA_FIXED_ECDH = 65;
        ECDSA_FIXED_ECDH = 66;
    }
}

wire_type! {
    /// Forms of a certificate (RFC 7250).
    CertificateType(u8) {
        X509 = 0;
        RAW_PUBLIC_KEY = 2;
    }
}

wire_type! {
    /// RFC 5246 section 7.4.1.2: DTLS implementations offer and accept `NULL` only.
    CompressionMethod(u8) {
        NULL = 0;
    }
}

wire_type! {
    /// RFC 8422 section 5.1.2.
    EcPointFormat(u8) {
        UNCOMPRESSED = 0;
        ANSIX962_COMPRESSED_PRIME = 1;
        ANSIX962_COMPRESSED_CHAR2 = 2;
    }
}

wire_type! {
    /// How the parameters of an ECDHE exchange are given (RFC 8422 section 5.4).
    EcCurveType(u8) {
        EXPLICIT_PRIME = 1;
        EXPLICIT_CHAR2 = 2;
        NAMED_CURVE = 3;
    }
}

wire_type! {
    /// Whether the sender of the extension accepts heartbeats (RFC 6520 section 2).
    HeartbeatMode(u8) {
        PEER_ALLOWED_TO_SEND = 1;
        PEER_NOT_ALLOWED_TO_SEND = 2;
    }
}

wire_type! {
    /// RFC 6066 section 4.
    MaxFragmentLength(u8) {
        LENGTH_512 = 1;
        LENGTH_1024 = 2;
        LENGTH_2048 = 3;
        LENGTH_4096 = 4;
    }
}

wire_type! {
    /// Protection profiles for SRTP (RFC 5764 section 4.1.2, RFC 7714 section 14.2).
    SrtpProfile(u16) {
        AES128_CM_HMAC_SHA1_80 = 0x0001;
        AES128_CM_HMAC_SHA1_32 = 0x0002;
        NULL_HMAC_SHA1_80 = 0x0005;
        NULL_HMAC_SHA1_32 = 0x0006;
        AEAD_AES_128_GCM = 0x0007;
        AEAD_AES_256_GCM = 0x0008;
    }
}

wire_type! {
    /// RFC 8446 section 4.2.9.
    PskKeyExchangeMode(u8) {
        PSK_KE = 0;
        PSK_DHE_KE = 1;
    }
}

wire_type! {
    /// RFC 6066 section 8.
    CertificateStatusType(u8) {
        OCSP = 1;
    }
}

impl Default for CertificateType {
    /// What a peer uses that says nothing (RFC 7250, 3).
    fn default() -> Self {
        Self::X509
    }
}

impl MaxFragmentLength {
    /// The limit in bytes of plaintext; None for a number that RFC 6066 does not define.
    pub const fn bytes(self) -> Option<usize> {
        match self.0 {
            1..=4 => Some(256 << self.0),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use alloc::format;

    use super::*;
    use crate::codec::testing::check;

    #[test]
    fn versions_are_ordered_by_age() {
        use ProtocolVersion as V;
        assert!(V::DTLS1_2.is_at_least(V::DTLS1_0));
        assert!(V::DTLS1_3.is_at_least(V::DTLS1_2));
        assert!(V::DTLS1_2.is_at_least(V::DTLS1_2));
        assert!(!V::DTLS1_0.is_at_least(V::DTLS1_2));
        assert!(V::DTLS1_0.is_before(V::DTLS1_2));
        assert!(!V::DTLS1_2.is_before(V::DTLS1_2));
        assert!(!V(0x0303).is_at_least(V::DTLS1_0));
        assert!(!V(0x0303).is_before(V::DTLS1_3));
        assert_eq!(V::DTLS1_0.newer(V::DTLS1_3), V::DTLS1_3);
        assert_eq!(V::DTLS1_3.older(V::DTLS1_0), V::DTLS1_0);
    }

    #[test]
    fn unknown_client_versions_fall_to_the_newest_known() {
        let known = |number| ProtocolVersion(number).newest_known();
        assert_eq!(known(0xfeff), Some(ProtocolVersion::DTLS1_0));
        assert_eq!(known(0xfefe), Some(ProtocolVersion::DTLS1_0));
        assert_eq!(known(0xfefd), Some(ProtocolVersion::DTLS1_2));
        assert_eq!(known(0xfefc), Some(ProtocolVersion::DTLS1_3));
        assert_eq!(known(0xfe00), Some(ProtocolVersion::DTLS1_3));
        assert_eq!(known(0xfdff), Some(ProtocolVersion::DTLS1_3));
        assert_eq!(known(0x0303), None);
        assert_eq!(known(0xff00), None);
    }

    #[test]
    fn unknown_values_survive() {
        assert_eq!(check(&ContentType(99)), [99]);
        assert_eq!(check(&NamedGroup(0x1234)), [0x12, 0x34]);
        assert_eq!(format!("{:?}", NamedGroup(0x1234)), "NamedGroup(0x1234)");
        assert_eq!(format!("{:?}", NamedGroup::X25519), "X25519");
        assert_eq!(check(&ProtocolVersion::DTLS1_2), [0xfe, 0xfd]);
    }

    #[test]
    fn fragment_lengths_are_those_of_the_rfc() {
        let bytes = |number| MaxFragmentLength(number).bytes();
        assert_eq!(
            [0, 1, 2, 3, 4, 5].map(bytes),
            [None, Some(512), Some(1024), Some(2048), Some(4096), None]
        );
    }
}
