//! Notifications: what this library needs of them itself, and handing them on.

pub mod abi;

/// What a notification meant to the BIO.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Event {
    /// The peer has acknowledged all that was sent.
    SenderDry,
    /// The rest of a message of which a part was read does not come.
    PartialDeliveryEnded,
    Other,
}

/// What waits to be read.
pub(crate) enum Waiting {
    Message,
    /// A notification did; it was taken and handled.
    Notified(Event),
    Nothing,
    /// The association is over.
    End,
    Failed,
}

/// A notification, at an address where a program may look at it as a C structure.
pub(crate) struct Notification {
    words: Vec<u64>,
    len: usize,
}

/// The largest notification that is kept: it may quote a message that could not be sent.
const LARGEST: usize = 1 << 17;

impl Notification {
    fn new() -> Self {
        Self {
            words: Vec::new(),
            len: 0,
        }
    }

    fn push(&mut self, bytes: &[u8]) {
        for byte in bytes.iter().take(LARGEST - self.len) {
            if self.len.is_multiple_of(8) {
                self.words.push(0);
            }
            // In memory order: the word is as the bytes lie.
            let mut word = self.words[self.len / 8].to_ne_bytes();
            word[self.len % 8] = *byte;
            self.words[self.len / 8] = u64::from_ne_bytes(word);
            self.len += 1;
        }
    }

    fn byte(&self, at: usize) -> Option<u8> {
        (at < self.len).then(|| self.words[at / 8].to_ne_bytes()[at % 8])
    }

    fn u16_at(&self, at: usize) -> Option<u16> {
        Some(u16::from_ne_bytes([self.byte(at)?, self.byte(at + 1)?]))
    }

    fn u32_at(&self, at: usize) -> Option<u32> {
        let bytes = [at, at + 1, at + 2, at + 3].map(|at| self.byte(at));
        let [Some(a), Some(b), Some(c), Some(d)] = bytes else {
            return None;
        };
        Some(u32::from_ne_bytes([a, b, c, d]))
    }

    /// `sn_type`, the first field of all.
    fn kind(&self) -> Option<u16> {
        self.u16_at(0)
    }

    /// `auth_keynumber` and `auth_indication` of an authentication event.
    fn key(&self) -> Option<(u16, u32)> {
        Some((self.u16_at(8)?, self.u32_at(12)?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_notification_is_read_field_by_field() {
        let mut notification = Notification::new();
        notification.push(&0x8008u16.to_ne_bytes());
        assert_eq!(
            (notification.kind(), notification.key()),
            (Some(0x8008), None)
        );
        notification.push(&[0, 0, 20, 0, 0, 0]);
        notification.push(&5u16.to_ne_bytes());
        notification.push(&[0; 2]);
        notification.push(&[0; 3]);
        assert_eq!(notification.key(), None);
        let mut whole = Notification::new();
        whole.push(&[0; 8]);
        whole.push(&5u16.to_ne_bytes());
        whole.push(&[0; 2]);
        whole.push(&1u32.to_ne_bytes());
        assert_eq!(whole.key(), Some((5, 1)));
    }

    #[test]
    fn a_notification_is_bounded() {
        let mut notification = Notification::new();
        for _ in 0..100 {
            notification.push(&[1; 4096]);
        }
        assert_eq!(
            (notification.len, notification.words.len()),
            (LARGEST, LARGEST / 8)
        );
    }
}
