//! AES-CBC with HMAC as DTLS 1.0 and 1.2 use it (RFC 5246 section 6.2.3.2): MAC then encrypt, or
//! encrypt then MAC (RFC 7366).
//!
//! The initialisation vector of a record is the record number encrypted under a key of its own: it
//! never repeats, nobody without the key can foretell it (the method of NIST SP 800-38A appendix
//! C), and no random source is needed for a record.
//!
//! In MAC then encrypt the padding is secret until the MAC is known to be good. Everything between
//! decryption and the verdict takes the same time, and touches the same addresses, for all records
//! of one length; only one verdict comes out. See [`primitives::hidden_len_mac`].

use core::ops::Range;

use primitives::cbc::{BLOCK_LEN, CbcAlgorithm, CbcKey};
use primitives::digest::HashAlgorithm;
use primitives::hidden_len_mac::{HiddenLenKey, MAX_CODE_LEN};
use primitives::hmac;
use primitives::mask::{below, equal, hide};
use subtle::{Choice, ConditionallySelectable, ConstantTimeEq};

use super::Header;
use crate::error::{DropReason, Error, Reason};

/// Keys of one direction.
#[derive(Debug)]
pub struct Cbc {
    cipher: CbcKey,
    iv_cipher: CbcKey,
    mac: hmac::Key,
    mac_len: usize,
    order: Order,
}

#[derive(Debug)]
enum Order {
    MacThenEncrypt(HiddenLenKey),
    EncryptThenMac,
}

impl Cbc {
    /// `key` and `mac_key` of one direction from the key block. `hash` is SHA-1, SHA-256 or
    /// SHA-384.
    pub fn new(
        algorithm: CbcAlgorithm,
        key: &[u8],
        hash: HashAlgorithm,
        mac_key: &[u8],
        encrypt_then_mac: bool,
    ) -> Result<Self, Error> {
        let failed = || Error::new(Reason::CryptoFailed);
        let hidden = HiddenLenKey::new(hash, mac_key).ok_or_else(failed)?;
        let mac = hmac::Key::new(hash, mac_key);
        // Shorter than anything a record's MAC is computed over, so it is no MAC of a record.
        let iv_key = hmac::sign(&mac, b"record IV");
        let iv_key = &iv_key.as_ref()[..CbcAlgorithm::Aes128.key_len()];
        Ok(Self {
            cipher: CbcKey::new(algorithm, key).map_err(|_| failed())?,
            iv_cipher: CbcKey::new(CbcAlgorithm::Aes128, iv_key).map_err(|_| failed())?,
            mac,
            mac_len: hash.output_len(),
            order: match encrypt_then_mac {
                true => Order::EncryptThenMac,
                false => Order::MacThenEncrypt(hidden),
            },
        })
    }

    #[inline]
    pub(super) fn prefix_len(&self) -> usize {
        BLOCK_LEN
    }

    /// Length in bytes of the body of a record with `len` bytes of plaintext: the least padding.
    pub(super) fn body_len(&self, len: usize) -> usize {
        match self.order {
            Order::MacThenEncrypt(_) => BLOCK_LEN + padded_len(len + self.mac_len),
            Order::EncryptThenMac => BLOCK_LEN + padded_len(len) + self.mac_len,
        }
    }

    /// The most plaintext whose record has a body of at most `body_len` bytes; None when there is
    /// no room for any record.
    pub(super) fn max_plaintext(&self, body_len: usize) -> Option<usize> {
        let blocks = |len: Option<usize>| Some(len? / BLOCK_LEN * BLOCK_LEN);
        let room = body_len.checked_sub(BLOCK_LEN);
        match self.order {
            Order::MacThenEncrypt(_) => blocks(room)?.checked_sub(self.mac_len + 1),
            Order::EncryptThenMac => blocks(room?.checked_sub(self.mac_len))?.checked_sub(1),
        }
    }

    /// Protects the `len` bytes of plaintext behind the prefix of `body`, which has exactly
    /// [`body_len`](Self::body_len) bytes.
    pub(super) fn seal(&self, header: &Header, body: &mut [u8], len: usize) -> Result<(), Error> {
        let failed = |_| Error::new(Reason::CryptoFailed);
        let mut iv = [0; BLOCK_LEN];
        iv[..8].copy_from_slice(&header.number.to_u64().to_be_bytes());
        self.iv_cipher
            .encrypt_in_place(&[0; BLOCK_LEN], &mut iv)
            .map_err(failed)?;
        body[..BLOCK_LEN].copy_from_slice(&iv);
        match self.order {
            Order::MacThenEncrypt(_) => {
                let data = &mut body[BLOCK_LEN..];
                let code = self.code(header, len, &data[..len]);
                data[len..len + self.mac_len].copy_from_slice(code.as_ref());
                pad(data, len + self.mac_len);
                self.cipher.encrypt_in_place(&iv, data).map_err(failed)
            }
            Order::EncryptThenMac => {
                let mac_start = body.len() - self.mac_len;
                let data = &mut body[BLOCK_LEN..mac_start];
                pad(data, len);
                self.cipher.encrypt_in_place(&iv, data).map_err(failed)?;
                let (authenticated, mac) = body.split_at_mut(mac_start);
                let code = self.code(header, mac_start, authenticated);
                mac.copy_from_slice(code.as_ref());
                Ok(())
            }
        }
    }

    /// Checks and decrypts `body` in place; where in it the plaintext stands.
    pub(super) fn open(
        &self,
        header: &Header,
        body: &mut [u8],
    ) -> Result<Range<usize>, DropReason> {
        let len = match &self.order {
            Order::MacThenEncrypt(key) => self.open_mac_then_encrypt(key, header, body),
            Order::EncryptThenMac => self.open_encrypt_then_mac(header, body),
        };
        let len = len.ok_or(DropReason::BadRecord)?;
        Ok(BLOCK_LEN..BLOCK_LEN + len)
    }

    fn open_encrypt_then_mac(&self, header: &Header, body: &mut [u8]) -> Option<usize> {
        let mac_start = body.len().checked_sub(self.mac_len)?;
        let (authenticated, mac) = body.split_at_mut(mac_start);
        if mac_start < 2 * BLOCK_LEN || !mac_start.is_multiple_of(BLOCK_LEN) {
            return None;
        }
        if !self.code(header, mac_start, authenticated).verify(mac) {
            return None;
        }
        let (iv, data) = authenticated.split_first_chunk_mut()?;
        self.cipher.decrypt_in_place(iv, data).ok()?;
        // The peer made this padding: its time tells nothing to others.
        let padding = *data.last()?;
        let len = data.len().checked_sub(1 + usize::from(padding))?;
        data[len..]
            .iter()
            .all(|&byte| byte == padding)
            .then_some(len)
    }

    fn open_mac_then_encrypt(
        &self,
        key: &HiddenLenKey,
        header: &Header,
        body: &mut [u8],
    ) -> Option<usize> {
        let (iv, data) = body.split_first_chunk_mut()?;
        // Public conditions: the length is seen on the wire.
        let max_len = data.len().checked_sub(self.mac_len + 1)?;
        self.cipher.decrypt_in_place(iv, data).ok()?;
        let (padding_good, padding) = check_padding(data, max_len);
        let len = max_len - padding as usize;
        let min_len = max_len.saturating_sub(255);
        let prefix = header.additional_data(len);
        let code = key.code(&prefix, &data[..max_len], min_len, len)?;
        let mac_good = check_code(&data[min_len..], len - min_len, &code, self.mac_len);
        // From here on the length of an authentic record may show.
        bool::from(padding_good & mac_good).then_some(len)
    }

    /// The MAC of a record whose length field for the MAC is `len`.
    fn code(&self, header: &Header, len: usize, data: &[u8]) -> hmac::Tag {
        let mut context = hmac::Context::new(&self.mac);
        context.update(&header.additional_data(len));
        context.update(data);
        context.finish()
    }
}

/// `len` with the least padding: at least the padding's length byte, up to a whole block.
const fn padded_len(len: usize) -> usize {
    len - len % BLOCK_LEN + BLOCK_LEN
}

/// Fills `data` behind the first `len` bytes with padding; one block at most is to be filled.
fn pad(data: &mut [u8], len: usize) {
    let padding = &mut data[len..];
    let byte = (padding.len() - 1) as u8;
    padding.fill(byte);
}

/// Whether the padding at the end of `data` is good, and its length without the length byte, zero
/// if it is not. At most `max_len` bytes, which is less than the length of `data`, may stand before
/// it with the MAC between. The time depends on both lengths only.
fn check_padding(data: &[u8], max_len: usize) -> (Choice, u32) {
    let padding = hide(data.last().copied().unwrap_or(0));
    let len = u32::from(padding);
    let mut wrong = below(max_len as u32, len) as u8;
    // 256 bytes are the most that padding can take, its length byte included.
    let first = data.len().saturating_sub(256);
    for (distance, byte) in (0..).zip(data[first..].iter().rev()) {
        wrong |= !below(len, distance) as u8 & (byte ^ padding);
    }
    let good = wrong.ct_eq(&0);
    (good, u32::conditional_select(&0, &len, good))
}

/// Whether the first `code_len` bytes of `code` stand at `start` in `window`. The time depends on
/// the lengths only; `start` is secret, and the code lies within `window`.
fn check_code(window: &[u8], start: usize, code: &[u8; MAX_CODE_LEN], code_len: usize) -> Choice {
    // Byte `n` of the code is gathered in place `(start + n) % code_len`; places are public.
    let mut gathered = [0u8; MAX_CODE_LEN];
    let gathered = &mut gathered[..code_len];
    let start = hide(start as u32);
    let end = start + code_len as u32;
    let mut first_place = 0;
    for (turn, bytes) in window.chunks(code_len).enumerate() {
        let position = (turn * code_len) as u32..;
        for (place, (position, byte)) in position.zip(bytes).enumerate() {
            gathered[place] |= byte & (below(position, end) & !below(position, start)) as u8;
            first_place |= place as u32 & equal(position, start);
        }
    }
    // Turn it left by `first_place`, bit by bit of that number, so that byte 0 comes first.
    for bit in 0..6 {
        let turn = hide(0u8.wrapping_sub((first_place >> bit & 1) as u8));
        let mut turned = [0; MAX_CODE_LEN];
        turned[..code_len].copy_from_slice(gathered);
        turned[..code_len].rotate_left((1 << bit) % code_len);
        for (byte, turned) in gathered.iter_mut().zip(turned) {
            *byte ^= turn & (*byte ^ turned);
        }
    }
    gathered.ct_eq(&code[..code_len])
}
