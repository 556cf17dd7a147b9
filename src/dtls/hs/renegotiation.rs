//! Secure renegotiation (RFC 5746): each handshake after the first names the one before.

use alloc::vec::Vec;

use subtle::ConstantTimeEq;

use crate::config::Config;
use crate::error::{Error, Reason};
use crate::msg::ext::RenegotiationInfo;
use crate::msg::{CipherSuite, ClientHello, Extensions, Finished};

/// What binds the next handshake to the last.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Binding {
    /// Whether the peer took part in RFC 5746 in the last handshake.
    pub(crate) secure: bool,
    pub(crate) client_verify_data: [u8; Finished::LEN],
    pub(crate) server_verify_data: [u8; Finished::LEN],
}

impl Binding {
    /// Whether a new handshake is safe, or allowed all the same.
    pub(crate) fn permits(&self, config: &Config) -> bool {
        self.secure || config.allow_unsafe_renegotiation
    }

    /// What the client's extension says: nothing in the first handshake.
    pub(crate) fn client_info(binding: Option<&Self>) -> RenegotiationInfo {
        RenegotiationInfo(binding.map_or(Vec::new(), |b| b.client_verify_data.to_vec()))
    }

    /// What the server's extension says.
    pub(crate) fn server_info(binding: Option<&Self>) -> RenegotiationInfo {
        RenegotiationInfo(binding.map_or(Vec::new(), |b| {
            [b.client_verify_data, b.server_verify_data].concat()
        }))
    }
}

/// Checks a ClientHello (sections 3.6 and 3.7). Whether the client knows RFC 5746.
pub(crate) fn check_client_hello(
    binding: Option<&Binding>,
    config: &Config,
    hello: &ClientHello,
) -> Result<bool, Error> {
    let scsv = CipherSuite::TLS_EMPTY_RENEGOTIATION_INFO_SCSV;
    let signalled = hello.cipher_suites.contains(&scsv);
    let info = hello.extensions.get::<RenegotiationInfo>()?;
    let Some(last) = binding else {
        check(&info, &Binding::client_info(None))?;
        return Ok(signalled || info.is_some());
    };
    if signalled {
        return Err(Reason::ScsvInRenegotiation.into());
    }
    later(last, config, &info, &Binding::client_info(binding))
}

/// Checks a ServerHello (sections 3.4 and 3.5). Whether the server knows RFC 5746.
pub(crate) fn check_server_hello(
    binding: Option<&Binding>,
    config: &Config,
    extensions: &Extensions,
) -> Result<bool, Error> {
    let info = extensions.get::<RenegotiationInfo>()?;
    let Some(last) = binding else {
        check(&info, &Binding::server_info(None))?;
        if info.is_none() && !config.allow_legacy_peer {
            return Err(Reason::UnsafeLegacyRenegotiation.into());
        }
        return Ok(info.is_some());
    };
    later(last, config, &info, &Binding::server_info(binding))
}

/// In a renegotiation the extension must be there exactly when it was in the first handshake.
fn later(
    last: &Binding,
    config: &Config,
    info: &Option<RenegotiationInfo>,
    expected: &RenegotiationInfo,
) -> Result<bool, Error> {
    if last.secure != info.is_some() {
        return Err(Reason::RenegotiationMismatch.into());
    }
    if !last.permits(config) {
        return Err(Reason::UnsafeLegacyRenegotiation.into());
    }
    check(info, expected)?;
    Ok(last.secure)
}

fn check(info: &Option<RenegotiationInfo>, expected: &RenegotiationInfo) -> Result<(), Error> {
    match info {
        Some(info) if !bool::from(info.0.ct_eq(&expected.0)) => {
            Err(Reason::RenegotiationMismatch.into())
        }
        _ => Ok(()),
    }
}
