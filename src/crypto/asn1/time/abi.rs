//! The exported functions of `ASN1_TIME` and of the time comparisons of `x509.h`.

use std::ffi::{CStr, c_char, c_int, c_long, c_ulong};
use std::ptr;

use ffi::{cstr, mut_ref, put, shared_ref};
use libc::time_t;

use super::{Civil, DAY, Rules, compare_with, moved, now, parse, read, set, show};
use crate::asn1::der::tag;
use crate::asn1::output::to_bio;
use crate::asn1::string::abi::{ASN1_GENERALIZEDTIME, ASN1_STRING, ASN1_TIME, ASN1_UTCTIME, give};
use crate::bio::BIO;
use crate::err::{ERR_LIB_ASN1, guard, raise};

const ASN1_R_ERROR_GETTING_TIME: c_int = 173;
const ISO8601: c_ulong = 1;

/// Puts the time `seconds` into `s`, or into a new object where `s` is NULL.
///
/// # Safety
/// `s` is NULL or a time.
unsafe fn put_time(s: *mut ASN1_TIME, seconds: Option<i64>) -> *mut ASN1_TIME {
    let Some(seconds) = seconds else {
        raise(ERR_LIB_ASN1, ASN1_R_ERROR_GETTING_TIME);
        return ptr::null_mut();
    };
    // SAFETY: the caller promises a time.
    if let Some(time) = unsafe { mut_ref(s) } {
        return if set(time, seconds) {
            s
        } else {
            ptr::null_mut()
        };
    }
    let mut time = ASN1_STRING::new(c_int::from(tag::UTC_TIME));
    give(set(&mut time, seconds).then_some(time))
}

/// Sets `s`, or a new time where it is NULL, to `t`: UTCTime for the years 1950 to 2049, else
/// GeneralizedTime. NULL on failure.
///
/// # Safety
/// `s` is NULL or a time.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ASN1_TIME_set(s: *mut ASN1_TIME, t: time_t) -> *mut ASN1_TIME {
    // SAFETY: the caller promises a time.
    guard(ptr::null_mut(), || unsafe { put_time(s, moved(t, 0, 0)) })
}

/// As [`ASN1_TIME_set`], `offset_day` days and `offset_sec` seconds after `t`.
///
/// # Safety
/// As [`ASN1_TIME_set`].
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ASN1_TIME_adj(
    s: *mut ASN1_TIME,
    t: time_t,
    offset_day: c_int,
    offset_sec: c_long,
) -> *mut ASN1_TIME {
    // SAFETY: the caller promises a time.
    guard(ptr::null_mut(), || unsafe {
        put_time(s, moved(t, offset_day.into(), offset_sec))
    })
}

/// Sets `s` to the current time, or to `*in_tm`, moved by days and seconds; keeps a form that
/// `s` has and that can say the time.
///
/// # Safety
/// `s` is NULL or a time; `in_tm` is NULL or readable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_time_adj_ex(
    s: *mut ASN1_TIME,
    offset_day: c_int,
    offset_sec: c_long,
    in_tm: *mut time_t,
) -> *mut ASN1_TIME {
    guard(ptr::null_mut(), || {
        // SAFETY: the caller promises a readable number.
        let from = unsafe { shared_ref(in_tm) }.copied().unwrap_or_else(now);
        // SAFETY: the caller promises a time.
        unsafe { put_time(s, moved(from, offset_day.into(), offset_sec)) }
    })
}

/// As [`X509_time_adj_ex`], by seconds.
///
/// # Safety
/// As [`X509_time_adj_ex`].
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_time_adj(
    s: *mut ASN1_TIME,
    adj: c_long,
    t: *mut time_t,
) -> *mut ASN1_TIME {
    // SAFETY: the promises are the same.
    unsafe { X509_time_adj_ex(s, 0, adj, t) }
}

/// Sets `s` to the current time moved by `adj` seconds.
///
/// # Safety
/// `s` is NULL or a time.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_gmtime_adj(s: *mut ASN1_TIME, adj: c_long) -> *mut ASN1_TIME {
    // SAFETY: the promises are the same.
    unsafe { X509_time_adj_ex(s, 0, adj, ptr::null_mut()) }
}

/// Compares with `*t`, or the current time where `t` is NULL: -1 when `s` is not later, 1 when
/// it is later, 0 when it is not in RFC 5280's form.
///
/// # Safety
/// `s` is NULL or a time; `t` is NULL or readable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_cmp_time(s: *const ASN1_TIME, t: *mut time_t) -> c_int {
    guard(0, || {
        // SAFETY: the caller promises both.
        let (time, with) = unsafe { (shared_ref(s), shared_ref(t).copied()) };
        time.map_or(0, |time| compare_with(time, with.unwrap_or_else(now)))
    })
}

/// [`X509_cmp_time`] with the current time.
///
/// # Safety
/// `s` is NULL or a time.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn X509_cmp_current_time(s: *const ASN1_TIME) -> c_int {
    // SAFETY: the promises are the same.
    unsafe { X509_cmp_time(s, ptr::null_mut()) }
}

/// 1 when the contents are a good time of the object's type, else 0.
///
/// # Safety
/// `t` is NULL or a time.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ASN1_TIME_check(t: *const ASN1_TIME) -> c_int {
    // SAFETY: the caller promises a time.
    guard(0, || {
        // SAFETY: the caller promises a time.
        c_int::from(unsafe { shared_ref(t) }.and_then(read).is_some())
    })
}

/// As [`ASN1_TIME_check`], and the type is UTCTime.
///
/// # Safety
/// `a` is NULL or a time.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ASN1_UTCTIME_check(a: *const ASN1_UTCTIME) -> c_int {
    // SAFETY: the caller promises a time.
    guard(0, || unsafe { check_kind(a, tag::UTC_TIME) })
}

/// As [`ASN1_TIME_check`], and the type is GeneralizedTime.
///
/// # Safety
/// `a` is NULL or a time.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ASN1_GENERALIZEDTIME_check(a: *const ASN1_GENERALIZEDTIME) -> c_int {
    // SAFETY: the caller promises a time.
    guard(0, || unsafe { check_kind(a, tag::GENERALIZED_TIME) })
}

/// # Safety
/// `time` is NULL or a time.
unsafe fn check_kind(time: *const ASN1_STRING, kind: u8) -> c_int {
    // SAFETY: the caller promises a time.
    let time = unsafe { shared_ref(time) };
    c_int::from(time.is_some_and(|time| time.type_() == c_int::from(kind) && read(time).is_some()))
}

/// Sets `s` from the text of a UTCTime or GeneralizedTime: 1, or 0 when it is neither. With `s`
/// NULL the text is only checked.
///
/// # Safety
/// `s` is NULL or a time; `str` is NULL or a C string.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ASN1_TIME_set_string(s: *mut ASN1_TIME, str: *const c_char) -> c_int {
    let kinds = [tag::UTC_TIME, tag::GENERALIZED_TIME];
    // SAFETY: the caller promises both.
    guard(0, || unsafe { set_string(s, str, &kinds, Rules::Asn1) })
}

/// As [`ASN1_TIME_set_string`], for texts in RFC 5280's form; the result is a UTCTime where that
/// can say it.
///
/// # Safety
/// As [`ASN1_TIME_set_string`].
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ASN1_TIME_set_string_X509(s: *mut ASN1_TIME, str: *const c_char) -> c_int {
    guard(0, || {
        // SAFETY: the caller promises a C string.
        let Some(text) = (unsafe { cstr(str) }).map(CStr::to_bytes) else {
            return 0;
        };
        let kinds = [tag::UTC_TIME, tag::GENERALIZED_TIME];
        let parsed = kinds
            .into_iter()
            .find_map(|kind| parse(kind, text, Rules::Rfc5280));
        let Some(parsed) = parsed else { return 0 };
        // SAFETY: the caller promises a time.
        match unsafe { mut_ref(s) } {
            Some(time) => c_int::from(set(time, parsed.civil.to_unix())),
            None => 1,
        }
    })
}

/// As [`ASN1_TIME_set_string`], for UTCTime only.
///
/// # Safety
/// As [`ASN1_TIME_set_string`].
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ASN1_UTCTIME_set_string(
    s: *mut ASN1_UTCTIME,
    str: *const c_char,
) -> c_int {
    // SAFETY: the caller promises both.
    guard(0, || unsafe {
        set_string(s, str, &[tag::UTC_TIME], Rules::Asn1)
    })
}

/// As [`ASN1_TIME_set_string`], for GeneralizedTime only.
///
/// # Safety
/// As [`ASN1_TIME_set_string`].
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ASN1_GENERALIZEDTIME_set_string(
    s: *mut ASN1_GENERALIZEDTIME,
    str: *const c_char,
) -> c_int {
    // SAFETY: the caller promises both.
    guard(0, || unsafe {
        set_string(s, str, &[tag::GENERALIZED_TIME], Rules::Asn1)
    })
}

/// # Safety
/// `s` is NULL or a time; `text` is NULL or a C string.
unsafe fn set_string(
    s: *mut ASN1_STRING,
    text: *const c_char,
    kinds: &[u8],
    rules: Rules,
) -> c_int {
    // SAFETY: the caller promises a C string.
    let Some(text) = (unsafe { cstr(text) }).map(CStr::to_bytes) else {
        return 0;
    };
    let Some(kind) = kinds
        .iter()
        .find(|kind| parse(**kind, text, rules).is_some())
    else {
        return 0;
    };
    // SAFETY: the caller promises a time.
    let Some(time) = (unsafe { mut_ref(s) }) else {
        return 1;
    };
    if !time.set(text) {
        return 0;
    }
    time.set_type(c_int::from(*kind));
    1
}

/// Writes the time as `Nov 23 14:38:15 2026 GMT`: 1, or 0 for a bad time.
///
/// # Safety
/// `bp` is NULL or a BIO; `tm` is NULL or a time.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ASN1_TIME_print(bp: *mut BIO, tm: *const ASN1_TIME) -> c_int {
    // SAFETY: the promises are the same.
    unsafe { ASN1_TIME_print_ex(bp, tm, 0) }
}

/// As [`ASN1_TIME_print`]; with `ASN1_DTFLGS_ISO8601` as `2026-11-23 14:38:15Z`.
///
/// # Safety
/// As [`ASN1_TIME_print`].
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ASN1_TIME_print_ex(
    bp: *mut BIO,
    tm: *const ASN1_TIME,
    flags: c_ulong,
) -> c_int {
    guard(0, || {
        // SAFETY: the caller promises a time.
        let Some(time) = (unsafe { shared_ref(tm) }) else {
            return 0;
        };
        let Some(text) = show(time, flags & 0xf == ISO8601) else {
            // SAFETY: the caller promises a BIO.
            unsafe { to_bio(bp, b"Bad time value") };
            return 0;
        };
        // SAFETY: the caller promises a BIO.
        c_int::from(unsafe { to_bio(bp, text.as_bytes()) })
    })
}

/// [`ASN1_TIME_print`] for a UTCTime.
///
/// # Safety
/// As [`ASN1_TIME_print`].
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ASN1_UTCTIME_print(fp: *mut BIO, a: *const ASN1_UTCTIME) -> c_int {
    // SAFETY: the promises are the same.
    unsafe { ASN1_TIME_print_ex(fp, a, 0) }
}

/// [`ASN1_TIME_print`] for a GeneralizedTime.
///
/// # Safety
/// As [`ASN1_TIME_print`].
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ASN1_GENERALIZEDTIME_print(
    fp: *mut BIO,
    a: *const ASN1_GENERALIZEDTIME,
) -> c_int {
    // SAFETY: the promises are the same.
    unsafe { ASN1_TIME_print_ex(fp, a, 0) }
}

/// The time as a `struct tm` in UTC; the current time where `s` is NULL. 1, or 0 for a bad time.
///
/// # Safety
/// `s` is NULL or a time; `tm` is NULL or writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ASN1_TIME_to_tm(s: *const ASN1_TIME, tm: *mut libc::tm) -> c_int {
    guard(0, || {
        // SAFETY: the caller promises a time.
        let civil = match unsafe { shared_ref(s) } {
            None => Civil::from_unix(now()),
            Some(time) => match read(time) {
                Some(parsed) => parsed.civil,
                None => return 0,
            },
        };
        // SAFETY: the caller promises it is writable.
        unsafe { put(tm, as_tm(civil)) };
        1
    })
}

fn as_tm(civil: Civil) -> libc::tm {
    // SAFETY: numbers and a pointer, for which zero is good.
    let mut tm: libc::tm = unsafe { std::mem::zeroed() };
    tm.tm_year = (civil.year - 1900) as c_int;
    tm.tm_mon = c_int::from(civil.month) - 1;
    tm.tm_mday = c_int::from(civil.day);
    tm.tm_hour = c_int::from(civil.hour);
    tm.tm_min = c_int::from(civil.minute);
    tm.tm_sec = c_int::from(civil.second);
    tm.tm_wday = c_int::from(civil.weekday());
    tm.tm_yday = c_int::from(civil.day_of_year());
    tm
}

/// The days and seconds from `from` to `to`, both with the same sign; NULL is the current time.
/// 1, or 0 for a bad time.
///
/// # Safety
/// `pday` and `psec` are NULL or writable; `from` and `to` are NULL or times.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ASN1_TIME_diff(
    pday: *mut c_int,
    psec: *mut c_int,
    from: *const ASN1_TIME,
    to: *const ASN1_TIME,
) -> c_int {
    guard(0, || {
        // SAFETY: the caller promises times.
        let ends = unsafe { (seconds_or_now(from), seconds_or_now(to)) };
        let (Some(from), Some(to)) = ends else {
            return 0;
        };
        let difference = to - from;
        // SAFETY: the caller promises they are writable.
        unsafe {
            put(pday, (difference / DAY) as c_int);
            put(psec, (difference % DAY) as c_int);
        }
        1
    })
}

/// # Safety
/// `time` is NULL or a time.
unsafe fn seconds_or_now(time: *const ASN1_TIME) -> Option<i64> {
    // SAFETY: the caller promises a time.
    match unsafe { shared_ref(time) } {
        None => Some(now()),
        Some(time) => Some(read(time)?.civil.to_unix()),
    }
}

/// -1, 0 or 1 as `s` is before, at or after `t`; -2 for a bad time.
///
/// # Safety
/// `s` is NULL or a time.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ASN1_TIME_cmp_time_t(s: *const ASN1_TIME, t: time_t) -> c_int {
    // SAFETY: the caller promises a time.
    guard(-2, || match unsafe { seconds_or_now(s) } {
        Some(seconds) => seconds.cmp(&t) as c_int,
        None => -2,
    })
}

/// As [`ASN1_TIME_cmp_time_t`], for a UTCTime.
///
/// # Safety
/// As [`ASN1_TIME_cmp_time_t`].
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ASN1_UTCTIME_cmp_time_t(s: *const ASN1_UTCTIME, t: time_t) -> c_int {
    // SAFETY: the promises are the same.
    unsafe { ASN1_TIME_cmp_time_t(s, t) }
}

/// -1, 0 or 1 as `a` is before, at or after `b`; -2 for a bad time.
///
/// # Safety
/// `a` and `b` are NULL or times.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ASN1_TIME_compare(a: *const ASN1_TIME, b: *const ASN1_TIME) -> c_int {
    // SAFETY: the caller promises times.
    guard(-2, || {
        // SAFETY: the caller promises times.
        match unsafe { (seconds_or_now(a), seconds_or_now(b)) } {
            (Some(a), Some(b)) => a.cmp(&b) as c_int,
            _ => -2,
        }
    })
}

/// Brings `s` into the form RFC 5280 demands: 1, or 0 for a bad time.
///
/// # Safety
/// `s` is NULL or a time.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ASN1_TIME_normalize(s: *mut ASN1_TIME) -> c_int {
    guard(0, || {
        // SAFETY: the caller promises a time.
        let Some(time) = (unsafe { mut_ref(s) }) else {
            return 0;
        };
        let Some(seconds) = read(time).map(|parsed| parsed.civil.to_unix()) else {
            return 0;
        };
        c_int::from(set(time, seconds))
    })
}

/// The time as a GeneralizedTime, in `*out` where there is one, else in a new object that the
/// caller owns. NULL for a bad time.
///
/// # Safety
/// `t` is NULL or a time; `out` is NULL or points to NULL or a time.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn ASN1_TIME_to_generalizedtime(
    t: *const ASN1_TIME,
    out: *mut *mut ASN1_GENERALIZEDTIME,
) -> *mut ASN1_GENERALIZEDTIME {
    guard(ptr::null_mut(), || {
        // SAFETY: the caller promises a time.
        let Some(seconds) = (unsafe { seconds_or_now(t) }) else {
            return ptr::null_mut();
        };
        let text = Civil::from_unix(seconds).generalized_time();
        let kind = c_int::from(tag::GENERALIZED_TIME);
        // SAFETY: the caller promises what `out` points to.
        let target = if out.is_null() {
            ptr::null_mut()
        } else {
            // SAFETY: the caller promises what the section above says.
            unsafe { *out }
        };
        // SAFETY: as above.
        if let Some(time) = unsafe { mut_ref(target) } {
            if !time.set(text.as_bytes()) {
                return ptr::null_mut();
            }
            time.set_type(kind);
            return target;
        }
        let made = give(ASN1_STRING::with(kind, text.as_bytes()));
        // SAFETY: `out` is NULL or writable.
        unsafe { put(out, made) };
        made
    })
}
