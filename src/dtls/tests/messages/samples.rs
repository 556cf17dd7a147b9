//! One good encoding of each message and each extension body: what mutation starts from.

use dtls::codec::{Codec, Writer};
use dtls::msg::dtls13::*;
use dtls::msg::ext::*;
use dtls::msg::*;

/// Name of the parser (see `parsers.rs`) and an encoding that it accepts.
pub type Sample = (&'static str, Vec<u8>);

/// All samples.
pub fn samples() -> Vec<Sample> {
    let mut all = hellos();
    all.extend(middle());
    all.extend(end());
    all.extend(messages_of_13());
    all.extend(bodies());
    all
}

fn bytes(value: &impl Codec) -> Vec<u8> {
    value.to_bytes().expect("samples fit their prefixes")
}

fn written(encode: impl FnOnce(&mut Writer)) -> Vec<u8> {
    let mut writer = Writer::new();
    encode(&mut writer);
    writer.finish().expect("samples fit their prefixes")
}

/// A list with every extension of a client.
fn client_extensions() -> Extensions {
    let mut list = Extensions::new();
    for (kind, body) in [
        (
            ExtensionType::SERVER_NAME,
            bytes(&ServerName(b"example.org".to_vec())),
        ),
        (ExtensionType::SUPPORTED_GROUPS, bytes(&groups())),
        (ExtensionType::EC_POINT_FORMATS, vec![1, 0]),
        (ExtensionType::SIGNATURE_ALGORITHMS, bytes(&schemes())),
        (ExtensionType::USE_SRTP, bytes(&srtp())),
        (ExtensionType::HEARTBEAT, vec![1]),
        (
            ExtensionType::APPLICATION_LAYER_PROTOCOL_NEGOTIATION,
            bytes(&protocols()),
        ),
        (ExtensionType::EXTENDED_MASTER_SECRET, vec![]),
        (ExtensionType::SESSION_TICKET, vec![1, 2, 3]),
        (ExtensionType::RENEGOTIATION_INFO, vec![0]),
        (ExtensionType(0x2a2a), vec![0]),
        (ExtensionType::SUPPORTED_VERSIONS, bytes(&versions())),
        (ExtensionType::KEY_SHARE, bytes(&shares())),
        (ExtensionType::PRE_SHARED_KEY, bytes(&psks())),
    ] {
        list.push_raw(kind, &body)
            .expect("samples fit their prefixes");
    }
    list
}

fn groups() -> SupportedGroups {
    SupportedGroups(vec![NamedGroup::X25519, NamedGroup::SECP256R1])
}

fn schemes() -> SignatureAlgorithms {
    SignatureAlgorithms(vec![
        SignatureScheme::ED25519,
        SignatureScheme::RSA_PKCS1_SHA256,
    ])
}

fn srtp() -> UseSrtp {
    UseSrtp {
        profiles: vec![SrtpProfile::AEAD_AES_128_GCM],
        mki: vec![1],
    }
}

fn protocols() -> ProtocolNames {
    ProtocolNames(vec![b"webrtc".to_vec(), b"coap".to_vec()])
}

fn versions() -> OfferedVersions {
    OfferedVersions(vec![ProtocolVersion::DTLS1_3, ProtocolVersion::DTLS1_2])
}

fn share() -> KeyShareEntry {
    KeyShareEntry {
        group: NamedGroup::X25519,
        key_exchange: vec![9; 32],
    }
}

fn shares() -> KeyShareOffer {
    let second = KeyShareEntry {
        group: NamedGroup::SECP256R1,
        ..share()
    };
    KeyShareOffer(vec![share(), second])
}

fn psks() -> PskOffer {
    let identity = PskIdentity {
        identity: vec![5; 8],
        obfuscated_ticket_age: 1000,
    };
    PskOffer {
        identities: vec![identity],
        binders: vec![vec![6; 32]],
    }
}

fn hellos() -> Vec<Sample> {
    let client = ClientHello {
        version: ProtocolVersion::DTLS1_2,
        random: Random([1; 32]),
        session_id: SessionId::new(&[2; 32]).expect("32 bytes"),
        cookie: vec![3; 20],
        cipher_suites: vec![CipherSuite::TLS_AES_128_GCM_SHA256, CipherSuite(0xc02b)],
        compression_methods: vec![CompressionMethod::NULL],
        extensions: client_extensions(),
    };
    let bare = ClientHello {
        extensions: Extensions::new(),
        ..client.clone()
    };
    let mut server = ServerHello {
        version: ProtocolVersion::DTLS1_2,
        random: Random([4; 32]),
        session_id: SessionId::EMPTY,
        cipher_suite: CipherSuite::TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256,
        compression_method: CompressionMethod::NULL,
        extensions: Extensions::new(),
    };
    let bare_server = bytes(&server);
    let selected = SelectedVersion(ProtocolVersion::DTLS1_3);
    server
        .extensions
        .push(&selected)
        .expect("samples fit their prefixes");
    let verify = HelloVerifyRequest {
        server_version: ProtocolVersion::DTLS1_0,
        cookie: vec![7; 32],
    };
    vec![
        ("hello_request", vec![]),
        ("client_hello", bytes(&client)),
        ("client_hello", bytes(&bare)),
        ("server_hello", bytes(&server)),
        ("server_hello", bare_server),
        ("hello_verify_request", bytes(&verify)),
        ("extensions", bytes(&client_extensions())),
    ]
}

fn middle() -> Vec<Sample> {
    let signed = DigitallySigned {
        scheme: Some(SignatureScheme::ED25519),
        signature: vec![8; 64],
    };
    let ecdhe = ServerShare::Ecdhe(EcdheParams {
        group: NamedGroup::X25519,
        public: vec![9; 32],
    });
    let dhe = ServerShare::Dhe(DheParams {
        prime: vec![23; 32],
        generator: vec![2],
        public: vec![4; 32],
    });
    let hint = PskHint(b"hint".to_vec());
    let request = dtls::msg::CertificateRequest {
        certificate_types: vec![ClientCertificateType::ECDSA_SIGN],
        schemes: Some(schemes().0),
        authorities: vec![vec![0x30, 0]],
    };
    let server = [
        ServerKeyExchange::Signed(ecdhe.clone(), signed.clone()),
        ServerKeyExchange::Signed(dhe.clone(), signed.clone()),
        ServerKeyExchange::Psk(hint.clone(), None),
        ServerKeyExchange::Psk(hint.clone(), Some(ecdhe)),
        ServerKeyExchange::Psk(hint, Some(dhe)),
    ];
    let psk = |share| ClientKeyExchange::Psk {
        identity: b"me".to_vec(),
        share: Some(share),
    };
    let client = [
        ClientKeyExchange::Rsa {
            encrypted: vec![1; 64],
        },
        ClientKeyExchange::Share(ClientShare::Ecdhe(vec![2; 32])),
        psk(ClientShare::Ecdhe(vec![3; 32])),
        psk(ClientShare::Dhe(vec![3; 32])),
    ];
    let chain = dtls::msg::Certificate {
        chain: vec![vec![1; 40], vec![2; 30]],
    };
    let mut all = vec![
        ("certificate", bytes(&chain)),
        (
            "raw_public_key",
            bytes(&RawPublicKey {
                public_key_info: vec![3; 20],
            }),
        ),
        (
            "certificate_status",
            bytes(&CertificateStatus {
                ocsp_response: vec![4; 20],
            }),
        ),
        (
            "certificate_request",
            written(|writer| request.encode(writer)),
        ),
        ("server_hello_done", vec![]),
        ("digitally_signed", written(|writer| signed.encode(writer))),
    ];
    for message in server {
        all.push((
            "server_key_exchange",
            written(|writer| message.encode(writer)),
        ));
    }
    for message in client {
        all.push((
            "client_key_exchange",
            written(|writer| message.encode(writer)),
        ));
    }
    all
}

fn end() -> Vec<Sample> {
    let header = HandshakeHeader::whole(HandshakeType::FINISHED, 5, 12);
    let finished = dtls::msg::Finished {
        verify_data: [5; 12],
    };
    let ticket = dtls::msg::NewSessionTicket {
        lifetime_hint: 7200,
        ticket: vec![6; 16],
    };
    let heartbeat = HeartbeatMessage {
        kind: HeartbeatMessageType::HEARTBEAT_REQUEST,
        payload: b"payload",
        padding_len: 16,
    };
    vec![
        ("handshake_header", bytes(&header)),
        (
            "alert",
            bytes(&Alert::fatal(AlertDescription::HANDSHAKE_FAILURE)),
        ),
        ("change_cipher_spec", bytes(&ChangeCipherSpec)),
        ("finished", bytes(&finished)),
        ("new_session_ticket", bytes(&ticket)),
        (
            "heartbeat",
            written(|writer| heartbeat.encode(&[0; 16], writer)),
        ),
    ]
}

fn messages_of_13() -> Vec<Sample> {
    let mut extensions = Extensions::new();
    extensions
        .push(&schemes())
        .expect("samples fit their prefixes");
    let entry = CertificateEntry {
        data: vec![1; 40],
        extensions: extensions.clone(),
    };
    let certificate = dtls13::Certificate {
        context: vec![2; 4],
        entries: vec![entry.clone(), entry],
    };
    let request = dtls13::CertificateRequest {
        context: vec![3],
        extensions: extensions.clone(),
    };
    let ticket = dtls13::NewSessionTicket {
        lifetime: 7200,
        age_add: 77,
        nonce: vec![1],
        ticket: vec![4; 16],
        extensions: extensions.clone(),
    };
    let ids = NewConnectionId {
        ids: vec![vec![1; 8], vec![2; 4]],
        usage: ConnectionIdUsage::CID_SPARE,
    };
    let ack = Ack((0..4)
        .map(|sequence| RecordNumber { epoch: 2, sequence })
        .collect());
    vec![
        (
            "encrypted_extensions",
            bytes(&EncryptedExtensions { extensions }),
        ),
        ("certificate_13", bytes(&certificate)),
        ("certificate_request_13", bytes(&request)),
        (
            "finished_13",
            bytes(&dtls13::Finished {
                verify_data: vec![5; 32],
            }),
        ),
        ("new_session_ticket_13", bytes(&ticket)),
        (
            "key_update",
            bytes(&KeyUpdate {
                request_update: true,
            }),
        ),
        ("ack", bytes(&ack)),
        ("new_connection_id", bytes(&ids)),
        (
            "request_connection_id",
            bytes(&RequestConnectionId { count: 2 }),
        ),
    ]
}

fn bodies() -> Vec<Sample> {
    let status = StatusRequest::Ocsp {
        responder_ids: vec![vec![1; 4]],
        extensions: vec![2; 4],
    };
    let authorities = CertificateAuthorities(vec![vec![0x30; 5], vec![0x30; 3]]);
    let bodies = [
        bytes(&ServerName(b"example.org".to_vec())),
        bytes(&protocols()),
        bytes(&groups()),
        bytes(&srtp()),
        bytes(&status),
        bytes(&authorities),
        bytes(&Cookie(vec![1; 16])),
        bytes(&versions()),
        bytes(&shares()),
        bytes(&KeyShareSelected(share())),
        bytes(&psks()),
    ];
    bodies
        .into_iter()
        .map(|body| ("extension_bodies", body))
        .collect()
}
