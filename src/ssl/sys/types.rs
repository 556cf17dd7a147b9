//! libcrypto's types as libssl sees them: pointers to something opaque.
//!
//! Over another libcrypto (the system's) the layouts differ, so nothing here is ever dereferenced.

use std::ffi::{c_char, c_int, c_uint, c_void};
use std::marker::{PhantomData, PhantomPinned};

macro_rules! opaque {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {$(
        $(#[$doc])*
        #[repr(C)]
        pub struct $name {
            _private: [u8; 0],
            _marker: PhantomData<(*mut u8, PhantomPinned)>,
        }
    )*};
}

opaque!(
    BIO,
    BIO_METHOD,
    BIO_ADDR,
    X509,
    X509_NAME,
    X509_STORE,
    X509_STORE_CTX,
    X509_VERIFY_PARAM,
    X509_LOOKUP,
    X509_LOOKUP_METHOD,
    X509_PUBKEY,
    EVP_PKEY,
    EVP_PKEY_CTX,
    EVP_MD,
    EVP_MD_CTX,
    EVP_CIPHER,
    EVP_CIPHER_CTX,
    EVP_MAC,
    EVP_MAC_CTX,
    HMAC_CTX,
    RSA,
    DH,
    BIGNUM,
    EC_KEY,
    EC_GROUP,
    OSSL_LIB_CTX,
    OPENSSL_INIT_SETTINGS,
    COMP_METHOD,
    SSL_CONF_CMD,
    SSL_COMP,
    ENGINE,
    CTLOG_STORE,
    CT_POLICY_EVAL_CTX,
    stack_st_SCT,
    OSSL_STORE_CTX,
    OSSL_STORE_INFO,
    OPENSSL_STACK,
    ASN1_OBJECT,
    stack_st_X509,
    stack_st_X509_NAME,
    stack_st_SSL_CIPHER,
    stack_st_SSL_COMP,
    stack_st_SRTP_PROTECTION_PROFILE,
    stack_st_OPENSSL_STRING,
);

/// A named value for libcrypto, made by its functions. Its layout is public (`openssl/core.h`), because arrays of it are
/// handed over.
#[repr(C)]
pub struct OSSL_PARAM {
    key: *const c_char,
    data_type: c_uint,
    data: *mut c_void,
    data_size: usize,
    return_size: usize,
}

/// Extra data of an object. Its layout is public (`openssl/crypto.h`), because its owners embed it.
#[repr(C)]
pub struct CRYPTO_EX_DATA {
    ctx: *mut OSSL_LIB_CTX,
    sk: *mut c_void,
}

impl CRYPTO_EX_DATA {
    pub(super) const EMPTY: Self = CRYPTO_EX_DATA {
        ctx: std::ptr::null_mut(),
        sk: std::ptr::null_mut(),
    };
}

/// `ERR_STRING_DATA` of `openssl/err.h`.
#[repr(C)]
pub struct ERR_STRING_DATA {
    pub error: std::ffi::c_ulong,
    pub string: *const c_char,
}

// SAFETY: points to static strings only (`reasons` builds these tables from C string literals).
unsafe impl Sync for ERR_STRING_DATA {}

/// `pem_password_cb`.
pub type pem_password_cb = unsafe extern "C" fn(
    buf: *mut c_char,
    size: c_int,
    rwflag: c_int,
    userdata: *mut c_void,
) -> c_int;

/// `SSL_verify_cb`.
pub type SSL_verify_cb =
    Option<unsafe extern "C" fn(preverify_ok: c_int, x509_ctx: *mut X509_STORE_CTX) -> c_int>;

/// `CRYPTO_EX_new`, `CRYPTO_EX_free`.
pub type CRYPTO_EX_new = unsafe extern "C" fn(
    parent: *mut c_void,
    ptr: *mut c_void,
    ad: *mut CRYPTO_EX_DATA,
    idx: c_int,
    argl: std::ffi::c_long,
    argp: *mut c_void,
);

/// `SRTP_PROTECTION_PROFILE` of `openssl/srtp.h`.
#[repr(C)]
pub struct SRTP_PROTECTION_PROFILE {
    pub name: *const c_char,
    pub id: std::ffi::c_ulong,
}

// SAFETY: the names are static strings.
unsafe impl Sync for SRTP_PROTECTION_PROFILE {}

impl SRTP_PROTECTION_PROFILE {
    pub const fn new(name: &'static std::ffi::CStr, id: u16) -> Self {
        SRTP_PROTECTION_PROFILE {
            name: name.as_ptr(),
            id: id as std::ffi::c_ulong,
        }
    }
}
