//! Opens forged CBC records whose padding is N bytes and whose MAC is wrong; N above 255: whose
//! padding is wrong, too. The work must not tell N (CVE-2013-0169). To see that it does not:
//!
//! ```sh
//! for n in 0 1 15 100 255 999; do
//!     valgrind --tool=callgrind --callgrind-out-file=/dev/null target/release/deps/padding-* --bench sha1 $n
//! done
//! ```
//!
//! For one hash the counts of instructions differ by less than one for each of the 2000 records: what
//! is left is the reading of the arguments.
#![allow(clippy::unwrap_used)] // A bench that cannot go on may panic.

use dtls::error::DropReason;
use dtls::msg::{ContentType, ProtocolVersion};
use dtls::record::{Epoch, Header, Outcome, Protection, ReadState, RecordNumber};
use primitives::cbc::{CbcAlgorithm, CbcKey};
use primitives::digest::HashAlgorithm;

/// Bytes of plaintext, MAC and padding.
const LEN: usize = 512;
const RECORDS: usize = 2000;

fn main() {
    let mut args = std::env::args().skip(1).filter(|arg| !arg.starts_with('-'));
    let hash = match args.next().as_deref() {
        Some("sha256") => HashAlgorithm::Sha256,
        Some("sha384") => HashAlgorithm::Sha384,
        _ => HashAlgorithm::Sha1,
    };
    let padding: usize = args.next().map_or(0, |arg| arg.parse().unwrap());
    let mac_key = vec![2; hash.output_len()];
    let keys = Protection::cbc(CbcAlgorithm::Aes128, &[1; 16], hash, &mac_key, false).unwrap();
    let mut read = ReadState::new(true);
    read.install_next(keys).unwrap();
    read.advance().unwrap();
    let forged = forged(padding);
    let mut datagram = forged.clone();
    for _ in 0..RECORDS {
        datagram.copy_from_slice(&forged);
        let outcome = read.open(&mut datagram).outcome;
        assert_eq!(outcome, Outcome::Dropped(DropReason::BadRecord));
    }
}

fn forged(padding: usize) -> Vec<u8> {
    let mut data = [0x33; LEN];
    if let Ok(byte) = u8::try_from(padding) {
        data[LEN - padding - 1..].fill(byte);
    } else {
        data[LEN - 1] = 200;
    }
    let iv = [9; 16];
    let key = CbcKey::new(CbcAlgorithm::Aes128, &[1; 16]).unwrap();
    key.encrypt_in_place(&iv, &mut data).unwrap();
    let header = Header {
        content_type: ContentType::APPLICATION_DATA,
        version: ProtocolVersion::DTLS1_2,
        number: RecordNumber {
            epoch: Epoch(1),
            sequence: 5,
        },
        body_len: iv.len() + LEN,
    };
    [&header.to_array()[..], &iv, &data].concat()
}
