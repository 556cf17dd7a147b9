//! The module `ssl_conf` (config(5), SSL Configuration Module): sections of commands, each under the
//! name that a program asks for.

use std::ffi::{CStr, CString};

use super::file::{Config, Fault};

/// A command of a section (`SSL_CONF_cmd(3)`), opaque in C.
#[derive(Debug, PartialEq, Eq)]
pub struct SSL_CONF_CMD {
    pub name: CString,
    pub value: CString,
}

/// The sections, by name.
#[derive(Debug, Default)]
pub struct Sections(Vec<(CString, Vec<SSL_CONF_CMD>)>);

impl Sections {
    /// Those of a file. `application` names the entry of the default section with which all begins, where it has a value;
    /// `openssl_conf` is the usual one.
    pub fn of(config: &Config, application: Option<&str>) -> Result<Self, Fault> {
        const USUAL: &str = "openssl_conf";
        let named = application.and_then(|name| config.get("default", name));
        let Some(modules) = named.or_else(|| config.get("default", USUAL)) else {
            return Ok(Sections::default());
        };
        // The section that is named may be empty, as Debian's is.
        let modules = config.section(&modules).unwrap_or(&[]);
        let mut found = Sections::default();
        for (module, section) in modules {
            // What stands behind a dot tells several entries for a module apart.
            if module.split('.').next() == Some("ssl_conf") {
                found.add(config, section)?;
            }
        }
        Ok(found)
    }

    fn add(&mut self, config: &Config, section: &str) -> Result<(), Fault> {
        for (name, commands) in config.section(section)? {
            let commands = config.section(commands)?.iter().map(|(name, value)| {
                // A command may come again with another prefix that ends in a dot.
                let name = name.split_once('.').map_or(name.as_str(), |(_, name)| name);
                SSL_CONF_CMD {
                    name: c_text(name),
                    value: c_text(value),
                }
            });
            self.0.push((c_text(name), commands.collect()));
        }
        Ok(())
    }

    /// The number of the section with a name.
    pub fn find(&self, name: &CStr) -> Option<usize> {
        self.0
            .iter()
            .position(|(known, _)| known.as_c_str() == name)
    }

    /// Name and commands of a section.
    pub fn get(&self, index: usize) -> Option<(&CStr, &[SSL_CONF_CMD])> {
        let (name, commands) = self.0.get(index)?;
        Some((name, commands))
    }
}

/// Up to a NUL, which ends it for C.
fn c_text(text: &str) -> CString {
    let end = text.find('\0').unwrap_or(text.len());
    CString::new(&text[..end]).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "openssl_conf = init\n[init]\nproviders = p\nssl_conf = ssl\n[ssl]\nserver = s\n\
        system_default = d\n[s]\nCipherString = DEFAULT\n1.Options = Bugs\n[d]\nMinProtocol = DTLSv1.2\n";

    #[test]
    fn sections_with_commands() {
        let sections = Sections::of(&Config::of(TEXT).unwrap(), None).unwrap();
        let index = sections.find(c"system_default").unwrap();
        let (name, commands) = sections.get(index).unwrap();
        assert_eq!((name, commands.len()), (c"system_default", 1));
        assert_eq!(commands[0].value.as_c_str(), c"DTLSv1.2");
        let (_, commands) = sections.get(sections.find(c"server").unwrap()).unwrap();
        assert_eq!(commands[1].name.as_c_str(), c"Options");
        assert_eq!(sections.find(c"none"), None);
    }

    #[test]
    fn a_missing_section_is_a_fault() {
        let config = Config::of(&TEXT.replace("[d]", "[e]")).unwrap();
        let fault = Sections::of(&config, None).unwrap_err();
        assert_eq!(fault, Fault::Section("d".into()));
    }

    #[test]
    fn an_application_may_have_its_own_entry() {
        let text = format!("mine = other\n{TEXT}[other]\nx = y\n");
        let config = Config::of(&text).unwrap();
        let none = Sections::of(&config, Some("mine")).unwrap();
        assert_eq!(none.find(c"server"), None);
        let usual = Sections::of(&config, Some("theirs")).unwrap();
        assert!(usual.find(c"server").is_some());
    }
}
