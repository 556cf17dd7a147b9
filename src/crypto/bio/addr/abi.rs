//! The exported `BIO_ADDR_` functions.

use std::ffi::{c_char, c_int, c_ushort, c_void};
use std::mem::MaybeUninit;
use std::ptr::null_mut;

use ffi::{mut_ref, shared_ref};
use libc::{AF_INET, AF_INET6, AF_UNIX, AF_UNSPEC};
use libc::{sockaddr, sockaddr_in, sockaddr_in6, sockaddr_un, socklen_t};

use crate::bio::addr::lookup::raise_lookup;
use crate::err::guard;
use crate::mem::abi::{alloc_zeroed, copy_c_str, free};

/// An address; which member is in use is told by the family that all begin with.
#[derive(Clone, Copy)]
#[repr(C)]
pub union BIO_ADDR {
    any: sockaddr,
    v4: sockaddr_in,
    v6: sockaddr_in6,
    path: sockaddr_un,
}

impl BIO_ADDR {
    /// The address of nobody.
    pub(crate) const fn none() -> Self {
        // SAFETY: all-zero bytes are a valid value of each member, of family AF_UNSPEC.
        unsafe { MaybeUninit::zeroed().assume_init() }
    }

    pub(crate) fn family(&self) -> c_int {
        // SAFETY: every member begins with the family.
        c_int::from(unsafe { self.any.sa_family })
    }

    /// The size of the member in use; of the whole when the family is not known.
    pub(crate) fn len(&self) -> socklen_t {
        let size = match self.family() {
            AF_INET => size_of::<sockaddr_in>(),
            AF_INET6 => size_of::<sockaddr_in6>(),
            AF_UNIX => size_of::<sockaddr_un>(),
            _ => size_of::<Self>(),
        };
        size as socklen_t
    }

    pub(crate) fn as_ptr(&self) -> *const sockaddr {
        std::ptr::from_ref(self).cast()
    }

    pub(crate) fn as_mut_ptr(&mut self) -> *mut sockaddr {
        std::ptr::from_mut(self).cast()
    }

    /// The address that C calls a `sockaddr` or a `BIO_ADDR`; as many bytes are read as its family
    /// has. `None` for NULL and unknown families.
    ///
    /// # Safety
    /// `from` is NULL or an address whose family tells how long it is.
    pub(crate) unsafe fn from_sockaddr(from: *const sockaddr) -> Option<Self> {
        let mut address = Self::none();
        // SAFETY: the caller promises an address of its family's size.
        unsafe {
            match c_int::from(shared_ref(from)?.sa_family) {
                AF_INET => address.v4 = from.cast::<sockaddr_in>().read_unaligned(),
                AF_INET6 => address.v6 = from.cast::<sockaddr_in6>().read_unaligned(),
                AF_UNIX => address.path = from.cast::<sockaddr_un>().read_unaligned(),
                _ => return None,
            }
        }
        Some(address)
    }

    /// An IPv4 address in an IPv6 one (RFC 4291 2.5.5.2): its packets are IPv4.
    pub(crate) fn is_v4_mapped(&self) -> bool {
        // SAFETY: the family says that this member is in use.
        self.family() == AF_INET6
            && unsafe { self.v6.sin6_addr.s6_addr }
                .starts_with(&[0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff])
    }

    /// The bytes of the address alone, in network order.
    fn raw(&self) -> Option<&[u8]> {
        // SAFETY: the family says which member is in use.
        unsafe {
            match self.family() {
                AF_INET => ffi::slice((&raw const self.v4.sin_addr).cast(), 4),
                AF_INET6 => Some(&self.v6.sin6_addr.s6_addr),
                AF_UNIX => {
                    let path = &self.path.sun_path;
                    let bytes = ffi::slice(path.as_ptr().cast::<u8>(), path.len())?;
                    let end = bytes
                        .iter()
                        .position(|byte| *byte == 0)
                        .unwrap_or(bytes.len());
                    bytes.get(..end)
                }
                _ => None,
            }
        }
    }
}

/// An address of nobody; NULL when there is no memory. Free it with `BIO_ADDR_free`.
///
/// # Safety
/// None beyond the C calling convention.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn BIO_ADDR_new() -> *mut BIO_ADDR {
    alloc_zeroed(size_of::<BIO_ADDR>()).cast()
}

/// Frees an address; NULL is allowed.
///
/// # Safety
/// `ap` is NULL or came from `BIO_ADDR_new` and is not used again.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn BIO_ADDR_free(ap: *mut BIO_ADDR) {
    // SAFETY: the caller gives the address up.
    unsafe { free(ap.cast()) }
}

/// Makes it the address of nobody.
///
/// # Safety
/// `ap` is NULL or an address.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn BIO_ADDR_clear(ap: *mut BIO_ADDR) {
    // SAFETY: the caller promises an address.
    unsafe { ffi::put(ap, BIO_ADDR::none()) }
}

/// Sets family, address (in network order; a path for `AF_UNIX`) and port (in network order).
/// 1, or 0 when the length does not suit the family.
///
/// # Safety
/// `ap` is NULL or an address; `where` has `wherelen` readable bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn BIO_ADDR_rawmake(
    ap: *mut BIO_ADDR,
    family: c_int,
    r#where: *const c_void,
    wherelen: usize,
    port: c_ushort,
) -> c_int {
    guard(0, || {
        // SAFETY: the caller promises an address and the bytes.
        let (address, bytes) = unsafe { (mut_ref(ap), ffi::slice(r#where.cast::<u8>(), wherelen)) };
        let (Some(address), Some(bytes)) = (address, bytes) else {
            return 0;
        };
        let mut fresh = BIO_ADDR::none();
        match (family, bytes.len()) {
            (AF_INET, 4) => {
                // SAFETY: a union of plain bytes.
                let v4 = unsafe { &mut fresh.v4 };
                v4.sin_family = AF_INET as _;
                v4.sin_port = port;
                v4.sin_addr.s_addr = u32::from_ne_bytes([bytes[0], bytes[1], bytes[2], bytes[3]]);
            }
            (AF_INET6, 16) => {
                // SAFETY: a union of plain bytes.
                let v6 = unsafe { &mut fresh.v6 };
                v6.sin6_family = AF_INET6 as _;
                v6.sin6_port = port;
                v6.sin6_addr.s6_addr.copy_from_slice(bytes);
            }
            (AF_UNIX, len) => {
                // SAFETY: a union of plain bytes.
                let path = unsafe { &mut fresh.path };
                if len + 1 > path.sun_path.len() {
                    return 0;
                }
                path.sun_family = AF_UNIX as _;
                for (to, from) in path.sun_path.iter_mut().zip(bytes) {
                    *to = *from as c_char;
                }
            }
            _ => return 0,
        }
        *address = fresh;
        1
    })
}

/// The family (`AF_INET` ...); `AF_UNSPEC` of nobody.
///
/// # Safety
/// `ap` is NULL or an address.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn BIO_ADDR_family(ap: *const BIO_ADDR) -> c_int {
    // SAFETY: the caller promises an address.
    unsafe { shared_ref(ap) }.map_or(AF_UNSPEC, BIO_ADDR::family)
}

/// Copies the bytes of the address, without port, to `p` and their number to `l`. 1, or 0 for
/// an unknown family.
///
/// # Safety
/// `ap` is NULL or an address; `p` is NULL or has room for an address of that family; `l` is NULL
/// or valid for a write.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn BIO_ADDR_rawaddress(
    ap: *const BIO_ADDR,
    p: *mut c_void,
    l: *mut usize,
) -> c_int {
    guard(0, || {
        // SAFETY: the caller promises an address and the room.
        unsafe {
            let Some(raw) = shared_ref(ap).and_then(BIO_ADDR::raw) else {
                return 0;
            };
            if !p.is_null() {
                p.cast::<u8>().copy_from(raw.as_ptr(), raw.len());
            }
            ffi::put(l, raw.len());
        }
        1
    })
}

/// The port in network order; 0 when there is none.
///
/// # Safety
/// `ap` is NULL or an address.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn BIO_ADDR_rawport(ap: *const BIO_ADDR) -> c_ushort {
    // SAFETY: the caller promises an address; the family says which member is in use.
    unsafe {
        shared_ref(ap).map_or(0, |address| match address.family() {
            AF_INET => address.v4.sin_port,
            AF_INET6 => address.v6.sin6_port,
            _ => 0,
        })
    }
}

/// The host as text, a name unless `numeric`; NULL on failure. Free it with `OPENSSL_free`.
///
/// # Safety
/// `ap` is NULL or an address.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn BIO_ADDR_hostname_string(
    ap: *const BIO_ADDR,
    numeric: c_int,
) -> *mut c_char {
    // SAFETY: the same promise.
    guard(null_mut(), || unsafe {
        name_of(ap, numeric, |host, _| host)
    })
}

/// The port as text, a name unless `numeric`; NULL on failure. Free it with `OPENSSL_free`.
///
/// # Safety
/// `ap` is NULL or an address.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn BIO_ADDR_service_string(
    ap: *const BIO_ADDR,
    numeric: c_int,
) -> *mut c_char {
    // SAFETY: the same promise.
    guard(null_mut(), || unsafe {
        name_of(ap, numeric, |_, service| service)
    })
}

/// The path of an `AF_UNIX` address; NULL for others. Free it with `OPENSSL_free`.
///
/// # Safety
/// `ap` is NULL or an address.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn BIO_ADDR_path_string(ap: *const BIO_ADDR) -> *mut c_char {
    guard(null_mut(), || {
        // SAFETY: the caller promises an address.
        let address = unsafe { shared_ref(ap) }.filter(|address| address.family() == AF_UNIX);
        address
            .and_then(BIO_ADDR::raw)
            .map_or(null_mut(), crate::mem::copy_string)
    })
}

/// Room for a host or service name (`NI_MAXHOST`).
type Name = [c_char; 1025];

/// # Safety
/// `ap` is NULL or an address.
unsafe fn name_of(
    ap: *const BIO_ADDR,
    numeric: c_int,
    choose: fn(Name, Name) -> Name,
) -> *mut c_char {
    // SAFETY: the caller promises an address.
    let Some(address) = (unsafe { shared_ref(ap) }) else {
        return null_mut();
    };
    let (mut host, mut service) = ([0; 1025], [0; 1025]);
    let flags = if numeric != 0 {
        libc::NI_NUMERICHOST | libc::NI_NUMERICSERV
    } else {
        0
    };
    // SAFETY: both buffers have the sizes that are told, and come back as C strings.
    unsafe {
        let failure = libc::getnameinfo(
            address.as_ptr(),
            address.len(),
            host.as_mut_ptr(),
            host.len() as socklen_t,
            service.as_mut_ptr(),
            service.len() as socklen_t,
            flags,
        );
        if failure != 0 {
            raise_lookup(failure);
            return null_mut();
        }
        let text = choose(host, service);
        copy_c_str(std::ffi::CStr::from_ptr(text.as_ptr()))
    }
}
