//! The engine against the `openssl` command, both roles. Skipped where the command is not installed.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod sim;

use std::io::{Read, Write};
use std::net::UdpSocket;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU16, Ordering};
use std::sync::mpsc;
use std::time::{Duration, Instant};

use dtls::msg::{CipherSuite as S, ProtocolVersion as V, SignatureScheme};
use dtls::{ClientAuth, Config, Renegotiation, Time};
use sim::{Identity, Peer};

fn installed() -> bool {
    let found = Command::new("openssl").arg("version").output();
    if found.is_err() {
        println!("openssl is not installed: skipped");
    }
    found.is_ok()
}

/// A process that is ended with its owner, and its output.
struct Process {
    child: Child,
    output: mpsc::Receiver<Vec<u8>>,
    seen: Vec<u8>,
}

impl Process {
    fn start(args: &[String]) -> Self {
        let mut child = Command::new("openssl")
            .args(args)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let (sender, output) = mpsc::channel();
        let streams: [Box<dyn Read + Send>; 2] = [
            Box::new(child.stdout.take().unwrap()),
            Box::new(child.stderr.take().unwrap()),
        ];
        for mut stream in streams {
            let sender = sender.clone();
            std::thread::spawn(move || {
                let mut buffer = [0; 4096];
                while let Ok(len @ 1..) = stream.read(&mut buffer) {
                    if sender.send(buffer[..len].to_vec()).is_err() {
                        return;
                    }
                }
            });
        }
        Self {
            child,
            output,
            seen: vec![],
        }
    }

    fn write(&mut self, text: &str) {
        let stdin = self.child.stdin.as_mut().unwrap();
        stdin.write_all(text.as_bytes()).unwrap();
        stdin.flush().unwrap();
    }

    fn has_said(&mut self, text: &str) -> bool {
        while let Ok(bytes) = self.output.try_recv() {
            self.seen.extend(bytes);
        }
        String::from_utf8_lossy(&self.seen).contains(text)
    }

    fn wait_for(&mut self, text: &str) {
        let end = Instant::now() + Duration::from_secs(20);
        while !self.has_said(text) {
            let seen = String::from_utf8_lossy(&self.seen);
            assert!(Instant::now() < end, "no {text:?} in {seen}");
            std::thread::sleep(Duration::from_millis(10));
        }
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Runs one of our sides over a socket.
struct Endpoint {
    socket: UdpSocket,
    peer: Peer,
    began: Instant,
    connected: bool,
}

impl Endpoint {
    fn new(socket: UdpSocket, peer: Peer) -> Self {
        socket
            .set_read_timeout(Some(Duration::from_millis(20)))
            .unwrap();
        Self {
            socket,
            peer,
            began: Instant::now(),
            connected: false,
        }
    }

    fn now(&self) -> Time {
        Time::from_micros(self.began.elapsed().as_micros() as u64)
    }

    fn flush(&mut self) {
        let now = self.now();
        for datagram in self.peer.transmit(now) {
            let _ = self.socket.send(&datagram);
        }
    }

    fn run(&mut self, what: &str, mut done: impl FnMut(&mut Peer) -> bool) {
        let end = Instant::now() + Duration::from_secs(20);
        let mut buffer = [0; 65536];
        while !done(&mut self.peer) {
            assert!(Instant::now() < end, "{what}: {:?}", self.peer.error);
            assert_eq!(self.peer.error, None, "{what}");
            if self.connected {
                self.flush();
            }
            if let Ok((len, from)) = self.socket.recv_from(&mut buffer) {
                if !self.connected {
                    self.socket.connect(from).unwrap();
                    self.connected = true;
                }
                self.peer.receive(&buffer[..len]);
            }
            let now = self.now();
            self.peer.expire(now);
        }
        if self.connected {
            self.flush();
        }
    }

    fn send(&mut self, data: &[u8]) {
        let datagram = self.peer.seal(data);
        self.socket.send(&datagram).unwrap();
    }
}

fn port() -> u16 {
    static NEXT: AtomicU16 = AtomicU16::new(0);
    let offset = NEXT.fetch_add(1, Ordering::Relaxed);
    // From a socket, so that two runs at once do not meet.
    let free = UdpSocket::bind("127.0.0.1:0").unwrap();
    free.local_addr().unwrap().port().wrapping_sub(offset % 2)
}

/// Files with a key and a certificate of each kind, made once.
fn files(kind: &str) -> (String, String) {
    static MADE: std::sync::Mutex<()> = std::sync::Mutex::new(());
    let _guard = MADE.lock().unwrap();
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR"));
    let key = folder.join(format!("{kind}-key.pem"));
    let certificate = folder.join(format!("{kind}-cert.pem"));
    if !certificate.exists() {
        let algorithm = match kind {
            "rsa" => vec!["rsa:2048"],
            _ => vec!["ec", "-pkeyopt", "ec_paramgen_curve:P-256"],
        };
        let output = Command::new("openssl")
            .args([
                "req", "-x509", "-nodes", "-subj", "/CN=test", "-days", "30", "-newkey",
            ])
            .args(algorithm)
            .arg("-keyout")
            .arg(&key)
            .arg("-out")
            .arg(&certificate)
            .output()
            .unwrap();
        assert!(output.status.success());
    }
    let text = |path: PathBuf| path.to_str().unwrap().to_owned();
    (text(key), text(certificate))
}

/// The same for one of our sides.
fn identity(kind: &str) -> &'static Identity {
    let (key, certificate) = files(kind);
    let der = |args: &[&str]| {
        let output = Command::new("openssl").args(args).output().unwrap();
        assert!(output.status.success());
        output.stdout
    };
    let certificate = der(&["x509", "-outform", "DER", "-in", &certificate]);
    let key = der(&[
        "pkcs8", "-topk8", "-nocrypt", "-outform", "DER", "-in", &key,
    ]);
    Identity::load(certificate, &key)
}

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
    let mut process = Process::start(&args);
    process.wait_for("ACCEPT");
    (process, port)
}

fn our_client(config: Config, port: u16) -> Endpoint {
    let socket = UdpSocket::bind("127.0.0.1:0").unwrap();
    socket.connect(("127.0.0.1", port)).unwrap();
    let seed = Instant::now().elapsed().as_nanos() as u64 ^ u64::from(port);
    let mut endpoint = Endpoint::new(socket, Peer::client(config, seed));
    endpoint.connected = true;
    endpoint.peer.start();
    endpoint
}

fn echo(endpoint: &mut Endpoint, process: &mut Process, what: &str) {
    endpoint.send(format!("from us {what}\n").as_bytes());
    process.wait_for(&format!("from us {what}"));
    process.write(&format!("from openssl {what}\n"));
    let expected = format!("from openssl {what}\n").into_bytes();
    endpoint.run(what, |peer| peer.received.contains(&expected));
}

#[test]
fn our_client_their_server() {
    if !installed() {
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
        echo(&mut endpoint, &mut process, "hello");
        endpoint.peer.connection.close();
        endpoint.flush();
    }
}

/// Our server on a free port, and their client.
fn client(server: Config, kind: &str) -> (Endpoint, Process) {
    let socket = UdpSocket::bind("127.0.0.1:0").unwrap();
    let port = socket.local_addr().unwrap().port();
    let version = server.max_version;
    let mut endpoint = Endpoint::new(socket, Peer::server(server, port.into()));
    endpoint.peer.identities = vec![identity(kind)];
    endpoint.peer.start();
    let (key, certificate) = files(kind);
    let mut args: Vec<String> = ["s_client", "-connect", &format!("127.0.0.1:{port}")]
        .map(str::to_owned)
        .to_vec();
    args.extend(flags(version).map(str::to_owned));
    args.extend(["-key", &key, "-cert", &certificate].map(str::to_owned));
    (endpoint, Process::start(&args))
}

#[test]
fn our_server_their_client() {
    if !installed() {
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
        echo(&mut endpoint, &mut process, "hello");
        endpoint.peer.connection.close();
        endpoint.flush();
    }
}

#[test]
fn renegotiation_of_our_server_from_either_side() {
    if !installed() {
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
        echo(&mut endpoint, &mut process, "one");
        let before = random(&endpoint.peer);
        process.write("R\n");
        endpoint.run("asked by the client", |peer| {
            random(peer) != before && peer.is_connected()
        });
        echo(&mut endpoint, &mut process, "two");
        let before = random(&endpoint.peer);
        endpoint.peer.connection.renegotiate().unwrap();
        endpoint.run("asked by us", |peer| {
            random(peer) != before && peer.is_connected()
        });
        echo(&mut endpoint, &mut process, "three");
    }
}

#[test]
fn renegotiation_from_either_side() {
    if !installed() {
        return;
    }
    for version in [V::DTLS1_2, V::DTLS1_0] {
        let (mut process, port) =
            server(version, "rsa", &["-client_renegotiation", "-mtu", "1400"]);
        let mut endpoint = our_client(config(version, &[]), port);
        let random = |peer: &Peer| peer.connection.facts().unwrap().client_random;
        endpoint.run("handshake", |peer| peer.is_connected());
        echo(&mut endpoint, &mut process, "one");
        let before = random(&endpoint.peer);
        process.write("r\n");
        endpoint.run("asked by the server", |peer| {
            random(peer) != before && peer.is_connected()
        });
        echo(&mut endpoint, &mut process, "two");
        let before = random(&endpoint.peer);
        endpoint.peer.connection.renegotiate().unwrap();
        endpoint.run("asked by us", |peer| {
            random(peer) != before && peer.is_connected()
        });
        echo(&mut endpoint, &mut process, "three");
    }
}

#[test]
fn sessions_are_resumed() {
    if !installed() {
        return;
    }
    for version in [V::DTLS1_2, V::DTLS1_0] {
        let (mut process, port) = server(version, "rsa", &["-no_ticket"]);
        let mut endpoint = our_client(config(version, &[]), port);
        endpoint.run("full", |peer| peer.is_connected());
        echo(&mut endpoint, &mut process, "one");
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
        echo(&mut endpoint, &mut process, "two");
    }
}
