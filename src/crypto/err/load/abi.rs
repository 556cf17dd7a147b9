//! The exported functions of `cryptoerr_legacy.h`. Each one answers 1: texts need no loading.

use std::ffi::c_int;

/// 1.
///
/// # Safety
/// None beyond the C calling convention.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ERR_load_ASN1_strings() -> c_int {
    1
}

/// 1.
///
/// # Safety
/// None beyond the C calling convention.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ERR_load_BIO_strings() -> c_int {
    1
}

/// 1.
///
/// # Safety
/// None beyond the C calling convention.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ERR_load_BN_strings() -> c_int {
    1
}

/// 1.
///
/// # Safety
/// None beyond the C calling convention.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ERR_load_BUF_strings() -> c_int {
    1
}

/// 1.
///
/// # Safety
/// None beyond the C calling convention.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ERR_load_CONF_strings() -> c_int {
    1
}

/// 1.
///
/// # Safety
/// None beyond the C calling convention.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ERR_load_CRYPTO_strings() -> c_int {
    1
}

/// 1.
///
/// # Safety
/// None beyond the C calling convention.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ERR_load_DH_strings() -> c_int {
    1
}

/// 1.
///
/// # Safety
/// None beyond the C calling convention.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ERR_load_DSA_strings() -> c_int {
    1
}

/// 1.
///
/// # Safety
/// None beyond the C calling convention.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ERR_load_EC_strings() -> c_int {
    1
}

/// 1.
///
/// # Safety
/// None beyond the C calling convention.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ERR_load_ENGINE_strings() -> c_int {
    1
}

/// 1.
///
/// # Safety
/// None beyond the C calling convention.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ERR_load_ERR_strings() -> c_int {
    1
}

/// 1.
///
/// # Safety
/// None beyond the C calling convention.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ERR_load_EVP_strings() -> c_int {
    1
}

/// 1.
///
/// # Safety
/// None beyond the C calling convention.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ERR_load_OBJ_strings() -> c_int {
    1
}

/// 1.
///
/// # Safety
/// None beyond the C calling convention.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ERR_load_PEM_strings() -> c_int {
    1
}

/// 1.
///
/// # Safety
/// None beyond the C calling convention.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ERR_load_PKCS12_strings() -> c_int {
    1
}

/// 1.
///
/// # Safety
/// None beyond the C calling convention.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ERR_load_PKCS7_strings() -> c_int {
    1
}

/// 1.
///
/// # Safety
/// None beyond the C calling convention.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ERR_load_RAND_strings() -> c_int {
    1
}

/// 1.
///
/// # Safety
/// None beyond the C calling convention.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ERR_load_RSA_strings() -> c_int {
    1
}

/// 1.
///
/// # Safety
/// None beyond the C calling convention.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ERR_load_OSSL_STORE_strings() -> c_int {
    1
}

/// 1.
///
/// # Safety
/// None beyond the C calling convention.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ERR_load_UI_strings() -> c_int {
    1
}

/// 1.
///
/// # Safety
/// None beyond the C calling convention.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ERR_load_X509_strings() -> c_int {
    1
}

/// 1.
///
/// # Safety
/// None beyond the C calling convention.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ERR_load_X509V3_strings() -> c_int {
    1
}
