//! What the engine asks of its driver, and the answers.
//!
//! The engine never calls back. Where the handshake needs a decision it stops with a [`Question`];
//! [`Connection::answer`](crate::Connection::answer) goes on. 'Not yet' is said by not answering.

use alloc::sync::Arc;
use alloc::vec::Vec;
use core::fmt;

use primitives::dh::DhGroup;
use zeroize::Zeroizing;

use crate::config::Config;
use crate::msg::SignatureScheme;
use crate::msg::{AlertDescription, CipherSuite, ExtensionType, NamedGroup, ProtocolVersion};
use crate::session::Session;

/// A decision that only the driver can make. Cheap to clone: large parts are shared.
#[derive(Clone, Debug)]
pub enum Question {
    /// Server: make a cookie for this peer. Answer: [`Answer::Cookie`].
    MakeCookie,
    /// Server: is this cookie one of ours, for this peer? Answer: [`Answer::CookieGood`].
    CheckCookie {
        /// The cookie of the ClientHello; never empty.
        cookie: Arc<[u8]>,
    },
    /// Server: a client says hello; nothing has been chosen yet. Answer: [`Answer::Proceed`] or [`Answer::Refuse`].
    ClientHello(Arc<ClientHelloInfo>),
    /// Server: it is known whether a session is resumed: what else is there to say? Answer: [`Answer::Settled`] or
    /// [`Answer::Refuse`].
    Settle {
        /// The hello.
        hello: Arc<ClientHelloInfo>,
        /// A session is resumed: no certificate is shown.
        resumed: bool,
    },
    /// Client: the server answers to some of [`Config::extra_extensions`]. Answer: [`Answer::ExtensionsGood`] or
    /// [`Answer::Refuse`].
    ServerExtensions {
        /// Type and body, in wire order; never empty.
        extensions: Arc<[(ExtensionType, Vec<u8>)]>,
        /// A session is resumed.
        resumed: bool,
    },
    /// Server: look up a session to resume. Answer: [`Answer::Session`] or [`Answer::Refuse`].
    FindSession {
        /// The session ID of the ClientHello, 1 to 32 bytes.
        id: Arc<[u8]>,
    },
    /// Server: a full handshake makes a session (only with [`Config::names_sessions`]). What is it called? Answer:
    /// [`Answer::SessionName`] or [`Answer::Refuse`].
    NameSession {
        /// The suite chosen.
        suite: CipherSuite,
    },
    /// Server: which session is in this ticket (RFC 5077)? Answer: [`Answer::Ticket`] or [`Answer::Refuse`].
    UnwrapTicket {
        /// The ticket of the ClientHello; empty: the client would take one.
        ticket: Arc<[u8]>,
        /// The session ID beside it, which is what the client calls the session; may be empty.
        id: Arc<[u8]>,
    },
    /// Server: make a ticket of this session. Answer: [`Answer::NewTicket`] or [`Answer::Refuse`].
    WrapSession(Arc<Session>),
    /// Client: the server asks for a certificate. Answer: [`Answer::Credential`].
    ClientCertificate(Arc<CertificateRequestInfo>),
    /// The peer's certificate chain is complete: is it trusted? Answer: [`Answer::ChainGood`] or [`Answer::ChainBad`].
    VerifyChain {
        /// DER certificates, the peer's own first; never empty.
        chain: Arc<[Vec<u8>]>,
    },
    /// The peer shows a raw public key (RFC 7250): is it trusted? Answer: [`Answer::ChainGood`] or [`Answer::ChainBad`].
    VerifyRawKey {
        /// SubjectPublicKeyInfo (DER).
        key: Arc<[u8]>,
    },
    /// Server: the OCSP response for a certificate, which the client wants (RFC 6066, 8). Answer: [`Answer::Staple`] or
    /// [`Answer::StapleFailed`].
    Staple(Arc<StapleRequest>),
    /// Client: the server's flight is complete; is what it says of its certificate's status good enough? Asked with
    /// [`Config::status_request`] in every full handshake. Answer: [`Answer::StatusGood`], [`Answer::StatusBad`] or
    /// [`Answer::StatusFailed`].
    CheckStatus {
        /// The OCSP response (DER); None: the server gave none.
        response: Option<Arc<[u8]>>,
    },
    /// Sign with the private key of a credential. Answer: [`Answer::Signature`] or [`Answer::SignFailed`].
    Sign(Arc<SignRequest>),
    /// Server: in which group of integers is the share made? Answer: [`Answer::DhGroup`].
    ChooseDhGroup {
        /// The suite chosen.
        suite: CipherSuite,
        /// The certificate shown; None in suites with a pre-shared key.
        credential: Option<Credential>,
    },
    /// Server: decrypt the premaster secret with the private key of a credential. Answer: [`Answer::Premaster`].
    Decrypt(Arc<DecryptRequest>),
    /// Client: which pre-shared key is used with this server (RFC 4279)? Answer: [`Answer::Psk`].
    ChoosePsk {
        /// The server's hint; None: it gave none, or an empty one.
        hint: Option<Arc<[u8]>>,
    },
    /// Server: which pre-shared key has this identity? Answer: [`Answer::PskKey`].
    FindPsk {
        /// What the client says: at most 256 bytes.
        identity: Arc<[u8]>,
    },
}

impl Question {
    /// Whether an answer is of the kind that the question asks for.
    pub(crate) fn admits(&self, answer: &Answer) -> bool {
        match self {
            Self::MakeCookie => matches!(answer, Answer::Cookie(_)),
            Self::CheckCookie { .. } => matches!(answer, Answer::CookieGood(_)),
            Self::ClientHello(_) => matches!(answer, Answer::Proceed(_) | Answer::Refuse(_)),
            Self::FindSession { .. } => matches!(answer, Answer::Session(_) | Answer::Refuse(_)),
            Self::NameSession { .. } => {
                matches!(answer, Answer::SessionName(_) | Answer::Refuse(_))
            }
            Self::UnwrapTicket { .. } => matches!(answer, Answer::Ticket(_) | Answer::Refuse(_)),
            Self::WrapSession(_) => matches!(answer, Answer::NewTicket(_) | Answer::Refuse(_)),
            Self::Settle { .. } => matches!(answer, Answer::Settled(_) | Answer::Refuse(_)),
            Self::ServerExtensions { .. } => {
                matches!(answer, Answer::ExtensionsGood | Answer::Refuse(_))
            }
            Self::ClientCertificate(_) => {
                matches!(answer, Answer::Credential(_) | Answer::Refuse(_))
            }
            Self::VerifyChain { .. } | Self::VerifyRawKey { .. } => {
                matches!(answer, Answer::ChainGood | Answer::ChainBad(_))
            }
            Self::Staple(_) => matches!(answer, Answer::Staple(_) | Answer::StapleFailed),
            Self::CheckStatus { .. } => matches!(
                answer,
                Answer::StatusGood | Answer::StatusBad | Answer::StatusFailed
            ),
            Self::Sign(_) => matches!(answer, Answer::Signature(_) | Answer::SignFailed),
            Self::ChooseDhGroup { .. } => {
                matches!(answer, Answer::DhGroup(_) | Answer::DhGroupTooSmall)
            }
            Self::Decrypt(_) => matches!(answer, Answer::Premaster(_)),
            Self::ChoosePsk { .. } => matches!(answer, Answer::Psk(_)),
            Self::FindPsk { .. } => matches!(answer, Answer::PskKey(_)),
        }
    }
}

/// The answer to a [`Question`].
#[derive(Clone, Debug)]
pub enum Answer {
    /// To `MakeCookie`: 1 to 255 bytes.
    Cookie(Vec<u8>),
    /// To `CheckCookie`. A bad cookie counts as none: a new HelloVerifyRequest goes out.
    CookieGood(bool),
    /// To `ClientHello`: go on, with this.
    Proceed(Proceed),
    /// To `ClientHello`, `Settle`, `ServerExtensions`, `ClientCertificate` and the questions about sessions and tickets: end the
    /// handshake with this alert.
    Refuse(AlertDescription),
    /// To `Settle`: go on, with this.
    Settled(Settled),
    /// To `ServerExtensions`: go on.
    ExtensionsGood,
    /// To `FindSession`.
    Session(Option<Arc<Session>>),
    /// To `NameSession`.
    SessionName(SessionName),
    /// To `UnwrapTicket`.
    Ticket(Unwrapped),
    /// To `WrapSession`. None: there is no ticket after all; the client is told (RFC 5077, 3.3).
    NewTicket(Option<NewTicket>),
    /// To `ClientCertificate`: None sends an empty certificate message.
    Credential(Option<Credential>),
    /// To `VerifyChain` and `VerifyRawKey`: go on.
    ChainGood,
    /// To `VerifyChain` and `VerifyRawKey`: end the handshake with this alert.
    ChainBad(AlertDescription),
    /// To `Staple`: the OCSP response (DER), at most 2^24 - 1 bytes; None or empty: the handshake goes on without.
    Staple(Option<Arc<[u8]>>),
    /// To `Staple`: the handshake ends with internal_error.
    StapleFailed,
    /// To `CheckStatus`: go on.
    StatusGood,
    /// To `CheckStatus`: end the handshake with bad_certificate_status_response.
    StatusBad,
    /// To `CheckStatus`: it could not be told; the handshake ends with internal_error.
    StatusFailed,
    /// To `Sign`: the signature in its wire form (ECDSA: DER).
    Signature(Vec<u8>),
    /// To `Sign`: it could not be made; the handshake ends with internal_error.
    SignFailed,
    /// To `ChooseDhGroup`. None: there is none; the handshake ends with internal_error.
    DhGroup(Option<Arc<DhGroup>>),
    /// To `ChooseDhGroup`: the only one is too weak; the handshake ends with handshake_failure.
    DhGroupTooSmall,
    /// To `Decrypt`. None says what anybody can see: the ciphertext has no form that the key could decrypt. Anything else
    /// that is wrong, the padding above all, must change neither the answer's kind nor the time that it takes (RFC 5246,
    /// 7.4.7.1): the driver then answers with random bytes. Either way the handshake goes on and ends at the Finished.
    Premaster(Option<RsaPremaster>),
    /// To `ChoosePsk`. None: there is none for this server; the handshake ends with handshake_failure.
    Psk(Option<Psk>),
    /// To `FindPsk`. None: nobody has this identity; the handshake ends with unknown_psk_identity.
    PskKey(Option<PskKey>),
}

/// What a new session is called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SessionName {
    /// By a random ID, or by a ticket alone.
    Chance,
    /// By this ID, 1 to 32 bytes, where it is not called by a ticket.
    Id(Vec<u8>),
    /// It is not to be resumed: it has neither ID nor ticket.
    None,
}

/// What a server makes of a ticket.
#[derive(Clone, Debug)]
pub enum Unwrapped {
    /// Nothing, as though the client had not spoken of tickets: the session may be found by its ID, and there will be no
    /// ticket.
    Ignored,
    /// It is empty, none of ours, or not good any more: the client gets a new one. The ID beside an empty one may name a
    /// session.
    Unknown,
    /// The session in it.
    Session {
        /// What to resume, if the rest of the hello fits.
        session: Arc<Session>,
        /// The client gets a new ticket: the key of this one is old.
        renew: bool,
    },
}

/// A ticket for the client.
#[derive(Clone, Debug)]
pub struct NewTicket {
    /// Opaque to the client: 1 to [`NewTicket::MAX_LEN`] bytes. A longer one is not given out.
    pub ticket: Vec<u8>,
    /// Seconds that the client should keep it; 0: as it likes.
    pub lifetime: u32,
}

impl NewTicket {
    /// Bytes of the longest ticket that is given out or offered: a hello with it still is a message of moderate size.
    pub const MAX_LEN: usize = 16 * 1024;
}

/// A pre-shared key and the name under which the server knows it.
#[derive(Clone, Debug)]
pub struct Psk {
    /// At most 256 bytes.
    pub identity: Vec<u8>,
    /// The secret.
    pub key: PskKey,
}

/// The secret of a pre-shared key: at most 65535 bytes, cleared when dropped, and not printed.
#[derive(Clone)]
pub struct PskKey(Zeroizing<Vec<u8>>);

impl PskKey {
    /// Takes over the secret.
    pub fn new(key: Zeroizing<Vec<u8>>) -> Self {
        Self(key)
    }

    /// The secret.
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }
}

impl fmt::Debug for PskKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PskKey")
    }
}

/// A premaster secret out of an RSA encryption: cleared when dropped, and not printed.
#[derive(Clone)]
pub struct RsaPremaster(Zeroizing<[u8; 48]>);

impl RsaPremaster {
    /// Takes over the secret.
    pub fn new(secret: Zeroizing<[u8; 48]>) -> Self {
        Self(secret)
    }

    /// The secret: the version that the client offered, and 46 random bytes.
    pub fn as_bytes(&self) -> &[u8; 48] {
        &self.0
    }
}

impl fmt::Debug for RsaPremaster {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RsaPremaster")
    }
}

/// A server's first choices on a ClientHello.
#[derive(Clone, Debug, Default)]
pub struct Proceed {
    /// Acknowledge the client's server_name in the ServerHello (RFC 6066, 3).
    pub acknowledge_server_name: bool,
    /// Another configuration for the rest of this connection (a virtual server chosen by name).
    pub config: Option<Arc<Config>>,
    /// A warning to send beside our flight (unrecognized_name, RFC 6066, 3).
    pub warning: Option<AlertDescription>,
}

/// A server's choices when it is known whether a session is resumed.
#[derive(Clone, Debug, Default)]
pub struct Settled {
    /// The certificates to choose from, best first. The engine takes the first that suits the client; in a resumption none.
    pub credentials: Vec<Credential>,
    /// The protocol chosen by ALPN; None leaves the extension out of the ServerHello.
    pub alpn: Option<Vec<u8>>,
    /// Another configuration for the rest of this connection. Its versions, and what the hello has settled already, come too
    /// late.
    pub config: Option<Arc<Config>>,
    /// More extensions for the ServerHello. Those of types that the client did not send are left out (RFC 5246, 7.4.1.4).
    pub extensions: Vec<ExtraExtension>,
}

/// An extension of the ServerHello that the engine knows nothing about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExtraExtension {
    /// Its type.
    pub kind: ExtensionType,
    /// Its body.
    pub body: Vec<u8>,
}

/// What a ClientHello says, in wire order.
#[derive(Clone, Debug)]
pub struct ClientHelloInfo {
    /// `client_version`, the highest version without supported_versions.
    pub legacy_version: ProtocolVersion,
    /// The client's random.
    pub random: [u8; 32],
    /// The session ID offered; may be empty.
    pub session_id: Vec<u8>,
    /// Cipher suites offered, with signalling values and unknown ones.
    pub suites: Vec<CipherSuite>,
    /// Compression methods.
    pub compression_methods: Vec<u8>,
    /// All extensions in wire order: type and body.
    pub extensions: Vec<(ExtensionType, Vec<u8>)>,
    /// The DNS name of the server_name extension.
    pub server_name: Option<Vec<u8>>,
    /// Protocols offered by ALPN; empty without the extension.
    pub alpn: Vec<Vec<u8>>,
    /// supported_groups; empty without the extension.
    pub groups: Vec<NamedGroup>,
    /// signature_algorithms; empty without the extension.
    pub signature_schemes: Vec<SignatureScheme>,
    /// The version that the engine will choose if nothing changes.
    pub version: ProtocolVersion,
    /// Whether this hello renegotiates a live connection.
    pub renegotiation: bool,
}

/// What a CertificateRequest says.
#[derive(Clone, Debug, Default)]
pub struct CertificateRequestInfo {
    /// Names (DER) of the authorities that the server trusts; empty: any.
    pub authorities: Vec<Vec<u8>>,
    /// Signature schemes that the server takes. In DTLS 1.0, which has no such list: the two there are.
    pub schemes: Vec<SignatureScheme>,
    /// `ClientCertificateType` values (1 RSA, 64 ECDSA): what the server asks for. It may take others.
    pub types: Vec<u8>,
}

/// What a client says with its wish for an OCSP response (RFC 6066, 8).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OcspRequest {
    /// DER of the ResponderIDs that the client trusts; empty: those that both know.
    pub responder_ids: Vec<Vec<u8>>,
    /// DER of the Extensions of an OCSP request; empty: none.
    pub extensions: Vec<u8>,
}

/// An OCSP response wanted from the driver.
#[derive(Clone, Debug)]
pub struct StapleRequest {
    /// Whose certificate it is about.
    pub credential: Credential,
    /// What the client says.
    pub request: OcspRequest,
}

/// A signature wanted from the driver.
#[derive(Clone, Debug)]
pub struct SignRequest {
    /// Whose key.
    pub credential: Credential,
    /// How: DTLS 1.0 uses [`SignatureScheme::RSA_PKCS1_MD5_SHA1`] and `ECDSA_SHA1`.
    pub scheme: SignatureScheme,
    /// What: the message itself, not its hash.
    pub message: Vec<u8>,
}

/// A premaster secret to decrypt (RSAES-PKCS1-v1_5). The engine compares the version inside, in constant time; a driver
/// whose decryption wants to know it finds it here.
#[derive(Clone, Debug)]
pub struct DecryptRequest {
    /// Whose key.
    pub credential: Credential,
    /// What the client sent.
    pub ciphertext: Vec<u8>,
    /// The version in its hello, which must stand in the secret.
    pub offered: ProtocolVersion,
    /// The negotiated version, which `Config::allow_version_rollback` lets stand there too.
    pub negotiated: ProtocolVersion,
}

/// A certificate chain and the name of its private key, which stays outside the engine.
#[derive(Clone)]
pub struct Credential {
    /// The driver's name for the key.
    pub id: u64,
    /// DER certificates, the leaf first; or alone the SubjectPublicKeyInfo (DER) of a key without a certificate, which can be
    /// shown as a raw public key (RFC 7250).
    pub chain: Arc<[Vec<u8>]>,
    /// The kind of the leaf's key.
    pub key: KeyKind,
}

impl fmt::Debug for Credential {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Credential")
            .field("id", &self.id)
            .field("key", &self.key)
            .field("certificates", &self.chain.len())
            .finish()
    }
}

/// Kinds of public keys in certificates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyKind {
    /// RSA (rsaEncryption).
    Rsa,
    /// RSA, restricted to PSS by its identifier (id-RSASSA-PSS).
    RsaPss,
    /// ECDSA on this curve.
    Ecdsa(NamedGroup),
    /// Ed25519 (RFC 8410).
    Ed25519,
}
