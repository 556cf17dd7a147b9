//! OCSP stapling (RFC 6066, 8): over the simulated network, and against the `openssl` command and GnuTLS in both roles.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod sim;

use std::path::PathBuf;
use std::process::Command;
use std::sync::Mutex;

use dtls::error::Reason;
use dtls::msg::{AlertDescription, CipherSuite, ProtocolVersion};
use dtls::{Answer, Config, HandshakeState, OcspRequest, Question};
use dtls::{Event, StapleRequest};
use sim::peer::name;
use sim::real::{Process, files, installed, our_client, our_server, port};
use sim::{Fate, Rules, World};

const RESPONSE: &[u8] = b"the responder's words";
const VERSIONS: [ProtocolVersion; 2] = [ProtocolVersion::DTLS1_0, ProtocolVersion::DTLS1_2];

fn request() -> OcspRequest {
    OcspRequest {
        responder_ids: vec![vec![0xa2, 2, 4, 0], vec![0xa1, 2, 0x30, 0]],
        extensions: vec![0x30, 0],
    }
}

fn world(version: ProtocolVersion, asks: bool, staples: bool) -> World {
    let config = Config {
        min_version: version,
        max_version: version,
        status_request: asks.then(request),
        staple: staples,
        ..Config::default()
    };
    let mut world = World::new(config.clone(), config, Rules::default(), 5);
    world.server.staple = Answer::Staple(Some(RESPONSE.into()));
    world
}

fn asked(questions: &[Question]) -> Vec<&'static str> {
    questions.iter().map(name).collect()
}

fn response_of(world: &World) -> Option<&[u8]> {
    let facts = world.client.connection.facts().unwrap();
    facts.ocsp_response.as_deref()
}

#[test]
fn the_response_reaches_the_client() {
    for version in VERSIONS {
        let mut world = world(version, true, true);
        assert!(world.handshake());
        assert_eq!(response_of(&world), Some(RESPONSE));
        let last = asked(&world.client.questions);
        assert_eq!(last, ["VerifyChain", "CheckStatus"]);
        assert_eq!(
            asked(&world.server.questions)[..3],
            ["ClientHello", "Settle", "Staple"]
        );
        let Question::Staple(staple) = &world.server.questions[2] else {
            panic!();
        };
        let StapleRequest { request: said, .. } = &**staple;
        assert_eq!(*said, request());
        let read = Event::StateChanged(HandshakeState::ClientReadCertificateStatus);
        assert!(world.client.events.contains(&read));
        assert!(world.exchange(b"data"));
    }
}

#[test]
fn nothing_is_said_unless_both_sides_want_it() {
    for (asks, staples) in [(false, false), (false, true), (true, false)] {
        let mut world = world(ProtocolVersion::DTLS1_2, asks, staples);
        assert!(world.handshake());
        assert_eq!(response_of(&world), None);
        assert!(!asked(&world.server.questions).contains(&"Staple"));
        let judged = asked(&world.client.questions).contains(&"CheckStatus");
        assert_eq!(judged, asks);
    }
}

#[test]
fn a_server_may_decline() {
    for declined in [None, Some([].into())] {
        let mut world = world(ProtocolVersion::DTLS1_2, true, true);
        world.server.staple = Answer::Staple(declined);
        assert!(world.handshake());
        assert_eq!(response_of(&world), None);
    }
}

#[test]
fn a_client_that_is_not_content_says_so() {
    for (verdict, reason, alert) in [
        (
            Answer::StatusBad,
            Reason::StatusBad,
            AlertDescription::BAD_CERTIFICATE_STATUS_RESPONSE,
        ),
        (
            Answer::StatusFailed,
            Reason::StatusFailed,
            AlertDescription::INTERNAL_ERROR,
        ),
    ] {
        for staple in [None, Some(RESPONSE.into())] {
            let mut world = world(ProtocolVersion::DTLS1_2, true, true);
            world.server.staple = Answer::Staple(staple);
            world.client.status = verdict.clone();
            assert!(!world.handshake());
            assert_eq!(world.client.error.unwrap().reason, reason);
            let told = Reason::AlertReceived(alert);
            assert_eq!(world.server.error.unwrap().reason, told);
        }
    }
}

#[test]
fn a_server_that_fails_ends_the_handshake() {
    let mut world = world(ProtocolVersion::DTLS1_2, true, true);
    world.server.staple = Answer::StapleFailed;
    assert!(!world.handshake());
    assert_eq!(world.server.error.unwrap().reason, Reason::StapleFailed);
}

#[test]
fn a_resumption_has_no_status() {
    let mut first = world(ProtocolVersion::DTLS1_2, true, true);
    assert!(first.handshake());
    let session = first.client.connection.facts().unwrap().session.clone();
    let config = Config {
        status_request: Some(request()),
        session,
        ..Config::default()
    };
    let server = Config {
        staple: true,
        ..Config::default()
    };
    let mut again = World::new(config, server, Rules::default(), 6);
    let session = first.server.connection.facts().unwrap().session.clone();
    again.server.sessions.extend(session);
    assert!(again.handshake());
    assert!(again.client.connection.facts().unwrap().resumed);
    assert!(again.client.questions.is_empty());
    assert_eq!(response_of(&again), None);
}

#[test]
fn each_single_datagram_may_get_lost() {
    let mut clean = world(ProtocolVersion::DTLS1_2, true, true);
    // Larger than a datagram, so that it is cut.
    clean.server.staple = Answer::Staple(Some(vec![7; 3000].into()));
    assert!(clean.handshake());
    for lost in 0..clean.network.sent.len() {
        let mut world = world(ProtocolVersion::DTLS1_2, true, true);
        world.server.staple = Answer::Staple(Some(vec![7; 3000].into()));
        world.network.judge(move |index, _, _| match index == lost {
            true => Fate::Drop,
            false => Fate::Deliver,
        });
        assert!(world.handshake(), "datagram {lost}");
        assert_eq!(response_of(&world).map(<[u8]>::len), Some(3000));
    }
}

/// Files with an OCSP response about the `rsa` certificate, made once: the name and the bytes.
fn response_file() -> (String, Vec<u8>) {
    static MADE: Mutex<()> = Mutex::new(());
    let _guard = MADE.lock().unwrap();
    let (key, certificate) = files("rsa");
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR"));
    let (index, response) = (folder.join("index.txt"), folder.join("rsa-response.der"));
    let run = |args: &[&str]| {
        let output = Command::new("openssl").args(args).output().unwrap();
        assert!(output.status.success(), "{output:?}");
        String::from_utf8(output.stdout).unwrap()
    };
    if !response.exists() {
        let serial = run(&["x509", "-serial", "-noout", "-in", &certificate]);
        let serial = serial.trim().trim_start_matches("serial=");
        let entry = format!("V\t391231235959Z\t\t{serial}\tunknown\t/CN=test\n");
        std::fs::write(&index, entry).unwrap();
        let new = folder.join("rsa-response.new");
        run(&[
            "ocsp",
            "-index",
            index.to_str().unwrap(),
            "-rsigner",
            &certificate,
            "-rkey",
            &key,
            "-CA",
            &certificate,
            "-issuer",
            &certificate,
            "-serial",
            &format!("0x{serial}"),
            "-ndays",
            "30",
            "-respout",
            new.to_str().unwrap(),
        ]);
        std::fs::rename(new, &response).unwrap();
    }
    let bytes = std::fs::read(&response).unwrap();
    (response.to_str().unwrap().to_owned(), bytes)
}

fn stapling() -> Config {
    Config {
        status_request: Some(OcspRequest::default()),
        staple: true,
        suites: vec![CipherSuite::TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256],
        ..Config::default()
    }
}

#[test]
fn servers_of_others_staple() {
    for program in ["openssl", "gnutls-serv"] {
        if !installed_as(program) {
            continue;
        }
        let port = port();
        let (key, certificate) = files("rsa");
        let (file, response) = response_file();
        let args: Vec<String> = match program {
            "openssl" => ["s_server", "-dtls1_2", "-cert", &certificate, "-key", &key]
                .into_iter()
                .chain(["-status_file", &file, "-accept", &port.to_string()])
                .map(str::to_owned)
                .collect(),
            _ => vec![
                "--udp".into(),
                "--disable-client-cert".into(),
                format!("--port={port}"),
                format!("--x509keyfile={key}"),
                format!("--x509certfile={certificate}"),
                format!("--ocsp-response={file}"),
                "--ignore-ocsp-response-errors".into(),
            ],
        };
        let mut process = Process::start(program, &args);
        process.wait_for(match program {
            "openssl" => "ACCEPT",
            _ => "Server listening",
        });
        let mut endpoint = our_client(stapling(), port);
        endpoint.run(program, |peer| peer.is_connected());
        let facts = endpoint.peer.connection.facts().unwrap();
        assert_eq!(
            facts.ocsp_response.as_deref(),
            Some(&response[..]),
            "{program}"
        );
    }
}

#[test]
fn clients_of_others_get_the_response() {
    for program in ["openssl", "gnutls-cli"] {
        if !installed_as(program) {
            continue;
        }
        let (_, response) = response_file();
        let (mut endpoint, port) = our_server(stapling(), "rsa");
        endpoint.peer.staple = Answer::Staple(Some(response.into()));
        let saved = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("saved-response.der");
        std::fs::remove_file(&saved).ok();
        let args: Vec<String> = match program {
            "openssl" => ["s_client", "-dtls1_2", "-status", "-connect"]
                .map(str::to_owned)
                .into_iter()
                .chain([format!("127.0.0.1:{port}")])
                .collect(),
            _ => vec![
                "--udp".into(),
                "--insecure".into(),
                format!("--port={port}"),
                format!("--save-ocsp={}", saved.display()),
                "127.0.0.1".into(),
            ],
        };
        let mut process = Process::start(program, &args);
        endpoint.run(program, |peer| peer.is_connected());
        if program == "openssl" {
            process.wait_for("OCSP Response Status: successful");
        } else {
            process.wait_for("Simple Client Mode");
            assert!(std::fs::metadata(&saved).unwrap().len() > 100);
        }
    }
}

fn installed_as(program: &str) -> bool {
    program == "openssl" || installed(program)
}
