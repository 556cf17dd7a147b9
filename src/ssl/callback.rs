//! The types of the application's callbacks. Where upstream has a name, it is used; where upstream
//! writes the function type into the prototype, the name is ours.

use std::ffi::{c_char, c_int, c_uchar, c_uint, c_void};

use crate::object::connection::SSL;
use crate::object::context::SSL_CTX;
use crate::object::session::SSL_SESSION;
use crate::sys::types::*;

pub type SSL_info_cb = Option<unsafe extern "C" fn(ssl: *const SSL, type_: c_int, val: c_int)>;
pub type SSL_msg_cb = Option<
    unsafe extern "C" fn(
        write_p: c_int,
        version: c_int,
        content_type: c_int,
        buf: *const c_void,
        len: usize,
        ssl: *mut SSL,
        arg: *mut c_void,
    ),
>;
/// `SSL_set_tlsext_debug_callback`'s callback.
pub type SSL_tlsext_debug_cb = Option<
    unsafe extern "C" fn(
        ssl: *mut SSL,
        of_server: c_int,
        type_: c_int,
        data: *const c_uchar,
        len: c_int,
        arg: *mut c_void,
    ),
>;
pub type SSL_CTX_keylog_cb_func =
    Option<unsafe extern "C" fn(ssl: *const SSL, line: *const c_char)>;
pub type SSL_CTX_alpn_select_cb_func = Option<
    unsafe extern "C" fn(
        ssl: *mut SSL,
        out: *mut *const c_uchar,
        outlen: *mut c_uchar,
        in_: *const c_uchar,
        inlen: c_uint,
        arg: *mut c_void,
    ) -> c_int,
>;
pub type SSL_client_hello_cb_fn =
    Option<unsafe extern "C" fn(s: *mut SSL, al: *mut c_int, arg: *mut c_void) -> c_int>;
pub type SSL_servername_cb =
    Option<unsafe extern "C" fn(s: *mut SSL, al: *mut c_int, arg: *mut c_void) -> c_int>;
/// `SSL_CTX_set_tlsext_status_cb`'s callback, on both sides.
pub type SSL_tlsext_status_cb =
    Option<unsafe extern "C" fn(s: *mut SSL, arg: *mut c_void) -> c_int>;
pub type SSL_cert_cb = Option<unsafe extern "C" fn(ssl: *mut SSL, arg: *mut c_void) -> c_int>;
pub type SSL_client_cert_cb = Option<
    unsafe extern "C" fn(ssl: *mut SSL, x509: *mut *mut X509, pkey: *mut *mut EVP_PKEY) -> c_int,
>;
pub type SSL_cookie_generate_cb = Option<
    unsafe extern "C" fn(ssl: *mut SSL, cookie: *mut c_uchar, cookie_len: *mut c_uint) -> c_int,
>;
pub type SSL_cookie_verify_cb = Option<
    unsafe extern "C" fn(ssl: *mut SSL, cookie: *const c_uchar, cookie_len: c_uint) -> c_int,
>;
pub type SSL_psk_client_cb_func = Option<
    unsafe extern "C" fn(
        ssl: *mut SSL,
        hint: *const c_char,
        identity: *mut c_char,
        max_identity_len: c_uint,
        psk: *mut c_uchar,
        max_psk_len: c_uint,
    ) -> c_uint,
>;
pub type SSL_psk_server_cb_func = Option<
    unsafe extern "C" fn(
        ssl: *mut SSL,
        identity: *const c_char,
        psk: *mut c_uchar,
        max_psk_len: c_uint,
    ) -> c_uint,
>;
/// `SSL_CTX_set_tmp_dh_callback`'s callback.
pub type SSL_tmp_dh_cb =
    Option<unsafe extern "C" fn(ssl: *mut SSL, is_export: c_int, keylength: c_int) -> *mut DH>;
/// Decides whether something is secure enough (`SSL_CTX_set_security_callback`).
pub type SSL_security_cb = Option<
    unsafe extern "C" fn(
        s: *const SSL,
        ctx: *const SSL_CTX,
        op: c_int,
        bits: c_int,
        nid: c_int,
        other: *mut c_void,
        ex: *mut c_void,
    ) -> c_int,
>;
pub type DTLS_timer_cb = Option<unsafe extern "C" fn(s: *mut SSL, timer_us: c_uint) -> c_uint>;
/// A clock of the application's: microseconds from an origin of its choice, never backwards.
pub type FERRODTLS_clock_cb = Option<unsafe extern "C" fn(arg: *mut c_void) -> u64>;
/// Is told what a search for the path's MTU does: a phase with the size that holds, or a probe with its size.
pub type FERRODTLS_path_mtu_cb =
    Option<unsafe extern "C" fn(ssl: *mut SSL, what: c_int, size: usize, arg: *mut c_void)>;
pub type SSL_sess_new_cb =
    Option<unsafe extern "C" fn(ssl: *mut SSL, sess: *mut SSL_SESSION) -> c_int>;
pub type SSL_sess_remove_cb =
    Option<unsafe extern "C" fn(ctx: *mut SSL_CTX, sess: *mut SSL_SESSION)>;
pub type SSL_sess_get_cb = Option<
    unsafe extern "C" fn(
        ssl: *mut SSL,
        data: *const c_uchar,
        len: c_int,
        copy: *mut c_int,
    ) -> *mut SSL_SESSION,
>;
pub type SSL_ticket_key_cb = Option<
    unsafe extern "C" fn(
        ssl: *mut SSL,
        key_name: *mut c_uchar,
        iv: *mut c_uchar,
        ctx: *mut EVP_CIPHER_CTX,
        hctx: *mut HMAC_CTX,
        enc: c_int,
    ) -> c_int,
>;
pub type SSL_ticket_key_evp_cb = Option<
    unsafe extern "C" fn(
        ssl: *mut SSL,
        key_name: *mut c_uchar,
        iv: *mut c_uchar,
        ctx: *mut EVP_CIPHER_CTX,
        hctx: *mut EVP_MAC_CTX,
        enc: c_int,
    ) -> c_int,
>;
pub type SSL_CTX_generate_session_ticket_fn =
    Option<unsafe extern "C" fn(s: *mut SSL, arg: *mut c_void) -> c_int>;
pub type SSL_CTX_decrypt_session_ticket_fn = Option<
    unsafe extern "C" fn(
        s: *mut SSL,
        ss: *mut SSL_SESSION,
        keyname: *const c_uchar,
        keyname_length: usize,
        status: c_int,
        arg: *mut c_void,
    ) -> c_int,
>;
pub type GEN_SESSION_CB =
    Option<unsafe extern "C" fn(ssl: *mut SSL, id: *mut c_uchar, id_len: *mut c_uint) -> c_int>;
pub type SSL_not_resumable_cb =
    Option<unsafe extern "C" fn(ssl: *mut SSL, is_forward_secure: c_int) -> c_int>;
pub type SSL_cert_verify_cb =
    Option<unsafe extern "C" fn(ctx: *mut X509_STORE_CTX, arg: *mut c_void) -> c_int>;
/// A callback of any type, for `SSL_callback_ctrl`.
pub type SSL_any_cb = Option<unsafe extern "C" fn()>;

/// `SSL_TICKET_*`: what became of a client's ticket.
pub const TICKET_EMPTY: c_int = 3;
pub const TICKET_NO_DECRYPT: c_int = 4;
pub const TICKET_SUCCESS: c_int = 5;
pub const TICKET_SUCCESS_RENEW: c_int = 6;
/// `SSL_TICKET_RETURN_*`: what is to be done with it.
pub const TICKET_RETURN_IGNORE: c_int = 1;
pub const TICKET_RETURN_IGNORE_RENEW: c_int = 2;
pub const TICKET_RETURN_USE: c_int = 3;
pub const TICKET_RETURN_USE_RENEW: c_int = 4;

/// `SSL_TLSEXT_ERR_*`.
pub const TLSEXT_ERR_OK: c_int = 0;
pub const TLSEXT_ERR_ALERT_WARNING: c_int = 1;
pub const TLSEXT_ERR_ALERT_FATAL: c_int = 2;
pub const TLSEXT_ERR_NOACK: c_int = 3;

pub type custom_ext_add_cb = Option<
    unsafe extern "C" fn(
        s: *mut SSL,
        ext_type: c_uint,
        out: *mut *const c_uchar,
        outlen: *mut usize,
        al: *mut c_int,
        add_arg: *mut c_void,
    ) -> c_int,
>;
pub type custom_ext_free_cb = Option<
    unsafe extern "C" fn(s: *mut SSL, ext_type: c_uint, out: *const c_uchar, add_arg: *mut c_void),
>;
pub type custom_ext_parse_cb = Option<
    unsafe extern "C" fn(
        s: *mut SSL,
        ext_type: c_uint,
        in_: *const c_uchar,
        inlen: usize,
        al: *mut c_int,
        parse_arg: *mut c_void,
    ) -> c_int,
>;
pub type SSL_custom_ext_add_cb_ex = Option<
    unsafe extern "C" fn(
        s: *mut SSL,
        ext_type: c_uint,
        context: c_uint,
        out: *mut *const c_uchar,
        outlen: *mut usize,
        x: *mut X509,
        chainidx: usize,
        al: *mut c_int,
        add_arg: *mut c_void,
    ) -> c_int,
>;
pub type SSL_custom_ext_free_cb_ex = Option<
    unsafe extern "C" fn(
        s: *mut SSL,
        ext_type: c_uint,
        context: c_uint,
        out: *const c_uchar,
        add_arg: *mut c_void,
    ),
>;
pub type SSL_custom_ext_parse_cb_ex = Option<
    unsafe extern "C" fn(
        s: *mut SSL,
        ext_type: c_uint,
        context: c_uint,
        in_: *const c_uchar,
        inlen: usize,
        x: *mut X509,
        chainidx: usize,
        al: *mut c_int,
        parse_arg: *mut c_void,
    ) -> c_int,
>;
pub type SSL_psk_find_session_cb_func = Option<
    unsafe extern "C" fn(
        ssl: *mut SSL,
        identity: *const c_uchar,
        identity_len: usize,
        sess: *mut *mut SSL_SESSION,
    ) -> c_int,
>;
pub type SSL_psk_use_session_cb_func = Option<
    unsafe extern "C" fn(
        ssl: *mut SSL,
        md: *const EVP_MD,
        id: *mut *const c_uchar,
        idlen: *mut usize,
        sess: *mut *mut SSL_SESSION,
    ) -> c_int,
>;
/// `SSL_CTX_set_stateless_cookie_generate_cb`'s callback.
pub type SSL_stateless_cookie_generate_cb = Option<
    unsafe extern "C" fn(ssl: *mut SSL, cookie: *mut c_uchar, cookie_len: *mut usize) -> c_int,
>;
/// `SSL_CTX_set_stateless_cookie_verify_cb`'s callback.
pub type SSL_stateless_cookie_verify_cb =
    Option<unsafe extern "C" fn(ssl: *mut SSL, cookie: *const c_uchar, cookie_len: usize) -> c_int>;
/// `SSL_CTX_set_record_padding_callback`'s callback.
pub type SSL_record_padding_cb = Option<
    unsafe extern "C" fn(ssl: *mut SSL, type_: c_int, len: usize, arg: *mut c_void) -> usize,
>;
/// Judges certificate timestamps.
pub type ssl_ct_validation_cb = Option<
    unsafe extern "C" fn(
        ctx: *const CT_POLICY_EVAL_CTX,
        scts: *const stack_st_SCT,
        arg: *mut c_void,
    ) -> c_int,
>;
pub type SSL_async_callback_fn =
    Option<unsafe extern "C" fn(s: *mut SSL, arg: *mut c_void) -> c_int>;
pub type SSL_allow_early_data_cb_fn =
    Option<unsafe extern "C" fn(s: *mut SSL, arg: *mut c_void) -> c_int>;
pub type SSL_CTX_npn_advertised_cb_func = Option<
    unsafe extern "C" fn(
        ssl: *mut SSL,
        out: *mut *const c_uchar,
        outlen: *mut c_uint,
        arg: *mut c_void,
    ) -> c_int,
>;
pub type SSL_CTX_npn_select_cb_func = Option<
    unsafe extern "C" fn(
        s: *mut SSL,
        out: *mut *mut c_uchar,
        outlen: *mut c_uchar,
        in_: *const c_uchar,
        inlen: c_uint,
        arg: *mut c_void,
    ) -> c_int,
>;
/// The callbacks of `SSL_CTX_set_srp_*`.
pub type SSL_srp_client_pwd_cb =
    Option<unsafe extern "C" fn(s: *mut SSL, arg: *mut c_void) -> *mut c_char>;
pub type SSL_srp_verify_param_cb =
    Option<unsafe extern "C" fn(s: *mut SSL, arg: *mut c_void) -> c_int>;
pub type SSL_srp_username_cb =
    Option<unsafe extern "C" fn(s: *mut SSL, ad: *mut c_int, arg: *mut c_void) -> c_int>;
