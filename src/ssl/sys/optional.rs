//! Functions of libcrypto that not every libcrypto has: certificate transparency, DANE, engines,
//! stores. They are looked up when they are needed, so that the library loads without them.

use std::ffi::{CStr, c_char, c_int, c_void};

use super::types::*;

/// # Safety
/// `F` is the type of a pointer to the function of this name.
unsafe fn find<F: Copy>(name: &CStr) -> Option<F> {
    const { assert!(size_of::<F>() == size_of::<*mut c_void>()) };
    const NODE: &CStr = c"OPENSSL_3.0.0";
    // SAFETY: the strings are NUL-terminated.
    let found = unsafe { libc::dlvsym(libc::RTLD_DEFAULT, name.as_ptr(), NODE.as_ptr()) };
    // SAFETY: not NULL, of the same size, and of this type by contract.
    (!found.is_null()).then(|| unsafe { std::mem::transmute_copy::<*mut c_void, F>(&found) })
}

macro_rules! optional {
    ($($name:ident: fn($($argument:ty),*) $(-> $result:ty)?;)*) => {$(
        /// The function of this name, where libcrypto has it.
        pub fn $name() -> Option<unsafe extern "C" fn($($argument),*) $(-> $result)?> {
            const NAME: &str = concat!(stringify!($name), "\0");
            let name = CStr::from_bytes_with_nul(NAME.as_bytes()).ok()?;
            // SAFETY: the type is that of `openssl/*.h`.
            unsafe { find(name) }
        }
    )*};
}

#[expect(non_snake_case, reason = "libcrypto's names")]
mod functions {
    use super::*;

    optional! {
        // bio.h
        BIO_f_buffer: fn() -> *const BIO_METHOD;

        // store.h
        OSSL_STORE_open: fn(*const c_char, *const c_void, *mut c_void, *mut c_void, *mut c_void) -> *mut OSSL_STORE_CTX;
        OSSL_STORE_eof: fn(*mut OSSL_STORE_CTX) -> c_int;
        OSSL_STORE_load: fn(*mut OSSL_STORE_CTX) -> *mut OSSL_STORE_INFO;
        OSSL_STORE_close: fn(*mut OSSL_STORE_CTX) -> c_int;
        OSSL_STORE_INFO_get1_CERT: fn(*const OSSL_STORE_INFO) -> *mut X509;
        OSSL_STORE_INFO_get_type: fn(*const OSSL_STORE_INFO) -> c_int;
        OSSL_STORE_INFO_free: fn(*mut OSSL_STORE_INFO);

        // x509_vfy.h
        X509_STORE_CTX_set0_dane: fn(*mut X509_STORE_CTX, *mut c_void);

        // ct.h
        SCT_free: fn(*mut c_void);
        SCT_LIST_free: fn(*mut stack_st_SCT);
        SCT_set_source: fn(*mut c_void, c_int) -> c_int;
        SCT_get_validation_status: fn(*const c_void) -> c_int;
        SCT_LIST_validate: fn(*const stack_st_SCT, *mut CT_POLICY_EVAL_CTX) -> c_int;
        o2i_SCT_LIST: fn(*mut *mut stack_st_SCT, *mut *const u8, usize) -> *mut stack_st_SCT;
        X509_get_ext_d2i: fn(*const X509, c_int, *mut c_int, *mut c_int) -> *mut c_void;
        CT_POLICY_EVAL_CTX_new: fn() -> *mut CT_POLICY_EVAL_CTX;
        CT_POLICY_EVAL_CTX_free: fn(*mut CT_POLICY_EVAL_CTX);
        CT_POLICY_EVAL_CTX_set1_cert: fn(*mut CT_POLICY_EVAL_CTX, *mut X509) -> c_int;
        CT_POLICY_EVAL_CTX_set1_issuer: fn(*mut CT_POLICY_EVAL_CTX, *mut X509) -> c_int;
        CT_POLICY_EVAL_CTX_set_shared_CTLOG_STORE: fn(*mut CT_POLICY_EVAL_CTX, *mut CTLOG_STORE);
        CT_POLICY_EVAL_CTX_set_time: fn(*mut CT_POLICY_EVAL_CTX, u64);
        CTLOG_STORE_new: fn() -> *mut CTLOG_STORE;
        CTLOG_STORE_free: fn(*mut CTLOG_STORE);
        CTLOG_STORE_load_file: fn(*mut CTLOG_STORE, *const c_char) -> c_int;
        CTLOG_STORE_load_default_file: fn(*mut CTLOG_STORE) -> c_int;

        // engine.h
        ENGINE_init: fn(*mut ENGINE) -> c_int;
        ENGINE_finish: fn(*mut ENGINE) -> c_int;
        ENGINE_get_ssl_client_cert_function: fn(*const ENGINE) -> *mut c_void;
        ENGINE_load_ssl_client_cert: fn(*mut ENGINE, *mut c_void, *mut stack_st_X509_NAME, *mut *mut X509, *mut *mut EVP_PKEY, *mut *mut stack_st_X509, *mut c_void, *mut c_void) -> c_int;
    }
}

pub use functions::*;
