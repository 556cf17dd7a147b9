//! The results of verification: `X509_V_OK`, `X509_V_ERR_*` and their texts
//! (`X509_verify_cert_error_string(3)`).

use std::ffi::{CStr, c_int};

/// What a number without a text is called.
const UNKNOWN: &CStr = c"unknown certificate verification error";

/// The text of a result.
pub fn text(result: c_int) -> &'static CStr {
    TEXTS
        .iter()
        .find(|(number, _)| *number == result)
        .map_or(UNKNOWN, |(_, text)| text)
}

macro_rules! results {
    ($($name:ident = $number:literal: $text:literal,)*) => {
        $(
            #[doc = concat!("`X509_V_", stringify!($name), "` or `X509_V_ERR_", stringify!($name), "`.")]
            pub const $name: c_int = $number;
        )*
        const TEXTS: &[(c_int, &CStr)] = &[$(($number, $text)),*];
    };
}

results! {
    OK = 0: c"ok",
    UNSPECIFIED = 1: c"unspecified certificate verification error",
    UNABLE_TO_GET_ISSUER_CERT = 2: c"unable to get issuer certificate",
    UNABLE_TO_GET_CRL = 3: c"unable to get certificate CRL",
    UNABLE_TO_DECRYPT_CERT_SIGNATURE = 4: c"unable to decrypt certificate's signature",
    UNABLE_TO_DECRYPT_CRL_SIGNATURE = 5: c"unable to decrypt CRL's signature",
    UNABLE_TO_DECODE_ISSUER_PUBLIC_KEY = 6: c"unable to decode issuer public key",
    CERT_SIGNATURE_FAILURE = 7: c"certificate signature failure",
    CRL_SIGNATURE_FAILURE = 8: c"CRL signature failure",
    CERT_NOT_YET_VALID = 9: c"certificate is not yet valid",
    CERT_HAS_EXPIRED = 10: c"certificate has expired",
    CRL_NOT_YET_VALID = 11: c"CRL is not yet valid",
    CRL_HAS_EXPIRED = 12: c"CRL has expired",
    ERROR_IN_CERT_NOT_BEFORE_FIELD = 13: c"format error in certificate's notBefore field",
    ERROR_IN_CERT_NOT_AFTER_FIELD = 14: c"format error in certificate's notAfter field",
    ERROR_IN_CRL_LAST_UPDATE_FIELD = 15: c"format error in CRL's lastUpdate field",
    ERROR_IN_CRL_NEXT_UPDATE_FIELD = 16: c"format error in CRL's nextUpdate field",
    OUT_OF_MEM = 17: c"out of memory",
    DEPTH_ZERO_SELF_SIGNED_CERT = 18: c"self-signed certificate",
    SELF_SIGNED_CERT_IN_CHAIN = 19: c"self-signed certificate in certificate chain",
    UNABLE_TO_GET_ISSUER_CERT_LOCALLY = 20: c"unable to get local issuer certificate",
    UNABLE_TO_VERIFY_LEAF_SIGNATURE = 21: c"unable to verify the first certificate",
    CERT_CHAIN_TOO_LONG = 22: c"certificate chain too long",
    CERT_REVOKED = 23: c"certificate revoked",
    NO_ISSUER_PUBLIC_KEY = 24: c"issuer certificate doesn't have a public key",
    PATH_LENGTH_EXCEEDED = 25: c"path length constraint exceeded",
    INVALID_PURPOSE = 26: c"unsuitable certificate purpose",
    CERT_UNTRUSTED = 27: c"certificate not trusted",
    CERT_REJECTED = 28: c"certificate rejected",
    SUBJECT_ISSUER_MISMATCH = 29: c"subject issuer mismatch",
    AKID_SKID_MISMATCH = 30: c"authority and subject key identifier mismatch",
    AKID_ISSUER_SERIAL_MISMATCH = 31: c"authority and issuer serial number mismatch",
    KEYUSAGE_NO_CERTSIGN = 32: c"key usage does not include certificate signing",
    UNABLE_TO_GET_CRL_ISSUER = 33: c"unable to get CRL issuer certificate",
    UNHANDLED_CRITICAL_EXTENSION = 34: c"unhandled critical extension",
    KEYUSAGE_NO_CRL_SIGN = 35: c"key usage does not include CRL signing",
    UNHANDLED_CRITICAL_CRL_EXTENSION = 36: c"unhandled critical CRL extension",
    INVALID_NON_CA = 37: c"invalid non-CA certificate (has CA markings)",
    PROXY_PATH_LENGTH_EXCEEDED = 38: c"proxy path length constraint exceeded",
    KEYUSAGE_NO_DIGITAL_SIGNATURE = 39: c"key usage does not include digital signature",
    PROXY_CERTIFICATES_NOT_ALLOWED = 40: c"proxy certificates not allowed, please set the appropriate flag",
    INVALID_EXTENSION = 41: c"invalid or inconsistent certificate extension",
    INVALID_POLICY_EXTENSION = 42: c"invalid or inconsistent certificate policy extension",
    NO_EXPLICIT_POLICY = 43: c"no explicit policy",
    DIFFERENT_CRL_SCOPE = 44: c"different CRL scope",
    UNSUPPORTED_EXTENSION_FEATURE = 45: c"unsupported extension feature",
    UNNESTED_RESOURCE = 46: c"RFC 3779 resource not subset of parent's resources",
    PERMITTED_VIOLATION = 47: c"permitted subtree violation",
    EXCLUDED_VIOLATION = 48: c"excluded subtree violation",
    SUBTREE_MINMAX = 49: c"name constraints minimum and maximum not supported",
    APPLICATION_VERIFICATION = 50: c"application verification failure",
    UNSUPPORTED_CONSTRAINT_TYPE = 51: c"unsupported name constraint type",
    UNSUPPORTED_CONSTRAINT_SYNTAX = 52: c"unsupported or invalid name constraint syntax",
    UNSUPPORTED_NAME_SYNTAX = 53: c"unsupported or invalid name syntax",
    CRL_PATH_VALIDATION_ERROR = 54: c"CRL path validation error",
    PATH_LOOP = 55: c"path loop",
    SUITE_B_INVALID_VERSION = 56: c"Suite B: certificate version invalid",
    SUITE_B_INVALID_ALGORITHM = 57: c"Suite B: invalid public key algorithm",
    SUITE_B_INVALID_CURVE = 58: c"Suite B: invalid ECC curve",
    SUITE_B_INVALID_SIGNATURE_ALGORITHM = 59: c"Suite B: invalid signature algorithm",
    SUITE_B_LOS_NOT_ALLOWED = 60: c"Suite B: curve not allowed for this LOS",
    SUITE_B_CANNOT_SIGN_P_384_WITH_P_256 = 61: c"Suite B: cannot sign P-384 with P-256",
    HOSTNAME_MISMATCH = 62: c"hostname mismatch",
    EMAIL_MISMATCH = 63: c"email address mismatch",
    IP_ADDRESS_MISMATCH = 64: c"IP address mismatch",
    DANE_NO_MATCH = 65: c"no matching DANE TLSA records",
    EE_KEY_TOO_SMALL = 66: c"EE certificate key too weak",
    CA_KEY_TOO_SMALL = 67: c"CA certificate key too weak",
    CA_MD_TOO_WEAK = 68: c"CA signature digest algorithm too weak",
    INVALID_CALL = 69: c"invalid certificate verification context",
    STORE_LOOKUP = 70: c"issuer certificate lookup error",
    NO_VALID_SCTS = 71: c"Certificate Transparency required, but no valid SCTs found",
    PROXY_SUBJECT_NAME_VIOLATION = 72: c"proxy subject name violation",
    OCSP_VERIFY_NEEDED = 73: c"OCSP verification needed",
    OCSP_VERIFY_FAILED = 74: c"OCSP verification failed",
    OCSP_CERT_UNKNOWN = 75: c"OCSP unknown cert",
    UNSUPPORTED_SIGNATURE_ALGORITHM = 76: c"Cannot find certificate signature algorithm",
    SIGNATURE_ALGORITHM_MISMATCH = 77: c"subject signature algorithm and issuer public key algorithm mismatch",
    SIGNATURE_ALGORITHM_INCONSISTENCY = 78: c"cert info signature and signature algorithm mismatch",
    INVALID_CA = 79: c"invalid CA certificate",
    PATHLEN_INVALID_FOR_NON_CA = 80: c"Path length invalid for non-CA cert",
    PATHLEN_WITHOUT_KU_KEY_CERT_SIGN = 81: c"Path length given without key usage keyCertSign",
    KU_KEY_CERT_SIGN_INVALID_FOR_NON_CA = 82: c"Key usage keyCertSign invalid for non-CA cert",
    ISSUER_NAME_EMPTY = 83: c"Issuer name empty",
    SUBJECT_NAME_EMPTY = 84: c"Subject name empty",
    MISSING_AUTHORITY_KEY_IDENTIFIER = 85: c"Missing Authority Key Identifier",
    MISSING_SUBJECT_KEY_IDENTIFIER = 86: c"Missing Subject Key Identifier",
    EMPTY_SUBJECT_ALT_NAME = 87: c"Empty Subject Alternative Name extension",
    EMPTY_SUBJECT_SAN_NOT_CRITICAL = 88: c"Subject empty and Subject Alt Name extension not critical",
    CA_BCONS_NOT_CRITICAL = 89: c"Basic Constraints of CA cert not marked critical",
    AUTHORITY_KEY_IDENTIFIER_CRITICAL = 90: c"Authority Key Identifier marked critical",
    SUBJECT_KEY_IDENTIFIER_CRITICAL = 91: c"Subject Key Identifier marked critical",
    CA_CERT_MISSING_KEY_USAGE = 92: c"CA cert does not include key usage extension",
    EXTENSIONS_REQUIRE_VERSION_3 = 93: c"Using cert extension requires at least X509v3",
    EC_KEY_EXPLICIT_PARAMS = 94: c"Certificate public key has explicit ECC parameters",
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_unique_and_unknown_ones_have_a_text() {
        for (index, (number, _)) in TEXTS.iter().enumerate() {
            assert!(TEXTS[..index].iter().all(|(other, _)| other != number));
        }
        assert_eq!(text(OK), c"ok");
        assert_eq!(text(-1), UNKNOWN);
        assert_eq!(text(1000), UNKNOWN);
    }
}
