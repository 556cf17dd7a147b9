//! DTLS from Rust's `openssl` crate: a client and a server over UDP.
//!
//! `dtls-echo client ADDRESS CA.pem TEXT` sends the text and prints the answer.
//! `dtls-echo server ADDRESS CERT.pem KEY.pem` sends back what the first client sends.

use std::error::Error;
use std::io::{self, Read, Write};
use std::net::UdpSocket;
use std::time::Duration;

use openssl::ssl::{SslAcceptor, SslConnector, SslFiletype, SslMethod, SslStream, SslVerifyMode};

/// A connected socket as a stream whose every read and write is one datagram.
#[derive(Debug)]
struct Datagrams(UdpSocket);

impl Read for Datagrams {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.0.recv(buffer)
    }
}

impl Write for Datagrams {
    fn write(&mut self, datagram: &[u8]) -> io::Result<usize> {
        self.0.send(datagram)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn client(address: &str, ca: &str, text: &str) -> Result<(), Box<dyn Error>> {
    let socket = UdpSocket::bind("127.0.0.1:0")?;
    socket.connect(address)?;
    socket.set_read_timeout(Some(Duration::from_secs(10)))?;

    let mut connector = SslConnector::builder(SslMethod::dtls())?;
    connector.set_ca_file(ca)?;
    let mut stream = connector.build().connect("localhost", Datagrams(socket))?;
    describe("server", &stream);

    stream.write_all(text.as_bytes())?;
    let mut answer = [0; 1 << 14];
    let length = stream.read(&mut answer)?;
    println!(
        "answer {}",
        String::from_utf8_lossy(&answer[..length]).trim_end()
    );
    stream.shutdown()?;
    Ok(())
}

fn server(address: &str, certificate: &str, key: &str) -> Result<(), Box<dyn Error>> {
    let mut acceptor = SslAcceptor::mozilla_intermediate(SslMethod::dtls())?;
    acceptor.set_certificate_chain_file(certificate)?;
    acceptor.set_private_key_file(key, SslFiletype::PEM)?;
    acceptor.set_verify(SslVerifyMode::NONE);
    let acceptor = acceptor.build();

    let socket = UdpSocket::bind(address)?;
    // The first datagram stays in the socket for the handshake.
    let (_, peer) = socket.peek_from(&mut [0; 1])?;
    socket.connect(peer)?;
    let mut stream = acceptor.accept(Datagrams(socket))?;
    describe("client", &stream);
    let mut data = [0; 1 << 14];
    loop {
        let length = stream.read(&mut data)?;
        if length == 0 {
            return Ok(());
        }
        stream.write_all(&data[..length])?;
    }
}

fn describe(peer: &str, stream: &SslStream<Datagrams>) {
    let ssl = stream.ssl();
    let suite = ssl.current_cipher().map_or("none", |suite| suite.name());
    println!(
        "{peer} {} {suite} over {}",
        ssl.version_str(),
        openssl::version::version()
    );
}

fn main() -> Result<(), Box<dyn Error>> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words[..] {
        ["client", address, ca, text] => client(address, ca, text),
        ["server", address, certificate, key] => server(address, certificate, key),
        _ => Err("usage: dtls-echo client ADDRESS CA TEXT | server ADDRESS CERT KEY".into()),
    }
}
