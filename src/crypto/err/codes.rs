//! OpenSSL's library numbers and the reasons common to all libraries.

use std::ffi::{c_int, c_ulong};

/// Set in the packed code of a system error.
pub(crate) const SYSTEM_FLAG: c_ulong = 0x8000_0000;
/// The errno in the packed code of a system error.
pub(crate) const SYSTEM_MASK: c_ulong = 0x7fff_ffff;
/// The reason in any other packed code.
pub(crate) const REASON_MASK: c_ulong = 0x7f_ffff;

/// Marks a reason after which nothing can be repaired.
pub const ERR_RFLAG_FATAL: c_int = 1 << 18;
/// Marks a reason that all libraries share.
pub const ERR_RFLAG_COMMON: c_int = 2 << 18;
/// Both marks, and a reason of its own.
pub const ERR_R_FATAL: c_int = ERR_RFLAG_FATAL | ERR_RFLAG_COMMON;

/// The data of an error is on the heap.
pub const ERR_TXT_MALLOCED: c_int = 1;
/// The data of an error is text.
pub const ERR_TXT_STRING: c_int = 2;

/// Library number of NONE.
pub const ERR_LIB_NONE: c_int = 1;
/// Library number of SYS.
pub const ERR_LIB_SYS: c_int = 2;
/// Library number of BN.
pub const ERR_LIB_BN: c_int = 3;
/// Library number of RSA.
pub const ERR_LIB_RSA: c_int = 4;
/// Library number of DH.
pub const ERR_LIB_DH: c_int = 5;
/// Library number of EVP.
pub const ERR_LIB_EVP: c_int = 6;
/// Library number of BUF.
pub const ERR_LIB_BUF: c_int = 7;
/// Library number of OBJ.
pub const ERR_LIB_OBJ: c_int = 8;
/// Library number of PEM.
pub const ERR_LIB_PEM: c_int = 9;
/// Library number of DSA.
pub const ERR_LIB_DSA: c_int = 10;
/// Library number of X509.
pub const ERR_LIB_X509: c_int = 11;
/// Library number of ASN1.
pub const ERR_LIB_ASN1: c_int = 13;
/// Library number of CONF.
pub const ERR_LIB_CONF: c_int = 14;
/// Library number of CRYPTO.
pub const ERR_LIB_CRYPTO: c_int = 15;
/// Library number of EC.
pub const ERR_LIB_EC: c_int = 16;
/// Library number of SSL.
pub const ERR_LIB_SSL: c_int = 20;
/// Library number of BIO.
pub const ERR_LIB_BIO: c_int = 32;
/// Library number of PKCS7.
pub const ERR_LIB_PKCS7: c_int = 33;
/// Library number of X509V3.
pub const ERR_LIB_X509V3: c_int = 34;
/// Library number of PKCS12.
pub const ERR_LIB_PKCS12: c_int = 35;
/// Library number of RAND.
pub const ERR_LIB_RAND: c_int = 36;
/// Library number of DSO.
pub const ERR_LIB_DSO: c_int = 37;
/// Library number of ENGINE.
pub const ERR_LIB_ENGINE: c_int = 38;
/// Library number of OCSP.
pub const ERR_LIB_OCSP: c_int = 39;
/// Library number of UI.
pub const ERR_LIB_UI: c_int = 40;
/// Library number of COMP.
pub const ERR_LIB_COMP: c_int = 41;
/// Library number of ECDSA.
pub const ERR_LIB_ECDSA: c_int = 42;
/// Library number of ECDH.
pub const ERR_LIB_ECDH: c_int = 43;
/// Library number of OSSL_STORE.
pub const ERR_LIB_OSSL_STORE: c_int = 44;
/// Library number of FIPS.
pub const ERR_LIB_FIPS: c_int = 45;
/// Library number of CMS.
pub const ERR_LIB_CMS: c_int = 46;
/// Library number of TS.
pub const ERR_LIB_TS: c_int = 47;
/// Library number of HMAC.
pub const ERR_LIB_HMAC: c_int = 48;
/// Library number of CT.
pub const ERR_LIB_CT: c_int = 50;
/// Library number of ASYNC.
pub const ERR_LIB_ASYNC: c_int = 51;
/// Library number of KDF.
pub const ERR_LIB_KDF: c_int = 52;
/// Library number of SM2.
pub const ERR_LIB_SM2: c_int = 53;
/// Library number of ESS.
pub const ERR_LIB_ESS: c_int = 54;
/// Library number of PROP.
pub const ERR_LIB_PROP: c_int = 55;
/// Library number of CRMF.
pub const ERR_LIB_CRMF: c_int = 56;
/// Library number of PROV.
pub const ERR_LIB_PROV: c_int = 57;
/// Library number of CMP.
pub const ERR_LIB_CMP: c_int = 58;
/// Library number of OSSL_ENCODER.
pub const ERR_LIB_OSSL_ENCODER: c_int = 59;
/// Library number of OSSL_DECODER.
pub const ERR_LIB_OSSL_DECODER: c_int = 60;
/// Library number of HTTP.
pub const ERR_LIB_HTTP: c_int = 61;
/// Library number of USER.
pub const ERR_LIB_USER: c_int = 128;

/// Common reason: malloc failure.
pub const ERR_R_MALLOC_FAILURE: c_int = 256 | ERR_R_FATAL;
/// Common reason: should not have been called.
pub const ERR_R_SHOULD_NOT_HAVE_BEEN_CALLED: c_int = 257 | ERR_R_FATAL;
/// Common reason: passed null parameter.
pub const ERR_R_PASSED_NULL_PARAMETER: c_int = 258 | ERR_R_FATAL;
/// Common reason: internal error.
pub const ERR_R_INTERNAL_ERROR: c_int = 259 | ERR_R_FATAL;
/// Common reason: disabled.
pub const ERR_R_DISABLED: c_int = 260 | ERR_R_FATAL;
/// Common reason: init fail.
pub const ERR_R_INIT_FAIL: c_int = 261 | ERR_R_FATAL;
/// Common reason: passed invalid argument.
pub const ERR_R_PASSED_INVALID_ARGUMENT: c_int = 262 | ERR_RFLAG_COMMON;
/// Common reason: operation fail.
pub const ERR_R_OPERATION_FAIL: c_int = 263 | ERR_R_FATAL;
/// Common reason: invalid provider functions.
pub const ERR_R_INVALID_PROVIDER_FUNCTIONS: c_int = 264 | ERR_R_FATAL;
/// Common reason: interrupted or cancelled.
pub const ERR_R_INTERRUPTED_OR_CANCELLED: c_int = 265 | ERR_RFLAG_COMMON;
/// Common reason: nested asn1 error.
pub const ERR_R_NESTED_ASN1_ERROR: c_int = 266 | ERR_RFLAG_COMMON;
/// Common reason: missing asn1 eos.
pub const ERR_R_MISSING_ASN1_EOS: c_int = 267 | ERR_RFLAG_COMMON;
/// Common reason: unsupported.
pub const ERR_R_UNSUPPORTED: c_int = 268 | ERR_RFLAG_COMMON;
/// Common reason: fetch failed.
pub const ERR_R_FETCH_FAILED: c_int = 269 | ERR_RFLAG_COMMON;
/// Common reason: invalid property definition.
pub const ERR_R_INVALID_PROPERTY_DEFINITION: c_int = 270 | ERR_RFLAG_COMMON;
/// Common reason: unable to get read lock.
pub const ERR_R_UNABLE_TO_GET_READ_LOCK: c_int = 271 | ERR_R_FATAL;
/// Common reason: unable to get write lock.
pub const ERR_R_UNABLE_TO_GET_WRITE_LOCK: c_int = 272 | ERR_R_FATAL;

/// An error of the library below it caused this one.
pub const ERR_R_SYS_LIB: c_int = ERR_LIB_SYS | ERR_RFLAG_COMMON;
/// An error of the library below it caused this one.
pub const ERR_R_BN_LIB: c_int = ERR_LIB_BN | ERR_RFLAG_COMMON;
/// An error of the library below it caused this one.
pub const ERR_R_RSA_LIB: c_int = ERR_LIB_RSA | ERR_RFLAG_COMMON;
/// An error of the library below it caused this one.
pub const ERR_R_DH_LIB: c_int = ERR_LIB_DH | ERR_RFLAG_COMMON;
/// An error of the library below it caused this one.
pub const ERR_R_EVP_LIB: c_int = ERR_LIB_EVP | ERR_RFLAG_COMMON;
/// An error of the library below it caused this one.
pub const ERR_R_BUF_LIB: c_int = ERR_LIB_BUF | ERR_RFLAG_COMMON;
/// An error of the library below it caused this one.
pub const ERR_R_OBJ_LIB: c_int = ERR_LIB_OBJ | ERR_RFLAG_COMMON;
/// An error of the library below it caused this one.
pub const ERR_R_PEM_LIB: c_int = ERR_LIB_PEM | ERR_RFLAG_COMMON;
/// An error of the library below it caused this one.
pub const ERR_R_DSA_LIB: c_int = ERR_LIB_DSA | ERR_RFLAG_COMMON;
/// An error of the library below it caused this one.
pub const ERR_R_X509_LIB: c_int = ERR_LIB_X509 | ERR_RFLAG_COMMON;
/// An error of the library below it caused this one.
pub const ERR_R_ASN1_LIB: c_int = ERR_LIB_ASN1 | ERR_RFLAG_COMMON;
/// An error of the library below it caused this one.
pub const ERR_R_CONF_LIB: c_int = ERR_LIB_CONF | ERR_RFLAG_COMMON;
/// An error of the library below it caused this one.
pub const ERR_R_CRYPTO_LIB: c_int = ERR_LIB_CRYPTO | ERR_RFLAG_COMMON;
/// An error of the library below it caused this one.
pub const ERR_R_EC_LIB: c_int = ERR_LIB_EC | ERR_RFLAG_COMMON;
/// An error of the library below it caused this one.
pub const ERR_R_SSL_LIB: c_int = ERR_LIB_SSL | ERR_RFLAG_COMMON;
/// An error of the library below it caused this one.
pub const ERR_R_BIO_LIB: c_int = ERR_LIB_BIO | ERR_RFLAG_COMMON;
/// An error of the library below it caused this one.
pub const ERR_R_PKCS7_LIB: c_int = ERR_LIB_PKCS7 | ERR_RFLAG_COMMON;
/// An error of the library below it caused this one.
pub const ERR_R_X509V3_LIB: c_int = ERR_LIB_X509V3 | ERR_RFLAG_COMMON;
/// An error of the library below it caused this one.
pub const ERR_R_PKCS12_LIB: c_int = ERR_LIB_PKCS12 | ERR_RFLAG_COMMON;
/// An error of the library below it caused this one.
pub const ERR_R_RAND_LIB: c_int = ERR_LIB_RAND | ERR_RFLAG_COMMON;
/// An error of the library below it caused this one.
pub const ERR_R_DSO_LIB: c_int = ERR_LIB_DSO | ERR_RFLAG_COMMON;
/// An error of the library below it caused this one.
pub const ERR_R_ENGINE_LIB: c_int = ERR_LIB_ENGINE | ERR_RFLAG_COMMON;
/// An error of the library below it caused this one.
pub const ERR_R_UI_LIB: c_int = ERR_LIB_UI | ERR_RFLAG_COMMON;
/// An error of the library below it caused this one.
pub const ERR_R_ECDSA_LIB: c_int = ERR_LIB_ECDSA | ERR_RFLAG_COMMON;
/// An error of the library below it caused this one.
pub const ERR_R_OSSL_STORE_LIB: c_int = ERR_LIB_OSSL_STORE | ERR_RFLAG_COMMON;
/// An error of the library below it caused this one.
pub const ERR_R_CMS_LIB: c_int = ERR_LIB_CMS | ERR_RFLAG_COMMON;
/// An error of the library below it caused this one.
pub const ERR_R_TS_LIB: c_int = ERR_LIB_TS | ERR_RFLAG_COMMON;
/// An error of the library below it caused this one.
pub const ERR_R_CT_LIB: c_int = ERR_LIB_CT | ERR_RFLAG_COMMON;
/// An error of the library below it caused this one.
pub const ERR_R_PROV_LIB: c_int = ERR_LIB_PROV | ERR_RFLAG_COMMON;
/// An error of the library below it caused this one.
pub const ERR_R_ESS_LIB: c_int = ERR_LIB_ESS | ERR_RFLAG_COMMON;
/// An error of the library below it caused this one.
pub const ERR_R_CMP_LIB: c_int = ERR_LIB_CMP | ERR_RFLAG_COMMON;
/// An error of the library below it caused this one.
pub const ERR_R_OSSL_ENCODER_LIB: c_int = ERR_LIB_OSSL_ENCODER | ERR_RFLAG_COMMON;
/// An error of the library below it caused this one.
pub const ERR_R_OSSL_DECODER_LIB: c_int = ERR_LIB_OSSL_DECODER | ERR_RFLAG_COMMON;
