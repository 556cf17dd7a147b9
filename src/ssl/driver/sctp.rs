//! DTLS over SCTP (RFC 6083): the steps of the association that the engine asks for, and how messages are sent.

use dtls::{AssociationStep, Transport};

use crate::object::connection::{SSL, Want};
use crate::object::inbox::ReceiveInfo;
use crate::sys::bio::Bio;
use crate::sys::error;
use crate::sys::sctp::Outstanding;

use super::Stop;

/// Whether the connection is over SCTP.
pub fn is_used(ssl: &SSL) -> bool {
    ssl.engine()
        .is_some_and(|engine| engine.config().transport == Transport::ReliableOrdered)
}

/// Whether the end of a flight waits for the association.
pub fn is_waiting(ssl: &SSL) -> bool {
    ssl.engine()
        .is_some_and(|engine| engine.association_step().is_some())
}

/// Takes the steps that come before what is sent next: whether all were taken. Otherwise messages must be read, or
/// waited for, and this is called again.
pub fn advance(ssl: &SSL) -> Result<bool, Stop> {
    loop {
        let step = match ssl.engine() {
            Some(engine) => engine.association_step().cloned(),
            None => None,
        };
        let Some(step) = step else { return Ok(true) };
        let Some(bio) = ssl.wbio() else {
            error::put(crate::reasons::BIO_NOT_SET);
            return Err(Stop::Failed);
        };
        let done = match step {
            AssociationStep::AddKey(secret) => bio.sctp_add_key(secret.as_bytes()),
            AssociationStep::AwaitDry => match bio.sctp_wait_for_dry() {
                Outstanding::Nothing => true,
                Outstanding::Perhaps => return Ok(false),
                Outstanding::Failed => return Err(lost(ssl, &bio)),
                Outstanding::Unknown => {
                    let text = c"the SCTP BIO cannot tell when all messages are acknowledged";
                    error::put_text(error::INTERNAL_ERROR, Some(text));
                    false
                }
            },
            AssociationStep::UseKey => bio.sctp_use_next_key(),
            AssociationStep::RemoveOldKey => bio.sctp_remove_old_key(),
        };
        if !done {
            // The keys of both ends differ from here on: nothing that is sent would arrive.
            ssl.failed.set(true);
            return Err(Stop::Failed);
        }
        if let Some(engine) = ssl.engine.borrow_mut().as_mut() {
            engine.association_step_done();
        }
        // What is behind it may go out.
        ssl.output_due.set(true);
    }
}

/// Whether a step can be taken after all, although a read found nothing: it may have found the notification that the
/// step waited for, and nothing else will wake the application.
pub fn may_go_on(ssl: &SSL) -> Result<bool, Stop> {
    Ok(is_waiting(ssl) && advance(ssl)?)
}

/// Whether so many messages came in a handshake that the application must read some before it goes on: none may be lost.
pub fn must_be_read(ssl: &SSL) -> bool {
    let full = is_used(ssl) && ssl.io.borrow().inbox.is_full();
    if full && let Some(bio) = ssl.rbio() {
        bio.set_retry_read();
        ssl.want.set(Want::Reading);
    }
    full
}

/// The association is gone: the system's error tells why, as for a write that fails.
fn lost(ssl: &SSL, bio: &Bio) -> Stop {
    bio.clear_retry();
    ssl.want.set(Want::Reading);
    Stop::Wait
}

/// Writes one message: how `BIO_write` answers.
///
/// RFC 6083, 4.4: "All DTLS messages of the ChangeCipherSpec, Alert, or Handshake protocol MUST be transported on stream
/// 0 with unlimited reliability and with the ordered delivery feature." Application data goes as the application says.
pub fn write(ssl: &SSL, bio: &Bio, message: &[u8], is_data: bool) -> std::ffi::c_int {
    if is_data {
        return bio.write(message);
    }
    // RFC 6083, 4.9: "a CloseNotify message MUST only be sent after all outstanding SCTP user messages have been
    // acknowledged by the SCTP peer". Until then it waits inside the BIO.
    let closes = ssl
        .engine()
        .is_some_and(|engine| engine.is_closed() && engine.failure().is_none());
    bio.sctp_in_handshake(true);
    if closes {
        bio.sctp_save_shutdown(true);
    }
    let result = bio.write(message);
    if closes {
        bio.sctp_save_shutdown(false);
    }
    bio.sctp_in_handshake(false);
    result
}

/// How the message came that was read last, if it came over SCTP.
pub fn receive_info(ssl: &SSL) -> Option<ReceiveInfo> {
    if !is_used(ssl) {
        return None;
    }
    ssl.rbio()?.sctp_receive_info()
}

/// The application gets a message that was kept: `BIO_CTRL_DGRAM_SCTP_GET_RCVINFO` is to tell of this one.
pub fn restore_info(ssl: &SSL, info: Option<ReceiveInfo>) {
    if let (Some(info), Some(bio)) = (info, ssl.rbio()) {
        bio.sctp_set_receive_info(&info);
    }
}
