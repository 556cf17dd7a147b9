//! `SSL`: one connection with its BIOs. One thread at a time uses it, but callbacks use it from
//! inside its own functions: so every part is a cell of its own, borrowed only for moments in which
//! no application code runs.

use std::cell::{Cell, OnceCell, Ref, RefCell};
use std::ffi::{CString, c_int, c_long, c_ulong};
use std::sync::Arc;

use dtls::{ClientHelloInfo, Connection, HandshakeState};
use ffi::SharedHandle;

use crate::callback::{DTLS_timer_cb, FERRODTLS_path_mtu_cb, SSL_msg_cb};
use crate::driver::successor::Candidate;
use crate::questions;
use crate::sys::Arg;
use crate::sys::bio::Bio;
use crate::sys::cert::Certificate;
use crate::sys::ct::Timestamps;
use crate::sys::dane::Dane;
use crate::sys::ex_data::{Class, ExData};
use crate::sys::key::Key;
use crate::sys::stack::{Stack, StaticStack};
use crate::sys::types::*;
use crate::sys::verify::Param;

use super::cipher::SSL_CIPHER;
use super::context::SSL_CTX;
use super::custom_ext;
use super::inbox::Inbox;
use super::session::SSL_SESSION;
use super::settings::Settings;
use super::status::Status;

pub const SENT_SHUTDOWN: c_int = 1;
pub const RECEIVED_SHUTDOWN: c_int = 2;

/// What the last operation waits for (`SSL_want`).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Want {
    Nothing = 1,
    Writing = 2,
    Reading = 3,
    X509Lookup = 4,
    ClientHello = 7,
    RetryVerify = 8,
}

/// The side this connection takes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Side {
    Client,
    Server,
}

pub struct SSL {
    settings: RefCell<Arc<Settings>>,
    context: RefCell<Arc<SSL_CTX>>,
    /// The context at the start, whose sessions and session callbacks stay in charge.
    pub first_context: Arc<SSL_CTX>,
    pub side: Cell<Option<Side>>,
    pub engine: RefCell<Option<Box<Connection>>>,
    pub io: RefCell<Io>,
    /// A function that drives the handshake is running.
    pub busy: Cell<bool>,
    pub want: Cell<Want>,
    pub shutdown: Cell<c_int>,
    /// As of the last event delivered, for `SSL_state_string` inside the info callback.
    pub state: Cell<HandshakeState>,
    /// The engine may have something to send.
    pub output_due: Cell<bool>,
    pub failed: Cell<bool>,
    /// The first handshake was completed.
    pub established: Cell<bool>,
    pub verify_result: Cell<c_long>,
    pub retry_verify: Cell<bool>,
    pub mtu: Cell<usize>,
    pub link_mtu: Cell<usize>,
    pub timer_callback: Cell<DTLS_timer_cb>,
    pub timer_microseconds: Cell<u32>,
    /// The callback was asked about the flight whose timer runs.
    pub timer_asked: Cell<bool>,
    /// Who is told what the search for the path's MTU does.
    pub path_mtu_callback: Cell<(FERRODTLS_path_mtu_cb, Arg)>,
    /// How far a server is with `SSL_read_early_data`.
    pub early_data: Cell<EarlyData>,
    pub renegotiations: Cell<c_long>,
    pub total_renegotiations: Cell<c_long>,
    pub renegotiating: Cell<bool>,
    /// A server has asked for the client's certificate.
    pub asked_certificate: Cell<bool>,
    pub host_name: RefCell<Option<CString>>,
    /// The server's name as the handshake has it: what the client asked for, or after a resumption what the server
    /// acknowledged when the session was made. A client has it only then.
    pub negotiated_name: RefCell<Option<CString>>,
    pub peer: RefCell<Peer>,
    pub session: RefCell<Option<Arc<SSL_SESSION>>>,
    /// A client offers `session`: not in a full renegotiation.
    pub offers_session: Cell<bool>,
    /// `session` is of the handshake that runs: it was made for its ticket.
    pub session_made: Cell<bool>,
    pub alpn: RefCell<Vec<u8>>,
    pub status: Status,
    /// Of a server's certificate.
    pub timestamps: RefCell<PeerTimestamps>,
    /// Raw public keys that the application trusts, as SubjectPublicKeyInfo.
    pub expected_keys: RefCell<Vec<Vec<u8>>>,
    pub extension_offer: custom_ext::Offer,
    /// The security callback is running: what it calls does not ask it again.
    pub asking_security: Cell<bool>,
    /// The reason code for a refusal that the engine is told of.
    pub refusal: Cell<c_int>,
    /// The identity of the pre-shared key and the server's hint, of the last handshake.
    pub psk: RefCell<PskNames>,
    /// While its callbacks run: the ClientHello.
    pub hello: RefCell<Option<Hello>>,
    /// Of the handshake that runs, where a security callback decides: it is asked about what both sides have.
    pub offer: RefCell<Option<Arc<ClientHelloInfo>>>,
    /// A client that comes again from the same address.
    pub successor: RefCell<Option<Box<Candidate>>>,
    param: OnceCell<Param>,
    /// TLSA records, once DANE is begun.
    pub dane: OnceCell<Box<Dane>>,
    /// `DANE_FLAG_*` before: those of the context when this was made.
    pub dane_flags: Cell<c_ulong>,
    lent: RefCell<Option<Box<Lent>>>,
    pub ex_data: ExData,
}

impl SharedHandle for SSL {}

/// The BIOs and what waits between them and the engine.
#[derive(Default)]
pub struct Io {
    pub rbio: Option<Bio>,
    pub wbio: Option<Bio>,
    /// Datagrams (or the rest of one) that were read and not yet handled; handled up to `start`.
    pub leftover: Vec<u8>,
    pub start: usize,
    /// The read that gave `leftover` filled the buffer: its last record may be cut.
    pub cut: bool,
    pub inbox: Inbox,
    /// A datagram that the BIO did not take.
    pub parked: Option<Parked>,
    /// Application data in a datagram that was parked: what `SSL_write` answers once it is sent.
    pub parked_data: Option<usize>,
    /// Whether the read BIO was told about a handshake timer.
    pub timer_told: bool,
}

/// How far a server is with `SSL_read_early_data`.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub enum EarlyData {
    #[default]
    NotAsked,
    /// It was called, and the handshake was not complete.
    Accepting,
    /// It has said that there is no more.
    Finished,
}

/// A datagram that waits for its BIO.
pub struct Parked {
    pub bytes: Vec<u8>,
    /// It carries application data.
    pub is_data: bool,
}

/// Stacks that the C API lends out.
#[derive(Default)]
struct Lent {
    srtp: Option<StaticStack>,
    client_ciphers: Option<StaticStack>,
}

/// Timestamps of the server's certificate.
#[derive(Default)]
pub struct PeerTimestamps {
    /// The server's extension.
    pub extension: Vec<u8>,
    /// All of them, once somebody has asked.
    pub list: Option<Timestamps>,
}

/// The peer's certificates.
#[derive(Default)]
pub struct Peer {
    pub leaf: Option<Certificate>,
    /// The whole chain on a client; without the leaf on a server (SSL_get_peer_cert_chain(3)).
    pub chain: Option<Stack<X509>>,
    /// In place of a certificate (RFC 7250).
    pub raw_key: Option<Key>,
    pub verified: Option<Stack<X509>>,
    /// Authorities that the server named in its CertificateRequest.
    pub authorities: Option<Stack<X509_NAME>>,
    pub certificate_types: Vec<u8>,
    pub requested: bool,
    pub signature_schemes: Vec<dtls::msg::SignatureScheme>,
    /// Those that both sides have, in the order that decides.
    pub shared_schemes: Vec<dtls::msg::SignatureScheme>,
    pub groups: Vec<dtls::msg::NamedGroup>,
    pub suites: Vec<dtls::msg::CipherSuite>,
}

/// What pre-shared keys are called; a session keeps it for its resumption.
#[derive(Clone, Default)]
pub struct PskNames {
    pub identity: Option<CString>,
    pub hint: Option<CString>,
}

/// A ClientHello with parts in wire form, to which the C API lends pointers.
pub struct Hello {
    pub info: Arc<ClientHelloInfo>,
    pub suites: Vec<u8>,
}

impl SSL {
    /// `None`: no memory in libcrypto.
    // The count is atomic for `SSL_up_ref`; what it counts stays with one thread at a time.
    #[expect(
        clippy::arc_with_non_send_sync,
        reason = "the C API counts references this way"
    )]
    pub fn new(context: Arc<SSL_CTX>) -> Option<Arc<SSL>> {
        let settings = context.settings();
        let status = Status::new(settings.status_type);
        let dane_flags = context.dane.get().map_or(0, |dane| dane.flags());
        let ssl = Arc::new(SSL {
            settings: RefCell::new(settings),
            first_context: Arc::clone(&context),
            context: RefCell::new(context),
            side: Cell::new(None),
            engine: RefCell::default(),
            io: RefCell::default(),
            busy: Cell::new(false),
            want: Cell::new(Want::Nothing),
            shutdown: Cell::new(0),
            state: Cell::new(HandshakeState::Before),
            output_due: Cell::new(false),
            failed: Cell::new(false),
            established: Cell::new(false),
            verify_result: Cell::new(0),
            retry_verify: Cell::new(false),
            mtu: Cell::new(0),
            link_mtu: Cell::new(0),
            timer_callback: Cell::new(None),
            timer_microseconds: Cell::new(0),
            timer_asked: Cell::new(false),
            path_mtu_callback: Cell::new((None, Arg(std::ptr::null_mut()))),
            early_data: Cell::default(),
            renegotiations: Cell::new(0),
            total_renegotiations: Cell::new(0),
            renegotiating: Cell::new(false),
            asked_certificate: Cell::new(false),
            host_name: RefCell::default(),
            negotiated_name: RefCell::default(),
            peer: RefCell::default(),
            session: RefCell::default(),
            offers_session: Cell::new(true),
            session_made: Cell::new(false),
            alpn: RefCell::default(),
            status,
            timestamps: RefCell::default(),
            expected_keys: RefCell::default(),
            extension_offer: custom_ext::Offer::default(),
            asking_security: Cell::new(false),
            refusal: Cell::new(crate::reasons::CALLBACK_FAILED),
            psk: RefCell::default(),
            hello: RefCell::default(),
            offer: RefCell::default(),
            successor: RefCell::default(),
            param: OnceCell::new(),
            dane: OnceCell::new(),
            dane_flags: Cell::new(dane_flags),
            lent: RefCell::default(),
            ex_data: ExData::new(Class::Ssl),
        });
        ssl.ex_data.attach(&*ssl).then_some(ssl)
    }

    /// Another connection of the same context, over the same BIOs, with the settings and the application's data of
    /// this one at its start. `None`: no memory in libcrypto.
    pub fn sibling(&self) -> Option<Arc<SSL>> {
        let sibling = SSL::new(Arc::clone(&self.first_context))?;
        if Arc::ptr_eq(&self.context(), &self.first_context) {
            sibling.replace_settings(self.settings());
        }
        if let Some(own) = self.param.get() {
            sibling.param.set(Param::inherit(own)?).ok();
        }
        sibling.side.set(self.side.get());
        sibling.mtu.set(self.mtu.get());
        sibling.link_mtu.set(self.link_mtu.get());
        sibling.timer_callback.set(self.timer_callback.get());
        {
            let mut io = sibling.io.borrow_mut();
            (io.rbio, io.wbio) = (self.rbio(), self.wbio());
        }
        // Libcrypto copies what has an index of its own; 0 is the application's without asking (SSL_set_app_data(3)).
        let copied = sibling.ex_data.copy_from(&self.ex_data)
            && sibling.ex_data.set(0, Arg(self.ex_data.get(0))) == 1;
        copied.then_some(sibling)
    }

    pub fn as_c(&self) -> *mut SSL {
        std::ptr::from_ref(self).cast_mut()
    }

    pub fn settings(&self) -> Arc<Settings> {
        Arc::clone(&self.settings.borrow())
    }

    /// Changes this connection's own settings, and the engine's when it is there.
    pub fn change<R>(&self, change: impl FnOnce(&mut Settings) -> R) -> R {
        let (result, old) = Settings::change(&mut self.settings.borrow_mut(), change);
        drop(old);
        crate::driver::settings_changed(self);
        result
    }

    /// Takes other settings as a whole (`SSL_set_SSL_CTX`).
    pub fn replace_settings(&self, settings: Arc<Settings>) {
        let old = self.settings.replace(settings);
        drop(old);
        crate::driver::settings_changed(self);
    }

    pub fn context(&self) -> Arc<SSL_CTX> {
        Arc::clone(&self.context.borrow())
    }

    pub fn set_context(&self, context: Arc<SSL_CTX>) {
        let old = self.context.replace(context);
        drop(old);
    }

    /// The verification parameters, made at first use from those of the context at the start: another context does not
    /// change them (SSL_set_SSL_CTX(3)).
    pub fn param(&self) -> Option<&Param> {
        if self.param.get().is_none() {
            let made = Param::inherit(&self.first_context.param)?;
            self.param.set(made).ok();
        }
        self.param.get()
    }

    /// The callback for messages with its argument, without a copy of the settings.
    pub fn message_callback(&self) -> (SSL_msg_cb, Arg) {
        let settings = self.settings.borrow();
        (settings.inherited.message, settings.inherited.message_arg)
    }

    pub fn rbio(&self) -> Option<Bio> {
        self.io.borrow().rbio.clone()
    }

    pub fn wbio(&self) -> Option<Bio> {
        self.io.borrow().wbio.clone()
    }

    /// Which side this is. Until one was chosen the method decides, for a server where it can.
    pub fn is_server(&self) -> bool {
        match self.side.get() {
            Some(side) => side == Side::Server,
            None => self.settings.borrow().method.may_be_server(),
        }
    }

    /// Borrows the engine, if the handshake has begun.
    pub fn engine(&self) -> Option<Ref<'_, Connection>> {
        Ref::filter_map(self.engine.borrow(), |engine| engine.as_deref()).ok()
    }

    /// Whether a handshake is running or still to come.
    pub fn is_handshaking(&self) -> bool {
        self.engine().is_none_or(|engine| engine.is_handshaking())
    }

    /// The profiles of SRTP as a stack that lives as long as they are not changed.
    pub fn srtp_stack(&self) -> *mut stack_st_SRTP_PROTECTION_PROFILE {
        let profiles = self.settings().srtp.clone();
        if profiles.is_empty() {
            return std::ptr::null_mut();
        }
        self.lend(
            |lent| &mut lent.srtp,
            StaticStack::new(profiles.into_iter()),
        )
    }

    /// The known suites of the ClientHello, as a stack that lives until the next call.
    pub fn client_ciphers(&self) -> *mut stack_st_SSL_CIPHER {
        let offered = self.peer.borrow().suites.clone();
        if !self.is_server() || offered.is_empty() {
            return std::ptr::null_mut();
        }
        let found = offered.iter().filter_map(|suite| SSL_CIPHER::find(suite.0));
        let known = found.filter(|suite| !suite.is_signal());
        self.lend(|lent| &mut lent.client_ciphers, StaticStack::new(known))
    }

    fn lend<S>(
        &self,
        place: impl FnOnce(&mut Lent) -> &mut Option<StaticStack>,
        stack: Option<StaticStack>,
    ) -> *mut S {
        let pointer = stack
            .as_ref()
            .map_or(std::ptr::null_mut(), StaticStack::as_ptr);
        *place(self.lent.borrow_mut().get_or_insert_default()) = stack;
        pointer
    }

    /// Begins anew with the side that was chosen, if a handshake had begun.
    pub fn restart(&self) {
        if self.engine.borrow().is_some() {
            self.reset();
        }
        self.shutdown.set(0);
    }

    /// Ready for another connection with the same settings (`SSL_clear`). The BIOs stay.
    pub fn reset(&self) {
        if questions::clear_bad_session(self) {
            let old = self.session.replace(None);
            drop(old);
        }
        self.offers_session.set(true);
        self.session_made.set(false);
        // Dropped outside the borrow: the parts may run the application's free functions.
        let old = self.engine.replace(None);
        drop(old);
        {
            let mut io = self.io.borrow_mut();
            let (rbio, wbio) = (io.rbio.take(), io.wbio.take());
            *io = Io {
                rbio,
                wbio,
                ..Io::default()
            };
        }
        self.want.set(Want::Nothing);
        self.shutdown.set(0);
        self.state.set(HandshakeState::Before);
        self.output_due.set(false);
        self.early_data.set(EarlyData::default());
        self.failed.set(false);
        self.established.set(false);
        self.renegotiating.set(false);
        self.asked_certificate.set(false);
        self.verify_result.set(0);
        self.negotiated_name.replace(None);
        self.alpn.replace(Vec::new());
        self.hello.replace(None);
        self.offer.replace(None);
        let peer = self.peer.replace(Peer::default());
        drop(peer);
        let successor = self.successor.replace(None);
        drop(successor);
    }
}

impl Drop for SSL {
    fn drop(&mut self) {
        questions::clear_bad_session(self);
        self.ex_data.detach(self);
        // As with a context: certificates may call the application, and it this object.
        let empty = self.settings.borrow().of_the_dying();
        drop(self.settings.replace(empty));
    }
}
