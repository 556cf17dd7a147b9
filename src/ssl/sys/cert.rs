//! Certificates and names.

use std::ffi::{c_int, c_long, c_uchar};
use std::ptr::NonNull;

use super::bio::Bio;
use super::imports::*;
use super::memory;
use super::stack::Stack;
use super::types::*;

/// `XN_FLAG_ONELINE`.
const ONE_LINE: std::ffi::c_ulong = 0x0082_031F;

/// One reference to an `X509`.
pub struct Certificate(NonNull<X509>);

// SAFETY: X509 objects are counted atomically and may be shared by threads.
unsafe impl Send for Certificate {}
// SAFETY: as above.
unsafe impl Sync for Certificate {}

impl Certificate {
    /// Adds a reference to an application's certificate. `None` for NULL.
    ///
    /// # Safety
    /// `pointer` is NULL or a valid `X509`.
    pub unsafe fn share(pointer: *mut X509) -> Option<Self> {
        let pointer = NonNull::new(pointer)?;
        // SAFETY: valid by contract.
        (unsafe { X509_up_ref(pointer.as_ptr()) } == 1).then_some(Certificate(pointer))
    }

    /// Takes over a reference.
    ///
    /// # Safety
    /// `pointer` is NULL or a valid `X509` of which the caller gives up one reference.
    pub unsafe fn from_raw(pointer: *mut X509) -> Option<Self> {
        NonNull::new(pointer).map(Certificate)
    }

    /// Parses DER; `None` (with libcrypto's error queued) when it is no certificate or has bytes
    /// left over.
    pub fn from_der(der: &[u8]) -> Option<Self> {
        let mut next = der.as_ptr();
        let length = c_long::try_from(der.len()).ok()?;
        // SAFETY: `next` and `length` describe `der`.
        let parsed = unsafe { d2i_X509(std::ptr::null_mut(), &mut next, length) };
        let parsed = NonNull::new(parsed).map(Certificate)?;
        std::ptr::eq(next, der.as_ptr_range().end).then_some(parsed)
    }

    pub fn as_ptr(&self) -> *mut X509 {
        self.0.as_ptr()
    }

    pub fn into_raw(self) -> *mut X509 {
        std::mem::ManuallyDrop::new(self).as_ptr()
    }

    /// The DER encoding; `None` when libcrypto cannot encode it.
    pub fn to_der(&self) -> Option<Vec<u8>> {
        // SAFETY: the certificate is valid.
        encoded(|out| unsafe { i2d_X509(self.as_ptr(), out) })
    }

    /// Writes it in words and as PEM.
    pub fn print(&self, bio: &Bio) {
        // SAFETY: both are valid.
        unsafe {
            X509_print_ex(bio.as_ptr(), self.as_ptr(), ONE_LINE, 0);
            PEM_write_bio_X509(bio.as_ptr(), self.as_ptr());
        }
    }

    /// The public key, borrowed from the certificate; NULL when it cannot be decoded.
    pub fn public_key(&self) -> *mut EVP_PKEY {
        // SAFETY: the certificate is valid.
        unsafe { X509_get0_pubkey(self.as_ptr()) }
    }

    /// Whether subject and issuer are the same, as in a root.
    pub fn is_self_signed(&self) -> bool {
        // SAFETY: the certificate is valid.
        unsafe {
            X509_NAME_cmp(
                X509_get_subject_name(self.as_ptr()),
                X509_get_issuer_name(self.as_ptr()),
            ) == 0
        }
    }

    /// Whether libcrypto counts the certificate as signed with its own key (`EXFLAG_SS`).
    pub fn is_marked_self_signed(&self) -> bool {
        const EXFLAG_SS: u32 = 0x2000;
        // SAFETY: the certificate is valid.
        unsafe { X509_get_extension_flags(self.as_ptr()) & EXFLAG_SS != 0 }
    }

    /// The bits of security of the signature, and the NID of its hash or, where the algorithm has its
    /// own, of the algorithm. Unknown algorithms have -1 bits.
    pub fn signature_strength(&self) -> (c_int, c_int) {
        let (mut digest, mut key, mut bits) = (0, 0, -1);
        // SAFETY: the certificate is valid; the places are ours.
        let known = unsafe {
            X509_get_signature_info(
                self.as_ptr(),
                &mut digest,
                &mut key,
                &mut bits,
                std::ptr::null_mut(),
            )
        };
        match known {
            0 => (-1, 0),
            _ if digest == 0 => (bits, key),
            _ => (bits, digest),
        }
    }

    /// Whether one of the names is the issuer's.
    pub fn is_issued_by_one_of(&self, names: &Stack<X509_NAME>) -> bool {
        // SAFETY: all names are valid.
        names
            .iter()
            .any(|name| unsafe { X509_NAME_cmp(name, X509_get_issuer_name(self.as_ptr())) == 0 })
    }

    /// Whether the certificate and what is above it are of Suite B, as `X509_V_FLAG_SUITEB_*` have it.
    pub fn is_of_suite_b(&self, above: Option<&Stack<X509>>, flags: u32) -> bool {
        let above = above.map_or(std::ptr::null_mut(), Stack::as_ptr);
        // SAFETY: all are valid; the depth is not asked for.
        unsafe {
            X509_chain_check_suiteb(std::ptr::null_mut(), self.as_ptr(), above, flags.into()) == 0
        }
    }

    /// A copy of the subject's name.
    pub fn subject(&self) -> Option<Name> {
        // SAFETY: the certificate is valid; the copy is ours.
        NonNull::new(unsafe { X509_NAME_dup(X509_get_subject_name(self.as_ptr())) }).map(Name)
    }
}

impl Clone for Certificate {
    fn clone(&self) -> Self {
        // SAFETY: the certificate is valid; counting up a live object does not fail.
        unsafe { X509_up_ref(self.as_ptr()) };
        Certificate(self.0)
    }
}

impl Drop for Certificate {
    fn drop(&mut self) {
        // SAFETY: gives back our reference.
        unsafe { X509_free(self.as_ptr()) }
    }
}

/// An `X509_NAME` of our own.
pub struct Name(NonNull<X509_NAME>);

// SAFETY: not changed after it was made.
unsafe impl Send for Name {}
// SAFETY: as above.
unsafe impl Sync for Name {}

impl Name {
    pub fn from_der(der: &[u8]) -> Option<Self> {
        let mut next = der.as_ptr();
        let length = c_long::try_from(der.len()).ok()?;
        // SAFETY: `next` and `length` describe `der`.
        let parsed = unsafe { d2i_X509_NAME(std::ptr::null_mut(), &mut next, length) };
        let parsed = NonNull::new(parsed).map(Name)?;
        std::ptr::eq(next, der.as_ptr_range().end).then_some(parsed)
    }

    pub fn as_ptr(&self) -> *mut X509_NAME {
        self.0.as_ptr()
    }

    /// Writes it in one line.
    pub fn print(&self, bio: &Bio) {
        // SAFETY: both are valid.
        unsafe { X509_NAME_print_ex(bio.as_ptr(), self.as_ptr(), 0, ONE_LINE) };
    }

    pub fn into_raw(self) -> *mut X509_NAME {
        std::mem::ManuallyDrop::new(self).as_ptr()
    }
}

impl Drop for Name {
    fn drop(&mut self) {
        // SAFETY: the name is ours.
        unsafe { X509_NAME_free(self.as_ptr()) }
    }
}

impl Stack<X509> {
    /// Adds a reference to a certificate.
    pub fn push(&mut self, certificate: Certificate) -> bool {
        // SAFETY: a valid certificate whose reference passes to the stack.
        let pushed = unsafe { self.push_raw(certificate.as_ptr()) };
        if pushed {
            std::mem::forget(certificate);
        }
        pushed
    }

    /// A stack of more references to `certificates`.
    pub fn of(certificates: &[Certificate]) -> Option<Self> {
        let mut stack = Stack::<X509>::new()?;
        certificates
            .iter()
            .all(|c| stack.push(c.clone()))
            .then_some(stack)
    }

    /// A stack of our own with references to the certificates of the application's. `None` for
    /// NULL.
    ///
    /// # Safety
    /// `pointer` is NULL or a valid stack of certificates.
    pub unsafe fn copy_of(pointer: *mut stack_st_X509) -> Option<Self> {
        if pointer.is_null() {
            return None;
        }
        // SAFETY: valid by contract; the new stack is ours.
        unsafe { Stack::from_raw(X509_chain_up_ref(pointer)) }
    }

    /// More references to the certificates inside.
    pub fn certificates(&self) -> Vec<Certificate> {
        // SAFETY: the elements are valid certificates.
        self.iter()
            .filter_map(|x| unsafe { Certificate::share(x) })
            .collect()
    }

    /// A second stack with references to the same certificates.
    pub fn share(&self) -> Option<Self> {
        // SAFETY: a valid stack of X509.
        unsafe { Stack::from_raw(X509_chain_up_ref(self.as_ptr())) }
    }
}

impl Stack<X509_NAME> {
    pub fn push(&mut self, name: Name) -> bool {
        // SAFETY: a valid name that passes to the stack.
        let pushed = unsafe { self.push_raw(name.as_ptr()) };
        if pushed {
            std::mem::forget(name);
        }
        pushed
    }

    /// Whether an equal name is inside.
    pub fn contains(&self, name: &Name) -> bool {
        // SAFETY: both names are valid.
        self.iter()
            .any(|other| unsafe { X509_NAME_cmp(other, name.as_ptr()) } == 0)
    }

    /// Copies of all names.
    pub fn duplicate(&self) -> Option<Self> {
        let mut copy = Stack::<X509_NAME>::new()?;
        for name in self.iter() {
            // SAFETY: a valid name; the copy is ours.
            let name = NonNull::new(unsafe { X509_NAME_dup(name) }).map(Name)?;
            if !copy.push(name) {
                return None;
            }
        }
        Some(copy)
    }

    /// The DER encodings of all names.
    pub fn to_der(&self) -> Vec<Vec<u8>> {
        self.iter()
            // SAFETY: a valid name.
            .filter_map(|name| encoded(|out| unsafe { i2d_X509_NAME(name, out) }))
            .collect()
    }
}

/// Runs an `i2d` function and copies its result.
pub(super) fn encoded(i2d: impl FnOnce(*mut *mut c_uchar) -> std::ffi::c_int) -> Option<Vec<u8>> {
    let mut out: *mut c_uchar = std::ptr::null_mut();
    let length = i2d(&mut out);
    if length < 0 || out.is_null() {
        return None;
    }
    // SAFETY: i2d allocated `length` bytes at `out` for us.
    unsafe {
        let der = std::slice::from_raw_parts(out, length as usize).to_vec();
        memory::free(out);
        Some(der)
    }
}
