//! The commands (SSL_CONF_cmd(3), SUPPORTED COMMAND LINE COMMANDS and SUPPORTED CONFIGURATION FILE
//! COMMANDS).

use std::ffi::c_int;

use super::flag::{CERTIFICATE, CLIENT, SERVER};
use super::options::{Change, Word, all, cert_flag};
use crate::object::settings::op;

/// A command and what it takes.
pub struct Command {
    /// On a command line, without the dash.
    pub line: Option<&'static str>,
    /// In a file.
    pub file: Option<&'static str>,
    /// `SSL_CONF_FLAG_*` without which it is not known.
    pub needs: u32,
    pub kind: Kind,
    pub task: Task,
}

/// `SSL_CONF_TYPE_*`: what a command's value is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    Unknown = 0,
    String = 1,
    File = 2,
    Dir = 3,
    None = 4,
    Store = 5,
}

impl Kind {
    pub fn number(self) -> c_int {
        self as c_int
    }
}

/// What a command does.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Task {
    Switch(Change),
    SignatureAlgorithms,
    ClientSignatureAlgorithms,
    Groups,
    EcdhParameters,
    CipherString,
    Ciphersuites,
    Protocol,
    MinProtocol,
    MaxProtocol,
    Options,
    VerifyMode,
    Certificate,
    PrivateKey,
    ServerInfoFile,
    ChainCa,
    VerifyCa,
    RequestCa,
    DhParameters,
    RecordPadding,
    NumTickets,
}

const fn switch(line: &'static str, needs: u32, change: Change) -> Command {
    Command {
        line: Some(line),
        file: None,
        needs,
        kind: Kind::None,
        task: Task::Switch(change),
    }
}

const fn command(
    file: &'static str,
    line: &'static str,
    needs: u32,
    kind: Kind,
    task: Task,
) -> Command {
    Command {
        line: if line.is_empty() { None } else { Some(line) },
        file: Some(file),
        needs,
        kind,
        task,
    }
}

const fn sets(bits: u64) -> Change {
    Change::new(Word::Options, bits)
}

const fn clears(bits: u64) -> Change {
    sets(bits).inverted()
}

pub static COMMANDS: &[Command] = &[
    switch("no_ssl3", 0, sets(op::NO_SSLV3)),
    switch("no_tls1", 0, sets(op::NO_TLSV1)),
    switch("no_tls1_1", 0, sets(op::NO_TLSV1_1)),
    switch("no_tls1_2", 0, sets(op::NO_TLSV1_2)),
    switch("no_tls1_3", 0, sets(op::NO_TLSV1_3)),
    switch("bugs", 0, sets(all())),
    switch("no_comp", 0, sets(op::NO_COMPRESSION)),
    switch("comp", 0, clears(op::NO_COMPRESSION)),
    switch("ecdh_single", SERVER, sets(0)),
    switch("no_ticket", 0, sets(op::NO_TICKET)),
    switch("serverpref", SERVER, sets(op::CIPHER_SERVER_PREFERENCE)),
    switch(
        "legacy_renegotiation",
        SERVER,
        sets(op::ALLOW_UNSAFE_LEGACY_RENEGOTIATION),
    ),
    switch(
        "client_renegotiation",
        SERVER,
        sets(op::ALLOW_CLIENT_RENEGOTIATION),
    ),
    switch(
        "legacy_server_connect",
        CLIENT,
        sets(op::LEGACY_SERVER_CONNECT),
    ),
    switch("no_renegotiation", 0, sets(op::NO_RENEGOTIATION)),
    switch(
        "no_resumption_on_reneg",
        SERVER,
        sets(op::NO_SESSION_RESUMPTION_ON_RENEGOTIATION),
    ),
    switch(
        "no_legacy_server_connect",
        CLIENT,
        clears(op::LEGACY_SERVER_CONNECT),
    ),
    switch("allow_no_dhe_kex", 0, sets(op::ALLOW_NO_DHE_KEX)),
    switch("prioritize_chacha", SERVER, sets(op::PRIORITIZE_CHACHA)),
    switch(
        "strict",
        0,
        Change::new(Word::CertFlags, cert_flag::TLS_STRICT),
    ),
    switch("no_middlebox", 0, clears(op::ENABLE_MIDDLEBOX_COMPAT)),
    switch("anti_replay", SERVER, clears(op::NO_ANTI_REPLAY)),
    switch("no_anti_replay", SERVER, sets(op::NO_ANTI_REPLAY)),
    switch("no_etm", 0, sets(op::NO_ENCRYPT_THEN_MAC)),
    command(
        "SignatureAlgorithms",
        "sigalgs",
        0,
        Kind::String,
        Task::SignatureAlgorithms,
    ),
    command(
        "ClientSignatureAlgorithms",
        "client_sigalgs",
        0,
        Kind::String,
        Task::ClientSignatureAlgorithms,
    ),
    command("Curves", "curves", 0, Kind::String, Task::Groups),
    command("Groups", "groups", 0, Kind::String, Task::Groups),
    command(
        "ECDHParameters",
        "named_curve",
        SERVER,
        Kind::String,
        Task::EcdhParameters,
    ),
    command(
        "CipherString",
        "cipher",
        0,
        Kind::String,
        Task::CipherString,
    ),
    command(
        "Ciphersuites",
        "ciphersuites",
        0,
        Kind::String,
        Task::Ciphersuites,
    ),
    command("Protocol", "", 0, Kind::String, Task::Protocol),
    command(
        "MinProtocol",
        "min_protocol",
        0,
        Kind::String,
        Task::MinProtocol,
    ),
    command(
        "MaxProtocol",
        "max_protocol",
        0,
        Kind::String,
        Task::MaxProtocol,
    ),
    command("Options", "", 0, Kind::String, Task::Options),
    command("VerifyMode", "", 0, Kind::String, Task::VerifyMode),
    command(
        "Certificate",
        "cert",
        CERTIFICATE,
        Kind::File,
        Task::Certificate,
    ),
    command(
        "PrivateKey",
        "key",
        CERTIFICATE,
        Kind::File,
        Task::PrivateKey,
    ),
    command(
        "ServerInfoFile",
        "",
        SERVER | CERTIFICATE,
        Kind::File,
        Task::ServerInfoFile,
    ),
    command(
        "ChainCAPath",
        "chainCApath",
        CERTIFICATE,
        Kind::Dir,
        Task::ChainCa,
    ),
    command(
        "ChainCAFile",
        "chainCAfile",
        CERTIFICATE,
        Kind::File,
        Task::ChainCa,
    ),
    command(
        "ChainCAStore",
        "chainCAstore",
        CERTIFICATE,
        Kind::Store,
        Task::ChainCa,
    ),
    command(
        "VerifyCAPath",
        "verifyCApath",
        CERTIFICATE,
        Kind::Dir,
        Task::VerifyCa,
    ),
    command(
        "VerifyCAFile",
        "verifyCAfile",
        CERTIFICATE,
        Kind::File,
        Task::VerifyCa,
    ),
    command(
        "VerifyCAStore",
        "verifyCAstore",
        CERTIFICATE,
        Kind::Store,
        Task::VerifyCa,
    ),
    command(
        "RequestCAFile",
        "requestCAFile",
        CERTIFICATE,
        Kind::File,
        Task::RequestCa,
    ),
    command(
        "ClientCAFile",
        "",
        SERVER | CERTIFICATE,
        Kind::File,
        Task::RequestCa,
    ),
    command("RequestCAPath", "", CERTIFICATE, Kind::Dir, Task::RequestCa),
    command(
        "ClientCAPath",
        "",
        SERVER | CERTIFICATE,
        Kind::Dir,
        Task::RequestCa,
    ),
    command(
        "RequestCAStore",
        "requestCAStore",
        CERTIFICATE,
        Kind::Store,
        Task::RequestCa,
    ),
    command(
        "ClientCAStore",
        "",
        SERVER | CERTIFICATE,
        Kind::Store,
        Task::RequestCa,
    ),
    command(
        "DHParameters",
        "dhparam",
        SERVER | CERTIFICATE,
        Kind::File,
        Task::DhParameters,
    ),
    command(
        "RecordPadding",
        "record_padding",
        0,
        Kind::String,
        Task::RecordPadding,
    ),
    command(
        "NumTickets",
        "num_tickets",
        SERVER,
        Kind::String,
        Task::NumTickets,
    ),
];
