//! Certificates, names, extensions (`x509.h`).

pub mod algor;
pub mod aux;
pub mod cert;
pub mod crl;
pub mod ext;
pub mod files;
pub mod keys;
pub mod name;
pub mod print;
pub mod pubkey;

pub use algor::X509_ALGOR;
pub use cert::X509;
pub use crl::X509_CRL;
pub use ext::X509_EXTENSION;
pub use name::{X509_NAME, X509_NAME_ENTRY};
pub use pubkey::X509_PUBKEY;
