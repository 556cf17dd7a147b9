//! The exported `BIO_meth_` functions.

use std::ffi::{CStr, CString, c_char, c_int, c_long, c_void};
use std::ptr::null_mut;
use std::sync::atomic::{AtomicI32, Ordering};

use ffi::{cstr, mut_ref, shared_ref};

use crate::bio::io::abi::{read_bridge, write_bridge};
use crate::bio::object::*;
use crate::err::{ERR_LIB_BIO, ERR_R_PASSED_NULL_PARAMETER, guard, raise};

/// Types below belong to OpenSSL's own kinds of BIO (`BIO_TYPE_START`), and the type has 8 bits.
static LAST_TYPE: AtomicI32 = AtomicI32::new(128);

/// A type number for a kind of BIO, to which the program adds its class; -1 when there are no more.
///
/// # Safety
/// None beyond the C calling convention.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn BIO_get_new_index() -> c_int {
    let next = |last| Some(last + 1).filter(|new| *new <= 0xff);
    LAST_TYPE
        .fetch_update(Ordering::Relaxed, Ordering::Relaxed, next)
        .map_or(-1, |last| last + 1)
}

/// A method without functions; `name` is copied. NULL on failure. Free it with `BIO_meth_free`
/// after its last BIO.
///
/// # Safety
/// `name` is NULL or a C string.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn BIO_meth_new(r#type: c_int, name: *const c_char) -> *mut BIO_METHOD {
    guard(null_mut(), || {
        // SAFETY: the caller promises a C string.
        let name = unsafe { cstr(name) }
            .map(CStr::to_owned)
            .unwrap_or_default();
        // SAFETY: `BIO_meth_free` takes the name back, and nothing uses the method after that.
        let name = unsafe { CStr::from_ptr::<'static>(name.into_raw()) };
        Box::into_raw(Box::new(BIO_METHOD::new(r#type, name)))
    })
}

/// Frees a method; NULL is allowed.
///
/// # Safety
/// `biom` is NULL or came from `BIO_meth_new` and no BIO uses it.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn BIO_meth_free(biom: *mut BIO_METHOD) {
    // SAFETY: the caller gives the method up.
    guard((), || unsafe {
        if !biom.is_null() {
            let method = Box::from_raw(biom);
            drop(CString::from_raw(method.name.as_ptr().cast_mut()));
        }
    })
}

/// Sets a field of a method. 1, or 0 for NULL.
///
/// # Safety
/// `biom` is NULL or a method that no other thread uses now.
unsafe fn set(biom: *mut BIO_METHOD, change: impl FnOnce(&mut BIO_METHOD)) -> c_int {
    // SAFETY: the caller promises a method of its own.
    match unsafe { mut_ref(biom) } {
        Some(method) => {
            change(method);
            1
        }
        None => {
            guard((), || raise(ERR_LIB_BIO, ERR_R_PASSED_NULL_PARAMETER));
            0
        }
    }
}

/// Sets the function that writes. 1, or 0 for NULL.
///
/// # Safety
/// `biom` is NULL or a method of the program; the function does what `BIO_meth_new(3)` says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn BIO_meth_set_write(
    biom: *mut BIO_METHOD,
    bwrite: Option<unsafe extern "C" fn(*mut BIO, *const c_char, c_int) -> c_int>,
) -> c_int {
    // SAFETY: the same promise.
    unsafe {
        set(biom, |method| {
            method.write_old = bwrite;
            method.write = bwrite.map(|_| write_bridge as WriteEx);
        })
    }
}

/// The function that writes; NULL when there is none.
///
/// # Safety
/// `biom` is NULL or a method.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn BIO_meth_get_write(
    biom: *const BIO_METHOD,
) -> Option<unsafe extern "C" fn(*mut BIO, *const c_char, c_int) -> c_int> {
    // SAFETY: the caller promises a method.
    unsafe { shared_ref(biom) }?.write_old
}

/// Sets the function that writes, with sizes. 1, or 0 for NULL.
///
/// # Safety
/// `biom` is NULL or a method of the program; the function does what `BIO_meth_new(3)` says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn BIO_meth_set_write_ex(
    biom: *mut BIO_METHOD,
    bwrite: Option<unsafe extern "C" fn(*mut BIO, *const c_char, usize, *mut usize) -> c_int>,
) -> c_int {
    // SAFETY: the same promise.
    unsafe {
        set(biom, |method| {
            method.write_old = None;
            method.write = bwrite;
        })
    }
}

/// The function that writes, with sizes; NULL when there is none.
///
/// # Safety
/// `biom` is NULL or a method.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn BIO_meth_get_write_ex(
    biom: *const BIO_METHOD,
) -> Option<unsafe extern "C" fn(*mut BIO, *const c_char, usize, *mut usize) -> c_int> {
    // SAFETY: the caller promises a method.
    unsafe { shared_ref(biom) }?.write
}

/// Sets the function that reads. 1, or 0 for NULL.
///
/// # Safety
/// `biom` is NULL or a method of the program; the function does what `BIO_meth_new(3)` says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn BIO_meth_set_read(
    biom: *mut BIO_METHOD,
    bread: Option<unsafe extern "C" fn(*mut BIO, *mut c_char, c_int) -> c_int>,
) -> c_int {
    // SAFETY: the same promise.
    unsafe {
        set(biom, |method| {
            method.read_old = bread;
            method.read = bread.map(|_| read_bridge as ReadEx);
        })
    }
}

/// The function that reads; NULL when there is none.
///
/// # Safety
/// `biom` is NULL or a method.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn BIO_meth_get_read(
    biom: *const BIO_METHOD,
) -> Option<unsafe extern "C" fn(*mut BIO, *mut c_char, c_int) -> c_int> {
    // SAFETY: the caller promises a method.
    unsafe { shared_ref(biom) }?.read_old
}

/// Sets the function that reads, with sizes. 1, or 0 for NULL.
///
/// # Safety
/// `biom` is NULL or a method of the program; the function does what `BIO_meth_new(3)` says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn BIO_meth_set_read_ex(
    biom: *mut BIO_METHOD,
    bread: Option<unsafe extern "C" fn(*mut BIO, *mut c_char, usize, *mut usize) -> c_int>,
) -> c_int {
    // SAFETY: the same promise.
    unsafe {
        set(biom, |method| {
            method.read_old = None;
            method.read = bread;
        })
    }
}

/// The function that reads, with sizes; NULL when there is none.
///
/// # Safety
/// `biom` is NULL or a method.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn BIO_meth_get_read_ex(
    biom: *const BIO_METHOD,
) -> Option<unsafe extern "C" fn(*mut BIO, *mut c_char, usize, *mut usize) -> c_int> {
    // SAFETY: the caller promises a method.
    unsafe { shared_ref(biom) }?.read
}

/// Sets the function that writes a string. 1, or 0 for NULL.
///
/// # Safety
/// `biom` is NULL or a method of the program; the function does what `BIO_meth_new(3)` says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn BIO_meth_set_puts(
    biom: *mut BIO_METHOD,
    bputs: Option<unsafe extern "C" fn(*mut BIO, *const c_char) -> c_int>,
) -> c_int {
    // SAFETY: the same promise.
    unsafe {
        set(biom, |method| {
            method.puts = bputs;
        })
    }
}

/// The function that writes a string; NULL when there is none.
///
/// # Safety
/// `biom` is NULL or a method.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn BIO_meth_get_puts(
    biom: *const BIO_METHOD,
) -> Option<unsafe extern "C" fn(*mut BIO, *const c_char) -> c_int> {
    // SAFETY: the caller promises a method.
    unsafe { shared_ref(biom) }?.puts
}

/// Sets the function that reads a line. 1, or 0 for NULL.
///
/// # Safety
/// `biom` is NULL or a method of the program; the function does what `BIO_meth_new(3)` says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn BIO_meth_set_gets(
    biom: *mut BIO_METHOD,
    ossl_gets: Option<unsafe extern "C" fn(*mut BIO, *mut c_char, c_int) -> c_int>,
) -> c_int {
    // SAFETY: the same promise.
    unsafe {
        set(biom, |method| {
            method.gets = ossl_gets;
        })
    }
}

/// The function that reads a line; NULL when there is none.
///
/// # Safety
/// `biom` is NULL or a method.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn BIO_meth_get_gets(
    biom: *const BIO_METHOD,
) -> Option<unsafe extern "C" fn(*mut BIO, *mut c_char, c_int) -> c_int> {
    // SAFETY: the caller promises a method.
    unsafe { shared_ref(biom) }?.gets
}

/// Sets the function that controls. 1, or 0 for NULL.
///
/// # Safety
/// `biom` is NULL or a method of the program; the function does what `BIO_meth_new(3)` says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn BIO_meth_set_ctrl(
    biom: *mut BIO_METHOD,
    ctrl: Option<unsafe extern "C" fn(*mut BIO, c_int, c_long, *mut c_void) -> c_long>,
) -> c_int {
    // SAFETY: the same promise.
    unsafe {
        set(biom, |method| {
            method.ctrl = ctrl;
        })
    }
}

/// The function that controls; NULL when there is none.
///
/// # Safety
/// `biom` is NULL or a method.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn BIO_meth_get_ctrl(
    biom: *const BIO_METHOD,
) -> Option<unsafe extern "C" fn(*mut BIO, c_int, c_long, *mut c_void) -> c_long> {
    // SAFETY: the caller promises a method.
    unsafe { shared_ref(biom) }?.ctrl
}

/// Sets the function that begins a BIO. 1, or 0 for NULL.
///
/// # Safety
/// `biom` is NULL or a method of the program; the function does what `BIO_meth_new(3)` says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn BIO_meth_set_create(
    biom: *mut BIO_METHOD,
    create: Option<unsafe extern "C" fn(*mut BIO) -> c_int>,
) -> c_int {
    // SAFETY: the same promise.
    unsafe {
        set(biom, |method| {
            method.create = create;
        })
    }
}

/// The function that begins a BIO; NULL when there is none.
///
/// # Safety
/// `biom` is NULL or a method.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn BIO_meth_get_create(
    biom: *const BIO_METHOD,
) -> Option<unsafe extern "C" fn(*mut BIO) -> c_int> {
    // SAFETY: the caller promises a method.
    unsafe { shared_ref(biom) }?.create
}

/// Sets the function that ends a BIO. 1, or 0 for NULL.
///
/// # Safety
/// `biom` is NULL or a method of the program; the function does what `BIO_meth_new(3)` says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn BIO_meth_set_destroy(
    biom: *mut BIO_METHOD,
    destroy: Option<unsafe extern "C" fn(*mut BIO) -> c_int>,
) -> c_int {
    // SAFETY: the same promise.
    unsafe {
        set(biom, |method| {
            method.destroy = destroy;
        })
    }
}

/// The function that ends a BIO; NULL when there is none.
///
/// # Safety
/// `biom` is NULL or a method.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn BIO_meth_get_destroy(
    biom: *const BIO_METHOD,
) -> Option<unsafe extern "C" fn(*mut BIO) -> c_int> {
    // SAFETY: the caller promises a method.
    unsafe { shared_ref(biom) }?.destroy
}

/// Sets the function that installs a callback. 1, or 0 for NULL.
///
/// # Safety
/// `biom` is NULL or a method of the program; the function does what `BIO_meth_new(3)` says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn BIO_meth_set_callback_ctrl(
    biom: *mut BIO_METHOD,
    callback_ctrl: Option<
        unsafe extern "C" fn(
            *mut BIO,
            c_int,
            Option<unsafe extern "C" fn(*mut BIO, c_int, c_int) -> c_int>,
        ) -> c_long,
    >,
) -> c_int {
    // SAFETY: the same promise.
    unsafe {
        set(biom, |method| {
            method.callback_ctrl = callback_ctrl;
        })
    }
}

/// The function that installs a callback; NULL when there is none.
///
/// # Safety
/// `biom` is NULL or a method.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn BIO_meth_get_callback_ctrl(
    biom: *const BIO_METHOD,
) -> Option<
    unsafe extern "C" fn(
        *mut BIO,
        c_int,
        Option<unsafe extern "C" fn(*mut BIO, c_int, c_int) -> c_int>,
    ) -> c_long,
> {
    // SAFETY: the caller promises a method.
    unsafe { shared_ref(biom) }?.callback_ctrl
}
