//! The cookie exchange of a connection of its own (RFC 6347, 4.2.1), without a listener before it. It works on
//! records, so that nothing of a hello is kept for a client whose address is not verified.

use alloc::sync::Arc;
use alloc::vec::Vec;

use crate::core::Core;
use crate::error::DropReason;
use crate::event::{Direction, HandshakeState};
use crate::msg::ContentType;
use crate::question::{Answer, Question};
use crate::record::{Epoch, Header};
use crate::stateless::Hello;

/// Stands before the handshake until a hello brings a good cookie.
#[derive(Default)]
pub(crate) struct CookieGate {
    asking: Option<Asking>,
    /// The record whose cookie was checked, by its number, and the verdict. The driver hands it in again.
    checked: Option<(u64, bool)>,
    /// A HelloVerifyRequest to send.
    pub(crate) reply: Option<Vec<u8>>,
}

struct Asking {
    question: Question,
    numbers: Numbers,
}

/// What of a hello a reply repeats.
#[derive(Clone, Copy)]
struct Numbers {
    record_sequence: u64,
    message_seq: u16,
    received: usize,
}

/// What came of a record.
pub(crate) enum Gate {
    /// It is dealt with; so many bytes.
    Consumed(usize),
    /// A question is open; the record is to come again.
    Ask,
    /// It is a hello with a good cookie: the handshake may have it.
    Passed,
}

impl CookieGate {
    /// The open question.
    pub(crate) fn question(&self) -> Option<&Question> {
        self.asking.as_ref().map(|asking| &asking.question)
    }

    /// Looks at the first record of a datagram.
    pub(crate) fn handle(&mut self, core: &mut Core, datagram: &[u8]) -> Gate {
        let header = match Header::parse(datagram) {
            Ok(header) => header,
            Err(reason) => {
                core.drops.add(reason);
                return Gate::Consumed(datagram.len());
            }
        };
        let consumed = header.record_len();
        let hello = match () {
            () if !header.version.is_dtls() => Err(DropReason::WrongVersion),
            () if header.number.epoch != Epoch::ZERO => Err(DropReason::UnknownEpoch),
            () if header.content_type != ContentType::HANDSHAKE => {
                Err(DropReason::UnexpectedMessage)
            }
            () => Hello::from_fragment(
                header.number.sequence,
                &datagram[Header::LEN..consumed],
                datagram.len(),
            ),
        };
        let hello = match hello {
            Ok(hello) => hello,
            Err(reason) => {
                core.drops.add(reason);
                return Gate::Consumed(consumed);
            }
        };
        let numbers = Numbers {
            record_sequence: hello.record_sequence,
            message_seq: hello.message_seq,
            received: datagram.len(),
        };
        let verdict = self
            .checked
            .take()
            .filter(|&(sequence, _)| sequence == hello.record_sequence);
        match verdict {
            _ if hello.cookie().is_empty() => {}
            Some((_, true)) => {
                core.address_verified(&hello);
                return Gate::Passed;
            }
            Some((_, false)) => {}
            None => {
                let cookie = Arc::from(hello.cookie());
                self.asking = Some(Asking {
                    question: Question::CheckCookie { cookie },
                    numbers,
                });
                return Gate::Ask;
            }
        }
        self.asking = Some(Asking {
            question: Question::MakeCookie,
            numbers,
        });
        core.trace_headers(Direction::Received, &datagram[..consumed]);
        let message = &datagram[Header::LEN..consumed];
        if is_whole(message) {
            core.trace(
                Direction::Received,
                ContentType::HANDSHAKE,
                message.to_vec(),
            );
        }
        core.progress(HandshakeState::ServerReadClientHello);
        Gate::Consumed(consumed)
    }

    /// Takes an answer of the right kind.
    pub(crate) fn answer(&mut self, core: &mut Core, answer: Answer) {
        let Some(Asking { numbers, .. }) = self.asking.take() else {
            return;
        };
        match answer {
            Answer::CookieGood(good) => {
                if !good {
                    core.drops.add(DropReason::BadCookie);
                }
                self.checked = Some((numbers.record_sequence, good));
            }
            Answer::Cookie(cookie) => {
                let hello = Hello::repeated(
                    numbers.record_sequence,
                    numbers.message_seq,
                    numbers.received,
                );
                let mut out = [0; MAX_REPLY];
                let len = hello.write_verify_request(&cookie, &mut out);
                match len {
                    Some(len) => {
                        let message = out[Header::LEN..len].to_vec();
                        core.trace(Direction::Sent, ContentType::HANDSHAKE, message);
                        self.reply = Some(out[..len].to_vec());
                        core.progress(HandshakeState::ServerWroteHelloVerifyRequest);
                    }
                    // The cookie is too long for a hello as short as this.
                    None => core.drops.add(DropReason::BadHello),
                }
            }
            _ => {}
        }
    }
}

/// Whether a record holds one message that was not cut: only those are told to who wants to see messages.
fn is_whole(record: &[u8]) -> bool {
    record.get(1..4).is_some() && record.get(1..4) == record.get(9..12)
}

/// Bytes of the longest HelloVerifyRequest.
const MAX_REPLY: usize = 13 + 12 + 3 + 255;
