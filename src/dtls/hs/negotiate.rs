//! A server's choices: version, suite, credential, group.

use alloc::borrow::Cow;
use alloc::vec::Vec;

use super::kx::ShareKind;
use super::{identity, kx, signing};
use crate::codec::DecodeError;
use crate::config::{Config, ExtendedMasterSecret};
use crate::error::{Error, Reason};
use crate::msg::ext::{
    ClientCertificateTypes, EcPointFormats, EncryptThenMac,
    ExtendedMasterSecret as ExtendedMasterSecretOffer, Heartbeat, MaxFragment, ProtocolNames,
    RecordSizeLimit, ServerCertificateTypes, ServerName, SessionTicket, SignatureAlgorithms,
    StatusRequest, SupportedGroups, UseSrtp,
};
use crate::msg::{
    CertificateType, CipherSuite, ClientHello, EcPointFormat, Extensions, HeartbeatMode,
    MaxFragmentLength, NamedGroup, ProtocolVersion, SignatureScheme,
};
use crate::post::HeartbeatModes;
use crate::question::{ClientHelloInfo, Credential, KeyKind, OcspRequest};
use crate::suites::{BulkCipher, KeyExchange, SuiteInfo};

/// What a ClientHello offers, parsed.
pub(crate) struct ClientOffer {
    pub(crate) server_name: Option<Vec<u8>>,
    pub(crate) alpn: Vec<Vec<u8>>,
    pub(crate) groups: Option<Vec<NamedGroup>>,
    pub(crate) schemes: Option<Vec<SignatureScheme>>,
    pub(crate) srtp: Option<UseSrtp>,
    pub(crate) status_request: Option<OcspRequest>,
    pub(crate) client_certificate_types: Option<Vec<CertificateType>>,
    pub(crate) server_certificate_types: Option<Vec<CertificateType>>,
    pub(crate) max_fragment: Option<MaxFragmentLength>,
    pub(crate) record_size_limit: Option<u16>,
    pub(crate) point_formats: Option<Vec<EcPointFormat>>,
    pub(crate) extended_master_secret: bool,
    pub(crate) encrypt_then_mac: bool,
    /// Empty: the client would take a ticket.
    pub(crate) ticket: Option<Vec<u8>>,
}

impl ClientOffer {
    /// Parses the extensions that the engine knows.
    pub(crate) fn read(hello: &ClientHello) -> Result<Self, DecodeError> {
        let extensions = &hello.extensions;
        Ok(Self {
            server_name: extensions.get::<ServerName>()?.map(|name| name.0),
            alpn: extensions
                .get::<ProtocolNames>()?
                .map_or(Vec::new(), |names| names.0),
            groups: extensions.get::<SupportedGroups>()?.map(|groups| groups.0),
            schemes: extensions
                .get::<SignatureAlgorithms>()?
                .map(|schemes| schemes.0),
            srtp: extensions.get::<UseSrtp>()?,
            client_certificate_types: extensions
                .get::<ClientCertificateTypes>()?
                .map(|types| types.0),
            server_certificate_types: extensions
                .get::<ServerCertificateTypes>()?
                .map(|types| types.0),
            max_fragment: extensions.get::<MaxFragment>()?.map(|fragment| fragment.0),
            record_size_limit: extensions.get::<RecordSizeLimit>()?.map(|limit| limit.0),
            status_request: match extensions.get::<StatusRequest>()? {
                Some(StatusRequest::Ocsp {
                    responder_ids,
                    extensions,
                }) => Some(OcspRequest {
                    responder_ids,
                    extensions,
                }),
                // A way that is not known is as none (RFC 6066, 8).
                Some(StatusRequest::Other { .. }) | None => None,
            },
            point_formats: extensions.get::<EcPointFormats>()?.map(|formats| formats.0),
            extended_master_secret: extensions.get::<ExtendedMasterSecretOffer>()?.is_some(),
            encrypt_then_mac: extensions.get::<EncryptThenMac>()?.is_some(),
            ticket: extensions.get::<SessionTicket>()?.map(|ticket| ticket.0),
        })
    }

    /// The same for the driver.
    pub(crate) fn info(
        &self,
        hello: &ClientHello,
        version: ProtocolVersion,
        renegotiation: bool,
    ) -> ClientHelloInfo {
        let extensions = hello.extensions.iter();
        ClientHelloInfo {
            legacy_version: hello.version,
            random: hello.random.0,
            session_id: hello.session_id.to_vec(),
            suites: hello.cipher_suites.clone(),
            compression_methods: hello.compression_methods.iter().map(|m| m.0).collect(),
            extensions: extensions
                .map(|(kind, body)| (kind, body.to_vec()))
                .collect(),
            server_name: self.server_name.clone(),
            alpn: self.alpn.clone(),
            groups: self.groups.clone().unwrap_or_default(),
            signature_schemes: self.schemes.clone().unwrap_or_default(),
            version,
            renegotiation,
        }
    }

    /// The signatures the client checks in `version`.
    pub(crate) fn schemes_for(&self, version: ProtocolVersion) -> Vec<SignatureScheme> {
        match &self.schemes {
            Some(schemes) if version != ProtocolVersion::DTLS1_0 => schemes.clone(),
            _ => signing::implied_schemes(),
        }
    }
}

/// The version to answer with (RFC 6347, 4.2.1; RFC 5246, E.1). A renegotiation keeps its version.
pub(crate) fn choose_version(
    config: &Config,
    hello: &ClientHello,
    current: Option<ProtocolVersion>,
) -> Result<ProtocolVersion, Error> {
    let unsupported = Error::new(Reason::UnsupportedVersion);
    let newest = hello.version.newest_known().ok_or(unsupported)?;
    if let Some(current) = current {
        return match newest.is_at_least(current) {
            true => Ok(current),
            false => Err(unsupported),
        };
    }
    let version = newest
        .older(config.max_version)
        .older(ProtocolVersion::DTLS1_2);
    if !config.allows_version(version) {
        return Err(unsupported);
    }
    let fallback = hello
        .cipher_suites
        .contains(&CipherSuite::TLS_FALLBACK_SCSV);
    if fallback && hello.version.is_before(config.max_version) {
        return Err(Reason::InappropriateFallback.into());
    }
    Ok(version)
}

/// What a full handshake will use.
pub(crate) struct Selection {
    pub(crate) suite: &'static SuiteInfo,
    pub(crate) exchange: Exchange,
}

/// How a server takes part in the key exchange.
pub(crate) enum Exchange {
    /// An ephemeral share, signed with the key of a certificate.
    Signed(Signer, ShareKind),
    /// The client encrypts to the key of this certificate.
    Rsa(Credential),
    /// A pre-shared key, with an ephemeral share or without.
    Psk(Option<ShareKind>),
}

impl Exchange {
    /// The certificate that the server shows.
    pub(crate) fn credential(&self) -> Option<&Credential> {
        match self {
            Self::Signed(signer, _) => Some(&signer.credential),
            Self::Rsa(credential) => Some(credential),
            Self::Psk(_) => None,
        }
    }
}

/// Whose key signs, and how.
pub(crate) struct Signer {
    pub(crate) credential: Credential,
    pub(crate) scheme: SignatureScheme,
}

impl Selection {
    /// The best suite for which both sides have all that is needed.
    pub(crate) fn choose(
        config: &Config,
        version: ProtocolVersion,
        offered: &[CipherSuite],
        offer: &ClientOffer,
        credentials: &[Credential],
    ) -> Result<Self, Error> {
        let own = own_order(config, offered);
        let (first, second) = match config.prefer_own_order {
            true => (&own[..], offered),
            false => (offered, &own[..]),
        };
        let choice = Choice {
            config,
            version,
            offer,
            credentials,
        };
        first
            .iter()
            .filter(|suite| second.contains(suite))
            .filter_map(|&suite| SuiteInfo::find(suite))
            .filter(|suite| suite.fits(version) && engine_has(config, suite))
            .find_map(|suite| {
                let exchange = choice.exchange(suite)?;
                Some(Self { suite, exchange })
            })
            .ok_or(Reason::NoSharedCipher.into())
    }
}

/// Our suites in the order in which they count for this client.
fn own_order<'a>(config: &'a Config, offered: &[CipherSuite]) -> Cow<'a, [CipherSuite]> {
    let is_chacha = |suite: CipherSuite| {
        SuiteInfo::find(suite).is_some_and(|info| info.cipher == BulkCipher::ChaCha20Poly1305)
    };
    let favourite = offered
        .iter()
        .copied()
        .find(|&suite| SuiteInfo::find(suite).is_some());
    if !config.prioritize_chacha || !favourite.is_some_and(is_chacha) {
        return Cow::Borrowed(&config.suites);
    }
    let mut own = config.suites.clone();
    own.sort_by_key(|&suite| !is_chacha(suite));
    Cow::Owned(own)
}

/// Whether the engine can do the key exchange of a suite, with what this configuration has.
pub(crate) fn engine_has(config: &Config, suite: &SuiteInfo) -> bool {
    suite.is_implemented() && (config.psk || !suite.key_exchange.uses_psk())
}

/// What both sides have.
struct Choice<'a> {
    config: &'a Config,
    version: ProtocolVersion,
    offer: &'a ClientOffer,
    credentials: &'a [Credential],
}

impl Choice<'_> {
    /// How a suite can be used, if it can.
    fn exchange(&self, suite: &SuiteInfo) -> Option<Exchange> {
        Some(match suite.key_exchange {
            KeyExchange::Psk => Exchange::Psk(None),
            KeyExchange::EcdhePsk | KeyExchange::DhePsk => Exchange::Psk(Some(self.share(suite)?)),
            KeyExchange::Rsa => Exchange::Rsa(self.decrypter(suite)?),
            KeyExchange::Ecdhe | KeyExchange::Dhe => {
                Exchange::Signed(self.signer(suite)?, self.share(suite)?)
            }
            KeyExchange::Any => return None,
        })
    }

    fn share(&self, suite: &SuiteInfo) -> Option<ShareKind> {
        match suite.key_exchange.uses_dhe() {
            true => self.config.dh.then_some(ShareKind::Integers),
            false => choose_group(self.config, self.offer).map(ShareKind::Curve),
        }
    }

    /// Whose certificate the client may encrypt to.
    fn decrypter(&self, suite: &SuiteInfo) -> Option<Credential> {
        let allowed = |credential: &&Credential| {
            credential.key == KeyKind::Rsa
                && identity::key_of(credential).is_ok_and(|key| key.check_server(suite).is_ok())
        };
        self.credentials.iter().find(allowed).cloned()
    }

    /// Whose key signs for a suite, and how: the first scheme of both sides for which there is a key.
    fn signer(&self, suite: &SuiteInfo) -> Option<Signer> {
        let mut candidates = self.credentials.iter().filter(|own| {
            signing::key_fits_suite(own.key, suite.authentication) && self.offers_curve_of(own.key)
        });
        if self.version == ProtocolVersion::DTLS1_0 {
            if !self.config.dtls10_signatures {
                return None;
            }
            return candidates.find_map(|own| {
                let scheme = signing::legacy_scheme(own.key)?;
                Some(Signer {
                    credential: own.clone(),
                    scheme,
                })
            });
        }
        let peer = self.offer.schemes_for(self.version);
        signing::order(self.config, &self.config.signature_schemes, &peer).find_map(|scheme| {
            let mut candidates = candidates.clone();
            let own = candidates.find(|own| signing::can_sign(own, scheme))?;
            Some(Signer {
                credential: own.clone(),
                scheme,
            })
        })
    }

    /// Whether the client knows the curve of an ECDSA key (RFC 8422, 5.1).
    fn offers_curve_of(&self, key: KeyKind) -> bool {
        match (signing::curve_of(key), &self.offer.groups) {
            (Some(curve), Some(groups)) => groups.contains(&curve),
            _ => true,
        }
    }
}

/// A client without supported_groups leaves the choice to the server (RFC 8422, 4).
fn choose_group(config: &Config, offer: &ClientOffer) -> Option<NamedGroup> {
    let own = || {
        config
            .groups
            .iter()
            .copied()
            .filter(|&group| kx::is_supported(group))
    };
    match &offer.groups {
        None => own()
            .find(|&group| group != NamedGroup::X25519)
            .or_else(|| own().next()),
        Some(theirs) if config.prefer_own_order => own().find(|group| theirs.contains(group)),
        Some(theirs) => theirs
            .iter()
            .copied()
            .find(|&theirs| own().any(|own| own == theirs)),
    }
}

/// The SRTP profile to use: the first of ours that the client offers (RFC 5764, 4.1.2).
pub(crate) fn srtp_profile(config: &Config, offer: &ClientOffer) -> Option<u16> {
    let offered = &offer.srtp.as_ref()?.profiles;
    let mut own = config.srtp_profiles.iter().copied();
    own.find(|&own| offered.iter().any(|profile| profile.0 == own))
}

/// Whether the extended master secret is used, or why the handshake ends.
pub(crate) fn extended_master_secret(config: &Config, peer: bool) -> Result<bool, Error> {
    match config.extended_master_secret {
        ExtendedMasterSecret::Off => Ok(false),
        ExtendedMasterSecret::Offer => Ok(peer),
        ExtendedMasterSecret::Require if peer => Ok(true),
        ExtendedMasterSecret::Require => Err(Reason::ExtendedMasterSecretRequired.into()),
    }
}

/// What both sides say of heartbeats, when both speak of them. "Upon reception of an unknown mode, an error Alert message
/// using illegal_parameter as its AlertDescription MUST be sent" (RFC 6520, 2) by those who know the extension.
pub(crate) fn heartbeat(
    own: Option<HeartbeatMode>,
    peer: &Extensions,
) -> Result<Option<HeartbeatModes>, Error> {
    let Some(own) = own else {
        return Ok(None);
    };
    let said = peer.get()?;
    Ok(said.map(|Heartbeat(peer)| HeartbeatModes { own, peer }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::msg::{Extensions, Random, SessionId};

    fn hello(version: ProtocolVersion, suites: &[CipherSuite]) -> ClientHello {
        ClientHello {
            version,
            random: Random([1; 32]),
            session_id: SessionId::EMPTY,
            cookie: Vec::new(),
            cipher_suites: suites.to_vec(),
            compression_methods: Vec::new(),
            extensions: Extensions::new(),
        }
    }

    fn config(min: ProtocolVersion, max: ProtocolVersion) -> Config {
        Config {
            min_version: min,
            max_version: max,
            ..Config::default()
        }
    }

    #[test]
    fn versions_meet_in_the_middle() {
        use ProtocolVersion as V;
        let choose = |config: &Config, version| choose_version(config, &hello(version, &[]), None);
        let both = config(V::DTLS1_0, V::DTLS1_2);
        assert_eq!(choose(&both, V::DTLS1_0), Ok(V::DTLS1_0));
        assert_eq!(choose(&both, V::DTLS1_2), Ok(V::DTLS1_2));
        assert_eq!(choose(&both, V::DTLS1_3), Ok(V::DTLS1_2));
        // A major version of the future.
        assert_eq!(choose(&both, V(0xfdff)), Ok(V::DTLS1_2));
        let old = config(V::DTLS1_0, V::DTLS1_0);
        assert_eq!(choose(&old, V::DTLS1_2), Ok(V::DTLS1_0));
        let new = config(V::DTLS1_2, V::DTLS1_2);
        assert_eq!(
            choose(&new, V::DTLS1_0),
            Err(Reason::UnsupportedVersion.into())
        );
        assert_eq!(
            choose(&both, V(0x0303)),
            Err(Reason::UnsupportedVersion.into())
        );
    }

    #[test]
    fn a_fallback_that_was_not_needed_is_refused() {
        use ProtocolVersion as V;
        let both = config(V::DTLS1_0, V::DTLS1_2);
        let fallback = hello(V::DTLS1_0, &[CipherSuite::TLS_FALLBACK_SCSV]);
        let refused = choose_version(&both, &fallback, None);
        assert_eq!(refused, Err(Reason::InappropriateFallback.into()));
        let old = config(V::DTLS1_0, V::DTLS1_0);
        assert_eq!(choose_version(&old, &fallback, None), Ok(V::DTLS1_0));
    }

    #[test]
    fn a_renegotiation_keeps_the_version() {
        use ProtocolVersion as V;
        let both = config(V::DTLS1_0, V::DTLS1_2);
        let hello = hello(V::DTLS1_2, &[]);
        assert_eq!(
            choose_version(&both, &hello, Some(V::DTLS1_0)),
            Ok(V::DTLS1_0)
        );
    }

    #[test]
    fn suites_need_a_fitting_key() {
        let credential = |key| Credential {
            id: 1,
            chain: alloc::sync::Arc::from([]),
            key,
        };
        let rsa_only = [CipherSuite::TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256];
        let mut hello = hello(ProtocolVersion::DTLS1_2, &rsa_only);
        let schemes = SignatureAlgorithms(crate::DEFAULT_SCHEMES.to_vec());
        hello.extensions.push(&schemes).unwrap();
        let offer = ClientOffer::read(&hello).unwrap();
        let config = Config::default();
        let choose = |key| {
            Selection::choose(
                &config,
                ProtocolVersion::DTLS1_2,
                &rsa_only,
                &offer,
                &[credential(key)],
            )
        };
        assert!(choose(KeyKind::Rsa).is_ok());
        let refused = choose(KeyKind::Ecdsa(NamedGroup::SECP256R1)).err();
        assert_eq!(refused, Some(Reason::NoSharedCipher.into()));
    }

    #[test]
    fn the_first_scheme_of_the_side_that_decides_finds_its_key() {
        use SignatureScheme as S;
        let keys = [KeyKind::Ed25519, KeyKind::Ecdsa(NamedGroup::SECP256R1)];
        let credentials = keys.map(|key| Credential {
            id: 1,
            chain: alloc::sync::Arc::from([]),
            key,
        });
        let suites = [CipherSuite::TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256];
        let mut hello = hello(ProtocolVersion::DTLS1_2, &suites);
        let schemes = SignatureAlgorithms(alloc::vec![S::ECDSA_SECP256R1_SHA256, S::ED25519]);
        hello.extensions.push(&schemes).unwrap();
        let offer = ClientOffer::read(&hello).unwrap();
        let mut config = Config {
            signature_schemes: alloc::vec![S::ED25519, S::ECDSA_SECP256R1_SHA256],
            ..Config::default()
        };
        let version = ProtocolVersion::DTLS1_2;
        let scheme = |config: &Config| {
            let chosen = Selection::choose(config, version, &suites, &offer, &credentials).unwrap();
            match chosen.exchange {
                Exchange::Signed(signer, _) => (signer.credential.key, signer.scheme),
                _ => panic!("nothing is signed"),
            }
        };
        assert_eq!(scheme(&config), (keys[1], S::ECDSA_SECP256R1_SHA256));
        config.prefer_own_order = true;
        assert_eq!(scheme(&config), (keys[0], S::ED25519));
    }

    #[test]
    fn clients_that_favour_chacha_get_it() {
        const AES: CipherSuite = CipherSuite::TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256;
        const CHACHA: CipherSuite = CipherSuite::TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256;
        let mut config = Config {
            suites: alloc::vec![AES, CHACHA],
            ..Config::default()
        };
        assert_eq!(own_order(&config, &[CHACHA, AES])[..], [AES, CHACHA]);
        config.prioritize_chacha = true;
        assert_eq!(own_order(&config, &[AES, CHACHA])[..], [AES, CHACHA]);
        let unknown = CipherSuite(0xFEFE);
        assert_eq!(
            own_order(&config, &[unknown, CHACHA, AES])[..],
            [CHACHA, AES]
        );
    }
}
