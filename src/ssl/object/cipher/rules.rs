//! The language of cipher strings (openssl-ciphers(1)): `ECDHE+AESGCM:!aNULL:-SHA1:@STRENGTH`.
//!
//! A rule selects suites and adds them to the end of the list (no sign), moves those in the list to
//! its end (`+`), takes them out (`-`), or takes them out for good (`!`). `@STRENGTH` sorts,
//! `@SECLEVEL=n` sets the security level. A string that starts with `SUITEB` asks for a mode of
//! Suite B (RFC 6460), and is nothing else.

use std::ffi::{CStr, c_int};

use super::{SSL_CIPHER, aliases, table};

/// `OSSL_default_cipher_list()`.
pub const DEFAULT_CIPHER_LIST: &CStr = c"ALL:!COMPLEMENTOFDEFAULT:!eNULL";
/// `OSSL_default_ciphersuites()`.
pub const DEFAULT_CIPHERSUITES: &CStr =
    c"TLS_AES_256_GCM_SHA384:TLS_CHACHA20_POLY1305_SHA256:TLS_AES_128_GCM_SHA256";

/// What a cipher string says.
pub struct Parsed {
    pub suites: Vec<&'static SSL_CIPHER>,
    /// From `@SECLEVEL=`.
    pub security_level: Option<c_int>,
    /// A command is unknown, or something is neither name nor separator: the suites do not count.
    pub invalid: bool,
}

/// A mode of Suite B.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum SuiteB {
    /// 128 bits, and 192 bits too.
    Level128,
    /// 128 bits alone.
    Level128Only,
    /// 192 bits.
    Level192,
}

impl SuiteB {
    /// The mode that a string asks for, and the suites of it.
    pub fn read(text: &[u8]) -> Option<(SuiteB, &'static [u8])> {
        let starts = |word: &str| text.starts_with(word.as_bytes());
        let mode = match () {
            () if starts("SUITEB128ONLY") => SuiteB::Level128Only,
            // The second combination of suites, by itself.
            () if starts("SUITEB128C2") => return Some((SuiteB::Level128, SUITE_B_192)),
            () if starts("SUITEB128") => SuiteB::Level128,
            () if starts("SUITEB192") => SuiteB::Level192,
            () => return None,
        };
        Some((mode, mode.suites()))
    }

    /// The cipher string that stands for the mode.
    pub fn suites(self) -> &'static [u8] {
        match self {
            SuiteB::Level128 => b"ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-ECDSA-AES256-GCM-SHA384",
            SuiteB::Level128Only => b"ECDHE-ECDSA-AES128-GCM-SHA256",
            SuiteB::Level192 => SUITE_B_192,
        }
    }
}

const SUITE_B_192: &[u8] = b"ECDHE-ECDSA-AES256-GCM-SHA384";

/// Reads a cipher string. Names that are not known select nothing.
pub fn parse(text: &[u8]) -> Parsed {
    let mut state = State {
        entries: table::older()
            .iter()
            .map(|cipher| Entry {
                cipher,
                active: false,
            })
            .collect(),
        security_level: None,
        invalid: false,
    };
    let rest = match text.strip_prefix(b"DEFAULT") {
        Some(rest) => {
            state.run(DEFAULT_CIPHER_LIST.to_bytes());
            rest
        }
        None => text,
    };
    state.run(rest);
    let active = state.entries.iter().filter(|e| e.active);
    Parsed {
        suites: active.map(|e| e.cipher).collect(),
        security_level: state.security_level,
        invalid: state.invalid,
    }
}

/// Reads a list for DTLS 1.3: names separated by colons, white space around them. Unknown and
/// empty ones are passed over. `None`: none is known.
pub fn parse_ciphersuites(text: &[u8]) -> Option<Vec<&'static SSL_CIPHER>> {
    if text.is_empty() {
        return Some(Vec::new());
    }
    let mut suites = Vec::new();
    for item in text.split(|c| *c == b':') {
        let name = item.trim_ascii();
        suites.extend(SSL_CIPHER::all().find(|c| c.standard_name.to_bytes() == name));
    }
    (!suites.is_empty()).then_some(suites)
}

struct Entry {
    cipher: &'static SSL_CIPHER,
    active: bool,
}

struct State {
    entries: Vec<Entry>,
    security_level: Option<c_int>,
    invalid: bool,
}

fn is_separator(c: u8) -> bool {
    matches!(c, b':' | b' ' | b';' | b',')
}

fn is_name(c: u8) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, b'-' | b'.' | b'=' | b'_')
}

/// Splits off the name at the start.
fn take_name(text: &[u8]) -> (&[u8], &[u8]) {
    let length = text.iter().take_while(|c| is_name(**c)).count();
    text.split_at(length)
}

/// What is behind the rest of this item.
fn skip_item(text: &[u8]) -> &[u8] {
    let length = text.iter().take_while(|c| !is_separator(**c)).count();
    &text[length..]
}

impl State {
    /// Runs the rules. A rule ends where no name goes on, so that another may follow it without a
    /// separator: `ALL@SECLEVEL=0`, `ALL!aNULL`.
    fn run(&mut self, mut text: &[u8]) {
        while let [sign, rest @ ..] = text {
            text = match sign {
                b'@' => self.command(rest),
                b'-' => self.rule(rest, State::delete),
                b'+' => self.rule(rest, State::reorder),
                b'!' => self.rule(rest, State::kill),
                separator if is_separator(*separator) => rest,
                _ => self.rule(text, State::add),
            };
        }
    }

    /// One rule behind its sign; gives what follows it.
    fn rule<'a>(&mut self, text: &'a [u8], apply: fn(&mut State, &Selector)) -> &'a [u8] {
        match Selector::parse(text) {
            Selected::Some(selector, rest) => {
                apply(self, &selector);
                rest
            }
            Selected::Nothing(rest) => skip_item(rest),
            Selected::Invalid => {
                self.invalid = true;
                &[]
            }
        }
    }

    fn command<'a>(&mut self, text: &'a [u8]) -> &'a [u8] {
        let (name, rest) = take_name(text);
        match name {
            b"STRENGTH" => self.sort(),
            [level @ .., digit @ b'0'..=b'5'] if level == b"SECLEVEL=" => {
                self.security_level = Some(c_int::from(digit - b'0'));
            }
            _ => self.invalid = true,
        }
        if name.is_empty() {
            &[]
        } else {
            skip_item(rest)
        }
    }

    fn sort(&mut self) {
        self.entries
            .sort_by_key(|e| (e.active, if e.active { -e.cipher.bits() } else { 0 }));
    }

    /// Activates what matches, behind what is active.
    fn add(&mut self, selector: &Selector) {
        self.move_to_end(|e| !e.active && selector.matches(e.cipher));
        for entry in &mut self.entries {
            entry.active |= selector.matches(entry.cipher);
        }
    }

    fn reorder(&mut self, selector: &Selector) {
        self.move_to_end(|e| e.active && selector.matches(e.cipher));
    }

    /// Deactivates what matches. It goes to the front, in order, so that adding it again puts it
    /// before what was never in the list.
    fn delete(&mut self, selector: &Selector) {
        let gone = |e: &Entry| e.active && selector.matches(e.cipher);
        self.entries.sort_by_key(|e| !gone(e));
        for entry in &mut self.entries {
            entry.active &= !selector.matches(entry.cipher);
        }
    }

    fn kill(&mut self, selector: &Selector) {
        self.entries.retain(|e| !selector.matches(e.cipher));
    }

    fn move_to_end(&mut self, chosen: impl Fn(&Entry) -> bool) {
        self.entries.sort_by_key(|e| chosen(e));
    }
}

/// The conjunction of the parts of `A+B+C`.
#[derive(Default)]
struct Selector {
    parts: Vec<Part>,
    strength: Option<Strength>,
}

enum Part {
    Alias(aliases::Test),
    Named(&'static SSL_CIPHER),
    NotDefault,
}

/// Classes of strength. A suite may be of both, but `HIGH+FIPS` asks for two values of one property.
#[derive(Clone, Copy)]
struct Strength {
    high: bool,
    fips: bool,
}

enum Selected<'a> {
    Some(Selector, &'a [u8]),
    /// A part is unknown or contradicts another, so the rule counts for nothing.
    Nothing(&'a [u8]),
    /// There is no name where one must be.
    Invalid,
}

impl Selector {
    /// Reads the names at the start of a rule.
    fn parse(mut text: &[u8]) -> Selected<'_> {
        let mut selector = Selector::default();
        loop {
            let (name, rest) = take_name(text);
            if name.is_empty() {
                return Selected::Invalid;
            }
            if selector.narrow(name).is_none() {
                return Selected::Nothing(rest);
            }
            match rest {
                [b'+', more @ ..] => text = more,
                _ => return Selected::Some(selector, rest),
            }
        }
    }

    /// Adds a condition. `None`: the name is unknown, or no strength is left.
    fn narrow(&mut self, name: &[u8]) -> Option<()> {
        let part = Part::find(name)?;
        if let Some(strength) = part.strength(name) {
            // The first name with a strength takes COMPLEMENTOFDEFAULT before it out of force: in
            // OpenSSL both are bits of one word, which it sets.
            let before = self.strength.get_or_insert_with(|| {
                self.parts.retain(|part| !matches!(part, Part::NotDefault));
                strength
            });
            before.high &= strength.high;
            before.fips &= strength.fips;
            if !before.high && !before.fips {
                return None;
            }
        }
        self.parts.push(part);
        Some(())
    }

    fn matches(&self, cipher: &SSL_CIPHER) -> bool {
        self.parts.iter().all(|part| match part {
            Part::Alias(test) => cipher.info.is_some_and(test),
            Part::Named(named) => named.code == cipher.code,
            Part::NotDefault => !cipher.is_default(),
        })
    }
}

impl Part {
    fn find(name: &[u8]) -> Option<Self> {
        if name == b"COMPLEMENTOFDEFAULT" {
            return Some(Part::NotDefault);
        }
        let named = |c: &&SSL_CIPHER| c.name.to_bytes() == name;
        let suite = || table::older().iter().find(named).map(Part::Named);
        aliases::find(name).map(Part::Alias).or_else(suite)
    }

    fn strength(&self, name: &[u8]) -> Option<Strength> {
        let of = |high, fips| Some(Strength { high, fips });
        match (self, name) {
            (Part::Alias(_), b"HIGH") => of(true, false),
            (Part::Alias(_), b"FIPS") => of(false, true),
            (Part::Named(suite), _) => of(true, suite.info.is_some_and(aliases::is_fips)),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(text: &str) -> Vec<&'static str> {
        let parsed = parse(text.as_bytes());
        assert!(!parsed.invalid);
        let suites = parsed.suites.iter();
        suites.map(|c| c.name.to_str().unwrap()).collect()
    }

    #[test]
    fn a_name_is_itself() {
        assert_eq!(names("ECDHE-RSA-AES128-SHA"), ["ECDHE-RSA-AES128-SHA"]);
        assert_eq!(
            names("NOSUCH:ECDHE-RSA-AES128-SHA"),
            ["ECDHE-RSA-AES128-SHA"]
        );
        assert!(names("NOSUCH").is_empty());
    }

    #[test]
    fn conjunctions_and_exclusions() {
        assert_eq!(
            names("ECDHE+AESGCM:!aRSA"),
            [
                "ECDHE-ECDSA-AES256-GCM-SHA384",
                "ECDHE-ECDSA-AES128-GCM-SHA256"
            ]
        );
        // What was killed does not come back; what was deleted may.
        let name = "ECDHE-RSA-AES128-SHA";
        assert!(names(&format!("{name}:!ECDHE:{name}")).is_empty());
        assert_eq!(names(&format!("{name}:-ECDHE:{name}")), [name]);
        assert_eq!(names(&format!("{name}!ECDHE:PSK+{name}")), [""; 0]);
    }

    #[test]
    fn strengths_exclude_each_other() {
        assert!(names("HIGH+FIPS").is_empty());
        assert_eq!(names("COMPLEMENTOFDEFAULT+HIGH"), names("HIGH"));
        assert!(names("HIGH+COMPLEMENTOFDEFAULT").len() < names("HIGH").len());
    }

    #[test]
    fn order_and_strength() {
        let (weak, strong) = ("ECDHE-RSA-AES128-SHA", "ECDHE-RSA-AES256-SHA");
        assert_eq!(names(&format!("{strong}:{weak}:+AES256")), [weak, strong]);
        assert_eq!(names(&format!("{weak}:{strong}:@STRENGTH")), [strong, weak]);
    }

    #[test]
    fn commands() {
        assert_eq!(parse(b"ALL:@SECLEVEL=0").security_level, Some(0));
        assert_eq!(parse(b"ALL@SECLEVEL=0").security_level, Some(0));
        assert!(parse(b"ALL:@SECLEVEL=9").invalid);
        assert!(parse(b"ALL:@NONSENSE").invalid);
        assert!(parse(b"ALL:%").invalid);
    }

    #[test]
    fn the_default_leaves_ccm_out() {
        let default = names("DEFAULT");
        assert_eq!(default[0], "ECDHE-ECDSA-AES256-GCM-SHA384");
        assert!(default.iter().all(|name| !name.contains("CCM")));
        assert_eq!(names("ALL:!COMPLEMENTOFDEFAULT:!eNULL"), default);
    }

    #[test]
    fn suite_b() {
        let read = |text: &[u8]| SuiteB::read(text).map(|(mode, _)| mode);
        assert_eq!(read(b"SUITEB128ONLY"), Some(SuiteB::Level128Only));
        assert_eq!(read(b"SUITEB128"), Some(SuiteB::Level128));
        assert_eq!(read(b"SUITEB192:ALL"), Some(SuiteB::Level192));
        assert_eq!(read(b"ALL:SUITEB192"), None);
    }
}
