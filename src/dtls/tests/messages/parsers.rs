//! Every parser of messages and extension bodies behind one signature, for mutation tests and
//! fuzzers.

use std::fmt::Debug;

use dtls::codec::{Codec, DecodeError, Writer};
use dtls::msg::dtls13::*;
use dtls::msg::ext::*;
use dtls::msg::{
    Alert, CertificateStatus, ChangeCipherSpec, ClientHello, ClientHelloView, ClientKeyExchange,
    DigitallySigned, Extensions, HandshakeHeader, HeartbeatMessage, HelloRequest,
    HelloVerifyRequest, ProtocolVersion, RawPublicKey, ServerHello, ServerHelloDone,
    ServerKeyExchange,
};
use dtls::suites::KeyExchange;

/// Parses bytes; whether they parsed. What parses is written and parsed again: the second value
/// must be the first.
pub type Parser = fn(&[u8]) -> bool;

/// All parsers with their names. The position is what a fuzzer's first byte chooses by, so new ones
/// go to the end.
pub const PARSERS: &[(&str, Parser)] = &[
    ("handshake_header", plain::<HandshakeHeader>),
    ("alert", plain::<Alert>),
    ("change_cipher_spec", plain::<ChangeCipherSpec>),
    ("hello_request", plain::<HelloRequest>),
    ("client_hello", client_hello),
    ("hello_verify_request", plain::<HelloVerifyRequest>),
    ("server_hello", server_hello),
    ("certificate", plain::<dtls::msg::Certificate>),
    ("raw_public_key", plain::<RawPublicKey>),
    ("certificate_status", plain::<CertificateStatus>),
    ("server_key_exchange", server_key_exchange),
    ("certificate_request", certificate_request),
    ("server_hello_done", plain::<ServerHelloDone>),
    ("client_key_exchange", client_key_exchange),
    ("digitally_signed", digitally_signed),
    ("finished", plain::<dtls::msg::Finished>),
    ("new_session_ticket", plain::<dtls::msg::NewSessionTicket>),
    ("extensions", extensions),
    ("encrypted_extensions", plain::<EncryptedExtensions>),
    ("certificate_13", plain::<Certificate>),
    ("certificate_request_13", plain::<CertificateRequest>),
    ("finished_13", plain::<Finished>),
    ("new_session_ticket_13", plain::<NewSessionTicket>),
    ("key_update", plain::<KeyUpdate>),
    ("ack", plain::<Ack>),
    ("new_connection_id", plain::<NewConnectionId>),
    ("request_connection_id", plain::<RequestConnectionId>),
    ("heartbeat", heartbeat),
    ("extension_bodies", extension_bodies),
];

fn plain<T: Codec + PartialEq + Debug>(bytes: &[u8]) -> bool {
    again(T::from_bytes(bytes), T::encode, T::from_bytes)
}

/// Writes a value that parsed and parses it again.
fn again<T: PartialEq + Debug>(
    parsed: Result<T, DecodeError>,
    encode: impl Fn(&T, &mut Writer),
    read: impl Fn(&[u8]) -> Result<T, DecodeError>,
) -> bool {
    let Ok(value) = parsed else {
        return false;
    };
    let mut writer = Writer::new();
    encode(&value, &mut writer);
    let bytes = writer.finish().expect("what was read fits its prefixes");
    assert_eq!(read(&bytes).as_ref(), Ok(&value));
    true
}

fn client_hello(bytes: &[u8]) -> bool {
    let view = ClientHelloView::from_bytes(bytes);
    if let Ok(view) = &view {
        assert_eq!(view.suites().count() * 2, view.cipher_suites.len());
        assert!(view.cookie.len() < 256);
    }
    let good = plain::<ClientHello>(bytes);
    assert_eq!(view.is_ok(), good);
    good
}

fn server_hello(bytes: &[u8]) -> bool {
    if let Ok(hello) = ServerHello::from_bytes(bytes) {
        let _ = hello.selected_version();
    }
    plain::<ServerHello>(bytes)
}

const VERSIONS: [ProtocolVersion; 3] = [
    ProtocolVersion::DTLS1_0,
    ProtocolVersion::DTLS1_2,
    ProtocolVersion::DTLS1_3,
];

const KEY_EXCHANGES: [KeyExchange; 7] = [
    KeyExchange::Rsa,
    KeyExchange::Dhe,
    KeyExchange::Ecdhe,
    KeyExchange::Psk,
    KeyExchange::DhePsk,
    KeyExchange::EcdhePsk,
    KeyExchange::Any,
];

fn server_key_exchange(bytes: &[u8]) -> bool {
    let mut good = false;
    for key_exchange in KEY_EXCHANGES {
        for version in VERSIONS {
            let read = |bytes: &[u8]| ServerKeyExchange::from_bytes(bytes, key_exchange, version);
            good |= again(read(bytes), ServerKeyExchange::encode, read);
        }
    }
    good
}

fn client_key_exchange(bytes: &[u8]) -> bool {
    let mut good = false;
    for key_exchange in KEY_EXCHANGES {
        let read = |bytes: &[u8]| ClientKeyExchange::from_bytes(bytes, key_exchange);
        good |= again(read(bytes), ClientKeyExchange::encode, read);
    }
    good
}

fn certificate_request(bytes: &[u8]) -> bool {
    let mut good = false;
    for version in VERSIONS {
        let read = |bytes: &[u8]| dtls::msg::CertificateRequest::from_bytes(bytes, version);
        good |= again(read(bytes), dtls::msg::CertificateRequest::encode, read);
    }
    good
}

fn digitally_signed(bytes: &[u8]) -> bool {
    let mut good = false;
    for version in VERSIONS {
        let read = |bytes: &[u8]| DigitallySigned::from_bytes(bytes, version);
        good |= again(read(bytes), DigitallySigned::encode, read);
    }
    good
}

fn heartbeat(bytes: &[u8]) -> bool {
    let Ok(message) = HeartbeatMessage::from_record(bytes) else {
        return false;
    };
    let mut writer = Writer::new();
    message.encode(&vec![0; message.padding_len], &mut writer);
    let answer = writer.finish().expect("what was read fits its prefixes");
    assert_eq!(answer.len(), bytes.len());
    assert_eq!(HeartbeatMessage::from_record(&answer), Ok(message));
    true
}

/// A list, and the body of each of its entries as every type that the number can mean.
fn extensions(bytes: &[u8]) -> bool {
    if let Ok(list) = Extensions::from_bytes(bytes) {
        for (kind, body) in list.iter() {
            assert_eq!(list.raw(kind), Some(body));
            extension_bodies(body);
        }
    }
    plain::<Extensions>(bytes)
}

fn extension_bodies(bytes: &[u8]) -> bool {
    let bodies: &[Parser] = &[
        plain::<ServerName>,
        plain::<ProtocolNames>,
        plain::<SupportedGroups>,
        plain::<EcPointFormats>,
        plain::<SignatureAlgorithms>,
        plain::<SignatureAlgorithmsCert>,
        plain::<UseSrtp>,
        plain::<Heartbeat>,
        plain::<MaxFragment>,
        plain::<RecordSizeLimit>,
        plain::<StatusRequest>,
        plain::<CertificateAuthorities>,
        plain::<ClientCertificateTypes>,
        plain::<SelectedClientCertificateType>,
        plain::<RenegotiationInfo>,
        plain::<ConnectionId>,
        plain::<SessionTicket>,
        plain::<Cookie>,
        plain::<ExtendedMasterSecret>,
        plain::<OfferedVersions>,
        plain::<SelectedVersion>,
        plain::<KeyShareOffer>,
        plain::<KeyShareSelected>,
        plain::<KeyShareRetry>,
        plain::<PskOffer>,
        plain::<PskSelected>,
        plain::<PskKeyExchangeModes>,
        plain::<TicketEarlyData>,
    ];
    bodies
        .iter()
        .fold(false, |good, parser| parser(bytes) | good)
}
