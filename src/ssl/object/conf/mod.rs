//! `SSL_CONF_CTX`: text commands that set up a context or connection (SSL_CONF_cmd(3)).

use std::ffi::{CStr, CString};

use crate::sys::stack::Stack;
use crate::sys::types::X509_NAME;

use super::connection::SSL;
use super::context::SSL_CTX;

mod commands;
mod options;

pub use commands::{COMMANDS, Command, Kind, Task};
pub use options::{Change, Named, OPTIONS, PROTOCOLS, VERIFY_MODES, protocol_version};

/// `SSL_CONF_FLAG_*`.
pub mod flag {
    pub const CMDLINE: u32 = 0x1;
    pub const FILE: u32 = 0x2;
    pub const CLIENT: u32 = 0x4;
    pub const SERVER: u32 = 0x8;
    pub const SHOW_ERRORS: u32 = 0x10;
    pub const CERTIFICATE: u32 = 0x20;
    pub const REQUIRE_PRIVATE: u32 = 0x40;
}

/// What the commands are for. The application keeps it alive, as the manual page asks.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Target {
    /// Nothing: commands are only checked.
    None,
    Context(*mut SSL_CTX),
    Connection(*mut SSL),
}

/// How commands are called.
#[derive(Debug, Default)]
pub struct Naming {
    /// `SSL_CONF_FLAG_*`.
    pub flags: u32,
    /// What stands in front of each command.
    pub prefix: Option<CString>,
}

pub struct SSL_CONF_CTX {
    pub naming: Naming,
    pub target: Target,
    /// The file of each slot's certificate, for a key that may be in it.
    pub certificate_files: Vec<(usize, CString)>,
    /// Authorities that `SSL_CONF_CTX_finish` hands over.
    pub authorities: Option<Stack<X509_NAME>>,
}

impl ffi::UniqueHandle for SSL_CONF_CTX {}

impl SSL_CONF_CTX {
    pub fn new() -> Self {
        SSL_CONF_CTX {
            naming: Naming::default(),
            target: Target::None,
            certificate_files: Vec::new(),
            authorities: None,
        }
    }

    pub fn has(&self, flags: u32) -> bool {
        self.naming.has(flags)
    }
}

impl Naming {
    fn has(&self, flags: u32) -> bool {
        self.flags & flags == flags
    }

    /// The command's own name; `None` when the prefix is not there. A command line's prefix is `-`
    /// unless another one is set; a file's prefix is compared without case (SSL_CONF_cmd(3)).
    pub fn without_prefix<'a>(&self, name: &'a CStr) -> Option<&'a CStr> {
        let length = match &self.prefix {
            Some(prefix) => {
                let prefix = prefix.as_bytes();
                let (start, rest) = name.to_bytes().split_at_checked(prefix.len())?;
                let fits = (!self.has(flag::CMDLINE) || start == prefix)
                    && (!self.has(flag::FILE) || start.eq_ignore_ascii_case(prefix));
                (fits && !rest.is_empty()).then_some(prefix.len())?
            }
            None if self.has(flag::CMDLINE) => match name.to_bytes() {
                [b'-', _, ..] => 1,
                _ => return None,
            },
            None => 0,
        };
        CStr::from_bytes_with_nul(&name.to_bytes_with_nul()[length..]).ok()
    }

    /// Finds a command that the flags allow.
    pub fn find(&self, name: &CStr) -> Option<&'static Command> {
        let name = self.without_prefix(name)?.to_bytes();
        COMMANDS.iter().find(|command| {
            let of_line =
                self.has(flag::CMDLINE) && command.line.is_some_and(|line| line.as_bytes() == name);
            let of_file = self.has(flag::FILE)
                && command
                    .file
                    .is_some_and(|file| file.as_bytes().eq_ignore_ascii_case(name));
            self.has(command.needs) && (of_line || of_file)
        })
    }

    /// Whether an option of the table is for a side that this is for.
    pub fn allows(&self, option: &Named) -> bool {
        self.flags & option.sides != 0
    }
}

impl Default for SSL_CONF_CTX {
    fn default() -> Self {
        Self::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with_flags(flags: u32) -> Naming {
        Naming {
            flags,
            prefix: None,
        }
    }

    fn name(conf: &Naming, text: &str) -> Option<&'static str> {
        let command = conf.find(&CString::new(text).ok()?)?;
        command.file.or(command.line)
    }

    #[test]
    fn a_command_line_has_a_dash_and_its_own_names() {
        let conf = with_flags(flag::CMDLINE | flag::CLIENT);
        assert_eq!(name(&conf, "-cipher"), Some("CipherString"));
        assert_eq!(name(&conf, "cipher"), None);
        assert_eq!(name(&conf, "-"), None);
        assert_eq!(name(&conf, "-CipherString"), None);
        assert_eq!(name(&conf, "-Cipher"), None);
    }

    #[test]
    fn a_file_has_no_dash_and_no_case() {
        let conf = with_flags(flag::FILE);
        assert_eq!(name(&conf, "cipherstring"), Some("CipherString"));
        assert_eq!(name(&conf, "cipher"), None);
    }

    #[test]
    fn a_prefix_comes_first() {
        let mut conf = with_flags(flag::FILE);
        conf.prefix = Some(c"My".to_owned());
        assert_eq!(name(&conf, "MYMinProtocol"), Some("MinProtocol"));
        assert_eq!(name(&conf, "MinProtocol"), None);
        assert_eq!(name(&conf, "My"), None);
        conf.flags = flag::CMDLINE;
        assert_eq!(name(&conf, "Mymin_protocol"), Some("MinProtocol"));
        assert_eq!(name(&conf, "MYmin_protocol"), None);
    }

    #[test]
    fn commands_need_their_side_and_permission() {
        let mut conf = with_flags(flag::FILE | flag::CLIENT);
        assert_eq!(name(&conf, "Certificate"), None);
        assert_eq!(name(&conf, "DHParameters"), None);
        conf.flags |= flag::CERTIFICATE;
        assert_eq!(name(&conf, "Certificate"), Some("Certificate"));
        assert_eq!(name(&conf, "DHParameters"), None);
        conf.flags |= flag::SERVER;
        assert_eq!(name(&conf, "DHParameters"), Some("DHParameters"));
    }
}
