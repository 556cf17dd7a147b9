//! What a context says about its connections, and each connection may say anew.
//!
//! A connection starts with its context's settings and shares them until one of the two changes
//! something: an idle connection holds no copy.

use std::ffi::{CString, c_int};
use std::sync::{Arc, OnceLock};

use dtls::msg::{CertificateType, MaxFragmentLength, NamedGroup, ProtocolVersion, SignatureScheme};
use dtls::{
    ClientAuth, ClientHelloInfo, Config, Credential, ExtendedMasterSecret, Heartbeats,
    Renegotiation,
};

use crate::callback::*;
use crate::sys::Arg;
use crate::sys::engine::Engine;
use crate::sys::stack::Stack;
use crate::sys::types::*;
use crate::sys::verify::Store;

use super::certs::Certs;
use super::cipher::{self, CipherList, SuiteB};
use super::dh::{Auto, TmpDh};
use super::method::{Protocol, SSL_METHOD};
use super::security::{Policy, Security};
use super::{custom_ext, dh};

/// `SSL_OP_*` that this library acts on, or that text commands name.
pub mod op {
    const fn bit(n: u32) -> u64 {
        1 << n
    }
    pub const NO_EXTENDED_MASTER_SECRET: u64 = bit(0);
    pub const LEGACY_SERVER_CONNECT: u64 = bit(2);
    pub const ENABLE_KTLS: u64 = bit(3);
    pub const TLSEXT_PADDING: u64 = bit(4);
    pub const SAFARI_BUG: u64 = bit(6);
    pub const ALLOW_CLIENT_RENEGOTIATION: u64 = bit(8);
    pub const DISABLE_TLSEXT_CA_NAMES: u64 = bit(9);
    pub const ALLOW_NO_DHE_KEX: u64 = bit(10);
    pub const DONT_INSERT_EMPTY_FRAGMENTS: u64 = bit(11);
    pub const NO_QUERY_MTU: u64 = bit(12);
    pub const COOKIE_EXCHANGE: u64 = bit(13);
    pub const NO_TICKET: u64 = bit(14);
    pub const NO_SESSION_RESUMPTION_ON_RENEGOTIATION: u64 = bit(16);
    pub const NO_COMPRESSION: u64 = bit(17);
    pub const ALLOW_UNSAFE_LEGACY_RENEGOTIATION: u64 = bit(18);
    pub const NO_ENCRYPT_THEN_MAC: u64 = bit(19);
    pub const ENABLE_MIDDLEBOX_COMPAT: u64 = bit(20);
    pub const PRIORITIZE_CHACHA: u64 = bit(21);
    pub const CIPHER_SERVER_PREFERENCE: u64 = bit(22);
    pub const TLS_ROLLBACK_BUG: u64 = bit(23);
    pub const NO_ANTI_REPLAY: u64 = bit(24);
    pub const NO_SSLV3: u64 = bit(25);
    pub const NO_DTLSV1: u64 = bit(26);
    pub const NO_DTLSV1_2: u64 = bit(27);
    // The versions of TLS share bits with those of DTLS.
    pub const NO_TLSV1: u64 = NO_DTLSV1;
    pub const NO_TLSV1_1: u64 = bit(28);
    pub const NO_TLSV1_2: u64 = NO_DTLSV1_2;
    pub const NO_TLSV1_3: u64 = bit(29);
    pub const NO_SSL_MASK: u64 = NO_SSLV3 | NO_TLSV1 | NO_TLSV1_1 | NO_TLSV1_2 | NO_TLSV1_3;
    pub const NO_RENEGOTIATION: u64 = bit(30);
    pub const CRYPTOPRO_TLSEXT_BUG: u64 = bit(31);
}

/// `SSL_MODE_*` that this library acts on.
pub mod mode {
    pub const AUTO_RETRY: u32 = 0x4;
    pub const NO_AUTO_CHAIN: u32 = 0x8;
    pub const SEND_FALLBACK_SCSV: u32 = 0x80;
    pub const DTLS_SCTP_LABEL_LENGTH_BUG: u32 = 0x400;
}

/// `SSL_TLSEXT_HB_*`.
pub mod heartbeat {
    pub const ENABLED: u32 = 0x1;
    pub const DONT_SEND_REQUESTS: u32 = 0x2;
    pub const DONT_RECV_REQUESTS: u32 = 0x4;
}

pub const VERIFY_PEER: c_int = 1;
pub const VERIFY_FAIL_IF_NO_PEER_CERT: c_int = 2;
pub const VERIFY_CLIENT_ONCE: c_int = 4;
pub const VERIFY_POST_HANDSHAKE: c_int = 8;

/// `SSL_SESS_CACHE_*`.
pub mod cache {
    pub const CLIENT: u32 = 0x1;
    pub const SERVER: u32 = 0x2;
    pub const NO_AUTO_CLEAR: u32 = 0x80;
    pub const NO_INTERNAL_LOOKUP: u32 = 0x100;
    pub const NO_INTERNAL_STORE: u32 = 0x200;
    pub const UPDATE_TIME: u32 = 0x400;
}

/// `SSL_CTX_set_max_cert_list`'s start value.
const MAX_CERT_LIST: usize = 100 * 1024;

/// `SSL3_RT_MAX_PLAIN_LENGTH`.
pub const MAX_PLAINTEXT: usize = 16384;

/// A name or context of at most 32 bytes (`SSL_MAX_SID_CTX_LENGTH`).
#[derive(Clone, Default, PartialEq, Eq)]
pub struct IdContext(pub Vec<u8>);

/// The callbacks that a connection takes over from its context when it is made.
#[derive(Clone, Copy, Default)]
pub struct Inherited {
    pub verify: SSL_verify_cb,
    pub info: SSL_info_cb,
    pub message: SSL_msg_cb,
    pub message_arg: Arg,
    pub extension_debug: SSL_tlsext_debug_cb,
    pub extension_debug_arg: Arg,
    pub certificate: SSL_cert_cb,
    pub certificate_arg: Arg,
    pub password: Option<pem_password_cb>,
    pub password_arg: Arg,
    pub tmp_dh: SSL_tmp_dh_cb,
    pub psk_client: SSL_psk_client_cb_func,
    pub psk_server: SSL_psk_server_cb_func,
    pub session_id: GEN_SESSION_CB,
    pub not_resumable: SSL_not_resumable_cb,
    pub clock: FERRODTLS_clock_cb,
    pub clock_arg: Arg,
    pub timestamps: ssl_ct_validation_cb,
    pub timestamps_arg: Arg,
    pub async_job: SSL_async_callback_fn,
    pub async_job_arg: Arg,
    // Of version 1.3.
    pub psk_find_session: SSL_psk_find_session_cb_func,
    pub psk_use_session: SSL_psk_use_session_cb_func,
    pub allow_early_data: SSL_allow_early_data_cb_fn,
    pub allow_early_data_arg: Arg,
    pub record_padding: SSL_record_padding_cb,
    pub record_padding_arg: Arg,
}

/// The callbacks that are looked up in the context when they are due.
#[derive(Clone, Copy, Default)]
pub struct OfContext {
    pub key_log: SSL_CTX_keylog_cb_func,
    pub alpn_select: SSL_CTX_alpn_select_cb_func,
    pub alpn_select_arg: Arg,
    pub client_hello: SSL_client_hello_cb_fn,
    pub client_hello_arg: Arg,
    pub server_name: SSL_servername_cb,
    pub server_name_arg: Arg,
    pub client_certificate: SSL_client_cert_cb,
    pub status: SSL_tlsext_status_cb,
    pub status_arg: Arg,
    pub cookie_generate: SSL_cookie_generate_cb,
    pub cookie_verify: SSL_cookie_verify_cb,
    pub whole_verify: SSL_cert_verify_cb,
    pub whole_verify_arg: Arg,
    pub session_new: SSL_sess_new_cb,
    pub session_remove: SSL_sess_remove_cb,
    pub session_get: SSL_sess_get_cb,
    pub ticket_key: SSL_ticket_key_cb,
    pub ticket_key_evp: SSL_ticket_key_evp_cb,
    pub ticket_generate: SSL_CTX_generate_session_ticket_fn,
    pub ticket_decrypt: SSL_CTX_decrypt_session_ticket_fn,
    pub ticket_arg: Arg,
    pub npn_advertised: (SSL_CTX_npn_advertised_cb_func, Arg),
    pub npn_select: (SSL_CTX_npn_select_cb_func, Arg),
    // Of version 1.3.
    pub stateless_cookie_generate: SSL_stateless_cookie_generate_cb,
    pub stateless_cookie_verify: SSL_stateless_cookie_verify_cb,
}

#[derive(Clone)]
pub struct Settings {
    pub method: &'static SSL_METHOD,
    pub options: u64,
    pub mode: u32,
    /// 0: whatever the method and the security level allow.
    pub min_version: c_int,
    pub max_version: c_int,
    pub security: Security,
    pub ciphers: Arc<CipherList>,
    pub groups: Option<Vec<NamedGroup>>,
    pub sigalgs: Option<Vec<SignatureScheme>>,
    pub client_sigalgs: Option<Vec<SignatureScheme>>,
    /// What a CertificateRequest says instead of the types that the signature algorithms give.
    pub certificate_types: Vec<u8>,
    pub verify_mode: c_int,
    pub certs: Certs,
    /// Names sent in a CertificateRequest: `client_ca` before `ca`.
    pub client_ca: Option<Arc<Stack<X509_NAME>>>,
    pub ca: Option<Arc<Stack<X509_NAME>>>,
    /// In wire form: each name behind its length.
    pub alpn: Vec<u8>,
    pub srtp: Vec<&'static SRTP_PROTECTION_PROFILE>,
    /// The kind of certificate status that clients ask for (`TLSEXT_STATUSTYPE_*`).
    pub status_type: c_int,
    /// How a server chooses the group of a Diffie-Hellman share.
    pub dh_auto: Auto,
    /// The group that it takes otherwise.
    pub tmp_dh: Option<TmpDh>,
    /// A server's hint which pre-shared key to use.
    pub psk_hint: Option<CString>,
    pub id_context: IdContext,
    pub read_ahead: bool,
    pub quiet_shutdown: bool,
    pub max_cert_list: usize,
    pub max_send_fragment: usize,
    pub split_send_fragment: usize,
    /// A client's wish (RFC 6066, 4); `None`: none.
    pub max_fragment_length: Option<MaxFragmentLength>,
    /// Forms of the client's and of the server's certificate, in wire form (RFC 7250); `None`: certificates.
    pub client_cert_types: Option<Arc<[u8]>>,
    pub server_cert_types: Option<Arc<[u8]>>,
    /// Extensions of the application's.
    pub custom_extensions: Vec<custom_ext::Method>,
    /// RFC 8449; `None`: not used.
    pub record_size_limit: Option<u16>,
    /// `SSL_TLSEXT_HB_*`; 0: no heartbeats.
    pub heartbeat: u32,
    /// How often one is sent (`FERRODTLS_set_heartbeat_tries`).
    pub heartbeat_tries: u32,
    pub cert_flags: u32,
    /// Seconds.
    pub session_timeout: i64,
    pub cache_mode: u32,
    pub cache_size: i64,
    pub num_tickets: usize,
    pub client_cert_engine: Option<Arc<Engine>>,
    /// Limits of version 1.3, in bytes.
    pub max_early_data: u32,
    pub recv_max_early_data: u32,
    pub block_padding: usize,
    pub post_handshake_auth: bool,
    /// `FERRODTLS_CTX_set_strict_handshake`.
    pub strict_handshake: bool,
    /// `FERRODTLS_CTX_set_successors`.
    pub successors: bool,
    pub inherited: Inherited,
    pub of_context: OfContext,
    made: Made,
}

/// `SSL_CERT_FLAG_SUITEB_128_LOS`, of whose two bits the other modes have one each.
pub const CERT_FLAG_SUITE_B: u32 = 0x30000;

/// The `SSL_CERT_FLAG_SUITEB_*` of a mode.
fn cert_flag(mode: SuiteB) -> u32 {
    match mode {
        SuiteB::Level128Only => 0x10000,
        SuiteB::Level192 => 0x20000,
        SuiteB::Level128 => CERT_FLAG_SUITE_B,
    }
}

/// What is derived from the settings, once; a copy starts without.
#[derive(Default)]
struct Made {
    client: OnceLock<Arc<Config>>,
    server: OnceLock<Arc<Config>>,
    credentials: OnceLock<Arc<[Credential]>>,
}

impl Clone for Made {
    fn clone(&self) -> Self {
        Made::default()
    }
}

impl Settings {
    pub fn new(method: &'static SSL_METHOD) -> Self {
        let suites = cipher::parse(b"DEFAULT").suites;
        let suites13 = cipher::parse_ciphersuites(cipher::DEFAULT_CIPHERSUITES.to_bytes());
        let suites13 = suites13.unwrap_or_default();
        Settings {
            method,
            options: op::NO_COMPRESSION | op::ENABLE_MIDDLEBOX_COMPAT,
            mode: mode::AUTO_RETRY,
            min_version: 0,
            max_version: 0,
            security: Security::default(),
            ciphers: Arc::new(CipherList::new(&suites13, &suites)),
            groups: None,
            sigalgs: None,
            client_sigalgs: None,
            certificate_types: Vec::new(),
            verify_mode: 0,
            certs: Certs::default(),
            client_ca: None,
            ca: None,
            alpn: Vec::new(),
            srtp: Vec::new(),
            status_type: super::status::NONE,
            dh_auto: Auto::Off,
            tmp_dh: None,
            psk_hint: None,
            id_context: IdContext::default(),
            read_ahead: false,
            quiet_shutdown: false,
            max_cert_list: MAX_CERT_LIST,
            max_send_fragment: MAX_PLAINTEXT,
            split_send_fragment: MAX_PLAINTEXT,
            max_fragment_length: None,
            client_cert_types: None,
            server_cert_types: None,
            custom_extensions: Vec::new(),
            record_size_limit: None,
            heartbeat: 0,
            heartbeat_tries: Config::default().heartbeat_tries,
            cert_flags: 0,
            session_timeout: 7200,
            cache_mode: cache::SERVER,
            cache_size: 20480,
            num_tickets: 2,
            client_cert_engine: None,
            max_early_data: 0,
            recv_max_early_data: MAX_PLAINTEXT as u32,
            block_padding: 0,
            post_handshake_auth: false,
            strict_handshake: false,
            successors: false,
            inherited: Inherited::default(),
            of_context: OfContext::default(),
            made: Made::default(),
        }
    }

    /// Settings without certificates, for an object that is about to go.
    pub fn of_the_dying(&self) -> Arc<Settings> {
        static EMPTY: OnceLock<Arc<Settings>> = OnceLock::new();
        Arc::clone(EMPTY.get_or_init(|| Arc::new(Settings::new(self.method))))
    }

    /// Changes shared settings: others that share them keep the old ones. The old ones come back, to be dropped when
    /// nothing is locked or borrowed any more: certificates in them may call the application.
    pub fn change<R>(
        shared: &mut Arc<Settings>,
        change: impl FnOnce(&mut Settings) -> R,
    ) -> (R, Arc<Settings>) {
        let old = Arc::clone(shared);
        let settings = Arc::make_mut(shared);
        settings.made = Made::default();
        (change(settings), old)
    }

    /// What comes with another context (`SSL_set_SSL_CTX`): credentials and all that is about signing and key exchange with
    /// them, whoever set it before, and what the connection has from the context that it had, `before`. Versions,
    /// options, groups and verification stay.
    pub fn take_from_context(&mut self, before: &Settings, after: &Settings) {
        self.certs = after.certs.clone();
        self.cert_flags = after.cert_flags;
        self.sigalgs.clone_from(&after.sigalgs);
        self.client_sigalgs.clone_from(&after.client_sigalgs);
        self.certificate_types.clone_from(&after.certificate_types);
        self.security = after.security;
        self.dh_auto = after.dh_auto;
        self.tmp_dh.clone_from(&after.tmp_dh);
        self.psk_hint.clone_from(&after.psk_hint);
        self.custom_extensions.clone_from(&after.custom_extensions);
        self.inherited.tmp_dh = after.inherited.tmp_dh;
        self.inherited.certificate = after.inherited.certificate;
        self.inherited.certificate_arg = after.inherited.certificate_arg;
        if self.id_context == before.id_context {
            self.id_context = after.id_context.clone();
        }
        if Arc::ptr_eq(&self.ciphers, &before.ciphers) {
            self.ciphers = Arc::clone(&after.ciphers);
        }
    }

    /// Replaces the suites up to 1.2 by a cipher string. A string without a suite that we have
    /// leaves none (`SSL_R_NO_CIPHER_MATCH`); one that is none leaves the list as it was. The
    /// security level in it counts in any case.
    pub fn set_cipher_list(&mut self, text: &[u8]) -> Result<(), c_int> {
        let text = self.in_suite_b(text)?;
        let parsed = cipher::parse(text);
        if let Some(level) = parsed.security_level {
            self.security.level = level;
        }
        if parsed.invalid {
            return Err(crate::reasons::INVALID_COMMAND);
        }
        self.ciphers = Arc::new(CipherList::new(&self.ciphers.newest(), &parsed.suites));
        match parsed.suites.is_empty() {
            true => Err(crate::reasons::NO_CIPHER_MATCH),
            false => Ok(()),
        }
    }

    /// What stands for a cipher string in the mode of Suite B that it asks for, or that was asked
    /// for before.
    fn in_suite_b<'a>(&mut self, text: &'a [u8]) -> Result<&'a [u8], c_int> {
        let (mode, text) = match (SuiteB::read(text), self.suite_b()) {
            (Some((mode, suites)), _) => (mode, suites),
            (None, Some(mode)) => (mode, mode.suites()),
            (None, None) => return Ok(text),
        };
        self.cert_flags = self.cert_flags & !CERT_FLAG_SUITE_B | cert_flag(mode);
        match self.method.protocol {
            Protocol::Dtls10 => Err(crate::reasons::AT_LEAST_TLS_1_2_NEEDED_IN_SUITEB_MODE),
            _ => Ok(text),
        }
    }

    /// The mode of Suite B, which is kept among the certificate flags.
    pub fn suite_b(&self) -> Option<SuiteB> {
        use SuiteB::*;
        let flag = self.cert_flags & CERT_FLAG_SUITE_B;
        [Level128, Level128Only, Level192]
            .into_iter()
            .find(|mode| cert_flag(*mode) == flag)
    }

    /// Replaces the suites of version 1.3.
    pub fn set_ciphersuites(&mut self, text: &[u8]) -> Result<(), c_int> {
        let suites = cipher::parse_ciphersuites(text).ok_or(crate::reasons::NO_CIPHER_MATCH)?;
        self.ciphers = Arc::new(CipherList::new(&suites, &self.ciphers.older()));
        Ok(())
    }

    /// The engine's configuration for one side, as far as no callback decides.
    pub fn config(&self, server: bool) -> Arc<Config> {
        let made = if server {
            &self.made.server
        } else {
            &self.made.client
        };
        let policy = Policy::of_level(self.security.level);
        Arc::clone(made.get_or_init(|| Arc::new(self.make_config(server, &policy, None))))
    }

    /// What a server or client may authenticate itself with.
    pub fn credentials(&self, store: &Store, policy: &Policy<'_>) -> Arc<[Credential]> {
        let auto_chain = self.mode & mode::NO_AUTO_CHAIN == 0;
        let raw = CertificateType::RAW_PUBLIC_KEY.0;
        let types = [&self.client_cert_types, &self.server_cert_types];
        let keys = types.into_iter().flatten().any(|list| list.contains(&raw));
        let suite_b = self.cert_flags & CERT_FLAG_SUITE_B;
        let make = |policy| {
            let mut made = self.certs.credentials(store, auto_chain, policy, keys);
            made.retain(|own| suite_b == 0 || self.certs.is_of_suite_b(own.id, suite_b));
            made.into()
        };
        if policy.is_custom() {
            return make(policy);
        }
        let by_level = Policy::of_level(self.security.level);
        let made = &self.made.credentials;
        Arc::clone(made.get_or_init(|| make(&by_level)))
    }

    /// The configuration under a policy. A server asks it only about what both sides have, which
    /// takes the client's hello.
    pub fn make_config(
        &self,
        server: bool,
        policy: &Policy<'_>,
        hello: Option<&ClientHelloInfo>,
    ) -> Config {
        let has = |option| self.options & option != 0;
        let (min_version, max_version) = self
            .versions(policy)
            .unwrap_or((ProtocolVersion(0), ProtocolVersion(0)));
        let algorithms = match (server, hello) {
            (false, _) => self.client_algorithms(policy),
            (true, hello) => self.server_algorithms(policy, hello),
        };
        let defaults = Config::default();
        let names = self.client_ca.as_ref().or(self.ca.as_ref());
        Config {
            min_version,
            max_version,
            suites: algorithms.suites,
            groups: algorithms.groups,
            signature_schemes: algorithms.schemes,
            client_schemes: Some(algorithms.client_schemes),
            // A callback is not asked about signatures of a version that is not used.
            dtls10_signatures: server
                && policy.is_custom()
                && hello.is_none_or(|hello| hello.version != ProtocolVersion::DTLS1_0)
                || self.allows_dtls10_signatures(policy),
            certificate_types: algorithms.certificate_types,
            prefer_own_order: has(op::CIPHER_SERVER_PREFERENCE) || self.suite_b().is_some(),
            prioritize_chacha: has(op::PRIORITIZE_CHACHA),
            send_fallback: self.mode & mode::SEND_FALLBACK_SCSV != 0,
            sctp_label_with_zero: self.mode & mode::DTLS_SCTP_LABEL_LENGTH_BUG != 0,
            cookie_exchange: has(op::COOKIE_EXCHANGE),
            client_auth: self.client_auth(),
            client_authorities: match names {
                Some(names) if server && !has(op::DISABLE_TLSEXT_CA_NAMES) => names.to_der(),
                _ => Vec::new(),
            },
            alpn: protocols(&self.alpn),
            srtp_profiles: self
                .srtp
                .iter()
                .filter_map(|p| u16::try_from(p.id).ok())
                .collect(),
            staple: server,
            own_certificate_types: self.certificate_types(server),
            peer_certificate_types: self.certificate_types(!server),
            max_fragment_length: self.max_fragment_length,
            record_size_limit: self.record_size_limit,
            heartbeats: self.heartbeats(),
            heartbeat_tries: self.heartbeat_tries,
            max_send_plaintext: self.max_send_fragment,
            encrypt_then_mac: !has(op::NO_ENCRYPT_THEN_MAC),
            extended_master_secret: if has(op::NO_EXTENDED_MASTER_SECRET) {
                ExtendedMasterSecret::Off
            } else {
                ExtendedMasterSecret::Offer
            },
            dh: self.dh_auto != Auto::Off
                || self.tmp_dh.is_some()
                || self.inherited.tmp_dh.is_some(),
            min_dh_bits: dh::least_prime_bits(self.security.level),
            allow_version_rollback: has(op::TLS_ROLLBACK_BUG),
            psk: if server {
                self.inherited.psk_server.is_some()
            } else {
                self.inherited.psk_client.is_some()
            },
            psk_hint: self.psk_hint.as_ref().map(|hint| hint.to_bytes().to_vec()),
            renegotiation: self.renegotiation(server),
            allow_legacy_peer: has(op::LEGACY_SERVER_CONNECT),
            allow_unsafe_renegotiation: has(op::ALLOW_UNSAFE_LEGACY_RENEGOTIATION),
            resumption: self.cache_mode & cache::SERVER != 0,
            names_sessions: self.inherited.session_id.is_some()
                || self.inherited.not_resumable.is_some(),
            tickets: !has(op::NO_TICKET) && policy.allows_tickets(),
            max_chain_bytes: self.max_cert_list,
            // An application that says so knows its path (SSL_CTX_set_options(3)).
            shrink_mtu: !has(op::NO_QUERY_MTU),
            strict_handshake: self.strict_handshake,
            trace_messages: self.inherited.message.is_some()
                || self.inherited.extension_debug.is_some(),
            key_log: self.of_context.key_log.is_some(),
            ..defaults
        }
    }

    fn heartbeats(&self) -> Heartbeats {
        match self.heartbeat {
            0 => Heartbeats::Off,
            flags if flags & heartbeat::DONT_RECV_REQUESTS != 0 => Heartbeats::OnlyAsk,
            _ => Heartbeats::Answer,
        }
    }

    /// The forms of the server's or the client's certificate.
    fn certificate_types(&self, of_server: bool) -> Vec<CertificateType> {
        let types = if of_server {
            &self.server_cert_types
        } else {
            &self.client_cert_types
        };
        let types = types.iter().flat_map(|types| types.iter());
        types.map(|kind| CertificateType(*kind)).collect()
    }

    fn client_auth(&self) -> ClientAuth {
        if self.verify_mode & VERIFY_PEER == 0 {
            ClientAuth::None
        } else if self.verify_mode & VERIFY_FAIL_IF_NO_PEER_CERT == 0 {
            ClientAuth::Request
        } else {
            ClientAuth::Require
        }
    }

    /// A client follows a server's wish unless told not to; a server follows a client's only when
    /// told to (SSL_CTX_set_options(3)).
    fn renegotiation(&self, server: bool) -> Renegotiation {
        let refused = self.options & op::NO_RENEGOTIATION != 0;
        let allowed = !server || self.options & op::ALLOW_CLIENT_RENEGOTIATION != 0;
        if allowed && !refused {
            Renegotiation::Accept
        } else {
            Renegotiation::Refuse
        }
    }
}

/// The names in a list where each has its length in front.
pub fn protocols(wire: &[u8]) -> Vec<Vec<u8>> {
    let mut names = Vec::new();
    let mut rest = wire;
    while let Some((length, tail)) = rest.split_first() {
        let Some((name, tail)) = tail.split_at_checked(usize::from(*length)) else {
            break;
        };
        names.push(name.to_vec());
        rest = tail;
    }
    names
}

/// Whether such a list is well-formed: no empty name, nothing left over.
pub fn is_protocol_list(wire: &[u8]) -> bool {
    let names = protocols(wire);
    let length: usize = names.iter().map(|name| name.len() + 1).sum();
    length == wire.len() && names.iter().all(|name| !name.is_empty())
}
