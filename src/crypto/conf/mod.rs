//! The configuration file (config(5), `CONF_modules_load_file(3)`): its place, its language, and the
//! sections for contexts of libssl (`ssl_conf`). No other module is configured by it.

pub mod abi;
mod file;
mod ssl;
mod words;

pub use file::{Config, Fault};
pub use ssl::{SSL_CONF_CMD, Sections};

use std::path::Path;
use std::sync::{Once, OnceLock};

/// What the file says about contexts, once it was read.
static SECTIONS: OnceLock<Sections> = OnceLock::new();
/// The file is read once, whatever comes of it.
static READ: Once = Once::new();

/// The sections that the file has; none before it was read.
pub fn sections() -> Option<&'static Sections> {
    SECTIONS.get()
}

/// No file will be read.
pub fn forbid() {
    READ.call_once(|| ());
}

/// Reads the file, if none was read before. A missing file is no fault, and a wrong one only where it says so itself
/// (`config_diagnostics`).
pub fn load(path: &Path, application: Option<&str>) -> Result<(), Fault> {
    let mut result = Ok(());
    READ.call_once(|| {
        let Ok(config) = Config::read(path) else {
            return;
        };
        match Sections::of(&config, application) {
            Ok(sections) => {
                SECTIONS.set(sections).ok();
            }
            Err(fault) if config.wants_diagnostics() => result = Err(fault),
            Err(_) => {}
        }
    });
    result
}
