//! How long datagrams may be: what the application says, what the kernel knows, and what turns out to be too long.

use dtls::Connection;

use crate::object::connection::SSL;
use crate::object::settings::op;
use crate::sys::bio::Bio;

/// Below this no handshake message makes progress: what OpenSSL takes as least (256 less UDP's 28).
pub const LEAST_MTU: usize = 228;

/// What becomes of a datagram that the kernel did not send because something was too long.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Refused {
    /// It was not this datagram: it may be sent now.
    Again,
    /// The engine makes smaller ones of what it carried.
    Cut,
    /// It is lost, as on any unreliable transport.
    Lost,
}

/// How long datagrams may be: what the application said, what the kernel knows, or what passes
/// everywhere.
fn choose(ssl: &SSL) -> usize {
    let wbio = ssl.wbio();
    let overhead = wbio.as_ref().map_or(0, Bio::mtu_overhead);
    if ssl.link_mtu.get() > 0 {
        return ssl.link_mtu.get().saturating_sub(overhead).max(LEAST_MTU);
    }
    if ssl.mtu.get() > 0 {
        return ssl.mtu.get();
    }
    wbio.and_then(|bio| known(ssl, &bio))
        .unwrap_or(dtls::DEFAULT_MTU)
}

/// What the kernel knows of the path; None when it says nothing, or the application wants not to hear it.
fn known(ssl: &SSL, bio: &Bio) -> Option<usize> {
    let mtu = if asks(ssl) { bio.query_mtu() } else { 0 };
    (mtu >= LEAST_MTU).then_some(mtu)
}

/// The same when something was too long: a plain socket BIO is not asked before that, as OpenSSL's says nothing.
fn known_now(ssl: &SSL, bio: &Bio) -> Option<usize> {
    known(ssl, bio).or_else(|| {
        let mtu = if asks(ssl) { bio.query_socket_mtu() } else { 0 };
        (mtu >= LEAST_MTU).then_some(mtu)
    })
}

/// Whether anything but the application decides (SSL_CTX_set_options(3), `SSL_OP_NO_QUERY_MTU`).
fn asks(ssl: &SSL) -> bool {
    ssl.settings().options & op::NO_QUERY_MTU == 0
}

/// Gives a new engine its sizes.
pub fn install(ssl: &SSL, engine: &mut Connection) {
    engine.set_mtu(choose(ssl));
    if let Some(fallback) = fallback(ssl) {
        engine.set_fallback_mtu(fallback);
    }
}

/// Gives the engine the size that the application has set.
pub fn apply(ssl: &SSL) {
    let mtu = choose(ssl);
    if let Some(engine) = ssl.engine.borrow_mut().as_mut() {
        engine.set_mtu(mtu);
    }
}

/// Tells the engine what always passes, before it makes datagrams that got lost smaller: the peer's address, on which
/// that depends, is known only now.
pub fn tell_fallback(ssl: &SSL) {
    let Some(fallback) = fallback(ssl) else {
        return;
    };
    if let Some(engine) = ssl.engine.borrow_mut().as_mut() {
        engine.set_fallback_mtu(fallback);
    }
}

/// What RFC 791's 576 and RFC 8200's 1280 bytes leave, if the BIO can tell.
pub fn fallback(ssl: &SSL) -> Option<usize> {
    let fallback = ssl.wbio()?.fallback_mtu();
    (fallback >= LEAST_MTU).then_some(fallback)
}

/// What to do about a datagram of `length` bytes that `bio` refused as too long; `again`: not for the first time. The
/// error may be about a datagram before: the kernel reports what a router said to the next call on the socket.
pub fn refused(ssl: &SSL, bio: &Bio, length: usize, is_data: bool, again: bool) -> Refused {
    let known = known_now(ssl, bio);
    if known.is_none_or(|known| known >= length) && !again {
        reported(ssl, bio);
        return Refused::Again;
    }
    // A kernel that knows nothing better than what it refused does not know the path: an unconnected socket's.
    let takes = known
        .filter(|known| *known < length)
        .or_else(|| fallback(ssl).filter(|_| asks(ssl)))
        .filter(|takes| *takes < length);
    let mut engine = ssl.engine.borrow_mut();
    let Some(engine) = engine.as_mut() else {
        return Refused::Lost;
    };
    if let (true, Some(takes)) = (is_data, takes) {
        engine.narrow(takes);
    }
    if is_data || !engine.datagram_refused(length, takes) {
        return Refused::Lost;
    }
    ssl.output_due.set(true);
    Refused::Cut
}

/// The kernel reports that something sent before was too long: a flight that waits for an answer goes out again in
/// smaller datagrams.
pub fn reported(ssl: &SSL, bio: &Bio) {
    let Some(known) = known_now(ssl, bio) else {
        return;
    };
    if let Some(engine) = ssl.engine.borrow_mut().as_mut()
        && engine.narrow(known)
    {
        ssl.output_due.set(true);
    }
}
