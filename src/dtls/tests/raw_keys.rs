//! Raw public keys (RFC 7250): over the simulated network, and against GnuTLS in both roles.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod sim;

use std::path::PathBuf;
use std::process::Command;

use dtls::error::Reason;
use dtls::msg::{AlertDescription, CertificateType, CipherSuite, ProtocolVersion};
use dtls::{ClientAuth, Config, Question};
use sim::peer::name;
use sim::real::{Process, files, installed, our_client, our_server, port, talk};
use sim::{Identity, Rules, World};

const RAW: CertificateType = CertificateType::RAW_PUBLIC_KEY;
const X509: CertificateType = CertificateType::X509;

fn with(own: &[CertificateType], peer: &[CertificateType]) -> Config {
    Config {
        own_certificate_types: own.to_vec(),
        peer_certificate_types: peer.to_vec(),
        ..Config::default()
    }
}

fn asked(questions: &[Question]) -> Vec<&'static str> {
    questions.iter().map(name).collect()
}

fn raw_key_of(world: &World, at_server: bool) -> Option<Vec<u8>> {
    let peer = if at_server {
        &world.server
    } else {
        &world.client
    };
    let facts = peer.connection.facts().unwrap();
    facts.peer_raw_key.as_ref().map(|key| key.to_vec())
}

#[test]
fn a_server_shows_its_key() {
    for version in [ProtocolVersion::DTLS1_0, ProtocolVersion::DTLS1_2] {
        for suite in [
            CipherSuite::TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA,
            CipherSuite::TLS_RSA_WITH_AES_128_CBC_SHA,
        ] {
            for without in [false, true] {
                let range = |config| Config {
                    min_version: version,
                    max_version: version,
                    suites: vec![suite],
                    ..config
                };
                let client = range(with(&[], &[RAW]));
                let server = range(with(&[X509, RAW], &[]));
                let mut world = World::new(client, server, Rules::default(), 1);
                world.server.without_certificates = without;
                assert!(world.handshake(), "{version:?} {suite:?} {without}");
                assert!(world.exchange(b"data"));
                assert_eq!(asked(&world.client.questions), ["VerifyRawKey"]);
                let shown = raw_key_of(&world, false).unwrap();
                let keys = [Identity::ecdsa_p256(), Identity::rsa()];
                assert!(keys.iter().any(|key| key.public_key_info() == shown));
                let facts = world.client.connection.facts().unwrap();
                assert!(facts.peer_chain.is_empty());
                assert_eq!(facts.peer_certificate_type, RAW);
                assert_eq!(facts.own_certificate_type, X509);
                let facts = world.server.connection.facts().unwrap();
                assert_eq!(facts.own_certificate_type, RAW);
            }
        }
    }
}

fn mutual(seed: u64) -> World {
    let client = with(&[RAW], &[RAW, X509]);
    let server = Config {
        client_auth: ClientAuth::Require,
        ..with(&[RAW], &[RAW])
    };
    let mut world = World::new(client, server, Rules::default(), seed);
    world.client.identities = vec![Identity::rsa()];
    world.client.without_certificates = true;
    world.server.without_certificates = true;
    world
}

#[test]
fn both_show_keys_and_a_resumption_remembers_them() {
    let mut world = mutual(2);
    assert!(world.handshake());
    let key = Identity::rsa().public_key_info();
    assert_eq!(raw_key_of(&world, true), Some(key.clone()));
    let mut again = mutual(3);
    let session = |peer: &sim::Peer| peer.connection.facts().unwrap().session.clone().unwrap();
    let config = Config {
        session: Some(session(&world.client)),
        ..with(&[RAW], &[RAW, X509])
    };
    again.client = sim::Peer::client(config, 4);
    again.server.sessions = vec![session(&world.server)];
    assert!(again.handshake());
    assert!(again.server.connection.facts().unwrap().resumed);
    assert_eq!(raw_key_of(&again, true), Some(key));
}

#[test]
fn a_key_may_be_refused() {
    let alert = AlertDescription::BAD_CERTIFICATE;
    let mut world = mutual(5);
    world.client.refuse_chain = Some(alert);
    assert!(!world.handshake());
    assert_eq!(
        world.client.error.unwrap().reason,
        Reason::CertificateBad(alert)
    );
}

#[test]
fn a_client_without_a_key_is_refused_where_one_is_required() {
    let mut world = mutual(6);
    world.client.identities = vec![];
    assert!(!world.handshake());
    assert_eq!(
        world.server.error.unwrap().reason,
        Reason::NoClientCertificate
    );
}

#[test]
fn without_a_common_form_there_is_no_handshake() {
    let told = Reason::AlertReceived(AlertDescription::UNSUPPORTED_CERTIFICATE);
    let mut world = World::new(with(&[], &[RAW]), with(&[X509], &[]), Rules::default(), 7);
    assert!(!world.handshake());
    let refused = world.server.error.unwrap().reason;
    assert_eq!(refused, Reason::NoCommonCertificateType);
    assert_eq!(world.client.error.unwrap().reason, told);
    // A server that does not know the extension shows its certificate.
    let mut world = World::new(with(&[], &[RAW]), with(&[], &[]), Rules::default(), 8);
    assert!(!world.handshake());
    let refused = world.client.error.unwrap().reason;
    assert_eq!(refused, Reason::NoCommonCertificateType);
    // Who takes both goes on.
    let mut world = World::new(with(&[], &[RAW, X509]), with(&[], &[]), Rules::default(), 9);
    assert!(world.handshake());
    assert_eq!(asked(&world.client.questions), ["VerifyChain"]);
    // A key alone is nothing for who wants a certificate.
    let mut world = World::new(
        with(&[], &[]),
        with(&[RAW, X509], &[]),
        Rules::default(),
        10,
    );
    world.server.without_certificates = true;
    assert!(!world.handshake());
    assert_eq!(world.server.error.unwrap().reason, Reason::NoSharedCipher);
}

/// A file with the public key of a kind alone.
fn public_key(kind: &str) -> String {
    let (key, _) = files(kind);
    let out = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("{kind}-public.pem"));
    let output = Command::new("openssl")
        .args(["pkey", "-pubout", "-in", &key, "-out"])
        .arg(&out)
        .output()
        .unwrap();
    assert!(output.status.success());
    out.to_str().unwrap().to_owned()
}

const PRIORITY: &str =
    "--priority=NORMAL:-VERS-ALL:+VERS-DTLS1.2:-CTYPE-ALL:+CTYPE-CLI-RAWPK:+CTYPE-SRV-RAWPK";

fn gnutls_keys(kind: &str) -> [String; 2] {
    let (key, _) = files(kind);
    [
        format!("--rawpkkeyfile={key}"),
        format!("--rawpkfile={}", public_key(kind)),
    ]
}

#[test]
fn gnutls_as_the_server() {
    if !installed("gnutls-serv") {
        return;
    }
    for kind in ["rsa", "ec"] {
        let port = port();
        let mut args = vec![
            "--udp".to_owned(),
            "--echo".to_owned(),
            "--require-client-cert".to_owned(),
            format!("--port={port}"),
            PRIORITY.to_owned(),
        ];
        args.extend(gnutls_keys(kind));
        let mut process = Process::start("gnutls-serv", &args);
        process.wait_for("Server listening");
        let mut endpoint = our_client(with(&[RAW], &[RAW]), port);
        endpoint.peer.identities = vec![sim::real::identity(kind)];
        endpoint.peer.without_certificates = true;
        endpoint.run(kind, |peer| peer.is_connected());
        let facts = endpoint.peer.connection.facts().unwrap();
        assert_eq!(facts.peer_certificate_type, RAW);
        assert_eq!(facts.own_certificate_type, RAW);
        endpoint.send(b"line\n");
        endpoint.run(kind, |peer| peer.received.concat() == b"line\n");
        endpoint.peer.connection.close();
        endpoint.flush();
    }
}

#[test]
fn gnutls_as_the_client() {
    if !installed("gnutls-cli") {
        return;
    }
    for kind in ["rsa", "ec"] {
        let config = Config {
            client_auth: ClientAuth::Require,
            ..with(&[RAW], &[RAW])
        };
        let (mut endpoint, port) = our_server(config, kind);
        let mut args = vec![
            "--udp".to_owned(),
            "--insecure".to_owned(),
            format!("--port={port}"),
            PRIORITY.to_owned(),
        ];
        args.extend(gnutls_keys(kind));
        args.push("127.0.0.1".to_owned());
        let mut process = Process::start("gnutls-cli", &args);
        endpoint.run(kind, |peer| peer.is_connected());
        let facts = endpoint.peer.connection.facts().unwrap();
        assert_eq!(facts.peer_certificate_type, RAW);
        assert!(facts.peer_raw_key.is_some());
        talk(&mut endpoint, &mut process, "hello");
        endpoint.peer.connection.close();
        endpoint.flush();
    }
}
