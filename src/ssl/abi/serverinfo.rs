//! Extensions that a server answers with and that stand with its certificate
//! (SSL_CTX_use_serverinfo_ex(3)).

use std::ffi::{CStr, c_char, c_int, c_uchar, c_uint};

use crate::object::context::SSL_CTX;
use crate::object::custom_ext::{Callbacks, Method, Role, find};
use crate::reasons;
use crate::sys::bio::Bio;
use crate::sys::{Arg, error, pem};

use super::ctrl_shared::Owner;
use super::custom_ext::{OLD_CONTEXT, register};
use super::guard;

/// The formats of the data.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Version {
    /// `SSL_SERVERINFOV1`: type, length, body.
    V1,
    /// `SSL_SERVERINFOV2`: the same with a context of four bytes in front.
    V2,
}

/// An extension with the messages that it is for.
struct Info {
    context: c_uint,
    kind: u16,
    body: Vec<u8>,
}

/// `None` when a length is wrong, or there is nothing.
fn parse(version: Version, mut data: &[u8]) -> Option<Vec<Info>> {
    let mut found = Vec::new();
    while !data.is_empty() {
        let mut context = OLD_CONTEXT;
        if version == Version::V2 {
            let (four, rest) = data.split_first_chunk::<4>()?;
            context = u32::from_be_bytes(*four);
            data = rest;
        }
        let (kind, rest) = data.split_first_chunk::<2>()?;
        let (length, rest) = rest.split_first_chunk::<2>()?;
        let (body, rest) = rest.split_at_checked(u16::from_be_bytes(*length).into())?;
        found.push(Info {
            context,
            kind: u16::from_be_bytes(*kind),
            body: body.to_vec(),
        });
        data = rest;
    }
    (!found.is_empty()).then_some(found)
}

/// Sets what the current certificate brings along. False with the error queued.
fn set(owner: &impl Owner, infos: Option<Vec<Info>>) -> bool {
    let Some(infos) = infos else {
        error::put(reasons::INVALID_SERVERINFO_DATA);
        return false;
    };
    for info in &infos {
        let known = |method: &Method| matches!(method.callbacks, Callbacks::ServerInfo);
        let settings = owner.settings();
        let present = find(&settings.custom_extensions, Role::Server, info.kind);
        if present.is_some_and(known) {
            continue;
        }
        let role = match info.context {
            OLD_CONTEXT => Role::Server,
            _ => Role::Both,
        };
        let registered = register(owner, info.kind.into(), |kind| Method {
            role,
            kind,
            context: info.context,
            callbacks: Callbacks::ServerInfo,
            add_arg: Arg::default(),
            parse_arg: Arg::default(),
        });
        if registered == 0 {
            error::put(reasons::INVALID_SERVERINFO_DATA);
            return false;
        }
    }
    let infos = infos
        .into_iter()
        .map(|info| (info.kind, info.body))
        .collect();
    owner.change(|settings| {
        settings.certs.current_mut().server_info = infos;
        1
    });
    true
}

/// The extensions of a PEM file.
fn read_file(path: &CStr) -> Option<Vec<Info>> {
    let Some(bio) = Bio::read_file(path) else {
        error::put(error::SYS_LIB);
        return None;
    };
    let mut found = Vec::new();
    while let Some((name, data)) = error::quietly(|| pem::read_any(&bio)) {
        const V1: &[u8] = b"SERVERINFO FOR ";
        const V2: &[u8] = b"SERVERINFOV2 FOR ";
        let name = name.to_bytes();
        let version = if name.len() < V1.len() {
            error::put(reasons::PEM_NAME_TOO_SHORT);
            return None;
        } else if name.starts_with(V1) {
            Version::V1
        } else if name.starts_with(V2) {
            Version::V2
        } else {
            error::put(reasons::PEM_NAME_BAD_PREFIX);
            return None;
        };
        // Each block is one extension.
        match parse(version, &data) {
            Some(mut infos) if infos.len() == 1 => found.append(&mut infos),
            _ => {
                error::put(reasons::BAD_DATA);
                return None;
            }
        }
    }
    if found.is_empty() {
        error::put(reasons::NO_PEM_EXTENSIONS);
        return None;
    }
    Some(found)
}

/// Takes the extensions of a PEM file.
pub(super) fn use_file(owner: &impl Owner, path: &CStr) -> bool {
    read_file(path).is_some_and(|infos| set(owner, Some(infos)))
}

/// Takes extensions in the format `version` (`SSL_SERVERINFOV1` or `SSL_SERVERINFOV2`) for the
/// current certificate: 1, or 0 with the error queued. They answer a client's empty extension.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_CTX_use_serverinfo_ex(
    ctx: *mut SSL_CTX,
    version: c_uint,
    serverinfo: *const c_uchar,
    serverinfo_length: usize,
) -> c_int {
    guard(0, || {
        // SAFETY: the caller's contract.
        let (ctx, data) = unsafe {
            (
                ffi::shared_ref(ctx),
                ffi::slice(serverinfo, serverinfo_length),
            )
        };
        let (Some(ctx), Some(data)) = (ctx, data) else {
            error::put(error::PASSED_NULL);
            return 0;
        };
        let infos = match version {
            1 => parse(Version::V1, data),
            2 => parse(Version::V2, data),
            _ => None,
        };
        set(ctx, infos).into()
    })
}

/// As `SSL_CTX_use_serverinfo_ex` with `SSL_SERVERINFOV1`.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_CTX_use_serverinfo(
    ctx: *mut SSL_CTX,
    serverinfo: *const c_uchar,
    serverinfo_length: usize,
) -> c_int {
    // SAFETY: passed on.
    unsafe { SSL_CTX_use_serverinfo_ex(ctx, 1, serverinfo, serverinfo_length) }
}

/// Takes the extensions of a PEM file for the current certificate: 1, or 0 with the error queued.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_CTX_use_serverinfo_file(
    ctx: *mut SSL_CTX,
    file: *const c_char,
) -> c_int {
    guard(0, || {
        // SAFETY: the caller's contract.
        let (ctx, file) = unsafe { (ffi::shared_ref(ctx), ffi::cstr(file)) };
        let (Some(ctx), Some(file)) = (ctx, file) else {
            error::put(error::PASSED_NULL);
            return 0;
        };
        use_file(ctx, file).into()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_must_fit() {
        assert!(parse(Version::V1, &[]).is_none());
        assert!(parse(Version::V1, &[0, 99, 0, 1]).is_none());
        let infos = parse(Version::V1, &[0, 99, 0, 1, 7, 1, 0, 0, 0]).unwrap();
        assert_eq!(infos.len(), 2);
        assert_eq!((infos[0].kind, infos[0].body.as_slice()), (99, &[7][..]));
        assert_eq!(infos[1].context, OLD_CONTEXT);
        let infos = parse(Version::V2, &[0, 0, 0, 0x80, 0, 99, 0, 0]).unwrap();
        assert_eq!((infos[0].context, infos[0].kind), (0x80, 99));
    }
}
