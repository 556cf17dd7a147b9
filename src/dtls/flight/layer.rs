//! Both directions and the timer together.

use alloc::collections::VecDeque;
use core::time::Duration;

use super::{Inserted, Limits, Message, OutgoingFlight, Packing, Reassembly, Timer};
use crate::association::AssociationStep;
use crate::codec::{Codec, Reader};
use crate::config::Transport;
use crate::error::{DropReason, Drops, Error, Reason};
use crate::msg::{HandshakeHeader, HandshakeType};
use crate::record::{Epoch, RecordNumber, WriteState};
use crate::time::Time;

/// How long a flight of ours is kept, and whether the timer runs for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keep {
    /// It is sent again by timer until the peer's next flight is complete.
    UntilAnswered,
    /// No timer, but sent again when the peer repeats its own: the last flight of a handshake, and
    /// a HelloVerifyRequest.
    ForRepeats,
    /// Sent once and forgotten: HelloRequest.
    NotAtAll,
}

/// How often the timer may expire for one flight if nothing else is said; the next expiry ends the
/// connection.
pub const MAX_EXPIRIES: u32 = 12;

/// When flights of a handshake have gone out again so often, they do in smaller datagrams (RFC 6347,
/// 4.1.1.1: "2-3 seems appropriate").
const LOSSES_BEFORE_SMALLER: u32 = 2;

/// What datagrams are made smaller to if nothing else is said, in bytes of UDP payload: what the
/// longest headers of IPv4 and UDP leave of the 576 bytes that every host takes (RFC 791, 3.1).
pub const FALLBACK_MTU: usize = 508;

/// What a network says that it takes is never believed below this, in bytes of UDP payload: no fragment of a message would
/// fit, and anybody can make a network say so. It is what IP and UDP leave of 256 bytes.
pub const LEAST_MTU: usize = 228;

/// A repetition by the peer makes us send a flight again only this long after we did so last: one
/// that comes sooner was on its way before ours can have arrived, and says nothing about it. While
/// no key protects the repetitions, each that was answered doubles the time, as a peer's own timer
/// does: anybody can write more of them.
pub const RESEND_INTERVAL: Duration = Duration::from_millis(250);

/// How many repetitions of the end of a handshake are answered at once, without regard to the time:
/// no timer repeats our last flight, and only protected records ask for it.
const RESEND_STOCK_LAST: u32 = 5;

/// How often a flight that waits for an answer goes out again because the path takes less: several links may be narrow, one
/// behind the other, but anybody can make a network say so, one byte less each time.
const MAX_RECUTS: u32 = 4;

/// How many record numbers of epoch 0 are remembered to tell the network's copy of a record from a
/// repetition by the peer.
const RECENT_RECORDS: usize = 32;

/// The handshake's transport of one connection.
#[derive(Debug)]
pub struct FlightLayer {
    incoming: Reassembly,
    outgoing: OutgoingFlight,
    timer: Timer,
    transport: Transport,
    keep: Keep,
    mtu: usize,
    fallback_mtu: usize,
    shrink: bool,
    max_expiries: u32,
    next_write_seq: u16,
    /// The last message that was delivered.
    delivered: Option<Mark>,
    /// The last message of the peer's flight that `outgoing` answers.
    answers: Option<Mark>,
    /// The peer's last Finished.
    finished: Option<Mark>,
    /// Numbers of the last handshake records of epoch 0. In later epochs the replay window tells.
    recent: VecDeque<u64>,
    /// The record being read is a copy of one that came before: no repetition by the peer, which
    /// numbers its records anew (RFC 6347 section 4.2.4).
    copy: bool,
    /// The peer repeated its flight: ours is to be sent again.
    repeat: bool,
    /// The timer is to start anew.
    paused: bool,
    /// The flight was sent completely, so that it can be lost completely.
    last_sent: Option<Time>,
    resend_stock: u32,
    /// How often the flight was sent again because the peer repeated its own.
    resends: u32,
    /// How often the flight was sent again because the path takes less.
    recuts: u32,
    /// How often flights of this handshake were lost.
    losses: u32,
}

/// A message by which a repeated flight is recognised.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Mark {
    epoch: Epoch,
    kind: HandshakeType,
    message_seq: u16,
}

impl FlightLayer {
    /// Both directions count messages from 0. `mtu` is the size of the largest datagram to send,
    /// in bytes of UDP payload.
    pub fn new(transport: Transport, mtu: usize, limits: Limits) -> Self {
        let packing = match transport {
            Transport::Datagram => Packing::Full,
            Transport::ReliableOrdered => Packing::Single,
        };
        Self {
            incoming: Reassembly::new(0, limits),
            outgoing: OutgoingFlight::new(packing),
            timer: Timer::default(),
            transport,
            keep: Keep::NotAtAll,
            mtu,
            fallback_mtu: FALLBACK_MTU,
            shrink: true,
            max_expiries: MAX_EXPIRIES,
            next_write_seq: 0,
            delivered: None,
            answers: None,
            finished: None,
            recent: VecDeque::new(),
            copy: false,
            repeat: false,
            paused: false,
            last_sent: None,
            resend_stock: 0,
            resends: 0,
            recuts: 0,
            losses: 0,
        }
    }

    /// Takes the payload of a handshake record of `epoch`: one fragment or more. What is wrong with
    /// them is counted in `drops`. Ask [`next_message`](Self::next_message) then.
    pub fn receive(&mut self, epoch: Epoch, payload: &[u8], drops: &mut Drops) {
        let mut reader = Reader::new(payload);
        if reader.is_empty() {
            drops.add(DropReason::EmptyRecord);
        }
        while !reader.is_empty() {
            let Ok(header) = HandshakeHeader::read(&mut reader) else {
                return drops.add(DropReason::BadFragment);
            };
            let Ok(body) = reader.take(header.fragment_length as usize) else {
                return drops.add(DropReason::BadFragment);
            };
            if let Err(reason) = self.receive_fragment(epoch, &header, body) {
                drops.add(reason);
            }
        }
    }

    /// The next message of the peer that is complete and in order.
    pub fn next_message(&mut self) -> Option<Message> {
        let message = self.incoming.pop()?;
        self.delivered = Some(Mark {
            epoch: message.epoch,
            kind: message.kind,
            message_seq: message.message_seq,
        });
        if message.kind == HandshakeType::FINISHED {
            self.finished = self.delivered;
        }
        Some(message)
    }

    /// Puts a message aside that turned out to be none of the peer's: another with its number may come.
    pub fn refuse(&mut self, message: &Message) {
        self.incoming.refuse(message.message_seq);
    }

    /// Whether fragments of messages are kept that were not delivered.
    pub fn has_fragments(&self) -> bool {
        !self.incoming.is_empty()
    }

    /// Whether fragments of messages that came in `epoch` are kept.
    pub fn has_fragments_of(&self, epoch: Epoch) -> bool {
        self.incoming.holds(epoch)
    }

    /// Whether a Finished contradicts the one that ended the handshake in its epoch: another
    /// message, and no repetition.
    pub fn is_another_finished(&self, epoch: Epoch, header: &HandshakeHeader) -> bool {
        self.finished.is_some_and(|finished| {
            finished.epoch == epoch && finished.message_seq != header.message_seq
        })
    }

    /// Notes which record the fragments that follow come in.
    pub fn begin_record(&mut self, number: RecordNumber) {
        self.copy = number.epoch == Epoch::ZERO && self.recent.contains(&number.sequence);
        if number.epoch == Epoch::ZERO && !self.copy {
            self.recent.truncate(RECENT_RECORDS - 1);
            self.recent.push_front(number.sequence);
        }
    }

    /// Waits for the peer's message with `message_seq` next, and forgets all fragments.
    pub fn expect_message_seq(&mut self, message_seq: u16) {
        self.incoming.restart(message_seq);
    }

    /// The `message_seq` of the peer's next message.
    pub fn next_read_seq(&self) -> u16 {
        self.incoming.next_seq()
    }

    /// Bytes of fragments kept.
    pub fn stored_bytes(&self) -> usize {
        self.incoming.stored_bytes()
    }

    /// Changes what the peer may make this side keep.
    pub fn set_limits(&mut self, limits: Limits) {
        self.incoming.set_limits(limits);
    }

    /// Begins a flight of our own; the one before is forgotten, and its timer stopped. The messages
    /// that were delivered up to now are what it answers.
    pub fn begin_flight(&mut self, keep: Keep) {
        self.flight_answered();
        self.keep = keep;
        self.answers = self.delivered;
        self.resend_stock = stock(keep);
    }

    /// Begins a flight of our own behind the last one of a handshake that may not have arrived: both are sent until the
    /// peer answers the new one.
    pub fn begin_flight_behind_last(&mut self, keep: Keep) {
        self.timer.stop();
        self.paused = false;
        self.repeat = false;
        self.set_keep(keep);
    }

    /// How often the timer may expire for one flight; [`MAX_EXPIRIES`] at first.
    pub fn set_max_expiries(&mut self, max_expiries: u32) {
        self.max_expiries = max_expiries;
    }

    /// Changes how long the flight that was begun is kept, before it is sent.
    pub fn set_keep(&mut self, keep: Keep) {
        self.keep = keep;
        self.resend_stock = stock(keep);
    }

    /// Whether a flight is kept for the peer's repetitions.
    pub fn keeps_flight(&self) -> bool {
        !self.outgoing.is_empty()
    }

    /// Adds a message to the flight, with the next `message_seq`. Returns header and body as they
    /// enter the transcript of DTLS 1.0 and 1.2.
    pub fn push_message(
        &mut self,
        epoch: Epoch,
        kind: HandshakeType,
        body: &[u8],
    ) -> Result<&[u8], Error> {
        let seq = self.next_write_seq;
        self.next_write_seq = seq.checked_add(1).ok_or(Error::new(Reason::Oversize))?;
        self.outgoing.push_message(epoch, kind, seq, body)
    }

    /// Adds a ChangeCipherSpec to the flight, sent in `epoch`, which it ends.
    pub fn push_change_cipher_spec(&mut self, epoch: Epoch) {
        self.outgoing.push_change_cipher_spec(epoch);
    }

    /// Whether flights hold steps of an association: not over datagrams.
    pub fn has_steps(&self) -> bool {
        self.transport == Transport::ReliableOrdered
    }

    /// Adds a step of the association behind what is to be sent; nothing over datagrams.
    pub fn push_step(&mut self, epoch: Epoch, step: AssociationStep) {
        if self.has_steps() {
            self.outgoing.push_step(epoch, step);
        }
    }

    /// The step of the association that what is to be sent waits for.
    pub fn step(&self) -> Option<&AssociationStep> {
        self.outgoing.step()
    }

    /// That step was taken.
    pub fn step_done(&mut self) {
        self.outgoing.step_done();
        if self.has_steps() && self.outgoing.is_sent() {
            self.outgoing.clear();
        }
    }

    /// The `message_seq` of our next message.
    pub fn next_write_seq(&self) -> u16 {
        self.next_write_seq
    }

    /// Gives our next message `message_seq`.
    pub fn set_next_write_seq(&mut self, message_seq: u16) {
        self.next_write_seq = message_seq;
    }

    /// The peer's next flight is complete, so ours has arrived: it is forgotten, the timer stopped. Over a reliable
    /// transport what is still to be sent stays: nobody will ask for it.
    pub fn flight_answered(&mut self) {
        if self.transport == Transport::Datagram || self.outgoing.is_sent() {
            self.outgoing.clear();
        }
        self.timer.stop();
        self.paused = false;
        self.repeat = false;
        self.last_sent = None;
        self.resends = 0;
        self.recuts = 0;
    }

    /// The connection failed: nothing of the flight goes out any more.
    pub fn abandon(&mut self) {
        self.outgoing.clear();
        self.finish_handshake();
        self.flight_answered();
    }

    /// The handshake is done: both directions count messages from 0 again, and no fragments are
    /// kept. A last flight ([`Keep::ForRepeats`]) stays until [`flight_answered`](Self::flight_answered); any
    /// other is forgotten.
    pub fn finish_handshake(&mut self) {
        if self.keep != Keep::ForRepeats {
            self.flight_answered();
        }
        self.incoming.restart(0);
        self.losses = 0;
        self.next_write_seq = 0;
        self.recent = VecDeque::new();
    }

    /// Whether a part of our flight waits to be sent.
    pub fn has_output(&self) -> bool {
        self.repeat || !self.outgoing.is_sent()
    }

    /// Writes the next datagram of our flight to the front of `out`; its length. None when nothing
    /// is to be sent now, or a [`step`](Self::step) comes first. The timer starts when the flight is sent completely.
    pub fn poll_transmit(
        &mut self,
        now: Time,
        write: &mut WriteState,
        out: &mut [u8],
    ) -> Result<Option<usize>, Error> {
        if core::mem::take(&mut self.paused) {
            self.timer.start(now);
        }
        if core::mem::take(&mut self.repeat) && self.outgoing.is_sent() && self.may_resend(now) {
            self.resends = self.resends.saturating_add(1);
            // No timer counts how often a last flight gets lost.
            if self.keep == Keep::ForRepeats {
                self.note_loss();
            }
            self.outgoing.rewind();
        }
        let limit = match self.transport {
            Transport::Datagram => self.mtu,
            Transport::ReliableOrdered => out.len(),
        };
        let len = self.outgoing.poll(write, limit, out)?;
        if len.is_some() && self.outgoing.is_sent() {
            self.sent(now);
        }
        Ok(len)
    }

    /// When [`handle_timeout`](Self::handle_timeout) is to be called, if at all.
    pub fn poll_timeout(&self) -> Option<Time> {
        self.timer.deadline()
    }

    /// If the timer has expired, gets the flight sent again by
    /// [`poll_transmit`](Self::poll_transmit); how often it has expired for this flight. None when it has not
    /// expired. `TimedOut` after as many as allowed.
    pub fn handle_timeout(&mut self, now: Time) -> Result<Option<u32>, Error> {
        if !self.timer.is_expired(now) {
            return Ok(None);
        }
        let expiries = self.timer.back_off();
        if expiries > self.max_expiries {
            return Err(Error::new(Reason::TimedOut));
        }
        self.note_loss();
        self.outgoing.rewind();
        Ok(Some(expiries))
    }

    /// Lets the time of a flight that waits for an answer begin anew with the next
    /// [`poll_transmit`](Self::poll_transmit): up to now it was not the peer that we waited for.
    pub fn restart_timer(&mut self) {
        self.paused |= self.timer.pause();
    }

    /// RFC 6347, 4.1.1.1: "If repeated retransmissions do not result in a response, and the PMTU is
    /// unknown, subsequent retransmissions SHOULD back off to a smaller record size, fragmenting the
    /// handshake message as appropriate." What was lost of the flights before counts, too: the next one need not wait
    /// through periods that have grown meanwhile.
    fn note_loss(&mut self) {
        self.losses = self.losses.saturating_add(1);
        if self.losses >= LOSSES_BEFORE_SMALLER && self.shrink {
            self.mtu = self.mtu.min(self.fallback_mtu);
        }
    }

    /// The timer, to choose its durations.
    pub fn timer_mut(&mut self) -> &mut Timer {
        &mut self.timer
    }

    /// The timer.
    pub fn timer(&self) -> &Timer {
        &self.timer
    }

    /// The size of the largest datagram, in bytes of UDP payload.
    pub fn mtu(&self) -> usize {
        self.mtu
    }

    /// Changes the size of the largest datagram. A fragment begun before keeps its place.
    pub fn set_mtu(&mut self, mtu: usize) {
        self.mtu = mtu;
    }

    /// The last datagram was not sent, as the path takes `mtu` bytes: the flight comes again from its
    /// beginning, as those before may have been too long, too.
    pub fn datagram_refused(&mut self, mtu: usize) {
        self.mtu = mtu;
        self.outgoing.rewind();
    }

    /// Something that was sent before was longer than the `mtu` bytes that the path takes: a flight
    /// that waits for an answer goes out again at once, unless it did so several times. False, and nothing is done, when
    /// that is no less than before.
    pub fn narrow(&mut self, mtu: usize) -> bool {
        let narrower = mtu < self.mtu;
        if narrower {
            self.mtu = mtu;
            if self.keep == Keep::UntilAnswered && self.recuts < MAX_RECUTS {
                self.recuts += 1;
                self.outgoing.rewind();
            }
        }
        narrower
    }

    /// What datagrams are made smaller to when a flight was lost several times, in bytes of UDP
    /// payload; [`FALLBACK_MTU`] at first.
    pub fn set_fallback_mtu(&mut self, mtu: usize) {
        self.fallback_mtu = mtu;
    }

    /// Whether datagrams are made smaller by themselves when a flight was lost several times: true
    /// at first.
    pub fn set_shrinking(&mut self, shrink: bool) {
        self.shrink = shrink;
    }

    /// After a handshake: a fragment that may be the end of the peer's last flight, repeated because
    /// ours was lost.
    pub fn note_repetition(&mut self, epoch: Epoch, header: &HandshakeHeader) {
        let mark = Mark {
            epoch,
            kind: header.kind,
            message_seq: header.message_seq,
        };
        let end = header.fragment_offset + header.fragment_length;
        let lost = self.answers == Some(mark) && !self.outgoing.is_empty();
        self.repeat |= lost && !self.copy && end == header.length;
    }

    /// Takes one fragment: [`receive`](Self::receive) for a caller that looks at the headers
    /// itself. Why it was dropped, if it was.
    pub fn receive_fragment(
        &mut self,
        epoch: Epoch,
        header: &HandshakeHeader,
        body: &[u8],
    ) -> Result<(), DropReason> {
        let mark = Mark {
            epoch,
            kind: header.kind,
            message_seq: header.message_seq,
        };
        if self.delivered == Some(mark) && self.incoming_is_behind(&mark) {
            // Only the end of the last message counts: one repetition of the flight, one answer.
            self.note_repetition(epoch, header);
            return Err(DropReason::OldMessage);
        }
        match self.incoming.insert(epoch, header, body) {
            Inserted::Stored => Ok(()),
            Inserted::Repeated => Err(DropReason::OldMessage),
            Inserted::Dropped(reason) => Err(reason),
        }
    }

    /// Whether the message that `mark` names cannot be one that is awaited: it came before, or in
    /// the handshake before (after [`finish_handshake`](Self::finish_handshake) only a Finished can be that
    /// message, and none is awaited in an epoch where one came).
    fn incoming_is_behind(&self, mark: &Mark) -> bool {
        mark.message_seq < self.incoming.next_seq() || mark.kind == HandshakeType::FINISHED
    }

    fn may_resend(&mut self, now: Time) -> bool {
        if self.transport == Transport::ReliableOrdered {
            return false;
        }
        let Some(last_sent) = self.last_sent else {
            return false;
        };
        let protected = self.answers.is_some_and(|mark| mark.epoch > Epoch::ZERO);
        // Up to 64 seconds.
        let doublings = if protected { 0 } else { self.resends.min(8) };
        if now - last_sent >= RESEND_INTERVAL * (1 << doublings) {
            return true;
        }
        let may = self.resend_stock > 0;
        self.resend_stock = self.resend_stock.saturating_sub(1);
        may
    }

    fn sent(&mut self, now: Time) {
        self.last_sent = Some(now);
        let reliable = self.transport == Transport::ReliableOrdered;
        match self.keep {
            // What is sent over a reliable transport arrives.
            _ if reliable => self.outgoing.clear(),
            Keep::NotAtAll => self.outgoing.clear(),
            // Anybody can write a repetition of epoch 0: to answer one must not put the expiry off.
            Keep::UntilAnswered if self.timer.deadline().is_some() => {}
            Keep::UntilAnswered => self.timer.start(now),
            Keep::ForRepeats => {}
        }
    }
}

/// How many repetitions are answered at once.
fn stock(keep: Keep) -> u32 {
    match keep {
        Keep::ForRepeats => RESEND_STOCK_LAST,
        Keep::UntilAnswered | Keep::NotAtAll => 0,
    }
}

#[cfg(test)]
#[path = "layer_tests.rs"]
mod tests;
