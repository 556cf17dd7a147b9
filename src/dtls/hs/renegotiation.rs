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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::msg::{Extensions, ProtocolVersion, Random, SessionId};

    const LAST: Binding = Binding {
        secure: true,
        client_verify_data: [1; 12],
        server_verify_data: [2; 12],
    };

    fn hello(suites: &[CipherSuite], info: Option<&[u8]>) -> ClientHello {
        ClientHello {
            version: ProtocolVersion::DTLS1_2,
            random: Random([0; 32]),
            session_id: SessionId::EMPTY,
            cookie: Vec::new(),
            cipher_suites: suites.to_vec(),
            compression_methods: Vec::new(),
            extensions: extensions(info),
        }
    }

    fn extensions(info: Option<&[u8]>) -> Extensions {
        let mut extensions = Extensions::new();
        if let Some(info) = info {
            extensions.push(&RenegotiationInfo(info.to_vec())).unwrap();
        }
        extensions
    }

    fn client(
        binding: Option<&Binding>,
        suites: &[CipherSuite],
        info: Option<&[u8]>,
    ) -> Result<bool, Reason> {
        let hello = hello(suites, info);
        check_client_hello(binding, &Config::default(), &hello).map_err(|error| error.reason)
    }

    const SCSV: &[CipherSuite] = &[CipherSuite::TLS_EMPTY_RENEGOTIATION_INFO_SCSV];

    #[test]
    fn first_hellos() {
        assert_eq!(client(None, &[], None), Ok(false));
        assert_eq!(client(None, SCSV, None), Ok(true));
        assert_eq!(client(None, &[], Some(&[])), Ok(true));
        let spliced = client(None, &[], Some(&[1; 12]));
        assert_eq!(spliced, Err(Reason::RenegotiationMismatch));
    }

    #[test]
    fn later_hellos_name_the_handshake_before() {
        assert_eq!(client(Some(&LAST), &[], Some(&[1; 12])), Ok(true));
        for wrong in [None, Some(&[][..]), Some(&[2; 12]), Some(&[1; 11])] {
            let refused = client(Some(&LAST), &[], wrong);
            assert_eq!(refused, Err(Reason::RenegotiationMismatch));
        }
        let scsv = client(Some(&LAST), SCSV, Some(&[1; 12]));
        assert_eq!(scsv, Err(Reason::ScsvInRenegotiation));
    }

    #[test]
    fn without_the_extension_a_second_handshake_is_not_safe() {
        let legacy = Binding {
            secure: false,
            ..LAST
        };
        assert_eq!(
            client(Some(&legacy), &[], None),
            Err(Reason::UnsafeLegacyRenegotiation)
        );
        let allowed = Config {
            allow_unsafe_renegotiation: true,
            ..Config::default()
        };
        let hello = hello(&[], None);
        assert_eq!(
            check_client_hello(Some(&legacy), &allowed, &hello),
            Ok(false)
        );
    }

    #[test]
    fn server_hellos() {
        let check = |binding, info, config: &Config| {
            let checked = check_server_hello(binding, config, &extensions(info));
            checked.map_err(|error| error.reason)
        };
        let config = Config::default();
        assert_eq!(check(None, Some(&[][..]), &config), Ok(true));
        assert_eq!(
            check(None, None, &config),
            Err(Reason::UnsafeLegacyRenegotiation)
        );
        let lenient = Config {
            allow_legacy_peer: true,
            ..Config::default()
        };
        assert_eq!(check(None, None, &lenient), Ok(false));
        let both = [[1; 12], [2; 12]].concat();
        assert_eq!(check(Some(&LAST), Some(&both), &config), Ok(true));
        for wrong in [None, Some(&both[..12]), Some(&both[12..]), Some(&[][..])] {
            let refused = check(Some(&LAST), wrong, &config);
            assert_eq!(refused, Err(Reason::RenegotiationMismatch));
        }
    }
}
