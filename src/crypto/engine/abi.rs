//! The exported functions of `engine.h`.

use std::ffi::{c_char, c_int, c_long, c_void};
use std::ptr::null_mut;

use ffi::cstr;

use crate::err::{ERR_LIB_ENGINE, ERR_R_PASSED_NULL_PARAMETER, guard, raise, raise_data};
use crate::evp::EVP_PKEY;

pub use crate::evp::ENGINE;

const ENGINE_R_NO_SUCH_ENGINE: c_int = 116;

/// Nothing: no engine is built in.
///
/// # Safety
/// None beyond the C calling convention.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ENGINE_load_builtin_engines() {}

/// 1: all of none are registered.
///
/// # Safety
/// None beyond the C calling convention.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ENGINE_register_all_complete() -> c_int {
    1
}

/// NULL with `ENGINE_R_NO_SUCH_ENGINE`.
///
/// # Safety
/// `id` is NULL or a C string.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ENGINE_by_id(id: *const c_char) -> *mut ENGINE {
    guard(null_mut(), || {
        // SAFETY: the caller promises a C string.
        match unsafe { cstr(id) } {
            Some(id) => {
                let text = format!("id={}", id.to_string_lossy());
                raise_data(ERR_LIB_ENGINE, ENGINE_R_NO_SUCH_ENGINE, &text);
            }
            None => raise(ERR_LIB_ENGINE, ERR_R_PASSED_NULL_PARAMETER),
        }
        null_mut()
    })
}

/// 1: there was nothing to free.
///
/// # Safety
/// `e` is NULL, as there are no engines.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ENGINE_free(_e: *mut ENGINE) -> c_int {
    1
}

/// 0 with `ERR_R_PASSED_NULL_PARAMETER`.
///
/// # Safety
/// `e` is NULL, as there are no engines.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ENGINE_init(_e: *mut ENGINE) -> c_int {
    no_engine(0)
}

/// 1: there was nothing to end.
///
/// # Safety
/// `e` is NULL, as there are no engines.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ENGINE_finish(_e: *mut ENGINE) -> c_int {
    1
}

/// 0 with `ERR_R_PASSED_NULL_PARAMETER`.
///
/// # Safety
/// `e` is NULL, as there are no engines.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ENGINE_ctrl_cmd(
    _e: *mut ENGINE,
    _cmd_name: *const c_char,
    _i: c_long,
    _p: *mut c_void,
    _f: Option<extern "C" fn()>,
    _cmd_optional: c_int,
) -> c_int {
    no_engine(0)
}

/// 0 with `ERR_R_PASSED_NULL_PARAMETER`.
///
/// # Safety
/// `e` is NULL, as there are no engines.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ENGINE_ctrl_cmd_string(
    _e: *mut ENGINE,
    _cmd_name: *const c_char,
    _arg: *const c_char,
    _cmd_optional: c_int,
) -> c_int {
    no_engine(0)
}

/// NULL: there are no engines.
///
/// # Safety
/// None beyond the C calling convention.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ENGINE_get_default_RAND() -> *mut ENGINE {
    null_mut()
}

/// 0 with `ERR_R_PASSED_NULL_PARAMETER`.
///
/// # Safety
/// `e` is NULL, as there are no engines.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ENGINE_set_default_RAND(_e: *mut ENGINE) -> c_int {
    no_engine(0)
}

/// Nothing: there are no engines.
///
/// # Safety
/// `e` is NULL, as there are no engines.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ENGINE_unregister_RAND(_e: *mut ENGINE) {}

/// NULL with `ERR_R_PASSED_NULL_PARAMETER`.
///
/// # Safety
/// `e` is NULL, as there are no engines.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ENGINE_get_name(_e: *const ENGINE) -> *const c_char {
    no_engine(null_mut::<c_char>())
}

/// NULL with `ERR_R_PASSED_NULL_PARAMETER`.
///
/// # Safety
/// `e` is NULL, as there are no engines.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ENGINE_load_private_key(
    _e: *mut ENGINE,
    _key_id: *const c_char,
    _ui_method: *mut UI_METHOD,
    _callback_data: *mut c_void,
) -> *mut EVP_PKEY {
    no_engine(null_mut())
}

/// NULL with `ERR_R_PASSED_NULL_PARAMETER`.
///
/// # Safety
/// `e` is NULL, as there are no engines.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ENGINE_load_public_key(
    _e: *mut ENGINE,
    _key_id: *const c_char,
    _ui_method: *mut UI_METHOD,
    _callback_data: *mut c_void,
) -> *mut EVP_PKEY {
    no_engine(null_mut())
}

/// How to ask a person. Programs hand it through to engines.
pub enum UI_METHOD {}

#[track_caller]
fn no_engine<T>(failure: T) -> T {
    guard((), || raise(ERR_LIB_ENGINE, ERR_R_PASSED_NULL_PARAMETER));
    failure
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::err::{library_of, peek_last, reason_of};

    #[test]
    fn no_engine_is_found() {
        // SAFETY: a C string, and NULL as engine.
        unsafe {
            assert!(ENGINE_by_id(c"pkcs11".as_ptr()).is_null());
            let error = peek_last();
            assert_eq!(library_of(error), ERR_LIB_ENGINE);
            assert_eq!(reason_of(error), ENGINE_R_NO_SUCH_ENGINE);
            assert_eq!((ENGINE_free(null_mut()), ENGINE_init(null_mut())), (1, 0));
        }
    }
}
