//! The language of the file (config(5)): sections of names and values, variables, other files put in.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use super::abi::environment;
use super::words;

/// How deep files may include one another.
const DEEPEST: usize = 10;
/// The largest file, in bytes.
const LARGEST: u64 = 1 << 20;
const DEFAULT: &str = "default";

/// What is wrong with a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// It, or one that it includes, cannot be read.
    Missing(PathBuf),
    /// A line that is none of the language; counted from 1.
    Syntax(usize),
    /// A section that another one names is not there or empty.
    Section(String),
}

/// Names and values of each section, in the order of the file.
#[derive(Debug, Default)]
pub struct Config {
    sections: BTreeMap<String, Vec<(String, String)>>,
}

/// Where in a file reading is.
struct Place {
    section: String,
    /// `.pragma = dollarid:true`
    dollar_in_names: bool,
    /// `.pragma = includedir:...`
    include_from: Option<PathBuf>,
    depth: usize,
}

impl Config {
    pub fn read(path: &Path) -> Result<Self, Fault> {
        let mut config = Config::default();
        let mut place = Place {
            section: DEFAULT.to_owned(),
            dollar_in_names: false,
            include_from: environment("OPENSSL_CONF_INCLUDE").map(PathBuf::from),
            depth: 0,
        };
        config.read_file(path, &mut place)?;
        Ok(config)
    }

    fn read_file(&mut self, path: &Path, place: &mut Place) -> Result<(), Fault> {
        let missing = || Fault::Missing(path.to_owned());
        let length = fs::metadata(path).map_err(|_| missing())?.len();
        if length > LARGEST {
            return Err(missing());
        }
        let bytes = fs::read(path).map_err(|_| missing())?;
        let text = String::from_utf8_lossy(&bytes);
        self.parse(text.trim_start_matches('\u{FEFF}'), place)
    }

    fn parse(&mut self, text: &str, place: &mut Place) -> Result<(), Fault> {
        let mut whole = String::new();
        for (number, line) in text.lines().enumerate() {
            let line = line.trim_end_matches('\r');
            if words::continues(line) {
                whole.push_str(&line[..line.len() - 1]);
                continue;
            }
            whole.push_str(line);
            let taken = std::mem::take(&mut whole);
            self.line(words::without_comment(&taken).trim(), place)
                .map_err(|fault| match fault {
                    Fault::Syntax(_) => Fault::Syntax(number + 1),
                    other => other,
                })?;
        }
        self.line(words::without_comment(&whole).trim(), place)
    }

    fn line(&mut self, line: &str, place: &mut Place) -> Result<(), Fault> {
        if line.is_empty() {
            return Ok(());
        }
        if let Some(rest) = line.strip_prefix('[') {
            let (name, rest) = rest.split_once(']').ok_or(Fault::Syntax(0))?;
            if !rest.trim().is_empty() {
                return Err(Fault::Syntax(0));
            }
            place.section = self.value(name.trim(), place)?;
            self.sections.entry(place.section.clone()).or_default();
            return Ok(());
        }
        for (word, directive) in [(".include", true), (".pragma", false)] {
            let rest = line.strip_prefix(word);
            let rest =
                rest.filter(|rest| rest.starts_with(|l: char| l == '=' || l.is_whitespace()));
            if let Some(rest) = rest {
                let value = self.value(rest.trim_start().trim_start_matches('=').trim(), place)?;
                return match directive {
                    true => self.include(&value, place),
                    false => pragma(&value, place),
                };
            }
        }
        let (name, value) = line.split_once('=').ok_or(Fault::Syntax(0))?;
        let (section, name) = match name.trim().split_once("::") {
            Some((section, name)) => (section.to_owned(), name),
            None => (place.section.clone(), name.trim()),
        };
        let is_name = |letter: char| {
            letter.is_ascii_alphanumeric() || "_.,;!%&*+-/?@^~|".contains(letter) || letter == '$'
        };
        if name.is_empty() || !name.chars().all(is_name) {
            return Err(Fault::Syntax(0));
        }
        let value = self.value(value.trim(), place)?;
        let entries = self.sections.entry(section).or_default();
        // The last value of a name counts, at its own place.
        entries.retain(|(known, _)| known != name);
        entries.push((name.to_owned(), value));
        Ok(())
    }

    fn value(&self, text: &str, place: &Place) -> Result<String, Fault> {
        let lookup = |section: &str, name: &str| {
            let section = if section.is_empty() {
                &place.section
            } else {
                section
            };
            self.get(section, name)
        };
        words::value(text, place.dollar_in_names, &lookup).ok_or(Fault::Syntax(0))
    }

    /// A file, or all files `*.cnf` and `*.conf` of a directory. A path that is not there is no fault.
    fn include(&mut self, value: &str, place: &mut Place) -> Result<(), Fault> {
        if place.depth >= DEEPEST {
            return Err(Fault::Syntax(0));
        }
        let mut path = PathBuf::from(value);
        if path.is_relative()
            && let Some(base) = &place.include_from
        {
            path = base.join(path);
        }
        let mut paths = vec![path.clone()];
        if path.is_dir() {
            let entries = fs::read_dir(&path).map_err(|_| Fault::Missing(path))?;
            let has_ending = |path: &PathBuf| {
                let ending = path.extension().and_then(|ending| ending.to_str());
                ending.is_some_and(|ending| matches!(ending, "cnf" | "conf"))
            };
            paths = entries
                .flatten()
                .map(|entry| entry.path())
                .filter(has_ending)
                .collect();
            paths.sort();
        }
        place.depth += 1;
        for path in paths.iter().filter(|path| path.exists()) {
            self.read_file(path, place)?;
        }
        place.depth -= 1;
        Ok(())
    }

    /// The value of a name in a section, in the environment (section `ENV`), or in the default
    /// section.
    pub fn get(&self, section: &str, name: &str) -> Option<String> {
        if section == "ENV" {
            return environment(name)?.into_string().ok();
        }
        let value = |section: &str| {
            let mut entries = self.sections.get(section)?.iter();
            entries
                .find(|(known, _)| known == name)
                .map(|(_, value)| value.clone())
        };
        value(section).or_else(|| value(DEFAULT))
    }

    /// The entries of a section that is there and not empty.
    pub fn section(&self, name: &str) -> Result<&[(String, String)], Fault> {
        let entries = self
            .sections
            .get(name)
            .filter(|entries| !entries.is_empty());
        entries
            .map(Vec::as_slice)
            .ok_or_else(|| Fault::Section(name.to_owned()))
    }

    /// Whether faults of modules count (`config_diagnostics`).
    pub fn wants_diagnostics(&self) -> bool {
        let value = self.get(DEFAULT, "config_diagnostics");
        value.is_some_and(|value| value.trim().parse::<i64>().is_ok_and(|number| number != 0))
    }
}

fn pragma(value: &str, place: &mut Place) -> Result<(), Fault> {
    let (name, value) = value.split_once(':').ok_or(Fault::Syntax(0))?;
    let on = match value.trim() {
        "on" | "true" => Some(true),
        "off" | "false" => Some(false),
        _ => None,
    };
    match name.trim() {
        "dollarid" => place.dollar_in_names = on.ok_or(Fault::Syntax(0))?,
        "includedir" => place.include_from = Some(PathBuf::from(value.trim())),
        // Pragmas that are not known are left alone.
        _ => {}
    }
    Ok(())
}

#[cfg(test)]
impl Config {
    /// Out of a text that includes nothing.
    pub fn of(text: &str) -> Result<Self, Fault> {
        let mut config = Config::default();
        let mut place = Place {
            section: DEFAULT.to_owned(),
            dollar_in_names: false,
            include_from: None,
            depth: 0,
        };
        config.parse(text, &mut place)?;
        Ok(config)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sections_names_and_values() {
        let config = Config::of(
            "a = 1 # one\n[ s ]\nb=${a}\\\n2\nc = ${default::a}\n s2::d = x \n[empty]\na=\nb = 3\nb = 4\n",
        )
        .unwrap();
        assert_eq!(config.get("s", "b").as_deref(), Some("12"));
        assert_eq!(config.get("s", "c").as_deref(), Some("1"));
        assert_eq!(config.get("s2", "d").as_deref(), Some("x"));
        assert_eq!(config.get("nowhere", "a").as_deref(), Some("1"));
        assert_eq!(config.get("empty", "a").as_deref(), Some(""));
        assert_eq!(config.section("empty").unwrap().len(), 2);
        assert_eq!(config.get("empty", "b").as_deref(), Some("4"));
        assert_eq!(config.section("none"), Err(Fault::Section("none".into())));
    }

    #[test]
    fn what_is_not_of_the_language() {
        assert_eq!(
            Config::of("a = 1\nnonsense\n").unwrap_err(),
            Fault::Syntax(2)
        );
        assert_eq!(Config::of("[open\n").unwrap_err(), Fault::Syntax(1));
        assert_eq!(Config::of("[a] b\n").unwrap_err(), Fault::Syntax(1));
        assert_eq!(
            Config::of("a = $undefined\n").unwrap_err(),
            Fault::Syntax(1)
        );
        assert_eq!(Config::of("= 1\n").unwrap_err(), Fault::Syntax(1));
    }

    #[test]
    fn other_files_are_put_in() {
        let folder = std::env::temp_dir().join(format!("ferrodtls-conf-{}", std::process::id()));
        fs::create_dir_all(folder.join("d")).unwrap();
        let text = format!(
            "[s]\n.include {0}/d\n.include = {0}/none.cnf\nlast = 1\n.include {0}/main.cnf\n",
            folder.display()
        );
        let loops = text.clone();
        fs::write(
            folder.join("loop.cnf"),
            loops.replace("main.cnf", "loop.cnf"),
        )
        .unwrap();
        fs::write(folder.join("main.cnf"), text.replace("main.cnf", "none")).unwrap();
        fs::write(folder.join("d/a.cnf"), "first = 1\n").unwrap();
        fs::write(folder.join("d/b.txt"), "never = 1\n").unwrap();
        let config = Config::read(&folder.join("main.cnf")).unwrap();
        let looping = Config::read(&folder.join("loop.cnf"));
        fs::remove_dir_all(&folder).unwrap();
        assert_eq!(config.get("s", "first").as_deref(), Some("1"));
        assert_eq!(config.get("s", "never"), None);
        assert_eq!(config.get("s", "last").as_deref(), Some("1"));
        assert!(matches!(looping, Err(Fault::Syntax(_))));
    }
}
