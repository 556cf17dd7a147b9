//! `DTLSv1_listen`: answers first hellos with cookies, keeping no state, until one comes back
//! (RFC 6347, 4.2.1).

use dtls::Connection;
use dtls::stateless::Hello;
use primitives::random::SystemRandom;

use crate::object::connection::{SSL, Side, Want};
use crate::reasons;
use crate::sys::{call, error};

use super::datagram::is_empty_datagram;
use super::{Stop, adopt, scratch};

/// A cookie has at most 255 bytes (RFC 6347, 4.2.1), so a HelloVerifyRequest at most 283.
pub const REPLY: usize = 13 + 12 + 3 + 255;

/// What to do with a datagram.
enum Verdict {
    /// It was answered.
    Asked,
    /// Its client is verified.
    Verified(Box<Connection>),
    /// It is nothing for a listener.
    Dropped,
}

/// Listens until a client is verified (true), or until there is nothing to read or junk was read
/// (false). The connection goes on with that client then.
pub fn listen(ssl: &SSL) -> Result<bool, Stop> {
    let callbacks = ssl.context().settings().of_context;
    if callbacks.cookie_generate.is_none() || callbacks.cookie_verify.is_none() {
        error::put(reasons::NO_VERIFY_COOKIE_CALLBACK);
        return Err(Stop::Failed);
    }
    ssl.side.set(Some(Side::Server));
    ssl.reset();
    let (Some(rbio), Some(wbio)) = (ssl.rbio(), ssl.wbio()) else {
        error::put(reasons::BIO_NOT_SET);
        return Err(Stop::Failed);
    };
    if ssl.settings().versions(&ssl.policy()).is_none() {
        error::put(reasons::NO_PROTOCOLS_AVAILABLE);
        return Err(Stop::Failed);
    }
    scratch::with(|scratch| {
        loop {
            ssl.want.set(Want::Reading);
            let read = rbio.read(scratch);
            let Ok(length @ 1..) = usize::try_from(read) else {
                // A time-out, a passing error of the socket, or junk; the caller tries again.
                return if rbio.should_retry() || is_empty_datagram(&rbio, read) {
                    Ok(false)
                } else {
                    Err(Stop::Wait)
                };
            };
            ssl.want.set(Want::Nothing);
            let datagram = &scratch[..length];
            let mut reply = [0u8; REPLY];
            match judge(ssl, datagram, &mut reply)? {
                (Verdict::Verified(engine), _) => {
                    adopt(ssl, *engine, datagram)?;
                    return Ok(true);
                }
                (Verdict::Dropped, _) => return Ok(false),
                (Verdict::Asked, length) => {
                    ssl.want.set(Want::Writing);
                    if wbio.write(&reply[..length]) <= 0 {
                        // The client asks again when the reply is lost.
                        return if wbio.should_retry() {
                            Ok(false)
                        } else {
                            Err(Stop::Wait)
                        };
                    }
                    wbio.flush();
                    ssl.want.set(Want::Nothing);
                }
            }
        }
    })
}

/// Looks at a datagram, and writes the reply that asks for a cookie.
fn judge(ssl: &SSL, datagram: &[u8], reply: &mut [u8]) -> Result<(Verdict, usize), Stop> {
    let Ok(hello) = Hello::read(datagram) else {
        return Ok((Verdict::Dropped, 0));
    };
    let callbacks = ssl.context().settings().of_context;
    if !hello.cookie().is_empty()
        && call::check_cookie(callbacks.cookie_verify, ssl, hello.cookie())
    {
        let random = Box::new(SystemRandom::new());
        let config = crate::questions::config(ssl);
        let engine = Connection::server_after_cookie(config, random, &hello);
        return Ok((Verdict::Verified(Box::new(engine)), 0));
    }
    let Some(cookie) = call::make_cookie(callbacks.cookie_generate, ssl) else {
        error::put(reasons::COOKIE_GEN_CALLBACK_FAILURE);
        return Err(Stop::Failed);
    };
    match hello.write_verify_request(&cookie, reply) {
        Some(length) => Ok((Verdict::Asked, length)),
        None => Ok((Verdict::Dropped, 0)),
    }
}
