//! What a connection may do: versions, suites, groups, extensions, limits.
//!
//! A [`Config`] is plain data, shared by any number of connections. It holds no private key and no
//! callback: what has to be decided during a handshake is asked by a [`Question`](crate::Question).

use alloc::sync::Arc;
use alloc::vec::Vec;
use core::fmt;

use crate::limits::MIN_RECORD_SIZE_LIMIT;
use crate::msg::{
    CertificateType, CipherSuite, ExtensionType, HeartbeatMode, MaxFragmentLength, NamedGroup,
    ProtocolVersion, SignatureScheme,
};
use crate::question::OcspRequest;
use crate::record::MAX_PLAINTEXT_LEN;
use crate::session::Session;

/// The settings of a connection. [`Config::default`] is modern: DTLS 1.2, forward secrecy, AEAD first.
#[derive(Clone)]
pub struct Config {
    /// Lowest version accepted.
    pub min_version: ProtocolVersion,
    /// Highest version offered or accepted.
    pub max_version: ProtocolVersion,
    /// Cipher suites, best first. What the engine does not know is ignored.
    pub suites: Vec<CipherSuite>,
    /// Key-exchange groups, best first.
    pub groups: Vec<NamedGroup>,
    /// Signature schemes for DTLS 1.2, best first: offered to the peer and allowed for our own key.
    pub signature_schemes: Vec<SignatureScheme>,
    /// The same for signatures of clients, where they differ: a server requests these, and a client's
    /// own key may make these.
    pub client_schemes: Option<Vec<SignatureScheme>>,
    /// Whether signatures with SHA-1 and with MD5 and SHA-1 together count in DTLS 1.0, which has no
    /// others. Without them only suites without a signature are left of it.
    pub dtls10_signatures: bool,
    /// Server: the kinds of certificate that a client may show (`ClientCertificateType`); empty: RSA
    /// and ECDSA.
    pub certificate_types: Vec<u8>,
    /// Our order of suites, groups and signature schemes decides; otherwise the peer's does.
    pub prefer_own_order: bool,
    /// Server, with `prefer_own_order`: a client that puts a ChaCha20-Poly1305 suite first, as those without AES in
    /// hardware do, gets ours of that kind before the others.
    pub prioritize_chacha: bool,
    /// Client: say that a newer version was tried before and failed (RFC 7507).
    pub send_fallback: bool,
    /// Server: verify the client's address by a HelloVerifyRequest (RFC 6347, 4.2.1), which asks
    /// [`Question::MakeCookie`](crate::Question) and [`Question::CheckCookie`](crate::Question).
    pub cookie_exchange: bool,
    /// Server: whether the client is asked for a certificate.
    pub client_auth: ClientAuth,
    /// Server: names of certification authorities (DER) sent in the CertificateRequest.
    pub client_authorities: Vec<Vec<u8>>,
    /// Client: the name for the server_name extension (RFC 6066, 3); None sends none.
    pub server_name: Option<Vec<u8>>,
    /// Client: the protocols offered by ALPN (RFC 7301), best first. A server chooses in `Proceed`.
    pub alpn: Vec<Vec<u8>>,
    /// Profiles for the use_srtp extension (RFC 5764), best first; empty: not used.
    pub srtp_profiles: Vec<u16>,
    /// Client: ask for the OCSP response of the server's certificate (RFC 6066, 8), and have it judged by
    /// [`Question::CheckStatus`](crate::Question).
    pub status_request: Option<OcspRequest>,
    /// Server: a client that wants an OCSP response gets one by [`Question::Staple`](crate::Question).
    pub staple: bool,
    /// Client: the most plaintext that records of either side are to carry (RFC 6066, 4). A server always agrees.
    pub max_fragment_length: Option<MaxFragmentLength>,
    /// The most plaintext that we take in a protected record, 64 to 2^14 bytes, and with it the use of record_size_limit
    /// (RFC 8449). What lies outside the range counts as its end.
    pub record_size_limit: Option<u16>,
    /// The most plaintext in a record of ours, in bytes, whatever the peer takes.
    pub max_send_plaintext: usize,
    /// Whether heartbeats are offered or agreed to (RFC 6520).
    pub heartbeats: Heartbeats,
    /// How often a heartbeat of ours is sent before it counts as unanswered; with the periods from 1 to 60 seconds, which
    /// double, 5 are half a minute.
    pub heartbeat_tries: u32,
    /// The forms in which we show our key, best first (RFC 7250); empty: certificates, and nothing is said.
    pub own_certificate_types: Vec<CertificateType>,
    /// The forms in which the peer may show its key, best first; empty: certificates, and nothing is said.
    pub peer_certificate_types: Vec<CertificateType>,
    /// Client: more extensions for the ClientHello, by type and body. Those that the engine writes itself go before. What
    /// the server answers is asked by [`Question::ServerExtensions`](crate::Question).
    pub extra_extensions: Vec<(ExtensionType, Vec<u8>)>,
    /// Encrypt-then-MAC for CBC suites (RFC 7366).
    pub encrypt_then_mac: bool,
    /// Extended master secret (RFC 7627).
    pub extended_master_secret: ExtendedMasterSecret,
    /// Server: the driver has Diffie-Hellman groups: suites that need one are chosen, and
    /// [`Question::ChooseDhGroup`](crate::Question) is asked.
    pub dh: bool,
    /// Client: the shortest Diffie-Hellman prime taken, in bits.
    pub min_dh_bits: usize,
    /// Server: with RSA key exchange, take a premaster secret with the negotiated version in it for one with the offered
    /// version, as some old clients have it (`SSL_OP_TLS_ROLLBACK_BUG`).
    pub allow_version_rollback: bool,
    /// The driver has pre-shared keys: suites that need one are used, and [`Question::ChoosePsk`](crate::Question) or
    /// [`Question::FindPsk`](crate::Question) is asked.
    pub psk: bool,
    /// Server: the hint which pre-shared key to use (RFC 4279, 5), at most 256 bytes.
    pub psk_hint: Option<Vec<u8>>,
    /// What happens when the peer wants to renegotiate. A hello that a server has asked for is always taken.
    pub renegotiation: Renegotiation,
    /// Client: talk to a server without RFC 5746 (`SSL_OP_LEGACY_SERVER_CONNECT`).
    pub allow_legacy_peer: bool,
    /// Allow renegotiation with a peer without RFC 5746: open to the attack that RFC describes.
    pub allow_unsafe_renegotiation: bool,
    /// Client: the session to resume, if any.
    pub session: Option<Arc<Session>>,
    /// Server: give out session IDs and ask [`Question::FindSession`](crate::Question).
    pub resumption: bool,
    /// Server: ask [`Question::NameSession`](crate::Question).
    pub names_sessions: bool,
    /// Session tickets (RFC 5077). Client: offered and taken. Server: the driver has keys for them, and
    /// [`Question::UnwrapTicket`](crate::Question) and [`Question::WrapSession`](crate::Question) are asked.
    pub tickets: bool,
    /// How datagrams travel.
    pub transport: Transport,
    /// The label of the exporter that SCTP-AUTH keys come from includes the zero that ends it in C
    /// (`SSL_MODE_DTLS_SCTP_LABEL_LENGTH_BUG`). Both sides must have it so.
    pub sctp_label_with_zero: bool,
    /// Largest datagram to send, in bytes of UDP payload. [`Connection::set_mtu`](crate::Connection::set_mtu)
    /// changes it for one connection.
    pub mtu: usize,
    /// Make datagrams smaller when a flight gets lost again and again. False when the application knows its path.
    pub shrink_mtu: bool,
    /// How often the timer may expire for one flight before the handshake fails with `TimedOut`. With the periods from
    /// 1 to 60 seconds 12 are about seven minutes.
    pub max_retransmissions: u32,
    /// Most bytes of a peer's certificate chain (`SSL_CTX_set_max_cert_list`).
    pub max_chain_bytes: usize,
    /// A malformed or misplaced record of a first handshake is fatal also when nothing protects it. Without, such
    /// records are dropped and counted: anybody can send them. For diagnosis, and for transports that nobody else
    /// writes to. Established connections are not affected.
    pub strict_handshake: bool,
    /// Report each message sent or received as [`Event::Message`](crate::Event).
    pub trace_messages: bool,
    /// Report secrets as [`Event::KeyLog`](crate::Event) lines.
    pub key_log: bool,
}

impl Config {
    /// Schemes for signatures of clients.
    pub(crate) fn schemes_of_client(&self) -> &[SignatureScheme] {
        let own = self.client_schemes.as_ref();
        own.unwrap_or(&self.signature_schemes)
    }

    /// Whether `version` lies in the configured range.
    pub fn allows_version(&self, version: ProtocolVersion) -> bool {
        version.is_at_least(self.min_version) && self.max_version.is_at_least(version)
    }

    /// What is said in record_size_limit, if it is used.
    pub(crate) fn own_record_size_limit(&self) -> Option<u16> {
        let limit = self.record_size_limit?;
        Some(limit.clamp(MIN_RECORD_SIZE_LIMIT, MAX_PLAINTEXT_LEN as u16))
    }
}

impl Default for Config {
    fn default() -> Self {
        Self {
            min_version: ProtocolVersion::DTLS1_2,
            max_version: ProtocolVersion::DTLS1_2,
            suites: DEFAULT_SUITES.to_vec(),
            groups: DEFAULT_GROUPS.to_vec(),
            signature_schemes: DEFAULT_SCHEMES.to_vec(),
            client_schemes: None,
            dtls10_signatures: true,
            certificate_types: Vec::new(),
            prefer_own_order: false,
            prioritize_chacha: false,
            send_fallback: false,
            cookie_exchange: false,
            client_auth: ClientAuth::None,
            client_authorities: Vec::new(),
            server_name: None,
            alpn: Vec::new(),
            srtp_profiles: Vec::new(),
            status_request: None,
            staple: false,
            heartbeats: Heartbeats::Off,
            heartbeat_tries: crate::post::DEFAULT_TRIES,
            own_certificate_types: Vec::new(),
            peer_certificate_types: Vec::new(),
            extra_extensions: Vec::new(),
            max_fragment_length: None,
            record_size_limit: None,
            max_send_plaintext: MAX_PLAINTEXT_LEN,
            encrypt_then_mac: true,
            extended_master_secret: ExtendedMasterSecret::Offer,
            dh: false,
            min_dh_bits: 2048,
            allow_version_rollback: false,
            psk: false,
            psk_hint: None,
            renegotiation: Renegotiation::Refuse,
            allow_legacy_peer: false,
            allow_unsafe_renegotiation: false,
            session: None,
            resumption: true,
            names_sessions: false,
            tickets: false,
            transport: Transport::Datagram,
            sctp_label_with_zero: false,
            mtu: DEFAULT_MTU,
            shrink_mtu: true,
            max_retransmissions: crate::flight::MAX_EXPIRIES,
            max_chain_bytes: 100 * 1024,
            strict_handshake: false,
            trace_messages: false,
            key_log: false,
        }
    }
}

impl fmt::Debug for Config {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Config")
            .field("min_version", &self.min_version)
            .field("max_version", &self.max_version)
            .finish_non_exhaustive()
    }
}

/// A server's wish for a client certificate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClientAuth {
    /// No CertificateRequest is sent.
    None,
    /// A client without a certificate goes on anonymously.
    Request,
    /// A client without a certificate is refused (`SSL_VERIFY_FAIL_IF_NO_PEER_CERT`).
    Require,
}

/// The use of RFC 6520.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Heartbeats {
    /// Nothing is said of heartbeats, and they are dropped.
    Off,
    /// The peer's requests are answered.
    Answer,
    /// We may ask and do not answer: the peer is told not to send requests, which are dropped.
    OnlyAsk,
}

impl Heartbeats {
    /// What is said in the hello.
    pub(crate) const fn mode(self) -> Option<HeartbeatMode> {
        match self {
            Self::Off => None,
            Self::Answer => Some(HeartbeatMode::PEER_ALLOWED_TO_SEND),
            Self::OnlyAsk => Some(HeartbeatMode::PEER_NOT_ALLOWED_TO_SEND),
        }
    }
}

/// The use of RFC 7627.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExtendedMasterSecret {
    /// Neither offered nor accepted.
    Off,
    /// Used when the peer knows it.
    Offer,
    /// A peer without it is refused.
    Require,
}

/// The answer to a peer that wants to renegotiate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Renegotiation {
    /// Refused with a no_renegotiation warning.
    Refuse,
    /// Done when the peer knows RFC 5746 (or `allow_unsafe_renegotiation`).
    Accept,
}

/// What carries the datagrams.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Transport {
    /// Datagrams may be lost, doubled and reordered (UDP).
    Datagram,
    /// SCTP (RFC 6083): reliable, the handshake in order, one record a message. No timers, no fragments below the size of
    /// a record, no replay check; the driver takes the steps that [`AssociationStep`](crate::AssociationStep) names.
    ReliableOrdered,
}

/// The size of a datagram when nothing is known of the path.
pub const DEFAULT_MTU: usize = 1200;

/// The suites of [`Config::default`]: forward secrecy, AEAD first, then CBC for old peers.
pub const DEFAULT_SUITES: &[CipherSuite] = &[
    CipherSuite::TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384,
    CipherSuite::TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384,
    CipherSuite::TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256,
    CipherSuite::TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256,
    CipherSuite::TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256,
    CipherSuite::TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256,
    CipherSuite::TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA384,
    CipherSuite::TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384,
    CipherSuite::TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256,
    CipherSuite::TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256,
    CipherSuite::TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA,
    CipherSuite::TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA,
    CipherSuite::TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA,
    CipherSuite::TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA,
];

/// The groups of [`Config::default`].
pub const DEFAULT_GROUPS: &[NamedGroup] = &[
    NamedGroup::X25519,
    NamedGroup::SECP256R1,
    NamedGroup::SECP384R1,
    NamedGroup::SECP521R1,
];

/// The signature schemes of [`Config::default`]; SHA-1 is left to those who ask for it.
pub const DEFAULT_SCHEMES: &[SignatureScheme] = &[
    SignatureScheme::ECDSA_SECP256R1_SHA256,
    SignatureScheme::ECDSA_SECP384R1_SHA384,
    SignatureScheme::ECDSA_SECP521R1_SHA512,
    SignatureScheme::ED25519,
    SignatureScheme::RSA_PSS_RSAE_SHA256,
    SignatureScheme::RSA_PSS_RSAE_SHA384,
    SignatureScheme::RSA_PSS_RSAE_SHA512,
    SignatureScheme::RSA_PKCS1_SHA256,
    SignatureScheme::RSA_PKCS1_SHA384,
    SignatureScheme::RSA_PKCS1_SHA512,
];
