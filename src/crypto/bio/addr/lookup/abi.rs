//! The exported lookup functions.

use std::ffi::{CStr, c_char, c_int, c_uint};
use std::ptr::{null, null_mut};

use ffi::{cstr, shared_ref};
use libc::{AF_INET, AF_INET6, AF_UNIX, AF_UNSPEC, addrinfo};

use super::{raise_lookup, split};
use crate::bio::addr::BIO_ADDR;
use crate::bio::addr::abi::BIO_ADDR_rawmake;
use crate::bio::reasons::{BIO_R_LOOKUP_RETURNED_NOTHING, BIO_R_UNSUPPORTED_PROTOCOL_FAMILY};
use crate::err::{ERR_LIB_BIO, ERR_R_PASSED_NULL_PARAMETER, guard, raise};
use crate::mem::copy_string;

/// What a word alone means to `BIO_parse_hostserv`.
pub type BIO_hostserv_priorities = c_uint;
/// Whether addresses are wanted to connect to or to listen on.
pub type BIO_lookup_type = c_uint;

const BIO_PARSE_PRIO_HOST: c_uint = 0;
const BIO_LOOKUP_SERVER: c_int = 1;

/// One address that was found, and the next one.
pub struct BIO_ADDRINFO {
    family: c_int,
    socktype: c_int,
    protocol: c_int,
    address: BIO_ADDR,
    next: *mut BIO_ADDRINFO,
}

/// The next address; NULL at the end.
///
/// # Safety
/// `bai` is NULL or from a lookup.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn BIO_ADDRINFO_next(bai: *const BIO_ADDRINFO) -> *const BIO_ADDRINFO {
    // SAFETY: the caller promises a list.
    unsafe { shared_ref(bai) }.map_or(null(), |info| info.next)
}

/// The family; 0 for NULL.
///
/// # Safety
/// `bai` is NULL or from a lookup.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn BIO_ADDRINFO_family(bai: *const BIO_ADDRINFO) -> c_int {
    // SAFETY: the caller promises a list.
    unsafe { shared_ref(bai) }.map_or(0, |info| info.family)
}

/// The socket type (`SOCK_DGRAM` ...); 0 for NULL.
///
/// # Safety
/// `bai` is NULL or from a lookup.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn BIO_ADDRINFO_socktype(bai: *const BIO_ADDRINFO) -> c_int {
    // SAFETY: the caller promises a list.
    unsafe { shared_ref(bai) }.map_or(0, |info| info.socktype)
}

/// The protocol; the usual one of the socket type when the lookup named none.
///
/// # Safety
/// `bai` is NULL or from a lookup.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn BIO_ADDRINFO_protocol(bai: *const BIO_ADDRINFO) -> c_int {
    // SAFETY: the caller promises a list.
    let Some(info) = (unsafe { shared_ref(bai) }) else {
        return 0;
    };
    match (info.protocol, info.family, info.socktype) {
        (0, AF_UNIX, _) => 0,
        (0, _, libc::SOCK_STREAM) => libc::IPPROTO_TCP,
        (0, _, libc::SOCK_DGRAM) => libc::IPPROTO_UDP,
        (protocol, ..) => protocol,
    }
}

/// The address, which belongs to the list; NULL for NULL.
///
/// # Safety
/// `bai` is NULL or from a lookup.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn BIO_ADDRINFO_address(bai: *const BIO_ADDRINFO) -> *const BIO_ADDR {
    // SAFETY: the caller promises a list.
    unsafe { shared_ref(bai) }.map_or(null(), |info| &raw const info.address)
}

/// Frees a whole list; NULL is allowed.
///
/// # Safety
/// `bai` is NULL or the beginning of a list that is not used again.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn BIO_ADDRINFO_free(bai: *mut BIO_ADDRINFO) {
    let mut at = bai;
    while !at.is_null() {
        // SAFETY: every part of the list was boxed by `link`, and the caller gives it up.
        at = unsafe { Box::from_raw(at) }.next;
    }
}

/// Puts an address before a list.
fn link(info: BIO_ADDRINFO) -> *mut BIO_ADDRINFO {
    Box::into_raw(Box::new(info))
}

/// Looks up addresses as [`BIO_lookup_ex`] without a protocol.
///
/// # Safety
/// As [`BIO_lookup_ex`].
#[unsafe(no_mangle)]
pub unsafe extern "C" fn BIO_lookup(
    host: *const c_char,
    service: *const c_char,
    lookup_type: BIO_lookup_type,
    family: c_int,
    socktype: c_int,
    res: *mut *mut BIO_ADDRINFO,
) -> c_int {
    // SAFETY: the same promises.
    unsafe {
        BIO_lookup_ex(
            host,
            service,
            lookup_type as c_int,
            family,
            socktype,
            0,
            res,
        )
    }
}

/// Looks up the addresses of a host and service and puts the list into `res`. 1 or 0. Free the
/// list with `BIO_ADDRINFO_free`.
///
/// # Safety
/// `host` and `service` are NULL or C strings; `res` is valid for a write.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn BIO_lookup_ex(
    host: *const c_char,
    service: *const c_char,
    lookup_type: c_int,
    family: c_int,
    socktype: c_int,
    protocol: c_int,
    res: *mut *mut BIO_ADDRINFO,
) -> c_int {
    guard(0, || {
        if res.is_null() {
            raise(ERR_LIB_BIO, ERR_R_PASSED_NULL_PARAMETER);
            return 0;
        }
        // SAFETY: an addrinfo of zeros asks for nothing; the caller promises C strings.
        let mut hints: addrinfo = unsafe { std::mem::zeroed() };
        hints.ai_family = family;
        hints.ai_socktype = socktype;
        hints.ai_protocol = protocol;
        match family {
            AF_INET | AF_INET6 => {}
            // Only families that this machine has addresses of are worth an answer.
            AF_UNSPEC if !host.is_null() => hints.ai_flags |= libc::AI_ADDRCONFIG,
            AF_UNSPEC => {}
            // SAFETY: the caller promises the strings and the place.
            AF_UNIX => return unsafe { path_info(host, socktype, res) },
            _ => {
                raise(ERR_LIB_BIO, BIO_R_UNSUPPORTED_PROTOCOL_FAMILY);
                return 0;
            }
        }
        if lookup_type == BIO_LOOKUP_SERVER {
            hints.ai_flags |= libc::AI_PASSIVE;
        }
        // SAFETY: the same promises.
        match unsafe { resolve(host, service, hints) } {
            Ok(list) if list.is_null() => {
                raise(ERR_LIB_BIO, BIO_R_LOOKUP_RETURNED_NOTHING);
                0
            }
            Ok(list) => {
                // SAFETY: the caller promises a place for the list.
                unsafe { ffi::put(res, list) };
                1
            }
            Err(failure) => {
                raise_lookup(failure);
                0
            }
        }
    })
}

/// # Safety
/// `host` and `service` are NULL or C strings.
unsafe fn resolve(
    host: *const c_char,
    service: *const c_char,
    mut hints: addrinfo,
) -> Result<*mut BIO_ADDRINFO, c_int> {
    let mut found: *mut addrinfo = null_mut();
    // SAFETY: the caller promises C strings; the list is freed after its last use.
    unsafe {
        let mut failure = libc::getaddrinfo(host, service, &hints, &mut found);
        if failure != 0 && hints.ai_flags & libc::AI_ADDRCONFIG != 0 {
            // A literal address is good also on a machine whose only network is the loopback.
            hints.ai_flags &= !libc::AI_ADDRCONFIG;
            hints.ai_flags |= libc::AI_NUMERICHOST;
            if libc::getaddrinfo(host, service, &hints, &mut found) == 0 {
                failure = 0;
            }
        }
        if failure != 0 {
            return Err(failure);
        }
        let mut addresses = Vec::new();
        let mut at = found;
        while let Some(info) = shared_ref(at) {
            if let Some(address) = BIO_ADDR::from_sockaddr(info.ai_addr) {
                addresses.push((info.ai_family, info.ai_socktype, info.ai_protocol, address));
            }
            at = info.ai_next;
        }
        libc::freeaddrinfo(found);
        Ok(addresses.into_iter().rev().fold(null_mut(), |next, entry| {
            let (family, socktype, protocol, address) = entry;
            link(BIO_ADDRINFO {
                family,
                socktype,
                protocol,
                address,
                next,
            })
        }))
    }
}

/// # Safety
/// `path` is NULL or a C string; `res` is valid for a write.
unsafe fn path_info(path: *const c_char, socktype: c_int, res: *mut *mut BIO_ADDRINFO) -> c_int {
    // SAFETY: the caller promises the string and the place.
    unsafe {
        let Some(text) = cstr(path).map(CStr::to_bytes) else {
            return 0;
        };
        let mut address = BIO_ADDR::none();
        if BIO_ADDR_rawmake(&mut address, AF_UNIX, text.as_ptr().cast(), text.len(), 0) == 0 {
            return 0;
        }
        let info = BIO_ADDRINFO {
            family: AF_UNIX,
            socktype,
            protocol: 0,
            address,
            next: null_mut(),
        };
        ffi::put(res, link(info));
        1
    }
}

/// Splits `host:service`. What is named goes to `host` and `service`, to be freed with
/// `OPENSSL_free`; what is left open becomes NULL there, and what the text cannot have named stays
/// as it was. 1 or 0.
///
/// # Safety
/// `hostserv` is NULL or a C string; `host` and `service` are NULL or valid for a write.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn BIO_parse_hostserv(
    hostserv: *const c_char,
    host: *mut *mut c_char,
    service: *mut *mut c_char,
    hostserv_prio: BIO_hostserv_priorities,
) -> c_int {
    guard(0, || {
        // SAFETY: the caller promises a C string.
        let Some(text) = (unsafe { cstr(hostserv) }) else {
            raise(ERR_LIB_BIO, ERR_R_PASSED_NULL_PARAMETER);
            return 0;
        };
        let parts = match split(text, hostserv_prio == BIO_PARSE_PRIO_HOST) {
            Ok(parts) => parts,
            Err(reason) => {
                raise(ERR_LIB_BIO, reason);
                return 0;
            }
        };
        let alone = !text.to_bytes().contains(&b':');
        let (has_host, has_service) = match (alone, hostserv_prio == BIO_PARSE_PRIO_HOST) {
            (true, host_first) => (host_first, !host_first),
            (false, _) => (true, true),
        };
        // SAFETY: the caller promises writable places.
        unsafe {
            if has_host {
                ffi::put(host, parts.host.map_or(null_mut(), copy_string));
            }
            if has_service {
                ffi::put(service, parts.service.map_or(null_mut(), copy_string));
            }
        }
        1
    })
}

/// The resolver's text for a failure.
pub(super) fn failure_text(failure: c_int) -> String {
    // SAFETY: the resolver gives a text of its own for every number.
    unsafe { cstr(libc::gai_strerror(failure)) }
        .map(|text| text.to_string_lossy().into_owned())
        .unwrap_or_default()
}
