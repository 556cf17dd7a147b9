//! TLSA records (RFC 6698), laid out as a libcrypto with `X509_STORE_CTX_set0_dane` reads them. It
//! matches them while it verifies a chain, and notes the result here.

use std::cell::UnsafeCell;
use std::ffi::{c_int, c_ulong, c_void};
use std::sync::Mutex;

use super::cert::Certificate;
use super::imports::*;
use super::key::Key;
use super::optional;
use super::types::*;

/// `DANETLS_USAGE_DANE_TA`; with it and usage 0 certificates may be trust anchors.
const DANE_TA: u8 = 2;
const LAST_USAGE: u8 = 3;
const LAST_SELECTOR: u8 = 1;
const SPKI: u8 = 1;
/// `DANETLS_MATCHING_FULL`.
const FULL: u8 = 0;

/// The digests of matching types (`struct dane_ctx_st`).
#[repr(C)]
struct Digests {
    mdevp: *mut *const EVP_MD,
    mdord: *mut u8,
    mdmax: u8,
    flags: c_ulong,
}

/// What a context has: place for all 256 matching types, so that nothing moves.
pub struct DaneContext {
    raw: UnsafeCell<Digests>,
    digests: Box<UnsafeCell<[*const EVP_MD; 256]>>,
    orders: Box<UnsafeCell<[u8; 256]>>,
    change: Mutex<()>,
}

// SAFETY: changes are made under the lock; libcrypto reads pointers to static objects.
unsafe impl Send for DaneContext {}
// SAFETY: as above.
unsafe impl Sync for DaneContext {}

impl DaneContext {
    /// With SHA-256 and SHA-512 (RFC 6698, 7.4). `None`: this libcrypto does not do DANE.
    pub fn new() -> Option<Box<Self>> {
        optional::X509_STORE_CTX_set0_dane()?;
        let mut digests = Box::new(UnsafeCell::new([std::ptr::null(); 256]));
        let mut orders = Box::new(UnsafeCell::new([0; 256]));
        // SAFETY: no arguments; the digests are static.
        unsafe {
            digests.get_mut()[1] = EVP_sha256();
            digests.get_mut()[2] = EVP_sha512();
        }
        orders.get_mut()[1] = 1;
        orders.get_mut()[2] = 2;
        Some(Box::new(DaneContext {
            raw: UnsafeCell::new(Digests {
                mdevp: digests.get().cast(),
                mdord: orders.get().cast(),
                mdmax: 2,
                flags: 0,
            }),
            digests,
            orders,
            change: Mutex::new(()),
        }))
    }

    /// Sets the digest of a matching type (NULL: none) and its rank.
    pub fn set_digest(&self, kind: u8, digest: *const EVP_MD, order: u8) {
        let _lock = self.change.lock();
        // SAFETY: under the lock; what reads meanwhile sees the old or the new value.
        unsafe {
            (*self.digests.get())[usize::from(kind)] = digest;
            (*self.orders.get())[usize::from(kind)] = if digest.is_null() { 0 } else { order };
            let raw = self.raw.get();
            (*raw).mdmax = (*raw).mdmax.max(kind);
        }
    }

    /// Changes the flags; gives the old ones.
    pub fn change_flags(&self, change: impl FnOnce(c_ulong) -> c_ulong) -> c_ulong {
        let _lock = self.change.lock();
        // SAFETY: under the lock.
        unsafe {
            let raw = self.raw.get();
            let old = (*raw).flags;
            (*raw).flags = change(old);
            old
        }
    }

    pub fn flags(&self) -> c_ulong {
        self.change_flags(|flags| flags)
    }

    /// The length of a matching type's data; `None`: the type is not enabled.
    fn digest_length(&self, kind: u8) -> Option<usize> {
        let _lock = self.change.lock();
        // SAFETY: under the lock; the digest is valid.
        unsafe {
            let digest = (*self.digests.get())[usize::from(kind)];
            if digest.is_null() {
                return None;
            }
            usize::try_from(EVP_MD_get_size(digest)).ok()
        }
    }

    fn order(&self, kind: u8) -> u8 {
        let _lock = self.change.lock();
        // SAFETY: under the lock.
        unsafe { (*self.orders.get())[usize::from(kind)] }
    }
}

/// A record (`danetls_record`).
#[repr(C)]
struct Record {
    usage: u8,
    selector: u8,
    matching: u8,
    data: *mut u8,
    length: usize,
    key: *mut EVP_PKEY,
}

/// `struct ssl_dane_st`.
#[repr(C)]
pub struct SSL_DANE {
    context: *const Digests,
    records: *mut OPENSSL_STACK,
    certificates: *mut stack_st_X509,
    matched: *mut Record,
    matched_certificate: *mut X509,
    usages: u32,
    matched_depth: c_int,
    trusted_depth: c_int,
    flags: c_ulong,
}

/// Why a record is not taken.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Fault {
    Usage,
    Selector,
    MatchingType,
    DigestLength,
    DataLength,
    NullData,
    Certificate,
    PublicKey,
    Memory,
}

/// The record that matched.
pub struct Matched<'a> {
    pub usage: u8,
    pub selector: u8,
    pub matching: u8,
    pub data: &'a [u8],
    /// The matching certificate; NULL when a bare key matched.
    pub certificate: *mut X509,
    pub key: *mut EVP_PKEY,
}

/// A record with the key and the bytes that it points to.
type Owned = (Box<UnsafeCell<Record>>, Option<Key>, Box<[u8]>);

/// What a connection has. It belongs to one thread at a time, as the connection does.
pub struct Dane {
    raw: UnsafeCell<SSL_DANE>,
    owned: std::cell::RefCell<Vec<Owned>>,
}

impl Dane {
    /// `None`: no memory.
    pub fn new(context: &DaneContext, flags: c_ulong) -> Option<Self> {
        // SAFETY: no arguments.
        let records = unsafe { OPENSSL_sk_new_null() };
        (!records.is_null()).then(|| Dane {
            raw: UnsafeCell::new(SSL_DANE {
                context: context.raw.get(),
                records,
                certificates: std::ptr::null_mut(),
                matched: std::ptr::null_mut(),
                matched_certificate: std::ptr::null_mut(),
                usages: 0,
                matched_depth: -1,
                trusted_depth: -1,
                flags,
            }),
            owned: std::cell::RefCell::default(),
        })
    }

    pub fn as_ptr(&self) -> *mut SSL_DANE {
        self.raw.get()
    }

    /// Whether there are records: only then chains are matched with them.
    pub fn is_used(&self) -> bool {
        !self.owned.borrow().is_empty()
    }

    pub fn change_flags(&self, change: impl FnOnce(c_ulong) -> c_ulong) -> c_ulong {
        // SAFETY: one thread at a time, and nothing borrows into it.
        unsafe {
            let raw = self.raw.get();
            let old = (*raw).flags;
            (*raw).flags = change(old);
            old
        }
    }

    /// Adds a record.
    pub fn add(
        &self,
        context: &DaneContext,
        (usage, selector, matching): (u8, u8, u8),
        (data, length_given): (Option<&[u8]>, usize),
    ) -> Result<(), Fault> {
        if usage > LAST_USAGE {
            return Err(Fault::Usage);
        }
        if selector > LAST_SELECTOR {
            return Err(Fault::Selector);
        }
        let length = match matching {
            FULL => None,
            _ => Some(context.digest_length(matching).ok_or(Fault::MatchingType)?),
        };
        if length.is_some_and(|length| length != length_given) {
            return Err(Fault::DigestLength);
        }
        let data = data.ok_or(Fault::NullData)?;
        let key = match (length, selector) {
            (None, SPKI) => self.full_key(usage, data)?,
            (None, _) => {
                self.full_certificate(usage, data)?;
                None
            }
            (Some(_), _) => None,
        };
        self.insert(context, (usage, selector, matching), data, key)
    }

    /// A whole key is checked, and kept as a possible trust anchor (2 1 0).
    fn full_key(&self, usage: u8, data: &[u8]) -> Result<Option<Key>, Fault> {
        let key = Key::from_public_info(data).ok_or(Fault::PublicKey)?;
        Ok((usage == DANE_TA).then_some(key))
    }

    /// A whole certificate is checked, and kept as a possible trust anchor.
    fn full_certificate(&self, usage: u8, data: &[u8]) -> Result<(), Fault> {
        let certificate = Certificate::from_der(data)
            .filter(|certificate| !certificate.public_key().is_null())
            .ok_or(Fault::Certificate)?;
        if usage != DANE_TA && usage != 0 {
            return Ok(());
        }
        // SAFETY: one thread at a time; the stack owns what is pushed.
        unsafe {
            let raw = self.raw.get();
            if (*raw).certificates.is_null() {
                (*raw).certificates = OPENSSL_sk_new_null().cast();
            }
            let stack = (*raw).certificates;
            let certificate = certificate.into_raw();
            if stack.is_null() || OPENSSL_sk_push(stack.cast(), certificate.cast()) <= 0 {
                drop(Certificate::from_raw(certificate));
                return Err(Fault::Memory);
            }
        }
        Ok(())
    }

    /// Puts a record in its place: by usage, selector and the rank of its digest, highest first.
    fn insert(
        &self,
        context: &DaneContext,
        (usage, selector, matching): (u8, u8, u8),
        data: &[u8],
        key: Option<Key>,
    ) -> Result<(), Fault> {
        let mut data: Box<[u8]> = data.into();
        let record = Box::new(UnsafeCell::new(Record {
            usage,
            selector,
            matching,
            data: data.as_mut_ptr(),
            length: data.len(),
            key: key.as_ref().map_or(std::ptr::null_mut(), Key::as_ptr),
        }));
        let rank = (usage, selector, context.order(matching));
        let mut owned = self.owned.borrow_mut();
        let place = owned
            .iter()
            .position(|(other, ..)| {
                // SAFETY: libcrypto writes to no record, and does not run now.
                let other = unsafe { &*other.get() };
                (other.usage, other.selector, context.order(other.matching)) <= rank
            })
            .unwrap_or(owned.len());
        owned.insert(place, (record, key, data));
        // SAFETY: one thread at a time; the records live as long as the stack names them.
        unsafe {
            let raw = self.raw.get();
            let stack = OPENSSL_sk_new_null();
            let filled = !stack.is_null()
                && owned
                    .iter()
                    .all(|(record, ..)| OPENSSL_sk_push(stack, record.get().cast()) > 0);
            if !filled {
                OPENSSL_sk_free(stack);
                owned.remove(place);
                return Err(Fault::Memory);
            }
            OPENSSL_sk_free((*raw).records);
            (*raw).records = stack;
            (*raw).usages |= 1 << usage;
        }
        Ok(())
    }

    /// How far above the leaf the match is; negative: there was none.
    pub fn depth(&self) -> c_int {
        // SAFETY: one thread at a time.
        unsafe { (*self.raw.get()).matched_depth }
    }

    /// What matched in the last verification.
    pub fn matched(&self) -> Option<Matched<'_>> {
        // SAFETY: one thread at a time; libcrypto set it to one of our records.
        unsafe {
            let raw = self.raw.get();
            let record = ffi::shared_ref((*raw).matched)?;
            Some(Matched {
                usage: record.usage,
                selector: record.selector,
                matching: record.matching,
                data: ffi::slice(record.data, record.length)?,
                certificate: (*raw).matched_certificate,
                key: record.key,
            })
        }
    }

    /// Has libcrypto match the records while it verifies.
    ///
    /// # Safety
    /// `context` is valid and does not outlive this.
    pub unsafe fn attach(&self, context: *mut X509_STORE_CTX) {
        if let Some(set) = optional::X509_STORE_CTX_set0_dane() {
            // SAFETY: the caller's contract.
            unsafe { set(context, self.as_ptr().cast::<c_void>()) };
        }
    }
}

impl Drop for Dane {
    fn drop(&mut self) {
        let raw = self.raw.get_mut();
        // SAFETY: both stacks and the matching certificate are ours.
        unsafe {
            OPENSSL_sk_free(raw.records);
            drop(super::stack::Stack::<X509>::from_raw(raw.certificates));
            drop(Certificate::from_raw(raw.matched_certificate));
        }
    }
}
