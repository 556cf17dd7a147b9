//! Runs the commands of `SSL_CONF_cmd` on a context or connection.

use std::ffi::{CStr, c_int, c_long};
use std::sync::Arc;

use crate::object::conf::{
    Change, Command, Kind, Named, OPTIONS, PROTOCOLS, SSL_CONF_CTX, Target, Task, VERIFY_MODES,
    flag, protocol_version,
};
use crate::object::connection::SSL;
use crate::object::context::SSL_CTX;
use crate::object::security::Policy;
use crate::object::settings::Settings;
use crate::object::{groups, sigalgs};
use crate::sys::stack::Stack;
use crate::sys::verify::Store;
use crate::sys::{dh, error, file};

use super::ctrl_shared::{Owner, bound, parse_groups, set_groups, set_sigalgs, set_tmp_dh};
use super::{ca_list, certificate, serverinfo, version13};

/// `X509_FILETYPE_PEM`.
const PEM: c_int = 1;

/// What a command or value turned out to be.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Outcome {
    /// Done, and the value was used.
    Used,
    /// Done; a switch has no value.
    Switched,
    Unknown,
    Bad,
    NoValue,
}

impl Outcome {
    /// SSL_CONF_cmd(3), RETURN VALUES.
    pub fn number(self) -> c_int {
        match self {
            Outcome::Used => 2,
            Outcome::Switched => 1,
            Outcome::Bad => 0,
            Outcome::Unknown => -2,
            Outcome::NoValue => -3,
        }
    }
}

/// What the commands change.
pub enum Aim<'a> {
    Context(&'a SSL_CTX),
    Connection(&'a SSL),
}

impl Owner for Aim<'_> {
    fn settings(&self) -> Arc<Settings> {
        match self {
            Aim::Context(context) => context.settings(),
            Aim::Connection(connection) => connection.settings(),
        }
    }
    fn change(&self, change: impl FnOnce(&mut Settings) -> c_long) -> c_long {
        match self {
            Aim::Context(context) => context.change(change),
            Aim::Connection(connection) => connection.change(change),
        }
    }
    fn store(&self) -> Store {
        match self {
            Aim::Context(context) => context.store(),
            Aim::Connection(connection) => connection.context().store(),
        }
    }
    fn policy(&self) -> Policy<'_> {
        match self {
            Aim::Context(context) => context.policy(),
            Aim::Connection(connection) => connection.policy(),
        }
    }
}

/// The target, if there is one.
///
/// # Safety
/// What the application gave to `SSL_CONF_CTX_set_ssl` or its kin is still there.
pub unsafe fn aim<'a>(target: Target) -> Option<Aim<'a>> {
    // SAFETY: the caller's contract.
    unsafe {
        match target {
            Target::None => None,
            Target::Context(context) => ffi::shared_ref(context).map(Aim::Context),
            Target::Connection(connection) => ffi::shared_ref(connection).map(Aim::Connection),
        }
    }
}

/// Runs one command.
pub fn run(
    conf: &mut SSL_CONF_CTX,
    aim: Option<&Aim<'_>>,
    command: &Command,
    value: Option<&CStr>,
) -> Outcome {
    if let Task::Switch(change) = command.task {
        apply(aim, change, true);
        return Outcome::Switched;
    }
    let Some(value) = value else {
        return Outcome::NoValue;
    };
    let good = match (command.task, aim) {
        (Task::Options, _) => list(conf, aim, OPTIONS, value),
        (Task::Protocol, _) => list(conf, aim, PROTOCOLS, value),
        (Task::VerifyMode, _) => list(conf, aim, VERIFY_MODES, value),
        (Task::RequestCa, _) => add_authorities(conf, command.kind, value),
        (Task::Certificate, Some(aim)) => use_certificate(conf, aim, value),
        (_, None) => check(conf, command.task, value),
        (_, Some(aim)) => set(conf, aim, command, value),
    };
    match good {
        true => Outcome::Used,
        false => Outcome::Bad,
    }
}

fn apply(aim: Option<&Aim<'_>>, change: Change, on: bool) {
    if let Some(aim) = aim {
        aim.change(|settings| {
            change.apply(settings, on);
            1
        });
    }
}

/// Words separated by commas, each with `+` (as without) or `-` in front. What comes before a wrong
/// word counts.
fn list(conf: &SSL_CONF_CTX, aim: Option<&Aim<'_>>, words: &[Named], value: &CStr) -> bool {
    value.to_bytes().split(|&byte| byte == b',').all(|word| {
        let word = word.trim_ascii();
        let (on, name) = match word {
            [b'+', name @ ..] => (true, name),
            [b'-', name @ ..] => (false, name),
            name => (true, name),
        };
        let found = words.iter().find(|known| {
            known.name.as_bytes().eq_ignore_ascii_case(name) && conf.naming.allows(known)
        });
        found.inspect(|word| apply(aim, word.change, on)).is_some()
    })
}

/// Without a target the values are only looked at, as far as that is possible.
fn check(conf: &SSL_CONF_CTX, task: Task, value: &CStr) -> bool {
    let text = value.to_str().unwrap_or("");
    match task {
        Task::SignatureAlgorithms | Task::ClientSignatureAlgorithms => {
            sigalgs::parse(text).is_some()
        }
        Task::Groups => parse_groups(text).is_some(),
        Task::EcdhParameters => is_automatic(conf, value) || groups::parse(text).is_ok(),
        // Their limits are the method's.
        Task::MinProtocol | Task::MaxProtocol => false,
        // Nobody is there to take the number.
        Task::RecordPadding | Task::NumTickets => false,
        _ => true,
    }
}

fn set(conf: &SSL_CONF_CTX, aim: &Aim<'_>, command: &Command, value: &CStr) -> bool {
    let text = value.to_str().unwrap_or("");
    let done = match command.task {
        Task::SignatureAlgorithms => set_sigalgs(aim, sigalgs::parse(text), false),
        Task::ClientSignatureAlgorithms => set_sigalgs(aim, sigalgs::parse(text), true),
        Task::Groups => set_groups(aim, parse_groups(text)),
        Task::EcdhParameters if is_automatic(conf, value) => 1,
        Task::EcdhParameters => set_groups(aim, groups::parse(text).ok().filter(|g| g.len() == 1)),
        Task::CipherString => suites(aim, |settings| settings.set_cipher_list(value.to_bytes())),
        Task::Ciphersuites => suites(aim, |settings| settings.set_ciphersuites(value.to_bytes())),
        Task::MinProtocol => set_bound(aim, value, |settings, version| {
            settings.min_version = version;
        }),
        Task::MaxProtocol => set_bound(aim, value, |settings, version| {
            settings.max_version = version;
        }),
        Task::PrivateKey => use_key(aim, value),
        // For contexts alone: a connection's is taken for good unread, as with OpenSSL.
        Task::ServerInfoFile if matches!(aim, Aim::Connection(_)) => 1,
        Task::ServerInfoFile => serverinfo::use_file(aim, value).into(),
        Task::ChainCa | Task::VerifyCa => add_to_store(aim, command, value),
        Task::DhParameters => use_dh(aim, value),
        Task::RecordPadding => {
            number(value)
                .and_then(version13::block_padding)
                .map_or(0, |block| {
                    aim.change(|settings| {
                        settings.block_padding = block;
                        1
                    })
                })
        }
        Task::NumTickets => number(value).map_or(0, |count| {
            aim.change(|settings| {
                settings.num_tickets = count;
                1
            })
        }),
        Task::Switch(_)
        | Task::Options
        | Task::Protocol
        | Task::VerifyMode
        | Task::RequestCa
        | Task::Certificate => 0,
    };
    done > 0
}

/// A number that is not negative, read as C's `atoi` does: what follows it does not count, and what is none is 0.
fn number(value: &CStr) -> Option<usize> {
    let text = value.to_bytes().trim_ascii_start();
    let (negative, digits) = match text {
        [b'-', digits @ ..] => (true, digits),
        [b'+', digits @ ..] => (false, digits),
        digits => (false, digits),
    };
    let end = digits
        .iter()
        .take_while(|byte| byte.is_ascii_digit())
        .count();
    let number = match std::str::from_utf8(&digits[..end]).ok()? {
        "" => 0,
        digits => digits.parse().ok()?,
    };
    (!negative || number == 0).then_some(number)
}

/// Curves are always chosen by what both sides have; the word of old programs that asked for it.
fn is_automatic(conf: &SSL_CONF_CTX, value: &CStr) -> bool {
    let value = value.to_bytes();
    let words: [&[u8]; 2] = [b"+automatic", b"automatic"];
    let is_word = words.iter().any(|word| value.eq_ignore_ascii_case(word));
    conf.has(flag::FILE) && is_word || conf.has(flag::CMDLINE) && value == b"auto"
}

fn suites(aim: &Aim<'_>, set: impl FnOnce(&mut Settings) -> Result<(), c_int>) -> c_long {
    aim.change(|settings| match set(settings) {
        Ok(()) => 1,
        Err(reason) => {
            error::put(reason);
            0
        }
    })
}

/// The method that counts is the context's, and a method for one version keeps it.
fn set_bound(aim: &Aim<'_>, value: &CStr, set: impl FnOnce(&mut Settings, c_int)) -> c_long {
    let Some(version) = protocol_version(value.to_bytes()) else {
        return 0;
    };
    if aim.settings().method.fixed_version().is_some() {
        return 1;
    }
    bound(aim, version.into(), set)
}

fn use_certificate(conf: &mut SSL_CONF_CTX, aim: &Aim<'_>, path: &CStr) -> bool {
    error::clear();
    let password = certificate::password_of(&aim.settings());
    let Some(loaded) = certificate::load(file::chain(path, password), error::PEM_LIB) else {
        return false;
    };
    if certificate::use_chain(aim, loaded) == 0 {
        return false;
    }
    if conf.has(flag::REQUIRE_PRIVATE) {
        let slot = aim.settings().certs.current_index();
        conf.certificate_files.retain(|(known, _)| *known != slot);
        conf.certificate_files.push((slot, path.to_owned()));
    }
    true
}

fn use_key(aim: &Aim<'_>, path: &CStr) -> c_long {
    let password = certificate::password_of(&aim.settings());
    let key = certificate::load(file::private_key(path, PEM, password), error::PEM_LIB);
    key.map_or(0, |key| {
        aim.change(|settings| settings.certs.set_key(key).into())
    })
}

fn use_dh(aim: &Aim<'_>, path: &CStr) -> c_long {
    // libcrypto's errors alone say what is wrong with the file.
    let key = file::parameters(path).ok();
    let numbers = key.and_then(|key| error::quietly(|| dh::of_key(&key)));
    match numbers {
        Some(numbers) => set_tmp_dh(aim, Some(&numbers)),
        None => 0,
    }
}

/// Adds what is at `value` to the store for our own chain or the peer's.
fn add_to_store(aim: &Aim<'_>, command: &Command, value: &CStr) -> c_long {
    let of_chain = command.task == Task::ChainCa;
    let settings = aim.settings();
    let present = if of_chain {
        settings.certs.chain_store.clone()
    } else {
        settings.certs.verify_store.clone()
    };
    let Some(store) = present.or_else(Store::new) else {
        return 0;
    };
    let loaded = match command.kind {
        Kind::Dir => store.load_path(value),
        Kind::Store => store.load_store(value),
        _ => store.load_file(value),
    };
    if !loaded {
        return 0;
    }
    aim.change(|settings| {
        let place = if of_chain {
            &mut settings.certs.chain_store
        } else {
            &mut settings.certs.verify_store
        };
        *place = Some(store);
        1
    })
}

fn add_authorities(conf: &mut SSL_CONF_CTX, kind: Kind, value: &CStr) -> bool {
    if conf.authorities.is_none() {
        conf.authorities = Stack::new();
    }
    let Some(names) = conf.authorities.as_mut() else {
        return false;
    };
    match kind {
        Kind::Dir => ca_list::add_dir(names, value),
        Kind::Store => ca_list::add_store(names, value),
        _ => ca_list::add_file(names, value),
    }
}

/// Loads keys that are in the certificates' files, and hands the authorities over. False: a key is
/// missing.
pub fn finish(conf: &mut SSL_CONF_CTX, aim: Option<&Aim<'_>>) -> bool {
    if let Some(aim) = aim
        && conf.has(flag::REQUIRE_PRIVATE)
    {
        for (slot, path) in &conf.certificate_files {
            if !aim.settings().certs.has_key(*slot) && use_key(aim, path) == 0 {
                return false;
            }
        }
    }
    let authorities = conf.authorities.take();
    if let (Some(aim), Some(authorities)) = (aim, authorities) {
        aim.change(|settings| {
            settings.ca = Some(Arc::new(authorities));
            1
        });
    }
    true
}
