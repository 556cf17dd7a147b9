//! The sections of OpenSSL's configuration file that are for contexts: libcrypto reads the file and
//! keeps them.

use std::ffi::{CStr, CString, c_char};

use super::imports::*;

/// A section with its commands, in the order of the file.
pub struct Section {
    pub name: CString,
    pub commands: Vec<(CString, CString)>,
}

/// # Safety
/// NULL or a C string.
unsafe fn copy(text: *const c_char) -> CString {
    // SAFETY: the caller's contract.
    unsafe { ffi::cstr(text) }.map_or_else(CString::default, CString::from)
}

/// The section that the file has under a name. libcrypto must have read the file
/// ([`super::init::crypto`]).
pub fn find(name: &CStr) -> Option<Section> {
    let mut index = 0;
    // SAFETY: the string is NUL-terminated, `index` writable.
    if unsafe { conf_ssl_name_find(name.as_ptr(), &mut index) } == 0 {
        return None;
    }
    let mut found = std::ptr::null();
    let mut count = 0;
    // SAFETY: the index is of a section that is there; what is given stays libcrypto's.
    unsafe {
        let commands = conf_ssl_get(index, &mut found, &mut count);
        let commands = (0..count).map(|number| {
            let mut name = std::ptr::null_mut();
            let mut value = std::ptr::null_mut();
            conf_ssl_get_cmd(commands, number, &mut name, &mut value);
            (copy(name), copy(value))
        });
        Some(Section {
            commands: commands.collect(),
            name: copy(found),
        })
    }
}
