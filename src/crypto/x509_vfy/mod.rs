//! Verification of certificate chains (`x509_vfy.h`, RFC 5280 section 6).

pub mod ctx;
pub mod errors;
pub mod lookup;
pub mod param;
pub mod store;
pub mod suite_b;
pub mod trust;
pub mod verify;

pub use ctx::X509_STORE_CTX;
pub use param::X509_VERIFY_PARAM;
pub use store::X509_STORE;
