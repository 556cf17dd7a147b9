//! Text commands: `SSL_CONF_*`, and OpenSSL's configuration file.

use std::ffi::{CStr, CString, c_char, c_int, c_uint};

use ffi::UniqueHandle;

use crate::object::conf::{Kind, SSL_CONF_CTX, Target, flag};
use crate::object::connection::SSL;
use crate::object::context::SSL_CTX;
use crate::object::method::SSL_METHOD;
use crate::reasons;
use crate::sys::{conf as sections, error};

use super::conf_run::{self, Aim, Outcome};
use super::ctrl_shared::Owner;
use super::guard;

/// A new object for commands, which `SSL_CONF_CTX_free` gives back.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_CONF_CTX_new() -> *mut SSL_CONF_CTX {
    guard(
        std::ptr::null_mut(),
        || SSL_CONF_CTX::into_c(Box::default()),
    )
}

/// Frees it. NULL is allowed.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_CONF_CTX_free(cctx: *mut SSL_CONF_CTX) {
    guard((), || {
        // SAFETY: the caller's contract.
        drop(unsafe { SSL_CONF_CTX::reclaim(cctx) });
    })
}

/// Ends a series of commands: loads keys that are still missing and sets the authorities. 1, or 0
/// when a key could not be loaded.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_CONF_CTX_finish(cctx: *mut SSL_CONF_CTX) -> c_int {
    guard(0, || {
        // SAFETY: the caller's contract.
        unsafe {
            let Some(conf) = ffi::mut_ref(cctx) else {
                return 0;
            };
            let aim = conf_run::aim(conf.target);
            conf_run::finish(conf, aim.as_ref()).into()
        }
    })
}

/// Adds flags (`SSL_CONF_FLAG_*`); gives all that are set then.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_CONF_CTX_set_flags(cctx: *mut SSL_CONF_CTX, flags: c_uint) -> c_uint {
    guard(0, || {
        // SAFETY: the caller's contract.
        let Some(conf) = (unsafe { ffi::mut_ref(cctx) }) else {
            return 0;
        };
        conf.naming.flags |= flags;
        conf.naming.flags
    })
}

/// Takes flags away; gives all that are still set.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_CONF_CTX_clear_flags(
    cctx: *mut SSL_CONF_CTX,
    flags: c_uint,
) -> c_uint {
    guard(0, || {
        // SAFETY: the caller's contract.
        let Some(conf) = (unsafe { ffi::mut_ref(cctx) }) else {
            return 0;
        };
        conf.naming.flags &= !flags;
        conf.naming.flags
    })
}

/// What stands in front of each command; it is copied. NULL: nothing does.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_CONF_CTX_set1_prefix(
    cctx: *mut SSL_CONF_CTX,
    pre: *const c_char,
) -> c_int {
    guard(0, || {
        // SAFETY: the caller's contract.
        let Some(conf) = (unsafe { ffi::mut_ref(cctx) }) else {
            return 0;
        };
        // SAFETY: the caller's contract.
        conf.naming.prefix = unsafe { ffi::cstr(pre) }.map(CString::from);
        1
    })
}

/// The commands are for this connection; NULL: they are only checked. The caller keeps it alive.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_CONF_CTX_set_ssl(cctx: *mut SSL_CONF_CTX, ssl: *mut SSL) {
    guard((), || {
        // SAFETY: the caller's contract.
        if let Some(conf) = unsafe { ffi::mut_ref(cctx) } {
            conf.target = match ssl.is_null() {
                true => Target::None,
                false => Target::Connection(ssl),
            };
        }
    })
}

/// The commands are for this context; NULL: they are only checked. The caller keeps it alive.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_CONF_CTX_set_ssl_ctx(cctx: *mut SSL_CONF_CTX, ctx: *mut SSL_CTX) {
    guard((), || {
        // SAFETY: the caller's contract.
        if let Some(conf) = unsafe { ffi::mut_ref(cctx) } {
            conf.target = match ctx.is_null() {
                true => Target::None,
                false => Target::Context(ctx),
            };
        }
    })
}

/// Runs a command.
///
/// # Safety
/// The target is still there.
unsafe fn run(conf: &mut SSL_CONF_CTX, name: &CStr, value: Option<&CStr>) -> Outcome {
    // Errors name the command without its prefix.
    let own_name = conf.naming.without_prefix(name).unwrap_or(name);
    let Some(command) = conf.naming.find(name) else {
        if conf.has(flag::SHOW_ERRORS) {
            put_named(reasons::UNKNOWN_CMD_NAME, &[("cmd", own_name)]);
        }
        return Outcome::Unknown;
    };
    // SAFETY: the caller's contract.
    let aim = unsafe { conf_run::aim(conf.target) };
    let outcome = conf_run::run(conf, aim.as_ref(), command, value);
    let faulty = matches!(outcome, Outcome::Bad | Outcome::NoValue);
    if faulty && conf.has(flag::SHOW_ERRORS) {
        put_named(
            reasons::BAD_VALUE,
            &[("cmd", own_name), ("value", value.unwrap_or(c"<EMPTY>"))],
        );
    }
    outcome
}

/// Queues an error that names what it is about.
fn put_named(reason: c_int, parts: &[(&str, &CStr)]) {
    let text: Vec<String> = parts
        .iter()
        .map(|(name, value)| format!("{name}={}", value.to_string_lossy()))
        .collect();
    error::put_text(reason, CString::new(text.join(", ")).ok().as_deref());
}

/// Runs a command: 2, or 1 for a switch, which takes no value; 0 for a bad value, -2 for a command
/// that is not known, -3 for a missing value.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_CONF_cmd(
    cctx: *mut SSL_CONF_CTX,
    cmd: *const c_char,
    value: *const c_char,
) -> c_int {
    guard(0, || {
        // SAFETY: the caller's contract.
        unsafe {
            let Some(name) = ffi::cstr(cmd) else {
                error::put(reasons::INVALID_NULL_CMD_NAME);
                return 0;
            };
            let Some(conf) = ffi::mut_ref(cctx) else {
                return 0;
            };
            run(conf, name, ffi::cstr(value)).number()
        }
    })
}

/// Runs the command at the start of an argument list and moves past it: how many arguments it was;
/// 0 when it is not known, -1 for a bad value, -3 for a missing one.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_CONF_cmd_argv(
    cctx: *mut SSL_CONF_CTX,
    pargc: *mut c_int,
    pargv: *mut *mut *mut c_char,
) -> c_int {
    guard(0, || {
        // SAFETY: the caller's contract: as many arguments as `pargc` says, or up to a NULL.
        unsafe {
            let Some(conf) = ffi::mut_ref(cctx) else {
                return 0;
            };
            let count = if pargc.is_null() { c_int::MAX } else { *pargc };
            if pargv.is_null() || (*pargv).is_null() || count <= 0 {
                return 0;
            }
            let Some(name) = ffi::cstr(**pargv) else {
                return 0;
            };
            let value = if count > 1 {
                ffi::cstr(*(*pargv).add(1))
            } else {
                None
            };
            conf.naming.flags = conf.naming.flags & !flag::FILE | flag::CMDLINE;
            match run(conf, name, value).number() {
                used @ 1.. => {
                    // At most the two arguments that were there.
                    *pargv = (*pargv).add(used.unsigned_abs() as usize);
                    if !pargc.is_null() {
                        *pargc -= used;
                    }
                    used
                }
                -2 => 0,
                0 => -1,
                other => other,
            }
        }
    })
}

/// What a command's value is (`SSL_CONF_TYPE_*`).
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_CONF_cmd_value_type(
    cctx: *mut SSL_CONF_CTX,
    cmd: *const c_char,
) -> c_int {
    guard(Kind::Unknown.number(), || {
        // SAFETY: the caller's contract.
        let (conf, name) = unsafe { (ffi::shared_ref(cctx), ffi::cstr(cmd)) };
        let (Some(conf), Some(name)) = (conf, name) else {
            return Kind::Unknown.number();
        };
        conf.naming
            .find(name)
            .map_or(Kind::Unknown, |command| command.kind)
            .number()
    })
}

/// Sets a context up as the configuration file's section `name` says (config(5), SSL Configuration
/// Module). 1, or 0 with the errors queued.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_CTX_config(ctx: *mut SSL_CTX, name: *const c_char) -> c_int {
    guard(0, || {
        // SAFETY: the caller's contract.
        unsafe {
            let Some(context) = ffi::shared_ref(ctx) else {
                error::put(error::PASSED_NULL);
                return 0;
            };
            let aim = Aim::Context(context);
            configure(&aim, Target::Context(ctx), ffi::cstr(name)).into()
        }
    })
}

/// Sets a connection up as the configuration file's section `name` says (config(5), SSL
/// Configuration Module). 1, or 0 with the errors queued.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_config(s: *mut SSL, name: *const c_char) -> c_int {
    guard(0, || {
        // SAFETY: the caller's contract.
        unsafe {
            let Some(connection) = ffi::shared_ref(s) else {
                error::put(error::PASSED_NULL);
                return 0;
            };
            let aim = Aim::Connection(connection);
            configure(&aim, Target::Connection(s), ffi::cstr(name)).into()
        }
    })
}

/// Nothing: libcrypto has the module that reads the sections from the start.
///
/// # Safety
/// None beyond the C calling convention.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_add_ssl_module() {}

fn configure(aim: &Aim<'_>, target: Target, name: Option<&CStr>) -> bool {
    let Some(name) = name else {
        error::put(error::PASSED_NULL);
        return false;
    };
    let Some(section) = sections::find(name) else {
        put_named(reasons::INVALID_CONFIGURATION_NAME, &[("name", name)]);
        return false;
    };
    let may_load = flag::CERTIFICATE | flag::REQUIRE_PRIVATE;
    run_section(aim, target, &section, may_load)
}

/// What the administrator sets for all contexts (config(5): `system_default`). Files are not loaded
/// for it. Faults are queued and do not keep the context from being made.
pub(super) fn apply_system_default(context: &SSL_CTX) {
    if let Some(section) = sections::find(c"system_default") {
        let target = Target::Context(std::ptr::from_ref(context).cast_mut());
        run_section(&Aim::Context(context), target, &section, 0);
    }
}

fn sides(method: &SSL_METHOD) -> u32 {
    let mut sides = 0;
    if method.may_be_server() {
        sides |= flag::SERVER;
    }
    if method.may_be_client() {
        sides |= flag::CLIENT;
    }
    sides
}

/// Runs all commands of a section; true when none failed.
fn run_section(aim: &Aim<'_>, target: Target, section: &sections::Section, flags: u32) -> bool {
    let mut conf = SSL_CONF_CTX::new();
    conf.target = target;
    conf.naming.flags = flag::FILE | sides(aim.settings().method) | flags;
    let mut good = true;
    for (name, value) in &section.commands {
        // SAFETY: the target is borrowed for the length of the call.
        let outcome = unsafe { run(&mut conf, name, Some(value)) };
        if outcome.number() > 0 {
            continue;
        }
        let reason = match outcome {
            Outcome::Unknown => reasons::UNKNOWN_COMMAND,
            _ => reasons::BAD_VALUE,
        };
        put_named(
            reason,
            &[("section", &section.name), ("cmd", name), ("arg", value)],
        );
        good = false;
    }
    conf_run::finish(&mut conf, Some(aim)) && good
}
