//! The high-level cryptography interface (`evp(7)`).

pub mod digest;
pub mod md;
pub mod pkey;
pub mod pkey_ctx;
pub mod reasons;
pub mod sign;

pub use md::EVP_MD;
pub use pkey::EVP_PKEY;

/// A library context (`OSSL_LIB_CTX(3)`). There is one set of algorithms, the same in every
/// context, so a context is only a name here.
pub enum OSSL_LIB_CTX {}

/// An engine (`ENGINE_init(3)`), of which there are none: functions take only NULL.
pub enum ENGINE {}
