//! The exported functions of `store.h`.

use std::ffi::{c_char, c_int, c_void};
use std::ptr::null_mut;

use ffi::{UniqueHandle, cstr, shared_ref};
use zeroize::Zeroizing;

use super::info::{OSSL_STORE_INFO, Object};
use super::loader::Session;
use super::loader::abi::registered;
use super::{
    OSSL_STORE_CTX, OSSL_STORE_post_process_info_fn, Source, Unopened, decode, path_of, reason,
};
use crate::err::{
    ERR_LIB_OSSL_STORE, ERR_LIB_SYS, ERR_R_PASSED_NULL_PARAMETER, ERR_R_UNSUPPORTED, guard, raise,
};
use crate::init::abi::OSSL_LIB_CTX;
use crate::mem::abi::CRYPTO_free;
use crate::params::OSSL_PARAM;
use crate::pem::block::Block;
use crate::pem::io::abi::{PEM_BUFSIZE, open};
use crate::ui::abi::{
    UI_add_input_string, UI_add_user_data, UI_construct_prompt, UI_free, UI_get_result_length,
    UI_new_method, UI_process,
};
use crate::ui::method::UI_METHOD;

/// What one step found.
enum Step {
    Found(Object),
    /// Something that cannot be read.
    Unreadable,
    /// Something that is not wanted, or of no known kind.
    Other,
    End,
}

impl OSSL_STORE_CTX {
    /// Asks for the password of what is encrypted, by the program's method.
    fn password(&self) -> Option<Zeroizing<Vec<u8>>> {
        let mut buffer = Zeroizing::new(vec![0_u8; PEM_BUFSIZE + 1]);
        // SAFETY: the method and its data are the program's, which promised them for as long as the store is open; the
        // buffer has room for the longest answer and its end.
        let length = unsafe {
            let ui = UI_new_method(self.ui_method);
            UI_add_user_data(ui, self.ui_data);
            let prompt = UI_construct_prompt(ui, c"pass phrase".as_ptr(), std::ptr::null());
            let most = PEM_BUFSIZE as c_int;
            UI_add_input_string(ui, prompt, 0, buffer.as_mut_ptr().cast(), 0, most);
            let length = match UI_process(ui) {
                0 => UI_get_result_length(ui, 0),
                _ => -1,
            };
            UI_free(ui);
            CRYPTO_free(prompt.cast(), c"store".as_ptr(), 0);
            length
        };
        buffer.truncate(usize::try_from(length).ok()?);
        Some(buffer)
    }

    /// Takes the next thing from a file or directory. Nothing is borrowed while the user is asked.
    fn step(&self) -> Step {
        let wanted = self.expected.get();
        let block = match &mut *self.source.borrow_mut() {
            Source::Pem(blocks) => blocks.pop_front(),
            Source::Directory(names) => {
                return names
                    .pop_front()
                    .map_or(Step::End, |name| Step::Found(Object::Name(name)));
            }
            Source::Der(data) => data.take().map(|data| Block {
                name: String::new(),
                header: String::new(),
                data,
            }),
            Source::Loader(_) => return Step::End,
        };
        let Some(block) = block else {
            return Step::End;
        };
        if block.name.is_empty() && block.data.is_empty() {
            return Step::Unreadable;
        }
        let holds_key = block.name.ends_with("KEY");
        let key_kind = if block.name.ends_with("PRIVATE KEY") {
            4
        } else {
            3
        };
        if holds_key && wanted != 0 && wanted != key_kind {
            return Step::Unreadable;
        }
        let ask = || self.password();
        // SAFETY: the callback gets this very object.
        let data = unsafe {
            open(
                &block,
                Some(ask_password),
                std::ptr::from_ref(self).cast_mut().cast(),
            )
        };
        let object = data.and_then(|data| match block.name.as_str() {
            "" => decode::from_der(&data, &ask),
            name => decode::from_block(name, &data, &ask),
        });
        match object {
            Some(object) if wanted == 0 || object.kind() == wanted => Step::Found(object),
            Some(_) => Step::Other,
            None if holds_key
                || block.name.contains("CERTIFICATE")
                || block.name.ends_with("CRL") =>
            {
                Step::Unreadable
            }
            None => Step::Other,
        }
    }

    fn load(&self) -> *mut OSSL_STORE_INFO {
        self.started.set(true);
        self.failed.set(false);
        loop {
            match self.step() {
                Step::Found(object) => {
                    return OSSL_STORE_INFO::into_c(Box::new(OSSL_STORE_INFO(object)));
                }
                Step::Other => {}
                Step::Unreadable => {
                    raise(ERR_LIB_OSSL_STORE, ERR_R_UNSUPPORTED);
                    self.failed.set(true);
                    return null_mut();
                }
                Step::End => {
                    self.failed.set(true);
                    self.ended.set(true);
                    return null_mut();
                }
            }
        }
    }
}

/// The password callback of PEM blocks.
unsafe extern "C" fn ask_password(
    buf: *mut c_char,
    size: c_int,
    _writing: c_int,
    store: *mut c_void,
) -> c_int {
    guard(-1, || {
        // SAFETY: `step` gives its object, and PEM a buffer of that size.
        unsafe {
            let password =
                shared_ref(store.cast::<OSSL_STORE_CTX>()).and_then(OSSL_STORE_CTX::password);
            let Some(password) = password
                .filter(|word| c_int::try_from(word.len()).is_ok_and(|length| length <= size))
            else {
                return -1;
            };
            buf.copy_from_nonoverlapping(password.as_ptr().cast(), password.len());
            password.len() as c_int
        }
    })
}

/// Opens a file, a directory or what a loader of the program reads. NULL with an error.
///
/// # Safety
/// `uri` is NULL or a string; `ui_method`, `ui_data` and `post_process_data` live as long as the store is open, and the functions may be called with them.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn OSSL_STORE_open(
    uri: *const c_char,
    ui_method: *const UI_METHOD,
    ui_data: *mut c_void,
    post_process: OSSL_STORE_post_process_info_fn,
    post_process_data: *mut c_void,
) -> *mut OSSL_STORE_CTX {
    guard(null_mut(), || {
        // SAFETY: the caller's promises.
        unsafe {
            let Some(text) = cstr(uri) else {
                raise(ERR_LIB_OSSL_STORE, ERR_R_PASSED_NULL_PARAMETER);
                return null_mut();
            };
            let scheme = text.to_bytes().split(|byte| *byte == b':').next();
            let loader = scheme
                .filter(|scheme| scheme.len() < text.to_bytes().len())
                .and_then(registered);
            let source = match loader {
                Some(loader) => {
                    let Some(session) = Session::open(loader, uri, ui_method, ui_data) else {
                        raise(ERR_LIB_OSSL_STORE, ERR_R_UNSUPPORTED);
                        return null_mut();
                    };
                    Ok(Source::Loader(session))
                }
                None => path_of(text.to_bytes()).and_then(|path| Source::of_path(&path)),
            };
            match source {
                Ok(source) => OSSL_STORE_CTX::into_c(Box::new(OSSL_STORE_CTX {
                    source: source.into(),
                    expected: 0.into(),
                    started: false.into(),
                    failed: false.into(),
                    ended: false.into(),
                    ui_method,
                    ui_data,
                    post_process,
                    post_data: post_process_data,
                })),
                Err(Unopened::Reason(reason)) => {
                    raise(ERR_LIB_OSSL_STORE, reason);
                    null_mut()
                }
                Err(Unopened::System(error)) => {
                    raise(ERR_LIB_OSSL_STORE, reason::UNREGISTERED_SCHEME);
                    raise(ERR_LIB_SYS, error.raw_os_error().unwrap_or(0));
                    null_mut()
                }
            }
        }
    })
}

/// As [`OSSL_STORE_open`]; the context, the properties and the parameters change nothing.
///
/// # Safety
/// As [`OSSL_STORE_open`].
#[unsafe(no_mangle)]
pub unsafe extern "C" fn OSSL_STORE_open_ex(
    uri: *const c_char,
    _libctx: *mut OSSL_LIB_CTX,
    _propq: *const c_char,
    ui_method: *const UI_METHOD,
    ui_data: *mut c_void,
    _params: *const OSSL_PARAM,
    post_process: OSSL_STORE_post_process_info_fn,
    post_process_data: *mut c_void,
) -> *mut OSSL_STORE_CTX {
    guard(null_mut(), || {
        // SAFETY: the caller's promises.
        unsafe { OSSL_STORE_open(uri, ui_method, ui_data, post_process, post_process_data) }
    })
}

/// Wants only objects of a kind, before the first is loaded. 1, or 0 with an error.
///
/// # Safety
/// `ctx` is NULL or open.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn OSSL_STORE_expect(
    ctx: *mut OSSL_STORE_CTX,
    expected_type: c_int,
) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promise.
        let store = unsafe { shared_ref(ctx) };
        let Some(store) = store.filter(|_| (0..=6).contains(&expected_type)) else {
            raise(ERR_LIB_OSSL_STORE, ERR_R_PASSED_NULL_PARAMETER);
            return 0;
        };
        if store.started.get() {
            raise(ERR_LIB_OSSL_STORE, reason::LOADING_STARTED);
            return 0;
        }
        store.expected.set(expected_type);
        match &*store.source.borrow() {
            // SAFETY: a registered loader lives.
            Source::Loader(session) => c_int::from(unsafe { session.expect(expected_type) }),
            _ => 1,
        }
    })
}

/// Loads the next object, for the caller to free. NULL at the end and for what cannot be read.
///
/// # Safety
/// `ctx` is NULL or open.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn OSSL_STORE_load(ctx: *mut OSSL_STORE_CTX) -> *mut OSSL_STORE_INFO {
    guard(null_mut(), || {
        // SAFETY: the caller's promise; what the program's functions return is its own.
        unsafe {
            let Some(store) = shared_ref(ctx) else {
                return null_mut();
            };
            loop {
                let info = store.next();
                let Some(process) = store.post_process.filter(|_| !info.is_null()) else {
                    return info;
                };
                // NULL from the program drops the object.
                let info = process(info, store.post_data);
                if !info.is_null() {
                    return info;
                }
            }
        }
    })
}

/// 1 when all was loaded.
///
/// # Safety
/// `ctx` is NULL or open.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn OSSL_STORE_eof(ctx: *mut OSSL_STORE_CTX) -> c_int {
    guard(1, || {
        // SAFETY: the caller's promise; a registered loader lives.
        unsafe { shared_ref(ctx) }.map_or(1, |store| c_int::from(store.is_ended()))
    })
}

/// 1 when the last object could not be loaded.
///
/// # Safety
/// `ctx` is NULL or open.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn OSSL_STORE_error(ctx: *mut OSSL_STORE_CTX) -> c_int {
    guard(1, || {
        // SAFETY: the caller's promise; a registered loader lives.
        unsafe { shared_ref(ctx) }.map_or(1, |store| c_int::from(store.has_failed()))
    })
}

/// Closes and frees. 1, or what the loader says.
///
/// # Safety
/// `ctx` is NULL or the caller's.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn OSSL_STORE_close(ctx: *mut OSSL_STORE_CTX) -> c_int {
    guard(0, || {
        // SAFETY: the caller's promise.
        let Some(store) = (unsafe { OSSL_STORE_CTX::reclaim(ctx) }) else {
            return 1;
        };
        match &*store.source.borrow() {
            // SAFETY: a registered loader lives.
            Source::Loader(session) => c_int::from(unsafe { session.close() }),
            _ => 1,
        }
    })
}

impl OSSL_STORE_CTX {
    /// The program's own session, if it is one.
    fn session(&self) -> Option<Session> {
        match &*self.source.borrow() {
            Source::Loader(session) => Some(*session),
            _ => None,
        }
    }

    fn next(&self) -> *mut OSSL_STORE_INFO {
        match self.session() {
            Some(session) => {
                self.started.set(true);
                // SAFETY: a registered loader lives; nothing is borrowed meanwhile.
                unsafe { session.load(self) }
            }
            None => self.load(),
        }
    }

    fn is_ended(&self) -> bool {
        match self.session() {
            // SAFETY: a registered loader lives.
            Some(session) => unsafe { session.is_ended() },
            None => self.ended.get(),
        }
    }

    fn has_failed(&self) -> bool {
        match self.session() {
            // SAFETY: a registered loader lives.
            Some(session) => unsafe { session.has_failed() },
            None => self.failed.get(),
        }
    }
}
