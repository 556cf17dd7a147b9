//! Error codes: from the engine's reasons to OpenSSL's, and the texts for libcrypto.

use std::ffi::{CString, c_int};
use std::sync::Once;

use dtls::codec::DecodeError;
use dtls::error::{Error, Reason};
use dtls::msg::ExtensionType;

use crate::sys::error;

mod table;

pub use table::*;

/// `SSL_AD_REASON_OFFSET`: an alert from the peer has this plus its number as its reason.
const ALERT_OFFSET: c_int = 1000;

/// Gives libcrypto the texts of the reasons, once.
pub fn load_strings() {
    static LOADED: Once = Once::new();
    LOADED.call_once(|| error::load_strings(table::STRINGS));
}

/// Queues what the engine says.
#[track_caller]
pub fn put_engine(fault: &Error) {
    load_strings();
    let text = match fault.reason {
        Reason::AlertReceived(alert) => CString::new(format!("SSL alert number {}", alert.0)).ok(),
        Reason::Decode(error) => CString::new(format!("{error}")).ok(),
        _ => None,
    };
    error::put_text(number(fault.reason), text.as_deref());
}

/// OpenSSL's number for a reason.
pub fn number(reason: Reason) -> c_int {
    match reason {
        Reason::AlertReceived(alert) => ALERT_OFFSET + c_int::from(alert.0),
        Reason::CertificateBad(_) => CERTIFICATE_VERIFY_FAILED,
        Reason::Refused(_) => CALLBACK_FAILED,
        Reason::Decode(error) => decode(error),
        Reason::UnexpectedMessage | Reason::ExcessHandshakeData => UNEXPECTED_MESSAGE,
        Reason::UnexpectedRecord | Reason::TooMuchEarlyData => UNEXPECTED_RECORD,
        Reason::RecordOverflow => DATA_LENGTH_TOO_LONG,
        Reason::MessageTooLong | Reason::InconsistentFragment => EXCESSIVE_MESSAGE_SIZE,
        Reason::BadFragment => BAD_LENGTH,
        Reason::BadChangeCipherSpec => BAD_CHANGE_CIPHER_SPEC,
        Reason::BadAlert => INVALID_ALERT,
        Reason::UnknownAlertLevel => UNKNOWN_ALERT_TYPE,
        Reason::BadFinishedLength => BAD_DIGEST_LENGTH,
        Reason::TooManyWarnings => TOO_MANY_WARN_ALERTS,
        Reason::TooManyKeyUpdates => TOO_MANY_KEY_UPDATES,
        Reason::FinishedMismatch => DIGEST_CHECK_FAILED,
        Reason::BadSignature => BAD_SIGNATURE,
        Reason::WrongSignatureScheme => WRONG_SIGNATURE_TYPE,
        Reason::WrongCertificateType => WRONG_CERTIFICATE_TYPE,
        Reason::CertificateCannotEncrypt => MISSING_RSA_ENCRYPTING_CERT,
        Reason::CertificateCannotSign => MISSING_SIGNING_CERT,
        Reason::BadCertificate => UNABLE_TO_FIND_PUBLIC_KEY_PARAMETERS,
        Reason::EmptyCertificateList => NO_CERTIFICATES_RETURNED,
        Reason::WrongVersion => WRONG_SSL_VERSION,
        Reason::WrongCipherReturned => WRONG_CIPHER_RETURNED,
        Reason::WrongCompressionReturned => UNSUPPORTED_COMPRESSION_ALGORITHM,
        Reason::NoNullCompression => NO_COMPRESSION_SPECIFIED,
        Reason::WrongGroup => WRONG_CURVE,
        Reason::BadPublicValue => BAD_ECPOINT,
        Reason::BadPointFormats => TLS_INVALID_ECPOINTFORMAT_LIST,
        Reason::BadDhValue => BAD_DH_VALUE,
        Reason::NoDhGroup => MISSING_TMP_DH_KEY,
        Reason::DhKeyTooSmall => DH_KEY_TOO_SMALL,
        Reason::WrongApplicationProtocol | Reason::BadExtension => BAD_EXTENSION,
        Reason::UnsolicitedExtension => UNSOLICITED_EXTENSION,
        Reason::MissingExtension => MISSING_SIGALGS_EXTENSION,
        Reason::BadSrtpProfile => BAD_SRTP_PROTECTION_PROFILE_LIST,
        Reason::RenegotiationMismatch => RENEGOTIATION_MISMATCH,
        Reason::ScsvInRenegotiation => SCSV_RECEIVED_WHEN_RENEGOTIATING,
        Reason::InconsistentExtendedMasterSecret | Reason::ExtendedMasterSecretRequired => {
            INCONSISTENT_EXTMS
        }
        Reason::ResumedCipherChanged => OLD_SESSION_CIPHER_NOT_RETURNED,
        Reason::ResumedVersionChanged => SSL_SESSION_VERSION_MISMATCH,
        Reason::HelloChanged => COOKIE_MISMATCH,
        Reason::InappropriateFallback | Reason::DowngradeDetected => INAPPROPRIATE_FALLBACK,
        Reason::NoCommonCertificateType => BAD_EXTENSION,
        Reason::StatusBad => INVALID_STATUS_RESPONSE,
        Reason::StatusFailed => OCSP_CALLBACK_FAILURE,
        Reason::StapleFailed => CLIENTHELLO_TLSEXT,
        Reason::NoClientCertificate => PEER_DID_NOT_RETURN_A_CERTIFICATE,
        Reason::MissingCertificateVerify => UNEXPECTED_MESSAGE,
        Reason::UnsupportedVersion => UNSUPPORTED_PROTOCOL,
        Reason::NoSharedCipher => NO_SHARED_CIPHER,
        Reason::NoSharedGroup => NO_SUITABLE_GROUPS,
        Reason::NoSharedSignatureScheme => NO_SHARED_SIGNATURE_ALGORITHMS,
        Reason::NoApplicationProtocol => NO_APPLICATION_PROTOCOL,
        Reason::UnsafeLegacyRenegotiation => UNSAFE_LEGACY_RENEGOTIATION_DISABLED,
        Reason::RenegotiationRefused => NO_RENEGOTIATION,
        Reason::UnknownPskIdentity | Reason::NoPskIdentity => PSK_IDENTITY_NOT_FOUND,
        Reason::WrongState | Reason::WrongAnswer => error::SHOULD_NOT_HAVE_BEEN_CALLED,
        Reason::HandshakeNotDone => UNINITIALIZED,
        Reason::HeartbeatPending => TLS_HEARTBEAT_PENDING,
        Reason::HeartbeatNotAllowed => TLS_HEARTBEAT_PEER_DOESNT_ACCEPT,
        Reason::Closed => PROTOCOL_IS_SHUTDOWN,
        Reason::Failed => SSL_HANDSHAKE_FAILURE,
        Reason::DataTooLong => DTLS_MESSAGE_TOO_BIG,
        Reason::BadArgument => BAD_VALUE,
        Reason::IllegalExporterLabel => TLS_ILLEGAL_EXPORTER_LABEL,
        Reason::NothingEnabled => NO_PROTOCOLS_AVAILABLE,
        Reason::SignFailed => SIGNATURE_FOR_NON_SIGNING_CERTIFICATE,
        Reason::CookieFailed => COOKIE_GEN_CALLBACK_FAILURE,
        Reason::TimedOut => READ_TIMEOUT_EXPIRED,
        _ => error::INTERNAL_ERROR,
    }
}

fn decode(error: DecodeError) -> c_int {
    match error {
        DecodeError::ExtensionLength(kind) | DecodeError::ExtensionValue(kind) => {
            match ExtensionType(kind) {
                ExtensionType::USE_SRTP => BAD_SRTP_PROTECTION_PROFILE_LIST,
                ExtensionType::RENEGOTIATION_INFO => RENEGOTIATION_ENCODING_ERR,
                _ => BAD_EXTENSION,
            }
        }
        DecodeError::DuplicateExtension(_) | DecodeError::DuplicateEntry => BAD_EXTENSION,
        DecodeError::IllegalValue => BAD_VALUE,
        _ => LENGTH_MISMATCH,
    }
}
