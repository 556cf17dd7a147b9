//! `SSL_SESSION`: what a later handshake can resume, and a server's cache of them.

use std::ffi::{CString, c_int, c_long};
use std::sync::{Arc, Mutex};
use std::time::{SystemTime, UNIX_EPOCH};

use dtls::Session;
use dtls::msg::{CipherSuite, MaxFragmentLength, ProtocolVersion};
use ffi::SharedHandle;

use crate::sys::cert::Certificate;
use crate::sys::ex_data::{Class, ExData};
use crate::sys::key::Key;

use super::cipher::SSL_CIPHER;
use super::connection::PskNames;
use super::context::lock;
use super::settings::IdContext;

pub mod cache;
pub mod der;
pub mod text;

pub struct SSL_SESSION {
    parts: Mutex<Parts>,
    pub ex_data: ExData,
}

impl SharedHandle for SSL_SESSION {}

/// What a session consists of. Applications that make sessions by hand set it piece by piece.
#[derive(Clone)]
pub struct Parts {
    /// As the C API numbers it; 0: not set.
    pub version: c_int,
    pub cipher: Option<&'static SSL_CIPHER>,
    pub id: Vec<u8>,
    pub secret: zeroize::Zeroizing<Vec<u8>>,
    pub extended_master_secret: bool,
    pub id_context: IdContext,
    pub peer_chain: Arc<[Vec<u8>]>,
    /// The same, parsed.
    pub certificates: Arc<[Certificate]>,
    pub peer: Option<Certificate>,
    /// In place of a certificate (RFC 7250).
    pub peer_raw_key: Option<Key>,
    pub host_name: Option<CString>,
    pub alpn: Vec<u8>,
    pub psk: PskNames,
    pub verify_result: c_long,
    /// Seconds since 1970.
    pub time: i64,
    /// Seconds.
    pub timeout: i64,
    /// The session ended badly and is not to be resumed.
    pub not_resumable: bool,
    pub stored: Stored,
}

/// What the file form of a session (d2i_SSL_SESSION(3)) has beside what resumption by ID needs.
#[derive(Clone, Default)]
pub struct Stored {
    /// RFC 5077; empty: none.
    pub ticket: Vec<u8>,
    /// Seconds that the ticket is good for, as the server believes; 0: it does not tell.
    pub ticket_lifetime_hint: u32,
    /// TLS 1.3's.
    pub ticket_age_add: u32,
    /// The application's data that goes into the ticket.
    pub ticket_data: Option<Vec<u8>>,
    /// Bytes.
    pub max_early_data: u32,
    /// The code of RFC 6066, section 4; 0: none; or [`Stored::FRAGMENT_LENGTH_OPEN`].
    pub max_fragment_length: u8,
    /// The number of the key exchange's group on the wire; 0: none.
    pub group: u32,
}

impl Stored {
    /// No handshake has settled the maximum fragment length yet.
    pub const FRAGMENT_LENGTH_OPEN: u8 = 255;
}

impl Parts {
    /// The last second of its life, in seconds since 1970.
    pub fn expiry(&self) -> i64 {
        self.time.saturating_add(self.timeout)
    }

    /// Whether a client can offer it: by its ID or a ticket (SSL_SESSION_is_resumable(3)).
    pub fn is_resumable(&self) -> bool {
        let has_name = !self.id.is_empty() || !self.stored.ticket.is_empty();
        has_name && !self.not_resumable
    }

    /// Nothing, from now on for the default time-out of 304 seconds.
    pub fn empty() -> Self {
        Parts {
            version: 0,
            cipher: None,
            id: Vec::new(),
            secret: zeroize::Zeroizing::default(),
            extended_master_secret: false,
            id_context: IdContext::default(),
            peer_chain: Arc::new([]),
            certificates: Arc::new([]),
            peer: None,
            peer_raw_key: None,
            host_name: None,
            alpn: Vec::new(),
            // `X509_V_ERR_UNSPECIFIED`: nobody has verified anything yet.
            verify_result: 1,
            psk: PskNames::default(),
            time: now(),
            timeout: 304,
            not_resumable: false,
            stored: Stored {
                max_fragment_length: Stored::FRAGMENT_LENGTH_OPEN,
                ..Stored::default()
            },
        }
    }
}

impl SSL_SESSION {
    /// An empty session (SSL_SESSION_new(3)).
    pub fn new() -> Option<Arc<Self>> {
        Self::from_parts(Parts::empty())
    }

    pub fn from_parts(parts: Parts) -> Option<Arc<Self>> {
        let session = Arc::new(SSL_SESSION {
            parts: Mutex::new(parts),
            ex_data: ExData::new(Class::Session),
        });
        session.ex_data.attach(&*session).then_some(session)
    }

    /// A copy with the application's data, in no cache (SSL_SESSION_dup(3)).
    pub fn duplicate(&self) -> Option<Arc<Self>> {
        let copy = Self::from_parts(self.with(Clone::clone))?;
        copy.ex_data.copy_from(&self.ex_data).then_some(copy)
    }

    /// Reads the parts; `read` must not call the application.
    pub fn with<R>(&self, read: impl FnOnce(&Parts) -> R) -> R {
        read(&lock(&self.parts))
    }

    pub fn change<R>(&self, change: impl FnOnce(&mut Parts) -> R) -> R {
        change(&mut lock(&self.parts))
    }

    /// The engine's view; `None` while something is missing or the session may not be resumed.
    pub fn to_engine(&self) -> Option<Arc<Session>> {
        self.with(|parts| {
            if parts.not_resumable || parts.secret.is_empty() {
                return None;
            }
            Some(Arc::new(Session {
                version: ProtocolVersion(u16::try_from(parts.version).ok()?),
                suite: CipherSuite(parts.cipher?.code),
                id: parts.id.clone(),
                ticket: parts.stored.ticket.clone(),
                ticket_lifetime: parts.stored.ticket_lifetime_hint,
                secret: parts.secret.clone(),
                extended_master_secret: parts.extended_master_secret,
                peer_chain: Arc::clone(&parts.peer_chain),
                peer_raw_key: parts
                    .peer_raw_key
                    .as_ref()
                    .and_then(|key| key.public_info().map(Arc::from)),
                max_fragment_length: Some(MaxFragmentLength(parts.stored.max_fragment_length))
                    .filter(|length| length.bytes().is_some()),
                server_name: parts
                    .host_name
                    .as_ref()
                    .map(|name| name.to_bytes().to_vec()),
            }))
        })
    }

    pub fn is_resumable(&self) -> bool {
        self.with(Parts::is_resumable)
    }

    pub fn is_expired(&self, now: i64) -> bool {
        self.with(|parts| now > parts.expiry())
    }

    pub fn id(&self) -> Vec<u8> {
        self.with(|parts| parts.id.clone())
    }
}

impl Drop for SSL_SESSION {
    fn drop(&mut self) {
        self.ex_data.detach(self);
    }
}

/// Seconds since 1970.
pub fn now() -> i64 {
    SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .map_or(0, |d| i64::try_from(d.as_secs()).unwrap_or(0))
}
