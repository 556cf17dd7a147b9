//! The engine against the `openssl` command, both roles. Skipped where the command is not installed.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod sim;

use dtls::msg::{CipherSuite as S, ProtocolVersion as V, SignatureScheme};
use dtls::{ClientAuth, Config, Renegotiation};
use sim::Peer;
use sim::real::{
    Endpoint, Process, files, identity, installed, our_client, our_server, port, talk,
};

fn config(version: V, suites: &[S]) -> Config {
    let mut config = Config {
        min_version: version,
        max_version: version,
        renegotiation: Renegotiation::Accept,
        ..Config::default()
    };
    if !suites.is_empty() {
        config.suites = suites.to_vec();
    }
    config
        .signature_schemes
        .push(SignatureScheme::RSA_PKCS1_SHA1);
    config
}

fn flags(version: V) -> [&'static str; 3] {
    match version {
        V::DTLS1_0 => ["-dtls1", "-cipher", "ALL:@SECLEVEL=0"],
        _ => ["-dtls1_2", "-cipher", "ALL:@SECLEVEL=0"],
    }
}

const CASES: &[(V, &str, S)] = &[
    (V::DTLS1_2, "ec", S::TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256),
    (V::DTLS1_2, "ec", S::TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA384),
    (V::DTLS1_2, "rsa", S::TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384),
    (
        V::DTLS1_2,
        "rsa",
        S::TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256,
    ),
    (V::DTLS1_2, "rsa", S::TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256),
    (V::DTLS1_0, "rsa", S::TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA),
    (V::DTLS1_0, "ec", S::TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA),
];

fn server(version: V, kind: &str, more: &[&str]) -> (Process, u16) {
    let port = port();
    let (key, certificate) = files(kind);
    let mut args: Vec<String> = [
        "s_server",
        "-accept",
        &port.to_string(),
        "-key",
        &key,
        "-cert",
    ]
    .map(str::to_owned)
    .to_vec();
    args.push(certificate);
    args.extend(flags(version).map(str::to_owned));
    args.extend(more.iter().map(|&flag| flag.to_owned()));
    let mut process = Process::start("openssl", &args);
    process.wait_for("ACCEPT");
    (process, port)
}

#[test]
fn our_client_their_server() {
    if !installed("openssl") {
        return;
    }
    for (index, (version, kind, suite)) in CASES.iter().enumerate() {
        let more: &[&str] = match index % 4 {
            0 => &[],
            1 => &["-mtu", "256"],
            2 => &["-Verify", "1"],
            _ => &["-listen", "-mtu", "300"],
        };
        let what = format!("{version:?} {suite:?} {more:?}");
        println!("{what}");
        let (mut process, port) = server(*version, kind, more);
        let mut endpoint = our_client(config(*version, &[*suite]), port);
        endpoint.peer.identities = vec![identity(kind)];
        endpoint.run(&what, |peer| peer.is_connected());
        talk(&mut endpoint, &mut process, "hello");
        endpoint.peer.connection.close();
        endpoint.flush();
    }
}

/// Our server on a free port, and their client.
fn client(server: Config, kind: &str) -> (Endpoint, Process) {
    let version = server.max_version;
    let (endpoint, port) = our_server(server, kind);
    let (key, certificate) = files(kind);
    let mut args: Vec<String> = ["s_client", "-connect", &format!("127.0.0.1:{port}")]
        .map(str::to_owned)
        .to_vec();
    args.extend(flags(version).map(str::to_owned));
    args.extend(["-key", &key, "-cert", &certificate].map(str::to_owned));
    (endpoint, Process::start("openssl", &args))
}

#[test]
fn our_server_their_client() {
    if !installed("openssl") {
        return;
    }
    for (index, (version, kind, suite)) in CASES.iter().enumerate() {
        let what = format!("{version:?} {suite:?}");
        println!("{what}");
        let server = Config {
            cookie_exchange: index % 2 == 0,
            client_auth: match index % 3 {
                0 => ClientAuth::None,
                1 => ClientAuth::Request,
                _ => ClientAuth::Require,
            },
            mtu: if index % 2 == 0 { 1200 } else { 256 },
            ..config(*version, &[*suite])
        };
        let (mut endpoint, mut process) = client(server, kind);
        endpoint.run(&what, |peer| peer.is_connected());
        talk(&mut endpoint, &mut process, "hello");
        endpoint.peer.connection.close();
        endpoint.flush();
    }
}

#[test]
fn renegotiation_of_our_server_from_either_side() {
    if !installed("openssl") {
        return;
    }
    for version in [V::DTLS1_2, V::DTLS1_0] {
        let server = Config {
            cookie_exchange: true,
            client_auth: ClientAuth::Request,
            ..config(version, &[])
        };
        let (mut endpoint, mut process) = client(server, "rsa");
        let random = |peer: &Peer| peer.connection.facts().unwrap().server_random;
        endpoint.run("handshake", |peer| peer.is_connected());
        talk(&mut endpoint, &mut process, "one");
        let before = random(&endpoint.peer);
        process.write("R\n");
        endpoint.run("asked by the client", |peer| {
            random(peer) != before && peer.is_connected()
        });
        talk(&mut endpoint, &mut process, "two");
        let before = random(&endpoint.peer);
        endpoint.peer.connection.renegotiate().unwrap();
        endpoint.run("asked by us", |peer| {
            random(peer) != before && peer.is_connected()
        });
        talk(&mut endpoint, &mut process, "three");
    }
}

#[test]
fn renegotiation_from_either_side() {
    if !installed("openssl") {
        return;
    }
    for version in [V::DTLS1_2, V::DTLS1_0] {
        let (mut process, port) =
            server(version, "rsa", &["-client_renegotiation", "-mtu", "1400"]);
        let mut endpoint = our_client(config(version, &[]), port);
        let random = |peer: &Peer| peer.connection.facts().unwrap().client_random;
        endpoint.run("handshake", |peer| peer.is_connected());
        talk(&mut endpoint, &mut process, "one");
        let before = random(&endpoint.peer);
        process.write("r\n");
        endpoint.run("asked by the server", |peer| {
            random(peer) != before && peer.is_connected()
        });
        talk(&mut endpoint, &mut process, "two");
        let before = random(&endpoint.peer);
        endpoint.peer.connection.renegotiate().unwrap();
        endpoint.run("asked by us", |peer| {
            random(peer) != before && peer.is_connected()
        });
        talk(&mut endpoint, &mut process, "three");
    }
}

#[test]
fn sessions_are_resumed() {
    if !installed("openssl") {
        return;
    }
    for version in [V::DTLS1_2, V::DTLS1_0] {
        let (mut process, port) = server(version, "rsa", &["-no_ticket"]);
        let mut endpoint = our_client(config(version, &[]), port);
        endpoint.run("full", |peer| peer.is_connected());
        talk(&mut endpoint, &mut process, "one");
        endpoint.peer.connection.close();
        endpoint.flush();
        process.wait_for("DONE");
        let session = endpoint.peer.connection.facts().unwrap().session.clone();
        assert!(!session.as_ref().unwrap().id.is_empty());
        let second = Config {
            session,
            ..config(version, &[])
        };
        let mut endpoint = our_client(second, port);
        endpoint.run("resumed", |peer| peer.is_connected());
        assert!(endpoint.peer.connection.facts().unwrap().resumed);
        talk(&mut endpoint, &mut process, "two");
    }
}
