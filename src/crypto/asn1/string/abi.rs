//! The C structure `ASN1_STRING` and the functions every string type shares.

use std::ffi::{CStr, c_char, c_int, c_long, c_uchar, c_ulong, c_void};
use std::ptr;

use ffi::{UniqueHandle, cstr, mut_ref, put, shared_ref};

use super::{choose, text};
use crate::bio::BIO;
use crate::err::{ERR_LIB_ASN1, ERR_R_MALLOC_FAILURE, ERR_R_PASSED_NULL_PARAMETER, guard, raise};
use crate::mem;

/// `ASN1_STRING_FLAG_BITS_LEFT`: the low three bits of the flags count the unused bits of a BIT
/// STRING.
pub const FLAG_BITS_LEFT: c_long = 0x08;

/// `struct asn1_string_st` of `asn1.h`, whose fields programs read and write.
///
/// `data` is NULL or memory from `OPENSSL_malloc` with at least `length` bytes; what this library
/// puts there has a NUL after the last byte.
#[repr(C)]
pub struct ASN1_STRING {
    length: c_int,
    type_: c_int,
    data: *mut c_uchar,
    flags: c_long,
}

/// INTEGER: `data` is the magnitude, the type says the sign.
pub type ASN1_INTEGER = ASN1_STRING;
/// ENUMERATED, held as INTEGER is.
pub type ASN1_ENUMERATED = ASN1_STRING;
/// BIT STRING: `data` has no byte for the unused bits.
pub type ASN1_BIT_STRING = ASN1_STRING;
/// OCTET STRING.
pub type ASN1_OCTET_STRING = ASN1_STRING;
/// PrintableString.
pub type ASN1_PRINTABLESTRING = ASN1_STRING;
/// T61String.
pub type ASN1_T61STRING = ASN1_STRING;
/// IA5String.
pub type ASN1_IA5STRING = ASN1_STRING;
/// GeneralString.
pub type ASN1_GENERALSTRING = ASN1_STRING;
/// UniversalString.
pub type ASN1_UNIVERSALSTRING = ASN1_STRING;
/// BMPString.
pub type ASN1_BMPSTRING = ASN1_STRING;
/// UTCTime.
pub type ASN1_UTCTIME = ASN1_STRING;
/// UTCTime or GeneralizedTime.
pub type ASN1_TIME = ASN1_STRING;
/// GeneralizedTime.
pub type ASN1_GENERALIZEDTIME = ASN1_STRING;
/// VisibleString.
pub type ASN1_VISIBLESTRING = ASN1_STRING;
/// UTF8String.
pub type ASN1_UTF8STRING = ASN1_STRING;

impl UniqueHandle for ASN1_STRING {}

// SAFETY: the structure owns its data. OpenSSL's rule for C is that an object which one thread
// changes is used by that thread only; Rust code changes it through `&mut` alone.
unsafe impl Send for ASN1_STRING {}
// SAFETY: as above; nothing is changed through a shared reference.
unsafe impl Sync for ASN1_STRING {}

impl ASN1_STRING {
    /// An empty string of this type.
    pub fn new(type_: c_int) -> Self {
        Self {
            length: 0,
            type_,
            data: ptr::null_mut(),
            flags: 0,
        }
    }

    /// A copy of `bytes` as this type. `None` when there is no memory.
    pub fn with(type_: c_int, bytes: &[u8]) -> Option<Self> {
        let mut string = Self::new(type_);
        string.set(bytes).then_some(string)
    }

    /// The bytes it holds.
    pub fn bytes(&self) -> &[u8] {
        if self.data.is_null() {
            return &[];
        }
        let length = usize::try_from(self.length).unwrap_or(0);
        // SAFETY: the type's invariant: `data` has at least `length` bytes.
        unsafe { std::slice::from_raw_parts(self.data, length) }
    }

    /// Replaces the bytes by a copy. False, and nothing changed, when there is no memory or the
    /// length is no C int; the error is queued.
    pub fn set(&mut self, bytes: &[u8]) -> bool {
        let Ok(length) = c_int::try_from(bytes.len()) else {
            return false;
        };
        let data: *mut c_uchar = mem::abi::alloc(bytes.len() + 1).cast();
        if data.is_null() {
            raise(ERR_LIB_ASN1, ERR_R_MALLOC_FAILURE);
            return false;
        }
        // SAFETY: `data` has room for the bytes and the NUL, and is new, so nothing overlaps.
        unsafe {
            ptr::copy_nonoverlapping(bytes.as_ptr(), data, bytes.len());
            data.add(bytes.len()).write(0);
        }
        self.replace_data(data, length);
        true
    }

    /// Takes everything but the memory's address from `other`, as `ASN1_STRING_copy` does.
    pub fn copy_from(&mut self, other: &ASN1_STRING) -> bool {
        if !self.set(other.bytes()) {
            return false;
        }
        self.type_ = other.type_;
        self.flags = other.flags;
        true
    }

    /// A copy of it all. `None` when there is no memory.
    pub fn duplicate(&self) -> Option<Self> {
        let mut copy = Self::new(self.type_);
        copy.copy_from(self).then_some(copy)
    }

    /// The type, `V_ASN1_*`.
    pub fn type_(&self) -> c_int {
        self.type_
    }

    /// Changes the type only.
    pub fn set_type(&mut self, type_: c_int) {
        self.type_ = type_;
    }

    /// `ASN1_STRING_FLAG_*` and, for BIT STRINGs, the number of unused bits.
    pub fn flags(&self) -> c_long {
        self.flags
    }

    /// Changes the flags only.
    pub fn set_flags(&mut self, flags: c_long) {
        self.flags = flags;
    }

    /// Overwrites the bytes with zeros, for secrets.
    pub fn cleanse(&mut self) {
        let length = usize::try_from(self.length).unwrap_or(0);
        if !self.data.is_null() {
            // SAFETY: the type's invariant, and `&mut self` makes this the only access.
            mem::cleanse(unsafe { std::slice::from_raw_parts_mut(self.data, length) });
        }
    }

    fn replace_data(&mut self, data: *mut c_uchar, length: c_int) {
        // SAFETY: the type's invariant: `data` is NULL or came from OPENSSL_malloc.
        unsafe { mem::abi::free(self.data.cast()) };
        self.data = data;
        self.length = length;
    }
}

impl Drop for ASN1_STRING {
    fn drop(&mut self) {
        self.replace_data(ptr::null_mut(), 0);
    }
}

/// A new object for C holding `string`, or NULL for `None`.
pub fn give(string: Option<ASN1_STRING>) -> *mut ASN1_STRING {
    string.map_or(ptr::null_mut(), |string| {
        UniqueHandle::into_c(Box::new(string))
    })
}

/// A new, empty string. It is an OCTET STRING until its type is changed. NULL on failure.
///
/// # Safety
/// None beyond the C calling convention.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ASN1_STRING_new() -> *mut ASN1_STRING {
    guard(ptr::null_mut(), || give(Some(ASN1_STRING::new(4))))
}

/// A new, empty string of type `type` (`V_ASN1_*`). NULL on failure.
///
/// # Safety
/// None beyond the C calling convention.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ASN1_STRING_type_new(r#type: c_int) -> *mut ASN1_STRING {
    guard(ptr::null_mut(), || give(Some(ASN1_STRING::new(r#type))))
}

/// Frees a string. NULL is nothing to do.
///
/// # Safety
/// `a` is NULL or a string the caller owns and gives up.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ASN1_STRING_free(a: *mut ASN1_STRING) {
    // SAFETY: the caller gives up the object.
    guard((), || drop(unsafe { ASN1_STRING::reclaim(a) }))
}

/// Frees a string after overwriting its bytes.
///
/// # Safety
/// As [`ASN1_STRING_free`].
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ASN1_STRING_clear_free(a: *mut ASN1_STRING) {
    guard((), || {
        // SAFETY: the caller gives up the object.
        if let Some(mut string) = unsafe { ASN1_STRING::reclaim(a) } {
            string.cleanse();
        }
    })
}

/// A copy that the caller owns. NULL on failure or for NULL.
///
/// # Safety
/// `a` is NULL or a string.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ASN1_STRING_dup(a: *const ASN1_STRING) -> *mut ASN1_STRING {
    // SAFETY: the caller promises a string.
    guard(ptr::null_mut(), || {
        // SAFETY: the caller promises a string.
        give(unsafe { shared_ref(a) }.and_then(ASN1_STRING::duplicate))
    })
}

/// Makes `dst` a copy of `str`: 1, or 0 on failure.
///
/// # Safety
/// Both are NULL or strings.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ASN1_STRING_copy(dst: *mut ASN1_STRING, str: *const ASN1_STRING) -> c_int {
    guard(0, || {
        if str.is_null() || dst.is_null() {
            return 0;
        }
        if ptr::eq(dst, str) {
            return 1;
        }
        // SAFETY: the caller promises two strings; they are not the same one.
        match unsafe { (mut_ref(dst), shared_ref(str)) } {
            (Some(dst), Some(source)) => c_int::from(dst.copy_from(source)),
            _ => 0,
        }
    })
}

/// Compares length, bytes and type, in this order: less than, equal to or greater than 0.
///
/// # Safety
/// `a` and `b` are strings; NULL is an empty string of type -1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ASN1_STRING_cmp(a: *const ASN1_STRING, b: *const ASN1_STRING) -> c_int {
    guard(-1, || {
        // SAFETY: the caller promises strings.
        let (a, b) = unsafe { (shared_ref(a), shared_ref(b)) };
        compare(a.map_or((&[], -1), parts), b.map_or((&[], -1), parts))
    })
}

fn parts(string: &ASN1_STRING) -> (&[u8], c_int) {
    (string.bytes(), string.type_)
}

fn compare(a: (&[u8], c_int), b: (&[u8], c_int)) -> c_int {
    let by_length = a.0.len().cmp(&b.0.len());
    let order = by_length
        .then_with(|| a.0.cmp(b.0))
        .then_with(|| a.1.cmp(&b.1));
    order as c_int
}

/// Replaces the contents by a copy of `len` bytes at `data`; -1 means up to the NUL. With `data`
/// NULL the bytes are zero. 1, or 0 on failure.
///
/// # Safety
/// `str` is NULL or a string; `data` is NULL or has `len` bytes, or a NUL where `len` is -1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ASN1_STRING_set(
    str: *mut ASN1_STRING,
    data: *const c_void,
    len: c_int,
) -> c_int {
    guard(0, || {
        // SAFETY: the caller promises a string.
        let Some(string) = (unsafe { mut_ref(str) }) else {
            return 0;
        };
        let Ok(len) = usize::try_from(len) else {
            // SAFETY: a negative length promises a C string.
            let Some(text) = (unsafe { cstr(data.cast()) }) else {
                return 0;
            };
            return c_int::from(string.set(text.to_bytes()));
        };
        if data.is_null() {
            return c_int::from(string.set(&vec![0; len]));
        }
        // SAFETY: the caller promises `len` bytes. They may be the string's own: `set` copies
        // before it frees.
        c_int::from(string.set(unsafe { std::slice::from_raw_parts(data.cast(), len) }))
    })
}

/// Makes `data`, which comes from `OPENSSL_malloc` and now belongs to the string, its contents.
///
/// # Safety
/// `str` is NULL or a string; `data` is NULL or such memory with `len` bytes, given up.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ASN1_STRING_set0(str: *mut ASN1_STRING, data: *mut c_void, len: c_int) {
    guard((), || {
        // SAFETY: the caller promises a string.
        if let Some(string) = unsafe { mut_ref(str) } {
            string.replace_data(data.cast(), len);
        }
    })
}

/// The number of bytes; 0 for NULL.
///
/// # Safety
/// `x` is NULL or a string.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ASN1_STRING_length(x: *const ASN1_STRING) -> c_int {
    // SAFETY: the caller promises a string.
    guard(0, || {
        // SAFETY: the caller promises a string.
        unsafe { shared_ref(x) }.map_or(0, |string| string.length)
    })
}

/// Changes the length only; the caller has made the memory long enough.
///
/// # Safety
/// `x` is NULL or a string whose data has `n` bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ASN1_STRING_length_set(x: *mut ASN1_STRING, n: c_int) {
    guard((), || {
        // SAFETY: the caller promises a string.
        if let Some(string) = unsafe { mut_ref(x) } {
            string.length = n;
        }
    })
}

/// The type, `V_ASN1_*`; 0 for NULL.
///
/// # Safety
/// `x` is NULL or a string.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ASN1_STRING_type(x: *const ASN1_STRING) -> c_int {
    // SAFETY: the caller promises a string.
    guard(0, || unsafe { shared_ref(x) }.map_or(0, ASN1_STRING::type_))
}

/// The bytes, which stay the string's; NULL for NULL.
///
/// # Safety
/// `x` is NULL or a string.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ASN1_STRING_get0_data(x: *const ASN1_STRING) -> *const c_uchar {
    // SAFETY: the caller promises a string.
    guard(ptr::null(), || {
        // SAFETY: the caller promises a string.
        unsafe { shared_ref(x) }.map_or(ptr::null(), |string| string.data.cast_const())
    })
}

/// The bytes, which stay the string's and may be changed; NULL for NULL.
///
/// # Safety
/// `x` is NULL or a string.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ASN1_STRING_data(x: *mut ASN1_STRING) -> *mut c_uchar {
    // SAFETY: the caller promises a string.
    guard(ptr::null_mut(), || {
        // SAFETY: the caller promises a string.
        unsafe { shared_ref(x) }.map_or(ptr::null_mut(), |string| string.data)
    })
}

/// The text in UTF-8, with a NUL after it, in memory that the caller frees with `OPENSSL_free`.
/// Returns its length, or a negative number.
///
/// # Safety
/// `out` is NULL or writable; `in` is NULL or a string.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ASN1_STRING_to_UTF8(
    out: *mut *mut c_uchar,
    r#in: *const ASN1_STRING,
) -> c_int {
    guard(-1, || {
        // SAFETY: the caller promises a string.
        let Some(string) = (unsafe { shared_ref(r#in) }) else {
            return -1;
        };
        let Some(utf8) = string.to_utf8() else {
            return -1;
        };
        let Ok(length) = c_int::try_from(utf8.len()) else {
            return -1;
        };
        let copy = mem::copy_string(utf8.as_bytes());
        if copy.is_null() {
            return -1;
        }
        if out.is_null() {
            // SAFETY: the copy is this function's own.
            unsafe { mem::abi::free(copy.cast()) };
        }
        // SAFETY: the caller promises a writable pointer.
        unsafe { put(out, copy.cast()) };
        length
    })
}

impl ASN1_STRING {
    /// The text in UTF-8. `None` when the type is no text or the bytes are wrong; the error is
    /// queued.
    pub fn to_utf8(&self) -> Option<String> {
        let width = text::Width::of_type(self.type_)?;
        let utf8 =
            text::decode(width, self.bytes()).and_then(|characters| text::to_utf8(&characters));
        if utf8.is_none() {
            raise(ERR_LIB_ASN1, choose::invalid(width));
        }
        utf8
    }
}

/// Writes the text with everything that is not printable ASCII, CR or LF as a dot. 1 or 0.
///
/// # Safety
/// `bp` is NULL or a BIO; `v` is NULL or a string.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ASN1_STRING_print(bp: *mut BIO, v: *const ASN1_STRING) -> c_int {
    guard(0, || {
        // SAFETY: the caller promises a string.
        let Some(string) = (unsafe { shared_ref(v) }) else {
            return 0;
        };
        let dotted: Vec<u8> = string
            .bytes()
            .iter()
            .map(|byte| printable_or_dot(*byte))
            .collect();
        // SAFETY: the caller promises a BIO.
        c_int::from(unsafe { crate::asn1::output::to_bio(bp, &dotted) })
    })
}

fn printable_or_dot(byte: u8) -> u8 {
    if matches!(byte, b' '..=b'~' | b'\n' | b'\r') {
        byte
    } else {
        b'.'
    }
}

/// Writes the text with the escapes `flags` (`ASN1_STRFLGS_*`) ask for. Returns the number of
/// bytes, or -1. With `out` NULL it only counts.
///
/// # Safety
/// `out` is NULL or a BIO; `str` is NULL or a string.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ASN1_STRING_print_ex(
    out: *mut BIO,
    str: *const ASN1_STRING,
    flags: c_ulong,
) -> c_int {
    guard(-1, || {
        // SAFETY: the caller promises a string.
        let Some(string) = (unsafe { shared_ref(str) }) else {
            return -1;
        };
        let Some(text) = string.print(flags) else {
            return -1;
        };
        // SAFETY: the caller promises a BIO.
        unsafe { crate::asn1::output::count_to_bio(out, &text) }
    })
}

/// As [`ASN1_STRING_print_ex`], to a stdio stream.
///
/// # Safety
/// `fp` is NULL or an open stream; `str` is NULL or a string.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ASN1_STRING_print_ex_fp(
    fp: *mut libc::FILE,
    str: *const ASN1_STRING,
    flags: c_ulong,
) -> c_int {
    guard(-1, || {
        // SAFETY: the caller promises a string.
        let Some(string) = (unsafe { shared_ref(str) }) else {
            return -1;
        };
        let Some(text) = string.print(flags) else {
            return -1;
        };
        // SAFETY: the caller promises a stream.
        unsafe { crate::asn1::output::count_to_file(fp, &text) }
    })
}

/// The name of a universal tag, "(unknown)" for others. Static text.
///
/// # Safety
/// None beyond the C calling convention.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ASN1_tag2str(tag: c_int) -> *const c_char {
    guard(ptr::null(), || super::print::tag_name(tag).as_ptr())
}

/// The types texts get when the attribute does not decide (`B_ASN1_*`).
///
/// # Safety
/// None beyond the C calling convention.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ASN1_STRING_get_default_mask() -> c_ulong {
    guard(0, choose::default_mask)
}

/// Changes what [`ASN1_STRING_get_default_mask`] tells, for the whole process.
///
/// # Safety
/// None beyond the C calling convention.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ASN1_STRING_set_default_mask(mask: c_ulong) {
    guard((), || choose::set_default_mask(mask))
}

/// As [`ASN1_STRING_set_default_mask`], by name: "default", "nombstr", "pkix", "utf8only" or
/// "MASK:" and a number. 1, or 0 for other texts.
///
/// # Safety
/// `p` is NULL or a C string.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ASN1_STRING_set_default_mask_asc(p: *const c_char) -> c_int {
    guard(0, || {
        // SAFETY: the caller promises a C string.
        let text = unsafe { cstr(p) }.and_then(|text| CStr::to_str(text).ok());
        c_int::from(text.is_some_and(choose::set_default_mask_named))
    })
}

/// Converts text to the smallest type of `mask` that holds it: the type, or -1.
///
/// # Safety
/// `out` is NULL, or points to NULL or to a string the caller owns; `in` has `len` bytes, or a NUL
/// where `len` is -1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ASN1_mbstring_copy(
    out: *mut *mut ASN1_STRING,
    r#in: *const c_uchar,
    len: c_int,
    inform: c_int,
    mask: c_ulong,
) -> c_int {
    // SAFETY: the caller's promises are the same.
    unsafe { ASN1_mbstring_ncopy(out, r#in, len, inform, mask, 0, 0) }
}

/// As [`ASN1_mbstring_copy`], for `minsize` to `maxsize` characters where these are positive.
///
/// # Safety
/// As [`ASN1_mbstring_copy`].
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ASN1_mbstring_ncopy(
    out: *mut *mut ASN1_STRING,
    r#in: *const c_uchar,
    len: c_int,
    inform: c_int,
    mask: c_ulong,
    minsize: c_long,
    maxsize: c_long,
) -> c_int {
    guard(-1, || {
        // SAFETY: the caller promises the bytes.
        let Some(input) = (unsafe { bytes_or_text(r#in, len) }) else {
            raise(ERR_LIB_ASN1, ERR_R_PASSED_NULL_PARAMETER);
            return -1;
        };
        let bounds = choose::Bounds {
            least: minsize,
            most: maxsize,
            mask,
        };
        let Some((type_, bytes)) = choose::choose(input, inform, bounds) else {
            return -1;
        };
        // SAFETY: the caller promises what `out` points to.
        if out.is_null() || unsafe { store(out, type_, &bytes) } {
            type_
        } else {
            -1
        }
    })
}

/// Converts text to the type and within the bounds that attribute `nid` prescribes, into `*out` or
/// a new string. NULL on failure.
///
/// # Safety
/// As [`ASN1_mbstring_copy`].
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ASN1_STRING_set_by_NID(
    out: *mut *mut ASN1_STRING,
    r#in: *const c_uchar,
    inlen: c_int,
    inform: c_int,
    nid: c_int,
) -> *mut ASN1_STRING {
    guard(ptr::null_mut(), || {
        // SAFETY: the caller promises the bytes.
        let Some(input) = (unsafe { bytes_or_text(r#in, inlen) }) else {
            raise(ERR_LIB_ASN1, ERR_R_PASSED_NULL_PARAMETER);
            return ptr::null_mut();
        };
        let Some((type_, bytes)) = choose::choose(input, inform, choose::bounds_of(nid)) else {
            return ptr::null_mut();
        };
        let mut own = ptr::null_mut();
        let target = if out.is_null() { &raw mut own } else { out };
        // SAFETY: the target is the caller's, or a local NULL pointer.
        if unsafe { store(target, type_, &bytes) } {
            // SAFETY: the target is the caller's, or a local NULL pointer.
            unsafe { *target }
        } else {
            ptr::null_mut()
        }
    })
}

/// The bytes at `data`: `len` of them, or up to the NUL where `len` is negative.
///
/// # Safety
/// `data` is NULL or has these bytes.
pub unsafe fn bytes_or_text<'a>(data: *const c_uchar, len: c_int) -> Option<&'a [u8]> {
    match usize::try_from(len) {
        // SAFETY: the caller promises the bytes.
        Ok(len) => unsafe { ffi::slice(data, len) },
        // SAFETY: a negative length promises a C string.
        Err(_) => unsafe { cstr(data.cast()) }.map(CStr::to_bytes),
    }
}

/// Puts type and bytes into `*target`, which is made when it is NULL.
///
/// # Safety
/// `target` points to NULL or to a string of the caller.
unsafe fn store(target: *mut *mut ASN1_STRING, type_: c_int, bytes: &[u8]) -> bool {
    // SAFETY: the caller promises a string or NULL.
    if let Some(string) = unsafe { mut_ref(*target) } {
        let done = string.set(bytes);
        if done {
            string.type_ = type_;
        }
        return done;
    }
    let made = give(ASN1_STRING::with(type_, bytes));
    // SAFETY: `target` is writable.
    unsafe { *target = made };
    !made.is_null()
}
