//! The sources of [`super::element`].

use ffi::SharedHandle;

use crate::asn1::der::{DerError, Reader};
use crate::bio::BIO;
use crate::bio::io::abi::BIO_read;
use crate::x509::name::abi::decode;

/// The next DER element of a BIO.
///
/// # Safety
/// `bio` is NULL or a BIO.
pub unsafe fn from_bio(bio: *mut BIO) -> Option<Vec<u8>> {
    super::element(|out| {
        let mut filled = 0;
        while filled < out.len() {
            let rest = &mut out[filled..];
            let room = i32::try_from(rest.len()).unwrap_or(i32::MAX);
            // SAFETY: `rest` has that room; the BIO is the caller's.
            match usize::try_from(unsafe { BIO_read(bio, rest.as_mut_ptr().cast(), room) }) {
                Ok(count @ 1..) => filled += count,
                _ => return false,
            }
        }
        true
    })
}

/// The next DER element of a stdio stream.
///
/// # Safety
/// `stream` is NULL or open.
pub unsafe fn from_file(stream: *mut libc::FILE) -> Option<Vec<u8>> {
    super::element(|out| {
        // SAFETY: `out` has that room; the stream is the caller's.
        !stream.is_null()
            && unsafe { libc::fread(out.as_mut_ptr().cast(), 1, out.len(), stream) } == out.len()
    })
}

/// Reads `der` and gives the object to C: into `*place` too, whose old reference is dropped.
///
/// # Safety
/// `place` is NULL or points to NULL or an object of which the caller owns a reference.
pub unsafe fn shared<T: SharedHandle>(
    der: Option<Vec<u8>>,
    place: *mut *mut T,
    read: impl FnOnce(&mut Reader<'_>) -> Result<T, DerError>,
) -> *mut T {
    let value = der.and_then(|der| decode(&der, read));
    match value {
        None => std::ptr::null_mut(),
        // SAFETY: the caller's promise.
        Some((value, _)) => unsafe { put_shared(place, value) },
    }
}

/// Gives a counted object to C: into `*place` too, whose old reference is dropped.
///
/// # Safety
/// As [`shared`].
pub unsafe fn put_shared<T: SharedHandle>(place: *mut *mut T, value: T) -> *mut T {
    let made = T::into_c(std::sync::Arc::new(value));
    // SAFETY: the caller's promise.
    if let Some(place) = unsafe { ffi::mut_ref(place) } {
        let old = std::mem::replace(place, made);
        // SAFETY: the caller owned a reference.
        drop(unsafe { T::reclaim(old) });
    }
    made
}
