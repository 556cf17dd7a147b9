//! Names of alerts.

use std::ffi::{CStr, c_char, c_int};

use super::guard;

/// Number, short and long name of each alert.
static ALERTS: &[(c_int, &CStr, &CStr)] = &[
    (0, c"CN", c"close notify"),
    (10, c"UM", c"unexpected_message"),
    (20, c"BM", c"bad record mac"),
    (21, c"DC", c"decryption failed"),
    (22, c"RO", c"record overflow"),
    (30, c"DF", c"decompression failure"),
    (40, c"HF", c"handshake failure"),
    (41, c"NC", c"no certificate"),
    (42, c"BC", c"bad certificate"),
    (43, c"UC", c"unsupported certificate"),
    (44, c"CR", c"certificate revoked"),
    (45, c"CE", c"certificate expired"),
    (46, c"CU", c"certificate unknown"),
    (47, c"IP", c"illegal parameter"),
    (48, c"CA", c"unknown CA"),
    (49, c"AD", c"access denied"),
    (50, c"DE", c"decode error"),
    (51, c"CY", c"decrypt error"),
    (60, c"ER", c"export restriction"),
    (70, c"PV", c"protocol version"),
    (71, c"IS", c"insufficient security"),
    (80, c"IE", c"internal error"),
    (90, c"US", c"user canceled"),
    (100, c"NR", c"no renegotiation"),
    (110, c"UE", c"unsupported extension"),
    (111, c"CO", c"certificate unobtainable"),
    (112, c"UN", c"unrecognized name"),
    (113, c"BR", c"bad certificate status response"),
    (114, c"BH", c"bad certificate hash value"),
    (115, c"UP", c"unknown PSK identity"),
    (120, c"UK", c"no application protocol"),
];

fn alert(value: c_int) -> (&'static CStr, &'static CStr) {
    ALERTS
        .iter()
        .find(|(number, ..)| *number == value & 0xFF)
        .map_or((c"UK", c"unknown"), |(_, short, long)| (*short, *long))
}

/// The long name of an alert.
pub fn alert_text(number: u8) -> &'static str {
    alert(number.into()).1.to_str().unwrap_or("unknown")
}

/// Short and long name of a level.
fn level(value: c_int) -> (&'static CStr, &'static CStr) {
    match value >> 8 {
        1 => (c"W", c"warning"),
        2 => (c"F", c"fatal"),
        _ => (c"U", c"unknown"),
    }
}

/// A letter for the level of an alert, of the value that the info callback gets.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_alert_type_string(value: c_int) -> *const c_char {
    guard(std::ptr::null(), || level(value).0.as_ptr())
}

/// The level of an alert, of the value that the info callback gets.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_alert_type_string_long(value: c_int) -> *const c_char {
    guard(std::ptr::null(), || level(value).1.as_ptr())
}

/// Two letters for an alert, of the value that the info callback gets.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_alert_desc_string(value: c_int) -> *const c_char {
    guard(std::ptr::null(), || alert(value).0.as_ptr())
}

/// The name of an alert, of the value that the info callback gets.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_alert_desc_string_long(value: c_int) -> *const c_char {
    guard(std::ptr::null(), || alert(value).1.as_ptr())
}
