//! Timestamps of a server's certificate (SSL_CTX_set_ct_validation_callback(3)).

use crate::object::connection::SSL;
use crate::object::context::lock;
use crate::object::session::now;
use crate::object::settings::Settings;
use crate::sys::ct::{self, Request, Timestamps};
use crate::sys::stack::Stack;
use crate::sys::types::X509;
use crate::sys::verify::{Verdict, X509_V_OK};

/// `X509_V_ERR_NO_VALID_SCTS`.
const NO_VALID_TIMESTAMPS: std::ffi::c_long = 71;

/// Usages of TLSA records that stand without public authorities (RFC 7671, 4).
const DANE_ONLY: std::ops::RangeInclusive<u8> = 2..=3;

/// Whether the handshake may go on. Nothing is judged without a callback, without a chain that is trusted and has an issuer, or
/// where DANE alone vouches for the server.
pub fn are_good(ssl: &SSL, settings: &Settings, chain: &Stack<X509>, verdict: &Verdict) -> bool {
    let inherited = settings.inherited;
    if ssl.is_server() || inherited.timestamps.is_none() || ssl.verify_result.get() != X509_V_OK {
        return true;
    }
    let verified = verdict.verified_chain.as_ref().map(Stack::certificates);
    let (Some(certificate), Some(verified)) = (chain.certificates().into_iter().next(), verified)
    else {
        return true;
    };
    let Some(issuer) = verified.get(1) else {
        return true;
    };
    let matched = ssl.dane.get().and_then(|dane| dane.matched());
    if matched.is_some_and(|matched| DANE_ONLY.contains(&matched.usage)) {
        return true;
    }
    let extension = ssl.timestamps.borrow().extension.clone();
    // The callback may ask for the list, and for the logs.
    let list = Timestamps::collect(&extension, Some(&certificate));
    let pointer = list
        .as_ref()
        .map_or(std::ptr::null_mut(), Timestamps::as_ptr);
    ssl.timestamps.borrow_mut().list = list;
    let logs = lock(&ssl.context().logs).clone();
    let request = Request {
        certificate: &certificate,
        issuer,
        logs: logs.as_deref(),
        time: u64::try_from(now()).unwrap_or(0).saturating_mul(1000),
        timestamps: pointer,
    };
    let good = ct::validate(&request, inherited.timestamps, inherited.timestamps_arg.0);
    if !good {
        ssl.verify_result.set(NO_VALID_TIMESTAMPS);
    }
    // OpenSSL ends the handshake whatever the mode of verification.
    good
}
