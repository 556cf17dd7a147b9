//! The words of the commands `Options`, `Protocol` and `VerifyMode`, and names of versions.

use std::ffi::c_int;

use super::flag::{CLIENT, SERVER};
use crate::object::method::{DTLS1_2_VERSION, DTLS1_VERSION};
use crate::object::settings::{
    Settings, VERIFY_CLIENT_ONCE, VERIFY_FAIL_IF_NO_PEER_CERT, VERIFY_PEER, VERIFY_POST_HANDSHAKE,
    op,
};

/// Which word of flags a change is in.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Word {
    /// `SSL_OP_*`.
    Options,
    /// `SSL_CERT_FLAG_*`.
    CertFlags,
    /// `SSL_VERIFY_*`.
    VerifyMode,
}

/// Bits that a word of flags gets or loses.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Change {
    word: Word,
    bits: u64,
    /// On means that the bits are taken away.
    inverted: bool,
}

/// `SSL_CERT_FLAG_*`.
pub mod cert_flag {
    pub const TLS_STRICT: u64 = 0x1;
}

impl Change {
    pub const fn new(word: Word, bits: u64) -> Self {
        Change {
            word,
            bits,
            inverted: false,
        }
    }

    pub const fn inverted(self) -> Self {
        Change {
            inverted: !self.inverted,
            ..self
        }
    }

    /// The word with the bits set or taken away.
    pub fn of(self, old: u64, on: bool) -> u64 {
        match on != self.inverted {
            true => old | self.bits,
            false => old & !self.bits,
        }
    }

    pub fn apply(self, settings: &mut Settings, on: bool) {
        let short = |old: u32| u32::try_from(self.of(old.into(), on)).unwrap_or(old);
        match self.word {
            Word::Options => settings.options = self.of(settings.options, on),
            Word::CertFlags => settings.cert_flags = short(settings.cert_flags),
            Word::VerifyMode => {
                settings.verify_mode = short(settings.verify_mode.cast_unsigned()).cast_signed();
            }
        }
    }
}

/// `SSL_OP_ALL`.
pub const fn all() -> u64 {
    op::CRYPTOPRO_TLSEXT_BUG | op::DONT_INSERT_EMPTY_FRAGMENTS | op::TLSEXT_PADDING | op::SAFARI_BUG
}

/// A word of a list, which a `-` in front turns round.
pub struct Named {
    pub name: &'static str,
    /// `SSL_CONF_FLAG_CLIENT`, `SSL_CONF_FLAG_SERVER` or both.
    pub sides: u32,
    pub change: Change,
}

const BOTH: u32 = CLIENT | SERVER;

const fn option(name: &'static str, sides: u32, bits: u64) -> Named {
    Named {
        name,
        sides,
        change: Change::new(Word::Options, bits),
    }
}

const fn inverse(name: &'static str, sides: u32, bits: u64) -> Named {
    Named {
        name,
        sides,
        change: Change::new(Word::Options, bits).inverted(),
    }
}

const fn verify(name: &'static str, sides: u32, bits: c_int) -> Named {
    Named {
        name,
        sides,
        change: Change::new(Word::VerifyMode, bits as u64),
    }
}

pub static OPTIONS: &[Named] = &[
    inverse("SessionTicket", BOTH, op::NO_TICKET),
    inverse("EmptyFragments", BOTH, op::DONT_INSERT_EMPTY_FRAGMENTS),
    option("Bugs", BOTH, all()),
    inverse("Compression", BOTH, op::NO_COMPRESSION),
    option("ServerPreference", SERVER, op::CIPHER_SERVER_PREFERENCE),
    option(
        "NoResumptionOnRenegotiation",
        SERVER,
        op::NO_SESSION_RESUMPTION_ON_RENEGOTIATION,
    ),
    option("DHSingle", SERVER, 0),
    option("ECDHSingle", SERVER, 0),
    option(
        "UnsafeLegacyRenegotiation",
        BOTH,
        op::ALLOW_UNSAFE_LEGACY_RENEGOTIATION,
    ),
    option("UnsafeLegacyServerConnect", BOTH, op::LEGACY_SERVER_CONNECT),
    option(
        "ClientRenegotiation",
        SERVER,
        op::ALLOW_CLIENT_RENEGOTIATION,
    ),
    inverse("EncryptThenMac", BOTH, op::NO_ENCRYPT_THEN_MAC),
    option("NoRenegotiation", BOTH, op::NO_RENEGOTIATION),
    option("AllowNoDHEKEX", BOTH, op::ALLOW_NO_DHE_KEX),
    option("PrioritizeChaCha", BOTH, op::PRIORITIZE_CHACHA),
    option("MiddleboxCompat", BOTH, op::ENABLE_MIDDLEBOX_COMPAT),
    inverse("AntiReplay", BOTH, op::NO_ANTI_REPLAY),
    inverse("ExtendedMasterSecret", BOTH, op::NO_EXTENDED_MASTER_SECRET),
    inverse("CANames", BOTH, op::DISABLE_TLSEXT_CA_NAMES),
    option("KTLS", BOTH, op::ENABLE_KTLS),
];

pub static PROTOCOLS: &[Named] = &[
    inverse("ALL", BOTH, op::NO_SSL_MASK),
    inverse("SSLv2", BOTH, 0),
    inverse("SSLv3", BOTH, op::NO_SSLV3),
    inverse("TLSv1", BOTH, op::NO_TLSV1),
    inverse("TLSv1.1", BOTH, op::NO_TLSV1_1),
    inverse("TLSv1.2", BOTH, op::NO_TLSV1_2),
    inverse("TLSv1.3", BOTH, op::NO_TLSV1_3),
    inverse("DTLSv1", BOTH, op::NO_DTLSV1),
    inverse("DTLSv1.2", BOTH, op::NO_DTLSV1_2),
];

pub static VERIFY_MODES: &[Named] = &[
    verify("Peer", CLIENT, VERIFY_PEER),
    verify("Request", SERVER, VERIFY_PEER),
    verify("Require", SERVER, VERIFY_PEER | VERIFY_FAIL_IF_NO_PEER_CERT),
    verify("Once", SERVER, VERIFY_PEER | VERIFY_CLIENT_ONCE),
    verify(
        "RequestPostHandshake",
        SERVER,
        VERIFY_PEER | VERIFY_POST_HANDSHAKE,
    ),
    verify(
        "RequirePostHandshake",
        SERVER,
        VERIFY_PEER | VERIFY_POST_HANDSHAKE | VERIFY_FAIL_IF_NO_PEER_CERT,
    ),
];

/// The number of a version in `MinProtocol` and `MaxProtocol`; `None` for what is none.
pub fn protocol_version(name: &[u8]) -> Option<c_int> {
    Some(match name {
        b"None" => 0,
        b"SSLv3" => 0x300,
        b"TLSv1" => 0x301,
        b"TLSv1.1" => 0x302,
        b"TLSv1.2" => 0x303,
        b"TLSv1.3" => 0x304,
        b"DTLSv1" => DTLS1_VERSION,
        b"DTLSv1.2" => DTLS1_2_VERSION,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_inverted_word_takes_its_bits_away() {
        let ticket = &OPTIONS[0].change;
        assert_eq!(ticket.of(1, false), 1 | op::NO_TICKET);
        assert_eq!(ticket.of(1 | op::NO_TICKET, true), 1);
        let require = &VERIFY_MODES[2].change;
        assert_eq!((require.of(0, true), require.of(7, false)), (3, 4));
    }

    #[test]
    fn versions_have_names() {
        assert_eq!(protocol_version(b"DTLSv1.2"), Some(DTLS1_2_VERSION));
        assert_eq!(protocol_version(b"None"), Some(0));
        assert_eq!(protocol_version(b"dtlsv1.2"), None);
    }
}
