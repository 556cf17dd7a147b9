//! How far the handshake is.

use std::ffi::{CStr, c_char, c_int};

use dtls::HandshakeState;

use crate::object::connection::SSL;

use super::guard;

/// `OSSL_HANDSHAKE_STATE` of `openssl/ssl.h`.
#[repr(C)]
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum OSSL_HANDSHAKE_STATE {
    TLS_ST_BEFORE = 0,
    TLS_ST_OK = 1,
    DTLS_ST_CR_HELLO_VERIFY_REQUEST = 2,
    TLS_ST_CR_SRVR_HELLO = 3,
    TLS_ST_CR_CERT = 4,
    TLS_ST_CR_CERT_STATUS = 5,
    TLS_ST_CR_KEY_EXCH = 6,
    TLS_ST_CR_CERT_REQ = 7,
    TLS_ST_CR_SRVR_DONE = 8,
    TLS_ST_CR_SESSION_TICKET = 9,
    TLS_ST_CR_CHANGE = 10,
    TLS_ST_CR_FINISHED = 11,
    TLS_ST_CW_CLNT_HELLO = 12,
    TLS_ST_CW_CERT = 13,
    TLS_ST_CW_KEY_EXCH = 14,
    TLS_ST_CW_CERT_VRFY = 15,
    TLS_ST_CW_CHANGE = 16,
    TLS_ST_CW_FINISHED = 18,
    TLS_ST_SW_HELLO_REQ = 19,
    TLS_ST_SR_CLNT_HELLO = 20,
    DTLS_ST_SW_HELLO_VERIFY_REQUEST = 21,
    TLS_ST_SW_SRVR_HELLO = 22,
    TLS_ST_SW_CERT = 23,
    TLS_ST_SW_KEY_EXCH = 24,
    TLS_ST_SW_CERT_REQ = 25,
    TLS_ST_SW_SRVR_DONE = 26,
    TLS_ST_SR_CERT = 27,
    TLS_ST_SR_KEY_EXCH = 28,
    TLS_ST_SR_CERT_VRFY = 29,
    TLS_ST_SR_CHANGE = 31,
    TLS_ST_SR_FINISHED = 32,
    TLS_ST_SW_SESSION_TICKET = 33,
    TLS_ST_SW_CERT_STATUS = 34,
    TLS_ST_SW_CHANGE = 35,
    TLS_ST_SW_FINISHED = 36,
    TLS_ST_CR_HELLO_REQ = 41,
}

use OSSL_HANDSHAKE_STATE as S;

/// A state with its number, short and long name.
fn described(state: HandshakeState) -> (S, &'static CStr, &'static CStr) {
    use HandshakeState::*;
    match state {
        Before => (S::TLS_ST_BEFORE, c"PINIT", c"before SSL initialization"),
        Established => (
            S::TLS_ST_OK,
            c"SSLOK",
            c"SSL negotiation finished successfully",
        ),
        Failed => (S::TLS_ST_BEFORE, c"SSLERR", c"error"),
        ClientWroteHello => (
            S::TLS_ST_CW_CLNT_HELLO,
            c"TWCH",
            c"SSLv3/TLS write client hello",
        ),
        ClientReadHelloVerifyRequest => (
            S::DTLS_ST_CR_HELLO_VERIFY_REQUEST,
            c"DRCHV",
            c"DTLS1 read hello verify request",
        ),
        ClientReadServerHello => (
            S::TLS_ST_CR_SRVR_HELLO,
            c"TRSH",
            c"SSLv3/TLS read server hello",
        ),
        ClientReadCertificate => (
            S::TLS_ST_CR_CERT,
            c"TRSC",
            c"SSLv3/TLS read server certificate",
        ),
        ClientReadCertificateStatus => (
            S::TLS_ST_CR_CERT_STATUS,
            c"TRCS",
            c"SSLv3/TLS read certificate status",
        ),
        ClientReadKeyExchange => (
            S::TLS_ST_CR_KEY_EXCH,
            c"TRSKE",
            c"SSLv3/TLS read server key exchange",
        ),
        ClientReadCertificateRequest => (
            S::TLS_ST_CR_CERT_REQ,
            c"TRCR",
            c"SSLv3/TLS read server certificate request",
        ),
        ClientReadServerHelloDone => (
            S::TLS_ST_CR_SRVR_DONE,
            c"TRSD",
            c"SSLv3/TLS read server done",
        ),
        ClientWroteCertificate => (
            S::TLS_ST_CW_CERT,
            c"TWCC",
            c"SSLv3/TLS write client certificate",
        ),
        ClientWroteKeyExchange => (
            S::TLS_ST_CW_KEY_EXCH,
            c"TWCKE",
            c"SSLv3/TLS write client key exchange",
        ),
        ClientWroteCertificateVerify => (
            S::TLS_ST_CW_CERT_VRFY,
            c"TWCV",
            c"SSLv3/TLS write certificate verify",
        ),
        ClientWroteChangeCipherSpec => (
            S::TLS_ST_CW_CHANGE,
            c"TWCCS",
            c"SSLv3/TLS write change cipher spec",
        ),
        ClientWroteFinished => (S::TLS_ST_CW_FINISHED, c"TWFIN", c"SSLv3/TLS write finished"),
        ClientReadSessionTicket => (
            S::TLS_ST_CR_SESSION_TICKET,
            c"TRST",
            c"SSLv3/TLS read server session ticket",
        ),
        ClientReadChangeCipherSpec => (
            S::TLS_ST_CR_CHANGE,
            c"TRCCS",
            c"SSLv3/TLS read change cipher spec",
        ),
        ClientReadFinished => (S::TLS_ST_CR_FINISHED, c"TRFIN", c"SSLv3/TLS read finished"),
        ClientReadHelloRequest => (
            S::TLS_ST_CR_HELLO_REQ,
            c"TRHR",
            c"SSLv3/TLS read hello request",
        ),
        _ => described_server(state),
    }
}

fn described_server(state: HandshakeState) -> (S, &'static CStr, &'static CStr) {
    use HandshakeState::*;
    match state {
        ServerWroteHelloRequest => (
            S::TLS_ST_SW_HELLO_REQ,
            c"TWHR",
            c"SSLv3/TLS write hello request",
        ),
        ServerWroteHelloVerifyRequest => (
            S::DTLS_ST_SW_HELLO_VERIFY_REQUEST,
            c"DWCHV",
            c"DTLS1 write hello verify request",
        ),
        ServerReadClientHello => (
            S::TLS_ST_SR_CLNT_HELLO,
            c"TRCH",
            c"SSLv3/TLS read client hello",
        ),
        ServerWroteServerHello => (
            S::TLS_ST_SW_SRVR_HELLO,
            c"TWSH",
            c"SSLv3/TLS write server hello",
        ),
        ServerWroteCertificateStatus => (
            S::TLS_ST_SW_CERT_STATUS,
            c"TWCS",
            c"SSLv3/TLS write certificate status",
        ),
        ServerWroteCertificate => (S::TLS_ST_SW_CERT, c"TWSC", c"SSLv3/TLS write certificate"),
        ServerWroteKeyExchange => (
            S::TLS_ST_SW_KEY_EXCH,
            c"TWSKE",
            c"SSLv3/TLS write key exchange",
        ),
        ServerWroteCertificateRequest => (
            S::TLS_ST_SW_CERT_REQ,
            c"TWCR",
            c"SSLv3/TLS write certificate request",
        ),
        ServerWroteServerHelloDone => (
            S::TLS_ST_SW_SRVR_DONE,
            c"TWSD",
            c"SSLv3/TLS write server done",
        ),
        ServerReadCertificate => (
            S::TLS_ST_SR_CERT,
            c"TRCC",
            c"SSLv3/TLS read client certificate",
        ),
        ServerReadKeyExchange => (
            S::TLS_ST_SR_KEY_EXCH,
            c"TRCKE",
            c"SSLv3/TLS read client key exchange",
        ),
        ServerReadCertificateVerify => (
            S::TLS_ST_SR_CERT_VRFY,
            c"TRCV",
            c"SSLv3/TLS read certificate verify",
        ),
        ServerReadChangeCipherSpec => (
            S::TLS_ST_SR_CHANGE,
            c"TRCCS",
            c"SSLv3/TLS read change cipher spec",
        ),
        ServerReadFinished => (S::TLS_ST_SR_FINISHED, c"TRFIN", c"SSLv3/TLS read finished"),
        ServerWroteSessionTicket => (
            S::TLS_ST_SW_SESSION_TICKET,
            c"TWST",
            c"SSLv3/TLS write session ticket",
        ),
        ServerWroteChangeCipherSpec => (
            S::TLS_ST_SW_CHANGE,
            c"TWCCS",
            c"SSLv3/TLS write change cipher spec",
        ),
        ServerWroteFinished => (S::TLS_ST_SW_FINISHED, c"TWFIN", c"SSLv3/TLS write finished"),
        _ => (S::TLS_ST_BEFORE, c"UNKWN", c"unknown state"),
    }
}

/// The state of the handshake.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_get_state(ssl: *const SSL) -> OSSL_HANDSHAKE_STATE {
    guard(S::TLS_ST_BEFORE, || {
        // SAFETY: the caller's contract.
        let Some(ssl) = (unsafe { ffi::shared_ref(ssl) }) else {
            return S::TLS_ST_BEFORE;
        };
        described(ssl.state.get()).0
    })
}

/// A short name of the state.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_state_string(s: *const SSL) -> *const c_char {
    guard(c"UNKWN".as_ptr(), || {
        // SAFETY: the caller's contract.
        let Some(s) = (unsafe { ffi::shared_ref(s) }) else {
            return c"UNKWN".as_ptr();
        };
        described(s.state.get()).1.as_ptr()
    })
}

/// A long name of the state.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_state_string_long(s: *const SSL) -> *const c_char {
    guard(c"unknown state".as_ptr(), || {
        // SAFETY: the caller's contract.
        let Some(s) = (unsafe { ffi::shared_ref(s) }) else {
            return c"unknown state".as_ptr();
        };
        described(s.state.get()).2.as_ptr()
    })
}

/// Whether a handshake is running or still to come.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_in_init(s: *const SSL) -> c_int {
    guard(0, || {
        // SAFETY: the caller's contract.
        let Some(s) = (unsafe { ffi::shared_ref(s) }) else {
            return 0;
        };
        c_int::from(s.failed.get() || s.is_handshaking())
    })
}

/// Whether no handshake has begun.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_in_before(s: *const SSL) -> c_int {
    guard(0, || {
        // SAFETY: the caller's contract.
        let Some(s) = (unsafe { ffi::shared_ref(s) }) else {
            return 0;
        };
        c_int::from(s.state.get() == HandshakeState::Before && !s.failed.get())
    })
}

/// Whether the handshake is complete.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_is_init_finished(s: *const SSL) -> c_int {
    guard(0, || {
        // SAFETY: the caller's contract.
        let Some(s) = (unsafe { ffi::shared_ref(s) }) else {
            return 0;
        };
        c_int::from(!s.failed.get() && !s.is_handshaking())
    })
}

/// How far the next record has been read: datagrams are read whole.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_rstate_string(s: *const SSL) -> *const c_char {
    guard(std::ptr::null(), || {
        let _ = s;
        c"RH".as_ptr()
    })
}

/// How far the next record has been read: datagrams are read whole.
///
/// # Safety
/// Pointers are NULL or valid as the manual page says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn SSL_rstate_string_long(s: *const SSL) -> *const c_char {
    guard(std::ptr::null(), || {
        let _ = s;
        c"read header".as_ptr()
    })
}
