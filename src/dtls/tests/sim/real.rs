//! Real sockets and other people's programs.

use std::io::{Read, Write};
use std::net::UdpSocket;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::time::{Duration, Instant};

use dtls::msg::ProtocolVersion;
use dtls::suites::SuiteInfo;
use dtls::{Config, Time};

use super::{Identity, Peer};

/// Whether a program is there; tells when a test is skipped.
pub fn installed(program: &str) -> bool {
    let found = Command::new(program)
        .arg("--version")
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    if found.is_err() {
        println!("{program} is not installed: skipped");
    }
    found.is_ok()
}

/// A process that is ended with its owner, and its output.
pub struct Process {
    child: Child,
    output: mpsc::Receiver<Vec<u8>>,
    seen: Vec<u8>,
}

impl Process {
    pub fn start(program: &str, args: &[String]) -> Self {
        let mut child = Command::new(program)
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

    pub fn write(&mut self, text: &str) {
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

    pub fn wait_for(&mut self, text: &str) {
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
pub struct Endpoint {
    socket: UdpSocket,
    pub peer: Peer,
    began: Instant,
    connected: bool,
}

impl Endpoint {
    pub fn new(socket: UdpSocket, peer: Peer) -> Self {
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

    pub fn flush(&mut self) {
        let now = self.now();
        for datagram in self.peer.transmit(now) {
            let _ = self.socket.send(&datagram);
        }
    }

    pub fn run(&mut self, what: &str, mut done: impl FnMut(&mut Peer) -> bool) {
        let end = Instant::now() + Duration::from_secs(20);
        let mut buffer = [0; 65536];
        while !done(&mut self.peer) {
            let drops: Vec<_> = self.peer.connection.drops().iter().collect();
            let state = self.peer.connection.handshake_state();
            let received: Vec<_> = self.peer.received.iter().map(Vec::len).collect();
            assert!(
                Instant::now() < end,
                "{what}: {state:?} {drops:?} {received:?}"
            );
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

    pub fn send(&mut self, data: &[u8]) {
        let datagram = self.peer.seal(data);
        self.socket.send(&datagram).unwrap();
    }
}

/// A port that is free now.
pub fn port() -> u16 {
    let free = UdpSocket::bind("127.0.0.1:0").unwrap();
    free.local_addr().unwrap().port()
}

/// Files with a key and a certificate of each kind, made once.
pub fn files(kind: &str) -> (String, String) {
    static MADE: std::sync::Mutex<()> = std::sync::Mutex::new(());
    let _guard = MADE.lock().unwrap();
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR"));
    let key = folder.join(format!("{kind}-key.pem"));
    let certificate = folder.join(format!("{kind}-cert.pem"));
    if !certificate.exists() {
        let algorithm = match kind {
            "rsa" => vec!["rsa:2048"],
            "ed25519" => vec!["ed25519"],
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
pub fn identity(kind: &str) -> &'static Identity {
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

/// Our client, connected to a port.
pub fn our_client(config: Config, port: u16) -> Endpoint {
    let socket = UdpSocket::bind("127.0.0.1:0").unwrap();
    socket.connect(("127.0.0.1", port)).unwrap();
    let mut endpoint = Endpoint::new(socket, Peer::client(config, seed()));
    endpoint.connected = true;
    endpoint.peer.start();
    endpoint
}

/// Our server, and the port where it waits.
pub fn our_server(config: Config, kind: &str) -> (Endpoint, u16) {
    let socket = UdpSocket::bind("127.0.0.1:0").unwrap();
    let port = socket.local_addr().unwrap().port();
    let mut endpoint = Endpoint::new(socket, Peer::server(config, seed()));
    endpoint.peer.identities = vec![identity(kind)];
    endpoint.peer.start();
    (endpoint, port)
}

fn seed() -> u64 {
    let since = std::time::SystemTime::UNIX_EPOCH.elapsed().unwrap();
    since.as_nanos() as u64
}

/// What makes the `openssl` command offer or take one suite.
pub fn suite_flags(version: ProtocolVersion, suite: &SuiteInfo) -> Vec<String> {
    let dtls = match version {
        ProtocolVersion::DTLS1_0 => "-dtls1",
        _ => "-dtls1_2",
    };
    let cipher = format!("{}:@SECLEVEL=0", suite.openssl_name);
    vec![dtls.into(), "-cipher".into(), cipher]
}

/// Our client against `openssl s_server` with these arguments.
pub fn try_their_server(
    what: &str,
    config: Config,
    more: Vec<String>,
    prepare: impl FnOnce(&mut Peer),
) -> Endpoint {
    println!("{what}");
    let port = port();
    let mut args = vec!["s_server".into(), "-accept".into(), port.to_string()];
    args.extend(more);
    let mut process = Process::start("openssl", &args);
    process.wait_for("ACCEPT");
    let mut endpoint = our_client(config, port);
    prepare(&mut endpoint.peer);
    endpoint.run(what, |peer| peer.is_connected());
    talk(&mut endpoint, &mut process, "hello");
    endpoint.peer.connection.close();
    endpoint.flush();
    endpoint
}

/// Our server with a key of this kind against `openssl s_client` with these arguments.
pub fn try_their_client(
    what: &str,
    (config, kind): (Config, &str),
    more: Vec<String>,
    prepare: impl FnOnce(&mut Peer),
) {
    println!("{what}");
    let (mut endpoint, port) = our_server(config, kind);
    prepare(&mut endpoint.peer);
    let connect = format!("127.0.0.1:{port}");
    let mut args = vec!["s_client".into(), "-connect".into(), connect];
    args.extend(more);
    let mut process = Process::start("openssl", &args);
    endpoint.run(what, |peer| peer.is_connected());
    talk(&mut endpoint, &mut process, "hello");
    endpoint.peer.connection.close();
    endpoint.flush();
}

/// A line each way.
pub fn talk(endpoint: &mut Endpoint, process: &mut Process, what: &str) {
    endpoint.send(format!("from us {what}\n").as_bytes());
    process.wait_for(&format!("from us {what}"));
    process.write(&format!("from them {what}\n"));
    let expected = format!("from them {what}\n").into_bytes();
    endpoint.run(what, |peer| peer.received.contains(&expected));
}
