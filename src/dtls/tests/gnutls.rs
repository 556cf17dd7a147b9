//! The engine against GnuTLS's programs, both roles. Skipped where they are not installed.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod sim;

use dtls::msg::{CipherSuite as S, ProtocolVersion as V, SignatureScheme};
use dtls::suites::{KeyExchange, SuiteInfo};
use dtls::{ClientAuth, Config, Psk, PskKey};
use sim::real::{Process, files, identity, installed, our_client, our_server, port, talk};

const CASES: &[(V, &str, S)] = &[
    (V::DTLS1_2, "ec", S::TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256),
    (V::DTLS1_2, "rsa", S::TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384),
    (
        V::DTLS1_2,
        "rsa",
        S::TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256,
    ),
    (
        V::DTLS1_2,
        "ed25519",
        S::TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384,
    ),
    (V::DTLS1_2, "ec", S::TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA),
    (V::DTLS1_0, "rsa", S::TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA),
    (V::DTLS1_0, "ec", S::TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA),
    (V::DTLS1_2, "rsa", S::TLS_RSA_WITH_AES_128_GCM_SHA256),
    (V::DTLS1_2, "rsa", S::TLS_RSA_WITH_AES_256_CCM_8),
    (V::DTLS1_2, "rsa", S::TLS_RSA_WITH_AES_128_CBC_SHA256),
    (V::DTLS1_0, "rsa", S::TLS_RSA_WITH_AES_256_CBC_SHA),
    (V::DTLS1_2, "rsa", S::TLS_DHE_RSA_WITH_AES_256_GCM_SHA384),
    (
        V::DTLS1_2,
        "rsa",
        S::TLS_DHE_RSA_WITH_CHACHA20_POLY1305_SHA256,
    ),
    (V::DTLS1_2, "rsa", S::TLS_DHE_RSA_WITH_AES_128_CCM),
    (V::DTLS1_0, "rsa", S::TLS_DHE_RSA_WITH_AES_128_CBC_SHA),
];

/// Suites with pre-shared keys.
const PSK_CASES: &[(V, S)] = &[
    (V::DTLS1_2, S::TLS_PSK_WITH_AES_128_GCM_SHA256),
    (V::DTLS1_2, S::TLS_PSK_WITH_AES_128_CCM_8),
    (V::DTLS1_2, S::TLS_PSK_WITH_AES_256_CBC_SHA384),
    (V::DTLS1_0, S::TLS_PSK_WITH_AES_128_CBC_SHA),
    (V::DTLS1_2, S::TLS_ECDHE_PSK_WITH_AES_128_CBC_SHA256),
    (V::DTLS1_2, S::TLS_ECDHE_PSK_WITH_CHACHA20_POLY1305_SHA256),
    (V::DTLS1_0, S::TLS_ECDHE_PSK_WITH_AES_256_CBC_SHA),
    (V::DTLS1_2, S::TLS_DHE_PSK_WITH_AES_256_GCM_SHA384),
    (V::DTLS1_2, S::TLS_DHE_PSK_WITH_AES_128_CCM),
    (V::DTLS1_2, S::TLS_DHE_PSK_WITH_CHACHA20_POLY1305_SHA256),
    (V::DTLS1_0, S::TLS_DHE_PSK_WITH_AES_128_CBC_SHA),
];

fn config(version: V, suite: S) -> Config {
    let mut config = Config {
        min_version: version,
        max_version: version,
        suites: vec![suite],
        dh: true,
        ..Config::default()
    };
    config
        .signature_schemes
        .push(SignatureScheme::RSA_PKCS1_SHA1);
    config
}

fn priority(version: V) -> String {
    let name = match version {
        V::DTLS1_0 => "VERS-DTLS1.0:+SHA1:+SIGN-ALL",
        _ => "VERS-DTLS1.2",
    };
    let ciphers = "+AES-128-CCM-8:+AES-256-CCM-8:+SHA256:+SHA384";
    let exchanges = "+RSA:+DHE-RSA:+PSK:+ECDHE-PSK:+DHE-PSK";
    format!("--priority=NORMAL:{ciphers}:{exchanges}:-VERS-ALL:+{name}")
}

#[test]
fn our_client_their_server() {
    if !installed("gnutls-serv") {
        return;
    }
    for (index, &(version, kind, suite)) in CASES.iter().enumerate() {
        let what = format!("{version:?} {suite:?} {kind}");
        println!("{what}");
        let port = port();
        let (key, certificate) = files(kind);
        let mut args = vec![
            "--udp".to_owned(),
            "--echo".to_owned(),
            format!("--port={port}"),
            format!("--x509keyfile={key}"),
            format!("--x509certfile={certificate}"),
            priority(version),
        ];
        args.push(
            match index % 3 {
                0 => "--mtu=400",
                1 => "--require-client-cert",
                _ => "--disable-client-cert",
            }
            .to_owned(),
        );
        let mut process = Process::start("gnutls-serv", &args);
        process.wait_for("Server listening");
        let mut endpoint = our_client(config(version, suite), port);
        endpoint.peer.identities = vec![identity(kind)];
        endpoint.run(&what, |peer| peer.is_connected());
        let mut line = vec![b'x'; 300];
        line.push(b'\n');
        endpoint.send(&line);
        // With a small MTU it comes back in pieces.
        endpoint.run(&what, |peer| peer.received.concat() == line);
        endpoint.peer.connection.close();
        endpoint.flush();
    }
}

#[test]
fn our_server_their_client() {
    if !installed("gnutls-cli") {
        return;
    }
    for (index, &(version, kind, suite)) in CASES.iter().enumerate() {
        let what = format!("{version:?} {suite:?} {kind}");
        println!("{what}");
        let server = Config {
            cookie_exchange: index % 2 == 0,
            client_auth: [ClientAuth::None, ClientAuth::Require][index % 2],
            mtu: [1200, 256][index % 2],
            ..config(version, suite)
        };
        let (mut endpoint, port) = our_server(server, kind);
        let (key, certificate) = files(kind);
        let args = [
            "--udp".to_owned(),
            "--insecure".to_owned(),
            format!("--port={port}"),
            format!("--x509keyfile={key}"),
            format!("--x509certfile={certificate}"),
            priority(version),
            "127.0.0.1".to_owned(),
        ];
        let mut process = Process::start("gnutls-cli", &args);
        endpoint.run(&what, |peer| peer.is_connected());
        talk(&mut endpoint, &mut process, "hello");
        endpoint.peer.connection.close();
        endpoint.flush();
    }
}

fn psk() -> Option<Psk> {
    Some(Psk {
        identity: b"somebody".to_vec(),
        key: PskKey::new(b"0123456789abcdef".to_vec().into()),
    })
}

const PSK_HEX: &str = "30313233343536373839616263646566";

fn psk_config(version: V, suite: S) -> Config {
    Config {
        psk: true,
        ..config(version, suite)
    }
}

#[test]
fn pre_shared_keys_with_their_server() {
    if !installed("gnutls-serv") {
        return;
    }
    let file = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("psk.txt");
    std::fs::write(&file, format!("somebody:{PSK_HEX}\n")).unwrap();
    for &(version, suite) in PSK_CASES {
        let what = format!("{version:?} {suite:?}");
        println!("{what}");
        let port = port();
        let args = [
            "--udp".to_owned(),
            "--echo".to_owned(),
            format!("--port={port}"),
            format!("--pskpasswd={}", file.display()),
            priority(version),
        ];
        let mut process = Process::start("gnutls-serv", &args);
        process.wait_for("Server listening");
        let mut endpoint = our_client(psk_config(version, suite), port);
        endpoint.peer.psk = psk();
        endpoint.run(&what, |peer| peer.is_connected());
        endpoint.send(b"hello\n");
        endpoint.run(&what, |peer| peer.received.concat() == b"hello\n");
        endpoint.peer.connection.close();
        endpoint.flush();
    }
}

#[test]
fn pre_shared_keys_with_their_client() {
    if !installed("gnutls-cli") {
        return;
    }
    for &(version, suite) in PSK_CASES {
        let what = format!("{version:?} {suite:?}");
        println!("{what}");
        let (mut endpoint, port) = our_server(psk_config(version, suite), "rsa");
        endpoint.peer.psk = psk();
        let args = [
            "--udp".to_owned(),
            format!("--port={port}"),
            "--pskusername=somebody".to_owned(),
            format!("--pskkey={PSK_HEX}"),
            priority(version),
            "127.0.0.1".to_owned(),
        ];
        let mut process = Process::start("gnutls-cli", &args);
        endpoint.run(&what, |peer| peer.is_connected());
        // With a share beside the key gnutls-cli 3.7 dies of a segmentation fault once the handshake is done, with
        // GnuTLS's server too.
        let suite = SuiteInfo::find(suite).unwrap();
        if suite.key_exchange == KeyExchange::Psk {
            talk(&mut endpoint, &mut process, "hello");
        }
        endpoint.peer.connection.close();
        endpoint.flush();
    }
}

const SUITE: S = S::TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256;

/// Server arguments for one connection over the `rsa` identity.
fn serve(port: u16, more: &[&str]) -> Process {
    let (key, certificate) = files("rsa");
    let mut args = vec![
        "--udp".to_owned(),
        "--echo".to_owned(),
        "--disable-client-cert".to_owned(),
        format!("--port={port}"),
        format!("--x509keyfile={key}"),
        format!("--x509certfile={certificate}"),
        priority(V::DTLS1_2),
    ];
    args.extend(more.iter().map(|arg| (*arg).to_owned()));
    let mut process = Process::start("gnutls-serv", &args);
    process.wait_for("Server listening");
    process
}

/// GnuTLS always says its record_size_limit (RFC 8449), and keeps to ours.
#[test]
fn record_size_limits() {
    if !installed("gnutls-serv") || !installed("gnutls-cli") {
        return;
    }
    let config = Config {
        record_size_limit: Some(512),
        ..config(V::DTLS1_2, SUITE)
    };
    let port_of_server = port();
    let _server = serve(port_of_server, &["--mtu=1400"]);
    let mut client = our_client(config.clone(), port_of_server);
    client.run("client", |peer| peer.is_connected());
    let theirs = |peer: &sim::Peer| {
        let facts = peer.connection.facts().unwrap();
        facts.peer_record_size_limit.unwrap()
    };
    assert!(theirs(&client.peer) > 512);
    let (mut server, port) = our_server(config, "rsa");
    let args = [
        "--udp".to_owned(),
        "--insecure".to_owned(),
        "--mtu=1400".to_owned(),
        format!("--port={port}"),
        priority(V::DTLS1_2),
        "127.0.0.1".to_owned(),
    ];
    let mut process = Process::start("gnutls-cli", &args);
    server.run("server", |peer| peer.is_connected());
    assert!(theirs(&server.peer) > 512);
    talk(&mut server, &mut process, "with limits");
}

/// max_fragment_length (RFC 6066, 4): GnuTLS as the server takes it when its record_size_limit is not answered.
#[test]
fn fragment_lengths() {
    if !installed("gnutls-serv") {
        return;
    }
    let length = dtls::msg::MaxFragmentLength::LENGTH_512;
    let config = Config {
        max_fragment_length: Some(length),
        ..config(V::DTLS1_2, SUITE)
    };
    let port = port();
    let _server = serve(port, &["--mtu=1400"]);
    let mut client = our_client(config, port);
    client.run("client", |peer| peer.is_connected());
    let facts = client.peer.connection.facts().unwrap();
    assert_eq!(facts.max_fragment_length, Some(length));
    let mut line = vec![b'x'; 500];
    line.push(b'\n');
    client.send(&line);
    client.run("echo", |peer| peer.received.concat() == line);
}
