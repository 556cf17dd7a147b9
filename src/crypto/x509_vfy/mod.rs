//! Verification of certificate chains (`x509_vfy.h`, RFC 5280 section 6).

pub mod errors;
pub mod param;
pub mod trust;

pub use param::X509_VERIFY_PARAM;
