//! Certificates, names, extensions (`x509.h`).

pub mod algor;
pub mod cert;
pub mod ext;
pub mod keys;
pub mod name;
pub mod pubkey;

pub use algor::X509_ALGOR;
pub use cert::X509;
pub use ext::X509_EXTENSION;
pub use name::{X509_NAME, X509_NAME_ENTRY};
pub use pubkey::X509_PUBKEY;
